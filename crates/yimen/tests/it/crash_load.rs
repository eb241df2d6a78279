//! Clients that take whole courses of cases, know what was acknowledged to them, and send again what was not: as a
//! person does who presses the button a second time.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::bench::county::BenchCounty;
use crate::bench::course::{self, CaseRef, Crew, Matter};
use crate::bench::http::{Answer, Connection, field};
use crate::bench::person::Person;

/// The sentence of the page that says the database is away or full.
pub const UNAVAILABLE: &str = "系统暂时停一下";
/// How long a client goes on pressing the button.
const PATIENCE: Duration = Duration::from_secs(90);

/// Seeded random numbers (SplitMix64): the same seed kills at the same moments.
pub struct Random(pub u64);

impl Random {
    /// The next number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// A form that was sent, or is about to be.
#[derive(Clone, Debug)]
pub struct Sent {
    /// 32 hexadecimal digits.
    pub command_id: String,
    path: String,
    form: String,
    cookie: String,
}

/// A form whose answer said that it stands.
#[derive(Clone, Debug)]
pub struct Acked {
    /// The form.
    pub sent: Sent,
    /// Where the answer led.
    pub location: String,
    /// Case and version that it named.
    pub case: CaseRef,
}

/// What came of one form.
#[derive(Debug)]
pub enum Came {
    /// It stands.
    Acked,
    /// The page that says to try again.
    Unavailable,
    /// The connection broke: nobody knows.
    Lost,
}

/// A client in the middle of a course.
pub struct Client {
    number: usize,
    people: Arc<Vec<Person>>,
    item: String,
    /// It asks these in turn.
    addresses: Vec<SocketAddr>,
    turn: usize,
    connection: Option<(SocketAddr, Connection)>,
    case: CaseRef,
    next: usize,
    applicant: u64,
    drawn: u64,
    pending: Option<Sent>,
    /// Everything acknowledged to it, in order.
    pub acked: Vec<Acked>,
    /// How often it was told to try again.
    pub unavailable: usize,
    total: Arc<AtomicU64>,
}

/// Signs everybody in and makes clients that ask the addresses in turn.
pub async fn clients(
    count: usize,
    county: &BenchCounty,
    addresses: &[SocketAddr],
) -> anyhow::Result<(Vec<Client>, Arc<AtomicU64>)> {
    let mut people = Vec::new();
    for account in &county.accounts {
        people.push(Person::sign_in(county.address, account).await?);
    }
    let (people, total) = (Arc::new(people), Arc::new(AtomicU64::new(0)));
    let client = |number| Client {
        number,
        people: people.clone(),
        item: county.item.clone(),
        addresses: addresses.to_vec(),
        turn: number,
        connection: None,
        case: CaseRef::default(),
        next: 0,
        applicant: number as u64 * 40_009,
        drawn: 0,
        pending: None,
        acked: Vec::new(),
        unavailable: 0,
        total: total.clone(),
    };
    Ok(((0..count).map(client).collect(), total))
}

impl Client {
    /// Sends one form: the one that is not yet answered, or the next of the course.
    pub async fn step(&mut self) -> anyhow::Result<Came> {
        let sent = match self.pending.clone() {
            Some(sent) => sent,
            None => match self.draw().await? {
                Some(sent) => sent,
                None => return Ok(Came::Lost),
            },
        };
        self.pending = Some(sent.clone());
        let Some(answer) = self.exchange(&sent).await else { return Ok(Came::Lost) };
        if answer.status == 503 {
            let page = String::from_utf8_lossy(&answer.body);
            ensure!(page.contains(UNAVAILABLE), "a page that says what to do: {page}");
            self.unavailable += 1;
            return Ok(Came::Unavailable);
        }
        let case = case_of(&answer, &sent)?;
        let location = answer.location.context("a 303 leads somewhere")?;
        self.acked.push(Acked { sent, location, case: case.clone() });
        self.total.fetch_add(1, Ordering::AcqRel);
        (self.pending, self.case, self.next) = (None, case, self.next + 1);
        if self.next == course::STEPS {
            (self.case, self.next, self.applicant) = (CaseRef::default(), 0, self.applicant + 1);
        }
        Ok(Came::Acked)
    }

    /// The next form of the course; nothing when the connection breaks while the pickup code is asked for.
    async fn draw(&mut self) -> anyhow::Result<Option<Sent>> {
        if course::needs_pickup(self.next) {
            let path = format!("/bench/pickup/{}", self.case.id);
            let Some(answer) = self.get(&path, "").await else { return Ok(None) };
            self.case.pickup = String::from_utf8_lossy(&answer.body).trim().to_owned();
            if self.case.pickup.is_empty() {
                // The code could not be read now.
                return Ok(None);
            }
        }
        let people = self.people.clone();
        let crew = Crew(&people);
        let matter = Matter { item: &self.item, materials: course::MATERIALS };
        let mut step =
            course::course_step(self.next, &self.case, matter, &crew, self.number, self.applicant)?;
        let person = crew.of(step.role, self.number)?;
        self.drawn += 1;
        let command_id = format!("{:016x}{:016x}", self.number + 1, self.drawn);
        field(&mut step.form, "csrf", &person.csrf);
        field(&mut step.form, "command_id", &command_id);
        if self.next > 0 {
            field(&mut step.form, "version", &self.case.version);
        }
        Ok(Some(Sent { command_id, path: step.path, form: step.form, cookie: person.cookie.clone() }))
    }

    /// Asks for a page; nothing when the connection breaks.
    pub async fn get(&mut self, path: &str, cookie: &str) -> Option<Answer> {
        let (address, mut connection) = self.connection().await?;
        let answer = connection.get(path, cookie).await.ok()?;
        self.connection = Some((address, connection));
        Some(answer)
    }

    async fn exchange(&mut self, sent: &Sent) -> Option<Answer> {
        let (address, mut connection) = self.connection().await?;
        let answer = connection.post(&sent.path, &sent.cookie, &sent.form).await.ok()?;
        self.connection = Some((address, connection));
        Some(answer)
    }

    async fn connection(&mut self) -> Option<(SocketAddr, Connection)> {
        self.turn += 1;
        let address = self.addresses[self.turn % self.addresses.len()];
        match self.connection.take() {
            Some(held) if held.0 == address => Some(held),
            _ => Some((address, Connection::open(address).await.ok()?)),
        }
    }

    /// Goes on until the connection breaks.
    pub async fn work_until_lost(mut self) -> anyhow::Result<Client> {
        loop {
            match self.step().await? {
                Came::Acked => {}
                Came::Lost => return Ok(self),
                Came::Unavailable => bail!("a page that says to try again, with the database there"),
            }
        }
    }

    /// Goes on until `done` forms stand, pressing again whatever is not answered.
    pub async fn work_through(mut self, done: usize) -> anyhow::Result<Client> {
        let until = self.acked.len() + done;
        let mut began = Instant::now();
        while self.acked.len() < until {
            match self.step().await? {
                Came::Acked => began = Instant::now(),
                Came::Unavailable | Came::Lost => {
                    ensure!(began.elapsed() < PATIENCE, "{:?} is never answered", self.pending);
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
        Ok(self)
    }

    /// Sends again the last forms that were acknowledged: the same answers, whatever has happened since.
    pub async fn replay(&mut self, most: usize) -> anyhow::Result<()> {
        let first = self.acked.len().saturating_sub(most);
        let last: Vec<Acked> = self.acked[first..].to_vec();
        for acked in last {
            let answer = self.exchange(&acked.sent).await.context("the server answers")?;
            case_of(&answer, &acked.sent).context("an acknowledged form sent again")?;
            ensure!(answer.location.as_deref() == Some(&*acked.location), "{acked:?}: {:?}", answer.location);
        }
        Ok(())
    }

    /// A page of an officer, asked for by the intake officer.
    pub async fn officer_page(&mut self, path: &str) -> anyhow::Result<Answer> {
        let cookie = self.people[0].cookie.clone();
        self.get(path, &cookie).await.with_context(|| format!("{path} is answered"))
    }
}

/// All clients at work; they come back together.
pub async fn all<F: Future<Output = anyhow::Result<Client>> + Send + 'static>(
    clients: Vec<Client>,
    work: impl Fn(Client) -> F,
) -> anyhow::Result<Vec<Client>> {
    let running: Vec<_> = clients.into_iter().map(|client| tokio::spawn(work(client))).collect();
    let mut back = Vec::new();
    for client in running {
        back.push(client.await??);
    }
    Ok(back)
}

/// Waits until so many forms stand.
pub async fn until_acked(total: &AtomicU64, count: u64) -> anyhow::Result<()> {
    let began = Instant::now();
    while total.load(Ordering::Acquire) < count {
        ensure!(began.elapsed() < PATIENCE, "{count} forms are never answered");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Ok(())
}

fn case_of(answer: &Answer, sent: &Sent) -> anyhow::Result<CaseRef> {
    let step = course::Step {
        role: crate::bench::county::BenchRole::Intake,
        path: sent.path.clone(),
        form: String::new(),
    };
    course::case_of(answer, &step)
}
