//! A leader signs with a code of the own telephone, on a page and by the interface for programs (A17, E24, F20).

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use centre::totp::{self, SECRET_BYTES};
use serde_json::{Value, json};

use crate::api_rig::{Api, Ask, Fetched, Reply};
use crate::api_seed::{V1, does, in_hand};

const PASSWORD: &str = "一门-进门就办成-2026";
const PAGE: &str = "/desk/second-factor";

/// A telephone with a secret in it.
pub struct Telephone([u8; SECRET_BYTES]);

impl Telephone {
    pub fn of(key: &str) -> Telephone {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let bits: Vec<u8> = key
            .chars()
            .flat_map(|letter| {
                let value = letters.find(letter).expect("a letter of base 32");
                (0..5).rev().map(move |bit| u8::from((value >> bit) & 1 == 1))
            })
            .collect();
        let bytes = bits.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| (byte << 1) | bit));
        Telephone(bytes.collect::<Vec<u8>>().try_into().expect("as long as a secret is"))
    }

    pub fn shows(&self, api: &Api, steps: i64) -> String {
        totp::code(&self.0, totp::step_at(api.clock.load(Ordering::Acquire)) + steps)
    }
}

/// A case that waits for its decision.
async fn to_decide(api: &Api, document_number: &str) -> String {
    let case = in_hand(api, document_number).await;
    let acts = format!("/cases/{case}/acts");
    let step = |place: &str| json!({"act": "complete-step", "verdict": "agree", "opinion": "合格。", "place": {"at": place}});
    does(api, "do.sc", &acts, step("hall")).await;
    let mut on_site = step("on_site");
    on_site["visit"] = json!({
        "with": "do2.sc", "on": "2026-03-02", "entered": "08:20", "left": "08:50", "minutes": "布局与图纸一致。",
        "signature": {"party": "signed"}, "photographs": 3,
    });
    does(api, "do.sc", &acts, on_site).await;
    does(api, "do2.sc", &acts, step("on_site")).await;
    case
}

/// Lets so many steps of the clock pass.
pub fn wait(api: &Api, steps: i64) {
    api.clock.fetch_add(steps * totp::STEP_SECONDS * 1_000_000, Ordering::AcqRel);
}

/// A person at the pages.
pub struct Desk<'a> {
    api: &'a Api,
    cookie: String,
}

impl Desk<'_> {
    pub async fn of<'a>(api: &'a Api, login: &str) -> Desk<'a> {
        let added = api.centre.account_add(login, login, PASSWORD).await.expect("it is written");
        assert_eq!(added, Ok(()));
        Desk { api, cookie: api.sign_in(login, PASSWORD).await }
    }

    pub async fn opens(&self, path: &str) -> Fetched {
        self.api.fetch("GET", path, &self.cookie, "").await
    }

    /// Sends a form under an id of its own.
    pub async fn sends(&self, path: &str, csrf: &str, fields: &[(&str, &str)]) -> Fetched {
        let id = self.api.command_id();
        let mut all = vec![("csrf", csrf), ("command_id", id.as_str())];
        all.extend_from_slice(fields);
        let form: Vec<String> =
            all.iter().map(|(name, value)| format!("{name}={}", Api::encoded(value))).collect();
        self.api.fetch("POST", path, &self.cookie, &form.join("&")).await
    }

    /// Sets a second factor up, as the page leads.
    pub async fn sets_up(&self) -> Telephone {
        let before = self.opens(PAGE).await;
        assert!(before.text().contains("还没有设置。"), "{}", before.text());
        let csrf = before.hidden("csrf");
        let none = self.sends(PAGE, &csrf, &[("do", "begin"), ("password", "")]).await;
        let told = none.text();
        assert!(none.status == 422 && told.contains("请填您登录用的密码。"), "{told}");
        let guess = "别人猜的密码，很长很长";
        let wrong = self.sends(PAGE, &csrf, &[("do", "begin"), ("password", guess)]).await;
        let told = wrong.text();
        assert!(wrong.status == 422 && told.contains("密码不对，请再填一次。"), "{told}");
        assert!(
            told.contains("href=\"#begin-password\"") && !told.contains(guess),
            "at the field, not shown"
        );
        let shown = self.sends(PAGE, &csrf, &[("do", "begin"), ("password", PASSWORD)]).await.text();
        let key = shown.split_once("factor-key").and_then(|it| it.1.split_once("</p>")).map_or("", |it| it.0);
        let groups = key.split("<span>").skip(1).filter_map(|it| it.split_once('<'));
        let key: String = groups.map(|it| it.0).collect();
        assert!(key.len() == 32 && shown.contains("class=\"qr\""), "shown to be scanned and to be typed");
        let again = self.opens(PAGE).await.text();
        assert!(!again.contains("factor-key") && !again.contains(&key[..4]), "shown once");
        let telephone = Telephone::of(&key);
        let wrong = self.sends(PAGE, &csrf, &[("do", "confirm"), ("code", "12 34 56")]).await;
        let told = wrong.text();
        assert!(wrong.status == 422 && told.contains("动态码不对或者已经过时"), "{told}");
        assert!(told.contains("value=\"12 34 56\"") && !told.contains("factor-key"), "{told}");
        let code = telephone.shows(self.api, 0);
        let done = self.sends(PAGE, &csrf, &[("do", "confirm"), ("code", &code)]).await;
        assert!(done.status.is_redirection(), "{}", done.text());
        let location = done.headers.get("location").and_then(|it| it.to_str().ok()).unwrap_or_default();
        assert!(
            !location.contains(&code) && self.opens(location).await.text().contains("设置好，现在用着。")
        );
        telephone
    }
}

// A17: the form asks for the code, says what is wrong at its field and keeps what was typed; without it nothing is decided.
#[tokio::test]
async fn a_decision_on_a_page_needs_a_code_of_the_leaders_telephone() {
    let api = Api::with_codes(None).await;
    let case = to_decide(&api, "E73190001").await;
    let desk = Desk::of(&api, "lead.sc").await;
    let path = format!("/desk/cases/{case}");
    let page = desk.opens(&path).await;
    let (csrf, text) = (page.hidden("csrf"), page.text());
    assert!(
        text.contains("autocomplete=\"one-time-code\"") && text.contains("inputmode=\"numeric\""),
        "{text}"
    );
    assert!(text.contains("href=\"/desk/second-factor\" target=\"_blank\""), "there is a way to set it up");
    let decide = async |reasons: &str, code: &str| {
        let fields =
            [("outcome", "refused"), ("ground", "place"), ("text", reasons), ("one_time_code", code)];
        let sent = desk.sends(&format!("{path}/decide"), &csrf, &fields).await;
        (sent.status.as_u16(), sent.text())
    };
    let words = "离污水沟只有三米。";
    let (status, told) = decide(words, "").await;
    assert!(status == 422 && told.contains("您还没有设置二次验证") && told.contains(words), "{told}");

    let telephone = desk.sets_up().await;
    wait(&api, 1);
    assert!(!desk.opens(&path).await.text().contains("factor-sample"), "no code is shown in operation");
    for (code, sentence) in [("", "请填手机上现在显示的动态码"), ("000 00x", "动态码不对或者已经过时")]
    {
        let (status, told) = decide(words, code).await;
        assert!(status == 422 && told.contains(sentence), "{code}: {told}");
        assert!(told.contains(words) && told.contains(&format!("name=\"one_time_code\" value=\"{code}\"")));
        assert!(told.contains("href=\"#decide-one_time_code\""), "the summary leads to the field");
    }
    let code = telephone.shows(&api, 0);
    let (status, told) = decide("", &code).await;
    assert!(status == 422 && told.contains("这一项要填。"), "what lacks is said first: {told}");
    let (status, _) = decide(words, &code).await;
    assert_eq!(status, 303, "and uses no code up");

    let second = to_decide(&api, "E73190002").await;
    let again = [("outcome", "granted"), ("one_time_code", code.as_str())];
    let used = desk.sends(&format!("/desk/cases/{second}/decide"), &csrf, &again).await;
    assert!(used.status == 422 && used.text().contains("这个动态码刚才用过了"), "{}", used.text());
}

// A17, E24: the sixth try waits, and the page says for how long; other acts go on.
#[tokio::test]
async fn guessing_a_code_on_a_page_is_slowed() {
    let api = Api::with_codes(None).await;
    let case = to_decide(&api, "E73190001").await;
    let desk = Desk::of(&api, "lead.sc").await;
    let telephone = desk.sets_up().await;
    wait(&api, 1);
    let csrf = desk.opens(PAGE).await.hidden("csrf");
    let decide = async |code: &str| {
        let fields = [("outcome", "granted"), ("one_time_code", code)];
        desk.sends(&format!("/desk/cases/{case}/decide"), &csrf, &fields).await
    };
    for n in 1..=5 {
        assert!(decide("12345").await.text().contains("动态码不对或者已经过时"), "try {n}");
    }
    let told = decide(&telephone.shows(&api, 0)).await;
    assert!(told.status == 422 && told.text().contains("请过 15 分钟再签"), "{}", told.text());
    wait(&api, 30);
    assert!(decide(&telephone.shows(&api, 0)).await.status.is_redirection(), "after a quarter of an hour");
}

// A17, F20: guessing the password at a desk left open is slowed as at sign-in, and the page says for how long.
#[tokio::test]
async fn a_desk_left_open_cannot_be_bound_to_another_telephone() {
    let api = Api::with_codes(None).await;
    let desk = Desk::of(&api, "lead.sc").await;
    let csrf = desk.opens(PAGE).await.hidden("csrf");
    let begin = async |password: &str| {
        let sent = desk.sends(PAGE, &csrf, &[("do", "begin"), ("password", password)]).await;
        (sent.status.as_u16(), sent.text())
    };
    for n in 1..=6 {
        let (status, told) = begin("一门-进门就办成-2025").await;
        assert!(status == 422 && told.contains("密码不对"), "try {n}: {told}");
    }
    let (status, told) = begin(PASSWORD).await;
    assert!(status == 422 && told.contains("密码填错的次数多了") && !told.contains("factor-key"), "{told}");
    let confirm = desk.sends(PAGE, &csrf, &[("do", "confirm"), ("code", "123456")]).await;
    assert!(confirm.status == 422, "nothing was begun");
    wait(&api, 30);
    let (status, told) = begin(PASSWORD).await;
    assert!(status == 200 && told.contains("factor-key"), "after a quarter of an hour: {told}");
}

// A17: the demonstration has no telephones, so that the form says what they show.
#[tokio::test]
async fn the_demonstration_says_the_code_beside_the_field() {
    let api = Api::with_codes(Some(Arc::new(AtomicI64::new(0)))).await;
    let case = to_decide(&api, "E73190001").await;
    let organisation = api.centre.organisation().await.expect("it can be read").expect("one is in force");
    api.centre.second_factor_samples(&organisation).await.expect("they are written");
    let desk = Desk::of(&api, "lead.sc").await;
    let page = desk.opens(&format!("/desk/cases/{case}")).await;
    let text = page.text();
    let said = text.split_once("factor-sample").and_then(|it| it.1.split_once("</p>")).map_or("", |it| it.0);
    let code: String = said.chars().filter(char::is_ascii_digit).collect();
    let fields = [("outcome", "granted"), ("one_time_code", code.as_str())];
    let done = desk.sends(&format!("/desk/cases/{case}/decide"), &page.hidden("csrf"), &fields).await;
    assert!(done.status.is_redirection(), "{said}: {}", done.text());
}

/// Decides by the interface, with these headers besides.
async fn decides(api: &Api, who: &Ask, case: &str, id: &str, code: Option<&str>) -> Reply {
    let mut ask = who.clone();
    ask.headers.extend([("idempotency-key", id.to_owned()), ("if-match", "*".to_owned())]);
    ask.headers.extend(code.map(|code| ("one-time-code", code.to_owned())));
    ask.body = json!({"act": "decide", "outcome": "granted"}).to_string().into_bytes();
    api.send("POST", &format!("{V1}/cases/{case}/acts"), &ask).await
}

// A17, E24: a program that acts for a leader brings the leader's code; a command sent again needs none.
#[tokio::test]
async fn a_program_brings_the_code_in_a_header() {
    let api = Api::with_codes(None).await;
    let case = to_decide(&api, "E73190001").await;
    let leader = api.person("lead.sc").await;
    let asks = async |code| decides(&api, &leader, &case, &api.command_id(), code).await;
    let none = asks(Some("123456")).await;
    assert_eq!((none.status, none.code()), (422, "second-factor-needed"), "nothing is set up: {}", none.body);

    let session = centre::account::Session::acting(catalogue::PersonId::parse("lead.sc").expect("a person"));
    assert_eq!(api.centre.account_add("lead.sc", "lead.sc", PASSWORD).await.expect("it is written"), Ok(()));
    let begun = api.centre.second_factor_begin(&session, api.id(), PASSWORD, "").await;
    let telephone = Telephone::of(&begun.expect("it is written").expect("nothing is set up").key);
    let first = telephone.shows(&api, -1);
    assert_eq!(api.centre.second_factor_confirm(&session, &first).await.expect("it is written"), Ok(()));

    let none = asks(None).await;
    assert_eq!((none.status, none.code()), (422, "second-factor-needed"), "{}", none.body);
    assert_eq!(none.body["errors"][0]["field"], json!("One-Time-Code"));
    for malformed in ["12345", "1234567", "12345x", "12 345"] {
        let reply = asks(Some(malformed)).await;
        assert_eq!((reply.status, reply.code()), (422, "parameters-wrong"), "{malformed}: {}", reply.body);
    }
    let early = telephone.shows(&api, 5);
    let wrong = asks(Some(&early)).await;
    assert_eq!((wrong.status, wrong.code()), (422, "second-factor-wrong"), "{}", wrong.body);
    let used = asks(Some(&first)).await;
    assert_eq!((used.status, used.code()), (422, "second-factor-wrong"), "{}", used.body);
    let (id, code) = (api.command_id(), telephone.shows(&api, 0));
    let done = decides(&api, &leader, &case, &id, Some(&code)).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let again = decides(&api, &leader, &case, &id, None).await;
    assert_eq!((again.status, &again.body), (200, &done.body), "the first answer again");

    let second = to_decide(&api, "E73190002").await;
    for _ in 0..5 {
        let id = api.command_id();
        let guess = decides(&api, &leader, &second, &id, Some(&telephone.shows(&api, 7))).await;
        assert_eq!((guess.status, guess.code()), (422, "second-factor-wrong"), "{}", guess.body);
    }
    let slowed = decides(&api, &leader, &second, &api.command_id(), Some(&telephone.shows(&api, 1))).await;
    assert_eq!((slowed.status, slowed.code()), (429, "too-many-tries"), "{}", slowed.body);
    assert_eq!(slowed.header("retry-after"), "901");
    let agent = does(&api, "agent.sc", &format!("/cases/{case}/acts"), json!({"act": "recheck"})).await;
    assert_eq!(agent.body["of"], Value::from(case), "nobody else is asked for a code");
}

/// `yimen user` on the database of this test, beside the running centre.
fn user(api: &Api, args: &[&str]) -> std::process::Output {
    let key_file = api.folder.join("yimen.key");
    std::fs::write(&key_file, "07".repeat(32)).expect("the folder takes a file");
    let own = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&key_file, own).expect("its mode can be set");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_yimen"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("YIMEN_")) {
        command.env_remove(name);
    }
    let database = format!("sqlite:{}", api.folder.join("yimen.db").display());
    command.arg("user").args(args).args(["--database", &database]);
    command.args(["--division", "990121", "--key-file"]).arg(&key_file);
    command.output().expect("the program runs")
}

// A17, F20: who lost the telephone is helped by the system administrator, and the log says so; others keep theirs.
#[tokio::test]
async fn a_lost_telephone_is_removed_by_the_command_line() {
    let api = Api::with_codes(None).await;
    let organisation = api.centre.organisation().await.expect("it can be read").expect("one is in force");
    api.centre.second_factor_samples(&organisation).await.expect("they are written");
    let remove = |person: &str| user(&api, &["remove-second-factor", person]);
    let is_set_up = async |person: &str| {
        let person = catalogue::PersonId::parse(person).expect("a person");
        api.centre.second_factor(person).await.expect("the database answers").set_up_at.is_some()
    };
    assert!(is_set_up("lead.sc").await);
    let removed = remove("lead.sc");
    let log = String::from_utf8_lossy(&removed.stderr).into_owned();
    assert!(removed.status.success() && log.contains("a second factor was removed"), "{log}");
    assert!(!is_set_up("lead.sc").await && is_set_up("chief.sc").await);
    for nobody in ["lead.sc", "nobody", "No Body"] {
        let refused = remove(nobody);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(2) && said.contains("has no second factor"), "{said}");
    }
}

// Whoever forgot the password is sent to the system administrator (the page of signing in says so), who sets another one.
#[tokio::test]
async fn a_forgotten_password_is_set_by_the_command_line() {
    let api = Api::with_codes(None).await;
    const OLD: &str = "一门-进门就办成-2026";
    api.centre.account_add("li.agent", "agent.sc", OLD).await.expect("it is written").expect("a new account");
    let opens = async |password: &str| {
        api.centre.sign_in("li.agent", password, "192.0.2.1").await.expect("the database answers").is_ok()
    };
    assert!(opens(OLD).await);
    let set = user(&api, &["set-password", "li.agent"]);
    let (out, log) = (String::from_utf8_lossy(&set.stdout), String::from_utf8_lossy(&set.stderr));
    assert!(set.status.success() && log.contains("a password was set"), "{log}");
    let made = out.split_whitespace().find(|word| word.len() == 19 && word.matches('-').count() == 3);
    let made = made.expect("the new password is shown once");
    assert!(!log.contains(made), "it is in no log");
    assert!(!opens(OLD).await && opens(made).await);
    for nobody in ["nobody", "No Body"] {
        let refused = user(&api, &["set-password", nobody]);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(2) && said.contains("no account that may be used"), "{said}");
    }
    assert!(opens(made).await);
}
