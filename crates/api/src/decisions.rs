//! The register of granted licences, for everybody (N20, C24).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::UnitCode;
use centre::public_decision_list::{DecisionsAsked, PublicDecision};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::items::unit;
use super::shown::{Named, Next, day};
use web::handle::words;

/// A granted licence, as everybody reads it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DecisionLine {
    /// 决定书编号.
    pub number: String,
    /// The item: its code in addresses and its name as it was decided on.
    pub item: Named,
    /// 决定机关.
    pub authority: Named,
    /// The day of the decision.
    #[schemars(extend("format" = "date"))]
    pub decided_on: String,
    /// Who holds it: an organisation in full, a person masked; empty if erased.
    pub holder: String,
    /// 统一社会信用代码 of an organisation; null for a person.
    pub credit_code: Option<String>,
    /// 证照编号 of the one that counts; null while it is being made.
    pub certificate: Option<String>,
    /// `making`, `in-force`, `changed`, `expired`, `withdrawn`, `revoked`, `cancelled` or `rescinded`.
    pub state: String,
    /// First valid day; null while the certificate is being made.
    pub valid_from: Option<String>,
    /// Last valid day; null where no rule ends it.
    pub valid_until: Option<String>,
}

/// A page of the register, the latest decision first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DecisionPage {
    /// The decisions.
    pub decisions: Vec<DecisionLine>,
    /// `cursor` of the next page; null at the end. A search by name may go on behind a page that is not full.
    pub next: Next,
}

/// `GET /api/v1/decisions`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let query = call.query(&["name", "item", "unit", "limit", "cursor"])?;
    let (limit, centre) = (call.limit(query)?, &call.app.centre);
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let organisation = call.organisation().await?;
    let item = match query.get("item") {
        "" => None,
        short => {
            let entry = centre.item_entry(short).await.map_err(|fault| call.fault(&fault))?;
            Some(entry.ok_or_else(|| call.wrong("item", "请从列出的里面选。"))?.item.code)
        }
    };
    let unit_of = match query.get("unit") {
        "" => None,
        code => {
            let known = UnitCode::parse(code).ok().filter(|code| organisation.unit(*code).is_some());
            Some(known.ok_or_else(|| call.wrong("unit", "请从列出的里面选。"))?)
        }
    };
    let asked = DecisionsAsked { name: query.trimmed("name").to_owned(), item, unit: unit_of, after };
    if !asked.is_findable() {
        return Err(call.wrong("name", "请至少写两个字，最多四十个。"));
    }
    let found = centre.public_decisions(&asked, limit).await.map_err(|fault| call.fault(&fault))?;
    let line = |it: &PublicDecision| DecisionLine {
        number: words::document_no(&organisation, it.item.kind, it.number),
        item: Named { code: it.item.short.as_str().to_owned(), name: words::item(call.text, &it.item) },
        authority: unit(call.text, Some(&organisation), it.authority),
        decided_on: day(it.decided_on),
        holder: it.holder.clone(),
        credit_code: (!it.code.is_empty()).then(|| it.code.clone()),
        certificate: it.certificate.map(|no| words::document_no(&organisation, it.item.kind, no)),
        state: it.state.clone(),
        valid_from: it.valid_from.map(day),
        valid_until: it.valid_until.map(day),
    };
    let decisions = found.decisions.iter().map(line).collect();
    call.json(StatusCode::OK, &DecisionPage { decisions, next: found.next })
}
