//! A bad rating at the desk: what is seen of it, and what is done about it. Who deals with it was not rated, and who was rated
//! does not see who rated (F17).

use std::sync::Arc;

use calendar::Instant;
use catalogue::{CaseId, Item, Organisation, RatingId};
use ledger::Done;
use oversight::rating::{
    Act, Class, Command, Event, Ground, Held, Rating, RatingRefusal, Second, Sees, sees,
};
use serde::Serialize;

use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::rating::stream_of;
use crate::oversight::finding::Line;
use crate::oversight::rating::SecondCallDue;
use crate::oversight::{Asking, sealed};
use crate::particulars::Texts;
use crate::{Centre, Fault};

/// What a person does about a bad rating, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingAct {
    /// 回电核实.
    Call {
        /// Whether somebody answered.
        reached: bool,
        /// What was said.
        words: String,
    },
    /// 要整改.
    Confirm {
        /// How much there is to do.
        class: Class,
        /// What is to be put right.
        words: String,
    },
    /// 整改情况.
    Correct {
        /// What was done.
        words: String,
    },
    /// 回访.
    AskAgain {
        /// How it stands now.
        second: Second,
        /// What was said.
        words: String,
    },
    /// 提出不计入.
    ProposeDismissal {
        /// On which ground.
        ground: Ground,
        /// Why.
        words: String,
    },
    /// 第二人意见.
    DecideDismissal {
        /// Whether it is left out.
        agrees: bool,
        /// Why.
        words: String,
    },
    /// 申诉结论.
    DecideAppeal {
        /// Whether it is right.
        right: bool,
        /// Why.
        words: String,
    },
}

impl RatingAct {
    fn words(&self) -> &str {
        match self {
            RatingAct::Call { words, .. }
            | RatingAct::Confirm { words, .. }
            | RatingAct::Correct { words }
            | RatingAct::AskAgain { words, .. }
            | RatingAct::ProposeDismissal { words, .. }
            | RatingAct::DecideDismissal { words, .. }
            | RatingAct::DecideAppeal { words, .. } => words,
        }
    }
}

/// How whoever rated is reached.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// Name; empty for a tablet.
    pub name: String,
    /// Telephone; empty where none was left.
    pub telephone: String,
}

/// A bad rating for whoever may see something of it.
pub struct RatingView {
    /// Which.
    pub id: RatingId,
    /// What holds of it.
    pub held: Box<Held>,
    /// Its version, for forms.
    pub version: u64,
    /// What of it this person sees.
    pub sees: Sees,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
    /// The item, for whoever deals with it.
    pub item: Option<Arc<Item>>,
    /// How whoever rated is reached; for whoever deals with it alone, and for whoever may make the second call.
    pub reach: Option<Reach>,
    /// The second call, while it was drawn, is to be made and is this person's (F17).
    pub second_call: Option<SecondCallDue>,
}

impl Centre {
    /// A bad rating, as far as a person may see it. Seeing who rated is written down (F33).
    ///
    /// # Errors
    /// [`Problem::OutOfScope`] for whoever was rated.
    pub async fn rating_fetch(&self, session: &Session, id: RatingId) -> Result<RatingView, Problem> {
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let State::Rating(Rating::Given(held)) = loaded.state else { return Err(Problem::NotFound) };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let state = match held.about.case {
            Some(case) => self.case_state(case).await?,
            None => None,
        };
        let file = state.as_ref().and_then(|it| it.case.file());
        let today = self.today();
        let Some(seen) = sees(&organisation, &held, file, session.person, today) else {
            return Err(Problem::OutOfScope);
        };
        let texts = self.texts_of(&stream).await?;
        let lines = self.history(&stream, Event::decode).await?;
        let item = match file.filter(|_| seen != Sees::Correction) {
            Some(file) => self.item_body(file.facts.body).await?,
            None => None,
        };
        let second_call = self.second_call_due(session, &organisation, (id, &held)).await?;
        let reach = match seen {
            Sees::Rater => Some(self.reach(session, id, &held, &texts).await?),
            Sees::Said if second_call.is_some() => Some(self.reach(session, id, &held, &texts).await?),
            Sees::Said | Sees::Correction => None,
        };
        let (version, now) = (loaded.version, self.instant());
        let sees = seen;
        Ok(RatingView { id, held, version, sees, texts, lines, organisation, now, item, reach, second_call })
    }

    async fn reach(
        &self,
        session: &Session,
        id: RatingId,
        held: &Held,
        texts: &Texts,
    ) -> Result<Reach, Fault> {
        self.lookup_note(session, id, held.about.case).await?;
        let Some(case): Option<CaseId> = held.about.case else {
            let contact = held.answer.contact.map_or_else(String::new, |it| texts.text(it.0));
            return Ok(Reach { name: String::new(), telephone: contact });
        };
        let applicant = self.applicant_of(case).await?;
        Ok(Reach { name: applicant.name, telephone: applicant.telephone })
    }

    /// A person does something about a bad rating.
    pub async fn rating_act(
        &self,
        session: &Session,
        id: RatingId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &RatingAct,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", act.words(), true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        // Before the rules: whoever was rated learns nothing.
        let loaded = self.ledger.load(&self.division, &stream_of(id)).await?.ok_or(Problem::NotFound)?;
        let State::Rating(Rating::Given(held)) = loaded.state else { return Err(Problem::NotFound) };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let state = match held.about.case {
            Some(case) => self.case_state(case).await?,
            None => None,
        };
        let file = state.as_ref().and_then(|it| it.case.file());
        match sees(&organisation, &held, file, session.person, self.today()) {
            None => return Err(Problem::OutOfScope),
            // The unit puts right, and nothing else.
            Some(Sees::Correction) if !matches!(act, RatingAct::Correct { .. }) => {
                return Err(Problem::Oversight(RatingRefusal::IsRated.into()));
            }
            Some(_) => {}
        }
        let content = content_of(&(id.as_str(), act))?;
        let asking = Asking { stream: stream_of(id), command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            let words = sealed(sealer, "rating-act", act.words())?;
            Ok(Asked::Rating(Command::Act(match act {
                RatingAct::Call { reached, .. } => Act::Call { reached: *reached, words },
                RatingAct::Confirm { class, .. } => Act::Confirm { class: *class, words },
                RatingAct::Correct { .. } => Act::Correct { words },
                RatingAct::AskAgain { second, .. } => Act::AskAgain { second: *second, words },
                RatingAct::ProposeDismissal { ground, .. } => {
                    Act::ProposeDismissal { ground: *ground, words }
                }
                RatingAct::DecideDismissal { agrees, .. } => Act::DecideDismissal { agrees: *agrees, words },
                RatingAct::DecideAppeal { right, .. } => Act::DecideAppeal { right: *right, words },
            })))
        })
        .await
    }
}
