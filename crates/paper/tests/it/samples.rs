//! Papers as they are made for a case of the demonstration county.

use paper::{
    Bar, Check, CodePlace, Language, Layout, Margins, Paper, Part, Press, SealPlace, SealSide, SheetSize,
};
use std::sync::OnceLock;

/// The press of all tests: its fonts are read once.
pub fn press() -> &'static Press {
    static PRESS: OnceLock<Press> = OnceLock::new();
    PRESS.get_or_init(|| Press::open(None).expect("a Chinese font is installed: scripts/setup build"))
}

fn pairs(rows: &[(&str, &str)]) -> Part {
    Part::Pairs { rows: rows.iter().map(|(a, b)| [(*a).to_owned(), (*b).to_owned()]).collect() }
}

fn text(text: &str) -> Part {
    Part::Text { text: text.to_owned() }
}

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|it| (*it).to_owned()).collect()).collect()
}

/// A paper with head, seal and code, and these parts.
pub fn paper(title: &str, parts: Vec<Part>) -> Paper {
    let case = pairs(&[
        ("申请人", "许小店"),
        ("证件", "居民身份证 990121********0016"),
        ("代理人", ""),
        ("办什么事", "食品经营许可（餐饮）"),
        ("收件编号", "SC 2026 000123 K"),
    ]);
    Paper {
        language: Language::Zh,
        issuer: "澄禾县市场监督管理局".to_owned(),
        title: title.to_owned(),
        number: "澄市监许受〔2026〕318号".to_owned(),
        banner: "示例数据，仅供演示".to_owned(),
        parts: [vec![case], parts].concat(),
        seal: Some(SealPlace {
            office: "澄禾县市场监督管理局".to_owned(),
            words: "（盖章）".to_owned(),
            on: "2026 年 11 月 20 日".to_owned(),
        }),
        check: Some(Check {
            address: "https://zwfw.example.gov.cn/verify/SC2026000123K-A26318-7K2M9QXT".to_owned(),
            words: vec!["扫码核对真伪".to_owned(), "SC2026000123K-A26318-7K2M9QXT".to_owned()],
        }),
        foot: "申请人留存 · 澄禾县政务服务中心 0000-0000100".to_owned(),
        layout: Layout::default(),
    }
}

/// Everything otherwise than it is by itself, at its narrowest.
pub fn small() -> Layout {
    let keeps = |who: &str| format!("{who} · 澄禾县政务服务中心 0000-0000100 · 周日休息");
    Layout {
        letterhead: "澄禾县人民政府政务服务".to_owned(),
        sheet: SheetSize::A5,
        margins: Margins { top: 12, bottom: 20, left: 20, right: 20 },
        letters: 120,
        seal: SealSide::Left,
        code: CodePlace::Head,
        copies: ["申请人留存", "窗口留存", "随卷"].map(keeps).to_vec(),
    }
}

/// One paper of each shape that occurs.
pub fn all() -> Vec<(&'static str, Paper)> {
    let law = |text: &str| Part::Law { text: text.to_owned() };
    let lead = |text: &str| Part::Lead { text: text.to_owned() };
    let sign = || Part::Sign {
        rows: vec![["申请人签收".to_owned(), String::new()], ["签收日期".to_owned(), String::new()]],
    };
    let limits = Part::table(
        &[4, 4, 6, 6],
        &["期限", "多长", "最后一天", "依据"],
        rows(&[
            &["我们承诺", "7 个工作日", "2026 年 12 月 1 日（周二）（暂定）"],
            &[
                "法律规定最迟",
                "20 个工作日",
                "2026 年 12 月 18 日（周五）",
                "《中华人民共和国行政许可法》第四十二条",
            ],
        ]),
    );
    let materials = Part::table(
        &[8, 5, 3, 4, 3],
        &["材料", "收取方式", "留下份数", "原件已看退还", "已查到"],
        rows(&[
            &["1. 食品经营许可申请书", "原件", "1", "", ""],
            &["2. 营业执照或其他主体资格证明", "电子件（共享查到）", "", "", "✓"],
            &[
                "3. 与食品经营相适应的主要设备设施、经营布局、操作流程等文件",
                "复印件，11 月 25 日补收",
                "2",
                "✓",
                "",
            ],
            &["4. 食品安全自查、从业人员健康管理等保证食品安全的规章制度", "原件", "1", "", ""],
        ]),
    );
    let refused = vec![
        lead("经审查，不符合法定条件，决定不予行政许可。"),
        Part::Heading { text: "理由和依据".to_owned() },
        text("加工间距露天垃圾房不足 25 米，短期内不能搬移。"),
        law(
            "《中华人民共和国食品安全法》第三十三条第一款第一项：具有与生产经营的食品品种、数量相适应的食品原料处理和食品加工、包装、贮存等场所，保持该场所环境整洁，并与有毒、有害场所以及其他污染源保持规定的距离。",
        ),
        Part::Remedies { heading: "对决定不服的办法".to_owned(), text:
            "您不同意，可以自收到决定之日起 60 日内向澄禾县人民政府申请行政复议，或者 6 个月内向有管辖权的人民法院起诉。".to_owned(),
        },
    ];
    let mut english = paper(
        "Notice of acceptance",
        vec![
            lead("Accepted. We promise to finish by Tuesday 1 December; the law allows until 18 December."),
            sign(),
        ],
    );
    english.language = Language::En;
    english.issuer = "Chenghe County Administration for Market Regulation".to_owned();
    let long: Vec<&[&str]> =
        vec![&["整改意见和复查记录", "王承办", "2026 年 11 月 24 日 09:15"]; 70];
    let bar =
        |name: &str, filled: u16, says: &str| Bar { name: name.to_owned(), filled, says: says.to_owned() };
    let bars = vec![
        bar("县自然资源和规划局（县林业局、县不动产登记中心）", 0, "0.00%（0/12）"),
        bar("县市场监督管理局", 9_967, "99.67%（57323/57514）"),
        bar("岚山乡", 10_000, "100.00%（10/10）"),
    ];
    let receipt = paper("收件回执", vec![materials, text("查询码只用来看进度，不能领证。"), sign()]);
    let mut narrow = receipt.clone();
    narrow.layout = small();
    vec![
        ("a small sheet in three copies", narrow),
        ("bars", paper("监察月报", vec![Part::Bars { rows: bars }, Part::Bars { rows: Vec::new() }])),
        (
            "acceptance",
            paper(
                "受理通知书",
                vec![
                    lead("已受理。我们承诺 12 月 1 日（周二）前办好，法律规定最迟 12 月 18 日（周五）。"),
                    limits,
                    sign(),
                ],
            ),
        ),
        ("receipt", receipt),
        ("refused", paper("不予行政许可决定书", refused)),
        ("english", english),
        (
            "three pages",
            paper(
                "内部审批过程控制单",
                vec![Part::table(&[3, 2, 3], &["环节", "经手人", "时间"], rows(&long))],
            ),
        ),
        (
            "list",
            paper(
                "逾期未补正退件通知书",
                vec![Part::List {
                    rows: vec!["设备设施布局图".to_owned(), "规章制度".to_owned()]
                }],
            ),
        ),
    ]
}
