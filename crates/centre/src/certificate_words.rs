//! The words of a message about a certificate to its holder.

use calendar::Day;
use casework::certificate::{EndKind, Event};
use catalogue::number::ReceiptNumber;

use crate::certificate::{CertificateLine, CertificateView};
use crate::row::receipt_text;

/// 撤回、撤销、注销、吊销, as the law has them.
fn end_kind(kind: EndKind) -> &'static str {
    match kind {
        EndKind::Withdrawn => "撤回",
        EndKind::Revoked => "撤销",
        EndKind::Cancelled => "注销",
        EndKind::Rescinded => "吊销",
    }
}

/// What the entry `seq` of a certificate tells its holder; none where it tells nothing.
pub(crate) fn words(view: &CertificateView, seq: u64) -> Option<String> {
    let line = view.lines.iter().find(|line| line.seq == seq)?;
    let said = said(view, line)?;
    let centre = &view.organisation.centre;
    let sample = if centre.sample { "（示例，仅供演示）" } else { "" };
    let receipt = view.file.receipt;
    let number = ReceiptNumber::new(receipt.issuer, receipt.year, receipt.n)
        .map_or_else(|| receipt_text(receipt), ReceiptNumber::grouped);
    let (item, what) = (&view.item.name, &view.item.result_name);
    Some(format!("【{}】您办的“{item}”（收件编号 {number}），{what}{said}{sample}", centre.name))
}

fn said(view: &CertificateView, line: &CertificateLine) -> Option<String> {
    let telephone = &view.item.inquiry_telephone;
    let current = view.file.current();
    let until = current.valid_until.map_or_else(String::new, |day| format!("有效期到 {}。", date(day)));
    let collect = format!("带身份证和旧证到原来领证的窗口领取，问事请打 {telephone}。");
    Some(match &line.event {
        Event::Corrected(_) => format!("打错的字已经更正，新证做好了，旧证作废。{collect}"),
        Event::Changed(_) => format!("已按您的申请变更，新证做好了，旧证作废。{collect}"),
        Event::Replaced(_) => format!("已经补发，新证做好了，旧证找到了也不能再用。{collect}"),
        Event::Reminded(fact) => {
            let day = date(fact.valid_until);
            match casework::certificate::renewal_by(fact.valid_until, &view.calendar) {
                Some(by) if by >= line.recorded_at.day() => format!(
                    "{day}到期。要接着用，请最迟 {}带身份证到窗口申请延续；到期前没有答复您，就算准予延续。",
                    date(by)
                ),
                _ => format!("{day}到期。要接着办，请按新件申请。问事请打 {telephone}。"),
            }
        }
        Event::RenewalAppliedFor(_) => {
            "的延续申请已收到。我们在到期以前答复；到期没有答复，依法视为准予延续。".to_owned()
        }
        Event::Renewed(_) => format!("准予延续。{until}{collect}"),
        Event::DeemedRenewed(_) => {
            format!("到期前我们没有答复您的延续申请，依法视为准予延续。{until}{collect}")
        }
        Event::RenewalRefused(_) => {
            format!("这次没有准予延续，理由和您还可以怎么办，写在决定书上。{until}问事请打 {telephone}。")
        }
        Event::Expired(fact) => {
            format!(
                "{}已经到期，不能再用。要接着办，请重新申请。问事请打 {telephone}。",
                date(fact.valid_until)
            )
        }
        Event::ProceedingOpened(fact) => format!(
            "，本机关拟依法{}，事实、理由和依据写在告知书上。在作出决定以前您有权说明和申辩，请最迟 {}到窗口或打 {telephone}。",
            end_kind(fact.ground.kind()),
            date(fact.speak_by),
        ),
        Event::Ended(fact) => format!(
            "已被{}，不能再用。理由、依据和您还可以怎么办，写在决定书上。问事请打 {telephone}。",
            end_kind(fact.how)
        ),
        Event::ProceedingDropped(_) => "经过核实，照常有效。".to_owned(),
        Event::ReissueRefused(_) => {
            format!("这次没有准予更正、变更，照常有效。理由请到窗口或打 {telephone} 问。")
        }
        Event::Issued(_)
        | Event::ReissueAskedFor(_)
        | Event::StatementRedated(_)
        | Event::StatementRecorded(_)
        | Event::StatementLapsed(_) => return None,
    })
}

fn date(day: Day) -> String {
    let (year, month, date) = day.ymd();
    format!("{year} 年 {month} 月 {date} 日")
}
