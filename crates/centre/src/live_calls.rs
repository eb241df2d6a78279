//! For whom what stands beside the cases waits, after something happened in it: read once for the whole process, and compared
//! with what a person's posts make theirs (F12, F31, A22, A23, A25, C23, E1, N18).

use casework::absence::Event as AbsenceEvent;
use casework::certificate::{Certificate, Heard};
use casework::contact::{Contact, Target};
use casework::destruction::{ListStage, keeps_archive, may_witness};
use casework::folder::Folder;
use catalogue::{Organisation, PersonId, UnitCode, WindowId};
use ledger::Entry;

use crate::contact::{Sides, sides_of};
use crate::desk::Posts;
use crate::domain::State;
use crate::file::event_of;
use crate::live::Call;
use crate::{Centre, Fault};

/// Whose streams are looked at, by the beginning of their names; of a window's day only its settlement.
const STREAMS: [&str; 7] =
    ["contact/", "certificate/", "bar/", "hearing/", "destruction/", "folder/", "day/"];
/// The stream of everybody who is away or goes.
const ABSENCE: &str = "absence";

/// For whom something waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum To {
    /// One person.
    Person(PersonId),
    /// Whoever handles cases of the unit.
    Handlers(UnitCode),
    /// Whoever decides for the unit, by post or by letter.
    Deciders(UnitCode),
    /// Whoever signs at the windows of the unit.
    Signers(UnitCode),
    /// Whoever hands results out.
    Delivery,
    /// Whoever runs the centre.
    Managers,
    /// Whoever carries a list of dossiers out, or witnesses it.
    Lists(UnitCode),
    /// Whoever signs what the window settled.
    Signs(WindowId),
    /// Whoever may sign for what was given to this side.
    Side(Target),
}

/// What a person's posts make theirs today.
#[derive(Default)]
pub(crate) struct Mine {
    pub(crate) posts: Posts,
    sides: Sides,
    signs: Vec<WindowId>,
    lists: Vec<UnitCode>,
}

impl Mine {
    /// Whether this is the person's.
    pub(crate) fn is(&self, me: PersonId, to: &To) -> bool {
        match to {
            To::Person(person) => *person == me,
            To::Handlers(unit) => self.posts.handle.contains(unit),
            To::Deciders(unit) => self.posts.decide.contains(unit),
            To::Signers(unit) => self.posts.sign.contains(unit),
            To::Delivery => self.posts.deliver,
            To::Managers => self.posts.manages,
            To::Lists(unit) => self.lists.contains(unit),
            To::Signs(window) => self.signs.contains(window),
            To::Side(Target::Person(person)) => *person == me,
            To::Side(Target::Unit(unit)) => self.sides.units.contains(unit),
            To::Side(Target::Window(window)) => self.sides.windows.contains(window),
        }
    }
}

impl Centre {
    /// What a person's posts make theirs today.
    pub(crate) fn live_mine(&self, organisation: &Organisation, person: PersonId) -> Mine {
        let today = self.today();
        let lists = organisation.units.iter().map(|unit| unit.code).filter(|unit| {
            keeps_archive(organisation, person, *unit, today)
                || may_witness(organisation, person, *unit, today)
        });
        Mine {
            posts: Posts::of(organisation, person, today),
            sides: sides_of(organisation, person, today),
            signs: self.signed_windows(organisation, person),
            lists: lists.collect(),
        }
    }

    /// What of these entries made something wait beside the cases, each with its last place and for whom it waits.
    pub(crate) async fn calls_beside(&self, entries: &[Entry]) -> Result<Vec<Call>, Fault> {
        let mut calls: Vec<Call> = Vec::new();
        let mut streams: Vec<String> = Vec::new();
        for entry in entries {
            let wanted = STREAMS.iter().any(|it| entry.stream.starts_with(it))
                && (!entry.stream.starts_with("day/") || entry.kind == "day.settled")
                && (!entry.stream.starts_with("folder/") || entry.kind == "folder.loss-noted");
            if wanted && !streams.contains(&entry.stream) {
                streams.push(entry.stream.clone());
            }
            if entry.stream == ABSENCE
                && let Some(to) = self.called_by_absence(entry).await?
            {
                let (stream, actors) = (entry.stream.clone(), vec![entry.actor.clone()]);
                calls.push(Call { stream, seq: entry.seq, actors, to: vec![to] });
            }
        }
        if streams.is_empty() {
            return Ok(calls);
        }
        let mut states = self.ledger.load_all(&self.division, &streams).await?;
        for stream in streams {
            let to = states.remove(&stream).map_or_else(Vec::new, |state| waits_for(&stream, &state));
            if !to.is_empty() {
                calls.push(Call { stream, seq: 0, actors: Vec::new(), to });
            }
        }
        Ok(calls)
    }

    /// Who stands in from now on, and who signs the list of somebody who goes next.
    async fn called_by_absence(&self, entry: &Entry) -> Result<Option<To>, Fault> {
        let goes = match event_of(entry, AbsenceEvent::decode)? {
            AbsenceEvent::Begun(fact) => return Ok(fact.deputy.map(To::Person)),
            AbsenceEvent::LeavingListed(fact) => fact.person,
            AbsenceEvent::LeavingSigned(fact) => fact.person,
            _ => return Ok(None),
        };
        Ok(self.absences().await?.leaving(goes).map(|leaving| To::Person(leaving.next())))
    }
}

/// For whom a stream waits as it stands.
fn waits_for(stream: &str, state: &State) -> Vec<To> {
    match state {
        State::Contact(Contact::Held(held)) => match held.pending() {
            Some(handed) => vec![To::Side(handed.transfer.to)],
            None if held.is_open() => vec![To::Person(held.responsible)],
            None => Vec::new(),
        },
        State::Certificate(Certificate::Issued(file)) => {
            let decide = file.renewal.is_some() || file.reissue.is_some();
            let unit = file.authority;
            let ended = file.proceeding.map(|it| match it.heard {
                Heard::Awaited => To::Handlers(unit),
                Heard::Spoken(_) | Heard::Silent => To::Deciders(unit),
            });
            let decide = decide.then_some(To::Deciders(unit));
            let paper = (!file.owed.is_empty()).then_some(To::Delivery);
            [decide, ended, paper].into_iter().flatten().collect()
        }
        State::Bar(bar) => {
            let unit = stream.split('/').nth(1).and_then(|it| UnitCode::parse(it).ok());
            let Some((entry, unit)) = bar.entry.filter(|it| it.end.is_none()).zip(unit) else {
                return Vec::new();
            };
            match (entry.decision, entry.heard) {
                (None, None) => vec![To::Handlers(unit)],
                (None, Some(_)) => vec![To::Deciders(unit)],
                (Some(_), _) if entry.told_on.is_none() => vec![To::Handlers(unit)],
                _ => Vec::new(),
            }
        }
        State::Hearing(hearing) if hearing.held.is_none() => {
            hearing.called.map(|called| To::Person(called.call.chair)).into_iter().collect()
        }
        State::Destruction(state) => {
            let unit = stream.split('/').nth(1).and_then(|it| UnitCode::parse(it).ok());
            match (state.list.as_ref().map(|list| list.stage), unit) {
                (Some(ListStage::Drawn), _) => vec![To::Managers],
                (Some(ListStage::Approved), Some(unit)) => vec![To::Lists(unit)],
                _ => Vec::new(),
            }
        }
        State::Folder(Folder::Kept(dossier)) if dossier.loss.is_some() => {
            vec![To::Deciders(dossier.authority), To::Signers(dossier.authority)]
        }
        State::WindowDay(day) => {
            let waits = day.seat.is_none() && day.settlement.is_some_and(|it| it.signed.is_none());
            let window = stream.split('/').nth(1).and_then(|it| WindowId::parse(it).ok());
            window.filter(|_| waits).map(To::Signs).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
