//! The register of disclosures: one page of it, for whoever keeps dossiers, leads a unit or supervises (E30).

use calendar::{Day, Instant};
use casework::disclosure::{AskerKind, Form};
use casework::{DocumentKind, DocumentNo, disclosure};
use catalogue::{CaseId, Digest, UnitCode};
use store::{Row, Statement, Value};

use crate::account::Session;
use crate::kinds::disclosure::stream_of;
use crate::scope::in_units;
use crate::{Centre, Fault};

/// Which requests a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DisclosureWhich {
    /// All of them.
    #[default]
    All,
    /// A head has to agree, or it is to be handed out.
    Open,
    /// Originals are out.
    Out,
    /// Originals should have been back.
    Overdue,
    /// The applicant is not told yet.
    Withheld,
    /// Somebody has to do something: what is open, and originals that should have been back.
    Care,
}

impl DisclosureWhich {
    /// Every choice of the list with its word in addresses.
    pub const ALL: [(&'static str, DisclosureWhich); 5] = [
        ("", DisclosureWhich::All),
        ("open", DisclosureWhich::Open),
        ("out", DisclosureWhich::Out),
        ("overdue", DisclosureWhich::Overdue),
        ("withheld", DisclosureWhich::Withheld),
    ];

    /// The choice of a word; all of them for a word that is none.
    pub fn of(word: &str) -> DisclosureWhich {
        Self::ALL.iter().find(|(it, _)| *it == word).map_or(DisclosureWhich::All, |(_, which)| *which)
    }

    fn predicate(self, today: Day, params: &mut Vec<Value>) -> String {
        match self {
            DisclosureWhich::All => "1 = 1".to_owned(),
            DisclosureWhich::Open => "way in ('registered', 'approved')".to_owned(),
            DisclosureWhich::Out => "due_on <> ''".to_owned(),
            DisclosureWhich::Overdue => {
                params.push(today.to_string().into());
                format!("due_on <> '' and due_on < ${}", params.len())
            }
            DisclosureWhich::Care => {
                params.push(today.to_string().into());
                let day = params.len();
                format!("(way in ('registered', 'approved') or (due_on <> '' and due_on < ${day}))")
            }
            DisclosureWhich::Withheld => "withheld_until <> '' and way <> 'declined'".to_owned(),
        }
    }
}

/// A request of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureBrief {
    /// The case.
    pub case: CaseId,
    /// Its place among the requests of the case.
    pub place: u8,
    /// 调阅登记号.
    pub number: DocumentNo,
    /// When it was written down.
    pub asked_at: Instant,
    /// Name of the authority.
    pub asker: String,
    /// Of which kind it is.
    pub kind: AskerKind,
    /// In what form.
    pub form: Form,
    /// How far it is, in a word.
    pub way: String,
    /// Last day to bring originals back, while they are out.
    pub due_on: Option<Day>,
    /// The first day on which the applicant is told, while nothing is said.
    pub withheld_until: Option<Day>,
}

impl DisclosureBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}_{}", self.asked_at.0, self.case, self.place)
    }
}

impl Centre {
    /// One page of the register of the units whose disclosures a person may read, the latest first.
    pub async fn disclosure_list(
        &self,
        session: &Session,
        which: DisclosureWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<DisclosureBrief>, Fault> {
        self.disclosure_list_of(session, None, which, after, limit).await
    }

    /// The same of one unit alone, where the reader is kept to it.
    pub async fn disclosure_list_of(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        which: DisclosureWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<DisclosureBrief>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let today = self.today();
        let units: Vec<UnitCode> = organisation
            .units
            .iter()
            .map(|it| it.code)
            .filter(|it| unit.is_none_or(|only| only == *it))
            .filter(|unit| disclosure::sees(&organisation, session.person, *unit, today))
            .collect();
        if units.is_empty() {
            return Ok(Vec::new());
        }
        let mut parts = after.splitn(3, '_');
        let mut part = || parts.next().unwrap_or_default().chars().take(40).collect::<String>();
        let (at, case, place) = (part(), part(), part());
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            at.parse().unwrap_or(i64::MAX).into(),
            case.into(),
            place.parse().unwrap_or(0_i64).into(),
            limit.min(200).into(),
        ];
        let wanted = which.predicate(today, &mut params);
        let seen = in_units(&units, &mut params);
        let sql = format!(
            "select case_id, place, authority, year, n, asked_at, asker, kind, form, way, due_on, withheld_until \
             from disclosure_row where division = $1 and {seen} and {wanted} and (asked_at < $2 \
             or (asked_at = $2 and (case_id > $3 or (case_id = $3 and place > $4)))) \
             order by asked_at desc, case_id, place limit $5"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut named: Vec<(String, Digest)> = Vec::with_capacity(rows.len());
        let mut list = Vec::with_capacity(rows.len());
        for row in &rows {
            let brief = brief(row)?;
            named.push((stream_of(brief.case), Digest(row.array(6)?)));
            list.push(brief);
        }
        let texts = self.texts_of_list(&named).await?;
        for (brief, (_, asker)) in list.iter_mut().zip(&named) {
            brief.asker = texts.text(*asker);
        }
        Ok(list)
    }
}

/// A row without the name, which is sealed.
fn brief(row: &Row) -> Result<DisclosureBrief, Fault> {
    let broken = || Fault::inside("a row of the disclosures cannot be read");
    let number = DocumentNo {
        issuer: UnitCode::parse(row.text(2)?).map_err(|_| broken())?,
        kind: DocumentKind::Disclosure,
        year: u16::try_from(row.int(3)?).map_err(|_| broken())?,
        n: u32::try_from(row.int(4)?).map_err(|_| broken())?,
    };
    Ok(DisclosureBrief {
        case: CaseId::parse(row.text(0)?).map_err(|_| broken())?,
        place: u8::try_from(row.int(1)?).map_err(|_| broken())?,
        number,
        asked_at: Instant(row.int(5)?),
        asker: String::new(),
        kind: AskerKind::parse(row.text(7)?).ok_or_else(broken)?,
        form: Form::parse(row.text(8)?).ok_or_else(broken)?,
        way: row.text(9)?.to_owned(),
        due_on: Day::parse(row.text(10)?),
        withheld_until: Day::parse(row.text(11)?),
    })
}
