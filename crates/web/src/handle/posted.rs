//! How a form of the desk is taken in: whole, drawn for this session, with an id of its own; then it is carried out, or comes
//! back with what was typed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use casework::Refusal;
use catalogue::{Organisation, WindowId};
use centre::Fault;
use centre::account::Session;
use centre::act::FieldProblem;
use centre::case::Problem;

use super::day_refused::Days;
use super::refusal::{About, field_sentence};
use super::{act, oversight_words, words};
use crate::app::App;
use crate::app::device;
use crate::app::form::Form;
use crate::app::respond::{At, ErrorKind, error_page, form_page, see_other};
use crate::app::visitor::{Officer, check_csrf, language};
use pages::desk::Refused;
use pages::text::Text;

/// A form of the desk as it came: nobody else sent it, and it was not drawn for a session that has ended.
pub struct Posted {
    /// The application.
    pub app: Arc<App>,
    /// Who sent it.
    pub session: Session,
    /// What it says.
    pub form: Form,
    /// The id minted when it was drawn.
    pub command_id: [u8; 16],
    headers: HeaderMap,
    /// The page on which the form stands.
    path: String,
}

impl FromRequest<Arc<App>> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Posted, Response> {
        let (mut parts, body) = request.into_parts();
        let Officer(session) = Officer::from_request_parts(&mut parts, app).await?;
        let (headers, path) = (parts.headers.clone(), form_page(parts.uri.path()).to_owned());
        let body = Bytes::from_request(Request::from_parts(parts, body), app);
        let body = body.await.map_err(IntoResponse::into_response)?;
        let broken = || error_page(app, &headers, &path, ErrorKind::BadRequest);
        let Ok(form) = Form::parse(&body) else { return Err(broken().await) };
        if let Err(expired) = check_csrf(app, &headers, &path, &session, form.get("csrf")).await {
            return Err(*expired);
        }
        let Some(command_id) = form.command_id() else { return Err(broken().await) };
        Ok(Posted::read(app.clone(), session, form, command_id, (headers, path)).await)
    }
}

impl Posted {
    /// A form whose token was right, read by whoever reads files as well; the device it came from is noted.
    pub(super) async fn read(
        app: Arc<App>,
        session: Session,
        form: Form,
        command_id: [u8; 16],
        (headers, path): (HeaderMap, String),
    ) -> Posted {
        device::used(&app, &headers, &session).await;
        Posted { app, session, form, command_id, headers, path }
    }

    /// Where its page stands.
    pub fn at(&self) -> At<'_> {
        At { app: &self.app, headers: &self.headers, path: &self.path }
    }

    /// The language of who sent it.
    pub fn text(&self) -> Text {
        language(&self.headers)
    }

    /// Address of the page on which it stands.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Version of what the page showed.
    pub fn version(&self) -> Option<u64> {
        self.form.number("version", 0..=u64::MAX)
    }

    /// Where the officer sits.
    pub async fn seat(&self) -> Result<Option<WindowId>, Fault> {
        act::seat(&self.app, &self.session).await
    }

    /// Carries out what the form asks and goes on to `done`; no act is a page that is not there. What the person can mend is for
    /// `again`, which draws the page with the form as it was typed; everything else has a page of its own.
    pub async fn carry_out<A, D>(
        &self,
        asked: Option<Result<A, Vec<FieldProblem>>>,
        act: impl AsyncFnOnce(A) -> Result<D, Problem>,
        done: impl FnOnce(D) -> String,
        again: impl AsyncFnOnce(Problem) -> Response,
    ) -> Response {
        let result = match asked {
            None => return self.at().error(ErrorKind::NotFound).await,
            Some(Ok(asked)) => act(asked).await,
            Some(Err(problems)) => Err(Problem::Form(problems)),
        };
        match result {
            Ok(it) => see_other(&done(it)),
            Err(
                problem @ (Problem::Form(_)
                | Problem::Refused(_)
                | Problem::Oversight(_)
                | Problem::Stale { .. }
                | Problem::IdReused),
            ) => again(problem).await,
            Err(problem) => self.at().shut(problem).await,
        }
    }
}

/// What a form that was not carried out comes back with.
pub struct Kept {
    /// Status of the answer.
    pub status: StatusCode,
    /// What is wrong with fields.
    pub problems: Vec<FieldProblem>,
    /// Why it was not done.
    pub refused: Option<Refused>,
    /// That the page was old.
    pub stale: String,
    /// Days that the refusal names, where it is about one that was typed.
    days: Option<Days>,
}

impl Kept {
    /// The same for a form with a day in it: one that was refused stands at its field too, and there alone where the first and the
    /// last day say all. The names of its fields begin with `act` and a hyphen; with nothing where that is empty.
    pub fn with_day(mut self, form: &Form, act: &str) -> Kept {
        let found = self.days.and_then(|days| Some((days.problem(form, act)?, days.say_all())));
        if let Some((problem, says_all)) = found {
            self.problems.push(problem);
            self.refused = self.refused.filter(|_| !says_all);
        }
        self
    }
}

/// What stands beside a form that was not carried out; `explain` says what the rules said.
pub fn kept(
    text: Text,
    organisation: &Organisation,
    problem: Problem,
    explain: impl FnOnce(&Refusal) -> Refused,
) -> Kept {
    let mut kept = Kept {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        problems: Vec::new(),
        refused: None,
        stale: String::new(),
        days: None,
    };
    match problem {
        Problem::Form(problems) => kept.problems = problems,
        Problem::Refused(refusal) => {
            kept.days = Days::of(&refusal);
            kept.refused = Some(explain(&refusal));
        }
        Problem::Oversight(refusal) => {
            kept.days = Days::of_oversight(&refusal);
            kept.refused = Some(oversight_words::refused(text, organisation, &refusal));
        }
        Problem::Stale { by, .. } => {
            kept.status = StatusCode::CONFLICT;
            let who =
                by.map_or_else(|| text.t("同事").to_owned(), |by| words::person(text, organisation, by));
            kept.stale = text.f(
                "{who}刚刚处理过这一件，您看到的是旧页面。您写的还在，请看过最新情况再交。",
                [("who", &who)],
            );
        }
        _ => {
            kept.status = StatusCode::CONFLICT;
            kept.refused = Some(Refused {
                sentence: reused(text),
                code: "form-reused".to_owned(),
                ..Refused::default()
            });
        }
    }
    kept
}

impl About<'_> {
    /// What stands beside a form on this matter that was not carried out.
    pub fn kept(&self, problem: Problem) -> Kept {
        kept(self.text, self.organisation, problem, |refusal| self.refused(refusal))
    }
}

/// What is said to a form that was sent before with other content.
pub fn reused(text: Text) -> String {
    text.t("这张表已经交过一次，内容不一样，没有再办。请看过最新情况再填。").to_owned()
}

/// A page with several forms, one of which came back: what was typed, and what is wrong by the id of its field.
#[derive(Default)]
pub struct Sent {
    /// What was typed.
    pub form: Form,
    /// Id of the field (empty: of the whole form), and the sentence.
    pub errors: Vec<(String, String)>,
    /// What was done before, in the page's language.
    pub notice: String,
}

impl Sent {
    /// Nothing came back; a sentence says what was done before.
    pub fn done(text: Text, notice: &str) -> Sent {
        Sent { notice: text.t(notice).to_owned(), ..Sent::default() }
    }
}

impl Posted {
    /// What a page of several forms is drawn with when this one was not carried out. `prefix` begins the ids of its fields;
    /// `explain` gives the field a refusal is about, and its sentence, or nothing where the page has no word for it.
    pub async fn sent(
        &self,
        prefix: &str,
        problem: Problem,
        explain: impl FnOnce(Text, &Organisation, &Refusal) -> Option<(&'static str, String)>,
    ) -> Result<Sent, Box<Response>> {
        let (at, text) = (self.at(), self.text());
        let id = |field: &str| if field.is_empty() { String::new() } else { format!("{prefix}-{field}") };
        let errors = match problem {
            Problem::Form(problems) => {
                problems.into_iter().map(|it| (id(&it.field), field_sentence(text, &it.why))).collect()
            }
            Problem::Refused(refusal) => {
                let explained = match at.app.centre.organisation().await {
                    Ok(organisation) => organisation.and_then(|it| explain(text, &it, &refusal)),
                    Err(fault) => return Err(Box::new(at.answer(Err(fault)).await)),
                };
                let Some((field, sentence)) = explained else {
                    return Err(Box::new(at.shut(Problem::Refused(refusal)).await));
                };
                vec![(id(field), sentence)]
            }
            Problem::IdReused => vec![(String::new(), reused(text))],
            other => return Err(Box::new(at.shut(other).await)),
        };
        Ok(Sent { form: self.form.clone(), errors, notice: String::new() })
    }
}
