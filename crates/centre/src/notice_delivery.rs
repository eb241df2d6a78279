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
        let telephone = &self.file.item.complaint_telephone;
        Some(match &self.line.event {
            Event::PickupRenewed(fact) if fact.on_paper => format!(
                "取件码已在{}核对证件后换成新的，写在领取通知上当面交给来的人，原来的不能用了。不是您本人换的，请打 {telephone}。",
                self.window(fact.window),
            ),
            Event::PickupRenewed(fact) => {
                format!("取件码换了新的，原来的不能用了。{}", self.collect(fact.pickup_sealed)?)
            }
            Event::ResultPosted(fact) => {
                let posting: Posting = self.file.texts.record(fact.posting.0)?;
                format!(
                    "结果已按您确认的地址寄出：{}，单号 {}。没有收到，请打 {}。",
                    posting.carrier, posting.number, self.file.item.inquiry_telephone,
                )
            }
            Event::Delivered(fact) => match fact.manner {
                Manner::Left { on, .. } => format!(
                    "结果 {}已送到您确认的地址，当时没有签收，当着两位见证人的面留在了那里，从这一天起算送达。没有收到，或者不是这样，请打 {telephone}。",
                    self.date(on),
                ),
                Manner::Window | Manner::Post { .. } => return None,
            },
            Event::DeliveryAnnounced(fact) => {
                let notice: Announcement = self.file.texts.record(fact.record.0)?;
                format!(
                    "结果一直没有送到您手里，{}在{}公告送达，到 {}期满就视为送达。结果还给您留着，请带上身份证到窗口领取。问事请打 {}。",
                    self.date(fact.on),
                    notice.place,
                    self.date(fact.until),
                    self.file.item.inquiry_telephone,
                )
            }
            _ => return None,
        })
    }

    /// What is ready, the code, and where to collect it.
    pub(crate) fn collect(&self, code: Sealed) -> Option<String> {
        let code = self.file.texts.text(code.0);
        let outcome = self.before.iter().rev().find_map(|line| match &line.event {
            Event::Decided(fact) => Some(fact.outcome),
            _ => None,
        })?;
        let what = match outcome {
            Outcome::Granted => format!("已批准，{}做好了。", self.file.item.result_name),
            Outcome::Refused => "这次没有批准，决定书做好了，理由和您还可以怎么办都写在里面。".to_owned(),
        };
        let organisation = &self.file.organisation;
        let windows = organisation.windows.iter().filter(|window| window.kind == WindowKind::Delivery);
        let windows: Vec<String> = windows.map(|window| self.window(window.id)).collect();
        Some(format!(
            "{what}取件码 {code}，请到{}领取（{}），带上身份证；请别人代领，再带上委托书和代领人的身份证。取件码只给去领证的人看。",
            if windows.is_empty() { organisation.centre.name.clone() } else { windows.join("、") },
            organisation.centre.hours,
        ))
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
