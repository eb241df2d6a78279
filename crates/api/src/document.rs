//! `openapi.json`: OpenAPI 3.1, made from the table of operations and from the types that are read and written.

use std::sync::OnceLock;

use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::PREFIX;
use super::operation::{Needs, Operation, PARTS, Parameter, Place};
use super::problem::{MEDIA_TYPE, ProblemDocument};
use pages::text::Text;

/// `GET /api/v1/openapi.json`
pub async fn document() -> Response {
    static WRITTEN: OnceLock<Bytes> = OnceLock::new();
    let bytes = WRITTEN.get_or_init(|| Bytes::from(serde_json::to_vec(&written()).unwrap_or_default()));
    ([(header::CONTENT_TYPE, "application/json")], bytes.clone()).into_response()
}

/// The document. Its descriptions are in English, for programs and those who write them.
pub fn written() -> Value {
    let text = Text::English;
    let settings =
        SchemaSettings::draft2020_12().with(|it| it.definitions_path = "/components/schemas".into());
    let mut types = settings.into_generator();
    let problem = json!(types.subschema_for::<ProblemDocument>());
    let mut paths: Map<String, Value> = Map::new();
    for (part, operation) in PARTS.iter().flat_map(|part| part.operations.iter().map(move |it| (part, it))) {
        let path = paths.entry(operation.path.to_owned()).or_insert_with(|| json!({}));
        let mut described = described(text, operation, &mut types, &problem);
        described["tags"] = json!([part.word]);
        path[operation.method] = described;
    }
    let parts = PARTS.iter().map(|part| json!({ "name": part.word, "description": text.t(part.says) }));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Yimen",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            "description": text.t("一门的程序接口：和网页同样的查询和命令，同样的规则。"),
        },
        "servers": [{ "url": PREFIX }],
        "tags": parts.collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "schemas": types.take_definitions(true),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

fn described(text: Text, of: &Operation, types: &mut SchemaGenerator, problem: &Value) -> Value {
    let mut answers = Map::new();
    let (status, answer) = of.answer;
    answers.insert(status.to_string(), done(text, of, &json!(answer(types))));
    for kind in of.kinds() {
        let (status, code) = kind.status_and_code();
        let said = format!("`{code}`: {}", text.t(kind.sentence()));
        let entry = answers.entry(status.to_string()).or_insert_with(|| {
            json!({ "description": "", "headers": headers(status), "content": { MEDIA_TYPE: { "schema": problem } } })
        });
        let before = entry["description"].as_str().unwrap_or_default();
        entry["description"] = json!(if before.is_empty() { said } else { format!("{before}\n\n{said}") });
    }
    let mut operation = json!({
        "operationId": of.id,
        "summary": text.t(of.says),
        "parameters": of.parameters.iter().map(|it| parameter(text, it)).collect::<Vec<_>>(),
        "responses": answers,
        "security": if of.needs == Needs::Nothing { json!([]) } else { json!([{ "token": [] }]) },
    });
    if let Some(body) = of.body {
        let example: Value = serde_json::from_str(body.example).unwrap_or_default();
        let content = json!({ "schema": (body.typed)(types), "example": example });
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": content } });
    }
    operation
}

fn done(text: Text, of: &Operation, schema: &Value) -> Value {
    let string = json!({ "schema": { "type": "string" } });
    let required = json!({ "required": true, "schema": { "type": "string" } });
    let mut headers = json!({ "Content-Language": required });
    if of.etag {
        headers["ETag"] = required.clone();
    }
    if of.needs == Needs::Act {
        headers["Location"] = required;
        headers["Idempotency-Replayed"] = string;
    }
    let content = match schema["contentMediaType"].as_str() {
        // A file is of one of these kinds, and there is nothing more to say of it.
        Some(kinds) => Value::Object(kinds.split(' ').map(|media| (media.to_owned(), json!({}))).collect()),
        None => json!({ "application/json": { "schema": schema } }),
    };
    json!({
        "description": text.t(of.says),
        "headers": headers,
        "content": content,
    })
}

fn headers(status: u16) -> Value {
    let required = |kind: &str| json!({ "required": true, "schema": { "type": kind } });
    match status {
        401 => json!({ "WWW-Authenticate": required("string") }),
        429 | 503 => json!({ "Retry-After": required("integer") }),
        _ => json!({}),
    }
}

fn parameter(text: Text, of: &Parameter) -> Value {
    let schema: Value = serde_json::from_str(of.schema).unwrap_or_default();
    let place = match of.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    };
    let mut parameter = json!({
        "name": of.name,
        "in": place,
        "required": of.required,
        "description": text.t(of.says),
        "schema": schema,
    });
    if !of.example.is_empty() && schema["type"] == "string" {
        parameter["example"] = json!(of.example);
    }
    parameter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation;
    use crate::problem::Kind;

    // Issue 3: the document is read by those who have no Chinese; a sentence without English would be shown in Chinese.
    #[test]
    fn whatever_the_document_says_it_says_in_english() {
        let in_chinese = |says: &str| {
            let said = Text::English.t(says);
            said.chars().any(|it| ('\u{3400}'..='\u{9fff}').contains(&it))
        };
        for of in operation::all() {
            let said = of.parameters.iter().map(|it| it.says).chain([of.says]);
            let left: Vec<&str> = said.filter(|says| in_chinese(says)).collect();
            assert!(left.is_empty(), "{}: {left:?}", of.id);
        }
        assert!(Kind::ALL.iter().all(|kind| !in_chinese(kind.sentence())));
        assert!(PARTS.iter().all(|part| !in_chinese(part.says)));
        assert!(in_chinese("没有这句"), "what has no English is found");
    }
}
