//! The register as people see it: lists by what is to be done, and one complaint with its history.

use std::collections::HashMap;
use std::sync::Arc;

use calendar::{Day, Instant};
use casework::{Case, File};
use catalogue::{CaseId, ComplaintId, Organisation, PersonId, UnitCode};
use oversight::complaint::{
    Channel, Class, Complaint, Event, Filed, concerned, inspects, investigates, keeps, took_part,
};
use store::{Row, Statement, Value};

use super::super::finding::Line;
use super::{ComplaintSight, Contact, Reported, grouped, investigated_by};
use crate::account::Session;
use crate::case::{Problem, stream_of as case_stream};
use crate::domain::State;
use crate::kinds::complaint::stream_of;
use crate::particulars::Texts;
use crate::scope::page_after;
use crate::{Centre, Fault};

/// A complaint of a list.
#[derive(Debug, Clone)]
pub struct ComplaintBrief {
    /// Which.
    pub id: ComplaintId,
    /// Year and number.
    pub number: (u16, u32),
    /// When it was made.
    pub filed_at: Instant,
    /// Sealed to the discipline inspection: what follows is empty.
    pub sealed: bool,
    /// How it came.
    pub channel: Option<Channel>,
    /// Of which class.
    pub class: Option<Class>,
    /// The unit complained of.
    pub unit: Option<UnitCode>,
    /// The unit that investigates.
    pub office: Option<UnitCode>,
    /// Who was named to.
    pub to: Option<PersonId>,
    /// Its state's stable word.
    pub state: String,
    /// When its light turns yellow, while an answer is owed.
    pub yellow_at: Option<Instant>,
    /// From when on it is late.
    pub red_at: Option<Instant>,
    /// Whether it ever was.
    pub late: bool,
    /// How often it was opened again.
    pub rounds: u8,
    /// Last day to publish its result, while the public is owed it (R153).
    pub publish_by: Option<Day>,
}

impl ComplaintBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.filed_at.0, self.id)
    }

    /// Its number as people read it.
    pub fn number_text(&self) -> String {
        grouped(self.number.0, self.number.1)
    }
}

/// Which complaints a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ComplaintWhich {
    /// Those with which this person has something to do now.
    #[default]
    Mine,
    /// Those that are not closed.
    Open,
    /// Those whose day has passed.
    Late,
    /// 办不成事 (N57).
    LastResort,
    /// 待公布: closed, and the public is owed the result (R153).
    ToPublish,
    /// All.
    All,
}

impl ComplaintWhich {
    /// Every choice with its word in addresses.
    pub const ALL: [(&'static str, ComplaintWhich); 6] = [
        ("", ComplaintWhich::Mine),
        ("open", ComplaintWhich::Open),
        ("late", ComplaintWhich::Late),
        ("last-resort", ComplaintWhich::LastResort),
        ("to-publish", ComplaintWhich::ToPublish),
        ("all", ComplaintWhich::All),
    ];

    /// The choice of a word; what is to be done for a word that is none.
    pub fn of(word: &str) -> ComplaintWhich {
        Self::ALL.iter().find(|(it, _)| *it == word).map_or(ComplaintWhich::Mine, |(_, which)| *which)
    }

    fn predicate(self, sight: &ComplaintSight, now: i64, params: &mut Vec<Value>) -> String {
        match (self, sight) {
            (ComplaintWhich::Mine, ComplaintSight::Desk(_)) => {
                // About a case a unit may have nobody left who investigates; which those are, no row says.
                "open = 1 and sealed = 0 and (state <> 'with-unit' or case_id <> '')".to_owned()
            }
            // Whoever only wrote it down has nothing to do with it any more.
            (ComplaintWhich::Mine, ComplaintSight::Own { person, units }) => {
                format!("open = 1 and state = 'with-unit' and {}", investigated_by(*person, units, params))
            }
            (ComplaintWhich::Mine, ComplaintSight::Inspection(_)) | (ComplaintWhich::Open, _) => {
                "open = 1".to_owned()
            }
            (ComplaintWhich::Late, _) => {
                params.push(now.into());
                format!("open = 1 and red_at <= ${}", params.len())
            }
            (ComplaintWhich::LastResort, _) => "open = 1 and class = 'last-resort'".to_owned(),
            // As the index has it.
            (ComplaintWhich::ToPublish, _) => "state = 'closed' and published_at is null".to_owned(),
            (ComplaintWhich::All, _) => "1 = 1".to_owned(),
        }
    }
}

/// The whole of one complaint.
pub struct ComplaintView {
    /// Which.
    pub id: ComplaintId,
    /// What holds of it.
    pub filed: Box<Filed>,
    /// Its version, for forms.
    pub version: u64,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
    /// Number of the case's receipt, for whoever may know who complains.
    pub receipt: String,
    /// The file of the case: who had a part in it does not look into the complaint (E27, F18).
    pub file: Option<Box<File>>,
    /// Whether this person may know who complains.
    pub sees_contact: bool,
}

impl ComplaintView {
    /// Who complains, for whoever may know.
    pub fn contact(&self) -> Option<Contact> {
        self.filed.contact.filter(|_| self.sees_contact).and_then(|it| self.texts.record(it.0))
    }

    /// The case, for whoever may know who complains: whoever knows the case knows its applicant.
    pub fn case(&self) -> Option<CaseId> {
        self.filed.about.case.filter(|_| self.sees_contact)
    }

    /// Whether this person may print the receipt, on which the complainant's code stands: who wrote it down, on that day.
    /// Nobody else of the office has the code, or the complainant's word could be given in his place (F18).
    pub fn prints_receipt(&self, session: &Session) -> bool {
        let today = self.now.day() == self.filed.filed_at.day();
        !self.filed.is_sealed() && today && self.filed.by == Some(session.person)
    }

    /// A report of corruption, for the discipline inspection.
    pub fn reported(&self) -> Option<Reported> {
        self.filed.is_sealed().then(|| self.texts.record(self.filed.words.0)).flatten()
    }
}

const COLUMNS: &str = "complaint_id, year, n, filed_at, sealed, channel, class, unit, office, to_person, state, \
                       yellow_at, red_at, late, rounds, publish_by, case_id, by_person";
/// The state in which a unit investigates.
const WITH_UNIT: &str = "with-unit";
/// How often a page is read on where what is read is not for this person.
const READ_ON_MAX: usize = 8;

/// Whether a person may know who complains: who wrote it down; who keeps the register and had no part in the case; whoever
/// investigates, where the complainant agreed (E27).
fn knows_who(
    organisation: &Organisation,
    filed: &Filed,
    file: Option<&File>,
    me: PersonId,
    today: Day,
) -> bool {
    let open = filed.open_to_unit && investigates(organisation, filed, file, me, today);
    let register = keeps(organisation, me, today) && !concerned(filed, me) && !took_part(file, me);
    filed.by == Some(me) || register || open
}

fn brief_of(row: &Row) -> Result<ComplaintBrief, Fault> {
    let wrong = || Fault::inside("a row of a complaint does not read");
    Ok(ComplaintBrief {
        id: ComplaintId::parse(row.text(0)?).map_err(|_| wrong())?,
        number: (
            u16::try_from(row.int(1)?).map_err(|_| wrong())?,
            u32::try_from(row.int(2)?).map_err(|_| wrong())?,
        ),
        filed_at: Instant(row.int(3)?),
        sealed: row.int(4)? == 1,
        channel: Channel::parse(row.text(5)?),
        class: Class::parse(row.text(6)?),
        unit: UnitCode::parse(row.text(7)?).ok(),
        office: UnitCode::parse(row.text(8)?).ok(),
        to: PersonId::parse(row.text(9)?).ok(),
        state: row.text(10)?.to_owned(),
        yellow_at: row.opt_int(11)?.map(Instant),
        red_at: row.opt_int(12)?.map(Instant),
        late: row.int(13)? == 1,
        rounds: u8::try_from(row.int(14)?).unwrap_or(u8::MAX),
        publish_by: Day::parse(row.text(15)?),
    })
}

impl Centre {
    /// One page of the complaints a person sees, the latest first.
    pub async fn complaint_list(
        &self,
        session: &Session,
        which: ComplaintWhich,
        after: &str,
        limit: usize,
    ) -> Result<Vec<ComplaintBrief>, Fault> {
        let sight = self.complaint_sight(session).await?;
        let (mut list, mut after) = (Vec::new(), after.to_owned());
        for _ in 0..READ_ON_MAX {
            let mut params = page_after(&self.division, &after, limit);
            let seen = sight.predicate(&mut params);
            let wanted = which.predicate(&sight, self.now(), &mut params);
            let sql = format!(
                "select {COLUMNS} from complaint_row where division = $1 and {wanted} and {seen} \
                 and (filed_at < $2 or (filed_at = $2 and complaint_id < $3)) \
                 order by filed_at desc, complaint_id desc limit $4"
            );
            let rows = self.store.read(Statement::new(sql, params)).await?;
            let Some(last) = rows.last() else { break };
            after = brief_of(last)?.cursor();
            let risen = which == ComplaintWhich::Mine && matches!(sight, ComplaintSight::Desk(_));
            list.extend(match risen {
                true => self.risen(session.person, &rows).await?,
                false => self.readable(&sight, &rows).await?,
            });
            if rows.len() < limit || list.len() >= limit {
                break;
            }
        }
        list.truncate(limit);
        Ok(list)
    }

    /// Of some rows those that this person can open: whoever does not keep the register had no part in the case, or wrote it down.
    async fn readable(&self, sight: &ComplaintSight, rows: &[Row]) -> Result<Vec<ComplaintBrief>, Fault> {
        let ComplaintSight::Own { person, .. } = sight else {
            return rows.iter().map(brief_of).collect();
        };
        let mut cases = Vec::with_capacity(rows.len());
        for row in rows {
            let wrote = row.text(17)? == person.as_str();
            cases.push(CaseId::parse(row.text(16)?).ok().filter(|_| !wrote).map(case_stream));
        }
        let streams: Vec<String> = cases.iter().flatten().cloned().collect();
        let states = match streams.is_empty() {
            true => HashMap::new(),
            false => self.ledger.load_all(&self.division, &streams).await?,
        };
        let part = |case: &String| match states.get(case) {
            Some(State::Case(Case::Filed(file))) => took_part(Some(file), *person),
            _ => false,
        };
        let shown = rows.iter().zip(&cases).filter(|(_, case)| !case.as_ref().is_some_and(part));
        shown.map(|(row, _)| brief_of(row)).collect()
    }

    /// Of some rows those that wait for this person of the register: what a unit investigates only where nobody of it is left and
    /// the person is next above (R49).
    async fn risen(&self, me: PersonId, rows: &[Row]) -> Result<Vec<ComplaintBrief>, Fault> {
        let briefs = rows.iter().map(brief_of).collect::<Result<Vec<ComplaintBrief>, Fault>>()?;
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (mut streams, mut cases) = (Vec::new(), Vec::new());
        for (row, brief) in rows.iter().zip(&briefs).filter(|(_, brief)| brief.state == WITH_UNIT) {
            streams.push(stream_of(brief.id));
            cases.extend(CaseId::parse(row.text(16)?).ok().map(case_stream));
        }
        if streams.is_empty() {
            return Ok(briefs);
        }
        streams.append(&mut cases);
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let mine = |brief: &ComplaintBrief| match states.get(&stream_of(brief.id)) {
            Some(State::Complaint(Complaint::Filed(filed))) => {
                let file = filed.about.case.and_then(|case| match states.get(&case_stream(case)) {
                    Some(State::Case(Case::Filed(file))) => Some(&**file),
                    _ => None,
                });
                investigates(&organisation, filed, file, me, self.today())
            }
            _ => false,
        };
        Ok(briefs.into_iter().filter(|it| it.state != WITH_UNIT || mine(it)).collect())
    }

    /// Complaints about one case, for whoever may know who complains: where the unit may not, the case must not say it either (E27).
    pub async fn complaints_of_case(
        &self,
        session: &Session,
        case: CaseId,
    ) -> Result<Vec<ComplaintBrief>, Fault> {
        let sight = self.complaint_sight(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into(), case.as_str().into()];
        let seen = sight.predicate(&mut params);
        let sql = format!(
            "select {COLUMNS} from complaint_row where division = $1 and case_id <> '' and case_id = $2 and {seen} \
             order by filed_at desc, complaint_id limit 40"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let briefs = rows.iter().map(brief_of).collect::<Result<Vec<ComplaintBrief>, Fault>>()?;
        let streams: Vec<String> = briefs.iter().map(|it| stream_of(it.id)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let file = self.case_filed(case).await?;
        let (me, today) = (session.person, self.today());
        let knows = |brief: &ComplaintBrief| match states.get(&stream_of(brief.id)) {
            Some(State::Complaint(Complaint::Filed(filed))) => {
                knows_who(&organisation, filed, file.as_deref(), me, today)
            }
            _ => false,
        };
        Ok(briefs.into_iter().filter(knows).collect())
    }

    /// The file of a case, for the rules of what stands beside it.
    pub(super) async fn case_filed(&self, case: CaseId) -> Result<Option<Box<File>>, Fault> {
        Ok(match self.case_state(case).await?.map(|it| it.case) {
            Some(Case::Filed(file)) => Some(file),
            _ => None,
        })
    }

    /// The whole of one complaint, for whoever may read it. Whoever is complained of may not (E27), of a report nobody but
    /// the discipline inspection (C32).
    pub async fn complaint_fetch(
        &self,
        session: &Session,
        id: ComplaintId,
    ) -> Result<ComplaintView, Problem> {
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let State::Complaint(Complaint::Filed(filed)) = loaded.state else { return Err(Problem::NotFound) };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (me, today) = (session.person, self.today());
        let register = keeps(&organisation, me, today) || filed.by == Some(me);
        let case = filed.about.case;
        let file = match case {
            Some(case) => self.case_filed(case).await?,
            None => None,
        };
        let unit = investigates(&organisation, &filed, file.as_deref(), me, today);
        let sees = match filed.is_sealed() {
            true => inspects(&organisation, me, today),
            false => !concerned(&filed, me) && (register || unit),
        };
        if !sees {
            return Err(Problem::OutOfScope);
        }
        let texts = self.texts_of(&stream).await?;
        // An inspector who is reported does not read the report.
        let reported: Option<Reported> = filed.is_sealed().then(|| texts.record(filed.words.0)).flatten();
        if reported.is_some_and(|it| it.person == Some(me)) {
            return Err(Problem::OutOfScope);
        }
        let lines = self.history(&stream, Event::decode).await?;
        let (version, now) = (loaded.version, self.instant());
        let knows = knows_who(&organisation, &filed, file.as_deref(), me, today);
        let sees_contact = filed.is_sealed() || knows;
        let receipt = self.receipt_of(case.filter(|_| sees_contact)).await?;
        Ok(ComplaintView { id, filed, version, texts, lines, organisation, now, receipt, file, sees_contact })
    }
}
