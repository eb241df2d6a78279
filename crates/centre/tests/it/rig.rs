//! A centre of the demonstration county on a database of its own, SQLite or PostgreSQL, and words for what its people do.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use calendar::{Calendar, Day};
use casework::{Case, Channel, File, MaterialMarks};
use catalogue::item::{ApplicantKind, MaterialForm, Origin};
use catalogue::publish::ItemStage;
use catalogue::{CaseId, Item, Organisation, PersonId, RowSet, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::act::Act;
use centre::case::Problem;
use centre::file::CaseFile;
use centre::intake::Intake;
use centre::open::Options;
use centre::particulars::Applicant;
use centre::seal::KeyRing;
use ledger::{Clock, Done};
use store::{Engine, Statement, Store, Value};

/// The invented county.
pub const DIVISION: &str = "990121";
/// Microseconds of a minute.
pub const MINUTE: i64 = 60_000_000;
/// Microseconds of a day.
pub const DAY: i64 = 24 * 60 * MINUTE;
/// The items every test finds open: one with a site check by two, one done in a single visit.
const OPEN: [&str; 2] = ["food-business", "self-employed"];

/// A centre with all that a test turns on it.
pub struct Rig {
    pub centre: Centre,
    pub clock: Arc<AtomicI64>,
    url: String,
    options: store::Options,
    folder: Option<PathBuf>,
    ids: AtomicU64,
}

/// A name that no other test uses, in this run or a former one.
fn fresh_name() -> String {
    let bytes = centre::seal::random::<8>();
    format!("t{:016x}", u64::from_be_bytes(bytes))
}

/// The text of a file of the demonstration county.
fn demo(path: &str) -> String {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo").join(path);
    std::fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{}: {error}", whole.display()))
}

/// The county's organisation.
pub fn organisation() -> Organisation {
    Organisation::from_toml(&demo("organisation.toml")).expect("the county's organisation reads")
}

/// An item of the county.
pub fn item(name: &str) -> Item {
    Item::from_toml(&demo(&format!("items/{name}.toml"))).expect("the county's item reads")
}

/// A code of a person.
pub fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("a person's id is a code")
}

/// A code of a window.
pub fn window(id: &str) -> WindowId {
    WindowId::parse(id).expect("a window's id is a code")
}

/// A person at work.
pub fn session(id: &str) -> Session {
    Session::acting(person(id))
}

/// A day.
pub fn day(text: &str) -> Day {
    Day::parse(text).expect("a day is written as 2026-03-02")
}

impl Rig {
    /// A county with its calendar, its organisation and two items open, on Monday the 2nd of March 2026 at nine.
    pub async fn new(engine: Engine) -> Rig {
        let name = fresh_name();
        let (url, folder, schema) = match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(name);
                std::fs::create_dir(&folder).expect("the temporary directory takes a folder");
                (format!("sqlite:{}", folder.join("yimen.db").display()), Some(folder), None)
            }
            Engine::Postgres => {
                let url = std::env::var("YIMEN_TEST_POSTGRES").expect(
                    "YIMEN_TEST_POSTGRES is not set: run the tests through `make test` or `scripts/test-postgres`",
                );
                (url, None, Some(name))
            }
        };
        let options = store::Options { pg_schema: schema, ..store::Options::default() };
        let clock = Arc::new(AtomicI64::new(day("2026-03-02").at(9, 0).0));
        let centre = open(&url, &options, &clock, DIVISION).await;
        let rig = Rig { centre, clock, url, options, folder, ids: AtomicU64::new(1) };
        rig.adopt(Calendar::built_in()).await;
        rig.centre
            .organisation_publish("cat.office", &organisation())
            .await
            .expect("the organisation is published");
        for name in OPEN {
            rig.open_item(&item(name)).await;
        }
        rig
    }

    /// Another instance on the same database, as a second server is.
    pub async fn second(&self) -> Centre {
        open(&self.url, &self.options, &self.clock, DIVISION).await
    }

    /// Another instance that sends nothing: it has no folder for messages and is no demonstration.
    pub async fn silent(&self) -> Centre {
        open_as(&self.url, &self.options, &self.clock, DIVISION, false).await
    }

    /// A notice of a case waits to be told on paper.
    pub async fn writes_paper_notice(&self, case: CaseId, key: &str, kind: &str) {
        let sql = "insert into paper_notice (division, key, case_id, recipient, kind, due_at) \
                   values ($1, $2, $3, $4, $5, 1)";
        let recipient = format!("applicant/{case}");
        let row: Vec<Value> =
            vec![DIVISION.into(), key.into(), case.as_str().into(), recipient.into(), kind.into()];
        self.centre.store().write(vec![Statement::new(sql, row)]).await.expect("it is written");
    }

    /// Another division of the same installation.
    pub async fn of_division(&self, division: &str) -> Centre {
        open(&self.url, &self.options, &self.clock, division).await
    }

    /// Adopts a calendar.
    pub async fn adopt(&self, calendar: &Calendar) {
        self.centre.calendar_adopt("cat.office", calendar).await.expect("the calendar is adopted");
    }

    /// Publishes an item and opens it.
    pub async fn open_item(&self, item: &Item) {
        self.centre.item_publish("cat.gov", item).await.expect("the item is published");
        self.centre.item_stage("cat.gov", item.code, ItemStage::Live).await.expect("the item is opened");
    }

    /// An id that no other form has.
    pub fn command_id(&self) -> [u8; 16] {
        u128::from(self.ids.fetch_add(1, Ordering::AcqRel)).to_be_bytes()
    }

    /// Lets time pass and the timekeeper come.
    pub async fn advance(&self, micros: i64) {
        self.clock.fetch_add(micros, Ordering::AcqRel);
        self.centre.tick().await.expect("the timekeeper comes");
    }

    /// Goes on to an instant, and lets the timekeeper come.
    pub async fn until(&self, on: &str, hour: u32, minute: u32) {
        let at = day(on).at(hour, minute).0;
        let was = self.clock.fetch_max(at, Ordering::AcqRel);
        assert!(was <= at, "time goes forward only");
        self.centre.tick().await.expect("the timekeeper comes");
    }

    /// Takes a case in at the person's window.
    pub async fn receives(&self, who: &str, intake: &Intake) -> CaseId {
        let id = self.command_id();
        let received = self.centre.case_receive(&session(who), id, intake).await;
        received.unwrap_or_else(|problem| panic!("{who} receives: {problem:?}")).0
    }

    /// Asks for an act and gives the answer.
    pub async fn asks(&self, who: &str, case: CaseId, act: &Act) -> Result<Done, Problem> {
        self.centre.case_act(&session(who), case, self.command_id(), None, act).await
    }

    /// An act that is carried out.
    pub async fn does(&self, who: &str, case: CaseId, act: Act) -> Done {
        let done = self.asks(who, case, &act).await;
        done.unwrap_or_else(|problem| panic!("{who} {}: {problem:?}", act.name()))
    }

    /// The code of the refusal to an act.
    pub async fn refused(&self, who: &str, case: CaseId, act: Act) -> &'static str {
        match self.asks(who, case, &act).await {
            Err(Problem::Refused(refusal)) => refusal.code(),
            other => panic!("{who} {}: {other:?}", act.name()),
        }
    }

    /// Hands a case over, and the other takes it.
    pub async fn hands_over(&self, from: &str, to: &str, case: CaseId) {
        let papers = self.file(case).await.facts.holding.papers;
        self.does(from, case, Act::Give { to: person(to), papers, note: String::new() }).await;
        self.does(to, case, Act::Take { papers }).await;
    }

    /// Facts and stage of a case.
    pub async fn file(&self, case: CaseId) -> File {
        let state = self.centre.case_state(case).await.expect("the case can be read");
        match state.expect("there is such a case").case {
            Case::Filed(file) => *file,
            Case::Absent => panic!("nothing was received"),
        }
    }

    /// The whole case.
    pub async fn whole(&self, case: CaseId) -> CaseFile {
        self.centre.case_fetch(case).await.expect("the case can be read").expect("there is such a case")
    }

    /// The key of the state as the public reads it.
    pub async fn state(&self, case: CaseId) -> &'static str {
        let state = self.centre.case_state(case).await.expect("the case can be read");
        state.and_then(|it| it.case.public_state()).map_or("", |it| it.key())
    }

    /// Kinds of the case's entries, oldest first, without their common head.
    pub async fn kinds(&self, case: CaseId) -> Vec<&'static str> {
        let lines = self.whole(case).await.lines;
        lines.iter().map(|line| line.event.kind().strip_prefix("case.").unwrap_or_default()).collect()
    }

    /// Entries of the division.
    pub async fn entries(&self) -> u64 {
        self.centre.ledger().head(DIVISION).await.expect("the head can be read").map_or(0, |it| it.seq)
    }

    /// Number and query code of a case, as they stand on the receipt.
    pub async fn receipt(&self, case: CaseId) -> (String, String) {
        let whole = self.whole(case).await;
        let facts = &whole.filed().expect("it was received").facts;
        (centre::row::receipt_text(facts.receipt), whole.texts.text(facts.query_sealed.0))
    }

    /// Rows of a query.
    pub async fn rows(&self, sql: &str, params: Vec<Value>) -> Vec<store::Row> {
        let statement = Statement::new(sql.to_owned(), params);
        self.centre.store().read(statement).await.expect("the query is right")
    }

    /// The whole of the database's folder, where there is one.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Everything in the ledger is as the rules make it.
    pub async fn verifies(&self) {
        let report = self.centre.ledger().verify(DIVISION, |_, _| {}).await;
        let report = report.expect("the division can be read");
        assert!(report.holds(), "{report:#?}");
    }
}

async fn open(url: &str, options: &store::Options, clock: &Arc<AtomicI64>, division: &str) -> Centre {
    open_as(url, options, clock, division, true).await
}

async fn open_as(
    url: &str,
    options: &store::Options,
    clock: &Arc<AtomicI64>,
    division: &str,
    sample: bool,
) -> Centre {
    let store = Store::open_with(url, options.clone()).await.expect("the database opens");
    let options = Options {
        division: division.into(),
        keys: KeyRing::new([7; 32]),
        clock: Clock::Manual(Arc::clone(clock)),
        sample,
        extra_divisions: vec![
            (990_000, "岚宁省".into()),
            (990_100, "沅禾市".into()),
            (990_121, "澄禾县".into()),
        ],
        notices_dir: None,
    };
    Centre::open(store, options).await.expect("the centre opens")
}

impl Drop for Rig {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// A natural person of the county; `n` makes the number.
pub fn citizen(n: u32) -> Applicant {
    let number = format!("990121198{}{:02}{:02}{:03}", n % 10, 1 + n / 10 % 12, 1 + n / 120 % 28, n % 1000);
    let check = catalogue::check::resident_check(&number).expect("seventeen digits");
    Applicant {
        kind: "natural_person".into(),
        document_type: "111".into(),
        document_number: format!("{number}{check}"),
        name: format!("许小店{n}"),
        telephone: format!("139{n:08}"),
        address: format!("澄湾镇河东街 {n} 号"),
        ..Applicant::default()
    }
}

/// A form filled in with everything that is required but these rows.
pub fn intake(item: &Item, applicant: Applicant, lacks: &[u8]) -> Intake {
    let lacks = RowSet::of(lacks).expect("rows are below 65");
    let conditional = item.rows_where(|material| material.applies_when.is_some());
    let rows = item.rows().difference(conditional).difference(lacks);
    let looked_up = item.rows_where(|it| it.origin == Origin::Government).intersection(rows);
    let seen = item.rows_where(|it| it.form == MaterialForm::OriginalSeen).intersection(rows);
    let kept = rows.difference(looked_up).difference(seen);
    let kind =
        if applicant.kind == "enterprise" { ApplicantKind::Enterprise } else { ApplicantKind::NaturalPerson };
    Intake {
        item: item.short.as_str().to_owned(),
        applicant,
        kind,
        marks: MaterialMarks {
            original_seen: seen.difference(looked_up),
            copy_kept: kept,
            looked_up,
            ..MaterialMarks::default()
        },
        not_applicable: conditional,
        papers: u16::from(kept.len()),
        window: window("w2"),
        channel: Channel::Counter,
        arrived_on: None,
        other_matter: false,
        previous: None,
        earlier: RowSet::EMPTY,
        clear: casework::ClearAnswer::NotAsked,
    }
}

/// A test, boxed so that the runtime is compiled once and not once for each of them.
pub type Test = Pin<Box<dyn Future<Output = ()>>>;

/// Runs one test on one engine; whatever it did, the ledger verifies at its end.
pub fn run(engine: Engine, test: fn(Arc<Rig>) -> Test) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("the runtime starts");
    runtime.block_on(async {
        let rig = Arc::new(Rig::new(engine).await);
        test(Arc::clone(&rig)).await;
        rig.verifies().await;
    });
}
