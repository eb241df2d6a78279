//! The parts of a case file: head, clocks, materials, hand-overs, timeline, papers.

use casework::{Copies, Event, Facts, File, MaterialMarks, NonAcceptanceGround, Outcome, Stage, Stop};
use catalogue::item::{Material, MaterialForm, Origin};
use catalogue::{Item, PersonId};
use centre::file::{CaseFile, Line};
use centre::paper::{PaperNo, mark, papers_of};
use centre::particulars::{Applicant, NotifyBy, RowReason};

use super::{legal, stop_words, words};
use pages::desk::{
    CaseHead, CaseMaterial, Due, HandOver, MaterialRow, Moment, PaperLink, PendingStop, Typed,
};
use pages::layout::{Stage as StageLine, StageMark, Stages, StateWord, Tone};
use pages::text::Text;

/// The bases of a material in one line.
pub fn bases(material: &Material) -> String {
    legal::short_all(&material.basis)
}

/// Where a material comes from.
pub fn origin(text: Text, material: &Material) -> String {
    match material.origin {
        Origin::Applicant => text.t("申请人自备").to_owned(),
        Origin::Government => text.f("政府部门核发：{issuer}", [("issuer", &issuer(text, material))]),
        Origin::ThirdParty => text.f("第三方出具：{issuer}", [("issuer", &issuer(text, material))]),
    }
}

/// Who makes a material.
pub fn issuer(text: Text, material: &Material) -> &str {
    text.pick(&material.issuer, material.issuer_en.as_deref())
}

/// A word of help about it; may be empty.
pub fn note(text: Text, material: &Material) -> String {
    let note = material.note.as_deref().unwrap_or_default();
    text.pick(note, material.note_en.as_deref()).to_owned()
}

/// Original or copy, and how many.
pub fn form(text: Text, material: &Material) -> String {
    let word = match material.form {
        MaterialForm::Original => "原件 {n} 份",
        MaterialForm::Copy => "复印件 {n} 份",
        MaterialForm::OriginalSeen => "原件看过就还",
        MaterialForm::Scan => "扫描件 {n} 份",
    };
    text.f(word, [("n", &material.copies)])
}

/// Rows of the tick list with these marks; the marks of an item's rows that make sense for them.
pub fn rows_of(
    text: Text,
    item: &Item,
    marks: MaterialMarks,
    not_applicable: catalogue::RowSet,
) -> Vec<MaterialRow> {
    item.materials
        .iter()
        .map(|material| MaterialRow {
            row: material.row,
            name: text.pick(&material.name, material.name_en.as_deref()).to_owned(),
            basis: bases(material),
            origin: origin(text, material),
            form: form(text, material),
            condition: text
                .pick(
                    material.applies_when.as_deref().unwrap_or_default(),
                    material.applies_when_en.as_deref(),
                )
                .to_owned(),
            not_applicable: not_applicable.contains(material.row),
            seen: Some(marks.original_seen.contains(material.row)),
            kept: Some(marks.copy_kept.contains(material.row)),
            looked_up: (material.origin == Origin::Government)
                .then(|| marks.looked_up.contains(material.row)),
            copies: Typed::of(match marks.copies_of(material) {
                0 => Copies::asked(material).to_string(),
                kept => kept.to_string(),
            }),
            keeps_original: material.form == MaterialForm::Original,
            committed: (item.commitment.is_some() && material.commitment_allowed)
                .then(|| marks.committed.contains(material.row)),
            promise: super::commitments::may_replace(text, item, material),
            follows: super::deferral_words::may_follow(text, item, material),
            note: note(text, material),
            error: String::new(),
        })
        .collect()
}

/// Rows as a case has them.
pub fn material_rows(text: Text, item: &Item, facts: &Facts, marks: MaterialMarks) -> Vec<MaterialRow> {
    rows_of(text, item, marks, item.rows().difference(facts.materials.applies))
}

/// The materials table of the case file.
pub fn materials(text: Text, file: &CaseFile, facts: &Facts) -> Vec<CaseMaterial> {
    let rows = material_rows(text, &file.item, facts, facts.materials.marks);
    rows.into_iter()
        .map(|mut row| {
            row.looked_up = row.looked_up.or(Some(facts.materials.marks.looked_up.contains(row.row)));
            let came = file.lines.iter().find_map(|line| match &line.event {
                Event::Received(it) if it.marks.rows().contains(row.row) => Some(it.at),
                Event::ReceivedMore(it) if it.marks.rows().contains(row.row) => Some(it.came_at()),
                Event::DeferredBrought(it) if it.marks.rows().contains(row.row) => {
                    Some(it.as_received_more().came_at())
                }
                _ => None,
            });
            CaseMaterial { row, when: came.map_or_else(String::new, |at| words::moment(text, at)) }
        })
        .collect()
}

/// The case agent, in the place of one who went for good the one of today (E33).
pub fn agent(file: &CaseFile, facts: &Facts) -> PersonId {
    let (named, absences, today) = (facts.agent, &file.absences, file.now.day());
    let asked = casework::agent_on(&file.organisation, absences, &file.item, named, today);
    asked.filter(|_| absences.of(named, today).is_none()).unwrap_or(named)
}

/// How to reach who has no telephone (E3).
fn reached_by(text: Text, applicant: &Applicant, whole: bool) -> Option<String> {
    let way = match applicant.notify {
        _ if !applicant.no_phone || !applicant.telephone.trim().is_empty() => return None,
        NotifyBy::Sms => return Some(text.t("没有电话").to_owned()),
        NotifyBy::Paper => text.t("寄纸质通知"),
        NotifyBy::Person => text.t("告诉申请人信得过的人"),
    };
    let detail = if whole { applicant.notify_detail.trim() } else { "" };
    let words = [text.t("没有电话"), way, detail];
    Some(words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<&str>>().join(" · "))
}

/// The head of the case file. `whole` shows name and numbers unmasked, once somebody said why.
pub fn head(text: Text, file: &CaseFile, filed: &File, whole: bool) -> CaseHead {
    let facts = &filed.facts;
    let applicant = centre::particulars::Masked::new(file.applicant.name.clone());
    let telephone = centre::particulars::Masked::new(file.applicant.telephone.clone());
    let number = centre::particulars::Masked::new(file.applicant.document_number.clone());
    let shown = file.state.case.shown_clock();
    let mut numbers = vec![
        (text.t("收件编号").to_owned(), words::receipt_no(facts.receipt)),
        (
            text.t("办件编号").to_owned(),
            catalogue::number::CaseNumber { item: facts.item, day: facts.number.day, serial: facts.number.n }
                .to_string(),
        ),
    ];
    numbers.extend(super::register_words::former_numbers(text, file, facts));
    if let Some(acceptance) = facts.acceptance {
        let number = words::document_no(&file.organisation, file.item.kind, acceptance.notice);
        numbers.push((text.t("受理文书编号").to_owned(), number));
    }
    let state = file.public_state().map_or("handling", |state| state.key());
    let masked = |it: &centre::particulars::Masked, masked: String| {
        if whole { it.reveal().to_owned() } else { masked }
    };
    CaseHead {
        item: words::item(text, &file.item),
        applicant: masked(&applicant, applicant.name()),
        contact: format!(
            "{} {} · {}",
            words::document_type(text, &file.applicant.document_type),
            masked(&number, number.number()),
            reached_by(text, &file.applicant, whole)
                .unwrap_or_else(|| masked(&telephone, telephone.telephone()))
        ),
        numbers,
        light: filed.stage.is_open().then(|| {
            words::light_of_case(text, file.state.case.light(file.now), file.state.case.is_past_law(file.now))
        }),
        light_why: if filed.stage.is_open() { super::light_words::why(text, file) } else { Vec::new() },
        state: super::delivery_words::posted_state(text, file)
            .unwrap_or_else(|| words::officer_state(text, state)),
        due: shown.map(|(_, watch)| Due {
            day: words::day(text, watch.clock.due()),
            left: words::days_left(text, watch, file.now, &file.calendar),
            provisional: watch.clock.is_provisional(),
        }),
        holder: format!(
            "{} · {}",
            words::person_of_unit(text, &file.organisation, facts.holding.person),
            text.t(words::capacity(facts.holding.capacity))
        ),
        agent: words::person(text, &file.organisation, agent(file, facts)),
        is_priority: matches!(facts.priority, casework::Priority::Approved { .. }),
        object: if whole { file.applicant.object.clone() } else { String::new() },
    }
}

/// A stop of the clock that was asked for or is running.
pub fn stops(text: Text, file: &CaseFile, filed: &File) -> Vec<PendingStop> {
    let stop = match &filed.stage {
        Stage::Handling(handling) => handling.stop,
        _ => Stop::Running,
    };
    let (asked, span, word, tone) = match stop {
        Stop::Running => return stop_words::owed(text, filed).into_iter().collect(),
        Stop::Asked(asked) => {
            (asked, text.f("计划 {n} 天", [("n", &asked.planned_days)]), "等审批，计时没有停", Tone::Waiting)
        }
        Stop::Stopped { asked, from, planned_until, .. } => {
            let span = text.f(
                "{from}起，计划到 {until}",
                [("from", &words::day(text, from)), ("until", &words::day(text, planned_until))],
            );
            (asked, span, "计时暂停", Tone::Stopped)
        }
        Stop::PastPlan { asked, planned_until, .. } => {
            let span =
                text.f("计划到 {until}，已自动恢复计时", [("until", &words::day(text, planned_until))]);
            (asked, span, "结果还没有登记", Tone::Late)
        }
    };
    let ground = file.item.exclusions.get(usize::from(asked.exclusion));
    let span = text.f("{span}。理由：{why}", [("span", &span), ("why", &file.texts.text(asked.reason.0))]);
    let order = stop_words::order(text, file, filed);
    let span = if order.is_empty() { span } else { text.in_line(&[span, order]) };
    vec![PendingStop {
        ground: ground
            .map_or_else(String::new, |it| format!("{} · {}", words::exclusion(text, it), it.basis.short())),
        span,
        state: StateWord { word: text.t(word).to_owned(), tone },
        objection: String::new(),
    }]
}

/// The hand-overs with both signatures (R81).
pub fn handovers(text: Text, file: &CaseFile) -> Vec<HandOver> {
    let mut all: Vec<HandOver> = Vec::new();
    let sign = |by: PersonId, at| {
        format!("{} {}", words::person(text, &file.organisation, by), words::moment(text, at))
    };
    for line in &file.lines {
        match &line.event {
            Event::GivenOver(it) => all.push(HandOver {
                given: sign(it.by, it.at),
                given_papers: u32::from(it.papers),
                taken: text.f("等{name}签收", [("name", &words::person(text, &file.organisation, it.to))]),
                taken_papers: None,
                note: it.note.map_or_else(String::new, |note| file.texts.text(note.0)),
            }),
            Event::Reassigned(it) => all.push(HandOver {
                given: sign(it.by, it.at),
                given_papers: u32::from(it.papers),
                taken: text.f("等{name}签收", [("name", &words::person(text, &file.organisation, it.to))]),
                taken_papers: None,
                note: file.texts.text(it.reason.0),
            }),
            Event::TakenForAbsent(casework::TakenForAbsent { at, by, from, papers, .. })
            | Event::TakenBack(casework::TakenBack { at, by, from, papers, .. }) => all.push(HandOver {
                given: words::person(text, &file.organisation, *from),
                given_papers: u32::from(*papers),
                taken: sign(*by, *at),
                taken_papers: Some(u32::from(*papers)),
                note: text.t("代班交接").to_owned(),
            }),
            Event::TakenOver(it) => {
                if let Some(last) = all.last_mut() {
                    last.taken = sign(it.by, it.at);
                    last.taken_papers = Some(u32::from(it.papers));
                }
            }
            Event::OverDeclined(it) => {
                if let Some(last) = all.last_mut() {
                    last.taken = text.f("{who} 没有签收", [("who", &sign(it.by, it.at))]);
                    last.note = file.texts.text(it.reason.0);
                }
            }
            Event::OverRecalled(it) => {
                if let Some(last) = all.last_mut() {
                    last.taken = text.f("{who} 收回", [("who", &sign(it.by, it.at))]);
                }
            }
            _ => {}
        }
    }
    all
}

/// The opinions given so far, for whoever decides.
pub fn opinions(text: Text, file: &CaseFile) -> Vec<String> {
    let of = |line: &Line| {
        let (by, step, verdict, opinion) = match &line.event {
            Event::StepConfirmed(it) => (it.by, it.step, it.verdict, it.opinion),
            Event::StepCompleted(it) => (it.by, it.step, it.verdict, it.opinion),
            _ => return None,
        };
        let name =
            file.item.steps.get(usize::from(step)).map_or_else(String::new, |step| words::step(text, step));
        let verdict = if verdict == casework::Verdict::Agree { "同意" } else { "不同意" };
        let who = words::person(text, &file.organisation, by);
        let opinion = file.texts.text(opinion.0);
        Some(format!("{name} · {who}{}{} {opinion}", text.colon(), text.t(verdict)))
    };
    file.lines.iter().filter_map(of).collect()
}

/// The remedies of an item's decisions as the decision says them (C16, N19).
pub fn remedies(text: Text, item: &Item) -> String {
    item.remedies.as_ref().map_or_else(String::new, |remedies| legal::remedies(text, remedies))
}

/// The timeline, newest first.
pub fn moments(text: Text, file: &CaseFile) -> Vec<Moment> {
    let mut photographs = super::photographs::of_checks(text, file);
    let moment =
        |line: &Line| Moment { photographs: photographs.remove(&line.seq), ..moment(text, file, line) };
    let mut moments: Vec<Moment> = file.lines.iter().map(moment).collect();
    moments.reverse();
    moments
}

fn moment(text: Text, file: &CaseFile, line: &Line) -> Moment {
    let (what, said) = super::timeline::said(text, file, &line.event);
    Moment {
        recorded: words::moment(text, line.recorded_at),
        occurred: line.occurred_at.map_or_else(String::new, |at| words::moment(text, at)),
        who: words::actor(text, &file.organisation, &line.actor),
        what,
        words: said,
        photographs: None,
    }
}

/// The papers issued so far, each once.
pub fn papers(text: Text, file: &CaseFile, case_path: &str) -> Vec<PaperLink> {
    // Nobody's name is left to print (C23).
    if file.destroyed().is_some() {
        return Vec::new();
    }
    let mut made: Vec<(PaperLink, Option<PaperNo>)> = Vec::new();
    let receipt = file.filed().map(|filed| filed.facts.receipt);
    // Signed at the window, with one paper for all; an instant item may also have gone the ordinary way (C6).
    let instant = file.lines.iter().any(|line| matches!(line.event, Event::AgentSkipped(_)));
    // A decision leaves the house after its re-check (C17); one that was returned is void.
    let stands = file.filed().is_some_and(|filed| {
        matches!(filed.stage, Stage::Rechecked { .. } | Stage::Concluded(_) | Stage::Delivered { .. })
    });
    for line in &file.lines {
        let (paper, name) = match &line.event {
            Event::Received(_) => ("receipt", "收件回执"),
            Event::CorrectionNoticed(_) => ("correction", "一次性告知书"),
            Event::CorrectionRenewed(_) => ("correction", "再次补正告知书"),
            Event::Accepted(_) if !instant => ("acceptance", "受理通知书"),
            Event::DeemedAccepted(_) => ("acceptance", "受理通知书（视为受理）"),
            Event::AcceptanceRefused(it) if it.ground == NonAcceptanceGround::NotRequired => {
                ("refusal", "不受理告知书")
            }
            Event::AcceptanceRefused(_) => ("refusal", "不予受理决定书"),
            Event::GivenOver(_) => ("handover", "承办交接单"),
            Event::Stopped(_) => ("special", "特别程序告知书"),
            Event::Extended(_) => ("extension", "延期告知书"),
            Event::Withdrawn(_) => ("withdrawal", "撤回确认和材料退还清单"),
            Event::Decided(it) if stands && !instant && it.outcome == Outcome::Granted => {
                ("decision", "准予决定书")
            }
            Event::Decided(_) if stands && !instant => ("decision", "不予决定书"),
            Event::Concluded(_) if instant => ("instant", "即办件办理单"),
            Event::Delivered(_) | Event::DeliveryDeemed(_) if !instant => ("delivery", "送达回证"),
            _ => continue,
        };
        let latest = format!("{case_path}/print/{paper}");
        let issued = receipt.and_then(|it| papers_of(it, std::slice::from_ref(line)).pop());
        if let Some(place) = made.iter().position(|(link, _)| link.href == latest) {
            let (mut link, before) = made.remove(place);
            // A notice that another took the place of was given out, and is printed again by its own number (F23).
            let again = matches!(paper, "correction" | "special" | "delivery");
            if let Some(PaperNo::Document(number)) = before.filter(|_| again) {
                let said = words::document_no(&file.organisation, file.item.kind, number);
                link.href = format!("{latest}/{}", mark(PaperNo::Document(number)));
                link.name += &text.aside(said);
                made.insert(place, (link, before));
            }
        }
        let link = PaperLink {
            href: latest,
            name: text.t(name).to_owned(),
            issued: words::moment(text, line.recorded_at),
        };
        made.push((link, issued.map(|it| it.number)));
    }
    let mut links: Vec<PaperLink> = made.into_iter().map(|(link, _)| link).collect();
    links.extend(super::paper_file::links(text, file, case_path));
    links.extend(super::hearing_paper::links(text, file, case_path));
    links.extend(super::folder_letter::link(text, file));
    links
}

/// The stages of the course, with days.
pub fn stages(text: Text, file: &CaseFile, filed: &File) -> Stages {
    let day_of = |wanted: &dyn Fn(&Event) -> bool| {
        file.lines
            .iter()
            .rev()
            .find(|line| wanted(&line.event))
            .map(|line| text.date_short(line.recorded_at.day()))
    };
    let stopped = file.state.case.is_stopped();
    let ended = matches!(
        filed.stage,
        Stage::NotAccepted { .. }
            | Stage::ClosedForMissing { .. }
            | Stage::Withdrawn(_)
            | Stage::EndedWithApplicant(_)
    );
    let named: Vec<(&str, Option<String>)> = vec![
        ("收件", day_of(&|event| matches!(event, Event::Received(_)))),
        ("受理", day_of(&|event| matches!(event, Event::Accepted(_) | Event::DeemedAccepted(_)))),
        ("决定", day_of(&|event| matches!(event, Event::Decided(_)))),
        ("办结", day_of(&|event| matches!(event, Event::Concluded(_)))),
        ("送达", day_of(&|event| matches!(event, Event::Delivered(_) | Event::DeliveryDeemed(_)))),
    ];
    let now = named.iter().position(|(_, day)| day.is_none()).unwrap_or(named.len());
    let stages = named.into_iter().enumerate().map(|(n, (name, day))| StageLine {
        name: text.t(name).to_owned(),
        when: day.unwrap_or_default(),
        mark: match n {
            n if n < now => StageMark::Done,
            n if n == now && !ended && stopped => StageMark::Stopped,
            n if n == now && !ended => StageMark::Now,
            _ => StageMark::Ahead,
        },
    });
    Stages { text, stages: stages.collect() }
}

/// The reasons of a correction notice in one text.
pub fn correction_words(text: Text, file: &CaseFile, reasons: casework::Sealed) -> String {
    let rows: Vec<RowReason> = file.texts.record(reasons.0).unwrap_or_default();
    let line = |row: &RowReason| {
        let name = file.item.material(row.row).map(|it| text.pick(&it.name, it.name_en.as_deref()));
        format!("{}{}{}", name.unwrap_or_default(), text.colon(), row.reason)
    };
    text.in_line(&rows.iter().map(line).collect::<Vec<String>>())
}
