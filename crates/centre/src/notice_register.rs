//! The words of a message to the applicant about whose the case is.

use casework::folder;
use casework::hearing::{self, Hearing, Party, Who};
use casework::quota::Turn;
use casework::{EndGround, Event, RebindGround, ReceivedMore, SuccessionGround};

use catalogue::CaseId;
use ledger::{Delivery, Effect};
use store::Statement;

use crate::file::CaseFile;
use crate::notice_recipient::{APPLICANT, SERVICE_CORRECTED, case_told, service_words, to_party};
use crate::notice_words::{Telling, bare, from_the_centre, subject_of};
use crate::say::Say;
use crate::taken_up::TAKEN_UP_DAYS;
use crate::{Centre, Fault};

/// That what was missing came by letter or fax.
pub(crate) const BY_LETTER: &str = "received-more-by-letter";

impl Telling<'_> {
    /// What happened to whose the case is.
    pub(crate) fn registered(&self) -> Option<String> {
        let (say, item) = (self.say(), &self.file.item);
        let (ask, complain) = (&item.inquiry_telephone, &item.complaint_telephone);
        let here = self.window(self.filed.facts.window);
        Some(match &self.line.event {
            Event::Received(fact) => say.f(
                "材料 {day}收到了，查询码 {code}，在网上填收件编号和查询码就能查进度。回执可以到{window}领，也可以请我们寄。问事请打 {telephone}。",
                &[
                    ("day", &self.date(fact.at.day())),
                    ("code", &self.file.texts.text(fact.query_sealed.0)),
                    ("window", &here),
                    ("telephone", ask),
                ],
            ),
            Event::ReceivedMore(fact) => self.came_by_letter(fact, fact.complete),
            Event::DeferredBrought(fact) => self.came_by_letter(&fact.as_received_more(), fact.complete),
            Event::WithdrawCodeSent(fact) => say.f(
                "要撤回，请在 10 分钟内把验证码 {code} 填到查进度的网页上。不是您本人要撤回，就不要填，也不要告诉任何人；没有人可以要求您撤回，请打 {telephone}。",
                &[("code", &self.file.texts.text(fact.code_sealed.0)), ("telephone", complain)],
            ),
            Event::WithdrawnByApplicant(fact) => {
                let papers = match fact.papers {
                    0 => String::new(),
                    n => say.f(
                        "交过的纸质材料 {n} 份，请带上身份证到{window}取回。",
                        &[("n", &n), ("window", &here)],
                    ),
                };
                let rest = say.f(
                    "没有人可以要求您撤回；不是您本人的意思，请打 {telephone}。您随时可以再来办，{days} 天以内再来，前后的时间合在一起算。",
                    &[("telephone", complain), ("days", &TAKEN_UP_DAYS)],
                );
                say.sentences(&[say.t("已按您本人的意思撤回（凭手机验证码确认）。"), &papers, &rest])
            }
            Event::ReceiptReissued(fact) => {
                let places: [(&str, &dyn std::fmt::Display); 2] =
                    [("window", &self.window(fact.window)), ("telephone", complain)];
                match fact.sent {
                    Some(_) => say.f(
                        "回执已在{window}由带着授权委托书的人补打，从现在起原来的查询码不能用了，请用新回执上的查询码查进度。不是您本人或者您托的人补打的，请打 {telephone}。",
                        &places,
                    ),
                    None => say.f(
                        "回执已在{window}核对证件后补打，从现在起原来的查询码不能用了，请用新回执上的查询码查进度。不是您本人或者您托的人补打的，请打 {telephone}。",
                        &places,
                    ),
                }
            }
            Event::ApplicantCorrected(_) => say.f(
                "登记已经更正到您名下，收件编号和查询码都是新的，请到{window}领新的回执。前面的时间照算，不用重新排队。问事请打 {telephone}。",
                &[("window", &here), ("telephone", ask)],
            ),
            Event::ApplicantRenamed(_) => say.f(
                "您的姓名（名称）、证件号码已按您出示的证明更新，收件编号和查询码不变，领取时带新的证件。不是您本人的意思，请打 {telephone}。",
                &[("telephone", complain)],
            ),
            Event::ContactChanged(fact) => say.f(
                "联系方式已在{window}核对证件后改成这一个，以后的消息都发到这里。不是您本人的意思，请打 {telephone}。",
                &[("window", &self.window(fact.window)), ("telephone", complain)],
            ),
            Event::Succeeded(fact) => {
                let how = match fact.ground {
                    SuccessionGround::Inherited => say.t("由您接着办"),
                    SuccessionGround::Merged | SuccessionGround::Divided => say.t("由贵单位接着办"),
                    SuccessionGround::Represented => say.t("法定代表人已经变更"),
                };
                let code = fact.pickup_sealed.map(|code| {
                    say.f(
                        "结果已经做好，新的取件码 {code}，原来的不能用了。",
                        &[("code", &self.file.texts.text(code.0))],
                    )
                });
                let said = say.f(
                    "{how}，收件编号不变，前面的时间照算；原来的查询码和以前的委托从现在起都不能用了，请到{window}领新的回执。",
                    &[("how", &how), ("window", &here)],
                );
                let ask = say.f("问事请打 {telephone}。", &[("telephone", ask)]);
                say.sentences(&[&said, &code.unwrap_or_default(), &ask])
            }
            Event::Rebound(fact) => {
                let of = |sealed: casework::Sealed| self.file.texts.text(sealed.0);
                let (article, changes) = (of(fact.article), of(fact.changes));
                let why = match fact.ground {
                    RebindGround::LawRequires => say.t("法律规定适用新的"),
                    RebindGround::MoreFavourable => say.t("新的对您更有利"),
                };
                say.f(
                    "事项清单有了新的一版，{why}（{article}），这一件改按新的办。对您来说：{changes}。您不同意，可以打 {telephone}。",
                    &[
                        ("why", &why),
                        ("article", &bare(&article)),
                        ("changes", &bare(&changes)),
                        ("telephone", complain),
                    ],
                )
            }
            Event::EndedWithApplicant(fact) => {
                let (why, who) = match fact.ground {
                    EndGround::Died => (say.t("申请人已经去世"), say.t("近亲属")),
                    EndGround::Dissolved => (say.t("申请单位已经注销"), say.t("清算组或者股东")),
                };
                say.f(
                    "{why}，这一件到此为止，终止办理通知书已经做好。纸质材料 {n} 份，请{who}带上身份证明到{window}取回。有人依法承继的，可以申请接着办。问事请打 {telephone}。",
                    &[("why", &why), ("n", &fact.papers), ("who", &who), ("window", &here), ("telephone", ask)],
                )
            }
            _ => return None,
        })
    }
}

impl Telling<'_> {
    /// What came by letter, and where a closing falls with it that it was posted in time (N7, E14).
    fn came_by_letter(&self, fact: &ReceivedMore, is_whole: bool) -> String {
        let say = self.say();
        let came = say.f(
            "补来的材料 {day}收到了：{names}。",
            &[("day", &self.date(fact.came_on())), ("names", &self.materials(fact.marks.rows()))],
        );
        let lifted = match self.before.last().map(|line| &line.event) {
            Some(Event::ClosureLifted(_)) => {
                say.t("您是在期限内寄出的，原来的退件撤销了，收件编号不变，接着往下办。")
            }
            _ if is_whole => say.t("要补的都齐了。"),
            _ if self.filed.facts.correction.is_some() && self.filed.facts.deferral.is_none() => {
                say.t("还没有补齐，差哪几样写在告知书上。")
            }
            _ => say.t("要交的材料还没有齐。"),
        };
        let ask = say.f("问事请打 {telephone}。", &[("telephone", &self.file.item.inquiry_telephone)]);
        say.sentences(&[&came, lifted, &ask])
    }
}

impl Centre {
    /// A case that takes a letter in is open: a closing before it that nobody was told of yet is told on paper no more (E14).
    pub(crate) async fn closing_void(&self, delivery: &Delivery) -> Result<(), Fault> {
        let Some(case) = case_told(&delivery.recipient).filter(|_| delivery.kind == BY_LETTER) else {
            return Ok(());
        };
        let sql = "delete from paper_notice where case_id = $1 and division = $2 and told_at is null \
                   and kind = 'closed-for-missing' and key < $3";
        let before = format!("{:020}", delivery.seq);
        let params = vec![case.as_str().into(), self.division.as_str().into(), before.into()];
        self.store.write(vec![Statement::new(sql, params)]).await?;
        Ok(())
    }
}

/// The place in the line of a limited number, as it is when the message goes out; nothing once the case is decided.
pub(crate) fn line_words(file: &CaseFile) -> Option<String> {
    let (turn, place) = file.turn?;
    let (place, receipt) = (place?, file.filed()?.facts.receipt);
    let say = Say(file.applicant.language);
    let said = match turn {
        Turn::UsedUp { number } => say.f(
            "名额一共 {number} 个，已经用完；您在候补名单第 {place} 位，有人退出或者到了下一年，按受理的先后递补。",
            &[("number", &number), ("place", &place)],
        ),
        _ => say.f(
            "有数量限制，按受理的先后决定，您排在第 {place} 位；谁也不能插队。",
            &[("place", &place)],
        ),
    };
    let ask = say.f("问事请打 {telephone}。", &[("telephone", &file.item.inquiry_telephone)]);
    Some(from_the_centre(file, &say.sentences(&[&subject_of(say, file, receipt), &said, &ask])))
}

/// The notices whose entries are not of the case: somebody else fetched originals, or all the papers of a case that ended; a
/// hearing was given up in the applicant's name, or called off; the day of a notice's arrival was put right; what was lost was found.
pub(crate) const BESIDE: [&str; 7] = [
    "originals-fetched",
    "materials-fetched",
    "hearing-given-up",
    "hearing-called-off",
    "hearing-service-corrected",
    "originals-found",
    "papers-found",
];

/// What tells an applicant that somebody else fetched the originals, or all the papers, or that what was lost was found.
pub(crate) fn fetched_effect(case: CaseId, event: &folder::Event) -> Option<Effect> {
    let (told, kind) = match event {
        folder::Event::OriginalsReturned(fact) => (fact.collector, BESIDE[0]),
        folder::Event::MaterialsReturned(fact) => (fact.collector, BESIDE[1]),
        // Whoever signed for the letter after all has it.
        folder::Event::PapersFound(fact) => {
            let originals = !fact.found.owed().is_empty();
            (fact.reason, if originals { BESIDE[5] } else { BESIDE[6] })
        }
        _ => return None,
    };
    told?;
    Some(beside(case, kind))
}

/// What tells an applicant who stands on the register that the hearing was given up in the own name, or called off; and a party
/// that its days run from another day than was entered (N18).
pub(crate) fn hearing_effect(case: CaseId, hearing: &Hearing, event: &hearing::Event) -> Option<Effect> {
    let is_own = |party: &Party| party.stands() && party.who == Who::Applicant;
    let kind = match event {
        hearing::Event::Withdrawn(fact) => {
            hearing.parties.get(usize::from(fact.withdrawal.party)).filter(|it| is_own(it)).map(|_| BESIDE[2])
        }
        hearing::Event::CalledOff(_) => hearing.parties.iter().any(is_own).then_some(BESIDE[3]),
        hearing::Event::ServiceCorrected(fact) => {
            let place = fact.correction.service.party;
            match hearing.parties.get(usize::from(place))?.who {
                Who::Applicant => Some(BESIDE[4]),
                Who::Third { .. } => {
                    let recipient = to_party(case, place);
                    return Some(Effect { recipient, ..beside(case, SERVICE_CORRECTED) });
                }
            }
        }
        _ => None,
    };
    kind.map(|kind| beside(case, kind))
}

fn beside(case: CaseId, kind: &'static str) -> Effect {
    let payload = format!("{{\"case\":\"{case}\"}}").into_bytes();
    Effect { recipient: format!("{APPLICANT}{case}"), kind, payload }
}

/// What one of these says: by whom it was fetched, and whom to call where it is not so.
pub(crate) fn beside_words(file: &CaseFile, kind: &str) -> Option<String> {
    let say = Say(file.applicant.language);
    let complain: (&str, &dyn std::fmt::Display) = ("telephone", &file.item.complaint_telephone);
    let said = match BESIDE.iter().position(|it| *it == kind)? {
        0 => say.f(
            "交来核对的原件，已由带着授权委托书的人在窗口签字取走。不是您托的人，请马上打 {telephone}。",
            &[complain],
        ),
        1 => say.f(
            "交过的纸质材料，已由别人出示委托书或者证明，在窗口签字取走。不是您托的人，请马上打 {telephone}。",
            &[complain],
        ),
        5 => say.f(
            "前面告诉您遗失的原件找到了，请带上身份证到窗口签字取回；不方便来的，请打 {telephone} 说一声。",
            &[("telephone", &file.item.inquiry_telephone)],
        ),
        6 => say.f(
            "前面告诉您遗失的纸质材料找到了，已经放回案卷。问事请打 {telephone}。",
            &[("telephone", &file.item.inquiry_telephone)],
        ),
        2 => say.f("您签字放弃听证，已经登记。不是您本人的意思，请马上打 {telephone}。", &[complain]),
        4 => {
            let hearing = file.hearing.as_ref()?;
            let own = hearing.parties.iter().position(|it| it.stands() && it.who == Who::Applicant)?;
            service_words(file, hearing, u8::try_from(own).ok()?, say)?
        }
        _ => say.f(
            "原来定的听证取消了，收到的听证通知不再作数；还要听证的，另定时间再通知您。问事请打 {telephone}。",
            &[("telephone", &file.item.inquiry_telephone)],
        ),
    };
    let subject = subject_of(say, file, file.filed()?.facts.receipt);
    Some(from_the_centre(file, &say.sentences(&[&subject, &said])))
}
