//! The desk, notices on paper, lost receipts and the complainant's own complaint, asked by programs: the same rules as on the pages.

use serde_json::{Value, json};

use crate::api_records::{paged, refused, why};
use crate::api_rig::{Api, Ask, Reply};
use crate::api_seed::{V1, does, in_hand, intake_of, kept, looks, received};
use crate::api_seed_desk::{receipt, without_telephone};

async fn gets(api: &Api, who: &str, path: &str) -> Reply {
    api.send("GET", &format!("{V1}{path}"), &api.person(who).await).await
}

async fn entries(api: &Api) -> u64 {
    api.centre.ledger().head("990121").await.expect("the head can be read").map_or(0, |head| head.seq)
}

/// Asked by nobody in particular, as a command where it is one.
async fn asks(api: &Api, path: &str, body: &Value) -> Reply {
    let headers = vec![("idempotency-key", api.command_id())];
    let ask = Ask { headers, body: body.to_string().into_bytes(), ..Ask::default() };
    api.send("POST", &format!("{V1}{path}"), &ask).await
}

// E2: what a queue counts is what its list shows, page by page, of this person and of nobody else.
#[tokio::test]
async fn a_queue_counts_what_its_list_shows() {
    let api = Api::new().await;
    let mut mine = vec![received(&api, "E73190001").await, received(&api, "E73190003").await];
    let held = in_hand(&api, "E73190002").await;
    mine.sort();
    let counted = async |who: &str, queue: &str| {
        let reply = looks(&api, who, "/queues").await;
        let queues = reply.body["queues"].as_array().expect("queues").clone();
        assert!(queues.iter().all(|it| it["count"] != json!(0)), "{queues:?}");
        queues.into_iter().find(|it| it["queue"] == queue).map(|it| (it["count"].clone(), it["late"].clone()))
    };
    assert_eq!(counted("intake2", "accept").await, Some((json!(2), json!(0))));
    assert_eq!(counted("do.sc", "held").await, Some((json!(1), json!(0))));
    assert_eq!(counted("do.sc", "accept").await, None);
    assert_eq!(counted("super", "held").await, None);
    let listed = async |who: &str, query: &str| {
        let who = api.person(who).await;
        let mut cases = paged(&api, &who, &format!("/cases?{query}"), "cases", "case").await;
        cases.sort();
        cases
    };
    assert_eq!(listed("intake2", "queue=accept").await, mine);
    assert_eq!(listed("intake2", "queue=accept&unit=sc&light=green&mine=false").await, mine);
    assert_eq!(listed("do.sc", "queue=held").await, [held]);
    for none in
        ["queue=accept&light=red", "queue=accept&unit=jy", "queue=decide", "queue=accept&item=nothing"]
    {
        assert_eq!(listed("intake2", none).await, [] as [String; 0], "{none}");
    }
    let who = api.person("do.sc").await;
    for wrong in
        ["queue=everything", "queue=held&mine=true", "queue=held&holder=do.sc", "queue=held&queue=take"]
    {
        let reply = api.send("GET", &format!("{V1}/cases?{wrong}"), &who).await;
        assert_eq!(why(&reply), (422, "parameters-wrong", "queue"), "{wrong}");
    }
    let late = {
        api.until("2026-04-20").await;
        counted("do.sc", "held").await
    };
    assert_eq!(late, Some((json!(1), json!(1))), "and what is late by now");
}

// A25: what waits beside the cases stands with whoever has to do it, and goes on to the next.
#[tokio::test]
async fn what_waits_beside_the_cases_is_told_to_who_has_to_do_it() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190002").await;
    let waits = async |who: &str| {
        let all = looks(&api, who, "/office-waits").await.body["waits"].clone();
        let bars = all.as_array().expect("what waits").iter().filter(|it| it["what"] == "hear-bar");
        bars.cloned().collect::<Vec<Value>>()
    };
    assert_eq!(waits("do.sc").await, [] as [Value; 0]);
    let propose = json!({"act": "propose", "ground": "false_materials", "reason": "租约是假的。"});
    does(&api, "do.sc", &format!("/cases/{case}/bar/acts"), propose).await;
    let hear = json!({"what": "hear-bar", "count": 1, "first_on": null, "first": case});
    assert_eq!(waits("do.sc").await, [hear]);
    for other in ["do.mz", "chief.sc", "super"] {
        assert_eq!(waits(other).await, [] as [Value; 0], "{other}");
    }
    let narrow = kept(&api, "do.sc", false, Some("sc")).await;
    let reply = api.send("GET", &format!("{V1}/office-waits"), &narrow).await;
    assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "it is of every unit");
}

// E3: who has no telephone is told on paper, by whoever receives people; what was noted once stays.
#[tokio::test]
async fn who_has_no_telephone_is_told_on_paper() {
    let api = Api::new().await;
    let made = without_telephone(&api, "E73190001").await;
    received(&api, "E73190002").await;
    assert_eq!(looks(&api, "intake2", "/paper-notices").await.body["notices"], json!([]));
    does(&api, "intake2", &format!("/cases/{}/acts", made.text("case")), json!({"act": "accept"})).await;
    api.centre.tick().await.expect("time goes on");
    let list = looks(&api, "intake2", "/paper-notices").await;
    let line = &list.body["notices"][0];
    assert_eq!(
        (list.body["notices"].as_array().map(Vec::len), &line["kind"], &line["case"]["case"]),
        (Some(1), &json!("accepted"), &json!(made.text("case"))),
        "{}",
        list.body
    );
    assert!(!line.to_string().contains("岑不见"), "masked in a list: {line}");
    for other in ["do.sc", "super", "intake5"] {
        assert_eq!(looks(&api, other, "/paper-notices").await.body["notices"], json!([]), "{other}");
    }
    let path = format!("/paper-notices/{}", line["notice"].as_str().expect("a name"));
    let shown = looks(&api, "intake2", &path).await;
    assert_eq!(
        (
            shown.text("name"),
            shown.text("notify"),
            shown.text("address"),
            shown.text("receipt_no").is_empty()
        ),
        ("岑不见".into(), "paper".into(), "澄禾县城关镇一号".into(), false)
    );
    assert!(shown.text("words").contains("受理") && shown.body["told"].is_null(), "{}", shown.body);
    let before = entries(&api).await;
    let tell = format!("{path}/told");
    for other in ["do.sc", "super", "intake5"] {
        assert_eq!(gets(&api, other, &path).await.code(), "out-of-scope", "{other}");
        let reply = refused(&api, other, &tell, json!({"way": "letter"})).await;
        assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "{other}");
    }
    let narrow = kept(&api, "intake2", true, Some("rs")).await;
    let reply = api.command(&format!("{V1}{tell}"), &narrow, None, &json!({"way": "letter"})).await;
    assert_eq!((reply.status, reply.code()), (403, "out-of-scope"));
    for wrong in ["pigeon", "", "Letter"] {
        let reply = refused(&api, "intake2", &tell, json!({"way": wrong})).await;
        assert_eq!(why(&reply), (422, "fields-wrong", "way"), "{wrong}");
    }
    assert!(looks(&api, "intake2", &path).await.body["told"].is_null(), "nothing was noted");
    let told = does(&api, "head.biz", &tell, json!({"way": "trusted"})).await;
    assert_eq!(
        (&told.body["told"]["way"], &told.body["told"]["by"]),
        (&json!("trusted"), &json!("head.biz")),
        "{}",
        told.body
    );
    let again = does(&api, "intake2", &tell, json!({"way": "letter"})).await;
    assert_eq!(again.body["told"], told.body["told"], "what was noted first stays");
    assert_eq!(looks(&api, "intake2", "/paper-notices").await.body["notices"], json!([]));
    assert_eq!(looks(&api, "intake2", &path).await.body["told"], told.body["told"], "and is shown");
    assert_eq!(entries(&api).await, before, "it stands beside the ledger");
}

// E3: the list goes on where it was left; a cursor that is none is told.
#[tokio::test]
async fn the_list_of_who_is_to_be_told_goes_on() {
    let api = Api::new().await;
    for document in ["E73190001", "E73190002", "E73190003"] {
        let case = without_telephone(&api, document).await.text("case");
        does(&api, "intake2", &format!("/cases/{case}/acts"), json!({"act": "accept"})).await;
    }
    api.centre.tick().await.expect("time goes on");
    let who = api.person("intake2").await;
    let mut notices = paged(&api, &who, "/paper-notices", "notices", "notice").await;
    assert_eq!(notices.len(), 3);
    notices.dedup();
    assert_eq!(notices.len(), 3, "each once");
    for cursor in ["x", "1_", "_1", "1_x", "x_1-0"] {
        let reply = api.send("GET", &format!("{V1}/paper-notices?cursor={cursor}"), &who).await;
        assert_eq!(why(&reply), (422, "parameters-wrong", "cursor"), "{cursor}");
    }
}

// E15: at any window, whoever's case it is; the old code is void at once, and the same command has one answer.
#[tokio::test]
async fn a_lost_receipt_is_printed_again_at_any_window() {
    let api = Api::new().await;
    let made = does(&api, "intake2", "/cases", intake_of("E73190001")).await;
    let (case, number, old) = (made.text("case"), made.text("receipt_no"), made.text("query_code"));
    let track =
        async |code: &str| asks(&api, "/track", &json!({"number": number, "code": code})).await.status;
    let before = entries(&api).await;
    let with = |field: &str, value: Value| {
        let mut body = receipt(&number, "E73190001");
        body[field] = value;
        body
    };
    // A number that is none and a document that is another's sound alike.
    let other = refused(&api, "intake5", "/receipts", with("document_number", json!("E73190002"))).await;
    let none = refused(&api, "intake5", "/receipts", with("number", json!("990121-20260302-00099-9"))).await;
    assert_eq!((other.status, other.code()), (422, "identity-differs"), "{}", other.body);
    assert_eq!(none.body, other.body);
    for (body, field) in [
        (with("number", json!("9".repeat(81))), "number"),
        (with("document_type", json!("9".repeat(9))), "document_type"),
        (with("document_number", json!("9".repeat(65))), "document_number"),
        (with("document_number", json!(" ")), "document_number"),
        (with("window", json!("no window")), "window"),
    ] {
        let reply = refused(&api, "intake5", "/receipts", body).await;
        assert_eq!(why(&reply), (422, "fields-wrong", field), "{}", reply.body);
    }
    let nowhere = refused(&api, "do.sc", "/receipts", receipt(&number, "E73190001")).await;
    assert_eq!(why(&nowhere), (422, "fields-wrong", "window"), "whoever sits at no window names one");
    for (who, window) in [("do.sc", "w2"), ("intake5", "w2")] {
        let reply = refused(&api, who, "/receipts", with("window", json!(window))).await;
        assert_eq!((reply.status, reply.code()), (422, "not-at-that-window"), "{who}: {}", reply.body);
        let said = reply.text("detail");
        assert!(!said.is_empty() && !reply.body.to_string().contains("岑"), "{said}");
    }
    let narrow = kept(&api, "intake2", true, Some("sc")).await;
    let reply = api.command(&format!("{V1}/receipts"), &narrow, None, &receipt(&number, "E73190001")).await;
    assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "any window is not one unit's");
    assert_eq!((entries(&api).await, track(&old).await), (before, 200), "nothing happened");

    let officer = api.person("intake5").await;
    let send = async |key: &str| {
        let headers = vec![("idempotency-key", key.to_owned())];
        let body = receipt(&number, "E73190001").to_string().into_bytes();
        api.send("POST", &format!("{V1}/receipts"), &Ask { headers, body, ..officer.clone() }).await
    };
    let first = send(&"a".repeat(32)).await;
    assert_eq!(
        (first.status, first.text("case"), first.text("receipt_no")),
        (201, case.clone(), number.clone())
    );
    let code = first.text("query_code");
    assert_eq!((track(&old).await, track(&code).await), (404, 200), "the old code is void at once");
    assert_eq!(gets(&api, "intake5", &format!("/cases/{case}")).await.code(), "out-of-scope", "and no more");
    let second = send(&"b".repeat(32)).await.text("query_code");
    let again = send(&"a".repeat(32)).await;
    assert_eq!((again.status, again.header("idempotency-replayed"), &again.body), (201, "true", &first.body));
    assert_eq!((track(&code).await, track(&second).await), (404, 200), "the last code counts");
}

// E15: guessing which document belongs to a number is slow, for the guesser and for the case; others go on with theirs.
#[tokio::test]
async fn guessing_at_receipts_is_slow() {
    let api = Api::new().await;
    let number = does(&api, "intake2", "/cases", intake_of("E73190001")).await.text("receipt_no");
    let guessed = does(&api, "intake2", "/cases", intake_of("E73190003")).await.text("receipt_no");
    let mut last = refused(&api, "intake5", "/receipts", receipt(&guessed, "E73190002")).await;
    for _ in 1..16 {
        last = refused(&api, "intake5", "/receipts", receipt(&guessed, "E73190002")).await;
    }
    assert_eq!((last.status, last.code()), (429, "too-many-tries"), "{}", last.body);
    assert!(last.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    assert_eq!(does(&api, "intake2", "/receipts", receipt(&number, "E73190001")).await.status, 201);
}

// F18, C32: the complainant reads the answer and gives the own word by number and code, which nobody else of the office has.
#[tokio::test]
async fn a_complainant_tracks_and_answers_with_number_and_code() {
    let api = Api::new().await;
    let complaint = json!({"channel": "hot-line", "class": "slow", "unit": "sc", "words": "说好三天，等了十天。", "contact": {}});
    let of = does(&api, "complaint", "/complaints", complaint).await.text("of");
    let at = format!("/complaints/{of}");
    let printed = looks(&api, "complaint", &format!("{at}/receipt")).await;
    let (number, code) = (printed.text("number"), printed.text("query_code"));
    let reply = gets(&api, "super", &format!("{at}/receipt")).await;
    assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "only who wrote it down");
    let own = |more: Value| {
        let mut body = json!({"number": number, "code": code});
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    };
    let track = async || {
        let reply = asks(&api, "/track/complaint", &own(json!({}))).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body
    };
    for (number, code) in
        [(number.as_str(), "00000000"), ("TS 2026 000099 K", code.as_str()), ("", ""), ("x", "x")]
    {
        let wrong = asks(&api, "/track/complaint", &json!({"number": number, "code": code})).await;
        assert_eq!((wrong.status, wrong.code()), (404, "not-found"), "{number}");
    }
    let shown = track().await;
    assert_eq!(
        (&shown["state"], &shown["acts"], &shown["answer"]),
        (&json!("waiting"), &json!([]), &json!(""))
    );
    let word = "/track/complaint/word";
    let confirm = own(json!({"act": "confirm"}));
    let early = asks(&api, word, &confirm).await;
    assert_eq!((early.status, early.code()), (422, "complaint-not-now"), "{}", early.body);
    let acts = format!("{at}/acts");
    let assign = json!({"act": "assign", "unit": "sc", "about_unit": "sc", "class": "slow"});
    does(&api, "complaint", &acts, assign).await;
    does(&api, "lead.sc", &acts, json!({"act": "draft", "words": "人手不够，已经补派。"})).await;
    let answer = json!({"act": "reply", "words": "今天办好。", "verdict": "founded", "cause": "conduct"});
    does(&api, "complaint", &acts, answer).await;
    let shown = track().await;
    assert_eq!(
        (&shown["answer"], &shown["verdict"], &shown["acts"]),
        (&json!("今天办好。"), &json!("founded"), &json!(["confirm", "reopen"]))
    );
    let organisation = api.centre.organisation().await.expect("it opens").expect("it is published");
    let leader = &organisation.people.iter().find(|it| it.id.as_str() == "lead.sc").expect("a leader").name;
    assert!(!shown.to_string().contains(leader.as_str()), "the unit, not who sits there: {shown}");
    for (body, field) in [
        (own(json!({"act": "reopen"})), "words"),
        (own(json!({"act": "reopen", "words": " "})), "words"),
        (own(json!({"act": "confirm", "words": "好".repeat(2_001)})), "words"),
        (own(json!({"act": "publish"})), "act"),
    ] {
        let reply = asks(&api, word, &body).await;
        assert_eq!(why(&reply), (422, "fields-wrong", field), "{}", reply.body);
    }
    let no_id = Ask { body: confirm.to_string().into_bytes(), ..Ask::default() };
    assert_eq!(api.send("POST", &format!("{V1}{word}"), &no_id).await.code(), "parameters-wrong");
    let nobody = asks(&api, word, &json!({"number": number, "code": "00000000", "act": "confirm"})).await;
    assert_eq!((nobody.status, nobody.code()), (404, "not-found"));
    let reopened = asks(&api, word, &own(json!({"act": "reopen", "words": "材料还没有退。"}))).await;
    assert_eq!((reopened.status, reopened.text("state")), (200, "waiting".into()), "{}", reopened.body);
    assert_eq!(reopened.body["acts"], json!([]));
    api.until("2026-03-03").await;
    let reply = gets(&api, "complaint", &format!("{at}/receipt")).await;
    assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "on that day and no later");
}

// C32: of a report number and date, and nothing of what it says; nobody of the office prints its code.
#[tokio::test]
async fn a_report_says_nothing_to_whoever_came_by_its_code() {
    let api = Api::new().await;
    let report = json!({"channel": "counter", "class": "report", "words": "收了红包。", "contact": {}});
    let made = does(&api, "complaint", "/complaints", report).await.text("of");
    let reply = gets(&api, "complaint", &format!("/complaints/{made}/receipt")).await;
    assert_eq!(reply.status, 403, "{}", reply.body);
    let id = catalogue::ComplaintId::parse(&made).expect("a complaint");
    let (year, n) = api.centre.complaint_number(id).await.expect("it can be read").expect("it has one");
    let number = centre::oversight::complaint::text_of(year, n);
    let body = json!({"number": number, "code": api.centre.complaint_code(id)});
    let shown = asks(&api, "/track/complaint", &body).await;
    assert_eq!((shown.status, &shown.body["sealed"]), (200, &json!(true)), "{}", shown.body);
    assert_eq!((&shown.body["words"], &shown.body["class"]), (&json!(""), &Value::Null));
    assert!(!shown.body.to_string().contains("红包"), "{}", shown.body);
}
