//! The database full, and the database gone for a while: a page that says what to do, nothing that was answered is
//! lost, and service again without a restart.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use store::{Statement, Store};

use crate::bench::http::{Connection, field};
use crate::crash_facts;
use crate::crash_load::{self, Came, Client, UNAVAILABLE};
use crate::crash_postgres::{self, Cluster};
use crate::crash_server::{Folder, Server, Site};

/// People at work at once.
const CLIENTS: usize = 4;
/// Forms at most until a database that has little room is full.
const FORMS_MAX: usize = 20_000;
/// Longer than a session is believed without asking the database.
const BELIEVED: Duration = Duration::from_millis(5_500);
/// How long PostgreSQL stays away: the minute of the requirement, made short.
const AWAY: Duration = Duration::from_secs(10);

#[tokio::test]
async fn sqlite_full_is_said_on_a_page_and_service_comes_again_without_a_restart() -> anyhow::Result<()> {
    let folder = Folder::new("full")?;
    let site = Site::new(&folder, None);
    // A county without a bound, closed again: the pages that it needs, and a few more, are all that is allowed.
    site.start(Server::any_port(), &[])?.stop()?;
    let database = site.database.strip_prefix("sqlite:").context("a file")?;
    let pages = rusqlite::Connection::open(database)?
        .query_row("pragma page_count", [], |row| row.get::<_, u32>(0))?
        .checked_add(200)
        .context("a small file")?;
    let mut server = site.start(Server::any_port(), &["--sqlite-pages-max", &pages.to_string()])?;
    let (clients, _) = crash_load::clients(CLIENTS, &server.county, &[server.county.address]).await?;
    let clients = full(&site, clients).await?;
    let mut connection = Connection::open(server.county.address).await?;
    let raised = connection.post("/bench/pages/0", "", "").await?;
    ensure!(raised.status == 200, "the bound is raised");
    served_again(&site, clients, &mut server).await?;
    server.stop()
}

#[tokio::test]
async fn postgres_full_is_said_on_a_page_and_service_comes_again_without_a_restart() -> anyhow::Result<()> {
    if !crash_postgres::is_root()? {
        println!("NOT TESTED: PostgreSQL on a full file system needs an account that may mount one");
        return Ok(());
    }
    let (folder, cluster) = (Folder::new("full")?, Cluster::new().await?);
    let small = Mount::new(&cluster, "small", "48m")?;
    let place = small.0.display();
    cluster.execute("postgres", &format!("create tablespace small location '{place}'")).await?;
    cluster.execute("postgres", "create database yimen tablespace small").await?;
    let site = Site::new(&folder, Some(cluster.url("yimen")));
    let mut server = site.start(Server::any_port(), &[])?;
    let (clients, _) = crash_load::clients(CLIENTS, &server.county, &[server.county.address]).await?;
    let clients = crash_load::all(clients, |client| client.work_through(11)).await?;
    // What fills the disk is nothing of ours, as it mostly is.
    cluster.execute("yimen", "create table ballast (filler text)").await?;
    for rows in [2_000, 100, 10] {
        let more = format!(
            "insert into ballast select string_agg(md5(random()::text), '') from generate_series(1, {rows}) a, \
             generate_series(1, 100) b group by a"
        );
        while cluster.execute("yimen", &more).await.is_ok() {}
    }
    let clients = full(&site, clients).await?;
    cluster.execute("yimen", "drop table ballast").await?;
    served_again(&site, clients, &mut server).await?;
    server.stop()
}

/// Works until no client gets a form through, and looks at what the others see meanwhile.
async fn full(site: &Site, clients: Vec<Client>) -> anyhow::Result<Vec<Client>> {
    age_sessions(site).await?;
    let aged = Instant::now();
    let mut clients = crash_load::all(clients, |mut client| async move {
        for _ in 0..FORMS_MAX {
            match client.step().await? {
                Came::Acked => {}
                Came::Unavailable => return Ok(client),
                Came::Lost => anyhow::bail!("the connection broke"),
            }
        }
        anyhow::bail!("{FORMS_MAX} forms found room")
    })
    .await?;
    let acked: usize = clients.iter().map(|client| client.acked.len()).sum();
    println!("full after {acked} forms");
    ensure!(acked > 0, "something was answered before");
    // Until the service asks the database again who is signed in, and would like to note that they were seen.
    tokio::time::sleep(BELIEVED.saturating_sub(aged.elapsed())).await;
    for client in &mut clients {
        // Pressed again while there is no room: the same page, no fault, no broken connection.
        for _ in 0..3 {
            ensure!(matches!(client.step().await?, Came::Acked | Came::Unavailable), "an answer");
        }
        let Some(last) = client.acked.last().map(|acked| acked.case.id.clone()) else { continue };
        for path in ["/", "/items", "/sign-in", &format!("/desk/cases/{last}"), "/healthz"] {
            let answer = client.officer_page(path).await?;
            ensure!(answer.status == 200, "{path} can be read without room to write: {}", answer.status);
        }
    }
    Ok(clients)
}

/// Lets all sessions be as after a few minutes without a request.
async fn age_sessions(site: &Site) -> anyhow::Result<()> {
    let store = Store::open(&site.database).await?;
    let earlier = "update session set seen_at = seen_at - $1";
    store.write(vec![Statement::new(earlier, vec![300_000_000_i64.into()])]).await?;
    Ok(())
}

/// Every form that was not answered is pressed again and stands; the record holds.
async fn served_again(site: &Site, clients: Vec<Client>, server: &mut Server) -> anyhow::Result<()> {
    let mut clients = crash_load::all(clients, |client| client.work_through(22)).await?;
    ensure!(server.is_running()?, "it was not restarted");
    for client in &mut clients {
        client.replay(usize::MAX).await?;
    }
    let entries = crash_facts::hold(site, &clients).await?;
    // The server goes on: what its outbox begins (a certificate's own life) may have been written since.
    ensure!(site.verify()? >= entries.all, "verify reads every entry");
    Ok(())
}

#[tokio::test]
async fn postgres_gone_for_a_while_is_said_on_a_page_and_service_comes_again() -> anyhow::Result<()> {
    let (folder, mut cluster) = (Folder::new("gone")?, Cluster::new().await?);
    cluster.execute("postgres", "create database yimen").await?;
    let site = Site::new(&folder, Some(cluster.url("yimen")));
    let mut server = site.start(Server::any_port(), &[])?;
    let (clients, _) = crash_load::clients(CLIENTS, &server.county, &[server.county.address]).await?;
    let clients = crash_load::all(clients, |client| client.work_through(20)).await?;
    cluster.stop()?;
    let gone = Instant::now();
    let mut connection = Connection::open(server.county.address).await?;
    // What was read a moment ago may still be believed; after that every page that needs the database says so.
    let mut sign_in = String::new();
    field(&mut sign_in, "account", "intake2");
    field(&mut sign_in, "password", "whatever");
    let mut said = 0;
    while gone.elapsed() < AWAY {
        let began = Instant::now();
        ensure!(connection.get("/healthz", "").await?.status == 200, "the process is alive");
        ensure!(connection.get("/readyz", "").await?.status == 503, "and says that it cannot work");
        ensure!(connection.get("/metrics", "").await?.status == 200, "its figures can be read");
        ensure!(
            connection.get("/sign-in", "").await?.status == 200,
            "a page that needs no database is drawn"
        );
        let answer = connection.post("/sign-in", "", &sign_in).await?;
        let page = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(answer.status == 503 && page.contains(UNAVAILABLE), "{}: {page}", answer.status);
        let answer = connection.get("/items", "").await?;
        let page = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(answer.status == 200 || page.contains(UNAVAILABLE), "{}: {page}", answer.status);
        said += usize::from(answer.status == 503);
        ensure!(began.elapsed() < Duration::from_secs(5), "nobody waits long to be told");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    ensure!(said > 0, "the list of items says that the database is away");
    cluster.start().await?;
    served_again(&site, clients, &mut server).await?;
    ensure!(connection.get("/items", "").await?.status == 200, "pages are back");
    server.stop()
}

/// A small file system in memory.
struct Mount(PathBuf);

impl Mount {
    fn new(cluster: &Cluster, name: &str, size: &str) -> anyhow::Result<Mount> {
        let path = cluster.own_folder(name)?;
        let option = format!("size={size}");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &option, "tmpfs"]).arg(&path).output()?;
        crash_postgres::told("mounting a small file system", &mounted)?;
        let mount = Mount(path);
        cluster.give(&mount.0)?;
        Ok(mount)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        unmount(&self.0);
    }
}

/// Also while the server still has files open there.
fn unmount(path: &Path) {
    let _ = Command::new("umount").arg("--lazy").arg(path).status();
}
