//! The register of complaints at the desk: lists, one complaint with its history, and what each person may do with it now
//! (R107, R118, R153, C32, F18).

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use catalogue::{ComplaintId, Organisation, PersonId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::file::CaseFile;
use centre::oversight::complaint::{
    ComplaintAct, ComplaintBrief, ComplaintSight, ComplaintView, ComplaintWhich, grouped,
};
use oversight::complaint::{Cause, Class, Verdict};

use super::complaint_forms::forms;
use super::complaint_words as said;
use super::posted::Posted;
use super::record_forms::{SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::{complaint_parts, oversight_words, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordList, RecordPage, RecordRow, Related};
use pages::layout::{Nav, Notice, NoticeKind, StateWord, Tone};
use pages::text::Text;

/// Where complaints are listed.
pub const PATH: &str = "/desk/complaints";

/// `GET /desk/complaints?which=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let mut frame = at.titled(Nav::Complaints, session, "投诉").await;
    let text = frame.text;
    let asked = Asked::of(PATH, query);
    let which = ComplaintWhich::of(asked.which);
    let centre = &at.app.centre;
    if let Ok(id) = ComplaintId::parse(query.get("sealed"))
        && let Some((year, n)) = centre.complaint_number(id).await?
    {
        let sentence = "编号 {number}，内容已密封给纪检监察，这里只剩编号和日期。请把编号告诉举报人。";
        let sentence = text.f(sentence, [("number", &grouped(year, n))]);
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: sentence });
    }
    let mut briefs = centre.complaint_list(session, which, asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 件");
    let sight = centre.complaint_sight(session).await?;
    let inspects = matches!(sight, ComplaintSight::Inspection(_));
    let now = centre.instant();
    let organisation = centre.organisation().await?;
    let rows = organisation
        .as_deref()
        .map_or_else(Vec::new, |of| briefs.iter().map(|brief| row(text, of, brief, inspects, now)).collect());
    let lead = match inspects {
        true => "这里只有密封转来的举报，别人只看得到编号和日期。",
        false => "当天能办的当天办，最长五个工作日答复。举报密封给纪检监察，这里只有编号和日期。",
    };
    let list = RecordList {
        text,
        path: PATH,
        title: text.t("投诉").to_owned(),
        lead: text.t(lead).to_owned(),
        which: asked.choices(text, &ComplaintWhich::ALL, which_word),
        head: heads(text, &["编号", "登记日期", "类别", "被投诉单位", "谁在调查", "最迟答复、公布", "状态"]),
        pages,
        rows,
        empty: text.t("现在没有要您办的投诉。").to_owned(),
        tool: (!inspects).then(|| (format!("{PATH}/new"), text.t("登记投诉").to_owned())),
        frame,
    };
    Ok(page(&list))
}

fn which_word(which: ComplaintWhich) -> &'static str {
    match which {
        ComplaintWhich::Mine => "等我办的",
        ComplaintWhich::Open => "没有办结的",
        ComplaintWhich::Late => "超期没有答复的",
        ComplaintWhich::LastResort => "办不成事",
        ComplaintWhich::ToPublish => "待公布",
        ComplaintWhich::All => "全部",
    }
}

fn row(
    text: Text,
    organisation: &Organisation,
    brief: &ComplaintBrief,
    inspects: bool,
    now: calendar::Instant,
) -> RecordRow {
    let unit = |unit: Option<UnitCode>| unit.map_or_else(dash, |it| words::unit(text, organisation, it));
    let class = brief.class.map_or_else(dash, |it| text.t(said::class(it)).to_owned());
    let to = brief.to.map(|to| words::person(text, organisation, to));
    let office = match (brief.office, to) {
        (Some(office), Some(to)) => words::unit(text, organisation, office) + &text.aside(to),
        (office, _) => unit(office),
    };
    let answer_by = brief.red_at.map(|at| calendar::Instant(at.0 - 1).day());
    let due = answer_by.or(brief.publish_by).map_or_else(dash, |day| text.date(day));
    let named = [
        ("登记日期", text.date_with_year(brief.filed_at.day())),
        ("类别", class),
        ("被投诉单位", unit(brief.unit)),
        ("谁在调查", office),
        ("最迟答复、公布", due),
    ];
    let overdue = brief.red_at.is_some_and(|at| at <= now);
    RecordRow {
        // Of what is sealed there is nothing to open for anybody else.
        href: if brief.sealed && !inspects { String::new() } else { format!("{PATH}/{}", brief.id) },
        name: brief.number_text(),
        cells: cells(text, named),
        state: match brief.sealed && !inspects {
            // Number and date: not even whether it has ended (C32).
            true => StateWord { word: text.t("密封").to_owned(), tone: Tone::Ended },
            false => match brief.publish_by {
                Some(day) => said::to_publish(text, day, now.day()),
                None => said::state(text, &brief.state, overdue),
            },
        },
    }
}

fn dash() -> String {
    "—".to_owned()
}

/// `GET /desk/complaints/{complaint}`
pub async fn show(opened: Opened, Path(complaint): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = ComplaintId::parse(&complaint) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.complaint_fetch(session, id).await {
        Ok(view) => match draw(&at, session, &view, &SentForm::default(), String::new()).await {
            Ok(drawn) => page(&drawn.after(opened.query.has("done"), "已经记下。")),
            Err(fault) => at.answer(Err(fault)).await,
        },
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/complaints/{complaint}/{act}`
pub async fn send(Path((complaint, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = ComplaintId::parse(&complaint) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form });
    let carry = async |act| centre.complaint_act(session, id, command_id, posted.version(), &act).await;
    let again = async |problem| {
        let view = match centre.complaint_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept =
            oversight_words::kept(posted.text(), &view.organisation, problem).with_day(&posted.form, &slug);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        match draw(&at, session, &view, &sent, kept.stale).await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(fault) => at.answer(Err(fault)).await,
        }
    };
    // Whoever gave it on to the discipline inspection may not read it any more.
    let done = |_| match slug.as_str() {
        "pass-on" => format!("{PATH}?sealed={id}"),
        _ => format!("{}?done={slug}", at.path),
    };
    posted.carry_out(asked, carry, done, again).await
}

fn parse(typed: &Typed<'_>) -> Option<Result<ComplaintAct, Vec<FieldProblem>>> {
    let words = || typed.text("words");
    Some(match typed.slug {
        "assign" => assign(typed),
        "pass-on" => Ok(ComplaintAct::PassOn),
        "tell-longer" => match Day::parse(&typed.text("until")) {
            Some(until) => Ok(ComplaintAct::TellLonger { until, reason: words() }),
            None => Err(vec![wrong("until", FieldWhy::NotADay)]),
        },
        "draft" => Ok(ComplaintAct::Draft(words())),
        "return" => Ok(ComplaintAct::Return(words())),
        "reply" => {
            let (verdict, cause) =
                (Verdict::parse(&typed.text("verdict")), Cause::parse(&typed.text("cause")));
            match (verdict, cause) {
                (Some(verdict), Some(cause)) => Ok(ComplaintAct::Reply { words: words(), verdict, cause }),
                (verdict, cause) => Err([("verdict", verdict.is_none()), ("cause", cause.is_none())]
                    .into_iter()
                    .filter(|(_, missing)| *missing)
                    .map(|(field, _)| wrong(field, FieldWhy::NotAChoice))
                    .collect()),
            }
        }
        "close" => Ok(ComplaintAct::Close(words())),
        "close-without-word" => Ok(ComplaintAct::CloseWithoutWord(words())),
        "reopen" => Ok(ComplaintAct::Reopen(words())),
        "publish" => Ok(ComplaintAct::Publish(words())),
        "receive" => Ok(ComplaintAct::Receive),
        "conclude" => Ok(ComplaintAct::Conclude(words())),
        _ => return None,
    })
}

fn wrong(field: &str, why: FieldWhy) -> FieldProblem {
    FieldProblem { field: field.to_owned(), why }
}

fn assign(typed: &Typed<'_>) -> Result<ComplaintAct, Vec<FieldProblem>> {
    let unit = UnitCode::parse(&typed.text("unit")).ok();
    let about_unit = UnitCode::parse(&typed.text("about_unit")).ok();
    let class = Class::parse(&typed.text("class"));
    let person = |field: &str| PersonId::parse(&typed.text(field)).ok();
    match (unit, about_unit, class) {
        (Some(unit), Some(about_unit), Some(class)) => {
            Ok(ComplaintAct::Assign { unit, to: person("to"), about_unit, person: person("person"), class })
        }
        _ => {
            Err([("unit", unit.is_none()), ("about_unit", about_unit.is_none()), ("class", class.is_none())]
                .into_iter()
                .filter(|(_, missing)| *missing)
                .map(|(field, _)| wrong(field, FieldWhy::NotAChoice))
                .collect())
        }
    }
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &ComplaintView,
    sent: &SentForm<'_>,
    stale: String,
) -> Result<RecordPage, centre::Fault> {
    let mut frame = at.frame(Nav::Complaints, Some(session)).await;
    let text = frame.text;
    let filed = &view.filed;
    let sealed = filed.is_sealed();
    let title = text.t(if sealed { "举报" } else { "投诉" }).to_owned();
    frame.title = title.clone();
    let acts = forms(text, view, session, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let mut links = Vec::new();
    if let Some(case) = view.case() {
        let name = text.f("看办件 {number}", [("number", &view.receipt)]);
        links.push(PaperLink { href: format!("/desk/cases/{case}"), name, issued: String::new() });
    }
    if view.prints_receipt(session) {
        let name = text.t("登记回执").to_owned();
        links.push(PaperLink { href: format!("{PATH}/{}/receipt", view.id), name, issued: String::new() });
    }
    if super::complaint_founded::is_open(view, session) {
        let (href, name) = (super::complaint_founded::href(view.id), text.t("记为监察发现").to_owned());
        links.push(PaperLink { href, name, issued: String::new() });
    }
    let lines = view.lines.iter().rev();
    let moments =
        lines.filter_map(|line| said::moment(text, &view.organisation, &view.texts, line, false)).collect();
    Ok(RecordPage {
        text,
        back: (PATH.to_owned(), text.t("投诉").to_owned()),
        subtitle: words_number(view),
        title,
        state: match filed.publish_by.filter(|_| filed.is_to_publish()) {
            Some(day) => said::to_publish(text, day, view.now.day()),
            None => said::state(text, filed.way.key(), filed.overdue),
        },
        stale,
        facts: complaint_parts::facts(text, view),
        acts,
        nobody,
        tables: complaint_parts::tables(at.app, text, view).await?,
        papers: links,
        moments,
        path: format!("{PATH}/{}", view.id),
        frame,
    })
}

fn words_number(view: &ComplaintView) -> String {
    let number = view.filed.number;
    grouped(number.year, number.n)
}

/// Complaints about a case for whoever may see them, and the way to make one: one click from the case (E27).
pub async fn case_lines(
    app: &App,
    text: Text,
    session: &Session,
    file: &CaseFile,
) -> Result<(Vec<Related>, String), centre::Fault> {
    let Some(filed) = file.filed() else { return Ok(Default::default()) };
    let mut lines = Vec::new();
    let briefs = app.centre.complaints_of_case(session, file.state.id).await?;
    let against_stop = briefs.iter().find(|brief| brief.class == Some(Class::StoppedClock));
    let objection = against_stop.map_or_else(String::new, |brief| {
        let (day, number) = (words::day(text, brief.filed_at.day()), brief.number_text());
        text.f("{day}有人不同意暂停计时，投诉编号 {number}", [("day", &day), ("number", &number)])
    });
    for brief in briefs {
        let overdue = brief.red_at.is_some_and(|at| at <= file.now);
        lines.push(Related {
            href: format!("{PATH}/{}", brief.id),
            number: brief.number_text(),
            why: said::state(text, &brief.state, overdue).word,
        });
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("case", &words::receipt_no(filed.facts.receipt));
    lines.push(Related {
        href: format!("{PATH}/new?{}", query.finish()),
        number: text.t("登记投诉").to_owned(),
        why: String::new(),
    });
    Ok((lines, objection))
}
