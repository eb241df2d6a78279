//! The form that asks what a case is read for, as the samples of the case file show it (F33).

use super::RecordForm;
use crate::layout::{Choice, Control, Field, FormKeys};
use crate::text::Text;

/// The form that came back: a purpose was chosen that has to be said in words.
pub(super) fn sample(text: Text) -> RecordForm {
    let choice = |key: &str, word: &str| Choice::new(key, text.t(word), key == "other");
    let purposes = vec![
        choice("supervision", "监督检查"),
        choice("enquiry", "群众查询"),
        choice("complaint", "投诉办理"),
        choice("statistics", "统计核对"),
        choice("other", "其他"),
    ];
    let purpose = Field::line(text, "reveal-purpose", text.t("看来做什么用"));
    let words = Field::line(text, "reveal-words", text.t("选“其他”的，写明")).optional();
    RecordForm {
        slug: "reveal",
        title: text.t("看完整信息").to_owned(),
        help: text.t("您没有经手这一件。选了用途才看得到完整的姓名、证件号和电话，今天有效。申请人看得到哪个单位什么岗位为什么看过，看不到您的姓名。").to_owned(),
        parts: Vec::new(),
        fields: vec![purpose.control(Control::Radios(purposes)), words.error(text.t("这一项要填。"))],
        code: None,
        keys: FormKeys::sample(Some(7)),
        button: text.t("记下用途，看完整信息").to_owned(),
        refused: None,
        open: true,
    }
}
