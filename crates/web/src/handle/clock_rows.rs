//! The clocks of a case as rows of its panel, the naming of officers with them (C3, N22).

use casework::{ClockKind, Facts, Stage, Watch, hearing};
use centre::file::CaseFile;

use super::words;
use pages::desk::{ClockRow, Due};
use pages::text::Text;

/// The clocks panel; the statutory one beside the promised (C3).
pub fn clocks(text: Text, file: &CaseFile, facts: &Facts) -> Vec<ClockRow> {
    let clocks = &facts.clocks;
    let all = [
        (ClockKind::PreAcceptance, clocks.pre_acceptance),
        (ClockKind::Promised, clocks.promised),
        (ClockKind::Statutory, clocks.statutory),
        (ClockKind::Step, clocks.step),
        (ClockKind::Delivery, clocks.delivery),
    ];
    let (item, calendar, register) = (&file.item, &file.calendar, file.hearing.as_ref());
    // Once the check is done there is nobody to name any more.
    let open = file.filed().is_some_and(|filed| match (&filed.stage, facts.acceptance) {
        (Stage::Handling(now), Some(it)) => {
            hearing::to_name(item, it.accepted_on, now.step, register, calendar, file.now).is_some()
        }
        _ => false,
    });
    let assignment = hearing::clock(item, facts, register, calendar, file.now);
    let assignment = assignment.filter(|watch| open || watch.ended_at.is_some());
    let basis = |kind| match kind {
        ClockKind::PreAcceptance => file.item.pre_acceptance.basis().map(|it| it.short()),
        ClockKind::Promised => file.item.promised.basis.as_ref().map(|it| it.short()),
        ClockKind::Statutory => {
            file.item.statutory.as_ref().and_then(|it| it.basis.as_ref()).map(|it| it.short())
        }
        ClockKind::Delivery => file.item.delivery.basis.as_ref().map(|it| it.short()),
        ClockKind::Step => None,
    };
    let mut rows: Vec<ClockRow> = all
        .into_iter()
        .filter_map(|(kind, watch)| watch.map(|watch| (kind, watch)))
        .map(|(kind, watch)| {
            let basis = basis(kind).unwrap_or_default();
            clock_row(text, file, words::clock_name(text, kind), &watch, basis)
        })
        .collect();
    rows.extend(assignment.map(|watch| {
        let law = text.t("行政许可法第五十五条").to_owned();
        clock_row(text, file, text.t("指派两名核查人员").to_owned(), &watch, law)
    }));
    rows
}

fn clock_row(text: Text, file: &CaseFile, name: String, watch: &Watch, basis: String) -> ClockRow {
    let over = watch.ended_at.is_some();
    let stopped = watch.clock.stopped_by(file.now).map_or_else(String::new, |excluded| {
        text.f("计划到 {day}", [("day", &words::day(text, excluded.planned_until))])
    });
    ClockRow {
        name,
        light: (!over).then(|| words::light(text, watch.light)),
        due: Due {
            day: words::day(text, watch.clock.due()),
            left: words::days_left(text, watch, file.now, &file.calendar),
            provisional: watch.clock.is_provisional(),
        },
        span: text.f(
            "{start}起算 · {limit}",
            [
                ("start", &text.date_short(watch.clock.started_on())),
                ("limit", &words::limit(text, watch.clock.limit())),
            ],
        ),
        basis,
        stopped,
        is_over: over,
    }
}
