//! What is answered when something is not done: a problem document (RFC 9457) with a stable code, the field, and the sentence
//! in the reader's language.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use centre::Fault;
use centre::act::FieldProblem;
use centre::case::Problem;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::Call;
use pages::desk::Refused;
use pages::text::Text;
use web::app::App;
use web::handle::refusal::field_sentence;

/// Media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A problem document (RFC 9457).
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ProblemDocument {
    /// What kind of problem it is: an address on the documentation page.
    #[serde(rename = "type")]
    #[schemars(extend("format" = "uri-reference"))]
    pub kind: String,
    /// The kind in a few words.
    pub title: String,
    /// The status again.
    #[schemars(range(min = 400, max = 599))]
    pub status: u16,
    /// What stands in the way, as a sentence for a person.
    pub detail: String,
    /// The stable code of the problem or refusal; programs compare this one.
    pub code: String,
    /// Fields that are wrong, by their names in the body or the query.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub errors: Vec<FieldError>,
    /// Who may do it today instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub who_may: Vec<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Number of a fault of ours, by which it is found in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<u64>,
}

/// One wrong field.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FieldError {
    /// Its name.
    pub field: String,
    /// What is wrong, as a sentence.
    pub detail: String,
}

/// The kinds of problems, each with its status and its stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The body is no JSON.
    NotJson,
    /// No token, or one that does not stand.
    Unauthorized,
    /// Outside the scope of sight.
    OutOfScope,
    /// The token may only read.
    ReadOnly,
    /// No such thing.
    NotFound,
    /// The address knows no such method.
    Method,
    /// The command id was used for something else.
    IdReused,
    /// Somebody else acted on the case first.
    Changed,
    /// Larger than is taken.
    TooLarge,
    /// Not sent as `application/json`.
    MediaType,
    /// Fields of the body are wrong.
    Fields,
    /// Parameters are wrong.
    Parameters,
    /// The body has too many fields or is nested too deeply.
    TooMany,
    /// The rules of the case refuse; the code is the refusal's own.
    Refused,
    /// A leader signs, and no one-time code came, or none is set up (A17).
    CodeNeeded,
    /// The one-time code is wrong, or was used.
    CodeWrong,
    /// `If-Match` is missing.
    NoVersion,
    /// Too many tries.
    Throttled,
    /// A fault of ours.
    Fault,
    /// The database is away, or too many wait.
    Unavailable,
}

impl Kind {
    /// Every kind, by status.
    pub const ALL: [Kind; 20] = [
        Kind::NotJson,
        Kind::Unauthorized,
        Kind::OutOfScope,
        Kind::ReadOnly,
        Kind::NotFound,
        Kind::Method,
        Kind::IdReused,
        Kind::Changed,
        Kind::TooLarge,
        Kind::MediaType,
        Kind::Fields,
        Kind::Parameters,
        Kind::TooMany,
        Kind::Refused,
        Kind::CodeNeeded,
        Kind::CodeWrong,
        Kind::NoVersion,
        Kind::Throttled,
        Kind::Fault,
        Kind::Unavailable,
    ];

    /// The status and the stable code.
    pub fn status_and_code(self) -> (u16, &'static str) {
        match self {
            Kind::NotJson => (400, "not-json"),
            Kind::Unauthorized => (401, "token-needed"),
            Kind::OutOfScope => (403, "out-of-scope"),
            Kind::ReadOnly => (403, "token-reads-only"),
            Kind::NotFound => (404, "not-found"),
            Kind::Method => (405, "method-not-allowed"),
            Kind::IdReused => (409, "command-id-reused"),
            Kind::Changed => (412, "case-changed"),
            Kind::TooLarge => (413, "too-large"),
            Kind::MediaType => (415, "media-type"),
            Kind::Fields => (422, "fields-wrong"),
            Kind::Parameters => (422, "parameters-wrong"),
            Kind::TooMany => (422, "too-many-fields"),
            Kind::Refused => (422, "refused"),
            Kind::CodeNeeded => (422, "second-factor-needed"),
            Kind::CodeWrong => (422, "second-factor-wrong"),
            Kind::NoVersion => (428, "version-needed"),
            Kind::Throttled => (429, "too-many-tries"),
            Kind::Fault => (500, "fault"),
            Kind::Unavailable => (503, "unavailable"),
        }
    }

    /// What it says, in Chinese: the id of the sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Kind::NotJson => "请求内容不是 JSON，没有读懂。",
            Kind::Unauthorized => "没有令牌，或者令牌不对、过期、已撤销。",
            Kind::OutOfScope => "这不在令牌能看的范围里。",
            Kind::ReadOnly => "这个令牌只能看，不能办。",
            Kind::NotFound => "没有查到。",
            Kind::Method => "这个地址不接受这种请求方法。",
            Kind::IdReused => "这个命令编号已经用过，内容不一样，没有再办。",
            Kind::Changed => "刚刚有人处理过，您带的版本是旧的。请取最新的再办。",
            Kind::TooLarge => "内容太大，请减小后再交。",
            Kind::MediaType => "请求内容要用 application/json 发送。",
            Kind::Fields => "有字段不对，逐项写在 errors 里。",
            Kind::Parameters => "请求参数或请求头不对，逐项写在 errors 里。",
            Kind::TooMany => "字段太多，或者嵌套太深。",
            Kind::Refused => "按规则现在不能这样办，code 写明是哪一条。",
            Kind::CodeNeeded => {
                "这一步要领导本人手机上的动态码，写在请求头 One-Time-Code 里；还没有设置的，请本人在工作台“二次验证”里设置。"
            }
            Kind::CodeWrong => "动态码不对、已经过时，或者用过了，请用手机上新显示的。",
            Kind::NoVersion => "请在 If-Match 里写明您看到的版本；不管版本的写 *。",
            Kind::Throttled => "试的次数多了，请过一会儿再试。",
            Kind::Fault => "我们这里出了错，请把 fault 里的号码告诉系统管理员。",
            Kind::Unavailable => "现在办不了，请稍等再试。",
        }
    }
}

/// A problem on its way to the asker.
#[derive(Debug)]
pub struct Trouble {
    kind: Kind,
    errors: Vec<FieldError>,
    refused: Option<Box<Refused>>,
    fault: Option<u64>,
    retry_after: Option<i64>,
}

impl From<Kind> for Trouble {
    fn from(kind: Kind) -> Trouble {
        Trouble { kind, errors: Vec::new(), refused: None, fault: None, retry_after: None }
    }
}

impl Trouble {
    /// One wrong field or parameter, with its sentence.
    pub fn field(kind: Kind, field: &str, detail: impl Into<String>) -> Trouble {
        let error = FieldError { field: field.to_owned(), detail: detail.into() };
        Trouble { errors: vec![error], ..Trouble::from(kind) }
    }

    /// Wrong fields with their sentences.
    pub fn said(kind: Kind, fields: impl Iterator<Item = (String, String)>) -> Trouble {
        let errors = fields.map(|(field, detail)| FieldError { field, detail }).collect();
        Trouble { errors, ..Trouble::from(kind) }
    }

    /// A refusal of the rules, already in words.
    pub fn refused(refused: Refused) -> Trouble {
        Trouble { refused: Some(Box::new(refused)), ..Trouble::from(Kind::Refused) }
    }

    /// The same, about a field of the body; none where that is empty.
    pub fn refused_at(refused: Refused, field: &str) -> Trouble {
        let error = FieldError { field: field.to_owned(), detail: refused.sentence.clone() };
        let errors = if field.is_empty() { Vec::new() } else { vec![error] };
        Trouble { errors, ..Trouble::refused(refused) }
    }

    /// The same about a field that this body calls otherwise.
    pub fn about(mut self, field: &str, called: &str) -> Trouble {
        for error in self.errors.iter_mut().filter(|it| it.field == field) {
            error.field = called.to_owned();
        }
        self
    }

    /// What the centre says; refusals of the rules are put in words by [`Trouble::refused`] where the case is known.
    pub fn of(app: &App, text: Text, problem: Problem) -> Trouble {
        match problem {
            Problem::Refused(refusal) => Trouble::refused(Refused {
                sentence: text.t(Kind::Refused.sentence()).to_owned(),
                code: refusal.code().to_owned(),
                ..Refused::default()
            }),
            Problem::Oversight(refusal) => Trouble::refused(Refused {
                sentence: text.t(Kind::Refused.sentence()).to_owned(),
                code: refusal.code().to_owned(),
                ..Refused::default()
            }),
            Problem::Form(problems) => Trouble::fields(text, &problems),
            Problem::Stale { .. } => Kind::Changed.into(),
            Problem::IdReused => Kind::IdReused.into(),
            Problem::NotFound => Kind::NotFound.into(),
            Problem::OutOfScope => Kind::OutOfScope.into(),
            Problem::Throttled(until) => {
                let seconds = (until - app.centre.instant().0) / 1_000_000 + 1;
                Trouble { retry_after: Some(seconds.max(1)), ..Trouble::from(Kind::Throttled) }
            }
            Problem::Fault(fault) => Trouble::fault(app, &fault),
        }
    }

    /// Wrong fields of a body.
    pub fn fields(text: Text, problems: &[FieldProblem]) -> Trouble {
        let errors = problems
            .iter()
            .map(|it| FieldError { field: it.field.clone(), detail: field_sentence(text, &it.why) })
            .collect();
        Trouble { errors, ..Trouble::from(Kind::Fields) }
    }

    /// A fault: a number for the asker, the detail for the log, once.
    pub fn fault(app: &App, fault: &Fault) -> Trouble {
        let number = match fault {
            Fault::Ledger(number) => *number,
            _ => app.fault_number(),
        };
        let is_unavailable = fault.is_unavailable();
        if is_unavailable {
            tracing::warn!(fault = number, detail = %fault, "the interface answered: not available");
        } else {
            tracing::error!(fault = number, detail = %fault, "a fault of the interface");
        }
        let kind = if is_unavailable { Kind::Unavailable } else { Kind::Fault };
        Trouble { fault: Some(number), retry_after: is_unavailable.then_some(2), ..Trouble::from(kind) }
    }

    /// The answer.
    pub fn response(self, text: Text) -> Response {
        let (status, code) = self.kind.status_and_code();
        let said = text.t(self.kind.sentence()).to_owned();
        let mut document = ProblemDocument {
            kind: format!("/api#{code}"),
            title: said.clone(),
            status,
            detail: said,
            code: code.to_owned(),
            errors: self.errors,
            fault: self.fault,
            ..ProblemDocument::default()
        };
        if let Some(refused) = self.refused {
            let refused = *refused;
            document.detail = refused.sentence;
            document.code = refused.code;
            document.who_may = refused.who_may;
            document.next = Some(refused.next).filter(|next| !next.is_empty());
        }
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, [(header::CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        let headers = response.headers_mut();
        if self.kind == Kind::Unauthorized {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"yimen\""));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        super::call::language_of(headers, text);
        response
    }
}

/// A problem answered before the application is asked: for the bounds around it. `seconds` is when to come again.
pub fn outside(kind: Kind, headers: &axum::http::HeaderMap, seconds: i64) -> Response {
    let trouble = Trouble { retry_after: (seconds > 0).then_some(seconds), ..Trouble::from(kind) };
    trouble.response(super::call::accepted(headers))
}

/// The answer when a handler panicked; the number's detail was logged.
pub fn panicked(headers: &axum::http::HeaderMap, number: u64) -> Response {
    let trouble = Trouble { fault: Some(number), ..Trouble::from(Kind::Fault) };
    trouble.response(super::call::accepted(headers))
}

/// The answer to a method that an address does not know; the addresses it does know stand in `Allow`.
pub async fn method_not_allowed(call: Call) -> Response {
    Trouble::from(Kind::Method).response(call.text)
}

/// The answer to an address that is none.
pub async fn no_such_address(call: Call) -> Response {
    Trouble::from(Kind::NotFound).response(call.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_bears_the_name_it_has_in_the_body() {
        let fields = |field: &str| -> Vec<String> {
            let trouble =
                Trouble::field(Kind::Refused, "reason", "再出一稿要写明理由。").about(field, "words");
            trouble.errors.into_iter().map(|it| it.field).collect()
        };
        assert_eq!(fields("reason"), ["words"]);
        assert_eq!(fields("unit"), ["reason"]);
    }
}
