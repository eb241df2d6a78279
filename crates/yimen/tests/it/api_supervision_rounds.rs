//! Draws, rounds of inspection, surveys, summaries, bulletins and spot checks, asked by programs: the same rules as on the pages.

use serde_json::{Value, json};

use crate::api_records::{refused, why};
use crate::api_rig::{Api, Reply};
use crate::api_seed::{V1, certified, does, kept, looks, received};

async fn head(api: &Api) -> u64 {
    api.centre.ledger().head("990121").await.expect("the head can be read").map_or(0, |head| head.seq)
}

/// Somebody's asking that is answered with a file of the ledger or a refusal.
async fn gets(api: &Api, who: &str, path: &str) -> Reply {
    api.send("GET", &format!("{V1}{path}"), &api.person(who).await).await
}

// R170, N38, F26: announced by one and drawn by another; one enters, the other signs, and then it is public.
#[tokio::test]
async fn a_draw_is_played_by_programs() {
    let api = Api::new().await;
    certified(&api, "E73190001").await;
    let form = |unit: &str, day: &str| {
        json!({
            "unit": unit, "with_unit": "sl", "title": "证照持有情况", "count": 1, "source": "双色球开奖号码",
            "public_day": day,
        })
    };
    let path = "/oversight/draws";
    let of_items = |items: Value| {
        let mut form = form("sc", "2026-03-04");
        form["items"] = items;
        form
    };
    for wrong in [json!(["no item"]), json!(["99012100000000000000000000000000"])] {
        let answer = refused(&api, "lead.sc", path, of_items(wrong)).await;
        assert_eq!(why(&answer), (422, "fields-wrong", "items"), "{}", answer.body);
    }
    let today = refused(&api, "lead.sc", path, form("sc", "2026-03-02")).await;
    assert_eq!(why(&today), (422, "draw-public-day", "public_day"), "{}", today.body);
    let stranger = refused(&api, "do.sc", path, form("sc", "2026-03-04")).await;
    assert_eq!((stranger.status, stranger.code()), (422, "draw-may-not-announce"));
    assert_eq!(
        why(&refused(&api, "lead.sc", path, form("no unit", "2026-03-04")).await),
        (422, "fields-wrong", "unit")
    );
    assert_eq!(
        why(&refused(&api, "lead.sc", path, form("sc", "soon")).await),
        (422, "fields-wrong", "public_day")
    );
    let made = does(&api, "lead.sc", path, form("sc", "2026-03-04")).await;
    let (draw, at) = (made.text("of"), made.header("location").trim_start_matches(V1).to_owned());
    assert_eq!((made.status, at.as_str()), (201, format!("{path}/{draw}").as_str()));
    let acts = format!("{at}/acts");
    let reveal = json!({"act": "reveal", "value": "03 08 17 21 25 31 + 09"});
    let early = refused(&api, "super", &acts, reveal.clone()).await;
    assert_eq!((early.status, early.code()), (422, "draw-too-early"), "{}", early.body);
    api.until("2026-03-04").await;
    let narrow = kept(&api, "super", true, Some("jy")).await;
    let outside = api.command(&format!("{V1}{acts}"), &narrow, Some("*"), &reveal).await;
    assert_eq!((outside.status, outside.code()), (403, "out-of-scope"));
    does(&api, "super", &acts, reveal).await;
    let old = json!({"act": "sign", "place": 0});
    let stale = api.command(&format!("{V1}{acts}"), &api.person("super2").await, Some("\"1\""), &old).await;
    assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}", stale.body);

    let public = looks(&api, "super", &format!("/draws/{draw}")).await;
    let picked: Vec<String> = public.body["picks"][0]["inspectors"]
        .as_array()
        .expect("two are picked")
        .iter()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect();
    let organisation = api.centre.organisation().await.expect("it opens").expect("it is published");
    let who: Vec<String> = picked
        .iter()
        .map(|no| {
            organisation.people.iter().find(|it| it.staff_no == *no).expect("on the list").id.to_string()
        })
        .collect();
    let (first, second) = (who[0].as_str(), who[1].as_str());
    let enter = |place: u8, with: Value| json!({"act": "enter", "place": place, "on": "2026-03-04", "outcome": "in-order", "words": "现场核对证照和台账。", "with": with});
    assert_eq!(
        why(&refused(&api, first, &acts, enter(1, Value::Null)).await),
        (422, "draw-no-such-pick", "place")
    );
    assert_eq!(
        why(&refused(&api, first, &acts, enter(0, json!("no draw"))).await),
        (422, "fields-wrong", "with")
    );
    let alone = refused(&api, first, &acts, enter(0, json!(draw))).await;
    assert_eq!(alone.status, 422, "no other draw is made together with itself: {}", alone.body);
    does(&api, first, &acts, enter(0, Value::Null)).await;
    let own = refused(&api, first, &acts, json!({"act": "sign", "place": 0})).await;
    assert_eq!((own.status, own.code()), (422, "draw-same-person"), "{}", own.body);
    assert!(looks(&api, "super", &format!("/draws/{draw}")).await.body["picks"][0]["outcome"].is_null());
    does(&api, second, &acts, json!({"act": "sign", "place": 0})).await;
    assert_eq!(looks(&api, "super", &format!("/draws/{draw}")).await.body["picks"][0]["outcome"], "in-order");
    let record = looks(&api, "lead.sc", &at).await;
    assert_eq!((&record.body["together"], &record.body["public"]["state"]), (&json!([]), &json!("done")));
    let recuse = |cause: &str| json!({"act": "recuse", "place": 0, "inspector": first, "cause": cause, "words": "是亲戚。"});
    let late = refused(&api, first, &acts, recuse("kin")).await;
    assert_eq!(
        (late.status, late.code()),
        (422, "draw-already-entered"),
        "after the visit nobody steps back"
    );
    assert_eq!(why(&refused(&api, first, &acts, recuse("tired")).await), (422, "fields-wrong", "cause"));
    let answer = json!({"act": "answer_recusal", "place": 0, "inspector": first, "agreed": true, "words": "情况属实。"});
    let nothing = refused(&api, "super2", &acts, answer).await;
    assert_eq!((nothing.status, nothing.code()), (422, "draw-nothing-asked"), "{}", nothing.body);
    assert_eq!(record.body["public"]["recusals"], json!([]));
}

// A15, R120: planned, made, observed, answered by who leads the unit, judged by another; what was inspected does not read the plan.
#[tokio::test]
async fn a_round_is_planned_made_and_put_right() {
    let api = Api::new().await;
    let plan =
        |by: &str, people: Value| json!({"kind": "monthly", "place": "hall", "by": by, "people": people});
    let path = "/inspections";
    for (body, told) in [
        (plan("2026-03-07", json!(["super"])), (422, "record-day-off", "")),
        (plan("2026-03-06", json!([])), (422, "fields-wrong", "people")),
        (plan("2026-03-06", json!(["no body!"])), (422, "fields-wrong", "people")),
        (
            plan("2026-03-06", json!(["super", "super2", "centre", "lead.sc", "head.biz"])),
            (422, "fields-wrong", "people"),
        ),
        (plan("2026-03-06", json!(["intake2"])), (422, "inspection-no-such-person", "people")),
        (plan("soon", json!(["super"])), (422, "fields-wrong", "by")),
    ] {
        let reply = refused(&api, "centre", path, body).await;
        assert_eq!(why(&reply), told, "{}", reply.body);
    }
    let outsider = refused(&api, "lead.sc", path, plan("2026-03-06", json!(["super"]))).await;
    assert_eq!((outsider.status, outsider.code()), (422, "record-may-not"), "{}", outsider.body);
    let round = does(&api, "centre", path, plan("2026-03-06", json!(["super"]))).await.text("of");
    let (at, acts) = (format!("{path}/{round}"), format!("{path}/{round}/acts"));
    let shut = gets(&api, "lead.sc", &at).await;
    assert_eq!(
        (shut.status, shut.code()),
        (403, "out-of-scope"),
        "whoever is to be inspected does not read the plan"
    );
    let observe = |by: Value| json!({"act": "observe", "unit": "sc", "section": "manner", "correct_by": by, "words": "导办牌没有放出来。"});
    let early = refused(&api, "super", &acts, observe(Value::Null)).await;
    assert_eq!((early.status, early.code()), (422, "inspection-not-done"), "{}", early.body);
    let make = json!({"act": "make", "on": "2026-03-02", "people": ["super"], "sections": ["manner"], "words": "都在岗。"});
    does(&api, "super", &acts, make).await;
    assert_eq!(refused(&api, "super", &acts, observe(json!("2026-03-07"))).await.code(), "record-day-off");
    does(&api, "super", &acts, observe(json!("2026-03-06"))).await;
    let own = looks(&api, "lead.sc", &at).await;
    assert_eq!((&own.body["by"], own.body["points"].as_array().map(Vec::len)), (&Value::Null, Some(1)));
    let answer = json!({"act": "answer", "point": 1, "words": "已经放出来。"});
    let elsewhere = refused(&api, "lead.rs", &acts, answer.clone()).await;
    assert_eq!((elsewhere.status, elsewhere.code()), (403, "out-of-scope"));
    let stale =
        api.command(&format!("{V1}{acts}"), &api.person("lead.sc").await, Some("\"1\""), &answer).await;
    assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}", stale.body);
    does(&api, "lead.sc", &acts, answer.clone()).await;
    let judge = json!({"act": "judge", "point": 1, "words": "看过了。"});
    does(&api, "super2", &acts, judge).await;
    assert_eq!(looks(&api, "super", &at).await.body["points"][0]["standing"], "accepted");
    let narrow = kept(&api, "super", true, Some("sc")).await;
    let reply = api.command(&format!("{V1}{acts}"), &narrow, Some("*"), &answer).await;
    assert_eq!((reply.status, reply.code()), (403, "out-of-scope"), "a round is the whole centre's");
}

// A15: the usual rounds of a month are planned once, whoever asks again.
#[tokio::test]
async fn the_usual_rounds_of_a_month_are_planned_once() {
    let api = Api::new().await;
    let path = "/oversight/inspections/usual";
    let usual = |month: &str| json!({"month": month, "people": ["super"]});
    for wrong in ["2026", "2026-13", "2026-03-02", ""] {
        assert_eq!(
            why(&refused(&api, "centre", path, usual(wrong)).await),
            (422, "fields-wrong", "month"),
            "{wrong}"
        );
    }
    let planned = does(&api, "centre", path, usual("2026-03")).await;
    assert_eq!(planned.body["rounds"].as_array().map(Vec::len), Some(10), "{}", planned.body);
    let before = head(&api).await;
    assert_eq!(does(&api, "super", path, usual("2026-03")).await.body, planned.body);
    assert_eq!(head(&api).await, before, "nothing is planned twice");
    assert_eq!(looks(&api, "centre", "/inspections?month=2026-03").await.body, planned.body);
}

// A44, R158: numbers that cannot be are refused; a correction has a reason, and an old version is told so.
#[tokio::test]
async fn a_survey_is_written_down_and_corrected() {
    let api = Api::new().await;
    let survey = |answered: u32| {
        json!({
            "kind": "questionnaire", "unit": "sc", "on": "2026-03-02", "asked": 40, "answered": answered,
            "satisfied": 20, "chosen": "从上月办结的件里抽四十位。", "words": "希望中午也有人。",
        })
    };
    for wrong in [41, 19] {
        let reply = refused(&api, "centre", "/surveys", survey(wrong)).await;
        assert_eq!((reply.status, reply.code()), (422, "survey-numbers"), "{wrong}: {}", reply.body);
    }
    let many = refused(&api, "centre", "/surveys", survey(1_000_000)).await;
    assert_eq!(why(&many), (422, "fields-wrong", "answered"));
    let outsider = refused(&api, "lead.sc", "/surveys", survey(30)).await;
    assert_eq!((outsider.status, outsider.code()), (422, "record-may-not"), "{}", outsider.body);
    let of = does(&api, "centre", "/surveys", survey(40)).await.text("of");
    let acts = format!("/surveys/{of}/acts");
    let correct =
        |answered: u32, reason: &str| json!({"act": "correct", "survey": survey(answered), "reason": reason});
    assert_eq!(why(&refused(&api, "centre", &acts, correct(30, "")).await), (422, "fields-wrong", "reason"));
    let same = refused(&api, "centre", &acts, correct(40, "没有变。")).await;
    assert_eq!((same.status, same.code()), (422, "record-unchanged"), "{}", same.body);
    does(&api, "centre", &acts, correct(30, "多数了十份。")).await;
    let path = format!("{V1}{acts}");
    let stale =
        api.command(&path, &api.person("super").await, Some("\"1\""), &correct(31, "漏了一份。")).await;
    assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}", stale.body);
    assert_eq!(looks(&api, "super", &format!("/surveys/{of}")).await.body["answered"], 30);
}

// A13, R110, R121: by who leads the unit, from November on; another edition needs a reason.
#[tokio::test]
async fn a_summary_is_handed_in_edition_by_edition() {
    let api = Api::new().await;
    let hand_in = |reason: &str| json!({"act": "hand_in", "done": "都进了大厅。", "problems": "两件超期。", "plans": "专人盯。", "reason": reason});
    let send = async |who: &str, year: &str, version: &str, reason: &str| {
        let path = format!("{V1}/summaries/sc/acts?year={year}");
        api.command(&path, &api.person(who).await, Some(version), &hand_in(reason)).await
    };
    let early = send("lead.sc", "2026", "*", "").await;
    assert_eq!((early.status, early.code()), (422, "record-too-early"), "{}", early.body);
    for (who, status) in [("lead.rs", 403), ("super", 422)] {
        assert_eq!(send(who, "2025", "*", "").await.status, status, "{who}");
    }
    let first = send("lead.sc", "2025", "\"0\"", "").await;
    assert_eq!((first.status, first.header("etag")), (200, "\"1\""), "{}", first.body);
    let silent = send("lead.sc", "2025", "\"1\"", " ").await;
    assert_eq!(why(&silent), (422, "fields-wrong", "reason"), "{}", silent.body);
    let silent = send("lead.sc", "2025", "*", " ").await;
    assert_eq!(why(&silent), (422, "report-reason-missing", "reason"), "{}", silent.body);
    assert_eq!(send("lead.sc", "2025", "\"1\"", "补上数字。").await.status, 200);
    let stale = send("chief.sc", "2025", "\"1\"", "再补。").await;
    assert_eq!((stale.status, stale.code()), (412, "case-changed"), "{}", stale.body);
    let shown = looks(&api, "lead.sc", "/summaries/sc?year=2025").await;
    assert_eq!((&shown.body["edition"], &shown.body["late"]), (&json!(2), &json!(true)));
    let own = kept(&api, "lead.sc", false, Some("sc")).await;
    assert_eq!(api.send("GET", &format!("{V1}/summaries/sc?year=2025"), &own).await.status, 200);
    let nothing = api.send("GET", &format!("{V1}/summaries/no-unit?year=2025"), &own).await;
    assert_eq!(nothing.status, 404);
}

// N32, R109, C28: nothing was late, so nobody explains; published once, by supervision, and then everybody reads it.
#[tokio::test]
async fn a_bulletin_is_published_by_supervision() {
    let api = Api::new().await;
    let acts = "/oversight/bulletins/2026-02/acts";
    let publish = json!({"act": "publish"});
    let early = refused(&api, "super", acts, publish.clone()).await;
    assert_eq!((early.status, early.code()), (404, "not-found"), "no report is frozen: {}", early.body);
    does(&api, "super", "/reports/2026-02/acts", json!({"act": "freeze"})).await;
    assert_eq!(gets(&api, "super", "/bulletins/2026-02").await.status, 404);
    let explain = |words: &str| json!({"act": "explain", "unit": "sc", "words": words});
    let nothing = refused(&api, "lead.sc", acts, explain("遇到停电。")).await;
    assert_eq!((nothing.status, nothing.code()), (422, "bulletin-nothing-late"), "{}", nothing.body);
    let named = refused(&api, "lead.sc", acts, explain("电话 13987612345。")).await;
    assert_eq!(why(&named), (422, "fields-wrong", "words"), "C24: {}", named.body);
    let outsider = refused(&api, "lead.sc", acts, publish.clone()).await;
    assert_eq!(outsider.status, 422, "{}", outsider.body);
    does(&api, "super", acts, publish.clone()).await;
    assert_eq!(gets(&api, "super", "/bulletins/2026-02").await.status, 200);
    let again = refused(&api, "super2", acts, publish).await;
    assert_eq!((again.status, again.code()), (422, "bulletin-already-published"), "{}", again.body);
}

// A6, E29, R46: the lot falls at once and five times a day at most; every look is an entry; nobody looks for another, and nothing
// says whose a case is.
#[tokio::test]
async fn a_spot_check_is_begun_and_every_look_is_written_down() {
    let api = Api::new().await;
    received(&api, "E73190001").await;
    let outsider = refused(&api, "do.sc", "/spots", json!({})).await;
    assert_eq!((outsider.status, outsider.code()), (422, "spot-may-not-begin"), "{}", outsider.body);
    let spot = does(&api, "super", "/spots", json!({})).await.text("of");
    let at = format!("/spots/{spot}");
    let shown = looks(&api, "super", &at).await;
    assert_eq!((&shown.body["own"], &shown.body["pass"]), (&json!(true), &Value::Null));
    assert_eq!(shown.body["cases"][0]["item"], "food-business", "{}", shown.body);
    let before = head(&api).await;
    let case = looks(&api, "super", &format!("{at}/cases/1")).await;
    let hall = looks(&api, "super", &format!("{at}/hall")).await;
    assert_eq!(head(&api).await, before + 2, "two looks");
    for body in [&shown.body, &case.body, &hall.body] {
        assert!(!body.to_string().contains("岑"), "nobody is named: {body}");
    }
    assert!(case.body["course"].as_array().is_some_and(|it| !it.is_empty()), "{}", case.body);
    assert_eq!(looks(&api, "super", &at).await.body["looks"], 2);
    for (place, status) in [("2", 422), ("0", 404), ("256", 404), ("x", 404)] {
        assert_eq!(gets(&api, "super", &format!("{at}/cases/{place}")).await.status, status, "{place}");
    }
    assert_eq!(gets(&api, "do.sc", &at).await.code(), "out-of-scope");
    let acts = format!("{at}/acts");
    let remark = |place: u8| json!({"act": "remark", "place": place, "words": "没有写清哪天补。"});
    does(&api, "super", &acts, remark(1)).await;
    assert_eq!(why(&refused(&api, "super", &acts, remark(2)).await), (422, "spot-no-such-place", "place"));
    let theirs = refused(&api, "super2", &acts, remark(1)).await;
    assert_eq!((theirs.status, theirs.code()), (422, "spot-not-theirs"), "{}", theirs.body);
    let visitor = does(&api, "super2", "/spots", json!({"visitor": "市人大 何代表"})).await.text("of");
    let received = looks(&api, "super2", &format!("/spots/{visitor}")).await;
    assert_eq!((&received.body["own"], received.text("pass").len()), (&json!(false), 12));
    does(&api, "super", &acts, json!({"act": "end"})).await;
    let over = gets(&api, "super", &format!("{at}/hall")).await;
    assert_eq!((over.status, over.code()), (422, "spot-over"), "{}", over.body);
    for _ in 0..4 {
        does(&api, "super", "/spots", json!({})).await;
    }
    let sixth = refused(&api, "super", "/spots", json!({})).await;
    assert_eq!((sixth.status, sixth.code()), (422, "spot-too-many-today"), "{}", sixth.body);
}
