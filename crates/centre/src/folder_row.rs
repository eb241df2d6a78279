//! The list row of a folder, and the lists of the archive: what is due, what lies where, what is out.

use calendar::{Day, Instant};
use casework::folder::{Dossier, Folder, Place, letter_may_come};
use casework::{Case, PublicState};
use catalogue::{CaseId, Digest, PersonId, UnitCode};
use ledger::RowImage;
use store::{Statement, Value};

use crate::account::Session;
use crate::case::stream_of;
use crate::domain::State;
use crate::folder::folder_stream;
use crate::row::receipt_text;
use crate::scope::{page_after, within};
use crate::{Centre, Fault};

const COLUMNS: &[&str] = &[
    "division",
    "case_id",
    "receipt_no",
    "authority",
    "item_body",
    "place",
    "person",
    "pending_to",
    "pending_at",
    "owed",
    "archive_year",
    "archive_n",
    "box_no",
    "shelf",
    "archived_at",
    "retention",
    "keep_until",
    "loan_to",
    "loan_due",
    "proposed",
    "fetch_window",
    "fetch_at",
    "loss_by",
];

/// How many of them are written once.
const FIXED: usize = 5;

/// The stable word of a keeping time.
pub fn retention_key(retention: catalogue::item::Retention) -> &'static str {
    use catalogue::item::Retention;
    match retention {
        Retention::Permanent => "permanent",
        Retention::ThirtyYears => "30-years",
        Retention::TenYears => "10-years",
    }
}

/// The row of a folder.
pub(crate) fn row(division: &str, case: CaseId, dossier: &Dossier) -> RowImage {
    let (place, person) = match dossier.place {
        _ if dossier.destroyed.is_some() => ("destroyed", String::new()),
        Place::WithCase => ("with-case", String::new()),
        Place::Apart { person, .. } => ("apart", person.to_string()),
        Place::Shelf => ("shelf", String::new()),
    };
    let archived = dossier.archived;
    let values: Vec<Value> = vec![
        division.into(),
        case.as_str().into(),
        receipt_text(dossier.receipt).into(),
        dossier.authority.as_str().into(),
        dossier.body.0.into(),
        place.into(),
        person.into(),
        dossier.pending.map_or_else(String::new, |it| it.to.to_string()).into(),
        dossier.pending.map(|it| it.at.0).into(),
        (!dossier.rows.owed().is_empty()).into(),
        archived.map_or(0, |it| i64::from(it.number.year)).into(),
        archived.map_or(0, |it| i64::from(it.number.n)).into(),
        archived.map_or(0, |it| i64::from(it.box_no)).into(),
        archived.map_or(0, |it| i64::from(it.shelf)).into(),
        archived.map(|it| it.at.0).into(),
        archived.map_or("", |it| retention_key(it.retention)).into(),
        archived.and_then(|it| it.keep_until).map_or_else(String::new, |day| day.to_string()).into(),
        dossier.loan.map_or_else(String::new, |it| it.to.to_string()).into(),
        dossier.loan.map_or_else(String::new, |it| it.due_on.to_string()).into(),
        dossier.proposed.into(),
        dossier.fetch.map_or_else(String::new, |it| it.window.to_string()).into(),
        dossier.fetch.map(|it| it.since.0).into(),
        dossier.loss.map_or_else(String::new, |it| it.by.to_string()).into(),
    ];
    RowImage { table: "folder_row", columns: COLUMNS, key: 2, fixed: FIXED, values }
}

/// Which dossiers a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FolderWhich {
    /// The case has ended and its folder is not in the archive.
    #[default]
    Due,
    /// In the archive.
    Archived,
    /// Out on loan.
    Lent,
    /// Out on loan beyond its day.
    Overdue,
    /// Apart from its case.
    Apart,
    /// Given for more than a working day and not signed for (F30).
    Unsigned,
    /// Something was lost, and no head has signed it (F30).
    Loss,
    /// The case ended without delivery and its papers wait to be fetched (C26).
    Fetch,
    /// Originals have not gone back (E8).
    Owed,
    /// Its keeping time is over (C23).
    Proposed,
    /// It was destroyed by an approved list (C23).
    Destroyed,
}

impl FolderWhich {
    /// Every choice with its word in addresses.
    pub const ALL: [(&'static str, FolderWhich); 11] = [
        ("", FolderWhich::Due),
        ("archived", FolderWhich::Archived),
        ("lent", FolderWhich::Lent),
        ("overdue", FolderWhich::Overdue),
        ("apart", FolderWhich::Apart),
        ("unsigned", FolderWhich::Unsigned),
        ("loss", FolderWhich::Loss),
        ("fetch", FolderWhich::Fetch),
        ("owed", FolderWhich::Owed),
        ("proposed", FolderWhich::Proposed),
        ("destroyed", FolderWhich::Destroyed),
    ];

    /// The choice of a word; what is due for a word that is none.
    pub fn of(word: &str) -> FolderWhich {
        Self::ALL.iter().find(|(it, _)| *it == word).map_or(FolderWhich::Due, |(_, which)| *which)
    }

    /// `rises_before`: what was given before has waited for more than a working day.
    fn predicate(self, now: Instant, rises_before: Instant, params: &mut Vec<Value>) -> String {
        match self {
            FolderWhich::Due => "c.open = 0 and f.archived_at is null".to_owned(),
            FolderWhich::Archived => "f.archived_at is not null and f.place <> 'destroyed'".to_owned(),
            FolderWhich::Destroyed => "f.place = 'destroyed'".to_owned(),
            FolderWhich::Lent => "f.loan_to <> ''".to_owned(),
            FolderWhich::Overdue => {
                params.push(now.day().to_string().into());
                format!("f.loan_to <> '' and f.loan_due < ${}", params.len())
            }
            FolderWhich::Apart => "f.place = 'apart'".to_owned(),
            FolderWhich::Unsigned => {
                params.push(rises_before.0.into());
                format!("f.pending_to <> '' and f.pending_at < ${}", params.len())
            }
            FolderWhich::Loss => "f.loss_by <> ''".to_owned(),
            FolderWhich::Fetch => "f.fetch_window <> ''".to_owned(),
            FolderWhich::Owed => "f.owed = 1".to_owned(),
            FolderWhich::Proposed => "f.proposed = 1".to_owned(),
        }
    }
}

/// One dossier of a list.
#[derive(Debug, Clone)]
pub struct FolderBrief {
    /// The case.
    pub case: CaseId,
    /// 收件编号.
    pub receipt_no: String,
    /// Body of the item.
    pub item_body: Digest,
    /// The authority.
    pub authority: UnitCode,
    /// State word of the case.
    pub state: String,
    /// It has a folder; where not, its papers lie loose.
    pub opened: bool,
    /// With whom it is, where it is apart from the case.
    pub person: Option<PersonId>,
    /// To whom it was given and not yet taken.
    pub pending_to: Option<PersonId>,
    /// 档号: year and number; none before it is in the archive.
    pub archive: Option<(u16, u32)>,
    /// Box and shelf.
    pub shelf: (i64, i64),
    /// Keeping time, as [`retention_key`].
    pub retention: String,
    /// It was destroyed.
    pub destroyed: bool,
    /// With whom it is on loan, and until when.
    pub loan: Option<(PersonId, Day)>,
    /// Until when a letter may come that lifts the closing for missing papers (E14): before that day is over it is not archived.
    pub letter_until: Option<Day>,
    received_at: i64,
}

impl FolderBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.received_at, self.case)
    }
}

impl Centre {
    /// One page of dossiers of the units whose cases the person sees, the case received last at the head.
    pub async fn folder_list(
        &self,
        session: &Session,
        which: FolderWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<FolderBrief>, Fault> {
        self.folder_list_of(session, None, which, after, limit).await
    }

    /// The same of one unit alone, where one is named.
    pub async fn folder_list_of(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        which: FolderWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<FolderBrief>, Fault> {
        let mut params = page_after(&self.division, after, limit);
        let before = if which == FolderWhich::Unsigned { self.rises_before().await? } else { Instant(0) };
        let wanted = which.predicate(self.instant(), before, &mut params);
        let scope = self.scope(session).await?;
        let (seen, narrow) = (scope.units_predicate(&mut params), within(unit, &mut params));
        let sql = format!(
            "select c.case_id, c.receipt_no, c.item_body, c.authority, c.state, coalesce(f.person, ''), \
             coalesce(f.pending_to, ''), coalesce(f.archive_year, 0), coalesce(f.archive_n, 0), coalesce(f.box_no, 0), \
             coalesce(f.shelf, 0), coalesce(f.retention, ''), coalesce(f.loan_to, ''), coalesce(f.loan_due, ''), \
             c.received_at, coalesce(f.place, '') \
             from (select * from case_row where division = $1 and {seen} and {narrow}) c \
             left join folder_row f on f.division = c.division and f.case_id = c.case_id \
             where {wanted} and (c.received_at < $2 or (c.received_at = $2 and c.case_id > $3)) \
             order by c.received_at desc, c.case_id limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut list = Vec::with_capacity(rows.len());
        for row in &rows {
            let case = CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a case row bears no case"))?;
            let authority =
                UnitCode::parse(row.text(3)?).map_err(|_| Fault::inside("a case row bears no authority"))?;
            let person = |text: &str| PersonId::parse(text).ok();
            let (year, n) = (u16::try_from(row.int(7)?), u32::try_from(row.int(8)?));
            let loan = person(row.text(12)?).zip(Day::parse(row.text(13)?));
            list.push(FolderBrief {
                case,
                receipt_no: row.text(1)?.to_owned(),
                item_body: Digest(row.array(2)?),
                authority,
                state: row.text(4)?.to_owned(),
                opened: !row.text(15)?.is_empty(),
                person: person(row.text(5)?),
                pending_to: person(row.text(6)?),
                archive: year.ok().zip(n.ok()).filter(|(_, n)| *n > 0),
                shelf: (row.int(9)?, row.int(10)?),
                retention: row.text(11)?.to_owned(),
                destroyed: row.text(15)? == "destroyed",
                loan,
                letter_until: None,
                received_at: row.int(14)?,
            });
        }
        if which == FolderWhich::Due {
            self.note_letters(&mut list).await?;
        }
        Ok(list)
    }

    /// Says of what was closed for missing papers until when it waits for a letter, by the rule that refuses to archive it.
    async fn note_letters(&self, list: &mut [FolderBrief]) -> Result<(), Fault> {
        let closed = list.iter().filter(|it| it.state == PublicState::ClosedForMissing.key());
        let streams: Vec<String> =
            closed.flat_map(|it| [stream_of(it.case), folder_stream(it.case)]).collect();
        if streams.is_empty() {
            return Ok(());
        }
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let (today, none) = (self.today(), Folder::Absent);
        for it in list {
            let Some(State::Case(Case::Filed(file))) = states.get(&stream_of(it.case)) else { continue };
            let folder = match states.get(&folder_stream(it.case)) {
                Some(State::Folder(folder)) => folder,
                _ => &none,
            };
            it.letter_until = letter_may_come(folder, file, today);
        }
        Ok(())
    }
}
