//! Destruction lists of the archive for programs: where something waits, the list of one authority, and its acts (C23, A29).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use casework::destruction::{Appraisal, List, Verdict};
use catalogue::{CaseId, Organisation, PersonId, UnitCode};
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::destruction::{
    Appraised, DestructionAct, DestructionBrief, DestructionView, Proposal, stage_key,
};
use centre::to_sign::ToSign;
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{Next, day, time};
use super::signed::confirmed;
use web::handle::destruction::{offered, why};
use web::handle::destruction_words as said;

/// An authority with what waits in its archive.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DestructionLine {
    /// The authority.
    pub unit: String,
    /// Dossiers whose keeping time is over and that no list has decided.
    pub proposed: i64,
    /// Number of its latest list.
    pub list_no: Option<String>,
    /// `drawn`, `approved`, `sent-back` or `done`; null before the first list.
    pub stage: Option<String>,
}

/// A page of authorities, in the order of their codes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DestructionPage {
    /// The authorities.
    pub authorities: Vec<DestructionLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A dossier that waits to be appraised.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProposalShown {
    /// Its case.
    pub case: String,
    /// 收件编号.
    pub receipt_no: String,
    /// 档号.
    pub archive_no: String,
    /// The last day of keeping, which is over.
    pub keep_until: Option<String>,
}

/// A dossier of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AppraisalShown {
    /// Its case.
    pub case: String,
    /// 收件编号.
    pub receipt_no: String,
    /// 档号.
    pub archive_no: String,
    /// What is to become of it.
    pub verdict: VerdictWord,
    /// The new last day of keeping; null where it is destroyed.
    pub keep_until: Option<String>,
    /// Why.
    pub reason: String,
}

/// Who signed, and when.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SignedBy {
    /// Who.
    pub person: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
}

/// A destruction list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DestructionListShown {
    /// Its number.
    pub number: String,
    /// `drawn`, `approved`, `sent-back` or `done`.
    pub stage: String,
    /// Who appraised.
    pub drawn: SignedBy,
    /// Who approved it or sent it back.
    pub decided: Option<SignedBy>,
    /// Why it was sent back.
    pub sent_back: Option<String>,
    /// Two who carried it out, then the witness.
    pub signed: Vec<SignedBy>,
    /// The dossiers.
    pub dossiers: Vec<AppraisalShown>,
}

/// The lists of an authority.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DestructionShown {
    /// The authority.
    pub unit: String,
    /// Version of its lists; 0 before the first.
    pub version: u64,
    /// What waits to be appraised, the longest over first, as much as one list may hold.
    pub proposals: Vec<ProposalShown>,
    /// The latest list.
    pub list: Option<DestructionListShown>,
    /// What this person may do now.
    pub acts: Vec<String>,
}

/// What is to become of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictWord {
    /// 销毁.
    Destroy,
    /// 继续保管.
    Keep,
}

/// A dossier as it was appraised.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppraisalAsked {
    /// Its case.
    #[schemars(length(max = 64))]
    pub case: String,
    /// What is to become of it.
    pub verdict: VerdictWord,
    /// The new last day of keeping, where it is kept.
    #[serde(default)]
    #[schemars(extend("format" = "date"))]
    pub keep_until: Option<String>,
    /// Why.
    #[schemars(length(max = 2000))]
    pub reason: String,
}

/// The acts of a destruction list; the names are those under which it offers them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum DestructionAsked {
    /// 逐卷鉴定，列清册.
    Draw {
        /// The dossiers, each once.
        #[schemars(length(min = 1, max = 20))]
        dossiers: Vec<AppraisalAsked>,
    },
    /// 批准清册.
    Approve {},
    /// 退回清册.
    SendBack {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 销毁和监销签字.
    Sign {},
}

impl AppraisalAsked {
    fn read(self) -> Result<Appraised, FieldProblem> {
        let case = CaseId::parse(&self.case).map_err(|_| problem("case", FieldWhy::NotAChoice))?;
        let keep_until = match (self.verdict, self.keep_until.as_deref()) {
            (VerdictWord::Destroy, None) => None,
            // A day beside a destruction is a mistake in one of the two, and this act cannot be taken back.
            (VerdictWord::Destroy, Some(_)) => return Err(problem("keep_until", FieldWhy::NotAChoice)),
            (VerdictWord::Keep, until) => {
                let until = until.and_then(Day::parse);
                Some(until.ok_or_else(|| problem("keep_until", FieldWhy::NotADay))?)
            }
        };
        Ok(Appraised { case, keep_until, reason: self.reason })
    }
}

impl DestructionAsked {
    fn read(self) -> Result<DestructionAct, FieldProblem> {
        Ok(match self {
            DestructionAsked::Draw { dossiers } => {
                let dossiers = dossiers.into_iter().map(AppraisalAsked::read);
                DestructionAct::Draw(dossiers.collect::<Result<_, _>>()?)
            }
            DestructionAsked::Approve {} => DestructionAct::Approve,
            DestructionAsked::SendBack { reason } => DestructionAct::SendBack { reason },
            DestructionAsked::Sign {} => DestructionAct::Sign,
        })
    }
}

/// `GET /api/v1/destruction`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| UnitCode::parse(text).ok())?;
    let organisation = call.organisation().await?;
    let briefs = call.app.centre.destruction_page(&bearer.session, bearer.unit, after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, |last| last.authority.to_string());
    let line = |it: &DestructionBrief| {
        let list = it.list.as_ref();
        DestructionLine {
            unit: it.authority.to_string(),
            proposed: it.proposed,
            list_no: list.map(|(year, n, _)| said::number(&organisation, it.authority, *year, *n)),
            stage: list.map(|(_, _, stage)| stage.clone()),
        }
    };
    call.json(StatusCode::OK, &DestructionPage { authorities: briefs.iter().map(line).collect(), next })
}

/// The lists of the authority in the address, for whoever sees its dossiers.
async fn view(call: &Call, bearer: &Bearer) -> Result<DestructionView, Trouble> {
    let unit = UnitCode::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let view = call.app.centre.destruction_fetch(&bearer.session, unit).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    if bearer.covers_unit(unit) { Ok(view) } else { Err(Kind::OutOfScope.into()) }
}

/// `GET /api/v1/destruction/{unit}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    let of = call.organisation().await?;
    let open = offered(&view, &of, &bearer.session, call.app.centre.today());
    let proposal = |it: &Proposal| ProposalShown {
        case: it.case.to_string(),
        receipt_no: it.receipt_no.clone(),
        archive_no: said::archive(&of, view.authority, it.archive),
        keep_until: it.keep_until.map(day),
    };
    let answer = DestructionShown {
        unit: view.authority.to_string(),
        version: view.version,
        proposals: view.proposals.iter().map(proposal).collect(),
        list: view.state.list.as_ref().map(|list| list_shown(&of, &view, list)),
        acts: open.iter().map(|act| act.replace('-', "_")).collect(),
    };
    call.versioned(view.version, &answer)
}

fn list_shown(of: &Organisation, view: &DestructionView, list: &List) -> DestructionListShown {
    let by =
        |(person, at): (PersonId, calendar::Instant)| SignedBy { person: person.to_string(), at: time(at) };
    let appraisal = |it: &Appraisal| {
        let known = view.listed.iter().find(|known| known.case == it.case);
        let (verdict, keep_until) = match it.verdict {
            Verdict::Destroy => (VerdictWord::Destroy, None),
            Verdict::Keep { until } => (VerdictWord::Keep, Some(day(until))),
        };
        AppraisalShown {
            case: it.case.to_string(),
            receipt_no: known.map_or_else(String::new, |it| it.receipt_no.clone()),
            archive_no: known.map_or_else(String::new, |it| said::archive(of, view.authority, it.archive)),
            verdict,
            keep_until,
            reason: view.texts.text(it.reason.0),
        }
    };
    DestructionListShown {
        number: said::number(of, list.number.issuer, list.number.year, list.number.n),
        stage: stage_key(list.stage).to_owned(),
        drawn: by((list.drawn_by, list.drawn_at)),
        decided: list.decided.map(by),
        sent_back: list.sent_back.map(|reason| view.texts.text(reason.0)),
        signed: list.signed.iter().copied().map(by).collect(),
        dossiers: list.dossiers.iter().map(appraisal).collect(),
    }
}

/// `POST /api/v1/destruction/{unit}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<DestructionAsked>(body).await?;
    let view = view(call, &bearer).await?;
    let unit = view.authority;
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    confirmed(call, &bearer, id, ToSign::Destruction(unit, &act)).await?;
    match call.app.centre.destruction_act(&bearer.session, unit, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/destruction/{unit}"), unit.as_str(), &done),
        Err(Problem::Refused(refusal)) => {
            let of = call.organisation().await?;
            Err(Trouble::refused(why(call.text, &of, &view, &refusal)))
        }
        Err(Problem::Form(mut problems)) => {
            // The page has a field for each dossier, named by its case.
            for problem in &mut problems {
                if let Some((field, _)) = problem.field.split_once('-') {
                    problem.field = field.to_owned();
                }
            }
            Err(call.problem(Problem::Form(problems)))
        }
        Err(problem) => Err(call.problem(problem)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // C23: what cannot be taken back is asked for in so many words.
    #[test]
    fn an_appraisal_says_one_thing_or_is_refused() {
        let case = "0123456789abcdef0123456789abcdef";
        let asked = |verdict, keep_until: Option<&str>| AppraisalAsked {
            case: case.to_owned(),
            verdict,
            keep_until: keep_until.map(str::to_owned),
            reason: "没有继续保存的价值。".to_owned(),
        };
        let field = |asked: AppraisalAsked| asked.read().map(|it| it.keep_until).map_err(|it| it.field);
        assert_eq!(field(asked(VerdictWord::Destroy, None)), Ok(None));
        assert_eq!(field(asked(VerdictWord::Keep, Some("2046-12-31"))), Ok(Day::parse("2046-12-31")));
        for (verdict, until) in [
            (VerdictWord::Destroy, Some("2046-12-31")),
            (VerdictWord::Keep, None),
            (VerdictWord::Keep, Some("some day")),
        ] {
            assert_eq!(field(asked(verdict, until)), Err("keep_until".to_owned()), "{verdict:?} {until:?}");
        }
        let nobody = AppraisalAsked { case: "a case".to_owned(), ..asked(VerdictWord::Destroy, None) };
        assert_eq!(field(nobody), Err("case".to_owned()));
    }
}
