//! First contacts for programs: the lists of a person, one with its course, writing one down, and its acts (R76, A10, F12).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Instant;
use casework::contact::{Target, Turn, turn};
use catalogue::{ContactId, PersonId, UnitCode, WindowId};
use centre::act::{FieldProblem, FieldWhy};
use centre::contact::{ContactAct, ContactFile, ContactForm, OutcomeForm, TransferForm};
use centre::contact_list::{ContactBrief, ContactWhich, is_with};
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, covers_person, next};
use super::shown::{Next, day, time};
use web::handle::act::seat;
use web::handle::{contact_words, contacts as desk};

/// To whom something is given: a unit, a window or a person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SideNamed {
    /// Whoever of the unit signs first.
    Unit {
        /// Its code.
        #[schemars(length(max = 64))]
        code: String,
    },
    /// Whoever sits at the window.
    Window {
        /// Its code.
        #[schemars(length(max = 64))]
        code: String,
    },
    /// One person.
    Person {
        /// The person's code.
        #[schemars(length(max = 64))]
        code: String,
    },
}

/// A first contact in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContactLine {
    /// Its name.
    pub contact: String,
    /// 首问责任人.
    pub asked: Option<String>,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub asked_at: String,
    /// 实施编码 of the item; empty where it is about none.
    pub item_code: String,
    /// What was asked.
    pub words: String,
    /// The case that was not accepted.
    pub from_case: Option<String>,
    /// Who answers for it.
    pub responsible: Option<String>,
    /// Since when it stands where it stands.
    #[schemars(extend("format" = "date-time"))]
    pub since: String,
    /// Whether somebody has still to do something.
    pub open: bool,
    /// To whom it was given and not yet signed for.
    pub waits_for: Option<SideNamed>,
    /// How often it was not taken.
    pub declined: u32,
    /// `receipt`, `advice`, `returned` or `no-show`; empty while it is open.
    pub outcome: String,
    /// Until when an advice holds.
    pub kept_until: Option<String>,
}

/// A page of first contacts.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContactPage {
    /// The first contacts.
    pub contacts: Vec<ContactLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// Something that happened to a first contact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContactMomentShown {
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Who.
    pub by: String,
    /// What, in words.
    pub what: String,
    /// What was said; may be empty.
    pub words: String,
}

/// The whole of one first contact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ContactShown {
    /// Its name.
    pub contact: String,
    /// Its version.
    pub version: u64,
    /// 首问责任人.
    pub asked: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub asked_at: String,
    /// At which window.
    pub window: Option<String>,
    /// 实施编码 of the item.
    pub item_code: Option<String>,
    /// What was asked.
    pub words: String,
    /// Who asked, and how to reach them; may be empty.
    pub visitor: String,
    /// The case that was not accepted.
    pub from_case: Option<String>,
    /// Who answers for it.
    pub responsible: String,
    /// To whom it was given and not yet signed for.
    pub waits_for: Option<SideNamed>,
    /// How often it was not taken.
    pub declined: u8,
    /// Where it stands, in words.
    pub stands: String,
    /// Whether a printed list was given out.
    pub list_printed: bool,
    /// What happened, oldest first.
    pub course: Vec<ContactMomentShown>,
    /// The acts that this person may do now.
    pub acts: Vec<String>,
}

/// What came of it: a closed list.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ContactEndAsked {
    /// 已收件.
    Receipt {
        /// 收件编号.
        #[schemars(length(max = 60))]
        receipt: String,
    },
    /// 已告知, with the printed list of the item.
    Advice {},
    /// 退回.
    Returned {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 人未到.
    NoShow {},
    /// 转交; only when it is written down, afterwards it is an act.
    Transferred {
        /// To whom.
        to: SideNamed,
        /// A word to them.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        note: String,
    },
}

/// A first contact to be written down.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactAsked {
    /// The window; where the person sits when it does not come.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub window: Option<String>,
    /// Short name of the item; empty where it is about none.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub item: String,
    /// What was asked.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    pub words: String,
    /// Who asked, and how to reach them.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub visitor: String,
    /// What came of it.
    pub outcome: ContactEndAsked,
}

/// The acts of a first contact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum ContactActAsked {
    /// 签收.
    Sign {},
    /// Not taken.
    Decline {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// Taken back.
    Recall {},
    /// 转交.
    Transfer {
        /// To whom.
        to: SideNamed,
        /// A word to them.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        note: String,
    },
    /// Brought to an end.
    Settle {
        /// With what.
        outcome: ContactEndAsked,
    },
}

impl SideNamed {
    fn of(target: Target) -> SideNamed {
        match target {
            Target::Unit(unit) => SideNamed::Unit { code: unit.to_string() },
            Target::Window(window) => SideNamed::Window { code: window.to_string() },
            Target::Person(person) => SideNamed::Person { code: person.to_string() },
        }
    }

    fn read(&self) -> Result<Target, FieldProblem> {
        let target = match self {
            SideNamed::Unit { code } => UnitCode::parse(code).ok().map(Target::Unit),
            SideNamed::Window { code } => WindowId::parse(code).ok().map(Target::Window),
            SideNamed::Person { code } => PersonId::parse(code).ok().map(Target::Person),
        };
        target.ok_or_else(|| problem("to", FieldWhy::NotAChoice))
    }
}

impl ContactEndAsked {
    /// The outcome; `item` is what the contact is about.
    fn read(self, item: &str) -> Result<OutcomeForm, FieldProblem> {
        Ok(match self {
            ContactEndAsked::Receipt { receipt } => OutcomeForm::Receipt(receipt.trim().to_owned()),
            ContactEndAsked::Advice {} => OutcomeForm::Advice(item.to_owned()),
            ContactEndAsked::Returned { reason } => OutcomeForm::Returned(reason),
            ContactEndAsked::NoShow {} => OutcomeForm::NoShow,
            ContactEndAsked::Transferred { to, note } => {
                OutcomeForm::Transferred(TransferForm { to: to.read()?, note })
            }
        })
    }
}

impl ContactActAsked {
    fn read(self, item: &str) -> Result<ContactAct, FieldProblem> {
        Ok(match self {
            ContactActAsked::Sign {} => ContactAct::Sign,
            ContactActAsked::Decline { reason } => ContactAct::Decline(reason),
            ContactActAsked::Recall {} => ContactAct::Recall,
            ContactActAsked::Transfer { to, note } => {
                ContactAct::Transfer(TransferForm { to: to.read()?, note })
            }
            ContactActAsked::Settle { outcome } => ContactAct::Settle(outcome.read(item)?),
        })
    }
}

/// `GET /api/v1/contacts`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["which", "limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let word = if query.has("which") { query.get("which") } else { "mine" };
    let which = call.which(word, &ContactWhich::ALL)?;
    let after = call.cursor(query, |text| {
        let (at, contact) = text.split_once('_')?;
        Some((Instant(at.parse().ok()?), ContactId::parse(contact).ok()?))
    })?;
    let briefs = call.app.centre.contact_page(&bearer.session, bearer.unit, which, after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, |last| format!("{}_{}", which.instant(last).0, last.id));
    call.json(StatusCode::OK, &ContactPage { contacts: briefs.into_iter().map(line).collect(), next })
}

fn line(brief: ContactBrief) -> ContactLine {
    ContactLine {
        contact: brief.id.to_string(),
        asked: brief.asked.map(|it| it.to_string()),
        asked_at: time(brief.asked_at),
        item_code: brief.item,
        words: brief.words,
        from_case: brief.from_case.map(|it| it.to_string()),
        responsible: brief.responsible.map(|it| it.to_string()),
        since: time(brief.since),
        open: brief.open,
        waits_for: brief.waits_for.map(SideNamed::of),
        declined: brief.declined,
        outcome: brief.outcome,
        kept_until: brief.kept_until.map(day),
    }
}

/// The first contact of the address, once the token may see it.
async fn file(call: &Call, bearer: &Bearer) -> Result<ContactFile, Trouble> {
    let id = ContactId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let file = call.app.centre.contact_fetch(&bearer.session, id).await;
    let file = file.map_err(|problem| call.problem(problem))?;
    let covered = bearer.unit.is_none_or(|unit| is_with(&file.organisation, unit, &file.held));
    if covered { Ok(file) } else { Err(Kind::OutOfScope.into()) }
}

/// `GET /api/v1/contacts/{contact}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let file = file(call, &bearer).await?;
    let held = &file.held;
    let open = |sealed: Option<casework::Sealed>| sealed.map_or_else(String::new, |it| file.texts.text(it.0));
    let course = file.lines.iter().map(|(at, event)| {
        let (by, what, words) = contact_words::said(call.text, &file, event);
        ContactMomentShown { at: time(*at), by: by.to_string(), what, words }
    });
    let acts: &[&str] =
        match turn(held, &file.organisation, &file.absences, bearer.session.person, file.now.day()) {
            Turn::Recall => &["recall"],
            Turn::Sign => &["sign", "decline"],
            Turn::Settle => &["settle", "transfer"],
            Turn::Nothing => &[],
        };
    let answer = ContactShown {
        contact: file.id.to_string(),
        version: file.version,
        asked: held.asked.to_string(),
        asked_at: time(held.asked_at),
        window: held.window.map(|it| it.to_string()),
        item_code: held.item.map(|it| it.to_string()),
        words: open(held.words),
        visitor: open(held.visitor),
        from_case: held.from_case.map(|it| it.to_string()),
        responsible: held.responsible.to_string(),
        waits_for: held.pending().map(|it| SideNamed::of(it.transfer.to)),
        declined: held.declined,
        stands: contact_words::stands(call.text, &file.organisation, held),
        list_printed: file.list.is_some(),
        course: course.collect(),
        acts: acts.iter().map(|act| (*act).to_owned()).collect(),
    };
    call.versioned(file.version, &answer)
}

/// `POST /api/v1/contacts`
pub async fn record(call: Call, body: Body) -> Response {
    call.finish(recorded(&call, body).await)
}

async fn recorded(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<ContactAsked>(body).await?;
    let organisation = call.organisation().await?;
    if !covers_person(&bearer, &organisation, bearer.session.person) {
        return Err(Kind::OutOfScope.into());
    }
    let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
    let window = match &asked.window {
        Some(window) => {
            Some(WindowId::parse(window).map_err(|_| wrong(problem("window", FieldWhy::NotAChoice)))?)
        }
        None => seat(&call.app, &bearer.session).await.map_err(|fault| call.fault(&fault))?,
    };
    let item = asked.item.trim().to_owned();
    let outcome = asked.outcome.read(&item).map_err(wrong)?;
    let form = ContactForm { window, item, words: asked.words, visitor: asked.visitor, outcome };
    match call.app.centre.contact_record(&bearer.session, id, &form).await {
        Ok((contact, done)) => {
            call.done(StatusCode::CREATED, &format!("/contacts/{contact}"), contact.as_str(), &done)
        }
        Err(problem) => Err(call.refused(problem).await),
    }
}

/// `POST /api/v1/contacts/{contact}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<ContactActAsked>(body).await?;
    let file = file(call, &bearer).await?;
    let item = desk::item_of(&call.app, &file).await.map_err(|fault| call.fault(&fault))?;
    let act = asked.read(&item).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let contact = file.id;
    match call.app.centre.contact_act(&bearer.session, contact, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/contacts/{contact}"), contact.as_str(), &done),
        Err(problem) => Err(call.refused(problem).await),
    }
}
