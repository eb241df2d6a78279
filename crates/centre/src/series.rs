//! The names under which the ledger counts the numbers of cases and papers.

use casework::{Series, SeriesKind};

/// The ledger's name of a series.
pub(crate) fn ledger_series(series: Series) -> ledger::Series {
    let kind = match series.kind {
        SeriesKind::Receipt => "receipt",
        SeriesKind::Case => "case",
        SeriesKind::Document(kind) => document_key(kind),
        SeriesKind::Complaint => "complaint",
    };
    ledger::Series::new(series.issuer.as_str().to_owned(), kind, series.period.to_string())
}

/// The ledger's word for the series of a paper.
fn document_key(kind: casework::DocumentKind) -> &'static str {
    use casework::DocumentKind;
    match kind {
        DocumentKind::CorrectionNotice => "correction-notice",
        DocumentKind::AcceptanceNotice => "acceptance-notice",
        DocumentKind::NonAcceptance => "non-acceptance",
        DocumentKind::ClosureNotice => "closure-notice",
        DocumentKind::StopNotice => "stop-notice",
        DocumentKind::ExtensionNotice => "extension-notice",
        DocumentKind::PartyNotice => "party-notice",
        DocumentKind::HearingNotice => "hearing-notice",
        DocumentKind::HearingRecord => "hearing-record",
        DocumentKind::Withdrawal => "withdrawal",
        DocumentKind::EndNotice => "end-notice",
        DocumentKind::GrantDecision => "grant-decision",
        DocumentKind::RefusalDecision => "refusal-decision",
        DocumentKind::Certificate => "certificate",
        DocumentKind::RenewalReceipt => "renewal-receipt",
        DocumentKind::RenewalRefusal => "renewal-refusal",
        DocumentKind::CertificateHearing => "certificate-hearing",
        DocumentKind::CertificateEnd => "certificate-end",
        DocumentKind::OriginalsReturn => "originals-return",
        DocumentKind::Archive => "archive",
        DocumentKind::DeliveryProof => "delivery-proof",
        DocumentKind::BarDecision => "bar-decision",
        DocumentKind::DestructionList => "destruction-list",
        DocumentKind::UrgingNotice => "urging-notice",
        DocumentKind::SupervisionOrder => "supervision-order",
        DocumentKind::RectificationNotice => "rectification-notice",
        DocumentKind::Circular => "circular",
        DocumentKind::DrawNotice => "draw-notice",
        DocumentKind::Disclosure => "disclosure",
        DocumentKind::ReissueReceipt => "reissue-receipt",
        DocumentKind::ReissueRefusal => "reissue-refusal",
    }
}
