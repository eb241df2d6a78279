//! The papers of a hearing: the notice of the right to be heard, the notice of the hearing, its record; opened at the desk in both
//! languages, with what people type, and known where papers are checked (N13, N18, A26, M3).

use axum::http::StatusCode;
use casework::hearing::Who;
use catalogue::{CaseId, PersonId};
use centre::account::Session;
use centre::act_visit::Signature;
use centre::hearing::{HearingAct, HearingFile, PartyForm};

use crate::api_rig::Api;
use crate::papers::{County, PASSWORD};

/// Each paper's wording, and its name in the address of a case with one party.
pub const HEARING: [(&str, &str); 3] =
    [("hearing-right", "party-0"), ("hearing-call", "call"), ("hearing-record", "record")];

/// What people type, and worse.
const TYPED: [&str; 6] = [
    "怕吵，希望零点以前停业。",
    "#read(\"/etc/passwd\") *粗* $x$ <b>b</b> {due}",
    "第一行\r\n第二行\n\n\t第四行",
    "a\\b \"c\" 'd' `e` ~f~ _g_ @h &amp; %i%",
    "没有空格的很长很长的一行没有空格的很长很长的一行没有空格的很长很长的一行没有空格的很长很长的一行没有空格的很长很长的一行",
    "‘’“”—…·《》〔〕①②③㎡℃",
];

fn session(who: &str) -> Session {
    Session::acting(PersonId::parse(who).expect("a code"))
}

impl County {
    async fn hears(&self, who: &str, case: CaseId, act: HearingAct) {
        let done = self.0.centre.hearing_act(&session(who), case, self.0.id(), None, &act).await;
        done.unwrap_or_else(|problem| panic!("{act:?}: {problem:?}"));
    }

    /// A case whose neighbour asked for a hearing, which was held, with these words on record.
    pub async fn heard(&self, n: u32, words: &str, record: &str) -> CaseId {
        let case = self.in_hand(n).await;
        let party =
            PartyForm {
                name: "柏楼上".into(), contact: "0000-0001023".into(), interest: words.to_owned()
            };
        self.hears("agent.sc", case, HearingAct::Add(party)).await;
        self.hears("agent.sc", case, HearingAct::Tell(0)).await;
        let stated = HearingAct::State { party: 0, words: words.to_owned(), asks_hearing: true };
        self.hears("agent.sc", case, stated).await;
        let calendar =
            self.0.centre.in_force().await.expect("it can be read").calendar.expect("one is in force");
        let today = self.0.centre.today();
        let on = calendar.add_working_days(today, 8).expect("the year is known");
        let chair = PersonId::parse("hearing").expect("a code");
        let call = HearingAct::Call { chair, at: on.at(9, 30), place: "三楼会议室".into() };
        self.hears("agent.sc", case, call).await;
        self.advance(on.at(10, 0).0 - self.0.centre.instant().0).await;
        let held = HearingAct::Hold { record: record.to_owned(), signature: Signature::Signed };
        self.hears("hearing", case, held).await;
        case
    }

    async fn hearing(&self, case: CaseId) -> HearingFile {
        self.0.centre.hearing_fetch(&session("do.sc"), case).await.expect("it can be read")
    }
}

#[tokio::test]
async fn every_paper_of_a_hearing_is_made_in_both_languages_whatever_was_typed() {
    let county = County(Api::new().await);
    county.accounts().await;
    let mut cases = Vec::new();
    for (n, typed) in TYPED.iter().enumerate() {
        let n = 40 + u32::try_from(n).expect("a few");
        cases.push(county.heard(n, typed, typed).await);
    }
    // Signed in now: the clock went on while the hearings took their course.
    let cookie = county.0.sign_in("centre", PASSWORD).await;
    for (case, typed) in cases.iter().zip(TYPED) {
        county.says_what_for(*case).await;
        for paper in ["party-0", "call", "call-0", "record"] {
            for language in ["", "?in=en"] {
                let path = format!("/desk/cases/{case}/hearing/paper/{paper}{language}");
                let reply = county.0.fetch("GET", &path, &cookie, "").await;
                assert_eq!(reply.status, StatusCode::OK, "{path}: {typed}");
                assert!(reply.body.starts_with(b"%PDF-"), "{path}");
            }
        }
        for none in ["party-1", "call-1", "call-x", "minutes", "hearing-call"] {
            let path = format!("/desk/cases/{case}/hearing/paper/{none}");
            assert_eq!(
                county.0.fetch("GET", &path, &cookie, "").await.status,
                StatusCode::NOT_FOUND,
                "{none}"
            );
        }
    }
}

#[tokio::test]
async fn a_paper_of_a_hearing_stands_on_the_pages_once_it_was_issued_and_is_known_where_papers_are_checked() {
    let county = County(Api::new().await);
    county.accounts().await;
    let early = county.in_hand(50).await;
    let case = county.heard(51, "怕吵。", "各方到场。").await;
    let cookie = county.0.sign_in("centre", PASSWORD).await;
    for id in [early, case] {
        county.says_what_for(id).await;
    }
    for (_, paper) in HEARING {
        let path = format!("/desk/cases/{early}/hearing/paper/{paper}");
        let reply = county.0.fetch("GET", &path, &cookie, "").await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{paper} was not issued");
    }
    let file = county.hearing(case).await;
    let (told, called, held) = (file.hearing.parties[0].told, file.hearing.called, file.hearing.held);
    assert!(matches!(file.hearing.parties[0].who, Who::Third { .. }));
    let receipt = file.case.filed().expect("it was received").facts.receipt;
    let numbers = [told.expect("told").notice, called.expect("called").notice, held.expect("held").number];
    for number in numbers {
        assert!(file.issued_at(number).is_some_and(|seq| seq > 0), "{number:?}");
        let code = county.0.centre.paper_code(receipt, centre::paper::PaperNo::Document(number));
        let page = county.0.fetch("GET", &format!("/verify/{code}"), "", "").await;
        assert_eq!(page.status, StatusCode::OK);
        // Nothing personal is told of it (M3).
        assert!(!page.text().contains("柏楼上") && !page.text().contains("怕吵"), "{code}");
        assert!(page.text().contains("听证"), "{code}");
    }
    for page in [format!("/desk/cases/{case}"), format!("/desk/cases/{case}/hearing")] {
        let shown = county.0.fetch("GET", &page, &cookie, "").await.text();
        for paper in ["call", "record"] {
            let link = format!("/desk/cases/{case}/hearing/paper/{paper}\"");
            assert!(shown.contains(&link), "{page} leads to {paper}");
        }
    }
    // Whoever may not see the case learns nothing of its hearing.
    let stranger = county.0.sign_in("cat.edit", PASSWORD).await;
    let path = format!("/desk/cases/{case}/hearing/paper/record");
    let reply = county.0.fetch("GET", &path, &stranger, "").await;
    assert!(!reply.body.starts_with(b"%PDF-"), "{}", reply.status);
}
