//! What the interface answers without a token, and what it finds: figures, draws, bulletins, checking a paper, withdrawing with the
//! own telephone; filters of the list and finding by a person.

use serde_json::{Value, json};

use crate::api_rig::{Api, Ask, Reply};
use crate::api_seed::{V1, does, in_hand, looks, received};

/// A public question with a body.
async fn asks(api: &Api, path: &str, body: &Value) -> Reply {
    let headers = vec![("idempotency-key", api.command_id())];
    let ask = Ask { headers, body: body.to_string().into_bytes(), ..Ask::default() };
    api.send("POST", &format!("{V1}{path}"), &ask).await
}

async fn reads(api: &Api, path: &str) -> Reply {
    api.send("GET", &format!("{V1}{path}"), &Ask::default()).await
}

// E28, R157, N52, R170, N32.
#[tokio::test]
async fn figures_draws_and_bulletins_are_for_everybody_and_name_what_they_say() {
    let api = Api::new().await;
    received(&api, "E73190001").await;
    for _ in 0..2 {
        api.centre.tick().await.expect("time goes on");
    }
    let figures = reads(&api, "/figures?period=2026-03").await;
    assert_eq!((figures.status, figures.text("from")), (200, "2026-03-01".to_owned()), "{}", figures.body);
    let all = figures.body["all"].as_array().expect("figures");
    let of = |key: &str| all.iter().find(|it| it["key"] == key).expect("a figure").clone();
    assert_eq!(of("received")["count"], 1);
    // One case says nothing of a share.
    assert_eq!((&of("online_rate")["whole"], &of("online_rate")["percent"]), (&json!(1), &Value::Null));
    let defined = figures.body["definitions"].as_array().expect("definitions");
    for list in ["all", "items"] {
        for it in figures.body[list].as_array().expect("figures") {
            assert!(defined.iter().any(|definition| definition["key"] == it["key"]), "{it}");
        }
    }
    for path in ["/figures", "/figures/complaints", "/figures/ratings", "/draws", "/bulletins", "/decisions"]
    {
        assert_eq!(reads(&api, path).await.status, 200, "{path}");
    }
    for path in [
        "/figures?period=2027",
        "/figures?period=x",
        "/draws?limit=0",
        "/figures/ratings?days=30",
        "/decisions?name=x",
        "/decisions?unit=nobody",
        "/decisions?item=nothing",
    ] {
        let reply = reads(&api, path).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{path}");
    }
    for path in
        ["/draws/x", "/draws/0123456789abcdef0123456789abcdef", "/bulletins/2026-02", "/bulletins/2026"]
    {
        let reply = reads(&api, path).await;
        assert_eq!((reply.status, reply.code()), (404, "not-found"), "{path}");
    }
}

// M3, C15: by the code under the QR code or the printed number; guessing is slow.
#[tokio::test]
async fn a_paper_is_checked_without_a_token_and_a_wrong_code_finds_nothing() {
    let api = Api::new().await;
    let case = received(&api, "E73190001").await;
    does(&api, "intake2", &format!("/cases/{case}/acts"), json!({"act": "accept"})).await;
    let shown = looks(&api, "intake2", &format!("/cases/{case}")).await;
    api.centre.tick().await.expect("the numbers of papers are read");
    let by_number = asks(&api, "/verify", &json!({"code": shown.text("acceptance_no")})).await;
    assert_eq!(
        (by_number.status, by_number.text("standing")),
        (200, "genuine".to_owned()),
        "{}",
        by_number.body
    );
    assert_eq!(by_number.text("issued_on"), "2026-03-02");
    let receipt = asks(&api, "/verify", &json!({"code": shown.text("receipt_no")})).await;
    assert_eq!((receipt.status, receipt.text("standing")), (200, "genuine".to_owned()), "{}", receipt.body);
    assert!(!receipt.body.to_string().contains("岑"), "nothing personal: {}", receipt.body);
    for code in ["", "990121-20260302-00009-9", &"9".repeat(61)] {
        let wrong = asks(&api, "/verify", &json!({"code": code})).await;
        assert_eq!((wrong.status, wrong.code()), (404, "not-found"), "{code}");
    }
    let mut last = 404;
    for n in 0..60 {
        last = asks(&api, "/verify", &json!({"code": format!("990121-20260302-{n:05}-1")})).await.status;
    }
    assert_eq!(last, 429);
}

// C13, C26: number and query code only read; the code of the own telephone withdraws, five tries and no more.
#[tokio::test]
async fn the_applicant_withdraws_with_the_code_of_the_own_telephone() {
    let api = Api::new().await;
    let form = crate::api_seed::intake_of("E73190001");
    let made = does(&api, "intake2", "/cases", form).await;
    let (number, code) = (made.text("receipt_no"), made.text("query_code"));
    let body = |own: &str, confirmed: bool| json!({"number": number, "code": code, "own_code": own, "cause": "no_longer_wanted", "confirmed": confirmed});
    let early = asks(&api, "/track/withdraw", &body("123456", true)).await;
    assert_eq!((early.status, early.code()), (422, "no-code-sent"), "{}", early.body);
    let stranger = asks(&api, "/track/withdraw-code", &json!({"number": number, "code": "00000000"})).await;
    assert_eq!((stranger.status, stranger.code()), (404, "not-found"));
    let sent = asks(&api, "/track/withdraw-code", &json!({"number": number, "code": code})).await;
    // As the receipt prints it, in groups.
    let printed = sent.text("receipt_no").replace(' ', "");
    assert_eq!((sent.status, printed), (200, number.clone()), "{}", sent.body);
    assert!(!sent.text("telephone").contains("13987612345"), "masked");
    let unread = asks(&api, "/track/withdraw", &body("000000", false)).await;
    assert_eq!(unread.body["errors"][0]["field"], "confirmed", "{}", unread.body);
    for n in 0..5 {
        let wrong = asks(&api, "/track/withdraw", &body(&format!("{n}"), true)).await;
        assert_eq!((wrong.status, wrong.code()), (422, "code-wrong"), "{}", wrong.body);
    }
    assert_eq!(asks(&api, "/track/withdraw", &body("9", true)).await.status, 429);
    let no_id = Ask { body: body("1", true).to_string().into_bytes(), ..Ask::default() };
    assert_eq!(api.send("POST", &format!("{V1}/track/withdraw"), &no_id).await.code(), "parameters-wrong");
}

// F33: a person's number stands in the body; of another's cases nothing is found.
#[tokio::test]
async fn cases_are_found_by_number_and_by_person_and_the_list_is_narrowed() {
    let api = Api::new().await;
    let (mine, held) = (received(&api, "E73190001").await, in_hand(&api, "E73190002").await);
    let shown = looks(&api, "intake2", &format!("/cases/{mine}")).await;
    let find = async |who: &str, body: Value| {
        let ask = Ask { body: body.to_string().into_bytes(), ..api.person(who).await };
        let reply = api.send("POST", &format!("{V1}/find"), &ask).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body["cases"].as_array().expect("cases").clone()
    };
    let number = json!({"by": "number", "number": shown.text("receipt_no")});
    assert_eq!(find("intake2", number.clone()).await[0]["case"], json!(mine));
    let person = json!({"by": "person", "document_number": "E73190002"});
    assert_eq!(find("intake2", person.clone()).await[0]["case"], json!(held));
    for nothing in [number, person] {
        assert_eq!(find("do.jy", nothing).await, [] as [Value; 0], "outside the scope");
    }
    assert_eq!(find("intake2", json!({"by": "number", "number": ""})).await, [] as [Value; 0]);
    let listed = async |query: &str| {
        let reply = looks(&api, "intake2", &format!("/cases?{query}")).await;
        let cases = reply.body["cases"].as_array().expect("cases").clone();
        cases.iter().map(|it| it["case"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed("holder=do.sc").await, std::slice::from_ref(&held));
    assert_eq!(listed("waits_for=acceptance").await, std::slice::from_ref(&mine));
    assert_eq!(listed("item=food-business").await.len(), 2);
    assert_eq!(listed("light=green").await.len(), 2);
    for none in [
        "item=self-employed",
        "item=nothing",
        "light=red",
        "light=stopped",
        "due=2026-01-05",
        "holder=do2.sc",
    ] {
        assert_eq!(listed(none).await, [] as [String; 0], "{none}");
    }
    let who = api.person("intake2").await;
    for wrong in ["light=blue", "holder=%20", "due=tomorrow", "mine=1"] {
        let reply = api.send("GET", &format!("{V1}/cases?{wrong}"), &who).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{wrong}");
    }
}

// R80, R96: what was issued is a file; what was not is none.
#[tokio::test]
async fn a_paper_of_a_case_is_a_file_and_one_that_was_not_issued_is_none() {
    let api = Api::new().await;
    let case = received(&api, "E73190001").await;
    let papers = looks(&api, "intake2", &format!("/cases/{case}/papers")).await;
    let names: Vec<&str> = papers.body["papers"]
        .as_array()
        .expect("papers")
        .iter()
        .filter_map(|it| it["paper"].as_str())
        .collect();
    assert_eq!(names[0], "receipt");
    for name in names {
        let path = format!("{V1}/cases/{case}/papers/{name}");
        let reply = api.send("GET", &path, &api.person("intake2").await).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "application/pdf"), "{name}");
    }
    for name in ["acceptance", "nothing", "%00", &"x".repeat(100)] {
        let path = format!("{V1}/cases/{case}/papers/{name}");
        let reply = api.send("GET", &path, &api.person("intake2").await).await;
        assert_eq!((reply.status, reply.code()), (404, "not-found"), "{name}");
    }
}
