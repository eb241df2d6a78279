//! Items published by others, read into ours: the list of Guangdong province, and the claim (认领) of a base item (C20).

use crate::id::{Code, ItemCode, PersonId, StepCode, UnitCode, WindowId};
use crate::item::{
    Agency, ApplicantKind, Basis, Category, Channels, Condition, DecisionRule, IdentityLevel, Item, ItemKind,
    ItemLimit, Level, Material, MaterialForm, Origin, Place, Post, PowerSource, PreAcceptance, RefusalGround,
    Remedies, Retention, ServiceMode, StartEvent, Step, StepKind, ValidFor,
};
use crate::organisation::Unit;
use calendar::Limit;
use serde::Deserialize;

/// Said where the source says nothing; never invented.
pub const NOT_STATED: &str = "原清单未写明";

/// Why a line of a foreign list is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportProblem {
    /// Not the JSON this list has.
    #[error("cannot be read: {0}")]
    Syntax(String),
    /// The item code is no code of 31 characters.
    #[error("the item code is none")]
    Code,
    /// A kind of item that our code set does not have.
    #[error("unknown kind of item: {0}")]
    Kind(String),
    /// A limit that is neither working days nor calendar days.
    #[error("a limit that cannot be read: {0}")]
    Limit(String),
    /// Neither a promise nor a limit of the law.
    #[error("no limit at all")]
    NoLimit,
    /// No material at all: a licence must list its papers (N8).
    #[error("no material is listed")]
    NoMaterial,
    /// The door of bodies refused it.
    #[error(transparent)]
    Door(#[from] crate::Problem),
}

/// A line of the list; fields we do not use are left out.
#[derive(Deserialize)]
struct Line {
    item_code: String,
    name: String,
    item_type: String,
    department: String,
    area_code: String,
    area_name: String,
    level: String,
    legal_time_limit: Option<String>,
    promised_time_limit: Option<String>,
    #[serde(default)]
    visits: u8,
    #[serde(default)]
    accept_conditions: String,
    #[serde(default)]
    materials: Vec<String>,
    #[serde(default)]
    themes: Vec<String>,
    #[serde(default)]
    served_objects: Vec<String>,
    #[serde(default)]
    online: String,
    #[serde(default)]
    courier: String,
    #[serde(default)]
    bookable: String,
    consult_phone: Option<String>,
    complain_phone: Option<String>,
}

/// Converts one line of the Guangdong list of 2021 into an item of ours, through the same door as any other body.
///
/// The list says no article for a material, no issuer, no steps and no remedies: a material takes the first rule that the
/// conditions quote and is marked unconfirmed, the rest says [`NOT_STATED`], and the whole item is `sample`. Before it can
/// be published a county claims it ([`claim`]) and an editor completes it.
pub fn guangdong(json: &str) -> Result<Item, ImportProblem> {
    let line: Line = serde_json::from_str(json).map_err(|why| ImportProblem::Syntax(why.to_string()))?;
    // 33 characters are a handling variant (业务办理项) of the item of the first 31.
    let code =
        line.item_code.get(..31).and_then(|text| ItemCode::parse(text).ok()).ok_or(ImportProblem::Code)?;
    let kind =
        ItemKind::from_name(&line.item_type).ok_or_else(|| ImportProblem::Kind(line.item_type.clone()))?;
    let statutory = line.legal_time_limit.as_deref().map(limit).transpose()?;
    let promised = line.promised_time_limit.as_deref().map(limit).transpose()?.or(statutory);
    let promised = promised.ok_or(ImportProblem::NoLimit)?;
    if line.materials.is_empty() {
        return Err(ImportProblem::NoMaterial);
    }
    let basis = first_basis(&line.accept_conditions);
    let authority = UnitCode::parse("upper").expect("a plain code");
    let instant = promised.number == 0;
    let item = Item {
        code,
        revision: 1,
        short: short(&line.item_code),
        name: line.name.trim().to_owned(),
        name_en: None,
        everyday_names: Vec::new(),
        themes: line.themes,
        authority,
        power_source: PowerSource::Own,
        kind,
        category: if instant { Category::Instant } else { Category::Committed },
        level: if line.level == "省级" { Level::Province } else { Level::City },
        division: crate::DivisionCode::parse(&line.area_code).map_err(|_| ImportProblem::Code)?,
        applicants: applicants(&line.served_objects),
        service_mode: ServiceMode::default(),
        agency: Agency::default(),
        identity_level: IdentityLevel::default(),
        basis: vec![basis.clone()],
        conditions: conditions(&line.accept_conditions),
        materials: line.materials.iter().zip(1..).map(|(name, row)| material(row, name, &basis)).collect(),
        pre_acceptance: pre_acceptance(kind),
        promised: item_limit(promised, StartEvent::Acceptance),
        statutory: statutory.map(|limit| ItemLimit {
            basis: Some(basis.clone()),
            ..item_limit(limit, StartEvent::Acceptance)
        }),
        delivery: item_limit(Limit::working_days(10), StartEvent::Decision),
        extension: None,
        commitment: None,
        steps: steps(authority, promised),
        exclusions: Vec::new(),
        refusal_grounds: Vec::new(),
        clear_replies: Vec::new(),
        hearing: None,
        decision: DecisionRule {
            refusal_reasons: vec![RefusalGround {
                code: crate::GroundCode::parse("conditions").expect("a plain code"),
                name: "不符合受理条件所列的法定条件".into(),
                name_en: Some("The conditions of the law are not met".into()),
                basis: basis.clone(),
            }],
            seal: line.department,
            grant_basis: None,
            validity: None,
            validity_en: None,
            valid_for: ValidFor::Unlimited,
            scope: None,
            public: kind == ItemKind::Licensing,
        },
        remedies: kind.is_power().then(|| remedies(&line.area_name)),
        correction_days: Limit::calendar_days(30),
        fee: None,
        result_name: NOT_STATED.into(),
        result_name_en: None,
        result_sample: false,
        quantity_limit: None,
        quota: None,
        intermediary: None,
        channels: Channels {
            trips: line.visits,
            trips_reason: None,
            online: line.online == "1",
            post: line.courier == "是",
            booking: line.bookable == "是",
        },
        windows: Vec::new(),
        agent: PersonId::parse("unassigned").expect("a plain code"),
        inquiry_telephone: line.consult_phone.unwrap_or_else(|| NOT_STATED.into()),
        complaint_telephone: line.complain_phone.unwrap_or_else(|| NOT_STATED.into()),
        retention: Retention::default(),
        questions: Vec::new(),
        sample: true,
    };
    Ok(Item::checked(item)?)
}

/// A county claims a base item (认领, C20): the code takes the county's credit code and level, the basic code stays; steps,
/// seal, windows and agent become the county's own.  The claimed item counts from revision 1.
pub fn claim(
    base: &Item,
    unit: &Unit,
    level: Level,
    windows: Vec<WindowId>,
    agent: PersonId,
) -> Option<Item> {
    let credit_code = unit.credit_code.as_ref()?;
    let basic = base.code.as_str().get(19..31)?;
    let code = ItemCode::parse(&format!("{credit_code}{}{basic}", level.digit())).ok()?;
    let own = |step: &Step| Step { unit: unit.code, ..step.clone() };
    Some(Item {
        code,
        revision: 1,
        authority: unit.code,
        level,
        division: unit.division.unwrap_or(base.division),
        steps: base.steps.iter().map(own).collect(),
        decision: DecisionRule { seal: unit.name.clone(), ..base.decision.clone() },
        windows,
        agent,
        ..base.clone()
    })
}

fn limit(text: &str) -> Result<Limit, ImportProblem> {
    let wrong = || ImportProblem::Limit(text.to_owned());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u16 = text[..digits].parse().map_err(|_| wrong())?;
    match (number, &text[digits..]) {
        (0, _) => Ok(Limit::SAME_DAY),
        (_, "(工作日)") => Ok(Limit::working_days(number)),
        (_, "(自然日)") => Ok(Limit::calendar_days(number)),
        _ => Err(wrong()),
    }
}

fn short(code: &str) -> Code {
    Code::parse(&format!("gd-{}", code[19..].to_lowercase())).expect("the code was plain")
}

fn item_limit(limit: Limit, start: StartEvent) -> ItemLimit {
    ItemLimit { limit, start, basis: None, note: None, note_en: None }
}

/// The first 《text》第…条 of the conditions, unconfirmed; without one the basis says so.
fn first_basis(text: &str) -> Basis {
    let found = text.split_once('《').and_then(|(_, rest)| rest.split_once('》'));
    let Some((law, after)) = found else {
        return Basis { law: NOT_STATED.into(), article: String::new(), verified: false };
    };
    let article = after.find('第').and_then(|from| {
        let to = after[from..].find('条')? + from + '条'.len_utf8();
        (after[from..to].chars().count() <= 12).then(|| after[from..to].to_owned())
    });
    let law: String = law.chars().take(200).collect();
    Basis {
        law: law.trim_start_matches("中华人民共和国").to_owned(),
        article: article.unwrap_or_default(),
        verified: false,
    }
}

/// The conditions in pieces that fit.
fn conditions(text: &str) -> Vec<Condition> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    let pieces = chars.chunks(crate::body::TEXT_CHARS_MAX).take(32);
    pieces.map(|piece| Condition { text: piece.iter().collect(), text_en: None, basis: None }).collect()
}

fn applicants(served: &[String]) -> Vec<ApplicantKind> {
    let mut kinds: Vec<ApplicantKind> = Vec::new();
    for name in served {
        let kind = match name.as_str() {
            "自然人" => ApplicantKind::NaturalPerson,
            "企业法人" => ApplicantKind::Enterprise,
            "事业法人" => ApplicantKind::PublicInstitution,
            "社会组织法人" => ApplicantKind::SocialOrganisation,
            "行政机关" => ApplicantKind::StateOrgan,
            _ => ApplicantKind::Other,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

fn material(row: u8, name: &str, basis: &Basis) -> Material {
    Material {
        row,
        name: name.trim().to_owned(),
        name_en: None,
        basis: vec![basis.clone()],
        origin: Origin::Applicant,
        issuer: NOT_STATED.into(),
        issuer_en: None,
        copies: 1,
        form: MaterialForm::Scan,
        required: true,
        applies_when: None,
        applies_when_en: None,
        deferrable: None,
        commitment_allowed: false,
        note: Some("来源和依据取自原清单的受理条件，尚待核对".into()),
        note_en: None,
    }
}

fn pre_acceptance(kind: ItemKind) -> PreAcceptance {
    match kind {
        ItemKind::Licensing => PreAcceptance::Within {
            limit: Limit::working_days(5),
            deemed: true,
            basis: Basis {
                law: "行政许可法".into(),
                article: "第三十二条第一款第四项".into(),
                verified: true,
            },
        },
        _ => PreAcceptance::None { basis: None },
    }
}

/// Two steps that fit in the promise: the source has none.
fn steps(unit: UnitCode, promised: Limit) -> Vec<Step> {
    let step = |code: &str, name: &str, plain: &str, post, limit, kind| Step {
        code: StepCode::parse(code).expect("a plain code"),
        name: name.into(),
        plain_name: plain.into(),
        plain_name_en: None,
        unit,
        post,
        limit,
        kind,
        place: Place::Hall,
        away: None,
        staff: 1,
        after_commitment: false,
    };
    if promised.number == 0 {
        return vec![step(
            "decide",
            "窗口负责人签批",
            "当场办理",
            Post::WindowHead,
            promised,
            StepKind::Decide,
        )];
    }
    let rest = promised.number - 1;
    let examine = if rest == 0 { Limit::SAME_DAY } else { Limit { number: rest, ..promised } };
    vec![
        step("examine", "材料审查", "核对材料内容", Post::Handler, examine, StepKind::Examine),
        step(
            "decide",
            "作出决定",
            "作出决定",
            Post::AuthorityHead,
            Limit { number: 1, ..promised },
            StepKind::Decide,
        ),
    ]
}

fn remedies(area: &str) -> Remedies {
    Remedies {
        reconsideration_body: format!("{area}人民政府"),
        reconsideration_body_en: None,
        reconsideration_days: 60,
        reconsideration_first: false,
        suit_months: 6,
        court: "有管辖权的人民法院".into(),
        basis: vec![
            Basis { law: "行政复议法".into(), article: "第二十条第一款".into(), verified: true },
            Basis {
                law: "行政诉讼法".into(), article: "第四十六条第一款".into(), verified: true
            },
        ],
    }
}
