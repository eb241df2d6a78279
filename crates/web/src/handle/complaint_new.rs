//! An officer writes a complaint down: one click from the case, from the telephone, out of a letter (R152, E27, N57); and
//! the receipt with number and query code that goes out at once.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::Stage;
use catalogue::{ComplaintId, PersonId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::complaint::{ComplaintForm, Contact, Matter, grouped};
use oversight::complaint::{Channel, Class};

use super::complaint_words as said;
use super::complaints::PATH;
use super::finding_new::{people, units};
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::{oversight_words, words};
use crate::app::App;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::RecordPage;
use pages::layout::Nav;
use pages::print::{ComplaintReceipt, PaperHead};
use pages::text::Text;

const NEW: &str = "/desk/complaints/new";

/// `GET /desk/complaints/new?case=`
pub async fn new(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let case: String = opened.query.trimmed("case").chars().take(40).collect();
    at.answer(draw_new(&at, session, &SentForm::default(), &case, StatusCode::OK).await).await
}

/// `POST /desk/complaints/new/write`
pub async fn write(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "write", form: &posted.form };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&typed);
    let is_report = asked.as_ref().is_ok_and(|it| it.matter == Matter::Report);
    let carry = async |form: ComplaintForm| centre.complaint_write(session, command_id, &form).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = oversight_words::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "write", form, problems, refused: kept.refused };
        at.answer(draw_new(&at, session, &sent, "", kept.status).await).await
    };
    // What is sealed cannot be opened any more, not even by who wrote it down; its number can be told.
    let done = |(id, _): (ComplaintId, _)| match is_report {
        true => format!("{PATH}?sealed={id}"),
        false => format!("{PATH}/{id}?done=write"),
    };
    posted.carry_out(Some(asked), carry, done, again).await
}

fn parse(typed: &Typed<'_>) -> Result<ComplaintForm, Vec<FieldProblem>> {
    let class = typed.text("class");
    let matter = match class.as_str() {
        said::REPORT => Some(Matter::Report),
        class => Class::parse(class).map(Matter::Complaint),
    };
    let channel = Channel::parse(&typed.text("channel")).filter(|it| *it != Channel::Web);
    let (Some(matter), Some(channel)) = (matter, channel) else {
        let missing = [("class", matter.is_none()), ("channel", channel.is_none())];
        let wrong = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
        return Err(missing.into_iter().filter(|(_, is)| *is).map(|(field, _)| wrong(field)).collect());
    };
    Ok(ComplaintForm {
        matter,
        channel,
        unit: UnitCode::parse(&typed.text("unit")).ok(),
        person: PersonId::parse(&typed.text("person")).ok(),
        window: None,
        case: typed.text("case"),
        step: typed.number("step", 0..=u8::MAX),
        words: typed.text("words"),
        contact: Contact {
            name: typed.text("name"),
            telephone: typed.text("telephone"),
            address: typed.text("address"),
        },
        open_to_unit: typed.yes("open_to_unit"),
    })
}

async fn draw_new(
    at: &At<'_>,
    session: &Session,
    sent: &SentForm<'_>,
    case: &str,
    status: StatusCode,
) -> Answer {
    let mut frame = at.frame(Nav::Complaints, Some(session)).await;
    let text = frame.text;
    let Some(organisation) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    frame.title = text.t("登记投诉").to_owned();
    let steps = steps(at, text, session, case).await?;
    let of = Fields { text, slug: "write", sent };
    let channels: Vec<(&str, String)> = Channel::ALL
        .iter()
        .filter(|it| **it != Channel::Web)
        .map(|it| (it.key(), text.t(said::channel(*it)).to_owned()))
        .collect();
    let yes_no = [("no", text.t("不告诉（默认）").to_owned()), ("yes", text.t("可以告诉").to_owned())];
    let mut all = vec![
        of.radios("class", "什么事", &said::classes(text, true), ""),
        of.radios("channel", "来源", &channels, "counter"),
        of.line("case", "收件编号", case).optional(),
    ];
    if !steps.is_empty() {
        all.push(of.select("step", "哪一步", &steps, "").optional());
    }
    all.extend([
        of.select("unit", "被投诉单位", &units(text, &organisation), "").optional(),
        of.select("person", "被投诉人", &people(text, &organisation), "").optional(),
        of.area("words", "投诉人的原话"),
        of.line("name", "姓名", "").optional().help(text.t("不愿意留的不用留，匿名也登记。")),
        of.line("telephone", "电话", "").optional(),
        of.line("address", "地址、邮箱", "").optional(),
        of.radios("open_to_unit", "姓名、电话可以告诉被投诉单位吗", &yes_no, "no"),
    ]);
    let help = "谁来投诉都当场登记，给编号和查询码。说的是您自己的，请换一位同事登记；举报违纪违法的，交上以后您也看不到。";
    let form = of.form(&frame.csrf, 0, "登记投诉", help, "登记，给编号", all);
    let back = (PATH.to_owned(), text.t("投诉").to_owned());
    Ok(page_with(status, &RecordPage::begun(frame, NEW.to_owned(), back, form)))
}

/// The steps of a case that is in hand, for whoever may open it; nothing where no such case is named.
async fn steps(
    at: &At<'_>,
    text: Text,
    session: &Session,
    case: &str,
) -> Result<Vec<(String, String)>, centre::Fault> {
    if case.is_empty() {
        return Ok(Vec::new());
    }
    let centre = &at.app.centre;
    let Some(id) = centre.case_find_number(session, case).await? else { return Ok(Vec::new()) };
    let Some(file) = centre.case_fetch(id).await? else { return Ok(Vec::new()) };
    let Some(Stage::Handling(handling)) = file.filed().map(|filed| &filed.stage) else {
        return Ok(Vec::new());
    };
    let named = file.item.steps.iter().take(usize::from(handling.steps)).enumerate();
    let named = named.map(|(place, step)| (place.to_string(), words::step(text, step)));
    Ok(std::iter::once((String::new(), text.t("不指定").to_owned())).chain(named).collect())
}

/// `GET /desk/complaints/{complaint}/receipt`: the paper for the complainant.
pub async fn receipt(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(complaint): Path<String>,
) -> Response {
    let path = format!("{PATH}/{complaint}/receipt");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = ComplaintId::parse(&complaint) else { return at.error(ErrorKind::NotFound).await };
    let view = match app.centre.complaint_fetch(&session, id).await {
        Ok(view) if view.prints_receipt(&session) => view,
        Ok(_) => return at.error(ErrorKind::Forbidden).await,
        Err(problem) => return at.shut(problem).await,
    };
    let mut frame = at.frame(Nav::Nowhere, Some(&session)).await;
    let (text, organisation, filed) = (frame.text, &*view.organisation, &view.filed);
    frame.title = text.t("投诉登记回执").to_owned();
    let due = filed.clock.map_or_else(String::new, |clock| text.date_with_year(clock.due()));
    let class = filed.class.map_or_else(String::new, |it| text.t(said::class(it)).to_owned());
    let drawn = ComplaintReceipt {
        head: PaperHead {
            issuer: text.pick(&organisation.centre.name, Some(&organisation.centre.name_en)).to_owned(),
            title: text.t("投诉登记回执").to_owned(),
            number: grouped(filed.number.year, filed.number.n),
            copy: text.t("投诉人留存").to_owned(),
            back: format!("{PATH}/{id}"),
            printed: text.f("{time} 打印", [("time", &words::moment(text, view.now))]),
        },
        class,
        filed: text.date_with_year(filed.filed_at.day()),
        due,
        code: app.centre.complaint_code(id),
        telephone: organisation.centre.complaint_telephone.clone(),
        frame,
    };
    page(&drawn)
}
