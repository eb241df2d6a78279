//! What the demonstration's history must hold: every outcome of a case and of what stands around it, at least once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;
use calendar::{Calendar, Day, Instant};
use casework::certificate::EndKind;
use casework::{NonAcceptanceGround, Outcome};
use centre::Centre;
use centre::oversight::rating::RatingWhich;
use centre::seal::KeyRing;
use ledger::Entry;
use store::{Store, Synchronous};

use crate::crash_server::Folder;
use county::long_ago;
use county::simulate::{self, Plan, Report};

/// Kinds of what happens, with the outcome's name at a window.
const SHOWN: &[(&str, &str)] = &[
    ("case.received", "收件"),
    ("case.received-more", "补收材料"),
    ("case.correction-noticed", "一次性告知补正"),
    ("case.correction-released", "窗口负责人放行再次补正"),
    ("case.correction-renewed", "再次告知补正"),
    ("case.correction-reminded", "补正期限过半提醒"),
    ("case.accepted", "受理"),
    ("case.deferred", "容缺受理"),
    ("case.deferred-brought", "容缺材料补来"),
    ("case.deferral-turned", "容缺期限提醒、到期"),
    ("case.deemed-accepted", "视为受理"),
    ("case.acceptance-refused", "不受理、不予受理"),
    ("case.closed-for-missing", "逾期未补正退件"),
    ("case.presented", "即办件再送签"),
    ("case.instant-returned", "即办件退回"),
    ("case.agent-skipped", "即办件不经代理"),
    ("case.given-over", "移交"),
    ("case.taken-over", "签收"),
    ("case.over-declined", "不接收移交"),
    ("case.over-recalled", "收回移交"),
    ("case.taken-for-absent", "代班接手"),
    ("case.taken-back", "销假接回"),
    ("case.reassigned", "改派"),
    ("case.hand-over-waits", "移交逾期未签收"),
    ("case.site-visited", "现场核查"),
    ("case.step-confirmed", "第二人确认"),
    ("case.step-completed", "办完一步"),
    ("case.step-returned", "退回上一步"),
    ("case.stop-asked", "申请计时暂停"),
    ("case.stopped", "计时暂停"),
    ("case.stop-order-shown", "补登暂停的依据文书"),
    ("case.stop-refused", "不同意计时暂停"),
    ("case.resumed", "计时恢复"),
    ("case.extension-asked", "申请延期"),
    ("case.extended", "延期"),
    ("case.extension-refused", "不同意延期"),
    ("case.decided", "作出决定"),
    ("case.rechecked", "复核"),
    ("case.recheck-lapsed", "复核逾期自动过"),
    ("case.decision-returned", "复核退回决定"),
    ("case.step-skipped", "告知承诺免一步"),
    ("case.commitment-to-check", "承诺待核查"),
    ("case.commitment-checked", "承诺核查"),
    ("case.document-made", "制证用印"),
    ("case.concluded", "办结"),
    ("case.delivered", "送达"),
    ("case.priority-asked", "申请优先"),
    ("case.priority-approved", "优先办理"),
    ("case.priority-refused", "不予优先"),
    ("case.late-explained", "超期说明"),
    ("case.withdrawn", "窗口撤回申请"),
    ("case.light-turned", "灯变色"),
    ("case.receipt-reissued", "补打回执"),
    ("case.contact-changed", "改联系方式"),
    ("case.same-matter", "同一件事又来"),
    ("case.applicant-corrected", "更正登记"),
    ("case.applicant-renamed", "更名"),
    ("case.rebound", "换用新的一版"),
    ("case.succeeded", "承继"),
    ("case.ended-with-applicant", "终止办理"),
    ("case.withdraw-code-sent", "撤回验证码"),
    ("case.withdrawn-by-applicant", "本人凭码撤回"),
    ("case.photograph-kept", "交现场照片"),
    ("case.papers-lost", "材料遗失"),
    ("case.pickup-renewed", "换新取件码"),
    ("case.address-confirmed", "确认送达地址"),
    ("case.result-posted", "寄出结果"),
    ("case.electronic-agreed", "同意电子送达"),
    ("case.sent-electronically", "电子送达"),
    ("certificate.issued", "发证"),
    ("certificate.reissue-asked", "证件更正、变更、补发申请"),
    ("certificate.corrected", "证件更正"),
    ("certificate.changed", "证件变更"),
    ("certificate.replaced", "证件补发"),
    ("certificate.contact-changed", "持证人改联系方式"),
    ("certificate.renewal-applied", "申请延续"),
    ("certificate.renewed", "准予延续"),
    ("certificate.renewal-refused", "不予延续"),
    ("certificate.deemed-renewed", "视为准予延续"),
    ("certificate.reminded", "到期提醒"),
    ("certificate.expired", "到期"),
    ("certificate.proceeding-opened", "立案并告知"),
    ("certificate.statement-recorded", "陈述申辩"),
    ("certificate.statement-lapsed", "逾期未陈述"),
    ("certificate.ended", "撤回、撤销、注销、吊销"),
    ("certificate.proceeding-dropped", "不予撤销"),
    ("certificate.handed-out", "证件发给持证人"),
    ("folder.opened", "建卷"),
    ("folder.given", "单独移交卷"),
    ("folder.taken", "签收卷"),
    ("folder.recalled", "收回移交的卷"),
    ("folder.originals-returned", "退还原件"),
    ("folder.papers-wait", "材料待取回"),
    ("folder.taken-up", "上次的材料转到新的一件"),
    ("folder.materials-returned", "退还材料"),
    ("folder.archived", "归档"),
    ("folder.lent", "借阅"),
    ("folder.loan-overdue", "借阅逾期"),
    ("folder.taken-back", "归还"),
    ("folder.destruction-proposed", "到期待鉴定"),
    ("folder.kept-longer", "继续保管"),
    ("folder.destroyed", "销毁"),
    ("folder.loss-noted", "报告遗失"),
    ("folder.loss-signed", "遗失签字"),
    ("folder.loss-dropped", "撤销遗失"),
    ("disclosure.registered", "登记案卷调阅"),
    ("disclosure.approved", "同意调阅"),
    ("disclosure.declined", "不予调阅"),
    ("disclosure.handed-out", "提供案卷"),
    ("disclosure.taken-back", "调出的原件归还"),
    ("disclosure.withheld", "延后告知申请人"),
    ("disclosure.told", "告知申请人调阅"),
    ("bar.proposed", "提请列入名单"),
    ("bar.heard", "列入前陈述"),
    ("bar.decided", "列入名单"),
    ("bar.refused", "不列入名单"),
    ("bar.told", "列入告知"),
    ("contact.recorded", "首问登记"),
    ("contact.passed", "首问再转"),
    ("contact.signed", "首问签收"),
    ("contact.declined", "首问不接收"),
    ("contact.recalled", "首问收回"),
    ("contact.settled", "首问办结"),
    ("hearing.party-added", "登记利害关系人"),
    ("hearing.party-told", "告知利害关系人"),
    ("hearing.party-stated", "利害关系人陈述"),
    ("hearing.called", "通知听证"),
    ("hearing.held", "举行听证"),
    ("hearing.officers-assigned", "指派核查人员"),
    ("hearing.notice-served", "告知书送达"),
    ("hearing.party-struck", "撤下登记"),
    ("absence.entered", "请假登记"),
    ("absence.begun", "离岗开始"),
    ("absence.ended", "提前销假"),
    ("absence.passed", "假期结束"),
    ("absence.leaving-listed", "离岗交接清单"),
    ("absence.leaving-signed", "离岗交接签字"),
    ("absence.left", "离岗"),
    ("outage.pad-printed", "印号簿"),
    ("outage.declared", "停电停网"),
    ("outage.over", "恢复"),
    ("outage.number-entered", "补录"),
    ("outage.number-voided", "号作废"),
    ("day.opened", "开窗"),
    ("day.visit-begun", "下一位"),
    ("day.visit-ended", "办完一位"),
    ("day.seat-given", "换班交出"),
    ("day.seat-taken", "换班接手"),
    ("day.seat-kept", "换班未接"),
    ("day.seat-left", "暂停窗口"),
    ("day.settled", "日结"),
    ("day.settlement-returned", "日结退回"),
    ("day.settlement-signed", "日结签字"),
    ("quota.entered", "限量许可排队"),
    ("quota.settled", "限量许可用号"),
    ("destruction.drawn", "编制销毁清册"),
    ("destruction.appraised", "鉴定"),
    ("destruction.approved", "批准销毁"),
    ("destruction.sent-back", "清册退回"),
    ("destruction.signed", "销毁签字"),
    ("destruction.carried-out", "销毁完成"),
];

/// Kinds that a demonstration need not hold, and why.
const NOT_SHOWN: &[(&str, &str)] = &[
    (
        "case.clocks-redated",
        "needs a notice of the State Council that changes the calendar: an invented one would mislead",
    ),
    ("certificate.statement-redated", "the same: only another calendar does it"),
    ("absence.deputy-changed", "needs a third colleague at the same post, whom no unit of the county has"),
    ("absence.leaving-dropped", "somebody stays after all: nothing of a case hangs on it"),
    ("bar.ended", "a bar lasts a year at least, the told life some weeks"),
    (
        "certificate.reissue-refused",
        "the told corrections, changes and replacements are in order, and all are granted",
    ),
    ("folder.papers-found", "the one loss of the told life that a head signed stays one"),
    ("hearing.request-withdrawn", "the hearings of the told life are held"),
    ("hearing.called-off", "the same: nobody gives up what was asked for"),
    ("hearing.service-corrected", "the days of the told notices are entered rightly"),
    ("case.closure-lifted", "no letter of the told life is under way on the last day to bring papers"),
    ("folder.papers-stay", "it comes with a closing that is lifted"),
    ("case.post-came-back", "the letters of the told life find whoever they are for"),
    ("case.post-return-corrected", "the same: no return is entered that could be corrected"),
    ("case.post-lost", "the same: no carrier loses one"),
    ("folder.papers-joined", "folders of the told life are opened when everything is in"),
    ("hearing.called-late", "the twenty working days to organise a hearing would have to run out first"),
    (
        "case.stop-order-overdue",
        "the documents of the told stops come in time: a late one would be a finding",
    ),
    ("case.delivery-announced", "a public notice comes last: nobody of the told life is beyond reach"),
    ("case.delivery-deemed", "it counts sixty days after a public notice"),
    ("case.electronic-ended", "whoever agreed to the electronic way in the told life is glad of it"),
    ("case.electronic-unfetched", "the result that is sent electronically is fetched in its days"),
];

/// Outcomes that are told apart by what an entry says.
const SAID: &[(&str, &str)] = &[
    ("again", "九十天内再来，前后合并计时（F9、E14）"),
    ("not-required", "不受理：依法不需许可"),
    ("not-competent", "不予受理：不属本机关职权"),
    ("barred", "不予受理：法定不予受理情形"),
    ("granted", "准予"),
    ("refused", "不予，附救济途径"),
    ("withdrawn", "证件撤回"),
    ("revoked", "证件撤销"),
    ("cancelled", "证件注销"),
    ("rescinded", "证件吊销"),
];

/// Every kind of `casework`.
fn kinds() -> Vec<&'static str> {
    use casework::{
        absence, bar, certificate, contact, destruction, disclosure, folder, hearing, outage, quota,
        window_day,
    };
    let lists: [&[&'static str]; 12] = [
        casework::KINDS,
        certificate::KINDS,
        folder::KINDS,
        &bar::KINDS,
        contact::KINDS,
        hearing::KINDS,
        absence::KINDS,
        outage::KINDS,
        window_day::KINDS,
        &quota::KINDS,
        destruction::KINDS,
        disclosure::KINDS,
    ];
    lists.concat()
}

/// The word of [`SAID`] for what an entry says.
fn said(entry: &Entry) -> anyhow::Result<Option<&'static str>> {
    use casework::Event as Case;
    use casework::certificate::Event as Certificate;
    let unread = |error| anyhow::anyhow!("entry {} does not decode: {error}", entry.seq);
    if entry.kind.starts_with("case.") {
        return Ok(match Case::decode(&entry.kind, &entry.payload).map_err(unread)? {
            Case::Received(fact) => fact.previous.map(|_| "again"),
            Case::AcceptanceRefused(fact) => Some(match fact.ground {
                NonAcceptanceGround::NotRequired => "not-required",
                NonAcceptanceGround::NotCompetent { .. } => "not-competent",
                NonAcceptanceGround::Barred { .. } => "barred",
            }),
            Case::Decided(fact) => Some(match fact.outcome {
                Outcome::Granted => "granted",
                Outcome::Refused => "refused",
            }),
            _ => None,
        });
    }
    if entry.kind == "certificate.ended"
        && let Certificate::Ended(fact) = Certificate::decode(&entry.kind, &entry.payload).map_err(unread)?
    {
        return Ok(Some(match fact.how {
            EndKind::Withdrawn => "withdrawn",
            EndKind::Revoked => "revoked",
            EndKind::Cancelled => "cancelled",
            EndKind::Rescinded => "rescinded",
        }));
    }
    Ok(None)
}

/// A county filled as the demonstration is, with few people beside those that are told of.
async fn filled(scratch: &Folder) -> anyhow::Result<(Centre, Report)> {
    let quick = store::Options { synchronous: Synchronous::Normal, ..store::Options::default() };
    let url = format!("sqlite:{}", scratch.path("yimen.db").display());
    let until = Day::parse("2026-11-20").context("a day")?.at(17, 0);
    let clock = Arc::new(AtomicI64::new(long_ago::first_day(until.day())?.at(8, 35).0));
    let options = centre::open::Options {
        division: county::DIVISION.to_owned(),
        keys: KeyRing::new([7; 32]),
        clock: ledger::Clock::Manual(clock.clone()),
        sample: true,
        extra_divisions: county::divisions(),
        notices_dir: None,
    };
    let centre = Centre::open(Store::open_with(&url, quick).await?, options).await?;
    county::publish(&centre).await?;
    long_ago::live(&centre, &clock).await?;
    assert_eq!(centre.today().year(), 2014, "they went their course in their own time");
    let plan = Plan { days: 60, cases: 160, seed: 7 };
    let first = county::hours::first_day(Calendar::built_in(), until.day(), plan.days)?;
    clock.store(first.at(7, 30).0, Ordering::Release);
    let report = simulate::run(&centre, &clock, until, plan).await?;
    Ok((centre, report))
}

/// Kinds and words that stand in the ledger, each as often as it does.
async fn found(centre: &Centre) -> anyhow::Result<BTreeMap<String, u32>> {
    let (mut found, mut seq) = (BTreeMap::<String, u32>::new(), 0);
    loop {
        let page = centre.ledger().entries_since(county::DIVISION, seq, 1_000).await?;
        let Some(last) = page.last() else { return Ok(found) };
        seq = last.seq;
        for entry in &page {
            *found.entry(entry.kind.clone()).or_default() += 1;
            if let Some(word) = said(entry)? {
                *found.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
}

#[test]
fn every_kind_is_to_be_shown_or_has_its_reason() {
    let listed: Vec<&str> = SHOWN.iter().chain(NOT_SHOWN).map(|(kind, _)| *kind).collect();
    let once: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(once.len(), listed.len(), "a kind stands in both lists, or twice");
    assert_eq!(once, kinds().into_iter().collect::<BTreeSet<_>>());
    assert!(SHOWN.iter().chain(NOT_SHOWN).chain(SAID).all(|(_, words)| !words.is_empty()));
}

#[tokio::test]
async fn the_demonstration_holds_every_outcome_and_every_state_of_a_list() -> anyhow::Result<()> {
    let scratch = Folder::new("outcomes")?;
    let (centre, report) = filled(&scratch).await?;
    let found = found(&centre).await?;
    let lacking: Vec<String> = SHOWN
        .iter()
        .chain(SAID)
        .filter(|(kind, _)| !found.contains_key(*kind))
        .map(|(kind, name)| format!("{name} ({kind})"))
        .collect();
    assert!(lacking.is_empty(), "the history lacks {lacking:#?}; the rules refused {:#?}", report.codes);
    checks_lie_in_the_hours(&centre).await?;
    nobody_pays_for_a_word(&centre).await?;
    every_state_of_a_list(&centre).await
}

/// E1, C36: nobody was at a place before the office opens, at noon or after it closes, nor on a day off.
async fn checks_lie_in_the_hours(centre: &Centre) -> anyhow::Result<()> {
    let (mut seq, mut checks) = (0, 0);
    loop {
        let page = centre.ledger().entries_since(county::DIVISION, seq, 1_000).await?;
        let Some(last) = page.last() else { break };
        seq = last.seq;
        for entry in page.iter().filter(|it| it.kind == "case.site-visited") {
            let event = casework::Event::decode(&entry.kind, &entry.payload);
            let Ok(casework::Event::SiteVisited(fact)) = event else { anyhow::bail!("it does not decode") };
            let minutes = |at: Instant| at.hour_minute().0 * 60 + at.hour_minute().1;
            let (entered, left) = (minutes(fact.visit.entered_at), minutes(fact.visit.left_at));
            let open = [(510, 720), (810, 1050)].iter().any(|it| it.0 <= entered && left <= it.1);
            let works = Calendar::built_in().is_working(fact.visit.entered_at.day()).unwrap_or(false);
            assert!(open && works && entered <= left, "{:?}", fact.visit);
            checks += 1;
        }
    }
    assert!(checks > 5, "there were some: {checks}");
    Ok(())
}

/// F17, N51: a second call waits and others were made, and the later cases of who rated badly are enough to be compared.
async fn nobody_pays_for_a_word(centre: &Centre) -> anyhow::Result<()> {
    let supervisor = centre::account::Session::acting(catalogue::PersonId::parse("super2")?);
    let waiting = centre.rating_list(&supervisor, RatingWhich::SecondCall, "", 20).await?;
    assert!(!waiting.is_empty(), "a second call waits for whoever tries the demonstration");
    let problem = |it: centre::case::Problem| anyhow::anyhow!("{it:?}");
    let made = centre.follow_up_list(&supervisor, "", 100).await.map_err(problem)?;
    assert!(made.iter().any(|it| it.words.contains("没有被为难")), "and some were made");
    let later = centre.later_cases(&supervisor).await.map_err(problem)?;
    let told = later.iter().find(|it| it.unit == "sc").context("the three who opened more shops")?;
    assert!(told.later.people_told().is_some() && told.later.cases >= 9, "{told:?}");
    Ok(())
}

/// C23, A29: a dossier destroyed and one kept longer, a list that waits for two signatures, one that was sent back and drawn
/// anew, and a dossier nobody has looked at; what was destroyed opens no more, and the ledger holds. Of the county that
/// `filled` fills.
async fn every_state_of_a_list(centre: &Centre) -> anyhow::Result<()> {
    let head = centre::account::Session::acting(catalogue::PersonId::parse("centre")?);
    let briefs = centre.destruction_list(&head).await?;
    let stages: BTreeMap<String, (i64, String)> = briefs
        .into_iter()
        .map(|it| (it.authority.to_string(), (it.proposed, it.list.map(|list| list.2).unwrap_or_default())))
        .collect();
    let expected = [("rs", 1, ""), ("sc", 0, "done"), ("wj", 1, "approved"), ("zr", 1, "drawn")];
    let expected = expected.map(|(unit, n, stage)| (unit.to_owned(), (n, stage.to_owned())));
    assert_eq!(stages, BTreeMap::from(expected));
    let view = async |unit: &str| -> anyhow::Result<centre::destruction::DestructionView> {
        let view = centre.destruction_fetch(&head, catalogue::UnitCode::parse(unit)?).await;
        view.map_err(|problem| anyhow::anyhow!("{problem:?}"))
    };
    let list = view("sc").await?.state.list.context("a list")?;
    let (gone, kept) = (list.dossiers[0].case, list.dossiers[1].case);
    for (case, destroyed) in [(gone, true), (kept, false)] {
        let casework::folder::Folder::Kept(dossier) = centre.folder_state(case).await?.0 else {
            anyhow::bail!("it was put away")
        };
        assert_eq!(dossier.destroyed.is_some(), destroyed);
        let file = centre.case_fetch(case).await?.context("it stands")?;
        assert_eq!(file.applicant.name.is_empty(), destroyed, "{:?}", file.applicant.name);
    }
    assert_eq!(view("wj").await?.state.list.context("a list")?.signed.len(), 1);
    assert_eq!(view("zr").await?.state.list.context("a list")?.number.n, 2, "the first was sent back");
    let report = centre.ledger().verify(county::DIVISION, |_, _| {}).await?;
    assert!(report.holds(), "{report:?}");
    Ok(())
}
