//! The words of a message about whose the case is: to the applicant, and to whom it was never to be registered on (E10).

use casework::quota::Turn;
use casework::{EndGround, Event, Former, RebindGround, SuccessionGround};

use crate::file::CaseFile;
use crate::notice_words::{Telling, from_the_centre, grouped};
use crate::particulars::Applicant;
use crate::taken_up::TAKEN_UP_DAYS;

impl Telling<'_> {
    /// What happened to whose the case is.
    pub(crate) fn registered(&self) -> Option<String> {
        let item = &self.file.item;
        Some(match &self.line.event {
            Event::WithdrawCodeSent(fact) => format!(
                "要撤回，请在 10 分钟内把验证码 {} 填到查进度的网页上。不是您本人要撤回，就不要填，也不要告诉任何人；没有人可以要求您撤回，请打 {}。",
                self.file.texts.text(fact.code_sealed.0),
                item.complaint_telephone,
            ),
            Event::WithdrawnByApplicant(fact) => {
                let papers = match fact.papers {
                    0 => String::new(),
                    n => format!(
                        "交过的纸质材料 {n} 份，请带上身份证到{}取回。",
                        self.window(self.filed.facts.window)
                    ),
                };
                format!(
                    "已按您本人的意思撤回（凭手机验证码确认）。{papers}没有人可以要求您撤回；不是您本人的意思，请打 {}。您随时可以再来办，{TAKEN_UP_DAYS} 天以内再来，前后的时间合在一起算。",
                    item.complaint_telephone,
                )
            }
            Event::ReceiptReissued(fact) => format!(
                "回执已在{}核对证件后补打，从现在起原来的查询码不能用了，请用新回执上的查询码查进度。不是您本人或者您托的人补打的，请打 {}。",
                self.window(fact.window),
                item.complaint_telephone,
            ),
            Event::ApplicantCorrected(_) => format!(
                "登记已经更正到您名下，收件编号和查询码都是新的，请到{}领新的回执。前面的时间照算，不用重新排队。问事请打 {}。",
                self.window(self.filed.facts.window),
                item.inquiry_telephone,
            ),
            Event::ApplicantRenamed(_) => format!(
                "您的姓名（名称）、证件号码已按您出示的证明更新，收件编号和查询码不变，领取时带新的证件。不是您本人的意思，请打 {}。",
                item.complaint_telephone,
            ),
            Event::Succeeded(fact) => {
                let how = match fact.ground {
                    SuccessionGround::Inherited => "由您接着办",
                    SuccessionGround::Merged | SuccessionGround::Divided => "由贵单位接着办",
                    SuccessionGround::Represented => "法定代表人已经变更",
                };
                let code = fact.pickup_sealed.map(|code| {
                    format!("结果已经做好，新的取件码 {}，原来的不能用了。", self.file.texts.text(code.0))
                });
                format!(
                    "{how}，收件编号不变，前面的时间照算；原来的查询码和以前的委托从现在起都不能用了，请到{}领新的回执。{}问事请打 {}。",
                    self.window(self.filed.facts.window),
                    code.unwrap_or_default(),
                    item.inquiry_telephone,
                )
            }
            Event::Rebound(fact) => {
                let of = |sealed: casework::Sealed| self.file.texts.text(sealed.0);
                let end = |words: String| words.trim().trim_end_matches(['。', '，', '；']).to_owned();
                let why = match fact.ground {
                    RebindGround::LawRequires => "法律规定适用新的",
                    RebindGround::MoreFavourable => "新的对您更有利",
                };
                format!(
                    "事项清单有了新的一版，{why}（{}），这一件改按新的办。对您来说：{}。您不同意，可以打 {}。",
                    end(of(fact.article)),
                    end(of(fact.changes)),
                    item.complaint_telephone,
                )
            }
            Event::EndedWithApplicant(fact) => {
                let (why, who) = match fact.ground {
                    EndGround::Died => ("申请人已经去世", "近亲属"),
                    EndGround::Dissolved => ("申请单位已经注销", "清算组或者股东"),
                };
                format!(
                    "{why}，这一件到此为止，终止办理通知书已经做好。纸质材料 {} 份，请{who}带上身份证明到{}取回。有人依法承继的，可以申请接着办。问事请打 {}。",
                    fact.papers,
                    self.window(self.filed.facts.window),
                    item.inquiry_telephone,
                )
            }
            _ => return None,
        })
    }
}

/// The place in the line of a limited number, as it is when the message goes out; nothing once the case is decided.
pub(crate) fn line_words(file: &CaseFile) -> Option<String> {
    let (turn, place) = file.turn?;
    let (place, receipt) = (place?, file.filed()?.facts.receipt);
    let said = match turn {
        Turn::UsedUp { number } => format!(
            "名额一共 {number} 个，已经用完；您在候补名单第 {place} 位，有人退出或者到了下一年，按受理的先后递补。"
        ),
        _ => format!("有数量限制，按受理的先后决定，您排在第 {place} 位；谁也不能插队。"),
    };
    let subject = format!("您办的“{}”（收件编号 {}）", file.item.name, grouped(receipt));
    Some(from_the_centre(file, &format!("{subject}{said}问事请打 {}。", file.item.inquiry_telephone)))
}

/// To whom the case had been registered by mistake: it is nothing of theirs, and what they were given opens nothing.
pub(crate) fn mistaken_words(file: &CaseFile, seq: u64) -> Option<(Applicant, String)> {
    let line = file.lines.iter().find(|line| line.seq == seq)?;
    let Event::ApplicantCorrected(fact) = &line.event else { return None };
    let register = file.filed()?.facts.register;
    let former: &Former = register.former().find(|former| former.until == fact.at)?;
    let applicant: Applicant = file.texts.record(former.applicant_sealed.0)?;
    let said = format!(
        "窗口曾误把“{}”（收件编号 {}）登记在您名下，现在已经更正。这一件与您无关，这个编号和它的查询码已经作废，您不用做什么。给您添麻烦了，有疑问请打 {}。",
        file.item.name,
        grouped(former.receipt),
        file.item.complaint_telephone,
    );
    Some((applicant, from_the_centre(file, &said)))
}
