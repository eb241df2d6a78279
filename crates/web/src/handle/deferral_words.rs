//! What is said of papers that may follow after acceptance: to the applicant, to the officer, and on the notice (N56).

use calendar::{Clock, Light};
use casework::{Deferral, DeferralPhase, Facts, File, Stage};
use catalogue::Item;
use catalogue::item::Material;
use centre::file::CaseFile;

use super::correction_words::names;
use super::{legal, words};
use pages::desk::{ClockRow, Due};
use pages::portal::MissingLine;
use pages::text::Text;

/// That a row may follow, and within which time; empty where it may not.
pub fn may_follow(text: Text, item: &Item, material: &Material) -> String {
    match &material.deferrable {
        Some(rule) if !item.is_instant() => {
            text.f("可以容缺，受理后 {limit}内补来", [("limit", &words::limit(text, rule.limit))])
        }
        _ => String::new(),
    }
}

/// What the applicant signs on the notice of acceptance; nothing where nothing follows.
pub fn signed(text: Text, file: &CaseFile, facts: &Facts) -> Vec<String> {
    let Some(deferral) = &facts.deferral else { return Vec::new() };
    let (rows, day) = (names(text, file, deferral.rows), text.date_with_year(deferral.bring_by));
    vec![
        text.f("容缺受理：先受理，还要补来：{rows}。", [("rows", &rows)]),
        text.f(
            "申请人承诺最迟 {day}补来。补来之前不作决定，期限照常往下算；到期没有补来，可能不予批准。",
            [("day", &day)],
        ),
    ]
}

/// The deferral of a case in hand with papers still to come.
pub fn open(filed: &File) -> Option<&Deferral> {
    let deferral = filed.facts.deferral.as_ref()?;
    (matches!(filed.stage, Stage::Handling(_)) && !deferral.open().is_empty()).then_some(deferral)
}

/// The sentence for the applicant while something is still to come.
pub fn awaited(text: Text, file: &CaseFile, filed: &File) -> Option<String> {
    let deferral = open(filed)?;
    let (rows, day) = (names(text, file, deferral.open()), text.date(deferral.bring_by));
    let places = [("rows", &rows as &dyn std::fmt::Display), ("day", &day)];
    Some(match deferral.phase {
        DeferralPhase::Passed => text.f(
            "约好 {day}前补来的还没有收到：{rows}。请尽快补来；一直不补来，可能作出不予批准的决定。",
            places,
        ),
        _ => text.f("已经先受理，还要补来：{rows}。最迟 {day}补来，补来之前不能作决定。", places),
    })
}

/// The list of the tracking page.
pub fn missing(text: Text, file: &CaseFile, deferral: &Deferral) -> Vec<MissingLine> {
    let line = |row: u8| {
        let material = file.item.material(row);
        MissingLine {
            name: material.map_or_else(|| row.to_string(), |it| legal::material(text, it)),
            reason: material.and_then(|it| it.deferrable.as_ref()).map_or_else(String::new, |rule| {
                text.pick(rule.note.as_deref().unwrap_or_default(), rule.note_en.as_deref()).to_owned()
            }),
            basis: material.map_or_else(String::new, |it| legal::short_all(&it.basis)),
            is_in: deferral.brought.contains(row),
        }
    };
    deferral.rows.iter().map(line).collect()
}

/// A row among the clocks of the case file: not a clock of the authority, and so never red.
pub fn clock_row(text: Text, file: &CaseFile, filed: &File) -> Option<ClockRow> {
    let deferral = open(filed)?;
    let today = file.now.day();
    let days = file.calendar.working_days_between(today, deferral.bring_by).unwrap_or(0);
    let left = match deferral.bring_by.number() - today.number() {
        ..0 => text.t("过了，还没有补来").to_owned(),
        0 => text.t("今天是最后一天").to_owned(),
        _ => text.f("还剩 {days}", [("days", &text.working_days(days.unsigned_abs()))]),
    };
    let light = if today >= deferral.bring_by { Light::Yellow } else { Light::Green };
    let basis = file.item.deferral().and_then(|rule| rule.basis.as_ref());
    Some(ClockRow {
        name: text.t("容缺补来").to_owned(),
        light: Some(words::light(text, light)),
        due: Due { day: words::day(text, deferral.bring_by), left, provisional: false },
        span: names(text, file, deferral.open()),
        basis: basis.map_or_else(String::new, |basis| legal::short(text, basis)),
        stopped: String::new(),
        is_over: false,
    })
}

/// The last day if accepted so today; empty where nothing may follow or the year is unknown.
pub fn last_day(text: Text, file: &CaseFile) -> String {
    let clock = file.item.deferral().map(|rule| Clock::start(&file.calendar, file.now.day(), rule.limit));
    clock.and_then(Result::ok).map_or_else(String::new, |clock| words::day(text, clock.due()))
}
