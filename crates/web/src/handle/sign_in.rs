//! Signing in and out.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use centre::account::SignInRefusal;

use crate::app::App;
use crate::app::device;
use crate::app::form::Form;
use crate::app::opened::Query;
use crate::app::respond::{At, ErrorKind, minutes_until, page, page_with, see_other, with_cookie};
use crate::app::visitor::{Address, check_csrf, session_cookie, session_of, set_cookie};
use pages::layout::Nav;
use pages::portal::SignIn;

const PATH: &str = "/sign-in";

/// `GET /sign-in?back=/desk&ended=1`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let mut frame = at.frame(Nav::Nowhere, None).await;
    frame.title = frame.t("工作人员登录").to_owned();
    let empty = SignIn::new(frame, "", ours(query.get("back")));
    page(&if query.has("ended") { empty.ended() } else { empty })
}

/// `POST /sign-in`
pub async fn enter(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let (account, back) = (form.trimmed("account"), ours(form.get("back")));
    let mut frame = at.frame(Nav::Nowhere, None).await;
    frame.title = frame.t("工作人员登录").to_owned();
    let again = SignIn::new(frame, account, back);
    match app.centre.sign_in(account, form.get("password"), &address).await {
        Ok(Ok(token)) => {
            let session = set_cookie(&app, session_cookie(&app), &token.0, None);
            device::marked(&app, &headers, with_cookie(see_other(back), &session))
        }
        Ok(Err(SignInRefusal::Wrong)) => page_with(StatusCode::UNPROCESSABLE_ENTITY, &again.refused()),
        Ok(Err(SignInRefusal::Throttled(until))) => {
            page_with(StatusCode::TOO_MANY_REQUESTS, &again.throttled(minutes_until(&app, until)))
        }
        Err(fault) => at.answer(Err(fault)).await,
    }
}

/// `POST /sign-out`
pub async fn leave(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let at = At { app: &app, headers: &headers, path: "/sign-out" };
    let form = Form::parse(&body).unwrap_or_default();
    match session_of(&app, &headers).await {
        Ok(Some(session)) => {
            if let Err(response) = check_csrf(&app, &headers, at.path, &session, form.get("csrf")).await {
                return *response;
            }
            if let Err(fault) = app.centre.sign_out(&session).await {
                return at.answer(Err(fault)).await;
            }
        }
        Ok(None) => {}
        Err(fault) => return at.answer(Err(fault)).await,
    }
    with_cookie(see_other("/"), &set_cookie(&app, session_cookie(&app), "", Some(0)))
}

/// A path of ours to go back to, never another host.
pub fn ours(back: &str) -> &str {
    let path = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && !back.contains(char::is_control);
    if path && back.len() <= 300 { back } else { "/desk" }
}

#[cfg(test)]
mod tests {
    use super::ours;

    #[test]
    fn the_way_back_is_always_a_path_of_ours() {
        for evil in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "", "/a\nb"]
        {
            assert_eq!(ours(evil), "/desk", "{evil}");
        }
        assert_eq!(ours("/desk/cases/1"), "/desk/cases/1");
    }
}
