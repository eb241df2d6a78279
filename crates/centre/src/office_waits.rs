//! What waits beside the cases, for whoever has to do it: renewals, corrections and the end of certificates, the bar list, lists of
//! dossiers to be destroyed, settlements and hand-overs for good to be signed (A22, A23, A25, C23, E1, F31). Disclosures,
//! commitments and hearings have lists of their own.
//!
//! Each reading goes by an index of what waits, so that it does not grow with what is done.

use std::collections::BTreeMap;

use calendar::Day;
use casework::certificate::{
    Certificate, CertificateFile, CertificateId, Heard, Reissuing, decide_by, hand_out_by,
};
use casework::destruction::{List, ListStage, keeps_archive, may_witness};
use catalogue::item::Post;
use catalogue::{Authority, Organisation, PersonId, Power, UnitCode};
use store::{Migration, Row, Statement, Value};

use crate::account::Session;
use crate::certificate::certificate_stream;
use crate::desk::Posts;
use crate::domain::State;
use crate::scope::in_units;
use crate::{Centre, Fault};

/// What waits among certificates, bars and questions of the fast track, each by itself: without them a list of what waits would
/// read everything of its unit.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0070_office_waits",
    sql: r#"
create index if not exists certificate_row_waits on certificate_row (authority, division, valid_until)
  where renewal > 0 or proceeding = 1;
create index if not exists bar_row_waits on bar_row (authority, division) where open = 1;
create index if not exists case_row_priority on case_row (authority, division) where open = 1 and priority = 1;
"#,
};

/// Matters of one kind that are looked at; more are many.
pub const COUNTED_MAX: usize = 200;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeWhat {
    /// Decide whether a certificate is renewed; without an answer it is, on its last day (N21).
    DecideRenewal,
    /// Decide whether a certificate is corrected, changed or replaced (A22).
    DecideReissue,
    /// Hand out a paper of a certificate that was made after its case (N16).
    HandOut,
    /// Take down what the holder says before the certificate is ended (A23).
    HearHolder,
    /// Decide whether it is ended.
    DecideEnd,
    /// Hear who is proposed for the bar list (A25).
    HearBar,
    /// Decide on it.
    DecideBar,
    /// Tell the person.
    TellBar,
    /// Appraise dossiers whose time is over (C23).
    Appraise,
    /// Approve a list of dossiers to be destroyed.
    ApproveList,
    /// Sign that it is carried out, or as its witness.
    SignList,
    /// Settle an earlier day of the own window that nobody settled, or whose settlement was sent back (E31).
    SettleDay,
    /// Sign what a window settled at its close (E1).
    SignSettlement,
    /// Sign the list of somebody who goes for good (F31).
    SignLeaving,
    /// Sign that papers of a folder were lost (F30).
    SignLoss,
    /// Judge what was proposed of a paper's wording and layout.
    ReviewWording,
}

impl OfficeWhat {
    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            OfficeWhat::DecideRenewal => "decide-renewal",
            OfficeWhat::DecideReissue => "decide-reissue",
            OfficeWhat::HandOut => "hand-out",
            OfficeWhat::HearHolder => "hear-holder",
            OfficeWhat::DecideEnd => "decide-end",
            OfficeWhat::HearBar => "hear-bar",
            OfficeWhat::DecideBar => "decide-bar",
            OfficeWhat::TellBar => "tell-bar",
            OfficeWhat::Appraise => "appraise",
            OfficeWhat::ApproveList => "approve-list",
            OfficeWhat::SignList => "sign-list",
            OfficeWhat::SettleDay => "settle-day",
            OfficeWhat::SignSettlement => "sign-settlement",
            OfficeWhat::SignLeaving => "sign-leaving",
            OfficeWhat::SignLoss => "sign-loss",
            OfficeWhat::ReviewWording => "review-wording",
        }
    }
}

/// How much of one kind waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeWait {
    /// What is to be done.
    pub what: OfficeWhat,
    /// How many, up to [`COUNTED_MAX`].
    pub count: usize,
    /// The first last day, where there is one.
    pub first_on: Option<Day>,
    /// The first of them: a certificate, a case, or the unit whose list it is.
    pub one: String,
}

/// Who asks.
struct Me<'a> {
    organisation: &'a Organisation,
    posts: Posts,
    person: PersonId,
    today: Day,
}

/// What was found so far.
#[derive(Default)]
struct Found(BTreeMap<OfficeWhat, OfficeWait>);

impl Found {
    fn add(&mut self, what: OfficeWhat, count: usize, day: Option<Day>, one: &str) {
        let new = || OfficeWait { what, count: 0, first_on: None, one: one.to_owned() };
        let wait = self.0.entry(what).or_insert_with(new);
        wait.count = wait.count.saturating_add(count);
        if let Some(day) = day
            && wait.first_on.is_none_or(|first| day < first)
        {
            wait.first_on = Some(day);
            wait.one = one.to_owned();
        }
    }
}

impl Centre {
    /// What waits for this person beside the cases.
    pub async fn office_waits(&self, session: &Session) -> Result<Vec<OfficeWait>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (person, today) = (session.person, self.today());
        let posts = Posts::of(&organisation, person, today);
        let me = Me { organisation: &organisation, posts, person, today };
        let mut found = Found::default();
        self.certificates_wait(&me, &mut found).await?;
        self.papers_wait(&me, &mut found).await?;
        self.bars_wait(&me, &mut found).await?;
        self.lists_wait(&me, &mut found).await?;
        for row in self.days_to_settle(&organisation, session).await? {
            found.add(OfficeWhat::SettleDay, 1, Some(row.day), row.window.as_str());
        }
        for row in self.settlements_unsigned(session).await? {
            found.add(OfficeWhat::SignSettlement, 1, Some(row.day), row.window.as_str());
        }
        for leaving in self.absences().await?.leavings.iter().filter(|it| it.next() == person) {
            found.add(OfficeWhat::SignLeaving, 1, None, leaving.person.as_str());
        }
        for case in self.losses_to_sign(session).await? {
            found.add(OfficeWhat::SignLoss, 1, None, case.as_str());
        }
        for paper in self.wording_waits(&organisation, person).await? {
            found.add(OfficeWhat::ReviewWording, 1, None, paper);
        }
        Ok(found.0.into_values().collect())
    }

    async fn certificates_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let units = me.handled_or_decided();
        if units.is_empty() {
            return Ok(());
        }
        let mut params: Vec<Value> = vec![self.division.as_str().into(), COUNTED_MAX.into()];
        let sql = format!(
            "select certificate, item_body, valid_until from certificate_row where division = $1 and {} \
             and (renewal > 0 or proceeding = 1) order by valid_until, certificate limit $2",
            in_units(&units, &mut params)
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let name = |row: &Row| {
            CertificateId::parse(row.text(0)?)
                .ok_or_else(|| Fault::inside("a certificate row bears no certificate"))
        };
        let mut streams = Vec::with_capacity(rows.len());
        for row in &rows {
            streams.push(certificate_stream(name(row)?));
        }
        if streams.is_empty() {
            return Ok(());
        }
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let calendar = self.in_force().await?.calendar;
        for (row, stream) in rows.iter().zip(&streams) {
            let Some(State::Certificate(Certificate::Issued(file))) = states.get(stream) else { continue };
            let item = self.item_body(catalogue::Digest(row.array(1)?)).await?;
            let power = item.as_ref().map(|it| me.organisation.may(me.person, Power::Decide, it, me.today));
            let by = |asked: &Reissuing| decide_by(asked.on, item.as_deref()?, calendar.as_deref()?).ok();
            let id = name(row)?.to_string();
            for (what, day) in me.of_certificate(file, power.as_ref(), Day::parse(row.text(2)?), by) {
                found.add(what, 1, day, &id);
            }
        }
        Ok(())
    }

    /// Papers of certificates for whoever hands results out, of every unit (C13).
    async fn papers_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        if !me.posts.deliver {
            return Ok(());
        }
        let params = vec![self.division.as_str().into(), COUNTED_MAX.into()];
        // By the index of what waits: on a tree by its key the division alone would be read whole.
        let sql = "select certificate, item_body, owed_on from certificate_row where owed_on <> '' \
                   and owed_on > '' and division || '' = $1 order by owed_on, certificate limit $2";
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(()) };
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let item = self.item_body(catalogue::Digest(row.array(1)?)).await?;
            let last = item
                .zip(Day::parse(row.text(2)?))
                .and_then(|(item, made_on)| hand_out_by(made_on, &item, &calendar).ok());
            found.add(OfficeWhat::HandOut, 1, last, row.text(0)?);
        }
        Ok(())
    }

    async fn bars_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let units = me.handled_or_decided();
        if units.is_empty() {
            return Ok(());
        }
        let mut params: Vec<Value> = vec![self.division.as_str().into(), COUNTED_MAX.into()];
        let sql = format!(
            "select bar_id, authority, case_id from bar_row where division = $1 and {} and open = 1 \
             order by bar_id || '' limit $2",
            in_units(&units, &mut params)
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut streams = Vec::with_capacity(rows.len());
        for row in &rows {
            streams.push(format!("bar/{}", row.text(0)?));
        }
        if streams.is_empty() {
            return Ok(());
        }
        let states = self.ledger.load_all(&self.division, &streams).await?;
        for (row, stream) in rows.iter().zip(&streams) {
            let Some(State::Bar(bar)) = states.get(stream) else { continue };
            let (Some(entry), Ok(unit)) = (bar.entry, UnitCode::parse(row.text(1)?)) else { continue };
            let handles = me.posts.handle.contains(&unit);
            let heads = me.holds(Post::AuthorityHead, unit);
            let what = match (entry.decision, entry.heard) {
                (None, None) => handles.then_some(OfficeWhat::HearBar),
                (None, Some(_)) => (heads && entry.proposed_by != me.person).then_some(OfficeWhat::DecideBar),
                (Some(_), _) => (handles && entry.told_on.is_none()).then_some(OfficeWhat::TellBar),
            };
            if let Some(what) = what.filter(|_| entry.end.is_none()) {
                found.add(what, 1, None, row.text(2)?);
            }
        }
        Ok(())
    }

    /// Lists that wait for this person, and dossiers that no list holds yet.
    async fn lists_wait(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        let units = me.units_of_lists();
        if units.is_empty() {
            return Ok(());
        }
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        // There is one row for each authority, so that whoever looks over all of them needs no predicate.
        let seen = if me.is_everywhere() { "1 = 1".to_owned() } else { in_units(&units, &mut params) };
        let sql = format!(
            "select authority from destruction_row where division = $1 and {seen} \
             and stage in ('drawn', 'approved') order by authority limit {COUNTED_MAX}"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut open = Vec::with_capacity(rows.len());
        for row in &rows {
            let unit = UnitCode::parse(row.text(0)?)
                .map_err(|_| Fault::inside("a row of the archive bears no authority"))?;
            open.push((unit, format!("destruction/{unit}")));
        }
        let streams: Vec<String> = open.iter().map(|(_, stream)| stream.clone()).collect();
        if !streams.is_empty() {
            let states = self.ledger.load_all(&self.division, &streams).await?;
            for (unit, stream) in &open {
                let Some(State::Destruction(state)) = states.get(stream) else { continue };
                if let Some(what) = state.list.as_ref().and_then(|list| me.of_list(list, *unit)) {
                    found.add(what, 1, None, unit.as_str());
                }
            }
        }
        let keeps = |unit: &UnitCode| keeps_archive(me.organisation, me.person, *unit, me.today);
        let kept: Vec<UnitCode> = units
            .into_iter()
            .filter(keeps)
            .filter(|unit| open.iter().all(|(other, _)| other != unit))
            .collect();
        if kept.is_empty() {
            return Ok(());
        }
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        let sql = format!(
            "select authority, cast(count(*) as bigint) from folder_row where division = $1 and {} and proposed = 1 \
             group by authority order by authority limit {COUNTED_MAX}",
            in_units(&kept, &mut params)
        );
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let count = usize::try_from(row.int(1)?).unwrap_or(0);
            found.add(OfficeWhat::Appraise, count, None, row.text(0)?);
        }
        Ok(())
    }
}

impl Me<'_> {
    fn holds(&self, post: Post, unit: UnitCode) -> bool {
        self.organisation.holds(self.person, post, unit, self.today)
    }

    fn handled_or_decided(&self) -> Vec<UnitCode> {
        let mut units = self.posts.handle.clone();
        units.extend(self.posts.decide.iter().copied());
        units.sort();
        units.dedup();
        units
    }

    /// Whether the lists of every authority come to this person: to be approved, or to be witnessed.
    fn is_everywhere(&self) -> bool {
        let mut posts = [Post::CentreManager, Post::Supervisor].into_iter();
        posts.any(|post| self.organisation.holds_anywhere(self.person, post, self.today))
    }

    /// The units whose lists this person draws up, approves, carries out or witnesses.
    fn units_of_lists(&self) -> Vec<UnitCode> {
        let everywhere = self.is_everywhere();
        let units = self.organisation.units.iter().map(|it| it.code);
        let mine = |unit: &UnitCode| {
            everywhere
                || keeps_archive(self.organisation, self.person, *unit, self.today)
                || may_witness(self.organisation, self.person, *unit, self.today)
        };
        units.filter(mine).collect()
    }

    fn of_certificate(
        &self,
        file: &CertificateFile,
        power: Option<&Authority>,
        until: Option<Day>,
        by: impl Fn(&Reissuing) -> Option<Day>,
    ) -> Vec<(OfficeWhat, Option<Day>)> {
        let mut waits = Vec::new();
        let decides = power.is_some_and(Authority::is_yes);
        if file.renewal.is_some_and(|renewal| decides && renewal.taken_by != self.person) {
            waits.push((OfficeWhat::DecideRenewal, until));
        }
        let reissue =
            file.reissue.filter(|it| decides && file.proceeding.is_none() && it.taken_by != self.person);
        if let Some(reissue) = reissue {
            waits.push((OfficeWhat::DecideReissue, by(&reissue)));
        }
        if let Some(running) = file.proceeding {
            // To end a certificate is for the head, or whom the head named by letter; not for who granted it or began this.
            let ends = match power {
                Some(Authority::ByPost { post, .. }) => *post == Post::AuthorityHead,
                Some(Authority::ByDelegation { .. }) => true,
                _ => false,
            };
            let apart = ![file.granted_by, running.by].contains(&self.person);
            match running.heard {
                Heard::Awaited if self.posts.handle.contains(&file.authority) => {
                    waits.push((OfficeWhat::HearHolder, running.speak_by));
                }
                Heard::Spoken(_) | Heard::Silent if ends && apart => {
                    waits.push((OfficeWhat::DecideEnd, None))
                }
                _ => {}
            }
        }
        waits
    }

    fn of_list(&self, list: &List, unit: UnitCode) -> Option<OfficeWhat> {
        let manages = self.organisation.holds_anywhere(self.person, Post::CentreManager, self.today);
        let apart = list.signed.iter().all(|(who, _)| *who != self.person)
            && list.decided.is_none_or(|(who, _)| who != self.person);
        let signs = match list.signed.len() {
            0 | 1 => keeps_archive(self.organisation, self.person, unit, self.today),
            _ => may_witness(self.organisation, self.person, unit, self.today),
        };
        match list.stage {
            ListStage::Drawn if manages && list.drawn_by != self.person => Some(OfficeWhat::ApproveList),
            ListStage::Approved if apart && signs => Some(OfficeWhat::SignList),
            _ => None,
        }
    }
}
