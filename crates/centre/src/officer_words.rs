//! The words of a message to an officer: the number of the case, what is to be done and until when, and nobody's name (R144).

use calendar::Day;
use catalogue::Organisation;
use catalogue::number::ReceiptNumber;
use oversight::order::Kind;
use oversight::telling::{Message, Topic};

use crate::notice_words::{day_words, from_centre};

/// Cases that a message about yellow lights names; the others are counted.
const NAMED_MAX: usize = 5;

/// What is said of one thing.
pub(crate) enum Line {
    /// A case, with the last day of its limit.
    Case { receipt: String, last_day: Option<Day> },
    /// An order, with year and number, the case it is about and the last day to answer.
    Order { kind: Kind, number: (i64, i64), receipt: String, answer_by: Option<Day> },
}

/// The words of one message.
pub(crate) fn words(organisation: &Organisation, lines: &[(&Line, Topic)], message: &Message) -> String {
    let said = match message {
        Message::Yellow(places) => {
            yellow_words(&places.iter().map(|place| lines[*place].0).collect::<Vec<_>>())
        }
        Message::One(place) => one_words(lines[*place].0, lines[*place].1),
        Message::Rest(places) => {
            format!("其余 {} 件请到工作台看，今天不再一件一件发。", places.len())
        }
    };
    from_centre(organisation, &said)
}

fn yellow_words(lines: &[&Line]) -> String {
    let named = lines.iter().take(NAMED_MAX).map(|line| match line {
        Line::Case { receipt, last_day: Some(day) } => {
            format!("收件编号 {receipt}，最后一天 {}", day_words(*day))
        }
        Line::Case { receipt, .. } | Line::Order { receipt, .. } => format!("收件编号 {receipt}"),
    });
    let named = named.collect::<Vec<_>>().join("；");
    let more = match lines.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        n => format!("其余 {n} 件请到工作台看。"),
    };
    format!("您有 {} 件快到期：{named}。{more}", lines.len())
}

fn one_words(line: &Line, topic: Topic) -> String {
    match line {
        Line::Case { receipt, last_day } => {
            let last = last_day.map(|day| format!("，最后一天是 {}", day_words(day))).unwrap_or_default();
            format!("收件编号 {receipt} 已经超期{last}。请抓紧办，并写明原因、预计哪天办好。")
        }
        Line::Order { kind, number: (year, n), receipt, answer_by } => {
            let what = match kind {
                Kind::Urging => "催办单",
                Kind::Supervision => "督办单",
                Kind::Rectification => "整改意见书",
                Kind::Circular => "通报",
            };
            let about =
                if receipt.is_empty() { String::new() } else { format!("（收件编号 {receipt}）") };
            let came = match topic {
                Topic::OrderRisen => "前面的人到期没有答复，升到您这里",
                _ => "发给您了",
            };
            let until = match answer_by {
                Some(day) => format!("最迟 {}答复", day_words(*day)),
                None if *kind == Kind::Circular => "请到工作台签收".to_owned(),
                None => "请到工作台答复".to_owned(),
            };
            format!("{year} 年第 {n} 号{what}{about}{came}，{until}。")
        }
    }
}

/// In groups, as it stands on paper.
pub(crate) fn grouped(receipt: &str) -> String {
    ReceiptNumber::parse(receipt).map_or_else(|_| receipt.to_owned(), ReceiptNumber::grouped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(n: u32) -> Line {
        Line::Case { receipt: grouped(&format!("SC2026{n:06}K")), last_day: Day::parse("2026-03-09") }
    }

    fn order(kind: Kind, receipt: &str, answer_by: &str) -> Line {
        Line::Order { kind, number: (2026, 12), receipt: receipt.into(), answer_by: Day::parse(answer_by) }
    }

    #[test]
    fn a_red_light_says_which_case_and_which_day_was_the_last() {
        assert_eq!(
            one_words(&case(1), Topic::Red),
            "收件编号 SC2026000001K 已经超期，最后一天是 3 月 9 日（周一）。请抓紧办，并写明原因、预计哪天办好。"
        );
    }

    #[test]
    fn yellow_lights_are_counted_and_five_of_them_named() {
        let lines: Vec<Line> = (1..=6).map(case).collect();
        let of = |n: usize| yellow_words(&lines.iter().take(n).collect::<Vec<_>>());
        assert_eq!(of(1), "您有 1 件快到期：收件编号 SC2026000001K，最后一天 3 月 9 日（周一）。");
        assert!(
            of(5).starts_with("您有 5 件快到期：") && of(5).contains("000005") && !of(5).contains("其余")
        );
        let six = of(6);
        assert!(six.starts_with("您有 6 件快到期：") && !six.contains("000006"), "{six}");
        assert!(six.ends_with("。其余 1 件请到工作台看。"), "{six}");
    }

    #[test]
    fn an_order_says_what_it_is_and_until_when_it_is_to_be_answered() {
        let sent = one_words(&order(Kind::Urging, "SC 2026 000123 K", "2026-03-03"), Topic::OrderSent);
        assert_eq!(
            sent,
            "2026 年第 12 号催办单（收件编号 SC 2026 000123 K）发给您了，最迟 3 月 3 日（周二）答复。"
        );
        let risen = one_words(&order(Kind::Supervision, "", "2026-03-03"), Topic::OrderRisen);
        assert_eq!(
            risen,
            "2026 年第 12 号督办单前面的人到期没有答复，升到您这里，最迟 3 月 3 日（周二）答复。"
        );
        let circular = one_words(&order(Kind::Circular, "", ""), Topic::OrderSent);
        assert_eq!(circular, "2026 年第 12 号通报发给您了，请到工作台签收。");
    }
}
