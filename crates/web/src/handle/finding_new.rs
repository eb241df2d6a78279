//! Writing down what a supervisor saw in person, openly or in secret (R150).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::item::Post;
use catalogue::{FollowUpId, InspectionId, Organisation, PersonId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::oversight::finding::SeenForm;

use super::findings::PATH;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::words;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use crate::app::visitor::language;
use pages::desk::RecordPage;
use pages::layout::Nav;
use pages::text::Text;

/// `GET /desk/findings/new?inspection=&point=&follow-up=`: what was seen in person (R150), on a round of inspection or a return call
/// too.
pub async fn new(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let seen = match FollowUpId::parse(opened.query.get("follow-up")) {
        Ok(id) => heard_on_a_call(&at, session, id).await,
        Err(_) => seen_on_a_round(&at, session, &opened.query).await,
    };
    let seen = match seen {
        Ok(seen) => seen,
        Err(problem) => return at.shut(problem).await,
    };
    at.answer(draw_new(&at, session, &SentForm::default(), &seen, StatusCode::OK).await).await
}

/// What an observation of a round fills in: its unit, and its words with the day. Nothing where none is asked for.
async fn seen_on_a_round(at: &At<'_>, session: &Session, query: &Form) -> Result<(String, String), Problem> {
    let (Ok(id), Some(number)) =
        (InspectionId::parse(query.get("inspection")), query.number::<u8>("point", 1..=u8::MAX))
    else {
        return Ok(Default::default());
    };
    let view = at.app.centre.inspection_fetch(session, id).await?;
    let point = view.seen.contains(&number).then(|| view.round.points.get(usize::from(number) - 1)).flatten();
    let (Some(point), Some(done)) = (point, view.round.done) else { return Err(Problem::NotFound) };
    let text = language(at.headers);
    let place = point.window.map(|window| words::window(text, &view.organisation, window));
    let parts: Vec<String> = [text.date_with_year(done.on)]
        .into_iter()
        .chain(place)
        .chain([view.texts.text(point.words.0)])
        .collect();
    Ok((point.unit.to_string(), parts.join(text.comma())))
}

/// What a return call or a visit fills in: its unit, and its words with the day. The case is not filled in, for it would say who told
/// it.
async fn heard_on_a_call(
    at: &At<'_>,
    session: &Session,
    id: FollowUpId,
) -> Result<(String, String), Problem> {
    let (on, found, words_said) = at.app.centre.follow_up_fetch(session, id).await?;
    let organisation = at.app.centre.organisation().await?.ok_or(Problem::NotFound)?;
    let text = language(at.headers);
    let place = found.window.map(|window| words::window(text, &organisation, window));
    let kind = text.t(super::rating_words::follow_up(found.kind)).to_owned();
    let parts: Vec<String> =
        [text.date_with_year(on), kind].into_iter().chain(place).chain([words_said]).collect();
    Ok((found.unit.to_string(), parts.join(text.comma())))
}

/// `POST /desk/findings/new/write`
pub async fn write(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "write", form: &posted.form };
    let wrong = || vec![FieldProblem { field: "unit".to_owned(), why: FieldWhy::NotAChoice }];
    let asked = UnitCode::parse(&typed.text("unit")).map_err(|_| wrong()).map(|unit| {
        let person = PersonId::parse(&typed.text("person")).ok();
        SeenForm { unit, person, case: typed.text("case"), words: typed.text("words") }
    });
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |seen: SeenForm| centre.finding_write(session, command_id, &seen).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = said::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "write", form, problems, refused: kept.refused };
        at.answer(draw_new(&at, session, &sent, &Default::default(), kept.status).await).await
    };
    posted
        .carry_out(Some(asked), carry, |(id, _)| format!("{}?done=write", said::finding_href(id)), again)
        .await
}

async fn draw_new(
    at: &At<'_>,
    session: &Session,
    sent: &SentForm<'_>,
    (unit, seen): &(String, String),
    status: StatusCode,
) -> Answer {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let Some(organisation) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    if !organisation.holds_anywhere(session.person, Post::Supervisor, at.app.centre.today()) {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    frame.title = text.t("记下现场察看").to_owned();
    let of = Fields { text, slug: "write", sent };
    let mut words = of.area("words", "什么时候、在哪里、看到了什么");
    if sent.form.is_none() {
        seen.clone_into(&mut words.value);
    }
    let all = vec![
        of.select("unit", "单位", &units(text, &organisation), unit),
        of.select("person", "涉及的人", &people(text, &organisation), "").optional(),
        of.line("case", "收件编号", "").optional(),
        words,
    ];
    let help = "明察暗访看到的，当天记下。当事人可以说明，由另一位作结论更好。";
    let form = of.form(&frame.csrf, 0, "记下现场察看", help, "记下", all);
    let back = (PATH.to_owned(), text.t("监察发现").to_owned());
    Ok(page_with(status, &RecordPage::begun(frame, "/desk/findings/new".to_owned(), back, form)))
}

/// Units that can be named, with an empty first choice.
pub fn units(text: Text, organisation: &Organisation) -> Vec<(String, String)> {
    let own = organisation.units.iter().filter(|it| it.kind != catalogue::organisation::UnitKind::Village);
    let named = own.map(|it| (it.code.to_string(), words::unit(text, organisation, it.code)));
    std::iter::once((String::new(), text.t("请选择").to_owned())).chain(named).collect()
}

/// People that can be named, with an empty first choice.
pub fn people(text: Text, organisation: &Organisation) -> Vec<(String, String)> {
    let named = organisation
        .people
        .iter()
        .map(|it| (it.id.to_string(), words::person_of_unit(text, organisation, it.id)));
    std::iter::once((String::new(), text.t("不指定").to_owned())).chain(named).collect()
}
