//! Assessment at the desk: the terms, and one term with its tables by unit, window and person (R184-R188).

use std::fmt::Display;

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::assessment::{AssessmentAct, AssessmentBrief, AssessmentView};
use oversight::assessment::{
    ACCOUNTABLE, Count, DEPARTMENT, ELSEWHERE, Event, MARKED, Plan, Scale, Subject, Term,
};

use super::assessment_table::ranked;
use super::assessment_words as words_of;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{cells, heads};
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordForm, RecordList, RecordMoment, RecordRow};
use pages::layout::{Nav, Pagination};
use pages::text::Text;

/// Where terms are listed.
pub const PATH: &str = "/desk/assessment";
/// Lines of a difference that a page shows.
const CHANGES_MAX: usize = 60;

/// Address of a term.
pub fn term_path(term: Term) -> String {
    format!("{PATH}/{}", term.key())
}

/// Address of the sheet of one.
pub fn sheet_path(term: Term, subject: Subject) -> String {
    format!("{PATH}/{}/{}", term.key(), subject.key())
}

/// `GET /desk/assessment`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match at.app.centre.assessment_list().await {
        Ok(briefs) => match list_page(&at, session, &briefs).await {
            Ok(drawn) => page(&drawn),
            Err(problem) => at.shut(problem).await,
        },
        Err(fault) => at.answer(Err(fault)).await,
    }
}

async fn list_page(
    at: &At<'_>,
    session: &Session,
    briefs: &[AssessmentBrief],
) -> Result<RecordList, Problem> {
    let centre = &at.app.centre;
    let frame = at.titled(Nav::Oversight, session, "考核").await;
    let text = frame.text;
    let supervises = centre.is_supervisor(session).await?;
    let leads = frame.signed_in.as_ref().is_some_and(|it| it.is_leader);
    let row = |term: Term, state: &str, by: String, at: Option<calendar::Instant>| RecordRow {
        // Whoever leads nothing has one sheet: the own.
        href: match leads {
            true => term_path(term),
            false => sheet_path(term, Subject::Person(session.person)),
        },
        name: words_of::term(text, term),
        cells: cells(
            text,
            [("总评限期", by), ("公布时间", at.map_or_else(|| "—".to_owned(), |at| words::moment(text, at)))],
        ),
        state: words_of::state(text, state),
    };
    let fixed = briefs.iter().filter(|it| leads || it.published_at.is_some());
    let day = |typed: &str| Day::parse(typed).map_or_else(String::new, |day| text.date(day));
    let fixed = fixed.map(|it| row(it.term, &it.state, day(&it.publish_by), it.published_at));
    let mut rows: Vec<RecordRow> = fixed.collect();
    if supervises {
        let today = centre.today();
        let running = [Term::month_of(today), Term::quarter_of(today), Term::year_of(today)];
        let to_plan = running.into_iter().chain(running.map(Term::after));
        for term in to_plan.filter(|term| briefs.iter().all(|it| it.term != *term)) {
            let href = format!("{}/plan", term_path(term));
            rows.push(RecordRow { href, ..row(term, "none", "—".to_owned(), None) });
        }
    }
    Ok(RecordList {
        text,
        path: PATH,
        title: text.t("考核").to_owned(),
        lead: text
            .t("先定方案，再自查、社会评议、重点检查，最后总评。每个数都能点开看是哪些件；样本不足的不评。")
            .to_owned(),
        which: (text.t("看哪些").to_owned(), Vec::new()),
        head: heads(text, &["哪一期", "总评限期", "公布时间", "状态"]),
        pages: Pagination {
            text,
            first: None,
            next: None,
            shown: text.f("这一页 {n} 期", [("n", &rows.len())]),
        },
        rows,
        empty: text.t("还没有公布的考核。").to_owned(),
        tool: Some(("/desk/attendance".to_owned(), text.t("考勤").to_owned())),
        frame,
    })
}

/// `GET /desk/assessment/{term}?edition=`
pub async fn show(opened: Opened, Path(term): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Some(term) = Term::parse(&term) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.assessment_fetch(session, term, opened.query.get("edition").parse().ok()).await {
        Ok(view) if view.plan.is_some() && may_read(&view) => {
            let drawn = draw(&at, session, &view, &SentForm::default(), String::new()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Ok(view) if view.plan.is_some() => at.error(ErrorKind::Forbidden).await,
        Ok(_) => at.error(ErrorKind::NotFound).await,
        Err(problem) => at.shut(problem).await,
    }
}

/// Whoever leads something sees the term, and of it what is open to them.
fn may_read(view: &AssessmentView) -> bool {
    view.eyes.ranks(true)
}

/// What a form of the whole term asks.
pub fn parse(typed: &Typed<'_>) -> Option<AssessmentAct> {
    match typed.slug {
        "score" => Some(AssessmentAct::Score(typed.text("words"))),
        "publish" => Some(AssessmentAct::Publish),
        _ => None,
    }
}

/// `POST /desk/assessment/{term}/{act}`
pub async fn send(Path((term, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Some(term) = Term::parse(&term) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form }).map(Ok);
    let carry = async |act| centre.assessment_act(session, term, command_id, posted.version(), &act).await;
    let again = async |problem| {
        let view = match centre.assessment_fetch(session, term, None).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        page_with(kept.status, &draw(&at, session, &view, &sent, kept.stale).await)
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", term_path(term)), again).await
}

/// Where two tables of counts differ, of those the reader sees.
fn difference(
    text: Text,
    view: &AssessmentView,
    (title, id): (&str, &'static str),
    before: &oversight::report::Table,
    after: &oversight::report::Table,
) -> Option<LinkTable> {
    let mut changed = before.difference(after);
    changed.truncate(CHANGES_MAX);
    let row = |it: &oversight::report::Change| {
        let subject = Subject::parse(&it.unit)?;
        let word = word_of(view.plan.as_deref(), &it.word);
        let name = words_of::subject(text, &view.organisation, subject);
        let plain = |n: i64| LinkCell::plain(n.to_string());
        let first = LinkCell::link(sheet_path(view.term, subject), name);
        Some(vec![first, LinkCell::plain(text.t(word)), plain(it.before), plain(it.after)])
    };
    let rows: Vec<_> = changed.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| LinkTable {
        title: text.t(title).to_owned(),
        id,
        note: String::new(),
        first: false,
        head: heads(text, &["对象", "哪个数", "原来", "改成"]),
        rows,
    })
}

/// What a word of the counts is called.
fn word_of<'a>(plan: Option<&'a Plan>, word: &str) -> &'a str {
    if let Some(count) = Count::parse(word) {
        return count.name();
    }
    let indicators = plan.map_or(&[][..], |plan| &plan.indicators);
    if let Some(of) = indicators.iter().find(|it| it.formula_words().iter().any(|known| known == word)) {
        return &of.name;
    }
    match word {
        ACCOUNTABLE => "没有推翻的问责处理",
        DEPARTMENT | MARKED => "单位评",
        ELSEWHERE => "中心另设区划",
        _ => "列入考核",
    }
}

fn forms(text: Text, view: &AssessmentView, csrf: &str, sent: &SentForm<'_>) -> Vec<RecordForm> {
    let mut forms = Vec::new();
    let (state, today) = (&view.state, view.read_at.day());
    if !view.eyes.supervises {
        return forms;
    }
    let last = state.editions.last();
    let changed = view.now.as_ref().is_some_and(|now| *now != *view.table);
    if view.term.is_over(today) && (last.is_none() || changed) {
        let of = Fields { text, slug: "score", sent };
        let (title, help, fields) = match last {
            None => ("总评", "照现在的数定下来，以后变了另出一稿。另一位督查公布。", Vec::new()),
            Some(_) => {
                ("再出一稿", "上一稿照样留着，差在哪里写在新的一稿里。", vec![of.area("words", "理由")])
            }
        };
        forms.push(of.form(csrf, view.version, title, help, title, fields));
    }
    let waits = last.filter(|last| state.published.is_none_or(|it| it.edition != last.number));
    if waits.is_some_and(|last| last.by != Some(view.eyes.me)) {
        let of = Fields { text, slug: "publish", sent };
        let help = "公布以后，被考核的可以申诉一次；一般、较差的单位限期整改。";
        forms.push(of.form(csrf, view.version, "公布", help, "公布", Vec::new()));
    }
    forms
}

/// What happened, newest first, as far as it is about whom the reader sees; `of` narrows it to one.
pub fn moments(text: Text, view: &AssessmentView, of: Option<Subject>) -> Vec<RecordMoment> {
    let moment = |line: &centre::oversight::finding::Line<Event>| {
        let (by, about, words) = parts(&line.event);
        let shown = match (of, about) {
            // What a town puts right stands on the sheet of its centre too.
            (Some(of @ Subject::Town(_)), Some(about)) => of == about || of.unit() == about.unit(),
            (Some(of), Some(about)) => of == about,
            // What is about all stands on every sheet, without its reasons.
            (Some(_), None) => matches!(line.event, Event::Announced(_)),
            (None, Some(about)) => view.eyes.everything && about.scale() != Scale::Person,
            (None, None) => true,
        };
        let open = about.is_none_or(|about| view.sees(about));
        // The words of a unit's self-check, of an objection and of a correction are for whom it concerns and supervision.
        let reads = about.is_none() || view.eyes.everything || view.eyes.sees(about?, false);
        (shown && open).then(|| RecordMoment {
            when: words::moment(text, line.recorded_at),
            what: match (of, about) {
                (None, Some(about)) => {
                    let name = words_of::subject(text, &view.organisation, about);
                    [name, words_of::event(text, &line.event)].join(text.colon())
                }
                _ => words_of::event(text, &line.event),
            },
            who: words::person(text, &view.organisation, by),
            words: words.filter(|_| reads).map_or_else(String::new, |it| view.texts.text(it.0)),
            photographs: Vec::new(),
        })
    };
    view.lines.iter().rev().filter_map(moment).collect()
}

/// Who, about whom, and the words.
fn parts(event: &Event) -> (catalogue::PersonId, Option<Subject>, Option<casework::Sealed>) {
    match *event {
        Event::Adopted(it) => (it.by, None, it.reason),
        Event::Checked(it) => (it.by, Some(Subject::Unit(it.unit)), Some(it.words)),
        Event::Evaluation(it) => (it.by, Some(Subject::Unit(it.unit)), Some(it.words)),
        Event::Inspected(it) => (it.by, Some(Subject::Unit(it.unit)), Some(it.words)),
        Event::Marked(it) => (it.by, Some(Subject::Person(it.person)), Some(it.words)),
        Event::Scored(it) => (it.by, None, it.reason),
        Event::Announced(it) => (it.by, None, None),
        Event::Objected(it) => (it.by, Some(it.subject), Some(it.reason)),
        Event::ObjectionDecided(it) => (it.by, Some(it.subject), Some(it.reason)),
        Event::CorrectionAnswered(it) => (it.by, Some(Subject::Unit(it.unit)), Some(it.words)),
        Event::CorrectionJudged(it) => (it.by, Some(Subject::Unit(it.unit)), Some(it.reason)),
        Event::Awarded(it) => (it.by, Some(it.subject), Some(it.reason)),
    }
}

/// The edition that is shown, in a line.
pub fn edition_line(text: Text, view: &AssessmentView) -> String {
    match &view.edition {
        Some(edition) => text.f(
            "第 {n} 稿，{time} 定稿，数到账本第 {seq} 条。",
            [
                ("n", &edition.number as &dyn Display),
                ("time", &words::moment(text, edition.at)),
                ("seq", &edition.seq),
            ],
        ),
        None => text.t("现在的数，总评时定稿。").to_owned(),
    }
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &AssessmentView,
    sent: &SentForm<'_>,
    stale: String,
) -> AssessPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let name = words_of::term(text, view.term);
    frame.title = [name.as_str(), text.t("考核")].join(text.gap());
    let acts = forms(text, view, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let mut tables: Vec<LinkTable> =
        ranked(text, view).into_iter().map(|it| it.on_page(text, view)).collect();
    let before = view.before.as_deref();
    let before = before
        .and_then(|before| difference(text, view, ("和上一稿的差别", "assess-before"), before, &view.table));
    let later = view.now.as_ref();
    let later =
        later.and_then(|now| difference(text, view, ("定稿以后变了的数", "assess-later"), &view.table, now));
    tables.extend(before.into_iter().chain(later));
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| facts.push((text.t(name).to_owned(), value));
    if let Some(dates) = view.state.dates {
        fact("自查", text.date(dates.check_by));
        fact("社会评议", text.date(dates.evaluate_by));
        fact("重点检查", text.date(dates.inspect_by));
        fact("总评", text.date(dates.publish_by));
    }
    if let Some(published) = view.state.published {
        fact("申诉到", text.date(published.object_by));
        fact("整改到", text.date(published.correct_by));
    }
    let mut links =
        vec![LinkCell::link(format!("{}/plan", term_path(view.term)), text.t("考核方案和每个数怎么数"))];
    let of = view.edition.map_or_else(String::new, |it| format!("?edition={}", it.number));
    for (file, word) in [("result.pdf", "打印稿（PDF）"), ("result.xlsx", "表格（XLSX）")] {
        links.push(LinkCell::link(format!("{}/{file}{of}", term_path(view.term)), text.t(word)));
    }
    for subject in view.state.prizes.keys().filter(|it| view.sees(**it)) {
        let name = words_of::subject(text, &view.organisation, *subject);
        let award = text.t(words_of::award(*subject));
        links.push(LinkCell::link(sheet_path(view.term, *subject), [award, &name].join(text.colon())));
    }
    if view.eyes.everything {
        let others =
            view.state.editions.iter().filter(|it| Some(it.number) != view.edition.map(|it| it.number));
        links.extend(others.map(|it| {
            let says = text.f("第 {n} 稿", [("n", &it.number)]);
            LinkCell::link(format!("{}?edition={}", term_path(view.term), it.number), says)
        }));
    }
    AssessPage {
        text,
        back: (PATH.to_owned(), text.t("考核").to_owned()),
        title: frame.title.clone(),
        subtitle: edition_line(text, view),
        state: words_of::state(text, view.state.key()),
        stale,
        facts,
        acts,
        nobody,
        tables,
        links,
        moments: moments(text, view, None),
        path: term_path(view.term),
        frame,
    }
}
