//! `GET/POST /desk/intake/{item}`: taking a case in, on one screen, within two minutes by keyboard.

use super::intake_known::IntakeKnown;
use super::materials::{MaterialRow, sample_rows};
use super::parts::{Answer, Pick, Typed, long_name};
use crate::layout::{ErrorSummary, FormKeys, Nav, NoticeKind, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// The item, as far as the officer needs it here.
#[derive(Clone, Debug)]
pub struct IntakeItem {
    /// Short name in the address.
    pub short: String,
    /// Name.
    pub name: String,
    /// Authority.
    pub authority: String,
    /// `承诺 7 个工作日`, `当场办结`.
    pub promised: String,
    /// What follows from taking it in: `收件后 5 个工作日内答复，不答复视为受理（行政许可法第三十二条）`.
    pub pre_acceptance: String,
    /// Fee in one line; empty when there is none.
    pub fee: String,
    /// Ends at the window with a second signature (C6).
    pub is_instant: bool,
    /// Who signs it off the same day after acceptance, where that is asked for (R56); empty otherwise.
    pub leader: String,
    /// Who signs an instant case now; empty otherwise.
    pub signer: String,
    /// What the object field is called (`经营场所`, `车牌号`); empty when the item has none (E9).
    pub object_label: String,
    /// Rows of this item still to be confirmed against the law in force.
    pub is_sample: bool,
}

/// What is typed. The name of each field in the form is the name here, unless told.
#[derive(Clone, Debug, Default)]
pub struct IntakeForm {
    /// `natural_person`, `enterprise`, … as the item admits.
    pub applicant_kind: Pick,
    /// Document types of GA/T 2000.156, and the credit code for firms.
    pub document_type: Pick,
    /// Number.
    pub document_number: Typed,
    /// Name of the person or firm.
    pub name: Typed,
    /// Legal representative, for firms.
    pub legal_representative: Typed,
    /// Telephone.
    pub phone: Typed,
    /// Has no telephone (field `no_phone` = `yes`).
    pub no_phone: bool,
    /// How to be told without a telephone.
    pub notify: Pick,
    /// Whom or where, in words: a trusted person and telephone, an address.
    pub notify_detail: Typed,
    /// Messages come in English (field `language` = `en`).
    pub english: bool,
    /// Address.
    pub address: Typed,
    /// Towns and villages offered while typing.
    pub addresses: Vec<String>,
    /// Somebody else comes (field `represented` = `yes`).
    pub is_represented: bool,
    /// Name of the representative.
    pub representative_name: Typed,
    /// Document type of the representative.
    pub representative_type: Pick,
    /// Number of the representative.
    pub representative_number: Typed,
    /// Telephone of the representative.
    pub representative_phone: Typed,
    /// Where the authority comes from: letter, guardian, employee of the firm.
    pub representative_authority: Pick,
    /// Which vehicle, shop, plot (E9).
    pub object: Typed,
    /// Counter, letter, fax, online, kiosk, agent.
    pub channel: Pick,
    /// The day a letter or fax arrived; empty where it was today.
    pub arrived_on: Typed,
    /// Rows; posted as `seen`, `kept`, `copies` with the row number, `lookup`, `na`.
    pub rows: Vec<MaterialRow>,
    /// Papers kept, counted.
    pub papers: Typed,
    /// Said to be another matter than the open cases shown (field `other_matter` = `yes`).
    pub other_matter: bool,
}

/// An open case of the same applicant on the same item (E9).
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// The case.
    pub id: String,
    /// Address.
    pub href: String,
    /// Number.
    pub number: String,
    /// State, day of receipt and object, in one line.
    pub about: String,
}

/// What is still missing, counted by the server from the marks.
#[derive(Clone, Debug)]
pub struct Missing {
    /// One sentence: `还差 2 样，补齐就受理。`
    pub sentence: String,
    /// Names of the rows.
    pub names: Vec<String>,
    /// The third way beside complete and missing: what may follow after acceptance (N56); empty where that is no way.
    pub follows: String,
}

impl Missing {
    /// Counted from the rows.
    pub fn of(text: Text, rows: &[MaterialRow]) -> Missing {
        let names: Vec<String> =
            rows.iter().filter(|row| row.is_missing()).map(|row| row.name.clone()).collect();
        let sentence = match names.len() {
            0 => text.t("材料齐了，可以受理。").to_owned(),
            n if n == rows.len() => text.t("还没有勾选材料。").to_owned(),
            n => text.f("还差 {n} 样，补齐就受理。", [("n", &n)]),
        };
        let missing = || rows.iter().filter(|row| row.is_missing());
        let may_follow = missing().filter(|row| !row.follows.is_empty()).count();
        let follows = match (may_follow, names.len()) {
            (0, _) => String::new(),
            (n, all) if n == rows.len() || all == rows.len() => String::new(),
            (n, all) if n == all => {
                text.t("缺的都可以容缺：申请人签字承诺，就先受理，到约好的日子补来。").to_owned()
            }
            (n, _) => text.f("缺的里面有 {n} 样可以容缺；别的补齐了，就能先受理。", [("n", &n)]),
        };
        Missing { sentence, names, follows }
    }
}

/// The intake form. Buttons are named `do`: `receive`, `save`, `check` (look at what is missing), `count` (draw again).
#[derive(Debug, Template)]
#[template(path = "desk/intake.html")]
pub struct Intake {
    /// The answers given to the item's questions: `none`, a ground, or nothing where none were asked (R61).
    pub clear: String,
    /// That the reply is due today, and on which ground.
    pub due_today: String,
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// The item.
    pub item: IntakeItem,
    /// What was typed.
    pub form: IntakeForm,
    /// Hidden fields.
    pub keys: FormKeys,
    /// Number of the draft this form continues (hidden field `draft`); empty for a new one.
    pub draft: String,
    /// Errors, each leading to its field; element ids are `in-{field}`.
    pub errors: ErrorSummary,
    /// Things to tell the applicant that stop nothing: an expired card (E5).
    pub warnings: Vec<String>,
    /// Open cases of the same applicant and item; the form asks whether it is the same matter.
    pub duplicates: Vec<Duplicate>,
    /// What is known of the applicant: an ended case of the last 90 days, which is linked by itself, and certificates.
    pub known: IntakeKnown,
    /// What is missing.
    pub missing: Missing,
}

impl Page for Intake {
    const NAME: &'static str = "desk/intake";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |form: IntakeForm| Intake {
            frame: PageFrame::sample(text, "收件", Nav::Intake),
            text,
            item: sample_item(),
            missing: Missing::of(text, &form.rows),
            form,
            keys: FormKeys::sample(None),
            draft: String::new(),
            clear: String::new(),
            due_today: String::new(),
            errors: ErrorSummary::none(text),
            warnings: Vec::new(),
            duplicates: Vec::new(),
            known: IntakeKnown::default(),
        };
        let mut partly = sample_form(5);
        fill(&mut partly);
        let mut twelve = sample_form(12);
        fill(&mut twelve);
        twelve.applicant_kind.choose("enterprise");
        twelve.document_type.choose("credit");
        twelve.document_number = Typed::of("91990121MA0009503H");
        twelve.name = Typed::of(long_name());
        twelve.legal_representative = Typed::of("田机械");
        twelve.address = Typed::of(long_name());
        twelve.is_represented = true;
        for row in &mut twelve.rows {
            row.not_applicable = !row.condition.is_empty();
        }
        let mut wrong = sample_form(5);
        wrong.document_number = Typed::wrong("990121199001010011", "第 18 位不对，请再核对。");
        wrong.name = Typed::wrong("", "请填申请人姓名。");
        wrong.papers = Typed::wrong("", "留下了材料，请数一数共几份。");
        wrong.rows[0].error = "申请书要收原件。".into();
        let copies = text.f("请填 {min} 到 {max} 的整数。", [("min", &1), ("max", &99)]);
        wrong.rows[2].kept = Some(true);
        wrong.rows[2].copies = Typed::wrong("100", copies.clone());
        let mut wrong = page(wrong);
        wrong.errors = ErrorSummary {
            text,
            errors: [
                ("in-document_number", "证件号码：第 18 位不对，请再核对。"),
                ("in-name", "请填申请人姓名。"),
                ("in-row-1", "食品经营许可申请书：申请书要收原件。"),
                ("in-papers", "留下了材料，请数一数共几份。"),
            ]
            .map(|(id, sentence)| (id.to_owned(), text.t(sentence).to_owned()))
            .to_vec(),
        };
        wrong.errors.errors.push(("in-copies3".into(), copies));
        wrong.known = IntakeKnown::sample_wait(text);
        let mut again = page(partly.clone());
        again.warnings = vec!["身份证 10 月 8 日已过期。照收不误，请提醒申请人尽快换领。".into()];
        again.duplicates = vec![Duplicate {
            id: "c-398".into(),
            href: "/desk/cases/c-398".into(),
            number: "收 2026-000398".into(),
            about: "审查材料 · 11 月 12 日收件 · 澄湾镇禾渡路 8 号".into(),
        }];
        again.known = IntakeKnown::sample(text);
        let mut instant = page(IntakeForm { rows: sample_rows(3), ..partly.clone() });
        instant.item = IntakeItem {
            short: "self-employed".into(),
            name: "个体工商户设立登记".into(),
            promised: "当场办结".into(),
            pre_acceptance: "材料齐了当场办结，收件、受理、决定印在一张纸上。".into(),
            is_instant: true,
            signer: "吴窗长".into(),
            ..sample_item()
        };
        let mut signed_off = page(IntakeForm { rows: sample_rows(3), ..partly.clone() });
        signed_off.item = IntakeItem {
            short: "name-change".into(),
            name: "变更姓名".into(),
            promised: "当天办结".into(),
            leader: "钱副局长".into(),
            ..sample_item()
        };
        let mut kept = page(partly);
        kept.draft = "3".into();
        kept.frame = kept.frame.with_notice(NoticeKind::Hint, "这一件今天 08:52 存下，接着填就行。");
        vec![
            ("new", page(sample_form(5))),
            ("taken up again", kept),
            ("same matter?", again),
            ("errors", wrong),
            ("instant", instant),
            ("signed off by the leader in charge", signed_off),
            (
                "twelve materials, long names",
                Intake { known: IntakeKnown::sample_long(text), ..page(twelve) },
            ),
        ]
    }
}

fn sample_item() -> IntakeItem {
    IntakeItem {
        short: "food-business".into(),
        name: "食品经营许可（餐饮）".into(),
        authority: "县市场监督管理局".into(),
        promised: "承诺 7 个工作日".into(),
        pre_acceptance: "今天收件，最迟 11 月 27 日（周五）答复；到期不答复，就从今天算起受理。".into(),
        fee: String::new(),
        is_instant: false,
        leader: String::new(),
        signer: String::new(),
        object_label: "哪一家店（经营场所）".into(),
        is_sample: true,
    }
}

fn documents() -> Pick {
    Pick::of(vec![
        Answer::of("111", "居民身份证").chosen(),
        Answer::of("112", "临时居民身份证"),
        Answer::of("113", "居民户口簿"),
        Answer::of("414", "普通护照"),
        Answer::of("516", "港澳居民来往内地通行证"),
        Answer::of("511", "台湾居民来往大陆通行证"),
        Answer::of("553", "外国人永久居留身份证"),
        Answer::of("credit", "统一社会信用代码"),
    ])
}

fn sample_form(rows: usize) -> IntakeForm {
    IntakeForm {
        applicant_kind: Pick::of(vec![
            Answer::of("natural_person", "个人").chosen(),
            Answer::of("enterprise", "企业"),
            Answer::of("social_organisation", "其他组织"),
        ]),
        document_type: documents(),
        notify: Pick::of(vec![
            Answer::of("paper", "寄信到上面的地址").chosen(),
            Answer::of("person", "告诉一位信得过的人"),
            Answer::of("window", "自己到窗口来问"),
        ]),
        addresses: ["澄湾镇", "禾渡镇", "霜桥镇", "槐溪乡", "禾渡镇苇塘村", "霜桥镇椿坪村", "槐溪乡岚川村"]
            .map(String::from)
            .to_vec(),
        representative_type: documents(),
        representative_authority: Pick::of(vec![
            Answer::of("letter", "授权委托书").chosen(),
            Answer::of("guardian", "监护人"),
            Answer::of("agent", "村（社区）代办员"),
        ]),
        channel: Pick::of(vec![
            Answer::of("counter", "窗口").chosen(),
            Answer::of("letter", "信函"),
            Answer::of("fax", "传真"),
            Answer::of("agent", "代办员送来"),
        ]),
        rows: sample_rows(rows),
        ..IntakeForm::default()
    }
}

fn fill(form: &mut IntakeForm) {
    form.document_number = Typed::of("99012119900101001X");
    form.name = Typed::of("许小店");
    form.phone = Typed::of("13800000000");
    form.address = Typed::of("澄湾镇禾渡路 8 号");
    form.object = Typed::of("澄湾镇禾渡路 8 号一层");
    form.arrived_on = Typed { value: "2026-02-30".into(), error: "请填日期。".into() };
    form.rows[0].kept = Some(true);
    form.rows[1].looked_up = Some(true);
    form.rows[2].kept = Some(true);
    form.rows[2].copies = Typed::of("2");
    form.papers = Typed::of("2");
}
