//! Disclosures somebody has to look after, as lines of the desk: to be agreed to or handed out, originals not brought back (E30).

use centre::Fault;
use centre::account::Session;
use centre::disclosure_list::{DisclosureBrief, DisclosureWhich};

use super::{disclosure_words as said, words};
use crate::app::App;
use pages::desk::{CareLine, CarePart};
use pages::text::Text;

/// Lines of one part; the register shows the others.
const SHOWN: usize = 20;

/// The parts of this person's desk.
pub async fn parts(app: &App, text: Text, session: &Session) -> Result<Vec<CarePart>, Fault> {
    let Some(organisation) = app.centre.organisation().await? else { return Ok(Vec::new()) };
    let today = app.centre.today();
    // Who only supervises reads the register, and has nothing to do in it.
    let acts = |unit| {
        casework::disclosure::keeps(&organisation, session.person, unit, today)
            || casework::disclosure::approves(&organisation, session.person, unit, today)
    };
    if !organisation.units.iter().any(|unit| acts(unit.code)) {
        return Ok(Vec::new());
    }
    let line = |it: &&DisclosureBrief| {
        let late = it.due_on.is_some();
        let number = words::document_no(&organisation, catalogue::item::ItemKind::Licensing, it.number);
        CareLine {
            href: format!("/desk/disclosures/{}/{}", it.case, it.place),
            number: text.t(said::form(it.form)).to_owned(),
            item: number,
            what: match it.due_on {
                Some(day) => text.f("{day}该还", [("day", &text.date(day))]),
                None => said::state(text, &it.way, false).word,
            },
            late,
            call: it.asker.clone(),
        }
    };
    let list = app.centre.disclosure_list(session, DisclosureWhich::Care, "", SHOWN).await?;
    let (late, open): (Vec<_>, Vec<_>) = list.iter().partition(|it| it.due_on.is_some());
    let part = |id, title: &str, hint: &str, lines: &[&DisclosureBrief]| CarePart {
        id,
        title: text.t(title).to_owned(),
        hint: text.t(hint).to_owned(),
        lines: lines.iter().map(line).collect(),
    };
    let open_hint = "登记的人和提供的人不能自己审批。";
    let parts = [
        part("care-disclosures", "办案机关来调阅案卷，等审批、等提供", open_hint, &open),
        part("care-originals-out", "调出的案卷原件过了归还日", "归还的时候当面点清页数。", &late),
    ];
    Ok(parts.into_iter().filter(|part| !part.lines.is_empty()).collect())
}
