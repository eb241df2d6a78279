//! The words of an answer to an appeal: its few coded reasons as choices of the form and as what happened, and its last day (F19).

use calendar::Day;
use centre::act::{FieldProblem, FieldWhy};
use oversight::appeal::Ground;

use super::record_forms::{Fields, Typed};
use pages::layout::Field;
use pages::text::Text;

/// The answer with its reason.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Facts => "申诉成立：事实有出入",
        Ground::Law => "申诉成立：依据、程序有误",
        Ground::Excused => "申诉成立：有正当理由",
        Ground::Confirmed => "申诉不成立：事实清楚，依据正确",
        Ground::Unproven => "申诉不成立：说的没有凭据",
        Ground::NothingNew => "申诉不成立：没有新的事实和理由",
    }
}

/// The fields of the form: the answer with its reason, then why in words.
pub fn fields(text: Text, of: &Fields<'_>) -> Vec<Field> {
    let all: Vec<(&str, String)> =
        Ground::ALL.iter().map(|it| (it.key(), text.t(ground(*it)).to_owned())).collect();
    vec![of.radios("ground", "答复", &all, ""), of.area("words", "理由")]
}

/// The answer that was chosen.
pub fn read(typed: &Typed<'_>) -> Result<Ground, FieldProblem> {
    let wrong = FieldProblem { field: "ground".to_owned(), why: FieldWhy::NotAChoice };
    Ground::parse(&typed.text("ground")).ok_or(wrong)
}

/// What was answered; `before` is what it says where no reason was coded yet.
pub fn decided(text: Text, of: Option<Ground>, before: &str) -> String {
    let said = match of {
        Some(of) => ground(of),
        None => before,
    };
    text.t(said).to_owned()
}

/// The last day of an answer that is owed, with whether it has passed on record.
pub fn due(text: Text, decide_by: Day, late: bool) -> String {
    let day = text.date(decide_by);
    if late { day + &text.aside(text.t("已经逾期")) } else { day }
}

/// That its last day passed without an answer.
pub fn late(text: Text, decide_by: Day) -> String {
    text.f("申诉最迟 {day}答复，到期没有答复", [("day", &text.date(decide_by))])
}
