//! Electronic supervision: the watcher that lets the monitoring points look at every entry, findings and orders with their
//! words, the numbers they compare with, and the board of lights.

pub mod accountability;
pub mod appeal_figures;
pub mod appeals;
pub mod assessment;
mod assessment_act;
mod assessment_behind;
mod assessment_count;
mod assessment_eyes;
mod assessment_formula;
mod assessment_once;
mod assessment_town;
pub mod attendance;
mod attendance_watch;
pub(crate) mod away;
pub mod board;
pub mod bounds;
pub mod bulletin;
pub mod complaint;
mod device;
pub mod draw;
mod draw_apart;
pub(crate) mod draw_form;
pub mod draw_merge;
mod draw_picks;
pub(crate) mod draw_waits;
mod draw_watch;
pub mod duty;
mod duty_watch;
pub mod finding;
pub(crate) mod finding_mine;
mod finding_write;
pub mod habit;
mod habit_evidence;
mod hand_overs;
mod holder_waits;
pub mod inspection;
mod inspection_list;
pub mod later;
pub mod order;
mod order_act;
pub mod order_public;
pub mod person_habit;
pub(crate) mod places;
pub mod rating;
pub mod reconcile;
pub mod reconcile_list;
mod reconcile_reverse;
pub mod report;
mod report_count;
pub mod spot;
pub mod summary;
pub mod survey;
mod urging;
pub mod waiting;
mod watch;
mod watch_sweep;

pub use assessment_behind::{Behind, BehindKind};
pub(crate) use draw_picks::PickCache;
pub use watch_sweep::Round;

use casework::Sealed;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode, WindowId};
use ledger::{Done, Lane, Submission};
use store::Value;

use crate::account::Session;
use crate::case::Problem;
use crate::domain::Asked;
use crate::particulars::Sealer;
use crate::scope::in_units;
use crate::seal::{StreamKey, derived_id};
use crate::{Centre, Fault};

/// Findings and orders a person sees: all of them, or what concerns the person, the units led and the windows headed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Who supervises, who runs the centre, and who heads the government; what each may do is for the rules.
    Everything,
    /// Whom it concerns.
    Own {
        /// Who.
        person: PersonId,
        /// Units the person leads.
        units: Vec<UnitCode>,
        /// Windows the person heads.
        windows: Vec<WindowId>,
    },
}

impl Sight {
    /// What a person sees today.
    pub fn of(organisation: &Organisation, person: PersonId, on: calendar::Day) -> Sight {
        let (mut units, mut windows) = (Vec::new(), Vec::new());
        for holding in organisation.posts_of(person, on) {
            match holding.post {
                Post::Supervisor | Post::CentreManager | Post::GovernmentHead => return Sight::Everything,
                Post::LeaderInCharge | Post::AuthorityHead => units.push(holding.unit),
                Post::WindowHead => windows.extend(holding.windows.iter().copied()),
                _ => {}
            }
        }
        units.sort();
        units.dedup();
        Sight::Own { person, units, windows }
    }

    /// The predicate on rows of findings and orders; `of_person` is the column of whom it concerns.
    fn predicate(&self, of_person: &str, with_windows: bool, params: &mut Vec<Value>) -> String {
        let Sight::Own { person, units, windows } = self else { return "1 = 1".to_owned() };
        params.push(person.as_str().into());
        let mut sql = format!("({of_person} = ${}", params.len());
        if !units.is_empty() {
            sql += &format!(" or {}", in_units(units, params).replacen("authority", "unit", 1));
        }
        if with_windows {
            for window in windows.iter().take(8) {
                params.push(window.as_str().into());
                sql += &format!(" or window_id = ${}", params.len());
            }
        }
        sql + ")"
    }
}

/// The rows of one unit alone; all of them where a list is kept to none.
fn of_unit(unit: Option<UnitCode>, params: &mut Vec<Value>) -> String {
    let Some(unit) = unit else { return "1 = 1".to_owned() };
    params.push(unit.as_str().into());
    format!("unit = ${}", params.len())
}

/// An id that follows from what gave rise to it, so that it takes effect once.
fn derived(what: &str) -> ([u8; 16], String) {
    let id = derived_id(what);
    (id, hex(id))
}

/// The same for what follows from an entry: what follows from neighbours lies side by side in every index.
fn derived_near(entry: u64, what: &str) -> ([u8; 16], String) {
    let mut id = derived_id(what);
    id[..4].copy_from_slice(&u32::try_from(entry >> 6).unwrap_or(u32::MAX).to_be_bytes());
    (id, hex(id))
}

pub(crate) fn hex(id: [u8; 16]) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One command of a person on a stream of supervision.
struct Asking<'a> {
    stream: String,
    command_id: [u8; 16],
    version: Option<u64>,
    content: [u8; 32],
    by: &'a Session,
}

impl Centre {
    /// Seals the words of a command under the stream's key, which is made with its first words, and submits it.
    async fn supervise(
        &self,
        asking: Asking<'_>,
        command: impl FnOnce(&mut Sealer<'_>) -> Result<Asked, Fault>,
    ) -> Result<Done, Problem> {
        self.supervise_with(asking, Vec::new(), command).await
    }

    /// The same, with bodies that the command names.
    async fn supervise_with(
        &self,
        asking: Asking<'_>,
        bodies: Vec<ledger::Body>,
        command: impl FnOnce(&mut Sealer<'_>) -> Result<Asked, Fault>,
    ) -> Result<Done, Problem> {
        let Asking { stream, command_id, version, content, by } = asking;
        let known = self.stream_key(&stream).await?;
        let key = known.clone().unwrap_or_else(StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let command = command(&mut sealer)?;
        let mut with = sealer.rows;
        if known.is_none() && !with.is_empty() {
            with.push(self.key_row(&stream, &key));
        }
        let (own, made) = (stream.clone(), known.is_none() && !with.is_empty());
        let done = self
            .submit(Submission {
                division: self.division.clone(),
                stream,
                command_id,
                actor: by.person.as_str().to_owned(),
                command,
                content,
                occurred_at: None,
                expected_version: version,
                bodies,
                with,
                lane: Lane::People,
            })
            .await?;
        if made && !done.replayed {
            self.stream_keys.remember(&own, &key);
        }
        Ok(done)
    }

    /// What a signed-in person sees of supervision.
    pub async fn sight(&self, session: &Session) -> Result<Sight, Fault> {
        Ok(match self.organisation().await? {
            Some(organisation) => Sight::of(&organisation, session.person, self.today()),
            None => Sight::Own { person: session.person, units: Vec::new(), windows: Vec::new() },
        })
    }
}

/// Whether words for everybody tell who somebody is: the name of anybody of the organisation, or a number as long as a
/// telephone's, a document's or a case's (C24).
fn names_somebody(organisation: &Organisation, words: &str) -> bool {
    let named = |name: &str| name.chars().count() > 1 && words.contains(name);
    complaint::has_long_number(words) || organisation.people.iter().any(|it| named(&it.name))
}

/// Whether what was typed as a telephone can be one.
fn is_telephone(typed: &str) -> bool {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    (5..=16).contains(&digits) && typed.chars().all(|it| it.is_ascii_digit() || " -+()".contains(it))
}

/// Seals words that are there.
fn sealed(sealer: &mut Sealer<'_>, kind: &'static str, text: &str) -> Result<Sealed, Fault> {
    sealer.seal(kind, text.trim().as_bytes()).map(Sealed)
}

/// Seals words that may be left out.
fn sealed_if_any(sealer: &mut Sealer<'_>, kind: &'static str, text: &str) -> Result<Option<Sealed>, Fault> {
    if text.trim().is_empty() { Ok(None) } else { sealed(sealer, kind, text).map(Some) }
}
