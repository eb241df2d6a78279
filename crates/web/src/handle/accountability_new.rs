//! Bringing a matter of accountability from a finding: whom it holds to account is a part of its name, so that the department, its
//! head and the direct person can each have one (R190, R191).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{FindingId, PersonId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::accountability::AccountabilityAct;
use centre::oversight::finding::FindingView;
use oversight::accountability::{Kind, MatterId};

use super::accountability::{self, PATH};
use super::accountability_words as words_of;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::{finding_new, words};
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use pages::desk::RecordPage;
use pages::layout::Nav;

/// `GET /desk/accountability/from/{finding}`: the form that brings a matter.
pub async fn new(opened: Opened, Path(finding): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = FindingId::parse(&finding) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.finding_fetch(session, id).await {
        Ok(view) => {
            let sent = SentForm::default();
            at.answer(draw_new(&at, session, &view, &sent, StatusCode::OK).await).await
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/accountability/from/{finding}/open`
pub async fn open(Path(finding): Path<String>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = FindingId::parse(&finding) else { return at.error(ErrorKind::BadRequest).await };
    let typed = Typed { slug: "open", form: &posted.form };
    let wrong = || vec![FieldProblem { field: "kind".to_owned(), why: FieldWhy::NotAChoice }];
    let asked = Kind::parse(&typed.text("kind")).ok_or_else(wrong).map(|kind| {
        let person = PersonId::parse(&typed.text("person")).ok();
        AccountabilityAct::Open { kind, person, words: typed.text("words") }
    });
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    // Whom it holds to account is a part of its name.
    let carry = async |act: AccountabilityAct| {
        let person = match &act {
            AccountabilityAct::Open { person, .. } => *person,
            _ => None,
        };
        let matter = MatterId::of(id, person);
        centre.accountability_act(session, matter, command_id, None, &act).await.map(|_| matter)
    };
    let again = async |problem| {
        let view = match centre.finding_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "open", form, problems, refused: kept.refused };
        at.answer(draw_new(&at, session, &view, &sent, kept.status).await).await
    };
    posted.carry_out(Some(asked), carry, |matter| format!("{PATH}/{matter}?done=open"), again).await
}

async fn draw_new(
    at: &At<'_>,
    session: &Session,
    view: &FindingView,
    sent: &SentForm<'_>,
    status: StatusCode,
) -> Answer {
    if !at.app.centre.is_supervisor(session).await? {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let organisation = &view.organisation;
    frame.title = text.t("提出问责").to_owned();
    let of = Fields { text, slug: "open", sent };
    let kinds: Vec<(String, String)> = std::iter::once((String::new(), text.t("请选择").to_owned()))
        .chain(Kind::ALL.iter().map(|kind| {
            let level = text.t(words_of::level(kind.level()));
            (kind.key().to_owned(), format!("{level} · {}", accountability::named(text, *kind)))
        }))
        .collect();
    let before = at.app.centre.accountability_of(session, view.id).await?;
    // Each has one matter at most: nobody is suggested who has one.
    let named = view.found.about.person.filter(|it| before.iter().all(|matter| matter.person != Some(*it)));
    let person = named.map_or_else(String::new, |it| it.to_string());
    let all = vec![
        of.select("kind", "哪一种", &kinds, ""),
        of.select("person", "涉及的人", &finding_new::people(text, organisation), &person).optional(),
        of.area("words", "事实和依据"),
    ];
    let help = "对审批部门的问责不指定人，其余的要指定。一条发现可以分别对单位、负责人和直接责任人提出，一个一件。提出后先请本人陈述，再由另一位督查处理。";
    let form = of.form(&frame.csrf, 0, "提出问责", help, "提出", all);
    let title = text.t(said::rule(view.found.about.rule)).to_owned();
    let mut facts = vec![(text.t("单位").to_owned(), words::unit(text, organisation, view.found.about.unit))];
    if !before.is_empty() {
        let named: Vec<String> =
            before.iter().map(|it| accountability::whose(text, organisation, it)).collect();
        facts.push((text.t("已经提出").to_owned(), named.join(text.pause())));
    }
    let (path, back) = (format!("{PATH}/from/{}", view.id), (said::finding_href(view.id), title.clone()));
    let drawn = RecordPage { subtitle: title, facts, ..RecordPage::begun(frame, path, back, form) };
    Ok(page_with(status, &drawn))
}
