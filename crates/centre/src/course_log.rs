//! The courses of cases for programs of process mining: read case by case, without names, numbers or texts. Needs no key, for
//! nothing sealed is opened.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::Instant;
use casework::Event;
use catalogue::{CaseId, Digest, Item, ItemCode, Organisation, PersonId};
use ledger::{Entry, Ledger};
use mining::{Actor, Course, Happening, Officer};
use store::{Statement, Store, Value};

use crate::Fault;
use crate::case::stream_of;
use crate::domain::{Body, Desk, State};

/// The actor of what an applicant does alone.
const APPLICANT: &str = "applicant";

/// Reads the cases of a division, a few at a time, as the ledger stood at one place of its order.
pub struct CourseLog<'a> {
    ledger: &'a Ledger<Desk>,
    store: &'a Store,
    division: &'a str,
    item: Option<ItemCode>,
    with_officers: bool,
    until: u64,
    after: String,
    organisation: Option<Arc<Organisation>>,
    items: BTreeMap<Digest, Option<Arc<Item>>>,
}

impl<'a> CourseLog<'a> {
    /// Begins at the first case; entries that come while it reads are left out. `None` where the division has no entry.
    pub async fn begin(
        ledger: &'a Ledger<Desk>,
        store: &'a Store,
        division: &'a str,
        item: Option<ItemCode>,
        with_officers: bool,
    ) -> Result<Option<CourseLog<'a>>, Fault> {
        let Some(head) = ledger.head(division).await? else { return Ok(None) };
        let mut organisation = None;
        if let Some(loaded) = ledger.load(division, "organisation").await?
            && let State::Organisation(state) = &loaded.state
            && let Some(digest) = state.digest()
            && let Some(body) = ledger.body(division, digest.0).await?
            && let Body::Organisation(found) = &*body
        {
            organisation = Some(Arc::clone(found));
        }
        Ok(Some(CourseLog {
            ledger,
            store,
            division,
            item,
            with_officers,
            until: head.seq,
            after: String::new(),
            organisation,
            items: BTreeMap::new(),
        }))
    }

    /// The ledger's place up to which it reads.
    pub fn until(&self) -> u64 {
        self.until
    }

    /// The next cases, by their ids; none when all were read. `limit` is how many are held at once.
    pub async fn next(&mut self, limit: u64) -> Result<Option<Vec<Course>>, Fault> {
        let mut params: Vec<Value> = vec![self.division.into(), self.after.as_str().into(), limit.into()];
        let mut only = "";
        if let Some(item) = self.item {
            params.push(item.as_str().into());
            only = "and item = $4 ";
        }
        let sql = format!(
            "select case_id from case_row where division = $1 and case_id > $2 {only}order by case_id limit $3"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let Some(last) = rows.last() else { return Ok(None) };
        self.after = last.text(0)?.to_owned();
        let ids: Vec<CaseId> = rows.iter().filter_map(|row| CaseId::parse(row.text(0).ok()?).ok()).collect();
        let streams: Vec<String> = ids.into_iter().map(stream_of).collect();
        let mut courses = Vec::with_capacity(streams.len());
        for entries in self.ledger.courses(self.division, &streams, 0).await? {
            courses.extend(self.course(&entries).await?);
        }
        Ok(Some(courses))
    }

    /// One case; none where it came in after the place up to which is read.
    async fn course(&mut self, entries: &[Entry]) -> Result<Option<Course>, Fault> {
        let mut course: Option<Course> = None;
        let (mut item, until) = (None, self.until);
        for entry in entries.iter().filter(|entry| entry.seq <= until) {
            let event = read(entry)?;
            match event {
                Event::Received(it) => {
                    item = self.item_body(it.body).await?;
                    course = Some(Course {
                        case: entry.stream.trim_start_matches("case/").to_owned(),
                        item: it.item.as_str().to_owned(),
                        item_name: item.as_ref().map_or_else(String::new, |item| item.name.clone()),
                        authority: it.authority.as_str().to_owned(),
                        happenings: Vec::new(),
                    });
                }
                Event::Rebound(it) => item = self.item_body(it.body).await?,
                _ => {}
            }
            let Some(course) = &mut course else { continue };
            let name = |step: u8| {
                let known = item.as_ref().and_then(|item| item.steps.get(usize::from(step)));
                known.map_or_else(String::new, |step| step.name.clone())
            };
            course.happenings.push(Happening {
                seq: entry.seq,
                kind: entry.kind.clone(),
                step: step_of(&event).map(|step| (step, name(step))),
                at: event.at(),
                recorded_at: Instant(entry.recorded_at),
                by: self.actor(entry, &course.authority),
                certificate: matches!(event, Event::DocumentMade(it) if it.certificate.is_some()),
            });
        }
        Ok(course)
    }

    async fn item_body(&mut self, digest: Digest) -> Result<Option<Arc<Item>>, Fault> {
        if let Some(known) = self.items.get(&digest) {
            return Ok(known.clone());
        }
        let body = self.ledger.body(self.division, digest.0).await?;
        let item = body.and_then(|body| match &*body {
            Body::Item(item) => Some(Arc::clone(item)),
            _ => None,
        });
        self.items.insert(digest, item.clone());
        Ok(item)
    }

    /// Unit and post on the day of the entry, those in the case's own authority before others; the person only where that was
    /// asked for.
    fn actor(&self, entry: &Entry, authority: &str) -> Actor {
        match entry.actor.as_str() {
            ledger::TIME => Actor::Time,
            APPLICANT => Actor::Applicant,
            id => {
                let on = Instant(entry.recorded_at).day();
                let person = PersonId::parse(id).ok();
                let known = self.organisation.as_ref().zip(person);
                let post = known.and_then(|(organisation, person)| {
                    organisation.posts_of(person, on).min_by_key(|it| it.unit.as_str() != authority)
                });
                Actor::Officer(Officer {
                    unit: post.map_or_else(String::new, |it| it.unit.as_str().to_owned()),
                    post: post.map_or_else(String::new, |it| word(it.post)),
                    person: self.with_officers.then(|| id.to_owned()),
                })
            }
        }
    }
}

/// The event of an entry of a case.
pub(crate) fn read(entry: &Entry) -> Result<Event, Fault> {
    Event::decode(&entry.kind, &entry.payload)
        .map_err(|e| Fault::Inside(format!("entry {} cannot be read: {e}", entry.seq)))
}

/// The step an entry is about, from 0.
pub(crate) fn step_of(event: &Event) -> Option<u8> {
    match event {
        Event::StepCompleted(it) => Some(it.step),
        Event::StepConfirmed(it) => Some(it.step),
        Event::StepReturned(it) => Some(it.step),
        Event::StepSkipped(it) => Some(it.step),
        Event::SiteVisited(it) => Some(it.step),
        _ => None,
    }
}

/// The stable word of a post.
fn word(post: catalogue::item::Post) -> String {
    let written = serde_json::to_value(post).expect("a post is written as a word");
    written.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_kind_of_entry_of_a_case_has_a_word() {
        for kind in casework::KINDS {
            assert_ne!(mining::name_of(kind), *kind, "{kind} has no word in the names of activities");
        }
        assert_eq!(mining::NAMES.len(), casework::KINDS.len(), "a word stands for no kind");
    }

    #[test]
    fn a_post_has_a_stable_word() {
        assert_eq!(super::word(catalogue::item::Post::IntakeOfficer), "intake_officer");
    }
}
