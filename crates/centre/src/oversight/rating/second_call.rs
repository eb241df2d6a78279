//! The second call about bad ratings whose round is over: a part is drawn by the ledger, stands on supervisors' desks with a last
//! day, and is written down as a follow-up that names no case (F17).

use calendar::{Calendar, Day, Instant};
use catalogue::{FollowUpId, Organisation, PersonId, RatingId};
use ledger::Done;
use oversight::bound::{Bound, Bounds};
use oversight::finding::About;
use oversight::follow_up::{Event as Tried, Found, Kind, Record};
use oversight::rating::{
    Event, Grade, Held, Rating, RatingRefusal, calls_second, ended_by, has_second_caller, is_drawn, sees,
};
use oversight::{Fired, Rule};
use serde::Serialize;
use store::{Migration, Statement, Value};

use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::file::{CaseState, event_of};
use crate::kinds::follow_up::stream_of as follow_up_stream;
use crate::kinds::rating::stream_of;
use crate::oversight::watch::{Raised, plain};
use crate::oversight::{Asking, hex, sealed};
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Days back of which ratings are looked at: longer than a round with its appeal takes.
const GIVEN_DAYS: i32 = 180;
/// Days after the end of a round in which it is drawn; one that ended longer ago, as before there were such calls, is not.
const ENDED_DAYS: i32 = 31;
/// Days after its last one for which a call may still be made: that it was missed is on record.
const KEPT_DAYS: i32 = 90;
/// Rounds of one night.
const ROUNDS_MAX: u64 = 400;
/// Entries of one rating that are read.
const OF_ONE: u64 = 60;
/// Calls that stand open at once; more are many.
const OPEN_MAX: u64 = 100;

/// The rounds that were looked at, and the rating of a follow-up. `drawn`: 0 not drawn, 1 a call is to be made, 2 it was made or is past.
pub const SCHEMA: Migration = Migration {
    name: "0117_second_call",
    sql: r#"
create table if not exists second_call (
  division text not null, rating_id text not null, drawn bigint not null, call_by text not null,
  primary key (division, rating_id));
create index if not exists second_call_by on second_call (call_by, division, rating_id) where drawn = 1;
alter table follow_up_row add column rating_id text not null default '';
create index if not exists follow_up_row_rating on follow_up_row (rating_id, division) where rating_id <> '';
"#,
};

/// How often a call was tried, and whether it may be tried again.
pub const TRIES: Migration = Migration {
    name: "0120_second_call_tries",
    sql: r#"
alter table follow_up_row add column tries bigint not null default 1;
alter table follow_up_row add column again bigint not null default 0;
"#,
};

/// Calls that were drawn and are still to be made, with what was tried. A round that an appeal has opened again waits for its end.
const OPEN: &str = "second_call s left join follow_up_row f \
    on f.rating_id = s.rating_id and f.division = s.division and f.rating_id <> '' \
    where s.drawn = 1 and s.division = $1 and (f.rating_id is null or f.again = 1) \
    and exists (select 1 from rating_row r where r.division = s.division and r.rating_id = s.rating_id and r.open = 0)";

/// A call that was drawn and may be made.
struct Open {
    rating: RatingId,
    /// Its last day.
    by: Day,
    /// When it was last tried in vain.
    tried_on: Option<Day>,
}

impl Open {
    /// Whether it stands on a desk: once it was tried it was made, and is tried again on other days up to the last.
    fn waits(&self, today: Day) -> bool {
        self.tried_on.is_none_or(|on| on < today && today <= self.by)
    }
}

/// A call in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// On which day.
    pub on: Day,
    /// By whom.
    pub by: PersonId,
    /// When it was tried, as written down.
    pub words: String,
}

/// The call about one rating, while it is to be made and a person may make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondCallDue {
    /// Its last day.
    pub by: Day,
    /// Tries that nobody answered, the first one first.
    pub tries: Vec<Try>,
}

/// What a supervisor wrote down of the own call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecondCall {
    /// 态度、质量、效率, as whoever rated sees them now; none where nobody answered.
    pub marks: Option<[Grade; 3]>,
    /// Whether money was paid elsewhere; none: not asked.
    pub paid_elsewhere: Option<bool>,
    /// What was said; where nobody answered, when it was tried.
    pub words: String,
}

/// The follow-up under which the call about a rating is written down.
fn call_of(rating: RatingId) -> FollowUpId {
    let mut name = [0; 16];
    name.copy_from_slice(&sha256(format!("second-call/{rating}").as_bytes()).0[..16]);
    FollowUpId::parse(&hex(name)).expect("32 hexadecimal digits are a code")
}

impl Centre {
    /// Looks at the rounds that are over and draws, each once; one that an appeal has opened again is drawn by its later end, as long
    /// as nobody has called.
    async fn second_calls_draw(&self, today: Day, calendar: &Calendar, bounds: &Bounds) -> Result<(), Fault> {
        let sql = "select r.rating_id from rating_row r where r.division = $1 and r.grade > 3 and r.given_at >= $2 \
                   and r.open = 0 and r.reachable = 1 and (not exists (select 1 from second_call s \
                     where s.division = r.division and s.rating_id = r.rating_id) \
                   or exists (select 1 from entry e where e.division = $1 and e.stream = 'rating/' || r.rating_id \
                     and e.version > 0 and e.kind = 'rating.appealed' and e.recorded_at >= $4)) \
                   order by r.given_at, r.rating_id limit $3";
        let since = today.plus_days(-GIVEN_DAYS).start().0;
        // Opened and ended again since the last night.
        let appealed = today.plus_days(-2).start().0;
        let params: Vec<Value> =
            vec![self.division.as_str().into(), since.into(), ROUNDS_MAX.into(), appealed.into()];
        let days = u32::from(bounds.get(Bound::SecondCallDays));
        // Where the calendar does not know the year yet, a week.
        let call_by = calendar.add_working_days(today, days).unwrap_or(today.plus_days(7)).to_string();
        let mut looked_at = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let Ok(id) = RatingId::parse(row.text(0)?) else { continue };
            let entries = self.ledger.entries(&self.division, &stream_of(id), 0, OF_ONE).await?;
            let mut events = Vec::with_capacity(entries.len());
            for entry in &entries {
                events.push((event_of(entry, Event::decode)?, entry));
            }
            let Some(end) = ended_by(events.iter().map(|(event, entry)| (event, *entry))) else { continue };
            let new = Instant(end.recorded_at).day() >= today.plus_days(-ENDED_DAYS);
            let drawn = new && is_drawn(&end.leaf, bounds.get(Bound::SecondCallPercent));
            let sql = "insert into second_call (division, rating_id, drawn, call_by) values ($1, $2, $3, $4) \
                       on conflict (division, rating_id) do update set drawn = excluded.drawn, call_by = excluded.call_by \
                       where second_call.drawn <> excluded.drawn and not exists (select 1 from follow_up_row f \
                         where f.division = second_call.division and f.rating_id = second_call.rating_id and f.rating_id <> '')";
            let by = if drawn { call_by.as_str() } else { "" };
            let params: Vec<Value> =
                vec![self.division.as_str().into(), id.as_str().into(), drawn.into(), by.into()];
            looked_at.push(Statement::new(sql, params));
        }
        let opened = "delete from second_call where division = $1 and rating_id in (select r.rating_id from rating_row r \
                        where r.division = $1 and r.open = 1 and r.grade > 3) \
                      and not exists (select 1 from follow_up_row f where f.division = $1 \
                        and f.rating_id = second_call.rating_id and f.rating_id <> '')";
        looked_at.push(Statement::new(opened, vec![self.division.as_str().into()]));
        let over = "update second_call set drawn = 2 where drawn = 1 and division = $1 and (call_by < $2 or exists \
                    (select 1 from follow_up_row f where f.rating_id = second_call.rating_id \
                     and f.division = second_call.division and f.rating_id <> '' and f.again = 0))";
        let kept = today.plus_days(-KEPT_DAYS).to_string();
        looked_at.push(Statement::new(over, vec![self.division.as_str().into(), kept.into()]));
        self.store.write(looked_at).await?;
        Ok(())
    }

    /// Draws what has ended, and finds calls that somebody may make and nobody made by their last day. Calling is the work of supervision,
    /// so the centre answers, and nothing says which rating it is.
    pub(in crate::oversight) async fn second_calls(
        &self,
        today: Day,
        organisation: &Organisation,
        bounds: &Bounds,
    ) -> Result<Vec<Raised>, Fault> {
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(Vec::new()) };
        self.second_calls_draw(today, &calendar, bounds).await?;
        let mut raised = Vec::new();
        let missed = self.second_calls_open().await?.into_iter();
        for Open { rating: id, by, .. } in missed.filter(|it| it.tried_on.is_none() && it.by < today) {
            let Some(held) = self.rating_held(id).await? else { continue };
            let state = self.rated_case(&held).await?;
            let file = state.as_ref().and_then(|it| it.case.file());
            if !has_second_caller(organisation, &held, file, today) {
                continue;
            }
            let rule = Rule::SecondCallMissed;
            let fired = Fired { rule, person: None, step: None, measured: 0, bound: 0, earlier: None };
            let about: About = plain(&fired, organisation.centre.unit, 0, by.plus_days(1).start());
            raised.push(Raised::of(format!("{}/{}/{id}", rule.key(), self.division), about));
        }
        Ok(raised)
    }

    /// Calls that are to be made, the first last day first. One that was tried stands on no desk after its last day, and takes no
    /// other's place.
    async fn second_calls_open(&self) -> Result<Vec<Open>, Fault> {
        let sql = format!(
            "select s.rating_id, s.call_by, coalesce(f.on_day, '') from {OPEN} \
             and (f.rating_id is null or s.call_by >= $2) order by s.call_by, s.rating_id limit $3"
        );
        let today = self.today().to_string();
        let params: Vec<Value> = vec![self.division.as_str().into(), today.into(), OPEN_MAX.into()];
        let mut open = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let (rating, by) = (RatingId::parse(row.text(0)?).ok(), Day::parse(row.text(1)?));
            let tried_on = Day::parse(row.text(2)?);
            open.extend(rating.zip(by).map(|(rating, by)| Open { rating, by, tried_on }));
        }
        Ok(open)
    }

    /// The calls that wait for one supervisor, with their last days.
    pub(in crate::oversight) async fn second_calls_for(
        &self,
        session: &Session,
        organisation: &Organisation,
    ) -> Result<Vec<(RatingId, Day)>, Fault> {
        let (mut mine, today) = (Vec::new(), self.today());
        for open in self.second_calls_open().await?.into_iter().filter(|it| it.waits(today)) {
            let Some(held) = self.rating_held(open.rating).await? else { continue };
            if self.second_call_is_for(session, organisation, &held).await? {
                mine.push((open.rating, open.by));
            }
        }
        Ok(mine)
    }

    async fn rating_held(&self, id: RatingId) -> Result<Option<Box<Held>>, Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(id)).await?;
        Ok(match loaded.map(|it| it.state) {
            Some(State::Rating(Rating::Given(held))) => Some(held),
            _ => None,
        })
    }

    async fn second_call_is_for(
        &self,
        session: &Session,
        organisation: &Organisation,
        held: &Held,
    ) -> Result<bool, Fault> {
        let state = self.rated_case(held).await?;
        let file = state.as_ref().and_then(|it| it.case.file());
        Ok(calls_second(organisation, held, file, session.person, self.today()))
    }

    /// The case that a rating is about.
    async fn rated_case(&self, held: &Held) -> Result<Option<CaseState>, Fault> {
        match held.about.case {
            Some(case) => self.case_state(case).await,
            None => Ok(None),
        }
    }

    /// The last day of the call about one rating, while it is to be made and this person may make it.
    pub(super) async fn second_call_by(
        &self,
        session: &Session,
        organisation: &Organisation,
        (id, held): (RatingId, &Held),
    ) -> Result<Option<Day>, Fault> {
        if held.is_open() {
            return Ok(None);
        }
        let sql = format!("select s.call_by from {OPEN} and s.rating_id = $2 limit 1");
        let params: Vec<Value> = vec![self.division.as_str().into(), id.as_str().into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let Some(by) = rows.first().map(|row| row.text(0)).transpose()?.and_then(Day::parse) else {
            return Ok(None);
        };
        Ok(self.second_call_is_for(session, organisation, held).await?.then_some(by))
    }

    /// The same with what was tried before.
    pub(super) async fn second_call_due(
        &self,
        session: &Session,
        organisation: &Organisation,
        of: (RatingId, &Held),
    ) -> Result<Option<SecondCallDue>, Fault> {
        let Some(by) = self.second_call_by(session, organisation, of).await? else { return Ok(None) };
        let stream = follow_up_stream(call_of(of.0));
        let lines = self.history(&stream, Tried::decode).await?;
        let mut tries = Vec::with_capacity(lines.len());
        if !lines.is_empty() {
            let texts = self.texts_of(&stream).await?;
            for line in lines {
                let Tried::Recorded(fact) = line.event;
                tries.push(Try { on: fact.on, by: fact.by, words: texts.text(fact.found.words.0) });
            }
        }
        Ok(Some(SecondCallDue { by, tries }))
    }

    /// Writes the own call down, also that nobody answered: then it may be tried again on other days, each try an entry. It stands
    /// under a name that follows from the rating: one call is made, and who writes a second at the same moment is refused as well
    /// as who writes it later.
    ///
    /// # Errors
    /// [`Problem::OutOfScope`] for whoever was rated; a refusal where the rating was not drawn, or somebody has called.
    pub async fn second_call_write(
        &self,
        session: &Session,
        rating: RatingId,
        command_id: [u8; 16],
        call: &SecondCall,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", &call.words, true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let id = call_of(rating);
        let loaded = self.ledger.load(&self.division, &stream_of(rating)).await?.ok_or(Problem::NotFound)?;
        let State::Rating(Rating::Given(held)) = loaded.state else { return Err(Problem::NotFound) };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let file = self.rated_case(&held).await?;
        let file = file.as_ref().and_then(|it| it.case.file());
        // Before the rules: whoever was rated learns nothing.
        if sees(&organisation, &held, file, session.person, self.today()).is_none() {
            return Err(Problem::OutOfScope);
        }
        // In this order: of two that are sent at once the one that comes second finds what the first has written.
        let due = self.second_call_by(session, &organisation, (rating, &held)).await?.is_some();
        if !due && self.ledger.load(&self.division, &follow_up_stream(id)).await?.is_none() {
            return Err(Problem::Oversight(RatingRefusal::NotNow.into()));
        }
        let content = content_of(&("second-call", rating.as_str(), call))?;
        let asking = Asking { stream: follow_up_stream(id), command_id, version: None, content, by: session };
        let about = held.about;
        let [attitude, quality, efficiency] = match call.marks {
            Some(marks) => marks.map(Some),
            None => [None; 3],
        };
        let on = self.today();
        self.supervise(asking, |sealer| {
            let words = sealed(sealer, "follow-up-words", &call.words)?;
            let found = Found {
                kind: Kind::Call,
                unit: about.unit,
                window: about.window,
                case: None,
                attitude,
                quality,
                efficiency,
                paid_elsewhere: call.paid_elsewhere,
                words,
            };
            Ok(Asked::FollowUp(Record { on, found, rating: Some(rating) }))
        })
        .await
    }
}
