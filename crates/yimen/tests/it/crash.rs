//! `kill -9` of Yimen and of PostgreSQL under load, and two instances on one database: whatever was acknowledged stands
//! once, in one order, and no number is missing.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::crash_facts;
use crate::crash_load::{self, Client, Random};
use crate::crash_postgres::Cluster;
use crate::crash_server::{Folder, Server, Site};

/// People at work at once.
const CLIENTS: usize = 8;
/// Kills of Yimen on each engine.
const KILLS: u64 = 20;
/// Kills of PostgreSQL.
const KILLS_POSTGRES: u64 = 5;

#[tokio::test]
async fn sqlite_yimen_killed_twenty_times_loses_nothing_it_acknowledged() -> anyhow::Result<()> {
    let folder = Folder::new("crash")?;
    killed_again_and_again(&Site::new(&folder, None), 1).await
}

#[tokio::test]
async fn postgres_yimen_killed_twenty_times_loses_nothing_it_acknowledged() -> anyhow::Result<()> {
    let (folder, cluster) = (Folder::new("crash")?, Cluster::new().await?);
    cluster.execute("postgres", "create database yimen").await?;
    killed_again_and_again(&Site::new(&folder, Some(cluster.url("yimen"))), 2).await
}

async fn killed_again_and_again(site: &Site, seed: u64) -> anyhow::Result<()> {
    let mut random = Random(seed);
    let mut server = site.start(Server::any_port(), &[])?;
    let (mut clients, total) = crash_load::clients(CLIENTS, &server.county, &[server.county.address]).await?;
    for _ in 0..KILLS {
        let count = total.load(std::sync::atomic::Ordering::Acquire) + 5 + random.below(60);
        let moment = Duration::from_micros(random.below(12_000));
        let working = tokio::spawn(crash_load::all(clients, Client::work_until_lost));
        crash_load::until_acked(&total, count).await?;
        // The moment of death is the experiment, not a wait for something.
        tokio::time::sleep(moment).await;
        let address = server.kill()?;
        clients = working.await??;
        server = site.start(address, &[])?;
        for client in &mut clients {
            client.replay(4).await?;
        }
    }
    // Every form that was on its way is pressed again, and each client goes on; nobody had to sign in again.
    clients = crash_load::all(clients, |client| client.work_through(11)).await?;
    let entries = crash_facts::hold(site, &clients).await?;
    for client in &mut clients {
        client.replay(usize::MAX).await?;
    }
    let again = crash_facts::hold(site, &clients).await?;
    ensure!(again.of_cases == entries.of_cases, "a form sent again makes no second entry");
    server.stop()?;
    let acked: usize = clients.iter().map(|client| client.acked.len()).sum();
    println!("{acked} acknowledged forms, {} entries, {KILLS} kills", again.all);
    ensure!(site.verify()? >= again.all, "verify reads every entry");
    Ok(())
}

#[tokio::test]
async fn postgres_itself_killed_five_times_is_served_again_without_restarting_yimen() -> anyhow::Result<()> {
    let (folder, mut cluster) = (Folder::new("crash")?, Cluster::new().await?);
    cluster.execute("postgres", "create database yimen").await?;
    let site = Site::new(&folder, Some(cluster.url("yimen")));
    let mut server = site.start(Server::any_port(), &[])?;
    let (mut clients, total) = crash_load::clients(CLIENTS, &server.county, &[server.county.address]).await?;
    let mut random = Random(3);
    for _ in 0..KILLS_POSTGRES {
        let before = total.load(std::sync::atomic::Ordering::Acquire);
        // Each client works on until it has this many answers, through the death of the database.
        let working = tokio::spawn(crash_load::all(clients, |client| client.work_through(40)));
        crash_load::until_acked(&total, before + 20 + random.below(100)).await?;
        cluster.kill()?;
        cluster.start().await?;
        clients = working.await??;
    }
    ensure!(server.is_running()?, "Yimen was not restarted: {}", site.said());
    let entries = crash_facts::hold(&site, &clients).await?;
    for client in &mut clients {
        client.replay(usize::MAX).await?;
    }
    server.stop()?;
    let unavailable: usize = clients.iter().map(|client| client.unavailable).sum();
    println!("{} entries, {unavailable} answers said to try again", entries.all);
    // What the outbox began after the count (a certificate's own life) is read as well.
    ensure!(site.verify()? >= entries.all, "verify reads every entry");
    Ok(())
}

#[tokio::test]
async fn two_instances_on_one_postgres_make_one_order_and_nobody_sees_a_conflict() -> anyhow::Result<()> {
    let (folder, cluster) = (Folder::new("crash")?, Cluster::new().await?);
    cluster.execute("postgres", "create database yimen").await?;
    let site = Site::new(&folder, Some(cluster.url("yimen")));
    let one = site.start(Server::any_port(), &[])?;
    let other = site.start(Server::any_port(), &[])?;
    let addresses = [one.county.address, other.county.address];
    // Each client goes from one instance to the other with every form of the same case.
    let (clients, _) = crash_load::clients(2 * CLIENTS, &one.county, &addresses).await?;
    let began = Instant::now();
    let mut clients = crash_load::all(clients, |client| client.work_through(66)).await?;
    let seconds = began.elapsed().as_secs_f64();
    for client in &mut clients {
        ensure!(client.unavailable == 0, "an answer said to try again: {}", site.said());
        client.replay(11).await?;
    }
    one.stop().context("the first instance")?;
    other.stop().context("the second instance")?;
    let entries = crash_facts::hold(&site, &clients).await?;
    println!("{} entries in {seconds:.1} s", entries.all);
    ensure!(site.verify()? >= entries.all, "verify reads every entry");
    Ok(())
}
