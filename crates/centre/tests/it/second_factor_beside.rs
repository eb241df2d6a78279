//! The second factor for what leaders sign beside a case: the bar list, certificates, destruction lists (A17, F20).

use std::sync::Arc;

use casework::bar::Ground;
use casework::certificate::{CertificateId, EndGround};
use casework::{Outcome, PriorityClass};
use catalogue::{CaseId, UnitCode};
use centre::act::Act;
use centre::bars::BarAct;
use centre::certificate::CertificateAct;
use centre::destruction::DestructionAct;
use centre::notice::certificate_made;
use centre::second_factor::{CodeRefusal, SampleCode};
use centre::to_sign::{ToSign, signs_destruction};

use crate::rig::{MINUTE, Rig, organisation, person, session};
use crate::second_factor::{STEP, set_up};
use crate::walk::{before_decision, concluded};

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a unit")
}

fn reason() -> String {
    "事实清楚。".to_owned()
}

/// A certificate after the outbox has brought it to life.
async fn born(rig: &Rig, n: u32) -> CertificateId {
    let case = concluded(rig, n).await;
    rig.advance(1_000_000).await;
    certificate_made(&rig.file(case).await).expect("a grant makes a certificate")
}

async fn checked(rig: &Rig, who: &str, id: [u8; 16], act: ToSign<'_>, code: &str) -> Result<(), CodeRefusal> {
    let answer = rig.centre.second_factor_check(&session(who), id, &act, code).await;
    answer.expect("the database answers")
}

/// Whether an act asks this person for a code.
async fn needs(rig: &Rig, who: &str, act: ToSign<'_>) -> bool {
    match checked(rig, who, rig.command_id(), act, "").await {
        Ok(()) => false,
        Err(CodeRefusal::NotSetUp) => true,
        Err(other) => panic!("{who}: {other:?}"),
    }
}

// A17, F20, N26: the head who enters a person in the bar list or lifts the entry; nobody else, and for nothing else.
pub async fn a_code_is_asked_for_entering_and_lifting_a_bar(rig: Arc<Rig>) {
    let case = before_decision(&rig, 7).await;
    let bar = async |who: &str, case: CaseId, act: BarAct| needs(&rig, who, ToSign::Bar(case, &act)).await;
    let lift = |reason: &str| BarAct::Lift { reason: reason.to_owned() };
    assert!(
        bar("chief.sc", case, BarAct::Decide).await && bar("chief.sc", case, lift("信用已经修复。")).await
    );
    assert!(!bar("chief.sc", case, lift(" ")).await, "what lacks is said first");
    for who in ["lead.sc", "do.sc", "chief.ga", "centre"] {
        assert!(!bar(who, case, BarAct::Decide).await, "{who} hears from the rules why not");
    }
    let ground = Ground::FalseMaterials;
    for act in [
        BarAct::Propose { ground, reason: reason() },
        BarAct::Hear { statement: reason() },
        BarAct::Refuse { reason: reason() },
        BarAct::Tell,
    ] {
        let name = act.name();
        assert!(!bar("chief.sc", case, act).await, "{name} leaves everything as it was");
    }
    let nowhere = CaseId::parse("0123456789abcdef0123456789abcdef").expect("a code");
    assert!(!bar("chief.sc", nowhere, BarAct::Decide).await);
    let whole = rig.whole(case).await;
    let asked = |who: &str, act: &str| whole.bar_asks_code(&session(who), act);
    assert!(asked("chief.sc", "decide") && asked("chief.sc", "lift"));
    assert!(!asked("chief.sc", "refuse") && !asked("lead.sc", "decide") && !asked("do.sc", "lift"));
}

// A17, R52, N21, N25: who decides on ending or renewing a certificate, by post or by the letter of the head.
pub async fn a_code_is_asked_for_deciding_on_a_certificate(rig: Arc<Rig>) {
    let id = born(&rig, 8).await;
    let on = async |who: &str, act: CertificateAct| needs(&rig, who, ToSign::Certificate(id, &act)).await;
    let end = |ends| CertificateAct::DecideProceeding { ends, reasons: reason() };
    let renew = |outcome, reasons: &str| CertificateAct::DecideRenewal { outcome, reasons: reasons.into() };
    for ends in [true, false] {
        assert!(on("chief.sc", end(ends)).await, "either way it is the decision");
    }
    assert!(on("lead.sc", end(true)).await, "R52: by the letter of the head");
    assert!(on("chief.sc", renew(Outcome::Granted, "")).await);
    assert!(!on("chief.sc", renew(Outcome::Refused, " ")).await, "what lacks is said first");
    let reissue = CertificateAct::DecideReissue { outcome: Outcome::Granted, reasons: String::new() };
    assert!(on("chief.sc", reissue).await, "E11, E17");
    for who in ["do.sc", "intake2", "chief.ga", "centre"] {
        assert!(!on(who, end(true)).await, "{who} hears from the rules why not");
    }
    let open = CertificateAct::OpenProceeding { ground: EndGround::ObtainedByDeceit, facts: reason() };
    for act in [
        open,
        CertificateAct::RecordStatement { words: reason() },
        CertificateAct::Replace {
            document_type: "111".into(),
            document_number: crate::rig::citizen(8).document_number,
            window: crate::rig::window("w2"),
            reason: reason(),
            old_returned: true,
        },
    ] {
        let name = act.name();
        assert!(!on("chief.sc", act).await, "{name} decides nothing");
    }
    let view = rig.centre.certificate_fetch(id).await.expect("readable").expect("it was issued");
    let asked = |who: &str, act: &str| view.asks_code(&session(who), act);
    assert!(asked("chief.sc", "decide-proceeding") && asked("lead.sc", "decide-renewal"));
    assert!(!asked("chief.sc", "open-proceeding") && !asked("do.sc", "decide-proceeding"));
}

// A17, C23, A42: the head of the centre, for the approval of a list and for a fast track.
pub async fn a_code_is_asked_of_the_head_of_the_centre(rig: Arc<Rig>) {
    let on =
        async |who: &str, act: DestructionAct| needs(&rig, who, ToSign::Destruction(unit("sc"), &act)).await;
    assert!(on("centre", DestructionAct::Approve).await);
    for who in ["do.sc", "chief.sc", "super"] {
        assert!(!on(who, DestructionAct::Approve).await, "{who} hears from the rules why not");
    }
    for act in [
        DestructionAct::SendBack { reason: reason() },
        DestructionAct::Sign,
        DestructionAct::Draw(Vec::new()),
    ] {
        let name = act.name();
        assert!(!on("centre", act).await, "{name} lets nothing be carried out");
    }
    let (of, today) = (organisation(), rig.centre.today());
    let asked = |who: &str, act: &str| signs_destruction(act, &of, &session(who), today);
    assert!(asked("centre", "approve") && !asked("centre", "send-back") && !asked("chief.sc", "approve"));
    let case = before_decision(&rig, 7).await;
    let fast = Act::ApprovePriority { class: PriorityClass::Livelihood };
    assert!(needs(&rig, "centre", ToSign::Case(case, &fast)).await);
    let refuse = Act::RefusePriority { reason: reason() };
    assert!(!needs(&rig, "centre", ToSign::Case(case, &refuse)).await);
    // The demonstration has a telephone for whoever is asked.
    rig.centre.second_factor_samples(&of).await.expect("they are written");
    for who in ["centre", "chief.sc"] {
        let shown = rig.centre.second_factor_sample(person(who)).await.expect("the database answers");
        assert!(matches!(shown, Some(SampleCode::Code(_))), "{who}");
    }
}

// A17, E24: the rules of a code are those of a case: once, for one content, and five wrong ones wait.
pub async fn a_code_beside_a_case_serves_once_and_wrong_ones_wait(rig: Arc<Rig>) {
    let (case, certificate) = (before_decision(&rig, 7).await, born(&rig, 8).await);
    let (decide, lift) = (BarAct::Decide, BarAct::Lift { reason: reason() });
    let end = |ends| CertificateAct::DecideProceeding { ends, reasons: reason() };
    let (ends, drops, approve) = (end(true), end(false), DestructionAct::Approve);
    let (chief, centre) = (set_up(&rig, "chief.sc").await, set_up(&rig, "centre").await);
    let acts = [
        ("chief.sc", &chief, ToSign::Bar(case, &decide), ToSign::Bar(case, &lift)),
        (
            "chief.sc",
            &chief,
            ToSign::Certificate(certificate, &ends),
            ToSign::Certificate(certificate, &drops),
        ),
        (
            "centre",
            &centre,
            ToSign::Destruction(unit("sc"), &approve),
            ToSign::Destruction(unit("zr"), &approve),
        ),
    ];
    for (who, telephone, act, other) in acts {
        rig.advance(STEP).await;
        let (id, code) = (rig.command_id(), telephone.shows(&rig, 0));
        let now = async |id: [u8; 16], act: ToSign<'_>, code: &str| checked(&rig, who, id, act, code).await;
        assert_eq!(now(id, act, "").await, Err(CodeRefusal::Missing), "{act:?}");
        assert_eq!(now(id, act, &telephone.shows(&rig, -5)).await, Err(CodeRefusal::Wrong), "{act:?}");
        assert_eq!(now(id, act, &code).await, Ok(()), "{act:?}");
        assert_eq!(now(id, act, "").await, Ok(()), "the answer was lost: {act:?}");
        assert_eq!(now(id, other, &code).await, Err(CodeRefusal::Used), "the same form otherwise: {act:?}");
        assert_eq!(now(rig.command_id(), act, &code).await, Err(CodeRefusal::Used), "{act:?}");
        rig.advance(STEP).await;
        assert_eq!(now(rig.command_id(), act, &telephone.shows(&rig, 0)).await, Ok(()), "{act:?}");
        for n in 1..=5 {
            assert_eq!(
                now(rig.command_id(), act, "000 00").await,
                Err(CodeRefusal::Wrong),
                "try {n}: {act:?}"
            );
        }
        let told = now(rig.command_id(), act, &telephone.shows(&rig, 1)).await;
        assert!(matches!(told, Err(CodeRefusal::Throttled { minutes: 15, .. })), "{act:?}: {told:?}");
        rig.advance(15 * MINUTE).await;
        assert_eq!(now(rig.command_id(), act, &telephone.shows(&rig, 0)).await, Ok(()), "{act:?}");
    }
}
