//! Somebody goes for good: the list, three signatures in order, and the account that ends with the last.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calendar::Instant;
use casework::Refusal;
use casework::absence::{AbsenceRefusal, leads, own_people, takers};
use catalogue::{Organisation, PersonId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::leaving::{LeavingShown, LeavingSigned, LeavingWords, NewLeaving};

use super::act_parse::problem;
use super::glyphs::printable;
use super::posted::{Posted, Sent};
use super::{cases, people_words, words};
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use crate::app::visitor::{Officer, language};
use pages::desk::{Answer as Choice, LeavingCard, LeavingForm, LeavingPage, Pick, SignLine, Typed, unchosen};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use pages::text::Text;

const PATH: &str = "/desk/leaving";

/// `GET /desk/leaving`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Query(query): Query,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let notice = match query.get("done") {
        "list" => "清单列好了，请移交人签字。",
        "sign" => "签好了，请下一位签字。",
        "ended" => "三个人都签了，账号已经停用。",
        "drop" => "清单撤掉了。",
        _ => "",
    };
    at.answer(draw(&at, &session, Sent::done(language(&headers), notice)).await).await
}

/// What a form of the page asks.
enum Asked {
    List(Box<NewLeaving>),
    Sign(PersonId),
    Drop(PersonId),
}

/// `POST /desk/leaving`: `do` is `list`, `sign` or `drop`.
pub async fn send(posted: Posted) -> Response {
    let at = posted.at();
    let (centre, session, id) = (&posted.app.centre, &posted.session, posted.command_id);
    let carry = async |asked| {
        Ok(match asked {
            Asked::List(new) => {
                printable(&posted.app.press, new.printed()).await?;
                centre.leaving_list(session, id, &new).await.map(|_| "list")?
            }
            Asked::Sign(person) => match centre.leaving_sign(session, id, person).await?.0 {
                LeavingSigned::Next => "sign",
                LeavingSigned::Ended => "ended",
            },
            Asked::Drop(person) => centre.leaving_drop(session, id, person).await.map(|_| "drop")?,
        })
    };
    let explain = |text: Text, organisation: &Organisation, refusal: &Refusal| {
        let Refusal::Absence(refusal) = refusal else { return None };
        let sentence = people_words::refused(text, organisation, refusal);
        Some((field_of(refusal, posted.form.get("do")), sentence))
    };
    let again = async |problem| match posted.sent("leaving", problem, explain).await {
        Ok(sent) => at.answer(draw(&at, session, sent).await).await,
        Err(response) => *response,
    };
    posted.carry_out(read(&posted.form), carry, |what| format!("{PATH}?done={what}"), again).await
}

/// What the form asks; none for a name that is no act, and where it does not say whose list it signs or drops.
fn read(form: &Form) -> Option<Result<Asked, Vec<FieldProblem>>> {
    let person = PersonId::parse(form.trimmed("person"));
    Some(match form.get("do") {
        "list" => read_list(form).map(|new| Asked::List(Box::new(new))),
        "sign" => Ok(Asked::Sign(person.ok()?)),
        "drop" => Ok(Asked::Drop(person.ok()?)),
        _ => return None,
    })
}

fn read_list(form: &Form) -> Result<NewLeaving, Vec<FieldProblem>> {
    let one =
        |field: &str| PersonId::parse(form.trimmed(field)).map_err(|_| problem(field, FieldWhy::NotAChoice));
    let (person, taker, witness) = match (one("person"), one("taker"), one("witness")) {
        (Ok(person), Ok(taker), Ok(witness)) => (person, taker, witness),
        (person, taker, witness) => {
            return Err([person.err(), taker.err(), witness.err()].into_iter().flatten().collect());
        }
    };
    let text = |field: &str| form.trimmed(field).to_owned();
    let words = LeavingWords {
        papers: text("papers"),
        results: text("results"),
        seals: text("seals"),
        other: text("other"),
    };
    Ok(NewLeaving { person, taker, witness, words })
}

/// The field that a refusal is about; none where it is about no field.
fn field_of(refusal: &AbsenceRefusal, what: &str) -> &'static str {
    match refusal {
        AbsenceRefusal::NotATaker => "taker",
        AbsenceRefusal::ThreePeople | AbsenceRefusal::NotAWitness => "witness",
        AbsenceRefusal::PersonUnknown | AbsenceRefusal::LeavingUnderWay => "person",
        AbsenceRefusal::NotYours if what == "list" => "person",
        _ => "",
    }
}

async fn draw(at: &At<'_>, session: &Session, sent: Sent) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let mut frame = at.titled(Nav::People, session, "离岗交接").await;
    let text = frame.text;
    if !sent.notice.is_empty() {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: sent.notice.clone() });
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
            text.f("{who}，{at} 三个人都签了", [("who", &who), ("at", &at)]),
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
        let beside = people_words::beside(text, shown.beside.contacts, shown.beside.folders);
        let links = [
            (shown.beside.contacts, "/desk/contacts", "去看来访"),
            (shown.beside.folders, "/desk/folders?which=apart", "去看另行移交的案卷"),
            (shown.beside.folders, "/desk/folders?which=lent", "去看借出的案卷"),
        ];
        let links = links.into_iter().filter(|(n, ..)| *n > 0);
        let blocked = still > 0 || !beside.is_empty();
        let next = leaving.next();
        let roles = ["移交人", "接交人", "监交人"];
        let lines = leaving.signers().into_iter().zip(roles).enumerate().map(|(place, (who, role))| {
            let at = leaving.signed.get(place).copied().flatten();
            let state = match at {
                Some(at) => words::moment(text, at),
                None if who == next && blocked => text.t("上面的交完了再签").to_owned(),
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
                0 => beside.clone(),
                n => {
                    [text.f("手上还有 {n} 件，要先移交完，才能签字。", [("n", &n)]), beside.clone()].concat()
                }
            },
            beside: links.map(|(_, href, name)| (href, text.t(name).to_owned())).collect(),
            cases: Vec::new(),
            signatures: lines.collect(),
            sign: (me == next && !blocked).then(|| (self.keys(), text.t(sentence).to_owned())),
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
            let mut pick = Pick { answers: unchosen(self.text, answers.collect()), error: error(field) };
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(form: &str) -> Vec<String> {
        let sent = Form::parse(form.as_bytes()).expect("a form");
        let Some(Err(problems)) = read(&sent) else { panic!("something is wrong with {form}") };
        problems.into_iter().map(|it| it.field).collect()
    }

    // E33: each of the three who is not chosen is said at its field.
    #[test]
    fn everybody_who_is_not_chosen_is_named() {
        assert_eq!(wrong("do=list&person=&taker=&witness=&papers=x"), ["person", "taker", "witness"]);
        assert_eq!(wrong("do=list&person=do.sc&taker=&witness=lead.sc"), ["taker"]);
        for unknown in ["do=sign&person=", "do=drop", "do=burn&person=do.sc"] {
            assert!(read(&Form::parse(unknown.as_bytes()).expect("a form")).is_none(), "{unknown}");
        }
    }
}
