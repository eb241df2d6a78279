//! The watcher: reads every entry once, lets the monitoring points look at it, and raises what they find.
//!
//! A finding's id and command are derived from the rule and the entry, so that it takes effect once, whatever crashes in
//! between. It has no memory but its cursor; what it asks of a case is what stands in its entries.

use std::collections::HashMap;

use calendar::{Day, Instant};
use casework::absence::AbsenceClass;
use casework::contact::Contact;
use casework::{Case, Event, File};
use catalogue::{CaseId, FindingId, OrderId, PersonId, UnitCode};
use ledger::{Entry, Lane, Rejection, Submission, TIME};
use oversight::bound::{Bound, Bounds};
use oversight::finding::{About, Raise};
use oversight::order::{Issue, Kind};
use oversight::{Fired, Habit, Rule, Seen, finding, habits, look, order, passed, wants_history};

use super::derived_near;
use super::hand_overs::given_before;
use super::rating::rating_late;
use crate::case::{case_of, content_of};
use crate::domain::{Asked, Fact, Obstacle, State};
use crate::{Centre, Fault};

/// Its name, under which the cursor is kept.
const NAME: &str = "monitoring";
/// Days over which the habits of a unit are counted.
const HABIT_DAYS: i32 = 90;

/// What was swept already: the day of the habits, and the instant up to which hand-overs were looked at.
#[derive(Debug, Default)]
pub struct Round {
    habits_on: Option<Day>,
    given_until: i64,
}

/// A finding to be raised, and the order that goes out with it.
pub(super) struct Raised {
    pub(super) id: String,
    pub(super) about: About,
    pub(super) urges: bool,
}

impl Raised {
    /// A finding without an order.
    pub(super) fn of(id: String, about: About) -> Raised {
        Raised { id, about, urges: false }
    }
}

impl Centre {
    /// Lets the monitoring points look at a stretch of what is new; answers how many entries they looked at. 0 says that
    /// they are at the head.
    pub(crate) async fn watch_step(&self) -> Result<usize, Fault> {
        let in_force = self.in_force().await?;
        if in_force.organisation.is_none() || in_force.calendar.is_none() {
            return Ok(0);
        }
        let (cursor, entries) = self.ledger.unread(&self.division, NAME).await?;
        let Some(last) = entries.last() else { return Ok(0) };
        let bounds = self.bounds().await?;
        let mut raised = self.watch(&entries, &bounds).await?;
        raised.extend(self.watch_complaints(&entries).await?);
        self.raise(raised, &bounds).await?;
        self.ledger.mark_read(&self.division, NAME, cursor, last.seq).await?;
        Ok(entries.len())
    }

    /// What the points find in some entries.
    async fn watch(&self, entries: &[Entry], bounds: &Bounds) -> Result<Vec<Raised>, Fault> {
        let in_force = self.in_force().await?;
        let Some(calendar) = in_force.calendar else { return Ok(Vec::new()) };
        let away = |entry: &Entry| {
            let day = Instant(entry.recorded_at).day();
            PersonId::parse(&entry.actor).ok().filter(|actor| {
                let absence = in_force.absences.of(*actor, day);
                absence.is_some_and(|it| matches!(it.class, AbsenceClass::Leave | AbsenceClass::Illness))
            })
        };
        let mut wanted: Vec<(&Entry, Event)> = Vec::new();
        let mut contacts: Vec<&Entry> = Vec::new();
        let (mut raised, mut samples) = (Vec::new(), Vec::new());
        for entry in entries {
            match self.ledger.event(entry)? {
                Fact::Case(event)
                    if oversight::is_of_interest(&event, Instant(entry.recorded_at))
                        || away(entry).is_some() =>
                {
                    wanted.push((entry, event));
                }
                Fact::Contact(casework::contact::Event::Passed(_)) => contacts.push(entry),
                Fact::Rating(oversight::rating::Event::Late(fact)) => {
                    raised.push(rating_late(&self.division, entry, &fact));
                }
                _ => {}
            }
        }
        let mut streams: Vec<String> = wanted.iter().map(|(entry, _)| entry.stream.clone()).collect();
        streams.sort();
        streams.dedup();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        for (entry, event) in &wanted {
            let (Some(State::Case(Case::Filed(file))), Some(case)) =
                (states.get(&entry.stream), case_of(&entry.stream))
            else {
                continue;
            };
            let (mut before, mut places) = (Vec::new(), Vec::new());
            if wants_history(event) {
                for (seq, event) in self.history_before(entry, entries).await? {
                    before.push(event);
                    places.push(seq);
                }
            }
            let actor = PersonId::parse(&entry.actor).ok().filter(|_| entry.actor != TIME);
            let seen = Seen {
                event,
                recorded_at: Instant(entry.recorded_at),
                actor,
                away: away(entry).is_some(),
                facts: &file.facts,
                before: &before,
                calendar: &calendar,
            };
            self.sample(&seen, entry, &mut samples).await?;
            for fired in look(&seen, bounds).into_iter().chain(self.device_look(&seen, bounds).await?) {
                let about = about(&fired, file, case, entry, &places);
                raised.push(Raised {
                    id: format!("{}/{}/{}", fired.rule.key(), self.division, entry.seq),
                    urges: fired.rule == Rule::PromiseBroken && file.stage.is_open(),
                    about,
                });
            }
        }
        self.samples_write(samples).await?;
        for entry in contacts {
            let contact = self.contact_at(entry).await?;
            let (Some(held), Ok(by)) = (contact.held(), PersonId::parse(&entry.actor)) else { continue };
            let times = u8::try_from(held.had.len()).unwrap_or(u8::MAX);
            let Some(fired) = passed(oversight::Passed { times, by }, bounds) else { continue };
            let Some(unit) = self.unit_of(by).await? else { continue };
            let about = About {
                case: held.from_case,
                window: held.window,
                ..plain(&fired, unit, entry.seq, Instant(entry.recorded_at))
            };
            let id = format!("{}/{}/{}", fired.rule.key(), self.division, entry.seq);
            raised.push(Raised { id, about, urges: false });
        }
        Ok(raised)
    }

    /// What happened to a case before an entry, the oldest first, each with its place. What began within the entries at hand is
    /// not read again.
    async fn history_before(&self, entry: &Entry, at_hand: &[Entry]) -> Result<Vec<(u64, Event)>, Fault> {
        let earlier = |it: &&Entry| it.seq < entry.seq && it.stream == entry.stream;
        let read;
        let mut earlier: Vec<&Entry> = at_hand.iter().filter(earlier).collect();
        if earlier.first().is_none_or(|first| first.version != 1) {
            read = self.ledger.entries(&self.division, &entry.stream, 0, crate::file::ENTRIES_MAX).await?;
            earlier = read.iter().filter(|it| it.seq < entry.seq).collect();
        }
        let mut history = Vec::with_capacity(earlier.len());
        for it in earlier {
            if let Fact::Case(event) = self.ledger.event(it)? {
                history.push((it.seq, event));
            }
        }
        Ok(history)
    }

    /// A first contact as it was with this entry, whatever became of it since.
    async fn contact_at(&self, entry: &Entry) -> Result<Contact, Fault> {
        let all = self.ledger.entries(&self.division, &entry.stream, 0, crate::file::ENTRIES_MAX).await?;
        let mut contact = Contact::default();
        for earlier in all.iter().take_while(|it| it.seq <= entry.seq) {
            if let Fact::Contact(event) = self.ledger.event(earlier)? {
                contact = casework::contact::evolve(contact, &event);
            }
        }
        Ok(contact)
    }

    /// The unit that employs a person.
    pub(super) async fn unit_of(&self, person: PersonId) -> Result<Option<UnitCode>, Fault> {
        let organisation = self.organisation().await?;
        Ok(organisation.and_then(|it| it.person(person).map(|it| it.unit)))
    }

    /// What shows in no single entry: hand-overs nobody took, and the shares of the units once a day.
    pub(crate) async fn watch_sweep(&self, today: Day) -> Result<(), Fault> {
        let in_force = self.in_force().await?;
        let (Some(calendar), Some(organisation)) = (in_force.calendar, in_force.organisation) else {
            return Ok(());
        };
        let bounds = &self.bounds().await?;
        let (habits_on, given_from) = {
            let round = self.monitoring.lock().expect("no panic while held");
            (round.habits_on, round.given_until)
        };
        let given_until = given_before(&calendar, today, bounds.get(Bound::HandOverDays));
        if given_until > given_from {
            let raised = self.hand_overs(given_from, given_until, &calendar, bounds).await?;
            self.raise(raised, bounds).await?;
            self.monitoring.lock().expect("no panic while held").given_until = given_until;
        }
        if habits_on != Some(today) {
            let mut raised = Vec::new();
            let mut units: HashMap<String, Habit> = HashMap::new();
            for figure in self.figures_between(today.plus_days(-HABIT_DAYS), today).await? {
                let habit = units.entry(figure.authority).or_default();
                let count = u32::try_from(figure.count).unwrap_or(u32::MAX);
                match figure.kind.as_str() {
                    "accepted" | "deemed" => habit.accepted += count,
                    "stopped" => habit.stopped += count,
                    "extended" => habit.extended += count,
                    "decided" => habit.decided += count,
                    "decided_in_hall" => habit.decided_in_hall += count,
                    _ => {}
                }
            }
            let (year, month, _) = today.ymd();
            for unit in organisation.units.iter().map(|it| it.code) {
                let habit = units.get(unit.as_str()).copied().unwrap_or_default();
                for fired in habits(&habit, bounds) {
                    let about = plain(&fired, unit, 0, today.start());
                    // Once a month, however long it lasts.
                    let id = format!("{}/{}/{unit}/{year}-{month}", fired.rule.key(), self.division);
                    raised.push(Raised { id, about, urges: false });
                }
            }
            raised.extend(self.habits_found(today, bounds).await?);
            self.habits_forget(today).await?;
            raised.extend(self.unreliable(today, bounds).await?);
            self.reports_freeze(today).await?;
            self.raise(raised, bounds).await?;
            self.monitoring.lock().expect("no panic while held").habits_on = Some(today);
        }
        Ok(())
    }

    /// Raises findings, each once; with a broken promise an urging notice goes out by itself, if that is set (R122).
    pub(super) async fn raise(&self, raised: Vec<Raised>, bounds: &Bounds) -> Result<(), Fault> {
        let mut waiting = Vec::with_capacity(raised.len());
        for Raised { id, about, urges } in raised {
            // A hand-over keeps the id it had before its entry was named, so that none is found twice.
            let near = if about.rule == Rule::HandOverOpen { 0 } else { about.entry };
            let (command_id, hex) = derived_near(near, &format!("finding/{id}"));
            let finding = FindingId::parse(&hex).expect("32 hexadecimal digits are a code");
            let raise = Asked::Finding(finding::Command::Raise(Raise(about)));
            waiting.push(self.by_itself(
                crate::kinds::finding::stream_of(finding),
                command_id,
                raise,
                Vec::new(),
            ));
            if urges && bounds.get(Bound::UrgesByItself) == 1 {
                let (command_id, hex) = derived_near(about.entry, &format!("urging/{id}"));
                let order = OrderId::parse(&hex).expect("32 hexadecimal digits are a code");
                let issue = Asked::Order(order::Command::Issue(Issue {
                    kind: Kind::Urging,
                    unit: about.unit,
                    case: about.case,
                    finding: Some(finding),
                    words: None,
                    to: None,
                }));
                waiting.push(self.by_itself(
                    crate::kinds::order::stream_of(order),
                    command_id,
                    issue,
                    Vec::new(),
                ));
            }
        }
        // Together, so that they share their commits.
        futures_util::future::try_join_all(waiting).await.map(|_| ())
    }

    /// Submits what no person asks. What was done before, or cannot be said to anybody, is no fault.
    pub(super) async fn by_itself(
        &self,
        stream: String,
        command_id: [u8; 16],
        command: Asked,
        bodies: Vec<ledger::Body>,
    ) -> Result<(), Fault> {
        let content = content_of(&("by-itself", &stream))?;
        let submitted = self
            .ledger
            .submit(Submission {
                division: self.division.clone(),
                stream,
                command_id,
                actor: TIME.to_owned(),
                command,
                content,
                occurred_at: None,
                expected_version: None,
                bodies,
                with: Vec::new(),
                lane: Lane::Time,
            })
            .await;
        match submitted {
            Ok(_) | Err(Rejection::Refused(Obstacle::Oversight(_))) => Ok(()),
            Err(Rejection::Unavailable) => Err(Fault::Unavailable),
            Err(Rejection::QueueFull) => Err(Fault::Busy),
            Err(Rejection::Fault(number)) => Err(Fault::Ledger(number)),
            Err(other) => Err(Fault::inside(format!("the watcher was not heard: {other:?}"))),
        }
    }
}

pub(super) fn plain(fired: &Fired, unit: UnitCode, entry: u64, happened_at: Instant) -> About {
    About {
        rule: fired.rule,
        unit,
        case: None,
        step: fired.step,
        person: fired.person,
        window: None,
        entry,
        earlier: None,
        happened_at,
        measured: fired.measured,
        bound: fired.bound,
        edition: 0,
        words: None,
    }
}

fn about(fired: &Fired, file: &File, case: CaseId, entry: &Entry, places: &[u64]) -> About {
    About {
        case: Some(case),
        window: Some(file.facts.window),
        earlier: fired.earlier.and_then(|place| places.get(place).copied()),
        ..plain(
            fired,
            file.facts.authority,
            entry.seq,
            Instant(entry.occurred_at.unwrap_or(entry.recorded_at)),
        )
    }
}
