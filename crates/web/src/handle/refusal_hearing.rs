//! Why a party was not registered, told or heard, and why a decision waits, in a sentence (N13, N18).

use casework::hearing::HearingRefusal as No;
use catalogue::Organisation;

use super::words;
use pages::text::Text;

/// The sentence.
pub fn sentence(text: Text, organisation: &Organisation, refusal: &No) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let day = |day: calendar::Day| text.date(day);
    match refusal {
        No::CaseNotInHand => t("这一件不在办理中，不再登记利害关系人，也不办听证。"),
        No::TooManyParties => t("登记的人已经太多，请推选代表参加。"),
        No::ApplicantTwice => t("申请人已经登记过了。"),
        No::NoSuchParty => t("登记簿上没有这一位，请从列出的里面选。"),
        No::ToldBefore => t("这一位已经告知过，不用再告知。"),
        No::NotTold => t("还没有告知这一位，请先告知。"),
        No::StatedBefore => t("这一位的意见已经记下了。"),
        No::PartyStruck => t("这一位已经从登记簿上撤下。"),
        No::ServedBefore => t("这一位的送达已经登记过了。"),
        No::NotServed => t("这一位的送达还没有登记过，请先登记。"),
        No::ServedSame => t("日子和方式都和登记的一样，没有要更正的。"),
        No::ServedOnWrong { from, until } => text.f(
            "送达的日子要在告知那天和今天之间，就是 {from}到 {until}。",
            [("from", &day(*from)), ("until", &day(*until))],
        ),
        No::NotAsked => t("这一位没有要求听证，或者已经放弃了。"),
        No::NotSigned => t("放弃听证要本人书面签字，请签好字再登记。"),
        No::TimePassed { until } => {
            text.f("这一位陈述意见、要求听证的期限是 {day}，已经过了。", [("day", &day(*until))])
        }
        No::NotNeeded => t("法律没有规定这件事要听证，也没有人要求听证。"),
        No::HeldBefore => t("听证已经办过了。"),
        No::ChairWrong { .. } => t("主持听证的人要有听证主持岗位，并且没有办过这一件。"),
        No::NoticeTooShort { from } => {
            text.f("听证要提前七个工作日通知，最早可以定在 {day}。", [("day", &day(*from))])
        }
        No::TooLate { until } => {
            text.f("有人要求听证，二十个工作日内要组织；现在最迟定在 {day}。", [("day", &day(*until))])
        }
        No::NotCalled => t("还没有发听证通知。"),
        No::NotTheChair { chair } => text.f(
            "听证由{name}主持，笔录由{name}来交。",
            [("name", &words::person(text, organisation, *chair))],
        ),
        No::NotYet => t("听证的时间还没有到。"),
        No::NoCheckOnSite => t("这个事项没有现场核查的步骤，不用指派人员。"),
        No::OfficersWrong { .. } => {
            t("要指派承办单位两名不同的人，都持有行政执法证，并且在这一件里没有做过不能兼任的事。")
        }
        No::OfficersNamedBefore => t("已经指派了这两位。"),
        No::CheckDone => t("现场核查已经做完，不用再指派人员。"),
        No::PartiesNotTold { open } => {
            text.f("还有 {n} 位利害关系人没有告知，现在不能作决定。", [("n", open)])
        }
        No::PartiesNotServed { open } => {
            text.f("还有 {n} 位的告知书没有登记送达，也没有答复，现在不能作决定。", [("n", open)])
        }
        No::PartiesTimeRuns { until } => text
            .f("利害关系人陈述意见、要求听证的期限到 {day}，在那以前不能作决定。", [("day", &day(*until))]),
        No::HearingMissing => t("这件事要先举行听证，再根据听证笔录作决定。"),
    }
}

/// One of each variant.
#[cfg(test)]
pub(super) fn every(day: calendar::Day, chair: catalogue::PersonId, able: &[casework::Able]) -> Vec<No> {
    let able = able.to_vec();
    vec![
        No::NoCheckOnSite,
        No::OfficersWrong { able: able.clone() },
        No::OfficersNamedBefore,
        No::CheckDone,
        No::CaseNotInHand,
        No::TooManyParties,
        No::ApplicantTwice,
        No::NoSuchParty,
        No::ToldBefore,
        No::NotTold,
        No::StatedBefore,
        No::PartyStruck,
        No::ServedBefore,
        No::NotServed,
        No::ServedSame,
        No::ServedOnWrong { from: day, until: day },
        No::NotAsked,
        No::NotSigned,
        No::PartiesNotServed { open: 2 },
        No::TimePassed { until: day },
        No::NotNeeded,
        No::HeldBefore,
        No::ChairWrong { able: able.clone() },
        No::NoticeTooShort { from: day },
        No::TooLate { until: day },
        No::NotCalled,
        No::NotTheChair { chair },
        No::NotYet,
        No::PartiesNotTold { open: 2 },
        No::PartiesTimeRuns { until: day },
        No::HearingMissing,
    ]
}
