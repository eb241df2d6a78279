//! Where an officer is told of lights and orders besides the desk: the own telephone or mailbox, set by each alone (R144).

use axum::http::StatusCode;
use axum::response::Response;
use centre::Fault;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::reach::{Reach, Way};

use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page_with};
use pages::desk::{RecordPage, RecordTable};
use pages::layout::{Field, Nav, StateWord, Tone};

const PATH: &str = "/desk/reach";

/// `GET /desk/reach?done=`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let drawn = draw(&at, session, &SentForm::default()).await;
    let drawn = drawn.map(|it| page_with(StatusCode::OK, &it.after(opened.query.has("done"), "已经记下。")));
    at.answer(drawn).await
}

/// `POST /desk/reach/set`
pub async fn send(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let (centre, typed) = (&posted.app.centre, Typed { slug: "set", form: &posted.form });
    let asked = match Way::ALL.into_iter().find(|it| it.key() == typed.text("way")) {
        Some(way) => Ok(Reach { way, telephone: typed.text("telephone"), mailbox: typed.text("mailbox") }),
        None => Err(vec![FieldProblem { field: "way".to_owned(), why: FieldWhy::NotAChoice }]),
    };
    let carry = async |reach: Reach| centre.reach_set(session, &reach).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = said::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "set", form, problems, refused: kept.refused };
        let drawn = draw(&at, session, &sent).await;
        at.answer(drawn.map(|it| page_with(kept.status, &it))).await
    };
    posted.carry_out(Some(asked), carry, |()| format!("{PATH}?done=set"), again).await
}

/// By which way, as the choice says it.
fn way_word(way: Way) -> &'static str {
    match way {
        Way::Desk => "不发，只在工作台看",
        Way::Sms => "发短信到手机",
        Way::Mail => "发邮件到邮箱",
    }
}

/// Where a message went.
pub fn went(way: Way) -> &'static str {
    match way {
        Way::Desk => "没有发",
        Way::Sms => "手机短信",
        Way::Mail => "邮件",
    }
}

async fn draw(at: &At<'_>, session: &Session, sent: &SentForm<'_>) -> Result<RecordPage, Fault> {
    let centre = &at.app.centre;
    let reach = centre.reach_fetch(session).await?;
    let frame = at.titled(Nav::People, session, "短信、邮件提醒").await;
    let text = frame.text;
    let of = Fields { text, slug: "set", sent };
    let ways = Way::ALL.map(|way| (way.key(), text.t(way_word(way)).to_owned()));
    let fields = vec![
        of.radios("way", "怎么提醒您", &ways, reach.way.key()),
        Field {
            length_max: 40,
            inputmode: "tel",
            autocomplete: "tel",
            ..of.line("telephone", "手机号码", &reach.telephone).optional()
        },
        Field {
            length_max: 254,
            inputmode: "email",
            autocomplete: "email",
            ..of.line("mailbox", "邮箱", &reach.mailbox).optional()
        },
    ];
    let help = "您手上的件临期、超期，有催办单、督办单发给您、升到您这里，除了工作台，还发给您本人。临期的一天合成一条；早上 7 点以前不发，一天最多 20 条。";
    let form = of.form(&frame.csrf, 0, "提醒发到哪里", help, "记下", fields);
    let messages = centre.officer_messages(session).await?;
    let rows = messages
        .into_iter()
        .map(|it| vec![words::moment(text, it.sent_at), text.t(went(it.way)).to_owned(), it.words]);
    let table = RecordTable {
        title: text.t("最近发给您的").to_owned(),
        id: "messages",
        head: heads(text, &["时间", "发到", "内容"]),
        rows: rows.collect(),
    };
    let state = match reach.way {
        Way::Desk => StateWord { word: text.t("没有开通").to_owned(), tone: Tone::Ended },
        Way::Sms | Way::Mail => StateWord { word: text.t("已开通").to_owned(), tone: Tone::Good },
    };
    Ok(RecordPage {
        text,
        back: ("/desk/people".to_owned(), text.t("在岗和代班").to_owned()),
        title: text.t("短信、邮件提醒").to_owned(),
        subtitle: text.t("消息里只有编号和期限，没有办事人的姓名、电话。").to_owned(),
        state,
        stale: String::new(),
        facts: Vec::new(),
        acts: vec![form],
        nobody: None,
        tables: if table.rows.is_empty() { Vec::new() } else { vec![table] },
        papers: Vec::new(),
        moments: Vec::new(),
        path: PATH.to_owned(),
        frame,
    })
}
