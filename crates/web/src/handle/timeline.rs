//! What each entry of a case says on the timeline: the act in a few words, and the words of the person who acted.

use calendar::Light;
use casework::{DeferralPhase, Event, Manner, NonAcceptanceGround, Outcome, ResumeCause};
use centre::act_delivery::Announcement;
use centre::file::CaseFile;

use super::{file_parts, visit_words, words};
use pages::text::Text;

/// What happened, and what was said.
pub fn said(text: Text, file: &CaseFile, event: &Event) -> (String, String) {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let open = |sealed: casework::Sealed| file.texts.text(sealed.0);
    let name = |id| words::person(text, &file.organisation, id);
    let day = |day| words::day(text, day);
    let number = |number| words::document_no(&file.organisation, file.item.kind, number);
    let step =
        |n: u8| file.item.steps.get(usize::from(n)).map_or_else(String::new, |step| words::step(text, step));
    let none = String::new;
    match event {
        Event::Received(it) => {
            let what = text.f("收件，留下纸质材料 {n} 份", [("n", &it.papers)]);
            (what, if it.complete { t("材料齐了。") } else { t("材料还没有齐。") })
        }
        Event::ReceivedMore(it) => (
            text.f("补收材料，留下纸质材料 {n} 份", [("n", &it.papers)])
                + &super::supplement::came(text, it.letter, it.by_representative),
            if it.complete { t("补齐了，当天应当受理。") } else { t("还没有补齐。") },
        ),
        Event::CorrectionNoticed(it) => (
            text.f("一次告知要补的材料，请申请人在 {day}前补来", [("day", &day(it.bring_by))]),
            file_parts::correction_words(text, file, it.reasons),
        ),
        Event::CorrectionReleased(it) => (
            text.f(
                "窗口负责人批准加列上次没有告知的：{rows}（记入监察）",
                [("rows", &super::correction_words::names(text, file, it.rows))],
            ),
            open(it.reason),
        ),
        Event::CorrectionRenewed(it) => {
            let places = [("n", &it.round as &dyn std::fmt::Display), ("day", &day(it.bring_by))];
            let what = match it.added.is_empty() {
                true => text.f("第 {n} 次告知要补的材料，请申请人在 {day}前补来", places),
                false => {
                    text.f("第 {n} 次告知要补的材料，有加列的（记入监察），请申请人在 {day}前补来", places)
                }
            };
            (what, file_parts::correction_words(text, file, it.reasons))
        }
        Event::Accepted(it) => (text.f("受理，{no}", [("no", &number(it.notice))]), none()),
        Event::Deferred(it) => (
            text.f(
                "容缺受理：申请人签字承诺，最迟 {day}补来：{rows}",
                [("day", &day(it.bring_by)), ("rows", &super::correction_words::names(text, file, it.rows))],
            ),
            none(),
        ),
        Event::DeferredBrought(it) => (
            text.f("补收容缺的材料，留下纸质材料 {n} 份", [("n", &it.papers)])
                + &super::supplement::came(text, it.letter, it.by_representative),
            if it.complete { t("补齐了，可以作决定。") } else { t("还没有补齐。") },
        ),
        Event::StepSkipped(it) => {
            (text.f("凭告知承诺，“{step}”放到作决定以后核查", [("step", &step(it.step))]), none())
        }
        Event::CommitmentToCheck(it) => {
            (text.f("凭告知承诺准予，最迟 {day}核查", [("day", &day(it.due_on))]), none())
        }
        Event::CommitmentChecked(it) => (super::commitments::outcome(text, it.outcome), open(it.finding)),
        Event::DeferralTurned(it) => {
            let what = match it.to {
                DeferralPhase::Begun | DeferralPhase::Half => "容缺的时间过半，已提醒申请人",
                DeferralPhase::LastDay => "容缺的材料今天是最后一天，已提醒承办人和全程代理人",
                DeferralPhase::Passed => "容缺的材料到期没有补来，已告诉申请人",
            };
            (t(what), super::correction_words::names(text, file, it.rows))
        }
        Event::DeemedAccepted(it) => (
            text.f("到期没有答复，依法从 {day}起视为受理", [("day", &day(it.accepted_on))]),
            number(it.notice),
        ),
        Event::AcceptanceRefused(it) => {
            let what = match it.ground {
                NonAcceptanceGround::NotRequired => t("不受理：依法不需要许可"),
                NonAcceptanceGround::NotCompetent { .. } => t("不予受理：不属本机关职权"),
                NonAcceptanceGround::Barred { .. } => t("不予受理：本事项列明的情形"),
            };
            (what, open(it.reason))
        }
        Event::CorrectionReminded(it) => {
            (t("补正的时间过半，已提醒申请人"), super::correction_words::names(text, file, it.rows))
        }
        Event::ClosedForMissing(_) => (t("到期没有补齐，退件；申请人可以随时再来"), none()),
        Event::ClosureLifted(it) => (
            text.f(
                "撤销退件：寄送的日子按 {day}算，没有超过 {by}",
                [("day", &day(it.brought_on)), ("by", &day(it.bring_by))],
            ),
            text.f("{no}不再作数，按原来的收件编号接着办。", [("no", &number(it.notice))]),
        ),
        Event::Presented(_) => (t("请窗口负责人签字"), none()),
        Event::InstantReturned(it) => (t("窗口负责人没有签，退回修改"), open(it.reason)),
        Event::AgentSkipped(it) => {
            (text.f("当场办结，不另移交，也不经全程代理人{name}", [("name", &name(it.agent))]), none())
        }
        Event::GivenOver(it) => (
            text.f("移交给{name}，{n} 份", [("name", &name(it.to)), ("n", &it.papers)]),
            it.note.map_or_else(none, open),
        ),
        Event::TakenOver(it) => (text.f("点清签收，{n} 份", [("n", &it.papers)]), none()),
        Event::OverDeclined(it) => (t("没有签收，退给移交人"), open(it.reason)),
        Event::OverRecalled(_) => (t("收回移交"), none()),
        Event::TakenForAbsent(it) => {
            (text.f("{name}不在岗，代班接手，{n} 份", [("name", &name(it.from)), ("n", &it.papers)]), none())
        }
        Event::TakenBack(it) => {
            (text.f("回来了，从{name}接回，{n} 份", [("name", &name(it.from)), ("n", &it.papers)]), none())
        }
        Event::Reassigned(it) => {
            let places =
                [("from", &name(it.from) as &dyn std::fmt::Display), ("to", &name(it.to)), ("n", &it.papers)];
            let mut what = text.f("{from}不在岗，改派给{to}，{n} 份", places);
            if it.papers != it.held {
                what += &text.f("（登记的是 {n} 份）", [("n", &it.held)]);
            }
            (what, open(it.reason))
        }
        Event::PapersLost(it) if it.posted => {
            let names = super::correction_words::names(text, file, it.rows);
            let by = [("name", &name(it.had_by) as &dyn std::fmt::Display), ("head", &name(it.signed_by))];
            let said = [names, text.f("{name}寄出，寄送单位报失，{head}签字", by)];
            let said: Vec<String> = said.into_iter().filter(|it| !it.is_empty()).collect();
            (t("随结果寄出的原件遗失，已经登记"), text.in_line(&said))
        }
        Event::PapersLost(it) => {
            let names = super::correction_words::names(text, file, it.rows);
            let by = [("name", &name(it.had_by) as &dyn std::fmt::Display), ("head", &name(it.signed_by))];
            let what = match it.papers {
                0 => t("材料遗失，已经登记"),
                n => text.f("材料遗失，办件登记的份数少 {n} 份", [("n", &n)]),
            };
            let said = [names, text.f("在{name}手里遗失，{head}签字", by)];
            let said: Vec<String> = said.into_iter().filter(|it| !it.is_empty()).collect();
            (what, text.in_line(&said))
        }
        Event::HandOverWaits(it) => {
            let places = [("name", &name(it.to) as &dyn std::fmt::Display), ("day", &day(it.take_by))];
            (text.f("{name}到 {day}还没有签收，列为临期", places), none())
        }
        Event::StepConfirmed(it) => {
            let place = visit_words::place(text, it.place);
            (
                text.f("{step}：第一位写了意见（{place}）", [("step", &step(it.step)), ("place", &place)]),
                open(it.opinion),
            )
        }
        Event::SiteVisited(it) => visit_words::said(text, file, it),
        Event::PhotographKept(it) => (text.f("交现场照片，第 {n} 张", [("n", &it.number)]), none()),
        Event::StepCompleted(it) => (
            text.f(
                "{step}：办完了（{place}）",
                [("step", &step(it.step)), ("place", &visit_words::place(text, it.place))],
            ),
            open(it.opinion),
        ),
        Event::StepReturned(it) => (text.f("退回到“{step}”", [("step", &step(it.step))]), open(it.reason)),
        Event::StopAskedFor(it) => {
            let order = it.order.map(|order| text.f("依据文书：{order}", [("order", &open(order))]));
            let said: Vec<String> = std::iter::once(open(it.reason)).chain(order).collect();
            (text.f("申请暂停计时 {n} 天", [("n", &it.planned_days)]), text.in_line(&said))
        }
        Event::Stopped(it) => {
            let what = text.f("批准并告知：计时暂停，计划到 {day}", [("day", &day(it.planned_until))]);
            let number = number(it.notice);
            let said = it.order_by.map(|by| {
                let places = [("number", &number as &dyn std::fmt::Display), ("day", &day(by))];
                text.f("{number}，依据文书最迟 {day}补登", places)
            });
            (what, said.unwrap_or(number))
        }
        Event::StopOrderShown(it) => (t("补登暂停计时的依据文书"), open(it.order)),
        Event::StopOrderOverdue(it) => {
            let places = [("day", &day(it.show_by) as &dyn std::fmt::Display), ("name", &name(it.asked_by))];
            (text.f("暂停计时的依据文书到 {day}还没有补登，由{name}说明", places), none())
        }
        Event::ExtensionAskedFor(it) => (t("申请延期"), open(it.reason)),
        Event::Extended(it) => {
            let running = it.statutory.or(it.promised);
            let due = running.map_or_else(none, |running| day(running.clock.due()));
            (text.f("批准并告知：依法延长一次，最迟 {day}", [("day", &due)]), number(it.notice))
        }
        Event::ExtensionRefused(it) => (t("不批准延期，期限没有变"), open(it.reason)),
        Event::Withdrawn(it) => (
            text.f(
                "申请人签字撤回（{cause}），退还材料 {n} 份",
                [("cause", &words::withdraw_cause(text, it.cause)), ("n", &it.papers)],
            ),
            it.words.map_or_else(none, open),
        ),
        Event::ReceiptReissued(_)
        | Event::SameMatterCame(_)
        | Event::Rebound(_)
        | Event::ApplicantCorrected(_)
        | Event::ApplicantRenamed(_)
        | Event::ContactChanged(_)
        | Event::Succeeded(_)
        | Event::EndedWithApplicant(_)
        | Event::WithdrawCodeSent(_)
        | Event::WithdrawnByApplicant(_) => super::register_words::said(text, file, event),
        Event::StopRefused(it) => (t("不批准暂停，计时继续"), open(it.reason)),
        Event::Resumed(it) => match it.cause {
            ResumeCause::Result { result, .. } => (t("有结果了，恢复计时"), open(result)),
            ResumeCause::PlannedEnd => (t("计划的日子到了，自动恢复计时"), none()),
            ResumeCause::Decided => (t("作出决定，恢复计时"), none()),
        },
        Event::Decided(it) => {
            let what = match it.outcome {
                Outcome::Granted => "准予，{no}",
                Outcome::Refused => "不予，{no}",
            };
            (text.f(what, [("no", &number(it.number))]), it.reasons.map_or_else(none, open))
        }
        Event::Rechecked(_) => (t("复核通过"), none()),
        Event::RecheckLapsed(_) => (t("一个工作日内没有复核，自动往下办"), none()),
        Event::DecisionReturned(it) => (t("复核退回给作决定的人"), open(it.reason)),
        Event::DocumentMade(it) => match it.certificate {
            Some(certificate) => (t("制证、用印"), number(certificate)),
            None => (t("制作决定书、用印"), none()),
        },
        Event::Concluded(it) => (t("办结"), if it.late { t("晚于承诺的日子。") } else { none() }),
        Event::Delivered(it) => {
            let what = match (it.manner, it.to) {
                (Manner::Post { on, .. }, _) => text.f("邮寄送达，{day}签收", [("day", &day(on))]),
                (Manner::Electronic { on, confirmed: Some(_) }, _) => {
                    text.f("电子送达，{day}收到", [("day", &day(on))])
                }
                (Manner::Electronic { .. }, _) => t("电子送达，申请人凭码领取"),
                (Manner::Left { on, .. }, _) => text.f("留置送达，{day}", [("day", &day(on))]),
                (Manner::Window, casework::DeliverTo::Applicant) => t("本人领取"),
                (Manner::Window, casework::DeliverTo::Authorised { .. }) => t("他人代领"),
            };
            (what, number(it.proof))
        }
        Event::PickupRenewed(it) => {
            let how = if it.on_paper {
                "取件码换了新的，当面交给本人"
            } else {
                "取件码换了新的，又发给本人"
            };
            (t(how), none())
        }
        Event::AddressConfirmed(_) => (t("申请人签字确认送达地址"), none()),
        Event::ResultPosted(it) => (t("寄出结果"), super::delivery_words::posting(text, file, it)),
        Event::PostCameBack(it) => (text.f("邮件退回，{day}", [("day", &day(it.on))]), open(it.reason)),
        Event::PostReturnCorrected(it) => (t("退回登记错了，邮件还在路上"), open(it.reason)),
        Event::PostLost(it) => {
            let answer = file.texts.record(it.word.0).unwrap_or_default();
            let said = super::delivery_words::answered(text, &answer);
            (text.f("邮件丢失，寄送单位 {day}答复", [("day", &day(it.on))]), said)
        }
        Event::ElectronicAgreed(_)
        | Event::ElectronicEnded(_)
        | Event::SentElectronically(_)
        | Event::ElectronicUnfetched(_) => super::delivery_words::electronic(text, file, event),
        Event::DeliveryAnnounced(it) => {
            let record: Option<Announcement> = file.texts.record(it.record.0);
            let said = record.map_or_else(none, |it| text.in_line(&[it.place, it.reason]));
            (text.f("公告送达，到 {day}期满", [("day", &day(it.until))]), said)
        }
        Event::DeliveryDeemed(it) => (t("公告期满，视为送达"), number(it.proof)),
        Event::PriorityAskedFor(it) => (t("申请绿色通道"), open(it.reason)),
        Event::PriorityApproved(it) => {
            let class = it.class.map_or_else(none, |class| t(words::priority_class(class)));
            (t("批准走绿色通道"), class)
        }
        Event::PriorityRefused(it) => (t("不批准走绿色通道"), open(it.reason)),
        Event::LateExplained(it) => {
            (text.f("说明晚了的原因，预计 {day}办好", [("day", &day(it.expected_on))]), open(it.reason))
        }
        Event::LightTurned(it) => {
            let sentence = match it.to {
                Light::Green => "{clock}的期限恢复正常，最迟 {day}",
                Light::Yellow => "{clock}的期限列为临期，最迟 {day}",
                Light::Red => "{clock}超期，期限到 {day}为止",
            };
            let clock = words::clock_name(text, it.clock);
            (text.f(sentence, [("clock", &clock), ("day", &day(it.due))]), none())
        }
        Event::ClocksRedated(it) => (
            text.f(
                "放假安排有变（{edition}），期限按新的日历重新算过",
                [("edition", &it.calendar.edition())],
            ),
            super::calendar_moved::said(text, file, it),
        ),
    }
}
