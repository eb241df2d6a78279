//! Somebody goes for good: the list, three signatures in order, and the account that ends with the last.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calendar::Instant;
use casework::Refusal;
use casework::absence::{AbsenceRefusal, leads, own_people, takers};
use catalogue::{Organisation, PersonId};
use centre::account::Session;
use centre::act::FieldWhy;
use centre::case::Problem;
use centre::leaving::{LeavingShown, LeavingWords, NewLeaving};

use super::refusal::field_sentence;
use super::{cases, people_words, words};
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::respond::{Answer, At, ErrorKind, page_with, see_other};
use crate::app::visitor::{Officer, check_csrf, language};
use crate::desk::{Answer as Choice, LeavingCard, LeavingForm, LeavingPage, Pick, SignLine, Typed};
use crate::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use crate::text::Text;

const PATH: &str = "/desk/leaving";

/// What came back, and what is wrong by the id of its field.
#[derive(Default)]
struct Sent {
    form: Form,
    errors: Vec<(String, String)>,
    notice: &'static str,
}

/// `GET /desk/leaving`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    RawQuery(query): RawQuery,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let notice = match query.get("done") {
        "list" => "清单列好了，请移交人签字。",
        "sign" => "签好了，请下一位签字。",
        "ended" => "三个人都签了，账号已经停用。",
        "drop" => "清单撤掉了。",
        _ => "",
    };
    at.answer(draw(&at, &session, Sent { notice, ..Sent::default() }).await).await
}

/// `POST /desk/leaving`: `do` is `list`, `sign` or `drop`.
pub async fn send(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    if let Err(expired) = check_csrf(&app, &headers, PATH, &session, form.get("csrf")).await {
        return *expired;
    }
    let (Some(id), Ok(person)) = (form.command_id(), PersonId::parse(form.trimmed("person"))) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    let centre = &app.centre;
    let (done, what) = match form.get("do") {
        "list" => match read_list(&form, person) {
            Ok(new) => (centre.leaving_list(&session, id, &new).await, "list"),
            Err(field) => {
                let why = field_sentence(language(&headers), &FieldWhy::NotAChoice);
                let sent = Sent { form, errors: vec![(field.to_owned(), why)], notice: "" };
                return at.answer(draw(&at, &session, sent).await).await;
            }
        },
        "sign" => {
            let last = match centre.absences().await {
                Ok(absences) => absences.leaving(person).is_some_and(|it| it.next() == it.witness),
                Err(fault) => return at.answer(Err(fault)).await,
            };
            let what = if last { "ended" } else { "sign" };
            (centre.leaving_sign(&session, id, person).await, what)
        }
        "drop" => (centre.leaving_drop(&session, id, person).await, "drop"),
        _ => return at.error(ErrorKind::BadRequest).await,
    };
    match done {
        Ok(_) => see_other(&format!("{PATH}?done={what}")),
        Err(problem) => again(&at, &session, problem, form).await,
    }
}

fn read_list(form: &Form, person: PersonId) -> Result<NewLeaving, &'static str> {
    let taker = PersonId::parse(form.trimmed("taker")).map_err(|_| "leaving-taker")?;
    let witness = PersonId::parse(form.trimmed("witness")).map_err(|_| "leaving-witness")?;
    let text = |field: &str| form.trimmed(field).to_owned();
    let words = LeavingWords {
        papers: text("papers"),
        results: text("results"),
        seals: text("seals"),
        other: text("other"),
    };
    Ok(NewLeaving { person, taker, witness, words })
}

async fn again(at: &At<'_>, session: &Session, problem: Problem, form: Form) -> Response {
    let text = language(at.headers);
    let errors = match problem {
        Problem::Form(fields) => fields
            .into_iter()
            .map(|it| (format!("leaving-{}", it.field), field_sentence(text, &it.why)))
            .collect(),
        Problem::Refused(Refusal::Absence(refusal)) => {
            let organisation = match at.app.centre.organisation().await {
                Ok(Some(organisation)) => organisation,
                Ok(None) => return at.error(ErrorKind::Unavailable).await,
                Err(fault) => return at.answer(Err(fault)).await,
            };
            let field = match refusal {
                AbsenceRefusal::NotATaker => "leaving-taker",
                AbsenceRefusal::ThreePeople | AbsenceRefusal::NotAWitness => "leaving-witness",
                AbsenceRefusal::PersonUnknown | AbsenceRefusal::LeavingUnderWay => "leaving-person",
                AbsenceRefusal::NotYours if form.get("do") == "list" => "leaving-person",
                _ => "",
            };
            vec![(field.to_owned(), people_words::refused(text, &organisation, &refusal))]
        }
        Problem::IdReused => {
            let sentence = text.t("这张表已经交过一次，内容不一样，没有再办。请看过最新情况再填。");
            vec![(String::new(), sentence.to_owned())]
        }
        other => return at.shut(other).await,
    };
    at.answer(draw(at, session, Sent { form, errors, notice: "" }).await).await
}

async fn draw(at: &At<'_>, session: &Session, sent: Sent) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let mut frame = at.frame(Nav::People, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("离岗交接").to_owned();
    if !sent.notice.is_empty() {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: text.t(sent.notice).to_owned() });
    }
    let seen =
        Seen { text, organisation: &organisation, session, now: centre.instant(), csrf: frame.csrf.clone() };
    let mut cards = Vec::new();
    for shown in centre.leavings(session).await? {
        let mut lines = Vec::new();
        for brief in &shown.cases {
            lines.push(cases::line(at.app, text, brief).await?);
        }
        let mut card = seen.card(&shown);
        card.cases = lines;
        cards.push(card);
    }
    let status = if sent.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let closed = centre.leavings_closed(session).await?;
    let closed = closed.iter().map(|it| {
        let who = words::person_of_unit(text, &organisation, it.leaving.person);
        let at = words::moment(text, it.signed_at);
        (
            format!("{PATH}/{}/paper", it.leaving.person),
            text.f("{who}，{at}三个人都签了", [("who", &who), ("at", &at)]),
        )
    });
    let page = LeavingPage {
        text,
        closed: closed.collect(),
        cards,
        form: seen.form(&sent),
        keys: seen.keys(),
        errors: ErrorSummary { text, errors: sent.errors },
        frame,
    };
    Ok(page_with(status, &page))
}

/// The parts of a list, with their headings.
pub fn parts_of(words: &LeavingWords) -> [(&'static str, &String); 4] {
    [
        ("抽屉里的纸质材料和原件", &words.papers),
        ("没有领走的证件", &words.results),
        ("印章、钥匙", &words.seals),
        ("别的要交代的", &words.other),
    ]
}

/// What the page is drawn from.
struct Seen<'a> {
    text: Text,
    organisation: &'a Organisation,
    session: &'a Session,
    now: Instant,
    csrf: String,
}

impl Seen<'_> {
    fn keys(&self) -> FormKeys {
        FormKeys { csrf: self.csrf.clone(), command_id: new_command_id(), version: None }
    }

    fn name(&self, person: PersonId) -> String {
        words::person(self.text, self.organisation, person)
    }

    fn card(&self, shown: &LeavingShown) -> LeavingCard {
        let (text, leaving, me) = (self.text, &shown.leaving, self.session.person);
        let words = parts_of(&shown.words).into_iter().filter(|(_, words)| !words.is_empty());
        let still = shown.held.cases + shown.held.pending;
        let next = leaving.next();
        let roles = ["移交人", "接交人", "监交人"];
        let lines = leaving.signers().into_iter().zip(roles).enumerate().map(|(place, (who, role))| {
            let at = leaving.signed.get(place).copied().flatten();
            let state = match at {
                Some(at) => words::moment(text, at),
                None if who == next && who == me => text.t("等您签字").to_owned(),
                None if who == next => text.t("等签字").to_owned(),
                None => text.t("还没有轮到").to_owned(),
            };
            SignLine { role: text.t(role).to_owned(), who: self.name(who), state, done: at.is_some() }
        });
        let sentence = if me == leaving.person {
            "清单上的都在这里，没有漏下的。"
        } else if me == leaving.taker {
            "我已按清单逐项点清，全部接收。"
        } else {
            "我在场看着两个人逐项点清。签字以后，移交人的账号就停用。"
        };
        let may_drop = me == leaving.person || leads(self.organisation, me, leaving.person, self.now.day());
        LeavingCard {
            id: leaving.person.to_string(),
            who: words::person_of_unit(text, self.organisation, leaving.person),
            listed: format!("{} {}", self.name(leaving.by), words::moment(text, leaving.listed_at)),
            words: words.map(|(heading, words)| (text.t(heading).to_owned(), words.clone())).collect(),
            held: match still {
                0 => String::new(),
                n => text.f("手上还有 {n} 件，要先移交完，才能签字。", [("n", &n)]),
            },
            cases: Vec::new(),
            signatures: lines.collect(),
            sign: (me == next && still == 0).then(|| (self.keys(), text.t(sentence).to_owned())),
            drop: may_drop.then(|| self.keys()),
        }
    }

    fn form(&self, sent: &Sent) -> LeavingForm {
        let typed = sent.form.get("do") == "list";
        let error = |field: &str| {
            let id = format!("leaving-{field}");
            let error = sent.errors.iter().find(|(known, _)| *known == id);
            error.map_or_else(String::new, |(_, why)| why.clone())
        };
        let kept = |field: &str| {
            let value = if typed { sent.form.get(field).to_owned() } else { String::new() };
            Typed { value, error: error(field) }
        };
        let pick = |field: &str, people: Vec<PersonId>| {
            let answers = people.into_iter().map(|person| Choice::of(person.as_str(), self.name(person)));
            let mut pick = Pick { answers: answers.collect(), error: error(field) };
            if typed {
                pick.choose(sent.form.trimmed(field));
            }
            pick
        };
        let (me, today) = (self.session.person, self.now.day());
        let people = own_people(self.organisation, me, today);
        let (mut able, mut witnesses) = (Vec::new(), Vec::new());
        for person in &people {
            able.extend(takers(self.organisation, *person, today));
        }
        for head in &self.organisation.people {
            if people
                .iter()
                .any(|person| *person != head.id && leads(self.organisation, head.id, *person, today))
            {
                witnesses.push(head.id);
            }
        }
        able.sort();
        able.dedup();
        LeavingForm {
            person: pick("person", people),
            taker: pick("taker", able),
            witness: pick("witness", witnesses),
            papers: kept("papers"),
            results: kept("results"),
            seals: kept("seals"),
            other: kept("other"),
        }
    }
}
