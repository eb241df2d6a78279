//! Nothing that a person typed stands in a log or in a figure, whatever the level of the logs and whatever went wrong.

use anyhow::{Context, ensure};
use catalogue::number::ReceiptNumber;

use crate::bench::county::BenchRole;
use crate::crash_load;
use crate::crash_postgres::Cluster;
use crate::crash_server::{Folder, Server, Site};
use crate::hostile_hall::{ADDRESS, Hall, NAME, PHONE, form, intake, passport, receipt, receive};

/// As loud as an operator can ask for; the driver of PostgreSQL would write every parameter.
const LOUDEST: &str = "trace,tokio_postgres::query=trace";

#[tokio::test]
async fn sqlite_logs_and_figures_hold_nothing_of_a_person() -> anyhow::Result<()> {
    a_day_is_not_in_the_logs(None).await
}

#[tokio::test]
async fn postgres_logs_and_figures_hold_nothing_of_a_person() -> anyhow::Result<()> {
    let cluster = Cluster::new().await?;
    cluster.execute("postgres", "create database yimen").await?;
    a_day_is_not_in_the_logs(Some(cluster.url("yimen"))).await
}

async fn a_day_is_not_in_the_logs(database: Option<String>) -> anyhow::Result<()> {
    let hall = Hall::open_on(database, &["--log-level", LOUDEST]).await?;
    let officer = hall.person(BenchRole::Intake).await?;
    let account = hall.account(BenchRole::Intake)?.clone();
    let case = receive(&hall, &officer, 1)?;
    let (number, code) = receipt(&hall, &officer, &case).await?;
    // The same once more, as a draft, refused, at the wrong place, by a stranger, in an address.
    let again = intake(&officer.csrf, 1);
    ensure!(hall.post("/desk/intake/bench", &officer.cookie, &again)?.status == 303, "the same form again");
    let typed = intake(&officer.csrf, 2);
    let draft = hall.post("/desk/intake/bench", &officer.cookie, &typed.replace("do=receive", "do=save"))?;
    ensure!((200..400).contains(&draft.status), "{}", draft.head);
    let wrong = hall.post("/desk/intake/bench", &officer.cookie, &typed.replace("kept", "kopt"))?;
    ensure!((400..500).contains(&wrong.status), "{}", wrong.head);
    hall.post("/desk/intake/nowhere", &officer.cookie, &typed)?;
    hall.post("/desk/intake/bench", "", &typed)?;
    hall.post("/desk/find", &officer.cookie, &form(&[("csrf", &officer.csrf), ("q", &passport(1))]))?;
    hall.post(
        &format!("/desk/cases/{case}/correction"),
        &officer.cookie,
        &form(&[("csrf", &officer.csrf), ("command_id", &"b".repeat(32)), ("text", NAME)]),
    )?;
    for path in ["/", "/items", "/track", "/sign-in", "/desk/cases", "/nowhere"] {
        hall.get(
            &format!("{path}?{}", form(&[("q", NAME), ("no", &passport(1)), ("back", ADDRESS)])),
            &officer.cookie,
        )?;
    }
    hall.get(&format!("/desk/cases/{case}"), &officer.cookie)?;
    let track = |code: &str| hall.post("/track", "", &form(&[("number", &number), ("code", code)]));
    ensure!(track("00000000")?.status == 422, "a wrong code");
    let opened = track(&code)?;
    hall.get("/track/case", opened.cookie())?;
    // A name and a password in the wrong field, as happens.
    hall.post("/sign-in", "", &form(&[("account", NAME), ("password", "a password of theirs")]))?;
    hall.post("/sign-in", "", &form(&[("account", "a password of theirs"), ("password", NAME)]))?;
    let figures = hall.get("/metrics", "")?.body;
    ensure!(figures.contains("yimen_requests_total"), "{figures}");
    let (session, pass) = (officer.cookie.clone(), opened.cookie().to_owned());
    let said = hall.site.said();
    hall.close()?;
    ensure!(said.lines().count() > 1, "it logs: {said}");
    let (document, grouped) = (passport(1), ReceiptNumber::parse(&number)?.grouped());
    let encoded = form(&[("", NAME)]);
    for (what, secret) in [
        ("name", NAME),
        ("encoded name", &encoded[1..]),
        ("telephone", PHONE),
        ("address", ADDRESS),
        ("document", &document),
        ("query code", &code),
        ("receipt number", &number),
        ("receipt number as printed", &grouped),
        ("password", &account.password),
        ("password of theirs", "a password of theirs"),
        ("hash of a password", "$argon2"),
        ("session", session.trim_start_matches("yimen=")),
        ("pass", pass.trim_start_matches("yimen-track=")),
        ("token of a form", &officer.csrf),
    ] {
        ensure!(secret.len() > 4, "{what} is known to the test");
        for (place, text) in [("the log", &said), ("the figures", &figures)] {
            let line = text.lines().find(|line| line.contains(secret));
            ensure!(line.is_none(), "{what} stands in {place}: {line:?}");
        }
    }
    ensure!(!figures.contains(&case), "a figure names a case");
    Ok(())
}

#[tokio::test]
async fn a_whole_course_leaves_no_name_and_no_code_in_the_logs() -> anyhow::Result<()> {
    let (folder, cluster) = (Folder::new("leak")?, Cluster::new().await?);
    cluster.execute("postgres", "create database yimen").await?;
    let site = Site::new(&folder, Some(cluster.url("yimen")));
    let server = site.start(Server::any_port(), &["--log-level", LOUDEST])?;
    let (clients, _) = crash_load::clients(1, &server.county, &[server.county.address]).await?;
    let client = clients.into_iter().next().context("one client")?.work_through(11).await?;
    let case = client.acked[0].case.id.clone();
    server.stop()?;
    let said = site.said();
    ensure!(said.lines().count() > 1 && !case.is_empty(), "it logs: {said}");
    for secret in ["申请人", "13900000000", "E00000000", "澄禾县城关镇", "材料齐全", "$argon2"] {
        let line = said.lines().find(|line| line.contains(secret));
        ensure!(line.is_none(), "{secret} stands in the log: {line:?}");
    }
    for acked in &client.acked {
        let pickup = &acked.case.pickup;
        ensure!(pickup.is_empty() || !said.contains(pickup.as_str()), "the pickup code stands in the log");
    }
    Ok(())
}
