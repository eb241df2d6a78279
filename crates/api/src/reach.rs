//! Where the person of a token is told of lights and orders besides the desk: set by each alone (R144).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use centre::account::Session;
use centre::act::FieldProblem;
use centre::reach::{MAILBOX_CHARS_MAX, Reach, TELEPHONE_CHARS_MAX, Way};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::within;
use super::problem::Trouble;
use super::record::{Command, choice, whole};
use super::shown::time;

/// How a person wants to be reached.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReachAsked {
    /// By which way; `desk` is not at all.
    #[schemars(extend("enum" = ["desk", "sms", "mail"]))]
    way: String,
    /// Telephone; needed for `sms`.
    #[serde(default)]
    #[schemars(length(max = 40))]
    telephone: String,
    /// Mailbox; needed for `mail`.
    #[serde(default)]
    #[schemars(length(max = 254))]
    mailbox: String,
}

/// A message that went out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MessageShown {
    /// By which way.
    pub way: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub sent_at: String,
    /// What it said: numbers and days, nobody's name.
    pub words: String,
}

/// How the person is reached, and what was sent last.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReachShown {
    /// `desk`, `sms` or `mail`.
    pub way: String,
    /// Telephone; may be empty.
    pub telephone: String,
    /// Mailbox; may be empty.
    pub mailbox: String,
    /// Messages that went out, the latest first.
    pub messages: Vec<MessageShown>,
}

impl ReachAsked {
    /// Lengths as they were sent; the centre looks at what is left without the space around it.
    fn read(self) -> Result<Reach, FieldProblem> {
        within("telephone", &self.telephone, TELEPHONE_CHARS_MAX)?;
        within("mailbox", &self.mailbox, MAILBOX_CHARS_MAX)?;
        let way = choice("way", Way::ALL.into_iter().find(|it| it.key() == self.way))?;
        Ok(Reach { way, telephone: self.telephone, mailbox: self.mailbox })
    }
}

/// `GET /api/v1/reach`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let answer = reached(call, &bearer.session).await?;
    call.json(StatusCode::OK, &answer)
}

async fn reached(call: &Call, session: &Session) -> Result<ReachShown, Trouble> {
    let centre = &call.app.centre;
    let reach = centre.reach_fetch(session).await.map_err(|fault| call.fault(&fault))?;
    let messages = centre.officer_messages(session).await.map_err(|fault| call.fault(&fault))?;
    let messages = messages.into_iter().map(|it| MessageShown {
        way: it.way.key().to_owned(),
        sent_at: time(it.sent_at),
        words: it.words,
    });
    Ok(ReachShown {
        way: reach.way.key().to_owned(),
        telephone: reach.telephone,
        mailbox: reach.mailbox,
        messages: messages.collect(),
    })
}

/// `POST /api/v1/reach`
pub async fn set(call: Call, body: Body) -> Response {
    call.finish(done(&call, body).await)
}

async fn done(call: &Call, body: Body) -> Answer {
    let Command { bearer, asked, .. } = call.makes::<ReachAsked>(body).await?;
    whole(&bearer)?;
    let reach = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let set = call.app.centre.reach_set(&bearer.session, &reach).await;
    set.map_err(|problem| call.problem(problem))?;
    // What stands is what was set; sent again it stands once.
    let answer = reached(call, &bearer.session).await?;
    call.answered(StatusCode::OK, "/reach", false, &answer)
}
