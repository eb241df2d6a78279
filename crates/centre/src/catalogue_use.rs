//! What is in force in the division: organisation, calendar, items; and the door by which new revisions come in.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use calendar::{Calendar, Thresholds};
use casework::absence::Absences;
use catalogue::publish::{CalendarCommand, InForce as Adopted, ItemCommand, ItemStage, OrganisationCommand};
use catalogue::{Digest, Item, ItemCode, Organisation, PersonId, review};
use ledger::{Body as LedgerBody, Lane, Submission};
use oversight::bound::Bound;
use serde::Serialize;
use store::Statement;

use crate::case::{Problem, content_of};
use crate::domain::{Asked, Body, State};
use crate::seal::{random, sha256};
use crate::{Centre, Fault};

/// How long what is in force is believed before it is looked up again, in microseconds: views may lag a second.
const BELIEVED: i64 = 1_000_000;
/// Items of one division at most.
const ITEMS_MAX: usize = 5_000;

/// What rules the division now.
#[derive(Clone)]
pub struct InForce {
    /// The organisation, once one was published.
    pub organisation: Option<Arc<Organisation>>,
    /// The calendar, once one was adopted.
    pub calendar: Option<Arc<Calendar>>,
    /// Who is away and is going to be (F31).
    pub absences: Arc<Absences>,
    /// In whose place others hold cases (E23); at most three hundred people.
    pub covered: Arc<Vec<PersonId>>,
    /// When lights turn yellow.
    pub thresholds: Thresholds,
    /// Working days in which the document of a stop is shown (F7).
    pub order_days: u16,
    read_at: i64,
}

/// An item as the catalogue lists it.
#[derive(Clone)]
pub struct ItemEntry {
    /// The published revision.
    pub item: Arc<Item>,
    /// Digest of its body.
    pub digest: Digest,
    /// `planned`, `pilot`, `live`, `suspended` (R14, R73).
    pub state: String,
}

impl ItemEntry {
    /// Whether a case may be opened on it (R73).
    pub fn is_live(&self) -> bool {
        self.state == "live" || self.state == "pilot"
    }

    /// Whether everybody may read its guide: also what comes later, and what is taken in no more for a while (R14).
    pub fn is_announced(&self) -> bool {
        self.is_live() || self.state == "planned" || self.state == "suspended"
    }
}

/// Where the catalogue's list stands in memory; the rows' digests say whether it is still right.
#[derive(Default)]
pub(crate) struct ItemCache {
    bodies: Mutex<HashMap<[u8; 32], Arc<Item>>>,
}

fn items() -> &'static ItemCache {
    // Bodies are immutable and named by their digest, so one cache serves every centre of the process.
    static CACHE: OnceLock<ItemCache> = OnceLock::new();
    CACHE.get_or_init(ItemCache::default)
}

impl Centre {
    /// What is in force, at most a second old.
    pub async fn in_force(&self) -> Result<InForce, Fault> {
        if let Some(known) = self.in_force_known() {
            return Ok(known);
        }
        // Boxed: everybody asks, and hardly anybody waits for the reading.
        Box::pin(self.in_force_anew()).await
    }

    fn in_force_known(&self) -> Option<InForce> {
        let now = self.now();
        let known = self.in_force.lock().expect("no panic while held");
        known.as_ref().filter(|it| (it.read_at..it.read_at + BELIEVED).contains(&now)).cloned()
    }

    /// Many ask in the instant in which it has become old: the first reads it for all of them.
    async fn in_force_anew(&self) -> Result<InForce, Fault> {
        let _turn = self.in_force_turn.lock().await;
        match self.in_force_known() {
            Some(known) => Ok(known),
            None => self.in_force_read(self.now()).await,
        }
    }

    async fn in_force_read(&self, now: i64) -> Result<InForce, Fault> {
        let bounds = self.bounds().await?;
        let mut in_force = InForce {
            organisation: None,
            calendar: None,
            absences: Arc::default(),
            covered: Arc::default(),
            thresholds: bounds.thresholds(),
            order_days: bounds.get(Bound::StopOrderDays),
            read_at: now,
        };
        if let Some(loaded) = self.ledger.load(&self.division, "organisation").await?
            && let State::Organisation(state) = &loaded.state
            && let Some(digest) = state.digest()
            && let Some(body) = self.ledger.body(&self.division, digest.0).await?
            && let Body::Organisation(organisation) = &*body
        {
            in_force.organisation = Some(organisation.clone());
        }
        if let Some(loaded) = self.ledger.load(&self.division, "calendar").await?
            && let State::Calendar(state) = &loaded.state
            && let Some(digest) = state.digest()
            && let Some(body) = self.ledger.body(&self.division, digest.0).await?
            && let Body::Calendar(calendar) = &*body
        {
            in_force.calendar = Some(calendar.clone());
        }
        if let Some(loaded) = self.ledger.load(&self.division, "absence").await?
            && let State::Absence(absences) = loaded.state
        {
            in_force.absences = Arc::new(absences);
            // Where nobody was ever away nobody's cases are held by another.
            in_force.covered = Arc::new(self.covered_people().await?);
        }
        *self.in_force.lock().expect("no panic while held") = Some(in_force.clone());
        Ok(in_force)
    }

    async fn covered_people(&self) -> Result<Vec<PersonId>, Fault> {
        let sql = "select covers from case_row where division = $1 and open = 1 and covers <> ''
                   group by covers order by covers limit 300";
        let rows = self.store.read(Statement::new(sql, vec![self.division.as_str().into()])).await?;
        let people = rows.iter().map(|row| Ok(PersonId::parse(row.text(0)?).ok()));
        Ok(people.collect::<Result<Vec<_>, Fault>>()?.into_iter().flatten().collect())
    }

    /// Every item of the division with its published revision, by code.
    pub async fn item_list(&self) -> Result<Vec<ItemEntry>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select body, state from item_row where division = $1 order by code limit $2",
                vec![self.division.as_str().into(), ITEMS_MAX.into()],
            ))
            .await?;
        let mut list = Vec::with_capacity(rows.len());
        for row in &rows {
            let digest = Digest(row.array(0)?);
            let Some(item) = self.item_body(digest).await? else { continue };
            list.push(ItemEntry { item, digest, state: row.text(1)?.to_owned() });
        }
        Ok(list)
    }

    /// One item by the short code of its address.
    pub async fn item_entry(&self, short: &str) -> Result<Option<ItemEntry>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select body, state from item_row where division = $1 and short = $2 limit 1",
                vec![self.division.as_str().into(), short.into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let digest = Digest(row.array(0)?);
        Ok(self.item_body(digest).await?.map(|item| ItemEntry {
            item,
            digest,
            state: row.text(1).unwrap_or_default().to_owned(),
        }))
    }

    /// The body of an item revision; bodies never change, so they are read once.
    pub async fn item_body(&self, digest: Digest) -> Result<Option<Arc<Item>>, Fault> {
        if let Some(item) = items().bodies.lock().expect("no panic while held").get(&digest.0) {
            return Ok(Some(item.clone()));
        }
        let Some(body) = self.ledger.body(&self.division, digest.0).await? else { return Ok(None) };
        let Body::Item(item) = &*body else { return Ok(None) };
        let mut bodies = items().bodies.lock().expect("no panic while held");
        if bodies.len() > 20_000 {
            bodies.clear();
        }
        bodies.insert(digest.0, item.clone());
        Ok(Some(item.clone()))
    }

    /// Publishes an item revision, through the one door every item comes by: checked, linted, numbered by its stream.
    pub async fn item_publish(&self, actor: &str, item: &Item) -> Result<(), Problem> {
        let bytes = item.to_body();
        let body = Adopted { revision: item.revision, digest: sha256(&bytes) };
        let unsound = |why: String| {
            Problem::Fault(Fault::inside(format!("the item {} is not sound: {why}", item.short)))
        };
        if let Some(problem) = item.validate().first() {
            return Err(unsound(problem.to_string()));
        }
        let Some(organisation) = self.organisation().await? else {
            return Err(unsound("no organisation is in force".into()));
        };
        review::may_publish(item, &organisation, body).map_err(|why| unsound(format!("{why:?}")))?;
        let command = ItemCommand::Publish { code: item.code, short: item.short, body };
        self.publish(format!("item/{}", item.code), "item", bytes, Asked::Item(command), actor).await?;
        Ok(())
    }

    /// Opens, suspends or cancels an item (R14, R73).
    pub async fn item_stage(&self, actor: &str, code: ItemCode, stage: ItemStage) -> Result<(), Problem> {
        let stream = format!("item/{code}");
        if let Some(loaded) = self.ledger.load(&self.division, &stream).await?
            && let State::Item(state) = loaded.state
            && let Some(digest) = state.digest()
            && let (Some(item), Some(organisation)) =
                (self.item_body(digest).await?, self.organisation().await?)
        {
            review::may_stage(&item, &organisation, stage)
                .map_err(|why| Fault::inside(format!("{code}: {why:?}")))?;
        }
        self.submit(Submission {
            division: self.division.clone(),
            content: content_of(&("stage", &stream, stage))?,
            stream,
            command_id: random(),
            actor: actor.to_owned(),
            command: Asked::Item(ItemCommand::Stage(stage)),
            occurred_at: None,
            expected_version: None,
            bodies: Vec::new(),
            with: Vec::new(),
            lane: Lane::People,
        })
        .await?;
        Ok(())
    }

    /// Publishes an organisation.
    pub async fn organisation_publish(
        &self,
        actor: &str,
        organisation: &Organisation,
    ) -> Result<(), Problem> {
        let bytes = organisation.to_body();
        let body = Adopted { revision: organisation.revision, digest: sha256(&bytes) };
        let command = Asked::Organisation(OrganisationCommand::Publish(body));
        self.publish("organisation".to_owned(), "organisation", bytes, command, actor).await?;
        *self.in_force.lock().expect("no panic while held") = None;
        Ok(())
    }

    /// Adopts a calendar as the division's next; open cases are re-dated by their own entries.
    pub async fn calendar_adopt(&self, actor: &str, calendar: &Calendar) -> Result<(), Problem> {
        let bytes = calendar.to_text().into_bytes();
        let loaded = self.ledger.load(&self.division, "calendar").await?;
        let revision = match loaded.map(|loaded| loaded.state) {
            Some(State::Calendar(state)) => state.next_revision(),
            _ => 1,
        };
        let command = Asked::Calendar(CalendarCommand::Adopt(Adopted { revision, digest: sha256(&bytes) }));
        self.publish("calendar".to_owned(), "calendar", bytes, command, actor).await?;
        *self.in_force.lock().expect("no panic while held") = None;
        Ok(())
    }

    /// Whether the database answers and something is in force.
    pub async fn is_ready(&self) -> Result<bool, Fault> {
        // What is in force is believed for a second; whether the database answers must be asked.
        self.ledger.head(&self.division).await?;
        let in_force = self.in_force().await?;
        Ok(in_force.organisation.is_some() && in_force.calendar.is_some())
    }

    /// Publishes a body by a command of its stream; the command rests on the digest.
    pub(crate) async fn publish(
        &self,
        stream: String,
        kind: &str,
        bytes: Vec<u8>,
        command: Asked,
        actor: &str,
    ) -> Result<ledger::Done, Problem> {
        #[derive(Serialize)]
        struct Content<'a>(&'a str, &'a str, String);
        let digest = sha256(&bytes);
        self.submit(Submission {
            division: self.division.clone(),
            content: content_of(&Content("publish", &stream, digest.to_string()))?,
            stream,
            command_id: random(),
            actor: actor.to_owned(),
            command,
            occurred_at: None,
            expected_version: None,
            bodies: vec![LedgerBody { digest: digest.0, kind: kind.to_owned(), bytes }],
            with: Vec::new(),
            lane: Lane::People,
        })
        .await
    }
}
