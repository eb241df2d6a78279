//! The second call about a bad rating, and how later cases of raters compare, asked by programs (F17, N51).

use serde_json::{Value, json};

use crate::api_rig::{Api, Reply};
use crate::api_seed::{V1, certified, looks};
use crate::api_seed_records::left_out;

async fn calls(api: &Api, who: &str, rating: &str, body: &Value) -> Reply {
    let path = format!("{V1}/ratings/{rating}/second-call");
    api.command(&path, &api.person(who).await, None, body).await
}

// F17: whoever may call sees until when, whom and what was tried; in vain once a day, and an answer of the same day is written down.
#[tokio::test]
async fn a_supervisor_calls_a_second_time_by_a_program() {
    let api = Api::since("2026-02-27").await;
    let certificate = certified(&api, "E73190001").await;
    let case = looks(&api, "do.sc", &format!("/certificates/{certificate}")).await.text("case");
    let rating = left_out(&api, &case).await;
    let path = format!("/ratings/{rating}");
    let vain = json!({"reached": false, "words": "上午九点没有人接。"});
    let early = calls(&api, "super2", &rating, &vain).await;
    assert_eq!((early.status, early.code()), (422, "rating-not-now"), "it is drawn at night: {}", early.body);
    assert_eq!(looks(&api, "super2", &path).await.body["second_call"], Value::Null);
    api.until("2026-03-02").await;
    let due = looks(&api, "super2", &path).await.body;
    assert_eq!(due["second_call"], json!({"by": "2026-03-09", "tries": []}));
    assert_eq!(due["telephone"], "13987612345");
    let other = looks(&api, "super", &path).await.body;
    assert_eq!((&other["second_call"], &other["telephone"]), (&Value::Null, &Value::Null), "he left it out");

    let shut = calls(&api, "intake2", &rating, &vain).await;
    assert_eq!((shut.status, shut.code()), (403, "out-of-scope"), "{}", shut.body);
    let half = json!({"reached": true, "attitude": "satisfied", "words": "没有事。"});
    let half = calls(&api, "super2", &rating, &half).await;
    assert_eq!((half.status, &half.body["errors"][0]["field"]), (422, &json!("quality")), "{}", half.body);
    let tried = calls(&api, "super2", &rating, &vain).await;
    assert_eq!(
        (tried.status, tried.header("location")),
        (200, format!("{V1}{path}").as_str()),
        "{}",
        tried.body
    );
    let twice = calls(&api, "super3", &rating, &vain).await;
    assert_eq!((twice.status, twice.code()), (422, "rating-tried-today"), "{}", twice.body);
    let due = looks(&api, "super3", &path).await.body;
    let tries = json!([{"on": "2026-03-02", "by": "super2", "words": "上午九点没有人接。"}]);
    assert_eq!(due["second_call"]["tries"], tries);
    let heard = json!({
        "reached": true, "attitude": "satisfied", "quality": "fairly", "efficiency": "satisfied",
        "paid_elsewhere": false, "words": "没有被为难。",
    });
    assert_eq!(calls(&api, "super3", &rating, &heard).await.status, 200, "called back in the afternoon");
    let again = calls(&api, "super2", &rating, &heard).await;
    assert_eq!((again.status, again.code()), (422, "rating-ended"), "{}", again.body);
    let list = looks(&api, "super", "/follow-ups").await.body;
    assert_eq!(
        (&list["follow_ups"][0]["tries"], &list["follow_ups"][0]["quality"]),
        (&json!(2), &json!("fairly"))
    );
}

// F17, N51: in counts, and for supervisors alone.
#[tokio::test]
async fn later_cases_are_for_supervisors_and_name_nobody() {
    let api = Api::new().await;
    let shown = looks(&api, "super", "/figures/later-cases").await.body;
    assert_eq!(shown, json!({"least": 8, "bound": 50, "units": []}));
    for who in ["centre", "complaint", "lead.sc", "head.biz", "intake2", "gov"] {
        let shut = api.send("GET", &format!("{V1}/figures/later-cases"), &api.person(who).await).await;
        assert_eq!((shut.status, shut.code()), (403, "out-of-scope"), "{who}: {}", shut.body);
    }
}
