//! Papers of the course: the hand-over sheet with two signatures, and the notice that stops the clock.

use casework::{Event, GivenOver, Running, Stage, Stopped, Watch};
use catalogue::item::{ExclusionKind, ItemExclusion};
use centre::file::Line;

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
    let marks = sheet.filed.facts.materials.marks;
    let rows = marks.copy_kept.iter().filter_map(|row| sheet.file.item.material(row));
    let count = |it| u32::from(marks.copies_of(it));
    rows.map(|it| PaperCount { name: legal::material(sheet.text, it), count: count(it) }).collect()
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
    let order = sheet.file.stop_order(sheet.file.lines.get(..place).unwrap_or_default());
    let open = fact.order_by.map(|by| text.f("最迟 {day}补登", [("day", &text.date_with_year(by))]));
    let (before, _) = limits_before(&sheet.file.lines, place);
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
        order: if order.is_empty() { open.unwrap_or_default() } else { order },
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

/// Promise and the law's limit as they stood before the line at that place. Each is looked for by itself: a fact that moved one, or
/// neither, leaves the other as it was (N14).
pub fn limits_before(lines: &[Line], place: usize) -> (Option<Running>, Option<Running>) {
    let of = |event: &Event| match event {
        Event::Accepted(fact) => (Some(fact.promised), fact.statutory),
        Event::DeemedAccepted(fact) => (Some(fact.promised), fact.statutory),
        Event::Stopped(fact) => (fact.promised, fact.statutory),
        Event::Resumed(fact) => (fact.promised, fact.statutory),
        Event::Extended(fact) => (fact.promised, fact.statutory),
        Event::ClocksRedated(fact) => (fact.promised, fact.statutory),
        _ => (None, None),
    };
    let before = || lines.iter().take(place).rev().map(|line| of(&line.event));
    (before().find_map(|limits| limits.0), before().find_map(|limits| limits.1))
}

#[cfg(test)]
mod tests {
    use calendar::{Calendar, Clock, Day, Instant, Light, Limit};
    use casework::{DocumentKind, DocumentNo, ResumeCause};
    use catalogue::{PersonId, UnitCode};

    use super::*;

    fn running(days: u16) -> Running {
        let monday = Day::parse("2026-03-02").expect("a day");
        let clock =
            Clock::start(Calendar::built_in(), monday, Limit::working_days(days)).expect("2026 is known");
        Running { clock, yellow_at: clock.late_from(), light: Light::Green }
    }

    fn line(event: Event) -> Line {
        Line { seq: 1, actor: "x".into(), recorded_at: event.at(), occurred_at: None, event }
    }

    // N14: a stop that ended by itself moves no clock; the extension after it still says what the limits were.
    #[test]
    fn each_limit_is_the_last_one_that_was_set_whatever_came_after_it() {
        let at = Instant(0);
        let notice = DocumentNo {
            issuer: UnitCode::parse("sc").expect("a code"),
            kind: DocumentKind::AcceptanceNotice,
            year: 2026,
            n: 1,
        };
        let accepted = casework::Accepted {
            at,
            by: PersonId::parse("intake2").expect("a code"),
            notice,
            accepted_on: Day::parse("2026-03-02").expect("a day"),
            promised: running(7),
            statutory: Some(running(20)),
            step: running(3),
            steps: 4,
            limited: false,
        };
        let moved = |promised, statutory| {
            let resumed = casework::Resumed {
                at,
                cause: ResumeCause::PlannedEnd,
                days: 5,
                promised,
                statutory,
                step: None,
            };
            line(resumed.into())
        };
        let lines = [
            line(accepted.into()),
            moved(Some(running(9)), None),
            moved(None, None),
            moved(Some(running(12)), Some(running(25))),
        ];
        let due = |of: Option<Running>| of.map(|it| it.clock.due());
        let (promised, statutory) = limits_before(&lines, 3);
        assert_eq!((due(promised), due(statutory)), (due(Some(running(9))), due(Some(running(20)))));
        let (promised, statutory) = limits_before(&lines, 1);
        assert_eq!((due(promised), due(statutory)), (due(Some(running(7))), due(Some(running(20)))));
        assert!(limits_before(&lines, 0).0.is_none());
    }
}
