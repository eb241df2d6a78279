//! Papers of the end: the decision, the proof of delivery, and the one paper of a matter done on the spot.

use casework::{Conclusion, Decided, DeliverTo, Event, Outcome, Stage};
use catalogue::Authority;
use catalogue::item::{ItemKind, PowerSource, StepKind};
use centre::act::Collector;

use super::print::Sheet;
use super::{guide, legal, print_intake, words};
use crate::app::frame::post_word;
use pages::print::{Decision, DeliveryProof, InstantPaper, PaperHead};

/// The decision that stands and may leave the house: re-checked, or its re-check lapsed (C17).
fn standing<'a>(sheet: &Sheet<'a>) -> Option<&'a casework::Decision> {
    match &sheet.filed.stage {
        Stage::Rechecked { decision, .. } => Some(decision),
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => Some(&conclusion.decision),
        _ => None,
    }
}

fn conclusion<'a>(sheet: &Sheet<'a>) -> Option<&'a Conclusion> {
    match &sheet.filed.stage {
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => Some(conclusion),
        _ => None,
    }
}

fn decided(sheet: &Sheet<'_>) -> Option<Decided> {
    let (_, fact) = sheet.latest(|event| match event {
        Event::Decided(fact) => Some(*fact),
        _ => None,
    })?;
    Some(fact)
}

/// Titles of a grant and of a refusal, by the kind of item.
pub fn title(kind: ItemKind, outcome: Outcome) -> &'static str {
    match (kind, outcome) {
        (ItemKind::Licensing, Outcome::Granted) => "准予行政许可决定书",
        (ItemKind::Licensing, Outcome::Refused) => "不予行政许可决定书",
        (ItemKind::Confirmation, Outcome::Granted) => "行政确认决定书",
        (ItemKind::Confirmation, Outcome::Refused) => "不予行政确认决定书",
        (ItemKind::Benefit, Outcome::Granted) => "行政给付决定书",
        (ItemKind::Benefit, Outcome::Refused) => "不予行政给付决定书",
        (ItemKind::PublicService, _) => "办理结果通知书",
        (_, Outcome::Granted) => "准予决定书",
        (_, Outcome::Refused) => "不予决定书",
    }
}

/// 准予 or 不予决定书 (N14, N19, C8).
pub fn decision(sheet: &Sheet<'_>) -> Option<Decision> {
    let (text, item) = (sheet.text, &sheet.file.item);
    let (stands, fact) = (standing(sheet)?, decided(sheet)?);
    let granted = stands.outcome == Outcome::Granted;
    let title = text.t(title(item.kind, stands.outcome));
    let remedies = item.remedies.as_ref().filter(|_| !granted);
    Some(Decision {
        frame: sheet.titled(title),
        head: sheet.head(title, sheet.number(stands.number)),
        case: sheet.case(),
        is_granted: granted,
        opening: format!("{}{}", opening(sheet), on_record(sheet, &fact)),
        decided: sheet.say(decided_sentence(item.kind, stands.outcome), &[]),
        reasons: if granted { grant_reasons(sheet) } else { refusal_reasons(sheet, &fact) },
        content: if granted { content(sheet) } else { Vec::new() },
        next: next(sheet, granted),
        remedies: remedies.map_or_else(String::new, |it| print_intake::remedies(sheet, it)),
        delegation: [power(sheet), delegation(sheet, stands)].concat(),
        qr: sheet.qr("核对这份决定的二维码"),
        seal: sheet.seal_of_decision(stands.at.day(), stands.basis),
    })
}

/// Which sentence of the wording decides.
fn decided_sentence(kind: ItemKind, outcome: Outcome) -> &'static str {
    match (kind, outcome) {
        (ItemKind::Licensing, Outcome::Granted) => "granted-licence",
        (ItemKind::Licensing, Outcome::Refused) => "refused-licence",
        (_, Outcome::Granted) => "granted",
        (_, Outcome::Refused) => "refused",
    }
}

fn opening(sheet: &Sheet<'_>) -> String {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let (day, item) = (text.date_with_year(facts.received_at.day()), words::item(text, &sheet.file.item));
    let number =
        facts.acceptance.map_or_else(|| words::receipt_no(facts.receipt), |it| sheet.number(it.notice));
    sheet.say("opening", &[("day", &day), ("item", &item), ("number", &number)])
}

/// A decision after a hearing rests on its record, and says so (N18).
fn on_record(sheet: &Sheet<'_>, fact: &Decided) -> String {
    let sentence = |number| {
        let number = sheet.number(number);
        let sentence = sheet.text.f("本决定以听证笔录（{number}）为依据。", [("number", &number)]);
        format!("{}{sentence}", sheet.text.gap())
    };
    fact.record.map_or_else(String::new, sentence)
}

fn grant_reasons(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let item = &sheet.file.item;
    let own = item.decision.grant_basis.as_ref().map(legal::in_full);
    let law = (item.kind == ItemKind::Licensing).then(|| legal::licensing_law("第三十八条第一款"));
    own.into_iter().chain(law).map(|article| (article, String::new())).collect()
}

/// Each ground with its article, then the words that explain it.
fn refusal_reasons(sheet: &Sheet<'_>, fact: &Decided) -> Vec<(String, String)> {
    let item = &sheet.file.item;
    let grounds = fact.grounds.iter().filter_map(|code| item.refusal_reason(code));
    let mut reasons: Vec<(String, String)> = grounds
        .map(|it| {
            let name = sheet.text.pick(&it.name, it.name_en.as_deref());
            (format!("{name}{}", sheet.text.stop()), legal::in_full(&it.basis))
        })
        .collect();
    let words = fact.reasons.map_or_else(String::new, |reason| sheet.file.texts.text(reason.0));
    if !words.trim().is_empty() {
        reasons.push((words, String::new()));
    }
    reasons
}

fn content(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let (text, item) = (sheet.text, &sheet.file.item);
    let t = |id: &str| text.t(id).to_owned();
    let mut lines =
        vec![(t("结果"), text.pick(&item.result_name, item.result_name_en.as_deref()).to_owned())];
    if let Some(number) = conclusion(sheet).and_then(|it| it.certificate) {
        lines.push((t("编号"), sheet.number(number)));
    }
    if !sheet.file.applicant.object.is_empty() {
        lines.push((t("办的是"), sheet.file.applicant.object.clone()));
    }
    if let Some(validity) = words::validity(text, item) {
        lines.push((t("有效期"), validity.to_owned()));
    }
    lines
}

fn next(sheet: &Sheet<'_>, granted: bool) -> String {
    if !granted {
        return sheet.say("next-refused", &[]);
    }
    let windows = guide::delivery_windows(sheet.text, &sheet.file.organisation);
    sheet.say("next-granted", &[("windows", &windows)])
}

/// In whose name the power is used, and who answers in court, where it is not simply the authority's own (C21).
fn power(sheet: &Sheet<'_>) -> String {
    let sentence = match sheet.file.item.power_source {
        PowerSource::Own => return String::new(),
        PowerSource::HandedDown => {
            "这项权力已下放给{unit}，由{unit}以自己的名义决定；不服决定的，以{unit}为被申请人或者被告。"
        }
        PowerSource::Authorised => {
            "{unit}依法律、法规授权，以自己的名义决定；不服决定的，以{unit}为被申请人或者被告。"
        }
        PowerSource::Entrusted => {
            "这件事受{unit}委托办理，以{unit}的名义决定；不服决定的，以{unit}为被申请人或者被告。"
        }
    };
    let unit = words::unit_in_full(sheet.text, &sheet.file.organisation, sheet.filed.facts.authority);
    sheet.text.f(sentence, [("unit", &unit)]) + sheet.text.gap()
}

/// Whose power was used and by which letter (R52, C21).
fn delegation(sheet: &Sheet<'_>, stands: &casework::Decision) -> String {
    let Authority::ByDelegation { id, from_person } = stands.basis else { return String::new() };
    let letter =
        sheet.file.organisation.delegation(id).map_or_else(|| id.to_string(), |it| it.letter_no.clone());
    sheet.text.f(
        "依{from}签发的授权委托书（{letter}），由{name}签发。",
        [("from", &sheet.person(from_person)), ("letter", &letter), ("name", &sheet.person(stands.by))],
    )
}

/// 送达回证 (N16, E16, C25), once delivered: its number is drawn at delivery.
pub fn delivery(sheet: &Sheet<'_>) -> Option<DeliveryProof> {
    let Stage::Delivered { conclusion, proof, .. } = &sheet.filed.stage else { return None };
    let (text, item) = (sheet.text, &sheet.file.item);
    let way = super::print_delivery::of(sheet)?;
    let decision = &conclusion.decision;
    let mut papers =
        vec![(text.t(title(item.kind, decision.outcome)).to_owned(), sheet.number(decision.number))];
    let result = text.pick(&item.result_name, item.result_name_en.as_deref());
    papers.extend(conclusion.certificate.map(|number| (result.to_owned(), sheet.number(number))));
    let watch = sheet.filed.facts.clocks.delivery;
    let article = item.delivery.basis.as_ref().map_or_else(String::new, |it| text.aside(it.quoted()));
    let title = sheet.say("title", &[]);
    let by_another = if way.by_another { sheet.body(&[]) } else { Vec::new() };
    // It comes back signed, and stays with whoever delivered.
    let copy = text.t("送达机关存").to_owned();
    Some(DeliveryProof {
        frame: sheet.titled(&title),
        head: PaperHead { copy, ..sheet.head(&title, sheet.number(*proof)) },
        case: sheet.case(),
        papers,
        manner: way.manner,
        place: way.place,
        due: watch.map_or_else(String::new, |it| text.date_with_year(it.clock.due()) + &article),
        receiver: way.receiver,
        delivered_at: way.delivered_at,
        officer: way.officer,
        signs: way.signs,
        paragraphs: way.record.into_iter().chain(by_another).collect(),
        seal: sheet.seal(way.on),
    })
}

/// Who received it at the window.
pub fn receiver(sheet: &Sheet<'_>, to: &DeliverTo) -> String {
    let text = sheet.text;
    match to {
        DeliverTo::Applicant => {
            let applicant = &sheet.file.applicant;
            let document = sheet.document(&applicant.document_type, &applicant.document_number);
            text.f("{name}（本人），{document}", [("name", &applicant.name), ("document", &document)])
        }
        DeliverTo::Authorised { collector, letter } => {
            let Some(who) = sheet.file.texts.record::<Collector>(collector.0) else { return String::new() };
            let document = sheet.document(&who.document_type, &who.document_number);
            let sentence = if *letter {
                "{name}（代领，持委托书），{document}"
            } else {
                "{name}（代领），{document}"
            };
            text.f(sentence, [("name", &who.name), ("document", &document)])
        }
    }
}

/// 即办件办理单 (C6): receipt, acceptance and decision on one paper, with two persons.
pub fn instant(sheet: &Sheet<'_>) -> Option<InstantPaper> {
    let (text, facts, item) = (sheet.text, &sheet.filed.facts, &sheet.file.item);
    sheet.latest(|event| matches!(event, Event::AgentSkipped(_)).then_some(()))?;
    let decision = &conclusion(sheet)?.decision;
    let signer = match decision.basis {
        Authority::ByPost { post, .. } => text.t(post_word(post)),
        _ => text.t("依授权委托书"),
    };
    let article = item.decision.grant_basis.as_ref().or(item.basis.first());
    let title = sheet.say("title", &[]);
    let result = text.pick(&item.result_name, item.result_name_en.as_deref());
    Some(InstantPaper {
        frame: sheet.titled(&title),
        head: sheet.head(&title, sheet.number(decision.number)),
        case: sheet.case(),
        rows: print_intake::rows(sheet, facts.materials.marks),
        next: sheet.say("lead", &[("result", &result)]),
        article: article.map_or_else(String::new, legal::in_full),
        paragraphs: sheet.body(&[]),
        received: (
            sheet.moment(facts.received_at),
            sheet.person(facts.intake)
                + &text.aside(words::window(text, &sheet.file.organisation, facts.window)),
        ),
        leader: leader_signed(sheet),
        signed: (sheet.moment(decision.at), sheet.person(decision.by) + &text.aside(signer)),
        // It always grants: a window head who would refuse returns it to the ordinary way.
        remedies: String::new(),
        seal: sheet.seal(decision.at.day()),
    })
}

/// When and by whom an instant matter was signed off, where the leader in charge signs first (R56).
fn leader_signed(sheet: &Sheet<'_>) -> Option<(String, String)> {
    let (_, fact) = sheet.latest(|event| match event {
        Event::StepCompleted(fact) => Some(*fact),
        _ => None,
    })?;
    let step = sheet.file.item.steps.get(usize::from(fact.step))?;
    let signer = sheet.person(fact.by) + &sheet.text.aside(words::step(sheet.text, step));
    (step.kind == StepKind::SignOff).then(|| (sheet.moment(fact.at), signer))
}
