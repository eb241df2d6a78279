//! Acting on a case: one form, one command, and back to the case; a refusal keeps everything that was typed.

use axum::extract::Path;
use axum::response::Response;
use catalogue::CaseId;
use catalogue::item::Post;
use centre::account::Session;
use centre::act::Act;
use centre::case::Problem;
use centre::to_sign::ToSign;

use super::act_cards::Sent;
use super::glyphs::printable;
use super::posted::Posted;
use super::refusal::About;
use super::{act_fields, act_parse, cases, second_factor};
use crate::app::App;
use crate::app::respond::{ErrorKind, page_with};
use pages::layout::Nav;

/// `POST /desk/cases/{case}/{act}`
pub async fn send(Path((case, act)): Path<(String, String)>, posted: Posted) -> Response {
    let at = posted.at();
    let Ok(case) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let window = match posted.seat().await {
        Ok(window) => window,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    let asked = act_parse::parse(&act, &posted.form, window);
    let (centre, session, id) = (&posted.app.centre, &posted.session, posted.command_id);
    let carry = async |wanted: Act| {
        let carried = async {
            printable(&posted.app.press, wanted.words()).await?;
            second_factor::confirmed(&posted, ToSign::Case(case, &wanted)).await?;
            centre.case_act(session, case, id, posted.version(), &wanted).await
        };
        carried.await.map_err(|problem| act_fields::on_form(&act, problem))
    };
    posted
        .carry_out(
            asked,
            carry,
            |done| match act.as_str() {
                // What was asked for is the paper itself (E15).
                "reissue-receipt" => format!("{}/print/receipt", at.path),
                "renew-pickup" if posted.form.trimmed("to") == "paper" => format!("{}/print/pickup", at.path),
                _ => format!("{}?done={act}&v={}", at.path, done.version),
            },
            async |problem| Box::pin(again(&posted, case, &act, problem)).await,
        )
        .await
}

/// Where the officer sits: the first window of a post held today.
pub async fn seat(app: &App, session: &Session) -> Result<Option<catalogue::WindowId>, centre::Fault> {
    let Some(organisation) = app.centre.organisation().await? else { return Ok(None) };
    let today = app.centre.today();
    let sits = |post| {
        matches!(post, Post::IntakeOfficer | Post::DeliveryOfficer | Post::WindowHead | Post::GuideOfficer)
    };
    let window = organisation
        .posts_of(session.person, today)
        .filter(|holding| sits(holding.post))
        .find_map(|holding| holding.windows.first().copied());
    Ok(window)
}

/// The case file again, with the form as it was typed and the reason at the right place.
async fn again(posted: &Posted, case: CaseId, act: &str, problem: Problem) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let frame = at.frame(Nav::Cases, Some(session)).await;
    let file = match at.app.centre.case_fetch_for(session, case).await {
        Ok(file) => file,
        Err(problem) => return at.shut(problem).await,
    };
    let about = About { text: frame.text, organisation: &file.organisation, item: &file.item };
    let kept = about.kept(problem).with_day(&posted.form, "");
    let sent = Sent { act, form: Some(&posted.form), problems: &kept.problems, refused: kept.refused };
    let mut drawn = cases::draw(frame, &file, session, sent, kept.stale);
    let came_back = second_factor::CameBack { act, form: &posted.form, problems: &kept.problems };
    match second_factor::ask(at.app, drawn.text, session, &file, &mut drawn.acts, Some(came_back)).await {
        Ok(()) => page_with(kept.status, &drawn),
        Err(fault) => at.answer(Err(fault)).await,
    }
}
