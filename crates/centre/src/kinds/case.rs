//! Streams `case/<id>`: a case, decided by `casework` after the scope was asked.

use calendar::Instant;
use casework::folder::{Folder, asks_the_folder};
use casework::taken_up::{self, Before};
use casework::{AcceptanceRefusal, Case, Command, Event, File, Receive, ReceiveMore, Series, Stage};
use catalogue::item::Post;
use catalogue::organisation::PostHolding;
use catalogue::{CaseId, Digest, Item, ItemCode, PersonId};
use ledger::{Effect, RowImage, World};

use crate::case::case_of;
use crate::domain::{
    Bound, Desk, Obstacle, State, actor_of, case_file, item_of, looks_at, time_itself, with_known,
};
use crate::folder::folder_stream;
use crate::kinds::Kind;
use crate::kinds::folder::{is_archived, originals_go_along, papers_left};
use crate::kinds::hearing::hearing_of;
use crate::kinds::quota::turn_of;
use crate::{bars, commitments, domain, notice, row, supplement};

/// The rules of cases.
pub struct Cases;

/// The instant on the pad under whose number a case was entered; none where there was no outage.
fn entered_at(world: &World<'_, Desk>, case: CaseId) -> Option<Instant> {
    match world.stream("outage") {
        Some(State::Outage(outages)) => outages.claim_of(case).map(|claim| claim.occurred_at),
        _ => None,
    }
}

/// The item a command of a case rests on: the frozen revision, or for a receipt the published one.
fn item_for<'a>(world: &World<'a, Desk>, case: &Case, receive: Option<ItemCode>) -> Bound<'a> {
    const NOTHING: Digest = Digest([0; 32]);
    match (case, receive) {
        (Case::Filed(file), _) => Bound::of(item_of(world, file.facts.body), file.facts.body, true),
        (Case::Absent, Some(code)) => match world.stream(&format!("item/{code}")) {
            Some(domain::State::Item(state)) => match state.digest() {
                Some(digest) => Bound::of(item_of(world, digest), digest, state.is_live()),
                None => Bound::of(None, NOTHING, false),
            },
            _ => Bound::of(None, NOTHING, false),
        },
        (Case::Absent, None) => Bound::of(None, NOTHING, false),
    }
}

/// The revision of the case's item that is in force, if its body is this one.
fn in_force_as<'a>(world: &World<'a, Desk>, case: &Case, body: Digest) -> Option<&'a Item> {
    let item = case.facts()?.item;
    match world.stream(&format!("item/{item}")) {
        Some(domain::State::Item(state)) if state.digest() == Some(body) => item_of(world, body),
        _ => None,
    }
}

/// Whether the applicant is barred from commitments, where a paper is replaced by one; asked only then.
fn commitment_closed(world: &World<'_, Desk>, case: &Case, command: &Command, bound: &Bound<'_>) -> bool {
    let (marks, person) = match (command, case) {
        (Command::Receive(receive), _) => (receive.marks, receive.applicant),
        (Command::ReceiveMore(more), Case::Filed(file)) => (more.marks, file.facts.applicant),
        _ => return false,
    };
    let Some(item) = bound.item.filter(|_| !marks.committed.is_empty()) else { return false };
    match world.stream(&bars::stream_of(item.authority, person)) {
        Some(domain::State::Bar(bar)) => bar.closes_commitments(Instant(world.now).day()),
        _ => false,
    }
}

/// Whether the rules may ask who chaired the hearing of the case (M4, N18): where it is decided, where an approval has to leave
/// somebody to decide, and where the actor, or whom the command names, holds or held the post of those who chair. Nobody else
/// can have chaired one, and the case pays no look at it.
fn asks_for_hearing(world: &World<'_, Desk>, command: &Command, actor: PersonId) -> bool {
    let named = match command {
        Command::Decide(_) | Command::ApproveStop | Command::ApproveExtension => return true,
        Command::CompleteStep(step) => step.visit.map(|visit| visit.with),
        Command::GiveOver(given) => Some(given.to),
        Command::Reassign(given) => Some(given.to),
        _ => None,
    };
    let is_meant = |person| person == actor || Some(person) == named;
    let chairs = |holding: &PostHolding| holding.post == Post::HearingChair && is_meant(holding.person);
    domain::in_force(world).is_some_and(|it| it.organisation.posts.iter().any(chairs))
}

/// Refuses to take over papers which the case that is taken up again does not have (E14), and counts those it has; asked only
/// where there are any.
fn with_earlier(world: &World<'_, Desk>, receive: &Receive, item: &Item) -> Result<Receive, Obstacle> {
    let none = Folder::Absent;
    let before = receive.previous.and_then(|id| {
        let folder = match world.stream(&folder_stream(id)) {
            Some(domain::State::Folder(folder)) => folder,
            _ => &none,
        };
        let file = case_file(world, id)?;
        Some(Before { file, item: item_of(world, file.facts.body)?, folder })
    });
    taken_up::check(receive, before.as_ref(), item).map_err(Obstacle::Case)?;
    Ok(taken_up::counted(receive, before.as_ref()))
}

/// Refuses to take up again what runs: a letter may have lifted its closing since the use case looked (E14).
fn earlier_has_ended(world: &World<'_, Desk>, previous: CaseId) -> Result<(), Obstacle> {
    match case_file(world, previous) {
        Some(file) if taken_up::still_runs(file) => Err(refused(AcceptanceRefusal::EarlierRuns)),
        _ => Ok(()),
    }
}

/// Refuses a letter for a closed case where its authority has taken something in since the use case looked: it may be this matter,
/// come again (E14).
fn nothing_came_since(world: &World<'_, Desk>, file: &File, more: &ReceiveMore) -> Result<(), Obstacle> {
    let series = supplement::receipts(file.facts.authority, Instant(world.now).day());
    if world.last_number(&series) != more.receipts {
        return Err(refused(AcceptanceRefusal::LookAgain));
    }
    Ok(())
}

fn refused(refusal: AcceptanceRefusal) -> Obstacle {
    Obstacle::Case(refusal.into())
}

/// Whether it was closed for missing papers, so that a letter that was posted in time lifts the closing (E14).
fn is_closed(stage: &Stage) -> bool {
    matches!(stage, Stage::ClosedForMissing { .. })
}

impl Kind for Cases {
    type State = Case;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "case/";
    const EVENTS: &'static str = "case.";

    fn decide(
        stream: &str,
        case: &Case,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let receive = match command {
            Command::Receive(receive) => Some(receive.item),
            _ => None,
        };
        let actor = actor_of(world)?;
        // Before the rules: whoever may not look at a case learns nothing from what they would answer.
        if let Case::Filed(file) = case {
            match command {
                // At any window, for whoever shows the applicant's document (E15).
                Command::ReissueReceipt(_) => {}
                // The applicant has shown number and query code, and shows the one-time code to the rules (C25, C26).
                Command::SendWithdrawCode(_) | Command::WithdrawByCode(_) | Command::FetchElectronic(_)
                    if actor == casework::applicant_itself() => {}
                // A legal reviewer opens no case and reads nothing of it; the rules ask for the post (C19).
                Command::Rebind(_) => {}
                // The folder tells the case what a head signed; the rules refuse it to every person (F30).
                Command::NotePapersLost(_) if actor == time_itself() => {}
                _ => looks_at(world, file, actor)?,
            }
            if let (true, Some(id)) = (asks_the_folder(command), case_of(stream)) {
                originals_go_along(world, id, file, command)?;
            }
        }
        match (command, case) {
            (Command::Receive(Receive { previous: Some(previous), .. }), _) => {
                earlier_has_ended(world, *previous)?;
            }
            (Command::ReceiveMore(more), Case::Filed(file))
                if more.letter.is_some() && is_closed(&file.stage) =>
            {
                nothing_came_since(world, file, more)?;
            }
            _ => {}
        }
        let mut item = item_for(world, case, receive);
        let with_papers;
        let command = match (command, item.item) {
            (Command::Receive(receive), Some(item)) if !receive.earlier.is_empty() => {
                with_papers = Command::Receive(with_earlier(world, receive, item)?);
                &with_papers
            }
            _ => command,
        };
        if receive.is_some() {
            item.received_at = case_of(stream).and_then(|case| entered_at(world, case));
        }
        item.commitment_closed = commitment_closed(world, case, command, &item);
        if asks_for_hearing(world, command, actor) {
            item.hearing = case_of(stream).and_then(|case| hearing_of(world, case));
        }
        // Only what would be put into the dossier asks where it is.
        if let Some(id) = case_of(stream) {
            item.archived = match (command, case) {
                (Command::KeepPhotograph(_), _) => is_archived(world, id),
                (Command::ReceiveMore(_), Case::Filed(file)) if is_closed(&file.stage) => {
                    papers_left(world, id)
                }
                _ => false,
            };
        }
        let newer = match command {
            Command::Rebind(command) => in_force_as(world, case, command.body),
            _ => None,
        };
        // Only a decision looks at the line of a limited number (N23).
        let turn = match command {
            Command::Decide(_) => turn_of(world, stream, case, item.item),
            _ => None,
        };
        let decided = with_known(world, item, actor, |known| {
            casework::decide(case, command, &casework::Known { turn, newer, ..*known })
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Case, event: &Event) -> Case {
        casework::evolve(state, event)
    }

    fn due(state: &Case) -> Option<Instant> {
        casework::due(state)
    }

    fn catch_up(_stream: &str, case: &Case, at: Instant, world: &World<'_, Desk>) -> Vec<Event> {
        let item = item_for(world, case, None);
        with_known(world, item, time_itself(), |known| casework::catch_up(case, at, known))
            .unwrap_or_default()
    }

    fn redate(_stream: &str, case: &Case, world: &World<'_, Desk>) -> Vec<Event> {
        let item = item_for(world, case, None);
        with_known(world, item, time_itself(), |known| casework::redate(case, known)).unwrap_or_default()
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        casework::draws(event)
    }

    fn rows(division: &str, stream: &str, case: &Case) -> Vec<RowImage> {
        let Some(id) = case_of(stream) else { return Vec::new() };
        let mut rows = row::finding_rows(division, id, case);
        rows.extend(life_rows(division, id, case));
        rows
    }

    fn rows_between(division: &str, stream: &str, before: &Case, now: &Case) -> [Vec<RowImage>; 2] {
        let Some(id) = case_of(stream).filter(|_| row::is_found_alike(before, now)) else {
            return [before, now].map(|case| Self::rows(division, stream, case));
        };
        [before, now].map(|case| life_rows(division, id, case))
    }

    fn effects(stream: &str, case: &Case, event: &Event) -> Vec<Effect> {
        notice::effects_of(stream, case, event)
    }
}

/// The rows that change with the life of a case.
fn life_rows(division: &str, id: CaseId, case: &Case) -> Vec<RowImage> {
    let mut rows: Vec<RowImage> = row::case_row(division, id, case).into_iter().collect();
    rows.extend(commitments::due_row(division, id, case));
    rows.extend(crate::taken_up::beside_row(division, id, case));
    rows
}
