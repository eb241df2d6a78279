//! The list row of a certificate, and the lists read from it.

use calendar::{Calendar, Day};
use casework::certificate::{CertificateFile, CertificateId, decide_by, hand_out_by};
use catalogue::{Digest, Item, UnitCode};
use ledger::RowImage;
use store::{Migration, Statement, Value};

use crate::account::Session;
use crate::certificate::{CertificateContent, certificate_stream};
use crate::particulars::Masked;
use crate::row::receipt_text;
use crate::scope::within;
use crate::{Centre, Fault};

/// What waits to be handed out or answered, for lists and for the monitoring points.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0086_certificate_owed",
    sql: r#"
alter table certificate_row add column owed_on text not null default '';
alter table certificate_row add column asked_on text not null default '';
create index if not exists certificate_row_owed on certificate_row (owed_on, division, certificate) where owed_on <> '';
create index if not exists certificate_row_asked on certificate_row (asked_on, division, certificate)
  where asked_on <> '';
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "certificate",
    "case_id",
    "receipt_no",
    "authority",
    "item",
    "item_body",
    "issued_on",
    "year",
    "n",
    "content",
    "state",
    "valid_until",
    "renewal",
    "proceeding",
    "owed_on",
    "asked_on",
    "holder",
];

/// How many of them are written once.
const FIXED: usize = 8;

/// What sorts after every day: a certificate without a last day.
const NEVER: &str = "9999-12-31";

/// The row of a certificate.
pub(crate) fn row(division: &str, id: CertificateId, file: &CertificateFile) -> RowImage {
    let current = file.current();
    let first = file.papers.first().unwrap_or(current);
    let values: Vec<Value> = vec![
        division.into(),
        id.to_string().into(),
        file.case.as_str().into(),
        receipt_text(file.receipt).into(),
        file.authority.as_str().into(),
        file.item.as_str().into(),
        file.body.0.into(),
        first.issued_on.to_string().into(),
        i64::from(current.number.year).into(),
        i64::from(current.number.n).into(),
        file.content.0.0.into(),
        file.standing.key().into(),
        current.valid_until.map_or_else(|| NEVER.to_owned(), |day| day.to_string()).into(),
        waiting(file).into(),
        file.proceeding.is_some().into(),
        text_of(file.owed.iter().map(|it| it.on).min()),
        text_of(file.reissue.map(|it| it.on)),
        file.holder.0.into(),
    ];
    RowImage { table: "certificate_row", columns: COLUMNS, key: 2, fixed: FIXED, values }
}

/// A day as a column has it; empty where there is none.
fn text_of(day: Option<Day>) -> Value {
    day.map_or_else(String::new, |day| day.to_string()).into()
}

/// What waits for a decision, as the column `renewal` has it: 1 a renewal, 2 a correction, a change or a replacement, 3 both.
fn waiting(file: &CertificateFile) -> i64 {
    i64::from(file.renewal.is_some()) + 2 * i64::from(file.reissue.is_some())
}

/// Which certificates a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CertificateWhich {
    /// All of them.
    #[default]
    All,
    /// In force.
    InForce,
    /// In force, and its last day is not more than sixty days away.
    EndsSoon,
    /// A renewal, a correction, a change or a replacement waits for an answer.
    Renewal,
    /// A paper of it waits to be handed out (N16).
    Owed,
    /// Proceedings run.
    Proceeding,
    /// Its time is over.
    Expired,
    /// An authority ended it.
    Ended,
}

impl CertificateWhich {
    /// Every choice with its word in addresses.
    pub const ALL: [(&'static str, CertificateWhich); 8] = [
        ("", CertificateWhich::All),
        ("in-force", CertificateWhich::InForce),
        ("ends-soon", CertificateWhich::EndsSoon),
        ("renewal", CertificateWhich::Renewal),
        ("owed", CertificateWhich::Owed),
        ("proceeding", CertificateWhich::Proceeding),
        ("expired", CertificateWhich::Expired),
        ("ended", CertificateWhich::Ended),
    ];

    /// The choice of a word; all for a word that is none.
    pub fn of(word: &str) -> CertificateWhich {
        Self::ALL.iter().find(|(it, _)| *it == word).map_or(CertificateWhich::All, |(_, which)| *which)
    }

    fn predicate(self, today: Day, params: &mut Vec<Value>) -> String {
        match self {
            CertificateWhich::All => "1 = 1".to_owned(),
            CertificateWhich::InForce => "state = 'in-force'".to_owned(),
            CertificateWhich::EndsSoon => {
                params.push(today.plus_days(60).to_string().into());
                format!("state = 'in-force' and valid_until <= ${}", params.len())
            }
            CertificateWhich::Renewal => "state = 'in-force' and renewal > 0".to_owned(),
            CertificateWhich::Owed => "owed_on <> ''".to_owned(),
            CertificateWhich::Proceeding => "proceeding = 1".to_owned(),
            CertificateWhich::Expired => "state = 'expired'".to_owned(),
            CertificateWhich::Ended => "state <> 'in-force' and state <> 'expired'".to_owned(),
        }
    }
}

/// One certificate of a list.
#[derive(Debug, Clone)]
pub struct CertificateBrief {
    /// Its name.
    pub id: CertificateId,
    /// Receipt number of the case.
    pub receipt_no: String,
    /// The authority.
    pub authority: UnitCode,
    /// Body of the item.
    pub item_body: Digest,
    /// Year and number of the paper that counts.
    pub number: (u16, u32),
    /// Holder's name, masked; empty if erased.
    pub holder: Masked,
    /// Its standing, as [`casework::certificate::Standing::key`].
    pub state: String,
    /// Last valid day.
    pub valid_until: Option<Day>,
    /// A renewal waits.
    pub renewal: bool,
    /// A correction, a change or a replacement waits.
    pub reissue: bool,
    /// The day the oldest paper was made that waits to be handed out.
    pub owed_on: Option<Day>,
    /// The day a correction, a change or a replacement was asked for that waits.
    pub asked_on: Option<Day>,
    /// Proceedings run.
    pub proceeding: bool,
}

impl CertificateBrief {
    /// Whether its holder waits for a paper or an answer past its day (A22, N16).
    pub fn is_late(&self, item: &Item, calendar: &Calendar, today: Day) -> bool {
        let last = [
            self.owed_on.and_then(|on| hand_out_by(on, item, calendar).ok()),
            self.asked_on.and_then(|on| decide_by(on, item, calendar).ok()),
        ];
        last.into_iter().flatten().any(|last| last < today)
    }

    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        let until = self.valid_until.map_or_else(|| NEVER.to_owned(), |day| day.to_string());
        format!("{until}_{}", self.id)
    }
}

impl Centre {
    /// One page of the certificates of the units whose cases the person sees, those that end first at the head; with
    /// `unit` only that unit's. `after` is the cursor of the last one shown.
    pub async fn certificate_list(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        which: CertificateWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<CertificateBrief>, Fault> {
        let (until, id) = after.split_once('_').unwrap_or(("", ""));
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            until.chars().take(10).collect::<String>().into(),
            id.chars().take(60).collect::<String>().into(),
            limit.min(200).into(),
        ];
        let wanted = which.predicate(self.today(), &mut params);
        let seen = self.scope(session).await?.certificates_predicate(&mut params);
        let within = within(unit, &mut params);
        let sql = format!(
            "select certificate, receipt_no, authority, item_body, year, n, content, state, valid_until, renewal, proceeding, \
             owed_on, asked_on \
             from certificate_row where division = $1 and {wanted} and {seen} and {within} \
             and (valid_until > $2 or (valid_until = $2 and certificate > $3)) \
             order by valid_until, certificate limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut list = Vec::with_capacity(rows.len());
        let mut seals = Vec::with_capacity(rows.len());
        for row in &rows {
            let id = CertificateId::parse(row.text(0)?)
                .ok_or_else(|| Fault::inside("a certificate row bears no certificate"))?;
            let authority = UnitCode::parse(row.text(2)?)
                .map_err(|_| Fault::inside("a certificate row bears no authority"))?;
            let content = Digest(row.array(6)?);
            seals.push((certificate_stream(id), content));
            let year = u16::try_from(row.int(4)?).map_err(|_| Fault::inside("a year out of bounds"))?;
            let n = u32::try_from(row.int(5)?).map_err(|_| Fault::inside("a number out of bounds"))?;
            list.push(CertificateBrief {
                id,
                receipt_no: row.text(1)?.to_owned(),
                authority,
                item_body: Digest(row.array(3)?),
                number: (year, n),
                holder: Masked::new(String::new()),
                state: row.text(7)?.to_owned(),
                valid_until: Some(row.text(8)?).filter(|it| *it != NEVER).and_then(Day::parse),
                renewal: row.int(9)? & 1 == 1,
                reissue: row.int(9)? & 2 == 2,
                proceeding: row.int(10)? == 1,
                owed_on: Day::parse(row.text(11)?),
                asked_on: Day::parse(row.text(12)?),
            });
        }
        let texts = if seals.is_empty() { Default::default() } else { self.texts_of_list(&seals).await? };
        for (brief, (_, content)) in list.iter_mut().zip(&seals) {
            let content: Option<CertificateContent> = texts.record(*content);
            brief.holder = Masked::new(content.map(|it| it.holder).unwrap_or_default());
        }
        Ok(list)
    }
}
