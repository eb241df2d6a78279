//! Papers (A4): every notice has a printable form. A paper quotes the law in full, says what comes next first,
//! and bears number, date and the seal of the authority in whose name it is made (N6, C8).

mod acceptance;
mod advice;
mod code128;
mod complaint;
mod correction;
mod decision;
mod delivery;
mod extension;
mod handover;
mod instant;
mod label;
mod notice;
mod qr;
mod receipt;
mod refusal;
mod special;
mod withdrawal;

pub use acceptance::AcceptanceNotice;
pub use advice::AdviceList;
pub use code128::code128_svg;
pub use complaint::ComplaintReceipt;
pub use correction::{CorrectionNotice, CorrectionRow};
pub use decision::Decision;
pub use delivery::DeliveryProof;
pub use extension::ExtensionNotice;
pub use handover::{HandoverSheet, PaperCount};
pub use instant::InstantPaper;
pub use label::FolderLabel;
pub use notice::NoticePaper;
pub use qr::qr_svg;
pub use receipt::{Receipt, ReceiptRow};
pub use refusal::AcceptanceRefusal;
pub use special::SpecialNotice;
pub use withdrawal::WithdrawalSlip;

use crate::layout::{Nav, PageFrame, Sample, draw_samples};
use crate::text::Text;

/// What stands at the head and foot of every paper.
#[derive(Debug, Clone)]
pub struct PaperHead {
    /// In whose name: the authority for decisions, the centre for receipts (C8).
    pub issuer: String,
    /// Title: “收件回执”. The page's h1.
    pub title: String,
    /// Number of the paper.
    pub number: String,
    /// Whose copy: “申请人留存”.
    pub copy: String,
    /// Where the screen's back link leads: the case.
    pub back: String,
    /// “2026 年 11 月 20 日（周五） 10:12 打印”; a second print says 补打.
    pub printed: String,
}

/// Who the paper is for and what it is about.
#[derive(Debug, Clone)]
pub struct PaperCase {
    /// Applicant's name, in full: the paper is the applicant's own.
    pub applicant: String,
    /// Type and number of the document, masked: “居民身份证 990121********0016”.
    pub document: String,
    /// Who came for the applicant; empty when the applicant came.
    pub representative: String,
    /// Name of the item.
    pub item: String,
    /// Number of the receipt.
    pub receipt_no: String,
}

/// Place for the seal: whose, which, and the day written under it.
#[derive(Debug, Clone)]
pub struct Seal {
    /// Name of the authority.
    pub office: String,
    /// “（盖章）”, “行政审批专用章”.
    pub words: String,
    /// The day as it stands under a seal ([`Text::date_of_seal`]).
    pub on: String,
}

/// Draws the samples of every paper.
pub fn samples(text: Text, into: &mut Vec<Sample>) {
    draw_samples::<Receipt>(text, into);
    draw_samples::<CorrectionNotice>(text, into);
    draw_samples::<AcceptanceNotice>(text, into);
    draw_samples::<AcceptanceRefusal>(text, into);
    draw_samples::<AdviceList>(text, into);
    draw_samples::<ComplaintReceipt>(text, into);
    draw_samples::<HandoverSheet>(text, into);
    draw_samples::<FolderLabel>(text, into);
    draw_samples::<NoticePaper>(text, into);
    draw_samples::<SpecialNotice>(text, into);
    draw_samples::<ExtensionNotice>(text, into);
    draw_samples::<WithdrawalSlip>(text, into);
    draw_samples::<Decision>(text, into);
    draw_samples::<DeliveryProof>(text, into);
    draw_samples::<InstantPaper>(text, into);
}

fn sample_frame(text: Text, title: &str) -> PageFrame {
    PageFrame::sample(text, title, Nav::Nowhere)
}

/// A sentence of the built-in wording, for samples.
fn built_in(text: Text, paper: &str, slot: &str, places: &[(&str, &dyn std::fmt::Display)]) -> String {
    let language = usize::from(text.is_english());
    let slot = catalogue::wording_slots::words_of(paper).and_then(|words| words.slot(slot));
    slot.map_or_else(String::new, |slot| catalogue::wording::filled(&slot.said[language], places))
}

/// The built-in paragraphs, for samples.
fn built_in_body(text: Text, paper: &str, places: &[(&str, &dyn std::fmt::Display)]) -> Vec<String> {
    built_in(text, paper, "body", places).lines().map(str::to_owned).collect()
}

fn sample_head(text: Text, issuer: &str, title: &str, number: &str) -> PaperHead {
    PaperHead {
        issuer: issuer.to_owned(),
        title: text.t(title).to_owned(),
        number: number.to_owned(),
        copy: text.t("申请人留存").to_owned(),
        back: "/desk/cases/990121-1".to_owned(),
        printed: text.f("{time} 打印", [("time", &format!("{} 10:12", text.date_with_year((2026, 11, 20))))]),
    }
}

fn sample_case() -> PaperCase {
    PaperCase {
        applicant: "许小店".to_owned(),
        document: "居民身份证 990121********0016".to_owned(),
        representative: String::new(),
        item: "食品经营许可（餐饮）".to_owned(),
        receipt_no: "990121-20261120-00042".to_owned(),
    }
}

const SAMPLE_AUTHORITY: &str = "澄禾县市场监督管理局";
const SAMPLE_CENTRE: &str = "澄禾县政务服务中心";

fn sample_seal(text: Text, office: &str) -> Seal {
    Seal {
        office: office.to_owned(),
        words: text.t("（盖章）").to_owned(),
        on: text.date_of_seal((2026, 11, 20)),
    }
}
