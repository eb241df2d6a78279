//! What waits for a decision beside the cases, as lines of the desk: how much, until when, and the way there (A22, A23, A25, C23).

use std::fmt::Display;

use calendar::Day;
use centre::Fault;
use centre::account::Session;
use centre::office_waits::{OfficeWait, OfficeWhat};

use crate::app::App;
use pages::desk::{OfficeLine, Urgency};
use pages::text::Text;

/// From so many days before its last day on a renewal is urgent, and very urgent.
const YELLOW_DAYS: i32 = 10;
const RED_DAYS: i32 = 2;

/// The lines of this person's desk, the most urgent first.
pub(super) async fn lines(app: &App, text: Text, session: &Session) -> Result<Vec<OfficeLine>, Fault> {
    let today = app.centre.today();
    let waits = app.centre.office_waits(session).await?;
    let mut lines: Vec<OfficeLine> = waits.iter().map(|wait| line(text, wait, today)).collect();
    let duties = app.centre.oversight_duties(session).await?;
    lines.extend(duties.iter().map(|duty| super::duty_lines::line(text, duty, today)));
    lines.sort_by_key(|it| it.urgency);
    Ok(lines)
}

fn line(text: Text, wait: &OfficeWait, today: Day) -> OfficeLine {
    let left = wait.first_on.map(|day| day.number() - today.number());
    let (sentence, action, list, one) = match wait.what {
        OfficeWhat::DecideRenewal => {
            let sentence = match left {
                Some(..=0) => "有 {n} 件延续申请等您决定，最早的一件今天到期，今天没有决定就视为准予延续",
                Some(1..=YELLOW_DAYS) => {
                    "有 {n} 件延续申请等您决定，最早的一件还剩 {left} 天，{day}过后没有决定就视为准予延续"
                }
                _ => "有 {n} 件延续申请等您决定，最早的一件 {day}到期，过后没有决定就视为准予延续",
            };
            (sentence, "去决定", "certificates?which=renewal", "certificates")
        }
        OfficeWhat::DecideReissue => {
            let sentence = match left {
                Some(..=-1) => "有 {n} 件证照更正、变更、补发申请等您决定，最早的一件 {day}就该答复",
                Some(_) => "有 {n} 件证照更正、变更、补发申请等您决定，最早的一件承诺 {day}前答复",
                None => "有 {n} 件证照更正、变更、补发申请等您决定",
            };
            (sentence, "去决定", "certificates?which=renewal", "certificates")
        }
        OfficeWhat::HandOut => {
            let sentence = match left {
                Some(..=-1) => "有 {n} 份证照的新证或者文书等着发给持证人，最早的一份 {day}就该发出",
                Some(_) => "有 {n} 份证照的新证或者文书等着发给持证人，最早的一份最迟 {day}发出",
                None => "有 {n} 份证照的新证或者文书等着发给持证人",
            };
            (sentence, "去发放", "certificates?which=owed", "certificates")
        }
        OfficeWhat::HearHolder => {
            let sentence = match left {
                Some(_) => "有 {n} 份证照要听取持证人的意见，最早的一份到 {day}为止",
                None => "有 {n} 份证照拟撤回、撤销、注销或者吊销，等持证人领到告知书",
            };
            (sentence, "去记录", "certificates?which=proceeding", "certificates")
        }
        OfficeWhat::DecideEnd => (
            "有 {n} 份证照听取过持证人意见，等您决定是否撤回、撤销、注销或者吊销",
            "去决定",
            "certificates?which=proceeding",
            "certificates",
        ),
        OfficeWhat::HearBar => ("有 {n} 人拟列入限制名单，要听取本人陈述、申辩", "去听取", "bars", "bars"),
        OfficeWhat::DecideBar => {
            ("有 {n} 人拟列入限制名单，已经听取本人陈述、申辩，等您决定", "去决定", "bars", "bars")
        }
        OfficeWhat::TellBar => ("有 {n} 人已经决定列入限制名单，还没有告知本人", "去告知", "bars", "bars"),
        OfficeWhat::Appraise => ("有 {n} 卷档案保管期满，等着鉴定", "去鉴定", "destruction", "destruction"),
        OfficeWhat::ApproveList => ("有 {n} 份档案销毁清册等您审批", "去审批", "destruction", "destruction"),
        OfficeWhat::SignList => {
            ("有 {n} 份档案销毁清册已经批准，等您签字", "去签字", "destruction", "destruction")
        }
        OfficeWhat::SettleDay => {
            ("以前有 {n} 天的窗口结算没有做好（没有做，或者退回来了），最早的是 {day}的", "去结算", "day", "")
        }
        // Both pages begin with what is to be signed.
        OfficeWhat::SignSettlement => ("有 {n} 份窗口结算等您签字，最早的是 {day}的", "去签字", "day", ""),
        OfficeWhat::SignLeaving => ("有 {n} 份离岗交接清单等您签字", "去签字", "leaving", ""),
        OfficeWhat::SignLoss => {
            ("有 {n} 卷报告了材料遗失，等您签字", "去看", "folders?which=loss", "folders")
        }
        OfficeWhat::ReviewWording => ("有 {n} 种文书的改动等您审核", "去审核", "papers", "papers"),
    };
    let day = wait.first_on.map_or_else(String::new, |day| text.date(day));
    let left_days = left.unwrap_or_default();
    let places: [(&str, &dyn Display); 3] = [("n", &wait.count), ("day", &day), ("left", &left_days)];
    // What is one is opened itself; dossiers stand on the page of their unit, however many they are.
    let href = match wait.count {
        1 if !one.is_empty() => format!("/desk/{one}/{}", wait.one),
        _ => format!("/desk/{list}"),
    };
    OfficeLine {
        sentence: text.f(sentence, places),
        href,
        action: text.t(action).to_owned(),
        urgency: urgency(wait.what, left),
    }
}

/// A renewal is settled by its day itself; what holders were promised is red once its day is over; other decisions wait without
/// one, and are a day's work.
fn urgency(what: OfficeWhat, left: Option<i32>) -> Urgency {
    match (what, left) {
        (OfficeWhat::DecideRenewal, Some(..=RED_DAYS)) => Urgency::Red,
        (OfficeWhat::DecideRenewal, Some(..=YELLOW_DAYS)) => Urgency::Yellow,
        (OfficeWhat::DecideReissue | OfficeWhat::HandOut, Some(..=-1)) => Urgency::Red,
        (OfficeWhat::HandOut, Some(..=RED_DAYS)) => Urgency::Yellow,
        (
            OfficeWhat::DecideReissue
            | OfficeWhat::DecideEnd
            | OfficeWhat::DecideBar
            | OfficeWhat::TellBar
            | OfficeWhat::SettleDay
            | OfficeWhat::SignLoss,
            _,
        ) => Urgency::Yellow,
        _ => Urgency::Calm,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(what: OfficeWhat, count: usize, first_on: Option<&str>) -> OfficeLine {
        let today = Day::parse("2026-11-20").expect("a day");
        let first_on = first_on.map(|day| Day::parse(day).expect("a day"));
        let one = "nobody".to_owned();
        line(Text::Chinese, &OfficeWait { what, count, first_on, one }, today)
    }

    // N21: a renewal that nobody decides is granted by its last day.
    #[test]
    fn the_nearer_the_day_of_a_renewal_the_more_urgent_it_is() {
        for (day, urgency, says) in [
            ("2026-12-01", Urgency::Calm, "到期，过后没有决定"),
            ("2026-11-30", Urgency::Yellow, "还剩 10 天"),
            ("2026-11-23", Urgency::Yellow, "还剩 3 天"),
            ("2026-11-22", Urgency::Red, "还剩 2 天"),
            ("2026-11-20", Urgency::Red, "今天到期"),
        ] {
            let line = drawn(OfficeWhat::DecideRenewal, 2, Some(day));
            assert_eq!(line.urgency, urgency, "{day}");
            assert!(line.sentence.contains(says), "{day}: {}", line.sentence);
            assert_eq!(line.href, "/desk/certificates?which=renewal");
        }
    }

    // A22, N16: what holders were promised is red from the day after its last one.
    #[test]
    fn what_a_holder_waits_for_is_red_once_its_day_is_over() {
        for (what, day, urgency, says) in [
            (OfficeWhat::HandOut, "2026-11-23", Urgency::Calm, "最迟 11 月 23 日"),
            (OfficeWhat::HandOut, "2026-11-22", Urgency::Yellow, "最迟 11 月 22 日"),
            (OfficeWhat::HandOut, "2026-11-20", Urgency::Yellow, "最迟 11 月 20 日"),
            (OfficeWhat::HandOut, "2026-11-19", Urgency::Red, "就该发出"),
            (OfficeWhat::DecideReissue, "2026-11-20", Urgency::Yellow, "前答复"),
            (OfficeWhat::DecideReissue, "2026-11-19", Urgency::Red, "就该答复"),
        ] {
            let line = drawn(what, 2, Some(day));
            assert_eq!(line.urgency, urgency, "{what:?} {day}");
            assert!(line.sentence.contains(says), "{what:?} {day}: {}", line.sentence);
        }
        assert_eq!(drawn(OfficeWhat::HandOut, 2, Some("2026-11-23")).href, "/desk/certificates?which=owed");
        assert!(drawn(OfficeWhat::HearHolder, 1, None).sentence.contains("等持证人领到告知书"));
    }

    #[test]
    fn what_is_one_is_one_click_away() {
        assert_eq!(drawn(OfficeWhat::DecideBar, 1, None).href, "/desk/bars/nobody");
        assert_eq!(drawn(OfficeWhat::DecideBar, 2, None).href, "/desk/bars");
        assert_eq!(drawn(OfficeWhat::SignList, 1, None).href, "/desk/destruction/nobody");
        assert_eq!(drawn(OfficeWhat::SignSettlement, 1, Some("2026-11-19")).href, "/desk/day");
        assert_eq!(drawn(OfficeWhat::SettleDay, 1, Some("2026-11-19")).href, "/desk/day");
        assert_eq!(drawn(OfficeWhat::DecideRenewal, 1, None).href, "/desk/certificates/nobody");
        assert_eq!(drawn(OfficeWhat::SignLoss, 1, None).href, "/desk/folders/nobody");
        assert_eq!(drawn(OfficeWhat::SignLoss, 2, None).href, "/desk/folders?which=loss");
        assert_eq!(drawn(OfficeWhat::ReviewWording, 1, None).href, "/desk/papers/nobody");
        assert_eq!(drawn(OfficeWhat::ReviewWording, 2, None).href, "/desk/papers");
    }
}
