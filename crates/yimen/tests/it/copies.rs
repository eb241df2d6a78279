//! Copies of the rows that are kept, counted at the window and by programs, on the receipt and in the folder (E6, R93).

use axum::http::StatusCode;
use serde_json::json;

use crate::api_records::{refused, why};
use crate::api_rig::{Api, Fetched};
use crate::api_seed::{does, intake_of, looks};

const PASSWORD: &str = "correct horse battery";
const FORM: &str = "/desk/intake/food-business";

/// The form of the window, with what is typed beside rows 1 and 3.
async fn takes_in(api: &Api, cookie: &str, copies: [&str; 2]) -> Fetched {
    let drawn = api.fetch("GET", FORM, cookie, "").await;
    let mut form = format!("csrf={}&command_id={}", drawn.hidden("csrf"), drawn.hidden("command_id"));
    for (name, value) in [
        ("applicant_kind", "natural"),
        ("document_type", "414"),
        ("document_number", "E73190061"),
        ("name", "岑不见"),
        ("phone", "13987612345"),
        ("channel", "counter"),
        ("kept", "1"),
        ("kept", "3"),
        ("kept", "4"),
        ("kept", "5"),
        ("lookup", "2"),
        ("copies1", copies[0]),
        ("copies2", "beside a row that is not kept"),
        ("copies3", copies[1]),
        ("papers", "6"),
        ("do", "receive"),
    ] {
        form += &format!("&{name}={}", Api::encoded(value));
    }
    api.fetch("POST", FORM, cookie, &form).await
}

// E6, R93: counted where it is more or fewer than usual; what is no number comes back at its field, and nothing is taken in.
#[tokio::test]
async fn copies_are_counted_at_the_window_and_stand_on_the_receipt() {
    let api = Api::new().await;
    api.centre.accounts_set([("intake2", "intake2")].into_iter(), PASSWORD).await.expect("an account");
    let cookie = api.sign_in("intake2", PASSWORD).await;
    let drawn = api.fetch("GET", FORM, &cookie, "").await.text();
    assert!(
        drawn.contains("id=\"in-copies3\" name=\"copies3\" value=\"1\""),
        "as many as the list asks for: {drawn}"
    );
    for typed in ["0", "100", "两份"] {
        let wrong = takes_in(&api, &cookie, ["1", typed]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        let page = wrong.text();
        assert!(page.contains("id=\"in-copies3-error\">请填 1 到 99 的整数。"), "{typed}: {page}");
        assert!(page.contains(&format!("name=\"copies3\" value=\"{typed}\"")), "{typed} stays");
        assert!(
            page.contains("设备设施、布局和操作流程图（留几份）：请填 1 到 99 的整数。"),
            "{typed}: the field is named"
        );
        assert!(!page.contains("in-copies1-error"), "{typed}");
    }
    let done = takes_in(&api, &cookie, ["", "12"]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let location = done.headers["location"].to_str().expect("an address");
    let case = location.split('?').next().unwrap_or_default().to_owned();
    let page = api.fetch("GET", &case, &cookie, "").await.text();
    assert!(page.contains("收下原件 1 份") && page.contains("留复印件 12 份"), "{page}");
    let receipt = api.fetch("GET", &format!("{case}/print/receipt"), &cookie, "").await.text();
    for (row, way, copies) in [(1, "原件", "1"), (3, "复印件", "12"), (4, "复印件", "1")] {
        let line = receipt.split(&format!("<td>{row}. ")).nth(1).and_then(|it| it.split("</tr>").next());
        let cells = format!("<td>{way}</td><td class=\"tick\">{copies}</td>");
        assert!(line.is_some_and(|it| it.contains(&cells)), "{row}: {receipt}");
    }
    assert!(
        receipt.contains("<td>电子件（共享查到）</td><td class=\"tick\"></td>"),
        "nothing of it stays: {receipt}"
    );
}

// E6, E7: what comes later is added, and the receipt says on which day it came.
#[tokio::test]
async fn copies_that_come_later_are_added_on_the_receipt() {
    let api = Api::new().await;
    api.centre.accounts_set([("intake2", "intake2")].into_iter(), PASSWORD).await.expect("an account");
    let cookie = api.sign_in("intake2", PASSWORD).await;
    let mut form = intake_of("E73190063");
    form["marks"] = json!({"copy_kept": [1, 3], "looked_up": [2]});
    let case = does(&api, "intake2", "/cases", form).await.text("case");
    let path = format!("/desk/cases/{case}");
    let send = async |copies: &str, papers: &str| {
        let drawn = api.fetch("GET", &path, &cookie, "").await;
        let form = format!(
            "csrf={}&command_id={}&version={}&kept=4&kept=5&copies4={}&copies5=&papers={papers}",
            drawn.hidden("csrf"),
            drawn.hidden("command_id"),
            drawn.hidden("version"),
            Api::encoded(copies),
        );
        api.fetch("POST", &format!("{path}/supplement"), &cookie, &form).await
    };
    let wrong = send("100", "three").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = wrong.text();
    assert!(page.contains("id=\"supplement-copies4-error\">请填 1 到 99 的整数。"), "{page}");
    assert!(page.contains("id=\"supplement-papers-error\""), "both are named at once");
    assert!(page.contains("name=\"copies4\" value=\"100\"") && page.contains("value=\"three\""), "both stay");
    let done = send("3", "4").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let receipt = api.fetch("GET", &format!("{path}/print/receipt"), &cookie, "").await.text();
    let line = receipt.split("<td>4. ").nth(1).and_then(|it| it.split("</tr>").next()).unwrap_or_default();
    assert!(line.contains("<td>复印件，") && line.contains("补收</td><td class=\"tick\">3</td>"), "{line}");
}

// E6: a program counts by row, or leaves it to the list; the folder shows what came.
#[tokio::test]
async fn a_program_counts_copies_by_row() {
    let api = Api::new().await;
    let with = |copies: serde_json::Value| {
        let mut form = intake_of("E73190062");
        form["marks"]["copies"] = copies;
        form
    };
    for wrong in [
        json!([{"row": 3, "count": 0}]),
        json!([{"row": 3, "count": 100}]),
        json!([{"row": 2, "count": 1}]),
        json!([{"row": 65, "count": 1}]),
        json!([{"row": 3, "count": 1}, {"row": 3, "count": 1}]),
    ] {
        let reply = refused(&api, "intake2", "/cases", with(wrong.clone())).await;
        assert_eq!(why(&reply), (422, "fields-wrong", "marks.copies"), "{wrong}");
    }
    let case = does(&api, "intake2", "/cases", with(json!([{"row": 3, "count": 99}]))).await.text("case");
    let papers: Vec<_> = [1, 3, 4, 5].map(|row| json!({"row": row, "sheets": 1, "to_return": false})).into();
    does(&api, "intake2", &format!("/cases/{case}/folder/acts"), json!({"act": "open", "papers": papers}))
        .await;
    let rows = looks(&api, "intake2", &format!("/cases/{case}/folder")).await.body["rows"].clone();
    let copies: Vec<_> = rows.as_array().expect("rows").iter().map(|it| it["copies"].clone()).collect();
    assert_eq!(copies, [1, 99, 1, 1]);
}
