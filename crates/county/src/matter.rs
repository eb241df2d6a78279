//! A simulated matter: who comes with what, and how it will go if the rules let it.

use std::sync::Arc;

use calendar::Day;
use casework::{Copies, MaterialMarks};
use catalogue::item::{ApplicantKind, Category};
use catalogue::{CaseId, Item, Organisation, PersonId, RowSet, WindowId};
use centre::intake::Intake;
use centre::particulars::Applicant;

use super::exceptions::{Exception, choose, committed};
use super::people;
use super::random::Random;
use super::register::{Turn, turn_of};
use super::twists::Twist;

/// One simulated matter: who comes, and how it will go if the rules let it.
pub struct Matter {
    /// The item asked for.
    pub item: Arc<Item>,
    /// Who asks.
    pub applicant: Applicant,
    /// The case, once it was received.
    pub case: Option<CaseId>,
    /// Where.
    pub window: WindowId,
    /// The officer there.
    pub intake: PersonId,
    /// The applicant waits until an earlier case has ended, and comes again with what it still has (E14).
    pub takes_up: bool,
    /// Rows left out at first.
    pub lacks: RowSet,
    /// Days until the missing papers come; never for some.
    pub brings_after: Option<i64>,
    /// The window puts the papers aside (F3).
    pub parked: bool,
    /// Another office is competent.
    pub not_competent: bool,
    /// It will be refused.
    pub refuse: bool,
    /// The clock will be stopped, where the item allows it.
    pub stop: bool,
    /// The document that the stop rests on comes a day after the notice (F7).
    pub order_later: bool,
    /// Priority will be asked for.
    pub priority: bool,
    /// Everything takes so many times longer.
    pub slow: i64,
    /// Days until it is collected; never for some.
    pub collects_after: Option<i64>,
    /// Somebody else collects.
    pub other_collects: bool,
    /// More time will be asked for, where the item's law knows an extension.
    pub extend: bool,
    /// Which exception of acceptance it will need.
    pub exception: Exception,
    /// The applicant will withdraw while it is in hand.
    pub withdraws: bool,
    /// What will change about whose it is.
    pub turn: Turn,
    /// On whom it is registered first, where that is somebody else.
    pub first: Option<Applicant>,
    /// What will come between.
    pub twist: Twist,
    /// The applicant is not content with the first visit, and says so.
    pub rates_badly: bool,
}

/// The form of a matter, as the window fills it in.
pub fn intake_of(matter: &Matter) -> Intake {
    let applicant = matter.first.as_ref().unwrap_or(&matter.applicant).clone();
    let full = complete(&matter.item, applicant, matter.window);
    let brought = |rows: RowSet| rows.difference(matter.lacks);
    let MaterialMarks { original_seen, copy_kept, looked_up, .. } = full.marks;
    let rows = matter.item.rows().difference(full.not_applicable);
    let committed = committed(matter).intersection(brought(rows));
    let copy_kept = brought(copy_kept).difference(committed);
    let copies = copies(matter, copy_kept);
    Intake {
        kind: kind_of(&matter.applicant),
        marks: MaterialMarks {
            original_seen: brought(original_seen),
            copy_kept,
            looked_up: brought(looked_up),
            committed,
            copies,
        },
        papers: u16::from(copy_kept.len() + copies.rows().len()),
        ..full
    }
}

/// A firm hands in a second copy of the last paper that stays (E6); of everything else there is one.
fn copies(matter: &Matter, kept: RowSet) -> Copies {
    let twice = kept.iter().last().filter(|_| matter.applicant.kind == "enterprise");
    twice.and_then(|row| Copies::default().with(row, 2)).unwrap_or_default()
}

/// A form with everything that is required at hand.
pub fn complete(item: &Item, applicant: Applicant, window: WindowId) -> Intake {
    let conditional = item.rows_where(|material| material.applies_when.is_some());
    let rows = item.rows().difference(conditional);
    let looked_up = item.rows_where(|it| it.origin == catalogue::item::Origin::Government).intersection(rows);
    let seen = item.rows_where(|it| it.form == catalogue::item::MaterialForm::OriginalSeen);
    let seen = seen.intersection(rows).difference(looked_up);
    let copy_kept = rows.difference(looked_up).difference(seen);
    Intake {
        item: item.short.as_str().to_owned(),
        kind: kind_of(&applicant),
        applicant,
        marks: MaterialMarks { original_seen: seen, copy_kept, looked_up, ..MaterialMarks::default() },
        not_applicable: conditional,
        papers: u16::from(copy_kept.len()),
        window,
        channel: casework::Channel::Counter,
        arrived_on: None,
        other_matter: true,
        previous: None,
        earlier: RowSet::EMPTY,
        clear: clear(item),
    }
}

/// Nobody of the simulated county asks for sand from a banned zone; who does is told by hand.
fn clear(item: &Item) -> casework::ClearAnswer {
    if item.clear_replies.is_empty() {
        casework::ClearAnswer::NotAsked
    } else {
        casework::ClearAnswer::Nothing
    }
}

fn kind_of(applicant: &Applicant) -> ApplicantKind {
    if applicant.kind == "enterprise" { ApplicantKind::Enterprise } else { ApplicantKind::NaturalPerson }
}

/// Officers who sit at a window that takes this item in, each with the window.
pub fn seats(item: &Item, organisation: &Organisation, day: Day) -> Vec<(PersonId, WindowId)> {
    let mut able = Vec::new();
    for window in &organisation.windows {
        if !item.windows.contains(&window.id) {
            continue;
        }
        for holding in &organisation.posts {
            if holding.post == catalogue::item::Post::IntakeOfficer
                && holding.windows.contains(&window.id)
                && holding.in_force(day)
                && window.head != Some(holding.person)
            {
                able.push((holding.person, window.id));
            }
        }
    }
    able
}

impl Matter {
    /// A matter that nothing comes between: complete, granted, collected the next day.
    pub fn plain(item: Arc<Item>, applicant: Applicant, (intake, window): (PersonId, WindowId)) -> Matter {
        Matter {
            item,
            applicant,
            case: None,
            window,
            intake,
            takes_up: false,
            lacks: RowSet::EMPTY,
            brings_after: None,
            parked: false,
            not_competent: false,
            refuse: false,
            stop: false,
            order_later: false,
            priority: false,
            slow: 1,
            collects_after: Some(1),
            other_collects: false,
            extend: false,
            exception: Exception::None,
            withdraws: false,
            turn: Turn::None,
            first: None,
            twist: Twist::None,
            rates_badly: false,
        }
    }
}

/// Invents a matter: which item, who, and how it will go.
pub fn invent(
    random: &mut Random,
    items: &[Arc<Item>],
    organisation: &Organisation,
    day: Day,
    n: u32,
) -> Option<Matter> {
    let instant = random.percent(44);
    let of_category: Vec<&Arc<Item>> =
        items.iter().filter(|item| (item.category == Category::Instant) == instant).collect();
    if of_category.is_empty() {
        return None;
    }
    let item = of_category[random.below(of_category.len() as u32) as usize].clone();
    let firm = item.applicants.contains(&ApplicantKind::Enterprise)
        && (!item.applicants.contains(&ApplicantKind::NaturalPerson) || random.percent(50));
    let applicant = match (firm, n % 97) {
        (true, _) => people::firm(random, n),
        (false, 31) => people::foreigner(people::person(random, n), n),
        (false, _) => people::person(random, n),
    };
    let able = seats(&item, organisation, day);
    if able.is_empty() {
        return None;
    }
    let (intake, window) = able[random.below(able.len() as u32) as usize];
    let required: Vec<u8> = item.required_rows().iter().collect();
    let mut lacks = RowSet::EMPTY;
    if required.len() > 1 && random.percent(if instant { 4 } else { 14 }) {
        for _ in 0..1 + random.below(2) {
            let row = required[random.below(required.len() as u32) as usize];
            lacks = lacks.with(row).unwrap_or(lacks);
        }
        if lacks.len() as usize >= required.len() {
            lacks = RowSet::EMPTY;
        }
    }
    let (turn, first) = turn_of(n, &applicant);
    let mut matter = Matter {
        turn,
        first,
        lacks,
        brings_after: if random.percent(84) { Some(1 + i64::from(random.below(8))) } else { None },
        parked: !instant && random.percent(2),
        not_competent: !instant && random.percent(2),
        refuse: random.percent(4),
        stop: random.percent(45),
        priority: random.percent(2),
        slow: if random.percent(7) {
            6 + i64::from(random.below(14))
        } else {
            1 + i64::from(random.below(2))
        },
        collects_after: if random.percent(99) { Some(i64::from(random.below(4))) } else { None },
        other_collects: random.percent(20),
        extend: n % 61 == 17,
        withdraws: n % 89 == 31,
        ..Matter::plain(item, applicant, (intake, window))
    };
    choose(&mut matter, n);
    Some(matter)
}
