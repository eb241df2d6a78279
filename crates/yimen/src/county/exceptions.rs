//! Acceptance's exceptions in the simulated county: a second correction list with the window head's release.

use calendar::Day;
use casework::{Facts, MaterialMarks};
use catalogue::item::Category;
use catalogue::{Item, Organisation, PersonId, Power, RowSet};
use centre::act::Act;
use centre::particulars::RowReason;

use super::matter::Matter;

/// Which exception a simulated matter will need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Exception {
    /// None.
    #[default]
    None,
    /// A row was overlooked in the first notice; the window head releases it (F1).
    SecondList,
}

/// Chosen by the matter's number, so that the same county comes out; a few matters only.
pub fn choose(matter: &mut Matter, n: u32) {
    if matter.item.category == Category::Instant {
        return;
    }
    if n % 83 == 7 {
        matter.exception = Exception::SecondList;
        let first = matter.item.required_rows().iter().next();
        matter.lacks = first.and_then(|row| RowSet::of(&[row]).ok()).unwrap_or(matter.lacks);
        matter.brings_after = Some(2);
        (matter.parked, matter.not_competent) = (false, false);
    }
}

/// The next act of a second list: released by the head of a window, then told by the officer who took the case in.
pub fn second_list(
    organisation: &Organisation,
    matter: &Matter,
    facts: &Facts,
    item: &Item,
    today: Day,
) -> Option<(PersonId, Act)> {
    let before = facts.correction.filter(|it| it.round == 1 && matter.exception == Exception::SecondList)?;
    if let Some(release) = facts.release {
        let row = |row| RowReason { row, reason: "图上没有标尺寸，请补画后重新交一份。".into() };
        return Some((facts.intake, Act::Correction { rows: release.rows.iter().map(row).collect() }));
    }
    let overlooked = facts.materials.marks.rows().difference(before.named).iter().next()?;
    let head = organisation.who_may(Power::ReleaseSecondCorrection, item, today).into_iter();
    let head =
        head.map(|it| it.person).find(|person| facts.people.iter().all(|part| part.person != *person))?;
    let reason = "收件时只看了有没有，没有展开看，是窗口的疏漏。".into();
    Some((head, Act::ReleaseCorrection { rows: RowSet::of(&[overlooked]).ok()?, reason }))
}

/// What the applicant brings after a notice.
pub fn brings(facts: &Facts) -> MaterialMarks {
    let lacking = facts.materials.required.difference(facts.materials.marks.rows());
    MaterialMarks { copy_kept: facts.open_rows().union(lacking), ..MaterialMarks::default() }
}
