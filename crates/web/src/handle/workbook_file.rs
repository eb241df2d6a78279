//! A workbook as the answer to a request.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use calendar::Day;
use workbook::Sheet;

use crate::app::respond::{At, ErrorKind};

/// The file, to be saved under this name.
pub async fn answer(at: &At<'_>, title: &str, made_on: Day, sheets: &[Sheet], name: &str) -> Response {
    match workbook::xlsx(title, made_on.ymd(), sheets) {
        Ok(bytes) => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            let mut response = (StatusCode::OK, bytes).into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            let name = format!("attachment; filename=\"{name}.xlsx\"");
            if let Ok(name) = HeaderValue::from_str(&name) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
            }
            response
        }
        Err(error) => {
            let number = at.app.fault_number();
            tracing::error!(fault = number, detail = %error, "a fault");
            at.error(ErrorKind::Fault(number)).await
        }
    }
}
