//! A window's day: what the system knows to be there, and the acts of whoever sits there (E1, E31).

use calendar::Day;
use casework::folder::Folder;
use casework::window_day::{
    Command, Give, Leave, Open, Settle, Tally, VisitEnd, WindowDay, originals, sits_at,
};
use casework::{Capacity, PublicState, Sealed};
use catalogue::organisation::WindowKind;
use catalogue::{CaseId, Digest, PersonId, WindowId};
use ledger::{Done, Lane, Submission};
use serde::Serialize;
use store::{Statement, Value};

use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::folder::folder_stream;
use crate::hall::WindowLine;
use crate::kinds::window_day::stream_of;
use crate::list::{Narrow, Unnamed, Which};
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
        /// Originals among them, counted.
        originals: u16,
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

/// Cases and results named one by one at most; a count says how many there are.
pub const LYING_MAX: usize = 200;

/// One thing that lies at a window (E22, E31).
#[derive(Debug, Clone)]
pub struct Lying {
    /// The case.
    pub case: CaseId,
    /// 收件编号.
    pub receipt_no: String,
    /// Body of its item's revision.
    pub item_body: Digest,
    /// What it is.
    pub what: LyingWhat,
}

/// What lies there.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub enum LyingWhat {
    /// An intake that nobody else has: papers, and the originals among them.
    Intake {
        /// Papers.
        papers: u16,
        /// Originals.
        originals: u16,
    },
    /// A result that was not collected.
    Result,
}

/// One window for whoever sits at it or leads it.
pub struct WindowPage {
    /// Its state.
    pub state: WindowDay,
    /// Its version; 0 before it was opened.
    pub version: u64,
    /// What the system knows to be there now.
    pub tally: Tally,
    /// The same piece by piece: the list that both go through when the window is handed over (E22).
    pub lying: Vec<Lying>,
    /// Why the counts differed, opened.
    pub explained: String,
    /// What the giver wrote.
    pub note: String,
    /// Why the settlement before was sent back, opened.
    pub sent_back: String,
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

/// In whose keeping what lies there is: who sits there, and of a day that nobody settled who sat there last.
fn keeper(state: &WindowDay, day: Day, today: Day) -> Option<PersonId> {
    let late = day < today && state.settlement.is_none();
    state.seat.or(state.last.filter(|_| late))
}

/// Whether it is counted what was taken in: today, and on a day of before that was opened and never settled.
fn counts_taken(state: &WindowDay, day: Day, today: Day) -> bool {
    day == today || (day < today && state.opened_at.is_some() && state.settlement.is_none())
}

impl Centre {
    /// The cases that lie at a window in the keeping of a person, with their papers.
    async fn intakes_at(&self, window: WindowId, officer: PersonId) -> Result<Vec<Lying>, Fault> {
        let held = self.list(&Which::HeldBy(officer), Narrow::default(), None, None, LYING_MAX).await?;
        let folders: Vec<String> = held.iter().map(|it| folder_stream(it.brief.id)).collect();
        let folders = self.ledger.load_all(&self.division, &folders).await?;
        let mut lying = Vec::new();
        for Unnamed { brief, .. } in held {
            let Some(state) = self.case_state(brief.id).await? else { continue };
            let Some(facts) = state.case.facts().filter(|it| it.holding.capacity == Capacity::Intake) else {
                continue;
            };
            if facts.window != window {
                continue;
            }
            let rows = match folders.get(&folder_stream(brief.id)) {
                Some(State::Folder(Folder::Kept(dossier))) => Some(&dossier.rows),
                _ => None,
            };
            let item = self.item_body(brief.item_body).await?;
            let kept = item.map_or(0, |item| originals(&item, facts.materials.marks, rows));
            let what = LyingWhat::Intake { papers: facts.holding.papers, originals: kept };
            lying.push(Lying {
                case: brief.id,
                receipt_no: brief.receipt_no,
                item_body: brief.item_body,
                what,
            });
        }
        Ok(lying)
    }

    /// Results that nobody has collected yet, the oldest promise first.
    async fn results_uncollected(&self) -> Result<Vec<Lying>, Fault> {
        let which = Which::WaitingAnywhere(waits::COLLECTION);
        let waiting = self.list(&which, Narrow::default(), None, None, LYING_MAX).await?;
        // What is with a carrier does not lie at a window.
        let waiting = waiting.into_iter().filter(|it| it.brief.state != PublicState::Posted.key());
        let lying = waiting.map(|it| Lying {
            case: it.brief.id,
            receipt_no: it.brief.receipt_no,
            item_body: it.brief.item_body,
            what: LyingWhat::Result,
        });
        Ok(lying.collect())
    }

    /// Whether results are handed out at a window.
    async fn hands_out(&self, window: WindowId) -> Result<bool, Fault> {
        let organisation = self.organisation().await?;
        let window = organisation.as_ref().and_then(|it| it.window(window));
        Ok(window.is_some_and(|it| it.kind == WindowKind::Delivery))
    }

    /// What the system knows to be at a window in the keeping of a person; what was taken in on a day only where one is asked for.
    async fn tally(&self, window: WindowId, officer: PersonId, of: Option<Day>) -> Result<Tally, Fault> {
        let intakes = self.intakes_at(window, officer).await?;
        self.tally_of(&intakes, window, officer, of).await
    }

    async fn tally_of(
        &self,
        intakes: &[Lying],
        window: WindowId,
        officer: PersonId,
        of: Option<Day>,
    ) -> Result<Tally, Fault> {
        let mut tally = Tally::default();
        for it in intakes {
            let LyingWhat::Intake { papers, originals } = it.what else { continue };
            tally.waiting = tally.waiting.saturating_add(1);
            tally.papers = tally.papers.saturating_add(u32::from(papers));
            tally.originals = tally.originals.saturating_add(originals);
        }
        let count = async |sql: &str, params: Vec<Value>| -> Result<u16, Fault> {
            let rows = self.store.read(Statement::new(sql.to_owned(), params)).await?;
            let n = rows.first().map_or(Ok(0), |row| row.int(0))?;
            Ok(u16::try_from(n).unwrap_or(u16::MAX))
        };
        if self.hands_out(window).await? {
            let sql = "select cast(count(*) as bigint) from case_row
                       where division = $1 and open = 1 and waits_for = $2 and state <> $3";
            let posted = PublicState::Posted.key();
            let params = vec![self.division.as_str().into(), waits::COLLECTION.into(), posted.into()];
            tally.results = count(sql, params).await?;
        }
        if let Some(day) = of {
            let since = async |day: Day| -> Result<(u16, u16), Fault> {
                let params = || -> Vec<Value> {
                    vec![self.division.as_str().into(), window.as_str().into(), day.start().0.into()]
                };
                let still = params().into_iter().chain([officer.as_str().into()]).collect();
                Ok((count(TAKEN_SQL, params()).await?, count(STILL_SQL, still).await?))
            };
            // Of a day that has passed, without what came in since.
            let (mut taken, mut still) = since(day).await?;
            if day < self.today() {
                let later = since(day.plus_days(1)).await?;
                (taken, still) = (taken.saturating_sub(later.0), still.saturating_sub(later.1));
            }
            tally.taken = taken;
            tally.handed = taken.saturating_sub(still);
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
        let keeper = keeper(&state, day, self.today()).unwrap_or(me);
        let mut lying = self.intakes_at(window, keeper).await?;
        let of = counts_taken(&state, day, self.today()).then_some(day);
        let mut tally = self.tally_of(&lying, window, keeper, of).await?;
        if tally.results > 0 {
            lying.extend(self.results_uncollected().await?);
        }
        if state.seat == Some(me) {
            tally.drafts = u16::try_from(self.draft_list(session).await?.len()).unwrap_or(u16::MAX);
        }
        let texts = self.texts_of(&stream).await?;
        let open = |sealed: Option<Sealed>| sealed.map_or_else(String::new, |it| texts.text(it.0));
        let explained = open(state.settlement.and_then(|it| it.explained));
        let note = open(state.handing.and_then(|it| it.note));
        let sent_back = open(state.sent_back.map(|it| it.reason));
        let Some(line) = self.window_lines(&organisation, &[window]).await?.pop() else { return Ok(None) };
        Ok(Some(WindowPage { state, version, tally, lying, explained, note, sent_back, line }))
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
        let mut sealed = |kind: &'static str, words: &str| sealer.seal_words(kind, words);
        let command = match act {
            WindowAct::Open { printer, reader } => Command::Open(Open { printer: *printer, reader: *reader }),
            WindowAct::Next => Command::Next,
            WindowAct::End { how, reason } => {
                Command::EndVisit { how: *how, reason: sealed("visit-reason", reason)? }
            }
            WindowAct::Give { to, papers, results, note } => Command::Give(Give {
                to: *to,
                stock: self.tally(window, me, None).await?,
                papers: *papers,
                results: *results,
                note: sealed("note", note)?,
            }),
            WindowAct::Take { papers, results } => Command::Take { papers: *papers, results: *results },
            WindowAct::Keep => Command::Keep,
            WindowAct::Leave { papers } => {
                Command::Leave(Leave { stock: self.tally(window, me, None).await?, papers: *papers })
            }
            WindowAct::Settle { papers, originals, results, explained } => {
                let (state, _) = self.window_state(window, day).await?;
                let of = counts_taken(&state, day, self.today()).then_some(day);
                let keeper = keeper(&state, day, self.today()).unwrap_or(me);
                Command::Settle(Settle {
                    system: self.tally(window, keeper, of).await?,
                    papers: *papers,
                    originals: *originals,
                    results: *results,
                    explained: sealed("explained", explained)?,
                })
            }
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
