//! What the archive and the windows have to look after: papers that wait to be fetched, folders given apart that wait to be
//! signed for, dossiers that did not come back (A12, A29, C26, E8, E37, F30).

use calendar::{Day, Instant};
use casework::folder::{Command, FolderRefusal, OriginalsArrived, TakeUp, ended_without_delivery};
use casework::{Case, Event, Manner, Refusal, Whereabouts};
use catalogue::{CaseId, Digest, PersonId, Power, RowSet, UnitCode, WindowId};
use ledger::{Delivery, Effect, Lane, Rejection, Submission, TIME};
use serde::de::DeserializeOwned;
use store::{Row, Statement};

use crate::account::Session;
use crate::case::content_of;
use crate::destruction::VERDICT;
use crate::domain::{Asked, Obstacle};
use crate::folder::folder_stream;
use crate::folder_loss::{LOST, LOST_IN_POST};
use crate::seal::derived_id;
use crate::{Centre, Fault};

/// The effect by which the end of a case reaches its folder.
const FETCH: &str = "papers-wait";
/// The effect by which papers go over to a case that takes the matter up again.
const TAKEN_UP: &str = "papers-taken-up";
/// The effect by which papers that came later reach the list of the folder.
const JOINED: &str = "papers-joined";
/// The effect by which a signed letter closes the return of the originals in it.
const ARRIVED: &str = "originals-arrived";
/// Lines that one list names at most.
const LINES_MAX: u32 = 200;
const COLUMNS: &str = "case_id, receipt_no, item_body, authority, fetch_window, fetch_at, place, person, loan_to, loan_due, pending_at";

/// A dossier that somebody has to look after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderCare {
    /// The case.
    pub case: CaseId,
    /// 收件编号.
    pub receipt_no: String,
    /// Digest of its item revision.
    pub item_body: Digest,
    /// The authority.
    pub authority: UnitCode,
    /// Since when its papers wait to be fetched, and at which window.
    pub fetch: Option<(WindowId, Instant)>,
    /// With whom it is, where it is apart from the case.
    pub person: Option<PersonId>,
    /// To whom it was lent, and the last day to bring it back.
    pub loan: Option<(PersonId, Day)>,
    /// Since when it waits to be signed for.
    pub given_at: Option<Instant>,
    /// It has waited for longer than a working day (F30).
    pub waits_long: bool,
}

/// What tells the folder that its case ended without delivery, or that a closing was lifted and it goes on.
pub(crate) fn fetch_effect(case: CaseId, state: &Case, event: &Event) -> Option<Effect> {
    let ends = matches!(
        event,
        Event::AcceptanceRefused(_)
            | Event::ClosedForMissing(_)
            | Event::WithdrawnByApplicant(_)
            | Event::EndedWithApplicant(_)
    );
    let goes_on = matches!(event, Event::ClosureLifted(_));
    state.file().filter(|file| goes_on || (ends && ended_without_delivery(&file.stage)))?;
    let payload = format!("{{\"case\":\"{case}\"}}").into_bytes();
    Some(Effect { recipient: folder_stream(case), kind: FETCH, payload })
}

/// What tells the folder of an earlier case that papers of it went over to this one (E14).
pub(crate) fn taken_up_effect(case: CaseId, event: &Event) -> Option<Effect> {
    let Event::Received(fact) = event else { return None };
    let previous = fact.previous.filter(|_| !fact.earlier.is_empty())?;
    let payload = serde_json::to_vec(&TakeUp { rows: fact.earlier, case, receipt: fact.receipt }).ok()?;
    Some(Effect { recipient: folder_stream(previous), kind: TAKEN_UP, payload })
}

/// What tells the folder that papers came which its list does not know (A12).
pub(crate) fn joined_effect(case: CaseId, event: &Event) -> Option<Effect> {
    let rows = match event {
        Event::ReceivedMore(fact) => fact.marks.copy_kept,
        Event::DeferredBrought(fact) => fact.marks.copy_kept,
        _ => return None,
    };
    let payload = serde_json::to_vec(&rows).ok().filter(|_| !rows.is_empty())?;
    Some(Effect { recipient: folder_stream(case), kind: JOINED, payload })
}

/// What tells the folder that the letter with the result was signed for, and the originals in it with it (E8).
pub(crate) fn arrived_effect(case: CaseId, state: &Case, event: &Event) -> Option<Effect> {
    let Event::Delivered(fact) = event else { return None };
    let posted = state.file()?.facts.sending.posted.filter(|it| it.whereabouts != Whereabouts::Back);
    let rows = posted.map_or(RowSet::EMPTY, |it| it.originals);
    let by_post = matches!(fact.manner, Manner::Post { .. }) && !rows.is_empty();
    let told = OriginalsArrived { rows, by: fact.by, window: fact.window };
    let payload = serde_json::to_vec(&told).ok().filter(|_| by_post)?;
    Some(Effect { recipient: folder_stream(case), kind: ARRIVED, payload })
}

/// What an effect carries.
fn told<T: DeserializeOwned>(delivery: &Delivery) -> Result<T, Fault> {
    serde_json::from_slice(&delivery.payload)
        .map_err(|error| Fault::inside(format!("an effect does not read: {error}")))
}

impl Centre {
    /// Delivers what happened elsewhere and concerns the paper of a case, or the case whose paper it is; false where an effect is
    /// of something else.
    pub(crate) async fn paper_effect(&self, delivery: &Delivery) -> Result<bool, Fault> {
        match delivery.kind.as_str() {
            VERDICT => self.dossier_verdict(delivery).await?,
            FETCH => self.folder_told(delivery, Command::AwaitFetch).await?,
            LOST => self.papers_lost(delivery).await?,
            TAKEN_UP => self.folder_told(delivery, Command::TakeUp(told(delivery)?)).await?,
            JOINED => self.folder_told(delivery, Command::Join { rows: told(delivery)? }).await?,
            ARRIVED => self.folder_told(delivery, Command::OriginalsArrived(told(delivery)?)).await?,
            LOST_IN_POST => self.folder_told(delivery, Command::LostInPost(told(delivery)?)).await?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// What happened elsewhere is noted in a folder; the command's id is derived from that entry, so it takes effect once.
    pub(crate) async fn folder_told(&self, delivery: &Delivery, command: Command) -> Result<(), Fault> {
        self.told_by_effect(delivery, Asked::Folder(command)).await
    }

    /// The same of any stream of paper.
    pub(crate) async fn told_by_effect(&self, delivery: &Delivery, command: Asked) -> Result<(), Fault> {
        let stream = delivery.recipient.as_str();
        let name = format!("{}/{}/{}/{stream}", delivery.division, delivery.seq, delivery.n);
        let noted = self
            .ledger
            .submit(Submission {
                division: self.division.clone(),
                stream: stream.to_owned(),
                command_id: derived_id(name),
                actor: TIME.to_owned(),
                command,
                content: content_of(&(delivery.kind.as_str(), stream))?,
                occurred_at: None,
                expected_version: None,
                bodies: Vec::new(),
                with: Vec::new(),
                lane: Lane::Time,
            })
            .await;
        match noted {
            Ok(_) => Ok(()),
            // It is noted already.
            Err(Rejection::Refused(Obstacle::Case(Refusal::Folder(FolderRefusal::Destroyed { .. })))) => {
                Ok(())
            }
            Err(Rejection::Unavailable) => Err(Fault::Unavailable),
            Err(Rejection::QueueFull) => Err(Fault::Busy),
            Err(Rejection::Fault(number)) => Err(Fault::Ledger(number)),
            Err(other) => Err(Fault::inside(format!("a stream of paper was not told: {other:?}"))),
        }
    }

    /// Papers that wait to be fetched at the windows of this person, the longest first.
    pub async fn papers_to_fetch(&self, session: &Session) -> Result<Vec<FolderCare>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (me, today) = (session.person, self.today());
        let mut windows: Vec<WindowId> =
            organisation.posts_of(me, today).flat_map(|holding| holding.windows.iter().copied()).collect();
        windows.extend(organisation.windows.iter().filter(|it| it.head == Some(me)).map(|it| it.id));
        windows.sort();
        windows.dedup();
        let sql = format!(
            "select {COLUMNS} from folder_row where fetch_window = $1 and division = $2 and fetch_window <> '' \
             order by fetch_at, case_id limit {LINES_MAX}"
        );
        let mut waiting = Vec::new();
        for window in windows {
            let params = vec![window.as_str().into(), self.division.as_str().into()];
            waiting.extend(lines(&self.store.read(Statement::new(sql.clone(), params)).await?)?);
        }
        waiting.sort_by_key(|it| (it.fetch.map(|(_, since)| since), it.case));
        waiting.truncate(LINES_MAX as usize);
        Ok(waiting)
    }

    /// Folders given apart from their case that wait for this person to sign for them, the longest first (A12, F30).
    pub async fn folders_to_take(&self, session: &Session) -> Result<Vec<FolderCare>, Fault> {
        let before = self.rises_before().await?;
        let sql = format!(
            "select {COLUMNS} from folder_row where pending_to = $1 and division = $2 and pending_to <> '' \
             order by pending_at, case_id limit {LINES_MAX}"
        );
        let params = vec![session.person.as_str().into(), self.division.as_str().into()];
        let mut given = lines(&self.store.read(Statement::new(sql, params)).await?)?;
        for it in &mut given {
            it.waits_long = it.given_at.is_some_and(|at| at < before);
        }
        Ok(given)
    }

    /// Dossiers that were lent and not brought back in time: for the borrower, and for who answers for the archive of their
    /// authority; the longest overdue first.
    pub async fn loans_overdue(&self, session: &Session) -> Result<Vec<FolderCare>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let today = self.today();
        let sql = format!(
            "select {COLUMNS} from folder_row where division = $1 and loan_to <> '' and loan_due < $2 \
             order by loan_due, case_id limit {LINES_MAX}"
        );
        let params = vec![self.division.as_str().into(), today.to_string().into()];
        let mut overdue = Vec::new();
        for line in lines(&self.store.read(Statement::new(sql, params)).await?)? {
            let borrowed = line.loan.is_some_and(|(to, _)| to == session.person);
            let answers = match self.item_body(line.item_body).await? {
                Some(item) => organisation.may(session.person, Power::MakeDocument, &item, today).is_yes(),
                None => false,
            };
            if borrowed || answers {
                overdue.push(line);
            }
        }
        Ok(overdue)
    }
}

fn lines(rows: &[Row]) -> Result<Vec<FolderCare>, Fault> {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let person = |text: &str| PersonId::parse(text).ok();
        lines.push(FolderCare {
            case: CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a folder's row bears no case"))?,
            receipt_no: row.text(1)?.to_owned(),
            item_body: Digest(row.array(2)?),
            authority: UnitCode::parse(row.text(3)?)
                .map_err(|_| Fault::inside("a folder's row bears no authority"))?,
            fetch: WindowId::parse(row.text(4)?).ok().zip(row.opt_int(5)?.map(Instant)),
            person: person(row.text(7)?).filter(|_| row.text(6).is_ok_and(|place| place == "apart")),
            loan: person(row.text(8)?).zip(Day::parse(row.text(9)?)),
            given_at: row.opt_int(10)?.map(Instant),
            waits_long: false,
        });
    }
    Ok(lines)
}
