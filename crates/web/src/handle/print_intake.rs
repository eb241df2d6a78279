//! Papers of the beginning: receipt, one-time correction notice, notice of acceptance, refusal of acceptance.

use calendar::{Clock, Day};
use casework::{Event, MaterialMarks, NonAcceptanceGround, Running, Stage};
use catalogue::item::{ItemKind, ItemLimit};
use catalogue::number::grouped_code;
use centre::particulars::RowReason;

use super::print::Sheet;
use super::{guide, legal, words};
use crate::print::{
    AcceptanceNotice, AcceptanceRefusal, CorrectionNotice, CorrectionRow, Receipt, ReceiptRow, Seal,
};

/// 收件回执: everything that is in by now, so that a reprint after a supplement is right too.
pub fn receipt(sheet: &Sheet<'_>) -> Receipt {
    let (text, facts, item) = (sheet.text, &sheet.filed.facts, &sheet.file.item);
    let missing = facts.materials.required.difference(facts.materials.marks.rows());
    let name = |row: u8| item.material(row).map(|it| legal::material(text, it));
    let mut head = sheet.head("收件回执", words::receipt_no(facts.receipt));
    head.issuer = sheet.centre();
    let code = sheet.file.texts.text(facts.query_sealed.0);
    let article = item.pre_acceptance.basis().map_or_else(String::new, legal::in_full);
    Receipt {
        frame: sheet.titled("收件回执"),
        head,
        case: sheet.case(),
        rows: rows(sheet, facts.materials.marks),
        missing: missing.iter().filter_map(name).collect(),
        next: receipt_next(sheet),
        article,
        query_code: if code.is_empty() { "—".to_owned() } else { grouped_code(&code) },
        qr: sheet.qr("查进度的二维码"),
        track_address: sheet.track.clone(),
        received: sheet.moment(facts.received_at),
        window: words::window(text, &sheet.file.organisation, facts.window),
        officer: sheet.person(facts.intake),
        seal: Seal {
            office: sheet.centre(),
            words: text.t("（收件专用章）").to_owned(),
            on: text.date_of_seal(facts.received_at.day()),
        },
    }
}

/// Tone 3: the third sentence only where the law gives that effect (C2).
fn receipt_next(sheet: &Sheet<'_>) -> String {
    let (text, item) = (sheet.text, &sheet.file.item);
    let fact = sheet.latest(|event| match event {
        Event::Received(fact) => Some(*fact),
        _ => None,
    });
    let clocks = &sheet.filed.facts.clocks;
    let due = fact
        .map(|(_, fact)| fact.pre_acceptance.clock.due())
        .or(clocks.pre_acceptance.map(|it| it.clock.due()));
    let Some(due) = due else { return text.t("材料已收到。").to_owned() };
    let day = text.date(due);
    if item.is_instant() {
        return text.t("材料已收到。材料齐，当场办好。").to_owned();
    }
    let deemed = fact.map_or(clocks.deeming.is_some(), |(_, fact)| fact.deeming.is_some());
    let (rule, silence) =
        (item.pre_acceptance.limit().is_some(), text.t("到期没告诉您，就从收到那天起算受理。"));
    let sentence = match rule {
        true => text.f("材料已收到。我们最迟 {day}告诉您是否受理；要补材料，会一次说全。", [("day", &day)]),
        false => text.f("材料已收到。我们承诺 {day}前办好。", [("day", &day)]),
    };
    if deemed { sentence + text.gap() + silence } else { sentence }
}

/// Rows that are in, with their three marks (E6).
pub fn rows(sheet: &Sheet<'_>, marks: MaterialMarks) -> Vec<ReceiptRow> {
    let line = |row: u8| {
        let material = sheet.file.item.material(row)?;
        Some(ReceiptRow {
            row,
            name: legal::material(sheet.text, material),
            form: match marks.committed.contains(row) {
                true => sheet.text.t("告知承诺书代替").to_owned(),
                false => legal::form(sheet.text, material),
            },
            seen: marks.original_seen.contains(row),
            kept: marks.copy_kept.contains(row),
            looked_up: marks.looked_up.contains(row),
        })
    };
    marks.rows().iter().filter_map(line).collect()
}

/// 一次性告知书, once it was given.
pub fn correction(sheet: &Sheet<'_>) -> Option<CorrectionNotice> {
    let (text, item) = (sheet.text, &sheet.file.item);
    let correction = sheet.filed.facts.correction?;
    let title = if correction.round > 1 { "再次补正告知书" } else { "一次性告知书" };
    let reasons: Vec<RowReason> = sheet.file.texts.record(correction.reasons.0).unwrap_or_default();
    let row = |row: u8| {
        let material = item.material(row)?;
        Some(CorrectionRow {
            row,
            name: legal::material(text, material),
            reason: reasons.iter().find(|it| it.row == row).map_or_else(String::new, |it| it.reason.clone()),
            basis: legal::quoted_all(&material.basis),
        })
    };
    let centre = &sheet.file.organisation.centre;
    let windows = guide::windows(text, item, &sheet.file.organisation);
    Some(CorrectionNotice {
        frame: sheet.titled(title),
        head: sheet.head(title, sheet.number(correction.notice)),
        again: super::correction_words::again(text, sheet.file, &correction),
        case: sheet.case(),
        rows: correction.rows.iter().filter_map(row).collect(),
        bring_by: text.date_with_year(correction.bring_by),
        bring_to: format!("{windows}（{}）", centre.address),
        article: item.pre_acceptance.basis().map_or_else(String::new, legal::in_full),
        qr: sheet.qr("查进度的二维码"),
        officer: sheet.person(correction.by),
        seal: sheet.seal(correction.noticed_on),
    })
}

/// What acceptance fixed, whether by an officer or by silence.
struct Acceptance {
    on: Day,
    issued_on: Day,
    promised: Running,
    statutory: Option<Running>,
    deemed: bool,
}

fn acceptance_of(sheet: &Sheet<'_>) -> Option<Acceptance> {
    let (_, fact) = sheet.latest(|event| match event {
        Event::Accepted(fact) => Some(Acceptance {
            on: fact.accepted_on,
            issued_on: fact.at.day(),
            promised: fact.promised,
            statutory: fact.statutory,
            deemed: false,
        }),
        Event::DeemedAccepted(fact) => Some(Acceptance {
            on: fact.accepted_on,
            issued_on: fact.at.day(),
            promised: fact.promised,
            statutory: fact.statutory,
            deemed: true,
        }),
        _ => None,
    })?;
    Some(fact)
}

/// 受理通知书, once accepted; a matter done on the spot has its one paper instead (C6).
pub fn acceptance(sheet: &Sheet<'_>) -> Option<AcceptanceNotice> {
    let (text, facts, item) = (sheet.text, &sheet.filed.facts, &sheet.file.item);
    let spot = sheet.latest(|event| matches!(event, Event::AgentSkipped(_)).then_some(()));
    let notice = facts.acceptance.filter(|_| spot.is_none())?.notice;
    let accepted = acceptance_of(sheet)?;
    let due = |running: &Running| text.date(running.clock.due());
    let next = match &accepted.statutory {
        Some(statutory) => text.f(
            "我们承诺 {promised}前办好，法律规定最迟 {statutory}。",
            [("promised", &due(&accepted.promised)), ("statutory", &due(statutory))],
        ),
        None => text.f("我们承诺 {day}前办好。", [("day", &due(&accepted.promised))]),
    };
    let limit = |name: &str, clock: &Clock, of: Option<&ItemLimit>| {
        let article = of.and_then(|it| it.basis.as_ref()).map_or_else(String::new, |it| it.quoted());
        (
            text.t(name).to_owned(),
            words::limit(text, clock.limit()),
            text.date_with_year(clock.due()),
            article,
        )
    };
    let mut limits = vec![limit("我们承诺", &accepted.promised.clock, Some(&item.promised))];
    limits.extend(accepted.statutory.map(|it| limit("法律规定最迟", &it.clock, item.statutory.as_ref())));
    let provisional = |running: &Running| running.clock.is_provisional();
    let agent = sheet.file.organisation.person(facts.agent);
    let telephone =
        agent.and_then(|it| it.telephone.clone()).unwrap_or_else(|| item.inquiry_telephone.clone());
    Some(AcceptanceNotice {
        frame: sheet.titled("受理通知书"),
        head: sheet.head("受理通知书", sheet.number(notice)),
        case: sheet.case(),
        sentence: acceptance_sentence(sheet, &accepted),
        accepted_on: text.date_with_year(accepted.on),
        next,
        deferred: super::deferral_words::signed(text, sheet.file, facts),
        limits,
        is_provisional: provisional(&accepted.promised)
            || accepted.statutory.as_ref().is_some_and(provisional),
        agent: (sheet.person(facts.agent), telephone),
        fee: legal::fee_line(text, item),
        qr: sheet.qr("查进度的二维码"),
        seal: sheet.seal(accepted.issued_on),
    })
}

fn acceptance_sentence(sheet: &Sheet<'_>, accepted: &Acceptance) -> String {
    let text = sheet.text;
    if sheet.filed.facts.deferral.is_some() {
        return text.t("主要材料齐全、符合法定形式，决定受理。").to_owned();
    }
    if !accepted.deemed {
        return text.t("申请材料齐全、符合法定形式，决定受理。").to_owned();
    }
    let law = sheet.file.item.pre_acceptance.basis().map_or_else(String::new, |it| it.quoted());
    text.f(
        "到期没有答复，依照{law}，自 {day}起即为受理。",
        [("law", &law), ("day", &text.date_with_year(accepted.on))],
    )
}

/// 不受理告知书 or 不予受理决定书 (N1, N2, C4).
pub fn refusal(sheet: &Sheet<'_>) -> Option<AcceptanceRefusal> {
    let Stage::NotAccepted { notice, ground, reason } = &sheet.filed.stage else { return None };
    let (text, item) = (sheet.text, &sheet.file.item);
    let fact = sheet.latest(|event| match event {
        Event::AcceptanceRefused(fact) => Some(fact.at.day()),
        _ => None,
    });
    let not_required = matches!(ground, NonAcceptanceGround::NotRequired);
    let title = if not_required { "不受理告知书" } else { "不予受理决定书" };
    let remedies = item.remedies.as_ref().filter(|_| !not_required);
    Some(AcceptanceRefusal {
        frame: sheet.titled(title),
        head: sheet.head(title, sheet.number(*notice)),
        case: sheet.case(),
        next: refusal_next(sheet, ground),
        ground: refusal_ground(sheet, ground, &sheet.file.texts.text(reason.0)),
        article: refusal_article(sheet, ground),
        remedies: remedies.map_or_else(String::new, |it| legal::remedies(text, it)),
        returned: text.t("您交的材料当场全部退还。").to_owned(),
        seal: sheet.seal(fact.map_or(sheet.file.now.day(), |(_, day)| day)),
    })
}

fn refusal_next(sheet: &Sheet<'_>, ground: &NonAcceptanceGround) -> String {
    let text = sheet.text;
    match ground {
        NonAcceptanceGround::NotRequired => text.t("这件事不用审批，您可以直接去做。").to_owned(),
        NonAcceptanceGround::NotCompetent { office, unit } => {
            let office = sheet.file.texts.text(office.0);
            let known = unit.and_then(|code| sheet.file.organisation.unit(code));
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

fn refusal_ground(sheet: &Sheet<'_>, ground: &NonAcceptanceGround, reason: &str) -> String {
    let named = match ground {
        NonAcceptanceGround::Barred { ground } => sheet.file.item.refusal_ground(*ground),
        _ => None,
    };
    match named {
        Some(named) => format!(
            "{}{} {reason}",
            sheet.text.pick(&named.name, named.name_en.as_deref()),
            sheet.text.stop()
        )
        .trim()
        .to_owned(),
        None => reason.to_owned(),
    }
}

fn refusal_article(sheet: &Sheet<'_>, ground: &NonAcceptanceGround) -> String {
    let item = &sheet.file.item;
    let licence = item.kind == ItemKind::Licensing;
    match ground {
        NonAcceptanceGround::Barred { ground } => {
            item.refusal_ground(*ground).map_or_else(String::new, |it| legal::in_full(&it.basis))
        }
        NonAcceptanceGround::NotRequired if licence => legal::licensing_law("第三十二条第一款第一项"),
        NonAcceptanceGround::NotCompetent { .. } if licence => legal::licensing_law("第三十二条第一款第二项"),
        _ => legal::quoted_all(&item.basis),
    }
}
