//! The list of open cases, narrowed by light, stage, unit, item, who holds them and the last day in time.

use axum::response::Response;
use calendar::{Day, Light};
use catalogue::{ItemCode, Organisation, PersonId, UnitCode, WindowId};
use centre::account::Session;
use centre::deemed::Deemed;
use centre::desk_queue::Queue;
use centre::list::{CaseBrief, Cursor, Narrow, Which};

use super::{cases, desk_sections, lead_status, words};
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{self, At, page};
use pages::desk::{Answer, CaseLine, FindAsked, FindCases, FindKept, Pick};
use pages::layout::{Nav, Pagination};
use pages::text::Text;

/// Cases of one page.
const PAGE: usize = 40;
/// The words of the lights, with all of them first.
const LIGHTS: [(&str, &str); 5] =
    [("", "灯：全部"), ("red", "超期"), ("yellow", "临期"), ("green", "正常"), ("stopped", "计时暂停")];
/// What an address asks for.
struct Asked<'a> {
    light: &'a str,
    stage: &'a str,
    unit: Option<UnitCode>,
    mine: bool,
    /// A queue of the own desk.
    queue: Option<Queue>,
    /// Who holds them.
    holder: Option<PersonId>,
    /// The last day in time.
    due: Option<Day>,
    /// The code of the item; empty for all of them.
    item: &'a str,
    /// Only what is not concluded, as boards count.
    in_hand: bool,
    /// Only what silence accepted, received since a day.
    deemed: Option<Day>,
    /// Only what came in at this window.
    window: Option<WindowId>,
}

impl<'a> Asked<'a> {
    fn of(query: &'a Form) -> Asked<'a> {
        Asked {
            light: query.get("light"),
            stage: query.get("stage"),
            unit: UnitCode::parse(query.get("unit")).ok(),
            mine: query.get("mine") == "1",
            queue: Queue::parse(query.get("queue")).filter(|_| query.get("mine") != "1"),
            holder: PersonId::parse(query.get("holder")).ok(),
            due: Day::parse(query.get("due")),
            item: Some(query.get("item")).filter(|code| ItemCode::parse(code).is_ok()).unwrap_or_default(),
            in_hand: query.get("hand") == "1",
            deemed: Day::parse(query.get("deemed")),
            window: WindowId::parse(query.get("window")).ok(),
        }
    }

    fn which(&self, me: PersonId) -> Which {
        match (self.mine, self.holder, self.unit) {
            (true, ..) => Which::HeldBy(me),
            (false, Some(holder), _) => Which::HeldBy(holder),
            (false, None, Some(unit)) => Which::Unit(unit),
            (false, None, None) => Which::All,
        }
    }

    fn narrow(&self) -> Narrow<'_> {
        Narrow {
            light: match self.light {
                "red" => Some(Light::Red),
                "yellow" => Some(Light::Yellow),
                "green" => Some(Light::Green),
                _ => None,
            },
            stopped: self.light == "stopped",
            waits_for: (!self.stage.is_empty()).then_some(self.stage),
            unit: self.unit.filter(|_| self.holder.is_some() || self.queue.is_some()),
            runs_by: None,
            due: self.due,
            item: Some(self.item).filter(|code| !code.is_empty()),
            in_hand: self.in_hand,
            window: self.window.as_ref().map(WindowId::as_str).filter(|_| self.deemed.is_none()),
            // A queue is of open cases alone.
            deemed: self
                .deemed
                .filter(|_| self.queue.is_none())
                .map(|since| Deemed { since, window: self.window.as_ref().map(WindowId::as_str) }),
        }
    }

    /// Where the list goes on after a case; where it begins without one.
    fn href(&self, last: Option<&CaseBrief>) -> String {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("light", self.light), ("stage", self.stage)] {
            if !value.is_empty() {
                pairs.append_pair(name, value);
            }
        }
        if let Some(unit) = self.unit {
            pairs.append_pair("unit", unit.as_str());
        }
        if self.mine {
            pairs.append_pair("mine", "1");
        }
        if let Some(queue) = self.queue {
            pairs.append_pair("queue", queue.key());
        }
        if let Some(holder) = self.holder {
            pairs.append_pair("holder", holder.as_str());
        }
        if let Some(due) = self.due {
            pairs.append_pair("due", &due.to_string());
        }
        if !self.item.is_empty() {
            pairs.append_pair("item", self.item);
        }
        if self.in_hand {
            pairs.append_pair("hand", "1");
        }
        if let Some(since) = self.deemed {
            pairs.append_pair("deemed", &since.to_string());
        }
        if let Some(window) = self.window {
            pairs.append_pair("window", window.as_str());
        }
        if let Some(last) = last {
            let red_at = last.red_at.map_or(i64::MAX, |at| at.0);
            pairs.append_pair("after", &format!("{red_at}_{}", last.id));
        }
        format!("/desk/cases?{}", pairs.finish())
    }

    /// What the form has no control for, in words, and as what it hands on; `item` is the name of the item that is asked for.
    fn kept(&self, text: Text, organisation: Option<&Organisation>, item: Option<String>) -> Vec<FindKept> {
        let queue = self.queue.map(|queue| FindKept {
            name: "queue",
            value: queue.key().to_owned(),
            says: text.t(desk_sections::section_of(queue).title()).to_owned(),
        });
        let holder = self.holder.filter(|_| !self.mine && self.queue.is_none()).zip(organisation).map(
            |(holder, of)| FindKept {
                name: "holder",
                value: holder.to_string(),
                says: text.f("在{name}手上的", [("name", &words::person_of_unit(text, of, holder))]),
            },
        );
        let due = self.due.map(|due| FindKept {
            name: "due",
            value: due.to_string(),
            says: text.f("最后一天是 {day}的", [("day", &text.date(due))]),
        });
        let item = item.map(|name| FindKept { name: "item", value: self.item.to_owned(), says: name });
        let hand = self.in_hand.then(|| FindKept {
            name: "hand",
            value: "1".to_owned(),
            says: text.t("还没有办结的").to_owned(),
        });
        let deemed = self.deemed.map(|since| FindKept {
            name: "deemed",
            value: since.to_string(),
            says: text.f("从 {day}起收的、到期没答复视为受理的，办完的也算", [("day", &text.date(since))]),
        });
        let window = self.window.zip(organisation).map(|(window, of)| FindKept {
            name: "window",
            value: window.to_string(),
            says: text.f("{window}收的", [("window", &words::window(text, of, window))]),
        });
        queue
            .into_iter()
            .chain(holder)
            .chain(due)
            .chain(item)
            .chain(hand)
            .chain(deemed)
            .chain(window)
            .collect()
    }
}

/// The name of the item with this code; the code itself where the catalogue has none.
async fn item_name(at: &At<'_>, text: Text, code: &str) -> Result<Option<String>, centre::Fault> {
    if code.is_empty() {
        return Ok(None);
    }
    let entries = at.app.centre.item_list().await?;
    let known = entries.iter().find(|entry| entry.item.code.as_str() == code);
    Ok(Some(known.map_or_else(|| code.to_owned(), |entry| words::item(text, &entry.item))))
}

/// `GET /desk/cases?light=&stage=&unit=&mine=&queue=&holder=&due=&item=&hand=&deemed=&window=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> respond::Answer {
    let frame = at.titled(Nav::Cases, session, "全部在办件").await;
    let text = frame.text;
    let organisation = at.app.centre.organisation().await?;
    let asked = Asked::of(query);
    let after = query.get("after").split_once('_').and_then(|(red_at, case_id)| {
        Some(Cursor { red_at: red_at.parse().ok()?, case_id: case_id.to_owned() })
    });
    let first = after.is_some().then(|| asked.href(None));
    let which = asked.which(session.person);
    let mut briefs = match asked.queue {
        Some(queue) => at.app.centre.queue_list(session, queue, asked.narrow(), after, PAGE + 1).await?,
        None => at.app.centre.case_list(session, which, asked.narrow(), after, PAGE + 1).await?,
    };
    let next = (briefs.len() > PAGE).then(|| {
        briefs.truncate(PAGE);
        asked.href(briefs.last())
    });
    let item = item_name(at, text, asked.item).await?;
    let kept = asked.kept(text, organisation.as_deref(), item);
    let mut lines = Vec::new();
    for brief in &briefs {
        let line = cases::line(at.app, text, brief).await?;
        lines.push(match organisation.as_deref().filter(|_| !kept.is_empty()) {
            Some(of) => with_units(text, of, brief, line),
            None => line,
        });
    }
    let units = organisation.iter().flat_map(|it| it.units.iter()).map(|it| {
        let answer = Answer::of(it.code.as_str(), text.pick(&it.short_name, Some(&it.name_en)));
        if Some(it.code) == asked.unit { answer.chosen() } else { answer }
    });
    let asked = FindAsked {
        words: String::new(),
        light: choices(text, asked.light, &LIGHTS),
        stage: choices(text, asked.stage, &stages()),
        unit: Pick::of(std::iter::once(Answer::of("", text.t("单位：全部"))).chain(units).collect()),
        mine: asked.mine,
        kept,
    };
    let shown = text.f("这一页 {n} 件", [("n", &lines.len())]);
    Ok(page(&FindCases { text, asked, lines, pages: Pagination { text, first, next, shown }, frame }))
}

/// A line for whoever looks over several units: whose case it is, and where whoever holds it belongs.
fn with_units(text: Text, organisation: &Organisation, brief: &CaseBrief, line: CaseLine) -> CaseLine {
    let unit = words::unit(text, organisation, brief.authority);
    let notes = [unit.as_str(), line.note.as_str()];
    let note = notes.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let holder = brief.holder.map_or_else(String::new, |it| words::person_of_unit(text, organisation, it));
    CaseLine { note, holder, ..line }
}

/// The words of what a case waits for, with all of them first.
fn stages() -> Vec<(&'static str, &'static str)> {
    let all = std::iter::once(("", "办到哪儿：全部")).chain(lead_status::STAGES);
    all.chain([(centre::row::waits::COLLECTION, "待送达")]).collect()
}

fn choices(text: Text, chosen: &str, all: &[(&str, &str)]) -> Pick {
    let answer = |(value, words): &(&str, &str)| {
        let answer = Answer::of(*value, text.t(words));
        if *value == chosen { answer.chosen() } else { answer }
    };
    Pick::of(all.iter().map(answer).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_a_case_can_wait_for_can_be_chosen() {
        let words: Vec<&str> = stages().into_iter().map(|(key, _)| key).collect();
        for word in ["instant-signature", "leader-signature", "stop-approval", "extension-approval", "result"]
        {
            assert!(words.contains(&word), "{word}");
        }
        assert!(!words.contains(&"nobody"), "what is over stands in no list of open cases");
    }

    #[test]
    fn whoever_holds_them_and_the_last_day_stay_in_the_address() {
        let query = Form::parse(b"holder=do.sc&due=2026-11-23&unit=sc&light=green").expect("it reads");
        let asked = Asked::of(&query);
        assert_eq!(asked.href(None), "/desk/cases?light=green&unit=sc&holder=do.sc&due=2026-11-23");
        let me = PersonId::parse("lead.sc").expect("a code");
        let holder = PersonId::parse("do.sc").expect("a code");
        assert_eq!(asked.which(me), Which::HeldBy(holder));
        assert_eq!((asked.narrow().unit, asked.narrow().due), (asked.unit, asked.due));
        // Without a holder the unit is which cases, and narrows nothing twice.
        let query = Form::parse(b"unit=sc&due=2026-13-45").expect("it reads");
        let asked = Asked::of(&query);
        assert_eq!((asked.narrow().unit, asked.due), (None, None));
        // What a board counts of an item is what its row opens: of that item, and not concluded.
        let query = Form::parse(b"item=1101311234000&hand=1").expect("it reads");
        let asked = Asked::of(&query);
        assert_eq!(asked.href(None), "/desk/cases?item=1101311234000&hand=1");
        assert_eq!((asked.narrow().item, asked.narrow().in_hand), (Some("1101311234000"), true));
        assert_eq!(Asked::of(&Form::parse(b"item=a+b&hand=2").expect("it reads")).href(None), "/desk/cases?");
        // What the board counts as accepted by silence at a window is what its link opens (F3).
        let query = Form::parse(b"deemed=2026-10-29&window=w9").expect("it reads");
        let asked = Asked::of(&query);
        assert_eq!(asked.href(None), "/desk/cases?deemed=2026-10-29&window=w9");
        let since = Day::parse("2026-10-29").expect("a day");
        assert_eq!(asked.narrow().deemed, Some(Deemed { since, window: Some("w9") }));
        let query = Form::parse(b"deemed=1&window=w9").expect("it reads");
        let asked = Asked::of(&query);
        assert_eq!((asked.narrow().deemed, asked.narrow().window), (None, Some("w9")), "all of that window");
        assert_eq!(asked.href(None), "/desk/cases?window=w9");
        // What the desk counts in a queue is what its link opens, kept to a unit or a light where one is chosen.
        let query = Form::parse(b"queue=decide&light=red&unit=sc").expect("it reads");
        let asked = Asked::of(&query);
        assert_eq!((asked.queue, asked.narrow().unit), (Some(Queue::ToDecide), asked.unit));
        assert_eq!(asked.href(None), "/desk/cases?light=red&unit=sc&queue=decide");
        assert_eq!(Asked::of(&Form::parse(b"queue=everything").expect("it reads")).queue, None);
        let query = Form::parse(b"mine=1&holder=do.sc").expect("it reads");
        assert_eq!(Asked::of(&query).which(me), Which::HeldBy(me), "the own ones go first");
    }
}
