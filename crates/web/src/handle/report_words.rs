//! The words of a report for people: what each figure is called, and where two tables differ (E32).

use catalogue::Organisation;
use catalogue::item::{ItemKind, Level};
use oversight::Rule;
use oversight::complaint::Cause;
use oversight::report::Change;

use super::report_appeals;
use super::report_said::complaint_class;
use super::report_sheet::{self as sheet, order_kind};
use super::{complaint_words, legal, oversight_words as said};
use pages::text::Text;

/// Where the figures differ, in words: whose, which, before and after.
pub fn changes(text: Text, organisation: &Organisation, changes: &[Change]) -> Vec<Vec<String>> {
    let row = |change: &Change| {
        vec![
            sheet::unit(text, organisation, &change.unit),
            word(text, &change.word),
            change.before.to_string(),
            change.after.to_string(),
        ]
    };
    changes.iter().map(row).collect()
}

/// A word of the figures, for people.
pub fn word(text: Text, word: &str) -> String {
    let of = |what: &str, named: Option<String>| match named {
        Some(named) => {
            text.f("{what}：{name}", [("what", &text.t(what) as &dyn std::fmt::Display), ("name", &named)])
        }
        None => text.t(what).to_owned(),
    };
    let (begin, key) = word.split_once('/').unwrap_or((word, ""));
    let rule = || Rule::parse(key).map(|rule| text.t(said::rule(rule)).to_owned());
    let plain = match begin {
        "finding" => return of("监察发现", rule()),
        "finding-stands" => return of("认定属实的监察发现", rule()),
        "order" => return of("发出的单子", order_kind(text, key)),
        "order-late" => return of("没有按时答复的单子", order_kind(text, key)),
        "complaint" => return of("收到的投诉", complaint_class(text, key)),
        "complaint-founded" => return of("查明属实的投诉", complaint_class(text, key)),
        "complaint-partly" => return of("部分属实的投诉", complaint_class(text, key)),
        "complaint-late" => return of("没有按时答复的投诉", complaint_class(text, key)),
        "complaint-reopened" => return of("重新办理的投诉", complaint_class(text, key)),
        "complaint-cause" => {
            let cause = Cause::parse(key).map(|cause| text.t(complaint_words::cause(cause)).to_owned());
            return of("投诉的原因", cause);
        }
        "appeal" => return of("要答复的申诉", report_appeals::against(text, key)),
        "appeal-right" => return of("成立的申诉", report_appeals::against(text, key)),
        "appeal-late" => return of("没有按时答复的申诉", report_appeals::against(text, key)),
        "appeal-ground" => return of("申诉的答复", report_appeals::ground(text, key)),
        "items-kind" => return of("在办事项", item_kind(text, key)),
        "items-kind-agency" => return of("全程代理的事项", item_kind(text, key)),
        "items-level" => return of("在办事项", item_level(text, key)),
        "items-level-agency" => return of("全程代理的事项", item_level(text, key)),
        "items-level-doorstep" => return of("家门口可办的事项", item_level(text, key)),
        "items" => "在办事项",
        "items-agency" => "全程代理的事项",
        "items-doorstep" => "家门口可办的事项",
        "items-online" => "可网办的事项",
        "received" => "收件",
        "accepted" => "受理",
        "deemed" => "视为受理",
        "concluded" => "办结",
        "concluded_late" => "超期办结",
        "concluded_corrected" => "补正过才办结",
        "concluded_more" => "受理前补交过材料才办结",
        "concluded_deferred" => "容缺补过材料才办结",
        "open" => "没有办结",
        "open_late" => "超期还没有办结",
        "used_days" => "办结的件用掉的天数",
        "promised_days" => "办结的件承诺的天数",
        "stopped" => "暂停计时",
        "extended" => "延期",
        "delivered" => "送达",
        "not_accepted" => "不予受理",
        "closed_for_missing" => "逾期未补正退件",
        "steps" => "办完的步骤",
        "away" => "不在大厅办的步骤",
        "priority" => "绿色通道",
        "withdrawn" => "撤回",
        "ended" => "因为没有申请人而终止",
        "received_online" => "网上收件",
        "received_by_agent" => "代办员收件",
        "decided" => "决定",
        "decided_in_hall" => "大厅决定",
        "consulted" => "咨询",
        _ if begin.ends_with("-round-bad") => "差评，不计入的除外",
        _ if begin.ends_with("-round-reachable") => "能回访的差评",
        _ if begin.ends_with("-round-called") => "回访过的差评",
        _ if begin.ends_with("-round-confirmed") => "要整改的差评",
        _ if begin.ends_with("-round-corrected") => "整改过的差评",
        _ if begin.ends_with("-round-resolved") => "整改后评价人认可的差评",
        _ if begin.ends_with("-round-late") => "没有按时办的差评",
        _ if begin.ends_with("-unbelieved") => "不可信、未计入的评价",
        _ if begin.ends_with("-dismissed") => "核实后不计入的评价",
        _ if begin.ends_with("-invited") => "请人评价",
        _ if begin.ends_with("-answered") && begin.contains("-tablet-") => "窗口平板上的评价",
        _ if begin.ends_with("-satisfied") && begin.contains("-tablet-") => "窗口平板上满意的评价",
        _ if begin.ends_with("-answered") => "作答的评价",
        _ if begin.ends_with("-satisfied") => "满意的评价",
        _ => "法定时限和用时",
    };
    text.t(plain).to_owned()
}

fn item_kind(text: Text, key: &str) -> Option<String> {
    ItemKind::from_code(key).map(|kind| legal::item_kind(text, kind))
}

fn item_level(text: Text, key: &str) -> Option<String> {
    let level = key.parse().ok().and_then(Level::from_digit);
    level.map(|level| legal::level(text, level))
}
