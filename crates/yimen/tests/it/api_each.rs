//! Every operation of the table, by one loop each: what a program may do wrongly is told so and changes nothing; the same
//! command twice takes effect once; an old version, a token that reads only and a token of another unit are refused.

use std::sync::Arc;

use api::operation::{Needs, Operation, Place, all};
use serde_json::{Value, json};

use crate::api_rig::{Api, Ask};
use crate::api_seed::{Deed, Seeded, V1, kept, looks, seeded};

/// Kept beside the ledger: no entry is made.
const BESIDE: [&str; 5] = ["saveDraft", "actOnDraft", "sayPurpose", "setReach", "tellPaperNotice"];
/// Made of several commands that each take effect once, or of something that stands once however often it is said: the answer says
/// how it stands, and nothing remembers a first one.
const OF_PARTS: [&str; 4] = ["planUsualInspections", "sayPurpose", "setReach", "tellPaperNotice"];
/// Reading them is written down.
const WRITTEN_DOWN: [&str; 2] = ["getSpotCase", "getSpotHall"];
/// Every unit's: a token that is kept to one sees them too.
const OF_EVERY_UNIT: [&str; 2] = ["listOutages", "getOutage"];
/// The centre's own: a token that is kept to a unit does not reach them.
const OF_THE_CENTRE: [&str; 22] = [
    "listPapers",
    "listReports",
    "listComplaints",
    "listAccountability",
    "listAssessments",
    "listOfficeWaits",
    "listOlder",
    "listRatingBoard",
    "listCalendarNotices",
    "listRatings",
    "listInspections",
    "listSurveys",
    "listSummaries",
    "listBulletinDrafts",
    "listBounds",
    "listFollowUps",
    "listSpots",
    "listMyReadings",
    "listReadings",
    "listAppeals",
    "listHabits",
    "listBoard",
];
/// Lists in which nothing stands in the seeded centre.
const EMPTY: [&str; 5] =
    ["listHearings", "listSettlements", "listUnsettledDays", "getCovers", "listCommitments"];

fn wants(of: &Operation, name: &str) -> bool {
    of.parameters.iter().any(|it| it.name == name)
}

/// The address of an operation with the examples of its table in it.
fn address(of: &Operation) -> String {
    let mut path = format!("{V1}{}", of.path);
    for it in of.parameters.iter().filter(|it| it.place == Place::Path) {
        path = path.replace(&format!("{{{}}}", it.name), it.example);
    }
    path
}

async fn entries(api: &Api) -> u64 {
    api.centre.ledger().head("990121").await.expect("the head can be read").map_or(0, |head| head.seq)
}

/// A request with its headers as they should be.
fn asked(api: &Api, of: &Operation, who: &Ask, body: &[u8]) -> Ask {
    let mut ask = who.clone();
    if of.needs == Needs::Act {
        ask.headers.push(("idempotency-key", api.command_id()));
    }
    if wants(of, "If-Match") {
        ask.headers.push(("if-match", "*".to_owned()));
    }
    ask.body = body.to_vec();
    ask
}

#[tokio::test]
async fn every_operation_of_the_table_is_served_and_tried() {
    let seeded = seeded().await;
    for of in all() {
        let reply = seeded.api.send("DELETE", &address(of), &Ask::default()).await;
        assert_eq!((reply.status, reply.code()), (405, "method-not-allowed"), "{}", of.id);
        let tried = seeded.deeds.iter().chain(&seeded.finds).any(|it| it.id == of.id)
            || seeded.looks.iter().any(|it| it.id == of.id);
        assert!(tried || of.needs == Needs::Nothing, "{} stands in no loop", of.id);
    }
    for look in &seeded.looks {
        let of = all().find(|it| it.id == look.id).expect("it stands in the table");
        let reply = looks(&seeded.api, look.who, &look.path).await;
        assert_eq!(!reply.header("etag").is_empty(), of.etag, "{}", look.id);
    }
    let before = entries(&seeded.api).await;
    for find in &seeded.finds {
        let ask = Ask { body: find.body.to_string().into_bytes(), ..seeded.api.person(find.who).await };
        let reply = seeded.api.send("POST", &format!("{V1}{}", find.path), &ask).await;
        assert_eq!(reply.status, 200, "{}: {}", find.id, reply.body);
    }
    assert_eq!(entries(&seeded.api).await, before, "asking changes nothing");
}

#[tokio::test]
async fn nobody_asks_without_a_token_and_nobody_acts_with_one_that_reads() {
    let seeded = seeded().await;
    let api = &seeded.api;
    let before = entries(api).await;
    for of in all().filter(|it| it.needs != Needs::Nothing) {
        let method = of.method.to_uppercase();
        let body = of.body.map_or(&b""[..], |it| it.example.as_bytes());
        for token in ["", "x", &"0".repeat(64)] {
            let nobody = Ask { token: token.to_owned(), ..Ask::default() };
            let reply = api.send(&method, &address(of), &asked(api, of, &nobody, body)).await;
            assert_eq!((reply.status, reply.code()), (401, "token-needed"), "{} {token}", of.id);
        }
    }
    for deed in &seeded.deeds {
        let of = all().find(|it| it.id == deed.id).expect("it stands in the table");
        let reader = kept(api, deed.who, false, None).await;
        let ask = asked(api, of, &reader, deed.body.to_string().as_bytes());
        let reply = api.send("POST", &format!("{V1}{}", deed.path), &ask).await;
        assert_eq!((reply.status, reply.code()), (403, "token-reads-only"), "{}", deed.id);
    }
    assert_eq!(entries(api).await, before, "nothing happened");
}

/// Whether no list of an answer has anything in it.
fn is_empty(body: &Value) -> bool {
    body.as_object().is_some_and(|members| members.values().all(|it| it.as_array().is_none_or(Vec::is_empty)))
}

#[tokio::test]
async fn a_token_of_another_unit_opens_nothing_and_its_lists_are_empty() {
    let seeded = seeded().await;
    let api = &seeded.api;
    let (mut before, deeds) = (entries(api).await, &seeded.deeds);
    for look in &seeded.looks {
        let whole = looks(api, look.who, &look.path).await;
        before += u64::from(WRITTEN_DOWN.contains(&look.id));
        let narrow = kept(api, look.who, false, Some("jy")).await;
        let reply = api.send("GET", &format!("{V1}{}", look.path), &narrow).await;
        let is_list = look.id.starts_with("list") || look.id == "getCovers";
        if OF_EVERY_UNIT.contains(&look.id) {
            assert_eq!(reply.body, whole.body, "{}", look.id);
        } else if is_list && !OF_THE_CENTRE.contains(&look.id) {
            assert_eq!(is_empty(&whole.body), EMPTY.contains(&look.id), "{}: {}", look.id, whole.body);
            assert_eq!(reply.status, 200, "{}: {}", look.id, reply.body);
            assert!(is_empty(&reply.body) && reply.body["next"].is_null(), "{}: {}", look.id, reply.body);
        } else {
            assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "{}: {}", look.id, reply.body);
        }
    }
    for Deed { id, who, path, body, .. } in &seeded.finds {
        let ask = Ask { body: body.to_string().into_bytes(), ..kept(api, who, true, Some("jy")).await };
        let reply = api.send("POST", &format!("{V1}{path}"), &ask).await;
        if *id == "findCases" {
            assert!(reply.status == 200 && is_empty(&reply.body), "{id}: {}", reply.body);
        } else {
            assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "{id}: {}", reply.body);
        }
    }
    for Deed { id, who, path, body, .. } in deeds {
        let of = all().find(|it| it.id == *id).expect("it stands in the table");
        let narrow = kept(api, who, true, Some("jy")).await;
        let ask = asked(api, of, &narrow, body.to_string().as_bytes());
        let reply = api.send("POST", &format!("{V1}{path}"), &ask).await;
        assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "{id}: {}", reply.body);
    }
    assert_eq!(entries(api).await, before, "nothing happened");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_command_sent_from_two_threads_is_carried_out_once_and_makes_older_versions_stale() {
    let Seeded { api, deeds, .. } = seeded().await;
    let api = Arc::new(api);
    for deed in deeds {
        let of = all().find(|it| it.id == deed.id).expect("it stands in the table");
        let versioned = wants(of, "If-Match");
        let record = deed.path.replacen("/acts", "", 1);
        let old = if versioned {
            looks(&api, deed.who, &record).await.header("etag").to_owned()
        } else {
            String::new()
        };
        let who = api.person(deed.who).await;
        let ask = asked(&api, of, &who, deed.body.to_string().as_bytes());
        let path = format!("{V1}{}", deed.path);
        let send = || {
            let (api, ask, path) = (Arc::clone(&api), ask.clone(), path.clone());
            tokio::spawn(async move { api.send("POST", &path, &ask).await })
        };
        let before = entries(&api).await;
        let (one, two) = (send(), send());
        let (one, two) = (one.await.expect("it answers"), two.await.expect("it answers"));
        assert_eq!(
            (one.status, two.status),
            (of.answer.0, of.answer.0),
            "{}: {} {}",
            deed.id,
            one.body,
            two.body
        );
        assert_eq!(one.body, two.body, "{}: the first answer, twice", deed.id);
        assert_eq!(one.header("location"), two.header("location"), "{}", deed.id);
        let replayed = [&one, &two].iter().filter(|it| it.header("idempotency-replayed") == "true").count();
        let once = if OF_PARTS.contains(&deed.id) { 0 } else { 1 };
        assert_eq!(replayed, once, "{}", deed.id);
        assert_eq!(!one.header("etag").is_empty(), of.etag, "{}", deed.id);
        let after = entries(&api).await;
        let last = one.body["last_entry"].as_u64().unwrap_or(after);
        assert_eq!(after > before, !BESIDE.contains(&deed.id), "{}", deed.id);
        assert!(last <= after, "{}", deed.id);
        if OF_PARTS.contains(&deed.id) {
            assert_eq!(api.send("POST", &path, &ask).await.body, one.body, "{}: nothing new", deed.id);
            assert_eq!(entries(&api).await, after, "{}: nothing more happened", deed.id);
            continue;
        }
        // The same id for something else.
        let mut other: Value = serde_json::from_str(of.body.expect("it sends one").example).expect("JSON");
        if other == deed.body {
            other = json!({"act": "drop"});
        }
        let reused =
            api.send("POST", &path, &Ask { body: other.to_string().into_bytes(), ..ask.clone() }).await;
        assert!([409, 422].contains(&reused.status), "{}: {}", deed.id, reused.body);
        assert_eq!(entries(&api).await, after, "{}: nothing more happened", deed.id);
        if versioned {
            let ask = asked(&api, of, &api.person(deed.other).await, deed.body.to_string().as_bytes());
            let mut ask =
                Ask { headers: ask.headers.into_iter().filter(|it| it.0 != "if-match").collect(), ..ask };
            ask.headers.push(("if-match", old));
            let stale = api.send("POST", &path, &ask).await;
            assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}: {}", deed.id, stale.body);
        }
    }
}

#[tokio::test]
async fn headers_and_parameters_that_are_wrong_are_named() {
    let seeded = seeded().await;
    let api = &seeded.api;
    let before = entries(api).await;
    for look in &seeded.looks {
        let of = all().find(|it| it.id == look.id).expect("it stands in the table");
        let who = api.person(look.who).await;
        let path = look.path.split('?').next().unwrap_or_default();
        let mut wrong = vec!["nobody_knows=1".to_owned(), "nobody_knows=1&nobody_knows=1".to_owned()];
        if wants(of, "limit") {
            wrong.extend(
                ["limit=0", "limit=101", "limit=x", "limit=-1", "limit=1&limit=1"].map(str::to_owned),
            );
            wrong.push(format!("cursor={}", "9".repeat(101)));
            wrong.push("cursor=%00".to_owned());
        }
        if wants(of, "which") {
            wrong.push("which=others".to_owned());
        }
        for query in wrong {
            let reply = api.send("GET", &format!("{V1}{path}?{query}"), &who).await;
            assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{} {query}", look.id);
        }
    }
    for find in &seeded.finds {
        let ask = Ask { body: find.body.to_string().into_bytes(), ..api.person(find.who).await };
        let reply = api.send("POST", &format!("{V1}{}?nobody_knows=1", find.path), &ask).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{}", find.id);
    }
    for deed in &seeded.deeds {
        let of = all().find(|it| it.id == deed.id).expect("it stands in the table");
        let (who, path) = (api.person(deed.who).await, format!("{V1}{}", deed.path));
        let whole = asked(api, of, &who, deed.body.to_string().as_bytes());
        let without = |name: &str| {
            let headers = whole.headers.iter().filter(|it| it.0 != name).cloned().collect();
            Ask { headers, ..whole.clone() }
        };
        let mut tried = vec![(without("idempotency-key"), 422, "parameters-wrong")];
        for key in ["", "5f", &"g".repeat(32), &"5".repeat(33)] {
            let mut ask = without("idempotency-key");
            ask.headers.push(("idempotency-key", key.to_owned()));
            tried.push((ask, 422, "parameters-wrong"));
        }
        if wants(of, "If-Match") {
            tried.push((without("if-match"), 428, "version-needed"));
            for version in ["W/\"1\"", "1", "\"-1\"", "\"\"", &format!("\"{}\"", "9".repeat(30))] {
                let mut ask = without("if-match");
                ask.headers.push(("if-match", version.to_owned()));
                tried.push((ask, 422, "parameters-wrong"));
            }
        }
        for (ask, status, code) in tried {
            let reply = api.send("POST", &path, &ask).await;
            assert_eq!((reply.status, reply.code()), (status, code), "{} {:?}", deed.id, ask.headers);
        }
        let reply = api.send("POST", &format!("{path}?nobody_knows=1"), &whole).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{}", deed.id);
    }
    assert_eq!(entries(api).await, before, "nothing happened");
}

#[tokio::test]
async fn bodies_that_are_wrong_are_told_so_by_every_operation() {
    let seeded = seeded().await;
    let api = &seeded.api;
    let before = entries(api).await;
    for deed in seeded.deeds.iter().chain(&seeded.finds) {
        let of = all().find(|it| it.id == deed.id).expect("it stands in the table");
        let (who, path) = (api.person(deed.who).await, format!("{V1}{}", deed.path));
        let send = async |body: &[u8], more: Option<(&'static str, String)>| {
            let mut ask = asked(api, of, &who, body);
            ask.headers.extend(more);
            let reply = api.send("POST", &path, &ask).await;
            (reply.status, reply.code().to_owned(), reply.body)
        };
        // 50 MB are refused by their length, without being read.
        let large = send(b"{}", Some(("content-length", (50u64 << 20).to_string()))).await;
        assert_eq!((large.0, large.1.as_str()), (413, "too-large"), "{}", deed.id);
        let most = api::body_bytes_max(&path).unwrap_or(api::body::BYTES_MAX);
        assert_eq!(send(&vec![b' '; most + 1], None).await.0, 413, "{}", deed.id);
        let with = |change: &dyn Fn(&mut Value)| {
            let mut body = deed.body.clone();
            change(&mut body);
            body.to_string().into_bytes()
        };
        let many = with(&|body| (0..1_000).for_each(|n| body[format!("field{n}")] = json!(1)));
        assert_eq!(send(&many, None).await.1, "too-many-fields", "{}", deed.id);
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100));
        assert_eq!(send(deep.as_bytes(), None).await.1, "too-many-fields", "{}", deed.id);
        for broken in ["{", "nothing", "{\"act\":1}}", "\u{feff}{}"] {
            assert_eq!(send(broken.as_bytes(), None).await.1, "not-json", "{} {broken}", deed.id);
        }
        assert_eq!(send(b"{}", Some(("content-type", "text/plain".into()))).await.0, 415, "{}", deed.id);
        let unknown = send(&with(&|body| body["nobody_knows"] = json!("x")), None).await;
        assert_eq!(
            (unknown.0, &unknown.2["errors"][0]["field"]),
            (422, &json!("nobody_knows")),
            "{}: {}",
            deed.id,
            unknown.2
        );
        for whole in ["[]", "1", "\"x\"", "null", "[{}]"] {
            let wrong = send(whole.as_bytes(), None).await;
            assert_eq!((wrong.0, wrong.1.as_str()), (422, "fields-wrong"), "{} {whole}", deed.id);
        }
        let fields: Vec<String> = deed.body.as_object().expect("an object").keys().cloned().collect();
        for field in &fields {
            for value in [json!([[]]), json!({"x": 1}), json!(1.5), json!("a\0b")] {
                let wrong = send(&with(&|body| body[field.as_str()] = value.clone()), None).await;
                assert_eq!(
                    (wrong.0, wrong.1.as_str()),
                    (422, "fields-wrong"),
                    "{} {field} {value}: {}",
                    deed.id,
                    wrong.2
                );
            }
        }
        let long = "长".repeat(4_001);
        for field in fields.iter().filter(|it| deed.body[it.as_str()].is_string()) {
            let wrong = send(&with(&|body| body[field.as_str()] = json!(long)), None).await;
            assert_eq!(wrong.0, 422, "{} {field}: {}", deed.id, wrong.2);
        }
    }
    assert_eq!(entries(api).await, before, "nothing happened");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let Seeded { api, looks, .. } = seeded().await;
    for look in looks.iter().filter(|it| it.id.starts_with("get")) {
        let of = all().find(|it| it.id == look.id).expect("it stands in the table");
        if of.parameters.iter().all(|it| it.place != Place::Path) {
            continue;
        }
        let who = api.person(look.who).await;
        for nothing in ["nothing", "%00", "..%2f..", "%F0%9F%90%8B", &"x".repeat(300)] {
            let mut path = format!("{V1}{}", of.path);
            for (n, it) in of.parameters.iter().filter(|it| it.place == Place::Path).enumerate() {
                path = path.replace(&format!("{{{}}}", it.name), if n == 0 { nothing } else { it.example });
            }
            let reply = api.send("GET", &path, &who).await;
            assert_eq!((reply.status, reply.code()), (404, "not-found"), "{path}: {}", reply.body);
        }
    }
}
