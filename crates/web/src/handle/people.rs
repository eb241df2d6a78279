//! Who is away and who stands in: entering, ending, and taking over several cases with a count of the papers of each.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calendar::Day;
use casework::Refusal;
use casework::absence::{AbsenceClass, AbsenceRefusal, Absences, ChangeDeputy, Command, Enter};
use catalogue::{CaseId, Organisation, PersonId, Power};
use centre::absence::{BULK_MAX, Bulk, CoverCase};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::list::CaseBrief;

use super::act_parse::problem;
use super::people_seen::Seen;
use super::posted::{Posted, Sent};
use super::refusal::{About, field_sentence};
use super::{cases, people_words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page_with, see_other};
use crate::app::visitor::{Officer, language};
use pages::desk::{CoverLine, CoverTable, People, Typed};
use pages::layout::{ErrorSummary, Nav, Notice, NoticeKind};
use pages::text::Text;

const PATH: &str = "/desk/people";

/// `GET /desk/people`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Query(query): Query,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let text = language(&headers);
    let notice = match query.get("done") {
        "enter" => text.t("已登记。").to_owned(),
        "end" => text.t("已销假。").to_owned(),
        "deputy" => text.t("已经换了代班人。").to_owned(),
        "stand-in" => text.f("接过来 {n} 件，现在由您负责。", [("n", &query.get("n"))]),
        "take-back" => text.f("接回来 {n} 件，现在由您负责。", [("n", &query.get("n"))]),
        _ => String::new(),
    };
    let sent = Sent { notice, ..Sent::default() };
    at.answer(draw(&at, &session, sent).await).await
}

/// `POST /desk/people`: `do` is `enter`, `end`, `deputy`, `stand-in` or `take-back`.
pub async fn send(posted: Posted) -> Response {
    match posted.form.get("do") {
        "enter" => {
            let asked = read_enter(&posted.form).map(Command::Enter);
            settle(&posted, "enter", "away", Some(asked)).await
        }
        "end" => {
            let absence = posted.form.number::<u32>("id", 1..=u32::MAX);
            settle(&posted, "end", "away", absence.map(|id| Ok(Command::End { id }))).await
        }
        "deputy" => {
            let absence = posted.form.number::<u32>("id", 1..=u32::MAX);
            let slug = format!("deputy-{}", absence.unwrap_or_default());
            settle(&posted, "deputy", &slug, absence.map(|id| read_deputy(&posted.form, id))).await
        }
        "stand-in" => bulk(&posted, Bulk::StandIn).await,
        "take-back" => bulk(&posted, Bulk::TakeBack).await,
        _ => posted.at().error(ErrorKind::NotFound).await,
    }
}

/// Who stands in instead, or that nobody was chosen.
fn read_deputy(form: &Form, id: u32) -> Result<Command, Vec<FieldProblem>> {
    let deputy = PersonId::parse(form.trimmed("deputy"));
    let deputy = deputy.map_err(|_| vec![problem("deputy", FieldWhy::NotAChoice)])?;
    Ok(Command::ChangeDeputy(ChangeDeputy { id, deputy }))
}

/// On to the page, or the page again with what was typed and the reason at the field of the form with this beginning of ids.
async fn settle(
    posted: &Posted,
    what: &str,
    slug: &str,
    asked: Option<Result<Command, Vec<FieldProblem>>>,
) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let carry = async |command| posted.app.centre.absence_act(session, posted.command_id, command).await;
    let again = async |problem| {
        let absences = match posted.app.centre.absences().await {
            Ok(absences) => absences,
            Err(fault) => return at.answer(Err(fault)).await,
        };
        let explain = |text: Text, organisation: &Organisation, refusal: &Refusal| {
            let Refusal::Absence(refusal) = refusal else { return None };
            // A form that only changes the deputy has no other field.
            let field =
                Some(field_of(refusal)).filter(|it| what != "deputy" || *it == "deputy").unwrap_or_default();
            let chosen = matches!(refusal, AbsenceRefusal::NotADeputy { .. })
                .then(|| chosen(&posted.form, &absences, at.app.centre.today()))
                .flatten();
            let why = chosen
                .and_then(|(who, days)| people_words::not_there(text, organisation, &absences, who, days));
            let refused = people_words::refused(text, organisation, refusal);
            Some((field, why.into_iter().chain([refused]).collect::<Vec<_>>().join(text.gap())))
        };
        match posted.sent(slug, problem, explain).await {
            Ok(sent) => at.answer(draw(&at, session, sent).await).await,
            Err(response) => *response,
        }
    };
    posted.carry_out(asked, carry, |_| format!("{PATH}?done={what}"), again).await
}

/// Who was chosen to stand in, and in which days.
fn chosen(form: &Form, absences: &Absences, today: Day) -> Option<(PersonId, (Day, Option<Day>))> {
    let who = PersonId::parse(form.trimmed("deputy")).ok()?;
    let known = form.number::<u32>("id", 1..=u32::MAX).and_then(|id| absences.get(id));
    let days = match known {
        Some(absence) => (absence.from.max(today), absence.until),
        None => (Day::parse(form.trimmed("from"))?, Day::parse(form.trimmed("until"))),
    };
    Some((who, days))
}

/// The field of the form that a refusal is about; none where the form is not drawn for it.
pub fn field_of(refusal: &AbsenceRefusal) -> &'static str {
    match refusal {
        AbsenceRefusal::PersonUnknown | AbsenceRefusal::NotYours => "person",
        AbsenceRefusal::Backdated { .. } | AbsenceRefusal::Overlaps { .. } => "from",
        AbsenceRefusal::EndsBeforeItBegins | AbsenceRefusal::EndNeeded | AbsenceRefusal::TooFar => "until",
        AbsenceRefusal::DeputyNeeded { .. } | AbsenceRefusal::NotADeputy { .. } => "deputy",
        _ => "",
    }
}

/// The form as a command, or what is wrong.
fn read_enter(form: &Form) -> Result<Enter, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let person = PersonId::parse(form.trimmed("person")).ok();
    if person.is_none() {
        problems.push(problem("person", FieldWhy::NotAChoice));
    }
    let class = AbsenceClass::ALL.into_iter().find(|class| class.key() == form.trimmed("class"));
    if class.is_none() {
        problems.push(problem("class", FieldWhy::NotAChoice));
    }
    let from = Day::parse(form.trimmed("from"));
    if from.is_none() {
        problems.push(problem("from", FieldWhy::NotADay));
    }
    let until = match form.trimmed("until") {
        "" => None,
        typed => {
            let day = Day::parse(typed);
            if day.is_none() {
                problems.push(problem("until", FieldWhy::NotADay));
            }
            day
        }
    };
    let deputy = match form.trimmed("deputy") {
        "" => None,
        typed => {
            let deputy = PersonId::parse(typed).ok();
            if deputy.is_none() {
                problems.push(problem("deputy", FieldWhy::NotAChoice));
            }
            deputy
        }
    };
    match (person, class, from) {
        (Some(person), Some(class), Some(from)) if problems.is_empty() => {
            Ok(Enter { person, from, until, class, deputy })
        }
        _ => Err(problems),
    }
}

/// The counted cases; what is refused stands again with its reason, the others are done.
async fn bulk(posted: &Posted, what: Bulk) -> Response {
    let (at, session, form) = (posted.at(), &posted.session, &posted.form);
    let (text, slug) = (posted.text(), slug_of(what));
    let mut errors: Vec<(String, String)> = Vec::new();
    let mut counted: Vec<(CaseId, u16)> = Vec::new();
    for (name, value) in form.fields() {
        let Some(case) = name.strip_prefix("papers-").and_then(|case| CaseId::parse(case).ok()) else {
            continue;
        };
        if value.trim().is_empty() {
            continue;
        }
        match form.number::<u16>(name, 0..=9999) {
            Some(papers) => counted.push((case, papers)),
            None => errors.push((format!("{slug}-{case}"), field_sentence(text, &FieldWhy::NotANumber))),
        }
    }
    if counted.is_empty() && errors.is_empty() {
        errors.push((String::new(), text.t("还没有填份数。点清一件，填一件。").to_owned()));
    }
    if counted.len() > BULK_MAX {
        errors.push((String::new(), text.t("一次最多 20 件，请先接 20 件。").to_owned()));
        counted.clear();
    }
    let mut done = 0;
    for (case, answer) in at.app.centre.cover_bulk(session, posted.command_id, what, &counted).await {
        match answer {
            Ok(_) => done += 1,
            Err(problem) => match why(&at, session, case, &problem).await {
                Some(sentence) => errors.push((format!("{slug}-{case}"), sentence)),
                None => return at.shut(problem).await,
            },
        }
    }
    if errors.is_empty() {
        return see_other(&format!("{PATH}?done={slug}&n={done}"));
    }
    let notice = if done > 0 {
        text.f("接过来 {n} 件，现在由您负责。", [("n", &done)])
    } else {
        String::new()
    };
    at.answer(draw(&at, session, Sent { form: form.clone(), errors, notice }).await).await
}

fn slug_of(what: Bulk) -> &'static str {
    match what {
        Bulk::StandIn => "stand-in",
        Bulk::TakeBack => "take-back",
    }
}

/// Why one case was not taken, where a person can do something about it.
async fn why(at: &At<'_>, session: &Session, case: CaseId, problem: &Problem) -> Option<String> {
    let text = language(at.headers);
    match problem {
        Problem::Refused(Refusal::CountDiffers { given, counted }) => Some(text.f(
            "您点到 {counted} 份，应有 {given} 份。请再点一遍；对不上就先不接。",
            [("counted", counted), ("given", given)],
        )),
        Problem::Refused(refusal) => {
            let file = at.app.centre.case_fetch_for(session, case).await.ok()?;
            let about = About { text, organisation: &file.organisation, item: &file.item };
            Some(about.refused(refusal).sentence)
        }
        Problem::Stale { .. } | Problem::IdReused => {
            Some(text.t("这一件刚刚有了变化，请看过再接。").to_owned())
        }
        Problem::OutOfScope | Problem::NotFound => Some(text.t("没有查到这一件，请核对编号。").to_owned()),
        _ => None,
    }
}

async fn draw(at: &At<'_>, session: &Session, sent: Sent) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let (today, absences) = (centre.today(), centre.absences().await?);
    let covers = centre.covers(session, None).await?;
    let mut frame = at.titled(Nav::People, session, "在岗和代班").await;
    let text = frame.text;
    if !sent.notice.is_empty() {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: sent.notice.clone() });
    }
    let seen =
        Seen { text, organisation: &organisation, absences: &absences, session, today, csrf: &frame.csrf };
    let mut tables = Vec::new();
    for (what, list) in [(Bulk::StandIn, &covers.stand_in), (Bulk::TakeBack, &covers.take_back)] {
        tables.push(table(at, &seen, what, list, &sent).await?);
    }
    let mut nobody = Vec::new();
    for brief in &covers.nobody {
        let mut line = cases::line(at.app, text, brief).await?;
        line.action = text.t(to_reassign(at.app, session, brief).await?).to_owned();
        nobody.push(line);
    }
    let status = if sent.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = People {
        text,
        tables,
        nobody,
        leads: centre.sees_who_is_missing(&organisation, session.person),
        away: seen.away(&sent),
        form: seen.form(&sent),
        keys: seen.keys(),
        // Only what stands on the page is linked to.
        errors: ErrorSummary { text, errors: sent.errors },
        frame,
    };
    Ok(page_with(status, &page))
}

/// What a person who sees that nobody is there does with the case: who may not reassign it can only look.
pub(super) async fn to_reassign(
    app: &App,
    session: &Session,
    brief: &CaseBrief,
) -> Result<&'static str, centre::Fault> {
    let (organisation, item) =
        (app.centre.organisation().await?, app.centre.item_body(brief.item_body).await?);
    let may = organisation.zip(item).is_some_and(|(organisation, item)| {
        organisation.may(session.person, Power::Reassign, &item, app.centre.today()).is_yes()
    });
    Ok(if may { "改派" } else { "打开" })
}

async fn table(
    at: &At<'_>,
    seen: &Seen<'_>,
    what: Bulk,
    list: &[CoverCase],
    sent: &Sent,
) -> Result<CoverTable, centre::Fault> {
    let (title, hint, button) = match what {
        Bulk::StandIn => (
            "替人代班，要接过来的",
            "承办的人不在岗，登记由您代班。一件一件点清，填上份数再签；没填份数的不接。",
            "点清了，接过来",
        ),
        Bulk::TakeBack => (
            "您不在时别人代办的",
            "您回来了，和代班人当面点清再接回来；没填份数的还由代班人办。",
            "点清了，接回来",
        ),
    };
    let slug = slug_of(what);
    let mut lines = Vec::new();
    for it in list.iter().take(BULK_MAX) {
        let line = cases::line(at.app, seen.text, &it.brief).await?;
        let id = it.brief.id.to_string();
        let error = sent.errors.iter().find(|(field, _)| *field == format!("{slug}-{id}"));
        let value = sent.form.get(&format!("papers-{id}")).to_owned();
        let counted = Typed { value, error: error.map_or_else(String::new, |(_, why)| why.clone()) };
        let (href, number, item, due, holder) = (line.href, line.number, line.item, line.due, line.holder);
        lines.push(CoverLine { id, href, number, item, due, holder, papers: it.papers, counted });
    }
    Ok(CoverTable { slug, title, hint, button, keys: seen.keys(), lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Enter, Vec<String>> {
        let form = Form::parse(text.as_bytes()).expect("a form");
        read_enter(&form).map_err(|problems| problems.into_iter().map(|it| it.field).collect())
    }

    #[test]
    fn what_is_wrong_is_named_by_its_field() {
        let right =
            read("person=do.sc&class=illness&from=2026-11-28&until=&deputy=").expect("it can be read");
        assert_eq!((right.until, right.deputy, right.class), (None, None, AbsenceClass::Illness));
        let wrong = read("person=&class=holiday&from=tomorrow&until=later&deputy=%E6%BD%98");
        let fields = ["person", "class", "from", "until", "deputy"];
        assert_eq!(wrong.expect_err("nothing is right"), fields);
    }

    // F31: nobody chosen is said at the field of that form.
    #[test]
    fn a_change_of_the_deputy_names_one() {
        let read = |text: &str| read_deputy(&Form::parse(text.as_bytes()).expect("a form"), 3);
        let deputy = PersonId::parse("do2.sc").expect("a code");
        assert_eq!(read("deputy=do2.sc"), Ok(Command::ChangeDeputy(ChangeDeputy { id: 3, deputy })));
        for wrong in ["", "deputy=", "deputy=%E6%BD%98"] {
            let fields: Vec<String> =
                read(wrong).expect_err("nobody is named").into_iter().map(|it| it.field).collect();
            assert_eq!(fields, ["deputy"], "{wrong}");
        }
    }
}
