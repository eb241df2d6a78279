//! Items: the list with its search, and the guide of one, made of the published revision.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::item::{ApplicantKind, MaterialForm, Origin, RefusalGround};
use catalogue::{Item, Organisation, UnitCode};
use centre::catalogue_use::ItemEntry;

use super::call::{Answer, Call};
use super::intake;
use super::problem::{Kind, Trouble};
use super::shown::Named;
use super::shown_items::{self, ItemGuide, ItemLine, ItemPage, MaterialShown, StepShown};
use pages::text::Text;
use web::handle::{legal, search, words};

/// `GET /api/v1/items?q=&limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(found(&call).await)
}

async fn found(call: &Call) -> Answer {
    let query = call.query(&["q", "limit", "cursor"])?;
    let limit = call.limit(query)?;
    if query.get("q").chars().count() > search::QUESTION_CHARS_MAX {
        return Err(call.wrong("q", "请写短一些。"));
    }
    let mut live = call.app.centre.item_list().await.map_err(|fault| call.fault(&fault))?;
    live.retain(ItemEntry::is_live);
    let organisation = organisation(call).await?;
    let found = search::find(&live, query.trimmed("q"));
    let place = |after: &str| found.iter().position(|entry| entry.item.short.as_str() == after);
    let from = call.cursor(query, place)?.map_or(0, |place| place + 1);
    let shown: Vec<&ItemEntry> = found.iter().copied().skip(from).take(limit).collect();
    let rest = found.len() > from + shown.len();
    let next = shown.last().filter(|_| rest).map(|last| last.item.short.to_string());
    let items = shown.iter().map(|entry| line(call.text, organisation.as_deref(), &entry.item)).collect();
    call.json(StatusCode::OK, &ItemPage { items, next })
}

/// The organisation in force, if one was published.
pub async fn organisation(call: &Call) -> Result<Option<Arc<Organisation>>, Trouble> {
    call.app.centre.organisation().await.map_err(|fault| call.fault(&fault))
}

fn line(text: Text, organisation: Option<&Organisation>, item: &Item) -> ItemLine {
    ItemLine {
        item: item.short.to_string(),
        code: item.code.to_string(),
        name: words::item(text, item),
        everyday_names: item.everyday_names.clone(),
        authority: unit(text, organisation, item.authority),
        promised: words::item_limit(text, &item.promised),
        sample: item.sample,
    }
}

/// A unit with its name; its code alone where the organisation does not know it any more.
pub fn unit(text: Text, organisation: Option<&Organisation>, code: UnitCode) -> Named {
    let name = organisation.map_or_else(|| code.to_string(), |it| words::unit(text, it, code));
    Named { code: code.to_string(), name }
}

/// `GET /api/v1/items/{item}`
pub async fn guide(call: Call) -> Response {
    call.finish(one(&call).await)
}

async fn one(call: &Call) -> Answer {
    call.query(&[])?;
    let entry = call.app.centre.item_entry(&call.place).await.map_err(|fault| call.fault(&fault))?;
    let Some(entry) = entry.filter(ItemEntry::is_live) else { return Err(Kind::NotFound.into()) };
    let organisation = organisation(call).await?;
    call.json(StatusCode::OK, &shown(call.text, organisation.as_deref(), &entry))
}

fn shown(text: Text, organisation: Option<&Organisation>, entry: &ItemEntry) -> ItemGuide {
    let item = &*entry.item;
    let ground = |it: &RefusalGround| Named {
        code: it.code.to_string(),
        name: text.pick(&it.name, it.name_en.as_deref()).to_owned(),
    };
    let window = |id: &catalogue::WindowId| Named {
        code: id.to_string(),
        name: organisation.map_or_else(|| id.to_string(), |it| words::window(text, it, *id)),
    };
    ItemGuide {
        item: item.short.to_string(),
        code: item.code.to_string(),
        revision: item.revision,
        digest: entry.digest.to_string(),
        name: words::item(text, item),
        everyday_names: item.everyday_names.clone(),
        kind: Named { code: item.kind.code().to_owned(), name: item.kind.name().to_owned() },
        category: legal::category(text, item.category),
        authority: unit(text, organisation, item.authority),
        applicants: item.applicants.iter().map(|kind| applicant_kind(*kind)).collect(),
        conditions: item
            .conditions
            .iter()
            .map(|it| text.pick(&it.text, it.text_en.as_deref()).to_owned())
            .collect(),
        materials: item.materials.iter().map(|it| material(text, it)).collect(),
        steps: item
            .steps
            .iter()
            .map(|step| StepShown {
                name: text.pick(&step.plain_name, step.plain_name_en.as_deref()).to_owned(),
                unit: unit(text, organisation, step.unit),
                limit: words::limit(text, step.limit),
            })
            .collect(),
        promised: words::item_limit(text, &item.promised),
        statutory: item.statutory.as_ref().map(|limit| words::item_limit(text, limit)),
        result: text.pick(&item.result_name, item.result_name_en.as_deref()).to_owned(),
        fee: legal::fee_line(text, item),
        acceptance_grounds: item.refusal_grounds.iter().map(ground).collect(),
        refusal_reasons: item.decision.refusal_reasons.iter().map(ground).collect(),
        exclusions: item
            .exclusions
            .iter()
            .map(|it| text.pick(&it.applicant_word, it.applicant_word_en.as_deref()).to_owned())
            .collect(),
        windows: item.windows.iter().map(window).collect(),
        inquiry_telephone: item.inquiry_telephone.clone(),
        complaint_telephone: item.complaint_telephone.clone(),
        sample: item.sample,
    }
}

fn material(text: Text, it: &catalogue::item::Material) -> MaterialShown {
    MaterialShown {
        row: it.row,
        name: legal::material(text, it),
        issuer: text.pick(&it.issuer, it.issuer_en.as_deref()).to_owned(),
        origin: match it.origin {
            Origin::Applicant => shown_items::Origin::Applicant,
            Origin::Government => shown_items::Origin::Government,
            Origin::ThirdParty => shown_items::Origin::ThirdParty,
        },
        form: match it.form {
            MaterialForm::Original => shown_items::Form::Original,
            MaterialForm::Copy => shown_items::Form::Copy,
            MaterialForm::OriginalSeen => shown_items::Form::OriginalSeen,
            MaterialForm::Scan => shown_items::Form::Scan,
        },
        copies: it.copies,
        required: it.required,
        applies_when: it
            .applies_when
            .as_deref()
            .map(|when| text.pick(when, it.applies_when_en.as_deref()).to_owned()),
        commitment_allowed: it.commitment_allowed,
        may_follow_within: it.deferrable.as_ref().map(|rule| rule.limit.to_string()),
        basis: it.basis.iter().map(catalogue::item::Basis::short).collect(),
    }
}

fn applicant_kind(kind: ApplicantKind) -> intake::ApplicantKind {
    match kind {
        ApplicantKind::NaturalPerson => intake::ApplicantKind::NaturalPerson,
        ApplicantKind::Enterprise => intake::ApplicantKind::Enterprise,
        ApplicantKind::PublicInstitution => intake::ApplicantKind::PublicInstitution,
        ApplicantKind::SocialOrganisation => intake::ApplicantKind::SocialOrganisation,
        ApplicantKind::StateOrgan => intake::ApplicantKind::StateOrgan,
        ApplicantKind::Other => intake::ApplicantKind::Other,
    }
}
