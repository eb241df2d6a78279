//! What a report says, once for its page, its paper and its workbook: the questions of the founding documents first, then
//! what was counted of cases, findings, orders, complaints and ratings (R144, R173-R183).

use catalogue::item::ItemKind;
use catalogue::{Organisation, UnitCode};
use oversight::Rule;
use oversight::complaint::Class;
use oversight::figure::{Share, WHOLE_MIN};
use oversight::order::Kind;
use oversight::report::{ALL, Change, Period, Question, Table};
use workbook::{Cell, Sheet};

use super::record_list::heads;
use super::report_seldom::{MARK, named};
use super::{assessment_words, complaint_words, figures, legal, oversight_words as said, words};
use pages::desk::{ReportBar, ReportQuestion};
use pages::text::Text;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Words.
    Text(String),
    /// A count.
    Count(i64),
    /// A share.
    Share(Share),
    /// A share that is seldom met (F27).
    Seldom(Share),
    /// Points, in hundredths.
    Points(u32),
}

impl Shown {
    /// With what a share was counted from.
    pub fn long(&self, text: Text) -> String {
        match self {
            Shown::Share(share) => figures::share(text, *share),
            Shown::Seldom(share) => figures::share(text, *share) + MARK,
            Shown::Points(points) => assessment_words::points(*points),
            other => other.short(),
        }
    }

    /// As short as can be, for a narrow column of a paper.
    pub fn short(&self) -> String {
        match self {
            Shown::Text(words) => words.clone(),
            Shown::Count(count) => count.to_string(),
            Shown::Share(share) => share.percent().unwrap_or_else(|| "—".to_owned()),
            Shown::Seldom(share) => Shown::Share(*share).short() + MARK,
            Shown::Points(points) if points.is_multiple_of(100) => (points / 100).to_string(),
            Shown::Points(points) => assessment_words::points(*points),
        }
    }

    /// For a workbook.
    pub fn cell(&self) -> Cell {
        match self {
            Shown::Text(words) => Cell::Text(words.clone()),
            Shown::Count(count) => Cell::Count(*count),
            Shown::Points(points) => Cell::Points(f64::from(*points) / 100.0),
            Shown::Share(share) | Shown::Seldom(share) => match share.basis_points() {
                Some(points) if share.whole >= WHOLE_MIN => {
                    Cell::Share(f64::from(u32::try_from(points).unwrap_or(u32::MAX)) / 10_000.0)
                }
                _ => Cell::Empty,
            },
        }
    }
}

/// One table of a report.
pub struct SheetTable {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Shown>>,
    /// The column drawn as bars in the workbook.
    pub(super) bars: Option<usize>,
}

/// The whole.
pub struct ReportSheet {
    /// The questions of the founding documents, each with its answer and what it was counted from.
    pub questions: Vec<ReportQuestion>,
    /// The tables that are not empty.
    pub tables: Vec<SheetTable>,
    /// The on-time rate by unit, the lowest first.
    pub bars: Vec<ReportBar>,
}

/// The name of a period.
pub fn name(text: Text, period: Period) -> String {
    match (period.month, period.days()) {
        (Some(_), Some((day, _))) if period.day.is_some() => text.date_with_year(day),
        (Some(month), _) => {
            text.f("{year}年{month}月", [("year", &period.year as &dyn std::fmt::Display), ("month", &month)])
        }
        (None, _) => text.f("{year}年", [("year", &period.year)]),
    }
}

/// What kind of report it is.
pub fn title(text: Text, period: Period) -> String {
    let word = match (period.month, period.day) {
        (_, Some(_)) => "监察日报",
        (Some(_), None) => "监察月报",
        (None, None) => "监察年报",
    };
    text.t(word).to_owned()
}

/// Name of a unit of a report.
pub fn unit(text: Text, organisation: &Organisation, code: &str) -> String {
    match UnitCode::parse(code) {
        _ if code == ALL => text.t("合计").to_owned(),
        Ok(code) => words::unit(text, organisation, code),
        Err(_) => code.to_owned(),
    }
}

/// All of it.
pub fn sheet(text: Text, organisation: &Organisation, table: &Table) -> ReportSheet {
    let tables = [
        cases(text, organisation, table),
        ways(text, organisation, table),
        asked(text, table),
        items(text, organisation, table),
        kinds(text, table),
        findings(text, table),
        orders(text, table),
        complaints(text, table),
        ratings(text, table),
    ];
    ReportSheet {
        questions: questions(text, table),
        tables: tables.into_iter().filter(|it| !it.rows.is_empty()).collect(),
        bars: bars(text, organisation, table),
    }
}

/// R183: the three questions, word for word.
fn questions(text: Text, table: &Table) -> Vec<ReportQuestion> {
    let of_law = |question: Question, asks: &str| {
        let [cases, granted, used] = question.words().map(|word| table.sum(word));
        let share = table.answer(question);
        let says = match granted {
            0 => text.t("这段时间没有办结这一类、法定时限按工作日算的件。").to_owned(),
            _ => text.f(
                "办结 {n} 件，法定一共 {granted} 个工作日，实际用了 {used} 个。",
                [("n", &cases as &dyn std::fmt::Display), ("granted", &granted), ("used", &used)],
            ),
        };
        // The whole is days here: few cases say nothing, however many days they have.
        let few = u64::try_from(cases).unwrap_or(0) < WHOLE_MIN;
        let answer = share.percent().filter(|_| !few).unwrap_or_else(|| "—".to_owned());
        ReportQuestion { asks: text.t(asks).to_owned(), answer, says }
    };
    let counts = table.counts(ALL);
    let one_time = counts.one_time();
    let says = match one_time.whole {
        0 => text.t("这段时间没有办结的件。").to_owned(),
        _ => text.f(
            "办结 {n} 件，其中 {m} 件一次交齐，没有补正过。",
            [("n", &one_time.whole as &dyn std::fmt::Display), ("m", &one_time.part)],
        ),
    };
    vec![
        of_law(Question::Opening, "申请开办的时间压缩了多少"),
        of_law(Question::Project, "项目审批提速了多少"),
        ReportQuestion {
            asks: text.t("群众办事方便了多少").to_owned(),
            answer: one_time.percent().unwrap_or_else(|| "—".to_owned()),
            says,
        },
    ]
}

/// A table by unit, all first; a unit with nothing has no row.
fn by_unit<T: Default + PartialEq>(
    text: Text,
    organisation: &Organisation,
    table: &Table,
    (id, title, of_columns): (&'static str, &str, &[&str]),
    of: impl Fn(&str) -> T,
    shown: impl Fn(&T) -> Vec<Shown>,
) -> SheetTable {
    let row = |code: &str| {
        let mut cells = vec![Shown::Text(unit(text, organisation, code))];
        cells.extend(shown(&of(code)));
        cells
    };
    let mut head = vec![text.t("单位").to_owned()];
    head.extend(heads(text, of_columns));
    let units = table.units().into_iter().filter(|code| of(code) != T::default());
    let rows: Vec<_> = units.map(row).collect();
    let all = (!rows.is_empty()).then(|| row(ALL));
    let rows = all.into_iter().chain(rows).collect();
    SheetTable { id, title: text.t(title).to_owned(), head, rows, bars: None }
}

fn cases(text: Text, organisation: &Organisation, table: &Table) -> SheetTable {
    let what = ("report-cases", "办件", &figures::HEADS[..]);
    let of = |code: &str| table.counts(code);
    let cases = by_unit(text, organisation, table, what, of, |it| figures::shown(it).to_vec());
    SheetTable { bars: Some(4), ..cases }
}

/// How cases came, where they were decided, and what came to no result (R174, R176, R178, A37).
fn ways(text: Text, organisation: &Organisation, table: &Table) -> SheetTable {
    let what = ("report-ways", "怎么来的、在哪里决定的、没有办到底的", &figures::WAYS[..]);
    let of = |code: &str| table.counts(code);
    by_unit(text, organisation, table, what, of, |it| figures::shown_ways(it).to_vec())
}

/// What was asked and what was applied for, never one number (R181).
fn asked(text: Text, table: &Table) -> SheetTable {
    let row =
        |what: &str, word: &str| vec![Shown::Text(text.t(what).to_owned()), Shown::Count(table.sum(word))];
    let rows = match table.sum("consulted") {
        0 => Vec::new(),
        _ => vec![row("咨询", "consulted"), row("收件", "received")],
    };
    let head = heads(text, &["分开计", "次数"]);
    SheetTable { id: "report-asked", title: text.t("咨询和收件").to_owned(), head, rows, bars: None }
}

/// The items as they were published when the first edition was made (R176, R177, R178, R180).
fn items(text: Text, organisation: &Organisation, table: &Table) -> SheetTable {
    let what = ("report-items", "开办的事项", &figures::ITEMS[..]);
    let of = |code: &str| table.item_counts(code);
    by_unit(text, organisation, table, what, of, |it| figures::shown_items(it).to_vec())
}

/// Whole-course agency by the kind of the item (R177).
fn kinds(text: Text, table: &Table) -> SheetTable {
    let row = |(code, all): (&str, i64)| {
        let kind = ItemKind::from_code(code)?;
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        let share = Share { part: count(table.sum(&format!("items-kind-agency/{code}"))), whole: count(all) };
        Some(vec![Shown::Text(legal::item_kind(text, kind)), Shown::Count(all), Shown::Share(share)])
    };
    SheetTable {
        id: "report-kinds",
        title: text.t("事项类型").to_owned(),
        head: heads(text, &["事项类型", "在办事项", "全程代理率"]),
        rows: table.words("items-kind/").into_iter().filter_map(row).collect(),
        bars: None,
    }
}

/// Rows of words that begin alike: how often, and two parts of it.
fn grouped(
    table: &Table,
    word: &str,
    parts: &[&str],
    named: impl Fn(&str) -> Option<String>,
) -> Vec<Vec<Shown>> {
    let row = |(key, count): (&str, i64)| {
        let mut cells = vec![Shown::Text(named(key)?), Shown::Count(count)];
        cells.extend(parts.iter().map(|part| Shown::Count(table.sum(&format!("{part}{key}")))));
        Some(cells)
    };
    table.words(word).into_iter().filter_map(row).collect()
}

fn findings(text: Text, table: &Table) -> SheetTable {
    SheetTable {
        id: "report-findings",
        title: text.t("监察发现").to_owned(),
        head: heads(text, &["规则", "发现", "认定属实"]),
        rows: grouped(table, "finding/", &["finding-stands/"], |key| {
            Rule::parse(key).map(|rule| text.t(said::rule(rule)).to_owned())
        }),
        bars: Some(1),
    }
}

fn order_kind(text: Text, key: &str) -> Option<String> {
    Kind::ALL.into_iter().find(|kind| kind.key() == key).map(|kind| text.t(said::kind(kind)).to_owned())
}

fn orders(text: Text, table: &Table) -> SheetTable {
    SheetTable {
        id: "report-orders",
        title: text.t("催办、督办").to_owned(),
        head: heads(text, &["种类", "发出", "没有按时答复"]),
        rows: grouped(table, "order/", &["order-late/"], |key| order_kind(text, key)),
        bars: None,
    }
}

fn complaint_class(text: Text, key: &str) -> Option<String> {
    match key {
        "sealed" => Some(text.t("密封移送纪检的举报").to_owned()),
        _ => Class::parse(key).map(|class| text.t(complaint_words::class(class)).to_owned()),
    }
}

fn complaints(text: Text, table: &Table) -> SheetTable {
    SheetTable {
        id: "report-complaints",
        title: text.t("投诉").to_owned(),
        head: heads(text, &["类别", "收到", "查明属实", "没有按时答复"]),
        rows: grouped(table, "complaint/", &["complaint-founded/", "complaint-late/"], |key| {
            complaint_class(text, key)
        }),
        bars: None,
    }
}

/// Visit and result apart; never one rate of both (C31).
fn ratings(text: Text, table: &Table) -> SheetTable {
    let row = |kind: &str, name: &str| {
        let sum = |word: &str| u64::try_from(table.sum(&format!("{kind}-{word}"))).unwrap_or(0);
        let (invited, answered, satisfied) = (sum("invited"), sum("answered"), sum("satisfied"));
        let unbelieved = sum("unbelieved");
        (invited > 0).then(|| {
            vec![
                Shown::Text(text.t(name).to_owned()),
                Shown::Count(i64::try_from(invited).unwrap_or(i64::MAX)),
                Shown::Share(Share { part: answered + unbelieved, whole: invited }),
                Shown::Count(i64::try_from(unbelieved).unwrap_or(i64::MAX)),
                Shown::Share(Share { part: satisfied, whole: answered }),
            ]
        })
    };
    SheetTable {
        id: "report-ratings",
        title: text.t("评价").to_owned(),
        head: heads(text, &["评的什么", "请了多少人", "作答率", "不可信、未计入", "满意率"]),
        rows: [row("visit", "窗口服务"), row("matter", "办事结果")].into_iter().flatten().collect(),
        bars: None,
    }
}

/// Units of which enough was concluded to say anything, the lowest rate first.
fn bars(text: Text, organisation: &Organisation, table: &Table) -> Vec<ReportBar> {
    let mut units: Vec<(Share, &str)> =
        table.units().into_iter().map(|code| (table.counts(code).on_time(), code)).collect();
    units.retain(|(share, _)| share.percent().is_some());
    units.sort_by_key(|(share, code)| (share.basis_points(), *code));
    let bar = |(share, code): (Share, &str)| {
        let points = share.basis_points().unwrap_or(0).min(10_000);
        ReportBar {
            name: unit(text, organisation, code),
            filled: u16::try_from(points).unwrap_or(0),
            says: figures::share(text, share),
        }
    };
    units.into_iter().map(bar).collect()
}

/// Where the figures differ, in words: whose, which, before and after.
pub fn changes(text: Text, organisation: &Organisation, changes: &[Change]) -> Vec<Vec<String>> {
    let row = |change: &Change| {
        vec![
            unit(text, organisation, &change.unit),
            word(text, &change.word),
            change.before.to_string(),
            change.after.to_string(),
        ]
    };
    changes.iter().map(row).collect()
}

/// A word of the figures, for people.
pub(super) fn word(text: Text, word: &str) -> String {
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
        "complaint-late" => return of("没有按时答复的投诉", complaint_class(text, key)),
        "received" => "收件",
        "accepted" => "受理",
        "deemed" => "视为受理",
        "concluded" => "办结",
        "concluded_late" => "超期办结",
        "concluded_corrected" => "补正过才办结",
        "used_days" => "办结的件用掉的天数",
        "promised_days" => "办结的件承诺的天数",
        "stopped" => "暂停计时",
        "extended" => "延期",
        "delivered" => "送达",
        "not_accepted" => "不予受理",
        "closed_for_missing" => "逾期未补正退件",
        "steps" => "办完的环节",
        "away" => "不在大厅办的环节",
        "priority" => "绿色通道",
        "withdrawn" => "撤回",
        "ended" => "因为没有申请人而终止",
        "received_online" => "网上收件",
        "received_by_agent" => "代办员收件",
        "decided" => "决定",
        "decided_in_hall" => "大厅决定",
        "consulted" => "咨询",
        "visit-unbelieved" | "matter-unbelieved" => "不可信、未计入的评价",
        "visit-invited" | "matter-invited" => "请人评价",
        "visit-answered" | "matter-answered" => "作答的评价",
        "visit-satisfied" | "matter-satisfied" => "满意的评价",
        _ => "法定时限和用时",
    };
    text.t(plain).to_owned()
}

/// The workbook: the questions, then a sheet for each table.
pub fn sheets(text: Text, heading: &str, report: &ReportSheet) -> Vec<Sheet> {
    let words = |words: &str| Cell::Text(words.to_owned());
    let questions = Sheet {
        name: text.t("三个问题").to_owned(),
        title: heading.to_owned(),
        head: heads(text, &["问题", "回答", "从哪里来"]),
        rows: report
            .questions
            .iter()
            .map(|it| vec![words(&it.asks), words(&it.answer), words(&it.says)])
            .collect(),
        bars: None,
    };
    let sheet = |table: &SheetTable| Sheet {
        name: table.title.clone(),
        title: heading.to_owned(),
        head: table.head.clone(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(Shown::cell).collect())
            .chain(named(text, table))
            .collect(),
        bars: table.bars,
    };
    std::iter::once(questions).chain(report.tables.iter().map(sheet)).collect()
}
