//! How the holder of a certificate is reached years after its case, and who may act in the holder's place.

use std::sync::Arc;

use casework::certificate::CertificateId;
use centre::act::Collector;
use centre::case::Problem;
use centre::certificate::CertificateAct;
use centre::contact_details::ContactDetails;
use centre::notice::certificate_made;

use crate::rig::{MINUTE, Rig, citizen, session, window};
use crate::walk::concluded;

const NEW: &str = "13800009999";

async fn born(rig: &Rig, n: u32) -> CertificateId {
    let case = concluded(rig, n).await;
    rig.advance(MINUTE).await;
    certificate_made(&rig.file(case).await).expect("a grant makes a certificate")
}

async fn asks(rig: &Rig, who: &str, id: CertificateId, act: CertificateAct) -> Result<(), Problem> {
    let asked = rig.centre.certificate_act(&session(who), id, rig.command_id(), None, &act).await;
    asked.map(|_| ())
}

async fn refused(rig: &Rig, who: &str, id: CertificateId, act: CertificateAct) -> &'static str {
    match asks(rig, who, id, act).await {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("{who}: {other:?}"),
    }
}

async fn told(rig: &Rig, kind: &str) -> Option<(String, String)> {
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(60).await.expect("the notices can be read");
    notices.into_iter().find(|it| it.kind == kind).map(|it| (it.to, it.text))
}

fn reached(n: u32, telephone: &str) -> CertificateAct {
    CertificateAct::ChangeContact {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        contact: ContactDetails { telephone: telephone.into(), ..ContactDetails::default() },
        window: window("w2"),
    }
}

fn renewal(n: u32, collector: Option<Collector>) -> CertificateAct {
    CertificateAct::ApplyRenewal {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        collector,
        words: String::new(),
        window: window("w2"),
    }
}

// E3, E11, A22: from then on everything about the certificate goes to the new telephone; the old one is told once.
pub async fn a_holder_is_reached_as_was_said_last(rig: Arc<Rig>) {
    let id = born(&rig, 41).await;
    assert_eq!(refused(&rig, "intake2", id, reached(42, NEW)).await, "identity-differs");
    assert_eq!(refused(&rig, "do.sc", id, reached(41, NEW)).await, "not-authorised");
    let wrong = asks(&rig, "intake2", id, reached(41, "")).await;
    assert!(matches!(wrong, Err(Problem::Form(ref it)) if it[0].field == "telephone"), "{wrong:?}");
    asks(&rig, "intake2", id, reached(41, NEW)).await.expect("the holder is there");
    let (to, words) =
        told(&rig, "certificate-contact-changed").await.expect("where news arrives from now on");
    assert_eq!(to, NEW);
    assert!(words.contains("以后的消息都发到这里"), "{words}");
    let (to, words) = told(&rig, "certificate-contact-left").await.expect("where it arrived before");
    assert_eq!(to, citizen(41).telephone);
    assert!(words.contains("不再发到这里") && !words.contains(NEW), "{words}");
    asks(&rig, "intake2", id, renewal(41, None)).await.expect("the holder applies");
    let (to, _) = told(&rig, "certificate-renewal-applied").await.expect("the holder is told");
    assert_eq!(to, NEW);
}

// N7, E16: whom the holder sent shows a letter; the holder is told each time.
pub async fn a_renewal_is_asked_for_by_whom_the_holder_sent(rig: Arc<Rig>) {
    let id = born(&rig, 43).await;
    let sent = |letter| Collector {
        name: "许代办".into(),
        document_type: "111".into(),
        document_number: citizen(44).document_number,
        letter,
    };
    assert_eq!(refused(&rig, "intake2", id, renewal(44, None)).await, "identity-differs");
    assert_eq!(refused(&rig, "intake2", id, renewal(44, Some(sent(false)))).await, "letter-not-seen");
    asks(&rig, "intake2", id, renewal(44, Some(sent(true)))).await.expect("with the letter");
    let (to, words) = told(&rig, "certificate-renewal-applied").await.expect("the holder is told");
    assert_eq!(to, citizen(43).telephone);
    assert!(words.contains("别人拿着您的授权委托书"), "{words}");
}
