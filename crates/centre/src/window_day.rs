//! A window's day: what the system knows to be there, and the acts of whoever sits there (E1, E31).

use calendar::Day;
use casework::window_day::{Command, Give, Leave, Open, Settle, Tally, VisitEnd, WindowDay, sits_at};
use casework::{Capacity, Sealed};
use catalogue::organisation::WindowKind;
use catalogue::{PersonId, WindowId};
use ledger::{Done, Lane, Submission};
use serde::Serialize;
use store::{Statement, Value};

use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::hall::WindowLine;
use crate::kinds::window_day::stream_of;
use crate::list::{Narrow, Which};
use crate::particulars::Sealer;
use crate::row::waits;
use crate::seal::StreamKey;
use crate::{Centre, Fault};

/// What a person asks at a window, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowAct {
    /// 开窗.
    Open {
        /// It prints.
        printer: bool,
        /// It reads.
        reader: bool,
    },
    /// 下一位.
    Next,
    /// The visit ended.
    End {
        /// How.
        how: VisitEnd,
        /// Why nothing was taken in.
        reason: String,
    },
    /// Given to somebody else.
    Give {
        /// To whom.
        to: PersonId,
        /// Papers counted.
        papers: u32,
        /// Results counted.
        results: u16,
        /// A word to the other.
        note: String,
    },
    /// Taken.
    Take {
        /// Papers counted.
        papers: u32,
        /// Results counted.
        results: u16,
    },
    /// Not taken.
    Keep,
    /// Gone for a while.
    Leave {
        /// Papers counted.
        papers: u32,
    },
    /// 结算.
    Settle {
        /// Papers counted.
        papers: u32,
        /// Results counted.
        results: u16,
        /// Why they differ.
        explained: String,
    },
    /// The head sends the settlement back.
    Return {
        /// Why.
        reason: String,
    },
    /// The head signs it.
    Sign,
}

impl WindowAct {
    fn check(&self) -> Vec<FieldProblem> {
        let (field, text, needed) = match self {
            WindowAct::End { how, reason } => ("reason", reason, *how == VisitEnd::Returned),
            WindowAct::Give { note, .. } => ("note", note, false),
            WindowAct::Settle { explained, .. } => ("explained", explained, false),
            WindowAct::Return { reason } => ("reason", reason, true),
            _ => return Vec::new(),
        };
        text_problem(field, text, needed, TEXT_CHARS_MAX).into_iter().collect()
    }
}

/// One window for whoever sits at it or leads it.
pub struct WindowPage {
    /// Its state.
    pub state: WindowDay,
    /// Its version; 0 before it was opened.
    pub version: u64,
    /// What the system knows to be there now.
    pub tally: Tally,
    /// Why the counts differed, opened.
    pub explained: String,
    /// What the giver wrote.
    pub note: String,
    /// Who should sit there today, who of them is away, and what is due.
    pub line: WindowLine,
}

/// Cases taken in at a window since an instant: a range of one index, whatever else the division has.
pub const TAKEN_SQL: &str = "select cast(count(*) as bigint) from case_window
    where division = $1 and window_id = $2 and received_at >= $3";
/// Of those, the ones that a person still holds.
pub const STILL_SQL: &str = "select cast(count(*) as bigint) from case_window w
    join case_row c on c.division = w.division and c.case_id = w.case_id
    where w.division = $1 and w.window_id = $2 and w.received_at >= $3 and c.open = 1 and c.holder = $4";

impl Centre {
    /// What the system knows to be at a window in the keeping of a person.
    async fn tally(&self, window: WindowId, officer: PersonId, whole: bool) -> Result<Tally, Fault> {
        let mut tally = Tally::default();
        let today = self.today();
        for it in self.list(&Which::HeldBy(officer), Narrow::default(), None, None, 200).await? {
            let Some(state) = self.case_state(it.brief.id).await? else { continue };
            let Some(facts) = state.case.facts().filter(|it| it.holding.capacity == Capacity::Intake) else {
                continue;
            };
            if facts.window == window {
                tally.waiting = tally.waiting.saturating_add(1);
                tally.papers = tally.papers.saturating_add(u32::from(facts.holding.papers));
            }
        }
        let delivers = self.organisation().await?.is_some_and(|organisation| {
            organisation.window(window).is_some_and(|it| it.kind == WindowKind::Delivery)
        });
        let count = async |sql: &str, params: Vec<Value>| -> Result<u16, Fault> {
            let rows = self.store.read(Statement::new(sql.to_owned(), params)).await?;
            let n = rows.first().map_or(Ok(0), |row| row.int(0))?;
            Ok(u16::try_from(n).unwrap_or(u16::MAX))
        };
        if delivers {
            let sql = "select cast(count(*) as bigint) from case_row
                       where division = $1 and open = 1 and waits_for = $2";
            tally.results = count(sql, vec![self.division.as_str().into(), waits::COLLECTION.into()]).await?;
        }
        if whole {
            let from = today.start().0;
            let params =
                || -> Vec<Value> { vec![self.division.as_str().into(), window.as_str().into(), from.into()] };
            tally.taken = count(TAKEN_SQL, params()).await?;
            let mut still = params();
            still.push(officer.as_str().into());
            tally.handed = tally.taken.saturating_sub(count(STILL_SQL, still).await?);
        }
        Ok(tally)
    }

    /// One window today, or on a day whose settlement is looked at; only for those who sit at it or lead it.
    pub async fn window_page(
        &self,
        session: &Session,
        window: WindowId,
        day: Day,
    ) -> Result<Option<WindowPage>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(None) };
        let me = session.person;
        let own = sits_at(&organisation, me, window, self.today());
        if !own && !self.led_windows(&organisation, me).contains(&window) {
            return Ok(None);
        }
        let stream = stream_of(window, day);
        let (state, version) = self.window_state(window, day).await?;
        let mut tally = self.tally(window, state.seat.unwrap_or(me), day == self.today()).await?;
        if state.seat == Some(me) {
            tally.drafts = u16::try_from(self.draft_list(session).await?.len()).unwrap_or(u16::MAX);
        }
        let texts = self.texts_of(&stream).await?;
        let open = |sealed: Option<Sealed>| sealed.map_or_else(String::new, |it| texts.text(it.0));
        let explained = open(state.settlement.and_then(|it| it.explained));
        let note = open(state.handing.and_then(|it| it.note));
        let Some(line) = self.window_lines(&organisation, &[window]).await?.pop() else { return Ok(None) };
        Ok(Some(WindowPage { state, version, tally, explained, note, line }))
    }

    async fn window_state(&self, window: WindowId, day: Day) -> Result<(WindowDay, u64), Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(window, day)).await?;
        let version = loaded.as_ref().map_or(0, |loaded| loaded.version);
        let state = match loaded.map(|loaded| loaded.state) {
            Some(State::WindowDay(state)) => *state,
            _ => WindowDay::default(),
        };
        Ok((state, version))
    }

    /// Carries out an act at a window; what the system knows to be there is counted at this instant.
    pub async fn window_act(
        &self,
        session: &Session,
        command_id: [u8; 16],
        (window, day): (WindowId, Day),
        version: Option<u64>,
        act: &WindowAct,
    ) -> Result<Done, Problem> {
        let problems = act.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let stream = stream_of(window, day);
        let (key, mut with) = match self.stream_key(&stream).await? {
            Some(key) => (key, Vec::new()),
            None => {
                let key = StreamKey::random();
                let row = self.key_row(&stream, &key);
                (key, vec![row])
            }
        };
        let mut sealer = Sealer::new(self, &stream, key);
        let me = session.person;
        let mut sealed = |kind: &'static str, text: &str| -> Result<Option<Sealed>, Fault> {
            let text = text.trim();
            if text.is_empty() { Ok(None) } else { Ok(Some(Sealed(sealer.seal(kind, text.as_bytes())?))) }
        };
        let command = match act {
            WindowAct::Open { printer, reader } => Command::Open(Open { printer: *printer, reader: *reader }),
            WindowAct::Next => Command::Next,
            WindowAct::End { how, reason } => {
                Command::EndVisit { how: *how, reason: sealed("visit-reason", reason)? }
            }
            WindowAct::Give { to, papers, results, note } => Command::Give(Give {
                to: *to,
                stock: self.tally(window, me, false).await?,
                papers: *papers,
                results: *results,
                note: sealed("note", note)?,
            }),
            WindowAct::Take { papers, results } => Command::Take { papers: *papers, results: *results },
            WindowAct::Keep => Command::Keep,
            WindowAct::Leave { papers } => {
                Command::Leave(Leave { stock: self.tally(window, me, false).await?, papers: *papers })
            }
            WindowAct::Settle { papers, results, explained } => Command::Settle(Settle {
                system: self.tally(window, me, true).await?,
                papers: *papers,
                results: *results,
                explained: sealed("explained", explained)?,
            }),
            WindowAct::Return { reason } => match sealed("reason", reason)? {
                Some(reason) => Command::ReturnSettlement { reason },
                None => return Err(Problem::Form(act.check())),
            },
            WindowAct::Sign => Command::SignSettlement,
        };
        with.extend(sealer.rows);
        self.submit(Submission {
            division: self.division.clone(),
            stream,
            command_id,
            actor: me.as_str().to_owned(),
            command: Asked::WindowDay(command),
            content: content_of(&(window.as_str(), day, act))?,
            occurred_at: None,
            expected_version: version,
            bodies: Vec::new(),
            with,
            lane: Lane::People,
        })
        .await
    }
}
