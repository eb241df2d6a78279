//! The words of a message about how a result reaches its applicant (C13, C25, E3).

use casework::{Accepted, Duty, Event, File, Manner, Outcome, Part, Sealed, Stage};
use catalogue::item::Category;
use catalogue::organisation::WindowKind;

use crate::act_delivery::{Announcement, Posting};
use crate::notice_words::Telling;

impl Telling<'_> {
    /// The message that bears the pickup code (C13, tone 8); none where the result was handed over at once.
    pub(crate) fn ready(&self) -> Option<String> {
        let code = self.before.iter().rev().find_map(|line| match &line.event {
            Event::DocumentMade(fact) => Some(fact.pickup_sealed),
            _ => None,
        })??;
        self.collect(code)
    }

    /// What happened to the way of the result since.
    pub(crate) fn on_its_way(&self) -> Option<String> {
        let say = self.say();
        let (ask, complain) = (&self.file.item.inquiry_telephone, &self.file.item.complaint_telephone);
        Some(match &self.line.event {
            Event::PickupRenewed(fact) if fact.on_paper => say.f(
                "取件码已在{window}核对证件后换成新的，写在领取通知上当面交给来的人，原来的不能用了。不是您本人换的，请打 {telephone}。",
                &[("window", &self.window(fact.window)), ("telephone", complain)],
            ),
            Event::PickupRenewed(fact) => say.sentences(&[
                say.t("取件码换了新的，原来的不能用了。"),
                &self.collect(fact.pickup_sealed)?,
            ]),
            Event::ResultPosted(fact) => {
                let posting: Posting = self.file.texts.record(fact.posting.0)?;
                let sentence = match fact.originals.is_empty() {
                    true => "结果已按您确认的地址寄出：{carrier}，单号 {number}。没有收到，请打 {telephone}。",
                    false => {
                        "结果已按您确认的地址寄出，要退给您的原件也在里面：{carrier}，单号 {number}。收到请对照清单点清再签收；没有收到，请打 {telephone}。"
                    }
                };
                say.f(
                    sentence,
                    &[("carrier", &posting.carrier), ("number", &posting.number), ("telephone", ask)],
                )
            }
            Event::PostCameBack(fact) => {
                let sentence = match self.notice_has_run() {
                    true => "寄给您的结果 {on}退回来了。请带上身份证到窗口领取；问事请打 {telephone}。",
                    false => {
                        "寄给您的结果 {on}退回来了。请带上身份证到窗口领取；要再寄的，请先打 {telephone} 说一声。"
                    }
                };
                say.f(sentence, &[("on", &self.date(fact.on)), ("telephone", ask)])
            }
            Event::PostReturnCorrected(_) => say.f(
                "前面告诉您寄给您的结果退回来了，那是登记错了，它还在路上。请留意查收；没有收到，请打 {telephone}。",
                &[("telephone", ask)],
            ),
            Event::PostLost(fact) => {
                let originals = match fact.originals.is_empty() {
                    true => "",
                    false => say.t("要退给您的原件也在里面，怎么补办，我们和您商量。"),
                };
                let anew = match self.notice_has_run() {
                    true => "结果照原样另出一份，请带上身份证到窗口领取；问事请打 {telephone}。",
                    false => {
                        "结果照原样另出一份，请带上身份证到窗口领取；要再寄的，请先打 {telephone} 说一声。"
                    }
                };
                say.sentences(&[
                    &say.f(
                        "寄给您的结果在路上丢了，寄送单位 {on}书面答复找不到。",
                        &[("on", &self.date(fact.on))],
                    ),
                    originals,
                    &say.f(anew, &[("telephone", ask)]),
                ])
            }
            Event::Delivered(fact) => match fact.manner {
                Manner::Left { on, .. } => say.f(
                    "结果 {on}已送到您确认的地址，当时没有签收，当着两位见证人的面留在了那里，从这一天起算送达。没有收到，或者不是这样，请打 {telephone}。",
                    &[("on", &self.date(on)), ("telephone", complain)],
                ),
                Manner::Electronic { on, confirmed: Some(_) } => say.f(
                    "结果已按您同意的电子方式送达，{on}收到。没有收到，或者不是这样，请打 {telephone}。",
                    &[("on", &self.date(on)), ("telephone", complain)],
                ),
                Manner::Window | Manner::Post { .. } | Manner::Electronic { .. } => return None,
            },
            Event::ElectronicAgreed(fact) => say.f(
                "电子送达同意书已在{window}核对证件后签字，结果做好以后可以用电子方式发给您。不是您本人签的，请马上打 {telephone}。",
                &[("window", &self.window(fact.window)), ("telephone", complain)],
            ),
            Event::ElectronicEnded(fact) => say.f(
                "对电子送达的同意已在{window}核对证件后收回，发过的领取凭码不能用了，结果按别的方式送给您。不是您本人收回的，请打 {telephone}。",
                &[("window", &self.window(fact.window)), ("telephone", complain)],
            ),
            Event::SentElectronically(fact) => say.f(
                "结果做好了，按您签字同意的电子方式送给您。领取凭码 {code}：请在本中心网站的“查进度”里，用收件编号和查询码打开这一件，填上凭码，就能看、能下载，从那时起算送达。请在 {until}前领取；凭码不要告诉别人。改主意了，随时可以到窗口说一声。问事请打 {telephone}。",
                &[
                    ("code", &self.file.texts.text(fact.code_sealed.0)),
                    ("until", &self.date(fact.until)),
                    ("telephone", ask),
                ],
            ),
            Event::ElectronicUnfetched(fact) => say.f(
                "结果 {on}已按您同意的电子方式发给您，到 {until}还没有领取。那个凭码还能用；也可以带上身份证到窗口领取，或者请我们寄给您。问事请打 {telephone}。",
                &[("on", &self.date(fact.on)), ("until", &self.date(fact.until)), ("telephone", ask)],
            ),
            Event::DeliveryAnnounced(fact) => {
                let notice: Announcement = self.file.texts.record(fact.record.0)?;
                say.f(
                    "结果一直没有送到您手里，{on}在{place}公告送达，到 {until}期满就视为送达。结果还给您留着，请带上身份证到窗口领取。问事请打 {telephone}。",
                    &[
                        ("on", &self.date(fact.on)),
                        ("place", &notice.place),
                        ("until", &self.date(fact.until)),
                        ("telephone", ask),
                    ],
                )
            }
            _ => return None,
        })
    }

    /// Whether a public notice had run before: nothing is posted any more.
    fn notice_has_run(&self) -> bool {
        self.before.iter().any(|line| matches!(line.event, Event::DeliveryDeemed(_)))
    }

    /// What is ready, the code, and where to collect it.
    pub(crate) fn collect(&self, code: Sealed) -> Option<String> {
        let say = self.say();
        let code = self.file.texts.text(code.0);
        let outcome = self.before.iter().rev().find_map(|line| match &line.event {
            Event::Decided(fact) => Some(fact.outcome),
            _ => None,
        })?;
        let item = &self.file.item;
        let result = say.name(&item.result_name, item.result_name_en.as_deref());
        let what = match outcome {
            Outcome::Granted => say.f("已批准，{result}做好了。", &[("result", &result)]),
            Outcome::Refused => {
                say.t("这次没有批准，决定书做好了，理由和您还可以怎么办都写在里面。").to_owned()
            }
        };
        let organisation = &self.file.organisation;
        let centre = &organisation.centre;
        let hours = say.name(&centre.hours, centre.hours_en.as_deref());
        let windows = organisation.windows.iter().filter(|window| window.kind == WindowKind::Delivery);
        let windows: Vec<String> = windows.map(|window| self.window(window.id)).collect();
        let windows = match windows.is_empty() {
            true => say.name(&centre.name, Some(&centre.name_en)).to_owned(),
            false => say.places(&windows),
        };
        let how = say.f(
            "取件码 {code}，请到{windows}领取（{hours}），带上身份证；请别人代领，再带上委托书和代领人的身份证。取件码只给去领证的人看。",
            &[("code", &code), ("windows", &windows), ("hours", &hours)],
        );
        Some(say.sentences(&[&what, &how]))
    }
}

/// Whether whoever stands at the window goes home with the result and is sent nothing (C6): the second person who signs an
/// instant matter accepts it in the same act, and is not its intake officer. One that was given back, or that a leader signs
/// first, is accepted like any other, and its applicant is told like any other.
pub(crate) fn at_once(file: &File, fact: &Accepted) -> bool {
    let taken_in = Part { person: fact.by, duty: Duty::Intake };
    file.facts.category == Category::Instant && !file.facts.people.contains(&taken_in)
}

/// Whether the result waits for whoever has its code; what was handed over at once has none.
pub(crate) fn is_collected(file: &File) -> bool {
    match &file.stage {
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => conclusion.pickup.is_some(),
        _ => false,
    }
}
