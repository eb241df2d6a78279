//! Fetching a result that was sent electronically: number and query code, and the code of the message; throttled as the page
//! is (C25).

use axum::body::Body;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Deserialize;

use super::body;
use super::call::{Answer, Call};
use super::withdraw::{answer, own, refused};

/// Number and query code, as they stand on the receipt, and the code that came with the message.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FetchAsked {
    /// 收件编号 or 办件编号.
    #[schemars(length(max = 80))]
    number: String,
    /// 查询码.
    #[schemars(length(max = 20))]
    code: String,
    /// 领取凭码.
    #[schemars(length(min = 1, max = 40))]
    own_code: String,
}

/// `POST /api/v1/track/fetch`
pub async fn fetch(call: Call, body: Body) -> Response {
    call.finish(fetched(&call, body).await)
}

async fn fetched(call: &Call, body: Body) -> Answer {
    call.query(&[])?;
    let id = call.command_id()?;
    let asked: FetchAsked = body::read(call, body).await?;
    let case = own(call, &asked.number, &asked.code).await?;
    match call.app.centre.electronic_fetch(case, id, asked.own_code.trim()).await {
        Ok(done) => answer(call, case, done.replayed).await,
        Err(problem) => Err(refused(call, case, problem).await),
    }
}
