//! Papers of the beginning: receipt, one-time correction notice, notice of acceptance, refusal of acceptance.

use calendar::{Clock, Day};
use casework::{Event, MaterialMarks, NonAcceptanceGround, Running, Stage};
use catalogue::item::{ItemKind, ItemLimit, Material, MaterialForm, Remedies};
use catalogue::number::grouped_code;
use centre::particulars::RowReason;

use super::print::Sheet;
use super::said::Said;
use super::{guide, legal, words};
use pages::print::{
    AcceptanceNotice, AcceptanceRefusal, CorrectionNotice, CorrectionRow, Receipt, ReceiptRow, Seal,
};
use pages::text::Text;

/// 收件回执: everything that is in by now, so that a reprint after a supplement is right too.
pub fn receipt(sheet: &Sheet<'_>) -> Receipt {
    let (text, facts, item) = (sheet.text, &sheet.filed.facts, &sheet.file.item);
    let missing = facts.materials.required.difference(facts.materials.marks.rows());
    let name = |row: u8| item.material(row).map(|it| legal::material(text, it));
    let title = sheet.say("title", &[]);
    let mut head = sheet.head(&title, words::receipt_no(facts.receipt));
    head.issuer = sheet.centre();
    if facts.register.reprints > 0 {
        head.copy = text.f("申请人留存（补打第 {n} 次）", [("n", &facts.register.reprints)]);
    }
    let code = sheet.file.texts.text(facts.query_sealed.0);
    let article = item.pre_acceptance.basis().map_or_else(String::new, legal::in_full);
    Receipt {
        frame: sheet.titled(&title),
        head,
        case: sheet.case(),
        rows: rows(sheet, facts.materials.marks),
        missing: missing.iter().filter_map(name).collect(),
        next: receipt_next(sheet),
        article,
        query_code: if code.is_empty() { "—".to_owned() } else { grouped_code(&code) },
        qr: sheet.qr("查进度的二维码"),
        paragraphs: sheet.body(&[("address", &sheet.track)]),
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
        return sheet.say("lead-instant", &[]);
    }
    let deemed = fact.map_or(clocks.deeming.is_some(), |(_, fact)| fact.deeming.is_some());
    let slot = if item.pre_acceptance.limit().is_some() { "lead" } else { "lead-promise" };
    let sentence = sheet.say(slot, &[("due", &day)]);
    if deemed { sentence + text.gap() + &sheet.say("silence", &[]) } else { sentence }
}

/// Rows that are in: how they came, how many copies stay, and their marks (E6).
pub fn rows(sheet: &Sheet<'_>, marks: MaterialMarks) -> Vec<ReceiptRow> {
    let earlier = sheet.latest(|event| match event {
        Event::Received(fact) => Some(fact.earlier),
        _ => None,
    });
    let earlier = earlier.map_or(catalogue::RowSet::EMPTY, |(_, rows)| rows);
    let line = |row: u8| {
        let (text, material) = (sheet.text, sheet.file.item.material(row)?);
        let way = text.t(way(material, marks)).to_owned();
        let way = match later_on(sheet, row) {
            Some(day) => text.f("{way}，{day}补收", [("way", &way), ("day", &text.date(day))]),
            None if earlier.contains(row) => text.f("{form}（上次交的）", [("form", &way)]),
            None => way,
        };
        Some(ReceiptRow {
            row,
            name: legal::material(text, material),
            way,
            copies: marks.copies_of(material),
            seen: marks.original_seen.contains(row),
            looked_up: marks.looked_up.contains(row),
        })
    };
    marks.rows().iter().filter_map(line).collect()
}

/// 收取方式 of a row (GB/T 39046). What stays of an original that was shown and given back is a copy.
fn way(material: &Material, marks: MaterialMarks) -> &'static str {
    let has = |rows: catalogue::RowSet| rows.contains(material.row);
    let (kept, seen) = (has(marks.copy_kept), has(marks.original_seen));
    match (kept, material.form) {
        _ if has(marks.committed) => "告知承诺书代替",
        (true, MaterialForm::Original) if !seen => "原件",
        (true, MaterialForm::Scan) => "扫描件",
        (true, _) => "复印件",
        (false, _) if seen => "原件看过就还您",
        (false, _) => "电子件（共享查到）",
    }
}

/// The day on which a row came, where it came after the receipt; of several the last.
fn later_on(sheet: &Sheet<'_>, row: u8) -> Option<Day> {
    let came = sheet.latest(|event| match event {
        Event::ReceivedMore(fact) if fact.marks.rows().contains(row) => Some(fact.came_on()),
        Event::DeferredBrought(fact) if fact.marks.rows().contains(row) => {
            Some(fact.as_received_more().came_on())
        }
        _ => None,
    });
    came.map(|(_, day)| day)
}

/// 一次性告知书, once it was given.
pub fn correction(sheet: &Sheet<'_>) -> Option<CorrectionNotice> {
    let (text, item) = (sheet.text, &sheet.file.item);
    let correction = sheet.filed.facts.correction?;
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
    let is_first = correction.round <= 1;
    let title = sheet.say(if is_first { "title" } else { "title-again" }, &[]);
    let due = text.date_with_year(correction.bring_by);
    let lead = if is_first { "lead" } else { "lead-again" };
    let address = text.pick(&centre.address, centre.address_en.as_deref());
    let place = text.f("{windows}（{address}）", [("windows", &windows), ("address", &address)]);
    Some(CorrectionNotice {
        frame: sheet.titled(&title),
        head: sheet.head(&title, sheet.number(correction.notice)),
        case: sheet.case(),
        rows: correction.rows.iter().filter_map(row).collect(),
        again: super::correction_words::again(text, sheet.file, &correction),
        next: sheet.say(lead, &[("n", &correction.rows.len()), ("due", &due)]),
        paragraphs: sheet.body(&[("place", &place)]),
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
    let promised = due(&accepted.promised);
    let next = match &accepted.statutory {
        Some(statutory) => sheet.say("lead", &[("promised", &promised), ("statutory", &due(statutory))]),
        None => sheet.say("lead-promise", &[("promised", &promised)]),
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
    let is_provisional =
        provisional(&accepted.promised) || accepted.statutory.as_ref().is_some_and(provisional);
    let (title, name, fee) =
        (sheet.say("title", &[]), sheet.person(facts.agent), legal::fee_line(text, item));
    Some(AcceptanceNotice {
        frame: sheet.titled(&title),
        head: sheet.head(&title, sheet.number(notice)),
        case: sheet.case(),
        sentence: acceptance_sentence(sheet, &accepted),
        accepted_on: text.date_with_year(accepted.on),
        next,
        deferred: super::deferral_words::signed(text, sheet.file, facts),
        limits,
        is_provisional,
        provisional: if is_provisional { sheet.say("provisional", &[]) } else { String::new() },
        paragraphs: sheet.body(&[("agent", &name), ("telephone", &telephone), ("fee", &fee)]),
        qr: sheet.qr("查进度的二维码"),
        seal: sheet.seal(accepted.issued_on),
    })
}

fn acceptance_sentence(sheet: &Sheet<'_>, accepted: &Acceptance) -> String {
    if sheet.filed.facts.deferral.is_some() {
        return sheet.say("accepted-deferred", &[]);
    }
    if !accepted.deemed {
        return sheet.say("accepted", &[]);
    }
    let law = sheet.file.item.pre_acceptance.basis().map_or_else(String::new, |it| it.quoted());
    sheet.say("deemed", &[("law", &law), ("day", &sheet.text.date_with_year(accepted.on))])
}

/// What one can do against a decision, in the words of the paper (C16, N19); the days, the body and the court are the
/// item's.
pub fn remedies(sheet: &Sheet<'_>, remedies: &Remedies) -> String {
    remedies_said(sheet.text, &sheet.said, remedies)
}

/// The same of a paper that is no sheet of the case.
pub fn remedies_said(text: Text, said: &Said, remedies: &Remedies) -> String {
    let body = &remedies.reconsideration_body;
    let body = text.pick(body, remedies.reconsideration_body_en.as_deref());
    let slot = match remedies {
        it if it.reconsideration_first => "remedies-first",
        it if it.court == legal::ANY_COURT => "remedies",
        _ => "remedies-court",
    };
    let court = if remedies.court == legal::ANY_COURT { text.t(legal::ANY_COURT) } else { &remedies.court };
    let (days, months) = (&remedies.reconsideration_days, &remedies.suit_months);
    said.say(text, slot, &[("days", days), ("body", &body), ("months", months), ("court", &court)])
}

/// 不受理告知书 or 不予受理决定书 (N1, N2, C4).
pub fn refusal(sheet: &Sheet<'_>) -> Option<AcceptanceRefusal> {
    let Stage::NotAccepted { notice, ground, reason, .. } = &sheet.filed.stage else { return None };
    let item = &sheet.file.item;
    let fact = sheet.latest(|event| match event {
        Event::AcceptanceRefused(fact) => Some(fact.at.day()),
        _ => None,
    });
    let not_required = matches!(ground, NonAcceptanceGround::NotRequired);
    let title = sheet.say(if not_required { "title-not-required" } else { "title" }, &[]);
    let reason = refusal_ground(sheet, ground, &sheet.file.texts.text(reason.0));
    let remedies = item.remedies.as_ref().filter(|_| !not_required);
    Some(AcceptanceRefusal {
        frame: sheet.titled(&title),
        head: sheet.head(&title, sheet.number(*notice)),
        case: sheet.case(),
        next: refusal_next(sheet, ground),
        ground: sheet.say("ground", &[("reason", &reason)]),
        article: refusal_article(sheet, ground),
        remedies: remedies.map_or_else(String::new, |it| self::remedies(sheet, it)),
        returned: sheet.say("returned", &[]),
        seal: sheet.seal(fact.map_or(sheet.file.now.day(), |(_, day)| day)),
    })
}

fn refusal_next(sheet: &Sheet<'_>, ground: &NonAcceptanceGround) -> String {
    match ground {
        NonAcceptanceGround::NotRequired => sheet.say("not-required", &[]),
        NonAcceptanceGround::NotCompetent { office, unit } => {
            let known = unit.and_then(|code| sheet.file.organisation.unit(code));
            let office = words::office(sheet.text, known, sheet.file.texts.text(office.0));
            match known.and_then(|unit| unit.telephone.as_ref()) {
                Some(telephone) => {
                    sheet.say("not-competent-telephone", &[("office", &office), ("telephone", telephone)])
                }
                None => sheet.say("not-competent", &[("office", &office)]),
            }
        }
        NonAcceptanceGround::Barred { .. } => sheet.say("barred", &[]),
    }
}

fn refusal_ground(sheet: &Sheet<'_>, ground: &NonAcceptanceGround, reason: &str) -> String {
    let named = match ground {
        NonAcceptanceGround::Barred { ground } => sheet.file.item.refusal_ground(*ground),
        _ => None,
    };
    match named {
        Some(named) => format!(
            "{}{}{}{reason}",
            sheet.text.pick(&named.name, named.name_en.as_deref()),
            sheet.text.stop(),
            sheet.text.gap()
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
