//! `GET /lead`: the cases of a unit, or of the whole centre, by light; every share with its count.

use super::parts::long_name;
use crate::layout::{Light, LightKind, Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// A large number at the head that leads to its list.
#[derive(Clone, Debug)]
pub struct Big {
    /// Address of the list.
    pub href: String,
    /// `red`, `yellow`, `green`, `stopped`: class and shape.
    pub kind: &'static str,
    /// Words.
    pub word: String,
    /// How many.
    pub count: u64,
    /// A second line: `最久的晚了 6 个工作日`; may be empty.
    pub note: String,
}

/// Cases of one unit by light.
#[derive(Clone, Debug)]
pub struct UnitLine {
    /// Address of its list, to which `&light=red` and the like are added.
    pub href: String,
    /// Name.
    pub name: String,
    /// Late.
    pub red: u64,
    /// Due soon.
    pub yellow: u64,
    /// On time.
    pub green: u64,
    /// Of all these, with the clock stopped; a light stays what it was.
    pub stopped: u64,
    /// Share concluded within the promise this month, with its count: `97.1 %（33/34）`; empty without a case.
    pub on_time: String,
}

impl UnitLine {
    /// All open cases of the unit.
    pub fn total(&self) -> u64 {
        self.red + self.yellow + self.green
    }
}

/// A case that is late or soon will be, with the reason.
#[derive(Clone, Debug)]
pub struct Worst {
    /// Light.
    pub light: Light,
    /// Address.
    pub href: String,
    /// Number.
    pub number: String,
    /// Item.
    pub item: String,
    /// Unit and holder.
    pub holder: String,
    /// Last day.
    pub due: String,
    /// `晚了 2 个工作日`, `还剩 1 个工作日`.
    pub left: String,
    /// Explanation given; empty when none is.
    pub reason: String,
}

impl Worst {
    /// Late already: then a reason is owed to the applicant (tone 20).
    pub fn is_late(&self) -> bool {
        self.light.kind.is_late()
    }
}

/// A figure with what it is counted from.
#[derive(Clone, Debug)]
pub struct Share {
    /// What.
    pub word: String,
    /// The figure.
    pub value: String,
    /// Counted from; never empty under a percentage.
    pub counted: String,
}

/// Cases accepted by silence, by window (F3).
#[derive(Clone, Debug)]
pub struct DeemedLine {
    /// Window.
    pub window: String,
    /// How many by silence.
    pub deemed: u64,
    /// Of how many received.
    pub received: u64,
    /// Address of the list.
    pub href: String,
}

/// Steps of a unit that were done back at the department, with all of its steps in the same days (A11, R87).
#[derive(Clone, Debug)]
pub struct AwayLine {
    /// Unit.
    pub unit: String,
    /// Steps done back at the department.
    pub away: u64,
    /// Steps done in all.
    pub all: u64,
    /// Reasons, each with its count.
    pub reasons: String,
}

/// The leader's page.
#[derive(Debug, Template)]
#[template(path = "desk/lead.html")]
pub struct Lead {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Whose cases: `全中心`, `县市场监督管理局`.
    pub scope: String,
    /// Whether that is the whole centre: the wall screen is open to such a person.
    pub leads_all: bool,
    /// Counted at: `11 月 20 日（周五） 09:40`.
    pub counted_at: String,
    /// Late, soon, on time, stopped.
    pub bigs: Vec<Big>,
    /// Received, accepted, concluded today; on time this month.
    pub shares: Vec<Share>,
    /// Units, those with late cases first.
    pub units: Vec<UnitLine>,
    /// What the cases of each unit wait for.
    pub statuses: StatusTable,
    /// Late and soon late cases, the latest first.
    pub worst: Vec<Worst>,
    /// How long they are late: words and count: `1 至 3 个工作日`.
    pub lateness: Vec<(String, u64)>,
    /// Deemed acceptances of the last 30 days.
    pub deemed: Vec<DeemedLine>,
    /// Steps that left the hall, by unit.
    pub away: Vec<AwayLine>,
    /// Hand-overs that nobody took within a working day (F30).
    pub handovers: Vec<super::CareLine>,
    /// That the list is not whole; empty where it is.
    pub handovers_cut: String,
    /// Agents who never touched some of their cases (F32).
    pub idle: Vec<super::IdleLine>,
}

/// Cases of one unit that wait for one thing.
#[derive(Debug, Clone)]
pub struct StatusCell {
    /// The list of them.
    pub href: String,
    /// How many.
    pub all: u64,
    /// Of these, late.
    pub red: u64,
    /// Of these, soon late.
    pub yellow: u64,
}

/// What the cases of a unit wait for.
#[derive(Debug, Clone)]
pub struct StatusRow {
    /// The unit.
    pub name: String,
    /// One for each column; none where no case is.
    pub cells: Vec<Option<StatusCell>>,
}

/// Units by what their cases wait for, with the lights.
#[derive(Debug, Clone, Default)]
pub struct StatusTable {
    /// What is waited for.
    pub head: Vec<String>,
    /// The units.
    pub rows: Vec<StatusRow>,
}

impl Lead {
    /// Width of a bar in tenths, 1 to 10; 0 without a case.
    pub fn tenths(&self, count: &u64) -> u64 {
        let most = self.lateness.iter().map(|line| line.1).max().unwrap_or(0);
        if most == 0 { 0 } else { (*count * 10).div_ceil(most) }
    }
}

impl Page for Lead {
    const NAME: &'static str = "desk/lead";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let calm = Lead {
            bigs: bigs(text, [0, 0, 0, 0]),
            units: Vec::new(),
            statuses: StatusTable::default(),
            worst: Vec::new(),
            lateness: Vec::new(),
            deemed: Vec::new(),
            away: Vec::new(),
            handovers: Vec::new(),
            handovers_cut: String::new(),
            idle: Vec::new(),
            ..normal(text)
        };
        let mut long = normal(text);
        for unit in &mut long.units {
            unit.name = long_name();
        }
        for row in &mut long.statuses.rows {
            row.name = long_name();
        }
        for worst in &mut long.worst {
            worst.item = long_name();
            worst.reason = long_name();
        }
        vec![("whole centre", normal(text)), ("nothing open", calm), ("long names", long)]
    }
}

fn bigs(text: Text, counts: [u64; 4]) -> Vec<Big> {
    let words = [("red", "超期"), ("yellow", "临期"), ("green", "正常"), ("stopped", "计时暂停")];
    let notes = ["最久的晚了 6 个工作日", "1 个工作日内到期", "", "2 件下周恢复"];
    words
        .into_iter()
        .zip(counts)
        .zip(notes)
        .map(|(((kind, word), count), note)| Big {
            href: format!("/desk/cases?light={kind}"),
            kind,
            word: text.t(word).to_owned(),
            count,
            note: if count == 0 { String::new() } else { text.t(note).to_owned() },
        })
        .collect()
}

fn normal(text: Text) -> Lead {
    let unit = |code: &str, name: &str, red, yellow, green, stopped, on_time: &str| UnitLine {
        href: format!("/desk/cases?unit={code}&hand=1"),
        name: name.into(),
        red,
        yellow,
        green,
        stopped,
        on_time: on_time.into(),
    };
    let worst = |kind, number: &str, item: &str, holder: &str, due: &str, left: &str, reason: &str| Worst {
        light: Light { text, kind },
        href: format!("/desk/cases/{number}"),
        number: number.into(),
        item: item.into(),
        holder: holder.into(),
        due: due.into(),
        left: left.into(),
        reason: reason.into(),
    };
    let share = |word: &str, value: &str, counted: &str| Share {
        word: text.t(word).to_owned(),
        value: value.into(),
        counted: counted.into(),
    };
    let status = |unit: &str, key: &str, all, red, yellow| {
        Some(StatusCell { href: format!("/desk/cases?unit={unit}&stage={key}"), all, red, yellow })
    };
    Lead {
        frame: PageFrame::sample(text, "领导看板", Nav::Lead),
        text,
        scope: text.pick("全中心", Some("whole centre")).to_owned(),
        leads_all: true,
        counted_at: format!("{} 09:40", text.date((2026, 11, 20))),
        bigs: bigs(text, [3, 5, 61, 4]),
        shares: vec![
            share("今天收件", "17", ""),
            share("今天受理", "12", ""),
            share("今天办结", "9", ""),
            share("本月按承诺办结", "96.4 %", "108/112 件"),
        ],
        units: vec![
            unit("wj", "县卫生健康局", 2, 1, 6, 3, "88.9 %（8/9）"),
            unit("sl", "县水利局", 1, 0, 4, 1, "100 %（3/3）"),
            unit("sc", "县市场监督管理局", 0, 3, 22, 0, "97.1 %（33/34）"),
            unit("zr", "县自然资源局", 0, 1, 14, 0, "100 %（21/21）"),
            unit("ga", "县公安局", 0, 0, 9, 0, "100 %（40/40）"),
            unit("jy", "县教育局", 0, 0, 6, 0, ""),
        ],
        statuses: StatusTable {
            head: ["待受理", "办理中", "待决定"].map(|it| text.t(it).to_owned()).to_vec(),
            rows: vec![
                StatusRow {
                    name: "县卫生健康局".into(),
                    cells: vec![None, status("wj", "step", 5, 2, 0), status("wj", "decision", 4, 0, 1)],
                },
                StatusRow {
                    name: "县市场监督管理局".into(),
                    cells: vec![status("sc", "acceptance", 3, 0, 1), status("sc", "step", 22, 0, 2), None],
                },
            ],
        },
        worst: vec![
            worst(
                LightKind::Red,
                "收 2026-000355",
                "公共场所卫生许可",
                "县卫生健康局 · 许核查",
                "11 月 12 日（周四）",
                "晚了 6 个工作日",
                "",
            ),
            worst(
                LightKind::Red,
                "收 2026-000371",
                "公共场所卫生许可",
                "县卫生健康局 · 许核查",
                "11 月 18 日（周三）",
                "晚了 2 个工作日",
                "检测报告晚到两天，预计 11 月 24 日（周二）办好",
            ),
            worst(
                LightKind::Red,
                "收 2026-000362",
                "河道采砂许可",
                "县水利局 · 罗代理",
                "11 月 19 日（周四）",
                "晚了 1 个工作日",
                "等上级河长办意见，预计 11 月 25 日（周三）办好",
            ),
            worst(
                LightKind::Yellow,
                "收 2026-000398",
                "食品经营许可（餐饮）",
                "县市场监督管理局 · 王承办",
                "11 月 20 日（周五）",
                "今天到期",
                "",
            ),
            worst(
                LightKind::Yellow,
                "收 2026-000402",
                "林木采伐许可",
                "县自然资源局 · 高代理",
                "11 月 23 日（周一）",
                "还剩 1 个工作日",
                "",
            ),
        ],
        lateness: vec![
            (text.f("{n} 个工作日", [("n", &"1–3")]), 2),
            (text.f("{n} 个工作日", [("n", &"4–10")]), 1),
            (text.f("超过 {n} 个工作日", [("n", &10)]), 0),
        ],
        deemed: vec![
            DeemedLine {
                window: "9 号工程建设综合窗口".into(),
                deemed: 1,
                received: 23,
                href: "/desk/cases?deemed=2026-10-29&window=w9".into(),
            },
            DeemedLine {
                window: "2 号企业综合窗口".into(), deemed: 0, received: 88, href: String::new()
            },
        ],
        away: vec![
            AwayLine {
                unit: "县文化和旅游局".into(),
                away: 6,
                all: 41,
                reasons: "集体研究 4、专家评审 2".into(),
            },
            AwayLine { unit: "县水利局".into(), away: 1, all: 35, reasons: "检测 1".into() },
        ],
        handovers: super::care::sample_lines(),
        handovers_cut: text.f("只列出等得最久的 {n} 件，办了这些，后面的会排上来。", [("n", &200)]),
        idle: vec![super::IdleLine { agent: "宋代理".into(), idle: 2, all: 31 }],
    }
}
