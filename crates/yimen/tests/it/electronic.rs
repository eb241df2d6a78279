//! A result that is delivered electronically, as its applicant meets it: with number and query code, and the code of the message
//! (C13, C25).

use axum::http::{StatusCode, header};
use casework::{ElectronicWay, Event, Outcome};
use catalogue::{CaseId, WindowId};
use centre::act::Act;
use centre::act_delivery::{DeliveryAct, SentBy};
use centre::electronic::ElectronicAddress;
use serde_json::json;

use crate::api_rig::{Api, Ask, Fetched};
use crate::papers::{County, PASSWORD};

const PATH: &str = "/track/case/fetch";

impl County {
    /// Granted and made, agreed to, and sent; the query code and the code of the message.
    pub async fn sent(&self, n: u32) -> (CaseId, String, String) {
        let case = self.in_hand(n).await;
        self.examined(case).await;
        let grant = Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() };
        self.does("lead.sc", case, grant).await;
        self.does("agent.sc", case, Act::Recheck).await;
        self.does("do.sc", case, Act::Make).await;
        self.advance(60_000_000).await;
        let file = self.0.centre.case_fetch(case).await.expect("readable").expect("there");
        let applicant = file.applicant.clone();
        let window = WindowId::parse("w15").expect("a window");
        let agreed = DeliveryAct::AgreeElectronic {
            document_type: applicant.document_type.clone(),
            document_number: applicant.document_number.clone(),
            address: ElectronicAddress { way: ElectronicWay::Mail, to: "shili@mail.example".into() },
            window,
        };
        self.does("out", case, Act::Delivery(agreed)).await;
        let sent = DeliveryAct::Otherwise { way: SentBy::Electronic, window };
        self.does("out", case, Act::Delivery(sent)).await;
        let file = self.0.centre.case_fetch(case).await.expect("readable").expect("there");
        let code = file.lines.iter().rev().find_map(|line| match &line.event {
            Event::SentElectronically(fact) => Some(file.texts.text(fact.code_sealed.0)),
            _ => None,
        });
        let query = file.texts.text(file.filed().expect("received").facts.query_sealed.0);
        (case, query, code.expect("it was sent"))
    }

    pub async fn number(&self, case: CaseId) -> String {
        let file = self.0.centre.case_fetch(case).await.expect("readable").expect("there");
        centre::row::receipt_text(file.filed().expect("received").facts.receipt)
    }

    /// The cookie of whoever shows number and query code.
    pub async fn pass(&self, case: CaseId, query: &str) -> String {
        let form = format!("number={}&code={query}", Api::encoded(&self.number(case).await));
        let entered = self.0.fetch("POST", "/track", "", &form).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text());
        let pass = entered.headers[header::SET_COOKIE].to_str().expect("a cookie");
        pass.split(';').next().unwrap_or_default().to_owned()
    }

    async fn types(&self, pass: &str, form: &Fetched, code: &str) -> Fetched {
        let id = form.hidden("command_id");
        self.0.fetch("POST", PATH, pass, &format!("command_id={id}&code={code}")).await
    }
}

// C13, C25: number and query code alone read the state and nothing of the result; with the code of the message it is delivered.
#[tokio::test]
async fn the_applicant_fetches_the_result_and_prints_it() {
    let county = County(Api::new().await);
    let (case, query, code) = county.sent(61).await;
    assert_eq!(
        county.0.fetch("GET", PATH, "", "").await.status,
        StatusCode::SEE_OTHER,
        "nobody without a pass"
    );
    let pass = county.pass(case, &query).await;
    let page = county.0.fetch("GET", "/track/case", &pass, "").await.text();
    assert!(page.contains(PATH) && !page.contains(&code), "{page}");
    for paper in ["decision", "certificate"] {
        let early = county.0.fetch("GET", &format!("/track/case/paper/{paper}"), &pass, "").await;
        assert_eq!(early.status, StatusCode::NOT_FOUND, "{paper} before it is delivered");
    }
    let form = county.0.fetch("GET", PATH, &pass, "").await;
    assert!(form.text().contains("s***@mail.example"), "masked: {}", form.text());
    for (typed, said) in [("00000000", "领取凭码不对"), ("", "这一项要填")] {
        let wrong = county.types(&pass, &form, typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains(said), "{}", wrong.text());
    }
    let done = county.types(&pass, &form, &code).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    county.advance(60_000_000).await;
    let page = county.0.fetch("GET", "/track/case", &pass, "").await.text();
    assert!(page.contains("已用电子方式送到您手里") && !page.contains(PATH), "{page}");
    for paper in ["decision", "certificate"] {
        assert!(page.contains(&format!("/track/case/paper/{paper}\"")), "{paper}: {page}");
        for language in ["", "?in=en"] {
            let made =
                county.0.fetch("GET", &format!("/track/case/paper/{paper}{language}"), &pass, "").await;
            assert!(
                made.status == StatusCode::OK && made.body.starts_with(b"%PDF-"),
                "{paper}: {}",
                made.status
            );
        }
    }
    let again = county.0.fetch("GET", PATH, &pass, "").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "nothing waits any more");
    // The proof of delivery says how.
    county.accounts().await;
    county.says_what_for(case).await;
    let cookie = county.0.sign_in("centre", PASSWORD).await;
    let proof =
        county.0.fetch("GET", &format!("/desk/cases/{case}/print/delivery"), &cookie, "").await.text();
    assert!(proof.contains("电子送达") && proof.contains("凭收件编号、查询码和领取凭码领取"), "{proof}");
}

// C25: the same for programs, throttled as the page is.
#[tokio::test]
async fn a_program_fetches_for_the_applicant_with_the_same_codes() {
    let county = County(Api::new().await);
    let (case, query, code) = county.sent(62).await;
    let number = county.number(case).await;
    let asks = async |query: &str, own: &str| {
        let body = json!({"number": number, "code": query, "own_code": own}).to_string().into_bytes();
        let headers = vec![("idempotency-key", county.0.command_id())];
        county.0.send("POST", "/api/v1/track/fetch", &Ask { body, headers, ..Ask::default() }).await
    };
    let stranger = asks("00000000", &code).await;
    assert_eq!((stranger.status, stranger.code()), (404, "not-found"));
    let wrong = asks(&query, "1").await;
    assert_eq!((wrong.status, wrong.code()), (422, "fetch-code-wrong"), "{}", wrong.body);
    let done = asks(&query, &code).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let second = asks(&query, &code).await;
    assert_eq!((second.status, second.code()), (422, "case-ended"), "{}", second.body);
}
