//! Checking a paper: what the ledger knows of it, for anybody who holds it, and nothing personal (M3, A23).
//!
//! The code on a paper is its receipt number, the paper and a short keyed digest, so that it can be checked without a
//! table of codes and cannot be made up: `SC2026000123K-A26318-7K2M9QXT`.

use calendar::Day;
use casework::{Case, DocumentKind, DocumentNo, Event, ReceiptNo};
use catalogue::item::ItemKind;
use catalogue::{CaseId, UnitCode};

use crate::case::Problem;
use crate::certificate_paper::{checked_of, standing_of_whole};
use crate::file::Line;
use crate::notice::certificate_made;
use crate::oversight::order_public;
use crate::paper_form::{self, PaperForm};
use crate::row::receipt_text;
use crate::throttle::{self, Limit};
use crate::{Centre, Fault};

/// Wrong codes from one address, and numbers asked for without a code.
pub const VERIFY_ADDRESS: Limit = Limit { kind: "verify-address", tries: 30, span: 15 * 60_000_000 };
/// Characters of the digest in a code: 40 bits, which at 30 tries in a quarter of an hour nobody guesses.
const TAG: usize = 8;
/// Characters of a code that are read.
const CODE_MAX: usize = 80;
/// Digits and letters that are not taken for one another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A paper that was issued, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperNo {
    /// 收件回执.
    Receipt(ReceiptNo),
    /// A paper with a number of its own.
    Document(DocumentNo),
}

/// What a paper is worth today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperStanding {
    /// Issued, and it stands.
    Genuine,
    /// Issued, and a later paper stands in its place.
    Superseded,
    /// Issued, and taken back.
    Revoked,
    /// A certificate whose time is over (A22).
    Expired,
    /// A certificate that was lost or spoilt and made again; it is void.
    Void,
    /// A certificate whose time the next paper continues.
    Renewed,
    /// 撤回 (N25).
    Withdrawn,
    /// 注销 (N25).
    Cancelled,
    /// 吊销 (N25).
    Rescinded,
}

/// A paper of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssuedPaper {
    /// Its number.
    pub number: PaperNo,
    /// The day it was issued.
    pub on: Day,
    /// What it is worth.
    pub standing: PaperStanding,
}

/// What a check tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperChecked {
    /// The paper.
    pub paper: IssuedPaper,
    /// Which of the papers of its kind it is, by which it is titled.
    pub form: PaperForm,
    /// In whose name.
    pub issuer: UnitCode,
    /// Kind of the item, by which papers are named.
    pub item_kind: ItemKind,
    /// The paper that stands in its place.
    pub replaced_by: Option<PaperNo>,
    /// The last valid day of a certificate that has one.
    pub valid_until: Option<Day>,
}

/// The papers of a case, oldest first: what was issued and what became of it.
pub fn papers_of(receipt: ReceiptNo, lines: &[Line]) -> Vec<IssuedPaper> {
    let mut papers: Vec<IssuedPaper> = Vec::new();
    for line in lines {
        let on = line.recorded_at.day();
        let mut issue = |number| papers.push(IssuedPaper { number, on, standing: PaperStanding::Genuine });
        match &line.event {
            Event::Received(_) => issue(PaperNo::Receipt(receipt)),
            Event::CorrectionNoticed(fact) => issue(PaperNo::Document(fact.notice)),
            // Its list takes the place of the one before.
            Event::CorrectionRenewed(fact) => {
                let notices = papers.iter_mut().filter(|it| match it.number {
                    PaperNo::Document(number) => number.kind == DocumentKind::CorrectionNotice,
                    PaperNo::Receipt(_) => false,
                });
                notices.for_each(|it| it.standing = PaperStanding::Superseded);
                papers.push(IssuedPaper {
                    number: PaperNo::Document(fact.notice),
                    on,
                    standing: PaperStanding::Genuine,
                });
            }
            Event::Accepted(fact) => issue(PaperNo::Document(fact.notice)),
            Event::DeemedAccepted(fact) => issue(PaperNo::Document(fact.notice)),
            Event::AcceptanceRefused(fact) => issue(PaperNo::Document(fact.notice)),
            Event::ClosedForMissing(fact) => issue(PaperNo::Document(fact.notice)),
            // What was missing came in time after all (E14).
            Event::ClosureLifted(fact) => set(&mut papers, fact.notice, PaperStanding::Revoked),
            Event::Stopped(fact) => issue(PaperNo::Document(fact.notice)),
            Event::Extended(fact) => issue(PaperNo::Document(fact.notice)),
            Event::Withdrawn(fact) => issue(PaperNo::Document(fact.notice)),
            Event::WithdrawnByApplicant(fact) => issue(PaperNo::Document(fact.notice)),
            Event::EndedWithApplicant(fact) => issue(PaperNo::Document(fact.notice)),
            Event::Decided(fact) => {
                issue(PaperNo::Document(fact.number));
                if let Some(old) = fact.replaces {
                    set(&mut papers, old, PaperStanding::Superseded);
                }
            }
            // Void from here on, whether or not another decision follows (C17).
            Event::DecisionReturned(_) => {
                let decision = papers.iter_mut().rev().find(|it| is_decision(it.number));
                if let Some(decision) = decision {
                    decision.standing = PaperStanding::Revoked;
                }
            }
            Event::DocumentMade(fact) => {
                if let Some(number) = fact.certificate {
                    issue(PaperNo::Document(number));
                }
            }
            Event::Delivered(fact) => issue(PaperNo::Document(fact.proof)),
            Event::DeliveryDeemed(fact) => issue(PaperNo::Document(fact.proof)),
            _ => {}
        }
    }
    papers
}

/// The place of the entry that issued the paper with this mark.
pub fn issued_at(receipt: ReceiptNo, lines: &[Line], wanted: &str) -> Option<usize> {
    let issued = |line: &Line| papers_of(receipt, std::slice::from_ref(line));
    lines.iter().position(|line| issued(line).iter().any(|paper| mark(paper.number) == wanted))
}

fn set(papers: &mut [IssuedPaper], number: DocumentNo, standing: PaperStanding) {
    for paper in papers.iter_mut().filter(|it| it.number == PaperNo::Document(number)) {
        paper.standing = standing;
    }
}

fn is_decision(number: PaperNo) -> bool {
    let PaperNo::Document(number) = number else { return false };
    matches!(number.kind, DocumentKind::GrantDecision | DocumentKind::RefusalDecision)
}

fn is_grant(number: PaperNo) -> bool {
    matches!(number, PaperNo::Document(number) if number.kind == DocumentKind::GrantDecision)
}

/// The paper that stands in the place of a decision or a correction notice that was superseded: the last of its kind, where that stands.
fn in_its_place(papers: &[IssuedPaper], of: &IssuedPaper) -> Option<PaperNo> {
    if of.standing != PaperStanding::Superseded {
        return None;
    }
    let is_kind = |number: PaperNo| match (number, of.number) {
        (PaperNo::Document(one), PaperNo::Document(other)) => {
            one.kind == other.kind || (is_decision(number) && is_decision(of.number))
        }
        _ => false,
    };
    let stands = |it: &&IssuedPaper| it.standing == PaperStanding::Genuine && is_kind(it.number);
    papers.iter().rfind(stands).map(|it| it.number)
}

/// The paper's part of a code: its letters, two digits of the year and the number.
pub fn mark(number: PaperNo) -> String {
    let PaperNo::Document(number) = number else { return "R".to_owned() };
    format!("{}{:02}{}", letter(number.kind), number.year % 100, number.n)
}

/// A letter or two for each kind; they stay what they are as long as papers are checked. Two kinds have the same where no case
/// can have both: one that ended with its applicant has no certificate, and a draw has no case.
fn letter(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::CorrectionNotice => "B",
        DocumentKind::AcceptanceNotice => "A",
        DocumentKind::NonAcceptance => "N",
        DocumentKind::ClosureNotice => "C",
        DocumentKind::StopNotice => "S",
        DocumentKind::ExtensionNotice => "E",
        DocumentKind::PartyNotice => "I",
        DocumentKind::HearingNotice => "HN",
        DocumentKind::HearingRecord => "HR",
        DocumentKind::Withdrawal => "W",
        DocumentKind::EndNotice => "X",
        DocumentKind::GrantDecision => "G",
        DocumentKind::RefusalDecision => "J",
        DocumentKind::Certificate => "Z",
        DocumentKind::RenewalReceipt => "Y",
        DocumentKind::RenewalRefusal => "X",
        DocumentKind::CertificateHearing => "H",
        DocumentKind::CertificateEnd => "K",
        DocumentKind::OriginalsReturn => "T",
        DocumentKind::Archive => "L",
        DocumentKind::DeliveryProof => "D",
        DocumentKind::BarDecision => "M",
        DocumentKind::DestructionList => "V",
        DocumentKind::UrgingNotice => "U",
        DocumentKind::SupervisionOrder => "Q",
        DocumentKind::RectificationNotice => "P",
        DocumentKind::Circular => "O",
        DocumentKind::DrawNotice => "F",
        // Never checked by a code: whether a dossier was asked for is not for everybody.
        DocumentKind::Disclosure => "F",
        DocumentKind::ReissueReceipt => "YR",
        DocumentKind::ReissueRefusal => "XR",
    }
}

/// What was typed or scanned, whether in small or capital letters, with or without blanks.
fn plain(code: &str) -> String {
    let letters = code.chars().take(CODE_MAX).filter(|it| it.is_ascii_alphanumeric() || *it == '-');
    letters.map(|it| it.to_ascii_uppercase()).collect()
}

impl Centre {
    /// The code of a paper of a case, as it stands under its QR code.
    pub fn paper_code(&self, receipt: ReceiptNo, number: PaperNo) -> String {
        self.tagged(&receipt_text(receipt), number)
    }

    /// A code of its three parts.
    pub(crate) fn tagged(&self, of: &str, number: PaperNo) -> String {
        let what = format!("{of}-{}", mark(number));
        let tag = self.paper_tag(&what);
        format!("{what}-{tag}")
    }

    fn paper_tag(&self, what: &str) -> String {
        let digest = self.keys.find_digest(&self.division, "paper-code", what);
        digest.0.iter().take(TAG).map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
    }

    /// What the ledger knows of the paper with this code, or of the receipt with this number. Wrong codes are counted for
    /// the address, and so is every number, since numbers can be counted through.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such paper, [`Problem::Throttled`] after too many tries.
    pub async fn paper_verify(&self, code: &str, address: &str) -> Result<PaperChecked, Problem> {
        let (code, now) = (plain(code), self.now());
        let who = self.keys.find_digest(&self.division, "throttle-address", address);
        if let Err(until) = throttle::look(&self.store, &self.division, VERIFY_ADDRESS, &who, now).await? {
            return Err(Problem::Throttled(until));
        }
        // Without a whole code nothing is read but the number, and that costs a try.
        let (receipt, wanted) = match self.opened(&code) {
            Some(parts) => parts,
            None => {
                if let Err(until) =
                    throttle::count(&self.store, &self.division, VERIFY_ADDRESS, &who, now).await?
                {
                    return Err(Problem::Throttled(until));
                }
                (code.as_str(), "R")
            }
        };
        if receipt == order_public::CODE {
            return self.order_marked(wanted).await?.ok_or(Problem::NotFound);
        }
        let Some(case) = self.case_of_number(receipt, None).await? else { return Err(Problem::NotFound) };
        let mut checked =
            self.paper_checked(case, |paper| mark(paper.number) == wanted).await?.ok_or(Problem::NotFound)?;
        // A receipt whose number was corrected points to the new one (E10).
        if let PaperNo::Receipt(number) = checked.paper.number
            && self.is_former_receipt(case, receipt, number).await?
        {
            checked.paper.standing = PaperStanding::Superseded;
        }
        Ok(checked)
    }

    /// Receipt number and paper of a code that is ours.
    fn opened<'a>(&self, code: &'a str) -> Option<(&'a str, &'a str)> {
        let (what, tag) = code.rsplit_once('-')?;
        let (receipt, mark) = what.rsplit_once('-')?;
        // The digest is of a secret and a public name: how long the comparison takes tells nothing that helps.
        (tag.len() == TAG && self.paper_tag(what) == tag).then_some((receipt, mark))
    }

    /// Whether a number that leads to the case is the one of a receipt that was corrected since.
    async fn is_former_receipt(&self, case: CaseId, asked: &str, now: ReceiptNo) -> Result<bool, Fault> {
        let Some(state) = self.case_state(case).await? else { return Ok(false) };
        let former = state.case.facts().is_some_and(|facts| {
            facts.register.former().any(|it| it.receipt != now && receipt_text(it.receipt) == asked)
        });
        Ok(former)
    }

    /// The paper of a case that is asked for.
    pub(crate) async fn paper_checked(
        &self,
        case: CaseId,
        wanted: impl Fn(&IssuedPaper) -> bool,
    ) -> Result<Option<PaperChecked>, Fault> {
        let Some(file) = self.case_fetch(case).await? else { return Ok(None) };
        let Case::Filed(filed) = &file.state.case else { return Ok(None) };
        let papers = papers_of(filed.facts.receipt, &file.lines);
        // What a certificate is worth changes after its case; its own stream knows, once it stands.
        let mut granted = PaperStanding::Genuine;
        if let Some(id) = certificate_made(filed)
            && let Some(view) = self.certificate_fetch(id).await?
        {
            if let Some(checked) = checked_of(&view, &wanted) {
                return Ok(Some(checked));
            }
            granted = standing_of_whole(&view.file);
        }
        let of_case = papers.clone();
        let papers = papers.into_iter().chain(self.folder_papers(case).await?);
        let papers = papers.chain(self.hearing_papers(case).await?);
        let mut papers = papers.chain(self.bar_papers(case, &filed.facts).await?);
        Ok(papers.find(wanted).map(|paper| PaperChecked {
            form: paper_form::of_case(&file.lines, &file.item, filed.facts.receipt, paper.number),
            issuer: match paper.number {
                PaperNo::Receipt(number) => number.issuer,
                PaperNo::Document(number) => number.issuer,
            },
            item_kind: filed.facts.kind,
            replaced_by: in_its_place(&of_case, &paper),
            paper: match paper.standing {
                PaperStanding::Genuine if is_grant(paper.number) => {
                    IssuedPaper { standing: granted, ..paper }
                }
                _ => paper,
            },
            valid_until: None,
        }))
    }
}
