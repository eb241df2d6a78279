//! Papers of the course: the hand-over sheet with two signatures, and the notice that stops the clock.

use casework::{Event, GivenOver, Running, Stage, Stopped, Watch};
use catalogue::item::{ExclusionKind, ItemExclusion};

use super::print::Sheet;
use super::{legal, words};
use pages::print::{HandoverSheet, PaperCount, SpecialNotice};

/// 承办交接单 of the latest hand-over (R81, C35).
pub fn handover(sheet: &Sheet<'_>) -> Option<HandoverSheet> {
    let (text, facts, item) = (sheet.text, &sheet.filed.facts, &sheet.file.item);
    let (place, given) = sheet.latest(|event| match event {
        Event::GivenOver(fact) => Some(*fact),
        _ => None,
    })?;
    let step = match &sheet.filed.stage {
        Stage::Handling(handling) => item.steps.get(usize::from(handling.step)),
        _ => None,
    };
    let unit = step.map_or(facts.authority, |step| step.unit);
    let due = facts.clocks.step.as_ref().filter(|_| step.is_some()).or(facts.clocks.pre_acceptance.as_ref());
    let title = sheet.say("title", &[]);
    let mut head = sheet.head(&title, number(sheet, place));
    head.issuer = sheet.centre();
    head.copy = text.t("随卷").to_owned();
    Some(HandoverSheet {
        frame: sheet.titled(&title),
        head,
        case: sheet.case(),
        next: sheet.say("lead", &[("n", &given.papers)]),
        step: step.map_or_else(|| text.t("受理").to_owned(), |step| step.name.clone()),
        unit: words::unit_in_full(text, &sheet.file.organisation, unit),
        due: due.map_or_else(String::new, |watch: &Watch| text.date_with_year(watch.clock.due())),
        papers: super::print_other::agreeing(text, papers(sheet), u32::from(given.papers)),
        total: u32::from(given.papers),
        from: words::person_of_unit(text, &sheet.file.organisation, given.by),
        given_at: sheet.moment(given.at),
        to: words::person_of_unit(text, &sheet.file.organisation, given.to),
        taken_at: taken_at(sheet, place, &given),
    })
}

/// Receipt number and which hand-over of the case it is.
fn number(sheet: &Sheet<'_>, place: usize) -> String {
    let lines = sheet.file.lines.iter().take(place + 1);
    let n = lines.filter(|line| matches!(line.event, Event::GivenOver(_))).count();
    format!("{}-{n:02}", words::receipt_no(sheet.filed.facts.receipt))
}

/// The rows that are kept; what was only seen or looked up is not in the file.
fn papers(sheet: &Sheet<'_>) -> Vec<PaperCount> {
    let kept = sheet.filed.facts.materials.marks.copy_kept;
    let rows = kept.iter().filter_map(|row| sheet.file.item.material(row));
    rows.map(|it| PaperCount { name: legal::material(sheet.text, it), count: u32::from(it.copies.max(1)) })
        .collect()
}

fn taken_at(sheet: &Sheet<'_>, place: usize, given: &GivenOver) -> String {
    let taken = sheet.file.lines.iter().skip(place).find_map(|line| match &line.event {
        Event::TakenOver(fact) if fact.by == given.to => Some(fact.at),
        _ => None,
    });
    taken.map_or_else(String::new, |at| sheet.moment(at))
}

/// 特别程序告知书 or 中止告知书 of the latest stop (N17): without it no clock stops.
pub fn special(sheet: &Sheet<'_>) -> Option<SpecialNotice> {
    let text = sheet.text;
    let (place, fact) = sheet.latest(|event| match event {
        Event::Stopped(fact) => Some(*fact),
        _ => None,
    })?;
    let exclusion = exclusion_of(sheet, place)?;
    let what = text.pick(&exclusion.applicant_word, exclusion.applicant_word_en.as_deref()).to_owned();
    let title = match exclusion.kind {
        ExclusionKind::SpecialProcedure => sheet.say("title", &[]),
        ExclusionKind::Suspension => sheet.say("title-suspension", &[]),
    };
    let days = fact.planned_until.number() - fact.from.number() + 1;
    let before = promised_before(sheet, place);
    let day = |running: Option<Running>| {
        running.map_or_else(|| "—".to_owned(), |it| text.date_with_year(it.clock.due()))
    };
    Some(SpecialNotice {
        frame: sheet.titled(&title),
        head: sheet.head(&title, sheet.number(fact.notice)),
        case: sheet.case(),
        next: next(sheet, exclusion, &fact, &what),
        what,
        from: text.date_with_year(fact.from),
        until: text.date_with_year(fact.planned_until),
        length: text.calendar_days(days.unsigned_abs()),
        due_before: day(before),
        due_after: day(fact.promised.or(before)),
        article: legal::in_full(&exclusion.basis),
        approved_by: sheet.by(fact.by, fact.basis),
        paragraphs: sheet.body(&[]),
        seal: sheet.seal(fact.at.day()),
    })
}

fn next(sheet: &Sheet<'_>, exclusion: &ItemExclusion, fact: &Stopped, what: &str) -> String {
    let text = sheet.text;
    let (from, until) = (text.date(fact.from), text.date(fact.planned_until));
    let slot = match exclusion.kind {
        ExclusionKind::SpecialProcedure => "lead",
        ExclusionKind::Suspension => "lead-suspension",
    };
    sheet.say(slot, &[("from", &from), ("what", &what), ("until", &until)])
}

/// What was asked for before the stop at that place.
fn exclusion_of<'a>(sheet: &Sheet<'a>, place: usize) -> Option<&'a ItemExclusion> {
    let asked = sheet.file.lines.iter().take(place).rev().find_map(|line| match &line.event {
        Event::StopAskedFor(fact) => Some(fact.exclusion),
        _ => None,
    })?;
    sheet.file.item.exclusions.get(usize::from(asked))
}

/// The promise as it stood before the line at that place.
fn promised_before(sheet: &Sheet<'_>, place: usize) -> Option<Running> {
    sheet.file.lines.iter().take(place).rev().find_map(|line| match &line.event {
        Event::Accepted(fact) => Some(fact.promised),
        Event::DeemedAccepted(fact) => Some(fact.promised),
        Event::Stopped(fact) => fact.promised,
        Event::Resumed(fact) => fact.promised,
        Event::ClocksRedated(fact) => fact.promised,
        _ => None,
    })
}
