//! How interfaces for programs are joined to the pages. They lie above: the pages know none of them by name.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Response;

use super::App;

/// Interfaces for programs beside the pages.
pub struct Programs {
    /// Their routes.
    pub routes: Router<Arc<App>>,
    /// How their addresses are known and answered.
    pub answers: Answers,
}

/// What the layer around every request must know of the interfaces.
#[derive(Debug, Clone, Copy)]
pub struct Answers {
    /// Whether an address belongs to one of them: no cookies there, so nothing that another site could forge.
    pub is_program: fn(&str) -> bool,
    /// Whether it is answered with problem documents also when it is wrong, never with a page.
    pub has_problems: fn(&str) -> bool,
    /// The problem document after a panic, with the number under which its detail was logged.
    pub panicked: fn(&HeaderMap, u64) -> Response,
}
