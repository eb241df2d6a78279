//! The page on which anybody checks a paper: what it is, who issued it and whether it stands; nothing personal (M3).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::certificate::{EndKind, ReissueKind};
use casework::{DocumentKind, Outcome};
use centre::case::Problem;
use centre::paper::{PaperChecked, PaperNo, PaperStanding};
use centre::paper_form::PaperForm;

use super::{print_end, printed_number, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{Answer, At, ErrorKind, minutes_until, page, page_with};
use crate::app::visitor::Address;
use pages::layout::{Nav, PageFrame};
use pages::portal::{Verified, Verify};
use pages::text::Text;

/// `GET /verify`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: "/verify" };
    page(&Verify::new(frame(&at).await, ""))
}

/// `POST /verify`
pub async fn enter(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: "/verify" };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    at.answer(draw(&at, form.trimmed("code"), &address).await).await
}

/// `GET /verify/{code}`: where the QR code of a paper leads.
pub async fn code(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    Path(code): Path<String>,
) -> Response {
    // The links of the page lead back to the form, not to a code.
    let at = At { app: &app, headers: &headers, path: "/verify" };
    at.answer(draw(&at, &code, &address).await).await
}

async fn draw(at: &At<'_>, code: &str, address: &str) -> Answer {
    let shown: String = code.chars().take(60).collect();
    let form = Verify::new(frame(at).await, &shown);
    Ok(match asked(at, code, address).await? {
        Ok(checked) => page(&form.found(verified(at, &checked).await?)),
        Err(Problem::Fault(fault)) => return Err(fault),
        Err(Problem::Throttled(until)) => {
            page_with(StatusCode::TOO_MANY_REQUESTS, &form.throttled(minutes_until(at.app, until)))
        }
        Err(_) => page_with(StatusCode::NOT_FOUND, &form.not_found()),
    })
}

/// Asks by the code, or by the number as it is printed.
pub async fn asked(
    at: &At<'_>,
    typed: &str,
    address: &str,
) -> Result<Result<PaperChecked, Problem>, centre::Fault> {
    let centre = &at.app.centre;
    let Some((plain, of)) = printed_number::plain(typed).zip(centre.organisation().await?) else {
        return Ok(centre.paper_verify(typed, address).await);
    };
    let meant = printed_number::meanings(&of, &plain);
    let fits = |checked: &PaperChecked| match checked.paper.number {
        PaperNo::Document(number) => words::document_no(&of, checked.item_kind, number) == plain,
        PaperNo::Receipt(_) => false,
    };
    Ok(centre.paper_verify_number(&meant, address, fits).await)
}

async fn frame(at: &At<'_>) -> PageFrame {
    let mut frame = at.frame(Nav::Verify, None).await;
    frame.title = frame.t("核对文书真伪").to_owned();
    frame
}

/// What is said of it.
pub async fn verified(at: &At<'_>, checked: &PaperChecked) -> Result<Verified, centre::Fault> {
    let frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    let organisation = at.app.centre.organisation().await?;
    let of = organisation.as_deref();
    let written = |number: PaperNo| match (number, of) {
        (PaperNo::Receipt(number), _) => words::receipt_no(number),
        (PaperNo::Document(number), Some(of)) => words::document_no(of, checked.item_kind, number),
        (PaperNo::Document(number), None) => number.n.to_string(),
    };
    Ok(Verified {
        answer: text.t(answer(checked.paper.standing)).to_owned(),
        tone: tone(checked.paper.standing),
        kind: text.t(title(checked)).to_owned(),
        number: written(checked.paper.number),
        // A receipt is the centre's, whoever decides.
        issuer: match (checked.paper.number, of) {
            (PaperNo::Receipt(_), _) => frame.centre,
            (PaperNo::Document(_), Some(of)) => words::unit_in_full(text, of, checked.issuer),
            (PaperNo::Document(_), None) => String::new(),
        },
        on: Text::date_with_year(text, checked.paper.on),
        replaced_by: checked.replaced_by.map_or_else(String::new, written),
        valid_until: checked.valid_until.map_or_else(String::new, |day| text.date_with_year(day)),
    })
}

/// The sentence that answers.
fn answer(standing: PaperStanding) -> &'static str {
    match standing {
        PaperStanding::Genuine => "是真的，现在有效",
        PaperStanding::Superseded => "是真的，但已被后来的文书代替",
        PaperStanding::Revoked => "是真的，但已经撤销",
        PaperStanding::Expired => "是真的，但已经到期",
        PaperStanding::Void => "是真的，但已经补发，这一份作废了",
        PaperStanding::Renewed => "是真的，已经延续，请看新的一份",
        PaperStanding::Withdrawn => "是真的，但已经被依法撤回",
        PaperStanding::Cancelled => "是真的，但已经注销",
        PaperStanding::Rescinded => "是真的，但已经被吊销",
    }
}

/// Class of the card.
fn tone(standing: PaperStanding) -> &'static str {
    match standing {
        PaperStanding::Genuine => "card-good",
        PaperStanding::Superseded | PaperStanding::Renewed => "card-waiting",
        PaperStanding::Revoked
        | PaperStanding::Expired
        | PaperStanding::Void
        | PaperStanding::Withdrawn
        | PaperStanding::Cancelled
        | PaperStanding::Rescinded => "card-late",
    }
}

/// What stands at the head of a paper: a decision is called after the kind of its item.
fn title(checked: &PaperChecked) -> &'static str {
    let number = checked.paper.number;
    let of = match number {
        PaperNo::Document(it) => Some(it.kind),
        PaperNo::Receipt(_) => None,
    };
    match (checked.form, of) {
        (PaperForm::OnTheSpot, _) => "即办件办理单",
        (PaperForm::Again, _) => "再次补正告知书",
        (PaperForm::NotRequired, _) => "不受理告知书",
        (PaperForm::Suspension, _) => "中止告知书",
        (PaperForm::Ended(how), _) => match how {
            EndKind::Withdrawn => "撤回决定书",
            EndKind::Revoked => "撤销决定书",
            EndKind::Cancelled => "注销决定书",
            EndKind::Rescinded => "吊销决定书",
        },
        (PaperForm::Reissue(what), Some(DocumentKind::ReissueRefusal)) => match what {
            ReissueKind::Correction => "不予更正决定书",
            ReissueKind::Change => "不予变更决定书",
            ReissueKind::Replacement => "不予补发决定书",
        },
        (PaperForm::Reissue(what), _) => match what {
            ReissueKind::Correction => "证照更正申请回执",
            ReissueKind::Change => "证照变更申请回执",
            ReissueKind::Replacement => "证照补发申请回执",
        },
        (PaperForm::Usual, Some(DocumentKind::CorrectionNotice)) => "一次性告知书",
        (PaperForm::Usual, Some(DocumentKind::NonAcceptance)) => "不予受理决定书",
        (PaperForm::Usual, Some(DocumentKind::GrantDecision)) => {
            print_end::title(checked.item_kind, Outcome::Granted)
        }
        (PaperForm::Usual, Some(DocumentKind::RefusalDecision)) => {
            print_end::title(checked.item_kind, Outcome::Refused)
        }
        (PaperForm::Usual, _) => kind(number),
    }
}

/// What a paper is called.
pub fn kind(number: PaperNo) -> &'static str {
    let PaperNo::Document(number) = number else { return "收件回执" };
    match number.kind {
        DocumentKind::CorrectionNotice => "补正告知书",
        DocumentKind::AcceptanceNotice => "受理通知书",
        DocumentKind::NonAcceptance => "不予受理的文书",
        DocumentKind::ClosureNotice => "逾期未补正退件通知书",
        DocumentKind::StopNotice => "特别程序告知书",
        DocumentKind::ExtensionNotice => "延期告知书",
        DocumentKind::PartyNotice => "听证告知书",
        DocumentKind::HearingNotice => "听证通知书",
        DocumentKind::HearingRecord => "听证笔录",
        DocumentKind::Withdrawal => "撤回确认和材料退还清单",
        DocumentKind::EndNotice => "终止办理通知书",
        DocumentKind::GrantDecision => "准予决定书",
        DocumentKind::RefusalDecision => "不予决定书",
        DocumentKind::Certificate => "证照或结果文书",
        DocumentKind::RenewalReceipt => "延续申请回执",
        DocumentKind::RenewalRefusal => "不予延续决定书",
        DocumentKind::CertificateHearing => "陈述申辩告知书",
        DocumentKind::CertificateEnd => "撤回、撤销、注销或吊销决定书",
        DocumentKind::OriginalsReturn => "材料退还回执",
        DocumentKind::Archive => "案卷",
        DocumentKind::DeliveryProof => "送达回证",
        DocumentKind::BarDecision => "列入限制名单决定书",
        DocumentKind::DestructionList => "档案销毁清册",
        DocumentKind::UrgingNotice => "催办单",
        DocumentKind::SupervisionOrder => "督办单",
        DocumentKind::RectificationNotice => "整改意见书",
        DocumentKind::Circular => "通报",
        DocumentKind::DrawNotice => "抽查公告",
        DocumentKind::Disclosure => "案卷调阅登记单",
        DocumentKind::ReissueReceipt => "证照申请回执",
        DocumentKind::ReissueRefusal => "不予更正、变更或者补发决定书",
    }
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use casework::DocumentNo;
    use catalogue::UnitCode;
    use catalogue::item::ItemKind;
    use centre::paper::IssuedPaper;

    use super::*;

    // M3, C6: each paper is called as it calls itself, in both languages.
    #[test]
    fn a_paper_is_named_by_its_own_title() {
        let issuer = UnitCode::parse("sc").expect("a code");
        let on = Day::parse("2026-03-02").expect("a day");
        let titled = |kind, form| {
            let number = PaperNo::Document(DocumentNo { issuer, kind, year: 2026, n: 1 });
            title(&PaperChecked {
                paper: IssuedPaper { number, on, standing: PaperStanding::Genuine },
                form,
                issuer,
                item_kind: ItemKind::Licensing,
                replaced_by: None,
                valid_until: None,
            })
        };
        use DocumentKind::*;
        for (kind, form, called) in [
            (GrantDecision, PaperForm::Usual, "准予行政许可决定书"),
            (GrantDecision, PaperForm::OnTheSpot, "即办件办理单"),
            (RefusalDecision, PaperForm::Usual, "不予行政许可决定书"),
            (CorrectionNotice, PaperForm::Usual, "一次性告知书"),
            (CorrectionNotice, PaperForm::Again, "再次补正告知书"),
            (NonAcceptance, PaperForm::Usual, "不予受理决定书"),
            (NonAcceptance, PaperForm::NotRequired, "不受理告知书"),
            (StopNotice, PaperForm::Usual, "特别程序告知书"),
            (StopNotice, PaperForm::Suspension, "中止告知书"),
            (ReissueReceipt, PaperForm::Reissue(ReissueKind::Change), "证照变更申请回执"),
            (ReissueRefusal, PaperForm::Reissue(ReissueKind::Change), "不予变更决定书"),
            (CertificateEnd, PaperForm::Ended(EndKind::Cancelled), "注销决定书"),
            (AcceptanceNotice, PaperForm::Usual, "受理通知书"),
        ] {
            assert_eq!(titled(kind, form), called);
            assert_ne!(Text::English.t(called), called, "without English");
        }
    }
}
