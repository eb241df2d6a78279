//! The programming interface under `/api/v1`: the same commands and queries as the pages, as JSON, for programs that show a
//! token of a person. No cookies, so no forged posts; every answer is described in `openapi.json`.

pub mod act_body;
pub mod act_read;
pub mod acts;
pub mod body;
pub mod calendar_days;
pub mod call;
pub mod cases;
pub mod certificates;
pub mod document;
pub mod folders;
pub mod intake;
pub mod items;
pub mod operation;
pub mod page;
pub mod problem;
pub mod shown;
pub mod shown_items;
pub mod track;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

/// Where the interface begins.
pub const PREFIX: &str = "/api/v1";

/// Whether an address is one of the programming interface, which is answered with JSON also when it is wrong.
pub fn is_api(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The routes; those of [`operation::OPERATIONS`], and a test compares them.
pub fn router() -> Router<Arc<App>> {
    let api = Router::new()
        .route("/openapi.json", get(document::document))
        .route("/items", get(items::list))
        .route("/items/{item}", get(items::guide))
        .route("/calendar/days", get(calendar_days::list))
        .route("/track", post(track::track))
        .route("/cases", get(cases::list).post(intake::receive))
        .route("/cases/{case}", get(cases::case))
        .route("/cases/{case}/acts", post(acts::act))
        .route("/cases/{case}/timeline", get(cases::timeline))
        .route("/cases/{case}/clocks", get(cases::clocks))
        .route("/cases/{case}/folder", get(folders::one))
        .route("/cases/{case}/folder/acts", post(folders::act))
        .route("/certificates", get(certificates::list))
        .route("/certificates/{certificate}", get(certificates::one))
        .route("/certificates/{certificate}/acts", post(certificates::act))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .fallback(problem::no_such_address);
    Router::new().nest(PREFIX, api).route("/api", get(page::page))
}
