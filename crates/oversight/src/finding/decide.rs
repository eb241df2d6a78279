//! The rules of a finding on one screen.  Everything not listed is refused.

use calendar::Day;
use casework::{Known, Sealed};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, WindowId};

use crate::appeal::Ground;
use crate::bound::{Bound, Bounds};
use crate::finding::event::*;
use crate::finding::{About, Appealed, Evidence, Finding, Found, Judged, Verdict, Words};
use crate::is_supervisor;
use crate::refusal::Refusal as No;
use crate::rule::Answers;

/// Raise a finding.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Raise {
    /// What it is about.
    pub about: About,
    /// What it was counted from, where it rests on many entries.
    pub evidence: Option<Evidence>,
}

impl From<About> for Raise {
    /// A finding that rests on one entry, or was seen in person.
    fn from(about: About) -> Raise {
        Raise { about, evidence: None }
    }
}

/// Explain it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct State(pub Sealed);

/// Judge it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Judge {
    /// How it stands.
    pub verdict: Verdict,
    /// Why.
    pub reason: Sealed,
}

/// Appeal against the judgement.
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

/// Everything that can be asked of a finding.
#[expect(clippy::large_enum_variant, reason = "a command is Copy, so that no String can stand in it")]
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Command {
    /// See [`Raise`]; asked by time, or by a supervisor for what was seen in person.
    Raise(Raise),
    /// See [`State`].
    State(State),
    /// See [`Judge`].
    Judge(Judge),
    /// See [`Appeal`].
    Appeal(Appeal),
    /// See [`DecideAppeal`].
    DecideAppeal(DecideAppeal),
}

type Answer = Result<Vec<Event>, No>;

/// Decides a command. `itself` says that no person asks, but a rule.
pub fn decide(
    finding: &Finding,
    command: &Command,
    known: &Known<'_>,
    bounds: &Bounds,
    itself: bool,
) -> Answer {
    let found = match (finding, command) {
        (Finding::Absent, Command::Raise(asked)) => return raise(asked, known, bounds, itself),
        (Finding::Absent, _) => return Err(No::NoSuchFinding),
        (Finding::Found(_), Command::Raise(_)) => return Err(No::AlreadyFound),
        (Finding::Found(found), _) => &**found,
    };
    let (at, by, today) = (known.now, known.actor, known.today());
    match command {
        Command::Raise(_) => Err(No::AlreadyFound),
        Command::State(State(words)) => {
            if found.judged.is_some() {
                return Err(No::AlreadyJudged);
            }
            if found.stated.is_some() {
                return Err(No::AlreadyStated);
            }
            concerned(found, known)?;
            Ok(vec![Stated { at, by, words: *words }.into()])
        }
        Command::Judge(judge) => {
            supervises(found, known)?;
            if found.judged.is_some() {
                return Err(No::AlreadyJudged);
            }
            if let Some(until) = found.explained_by(today).filter(|_| judge.verdict == Verdict::Founded) {
                return Err(No::NotExplained { until });
            }
            let days = bounds.int(Bound::AppealDays);
            let appeal_by = (judge.verdict == Verdict::Founded).then(|| today.plus_days(days));
            let Judge { verdict, reason } = *judge;
            Ok(vec![Concluded { at, by, verdict, reason, appeal_by }.into()])
        }
        Command::Appeal(Appeal(reason)) => {
            let judged = found.judged.ok_or(No::NotJudged)?;
            let until = judged.appeal_by.ok_or(No::NothingToAppeal)?;
            concerned(found, known)?;
            if found.appeal.is_some() {
                return Err(No::AlreadyAppealed);
            }
            if today > until {
                return Err(No::AppealTimePassed { until });
            }
            let days = u32::from(bounds.get(Bound::AppealDecisionDays));
            let decide_by = known.calendar.add_working_days(today, days)?;
            Ok(vec![AppealMade { at, by, reason: *reason, decide_by }.into()])
        }
        Command::DecideAppeal(decided) => {
            supervises(found, known)?;
            let appeal = found.appeal.filter(|it| it.decided.is_none()).ok_or(No::NoAppeal)?;
            let judged_by = found.judged.map(|it| it.why.by);
            for person in judged_by.into_iter().chain([appeal.why.by]) {
                if person == by {
                    return Err(No::SamePerson { person });
                }
            }
            let DecideAppeal { ground, reason } = *decided;
            let (right, ground) = (ground.is_right(), Some(ground));
            Ok(vec![AppealDecided { at, by, right, reason, ground }.into()])
        }
    }
}

/// A rule finds by itself; a person only what was seen in person, or what a list from outside shows (R150, A31).
fn raise(asked: &Raise, known: &Known<'_>, bounds: &Bounds, itself: bool) -> Answer {
    let (at, by) = (known.now, known.actor);
    let Raise { about, evidence } = asked;
    if !itself {
        if !about.rule.is_by_hand() || about.words.is_none() {
            return Err(No::NotSupervisor);
        }
        is_supervisor(known)?;
        if about.person == Some(by) {
            return Err(No::OwnMatter);
        }
        known.organisation.unit(about.unit).ok_or(No::UnknownUnit)?;
    }
    let about = About { edition: bounds.edition, ..*about };
    // Whoever saw something counted nothing.
    let (by, evidence) = ((!itself).then_some(by), evidence.filter(|_| itself));
    // What is found is found, also in a year that no calendar covers.
    let days = u32::from(bounds.get(Bound::StateDays));
    let state_by = known.calendar.add_working_days(known.today(), days).ok();
    Ok(vec![Raised { at, by, about, evidence, state_by }.into()])
}

/// A supervisor, not in the own matter, and not about what he wrote down himself: with nobody else in the post it waits.
fn supervises(found: &Found, known: &Known<'_>) -> Result<(), No> {
    is_supervisor(known)?;
    if found.is_written_by(known.actor) {
        return Err(No::OwnFinding);
    }
    let own = [found.about.person, found.stated.map(|it| it.by)].contains(&Some(known.actor));
    if own { Err(No::OwnMatter) } else { Ok(()) }
}

fn concerned(found: &Found, known: &Known<'_>) -> Result<(), No> {
    match concerns(known.organisation, &found.about, known.actor, known.today()) {
        true => Ok(()),
        false => Err(No::NotConcerned),
    }
}

/// Whether a person answers for it: the one it concerns, the leaders of the unit (of the centre itself who runs it), and for what
/// happened at a window its head.
pub fn concerns(organisation: &Organisation, about: &About, person: PersonId, on: Day) -> bool {
    let leads = crate::speaks_for(organisation, person, about.unit, on);
    let window = about.window.filter(|_| about.rule.answers() == Answers::WindowHead);
    let heads = window.is_some_and(|window| {
        organisation
            .posts_of(person, on)
            .filter(|it| it.post == Post::WindowHead)
            .any(|it| it.windows.contains(&window) || (it.windows.is_empty() && it.unit == about.unit))
    });
    about.person == Some(person) || leads || heads
}

/// Whether a finding counts in the assessment of a window (R184, R188, A40): where it is about no case, where the head of the
/// window answers for it, or where the person who answers sat there on the day. A case bears the window at which it came in
/// whoever handles it since: what a department did with it is not the window's.
pub fn is_of_window(organisation: &Organisation, about: &About, window: WindowId) -> bool {
    let sat = |person| {
        let mut posts = organisation.posts_of(person, about.happened_at.day());
        posts.any(|it| it.windows.contains(&window))
    };
    about.window == Some(window)
        && match about.rule.answers() {
            _ if about.case.is_none() => true,
            Answers::WindowHead => true,
            Answers::Person => about.person.is_some_and(sat),
            Answers::Leader => false,
        }
}

/// The finding after the fact.  Total.
pub fn evolve(finding: Finding, event: &Event) -> Finding {
    let mut found = match (finding, event) {
        (Finding::Absent, Event::Raised(fact)) => Box::new(Found {
            about: fact.about,
            evidence: fact.evidence,
            raised_at: fact.at,
            raised_by: fact.by,
            state_by: fact.state_by,
            stated: None,
            judged: None,
            appeal: None,
        }),
        (Finding::Absent, _) => return Finding::Absent,
        (Finding::Found(found), _) => found,
    };
    match event {
        Event::Raised(_) => {}
        Event::Stated(fact) => found.stated = Some(Words { by: fact.by, at: fact.at, words: fact.words }),
        Event::Concluded(fact) => {
            let why = Words { by: fact.by, at: fact.at, words: fact.reason };
            found.judged = Some(Judged { verdict: fact.verdict, why, appeal_by: fact.appeal_by });
        }
        Event::AppealMade(fact) => {
            let why = Words { by: fact.by, at: fact.at, words: fact.reason };
            found.appeal = Some(Appealed::made(why, fact.decide_by));
        }
        Event::AppealLate(_) => {
            if let Some(appeal) = &mut found.appeal {
                appeal.late = true;
            }
        }
        Event::AppealDecided(fact) => {
            if let Some(appeal) = &mut found.appeal {
                appeal.decided = Some((fact.right, Words { by: fact.by, at: fact.at, words: fact.reason }));
                appeal.ground = fact.ground;
            }
        }
    }
    Finding::Found(found)
}
