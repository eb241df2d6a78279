//! Spot checks and social supervision: how the hall stands now, and twenty of its last cases drawn by lot, without names; every
//! look is an entry (A6, E29, R46).

mod look;

pub use look::HallNow;

use std::collections::BTreeSet;
use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{CaseId, Digest, Organisation, PersonId, SpotId, UnitCode};
use ledger::Done;
use oversight::spot::{
    Begin, CANDIDATES_MAX, Candidates, Command, Event, Held, Spot, SpotRefusal, may_look, may_receive, picks,
};
use serde::Serialize;
use store::{Row, Statement, Value};

use super::finding::Line;
use super::{Asking, hex, sealed_if_any};
use crate::account::Session;
use crate::act::{FieldProblem, NAME_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Body, State};
use crate::file::CaseFile;
use crate::kinds::spot::{CANDIDATES, stream_of};
use crate::particulars::Texts;
use crate::scope::{one_of, page_after};
use crate::seal::{sha256, sm3};
use crate::throttle::{self, Limit};
use crate::{Centre, Fault};

/// Entries read back from the head at first, and at most, to find the last cases.
const BACK: u64 = 20_000;
const BACK_MAX: u64 = 320_000;
/// Cases looked through for those of one unit.
const SEEN_MAX: u64 = 20_000;
/// Characters of a visitor's name and office.
const VISITOR_CHARS_MAX: usize = NAME_CHARS_MAX;
/// Digits of a pass.
const DIGITS: usize = 12;
/// Wrong passes from one address.
const PASS_ADDRESS: Limit = Limit { kind: "spot", tries: 20, span: 15 * 60_000_000 };

/// A spot check to begin, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpotForm {
    /// Who comes, and from where; empty where the person looks alone.
    pub visitor: String,
    /// For a visitor, who gets a pass for today.
    pub with_pass: bool,
    /// One unit alone.
    pub unit: Option<UnitCode>,
}

/// Who looks.
#[derive(Debug, Clone)]
pub enum Looker {
    /// A signed-in person.
    Officer(Session),
    /// A visitor with the pass of one check.
    Visitor(SpotId),
}

/// A check of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpotBrief {
    /// Which.
    pub id: SpotId,
    /// When it began.
    pub begun_at: Instant,
    /// By whom.
    pub by: PersonId,
    /// Whether a visitor makes it.
    pub by_pass: bool,
    /// Whether it is still open.
    pub open: bool,
    /// Looks so far.
    pub looks: u32,
    /// Remarks so far.
    pub remarks: u32,
}

impl SpotBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.begun_at.0, self.id)
    }
}

/// A check with what it drew.
pub struct SpotView {
    /// Which.
    pub id: SpotId,
    /// Its state.
    pub held: Held,
    /// What was drawn, in order.
    pub cases: Vec<CaseFile>,
    /// Its entries, oldest first.
    pub lines: Vec<Line<Event>>,
    /// Opened texts.
    pub texts: Texts,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// Now.
    pub now: Instant,
    /// Whether whoever asks makes the check.
    pub own: bool,
    /// The visitor's pass, for who received the visitor.
    pub pass: Option<String>,
}

impl SpotView {
    /// Who comes, and from where.
    pub fn visitor(&self) -> String {
        self.held.begun.visitor.map_or_else(String::new, |words| self.texts.text(words.0))
    }
}

fn brief_of(row: &Row, today: Day) -> Result<SpotBrief, Fault> {
    let wrong = || Fault::inside("a row of a spot check does not read");
    let count = |place| -> Result<u32, Fault> { u32::try_from(row.int(place)?).map_err(|_| wrong()) };
    let until = Day::parse(row.text(5)?).ok_or_else(wrong)?;
    Ok(SpotBrief {
        id: SpotId::parse(row.text(0)?).map_err(|_| wrong())?,
        begun_at: Instant(row.int(1)?),
        by: PersonId::parse(row.text(2)?).map_err(|_| wrong())?,
        by_pass: row.int(3)? == 1,
        open: row.int(4)? == 0 && today <= until,
        looks: count(6)?,
        remarks: count(7)?,
    })
}

/// The digits of a typed pass; none where it can be none.
fn digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().take(60).filter(char::is_ascii_digit).collect();
    (digits.len() == DIGITS).then_some(digits)
}

impl Centre {
    /// The pass of a check: twelve digits that follow from the installation's secret, so that nobody has to keep them.
    fn spot_pass(&self, id: SpotId) -> String {
        let digest = self.keys.find_digest(&self.division, "spot-pass", id.as_str());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&digest.0[..8]);
        format!("{:012}", u64::from_be_bytes(bytes) % 1_000_000_000_000)
    }

    fn pass_digest(&self, pass: &str) -> Digest {
        self.keys.find_digest(&self.division, "spot-code", pass)
    }

    /// Begins a check: the last cases are listed, a seed is drawn, and both are stored. A double click makes no second one.
    pub async fn spot_begin(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &SpotForm,
    ) -> Result<(SpotId, Done), Problem> {
        let problems: Vec<FieldProblem> =
            text_problem("visitor", &form.visitor, form.with_pass, VISITOR_CHARS_MAX).into_iter().collect();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let id = SpotId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let head = self.ledger.head(&self.division).await.map_err(Fault::from)?.ok_or(Problem::NotFound)?;
        let candidates = Candidates { cases: self.last_cases(form.unit, head.seq).await? };
        let count = u16::try_from(candidates.cases.len()).unwrap_or(u16::MAX);
        let bytes = serde_json::to_vec(&candidates).map_err(|_| Fault::inside("codes serialise"))?;
        let list = sha256(&bytes);
        let body = ledger::Body { digest: list.0, kind: CANDIDATES.to_owned(), bytes };
        let seed = Digest(crate::seal::random::<32>());
        let today = self.spots_today(session.person).await?;
        let content = content_of(&("spot-begin", form))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: session };
        let done = self
            .supervise_with(asking, vec![body], |sealer| {
                let code = form.with_pass.then(|| self.pass_digest(&self.spot_pass(id)));
                let visitor =
                    if form.with_pass { sealed_if_any(sealer, "spot-visitor", &form.visitor)? } else { None };
                let (unit, place) = (form.unit, head.seq);
                Ok(Asked::Spot(Command::Begin(Begin {
                    visitor,
                    code,
                    unit,
                    list,
                    candidates: count,
                    seed,
                    place,
                    today,
                })))
            })
            .await?;
        Ok((id, done))
    }

    /// Checks that a person began today.
    async fn spots_today(&self, person: PersonId) -> Result<u32, Fault> {
        let since = self.today().start().0;
        let rows = self
            .store
            .read(Statement::new(
                "select count(*) from spot_row where division = $1 and begun_at >= $2 and begun_by = $3",
                vec![self.division.as_str().into(), since.into(), person.as_str().into()],
            ))
            .await?;
        Ok(rows.first().map_or(Ok(0), |row| row.int(0))?.try_into().unwrap_or(u32::MAX))
    }

    /// The cases in which something happened last, the last first.
    async fn last_cases(&self, unit: Option<UnitCode>, head: u64) -> Result<Vec<CaseId>, Fault> {
        let mut back = BACK;
        loop {
            let rows = self
                .store
                .read(Statement::new(
                    "select stream from entry where division = $1 and seq > $2 and stream like 'case/%' \
                     group by stream order by max(seq) desc limit $3",
                    vec![
                        self.division.as_str().into(),
                        head.saturating_sub(back).into(),
                        if unit.is_some() { SEEN_MAX } else { CANDIDATES_MAX as u64 }.into(),
                    ],
                ))
                .await?;
            let mut cases = Vec::with_capacity(rows.len());
            for row in &rows {
                cases.extend(crate::case::case_of(row.text(0)?));
            }
            if let Some(unit) = unit {
                cases = self.of_unit(&cases, unit).await?;
            }
            cases.truncate(CANDIDATES_MAX);
            if cases.len() == CANDIDATES_MAX || back >= head || back >= BACK_MAX {
                return Ok(cases);
            }
            back *= 4;
        }
    }

    /// Those of one authority, in their order.
    async fn of_unit(&self, cases: &[CaseId], unit: UnitCode) -> Result<Vec<CaseId>, Fault> {
        let mut kept = Vec::new();
        for some in cases.chunks(64) {
            let mut params: Vec<Value> = vec![self.division.as_str().into(), unit.as_str().into()];
            let among = one_of("case_id", some.iter().map(CaseId::as_str), &mut params);
            let sql =
                format!("select case_id from case_row where division = $1 and authority = $2 and {among}");
            let rows = self.store.read(Statement::new(sql, params)).await?;
            let of_unit: BTreeSet<&str> = rows.iter().map(|row| row.text(0)).collect::<Result<_, _>>()?;
            kept.extend(some.iter().filter(|case| of_unit.contains(case.as_str())).copied());
            if kept.len() >= CANDIDATES_MAX {
                break;
            }
        }
        Ok(kept)
    }

    /// One page of checks, the last first: all of them for who receives visitors, a social supervisor's own.
    pub async fn spot_list(
        &self,
        session: &Session,
        after: &str,
        limit: usize,
    ) -> Result<Vec<SpotBrief>, Problem> {
        let (organisation, today) = (self.organisation().await?.ok_or(Problem::NotFound)?, self.today());
        if !may_look(&organisation, session.person, today) {
            return Err(Problem::OutOfScope);
        }
        let mut params = page_after(&self.division, after, limit);
        let mut own = "";
        if !may_receive(&organisation, session.person, today) {
            params.push(session.person.as_str().into());
            own = "and begun_by = $5 ";
        }
        let sql = format!(
            "select spot_id, begun_at, begun_by, case when code is null then 0 else 1 end, ended, until_day, looks, \
             remarks from spot_row where division = $1 and (begun_at < $2 or (begun_at = $2 and spot_id < $3)) {own}\
             order by begun_at desc, spot_id desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await.map_err(Fault::from)?;
        rows.iter().map(|row| brief_of(row, today).map_err(Problem::from)).collect()
    }

    /// The check that a pass opens today. Wrong passes are counted for the address.
    pub async fn spot_enter(&self, typed: &str, address: &str) -> Result<SpotId, Problem> {
        let who = self.keys.find_digest(&self.division, "throttle-address", address);
        if let Err(until) =
            throttle::count(&self.store, &self.division, PASS_ADDRESS, &who, self.now()).await?
        {
            return Err(Problem::Throttled(until));
        }
        let Some(pass) = digits(typed) else { return Err(Problem::NotFound) };
        let rows = self
            .store
            .read(Statement::new(
                "select spot_id from spot_row where code = $2 and division = $1 and code is not null limit 1",
                vec![self.division.as_str().into(), self.pass_digest(&pass).0.into()],
            ))
            .await
            .map_err(Fault::from)?;
        let id = rows.first().map(|row| row.text(0)).transpose().map_err(Fault::from)?;
        let id = id.and_then(|id| SpotId::parse(id).ok()).ok_or(Problem::NotFound)?;
        let (held, _) = self.spot_held(id).await?;
        if !held.is_open(self.today()) {
            return Err(Problem::Oversight(SpotRefusal::Over.into()));
        }
        throttle::clear(&self.store, &self.division, PASS_ADDRESS, &who).await?;
        Ok(id)
    }

    async fn spot_held(&self, id: SpotId) -> Result<(Held, Vec<CaseId>), Problem> {
        let loaded = self.ledger.load(&self.division, &stream_of(id)).await.map_err(Fault::from)?;
        let Some(State::Spot(Spot::Begun(held))) = loaded.map(|it| it.state) else {
            return Err(Problem::NotFound);
        };
        let body = self.ledger.body(&self.division, held.begun.list.0).await.map_err(Fault::from)?;
        let Some(Body::SpotCandidates(candidates)) = body.as_deref() else {
            return Err(Fault::inside("the candidates of a check are not where its first entry says").into());
        };
        Ok((held, picks(candidates, &held.begun.seed, sm3)))
    }

    /// Whether somebody may see a check, and whether it is the own one.
    async fn spot_own(&self, looker: &Looker, id: SpotId, held: &Held) -> Result<bool, Problem> {
        let (organisation, today) = (self.organisation().await?.ok_or(Problem::NotFound)?, self.today());
        match looker {
            Looker::Visitor(pass) if *pass == id && held.is_open(today) => Ok(true),
            Looker::Visitor(_) => Err(Problem::OutOfScope),
            Looker::Officer(session) if held.begun.by == session.person => Ok(!held.by_pass()),
            Looker::Officer(session) if may_receive(&organisation, session.person, today) => Ok(false),
            Looker::Officer(_) => Err(Problem::OutOfScope),
        }
    }

    /// A check with the cases it drew.
    pub async fn spot_view(&self, looker: &Looker, id: SpotId) -> Result<SpotView, Problem> {
        let (held, drawn) = self.spot_held(id).await?;
        let own = self.spot_own(looker, id, &held).await?;
        let mut cases = Vec::with_capacity(drawn.len());
        for case in drawn {
            cases.push(self.without_names(case).await?);
        }
        let stream = stream_of(id);
        let received = matches!(looker, Looker::Officer(_)) && held.by_pass();
        Ok(SpotView {
            id,
            cases,
            lines: self.history(&stream, Event::decode).await?,
            texts: self.texts_of(&stream).await?,
            organisation: self.organisation().await?.ok_or(Problem::NotFound)?,
            now: self.instant(),
            own,
            pass: (received && held.is_open(self.today())).then(|| self.spot_pass(id)),
            held,
        })
    }
}
