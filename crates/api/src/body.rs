//! Reading a body: bounded in bytes, fields and depth before it is looked at, then as exactly one of our types.

use axum::body::Body;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::Call;
use super::problem::{Kind, Trouble};

/// Bytes of a body at most.
pub const BYTES_MAX: usize = 64 * 1024;
/// Members of all objects and arrays of a body together at most.
pub const FIELDS_MAX: usize = 600;
/// Objects and arrays within one another at most.
pub const DEPTH_MAX: usize = 8;

/// Fields that hold a list; a test compares them with the document. A list anywhere else is wrong: the reader would take
/// one for an object whose fields come in their order.
const LISTS: [&str; 26] = [
    "not_applicable",
    "original_seen",
    "originals",
    "copy_kept",
    "looked_up",
    "committed",
    "copies",
    "earlier",
    "rows",
    "grounds",
    "papers",
    "found",
    "dossiers",
    "indicators",
    "part",
    "whole",
    "of",
    "sample",
    "people",
    "sections",
    "numbers",
    "visitors",
    "items",
    "towns",
    "photographs",
    "blocks",
];

/// The body of a request as a type of ours. What is too large is not read.
pub async fn read<T: DeserializeOwned>(call: &Call, body: Body) -> Result<T, Trouble> {
    read_up_to(call, body, BYTES_MAX).await
}

/// The same of at most so many bytes, where a file stands in it.
pub async fn read_up_to<T: DeserializeOwned>(call: &Call, body: Body, most: usize) -> Result<T, Trouble> {
    let media = call.headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(Kind::MediaType.into());
    }
    if length(&call.headers).is_some_and(|length| length > most as u64) {
        return Err(Kind::TooLarge.into());
    }
    let bytes = axum::body::to_bytes(body, most).await.map_err(|_| Trouble::from(Kind::TooLarge))?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|_| Trouble::from(Kind::NotJson))?;
    let mut left = FIELDS_MAX;
    if !within(&value, DEPTH_MAX, &mut left) {
        return Err(Kind::TooMany.into());
    }
    if let Some(field) = with_nul(&value, "") {
        return Err(Trouble::field(Kind::Fields, &field, call.text.t("里面有看不见的字符，请删掉重新写。")));
    }
    if let Some(field) = misplaced_list(&value, "") {
        return Err(Trouble::field(Kind::Fields, &field, call.text.t("这里不能是数组。")));
    }
    // From the bytes again, so that a field that comes twice is noticed.
    serde_json::from_slice(&bytes).map_err(|error| {
        let sentence = call.text.f("和接口说明不符：{why}", [("why", &error)]);
        Trouble::field(Kind::Fields, &named(&error.to_string()), sentence)
    })
}

/// How many bytes a request says it has.
fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a request may bring more than the usual bytes, so that it waits for one of the few places of those.
pub fn may_be_large(headers: &HeaderMap) -> bool {
    length(headers).is_none_or(|length| length > BYTES_MAX as u64)
}

/// Whether a value keeps within the bounds.
fn within(value: &Value, depth: usize, left: &mut usize) -> bool {
    let members: Vec<&Value> = match value {
        Value::Array(members) => members.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => return true,
    };
    if depth == 0 || members.len() > *left {
        return false;
    }
    *left -= members.len();
    members.into_iter().all(|member| within(member, depth - 1, left))
}

/// The place of a text with U+0000, which no database keeps.
fn with_nul(value: &Value, place: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| place.to_owned()),
        Value::Array(members) => members.iter().find_map(|member| with_nul(member, place)),
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            if name.contains('\0') { Some(place.to_owned()) } else { with_nul(member, name) }
        }),
        _ => None,
    }
}

/// The place of a list where an object or a value belongs.
fn misplaced_list(value: &Value, place: &str) -> Option<String> {
    match value {
        Value::Array(_) if !LISTS.contains(&place) => Some(place.to_owned()),
        Value::Array(members) => members.iter().find_map(|member| match member {
            Value::Array(_) => Some(place.to_owned()),
            member => misplaced_list(member, place),
        }),
        Value::Object(members) => members.iter().find_map(|(name, member)| misplaced_list(member, name)),
        _ => None,
    }
}

/// The field that the reader's message names between back-ticks; empty where it names none.
fn named(message: &str) -> String {
    let is_field = message.starts_with("unknown field") || message.starts_with("missing field");
    let name = message.split('`').nth(1).filter(|_| is_field).unwrap_or_default();
    name.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(text: &str) -> bool {
        let mut left = FIELDS_MAX;
        within(&serde_json::from_str(text).expect("JSON"), DEPTH_MAX, &mut left)
    }

    #[test]
    fn a_body_is_bounded_in_fields_and_depth() {
        assert!(fits("{\"a\":[1,2,{\"b\":\"c\"}]}"));
        assert!(!fits(&format!("[{}1]", "1,".repeat(FIELDS_MAX))));
        let deep = |n: usize| format!("{}1{}", "[".repeat(n), "]".repeat(n));
        assert!(fits(&deep(DEPTH_MAX)) && !fits(&deep(DEPTH_MAX + 1)));
        let spread: Vec<String> = (0..40).map(|_| format!("[{}1]", "1,".repeat(20))).collect();
        assert!(!fits(&format!("[{}]", spread.join(","))), "many small ones are as many as one large");
    }

    /// Names of the fields of a schema, and of all within it, that hold a list.
    fn lists(schema: &Value, found: &mut std::collections::BTreeSet<String>) {
        match schema {
            Value::Object(members) => {
                for (name, property) in
                    members.get("properties").and_then(Value::as_object).into_iter().flatten()
                {
                    if property["type"] == "array" {
                        found.insert(name.clone());
                    }
                }
                members.values().for_each(|member| lists(member, found));
            }
            Value::Array(members) => members.iter().for_each(|member| lists(member, found)),
            _ => {}
        }
    }

    // An act without files never waits behind those that bring some; what says no length may bring some.
    #[test]
    fn only_what_may_be_large_waits_for_a_place() {
        let of =
            |length: &str| HeaderMap::from_iter([(header::CONTENT_LENGTH, length.parse().expect("a value"))]);
        assert!(!may_be_large(&of("0")) && !may_be_large(&of("65536")));
        assert!(may_be_large(&of("65537")) && may_be_large(&of("many")) && may_be_large(&HeaderMap::new()));
    }

    #[test]
    fn a_list_stands_only_where_the_document_has_one() {
        let mut found = std::collections::BTreeSet::new();
        for body in super::super::operation::all().filter_map(|it| it.body) {
            let mut types = schemars::SchemaGenerator::default();
            let schema = (body.typed)(&mut types);
            lists(&serde_json::json!([schema, types.take_definitions(true)]), &mut found);
        }
        assert_eq!(found, LISTS.iter().map(|name| (*name).to_owned()).collect());
        for (wrong, place) in [("[]", ""), (r#"{"marks":[]}"#, "marks"), (r#"{"rows":[[1]]}"#, "rows")] {
            let value = serde_json::from_str(wrong).expect("JSON");
            assert_eq!(misplaced_list(&value, "").as_deref(), Some(place), "{wrong}");
        }
        let right = serde_json::json!({"rows": [{"row": 1}], "marks": {"copy_kept": [1]}});
        assert_eq!(misplaced_list(&right, ""), None);
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        assert_eq!(named("unknown field `nam`, expected `name` at line 1 column 7"), "nam");
        assert_eq!(named("invalid type: string \"`x`\", expected u16"), "");
        let value = serde_json::json!({"applicant": {"name": "a\0b"}});
        assert_eq!(with_nul(&value, "").as_deref(), Some("name"));
    }
}
