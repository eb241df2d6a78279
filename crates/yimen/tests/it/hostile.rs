//! Requests of those who mean no good: forged, oversized, endless, malformed. None is believed, none breaks anything.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::bench::county::BenchRole;
use crate::crash_postgres::Cluster;
use crate::hostile_hall::{Hall, Reply, exchange, form, intake, receive};

/// The routes of the product as they stand in the source, so that a new one is tested too.
const ROUTES: &str = include_str!("../../../web/src/app/mod.rs");

fn routes(case: &str) -> Vec<String> {
    let written = ROUTES.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1));
    let filled = written.map(|route| {
        let parts = route.split('/').map(|part| match part {
            "{short}" => "bench",
            "{case}" => case,
            "{act}" => "accept",
            "{paper}" => "receipt",
            _ if part.starts_with('{') => "x",
            _ => part,
        });
        parts.collect::<Vec<_>>().join("/")
    });
    filled.collect()
}

fn is_dressed(reply: &Reply) -> anyhow::Result<()> {
    let policy = reply.header("content-security-policy");
    let safe = policy.contains("default-src 'none'")
        && policy.contains("frame-ancestors 'none'")
        && !policy.contains("unsafe")
        && reply.header("x-content-type-options") == "nosniff"
        && reply.header("referrer-policy") == "same-origin"
        && (reply.header("cache-control") == "no-store"
            || reply.header("cache-control").ends_with("immutable"));
    ensure!(safe, "{}", reply.head);
    Ok(())
}

#[tokio::test]
async fn sqlite_every_route_answers_everybody_with_safe_headers_and_no_fault() -> anyhow::Result<()> {
    every_route(Hall::open(&[]).await?).await
}

#[tokio::test]
async fn postgres_every_route_answers_everybody_with_safe_headers_and_no_fault() -> anyhow::Result<()> {
    let cluster = Cluster::new().await?;
    cluster.execute("postgres", "create database yimen").await?;
    every_route(Hall::open_on(Some(cluster.url("yimen")), &[]).await?).await
}

/// Strangers, an officer of the window and the head of the authority ask for every route by every method; a case is there, so
/// that lists have a line.
async fn every_route(mut hall: Hall) -> anyhow::Result<()> {
    let officer = hall.person(BenchRole::Intake).await?;
    let head = hall.person(BenchRole::Decider).await?;
    let case = receive(&hall, &officer, 7)?;
    let routes = routes(&case);
    ensure!(routes.len() > 25, "the routes are read from the source: {routes:?}");
    for path in ["/desk", "/desk/cases", "/lead", &format!("/desk/cases/{case}")] {
        let cookie = if path == "/lead" { &head.cookie } else { &officer.cookie };
        let reply = hall.get(path, cookie)?;
        ensure!(reply.status == 200, "{path}: {}", reply.head);
    }
    for path in &routes {
        for cookie in ["", &officer.cookie, &head.cookie] {
            for method in ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
                // To an officer this stream tells what is new for as long as it is listened to.
                if path == "/desk/live" && method == "GET" && !cookie.is_empty() {
                    continue;
                }
                let reply = hall
                    .ask(method, path, &[("Cookie", cookie)], "")
                    .with_context(|| format!("{method} {path}"))?;
                is_dressed(&reply).with_context(|| format!("{method} {path}"))?;
                ensure!((200..500).contains(&reply.status), "{method} {path}: {}", reply.head);
                let changes = !matches!(method, "GET" | "HEAD" | "POST");
                ensure!(
                    !changes || reply.status >= 400 || method == "OPTIONS",
                    "{method} {path}: {}",
                    reply.head
                );
                let hidden = path.starts_with("/desk") || path.starts_with("/lead");
                let opened = cookie.is_empty() && hidden && reply.status == 200;
                ensure!(!opened, "{method} {path} shows a stranger what is for officers");
            }
        }
    }
    hall.is_well()?;
    hall.close()
}

#[tokio::test]
async fn a_form_that_another_site_or_another_session_began_changes_nothing() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let (officer, other) = (hall.person(BenchRole::Intake).await?, hall.person(BenchRole::Agent).await?);
    let (own, host) = (format!("http://{}", hall.address), hall.address.to_string());
    let path = "/desk/intake/bench";
    let typed = |csrf: &str| intake(csrf, 1);
    let forged: [&[(&str, &str)]; 7] = [
        &[("Origin", "http://evil.example")],
        &[("Origin", "null")],
        &[("Origin", &own), ("Sec-Fetch-Site", "cross-site")],
        &[("Origin", &own), ("Sec-Fetch-Site", "same-site")],
        // The host that a browser was lured to is not the one that the form came from.
        &[("Origin", &own), ("Host", "evil.example")],
        &[("Origin", "http://evil.example"), ("X-Forwarded-Host", "evil.example")],
        &[("Origin", &format!("http://{host}.evil.example"))],
    ];
    for headers in forged {
        let headers: Vec<(&str, &str)> =
            headers.iter().copied().chain([("Cookie", officer.cookie.as_str())]).collect();
        let reply = hall.ask("POST", path, &headers, &typed(&officer.csrf))?;
        ensure!(reply.status == 403, "{headers:?}: {}", reply.head);
    }
    for csrf in ["", "0", &other.csrf, &officer.csrf[1..], &officer.csrf.to_uppercase()] {
        // Without an origin, as an old browser sends it, the token alone must do.
        for headers in
            [&[("Cookie", officer.cookie.as_str())][..], &[("Cookie", &officer.cookie), ("Origin", &own)]]
        {
            let reply = hall.ask("POST", path, headers, &typed(csrf))?;
            ensure!(reply.status == 403 || csrf == officer.csrf, "{csrf}: {}", reply.head);
        }
    }
    let out = hall.post("/sign-out", &officer.cookie, &form(&[("csrf", &other.csrf)]))?;
    ensure!(out.status == 403, "nobody is signed out by another's form: {}", out.head);
    let reply = hall.post(path, &officer.cookie, &typed(&officer.csrf))?;
    ensure!(reply.status == 303, "the right form still is the first of its id: {}", reply.head);
    hall.is_well()?;
    hall.close()
}

#[tokio::test]
async fn malformed_requests_are_refused_and_the_service_goes_on() -> anyhow::Result<()> {
    let mut hall = Hall::open(&[]).await?;
    let officer = hall.person(BenchRole::Intake).await?;
    let css = hall.get("/", "")?.body;
    let asset = css.split("\"/assets/").nth(1).and_then(|rest| rest.split('"').next());
    let (hash, _) = asset.and_then(|it| it.split_once('/')).context("the first page has a style sheet")?;
    for path in [
        "/assets/x/../../../../etc/passwd".to_owned(),
        format!("/assets/{hash}/../Cargo.toml"),
        format!("/assets/{hash}/..%2f..%2f..%2fetc%2fpasswd"),
        format!("/assets/{hash}/%2e%2e/%2e%2e/etc/passwd"),
        format!("/assets/{hash}//etc/passwd"),
        "/..%2f..%2fetc%2fpasswd".to_owned(),
        "/../../etc/passwd".to_owned(),
        "//etc/passwd".to_owned(),
        "/items/..%2f..%2fkey".to_owned(),
        "/items/%00".to_owned(),
        "/items/bench%00".to_owned(),
        "/items/%ff%fe".to_owned(),
        "/items/%".to_owned(),
        "/items/%zz".to_owned(),
        "/items/'%20or%20'1'='1".to_owned(),
        "/desk/cases/%00".to_owned(),
        "/desk/cases/%00/accept".to_owned(),
        "/desk/cases/x%0d%0aSet-Cookie:%20a=b".to_owned(),
        "/dev/pages".to_owned(),
        "/dev/clock".to_owned(),
    ] {
        let reply = hall.get(&path, &officer.cookie)?;
        ensure!((400..500).contains(&reply.status), "{path}: {}", reply.head);
        ensure!(!reply.body.contains("root:") && !reply.body.contains("[workspace]"), "{path}");
        is_dressed(&reply).with_context(|| path.clone())?;
    }
    for path in [
        "/items?q=%00",
        "/items?after=%00",
        "/track?no=%00",
        "/sign-in?back=%00",
        "/lang?to=%00",
        "/desk/cases?after=%00",
        "/desk/cases?unit=%00&state=%ff",
    ] {
        let reply = hall.get(path, &officer.cookie)?;
        ensure!((200..500).contains(&reply.status), "{path}: {}", reply.head);
    }
    for (path, body) in [
        ("/sign-in", "account=%00&password=x"),
        ("/track", "number=%00&code=1"),
        ("/desk/find", "csrf=%00"),
        ("/desk/intake/bench", "do=receive&name=%00"),
        ("/sign-in", "%"),
        ("/sign-in", "account=%ff%fe&password=%ff"),
        ("/track", "=&=&=&&&"),
    ] {
        let reply = hall.post(path, &officer.cookie, body)?;
        ensure!((400..500).contains(&reply.status), "{path} {body}: {}", reply.head);
    }
    let many = "a=1&".repeat(1000);
    ensure!(hall.post("/track", "", &many)?.status == 400, "a thousand fields");
    let long = format!("/items?q={}", "x".repeat(200_000));
    ensure!([0, 414, 431].contains(&hall.get(&long, "")?.status), "an address of 200,000 letters");
    let long = format!("/items/{}", "x".repeat(30_000));
    ensure!(hall.get(&long, "")?.status == 404, "an address of 30,000 letters");
    let flood: String = (0..5000).map(|n| format!("X-{n}: y\r\n")).collect();
    let host = format!("Host: {}\r\nConnection: close\r\n", hall.address);
    let flood = hall.raw(format!("GET / HTTP/1.1\r\n{host}{flood}\r\n").as_bytes())?;
    ensure!([0, 431].contains(&flood.status), "a flood of headers: {}", flood.head);
    let wide = format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "y".repeat(1 << 20));
    let wide = hall.raw(wide.as_bytes())?;
    ensure!([0, 431].contains(&wide.status), "a header of a megabyte: {}", wide.head);
    for bytes in [
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "\r\n\r\n\r\n\r\nnonsense\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        format!("GET /\0 HTTP/1.1\r\n{host}\r\n"),
        format!("GET / HTTP/1.1\r\n{host}X: a\0b\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n"),
        format!("POST /track HTTP/1.1\r\n{host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        format!("POST /track HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        "\x16\x03\x01\x02\x00\x01\x00\x01\u{fc}".to_owned(),
    ] {
        let answer = exchange_closing(&hall, bytes.as_bytes())?;
        ensure!(answer.status == 0 || (400..500).contains(&answer.status), "{bytes:?}: {}", answer.head);
    }
    // Two ways to tell the length: whichever is taken, the rest is not read as another request.
    let smuggled = format!(
        "POST /track HTTP/1.1\r\nHost: {}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        hall.address
    );
    let answer = String::from_utf8_lossy(&exchange(hall.address, smuggled.as_bytes())?).into_owned();
    ensure!(!answer.contains("\r\n\r\nok\n"), "a smuggled request is answered: {answer}");
    let old = hall.raw(b"GET /sign-in HTTP/1.0\r\n\r\n")?;
    ensure!(old.status == 200 && old.body.contains("</html>"), "HTTP/1.0: {}", old.head);
    let one = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", hall.address);
    let last = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", hall.address);
    let answers = exchange(hall.address, format!("{}{last}", one.repeat(49)).as_bytes())?;
    let answers = String::from_utf8_lossy(&answers).into_owned();
    ensure!(answers.matches("\r\n\r\nok\n").count() == 50, "fifty requests in one go, fifty answers");
    hall.is_well()?;
    hall.close()
}

/// Half of the connection is closed after the bytes, as one who only writes does.
fn exchange_closing(hall: &Hall, bytes: &[u8]) -> anyhow::Result<Reply> {
    let mut stream = TcpStream::connect(hall.address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(bytes)?;
    stream.shutdown(std::net::Shutdown::Write)?;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    hall.raw_reply(&answer)
}

#[tokio::test]
async fn slow_and_oversized_requests_cost_their_sender_and_nobody_else() -> anyhow::Result<()> {
    let mut hall = Hall::open(&["--request-seconds-max", "2", "--max-body-bytes", "524288"]).await?;
    let head = format!("POST /track HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", hall.address);
    // A hundred who never finish: half of them in the head, half in the body.
    let mut standing = Vec::new();
    for n in 0..100 {
        let mut stream = TcpStream::connect(hall.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let begun =
            if n % 2 == 0 { head.clone() } else { format!("{head}Content-Length: 100\r\n\r\nnumber=") };
        stream.write_all(begun.as_bytes())?;
        standing.push(stream);
    }
    let began = Instant::now();
    for _ in 0..10 {
        ensure!(hall.get("/", "")?.status == 200, "a page for the others");
    }
    ensure!(began.elapsed() < Duration::from_secs(3), "the others waited {:?}", began.elapsed());
    for (n, mut stream) in standing.into_iter().enumerate() {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).with_context(|| format!("connection {n} is closed"))?;
        let said = hall.raw_reply(&answer)?;
        ensure!([0, 408, 503].contains(&said.status), "{n}: {}", said.head);
    }
    ensure!(began.elapsed() < Duration::from_secs(10), "they stood for {:?}", began.elapsed());
    let declared = hall.raw(format!("{head}Content-Length: 999999999\r\n\r\n").as_bytes())?;
    ensure!(declared.status == 413, "a body too large by its own words: {}", declared.head);
    is_dressed(&declared)?;
    let large = hall.post("/track", "", &"a".repeat(400 << 10))?;
    ensure!(large.status == 413 && large.body.contains("</html>"), "larger than a form: {}", large.head);
    let chunk = format!("10000\r\n{}\r\n", "b".repeat(0x10000));
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n", chunk.repeat(12));
    let chunked = hall.raw(chunked.as_bytes())?;
    ensure!([0, 413].contains(&chunked.status), "endless chunks: {}", chunked.head);
    hall.is_well()?;
    hall.close()
}
