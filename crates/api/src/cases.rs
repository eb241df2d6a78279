//! Cases for officers' programs: the list, one case, its entries, and the day-by-day account of its clocks; all within the
//! token's scope of sight.

use axum::http::StatusCode;
use axum::response::Response;
use calendar::{Calendar, Day, Light, Why};
use casework::{ClockKind, Event, File, Stage, Watch};
use catalogue::{CaseId, PersonId, UnitCode};
use centre::file::{CaseFile, Line};
use centre::list::{CaseBrief, Cursor, Narrow, Which};
use centre::particulars::Masked;
use centre::token::Bearer;

use super::call::{Answer, Call};
use super::desk;
use super::items::unit;
use super::problem::Trouble;
use super::record::{next, offers};
use super::shown::{
    self, ApplicantShown, CaseLine, CasePage, CaseShown, ClockAccount, ClockAccounts, ClockDay, ClockShown,
    EntryShown, Named, PhotographShown, Timeline, WhyShown,
};
use web::app::form::Form;
use web::handle::light_words::cause_key;
use web::handle::refusal::About;
use web::handle::{timeline as said, tracked, words};

/// The greatest entry a cursor may name: what every program's numbers hold.
const ENTRY_MAX: u64 = (1 << 53) - 1;
/// Characters of a unit's code at most.
const UNIT_CHARS_MAX: usize = 32;
/// Characters of the word for what a case waits for at most.
const WORD_CHARS_MAX: usize = 32;
/// Characters of an item's short name at most.
const ITEM_CHARS_MAX: usize = 64;
/// What is said of a parameter that is none of its words.
const NOT_LISTED: &str = "请从列出的里面选。";
/// What is said of a parameter that is no day.
const NOT_A_DAY: &str = "请填日子，写成 2026-11-21 这样。";

/// `GET /api/v1/cases?unit=&mine=&holder=&queue=&item=&light=&waits_for=&due=&limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(page(&call).await)
}

async fn page(call: &Call) -> Answer {
    let known = ["unit", "mine", "holder", "queue", "item", "light", "waits_for", "due", "limit", "cursor"];
    let (bearer, query) = call.looks(&known).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, cursor)?;
    let none = || call.json(StatusCode::OK, &CasePage { cases: Vec::new(), next: None });
    let (unit, which) = (unit_asked(call, &bearer, query)?, which_asked(call, &bearer, query)?);
    let queue = desk::queue_asked(call, query.get("queue"))?;
    if queue.is_some() && which != Which::All {
        return Err(call.wrong("queue", "写了 queue，就不能再写 mine、holder。"));
    }
    let (light, waits_for) = (query.get("light"), query.get("waits_for"));
    let lights = [("red", Light::Red), ("yellow", Light::Yellow), ("green", Light::Green)];
    let shown = lights.iter().find(|(word, _)| *word == light).map(|(_, light)| *light);
    if shown.is_none() && !["", "stopped"].contains(&light) {
        return Err(call.wrong("light", NOT_LISTED));
    }
    if waits_for.chars().count() > WORD_CHARS_MAX {
        return Err(call.wrong("waits_for", NOT_LISTED));
    }
    let due = match query.get("due") {
        "" => None,
        typed => Some(Day::parse(typed).ok_or_else(|| call.wrong("due", NOT_A_DAY))?),
    };
    let item = match query.get("item") {
        "" => None,
        short if short.chars().count() > ITEM_CHARS_MAX => return Err(call.wrong("item", NOT_LISTED)),
        short => match call.app.centre.item_entry(short).await.map_err(|fault| call.fault(&fault))? {
            Some(entry) => Some(entry.item.code.to_string()),
            None => return none(),
        },
    };
    // What lies outside the token's unit is an empty list, as it is outside the person's scope.
    if unit.is_some_and(|unit| !bearer.covers_unit(unit)) {
        return none();
    }
    let narrow = Narrow {
        light: shown,
        stopped: light == "stopped",
        waits_for: Some(waits_for).filter(|word| !word.is_empty()),
        unit: unit.or(bearer.unit),
        item: item.as_deref(),
        due,
        ..Narrow::default()
    };
    let (centre, session) = (&call.app.centre, &bearer.session);
    let found = match queue {
        Some(queue) => centre.queue_list(session, queue, narrow, after, limit + 1).await,
        None => centre.case_list(session, which, narrow, after, limit + 1).await,
    };
    let mut briefs = found.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, |last| {
        let red_at = last.red_at.map_or(i64::MAX, |at| at.0);
        format!("{red_at}_{}", last.id)
    });
    let now = centre.instant();
    let cases = briefs.iter().map(|it| line(it, now)).collect();
    call.json(StatusCode::OK, &CasePage { cases, next })
}

/// The unit that is asked for.
fn unit_asked(call: &Call, bearer: &Bearer, query: &Form) -> Result<Option<UnitCode>, Trouble> {
    match query.get("unit") {
        "" => Ok(bearer.unit),
        code => {
            let unit = UnitCode::parse(code).ok().filter(|_| code.len() <= UNIT_CHARS_MAX);
            unit.map(Some).ok_or_else(|| call.wrong("unit", NOT_LISTED))
        }
    }
}

/// Whose cases are asked for.
fn which_asked(call: &Call, bearer: &Bearer, query: &Form) -> Result<Which, Trouble> {
    let holder = match query.get("holder") {
        "" => None,
        code => Some(PersonId::parse(code).map_err(|_| call.wrong("holder", NOT_LISTED))?),
    };
    match query.get("mine") {
        "" | "false" => Ok(holder.map_or(Which::All, Which::HeldBy)),
        "true" => Ok(Which::HeldBy(bearer.session.person)),
        _ => Err(call.wrong("mine", NOT_LISTED)),
    }
}

fn cursor(text: &str) -> Option<Cursor> {
    let (red_at, case_id) = text.split_once('_')?;
    CaseId::parse(case_id).ok()?;
    Some(Cursor { red_at: red_at.parse().ok()?, case_id: case_id.to_owned() })
}

/// A case of a list.
pub fn line(brief: &CaseBrief, now: calendar::Instant) -> CaseLine {
    CaseLine {
        case: brief.id.to_string(),
        case_no: brief.case_no.clone(),
        receipt_no: brief.receipt_no.clone(),
        item_code: brief.item.clone(),
        authority: brief.authority.to_string(),
        applicant: brief.applicant.name(),
        state: brief.state.clone(),
        waits_for: brief.waits_for.clone(),
        holder: brief.holder.map(|it| it.to_string()),
        pending_to: brief.pending_to.map(|it| it.to_string()),
        received_at: shown::time(brief.received_at),
        due_on: brief.due_on.map(shown::day),
        light: brief.light(now).into(),
        past_law: brief.is_past_law(now),
        stopped_until: brief.stopped_until.map(shown::day),
        name_officers_by: brief.to_name.map(|watch| shown::day(watch.clock.due())),
        priority: brief.priority,
    }
}

/// The case of the address in the token's scope.
pub async fn file(call: &Call) -> Result<(Bearer, CaseFile), Trouble> {
    let bearer = call.bearer(false).await?;
    let case = call.case(&bearer).await?;
    let file = call.app.centre.case_fetch_for(&bearer.session, case).await;
    Ok((bearer, file.map_err(|problem| call.problem(problem))?))
}

fn filed<'a>(call: &Call, file: &'a CaseFile) -> Result<&'a File, Trouble> {
    file.filed()
        .ok_or_else(|| call.fault(&centre::Fault::Inside("a file without anything received".to_owned())))
}

/// `GET /api/v1/cases/{case}`
pub async fn case(call: Call) -> Response {
    call.finish(one(&call).await)
}

async fn one(call: &Call) -> Answer {
    let (bearer, file) = file(call).await?;
    call.query(&[])?;
    let filed = filed(call, &file)?;
    call.versioned(file.state.version, &case_shown(call, &bearer, &file, filed))
}

fn case_shown(call: &Call, bearer: &Bearer, file: &CaseFile, filed: &File) -> CaseShown {
    let (text, facts) = (call.text, &filed.facts);
    let organisation = &*file.organisation;
    let person = |id: PersonId| Named { code: id.to_string(), name: words::person(text, organisation, id) };
    let about = About { text, organisation, item: &file.item };
    // A file is handed in at an address of its own.
    let named = file.offers(&bearer.session).into_iter().filter(|offer| !offer.act.brings_a_file());
    let named = named.map(|offer| (offer.act.name().to_owned(), offer.refusal));
    let state = file.public_state();
    let causes = file.state.case.yellow_causes(file.now).into_iter();
    CaseShown {
        case: file.state.id.to_string(),
        version: file.state.version,
        receipt_no: words::receipt_no(facts.receipt),
        acceptance_no: facts.acceptance.map(|it| words::document_no(organisation, facts.kind, it.notice)),
        item: file.item.short.to_string(),
        item_name: words::item(text, &file.item),
        item_digest: facts.body.to_string(),
        authority: unit(text, Some(organisation), facts.authority),
        applicant: ApplicantShown {
            kind: file.applicant.kind.clone(),
            name: Masked::new(file.applicant.name.as_str()).name(),
            document_type: file.applicant.document_type.clone(),
            document_number: Masked::new(file.applicant.document_number.as_str()).number(),
            has_telephone: !file.applicant.telephone.is_empty(),
            whole: file.whole,
        },
        state: state.map_or("", |state| state.key()).to_owned(),
        state_word: state.map_or_else(String::new, |state| words::public_state(text, state).word),
        stage: stage_key(filed),
        step: match &filed.stage {
            Stage::Handling(handling) => Some(handling.step),
            _ => None,
        },
        holder: person(facts.holding.person),
        papers: facts.holding.papers,
        pending_to: facts.pending.map(|it| person(it.to)),
        agent: person(facts.agent),
        received_at: shown::time(facts.received_at),
        clocks: running(filed).map(|(kind, watch)| clock(call, file, filed, kind, watch)).collect(),
        yellow_for: causes.map(|it| cause_key(it).to_owned()).collect(),
        past_law: file.state.case.is_past_law(file.now),
        stop_order_by: facts.stop_order.map(|owed| shown::day(owed.show_by)),
        photographs: file.lines.iter().filter_map(|line| photograph(line, person)).collect(),
        acts: offers(&about, named),
    }
}

/// A photograph that an entry keeps.
fn photograph(line: &Line, person: impl Fn(PersonId) -> Named) -> Option<PhotographShown> {
    let Event::PhotographKept(fact) = &line.event else { return None };
    Some(PhotographShown {
        number: fact.number,
        by: person(fact.by),
        at: shown::time(fact.at),
        digest: fact.photograph.to_string(),
    })
}

/// The name of the stage as its type writes it.
fn stage_key(filed: &File) -> String {
    let word = serde_json::to_value(filed.stage.name()).ok();
    word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn running(filed: &File) -> impl Iterator<Item = (ClockKind, &Watch)> {
    filed.facts.clocks.running()
}

/// The word of a clock, stable.
pub fn clock_key(kind: ClockKind) -> &'static str {
    match kind {
        ClockKind::PreAcceptance => "pre_acceptance",
        ClockKind::Promised => "promised",
        ClockKind::Statutory => "statutory",
        ClockKind::Step => "step",
        ClockKind::Delivery => "delivery",
    }
}

fn clock(call: &Call, file: &CaseFile, filed: &File, kind: ClockKind, watch: &Watch) -> ClockShown {
    let view = tracked::View { text: call.text, file, filed };
    ClockShown {
        clock: clock_key(kind).to_owned(),
        name: words::clock_name(call.text, kind),
        started_on: shown::day(watch.clock.started_on()),
        due_on: shown::day(watch.clock.due()),
        days_left: view.left(watch),
        stopped: watch.clock.is_stopped(file.now),
        late: watch.is_late(file.now),
        light: view.light(watch).into(),
        provisional: watch.clock.is_provisional(),
    }
}

/// `GET /api/v1/cases/{case}/timeline?limit=&cursor=`
pub async fn timeline(call: Call) -> Response {
    call.finish(entries(&call).await)
}

async fn entries(call: &Call) -> Answer {
    let (_, file) = file(call).await?;
    let query = call.query(&["limit", "cursor"])?;
    let limit = call.limit(query)?;
    let after = call.number(query, "cursor", 0..=ENTRY_MAX, 0)?;
    let lines: Vec<&Line> = file.lines.iter().filter(|line| line.seq > after).take(limit + 1).collect();
    let more = lines.len() > limit;
    let entries: Vec<EntryShown> =
        lines.into_iter().take(limit).map(|line| entry(call, &file, line)).collect();
    let next = entries.last().filter(|_| more).map(|last| last.entry.to_string());
    call.json(StatusCode::OK, &Timeline { entries, next })
}

fn entry(call: &Call, file: &CaseFile, line: &Line) -> EntryShown {
    let (what, words) = said::said(call.text, file, &line.event);
    EntryShown {
        entry: line.seq,
        kind: line.event.kind().to_owned(),
        actor: line.actor.clone(),
        recorded_at: shown::time(line.recorded_at),
        occurred_at: line.occurred_at.map(shown::time),
        what,
        words,
    }
}

/// `GET /api/v1/cases/{case}/clocks`
pub async fn clocks(call: Call) -> Response {
    call.finish(accounts(&call).await)
}

async fn accounts(call: &Call) -> Answer {
    let (_, file) = file(call).await?;
    call.query(&[])?;
    let filed = filed(call, &file)?;
    let clocks = running(filed)
        .map(|(kind, watch)| {
            Ok(ClockAccount {
                clock: clock_key(kind).to_owned(),
                name: words::clock_name(call.text, kind),
                days: days(call, &file, watch, &file.calendar)?,
            })
        })
        .collect::<Result<Vec<_>, Trouble>>()?;
    call.json(StatusCode::OK, &ClockAccounts { clocks })
}

/// The days of a clock; its year is known, for its due day was counted.
fn days(call: &Call, file: &CaseFile, watch: &Watch, calendar: &Calendar) -> Result<Vec<ClockDay>, Trouble> {
    let lines = watch.clock.explain(calendar).map_err(|year| {
        call.fault(&centre::Fault::Inside(format!("a clock runs in {}, which is not known", year.0)))
    })?;
    let stopped_by = |ground: u8| {
        let exclusion = file.item.exclusions.get(usize::from(ground));
        exclusion.map_or_else(String::new, |it| words::exclusion(call.text, it))
    };
    let shown = lines.iter().map(|line| {
        let (why, name) = match line.why {
            Why::StartDay => (WhyShown::StartDay, String::new()),
            Why::Working => (WhyShown::Working, String::new()),
            Why::MakeUp(name) => (WhyShown::MakeUp, name.to_owned()),
            Why::Weekend => (WhyShown::Weekend, String::new()),
            Why::Holiday(name) => (WhyShown::Holiday, name.to_owned()),
            Why::Excluded { ground, .. } => (WhyShown::Excluded, stopped_by(ground)),
        };
        ClockDay {
            on: shown::day(line.day),
            counts: line.counts,
            number: line.number,
            why,
            name,
            due: line.due,
            provisional: line.provisional,
        }
    });
    Ok(shown.collect())
}
