//! A row of the material list with its marks, at the window and on the case file (E6, E7, E8, N55).

use super::parts::Typed;
use crate::text::Text;

/// One material of the frozen list. Posted as repeated fields `seen`, `kept`, `lookup` and `na`, each with the row
/// number as value.
#[derive(Clone, Debug, Default)]
pub struct MaterialRow {
    /// Row number, from 1.
    pub row: u8,
    /// Name.
    pub name: String,
    /// Articles, short: `食品安全法第三十三条`.
    pub basis: String,
    /// Where it comes from: `申请人自备`, `政府部门核发：县公安局`, `第三方出具：检测机构`.
    pub origin: String,
    /// Form and copies: `原件 1 份`.
    pub form: String,
    /// When the row applies; empty when it always does.
    pub condition: String,
    /// Not applicable to this applicant; only where there is a condition.
    pub not_applicable: bool,
    /// 原件已看、当场退还; `None` when this mark is not offered on the row.
    pub seen: Option<bool>,
    /// 留下; `None` when not offered.
    pub kept: Option<bool>,
    /// 已查到（共享）; `None` when not offered.
    pub looked_up: Option<bool>,
    /// 告知承诺书 signed in its place (N55); `None` when not offered.
    pub committed: Option<bool>,
    /// What is promised and what follows, where a commitment may take its place; else empty.
    pub promise: String,
    /// How many copies stay (field `copies` and the row number), where `kept` is ticked; the number of the list to begin with.
    pub copies: Typed,
    /// Whether `kept` means the original itself (an application form), else a copy.
    pub keeps_original: bool,
    /// That it may follow after acceptance, and within which time (N56); empty where it may not.
    pub follows: String,
    /// A word for the officer; may be empty.
    pub note: String,
    /// Sentence to show on the row; empty when it is right.
    pub error: String,
}

impl MaterialRow {
    /// Bears any mark.
    pub fn is_in(&self) -> bool {
        [self.seen, self.kept, self.looked_up, self.committed].contains(&Some(true))
    }

    /// Neither in nor declared not applicable.
    pub fn is_missing(&self) -> bool {
        !self.is_in() && !self.not_applicable
    }

    /// Something about it cannot stand.
    pub fn is_wrong(&self) -> bool {
        !self.error.is_empty() || !self.copies.error.is_empty()
    }

    /// Marks in words, with the copies that stay.
    pub fn marks(&self, text: Text) -> String {
        let row = self;
        let kept = if row.keeps_original { "收下原件 {n} 份" } else { "留复印件 {n} 份" };
        let kept = text.f(kept, [("n", &row.copies.value)]);
        let marks = [
            (row.seen == Some(true), text.t("原件已看、当场退还")),
            (row.kept == Some(true), kept.as_str()),
            (row.looked_up == Some(true), text.t("已查到（共享）")),
            (row.committed == Some(true), text.t("签了告知承诺书")),
            (row.not_applicable, text.t("不适用")),
            (row.is_missing(), text.t("还没收到")),
        ];
        let words: Vec<&str> = marks.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect();
        words.join(text.semicolon())
    }

    /// Message id of the mark that something was kept.
    pub fn kept_word(&self) -> &'static str {
        if self.keeps_original { "收下原件" } else { "留复印件" }
    }
}

/// Rows for samples; the first `count` of a list of twelve.
pub(crate) fn sample_rows(count: usize) -> Vec<MaterialRow> {
    const APPLICANT: &str = "申请人自备";
    let names: [(&str, &str, &str, &str); 12] = [
        ("食品经营许可申请书", "行政许可法第二十九条", APPLICANT, ""),
        ("营业执照", "食品经营许可管理办法第十二条", "政府部门核发：县市场监督管理局", ""),
        ("设备设施、布局和操作流程图", "食品安全法第三十三条第（二）、（四）项", APPLICANT, ""),
        ("食品安全管理人员和规章制度", "食品安全法第三十三条第（三）项", APPLICANT, ""),
        ("场所材料", "食品安全法第三十三条第（一）项", APPLICANT, ""),
        ("从业人员健康证明", "食品安全法第四十五条", "第三方出具：县疾病预防控制中心", ""),
        ("中央厨房工艺流程说明", "食品经营许可管理办法第十三条", APPLICANT, "设中央厨房的"),
        ("集体用餐配送方案", "食品经营许可管理办法第十三条", APPLICANT, "做集体用餐配送的"),
        ("法定代表人身份证明", "居民身份证法第十三条", "政府部门核发：县公安局", ""),
        ("授权委托书", "行政许可法第二十九条", APPLICANT, "委托他人来办的"),
        ("消防安全检查意见", "消防法第十五条", "政府部门核发：县消防救援大队", "属于公众聚集场所的"),
        ("自动售货设备放置点清单", "食品经营许可管理办法第十四条", APPLICANT, "用自动售货设备经营的"),
    ];
    names
        .into_iter()
        .take(count)
        .zip(1..)
        .map(|((name, basis, origin, condition), row)| {
            let government = origin.starts_with("政府");
            MaterialRow {
                row,
                name: name.into(),
                basis: basis.into(),
                origin: origin.into(),
                form: if row == 1 { "原件 1 份" } else { "原件或复印件 1 份" }.into(),
                condition: condition.into(),
                seen: (row != 1).then_some(false),
                kept: Some(false),
                looked_up: government.then_some(false),
                copies: Typed::of("1"),
                keeps_original: row == 1,
                committed: (row == 11).then_some(false),
                promise: if row == 11 {
                    "可以告知承诺（消防法第十五条）。".into()
                } else {
                    String::new()
                },
                follows: if row == 4 {
                    "可以容缺，受理后 5 个工作日内补来".into()
                } else {
                    String::new()
                },
                ..MaterialRow::default()
            }
        })
        .collect()
}
