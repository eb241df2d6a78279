//! Complaining without an account: how and where, the form, one's own complaint by number and code, and what came of others
//! (R152, R153, R167, F18).

use askama::Template;

use crate::desk::RecordMoment;
use crate::layout::{
    Choice, Control, ErrorSummary, Field, FormKeys, Light, LightKind, Nav, Page, PageFrame, Pagination,
    StateWord, Tone,
};
use crate::text::Text;

/// A result that is public.
#[derive(Debug, Clone)]
pub struct PublishedResult {
    /// Number.
    pub number: String,
    /// Class.
    pub class: String,
    /// The unit complained of.
    pub unit: String,
    /// 是否属实.
    pub verdict: String,
    /// From when to when.
    pub days: String,
    /// In words.
    pub words: String,
}

/// `GET /complaints`, and `POST /complaints/track` when it was not found.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/complain.html")]
pub struct Complain {
    /// Frame.
    pub frame: PageFrame,
    /// Number of the complaint.
    pub number: Field,
    /// Query code; what was typed is not shown again.
    pub code: Field,
    /// Not found, or too many attempts.
    pub errors: ErrorSummary,
    /// Telephone for complaints.
    pub telephone: String,
    /// The figures of a year: label and value.
    pub figures: Vec<(String, String)>,
    /// Other years and the file: address and words.
    pub others: Vec<(String, String)>,
    /// Results that are public.
    pub results: Vec<PublishedResult>,
    /// Pages of them.
    pub pages: Pagination,
}

impl Complain {
    /// The page with what was typed as a number.
    pub fn new(frame: PageFrame, number: &str, telephone: &str) -> Self {
        let text = frame.text;
        let field = Field::line(text, "number", text.t("编号"))
            .help(text.t("登记回执上的编号，形如 TS 2026 000012 K，空格不用填。"))
            .value(number);
        let code = Field::line(text, "code", text.t("查询码")).help(text.t("8 位数字，在编号下面。"));
        Self {
            number: Field { length_max: 40, ..field },
            code: Field { length_max: 12, inputmode: "numeric", ..code },
            errors: ErrorSummary::none(text),
            telephone: telephone.to_owned(),
            figures: Vec::new(),
            others: Vec::new(),
            results: Vec::new(),
            pages: Pagination { text, first: None, next: None, shown: String::new() },
            frame,
        }
    }

    /// Number and code do not go together; does not say which of them is wrong.
    #[must_use]
    pub fn not_found(mut self) -> Self {
        let sentence = "没有查到。请对照登记回执再输一次编号和查询码。";
        self.errors = ErrorSummary::one(self.frame.text, self.frame.t(sentence));
        self
    }

    /// Too many attempts.
    #[must_use]
    pub fn throttled(mut self, minutes: u32) -> Self {
        self.errors = ErrorSummary::throttled(self.frame.text, minutes);
        self
    }
}

/// `GET /complaints/new`, and `POST` when something is to be mended.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/complain_new.html")]
pub struct ComplainNew {
    /// Frame.
    pub frame: PageFrame,
    /// Hidden fields.
    pub keys: FormKeys,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// The case whose number and code were given before, as its number reads; may be empty.
    pub own_case: String,
    /// What it is about, where it happened, the words.
    pub fields: Vec<Field>,
    /// Who complains; all may stay empty.
    pub contact: Vec<Field>,
}

impl ComplainNew {
    /// With the errors of its fields gathered at the head.
    #[must_use]
    pub fn gathered(mut self) -> Self {
        self.errors = ErrorSummary::of(self.frame.text, self.fields.iter().chain(&self.contact));
        self
    }

    /// With a sentence that belongs to no field.
    #[must_use]
    pub fn refused(mut self, sentence: &str) -> Self {
        self.errors = ErrorSummary::one(self.frame.text, sentence);
        self
    }
}

/// What one's own complaint is.
#[derive(Debug, Clone, Default)]
pub struct OwnAbout {
    /// Number.
    pub number: String,
    /// The code, right after it was made; empty later.
    pub code: String,
    /// A report, sealed.
    pub sealed: bool,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// What the complainant said; empty for a report.
    pub words: String,
    /// The answer, once there is one.
    pub answer: String,
}

/// `GET /complaints/mine`, and `POST` when something is to be mended.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/complain_own.html")]
pub struct ComplaintOwn {
    /// Frame.
    pub frame: PageFrame,
    /// What it is.
    pub about: OwnAbout,
    /// Where it stands.
    pub state: StateWord,
    /// Its light, while an answer is owed.
    pub light: Option<Light>,
    /// History, newest first.
    pub moments: Vec<RecordMoment>,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// The form to say that one is content.
    pub confirm: Option<(FormKeys, Field)>,
    /// The form to have it opened again.
    pub reopen: Option<(FormKeys, Field)>,
}

impl Page for Complain {
    const NAME: &'static str = "portal/complain";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let new = |number| Self::new(PageFrame::sample(text, "投诉", Nav::Complain), number, "0000-0000180");
        let result = PublishedResult {
            number: "TS 2026 000012 K".to_owned(),
            class: text.t("办得慢").to_owned(),
            unit: "县市场监督管理局".to_owned(),
            verdict: text.t("属实").to_owned(),
            days: text.f("{from}登记，{until}办结", [("from", &"11-20"), ("until", &"11-24")]),
            words: "现场核查排得太晚，已经补派人手，当天办好。".to_owned(),
        };
        let figures = vec![(text.f("{year} 年登记", [("year", &2026)]), text.f("{n} 件", [("n", &12)]))];
        let others = vec![
            ("/complaints?year=2025".to_owned(), text.f("{year} 年的", [("year", &2025)])),
            ("/complaints.csv".to_owned(), text.t("下载各年的数（CSV）").to_owned()),
        ];
        let full = Self { figures, others, results: vec![result; 3], ..new("") };
        vec![
            ("empty", new("")),
            ("results", full),
            ("not found", new("TS 2026 000012 K").not_found()),
            ("throttled", new("TS 2026 000012 K").throttled(15)),
        ]
    }
}

impl Page for ComplainNew {
    const NAME: &'static str = "portal/complain_new";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let choices = vec![
            Choice::new("slow", text.t("办得慢"), false),
            Choice::new("last-resort", text.t("办不成事"), true),
        ];
        let new = |own_case: &str| Self {
            frame: PageFrame::sample(text, "投诉", Nav::Complain),
            keys: FormKeys::sample(None),
            errors: ErrorSummary::none(text),
            own_case: own_case.to_owned(),
            fields: vec![
                Field::line(text, "class", text.t("什么事")).control(Control::Radios(choices.clone())),
                Field::line(text, "words", text.t("请说说是怎么回事")).control(Control::Area(5)),
            ],
            contact: vec![Field::line(text, "telephone", text.t("电话")).optional()],
        };
        let mut wrong = new("");
        wrong.fields[1] = wrong.fields[1].clone().error(text.t("这一项要填。"));
        vec![
            ("normal", new("")),
            ("from a case", new("SC 2026 000123 K")),
            ("wrong", wrong.gathered()),
            ("throttled", new("").refused(text.t("这一项要填。"))),
        ]
    }
}

impl Page for ComplaintOwn {
    const NAME: &'static str = "portal/complain_own";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let area = |name: &str, label: &str| {
            Field::line(text, name, text.t(label)).control(Control::Area(3)).optional()
        };
        let own = |code: &str, answer: &str| Self {
            frame: PageFrame::sample(text, "投诉", Nav::Complain),
            about: OwnAbout {
                number: "TS 2026 000012 K".to_owned(),
                code: code.to_owned(),
                sealed: false,
                facts: vec![(text.t("类别").to_owned(), text.t("办得慢").to_owned())],
                words: "说好三天，等了十天。".to_owned(),
                answer: answer.to_owned(),
            },
            state: StateWord { word: text.t("正在调查").to_owned(), tone: Tone::Waiting },
            light: Some(Light { text, kind: LightKind::Green }),
            moments: vec![RecordMoment {
                when: text.date_with_year((2026, 11, 20)),
                what: text.t("报调查结果").to_owned(),
                who: "县市场监督管理局".to_owned(),
                words: String::new(),
                photographs: Vec::new(),
            }],
            errors: ErrorSummary::none(text),
            confirm: (!answer.is_empty()).then(|| (FormKeys::sample(None), area("words", "您的话"))),
            reopen: (!answer.is_empty())
                .then(|| (FormKeys::sample(None), area("reopen-words", "什么没有解决"))),
        };
        let sealed = Self {
            about: OwnAbout { sealed: true, words: String::new(), ..own("20261128", "").about },
            light: None,
            ..own("", "")
        };
        let mut wrong = own("", "已经办好。");
        if let Some((_, field)) = &mut wrong.reopen {
            *field = field.clone().error(text.t("这一项要填。"));
        }
        vec![
            ("just made", own("20261128", "")),
            ("in hand", own("", "")),
            ("answered", own("", "已经办好。")),
            ("sealed", sealed),
            ("wrong", wrong),
        ]
    }
}
