//! The bar list: its page, an entry beside a case, and the acts on it; a refusal keeps what was typed (N26, A25).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::bar::{BarRefusal, Entry, Ground};
use catalogue::item::{Basis, Post};
use catalogue::{CaseId, GroundCode, Item, Power};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::bar_list::BarPlace;
use centre::bars::{BarAct, BarFile, BarOf, BarWarning, stage};
use centre::case::Problem;
use centre::file::CaseFile;
use centre::particulars::Masked;
use centre::to_sign::ToSign;

use super::glyphs::printable;
use super::posted::Posted;
use super::record_list::{Asked, PAGE};
use super::refusal::{About, field_sentence};
use super::{cases, second_factor, words};
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Opened;
use crate::app::respond::{Answer as Drawn, At, ErrorKind, page, page_with};
use pages::desk::{Answer, BarList, BarPage, CodeField, Pick, Typed};
use pages::layout::{ErrorSummary, FormKeys, Nav, StateWord, Tone};
use pages::text::Text;

/// `GET /desk/bars?after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw_list(&at, session, &opened.query).await).await
}

async fn draw_list(at: &At<'_>, session: &Session, query: &Form) -> Drawn {
    let frame = at.titled(Nav::Desk, session, "限制名单").await;
    let text = frame.text;
    let asked = Asked::of("/desk/bars", query);
    let after = BarPlace::parse(asked.after);
    let mut entries = at.app.centre.bars_page(session, None, after.as_ref(), PAGE + 1).await?;
    let pages = asked.pages(text, &mut entries, |it| it.place().cursor(), "这一页 {n} 件");
    let mut lines = Vec::new();
    for listed in &entries {
        let mut line = cases::line(at.app, text, &listed.brief).await?;
        line.light = None;
        line.href = format!("/desk/bars/{}?of={}", listed.brief.id, listed.of.name());
        line.due = listed.until.map(|day| pages::desk::Due::of(words::day(text, day), ""));
        let word = text.t(stage_word(&listed.stage)).to_owned();
        line.state =
            StateWord { word, tone: if listed.stage == "told" { Tone::Ended } else { Tone::Waiting } };
        line.note = text.t(ground_word(listed.ground)).to_owned();
        line.action = String::new();
        lines.push(line);
    }
    Ok(page(&BarList { frame, text, lines, pages }))
}

/// `GET /desk/bars/{case}?of=`: one entry; without `of` the one that concerns the case most.
pub async fn entry(Path(case): Path<String>, opened: Opened) -> Response {
    let at = opened.at();
    let Ok(case) = CaseId::parse(&case) else { return at.error(ErrorKind::NotFound).await };
    match filled(&at, &opened.session, case, BarOf::named(opened.query.trimmed("of")), None).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/bars/{case}/{act}`
pub async fn send(Path((case, act)): Path<(String, String)>, posted: Posted) -> Response {
    let at = posted.at();
    let Ok(case) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let of = BarOf::named(posted.form.trimmed("of"));
    let asked = read(&act, &posted.form).map(|read| read.map_err(|problem| vec![problem]));
    let (centre, session, id) = (&posted.app.centre, &posted.session, posted.command_id);
    let carry = async |asked: BarAct| {
        printable(&posted.app.press, asked.words()).await?;
        second_factor::confirmed(&posted, ToSign::Bar(case, &asked)).await?;
        let after = match &asked {
            BarAct::Propose { ground, .. } => Some(BarOf::taking(*ground)),
            _ => of,
        };
        centre.bar_act(session, case, id, None, of, &asked).await.map(|_| after)
    };
    let again = async |problem| match filled(&at, session, case, of, Some((&posted.form, problem))).await {
        Ok(drawn) => page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn),
        Err(problem) => at.shut(problem).await,
    };
    posted.carry_out(asked, carry, |after| address(at.path, after), again).await
}

/// Where one entry stands.
fn address(path: &str, of: Option<BarOf>) -> String {
    of.map_or_else(|| path.to_owned(), |of| format!("{path}?of={}", of.name()))
}

fn read(act: &str, form: &Form) -> Option<Result<BarAct, FieldProblem>> {
    let text = |field: &str| form.trimmed(field).to_owned();
    Some(Ok(match act {
        "propose" => {
            let asked = form.trimmed("ground");
            let Some(ground) = Ground::ALL.into_iter().find(|ground| ground.name() == asked) else {
                return Some(Err(FieldProblem { field: "ground".into(), why: FieldWhy::NotAChoice }));
            };
            BarAct::Propose { ground, reason: text("propose-reason") }
        }
        "hear" => BarAct::Hear { statement: text("hear-statement") },
        "decide" => BarAct::Decide,
        "refuse" => BarAct::Refuse { reason: text("refuse-reason") },
        "tell" => BarAct::Tell,
        "lift" => BarAct::Lift { reason: text("lift-reason") },
        _ => return None,
    }))
}

/// A form that came back.
#[derive(Default)]
struct Came<'a> {
    form: Option<&'a Form>,
    problems: Vec<FieldProblem>,
}

impl Came<'_> {
    fn typed(&self, text: Text, field: &str) -> Typed {
        let value = self.form.map_or_else(String::new, |form| form.get(field).to_owned());
        Typed { value, error: self.error(text, field) }
    }

    fn error(&self, text: Text, field: &str) -> String {
        let problem = self.problems.iter().find(|problem| problem.field == field);
        problem.map_or_else(String::new, |problem| field_sentence(text, &problem.why))
    }
}

async fn filled(
    at: &At<'_>,
    session: &Session,
    case: CaseId,
    of: Option<BarOf>,
    sent: Option<(&Form, Problem)>,
) -> Result<BarPage, Problem> {
    let file = at.app.centre.case_fetch_for(session, case).await?;
    let list = at.app.centre.bar_fetch(session, case, of).await?;
    let mut frame = at.frame(Nav::Desk, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("限制名单").to_owned();
    let about = About { text, organisation: &file.organisation, item: &file.item };
    let (form, kept) = match sent {
        Some((form, problem)) => (Some(form), Some(about.kept(problem))),
        None => (None, None),
    };
    let (problems, refused) = kept.map(|kept| (kept.problems, kept.refused)).unwrap_or_default();
    let came = Came { form, problems };
    let errors = came.problems.iter().map(|it| (format!("bar-{}", it.field), field_sentence(text, &it.why)));
    let errors = ErrorSummary { text, errors: errors.collect() };
    let live = list.bar.entry.filter(|entry| entry.end.is_none());
    let name = Masked::new(file.applicant.name.clone()).name();
    let chosen = came.form.map_or("", |form| form.trimmed("ground"));
    let today = list.today;
    let handles = file.organisation.may(session.person, Power::Handle, &file.item, today).is_yes();
    // Each record holds one entry at a time, and neither keeps the other shut.
    let other = list.other.filter(|entry| entry.end.is_none());
    let runs = [live.map(|it| (list.of, it)), other.map(|it| (list.of.other(), it))];
    // One for an item from before items had records of their own stands in that of the authority.
    let is_item = |ground: Ground| BarOf::taking(ground) == BarOf::Item;
    let taken = |ground: Ground| {
        let mut runs = runs.iter().flatten();
        runs.any(|(of, it)| *of == BarOf::taking(ground) || (is_item(ground) && is_item(it.ground)))
    };
    let mut grounds = if handles { grounds(text, &file) } else { Vec::new() };
    grounds.retain(|(ground, _)| !taken(*ground));
    let grounds = grounds.into_iter().map(|(_, it)| it).map(|it| Answer { chosen: it.value == chosen, ..it });
    let undecided = live.is_some_and(|entry| entry.decision.is_none());
    let decided = live.is_some_and(|entry| entry.decision.is_some());
    let unheard = undecided && live.is_some_and(|entry| entry.heard.is_none());
    let untold = decided && live.is_some_and(|entry| entry.told_on.is_none());
    let heads = file.organisation.holds(session.person, Post::AuthorityHead, file.item.authority, today);
    let decides = undecided && !unheard && heads && live.is_some_and(|it| it.proposed_by != session.person);
    let waits = match (unheard || untold, undecided) {
        (true, _) if !handles => text.t("下一步由本机关的承办人来办。").to_owned(),
        (false, true) if !decides => {
            let all = file.organisation.who_holds(Post::AuthorityHead, file.item.authority, today);
            let names = all.map(|who| words::person(text, &file.organisation, who)).collect::<Vec<_>>();
            text.f("下一步由{names}来办。", [("names", &names.join(text.comma()))])
        }
        _ => String::new(),
    };
    let lifts = decided && heads;
    let signed = if decides { "decide" } else { "lift" };
    let code = match (decides || lifts) && file.bar_asks_code(session, signed) {
        true => second_factor::field(at.app, text, session, "bar").await?,
        false => None,
    };
    let typed = came.form.map(|form| second_factor::typed(text, form, &came.problems));
    let code = code.map(|it| CodeField { typed: typed.unwrap_or_default(), ..it });
    let printed = list.bar.entry.filter(|entry| entry.case == case && entry.decision.is_some());
    Ok(BarPage {
        paper: printed
            .map_or_else(String::new, |_| address(&format!("{}/paper/decision", at.path), Some(list.of))),
        of: list.of.name(),
        other: list.other.map(|entry| (said(text, &entry), address(at.path, Some(list.of.other())))),
        case_path: format!("/desk/cases/{case}"),
        path: at.path.to_owned(),
        about: format!("{name} · {}", words::item(text, &file.item)),
        state: state(text, &list),
        facts: facts(text, &file, &list),
        keys: FormKeys { csrf: frame.csrf.clone(), command_id: new_command_id(), version: None },
        refused,
        errors,
        ground: Pick { answers: grounds.collect(), error: came.error(text, "ground") },
        propose_reason: came.typed(text, "propose-reason"),
        waits,
        hear: (unheard && handles).then(|| came.typed(text, "hear-statement")),
        decide: decides.then(|| came.typed(text, "refuse-reason")),
        until: live.map_or_else(String::new, |entry| lasts(text, entry.ground)),
        tell: untold && handles,
        lift: lifts.then(|| came.typed(text, "lift-reason")),
        code,
        text,
        frame,
    })
}

/// Only what the item's law knows.
fn grounds(text: Text, file: &CaseFile) -> Vec<(Ground, Answer)> {
    let answer = |ground: Ground| {
        let hint = law(&file.item, ground)?.short();
        Some((ground, Answer::of(ground.name(), text.t(ground_word(ground))).with_hint(hint)))
    };
    Ground::ALL.into_iter().filter_map(answer).collect()
}

/// The article on which the item bars for it; none where it does not.
pub fn law(item: &Item, ground: Ground) -> Option<&Basis> {
    match ground.of_item() {
        Some(code) => {
            let code = GroundCode::parse(code).ok()?;
            item.refusal_ground(code).map(|listed| &listed.basis)
        }
        None => item.commitment.as_ref().map(|rule| &rule.basis),
    }
}

fn state(text: Text, list: &BarFile) -> String {
    match &list.bar.entry {
        Some(entry) => said(text, entry),
        None if list.other.is_some() => text.t("除下面这一条外，没有列入限制名单。").to_owned(),
        None => text.t("这位申请人不在本机关的限制名单上。").to_owned(),
    }
}

/// For what an entry is, and how far.
fn said(text: Text, entry: &Entry) -> String {
    let ground = text.t(ground_word(entry.ground));
    let word = text.t(stage_word(stage(entry)));
    format!("{ground}{}{word}", text.colon())
}

fn facts(text: Text, file: &CaseFile, list: &BarFile) -> Vec<(String, String)> {
    let Some(entry) = &list.bar.entry else { return Vec::new() };
    let person = |id| words::person_of_unit(text, &file.organisation, id);
    let mut facts =
        vec![("谁提的", person(entry.proposed_by)), ("事实和证据", list.texts.text(entry.reason.0))];
    facts.extend(entry.heard.map(|said| ("本人怎么说", list.texts.text(said.0))));
    if let Some(decision) = entry.decision {
        let number = words::document_no(&file.organisation, file.item.kind, decision.number);
        facts.push(("决定书文号", number));
        facts.push(("决定的人", person(decision.by)));
        facts.push(("从哪天起", words::day(text, decision.from)));
        let until =
            decision.until.map_or_else(|| text.t("信用修复为止").to_owned(), |day| words::day(text, day));
        facts.push(("到哪天为止", until));
    }
    facts.extend(entry.told_on.map(|day| ("告知本人", words::day(text, day))));
    let end = entry.end.and_then(|end| match end {
        casework::bar::End::Refused { reason } | casework::bar::End::Lifted { reason } => Some(reason),
        casework::bar::End::Expired => None,
    });
    facts.extend(end.map(|reason| ("为什么结束", list.texts.text(reason.0))));
    facts.into_iter().map(|(name, words)| (text.t(name).to_owned(), words)).collect()
}

fn lasts(text: Text, ground: Ground) -> String {
    let sentence = match ground {
        Ground::FalseMaterials => "列入以后，一年里不能再申请这项许可。",
        Ground::Fraud => "列入以后，三年里不能再申请这项许可。",
        Ground::FalseCommitment => "列入以后，到信用修复为止不能再用告知承诺；仍可以交材料办。",
    };
    text.t(sentence).to_owned()
}

fn ground_word(ground: Ground) -> &'static str {
    match ground {
        Ground::FalseMaterials => "隐瞒情况、提供虚假材料",
        Ground::Fraud => "以欺骗、贿赂等手段取得许可",
        Ground::FalseCommitment => "告知承诺内容不实",
    }
}

/// The ground as the decision says it to the person.
pub fn ground_said(ground: Ground) -> &'static str {
    match ground {
        Ground::FalseMaterials => "隐瞒有关情况或者提供虚假材料申请行政许可",
        Ground::Fraud => "以欺骗、贿赂等不正当手段取得行政许可",
        Ground::FalseCommitment => "在告知承诺中作了不实的承诺",
    }
}

fn stage_word(stage: &str) -> &'static str {
    match stage {
        "proposed" => "已提出，还没有听本人说",
        "heard" => "已听取本人陈述申辩，等决定",
        "decided" => "已决定，还没有告知本人",
        "told" => "在名单上，已告知本人",
        "refused" => "没有列入",
        "lifted" => "已移出",
        _ => "到期，已移出",
    }
}

/// What intake says of a person on the list, with the article (N26).
pub fn warning(text: Text, item: &Item, warning: BarWarning) -> String {
    let ground = text.t(ground_word(warning.ground));
    let law = law(item, warning.ground).map(Basis::short).unwrap_or_default();
    match warning.until {
        Some(day) => text.f(
            "这位申请人因为{ground}，到 {day}为止不能申请这项许可（{law}）。请对照本事项列明的不予受理情形办。",
            [("ground", &ground), ("day", &words::day(text, day)), ("law", &law)],
        ),
        None => text.f(
            "这位申请人因为{ground}，信用修复以前不能用告知承诺（{law}）；可以交材料办。",
            [("ground", &ground), ("law", &law)],
        ),
    }
}

/// Whether a case may lead to the list at all.
pub fn concerns(item: &Item) -> bool {
    Ground::ALL.into_iter().any(|ground| law(item, ground).is_some())
}

impl About<'_> {
    pub(super) fn bar(&self, refusal: &BarRefusal) -> String {
        let sentence = match refusal {
            BarRefusal::NotProposed => "还没有人提出列入。",
            BarRefusal::AlreadyProposed => "已经提出过，或者已经在名单上。",
            BarRefusal::GroundNotListed => "本事项的法律依据没有规定这种限制，不能提出。",
            BarRefusal::NotFoundFalse => "这一件的承诺还没有核查出不实，不能以此提出。",
            BarRefusal::NotHeard => "还没有听取本人的陈述申辩，不能决定。",
            BarRefusal::AlreadyHeard => "本人的陈述申辩已经记过。",
            BarRefusal::AlreadyDecided => "已经作过决定。",
            BarRefusal::NotDecided => "还没有决定列入。",
            BarRefusal::AlreadyTold => "已经告知过本人。",
            BarRefusal::Over => "这一条已经结束。",
            BarRefusal::ProposerCannotDecide { .. } => "这一条是您提出的，不能再由您决定。",
            BarRefusal::HeadOnly { .. } => "列入和移出名单，由机关负责人本人决定。",
        };
        self.text.t(sentence).to_owned()
    }
}
