//! Publishing by entry: a division adopts an item revision, an organisation or a calendar by its digest, one revision after the other.
//!
//! The bodies are immutable and stored by digest; these streams say which one is in force and whether an item is live
//! (R14, R73). Pure, like every aggregate: `decide` and `evolve`.

use calendar::Instant;
use serde::{Deserialize, Serialize};

use crate::publish_calendar::{AdoptNotice, CalendarRefusal, NoticeAdopted};
use crate::{Digest, ItemCode};

/// How far an item has come (R14): only on a pilot or live one may a case be opened (R73).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStage {
    /// Entered, not yet open.
    #[default]
    Planned,
    /// Open for trial.
    Pilot,
    /// Open.
    Live,
    /// Suspended (N58): nothing new is taken in.
    Suspended,
    /// Cancelled (N58, R73): never again.
    Cancelled,
}

impl ItemStage {
    /// The stage's key in rows and addresses.
    pub fn key(self) -> &'static str {
        match self {
            ItemStage::Planned => "planned",
            ItemStage::Pilot => "pilot",
            ItemStage::Live => "live",
            ItemStage::Suspended => "suspended",
            ItemStage::Cancelled => "cancelled",
        }
    }
}

/// A revision that is in force.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// From 1, one after the other.
    pub revision: u32,
    /// SHA-256 of the body.
    pub digest: Digest,
}

/// What is asked of an item's stream.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ItemCommand {
    /// Publish a revision; the body was checked and linted before.
    Publish {
        /// The item, as its stream names it.
        code: ItemCode,
        /// The address word, for the row.
        short: crate::Code,
        /// The revision and its body.
        body: InForce,
    },
    /// Open, suspend or cancel it.
    Stage(ItemStage),
}

/// What is asked of the organisation's stream.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum OrganisationCommand {
    /// Publish a revision.
    Publish(InForce),
}

/// What is asked of the calendar's stream.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum CalendarCommand {
    /// Adopt a calendar: the first of a division, or by whoever operates the installation.
    Adopt(InForce),
    /// A person lays a notice into the calendar in force; decided by
    /// [`crate::publish_calendar::adopt_notice`], which knows both calendars.
    AdoptNotice(AdoptNotice),
}

/// What was published. Copy, as every event is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PublishEvent {
    /// An item revision is in force.
    ItemPublished(ItemPublished),
    /// An item was opened, suspended or cancelled.
    ItemStaged(ItemStaged),
    /// An organisation is in force.
    OrganisationPublished(Published),
    /// A calendar is in force; open cases are re-dated.
    CalendarAdopted(Published),
    /// The same, by a notice that a person adopted.
    NoticeAdopted(NoticeAdopted),
}

/// An item revision came into force.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemPublished {
    /// When.
    pub at: Instant,
    /// Which item.
    pub code: ItemCode,
    /// Its address word.
    pub short: crate::Code,
    /// The revision and its body.
    pub body: InForce,
}

/// An item's stage changed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemStaged {
    /// When.
    pub at: Instant,
    /// The new stage.
    pub stage: ItemStage,
}

/// A body came into force.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// When.
    pub at: Instant,
    /// The revision and its body.
    pub body: InForce,
}

/// Why something was not published.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PublishRefusal {
    /// Revisions follow one another; this one is expected next.
    RevisionOutOfOrder {
        /// The expected revision.
        expected: u32,
    },
    /// The body is the one in force already.
    Unchanged,
    /// There is no revision to open.
    NothingPublished,
    /// A cancelled item never opens again (R73).
    Cancelled,
    /// The item is at that stage already.
    AlreadyThere,
    /// A calendar cannot follow the one in force.
    Calendar(CalendarRefusal),
}

impl PublishRefusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            PublishRefusal::RevisionOutOfOrder { .. } => "revision-out-of-order",
            PublishRefusal::Unchanged => "unchanged",
            PublishRefusal::NothingPublished => "nothing-published",
            PublishRefusal::Cancelled => "cancelled",
            PublishRefusal::AlreadyThere => "already-there",
            PublishRefusal::Calendar(CalendarRefusal::NotAllowed) => "calendar-not-allowed",
            PublishRefusal::Calendar(CalendarRefusal::NothingInForce) => "calendar-nothing-in-force",
            PublishRefusal::Calendar(CalendarRefusal::Unchanged) => "calendar-unchanged",
            PublishRefusal::Calendar(CalendarRefusal::Older) => "calendar-older",
            PublishRefusal::Calendar(CalendarRefusal::DayIsOver { .. }) => "calendar-day-is-over",
        }
    }
}

/// State of an item's stream.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemState {
    /// The revision in force.
    pub published: Option<Published>,
    /// The item and its address word, once published.
    pub name: Option<(ItemCode, crate::Code)>,
    /// How far it has come.
    pub stage: ItemStage,
}

/// State of a stream with one body in force: the organisation, the calendar.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyState {
    /// The body in force.
    pub published: Option<Published>,
}

/// State of the organisation's stream.
pub type OrganisationState = BodyState;
/// State of the calendar's stream.
pub type CalendarState = BodyState;

/// Commands of a stream with one body.
pub trait BodyCommand {
    /// The body asked for, and the event it becomes.
    fn event(&self, at: Instant) -> (InForce, PublishEvent);
}

impl BodyCommand for OrganisationCommand {
    fn event(&self, at: Instant) -> (InForce, PublishEvent) {
        let OrganisationCommand::Publish(body) = *self;
        (body, PublishEvent::OrganisationPublished(Published { at, body }))
    }
}

impl BodyCommand for CalendarCommand {
    fn event(&self, at: Instant) -> (InForce, PublishEvent) {
        let body = match *self {
            CalendarCommand::Adopt(body) => body,
            CalendarCommand::AdoptNotice(asked) => asked.body,
        };
        (body, PublishEvent::CalendarAdopted(Published { at, body }))
    }
}

fn follows(published: Option<Published>, body: InForce) -> Result<(), PublishRefusal> {
    let expected = published.map_or(1, |it| it.body.revision + 1);
    match published {
        Some(it) if it.body.digest == body.digest => Err(PublishRefusal::Unchanged),
        _ if body.revision != expected => Err(PublishRefusal::RevisionOutOfOrder { expected }),
        _ => Ok(()),
    }
}

impl BodyState {
    /// What follows from a command.
    pub fn decide(
        &self,
        command: &impl BodyCommand,
        now: Instant,
    ) -> Result<Vec<PublishEvent>, PublishRefusal> {
        let (body, event) = command.event(now);
        follows(self.published, body).map(|()| vec![event])
    }

    /// The state after an event.
    pub fn evolve(self, event: &PublishEvent) -> BodyState {
        match event {
            PublishEvent::OrganisationPublished(it) | PublishEvent::CalendarAdopted(it) => {
                BodyState { published: Some(*it) }
            }
            PublishEvent::NoticeAdopted(it) => {
                BodyState { published: Some(Published { at: it.at, body: it.body }) }
            }
            PublishEvent::ItemPublished(_) | PublishEvent::ItemStaged(_) => self,
        }
    }

    /// Digest of the body in force.
    pub fn digest(&self) -> Option<Digest> {
        self.published.map(|it| it.body.digest)
    }

    /// The revision that would be next.
    pub fn next_revision(&self) -> u32 {
        self.published.map_or(1, |it| it.body.revision + 1)
    }
}

impl ItemState {
    /// What follows from a command.
    pub fn decide(&self, command: &ItemCommand, now: Instant) -> Result<Vec<PublishEvent>, PublishRefusal> {
        match *command {
            _ if self.stage == ItemStage::Cancelled => Err(PublishRefusal::Cancelled),
            ItemCommand::Publish { code, short, body } => follows(self.published, body)
                .map(|()| vec![PublishEvent::ItemPublished(ItemPublished { at: now, code, short, body })]),
            ItemCommand::Stage(_) if self.published.is_none() => Err(PublishRefusal::NothingPublished),
            ItemCommand::Stage(stage) if stage == self.stage => Err(PublishRefusal::AlreadyThere),
            ItemCommand::Stage(stage) => Ok(vec![PublishEvent::ItemStaged(ItemStaged { at: now, stage })]),
        }
    }

    /// The state after an event.
    pub fn evolve(self, event: &PublishEvent) -> ItemState {
        match event {
            PublishEvent::ItemPublished(it) => ItemState {
                published: Some(Published { at: it.at, body: it.body }),
                name: Some((it.code, it.short)),
                stage: self.stage,
            },
            PublishEvent::ItemStaged(it) => ItemState { stage: it.stage, ..self },
            PublishEvent::OrganisationPublished(_)
            | PublishEvent::CalendarAdopted(_)
            | PublishEvent::NoticeAdopted(_) => self,
        }
    }

    /// Digest of the revision in force.
    pub fn digest(&self) -> Option<Digest> {
        self.published.map(|it| it.body.digest)
    }

    /// Whether a case may be opened on it (R73).
    pub fn is_live(&self) -> bool {
        matches!(self.stage, ItemStage::Pilot | ItemStage::Live)
    }
}

/// The stored bytes are no event of publishing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PublishDecodeError(String);

impl PublishEvent {
    /// The stable name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            PublishEvent::ItemPublished(_) => "item.published",
            PublishEvent::ItemStaged(_) => "item.staged",
            PublishEvent::OrganisationPublished(_) => "organisation.published",
            PublishEvent::CalendarAdopted(_) => "calendar.adopted",
            PublishEvent::NoticeAdopted(_) => "calendar.notice-adopted",
        }
    }

    /// Whether open clocks have to be dated anew.
    pub fn is_calendar(&self) -> bool {
        matches!(self, PublishEvent::CalendarAdopted(_) | PublishEvent::NoticeAdopted(_))
    }

    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let bytes = match self {
            PublishEvent::ItemPublished(it) => serde_json::to_vec(it),
            PublishEvent::ItemStaged(it) => serde_json::to_vec(it),
            PublishEvent::OrganisationPublished(it) | PublishEvent::CalendarAdopted(it) => {
                serde_json::to_vec(it)
            }
            PublishEvent::NoticeAdopted(it) => serde_json::to_vec(it),
        };
        bytes.expect("numbers, codes and digests are always JSON")
    }

    /// Reads the stored form of any kind ever released.
    pub fn decode(kind: &str, bytes: &[u8]) -> Result<PublishEvent, PublishDecodeError> {
        let wrong = |error: serde_json::Error| PublishDecodeError(error.to_string());
        Ok(match kind {
            "item.published" => PublishEvent::ItemPublished(serde_json::from_slice(bytes).map_err(wrong)?),
            "item.staged" => PublishEvent::ItemStaged(serde_json::from_slice(bytes).map_err(wrong)?),
            "organisation.published" => {
                PublishEvent::OrganisationPublished(serde_json::from_slice(bytes).map_err(wrong)?)
            }
            "calendar.adopted" => {
                PublishEvent::CalendarAdopted(serde_json::from_slice(bytes).map_err(wrong)?)
            }
            "calendar.notice-adopted" => {
                PublishEvent::NoticeAdopted(serde_json::from_slice(bytes).map_err(wrong)?)
            }
            other => return Err(PublishDecodeError(format!("no event is of kind {other}"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Instant = Instant(1_000_000);

    fn body(revision: u32, fill: u8) -> InForce {
        InForce { revision, digest: Digest([fill; 32]) }
    }

    fn published(revision: u32) -> ItemState {
        let event = PublishEvent::ItemPublished(ItemPublished {
            at: AT,
            code: ItemCode::parse("x").expect("a code"),
            short: crate::Code::parse("x").expect("a code"),
            body: body(revision, revision as u8),
        });
        ItemState::default().evolve(&event)
    }

    #[test]
    fn revisions_follow_one_another() {
        let adopt = |body| BodyState::default().decide(&CalendarCommand::Adopt(body), AT);
        assert_eq!(adopt(body(2, 1)), Err(PublishRefusal::RevisionOutOfOrder { expected: 1 }));
        let events = adopt(body(1, 1)).expect("the first revision");
        let state = BodyState::default().evolve(&events[0]);
        assert_eq!(state.decide(&CalendarCommand::Adopt(body(2, 1)), AT), Err(PublishRefusal::Unchanged));
        assert!(state.decide(&CalendarCommand::Adopt(body(2, 2)), AT).is_ok());
        assert_eq!(state.next_revision(), 2);
    }

    // R14, R73.
    #[test]
    fn an_item_is_live_only_once_it_was_opened_and_never_after_it_was_cancelled() {
        let stage = |state: ItemState, stage| state.decide(&ItemCommand::Stage(stage), AT);
        assert_eq!(stage(ItemState::default(), ItemStage::Live), Err(PublishRefusal::NothingPublished));
        let planned = published(1);
        assert!(!planned.is_live());
        let live = planned.evolve(&stage(planned, ItemStage::Live).expect("it opens")[0]);
        assert!(live.is_live());
        assert_eq!(stage(live, ItemStage::Live), Err(PublishRefusal::AlreadyThere));
        let cancelled = live.evolve(&stage(live, ItemStage::Cancelled).expect("it ends")[0]);
        assert!(!cancelled.is_live());
        assert_eq!(stage(cancelled, ItemStage::Live), Err(PublishRefusal::Cancelled));
    }

    #[test]
    fn every_kind_ever_released_is_decoded() {
        let golden = [
            (
                "item.published",
                r#"{"at":1000000,"code":"x","short":"x","body":{"revision":1,"digest":"0101010101010101010101010101010101010101010101010101010101010101"}}"#,
            ),
            ("item.staged", r#"{"at":1000000,"stage":"live"}"#),
            (
                "organisation.published",
                r#"{"at":1000000,"body":{"revision":1,"digest":"0101010101010101010101010101010101010101010101010101010101010101"}}"#,
            ),
            (
                "calendar.adopted",
                r#"{"at":1000000,"body":{"revision":1,"digest":"0101010101010101010101010101010101010101010101010101010101010101"}}"#,
            ),
            (
                "calendar.notice-adopted",
                r#"{"at":1000000,"body":{"revision":2,"digest":"0202020202020202020202020202020202020202020202020202020202020202"},"by":"centre","year":2027,"version":"2027.1-0123456789abcdef"}"#,
            ),
        ];
        for (kind, text) in golden {
            let event = PublishEvent::decode(kind, text.as_bytes()).expect(kind);
            assert_eq!(
                (event.kind(), String::from_utf8(event.encode()).expect("utf-8")),
                (kind, text.to_owned())
            );
        }
        assert!(PublishEvent::decode("item.unknown", b"{}").is_err());
    }
}
