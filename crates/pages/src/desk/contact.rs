//! First contact at the desk: what one answers for, writing one down, and one with its course (R76, A10, F12, F13).

use super::parts::{Answer, Pick, Refused, Typed};
use crate::layout::{ErrorSummary, FormKeys, Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// One first contact in a list.
#[derive(Clone, Debug)]
pub struct ContactLine {
    /// Its page.
    pub href: String,
    /// What was asked: the item, or the words.
    pub what: String,
    /// Who was asked, and when.
    pub asked: String,
    /// Where it stands.
    pub stands: String,
    /// Who answers for it, with the telephone.
    pub responsible: String,
    /// It waited longer than a working day, or was not taken before; may be empty.
    pub mark: String,
}

/// A list with its heading.
#[derive(Clone, Debug)]
pub struct ContactPart {
    /// Id of the heading.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// A sentence under it; may be empty.
    pub hint: String,
    /// Class: `urgent-yellow`, `urgent-blue`, `urgent-quiet`.
    pub class: &'static str,
    /// Lines, the longest waiting first.
    pub lines: Vec<ContactLine>,
}

/// `GET /desk/contacts`
#[derive(Debug, Template)]
#[template(path = "desk/contacts.html")]
pub struct ContactList {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Lists that are not empty.
    pub parts: Vec<ContactPart>,
    /// Whether this person is asked at a desk.
    pub may_record: bool,
}

/// The fields of an outcome, in the form of a new contact and of one that is brought to an end.
#[derive(Clone, Debug)]
pub struct OutcomeFields {
    /// `receipt`, `advice`, `returned`, `no-show`, and with a new one `transferred`.
    pub outcome: Pick,
    /// Number of the receipt.
    pub receipt: Typed,
    /// Why it was returned.
    pub reason: Typed,
}

/// The fields of a transfer.
#[derive(Clone, Debug)]
pub struct TransferFields {
    /// `unit:sc`, `window:w5`, `person:agent.sc`.
    pub to: Pick,
    /// A word to them.
    pub note: Typed,
}

/// `GET POST /desk/contacts/new`
#[derive(Debug, Template)]
#[template(path = "desk/contact_new.html")]
pub struct ContactNew {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Hidden fields.
    pub keys: FormKeys,
    /// Errors of the fields.
    pub errors: ErrorSummary,
    /// Why it was refused.
    pub refused: Option<Refused>,
    /// Where the officer sits; empty without a window.
    pub seat: String,
    /// The item; the first answer is none.
    pub item: Pick,
    /// What was asked.
    pub question: Typed,
    /// Who asked.
    pub visitor: Typed,
    /// What came of it.
    pub fields: OutcomeFields,
    /// To whom it is given on.
    pub transfer: TransferFields,
}

/// One fact of the course.
#[derive(Clone, Debug)]
pub struct ContactMoment {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// In words; may be empty.
    pub words: String,
}

/// What this person may do now.
#[derive(Clone, Debug)]
pub enum ContactActs {
    /// Sign, or not take it; `reason` of the refusal to take.
    Sign(Typed),
    /// Take back what was not signed for.
    Recall,
    /// Give on, or bring to an end.
    Answer(Box<(OutcomeFields, TransferFields)>),
    /// Nothing.
    Nothing,
}

/// `GET /desk/contacts/{contact}`
#[derive(Debug, Template)]
#[template(path = "desk/contact.html")]
pub struct ContactPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Address of the contact.
    pub path: String,
    /// What was asked.
    pub what: String,
    /// Where it stands.
    pub stands: String,
    /// It waits too long, or was not taken; may be empty.
    pub mark: String,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    /// The case it came from: address and number.
    pub case: Option<(String, String)>,
    /// The printed list: address.
    pub list: Option<String>,
    /// Hidden fields.
    pub keys: FormKeys,
    /// Errors of the fields.
    pub errors: ErrorSummary,
    /// Why the act was refused, or that somebody was quicker.
    pub refused: Option<Refused>,
    /// What may be done.
    pub acts: ContactActs,
    /// What happened.
    pub moments: Vec<ContactMoment>,
}

/// The outcomes as posted value and words.
pub const OUTCOMES: [(&str, &str); 5] = [
    ("receipt", "收了件，开了回执"),
    ("advice", "当场答复，给了清单"),
    ("returned", "退回，说明了理由"),
    ("transferred", "转给别的单位、窗口或同事"),
    ("no-show", "叫号没有来"),
];

fn sample_line(n: u32, mark: &str) -> ContactLine {
    ContactLine {
        href: format!("/desk/contacts/{n:032x}"),
        what: "占道摆摊要找谁".into(),
        asked: "周引导，11 月 26 日 09:12".into(),
        stands: "已转给县住房和城乡建设局，还没有签收".into(),
        responsible: "周引导 0000-0000100".into(),
        mark: mark.into(),
    }
}

pub(super) fn sample_parts() -> Vec<ContactPart> {
    vec![
        ContactPart {
            id: "contacts-risen",
            title: "转出超过一个工作日没人接".into(),
            hint: "请打电话问清楚，今天要有人接。".into(),
            class: "urgent-yellow",
            lines: vec![sample_line(1, "已等 2 个工作日")],
        },
        ContactPart {
            id: "contacts-sign",
            title: "等您签收的来访".into(),
            hint: "签收以后由您负责到底。".into(),
            class: "urgent-blue",
            lines: vec![sample_line(2, ""), sample_line(3, "退回过 1 次")],
        },
    ]
}

fn sample_outcome() -> OutcomeFields {
    let outcomes = OUTCOMES.iter().map(|(value, words)| Answer::of(*value, *words));
    OutcomeFields {
        outcome: Pick::of(outcomes.collect()),
        receipt: Typed::default(),
        reason: Typed::default(),
    }
}

fn sample_transfer() -> TransferFields {
    let answers = vec![
        Answer::of("", "请选择"),
        Answer::of("unit:zj", "县住房和城乡建设局"),
        Answer::of("window:w9", "9 号工程建设综合窗口"),
    ];
    TransferFields { to: Pick::of(answers), note: Typed::default() }
}

impl Page for ContactList {
    const NAME: &'static str = "desk/contacts";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |parts| ContactList {
            frame: PageFrame::sample(text, "首问登记", Nav::Desk),
            text,
            parts,
            may_record: true,
        };
        vec![("some wait", page(sample_parts())), ("none", page(Vec::new()))]
    }
}

impl Page for ContactNew {
    const NAME: &'static str = "desk/contact_new";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |errors: Vec<(String, String)>| ContactNew {
            frame: PageFrame::sample(text, "首问登记", Nav::Desk),
            text,
            keys: FormKeys::sample(None),
            errors: ErrorSummary { text, errors },
            refused: None,
            seat: "1 号引导台".into(),
            item: Pick::of(vec![
                Answer::of("", "不是哪一个事项"),
                Answer::of("food-business", "食品经营许可"),
            ]),
            question: Typed::of("想在河东街口摆个早点摊"),
            visitor: Typed::default(),
            fields: sample_outcome(),
            transfer: sample_transfer(),
        };
        let wrong = page(vec![("contact-to".into(), text.t("请从列出的里面选。").into())]);
        vec![("new", page(Vec::new())), ("with an error", wrong)]
    }
}

impl Page for ContactPage {
    const NAME: &'static str = "desk/contact";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |acts, mark: &str| ContactPage {
            frame: PageFrame::sample(text, "首问登记", Nav::Desk),
            text,
            path: "/desk/contacts/00112233445566778899aabbccddeeff".into(),
            what: "想在河东街口摆个早点摊".into(),
            stands: "已转给县住房和城乡建设局，还没有签收".into(),
            mark: mark.into(),
            facts: vec![("首问责任人".into(), "周引导（县政务服务中心）".into())],
            case: Some(("/desk/cases/c1".into(), "SC 2026 000123 K".into())),
            list: Some("/desk/contacts/00112233445566778899aabbccddeeff/list".into()),
            keys: FormKeys::sample(Some(1)),
            errors: ErrorSummary::none(text),
            refused: None,
            acts,
            moments: vec![ContactMoment {
                when: "11 月 26 日 09:12".into(),
                who: "周引导".into(),
                what: "登记，转给县住房和城乡建设局".into(),
                words: "请今天电话联系他。".into(),
            }],
        };
        vec![
            ("to sign", page(ContactActs::Sign(Typed::default()), "已等 2 个工作日")),
            ("given on", page(ContactActs::Recall, "")),
            ("to answer", page(ContactActs::Answer(Box::new((sample_outcome(), sample_transfer()))), "")),
            ("to look at", page(ContactActs::Nothing, "")),
        ]
    }
}
