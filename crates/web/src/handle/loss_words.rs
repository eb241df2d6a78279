//! What a folder says of papers that were lost: the forms, what waits for a signature, the gap that stays, and what was found (F30).

use std::fmt::Display;

use casework::folder::{Dossier, Event, Folder, FolderRefusal, Loss, Row, Rows};
use catalogue::RowSet;
use centre::act::{FieldProblem, FieldWhy};
use centre::act_delivery::CarrierAnswer;
use centre::folder::{FolderAct, FolderRow, FolderView};

use super::folder_words::rows;
use super::record_forms::{Fields, Typed};
use super::{delivery_words, words};
use pages::desk::Refused;
use pages::layout::Field;
use pages::text::Text;

/// Most sheets of a row, and most papers of a case, that can be typed.
const COUNT_MAX: u16 = 9_999;

/// The fields in which every row is counted again.
pub fn fields(fields: &Fields<'_>, view: &FolderView, listed: &[Row]) -> Vec<Field> {
    let text = fields.text;
    let name = |row: u8| rows(text, &view.case.item, RowSet::of(&[row]).unwrap_or(RowSet::EMPTY));
    let held = view.case.filed().map_or(0, |filed| filed.facts.holding.papers);
    let mut all: Vec<Field> = listed
        .iter()
        .map(|it| {
            let should = match it.sheets {
                0 => text.t("没有点过页数，现在找到几页").to_owned(),
                n => text.f("应有 {n} 页，现在找到几页", [("n", &n)]),
            };
            let label = text.bracketed(&name(it.row), &should);
            let whole = if it.sheets == 0 { String::new() } else { it.sheets.to_string() };
            Field { label, ..fields.number(&field_of(it.row), "", &whole) }
        })
        .collect();
    let papers = fields.number("papers", "办件登记的份数，因此少几份", "0");
    let help =
        text.f("移交时点的是份数，登记的是 {n} 份。整份都没有了才算少一份，只缺几页的填 0。", [("n", &held)]);
    all.push(Field { help, ..papers });
    all.push(fields.area("reason", "怎么发现的，找过哪里"));
    all
}

/// More sheets than there can be.
fn beyond(it: &Row) -> FieldProblem {
    FieldProblem { field: field_of(it.row), why: FieldWhy::OutOfBounds(0, u32::from(it.sheets)) }
}

fn field_of(row: u8) -> String {
    format!("found-{row}")
}

/// What the form says.
pub fn parse(typed: &Typed<'_>, listed: &[Row]) -> Result<FolderAct, Vec<FieldProblem>> {
    let number = |field: &str| {
        let why = FieldWhy::NotANumber;
        typed.number(field, 0..=COUNT_MAX).ok_or_else(|| FieldProblem { field: field.to_owned(), why })
    };
    let (mut found, mut wrong) = (Vec::with_capacity(listed.len()), Vec::new());
    for it in listed {
        match number(&field_of(it.row)) {
            // Of what was never counted any number may be there.
            Ok(sheets) if it.sheets > 0 && sheets > it.sheets => wrong.push(beyond(it)),
            Ok(sheets) => found.push(FolderRow { row: it.row, sheets, to_return: false }),
            Err(problem) => wrong.push(problem),
        }
    }
    match number("papers") {
        Ok(papers) if wrong.is_empty() => {
            Ok(FolderAct::NoteLoss { found, papers, reason: typed.text("reason") })
        }
        Ok(_) => Err(wrong),
        Err(problem) => {
            wrong.push(problem);
            Err(wrong)
        }
    }
}

/// What of the signed losses was not found since.
fn missing(view: &FolderView) -> Vec<Row> {
    match &view.folder {
        Folder::Kept(dossier) => dossier.missing(),
        Folder::Absent => Vec::new(),
    }
}

/// The fields in which is said what turned up.
pub fn found_fields(fields: &Fields<'_>, view: &FolderView) -> Vec<Field> {
    let text = fields.text;
    let one = |it: &Row| {
        let name = rows(text, &view.case.item, RowSet::of(&[it.row]).unwrap_or(RowSet::EMPTY));
        let was = match it.sheets {
            0 => text.t("没有点过页数，找到几页").to_owned(),
            n => text.f("缺 {n} 页，找到几页", [("n", &n)]),
        };
        Field { label: text.bracketed(&name, &was), ..fields.number(&field_of(it.row), "", "0") }
    };
    let mut all: Vec<Field> = missing(view).iter().map(one).collect();
    all.push(fields.area("reason", "在哪儿、怎么找到的"));
    all
}

/// What turned up, as the form says.
pub fn parse_found(typed: &Typed<'_>, view: &FolderView) -> Result<FolderAct, Vec<FieldProblem>> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for it in missing(view) {
        match typed.number(&field_of(it.row), 0..=COUNT_MAX) {
            Some(0) => {}
            Some(sheets) if it.sheets > 0 && sheets > it.sheets => wrong.push(beyond(&it)),
            Some(sheets) => found.push(FolderRow { row: it.row, sheets, to_return: false }),
            None => wrong.push(FieldProblem { field: field_of(it.row), why: FieldWhy::NotANumber }),
        }
    }
    let act = FolderAct::NoteFound { found, reason: typed.text("reason") };
    if wrong.is_empty() { Ok(act) } else { Err(wrong) }
}

/// Label and value of what waits for a signature, of what was lost and of what was found since.
pub fn facts(text: Text, view: &FolderView, dossier: &Dossier) -> Vec<(String, String)> {
    let waits =
        dossier.loss.map(|loss| (text.t("报告遗失，等签字").to_owned(), waits(text, view, dossier, &loss)));
    let lost = (dossier.lost.iter().next().is_some()).then(|| {
        let each = |it: &Row| gap(text, view, it);
        (text.t("已经登记的遗失").to_owned(), listed(text, &dossier.lost, each))
    });
    let found = (dossier.found.iter().next().is_some()).then(|| {
        let each = |it: &Row| gap(text, view, it);
        (text.t("登记遗失以后找到的").to_owned(), listed(text, &dossier.found, each))
    });
    waits.into_iter().chain(lost).chain(found).collect()
}

/// Who named it when, and row by row what is there and what should be.
pub fn waits(text: Text, view: &FolderView, dossier: &Dossier, loss: &Loss) -> String {
    let who = words::person(text, &view.case.organisation, loss.by);
    let moment = words::moment(text, loss.at);
    let head = text.f("{name} {time} 报告", [("name", &who as &dyn Display), ("time", &moment)]);
    if loss.posted {
        let lost =
            text.f("随结果寄出，寄送单位报失，{rows}", [("rows", &rows(text, &view.case.item, loss.rows))]);
        return format!("{head}{}{lost}", text.colon());
    }
    let each = |it: &Row| {
        let name = rows(text, &view.case.item, dossier.rows.which(|other| other.row == it.row));
        let should = dossier.rows.iter().find(|other| other.row == it.row).map_or(0, |other| other.sheets);
        let places = [("name", &name as &dyn Display), ("listed", &should), ("found", &it.sheets)];
        match should {
            0 => text.f("{name}没有点过页数，找到 {found} 页", places),
            _ => text.f("{name}应有 {listed} 页，找到 {found} 页", places),
        }
    };
    let missing: Vec<Row> = loss.found.iter().filter(|it| loss.rows.contains(it.row)).copied().collect();
    let mut parts: Vec<String> = missing.iter().map(each).collect();
    if loss.papers > 0 {
        parts.push(text.f("办件登记的份数少 {n} 份", [("n", &loss.papers)]));
    }
    format!("{head}{}{}", text.colon(), parts.join(text.semicolon()))
}

/// Why nothing is open to this person: a loss waits to be signed, by whoever may.
pub fn waits_first(text: Text, view: &FolderView, dossier: &Dossier, refused: Refused) -> Refused {
    let Some(loss) = dossier.loss.filter(|_| refused.code == "not-authorised") else { return refused };
    let who = words::person(text, &view.case.organisation, loss.by);
    Refused { sentence: text.f("{name}报告了遗失，等负责人签字。", [("name", &who)]), ..refused }
}

/// A row with the sheets that are missing.
fn gap(text: Text, view: &FolderView, it: &Row) -> String {
    let name = rows(text, &view.case.item, RowSet::of(&[it.row]).unwrap_or(RowSet::EMPTY));
    match it.sheets {
        0 => text.f("{name}，没有点过页数", [("name", &name)]),
        n => text.f("{name} {n} 页", [("name", &name as &dyn Display), ("n", &n)]),
    }
}

fn listed(text: Text, of: &Rows, each: impl Fn(&Row) -> String) -> String {
    of.iter().map(each).collect::<Vec<_>>().join(text.comma())
}

/// What stands beside a row of which something was lost.
pub fn note(text: Text, sheets: u16) -> String {
    match sheets {
        0 => text.t("遗失，已经登记").to_owned(),
        n => text.f("遗失 {n} 页，已经登记", [("n", &n)]),
    }
}

/// What stands beside a row of which something was found since.
pub fn found_note(text: Text, sheets: u16) -> String {
    match sheets {
        0 => text.t("后来找到了").to_owned(),
        n => text.f("后来找到 {n} 页", [("n", &n)]),
    }
}

/// What a line of the history says, and the words that were said.
pub fn said(text: Text, view: &FolderView, event: &Event) -> (String, String) {
    let open = |sealed: casework::Sealed| view.texts.text(sealed.0);
    let which = |set: RowSet| match set.is_empty() {
        true => text.t("份数对不上").to_owned(),
        false => rows(text, &view.case.item, set),
    };
    match event {
        // The carrier's answer stands with the case.
        Event::LossNoted(it) if it.posted => {
            let answer: CarrierAnswer = view.case.texts.record(it.reason.0).unwrap_or_default();
            let what = text.f("随结果寄出，寄送单位报失：{rows}", [("rows", &which(it.rows))]);
            (what, delivery_words::answered(text, &answer))
        }
        Event::LossNoted(it) => (text.f("报告遗失：{rows}", [("rows", &which(it.rows))]), open(it.reason)),
        Event::LossSigned(it) => {
            let who = words::person(text, &view.case.organisation, it.noted_by);
            let places = [("rows", &which(it.rows) as &dyn Display), ("name", &who)];
            (
                text.f("遗失已经签字登记：{rows}（{name}报告）", places),
                text.t(match it.posted {
                    true => "已经告诉申请人。从现在起按少了以后的数点。",
                    false => "已经告诉申请人，记入监察。从现在起按少了以后的数点。",
                })
                .to_owned(),
            )
        }
        Event::PapersFound(it) => {
            let all = listed(text, &it.found, |row: &Row| gap(text, view, row));
            let how = it.reason.map_or_else(|| text.t("申请人签收了那一封邮件").to_owned(), open);
            (text.f("登记遗失的找到了：{rows}", [("rows", &all)]), how)
        }
        Event::LossDropped(it) => (text.t("遗失不作登记，仍按原来的数点").to_owned(), open(it.reason)),
        _ => (String::new(), String::new()),
    }
}

/// The sentence of a refusal that is of losses alone.
pub fn refusal(text: Text, refusal: FolderRefusal, name: impl Fn(catalogue::PersonId) -> String) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    match refusal {
        FolderRefusal::LossWaits { by } => {
            text.f("{name}报告了遗失，还没有签字。签了字，或者撤销以后再办。", [("name", &name(by))])
        }
        FolderRefusal::NoLossNoted => {
            t("没有等签字的遗失：可能已经签过、撤销了，或者报失的那一封已经退回来了。")
        }
        FolderRefusal::NothingLost => {
            t("每一样都和登记的一样多，没有遗失。请把找不到的那一样改成现在的页数。")
        }
        FolderRefusal::LossBeyondCount { held } => {
            text.f("办件登记的纸质材料一共 {n} 份，少的份数不能比这多。", [("n", &held)])
        }
        FolderRefusal::OwnLoss => t("遗失是您自己报告的，或者材料当时在您手里，要由别的负责人来办。"),
        _ => String::new(),
    }
}
