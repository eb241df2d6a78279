//! The bar list: who is on it, and one entry with what may be done to it now (N26, A25).

use super::CodeField;
use super::parts::{Answer, CaseLine, Pick, Refused, Typed, sample_line};
use crate::layout::{Empty, ErrorSummary, FormKeys, Nav, Page, PageFrame, Pagination, Tone};
use crate::text::Text;
use askama::Template;

/// `GET /desk/bars`
#[derive(Debug, Template)]
#[template(path = "desk/bars.html")]
pub struct BarList {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Entries, each with the case out of which it came; names masked.
    pub lines: Vec<CaseLine>,
    /// Pages.
    pub pages: Pagination,
}

impl BarList {
    /// What stands where nobody is listed.
    pub fn empty(&self) -> Empty {
        Empty {
            title: self.text.t("没有人在限制名单上").to_owned(),
            hint: self.text.t("从办件里提出，听取本人陈述申辩以后，由机关负责人决定。").to_owned(),
            link: None,
        }
    }
}

/// `GET POST /desk/bars/{case}`: the entry of a case's applicant at its authority.
#[derive(Debug, Template)]
#[template(path = "desk/bar.html")]
pub struct BarPage {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Address of the case file.
    pub case_path: String,
    /// Address of the decision as a paper; empty before there is one.
    pub paper: String,
    /// Address of this page, to which the acts post.
    pub path: String,
    /// Which record the entry stands in, for the acts.
    pub of: &'static str,
    /// The entry beside it out of the other record, as a sentence, with its address.
    pub other: Option<(String, String)>,
    /// Applicant, masked, with the item.
    pub about: String,
    /// How far it is, in one sentence.
    pub state: String,
    /// What is on record: name and words.
    pub facts: Vec<(String, String)>,
    /// Who has the next step, where it is not this person; may be empty.
    pub waits: String,
    /// Hidden fields.
    pub keys: FormKeys,
    /// Why the last act was refused.
    pub refused: Option<Refused>,
    /// What is typed wrongly.
    pub errors: ErrorSummary,
    /// Grounds that may be proposed; no answers where nothing may.
    pub ground: Pick,
    /// Why it is proposed.
    pub propose_reason: Typed,
    /// What the person said; none where hearing is not the next thing.
    pub hear: Option<Typed>,
    /// Why it is not decided; none where a decision is not the next thing.
    pub decide: Option<Typed>,
    /// Until when a decision would bar, as a sentence.
    pub until: String,
    /// Whether telling the person is the next thing.
    pub tell: bool,
    /// Why it is lifted; none where nothing is to be lifted.
    pub lift: Option<Typed>,
    /// The one-time code of the decision or the lifting, which are never open together.
    pub code: Option<CodeField>,
}

impl Page for BarList {
    const NAME: &'static str = "desk/bars";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let frame = || PageFrame::sample(text, "限制名单", Nav::Desk);
        let words = ["收 2026-000377", "公众聚集场所营业前消防安全检查", "许*店", "县消防救援大队"];
        let mut line = sample_line(text, None, ("已决定，还没有告知本人", Tone::Waiting), words, None);
        line.note = text.t("告知承诺内容不实").to_owned();
        let more = Pagination { next: Some("/desk/bars?after=0__c377".into()), ..one(text, 40) };
        vec![
            ("one entry", BarList { frame: frame(), text, lines: vec![line.clone()], pages: one(text, 1) }),
            ("one page of several", BarList { frame: frame(), text, lines: vec![line; 40], pages: more }),
            ("nobody", BarList { frame: frame(), text, lines: Vec::new(), pages: one(text, 0) }),
        ]
    }
}

impl Page for BarPage {
    const NAME: &'static str = "desk/bar";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let empty = || BarPage {
            frame: PageFrame::sample(text, "限制名单", Nav::Desk),
            text,
            case_path: "/desk/cases/c-377".into(),
            path: "/desk/bars/c-377".into(),
            paper: String::new(),
            of: "item",
            other: None,
            about: "许*店 · 公众聚集场所营业前消防安全检查".into(),
            state: text.t("这位申请人不在本机关的限制名单上。").to_owned(),
            facts: Vec::new(),
            waits: String::new(),
            keys: FormKeys::sample(None),
            refused: None,
            errors: ErrorSummary::none(text),
            ground: Pick::default(),
            propose_reason: Typed::default(),
            hear: None,
            decide: None,
            until: String::new(),
            tell: false,
            lift: None,
            code: None,
        };
        let mut propose = empty();
        propose.ground = Pick::of(vec![
            Answer::of("false-materials", "隐瞒情况、提供虚假材料").with_hint("行政许可法第七十八条"),
            Answer::of("false-commitment", "告知承诺内容不实"),
        ]);
        let mut wrong = propose_of(&propose, empty());
        wrong.propose_reason = Typed::wrong("", "这一项要填。");
        wrong.errors =
            ErrorSummary { text, errors: vec![("bar-propose-reason".into(), "这一项要填。".into())] };
        let facts = vec![("为什么提出".to_owned(), "承诺有两个安全出口，现场只有一个。".to_owned())];
        let mut hear = empty();
        hear.facts = facts.clone();
        hear.hear = Some(Typed::default());
        hear.decide = Some(Typed::default());
        hear.until = "列入以后，到信用修复为止不能再用告知承诺。".into();
        hear.refused = Some(super::refused::sample());
        let mut decide = empty();
        decide.facts = facts.clone();
        decide.decide = Some(Typed::default());
        decide.until = hear.until.clone();
        let sample = text.f("示例数据：这部手机上现在显示 {code}。", [("code", &"287082")]);
        decide.code = Some(CodeField { sample, ..CodeField::sample(text, "bar") });
        let mut lift = empty();
        lift.lift = Some(Typed { value: "信用已经修复。".into(), error: String::new() });
        let code = CodeField::sample_wrong(text, "bar");
        lift.errors.errors.extend(code.error());
        lift.code = Some(code);
        let mut other = empty();
        other.waits = text.f("下一步由{names}来办。", [("names", &"武大队长")]);
        let mut told = empty();
        told.facts = facts;
        told.tell = true;
        told.paper = "/desk/bars/c-377/paper/decision".into();
        told.lift = Some(Typed::default());
        let mut two = empty();
        two.state = text.t("告知承诺内容不实").to_owned();
        two.other = Some((
            format!(
                "{}{}{}",
                text.t("以欺骗、贿赂等手段取得许可"),
                text.colon(),
                text.t("已听取本人陈述申辩，等决定")
            ),
            "/desk/bars/c-377?of=item".into(),
        ));
        two.tell = true;
        vec![
            ("nothing yet", propose),
            ("without a reason", wrong),
            ("proposed", hear),
            ("to be decided with a code", decide),
            ("code of the lifting wrong", lift),
            ("decided", told),
            ("somebody else is next", other),
            ("two entries out of one case", two),
            ("nothing to do", empty()),
        ]
    }
}

/// The foot of a list that has one page.
fn one(text: Text, n: usize) -> Pagination {
    Pagination { text, first: None, next: None, shown: text.f("这一页 {n} 件", [("n", &n)]) }
}

fn propose_of(from: &BarPage, mut into: BarPage) -> BarPage {
    into.ground = from.ground.clone();
    into
}
