//! Somebody goes for good, through the centre: the list sealed, three signatures, the account ended (E33).

use std::sync::Arc;

use casework::Refusal;
use casework::absence::AbsenceRefusal;
use casework::contact::Target;
use catalogue::UnitCode;
use centre::account::SignInRefusal;
use centre::act::Act;
use centre::case::Problem;
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};
use centre::leaving::{LeavingSigned, LeavingWords, NewLeaving};

use crate::rig::{Rig, person, session};
use crate::walk::in_hand;

fn list(taker: &str) -> NewLeaving {
    NewLeaving {
        person: person("do.sc"),
        taker: person(taker),
        witness: person("lead.sc"),
        words: LeavingWords {
            papers: "没有；原件都已退还。".into(),
            seals: "资料柜钥匙 1 把。".into(),
            ..LeavingWords::default()
        },
    }
}

fn refusal(problem: Problem) -> AbsenceRefusal {
    match problem {
        Problem::Refused(Refusal::Absence(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

// E33: nothing is forgotten; with the witness's signature nobody is signed in by the account any more.
pub async fn whoever_goes_hands_over_and_the_account_ends(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let password = "a long enough password";
    for login in ["do.sc", "do2.sc"] {
        centre.account_add(login, login, password).await.expect("written").expect("a new account");
    }
    let token = centre.sign_in("do.sc", password, "192.0.2.1").await.expect("tried").expect("signed in");
    assert!(centre.session(&token.0).await.expect("it can be read").is_some());
    let case = in_hand(&rig, 1).await;
    let other = in_hand(&rig, 2).await;
    rig.hands_over("do.sc", "agent.sc", other).await;
    let silent = NewLeaving { words: LeavingWords::default(), ..list("do2.sc") };
    let silent = centre.leaving_list(&session("do.sc"), rig.command_id(), &silent).await;
    assert!(matches!(silent, Err(Problem::Form(ref fields)) if fields[0].field == "papers"), "{silent:?}");
    centre.leaving_list(&session("do.sc"), rig.command_id(), &list("do2.sc")).await.expect("listed");
    let shown = centre.leavings(&session("lead.sc")).await.expect("it can be read");
    assert_eq!((shown.len(), shown[0].held.cases), (1, 1));
    assert_eq!(shown[0].words.seals, "资料柜钥匙 1 把。");
    assert!(centre.leavings(&session("do.ga")).await.expect("it can be read").is_empty());
    let rows = rig.rows(
        "select bytes from particular where division = $1 limit 500",
        vec![crate::rig::DIVISION.into()],
    );
    for row in rows.await {
        let bytes = row.bytes(0).expect("bytes");
        assert!(!String::from_utf8_lossy(bytes).contains("资料柜"), "the words are sealed");
    }
    let sign = async |who: &str| centre.leaving_sign(&session(who), rig.command_id(), person("do.sc")).await;
    let held = refusal(sign("do.sc").await.expect_err("a case is held"));
    assert_eq!(held, AbsenceRefusal::StillHeld { cases: 1, pending: 0 });
    // Nothing more is given to whoever goes.
    let papers = rig.file(case).await.facts.holding.papers;
    let back = Act::Give { to: person("do.sc"), papers, note: String::new() };
    assert_eq!(rig.refused("agent.sc", other, back).await, "wrong-direction");
    rig.hands_over("do.sc", "do2.sc", case).await;
    // A10: nor does anybody go with a visitor still waiting for an answer.
    let to = TransferForm { to: Target::Unit(UnitCode::parse("sc").expect("a unit")), note: String::new() };
    let (words, outcome) = ("想问问能不能变更地址".to_owned(), OutcomeForm::Transferred(to));
    let form = ContactForm { window: None, item: String::new(), words, visitor: String::new(), outcome };
    let asked = centre.contact_record(&session("guide"), rig.command_id(), &form).await;
    let contact = asked.expect("written down").0;
    let act = async |act: ContactAct| {
        centre.contact_act(&session("do.sc"), contact, rig.command_id(), None, &act).await.expect("done")
    };
    act(ContactAct::Sign).await;
    let beside = refusal(sign("do.sc").await.expect_err("somebody waits"));
    assert_eq!(beside, AbsenceRefusal::StillBeside { contacts: 1, folders: 0 });
    let shown = centre.leavings(&session("lead.sc")).await.expect("it can be read");
    assert_eq!((shown[0].held.cases, shown[0].beside.contacts), (0, 1));
    act(ContactAct::Settle(OutcomeForm::Returned("已告诉他怎么办。".into()))).await;
    let turn = refusal(sign("do2.sc").await.expect_err("not yet"));
    assert_eq!(turn, AbsenceRefusal::NotYourSignature { next: person("do.sc") });
    for who in ["do.sc", "do2.sc"] {
        assert_eq!(sign(who).await.expect("signed").0, LeavingSigned::Next);
    }
    assert!(centre.session(&token.0).await.expect("it can be read").is_some(), "until the last signature");
    let last = rig.command_id();
    for _ in 0..2 {
        let signed = centre.leaving_sign(&session("lead.sc"), last, person("do.sc")).await;
        assert_eq!(signed.expect("signed").0, LeavingSigned::Ended, "asked again it is the same answer");
    }
    let printed =
        async |who: &str| centre.leaving_paper(&session(who), person("do.sc")).await.expect("it can be read");
    for who in ["do2.sc", "lead.sc", "chief.sc"] {
        let paper = printed(who).await.unwrap_or_else(|| panic!("{who} prints the closed list"));
        assert!(paper.signed.iter().all(Option::is_some) && paper.words.seals.contains("1 把"), "{who}");
    }
    assert!(printed("do.ga").await.is_none() && printed("intake2").await.is_none());
    assert_eq!(centre.leavings_closed(&session("lead.sc")).await.expect("it can be read").len(), 1);
    assert!(centre.session(&token.0).await.expect("it can be read").is_none());
    let again = rig.second().await;
    assert!(again.session(&token.0).await.expect("it can be read").is_none(), "at every instance");
    let refused = centre.sign_in("do.sc", password, "192.0.2.1").await.expect("tried").err();
    assert_eq!(refused, Some(SignInRefusal::Wrong));
    assert!(centre.sign_in("do2.sc", password, "192.0.2.1").await.expect("tried").is_ok(), "the others stay");
}
