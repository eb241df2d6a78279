//! What a certificate and its history say, in the page's language.

use casework::certificate::{
    CertificateRefusal, EndGround, EndKind, Event, HandedOut, Handing, Heard, Owed, ReissueKind,
    SPEAK_WORKING_DAYS, Standing, decide_by, hand_out_by,
};
use casework::{DocumentKind, DocumentNo};
use catalogue::item::ItemKind;
use centre::act::Collector;
use centre::certificate::{CertificateContent, CertificateLine, CertificateView};
use centre::paper::{PaperNo, PaperStanding};

use super::{certificates, paper_verify, words};
use pages::layout::{StateWord, Tone};
use pages::text::{Text, masked_name, masked_number};

/// 撤回、撤销、注销、吊销, as the law has them.
pub fn end_kind(kind: EndKind) -> &'static str {
    match kind {
        EndKind::Withdrawn => "撤回",
        EndKind::Revoked => "撤销",
        EndKind::Cancelled => "注销",
        EndKind::Rescinded => "吊销",
    }
}

/// A ground in half a line.
pub fn ground(ground: EndGround) -> &'static str {
    match ground {
        EndGround::RulesChanged => "所依据的法律、法规、规章修改或者废止",
        EndGround::CircumstancesChanged => "准予时所依据的客观情况发生重大变化",
        EndGround::AbuseOfOffice => "工作人员滥用职权、玩忽职守作出准予决定",
        EndGround::BeyondPowers => "超越法定职权作出准予决定",
        EndGround::WrongProcedure => "违反法定程序作出准予决定",
        EndGround::Unqualified => "申请人不具备申请资格或者不符合法定条件",
        EndGround::ObtainedByDeceit => "以欺骗、贿赂等不正当手段取得",
        EndGround::NotRenewed => "有效期届满未延续",
        EndGround::PersonGone => "持证的公民死亡或者丧失行为能力",
        EndGround::BodyEnded => "持证的法人或者其他组织依法终止",
        EndGround::ForceMajeure => "因不可抗力，许可的事项无法实施",
        EndGround::GivenBack => "持证人交回，依法应当注销",
        EndGround::Penalty => "违法行为依法应当吊销许可证件",
    }
}

/// The article of a ground, as a paper quotes it.
pub fn article(ground: EndGround) -> &'static str {
    match ground {
        EndGround::RulesChanged | EndGround::CircumstancesChanged => "《行政许可法》第八条第二款",
        EndGround::AbuseOfOffice => "《行政许可法》第六十九条第一款第一项",
        EndGround::BeyondPowers => "《行政许可法》第六十九条第一款第二项",
        EndGround::WrongProcedure => "《行政许可法》第六十九条第一款第三项",
        EndGround::Unqualified => "《行政许可法》第六十九条第一款第四项",
        EndGround::ObtainedByDeceit => "《行政许可法》第六十九条第二款",
        EndGround::NotRenewed => "《行政许可法》第七十条第一项",
        EndGround::PersonGone => "《行政许可法》第七十条第二项",
        EndGround::BodyEnded => "《行政许可法》第七十条第三项",
        EndGround::ForceMajeure => "《行政许可法》第七十条第五项",
        EndGround::GivenBack => "《行政许可法》第七十条第六项",
        EndGround::Penalty => "《行政处罚法》第九条第三项",
    }
}

/// The word for a standing, by its key.
pub fn standing(text: Text, key: &str) -> StateWord {
    let (word, tone) = match key {
        "in-force" => ("有效", Tone::Good),
        "expired" => ("已到期", Tone::Late),
        "withdrawn" => ("已撤回", Tone::Ended),
        "revoked" => ("已撤销", Tone::Ended),
        "cancelled" => ("已注销", Tone::Ended),
        "rescinded" => ("已吊销", Tone::Ended),
        _ => ("", Tone::Ended),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// What a paper of it is worth, in a word.
pub fn worth(text: Text, standing: PaperStanding) -> String {
    let word = match standing {
        PaperStanding::Genuine => "有效",
        PaperStanding::Superseded => "已被代替",
        PaperStanding::Revoked => "已撤销",
        PaperStanding::Expired => "已到期",
        PaperStanding::Void => "已作废",
        PaperStanding::Renewed => "已延续",
        PaperStanding::Withdrawn => "已撤回",
        PaperStanding::Cancelled => "已注销",
        PaperStanding::Rescinded => "已吊销",
    };
    text.t(word).to_owned()
}

/// The holder, masked: 许*店 990121********0016.
pub fn holder(text: Text, content: &CertificateContent) -> String {
    let number = masked_number(&content.document_number);
    let kind = words::document_type(text, &content.document_type);
    format!("{} {kind} {number}", masked_name(&content.holder)).trim().to_owned()
}

/// A number of it as people read it.
pub fn number(view: &CertificateView, number: DocumentNo) -> String {
    words::document_no(&view.organisation, view.file.item_kind, number)
}

/// Label and value of what is so today.
pub fn facts(text: Text, view: &CertificateView) -> Vec<(String, String)> {
    let file = &view.file;
    let current = file.current();
    let t = |word: &str| text.t(word).to_owned();
    let until = match current.valid_until {
        Some(day) => text.date_with_year(day),
        None => t("长期"),
    };
    let mut facts = vec![
        (t("持证人"), holder(text, &view.content)),
        (t("收件编号"), words::receipt_no(file.receipt)),
        (t("发证单位"), words::unit(text, &view.organisation, file.authority)),
        (t("从哪天起有效"), text.date_with_year(current.valid_from)),
        (t("有效期到"), until),
    ];
    if !view.content.scope.is_empty() {
        facts.push((t("准予的内容"), view.content.scope.clone()));
    }
    if let Some(by) =
        current.valid_until.filter(|_| file.standing == Standing::InForce && file.renewal.is_none())
        && file.item_kind == ItemKind::Licensing
        && let Some(by) = casework::certificate::renewal_by(by, &view.calendar)
    {
        facts.push((t("申请延续最迟"), text.date_with_year(by)));
    }
    if let Some(renewal) = file.renewal {
        facts.push((
            t("延续申请"),
            text.f("{day}收到，等决定；到期没有决定就视为准予", [("day", &text.date(renewal.on))]),
        ));
    }
    if let Some(running) = file.proceeding {
        let kind = text.t(end_kind(running.ground.kind()));
        let heard = match running.heard {
            Heard::Awaited => match running.speak_by {
                Some(day) => text.f("陈述申辩到 {day}", [("day", &text.date(day))]),
                None => t("告知书还没有发给持证人，发到才开始算陈述申辩的日子"),
            },
            Heard::Spoken(_) => t("持证人已经说明"),
            Heard::Silent => t("持证人到期没有说明"),
        };
        facts.push((
            text.f("拟{kind}", [("kind", &kind)]),
            format!("{}{}{heard}", text.t(ground(running.ground)), text.semicolon()),
        ));
    }
    facts.extend(file.owed.iter().map(|owed| (t("待发放"), waiting(text, view, owed))));
    if let Standing::Ended { how, ground: why, on, number: no } = file.standing {
        facts.push((text.t(end_kind(how)).to_owned(), text.date_with_year(on)));
        facts.push((t("理由"), text.bracketed(text.t(ground(why)), article(why))));
        facts.push((t("决定书"), number(view, no)));
    }
    facts
}

/// A paper that waits to be handed out, with its last day.
pub fn waiting(text: Text, view: &CertificateView, owed: &Owed) -> String {
    let paper = paper_name(text, view, owed.number);
    let Ok(last) = hand_out_by(owed.on, &view.item, &view.calendar) else { return paper };
    let sentence = match last < view.now.day() {
        true => "{paper}，{day}就该发出，已经超期",
        false => "{paper}，最迟 {day}发出",
    };
    text.f(sentence, [("paper", &paper), ("day", &text.date(last))])
}

/// What a paper of it is called, and its number.
pub fn paper_name(text: Text, view: &CertificateView, no: DocumentNo) -> String {
    let name = match no.kind {
        DocumentKind::Certificate => certificates::result_name(text, &view.item),
        _ => text.t(paper_verify::kind(PaperNo::Document(no))).to_owned(),
    };
    format!("{name} {}", number(view, no))
}

/// What a correction, a change or a replacement that waits would make of it; whole for whoever is to decide it.
pub fn asked(text: Text, view: &CertificateView, is_whole: bool) -> Vec<(String, String)> {
    let Some(asked) = view.file.reissue else { return Vec::new() };
    let t = |word: &str| text.t(word).to_owned();
    let content = view.content_of(asked.new.content);
    let name = match asked.kind {
        ReissueKind::Correction => t("更正申请"),
        ReissueKind::Change => t("变更申请"),
        ReissueKind::Replacement => t("补发申请"),
    };
    let holder = match is_whole {
        true => {
            let kind = words::document_type(text, &content.document_type);
            format!("{} {kind} {}", content.holder, content.document_number).trim().to_owned()
        }
        false => holder(text, &content),
    };
    let by = words::person(text, &view.organisation, asked.taken_by);
    let mut facts = vec![(
        name,
        text.f("{day}由{name}收下，等另一个人决定", [("day", &text.date(asked.on)), ("name", &by)]),
    )];
    if let Ok(last) = decide_by(asked.on, &view.item, &view.calendar) {
        let sentence = match last < view.now.day() {
            true => "{day}就该答复，已经超期",
            false => "承诺 {day}前答复",
        };
        facts.push((t("最迟答复"), text.f(sentence, [("day", &text.date(last))])));
    }
    if asked.kind != ReissueKind::Replacement {
        facts.push((t("改成的持证人"), holder));
    }
    if content.scope != view.content.scope {
        facts.push((t("改成的准予内容"), content.scope));
    }
    facts.push((t("申请理由"), view.texts.text(asked.new.reason.0)));
    facts
}

/// What the holder reads of it beside the case.
pub fn told(text: Text, view: &CertificateView) -> Vec<(String, String)> {
    let state = standing(text, view.file.standing.key()).word;
    let mut told = vec![
        (text.t("编号").to_owned(), number(view, view.file.current().number)),
        (text.t("状态").to_owned(), state),
    ];
    told.extend(facts(text, view).into_iter().skip(2));
    told
}

/// What a line of the history says, and the words that were said.
pub fn said(text: Text, view: &CertificateView, line: &CertificateLine) -> (String, String) {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let open = |sealed: casework::Sealed| view.texts.text(sealed.0);
    let no = |it| number(view, it);
    let old = |returned: bool| {
        if returned { t("旧证已收回。") } else { t("旧证没有收回，核验页写明已作废。") }
    };
    let with =
        |reason: casework::Sealed, returned| format!("{}{}{}", open(reason), text.gap(), old(returned));
    let with_sent = |sent: Option<casework::Sealed>, said: String| match sent
        .and_then(|sealed| view.texts.record::<Collector>(sealed.0))
    {
        Some(who) => format!("{}{}{said}", text.f("{who}代办。", [("who", &who.name)]), text.gap()),
        None => said,
    };
    match &line.event {
        Event::Issued(it) => (text.f("做好证照，{no}", [("no", &no(it.number))]), String::new()),
        Event::ReissueAskedFor(it) => (
            match it.kind {
                ReissueKind::Correction => t("收下更正申请，等决定"),
                ReissueKind::Change => t("收下持证人的变更申请，等决定"),
                ReissueKind::Replacement => t("收下持证人的补发申请，等决定"),
            },
            with_sent(it.sent, open(it.new.reason)),
        ),
        Event::ContactChanged(it) => {
            (t("持证人换了联系方式，核对过证件"), words::window(text, &view.organisation, it.window))
        }
        Event::ReissueRefused(it) => {
            let what = [Some(t("不予更正、变更或者补发")), it.number.map(no)];
            (what.into_iter().flatten().collect::<Vec<_>>().join(text.comma()), open(it.reasons))
        }
        Event::Corrected(it) => {
            (text.f("更正，新证 {no}", [("no", &no(it.number))]), with(it.reason, it.old_returned))
        }
        Event::Changed(it) => {
            (text.f("变更，新证 {no}", [("no", &no(it.number))]), with(it.reason, it.old_returned))
        }
        Event::Replaced(it) => {
            (text.f("补发，新证 {no}", [("no", &no(it.number))]), with(it.reason, it.old_returned))
        }
        Event::RenewalAppliedFor(it) => (
            text.f("持证人申请延续，{no}", [("no", &no(it.receipt))]),
            with_sent(it.sent, it.words.map_or_else(String::new, open)),
        ),
        Event::Renewed(it) => (
            text.f(
                "准予延续到 {day}，新证 {no}",
                [("day", &text.date_with_year(it.valid_until)), ("no", &no(it.number))],
            ),
            String::new(),
        ),
        Event::RenewalRefused(it) => (text.f("不予延续，{no}", [("no", &no(it.number))]), open(it.reasons)),
        Event::DeemedRenewed(it) => (
            text.f(
                "到期前没有作出决定，依法视为准予延续到 {day}，新证 {no}",
                [("day", &text.date_with_year(it.valid_until)), ("no", &no(it.number))],
            ),
            String::new(),
        ),
        Event::Reminded(it) => (text.f("提醒持证人：还有 {n} 天到期", [("n", &it.days)]), String::new()),
        Event::Expired(_) => (t("有效期满，没有延续"), String::new()),
        Event::ProceedingOpened(it) => (
            match it.speak_by {
                Some(day) => text.f(
                    "拟{kind}，告知持证人可以陈述申辩到 {day}，{no}",
                    [
                        ("kind", &text.t(end_kind(it.ground.kind()))),
                        ("day", &text.date(day)),
                        ("no", &no(it.notice)),
                    ],
                ),
                None => text.f(
                    "拟{kind}，告知书 {no}",
                    [("kind", &text.t(end_kind(it.ground.kind()))), ("no", &no(it.notice))],
                ),
            },
            format!(
                "{}{}{}",
                text.bracketed(text.t(ground(it.ground)), article(it.ground)),
                text.semicolon(),
                open(it.facts)
            ),
        ),
        Event::StatementRedated(it) => {
            (text.f("放假安排有变，陈述申辩延到 {day}", [("day", &text.date(it.speak_by))]), String::new())
        }
        Event::StatementRecorded(it) => (t("持证人陈述申辩"), open(it.words)),
        Event::StatementLapsed(_) => (t("到期没有陈述申辩"), String::new()),
        Event::Ended(it) => {
            ([text.t(end_kind(it.how)).to_owned(), no(it.number)].join(text.comma()), open(it.reasons))
        }
        Event::ProceedingDropped(it) => (t("经过核实，照常有效"), open(it.reasons)),
        Event::HandedOut(it) => (handed(text, view, it), String::new()),
    }
}

/// How a paper came to the holder, with its proof.
fn handed(text: Text, view: &CertificateView, fact: &HandedOut) -> String {
    let sentence = match fact.way {
        Handing::Holder { .. } => "持证人领取{paper}，送达回证 {no}",
        Handing::Collector { .. } => "别人持授权委托书代领{paper}，送达回证 {no}",
        Handing::Post { .. } => "邮寄的{paper}已签收，送达回证 {no}",
        Handing::Left { .. } => "{paper}留置送达，送达回证 {no}",
        Handing::Announced { .. } => "{paper}公告期满，视为送达，送达回证 {no}",
    };
    let paper = paper_name(text, view, fact.paper);
    let mut said = vec![text.f(sentence, [("paper", &paper), ("no", &number(view, fact.proof))])];
    if fact.late {
        said.push(text.t("超过了期限").to_owned());
    }
    if let Some(day) = fact.speak_by {
        said.push(text.f("陈述申辩到 {day}", [("day", &text.date(day))]));
    }
    said.join(text.semicolon())
}

/// The sentence of a refusal that is of certificates alone.
pub fn refusal(text: Text, refusal: CertificateRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    use CertificateRefusal::*;
    match refusal {
        NoSuchCertificate => t("没有查到这份证照，请核对编号。"),
        AlreadyIssued => t("这份证照已经做过，不会重复做。"),
        NoCaseBehind => t("证照只能从办结的件里来，不能另外做。"),
        NotInForce { standing: how } => {
            text.f("这份证照现在是“{state}”，不能再这样办。", [("state", &standing(text, how.key()).word)])
        }
        StillInForce => t("这份证照还没有到期，不能按“届满未延续”注销。请从列出的里面另选理由。"),
        ProceedingRuns => t("这份证照正在走撤回、撤销、注销或吊销的程序，先把它办完。"),
        NoProceeding => t("这份证照没有正在走的程序。"),
        NothingChanged => t("新证和旧证一样，没有要改的。请把要改的改好再交。"),
        CorrectionKeepsHolder => {
            t("更正不能换持证人的证件。证件种类和号码要和登记的一样；证件变了，请由持证人来办变更。")
        }
        CorrectionKeepsScope => t("更正不能改准予的内容。内容要变，请由持证人来办变更。"),
        ReissueWaits => t("已经有一份更正、变更或者补发申请在等决定，先决定它。"),
        NoReissue => t("这份证照没有等决定的更正、变更或者补发申请。"),
        PapersNotHandedOut => t("这份证照还有太多文书没有发给持证人，先把它们发出去。"),
        NotToHandOut => t("这份文书不用发，或者已经发过了。请从列出的里面选。"),
        PublicNoticeRuns { until } => {
            text.f("公告要到 {day}才期满，过了这一天再登记。", [("day", &text.date_with_year(until))])
        }
        NoticeNotHandedOut => text.f(
            "告知书还没有发给持证人。发到以后有 {days} 个工作日陈述申辩，说明记下来，或者过了这些天，才能作决定。",
            [("days", &SPEAK_WORKING_DAYS)],
        ),
        TooManyPapers => t("这份证照换过太多次，不能再换。请告诉系统管理员。"),
        NotRenewable => t("这份证照长期有效，或者统一在一天到期，不用也不能延续。"),
        NotALicence => t("这份证照不是行政许可。延续、撤回、撤销、注销、吊销按它自己的规定办，不在这里办。"),
        RenewalTooLate { by: Some(by) } => text.f(
            "申请延续最迟是 {day}，要留够 30 个工作日。现在请按新件申请，旧证到期以前照常有效。",
            [("day", &text.date(by))],
        ),
        RenewalTooLate { by: None } => {
            t("离到期已经不够 30 个工作日，不能申请延续。现在请按新件申请，旧证到期以前照常有效。")
        }
        RenewalWaits => t("延续已经申请过，正在等决定。"),
        NoRenewal => t("这份证照没有人申请延续。"),
        HolderNotHeard { speak_by } => text.f(
            "持证人还可以陈述申辩到 {day}。说明记下来，或者过了这一天，才能作决定。",
            [("day", &text.date(speak_by))],
        ),
        HeardBefore => t("持证人的陈述申辩已经记过，或者期限已经过了。"),
    }
}
