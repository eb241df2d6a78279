//! `GET POST /desk/calendar`: the calendar in force, what another would move, adopting a notice, the history.

use askama::Template;

use crate::layout::{ErrorSummary, Nav, NoticeKind, Page, PageFrame};
use crate::text::Text;

/// One row of the "what if".
#[derive(Clone, Debug, Default)]
pub struct AskedDay {
    /// Id of its field.
    pub id: String,
    /// The day as typed.
    pub day: String,
    /// Whether it would be worked; else off.
    pub worked: bool,
    /// What is wrong with it; may be empty.
    pub error: String,
}

/// One deadline that would move.
#[derive(Clone, Debug)]
pub struct MoveLine {
    /// Address of the case, the certificate or the complaint.
    pub href: String,
    /// Its number.
    pub number: String,
    /// Item; of a complaint that it is one.
    pub item: String,
    /// Unit.
    pub unit: String,
    /// Which deadline.
    pub deadline: String,
    /// The day now.
    pub from: String,
    /// The day then.
    pub to: String,
    /// Whether it would fall later; else earlier.
    pub later: bool,
}

/// What another calendar would move.
#[derive(Clone, Debug)]
pub struct MovesShown {
    /// Of a notice, which may be adopted; else of a "what if".
    pub is_notice: bool,
    /// Days that would be arranged otherwise than now.
    pub days: Vec<String>,
    /// Open cases, complaints and proceedings looked at.
    pub seen: u64,
    /// Those of which a deadline moves.
    pub moved: u64,
    /// Deadlines earlier.
    pub earlier: u64,
    /// Deadlines later.
    pub later: u64,
    /// Deadlines that stay.
    pub stays: u64,
    /// The lines of this page.
    pub lines: Vec<MoveLine>,
    /// The page, from 1.
    pub page: usize,
    /// Pages in all.
    pub pages: usize,
    /// There are more than are looked at.
    pub cut: bool,
}

impl MovesShown {
    /// The page before; 0 where there is none.
    pub fn before(&self) -> usize {
        self.page - 1
    }

    /// The page after; 0 where there is none.
    pub fn after(&self) -> usize {
        if self.page < self.pages { self.page + 1 } else { 0 }
    }
}

/// One calendar of the history.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// `2026.1`
    pub edition: String,
    /// From 1.
    pub revision: u32,
    /// What was adopted.
    pub what: String,
    /// Numbers and addresses of the notice.
    pub sources: Vec<String>,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/calendar.html")]
pub struct CalendarDesk {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// Edition in force.
    pub edition: String,
    /// Which years are official and which are not, as a sentence.
    pub years: String,
    /// Rows of the "what if".
    pub days: Vec<AskedDay>,
    /// Whether this person may adopt a notice.
    pub may_adopt: bool,
    /// The notice's number as typed.
    pub number: String,
    /// What is wrong with it.
    pub number_error: String,
    /// The notice as typed or read from the file.
    pub typed: String,
    /// What is wrong with it.
    pub text_error: String,
    /// What is wrong with the file.
    pub file_error: String,
    /// A notice as it is written.
    pub example: &'static str,
    /// What would move.
    pub preview: Option<MovesShown>,
    /// Calendars, newest first.
    pub history: Vec<VersionLine>,
    /// Id of the adoption that may follow.
    pub command_id: String,
    /// The calendar on which the preview was drawn.
    pub revision: u32,
}

impl Page for CalendarDesk {
    const NAME: &'static str = "desk/calendar";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let adopted = || PageFrame::sample(text, "工作日历", Nav::Calendar);
        let mut wrong = sample(text, adopted());
        wrong.typed = "year 2027 official\n2027-13-01 off 元旦\n".into();
        wrong.text_error = text.f(
            "第 {n} 行：{what}",
            [("n", &2), ("what", &text.t("日子要写成 2027-01-01 这样，并且那个月有这一天。"))],
        );
        wrong.number_error =
            text.t("请写明通知的文号，中间不留空格，例如 国办发明电〔2026〕7号。").to_owned();
        wrong.errors.errors =
            vec![("number".into(), wrong.number_error.clone()), ("text".into(), wrong.text_error.clone())];
        let mut asked = sample(text, adopted());
        asked.days[0].day = "2026-12-04".into();
        asked.days[1] = AskedDay { day: "2026-12-05".into(), worked: true, ..asked.days[1].clone() };
        asked.preview = Some(sample_moves(text, false));
        let mut notice = sample(text, adopted());
        notice.number = "国办发明电〔2026〕7号".into();
        notice.typed = "year 2027 official\n2027-01-01..2027-01-03 off 元旦\n".into();
        notice.preview = Some(MovesShown { page: 2, pages: 9, cut: true, ..sample_moves(text, true) });
        let mut nothing = sample(text, adopted());
        nothing.preview = Some(MovesShown {
            moved: 0,
            earlier: 0,
            later: 0,
            lines: Vec::new(),
            ..sample_moves(text, true)
        });
        let mut reader = sample(text, adopted());
        reader.may_adopt = false;
        let done = sample(
            text,
            adopted().with_notice(NoticeKind::Done, "已采用。在办件的期限正在逐件重算，一般几秒钟就完。"),
        );
        vec![
            ("normal", sample(text, adopted())),
            ("wrong", wrong),
            ("what if", asked),
            ("notice", notice),
            ("nothing moves", nothing),
            ("reader", reader),
            ("adopted", done),
        ]
    }
}

fn sample(text: Text, frame: PageFrame) -> CalendarDesk {
    let line = |edition: &str, revision, what: String, sources: &[&str], by: &str| VersionLine {
        edition: edition.into(),
        revision,
        what,
        sources: sources.iter().map(|&it| it.to_owned()).collect(),
        by: by.into(),
        at: text.date_with_year((2026, 3, 2)),
    };
    CalendarDesk {
        frame,
        text,
        errors: ErrorSummary::none(text),
        edition: "2026.1".into(),
        years: text.f("{years} 年按国务院办公厅的通知", [("years", &"2007–2026")]),
        days: (0..5).map(|n| AskedDay { id: format!("day-{n}"), ..AskedDay::default() }).collect(),
        may_adopt: true,
        number: String::new(),
        number_error: String::new(),
        typed: String::new(),
        text_error: String::new(),
        file_error: String::new(),
        example: "year 2027 official\n2027-01-01..2027-01-03 off 元旦\n",
        preview: None,
        history: vec![
            line(
                "2027.1",
                2,
                text.f("{year} 年的放假通知", [("year", &2027)]),
                &["国办发明电〔2026〕7号"],
                "管中心",
            ),
            line("2026.1", 1, text.t("整本日历").to_owned(), &[], "office"),
        ],
        command_id: "0".repeat(32),
        revision: 2,
    }
}

fn sample_moves(text: Text, is_notice: bool) -> MovesShown {
    let line = |number: &str, item: &str, from: (i32, u32, u32), to: (i32, u32, u32)| MoveLine {
        href: "/desk/cases/abc".into(),
        number: number.into(),
        item: item.into(),
        unit: "县市场监督管理局".into(),
        deadline: text.t("承诺办结").to_owned(),
        from: text.date_with_year(from),
        to: text.date_with_year(to),
        later: to > from,
    };
    let day = |sentence: &str, day: (i32, u32, u32)| text.f(sentence, [("day", &text.date_with_year(day))]);
    MovesShown {
        is_notice,
        days: vec![day("{day} 放假", (2026, 12, 4)), day("{day} 上班", (2026, 12, 5))],
        seen: 412,
        moved: 3,
        earlier: 1,
        later: 2,
        stays: 820,
        lines: vec![
            line("990121-000131001000-20261120-0007", "食品经营许可（餐饮）", (2026, 12, 4), (2026, 12, 7)),
            line("990121-000131001000-20261120-0009", "林木采伐许可", (2026, 12, 7), (2026, 12, 5)),
            MoveLine {
                unit: String::new(),
                deadline: text.t("答复投诉").to_owned(),
                ..line("TS2026000012K", text.t("投诉"), (2026, 12, 7), (2026, 12, 8))
            },
        ],
        page: 1,
        pages: 1,
        cut: false,
    }
}
