//! The numbers monitoring points compare with: the list, what was changed, and the form of the supervisor.

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::Organisation;
use catalogue::item::Post;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::bounds::BoundForm;
use oversight::bound::Bound;

use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::words;
use crate::app::frame::leads;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use pages::desk::{RecordMoment, RecordPage, RecordTable};
use pages::layout::{Nav, StateWord, Tone};

const PATH: &str = "/desk/bounds";

/// `GET /desk/bounds`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session, &SentForm::default(), StatusCode::OK).await).await
}

/// `POST /desk/bounds/set`
pub async fn send(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "set", form: &posted.form };
    let wrong = |field: &str, why| Err(vec![FieldProblem { field: field.to_owned(), why }]);
    let asked = match (Bound::parse(&typed.text("bound")), typed.number("value", 0..=u16::MAX)) {
        (None, _) => wrong("bound", FieldWhy::NotAChoice),
        (_, None) => wrong("value", FieldWhy::NotANumber),
        (Some(bound), Some(value)) => Ok(BoundForm { bound, value, reason: typed.text("reason") }),
    };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: BoundForm| centre.bound_set(session, command_id, &form).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = said::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "set", form, problems, refused: kept.refused };
        at.answer(draw(&at, session, &sent, kept.status).await).await
    };
    posted.carry_out(Some(asked), carry, |_| PATH.to_owned(), again).await
}

/// Who reads the bounds.
pub fn may_see(organisation: &Organisation, session: &Session, today: calendar::Day) -> bool {
    organisation.posts_of(session.person, today).any(|holding| leads(holding.post))
}

async fn draw(at: &At<'_>, session: &Session, sent: &SentForm<'_>, status: StatusCode) -> Answer {
    let centre = &at.app.centre;
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let today = centre.today();
    let organisation = match centre.organisation().await? {
        Some(organisation) if may_see(&organisation, session, today) => organisation,
        _ => return Ok(at.error(ErrorKind::Forbidden).await),
    };
    frame.title = text.t("监察阈值").to_owned();
    let bounds = centre.bounds().await?;
    let rows = Bound::ALL.iter().map(|bound| {
        vec![
            text.t(said::bound(*bound)).to_owned(),
            bounds.get(*bound).to_string(),
            bound.usual().to_string(),
        ]
    });
    let table = RecordTable {
        title: text.t("现在用的").to_owned(),
        id: "bounds",
        head: heads(text, &["阈值", "现在", "默认"]),
        rows: rows.collect(),
    };
    let mut acts = Vec::new();
    if organisation.holds_anywhere(session.person, Post::Supervisor, today) {
        let of = Fields { text, slug: "set", sent };
        let all: Vec<(&str, String)> =
            Bound::ALL.iter().map(|it| (it.key(), text.t(said::bound(*it)).to_owned())).collect();
        let fields = vec![
            of.choose("bound", "改哪一个", &all),
            of.number("value", "改成", ""),
            of.area("reason", "理由"),
        ];
        acts.push(of.form(
            &frame.csrf,
            0,
            "调整一个阈值",
            "只管以后的，已经有的监察发现不会变。",
            "调整",
            fields,
        ));
    }
    let moments = centre.bound_changes().await?.into_iter().map(|change| RecordMoment {
        when: words::moment(text, change.at),
        what: text.f(
            "{what}：{before} 改成 {value}",
            [
                ("what", &text.t(said::bound(change.bound)).to_owned() as &dyn std::fmt::Display),
                ("before", &change.before),
                ("value", &change.value),
            ],
        ),
        who: words::person(text, &organisation, change.by),
        words: change.reason,
        photographs: Vec::new(),
    });
    let drawn = RecordPage {
        text,
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("监察阈值").to_owned(),
        subtitle: text.f("第 {n} 版", [("n", &bounds.edition)]),
        state: StateWord { word: text.t("有效").to_owned(), tone: Tone::Good },
        stale: String::new(),
        facts: Vec::new(),
        acts,
        nobody: None,
        tables: vec![table],
        papers: Vec::new(),
        moments: moments.collect(),
        path: PATH.to_owned(),
        frame,
    };
    Ok(page_with(status, &drawn))
}
