//! The forms of a folder, and what a sent one asks.

use calendar::Day;
use casework::folder::{Folder, Row};
use catalogue::identity::DocumentType;
use catalogue::{PersonId, WindowId};
use centre::act::{FieldProblem, FieldWhy};
use centre::folder::{Fetcher, FolderAct, FolderRow, FolderView};

use super::record_forms::{Fields, SentForm, Typed};
use super::{legal, loss_words, words};
use pages::desk::RecordForm;
use pages::layout::Field;
use pages::text::Text;

/// Most sheets that can be typed.
const SHEETS_MAX: u16 = 9_999;

/// Forms of these acts, in the order of the offers.
pub fn forms(
    text: Text,
    view: &FolderView,
    csrf: &str,
    offers: &[&'static str],
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let mut forms: Vec<RecordForm> =
        offers.iter().filter_map(|slug| form(&Fields { text, slug, sent }, view, csrf)).collect();
    // A loss waits for nobody but whoever may sign it: the form stands open.
    let signs = forms.iter_mut().find(|it| it.slug == "sign-loss" && sent.form.is_none());
    if let Some(form) = signs {
        form.open = true;
    }
    forms
}

fn form(fields: &Fields<'_>, view: &FolderView, csrf: &str) -> Option<RecordForm> {
    let make = |title, help, button, of| Some(fields.form(csrf, view.version, title, help, button, of));
    let sheets = || fields.number("sheets", "当面点清的页数", "");
    match fields.slug {
        "open" => make(
            "立卷",
            "把收下的纸质材料装进一个案卷，每样写明几页，贴上带条码的封面。原件用完要退的，勾上。",
            "立卷，打印封面",
            open(fields, view),
        ),
        "take" => make("签收案卷", "请和移交人当面点清页数再签收。", "点清签收", vec![sheets()]),
        "recall" => make("收回移交", "对方还没有签收，可以收回。", "收回", Vec::new()),
        "return-originals" => make(
            "退还原件",
            "核对来取的人的证件，当面退还，请他在回执上签名。别人代取的，申请人会收到通知。",
            "原件已退还，打印回执",
            return_originals(fields, view),
        ),
        "return-materials" => make(
            "退还材料",
            "这一件没有往下办，收下的材料要还给申请人。核对证件，当面点清，请取的人在回执上签名。",
            "材料已退还，打印回执",
            return_materials(fields, view),
        ),
        "give" => make(
            "案卷另行移交",
            "办件不动，只把纸质案卷交给别人（例如送回单位现场核查）。对方签收前，责任在您。",
            "移交案卷",
            vec![
                fields.choose("to", "交给谁", &people(fields.text, view)),
                sheets(),
                fields.area("reason", "为什么另行移交"),
            ],
        ),
        "archive" => make(
            "归档",
            "对着清单点一遍，少一页都不能归档。归档后封存目录，每晚核对。",
            "封存，归档",
            archive(fields, view),
        ),
        "lend" => make(
            "借阅",
            "一次最多借 60 天。过了归还日，系统提醒借的人，名单里排在前面。",
            "借出",
            vec![
                fields.choose("to", "借给谁", &people(fields.text, view)),
                fields.day("due_on", "哪天前还"),
                fields.area("purpose", "做什么用"),
            ],
        ),
        "take-back" => make("归还", "借的人不能自己点收。", "点清收回", vec![sheets()]),
        "note-loss" => make(
            "报告遗失",
            "只在真的找不到的时候用：一样一样再点一遍，照实填。由窗口负责人或者单位领导签字，签了字才按少了以后的数点；申请人会收到通知，并记入监察。",
            "报告遗失，请负责人签字",
            loss_words::fields(fields, view, &present(view)),
        ),
        "note-found" => make(
            "遗失找回",
            "签字登记过的遗失，后来找到的，找到几页填几页。原来的登记不改，写明找到了；放回案卷，按找到以后的数点，并告诉申请人。是要退的原件，用“退还原件”当面退还、签收。",
            "登记找回",
            loss_words::found_fields(fields, view),
        ),
        "sign-loss" => make(
            "遗失签字",
            match is_posted(view) {
                true => "签字以后，案卷按少了以后的数点，缺的留在目录里；马上告诉申请人。",
                false => {
                    "签字以后，案卷和办件都按少了以后的数点，缺的留在目录里；马上告诉申请人，并记入监察。"
                }
            },
            "确认遗失，签字",
            Vec::new(),
        ),
        "drop-loss" => make(
            "撤销遗失",
            match is_posted(view) {
                true => {
                    "那一封后来退回来了，或者申请人签收了，先撤销，再办退还、登记回执；还要再查的，撤销以后没有找到，再登记一次丢失。"
                }
                false => "后来找到了，或者要再去找：撤销以后仍按原来的数点。",
            },
            "撤销",
            vec![fields.area("reason", "为什么撤销")],
        ),
        _ => None,
    }
}

/// Whether the loss that waits is of a letter which the carrier lost.
fn is_posted(view: &FolderView) -> bool {
    matches!(&view.folder, Folder::Kept(dossier) if dossier.loss.is_some_and(|loss| loss.posted))
}

fn kept_rows(view: &FolderView) -> Vec<Row> {
    match (&view.folder, view.case.filed()) {
        (Folder::Kept(dossier), _) => dossier.rows.iter().copied().collect(),
        (Folder::Absent, Some(filed)) => {
            let rows = filed.facts.materials.marks.copy_kept.iter();
            rows.map(|row| Row::new(row, 1, false)).collect()
        }
        (Folder::Absent, None) => Vec::new(),
    }
}

/// Rows of which papers should be there.
fn present(view: &FolderView) -> Vec<Row> {
    let loose = view.folder == Folder::Absent;
    let rows = kept_rows(view).into_iter().filter(|it| !it.returned);
    // Loose papers were never counted.
    rows.map(|it| if loose { Row { sheets: 0, ..it } } else { it }).collect()
}

fn name(text: Text, view: &FolderView, row: u8) -> String {
    view.case.item.material(row).map_or_else(|| row.to_string(), |it| legal::material(text, it))
}

fn open(fields: &Fields<'_>, view: &FolderView) -> Vec<Field> {
    let rows = kept_rows(view);
    let mut all: Vec<Field> = rows
        .iter()
        .map(|it| {
            let label = fields.text.bracketed(&name(fields.text, view, it.row), fields.text.t("几页"));
            // One page for each copy at least.
            let copies = super::folders::copies(view, it.row).max(1).to_string();
            let field = fields.number(&format!("sheets-{}", it.row), "", &copies);
            Field { label, ..field }
        })
        .collect();
    let names: Vec<(String, String)> =
        rows.iter().map(|it| (it.row.to_string(), name(fields.text, view, it.row))).collect();
    if !names.is_empty() {
        all.push(fields.checks("to_return", "原件，办完退还", &names, &[]));
    }
    all
}

fn return_originals(fields: &Fields<'_>, view: &FolderView) -> Vec<Field> {
    let goes_back = match &view.folder {
        Folder::Kept(dossier) => dossier.goes_back(),
        Folder::Absent => catalogue::RowSet::EMPTY,
    };
    let owed: Vec<Row> = kept_rows(view).into_iter().filter(|it| goes_back.contains(it.row)).collect();
    let mut all = vec![which_rows(fields, view, &owed)];
    all.extend(who_fetches(fields, view, "看过授权委托书"));
    all
}

/// Who comes, with the document shown; somebody else with the name and what was seen.
fn who_fetches(fields: &Fields<'_>, view: &FolderView, seen: &str) -> [Field; 5] {
    let text = fields.text;
    let own = super::supplement::own(text, &view.case, "申请人本人");
    let who = [("applicant", own), ("other", text.t("别人代取").to_owned())];
    let proof = [("yes".to_owned(), text.t(seen).to_owned())];
    let name = fields.line("name", "代取人姓名", "");
    let (types, own) = (document_types(text), &view.case.applicant.document_type);
    [
        fields.radios("who", "谁来取", &who, "applicant"),
        fields.select("document_type", "来取的人出示的证件", &types, own),
        fields.line("document_number", "证件号码", ""),
        Field { help: text.t("别人代取时填。").to_owned(), ..name.optional() },
        fields.checks("proof", "别人代取时勾", &proof, &[]),
    ]
}

/// Rows to give back, all of them ticked.
fn which_rows(fields: &Fields<'_>, view: &FolderView, rows: &[Row]) -> Field {
    let names: Vec<(String, String)> =
        rows.iter().map(|it| (it.row.to_string(), name(fields.text, view, it.row))).collect();
    let all: Vec<String> = names.iter().map(|(row, _)| row.clone()).collect();
    fields.checks("rows", "退还哪几样", &names, &all)
}

fn document_types(text: Text) -> Vec<(&'static str, String)> {
    DocumentType::ALL.iter().map(|it| (it.code(), words::document_type(text, it.code()))).collect()
}

fn return_materials(fields: &Fields<'_>, view: &FolderView) -> Vec<Field> {
    let present = present(view);
    let sheets = fields.number("sheets", "当面点清的页数", "");
    let mut all = vec![which_rows(fields, view, &present), sheets];
    all.extend(who_fetches(fields, view, "看过委托书，或者继承、清算的证明"));
    all
}

fn archive(fields: &Fields<'_>, view: &FolderView) -> Vec<Field> {
    let present = present(view);
    let text = fields.text;
    let sheets = |it: &Row| match it.sheets {
        0 => text.t("没有点过").to_owned(),
        n => text.f("{n} 页", [("n", &n)]),
    };
    let label = |it: &Row| text.bracketed(&name(text, view, it.row), &sheets(it));
    let rows: Vec<(String, String)> = present.iter().map(|it| (it.row.to_string(), label(it))).collect();
    let mut all = Vec::new();
    if !rows.is_empty() {
        all.push(fields.checks("found", "找到的材料，找到一样勾一样", &rows, &[]));
    }
    let none = if rows.is_empty() { "0" } else { "" };
    all.push(fields.number("sheets", "当面点清的页数", none));
    all.push(fields.number("box", "放第几盒", ""));
    all.push(fields.number("shelf", "放第几架", ""));
    all
}

/// People of the authority and those who carry the case, by name; nobody who is away.
fn people(text: Text, view: &FolderView) -> Vec<(String, String)> {
    let Some(filed) = view.case.filed() else { return Vec::new() };
    let organisation = &view.case.organisation;
    let facts = &filed.facts;
    let carries = [facts.holding.person, facts.agent, facts.intake];
    let of_unit =
        |it: &&catalogue::organisation::Person| it.unit == facts.authority || carries.contains(&it.id);
    let (absences, today) = (&view.case.absences, view.case.now.day());
    let here = |it: &&catalogue::organisation::Person| !absences.takes_nothing(it.id, today);
    let people = organisation.people.iter().filter(of_unit).filter(here);
    people.map(|it| (it.id.to_string(), words::person_of_unit(text, organisation, it.id))).collect()
}

/// What a sent form asks; `None` for an act that is none.
pub fn parse(
    typed: &Typed<'_>,
    view: &FolderView,
    window: Option<WindowId>,
) -> Option<Result<FolderAct, Vec<FieldProblem>>> {
    let wrong = |field: &str, why| vec![FieldProblem { field: field.to_owned(), why }];
    let sheets =
        || typed.number("sheets", 0..=SHEETS_MAX).ok_or_else(|| wrong("sheets", FieldWhy::NotANumber));
    let person = || PersonId::parse(&typed.text("to")).map_err(|_| wrong("to", FieldWhy::NotAChoice));
    let rows = |field: &str| typed.all(field).iter().filter_map(|it| it.parse().ok()).collect::<Vec<u8>>();
    let fetcher = || {
        let proof_seen = typed.all("proof").iter().any(|it| it == "yes");
        (typed.text("who") == "other").then(|| Fetcher { name: typed.text("name"), proof_seen })
    };
    Some(match typed.slug {
        "open" => opened(typed, view),
        "give" => person()
            .and_then(|to| Ok(FolderAct::Give { to, sheets: sheets()?, reason: typed.text("reason") })),
        "take" => sheets().map(|sheets| FolderAct::Take { sheets }),
        "recall" => Ok(FolderAct::Recall),
        "return-originals" => {
            window.ok_or_else(|| wrong("document_number", FieldWhy::NotAChoice)).map(|window| {
                FolderAct::ReturnOriginals {
                    rows: rows("rows"),
                    document_type: typed.text("document_type"),
                    document_number: typed.text("document_number"),
                    other: fetcher(),
                    window,
                }
            })
        }
        "return-materials" => {
            window.ok_or_else(|| wrong("document_number", FieldWhy::NotAChoice)).and_then(|window| {
                Ok(FolderAct::ReturnMaterials {
                    rows: rows("rows"),
                    sheets: sheets()?,
                    document_type: typed.text("document_type"),
                    document_number: typed.text("document_number"),
                    other: fetcher(),
                    window,
                })
            })
        }
        "archive" => sheets().and_then(|sheets| {
            let place = |field: &str| {
                typed.number(field, 1..=SHEETS_MAX).ok_or_else(|| wrong(field, FieldWhy::NotANumber))
            };
            Ok(FolderAct::Archive {
                found: rows("found"),
                sheets,
                box_no: place("box")?,
                shelf: place("shelf")?,
            })
        }),
        "lend" => person().and_then(|to| {
            let due_on =
                Day::parse(&typed.text("due_on")).ok_or_else(|| wrong("due_on", FieldWhy::NotADay))?;
            Ok(FolderAct::Lend { to, due_on, purpose: typed.text("purpose") })
        }),
        "take-back" => sheets().map(|sheets| FolderAct::TakeBack { sheets }),
        "note-loss" => loss_words::parse(typed, &present(view)),
        "note-found" => loss_words::parse_found(typed, view),
        "sign-loss" => Ok(FolderAct::SignLoss),
        "drop-loss" => Ok(FolderAct::DropLoss { reason: typed.text("reason") }),
        _ => return None,
    })
}

fn opened(typed: &Typed<'_>, view: &FolderView) -> Result<FolderAct, Vec<FieldProblem>> {
    let to_return = typed.all("to_return");
    let mut rows = Vec::new();
    for Row { row, .. } in kept_rows(view) {
        let field = format!("sheets-{row}");
        let Some(sheets) = typed.number(&field, 1..=SHEETS_MAX) else {
            return Err(vec![FieldProblem { field, why: FieldWhy::NotANumber }]);
        };
        rows.push(FolderRow { row, sheets, to_return: to_return.contains(&row.to_string()) });
    }
    Ok(FolderAct::Open { rows })
}
