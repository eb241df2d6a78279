//! First contacts at the desk: the lists, writing one down, its page with its acts, the printed list (R76, A10, F12, F13).

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::absence::Absences;
use casework::contact::{Held, Target, Turn, may_record, may_sign, turn};
use catalogue::organisation::{UnitKind, WindowKind};
use catalogue::{ContactId, Organisation};
use centre::account::Session;
use centre::act::FieldProblem;
use centre::case::Problem;
use centre::contact::ContactFile;

use super::posted::{Posted, kept};
use super::refusal::field_sentence;
use super::{act, contact_lines, contact_parse, contact_words, refusal_contact, words};
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{
    Answer as Choice, ContactActs, ContactList, ContactMoment, ContactNew, ContactPage, OUTCOMES,
    OutcomeFields, Pick, Refused, TransferFields, Typed,
};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind, PageFrame};
use pages::text::Text;

/// `GET /desk/contacts`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw_list(&at, session).await).await
}

async fn draw_list(at: &At<'_>, session: &Session) -> Answer {
    let frame = at.titled(Nav::Desk, session, "首问登记").await;
    let text = frame.text;
    let parts = contact_lines::parts(at.app, text, session, true).await?;
    let organisation = at.app.centre.organisation().await?;
    let may_record = organisation.is_some_and(|it| may_record(&it, session.person, at.app.centre.today()));
    Ok(page(&ContactList { frame, text, parts, may_record }))
}

/// What came back with a form.
#[derive(Default)]
struct Sent<'a> {
    form: Option<&'a Form>,
    problems: Vec<FieldProblem>,
    refused: Option<Refused>,
}

impl Sent<'_> {
    fn typed(&self, text: Text, field: &str) -> Typed {
        let value = self.form.map_or("", |form| form.get(field)).to_owned();
        let problem = self.problems.iter().find(|problem| problem.field == field);
        let error = problem.map_or_else(String::new, |problem| field_sentence(text, &problem.why));
        Typed { value, error }
    }

    fn pick(&self, text: Text, field: &str, answers: Vec<Choice>) -> Pick {
        let Typed { value, error } = self.typed(text, field);
        let mut pick = Pick { answers, error };
        if self.form.is_some() {
            pick.choose(&value);
        }
        pick
    }

    fn errors(&self, text: Text) -> ErrorSummary {
        let errors = self
            .problems
            .iter()
            .map(|problem| (format!("contact-{}", problem.field), field_sentence(text, &problem.why)));
        ErrorSummary { text, errors: errors.collect() }
    }

    fn outcome(&self, text: Text, with_transfer: bool, with_list: bool) -> OutcomeFields {
        let offered = OUTCOMES.iter().filter(|(value, _)| match *value {
            "transferred" => with_transfer,
            "advice" => with_list,
            _ => true,
        });
        let answers = offered.map(|(value, words)| Choice::of(*value, text.t(words))).collect();
        OutcomeFields {
            outcome: self.pick(text, "outcome", answers),
            receipt: self.typed(text, "receipt"),
            reason: self.typed(text, "reason"),
        }
    }

    fn transfer(
        &self,
        text: Text,
        organisation: &Organisation,
        absences: &Absences,
        session: &Session,
        today: calendar::Day,
    ) -> TransferFields {
        let to = self.pick(text, "to", targets(text, organisation, absences, session, today));
        TransferFields { to, note: self.typed(text, "note") }
    }
}

/// Where somebody else may sign today: the units with a person there, the windows, the case agents who are here.
fn targets(
    text: Text,
    organisation: &Organisation,
    absences: &Absences,
    session: &Session,
    today: calendar::Day,
) -> Vec<Choice> {
    let reached = |to: &Target| {
        let mut people = organisation.people.iter();
        people.any(|it| it.id != session.person && may_sign(organisation, *to, it.id, today))
    };
    let units = organisation.units.iter().filter(|it| it.kind == UnitKind::Authority);
    let units = units.map(|it| (format!("unit:{}", it.code), Target::Unit(it.code)));
    let windows = organisation.windows.iter().filter(|it| it.kind != WindowKind::Bank);
    let windows = windows.map(|it| (format!("window:{}", it.id), Target::Window(it.id)));
    let agents = organisation.people.iter().filter(|it| {
        organisation.holds_anywhere(it.id, catalogue::item::Post::CaseAgent, today)
            && it.id != session.person
            && !absences.takes_nothing(it.id, today)
    });
    let agents = agents.map(|it| (format!("person:{}", it.id), Target::Person(it.id)));
    let all = units.chain(windows).chain(agents).filter(|(_, to)| reached(to));
    let named = all.map(|(value, to)| Choice::of(value, contact_words::target(text, organisation, to)));
    std::iter::once(Choice::of("", text.t("请选择"))).chain(named).collect()
}

/// `GET /desk/contacts/new`
pub async fn new(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw_new(&at, session, StatusCode::OK, Sent::default()).await).await
}

async fn draw_new(at: &At<'_>, session: &Session, status: StatusCode, sent: Sent<'_>) -> Answer {
    let centre = &at.app.centre;
    let frame = at.titled(Nav::Desk, session, "首问登记").await;
    let text = frame.text;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let today = centre.today();
    if !may_record(&organisation, session.person, today) {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let (seat, absences) = (act::seat(at.app, session).await?, centre.absences().await?);
    let items = centre.item_list().await?.into_iter();
    let items = items.map(|entry| Choice::of(entry.item.short.as_str(), words::item(text, &entry.item)));
    let items = std::iter::once(Choice::of("", text.t("不是哪一个事项"))).chain(items).collect();
    let form = ContactNew {
        keys: keys(&frame, None),
        text,
        errors: sent.errors(text),
        seat: seat.map_or_else(String::new, |window| words::window(text, &organisation, window)),
        item: sent.pick(text, "item", items),
        question: sent.typed(text, "words"),
        visitor: sent.typed(text, "visitor"),
        fields: sent.outcome(text, true, true),
        transfer: sent.transfer(text, &organisation, &absences, session, today),
        refused: sent.refused,
        frame,
    };
    Ok(page_with(status, &form))
}

fn keys(frame: &PageFrame, version: Option<u64>) -> FormKeys {
    FormKeys { csrf: frame.csrf.clone(), command_id: new_command_id(), version }
}

/// `POST /desk/contacts/new`
pub async fn send(posted: Posted) -> Response {
    let at = posted.at();
    let window = match posted.seat().await {
        Ok(window) => window,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    let asked = contact_parse::record(&posted.form, window);
    let (centre, session, command_id) = (&posted.app.centre, &posted.session, posted.command_id);
    let carry = async |asked| centre.contact_record(session, command_id, &asked).await;
    let again = async |problem| match came_back(&posted, problem).await {
        Ok((status, sent)) => at.answer(draw_new(&at, session, status, sent).await).await,
        Err(fault) => at.answer(Err(fault)).await,
    };
    posted.carry_out(Some(asked), carry, |(id, _)| format!("/desk/contacts/{id}?done=1"), again).await
}

/// What was wrong, for the form to be drawn again.
async fn came_back(posted: &Posted, problem: Problem) -> Result<(StatusCode, Sent<'_>), centre::Fault> {
    let (text, form) = (posted.text(), Some(&posted.form));
    let Some(organisation) = posted.app.centre.organisation().await? else {
        return Err(centre::Fault::Unavailable);
    };
    let explain = |refusal: &casework::Refusal| Refused {
        sentence: match refusal {
            casework::Refusal::Contact(refusal) => refusal_contact::sentence(text, &organisation, refusal),
            _ => text.t("现在还不能这样办。").to_owned(),
        },
        code: refusal.code().to_owned(),
        ..Refused::default()
    };
    let kept = kept(text, &organisation, problem, explain);
    let stale = Some(Refused { sentence: kept.stale, ..Refused::default() });
    let refused = kept.refused.or(stale.filter(|it| !it.sentence.is_empty()));
    Ok((kept.status, Sent { form, problems: kept.problems, refused }))
}

/// `GET /desk/contacts/{contact}`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(contact): Path<String>,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Response {
    let path = format!("/desk/contacts/{contact}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = ContactId::parse(&contact) else { return at.error(ErrorKind::NotFound).await };
    let done = query.is_some_and(|query| query.contains("done="));
    draw(&at, &session, id, StatusCode::OK, Sent::default(), done).await
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    id: ContactId,
    status: StatusCode,
    sent: Sent<'_>,
    done: bool,
) -> Response {
    let file = match at.app.centre.contact_fetch(session, id).await {
        Ok(file) => file,
        Err(problem) => return at.shut(problem).await,
    };
    let mut frame = at.frame(Nav::Desk, Some(session)).await;
    if done {
        let text = frame.text.t("已经记下。").to_owned();
        frame.notice = Some(Notice { kind: NoticeKind::Done, text });
    }
    at.answer(contact_page(at, session, frame, &file, status, sent).await).await
}

async fn contact_page(
    at: &At<'_>,
    session: &Session,
    mut frame: PageFrame,
    file: &ContactFile,
    status: StatusCode,
    sent: Sent<'_>,
) -> Answer {
    let (text, held, organisation) = (frame.text, &file.held, &*file.organisation);
    let items = contact_lines::names(at.app, text).await?;
    let what = asked(file, &items);
    frame.title = text.t("首问登记").to_owned();
    let case = match held.from_case {
        Some(case) => at.app.centre.case_state(case).await?.and_then(|state| {
            let receipt = state.case.facts()?.receipt;
            Some((format!("/desk/cases/{case}"), words::receipt_no(receipt)))
        }),
        None => None,
    };
    let path = format!("/desk/contacts/{}", file.id);
    let moments = file.lines.iter().map(|(when, event)| {
        let (who, what, said) = contact_words::said(text, file, event);
        let who = words::person(text, organisation, who);
        ContactMoment { when: words::moment(text, *when), who, what, words: said }
    });
    let drawn = ContactPage {
        text,
        what,
        stands: contact_words::stands(text, organisation, held),
        mark: contact_lines::mark(at.app, text, held.pending().map(|it| it.at), u32::from(held.declined))
            .await?,
        facts: facts(text, organisation, file, session),
        case,
        list: file.list.as_ref().map(|_| format!("{path}/list")),
        keys: keys(&frame, Some(file.version)),
        errors: sent.errors(text),
        acts: acts(text, organisation, held, session, file, &sent),
        refused: sent.refused,
        moments: moments.collect(),
        path,
        frame,
    };
    Ok(page_with(status, &drawn))
}

fn asked(file: &ContactFile, items: &HashMap<String, (String, String)>) -> String {
    let item = file.held.item.and_then(|code| items.get(code.as_str())).map(|(_, name)| name.clone());
    let words = file.held.words.map(|it| file.texts.text(it.0)).unwrap_or_default();
    [item.unwrap_or_default(), words].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn facts(
    text: Text,
    organisation: &Organisation,
    file: &ContactFile,
    session: &Session,
) -> Vec<(String, String)> {
    let (held, seen_by) = (&file.held, (session.person, file.now.day()));
    let known = (organisation, &*file.absences);
    let visitor = held.visitor.map(|it| file.texts.text(it.0)).unwrap_or_default();
    let window = held.window.map_or_else(String::new, |id| words::window(text, organisation, id));
    let facts = [
        ("首问责任人", words::person_of_unit(text, organisation, held.asked)),
        ("什么时候", words::moment(text, held.asked_at)),
        ("在哪儿", window),
        ("来人", visitor),
        ("现在负责", contact_words::responsible(text, known, held.responsible, seen_by)),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts.map(|(name, value)| (text.t(name).to_owned(), value)).collect()
}

fn acts(
    text: Text,
    organisation: &Organisation,
    held: &Held,
    session: &Session,
    file: &ContactFile,
    sent: &Sent<'_>,
) -> ContactActs {
    let today = file.now.day();
    match turn(held, organisation, &file.absences, session.person, today) {
        Turn::Recall => ContactActs::Recall,
        Turn::Sign => ContactActs::Sign(sent.typed(text, "reason")),
        Turn::Settle => ContactActs::Answer(Box::new((
            sent.outcome(text, false, held.item.is_some()),
            sent.transfer(text, organisation, &file.absences, session, today),
        ))),
        Turn::Nothing => ContactActs::Nothing,
    }
}

/// `POST /desk/contacts/{contact}/{act}`
pub async fn act_send(Path((contact, name)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = ContactId::parse(&contact) else { return at.error(ErrorKind::BadRequest).await };
    let item = match posted.app.centre.contact_fetch(session, id).await {
        Ok(file) => item_of(&posted.app, &file).await.map_err(Problem::Fault),
        Err(problem) => Err(problem),
    };
    let item = match item {
        Ok(item) => item,
        Err(problem) => return at.shut(problem).await,
    };
    let asked = contact_parse::act(&name, &posted.form, &item);
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |asked| centre.contact_act(session, id, command_id, posted.version(), &asked).await;
    let again = async |problem| match came_back(&posted, problem).await {
        Ok((status, sent)) => draw(&at, session, id, status, sent, false).await,
        Err(fault) => at.answer(Err(fault)).await,
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={name}", at.path), again).await
}

/// Short name of the item a contact is about; empty where it is none.
pub async fn item_of(app: &App, file: &ContactFile) -> Result<String, centre::Fault> {
    let items = contact_lines::names(app, Text::Chinese).await?;
    let item = file.held.item.and_then(|code| items.get(code.as_str())).map(|(short, _)| short.clone());
    Ok(item.unwrap_or_default())
}
