//! The state of a case as its applicant reads it: first what happens next, then why (C14).

use std::fmt::Display;

use askama::Template;

use crate::layout::{Account, Agent, ClockLine, Page, PageFrame, Stages, StateWord};
use crate::text::Text;

/// A paper still missing, as the correction notice names it.
#[derive(Debug, Clone)]
pub struct MissingLine {
    /// Name of the paper.
    pub name: String,
    /// What is wrong or missing, and how it becomes right.
    pub reason: String,
    /// The article; may be empty.
    pub basis: String,
    /// Has come in since the notice.
    pub is_in: bool,
}

/// The clock stands still.
#[derive(Debug, Clone)]
pub struct Stop {
    /// Tone 7: since when, what for, article, until when.
    pub sentence: String,
    /// The document it rests on, or until when it is to be shown (F7); may be empty.
    pub order: String,
    /// Number of the notice by which the applicant was told; may be empty.
    pub notice: String,
}

/// What the unit says about being late (tone 20); the applicant reads it as written.
#[derive(Debug, Clone)]
pub struct LateWord {
    /// The unit.
    pub unit: String,
    /// Its words.
    pub text: String,
    /// “预计 12 月 9 日（周三）办好”.
    pub expected: String,
}

/// Something to collect.
#[derive(Debug, Clone)]
pub struct Collect {
    /// What: “食品经营许可证”.
    pub what: String,
    /// Window and hours.
    pub place: String,
    /// What to bring: code and identity card.
    pub bring: String,
    /// It can be fetched with the code of a message, too (C25).
    pub may_fetch: bool,
}

/// Something that happened, newest first. No names of handlers (C14).
#[derive(Debug, Clone)]
pub struct Happening {
    /// Day and time.
    pub at: String,
    /// Sentence.
    pub sentence: String,
}

/// Who read the applicant's papers without taking part in the case (E30, F33).
#[derive(Debug, Clone, Default)]
pub struct Readers {
    /// Authorities that were let see the dossier, as far as the applicant may be told.
    pub authorities: Vec<Happening>,
    /// Officers: day, unit with post, purpose; no names.
    pub officers: Vec<[String; 3]>,
}

impl Readers {
    /// Readers as a sample shows them.
    pub(super) fn sample(text: Text) -> Readers {
        let places: [(&str, &dyn Display); 5] = [
            ("asker", &text.pick("澄禾县公安局", Some("Chenghe County Public Security Bureau"))),
            ("day", &text.date_with_year((2026, 12, 2))),
            ("verb", &text.t("复印")),
            ("pages", &text.f("第 {first}—{last} 页", [("first", &2), ("last", &5)])),
            ("basis", &"刑事诉讼法第五十四条"),
        ];
        let sentence = text.f("{asker}于 {day}依法{verb}了您的案卷（{pages}），依据：{basis}。", places);
        let at = text.date_with_year((2026, 12, 2));
        let long = text.pick(
            "澄禾县政务服务监督管理委员会办公室 督查",
            Some("Office of the County Service Supervision Committee, supervisor"),
        );
        let officer = [at.clone(), long.to_owned(), text.t("监督检查").to_owned()];
        Readers { authorities: vec![Happening { at, sentence }], officers: vec![officer] }
    }

    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        self.authorities.is_empty() && self.officers.is_empty()
    }
}

/// `GET /track/case`
#[derive(Debug, Clone, Template)]
#[template(path = "portal/case.html")]
pub struct TrackedCase {
    /// Frame.
    pub frame: PageFrame,
    /// Name of the item.
    pub item: String,
    /// Its guide.
    pub item_href: String,
    /// Applicant, masked.
    pub applicant: String,
    /// Number of the receipt.
    pub receipt_no: String,
    /// Number of the acceptance notice, once accepted (C15).
    pub acceptance_no: Option<String>,
    /// Word for the state, the applicant's.
    pub state: StateWord,
    /// What happens next, in one or two big sentences; the page's h1.
    pub next: String,
    /// Then why: one paragraph each.
    pub why: Vec<String>,
    /// The clocks that run, the earliest first.
    pub clocks: Vec<ClockLine>,
    /// “已用 1 个工作日”; may be empty.
    pub days_used: String,
    /// The stages.
    pub stages: Stages,
    /// The agent; none before acceptance and for matters done on the spot.
    pub agent: Option<Agent>,
    /// The telephone of the item, for whoever has no agent to ask; empty beside one.
    pub inquiry: String,
    /// Unit that has it now; may be empty.
    pub unit: String,
    /// Plain name of the step; may be empty.
    pub step: String,
    /// Papers still missing, after a correction notice.
    pub missing: Vec<MissingLine>,
    /// The day by which they are wanted, with weekday; empty where nothing is missing.
    pub bring_by: String,
    /// The clock stands still.
    pub stop: Option<Stop>,
    /// The unit's word about being late.
    pub late: Option<LateWord>,
    /// Reasons of a refusal: sentence and article.
    pub reasons: Vec<(String, String)>,
    /// What can be done against the decision (tone 9); only where one was made.
    pub remedies: String,
    /// Ready to collect.
    pub collect: Option<Collect>,
    /// The day-by-day account of the clock that counts.
    pub account: Option<Account>,
    /// Papers to print: address and name.
    pub papers: Vec<(String, String)>,
    /// The certificate the case made, as it stands today: label and value; empty where there is none.
    pub certificate: Vec<(String, String)>,
    /// What happened.
    pub happened: Vec<Happening>,
    /// Who read the papers without taking part.
    pub readers: Readers,
    /// It may still be withdrawn (F9).
    pub may_withdraw: bool,
    /// Whether it says that the result was delivered, so that the applicant may say that it was not (F10).
    pub may_miss: bool,
    /// “数据更新到 11 月 20 日（周五）14:30”.
    pub as_of: String,
}

impl Page for TrackedCase {
    const NAME: &'static str = "portal/case";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        super::case_samples::all(text)
    }
}
