//! Finding a paper by the number printed on it: a view of every number that an entry bears, and a check that costs a try.

use casework::certificate::CertificateId;
use casework::{DocumentNo, SeriesKind};
use catalogue::CaseId;
use ledger::{Domain, Follower, FollowerTx, Stretch};
use store::{Statement, StoreError, Value};

use crate::account::Session;
use crate::case::{Problem, case_of};
use crate::domain::Desk;
use crate::kinds::bar::Bars;
use crate::kinds::certificate::certificate_of;
use crate::kinds::folder::case_of_folder;
use crate::kinds::hearing::case_of_hearing;
use crate::kinds::order::Orders;
use crate::kinds::{Kind, is_named};
use crate::many_rows::insert_new;
use crate::paper::{PaperChecked, PaperNo, VERIFY_ADDRESS};
use crate::series::ledger_series;
use crate::throttle;
use crate::{Centre, Fault};

/// Numbers that one typed text may mean; more are not looked at.
pub const MEANINGS_MAX: usize = 4;
/// Series that have rows of their own elsewhere.
const FOUND_ELSEWHERE: [&str; 3] = ["receipt", "case", "complaint"];

/// What the number on a paper leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperOf {
    /// A certificate.
    Certificate(CertificateId),
    /// A case.
    Case(CaseId),
}

/// The follower that keeps `paper_number`; it can be dropped and rebuilt at any time.
pub struct PaperNumbers;

/// A number as the view keeps it: `sc/acceptance-notice/2026/12`.
fn key(series: &ledger::Series, n: u32) -> String {
    format!("{}/{}/{}/{n}", series.issuer, series.kind, series.period)
}

impl Follower<Desk> for PaperNumbers {
    fn name(&self) -> &str {
        "paper-numbers"
    }

    fn empty(&self) -> Vec<Statement> {
        vec![Statement::new("delete from paper_number", vec![])]
    }

    fn apply(&self, domain: &Desk, tx: &mut FollowerTx, entries: &Stretch<Desk>) -> Result<(), StoreError> {
        let mut found: Vec<[Value; 3]> = Vec::new();
        for (entry, event) in entries.read(domain)? {
            domain.draws(event, &mut |series, n| {
                if !FOUND_ELSEWHERE.contains(&series.kind.as_ref()) {
                    let number = key(&series, n);
                    found.push([entry.division.as_str().into(), number.into(), entry.stream.as_str().into()]);
                }
            });
        }
        let into = "paper_number (division, number, stream)";
        insert_new(into, "number, division", &found).into_iter().for_each(|it| tx.push(it));
        Ok(())
    }
}

impl Centre {
    /// What the ledger knows of the paper with this printed number. What was typed may mean several numbers (two offices
    /// whose names begin alike): `fits` says whether a paper is the one. Every question costs a try, since numbers can be
    /// counted through.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such paper, [`Problem::Throttled`] after too many tries.
    pub async fn paper_verify_number(
        &self,
        meant: &[DocumentNo],
        address: &str,
        fits: impl Fn(&PaperChecked) -> bool,
    ) -> Result<PaperChecked, Problem> {
        let who = self.keys.find_digest(&self.division, "throttle-address", address);
        let tried = throttle::count(&self.store, &self.division, VERIFY_ADDRESS, &who, self.now()).await?;
        if let Err(until) = tried {
            return Err(Problem::Throttled(until));
        }
        for number in meant.iter().take(MEANINGS_MAX) {
            let Some(stream) = self.stream_of_number(*number).await? else { continue };
            if is_named(&stream, Orders::STREAM) {
                match self.order_checked(&stream, *number).await?.filter(|checked| fits(checked)) {
                    Some(checked) => return Ok(checked),
                    None => continue,
                }
            }
            let Some(case) = self.case_behind(&stream, *number).await? else { continue };
            let checked =
                self.paper_checked(case, |paper| paper.number == PaperNo::Document(*number)).await?;
            if let Some(checked) = checked.filter(|checked| fits(checked)) {
                return Ok(checked);
            }
        }
        Err(Problem::NotFound)
    }

    /// What an officer is led to by the number on a paper: its certificate, or its case; none where the officer may open neither.
    pub async fn paper_find(
        &self,
        session: &Session,
        meant: &[DocumentNo],
    ) -> Result<Option<PaperOf>, Fault> {
        let scope = self.scope(session).await?;
        for number in meant.iter().take(MEANINGS_MAX) {
            let Some(stream) = self.stream_of_number(*number).await? else { continue };
            // The first number of a certificate was drawn by its case, and is its name.
            if let Some(id) = certificate_of(&stream).or_else(|| CertificateId::of(*number))
                && let Some((file, _)) = self.certificate_state(id).await?
                && scope.covers_certificate(file.authority)
            {
                return Ok(Some(PaperOf::Certificate(id)));
            }
            let Some(case) = self.case_behind(&stream, *number).await? else { continue };
            match self.case_in_scope(session, case).await {
                Ok(_) => return Ok(Some(PaperOf::Case(case))),
                Err(Problem::Fault(fault)) => return Err(fault),
                Err(_) => {}
            }
        }
        Ok(None)
    }

    /// The case whose paper a stream keeps: its own, its folder's, its hearing's, its certificate's, or that of an entry of the bar list.
    async fn case_behind(&self, stream: &str, number: DocumentNo) -> Result<Option<CaseId>, Fault> {
        if let Some(case) =
            case_of(stream).or_else(|| case_of_folder(stream)).or_else(|| case_of_hearing(stream))
        {
            return Ok(Some(case));
        }
        if is_named(stream, Bars::STREAM) {
            let decided = self.bar_decisions(stream).await?;
            return Ok(decided.into_iter().find(|it| it.number == number).map(|it| it.case));
        }
        let Some(id) = certificate_of(stream) else { return Ok(None) };
        Ok(self.certificate_state(id).await?.map(|(file, _)| file.case))
    }

    pub(crate) async fn stream_of_number(&self, number: DocumentNo) -> Result<Option<String>, Fault> {
        let series = number.series();
        debug_assert!(matches!(series.kind, SeriesKind::Document(_)));
        let rows = self
            .store
            .read(Statement::new(
                "select stream from paper_number where division = $1 and number = $2 limit 1",
                vec![self.division.as_str().into(), key(&ledger_series(series), number.n).into()],
            ))
            .await?;
        Ok(rows.first().map(|row| row.text(0)).transpose()?.map(str::to_owned))
    }
}
