//! `/api`: the documentation of the interface as a page of ours, from the same table as the document.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::PREFIX;
use super::operation::{BOUNDS, Needs, Operation, PARTS, Place};
use super::problem::Kind;
use pages::layout::{Nav, PageFrame};
use pages::portal::{ApiPage, OperationLine, OperationPart};
use pages::text::Text;
use web::app::App;
use web::app::respond::{At, page as drawn};

/// The page in a frame.
fn whole(frame: PageFrame) -> ApiPage {
    let text = frame.text;
    ApiPage {
        prefix: PREFIX,
        kilobytes: BOUNDS.0 / 1024,
        fields: BOUNDS.1,
        parts: PARTS
            .iter()
            .map(|part| OperationPart {
                word: part.word,
                title: text.t(part.says).to_owned(),
                operations: part.operations.iter().map(|it| line(text, it)).collect(),
            })
            .collect(),
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
    drawn(&whole(frame))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation;
    use askama::Template as _;

    #[test]
    fn the_page_says_every_operation_and_problem_in_both_languages() {
        for text in Text::ALL {
            let page = whole(PageFrame::sample(text, "程序接口", Nav::Nowhere));
            let html = page.render().expect("the page can be drawn");
            let lines: Vec<&OperationLine> = page.parts.iter().flat_map(|part| &part.operations).collect();
            for (operation, line) in operation::all().zip(&lines) {
                assert!(html.contains(&format!("id=\"{}\"", operation.id)), "{}", operation.id);
                assert_eq!(line.says, text.t(operation.says), "{}", operation.id);
                assert!(text == Text::Chinese || line.says != operation.says, "{}", operation.says);
            }
            assert_eq!(lines.len(), operation::all().count());
            assert_eq!(page.count(), lines.len());
        }
    }
}
