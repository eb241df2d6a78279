//! Guessing, sessions, passes and ways back: codes are not found by trying, nothing forged opens a case or leads away.

use std::time::{Duration, Instant};

use anyhow::ensure;
use catalogue::number::ReceiptNumber;

use crate::bench::county::BenchRole;
use crate::hostile_hall::{Hall, form, receipt, receive};

#[tokio::test]
async fn a_hundred_sign_ins_at_once_are_bounded_and_pages_are_still_served() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let statuses = std::thread::scope(|scope| -> anyhow::Result<Vec<u16>> {
        let guess = |n: usize| {
            let typed = form(&[("account", &format!("nobody{n}")), ("password", "a wrong password")]);
            hall.post("/sign-in", "", &typed).map(|reply| reply.status)
        };
        let guesses: Vec<_> = (0..100).map(|n| scope.spawn(move || guess(n))).collect();
        for _ in 0..20 {
            let began = Instant::now();
            ensure!(hall.get("/", "")?.status == 200, "a page meanwhile");
            ensure!(began.elapsed() < Duration::from_secs(3), "a page took {:?}", began.elapsed());
        }
        guesses.into_iter().map(|guess| guess.join().expect("a request does not panic")).collect()
    })?;
    let count = |status| statuses.iter().filter(|held| **held == status).count();
    // One address may try forty times in a quarter of an hour.
    ensure!((1..=40).contains(&count(422)), "{statuses:?}");
    ensure!(count(422) + count(429) + count(503) == 100, "{statuses:?}");
    hall.is_well()?;
    hall.close()
}

#[tokio::test]
async fn a_password_is_not_found_by_trying_and_a_wrong_name_sounds_like_a_wrong_password()
-> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let account = hall.account(BenchRole::Agent)?.clone();
    let sign_in = |account: &str, password: &str| {
        hall.post("/sign-in", "", &form(&[("account", account), ("password", password)]))
    };
    let (wrong, unknown) = (sign_in(&account.login, "wrong")?, sign_in("agent.xx", "wrong")?);
    ensure!(wrong.status == 422 && unknown.status == 422, "{} {}", wrong.head, unknown.head);
    ensure!(
        wrong.body.replace(&account.login, "") == unknown.body.replace("agent.xx", ""),
        "one answer for both"
    );
    ensure!(sign_in(&account.login, &"x".repeat(100_000))?.status == 422, "a password without end");
    let mut statuses = Vec::new();
    for n in 0..8 {
        statuses.push(sign_in(&account.login, &format!("wrong {n}"))?.status);
    }
    ensure!(statuses.last() == Some(&429), "{statuses:?}");
    let right = sign_in(&account.login, &account.password)?;
    ensure!(
        right.status == 429 && right.cookie().is_empty(),
        "the right one has to wait too: {}",
        right.head
    );
    ensure!(hall.person(BenchRole::Handler).await.is_ok(), "the others are not kept waiting");
    hall.is_well()?;
    hall.close()
}

#[tokio::test]
async fn a_session_begins_with_signing_in_and_ends_with_signing_out() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let account = hall.account(BenchRole::Agent)?.clone();
    let planted = format!("yimen={}", "ab".repeat(32));
    let typed = form(&[("account", &account.login), ("password", &account.password), ("back", "/desk")]);
    let reply = hall.post("/sign-in", &planted, &typed)?;
    ensure!(reply.status == 303 && reply.cookie() != planted, "{}", reply.head);
    let line = reply.header("set-cookie").to_owned();
    ensure!(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"), "{line}");
    ensure!(hall.get("/desk", &planted)?.status == 303, "a planted cookie opens nothing");
    let cookie = reply.cookie().to_owned();
    for forged in [
        cookie.to_uppercase().replace("YIMEN", "yimen"),
        format!("{}0", &cookie[..cookie.len() - 1]),
        cookie[..cookie.len() - 1].to_owned(),
        format!("{cookie}0"),
        "yimen=' or '1'='1".to_owned(),
        format!("yimen={}", "é".repeat(32)),
    ] {
        let opened = hall.get("/desk", &forged)?.status;
        ensure!(opened == 303 || forged == cookie, "{forged}: {opened}");
    }
    let page = hall.get("/desk", &cookie)?;
    ensure!(page.status == 200 && !page.body.contains(&cookie[6..]), "the page does not hold the cookie");
    let csrf = crate::bench::person::hidden(page.body.as_bytes(), "csrf").unwrap_or_default();
    ensure!(hall.post("/sign-out", &cookie, &form(&[("csrf", &csrf)]))?.status == 303, "signed out");
    ensure!(hall.get("/desk", &cookie)?.status == 303, "the cookie is worth nothing any more");
    hall.is_well()?;
    hall.close()
}

#[tokio::test]
async fn a_pass_to_one_case_opens_no_other_and_codes_are_not_found_by_trying() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let officer = hall.person(BenchRole::Intake).await?;
    let cases = [receive(&hall, &officer, 1)?, receive(&hall, &officer, 2)?];
    let (number, code) = receipt(&hall, &officer, &cases[0]).await?;
    let (other_number, other_code) = receipt(&hall, &officer, &cases[1]).await?;
    let ask =
        |number: &str, code: &str| hall.post("/track", "", &form(&[("number", number), ("code", code)]));
    let opened = ask(&number, &code)?;
    ensure!(opened.status == 303 && opened.header("location") == "/track/case", "{}", opened.head);
    let pass = opened.cookie().to_owned();
    let grouped = ReceiptNumber::parse(&number)?.grouped();
    let page = hall.get("/track/case", &pass)?;
    ensure!(page.status == 200 && page.body.contains(&grouped), "the case: {}", page.head);
    for forged in [
        pass.replace(&cases[0], &cases[1]),
        pass.replacen('.', ".9", 1),
        pass.rsplit_once('.').map_or("", |(what, _)| what).to_owned(),
        format!("{pass}00"),
        format!("yimen-track={}.99999999999999999.{}", cases[1], "0".repeat(64)),
        "yimen-track=..".to_owned(),
    ] {
        let reply = hall.get("/track/case", &forged)?;
        ensure!(reply.status == 303 && forged != pass, "{forged}: {}", reply.head);
    }
    ensure!(hall.get("/desk", &pass)?.status == 303, "a pass is not a session");
    ensure!(ask(&number, &other_code)?.status == 422, "the code of another case");
    let (wrong, nowhere) = (ask(&other_number, "00000000")?, ask("SC2026999999X", "00000000")?);
    ensure!(wrong.status == 422 && nowhere.status == 422, "{} {}", wrong.head, nowhere.head);
    ensure!(
        wrong.body.replace(&other_number, "") == nowhere.body.replace("SC2026999999X", ""),
        "a wrong code sounds like a wrong number"
    );
    let mut statuses = Vec::new();
    for n in 0..9 {
        statuses.push(ask(&other_number, &format!("{n:08}"))?.status);
    }
    ensure!(statuses.last() == Some(&429), "{statuses:?}");
    ensure!(ask(&other_number, &other_code)?.status == 429, "the right code has to wait too");
    // The same number written otherwise is the same number.
    ensure!(ask(&other_number.to_lowercase(), &other_code)?.status == 429, "in small letters");
    ensure!(ask(&format!(" {other_number} "), &other_code)?.status == 429, "with blanks around");
    let (letters, digits) = other_number.split_at(2);
    for other in [format!("{letters} {digits}"), format!("{letters}-{digits}"), format!("〔{other_number}〕")]
    {
        ensure!(ask(&other, &other_code)?.status == 429, "{other}");
    }
    ensure!(ask(&number, &code)?.status == 303, "other cases can be asked for");
    hall.is_well()?;
    hall.close()
}

#[tokio::test]
async fn no_way_back_leads_away_and_no_header_comes_from_an_address() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let account = hall.account(BenchRole::Agent)?.clone();
    let ways = [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "/desk\r\nSet-Cookie: a=b",
        "/desk\u{7f}",
        "/desk\u{85}/evil",
        "/办事",
        "/\u{202e}evil",
    ];
    let check = |place: &str, way: &str, reply: &crate::hostile_hall::Reply| -> anyhow::Result<()> {
        let location = reply.header("location");
        let ours = location.starts_with('/')
            && !location.starts_with("//")
            && !location.contains('\\')
            && !location.contains('\t');
        ensure!(reply.status == 303 && ours, "{place} {way:?}: {}", reply.head);
        ensure!(!reply.head.to_lowercase().contains("set-cookie: a=b"), "{place} {way:?}: {}", reply.head);
        Ok(())
    };
    for way in ways {
        let typed = form(&[("account", &account.login), ("password", &account.password), ("back", way)]);
        check("/sign-in", way, &hall.post("/sign-in", "", &typed)?)?;
        for place in ["/lang", "/size"] {
            let asked = form(&[("to", "en"), ("back", way)]);
            check(place, way, &hall.get(&format!("{place}?{asked}"), "")?)?;
        }
        let page = hall.get(&format!("/sign-in?{}", form(&[("back", way)])), "")?;
        ensure!(page.status == 200 && !page.body.contains("evil.example"), "{way:?} stands on the page");
    }
    for path in ["//evil.example", "//evil.example/%2f..", "/desk//evil.example", "/desk/../..//evil.example"]
    {
        let reply = hall.get(path, "")?;
        ensure!(!reply.header("location").contains("//"), "{path}: {}", reply.head);
    }
    let typed = form(&[("to", "en\r\nSet-Cookie: a=b"), ("back", "/")]);
    let reply = hall.get(&format!("/lang?{typed}"), "")?;
    ensure!(reply.cookie().is_empty(), "a language that is none: {}", reply.head);
    // What is typed comes back on the page as text.
    let script = "\"><script>alert(1)</script>";
    for path in [
        format!("/items?{}", form(&[("q", script)])),
        format!("/track?{}", form(&[("no", script)])),
        format!("/sign-in?{}", form(&[("back", &format!("/{script}"))])),
    ] {
        let page = hall.get(&path, "")?;
        ensure!(page.status == 200 && !page.body.contains("<script>alert"), "{path}");
    }
    hall.is_well()?;
    hall.close()
}
