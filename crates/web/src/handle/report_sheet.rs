//! What a report says, once for its page, its paper and its workbook: the questions of the founding documents first, then
//! what was counted of cases, findings, orders, complaints and ratings (R144, R173-R183).

use catalogue::item::{ItemKind, Level};
use catalogue::{Organisation, UnitCode};
use oversight::Rule;
use oversight::figure::{ItemCounts, Share, WHOLE_MIN};
use oversight::order::Kind;
use oversight::report::{ALL, Period, Question, Table};
use workbook::{Cell, Sheet};

use super::record_list::heads;
use super::report_seldom::named;
pub use super::report_shown::Shown;
use super::{figures, legal, oversight_words as said, report_appeals, report_said, words};
use pages::desk::{ReportBar, ReportQuestion};
use pages::text::Text;

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
        (Some(month), _) => text.month((period.year, month, 1)),
        (None, _) => text.f("{year} 年", [("year", &period.year)]),
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
        open(text, organisation, table),
        items(text, organisation, table),
        kinds(text, table),
        levels(text, table),
        findings(text, table),
        orders(text, table),
        report_said::complaints(text, table),
        report_said::causes(text, table),
        report_said::ratings(text, table),
        report_said::rounds(text, table),
        report_appeals::appeals(text, table),
        report_appeals::grounds(text, table),
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
            "办结 {n} 件，其中 {m} 件一次交齐。",
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
    let what = ("report-cases", "办件情况", &figures::HEADS[..]);
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

/// What was accepted and not concluded when the month or the year was over, and what of it was past its day (N32).
fn open(text: Text, organisation: &Organisation, table: &Table) -> SheetTable {
    let what = ("report-open", "到期末没有办结的", &["没有办结", "其中超期的"][..]);
    let of = |code: &str| [table.counts(code).open, table.counts(code).open_late];
    by_unit(text, organisation, table, what, of, |it| {
        it.iter().map(|count| Shown::Count(i64::try_from(*count).unwrap_or(i64::MAX))).collect()
    })
}

/// Agency by the level that exercises the item: the streets and the communities apart from the county (R177). Nothing where the
/// report is one of before.
fn levels(text: Text, table: &Table) -> SheetTable {
    let of = |word: &str, level: Level| {
        u64::try_from(table.sum(&format!("items-level{word}/{}", level.digit()))).unwrap_or(0)
    };
    let counts = |level| ItemCounts {
        all: of("", level),
        agency: of("-agency", level),
        doorstep: of("-doorstep", level),
        ..ItemCounts::default()
    };
    let rows = match table.words("items-level/").is_empty() {
        true => Vec::new(),
        false => figures::shown_levels(text, &figures::levels(counts)),
    };
    SheetTable {
        id: "report-levels",
        title: text.t("事项的行使层级").to_owned(),
        head: heads(text, &figures::LEVELS),
        rows,
        bars: None,
    }
}

/// Rows of words that begin alike: how often, and parts of it.
pub(super) fn grouped(
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

pub(super) fn order_kind(text: Text, key: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use oversight::report::Line;

    use super::*;

    fn county() -> Organisation {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        Organisation::from_toml(&toml).expect("it reads")
    }

    fn table(lines: &[(&str, &str, i64)]) -> Table {
        Table::of(lines.iter().map(|(unit, word, n)| Line((*unit).to_owned(), (*word).to_owned(), *n)))
    }

    // R177, N32, E32: what a report of before did not count has no table, and no zero.
    #[test]
    fn what_a_report_of_before_did_not_count_is_left_out() {
        let county = county();
        let ids = |table: &Table| -> Vec<&'static str> {
            sheet(Text::Chinese, &county, table).tables.iter().map(|it| it.id).collect()
        };
        let before =
            [("sc", "received", 20), ("sc", "concluded", 20), ("sc", "items", 4), (ALL, "items-kind/01", 4)];
        let ids_before = ids(&table(&before));
        assert!(ids_before.contains(&"report-items"), "{ids_before:?}");
        assert!(!ids_before.iter().any(|id| ["report-levels", "report-open"].contains(id)), "{ids_before:?}");
        let now =
            [&before[..], &[(ALL, "items-level/4", 4), ("sc", "open", 3), ("sc", "open_late", 1)]].concat();
        let shown = sheet(Text::Chinese, &county, &table(&now)).tables;
        let of = |id: &str| &shown.iter().find(|it| it.id == id).expect("it is there").rows;
        assert_eq!(of("report-open").last().expect("the unit")[1..], [3, 1].map(Shown::Count));
        let names: Vec<String> = of("report-levels").iter().map(|row| row[0].short()).collect();
        assert_eq!(
            names,
            ["县级", "乡镇（街道）级", "村（社区）级"],
            "street and community, also where there is none"
        );
    }

    // R174: papers that came again are in no one-time rate, and a report of before says what it said.
    #[test]
    fn the_question_of_convenience_counts_one_submission() {
        let answer = |lines: &[(&str, &str, i64)]| {
            questions(Text::Chinese, &table(lines)).pop().expect("the third question").says
        };
        let before = [("sc", "concluded", 20), ("sc", "concluded_corrected", 5)];
        assert_eq!(answer(&before), "办结 20 件，其中 15 件一次交齐。");
        let now = [&before[..], &[("sc", "concluded_more", 2), ("sc", "concluded_deferred", 1)]].concat();
        assert_eq!(answer(&now), "办结 20 件，其中 12 件一次交齐。");
    }
}
