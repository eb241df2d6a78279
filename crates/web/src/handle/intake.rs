//! Intake at the window: choose the item, fill one screen, take it in; nothing typed is ever lost (E5, E6, E9).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::identity::IdentityWarning;
use catalogue::{CaseId, Power};
use centre::account::Session;
use centre::act::{Act, FieldProblem};
use centre::act_register::RegisterAct;
use centre::case::Problem;
use centre::catalogue_use::ItemEntry;
use centre::draft::DraftFields;
use centre::intake::IntakeLook;

use super::act::seat;
use super::clear_reply;
use super::day_refused::Days;
use super::intake_known;
use super::intake_parse;
use super::posted::Posted;
use super::refusal::{About, field_sentence};
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::{Opened, Query};
use crate::app::respond::{Answer, At, ErrorKind, page, page_with, see_other};
use crate::app::visitor::Officer;
use pages::desk::{ChooseLine, Duplicate, Intake, IntakeChoose, IntakeItem, Missing};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use pages::text::Text;

/// `GET /desk/intake?q=`
pub async fn choose(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(choose_page(&at, session, opened.query.trimmed("q")).await).await
}

async fn choose_page(at: &At<'_>, session: &Session, asked: &str) -> Answer {
    let frame = at.titled(Nav::Intake, session, "收件").await;
    let text = frame.text;
    let organisation = at.app.centre.organisation().await?;
    let window = seat(at.app, session).await?;
    let (mut lines, mut elsewhere) = (Vec::new(), Vec::new());
    for entry in at.app.centre.item_list().await? {
        let item = &entry.item;
        let matches = asked.is_empty()
            || item.name.contains(asked)
            || item.everyday_names.iter().any(|name| name.contains(asked));
        if !matches {
            continue;
        }
        if window.is_some_and(|window| item.windows.contains(&window)) {
            let authority =
                organisation.as_ref().map_or_else(String::new, |it| words::unit(text, it, item.authority));
            lines.push(ChooseLine {
                short: item.short.to_string(),
                name: words::item(text, item),
                everyday: item.everyday_names.first().cloned().unwrap_or_default(),
                authority,
                limit: words::limit(text, item.promised.limit),
                materials: item.materials.len(),
                closed: closed(text, &entry),
            });
        } else if !asked.is_empty()
            && let Some(organisation) = &organisation
        {
            let windows = item.windows.iter().map(|window| words::window(text, organisation, *window));
            elsewhere.push((words::item(text, item), windows.collect::<Vec<String>>().join(text.comma())));
        }
    }
    let often = Vec::new();
    Ok(page(&IntakeChoose { text, asked: asked.to_owned(), often, lines, elsewhere, frame }))
}

fn closed(text: Text, entry: &ItemEntry) -> String {
    let why = match entry.state.as_str() {
        "live" | "pilot" => return String::new(),
        "planned" => "这个事项还没有开办，现在不能收件。",
        "suspended" => "这个事项已经暂停，现在不能收件；已收的照常办。",
        _ => "这个事项已经取消，不能再收件。",
    };
    text.t(why).to_owned()
}

/// `GET /desk/intake/{short}?draft=`
pub async fn form(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(short): Path<String>,
    Query(query): Query,
) -> Response {
    let path = format!("/desk/intake/{short}");
    let at = At { app: &app, headers: &headers, path: &path };
    let entry = match app.centre.item_entry(&short).await {
        Ok(Some(entry)) => entry,
        Ok(None) => return at.error(ErrorKind::NotFound).await,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    if !entry.is_live() {
        return not_live(&at, &session, &entry).await;
    }
    if let Some(questions) = clear_reply::before(&at, &session, &entry.item, &query).await {
        return questions;
    }
    let draft = match app.centre.draft_fetch(&session, query.get("draft")).await {
        Ok(draft) => draft,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    // The answers given beforehand go with the form; a draft bears those of its own.
    let fresh = || (Form::of(vec![("clear".to_owned(), query.trimmed("clear").to_owned())]), String::new());
    let (typed, id) = draft.map_or_else(fresh, |draft| (Form::of(draft.typed.fields), draft.id));
    let mut shown = Shown { draft: id, ..Shown::default() };
    // A number of a pad leads here: the case is received under the id for which it was entered (E21).
    if let Ok(case) = catalogue::CaseId::parse(query.get("pad")) {
        match app.centre.outage_claim(case).await {
            Ok(Some(claim)) => {
                let text = crate::app::visitor::language(&headers);
                let at = words::moment(text, claim.occurred_at);
                let words = text.f("按备用号补录：收到时间按号上写的 {at}，期限从那天算起。", [("at", &at)]);
                shown.notice = Some(Notice { kind: NoticeKind::Hint, text: words });
                shown.command_id = Some(case.to_string());
            }
            Ok(None) => {}
            Err(fault) => return at.answer(Err(fault)).await,
        }
    }
    at.answer(draw(&at, &session, &entry, &typed, shown).await).await
}

/// The item is not open (R73): said before anything is typed.
async fn not_live(at: &At<'_>, session: &Session, entry: &ItemEntry) -> Response {
    let mut frame = at.frame(Nav::Intake, Some(session)).await;
    let text = frame.text;
    frame.title = words::item(text, &entry.item);
    let refused = pages::desk::Refused {
        sentence: closed(text, entry),
        next: text.t("申请人已经到了窗口，请告诉他哪天开办，或者去哪儿办。").to_owned(),
        code: "item-not-live".to_owned(),
        ..pages::desk::Refused::default()
    };
    let back = ("/desk/intake".to_owned(), text.t("回到收件").to_owned());
    page_with(StatusCode::CONFLICT, &pages::desk::RefusedPage { text, refused, back, frame })
}

/// What a drawn form shows besides its fields.
#[derive(Default)]
struct Shown<'a> {
    problems: &'a [FieldProblem],
    look: Option<&'a IntakeLook>,
    whole: Option<String>,
    draft: String,
    notice: Option<Notice>,
    command_id: Option<String>,
    status: Option<StatusCode>,
}

/// `POST /desk/intake/{short}`
pub async fn send(Path(short): Path<String>, posted: Posted) -> Response {
    let (at, session, form) = (posted.at(), &posted.session, &posted.form);
    let entry = match at.app.centre.item_entry(&short).await {
        Ok(Some(entry)) => entry,
        Ok(None) => return at.error(ErrorKind::NotFound).await,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    if !entry.is_live() {
        return not_live(&at, session, &entry).await;
    }
    let answer = match form.get("do") {
        "save" => save(&at, session, &entry, form).await,
        "check" | "count" => check(&at, session, &entry, form).await,
        _ if form.has("same") => same(&posted).await,
        _ => receive(&posted, &entry).await,
    };
    at.answer(answer).await
}

/// The same matter (E9): noted on the open case, and the officer is led there to take in what came.
async fn same(posted: &Posted) -> Answer {
    let (at, session) = (posted.at(), &posted.session);
    let (Ok(case), Some(window)) = (CaseId::parse(posted.form.get("same")), posted.seat().await?) else {
        return Ok(at.error(ErrorKind::BadRequest).await);
    };
    // Not the form's own id, which stays free for a case of its own after all.
    let id = posted.command_id.map(|byte| !byte);
    let act = Act::Register(RegisterAct::SameMatter { window });
    match at.app.centre.case_act(session, case, id, None, &act).await {
        Ok(done) => Ok(see_other(&format!("/desk/cases/{case}?done=same-matter&v={}", done.version))),
        Err(Problem::Fault(fault)) => Err(fault),
        // Nothing can be noted on it any more: the case itself says how it stands.
        Err(_) => Ok(see_other(&format!("/desk/cases/{case}"))),
    }
}

async fn save(at: &At<'_>, session: &Session, entry: &ItemEntry, form: &Form) -> Answer {
    let kept = |name: &str| !matches!(name, "csrf" | "command_id" | "do" | "draft" | "version");
    let fields = form.fields().iter().filter(|(name, _)| kept(name)).cloned().collect();
    let label = form.trimmed("name").chars().take(60).collect();
    let id = form.trimmed("draft");
    let id = (!id.is_empty()).then_some(id);
    at.app.centre.draft_save(session, id, entry.item.short.as_str(), &DraftFields { fields, label }).await?;
    Ok(see_other("/desk"))
}

async fn check(at: &At<'_>, session: &Session, entry: &ItemEntry, form: &Form) -> Answer {
    let window = seat(at.app, session).await?;
    let mut problems = Vec::new();
    let mut look = None;
    match intake_parse::parse(form, &entry.item, window) {
        Ok(intake) => {
            let seen = at.app.centre.intake_look(session, &entry.item, &intake).await?;
            problems.clone_from(&seen.problems);
            look = Some(seen);
        }
        Err(found) => problems = found,
    }
    // The papers are counted when they are taken in.
    problems.retain(|it| it.field != "papers" || !form.trimmed("papers").is_empty());
    let shown = Shown {
        problems: &problems,
        look: look.as_ref(),
        draft: form.trimmed("draft").to_owned(),
        command_id: Some(form.get("command_id").to_owned()),
        ..Shown::default()
    };
    draw(at, session, entry, form, shown).await
}

async fn receive(posted: &Posted, entry: &ItemEntry) -> Answer {
    let (at, session, form) = (&posted.at(), &posted.session, &posted.form);
    let (command_id, window, text) = (posted.command_id, posted.seat().await?, posted.text());
    let mut shown = Shown {
        draft: form.trimmed("draft").to_owned(),
        command_id: Some(form.get("command_id").to_owned()),
        status: Some(StatusCode::UNPROCESSABLE_ENTITY),
        ..Shown::default()
    };
    let problems;
    let look;
    match intake_parse::parse(form, &entry.item, window) {
        Err(found) => {
            problems = found;
            shown.problems = &problems;
        }
        Ok(intake) => match at.app.centre.case_receive_as(session, command_id, &entry.item, &intake).await {
            Ok((case, done)) => {
                if !form.trimmed("draft").is_empty() {
                    at.app.centre.draft_delete(session, form.trimmed("draft")).await?;
                }
                return Ok(see_other(&format!("/desk/cases/{case}?done=receive&v={}", done.version)));
            }
            Err(Problem::Form(found)) => {
                problems = found;
                shown.problems = &problems;
            }
            Err(Problem::Refused(refusal)) => {
                let organisation = at.app.centre.organisation().await?;
                look = at.app.centre.intake_look(session, &entry.item, &intake).await?;
                shown.look = Some(&look);
                problems = Days::of(&refusal).and_then(|days| days.problem(form, "")).into_iter().collect();
                shown.problems = &problems;
                shown.whole = organisation.map(|organisation| {
                    About { text, organisation: &organisation, item: &entry.item }.refused(&refusal).sentence
                });
            }
            Err(Problem::Fault(fault)) => return Err(fault),
            Err(_) => {
                shown.status = Some(StatusCode::CONFLICT);
                shown.whole =
                    Some(text.t("这张表已经交过一次，内容不一样，没有再收。请看过最新情况再填。").to_owned());
                shown.command_id = None;
            }
        },
    }
    draw(at, session, entry, form, shown).await
}

async fn draw(at: &At<'_>, session: &Session, entry: &ItemEntry, form: &Form, shown: Shown<'_>) -> Answer {
    let mut frame = at.frame(Nav::Intake, Some(session)).await;
    let text = frame.text;
    frame.title = text.f("收件：{item}", [("item", &words::item(text, &entry.item))]);
    frame.notice = shown.notice;
    let organisation = at.app.centre.organisation().await?;
    let item = &entry.item;
    let filled = intake_parse::fill(text, item, form, shown.problems);
    let mut errors: Vec<(String, String)> = Vec::new();
    errors.extend(shown.whole.map(|sentence| (String::new(), sentence)));
    for problem in shown.problems {
        let field = if problem.field == "telephone" { "phone" } else { &problem.field };
        errors.push((format!("in-{field}"), field_sentence(text, &problem.why)));
    }
    let mut warnings: Vec<String> =
        shown.look.map_or_else(Vec::new, |look| look.warnings.iter().map(|it| warning(text, *it)).collect());
    let barred = shown.look.and_then(|look| look.barred);
    warnings.extend(barred.map(|it| super::bars::warning(text, item, it)));
    let duplicates = shown.look.map_or_else(Vec::new, |look| {
        look.duplicates
            .iter()
            .map(|brief| Duplicate {
                id: brief.id.to_string(),
                href: format!("/desk/cases/{}", brief.id),
                number: brief.receipt_no.clone(),
                about: format!(
                    "{} · {} · {}",
                    brief.applicant.name(),
                    words::officer_state(text, &brief.state).word,
                    words::moment(text, brief.received_at)
                ),
            })
            .collect()
    });
    let authority =
        organisation.as_ref().map_or_else(String::new, |it| words::unit(text, it, item.authority));
    let able = |power: Power| {
        organisation.as_ref().map_or_else(String::new, |organisation| {
            let able = organisation.who_may(power, item, at.app.centre.today());
            let names = able.iter().map(|holder| words::person(text, organisation, holder.person));
            names.collect::<Vec<String>>().join(text.comma())
        })
    };
    let known = intake_known::known(at.app, session, text, item, form).await?;
    let missing = Missing::of(text, &intake_known::counted(&known, filled.rows.clone()));
    let intake = Intake {
        text,
        item: IntakeItem {
            short: item.short.to_string(),
            name: words::item(text, item),
            authority,
            promised: words::item_limit(text, &item.promised),
            pre_acceptance: pre_acceptance(text, item),
            fee: item.fee.as_ref().map_or_else(
                || text.t("不收费").to_owned(),
                |fee| text.pick(&fee.text, fee.text_en.as_deref()).to_owned(),
            ),
            is_instant: item.is_instant() && !item.leader_signs_instant(),
            leader: if item.leader_signs_instant() { able(Power::SignOff) } else { String::new() },
            signer: able(Power::SignInstant),
            object_label: text.t("办的是哪一处、哪一辆（有几处、几辆时写明）").to_owned(),
            is_sample: item.sample,
        },
        form: filled,
        keys: FormKeys {
            csrf: frame.csrf.clone(),
            command_id: shown.command_id.filter(|id| id.len() == 32).unwrap_or_else(new_command_id),
            version: None,
        },
        draft: shown.draft,
        clear: form.trimmed("clear").to_owned(),
        due_today: clear_reply::due_today(text, item, form.trimmed("clear")),
        errors: ErrorSummary { text, errors },
        warnings,
        duplicates,
        known,
        missing,
        frame,
    };
    Ok(page_with(shown.status.unwrap_or(StatusCode::OK), &intake))
}

fn pre_acceptance(text: Text, item: &catalogue::Item) -> String {
    match (item.pre_acceptance.limit(), item.silence_is_acceptance()) {
        (Some(limit), true) => {
            text.f("{limit}内答复，到期没有答复就算受理", [("limit", &words::limit(text, limit))])
        }
        (Some(limit), false) => text.f("{limit}内答复", [("limit", &words::limit(text, limit))]),
        (None, _) => text.t("材料齐了就办").to_owned(),
    }
}

fn warning(text: Text, warning: IdentityWarning) -> String {
    let sentence = match warning {
        IdentityWarning::UnknownDivision => {
            "证件号码的前六位查不到对应的地方，请对照证件再看一眼；没有看错就照常收。"
        }
        IdentityWarning::EarlyPilotCode => {
            "最后一位对不上，早期试点发的代码会这样；对照执照没有看错就照常收。"
        }
        IdentityWarning::FirstGeneration => "这是 15 位的旧号码，已换成 18 位。",
    };
    text.t(sentence).to_owned()
}
