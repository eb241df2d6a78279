//! The list of open cases, narrowed by light, stage, unit, who holds them and the last day in time.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::{Day, Light};
use catalogue::{Organisation, PersonId, UnitCode};
use centre::account::Session;
use centre::list::{CaseBrief, Cursor, Narrow, Which};

use super::{cases, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{self, At, page};
use crate::app::visitor::Officer;
use pages::desk::{Answer, CaseLine, FindAsked, FindCases, FindKept, Pick};
use pages::layout::{Nav, Pagination};
use pages::text::Text;

/// Cases of one page.
const PAGE: usize = 40;
/// The words of the lights, with all of them first.
const LIGHTS: [(&str, &str); 5] =
    [("", "灯：全部"), ("red", "超期"), ("yellow", "临期"), ("green", "正常"), ("stopped", "计时暂停")];
/// The words of what a case waits for.
const STAGES: [(&str, &str); 8] = [
    ("", "办到哪儿：全部"),
    ("acceptance", "待受理"),
    ("applicant", "待补正"),
    ("step", "办理中"),
    ("decision", "待决定"),
    ("recheck", "待复核"),
    ("making", "待制证"),
    ("collection", "待送达"),
];

/// What an address asks for.
struct Asked<'a> {
    light: &'a str,
    stage: &'a str,
    unit: Option<UnitCode>,
    mine: bool,
    /// Who holds them.
    holder: Option<PersonId>,
    /// The last day in time.
    due: Option<Day>,
}

impl<'a> Asked<'a> {
    fn of(query: &'a Form) -> Asked<'a> {
        Asked {
            light: query.get("light"),
            stage: query.get("stage"),
            unit: UnitCode::parse(query.get("unit")).ok(),
            mine: query.get("mine") == "1",
            holder: PersonId::parse(query.get("holder")).ok(),
            due: Day::parse(query.get("due")),
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

    fn narrow(&self) -> Narrow<'a> {
        Narrow {
            light: match self.light {
                "red" => Some(Light::Red),
                "yellow" => Some(Light::Yellow),
                "green" => Some(Light::Green),
                _ => None,
            },
            stopped: self.light == "stopped",
            waits_for: (!self.stage.is_empty()).then_some(self.stage),
            unit: self.holder.and(self.unit),
            due: self.due,
            ..Narrow::default()
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
        if let Some(holder) = self.holder {
            pairs.append_pair("holder", holder.as_str());
        }
        if let Some(due) = self.due {
            pairs.append_pair("due", &due.to_string());
        }
        if let Some(last) = last {
            let red_at = last.red_at.map_or(i64::MAX, |at| at.0);
            pairs.append_pair("after", &format!("{red_at}_{}", last.id));
        }
        format!("/desk/cases?{}", pairs.finish())
    }

    /// What the form has no control for, in words, and as what it hands on.
    fn kept(&self, text: Text, organisation: Option<&Organisation>) -> Vec<FindKept> {
        let holder = self.holder.filter(|_| !self.mine).zip(organisation).map(|(holder, of)| FindKept {
            name: "holder",
            value: holder.to_string(),
            says: text.f("在{name}手上的", [("name", &words::person_of_unit(text, of, holder))]),
        });
        let due = self.due.map(|due| FindKept {
            name: "due",
            value: due.to_string(),
            says: text.f("最后一天是 {day}的", [("day", &text.date(due))]),
        });
        holder.into_iter().chain(due).collect()
    }
}

/// `GET /desk/cases?light=&stage=&unit=&mine=&holder=&due=&after=`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    RawQuery(query): RawQuery,
) -> Response {
    let at = At { app: &app, headers: &headers, path: "/desk/cases" };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    at.answer(list_page(&at, &session, &query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> respond::Answer {
    let mut frame = at.frame(Nav::Cases, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("全部在办件").to_owned();
    let organisation = at.app.centre.organisation().await?;
    let asked = Asked::of(query);
    let after = query.get("after").split_once('_').and_then(|(red_at, case_id)| {
        Some(Cursor { red_at: red_at.parse().ok()?, case_id: case_id.to_owned() })
    });
    let first = after.is_some().then(|| asked.href(None));
    let which = asked.which(session.person);
    let mut briefs = at.app.centre.case_list(session, which, asked.narrow(), after, PAGE + 1).await?;
    let next = (briefs.len() > PAGE).then(|| {
        briefs.truncate(PAGE);
        asked.href(briefs.last())
    });
    let kept = asked.kept(text, organisation.as_deref());
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
        stage: choices(text, asked.stage, &STAGES),
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
        let query = Form::parse(b"mine=1&holder=do.sc").expect("it reads");
        assert_eq!(Asked::of(&query).which(me), Which::HeldBy(me), "the own ones go first");
    }
}
