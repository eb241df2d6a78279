//! 考勤: one entry for each day and person of a window, by the head of the window; corrected by a further entry with a reason,
//! never silently (R137).

use std::collections::BTreeMap;

use calendar::{Day, Instant};
use casework::absence::AbsenceClass;
use casework::{Known, Sealed};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, WindowId};
use serde::{Deserialize, Serialize};

use crate::assessment::{AssessmentRefusal, AttendanceRefusal as No};
use crate::bound::{Bound, Bounds};
use crate::refusal::Refusal;
use crate::words::words;

/// People of one day: more than a hall has.
const PEOPLE_MAX: usize = 300;
/// Corrections of one entry.
const CORRECTIONS_MAX: u8 = 5;

words! {
    /// What is entered of a person and a day.
    Mark {
        /// 在岗.
        Present = "present",
        /// 迟到.
        Late = "late",
        /// 早退.
        Early = "early",
        /// 请假.
        Leave = "leave",
        /// 公差.
        Duty = "duty",
        /// 缺岗.
        Absent = "absent",
    }
}

impl Mark {
    /// Whether the person had to be at the window that day: who is on leave or sent elsewhere had not.
    pub fn is_due(self) -> bool {
        !matches!(self, Mark::Leave | Mark::Duty)
    }

    /// Whether it says that the person was at the window, if not all day.
    pub fn is_there(self) -> bool {
        matches!(self, Mark::Present | Mark::Late | Mark::Early)
    }
}

/// What is entered of one person.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// At which window.
    pub window: WindowId,
    /// What.
    pub mark: Mark,
    /// How often it was corrected.
    pub corrections: u8,
}

/// The attendance of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// By person.
    pub people: BTreeMap<PersonId, Entered>,
}

/// Everything that can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// To enter people of a day.
    Enter {
        /// The day, as the stream is called.
        day: Day,
        /// Who, at which window, and what.
        people: Vec<(PersonId, WindowId, Mark)>,
    },
    /// To correct one of them.
    Correct {
        /// The day, as the stream is called.
        day: Day,
        /// Whose.
        person: PersonId,
        /// What is right.
        mark: Mark,
        /// Why.
        reason: Sealed,
    },
}

casework::events! { @small
    /// 登记.
    Recorded = "attendance.entered" {
        /// Who.
        by: PersonId,
        /// Whose.
        person: PersonId,
        /// At which window.
        window: WindowId,
        /// What.
        mark: Mark,
    }
    /// 更正.
    Corrected = "attendance.corrected" {
        /// Who.
        by: PersonId,
        /// Whose.
        person: PersonId,
        /// What it was.
        before: Mark,
        /// What it is.
        mark: Mark,
        /// Why.
        reason: Sealed,
    }
}

/// Whether a person heads a window: by the list of windows, or by post.
pub fn heads(organisation: &Organisation, person: PersonId, window: WindowId, on: Day) -> bool {
    let by_list = organisation.window(window).is_some_and(|it| it.head == Some(person));
    let mut posts = organisation.posts_of(person, on);
    by_list || posts.any(|it| it.post == Post::WindowHead && it.windows.contains(&window))
}

/// People with a place at a window on a day, each once, with the first of their windows. Supervisors only look in, and the bank's
/// counter is the bank's.
pub fn seated(organisation: &Organisation, on: Day) -> Vec<(PersonId, WindowId)> {
    let mut people: BTreeMap<PersonId, WindowId> = BTreeMap::new();
    for holding in organisation.posts.iter().filter(|it| it.in_force(on)) {
        if !matches!(holding.post, Post::Supervisor | Post::BankCounter)
            && let Some(window) = holding.windows.first()
        {
            people.entry(holding.person).or_insert(*window);
        }
    }
    people.into_iter().collect()
}

/// Whether a person enters what another did at a window that day.
pub fn enters(organisation: &Organisation, by: PersonId, of: PersonId, window: WindowId, on: Day) -> bool {
    let runs = organisation.holds_anywhere(by, Post::CentreManager, on);
    by != of && (runs || heads(organisation, by, window, on))
}

/// Only the head of that window or the centre's management, nobody of the own person, not before the day and not long after.
pub fn decide(
    state: &Attendance,
    command: &Command,
    known: &Known<'_>,
    bounds: &Bounds,
) -> Result<Vec<Event>, Refusal> {
    let (at, by, today) = (known.now, known.actor, known.today());
    let may = |person, window, day| -> Result<(), Refusal> {
        match enters(known.organisation, by, person, window, day) {
            true => Ok(()),
            false if by == person => no(No::OwnAttendance),
            false => no(No::NotHead),
        }
    };
    match command {
        Command::Enter { day, people } => {
            let from = today.plus_days(-bounds.int(Bound::AttendanceDays));
            if *day > today || *day < from {
                return no(No::Day { from, until: today });
            }
            if people.is_empty() || state.people.len() + people.len() > PEOPLE_MAX {
                return no(No::Nothing);
            }
            let seated = seated(known.organisation, *day);
            let mut events: Vec<Event> = Vec::with_capacity(people.len());
            for (n, (person, window, mark)) in people.iter().enumerate() {
                if !seated.contains(&(*person, *window)) {
                    return no(No::NoSeat);
                }
                may(*person, *window, *day)?;
                was_there(known, *person, *mark, *day)?;
                let twice = people[..n].iter().any(|it| it.0 == *person);
                if twice || state.people.contains_key(person) {
                    return no(No::AlreadyEntered { person: *person });
                }
                events.push(Recorded { at, by, person: *person, window: *window, mark: *mark }.into());
            }
            Ok(events)
        }
        Command::Correct { day, person, mark, reason } => {
            let from = today.plus_days(-bounds.int(Bound::AttendanceCorrectionDays));
            if *day > today || *day < from {
                return no(No::Day { from, until: today });
            }
            let Some(entered) = state.people.get(person) else { return no(No::Nothing) };
            may(*person, entered.window, *day)?;
            was_there(known, *person, *mark, *day)?;
            if entered.mark == *mark {
                return no(No::Same);
            }
            if entered.corrections >= CORRECTIONS_MAX {
                return no(No::TooOften);
            }
            let (person, mark, reason, before) = (*person, *mark, *reason, entered.mark);
            Ok(vec![Corrected { at, by, person, before, mark, reason }.into()])
        }
    }
}

/// Whoever is registered as on leave or ill that day was not at the window (F20): where that is not so any more, the leave is ended
/// first.
fn was_there(known: &Known<'_>, person: PersonId, mark: Mark, day: Day) -> Result<(), Refusal> {
    let absence = known.absences.of(person, day);
    let on_leave = absence.is_some_and(|it| matches!(it.class, AbsenceClass::Leave | AbsenceClass::Illness));
    if mark.is_there() && on_leave { no(No::OnLeave { person }) } else { Ok(()) }
}

fn no<T>(refusal: No) -> Result<T, Refusal> {
    Err(AssessmentRefusal::Attendance(refusal).into())
}

/// The day after the fact. Total.
pub fn evolve(mut state: Attendance, event: &Event) -> Attendance {
    match *event {
        Event::Recorded(Recorded { person, window, mark, .. }) => {
            state.people.insert(person, Entered { window, mark, corrections: 0 });
        }
        Event::Corrected(Corrected { person, mark, .. }) => {
            if let Some(it) = state.people.get_mut(&person) {
                (it.mark, it.corrections) = (mark, it.corrections.saturating_add(1));
            }
        }
    }
    state
}
