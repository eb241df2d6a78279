//! Reading a case whole without taking part in it: masked until the reader says what for, and written down (F33).
//!
//! A plain table, for a look at a page never queues in a lane: one row for a person, a case, a day and a purpose. It is kept for
//! three years, and as long as the case is open.

use calendar::{Day, Instant};
use casework::{Act, Known, Reading};
use catalogue::item::Post;
use catalogue::{CaseId, PersonId, UnitCode};
use store::{Row, Statement, Value};

use crate::account::Session;
use crate::act::{FieldProblem, text_problem};
use crate::case::{Problem, stream_of};
use crate::file::CaseFile;
use crate::oversight::rating::lookups_forgotten;
use crate::person_look;
use crate::{Centre, Fault};

/// Longest word about another purpose, in characters.
pub const WORDS_CHARS_MAX: usize = 100;
/// Readings that one page shows.
pub const VIEWS_MAX: usize = 200;
/// Days back to which a supervisor's list goes.
pub(crate) const DAYS_BACK: i32 = 92;
/// Months for which a reading is kept: what is recorded of the handling of particulars stands for three years at the least
/// (个人信息保护法 §56), and a log for six months (网络安全法); the longer holds.
pub const KEPT_MONTHS: i32 = 36;
/// Readings removed in one turn, so that nobody waits for it.
const REMOVED_AT_ONCE: u64 = 500;

/// What a reader needs a case for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// 监督检查.
    Supervision,
    /// 群众查询.
    Enquiry,
    /// 投诉办理.
    Complaint,
    /// 统计核对.
    Statistics,
    /// 其他, said in words.
    Other,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 5] =
        [Purpose::Supervision, Purpose::Enquiry, Purpose::Complaint, Purpose::Statistics, Purpose::Other];

    /// Its word in forms and rows.
    pub fn key(self) -> &'static str {
        match self {
            Purpose::Supervision => "supervision",
            Purpose::Enquiry => "enquiry",
            Purpose::Complaint => "complaint",
            Purpose::Statistics => "statistics",
            Purpose::Other => "other",
        }
    }

    /// The purpose of a word.
    pub fn parse(key: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// One reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The day.
    pub day: Day,
    /// Who read.
    pub person: PersonId,
    /// The unit of the post under which it was read.
    pub unit: UnitCode,
    /// That post.
    pub post: Post,
    /// The case.
    pub case: CaseId,
    /// What for.
    pub purpose: Purpose,
    /// Another purpose, as it was said; empty where it was none, or where the dossier was destroyed.
    pub words: String,
    /// When it was first read so on that day.
    pub at: Instant,
}

/// Readings of one person on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewCount {
    /// The day.
    pub day: Day,
    /// Who read.
    pub person: PersonId,
    /// How many cases.
    pub cases: u64,
}

/// The day's round over readings that are older than they have to be: where it stands, and how many it removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ViewRound {
    /// The day it belongs to.
    pub on: Option<Day>,
    /// None is left.
    pub done: bool,
    /// How many were removed.
    pub removed: u64,
}

/// Acts before which a person has to know whose the case is. What anybody of a unit or window could do without having been
/// asked is not among them.
const CALLED_TO: [Act; 16] = [
    Act::Accept,
    Act::AcceptDeferred,
    Act::RefuseAcceptance,
    Act::ReleaseCorrection,
    Act::PresentInstant,
    Act::SignInstant,
    Act::TakeOver,
    Act::CompleteStep,
    Act::ApproveStop,
    Act::ApproveExtension,
    Act::ApprovePriority,
    Act::Decide,
    Act::Recheck,
    Act::MakeDocument,
    Act::Deliver,
    Act::CheckCommitment,
];

impl CaseFile {
    /// Whether the person takes part in the case: did something in it, has it or its paper, heads the window, or is called to
    /// act now.
    pub(crate) fn is_part_of(&self, session: &Session) -> bool {
        let Some(file) = self.filed() else { return false };
        let reading = Reading {
            file,
            folder: &self.folder,
            hearing: self.hearing.as_ref(),
            organisation: &self.organisation,
            absences: &self.absences,
            on: self.now.day(),
        };
        let me = session.person;
        // Only these acts are tried: what else is on offer the page asks by itself.
        let called_to = |known: &Known<'_>| casework::offers_any(&self.state.case, known, &CALLED_TO);
        reading.takes_part(me)
            || self.lines.iter().any(|line| line.actor == me.as_str())
            || self.asked_by(session, called_to).unwrap_or(false)
    }
}

impl Centre {
    /// Whether the person reads the names and numbers of a case whole: takes part in it, or said today what for.
    pub(crate) async fn reads_whole(&self, session: &Session, file: &CaseFile) -> Result<bool, Fault> {
        if file.is_part_of(session) {
            return Ok(true);
        }
        let rows = self
            .store
            .read(Statement::new(
                "select purpose from case_view where division = $1 and day = $2 and person = $3 and case_id = $4 limit 1",
                vec![
                    self.division.as_str().into(),
                    file.now.day().to_string().into(),
                    session.person.as_str().into(),
                    file.state.id.as_str().into(),
                ],
            ))
            .await?;
        Ok(!rows.is_empty())
    }

    /// A person says what a case of the own scope is read for; until the end of the day it is shown whole. Said again, it
    /// stands once. Who takes part in the case has nothing to say, and nothing is written down.
    pub async fn view_say(
        &self,
        session: &Session,
        case: CaseId,
        purpose: Purpose,
        words: &str,
    ) -> Result<(), Problem> {
        let other = purpose == Purpose::Other;
        if let Some(problem) = text_problem("words", words, other, WORDS_CHARS_MAX).filter(|_| other) {
            return Err(Problem::Form(vec![problem]));
        }
        let file = self.case_fetch_for(session, case).await?;
        if file.is_part_of(session) {
            return Ok(());
        }
        let now = self.instant();
        let posts = file.organisation.posts_of(session.person, now.day());
        // The post that reaches furthest is the one under which it is read.
        let holding = posts.min_by_key(|it| it.post != Post::Supervisor).ok_or(Problem::OutOfScope)?;
        let stream = stream_of(case);
        let sealed = match (other, self.stream_key(&stream).await?) {
            (true, Some(key)) => key.seal(&stream, words.trim().as_bytes()).bytes,
            _ => Vec::new(),
        };
        self.store
            .write(vec![Statement::new(
                "insert into case_view (division, day, person, case_id, purpose, unit, post, words, at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 on conflict (division, day, person, case_id, purpose) do nothing",
                vec![
                    self.division.as_str().into(),
                    now.day().to_string().into(),
                    session.person.as_str().into(),
                    case.as_str().into(),
                    purpose.key().into(),
                    holding.unit.as_str().into(),
                    post_key(holding.post).into(),
                    sealed.into(),
                    now.0.into(),
                ],
            )])
            .await?;
        Ok(())
    }

    /// Who read a case without taking part in it, the latest first: for its applicant, who reads no name of an officer.
    pub async fn views_of_case(&self, case: CaseId) -> Result<Vec<View>, Fault> {
        let wanted = "case_id = $2 order by day desc, at desc limit $3";
        self.views(wanted, vec![case.as_str().into(), VIEWS_MAX.into()], false).await
    }

    /// What a person read without taking part in it, the latest first.
    pub async fn views_own(&self, session: &Session) -> Result<Vec<View>, Fault> {
        let wanted = "person = $2 order by day desc, at desc limit $3";
        self.views(wanted, vec![session.person.as_str().into(), VIEWS_MAX.into()], true).await
    }

    /// What one person read on one day, for whoever supervises.
    pub async fn views_on(
        &self,
        session: &Session,
        person: PersonId,
        day: Day,
    ) -> Result<Vec<View>, Problem> {
        if !self.is_supervisor(session).await? {
            return Err(Problem::OutOfScope);
        }
        let wanted = "day = $2 and person = $3 order by at desc, case_id limit $4";
        let params = vec![day.to_string().into(), person.as_str().into(), VIEWS_MAX.into()];
        Ok(self.views(wanted, params, true).await?)
    }

    /// How many cases each person read on each of the last days without taking part in them, for whoever supervises.
    pub async fn view_counts(&self, session: &Session) -> Result<Vec<ViewCount>, Problem> {
        if !self.is_supervisor(session).await? {
            return Err(Problem::OutOfScope);
        }
        let since = self.today().plus_days(-DAYS_BACK);
        let rows = self
            .store
            .read(Statement::new(
                "select day, person, cast(count(distinct case_id) as bigint) from case_view \
                 where division = $1 and day >= $2 group by day, person order by day desc, person limit $3",
                vec![self.division.as_str().into(), since.to_string().into(), VIEWS_MAX.into()],
            ))
            .await
            .map_err(Fault::from)?;
        let count = |row: &Row| {
            Ok(ViewCount {
                day: Day::parse(row.text(0)?).ok_or_else(broken)?,
                person: PersonId::parse(row.text(1)?).map_err(|_| broken())?,
                cases: u64::try_from(row.int(2)?).unwrap_or_default(),
            })
        };
        Ok(rows.iter().map(count).collect::<Result<Vec<ViewCount>, Fault>>()?)
    }

    /// One turn of the day's round: removes readings and looks at whom to call whose three years are over and whose case is,
    /// the oldest first (F33).
    pub(crate) async fn views_forget(&self, today: Day) -> Result<(), Fault> {
        {
            let mut round = self.view_round.lock().expect("no panic while held");
            if round.on != Some(today) {
                *round = ViewRound { on: Some(today), ..ViewRound::default() };
            }
            if round.done {
                return Ok(());
            }
        }
        // Three years end with the day of the same date; on the day after it is removed.
        let sql = "delete from case_view where division = $1 and (day, person, case_id, purpose) in \
                     (select v.day, v.person, v.case_id, v.purpose from case_view v \
                      join case_row r on r.division = v.division and r.case_id = v.case_id \
                      where v.division = $1 and v.day < $2 and r.open = 0 \
                      order by v.day, v.person, v.case_id, v.purpose limit $3)";
        let kept_from = today.plus_months(-KEPT_MONTHS);
        let params =
            vec![self.division.as_str().into(), kept_from.to_string().into(), REMOVED_AT_ONCE.into()];
        let lookups = lookups_forgotten(&self.division, kept_from, REMOVED_AT_ONCE);
        let people = person_look::forget(&self.division, kept_from, REMOVED_AT_ONCE);
        let removed = self.store.write(vec![Statement::new(sql, params), lookups, people]).await?;
        let is_last = removed.iter().all(|it| *it < REMOVED_AT_ONCE);
        let removed: u64 = removed.into_iter().sum();
        let mut round = self.view_round.lock().expect("no panic while held");
        // Another turn may have begun the round of the next day.
        if round.on == Some(today) {
            round.removed += removed;
            round.done = is_last;
            if round.done && round.removed > 0 {
                tracing::info!(removed = round.removed, "readings older than three years were removed");
            }
        }
        Ok(())
    }

    /// How many readings the day's round removed so far.
    pub fn view_round(&self) -> ViewRound {
        *self.view_round.lock().expect("no panic while held")
    }

    async fn views(&self, wanted: &str, params: Vec<Value>, with_words: bool) -> Result<Vec<View>, Fault> {
        let sql = format!(
            "select day, person, unit, post, case_id, purpose, words, at from case_view where division = $1 and {wanted}"
        );
        let params = [vec![self.division.as_str().into()], params].concat();
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut views = Vec::with_capacity(rows.len());
        for row in &rows {
            let case = CaseId::parse(row.text(4)?).map_err(|_| broken())?;
            let sealed = row.bytes(6)?;
            let words = match with_words && !sealed.is_empty() {
                true => self.words_said(case, sealed).await?,
                false => String::new(),
            };
            views.push(View {
                day: Day::parse(row.text(0)?).ok_or_else(broken)?,
                person: PersonId::parse(row.text(1)?).map_err(|_| broken())?,
                unit: UnitCode::parse(row.text(2)?).map_err(|_| broken())?,
                post: post_of(row.text(3)?).ok_or_else(broken)?,
                case,
                purpose: Purpose::parse(row.text(5)?).ok_or_else(broken)?,
                words,
                at: Instant(row.int(7)?),
            });
        }
        Ok(views)
    }

    /// Sealed under the key of the case: once its dossier is destroyed, nobody reads them.
    async fn words_said(&self, case: CaseId, sealed: &[u8]) -> Result<String, Fault> {
        let stream = stream_of(case);
        let key = self.stream_key(&stream).await?;
        let plain = key.and_then(|key| key.open(&stream, sealed).ok());
        Ok(plain.map_or_else(String::new, |it| String::from_utf8_lossy(&it).into_owned()))
    }
}

fn broken() -> Fault {
    Fault::inside("a row of the readings cannot be read")
}

/// The stored word of a post.
fn post_key(post: Post) -> String {
    serde_json::to_value(post).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}

fn post_of(key: &str) -> Option<Post> {
    serde_json::from_value(serde_json::Value::String(key.to_owned())).ok()
}

/// What is missing in a form without a purpose.
pub fn no_purpose() -> Problem {
    let why = crate::act::FieldWhy::NotAChoice;
    Problem::Form(vec![FieldProblem { field: "purpose".to_owned(), why }])
}
