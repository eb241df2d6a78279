//! The tables of a term, once for page, paper, workbook and program: each scale by rank, departments and towns apart (R184-R186).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::Organisation;
use catalogue::organisation::UnitKind;
use centre::account::Session;
use centre::oversight::assessment::AssessmentView;
use oversight::assessment::{Annual, ELSEWHERE, Scale, Score, Subject, Term, scores, subjects};
use paper::{Paper, Part};
use workbook::Sheet;

use super::assessment::{PATH, edition_line, sheet_path};
use super::assessment_words as words_of;
use super::record_list::heads;
use super::report_sheet::Shown;
use super::{paper as press, workbook_file};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{At, ErrorKind};
use crate::app::visitor::Officer;
use pages::desk::{LinkCell, LinkTable};
use pages::layout::{Nav, PageFrame};
use pages::text::Text;

/// Those of one scale, the best first.
pub struct Ranked {
    id: &'static str,
    title: String,
    note: String,
    head: Vec<String>,
    /// Whether a column of ranks stands behind the names.
    ranks: bool,
    rows: Vec<(Subject, Vec<Shown>)>,
}

impl Ranked {
    /// Every figure a link to the sheet behind it.
    pub fn on_page(self, text: Text, view: &AssessmentView) -> LinkTable {
        let ranks = self.ranks;
        let row = |(subject, cells): (Subject, Vec<Shown>)| {
            let href = sheet_path(view.term, subject);
            let cell = |(place, cell): (usize, &Shown)| match place {
                1 if ranks => LinkCell::plain(cell.long(text)),
                _ => LinkCell::link(&href, cell.long(text)),
            };
            cells.iter().enumerate().map(cell).collect()
        };
        LinkTable {
            title: self.title,
            id: self.id,
            note: self.note,
            first: true,
            head: self.head,
            rows: self.rows.into_iter().map(row).collect(),
        }
    }

    fn sheet(&self, title: &str) -> Sheet {
        Sheet {
            name: self.title.clone(),
            title: title.to_owned(),
            head: self.head.clone(),
            rows: self.rows.iter().map(|(_, row)| row.iter().map(Shown::cell).collect()).collect(),
            bars: None,
        }
    }
}

/// The tables a reader sees, those that are empty left out.
pub fn ranked(text: Text, view: &AssessmentView) -> Vec<Ranked> {
    let has_towns = view.organisation.units.iter().any(|it| it.kind == UnitKind::Town);
    let mut all = Vec::new();
    for scale in Scale::ALL {
        match scale {
            // A town is not measured against departments.
            Scale::Unit if has_towns => {
                all.extend(one(text, view, scale, Some(false)));
                all.extend(one(text, view, scale, Some(true)));
            }
            _ => all.extend(one(text, view, scale, None)),
        }
    }
    all
}

fn one(text: Text, view: &AssessmentView, scale: Scale, towns: Option<bool>) -> Option<Ranked> {
    let plan = view.plan.as_deref()?;
    let indicators: Vec<_> = plan.of(scale).collect();
    let mut all = scores(plan, &view.table, scale);
    all.retain(|it| view.sees(it.subject));
    if let Some(towns) = towns {
        all.retain(|it| is_town(&view.organisation, it.subject) == towns);
    }
    if indicators.is_empty() || all.is_empty() {
        return None;
    }
    // Ranks are of those who are scored, and only where all of them are on the page.
    let ranks = view.eyes.everything || scale != Scale::Person;
    let totals: Vec<u32> = all.iter().filter_map(|it| it.total).collect();
    // A plan from before it was asked says nothing of the annual assessment; a town's points are those of its centre, where the
    // plan assesses it.
    let by_centre = plan.of(Scale::Town).next().is_some();
    let annual = plan.annual.filter(|_| match scale {
        Scale::Unit => !(by_centre && towns == Some(true)),
        Scale::Town => true,
        Scale::Window | Scale::Person => false,
    });
    let shows = Shows { text, view, totals: ranks.then_some(&totals), annual };
    let row = |score: &Score<'_>| (score.subject, cells(&shows, score));
    let mut head = vec![text.t(words_of::scale(scale)).to_owned()];
    if ranks {
        head.push(text.t("名次").to_owned());
    }
    // What it came to stands before what it is made of: a narrow screen shows the first columns.
    head.extend(heads(text, &["总分", "档次"]));
    if annual.is_some() {
        head.push(text.t("折年度考核分").to_owned());
    }
    if scale == Scale::Person {
        head.extend(heads(text, &["中心评", "单位评"]));
    }
    head.extend(indicators.iter().map(|it| text.t(&it.name).to_owned()));
    let (title, id) = match (scale, towns) {
        (Scale::Unit, None) => ("各单位", "assess-unit"),
        (Scale::Unit, Some(false)) => ("各部门", "assess-unit"),
        (Scale::Unit, Some(true)) => ("各乡镇", "assess-town"),
        (Scale::Town, _) => ("乡镇便民服务中心", "assess-centre"),
        (Scale::Window, _) => ("各窗口", "assess-window"),
        (Scale::Person, _) => ("窗口人员", "assess-person"),
    };
    let note = match scale {
        Scale::Person => "中心评和单位评按方案的占比合成总分；两边都评了才有总分。",
        Scale::Town => "数的是乡镇便民服务中心的窗口收下的件，不管由哪个单位办；样本不足的不评，也不算零分。",
        Scale::Unit | Scale::Window => "样本不足的不评，也不算零分；总分从高到低排。",
    };
    let mut notes = vec![text.t(note).to_owned()];
    notes.extend(elsewhere(text, view).filter(|_| scale == Scale::Town));
    notes.extend(annual.map(|it| {
        let places: [(&str, &dyn std::fmt::Display); 2] = [("n", &it.department), ("m", &it.town)];
        text.f("总分按 100 分折成年度考核的分：部门占 {n} 分，乡镇占 {m} 分。", places)
    }));
    Some(Ranked {
        id,
        title: text.t(title).to_owned(),
        note: notes.join(text.gap()),
        head,
        ranks,
        rows: all.iter().map(row).collect(),
    })
}

/// Which towns were counted in a division of their own.
fn elsewhere(text: Text, view: &AssessmentView) -> Option<String> {
    let towns = subjects(&view.table, Scale::Town);
    let towns = towns.into_iter().filter(|it| view.table.get(&it.key(), ELSEWHERE) > 0);
    let names: Vec<String> = towns.map(|it| words_of::subject(text, &view.organisation, it)).collect();
    let places: [(&str, &dyn std::fmt::Display); 1] = [("towns", &names.join(text.comma()))];
    (!names.is_empty()).then(|| text.f("{towns}在本系统里另设区划，那边的窗口收下的件也数在内。", places))
}

/// What a line is drawn from.
struct Shows<'a> {
    text: Text,
    view: &'a AssessmentView,
    /// Totals of all, where there are ranks.
    totals: Option<&'a Vec<u32>>,
    /// What the total counts for in the annual assessment.
    annual: Option<Annual>,
}

fn is_town(organisation: &Organisation, subject: Subject) -> bool {
    match subject {
        Subject::Unit(code) => organisation.unit(code).is_some_and(|it| it.kind == UnitKind::Town),
        Subject::Town(_) => true,
        Subject::Window(_) | Subject::Person(_) => false,
    }
}

fn cells(shows: &Shows<'_>, score: &Score<'_>) -> Vec<Shown> {
    let Shows { text, view, totals, annual } = *shows;
    let plain = |word: &str| Shown::Text(text.t(word).to_owned());
    let figure = |points: Option<u32>| points.map_or_else(|| plain("样本不足"), Shown::Points);
    let mut cells = vec![Shown::Text(words_of::subject(text, &view.organisation, score.subject))];
    if let Some(totals) = totals {
        let before = |total: u32| totals.iter().filter(|it| **it > total).count() + 1;
        let rank = score.total.and_then(|it| i64::try_from(before(it)).ok());
        cells.push(rank.map_or_else(|| Shown::Text("—".to_owned()), Shown::Count));
    }
    cells.push(score.total.map_or_else(|| Shown::Text("—".to_owned()), Shown::Points));
    cells.push(plain(words_of::grade(score.grade)));
    if let Some(annual) = annual {
        let points = |total| Shown::Points(annual.points(is_town(&view.organisation, score.subject), total));
        cells.push(score.total.map_or_else(|| Shown::Text("—".to_owned()), points));
    }
    if score.subject.scale() == Scale::Person {
        cells.push(figure(score.own));
        cells.push(score.department.map_or_else(|| plain("等单位评"), Shown::Points));
    }
    cells.extend(score.points.iter().map(|it| figure(it.points)));
    cells
}

/// `GET /desk/assessment/{term}/result.pdf?edition=`: what the reader sees of the term.
pub async fn pdf(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(term): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{term}");
    let at = At { app: &app, headers: &headers, path: &path };
    let view = match view(&at, &session, &term, query).await {
        Ok(view) => view,
        Err(refused) => return refused,
    };
    let frame = at.frame(Nav::Oversight, Some(&session)).await;
    let paper = paper_of(&frame, &view);
    at.answer(press::set(&at, frame, paper, &name(&view)).await).await
}

/// `GET /desk/assessment/{term}/result.xlsx?edition=`: the same as a workbook.
pub async fn xlsx(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(term): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{term}");
    let at = At { app: &app, headers: &headers, path: &path };
    let view = match view(&at, &session, &term, query).await {
        Ok(view) => view,
        Err(refused) => return refused,
    };
    let text = at.frame(Nav::Oversight, Some(&session)).await.text;
    let heading = heading(text, &view);
    let title = [heading.clone(), edition_line(text, &view)].join(text.gap());
    let sheets: Vec<Sheet> = ranked(text, &view).iter().map(|it| it.sheet(&title)).collect();
    let made_on = view.edition.map_or(app.centre.today(), |it| it.at.day());
    workbook_file::answer(&at, &heading, made_on, &sheets, &name(&view)).await
}

async fn view(
    at: &At<'_>,
    session: &Session,
    term: &str,
    query: Option<String>,
) -> Result<AssessmentView, Response> {
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let Some(term) = Term::parse(term) else { return Err(at.error(ErrorKind::NotFound).await) };
    let edition = query.get("edition").parse().ok();
    match at.app.centre.assessment_fetch(session, term, edition).await {
        Ok(view) if view.plan.is_none() => Err(at.error(ErrorKind::NotFound).await),
        Ok(view) if view.eyes.ranks(true) => Ok(view),
        Ok(_) => Err(at.error(ErrorKind::Forbidden).await),
        Err(problem) => Err(at.shut(problem).await),
    }
}

fn name(view: &AssessmentView) -> String {
    format!("assessment-{}", view.term.key())
}

fn heading(text: Text, view: &AssessmentView) -> String {
    [words_of::term(text, view.term).as_str(), text.t("考核结果")].join(text.gap())
}

fn paper_of(frame: &PageFrame, view: &AssessmentView) -> Paper {
    let text = frame.text;
    let mut parts = vec![Part::Lead { text: edition_line(text, view) }];
    for table in ranked(text, view) {
        parts.push(Part::Heading { text: table.title });
        parts.push(Part::Text { text: table.note });
        let widths: Vec<u8> = (0..table.head.len()).map(|place| if place == 0 { 4 } else { 2 }).collect();
        let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
        let rows = table.rows.iter().map(|(_, row)| row.iter().map(Shown::short).collect()).collect();
        parts.push(Part::table(&widths, &head, rows));
    }
    Paper {
        title: heading(text, view),
        parts,
        ..press::blank(frame, "数字由账本逐条数出来，没有一个是填的。")
    }
}
