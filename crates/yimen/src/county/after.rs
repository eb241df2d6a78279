//! What lives on after the decision: certificates corrected, renewed by silence, ended; dossiers archived, lent, moved apart.

use calendar::Day;
use casework::certificate::{CertificateId, EndGround};
use casework::folder::Folder;
use casework::{Outcome, Stage};
use catalogue::{CaseId, Organisation, PersonId, Power};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::certificate::{CertificateAct, CertificateContent, CertificateView};
use centre::certificate_row::CertificateWhich;
use centre::folder::{Fetcher, FolderAct, FolderRow};
use centre::folder_row::FolderWhich;
use centre::hearing::HearingAct;
use centre::list::{Narrow, Which};

use super::long_ago::Lists;

/// Handlers whose units put their dossiers away every morning of the last month.
const ARCHIVISTS: [&str; 4] = ["do.sc", "do.zr", "do.wj", "do.zj"];
/// Calendar days of the last month.
const MONTH: i32 = 30;
/// Dossiers that one unit puts away in a morning, and of how many it looks at.
const A_MORNING: usize = 2;
const TRIED: usize = 8;
/// Days after which somebody comes for papers.
const FETCHED_AFTER: i32 = 3;

/// What has been shown already; each thing happens once.
#[derive(Default)]
pub struct After {
    corrected: bool,
    replaced: bool,
    silent: bool,
    renewed: bool,
    revoking: Option<(CertificateId, Day)>,
    revoked: bool,
    heard: bool,
    lent: bool,
    apart: bool,
    owed: bool,
    boxed: u16,
    lists: Lists,
}

fn person(id: &str) -> anyhow::Result<PersonId> {
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
        self.renewals(centre, organisation).await?;
        if left <= MONTH {
            self.papers(centre).await?;
            self.ends(centre, organisation, left).await?;
            self.archive(centre, organisation, left).await?;
            self.apart(centre).await?;
            self.lists.go_on(centre, left).await?;
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
                let ended = file.filed().is_some_and(|it| matches!(it.stage, Stage::EndedWithApplicant(_)));
                let present = dossier.rows.present();
                let act = FolderAct::ReturnMaterials {
                    rows: present.iter().collect(),
                    sheets: dossier.rows.least(present),
                    document_type: file.applicant.document_type.clone(),
                    document_number: file.applicant.document_number.clone(),
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
            let accepted = file.case.filed().and_then(|filed| filed.facts.acceptance);
            let waits = accepted.is_some_and(|it| it.accepted_on < centre.today().plus_days(-1));
            if waits && file.hearing.officers.is_none() {
                let act = HearingAct::Assign { first: holder.person, second: other };
                done(centre.hearing_act(&holder, brief.id, centre::seal::random(), None, &act).await)?;
            }
        }
        Ok(())
    }

    /// Certificates in force that a person sees, whole.
    async fn certificates(&self, centre: &Centre, who: &Session) -> anyhow::Result<Vec<CertificateView>> {
        let mut views = Vec::new();
        for brief in centre.certificate_list(who, None, CertificateWhich::InForce, "", 40).await? {
            if brief.renewal || brief.proceeding {
                continue;
            }
            views.extend(centre.certificate_fetch(brief.id).await?);
        }
        Ok(views)
    }

    async fn certificate_act(
        &self,
        centre: &Centre,
        who: &Session,
        id: CertificateId,
        act: CertificateAct,
    ) -> anyhow::Result<bool> {
        done(centre.certificate_act(who, id, centre::seal::random(), None, &act).await)
    }

    /// Two felling permits of two months: one renewed by the head, one by silence (N21).
    async fn renewals(&mut self, centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
        if self.silent && self.renewed {
            return Ok(());
        }
        let handler = Session::acting(person("do.zr")?);
        for view in self.certificates(centre, &handler).await? {
            let window = view.item.windows.first().copied();
            let (Some(window), true) = (window, view.item.short.as_str() == "tree-felling") else { continue };
            if view.file.papers.len() > 1 {
                continue;
            }
            let at_window = organisation.posts.iter().find(|post| {
                post.windows.contains(&window) && post.post == catalogue::item::Post::IntakeOfficer
            });
            let Some(officer) = at_window.map(|post| post.person) else { continue };
            let apply = CertificateAct::ApplyRenewal {
                document_type: view.content.document_type.clone(),
                document_number: view.content.document_number.clone(),
                words: "采伐还没有完，想接着办。".into(),
                window,
            };
            if !self.certificate_act(centre, &Session::acting(officer), view.id, apply).await? {
                continue;
            }
            if !self.silent {
                self.silent = true;
                continue;
            }
            let granted = CertificateAct::DecideRenewal { outcome: Outcome::Granted, reasons: String::new() };
            let able = organisation.who_may(Power::Decide, &view.item, centre.today());
            if let Some(holder) = able.first() {
                self.renewed =
                    self.certificate_act(centre, &Session::acting(holder.person), view.id, granted).await?;
            }
            return Ok(());
        }
        Ok(())
    }

    /// One certificate with a typing error, one that was lost (E17, A22).
    async fn papers(&mut self, centre: &Centre) -> anyhow::Result<()> {
        if self.corrected && self.replaced {
            return Ok(());
        }
        let handler = Session::acting(person("do.sc")?);
        for view in self.certificates(centre, &handler).await? {
            if view.file.papers.len() > 1 {
                continue;
            }
            if !self.corrected && view.content.document_type == "111" {
                let content = CertificateContent {
                    holder: format!("{}（个体工商户）", view.content.holder),
                    ..view.content.clone()
                };
                let reason = "持证人名称漏打了“（个体工商户）”。".into();
                let correct = CertificateAct::Correct { content, reason, old_returned: true };
                self.corrected = self.certificate_act(centre, &handler, view.id, correct).await?;
            } else if !self.replaced {
                let reason = "店里装修时丢了，已经找过。".into();
                let replace = CertificateAct::Replace { reason, old_returned: false };
                self.replaced = self.certificate_act(centre, &handler, view.id, replace).await?;
            }
        }
        Ok(())
    }

    /// One licence revoked after its holder was heard, one whose holder may still speak (N25).
    async fn ends(&mut self, centre: &Centre, organisation: &Organisation, left: i32) -> anyhow::Result<()> {
        let handler = Session::acting(person("do.sc")?);
        if let Some((id, speak_by)) = self.revoking.filter(|_| !self.revoked) {
            if centre.today() <= speak_by {
                return Ok(());
            }
            let Some(view) = centre.certificate_fetch(id).await? else { return Ok(()) };
            let able = organisation.who_may(Power::Decide, &view.item, centre.today());
            let able = able.iter().map(|holder| holder.person).find(|it| *it != view.file.granted_by);
            let reasons = "提交的场地证明经出证单位核实系伪造，陈述申辩期内没有收到说明，决定撤销。".into();
            if let Some(decider) = able {
                let end = CertificateAct::DecideProceeding { ends: true, reasons };
                self.revoked = self.certificate_act(centre, &Session::acting(decider), id, end).await?;
            }
            return Ok(());
        }
        let wanted = (self.revoking.is_none(), self.revoked && !self.heard && left <= 4);
        if wanted == (false, false) {
            return Ok(());
        }
        for view in self.certificates(centre, &handler).await? {
            let licence = view.item.short.as_str() == "food-business" && view.file.papers.len() == 1;
            if !licence {
                continue;
            }
            let (ground, facts) = match wanted.0 {
                true => (EndGround::ObtainedByDeceit, "房东来信说明没有出租过这处房屋，场地证明是假的。"),
                false => (EndGround::Unqualified, "复查发现操作间与卫生间相通，准予时不符合法定条件。"),
            };
            let open = CertificateAct::OpenProceeding { ground, facts: facts.into() };
            if self.certificate_act(centre, &handler, view.id, open).await? {
                let now = centre.certificate_fetch(view.id).await?;
                let speak_by = now.and_then(|it| it.file.proceeding).map(|it| it.speak_by);
                match (wanted.0, speak_by) {
                    (true, Some(speak_by)) => self.revoking = Some((view.id, speak_by)),
                    _ => self.heard = true,
                }
                return Ok(());
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

    /// An open case whose paper is apart from it, and one whose original is still to go back (R88, E8).
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
            let to_return = self.apart;
            let rows: Vec<FolderRow> = kept
                .iter()
                .enumerate()
                .map(|(place, row)| FolderRow { row: *row, sheets: 2, to_return: to_return && place == 0 })
                .collect();
            let sheets = 2 * rows.len() as u16;
            if !self.folder_act(centre, &holder, brief.id, FolderAct::Open { rows }).await? {
                continue;
            }
            if to_return {
                self.owed = true;
                return Ok(());
            }
            let reason = "带回单位，现场核查时对照布局图。".into();
            let give = FolderAct::Give { to: other.person, sheets, reason };
            self.apart = self.folder_act(centre, &holder, brief.id, give).await?
                && self.folder_act(centre, &other, brief.id, FolderAct::Take { sheets }).await?;
        }
        Ok(())
    }
}
