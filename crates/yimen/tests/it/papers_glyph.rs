//! What no typeface has is refused where it is typed, at the desk and by programs: what an entry says stays, and its papers could never
//! be printed (issue 3, E5).

use axum::http::StatusCode;
use centre::seal::sha256;
use serde_json::json;

use crate::api_rig::Api;
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
