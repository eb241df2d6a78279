//! `/api`: the documentation of the interface as a page of ours, from the same table as the document.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::PREFIX;
use super::operation::{self, BOUNDS, Needs, Operation, Place};
use super::problem::Kind;
use crate::app::App;
use crate::app::respond::{At, page as drawn};
use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// The documentation page.
#[derive(Debug, Clone, Template)]
#[template(path = "api/page.html")]
pub struct ApiPage {
    /// Frame.
    pub frame: PageFrame,
    /// Where the interface begins.
    pub prefix: &'static str,
    /// Bytes of a body at most, in KB.
    pub kilobytes: usize,
    /// Fields of a body at most.
    pub fields: usize,
    /// The operations.
    pub operations: Vec<OperationLine>,
    /// The problems: status, code, sentence.
    pub problems: Vec<(u16, &'static str, String)>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct OperationLine {
    /// Its name.
    pub id: &'static str,
    /// `GET` or `POST`.
    pub method: String,
    /// Its address.
    pub path: String,
    /// What it does.
    pub says: String,
    /// What a token must be good for.
    pub needs: String,
    /// Parameters: name, place, what it is.
    pub parameters: Vec<(&'static str, String, String)>,
    /// A body that reads well; empty where none is sent.
    pub example: &'static str,
    /// Statuses it may answer with.
    pub statuses: String,
}

impl ApiPage {
    /// The page in a frame.
    pub fn new(frame: PageFrame) -> ApiPage {
        let text = frame.text;
        ApiPage {
            prefix: PREFIX,
            kilobytes: BOUNDS.0 / 1024,
            fields: BOUNDS.1,
            operations: operation::all().map(|it| line(text, it)).collect(),
            problems: Kind::ALL
                .iter()
                .map(|kind| {
                    let (status, code) = kind.status_and_code();
                    (status, code, text.t(kind.sentence()).to_owned())
                })
                .collect(),
            frame,
        }
    }
}

fn line(text: Text, of: &Operation) -> OperationLine {
    let place = |place: Place| {
        text.t(match place {
            Place::Path => "在地址里",
            Place::Query => "查询参数",
            Place::Header => "请求头",
        })
    };
    OperationLine {
        id: of.id,
        method: of.method.to_ascii_uppercase(),
        path: format!("{PREFIX}{}", of.path),
        says: text.t(of.says).to_owned(),
        needs: text
            .t(match of.needs {
                Needs::Nothing => "不用令牌",
                Needs::Read => "要能看的令牌",
                Needs::Act => "要能办的令牌",
            })
            .to_owned(),
        parameters: of
            .parameters
            .iter()
            .map(|it| {
                let needed = if it.required { text.t("必填") } else { text.t("选填") };
                (it.name, format!("{}{}{needed}", place(it.place), text.comma()), text.t(it.says).to_owned())
            })
            .collect(),
        example: of.body.map_or("", |body| body.example),
        statuses: of.statuses().iter().map(u16::to_string).collect::<Vec<_>>().join(" "),
    }
}

/// `GET /api`
pub async fn page(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: "/api" };
    let mut frame = at.frame(Nav::Nowhere, None).await;
    frame.title = frame.t("程序接口").to_owned();
    drawn(&ApiPage::new(frame))
}

impl Page for ApiPage {
    const NAME: &'static str = "api/page";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        vec![("whole", ApiPage::new(PageFrame::sample(text, "程序接口", Nav::Nowhere)))]
    }
}
