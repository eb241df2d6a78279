//! `GET POST /desk/people`: who is away, who stands in, and the cases to take over or back (E23, E25).

use askama::Template;

use super::parts::{Answer, CaseLine, Due, Pick, Typed, sample_line};
use crate::layout::{ErrorSummary, FormKeys, LightKind, Nav, NoticeKind, Page, PageFrame, Tone};
use crate::text::Text;

/// One present or coming absence.
#[derive(Clone, Debug)]
pub struct AbsentLine {
    /// Its id, for the button.
    pub id: u32,
    /// Who, with unit.
    pub who: String,
    /// From when until when.
    pub days: String,
    /// Why; only for the person and whoever leads the person.
    pub class: String,
    /// Who stands in, or that nobody does.
    pub deputy: String,
    /// Nobody stands in.
    pub nobody: bool,
    /// It has begun.
    pub now: bool,
    /// This person may end it; the button's own command id.
    pub end: Option<FormKeys>,
    /// The form by which another stands in; where this person may say so and somebody else could.
    pub change: Option<DeputyForm>,
}

/// Another stands in (F31). Ids begin with `deputy-` and the absence's id.
#[derive(Clone, Debug)]
pub struct DeputyForm {
    /// Beginning of its ids: `deputy-3`.
    pub slug: String,
    /// Hidden fields.
    pub keys: FormKeys,
    /// Who could.
    pub deputy: Pick,
}

/// One case to be counted and taken.
#[derive(Clone, Debug)]
pub struct CoverLine {
    /// The case's id, part of the field's name.
    pub id: String,
    /// Address of the case.
    pub href: String,
    /// Short number.
    pub number: String,
    /// Item.
    pub item: String,
    /// Last day and what is left.
    pub due: Option<Due>,
    /// Who holds it.
    pub holder: String,
    /// Papers that should be there.
    pub papers: u16,
    /// Papers counted, as typed; the error says why it was not taken.
    pub counted: Typed,
}

/// A table of cases that one signature takes, at most twenty (C35).
#[derive(Clone, Debug)]
pub struct CoverTable {
    /// `stand-in` or `take-back`: what is posted as `do`, and the beginning of ids.
    pub slug: &'static str,
    /// Message id of the heading.
    pub title: &'static str,
    /// Message id of the sentence under it.
    pub hint: &'static str,
    /// Message id of the button.
    pub button: &'static str,
    /// Hidden fields.
    pub keys: FormKeys,
    /// The cases.
    pub lines: Vec<CoverLine>,
}

/// The form by which an absence is entered.
#[derive(Clone, Debug, Default)]
pub struct AwayForm {
    /// Whose; the person first.
    pub person: Pick,
    /// Why.
    pub class: Pick,
    /// First day.
    pub from: Typed,
    /// Last day.
    pub until: Typed,
    /// Who stands in.
    pub deputy: Pick,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "desk/people.html")]
pub struct People {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is to be mended.
    pub errors: ErrorSummary,
    /// Cases to take over or back; empty tables are not drawn.
    pub tables: Vec<CoverTable>,
    /// Cases nobody is present for, for those who lead.
    pub nobody: Vec<CaseLine>,
    /// Whether this person sees that list at all.
    pub leads: bool,
    /// Absences, present first.
    pub away: Vec<AbsentLine>,
    /// The form.
    pub form: AwayForm,
    /// Its hidden fields.
    pub keys: FormKeys,
}

impl Page for People {
    const NAME: &'static str = "desk/people";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let mut wrong = sample(text);
        wrong.form.from = Typed::wrong("2026-11-19", "不能往前登记，最早从今天（11 月 20 日（周五））起。");
        wrong.form.deputy.error = "请选一位代班人，可以选：潘承办。".into();
        wrong.tables[0].lines[0].counted = Typed::wrong("4", "您点到 4 份，应有 5 份。");
        if let Some(change) = &mut wrong.away[0].change {
            change.deputy.error = "代班的须是同单位、同岗位、这几天在岗的人，可以选：潘承办。".into();
        }
        wrong.errors.errors = vec![
            ("deputy-3-deputy".into(), "代班的须是同单位、同岗位、这几天在岗的人，可以选：潘承办。".into()),
            ("away-from".into(), wrong.form.from.error.clone()),
            ("away-deputy".into(), wrong.form.deputy.error.clone()),
            ("stand-in-c-398".into(), wrong.tables[0].lines[0].counted.error.clone()),
        ];
        let mut quiet = sample(text);
        (quiet.tables, quiet.nobody, quiet.away, quiet.leads) = (Vec::new(), Vec::new(), Vec::new(), false);
        let mut calm = sample(text);
        (calm.tables, calm.nobody) = (Vec::new(), Vec::new());
        calm.frame = calm.frame.with_notice(NoticeKind::Done, "已登记。");
        vec![("head", sample(text)), ("wrong", wrong), ("quiet", quiet), ("calm", calm)]
    }
}

fn sample(text: Text) -> People {
    let line = |id: &str, number: &str| CoverLine {
        id: id.into(),
        href: "/desk/cases/c-398".into(),
        number: number.into(),
        item: "食品经营许可（餐饮）".into(),
        due: Some(Due::of("11 月 20 日（周五）", "今天到期")),
        holder: "王承办".into(),
        papers: 5,
        counted: Typed::default(),
    };
    let away = |id, who: &str, nobody, now| AbsentLine {
        id,
        who: who.into(),
        days: "11 月 20 日（周五）到 11 月 27 日（周五）".into(),
        class: text.t("休假").to_owned(),
        deputy: if nobody { String::new() } else { "潘承办".into() },
        nobody,
        now,
        end: Some(FormKeys::sample(None)),
        change: Some(DeputyForm {
            slug: format!("deputy-{id}"),
            keys: FormKeys::sample(None),
            deputy: Pick::of(vec![
                Answer::of("", text.t("请选择")),
                Answer::of("do3.sc", "魏承办"),
                Answer::of("do4.sc", super::parts::long_name()),
            ]),
        }),
    };
    let today = ["收 2026-000398", "食品经营许可（餐饮）", "许*店", "王承办（市场监管）"];
    People {
        frame: PageFrame::sample(text, "在岗和代班", Nav::People),
        text,
        errors: ErrorSummary::none(text),
        tables: vec![
            CoverTable {
                slug: "stand-in",
                title: "替人代班，要接过来的",
                hint: "承办的人不在岗，登记由您代班。一件一件点清，填上份数再签；没填份数的不接。",
                button: "点清了，接过来",
                keys: FormKeys::sample(None),
                lines: vec![line("c-398", "收 2026-000398"), line("c-399", "收 2026-000399")],
            },
            CoverTable {
                slug: "take-back",
                title: "您不在时别人代办的",
                hint: "您回来了，和代班人当面点清再接回来；没填份数的还由代班人办。",
                button: "点清了，接回来",
                keys: FormKeys::sample(None),
                lines: vec![line("c-400", "收 2026-000400")],
            },
        ],
        nobody: vec![CaseLine {
            note: text.t("没有人在岗，也没有代班人").to_owned(),
            action: text.t("改派").to_owned(),
            ..sample_line(
                text,
                Some(LightKind::Yellow),
                ("办理中", Tone::Active),
                today,
                Some(Due::of("11 月 20 日（周五）", "今天到期")),
            )
        }],
        leads: true,
        away: vec![
            away(3, "王承办（县市场监督管理局）", false, true),
            away(4, "李代理（县市场监督管理局）", true, false),
        ],
        form: AwayForm {
            person: Pick::of(vec![Answer::of("do.sc", "王承办").chosen(), Answer::of("do2.sc", "潘承办")]),
            class: Pick::of(vec![
                Answer::of("leave", text.t("休假")).chosen(),
                Answer::of("illness", text.t("病假")),
            ]),
            from: Typed::of("2026-11-20"),
            until: Typed::default(),
            deputy: Pick::of(vec![
                Answer::of("", text.t("没有人能代班")).chosen(),
                Answer::of("do2.sc", "潘承办").with_hint("王承办"),
            ]),
        },
        keys: FormKeys::sample(None),
    }
}
