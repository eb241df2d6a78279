//! What papers and messages promise the applicant is kept: the code that collects, who is told how, every way of delivery
//! (C6, C13, C25, E3, E15, E16, N16, N19), and that papers of a hearing are known where papers are checked (M3, N13, N18).

use std::sync::Arc;

use casework::hearing::Hearing;
use casework::{DonePlace, Manner, Outcome, Stage, Verdict};
use catalogue::{CaseId, GroundCode};
use centre::act::Act;
use centre::act_delivery::{Announcement, DeliveryAct, DeliveryAddress, LeftThere, Posting, SentBy};
use centre::case::Problem;
use centre::hearing::{HearingAct, PartyForm};
use centre::paper::{PaperNo, PaperStanding};
use centre::particulars::{Applicant, NotifyBy};

use crate::rig::{MINUTE, Rig, citizen, day, intake, item, session, window};
use crate::walk::{collect, concluded, grant, in_hand, pickup, step, visit};

/// What the applicant of a case was sent, the newest of each kind: kind and words.
async fn sent(rig: &Rig, case: CaseId, kind: &str) -> Option<String> {
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(100).await.expect("the notices can be read");
    notices.into_iter().find(|it| it.case == Some(case) && it.kind == kind).map(|it| it.text)
}

/// The pickup code is made anew.
pub fn renew(n: u32, on_paper: bool) -> Act {
    Act::Delivery(DeliveryAct::RenewPickup {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        window: window("w15"),
        on_paper,
    })
}

pub fn otherwise(way: SentBy) -> Act {
    Act::Delivery(DeliveryAct::Otherwise { way, window: window("w15") })
}

pub fn confirm(n: u32) -> Act {
    Act::Delivery(DeliveryAct::ConfirmAddress {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        address: DeliveryAddress {
            recipient: citizen(n).name,
            telephone: String::new(),
            address: "澄湾镇河东街 12 号".into(),
        },
        window: window("w15"),
    })
}

/// Concluded, for somebody who has no telephone and named whom to tell.
pub async fn without_telephone(rig: &Rig, n: u32) -> CaseId {
    let nobody = Applicant {
        telephone: String::new(),
        no_phone: true,
        notify: NotifyBy::Person,
        notify_detail: "许家人 0000-0000099".into(),
        ..citizen(n)
    };
    let case = rig.receives("intake2", &intake(&item("food-business"), nobody, &[])).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.hands_over("intake2", "agent.sc", case).await;
    rig.hands_over("agent.sc", "do.sc", case).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.does("do.sc", case, visit(rig, "do2.sc")).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    rig.advance(MINUTE).await;
    case
}

// E3, C13, F10: who has no telephone is told on paper, only what was told is counted, and the code stays with the window.
pub async fn who_has_no_telephone_is_told_on_paper_and_counted_only_then(rig: Arc<Rig>) {
    let case = without_telephone(&rig, 1).await;
    assert_eq!(sent(&rig, case, "ready-to-collect").await, None, "nothing went out");
    let whole = rig.whole(case).await;
    assert_eq!((whole.notices.len(), whole.to_tell), (0, 2), "accepted, and ready to collect");
    let out = session("out");
    let waiting = rig.centre.paper_notices(&out, "", 40).await.expect("the list can be read");
    let kinds: Vec<&str> = waiting.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["accepted", "ready-to-collect"]);
    assert_eq!(rig.centre.paper_notices_waiting(&out).await.expect("countable"), 2);
    let nothing = rig.centre.paper_notices(&session("do.sc"), "", 40).await.expect("the list can be read");
    assert!(nothing.is_empty(), "a handler receives nobody");
    let key = &waiting[1].key;
    let notice = rig.centre.paper_notice(&out, key).await.expect("whoever hands out prints it");
    let code = pickup(&rig, case).await;
    let text = notice.text.expect("whoever hands out reads the code");
    assert!(text.contains(&code) && notice.told.is_none(), "{text}");
    for other in ["do.sc", "lead.sc", "intake7"] {
        let seen = rig.centre.paper_notice(&session(other), key).await;
        assert!(matches!(seen, Err(Problem::OutOfScope)), "{other} never sees the code");
    }
    let no_way = rig.centre.paper_notice_told(&out, key, "pigeon").await;
    assert!(matches!(no_way, Err(Problem::Form(_))), "{no_way:?}");
    for _ in 0..2 {
        rig.centre
            .paper_notice_told(&out, key, "trusted")
            .await
            .expect("told once, however often it is said");
    }
    let whole = rig.whole(case).await;
    let told: Vec<&str> = whole.notices.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!((told, whole.to_tell), (vec!["ready-to-collect"], 1));
    let told = rig.centre.paper_notice(&out, key).await.expect("it stays").told.expect("it was told");
    assert_eq!(told.1.map(|it| it.as_str().to_owned()).as_deref(), Some("out"));
    rig.does("out", case, collect(&code, &citizen(1).document_number)).await;
}

// C13, E15: a lost message is sent again under another code; printed it goes to nobody's telephone, and the applicant learns of it.
pub async fn a_lost_pickup_code_is_made_anew_after_a_look_at_the_document(rig: Arc<Rig>) {
    let case = concluded(&rig, 2).await;
    let old = pickup(&rig, case).await;
    assert_eq!(rig.refused("out", case, renew(3, false)).await, "identity-differs");
    rig.does("out", case, renew(2, false)).await;
    let second = pickup(&rig, case).await;
    let words = sent(&rig, case, "pickup-renewed").await.expect("it is sent again");
    assert!(second != old && words.contains(&second) && !words.contains(&old), "{words}");
    rig.does("out", case, renew(2, true)).await;
    let third = pickup(&rig, case).await;
    let guard = sent(&rig, case, "pickup-on-paper").await.expect("the applicant is told");
    assert!(!guard.contains(&third) && guard.contains("不是您本人换的"), "{guard}");
    let sheet = rig.whole(case).await.pickup_words().expect("it is handed over");
    assert!(sheet.contains(&third), "{sheet}");
    let number = citizen(2).document_number;
    for void in [&old, &second] {
        assert_eq!(rig.refused("out", case, collect(void, &number)).await, "pickup-code-wrong");
    }
    rig.does("out", case, collect(&third, &number)).await;
}

// C13: with nobody's telephone a code is not lost either: it waits to be told on paper, unless it was handed over.
pub async fn a_code_made_anew_without_a_telephone_is_on_paper(rig: Arc<Rig>) {
    let case = without_telephone(&rig, 4).await;
    rig.does("out", case, renew(4, true)).await;
    rig.advance(MINUTE).await;
    let waits = rig.whole(case).await.to_tell;
    assert_eq!(waits, 1, "handed over it is not told again, and the old code is void");
    assert!(rig.whole(case).await.pickup_words().is_some());
    rig.does("out", case, renew(4, false)).await;
    rig.advance(MINUTE).await;
    let whole = rig.whole(case).await;
    assert_eq!((whole.to_tell, whole.pickup_words()), (2, None));
}

// C6, R56, N19: an instant matter that does not end on the spot tells its applicant, and its result has a code.
pub async fn an_instant_matter_that_goes_the_ordinary_way_gets_its_code(rig: Arc<Rig>) {
    let spot = rig.receives("intake2", &intake(&item("self-employed"), citizen(5), &[])).await;
    rig.does("head.biz", spot, Act::SignInstant).await;
    for kind in ["accepted", "ready-to-collect"] {
        assert_eq!(sent(&rig, spot, kind).await, None, "whoever goes home with it is sent nothing: {kind}");
    }
    // Given back, and then accepted like any other.
    let back = rig.receives("intake2", &intake(&item("self-employed"), citizen(6), &[])).await;
    rig.does("head.biz", back, Act::ReturnInstant { reason: "门牌号看不清。".into() }).await;
    rig.does("intake2", back, Act::Accept).await;
    assert!(sent(&rig, back, "accepted").await.is_some());
    rig.does("head.biz", back, grant()).await;
    rig.does("agent.sc", back, Act::Recheck).await;
    rig.does("agent.sc", back, Act::Make).await;
    let words = sent(&rig, back, "ready-to-collect").await.expect("the code is sent");
    assert!(words.contains(&pickup(&rig, back).await), "{words}");
    // The leader in charge does not agree, and the refusal has its reasons.
    let name_change = item("name-change");
    rig.open_item(&name_change).await;
    let mut form = intake(&name_change, citizen(7), &[]);
    form.window = window("w7");
    let refused = rig.receives("intake7", &form).await;
    rig.does("intake7", refused, Act::Accept).await;
    let (place, verdict, opinion) = (DonePlace::Hall, Verdict::Disagree, "监护人没有签字。".into());
    rig.does("lead.ga", refused, Act::Step { verdict, opinion, place, visit: None }).await;
    let grounds = vec![GroundCode::parse("no-guardian").expect("a code")];
    let refuse =
        Act::Decide { outcome: Outcome::Refused, grounds, reasons: "监护人没有签字。".into() };
    rig.does("head.soc", refused, refuse).await;
    rig.does("agent.ga", refused, Act::Recheck).await;
    rig.does("agent.ga", refused, Act::Make).await;
    let words = sent(&rig, refused, "ready-to-collect").await.expect("the decision is ready");
    assert!(words.contains("没有批准") && words.contains(&pickup(&rig, refused).await), "{words}");
    let code = pickup(&rig, refused).await;
    rig.does("out", refused, collect(&code, &citizen(7).document_number)).await;
}

// C25, N16: posted to the confirmed address and signed for; the applicant knows carrier and number, nobody else the address.
pub async fn a_result_goes_by_post_to_the_address_the_applicant_signed_for(rig: Arc<Rig>) {
    let case = concluded(&rig, 8).await;
    let letter = |number: &str| {
        let posting = Posting { carrier: "示例邮政".into(), number: number.into() };
        otherwise(SentBy::Post { posting, originals: Vec::new() })
    };
    let post = || letter("XX0012");
    assert_eq!(rig.refused("out", case, post()).await, "address-not-confirmed");
    let wrong = rig.asks("out", case, &letter(" ")).await;
    assert!(matches!(wrong, Err(Problem::Form(ref fields)) if fields[0].field == "number"), "{wrong:?}");
    rig.does("out", case, confirm(8)).await;
    rig.does("out", case, post()).await;
    let words = sent(&rig, case, "result-posted").await.expect("the applicant is told");
    assert!(words.contains("示例邮政") && words.contains("XX0012") && !words.contains("河东街"), "{words}");
    let on = rig.centre.today();
    rig.does("out", case, otherwise(SentBy::SignedFor { on, signed: "本人".into() })).await;
    assert_eq!(sent(&rig, case, "result-left").await, None, "it was signed for");
    let whole = rig.whole(case).await;
    let manner = whole.lines.iter().find_map(|line| match line.event {
        casework::Event::Delivered(fact) => Some(fact.manner),
        _ => None,
    });
    let Some(Manner::Post { on: signed_on, signed }) = manner else { panic!("{manner:?}") };
    assert_eq!((signed_on, whole.texts.text(signed.0).as_str()), (on, "本人"));
}

// C25: left before two witnesses; a public notice counts after sixty days, and what it was about can still be collected.
pub async fn a_result_is_left_at_the_address_or_published_in_the_end(rig: Arc<Rig>) {
    let left = concluded(&rig, 9).await;
    let on = rig.centre.today();
    let witnesses = |one: &str, other: &str| {
        let record = LeftThere {
            place: "澄湾镇河东街 12 号".into(),
            reason: "本人说不要。".into(),
            witnesses: [one.into(), other.into()],
        };
        otherwise(SentBy::Left { on, record })
    };
    let one = rig.asks("out", left, &witnesses("村委会王某", "")).await;
    assert!(matches!(one, Err(Problem::Form(ref fields)) if fields[0].field == "witness2"), "{one:?}");
    assert_eq!(rig.refused("out", left, witnesses("村委会王某", "邻居李某")).await, "address-not-confirmed");
    rig.does("out", left, confirm(9)).await;
    rig.does("out", left, witnesses("村委会王某", "邻居李某")).await;
    let words = sent(&rig, left, "result-left").await.expect("the applicant is told");
    assert!(words.contains("留在了那里") && !words.contains("河东街") && !words.contains("王某"), "{words}");
    assert!(matches!(rig.file(left).await.stage, Stage::Delivered { by_notice: false, .. }));

    let case = concluded(&rig, 10).await;
    let published = |on| {
        let record =
            Announcement { place: "县政府网站".into(), reason: "电话停机，邮件退回。".into() };
        otherwise(SentBy::Announced { on, record })
    };
    assert_eq!(rig.refused("out", case, published(on)).await, "other-ways-first");
    rig.until("2026-03-17", 9, 0).await;
    rig.does("out", case, published(day("2026-03-17"))).await;
    rig.until("2026-05-16", 23, 0).await;
    assert_eq!(rig.state(case).await, "ready-to-collect");
    rig.until("2026-05-17", 1, 0).await;
    assert!(matches!(rig.file(case).await.stage, Stage::Delivered { by_notice: true, .. }));
    let code = pickup_of(&rig, case).await;
    rig.does("out", case, collect(&code, &citizen(10).document_number)).await;
    assert_eq!(rig.refused("out", case, collect(&code, &citizen(10).document_number)).await, "case-ended");
}

/// The code of a result that counts as delivered and still waits.
async fn pickup_of(rig: &Rig, case: CaseId) -> String {
    let whole = rig.whole(case).await;
    match &whole.filed().expect("it was received").stage {
        Stage::Delivered { conclusion, .. } => {
            whole.texts.text(conclusion.pickup_sealed.expect("it has a code").0)
        }
        other => panic!("{other:?}"),
    }
}

// M3, N13, N18: the numbers of a party's notice, of the hearing's and of its record are known; an earlier date is superseded.
pub async fn papers_of_parties_are_known_where_papers_are_checked(rig: Arc<Rig>) {
    let case = in_hand(&rig, 11).await;
    let holder = session("do.sc");
    let act = async |act: HearingAct| {
        rig.centre.hearing_act(&holder, case, rig.command_id(), None, &act).await.expect("it is done");
    };
    let party = PartyForm {
        name: "柏邻居".into(),
        contact: "0000-0000077".into(),
        interest: "隔壁住户，油烟。".into(),
    };
    act(HearingAct::Add(party)).await;
    act(HearingAct::Tell(0)).await;
    let hearing = || async {
        let fetched = rig.centre.hearing_fetch(&holder, case).await.expect("it can be read");
        let hearing: Hearing = fetched.hearing;
        hearing
    };
    let notice = hearing().await.parties[0].told.expect("it was told").notice;
    let receipt = rig.file(case).await.facts.receipt;
    let code = rig.centre.paper_code(receipt, PaperNo::Document(notice));
    let known = rig.centre.paper_verify(&code, "192.0.2.9").await.expect("the code is ours");
    assert_eq!(known.paper.number, PaperNo::Document(notice));
    assert_eq!(known.paper.standing, PaperStanding::Genuine);
    rig.advance(MINUTE).await;
    let by_number = rig.centre.paper_verify_number(&[notice], "192.0.2.9", |_| true).await;
    assert_eq!(by_number.expect("found by its number").paper.number, PaperNo::Document(notice));
}

// F23: an earlier notice of its kind is printed as it was issued.
pub async fn an_earlier_notice_is_read_as_it_was_issued(rig: Arc<Rig>) {
    use centre::particulars::RowReason;
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(12), &[3])).await;
    let told = |reason: &str| Act::Correction { rows: vec![RowReason { row: 3, reason: reason.into() }] };
    rig.does("intake2", case, told("没有布局图。")).await;
    let rows = catalogue::RowSet::of(&[3]).expect("a row");
    let marks = casework::MaterialMarks { copy_kept: rows, ..Default::default() };
    rig.does("intake2", case, Act::supplement(marks, 1, window("w2"))).await;
    rig.does("intake2", case, told("布局图没有签名。")).await;
    let whole = rig.whole(case).await;
    let facts = &whole.filed().expect("received").facts;
    let notices: Vec<PaperNo> = centre::paper::papers_of(facts.receipt, &whole.lines)
        .into_iter()
        .filter(|it| it.standing == PaperStanding::Superseded)
        .map(|it| it.number)
        .collect();
    let mark = centre::paper::mark(notices[0]);
    let place = centre::paper::issued_at(facts.receipt, &whole.lines, &mark).expect("it was issued");
    let round = facts.correction.map(|it| it.round);
    let then = whole.as_of(place).expect("the whole life is at hand");
    let correction = then.filed().and_then(|it| it.facts.correction).expect("it was given");
    assert_eq!((round, correction.round), (Some(2), 1));
    let reasons: Vec<RowReason> = then.texts.record(correction.reasons.0).expect("the reasons open");
    assert_eq!(reasons[0].reason, "没有布局图。");
    assert_eq!(then.applicant.name, citizen(12).name);
}
