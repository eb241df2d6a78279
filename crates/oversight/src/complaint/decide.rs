//! What follows from a command on a complaint, once [`may`] has let it pass.

use calendar::{Clock, Day, Limit};
use casework::{Known, Sealed, applicant_itself};
use catalogue::{PersonId, UnitCode};

use crate::bound::{Bound, Bounds};
use crate::complaint::event::*;
use crate::complaint::may::may;
use crate::complaint::{
    About, Act, Cause, Channel, Class, Complaint, ComplaintNo, ComplaintRefusal as Why, Ending, Filed,
    Verdict, duty,
};
use crate::refusal::Refusal as No;

/// Enter a complaint.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// How it came.
    pub channel: Channel,
    /// Of which class.
    pub class: Class,
    /// Whom and what it is about.
    pub about: About,
    /// What is complained of.
    pub words: Sealed,
    /// Who complains, where anybody said so.
    pub contact: Option<Sealed>,
    /// Whether the unit may learn who complains.
    pub open_to_unit: bool,
}

/// Enter a report of corruption.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// All that was said.
    pub words: Sealed,
    /// Who reports, where anybody said so.
    pub contact: Option<Sealed>,
}

/// Give it to a unit.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Assign {
    /// The unit that investigates.
    pub unit: UnitCode,
    /// Who does, where somebody is named.
    pub to: Option<PersonId>,
    /// The unit complained of.
    pub about_unit: UnitCode,
    /// The person complained of.
    pub person: Option<PersonId>,
    /// The class.
    pub class: Class,
}

/// Say why it takes longer.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TellLonger {
    /// Until when.
    pub until: Day,
    /// Why.
    pub reason: Sealed,
}

/// Say what was found.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Draft(pub Sealed);

/// Answer the complainant.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What.
    pub words: Sealed,
    /// 是否属实.
    pub verdict: Verdict,
    /// 原因.
    pub cause: Cause,
}

/// Close it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Close {
    /// The complainant said to be content; how it was said.
    Satisfied(Sealed),
    /// Without the complainant's word; why.
    WithoutWord(Sealed),
}

/// The complainant's own word.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Confirm(pub Option<Sealed>);

/// Everything that can be asked of a complaint.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// See [`File`].
    File(File),
    /// See [`Report`].
    Report(Report),
    /// See [`Assign`].
    Assign(Assign),
    /// 转纪检监察.
    PassOn,
    /// See [`TellLonger`].
    TellLonger(TellLonger),
    /// See [`Draft`].
    Draft(Draft),
    /// 退回再查; what is missing.
    Return(Sealed),
    /// See [`Reply`].
    Reply(Reply),
    /// See [`Close`].
    Close(Close),
    /// See [`Confirm`].
    Confirm(Confirm),
    /// 没有解决; what is not.
    Reopen(Sealed),
    /// 公布结果.
    Publish(Sealed),
    /// 纪检监察接收.
    Receive,
    /// 纪检监察反馈.
    Conclude(Sealed),
}

type Decision = Result<Vec<Event>, No>;

/// Decides a command; `case` is the file of the case that it is about, or that a new one names.
pub fn decide(
    complaint: &Complaint,
    command: &Command,
    known: &Known<'_>,
    bounds: &Bounds,
    case: Option<&casework::File>,
) -> Decision {
    let filed = match (complaint, command) {
        (Complaint::Absent, Command::File(asked)) => return file(asked, known, bounds, case),
        (Complaint::Absent, Command::Report(asked)) => return report(asked, known),
        (Complaint::Absent, _) => return Err(Why::Unknown.into()),
        (Complaint::Filed(_), Command::File(_) | Command::Report(_)) => {
            return Err(Why::AlreadyFiled.into());
        }
        (Complaint::Filed(filed), _) => &**filed,
    };
    let (at, by, today) = (known.now, known.actor, known.today());
    let may = |act| may(filed, act, known.organisation, case, by, today);
    let officer = (by != applicant_itself()).then_some(by);
    let reopen_by = today.plus_days(bounds.int(Bound::ComplaintReopenDays));
    // A year that no calendar covers sets no day, and holds nobody's last word up.
    let publish_days = u32::from(bounds.get(Bound::ComplaintPublishDays));
    let publish_by = known.calendar.add_working_days(today, publish_days).ok();
    Ok(vec![match command {
        Command::File(_) | Command::Report(_) => return Err(Why::AlreadyFiled.into()),
        Command::Assign(asked) => {
            may(Act::Assign)?;
            assign(asked, known, case)?
        }
        Command::PassOn => {
            may(Act::PassOn)?;
            PassedOn { at, by }.into()
        }
        Command::TellLonger(asked) => {
            may(Act::TellLonger)?;
            longer(filed, asked, known, bounds)?
        }
        Command::Draft(Draft(words)) => {
            may(Act::Draft)?;
            Drafted { at, by, words: *words }.into()
        }
        Command::Return(reason) => {
            may(Act::Return)?;
            Returned { at, by, reason: *reason }.into()
        }
        Command::Reply(Reply { words, verdict, cause }) => {
            may(Act::Reply)?;
            Replied { at, by, words: *words, verdict: *verdict, cause: *cause }.into()
        }
        Command::Close(Close::Satisfied(words)) => {
            may(Act::Close)?;
            let ending = Ending::Satisfied;
            Closed { at, by: Some(by), ending, words: Some(*words), reopen_by, publish_by }.into()
        }
        Command::Close(Close::WithoutWord(reason)) => {
            may(Act::CloseWithoutWord)?;
            let ending = Ending::WithoutWord;
            Closed { at, by: Some(by), ending, words: Some(*reason), reopen_by, publish_by }.into()
        }
        Command::Confirm(Confirm(words)) => {
            may(Act::Confirm)?;
            let ending = Ending::Confirmed;
            Closed { at, by: None, ending, words: *words, reopen_by, publish_by }.into()
        }
        Command::Reopen(words) => {
            may(Act::Reopen)?;
            let (clock, yellow_at) = clock(filed.class, known, bounds)?;
            let round = filed.rounds + 1;
            Reopened { at, by: officer, words: *words, round, clock, yellow_at }.into()
        }
        Command::Publish(words) => {
            may(Act::Publish)?;
            Published { at, by, words: *words }.into()
        }
        Command::Receive => {
            may(Act::Receive)?;
            Received { at, by }.into()
        }
        Command::Conclude(words) => {
            may(Act::Conclude)?;
            Concluded { at, by, words: *words }.into()
        }
    }])
}

/// Who writes it down: the complainant on the net, or an officer who is not complained of for every other way.
fn writer(known: &Known<'_>) -> Result<Option<PersonId>, No> {
    let by = known.actor;
    if by == applicant_itself() {
        return Ok(None);
    }
    known.organisation.person(by).ok_or(Why::UnknownPerson)?;
    Ok(Some(by))
}

fn number(known: &Known<'_>) -> ComplaintNo {
    let year = u16::try_from(known.today().year()).unwrap_or(u16::MAX);
    let number = ComplaintNo { issuer: known.organisation.centre.unit, year, n: 0 };
    ComplaintNo { n: (known.numbers)(number.series()), ..number }
}

fn file(asked: &File, known: &Known<'_>, bounds: &Bounds, case: Option<&casework::File>) -> Decision {
    let by = writer(known)?;
    let File { channel, class, words, contact, open_to_unit, .. } = *asked;
    if by.is_none() != (channel == Channel::Web) {
        return Err(Why::WrongChannel.into());
    }
    let about = filled(&asked.about, known, case)?;
    if by.is_some() && about.person == by {
        return Err(No::OwnMatter);
    }
    let (clock, yellow_at) = clock(Some(class), known, bounds)?;
    let (at, number) = (known.now, number(known));
    let filed =
        Registered { at, by, number, channel, class, about, words, contact, open_to_unit, clock, yellow_at };
    Ok(vec![filed.into()])
}

/// The unit follows from the person, or from the case, where it was not named.
fn filled(about: &About, known: &Known<'_>, case: Option<&casework::File>) -> Result<About, No> {
    let person = match about.person {
        Some(person) => Some(known.organisation.person(person).ok_or(Why::UnknownPerson)?),
        None => None,
    };
    let steps = case.and_then(|file| match &file.stage {
        casework::Stage::Handling(handling) => Some(handling.steps),
        _ => None,
    });
    if let Some(step) = about.step
        && steps.is_none_or(|steps| step >= steps)
    {
        return Err(Why::UnknownStep.into());
    }
    let of_person = person.map(|it| it.unit);
    let unit = about.unit.or(of_person).or(case.map(|file| file.facts.authority));
    if let Some(unit) = unit {
        known.organisation.unit(unit).ok_or(No::UnknownUnit)?;
    }
    let window = about.window.filter(|window| known.organisation.window(*window).is_some());
    Ok(About { unit, window, ..*about })
}

fn report(asked: &Report, known: &Known<'_>) -> Decision {
    let by = writer(known)?;
    let Report { words, contact } = *asked;
    Ok(vec![ReportSealed { at: known.now, by, number: number(known), words, contact }.into()])
}

/// Five working days, or what the office has set (R118, R153, N57).
fn clock(class: Option<Class>, known: &Known<'_>, bounds: &Bounds) -> Result<(Clock, calendar::Instant), No> {
    let days = match class {
        Some(Class::LastResort) => Bound::LastResortDays,
        _ => Bound::ComplaintDays,
    };
    let limit = Limit::working_days(bounds.get(days));
    let clock = Clock::start(known.calendar, known.today(), limit).map_err(of_clock)?;
    Ok((clock, clock.yellow_from(known.calendar, &known.thresholds)))
}

fn of_clock(error: calendar::ClockError) -> No {
    match error {
        calendar::ClockError::YearUnknown(year) => No::YearUnknown(year),
        _ => Why::AlreadyLengthened.into(),
    }
}

/// Somebody of the unit is there who is not complained of and had no part in the case (E27, F18).
fn assign(asked: &Assign, known: &Known<'_>, case: Option<&casework::File>) -> Result<Event, No> {
    let (organisation, today) = (known.organisation, known.today());
    for unit in [asked.unit, asked.about_unit] {
        organisation.unit(unit).ok_or(No::UnknownUnit)?;
    }
    if let Some(person) = asked.person {
        organisation.person(person).ok_or(Why::UnknownPerson)?;
        if person == known.actor {
            return Err(No::OwnMatter);
        }
    }
    let here = |person: PersonId| {
        duty::of_unit(organisation, person, asked.unit, today)
            && asked.person != Some(person)
            && !known.takes_nothing(person)
    };
    let leads = |person: PersonId| duty::leads(organisation, person, asked.unit, today);
    let able: Vec<PersonId> = match asked.to {
        Some(to) => Some(to).into_iter().filter(|to| here(*to)).collect(),
        None => organisation.people.iter().map(|it| it.id).filter(|it| here(*it) && leads(*it)).collect(),
    };
    if able.is_empty() {
        return Err(No::NobodyThere);
    }
    if able.iter().all(|person| duty::took_part(case, *person)) {
        return Err(asked.to.map_or(Why::NobodyApart, |person| Why::TookPart { person }).into());
    }
    let Assign { unit, to, about_unit, person, class } = *asked;
    Ok(Assigned { at: known.now, by: known.actor, unit, to, about_unit, person, class }.into())
}

/// Before the day has passed it is lengthened, once; afterwards it stays late, and the reason is told all the same (R118).
fn longer(filed: &Filed, asked: &TellLonger, known: &Known<'_>, bounds: &Bounds) -> Result<Event, No> {
    let (at, by, reason) = (known.now, known.actor, asked.reason);
    let running = filed.running().ok_or(Why::NotNow)?;
    let most = u32::from(bounds.get(Bound::ComplaintLongerDays));
    let today = known.today();
    let from = if filed.overdue { today } else { running.due() };
    let until = known.calendar.add_working_days(from, most)?;
    if asked.until <= from {
        return Err(Why::NotAhead.into());
    }
    if asked.until > until {
        return Err(Why::TooLong { until }.into());
    }
    if filed.overdue {
        return Ok(Explained { at, by, reason, expected: asked.until }.into());
    }
    let days = known.calendar.working_days_between(from, asked.until)?;
    let days = u16::try_from(days).ok().filter(|days| *days > 0).ok_or(Why::NotAhead)?;
    let clock = running.extend(known.calendar, Limit::working_days(days)).map_err(of_clock)?;
    let yellow_at = clock.yellow_from(known.calendar, &known.thresholds);
    Ok(Lengthened { at, by, reason, clock, yellow_at }.into())
}
