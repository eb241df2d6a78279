//! The words of accountability: levels, the 32 kinds, measures and states (R190, C27).

use oversight::accountability::{Event, Kind, Level, Measure};

use super::appeal_words;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// A level of the register.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Department => "审批部门",
        Level::Head => "部门负责人",
        Level::Approver => "审批人员",
        Level::Window => "窗口工作人员",
    }
}

/// A kind of the register.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::A1 => "已取消、已下放事项仍审批",
        Kind::A2 => "擅自设定事项、扩大范围",
        Kind::A3 => "擅自增加条件、环节、材料",
        Kind::A4 => "应进未进、场外受理送达",
        Kind::A5 => "授权不到位，窗口无权办理",
        Kind::A6 => "不公示，或公示与实际不符",
        Kind::A7 => "擅自收费、搭车收费、指定中介",
        Kind::A8 => "不配合联办，不按时反馈意见",
        Kind::B1 => "监督不力造成后果",
        Kind::B2 => "违规批准延期、特别程序",
        Kind::B3 => "超越权限批准，批准不合条件的",
        Kind::B4 => "干预、打招呼、插队",
        Kind::B5 => "对催办单、督办单不答复不整改",
        Kind::B6 => "打击报复投诉人、评价人",
        Kind::B7 => "统计弄虚作假、隐瞒不报",
        Kind::B8 => "拒不进驻、拖延阻拦",
        Kind::C1 => "符合条件不予许可，或超期",
        Kind::C2 => "不说明理由、不告知救济",
        Kind::C3 => "应听证不听证，不告知利害关系人",
        Kind::C4 => "无依据启动或拖长特别程序",
        Kind::C5 => "违反先后顺序",
        Kind::C6 => "核查不足两人，或虚假核查",
        Kind::C7 => "未按期送达",
        Kind::C8 => "索取、收受财物",
        Kind::D1 => "符合条件不受理，不出具凭证",
        Kind::D2 => "不一次性告知",
        Kind::D3 => "体外受理、事后补录、倒填日期",
        Kind::D4 => "不首问负责，推诿",
        Kind::D5 => "直接收费",
        Kind::D6 => "诱导、强迫好评",
        Kind::D7 => "泄露商业秘密、个人信息",
        Kind::D8 => "脱岗、态度恶劣",
    }
}

/// A measure.
pub fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Dropped => "不予追究",
        Measure::Reminded => "提醒谈话",
        Measure::Corrected => "责令改正",
        Measure::Criticised => "中心内通报批评",
        Measure::Referred => "问题线索移送",
    }
}

/// A state by its word in the rows.
pub fn state(text: Text, key: &str) -> StateWord {
    let (word, tone) = match key {
        "to-hear" => ("等陈述、申辩", Tone::Waiting),
        "to-decide" => ("已陈述，等处理", Tone::Active),
        "appealed" => ("已申诉，等答复", Tone::Waiting),
        "overturned" => ("申诉成立", Tone::Ended),
        other => match Measure::parse(other) {
            Some(Measure::Dropped) | None => ("不予追究", Tone::Ended),
            Some(it) => (measure(it), Tone::Late),
        },
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// What happened.
pub fn event(text: Text, event: &Event) -> String {
    match event {
        Event::Opened(_) => text.t("提出问责").to_owned(),
        Event::Heard(_) => text.t("陈述、申辩").to_owned(),
        Event::Decided(fact) => text.f("处理：{measure}", [("measure", &text.t(measure(fact.measure)))]),
        Event::Receipted(_) => text.t("移送回执").to_owned(),
        Event::Returned(_) => text.t("移送后的结果").to_owned(),
        Event::Appealed(_) => text.t("申诉").to_owned(),
        Event::AppealLate(fact) => appeal_words::late(text, fact.decide_by),
        Event::AppealDecided(fact) => {
            let before = if fact.right { "申诉成立" } else { "申诉不成立" };
            appeal_words::decided(text, fact.ground, before)
        }
    }
}
