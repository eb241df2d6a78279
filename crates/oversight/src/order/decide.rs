//! The rules of an order on one screen.  Everything not listed is refused.

use calendar::Day;
use casework::absence::Absences;
use casework::{Facts, File, Known, Sealed, document_no};
use catalogue::item::Post;
use catalogue::organisation::PostHolding;
use catalogue::{CaseId, FindingId, Organisation, PersonId, UnitCode};

use crate::appeal::Ground;
use crate::bound::{Bound, Bounds};
use crate::order::chain::{self, Rung};
use crate::order::event::*;
use crate::order::{Held, Kind, Order, Pictures, Way};
use crate::refusal::Refusal as No;

/// Issue an order.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What.
    pub kind: Kind,
    /// The unit that answers for it; for a case its authority.
    pub unit: UnitCode,
    /// The case.
    pub case: Option<CaseId>,
    /// The finding it rests on.
    pub finding: Option<FindingId>,
    /// What is asked; none where it goes out by itself.
    pub words: Option<Sealed>,
    /// To whom, where a person is named; the lowest rung otherwise.
    pub to: Option<PersonId>,
    /// Last day to answer, where it goes out by itself before that day; by the bounds otherwise.
    pub answer_by: Option<Day>,
}

/// Answer it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What.
    pub words: Sealed,
    /// The entry that shows it.
    pub entry: Option<u64>,
    /// Photographs and scans that show it (R102, R104).
    pub pictures: Pictures,
}

/// Send the answer back.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Return(pub Sealed);

/// Accept the answer.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Accept(pub Option<Sealed>);

/// Appeal against it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Appeal(pub Sealed);

/// Decide the appeal.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct DecideAppeal {
    /// Whether it is right, and for which of the few reasons.
    pub ground: Ground,
    /// Why, in words.
    pub reason: Sealed,
}

/// Publish a circular, with the words for everybody (C28).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Publish(pub Sealed);

/// Everything that can be asked of an order.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// See [`Issue`].
    Issue(Issue),
    /// 签收.
    Receive,
    /// See [`Answer`].
    Answer(Answer),
    /// See [`Return`].
    Return(Return),
    /// See [`Accept`].
    Accept(Accept),
    /// See [`Appeal`].
    Appeal(Appeal),
    /// See [`DecideAppeal`].
    DecideAppeal(DecideAppeal),
    /// See [`Publish`].
    Publish(Publish),
}

type Decision = Result<Vec<Event>, No>;

/// Decides a command. `itself` says that no person asks, but a rule; `case` is the file of the case it is about.
pub fn decide(
    order: &Order,
    command: &Command,
    known: &Known<'_>,
    bounds: &Bounds,
    case: Option<&File>,
    itself: bool,
) -> Decision {
    let held = match (order, command) {
        (Order::Absent, Command::Issue(asked)) => return issue(asked, known, bounds, case, itself),
        (Order::Absent, _) => return Err(No::NoSuchOrder),
        (Order::Issued(_), Command::Issue(_)) => return Err(No::AlreadyIssued),
        (Order::Issued(held), _) => &**held,
    };
    let (at, by, today) = (known.now, known.actor, known.today());
    match (&held.way, command) {
        (_, Command::Issue(_)) => Err(No::AlreadyIssued),
        (Way::Waiting, Command::Receive) => {
            answers(held, known)?;
            if held.received.is_some() {
                return Err(No::AlreadyReceived);
            }
            Ok(vec![Received { at, by }.into()])
        }
        (Way::Waiting, Command::Answer(answer)) => {
            if held.kind == Kind::Circular {
                return Err(No::NoAnswerAsked);
            }
            answers(held, known)?;
            let signed = held.received.is_none().then(|| Event::from(Received { at, by }));
            let Answer { words, entry, pictures } = *answer;
            let answered = Answered { at, by, words, entry, pictures };
            // Who answers has it: one act, two facts.
            Ok(signed.into_iter().chain([answered.into()]).collect())
        }
        (Way::Answered { .. }, Command::Receive | Command::Answer(_)) => Err(No::AlreadyAnswered),
        (Way::Answered { answer, .. }, Command::Return(Return(reason))) => {
            looks(held, answer.by, known)?;
            let rung = held.addressee().map_or(Rung::Handler, |(_, rung)| rung);
            let days = held.kind.days(rung, held.has_risen()).map_or(1, |bound| bounds.get(bound));
            let answer_by = known.calendar.add_working_days(today, u32::from(days))?;
            Ok(vec![AnswerReturned { at, by, reason: *reason, answer_by, days: Some(days) }.into()])
        }
        (Way::Answered { answer, .. }, Command::Accept(Accept(reason))) => {
            looks(held, answer.by, known)?;
            Ok(vec![AnswerAccepted { at, by, reason: *reason }.into()])
        }
        (Way::Waiting, Command::Return(_) | Command::Accept(_)) => Err(No::NotAnswered),
        (Way::Lifted { .. }, _) => Err(No::HasEnded),
        (_, Command::Appeal(Appeal(reason))) => {
            answers(held, known)?;
            if held.appeal.is_some() {
                return Err(No::AlreadyAppealed);
            }
            let until = held.last_day_to_appeal(bounds);
            if today > until {
                return Err(No::AppealTimePassed { until });
            }
            let days = u32::from(bounds.get(Bound::AppealDecisionDays));
            let decide_by = known.calendar.add_working_days(today, days)?;
            Ok(vec![AppealMade { at, by, reason: *reason, decide_by }.into()])
        }
        (_, Command::DecideAppeal(decided)) => {
            crate::is_supervisor(known)?;
            let appeal = held.appeal.filter(|it| it.decided.is_none()).ok_or(No::NoAppeal)?;
            for person in held.judge().into_iter().chain([appeal.why.by]) {
                if person == by {
                    return Err(No::SamePerson { person });
                }
            }
            let DecideAppeal { ground, reason } = *decided;
            let (right, ground) = (ground.is_right(), Some(ground));
            Ok(vec![AppealDecided { at, by, right, reason, ground }.into()])
        }
        (_, Command::Publish(Publish(words))) => publish(held, *words, known),
        (Way::Closed { .. }, _) => Err(No::HasEnded),
    }
}

/// A circular is inside the government; that everybody reads it is another act, of another person (C28).
fn publish(held: &Held, words: Sealed, known: &Known<'_>) -> Decision {
    let (at, by) = (known.now, known.actor);
    if held.kind != Kind::Circular {
        return Err(No::NotACircular);
    }
    if !may_publish(known.organisation, by, known.today()) {
        return Err(No::MayNotPublish);
    }
    if held.by == Some(by) {
        return Err(No::AnotherPublishes);
    }
    if held.published.is_some() {
        return Err(No::AlreadyPublished);
    }
    if held.appeal.is_some_and(|it| it.decided.is_none()) {
        return Err(No::AppealUndecided);
    }
    Ok(vec![Published { at, by, words }.into()])
}

/// Who may make a circular public: a supervisor, or who runs the centre.
pub fn may_publish(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    [Post::Supervisor, Post::CentreManager].iter().any(|post| organisation.holds_anywhere(person, *post, on))
}

fn issue(asked: &Issue, known: &Known<'_>, bounds: &Bounds, case: Option<&File>, itself: bool) -> Decision {
    let (at, by, today) = (known.now, known.actor, known.today());
    let unit = case.map_or(asked.unit, |file| file.facts.authority);
    known.organisation.unit(unit).ok_or(No::UnknownUnit)?;
    let allowed = match itself {
        true => asked.kind == Kind::Urging,
        false => {
            let own = |file| urges_own(known.organisation, known.absences, by, file, today);
            may_issue(known.organisation, asked.kind, by, today)
                || (asked.kind == Kind::Urging && case.is_some_and(own))
        }
    };
    if !allowed || (!itself && asked.words.is_none()) {
        return Err(No::MayNotIssue);
    }
    let start = match (asked.kind, case) {
        (Kind::Urging, Some(_)) => Rung::Handler,
        _ => Rung::Leader,
    };
    // Nobody urges himself.
    let own = [(by, Rung::Supervisor)];
    let named = asked.to.map(|person| (person, rung_of(person, unit, case, known)));
    let (to, rung) = match named {
        Some((person, _))
            if person == by || known.takes_nothing(person) || known.organisation.person(person).is_none() =>
        {
            return Err(No::NobodyThere);
        }
        Some((person, rung)) => (person, rung.ok_or(No::NobodyThere)?),
        None => chain::next(start, unit, case, known, &own).ok_or(No::NobodyThere)?,
    };
    let own_day = asked.answer_by.filter(|day| itself && today <= *day);
    let days = asked.kind.days(rung, false).map(|bound| bounds.get(bound)).filter(|_| own_day.is_none());
    let answer_by = match days {
        Some(days) => Some(known.calendar.add_working_days(today, u32::from(days))?),
        None => own_day,
    };
    let number = document_no(known.organisation.centre.unit, asked.kind.document(), known);
    let Issue { kind, case, finding, words, .. } = *asked;
    let by = (!itself).then_some(by);
    // Frozen: a bound that is set otherwise afterwards takes nobody's days away.
    let appeal_until = Some(today.plus_days(bounds.int(Bound::AppealDays)));
    Ok(vec![
        Sent { at, by, kind, number, to, rung, unit, case, finding, words, answer_by, appeal_until, days }
            .into(),
    ])
}

/// The lowest rung on which a person stands, or one of that unit: an order can name anybody who works for the unit.
fn rung_of(person: PersonId, unit: UnitCode, case: Option<&File>, known: &Known<'_>) -> Option<Rung> {
    let stands = |rung: &Rung| chain::people_of(*rung, unit, case, known).contains(&person);
    let post = known.organisation.posts_of(person, known.today()).filter(|it| it.unit == unit);
    // The head stands as high as the leaders, or what goes to him would rise to those below him.
    let rung = |post: Post| if post == Post::AuthorityHead { Rung::Leader } else { Rung::Handler };
    Rung::ALL.into_iter().find(stands).or_else(|| post.map(|it| rung(it.post)).max())
}

/// Who may issue which kind, whatever it is about: a supervisor everything, the centre all but a supervision order.
pub fn may_issue(organisation: &Organisation, kind: Kind, person: PersonId, on: Day) -> bool {
    let holds = |post| organisation.holds_anywhere(person, post, on);
    match kind {
        Kind::Urging | Kind::Rectification | Kind::Circular => {
            holds(Post::Supervisor) || holds(Post::CentreManager)
        }
        Kind::Supervision => holds(Post::Supervisor),
    }
}

/// Who urges in the own case along the chain of R49: whoever carries it as its agent on the day (F31), and the head of its window.
pub fn urges_own(
    organisation: &Organisation,
    absences: &Absences,
    person: PersonId,
    file: &File,
    on: Day,
) -> bool {
    let Facts { authority, agent, window, .. } = &file.facts;
    let heads = |it: &PostHolding| it.post == Post::WindowHead && it.windows.contains(window);
    casework::carries(organisation, absences, *authority, *agent, person, on)
        || organisation.posts_of(person, on).any(heads)
}

/// Whether a person answers for it: everybody it went to, and the leaders of the unit.
pub fn addressed(organisation: &Organisation, held: &Held, person: PersonId, on: Day) -> bool {
    crate::leads(organisation, person, held.unit, on) || held.to.iter().any(|(to, _)| *to == person)
}

fn answers(held: &Held, known: &Known<'_>) -> Result<(), No> {
    match addressed(known.organisation, held, known.actor, known.today()) {
        true => Ok(()),
        false => Err(No::NotAddressed),
    }
}

/// Whether a person looks at the answer: who issued it, or a supervisor.
pub fn looks_at(organisation: &Organisation, held: &Held, person: PersonId, on: Day) -> bool {
    held.by == Some(person) || organisation.holds_anywhere(person, Post::Supervisor, on)
}

/// Nobody accepts the own answer.
fn looks(held: &Held, answered_by: PersonId, known: &Known<'_>) -> Result<(), No> {
    if answered_by == known.actor {
        return Err(No::OwnMatter);
    }
    match looks_at(known.organisation, held, known.actor, known.today()) {
        true => Ok(()),
        false => Err(No::NotAddressed),
    }
}
