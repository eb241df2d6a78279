//! The records of the desk beside cases, asked by programs: each goes its course by the same rules as on the pages.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::api_rig::{Api, Ask, Reply};
use crate::api_seed::{V1, certified, does, in_hand, intake_of, kept, looks, received, wording};

const DAY: i64 = 86_400_000_000;

/// A command that is not carried out.
pub async fn refused(api: &Api, who: &str, path: &str, body: Value) -> Reply {
    let version = if path.ends_with("/acts") { Some("*") } else { None };
    let reply = api.command(&format!("{V1}{path}"), &api.person(who).await, version, &body).await;
    assert!(reply.status >= 400, "{who} {path} {body}: {}", reply.body);
    reply
}

/// The code of a refusal of the rules and the field it is about.
pub fn why(reply: &Reply) -> (u16, &str, &str) {
    (reply.status, reply.code(), reply.body["errors"][0]["field"].as_str().unwrap_or_default())
}

/// Names of the rows of a list, page by page.
pub async fn paged(api: &Api, who: &Ask, path: &str, rows: &str, name: &str) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    for _ in 0..50 {
        let joint = if path.contains('?') { '&' } else { '?' };
        let page = api.send("GET", &format!("{V1}{path}{joint}limit=1&cursor={cursor}"), who).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        let these = page.body[rows].as_array().expect("rows");
        assert!(these.len() <= 1);
        all.extend(these.iter().map(|it| it[name].to_string().trim_matches('"').to_owned()));
        match page.body["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return all,
        }
    }
    panic!("{path} never ends: {all:?}")
}

// R76, A10, F12, F13: the giver answers for it until another signs; what went there does not come back.
#[tokio::test]
async fn a_first_contact_is_given_on_signed_for_and_settled() {
    let api = Api::new().await;
    let guide = api.person("guide").await;
    let give = |code: &str| json!({"words": "油烟谁管？", "visitor": "岑不远 13900000000", "outcome": {"kind": "transferred", "to": {"kind": "unit", "code": code}}});
    let nowhere = refused(&api, "guide", "/contacts", give("no unit")).await;
    assert_eq!(why(&nowhere), (422, "fields-wrong", "to"));
    let wordless = json!({"outcome": {"kind": "returned", "reason": "不归这里。"}});
    assert_eq!(why(&refused(&api, "guide", "/contacts", wordless).await), (422, "fields-wrong", "words"));
    let first = does(&api, "guide", "/contacts", give("sc")).await;
    let at = format!("/contacts/{}", first.text("of"));
    assert_eq!(first.header("location"), format!("{V1}{at}"));
    does(&api, "guide", "/contacts", give("rs")).await;
    does(&api, "guide", "/contacts", json!({"outcome": {"kind": "no_show"}})).await;
    let list = "/contacts?which=recorded";
    assert_eq!(paged(&api, &guide, list, "contacts", "contact").await.len(), 3, "each once");
    // A token that is kept to a unit sees what waits for it, and a page of it is a whole page.
    let narrow = kept(&api, "guide", false, Some("sc")).await;
    assert_eq!(paged(&api, &narrow, list, "contacts", "contact").await, [first.text("of")]);
    let waits = looks(&api, "do.sc", "/contacts?which=to-sign&limit=1").await;
    assert_eq!(waits.body["contacts"][0]["waits_for"], json!({"kind": "unit", "code": "sc"}));
    assert_eq!(looks(&api, "do.sc", &at).await.body["acts"], json!(["sign", "decline"]));
    let outsider = api.send("GET", &format!("{V1}{at}"), &api.person("do.ga").await).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
    let acts = format!("{at}/acts");
    let early = refused(&api, "guide", &acts, json!({"act": "settle", "outcome": {"kind": "no_show"}})).await;
    assert_eq!(why(&early), (422, "contact-waits-for-signature", ""));
    does(&api, "do.sc", &acts, json!({"act": "sign"})).await;
    let back = json!({"act": "transfer", "to": {"kind": "person", "code": "guide"}});
    let back = refused(&api, "do.sc", &acts, back).await;
    assert_eq!(back.status, 422, "F13: {}", back.body);
    does(
        &api,
        "do.sc",
        &acts,
        json!({"act": "settle", "outcome": {"kind": "returned", "reason": "已经去看过，改好了。"}}),
    )
    .await;
    let shown = looks(&api, "guide", &at).await;
    assert_eq!((&shown.body["responsible"], &shown.body["acts"]), (&json!("do.sc"), &json!([])));
    assert_eq!(shown.body["course"].as_array().map(Vec::len), Some(3), "{}", shown.body);
    assert_eq!(looks(&api, "do.sc", "/contacts").await.body["contacts"], json!([]));
}

// N13, N18, A26: told, heard, called, held; the decision waits, and the chair reads what he closes.
#[tokio::test]
async fn parties_are_told_and_heard_before_the_decision() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190001").await;
    let (at, acts) = (format!("/cases/{case}/hearing"), format!("/cases/{case}/hearing/acts"));
    let bare = looks(&api, "do.sc", &at).await;
    assert_eq!((&bare.body["version"], bare.header("etag")), (&json!(0), "\"0\""));
    let nameless = json!({"act": "add", "name": "", "contact": "隔壁", "interest": "油烟"});
    assert_eq!(why(&refused(&api, "do.sc", &acts, nameless).await), (422, "fields-wrong", "name"));
    does(
        &api,
        "agent.sc",
        &acts,
        json!({"act": "add", "name": "柏楼上", "contact": "0000-0001023", "interest": "住在楼上。"}),
    )
    .await;
    let waits = looks(&api, "do.sc", &at).await;
    assert_eq!(waits.body["decision_waits"]["code"], "hearing-parties-not-told", "{}", waits.body);
    does(&api, "agent.sc", &acts, json!({"act": "tell", "party": 0})).await;
    does(
        &api,
        "agent.sc",
        &acts,
        json!({"act": "state", "party": 0, "words": "怕吵。", "asks_hearing": true}),
    )
    .await;
    let chair = api.person("hearing").await;
    assert_eq!(api.send("GET", &format!("{V1}{at}"), &chair).await.status, 403);
    let call = |time: &str| json!({"act": "call", "chair": "hearing", "on": "2026-03-12", "time": time, "place": "三楼会议室"});
    assert_eq!(why(&refused(&api, "agent.sc", &acts, call("25:00")).await), (422, "fields-wrong", "time"));
    does(&api, "agent.sc", &acts, call("09:30")).await;
    assert_eq!(paged(&api, &chair, "/hearings", "hearings", "case").await, [case]);
    let elsewhere = kept(&api, "hearing", false, Some("rs")).await;
    assert!(paged(&api, &elsewhere, "/hearings", "hearings", "case").await.is_empty());
    api.clock.fetch_add(10 * DAY + 2 * 3_600_000_000, Ordering::AcqRel);
    let hold = json!({"act": "hold", "record": "各方到场。", "signature": {"party": "signed"}});
    does(&api, "hearing", &acts, hold).await;
    let held = looks(&api, "do.sc", &at).await;
    assert_eq!(held.body["held"]["record"], "各方到场。");
    assert!(held.body["decision_waits"].is_null());
    assert_eq!(looks(&api, "hearing", "/hearings").await.body["hearings"], json!([]));
}

// N13, N18, A26: the days begin when the notice arrives; what was asked for is given up, what was called is called off.
#[tokio::test]
async fn a_hearing_is_given_up_and_a_party_taken_off() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190001").await;
    let (at, acts) = (format!("/cases/{case}/hearing"), format!("/cases/{case}/hearing/acts"));
    let add = json!({"act": "add", "name": "柏楼上", "contact": "0000-0001023", "interest": "住在楼上。"});
    does(&api, "agent.sc", &acts, add.clone()).await;
    does(&api, "agent.sc", &acts, json!({"act": "strike", "party": 0, "reason": "登记错了。"})).await;
    does(&api, "agent.sc", &acts, add).await;
    does(&api, "agent.sc", &acts, json!({"act": "tell", "party": 1})).await;
    let shown = looks(&api, "do.sc", &at).await;
    assert_eq!(shown.body["decision_waits"]["code"], "hearing-parties-not-served", "{}", shown.body);
    assert!(
        shown.body["parties"][0]["struck_at"].is_string() && shown.body["parties"][1]["answer_by"].is_null()
    );
    let serve = |on: &str| json!({"act": "serve", "party": 1, "on": on, "way": "hand", "proof": "本人签收"});
    assert_eq!(why(&refused(&api, "agent.sc", &acts, serve("soon")).await), (422, "fields-wrong", "on"));
    let early = refused(&api, "agent.sc", &acts, serve("2026-03-01")).await;
    assert_eq!(early.code(), "hearing-served-on-wrong", "{}", early.body);
    does(&api, "agent.sc", &acts, serve("2026-03-02")).await;
    let shown = looks(&api, "do.sc", &at).await;
    let party = &shown.body["parties"][1];
    assert_eq!((&party["served_on"], &party["answer_by"]), (&json!("2026-03-02"), &json!("2026-03-09")));
    does(&api, "agent.sc", &acts, json!({"act": "state", "party": 1, "asks_hearing": true})).await;
    let call = json!({"act": "call", "chair": "hearing", "on": "2026-03-12", "time": "09:30", "place": "三楼会议室"});
    does(&api, "agent.sc", &acts, call.clone()).await;
    does(&api, "agent.sc", &acts, json!({"act": "call_off", "reason": "主持人病了。"})).await;
    assert!(looks(&api, "do.sc", &at).await.body["called"].is_null());
    does(&api, "agent.sc", &acts, call).await;
    let withdraw =
        |signed: bool| json!({"act": "withdraw", "party": 1, "words": "谈好了。", "signed": signed});
    assert_eq!(refused(&api, "agent.sc", &acts, withdraw(false)).await.code(), "hearing-not-signed");
    does(&api, "agent.sc", &acts, withdraw(true)).await;
    let shown = looks(&api, "do.sc", &at).await;
    assert!(shown.body["called"].is_null() && shown.body["decision_waits"].is_null(), "{}", shown.body);
    assert!(shown.body["parties"][1]["given_up_at"].is_string());
}

// N26, A25: proposed by one, heard, decided by the head; the field of a wrong body bears the body's own name.
#[tokio::test]
async fn an_entry_of_the_bar_list_is_heard_before_it_is_decided() {
    let api = Api::new().await;
    let (case, other) = (in_hand(&api, "E73190001").await, in_hand(&api, "E73190002").await);
    let acts = format!("/cases/{case}/bar/acts");
    let propose = |reason: &str| json!({"act": "propose", "ground": "false_materials", "reason": reason});
    assert_eq!(why(&refused(&api, "do.sc", &acts, propose(" ")).await), (422, "fields-wrong", "reason"));
    does(&api, "do.sc", &acts, propose("健康证明是假的。")).await;
    does(&api, "do.sc", &format!("/cases/{other}/bar/acts"), propose("租约是假的。")).await;
    let listed = paged(&api, &api.person("do.sc").await, "/bars", "bars", "case").await;
    assert_eq!(listed.len(), 2);
    assert!(listed.contains(&case) && listed.contains(&other));
    let narrow = kept(&api, "super", false, Some("rs")).await;
    assert!(paged(&api, &narrow, "/bars", "bars", "case").await.is_empty());
    let unheard = refused(&api, "chief.sc", &acts, json!({"act": "decide"})).await;
    assert_eq!(why(&unheard), (422, "bar-not-heard", ""));
    does(&api, "do.sc", &acts, json!({"act": "hear", "statement": "说是中介办的。"})).await;
    let own = refused(&api, "do2.sc", &acts, json!({"act": "decide"})).await;
    assert_eq!(
        (own.code(), own.body["who_may"].as_array().map(Vec::len)),
        ("bar-head-only", Some(1)),
        "{}",
        own.body
    );
    does(&api, "chief.sc", &acts, json!({"act": "decide"})).await;
    does(&api, "do.sc", &acts, json!({"act": "tell"})).await;
    let shown = looks(&api, "do.sc", &format!("/cases/{case}/bar")).await;
    let entry = &shown.body["entry"];
    assert_eq!((&entry["stage"], &entry["until"]), (&json!("told"), &json!("2027-03-02")), "{entry}");
    assert_eq!((&entry["statement"], &entry["decided_by"]), (&json!("说是中介办的。"), &json!("chief.sc")));
    let pages = paged(&api, &api.person("do.sc").await, "/bars", "bars", "stage").await;
    assert_eq!(pages.len(), 2, "{pages:?}");
}

// E1, E2, E22, E31: opened, a visit, given at lunch, settled and signed by another; differences are explained.
#[tokio::test]
async fn a_windows_day_is_opened_settled_and_signed() {
    let api = Api::new().await;
    let acts = "/windows/w2/acts";
    let early = refused(&api, "intake2", acts, json!({"act": "next"})).await;
    assert_eq!((early.status, early.code()), (422, "not-your-seat"), "{}", early.body);
    does(&api, "intake2", acts, json!({"act": "open", "printer": true, "reader": false})).await;
    does(&api, "intake2", acts, json!({"act": "next"})).await;
    received(&api, "E73190001").await;
    let returned = json!({"act": "end", "how": "returned"});
    assert_eq!(why(&refused(&api, "intake2", acts, returned).await), (422, "fields-wrong", "reason"));
    does(&api, "intake2", acts, json!({"act": "end", "how": "receipt"})).await;
    let shown = looks(&api, "intake2", "/windows/w2").await;
    assert_eq!((&shown.body["ended"]["receipts"], &shown.body["known"]["papers"]), (&json!(1), &json!(4)));
    // E22, E31: the form is kept in the original, the other three as copies; the list names the case.
    assert_eq!(shown.body["known"]["originals"], 1, "{}", shown.body);
    let lying = shown.body["lying"].as_array().expect("a list");
    assert_eq!(lying.len(), 1, "{lying:?}");
    let [is_result, papers, originals] = ["is_result", "papers", "originals"].map(|it| &lying[0][it]);
    assert_eq!((is_result, papers, originals), (&json!(false), &json!(4), &json!(1)));
    let outsider = api.send("GET", &format!("{V1}/windows/w2"), &api.person("intake5").await).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
    let nobody = json!({"act": "give", "to": "do.ga", "papers": 4});
    let nobody = refused(&api, "intake2", acts, nobody).await;
    assert_eq!(nobody.body["errors"][0]["field"], "to", "{}", nobody.body);
    let unexplained = refused(&api, "intake2", acts, json!({"act": "settle", "papers": 3})).await;
    assert_eq!(unexplained.body["errors"][0]["field"], "explained", "{}", unexplained.body);
    // All papers are there, and the original among them is not.
    let lost = refused(&api, "intake2", acts, json!({"act": "settle", "papers": 4, "originals": 0})).await;
    assert_eq!(lost.body["errors"][0]["field"], "explained", "{}", lost.body);
    let settle = json!({"act": "settle", "papers": 3, "originals": 1, "explained": "一份还在复印室。"});
    does(&api, "intake2", acts, settle).await;
    let head = api.person("head.biz").await;
    assert_eq!(paged(&api, &head, "/settlements", "settlements", "window").await, ["w2"]);
    let narrow = kept(&api, "head.biz", true, Some("jy")).await;
    assert!(paged(&api, &narrow, "/settlements", "settlements", "window").await.is_empty());
    assert_eq!(paged(&api, &head, "/windows", "windows", "window").await, ["w2", "w3", "w4"]);
    let own = refused(&api, "intake2", acts, json!({"act": "sign"})).await;
    assert_eq!(own.status, 422, "{}", own.body);
    // The next morning the settlement of the day before is signed, by its day.
    api.clock.fetch_add(DAY, Ordering::AcqRel);
    let path = format!("{V1}/windows/w2/acts?day=2026-03-02");
    // Or sent back first: it is settled late, by whoever counted, with an answer to it.
    let unsettled = async |who: &Ask| paged(&api, who, "/unsettled-days", "days", "window").await;
    assert!(unsettled(&head).await.is_empty());
    let back = json!({"act": "return", "reason": "复印室的一份拿回来没有？"});
    let sent = api.command(&path, &head, Some("*"), &back).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    assert_eq!((unsettled(&head).await, unsettled(&narrow).await.is_empty()), (vec!["w2".to_owned()], true));
    let day = looks(&api, "intake2", "/windows/w2?day=2026-03-02").await;
    assert_eq!(day.body["sent_back"]["reason"], "复印室的一份拿回来没有？", "{}", day.body);
    let counter = api.person("intake2").await;
    assert_eq!(unsettled(&counter).await, ["w2"]);
    let outsider = api.person("intake5").await;
    assert!(unsettled(&outsider).await.is_empty());
    let late = json!({"act": "settle", "papers": 4, "originals": 1});
    let unexplained = api.command(&path, &counter, Some("*"), &late).await;
    assert_eq!(unexplained.body["errors"][0]["field"], "explained", "{}", unexplained.body);
    let late = json!({"act": "settle", "papers": 4, "originals": 1, "explained": "今早拿回来了。"});
    let settled = api.command(&path, &counter, Some("*"), &late).await;
    assert_eq!(settled.status, 200, "{}", settled.body);
    let signed = api.command(&path, &head, Some("*"), &json!({"act": "sign"})).await;
    assert_eq!(signed.status, 200, "{}", signed.body);
    assert_eq!(signed.header("location"), format!("{V1}/windows/w2?day=2026-03-02"));
    let day = looks(&api, "head.biz", "/windows/w2?day=2026-03-02").await;
    assert_eq!(day.body["settlement"]["signed_by"], "head.biz");
    assert!(
        looks(&api, "head.biz", "/settlements").await.body["settlements"]
            .as_array()
            .is_some_and(Vec::is_empty)
    );
}

// E23, F31, P7: a deputy is needed, takes over by the case's own act, and why is nobody's business.
#[tokio::test]
async fn whoever_is_away_is_stood_in_for() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190001").await;
    let leave = |from: &str, deputy: Value| json!({"class": "leave", "from": from, "until": "2026-03-03", "deputy": deputy});
    let alone = refused(&api, "do.sc", "/absences", leave("2026-03-02", Value::Null)).await;
    assert_eq!(alone.body["errors"][0]["field"], "deputy", "{}", alone.body);
    let late = refused(&api, "do.sc", "/absences", leave("tomorrow", json!("do2.sc"))).await;
    assert_eq!(why(&late), (422, "fields-wrong", "from"));
    let back = refused(&api, "do.sc", "/absences", leave("2026-02-27", json!("do2.sc"))).await;
    assert_eq!(back.body["errors"][0]["field"], "from", "{}", back.body);
    let entered = does(&api, "do.sc", "/absences", leave("2026-03-02", json!("do2.sc"))).await;
    let at = format!("/absences/{}", entered.text("of"));
    assert_eq!(entered.header("location"), format!("{V1}{at}"));
    let ill = json!({"person": "do.rs", "class": "illness", "from": "2026-03-02", "deputy": "do2.rs"});
    does(&api, "lead.rs", "/absences", ill).await;
    let all = paged(&api, &api.person("do.ga").await, "/absences", "absences", "person").await;
    assert_eq!(all, ["do.sc", "do.rs"]);
    let narrow = kept(&api, "do.ga", false, Some("rs")).await;
    assert_eq!(paged(&api, &narrow, "/absences", "absences", "person").await, ["do.rs"]);
    assert!(looks(&api, "do.ga", &at).await.body["class"].is_null(), "P7");
    assert_eq!(looks(&api, "lead.sc", &at).await.body["class"], "leave");
    let covers = looks(&api, "do2.sc", "/covers").await;
    assert_eq!(covers.body["stand_in"][0]["case"]["case"], json!(case), "{}", covers.body);
    does(&api, "do2.sc", &format!("/cases/{case}/acts"), json!({"act": "stand-in", "papers": 4})).await;
    assert_eq!(looks(&api, "do2.sc", "/covers").await.body["stand_in"], json!([]));
    let others = refused(&api, "do.rs", &format!("{at}/acts"), json!({"act": "end"})).await;
    assert_eq!((others.status, others.code()), (422, "absence-not-yours"), "{}", others.body);
    does(&api, "do.sc", &format!("{at}/acts"), json!({"act": "end"})).await;
    assert_eq!(api.send("GET", &format!("{V1}{at}"), &api.person("do.sc").await).await.status, 404);
    assert_eq!(looks(&api, "do.sc", "/covers").await.body["take_back"][0]["papers"], json!(4));
}

// E33: three people in their order; nobody signs while a case is held.
#[tokio::test]
async fn whoever_goes_hands_over_before_three_signatures() {
    let api = Api::new().await;
    let case = in_hand(&api, "E73190001").await;
    let list = |taker: &str, witness: &str| json!({"person": "do.sc", "taker": taker, "witness": witness, "papers": "没有。"});
    let two = refused(&api, "do.sc", "/leavings", list("do2.sc", "do2.sc")).await;
    assert_eq!(two.body["errors"][0]["field"], "witness", "{}", two.body);
    does(&api, "do.sc", "/leavings", list("do2.sc", "lead.sc")).await;
    let shown = looks(&api, "lead.sc", "/leavings/do.sc").await;
    assert_eq!((&shown.body["cases_held"], &shown.body["next_to_sign"]), (&json!(1), &json!("do.sc")));
    assert_eq!(shown.body["cases"][0]["case"], json!(case));
    let outsider = api.send("GET", &format!("{V1}/leavings/do.sc"), &api.person("do.ga").await).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
    assert!(paged(&api, &api.person("do.ga").await, "/leavings", "leavings", "person").await.is_empty());
    let acts = "/leavings/do.sc/acts";
    let held = refused(&api, "do.sc", acts, json!({"act": "sign"})).await;
    assert_eq!(held.status, 422, "{}", held.body);
    let of_case = format!("/cases/{case}/acts");
    does(&api, "do.sc", &of_case, json!({"act": "give-over", "to": "do2.sc", "papers": 4})).await;
    does(&api, "do2.sc", &of_case, json!({"act": "take-over", "papers": 4})).await;
    let turn = refused(&api, "do2.sc", acts, json!({"act": "sign"})).await;
    assert_eq!(turn.status, 422, "{}", turn.body);
    for who in ["do.sc", "do2.sc", "lead.sc"] {
        does(&api, who, acts, json!({"act": "sign"})).await;
    }
    assert_eq!(
        api.send("GET", &format!("{V1}/leavings/do.sc"), &api.person("lead.sc").await).await.status,
        404
    );
}

// E21, A32, F4, F34: a number of a pad, then its case under the same id, received at the instant on the pad.
#[tokio::test]
async fn a_case_taken_in_without_power_bears_the_instant_of_its_pad() {
    let api = Api::new().await;
    let path = "/outages";
    let print = |count: u8| json!({"act": "print", "window": "w2", "count": count});
    let size = refused(&api, "head.biz", path, print(51)).await;
    assert_eq!(size.body["errors"][0]["field"], "count", "{}", size.body);
    let pad = does(&api, "head.biz", path, print(5)).await;
    assert_eq!(pad.header("location"), format!("{V1}/pads/1"));
    // A number counts for what happened after its pad was printed.
    api.clock.fetch_add(DAY / 8, Ordering::AcqRel);
    let ahead = json!({"act": "declare", "kind": "power", "since": "2026-03-02T12:10+08:00"});
    assert_eq!(refused(&api, "head.biz", path, ahead).await.body["errors"][0]["field"], "since");
    does(
        &api,
        "head.biz",
        path,
        json!({"act": "declare", "kind": "power", "since": "2026-03-02T09:10+08:00"}),
    )
    .await;
    does(&api, "head.biz", path, json!({"act": "end", "until": "2026-03-02T10:50+08:00"})).await;
    let enter =
        |at: &str| json!({"act": "enter", "number": 2, "occurred_at": format!("2026-03-02T{at}+08:00")});
    let outside = refused(&api, "intake2", path, enter("10:55")).await;
    assert_eq!(outside.body["errors"][0]["field"], "occurred_at", "{}", outside.body);
    let key = ("idempotency-key", "ab".repeat(16));
    let mut who = api.person("intake2").await;
    who.headers.push(key);
    let entered = api
        .send(
            "POST",
            &format!("{V1}{path}"),
            &Ask { body: enter("10:30").to_string().into_bytes(), ..who.clone() },
        )
        .await;
    assert_eq!(entered.status, 200, "{}", entered.body);
    let case = api
        .send(
            "POST",
            &format!("{V1}/cases"),
            &Ask { body: intake_of("E73190001").to_string().into_bytes(), ..who },
        )
        .await;
    assert_eq!((case.status, &case.body["case"]), (201, &entered.body["of"]), "{}", case.body);
    let shown = looks(&api, "intake2", &format!("/cases/{}", case.text("case"))).await;
    assert_eq!(shown.body["received_at"], "2026-03-02T10:30:00+08:00");
    does(&api, "intake2", path, json!({"act": "void", "number": 3, "cause": "spoiled"})).await;
    let gone = refused(&api, "intake2", path, json!({"act": "void", "number": 3, "cause": "unused"})).await;
    assert_eq!(gone.body["errors"][0]["field"], "number", "{}", gone.body);
    let pad = looks(&api, "do.ga", "/pads/1").await;
    assert_eq!(
        (&pad.body["entered"], &pad.body["void"], &pad.body["gaps"]),
        (&json!([2]), &json!([3]), &json!([1]))
    );
    assert_eq!(looks(&api, "do.ga", "/outages/1").await.body["entered"], json!(1));
    does(&api, "head.soc", path, json!({"act": "print", "window": "w5", "count": 5})).await;
    assert_eq!(paged(&api, &api.person("do.ga").await, "/pads", "pads", "pad").await, ["2", "1"]);
    let narrow = kept(&api, "head.biz", true, Some("sc")).await;
    assert_eq!(paged(&api, &narrow, "/pads", "pads", "pad").await, ["1"]);
    let down = json!({"act": "declare", "kind": "network", "since": "2026-03-02T11:55+08:00"});
    let whole = api.command(&format!("{V1}{path}"), &narrow, None, &down).await;
    assert_eq!((whole.status, whole.code()), (403, "out-of-scope"), "an outage is every unit's");
}

// C16, C20: proposed by one, approved by another; a sentence that is wrong is named with its language.
#[tokio::test]
async fn wording_is_proposed_by_one_and_approved_by_another() {
    let api = Api::new().await;
    let (at, acts) = ("/papers/acceptance", "/papers/acceptance/acts");
    let whole = wording(&api, "acceptance", "受理了：{promised}前办好，法律最迟 {statutory}。").await;
    let wrong = wording(&api, "acceptance", "受理了。").await;
    let wrong = refused(&api, "cat.edit", acts, wrong).await;
    assert_eq!(why(&wrong), (422, "fields-wrong", "zh.lead"), "{}", wrong.body);
    // What the law demands is a block of the layout that cannot be left out, and is named.
    let shown = looks(&api, "cat.edit", at).await;
    let mut unsealed = whole.clone();
    unsealed["layout"] = shown.body["layout"].clone();
    unsealed["layout"]["blocks"] = json!(["head", "lead", "about", "content", "sign", "code"]);
    let unsealed = refused(&api, "cat.edit", acts, unsealed).await;
    assert_eq!(why(&unsealed), (422, "fields-wrong", "layout.blocks"), "{}", unsealed.body);
    assert!(unsealed.body.to_string().contains("盖章处和日期"), "{}", unsealed.body);
    // A margin, and a character that no typeface has, are named by the members that were sent.
    for (part, value, member) in [
        ("margins", json!({"top": 9, "bottom": 20, "left": 24, "right": 24}), "layout.margins.top"),
        ("foot", json!({"zh": "周日休息😀", "en": "x"}), "layout.foot.zh"),
    ] {
        let mut wrong = whole.clone();
        wrong["layout"] = shown.body["layout"].clone();
        wrong["layout"][part] = value;
        let wrong = refused(&api, "cat.edit", acts, wrong).await;
        assert_eq!(why(&wrong), (422, "fields-wrong", member), "{}", wrong.body);
    }
    let outsider = refused(&api, "do.sc", acts, whole.clone()).await;
    assert_eq!((outsider.status, outsider.code()), (403, "out-of-scope"));
    let mut laid = whole.clone();
    laid["layout"] = shown.body["layout"].clone();
    laid["layout"]["letters"] = json!(115);
    does(&api, "cat.edit", acts, laid).await;
    let waits = looks(&api, "cat.legal", at).await;
    assert_eq!(waits.body["proposed"]["layout"]["letters"], json!(115));
    assert_eq!(waits.body["layout"]["letters"], json!(105), "in force is what was");
    assert_eq!(waits.body["acts"], json!(["approve", "return"]));
    let digest = waits.body["proposed"]["digest"].clone();
    let own = refused(&api, "cat.edit", acts, json!({"act": "approve", "digest": digest})).await;
    assert!([403, 422].contains(&own.status), "{}", own.body);
    let silent =
        refused(&api, "cat.legal", acts, json!({"act": "return", "digest": digest, "reason": " "})).await;
    assert_eq!(why(&silent), (422, "fields-wrong", "reason"));
    does(&api, "cat.legal", acts, json!({"act": "approve", "digest": digest})).await;
    let shown = looks(&api, "cat.edit", at).await;
    assert_eq!((&shown.body["revision"], &shown.body["proposed"]), (&json!(1), &Value::Null));
    assert_eq!(shown.body["history"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown.body["layout"]["letters"], json!(115));
    let again = refused(&api, "cat.edit", acts, whole).await;
    assert_eq!(
        (again.status, again.code()),
        (412, "case-changed"),
        "it follows another revision: {}",
        again.body
    );
    let all = paged(&api, &api.person("cat.edit").await, "/papers", "papers", "paper").await;
    assert!(all.len() > 10 && all.contains(&"acceptance".to_owned()), "{all:?}");
}

// A token of one unit: its page of certificates is a whole page, whatever stands before it.
#[tokio::test]
async fn certificates_and_cases_are_kept_to_the_tokens_unit_in_the_query() {
    let api = Api::new().await;
    let certificate = certified(&api, "E73190001").await;
    received(&api, "E73190002").await;
    for (unit, sees) in [("sc", 1), ("rs", 0)] {
        let narrow = kept(&api, "super", false, Some(unit)).await;
        let all = paged(&api, &narrow, "/certificates", "certificates", "certificate").await;
        assert_eq!(all, vec![certificate.clone(); sees], "{unit}");
        let holder = kept(&api, "intake2", false, Some(unit)).await;
        assert_eq!(paged(&api, &holder, "/cases?mine=true", "cases", "case").await.len(), sees, "{unit}");
    }
}

// A22, N16, M4: a lost certificate is asked for at a window, decided by another and handed out, also by programs.
#[tokio::test]
async fn a_lost_certificate_is_replaced_and_handed_out_by_programs() {
    let api = Api::new().await;
    let certificate = certified(&api, "E73190001").await;
    let (one, acts) = (format!("/certificates/{certificate}"), format!("/certificates/{certificate}/acts"));
    let lost = json!({"act": "replace", "document_type": "414", "document_number": "E73190001", "reason": "在集市上丢了。", "old_returned": false});
    does(&api, "intake2", &acts, lost).await;
    let waits = looks(&api, "chief.sc", &one).await;
    assert!(waits.body["decide_by"].is_string() && waits.body["to_hand_out"] == json!([]), "{}", waits.body);
    does(&api, "chief.sc", &acts, json!({"act": "decide_reissue", "outcome": "granted"})).await;
    let made = looks(&api, "out", &one).await;
    let paper = made.body["to_hand_out"][0]["paper"].clone();
    assert!(made.body["to_hand_out"][0]["hand_out_by"].is_string(), "{}", made.body);
    let list = looks(&api, "out", "/certificates?which=owed").await;
    assert!(list.body["certificates"][0]["paper_waits_since"].is_string(), "{}", list.body);
    let hand_out = |number: &str| {
        let way = json!({"by": "holder", "document_type": "414", "document_number": number});
        json!({"act": "hand_out", "paper": paper.clone(), "way": way})
    };
    let wrong = refused(&api, "out", &acts, hand_out("E73190002")).await;
    assert_eq!(why(&wrong).1, "identity-differs", "{}", wrong.body);
    does(&api, "out", &acts, hand_out("E73190001")).await;
    let given = looks(&api, "out", &one).await;
    assert_eq!(given.body["to_hand_out"], json!([]));
}
