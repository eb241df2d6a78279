//! The numbers a case and its papers bear: each series is one issuer, one kind and one period, without gaps.

use calendar::Day;
use catalogue::UnitCode;
use serde::{Deserialize, Serialize};

/// A paper that bears a number of its own (N6, C15).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 一次性告知书 (N4).
    CorrectionNotice,
    /// 受理通知书 (N6); also where silence was acceptance.
    AcceptanceNotice,
    /// 不受理 or 不予受理 (N1, N2, C4).
    NonAcceptance,
    /// 逾期未补正退件 (E14).
    ClosureNotice,
    /// 特别程序或中止告知书: the act that stops the clock (N17, F7).
    StopNotice,
    /// 延期告知书 (N14, F8).
    ExtensionNotice,
    /// 告知利害关系人 (N13).
    PartyNotice,
    /// 听证通知 (N18).
    HearingNotice,
    /// 听证笔录 (N18).
    HearingRecord,
    /// 撤回确认和材料退还 (C26, F9).
    Withdrawal,
    /// 终止办理通知书 (E13).
    EndNotice,
    /// 准予决定.
    GrantDecision,
    /// 不予决定, with reasons and remedies (N19).
    RefusalDecision,
    /// The result itself: 许可证, 登记证 (C18).
    Certificate,
    /// 延续申请回执 (N21).
    RenewalReceipt,
    /// 不予延续决定书, with remedies (N21).
    RenewalRefusal,
    /// 拟撤回、撤销、注销、吊销告知书: the holder is heard first (N25).
    CertificateHearing,
    /// 撤回、撤销、注销、吊销决定书, with remedies (N25).
    CertificateEnd,
    /// 材料退还回执: originals that were kept went back (E8).
    OriginalsReturn,
    /// 档号 of a dossier (A29).
    Archive,
    /// 送达回证 (N16, E16).
    DeliveryProof,
    /// 列入限制名单决定 (N26).
    BarDecision,
    /// 档案销毁清册 (C23).
    DestructionList,
    /// 催办单 (R101).
    UrgingNotice,
    /// 督办单 (R102).
    SupervisionOrder,
    /// 整改意见书 (R104).
    RectificationNotice,
    /// 通报 (C28).
    Circular,
    /// 双随机抽查公告 (R170).
    DrawNotice,
    /// 调阅登记 (E30).
    Disclosure,
    /// 证照更正、变更、补发申请回执 (A22).
    ReissueReceipt,
    /// 不予更正、变更、补发决定书, with remedies (A22, N19).
    ReissueRefusal,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [DocumentKind; 31] = [
        DocumentKind::CorrectionNotice,
        DocumentKind::AcceptanceNotice,
        DocumentKind::NonAcceptance,
        DocumentKind::ClosureNotice,
        DocumentKind::StopNotice,
        DocumentKind::ExtensionNotice,
        DocumentKind::PartyNotice,
        DocumentKind::HearingNotice,
        DocumentKind::HearingRecord,
        DocumentKind::Withdrawal,
        DocumentKind::EndNotice,
        DocumentKind::GrantDecision,
        DocumentKind::RefusalDecision,
        DocumentKind::Certificate,
        DocumentKind::RenewalReceipt,
        DocumentKind::RenewalRefusal,
        DocumentKind::CertificateHearing,
        DocumentKind::CertificateEnd,
        DocumentKind::OriginalsReturn,
        DocumentKind::Archive,
        DocumentKind::DeliveryProof,
        DocumentKind::BarDecision,
        DocumentKind::DestructionList,
        DocumentKind::UrgingNotice,
        DocumentKind::SupervisionOrder,
        DocumentKind::RectificationNotice,
        DocumentKind::Circular,
        DocumentKind::DrawNotice,
        DocumentKind::Disclosure,
        DocumentKind::ReissueReceipt,
        DocumentKind::ReissueRefusal,
    ];
}

/// What a series counts.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesKind {
    /// 收件编号, by year (C15).
    Receipt,
    /// 办件编号, by day.
    Case,
    /// Numbers of one kind of paper, by year.
    Document(DocumentKind),
    /// 投诉编号, by year: one register of the division.
    Complaint,
}

/// One series of numbers; the ledger draws from it inside the batch, so it has no gaps.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Series {
    /// In whose name it is counted: the authority's own numbers (C8).
    pub issuer: UnitCode,
    /// What is counted.
    pub kind: SeriesKind,
    /// The year (2026), or the day (20261121) for case numbers.
    pub period: u32,
}

/// 收件编号: on the receipt, before anything is accepted (C15).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReceiptNo {
    /// The authority.
    pub issuer: UnitCode,
    /// Year of receipt.
    pub year: u16,
    /// Number in the year, from 1.
    pub n: u32,
}

/// 办件编号: the one number inside, by authority and day.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CaseNo {
    /// The authority.
    pub issuer: UnitCode,
    /// Day of receipt.
    pub day: Day,
    /// Number on the day, from 1.
    pub n: u32,
}

/// The number of a paper, in the name of the authority that answers for it (C8).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentNo {
    /// The authority.
    pub issuer: UnitCode,
    /// What paper it is.
    pub kind: DocumentKind,
    /// Year of issue.
    pub year: u16,
    /// Number in the year, from 1.
    pub n: u32,
}

impl ReceiptNo {
    /// The series the number was drawn from.
    pub fn series(self) -> Series {
        Series { issuer: self.issuer, kind: SeriesKind::Receipt, period: u32::from(self.year) }
    }
}

impl CaseNo {
    /// The series the number was drawn from.
    pub fn series(self) -> Series {
        Series { issuer: self.issuer, kind: SeriesKind::Case, period: day_period(self.day) }
    }
}

impl DocumentNo {
    /// The series the number was drawn from.
    pub fn series(self) -> Series {
        Series { issuer: self.issuer, kind: SeriesKind::Document(self.kind), period: u32::from(self.year) }
    }
}

/// The day as the period of a series: 20261121.
pub(crate) fn day_period(day: Day) -> u32 {
    let (year, month, of_month) = day.ymd();
    year.unsigned_abs() * 10_000 + month * 100 + of_month
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_paper_is_in_the_list_by_which_numbers_are_looked_up() {
        // The reader names every kind it knows when it is given one that is none.
        let error =
            serde_json::from_str::<DocumentKind>("\"none\"").expect_err("no kind is called so").to_string();
        let (_, known) = error.split_once("expected one of ").expect("it names the kinds");
        let known: Vec<String> = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        let listed = DocumentKind::ALL.map(|kind| serde_json::to_string(&kind).expect("a word"));
        assert_eq!(listed.map(|it| it.trim_matches('"').to_owned()).to_vec(), known);
    }
}
