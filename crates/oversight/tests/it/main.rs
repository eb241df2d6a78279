//! Tests of supervision: what the monitoring points find, findings, orders, bounds, stored forms.

mod accountability;
mod assessment;
mod attendance;
mod bounds;
mod bulletin;
mod chain;
mod complaint;
mod custody;
#[path = "../../../casework/tests/it/dice.rs"]
#[expect(dead_code, reason = "the dice of casework's walks, of which these need a part")]
mod dice;
mod draw;
mod evidence;
mod figure;
mod finding;
#[path = "../../../casework/tests/it/fixture.rs"]
#[expect(dead_code, reason = "the cases of casework's tests, of which these need a part")]
mod fixture;
mod follow_up;
#[path = "../../../casework/tests/it/grid.rs"]
mod grid;
mod habits;
mod inspection;
mod later;
mod order;
#[path = "../../../casework/tests/it/play.rs"]
#[expect(dead_code, reason = "the cases of casework's tests, of which these need a part")]
mod play;
mod rating;
mod rating_play;
mod rating_statistics;
mod reconciliation;
mod report;
mod rules;
mod rules_of_time;
mod spot;
mod stored;
mod summary;
mod survey;
mod table;
mod telling;
mod walk;
mod watch;
