//! Half-done intakes, attendance, bounds, reconciliation and frozen reports, asked by programs: the same rules as on the pages.

use casework::picture::PICTURE_BYTES_MAX;
use serde_json::{Value, json};

use crate::api_records::{paged, refused, why};
use crate::api_rig::{Api, Ask, Reply};
use crate::api_seed::{V1, does, kept, looks, received};
use crate::api_seed_eyes::base64;
use crate::photographs::picture;

async fn head(api: &Api) -> u64 {
    api.centre.ledger().head("990121").await.expect("the head can be read").map_or(0, |head| head.seq)
}

// E6: what a program began stands in the form of the window, and is nobody else's.
#[tokio::test]
async fn a_half_done_intake_goes_on_at_the_window() {
    let api = Api::new().await;
    let half =
        json!({"item": "food-business", "form": {"name": "岑不见", "phone": "1398", "copy_kept": [1, 3]}});
    let before = head(&api).await;
    let kept_draft = does(&api, "intake2", "/drafts", half.clone()).await;
    let draft = kept_draft.text("draft");
    assert_eq!((kept_draft.status, head(&api).await), (201, before), "it is no entry");
    let at = format!("/drafts/{draft}");
    let shown = looks(&api, "intake2", &at).await;
    assert_eq!((&shown.body["label"], &shown.body["form"]["phone"]), (&json!("岑不见"), &json!("1398")));
    assert_eq!(shown.body["form"]["copy_kept"], json!([1, 3]));
    let session = centre::account::Session::acting(catalogue::PersonId::parse("intake2").expect("a code"));
    let there = api.centre.draft_fetch(&session, &draft).await.expect("it opens").expect("it is there");
    assert!(there.typed.fields.contains(&("name".to_owned(), "岑不见".to_owned())), "{there:?}");
    assert!(there.typed.fields.contains(&("kept".to_owned(), "3".to_owned())), "{there:?}");

    let stranger = api.send("GET", &format!("{V1}{at}"), &api.person("intake5").await).await;
    assert_eq!((stranger.status, stranger.code()), (404, "not-found"), "whose it is decides");
    let theirs = refused(&api, "intake5", &format!("{at}/acts"), json!({"act": "save", "form": {}})).await;
    assert_eq!((theirs.status, theirs.code()), (404, "not-found"));
    does(&api, "intake5", &format!("{at}/acts"), json!({"act": "drop"})).await;
    assert_eq!(looks(&api, "intake2", "/drafts").await.body["drafts"].as_array().map(Vec::len), Some(1));

    let save =
        json!({"act": "save", "label": "岑家小馆", "form": {"name": "岑不见", "phone": "13987612345"}});
    does(&api, "intake2", &format!("{at}/acts"), save).await;
    let shown = looks(&api, "intake2", &at).await;
    assert_eq!((&shown.body["label"], &shown.body["form"]["copy_kept"]), (&json!("岑家小馆"), &json!([])));
    does(&api, "intake2", &format!("{at}/acts"), json!({"act": "drop"})).await;
    let gone = api.send("GET", &format!("{V1}{at}"), &api.person("intake2").await).await;
    assert_eq!(gone.status, 404);
    assert_eq!(looks(&api, "intake2", "/drafts").await.body["drafts"], json!([]));
}

// E6: wrong fields are named; what is not open has no draft; thirty are kept and the oldest goes.
#[tokio::test]
async fn drafts_have_bounds_and_their_fields_are_named() {
    let api = Api::new().await;
    let with = |form: Value| json!({"item": "food-business", "form": form});
    let long = |n: usize| with(json!({"name": "长".repeat(n)}));
    for (body, field) in [
        (json!({"item": "nothing", "form": {}}), "item"),
        (long(301), "form.name"),
        (with(json!({"copy_kept": [65]})), "form.copy_kept"),
        (with(json!({"copy_kept": [0]})), "form.copy_kept"),
        (with(json!({"nick": "x"})), "nick"),
        (json!({"item": "food-business", "label": "长".repeat(61), "form": {}}), "label"),
    ] {
        assert_eq!(why(&refused(&api, "intake2", "/drafts", body).await), (422, "fields-wrong", field));
    }
    does(&api, "intake2", "/drafts", long(300)).await;
    for n in 0..30 {
        api.clock.fetch_add(1_000_000, std::sync::atomic::Ordering::AcqRel);
        does(&api, "intake2", "/drafts", with(json!({"name": format!("第{n}位")}))).await;
    }
    let all = looks(&api, "intake2", "/drafts").await;
    let names: Vec<&str> =
        all.body["drafts"].as_array().expect("drafts").iter().filter_map(|it| it["label"].as_str()).collect();
    assert_eq!((names.len(), names[0], names[29]), (30, "第29位", "第0位"), "the oldest is gone");
    let narrow = kept(&api, "intake2", true, Some("jy")).await;
    let outside = api.command(&format!("{V1}/drafts"), &narrow, None, &with(json!({}))).await;
    assert_eq!((outside.status, outside.code()), (403, "out-of-scope"));
}

// R137: each once a day by who heads the window, never the own; a correction has a reason and leaves what was entered.
#[tokio::test]
async fn attendance_is_entered_once_and_corrected_with_a_reason() {
    let api = Api::new().await;
    let acts = "/attendance/2026-03-02/acts";
    let enter = |person: &str| json!({"act": "enter", "people": [{"person": person, "mark": "present"}]});
    does(&api, "head.biz", acts, enter("intake2")).await;
    let sheet = looks(&api, "head.biz", "/attendance/2026-03-02").await;
    let seats = sheet.body["seats"].as_array().expect("seats");
    let seat = seats.iter().find(|it| it["person"] == "intake2").expect("it sits there");
    assert_eq!(
        (&seat["mark"], &seat["mine"], &seat["corrections"]),
        (&json!("present"), &json!(true), &json!(0))
    );
    assert_eq!(sheet.header("etag"), "", "one stream of a day is everybody's");
    let again = refused(&api, "head.biz", acts, enter("intake2")).await;
    assert_eq!((again.status, again.code()), (422, "attendance-already-entered"), "{}", again.body);
    assert!(again.body["detail"].as_str().is_some_and(|it| !it.contains("code")), "in words: {}", again.body);
    let nobody = refused(&api, "head.biz", acts, enter("do.jy")).await;
    assert_eq!(why(&nobody), (422, "fields-wrong", "person"));
    let mark = json!({"act": "enter", "people": [{"person": "intake2", "mark": "asleep"}]});
    assert_eq!(why(&refused(&api, "head.biz", acts, mark).await), (422, "fields-wrong", "mark"));
    let own = refused(
        &api,
        "intake2",
        acts,
        json!({"act": "correct", "person": "intake2", "mark": "late", "reason": "堵车。"}),
    )
    .await;
    assert_eq!((own.status, own.code()), (422, "attendance-own"), "{}", own.body);
    let right =
        |reason: &str| json!({"act": "correct", "person": "intake2", "mark": "late", "reason": reason});
    assert_eq!(why(&refused(&api, "head.biz", acts, right(" ")).await), (422, "fields-wrong", "reason"));
    does(&api, "head.biz", acts, right("九点零五分到岗。")).await;
    let sheet = looks(&api, "centre", "/attendance/2026-03-02").await;
    assert_eq!(sheet.body["history"].as_array().map(Vec::len), Some(2), "both stay: {}", sheet.body);
    for (day, status) in [("2026-03-03", 404), ("2026-02-30", 404), ("today", 404)] {
        let reply = api.send("GET", &format!("{V1}/attendance/{day}"), &api.person("head.biz").await).await;
        assert_eq!(reply.status, status, "{day}");
    }
    // Seven days back it is entered, eight not.
    let late = refused(&api, "head.biz", "/attendance/2026-02-22/acts", enter("intake2")).await;
    assert_eq!((late.status, late.code()), (422, "attendance-day"), "{}", late.body);
    does(&api, "head.biz", "/attendance/2026-02-23/acts", enter("intake2")).await;
}

// R144: within its range, by a supervisor alone, with a reason that everybody concerned reads.
#[tokio::test]
async fn a_bound_is_set_within_its_range_and_says_since_when() {
    let api = Api::new().await;
    let set = |value: u16| json!({"bound": "correction-rounds", "value": value, "reason": "试行一个月。"});
    let row = async || {
        let list = looks(&api, "super", "/bounds").await;
        let rows = list.body["bounds"].as_array().expect("bounds").clone();
        rows.into_iter().find(|it| it["bound"] == "correction-rounds").expect("it is there")
    };
    let usual = row().await;
    assert_eq!((&usual["value"], &usual["usual"], &usual["set_at"]), (&json!(2), &json!(2), &Value::Null));
    assert_eq!((&usual["least"], &usual["most"]), (&json!(2), &json!(9)));
    for wrong in [1, 10] {
        let reply = refused(&api, "super", "/bounds", set(wrong)).await;
        assert_eq!(why(&reply), (422, "oversight-out-of-range", "value"), "{}", reply.body);
    }
    assert_eq!(why(&refused(&api, "super", "/bounds", set(2)).await), (422, "oversight-unchanged", "value"));
    let other = refused(&api, "centre", "/bounds", set(9)).await;
    assert_eq!((other.status, other.code()), (422, "oversight-not-supervisor"), "{}", other.body);
    let unknown = json!({"bound": "patience", "value": 1, "reason": "x"});
    assert_eq!(why(&refused(&api, "super", "/bounds", unknown).await), (422, "fields-wrong", "bound"));
    does(&api, "super", "/bounds", set(9)).await;
    let now = row().await;
    assert!(
        now["value"] == 9 && now["set_at"].as_str().is_some_and(|it| it.starts_with("2026-03-02T09:00")),
        "{now}"
    );
    let list = looks(&api, "super", "/bounds").await;
    assert_eq!(list.body["changes"][0]["reason"], "试行一个月。");
    let outsider = api.send("GET", &format!("{V1}/bounds"), &api.person("do.sc").await).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
}

// F5, A31: what has a case is matched; what has none is one finding, however often it is handed in; fifty findings at once, and the
// comparison is recorded.
#[tokio::test]
async fn a_list_from_outside_is_compared_and_each_number_is_found_once() {
    let api = Api::new().await;
    let case = received(&api, "E73190001").await;
    let number = looks(&api, "intake2", &format!("/cases/{case}")).await.text("receipt_no");
    let list = |numbers: Vec<String>| json!({"kind": "fees", "unit": "sc", "from": "2026-03-01", "until": "2026-03-02", "numbers": numbers});
    let mixed = list(vec![number.clone(), "票 77,80".into(), "票77，80.50".into()]);
    let first = does(&api, "super", "/reconcile", mixed.clone()).await;
    // The item of the case has no fee: what was booked for it has no basis (F22).
    assert_eq!((&first.body["matched"], &first.body["rest"]), (&json!(0), &json!(0)), "{}", first.body);
    let found = first.body["without_case"].as_array().expect("a list").clone();
    let rules: Vec<&Value> = found.iter().map(|it| &it["rule"]).collect();
    assert_eq!(rules, [&json!("fee-without-basis"), &json!("fee-without-case")], "{}", first.body);
    assert_eq!(found[1]["number"], json!("票77"), "each number once");
    assert_eq!(first.body["twice"], json!(["票77"]), "and told that it stands there twice");
    let finding = found[1]["finding"].as_str().expect("a name");
    let shown = looks(&api, "super", &format!("/findings/{finding}")).await;
    assert_eq!((&shown.body["rule"], &shown.body["unit"]), (&json!("fee-without-case"), &json!("sc")));
    let before = head(&api).await;
    let again = does(&api, "super2", "/reconcile", mixed).await;
    assert_eq!(again.body["without_case"], first.body["without_case"], "by another supervisor too");
    assert_eq!(head(&api).await, before + 1, "nothing new is found, and that it was compared is recorded");
    // Both are listed, the latest first, beside what waits to be compared; one is read with its numbers.
    let listed = looks(&api, "super", "/reconciliations").await;
    let lines = listed.body["reconciliations"].as_array().expect("a list");
    let names: Vec<&Value> = lines.iter().map(|it| &it["reconciliation"]).collect();
    assert_eq!(names, [&again.body["reconciliation"], &first.body["reconciliation"]]);
    let due = &listed.body["due"][0];
    assert_eq!(
        (&due["unit"], &due["compared_until"], &due["late"]),
        (&json!("sc"), &Value::Null, &json!(false))
    );
    let one = looks(&api, "centre", &format!("/reconciliations/{}", again.text("reconciliation"))).await;
    assert_eq!(
        (&one.body["by"], &one.body["until"]),
        (&json!("super2"), &json!("2026-03-02")),
        "{}",
        one.body
    );
    assert_eq!(one.body["without_case"], again.body["without_case"]);
    assert_eq!((&one.body["without_case_count"], &one.body["twice_count"]), (&json!(2), &json!(1)));
    let outsider = api.send("GET", &format!("{V1}/reconciliations"), &api.person("do.sc").await).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
    let numbers = |n: usize| (0..n).map(|it| format!("票{it:04}")).collect();
    let many = refused(&api, "super", "/reconcile", list(numbers(501))).await;
    assert_eq!(why(&many), (422, "fields-wrong", "numbers"), "{}", many.body);
    let sixty = does(&api, "super", "/reconcile", list(numbers(60))).await;
    let found = sixty.body["without_case"].as_array().expect("a list");
    assert_eq!(found.iter().filter(|it| it["finding"].is_string()).count(), 50);
    assert_eq!((found.len(), &sixty.body["rest"]), (60, &json!(10)));
    for wrong in ["合计", "票78,八十", "票78,80,三月", "票78,80,2026-02-28"] {
        let reply = refused(&api, "super", "/reconcile", list(vec!["票77".into(), wrong.into()])).await;
        assert_eq!(why(&reply), (422, "fields-wrong", "numbers"), "{wrong}: {}", reply.body);
    }
    assert_eq!(
        why(&refused(&api, "super", "/reconcile", list(Vec::new())).await),
        (422, "fields-wrong", "numbers")
    );
    // A unit that had none in these days says so; its items set no fee, so nothing is missing.
    let mut none = list(Vec::new());
    none["nothing"] = json!(true);
    let none = does(&api, "super", "/reconcile", none).await;
    assert_eq!((&none.body["matched"], &none.body["not_listed"]), (&json!(0), &json!([])), "{}", none.body);
    let mut late = list(numbers(1));
    late["until"] = json!("2026-03-03");
    assert_eq!(why(&refused(&api, "super", "/reconcile", late).await), (422, "fields-wrong", "until"));
    let other = refused(&api, "centre", "/reconcile", list(numbers(1))).await;
    assert_eq!((other.status, other.code()), (422, "oversight-not-supervisor"), "{}", other.body);
}

// R144, E32: figures of a period that runs are those of now; an edition is frozen when it is over, another needs another figure.
#[tokio::test]
async fn a_report_is_read_while_it_runs_and_frozen_when_it_is_over() {
    let api = Api::new().await;
    let runs = looks(&api, "super", "/reports/2026-03").await;
    assert_eq!((&runs.body["edition"], runs.header("etag")), (&Value::Null, "\"0\""), "{}", runs.body);
    let freeze = |reason: &str| json!({"act": "freeze", "reason": reason});
    let early = refused(&api, "super", "/reports/2026-03/acts", freeze("")).await;
    assert_eq!((early.status, early.code()), (422, "report-period-not-over"), "{}", early.body);
    does(&api, "super", "/reports/2026-02/acts", freeze("")).await;
    let shown = looks(&api, "super", "/reports/2026-02").await;
    assert_eq!((&shown.body["edition"], &shown.body["version"]), (&json!(1), &json!(1)));
    let path = format!("{V1}/reports/2026-02/acts");
    let stale = api.command(&path, &api.person("super2").await, Some("\"0\""), &freeze("")).await;
    assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}", stale.body);
    let same = refused(&api, "super", "/reports/2026-02/acts", freeze("再数一遍。")).await;
    assert_eq!((same.status, same.code()), (422, "report-figures-unchanged"), "{}", same.body);
    let outsider = refused(&api, "lead.sc", "/reports/2026-02/acts", freeze("")).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
}

// R150, R155: what was seen and asked is written down by who may, and is read page by page.
#[tokio::test]
async fn findings_and_follow_ups_are_written_down() {
    let api = Api::new().await;
    let seen = |unit: &str| json!({"unit": unit, "person": "do.sc", "words": "十点窗口没有人。"});
    let made = does(&api, "super", "/findings", seen("sc")).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.body);
    let other = refused(&api, "lead.sc", "/findings", seen("sc")).await;
    assert_eq!((other.status, other.code()), (422, "oversight-not-supervisor"), "{}", other.body);
    assert_eq!(
        why(&refused(&api, "super", "/findings", seen("no unit")).await),
        (422, "fields-wrong", "unit")
    );
    let call = |on: &str, window: Value, kind: &str| {
        json!({
            "kind": kind, "unit": "sc", "window": window, "on": on, "attitude": "satisfied", "quality": "fairly",
            "efficiency": "dissatisfied", "words": "等了两个小时。",
        })
    };
    let visit = refused(&api, "super", "/follow-ups", call("2026-03-02", Value::Null, "open-visit")).await;
    assert_eq!(why(&visit), (422, "fields-wrong", "window"));
    let old = refused(&api, "super", "/follow-ups", call("2026-01-30", Value::Null, "call")).await;
    assert_eq!(old.status, 422, "31 days back: {}", old.body);
    does(&api, "super", "/follow-ups", call("2026-01-31", Value::Null, "call")).await;
    does(&api, "complaint", "/follow-ups", call("2026-03-02", json!("w2"), "secret-visit")).await;
    let all = paged(&api, &api.person("super").await, "/follow-ups", "follow_ups", "kind").await;
    assert_eq!(all.len(), 2, "{all:?}");
    let list = looks(&api, "super", "/follow-ups").await;
    let first = &list.body["follow_ups"][0];
    assert_eq!((&first["efficiency"], &first["bad"]), (&json!("dissatisfied"), &json!(true)), "{first}");
    let outsider = api.send("GET", &format!("{V1}/follow-ups"), &api.person("do.sc").await).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
    let narrow: Ask = kept(&api, "super", true, Some("sc")).await;
    let named = json!({"unit": "sc", "case": "990121-20260302-00001-7", "words": "x"});
    let reply = api.command(&format!("{V1}/findings"), &narrow, None, &named).await;
    assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "a case may be another's");
}

// R101, R102, F18: what the rules refuse is said as at the desk, with the field it is about.
#[tokio::test]
async fn orders_and_complaints_are_refused_in_the_words_of_the_desk() {
    let api = Api::new().await;
    let in_words = |reply: &Reply| {
        let detail = reply.body["detail"].as_str().unwrap_or_default();
        assert!(!detail.is_empty() && !detail.contains("code"), "in words: {}", reply.body);
    };
    let order =
        |to: &str| json!({"kind": "supervision", "unit": "sc", "to": to, "words": "三天内说明原因。"});
    let complaint = |person: Value| {
        let words = "说好三天，等了十天。";
        json!({"channel": "hot-line", "class": "slow", "unit": "sc", "person": person, "words": words})
    };
    for (who, path, body, code, field) in [
        ("do.sc", "/orders", order("lead.sc"), "order-may-not-issue", "kind"),
        ("super", "/orders", order("super"), "order-nobody-there", "to"),
        ("complaint", "/complaints", complaint(json!("nobody")), "complaint-unknown-person", "person"),
    ] {
        let reply = refused(&api, who, path, body).await;
        assert_eq!(why(&reply), (422, code, field), "{}", reply.body);
        in_words(&reply);
    }
    let issued = does(&api, "super", "/orders", order("do.sc")).await.text("of");
    let acts = format!("/orders/{issued}/acts");
    does(&api, "do.sc", &acts, json!({"act": "receive"})).await;
    let again = refused(&api, "do.sc", &acts, json!({"act": "receive"})).await;
    assert_eq!(why(&again), (422, "order-already-received", ""), "about no field: {}", again.body);
    in_words(&again);
    let told = does(&api, "complaint", "/complaints", complaint(Value::Null)).await.text("of");
    let longer = json!({"act": "tell_longer", "until": "2026-03-02", "reason": "还要现场核实。"});
    let early = refused(&api, "complaint", &format!("/complaints/{told}/acts"), longer).await;
    assert_eq!(why(&early), (422, "complaint-not-ahead", "until"), "{}", early.body);
    in_words(&early);
}

// R102, R104: an answer brings at most three photographs, kept with it or not at all, for whoever sees the order.
#[tokio::test]
async fn an_answer_brings_photographs() {
    let api = Api::new().await;
    let order =
        json!({"kind": "rectification", "unit": "sc", "to": "do.sc", "words": "请改正，报整改情况。"});
    let issued = does(&api, "super", "/orders", order).await.text("of");
    let (at, acts) = (format!("/orders/{issued}"), format!("/orders/{issued}/acts"));
    let answer =
        |photographs: Value| json!({"act": "answer", "words": "改好了。", "photographs": photographs});
    let fine = base64(&picture(500));
    let before = head(&api).await;
    for (wrong, sentence) in [
        (json!(["照片"]), "base64"),
        (json!([fine, base64(b"GIF89a")]), "第 2 个不是照片"),
        (json!([base64(&picture(PICTURE_BYTES_MAX + 1))]), "超过 3 MB"),
        (json!([fine, fine, fine, fine]), "最多留 3 张"),
    ] {
        let reply = refused(&api, "do.sc", &acts, answer(wrong)).await;
        assert_eq!(why(&reply), (422, "fields-wrong", "photographs"), "{sentence}: {}", reply.body);
        let detail = reply.body["errors"][0]["detail"].as_str().expect("a sentence");
        assert!(detail.contains(sentence), "{sentence}: {detail}");
    }
    let most = api::body_bytes_max(&format!("{V1}{acts}")).expect("a bound of its own");
    let huge = refused(&api, "do.sc", &acts, answer(json!(["A".repeat(most)]))).await;
    assert_eq!((huge.status, huge.code()), (413, "too-large"));
    assert_eq!(refused(&api, "do.mz", &acts, answer(json!([fine]))).await.code(), "out-of-scope");
    assert_eq!(head(&api).await, before, "nothing happened");

    let largest = base64(&picture(PICTURE_BYTES_MAX));
    does(&api, "do.sc", &acts, answer(json!([largest, largest, largest]))).await;
    let shown = looks(&api, "super", &at).await;
    let named = shown.body["photographs"].as_array().expect("a list");
    assert_eq!(named.len(), 3);
    let one = format!("{at}/photographs/{}", named[0]["digest"].as_str().expect("a digest"));
    let fetched = api.send("GET", &format!("{V1}{one}"), &api.person("super").await).await;
    assert_eq!((fetched.status, fetched.header("content-type")), (200, "image/png"));
    assert_eq!(fetched.header("cache-control"), "private, no-store");
    for (who, path, status, code) in [
        ("do.mz", one.clone(), 403, "out-of-scope"),
        ("super", format!("{at}/photographs/{}", "0".repeat(64)), 404, "not-found"),
        ("super", format!("{at}/photographs/nothing"), 404, "not-found"),
    ] {
        let nothing = api.send("GET", &format!("{V1}{path}"), &api.person(who).await).await;
        assert_eq!((nothing.status, nothing.code()), (status, code), "{who} {path}");
    }
}
