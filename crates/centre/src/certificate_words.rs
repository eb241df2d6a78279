//! The words of a message about a certificate to its holder.

use calendar::Day;
use casework::DocumentKind;
use casework::certificate::{EndKind, Event, Handing, ReissueKind, SPEAK_WORKING_DAYS, decide_by};
use catalogue::number::ReceiptNumber;

use crate::certificate::{CertificateLine, CertificateView};
use crate::notice_words::from_centre_in;
use crate::row::receipt_text;
use crate::say::Say;

/// 撤回、撤销、注销、吊销, as the law has them.
fn end_kind(say: Say, kind: EndKind) -> &'static str {
    match kind {
        EndKind::Withdrawn => say.t("撤回"),
        EndKind::Revoked => say.t("撤销"),
        EndKind::Cancelled => say.t("注销"),
        EndKind::Rescinded => say.t("吊销"),
    }
}

/// What the entry `seq` of a certificate tells its holder; none where it tells nothing.
pub(crate) fn words(say: Say, view: &CertificateView, seq: u64) -> Option<String> {
    let line = view.lines.iter().find(|line| line.seq == seq)?;
    Some(subject(say, view, &said(say, view, line)?))
}

/// A message about it as the centre sends it.
pub(crate) fn subject(say: Say, view: &CertificateView, said: &str) -> String {
    let receipt = view.file.receipt;
    let number = ReceiptNumber::new(receipt.issuer, receipt.year, receipt.n)
        .map_or_else(|| receipt_text(receipt), ReceiptNumber::grouped);
    let item = say.name(&view.item.name, view.item.name_en.as_deref());
    let what = say.name(&view.item.result_name, view.item.result_name_en.as_deref());
    let subject = say.f(
        "您办的“{item}”（收件编号 {receipt}），{what}",
        &[("item", &item), ("receipt", &number), ("what", &what)],
    );
    from_centre_in(&view.organisation, say, &say.sentences(&[&subject, said]))
}

fn said(say: Say, view: &CertificateView, line: &CertificateLine) -> Option<String> {
    let telephone: (&str, &dyn std::fmt::Display) = ("telephone", &view.item.inquiry_telephone);
    let date = |day: Day| say.day_in_full(day);
    let until = view.file.current().valid_until;
    let until = until.map_or_else(String::new, |day| say.f("有效期到 {day}。", &[("day", &date(day))]));
    let collect = say.f("带身份证和旧证到原来领证的窗口签收领取，问事请打 {telephone}。", &[telephone]);
    let paper = say.f("请带身份证到窗口领取决定书，问事请打 {telephone}。", &[telephone]);
    let ready = |sentence: &'static str| say.sentences(&[say.t(sentence), &collect]);
    Some(match &line.event {
        Event::Corrected(_) => ready("打错的字已经更正，新证做好了，旧证作废。"),
        Event::Changed(_) => ready("已按您的申请变更，新证做好了，旧证作废。"),
        Event::Replaced(_) => ready("已经补发，新证做好了，旧证找到了也不能再用。"),
        Event::Reminded(fact) => {
            let day = date(fact.valid_until);
            match casework::certificate::renewal_by(fact.valid_until, &view.calendar) {
                Some(by) if by >= line.recorded_at.day() => say.f(
                    "{day}到期。要接着用，请最迟 {by}带身份证到窗口申请延续；到期前没有答复您，就算准予延续。",
                    &[("day", &day), ("by", &date(by))],
                ),
                _ => say.f(
                    "{day}到期。要接着办，请按新件申请。问事请打 {telephone}。",
                    &[("day", &day), telephone],
                ),
            }
        }
        Event::RenewalAppliedFor(fact) => say.sentences(&[
            say.t("的延续申请已收到。我们在到期以前答复；到期没有答复，依法视为准予延续。"),
            &by_another(say, fact.sent.is_some(), telephone),
        ]),
        Event::Renewed(_) => say.sentences(&[say.t("准予延续。"), &until, &collect]),
        Event::DeemedRenewed(_) => say.sentences(&[
            say.t("到期前我们没有答复您的延续申请，依法视为准予延续。"),
            &until,
            &collect,
        ]),
        Event::RenewalRefused(_) => say.sentences(&[
            say.t("这次没有准予延续，理由和您还可以怎么办，写在决定书上。"),
            &until,
            &paper,
        ]),
        Event::Expired(fact) => say.f(
            "{day}已经到期，不能再用。要接着办，请重新申请。问事请打 {telephone}。",
            &[("day", &date(fact.valid_until)), telephone],
        ),
        Event::ProceedingOpened(fact) => say.f(
            "，本机关拟依法{end}，事实、理由和依据写在告知书上。在作出决定以前您有权说明和申辩，请带身份证到窗口领取告知书，从领到那天起 {days} 个工作日内说。问事请打 {telephone}。",
            &[("end", &end_kind(say, fact.ground.kind())), ("days", &SPEAK_WORKING_DAYS), telephone],
        ),
        Event::Ended(fact) => say.sentences(&[
            &say.f(
                "已被{end}，不能再用。理由、依据和您还可以怎么办，写在决定书上。",
                &[("end", &end_kind(say, fact.how))],
            ),
            &paper,
        ]),
        Event::ProceedingDropped(_) => say.t("经过核实，照常有效。").to_owned(),
        Event::ReissueAskedFor(fact) => {
            let what = match fact.kind {
                ReissueKind::Correction => say.t("更正"),
                ReissueKind::Change => say.t("变更"),
                ReissueKind::Replacement => say.t("补发"),
            };
            let asked_on = line.recorded_at.day();
            let by = decide_by(asked_on, &view.item, &view.calendar).ok();
            let by =
                by.map_or_else(String::new, |day| say.f("我们承诺 {day}前答复。", &[("day", &date(day))]));
            let own = match fact.sent {
                Some(_) => by_another(say, true, telephone),
                None => say.f("不是您申请的，请马上打 {telephone}。", &[telephone]),
            };
            say.sentences(&[&say.f("的{what}申请已收到。", &[("what", &what)]), &by, &own])
        }
        Event::ReissueRefused(_) => say.sentences(&[
            say.t("这次没有准予更正、变更或者补发，照常有效。理由和您还可以怎么办，写在决定书上。"),
            &paper,
        ]),
        Event::ContactChanged(_) => say.f(
            "的联系方式已在窗口核对证件后改成这一个，以后的消息都发到这里。不是您本人的意思，请打 {telephone}。",
            &[("telephone", &view.item.complaint_telephone)],
        ),
        Event::HandedOut(fact) => {
            let paper = match fact.paper.kind {
                DocumentKind::Certificate => say.t("新证"),
                _ => say.t("文书"),
            };
            let complain = &view.item.complaint_telephone;
            match fact.way {
                Handing::Collector { .. } => say.f(
                    "的{paper}已由带着授权委托书的人在窗口签收领走。不是您托的人，请马上打 {telephone}。",
                    &[("paper", &paper), ("telephone", complain)],
                ),
                Handing::Left { on, .. } => say.f(
                    "的{paper} {on}已送到您确认的地址，当时没有签收，当着两位见证人的面留在了那里，从这一天起算送达。没有收到，或者不是这样，请打 {telephone}。",
                    &[("paper", &paper), ("on", &date(on)), ("telephone", complain)],
                ),
                Handing::Holder { .. } | Handing::Post { .. } | Handing::Announced { .. } => return None,
            }
        }
        Event::Issued(_)
        | Event::StatementRedated(_)
        | Event::StatementRecorded(_)
        | Event::StatementLapsed(_) => return None,
    })
}

/// That somebody else came for the holder (N7).
fn by_another(say: Say, sent: bool, telephone: (&str, &dyn std::fmt::Display)) -> String {
    match sent {
        true => say.f("是别人拿着您的授权委托书来办的，不是您托的人，请马上打 {telephone}。", &[telephone]),
        false => String::new(),
    }
}
