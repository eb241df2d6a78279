//! The month of the inspection calendar as a grid of its days, and how often each kind is to be made: read by all who see the
//! calendar, set by a supervisor with a reason (A15, R120).

use calendar::{Calendar, Day};
use catalogue::Organisation;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::bounds::BoundForm;
use centre::oversight::inspection::InspectionBrief;
use oversight::bound::{Bound, Bounds};
use oversight::inspection::{Kind, rhythm_of};

use super::inspection_words as said;
use super::inspections::PATH;
use super::record_forms::{Fields, SentForm, Typed};
use pages::desk::{GridDay, GridRound, MonthGrid, RecordForm};
use pages::text::Text;

/// The kinds that have a rhythm, each with its bound.
fn rhythms() -> impl Iterator<Item = (Kind, Bound)> {
    Kind::ALL.iter().filter_map(|kind| Some((*kind, rhythm_of(*kind)?)))
}

/// The grid of a month: each round stands on its last day.
pub fn grid(
    text: Text,
    organisation: &Organisation,
    calendar: Option<&Calendar>,
    (first, last, today): (Day, Day, Day),
    rounds: &[InspectionBrief],
) -> MonthGrid {
    let after_monday = usize::try_from(first.weekday().number()).unwrap_or(1).saturating_sub(1);
    let monday = first.plus_days(-i32::try_from(after_monday).unwrap_or(0));
    let round = |it: &InspectionBrief| GridRound {
        href: format!("{PATH}/{}", it.id),
        says: [text.t(said::kind(it.kind)), &said::place(text, organisation, it.place)].join(text.comma()),
        state: said::state(text, it.state(today)),
    };
    let day = |day: Day| GridDay {
        number: day.ymd().2.to_string(),
        date: text.date(day),
        off: calendar.is_some_and(|it| it.is_working(day) == Ok(false)),
        today: day == today,
        rounds: rounds.iter().filter(|it| it.by == day).map(round).collect(),
    };
    let length = last.number() - first.number();
    MonthGrid::of(
        text.f("{month}哪天查什么", [("month", &text.month(first))]),
        text.t("每一次记在它的最后一天上。").to_owned(),
        (0..7).map(|n| text.weekday(monday.plus_days(n)).to_owned()).collect(),
        after_monday,
        (0..=length).map(|n| day(first.plus_days(n))).collect(),
    )
}

/// How often each kind is to be made, in words.
pub fn facts(text: Text, bounds: &Bounds) -> Vec<(String, String)> {
    let often = |(kind, bound): (Kind, Bound)| {
        let sentence = if kind == Kind::Weekly { "一周 {n} 次" } else { "一年 {n} 次" };
        (text.t(said::kind(kind)).to_owned(), text.f(sentence, [("n", &bounds.get(bound))]))
    };
    rhythms().map(often).collect()
}

/// The form by which a supervisor sets how often.
pub fn form(text: Text, csrf: &str, sent: &SentForm<'_>) -> RecordForm {
    let of = Fields { text, slug: "rhythm", sent };
    let kinds: Vec<(&str, String)> =
        rhythms().map(|(kind, _)| (kind.key(), text.t(said::kind(kind)).to_owned())).collect();
    let fields = vec![
        of.radios("kind", "改哪一种", &kinds, ""),
        of.number("value", "改成几次（每周查的一周几次，其余的一年几次）", ""),
        of.area("reason", "为什么改"),
    ];
    let help = "只管还没有排的；已经排上的、误期的、查过的都不变。";
    of.form(csrf, 0, "调整多久查一次", help, "调整", fields)
}

/// What that form asks.
pub fn rhythm_of_form(typed: &Typed<'_>) -> Result<BoundForm, Vec<FieldProblem>> {
    let bound = Kind::parse(&typed.text("kind")).and_then(rhythm_of);
    let value = typed.number("value", 0..=u16::MAX);
    let wrong = |field: &str, why| FieldProblem { field: field.to_owned(), why };
    match (bound, value) {
        (Some(bound), Some(value)) => Ok(BoundForm { bound, value, reason: typed.text("reason") }),
        (bound, value) => {
            let kind = bound.is_none().then(|| wrong("kind", FieldWhy::NotAChoice));
            let times = value.is_none().then(|| wrong("value", FieldWhy::NotANumber));
            Err(kind.into_iter().chain(times).collect())
        }
    }
}
