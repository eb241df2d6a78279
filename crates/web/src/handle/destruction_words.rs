//! What a destruction list and its history say, in the page's language.

use casework::destruction::{DestructionRefusal as No, Event, List, ListStage, Verdict};
use casework::{DocumentKind, DocumentNo, Refusal};
use catalogue::item::ItemKind;
use catalogue::{CaseId, Organisation, UnitCode};
use centre::destruction::DestructionView;

use super::record_list::heads;
use super::words;
use pages::desk::RecordTable;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// The number of a list as it is read.
pub fn number(of: &Organisation, issuer: UnitCode, year: u16, n: u32) -> String {
    let kind = DocumentKind::DestructionList;
    words::document_no(of, ItemKind::Licensing, DocumentNo { issuer, kind, year, n })
}

/// 档号.
pub fn archive(of: &Organisation, issuer: UnitCode, (year, n): (u16, u32)) -> String {
    let kind = DocumentKind::Archive;
    words::document_no(of, ItemKind::Licensing, DocumentNo { issuer, kind, year, n })
}

/// The word for how far a list is.
pub fn state(text: Text, stage: Option<&str>) -> StateWord {
    let (word, tone) = match stage {
        None => ("还没有清册", Tone::Waiting),
        Some("drawn") => ("等中心负责人批准", Tone::Waiting),
        Some("approved") => ("已批准，等销毁、监销", Tone::Active),
        Some("sent-back") => ("已退回", Tone::Ended),
        Some(_) => ("办完", Tone::Good),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// Label and value of what is so.
pub fn facts(text: Text, of: &Organisation, view: &DestructionView) -> Vec<(String, String)> {
    let t = |word: &str| text.t(word).to_owned();
    let by = |(who, at): (catalogue::PersonId, calendar::Instant)| {
        format!("{} {}", words::person_of_unit(text, of, who), words::moment(text, at))
    };
    let mut facts = vec![(t("待鉴定"), text.f("{n} 卷", [("n", &view.proposals.len())]))];
    let Some(list) = &view.state.list else { return facts };
    facts.push((t("清册"), number(of, list.number.issuer, list.number.year, list.number.n)));
    facts.push((t("鉴定人"), by((list.drawn_by, list.drawn_at))));
    let decided = if list.stage == ListStage::SentBack { "退回人" } else { "批准人" };
    facts.extend(list.decided.map(|it| (t(decided), by(it))));
    facts.extend(list.sent_back.map(|reason| (t("为什么退回"), view.texts.text(reason.0))));
    let roles = ["销毁人", "销毁人", "监销人"];
    facts.extend(roles.iter().zip(&list.signed).map(|(role, signed)| (t(role), by(*signed))));
    facts
}

/// How a dossier of the view is called: its number in the archive and its receipt number.
pub fn dossier(text: Text, of: &Organisation, view: &DestructionView, case: CaseId) -> String {
    let known = view.listed.iter().chain(&view.proposals).find(|it| it.case == case);
    known.map_or_else(
        || case.to_string(),
        |it| text.bracketed(&archive(of, view.authority, it.archive), &it.receipt_no),
    )
}

/// The dossiers of a list.
pub fn table(text: Text, of: &Organisation, view: &DestructionView, list: &List) -> RecordTable {
    let row = |it: &casework::destruction::Appraisal| {
        let verdict = match it.verdict {
            Verdict::Destroy => text.t("销毁").to_owned(),
            Verdict::Keep { until } => text.f("继续保管到 {day}", [("day", &text.date_with_year(until))]),
        };
        vec![dossier(text, of, view, it.case), verdict, view.texts.text(it.reason.0)]
    };
    RecordTable {
        title: text.t("清册上的案卷").to_owned(),
        id: "destruction-rows",
        head: heads(text, &["案卷", "鉴定意见", "为什么"]),
        rows: list.dossiers.iter().map(row).collect(),
    }
}

/// What a fact says, and the words that were said; nothing for what stands in the table.
pub fn said(
    text: Text,
    of: &Organisation,
    view: &DestructionView,
    event: &Event,
) -> Option<(String, String)> {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let numbered =
        |sentence: &str, no: DocumentNo| text.f(sentence, [("no", &number(of, no.issuer, no.year, no.n))]);
    Some(match event {
        Event::Drawn(it) => (numbered("列出清册 {no}", it.number), String::new()),
        Event::Appraised(_) => return None,
        Event::Approved(_) => (t("批准清册"), String::new()),
        Event::SentBack(it) => (t("退回清册"), view.texts.text(it.reason.0)),
        Event::Signed(_) => (t("签字"), String::new()),
        Event::CarriedOut(it) => (
            numbered("按 {no} 销毁、监销完毕", it.number),
            t("案卷里的内容不能再打开；记录、编号和统计保留。"),
        ),
    })
}

/// The sentence of a refusal.
pub fn refusal(text: Text, refusal: &Refusal, name: impl Fn(CaseId) -> String) -> String {
    let Refusal::Destruction(refusal) = refusal else {
        return text.t("现在不能这样办。请看过最新情况再办。").to_owned();
    };
    sentence(text, refusal, name)
}

/// The sentence of a refusal that is of destruction lists alone.
pub fn sentence(text: Text, refusal: &No, name: impl Fn(CaseId) -> String) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let named = |sentence: &str, case: &CaseId| text.f(sentence, [("dossier", &name(*case))]);
    match refusal {
        No::NotTheArchivist { .. } => t("清册由管本单位档案的人来列。"),
        No::ListOpen => t("上一份清册还没有办完，办完再列新的。"),
        No::NoList => t("现在没有要办的清册。"),
        No::ListWrong => t("至少鉴定一卷，最多 20 卷，每卷只列一次。"),
        No::NotProposed { case } => {
            named("{dossier}不能上清册：永久保管，或者保管期没有满，或者已经办过。", case)
        }
        No::OnLoan { case } => named("{dossier}借出去了，收回来再鉴定、销毁。", case),
        No::OriginalsOwed { case } => {
            named("{dossier}里有找回来的原件，还没有退还给申请人，退还以后再列销毁。", case)
        }
        No::KeepDayPassed { case } => named("{dossier}继续保管的日子要在今天以后。", case),
        No::NotTheHead { .. } => t("清册由中心负责人批准，鉴定的人不能自己批。"),
        No::NotApproved => t("清册还没有批准，不能销毁。"),
        No::DecidedBefore => t("这份清册已经批过或者退回过。"),
        No::NotASigner { .. } => {
            t("两个销毁人须管本单位档案，监销人须是本单位领导或者督查人员；三个人各不相同，也都不是批准人。")
        }
    }
}
