//! `GET POST /desk/leaving`: somebody goes for good: the list, three signatures in order, the account ends (E33).

use askama::Template;

use super::parts::{Answer, CaseLine, Due, Pick, Typed, sample_line};
use crate::layout::{ErrorSummary, FormKeys, LightKind, Nav, NoticeKind, Page, PageFrame, Tone};
use crate::text::Text;

/// One signature of the three.
#[derive(Clone, Debug)]
pub struct SignLine {
    /// As what the person signs.
    pub role: String,
    /// Who.
    pub who: String,
    /// When it was signed, or that it is this person's turn, or that it waits.
    pub state: String,
    /// It was signed.
    pub done: bool,
}

/// One hand-over under way.
#[derive(Clone, Debug)]
pub struct LeavingCard {
    /// The account of whoever goes; part of ids.
    pub id: String,
    /// Who goes, with unit.
    pub who: String,
    /// Who drew the list up, and when.
    pub listed: String,
    /// Heading and words of each part of the list that is not empty.
    pub words: Vec<(String, String)>,
    /// What is still held, as a sentence; empty when nothing is.
    pub held: String,
    /// Address and name of the lists in which it stands, beside the cases.
    pub beside: Vec<(&'static str, String)>,
    /// Cases still held or on their way to the person.
    pub cases: Vec<CaseLine>,
    /// The three signatures.
    pub signatures: Vec<SignLine>,
    /// This person signs next: the form's hidden fields, and what is signed.
    pub sign: Option<(FormKeys, String)>,
    /// This person may give the hand-over up.
    pub drop: Option<FormKeys>,
}

/// The form by which a list is drawn up.
#[derive(Clone, Debug, Default)]
pub struct LeavingForm {
    /// Who goes.
    pub person: Pick,
    /// Who takes over.
    pub taker: Pick,
    /// 监交人.
    pub witness: Pick,
    /// Papers and originals in the drawer.
    pub papers: Typed,
    /// Certificates not collected.
    pub results: Typed,
    /// Seals and keys.
    pub seals: Typed,
    /// What else.
    pub other: Typed,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/leaving.html")]
pub struct LeavingPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// Hand-overs under way that concern this person.
    pub cards: Vec<LeavingCard>,
    /// Closed hand-overs that concern this person: address of the list and a sentence.
    pub closed: Vec<(String, String)>,
    /// The form.
    pub form: LeavingForm,
    /// Its hidden fields.
    pub keys: FormKeys,
}

impl Page for LeavingPage {
    const NAME: &'static str = "desk/leaving";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let mut wrong = sample(text);
        wrong.form.papers.error = text.t("这一项要填。").to_owned();
        wrong.form.witness.error = text.t("移交人、接交人、监交人须是三个不同的人。").to_owned();
        wrong.errors.errors = vec![
            ("leaving-papers".into(), wrong.form.papers.error.clone()),
            ("leaving-witness".into(), wrong.form.witness.error.clone()),
        ];
        let mut empty = sample(text);
        empty.cards.clear();
        let mut held = sample(text);
        held.cards[0].held = text.f("手上还有 {n} 件，要先移交完，才能签字。", [("n", &1)]);
        held.cards[0].beside = vec![("/desk/folders?which=apart", text.t("去看另行移交的案卷").to_owned())];
        held.cards[0].sign = None;
        held.cards[0].cases = vec![sample_line(
            text,
            Some(LightKind::Green),
            ("办理中", Tone::Active),
            ["收 2026-000398", "食品经营许可（餐饮）", "许*店", "王承办（市场监管）"],
            Some(Due::of("12 月 1 日（周二）", "还剩 7 个工作日")),
        )];
        let mut done = sample(text);
        done.frame = done.frame.with_notice(NoticeKind::Done, "三个人都签了，账号已经停用。");
        done.cards.clear();
        vec![("sign", sample(text)), ("wrong", wrong), ("empty", empty), ("held", held), ("done", done)]
    }
}

fn sample(text: Text) -> LeavingPage {
    let sign = |role: &str, who: &str, state: &str, done| SignLine {
        role: text.t(role).to_owned(),
        who: who.into(),
        state: state.into(),
        done,
    };
    LeavingPage {
        closed: vec![("/desk/leaving/do.wj/paper".into(), "柏承办，2 月 27 日 17:20 三个人都签了".into())],
        frame: PageFrame::sample(text, "离岗交接", Nav::People),
        text,
        errors: ErrorSummary::none(text),
        cards: vec![LeavingCard {
            id: "do2.zj".into(),
            who: "滕承办（县住房和城乡建设局）".into(),
            listed: "魏副局长 11 月 20 日 09:10".into(),
            words: vec![
                (text.t("抽屉里的纸质材料和原件").to_owned(), "没有；原件都已退还，回执在档。".into()),
                (text.t("印章、钥匙").to_owned(), "资料柜钥匙 1 把。".into()),
            ],
            held: String::new(),
            beside: Vec::new(),
            cases: Vec::new(),
            signatures: vec![
                sign("移交人", "滕承办", "11 月 20 日 09:30", true),
                sign("接交人", "郭承办", "等您签字", false),
                sign("监交人", "魏副局长", "还没有轮到", false),
            ],
            sign: Some((FormKeys::sample(None), text.t("我已按清单逐项点清，全部接收。").to_owned())),
            drop: Some(FormKeys::sample(None)),
        }],
        form: LeavingForm {
            person: Pick::of(vec![Answer::of("do.zj", "郭承办").chosen(), Answer::of("do2.zj", "滕承办")]),
            taker: Pick::of(vec![Answer::of("do.zj", "郭承办").chosen()]),
            witness: Pick::of(vec![Answer::of("lead.zj", "魏副局长").chosen()]),
            ..LeavingForm::default()
        },
        keys: FormKeys::sample(None),
    }
}
