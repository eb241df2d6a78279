//! What the law and the promise say, in the words of pages and papers.

use calendar::LimitUnit;
use catalogue::Item;
use catalogue::item::{Basis, Category, Fee, ItemKind, ItemLimit, Level, Material, MaterialForm, Remedies};

use super::words;
use pages::text::Text;

/// The court where an item names none of its own.
pub const ANY_COURT: &str = "有管辖权的人民法院";

/// Articles that papers quote in full; another article is named, not quoted.
const IN_FULL: &[(&str, &str, &str)] = &[
    ("行政许可法", "第三十二条第一款第一项", "申请事项依法不需要取得行政许可的，应当即时告知申请人不受理。"),
    (
        "行政许可法",
        "第三十二条第一款第二项",
        "申请事项依法不属于本行政机关职权范围的，应当即时作出不予受理的决定，并告知申请人向有关行政机关申请。",
    ),
    (
        "行政许可法",
        "第三十二条第一款第四项",
        "申请材料不齐全或者不符合法定形式的，应当当场或者在五日内一次告知申请人需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理。",
    ),
    (
        "行政许可法",
        "第三十八条第一款",
        "申请人的申请符合法定条件、标准的，行政机关应当依法作出准予行政许可的书面决定。",
    ),
    (
        "行政许可法",
        "第四十五条",
        "行政机关作出行政许可决定，依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在本节规定的期限内。行政机关应当将所需时间书面告知申请人。",
    ),
];

/// “材料齐，当场办好”, “承诺 7 个工作日”.
pub fn promise(text: Text, item: &Item) -> String {
    match item.promised.limit.unit {
        LimitUnit::OnTheSpot => text.t("材料齐，当场办好").to_owned(),
        LimitUnit::SameDay => text.t("材料齐，当天办好").to_owned(),
        _ => text.f("承诺 {limit}", [("limit", &words::limit(text, item.promised.limit))]),
    }
}

/// The category of an item, as guides name it.
pub fn category(text: Text, category: Category) -> String {
    let word = match category {
        Category::Instant => "即办件",
        Category::Committed => "承诺件",
        Category::Joint => "联办件",
        Category::Escalated => "上报件",
        Category::Restricted => "控制件",
    };
    text.t(word).to_owned()
}

/// 事项类型 of the code set.
pub fn item_kind(text: Text, kind: ItemKind) -> String {
    let word = match kind {
        ItemKind::Licensing => "行政许可",
        ItemKind::Punishment => "行政处罚",
        ItemKind::Compulsion => "行政强制",
        ItemKind::Levy => "行政征收",
        ItemKind::Benefit => "行政给付",
        ItemKind::Inspection => "行政检查",
        ItemKind::Confirmation => "行政确认",
        ItemKind::Reward => "行政奖励",
        ItemKind::Adjudication => "行政裁决",
        ItemKind::OtherPower => "其他行政权力",
        ItemKind::PublicService => "公共服务",
    };
    text.t(word).to_owned()
}

/// 行使层级 of the code set.
pub fn level(text: Text, level: Level) -> String {
    let word = match level {
        Level::National => "国家级",
        Level::Province => "省级",
        Level::City => "市级",
        Level::County => "县级",
        Level::Town => "乡镇（街道）级",
        Level::Village => "村（社区）级",
        Level::Graded => "分级管理",
    };
    text.t(word).to_owned()
}

/// A basis on a screen, in half a line; what is not confirmed against the text says so.
pub fn short(text: Text, basis: &Basis) -> String {
    match basis.verified {
        true => basis.short(),
        false => text.f("{law}（示例）", [("law", &basis.short())]),
    }
}

/// Several bases on a screen, joined, without marks.
pub fn short_all(bases: &[Basis]) -> String {
    bases.iter().map(Basis::short).collect::<Vec<_>>().join("；")
}

/// Several bases as a paper names them.
pub fn quoted_all(bases: &[Basis]) -> String {
    bases.iter().map(Basis::quoted).collect::<Vec<_>>().join("；")
}

/// An article as a paper quotes it: in full where we hold its words.
pub fn in_full(basis: &Basis) -> String {
    let known = IN_FULL.iter().find(|(law, article, _)| *law == basis.law && *article == basis.article);
    match known {
        Some((law, article, words)) => format!("《中华人民共和国{law}》{article}：{words}"),
        None => basis.quoted(),
    }
}

/// An article of the licensing law by its number, for what the law itself prescribes.
pub fn licensing_law(article: &str) -> String {
    in_full(&Basis { law: "行政许可法".to_owned(), article: article.to_owned(), verified: true })
}

/// A limit with its start and article: 20 个工作日，从受理算起（行政许可法第四十二条第一款）.
pub fn limit(text: Text, of: &ItemLimit) -> String {
    let words = words::item_limit(text, of);
    match &of.basis {
        Some(basis) => text.f("{limit}（{law}）", [("limit", &words), ("law", &basis.short())]),
        None => words,
    }
}

/// What one can do against a decision (C16, N19).
pub fn remedies(text: Text, remedies: &Remedies) -> String {
    let body = text.pick(&remedies.reconsideration_body, remedies.reconsideration_body_en.as_deref());
    let (days, months) = (&remedies.reconsideration_days, &remedies.suit_months);
    let any_court = remedies.court == ANY_COURT;
    if remedies.reconsideration_first {
        return text.f(
            "您不同意，要先自收到决定之日起 {days} 日内向{body}申请行政复议；对复议决定还不服的，再依法向{court}起诉。",
            [("days", days), ("body", &body), ("court", &remedies.court)],
        );
    }
    if any_court {
        return text.f(
            "您不同意，可以自收到决定之日起 {days} 日内向{body}申请行政复议，或者 {months} 个月内向有管辖权的人民法院起诉。",
            [("days", days), ("body", &body), ("months", months)],
        );
    }
    text.f(
        "您不同意，可以自收到决定之日起 {days} 日内向{body}申请行政复议，或者 {months} 个月内向{court}起诉。",
        [("days", days), ("body", &body), ("months", months), ("court", &remedies.court)],
    )
}

/// What a fee costs and where it is paid (N24, tone 11).
pub fn fee(text: Text, fee: &Fee) -> String {
    if fee.amount_fen == 0 {
        return text.f(
            "{standard}。只在银行收费窗口交，或扫缴款单上的码；窗口人员不收钱。",
            [("standard", &text.pick(&fee.text, fee.text_en.as_deref()))],
        );
    }
    text.f(
        "这件事收费，最多 {amount}，标准和依据写在下面。只在银行收费窗口交，或扫缴款单上的码；窗口人员不收钱。",
        [("amount", &text.money(fee.amount_fen))],
    )
}

/// In which form a material is taken, and how many.
pub fn form(text: Text, material: &Material) -> String {
    let n = material.copies.max(1);
    match material.form {
        MaterialForm::Original => text.f("原件 {n} 份", [("n", &n)]),
        MaterialForm::Copy => text.f("复印件 {n} 份", [("n", &n)]),
        MaterialForm::Scan => text.f("原件或扫描件 {n} 份", [("n", &n)]),
        MaterialForm::OriginalSeen => text.t("原件看过就还您").to_owned(),
    }
}

/// A material's name.
pub fn material(text: Text, material: &Material) -> String {
    text.pick(&material.name, material.name_en.as_deref()).to_owned()
}

/// A fee on one line of a paper.
pub fn fee_line(text: Text, item: &Item) -> String {
    match &item.fee {
        None => text.t("不收费。").to_owned(),
        Some(fee) => {
            let standard = text.pick(&fee.text, fee.text_en.as_deref());
            text.f("{standard}（{law}）", [("standard", &standard), ("law", &fee.basis.quoted())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_we_hold_is_quoted_in_full_and_another_only_named() {
        let article = licensing_law("第三十二条第一款第四项");
        assert!(article.starts_with("《中华人民共和国行政许可法》第三十二条第一款第四项："));
        assert!(article.ends_with("自收到申请材料之日起即为受理。"));
        let other = Basis { law: "戏法".to_owned(), article: "第一条".to_owned(), verified: false };
        assert_eq!(in_full(&other), "《戏法》第一条");
        assert_eq!(short(Text::Chinese, &other), "戏法第一条（示例）");
    }
}
