//! From the fields of the intake form to an intake of the centre, and back to the form with everything as typed.

use calendar::Day;
use casework::{Channel, MaterialMarks};
use catalogue::identity::DocumentType;
use catalogue::item::ApplicantKind;
use catalogue::{Item, WindowId};
use centre::act::{FieldProblem, FieldWhy};
use centre::intake::{Intake, kind_of_credit_code};
use centre::particulars::{Applicant, Language, NotifyBy, Representative};

use super::act_parse::{marks, rows};
use super::refusal::field_sentence;
use super::{copies, file_parts};
use crate::app::form::Form;
use pages::desk::{Answer, IntakeForm, Pick, Typed};
use pages::text::Text;

const CHANNELS: [(&str, &str, Channel); 3] = [
    ("counter", "本人到窗口", Channel::Counter),
    ("letter", "邮寄", Channel::Letter),
    ("fax", "传真", Channel::Fax),
];

/// Reads the form. What cannot be an intake at all is named by field; the rest is for the centre to look over.
pub fn parse(form: &Form, item: &Item, window: Option<WindowId>) -> Result<Intake, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, why: FieldWhy| problems.push(FieldProblem { field: field.to_owned(), why });
    let kind = kind(form);
    if !item.applicants.contains(&kind) {
        wrong("applicant_kind", FieldWhy::NotAChoice);
    }
    if window.is_none() {
        wrong("channel", FieldWhy::NotAChoice);
    }
    let channel =
        CHANNELS.iter().find(|(value, _, _)| *value == form.get("channel")).map(|(_, _, channel)| *channel);
    // Of what came by letter or fax; at a counter what was typed before the choice changed counts for nothing.
    let by_letter = matches!(channel, Some(Channel::Letter | Channel::Fax));
    let arrived = Some(form.trimmed("arrived_on")).filter(|day| by_letter && !day.is_empty());
    let arrived_on = arrived.and_then(Day::parse);
    if arrived.is_some() && arrived_on.is_none() {
        wrong("arrived_on", FieldWhy::NotADay);
    }
    let t = |field: &str| form.trimmed(field).to_owned();
    let is_represented = form.get("represented") == "yes" || !form.trimmed("representative_name").is_empty();
    let representative = is_represented.then(|| Representative {
        name: t("representative_name"),
        document_type: t("representative_type"),
        document_number: t("representative_number"),
        telephone: t("representative_phone"),
        letter: form.get("representative_authority") == "letter",
    });
    let kept = copies::counted(form).unwrap_or_else(|found| {
        problems.extend(found);
        MaterialMarks::default()
    });
    let is_empty = form.trimmed("papers").is_empty();
    // Who only looks at what is missing has not counted yet.
    let only_looks = is_empty && matches!(form.get("do"), "check" | "count");
    let papers = if only_looks { Some(0) } else { form.number("papers", 0..=9999u16) };
    if papers.is_none() {
        let why = if is_empty { FieldWhy::Missing } else { FieldWhy::NotANumber };
        problems.push(FieldProblem { field: "papers".to_owned(), why });
    }
    let earlier = rows(form, "earlier");
    let (Some(papers), Some(window), true) = (papers, window, problems.is_empty()) else {
        return Err(problems);
    };
    Ok(Intake {
        item: item.short.to_string(),
        applicant: Applicant {
            kind: kind_key(kind).to_owned(),
            document_type: t("document_type"),
            document_number: t("document_number"),
            name: t("name"),
            telephone: t("phone"),
            no_phone: form.get("no_phone") == "yes",
            notify: notify(form),
            notify_detail: t("notify_detail"),
            legal_representative: t("legal_representative"),
            address: t("address"),
            representative,
            object: t("object"),
            language: language(form),
        },
        kind,
        // What was handed in before lies with the papers that are kept (E14).
        marks: MaterialMarks { copy_kept: kept.copy_kept.union(earlier), ..kept },
        not_applicable: rows(form, "na"),
        papers,
        window,
        channel: channel.unwrap_or(Channel::Counter),
        arrived_on,
        other_matter: form.get("other_matter") == "yes",
        previous: None,
        earlier,
        clear: super::clear_reply::answer(form.trimmed("clear")),
    })
}

/// The officer says person or organisation; which kind of organisation it is stands in its code.
fn kind(form: &Form) -> ApplicantKind {
    let by_code = || kind_of_credit_code(form.trimmed("document_number"));
    match (form.get("applicant_kind"), DocumentType::from_code(form.trimmed("document_type"))) {
        ("legal", Some(DocumentType::CreditCode)) if !form.trimmed("document_number").is_empty() => by_code(),
        ("legal", _) => ApplicantKind::Enterprise,
        _ => ApplicantKind::NaturalPerson,
    }
}

pub(super) fn kind_key(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::NaturalPerson => "natural_person",
        ApplicantKind::Enterprise => "enterprise",
        ApplicantKind::PublicInstitution => "public_institution",
        ApplicantKind::SocialOrganisation => "social_organisation",
        ApplicantKind::StateOrgan => "state_organ",
        ApplicantKind::Other => "other",
    }
}

/// In which language messages come: Chinese, unless something else was chosen (E4).
pub(super) fn language(form: &Form) -> Language {
    if form.get("language") == "en" { Language::English } else { Language::Chinese }
}

/// How news reaches the applicant; who has a telephone gets a message unless something else was asked for.
pub(super) fn notify(form: &Form) -> NotifyBy {
    match form.get("notify") {
        "paper" => NotifyBy::Paper,
        "person" => NotifyBy::Person,
        _ => NotifyBy::Sms,
    }
}

/// The form as typed, with what is wrong next to each field.
pub fn fill(text: Text, item: &Item, form: &Form, problems: &[FieldProblem]) -> IntakeForm {
    let field_name = |name: &str| {
        match name {
            "phone" => "telephone",
            "representative_number" => "representative_number",
            other => other,
        }
        .to_owned()
    };
    let error = |name: &str| {
        let wanted = field_name(name);
        let found = problems.iter().find(|problem| problem.field == wanted || problem.field == name);
        found.map_or_else(String::new, |problem| field_sentence(text, &problem.why))
    };
    let typed = |name: &str| Typed { value: form.get(name).to_owned(), error: error(name) };
    let pick = |name: &str, mut answers: Vec<Answer>, default: &str| {
        let value = if form.has(name) { form.get(name) } else { default };
        for answer in &mut answers {
            answer.chosen = answer.value == value;
        }
        Pick { answers, error: error(name) }
    };
    let serves_person = item.applicants.contains(&ApplicantKind::NaturalPerson);
    let serves_firm = item.applicants.iter().any(|kind| *kind != ApplicantKind::NaturalPerson);
    let mut kinds = Vec::new();
    if serves_person {
        kinds.push(Answer::of("natural", text.t("个人")));
    }
    if serves_firm {
        kinds.push(Answer::of("legal", text.t("企业、单位")));
    }
    let types = |firm_too: bool| {
        DocumentType::ALL
            .iter()
            .filter(|kind| firm_too || kind.is_of_person())
            .map(|kind| Answer::of(kind.code(), text.pick(kind.name(), Some(kind.name_en()))))
            .collect::<Vec<Answer>>()
    };
    let default_type = if serves_person { "111" } else { "990" };
    let channels = CHANNELS.iter().map(|(value, words, _)| Answer::of(*value, text.t(words))).collect();
    let notify = [("sms", "发短信"), ("paper", "寄纸质通知"), ("person", "告诉申请人信得过的人")];
    let notify = notify.iter().map(|(value, words)| Answer::of(*value, text.t(words))).collect();
    let authority =
        [("letter", "授权委托书"), ("family", "家属关系"), ("guardian", "监护人"), ("staff", "单位经办人")];
    let authority = authority.iter().map(|(value, words)| Answer::of(*value, text.t(words))).collect();
    IntakeForm {
        applicant_kind: pick("applicant_kind", kinds, if serves_person { "natural" } else { "legal" }),
        document_type: pick("document_type", types(serves_firm), default_type),
        document_number: typed("document_number"),
        name: typed("name"),
        legal_representative: typed("legal_representative"),
        phone: typed("phone"),
        no_phone: form.get("no_phone") == "yes",
        notify: pick("notify", notify, "sms"),
        notify_detail: typed("notify_detail"),
        english: language(form) == Language::English,
        address: typed("address"),
        addresses: Vec::new(),
        is_represented: form.get("represented") == "yes" || !form.trimmed("representative_name").is_empty(),
        representative_name: typed("representative_name"),
        representative_type: pick("representative_type", types(false), "111"),
        representative_number: typed("representative_number"),
        representative_phone: typed("representative_phone"),
        representative_authority: pick("representative_authority", authority, "letter"),
        object: typed("object"),
        channel: pick("channel", channels, "counter"),
        arrived_on: typed("arrived_on"),
        rows: copies::typed(
            text,
            form,
            problems,
            file_parts::rows_of(text, item, marks(form), rows(form, "na")),
        ),
        papers: typed("papers"),
        other_matter: form.get("other_matter") == "yes",
    }
}
