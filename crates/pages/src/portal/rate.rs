//! Rating a visit or a result: from the link in the message, or on the tablet of a window; phone first, nothing chosen
//! beforehand, and nobody has to (C30, C31, N49, N51).

use askama::Template;

use crate::layout::{Choice, Control, ErrorSummary, Field, FormKeys, Nav, NoticeKind, Page, PageFrame};
use crate::text::Text;

/// What is typed to rate.
#[derive(Debug, Clone)]
pub struct RateForm {
    /// Where it is sent.
    pub action: String,
    /// Its hidden fields.
    pub keys: FormKeys,
    /// On a tablet: which visit of the day; empty otherwise.
    pub visit: String,
    /// 整体满意度.
    pub grade: Field,
    /// The dimensions, each may be left out.
    pub marks: Vec<Field>,
    /// In own words.
    pub words: Field,
    /// On a tablet: a telephone to be called back.
    pub contact: Option<Field>,
    /// Last day; empty on a tablet.
    pub until: String,
    /// Errors, at the head.
    pub errors: ErrorSummary,
}

/// What became of a rating that was given.
#[derive(Debug, Clone)]
pub struct RateSaid {
    /// What was said.
    pub grade: String,
    /// In own words; may be empty.
    pub words: String,
    /// When and what, the latest first.
    pub moments: Vec<(String, String)>,
    /// The way to object, where it was left out.
    pub appeal: Option<RateAppeal>,
}

/// The form of an appeal.
#[derive(Debug, Clone)]
pub struct RateAppeal {
    /// Where it is sent.
    pub action: String,
    /// Its hidden fields.
    pub keys: FormKeys,
    /// Why.
    pub words: Field,
    /// Last day.
    pub until: String,
    /// Errors, at the head.
    pub errors: ErrorSummary,
}

/// `GET /rate/{code}` and the tablet's page.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/rate.html")]
pub struct RatePage {
    /// Frame.
    pub frame: PageFrame,
    /// Heading.
    pub title: String,
    /// What is rated, in a sentence; may be empty.
    pub lead: String,
    /// The form, while it can be given.
    pub form: Option<RateForm>,
    /// What was given.
    pub said: Option<RateSaid>,
    /// Why nothing can be given; may be empty.
    pub closed: String,
    /// On a tablet, right after it was given: the code by which it is followed; shown this once.
    pub code: String,
}

/// `GET /rate`: for whoever has the code on paper; and setting up a tablet.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/rate_enter.html")]
pub struct RateEnter {
    /// Frame.
    pub frame: PageFrame,
    /// Heading.
    pub title: String,
    /// What it is for.
    pub lead: String,
    /// Where it is sent.
    pub action: &'static str,
    /// The code.
    pub code: Field,
    /// Words of the button.
    pub button: String,
    /// Errors, at the head.
    pub errors: ErrorSummary,
}

/// The five grades, in words (C30).
pub const GRADES: [(&str, &str); 5] =
    [("1", "非常满意"), ("2", "满意"), ("3", "基本满意"), ("4", "不满意"), ("5", "非常不满意")];

fn grades(text: Text, chosen: &str) -> Vec<Choice> {
    GRADES.iter().map(|(value, word)| Choice::new(value, text.t(word), *value == chosen)).collect()
}

impl RateForm {
    /// A form with what was typed: `of` gives the value of a field. `dimensions` are names and words.
    pub fn new(
        text: Text,
        action: &str,
        keys: FormKeys,
        dimensions: &[(&str, &str)],
        of: impl Fn(&str) -> String,
    ) -> RateForm {
        let mark = |(name, word): &(&str, &str)| {
            let none = Choice::new("", text.t("不评这一项"), of(name).is_empty());
            let all = std::iter::once(none).chain(grades(text, &of(name))).collect();
            Field::line(text, name, text.t(word)).control(Control::Select(all)).optional()
        };
        let words = Field::line(text, "words", text.t("您想说的话"))
            .help(text.t("好在哪里、差在哪里，写一两句就行。请不要写姓名、证件号和电话。"))
            .control(Control::Area(3))
            .value(&of("words"))
            .optional()
            .with_length(500);
        RateForm {
            action: action.to_owned(),
            keys,
            visit: String::new(),
            grade: Field::line(text, "grade", text.t("总的来说，您满意吗"))
                .control(Control::Radios(grades(text, &of("grade")))),
            marks: dimensions.iter().map(mark).collect(),
            words,
            contact: None,
            until: String::new(),
            errors: ErrorSummary::none(text),
        }
    }

    /// For a tablet: which visit it is, and a telephone for whoever wants to be called back.
    #[must_use]
    pub fn on_tablet(mut self, text: Text, no: u16, contact: &str) -> RateForm {
        self.visit = no.to_string();
        let field = Field::line(text, "contact", text.t("想让我们回电话，请留号码"))
            .help(text.t("只有核实的人看得到，窗口看不到。"))
            .value(contact)
            .optional()
            .with_length(40);
        self.contact = Some(Field { inputmode: "tel", ..field });
        self
    }

    /// With the errors of its fields gathered at the head.
    #[must_use]
    pub fn gathered(mut self, text: Text) -> RateForm {
        let fields =
            [&self.grade, &self.words].into_iter().chain(self.marks.iter()).chain(self.contact.iter());
        self.errors = ErrorSummary::of(text, fields);
        self
    }
}

impl RateAppeal {
    /// The form, with what was typed.
    pub fn new(text: Text, action: &str, keys: FormKeys, until: String, typed: &str) -> RateAppeal {
        let words = Field::line(text, "appeal", text.t("您为什么不同意"))
            .control(Control::Area(3))
            .value(typed)
            .with_length(500);
        RateAppeal { action: action.to_owned(), keys, words, until, errors: ErrorSummary::none(text) }
    }
}

impl RateEnter {
    /// For a code on paper.
    pub fn rating(frame: PageFrame, typed: &str) -> RateEnter {
        let text = frame.text;
        let code = Field::line(text, "code", text.t("评价码"))
            .help(text.t("在短信里，或者在平板评完的那一页上，12 个字母和数字，形如 K7QM-4XPA-9TRD。"))
            .value(typed)
            .with_length(40);
        RateEnter {
            title: text.t("评一评这次服务").to_owned(),
            lead: text
                .t("手机收到的评价码，只能评一次；评完以后，平板上评的也一样，凭它看后来怎么样。评不评都由您，窗口看不到是谁评的。")
                .to_owned(),
            action: "/rate",
            code,
            button: text.t("去评价").to_owned(),
            errors: ErrorSummary::none(text),
            frame,
        }
    }

    /// For the pass of a visitor who looks how the centre works.
    pub fn inspecting(frame: PageFrame, typed: &str) -> RateEnter {
        let text = frame.text;
        let code = Field::line(text, "code", text.t("查阅码"))
            .help(text.t("12 位数字，接待人员当面给，当天有效。"))
            .value(typed)
            .with_length(40);
        RateEnter {
            title: text.t("突击检查").to_owned(),
            lead: text
                .t("您看到的是此刻的大厅和随机抽的件，没有姓名，谁也没有挑过。看一次记一次。")
                .to_owned(),
            action: "/inspect",
            code: Field { inputmode: "numeric", ..code },
            button: text.t("开始看").to_owned(),
            errors: ErrorSummary::none(text),
            frame,
        }
    }

    /// For the tablet of a window.
    pub fn tablet(frame: PageFrame) -> RateEnter {
        let text = frame.text;
        let code = Field::line(text, "code", text.t("平板码"))
            .help(text.t("8 位数字，当天有效，窗口人员在工作台“窗口”页看得到。"))
            .with_length(20);
        RateEnter {
            title: text.t("把这台平板放到窗口").to_owned(),
            lead: text.t("平板上评的单独统计，不和手机上评的算在一起。").to_owned(),
            action: "/rate/tablet",
            code: Field { inputmode: "numeric", ..code },
            button: text.t("用在这个窗口").to_owned(),
            errors: ErrorSummary::none(text),
            frame,
        }
    }

    /// With a sentence that says what is wrong with the code.
    #[must_use]
    pub fn refused(mut self, sentence: &str) -> RateEnter {
        self.code = self.code.error(sentence);
        self.errors = ErrorSummary::of(self.frame.text, [&self.code]);
        self
    }
}

impl Page for RatePage {
    const NAME: &'static str = "portal/rate";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let dimensions = [("mark-0", "服务效率"), ("mark-1", "服务水平"), ("mark-2", "服务态度")];
        let form = |grade: &'static str| {
            let of = move |name: &str| if name == "grade" { grade.to_owned() } else { String::new() };
            RateForm::new(text, "/rate/K7QM-4XPA-9TRD", FormKeys::sample(None), &dimensions, of)
        };
        let page = |form: Option<RateForm>, said: Option<RateSaid>, closed: &str| RatePage {
            frame: PageFrame::sample(text, "评一评这次服务", Nav::Nowhere),
            title: text.t("窗口服务得怎么样").to_owned(),
            lead: text.f(
                "{day}，{window}，{item}",
                [
                    ("day", &text.date((2026, 11, 20))),
                    ("window", &text.pick("2 号企业综合窗口", Some("window 2, business"))),
                    ("item", &text.pick("食品经营许可", Some("Food business licence"))),
                ],
            ),
            form,
            said,
            closed: text.t(closed).to_owned(),
            code: String::new(),
        };
        let said = |appeal: Option<RateAppeal>| RateSaid {
            grade: text.t("不满意").to_owned(),
            words: "等了一个小时，没有人说为什么。".to_owned(),
            moments: vec![(text.date((2026, 11, 21)), text.t("已经有人接手核实，会给您回电话").to_owned())],
            appeal,
        };
        let appeal = RateAppeal::new(
            text,
            "/rate/K7QM-4XPA-9TRD",
            FormKeys::sample(None),
            text.date((2026, 12, 5)),
            "",
        );
        let mut open = form("");
        open.until = text.date((2026, 11, 27));
        let mut wrong = form("");
        wrong.grade = wrong.grade.error(text.t("请从列出的里面选。"));
        let tablet = form("2").on_tablet(text, 3, "");
        let mut thanks = page(None, Some(said(None)), "");
        thanks.frame = thanks.frame.with_notice(NoticeKind::Done, "谢谢，已经收到您的评价。");
        let mut left = page(None, None, "");
        left.code = "K7QM-4XPA-9TRD".to_owned();
        left.frame = left.frame.with_notice(NoticeKind::Done, "谢谢，已经收到您的评价。");
        vec![
            ("open", page(Some(open), None, "")),
            ("given on a tablet", left),
            ("wrong", page(Some(wrong.gathered(text)), None, "")),
            ("tablet", page(Some(tablet), None, "")),
            ("given", thanks),
            ("dismissed", page(None, Some(said(Some(appeal))), "")),
            ("closed", page(None, None, "评价的日子已经过了，这次不能再评。有话想说，请打中心的电话。")),
        ]
    }
}

impl Page for RateEnter {
    const NAME: &'static str = "portal/rate_enter";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let frame = || PageFrame::sample(text, "评一评这次服务", Nav::Nowhere);
        vec![
            ("rating", RateEnter::rating(frame(), "")),
            (
                "not found",
                RateEnter::rating(frame(), "K7QM").refused(text.t("没有这个评价码，请对照短信再输一次。")),
            ),
            ("tablet", RateEnter::tablet(frame())),
        ]
    }
}
