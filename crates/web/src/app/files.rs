//! The embedded files: addresses bear their hash, so browsers keep them for good.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use pages::assets;

/// `GET /assets/{hash}/{path}`
pub async fn asset(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = assets::find(&path).filter(|asset| asset.hash == hash) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let common = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    let gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    if gzip {
        (common, [(header::CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        (common, asset.bytes).into_response()
    }
}

/// `GET /favicon.ico`: the pages name their own icon; a browser that asks anyway gets nothing, and no error.
pub async fn favicon() -> StatusCode {
    StatusCode::NO_CONTENT
}
