//! Clients that take whole courses, one form after the other, and the figures of a round.

use std::time::{Duration, Instant};

use anyhow::Context;
use hdrhistogram::Histogram;
use web::app::form::new_command_id;

use super::course::{self, CaseRef, Crew, Matter, Step};
use super::engine::Bench;
use super::http::{Connection, field};
use super::person::Person;

/// What one round of Yimen did.
#[derive(Clone, Copy, Debug)]
pub struct Round {
    /// Durable transitions in a second.
    pub per_second: f64,
    /// Half of the answers came within this time.
    pub p50_ms: f64,
    /// 99 of 100 answers came within this time.
    pub p99_ms: f64,
    /// Processor time of Yimen and the database for one transition.
    pub cpu_ms: f64,
    /// Processor time for one command, of people or by itself; NaN when the server does not count them.
    pub cpu_ms_command: f64,
    /// Commands in a batch, on average.
    pub batch: Option<f64>,
}

/// A client between two forms. It goes on in the next round where it stopped, so that not all clients are at
/// the same step.
pub struct Client {
    number: usize,
    people: std::sync::Arc<Vec<Person>>,
    item: String,
    materials: u32,
    connection: Connection,
    case: CaseRef,
    next: usize,
    applicant: u64,
}

/// Which forms a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Course after course.
    Courses,
    /// One case, to and fro.
    ToAndFro,
}

impl Client {
    /// Connects `count` clients. `first_applicant` keeps the applicants of different groups apart.
    pub async fn connect(
        bench: &Bench,
        count: usize,
        kind: Kind,
        first_applicant: u64,
    ) -> anyhow::Result<Vec<Client>> {
        let people = std::sync::Arc::new(bench.people.clone());
        let (item, materials) = match kind {
            Kind::Courses => (&bench.county.item, course::MATERIALS),
            Kind::ToAndFro => (&bench.county.item_60, course::MATERIALS_MANY),
        };
        let mut clients = Vec::new();
        for number in 0..count {
            clients.push(Client {
                number,
                people: people.clone(),
                item: item.clone(),
                materials,
                connection: Connection::open(bench.county.address).await?,
                case: CaseRef::default(),
                next: 0,
                applicant: first_applicant + number as u64 * 40_009,
            });
        }
        Ok(clients)
    }

    /// Sends the next form of the course, reads the case from the answer, and tells how long the answer took.
    pub async fn step(&mut self, kind: Kind) -> anyhow::Result<Duration> {
        if kind == Kind::Courses && course::needs_pickup(self.next) {
            // The applicant brings the code from the message; the bench county answers for the message.
            let answer = self.connection.get(&format!("/bench/pickup/{}", self.case.id), "").await?;
            self.case.pickup = String::from_utf8_lossy(&answer.body).trim().to_owned();
        }
        let matter = Matter { item: &self.item, materials: self.materials };
        let crew = Crew(&self.people);
        let choose = match kind {
            Kind::Courses => course::course_step,
            Kind::ToAndFro => course::to_and_fro_step,
        };
        let mut step: Step = choose(self.next, &self.case, matter, &crew, self.number, self.applicant)?;
        let person = crew.of(step.role, self.number)?;
        field(&mut step.form, "csrf", &person.csrf);
        field(&mut step.form, "command_id", &new_command_id());
        if self.next > 0 {
            field(&mut step.form, "version", &self.case.version);
        }
        let sent = Instant::now();
        let answer = self.connection.post(&step.path, &person.cookie, &step.form).await?;
        let waited = sent.elapsed();
        let said = course::case_of(&answer, &step);
        self.case = said.with_context(|| format!("step {} of a course", self.next + 1))?;
        self.next += 1;
        if kind == Kind::Courses && self.next == course::STEPS {
            self.next = 0;
            self.case = CaseRef::default();
            self.applicant += 1;
        }
        Ok(waited)
    }
}

/// All clients at work for a while; they come back for the next round.
pub async fn round(
    bench: &Bench,
    clients: Vec<Client>,
    at_least: Duration,
) -> anyhow::Result<(Vec<Client>, Round)> {
    let batches_before = bench.batches().await?;
    let cpu_before = bench.meter.read();
    let began = Instant::now();
    let working: Vec<_> =
        clients.into_iter().map(|client| tokio::spawn(work(client, began + at_least))).collect();
    let (mut clients, mut waited) = (Vec::new(), histogram()?);
    for running in working {
        let (client, its_waits) = running.await??;
        clients.push(client);
        waited.add(&its_waits)?;
    }
    let elapsed = began.elapsed();
    let cpu = bench.meter.read().since(&cpu_before);
    let batches = bench.batches().await?;
    let (batch, commands) = (batches.average_since(batches_before), batches.commands_since(batches_before));
    let cpu_ms = cpu as f64 / 1e6;
    let transitions = waited.len() as f64;
    let ms = |share| waited.value_at_quantile(share) as f64 / 1e6;
    let round = Round {
        per_second: transitions / elapsed.as_secs_f64(),
        p50_ms: ms(0.5),
        p99_ms: ms(0.99),
        cpu_ms: cpu_ms / transitions,
        cpu_ms_command: commands.map_or(f64::NAN, |commands| cpu_ms / commands),
        batch,
    };
    Ok((clients, round))
}

async fn work(mut client: Client, until: Instant) -> anyhow::Result<(Client, Histogram<u64>)> {
    let mut waited = histogram()?;
    while Instant::now() < until {
        let took = client.step(Kind::Courses).await?;
        waited.saturating_record(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX));
    }
    Ok((client, waited))
}

/// Nanoseconds to a minute, three digits.
fn histogram() -> anyhow::Result<Histogram<u64>> {
    Ok(Histogram::new_with_bounds(1_000, 60_000_000_000, 3)?)
}
