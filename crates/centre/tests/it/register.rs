//! Whose the case is, through the centre: receipts printed again, registrations corrected, successors, and the own code.

use std::sync::Arc;

use casework::{EndGround, Stage, SuccessionGround, WithdrawCause};
use catalogue::CaseId;
use catalogue::item::ApplicantKind;
use centre::act::{Act, Collector};
use centre::act_delivery::DeliveryAct;
use centre::act_register::RegisterAct;
use centre::case::Problem;
use centre::contact_details::ContactDetails;
use centre::particulars::{Applicant, Representative};
use centre::track::Tracked;

use crate::rig::{MINUTE, Rig, citizen, intake, item, session, window};
use crate::walk::{before_decision, collect, concluded, grant, in_hand, pickup, received};

const ADDRESS: &str = "192.0.2.1";

fn reissue(n: u32, at: &str) -> RegisterAct {
    RegisterAct::Reissue {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        collector: None,
        window: window(at),
    }
}

/// The registration is corrected to another.
pub fn correct(n: u32) -> Act {
    let (applicant, kind) = (citizen(n), ApplicantKind::NaturalPerson);
    Act::Register(RegisterAct::Correct {
        applicant, kind, reason: "照着上一位的证件录的。".into()
    })
}

fn rename(applicant: Applicant) -> Act {
    Act::Register(RegisterAct::Rename { applicant, proof: "公安机关变更证明 1 号".into() })
}

/// Somebody else goes on with it.
pub fn succeed(ground: SuccessionGround, applicant: Applicant, kind: ApplicantKind) -> Act {
    Act::Register(RegisterAct::Succeed { ground, applicant, kind, proof: "公证书 12 号".into() })
}

fn end(ground: EndGround) -> Act {
    Act::Register(RegisterAct::End { ground, proof: "死亡医学证明 3 号".into() })
}

pub fn firm(n: u32, name: &str) -> Applicant {
    let organisation = format!("MA1{n:05}");
    let of_organisation = catalogue::check::organisation_check(&organisation).expect("eight characters");
    let head = format!("91990121{organisation}{of_organisation}");
    let check = catalogue::check::credit_check(&head).expect("seventeen characters");
    Applicant {
        kind: "enterprise".into(),
        document_type: "990".into(),
        document_number: format!("{head}{check}"),
        name: name.into(),
        telephone: format!("138{n:08}"),
        legal_representative: "许法人".into(),
        representative: Some(Representative {
            name: "许经办".into(),
            document_type: "111".into(),
            document_number: citizen(n).document_number,
            telephone: String::new(),
            letter: true,
        }),
        ..Applicant::default()
    }
}

async fn told(rig: &Rig, case: CaseId, kind: &str) -> Option<(String, String)> {
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(60).await.expect("the notices can be read");
    notices.into_iter().find(|it| it.case == Some(case) && it.kind == kind).map(|it| (it.to, it.text))
}

async fn tracks(rig: &Rig, receipt: &(String, String)) -> Option<Tracked> {
    match rig.centre.track(&receipt.0, &receipt.1, ADDRESS).await {
        Ok(tracked) => Some(tracked),
        Err(Problem::NotFound) => None,
        Err(other) => panic!("{other:?}"),
    }
}

/// The six digits of a message.
fn digits(words: &str) -> String {
    let tail = words.split_once("验证码 ").expect("a code is in it").1;
    tail.chars().take_while(char::is_ascii_digit).collect()
}

// E15, C13: at any window, whoever took it in; the old code and what was opened with it end at once, and it is logged.
pub async fn a_receipt_printed_again_makes_the_old_code_void(rig: Arc<Rig>) {
    let case = received(&rig, 1).await;
    let old = rig.receipt(case).await;
    let key = rig.centre.track_key(case).await.expect("the case can be read").expect("it has a code");
    assert_eq!(tracks(&rig, &old).await, Some(Tracked::Case(case)));
    // The officer of window 7 sees nothing of the unit's cases, and prints this receipt all the same.
    let elsewhere = session("intake7");
    assert!(matches!(rig.centre.case_fetch_for(&elsewhere, case).await, Err(Problem::OutOfScope)));
    let organisation = rig.centre.organisation().await.expect("readable").expect("published");
    let seat = organisation
        .posts_of(elsewhere.person, rig.centre.today())
        .find_map(|holding| holding.windows.first().copied())
        .expect("intake7 sits somewhere");
    let at = |n| reissue(n, seat.as_str());
    let wrong = rig.centre.receipt_reissue(&elsewhere, rig.command_id(), &old.0, &at(2)).await;
    assert!(matches!(wrong, Err(Problem::NotFound)), "{wrong:?}");
    let nothing = rig.centre.receipt_reissue(&elsewhere, rig.command_id(), "SC2026999999", &at(1)).await;
    assert!(matches!(nothing, Err(Problem::NotFound)), "sounds the same: {nothing:?}");
    let id = rig.command_id();
    let printed = rig.centre.receipt_reissue(&elsewhere, id, &old.0, &at(1)).await.expect("it is printed");
    assert_eq!(printed.0, case);
    let new = rig.receipt(case).await;
    assert_eq!((new.0 == old.0, new.1 == old.1), (true, false), "the same number, another code");
    assert_eq!(tracks(&rig, &old).await, None, "as if it had never been");
    assert_eq!(tracks(&rig, &new).await, Some(Tracked::Case(case)));
    assert!(!rig.centre.track_stands(case, key).await.expect("readable"), "the page opened with it ends");
    // A page sent twice prints the same code again.
    rig.centre.receipt_reissue(&elsewhere, id, &old.0, &at(1)).await.expect("answered as before");
    assert_eq!(rig.receipt(case).await, new);
    assert_eq!(rig.kinds(case).await, ["received", "receipt-reissued"]);
    assert_eq!(rig.file(case).await.facts.register.reprints, 1);
    let (to, words) = told(&rig, case, "receipt-reissued").await.expect("the applicant is told");
    assert_eq!(to, citizen(1).telephone);
    assert!(words.contains("原来的查询码不能用了"), "{words}");
    for _ in 0..12 {
        let _ = rig.centre.receipt_reissue(&elsewhere, rig.command_id(), "SC2026999999", &at(1)).await;
    }
    let slowed = rig.centre.receipt_reissue(&elsewhere, rig.command_id(), &old.0, &at(1)).await;
    assert!(matches!(slowed, Err(Problem::Throttled(_))), "{slowed:?}");
}

// C26, F9, C13: a code of six digits to the telephone of the intake, ten minutes, five tries; then the words of the window.
pub async fn an_applicant_withdraws_with_a_code_of_the_own_telephone(rig: Arc<Rig>) {
    let case = in_hand(&rig, 3).await;
    let asked = WithdrawCause::AskedByWindow;
    let by = async |code: &str| rig.centre.withdraw_by_code(case, rig.command_id(), asked, "", code).await;
    assert!(matches!(by("123456").await, Err(Problem::Refused(ref it)) if it.code() == "no-code-sent"));
    rig.centre.withdraw_code_send(case, rig.command_id()).await.expect("it is sent");
    let (to, words) = told(&rig, case, "withdraw-code").await.expect("the applicant gets it");
    assert_eq!(to, citizen(3).telephone);
    let code = digits(&words);
    assert_eq!(code.len(), 6, "{words}");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let refused = by(wrong).await;
        assert!(matches!(refused, Err(Problem::Refused(ref it)) if it.code() == "code-wrong"), "{refused:?}");
    }
    assert!(matches!(by(&code).await, Err(Problem::Throttled(_))), "the sixth try, though it is right");
    // Another code has its own tries; it ends after ten minutes.
    rig.centre.withdraw_code_send(case, rig.command_id()).await.expect("another");
    let second = digits(&told(&rig, case, "withdraw-code").await.expect("it comes").1);
    rig.advance(10 * MINUTE).await;
    let old = by(&second).await;
    assert!(matches!(old, Err(Problem::Refused(ref it)) if it.code() == "code-expired"), "{old:?}");
    rig.centre.withdraw_code_send(case, rig.command_id()).await.expect("a third");
    let third = digits(&told(&rig, case, "withdraw-code").await.expect("it comes").1);
    let more = rig.centre.withdraw_code_send(case, rig.command_id()).await;
    assert!(matches!(more, Err(Problem::Throttled(_))), "three in half an hour: {more:?}");
    let silent = rig.centre.withdraw_by_code(case, rig.command_id(), WithdrawCause::Other, " ", &third).await;
    assert!(matches!(silent, Err(Problem::Form(ref fields)) if fields[0].field == "words"), "{silent:?}");
    let id = rig.command_id();
    for _ in 0..2 {
        let done = rig.centre.withdraw_by_code(case, id, asked, "", &third).await;
        done.expect("it is withdrawn, once, however often it is sent");
    }
    let file = rig.file(case).await;
    let Stage::Withdrawn(withdrawal) = &file.stage else { panic!("{:?}", file.stage) };
    assert_eq!((withdrawal.by, withdrawal.cause), (None, asked));
    let last = rig.whole(case).await.lines.pop().expect("it happened");
    assert_eq!(last.actor, "applicant", "on record as the applicant's own act");
    let (_, words) = told(&rig, case, "withdrawn").await.expect("the applicant is told");
    assert!(words.contains("取回") && words.contains("没有人可以要求您撤回"), "{words}");
    // C26: whoever left no telephone goes to any window.
    let nobody = Applicant {
        telephone: String::new(),
        no_phone: true,
        notify: centre::particulars::NotifyBy::Paper,
        ..citizen(4)
    };
    let case = rig.receives("intake2", &intake(&item("food-business"), nobody, &[])).await;
    let refused = rig.centre.withdraw_code_send(case, rig.command_id()).await;
    assert!(
        matches!(refused, Err(Problem::Refused(ref it)) if it.code() == "no-own-telephone"),
        "{refused:?}"
    );
}

// E10: new number and code, the old number leads on, the wrong person sees and finds nothing, both are told.
pub async fn a_wrong_registration_is_corrected_and_both_are_told(rig: Arc<Rig>) {
    let case = in_hand(&rig, 5).await;
    let old = rig.receipt(case).await;
    assert_eq!(rig.refused("intake2", case, correct(6)).await, "not-authorised");
    let mut empty = citizen(6);
    empty.document_number = "990121199001010011".into();
    let kind = ApplicantKind::NaturalPerson;
    let typed = Act::Register(RegisterAct::Correct { applicant: empty, kind, reason: " ".into() });
    let wrong = rig.asks("head.biz", case, &typed).await;
    let Err(Problem::Form(fields)) = wrong else { panic!("{wrong:?}") };
    let fields: Vec<&str> = fields.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(fields, ["reason", "document_number"], "E5");
    rig.does("head.biz", case, correct(6)).await;
    let new = rig.receipt(case).await;
    assert_ne!(new.0, old.0);
    assert_eq!(
        tracks(&rig, &old).await,
        Some(Tracked::Corrected),
        "whoever holds the old receipt learns why"
    );
    assert_eq!(tracks(&rig, &(old.0.clone(), new.1.clone())).await, Some(Tracked::Case(case)), "it leads on");
    assert_eq!(tracks(&rig, &new).await, Some(Tracked::Case(case)));
    let head = session("head.biz");
    let find = async |words: &str| rig.centre.case_find_number(&head, words).await.expect("readable");
    assert_eq!((find(&old.0).await, find(&new.0).await), (Some(case), Some(case)));
    let person = async |n| {
        let found = rig.centre.case_find_person(&head, &citizen(n).document_number).await.expect("readable");
        found.iter().map(|it| (it.id, it.receipt_no.clone())).collect::<Vec<_>>()
    };
    assert!(person(5).await.is_empty(), "nothing of the wrong person's any more");
    assert_eq!(person(6).await, [(case, new.0.clone())]);
    assert_eq!(rig.whole(case).await.applicant.name, citizen(6).name);
    let (to, words) = told(&rig, case, "registration-corrected").await.expect("the right one is told");
    assert_eq!(to, citizen(6).telephone);
    assert!(words.contains("更正到您名下"), "{words}");
    let (to, words) = told(&rig, case, "registration-ended").await.expect("the wrong one is told");
    assert_eq!(to, citizen(5).telephone);
    assert!(words.contains("与您无关") && !words.contains(&citizen(6).name), "{words}");
    // The receipt of the wrong person is no receipt any more.
    let paper = rig.centre.paper_verify(&old.0, ADDRESS).await.expect("it was issued");
    assert_eq!(paper.paper.standing, centre::paper::PaperStanding::Superseded);
    // Back to the first, who then finds it again.
    rig.does("head.biz", case, correct(5)).await;
    assert_eq!((person(5).await.len(), person(6).await.len()), (1, 0));
    let decided = before_decision(&rig, 7).await;
    rig.does("lead.sc", decided, grant()).await;
    assert_eq!(rig.refused("head.biz", decided, correct(8)).await, "already-decided");
}

// E11: another number; the case is found under both, and only the new document collects.
pub async fn a_person_is_found_under_former_names_and_numbers(rig: Arc<Rig>) {
    let case = received(&rig, 9).await;
    let old = rig.receipt(case).await;
    let now = Applicant { name: "许新名".into(), ..citizen(10) };
    rig.does("head.biz", case, rename(now)).await;
    assert_eq!(rig.receipt(case).await, old, "number and code stay");
    let head = session("head.biz");
    for n in [9, 10] {
        let found = rig.centre.case_find_person(&head, &citizen(n).document_number).await.expect("readable");
        assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), [case], "{n}");
    }
    let whole = rig.whole(case).await;
    let former = whole.filed().expect("filed").facts.register.former().next().copied().expect("one");
    let was: Applicant = whole.texts.record(former.applicant_sealed.0).expect("kept");
    assert_eq!((was.name, whole.applicant.name.as_str()), (citizen(9).name, "许新名"));
    // E11: both telephones are told, so that nobody loses a matter unknowing.
    let (to, _) = told(&rig, case, "applicant-renamed").await.expect("as it is now");
    assert_eq!(to, citizen(10).telephone);
    let (to, words) = told(&rig, case, "former-renamed").await.expect("as it was");
    assert_eq!(to, citizen(9).telephone);
    assert!(words.contains("以后的消息不再发到这里") && !words.contains("许新名"), "{words}");
    let shown = Act::Register(reissue(9, "w2"));
    assert_eq!(rig.refused("intake2", case, shown).await, "identity-differs");
    rig.does("intake2", case, Act::Register(reissue(10, "w2"))).await;
}

// E13: a firm merges into another; the code that was sent and the former representative collect nothing.
pub async fn a_firm_is_succeeded_and_its_former_representative_collects_nothing(rig: Arc<Rig>) {
    let was = firm(11, "晨禾餐饮有限公司");
    let case = rig.receives("intake2", &intake(&item("food-business"), was.clone(), &[])).await;
    let other = Applicant { representative: None, ..was.clone() };
    let ground = SuccessionGround::Represented;
    rig.does("head.biz", case, succeed(ground, other.clone(), ApplicantKind::Enterprise)).await;
    let old = rig.receipt(case).await;
    let next = firm(12, "晨禾实业有限公司");
    rig.does("head.biz", case, succeed(SuccessionGround::Merged, next.clone(), ApplicantKind::Enterprise))
        .await;
    assert_eq!(tracks(&rig, &old).await, None, "the former code ends");
    let (to, words) = told(&rig, case, "succeeded").await.expect("the successor is told");
    assert_eq!(to, next.telephone);
    assert!(words.contains("由贵单位接着办"), "{words}");
    let (to, words) = told(&rig, case, "former-succeeded").await.expect("the former firm is told");
    assert_eq!(to, was.telephone);
    assert!(words.contains("由承继的单位接着办") && !words.contains(&next.name), "{words}");
    let waits = concluded(&rig, 13).await;
    let first = pickup(&rig, waits).await;
    rig.does(
        "head.biz",
        waits,
        succeed(SuccessionGround::Inherited, citizen(14), ApplicantKind::NaturalPerson),
    )
    .await;
    let second = pickup(&rig, waits).await;
    assert_ne!(first, second);
    assert_eq!(told(&rig, waits, "former-succeeded").await, None, "nobody writes to who has died");
    let (_, words) = told(&rig, waits, "succeeded").await.expect("the heir is told");
    assert!(words.contains(&second), "{words}");
    let heir = citizen(14).document_number;
    assert_eq!(rig.refused("out", waits, collect(&first, &heir)).await, "pickup-code-wrong");
    let sent = Act::Deliver {
        code: second.clone(),
        document_type: "111".into(),
        document_number: String::new(),
        collector: Some(Collector {
            name: "许小店".into(),
            document_type: "111".into(),
            document_number: citizen(13).document_number,
            letter: true,
        }),
        window: window("w15"),
    };
    assert_eq!(rig.refused("out", waits, sent).await, "mandate-ended");
    rig.does("out", waits, collect(&second, &heir)).await;
}

fn contact(n: u32, at: &str, telephone: &str) -> Act {
    Act::Register(RegisterAct::Contact {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        contact: ContactDetails { telephone: telephone.into(), ..ContactDetails::default() },
        window: window(at),
    })
}

// E3, E11: a changed telephone is told to both; the code of a result that waits goes to the new one.
pub async fn a_changed_telephone_is_told_to_both(rig: Arc<Rig>) {
    const NEW: &str = "13800009999";
    let case = in_hand(&rig, 18).await;
    assert_eq!(rig.refused("intake2", case, contact(19, "w2", NEW)).await, "identity-differs");
    assert_eq!(rig.refused("do.sc", case, contact(18, "w2", NEW)).await, "not-authorised");
    let wrong = rig.asks("intake2", case, &contact(18, "w2", "电话")).await;
    assert!(matches!(wrong, Err(Problem::Form(ref fields)) if fields[0].field == "telephone"), "{wrong:?}");
    rig.does("intake2", case, contact(18, "w2", NEW)).await;
    let (to, words) = told(&rig, case, "contact-changed").await.expect("where news arrives from now on");
    assert_eq!(to, NEW);
    assert!(words.contains("以后的消息都发到这里"), "{words}");
    let (to, words) = told(&rig, case, "contact-left").await.expect("where it arrived before");
    assert_eq!(to, citizen(18).telephone);
    assert!(words.contains("不再发到这里") && !words.contains(NEW), "{words}");
    let whole = rig.whole(case).await;
    assert_eq!((whole.applicant.telephone.as_str(), &whole.applicant.name), (NEW, &citizen(18).name));
    // The same telephone with another address reaches whom it reached: nothing is left.
    let waits = concluded(&rig, 20).await;
    rig.does("out", waits, contact(20, "w15", &citizen(20).telephone)).await;
    assert!(told(&rig, waits, "contact-changed").await.is_some());
    assert_eq!(told(&rig, waits, "contact-left").await, None);
    rig.does("out", waits, contact(20, "w15", NEW)).await;
    let renew = Act::Delivery(DeliveryAct::RenewPickup {
        document_type: "111".into(),
        document_number: citizen(20).document_number,
        window: window("w15"),
        on_paper: false,
    });
    rig.does("out", waits, renew).await;
    let (to, _) = told(&rig, waits, "pickup-renewed").await.expect("the new code");
    assert_eq!(to, NEW, "the code reaches whom it is for");
}

// N7, E15: the applicant is told that somebody with a letter had the receipt printed.
pub async fn a_receipt_printed_for_somebody_sent_is_told(rig: Arc<Rig>) {
    let case = in_hand(&rig, 21).await;
    let sent = |letter: bool, name: &str| RegisterAct::Reissue {
        document_type: String::new(),
        document_number: String::new(),
        collector: Some(Collector {
            name: name.into(),
            document_type: "111".into(),
            document_number: citizen(22).document_number,
            letter,
        }),
        window: window("w2"),
    };
    assert_eq!(rig.refused("intake2", case, Act::Register(sent(false, "许代办"))).await, "letter-not-seen");
    let nameless = rig.asks("intake2", case, &Act::Register(sent(true, " "))).await;
    assert!(
        matches!(nameless, Err(Problem::Form(ref fields)) if fields[0].field == "collector_name"),
        "{nameless:?}"
    );
    rig.does("intake2", case, Act::Register(sent(true, "许代办"))).await;
    let (to, words) = told(&rig, case, "receipt-reissued").await.expect("told each time");
    assert_eq!(to, citizen(21).telephone);
    assert!(words.contains("由带着授权委托书的人补打"), "{words}");
}

// A42: the count is public, by class; what is asked for and not given is not counted.
pub async fn priority_is_counted_in_public_by_class(rig: Arc<Rig>) {
    let class = casework::PriorityClass::Livelihood;
    let (given, refused) = (in_hand(&rig, 16).await, in_hand(&rig, 17).await);
    for case in [given, refused] {
        rig.does("do.sc", case, Act::AskPriority { reason: "灾后重新开业。".into() }).await;
    }
    rig.does("chief.sc", given, Act::ApprovePriority { class }).await;
    rig.does("chief.sc", refused, Act::RefusePriority { reason: "不属于这几类。".into() }).await;
    rig.advance(MINUTE).await;
    let figures = rig.centre.priority_figures().await.expect("readable");
    assert_eq!(figures.all, 1);
    assert!(figures.classes.iter().all(|(of, count)| *count == i64::from(*of == class)), "{figures:?}");
}

// E13: by a numbered paper, with proof; what runs stops, the family is told where the papers are.
pub async fn a_case_ends_with_its_applicant(rig: Arc<Rig>) {
    let case = in_hand(&rig, 15).await;
    assert_eq!(rig.refused("head.biz", case, end(EndGround::Dissolved)).await, "wrong-end");
    assert_eq!(rig.refused("do.sc", case, end(EndGround::Died)).await, "not-authorised");
    rig.does("head.biz", case, end(EndGround::Died)).await;
    assert_eq!(rig.state(case).await, "ended-with-applicant");
    let desk = rig.centre.desk(&session("do.sc")).await.expect("the desk can be read");
    assert!(desk.is_empty(), "nobody has it any more");
    let (_, words) = told(&rig, case, "ended-with-applicant").await.expect("the family is told");
    assert!(words.contains("终止办理通知书") && words.contains("近亲属"), "{words}");
    let file = rig.file(case).await;
    let Stage::EndedWithApplicant(ended) = &file.stage else { panic!("{:?}", file.stage) };
    assert_eq!(rig.whole(case).await.texts.text(ended.proof.0), "死亡医学证明 3 号");
}
