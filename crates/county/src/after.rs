//! What lives on after the decision: certificates ([`Holders`]); dossiers archived, lent and brought back, moved apart;
//! papers and originals that go back.

use calendar::Day;
use casework::Stage;
use casework::folder::{Folder, ended_without_delivery};
use catalogue::{CaseId, Organisation, PersonId, Power};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::folder::{Fetcher, FolderAct, FolderRow};
use centre::folder_row::FolderWhich;
use centre::hearing::HearingAct;
use centre::list::{Narrow, Which};

use super::holders::Holders;
use super::long_ago::Lists;
use super::lost::Lost;
use super::people;
use super::random::Random;
use super::shown::Shown;
use super::stories;

/// Handlers whose units put their dossiers away every morning of the last month.
const ARCHIVISTS: [&str; 4] = ["do.sc", "do.zr", "do.wj", "do.zj"];
/// Calendar days of the last month.
const MONTH: i32 = 30;
/// Dossiers that one unit puts away in a morning, and of how many it looks at.
const A_MORNING: usize = 2;
const TRIED: usize = 8;
/// Days after which somebody comes for papers.
const FETCHED_AFTER: i32 = 3;
/// The number of whoever comes in the place of an applicant who died.
const FETCHER: u32 = 890;

/// What has been shown already; each thing happens once.
#[derive(Default)]
pub struct After {
    holders: Holders,
    lent: bool,
    borrowed: Option<CaseId>,
    back: bool,
    original: Option<CaseId>,
    returned: bool,
    apart: bool,
    owed: bool,
    boxed: u16,
    lists: Lists,
    lost: Lost,
    shown: Shown,
}

pub(super) fn person(id: &str) -> anyhow::Result<PersonId> {
    PersonId::parse(id).map_err(|error| anyhow::anyhow!("{id}: {error}"))
}

/// Whether it was done; what the rules refuse is tried again another morning.
pub(super) fn done<T>(answer: Result<T, Problem>) -> anyhow::Result<bool> {
    match answer {
        Ok(_) => Ok(true),
        Err(Problem::Refused(refusal)) => {
            tracing::debug!(code = refusal.code(), "the rules refused");
            Ok(false)
        }
        Err(Problem::Oversight(refusal)) => {
            tracing::debug!(code = refusal.code(), "the rules refused");
            Ok(false)
        }
        Err(
            Problem::Stale { .. }
            | Problem::OutOfScope
            | Problem::NotFound
            | Problem::Form(_)
            | Problem::Throttled(_),
        ) => Ok(false),
        Err(other) => Err(anyhow::anyhow!("the simulation met {other:?}")),
    }
}

impl After {
    /// What happens on a morning of the simulated weeks, the last of which is `until`.
    pub async fn morning(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        until: Day,
    ) -> anyhow::Result<()> {
        let left = until.number() - centre.today().number();
        self.holders.morning(centre, organisation, left).await?;
        if left <= MONTH {
            self.archive(centre, organisation, left).await?;
            self.borrowed(centre, left).await?;
            self.original_back(centre).await?;
            self.apart(centre).await?;
            self.lists.go_on(centre, left).await?;
            self.lost.morning(centre, left).await?;
            self.shown.morning(centre, left).await?;
        }
        self.fetched(centre, organisation).await?;
        self.inspectors(centre).await
    }

    /// Papers of cases that went no further are fetched after some days; the last to end still wait (C26, E8).
    async fn fetched(&mut self, centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
        for officer in ["intake2", "intake5"] {
            let officer = Session::acting(person(officer)?);
            let posts = organisation.posts_of(officer.person, centre.today());
            let Some(window) = posts.flat_map(|post| post.windows.iter().copied()).next() else { continue };
            for waiting in centre.papers_to_fetch(&officer).await?.iter().take(TRIED) {
                let since = waiting.fetch.map_or(centre.today(), |(_, since)| since.day());
                if centre.today().number() - since.number() < FETCHED_AFTER {
                    continue;
                }
                let (folder, _) = centre.folder_state(waiting.case).await?;
                let (Folder::Kept(dossier), Some(file)) = (folder, centre.case_fetch(waiting.case).await?)
                else {
                    continue;
                };
                // Whoever comes again hands them in with the next case (E14).
                if stories::comes_again(&file.applicant) {
                    continue;
                }
                let ended = file.filed().is_some_and(|it| matches!(it.stage, Stage::EndedWithApplicant(_)));
                let present = dossier.rows.present();
                let son = people::person(&mut Random::new(u64::from(FETCHER)), FETCHER);
                let shown = if ended { &son } else { &file.applicant };
                let act = FolderAct::ReturnMaterials {
                    rows: present.iter().collect(),
                    sheets: dossier.rows.least(present),
                    document_type: shown.document_type.clone(),
                    document_number: shown.document_number.clone(),
                    other: ended.then(|| Fetcher { name: "申请人的儿子".into(), proof_seen: true }),
                    window,
                };
                self.folder_act(centre, &officer, waiting.case, act).await?;
            }
        }
        Ok(())
    }

    /// The two who will check on site are named; what was accepted last still waits for it (N22).
    async fn inspectors(&mut self, centre: &Centre) -> anyhow::Result<()> {
        let (holder, other) = (Session::acting(person("do.sc")?), person("do2.sc")?);
        let which = Which::HeldBy(holder.person);
        for brief in centre.case_list(&holder, which, Narrow::default(), None, 10).await? {
            let Ok(file) = centre.hearing_fetch(&holder, brief.id).await else { continue };
            let Some(filed) = file.case.filed() else { continue };
            let (Some(accepted), Stage::Handling(handling)) = (filed.facts.acceptance, &filed.stage) else {
                continue;
            };
            let (on, hearing, calendar) = (accepted.accepted_on, Some(&file.hearing), &file.case.calendar);
            let watch = casework::hearing::to_name(
                &file.case.item,
                on,
                handling.step,
                hearing,
                calendar,
                file.case.now,
            );
            if watch.is_some() && on < centre.today().plus_days(-1) {
                let act = HearingAct::Assign { first: holder.person, second: other };
                done(centre.hearing_act(&holder, brief.id, centre::seal::random(), None, &act).await)?;
            }
        }
        Ok(())
    }

    /// Dossiers of ended cases go into their boxes; one is lent and does not come back (A29, E37).
    async fn archive(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        left: i32,
    ) -> anyhow::Result<()> {
        for archivist in ARCHIVISTS {
            let archivist = Session::acting(person(archivist)?);
            let due = centre.folder_list(&archivist, FolderWhich::Due, "", 40).await?;
            let mut stored = 0;
            for brief in due.iter().rev().take(TRIED) {
                if stored == A_MORNING {
                    break;
                }
                stored += usize::from(self.put_away(centre, organisation, &archivist, brief.case).await?);
            }
        }
        if !self.lent && left <= 18 {
            let archivist = Session::acting(person("do.sc")?);
            let stored = centre.folder_list(&archivist, FolderWhich::Archived, "", 1).await?;
            if let Some(brief) = stored.first() {
                let lend = FolderAct::Lend {
                    to: person("do2.sc")?,
                    due_on: centre.today().plus_days(7),
                    purpose: "现场检查前核对当初的布局图。".into(),
                };
                self.lent = self.folder_act(centre, &archivist, brief.case, lend).await?;
            }
        }
        Ok(())
    }

    async fn folder_act(
        &self,
        centre: &Centre,
        who: &Session,
        case: CaseId,
        act: FolderAct,
    ) -> anyhow::Result<bool> {
        done(centre.folder_act(who, case, centre::seal::random(), None, &act).await)
    }

    /// The dossier of an ended case goes into its box; whether it did.
    pub async fn put_away(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        archivist: &Session,
        case: CaseId,
    ) -> anyhow::Result<bool> {
        let Some(state) = centre.case_state(case).await? else { return Ok(false) };
        let Some(filed) = state.case.file() else { return Ok(false) };
        let delivered = matches!(filed.stage, Stage::Delivered { .. });
        let kept: Vec<u8> = filed.facts.materials.marks.copy_kept.iter().filter(|_| delivered).collect();
        let Some(item) = centre.item_body(filed.facts.body).await? else { return Ok(false) };
        let may = organisation.who_may(Power::MakeDocument, &item, centre.today());
        if may.iter().all(|holder| holder.person != archivist.person) {
            return Ok(false);
        }
        // What was moved apart or waits for an original is not for the shelf yet.
        match centre.folder_state(case).await?.0 {
            Folder::Absent => {}
            // Everything was fetched: the index alone is put away.
            Folder::Kept(dossier) if !delivered && dossier.rows.present().is_empty() => {}
            Folder::Kept(_) => return Ok(false),
        }
        let sheets = |row: u8| 1 + u16::from(row % 3);
        if !kept.is_empty() {
            let rows = kept.iter().map(|row| FolderRow { row: *row, sheets: sheets(*row), to_return: false });
            let holder = Session::acting(filed.facts.holding.person);
            self.folder_act(centre, &holder, case, FolderAct::Open { rows: rows.collect() }).await?;
        }
        self.boxed += 1;
        let archive = FolderAct::Archive {
            sheets: kept.iter().map(|row| sheets(*row)).sum(),
            found: kept,
            box_no: 1 + self.boxed / 20,
            shelf: 1 + self.boxed / 80,
        };
        self.folder_act(centre, archivist, case, archive).await
    }

    /// Another dossier is lent for three days and comes back whole (E37).
    async fn borrowed(&mut self, centre: &Centre, left: i32) -> anyhow::Result<()> {
        let archivist = Session::acting(person("do.sc")?);
        if let Some(case) = self.borrowed {
            if self.back || left > 13 {
                return Ok(());
            }
            let Folder::Kept(dossier) = centre.folder_state(case).await?.0 else { return Ok(()) };
            let sheets = dossier.rows.least(dossier.rows.present());
            self.back = self.folder_act(centre, &archivist, case, FolderAct::TakeBack { sheets }).await?;
            return Ok(());
        }
        if left > 16 {
            return Ok(());
        }
        for brief in centre.folder_list(&archivist, FolderWhich::Archived, "", 10).await? {
            let lend = FolderAct::Lend {
                to: person("lead.sc")?,
                due_on: centre.today().plus_days(5),
                purpose: "答复申请人对许可内容的询问。".into(),
            };
            if brief.loan.is_none() && self.folder_act(centre, &archivist, brief.case, lend).await? {
                self.borrowed = Some(brief.case);
                return Ok(());
            }
        }
        Ok(())
    }

    /// An original that was kept goes back to its owner on a later day, signed for (E8).
    async fn original_back(&mut self, centre: &Centre) -> anyhow::Result<()> {
        let Some(case) = self.original.filter(|_| !self.returned) else { return Ok(()) };
        let (Folder::Kept(dossier), Some(file)) =
            (centre.folder_state(case).await?.0, centre.case_fetch(case).await?)
        else {
            return Ok(());
        };
        let Some(filed) = file.filed() else { return Ok(()) };
        let (document_type, document_number) =
            (file.applicant.document_type.clone(), file.applicant.document_number.clone());
        let (rows, window) = (dossier.rows.owed().iter().collect(), filed.facts.window);
        let officer = Session::acting(filed.facts.intake);
        let back = FolderAct::ReturnOriginals { rows, document_type, document_number, other: None, window };
        self.returned = self.folder_act(centre, &officer, case, back).await?;
        if ended_without_delivery(&filed.stage) {
            // Withdrawn meanwhile, and everything waits for its owner: another original is to go back.
            self.original = None;
        }
        Ok(())
    }

    /// Open cases: one whose original goes back, one whose paper is apart from it, and one whose original is still to go
    /// back (R88, E8).
    async fn apart(&mut self, centre: &Centre) -> anyhow::Result<()> {
        if self.apart && self.owed {
            return Ok(());
        }
        let (holder, other) = (Session::acting(person("do.sc")?), Session::acting(person("do2.sc")?));
        let which = Which::HeldBy(holder.person);
        for brief in centre.case_list(&holder, which, Narrow::default(), None, 10).await? {
            let Some(state) = centre.case_state(brief.id).await? else { continue };
            let Some(filed) = state.case.file() else { continue };
            let kept: Vec<u8> = filed.facts.materials.marks.copy_kept.iter().collect();
            let (folder, _) = centre.folder_state(brief.id).await?;
            if kept.len() < 2 || folder != Folder::Absent {
                continue;
            }
            let to_return = self.original.is_none() || self.apart;
            let rows: Vec<FolderRow> = kept
                .iter()
                .enumerate()
                .map(|(place, row)| FolderRow { row: *row, sheets: 2, to_return: to_return && place == 0 })
                .collect();
            let sheets = 2 * rows.len() as u16;
            if !self.folder_act(centre, &holder, brief.id, FolderAct::Open { rows }).await? {
                continue;
            }
            if self.original.is_none() {
                self.original = Some(brief.id);
                continue;
            }
            if to_return {
                self.owed = true;
                return Ok(());
            }
            let reason = "带回单位，现场核查时对照布局图。";
            let give = || FolderAct::Give { to: other.person, sheets, reason: reason.into() };
            // Given too soon: the sheets were to be counted by both.
            self.apart = self.folder_act(centre, &holder, brief.id, give()).await?
                && self.folder_act(centre, &holder, brief.id, FolderAct::Recall).await?
                && self.folder_act(centre, &holder, brief.id, give()).await?
                && self.folder_act(centre, &other, brief.id, FolderAct::Take { sheets }).await?;
        }
        Ok(())
    }
}
