//! The paper of a case and the archive: lists by what is to be done, one folder with its history, its label and receipts.

use axum::extract::Path;
use axum::response::Response;
use casework::folder::{Dossier, Event, Folder, in_lost_letter};
use catalogue::CaseId;
use centre::account::Session;
use centre::case::Problem;
use centre::folder::FolderView;
use centre::folder_row::{FolderBrief, FolderWhich};
use centre::paper::{PaperNo, mark};

use super::posted::Posted;
use super::record_forms::{SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::refusal::About;
use super::{folder_forms, folder_words as said, loss_words, words};
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordList, RecordMoment, RecordPage, RecordRow, RecordTable};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

const PATH: &str = "/desk/folders";

/// `GET /desk/folders?which=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let frame = at.titled(Nav::Folders, session, "案卷").await;
    let text = frame.text;
    let asked = Asked::of(PATH, query);
    let mut briefs =
        at.app.centre.folder_list(session, FolderWhich::of(asked.which), asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 卷");
    let organisation = at.app.centre.organisation().await?;
    let mut rows = Vec::with_capacity(briefs.len());
    for brief in &briefs {
        let item = at.app.centre.item_body(brief.item_body).await?;
        let item = item.map_or_else(String::new, |item| words::item(text, &item));
        rows.push(row(text, organisation.as_deref(), brief, item, at.app.centre.today()));
    }
    let list = RecordList {
        text,
        path: PATH,
        title: text.t("案卷").to_owned(),
        lead: checked(at, text),
        tool: Some(("/desk/destruction".to_owned(), text.t("档案销毁清册").to_owned())),
        which: asked.choices(text, &FolderWhich::ALL, which_word),
        head: heads(text, &["收件编号", "办什么事", "档号和位置", "在哪儿", "保管期限", "办件"]),
        pages,
        rows,
        empty: text.t("没有这样的案卷。这里只列您单位和窗口的。").to_owned(),
        frame,
    };
    Ok(page(&list))
}

/// What the day's comparing of the archive found (F23).
fn checked(at: &At<'_>, text: Text) -> String {
    let round = at.app.centre.archive_round();
    let report = &round.report;
    match (report.dossiers, report.findings.first()) {
        (0, _) => String::new(),
        (n, None) => text.f("今天核对了 {n} 卷的封存目录，和存的一致。", [("n", &n)]),
        (n, Some(first)) => text.f(
            "今天核对了 {n} 卷，有 {wrong} 处和封存目录对不上，请马上告诉系统管理员：{first}",
            [("n", &n), ("wrong", &report.findings_count), ("first", first)],
        ),
    }
}

fn which_word(which: FolderWhich) -> &'static str {
    match which {
        FolderWhich::Due => "该归档的",
        FolderWhich::Archived => "已归档",
        FolderWhich::Lent => "借出的",
        FolderWhich::Overdue => "借出超过归还日的",
        FolderWhich::Apart => "另行移交的",
        FolderWhich::Unsigned => "交出超过一个工作日没人签收的",
        FolderWhich::Loss => "报告遗失，等签字的",
        FolderWhich::Fetch => "材料等人来取的",
        FolderWhich::Owed => "原件还没有退还的",
        FolderWhich::Proposed => "保管期满待鉴定的",
        FolderWhich::Destroyed => "已销毁的",
    }
}

fn row(
    text: Text,
    organisation: Option<&catalogue::Organisation>,
    brief: &FolderBrief,
    item: String,
    today: calendar::Day,
) -> RecordRow {
    let name = |id| organisation.map_or_else(String::new, |of| words::person(text, of, id));
    let archive = brief.archive.zip(organisation).map(|((year, n), of)| {
        let kind = casework::DocumentKind::Archive;
        let number = casework::DocumentNo { issuer: brief.authority, kind, year, n };
        let no = words::document_no(of, catalogue::item::ItemKind::Licensing, number);
        text.f(
            "{no}，{box} 盒，{shelf} 架",
            [("no", &no), ("box", &brief.shelf.0), ("shelf", &brief.shelf.1)],
        )
    });
    let place = match (brief.loan, brief.pending_to, brief.person) {
        (Some((to, due_on)), _, _) => {
            text.f("{name}，{day}前还", [("name", &name(to)), ("day", &text.date(due_on))])
        }
        (None, Some(to), _) => text.f("交给{to}，等签收", [("to", &name(to))]),
        (None, None, Some(person)) => name(person),
        (None, None, None) if brief.opened && archive.is_none() => text.t("纸质案卷随件").to_owned(),
        (None, None, None) => String::new(),
    };
    let unopened = match brief.letter_until {
        // Nobody opens it in vain before that day is over (E14).
        Some(day) => text.f("过了 {day}再归档：到那天还可能来信，接着办", [("day", &text.date(day))]),
        None if brief.opened => String::new(),
        None => text.t("还没有立卷").to_owned(),
    };
    let overdue = brief.loan.is_some_and(|(_, due_on)| due_on < today);
    let state = match (overdue, &archive) {
        (true, _) => StateWord { word: text.t("借出，超过归还日").to_owned(), tone: Tone::Late },
        (false, Some(_)) if brief.destroyed => {
            StateWord { word: text.t("已销毁").to_owned(), tone: Tone::Ended }
        }
        (false, Some(_)) => StateWord { word: text.t("已归档").to_owned(), tone: Tone::Good },
        (false, None) => words::officer_state(text, &brief.state),
    };
    let named = [
        ("办什么事", item),
        ("档号和位置", archive.unwrap_or(unopened)),
        ("在哪儿", place),
        ("保管期限", said::retention(text, &brief.retention)),
    ];
    RecordRow {
        href: format!("{PATH}/{}", brief.case),
        name: brief.receipt_no.clone(),
        cells: cells(text, named),
        state,
    }
}

/// `GET /desk/folders/{case}`
pub async fn show(opened: Opened, Path(case): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.folder_fetch_for(session, id).await {
        Ok(view) => {
            let drawn = draw(&at, session, &view, &SentForm::default(), String::new()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/folders/{case}/{act}`
pub async fn send(Path((case, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let window = match posted.seat().await {
        Ok(window) => window,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    let view = match at.app.centre.folder_fetch_for(session, id).await {
        Ok(view) => view,
        Err(problem) => return at.shut(problem).await,
    };
    let asked = folder_forms::parse(&Typed { slug: &slug, form: &posted.form }, &view, window);
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let act = async |wanted| centre.folder_act(session, id, command_id, posted.version(), &wanted).await;
    let done = |_| format!("{}?done={slug}", at.path);
    posted.carry_out(asked, act, done, async |problem| again(&posted, id, &slug, problem).await).await
}

async fn again(posted: &Posted, id: CaseId, slug: &str, problem: Problem) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let view = match at.app.centre.folder_fetch_for(session, id).await {
        Ok(view) => view,
        Err(problem) => return at.shut(problem).await,
    };
    let about = About { text: posted.text(), organisation: &view.case.organisation, item: &view.case.item };
    let kept = about.kept(problem).with_day(&posted.form, slug);
    let sent = SentForm { slug, form: Some(&posted.form), problems: &kept.problems, refused: kept.refused };
    page_with(kept.status, &draw(&at, session, &view, &sent, kept.stale).await)
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &FolderView,
    sent: &SentForm<'_>,
    stale: String,
) -> RecordPage {
    let mut frame = at.frame(Nav::Folders, Some(session)).await;
    let text = frame.text;
    let id = view.case.state.id;
    frame.title = text.t("案卷").to_owned();
    let path = format!("{PATH}/{id}");
    let about = About { text, organisation: &view.case.organisation, item: &view.case.item };
    let offers = view.offers(session);
    let open: Vec<&'static str> =
        offers.iter().filter(|(_, refusal)| refusal.is_none()).map(|(name, _)| *name).collect();
    let acts = folder_forms::forms(text, view, &frame.csrf, &open, sent);
    let lost = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let barred = || {
        let refused = about.refused(offers.iter().find_map(|(_, refusal)| refusal.as_ref())?);
        Some(match &view.folder {
            Folder::Kept(dossier) => loss_words::waits_first(text, view, dossier, refused),
            Folder::Absent => refused,
        })
    };
    let nobody = lost.or_else(|| if acts.is_empty() { barred() } else { None });
    let moments = view.lines.iter().rev().map(|line| {
        let (what, words_said) = said::said(text, view, line);
        RecordMoment {
            when: words::moment(text, line.recorded_at),
            what,
            who: match entered_by(&line.event) {
                Some(by) => words::person(text, &view.case.organisation, by),
                None => words::actor(text, &view.case.organisation, &line.actor),
            },
            words: words_said,
            photographs: Vec::new(),
        }
    });
    let receipt = view.case.filed().map_or_else(String::new, |filed| words::receipt_no(filed.facts.receipt));
    RecordPage {
        text,
        back: (format!("/desk/cases/{id}"), text.t("回到办件").to_owned()),
        title: words::item(text, &view.case.item),
        subtitle: receipt,
        state: said::state(text, &view.folder),
        stale,
        facts: said::facts(text, view),
        acts,
        nobody,
        tables: table(text, view).into_iter().collect(),
        papers: papers(text, view, &path, session),
        moments: moments.collect(),
        path,
        frame,
    }
}

/// Who entered what the case told the folder.
fn entered_by(event: &Event) -> Option<catalogue::PersonId> {
    match event {
        Event::LossNoted(it) if it.posted => Some(it.by),
        Event::OriginalsReturned(it) if it.posted => Some(it.by),
        _ => None,
    }
}

/// The list of what is in the folder.
fn table(text: Text, view: &FolderView) -> Option<RecordTable> {
    let Folder::Kept(dossier) = &view.folder else { return None };
    let listed = dossier.rows.iter().map(|it| {
        let name = said::rows(text, &view.case.item, dossier.rows.which(|other| other.row == it.row));
        let copies = copies(view, it.row).to_string();
        let cells =
            vec![format!("{}. {name}", it.row), copies, sheets(text, it), notes(text, view, dossier, it)];
        (it.row, cells)
    });
    let gone = gone(text, view, dossier);
    let gone = gone.map(|(row, name, note)| (row, vec![name, "0".to_owned(), "0".to_owned(), note]));
    // What came later, and what is gone, stand in the list's order too.
    let mut rows: Vec<_> = listed.chain(gone).collect();
    rows.sort_by_key(|(row, _)| *row);
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
    (!rows.is_empty()).then(|| RecordTable {
        title: text.t("卷内材料").to_owned(),
        id: "folder-rows",
        head: heads(text, &["材料", "份数", "页数", "备注"]),
        rows,
    })
}

/// Copies of a row that were handed in (E6).
pub fn copies(view: &FolderView, row: u8) -> u8 {
    let marks = view.case.filed().map(|filed| filed.facts.materials.marks).unwrap_or_default();
    view.case.item.material(row).map_or(0, |material| marks.copies_of(material))
}

/// Sheets of a row, or that nobody counted them.
pub fn sheets(text: Text, row: &casework::folder::Row) -> String {
    if row.sheets == 0 { text.t("没有点过").to_owned() } else { row.sheets.to_string() }
}

/// What becomes of the papers of a row, and what of them was lost.
pub fn notes(text: Text, view: &FolderView, dossier: &Dossier, row: &casework::folder::Row) -> String {
    let of =
        |rows: &casework::folder::Rows| rows.iter().find(|it| it.row == row.row && !row.returned).copied();
    let (lost, found) = (of(&dossier.lost), of(&dossier.found));
    let letter = view.case.filed().and_then(|filed| {
        let posted = filed.originals_with_carrier().contains(row.row).then_some("原件随结果寄出，等签收");
        let lost = in_lost_letter(dossier, filed).contains(row.row);
        posted.or_else(|| lost.then_some("原件随结果寄出，寄送单位报失"))
    });
    let parts = [
        note(text, row, letter),
        lost.map_or_else(String::new, |it| loss_words::note(text, it.sheets)),
        found.map_or_else(String::new, |it| loss_words::found_note(text, it.sheets)),
    ];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(text.semicolon())
}

/// Rows of which nothing is left, with what stands beside them (F30).
pub fn gone<'a>(
    text: Text,
    view: &'a FolderView,
    dossier: &'a Dossier,
) -> impl Iterator<Item = (u8, String, String)> + 'a {
    let there = dossier.rows.which(|_| true);
    let gone = dossier.lost.iter().filter(move |it| !there.contains(it.row));
    gone.map(move |it| {
        let name = said::rows(text, &view.case.item, dossier.lost.which(|other| other.row == it.row));
        (it.row, format!("{}. {name}", it.row), loss_words::note(text, it.sheets))
    })
}

/// What becomes of the papers of a row; `letter`: of originals that are in one, what is known of it.
fn note(text: Text, row: &casework::folder::Row, letter: Option<&'static str>) -> String {
    let word = match (row.to_return, row.returned) {
        (true, true) => "原件已退还",
        (false, true) => "已退还",
        (true, false) => letter.unwrap_or("原件，办完退还"),
        (false, false) => return String::new(),
    };
    text.t(word).to_owned()
}

fn papers(text: Text, view: &FolderView, path: &str, session: &Session) -> Vec<PaperLink> {
    let id = view.case.state.id;
    let disclosures = view.case.discloses_to(session).then(|| super::disclosures::link(text, id));
    if view.folder == Folder::Absent {
        return disclosures.into_iter().collect();
    }
    let label = PaperLink {
        href: format!("{path}/print/label"),
        name: text.t("案卷封面").to_owned(),
        issued: String::new(),
    };
    let receipts = view.lines.iter().filter_map(|line| {
        let receipt = match &line.event {
            Event::OriginalsReturned(it) => it.receipt,
            Event::MaterialsReturned(it) => it.receipt,
            _ => return None,
        };
        Some(PaperLink {
            href: format!("{path}/paper/{}", mark(PaperNo::Document(receipt))),
            name: text.t("材料退还回执").to_owned(),
            issued: words::moment(text, line.recorded_at),
        })
    });
    let letter = super::folder_letter::link(text, &view.case);
    std::iter::once(label).chain(letter).chain(receipts).chain(disclosures).collect()
}
