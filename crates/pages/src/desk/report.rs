//! `GET /desk/reports/{period}`: the report of a day, a month or a year.

use askama::Template;

use super::{PaperLink, RecordForm, RecordMoment, RecordTable};
use crate::layout::{Nav, Page, PageFrame, StateWord, Tone};
use crate::text::Text;

/// A question of the founding documents with its answer (R183).
#[derive(Clone, Debug)]
pub struct ReportQuestion {
    /// The question.
    pub asks: String,
    /// The answer: a share, or a dash.
    pub answer: String,
    /// What it was counted from.
    pub says: String,
}

/// A bar of the chart.
#[derive(Clone, Debug)]
pub struct ReportBar {
    /// Whose.
    pub name: String,
    /// Its length, in hundredths of a percent of the whole.
    pub filled: u16,
    /// The figure.
    pub says: String,
}

impl ReportBar {
    /// Its length, of 100.
    pub fn wide(&self) -> String {
        format!("{}.{:02}", self.filled / 100, self.filled % 100)
    }
}

/// The whole of one report.
#[derive(Debug, Template)]
#[template(path = "desk/report.html")]
pub struct ReportPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Its own address, under which the form posts.
    pub path: String,
    /// Where it comes from: address and words.
    pub back: (String, String),
    /// Of which period, and what kind of report.
    pub title: String,
    /// Which edition, and up to which entry.
    pub subtitle: String,
    /// State.
    pub state: StateWord,
    /// A notice that the page was old; may be empty.
    pub stale: String,
    /// The questions of the founding documents.
    pub questions: Vec<ReportQuestion>,
    /// The on-time rate by unit.
    pub bars: Vec<ReportBar>,
    /// Tables.
    pub tables: Vec<RecordTable>,
    /// What the mark beside a rate means; empty where none bears it (F27).
    pub seldom: String,
    /// The form for another edition, where there is something to freeze.
    pub act: Option<RecordForm>,
    /// Files and other editions.
    pub papers: Vec<PaperLink>,
    /// The reports beside this one: address and words.
    pub near: Vec<(String, String)>,
    /// Editions, newest first.
    pub moments: Vec<RecordMoment>,
}

impl Page for ReportPage {
    const NAME: &'static str = "desk/report";

    fn samples(text: Text) -> Vec<(&'static str, ReportPage)> {
        let long = text.pick(
            "澄禾县住房和城乡建设局（人民防空办公室、地震局）",
            Some("Housing and Urban-Rural Construction Bureau"),
        );
        let table = RecordTable {
            title: text.t("办件情况").to_owned(),
            id: "report-cases",
            head: [
                "单位",
                "收件",
                "受理",
                "办结",
                "按时办结率",
                "一次办结率",
                "办结率",
                "比承诺快",
                "暂停计时",
                "延期",
            ]
            .iter()
            .map(|it| text.t(it).to_owned())
            .collect(),
            rows: vec![
                [long, "12345", "12000", "11900", "99.67%", "100.00%※", "99.17%", "31.92%", "3", "1"]
                    .map(str::to_owned)
                    .to_vec();
                3
            ],
        };
        let question = |asks: &str| ReportQuestion {
            asks: text.t(asks).to_owned(),
            answer: "75.00%".to_owned(),
            says: text.t("这段时间没有办结的件。").to_owned(),
        };
        let empty = || ReportPage {
            text,
            path: "/desk/reports/2026-10".to_owned(),
            back: ("/desk/reports".to_owned(), text.t("监察报表").to_owned()),
            title: text.t("监察月报").to_owned(),
            subtitle: text.t("数字随时会变，过完才定稿。").to_owned(),
            state: StateWord { word: text.t("还没定稿，现在的数").to_owned(), tone: Tone::Active },
            stale: String::new(),
            questions: ["申请开办的时间压缩了多少", "项目审批提速了多少", "群众办事方便了多少"]
                .map(question)
                .to_vec(),
            bars: Vec::new(),
            tables: Vec::new(),
            seldom: String::new(),
            act: None,
            papers: vec![PaperLink {
                href: "/desk/reports/2026-10/pdf".to_owned(),
                name: text.t("打印稿（PDF）").to_owned(),
                issued: String::new(),
            }],
            near: Vec::new(),
            moments: Vec::new(),
            frame: PageFrame::sample(text, "监察报表", Nav::Oversight),
        };
        let bar = ReportBar { name: long.to_owned(), filled: 9_967, says: "99.67%".to_owned() };
        let moment = RecordMoment {
            when: text.date((2026, 11, 1)),
            what: text.f(
                "第 {n} 稿，数到账本第 {seq} 条",
                [("n", &1 as &dyn std::fmt::Display), ("seq", &123_456)],
            ),
            who: text.t("到期自动定稿").to_owned(),
            words: "长".repeat(200),
            photographs: Vec::new(),
        };
        let whole = ReportPage {
            tables: vec![table],
            seldom: text.t("※ 数值少见，原始计数见下载。").to_owned(),
            bars: vec![bar; 3],
            moments: vec![moment],
            near: vec![("/desk/reports/2026-09".to_owned(), text.t("监察月报").to_owned())],
            ..empty()
        };
        vec![("empty", empty()), ("long names", whole)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Sample, draw_samples};

    fn drawn(name: &str) -> String {
        let mut samples: Vec<Sample> = Vec::new();
        draw_samples::<ReportPage>(Text::Chinese, &mut samples);
        samples.into_iter().find(|it| it.sample == name).expect("the sample stands above").html
    }

    // R144, M7: the chart offers every column of the table of cases and opens its rows; the figures by unit stay without it.
    #[test]
    fn a_chart_reads_the_table_of_cases_and_the_bars_stay_without_it() {
        let page = drawn("long names");
        assert!(page.contains("data-of=\"report-cases\" data-skip=\"1\""), "all together is no unit");
        for (place, head) in [(1, "收件"), (4, "按时办结率"), (9, "延期")] {
            let chosen = if head == "按时办结率" { " selected" } else { "" };
            assert!(page.contains(&format!("<option value=\"{place}\"{chosen}>{head}</option>")), "{head}");
        }
        assert!(!page.contains("<option value=\"0\""), "the name of the unit is no figure");
        assert!(page.contains("<label class=\"chart-choose\" hidden>"), "nothing to choose without a script");
        for row in 1..=3 {
            assert!(page.contains(&format!("<tr id=\"report-cases-{row}\">")), "a bar leads to its row");
        }
        assert_eq!(page.matches("class=\"report-bar\"").count(), 3);
    }

    // The library is not fetched where there is nothing to draw.
    #[test]
    fn a_report_without_bars_has_no_chart() {
        let page = drawn("empty");
        assert!(!page.contains("data-chart") && !page.contains("chart.js"), "{page}");
    }

    // A sentence under the heading is read as one; a number or a name stands out.
    #[test]
    fn a_sentence_under_the_heading_is_not_in_bold() {
        let (page, head) = (drawn("long names"), "<p class=\"lead-line\">数字随时会变，过完才定稿。</p>");
        assert!(page.contains(head) && !page.contains("case-numbers"), "{page}");
    }
}
