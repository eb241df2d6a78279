//! Dual-random draws as everybody sees them.

use askama::Template;

use crate::layout::{Nav, Page, PageFrame, Pagination, StateWord, Tone};
use crate::text::Text;

/// A draw of the list.
#[derive(Debug, Clone)]
pub struct PublicDrawRow {
    /// Address.
    pub href: String,
    /// Number of the announcement.
    pub number: String,
    /// Whose matter it is.
    pub unit: String,
    /// When it was announced.
    pub announced: String,
    /// How many results are public.
    pub results: String,
    /// Where it stands.
    pub state: StateWord,
}

/// `GET /draws`
#[derive(Debug, Template)]
#[template(path = "portal/draws.html")]
pub struct DrawsPublic {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// The draws, the latest first.
    pub rows: Vec<PublicDrawRow>,
    /// Pages.
    pub pages: Pagination,
}

/// `GET /draws/{draw}`
#[derive(Debug, Template)]
#[template(path = "portal/draw.html")]
pub struct DrawPublic {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is checked.
    pub title: String,
    /// Where it stands.
    pub state: StateWord,
    /// Label and value; and whether the value is a row of digits.
    pub facts: Vec<(String, String, bool)>,
    /// The draw it takes the place of: address, number, reason.
    pub instead: Option<(String, String, String)>,
    /// Not drawn in time.
    pub lapsed: bool,
    /// Heads of the table of picks.
    pub heads: Vec<String>,
    /// The picks.
    pub rows: Vec<Vec<String>>,
    /// Heads of the table of recusals.
    pub recusal_heads: Vec<String>,
    /// Who does not visit what after all.
    pub recusals: Vec<Vec<String>>,
    /// Address of the file that proves it.
    pub proof: String,
}

impl Page for DrawsPublic {
    const NAME: &'static str = "portal/draws";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = |word: &str, tone, results: &str| PublicDrawRow {
            href: "/draws/5b0c7a1e5b0c7a1e5b0c7a1e5b0c7a1e".to_owned(),
            number: "澄市监抽〔2026〕3号".to_owned(),
            unit: text.t("县市场监督管理局").to_owned(),
            announced: text.date_with_year((2026, 11, 20)),
            results: results.to_owned(),
            state: StateWord { word: text.t(word).to_owned(), tone },
        };
        let page = |rows: Vec<PublicDrawRow>| DrawsPublic {
            frame: PageFrame::sample(text, "双随机抽查", Nav::Nowhere),
            text,
            pages: Pagination {
                text,
                first: None,
                next: None,
                shown: text.f("这一页 {n} 次", [("n", &rows.len())]),
            },
            rows,
        };
        let all = vec![
            row("已公告，等抽取", Tone::Waiting, "—"),
            row("已抽取，正在检查", Tone::Waiting, "2 / 5"),
            row("结果逾期没有全部公示", Tone::Late, "2 / 5"),
            row("逾期没有抽取，作废", Tone::Late, "—"),
        ];
        vec![("some", page(all)), ("none", page(Vec::new()))]
    }
}

impl Page for DrawPublic {
    const NAME: &'static str = "portal/draw";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let digits = "9f2c41d07be8a3569f2c41d07be8a3569f2c41d07be8a3569f2c41d07be8a356";
        let fact = |name: &str, value: &str, long| (text.t(name).to_owned(), value.to_owned(), long);
        let page = |word: &str, tone| DrawPublic {
            frame: PageFrame::sample(text, "双随机抽查", Nav::Nowhere),
            text,
            title: "食品经营单位持证和进货查验".to_owned(),
            state: StateWord { word: text.t(word).to_owned(), tone },
            facts: vec![
                fact("公告编号", "澄市监抽〔2026〕3号", false),
                fact("公开值取自", "12月6日双色球开奖号码", false),
                fact("密封值摘要（SM3）", digits, true),
            ],
            instead: None,
            lapsed: false,
            heads: ["序号", "抽查对象", "检查人员（工号）", "检查日期", "结果"]
                .map(|it| text.t(it).to_owned())
                .to_vec(),
            rows: Vec::new(),
            recusal_heads: ["抽查对象", "不去检查的（工号）", "理由", "谁提出", "日期"]
                .map(|it| text.t(it).to_owned())
                .to_vec(),
            recusals: Vec::new(),
            proof: "/draws/5b0c7a1e5b0c7a1e5b0c7a1e5b0c7a1e/proof.json".to_owned(),
        };
        let announced = page("已公告，等抽取", Tone::Waiting);
        let mut drawn = page("已抽取，正在检查", Tone::Waiting);
        let row = |n: &str, on: &str, found: &str| {
            let cells = [n, "澄市监证〔2026〕5号", "澄市监012、澄市监031", on, text.t(found)];
            cells.map(str::to_owned).to_vec()
        };
        drawn.rows = vec![row("1", &text.date((2026, 12, 8)), "未发现问题"), row("2", "—", "还没有检查")];
        drawn.instead = Some((
            "/draws/00000000000000000000000000000000".to_owned(),
            "澄市监抽〔2026〕2号".to_owned(),
            "上次公告的公开值那天没有开奖。".to_owned(),
        ));
        let mut late = page("结果逾期没有全部公示", Tone::Late);
        late.rows = drawn.rows.clone();
        let recusal = |cause: &str, from: &str| {
            let day = text.date((2026, 12, 7));
            let cells = ["澄市监证〔2026〕5号", "澄市监012", text.t(cause), text.t(from), day.as_str()];
            cells.map(str::to_owned).to_vec()
        };
        late.recusals = vec![
            recusal("有亲属关系", "检查人员本人"),
            recusal("因病、因公不能到场", "单位领导提出，督查同意"),
            recusal("当时没有登记", "单位领导"),
        ];
        let lapsed = DrawPublic { lapsed: true, ..page("逾期没有抽取，作废", Tone::Late) };
        vec![("announced", announced), ("drawn", drawn), ("late", late), ("lapsed", lapsed)]
    }
}
