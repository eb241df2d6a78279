//! Forms while a case is in hand: step opinion, clock stopped and started, fast track, explanation of lateness.

use super::Act;
use super::visit::{Recorded, VisitForm, sample_form, sample_record};
use crate::desk::parts::{Answer, Pick, Typed};

/// `step`. Fields: `opinion`, `text`, `place`, `place_reason`.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where the authority for a sign-off comes from (A17); empty for any other step.
    pub authority: String,
    /// Name of the step.
    pub name: String,
    /// Last day of this step and what is left.
    pub due: String,
    /// `agree` or `disagree`.
    pub opinion: Pick,
    /// Opinion in words.
    pub text: Typed,
    /// In the hall, back at the department, on site (A11).
    pub place: Pick,
    /// One of the ten reasons of R87 when it went back to the department.
    pub place_reason: Pick,
    /// The record of a check on site, for the first officer to write (C36).
    pub visit: Option<Box<VisitForm>>,
    /// The record of the first officer, for the second to confirm.
    pub recorded: Option<Box<Recorded>>,
    /// What the step needs besides, for instance a visit on site by two officers (N11, C36); may be empty.
    pub needs: String,
    /// Who has it next, as a sentence.
    pub next: String,
}

/// `return-step`: whoever may decide sends the case back to an earlier step. Fields: `back_to`, `reason`.
#[derive(Clone, Debug)]
pub struct ReturnStep {
    /// The steps that are done, by place in the item's order from 0; the last one stands first.
    pub back_to: Pick,
    /// Why it is sent back.
    pub reason: Typed,
}

/// `ask-stop`: only what the item declares, with its article and greatest number of days (F7, C1).
/// Fields: `ground` (place in the item's list, from 0), `days` (calendar days), `reason`, `order`.
#[derive(Clone, Debug)]
pub struct AskStop {
    /// Declared grounds; the hint says article and greatest number of days.
    pub ground: Pick,
    /// Planned calendar days.
    pub days: Typed,
    /// Reason for the applicant.
    pub reason: Typed,
    /// Commission, hearing notice or letter by name and number; may be left open.
    pub order: Typed,
    /// What to write there, and until when it may follow.
    pub order_hint: String,
    /// Who approves, as a sentence.
    pub approver: String,
}

/// `approve-stop`. No field but the code.
#[derive(Clone, Debug)]
pub struct ApproveStop {
    /// Where the authority comes from: post, or letter of delegation with its number and last day (A17).
    pub authority: String,
    /// Who asks and when.
    pub asked_by: String,
    /// Ground with its article.
    pub ground: String,
    /// From and planned until.
    pub span: String,
    /// What the asker wrote.
    pub because: String,
    /// The document it rests on, or until when it is to be shown.
    pub order: String,
    /// The exact text the applicant will be told: that notice is what stops the clock (F7).
    pub notice: String,
    /// Due day before and after.
    pub due_change: String,
}

/// `resume`. Field: `result`.
#[derive(Clone, Debug)]
pub struct Resume {
    /// Ground.
    pub ground: String,
    /// When it ends by itself.
    pub planned_until: String,
    /// Result, with the number of the report.
    pub result: Typed,
}

/// `show-stop-order`. Field: `order`.
#[derive(Clone, Debug)]
pub struct ShowStopOrder {
    /// Ground.
    pub ground: String,
    /// Until when, as a sentence; empty before the stop is approved.
    pub due: String,
    /// The document by name and number.
    pub order: Typed,
}

/// `ask-priority` (A42, R89): changes pace, never order nor checks. Field: `reason`.
#[derive(Clone, Debug)]
pub struct AskPriority {
    /// Facts.
    pub reason: Typed,
    /// Who approves.
    pub approver: String,
}

/// `approve-priority` with `refuse-priority` beside it. Fields: `class`, `reason`.
#[derive(Clone, Debug)]
pub struct ApprovePriority {
    /// Who asks and when.
    pub asked_by: String,
    /// Facts given.
    pub because: String,
    /// How many were approved this month; the count is public.
    pub count: String,
    /// For which kind of reason; the count of each is public.
    pub class: Pick,
    /// Why it is not approved.
    pub reason: Typed,
}

/// `explain-late` (tone 20). Fields: `reason`, `expected_on`.
#[derive(Clone, Debug)]
pub struct ExplainLate {
    /// By how much it is late.
    pub late: String,
    /// Reason the applicant will read.
    pub reason: Typed,
    /// Day expected to finish, `YYYY-MM-DD`.
    pub expected_on: Typed,
}

/// The ten reasons for which handling may leave the hall (R87), as posted value and words.
pub const PLACE_REASONS: [(&str, &str); 10] = [
    ("survey", "现场勘察"),
    ("hearing", "听证"),
    ("tender", "招标"),
    ("auction", "拍卖"),
    ("inspection", "检验"),
    ("testing", "检测"),
    ("quarantine", "检疫"),
    ("appraisal", "鉴定"),
    ("expert-review", "专家评审"),
    ("collective-study", "集体研究"),
];

/// What stands under the field of the document, in samples.
const ORDER_HINT: &str =
    "写上委托单、听证通知、来函的名称和编号，申请人会看到。还没有的先不填，批准告知以后 3 个工作日内补登。";

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let step = Step {
        authority: String::new(),
        name: "审查材料".into(),
        due: "11 月 24 日（周二），还剩 2 个工作日".into(),
        opinion: Pick::of(vec![Answer::of("agree", "同意"), Answer::of("disagree", "不同意")]),
        text: Typed::default(),
        place: Pick::of(vec![
            Answer::of("hall", "在大厅").chosen(),
            Answer::of("department", "回单位"),
            Answer::of("site", "到现场"),
        ]),
        place_reason: Pick::of(
            std::iter::once(Answer::of("", "请选择"))
                .chain(PLACE_REASONS.into_iter().map(|(value, label)| Answer::of(value, label)))
                .collect(),
        ),
        visit: None,
        recorded: None,
        needs: String::new(),
        next: "交上去以后，由您移交给现场核查的许核查。".into(),
    };
    let visit = Step {
        name: "现场核查".into(),
        needs: "这一步要两名执法人员到现场；另一位在自己的页面上确认。".into(),
        place: Pick::of(vec![Answer::of("site", "到现场").chosen()]),
        visit: Some(Box::new(sample_form())),
        ..step.clone()
    };
    let confirms = Step { visit: None, recorded: Some(Box::new(sample_record())), ..visit.clone() };
    let signs_off = Step {
        authority: "权限来自授权委托书（澄市监委〔2026〕3 号）：赵局长签发，有效期到 12 月 31 日（周四）。"
            .into(),
        name: "分管领导签批".into(),
        ..step.clone()
    };
    let mut refused = step.clone();
    refused.opinion.error = "请选同意或不同意。".into();
    refused.text = Typed::wrong("流程合理", "请写明看了哪几样、依据哪一条。");
    vec![
        ("step", Act::Step(step)),
        ("step on site", Act::Step(visit)),
        ("step on site, second officer", Act::Step(confirms)),
        ("step of a leader", Act::Step(signs_off)),
        ("step with errors", Act::Step(refused)),
        ("return-step", Act::ReturnStep(ReturnStep {
            back_to: Pick::of(vec![Answer::of("1", "现场核查"), Answer::of("0", "审查材料")]),
            reason: Typed::default(),
        })),
        ("return-step without a reason", Act::ReturnStep(ReturnStep {
            back_to: Pick::of(vec![Answer::of("1", "现场核查"), Answer::of("0", "审查材料").chosen()]),
            reason: Typed::wrong("", "这一项要填。"),
        })),
        ("ask-stop", Act::AskStop(AskStop {
            ground: Pick::of(vec![
                Answer::of("0", "检测：水质检测").with_hint("行政许可法第四十五条 · 最多 20 天"),
                Answer::of("1", "听证").with_hint("行政许可法第四十五条 · 最多 20 天"),
            ]),
            days: Typed::default(),
            reason: Typed::default(),
            order: Typed::default(),
            order_hint: ORDER_HINT.into(),
            approver: "由赵局长（县卫生健康局负责人）审批；办这一件的人不能批。".into(),
        })),
        ("ask-stop with a document that is too long", Act::AskStop(AskStop {
            ground: Pick::of(vec![Answer::of("0", "检测：水质检测").chosen()]),
            days: Typed::of("10"),
            reason: Typed::of("送县疾控中心检测，结果出来前无法判断。"),
            order: Typed::wrong("水质检测委托书〔2026〕118 号".repeat(20), "最多 300 个字。"),
            order_hint: ORDER_HINT.into(),
            approver: "由赵局长（县卫生健康局负责人）审批；办这一件的人不能批。".into(),
        })),
        ("approve-stop", Act::ApproveStop(ApproveStop {
            authority: "权限来自岗位：澄禾县卫生健康局单位负责人。".into(),
            asked_by: "王承办，今天 09:30".into(),
            ground: "检测：水质检测（行政许可法第四十五条）".into(),
            span: "11 月 23 日（周一）至 12 月 4 日（周五），11 天".into(),
            because: "已送县疾控中心检测，结果出来前无法判断。".into(),
            order: "水质检测委托书〔2026〕118 号".into(),
            notice: "计时暂停：11 月 23 日起做水质检测（行政许可法第四十五条），计划 12 月 4 日结束，到时没有结果就自动恢复计时。依据文书：水质检测委托书〔2026〕118 号。".into(),
            due_change: "12 月 1 日（周二） → 12 月 15 日（周二）".into(),
        })),
        ("approve-stop whose document is open", Act::ApproveStop(ApproveStop {
            authority: "权限来自岗位：澄禾县卫生健康局单位负责人。".into(),
            asked_by: "王承办，今天 09:30".into(),
            ground: "检测：水质检测（行政许可法第四十五条）".into(),
            span: "11 月 23 日（周一）至 12 月 4 日（周五），11 天".into(),
            because: "要送县疾控中心检测，委托书明天才办得好。".into(),
            order: "还没有登。今天批准告知的，王承办最迟 11 月 26 日（周四）补登。".into(),
            notice: "计时暂停：11 月 23 日起做水质检测（行政许可法第四十五条），计划 12 月 4 日结束，到时没有结果就自动恢复计时。依据文书最迟 11 月 26 日补登。".into(),
            due_change: String::new(),
        })),
        ("show-stop-order", Act::ShowStopOrder(ShowStopOrder {
            ground: "检测：水质检测（行政许可法第四十五条）".into(),
            due: "依据文书还没有登，最迟 11 月 26 日（周四）补登。".into(),
            order: Typed::default(),
        })),
        ("show-stop-order without a document", Act::ShowStopOrder(ShowStopOrder {
            ground: "检测：水质检测（行政许可法第四十五条）".into(),
            due: "依据文书最迟 11 月 26 日（周四）要补登，到期没有补登。".into(),
            order: Typed::wrong("", "这一项要填。"),
        })),
        ("resume", Act::Resume(Resume {
            ground: "检测：水质检测（行政许可法第四十五条）".into(),
            planned_until: "12 月 4 日（周五）".into(),
            result: Typed::default(),
        })),
        ("ask-priority", Act::AskPriority(AskPriority {
            reason: Typed::default(),
            approver: "由蒋主任（县政务服务中心）审批。".into(),
        })),
        ("approve-priority", Act::ApprovePriority(ApprovePriority {
            asked_by: "李代理，今天 08:50".into(),
            because: "重大投资项目：新建厂房，县重点项目 2026-07 号".into(),
            count: "本月已批 2 件，对外公布件数。".into(),
            class: Pick::of(vec![Answer::of("major-project", "重点项目"), Answer::of("livelihood", "民生急需")]),
            reason: Typed::default(),
        })),
        ("explain-late", Act::ExplainLate(ExplainLate {
            late: "比承诺晚了 2 个工作日".into(),
            reason: Typed::default(),
            expected_on: Typed::default(),
        })),
    ]
}
