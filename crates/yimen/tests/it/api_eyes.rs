//! Photographs, disclosures, readings, habits and the boards, asked by programs: the same rules as on the pages.

use casework::picture::PICTURE_BYTES_MAX;
use serde_json::{Value, json};

use crate::api_records::{paged, refused, why};
use crate::api_rig::{Api, Ask, Reply};
use crate::api_seed::{V1, certified, does, in_hand, kept, looks, received};
use crate::api_seed_eyes::{base64, disclosure, photograph};
use crate::photographs::picture;

async fn gets(api: &Api, who: &str, path: &str) -> Reply {
    api.send("GET", &format!("{V1}{path}"), &api.person(who).await).await
}

async fn entries(api: &Api) -> u64 {
    api.centre.ledger().head("990121").await.expect("the head can be read").map_or(0, |head| head.seq)
}

/// The case of a certificate, which `do.sc` checked on site with `do2.sc`.
async fn checked(api: &Api) -> (String, String) {
    let certificate = certified(api, "E73190001").await;
    let shown = looks(api, "do.sc", &format!("/certificates/{certificate}")).await;
    (shown.text("case"), certificate)
}

// C36, F23: one at a time, named by its sealed bytes; by who made the check alone, and nine of a check at most.
#[tokio::test]
async fn photographs_are_handed_in_and_shown() {
    let api = Api::new().await;
    let (case, _) = checked(&api).await;
    let path = format!("/cases/{case}/photographs");
    let fine = picture(500);
    let broken = &fine[..fine.len() - 1];
    let before = entries(&api).await;
    for (wrong, sentence) in [
        (json!(""), "不是照片"),
        (json!("照片"), "base64"),
        (json!(format!("{}\n", base64(&fine))), "base64"),
        (json!(base64(b"GIF89a")), "不是照片"),
        (json!(base64(broken)), "打不开"),
        (json!(base64(&picture(PICTURE_BYTES_MAX + 1))), "超过 3 MB"),
    ] {
        let reply = refused(&api, "do.sc", &path, json!({"photograph": wrong})).await;
        assert_eq!(why(&reply), (422, "fields-wrong", "photograph"), "{sentence}: {}", reply.body);
        let detail = reply.body["errors"][0]["detail"].as_str().expect("a sentence");
        assert!(detail.contains(sentence), "{sentence}: {detail}");
    }
    let most = api::body_bytes_max(&format!("{V1}{path}")).expect("a bound of its own");
    let huge = refused(&api, "do.sc", &path, json!({"photograph": "A".repeat(most)})).await;
    assert_eq!((huge.status, huge.code()), (413, "too-large"));
    // The bound is of this address alone.
    let long = json!({"act": "accept", "words": "长".repeat(70_000)});
    assert_eq!(refused(&api, "do.sc", &format!("/cases/{case}/acts"), long).await.status, 413);
    let stranger = refused(&api, "agent.sc", &path, photograph(500)).await;
    assert_eq!((stranger.status, stranger.code()), (422, "visit-not-there"), "{}", stranger.body);
    assert_eq!(refused(&api, "do.mz", &path, photograph(500)).await.code(), "out-of-scope");
    let unchecked = format!("/cases/{}/photographs", received(&api, "E73190005").await);
    let early = refused(&api, "intake2", &unchecked, photograph(500)).await;
    assert_eq!((early.status, early.code()), (422, "visit-not-recorded"), "{}", early.body);
    let received = entries(&api).await;
    assert!(received > before);

    let largest = does(&api, "do2.sc", &path, photograph(PICTURE_BYTES_MAX)).await;
    let of = largest.text("of");
    assert_eq!((largest.status, largest.header("location")), (201, format!("{V1}{path}/{of}").as_str()));
    let shown = gets(&api, "agent.sc", &format!("{path}/{of}")).await;
    assert_eq!((shown.status, shown.header("content-type")), (200, "image/png"));
    assert_eq!(shown.header("cache-control"), "private, no-store");
    let listed = looks(&api, "do.sc", &format!("/cases/{case}")).await;
    let one = &listed.body["photographs"][0];
    assert_eq!(
        (&one["digest"], &one["number"], &one["by"]["code"]),
        (&json!(of), &json!(1), &json!("do2.sc"))
    );
    assert_eq!(gets(&api, "do.mz", &format!("{path}/{of}")).await.code(), "out-of-scope");
    let nothing = gets(&api, "do.sc", &format!("{path}/{}", "0".repeat(64))).await;
    assert_eq!((nothing.status, nothing.code()), (404, "not-found"));
    for n in 2..=9 {
        does(&api, "do.sc", &path, photograph(500 + n)).await;
    }
    assert_eq!(entries(&api).await, received + 9);
    let tenth = refused(&api, "do.sc", &path, photograph(600)).await;
    assert_eq!((tenth.status, tenth.code()), (422, "visit-enough-kept"), "{}", tenth.body);
    assert_eq!(entries(&api).await, received + 9);
}

// C36: the same command once; the same id with another picture is refused.
#[tokio::test]
async fn a_photograph_sent_twice_is_kept_once() {
    let api = Api::new().await;
    let (case, _) = checked(&api).await;
    let path = format!("{V1}/cases/{case}/photographs");
    let send = async |body: Value| {
        let headers = vec![("idempotency-key", "5f0c6a1e9b3d4c7288e1d2f3a4b5c6d7".to_owned())];
        let ask = Ask { headers, body: body.to_string().into_bytes(), ..api.person("do.sc").await };
        api.send("POST", &path, &ask).await
    };
    let (first, again) = (send(photograph(500)).await, send(photograph(500)).await);
    assert_eq!((first.status, again.status, &first.body), (201, 201, &again.body));
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    assert_eq!(send(photograph(501)).await.code(), "command-id-reused");
    let shown = looks(&api, "do.sc", &format!("/cases/{case}")).await;
    assert_eq!(shown.body["photographs"].as_array().map(Vec::len), Some(1));
}

// E30: written down, agreed to by another, handed out by a third hand, and read by the applicant.
#[tokio::test]
async fn a_disclosure_goes_its_course() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190002").await;
    let path = format!("/cases/{case}/disclosures");
    let with = |field: &str, value: Value| {
        let mut body = disclosure(18);
        body[field] = value;
        body
    };
    let alone = json!([{"name": "甲调查", "certificate": "0000118"}]);
    let seven: Vec<Value> = (0..7).map(|n| json!({"name": "甲", "certificate": format!("{n}")})).collect();
    let nameless = json!([{"name": "甲", "certificate": "1"}, {"name": " ", "certificate": "2"}]);
    let later = |from: &str, basis: &str| json!({"when": "later", "from": from, "basis": basis});
    for (body, told) in [
        (with("document", json!(" ")), (422, "fields-wrong", "document")),
        (with("document", json!("号".repeat(121))), (422, "fields-wrong", "document")),
        (with("kind", json!("bank")), (422, "fields-wrong", "kind")),
        (with("form", json!("scan")), (422, "fields-wrong", "form")),
        (with("visitors", json!([])), (422, "fields-wrong", "visitors")),
        (with("visitors", json!(seven)), (422, "fields-wrong", "visitors")),
        (with("visitors", nameless), (422, "fields-wrong", "visitors[1].name")),
        (with("visitors", alone), (422, "disclosure-people-wrong", "visitors")),
        (
            with("pages", json!({"which": "range", "first": 1, "last": 2})),
            (422, "disclosure-pages-not-counted", "pages"),
        ),
        (with("telling", later("soon", "侦查阶段")), (422, "fields-wrong", "telling.from")),
        (with("telling", later("2026-03-05", " ")), (422, "fields-wrong", "telling.basis")),
        (
            with("telling", later("2026-03-02", "侦查阶段")),
            (422, "disclosure-withheld-day-wrong", "telling.from"),
        ),
    ] {
        let reply = refused(&api, "do.sc", &path, body).await;
        assert_eq!(why(&reply), told, "{}", reply.body);
    }
    assert_eq!(refused(&api, "intake2", &path, disclosure(18)).await.code(), "out-of-scope");
    let watcher = refused(&api, "super", &path, disclosure(18)).await;
    assert_eq!((watcher.status, watcher.code()), (422, "not-authorised"), "{}", watcher.body);

    let told_at = later("2026-03-05", "侦查阶段");
    let made = does(&api, "do.sc", &path, with("telling", told_at)).await;
    let (of, at) = (made.text("of"), made.header("location").trim_start_matches(V1).to_owned());
    assert_eq!((made.status, of.as_str(), at.as_str()), (201, "1", format!("{path}/1").as_str()));
    does(&api, "do.sc", &path, disclosure(19)).await;
    let keeper = api.person("do.sc").await;
    assert_eq!(paged(&api, &keeper, "/disclosures", "disclosures", "place").await, ["1", "2"]);
    assert_eq!(paged(&api, &keeper, "/disclosures?which=withheld", "disclosures", "place").await, ["1"]);
    let all = looks(&api, "super", &path).await;
    assert_eq!(
        (all.body["disclosures"].as_array().map(Vec::len), &all.body["keeps"]),
        (Some(2), &json!(false))
    );
    let one = looks(&api, "head.biz", &at).await;
    assert_eq!(one.body["acts"], json!(["approve", "decline", "withhold"]));
    assert_eq!(
        (&one.body["visitors"][1]["name"], &one.body["line"]["state"]),
        (&json!("乙调查"), &json!("registered"))
    );
    let acts = format!("{at}/acts");
    let early = refused(&api, "do.sc", &acts, json!({"act": "hand_out"})).await;
    assert_eq!((early.status, early.code()), (422, "disclosure-not-approved"), "{}", early.body);
    let silent = refused(&api, "head.biz", &acts, json!({"act": "decline", "reason": " "})).await;
    assert_eq!(why(&silent), (422, "fields-wrong", "reason"));
    let narrow = kept(&api, "head.biz", true, Some("jy")).await;
    let approve = json!({"act": "approve"});
    let outside = api.command(&format!("{V1}{acts}"), &narrow, Some("*"), &approve).await;
    assert_eq!((outside.status, outside.code()), (403, "out-of-scope"));
    does(&api, "head.biz", &acts, approve.clone()).await;
    let old = one.header("etag").to_owned();
    let stale =
        api.command(&format!("{V1}{acts}"), &api.person("chief.sc").await, Some(&old), &approve).await;
    assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}", stale.body);
    does(&api, "do.sc", &acts, json!({"act": "hand_out"})).await;
    let nothing = refused(&api, "do.sc", &acts, json!({"act": "take_back", "sheets": 1})).await;
    assert_eq!((nothing.status, nothing.code()), (422, "disclosure-nothing-out"), "{}", nothing.body);
    let withhold = |until: &str| json!({"act": "withhold", "until": until, "basis": "又有通知书。"});
    let soon = refused(&api, "head.biz", &acts, withhold("2026-03-02")).await;
    assert_eq!(why(&soon), (422, "disclosure-withheld-day-wrong", "until"));
    does(&api, "head.biz", &acts, withhold("2026-03-06")).await;
    let shown = looks(&api, "do.sc", &at).await;
    assert_eq!(
        (&shown.body["line"]["withheld_until"], &shown.body["handed_out_by"], &shown.body["answered_by"]),
        (&json!("2026-03-06"), &json!("do.sc"), &json!("head.biz"))
    );
    assert_eq!(shown.body["history"].as_array().map(Vec::len), Some(4), "of this request alone");
    for (path, status) in [("0", 404), ("3", 404), ("+1", 404), ("256", 404), ("x", 404)] {
        assert_eq!(
            gets(&api, "do.sc", &format!("/cases/{case}/disclosures/{path}")).await.status,
            status,
            "{path}"
        );
    }
}

// E30, F33: nothing before its day; then the applicant reads who was let see the dossier, and which post read it, and no name.
#[tokio::test]
async fn the_applicant_reads_who_saw_the_papers() {
    let api = Api::new().await;
    let made = does(&api, "intake2", "/cases", crate::api_seed::intake_of("E73190003")).await;
    let (case, number, code) = (made.text("case"), made.text("receipt_no"), made.text("query_code"));
    let track = async || {
        let body = json!({"number": number, "code": code}).to_string().into_bytes();
        let reply = api.send("POST", &format!("{V1}/track"), &Ask { body, ..Ask::default() }).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body
    };
    let path = format!("/cases/{case}/disclosures");
    let at = does(&api, "do.sc", &path, disclosure(18)).await.text("of");
    does(&api, "head.biz", &format!("{path}/{at}/acts"), json!({"act": "approve"})).await;
    let before = track().await;
    assert_eq!((&before["authorities"], &before["readers"]), (&json!([]), &json!([])));
    does(&api, "do.sc", &format!("{path}/{at}/acts"), json!({"act": "hand_out"})).await;
    does(&api, "super", &format!("/cases/{case}/purpose"), json!({"purpose": "complaint"})).await;
    let after = track().await;
    let said = after["authorities"][0]["what"].as_str().expect("a sentence");
    assert!(said.contains("澄禾县公安局") && !after.to_string().contains("甲调查"), "{after}");
    assert_eq!(after["readers"][0]["purpose"], "投诉办理");
    let organisation = api.centre.organisation().await.expect("it opens").expect("it is published");
    let name = &organisation.people.iter().find(|it| it.id.as_str() == "super").expect("a supervisor").name;
    assert!(!after.to_string().contains(name.as_str()), "{after}");
}

// F33: masked and unprinted until the purpose is given, for that day; whoever takes part is asked nothing.
#[tokio::test]
async fn a_case_is_read_whole_once_the_purpose_is_given() {
    let api = Api::new().await;
    let (case, certificate) = checked(&api).await;
    let (at, say) = (format!("/cases/{case}/applicant"), format!("/cases/{case}/purpose"));
    let handler = looks(&api, "do.sc", &at).await;
    assert_eq!((handler.text("name"), handler.text("telephone")), ("岑不见".into(), "13987612345".into()));
    let mark = looks(&api, "do.sc", &format!("/certificates/{certificate}")).await.body["papers"][0]["paper"]
        .as_str()
        .expect("it has a paper")
        .to_owned();
    let printed = [
        at.clone(),
        format!("/cases/{case}/papers/receipt"),
        format!("/certificates/{certificate}/papers/{mark}"),
    ];
    for path in &printed {
        let reply = gets(&api, "super", path).await;
        assert_eq!((reply.status, reply.code()), (422, "purpose-needed"), "{path}: {}", reply.body);
        assert!(
            !reply.body.to_string().contains("岑不见") && reply.body["next"].is_string(),
            "{}",
            reply.body
        );
    }
    assert_eq!(looks(&api, "super", &format!("/cases/{case}")).await.body["applicant"]["whole"], false);
    let before = entries(&api).await;
    for (body, field) in [
        (json!({"purpose": "curiosity"}), "purpose"),
        (json!({"purpose": "other"}), "words"),
        (json!({"purpose": "other", "words": " "}), "words"),
        (json!({"purpose": "other", "words": "看".repeat(101)}), "words"),
        (json!({"purpose": "complaint", "words": "看".repeat(101)}), "words"),
    ] {
        let reply = refused(&api, "super", &say, body).await;
        assert_eq!(why(&reply), (422, "fields-wrong", field), "{}", reply.body);
    }
    assert_eq!(refused(&api, "do.mz", &say, json!({"purpose": "enquiry"})).await.code(), "out-of-scope");
    let words = json!({"purpose": "other", "words": "看".repeat(100)});
    let said = does(&api, "super", &say, words.clone()).await;
    assert_eq!((said.status, said.text("until")), (200, "2026-03-02".into()));
    assert_eq!(does(&api, "super", &say, words).await.body, said.body, "said again it stands once");
    does(&api, "do.sc", &say, json!({"purpose": "enquiry"})).await;
    assert_eq!(entries(&api).await, before, "a look makes no entry");
    for path in &printed {
        assert_eq!(gets(&api, "super", path).await.status, 200, "{path}");
    }
    assert_eq!(gets(&api, "super2", &at).await.code(), "purpose-needed", "what one said is for that one");
    let mine = looks(&api, "super", "/my-readings").await;
    assert_eq!(mine.body["readings"].as_array().map(Vec::len), Some(1), "{}", mine.body);
    assert_eq!(looks(&api, "do.sc", "/my-readings").await.body["readings"], json!([]), "it takes part");
    let counts = looks(&api, "super2", "/readings").await;
    assert_eq!(counts.body["counts"], json!([{"day": "2026-03-02", "person": "super", "cases": 1}]));
    let day = looks(&api, "super2", "/readings/2026-03-02?person=super").await;
    assert_eq!(
        (&day.body["readings"][0]["case"], &day.body["readings"][0]["purpose"]),
        (&json!(case), &json!("other"))
    );
    for shut in ["/readings", "/readings/2026-03-02?person=super"] {
        assert_eq!(gets(&api, "do.sc", shut).await.code(), "out-of-scope", "{shut}");
    }
    for wrong in ["/readings/2026-03-02", "/readings/2026-03-02?person=", "/readings/2026-03-02?person=%20"] {
        assert_eq!(gets(&api, "super", wrong).await.code(), "parameters-wrong", "{wrong}");
    }
    api.until("2026-03-03").await;
    assert_eq!(gets(&api, "super", &at).await.code(), "purpose-needed", "until the end of the day");
}

// E11, E14, E15, F33: who is looked up by a document counts once a day and is limited; supervision reads how many, by whom and what for.
#[tokio::test]
async fn looks_by_a_document_are_counted_and_limited() {
    let api = Api::new().await;
    let asked = |n: u32| json!({"item": "food-business", "document_type": "414", "document_number": format!("E731{n:05}")});
    for n in [1, 1].into_iter().chain(2..=60) {
        does(&api, "intake2", "/applicants/find", asked(n)).await;
    }
    let slowed = refused(&api, "intake2", "/applicants/find", asked(61)).await;
    assert_eq!((slowed.status, slowed.code()), (429, "too-many-tries"), "{}", slowed.body);
    does(&api, "intake2", "/applicants/find", asked(60)).await;
    let receipt = json!({"document_type": "414", "document_number": "E73190099"});
    does(&api, "intake2", "/receipts/find", receipt).await;
    let seen = looks(&api, "super", "/readings").await;
    let look = |reason: &str, n: u32| json!({"day": "2026-03-02", "person": "intake2", "reason": reason, "documents": n});
    assert_eq!(seen.body["looks"], json!([look("intake", 60), look("receipt", 1)]));
    assert_eq!(seen.body["counts"], json!([]), "nobody opened a case");
}

// F4, F6, F8, R143, R144, A6: who leads reads habits, boards and flow; who supervises appeals; nobody else either.
#[tokio::test]
async fn boards_and_habits_are_for_who_leads() {
    let api = Api::new().await;
    checked(&api).await;
    received(&api, "E73190002").await;
    for _ in 0..2 {
        api.centre.tick().await.expect("time goes on");
    }
    let habits = looks(&api, "super", "/habits").await;
    assert_eq!((habits.text("month"), habits.text("until")), ("2026-03".into(), "2026-03-02".into()));
    let unit = habits.body["units"].as_array().expect("units").iter().find(|it| it["unit"]["code"] == "sc");
    let unit = unit.expect("its officers acted");
    assert!(unit["outside_hours"]["whole"].as_u64().is_some_and(|it| it > 0), "{unit}");
    assert_eq!(unit["accepted_last_day"]["percent"], Value::Null, "one says nothing of a share");
    // The last month is kept too; no other is.
    let last = looks(&api, "super", "/habits?month=2026-02").await;
    assert_eq!((last.text("month"), last.text("until")), ("2026-02".into(), "2026-02-28".into()));
    for month in ["2026-01", "2026-04", "2026", "x"] {
        let reply = gets(&api, "super", &format!("/habits?month={month}")).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{month}: {}", reply.body);
    }
    let board = looks(&api, "super", "/figures/board").await;
    let green = |group: &str| board.body[group][0]["green"].as_i64();
    assert_eq!(
        (green("units"), green("people"), green("items")),
        (Some(1), Some(1), Some(1)),
        "{}",
        board.body
    );
    assert_eq!(board.body["units"][0]["of"]["code"], "sc");
    let stages = looks(&api, "super", "/figures/stages").await;
    let row = &stages.body["stages"][0];
    assert_eq!((&row["waits_for"], &row["green"]), (&json!("acceptance"), &json!(1)), "{}", stages.body);
    let flow = looks(&api, "super", "/figures/flow/food-business").await;
    assert_eq!((&flow.body["cases"], &flow.body["cut"]), (&json!(2), &json!(false)), "{}", flow.body);
    assert!(flow.body["passages"].as_array().is_some_and(|it| !it.is_empty()), "{}", flow.body);
    assert_eq!(looks(&api, "super", "/appeals").await.body["appeals"], json!([]));
    let matters = looks(&api, "super", "/figures/accountability").await;
    assert_eq!(matters.body["levels"].as_array().map(Vec::len), Some(4), "{}", matters.body);
    for shut in [
        "/habits",
        "/figures/board",
        "/figures/stages",
        "/figures/flow/food-business",
        "/appeals",
        "/figures/accountability",
    ] {
        let reply = gets(&api, "do.sc", shut).await;
        assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "{shut}: {}", reply.body);
    }
    let elsewhere = gets(&api, "lead.rs", "/figures/flow/food-business").await;
    assert_eq!((elsewhere.status, elsewhere.code()), (403, "out-of-scope"), "{}", elsewhere.body);
    assert_eq!(gets(&api, "super", "/appeals?which=all").await.code(), "parameters-wrong");
    let own = kept(&api, "super", false, Some("sc")).await;
    let narrow = api.send("GET", &format!("{V1}/figures/stages"), &own).await;
    assert_eq!(narrow.body["stages"].as_array().map(Vec::len), Some(1), "{}", narrow.body);
}

// R184: a count of assessment is opened to what it counts, for who reads the sheet.
#[tokio::test]
async fn a_count_of_assessment_is_opened() {
    let api = Api::new().await;
    let (case, _) = checked(&api).await;
    let term = oversight::assessment::Term::parse("2026-03").expect("a month");
    let dates = oversight::assessment::Dates::usual(term).expect("a known month");
    let plan = oversight::assessment::Plan::usual(term, dates);
    let supervisor = centre::account::Session::acting(catalogue::PersonId::parse("super").expect("a code"));
    api.centre.assessment_adopt(&supervisor, api.id(), None, &plan, "").await.expect("adopted");
    let at = "/assessments/2026-03/counts/concluded";
    let shown = looks(&api, "super", &format!("{at}?subject=unit-sc")).await;
    let one = &shown.body["records"][0];
    assert_eq!((&one["kind"], &one["named"]), (&json!("case"), &json!(case)), "{}", shown.body);
    for (path, status, code) in [
        (format!("{at}?subject=sc"), 422, "parameters-wrong"),
        (at.to_owned(), 422, "parameters-wrong"),
        ("/assessments/2026-03/counts/luck?subject=unit-sc".to_owned(), 404, "not-found"),
        ("/assessments/2026-13/counts/concluded?subject=unit-sc".to_owned(), 404, "not-found"),
    ] {
        let reply = gets(&api, "super", &path).await;
        assert_eq!((reply.status, reply.code()), (status, code), "{path}: {}", reply.body);
    }
    let stranger = gets(&api, "intake2", &format!("{at}?subject=unit-sc")).await;
    assert_eq!(stranger.status, 403, "{}", stranger.body);
}

// R144: each sets the own, and only what can be right.
#[tokio::test]
async fn a_person_sets_where_to_be_told() {
    let api = Api::new().await;
    let first = looks(&api, "do.sc", "/reach").await;
    assert_eq!((first.text("way"), &first.body["messages"]), ("desk".into(), &json!([])));
    let before = entries(&api).await;
    for (body, field) in [
        (json!({"way": "pigeon"}), "way"),
        (json!({"way": "sms"}), "telephone"),
        (json!({"way": "sms", "telephone": "12"}), "telephone"),
        (json!({"way": "desk", "telephone": " ".repeat(41)}), "telephone"),
        (json!({"way": "mail"}), "mailbox"),
        (json!({"way": "mail", "mailbox": "a@b@mail.example"}), "mailbox"),
        (json!({"way": "desk", "mailbox": " ".repeat(255)}), "mailbox"),
    ] {
        let reply = refused(&api, "do.sc", "/reach", body).await;
        assert_eq!(why(&reply), (422, "fields-wrong", field), "{}", reply.body);
    }
    let set = does(&api, "do.sc", "/reach", json!({"way": "mail", "mailbox": "do.sc@mail.example"})).await;
    assert_eq!((set.status, set.text("mailbox")), (200, "do.sc@mail.example".into()));
    assert_eq!(looks(&api, "do.sc", "/reach").await.body, set.body);
    assert_eq!(looks(&api, "do2.sc", "/reach").await.text("way"), "desk", "each alone");
    assert_eq!(entries(&api).await, before);
}
