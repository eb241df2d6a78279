//! Lists of first contacts as lines: on their page, and on the desk the parts that want an answer (F12, F13, F30).

use std::collections::HashMap;

use calendar::Instant;
use casework::absence::Absences;
use catalogue::{Organisation, PersonId};
use centre::Fault;
use centre::account::Session;
use centre::contact_list::ContactBrief;

use super::{contact_words, words};
use crate::app::App;
use pages::desk::{ContactLine, ContactPart};
use pages::text::Text;

/// Short names and names of items by their codes.
pub async fn names(app: &App, text: Text) -> Result<HashMap<String, (String, String)>, Fault> {
    let entries = app.centre.item_list().await?;
    let named = entries.into_iter().map(|entry| {
        let short = entry.item.short.as_str().to_owned();
        (entry.item.code.to_string(), (short, words::item(text, &entry.item)))
    });
    Ok(named.collect())
}

/// The lists of this person that are not empty; `all` with what was written down lately.
pub async fn parts(app: &App, text: Text, session: &Session, all: bool) -> Result<Vec<ContactPart>, Fault> {
    let Some(organisation) = app.centre.organisation().await? else { return Ok(Vec::new()) };
    let lists = app.centre.contact_lists(session).await?;
    let recent = if all { lists.recent } else { Vec::new() };
    let groups = [
        (
            "contacts-risen",
            "转出超过一个工作日没人接",
            "请打电话问清楚，今天要有人接。",
            "urgent-yellow",
            lists.risen,
        ),
        ("contacts-sign", "等您签收的来访", "签收以后由您负责到底。", "urgent-blue", lists.to_sign),
        ("contacts-mine", "由您负责的来访", "转出去的，对方签收以前仍由您负责。", "urgent-blue", lists.mine),
        ("contacts-recent", "您最近登记的", "", "urgent-quiet", recent),
    ];
    let (items, absences) = (names(app, text).await?, app.centre.absences().await?);
    let whose = Whose { organisation: &organisation, absences: &absences, me: session.person };
    let mut parts = Vec::new();
    for (id, title, hint, class, briefs) in groups {
        if briefs.is_empty() {
            continue;
        }
        let mut lines = Vec::with_capacity(briefs.len());
        for brief in &briefs {
            lines.push(line(app, text, &whose, &items, brief).await?);
        }
        let hint = if hint.is_empty() { String::new() } else { text.t(hint).to_owned() };
        parts.push(ContactPart { id, title: text.t(title).to_owned(), hint, class, lines });
    }
    Ok(parts)
}

/// Who looks, and who is away.
struct Whose<'a> {
    organisation: &'a Organisation,
    absences: &'a Absences,
    me: PersonId,
}

async fn line(
    app: &App,
    text: Text,
    whose: &Whose<'_>,
    items: &HashMap<String, (String, String)>,
    brief: &ContactBrief,
) -> Result<ContactLine, Fault> {
    let organisation = whose.organisation;
    let name = items.get(&brief.item).map(|(_, name)| name.clone()).unwrap_or_default();
    let what = [name, brief.words.clone()];
    let what = what.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let asked = brief.asked.map_or_else(String::new, |id| words::person(text, organisation, id));
    let stands = match brief.waits_for {
        Some(to) => {
            text.f("已转给{to}，还没有签收", [("to", &contact_words::target_to_call(text, organisation, to))])
        }
        None if brief.open => text.t("还没有结果").to_owned(),
        None => contact_words::outcome(text, &brief.outcome),
    };
    let seen_by = (whose.me, app.centre.today());
    let known = (organisation, whose.absences);
    let responsible = brief.responsible.map(|id| contact_words::responsible(text, known, id, seen_by));
    let waiting = brief.waits_for.map(|_| brief.since);
    Ok(ContactLine {
        href: format!("/desk/contacts/{}", brief.id),
        what: if what.is_empty() { text.t("叫号没有来").to_owned() } else { what },
        asked: format!("{asked} {}", words::moment(text, brief.asked_at)),
        stands,
        responsible: responsible.unwrap_or_default(),
        mark: mark(app, text, waiting, brief.declined).await?,
    })
}

/// That it waits too long for a signature, or was not taken before.
pub async fn mark(app: &App, text: Text, waiting: Option<Instant>, declined: u32) -> Result<String, Fault> {
    let in_force = app.centre.in_force().await?;
    let mut marks = Vec::new();
    if let (Some(since), Some(calendar)) = (waiting, in_force.calendar) {
        let today = app.centre.today();
        let late = casework::rises_before(&calendar, today).is_ok_and(|before| since < before);
        if late {
            let days = calendar.working_days_between(since.day(), today).unwrap_or(0).unsigned_abs();
            marks.push(text.f("已等 {days}", [("days", &text.working_days(days))]));
        }
    }
    if declined > 0 {
        marks.push(text.f("退回过 {n} 次", [("n", &declined)]));
    }
    Ok(marks.join(text.comma()))
}
