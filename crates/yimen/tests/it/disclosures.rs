//! Pages of what authorities were let see, and of who read a case without taking part in it, asked for as people ask (E30, F33).

use axum::http::StatusCode;
use casework::bar::Ground;
use casework::{Outcome, certificate::CertificateId};
use catalogue::{CaseId, PersonId};
use centre::account::Session;
use centre::act::Act;
use centre::bars::BarAct;
use centre::notice::certificate_made;
use centre::paper::{PaperNo, mark};

use crate::api_rig::{Api, Fetched};
use crate::papers::{County, PASSWORD};

const PEOPLE: [&str; 7] = ["intake2", "do.sc", "do2.sc", "chief.sc", "head.biz", "centre", "super"];

/// Somebody in front of a screen.
struct Person<'a> {
    api: &'a Api,
    cookie: String,
}

impl Person<'_> {
    async fn of<'a>(county: &'a County, login: &str) -> Person<'a> {
        Person { api: &county.0, cookie: county.0.sign_in(login, PASSWORD).await }
    }

    async fn sees(&self, path: &str) -> Fetched {
        self.api.fetch("GET", path, &self.cookie, "").await
    }

    async fn page(&self, path: &str) -> String {
        let page = self.sees(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        page.text()
    }

    async fn posts(&self, page: &str, to: &str, fields: &[(&str, &str)]) -> Fetched {
        let drawn = self.sees(page).await;
        let id = match drawn.hidden("command_id") {
            none if none.is_empty() => format!("{:032x}", u128::from_be_bytes(centre::seal::random())),
            id => id,
        };
        let mut form = format!("csrf={}&command_id={id}", drawn.hidden("csrf"));
        for (name, value) in fields {
            form += &format!("&{name}={}", Api::encoded(value));
        }
        self.api.fetch("POST", to, &self.cookie, &form).await
    }
}

async fn county() -> (County, CaseId) {
    let county = County(Api::new().await);
    county.0.centre.accounts_set(PEOPLE.iter().map(|it| (*it, *it)), PASSWORD).await.expect("accounts");
    let case = county.in_hand(1).await;
    (county, case)
}

/// The tracking page as whoever has number and query code of the case reads it.
async fn tracked(county: &County, officer: &Person<'_>, case: CaseId) -> String {
    let receipt = officer.page(&format!("/desk/cases/{case}/print/receipt")).await;
    let code = receipt.split("class=\"sheet-code\">").nth(1).and_then(|rest| rest.split('<').next());
    let code: String = code.expect("a query code").chars().filter(char::is_ascii_digit).collect();
    let file = county.0.centre.case_fetch(case).await.expect("readable").expect("there");
    let number = centre::row::receipt_text(file.filed().expect("filed").facts.receipt);
    let form = format!("number={}&code={code}", Api::encoded(&number));
    let entered = county.0.fetch("POST", "/track", "", &form).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text());
    let pass = entered.headers[axum::http::header::SET_COOKIE].to_str().expect("a cookie");
    let citizen = Person { api: &county.0, cookie: pass.split(';').next().unwrap_or_default().to_owned() };
    citizen.page("/track/case").await
}

/// What is typed of a request of the police; `changed` fields have other values.
fn typed<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("register-kind", "police"),
        ("register-asker", "澄禾县公安局"),
        ("register-document", "调取证据通知书 〔2026〕18号"),
        ("register-basis", "刑事诉讼法第五十四条"),
        ("register-name1", "甲调查"),
        ("register-certificate1", "0000118"),
        ("register-name2", "乙调查"),
        ("register-certificate2", "0000235"),
        ("register-pages", "whole"),
        ("register-form", "read"),
        ("register-telling", "now"),
    ];
    for (name, value) in changed {
        fields.retain(|it| it.0 != *name);
        fields.push((*name, *value));
    }
    fields
}

/// The applicant is told from a day on.
fn later(day: &str) -> [(&str, &str); 2] {
    [("register-telling", "later"), ("register-withheld_until", day)]
}

// E30: from the case to the applicant's page; a form that lacks something comes back with what was typed.
#[tokio::test]
async fn a_disclosure_goes_from_the_case_to_the_applicant_s_page() {
    let (county, case) = county().await;
    let (keeper, head) = (Person::of(&county, "do.sc").await, Person::of(&county, "head.biz").await);
    let path = format!("/desk/disclosures/{case}");
    assert!(keeper.page(&format!("/desk/cases/{case}")).await.contains(&format!("href=\"{path}\"")));
    assert!(keeper.page(&format!("/desk/folders/{case}")).await.contains(&format!("href=\"{path}\"")));
    let send = format!("{path}/register");
    let back =
        keeper.posts(&path, &send, &typed(&[("register-document", " "), ("register-name2", "")])).await;
    let page = back.text();
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("澄禾县公安局") && page.contains("0000235"), "what was typed is kept");
    assert!(page.contains("这一项要填"), "said at the field");
    let pages = [("register-pages", "range"), ("register-first", "1"), ("register-last", "2")];
    let back = keeper.posts(&path, &send, &typed(&pages)).await;
    assert!(back.status == StatusCode::UNPROCESSABLE_ENTITY && back.text().contains("没有点过页数"));
    let sent = keeper.posts(&path, &send, &typed(&[])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let one = format!("{path}/1");
    let page = keeper.page(&one).await;
    assert!(page.contains("调〔2026〕1号") && page.contains("甲调查") && page.contains("等审批"), "{page}");
    assert_eq!(keeper.sees(&format!("{one}/paper")).await.status, StatusCode::NOT_FOUND, "nothing to sign");
    assert!(head.page("/desk").await.contains("办案机关来调阅案卷"));
    let agreed = head.posts(&one, &format!("{one}/approve"), &[]).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.text());
    assert!(!tracked(&county, &keeper, case).await.contains("谁看过我的材料"), "nothing was handed out");
    let handed = keeper.posts(&one, &format!("{one}/hand-out"), &[]).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.text());
    let slip = keeper.sees(&format!("{one}/paper")).await;
    assert!(slip.status == StatusCode::OK && slip.body.starts_with(b"%PDF-"));
    let page = tracked(&county, &keeper, case).await;
    assert!(page.contains("谁看过我的材料") && page.contains("依法查阅了您的案卷（全卷）"), "{page}");
    assert!(!page.contains("甲调查") && !page.contains("0000118"), "who came is nobody's business");
    // Whoever may open the case and has nothing to do with its register learns nothing of it.
    let outside = Person::of(&county, "intake2").await;
    for shut in [&path, &one, &format!("{one}/paper")] {
        assert_eq!(outside.sees(shut).await.status, StatusCode::FORBIDDEN, "{shut}");
    }
    assert!(!outside.page(&format!("/desk/cases/{case}")).await.contains(&path));
    assert!(!outside.page("/desk/disclosures").await.contains(&one));
}

// E30: withheld by law, no page of the applicant's says a word before the day.
#[tokio::test]
async fn what_is_withheld_stands_on_no_page_of_the_applicant_before_its_day() {
    let (county, case) = county().await;
    let (keeper, head) = (Person::of(&county, "do.sc").await, Person::of(&county, "head.biz").await);
    let (path, day) = (format!("/desk/disclosures/{case}"), county.0.centre.today().plus_days(2).to_string());
    let send = format!("{path}/register");
    let lacking = keeper.posts(&path, &send, &typed(&later(&day))).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY, "without a basis");
    let today = county.0.centre.today().to_string();
    let basis = ("register-withheld_basis", "侦查阶段");
    let soon = keeper.posts(&path, &send, &typed(&[&later(&today)[..], &[basis]].concat())).await;
    assert!(soon.status == StatusCode::UNPROCESSABLE_ENTITY && soon.text().contains("最早明天"));
    let sent = keeper.posts(&path, &send, &typed(&[&later(&day)[..], &[basis]].concat())).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let one = format!("{path}/1");
    head.posts(&one, &format!("{one}/approve"), &[]).await;
    keeper.posts(&one, &format!("{one}/hand-out"), &[]).await;
    assert!(keeper.page(&one).await.contains("以前不告知申请人"));
    let page = tracked(&county, &keeper, case).await;
    assert!(!page.contains("谁看过我的材料") && !page.contains("公安局"), "{page}");
    county.advance(2 * 86_400_000_000).await;
    let keeper = Person::of(&county, "do.sc").await;
    assert!(tracked(&county, &keeper, case).await.contains("澄禾县公安局"));
}

// F33: masked, and nothing printed, until a purpose is given; the applicant reads unit, post and purpose, and no name.
#[tokio::test]
async fn a_case_is_masked_until_a_purpose_is_given() {
    let (county, case) = county().await;
    let path = format!("/desk/cases/{case}");
    let supervisor = Person::of(&county, "super").await;
    let masked = supervisor.page(&path).await;
    assert!(
        masked.contains("岑**") && !masked.contains("岑不见1") && masked.contains("看来做什么用"),
        "{masked}"
    );
    for printed in [format!("{path}/print/receipt"), format!("{path}/paper/receipt")] {
        let sent = supervisor.sees(&printed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{printed}");
        assert_eq!(sent.headers["location"].to_str().ok(), Some(format!("{path}?say=1").as_str()));
    }
    let say = format!("{path}/reveal");
    let nothing = supervisor.posts(&path, &say, &[]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && !nothing.text().contains("岑不见1"));
    let other = supervisor.posts(&path, &say, &[("reveal-purpose", "other"), ("reveal-words", " ")]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "another purpose is said in words");
    let long = "长".repeat(101);
    let other = supervisor.posts(&path, &say, &[("reveal-purpose", "other"), ("reveal-words", &long)]).await;
    assert!(other.status == StatusCode::UNPROCESSABLE_ENTITY && other.text().contains(&long), "it is kept");
    let said = supervisor.posts(&path, &say, &[("reveal-purpose", "complaint")]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    let whole = supervisor.page(&path).await;
    assert!(whole.contains("岑不见1") && !whole.contains("看来做什么用"), "{whole}");
    supervisor.page(&format!("{path}/print/receipt")).await;
    // Whoever takes part sees it whole, and is asked nothing.
    let handler = Person::of(&county, "do.sc").await;
    let own = handler.page(&path).await;
    assert!(own.contains("岑不见1") && !own.contains("看来做什么用"));
    assert!(!handler.page("/desk/my-views").await.contains(&path));
    assert!(supervisor.page("/desk/my-views").await.contains(&path));
    let counts = supervisor.page("/desk/views").await;
    assert!(counts.contains("/desk/views/super?day="), "{counts}");
    let today = county.0.centre.today();
    assert!(supervisor.page(&format!("/desk/views/super?day={today}")).await.contains("投诉办理"));
    // F17: who looked up a rater is for supervision and the discipline inspection.
    let page = supervisor.page("/desk/rater-views").await;
    assert!(page.contains("查看评价人的记录") && page.contains("没有人查看过。"), "{page}");
    let rater_views = "/desk/rater-views".to_owned();
    for shut in ["/desk/views".to_owned(), format!("/desk/views/super?day={today}"), rater_views] {
        assert_eq!(handler.sees(&shut).await.status, StatusCode::FORBIDDEN, "{shut}");
    }
    // F17, N51: how later cases of raters compare is for supervisors alone, and of few nothing is said.
    let page = supervisor.page("/desk/later-cases").await;
    assert!(page.contains("差评、投诉以后的件") && page.contains("没有够数的单位"), "{page}");
    for who in ["do.sc", "do2.sc", "head.biz", "intake2"] {
        let other = Person::of(&county, who).await;
        assert_eq!(other.sees("/desk/later-cases").await.status, StatusCode::FORBIDDEN, "{who}");
    }
    let page = tracked(&county, &handler, case).await;
    let organisation = county.0.centre.organisation().await.expect("readable").expect("published");
    let name = &organisation.person(PersonId::parse("super").expect("a code")).expect("a supervisor").name;
    assert!(page.contains("投诉办理") && page.contains("督查"), "{page}");
    assert!(!page.contains(name.as_str()), "no officer's name");
    let outside = Session::acting(PersonId::parse("do2.sc").expect("a code"));
    let file = county.0.centre.case_fetch_for(&outside, case).await.expect("in sight");
    assert!(!file.whole, "what one said opens nothing for another");
}

/// Asks for a paper as somebody who has said nothing, says what for on the page that asks, and has it.
async fn asks_first(reader: &Person<'_>, paper: &str, case: CaseId) {
    let path = format!("/desk/cases/{case}");
    let sent = reader.sees(paper).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{paper}: {}", sent.text());
    assert_eq!(sent.headers["location"].to_str().ok(), Some(format!("{path}?say=1").as_str()));
    assert!(reader.page(&format!("{path}?say=1")).await.contains("请先选看来做什么用"));
    let fields = [("reveal-purpose", "complaint")];
    let said = reader.posts(&path, &format!("{path}/reveal"), &fields).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    is_printed(reader, paper).await;
    assert!(reader.page("/desk/my-views").await.contains(&path), "written down as any reading of the case");
}

async fn is_printed(reader: &Person<'_>, paper: &str) {
    let sent = reader.sees(paper).await;
    assert!(sent.status == StatusCode::OK && sent.body.starts_with(b"%PDF-"), "{paper}: {}", sent.status);
}

// F33, A6: the decision of the bar list names its person whole; who proposed or decided it prints it at once.
#[tokio::test]
async fn the_bar_decision_asks_what_for_on_the_page_of_its_case() {
    let (county, case) = county().await;
    let ground = Ground::FalseMaterials;
    for (who, act) in [
        ("do2.sc", BarAct::Propose { ground, reason: "场地证明是假的。".into() }),
        ("do2.sc", BarAct::Hear { statement: "房东给的。".into() }),
        ("chief.sc", BarAct::Decide),
    ] {
        let who = Session::acting(PersonId::parse(who).expect("a code"));
        county.0.centre.bar_act(&who, case, county.0.id(), None, None, &act).await.expect("it is done");
    }
    let paper = format!("/desk/bars/{case}/paper/decision");
    for who in ["do.sc", "do2.sc", "chief.sc", "head.biz"] {
        is_printed(&Person::of(&county, who).await, &paper).await;
    }
    for who in ["super", "centre"] {
        asks_first(&Person::of(&county, who).await, &paper, case).await;
    }
    let applicant = tracked(&county, &Person::of(&county, "do.sc").await, case).await;
    assert!(applicant.contains("投诉办理"), "the applicant reads what it was read for");
}

// F33, A6: a certificate names its holder whole, on paper and where it is corrected.
#[tokio::test]
async fn a_certificate_asks_what_for_on_the_page_of_its_case() {
    let (county, case) = county().await;
    county.examined(case).await;
    let grant = Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() };
    for (who, act) in [("lead.sc", grant), ("agent.sc", Act::Recheck), ("do.sc", Act::Make)] {
        county.does(who, case, act).await;
    }
    county.advance(1_000_000).await;
    let file = county.0.centre.case_fetch(case).await.expect("readable").expect("there");
    let id: CertificateId = certificate_made(file.filed().expect("filed")).expect("a certificate");
    let page = format!("/desk/certificates/{id}");
    let paper = format!("{page}/paper/{}", mark(PaperNo::Document(id.number())));
    for who in ["do.sc", "do2.sc", "head.biz"] {
        is_printed(&Person::of(&county, who).await, &paper).await;
    }
    assert!(Person::of(&county, "do.sc").await.page(&page).await.contains("value=\"岑不见1\""));
    for who in ["super", "chief.sc"] {
        let reader = Person::of(&county, who).await;
        assert!(!reader.page(&page).await.contains("岑不见1"), "{who}");
        asks_first(&reader, &paper, case).await;
    }
    let outside = Session::acting(PersonId::parse("do.mz").expect("a code"));
    let sight = county.0.centre.certificate_fetch_for(&outside, id).await.map(|_| ());
    assert!(sight.is_err(), "out of sight stays out of sight");
}
