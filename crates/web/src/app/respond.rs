//! Answers: a drawn page, a way on, or a page that says what happened and what to do next.

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use centre::Fault;
use centre::case::Problem;

use super::App;
use super::frame::frame;
use pages::layout::{Nav, PageFrame, with_field_names};
use pages::portal::ErrorPage;

/// The bound of a form as people are told it.
const FORM_KILOBYTES_MAX: u32 = (super::form::FORM_BYTES_MAX / 1024) as u32;

/// What cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The form did not arrive whole.
    BadRequest,
    /// Not for this person.
    Forbidden,
    /// The form belongs to a session that has ended.
    FormExpired,
    /// No such page.
    NotFound,
    /// Larger than we take.
    TooLarge,
    /// Too many tries; minutes until the next.
    TooMany(u32),
    /// A fault of ours, with its number.
    Fault(u64),
    /// The database is away.
    Unavailable,
}

/// Draws a page.
pub fn page(template: &impl Template) -> Response {
    page_with(StatusCode::OK, template)
}

/// Draws a page with another status.
pub fn page_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(with_field_names(html))).into_response(),
        Err(error) => {
            tracing::error!(%error, "a template does not render");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Goes on to another page after a post.
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Adds a cookie to an answer.
pub fn with_cookie(mut response: Response, line: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(line) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Sends an officer to sign in, and back to the page that was looked at or whose form was sent.
pub fn to_sign_in(method: &Method, uri: &Uri) -> Response {
    let (back, ended) =
        if method == Method::GET { (uri.path(), "") } else { (form_page(uri.path()), "&ended=1") };
    see_other(&format!("/sign-in?back={}{ended}", pages::layout::escape_query(back)))
}

/// The page on which the form of this address stands: a record's, without the name of the act, or one that is posted to itself.
pub fn form_page(path: &str) -> &str {
    let parts: Vec<&str> = path.split('/').skip(1).take(6).collect();
    match parts.as_slice() {
        ["desk", "intake" | "older" | "papers", _] | ["desk", "contacts", "new"] => path,
        ["desk", "attendance", _, _] => "/desk/attendance",
        ["desk", "inspections", "plan" | "usual" | "rhythm"] => "/desk/inspections",
        ["desk", "calendar" | "day" | "leaving" | "outage" | "people" | "reissue" | "second-factor"] => path,
        [
            "desk",
            "accountability" | "bad-ratings" | "bars" | "bulletins" | "cases" | "certificates" | "complaints"
            | "contacts" | "destruction" | "disclosures" | "draws" | "findings" | "folders" | "inspections"
            | "orders" | "paper-notices" | "reports" | "spots" | "surveys",
            _,
            _,
        ]
        | ["desk", "assessment", _, _]
        | ["desk", "assessment", _, _, _]
        | ["desk", "bounds", "set"]
        | ["desk", "reach", "set"]
        | ["desk", "reconcile", "compare"]
        | ["desk", "follow-ups", "write"]
        | ["desk", "spots", "begin"]
        | ["desk", "surveys", "write"]
        | ["desk", "summaries", _, _, _]
        | ["desk", "orders", "from", _, "issue"]
        | ["desk", "accountability", "from", _, "open"]
        | ["desk", "complaints", _, "finding", "write"]
        | ["desk", "disclosures", _, _, _]
        | ["desk", "cases", _, "hearing", _] => path.rsplit_once('/').map_or(path, |(page, _)| page),
        _ => "/desk",
    }
}

/// The page of an error. It is drawn even when the database is away.
pub async fn error_page(app: &App, headers: &HeaderMap, path: &str, kind: ErrorKind) -> Response {
    let frame = frame(app, headers, path, Nav::Nowhere, None).await;
    let page = match kind {
        ErrorKind::BadRequest => ErrorPage::bad_request(frame),
        ErrorKind::Forbidden => ErrorPage::forbidden(frame),
        ErrorKind::FormExpired => ErrorPage::form_expired(frame),
        ErrorKind::NotFound => ErrorPage::not_found(frame),
        ErrorKind::TooLarge => ErrorPage::too_large(frame, FORM_KILOBYTES_MAX),
        ErrorKind::TooMany(minutes) => ErrorPage::too_many(frame, minutes),
        ErrorKind::Fault(number) => ErrorPage::fault(frame, &number.to_string()),
        ErrorKind::Unavailable => ErrorPage::unavailable(frame),
    };
    error_response(&page)
}

/// Answers with an error page under its own status.
pub fn error_response(page: &ErrorPage) -> Response {
    page_with(StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), page)
}

/// The page of a fault: the visitor gets a number, the log the detail, once.
pub async fn fault_page(app: &App, headers: &HeaderMap, path: &str, fault: Fault) -> Response {
    if fault.is_unavailable() {
        tracing::warn!(%fault, "answered: not available");
        return error_page(app, headers, path, ErrorKind::Unavailable).await;
    }
    let number = match fault {
        Fault::Ledger(number) => number,
        other => {
            let number = app.fault_number();
            tracing::error!(fault = number, detail = %other, "a fault");
            number
        }
    };
    error_page(app, headers, path, ErrorKind::Fault(number)).await
}

/// Minutes until an instant, rounded up; at least one.
pub fn minutes_until(app: &App, until: i64) -> u32 {
    let left = until - app.centre.instant().0;
    u32::try_from(left / 60_000_000 + 1).unwrap_or(1).max(1)
}

/// A handler's answer: the page, or a fault that becomes one.
pub type Answer = Result<Response, Fault>;

/// Where a page stands, for those that must be drawn when something fails.
pub struct At<'a> {
    /// The application.
    pub app: &'a App,
    /// The request's headers.
    pub headers: &'a HeaderMap,
    /// The request's path.
    pub path: &'a str,
}

impl At<'_> {
    /// Gives the answer, or the page of its fault.
    pub async fn answer(&self, answer: Answer) -> Response {
        match answer {
            Ok(response) => response,
            Err(fault) => fault_page(self.app, self.headers, self.path, fault).await,
        }
    }

    /// The page that says why an officer does not get what was asked for, without a word about it.
    pub async fn shut(&self, problem: Problem) -> Response {
        match problem {
            Problem::Fault(fault) => self.answer(Err(fault)).await,
            Problem::OutOfScope => self.error(ErrorKind::Forbidden).await,
            Problem::NotFound => self.error(ErrorKind::NotFound).await,
            Problem::Throttled(until) => self.error(ErrorKind::TooMany(minutes_until(self.app, until))).await,
            Problem::Refused(_)
            | Problem::Oversight(_)
            | Problem::Form(_)
            | Problem::Stale { .. }
            | Problem::IdReused => self.error(ErrorKind::BadRequest).await,
        }
    }

    /// The page of an error.
    pub async fn error(&self, kind: ErrorKind) -> Response {
        error_page(self.app, self.headers, self.path, kind).await
    }

    /// The frame of a page at this place.
    pub async fn frame(&self, nav: Nav, session: Option<&centre::account::Session>) -> PageFrame {
        frame(self.app, self.headers, self.path, nav, session).await
    }

    /// The frame of an officer's page at this place, with its title.
    pub async fn titled(&self, nav: Nav, session: &centre::account::Session, title: &str) -> PageFrame {
        let mut frame = self.frame(nav, Some(session)).await;
        frame.title = frame.text.t(title).to_owned();
        frame
    }
}

#[cfg(test)]
mod tests {
    use super::form_page;

    #[test]
    fn who_signs_in_again_is_back_on_the_page_of_the_form() {
        assert_eq!(form_page("/desk/cases/abc/accept"), "/desk/cases/abc");
        assert_eq!(form_page("/desk/intake/food-business"), "/desk/intake/food-business");
        assert_eq!(form_page("/desk/cases/abc/hearing/call"), "/desk/cases/abc/hearing");
        assert_eq!(form_page("/desk/bars/abc/propose"), "/desk/bars/abc");
        assert_eq!(form_page("/desk/contacts/new"), "/desk/contacts/new");
        assert_eq!(form_page("/desk/accountability/abc/hear"), "/desk/accountability/abc");
        assert_eq!(form_page("/desk/accountability/from/abc/open"), "/desk/accountability/from/abc");
        assert_eq!(form_page("/desk/reports/2026-10/freeze"), "/desk/reports/2026-10");
        assert_eq!(form_page("/desk/reconcile/compare"), "/desk/reconcile");
        assert_eq!(form_page("/desk/reach/set"), "/desk/reach");
        assert_eq!(form_page("/desk/assessment/2026-Q3/score"), "/desk/assessment/2026-Q3");
        assert_eq!(form_page("/desk/assessment/2026-Q3/plan/adopt"), "/desk/assessment/2026-Q3/plan");
        assert_eq!(form_page("/desk/assessment/2026-Q3/unit-sc/check"), "/desk/assessment/2026-Q3/unit-sc");
        assert_eq!(form_page("/desk/attendance/2026-11-28/enter"), "/desk/attendance");
        assert_eq!(form_page("/desk/inspections/plan"), "/desk/inspections");
        assert_eq!(form_page("/desk/inspections/abc/make"), "/desk/inspections/abc");
        assert_eq!(form_page("/desk/surveys/write"), "/desk/surveys");
        assert_eq!(form_page("/desk/surveys/abc/correct"), "/desk/surveys/abc");
        assert_eq!(form_page("/desk/summaries/2026/sc/hand-in"), "/desk/summaries/2026/sc");
        assert_eq!(form_page("/desk/bulletins/2026-10/publish"), "/desk/bulletins/2026-10");
        assert_eq!(form_page("/desk/disclosures/abc/register"), "/desk/disclosures/abc");
        assert_eq!(form_page("/desk/disclosures/abc/1/hand-out"), "/desk/disclosures/abc/1");
        assert_eq!(form_page("/desk/cases/abc/reveal"), "/desk/cases/abc");
        assert_eq!(form_page("/desk/day"), "/desk/day");
        assert_eq!(form_page("/desk/find"), "/desk");
        assert_eq!(form_page("/desk/cases/abc/hearing/call/more"), "/desk");
    }
}
