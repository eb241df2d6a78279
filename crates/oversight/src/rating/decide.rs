//! The rules of a rating on one screen.  Everything not listed is refused.

use calendar::Day;
use casework::window_day::WindowDay;
use casework::{File, Known, Sealed, applicant_itself};
use catalogue::item::Post;
use catalogue::{Digest, PersonId};

use crate::Refusal;
use crate::bound::{Bound, Bounds};
use crate::rating::event::*;
use crate::rating::round::{CALLS_MAX, SECONDS_MAX};
use crate::rating::sight::{answers, handler_for, handles};
use crate::rating::{
    About, Act, Answer, Channel, Class, Held, Rating, RatingRefusal as No, Round, Second, Way,
};

/// Ask for a rating.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// What is to be rated.
    pub about: About,
    /// Keyed digest of the one-time code.
    pub code: Digest,
    /// The code, for the message.
    pub code_sealed: Sealed,
}

/// Give it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Give {
    /// What was said.
    pub answer: Answer,
    /// On a tablet: the visit that is rated.
    pub visit: Option<About>,
    /// On a tablet: which visit of the day it was.
    pub no: u16,
    /// Whether the case knows how to reach the applicant.
    pub telephone: bool,
    /// On a tablet: keyed digest of the code with which whoever rated follows it (F17).
    pub code: Option<Digest>,
}

/// Everything that can be asked of a rating.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// See [`Invite`].
    Invite(Invite),
    /// See [`Give`].
    Give(Give),
    /// See [`Act`].
    Act(Act),
}

type Decision = Result<Vec<Event>, Refusal>;

/// Decides a command. `itself` says that no person asks; `case` is the file of the case it is about, `day` the window's day
/// on which a tablet stands.
pub fn decide(
    rating: &Rating,
    command: &Command,
    known: &Known<'_>,
    bounds: &Bounds,
    (case, day): (Option<&File>, Option<&WindowDay>),
    itself: bool,
) -> Decision {
    match (rating, command) {
        (Rating::Absent, Command::Invite(invite)) if itself => {
            let days = bounds.int(Bound::RatingDays);
            let Invite { about, code, code_sealed } = *invite;
            let until = known.today().plus_days(days);
            Ok(vec![Invited { at: known.now, about, code, code_sealed, until }.into()])
        }
        (Rating::Absent, Command::Invite(_)) => Err(No::NotByHand.into()),
        (_, Command::Invite(_)) => Err(No::AlreadyInvited.into()),
        (Rating::Given(_), Command::Give(_)) => Err(No::AlreadyGiven.into()),
        (Rating::Absent | Rating::Invited(_), Command::Give(_)) if known.actor != applicant_itself() => {
            Err(No::NotForStaff.into())
        }
        (Rating::Invited(invited), Command::Give(give)) => {
            if known.today() > invited.until {
                return Err(No::Closed { until: invited.until }.into());
            }
            let sent = (Channel::Own, Some(invited.at));
            given(&invited.about, sent, give, known, bounds, case)
        }
        (Rating::Absent, Command::Give(give)) => {
            let (Some(about), Some(day)) = (give.visit, day) else { return Err(No::Unknown.into()) };
            // The visit under way, or the last one before another begins.
            let here = day.opened_at.is_some() && day.settlement.is_none() && give.no > 0;
            if !here || give.no != day.visits {
                return Err(No::NobodyHere.into());
            }
            given(&about, (Channel::Tablet, None), give, known, bounds, case)
        }
        (Rating::Absent | Rating::Invited(_), Command::Act(_)) => Err(No::Unknown.into()),
        (Rating::Given(held), Command::Act(act)) => {
            let round = held.round.as_ref().ok_or(No::NotBad)?;
            let ground = Dealing { held, round, known, bounds, case };
            ground.act(act)
        }
    }
}

fn given(
    about: &About,
    (channel, invited_at): (Channel, Option<calendar::Instant>),
    give: &Give,
    known: &Known<'_>,
    bounds: &Bounds,
    case: Option<&File>,
) -> Decision {
    let bad = give.answer.grade.is_bad();
    let reachable = give.telephone || give.answer.contact.is_some();
    let handler = if bad { handler_for(about, case, known) } else { None };
    let days = if reachable { Bound::BadCallDays } else { Bound::BadSimpleDays };
    let due_on = if bad { Some(after(known, bounds, days)?) } else { None };
    let answer = give.answer;
    let (at, about) = (known.now, *about);
    // Where a message went out its code serves.
    let code = give.code.filter(|_| channel == Channel::Tablet);
    Ok(vec![Given { at, about, channel, invited_at, answer, bad, handler, reachable, due_on, code }.into()])
}

fn after(known: &Known<'_>, bounds: &Bounds, bound: Bound) -> Result<Day, Refusal> {
    Ok(known.calendar.add_working_days(known.today(), u32::from(bounds.get(bound)))?)
}

/// What an act about a bad rating rests on.
struct Dealing<'a> {
    held: &'a Held,
    round: &'a Round,
    known: &'a Known<'a>,
    bounds: &'a Bounds,
    case: Option<&'a File>,
}

impl Dealing<'_> {
    fn act(&self, act: &Act) -> Decision {
        let (at, by) = (self.known.now, self.known.actor);
        let round = self.round;
        match (round.way, act) {
            (Way::ToCall, Act::Call { reached, words }) => {
                self.deals()?;
                // Tried twice, it goes on without an answer.
                let goes_on = *reached || round.calls + 1 >= CALLS_MAX;
                let due_on = if goes_on { Some(self.after(Bound::BadSimpleDays)?) } else { round.due_on };
                Ok(vec![Called { at, by, reached: *reached, words: *words, due_on }.into()])
            }
            (Way::ToCall, Act::Confirm { .. } | Act::ProposeDismissal { .. }) => {
                self.deals()?;
                Err(No::NotCalled.into())
            }
            (Way::ToJudge, Act::Confirm { class, words }) => {
                self.deals()?;
                let due_on = self.after(days_of(*class))?;
                Ok(vec![Confirmed { at, by, class: *class, words: *words, due_on }.into()])
            }
            (Way::ToJudge, Act::ProposeDismissal { ground, words }) => {
                self.deals()?;
                if round.dismissal.is_some() {
                    return Err(No::DismissalRefused.into());
                }
                let due_on = self.after(Bound::BadSimpleDays)?;
                Ok(vec![DismissalProposed { at, by, ground: *ground, words: *words, due_on }.into()])
            }
            (Way::ToCorrect, Act::Correct { words }) => {
                let (organisation, today) = (self.known.organisation, self.known.today());
                if !answers(organisation, &self.held.about, by, today) {
                    return Err(No::NotYours.into());
                }
                let due_on = self.after(Bound::BadVisitDays)?;
                Ok(vec![Corrected { at, by, words: *words, due_on }.into()])
            }
            (Way::ToAsk, Act::AskAgain { second, words }) => {
                self.deals()?;
                if round.corrected.is_some_and(|it| it.by == by) {
                    return Err(No::OwnCorrection.into());
                }
                let class = round.confirmed.map_or(Class::Simple, |(class, _)| class);
                let again = *second == Second::NotSatisfied && round.seconds + 1 < SECONDS_MAX;
                let due_on = if again { Some(self.after(days_of(class))?) } else { None };
                Ok(vec![AskedAgain { at, by, second: *second, words: *words, due_on }.into()])
            }
            (Way::ToAgree, Act::DecideDismissal { agrees, words }) => {
                self.decides()?;
                let dismissal = round.dismissal.ok_or(No::NotProposed)?;
                self.another([dismissal.proposed.by])?;
                let appeal_days = self.bounds.int(Bound::AppealDays);
                let due_on = match agrees {
                    true => self.known.today().plus_days(appeal_days),
                    false => self.after(Bound::BadSimpleDays)?,
                };
                let (about, channel, counted_on, grade) = self.counted();
                let marks = self.held.answer.marks;
                let (agrees, words) = (*agrees, *words);
                Ok(vec![
                    DismissalDecided {
                        at,
                        by,
                        agrees,
                        words,
                        about,
                        channel,
                        counted_on,
                        grade,
                        marks,
                        due_on,
                    }
                    .into(),
                ])
            }
            (Way::Dismissed, Act::Appeal { words }) => {
                self.rater()?;
                let dismissal = round.dismissal.ok_or(No::NotDismissed)?;
                if dismissal.appealed.is_some() {
                    return Err(No::AlreadyAppealed.into());
                }
                let until = dismissal.appeal_by.ok_or(No::NotDismissed)?;
                if self.known.today() > until {
                    return Err(No::AppealPassed { until }.into());
                }
                let due_on = self.after(Bound::AppealDecisionDays)?;
                Ok(vec![AppealMade { at, words: *words, due_on }.into()])
            }
            (Way::ToDecideAppeal, Act::DecideAppeal { right, words }) => {
                self.decides()?;
                self.another(round.deciders())?;
                let due_on = if *right { Some(self.after(Bound::BadSimpleDays)?) } else { None };
                let (about, channel, counted_on, grade) = self.counted();
                let marks = self.held.answer.marks;
                let (right, words) = (*right, *words);
                Ok(vec![
                    AppealDecided { at, by, right, words, about, channel, counted_on, grade, marks, due_on }
                        .into(),
                ])
            }
            (_, Act::Appeal { .. }) => {
                self.rater()?;
                let appealed = round.dismissal.is_some_and(|it| it.appealed.is_some());
                Err(if appealed { No::AlreadyAppealed } else { No::NotDismissed }.into())
            }
            (_, Act::DecideAppeal { .. }) => Err(No::NoAppeal.into()),
            (_, Act::DecideDismissal { .. }) => Err(No::NotProposed.into()),
            (Way::Dismissed | Way::Closed, _) => Err(No::Ended.into()),
            (_, Act::Call { .. }) => Err(No::AlreadyReached.into()),
            (_, Act::Correct { .. }) => Err(No::NotToCorrect.into()),
            (_, Act::AskAgain { .. }) => Err(No::NotCorrected.into()),
            (_, Act::Confirm { .. } | Act::ProposeDismissal { .. }) => Err(No::NotNow.into()),
        }
    }

    fn after(&self, bound: Bound) -> Result<Day, Refusal> {
        after(self.known, self.bounds, bound)
    }

    /// What is counted, and under which day: that of the message, or of a visit on a tablet.
    fn counted(&self) -> (About, Channel, Day, u8) {
        let held = self.held;
        let at = held.invitation.map_or(held.at, |invited| invited.at);
        (held.about, held.channel, at.day(), held.answer.grade.code())
    }

    /// Who deals with it, or a supervisor in that place; nobody who was rated.
    fn deals(&self) -> Result<(), Refusal> {
        let (organisation, today, actor) = (self.known.organisation, self.known.today(), self.known.actor);
        let about = &self.held.about;
        if crate::rating::rated(organisation, about, self.case, actor, today) {
            return Err(No::IsRated.into());
        }
        let stands_in = organisation.holds_anywhere(actor, Post::Supervisor, today);
        let own = self.round.handler == Some(actor) && handles(organisation, about, self.case, actor, today);
        if own || stands_in { Ok(()) } else { Err(No::NotHandler { handler: self.round.handler }.into()) }
    }

    /// A supervisor who was not rated.
    fn decides(&self) -> Result<(), Refusal> {
        let (organisation, today, actor) = (self.known.organisation, self.known.today(), self.known.actor);
        if !organisation.holds_anywhere(actor, Post::Supervisor, today) {
            return Err(Refusal::NotSupervisor);
        }
        match crate::rating::rated(organisation, &self.held.about, self.case, actor, today) {
            true => Err(No::IsRated.into()),
            false => Ok(()),
        }
    }

    fn another(&self, before: impl IntoIterator<Item = PersonId>) -> Result<(), Refusal> {
        match before.into_iter().find(|person| *person == self.known.actor) {
            Some(person) => Err(No::SamePerson { person }.into()),
            None => Ok(()),
        }
    }

    fn rater(&self) -> Result<(), Refusal> {
        if self.known.actor == applicant_itself() { Ok(()) } else { Err(No::NotRater.into()) }
    }
}

/// The bound that says how many working days there are to put it right.
fn days_of(class: Class) -> Bound {
    match class {
        Class::Simple => Bound::BadSimpleDays,
        Class::Complex => Bound::BadComplexDays,
    }
}
