//! The twelve lint rules and three more over an item (domain.md Part 8): what a reviewer must see before it is published.

use crate::id::UnitCode;
use crate::item::{
    Basis, Category, ExclusionGround, ExclusionKind, Item, ItemKind, ItemLimit, MaterialForm, Place,
    StartEvent, StepKind,
};
use crate::number::ItemCodeParts;
use crate::organisation::Organisation;
use calendar::{Calendar, Clock, Day, Limit, LimitUnit};

/// The rules by number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A material's name is no catch-all.
    L1,
    /// Every material row has a legal basis, an issuer and a copy count.
    L2,
    /// The promise ends no later than the law's limit.
    L3,
    /// Instant means a paper check only, at most with a leader's signature the same day (R56), and a paper check only
    /// should be instant (R55).
    L4,
    /// A fee has item, basis and standard.
    L5,
    /// Trips, online and post fit together.
    L6,
    /// Inquiry and complaint telephones differ.
    L7,
    /// A licence has a question with answer, and its links.
    L8,
    /// A named result has a sample.
    L9,
    /// Exclusions are of the legal kinds, each with article and longest duration (C1).
    L10,
    /// A legal basis cites an article.
    L11,
    /// Codes have their length and check characters and agree with authority, level and kind.
    L12,
    /// Steps fit in the promise and are done by units that exist (design.md section 5).
    Steps,
    /// What may follow after acceptance fits the item (N56).
    Exceptions,
    /// An item without a window cannot go live (A46).
    Window,
}

/// How grave a finding is; an error bars publication.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a thought.
    Hint,
    /// To be answered by the editor.
    Warning,
    /// Bars publication.
    Error,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// How grave.
    pub severity: Severity,
    /// At what.
    pub at: Spot,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The item as a whole.
    Item,
    /// A material row.
    Material(u8),
    /// A legal basis, quoted.
    Basis(String),
    /// An exclusion, counted from 0.
    Exclusion(usize),
    /// A step, counted from 0.
    Step(usize),
    /// A unit that does not exist or does not fit.
    Unit(UnitCode),
}

/// Whether anything bars publication.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// All findings, gravest first within each rule's order.
pub fn lint(item: &Item, organisation: &Organisation) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |rule, severity, at| findings.push(Finding { rule, severity, at });
    materials(item, &mut find);
    limits(item, &mut find);
    work(item, organisation, &mut find);
    service(item, &mut find);
    law(item, &mut find);
    codes(item, organisation, &mut find);
    crate::exception::check(item, &mut find);
    findings
}

pub(crate) type Find<'a> = dyn FnMut(Rule, Severity, Spot) + 'a;

/// Words that open the list to anything (N9).
pub fn is_catch_all(name: &str) -> bool {
    let name = name.trim_end_matches(['。', '；', ';', '.', ' ', '）', ')']);
    let anywhere = [
        "其他",
        "其它",
        "相关材料",
        "相关资料",
        "相关证明",
        "相关文件",
        "必要材料",
        "必要的材料",
        "有关材料",
        "等材料",
        "等资料",
    ];
    let endings = ["等", "等证明", "等文件", "等证件", "相关"];
    anywhere.iter().any(|word| name.contains(word)) || endings.iter().any(|word| name.ends_with(word))
}

fn materials(item: &Item, find: &mut Find) {
    for material in &item.materials {
        let at = || Spot::Material(material.row);
        if is_catch_all(&material.name) {
            find(Rule::L1, Severity::Error, at());
        }
        let counted = material.copies > 0 || material.form == MaterialForm::OriginalSeen;
        if material.basis.is_empty() || material.issuer.trim().is_empty() || !counted {
            find(Rule::L2, Severity::Error, at());
        }
    }
}

fn limits(item: &Item, find: &mut Find) {
    let Some(statutory) = &item.statutory else { return };
    if !item.promised.limit.is_valid() || !statutory.limit.is_valid() {
        return find(Rule::L3, Severity::Error, Spot::Item);
    }
    if starts_later(&item.promised, statutory) {
        find(Rule::L3, Severity::Warning, Spot::Item);
    }
    if ends_later_in_ordinary_weeks(item.promised.limit, statutory.limit) {
        find(Rule::L3, Severity::Error, Spot::Item);
    } else if ends_later_across_a_holiday(item.promised.limit, statutory.limit) {
        find(Rule::L3, Severity::Hint, Spot::Item);
    }
}

/// A promise that runs from acceptance beside a law that runs from receipt hides the days between them.
fn starts_later(promised: &ItemLimit, statutory: &ItemLimit) -> bool {
    promised.start == StartEvent::Acceptance && statutory.start == StartEvent::Receipt
}

/// From any weekday of weeks without holidays (C3).
pub(crate) fn ends_later_in_ordinary_weeks(promised: Limit, statutory: Limit) -> bool {
    let monday = Day::from_ymd(2026, 3, 2).expect("the second of March is a day");
    (0..5)
        .map(|days| monday.plus_days(days))
        .any(|start| ordinary_end(start, promised) > ordinary_end(start, statutory))
}

fn ordinary_end(start: Day, limit: Limit) -> Day {
    let n = i32::from(limit.number);
    match limit.unit {
        LimitUnit::OnTheSpot | LimitUnit::SameDay => start,
        LimitUnit::CalendarDays => past_weekend(start.plus_days(n)),
        LimitUnit::Months => past_weekend(start.plus_months(n)),
        LimitUnit::Years => past_weekend(start.plus_months(12 * n)),
        LimitUnit::WorkingDays => {
            let past_monday = start.weekday().number() as i32 - 1 + n;
            start.plus_days(n + past_monday / 5 * 2)
        }
    }
}

/// A limit that ends on a day off ends on the next working day (民法典 §203).
fn past_weekend(day: Day) -> Day {
    match day.weekday() {
        calendar::Weekday::Saturday => day.plus_days(2),
        calendar::Weekday::Sunday => day.plus_days(1),
        _ => day,
    }
}

/// From some day of the last official year of the built-in calendar.
fn ends_later_across_a_holiday(promised: Limit, statutory: Limit) -> bool {
    let calendar = Calendar::built_in();
    let new_year = Day::from_ymd(2026, 1, 1).expect("New Year is a day");
    (0..365).map(|days| new_year.plus_days(days)).any(|start| {
        let due = |limit| Clock::start(calendar, start, limit).map(|clock| clock.due());
        matches!((due(promised), due(statutory)), (Ok(promised), Ok(statutory)) if promised > statutory)
    })
}

fn ends_the_same_day(limit: Limit) -> bool {
    matches!(limit.unit, LimitUnit::OnTheSpot | LimitUnit::SameDay)
}

/// Of an instant item: the leader in charge signs, then the window decides, and both end with the day (R56).
fn signed_the_same_day(item: &Item) -> bool {
    let course = item.steps.iter().map(|step| step.kind).eq([StepKind::SignOff, StepKind::Decide]);
    course && item.exclusions.is_empty() && item.steps.iter().all(|step| ends_the_same_day(step.limit))
}

fn work(item: &Item, organisation: &Organisation, find: &mut Find) {
    let paper_only = item.steps.iter().all(|step| matches!(step.kind, StepKind::Examine | StepKind::Decide));
    let paper_only = paper_only && item.exclusions.is_empty();
    if item.category == Category::Instant && !paper_only && !signed_the_same_day(item) {
        find(Rule::L4, Severity::Error, Spot::Item);
    }
    let short = ends_the_same_day(item.promised.limit);
    if item.category == Category::Committed && paper_only && short {
        find(Rule::L4, Severity::Hint, Spot::Item);
    }
    for (at, step) in item.steps.iter().enumerate() {
        if organisation.unit(step.unit).is_none() {
            find(Rule::Steps, Severity::Error, Spot::Step(at));
        }
        if step.kind == StepKind::SiteCheck && step.staff < 2 {
            find(Rule::Steps, Severity::Error, Spot::Step(at));
        }
        // R87: a step leaves the hall only for one of the ten reasons, and the item says for which.
        match (step.place, step.away) {
            (Place::Department, None) => find(Rule::Steps, Severity::Warning, Spot::Step(at)),
            (Place::Hall | Place::Site, Some(_)) => find(Rule::Steps, Severity::Error, Spot::Step(at)),
            _ => {}
        }
    }
    let handling = item.steps.iter().filter(|step| step.kind != StepKind::Make);
    let days = |limit: Limit| match limit.unit {
        LimitUnit::OnTheSpot | LimitUnit::SameDay => Some(0),
        LimitUnit::WorkingDays => Some(u32::from(limit.number)),
        _ => None,
    };
    let sum: Option<u32> = handling.map(|step| days(step.limit)).sum();
    if let (Some(sum), Some(promised)) = (sum, days(item.promised.limit))
        && sum > promised
    {
        find(Rule::Steps, Severity::Error, Spot::Item);
    }
    let served = item.windows.iter().any(|id| {
        let serves = |window: &crate::organisation::Window| {
            window.serves.contains(&item.authority)
                && (window.items.is_empty() || window.items.contains(&item.code))
        };
        organisation.window(*id).is_some_and(serves)
    });
    if !served {
        find(Rule::Window, Severity::Error, Spot::Item);
    }
}

fn service(item: &Item, find: &mut Find) {
    if let Some(fee) = &item.fee
        && (fee.text.trim().is_empty() || !cites(&fee.basis) || fee.amount_fen == 0)
    {
        find(Rule::L5, Severity::Error, Spot::Item);
    }
    let channels = &item.channels;
    let reason = channels.trips_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    let trips_unexplained = channels.trips > 0 && !reason;
    let no_way_in = channels.trips == 0 && !channels.online && !channels.post;
    if trips_unexplained || no_way_in {
        find(Rule::L6, Severity::Warning, Spot::Item);
    }
    if item.inquiry_telephone.trim() == item.complaint_telephone.trim() {
        find(Rule::L7, Severity::Warning, Spot::Item);
    }
    if item.kind == ItemKind::Licensing {
        let answered = item.questions.iter().any(|question| !question.answer.trim().is_empty());
        // Acceptance, conclusion and delivery are stages of every case; an instant case is examined at intake.
        let examined = item.is_instant() || item.steps.iter().any(|step| step.kind == StepKind::Examine);
        if !answered || !examined {
            find(Rule::L8, Severity::Warning, Spot::Item);
        }
    }
    if !item.result_sample {
        find(Rule::L9, Severity::Warning, Spot::Item);
    }
}

fn law(item: &Item, find: &mut Find) {
    for (at, exclusion) in item.exclusions.iter().enumerate() {
        let licence_kind =
            exclusion.kind == ExclusionKind::SpecialProcedure && exclusion.ground != ExclusionGround::Other;
        // C1: the eight of 行政许可法 §45, or whatever a named article of another law grants.
        let granted =
            licence_kind || (cites(&exclusion.basis) && !exclusion.basis.law.contains("行政许可法"));
        if !granted || !cites(&exclusion.basis) || exclusion.max_days == 0 {
            find(Rule::L10, Severity::Error, Spot::Exclusion(at));
        }
    }
    for basis in item.all_bases().filter(|basis| !cites(basis)) {
        find(Rule::L11, Severity::Warning, Spot::Basis(basis.quoted()));
    }
}

fn cites(basis: &Basis) -> bool {
    !basis.law.trim().is_empty() && !basis.article.trim().is_empty()
}

fn codes(item: &Item, organisation: &Organisation, find: &mut Find) {
    let Some(authority) = organisation.unit(item.authority) else {
        return find(Rule::L12, Severity::Error, Spot::Unit(item.authority));
    };
    let Ok(parts) = ItemCodeParts::parse(item.code) else {
        return find(Rule::L12, Severity::Error, Spot::Item);
    };
    let agrees = authority.credit_code.as_deref() == Some(parts.credit_code.as_str())
        && parts.level == item.level
        && parts.kind().is_none_or(|kind| kind == item.kind);
    if !agrees {
        find(Rule::L12, Severity::Error, Spot::Unit(item.authority));
    }
}
