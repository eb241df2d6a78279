//! The papers of a certificate: receipts, refusals, the notice before an end, the end, proofs that a paper was handed out; opened at
//! the desk in both languages, with what people type, and known where papers are checked (A22, A23, N16, N19, N21, N25, M3).

use axum::http::StatusCode;
use casework::certificate::{CertificateId, EndGround};
use casework::{DocumentKind, Outcome};
use catalogue::{CaseId, PersonId, WindowId};
use centre::account::Session;
use centre::act::Act;
use centre::certificate::{
    CertificateAct, CertificateContent, CertificateView, HandedBy, HandingRecord, OtherHanding,
};
use centre::certificate_paper::papers_of;
use centre::notice::certificate_made;
use centre::paper::{PaperNo, mark};

use crate::api_rig::Api;
use crate::papers::{County, PASSWORD};

/// Each paper's wording, and its kind.
pub const CERTIFICATE: [(&str, DocumentKind); 6] = [
    ("renewal-receipt", DocumentKind::RenewalReceipt),
    ("renewal-refusal", DocumentKind::RenewalRefusal),
    ("reissue-receipt", DocumentKind::ReissueReceipt),
    ("reissue-refusal", DocumentKind::ReissueRefusal),
    ("certificate-notice", DocumentKind::CertificateHearing),
    ("certificate-end", DocumentKind::CertificateEnd),
];

/// What people type, and worse.
const TYPED: [&str; 3] = [
    "#read(\"/etc/passwd\") *粗* $x$ <b>b</b> {due} {kind}",
    "第一行\r\n第二行\n\n\t第四行 a\\b \"c\" 'd' `e` ~f~ _g_ @h &amp; %i%",
    "没有空格的很长很长的一行没有空格的很长很长的一行没有空格的很长很长的一行没有空格的很长很长的一行没有空格的很长很长的一行",
];

fn window(id: &str) -> WindowId {
    WindowId::parse(id).expect("a window's id is a code")
}

impl County {
    /// A case granted and made, with its certificate.
    async fn certified(&self, n: u32) -> (CaseId, CertificateId) {
        let case = self.in_hand(n).await;
        self.examined(case).await;
        let grant = Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() };
        for (who, act) in [("lead.sc", grant), ("agent.sc", Act::Recheck), ("do.sc", Act::Make)] {
            self.does(who, case, act).await;
        }
        self.advance(1_000_000).await;
        let file = self.0.centre.case_fetch(case).await.expect("readable").expect("there");
        (case, certificate_made(file.filed().expect("filed")).expect("a certificate"))
    }

    async fn certificate(&self, id: CertificateId) -> CertificateView {
        self.0.centre.certificate_fetch(id).await.expect("readable").expect("it was issued")
    }

    async fn acts_on(&self, who: &str, id: CertificateId, act: CertificateAct) {
        let who = Session::acting(PersonId::parse(who).expect("a code"));
        let done = self.0.centre.certificate_act(&who, id, self.0.id(), None, &act).await;
        done.unwrap_or_else(|problem| panic!("{}: {problem:?}", act.name()));
    }

    /// The paper that has waited longest, given in this way.
    async fn gives(&self, id: CertificateId, way: HandedBy) {
        let owed = self.certificate(id).await.file.owed[0].number;
        let paper = mark(PaperNo::Document(owed));
        self.acts_on("out", id, CertificateAct::HandOut { paper, way, window: window("w15") }).await;
    }

    /// A certificate that goes through everything that gives a paper, with these words, and its case.
    pub async fn certificate_papers(&self, n: u32, words: &str) -> (CaseId, CertificateId) {
        let (case, id) = self.certified(n).await;
        let content = self.certificate(id).await.content;
        let (document_type, document_number) =
            (content.document_type.clone(), content.document_number.clone());
        let words = || words.to_owned();
        let decide = |outcome, reasons: String| CertificateAct::DecideReissue { outcome, reasons };
        let renamed = CertificateContent { holder: format!("{}（店）", content.holder), ..content };
        let correct = CertificateAct::Correct { content: renamed, reason: words(), old_returned: true };
        self.acts_on("do.sc", id, correct).await;
        self.acts_on("chief.sc", id, decide(Outcome::Refused, words())).await;
        let lost = CertificateAct::Replace {
            document_type: document_type.clone(),
            document_number: document_number.clone(),
            window: window("w2"),
            reason: words(),
            old_returned: false,
        };
        self.acts_on("intake2", id, lost).await;
        self.acts_on("chief.sc", id, decide(Outcome::Granted, String::new())).await;
        let apply = CertificateAct::ApplyRenewal {
            document_type: document_type.clone(),
            document_number: document_number.clone(),
            collector: None,
            words: words(),
            window: window("w2"),
        };
        self.acts_on("intake2", id, apply).await;
        let refuse = CertificateAct::DecideRenewal { outcome: Outcome::Refused, reasons: words() };
        self.acts_on("chief.sc", id, refuse).await;
        let on = self.0.centre.today();
        let record = |witnesses: [String; 2]| HandingRecord { place: words(), words: words(), witnesses };
        let otherwise = |how, witnesses| HandedBy::Otherwise { how, on, record: record(witnesses) };
        let collector = HandedBy::Collector {
            name: "岑代领".into(),
            document_type: "414".into(),
            document_number: "E73190777".into(),
        };
        self.gives(id, collector).await;
        self.gives(id, otherwise(OtherHanding::Post, Default::default())).await;
        self.gives(id, otherwise(OtherHanding::Left, ["王某".into(), "李某".into()])).await;
        let open = CertificateAct::OpenProceeding { ground: EndGround::ObtainedByDeceit, facts: words() };
        self.acts_on("do.sc", id, open).await;
        self.gives(id, HandedBy::Holder { document_type, document_number }).await;
        self.acts_on("intake2", id, CertificateAct::RecordStatement { words: words() }).await;
        let end = CertificateAct::DecideProceeding { ends: true, reasons: words() };
        self.acts_on("chief.sc", id, end).await;
        (case, id)
    }

    /// The address of the first paper of each wording.
    pub async fn certificate_addresses(&self, id: CertificateId) -> [String; 6] {
        let papers = papers_of(&self.certificate(id).await);
        let first = |kind: DocumentKind| {
            let of_kind = |no: PaperNo| matches!(no, PaperNo::Document(it) if it.kind == kind);
            papers.iter().find(|it| of_kind(it.number)).expect("it has one").number
        };
        CERTIFICATE.map(|(_, kind)| format!("/desk/certificates/{id}/paper/{}", mark(first(kind))))
    }
}

#[tokio::test]
async fn every_paper_of_a_certificate_is_made_in_both_languages_whatever_was_typed() {
    let county = County(Api::new().await);
    county.accounts().await;
    for (n, typed) in TYPED.iter().enumerate() {
        let n = 60 + u32::try_from(n).expect("a few");
        let (case, id) = county.certificate_papers(n, typed).await;
        let view = county.certificate(id).await;
        county.says_what_for(case).await;
        let cookie = county.0.sign_in("centre", PASSWORD).await;
        let papers = papers_of(&view);
        let proofs = papers.iter().filter(
            |it| matches!(it.number, PaperNo::Document(no) if no.kind == DocumentKind::DeliveryProof),
        );
        assert_eq!(proofs.count(), 4, "one for each way");
        for paper in &papers {
            for language in ["", "; lang=en"] {
                let path = format!("/desk/certificates/{id}/paper/{}", mark(paper.number));
                let reply = county.0.fetch("GET", &path, &format!("{cookie}{language}"), "").await;
                assert_eq!(reply.status, StatusCode::OK, "{path}: {typed}");
                assert!(reply.body.starts_with(b"%PDF-"), "{path}");
            }
            let code = county.0.centre.paper_code(view.file.receipt, paper.number);
            let checked = county.0.fetch("GET", &format!("/verify/{code}"), "", "").await;
            assert_eq!(checked.status, StatusCode::OK, "{code}");
        }
        let none = format!("/desk/certificates/{id}/paper/YR2699");
        assert_eq!(county.0.fetch("GET", &none, &cookie, "").await.status, StatusCode::NOT_FOUND);
    }
}
