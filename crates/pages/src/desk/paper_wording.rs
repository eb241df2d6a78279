//! `GET POST /desk/papers/{paper}`: what a paper says in two languages and how it is laid out; editing, preview, approval and history.

use askama::Template;

use crate::layout::{Choice, Control, ErrorSummary, Field, Nav, Page, PageFrame};
use crate::text::Text;

/// One sentence in both languages.
#[derive(Clone, Debug)]
pub struct SlotFields {
    /// What it is.
    pub label: String,
    /// Which places it may have, and which it must.
    pub places: String,
    /// In Chinese.
    pub zh: Field,
    /// In English.
    pub en: Field,
}

/// Fields of the layout that belong together.
#[derive(Clone, Debug)]
pub struct LayoutGroup {
    /// What they are about.
    pub legend: String,
    /// What to know of them; may be empty.
    pub help: String,
    /// The fields.
    pub fields: Vec<Field>,
    /// Names and values that are sent along.
    pub hidden: Vec<(String, String)>,
}

/// One sentence, or one thing about the layout, that a proposal changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which; of a sentence, in which language.
    pub label: String,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
}

/// A proposal that waits.
#[derive(Clone, Debug)]
pub struct ProposalShown {
    /// Who proposed it, and when.
    pub by: String,
    /// What it changes.
    pub changes: Vec<Change>,
    /// Its body.
    pub digest: String,
    /// Whether this person may judge it.
    pub may_review: bool,
    /// Who may.
    pub waits_for: String,
}

/// One line of the history.
#[derive(Clone, Debug)]
pub struct WordingHistory {
    /// What happened to which revision.
    pub what: String,
    /// Who and when.
    pub by: String,
    /// Why it was sent back; may be empty.
    pub reason: String,
    /// The body.
    pub digest: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/paper_wording.html")]
pub struct PaperWording {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// The paper, as in addresses.
    pub paper: String,
    /// What it is called.
    pub name: String,
    /// Which revision is in force.
    pub in_force: String,
    /// Whether that is the built-in wording.
    pub is_built_in: bool,
    /// What waits.
    pub proposal: Option<ProposalShown>,
    /// Why a proposal is sent back.
    pub reason: Field,
    /// The sentences.
    pub slots: Vec<SlotFields>,
    /// The layout, to edit.
    pub layout: Vec<LayoutGroup>,
    /// The layout in force, to read.
    pub laid: Vec<(String, String)>,
    /// Whether this person edits.
    pub may_edit: bool,
    /// The revision that a proposal follows.
    pub after: u32,
    /// Newest first.
    pub history: Vec<WordingHistory>,
    /// Id of the proposal that may follow.
    pub command_id: String,
    /// Id of the judgement that may follow.
    pub review_id: String,
}

/// The field of a reason.
pub fn reason_field(text: Text) -> Field {
    Field::line(text, "reason", text.t("为什么退回，要怎么改")).control(Control::Area(2)).with_length(500)
}

impl Page for PaperWording {
    const NAME: &'static str = "desk/paper_wording";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let field = |name: &str, label: &str, value: &str| {
            Field::line(text, name, text.t(label)).control(Control::Area(3)).with_length(400).value(value)
        };
        let slot = |key: &str, label: &str, zh: &str, en: &str| SlotFields {
            label: text.t(label).to_owned(),
            places: text.f("可以用：{places}", [("places", &"{due} {applicant} {item}")]),
            zh: field(&format!("zh-{key}"), "中文", zh),
            en: field(&format!("en-{key}"), "英文", en),
        };
        let sample = |may_edit: bool| Self {
            frame: PageFrame::sample(text, "延期告知书", Nav::Papers),
            text,
            errors: ErrorSummary::none(text),
            paper: "extension".into(),
            name: text.t("延期告知书").to_owned(),
            in_force: text.t("内置的文本").to_owned(),
            is_built_in: true,
            proposal: None,
            reason: reason_field(text),
            slots: vec![
                slot("lead", "首句", "依法延长一次，最迟 {due}办好，不会再延。", "Extended once, by {due}."),
                slot("body", "正文", "您不同意，可以打电话。", "If you disagree, telephone us."),
            ],
            layout: layout(text),
            laid: vec![(text.t("纸张和页边").to_owned(), "A4".to_owned())],
            may_edit,
            after: 0,
            history: Vec::new(),
            command_id: "0".repeat(32),
            review_id: "1".repeat(32),
        };
        let mut wrong = sample(true);
        let sentence = text.f("第 {n} 行：没有 {place} 这个位置。", [("n", &1), ("place", &"{deadline}")]);
        wrong.slots[0].zh.error = Some(sentence);
        wrong.errors = ErrorSummary::of(text, wrong.slots.iter().flat_map(|slot| [&slot.zh, &slot.en]));
        let mut unlaid = sample(true);
        unlaid.layout[1].fields[0].error =
            Some(text.t("这种文书可能比较长，A5 纸放不下，请用 A4。").to_owned());
        unlaid.errors = ErrorSummary::of(text, unlaid.layout.iter().flat_map(|it| &it.fields));
        let mut review = sample(false);
        review.proposal = Some(ProposalShown {
            by: text.f("{who}，{day}提出", [("who", &"编目录"), ("day", &text.date_short((2026, 11, 20)))]),
            changes: vec![Change {
                label: format!("{} · {}", text.t("首句"), text.t("中文")),
                before: "依法延长一次，最迟 {due}办好，不会再延。".into(),
                after: "依法延长一次，{due}前一定办好。".into(),
            }],
            digest: "0".repeat(64),
            may_review: true,
            waits_for: String::new(),
        });
        review.history = vec![WordingHistory {
            what: text.f("第 {n} 版退回", [("n", &1)]),
            by: "审法制".into(),
            reason: "“一定”去掉。".into(),
            digest: "0".repeat(64),
        }];
        vec![("edit", sample(true)), ("wrong", wrong), ("laid out wrongly", unlaid), ("to review", review)]
    }
}

/// A layout on a sample of the page.
fn layout(text: Text) -> Vec<LayoutGroup> {
    let choose = |name: &str, label: &str, said: &[&str]| {
        let choices = said.iter().enumerate().map(|(n, it)| Choice::new(&n.to_string(), text.t(it), n == 0));
        Field::line(text, name, text.t(label)).control(Control::Select(choices.collect()))
    };
    let line = |name: &str, said: &str| {
        let label = text.bracketed(text.t("抬头"), text.t(said));
        Field::line(text, name, &label).with_length(40).optional()
    };
    let group = |legend: &str, help: &str, fields: Vec<Field>| LayoutGroup {
        legend: text.t(legend).to_owned(),
        help: text.t(help).to_owned(),
        fields,
        hidden: Vec::new(),
    };
    let lines = vec![line("letterhead-zh", "中文"), line("letterhead-en", "英文")];
    let sheet = vec![choose("sheet", "纸张", &["A4", "A5"]), choose("seal", "盖章处", &["右边", "左边"])];
    let blocks = vec![choose("place-law", "引用的条文", &["印", "不印"])];
    let mut blocks = group("各部分和顺序", "页边按毫米填。", blocks);
    blocks.hidden.push(("was-law".to_owned(), "1".to_owned()));
    vec![
        group("抬头", "印在单位名称上面，不写就没有。", lines),
        group("纸张、页边、字号", "页边按毫米填。", sheet),
        blocks,
    ]
}
