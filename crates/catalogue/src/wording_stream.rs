//! Streams `wording/<paper>`: a revision is proposed by a catalogue editor and comes into force when a legal reviewer,
//! who is somebody else, approves it (C16). A paper keeps the revision that was in force when it was issued.

use calendar::{Day, Instant};
use serde::{Deserialize, Serialize};

use crate::item::Post;
use crate::publish::{InForce, Published};
use crate::wording::Wording;
use crate::{Digest, Organisation, PersonId};

/// What is asked of a paper's wording.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum WordingCommand {
    /// Propose a revision; it takes the place of a proposal that waits.
    Propose(InForce),
    /// Put the proposal in force.
    Approve {
        /// The proposal that was read.
        digest: Digest,
    },
    /// Send the proposal back.
    Return {
        /// The proposal that was read.
        digest: Digest,
        /// Why: the digest of the sealed words.
        reason: Digest,
    },
}

macro_rules! wording_events {
    ($($(#[$doc:meta])* $name:ident = $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })+) => {
        /// What happened to a paper's wording.
        #[derive(Copy, Clone, Debug, PartialEq, Eq)]
        pub enum WordingEvent {
            $($(#[$doc])* $name($name),)+
        }

        /// Every kind ever released.
        pub const WORDING_KINDS: &[&str] = &[$($kind),+];

        impl WordingEvent {
            /// The stable name of the kind.
            pub fn kind(&self) -> &'static str {
                match self { $(WordingEvent::$name(_) => $kind,)+ }
            }

            /// The stored form.
            pub fn encode(&self) -> Vec<u8> {
                let bytes = match self { $(WordingEvent::$name(it) => serde_json::to_vec(it),)+ };
                bytes.expect("numbers, codes and digests are always JSON")
            }

            /// Reads the stored form of any kind ever released.
            pub fn decode(kind: &str, bytes: &[u8]) -> Result<WordingEvent, String> {
                match kind {
                    $($kind => serde_json::from_slice(bytes).map(WordingEvent::$name).map_err(|e| e.to_string()),)+
                    other => Err(format!("no event is of kind {other}")),
                }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name {
                /// When.
                pub at: Instant,
                /// Who.
                pub by: PersonId,
                /// The revision and its body.
                pub body: InForce,
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )+
    };
}

wording_events! {
    /// A revision was proposed.
    WordingProposed = "wording.proposed" {}
    /// It is in force.
    WordingApproved = "wording.approved" {}
    /// It was sent back.
    WordingReturned = "wording.returned" {
        /// Why: the digest of the sealed words.
        reason: Digest,
    }
}

/// A proposal that waits.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: PersonId,
    /// The revision it would be, and its body.
    pub body: InForce,
}

/// State of a paper's wording.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingState {
    /// In force; none while the built-in wording is.
    pub published: Option<Published>,
    /// Waiting for the legal reviewer.
    pub proposed: Option<Proposal>,
}

/// Why a wording is not taken.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum WordingRefusal {
    /// The person holds no post that edits, or none that approves.
    NotAllowed,
    /// Whoever proposed it cannot approve it.
    OwnProposal,
    /// Nothing waits for approval.
    NothingProposed,
    /// Another proposal waits than the one that was read, or another revision is in force.
    Changed,
    /// It says what is in force already.
    Unchanged,
    /// A sentence or the layout is wrong; the pages name it before it is sent.
    Unfit,
}

impl WordingRefusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            WordingRefusal::NotAllowed => "wording-not-allowed",
            WordingRefusal::OwnProposal => "wording-own-proposal",
            WordingRefusal::NothingProposed => "wording-nothing-proposed",
            WordingRefusal::Changed => "wording-changed",
            WordingRefusal::Unchanged => "wording-unchanged",
            WordingRefusal::Unfit => "wording-unfit",
        }
    }
}

impl Organisation {
    /// Whether a person edits the wording of papers.
    pub fn may_edit_wording(&self, person: PersonId, on: Day) -> bool {
        self.posts_of(person, on).any(|holding| holding.post == Post::CatalogueEditor)
    }

    /// Whether a person approves it: the legal reviewer (C16).
    pub fn may_approve_wording(&self, person: PersonId, on: Day) -> bool {
        self.posts_of(person, on).any(|holding| holding.post == Post::LegalReviewer)
    }

    /// Whether a person may look at it before it is in force.
    pub fn may_see_wording(&self, person: PersonId, on: Day) -> bool {
        self.may_edit_wording(person, on)
            || self.may_approve_wording(person, on)
            || self.posts_of(person, on).any(|holding| holding.post == Post::CentreManager)
    }
}

/// Who asks, when, and what is at hand.
#[derive(Copy, Clone)]
pub struct WordingAsked<'a> {
    /// Who.
    pub by: PersonId,
    /// When.
    pub now: Instant,
    /// The organisation in force.
    pub organisation: &'a Organisation,
    /// The paper, as the stream names it.
    pub paper: &'a str,
    /// The body proposed, if it is at hand.
    pub wording: Option<&'a Wording>,
}

impl WordingState {
    /// What follows from a command.
    pub fn decide(
        &self,
        command: &WordingCommand,
        asked: &WordingAsked<'_>,
    ) -> Result<Vec<WordingEvent>, WordingRefusal> {
        let (at, by, today) = (asked.now, asked.by, asked.now.day());
        match *command {
            WordingCommand::Propose(body) => {
                if !asked.organisation.may_edit_wording(by, today) {
                    return Err(WordingRefusal::NotAllowed);
                }
                if body.revision != self.next_revision() {
                    return Err(WordingRefusal::Changed);
                }
                if self.says(body.digest) {
                    return Err(WordingRefusal::Unchanged);
                }
                match asked.wording {
                    Some(wording) if wording.paper == asked.paper && wording.is_fit() => {
                        Ok(vec![WordingEvent::WordingProposed(WordingProposed { at, by, body })])
                    }
                    _ => Err(WordingRefusal::Unfit),
                }
            }
            WordingCommand::Approve { digest } => {
                let body = self.reviewed(digest, asked)?;
                Ok(vec![WordingEvent::WordingApproved(WordingApproved { at, by, body })])
            }
            WordingCommand::Return { digest, reason } => {
                let body = self.reviewed(digest, asked)?;
                Ok(vec![WordingEvent::WordingReturned(WordingReturned { at, by, body, reason })])
            }
        }
    }

    /// The proposal, if this person may judge it.
    fn reviewed(&self, digest: Digest, asked: &WordingAsked<'_>) -> Result<InForce, WordingRefusal> {
        if !asked.organisation.may_approve_wording(asked.by, asked.now.day()) {
            return Err(WordingRefusal::NotAllowed);
        }
        match self.proposed {
            None => Err(WordingRefusal::NothingProposed),
            Some(it) if it.body.digest != digest => Err(WordingRefusal::Changed),
            Some(it) if it.by == asked.by => Err(WordingRefusal::OwnProposal),
            Some(it) => Ok(it.body),
        }
    }

    fn says(&self, digest: Digest) -> bool {
        let proposed = self.proposed.is_some_and(|it| it.body.digest == digest);
        proposed || (self.proposed.is_none() && self.published.is_some_and(|it| it.body.digest == digest))
    }

    /// The state after an event.
    pub fn evolve(self, event: &WordingEvent) -> WordingState {
        match event {
            WordingEvent::WordingProposed(it) => {
                WordingState { proposed: Some(Proposal { at: it.at, by: it.by, body: it.body }), ..self }
            }
            WordingEvent::WordingApproved(it) => {
                WordingState { published: Some(Published { at: it.at, body: it.body }), proposed: None }
            }
            WordingEvent::WordingReturned(_) => WordingState { proposed: None, ..self },
        }
    }

    /// The revision that would be next.
    pub fn next_revision(&self) -> u32 {
        self.published.map_or(1, |it| it.body.revision + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording_slots::words_of;

    fn county() -> Organisation {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        Organisation::from_toml(&toml).expect("it reads")
    }

    fn body(revision: u32, fill: u8) -> InForce {
        InForce { revision, digest: Digest([fill; 32]) }
    }

    fn wording(paper: &str) -> Wording {
        Wording::built_in(words_of(paper).expect("there is such a paper"))
    }

    fn asked<'a>(by: &str, organisation: &'a Organisation, wording: &'a Wording) -> WordingAsked<'a> {
        let by = PersonId::parse(by).expect("a code");
        let now = Day::parse("2026-03-02").expect("a day").at(9, 0);
        WordingAsked { by, now, organisation, paper: "acceptance", wording: Some(wording) }
    }

    // C16: edited by one, approved by the legal reviewer, who is another.
    #[test]
    fn an_editor_proposes_and_only_a_legal_reviewer_puts_it_in_force() {
        let (county, wording) = (county(), wording("acceptance"));
        let by = |who| asked(who, &county, &wording);
        let state = WordingState::default();
        let propose = WordingCommand::Propose(body(1, 1));
        for who in ["cat.legal", "cat.gov", "intake2"] {
            assert_eq!(state.decide(&propose, &by(who)), Err(WordingRefusal::NotAllowed), "{who}");
        }
        let events = state.decide(&propose, &by("cat.edit")).expect("it is proposed");
        let state = state.evolve(&events[0]);
        assert!(state.published.is_none(), "nothing is in force yet");
        let approve = WordingCommand::Approve { digest: Digest([1; 32]) };
        for who in ["cat.edit", "cat.gov", "intake2"] {
            assert_eq!(state.decide(&approve, &by(who)), Err(WordingRefusal::NotAllowed), "{who}");
        }
        let other = WordingCommand::Approve { digest: Digest([2; 32]) };
        assert_eq!(state.decide(&other, &by("cat.legal")), Err(WordingRefusal::Changed));
        let events = state.decide(&approve, &by("cat.legal")).expect("it is approved");
        let state = state.evolve(&events[0]);
        assert_eq!(state.published.map(|it| it.body), Some(body(1, 1)));
        assert_eq!(state.decide(&approve, &by("cat.legal")), Err(WordingRefusal::NothingProposed));
        assert_eq!(state.decide(&propose, &by("cat.edit")), Err(WordingRefusal::Changed), "the next is 2");
        let same = WordingCommand::Propose(body(2, 1));
        assert_eq!(state.decide(&same, &by("cat.edit")), Err(WordingRefusal::Unchanged));
    }

    #[test]
    fn who_holds_both_posts_does_not_approve_what_is_their_own() {
        let (mut county, wording) = (county(), wording("acceptance"));
        let legal = PersonId::parse("cat.legal").expect("a code");
        let both =
            county.posts.iter().find(|it| it.post == Post::LegalReviewer && it.person == legal).cloned();
        let both = both.expect("the county has one");
        county.posts.push(crate::organisation::PostHolding { post: Post::CatalogueEditor, ..both });
        let by = |who| asked(who, &county, &wording);
        let state = WordingState::default();
        let events =
            state.decide(&WordingCommand::Propose(body(1, 1)), &by("cat.legal")).expect("it is proposed");
        let state = state.evolve(&events[0]);
        let approve = WordingCommand::Approve { digest: Digest([1; 32]) };
        assert_eq!(state.decide(&approve, &by("cat.legal")), Err(WordingRefusal::OwnProposal));
        let back = WordingCommand::Return { digest: Digest([1; 32]), reason: Digest([9; 32]) };
        assert_eq!(state.decide(&back, &by("cat.legal")), Err(WordingRefusal::OwnProposal));
    }

    #[test]
    fn what_is_wrong_or_of_another_paper_is_not_proposed_and_what_was_sent_back_may_come_again() {
        let (county, good) = (county(), wording("acceptance"));
        let propose = WordingCommand::Propose(body(1, 1));
        let mut bad = good.clone();
        bad.zh.insert("lead".into(), "已受理。".into());
        let mut blank = good.layout();
        blank.blocks.retain(|block| *block != crate::paper_blocks::Block::Seal);
        for wrong in [bad, wording("receipt"), good.clone().laid_out(blank)] {
            let asked = asked("cat.edit", &county, &wrong);
            assert_eq!(WordingState::default().decide(&propose, &asked), Err(WordingRefusal::Unfit));
        }
        let by = |who| asked(who, &county, &good);
        let state = WordingState::default();
        let state = state.evolve(&state.decide(&propose, &by("cat.edit")).expect("it is proposed")[0]);
        assert_eq!(state.decide(&propose, &by("cat.edit")), Err(WordingRefusal::Unchanged));
        let back = WordingCommand::Return { digest: Digest([1; 32]), reason: Digest([9; 32]) };
        let state = state.evolve(&state.decide(&back, &by("cat.legal")).expect("it is sent back")[0]);
        assert_eq!(state, WordingState::default());
        assert!(state.decide(&propose, &by("cat.edit")).is_ok());
    }

    #[test]
    fn every_kind_ever_released_is_decoded() {
        let fact = r#""at":1000000,"by":"cat.edit","body":{"revision":1,"digest":"0101010101010101010101010101010101010101010101010101010101010101"}"#;
        let reason = r#","reason":"0202020202020202020202020202020202020202020202020202020202020202""#;
        let golden = [
            ("wording.proposed", format!("{{{fact}}}")),
            ("wording.approved", format!("{{{fact}}}")),
            ("wording.returned", format!("{{{fact}{reason}}}")),
        ];
        assert_eq!(golden.clone().map(|it| it.0), WORDING_KINDS);
        for (kind, json) in golden {
            let event = WordingEvent::decode(kind, json.as_bytes()).expect(kind);
            assert_eq!((event.kind(), event.encode()), (kind, json.into_bytes()));
        }
        assert!(WordingEvent::decode("wording.lost", b"{}").is_err());
    }
}
