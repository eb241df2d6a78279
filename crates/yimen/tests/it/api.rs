//! The programming interface: a whole course of a case, and everything that a program may do wrongly.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::api_rig::{Api, Ask, Reply, intake};

const CASES: &str = "/api/v1/cases";

async fn received(api: &Api, who: &Ask) -> Reply {
    let reply = api.command(CASES, who, None, &intake()).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    reply
}

async fn hands_over(api: &Api, from: &Ask, to: &Ask, person: &str, case: &str) {
    api.does(from, case, json!({"act": "give-over", "to": person, "papers": 4})).await;
    api.does(to, case, json!({"act": "take-over", "papers": 4})).await;
}

// R3, R81, C17, C18: the course of the desk, asked by programs; the applicant follows it by number and code.
#[tokio::test]
async fn a_case_goes_its_whole_course() {
    let api = Api::new().await;
    let (intake, agent) = (api.person("intake2").await, api.person("agent.sc").await);
    let (handler, second) = (api.person("do.sc").await, api.person("do2.sc").await);
    let (leader, delivery) = (api.person("lead.sc").await, api.person("out").await);
    let case = received(&api, &intake).await;
    let (number, code, case) = (case.text("receipt_no"), case.text("query_code"), case.text("case"));
    let at = format!("{CASES}/{case}");
    let shown = api.send("GET", &at, &intake).await;
    assert_eq!((shown.status, shown.header("etag")), (200, "\"1\""), "{}", shown.body);
    assert_eq!(shown.body["state"], "received");
    assert_eq!(shown.body["applicant"]["name"], "岑**", "F33: masked");
    assert!(shown.body["acts"].as_array().is_some_and(|acts| acts.iter().any(|it| it["act"] == "accept")));
    api.does(&intake, &case, json!({"act": "accept"})).await;
    hands_over(&api, &intake, &agent, "agent.sc", &case).await;
    hands_over(&api, &agent, &handler, "do.sc", &case).await;
    let step = |place: &str| json!({"act": "complete-step", "verdict": "agree", "opinion": "合格。", "place": {"at": place}});
    api.does(&handler, &case, step("hall")).await;
    let bare = api.command(&format!("{at}/acts"), &handler, Some("*"), &step("on_site")).await;
    assert_eq!(
        (bare.status, &bare.body["code"]),
        (422, &json!("visit-record-missing")),
        "C36: {}",
        bare.body
    );
    let mut on_site = step("on_site");
    on_site["visit"] = json!({
        "with": "do2.sc", "on": "2026-03-02", "entered": "08:20", "left": "08:50", "minutes": "布局与图纸一致。",
        "signature": {"party": "refused", "reason": "说材料里都有。"}, "photographs": 3,
    });
    api.does(&handler, &case, on_site).await;
    let early = api
        .command(&format!("{at}/acts"), &leader, Some("*"), &json!({"act": "decide", "outcome": "granted"}))
        .await;
    assert_eq!(early.status, 422, "N11: the second officer has not signed: {}", early.body);
    api.does(&second, &case, step("on_site")).await;
    api.does(&leader, &case, json!({"act": "decide", "outcome": "granted"})).await;
    api.does(&agent, &case, json!({"act": "recheck"})).await;
    api.does(&handler, &case, json!({"act": "make-document"})).await;
    let pickup = api.pickup(&case).await;
    let deliver =
        json!({"act": "deliver", "code": pickup, "document_type": "414", "document_number": "E73190001"});
    api.does(&delivery, &case, deliver).await;
    let lines = api.send("GET", &format!("{at}/timeline?limit=5"), &handler).await;
    let next = lines.body["next"].as_str().unwrap_or_default();
    assert_eq!(lines.body["entries"].as_array().map(Vec::len), Some(5));
    let rest = api.send("GET", &format!("{at}/timeline?cursor={next}"), &handler).await;
    let last = rest.body["entries"].as_array().and_then(|all| all.last()).expect("it goes on").clone();
    assert_eq!(last["kind"], "case.delivered");
    let ask =
        Ask { body: json!({"number": number, "code": code}).to_string().into_bytes(), ..Ask::default() };
    let tracked = api.send("POST", "/api/v1/track", &ask).await;
    assert_eq!((tracked.status, &tracked.body["state"]), (200, &json!("delivered")), "{}", tracked.body);
    assert!(!tracked.body.to_string().contains("do.sc"), "C14: no handler is named");
}

#[tokio::test]
async fn queries_page_and_count_days() {
    let api = Api::new().await;
    let who = api.person("intake2").await;
    let case = received(&api, &who).await.text("case");
    let other = json!({"document_number": "E73190002"});
    let mut second = intake();
    second["applicant"]["document_number"] = other["document_number"].clone();
    assert_eq!(api.command(CASES, &who, None, &second).await.status, 201);
    let page = api.send("GET", &format!("{CASES}?limit=1"), &who).await;
    let next = page.body["next"].as_str().expect("there is another").to_owned();
    let rest = api.send("GET", &format!("{CASES}?limit=1&cursor={next}"), &who).await;
    assert_ne!(page.body["cases"][0]["case"], rest.body["cases"][0]["case"]);
    assert!(rest.body["next"].is_null());
    let clocks = api.send("GET", &format!("{CASES}/{case}/clocks"), &who).await;
    let days = clocks.body["clocks"][0]["days"].as_array().expect("days").clone();
    assert_eq!(days[0]["why"], "start_day", "民法典 §201");
    assert_eq!(days.last().map(|day| day["due"].clone()), Some(json!(true)));
    let days = api.send("GET", "/api/v1/calendar/days?from=2026-10-01&to=2026-10-02", &Ask::default()).await;
    assert_eq!(days.body["days"][0]["working"], false);
    for wrong in
        ["?from=2026-10-01", "?from=2026-10-02&to=2026-10-01", "?from=2000-01-01&to=2026-01-01", "?x=1"]
    {
        let reply = api.send("GET", &format!("/api/v1/calendar/days{wrong}"), &Ask::default()).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{wrong}");
    }
    let items = api.send("GET", "/api/v1/items?q=%E9%A5%AD%E9%A6%86&limit=1", &Ask::default()).await;
    assert_eq!(items.body["items"][0]["item"], "food-business");
    let english = Ask { headers: vec![("accept-language", "en-GB,zh;q=0.5".into())], ..Ask::default() };
    let guide = api.send("GET", "/api/v1/items/food-business", &english).await;
    assert_eq!(
        (guide.header("content-language"), &guide.body["name"]),
        ("en", &json!("Food business licence, catering"))
    );
    assert_eq!(api.send("GET", "/api/v1/items/nothing", &english).await.status, 404);
    assert_eq!(api.send("GET", "/api/v1/nothing", &english).await.code(), "not-found");
    assert_eq!(api.send("DELETE", "/api/v1/items", &english).await.status, 405);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_command_from_two_threads_is_carried_out_once() {
    let api = Arc::new(Api::new().await);
    let mut who = api.person("intake2").await;
    who.headers.push(("idempotency-key", "5F".repeat(16)));
    who.body = intake().to_string().into_bytes();
    let send = |api: Arc<Api>, who: Ask| tokio::spawn(async move { api.send("POST", CASES, &who).await });
    let (one, two) = (send(Arc::clone(&api), who.clone()), send(Arc::clone(&api), who.clone()));
    let (one, two) = (one.await.expect("it answers"), two.await.expect("it answers"));
    assert_eq!((one.status, two.status), (201, 201), "{} {}", one.body, two.body);
    assert_eq!(one.body, two.body, "the first answer, twice");
    let replayed = [&one, &two].iter().filter(|it| it.header("idempotency-replayed") == "true").count();
    assert_eq!(replayed, 1);
    let page = api.send("GET", CASES, &Ask { headers: Vec::new(), body: Vec::new(), ..who.clone() }).await;
    assert_eq!(page.body["cases"].as_array().map(Vec::len), Some(1));
    let mut other = intake();
    other["papers"] = json!(3);
    let reused = api.send("POST", CASES, &Ask { body: other.to_string().into_bytes(), ..who }).await;
    assert_eq!((reused.status, reused.code()), (409, "command-id-reused"));
}

#[tokio::test]
async fn an_old_version_is_refused_and_a_missing_one_asked_for() {
    let api = Api::new().await;
    let (intake, agent) = (api.person("intake2").await, api.person("agent.sc").await);
    let case = received(&api, &intake).await.text("case");
    let acts = format!("{CASES}/{case}/acts");
    api.does(&intake, &case, json!({"act": "accept"})).await;
    api.does(&intake, &case, json!({"act": "give-over", "to": "agent.sc", "papers": 4})).await;
    let take = json!({"act": "take-over", "papers": 4});
    let stale = api.command(&acts, &agent, Some("\"1\""), &take).await;
    assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}", stale.body);
    assert_eq!(api.command(&acts, &agent, Some("W/\"x\""), &take).await.status, 422);
    assert_eq!(api.command(&acts, &agent, None, &take).await.code(), "version-needed");
    let now = api.send("GET", &format!("{CASES}/{case}"), &agent).await.header("etag").to_owned();
    assert_eq!(api.command(&acts, &agent, Some(&now), &take).await.status, 200);
}

#[tokio::test]
async fn a_token_opens_what_it_is_for_and_nothing_else() {
    let api = Api::new().await;
    let intake2 = api.person("intake2").await;
    let case = received(&api, &intake2).await.text("case");
    let (at, acts) = (format!("{CASES}/{case}"), format!("{CASES}/{case}/acts"));
    let accept = json!({"act": "accept"});
    let token = |token: (String, String)| Ask { token: token.0, ..Ask::default() };
    for nobody in ["", "x", &"0".repeat(64), &format!("{}é", "0".repeat(62))] {
        let who = Ask { token: nobody.to_owned(), ..Ask::default() };
        let reply = api.send("GET", &at, &who).await;
        assert_eq!((reply.status, reply.code()), (401, "token-needed"), "{nobody}");
        assert!(reply.header("www-authenticate").starts_with("Bearer"));
        assert_eq!(api.command(&acts, &who, Some("*"), &accept).await.status, 401);
    }
    // Another unit's person, and another unit's token of a person who sees all.
    let elsewhere = token(api.token("intake5", true, None).await);
    assert_eq!(api.send("GET", &at, &elsewhere).await.code(), "out-of-scope");
    assert_eq!(api.command(&acts, &elsewhere, Some("*"), &accept).await.status, 403);
    let whole = api.send("GET", CASES, &token(api.token("super", false, None).await)).await;
    assert_eq!(whole.body["cases"].as_array().map(Vec::len), Some(1));
    let narrow = token(api.token("super", false, Some("rs")).await);
    assert_eq!(api.send("GET", &at, &narrow).await.code(), "out-of-scope");
    for list in ["", "?unit=sc", "?mine=true"] {
        let page = api.send("GET", &format!("{CASES}{list}"), &narrow).await;
        assert_eq!(page.body["cases"], json!([]), "{list}");
    }
    let kept_out = token(api.token("intake2", true, Some("rs")).await);
    assert_eq!(api.command(CASES, &kept_out, None, &intake()).await.code(), "out-of-scope");
    // One that reads does not act.
    let reader = token(api.token("intake2", false, None).await);
    assert_eq!(api.send("GET", &at, &reader).await.status, 200);
    assert_eq!(api.command(&acts, &reader, Some("*"), &accept).await.code(), "token-reads-only");
    // Revoked at once; ended on its day.
    let (secret, id) = api.token("intake2", true, None).await;
    let who = token((secret, String::new()));
    assert_eq!(api.send("GET", &at, &who).await.status, 200);
    assert!(api.centre.token_revoke(&id).await.expect("it is revoked"));
    assert!(!api.centre.token_revoke(&id).await.expect("the database answers"), "once");
    assert_eq!(api.send("GET", &at, &who).await.status, 401);
    api.clock.fetch_add(31 * 86_400_000_000, Ordering::AcqRel);
    assert_eq!(api.send("GET", &at, &reader).await.status, 401);
    // Not the token itself stands in the database.
    let listed = format!("{:?}", api.centre.token_list().await.expect("a list"));
    assert!(!listed.contains(&intake2.token));
}

#[tokio::test]
async fn bodies_that_are_wrong_are_told_so_and_nothing_happens() {
    let api = Api::new().await;
    let who = api.person("intake2").await;
    let send = async |body: Vec<u8>, headers: Vec<(&'static str, String)>| {
        let mut ask = Ask { body, ..who.clone() };
        ask.headers.push(("idempotency-key", api.command_id()));
        ask.headers.extend(headers);
        let reply = api.send("POST", CASES, &ask).await;
        (reply.status, reply.code().to_owned(), reply.body)
    };
    let with = |change: &dyn Fn(&mut Value)| {
        let mut body = intake();
        change(&mut body);
        body.to_string().into_bytes()
    };
    let status = |it: &(u16, String, Value)| it.0;
    // 50 MB are refused by their length, without being read.
    let large = send(b"{}".to_vec(), vec![("content-length", (50u64 << 20).to_string())]).await;
    assert_eq!((large.0, large.1.as_str()), (413, "too-large"));
    assert_eq!(status(&send(vec![b' '; 70_000], Vec::new()).await), 413);
    // Nor are they read to their end where nobody says how many come.
    assert_eq!(send(vec![b' '; 50 << 20], Vec::new()).await.1, "too-large");
    let many = with(&|body| {
        for n in 0..1_000 {
            body[format!("field{n}")] = json!(1);
        }
    });
    assert_eq!(send(many, Vec::new()).await.1, "too-many-fields");
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100));
    assert_eq!(send(deep.into_bytes(), Vec::new()).await.1, "too-many-fields");
    for broken in ["{", "nothing", "{\"a\":1}}", "\u{feff}{}", "[1,]"] {
        assert_eq!(send(broken.as_bytes().to_vec(), Vec::new()).await.1, "not-json", "{broken}");
    }
    assert_eq!(send(vec![b'"', 0xff, b'"'], Vec::new()).await.1, "not-json");
    let media = vec![("content-type", "text/plain".to_owned())];
    assert_eq!(status(&send(b"{}".to_vec(), media).await), 415);
    let unknown = send(with(&|body| body["applicant"]["nam"] = json!("x")), Vec::new()).await;
    assert_eq!((unknown.0, &unknown.2["errors"][0]["field"]), (422, &json!("nam")));
    for (field, value) in [
        ("papers", json!("4")),
        ("papers", json!(-1)),
        ("papers", json!(10_000)),
        ("papers", json!(4.5)),
        ("item", json!(null)),
        ("item", json!("nothing")),
        ("window", json!("no window")),
        ("channel", json!("pigeon")),
        ("not_applicable", json!([0])),
        ("not_applicable", json!([65])),
        ("marks", json!([])),
        ("applicant", json!("x")),
        ("previous", json!("../../x")),
    ] {
        let wrong = send(with(&|body| body[field] = value.clone()), Vec::new()).await;
        assert_eq!((wrong.0, wrong.1.as_str()), (422, "fields-wrong"), "{field} {value}: {}", wrong.2);
    }
    for name in ["", "x".repeat(301).as_str(), "a\0b"] {
        let wrong = send(with(&|body| body["applicant"]["name"] = json!(name)), Vec::new()).await;
        assert_eq!(wrong.2["errors"][0]["field"], "name", "{}", wrong.2);
    }
    let no_id = Ask { body: with(&|_| {}), ..who.clone() };
    assert_eq!(api.send("POST", CASES, &no_id).await.code(), "parameters-wrong");
    let twice = intake().to_string().replacen("\"papers\":4", "\"papers\":4,\"papers\":5", 1);
    assert_eq!(status(&send(twice.into_bytes(), Vec::new()).await), 422, "a field that comes twice");
    assert_eq!(api.send("GET", CASES, &who).await.body["cases"], json!([]), "nothing happened");
}

// domain.md 6.4: number and code are not to be guessed here either.
#[tokio::test]
async fn guessing_is_slow_here_too() {
    let api = Api::new().await;
    let who = api.person("intake2").await;
    let number = received(&api, &who).await.text("receipt_no");
    let guess = Ask {
        body: json!({"number": number, "code": "00000000"}).to_string().into_bytes(),
        ..Ask::default()
    };
    let mut seen = Vec::new();
    for _ in 0..10 {
        seen.push(api.send("POST", "/api/v1/track", &guess).await);
    }
    assert_eq!(seen[0].status, 404);
    assert_eq!(seen[9].status, 429);
    assert!(seen[9].header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
}

// What the READMEs count is true: as many operations as the document has, as many rules as supervision looks with (R143).
#[tokio::test]
async fn the_readmes_count_operations_and_rules_as_they_are() {
    let api = Api::new().await;
    let paths = api.document["paths"].as_object().expect("the document has paths");
    let methods = ["get", "post", "put", "patch", "delete"];
    let operations =
        paths.values().flat_map(|path| methods.iter().filter(|method| path[**method].is_object()));
    let n = operations.count();
    let rules = oversight::Rule::ALL.len();
    for (file, said) in [
        ("README.md", format!("{n} operations in JSON")),
        ("README.zh-CN.md", format!("{n} 个 JSON 接口")),
        ("README.md", format!("{rules} rules at the")),
        ("README.zh-CN.md", format!("{rules} 条规则")),
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
        let text = std::fs::read_to_string(path).expect("it stands at the top");
        assert!(text.contains(&said), "{file} does not say “{said}”");
    }
}
