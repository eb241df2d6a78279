//! What the desk does with the archive and with checks on site, asked by programs: a dossier goes by its list, and two officers
//! are named for a check (C23, A29, N22).

use serde_json::{Value, json};

use crate::api_records::{paged, refused, why};
use crate::api_rig::{Api, Reply};
use crate::api_seed::{V1, archived, does, draw, in_hand, kept, looks};

const AT: &str = "/destruction/sc";
const ACTS: &str = "/destruction/sc/acts";

/// The entity tag of the list as somebody sees it.
async fn tag(api: &Api, who: &str) -> String {
    looks(api, who, AT).await.header("etag").to_owned()
}

/// A command on what was seen with this tag.
async fn seen(api: &Api, who: &str, tag: &str, body: &Value) -> Reply {
    api.command(&format!("{V1}{ACTS}"), &api.person(who).await, Some(tag), body).await
}

// C23, A29: appraised one by one, approved by another, carried out by two before a witness; each by the rules of the page.
#[tokio::test]
async fn a_destruction_list_goes_its_course() {
    let api = Api::since("2015-03-02").await;
    let (gone, stays) = (archived(&api, "E73190001").await, archived(&api, "E73190002").await);
    let list = "/destruction";
    assert_eq!(looks(&api, "do.sc", list).await.body["authorities"], json!([]), "their time runs");
    api.until("2026-03-02").await;
    let young = archived(&api, "E73190003").await;
    let waits = looks(&api, "do.sc", list).await;
    assert_eq!(
        waits.body["authorities"],
        json!([{"unit": "sc", "proposed": 2, "list_no": null, "stage": null}])
    );
    assert_eq!(paged(&api, &api.person("centre").await, list, "authorities", "unit").await, ["sc"]);
    for (unit, rows) in [("sc", 1), ("zr", 0)] {
        let narrow = kept(&api, "centre", false, Some(unit)).await;
        assert_eq!(paged(&api, &narrow, list, "authorities", "unit").await.len(), rows, "{unit}");
    }
    let before = looks(&api, "do.sc", AT).await;
    let proposed = |body: &Value| -> Vec<String> {
        let all = body["proposals"].as_array().expect("proposals");
        all.iter().map(|it| it["case"].as_str().expect("a case").to_owned()).collect()
    };
    assert!([&gone, &stays].iter().all(|case| proposed(&before.body).contains(case)), "{}", before.body);
    assert_eq!((&before.body["acts"], &before.body["list"]), (&json!(["draw"]), &Value::Null));
    assert_eq!(before.body["proposals"][0]["keep_until"], "2025-12-31");
    assert_eq!(looks(&api, "centre", AT).await.body["acts"], json!([]));
    for nowhere in ["/destruction/zz", "/destruction/zz/acts"] {
        let method = if nowhere.ends_with("acts") { "POST" } else { "GET" };
        let reply = match method {
            "POST" => refused(&api, "centre", nowhere, json!({"act": "approve"})).await,
            _ => api.send(method, &format!("{V1}{nowhere}"), &api.person("centre").await).await,
        };
        assert_eq!((reply.status, reply.code()), (404, "not-found"), "{nowhere}: {}", reply.body);
    }

    let one = |case: &str, verdict: &str, more: Value| {
        let mut one = json!({"case": case, "verdict": verdict, "reason": "没有继续保存的价值。"});
        for (name, value) in more.as_object().expect("an object") {
            one[name] = value.clone();
        }
        one
    };
    let drawn = |dossiers: Vec<Value>| json!({"act": "draw", "dossiers": dossiers});
    let destroy = one(&gone, "destroy", json!({}));
    let keep = one(&stays, "keep", json!({"keep_until": "2036-12-31"}));
    for (body, code, field) in [
        (
            drawn(vec![one(&gone, "destroy", json!({"keep_until": "2036-12-31"}))]),
            "fields-wrong",
            "keep_until",
        ),
        (drawn(vec![one(&gone, "keep", json!({}))]), "fields-wrong", "keep_until"),
        (drawn(vec![one(&gone, "destroy", json!({"reason": " "}))]), "fields-wrong", "reason"),
        (drawn(vec![one("nobody", "destroy", json!({}))]), "destruction-not-proposed", ""),
        (drawn(vec![one(&young, "destroy", json!({}))]), "destruction-not-proposed", ""),
        (
            drawn(vec![one(&gone, "keep", json!({"keep_until": "2026-03-02"}))]),
            "destruction-keep-day-passed",
            "",
        ),
        (drawn(vec![destroy.clone(), destroy.clone()]), "destruction-list-wrong", ""),
        (drawn(Vec::new()), "destruction-list-wrong", ""),
        (json!({"act": "sign"}), "destruction-no-list", ""),
    ] {
        let reply = refused(&api, "do.sc", ACTS, body.clone()).await;
        assert_eq!(why(&reply), (422, code, field), "{body}: {}", reply.body);
    }
    let outsider = refused(&api, "do.zr", ACTS, drawn(vec![destroy.clone()])).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
    let never = refused(&api, "centre", ACTS, drawn(vec![destroy.clone()])).await;
    assert_eq!(why(&never).1, "destruction-not-the-archivist");
    assert!(never.body["who_may"].as_array().is_some_and(|it| !it.is_empty()), "{}", never.body);

    does(&api, "do.sc", ACTS, drawn(vec![destroy, keep])).await;
    let list = looks(&api, "centre", AT).await;
    assert_eq!(list.body["acts"], json!(["approve", "send_back"]));
    assert_eq!(list.body["list"]["dossiers"][1]["keep_until"], "2036-12-31");
    assert_eq!(list.body["list"]["dossiers"][0]["reason"], "没有继续保存的价值。");
    let silent = refused(&api, "centre", ACTS, json!({"act": "send_back", "reason": ""})).await;
    assert_eq!(why(&silent), (422, "fields-wrong", "reason"));
    let own = refused(&api, "do.sc", ACTS, json!({"act": "approve"})).await;
    assert_eq!(why(&own).1, "destruction-not-the-head");
    // Who looked before the list was drawn approves nothing he has not seen.
    let unseen = seen(&api, "centre", before.header("etag"), &json!({"act": "approve"})).await;
    assert_eq!((unseen.status, unseen.code()), (412, "case-changed"));
    let approved = seen(&api, "centre", list.header("etag"), &json!({"act": "approve"})).await;
    assert_eq!(approved.status, 200, "{}", approved.body);
    let early = tag(&api, "do.sc").await;
    for who in ["do.sc", "do2.sc"] {
        does(&api, who, ACTS, json!({"act": "sign"})).await;
    }
    // The third signature takes the keys along, so it insists on what was seen.
    let unseen = seen(&api, "lead.sc", &early, &json!({"act": "sign"})).await;
    assert_eq!((unseen.status, unseen.code()), (412, "case-changed"));
    let name =
        async || looks(&api, "do.sc", &format!("/cases/{gone}")).await.body["applicant"]["name"].clone();
    assert_eq!(name().await, "岑**");
    does(&api, "lead.sc", ACTS, json!({"act": "sign"})).await;
    assert_eq!(name().await, "", "nobody can read it any more");
    // Each folder is told by the outbox.
    api.centre.tick().await.expect("time goes on");
    let done = looks(&api, "do.sc", AT).await;
    assert_eq!((&done.body["list"]["stage"], &done.body["proposals"]), (&json!("done"), &json!([])));
    let signed = done.body["list"]["signed"].as_array().expect("signatures").iter();
    assert_eq!(signed.map(|it| it["person"].clone()).collect::<Vec<_>>(), ["do.sc", "do2.sc", "lead.sc"]);
}

// F30, A12: what is lost is named row by row, signed by a head, and shown as a gap; the case goes on with the lower count.
#[tokio::test]
async fn a_loss_is_named_and_signed_by_programs() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190001").await;
    let (at, acts) = (format!("/cases/{case}/folder"), format!("/cases/{case}/folder/acts"));
    let acts_of = async |who: &str| looks(&api, who, &at).await.body["acts"].clone();
    let offers = |acts: &Value, wanted: &str| {
        acts.as_array().expect("acts").iter().any(|it| it["act"] == wanted && it["open"] == true)
    };
    assert!(offers(&acts_of("do.sc").await, "note_loss") && !offers(&acts_of("do2.sc").await, "note_loss"));
    let sheets: Vec<Value> = [1, 3, 4, 5].map(|row| json!({"row": row, "sheets": 2})).to_vec();
    does(&api, "do.sc", &acts, json!({"act": "open", "papers": sheets})).await;
    let left = |first: u16, fewer: u16, reason: &str| {
        let papers: Vec<Value> =
            [(1, first), (3, 2), (4, 2), (5, 2)].map(|(row, n)| json!({"row": row, "sheets": n})).to_vec();
        json!({"act": "note_loss", "papers": papers, "fewer": fewer, "reason": reason})
    };
    for (body, code, field) in [
        (left(1, 0, " "), "fields-wrong", "reason"),
        (left(2, 0, "找不到。"), "nothing-lost", ""),
        (left(3, 0, "找不到。"), "folder-list-wrong", ""),
        (left(1, 9_999, "找不到。"), "loss-beyond-count", ""),
        (json!({"act": "sign_loss"}), "no-loss-noted", ""),
    ] {
        let reply = refused(&api, "do.sc", &acts, body.clone()).await;
        assert_eq!(why(&reply), (422, code, field), "{body}: {}", reply.body);
    }
    does(&api, "do.sc", &acts, left(0, 1, "找过三处。")).await;
    assert_eq!(looks(&api, "do.sc", &at).await.body["loss_by"], "do.sc");
    let own = refused(&api, "do.sc", &acts, json!({"act": "sign_loss"})).await;
    assert_eq!(why(&own).1, "not-authorised");
    does(&api, "chief.sc", &acts, json!({"act": "sign_loss"})).await;
    let folder = looks(&api, "do.sc", &at).await.body;
    assert_eq!((&folder["lost"], &folder["loss_by"]), (&json!([{"row": 1, "sheets": 2}]), &Value::Null));
    let rows = folder["rows"].as_array().expect("rows").iter();
    assert_eq!(rows.map(|it| it["row"].clone()).collect::<Vec<_>>(), [3, 4, 5]);
    // What turns up is entered beside it.
    assert!(offers(&acts_of("do.sc").await, "note_found"));
    let turned_up = |row: u8, sheets: u16, reason: &str| json!({"act": "note_found", "papers": [{"row": row, "sheets": sheets}], "reason": reason});
    for (body, code, field) in [
        (turned_up(1, 1, " "), "fields-wrong", "reason"),
        (turned_up(1, 3, "找到了。"), "found-not-as-lost", ""),
        (turned_up(3, 1, "找到了。"), "found-not-as-lost", ""),
    ] {
        let reply = refused(&api, "do.sc", &acts, body.clone()).await;
        assert_eq!(why(&reply), (422, code, field), "{body}: {}", reply.body);
    }
    does(&api, "do.sc", &acts, turned_up(1, 1, "夹在另一卷里。")).await;
    let folder = looks(&api, "do.sc", &at).await.body;
    assert_eq!(folder["found"], json!([{"row": 1, "sheets": 1}]));
    assert_eq!(folder["lost"], json!([{"row": 1, "sheets": 2}]), "the signed loss stays");
}

// N22: the clock is shown with the register and in the list of cases, until two are named.
#[tokio::test]
async fn two_officers_are_named_by_a_program() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190001").await;
    let (at, acts) = (format!("/cases/{case}/hearing"), format!("/cases/{case}/hearing/acts"));
    let assignment = async || looks(&api, "do.sc", &at).await.body["assignment"].clone();
    let in_list =
        async || looks(&api, "do.sc", "/cases?mine=true").await.body["cases"][0]["name_officers_by"].clone();
    assert_eq!(
        assignment().await,
        json!({"due_on": "2026-03-09", "light": "green", "officers": [], "named_at": null})
    );
    assert_eq!(in_list().await, "2026-03-09");
    let assign = |first: &str, second: &str| json!({"act": "assign", "first": first, "second": second});
    for (who, body, code, field) in [
        ("do.sc", assign("do.sc", "no body"), "fields-wrong", "second"),
        ("do.sc", assign("do.sc", "do.sc"), "hearing-officers-wrong", ""),
        ("do.sc", assign("do.sc", "do.zr"), "hearing-officers-wrong", ""),
        ("lead.sc", assign("do.sc", "do2.sc"), "not-the-holder", ""),
    ] {
        let reply = refused(&api, who, &acts, body.clone()).await;
        assert_eq!(why(&reply), (422, code, field), "{body}: {}", reply.body);
    }
    api.until("2026-03-10").await;
    assert_eq!(assignment().await["light"], "red");
    does(&api, "do.sc", &acts, assign("do.sc", "do2.sc")).await;
    let named = assignment().await;
    assert_eq!((&named["officers"], &named["light"]), (&json!(["do.sc", "do2.sc"]), &json!("red")));
    assert_eq!(in_list().await, Value::Null);
    let same = refused(&api, "do.sc", &acts, assign("do.sc", "do2.sc")).await;
    assert_eq!(why(&same).1, "hearing-officers-named-before");
}

// C23: nothing of a list that was sent back holds; its dossiers still wait.
#[tokio::test]
async fn a_list_that_was_sent_back_can_be_drawn_anew() {
    let api = Api::since("2015-03-02").await;
    let old = archived(&api, "E73190001").await;
    api.until("2026-03-02").await;
    does(&api, "do.sc", ACTS, draw(&old)).await;
    let twice = refused(&api, "do2.sc", ACTS, draw(&old)).await;
    assert_eq!(why(&twice).1, "destruction-list-open");
    does(&api, "centre", ACTS, json!({"act": "send_back", "reason": "写明是哪一场诉讼。"})).await;
    let back = looks(&api, "do.sc", AT).await;
    assert_eq!(back.body["list"]["sent_back"], "写明是哪一场诉讼。");
    assert_eq!((&back.body["list"]["stage"], &back.body["acts"]), (&json!("sent-back"), &json!(["draw"])));
    does(&api, "do2.sc", ACTS, draw(&old)).await;
    let again = looks(&api, "do.sc", "/destruction").await;
    assert_eq!(again.body["authorities"][0]["stage"], "drawn");
}
