//! 代办单 (R85, R98, R123): what the agent may do for the applicant, on what mandate, and each hand-over with both
//! signatures, to the hand-back. One sheet for the case agent's course and for the agents of towns and villages.

use casework::{Channel, Event, GivenOver, Stage};
use catalogue::item::{Agency, ServiceMode};
use centre::file::CaseFile;
use paper::{Paper, Part};

use super::paper_make::Draft;
use super::print::Sheet;
use super::{file_parts, words};

/// Whether somebody acts for the applicant in this case: the case agent of its course, or an agent who brought it.
pub fn is_there(file: &CaseFile) -> bool {
    let skipped = file.lines.iter().any(|line| matches!(line.event, Event::AgentSkipped(_)));
    let by_agent = file.filed().is_some_and(|filed| filed.facts.channel == Channel::Agent);
    by_agent
        || file.applicant.representative.is_some()
        || (!skipped && file.item.service_mode == ServiceMode::WholeCourseAgency)
}

/// The sheet, as far as the case has come.
pub fn agency(sheet: &Sheet<'_>) -> Option<Paper> {
    if !is_there(sheet.file) {
        return None;
    }
    let text = sheet.text;
    let mut head = sheet.head(&sheet.say("title", &[]), words::receipt_no(sheet.filed.facts.receipt));
    head.issuer = sheet.centre();
    head.copy = text.t("随卷，交还时给申请人一份").to_owned();
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    draft.lead(sheet.say("lead", &[]));
    course(sheet, &mut draft);
    brought(sheet, &mut draft);
    draft.heading("每一次交接");
    let rows = hand_overs(sheet);
    if rows.is_empty() {
        draft.says(text.t("还没有交接。").to_owned());
    } else {
        let head = ["次", "移交人", "接收人", "份数", "结果"];
        draft.table(&[1, 5, 5, 2, 3], &head, rows);
    }
    draft.pairs(&[("交还申请人", &handed_back(sheet))]);
    draft.sign(&[("申请人签名", ""), ("代办人签名", ""), ("日期", "")]);
    Some(draft.of_the_file())
}

/// What the case agent of the course may do, and that no letter is needed for it (R80, R84).
fn course(sheet: &Sheet<'_>, draft: &mut Draft<'_, '_>) {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let skipped = sheet.file.lines.iter().any(|line| matches!(line.event, Event::AgentSkipped(_)));
    if skipped || sheet.file.item.service_mode != ServiceMode::WholeCourseAgency {
        return;
    }
    let agent = file_parts::agent(sheet.file, facts);
    let known = sheet.file.organisation.person(agent).and_then(|person| person.telephone.clone());
    let telephone = known.unwrap_or_else(|| sheet.file.item.inquiry_telephone.clone());
    let agent = words::person_of_unit(text, &sheet.file.organisation, agent);
    draft.heading("全程代理");
    draft.pairs(&[
        ("全程代理人", &[&agent, text.apart(), &telephone].concat()),
        (
            "代办范围",
            text.t(
                "受理以后，向各承办单位递送、催办、核对，到通知领取。不代替申请人陈述、撤回或者放弃权利。",
            ),
        ),
        ("委托", text.t("依全程代理制度由中心指定，不用申请人出委托书。")),
    ]);
}

/// Who came for the applicant, or the agent of the town or village (R123).
fn brought(sheet: &Sheet<'_>, draft: &mut Draft<'_, '_>) {
    let (text, file) = (sheet.text, sheet.file);
    let by_agent = sheet.filed.facts.channel == Channel::Agent;
    if !by_agent && file.applicant.representative.is_none() {
        return;
    }
    draft.heading(if by_agent { "乡镇、村社区代办" } else { "申请人委托的人" });
    let (who, letter) = match &file.applicant.representative {
        Some(it) => {
            let document = sheet.document(&it.document_type, &it.document_number);
            (text.f("{name}（{unit}）", [("name", &it.name), ("unit", &document)]), it.letter)
        }
        None => (sheet.person(sheet.filed.facts.intake), false),
    };
    let mandate = if letter {
        "委托书已经看过，随卷。"
    } else {
        "没有委托书；要委托书的事，本人或者补来委托书才能办。"
    };
    draft.pairs(&[
        ("代办人", &who),
        ("代办范围", if by_agent { text.t(scope(file.item.agency)) } else { text.t("递交材料、签收文书。") }),
        ("委托", text.t(mandate)),
    ]);
}

/// What an agent of a town or village may do for the item, as the office has set it (A41).
fn scope(agency: Agency) -> &'static str {
    match agency {
        Agency::OnBehalf => "代办：代为递交材料、补材料、签收文书和领取结果，申请人不用到场。",
        Agency::Accompany => "陪办：申请人本人要到场，代办人陪同。",
        Agency::Advise => "咨办：帮着问清、备齐材料，不代为递交。",
        Agency::None => "这件事不设代办，由申请人自己办。",
    }
}

/// Each hand-over: giver and time, taker and time, papers, how it ended (R81, C35).
fn hand_overs(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    let text = sheet.text;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let sign =
        |by, at| format!("{}\n{}", words::person(text, &sheet.file.organisation, by), sheet.moment_short(at));
    let given = |n: usize, it: &GivenOver| {
        let waits = text.f("等{name}签收", [("name", &sheet.person(it.to))]);
        vec![n.to_string(), sign(it.by, it.at), sheet.person(it.to), it.papers.to_string(), waits]
    };
    for line in &sheet.file.lines {
        let (who, ended) = match &line.event {
            Event::GivenOver(it) => {
                rows.push(given(rows.len() + 1, it));
                continue;
            }
            Event::TakenOver(it) => (sign(it.by, it.at), "已签收"),
            Event::OverDeclined(it) => (sign(it.by, it.at), "没有签收"),
            Event::OverRecalled(it) => (sign(it.by, it.at), "已收回"),
            _ => continue,
        };
        if let Some([_, _, taker, _, result]) = rows.last_mut().map(Vec::as_mut_slice) {
            *taker = who;
            text.t(ended).clone_into(result);
        }
    }
    rows
}

/// 办好代办单交接手续: when and how what the agent carried came back to the applicant (R85).
fn handed_back(sheet: &Sheet<'_>) -> String {
    let text = sheet.text;
    let at = |at| sheet.moment(at);
    match &sheet.filed.stage {
        Stage::Delivered { delivered_at, .. } => {
            // Of a carrier's receipt, of what was left there and of a public notice only the day is known.
            let day = delivered_at.day();
            let time = match *delivered_at == day.start() {
                true => text.date_with_year(day),
                false => at(*delivered_at),
            };
            text.f("{time}，结果已送到", [("time", &time)])
        }
        Stage::Withdrawn(withdrawal) => text.f("{time}，按申请人的意思撤回", [("time", &at(withdrawal.at))]),
        Stage::NotAccepted { .. } | Stage::ClosedForMissing { .. } => {
            let ended = sheet.file.lines.last().map_or(sheet.file.now, |line| line.recorded_at);
            text.f("{time}，退回申请人", [("time", &at(ended))])
        }
        _ => text.t("还在办").to_owned(),
    }
}

/// 证照封面 (E18): the sheet a certificate is handed out in. It names the certificate and says how it is checked.
pub fn cover(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, item) = (sheet.text, &sheet.file.item);
    let (_, (number, on)) = sheet.latest(|event| match event {
        Event::DocumentMade(fact) => Some((fact.certificate?, fact.at.day())),
        _ => None,
    })?;
    let decision = match &sheet.filed.stage {
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => conclusion.decision.number,
        _ => return None,
    };
    let result = text.pick(&item.result_name, item.result_name_en.as_deref());
    let head = sheet.head(&sheet.say("title", &[]), sheet.number(number));
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    draft.part(Part::Lead { text: result.to_owned() });
    let issuer = words::unit_in_full(text, &sheet.file.organisation, number.issuer);
    let validity = words::validity(text, item);
    draft.pairs(&[
        ("持证人", &sheet.file.applicant.name),
        ("证照编号", &sheet.number(number)),
        ("办的是", &sheet.file.applicant.object),
        ("有效期", validity.unwrap_or_default()),
        ("发证机关", &issuer),
        ("发证日期", &text.date_of_seal(on)),
        ("准予决定", &sheet.number(decision)),
    ]);
    draft.paragraphs(sheet.body(&[]));
    Some(draft.sealed(&sheet.seal(on), Some(centre::paper::PaperNo::Document(number))))
}
