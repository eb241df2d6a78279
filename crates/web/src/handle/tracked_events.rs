//! What happened to a case, as its applicant reads it: facts of the ledger in plain sentences, without names (C14).

use calendar::{Day, Light};
use casework::{ClockKind, DeferralPhase, Event, Manner, Outcome, ResumeCause, Stage};

use super::tracked::View;
use pages::portal::Happening;

/// The newest first; what only concerns the inside of the office is left out.
pub fn happened(view: &View<'_>) -> Vec<Happening> {
    let lines = view.file.lines.iter().rev();
    lines
        .filter_map(|line| {
            Some(Happening { at: view.moment(line.event.at()), sentence: sentence(view, &line.event)? })
        })
        .collect()
}

fn sentence(view: &View<'_>, event: &Event) -> Option<String> {
    let text = view.text;
    let t = |id: &str| Some(text.t(id).to_owned());
    match event {
        Event::Received(fact) => Some(text.f("收到您的材料，共 {n} 样", [("n", &fact.marks.rows().len())])),
        Event::ReceivedMore(fact) => {
            Some(text.f("收到您补来的材料，共 {n} 样", [("n", &fact.marks.rows().len())]))
        }
        Event::CorrectionNoticed(fact) => {
            Some(text.f("告诉您要补的材料，共 {n} 样", [("n", &fact.rows.len())]))
        }
        Event::CorrectionRenewed(fact) => {
            let sentence = match fact.added.is_empty() {
                true => "第 {n} 次告诉您要补的材料，共 {m} 样",
                false => {
                    "第 {n} 次告诉您要补的材料，共 {m} 样；有上次没有告诉您的，经窗口负责人批准，已记入监察"
                }
            };
            Some(text.f(sentence, [("n", &fact.round), ("m", &fact.rows.len())]))
        }
        Event::Accepted(_) => t("已受理，受理通知书已发给您"),
        Event::Deferred(fact) => {
            let day = text.date(fact.bring_by);
            Some(text.f("先受理，有 {n} 样最迟 {day}补来", [("n", &fact.rows.len()), ("day", &day)]))
        }
        Event::DeferredBrought(fact) => {
            Some(text.f("收到您补来的材料，共 {n} 样", [("n", &fact.marks.rows().len())]))
        }
        Event::StepSkipped(fact) => {
            Some(text.f("凭您的承诺，“{step}”放到以后", [("step", &view.step_name(fact.step))]))
        }
        Event::CommitmentChecked(fact) => Some(super::commitments::outcome(text, fact.outcome)),
        Event::DeferralTurned(fact) => match fact.to {
            DeferralPhase::Half => t("提醒您补来先受理时说好的材料"),
            DeferralPhase::Passed => t("说好的日子过了，材料还没有收到"),
            DeferralPhase::Begun | DeferralPhase::LastDay => None,
        },
        Event::DeemedAccepted(fact) => {
            let day = text.date(fact.accepted_on);
            Some(text.f("到期没有答复，依法从 {day}起视为受理", [("day", &day)]))
        }
        Event::AcceptanceRefused(_) => t("告诉您不能受理，理由写在书面上"),
        Event::CorrectionReminded(fact) => {
            Some(text.f("提醒您还有 {n} 样材料没有补来", [("n", &fact.rows.len())]))
        }
        Event::ClosedForMissing(_) => t("材料一直没有补来，先退件"),
        Event::ClosureLifted(_) => t("您的材料是按时寄出的，退件撤销，接着办"),
        Event::SiteVisited(fact) => {
            is_confirmed(view, fact).then(|| super::visit_words::visited(text, view.file, fact))
        }
        Event::StepCompleted(fact) => {
            let step = view.step_name(fact.step);
            (!step.is_empty()).then(|| text.f("“{step}”办完了", [("step", &step)]))
        }
        Event::StepReturned(fact) => {
            Some(text.f("回到“{step}”再做一遍", [("step", &view.step_name(fact.step))]))
        }
        Event::Stopped(_) => t("计时暂停，告知书已发给您"),
        Event::StopOrderShown(fact) => {
            // Of a destroyed dossier the words are gone.
            match view.file.texts.text(fact.order.0) {
                order if order.is_empty() => t("补登暂停计时的依据文书"),
                order => Some(text.f("补登了暂停计时的依据文书：{order}", [("order", &order)])),
            }
        }
        Event::StopOrderOverdue(_) => t("暂停计时的依据文书没有按期补登，已记入监察"),
        Event::Resumed(fact) => match fact.cause {
            ResumeCause::Result { .. } => t("结果来了，恢复计时"),
            ResumeCause::PlannedEnd => t("计划的日子到了，自动恢复计时"),
            ResumeCause::Decided => t("恢复计时"),
        },
        Event::Extended(_) => t("经批准，依法延长了期限，告知书已发给您"),
        Event::Withdrawn(_) | Event::WithdrawnByApplicant(_) => t("按您的意思撤回，材料退还给您"),
        Event::WithdrawCodeSent(_) => t("往您的手机发了撤回用的验证码"),
        Event::Rebound(_) => t("改按事项清单新的一版办，改了什么已经告诉您"),
        Event::SameMatterCame(_) => t("您又来过窗口，接着办的是这一件"),
        Event::ReceiptReissued(_) => t("补打了回执，原来的查询码不能用了"),
        Event::ApplicantCorrected(_) => t("登记更正到您名下，编号和查询码换成新的"),
        Event::ApplicantRenamed(_) => t("您的姓名（名称）、证件号码已更新"),
        Event::ContactChanged(_) => t("您换了联系方式，窗口核对过证件"),
        Event::Succeeded(_) => t("由您接着办，前面的时间照算"),
        Event::EndedWithApplicant(_) => t("申请人不在了，终止办理"),
        Event::PapersLost(fact) if fact.posted => t("随结果寄还给您的原件在路上丢了，负责人已经签字登记"),
        Event::PapersLost(_) => t("您交的材料有一部分在我们这里遗失了，责任在我们，已记入监察"),
        Event::Decided(fact) => match fact.outcome {
            Outcome::Granted => t("作出决定：批准"),
            Outcome::Refused => t("作出决定：没有批准"),
        },
        Event::DecisionReturned(_) => t("复核以后，决定要重新作出"),
        Event::Concluded(_) => t("结果做好了"),
        Event::Delivered(fact) => t(match fact.manner {
            Manner::Electronic { .. } => "已用电子方式送到您手里",
            _ => "已送到您手里",
        }),
        Event::PickupRenewed(_) => t("换了新的取件码，原来的不能用了"),
        Event::AddressConfirmed(_) => t("您确认了送达地址"),
        Event::ResultPosted(_) => t("结果已经寄出"),
        Event::PostCameBack(_) => t("寄给您的结果退回来了"),
        Event::PostReturnCorrected(_) => t("退回是登记错了，寄给您的结果还在路上"),
        Event::PostLost(_) => t("寄给您的结果在路上丢了，照原样另出一份"),
        Event::ElectronicAgreed(_) => t("您同意了电子送达"),
        Event::ElectronicEnded(_) => t("您收回了对电子送达的同意"),
        Event::SentElectronically(_) => t("领取凭码已发到您同意的手机或者邮箱"),
        Event::DeliveryAnnounced(fact) => {
            Some(text.f("已经公告送达，到 {day}期满", [("day", &text.date(fact.until))]))
        }
        Event::DeliveryDeemed(_) => t("公告期满，视为送达"),
        Event::PriorityApproved(_) => t("同意优先办理"),
        Event::LateExplained(_) => t("承办单位说明了晚的原因"),
        Event::LightTurned(fact) if fact.to == Light::Red => match fact.clock {
            ClockKind::Promised => t("超过了承诺的日子，督查人员已经在管"),
            ClockKind::Statutory => t("超过了法律规定的日子，督查人员已经在管"),
            ClockKind::PreAcceptance => t("超过了答复的日子，督查人员已经在管"),
            ClockKind::Delivery => t("超过了送达的日子，督查人员已经在管"),
            ClockKind::Step => None,
        },
        Event::ClocksRedated(_) => t("放假安排有变，期限按新的日历重新算过"),
        _ => None,
    }
}

/// Whether both officers stand by the record: a record written anew before it was confirmed is told once.
fn is_confirmed(view: &View<'_>, record: &casework::SiteVisited) -> bool {
    let next = view.file.lines.iter().rev().take_while(|line| line.event != Event::SiteVisited(*record));
    let ends = |event: &&Event| {
        matches!(event, Event::SiteVisited(_) | Event::StepCompleted(_) | Event::StepReturned(_))
    };
    let next: Vec<&Event> = next.map(|line| &line.event).filter(ends).collect();
    matches!(next.last(), Some(Event::StepCompleted(_)))
}

/// The day of a stage in the line of stages: 0 is receipt, 1 acceptance, then the steps, `last` the delivery.
pub fn day_of(view: &View<'_>, place: usize, last: usize) -> Option<Day> {
    let facts = &view.filed.facts;
    match place {
        0 => Some(facts.received_at.day()),
        1 => facts.acceptance.map(|it| it.accepted_on),
        place if place == last => match &view.filed.stage {
            Stage::Delivered { delivered_at, .. } => Some(delivered_at.day()),
            _ => None,
        },
        place => step_day(view, place - 2),
    }
}

/// The day a step was finished, if it was not sent back since; the deciding step ends with the decision.
fn step_day(view: &View<'_>, step: usize) -> Option<Day> {
    if let Some(decision) = view.decision().filter(|decision| usize::from(decision.step) == step) {
        return Some(decision.at.day());
    }
    view.file.lines.iter().rev().find_map(|line| match &line.event {
        Event::StepCompleted(fact) if usize::from(fact.step) == step => Some(fact.at.day()),
        _ => None,
    })
}
