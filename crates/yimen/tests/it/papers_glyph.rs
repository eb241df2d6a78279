//! What no typeface has is refused where it is typed, at the desk and by programs: what an entry says stays, and its papers could never
//! be printed (issue 3, E5).

use axum::http::StatusCode;
use centre::seal::sha256;
use serde_json::json;

use crate::api_records::why;
use crate::api_rig::Api;
use crate::api_seed::{V1, does};
use crate::papers::{County, PASSWORD};

#[tokio::test]
async fn what_no_paper_could_say_is_refused_at_its_field_before_it_is_issued() {
    let county = County(Api::new().await);
    county.0.centre.accounts_set([("do.sc", "do.sc")].into_iter(), PASSWORD).await.expect("an account");
    let case = county.in_hand(1).await;
    let entries = async || {
        let file = county.0.centre.case_fetch(case).await.expect("readable").expect("it was received");
        file.lines.len()
    };
    let before = entries().await;
    let cookie = county.0.sign_in("do.sc", PASSWORD).await;
    let path = format!("/desk/cases/{case}");
    let page = county.0.fetch("GET", &path, &cookie, "").await;
    let step = |said: &str| {
        let id: String = sha256(said.as_bytes()).0[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        let said = Api::encoded(said);
        format!("csrf={}&command_id={id}&opinion=agree&place=hall&text={said}", page.hidden("csrf"))
    };
    for (said, sentence) in [
        ("材料齐全😀。", "“😀”（U+1F600）这个字，打印用的字库里没有"),
        ("第二行\u{e000}。", "（U+E000）这个字，打印用的字库里没有"),
        (" ", "这一项要填。"),
    ] {
        let reply = county.0.fetch("POST", &format!("{path}/step"), &cookie, &step(said)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{said:?}");
        let shown = reply.text();
        let field = shown.split_once("id=\"step-text-error\"").map(|it| it.1).unwrap_or_default();
        let field = field.split("</").next().unwrap_or_default();
        assert!(field.contains(sentence), "{said:?} is told at its field: {field}");
        assert!(shown.contains("href=\"#step-text\""), "{said:?}: the summary leads there");
        assert!(said.trim().is_empty() || shown.contains(said.trim()), "{said:?} is kept");
    }
    let who = county.0.person("do.sc").await;
    let ask =
        json!({"act": "complete-step", "verdict": "agree", "opinion": "齐全😀。", "place": {"at": "hall"}});
    let reply = county.0.command(&format!("/api/v1/cases/{case}/acts"), &who, Some("*"), &ask).await;
    assert_eq!((reply.status, reply.code()), (422, "fields-wrong"), "{}", reply.body);
    assert_eq!(reply.body["errors"][0]["field"], "opinion");
    assert_eq!(entries().await, before, "nothing happened");
    // Seldom is not missing: what the typeface has is taken, and printed.
    let done =
        county.0.fetch("POST", &format!("{path}/step"), &cookie, &step("申请人𠮷田䶮，材料齐全。")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(entries().await > before);
    let paper = county.0.fetch("GET", &format!("{path}/paper/control"), &cookie, "").await;
    assert!(paper.status == StatusCode::OK && paper.body.starts_with(b"%PDF-"));
}

// R110, E33, E31: the summary of a unit, the list of who goes and a settlement are printed too.
#[tokio::test]
async fn summaries_lists_and_settlements_hold_what_can_be_printed() {
    let api = Api::new().await;
    let list = json!({"person": "do.sc", "taker": "do2.sc", "witness": "lead.sc", "papers": "没有。", "seals": "钥匙😀"});
    let summary =
        json!({"act": "hand_in", "done": "都进了大厅。", "problems": "超期两件😀。", "plans": "专人盯。"});
    let settle = |said: &str| json!({"act": "settle", "papers": 0, "explained": said});
    let open = json!({"act": "open", "printer": true, "reader": true});
    does(&api, "intake2", "/windows/w2/acts", open).await;
    for (who, path, version, body, field) in [
        ("intake2", "/windows/w2/acts", Some("*"), settle("锁坏了😀。"), "explained"),
        ("do.sc", "/leavings", None, list, "seals"),
        ("lead.sc", "/summaries/sc/acts?year=2025", Some("*"), summary, "problems"),
    ] {
        let reply = api.command(&format!("{V1}{path}"), &api.person(who).await, version, &body).await;
        assert_eq!(why(&reply), (422, "fields-wrong", field), "{path}: {}", reply.body);
    }
    api.centre.accounts_set([("intake2", "intake2")].into_iter(), PASSWORD).await.expect("an account");
    let cookie = api.sign_in("intake2", PASSWORD).await;
    let page = api.fetch("GET", "/desk/day", &cookie, "").await;
    let form = format!(
        "csrf={}&command_id={:032x}&window=w2&day=2026-03-02&do=settle&papers=0&originals=0&explained={}",
        page.hidden("csrf"),
        7,
        Api::encoded("锁坏了😀。")
    );
    let reply = api.fetch("POST", "/desk/day", &cookie, &form).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = reply.text();
    let field = shown.split_once("id=\"settle-explained-error\"").map(|it| it.1).unwrap_or_default();
    let field = field.split("</").next().unwrap_or_default();
    assert!(field.contains("“😀”（U+1F600）这个字，打印用的字库里没有"), "told at its field: {field}");
    assert!(shown.contains("锁坏了😀。"), "what was typed is kept");
    // Seldom is not missing.
    does(&api, "intake2", "/windows/w2/acts", settle("𠮷师傅修的锁。")).await;
    let paper = api.fetch("GET", "/desk/day/paper?window=w2&day=2026-03-02", &cookie, "").await;
    assert!(paper.status == StatusCode::OK && paper.body.starts_with(b"%PDF-"));
}
