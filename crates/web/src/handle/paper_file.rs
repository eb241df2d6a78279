//! Papers that have no printable page: what ends or lengthens a case, what goes back to the applicant, and the two
//! sheets of the file (R96, R97).

use casework::{Event, Extended, Running, Stage};
use catalogue::RowSet;
use centre::file::{CaseFile, Line};
use centre::paper::PaperNo;
use paper::{Paper, Part};

use super::paper_make::{Draft, TO_SIGN};
use super::print::Sheet;
use super::{file_parts, legal, timeline, words};
use crate::desk::PaperLink;
use crate::text::Text;

/// The papers that are made as PDF only, as far as the case has come.
pub fn links(text: Text, file: &CaseFile, case_path: &str) -> Vec<PaperLink> {
    let issued = |of: &dyn Fn(&Event) -> bool| file.lines.iter().rev().find(|line| of(&line.event));
    let ended = file.filed().is_some_and(|filed| {
        matches!(
            filed.stage,
            Stage::NotAccepted { .. } | Stage::ClosedForMissing { .. } | Stage::Withdrawn(_)
        )
    });
    let papers = [
        ("extension", "延期告知书", issued(&|event| matches!(event, Event::Extended(_)))),
        ("commitment", "告知承诺书", issued(&|event| super::commitments::is_made(event))),
        ("closure", "逾期未补正退件通知书", issued(&|event| matches!(event, Event::ClosedForMissing(_)))),
        ("return", "材料退还清单", file.lines.last().filter(|_| ended)),
        ("handling", "全程承办单", file.lines.last()),
        ("control", "内部审批过程控制单", issued(&|event| matches!(event, Event::StepCompleted(_)))),
    ];
    let link = |(paper, name, line): (&str, &str, Option<&Line>)| {
        let issued = words::moment(text, line?.recorded_at);
        Some(PaperLink { href: format!("{case_path}/paper/{paper}"), name: text.t(name).to_owned(), issued })
    };
    papers.into_iter().filter_map(link).collect()
}

/// 逾期未补正退件通知书 (E14): nobody's fault, and the way back is open.
pub fn closure(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let (place, notice) = sheet.latest(|event| match event {
        Event::ClosedForMissing(fact) => Some(fact.notice),
        _ => None,
    })?;
    let on = sheet.file.lines.get(place).map_or(sheet.file.now, |line| line.recorded_at).day();
    let head = sheet.head("逾期未补正退件通知书", sheet.number(notice));
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    let again = "到 {day}还没有收到要补的材料，这一件先退件。随时可以再来，交过、没有变化的材料不用重交。";
    if let Some(correction) = &facts.correction {
        draft.lead(text.f(again, [("day", &text.date_with_year(correction.bring_by))]));
        let told = "我们在 {day}用告知书（{number}）告诉过您要补哪些材料。下面是到期还没有收到的：";
        let number = sheet.number(correction.notice);
        let day = text.date_with_year(correction.noticed_on);
        draft.says(text.f(told, [("day", &day), ("number", &number)]));
        let rows = correction.rows.difference(correction.brought);
        let name = |row: u8| sheet.file.item.material(row).map(|it| legal::material(text, it));
        draft.part(Part::List { rows: rows.iter().filter_map(name).collect() });
    }
    draft.says(text.t("退件不是不批准，不影响您以后申请。您交来的材料请带这份通知书来领回。").to_owned());
    draft.sign(&TO_SIGN);
    Some(draft.sealed(&sheet.seal(on), Some(PaperNo::Document(notice))))
}

/// 延期告知书 (N14, C7, F8): why, until when, and by whom.
pub fn extension(sheet: &Sheet<'_>) -> Option<Paper> {
    let text = sheet.text;
    let (place, fact): (usize, Extended) = sheet.latest(|event| match event {
        Event::Extended(fact) => Some(*fact),
        _ => None,
    })?;
    let asked = sheet.latest(|event| match event {
        Event::ExtensionAskedFor(fact) => Some(fact.reason),
        _ => None,
    });
    let reason = asked.map_or_else(String::new, |(_, reason)| sheet.file.texts.text(reason.0));
    let head = sheet.head("延期告知书", sheet.number(fact.notice));
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    let day = |it: Running| text.date_with_year(it.clock.due());
    let latest = fact.promised.or(fact.statutory).map_or_else(String::new, day);
    draft.lead(text.f("依法延长一次，最迟 {day}办好，不会再延。", [("day", &latest)]));
    draft.says(format!("{}{}{reason}", text.t("理由："), text.gap()));
    let (promised, statutory) = before(sheet, place);
    let both = |label: &str, old: Option<Running>, new: Option<Running>| {
        let new = new?;
        Some(vec![text.t(label).to_owned(), old.map_or_else(|| "—".to_owned(), day), day(new)])
    };
    let rows = [both("我们承诺", promised, fact.promised), both("法律规定最迟", statutory, fact.statutory)];
    let rows = rows.into_iter().flatten().collect();
    draft.table(&[3, 4, 4], &["期限", "原来的期限", "延长到"], rows);
    draft.pairs(&[("批准人", &sheet.by(fact.by, fact.basis))]);
    let rule = sheet.file.item.extension.as_ref();
    draft.law(rule.map_or_else(String::new, |it| legal::in_full(&it.basis)));
    draft.says(text.t("您不同意，可以打全程代理人的电话，或到 14 号“办不成事”反映窗口提出。").to_owned());
    draft.sign(&TO_SIGN);
    Some(draft.sealed(&sheet.seal(fact.at.day()), Some(PaperNo::Document(fact.notice))))
}

/// Promise and the law's limit as they stood before the line at that place.
fn before(sheet: &Sheet<'_>, place: usize) -> (Option<Running>, Option<Running>) {
    let lines = sheet.file.lines.iter().take(place).rev();
    let last = lines.filter_map(|line| match &line.event {
        Event::Accepted(fact) => Some((Some(fact.promised), fact.statutory)),
        Event::DeemedAccepted(fact) => Some((Some(fact.promised), fact.statutory)),
        Event::Stopped(fact) => Some((fact.promised, fact.statutory)),
        Event::Resumed(fact) => Some((fact.promised, fact.statutory)),
        _ => None,
    });
    last.into_iter().next().unwrap_or_default()
}

/// 材料退还清单, for a case that ended without a decision: what was kept goes back, signed for.
pub fn returned(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let (title, number) = match &sheet.filed.stage {
        Stage::NotAccepted { .. } | Stage::ClosedForMissing { .. } => ("材料退还清单", None),
        Stage::Withdrawn(withdrawal) => ("撤回确认和材料退还清单", Some(withdrawal.notice)),
        _ => return None,
    };
    let shown = number.map_or_else(|| words::receipt_no(facts.receipt), |number| sheet.number(number));
    let head = sheet.head(title, shown);
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    if let Stage::Withdrawn(withdrawal) = &sheet.filed.stage {
        draft.lead(text.t("按您的意思，这一件撤回。您随时可以再来申请。").to_owned());
        let cause = words::withdraw_cause(text, withdrawal.cause);
        let said = withdrawal.words.map_or_else(String::new, |it| sheet.file.texts.text(it.0));
        let officer = words::person_of_unit(text, &sheet.file.organisation, withdrawal.by);
        draft.pairs(&[("为什么撤回", &cause), ("您的话", &said), ("当面办的人", &officer)]);
    }
    draft.heading("退还的材料");
    let rows = kept(sheet, facts.materials.marks.copy_kept);
    let total = text.f("共 {n} 份，请当面点清。", [("n", &facts.holding.papers)]);
    draft.table(&[10, 2, 2], &["材料", "份数", "点清"], rows).says(total);
    draft.sign(&[("申请人签收", ""), ("退还人", ""), ("日期", "")]);
    let on = sheet.file.lines.last().map_or(sheet.file.now, |line| line.recorded_at).day();
    Some(draft.sealed(&sheet.seal(on), number.map(PaperNo::Document)))
}

fn kept(sheet: &Sheet<'_>, rows: RowSet) -> Vec<Vec<String>> {
    let row = |row: u8| {
        let material = sheet.file.item.material(row)?;
        let name = format!("{row}. {}", legal::material(sheet.text, material));
        Some(vec![name, material.copies.max(1).to_string(), "□".to_owned()])
    };
    rows.iter().filter_map(row).collect()
}

/// 全程承办单 (R80, R81, R96): who did what and when, from receipt to delivery.
pub fn handling(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let mut head = sheet.head("全程承办单", words::receipt_no(facts.receipt));
    head.issuer = sheet.centre();
    head.copy = text.t("随卷").to_owned();
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    let unit = words::unit_in_full(text, &sheet.file.organisation, facts.authority);
    draft.pairs(&[("单位", &unit), ("全程代理人", &sheet.person(facts.agent))]);
    let rows = sheet.file.lines.iter().filter(|line| !is_of_time(&line.event)).map(|line| {
        let (what, said) = timeline::said(text, sheet.file, &line.event);
        let who = words::actor(text, &sheet.file.organisation, &line.actor);
        vec![sheet.moment(line.recorded_at), who, what, said]
    });
    draft.table(&[5, 3, 6, 6], &["时间", "经手人", "办了什么", "意见"], rows.collect());
    draft.sign(&[("全程代理人", ""), ("日期", "")]);
    Some(draft.paper)
}

/// 内部审批过程控制单 (R97): each clock with its day and how it ended, then every act that moved one.
pub fn control(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let mut head = sheet.head("内部审批过程控制单", words::receipt_no(facts.receipt));
    head.copy = text.t("随卷").to_owned();
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    draft.heading("期限");
    let rows = file_parts::clocks(text, sheet.file, facts).into_iter();
    let rows = rows.map(|clock| vec![clock.name, clock.span, clock.due.day, clock.due.left, clock.basis]);
    draft
        .table(&[3, 5, 4, 4, 5], &["期限", "多长", "最后一天", "现在", "依据"], rows.collect())
        .heading("经过");
    let rows = sheet.file.lines.iter().filter(|line| is_control(&line.event)).map(|line| {
        let (what, said) = timeline::said(text, sheet.file, &line.event);
        let who = words::actor(text, &sheet.file.organisation, &line.actor);
        vec![sheet.moment(line.recorded_at), who, what, said]
    });
    draft.table(&[5, 3, 6, 6], &["时间", "经手人", "办了什么", "意见"], rows.collect());
    draft.sign(&[("承办人", ""), ("批准人", ""), ("日期", "")]);
    Some(draft.paper)
}

fn is_of_time(event: &Event) -> bool {
    matches!(event, Event::LightTurned(_) | Event::ClocksRedated(_))
}

/// What the control of a course is about: steps, stops, lights and the decision.
fn is_control(event: &Event) -> bool {
    matches!(
        event,
        Event::Accepted(_)
            | Event::DeemedAccepted(_)
            | Event::StepConfirmed(_)
            | Event::StepCompleted(_)
            | Event::StepReturned(_)
            | Event::Stopped(_)
            | Event::Resumed(_)
            | Event::Extended(_)
            | Event::LightTurned(_)
            | Event::LateExplained(_)
            | Event::Decided(_)
            | Event::Rechecked(_)
            | Event::RecheckLapsed(_)
            | Event::DecisionReturned(_)
            | Event::Concluded(_)
    )
}
