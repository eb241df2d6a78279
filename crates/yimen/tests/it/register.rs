//! Whose the case is, over the web: the applicant's own code, and a receipt printed again (C13, C26, E15).

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::bench::county::BenchRole;
use crate::hostile_hall::{Hall, PHONE, form, passport, receipt, receive};

const WITHDRAW: &str = "/track/case/withdraw";

/// The cookie of whoever gave number and code.
fn pass(hall: &Hall, number: &str, code: &str) -> anyhow::Result<String> {
    let opened = hall.post("/track", "", &form(&[("number", number), ("code", code)]))?;
    ensure!(opened.status == 303, "{}", opened.head);
    Ok(opened.cookie().to_owned())
}

/// The code in the latest message, once it was laid.
async fn told(hall: &Hall) -> anyhow::Result<String> {
    let began = Instant::now();
    loop {
        let messages = hall.messages()?;
        let code = messages.iter().find_map(|it| Some(it.split_once("验证码 ")?.1.get(..6)?.to_owned()));
        if let Some(code) = code {
            return Ok(code);
        }
        ensure!(began.elapsed() < Duration::from_secs(20), "no message: {messages:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn an_applicant_withdraws_from_the_tracking_page_with_the_own_code() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let officer = hall.person(BenchRole::Intake).await?;
    let case = receive(&hall, &officer, 1)?;
    let (number, code) = receipt(&hall, &officer, &case).await?;
    let pass = pass(&hall, &number, &code)?;
    ensure!(hall.get(WITHDRAW, "")?.status == 303, "without number and code nothing is shown");
    let page = hall.get(WITHDRAW, &pass)?;
    ensure!(
        page.status == 200 && page.body.contains("发验证码") && !page.body.contains(PHONE),
        "{}",
        page.head
    );
    let ask = |id: u32, fields: &[(&str, &str)]| {
        let id = format!("{id:032x}");
        hall.post(WITHDRAW, &pass, &form(&[&[("command_id", id.as_str())][..], fields].concat()))
    };
    // Number and query code only read (C13).
    let early = [("do", "withdraw"), ("cause", "comes-again"), ("spoken", "yes"), ("code", "123456")];
    let early = ask(900, &early)?;
    ensure!(early.status == 422 && early.body.contains("还没有发验证码"), "{}", early.head);
    ensure!(ask(901, &[("do", "send")])?.status == 303, "it is sent");
    let sent = told(&hall).await?;
    ensure!(hall.get(WITHDRAW, &pass)?.body.contains("第二步"), "the code can be typed in");
    let unspoken = ask(902, &[("do", "withdraw"), ("cause", "asked-by-window"), ("code", &sent)])?;
    ensure!(unspoken.status == 422 && unspoken.body.contains("请看过这句话"), "{}", unspoken.head);
    let kept = unspoken.body.contains("value=\"asked-by-window\" checked");
    ensure!(kept || unspoken.body.contains("checked"), "what was chosen is kept");
    let wrong = if sent == "000000" { "000001" } else { "000000" };
    let fields = |code| [("do", "withdraw"), ("cause", "asked-by-window"), ("spoken", "yes"), ("code", code)];
    let refused = ask(903, &fields(wrong))?;
    ensure!(refused.status == 422 && refused.body.contains("验证码不对"), "{}", refused.head);
    let done = ask(904, &fields(&sent))?;
    ensure!(done.status == 303 && done.header("location") == "/track/case", "{}", done.head);
    let page = hall.get("/track/case", &pass)?;
    ensure!(page.body.contains("用手机验证码确认撤回") && page.body.contains("取回"), "{}", page.body);
    ensure!(!page.body.contains(WITHDRAW), "nothing is left to withdraw");
    let file = hall.get(&format!("/desk/cases/{case}"), &officer.cookie)?;
    ensure!(file.body.contains("窗口要求撤回") && file.body.contains("申请人本人"), "it is on record");
    hall.is_well()?;
    hall.close()
}

#[tokio::test]
async fn a_receipt_printed_again_ends_every_page_of_the_old_code() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let officer = hall.person(BenchRole::Intake).await?;
    let case = receive(&hall, &officer, 2)?;
    let (number, code) = receipt(&hall, &officer, &case).await?;
    let open = pass(&hall, &number, &code)?;
    let shows = |document: &str, id: u32| {
        let id = format!("{id:032x}");
        let fields = [
            ("csrf", officer.csrf.as_str()),
            ("command_id", id.as_str()),
            ("number", number.as_str()),
            ("document_type", "414"),
            ("document_number", document),
        ];
        hall.post("/desk/reissue", &officer.cookie, &form(&fields))
    };
    ensure!(hall.get("/desk/reissue", &officer.cookie)?.status == 200, "the form");
    let wrong = shows(&passport(3), 910)?;
    ensure!(wrong.status == 422 && wrong.body.contains("编号和证件对不上"), "{}", wrong.head);
    ensure!(hall.get("/track/case", &open)?.status == 200, "nothing has changed");
    let printed = shows(&passport(2), 911)?;
    ensure!(printed.status == 200 && printed.body.contains("补打第 1 次"), "{}", printed.head);
    ensure!(hall.get("/track/case", &open)?.status == 303, "the page of the old code has ended");
    let old = hall.post("/track", "", &form(&[("number", &number), ("code", &code)]))?;
    ensure!(old.status == 422, "the old code is void: {}", old.head);
    let (_, new) = receipt(&hall, &officer, &case).await?;
    ensure!(new != code, "another code");
    let again = pass(&hall, &number, &new)?;
    ensure!(hall.get("/track/case", &again)?.body.contains("补打了回执"), "and the applicant reads why");
    // The button on the case file leads to the paper at once.
    let csrf = officer.csrf.as_str();
    let id = format!("{:032x}", 912);
    let document = passport(2);
    let fields = [
        ("csrf", csrf),
        ("command_id", id.as_str()),
        ("document_type", "414"),
        ("document_number", document.as_str()),
    ];
    let sent = hall.post(&format!("/desk/cases/{case}/reissue-receipt"), &officer.cookie, &form(&fields))?;
    let to = sent.header("location").to_owned();
    ensure!(sent.status == 303 && to.ends_with("/print/receipt"), "{}", sent.head);
    let paper = hall.get(&to, &officer.cookie)?;
    ensure!(paper.body.contains("补打第 2 次"), "{}", paper.head);
    let csrf = crate::bench::person::hidden(hall.get("/desk", &officer.cookie)?.body.as_bytes(), "csrf");
    csrf.context("the session goes on")?;
    hall.is_well()?;
    hall.close()
}
