//! What the intake form shows of whoever stands at the window: the earlier case with the papers it still has, and certificates in
//! force (E11, E14, F9).

use catalogue::{Item, Organisation, RowSet};
use centre::Fault;
use centre::account::Session;
use centre::person_known::{EarlierCase, Held};

use super::act_parse::rows;
use super::certificates::result_name;
use super::words;
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::minutes_until;
use pages::desk::{EarlierPapers, EarlierRow, HeldLine, IntakeKnown, MaterialRow};
use pages::text::Text;

/// What is known of the applicant whose document was typed, with what was ticked.
pub(super) async fn known(
    app: &App,
    session: &Session,
    text: Text,
    item: &Item,
    form: &Form,
) -> Result<IntakeKnown, Fault> {
    if form.trimmed("document_number").is_empty() {
        return Ok(IntakeKnown::default());
    }
    let (kind, number) = (form.trimmed("document_type"), form.trimmed("document_number"));
    let known = app.centre.person_known(session, item, kind, number, form.trimmed("object")).await?;
    if let Some(until) = known.wait_until {
        let places = [("n", &minutes_until(app, until) as &dyn std::fmt::Display)];
        let wait = text.f(
            "短时间里查的人多了，请过 {n} 分钟再看这里。收件照常；上次的材料和手里的证照，请当面问申请人。",
            places,
        );
        return Ok(IntakeKnown { wait, ..IntakeKnown::default() });
    }
    let Some(organisation) = app.centre.organisation().await? else { return Ok(IntakeKnown::default()) };
    let mut holds = Vec::with_capacity(known.holds.len());
    for held in &known.holds {
        let Some(body) = app.centre.item_body(held.item_body).await? else { continue };
        holds.push(held_line(text, &organisation, &body, held));
    }
    let chosen = rows(form, "earlier");
    Ok(IntakeKnown {
        earlier: known.earlier.map(|it| earlier(text, &organisation, item, &it, chosen)),
        holds_same: known.holds.iter().any(|it| it.same_item),
        holds,
        wait: String::new(),
    })
}

/// The rows of the form as they count, those included that were handed in before.
pub(super) fn counted(known: &IntakeKnown, mut rows: Vec<MaterialRow>) -> Vec<MaterialRow> {
    for row in &mut rows {
        if known.chosen().any(|chosen| chosen == row.row) {
            row.kept = Some(true);
        }
    }
    rows
}

fn earlier(
    text: Text,
    organisation: &Organisation,
    item: &Item,
    earlier: &EarlierCase,
    chosen: RowSet,
) -> EarlierPapers {
    let state = words::officer_state(text, &earlier.state).word;
    let sentence = match (earlier.rows.is_empty(), earlier.papers_move, earlier.window) {
        (true, _, _) => text.t("上次的材料已经不在这里，这次要交。").to_owned(),
        (false, true, Some(window)) => text.f(
            "上次交的材料还在{window}。没有变化的不用重交，在这里勾上，就转到这一件：",
            [("window", &words::window(text, organisation, window))],
        ),
        (false, true, None) => {
            text.t("上次交的材料还在。没有变化的不用重交，在这里勾上，就转到这一件：").to_owned()
        }
        (false, false, _) => {
            text.t("上次的案卷里有这几样。没有变化的不用重交，在这里勾上，从案卷里复印一份：").to_owned()
        }
    };
    let row = |row: u8| {
        let material = item.material(row)?;
        let name = text.pick(&material.name, material.name_en.as_deref());
        let name = match earlier.copies.of(row).filter(|_| earlier.papers_move) {
            Some(n) => text.bracketed(name, &text.f("{n} 份", [("n", &n)])),
            None => name.to_owned(),
        };
        Some(EarlierRow { row, name, chosen: chosen.contains(row) })
    };
    EarlierPapers {
        href: format!("/desk/cases/{}", earlier.id),
        number: earlier.receipt.clone(),
        about: format!("{state} · {}", words::moment(text, earlier.received_at)),
        sentence,
        rows: earlier.rows.iter().filter_map(row).collect(),
    }
}

fn held_line(text: Text, organisation: &Organisation, item: &Item, held: &Held) -> HeldLine {
    let number = words::document_no(organisation, item.kind, held.number);
    let until = match held.valid_until {
        Some(day) => text.f("有效期到 {day}", [("day", &text.date_with_year(day))]),
        None => text.t("长期有效").to_owned(),
    };
    let other = held.other_document.then(|| text.t("证上登记的是另一个证件号码"));
    HeldLine {
        href: format!("/desk/certificates/{}", held.id),
        name: format!("{} {number}", result_name(text, item)),
        about: [Some(until.as_str()), other].into_iter().flatten().collect::<Vec<&str>>().join(" · "),
    }
}
