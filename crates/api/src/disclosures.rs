//! Disclosures for programs: the register, the requests on one case, and one with what happened (E30).

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Instant;
use casework::disclosure::{Disclosure, Pages, Telling, Way, open_acts};
use catalogue::CaseId;
use catalogue::item::ItemKind;
use centre::disclosure::{DisclosureView, Visitor};
use centre::disclosure_list::{DisclosureBrief, DisclosureWhich};
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::problem::{Kind, Trouble};
use super::record::{ListAsked, next};
use super::shown::{Next, day, time};
use web::handle::{disclosures as page, words};

/// A request in the register.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DisclosureLine {
    /// The case whose dossier is asked for.
    pub case: String,
    /// Its place among the requests of the case, from 1.
    pub place: u8,
    /// 调阅登记号.
    pub number: String,
    /// Name of the authority; empty if erased.
    pub asker: String,
    /// `police`, `procuratorate`, `court`, `supervision`, `audit` or `other`.
    pub kind: String,
    /// `read`, `excerpt`, `copy` or `original`.
    pub form: String,
    /// `registered`, `approved`, `declined`, `out` or `handed-out`.
    pub state: String,
    /// When it was written down.
    #[schemars(extend("format" = "date-time"))]
    pub asked_at: String,
    /// Last day to bring originals back, while they are out.
    pub due_on: Option<String>,
    /// The first day on which the applicant is told, while nothing is said.
    pub withheld_until: Option<String>,
}

/// A page of the register, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DisclosurePage {
    /// The requests.
    pub disclosures: Vec<DisclosureLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// The requests on a case, in the order in which they were written down.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseDisclosures {
    /// The case.
    pub case: String,
    /// Pages of the dossier as they were counted; 0 before that.
    pub sheets: u16,
    /// Whether the token's person writes requests down.
    pub keeps: bool,
    /// The requests.
    pub disclosures: Vec<DisclosureLine>,
}

/// One who came.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VisitorShown {
    /// Name.
    pub name: String,
    /// Number of the certificate that was shown.
    pub certificate: String,
}

/// The whole of one request.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DisclosureShown {
    /// What the register says of it.
    pub line: DisclosureLine,
    /// Version of the requests on this case together.
    pub version: u64,
    /// Name and number of the document.
    pub document: String,
    /// By which article the authority asks.
    pub basis: String,
    /// Who came.
    pub visitors: Vec<VisitorShown>,
    /// The first page that is asked for; null for the whole dossier.
    pub first_page: Option<u16>,
    /// The last page; null likewise.
    pub last_page: Option<u16>,
    /// Who wrote it down.
    pub registered_by: String,
    /// Who agreed or declined.
    pub answered_by: Option<String>,
    /// Why it was declined.
    pub declined_because: Option<String>,
    /// Who handed it out.
    pub handed_out_by: Option<String>,
    /// When.
    pub handed_out_at: Option<String>,
    /// When originals came back.
    pub back_at: Option<String>,
    /// Why the applicant is not told at once.
    pub withheld_because: Option<String>,
    /// Since when the applicant may read it.
    pub told_at: Option<String>,
    /// What the token's person may do now, by the names of the acts.
    pub acts: Vec<String>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// `GET /api/v1/disclosures?which=&limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let ListAsked { bearer, which, limit, after } = call.lists(&DisclosureWhich::ALL, cursor).await?;
    let (organisation, centre) = (call.organisation().await?, &call.app.centre);
    let briefs = centre.disclosure_list_of(&bearer.session, bearer.unit, which, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, DisclosureBrief::cursor);
    let line = |it: &DisclosureBrief| DisclosureLine {
        case: it.case.to_string(),
        place: it.place,
        number: words::document_no(&organisation, ItemKind::Licensing, it.number),
        asker: it.asker.clone(),
        kind: it.kind.key().to_owned(),
        form: it.form.key().to_owned(),
        state: it.way.clone(),
        asked_at: time(it.asked_at),
        due_on: it.due_on.map(day),
        withheld_until: it.withheld_until.map(day),
    };
    call.json(StatusCode::OK, &DisclosurePage { disclosures: briefs.iter().map(line).collect(), next })
}

fn cursor(text: &str) -> Option<String> {
    let mut parts = text.splitn(3, '_');
    let (at, case, place) = (parts.next()?, parts.next()?, parts.next()?);
    let known = at.parse::<i64>().is_ok() && CaseId::parse(case).is_ok() && place_of(place).is_some();
    known.then(|| text.to_owned())
}

/// The place of a request as an address names it.
fn place_of(text: &str) -> Option<u8> {
    text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse().ok())?
}

/// The requests on the case in the address, for whoever may read the register and within the token.
pub async fn view(call: &Call, bearer: &Bearer) -> Result<DisclosureView, Trouble> {
    let case = call.case(bearer).await?;
    let view = call.app.centre.disclosure_fetch(&bearer.session, case).await;
    view.map_err(|problem| call.problem(problem))
}

/// The request that the address names.
pub fn place<'a>(call: &Call, view: &'a DisclosureView) -> Result<(u8, &'a Disclosure), Trouble> {
    let named = place_of(&call.second).and_then(|place| Some((place, view.one(place)?)));
    named.ok_or_else(|| Kind::NotFound.into())
}

/// `GET /api/v1/cases/{case}/disclosures`
pub async fn of_case(call: Call) -> Response {
    call.finish(of_one_case(&call).await)
}

async fn of_one_case(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let disclosures = view.all.iter().map(|(place, one)| line(&view, place, one));
    let answer = CaseDisclosures {
        case: view.state.id.to_string(),
        sheets: view.sheets(),
        keeps: view.keeps,
        disclosures: disclosures.collect(),
    };
    call.json(StatusCode::OK, &answer)
}

fn line(view: &DisclosureView, place: u8, one: &Disclosure) -> DisclosureLine {
    DisclosureLine {
        case: view.state.id.to_string(),
        place,
        number: words::document_no(&view.organisation, view.item.kind, one.number),
        asker: view.texts.text(one.asked.asker.0),
        kind: one.asked.kind.key().to_owned(),
        form: one.asked.form.key().to_owned(),
        state: one.key().to_owned(),
        asked_at: time(one.at),
        due_on: one.out_until().map(day),
        withheld_until: one.withheld_until().map(day),
    }
}

/// `GET /api/v1/cases/{case}/disclosures/{place}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let (place, one) = place(call, &view)?;
    let open = |sealed: casework::Sealed| view.texts.text(sealed.0);
    let came: Vec<Visitor> = view.texts.record(one.asked.visitors.0).unwrap_or_default();
    let pages = match one.asked.pages {
        Pages::Whole => None,
        Pages::Range { first, last } => Some((first, last)),
    };
    let (answered_by, declined_because) = match one.way {
        Way::Registered => (None, None),
        Way::Approved { by } => (Some(by), None),
        Way::Declined { by, reason } => (Some(by), Some(open(reason))),
        Way::HandedOut(out) => (Some(out.approved_by), None),
    };
    let out = one.handed_out();
    let instant = |at: Option<Instant>| at.map(time);
    let acts = open_acts(one, bearer.session.person, view.keeps, view.approves);
    let lines = view.lines.iter().filter(|it| it.event.place() == place);
    let history = lines.map(|it| MomentShown::of(it.seq, it.recorded_at, page::moment(call.text, &view, it)));
    let answer = DisclosureShown {
        line: line(&view, place, one),
        version: view.version,
        document: open(one.asked.document),
        basis: open(one.asked.basis),
        visitors: came
            .into_iter()
            .map(|it| VisitorShown { name: it.name, certificate: it.certificate })
            .collect(),
        first_page: pages.map(|it| it.0),
        last_page: pages.map(|it| it.1),
        registered_by: one.by.to_string(),
        answered_by: answered_by.map(|it| it.to_string()),
        declined_because,
        handed_out_by: out.map(|it| it.by.to_string()),
        handed_out_at: instant(out.map(|it| it.at)),
        back_at: instant(out.and_then(|it| it.back)),
        withheld_because: match one.telling {
            Telling::From { basis, .. } => Some(open(basis)),
            Telling::Now => None,
        },
        told_at: instant(one.told),
        acts: acts.into_iter().map(|act| act.replace('-', "_")).collect(),
        history: history.collect(),
    };
    call.versioned(view.version, &answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_and_a_place_are_what_the_lists_gave() {
        let case = "0123456789abcdef0123456789abcdef";
        assert_eq!(cursor(&format!("1772413200000000_{case}_1")).as_deref().map(str::len), Some(51));
        for wrong in ["", "1", "1_2", &format!("x_{case}_1"), &format!("1_{case}_"), &format!("1_{case}_256")]
        {
            assert_eq!(cursor(wrong), None, "{wrong}");
        }
        for (text, place) in [("1", Some(1)), ("40", Some(40)), ("+1", None), ("", None), ("256", None)] {
            assert_eq!(place_of(text), place, "{text}");
        }
    }
}
