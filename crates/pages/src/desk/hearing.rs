//! `GET /desk/cases/{case}/hearing`: who is interested, who was told and answered, and the hearing (N13, N18, A26).

use super::PaperLink;
use super::parts::{Answer, Pick, Refused, Typed};
use crate::layout::{ErrorSummary, FormKeys, Light, LightKind, Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// One on the register.
#[derive(Clone, Debug)]
pub struct PartyLine {
    /// Place, from 0.
    pub n: usize,
    /// Name.
    pub name: String,
    /// How to reach it, and what is at stake.
    pub about: String,
    /// Told when; when and how the notice arrived, and until when it may answer.
    pub told: Vec<String>,
    /// What it said, gave up, or why it was taken off.
    pub said: String,
    /// The notice, to print.
    pub notice: Option<PaperLink>,
    /// What may be entered of it; none for whoever only reads.
    pub forms: Option<PartyForms>,
}

/// What may be entered of one on the register.
#[derive(Clone, Debug, Default)]
pub struct PartyForms {
    /// Whether it is still to be told.
    pub tell: bool,
    /// Taking it off again.
    pub strike: Option<ReasonForm>,
    /// When and how its notice arrived.
    pub serve: Option<ServeForm>,
    /// The same, where it was entered wrongly.
    pub correct: Option<ServeForm>,
    /// Its answer, with whether it asks for a hearing.
    pub state: Option<WordsForm>,
    /// Giving up the hearing it asked for, with whether it signed.
    pub withdraw: Option<WordsForm>,
}

/// A reason behind a heading.
#[derive(Clone, Debug, Default)]
pub struct ReasonForm {
    /// Whether it came back, and stands open.
    pub open: bool,
    /// Why.
    pub reason: Typed,
}

/// When and how a notice arrived.
#[derive(Clone, Debug, Default)]
pub struct ServeForm {
    /// Whether it came back, and stands open.
    pub open: bool,
    /// The day.
    pub on: Typed,
    /// How.
    pub way: Pick,
    /// Who signed for it, the number of the posting, or the witnesses.
    pub proof: Typed,
    /// What was wrong, where it is put right.
    pub reason: Typed,
}

/// Words and one box to tick.
#[derive(Clone, Debug, Default)]
pub struct WordsForm {
    /// Whether it came back, and stands open.
    pub open: bool,
    /// The words.
    pub words: Typed,
    /// Whether the box is ticked.
    pub ticked: bool,
}

/// The forms of the register.
#[derive(Clone, Debug)]
pub struct HearingForms {
    /// Name of a party.
    pub name: Typed,
    /// How to reach it.
    pub contact: Typed,
    /// What is at stake.
    pub interest: Typed,
    /// Whether the applicant may be put on the register.
    pub may_add_applicant: bool,
    /// The form to call a hearing.
    pub call: Option<CallForm>,
    /// The form to call it off.
    pub call_off: Option<ReasonForm>,
}

/// The officers named for a check (N22).
#[derive(Clone, Debug)]
pub struct AssignmentPart {
    /// Light; none once two are named.
    pub light: Option<Light>,
    /// Last day to name them.
    pub due: String,
    /// What is left.
    pub left: String,
    /// Who was named, and when; empty before.
    pub named: String,
    /// One.
    pub first: Pick,
    /// Another.
    pub second: Pick,
    /// Whether this person names them.
    pub may: bool,
}

/// Chair, time and place.
#[derive(Clone, Debug)]
pub struct CallForm {
    /// Who chairs.
    pub chair: Pick,
    /// Day.
    pub on: Typed,
    /// Time.
    pub time: Typed,
    /// Place.
    pub place: Typed,
    /// Between which days the law allows it.
    pub between: String,
}

impl CallForm {
    /// Whether something of it is to be put right.
    pub fn is_wrong(&self) -> bool {
        let typed = [&self.on.error, &self.time.error, &self.place.error, &self.chair.error];
        typed.iter().any(|error| !error.is_empty())
    }
}

/// The form of the chair.
#[derive(Clone, Debug)]
pub struct HoldForm {
    /// 笔录.
    pub record: Typed,
    /// Whether it was signed.
    pub signature: Pick,
    /// Why it was not.
    pub refusal: Typed,
    /// The witness.
    pub witness: Typed,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/hearing.html")]
pub struct HearingPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Address of the page.
    pub path: String,
    /// The case: address and words.
    pub case: (String, String),
    /// Whether the decision waits, and for what; empty where it does not.
    pub waits: String,
    /// The officers named for a check; none where nothing is checked.
    pub assignment: Option<AssignmentPart>,
    /// The law: required, or on request.
    pub rule: String,
    /// The register.
    pub parties: Vec<PartyLine>,
    /// The hearing as far as it is.
    pub hearing: Vec<(String, String)>,
    /// Papers.
    pub papers: Vec<PaperLink>,
    /// Hidden fields.
    pub keys: FormKeys,
    /// Errors of the fields.
    pub errors: ErrorSummary,
    /// Why the act was refused.
    pub refused: Option<Refused>,
    /// Forms of whoever carries the case.
    pub forms: Option<HearingForms>,
    /// The form of the chair.
    pub hold: Option<HoldForm>,
}

impl Page for HearingPage {
    const NAME: &'static str = "desk/hearing";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let paper = |paper: &str, name: &str| PaperLink {
            href: format!("/desk/cases/c1/hearing/paper/{paper}"),
            name: text.t(name).to_owned(),
            issued: String::new(),
        };
        let line = |n: usize, told: &[&str], forms| PartyLine {
            n,
            name: "柏邻居".into(),
            about: "0000-0001023 · 住在楼上，怕吵".into(),
            told: told.iter().map(|it| (*it).to_owned()).collect(),
            said: String::new(),
            notice: (!told.is_empty()).then(|| paper("party-1", "打印告知书")),
            forms,
        };
        let served = [
            "11 月 20 日（周五）告知",
            "11 月 23 日（周一）邮寄送达，最迟 11 月 30 日（周一）答复（XA0000077）",
        ];
        let told = &served[..1];
        let ways = || ["当面送达", "邮寄送达", "留置送达"].map(|it| Answer::of(it, text.t(it))).to_vec();
        let parties = || {
            let new = PartyForms { tell: true, strike: Some(ReasonForm::default()), ..PartyForms::default() };
            let on = Typed::wrong("2026-11-31", "请填日期。");
            let serve = ServeForm {
                open: true,
                on,
                way: Pick::of(ways()),
                proof: Typed::of("长".repeat(300)),
                reason: Typed::default(),
            };
            let reason = Typed::wrong("", "请填写。");
            let correct = ServeForm { on: Typed::of("2026-11-24"), reason, ..serve.clone() };
            let state = Some(WordsForm::default());
            let arrives = PartyForms { serve: Some(serve), state: state.clone(), ..PartyForms::default() };
            let answers = PartyForms { state, correct: Some(correct), ..PartyForms::default() };
            let words =
                WordsForm {
                    open: true, words: Typed::of("和申请人谈好了，不用听证了。"), ticked: true
                };
            let asked = PartyForms { withdraw: Some(words), ..PartyForms::default() };
            let said = |line: PartyLine, said: &str| PartyLine { said: said.into(), ..line };
            vec![
                line(0, &[], Some(new)),
                line(1, told, Some(arrives)),
                line(2, &served, Some(answers)),
                said(line(3, &served, Some(asked)), "怕吵；要求听证"),
                said(line(4, &[], None), "已撤下：登记错了，不是这栋楼的。"),
            ]
        };
        let page = |forms, hold| HearingPage {
            frame: PageFrame::sample(text, "利害关系人和听证", Nav::Cases),
            text,
            path: "/desk/cases/c1/hearing".into(),
            case: ("/desk/cases/c1".into(), "娱乐场所经营活动审批 WL 2026 000009 T".into()),
            waits: "这件事要先举行听证，再根据听证笔录作决定。".into(),
            assignment: Some(AssignmentPart {
                light: Some(Light { text, kind: LightKind::Yellow }),
                due: "最迟 11 月 30 日（周一）".into(),
                left: "还剩 1 个工作日".into(),
                named: String::new(),
                first: Pick::of(vec![Answer::of("do.sc", "赵承办"), Answer::of("do2.sc", "孙承办")]),
                second: Pick::of(vec![Answer::of("do.sc", "赵承办"), Answer::of("do2.sc", "孙承办")]),
                may: true,
            }),
            rule: "依法应当听证（娱乐场所管理条例第十条）".into(),
            parties: parties(),
            hearing: vec![("什么时候".into(), "12 月 4 日（周五） 09:30".into())],
            papers: vec![paper("call", "听证通知书"), paper("record", "听证笔录")],
            keys: FormKeys::sample(None),
            errors: ErrorSummary::none(text),
            refused: None,
            forms,
            hold,
        };
        let forms = HearingForms {
            name: Typed::default(),
            contact: Typed::default(),
            interest: Typed::default(),
            may_add_applicant: true,
            call_off: Some(ReasonForm::default()),
            call: Some(CallForm {
                chair: Pick::of(vec![Answer::of("hearing", "秦主持").chosen()]),
                on: Typed::of("2026-12-08"),
                time: Typed::of("09:30"),
                place: Typed::of("县政务服务中心三楼会议室"),
                between: "最早 12 月 8 日（周二）".into(),
            }),
        };
        let signatures = super::act::SIGNATURES.iter().map(|(value, words)| Answer::of(*value, *words));
        let hold = HoldForm {
            record: Typed::default(),
            signature: Pick::of(signatures.collect()),
            refusal: Typed::default(),
            witness: Typed::default(),
        };
        vec![
            ("agent", page(Some(forms), None)),
            ("chair", page(None, Some(hold))),
            ("to read", page(None, None)),
            (
                "empty",
                HearingPage {
                    parties: Vec::new(),
                    hearing: Vec::new(),
                    papers: Vec::new(),
                    waits: String::new(),
                    ..page(None, None)
                },
            ),
        ]
    }
}
