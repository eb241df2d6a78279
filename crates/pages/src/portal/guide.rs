//! The guide of an item: what is needed first, then who, how long, what happens, and where. Prints as a list.

use askama::Template;

use crate::layout::{Agent, Nav, Page, PageFrame};
use crate::text::Text;

/// A row of the list of materials.
#[derive(Debug, Clone)]
pub struct MaterialLine {
    /// Row number.
    pub row: u8,
    /// Name.
    pub name: String,
    /// Law and article: “食品安全法第三十五条”.
    pub basis: String,
    /// “您自己准备”, “政府部门发的，我们先替您查”, “由××机构出具”.
    pub origin: String,
    /// “原件 1 份”, “原件看过退还”, “复印件 1 份”.
    pub form: String,
    /// When the row is needed; empty: always.
    pub condition: String,
    /// A word of help; may be empty.
    pub note: String,
    /// The basis was read in the text of the law; otherwise the row bears the mark 示例.
    pub is_verified: bool,
}

/// A sentence with the rule it comes from.
#[derive(Debug, Clone)]
pub struct BasisLine {
    /// Sentence.
    pub sentence: String,
    /// Law and article; may be empty.
    pub basis: String,
}

/// A limit (C3): name, length, what it starts with, and the article.
#[derive(Debug, Clone)]
pub struct LimitLine {
    /// “我们承诺”, “法律规定最迟”.
    pub name: String,
    /// “7 个工作日”.
    pub limit: String,
    /// “从受理那天起算，当天不计”.
    pub start: String,
    /// Law and article; may be empty.
    pub basis: String,
}

/// A step as the citizen knows it.
#[derive(Debug, Clone)]
pub struct StepLine {
    /// Plain name: “看材料”.
    pub name: String,
    /// The unit that does it.
    pub unit: String,
    /// “2 个工作日”.
    pub limit: String,
}

/// `GET /items/{short}`
#[derive(Debug, Clone, Template)]
#[template(path = "portal/guide.html")]
pub struct Guide {
    /// Frame; its title is the item's name.
    pub frame: PageFrame,
    /// Official name.
    pub name: String,
    /// Everyday names; may be empty.
    pub everyday: String,
    /// Who decides.
    pub authority: String,
    /// “承诺件”.
    pub category: String,
    /// Who may apply.
    pub applicants: String,
    /// The materials.
    pub materials: Vec<MaterialLine>,
    /// The conditions.
    pub conditions: Vec<BasisLine>,
    /// The agent; none for matters done on the spot (C6).
    pub agent: Option<Agent>,
    /// Promise first, then law, then delivery.
    pub limits: Vec<LimitLine>,
    /// “近一年实际：一半在 4 个工作日内办好，九成在 6 个工作日内（共 213 件）” (A48); empty hides the line.
    pub real_time: String,
    /// The steps in order.
    pub steps: Vec<StepLine>,
    /// What may stop the clock, in the applicant's words.
    pub stops: Vec<BasisLine>,
    /// The fee's sentence and basis; none: free of charge.
    pub fee: Option<BasisLine>,
    /// How many there are, how many are left and who waits, with the basis; none: not limited (N23).
    pub quota: Option<BasisLine>,
    /// Windows: “2、3、4 号企业综合窗口”.
    pub windows: String,
    /// What one holds at the end: “食品经营许可证”.
    pub result: String,
    /// What one can do against the decision (C16); none for public services (A36).
    pub remedies: Option<String>,
    /// Question and answer.
    pub questions: Vec<(String, String)>,
    /// Number of the revision.
    pub revision: u32,
    /// First characters of the content's hash.
    pub hash: String,
    /// The day this revision came into force, with year; empty where it is not known.
    pub valid_from: String,
    /// Some rows are not confirmed (※).
    pub is_sample: bool,
}

impl Page for Guide {
    const NAME: &'static str = "portal/guide";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let t = |id: &str| text.t(id).to_owned();
        let p = |zh: &str, en: &str| text.pick(zh, Some(en)).to_owned();
        let material = |row, name: String, basis: &str, origin: &str, form: &str, is_verified| MaterialLine {
            row,
            name,
            basis: basis.to_owned(),
            origin: t(origin),
            form: t(form),
            condition: String::new(),
            note: String::new(),
            is_verified,
        };
        let unit = p("县市场监督管理局", "Market Regulation Bureau");
        let step = |name: String, days| StepLine { name, unit: unit.clone(), limit: text.working_days(days) };
        let full = Self {
            frame: PageFrame::sample(text, "食品经营许可（餐饮）", Nav::Items),
            name: p("食品经营许可（餐饮）", "Food business licence, catering"),
            everyday: p("开个小饭馆、小吃店", "open a small restaurant"),
            authority: p("澄禾县市场监督管理局", "Chenghe County Market Regulation Bureau"),
            category: t("承诺件"),
            applicants: p("企业、个体工商户", "firms, self-employed businesses"),
            materials: vec![
                material(
                    1,
                    p("食品经营许可申请书", "Application form"),
                    "行政许可法第二十九条",
                    "您自己准备，窗口有空表",
                    "原件 1 份",
                    true,
                ),
                material(
                    2,
                    p("营业执照", "Business licence"),
                    "食品安全法实施条例",
                    "政府部门发的，我们先替您查，查不到再请您带",
                    "原件看过就还您",
                    false,
                ),
                material(
                    3,
                    p("设备设施布局和操作流程图", "Layout of equipment and flow of work"),
                    "食品安全法第三十三条第二、四项，第三十五条",
                    "您自己准备，窗口有空表",
                    "复印件 1 份",
                    true,
                ),
                MaterialLine {
                    condition: p("租来的地方才要", "only if the place is rented"),
                    note: p("租房合同就行，不用公证。", "The lease will do; no notary is needed."),
                    ..material(
                        4,
                        p("经营场所材料", "Papers of the place"),
                        "食品安全法第三十三条第一项，第三十五条",
                        "您自己准备，窗口有空表",
                        "复印件 1 份",
                        true,
                    )
                },
            ],
            conditions: vec![BasisLine {
                sentence: p(
                    "场所与污染源保持规定的距离，布局能防止生熟交叉。",
                    "The place keeps its distance from sources of pollution, and raw and cooked food do not cross.",
                ),
                basis: "食品安全法第三十三条".to_owned(),
            }],
            agent: Some(Agent {
                text, name: p("李代理", "Li Daili"), telephone: "0000-0000101".to_owned()
            }),
            limits: vec![
                LimitLine {
                    name: t("我们承诺"),
                    limit: text.working_days(7),
                    start: t("从受理那天起算，当天不计"),
                    basis: String::new(),
                },
                LimitLine {
                    name: t("法律规定最迟"),
                    limit: text.working_days(20),
                    start: t("从受理那天起算，当天不计"),
                    basis: "行政许可法第四十二条".to_owned(),
                },
                LimitLine {
                    name: t("发证"),
                    limit: text.working_days(10),
                    start: t("从作出决定那天起算"),
                    basis: "行政许可法第四十四条".to_owned(),
                },
            ],
            real_time: text.f(
                "近一年实际：一半在 {half}内办好，九成在 {most}内（共 {n} 件）。",
                [("half", &text.working_days(4)), ("most", &text.working_days(6)), ("n", &213)],
            ),
            steps: vec![
                step(p("看材料", "Reading the papers"), 2),
                step(p("两人上门看现场", "Two officers visit the place"), 3),
                step(p("作决定", "Deciding"), 1),
                step(p("做证", "Making the certificate"), 1),
            ],
            stops: vec![BasisLine {
                sentence: p(
                    "需要检测的，检测的日子不算在内，开始前书面告诉您要几天。",
                    "If testing is needed its days are not counted; you are told in writing beforehand how many.",
                ),
                basis: "行政许可法第四十五条".to_owned(),
            }],
            fee: None,
            quota: Some(BasisLine {
                sentence: text.f(
                    "有数量限制：每年 {number} 个，今年已准予 {granted} 个，还剩 {left} 个；已受理、等决定的 {waiting} 件。",
                    [("number", &40), ("granted", &31), ("left", &9), ("waiting", &4)],
                ),
                basis: "城市规划第三条".to_owned(),
            }),
            windows: p("2、3、4 号企业综合窗口", "Windows 2, 3 and 4, business"),
            result: p("食品经营许可证", "Food business licence"),
            remedies: Some(p(
                "不同意决定的，可以自收到决定之日起 60 日内向澄禾县人民政府申请行政复议，或者 6 个月内向有管辖权的人民法院起诉。",
                "If you disagree with the decision you may ask the county government for reconsideration within 60 days of receiving it, or sue in the competent court within 6 months.",
            )),
            questions: vec![(
                p("还没装修好能先申请吗？", "May I apply before the place is ready?"),
                p(
                    "可以先来问，现场看的时候要布置好。",
                    "Ask any time; the place must be ready for the visit.",
                ),
            )],
            revision: 3,
            hash: "7f3a 9c21 04de".to_owned(),
            valid_from: text.date_with_year((2026, 9, 1)),
            is_sample: true,
        };
        let fee = BasisLine {
            sentence: text.f(
                "这件事收费，最多 {amount}，标准和依据写在下面。只在银行收费窗口交，或扫缴款单上的码；窗口人员不收钱。",
                [("amount", &text.money(8000))],
            ),
            basis: "发改价格规〔2016〕2559号".to_owned(),
        };
        let paid = Self {
            frame: PageFrame::sample(text, "不动产转移登记（存量住房）", Nav::Items),
            name: p("不动产转移登记（存量住房）", "Transfer of an existing dwelling"),
            everyday: p("二手房过户", "transfer of a flat"),
            fee: Some(fee),
            real_time: String::new(),
            stops: Vec::new(),
            questions: Vec::new(),
            is_sample: false,
            ..full.clone()
        };
        let service = Self {
            name: p("用人单位社会保险登记", "Social insurance registration of an employer"),
            everyday: String::new(),
            category: t("即办件"),
            agent: None,
            remedies: None,
            conditions: Vec::new(),
            steps: Vec::new(),
            materials: full.materials[..1].to_vec(),
            frame: PageFrame::sample(text, "用人单位社会保险登记", Nav::Items),
            ..paid.clone()
        };
        vec![("licence", full), ("with a fee", paid), ("public service on the spot", service)]
    }
}
