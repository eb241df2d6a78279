//! Photographs of a check on site over HTTP: who hands them in, what is refused at the field, who is shown them (C36, F23).

use axum::http::StatusCode;
use casework::picture::PICTURE_BYTES_MAX;
use casework::{DonePlace, Verdict};
use catalogue::{CaseId, PersonId};
use centre::account::Session;
use centre::act::Act;
use centre::act_visit::{Signature, SiteVisit};

use crate::api_rig::{Api, Fetched};
use crate::papers::County;

const PASSWORD: &str = "correct horse battery";

/// A PNG in its outline, of so many bytes.
pub fn picture(length: usize) -> Vec<u8> {
    let chunk = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).expect("a short chunk").to_be_bytes();
        [&length[..], name, body, b"crc!"].concat()
    };
    let of = |pixels: usize| {
        let parts = [chunk(b"IHDR", b"size"), chunk(b"IDAT", &vec![7; pixels]), chunk(b"IEND", b"")];
        [b"\x89PNG\r\n\x1a\n", &parts.concat()[..]].concat()
    };
    of(length - of(0).len())
}

/// A county in which `do.sc` has recorded a check with `do2.sc`.
async fn recorded() -> (County, CaseId) {
    let county = County(Api::new().await);
    let people = ["do.sc", "do2.sc", "agent.sc", "do.mz"];
    county.0.centre.accounts_set(people.iter().map(|it| (*it, *it)), PASSWORD).await.expect("accounts");
    let case = county.in_hand(1).await;
    let step =
        |place, visit| Act::Step { verdict: Verdict::Agree, opinion: "符合要求。".into(), place, visit };
    let now = county.0.centre.instant();
    let visit = SiteVisit {
        with: PersonId::parse("do2.sc").expect("a plain code"),
        entered_at: now,
        left_at: now,
        minutes: "设备与流程图一致。".into(),
        signature: Signature::Signed,
        photographs: 4,
    };
    let officer = Session::acting(PersonId::parse("do.sc").expect("a plain code"));
    for act in [step(DonePlace::Hall, None), step(DonePlace::OnSite, Some(visit))] {
        county.0.centre.case_act(&officer, case, county.0.id(), None, &act).await.expect("it is done");
    }
    (county, case)
}

/// Somebody in front of a page with a form that brings files.
pub struct Person<'a> {
    pub api: &'a Api,
    pub cookie: String,
    /// Address of the page.
    pub page: String,
    /// The act under which the form is sent, and the field of its files.
    pub form: (&'static str, &'static str),
}

/// Somebody in front of a case.
async fn facing<'a>(county: &'a County, login: &str, case: CaseId) -> Person<'a> {
    Person::at(county, login, format!("/desk/cases/{case}"), ("photographs", "photographs")).await
}

impl Person<'_> {
    pub async fn at<'a>(
        county: &'a County,
        login: &str,
        page: String,
        form: (&'static str, &'static str),
    ) -> Person<'a> {
        let cookie = county.0.sign_in(login, PASSWORD).await;
        Person { api: &county.0, cookie, page, form }
    }

    pub async fn sees(&self, path: &str) -> Fetched {
        self.api.fetch("GET", path, &self.cookie, "").await
    }

    /// Hands in files with the page's token.
    async fn hands_in(&self, files: &[&[u8]]) -> Fetched {
        let token = self.sees(&self.page).await.hidden("csrf");
        let id = format!("{:032x}", u128::from_be_bytes(centre::seal::random()));
        self.sends(&[("csrf", &token), ("command_id", &id)], files).await
    }

    /// Sends the form; each file has a name that no system takes for one of its own.
    pub async fn sends(&self, fields: &[(&str, &str)], files: &[&[u8]]) -> Fetched {
        let (act, field) = self.form;
        let files: Vec<_> = files.iter().map(|it| (field, "../../etc/passwd.png", *it)).collect();
        self.api.upload(&format!("{}/{act}", self.page), &self.cookie, fields, &files).await
    }

    /// Addresses of the pictures on the page.
    pub async fn pictures(&self) -> Vec<String> {
        let page = self.sees(&self.page).await.text();
        let all = page.split("<img src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        all.filter(|it| it.contains("/photographs/")).map(str::to_owned).collect()
    }
}

pub fn says(answer: &Fetched, status: StatusCode, sentence: &str) {
    let text = answer.text();
    assert_eq!(answer.status, status, "{text}");
    assert!(text.contains(sentence), "{sentence}: {text}");
}

#[tokio::test]
async fn photographs_are_handed_in_on_the_page_and_shown_in_the_record() {
    let (county, case) = recorded().await;
    let officer = facing(&county, "do.sc", case).await;
    let page = officer.sees(&officer.page).await.text();
    assert!(
        page.contains("enctype=\"multipart/form-data\"") && page.contains("记录 4 张，已交 0 张"),
        "{page}"
    );
    let (one, largest) = (picture(500), picture(PICTURE_BYTES_MAX));
    let done = officer.hands_in(&[&one, &largest]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = officer.sees(&officer.page).await.text();
    assert!(page.contains("记录 4 张，已交 2 张") && page.contains("交现场照片，第 2 张"), "{page}");
    let pictures = officer.pictures().await;
    assert_eq!(pictures.len(), 2);
    for (path, bytes) in pictures.iter().zip([&one, &largest]) {
        let shown = officer.sees(path).await;
        assert_eq!((shown.status, &shown.body), (StatusCode::OK, bytes));
        let header = |name: &str| shown.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
        assert_eq!(header("content-type"), "image/png");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "private, no-store");
    }
}

// Not a word to whoever may not see the case, and nothing at all to whoever has not signed in.
#[tokio::test]
async fn photographs_are_for_whoever_may_see_the_case() {
    let (county, case) = recorded().await;
    let officer = facing(&county, "do.sc", case).await;
    assert_eq!(officer.hands_in(&[&picture(500)]).await.status, StatusCode::SEE_OTHER);
    let path = officer.pictures().await.remove(0);
    let outside = facing(&county, "do.mz", case).await;
    assert_eq!(outside.sees(&path).await.status, StatusCode::NOT_FOUND);
    let agent = facing(&county, "agent.sc", case).await;
    assert_eq!(agent.sees(&path).await.status, StatusCode::OK);
    says(&agent.hands_in(&[&picture(500)]).await, StatusCode::UNPROCESSABLE_ENTITY, "由去核查的");
    let nobody = Person { cookie: String::new(), page: officer.page.clone(), ..officer };
    for answer in [nobody.sees(&path).await, nobody.sends(&[], &[&picture(500)]).await] {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.headers["location"].to_str().is_ok_and(|to| to.starts_with("/sign-in")));
    }
    for missing in [format!("{}/photographs/{}", officer.page, "0".repeat(64)), format!("{path}0")] {
        assert_eq!(officer.sees(&missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    // A token of another session, or none: nothing is read, nothing is kept.
    let token = outside.sees("/desk").await.hidden("csrf");
    for fields in [vec![], vec![("csrf", token.as_str()), ("command_id", "00112233445566778899aabbccddeeff")]]
    {
        let refused = officer.sends(&fields, &[&picture(500)]).await;
        assert!(refused.status.is_client_error(), "{}", refused.text());
    }
    assert_eq!(officer.pictures().await.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_photographs_is_said_at_their_field() {
    let (county, case) = recorded().await;
    let officer = facing(&county, "do2.sc", case).await;
    let fine = picture(500);
    let broken = &fine[..fine.len() - 1];
    let wrong: [(&[&[u8]], &str); 6] = [
        (&[], "请先选好照片。"),
        (&[b""], "请先选好照片。"),
        (&[&fine, b"GIF89a"], "第 2 个不是照片"),
        (&[broken], "第 1 张打不开"),
        (&[&picture(PICTURE_BYTES_MAX + 1)], "第 1 张超过 3 MB"),
        (&[fine.as_slice(); 10], "这里最多留 9 张照片"),
    ];
    for (files, sentence) in wrong {
        let refused = officer.hands_in(files).await;
        says(&refused, StatusCode::UNPROCESSABLE_ENTITY, sentence);
        assert!(refused.text().contains("id=\"photographs-photographs-error\""), "at the field: {sentence}");
    }
    let endless =
        vec![7; web::app::body_bytes_max(&format!("{}/photographs", officer.page)).expect("its own")];
    says(&officer.hands_in(&[&endless]).await, StatusCode::PAYLOAD_TOO_LARGE, "这些照片加起来太大");
    assert!(officer.pictures().await.is_empty(), "nothing of all that was kept");
    // The bound is of this form alone.
    let long = format!("csrf={}", "x".repeat(300 * 1024));
    let other = county.0.fetch("POST", &format!("{}/accept", officer.page), &officer.cookie, &long).await;
    assert_eq!(other.status, StatusCode::PAYLOAD_TOO_LARGE);
    let nine = officer.hands_in(&[fine.as_slice(); 9]).await;
    assert_eq!(nine.status, StatusCode::SEE_OTHER, "{}", nine.text());
    says(&officer.hands_in(&[&fine]).await, StatusCode::UNPROCESSABLE_ENTITY, "已经留了 9 张照片");
}
