//! The page of what stands beside a case (a certificate, a dossier, an order): the whole of it with its forms, tables and history.

use askama::Template;

use super::{CodeField, PaperLink, Photograph, Refused};
use crate::layout::{
    Choice, Control, ErrorSummary, Field, FormKeys, Nav, NoticeKind, Page, PageFrame, StateWord, Tone,
};
use crate::text::Text;

/// One form of a record.
#[derive(Debug)]
pub struct RecordForm {
    /// The act's name in the address; its fields are called `{slug}-{field}`.
    pub slug: &'static str,
    /// What it does, as a heading.
    pub title: String,
    /// What to know before; may be empty.
    pub help: String,
    /// Parts of a long form, folded, before the fields that are always open.
    pub parts: Vec<FormPart>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The one-time code, where the person signs as a leader.
    pub code: Option<CodeField>,
    /// Its hidden fields.
    pub keys: FormKeys,
    /// Words of the button.
    pub button: String,
    /// Why it was not done; the form keeps what was typed.
    pub refused: Option<Refused>,
    /// Open already.
    pub open: bool,
}

/// A part of a long form under a heading, which opens it.
#[derive(Debug)]
pub struct FormPart {
    /// Its heading.
    pub title: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Open already, also where nothing in it is wrong.
    pub open: bool,
}

impl FormPart {
    /// Whether it stands open: what is wrong is never folded away.
    pub fn is_open(&self) -> bool {
        self.open || self.fields.iter().any(|field| field.error.is_some())
    }
}

impl RecordForm {
    /// All its fields, in the order in which they stand.
    fn all(&self) -> impl Iterator<Item = &Field> {
        self.parts.iter().flat_map(|part| &part.fields).chain(&self.fields)
    }

    /// Whether files come with it.
    pub fn brings_files(&self) -> bool {
        self.all().any(|field| matches!(field.control, Control::Pictures(_)))
    }

    /// What is to be mended.
    pub fn errors(&self, text: Text) -> ErrorSummary {
        let mut summary = ErrorSummary::of(text, self.all());
        summary.errors.extend(self.code.iter().filter_map(CodeField::error));
        summary
    }
}

/// A table of a record.
#[derive(Clone, Debug)]
pub struct RecordTable {
    /// Its heading.
    pub title: String,
    /// Id of the heading.
    pub id: &'static str,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl RecordTable {
    /// Whether it has many columns, or more stands beside the first than a telephone is wide: there its rows become cards.
    pub fn is_wide(&self) -> bool {
        let half_widths = |it: &String| it.chars().map(|it| if it.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let column = |place: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(place));
            self.head.get(place).into_iter().chain(cells).map(half_widths).max().unwrap_or(0)
        };
        // A name may be broken after six characters, and every column has its margins.
        let first = column(0).min(12);
        let wide = first + (1..self.head.len()).map(column).sum::<usize>() + 3 * self.head.len();
        self.head.len() > 4 || wide > 38
    }

    /// Whether the column of this head says words in every row, which are not put to the right as numbers are.
    pub fn is_words(&self, head: &str) -> bool {
        let Some(place) = self.head.iter().position(|it| it == head) else { return false };
        let begins = |row: &Vec<String>| row.get(place).and_then(|it| it.chars().next());
        !self.rows.is_empty() && self.rows.iter().all(|row| begins(row).is_some_and(char::is_alphabetic))
    }

    /// The cells of a row, each with its head.
    pub fn cells<'a>(&'a self, row: &'a [String]) -> impl Iterator<Item = (&'a String, &'a String)> {
        self.head.iter().zip(row)
    }
}

/// One line of the history.
#[derive(Clone, Debug)]
pub struct RecordMoment {
    /// When.
    pub when: String,
    /// What happened.
    pub what: String,
    /// Who.
    pub who: String,
    /// What was said; may be empty.
    pub words: String,
    /// Photographs and scans that came with it.
    pub photographs: Vec<Photograph>,
}

/// The whole of one record.
#[derive(Debug, Template)]
#[template(path = "desk/record.html")]
pub struct RecordPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Its own address, under which the forms post.
    pub path: String,
    /// Where it comes from: address and words.
    pub back: (String, String),
    /// Who or what it is of.
    pub title: String,
    /// A line under it.
    pub subtitle: String,
    /// State.
    pub state: StateWord,
    /// A notice that the page was old; may be empty.
    pub stale: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Forms open to this person.
    pub acts: Vec<RecordForm>,
    /// Why this person may do nothing, where another might.
    pub nobody: Option<Refused>,
    /// Tables.
    pub tables: Vec<RecordTable>,
    /// What can be printed.
    pub papers: Vec<PaperLink>,
    /// History, newest first.
    pub moments: Vec<RecordMoment>,
}

impl RecordPage {
    /// Whether nothing stands beside its tables and one of them needs the width.
    pub fn is_alone(&self) -> bool {
        self.facts.is_empty() && self.papers.is_empty() && self.tables.iter().any(|it| it.head.len() > 6)
    }

    /// A page with one form that begins something, open: its heading is the title of the frame.
    pub fn begun(frame: PageFrame, path: String, back: (String, String), form: RecordForm) -> RecordPage {
        let text = frame.text;
        RecordPage {
            text,
            path,
            back,
            title: frame.title.clone(),
            subtitle: String::new(),
            state: StateWord { word: text.t("填写中").to_owned(), tone: Tone::Waiting },
            stale: String::new(),
            facts: Vec::new(),
            acts: vec![RecordForm { open: true, ..form }],
            nobody: None,
            tables: Vec::new(),
            papers: Vec::new(),
            moments: Vec::new(),
            frame,
        }
    }

    /// The page after a form of it was carried out: with a sentence that says so.
    pub fn after(mut self, done: bool, sentence: &str) -> RecordPage {
        if done {
            self.frame = self.frame.with_notice(NoticeKind::Done, sentence);
        }
        self
    }
}

impl Page for RecordPage {
    const NAME: &'static str = "desk/record";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let field = |name: &str, label: &str| Field::line(text, name, text.t(label));
        let form = |refused: Option<Refused>| RecordForm {
            slug: "correct",
            title: text.t("更正打错的字").to_owned(),
            help: text.t("新证接着旧证的有效期，旧证收回；收不回来的，核验页也会写明已被代替。").to_owned(),
            parts: Vec::new(),
            fields: vec![
                field("correct-holder", "持证人").value("许小店"),
                field("correct-reason", "哪里打错了").control(Control::Area(3)).error(text.t("这一项要填。")),
                field("correct-old_returned", "旧证").control(Control::Radios(vec![
                    Choice::new("yes", text.t("已收回"), false),
                    Choice::new("no", text.t("没有收回"), true),
                ])),
            ],
            code: None,
            keys: FormKeys::sample(Some(3)),
            button: text.t("交上更正申请").to_owned(),
            open: refused.is_some(),
            refused,
        };
        let signed = |code: CodeField| RecordForm {
            slug: "decide-proceeding",
            title: text.t("作出决定").to_owned(),
            fields: vec![field("decide-proceeding-reasons", "理由").control(Control::Area(3))],
            code: Some(code),
            button: text.t("作出决定").to_owned(),
            open: true,
            ..form(None)
        };
        let units = vec![Choice::new("sc", text.t("县市场监督管理局"), true)];
        let chosen = RecordForm {
            slug: "announce",
            title: text.t("发起抽查").to_owned(),
            fields: vec![
                field("announce-unit", "查哪个单位发的证照")
                    .control(Control::Select(units))
                    .anew("/desk/draws/new/look", text.t("看这个单位有哪些事项")),
                field("announce-title", "查什么").value("登记事项"),
            ],
            button: text.t("公告").to_owned(),
            open: true,
            ..form(None)
        };
        let not_set_up = CodeField { is_set_up: false, ..CodeField::sample(text, "decide-proceeding") };
        let wrong = CodeField::sample_wrong(text, "decide-proceeding");
        let refused = || Refused {
            sentence: text.t("新证和旧证一样，没有要改的。").to_owned(),
            code: "nothing-changed".to_owned(),
            ..Refused::default()
        };
        let page = |name: &str, acts: Vec<RecordForm>, nobody: Option<Refused>| RecordPage {
            frame: PageFrame::sample(text, "证照", Nav::Certificates),
            text,
            path: "/desk/certificates/sc-2026-5".to_owned(),
            back: ("/desk/certificates".to_owned(), text.t("证照").to_owned()),
            title: name.to_owned(),
            subtitle: "澄市监证〔2026〕5号".to_owned(),
            state: StateWord { word: text.t("有效").to_owned(), tone: Tone::Good },
            stale: String::new(),
            facts: vec![(text.t("持证人").to_owned(), "许*店".to_owned())],
            acts,
            nobody,
            tables: vec![RecordTable {
                title: text.t("做过的证").to_owned(),
                id: "papers-made",
                head: vec![text.t("编号").to_owned(), text.t("状态").to_owned()],
                rows: vec![vec!["澄市监证〔2026〕5号".to_owned(), text.t("有效").to_owned()]],
            }],
            papers: vec![PaperLink {
                href: "/desk/certificates/sc-2026-5/paper/Z265".to_owned(),
                name: "澄市监证〔2026〕5号".to_owned(),
                issued: String::new(),
            }],
            moments: vec![RecordMoment {
                when: text.date_with_year((2026, 11, 20)),
                what: text.t("做好证照").to_owned(),
                who: text.t("系统").to_owned(),
                words: String::new(),
                photographs: Vec::new(),
            }],
        };
        let mut samples = vec![
            ("normal", page("食品经营许可证", vec![form(None)], None)),
            ("refused", page("食品经营许可证", vec![form(Some(refused()))], None)),
            ("signed, not set up", page("食品经营许可证", vec![signed(not_set_up)], None)),
            ("signed, code wrong", page("食品经营许可证", vec![signed(wrong)], None)),
            ("drawn anew for a choice", page("食品经营许可证", vec![chosen], None)),
            ("nobody", page(&super::parts::long_name(), Vec::new(), Some(refused()))),
        ];
        samples.extend(super::record_samples::of_order(text));
        samples
    }
}
