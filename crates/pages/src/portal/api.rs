//! The documentation of the interface for programs.

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// The documentation page.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/api.html")]
pub struct ApiPage {
    /// Frame.
    pub frame: PageFrame,
    /// Where the interface begins.
    pub prefix: &'static str,
    /// Bytes of a body at most, in KB.
    pub kilobytes: usize,
    /// Fields of a body at most.
    pub fields: usize,
    /// The operations, part by part.
    pub parts: Vec<OperationPart>,
    /// The problems: status, code, sentence.
    pub problems: Vec<(u16, &'static str, String)>,
}

impl ApiPage {
    /// How many operations there are.
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.operations.len()).sum()
    }
}

/// A part of the interface.
#[derive(Debug, Clone)]
pub struct OperationPart {
    /// Its word: the part's place on the page.
    pub word: &'static str,
    /// What it is about.
    pub title: String,
    /// Its operations.
    pub operations: Vec<OperationLine>,
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

impl Page for ApiPage {
    const NAME: &'static str = "portal/api";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let operation = OperationLine {
            id: "case-get",
            method: "GET".to_owned(),
            path: "/api/v1/cases/{case}".to_owned(),
            says: text.t("一件：状态、期限、现在能办什么；ETag 是它的版本。").to_owned(),
            needs: text.t("要能看的令牌").to_owned(),
            parameters: vec![("case", text.t("在地址里").to_owned(), text.t("必填").to_owned())],
            example: "",
            statuses: "200 401 404".to_owned(),
        };
        let with_body =
            OperationLine { id: "case-act", example: "{\"act\":\"accept\"}", ..operation.clone() };
        vec![(
            "two operations",
            ApiPage {
                prefix: "/api/v1",
                kilobytes: 256,
                fields: 600,
                parts: vec![OperationPart {
                    word: "cases",
                    title: text.t("办件：收件、查找、办理、文书、案卷、证照").to_owned(),
                    operations: vec![operation, with_body],
                }],
                problems: vec![(404, "not-found", text.t("没有这一页").to_owned())],
                frame: PageFrame::sample(text, "程序接口", Nav::Nowhere),
            },
        )]
    }
}
