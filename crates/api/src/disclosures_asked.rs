//! What programs ask of disclosures: writing a request down, and its acts, by the rules of the desk (E30).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use casework::Refusal;
use casework::disclosure::{AskerKind, DisclosureRefusal, Form, Pages, VISITORS_MAX};
use casework::folder::FolderRefusal;
use centre::act::FieldProblem;
use centre::case::Problem;
use centre::disclosure::{DisclosureAct, DisclosureForm, DisclosureView, TellingForm, Visitor};
use schemars::JsonSchema;
use serde::Deserialize;

use super::call::{Answer, Call};
use super::disclosures::{place, view};
use super::problem::Trouble;
use super::record::{Command, choice, day_of, maybe_day};
use web::handle::glyphs::printable;
use web::handle::refusal::About;

/// One who came.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitorAsked {
    /// Name.
    #[schemars(length(max = 300))]
    name: String,
    /// Number of the certificate that was shown.
    #[schemars(length(max = 40))]
    certificate: String,
}

/// Which pages of the dossier.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(tag = "which", rename_all = "snake_case", deny_unknown_fields)]
pub enum PagesAsked {
    /// 全卷.
    Whole {},
    /// 其中几页, both included.
    Range {
        /// The first, counted from 1.
        #[schemars(range(min = 1, max = 9999))]
        first: u16,
        /// The last.
        #[schemars(range(min = 1, max = 9999))]
        last: u16,
    },
}

/// When the applicant is told.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "when", rename_all = "snake_case", deny_unknown_fields)]
pub enum TellingAsked {
    /// 提供以后就告知.
    Now {},
    /// 依法暂不告知.
    Later {
        /// The first day on which the applicant is told: tomorrow at the earliest.
        #[schemars(extend("format" = "date"))]
        from: String,
        /// By which article and document.
        #[schemars(length(max = 2000))]
        basis: String,
    },
}

/// An authority asks for the dossier of a case.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DisclosureAsked {
    /// Of which kind the authority is.
    #[schemars(extend("enum" = ["police", "procuratorate", "court", "supervision", "audit", "other"]))]
    kind: String,
    /// Its name.
    #[schemars(length(max = 300))]
    asker: String,
    /// Name and number of its document.
    #[schemars(length(max = 120))]
    document: String,
    /// By which article it asks.
    #[schemars(length(max = 2000))]
    basis: String,
    /// Who came: two at least, of an authority of another kind one.
    #[schemars(length(min = 1, max = 6))]
    visitors: Vec<VisitorAsked>,
    /// Which pages.
    pages: PagesAsked,
    /// In what form.
    #[schemars(extend("enum" = ["read", "excerpt", "copy", "original"]))]
    form: String,
    /// When the applicant is told.
    telling: TellingAsked,
}

/// What is done with a request.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum DisclosureActAsked {
    /// 同意提供.
    Approve {},
    /// 不予提供.
    Decline {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 提供.
    HandOut {
        /// Last day to bring originals back; where none go out it is left out.
        #[serde(default)]
        #[schemars(extend("format" = "date"))]
        due_on: Option<String>,
    },
    /// 收回原件.
    TakeBack {
        /// Sheets counted.
        #[schemars(range(max = 9999))]
        sheets: u16,
    },
    /// 延后告知申请人.
    Withhold {
        /// The new first day.
        #[schemars(extend("format" = "date"))]
        until: String,
        /// By which article and document.
        #[schemars(length(max = 2000))]
        basis: String,
    },
}

impl DisclosureAsked {
    fn read(self) -> Result<DisclosureForm, FieldProblem> {
        choice("visitors", (1..=usize::from(VISITORS_MAX)).contains(&self.visitors.len()).then_some(()))?;
        let visitor = |it: VisitorAsked| Visitor { name: it.name, certificate: it.certificate };
        Ok(DisclosureForm {
            kind: choice("kind", AskerKind::parse(&self.kind))?,
            asker: self.asker,
            document: self.document,
            basis: self.basis,
            visitors: self.visitors.into_iter().map(visitor).collect(),
            pages: match self.pages {
                PagesAsked::Whole {} => Pages::Whole,
                PagesAsked::Range { first, last } => Pages::Range { first, last },
            },
            form: choice("form", Form::parse(&self.form))?,
            telling: match self.telling {
                TellingAsked::Now {} => TellingForm::Now,
                TellingAsked::Later { from, basis } => {
                    TellingForm::From { day: Some(day_of("telling.from", &from)?), basis }
                }
            },
        })
    }
}

impl DisclosureActAsked {
    fn read(self) -> Result<DisclosureAct, FieldProblem> {
        Ok(match self {
            DisclosureActAsked::Approve {} => DisclosureAct::Approve,
            DisclosureActAsked::Decline { reason } => DisclosureAct::Decline(reason),
            DisclosureActAsked::HandOut { due_on } => {
                DisclosureAct::HandOut { due_on: maybe_day("due_on", due_on.as_ref())? }
            }
            DisclosureActAsked::TakeBack { sheets } => DisclosureAct::TakeBack { sheets },
            DisclosureActAsked::Withhold { until, basis } => {
                DisclosureAct::Withhold { until: day_of("until", &until)?, basis }
            }
        })
    }
}

/// The page has a field for each person, and others of the telling.
fn field(named: &str) -> String {
    for (of_page, of_body) in [("name", "name"), ("certificate", "certificate")] {
        let place = named.strip_prefix(of_page).and_then(|n| n.parse::<usize>().ok()?.checked_sub(1));
        if let Some(place) = place {
            return format!("visitors[{place}].{of_body}");
        }
    }
    match named {
        "withheld_basis" => "telling.basis".to_owned(),
        "withheld_until" => "telling.from".to_owned(),
        other => other.to_owned(),
    }
}

/// The field of the body that a refusal is about; `later` is that of the day on which the applicant is told.
fn field_of(refusal: &Refusal, later: &'static str) -> &'static str {
    use DisclosureRefusal::{
        NotCounted, OriginalsAway, OriginalsOut, PagesWrong, PeopleWrong, ReturnDayMissing, ReturnTooFar,
        WithheldDayWrong,
    };
    match refusal {
        Refusal::Disclosure(PeopleWrong { .. }) => "visitors",
        Refusal::Disclosure(PagesWrong { .. } | NotCounted) => "pages",
        Refusal::Disclosure(OriginalsAway | OriginalsOut { .. }) => "form",
        Refusal::Disclosure(ReturnDayMissing | ReturnTooFar { .. }) | Refusal::DayHasPassed { .. } => {
            "due_on"
        }
        Refusal::Disclosure(WithheldDayWrong { .. }) => later,
        Refusal::Folder(FolderRefusal::SheetsDiffer { .. }) => "sheets",
        _ => "",
    }
}

fn refused(call: &Call, view: &DisclosureView, problem: Problem, later: &'static str) -> Trouble {
    match problem {
        Problem::Refused(refusal) => {
            let about = About { text: call.text, organisation: &view.organisation, item: &view.item };
            Trouble::refused_at(about.refused(&refusal), field_of(&refusal, later))
        }
        Problem::Form(mut problems) => {
            for problem in &mut problems {
                problem.field = field(&problem.field);
            }
            call.problem(Problem::Form(problems))
        }
        other => call.problem(other),
    }
}

/// `POST /api/v1/cases/{case}/disclosures`
pub async fn register(call: Call, body: Body) -> Response {
    call.finish(registered(&call, body).await)
}

async fn registered(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<DisclosureAsked>(body).await?;
    let view = view(call, &bearer).await?;
    let (case, centre) = (view.state.id, &call.app.centre);
    let form = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let printed = printable(&call.app.press, form.words()).await;
    printed.map_err(|problem| refused(call, &view, problem, "telling.from"))?;
    match centre.disclosure_register(&bearer.session, case, id, &form).await {
        Ok((place, done)) => {
            let of = place.to_string();
            call.done_once(StatusCode::CREATED, &format!("/cases/{case}/disclosures/{of}"), &of, &done)
        }
        Err(problem) => Err(refused(call, &view, problem, "telling.from")),
    }
}

/// `POST /api/v1/cases/{case}/disclosures/{place}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<DisclosureActAsked>(body).await?;
    let view = view(call, &bearer).await?;
    let (case, place) = (view.state.id, place(call, &view)?.0);
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let printed = printable(&call.app.press, act.words()).await;
    printed.map_err(|problem| refused(call, &view, problem, "until"))?;
    match call.app.centre.disclosure_act(&bearer.session, (case, place), id, version, &act).await {
        Ok(done) => {
            let of = place.to_string();
            call.done(StatusCode::OK, &format!("/cases/{case}/disclosures/{of}"), &of, &done)
        }
        Err(problem) => Err(refused(call, &view, problem, "until")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_and_a_refusal_name_the_field_of_the_body() {
        for (page, body) in [
            ("name1", "visitors[0].name"),
            ("certificate6", "visitors[5].certificate"),
            ("withheld_basis", "telling.basis"),
            ("document", "document"),
            ("name", "name"),
        ] {
            assert_eq!(field(page), body);
        }
        let named = |refusal: DisclosureRefusal| field_of(&refusal.into(), "until");
        assert_eq!(named(DisclosureRefusal::PeopleWrong { least: 2, most: 6 }), "visitors");
        assert_eq!(named(DisclosureRefusal::WithheldDayWrong { days_max: 366 }), "until");
        assert_eq!(named(DisclosureRefusal::ReturnDayMissing), "due_on");
        assert_eq!(named(DisclosureRefusal::ToldAlready), "");
    }
}
