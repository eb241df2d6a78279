//! A supervisor's own call about a bad rating whose round is over and that was drawn, written down by a program (F17): also that nobody
//! answered, which is tried again on other days.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::RatingId;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::rating::{SecondCall, SecondCallDue};
use oversight::rating::Grade;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::follow_ups::grade;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, whole};
use super::shown::day;

/// The call that the reader may make.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SecondCallShown {
    /// Its last day.
    #[schemars(extend("format" = "date"))]
    pub by: String,
    /// Tries that nobody answered, the first one first.
    pub tries: Vec<TryShown>,
}

/// A call that nobody answered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TryShown {
    /// On which day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// By whom.
    pub by: String,
    /// When it was tried, as written down.
    pub words: String,
}

impl SecondCallShown {
    /// What is shown of a call.
    pub fn of(due: &SecondCallDue) -> SecondCallShown {
        let shown = |it: &centre::oversight::rating::Try| TryShown {
            on: day(it.on),
            by: it.by.to_string(),
            words: it.words.clone(),
        };
        SecondCallShown { by: day(due.by), tries: due.tries.iter().map(shown).collect() }
    }
}

/// The words of the marks, and none.
fn grades() -> Vec<Option<&'static str>> {
    Grade::ALL.iter().map(|it| Some(it.key())).chain([None]).collect()
}

/// What a supervisor heard, or that nobody answered; of today. Three tries at most, in vain only one a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondCallAsked {
    /// Whether somebody answered; where nobody did, nothing but the words is sent.
    reached: bool,
    /// 态度; needed, as the next two, where somebody answered.
    #[serde(default)]
    #[schemars(extend("enum" = grades()))]
    attitude: Option<String>,
    /// 质量.
    #[serde(default)]
    #[schemars(extend("enum" = grades()))]
    quality: Option<String>,
    /// 效率.
    #[serde(default)]
    #[schemars(extend("enum" = grades()))]
    efficiency: Option<String>,
    /// Whether money was paid elsewhere than at the counter; not asked where it does not come.
    #[serde(default)]
    paid_elsewhere: Option<bool>,
    /// What was said; where nobody answered, when it was tried.
    #[schemars(length(max = 2000))]
    words: String,
}

impl SecondCallAsked {
    fn read(self) -> Result<SecondCall, FieldProblem> {
        let SecondCallAsked { reached, attitude, quality, efficiency, paid_elsewhere, words } = self;
        let asked = [("attitude", attitude), ("quality", quality), ("efficiency", efficiency)];
        if !reached {
            let marked = asked.iter().find(|(_, mark)| mark.is_some()).map(|(field, _)| *field);
            return match marked.or(paid_elsewhere.map(|_| "paid_elsewhere")) {
                Some(field) => Err(problem(field, FieldWhy::NobodyAnswered)),
                None => Ok(SecondCall { marks: None, paid_elsewhere: None, words }),
            };
        }
        let [attitude, quality, efficiency] =
            asked.map(|(field, mark)| grade(field, mark.as_deref().unwrap_or_default()));
        let marks = Some([attitude?, quality?, efficiency?]);
        Ok(SecondCall { marks, paid_elsewhere, words })
    }
}

/// `POST /api/v1/ratings/{rating}/second-call`
pub async fn write(call: Call, body: Body) -> Response {
    call.finish(written(&call, body).await)
}

async fn written(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<SecondCallAsked>(body).await?;
    let rating = RatingId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    whole(&bearer)?;
    let said = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let done = call.app.centre.second_call_write(&bearer.session, rating, id, &said).await;
    let (done, of) = (call.carried(done).await?, rating.to_string());
    call.done_once(StatusCode::OK, &format!("/ratings/{of}"), &of, &done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<SecondCall, String> {
        serde_json::from_str::<SecondCallAsked>(body)
            .expect("it is of its type")
            .read()
            .map_err(|it| it.field)
    }

    // F17: whoever answered marks all three; of a call in vain nothing is said but when it was tried.
    #[test]
    fn a_call_is_marked_whole_or_not_at_all() {
        let whole = r#"{"reached":true,"attitude":"satisfied","quality":"fairly","efficiency":"satisfied","words":"没有事。"}"#;
        let said = read(whole).expect("all three are there");
        assert_eq!(said.marks, Some([Grade::Satisfied, Grade::Fairly, Grade::Satisfied]));
        assert_eq!(said.paid_elsewhere, None, "it was not asked");
        let half = r#"{"reached":true,"attitude":"satisfied","quality":"fairly","words":"没有事。"}"#;
        assert_eq!(read(half), Err("efficiency".to_owned()));
        let vain = read(r#"{"reached":false,"words":"上午十点没有人接。"}"#).expect("nobody answered");
        assert_eq!((vain.marks, vain.paid_elsewhere), (None, None));
        for (more, field) in
            [(r#""quality":"fairly""#, "quality"), (r#""paid_elsewhere":false"#, "paid_elsewhere")]
        {
            let body = format!(r#"{{"reached":false,"words":"没有人接。",{more}}}"#);
            assert_eq!(read(&body), Err(field.to_owned()), "nobody was there to say so");
        }
    }
}
