//! What intake shows of whoever stands at the window: the case on the same matter that is taken up again, with the papers it still
//! has (E14, F9), and the certificates in force that the applicant holds (E11, N21).

use calendar::{Day, Instant};
use casework::certificate::{Certificate, CertificateId, Standing};
use casework::folder::Folder;
use casework::taken_up::Before;
use casework::{Case, Copies, DocumentNo};
use catalogue::{CaseId, Digest, Item, RowSet, WindowId};
use store::{Migration, Statement, Value};

use crate::account::Session;
use crate::certificate::certificate_stream;
use crate::domain::State;
use crate::row::receipt_text;
use crate::{Centre, Fault};

/// Certificates looked at for one person, and shown of them.
const LOOKED_AT_MAX: u32 = 24;
const HELD_MAX: usize = 6;

/// By whose document a certificate is found, and by the case that made it.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0083_certificate_holder",
    sql: r#"
alter table certificate_row add column holder bytea;
create index if not exists certificate_row_holder on certificate_row (holder, division) where holder is not null;
create index if not exists certificate_row_case on certificate_row (case_id, division);
"#,
};

/// What is known of an applicant before anything is taken in.
#[derive(Debug, Clone, Default)]
pub struct PersonKnown {
    /// The case on the same matter that is taken up again.
    pub earlier: Option<EarlierCase>,
    /// Certificates in force, those of the item at hand first.
    pub holds: Vec<Held>,
    /// The officer looked up too many people, so nobody looked: until then, microseconds UTC.
    pub wait_until: Option<i64>,
}

/// A case on the same matter that ended, and what it still has.
#[derive(Debug, Clone)]
pub struct EarlierCase {
    /// The case.
    pub id: CaseId,
    /// 收件编号 as people read it.
    pub receipt: String,
    /// Its state, as [`crate::list::CaseBrief::state`].
    pub state: String,
    /// When it was received.
    pub received_at: Instant,
    /// Rows of the item as it is published now whose papers need not be handed in again.
    pub rows: RowSet,
    /// Whether the papers themselves go over; otherwise a copy is taken of them.
    pub papers_move: bool,
    /// How many copies go over, where they were counted.
    pub copies: Copies,
    /// The window at which they wait to be fetched.
    pub window: Option<WindowId>,
}

/// A certificate that the applicant holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its name.
    pub id: CertificateId,
    /// Digest of the item revision it rests on.
    pub item_body: Digest,
    /// Its number.
    pub number: DocumentNo,
    /// Last valid day; none where no rule ends it.
    pub valid_until: Option<Day>,
    /// It is of the item at hand.
    pub same_item: bool,
    /// It bears another document today than the one that was typed: a former one, or somebody else's since.
    pub other_document: bool,
}

impl Centre {
    /// What is known of whoever shows this document and applies for this item. Nothing where the number is none. Each person is
    /// counted for the officer, and written down.
    pub async fn person_known(
        &self,
        session: &Session,
        item: &Item,
        document_type: &str,
        document_number: &str,
        object: &str,
    ) -> Result<PersonKnown, Fault> {
        let Ok(document) = self.identity(document_type, document_number) else {
            return Ok(PersonKnown::default());
        };
        let person = self.person_digest(document_type, &document.number);
        if let Err(until) = self.look_at_intake(session, person).await? {
            return Ok(PersonKnown { wait_until: Some(until), ..PersonKnown::default() });
        }
        let holds = self.held_by(session, item, person).await?;
        // Whoever does not see the cases of the unit is told nothing of an earlier one.
        let earlier = match self.scope(session).await?.covers_unit(item.authority) {
            true => self.earlier_case(item, person, self.object_digest(object)).await?,
            false => None,
        };
        Ok(PersonKnown { earlier, holds, wait_until: None })
    }

    /// The case that an intake of this matter takes up again.
    async fn earlier_case(
        &self,
        item: &Item,
        person: Digest,
        object: Option<Digest>,
    ) -> Result<Option<EarlierCase>, Fault> {
        let same = self.case_same_matter(person, item.code.as_str(), object).await?;
        let briefs = same.clone();
        let Some(id) = self.matter_of(same).await?.taken_up else { return Ok(None) };
        let Some(brief) = briefs.into_iter().find(|it| it.id == id) else { return Ok(None) };
        let Some(state) = self.case_state(id).await? else { return Ok(None) };
        let Case::Filed(file) = &state.case else { return Ok(None) };
        let (folder, _) = self.folder_state(id).await?;
        let Some(bound) = self.item_body(file.facts.body).await? else { return Ok(None) };
        let before = Before { file, item: &bound, folder: &folder };
        let theirs = file.facts.applicant == person;
        let window = match &folder {
            Folder::Kept(dossier) => dossier.fetch.map(|it| it.window),
            Folder::Absent => None,
        };
        Ok(Some(EarlierCase {
            id,
            receipt: receipt_text(file.facts.receipt),
            state: brief.state,
            received_at: file.facts.received_at,
            rows: if theirs { before.rows(item) } else { RowSet::EMPTY },
            papers_move: before.papers_move(),
            copies: file.facts.materials.marks.copies,
            window,
        }))
    }

    /// Certificates in force of a person that this officer may open: by the document they bear, and by that under which the
    /// case was registered that made them.
    async fn held_by(&self, session: &Session, item: &Item, person: Digest) -> Result<Vec<Held>, Fault> {
        let scope = self.scope(session).await?;
        let params: Vec<Value> = vec![self.division.as_str().into(), person.0.into()];
        // So written that both are found by the person and never by the whole division.
        let sql = format!(
            "select certificate from certificate_row where holder = $2 and division || '' = $1 \
             union select c.certificate from case_applicant a \
             join certificate_row c on c.case_id = a.case_id and c.division || '' = a.division \
             where a.applicant = $2 and a.division = $1 order by certificate desc limit {LOOKED_AT_MAX}"
        );
        let mut ids = Vec::new();
        for row in self.store.read(Statement::new(sql, params)).await? {
            let id = CertificateId::parse(row.text(0)?);
            ids.push(id.ok_or_else(|| Fault::inside("a certificate row bears no certificate"))?);
        }
        let streams: Vec<String> = ids.iter().map(|id| certificate_stream(*id)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let mut held = Vec::new();
        for (id, stream) in ids.into_iter().zip(&streams) {
            let Some(State::Certificate(Certificate::Issued(file))) = states.get(stream) else { continue };
            if file.standing != Standing::InForce || !scope.covers_certificate(file.authority) {
                continue;
            }
            let paper = file.current();
            held.push(Held {
                id,
                item_body: file.body,
                number: paper.number,
                valid_until: paper.valid_until,
                same_item: file.item == item.code,
                other_document: file.holder != person,
            });
        }
        held.sort_by_key(|it| !it.same_item);
        held.truncate(HELD_MAX);
        Ok(held)
    }
}
