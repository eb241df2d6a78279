//! 电子送达: only to the address that was agreed to, fetched with the code of the message, and told on paper where nobody fetched
//! it (C13, C25, E8).

use std::sync::Arc;

use casework::{ElectronicWay, Event, Manner, Stage};
use catalogue::CaseId;
use centre::act::Act;
use centre::act_delivery::{DeliveryAct, SentBy};
use centre::case::Problem;
use centre::electronic::ElectronicAddress;

use crate::promises::otherwise;
use crate::rig::{MINUTE, Rig, citizen, session, window};
use crate::walk::{collect, concluded, pickup};

/// The mailbox of the tests.
const MAILBOX: &str = "shili@mail.example";

/// The applicant signs for this address.
pub fn agree(n: u32, way: ElectronicWay, to: &str) -> Act {
    Act::Delivery(DeliveryAct::AgreeElectronic {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        address: ElectronicAddress { way, to: to.into() },
        window: window("w15"),
    })
}

fn end(n: u32) -> Act {
    let (document_type, document_number) = ("111".into(), citizen(n).document_number);
    Act::Delivery(DeliveryAct::EndElectronic { document_type, document_number, window: window("w15") })
}

/// The code of the last message, as whoever received it reads it.
async fn code(rig: &Rig, case: CaseId) -> String {
    let file = rig.whole(case).await;
    let sent = file.lines.iter().rev().find_map(|line| match &line.event {
        Event::SentElectronically(fact) => Some(fact.code_sealed),
        _ => None,
    });
    file.texts.text(sent.expect("it was sent").0)
}

/// Address and words of the newest message of this kind.
async fn told(rig: &Rig, case: CaseId, kind: &str) -> Option<(String, String)> {
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(200).await.expect("the notices can be read");
    notices.into_iter().find(|it| it.case == Some(case) && it.kind == kind).map(|it| (it.to, it.text))
}

async fn fetch(rig: &Rig, case: CaseId, code: &str) -> Result<(), Problem> {
    rig.centre.electronic_fetch(case, rig.command_id(), code).await.map(drop)
}

fn said(problem: Result<(), Problem>) -> &'static str {
    match problem {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    }
}

// C25: agreed to, sent to that address alone, fetched with its code; neither code nor address stands in an entry.
pub async fn a_result_is_fetched_with_the_code_of_the_message(rig: Arc<Rig>) {
    let case = concluded(&rig, 1).await;
    assert_eq!(rig.refused("out", case, otherwise(SentBy::Electronic)).await, "electronic-not-agreed");
    for (way, to) in
        [(ElectronicWay::Sms, "not a number"), (ElectronicWay::Mail, "no.sign"), (ElectronicWay::Sms, "")]
    {
        let wrong = rig.asks("out", case, &agree(1, way, to)).await;
        assert!(matches!(wrong, Err(Problem::Form(ref fields)) if fields[0].field == "to"), "{wrong:?}");
    }
    let nobody = rig.asks("out", case, &agree(2, ElectronicWay::Mail, MAILBOX)).await;
    assert!(matches!(nobody, Err(Problem::Refused(ref refusal)) if refusal.code() == "identity-differs"));
    rig.does("out", case, agree(1, ElectronicWay::Mail, MAILBOX)).await;
    // Whoever signs in another's name is found out by the applicant, where the applicant was reached all along.
    let (to, words) = told(&rig, case, "electronic-agreed").await.expect("the applicant is told");
    assert_eq!(to, citizen(1).telephone);
    assert!(words.contains("不是您本人签的") && !words.contains(MAILBOX), "{words}");
    rig.does("out", case, otherwise(SentBy::Electronic)).await;
    let code = code(&rig, case).await;
    let (to, words) = told(&rig, case, "result-electronic").await.expect("it is sent");
    assert_eq!((to.as_str(), code.len()), (MAILBOX, 8), "to the mailbox, whatever telephone there is");
    assert!(words.contains(&code) && !words.contains(&pickup(&rig, case).await), "{words}");
    let whole = rig.whole(case).await;
    for line in &whole.lines {
        let stored = String::from_utf8(line.event.encode()).expect("JSON");
        assert!(!stored.contains(&code) && !stored.contains("mail.example"), "{stored}");
    }
    assert_eq!(whole.electronic_address(), Some((ElectronicWay::Mail, MAILBOX.into())));

    let empty = fetch(&rig, case, " ").await;
    assert!(matches!(empty, Err(Problem::Form(ref fields)) if fields[0].field == "code"), "{empty:?}");
    assert_eq!(said(fetch(&rig, case, "00000000").await), "fetch-code-wrong");
    let id = rig.command_id();
    // As people type it, and sent twice by mistake.
    let typed = format!("{} {}", &code[..4], &code[4..]);
    let done = rig.centre.electronic_fetch(case, id, &typed).await.expect("it is fetched");
    let again = rig.centre.electronic_fetch(case, id, &typed).await.expect("once");
    assert_eq!((done.last_seq, again.replayed), (again.last_seq, true));
    let file = rig.file(case).await;
    assert!(matches!(file.stage, Stage::Delivered { by_notice: false, .. }), "{:?}", file.stage);
    assert_eq!(said(fetch(&rig, case, &code).await), "case-ended", "a second time is none");
    let document = citizen(1).document_number;
    assert_eq!(rig.refused("out", case, collect("000000", &document)).await, "case-ended");
    assert_eq!(told(&rig, case, "electronic-confirmed").await, None, "whoever fetched it knows");
}

// C25, C13: five tries of a code and no more; another code is tried anew.
pub async fn a_code_is_not_guessed(rig: Arc<Rig>) {
    let case = concluded(&rig, 3).await;
    rig.does("out", case, agree(3, ElectronicWay::Sms, "0000-0003003")).await;
    rig.does("out", case, otherwise(SentBy::Electronic)).await;
    let first = code(&rig, case).await;
    for n in 0..5 {
        assert_eq!(said(fetch(&rig, case, &format!("{n}")).await), "fetch-code-wrong");
    }
    let barred = fetch(&rig, case, &first).await;
    assert!(matches!(barred, Err(Problem::Throttled(_))), "the right one neither: {barred:?}");
    rig.does("out", case, otherwise(SentBy::Electronic)).await;
    let second = code(&rig, case).await;
    assert_eq!(said(fetch(&rig, case, &first).await), "fetch-code-wrong", "void");
    fetch(&rig, case, &second).await.expect("another code has tries of its own");
}

// C25: consent is taken back without a reason; its code is void, and the window and the post serve as before.
pub async fn consent_that_is_taken_back_ends_the_code(rig: Arc<Rig>) {
    let case = concluded(&rig, 4).await;
    rig.does("out", case, agree(4, ElectronicWay::Sms, "0000-0003004")).await;
    rig.does("out", case, otherwise(SentBy::Electronic)).await;
    let code = code(&rig, case).await;
    assert_eq!(rig.refused("out", case, end(5)).await, "identity-differs");
    rig.does("out", case, end(4)).await;
    let (to, words) = told(&rig, case, "electronic-ended").await.expect("the applicant is told");
    assert_eq!(to, citizen(4).telephone);
    assert!(words.contains("不是您本人收回的") && !words.contains(&code), "{words}");
    assert_eq!(rig.whole(case).await.electronic_address(), None);
    assert_eq!(said(fetch(&rig, case, &code).await), "electronic-taken-back");
    assert_eq!(rig.refused("out", case, otherwise(SentBy::Electronic)).await, "electronic-taken-back");
    let collected = pickup(&rig, case).await;
    rig.does("out", case, collect(&collected, &citizen(4).document_number)).await;
}

// C25, E3: nobody fetched it in five working days: it is to be told on paper, until it is delivered after all.
pub async fn what_nobody_fetches_is_told_on_paper(rig: Arc<Rig>) {
    let case = concluded(&rig, 6).await;
    rig.does("out", case, agree(6, ElectronicWay::Sms, "0000-0003006")).await;
    rig.does("out", case, otherwise(SentBy::Electronic)).await;
    let waits = async || {
        rig.advance(MINUTE).await;
        let due = rig.centre.paper_notices(&session("out"), "", 200).await.expect("the list can be read");
        due.into_iter().filter(|it| it.brief.id == case).collect::<Vec<_>>()
    };
    assert!(waits().await.is_empty(), "its days run");
    rig.until("2026-03-09", 23, 0).await;
    assert!(waits().await.is_empty(), "to the last");
    rig.until("2026-03-10", 9, 0).await;
    let due = waits().await;
    assert_eq!(due.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(), ["electronic-unfetched"]);
    let notice = rig.centre.paper_notice(&session("out"), &due[0].key).await.expect("it can be printed");
    let (code, words) = (code(&rig, case).await, notice.text.expect("it bears no code"));
    assert!(!words.contains(&code) && words.contains("还没有领取"), "{words}");
    assert_eq!(told(&rig, case, "electronic-unfetched").await, None, "no message follows a message");
    fetch(&rig, case, &code).await.expect("the code still works");
    assert!(waits().await.is_empty(), "whoever has it is told nothing more");
}

// C25, N16: the receipt that somebody entered is told to the applicant, who can say that it is not so.
pub async fn a_confirmed_receipt_is_told_to_the_applicant(rig: Arc<Rig>) {
    let case = concluded(&rig, 7).await;
    rig.does("out", case, agree(7, ElectronicWay::Mail, MAILBOX)).await;
    let on = rig.centre.today();
    let confirmed = |receipt: &str| otherwise(SentBy::Confirmed { on, receipt: receipt.into() });
    let early = rig.refused("out", case, confirmed("本人回了邮件。")).await;
    assert_eq!(early, "nothing-sent-electronically");
    rig.does("out", case, otherwise(SentBy::Electronic)).await;
    let empty = rig.asks("out", case, &confirmed(" ")).await;
    assert!(matches!(empty, Err(Problem::Form(ref fields)) if fields[0].field == "receipt"), "{empty:?}");
    rig.does("out", case, confirmed("本人回了邮件。")).await;
    let (to, words) = told(&rig, case, "electronic-confirmed").await.expect("the applicant is told");
    assert!(to != MAILBOX && words.contains("不是这样"), "by the telephone given at intake: {words}");
    let whole = rig.whole(case).await;
    let manner = whole.lines.iter().find_map(|line| match line.event {
        Event::Delivered(fact) => Some(fact.manner),
        _ => None,
    });
    let Some(Manner::Electronic { on: day, confirmed: Some(record) }) = manner else { panic!("{manner:?}") };
    assert_eq!((day, whole.texts.text(record.0).as_str()), (on, "本人回了邮件。"));
}

// C25: where no messages go out nothing is sent electronically: the code is never on paper.
pub async fn nothing_is_sent_electronically_where_no_messages_go_out(rig: Arc<Rig>) {
    let case = concluded(&rig, 8).await;
    let silent = rig.silent().await;
    rig.does("out", case, agree(8, ElectronicWay::Sms, "0000-0003008")).await;
    let sent =
        silent.case_act(&session("out"), case, rig.command_id(), None, &otherwise(SentBy::Electronic)).await;
    assert!(
        matches!(&sent, Err(Problem::Refused(refusal)) if refusal.code() == "messages-not-sent"),
        "{sent:?}"
    );
}
