//! The case file, and finding cases.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::CaseId;
use catalogue::authority::NoAuthority;
use centre::account::Session;
use centre::file::CaseFile;
use centre::list::CaseBrief;
use centre::notice::certificate_made;
use centre::paper_number::PaperOf;

use super::act_cards::{Cards, Sent};
use super::complaints::case_lines;
use super::orders::supervision_lines;
use super::record_forms::SentForm;
use super::refusal::About;
use super::{file_parts, hearings, printed_number, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with, see_other};
use crate::app::visitor::{Officer, check_csrf};
use pages::desk;
use pages::desk::{CaseLine, Due, FindAsked, FindCases, Refused};
use pages::layout::{Nav, Notice, NoticeKind, PageFrame, Pagination};
use pages::text::Text;

/// `GET /desk/cases/{case}`
pub async fn case(opened: Opened, Path(case): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::NotFound).await };
    // The frame comes first: what happens from here on is news to this page.
    let mut frame = at.frame(Nav::Cases, Some(session)).await;
    match at.app.centre.case_fetch_for(session, id).await {
        Ok(file) => {
            if opened.query.has("done") {
                frame.notice = done_notice(frame.text, opened.query.get("done"));
            }
            if opened.query.has("say") {
                let words = "打印件、听证材料上有申请人的完整信息。请先选看来做什么用。";
                frame.notice = Some(Notice { kind: NoticeKind::Hint, text: frame.text.t(words).to_owned() });
            }
            let mut drawn = draw(frame, &file, session, Sent::default(), String::new());
            if let Some(form) = &mut drawn.reveal {
                form.open = opened.query.has("say");
            }
            if let Err(fault) =
                super::second_factor::ask(at.app, drawn.text, session, &file, &mut drawn.acts, None).await
            {
                return at.answer(Err(fault)).await;
            }
            drawn.supervision = match supervision_lines(at.app, drawn.text, session, &file).await {
                Ok(lines) => lines,
                Err(fault) => return at.answer(Err(fault)).await,
            };
            match case_lines(at.app, drawn.text, session, &file).await {
                Ok((lines, objection)) => {
                    drawn.complaints = lines;
                    if let Some(stop) = drawn.stops.last_mut() {
                        stop.objection = objection;
                    }
                }
                Err(fault) => return at.answer(Err(fault)).await,
            }
            page(&drawn)
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// The sentence after an act was carried out.
fn done_notice(text: Text, act: &str) -> Option<Notice> {
    let words = match act {
        "receive" => "已收件，可以打印回执。",
        "supplement" => "补来的材料已收下，可以打印新的回执。",
        "correction" => "已一次告知，可以打印一次性告知书。",
        "release-correction" => "已批准加列并记入监察；请受理人员再告知申请人。",
        "accept" => "已受理，可以打印受理通知书。",
        "check-commitment" => "核查结果已记下，并告知申请人。",
        "accept-deferred" => "已容缺受理，请打印受理通知书，请申请人在上面签字承诺。",
        "refuse-acceptance" => "已告诉申请人不能受理和理由，文书可以打印。",
        "give" => "已移交，等对方签收；签收之前，责任还在您这里。",
        "take" => "已签收，这一件现在在您手上。",
        "decline" => "没有签收，已退给移交人。",
        "decide" => "决定已作出，等全程代理人复核。",
        "recheck" => "复核通过，可以制证、用印。",
        "make" => "已办结，取件码已发给申请人。",
        "deliver" => "已送达，可以打印送达回证。",
        "renew-pickup" => "取件码已经换新，马上发给申请人。",
        "confirm-address" => "送达地址已登记，可以邮寄。",
        "agree-electronic" => "已登记同意电子送达；结果做好以后可以用电子方式发出。",
        "end-electronic" => "已登记收回同意；发出过的领取凭码不能用了。",
        "deliver-otherwise" => "已登记。随信的原件清单、送达以后的送达回证，都在“打印”里。",
        "sign-instant" => "当场办结，可以打印即办件办理单。",
        "approve-stop" => "已批准并告知申请人，计时暂停。",
        "show-stop-order" => "依据文书已经补登，申请人能看到。",
        "same-matter" => "就是这一件，已经记下；补来的材料在这里收。",
        "correct-applicant" => "登记已更正，请打印新的回执，交给申请人。",
        "succeed" => "已登记接着办的人，请打印新的回执，交给他。",
        "reveal" => "用途已经记下，今天可以看完整信息。",
        "end-with-applicant" => "已终止办理，通知书可以打印。",
        "photographs" => "照片已收下，和这一件放在一起。",
        _ => "已经记下。",
    };
    Some(Notice { kind: NoticeKind::Done, text: text.t(words).to_owned() })
}

/// Draws the case file, with the form that came back if one did.
pub fn draw(
    mut frame: PageFrame,
    file: &CaseFile,
    session: &Session,
    sent: Sent<'_>,
    stale: String,
) -> desk::CaseFile {
    let text = frame.text;
    frame.title = words::item(text, &file.item);
    let Some(filed) = file.filed() else {
        return empty(frame, text);
    };
    let case_path = format!("/desk/cases/{}", file.state.id);
    let about = About { text, organisation: &file.organisation, item: &file.item };
    let offers = file.offers(session);
    let csrf = frame.csrf.clone();
    let barred = sent.refused.clone();
    let typed = sent.form.map_or_else(String::new, |form| written(text, form));
    let cards = Cards { file, filed, about, session, csrf: &csrf, sent };
    let acts = cards.all(&offers);
    // Where nothing is open, say who could go on; where a refused form has no card any more, say why.
    let came_back = acts.iter().any(|card| card.open && cards.is_sent_to(card.act.slug()));
    let lost = (!typed.is_empty() && !came_back).then(|| {
        let refused = barred.unwrap_or_default();
        // The form has no place here any more: what was written must not be lost with it.
        let next = [refused.next.as_str(), typed.as_str()].join(text.gap());
        Refused {
            sentence: if refused.sentence.is_empty() { stale.clone() } else { refused.sentence },
            next,
            ..refused
        }
    });
    let nobody = lost
        .or_else(|| if acts.iter().any(|card| card.open) { None } else { who_could(&cards.about, &offers) });
    let facts = &filed.facts;
    desk::CaseFile {
        hearing: (hearings::waits(text, file), hearings::link(text, file)),
        text,
        act_path: case_path.clone(),
        head: file_parts::head(text, file, filed, file.whole),
        stages: file_parts::stages(text, file, filed),
        acts,
        nobody,
        stale,
        late_words: facts.explained.map_or_else(String::new, |it| file.texts.text(it.reason.0)),
        clocks: super::clock_rows::clocks(text, file, facts)
            .into_iter()
            .chain(super::deferral_words::clock_row(text, file, filed))
            .collect(),
        stops: file_parts::stops(text, file, filed),
        materials: file_parts::materials(text, file, facts),
        papers_held: u32::from(facts.holding.papers),
        handovers: file_parts::handovers(text, file),
        moments: file_parts::moments(text, file),
        papers: papers(text, file, filed, session),
        related: super::related::related(text, file, facts),
        supervision: Vec::new(),
        complaints: Vec::new(),
        reveal: super::views::form(text, file, &csrf, &SentForm::default()),
        frame,
    }
}

/// What can be printed, and what stands on its own beside the case.
fn papers(text: Text, file: &CaseFile, filed: &casework::File, session: &Session) -> Vec<desk::PaperLink> {
    let mut links = file_parts::papers(text, file, &format!("/desk/cases/{}", file.state.id));
    if let Some(id) = certificate_made(filed) {
        let (href, name) = (format!("/desk/certificates/{id}"), text.t("证照现在的情况").to_owned());
        links.push(desk::PaperLink { href, name, issued: String::new() });
    }
    // Paper that was kept has a folder, or wants one; every dossier ends in the archive.
    let href = format!("/desk/folders/{}", file.state.id);
    let place = super::folder_words::place(text, file, &file.folder);
    links.push(desk::PaperLink { href, name: text.t("案卷").to_owned(), issued: place });
    if file.discloses_to(session) {
        links.push(super::disclosures::link(text, file.state.id));
    }
    links
}

/// What a person wrote into a form, for when the form itself is gone.
fn written(text: Text, form: &Form) -> String {
    let long = form.fields().iter().filter(|(name, value)| {
        matches!(name.as_str(), "text" | "reason" | "result" | "explanation" | "remark")
            && !value.trim().is_empty()
    });
    let words: Vec<&str> = long.map(|(_, value)| value.as_str()).collect();
    if words.is_empty() {
        text.t("这一件有了变化，这张表用不上了。").to_owned()
    } else {
        text.f("您写的是：{words}", [("words", &words.join(text.semicolon()))])
    }
}

/// Of all that stands in the way of this person, what says most: what this person did before, or a letter that has ended
/// (tone 16, 17), before who holds the case, and that before posts that were never held.
fn who_could(about: &About<'_>, offers: &[casework::Offer]) -> Option<Refused> {
    let says = |refusal: &&casework::Refusal| match refusal {
        casework::Refusal::DutiesSeparate { .. } => 0,
        casework::Refusal::NotAuthorised {
            reason: NoAuthority::NoPost | NoAuthority::ElsewhereOnly, ..
        } => 3,
        casework::Refusal::NotAuthorised { .. } => 1,
        _ => 2,
    };
    offers.iter().filter_map(|offer| offer.refusal.as_ref()).min_by_key(says).map(|it| about.refused(it))
}

fn empty(frame: PageFrame, text: Text) -> desk::CaseFile {
    desk::CaseFile {
        hearing: (String::new(), None),
        text,
        act_path: String::new(),
        head: desk::CaseHead {
            item: String::new(),
            applicant: String::new(),
            contact: String::new(),
            numbers: Vec::new(),
            light: None,
            light_why: Vec::new(),
            state: words::officer_state(text, ""),
            due: None,
            holder: String::new(),
            agent: String::new(),
            is_priority: false,
            object: String::new(),
        },
        stages: pages::layout::Stages { text, stages: Vec::new() },
        acts: Vec::new(),
        nobody: None,
        stale: String::new(),
        late_words: String::new(),
        clocks: Vec::new(),
        stops: Vec::new(),
        materials: Vec::new(),
        papers_held: 0,
        handovers: Vec::new(),
        moments: Vec::new(),
        papers: Vec::new(),
        related: Vec::new(),
        supervision: Vec::new(),
        complaints: Vec::new(),
        reveal: None,
        frame,
    }
}

/// One row of a list.
pub async fn line(app: &App, text: Text, brief: &CaseBrief) -> Result<CaseLine, centre::Fault> {
    let in_force = app.centre.in_force().await?;
    let item = app.centre.item_body(brief.item_body).await?;
    let now = app.centre.instant();
    let due = match (brief.due_on, &in_force.calendar, brief.stopped_until) {
        (_, _, Some(until)) => {
            Some(Due::of(words::day_from(text, until, now.day()), text.t("计时暂停，计划到这一天")))
        }
        (Some(due), Some(calendar), None) => Some(Due {
            day: words::day_from(text, due, now.day()),
            left: words::days_of(text, brief, due, now, calendar),
            provisional: calendar.is_provisional(due),
        }),
        _ => None,
    };
    let holder = match (brief.holder, &in_force.organisation) {
        (Some(holder), Some(organisation)) => words::person(text, organisation, holder),
        _ => String::new(),
    };
    let mut notes: Vec<String> = Vec::new();
    if let (Some(holder), Some(organisation)) = (brief.holder, &in_force.organisation)
        && let Some(absence) = in_force.absences.of(holder, now.day())
    {
        notes.push(super::people_words::note(text, organisation, absence));
    }
    if brief.priority {
        notes.push(text.t("绿色通道").to_owned());
    }
    if brief.deemed {
        notes.push(text.t("视为受理").to_owned());
    }
    Ok(CaseLine {
        light: Some(words::light_of_case(text, brief.light(now), brief.is_past_law(now))),
        state: words::officer_state(text, &brief.state),
        href: format!("/desk/cases/{}", brief.id),
        number: brief.receipt_no.clone(),
        item: item.map_or_else(|| brief.item.clone(), |item| words::item(text, &item)),
        applicant: brief.applicant.name(),
        due,
        holder,
        note: notes.join(" · "),
        officers: brief.to_name.map(|watch| {
            let due = text.date(watch.clock.due());
            (words::light(text, watch.light), text.f("两名核查人员，最迟 {day}指派", [("day", &due)]))
        }),
        action: String::new(),
    })
}

/// `POST /desk/find`: by the number of a case or of any of its papers, or by identity document; what is personal never stands in an address.
pub async fn find(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: "/desk/cases" };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    if let Err(response) = check_csrf(&app, &headers, at.path, &session, form.get("csrf")).await {
        return *response;
    }
    at.answer(find_page(&at, &session, form.trimmed("q")).await).await
}

async fn find_page(at: &At<'_>, session: &Session, words_typed: &str) -> crate::app::respond::Answer {
    let words_typed: String = words_typed.chars().take(300).collect();
    if let Some(case) = at.app.centre.case_find_number(session, &words_typed).await? {
        return Ok(see_other(&format!("/desk/cases/{case}")));
    }
    if let Some((plain, of)) = printed_number::plain(&words_typed).zip(at.app.centre.organisation().await?) {
        let meant = printed_number::meanings(&of, &plain);
        match at.app.centre.paper_find(session, &meant).await? {
            Some(PaperOf::Certificate(id)) => return Ok(see_other(&format!("/desk/certificates/{id}"))),
            Some(PaperOf::Case(case)) => return Ok(see_other(&format!("/desk/cases/{case}"))),
            None => {}
        }
    }
    let frame = at.titled(Nav::Cases, session, "查办件").await;
    let text = frame.text;
    let briefs = at.app.centre.case_find_person(session, &words_typed).await?;
    let mut lines = Vec::new();
    for brief in &briefs {
        lines.push(line(at.app, text, brief).await?);
    }
    let asked = FindAsked { words: words_typed, ..FindAsked::default() };
    let shown = text.f("查到 {n} 件", [("n", &lines.len())]);
    let pages = Pagination { text, first: None, next: None, shown };
    let status = if lines.is_empty() { StatusCode::NOT_FOUND } else { StatusCode::OK };
    Ok(page_with(status, &FindCases { text, asked, lines, pages, frame }))
}
