//! Open311 GeoReport v2 under `/open311/v2`: other systems (a hot line, a city's application) send complaints in and follow
//! their own. Without a key one reads what is published; nothing that a person typed goes out otherwise.

mod answer;
mod ask;
#[cfg(test)]
mod tests;
mod when;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::complaint::{OutsideLine, text_of};
use centre::token::Bearer;
use oversight::complaint::Class;

use answer::{Document, Field, Format, Refused};
use pages::text::Text;
use web::app::App;
use web::app::form::Form;
use web::app::visitor::language;
use web::handle::complaint_words as said;
use web::handle::words;

/// Where the interface begins.
pub const PREFIX: &str = "/open311/v2";

/// The routes. The format stands at the end of the last part of an address.
pub fn router() -> Router<Arc<App>> {
    let routes = Router::new()
        .route("/{of}", get(list).post(make))
        .route("/services/{code}", get(definition))
        .route("/requests/{id}", get(one));
    Router::new().nest(PREFIX, routes)
}

/// Whether an address is one of this interface.
pub fn is_open311(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// One request.
struct Call<'a> {
    app: &'a App,
    headers: &'a HeaderMap,
    text: Text,
    query: Form,
}

type Answered = Result<Document, Refused>;

impl<'a> Call<'a> {
    fn new(app: &'a App, headers: &'a HeaderMap, query: Option<String>) -> Call<'a> {
        let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
        Call { app, headers, text: language(headers), query }
    }

    /// A parameter of the address or of the body.
    fn get<'b>(&'b self, form: &'b Form, name: &str) -> &'b str {
        if form.has(name) { form.trimmed(name) } else { self.query.trimmed(name) }
    }

    /// One division is one jurisdiction; none need be named.
    fn jurisdiction(&self, form: &Form) -> Result<(), Refused> {
        let named = self.get(form, "jurisdiction_id");
        match named.is_empty() || named == self.app.centre.division() {
            true => Ok(()),
            false => Err(Refused::one(StatusCode::NOT_FOUND, "jurisdiction_id provided was not found")),
        }
    }

    /// Who shows a key: one of the tokens of the programming interface, as a parameter or as a bearer.
    async fn bearer(&self, form: &Form) -> Result<Option<Bearer>, Refused> {
        let shown = self.headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
        let shown =
            shown.and_then(|it| it.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        let key = match self.get(form, "api_key") {
            "" => shown.map_or("", |(_, key)| key.trim()),
            key => key,
        };
        if key.is_empty() {
            return Ok(None);
        }
        let bearer = self.app.centre.token(key).await.map_err(|fault| self.fault(&fault))?;
        match bearer {
            Some(bearer) => Ok(Some(bearer)),
            None => Err(Refused::one(StatusCode::FORBIDDEN, "api_key is invalid")),
        }
    }

    fn fault(&self, fault: &centre::Fault) -> Refused {
        if fault.is_unavailable() {
            return Refused::one(StatusCode::SERVICE_UNAVAILABLE, "not available, please try again");
        }
        let number = self.app.fault_number();
        tracing::error!(fault = number, detail = %fault, "a fault");
        Refused::one(StatusCode::INTERNAL_SERVER_ERROR, &format!("fault {number}"))
    }
}

/// `GET /open311/v2/services.{format}`, `GET /open311/v2/requests.{format}`
async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(of): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let call = Call::new(&app, &headers, query);
    let (name, format) = split(&of);
    let answer = match (name, format) {
        ("discovery", Some(_)) => discovery(&call),
        ("services", Some(_)) => services(&call),
        ("requests", Some(_)) => requests(&call, &[]).await,
        _ => Err(no_address()),
    };
    answer::respond(format.unwrap_or(Format::Xml), answer)
}

/// `POST /open311/v2/requests.{format}`
async fn make(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(of): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    let call = Call::new(&app, &headers, query);
    let (name, format) = split(&of);
    let answer = match (name, format) {
        ("requests", Some(_)) => post(&call, &body).await,
        _ => Err(no_address()),
    };
    answer::respond(format.unwrap_or(Format::Xml), answer)
}

/// `GET /open311/v2/services/{code}.{format}`: no service asks for more than the form, so none has a definition.
async fn definition(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let call = Call::new(&app, &headers, query);
    let (code, format) = split(&code);
    let known = Class::parse(code).is_some();
    let sentence = match known {
        true => "the service has no definition: its metadata is false",
        false => "service_code provided was not found",
    };
    let refused = call.jurisdiction(&Form::default());
    let answer = refused.and(Err(Refused::one(StatusCode::NOT_FOUND, sentence)));
    answer::respond(format.unwrap_or(Format::Xml), answer)
}

/// `GET /open311/v2/requests/{id}.{format}`
async fn one(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let call = Call::new(&app, &headers, query);
    let (id, format) = split(&id);
    let unknown = || Refused::one(StatusCode::NOT_FOUND, "service_request_id provided was not found");
    let answer = match requests(&call, &[id]).await {
        Ok(document) if document.rows.is_empty() => Err(unknown()),
        other => other,
    };
    answer::respond(format.unwrap_or(Format::Xml), answer)
}

/// `requests.json` is the requests, as JSON.
fn split(last: &str) -> (&str, Option<Format>) {
    match last.rsplit_once('.') {
        Some((name, "json")) => (name, Some(Format::Json)),
        Some((name, "xml")) => (name, Some(Format::Xml)),
        _ => (last, None),
    }
}

fn no_address() -> Refused {
    Refused::one(StatusCode::NOT_FOUND, "there is nothing at this address; it ends with .json or .xml")
}

fn discovery(call: &Call<'_>) -> Answered {
    let at = call.app.settings.public_url.trim_end_matches('/');
    let row = vec![
        ("changeset", Field::text("2026-11-28")),
        ("specification", Field::text("http://wiki.open311.org/GeoReport_v2")),
        ("url", Field::text(&format!("{at}{PREFIX}"))),
        ("type", Field::text("production")),
        ("formats", Field::text("application/json, text/xml")),
    ];
    Ok(Document { root: "discovery", item: "endpoint", rows: vec![row] })
}

/// The classes of complaints. A report of corruption is made by the reporter, never passed through another system.
fn services(call: &Call<'_>) -> Answered {
    call.jurisdiction(&Form::default())?;
    let group = call.text.t("投诉");
    let row = |class: &Class| {
        let name = call.text.t(said::class(*class));
        vec![
            ("service_code", Field::text(class.key())),
            ("metadata", Field::Is(false)),
            ("type", Field::text("realtime")),
            ("keywords", Field::text("")),
            ("group", Field::text(group)),
            ("service_name", Field::text(name)),
            ("description", Field::text(name)),
        ]
    };
    Ok(Document { root: "services", item: "service", rows: Class::ALL.iter().map(row).collect() })
}

async fn requests(call: &Call<'_>, ids: &[&str]) -> Answered {
    let none = Form::default();
    call.jurisdiction(&none)?;
    let bearer = call.bearer(&none).await?;
    let now = call.app.centre.instant();
    let asked = ask::listed(&call.query, ids, now)?;
    let session: Option<&Session> = bearer.as_ref().map(|it| &it.session);
    let lines = call.app.centre.complaints_outside(session, &asked).await;
    let lines = lines.map_err(|fault| call.fault(&fault))?;
    let organisation = call.app.centre.organisation().await.map_err(|fault| call.fault(&fault))?;
    let office = |line: &OutsideLine| match (line.unit, organisation.as_deref()) {
        (Some(unit), Some(organisation)) => words::unit(call.text, organisation, unit),
        _ => String::new(),
    };
    let rows = lines.iter().map(|line| row(call.text, line, &office(line))).collect();
    Ok(Document { root: "service_requests", item: "request", rows })
}

fn row(text: Text, line: &OutsideLine, office: &str) -> Vec<(&'static str, Field)> {
    let notes = match (line.closed_at, line.verdict) {
        (Some(_), Some(verdict)) => text.t(said::verdict(verdict)).to_owned(),
        _ => said::state(text, &line.state, false).word,
    };
    vec![
        ("service_request_id", Field::text(&text_of(line.number.0, line.number.1))),
        ("status", Field::text(if line.closed_at.is_some() { "closed" } else { "open" })),
        ("status_notes", Field::text(&notes)),
        ("service_name", Field::text(line.class.map_or("", |it| text.t(said::class(it))))),
        ("service_code", Field::text(line.class.map_or("", Class::key))),
        ("description", Field::some(&line.words)),
        ("agency_responsible", Field::some(office)),
        ("service_notice", Field::None),
        ("requested_datetime", Field::text(&when::write(line.filed_at))),
        ("updated_datetime", Field::text(&when::write(line.updated_at))),
        ("expected_datetime", line.due_at.map_or(Field::None, |at| Field::text(&when::write(at)))),
        ("address", Field::None),
        ("address_id", Field::None),
        ("zipcode", Field::None),
        ("lat", Field::None),
        ("long", Field::None),
        ("media_url", Field::None),
    ]
}

async fn post(call: &Call<'_>, body: &[u8]) -> Answered {
    let wrong = |sentence: &str| Refused::one(StatusCode::BAD_REQUEST, sentence);
    let form = Form::parse(body).map_err(|_| wrong("the body is not a form of bounded size"))?;
    call.jurisdiction(&form)?;
    let bearer = call.bearer(&form).await?;
    let bearer = bearer.ok_or(Refused::one(StatusCode::FORBIDDEN, "api_key was not provided"))?;
    if !bearer.may_act {
        return Err(Refused::one(StatusCode::FORBIDDEN, "api_key may read only"));
    }
    let asked = ask::made(&form)?;
    let text = call.headers.get("idempotency-key").and_then(|it| it.to_str().ok()).unwrap_or_default();
    let command_id = Form::of(vec![("command_id".to_owned(), text.to_owned())]).command_id();
    let command_id = command_id.unwrap_or_else(centre::seal::random);
    let made = call.app.centre.complaint_write(&bearer.session, command_id, &asked).await;
    let id = match made {
        Ok((id, _)) => id,
        Err(Problem::Form(problems)) => return Err(ask::problems(&problems)),
        Err(Problem::Oversight(refusal)) => return Err(wrong(refusal.code())),
        Err(Problem::IdReused) => return Err(wrong("Idempotency-Key was used for another request")),
        Err(Problem::Fault(fault)) => return Err(call.fault(&fault)),
        Err(_) => return Err(wrong("the request was not taken")),
    };
    let number = call.app.centre.complaint_number(id).await.map_err(|fault| call.fault(&fault))?;
    let (year, n) = number.unwrap_or_default();
    let row = vec![
        ("service_request_id", Field::text(&text_of(year, n))),
        ("service_notice", Field::None),
        ("account_id", Field::None),
    ];
    Ok(Document { root: "service_requests", item: "request", rows: vec![row] })
}
