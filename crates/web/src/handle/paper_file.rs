//! Papers of the other ways a case goes, what goes back to the applicant, and the two sheets of the file (R96, R97).

use casework::{DocumentNo, Event, Stage};
use centre::file::{CaseFile, Line};
use centre::paper::PaperNo;
use paper::Paper;

use super::paper_make::{Draft, TO_SIGN, issued};
use super::print::Sheet;
use super::{file_parts, legal, paper_agency, print_other, timeline, words};
use pages::desk::PaperLink;
use pages::print::PaperCount;
use pages::text::Text;

/// The papers that are made as PDF only, as far as the case has come.
pub fn links(text: Text, file: &CaseFile, case_path: &str) -> Vec<PaperLink> {
    let issued = |of: &dyn Fn(&Event) -> bool| file.lines.iter().rev().find(|line| of(&line.event));
    let stage = file.filed().map(|filed| &filed.stage);
    let sent_back = matches!(
        stage,
        Some(Stage::NotAccepted { .. } | Stage::ClosedForMissing { .. } | Stage::EndedWithApplicant(_))
    );
    let made = |event: &Event| matches!(event, Event::DocumentMade(fact) if fact.certificate.is_some());
    let stepped = |event: &Event| matches!(event, Event::StepCompleted(_));
    let papers = [
        ("commitment", "告知承诺书", issued(&|event| super::commitments::is_made(event))),
        ("closure", "逾期未补正退件通知书", closing(file)),
        ("return", "材料退还清单", file.lines.last().filter(|_| sent_back)),
        ("cover", "证照封面", issued(&made)),
        ("agency", "代办单", file.lines.last().filter(|_| paper_agency::is_there(file))),
        ("handling", "全程承办单", file.lines.last()),
        ("control", "内部审批过程控制单", issued(&stepped)),
    ];
    let link = |(paper, name, line): (&str, &str, Option<&Line>)| {
        let issued = words::moment(text, line?.recorded_at);
        Some(PaperLink { href: format!("{case_path}/paper/{paper}"), name: text.t(name).to_owned(), issued })
    };
    papers.into_iter().filter_map(link).collect()
}

/// The closing for missing papers, unless a letter lifted it since: then its paper counts no longer (E14).
fn closing(file: &CaseFile) -> Option<&Line> {
    let about = |line: &&Line| matches!(line.event, Event::ClosedForMissing(_) | Event::ClosureLifted(_));
    file.lines.iter().rev().find(about).filter(|line| matches!(line.event, Event::ClosedForMissing(_)))
}

/// 逾期未补正退件通知书 (E14): nobody's fault, and the way back is open; none once it was lifted.
pub fn closure(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let (place, notice) = sheet.latest(|event| match event {
        Event::ClosedForMissing(fact) => Some(Some(fact.notice)),
        Event::ClosureLifted(_) => Some(None),
        _ => None,
    })?;
    let notice = notice?;
    let on = sheet.file.lines.get(place).map_or(sheet.file.now, |line| line.recorded_at).day();
    let head = sheet.head(&sheet.say("title", &[]), sheet.number(notice));
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    if let Some(correction) = &facts.correction {
        draft.lead(sheet.say("lead", &[("due", &text.date_with_year(correction.bring_by))]));
        let number = sheet.number(correction.notice);
        let day = text.date_with_year(correction.noticed_on);
        draft.says(sheet.say("told", &[("day", &day), ("number", &number)]));
        let rows = correction.rows.difference(correction.brought);
        // By the numbers of the item's list, as the notice named them.
        let name = |row: u8| {
            let material = sheet.file.item.material(row)?;
            Some(format!("{row}. {}", legal::material(text, material)))
        };
        draft.paragraphs(rows.iter().filter_map(name).collect());
    }
    draft.paragraphs(sheet.body(&[]));
    draft.sign(&TO_SIGN);
    Some(draft.sealed(&sheet.seal(on), Some(PaperNo::Document(notice))))
}

/// 延期告知书 (N14, C7, F8): why, until when, and by whom.
pub fn extension(sheet: &Sheet<'_>) -> Option<Paper> {
    let it = print_other::extension(sheet)?;
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.lead(it.next).says(it.reason);
    let rows = it.limits.into_iter().map(Vec::from).collect();
    draft.table(&[3, 4, 4], &["期限", "原来的期限", "延长到"], rows);
    draft.pairs(&[("批准人", &it.approved_by)]).law(it.article);
    draft.paragraphs(it.paragraphs).sign(&TO_SIGN);
    let number = issued(sheet, |event| match event {
        Event::Extended(fact) => Some(fact.notice),
        _ => None,
    });
    Some(draft.sealed(&it.seal, number))
}

/// 撤回确认和材料退还清单 (C26, F9): one paper, signed by the applicant, for both.
pub fn withdrawal(sheet: &Sheet<'_>) -> Option<Paper> {
    let it = print_other::withdrawal(sheet)?;
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.lead(it.next);
    draft.pairs(&[
        ("为什么撤回", &sheet.text.begun(&it.cause)),
        ("您的话", &it.said),
        ("当面办的人", &it.officer),
    ]);
    draft.says(it.confirmed);
    given_back(&mut draft, it.papers, it.total);
    draft.sign(&[("申请人签名", ""), ("退还人", ""), ("日期", "")]);
    let number = print_other::withdrawn(sheet).map(|it| PaperNo::Document(it.notice));
    Some(draft.sealed(&it.seal, number))
}

/// 材料退还清单, for a case that was not accepted or was closed for missing papers: an annex of the paper that says so,
/// and checked by that paper's code.
pub fn returned(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let of: DocumentNo = match &sheet.filed.stage {
        Stage::NotAccepted { notice, .. } => *notice,
        Stage::ClosedForMissing { notice, .. } => *notice,
        Stage::EndedWithApplicant(ended) => ended.notice,
        _ => return None,
    };
    let (place, papers) = sheet.latest(|event| match event {
        Event::AcceptanceRefused(_) | Event::ClosedForMissing(_) => Some(facts.holding.papers),
        Event::EndedWithApplicant(fact) => Some(fact.papers),
        _ => None,
    })?;
    // The day of the paper it is annexed to, whatever legal day the fact has.
    let on = sheet.file.lines.get(place).map_or(sheet.file.now, |line| line.recorded_at).day();
    let head = match &sheet.filed.stage {
        Stage::EndedWithApplicant(_) => sheet.head(text.t("终止办理通知书和材料退还清单"), sheet.number(of)),
        _ => {
            let number = text.f("{number}附件", [("number", &sheet.number(of))]);
            sheet.head(&sheet.say("title", &[]), number)
        }
    };
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    if let Stage::EndedWithApplicant(ended) = &sheet.filed.stage {
        draft.lead(text.t("申请人不在了，又没有人依法接着办，这一件到此为止。").to_owned());
        let why = super::register_words::end_ground(text, ended.ground);
        let proof = sheet.file.texts.text(ended.proof.0);
        let officer = words::person_of_unit(text, &sheet.file.organisation, ended.by);
        draft.pairs(&[("为什么终止", &why), ("看了什么证明", &proof), ("经办人", &officer)]);
    }
    let total = sheet.say("total", &[("n", &papers)]);
    let rows = print_other::kept(sheet);
    given_back(&mut draft, print_other::agreeing(text, rows, u32::from(papers)), total);
    draft.sign(&[("申请人签收", ""), ("退还人", ""), ("日期", "")]);
    Some(draft.sealed(&sheet.seal(on), Some(PaperNo::Document(of))))
}

/// The list of what goes back, with boxes to tick while counting.
fn given_back(draft: &mut Draft<'_, '_>, papers: Vec<PaperCount>, total: String) {
    let text = draft.text();
    if papers.is_empty() {
        draft.says(text.t("没有留下纸质材料，没有要退的。").to_owned());
        return;
    }
    let rows = papers.into_iter().map(|it| vec![it.name, it.count.to_string(), "□".to_owned()]).collect();
    draft.heading("退还的材料").table(&[10, 2, 2], &["材料", "份数", "点清"], rows);
    draft.says(total);
}

const DONE_WIDTHS: [u8; 4] = [11, 7, 14, 12];
const DONE_HEAD: [&str; 4] = ["时间", "经手人", "办了什么", "意见"];

/// A line of what was done: when, by whom, what, and what was said of it.
fn done(sheet: &Sheet<'_>, line: &Line) -> Vec<String> {
    let text = sheet.text;
    let (what, said) = timeline::said(text, sheet.file, &line.event);
    let who = words::actor(text, &sheet.file.organisation, &line.actor);
    vec![sheet.moment_short(line.recorded_at), text.begun(&who), text.begun(&what), said]
}

/// 全程承办单 (R80, R81, R96): who did what and when, from receipt to delivery.
pub fn handling(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let mut head = sheet.head(&sheet.say("title", &[]), words::receipt_no(facts.receipt));
    head.issuer = sheet.centre();
    head.copy = text.t("随卷").to_owned();
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    let unit = words::unit_in_full(text, &sheet.file.organisation, facts.authority);
    draft.pairs(&[("单位", &unit), ("全程代理人", &sheet.person(file_parts::agent(sheet.file, facts)))]);
    let rows = sheet.file.lines.iter().filter(|line| !is_of_time(&line.event)).map(|line| done(sheet, line));
    draft.table(&DONE_WIDTHS, &DONE_HEAD, rows.collect());
    draft.sign(&[("全程代理人", ""), ("日期", "")]);
    Some(draft.of_the_file())
}

/// 内部审批过程控制单 (R97): each clock with its day and how it ended, then every act that moved one.
pub fn control(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let mut head = sheet.head(&sheet.say("title", &[]), words::receipt_no(facts.receipt));
    head.copy = text.t("随卷").to_owned();
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    draft.heading("办理期限");
    let rows = super::clock_rows::clocks(text, sheet.file, facts).into_iter();
    let rows = rows.map(|clock| {
        vec![text.begun(&clock.name), clock.span, clock.due.day, text.begun(&clock.due.left), clock.basis]
    });
    draft
        .table(&[3, 5, 4, 4, 5], &["期限", "多长", "最后一天", "现在", "依据"], rows.collect())
        .heading("经过");
    let rows = sheet.file.lines.iter().filter(|line| is_control(&line.event)).map(|line| done(sheet, line));
    draft.table(&DONE_WIDTHS, &DONE_HEAD, rows.collect());
    draft.sign(&[("承办人", ""), ("批准人", ""), ("日期", "")]);
    Some(draft.of_the_file())
}

fn is_of_time(event: &Event) -> bool {
    matches!(
        event,
        Event::LightTurned(_)
            | Event::ClocksRedated(_)
            | Event::HandOverWaits(_)
            | Event::StopOrderOverdue(_)
    )
}

/// What the control of a course is about: steps, stops, lights and the decision.
fn is_control(event: &Event) -> bool {
    matches!(
        event,
        Event::Accepted(_)
            | Event::DeemedAccepted(_)
            | Event::SiteVisited(_)
            | Event::StepConfirmed(_)
            | Event::StepCompleted(_)
            | Event::StepReturned(_)
            | Event::Stopped(_)
            | Event::StopOrderShown(_)
            | Event::StopOrderOverdue(_)
            | Event::Resumed(_)
            | Event::Extended(_)
            | Event::LightTurned(_)
            | Event::HandOverWaits(_)
            | Event::LateExplained(_)
            | Event::Decided(_)
            | Event::Rechecked(_)
            | Event::RecheckLapsed(_)
            | Event::DecisionReturned(_)
            | Event::Concluded(_)
    )
}
