//! The guide of an item, made of its published revision and of nothing else.

use calendar::{Day, LimitUnit};
use catalogue::item::{
    ApplicantKind, ItemLimit, Material, Origin, PreAcceptance, Question, QuotaPeriod, StartEvent,
};
use catalogue::organisation::WindowKind;
use catalogue::{Item, Organisation};
use centre::catalogue_use::ItemEntry;
use centre::item_figures::Took;
use centre::quota::QuotaStanding;
use oversight::figure::WHOLE_MIN;

use super::{file_parts, legal, words};
use pages::layout::{Agent, PageFrame};
use pages::portal::{BasisLine, Guide, LimitLine, MaterialLine, StepLine};
use pages::text::Text;

/// The page of an item.
pub fn page(
    frame: PageFrame,
    entry: &ItemEntry,
    organisation: &Organisation,
    today: Day,
    standing: Option<QuotaStanding>,
    took: Option<Took>,
) -> Guide {
    let (text, item) = (frame.text, &*entry.item);
    Guide {
        name: words::item(text, item),
        everyday: item.everyday_names.join("、"),
        authority: words::unit_in_full(text, organisation, item.authority),
        category: legal::category(text, item.category),
        applicants: applicants(text, item),
        materials: item.materials.iter().map(|material| material_line(text, item, material)).collect(),
        conditions: conditions(text, item),
        agent: agent(text, item, organisation, today),
        limits: limits(text, item),
        real_time: took.map_or_else(String::new, |took| real_time(text, item, took)),
        steps: steps(text, item, organisation),
        stops: stops(text, item),
        fee: item.fee.as_ref().map(|fee| BasisLine {
            sentence: legal::fee(text, fee),
            basis: [
                text.pick(&fee.text, fee.text_en.as_deref()),
                text.semicolon(),
                &legal::short(text, &fee.basis),
            ]
            .concat(),
        }),
        quota: standing.and_then(|standing| quota(text, item, standing)),
        windows: windows(text, item, organisation),
        result: text.pick(&item.result_name, item.result_name_en.as_deref()).to_owned(),
        remedies: item.remedies.as_ref().map(|it| legal::remedies(text, it)),
        questions: item.questions.iter().map(|it| question(text, it)).collect(),
        revision: item.revision,
        hash: entry.digest.to_string().chars().take(8).collect(),
        valid_from: String::new(),
        is_sample: item.sample,
        frame,
    }
}

/// How long it really takes, beside the promise and the law (F11); nothing of a few cases, and nothing of what is done on the spot.
fn real_time(text: Text, item: &Item, took: Took) -> String {
    if item.is_instant() || took.cases < WHOLE_MIN {
        return String::new();
    }
    let days = |days: u64| match u16::try_from(days).unwrap_or(u16::MAX) {
        0 => words::limit(text, calendar::Limit::SAME_DAY),
        number => words::limit(text, calendar::Limit { number, unit: item.promised.limit.unit }),
    };
    text.f(
        "近一年实际：一半在 {half}内办好，九成在 {most}内（共 {n} 件）。",
        [
            ("half", &days(took.half) as &dyn std::fmt::Display),
            ("most", &days(took.most)),
            ("n", &took.cases),
        ],
    )
}

/// The public count of a limited number (A24).
fn quota(text: Text, item: &Item, standing: QuotaStanding) -> Option<BasisLine> {
    let rule = item.quota.as_ref()?;
    let QuotaStanding { number, granted, waiting } = standing;
    let left = number.saturating_sub(granted);
    let sentence = match rule.period {
        QuotaPeriod::Year => {
            "有数量限制：每年 {number} 个，今年已准予 {granted} 个，还剩 {left} 个；已受理、等决定的 {waiting} 件。"
        }
        QuotaPeriod::Once => {
            "有数量限制：一共 {number} 个，已准予 {granted} 个，还剩 {left} 个；已受理、等决定的 {waiting} 件。"
        }
    };
    Some(BasisLine {
        sentence: text.f(
            sentence,
            [("number", &number), ("granted", &granted), ("left", &left), ("waiting", &waiting)],
        ),
        basis: legal::short(text, &rule.basis),
    })
}

fn applicants(text: Text, item: &Item) -> String {
    let word = |kind: &ApplicantKind| {
        text.t(match kind {
            ApplicantKind::NaturalPerson => "个人",
            ApplicantKind::Enterprise => "企业",
            ApplicantKind::PublicInstitution => "事业单位",
            ApplicantKind::SocialOrganisation => "社会组织",
            ApplicantKind::StateOrgan => "机关",
            ApplicantKind::Other => "其他组织",
        })
    };
    join(text, item.applicants.iter().map(word))
}

fn join<'a>(text: Text, words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(text.comma())
}

/// A question people ask, and its answer.
fn question(text: Text, it: &Question) -> (String, String) {
    let ask = text.pick(&it.ask, it.ask_en.as_deref());
    (ask.to_owned(), text.pick(&it.answer, it.answer_en.as_deref()).to_owned())
}

fn material_line(text: Text, item: &Item, material: &Material) -> MaterialLine {
    let condition = match (&material.applies_when, material.required) {
        (Some(when), _) => {
            let when = text.pick(when, material.applies_when_en.as_deref());
            text.f("什么时候要：{when}", [("when", &when)])
        }
        (None, false) => text.t("有就带，没有也能办").to_owned(),
        (None, true) => String::new(),
    };
    MaterialLine {
        row: material.row,
        name: legal::material(text, material),
        basis: legal::short_all(&material.basis),
        origin: origin(text, material),
        form: legal::form(text, material),
        condition,
        note: note(text, item, material),
        is_verified: material.basis.iter().all(|basis| basis.verified),
    }
}

/// A word of help, and that the row may follow after acceptance.
fn note(text: Text, item: &Item, material: &Material) -> String {
    let follows = super::deferral_words::may_follow(text, item, material);
    let promise = super::commitments::may_replace(text, item, material);
    let words = [file_parts::note(text, material), follows, promise];
    words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(text.semicolon())
}

fn origin(text: Text, material: &Material) -> String {
    match material.origin {
        Origin::Applicant => text.t("您自己准备").to_owned(),
        Origin::Government => {
            let issuer = file_parts::issuer(text, material);
            text.f("{issuer}发的，我们先替您查，查不到再请您带", [("issuer", &issuer)])
        }
        Origin::ThirdParty => text.f("由{issuer}出具", [("issuer", &file_parts::issuer(text, material))]),
    }
}

fn conditions(text: Text, item: &Item) -> Vec<BasisLine> {
    let line = |condition: &catalogue::item::Condition| BasisLine {
        sentence: text.pick(&condition.text, condition.text_en.as_deref()).to_owned(),
        basis: condition.basis.as_ref().map_or_else(String::new, |basis| legal::short(text, basis)),
    };
    item.conditions.iter().map(line).collect()
}

/// The one person for every question; a matter done on the spot has none (C6).
fn agent(text: Text, item: &Item, organisation: &Organisation, today: Day) -> Option<Agent> {
    if item.is_instant() {
        return None;
    }
    let id = organisation.agent_for(item, today)?;
    let telephone = organisation.person(id).and_then(|person| person.telephone.clone());
    Some(Agent {
        text,
        name: words::person(text, organisation, id),
        telephone: telephone.unwrap_or_else(|| item.inquiry_telephone.clone()),
    })
}

/// Promise first, then law, then whether it is accepted, then delivery (C3).
fn limits(text: Text, item: &Item) -> Vec<LimitLine> {
    let line = |name: &str, of: &ItemLimit| LimitLine {
        name: text.t(name).to_owned(),
        limit: words::limit(text, of.limit),
        start: start(text, of),
        basis: of.basis.as_ref().map_or_else(String::new, |basis| legal::short(text, basis)),
    };
    let mut lines = vec![line("我们承诺", &item.promised)];
    lines.extend(item.statutory.as_ref().map(|limit| line("法律规定最迟", limit)));
    if !item.is_instant() {
        lines.extend(pre_acceptance(text, &item.pre_acceptance));
        lines.push(line("送达", &item.delivery));
    }
    lines
}

fn start(text: Text, of: &ItemLimit) -> String {
    let note = of.note.as_deref().map(|note| text.pick(note, of.note_en.as_deref()));
    let sentence = match (of.limit.unit, of.start) {
        (LimitUnit::OnTheSpot | LimitUnit::SameDay, _) => return note.unwrap_or_default().to_owned(),
        (_, StartEvent::Receipt) => "从收到材料那天起算，当天不计",
        (_, StartEvent::Acceptance) => "从受理那天起算，当天不计",
        (_, StartEvent::RoundClosed) => "从这一批截止那天起算，当天不计",
        (_, StartEvent::Decision) => "从作出决定那天起算",
    };
    match note {
        Some(note) => [text.t(sentence), text.semicolon(), note].concat(),
        None => text.t(sentence).to_owned(),
    }
}

/// When one hears whether the case is accepted; what silence means, only where the law says it (C2).
fn pre_acceptance(text: Text, rule: &PreAcceptance) -> Option<LimitLine> {
    let limit = rule.limit()?;
    let mut start = match limit.unit {
        LimitUnit::OnTheSpot => String::new(),
        _ => text.t("从收到材料那天起算，当天不计").to_owned() + text.stop() + text.gap(),
    };
    if rule.deemed() {
        start += text.t("到期没告诉您，就从收到那天起算受理。");
    }
    Some(LimitLine {
        name: text.t("告诉您是否受理").to_owned(),
        limit: words::limit(text, limit),
        start,
        basis: rule.basis().map_or_else(String::new, |basis| legal::short(text, basis)),
    })
}

fn steps(text: Text, item: &Item, organisation: &Organisation) -> Vec<StepLine> {
    let line = |step: &catalogue::item::Step| StepLine {
        name: text.pick(&step.plain_name, step.plain_name_en.as_deref()).to_owned(),
        unit: words::unit(text, organisation, step.unit),
        limit: words::limit(text, step.limit),
    };
    item.steps.iter().map(line).collect()
}

fn stops(text: Text, item: &Item) -> Vec<BasisLine> {
    let line = |exclusion: &catalogue::item::ItemExclusion| BasisLine {
        sentence: text.f(
            "要做{what}的，这些天不算在期限里，最多 {days}，开始前书面告诉您要几天。",
            [
                ("what", &text.pick(&exclusion.applicant_word, exclusion.applicant_word_en.as_deref())),
                ("days", &text.calendar_days(u32::from(exclusion.max_days))),
            ],
        ),
        basis: legal::short(text, &exclusion.basis),
    };
    item.exclusions.iter().map(line).collect()
}

/// The windows of an item, as one looks for them in the hall.
pub fn windows(text: Text, item: &Item, organisation: &Organisation) -> String {
    let names: Vec<String> = item.windows.iter().map(|id| words::window(text, organisation, *id)).collect();
    join(text, names.iter().map(String::as_str))
}

/// Where results are handed out.
pub fn delivery_windows(text: Text, organisation: &Organisation) -> String {
    let windows = organisation.windows.iter().filter(|window| window.kind == WindowKind::Delivery);
    let names: Vec<String> = windows.map(|it| words::window(text, organisation, it.id)).collect();
    join(text, names.iter().map(String::as_str))
}
