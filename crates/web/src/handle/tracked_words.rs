//! The plain sentences of a tracked case: first what happens next, then why (demo-county.md, part A).

use calendar::Light;
use casework::{
    ClockKind, DocumentNo, Event, Extension, Handling, NonAcceptanceGround, Outcome, Stage,
    Stop as ClockStop, Watch,
};
use catalogue::Authority;
use catalogue::item::{Post, RefusalGround};

use super::legal;
use super::tracked::View;
use super::words;

/// What happens next, in one or two sentences.
pub fn next(view: &View<'_>) -> String {
    let text = view.text;
    let t = |id: &str| text.t(id).to_owned();
    if view.file.destroyed().is_some() {
        return t("这件事早已了结，案卷保管期满，已经按规定销毁。");
    }
    match &view.filed.stage {
        Stage::Received => received(view),
        Stage::AwaitingSignature => t("材料齐了，正等窗口负责人签发。"),
        Stage::CorrectionNoticed => {
            let left = view.correction().map_or(0, |it| it.rows.difference(it.brought).len());
            match view.correction() {
                Some(it) if it.round > 1 => text.f("还差 {n} 样，补齐就受理。", [("n", &left)]),
                _ => text.f("还差 {n} 样，补齐就受理。这就是全部，不会再加。", [("n", &left)]),
            }
        }
        Stage::Handling(handling) => in_hand(view, handling),
        Stage::Decided { decision, .. } | Stage::Rechecked { decision, .. } => match decision.outcome {
            Outcome::Granted => t("已批准，正在做证件。"),
            Outcome::Refused => t("这次不能批准。条件具备后可以再来申请。"),
        },
        Stage::Concluded(conclusion) => {
            let posted = super::delivery_words::on_the_way(view.file).is_some();
            let fetch = view.filed.facts.sending.fetch.is_some() && !posted;
            t(match (conclusion.decision.outcome, fetch, posted) {
                (Outcome::Granted, true, _) => {
                    "已批准，证件做好了。凭领取凭码在网上领取，也可以到出件窗口领。"
                }
                (Outcome::Granted, false, true) => "已批准，证件已经寄出，请留意查收。",
                (Outcome::Granted, false, false) => "已批准，证件做好了。凭取件码到出件窗口领取。",
                (Outcome::Refused, true, _) => {
                    "这次不能批准，决定书做好了，凭领取凭码在网上领取，也可以到出件窗口领。条件具备后可以再来申请。"
                }
                (Outcome::Refused, false, true) => {
                    "这次不能批准，决定书已经寄出，请留意查收。条件具备后可以再来申请。"
                }
                (Outcome::Refused, false, false) => {
                    "这次不能批准，决定书做好了，请到出件窗口领取。条件具备后可以再来申请。"
                }
            })
        }
        Stage::Delivered { delivered_at, by_notice: true, .. } => {
            let day = text.date(delivered_at.day());
            text.f("公告期满，{day}起视为送达。结果还给您留着，请带上身份证到窗口来领。", [("day", &day)])
        }
        Stage::Delivered { conclusion, .. } => {
            let day =
                text.date(super::delivery_words::delivered_on(view.file).unwrap_or(view.file.now.day()));
            let sentence = match conclusion.decision.outcome {
                Outcome::Granted => "{day}已送到您手里，这件事办完了。",
                Outcome::Refused => "这次没有批准，决定书 {day}已送到您手里。条件具备后可以再来申请。",
            };
            text.f(sentence, [("day", &day)])
        }
        Stage::NotAccepted { ground, .. } => not_accepted(view, ground),
        Stage::ClosedForMissing { .. } => {
            t("材料一直没有补来，这一件先退了。您随时可以再来办，已经交过的不用重交。")
        }
        Stage::Withdrawn(_) => t("按您的意思撤回了，交过的材料退还给您。您随时可以再来办。"),
        Stage::EndedWithApplicant(_) => t("申请人不在了，这一件到此为止。有人依法承继的，可以申请接着办。"),
    }
}

fn received(view: &View<'_>) -> String {
    let text = view.text;
    let Some((_, watch)) = view.shown() else { return text.t("材料已收到。").to_owned() };
    let day = text.date(watch.clock.due());
    if watch.is_late(view.file.now) {
        return text.f("材料已收到。本来最迟 {day}要答复您，现在晚了，正在催办。", [("day", &day)]);
    }
    match view.item().pre_acceptance.limit() {
        Some(_) => {
            text.f("材料已收到。我们最迟 {day}告诉您是否受理；要补材料，会一次说全。", [("day", &day)])
        }
        None => text.f("材料已收到。我们承诺 {day}前办好。", [("day", &day)]),
    }
}

fn in_hand(view: &View<'_>, handling: &Handling) -> String {
    let text = view.text;
    if let ClockStop::Stopped { asked, planned_until, .. } = &handling.stop {
        return text.f(
            "正在等{what}的结果，最迟 {day}恢复计时。",
            [("what", &view.awaited(asked)), ("day", &text.date(planned_until.plus_days(1)))],
        );
    }
    let late = view.shown().is_some_and(|(_, watch)| watch.is_late(view.file.now));
    match (late, view.filed.facts.explained, &view.filed.facts.clocks.promised) {
        (true, Some(explained), _) => {
            text.f("预计 {day}办好。", [("day", &text.date(explained.expected_on))])
        }
        (true, None, _) => text.t("晚了，正在催办，一有准日子就写在这里。").to_owned(),
        (false, _, Some(watch)) => text.f("我们承诺 {day}前办好。", [("day", &text.date(watch.clock.due()))]),
        (false, _, None) => text.t("正在办理").to_owned(),
    }
}

fn not_accepted(view: &View<'_>, ground: &NonAcceptanceGround) -> String {
    let text = view.text;
    match ground {
        NonAcceptanceGround::NotRequired => text.t("这件事不用审批，您可以直接去做。").to_owned(),
        NonAcceptanceGround::NotCompetent { office, unit } => {
            let known = unit.and_then(|code| view.organisation().unit(code));
            let office = words::office(text, known, view.file.texts.text(office.0));
            match known.and_then(|unit| unit.telephone.as_ref()) {
                Some(telephone) => text.f(
                    "这件事归{office}办，请到那里申请，电话 {telephone}。",
                    [("office", &office), ("telephone", telephone)],
                ),
                None => text.f("这件事归{office}办，请到那里申请。", [("office", &office)]),
            }
        }
        NonAcceptanceGround::Barred { .. } => text.t("这次不能受理，理由写在下面。").to_owned(),
    }
}

/// Then why: one paragraph each.
pub fn why(view: &View<'_>) -> Vec<String> {
    if let Some(list) = view.file.destroyed() {
        return destroyed(view, list);
    }
    let mut lines = of_stage(view);
    lines.extend(super::commitments::told(view.text, view.file, &view.filed.facts));
    lines.extend(super::calendar_moved::own_days(view.text, view.file));
    lines.extend(super::related::told(view.text, view.file, &view.filed.facts));
    lines
}

/// What whoever still has the receipt reads when the dossier is gone: what was destroyed, and what is still there (C23).
fn destroyed(view: &View<'_>, list: DocumentNo) -> Vec<String> {
    let text = view.text;
    vec![
        text.f(
            "销毁清册是 {no}，逐卷鉴定、经批准，两个人销毁、一个人监销。卷里的材料和您的个人信息不能再打开，文书也不能再打印。",
            [("no", &view.number(list))],
        ),
        text.t("什么时候收的、怎么办的、结果是什么，下面还查得到；您手里的文书和证照照样可以核验真伪。").to_owned(),
    ]
}

fn of_stage(view: &View<'_>) -> Vec<String> {
    let (text, facts) = (view.text, &view.filed.facts);
    match &view.filed.stage {
        Stage::Received => {
            let mut lines = Vec::new();
            if view.item().pre_acceptance.limit().is_none() {
                lines.push(text.t("要补材料，会一次说全。").to_owned());
            }
            if facts.clocks.deeming.is_some() {
                lines.push(text.t("到期没告诉您，就从收到那天起算受理。").to_owned());
            }
            lines
        }
        Stage::Handling(handling) => in_hand_why(view, handling),
        Stage::Decided { .. } | Stage::Rechecked { .. } if view.is_refused() => {
            vec![text.t("理由和依据写在下面，决定书做好就告诉您。").to_owned()]
        }
        Stage::Decided { .. } | Stage::Rechecked { .. } => view
            .shown()
            .map(|(_, watch)| text.f("最迟 {day}送到您手里。", [("day", &text.date(watch.clock.due()))]))
            .into_iter()
            .collect(),
        Stage::Concluded(_) => {
            let way = super::delivery_words::told(text, view.file);
            early_or_late(view).into_iter().chain(way).collect()
        }
        Stage::Delivered { by_notice: true, .. } => {
            super::delivery_words::originals(text, view.file).into_iter().collect()
        }
        Stage::Delivered { .. } => super::delivery_words::delivered_on(view.file)
            .and_then(|day| whole_course(view, day))
            .into_iter()
            .chain(super::delivery_words::originals_found(text, view.file))
            .collect(),
        Stage::NotAccepted { .. } => {
            let returned = text.t("您交的材料已经退还。").to_owned();
            std::iter::once(returned).chain(transferred(view)).collect()
        }
        Stage::ClosedForMissing { .. } => {
            let last = facts.correction.map(|it| text.date(it.bring_by));
            last.map(|day| text.f("告知书上写的最后一天是 {day}。", [("day", &day)])).into_iter().collect()
        }
        Stage::EndedWithApplicant(ended) => super::register_words::papers_wait(view, ended.papers),
        Stage::Withdrawn(withdrawal) => {
            let day = text.date(withdrawal.at.day());
            let how = match withdrawal.by {
                Some(_) => "{day}由您本人签字撤回。",
                None => "{day}由您本人用手机验证码确认撤回。",
            };
            let papers = match withdrawal.by {
                Some(_) => Vec::new(),
                None => super::register_words::papers_wait(view, withdrawal.papers),
            };
            let mut lines = vec![text.f(how, [("day", &day)])];
            lines.extend(papers);
            lines.push(text.f(
                "没有人可以要求您撤回。不是您本人的意思，请打 {telephone}。",
                [("telephone", &view.item().complaint_telephone)],
            ));
            lines
        }
        Stage::CorrectionNoticed => {
            view.correction().map_or_else(Vec::new, |it| super::correction_words::again(text, view.file, it))
        }
        Stage::AwaitingSignature => Vec::new(),
    }
}

fn in_hand_why(view: &View<'_>, handling: &Handling) -> Vec<String> {
    let (text, facts) = (view.text, &view.filed.facts);
    let mut lines = Vec::new();
    lines.extend(super::deferral_words::awaited(text, view.file, view.filed));
    if matches!(handling.stop, ClockStop::Stopped { .. }) {
        lines.push(text.t("这些日子依法不算在期限里，下面逐日写明。").to_owned());
    } else {
        if let Some(watch) = &facts.clocks.statutory {
            lines.push(text.f("法律规定最迟 {day}。", [("day", &text.date(watch.clock.due()))]));
        }
        lines.extend(view.shown().map(|(kind, watch)| light_sentence(view, kind, watch)));
    }
    lines.extend(super::register_words::in_line(view));
    if let Extension::Approved { reason, .. } = facts.extension {
        let reason = view.file.texts.text(reason.0);
        let reason = reason.trim().trim_end_matches(['。', '，', '；', '.']);
        let approved = view.file.lines.iter().rev().find_map(|line| match &line.event {
            Event::Extended(fact) => Some(approved_extension(fact.basis)),
            _ => None,
        });
        let sentence = approved.unwrap_or("经批准，依法延长了一次期限，原因是：{reason}。");
        lines.push(text.f(sentence, [("reason", &reason)]));
    }
    if let ClockStop::PastPlan { asked, .. } = &handling.stop {
        let what = view.awaited(asked);
        lines.push(text.f("{what}的结果还没有来，计时已经自动恢复。", [("what", &what)]));
    }
    if let Some(acceptance) = facts.acceptance.filter(|it| it.deemed) {
        let day = text.date(acceptance.accepted_on);
        lines.push(text.f("窗口到期没有答复，法律规定从 {day}起就算受理。", [("day", &day)]));
    }
    lines
}

/// Who approved it, as C7 names it: the authority's head, of a joint matter the government's, or whom one of them named by letter.
fn approved_extension(basis: Authority) -> &'static str {
    match basis {
        Authority::ByPost { post: Post::GovernmentHead, .. } => {
            "本级人民政府负责人批准，依法延长了一次期限，原因是：{reason}。"
        }
        Authority::ByPost { post: Post::AuthorityHead, .. } => {
            "本机关负责人批准，依法延长了一次期限，原因是：{reason}。"
        }
        Authority::ByDelegation { .. } => "经负责人书面授权的人批准，依法延长了一次期限，原因是：{reason}。",
        Authority::ByPost { .. } | Authority::No { .. } => "经批准，依法延长了一次期限，原因是：{reason}。",
    }
}

/// Tone 6.
fn light_sentence(view: &View<'_>, kind: ClockKind, watch: &Watch) -> String {
    let text = view.text;
    let left = view.days(watch, view.left(watch).max(0));
    match view.light(watch) {
        Light::Green => text.f("正常：还剩 {left}。", [("left", &left)]),
        Light::Yellow if view.left(watch) <= 0 => text.t("临期：今天是最后一天，已提醒承办单位。").to_owned(),
        Light::Yellow => text.f("临期：只剩 {left}，已提醒承办单位。", [("left", &left)]),
        Light::Red => {
            let after = view.file.calendar.working_days_between(watch.clock.due(), view.file.now.day());
            let late = text.working_days(after.unwrap_or(1).max(1).unsigned_abs());
            let sentence = match (kind, view.filed.facts.explained) {
                (ClockKind::Statutory, _) => {
                    "超期：比法律规定的日子晚了 {late}；督查人员已经在管，不用您去催。"
                }
                (_, Some(_)) => "超期：比承诺晚了 {late}，原因写在下面；督查人员已经在管，不用您去催。",
                (_, None) => "超期：比承诺晚了 {late}，承办单位正在写明原因；督查人员已经在管，不用您去催。",
            };
            text.f(sentence, [("late", &late)])
        }
    }
}

fn early_or_late(view: &View<'_>) -> Option<String> {
    let concluded = view.file.lines.iter().rev().find_map(|line| match line.event {
        Event::Concluded(fact) => Some(fact),
        _ => None,
    })?;
    let watch = view.filed.facts.clocks.promised.as_ref()?;
    let days = view.days(watch, concluded.days_left);
    match concluded.days_left {
        1.. => Some(view.text.f("比承诺早了 {days}。", [("days", &days)])),
        ..=-1 => Some(view.text.f("比承诺晚了 {days}，耽误您了。", [("days", &days)])),
        0 => None,
    }
}

fn whole_course(view: &View<'_>, delivered_on: calendar::Day) -> Option<String> {
    let received_on = view.filed.facts.received_at.day();
    let days = view.file.calendar.working_days_between(received_on, delivered_on).ok()?;
    if days < 1 {
        return Some(view.text.t("交材料的当天就办完了。").to_owned());
    }
    let days = view.text.working_days(days.unsigned_abs());
    Some(view.text.f("从交材料到拿到结果，一共 {days}。", [("days", &days)]))
}

/// Reasons of a refusal, with their articles (N19).
pub fn reasons(view: &View<'_>) -> Vec<(String, String)> {
    let named = |it: &RefusalGround| {
        (view.text.pick(&it.name, it.name_en.as_deref()).to_owned(), legal::short(view.text, &it.basis))
    };
    match &view.filed.stage {
        Stage::NotAccepted { ground: of, reason, .. } => {
            let known = match of {
                NonAcceptanceGround::Barred { ground } => view.item().refusal_ground(*ground).map(named),
                _ => None,
            };
            known.into_iter().chain(spoken(view, *reason)).collect()
        }
        _ if view.is_refused() => {
            let Some(fact) = decided(view) else { return Vec::new() };
            let known = fact.grounds.iter().filter_map(|code| view.item().refusal_reason(code)).map(named);
            known.chain(fact.reasons.and_then(|reason| spoken(view, reason))).collect()
        }
        _ => Vec::new(),
    }
}

fn spoken(view: &View<'_>, reason: casework::Sealed) -> Option<(String, String)> {
    let words = view.file.texts.text(reason.0);
    (!words.trim().is_empty()).then_some((words, String::new()))
}

fn decided(view: &View<'_>) -> Option<casework::Decided> {
    view.file.lines.iter().rev().find_map(|line| match line.event {
        Event::Decided(fact) => Some(fact),
        _ => None,
    })
}

/// Which office has the matter now, where it went to another unit (F13); never a person (C14).
fn transferred(view: &View<'_>) -> Option<String> {
    let (text, organisation) = (view.text, view.organisation());
    let contact = view.file.transferred.as_ref()?;
    let since = text.date(contact.since.day());
    let unit_of = |id| {
        let person = organisation.person(id)?;
        Some(words::unit(text, organisation, person.unit))
    };
    Some(match contact.waits_for {
        Some(to) => text.f(
            "我们 {day}已替您转给{to}，正等那边签收；签收以前，仍由我们负责，您不用再跑。",
            [("day", &since), ("to", &super::contact_words::target_to_call(text, organisation, to))],
        ),
        None if contact.open => {
            let unit = contact.responsible.and_then(unit_of).unwrap_or_default();
            text.f("{day}起，这件事由{unit}负责，会和您联系。", [("day", &since), ("unit", &unit)])
        }
        None => text.f(
            "{unit}已经给了结果：{outcome}。",
            [
                ("unit", &contact.responsible.and_then(unit_of).unwrap_or_default()),
                ("outcome", &super::contact_words::outcome(text, &contact.outcome)),
            ],
        ),
    })
}
