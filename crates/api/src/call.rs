//! One request of a program: language, token, parameters, and the two headers of a command.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalogue::CaseId;
use centre::token::Bearer;
use serde::Serialize;

use super::problem::{Kind, Trouble};
use pages::text::Text;
use web::app::App;
use web::app::form::Form;
use web::app::visitor::Address;

/// A handler's answer.
pub type Answer = Result<Response, Trouble>;

/// A request without its body.
pub struct Call {
    /// The application.
    pub app: Arc<App>,
    /// The language asked for.
    pub text: Text,
    /// Headers.
    pub headers: HeaderMap,
    /// The address by which guesses are counted.
    pub address: String,
    /// The place of the address that varies; empty where it has none or it cannot be read.
    pub place: String,
    /// A second one, below the first.
    pub second: String,
    query: Option<Form>,
}

impl FromRequestParts<Arc<App>> for Call {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Call, Self::Rejection> {
        let Address(address) = Address::from_request_parts(parts, app).await?;
        let places = RawPathParams::from_request_parts(parts, app).await;
        let mut places = places.iter().flatten().map(|(_, place)| place);
        let mut place = || places.next().filter(|it| !it.contains('\0')).unwrap_or_default().to_owned();
        Ok(Call {
            app: Arc::clone(app),
            text: accepted(&parts.headers),
            address,
            place: place(),
            second: place(),
            query: Form::parse(parts.uri.query().unwrap_or_default().as_bytes()).ok(),
            headers: parts.headers.clone(),
        })
    }
}

impl Call {
    /// The answer, or its problem document.
    pub fn finish(&self, answer: Answer) -> Response {
        answer.unwrap_or_else(|trouble| trouble.response(self.text))
    }

    /// An answer in JSON.
    pub fn json(&self, status: StatusCode, body: &impl Serialize) -> Answer {
        let bytes = serde_json::to_vec(body).map_err(|error| {
            self.fault(&centre::Fault::Inside(format!("an answer does not serialise: {error}")))
        })?;
        let mut response = (status, [(header::CONTENT_TYPE, "application/json")], bytes).into_response();
        language_of(response.headers_mut(), self.text);
        Ok(response)
    }

    /// A fault of ours.
    pub fn fault(&self, fault: &centre::Fault) -> Trouble {
        Trouble::fault(&self.app, fault)
    }

    /// What the centre says.
    pub fn problem(&self, problem: centre::case::Problem) -> Trouble {
        Trouble::of(&self.app, self.text, problem)
    }

    /// Who shows a token that stands; with `acts` it must also be one that may act.
    pub async fn bearer(&self, acts: bool) -> Result<Bearer, Trouble> {
        let shown =
            self.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (scheme, secret) = shown.split_once(' ').unwrap_or_default();
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Kind::Unauthorized.into());
        }
        let bearer = self.app.centre.token(secret.trim()).await.map_err(|fault| self.fault(&fault))?;
        match bearer {
            None => Err(Kind::Unauthorized.into()),
            Some(bearer) if acts && !bearer.may_act => Err(Kind::ReadOnly.into()),
            Some(bearer) => Ok(bearer),
        }
    }

    /// The case of the address, once the token may see it.
    pub async fn case(&self, bearer: &Bearer) -> Result<CaseId, Trouble> {
        let case = CaseId::parse(&self.place).map_err(|_| Trouble::from(Kind::NotFound))?;
        self.app.centre.token_sees(bearer, case).await.map_err(|problem| self.problem(problem))?;
        Ok(case)
    }

    /// The parameters, of which only these are known and each comes once.
    pub fn query(&self, known: &[&str]) -> Result<&Form, Trouble> {
        let wrong =
            |field: &str, sentence: &str| Trouble::field(Kind::Parameters, field, self.text.t(sentence));
        let Some(query) = &self.query else { return Err(Kind::Parameters.into()) };
        for (place, (name, _)) in query.fields().iter().enumerate() {
            if !known.contains(&name.as_str()) {
                let name: String = name.chars().take(40).collect();
                return Err(wrong(&name, "没有这个参数。"));
            }
            if query.fields()[..place].iter().any(|(before, _)| before == name) {
                return Err(wrong(name, "这个参数只能写一次。"));
            }
        }
        Ok(query)
    }

    /// A parameter that is wrong.
    pub fn wrong(&self, field: &str, sentence: &str) -> Trouble {
        Trouble::field(Kind::Parameters, field, self.text.t(sentence))
    }

    /// Which of a list is asked for: one of its words.
    pub fn which<T: Copy>(&self, word: &str, all: &[(&str, T)]) -> Result<T, Trouble> {
        let which = all.iter().find(|(known, _)| *known == word).map(|(_, which)| *which);
        which.ok_or_else(|| self.wrong("which", "请从列出的里面选。"))
    }

    /// A number within bounds, or what it is when it does not come.
    pub fn number(
        &self,
        query: &Form,
        name: &str,
        bounds: std::ops::RangeInclusive<u64>,
        usual: u64,
    ) -> Result<u64, Trouble> {
        if !query.has(name) {
            return Ok(usual);
        }
        let number = query.get(name).parse().ok().filter(|number| bounds.contains(number));
        number.ok_or_else(|| self.wrong(name, "请填范围里的整数。"))
    }

    /// The command's id: 32 hexadecimal digits in `Idempotency-Key`.
    pub fn command_id(&self) -> Result<[u8; 16], Trouble> {
        let text =
            self.headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
        let form = Form::of(vec![("command_id".to_owned(), text.to_owned())]);
        form.command_id().filter(|_| text.bytes().all(|byte| byte.is_ascii_hexdigit())).ok_or_else(|| {
            self.wrong(
                "Idempotency-Key",
                "请在请求头里带上 32 位十六进制的命令编号，每个命令一个新的，重发用同一个。",
            )
        })
    }

    /// The version that was looked at, from `If-Match`; `None` for `*`.
    pub fn if_match(&self) -> Result<Option<u64>, Trouble> {
        let Some(text) = self.headers.get(header::IF_MATCH) else { return Err(Kind::NoVersion.into()) };
        let text = text.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(None);
        }
        let number = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let number = number.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let version =
            number.filter(|digits| (1..=19).contains(&digits.len())).and_then(|digits| digits.parse().ok());
        version.map(Some).ok_or_else(|| self.wrong("If-Match", Kind::NoVersion.sentence()))
    }
}

/// The language asked for by `Accept-Language`: the first of Chinese and English in the order of their weights, else Chinese.
pub fn accepted(headers: &HeaderMap) -> Text {
    let asked =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (Text::Chinese, 0.0);
    for range in asked.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=").and_then(|it| it.parse().ok()).unwrap_or(0.0);
        let tag = tag.trim().to_ascii_lowercase();
        let text = match tag.split('-').next() {
            Some("zh") => Text::Chinese,
            Some("en") => Text::English,
            _ => continue,
        };
        if weight > best.1 {
            best = (text, weight);
        }
    }
    best.0
}

/// Says in which language an answer is, and that it depends on what was asked.
pub fn language_of(headers: &mut HeaderMap, text: Text) {
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(text.lang()));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
}

/// The entity tag of a version.
pub fn etag(version: u64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}
