//! What is told on paper keeps the code with whoever hands out, goes to the right person, and leaves the list in the end
//! (C13, C23, C26, E3, E10, E13, F10).

use std::sync::Arc;

use casework::SuccessionGround;
use catalogue::CaseId;
use catalogue::item::ApplicantKind;
use centre::act::Act;
use centre::case::Problem;
use centre::notice_paper::{PaperNoticeDue, Whom};
use centre::particulars::{Applicant, NotifyBy};

use crate::promises::{renew, without_telephone};
use crate::register::{correct, succeed};
use crate::rig::{DIVISION, MINUTE, Rig, citizen, intake, item, session};
use crate::walk::{collect, in_hand, pickup};

fn nobody(n: u32) -> Applicant {
    Applicant { telephone: String::new(), no_phone: true, notify: NotifyBy::Paper, ..citizen(n) }
}

/// What waits of a case that is concluded, the longest waiting first.
async fn waiting(rig: &Rig, case: CaseId) -> Vec<PaperNoticeDue> {
    waiting_at(rig, case, "out").await
}

/// What waits of a case for whoever receives people.
async fn waiting_at(rig: &Rig, case: CaseId, who: &str) -> Vec<PaperNoticeDue> {
    rig.advance(MINUTE).await;
    let due = rig.centre.paper_notices(&session(who), "", 200).await.expect("the list can be read");
    due.into_iter().filter(|it| it.brief.id == case).collect()
}

fn kinds(due: &[PaperNoticeDue]) -> Vec<&str> {
    due.iter().map(|it| it.kind.as_str()).collect()
}

/// Only whoever hands out reads the code, in one notice; nobody else of the unit reads any.
async fn code_stays_with_who_hands_out(rig: &Rig, case: CaseId, bearer: &str) {
    let code = pickup(rig, case).await;
    let mut read = Vec::new();
    for due in waiting(rig, case).await {
        let notice = rig.centre.paper_notice(&session("out"), &due.key).await.expect("it can be printed");
        if notice.text.expect("whoever hands out reads all of them").contains(&code) {
            read.push(due.kind.clone());
        }
        let other = rig.centre.paper_notice(&session("do.sc"), &due.key).await;
        assert!(matches!(other, Err(Problem::OutOfScope)), "{} is for windows", due.kind);
    }
    assert_eq!(read, [bearer]);
}

// C13, F10, E13: of all kinds of notices, each that bears the code is kept from whoever does not hand out, and only the newest waits.
pub async fn every_notice_with_a_code_stays_with_who_hands_out(rig: Arc<Rig>) {
    let case = without_telephone(&rig, 31).await;
    code_stays_with_who_hands_out(&rig, case, "ready-to-collect").await;
    rig.does("out", case, renew(31, false)).await;
    code_stays_with_who_hands_out(&rig, case, "pickup-renewed").await;
    assert_eq!(kinds(&waiting(&rig, case).await), ["accepted", "pickup-renewed"], "the void one is gone");
    let ground = SuccessionGround::Inherited;
    rig.does("head.biz", case, succeed(ground, nobody(32), ApplicantKind::NaturalPerson)).await;
    code_stays_with_who_hands_out(&rig, case, "succeeded").await;
    assert_eq!(kinds(&waiting(&rig, case).await), ["accepted", "succeeded"]);
    let code = pickup(&rig, case).await;
    rig.does("out", case, collect(&code, &citizen(32).document_number)).await;
    assert_eq!(kinds(&waiting(&rig, case).await), ["accepted"], "a code that was used waits for nobody");
}

// E13: a succession before the result is there bears no code, and any window prints it.
pub async fn a_succession_without_a_result_is_printed_at_any_window(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), nobody(33), &[])).await;
    rig.does("intake2", case, Act::Accept).await;
    let ground = SuccessionGround::Inherited;
    rig.does("head.biz", case, succeed(ground, nobody(34), ApplicantKind::NaturalPerson)).await;
    let due = waiting_at(&rig, case, "intake2").await;
    assert_eq!(kinds(&due), ["accepted", "succeeded"]);
    let notice = rig.centre.paper_notice(&session("intake2"), &due[1].key).await.expect("it can be printed");
    assert!(notice.text.is_some_and(|text| text.contains("由您接着办")));
    assert_eq!(notice.to.name, citizen(34).name);
}

// E3: it is registered without a look at the code, by whoever receives people and by nobody else; and the list goes on.
pub async fn told_is_registered_at_a_window(rig: Arc<Rig>) {
    let case = without_telephone(&rig, 35).await;
    let due = waiting(&rig, case).await;
    for other in ["do.sc", "lead.sc"] {
        let seen = rig.centre.paper_notice(&session(other), &due[0].key).await;
        assert!(matches!(seen, Err(Problem::OutOfScope)), "{other} receives nobody");
        let told = rig.centre.paper_notice_told(&session(other), &due[0].key, "letter").await;
        assert!(matches!(told, Err(Problem::OutOfScope)), "{other}: {told:?}");
    }
    let out = session("out");
    let page = async |after: &str| rig.centre.paper_notices(&out, after, 1).await.expect("readable");
    let first = page("").await;
    let second = page(&first[0].cursor()).await;
    assert_eq!((kinds(&first), kinds(&second)), (vec!["accepted"], vec!["ready-to-collect"]));
    assert!(page(&second[0].cursor()).await.is_empty());
    assert_eq!(rig.centre.paper_notices_waiting(&out).await.expect("countable"), 2);
    let of = async |unit: &str| {
        let unit = catalogue::UnitCode::parse(unit).expect("a code");
        rig.centre.paper_notices_of(&out, Some(unit), "", 40).await.expect("readable")
    };
    assert_eq!((of("sc").await.len(), of("jy").await.len()), (2, 0), "kept to one authority");
    let window = session("intake2");
    rig.centre.paper_notice_told(&window, &due[1].key, "window").await.expect("it was told");
    assert_eq!(kinds(&waiting(&rig, case).await), ["accepted"]);
}

// E3: the count of the desk ends where more are many.
pub async fn the_count_of_what_waits_is_bounded(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), nobody(38), &[])).await;
    let most = centre::notice_paper::COUNTED_MAX;
    for n in 0..=most {
        rig.writes_paper_notice(case, &format!("{:020}-0", 1_000_000 + n), "accepted").await;
        if n + 2 >= most {
            let seen = rig.centre.paper_notices_waiting(&session("intake2")).await.expect("countable");
            assert_eq!(seen, (n + 1).min(most));
        }
    }
}

// E10, E3: on whom it was registered by mistake is told by the own name; what the applicant was told is counted by itself.
pub async fn a_notice_to_the_former_goes_to_the_former(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), nobody(36), &[])).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.advance(MINUTE).await;
    rig.does("head.biz", case, correct(37)).await;
    let due = waiting_at(&rig, case, "intake2").await;
    assert_eq!(kinds(&due), ["accepted", "registration-ended"]);
    assert_eq!((due[0].whom, due[1].whom), (Whom::Applicant, Whom::Former));
    let notice = rig.centre.paper_notice(&session("intake2"), &due[1].key).await.expect("it can be printed");
    assert_eq!(notice.whom, Whom::Former);
    assert_eq!((notice.to.name, notice.to.address), (citizen(36).name, citizen(36).address));
    let text = notice.text.expect("it bears no code");
    assert!(text.contains("与您无关") && !text.contains(&citizen(37).name), "{text}");
    assert_eq!(rig.whole(case).await.to_tell, 1, "the former is not the applicant");
    rig.centre.paper_notice_told(&session("intake2"), &due[1].key, "letter").await.expect("told");
    let kinds: Vec<String> = rig.whole(case).await.notices.into_iter().map(|it| it.kind).collect();
    assert!(!kinds.contains(&"registration-ended".to_owned()), "{kinds:?}");
}

// C26: where nothing is sent no code is drawn, and one that was drawn is never on paper.
pub async fn a_one_time_code_is_never_on_paper(rig: Arc<Rig>) {
    let case = in_hand(&rig, 39).await;
    let silent = rig.silent().await;
    let refused = silent.withdraw_code_send(case, rig.command_id()).await;
    assert!(
        matches!(refused, Err(Problem::Refused(ref it)) if it.code() == "nothing-is-sent"),
        "{refused:?}"
    );
    assert!(rig.file(case).await.facts.register.code.is_none(), "none was drawn");
    rig.centre.withdraw_code_send(case, rig.command_id()).await.expect("it is sent");
    let waits = "select seq from outbox where division = $1 and kind = 'withdraw-code'";
    assert_eq!(rig.rows(waits, vec![DIVISION.into()]).await.len(), 1, "it goes out");
    silent.tick().await.expect("the instance that sends nothing comes first");
    assert_eq!(rig.rows(waits, vec![DIVISION.into()]).await.len(), 0, "it was looked at");
    let sql = "select kind from paper_notice where division = $1 and case_id = $2 and kind = 'withdraw-code'";
    assert!(rig.rows(sql, vec![DIVISION.into(), case.as_str().into()]).await.is_empty());
}
