//! Interested parties and the hearing of a case at the desk (N13, N18, A26).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calendar::Day;
use casework::hearing::{NOTICE_DAYS, Who, bars, is_needed};
use catalogue::CaseId;
use catalogue::item::Post;
use centre::account::Session;
use centre::hearing::{HearingAct, HearingFile};

use super::glyphs::printable;
use super::hearing_parse::parse;
use super::hearing_parties::{Hand, Sent, parties};
use super::posted::{Kept, Posted};
use super::refusal::About;
use super::{assignment, refusal_hearing, visit_words, words};
use crate::app::App;
use crate::app::form::new_command_id;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use crate::app::visitor::Officer;
use pages::desk::act::SIGNATURES;
use pages::desk::{
    Answer as Choice, AssignmentPart, CallForm, HearingForms, HearingPage, HoldForm, PaperLink, ReasonForm,
    unchosen,
};
use pages::layout::{FormKeys, Nav};
use pages::text::Text;

/// `GET /desk/cases/{case}/hearing`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(case): Path<String>,
) -> Response {
    let path = format!("/desk/cases/{case}/hearing");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.hearing_fetch(&session, id).await {
        Ok(file) => at.answer(page(&at, &session, &file, StatusCode::OK, Sent::default()).await).await,
        Err(problem) => at.shut(problem).await,
    }
}

async fn page(
    at: &At<'_>,
    session: &Session,
    file: &HearingFile,
    status: StatusCode,
    sent: Sent<'_>,
) -> Answer {
    let frame = at.titled(Nav::Cases, session, "利害关系人和听证").await;
    let text = frame.text;
    let Some(filed) = file.case.filed() else { return Ok(at.error(ErrorKind::NotFound).await) };
    let (item, organisation, today) = (&*file.case.item, &*file.case.organisation, file.case.now.day());
    let in_hand = matches!(filed.stage, casework::Stage::Handling(_));
    let facts = &filed.facts;
    let carries = in_hand
        && (facts.agent == session.person
            || (facts.holding.person == session.person
                && facts.holding.capacity != casework::Capacity::Intake));
    let waits = bars(item, &file.hearing, today, &file.case.calendar).filter(|_| in_hand);
    let path = at.path.to_owned();
    let chairs = file.hearing.called.is_some_and(|called| called.call.chair == session.person);
    let to_hold = chairs && in_hand && file.hearing.held.is_none();
    let drawn = HearingPage {
        text,
        case: (
            format!("/desk/cases/{}", file.case.state.id),
            format!("{} {}", words::item(text, item), words::receipt_no(facts.receipt)),
        ),
        waits: waits.map_or_else(String::new, |it| refusal_hearing::sentence(text, organisation, &it)),
        assignment: assignment(text, file, carries, &sent),
        rule: rule(text, item),
        parties: parties(text, file, &path, &sent, Hand { carries, in_hand, person: session.person }),
        hearing: hearing(text, file),
        papers: papers(text, file, &path),
        keys: FormKeys { csrf: frame.csrf.clone(), command_id: new_command_id(), version: None },
        errors: sent.errors(text),
        forms: carries.then(|| forms(text, file, &sent, today)),
        hold: to_hold.then(|| hold_form(text, &sent)),
        refused: sent.refused,
        path,
        frame,
    };
    Ok(page_with(status, &drawn))
}

/// The officers named for the check, with the form of whoever carries the case.
fn assignment(text: Text, file: &HearingFile, carries: bool, sent: &Sent<'_>) -> Option<AssignmentPart> {
    let part = assignment::part(text, file)?;
    let people = assignment::people(text, &file.case.organisation, &file.case.item);
    // As they are named now; before that nobody.
    let named = file.hearing.officers.map(|it| [it.officers.first, it.officers.second]);
    let pick = |place: usize, field| {
        let mut answers = unchosen(text, people.clone());
        let now = named.map(|it| it[place].to_string());
        for answer in &mut answers {
            answer.chosen = now.as_ref().is_some_and(|now| *now == answer.value);
        }
        sent.pick(text, "assign", field, answers)
    };
    let done = match file.case.filed().map(|filed| &filed.stage) {
        Some(casework::Stage::Handling(handling)) => {
            let mut steps = file.case.item.steps.iter().take(usize::from(handling.step));
            steps.any(|step| step.kind == catalogue::item::StepKind::SiteCheck)
        }
        _ => true,
    };
    let may = carries && !done;
    Some(AssignmentPart { first: pick(0, "first"), second: pick(1, "second"), may, ..part })
}

/// What the law says of a hearing on this item.
fn rule(text: Text, item: &catalogue::Item) -> String {
    match &item.hearing {
        Some(rule) if rule.required => text.f("依法应当听证（{law}）", [("law", &rule.basis.short())]),
        Some(rule) => text.f("利害关系人要求的，应当听证（{law}）", [("law", &rule.basis.short())]),
        None => text.t("申请人、利害关系人要求的，应当听证（行政许可法第四十七条）").to_owned(),
    }
}

fn hearing(text: Text, file: &HearingFile) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| facts.push((text.t(name).to_owned(), value));
    if let Some(until) = file.hearing.organise_until(&file.case.calendar) {
        fact("最迟组织", text.date(until));
    }
    if let Some(called) = file.hearing.called {
        fact("什么时候", when(text, called.call.at));
        if file.hearing.late_since(&file.case.calendar).is_some() {
            fact("按期组织", text.t("没有，已经超过最迟的日子").to_owned());
        }
        fact("在哪儿", file.texts.text(called.call.place.0));
        fact("主持人", words::person_of_unit(text, &file.case.organisation, called.call.chair));
    }
    if let Some(held) = file.hearing.held {
        fact("听证笔录", words::document_no(&file.case.organisation, file.case.item.kind, held.number));
        fact("签字", visit_words::signature_of(text, &file.texts, held.hold.signature));
        fact("笔录", file.texts.text(held.hold.record.0));
    }
    facts
}

/// Day and hour.
pub fn when(text: Text, at: calendar::Instant) -> String {
    let (hour, minute) = at.hour_minute();
    format!("{} {hour:02}:{minute:02}", text.date(at.day()))
}

fn papers(text: Text, file: &HearingFile, path: &str) -> Vec<PaperLink> {
    let paper = |paper: &str, name: &str| PaperLink {
        href: format!("{path}/paper/{paper}"),
        name: text.t(name).to_owned(),
        issued: String::new(),
    };
    let calls = super::hearing_paper::calls(text, file);
    let called = calls.into_iter().map(|(name, to)| {
        let call = paper(&name, "听证通知书");
        PaperLink { name: call.name + &text.aside(to), ..call }
    });
    let held = file.hearing.held.map(|_| paper("record", "听证笔录"));
    called.chain(held).collect()
}

fn forms(text: Text, file: &HearingFile, sent: &Sent<'_>, today: Day) -> HearingForms {
    let hearing = &file.hearing;
    let organisation = &*file.case.organisation;
    let needed = is_needed(&file.case.item, hearing) && hearing.held.is_none();
    let people = file.case.filed().map(|filed| filed.facts.people.clone()).unwrap_or_default();
    let chairs = organisation.people.iter().filter(|person| {
        organisation.holds_anywhere(person.id, Post::HearingChair, today)
            && people.iter().all(|part| part.person != person.id)
    });
    let chairs = chairs
        .map(|person| Choice::of(person.id.as_str(), words::person_of_unit(text, organisation, person.id)));
    let from = file.case.calendar.add_working_days(today, NOTICE_DAYS);
    let until = hearing.organise_until(&file.case.calendar).map(|day| {
        match from.as_ref().is_ok_and(|from| *from > day) {
            true => {
                text.f("已经赶不上 {day}，还是要提前七个工作日通知，按逾期记下", [("day", &text.date(day))])
            }
            false => text.f("最迟 {day}", [("day", &text.date(day))]),
        }
    });
    let from = from.map_or_else(|_| String::new(), |day| text.f("最早 {day}", [("day", &text.date(day))]));
    let between = [from, until.unwrap_or_default()].into_iter().filter(|it| !it.is_empty());
    let call = needed.then(|| CallForm {
        chair: sent.pick(text, "call", "chair", unchosen(text, chairs.collect())),
        on: sent.typed(text, "call", "on", ""),
        time: sent.typed(text, "call", "time", "09:30"),
        place: sent.typed(text, "call", "place", ""),
        between: between.collect::<Vec<_>>().join(text.comma()),
    });
    let call_off = hearing.called.filter(|_| hearing.held.is_none()).map(|_| ReasonForm {
        open: sent.act == "call-off",
        reason: sent.typed(text, "call-off", "reason", ""),
    });
    HearingForms {
        name: sent.typed(text, "add", "name", ""),
        contact: sent.typed(text, "add", "contact", ""),
        interest: sent.typed(text, "add", "interest", ""),
        may_add_applicant: hearing
            .parties
            .iter()
            .filter(|party| party.stands())
            .all(|party| party.who != Who::Applicant),
        call,
        call_off,
    }
}

fn hold_form(text: Text, sent: &Sent<'_>) -> HoldForm {
    let signatures = SIGNATURES.iter().map(|(value, words)| Choice::of(*value, text.t(words)));
    HoldForm {
        record: sent.typed(text, "hold", "record", ""),
        signature: sent.pick(text, "hold", "signature", signatures.collect()),
        refusal: sent.typed(text, "hold", "refusal", ""),
        witness: sent.typed(text, "hold", "witness", ""),
    }
}

/// `POST /desk/cases/{case}/hearing/{act}`
pub async fn send(Path((case, act)): Path<(String, String)>, posted: Posted) -> Response {
    let at = posted.at();
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, session, command_id) = (&posted.app.centre, &posted.session, posted.command_id);
    let carry = async |asked: HearingAct| {
        printable(&posted.app.press, asked.words()).await?;
        centre.hearing_act(session, id, command_id, None, &asked).await
    };
    let again = async |problem| {
        let file = match centre.hearing_fetch(session, id).await {
            Ok(file) => file,
            Err(problem) => return at.shut(problem).await,
        };
        let about =
            About { text: posted.text(), organisation: &file.case.organisation, item: &file.case.item };
        let Kept { status, problems, refused, .. } = about.kept(problem).with_day(&posted.form, "");
        let sent = Sent { act: &act, form: Some(&posted.form), problems, refused };
        at.answer(page(&at, session, &file, status, sent).await).await
    };
    posted.carry_out(parse(&act, &posted.form), carry, |_| at.path.to_owned(), again).await
}

/// What stands on the case's own page: how far the register and the hearing are; empty where there is nothing to say.
pub fn link(text: Text, file: &centre::file::CaseFile) -> Option<(String, String)> {
    let filed = file.filed()?;
    let nobody = casework::hearing::Hearing::default();
    let hearing = file.hearing.as_ref().unwrap_or(&nobody);
    let in_hand = matches!(filed.stage, casework::Stage::Handling(_));
    if file.item.kind != catalogue::item::ItemKind::Licensing || (!in_hand && file.hearing.is_none()) {
        return None;
    }
    let words = match (hearing.held, hearing.called) {
        (Some(_), _) => text.t("听证已经办过").to_owned(),
        (None, Some(called)) => text.f("听证定在 {when}", [("when", &when(text, called.call.at))]),
        (None, None) if hearing.parties.is_empty() => text.t("还没有登记利害关系人").to_owned(),
        (None, None) => text.f("登记了 {n} 位利害关系人", [("n", &hearing.parties.len())]),
    };
    Some((format!("/desk/cases/{}/hearing", file.state.id), words))
}

/// Why the decision has to wait, where the decision is next.
pub fn waits(text: Text, file: &centre::file::CaseFile) -> String {
    let decision_next = file.filed().is_some_and(|filed| match &filed.stage {
        casework::Stage::Handling(handling) => handling.step + 1 >= handling.steps,
        _ => false,
    });
    let nobody = casework::hearing::Hearing::default();
    let hearing = file.hearing.as_ref().unwrap_or(&nobody);
    let bar = bars(&file.item, hearing, file.now.day(), &file.calendar).filter(|_| decision_next);
    bar.map_or_else(String::new, |bar| refusal_hearing::sentence(text, &file.organisation, &bar))
}

/// What the applicant reads of the hearing.
pub fn told(text: Text, file: &centre::file::CaseFile) -> Option<String> {
    let in_hand = matches!(file.filed()?.stage, casework::Stage::Handling(_));
    let nobody = casework::hearing::Hearing::default();
    let hearing = file.hearing.as_ref().unwrap_or(&nobody);
    if !in_hand || hearing.held.is_some() || !is_needed(&file.item, hearing) {
        return None;
    }
    Some(match hearing.called {
        Some(called) => {
            text.f("这件事要听证，定在 {when}，通知书会送到您手里。", [("when", &when(text, called.call.at))])
        }
        None => text.t("这件事作决定以前要先听证，时间定了会提前七个工作日通知您。").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::form::Form;

    fn fields(act: &str, form: &str) -> Vec<String> {
        let form = Form::parse(form.as_bytes()).expect("a form");
        let parsed = parse(act, &form).expect("an act");
        parsed.expect_err("refused").into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn every_wrong_field_is_named() {
        assert_eq!(fields("call", "chair=&on=soon&time=25:00"), ["chair", "on", "time"]);
        assert_eq!(fields("tell", "party=99"), ["party"]);
        for act in ["state", "serve", "correct-service", "withdraw", "strike"] {
            assert_eq!(fields(act, "party=12&on=2026-03-02&way=post"), ["party"], "{act}");
        }
        for act in ["serve", "correct-service"] {
            assert_eq!(fields(act, "party=0&on=soon&way=pigeon"), ["on", "way"], "{act}");
        }
        assert_eq!(fields("hold", "record=x"), ["signature"]);
        assert_eq!(fields("assign", "first=do.sc"), ["second"]);
        assert!(parse("burn", &Form::default()).is_none());
    }
}
