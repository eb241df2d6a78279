//! The watcher: reads every entry once, lets the monitoring points look at it, and raises what they find.
//!
//! A finding's id and command are derived from the rule and the entry, so that it takes effect once, whatever crashes in
//! between. It has no memory but its cursor; what it asks of a case is what stands in its entries.

use std::collections::{HashMap, HashSet};

use calendar::Instant;
use casework::absence::AbsenceClass;
use casework::contact::Contact;
use casework::{Case, Event, File, certificate, hearing};
use catalogue::{CaseId, FindingId, PersonId, UnitCode};
use ledger::{Entry, Lane, Rejection, Submission, TIME};
use oversight::bound::Bounds;
use oversight::finding::{About, Evidence, Raise};
use oversight::{Fired, Rule, Seen, finding, follow_up, look, passed, wants_history};

use super::attendance_watch::Acted;
use super::away::is_of_office;
use super::derived_near;
use super::habit::Samples;
use super::rating::rating_late;
use super::urging::{urging, urging_names};
use crate::case::{case_of, content_of};
use crate::domain::{Asked, Desk, Fact, Obstacle, State};
use crate::kinds::hearing::case_of_hearing;
use crate::{Centre, Fault};

/// Its name, under which the cursor is kept.
const NAME: &str = "monitoring";
/// An entry and what it says: decoded once for all that look at it.
pub(super) type Read<'a> = (&'a Entry, &'a Fact);

/// A finding to be raised, and the order that goes out with it.
pub(super) struct Raised {
    pub(super) id: String,
    pub(super) about: About,
    pub(super) evidence: Option<Evidence>,
    pub(super) urges: bool,
    /// The entry beside which its id lies; 0 where more than one entry has the same.
    pub(super) near: u64,
}

/// The command and the name of a finding.
pub(super) fn finding_names(near: u64, id: &str) -> ([u8; 16], FindingId) {
    let (command_id, hex) = derived_near(near, &format!("finding/{id}"));
    (command_id, FindingId::parse(&hex).expect("32 hexadecimal digits are a code"))
}

impl Raised {
    /// A finding without an order.
    pub(super) fn of(id: String, about: About) -> Raised {
        // A hand-over keeps the id it had before its entry was named, so that none is found twice.
        let near = if about.rule == Rule::HandOverOpen { 0 } else { about.entry };
        Raised { id, about, evidence: None, urges: false, near }
    }

    /// The same, with what it was counted from.
    pub(super) fn counted(id: String, about: About, evidence: Option<Evidence>) -> Raised {
        Raised { evidence, ..Raised::of(id, about) }
    }
}

impl Centre {
    /// Lets the monitoring points look at a stretch of what is new; answers how many entries they looked at. 0 says that
    /// they are at the head.
    pub(crate) async fn watch_step(&self) -> Result<usize, Fault> {
        let in_force = self.in_force().await?;
        if in_force.organisation.is_none() || in_force.calendar.is_none() {
            return Ok(0);
        }
        let (cursor, entries) = self.ledger.unread(&self.division, NAME).await?;
        let Some(last) = entries.last() else { return Ok(0) };
        let bounds = self.bounds().await?;
        let read: Vec<Read<'_>> = entries.read(&Desk)?.collect();
        let mut samples = Samples::default();
        let mut raised = self.watch(&read, &bounds, &mut samples).await?;
        raised.extend(self.watch_complaints(&read).await?);
        self.urge_near(&read, &bounds).await?;
        self.raise(raised, &bounds).await?;
        self.ledger.mark_read(&self.division, NAME, cursor, last.seq, samples.statements()).await?;
        Ok(entries.len())
    }

    /// What the points find in some entries; adds to `samples` what is kept of them.
    async fn watch(
        &self,
        read: &[Read<'_>],
        bounds: &Bounds,
        samples: &mut Samples,
    ) -> Result<Vec<Raised>, Fault> {
        let in_force = self.in_force().await?;
        let Some(calendar) = in_force.calendar else { return Ok(Vec::new()) };
        let away = |entry: &Entry| {
            let day = Instant(entry.recorded_at).day();
            PersonId::parse(&entry.actor).ok().filter(|actor| {
                let absence = in_force.absences.of(*actor, day);
                absence.is_some_and(|it| matches!(it.class, AbsenceClass::Leave | AbsenceClass::Illness))
            })
        };
        let mut wanted: Vec<(&Entry, &Event)> = Vec::new();
        let mut contacts: Vec<&Entry> = Vec::new();
        let (mut raised, mut acted) = (Vec::new(), Acted::default());
        if let Some(organisation) = &in_force.organisation {
            self.sample_outside(read, organisation, &calendar, bounds, &mut samples.other);
        }
        for (entry, fact) in read {
            let away = away(entry);
            acted.note(entry, fact, away.is_some());
            if let Some(person) = away.filter(|_| is_of_office(fact)) {
                raised.extend(self.acted_while_away(entry, person, samples).await?);
            }
            match fact {
                Fact::Case(event)
                    if away.is_some() || oversight::is_of_interest(event, Instant(entry.recorded_at)) =>
                {
                    wanted.push((entry, event));
                }
                Fact::Contact(casework::contact::Event::Passed(_)) => contacts.push(entry),
                Fact::Certificate(event) => raised.extend(holder_changed(&self.division, entry, event)),
                Fact::Hearing(event) => raised.extend(hearing_late(&self.division, entry, event)),
                Fact::Draw(event) if oversight::draw::is_of_interest(event) => {
                    raised.extend(self.draw_found(entry, bounds).await?);
                }
                Fact::FollowUp(event) => raised.extend(paid_elsewhere(&self.division, entry, event)),
                Fact::Rating(oversight::rating::Event::Late(fact)) => {
                    let of = in_force.organisation.as_deref();
                    raised.extend(of.map(|of| rating_late(&self.division, of, entry, fact)));
                }
                _ => {}
            }
        }
        let mut streams: Vec<String> = wanted.iter().map(|(entry, _)| entry.stream.clone()).collect();
        streams.sort();
        streams.dedup();
        let since = read.last().map_or(0, |(entry, _)| entry.seq);
        let states = self.ledger.load_followed(&self.division, &streams, since).await?;
        let histories = self.histories(read, &wanted).await?;
        let mut looked = Vec::with_capacity(wanted.len());
        for (entry, event) in &wanted {
            let (Some(State::Case(Case::Filed(file))), Some(case)) =
                (states.get(&entry.stream), case_of(&entry.stream))
            else {
                continue;
            };
            let history = histories.get(entry.stream.as_str()).filter(|_| wants_history(event));
            let earlier = history.into_iter().flatten().filter(|(seq, _)| *seq < entry.seq);
            let (places, before): (Vec<u64>, Vec<Event>) = earlier.copied().unzip();
            looked.push((*entry, *event, file, case, places, before));
        }
        let seen: Vec<Seen<'_>> = looked
            .iter()
            .map(|(entry, event, file, _, _, before)| Seen {
                event,
                recorded_at: Instant(entry.recorded_at),
                actor: PersonId::parse(&entry.actor).ok().filter(|_| entry.actor != TIME),
                away: away(entry).is_some(),
                facts: &file.facts,
                before,
                calendar: &calendar,
            })
            .collect();
        let devices = self.device_look(&seen, bounds).await?;
        for (((entry, _, file, case, places, _), seen), device) in looked.iter().zip(&seen).zip(devices) {
            self.sample(seen, entry, samples).await?;
            for fired in look(seen, bounds).into_iter().chain(device) {
                let mut about = about(&fired, file, *case, entry, places);
                match (fired.rule, fired.person) {
                    (Rule::ActedWhileAway, Some(person)) => {
                        raised.push(self.on_leave(entry, person, about, samples));
                        continue;
                    }
                    // It lapsed with the day before: who was replaced by then answers for the own days (F32).
                    (Rule::RecheckLapsed, _) => {
                        about.person = self.agent_then(file, about.happened_at.day().plus_days(-1)).await?;
                    }
                    _ => {}
                }
                let id = format!("{}/{}/{}", fired.rule.key(), self.division, entry.seq);
                let urges = fired.rule == Rule::PromiseBroken && file.stage.is_open();
                raised.push(Raised { urges, ..Raised::of(id, about) });
            }
        }
        samples.other.extend(acted.statements(&self.division));
        for entry in contacts {
            let contact = self.contact_at(entry).await?;
            let (Some(held), Ok(by)) = (contact.held(), PersonId::parse(&entry.actor)) else { continue };
            let times = u8::try_from(held.had.len()).unwrap_or(u8::MAX);
            let Some(fired) = passed(oversight::Passed { times, by }, bounds) else { continue };
            let Some(unit) = self.unit_of(by).await? else { continue };
            let about = About {
                case: held.from_case,
                window: held.window,
                ..plain(&fired, unit, entry.seq, Instant(entry.recorded_at))
            };
            let id = format!("{}/{}/{}", fired.rule.key(), self.division, entry.seq);
            raised.push(Raised::of(id, about));
        }
        Ok(raised)
    }

    /// What has happened, the oldest first and each with its place, in the cases of those entries that are judged by it. Of a case
    /// that began within the entries at hand nothing is read again; the others are read at once.
    async fn histories<'a>(
        &self,
        read: &[Read<'a>],
        wanted: &[(&'a Entry, &'a Event)],
    ) -> Result<HashMap<&'a str, Vec<(u64, Event)>>, Fault> {
        let judged = wanted.iter().filter(|(_, event)| wants_history(event));
        let mut histories: HashMap<&str, Vec<(u64, Event)>> =
            judged.map(|(entry, _)| (entry.stream.as_str(), Vec::new())).collect();
        let mut begun: HashSet<&str> = HashSet::new();
        for (entry, fact) in read {
            let (stream, Fact::Case(event)) = (entry.stream.as_str(), fact) else { continue };
            if entry.version == 1 {
                begun.insert(stream);
            }
            if let Some(history) = histories.get_mut(stream) {
                history.push((entry.seq, *event));
            }
        }
        let others = histories.keys().filter(|stream| !begun.contains(*stream));
        let names: Vec<String> = others.map(|stream| (*stream).to_owned()).collect();
        for course in self.ledger.courses(&self.division, &names, 0).await? {
            let Some(first) = course.first() else { continue };
            let Some(history) = histories.get_mut(first.stream.as_str()) else { continue };
            history.clear();
            for it in &course {
                if let Fact::Case(event) = self.ledger.event(it)? {
                    history.push((it.seq, event));
                }
            }
        }
        Ok(histories)
    }

    /// The entries of a stream up to one of them, the oldest first. All of them: else whoever writes many hides what comes after.
    pub(super) async fn entries_until(&self, entry: &Entry) -> Result<Vec<Entry>, Fault> {
        let (mut all, mut after) = (Vec::new(), 0);
        while after < entry.version {
            let limit = (entry.version - after).min(crate::file::ENTRIES_MAX);
            let some = self.ledger.entries(&self.division, &entry.stream, after, limit).await?;
            let Some(last) = some.last() else { break };
            after = last.version;
            all.extend(some);
        }
        Ok(all)
    }

    /// A first contact as it was with this entry, whatever became of it since.
    async fn contact_at(&self, entry: &Entry) -> Result<Contact, Fault> {
        let mut contact = Contact::default();
        for earlier in &self.entries_until(entry).await? {
            if let Fact::Contact(event) = self.ledger.event(earlier)? {
                contact = casework::contact::evolve(contact, &event);
            }
        }
        Ok(contact)
    }

    /// The unit that employs a person.
    pub(super) async fn unit_of(&self, person: PersonId) -> Result<Option<UnitCode>, Fault> {
        let organisation = self.organisation().await?;
        Ok(organisation.and_then(|it| it.person(person).map(|it| it.unit)))
    }

    /// Raises findings, each once; with a broken promise an urging notice goes out by itself, if that is set (R122).
    pub(super) async fn raise(&self, raised: Vec<Raised>, bounds: &Bounds) -> Result<(), Fault> {
        let mut waiting = Vec::with_capacity(raised.len());
        for Raised { id, about, evidence, urges, near } in raised {
            let (command_id, finding) = finding_names(near, &id);
            let raise = Asked::Finding(finding::Command::Raise(Raise { about, evidence }));
            waiting.push(self.by_itself(
                crate::kinds::finding::stream_of(finding),
                command_id,
                raise,
                Vec::new(),
            ));
            if urges && self.urges_late(about.case, bounds).await? {
                let issue = urging(about.unit, about.case, Some(finding), None);
                let (stream, command_id) = urging_names(about.entry, &id);
                waiting.push(self.by_itself(stream, command_id, issue, Vec::new()));
            }
        }
        // Together, so that they share their commits.
        futures_util::future::try_join_all(waiting).await.map(|_| ())
    }

    /// Submits what no person asks. What was done before, or cannot be said to anybody, is no fault.
    pub(super) async fn by_itself(
        &self,
        stream: String,
        command_id: [u8; 16],
        command: Asked,
        bodies: Vec<ledger::Body>,
    ) -> Result<(), Fault> {
        let content = content_of(&("by-itself", &stream))?;
        let submitted = self
            .ledger
            .submit(Submission {
                division: self.division.clone(),
                stream,
                command_id,
                actor: TIME.to_owned(),
                command,
                content,
                occurred_at: None,
                expected_version: None,
                bodies,
                with: Vec::new(),
                lane: Lane::Time,
            })
            .await;
        match submitted {
            Ok(_) | Err(Rejection::Refused(Obstacle::Oversight(_))) => Ok(()),
            Err(Rejection::Unavailable) => Err(Fault::Unavailable),
            Err(Rejection::QueueFull) => Err(Fault::Busy),
            Err(Rejection::Fault(number)) => Err(Fault::Ledger(number)),
            Err(other) => Err(Fault::inside(format!("the watcher was not heard: {other:?}"))),
        }
    }
}

pub(super) fn plain(fired: &Fired, unit: UnitCode, entry: u64, happened_at: Instant) -> About {
    About {
        rule: fired.rule,
        unit,
        case: None,
        step: fired.step,
        person: fired.person,
        window: None,
        entry,
        earlier: None,
        happened_at,
        measured: fired.measured,
        bound: fired.bound,
        edition: 0,
        words: None,
    }
}

/// A certificate that went over to another document of its holder.
fn holder_changed(division: &str, entry: &Entry, event: &certificate::Event) -> Option<Raised> {
    let fired = oversight::holder_changed(event)?;
    let number = event.number()?;
    let about = plain(&fired, number.issuer, entry.seq, event.at());
    Some(Raised::of(format!("{}/{division}/{}", fired.rule.key(), entry.seq), about))
}

/// Money that was paid elsewhere, of nobody and no case: whoever leads the unit must not learn who said so (F22, E27).
fn paid_elsewhere(division: &str, entry: &Entry, event: &follow_up::Event) -> Option<Raised> {
    let fired = follow_up::look(event)?;
    let follow_up::Event::Recorded(fact) = event;
    let plain = plain(&fired, fact.found.unit, entry.seq, fact.on.start());
    let about = About { window: fact.found.window, ..plain };
    Some(Raised::of(format!("{}/{division}/{}", fired.rule.key(), entry.seq), about))
}

/// A hearing that its party has to wait for longer than the law lets it.
fn hearing_late(division: &str, entry: &Entry, event: &hearing::Event) -> Option<Raised> {
    let fired = oversight::called_late(event)?;
    let hearing::Event::CalledLate(fact) = event else { return None };
    let plain = plain(&fired, fact.notice.issuer, entry.seq, fact.at);
    let about = About { case: case_of_hearing(&entry.stream), ..plain };
    Some(Raised::of(format!("{}/{division}/{}", fired.rule.key(), entry.seq), about))
}

fn about(fired: &Fired, file: &File, case: CaseId, entry: &Entry, places: &[u64]) -> About {
    About {
        case: Some(case),
        window: Some(file.facts.window),
        earlier: fired.earlier.and_then(|place| places.get(place).copied()),
        ..plain(
            fired,
            file.facts.authority,
            entry.seq,
            Instant(entry.occurred_at.unwrap_or(entry.recorded_at)),
        )
    }
}
