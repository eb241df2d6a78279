//! A leader signs beside a case with a code too, on a page and by the interface: the bar list, certificates, destruction lists
//! (A17, F20).

use catalogue::PersonId;
use centre::account::Session;
use serde_json::{Value, json};

use crate::api_rig::{Api, Ask, Reply};
use crate::api_seed::{V1, archived, certified, does, in_hand, looks};
use crate::second_factor::{Desk, Telephone, wait};

/// The field of the code on a page.
const FIELD: &str = "name=\"one_time_code\"";

/// The page's answer to a form: the status and the text.
async fn sent(desk: &Desk<'_>, path: &str, csrf: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let reply = desk.sends(path, csrf, fields).await;
    (reply.status.as_u16(), reply.text())
}

// A17, N26: entering a person and lifting the entry; the reason that was typed stays, and telling needs no code.
#[tokio::test]
async fn a_bar_is_entered_and_lifted_on_its_page_with_a_code() {
    let api = Api::with_codes(None).await;
    let (case, other) = (in_hand(&api, "E73190001").await, in_hand(&api, "E73190002").await);
    for case in [&case, &other] {
        let acts = format!("/cases/{case}/bar/acts");
        let propose = json!({"act": "propose", "ground": "false_materials", "reason": "健康证明是假的。"});
        does(&api, "do.sc", &acts, propose).await;
        does(&api, "do.sc", &acts, json!({"act": "hear", "statement": "说是中介办的。"})).await;
    }
    let (head, handler) = (Desk::of(&api, "chief.sc").await, Desk::of(&api, "do.sc").await);
    let path = format!("/desk/bars/{case}");
    let page = head.opens(&path).await;
    let (csrf, text) = (page.hidden("csrf"), page.text());
    assert!(
        text.contains(FIELD) && text.contains("href=\"/desk/second-factor\" target=\"_blank\""),
        "{text}"
    );
    let decide = format!("{path}/decide");
    let (status, told) = sent(&head, &decide, &csrf, &[("one_time_code", "")]).await;
    assert!(status == 422 && told.contains("您还没有设置二次验证"), "{told}");
    let telephone = head.sets_up().await;
    wait(&api, 1);
    for (code, sentence) in [("", "请填手机上现在显示的动态码"), ("000 00x", "动态码不对或者已经过时")]
    {
        let (status, told) = sent(&head, &decide, &csrf, &[("one_time_code", code)]).await;
        assert!(status == 422 && told.contains(sentence), "{code}: {told}");
        assert!(told.contains("href=\"#bar-one_time_code\"") && told.contains(&format!("value=\"{code}\"")));
    }
    let waits = looks(&api, "do.sc", &format!("/cases/{case}/bar")).await;
    assert_eq!(waits.body["entry"]["stage"], "heard", "nothing was decided");
    let code = telephone.shows(&api, 0);
    assert_eq!(sent(&head, &decide, &csrf, &[("one_time_code", &code)]).await.0, 303);
    // Not entering leaves everything as it was.
    let refuse = format!("/desk/bars/{other}/refuse");
    assert_eq!(sent(&head, &refuse, &csrf, &[("refuse-reason", "证据不够。")]).await.0, 303);

    let own = handler.opens(&path).await;
    assert!(!own.text().contains(FIELD), "a handler is asked for none");
    assert_eq!(sent(&handler, &format!("{path}/tell"), &own.hidden("csrf"), &[]).await.0, 303);

    let (lift, words) = (format!("{path}/lift"), "信用已经修复。");
    let again = [("lift-reason", words), ("one_time_code", code.as_str())];
    let (status, told) = sent(&head, &lift, &csrf, &again).await;
    assert!(status == 422 && told.contains("这个动态码刚才用过了") && told.contains(words), "{told}");
    wait(&api, 1);
    let next = telephone.shows(&api, 0);
    let (status, told) = sent(&head, &lift, &csrf, &[("lift-reason", " "), ("one_time_code", &next)]).await;
    assert!(status == 422 && told.contains("这一项要填。"), "what lacks is said first: {told}");
    let whole = [("lift-reason", words), ("one_time_code", next.as_str())];
    assert_eq!(sent(&head, &lift, &csrf, &whole).await.0, 303, "and uses no code up");
}

/// Proceedings on a certificate that wait for their decision; its name.
async fn heard(api: &Api) -> String {
    let certificate = certified(api, "E73190001").await;
    let acts = format!("/certificates/{certificate}/acts");
    let open = json!({"act": "open_proceeding", "ground": "obtained_by_deceit", "facts": "场地证明系伪造。"});
    does(api, "do.sc", &acts, open).await;
    does(api, "intake2", &acts, json!({"act": "record_statement", "words": "房东同意过。"})).await;
    certificate
}

// A17, N25: ending a certificate; opening and recording need none.
#[tokio::test]
async fn a_certificate_is_ended_on_its_page_with_a_code() {
    let api = Api::new().await;
    let certificate = heard(&api).await;
    let api = api.asking_codes(None);
    let (head, handler) = (Desk::of(&api, "chief.sc").await, Desk::of(&api, "do.sc").await);
    let path = format!("/desk/certificates/{certificate}");
    assert!(!handler.opens(&path).await.text().contains(FIELD), "a handler is asked for none");
    let page = head.opens(&path).await;
    let (csrf, text) = (page.hidden("csrf"), page.text());
    assert!(text.contains(FIELD) && text.contains("您还没有设置二次验证"), "{text}");
    let (decide, words) = (format!("{path}/decide-proceeding"), "事实清楚，理由不成立。");
    let asks = async |reasons: &str, code: &str| {
        let fields = [
            ("decide-proceeding-ends", "yes"),
            ("decide-proceeding-reasons", reasons),
            ("one_time_code", code),
        ];
        sent(&head, &decide, &csrf, &fields).await
    };
    let (status, told) = asks(words, "").await;
    assert!(status == 422 && told.contains("设置好以后才能签") && told.contains(words), "{told}");
    let telephone = head.sets_up().await;
    wait(&api, 1);
    for (code, sentence) in [("", "请填手机上现在显示的动态码"), ("000 00x", "动态码不对或者已经过时")]
    {
        let (status, told) = asks(words, code).await;
        assert!(status == 422 && told.contains(sentence) && told.contains(words), "{code}: {told}");
        assert!(told.contains("href=\"#decide-proceeding-one_time_code\""), "the summary leads to the field");
        assert!(told.contains(&format!("{FIELD} value=\"{code}\"")), "{told}");
    }
    let state = looks(&api, "do.sc", &format!("/certificates/{certificate}")).await;
    assert_eq!(state.body["state"], "in-force", "nothing was decided");
    let code = telephone.shows(&api, 0);
    let (status, told) = asks(" ", &code).await;
    assert!(status == 422 && told.contains("这一项要填。"), "what lacks is said first: {told}");
    assert_eq!(asks(words, &code).await.0, 303, "and uses no code up");
    let state = looks(&api, "do.sc", &format!("/certificates/{certificate}")).await;
    assert_eq!(state.body["state"], "revoked");
}

/// A destruction list that waits for its approval.
async fn drawn() -> Api {
    let api = Api::since("2015-03-02").await;
    let old = archived(&api, "E73190001").await;
    api.until("2026-03-02").await;
    let gone = json!({"case": old, "verdict": "destroy", "reason": "没有继续保存的价值。"});
    does(&api, "do.sc", "/destruction/sc/acts", json!({"act": "draw", "dossiers": [gone]})).await;
    api.asking_codes(None)
}

// A17, C23: the approval lets the list be carried out; sending it back and the signatures need none.
#[tokio::test]
async fn a_destruction_list_is_approved_on_its_page_with_a_code() {
    let api = drawn().await;
    let head = Desk::of(&api, "centre").await;
    let page = head.opens("/desk/destruction/sc").await;
    let (csrf, text) = (page.hidden("csrf"), page.text());
    assert_eq!(text.matches(FIELD).count(), 1, "the approval alone asks: {text}");
    assert!(text.contains("id=\"approve-one_time_code\""), "{text}");
    let telephone = head.sets_up().await;
    wait(&api, 1);
    let approve = async |code: &str| {
        sent(&head, "/desk/destruction/sc/approve", &csrf, &[("one_time_code", code)]).await
    };
    let (status, told) = approve("").await;
    assert!(status == 422 && told.contains("请填手机上现在显示的动态码"), "{told}");
    for n in 1..=5 {
        assert!(approve("12345").await.1.contains("动态码不对或者已经过时"), "try {n}");
    }
    let (status, told) = approve(&telephone.shows(&api, 0)).await;
    assert!(status == 422 && told.contains("请过 15 分钟再签"), "{told}");
    let stage = async || looks(&api, "do.sc", "/destruction/sc").await.body["list"]["stage"].clone();
    assert_eq!(stage().await, "drawn", "nothing was approved");
    wait(&api, 30);
    assert_eq!(approve(&telephone.shows(&api, 0)).await.0, 303);
    assert_eq!(stage().await, "approved");
    let keeper = Desk::of(&api, "do.sc").await;
    let own = keeper.opens("/desk/destruction/sc").await;
    assert!(!own.text().contains(FIELD));
    assert_eq!(sent(&keeper, "/desk/destruction/sc/sign", &own.hidden("csrf"), &[]).await.0, 303);
}

/// Sets a second factor up without a page; the code of now is unused.
async fn telephone_of(api: &Api, who: &str) -> Telephone {
    const PASSWORD: &str = "一门-进门就办成-2026";
    assert_eq!(api.centre.account_add(who, who, PASSWORD).await.expect("it is written"), Ok(()));
    let session = Session::acting(PersonId::parse(who).expect("a person"));
    let begun = api.centre.second_factor_begin(&session, api.id(), PASSWORD, "").await;
    let telephone = Telephone::of(&begun.expect("it is written").expect("nothing is set up").key);
    let first = telephone.shows(api, -1);
    let confirmed = api.centre.second_factor_confirm(&session, &first).await;
    assert_eq!(confirmed.expect("it is written"), Ok(()));
    telephone
}

/// A command with these headers besides.
async fn acts(api: &Api, who: &Ask, path: &str, id: &str, body: &Value, code: Option<&str>) -> Reply {
    let mut ask = who.clone();
    ask.headers.extend([("idempotency-key", id.to_owned()), ("if-match", "*".to_owned())]);
    ask.headers.extend(code.map(|code| ("one-time-code", code.to_owned())));
    ask.body = body.to_string().into_bytes();
    api.send("POST", &format!("{V1}{path}"), &ask).await
}

/// One act that a leader signs by a program: refused without a code and with a wrong one, done once with the right one.
async fn signs_by_program(api: &Api, who: &str, path: &str, body: Value) {
    let leader = api.person(who).await;
    let asks = async |code: Option<&str>| acts(api, &leader, path, &api.command_id(), &body, code).await;
    let unset = asks(Some("123456")).await;
    assert_eq!((unset.status, unset.code()), (422, "second-factor-needed"), "{}", unset.body);
    let telephone = telephone_of(api, who).await;
    let none = asks(None).await;
    assert_eq!((none.status, none.code()), (422, "second-factor-needed"), "{}", none.body);
    assert_eq!(none.body["errors"][0]["field"], json!("One-Time-Code"));
    for malformed in ["12345", "12345x"] {
        let reply = asks(Some(malformed)).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{malformed}: {}", reply.body);
    }
    for _ in 0..5 {
        let wrong = asks(Some(&telephone.shows(api, 7))).await;
        assert_eq!((wrong.status, wrong.code()), (422, "second-factor-wrong"), "{}", wrong.body);
    }
    let slowed = asks(Some(&telephone.shows(api, 0))).await;
    assert_eq!((slowed.status, slowed.code()), (429, "too-many-tries"), "{}", slowed.body);
    wait(api, 30);
    let (id, code) = (api.command_id(), telephone.shows(api, 0));
    let done = acts(api, &leader, path, &id, &body, Some(&code)).await;
    assert_eq!(done.status, 200, "{body}: {}", done.body);
    let again = acts(api, &leader, path, &id, &body, None).await;
    assert_eq!((again.status, &again.body), (200, &done.body), "the first answer again");
    let used = asks(Some(&code)).await;
    assert_eq!((used.status, used.code()), (422, "second-factor-wrong"), "{}", used.body);
}

// A17, E24: the same header, the same answers, beside a case as on it; who needs none is not asked.
#[tokio::test]
async fn a_program_brings_the_code_for_acts_beside_a_case() {
    let api = Api::with_codes(None).await;
    let case = in_hand(&api, "E73190001").await;
    let bar = format!("/cases/{case}/bar/acts");
    does(
        &api,
        "do.sc",
        &bar,
        json!({"act": "propose", "ground": "false_materials", "reason": "证明是假的。"}),
    )
    .await;
    does(&api, "do.sc", &bar, json!({"act": "hear", "statement": "说是中介办的。"})).await;
    signs_by_program(&api, "chief.sc", &bar, json!({"act": "decide"})).await;
    does(&api, "do.sc", &bar, json!({"act": "tell"})).await;
    let lift = json!({"act": "lift", "reason": "信用已经修复。"});
    let silent = acts(&api, &api.person("chief.sc").await, &bar, &api.command_id(), &lift, None).await;
    assert_eq!((silent.status, silent.code()), (422, "second-factor-needed"), "{}", silent.body);
}

#[tokio::test]
async fn a_program_brings_the_code_for_the_end_of_a_certificate() {
    let api = Api::new().await;
    let certificate = heard(&api).await;
    let api = api.asking_codes(None);
    let path = format!("/certificates/{certificate}/acts");
    let end = json!({"act": "decide_proceeding", "ends": true, "reasons": "事实清楚。"});
    signs_by_program(&api, "chief.sc", &path, end).await;
}

#[tokio::test]
async fn a_program_brings_the_code_for_the_approval_of_a_destruction_list() {
    let api = drawn().await;
    signs_by_program(&api, "centre", "/destruction/sc/acts", json!({"act": "approve"})).await;
    does(&api, "do.sc", "/destruction/sc/acts", json!({"act": "sign"})).await;
}
