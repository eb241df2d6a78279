//! A page of the desk as it was opened: by whom, where it stands, and what its address asks.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use centre::account::Session;

use super::App;
use super::form::Form;
use super::respond::At;
use super::visitor::Officer;

/// What an address asks for; one that is no form asks for nothing.
pub struct Query(pub Form);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Query, Infallible> {
        Ok(Query(Form::parse(parts.uri.query().unwrap_or_default().as_bytes()).unwrap_or_default()))
    }
}

/// A page that a signed-in officer opened; anybody else is sent to sign in.
pub struct Opened {
    /// The application.
    pub app: Arc<App>,
    /// Who opened it.
    pub session: Session,
    /// What the address asks for.
    pub query: Form,
    headers: HeaderMap,
    path: String,
}

impl FromRequestParts<Arc<App>> for Opened {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Opened, Response> {
        let Officer(session) = Officer::from_request_parts(parts, app).await?;
        let Ok(Query(query)) = Query::from_request_parts(parts, app).await;
        let (headers, path) = (parts.headers.clone(), parts.uri.path().to_owned());
        Ok(Opened { app: app.clone(), session, query, headers, path })
    }
}

impl Opened {
    /// Where the page stands.
    pub fn at(&self) -> At<'_> {
        At { app: &self.app, headers: &self.headers, path: &self.path }
    }
}
