//! Destruction lists: drawn up from what time proposed, approved, and carried out before a witness; with the last signature
//! the keys of the dossiers go (C23, A29).
//!
//! Entries, proofs and figures stand: what is destroyed is what a person could read.

use std::collections::BTreeMap;

use calendar::{Day, Instant};
use casework::destruction::{Appraisal, Command, DOSSIERS_MAX, Destruction, Event, List, ListStage, Verdict};
use casework::{DocumentNo, Sealed};
use catalogue::{CaseId, Digest, UnitCode};
use ledger::{Delivery, Done, Effect, Lane, RowImage, Submission};
use serde::{Deserialize, Serialize};
use store::{Statement, Value};

use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of, stream_of};
use crate::domain::{Asked, State};
use crate::file::{ENTRIES_MAX, event_of};
use crate::folder::folder_stream;
use crate::kinds::folder::case_of_folder;
use crate::oversight::rating::rating_streams;
use crate::particulars::{Sealer, Texts};
use crate::scope::within;
use crate::seal::StreamKey;
use crate::{Centre, Fault};

/// The effect by which a list reaches the folder of a dossier.
pub(crate) const VERDICT: &str = "dossier-verdict";
/// First contacts that one case can have led to.
const CONTACTS_MAX: i64 = 50;
/// Authorities of one page at most.
const AUTHORITIES_MAX: usize = 500;
const COLUMNS: &[&str] = &["division", "authority", "year", "n", "stage"];
const DOSSIER: &str = "case_id, receipt_no, item_body, archive_year, archive_n, keep_until";

/// What a person asks of the lists of an authority, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DestructionAct {
    /// Draw a list up.
    Draw(Vec<Appraised>),
    /// Approve it.
    Approve,
    /// Send it back.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Sign that it is carried out, or witnessed.
    Sign,
}

/// A dossier as it was appraised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appraised {
    /// Whose.
    pub case: CaseId,
    /// The new last day of keeping; none where it is to be destroyed.
    pub keep_until: Option<Day>,
    /// Why.
    pub reason: String,
}

/// A dossier that time proposed for appraisal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Whose.
    pub case: CaseId,
    /// 收件编号.
    pub receipt_no: String,
    /// Body of the item.
    pub item_body: Digest,
    /// 档号: year and number.
    pub archive: (u16, u32),
    /// The last day of keeping that is over.
    pub keep_until: Option<Day>,
}

/// One line of the history.
pub struct DestructionLine {
    /// Who acted.
    pub actor: String,
    /// When the server recorded it.
    pub recorded_at: Instant,
    /// What happened.
    pub event: Event,
}

/// The lists of an authority for whoever may see its dossiers.
pub struct DestructionView {
    /// The authority.
    pub authority: UnitCode,
    /// The latest list.
    pub state: Destruction,
    /// Its version.
    pub version: u64,
    /// Opened reasons.
    pub texts: Texts,
    /// What time proposed and no list has decided.
    pub proposals: Vec<Proposal>,
    /// The dossiers of the latest list.
    pub listed: Vec<Proposal>,
    /// What happened, oldest first.
    pub lines: Vec<DestructionLine>,
}

/// An authority with what waits there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestructionBrief {
    /// The authority.
    pub authority: UnitCode,
    /// Dossiers proposed.
    pub proposed: i64,
    /// The latest list: year and number, and its stage as [`stage_key`].
    pub list: Option<(u16, u32, String)>,
}

/// The stable word of a stage.
pub fn stage_key(stage: ListStage) -> &'static str {
    match stage {
        ListStage::Drawn => "drawn",
        ListStage::Approved => "approved",
        ListStage::SentBack => "sent-back",
        ListStage::Done => "done",
    }
}

/// The stream of an authority's lists.
fn stream_of_lists(authority: UnitCode) -> String {
    format!("destruction/{authority}")
}

/// The list row: the latest of an authority.
pub(crate) fn row(division: &str, authority: UnitCode, state: &Destruction) -> Option<RowImage> {
    let list = state.list.as_ref()?;
    let values: Vec<Value> = vec![
        division.into(),
        authority.as_str().into(),
        i64::from(list.number.year).into(),
        i64::from(list.number.n).into(),
        stage_key(list.stage).into(),
    ];
    Some(RowImage { table: "destruction_row", columns: COLUMNS, key: 2, fixed: 2, values })
}

/// What the folder of a dossier is told.
#[derive(Serialize, Deserialize)]
struct Told {
    list: DocumentNo,
    until: Option<Day>,
}

/// What a list decides reaches each folder: longer keeping with the approval, destruction with the last signature.
pub(crate) fn verdicts(list: &List, event: &Event) -> Vec<Effect> {
    let told = |it: &Appraisal| {
        let until = match (event, it.verdict) {
            (Event::Approved(_), Verdict::Keep { until }) => Some(until),
            (Event::CarriedOut(_), Verdict::Destroy) => None,
            _ => return None,
        };
        let payload = serde_json::to_vec(&Told { list: list.number, until }).ok()?;
        Some(Effect { recipient: folder_stream(it.case), kind: VERDICT, payload })
    };
    list.dossiers.iter().filter_map(told).collect()
}

impl DestructionAct {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        match self {
            DestructionAct::Draw(_) => "draw",
            DestructionAct::Approve => "approve",
            DestructionAct::SendBack { .. } => "send-back",
            DestructionAct::Sign => "sign",
        }
    }

    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        match self {
            DestructionAct::Draw(dossiers) => {
                let reason = |it: &Appraised| {
                    text_problem(&format!("reason-{}", it.case), &it.reason, true, TEXT_CHARS_MAX)
                };
                dossiers.iter().filter_map(reason).collect()
            }
            DestructionAct::SendBack { reason } => {
                text_problem("reason", reason, true, TEXT_CHARS_MAX).into_iter().collect()
            }
            DestructionAct::Approve | DestructionAct::Sign => Vec::new(),
        }
    }
}

impl Centre {
    /// Authorities in whose archive something waits to be appraised, or that have a list, in the order of their codes.
    pub async fn destruction_list(&self, session: &Session) -> Result<Vec<DestructionBrief>, Fault> {
        self.destruction_page(session, None, None, AUTHORITIES_MAX).await
    }

    /// One page of them, with `unit` only that one; `after` is the last one shown.
    pub async fn destruction_page(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: Option<UnitCode>,
        limit: usize,
    ) -> Result<Vec<DestructionBrief>, Fault> {
        let scope = self.scope(session).await?;
        let limit = limit.min(AUTHORITIES_MAX);
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            after.as_ref().map_or("", UnitCode::as_str).into(),
            limit.into(),
        ];
        let seen = format!("{} and {}", within(unit, &mut params), scope.units_predicate(&mut params));
        let proposed = format!(
            "select authority, cast(count(*) as bigint) from folder_row where division = $1 and proposed = 1
             and authority > $2 and {seen} group by authority order by authority limit $3"
        );
        let lists = format!(
            "select authority, year, n, stage from destruction_row where division = $1
             and authority > $2 and {seen} order by authority limit $3"
        );
        let unit = |row: &store::Row| -> Result<UnitCode, Fault> {
            UnitCode::parse(row.text(0)?)
                .map_err(|_| Fault::inside("a row of the archive bears no authority"))
        };
        let mut briefs: BTreeMap<UnitCode, DestructionBrief> = BTreeMap::new();
        for row in &self.store.read(Statement::new(proposed, params.clone())).await? {
            let (authority, proposed) = (unit(row)?, row.int(1)?);
            briefs.insert(authority, DestructionBrief { authority, proposed, list: None });
        }
        for row in &self.store.read(Statement::new(lists, params)).await? {
            let authority = unit(row)?;
            let (year, n, stage) = (u16::try_from(row.int(1)?), u32::try_from(row.int(2)?), row.text(3)?);
            let list = year.ok().zip(n.ok()).map(|(year, n)| (year, n, stage.to_owned()));
            let brief = DestructionBrief { authority, proposed: 0, list: None };
            briefs.entry(authority).or_insert(brief).list = list;
        }
        Ok(briefs.into_values().take(limit).collect())
    }

    /// The lists of an authority, and what is to be appraised there.
    pub async fn destruction_fetch(
        &self,
        session: &Session,
        authority: UnitCode,
    ) -> Result<DestructionView, Problem> {
        let organisation = self.organisation().await?;
        if organisation.is_none_or(|it| it.unit(authority).is_none()) {
            return Err(Problem::NotFound);
        }
        if !self.scope(session).await?.covers_unit(authority) {
            return Err(Problem::OutOfScope);
        }
        let stream = stream_of_lists(authority);
        let (state, version) = self.destruction_state(authority).await?;
        let texts = self.texts_of(&stream).await?;
        let after = version.saturating_sub(ENTRIES_MAX);
        let mut lines = Vec::new();
        for entry in self.ledger.entries(&self.division, &stream, after, ENTRIES_MAX).await? {
            let event = event_of(&entry, Event::decode)?;
            let recorded_at = Instant(entry.recorded_at);
            lines.push(DestructionLine { actor: entry.actor, recorded_at, event });
        }
        let proposals = self.proposals(authority).await?;
        let cases: Vec<CaseId> =
            state.list.iter().flat_map(|list| list.dossiers.iter().map(|it| it.case)).collect();
        let listed = self.dossiers_named(&cases).await?;
        Ok(DestructionView { authority, state, version, texts, proposals, listed, lines })
    }

    async fn destruction_state(&self, authority: UnitCode) -> Result<(Destruction, u64), Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of_lists(authority)).await?;
        Ok(match loaded.map(|it| (it.state, it.version)) {
            Some((State::Destruction(state), version)) => (state, version),
            _ => (Destruction::default(), 0),
        })
    }

    /// What time proposed, the longest over first; as many as one list may hold.
    async fn proposals(&self, authority: UnitCode) -> Result<Vec<Proposal>, Fault> {
        let sql = format!(
            "select {DOSSIER} from folder_row
             where authority = $1 and division = $2 and proposed = 1 order by keep_until, case_id limit {DOSSIERS_MAX}"
        );
        self.dossiers(sql, vec![authority.as_str().into(), self.division.as_str().into()]).await
    }

    /// These dossiers, at most a list of them.
    async fn dossiers_named(&self, cases: &[CaseId]) -> Result<Vec<Proposal>, Fault> {
        let Some(last) = cases.last() else { return Ok(Vec::new()) };
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        // Always the same text, so that it is prepared once; the last case fills what is over.
        params.extend((0..DOSSIERS_MAX).map(|slot| cases.get(slot).unwrap_or(last).as_str().into()));
        let places: Vec<String> = (0..DOSSIERS_MAX).map(|slot| format!("${}", slot + 2)).collect();
        let sql = format!(
            "select {DOSSIER} from folder_row where division = $1 and case_id in ({}) order by case_id limit {DOSSIERS_MAX}",
            places.join(", ")
        );
        self.dossiers(sql, params).await
    }

    async fn dossiers(&self, sql: String, params: Vec<Value>) -> Result<Vec<Proposal>, Fault> {
        let mut proposals = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let (year, n) = (u16::try_from(row.int(3)?), u32::try_from(row.int(4)?));
            proposals.push(Proposal {
                case: CaseId::parse(row.text(0)?)
                    .map_err(|_| Fault::inside("a folder's row bears no case"))?,
                receipt_no: row.text(1)?.to_owned(),
                item_body: Digest(row.array(2)?),
                archive: (year.unwrap_or_default(), n.unwrap_or_default()),
                keep_until: Day::parse(row.text(5)?),
            });
        }
        Ok(proposals)
    }

    /// A person draws up, approves, sends back or signs a list; `version` is what was looked at.
    pub async fn destruction_act(
        &self,
        session: &Session,
        authority: UnitCode,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &DestructionAct,
    ) -> Result<Done, Problem> {
        let problems = act.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let stream = stream_of_lists(authority);
        let known = self.stream_key(&stream).await?;
        let is_new = known.is_none();
        let key = known.unwrap_or_else(StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let mut text = |text: &str| sealer.seal("destruction-reason", text.as_bytes()).map(Sealed);
        let command = match act {
            DestructionAct::Draw(dossiers) => {
                let appraised = |it: &Appraised| -> Result<Appraisal, Fault> {
                    let verdict = it.keep_until.map_or(Verdict::Destroy, |until| Verdict::Keep { until });
                    Ok(Appraisal { case: it.case, verdict, reason: text(&it.reason)? })
                };
                Command::Draw(dossiers.iter().map(appraised).collect::<Result<_, _>>()?)
            }
            DestructionAct::Approve => Command::Approve,
            DestructionAct::SendBack { reason } => Command::SendBack { reason: text(reason)? },
            DestructionAct::Sign => Command::Sign,
        };
        let mut with = sealer.rows;
        if is_new {
            with.push(self.key_row(&stream, &key));
        }
        // The keys go with the last signature, and with no other: what was counted here must still hold in the lane.
        let (state, read) = self.destruction_state(authority).await?;
        let mut gone = Vec::new();
        if let (Command::Sign, Some(list)) = (&command, &state.list)
            && list.stage == ListStage::Approved
            && list.signed.len() == 2
        {
            gone = self.streams_of_dossiers(list).await?;
            with.extend(gone.iter().map(|stream| self.no_key_row(stream)));
        }
        let done = self
            .submit(Submission {
                division: self.division.clone(),
                stream: stream.clone(),
                command_id,
                actor: session.person.as_str().to_owned(),
                command: Asked::Destruction(command),
                content: content_of(&("destruction", authority.as_str(), act))?,
                occurred_at: None,
                expected_version: match act {
                    DestructionAct::Sign => Some(version.map_or(read, |seen| seen.min(read))),
                    _ => version,
                },
                bodies: Vec::new(),
                with,
                lane: Lane::People,
            })
            .await?;
        if is_new && !done.replayed {
            self.stream_keys.remember(&stream, &key);
        }
        gone.iter().for_each(|stream| self.stream_keys.forget(stream));
        Ok(done)
    }

    /// Every stream whose texts belong to the dossiers that a list destroys: the case, its folder, its parties and hearing,
    /// and the first contacts born of it.
    async fn streams_of_dossiers(&self, list: &List) -> Result<Vec<String>, Fault> {
        let mut streams = Vec::new();
        for case in list.to_destroy() {
            streams.extend([stream_of(case), folder_stream(case), format!("hearing/{case}")]);
            // What the applicant said of it goes too.
            streams.extend(rating_streams(&self.keys, &self.division, case));
            let sql = "select contact_id from contact_row
                       where from_case = $1 and division = $2 and from_case <> '' order by contact_id limit $3";
            let params = vec![case.as_str().into(), self.division.as_str().into(), CONTACTS_MAX.into()];
            for row in &self.store.read(Statement::new(sql, params)).await? {
                streams.push(format!("contact/{}", row.text(0)?));
            }
        }
        Ok(streams)
    }

    /// The folder of a dossier is told what a list decided; the command's id is derived from the list's entry.
    pub(crate) async fn dossier_verdict(&self, delivery: &Delivery) -> Result<(), Fault> {
        let told: Told = serde_json::from_slice(&delivery.payload)
            .map_err(|error| Fault::inside(format!("an effect does not read: {error}")))?;
        let list = told.list;
        let command = match told.until {
            Some(until) => casework::folder::Command::KeepLonger { list, until },
            None => casework::folder::Command::Destroy { list },
        };
        if let (None, Some(case)) = (told.until, case_of_folder(&delivery.recipient)) {
            self.paper_notices_close(case).await?;
        }
        self.folder_told(delivery, command).await
    }
}
