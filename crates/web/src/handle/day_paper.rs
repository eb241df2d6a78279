//! Sheets of the hall as PDF: a window's settlement (E31), and the list of whoever goes for good (E33).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use casework::window_day::{Settlement, VisitEnd};
use catalogue::{Organisation, PersonId, WindowId};
use centre::account::Session;
use centre::leaving::LeavingPaper;
use centre::window_day::WindowPage;
use paper::{Paper, Part};

use super::day_card::end_word;
use super::{leaving, paper as press, paper_parts as made_of, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{Answer, At, ErrorKind};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::text::Text;

/// `GET /desk/day/paper?window=&day=`
pub async fn settlement(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = Form::parse(query.clone().unwrap_or_default().as_bytes()).unwrap_or_default();
    let headers = press::asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: "/desk/day/paper" };
    at.answer(settled(&at, &session, &asked).await).await
}

async fn settled(at: &At<'_>, session: &Session, asked: &Form) -> Answer {
    let place = WindowId::parse(asked.get("window")).ok().zip(Day::parse(asked.get("day")));
    let (Some((window, day)), Some(organisation)) = (place, at.app.centre.organisation().await?) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let page = at.app.centre.window_page(session, window, day).await?;
    let Some((page, settlement)) = page.and_then(|page| page.state.settlement.map(|it| (page, it))) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let sheet = Sheet { text: frame.text, frame: &frame, organisation: &organisation };
    let paper = sheet.settlement(window, day, &page, &settlement);
    let shown = at.frame(Nav::Nowhere, Some(session)).await;
    press::set(at, shown, paper, &format!("settlement-{window}-{day}")).await
}

/// `GET /desk/leaving/{person}/paper`
pub async fn leaving_list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(person): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/leaving/{person}/paper");
    let headers = press::asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(left(&at, &session, &person).await).await
}

async fn left(at: &At<'_>, session: &Session, person: &str) -> Answer {
    let Ok(person) = PersonId::parse(person) else { return Ok(at.error(ErrorKind::NotFound).await) };
    let listed = at.app.centre.leaving_paper(session, person).await?;
    let Some((listed, organisation)) = listed.zip(at.app.centre.organisation().await?) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let sheet = Sheet { text: frame.text, frame: &frame, organisation: &organisation };
    let paper = sheet.leaving(&listed);
    let shown = at.frame(Nav::Nowhere, Some(session)).await;
    press::set(at, shown, paper, "leaving").await
}

/// What a sheet is made of.
struct Sheet<'a> {
    text: Text,
    frame: &'a PageFrame,
    organisation: &'a Organisation,
}

impl Sheet<'_> {
    fn t(&self, sentence: &str) -> String {
        self.text.t(sentence).to_owned()
    }

    fn name(&self, person: PersonId) -> String {
        words::person_of_unit(self.text, self.organisation, person)
    }

    fn paper(&self, title: &str, number: String, parts: Vec<Part>) -> Paper {
        let centre = &self.organisation.centre;
        Paper {
            issuer: self.text.pick(&centre.name, Some(&centre.name_en)).to_owned(),
            title: self.t(title),
            number,
            parts,
            ..made_of::of_centre(self.frame)
        }
    }

    fn pairs<const N: usize>(&self, rows: [(&str, String); N]) -> Part {
        made_of::pairs(self.text, rows)
    }

    fn table(&self, widths: &[u8], heads: &[&str], rows: Vec<Vec<String>>) -> Part {
        let heads: Vec<&str> = heads.iter().map(|head| self.text.t(head)).collect();
        Part::table(widths, &heads, rows)
    }

    /// 结算单: system and count side by side, why they differ, and the two who signed.
    fn settlement(&self, window: WindowId, day: Day, page: &WindowPage, it: &Settlement) -> Paper {
        let text = self.text;
        let system = &it.system;
        let line = |what: &str, system: String, counted: String| vec![self.t(what), system, counted];
        let none = || self.t("不用点");
        let counts = vec![
            line("当天收件（件）", system.taken.to_string(), none()),
            line("移交出去（件）", system.handed.to_string(), none()),
            line("窗口上还有（件）", system.waiting.to_string(), none()),
            line("没有收完（件）", system.drafts.to_string(), none()),
            line("材料（份）", system.papers.to_string(), it.papers.to_string()),
            line("其中的原件（份）", system.originals.to_string(), it.originals.to_string()),
            line("没有领走的证件（本）", system.results.to_string(), it.results.to_string()),
        ];
        let visits = VisitEnd::ALL
            .into_iter()
            .map(|end| vec![self.t(end_word(end)), page.state.ends[end.place()].to_string()]);
        let visits = visits.chain([vec![self.t("来办的"), page.state.visits.to_string()]]).collect();
        let signed = it.signed.map(|(by, at)| (self.name(by), words::moment(text, at)));
        let (head, signed_at) = signed.unwrap_or_default();
        let parts = vec![
            self.pairs([
                ("窗口", words::window(text, self.organisation, window)),
                ("哪一天", text.date_with_year(day)),
                ("结算时间", words::moment(text, it.at)),
            ]),
            self.table(&[6, 3, 3], &["项目", "系统记", "点到"], counts),
            self.pairs([(
                if it.at.day() > day { "补结算的说明" } else { "对不上的原因" },
                page.explained.clone(),
            )]),
            self.table(&[9, 3], &["来办的人怎么办的", "几位"], visits),
            made_of::signs(
                text,
                [("点数的人", self.name(it.by)), ("窗口负责人", head), ("签字时间", signed_at)],
            ),
        ];
        self.paper("窗口当天结算单", format!("{window} {day}"), parts)
    }

    /// 离岗交接清单: the words of the list and the three signatures in their order.
    fn leaving(&self, listed: &LeavingPaper) -> Paper {
        let (text, it) = (self.text, &listed.leaving);
        let mut parts = vec![self.pairs([
            ("移交人", self.name(it.person)),
            ("接交人", self.name(it.taker)),
            ("监交人", self.name(it.witness)),
            ("清单是谁列的", format!("{} {}", self.name(it.by), words::moment(text, it.listed_at))),
        ])];
        for (heading, said) in leaving::parts_of(&listed.words) {
            parts.push(Part::Heading { text: self.t(heading) });
            parts.push(Part::Text {
                text: if said.is_empty() { self.t("没有写。") } else { said.clone() }
            });
        }
        let cases = text.f(
            "列清单时手上 {n} 件、材料 {m} 份、没有领走的证件 {k} 本；签字以前都要移交完。",
            [
                ("n", &it.held.cases as &dyn std::fmt::Display),
                ("m", &it.held.papers),
                ("k", &it.held.results),
            ],
        );
        parts.push(Part::Text { text: cases });
        let sign = |role: &'static str, who: PersonId, at: Option<calendar::Instant>| {
            let at = at.map_or_else(String::new, |at| words::moment(text, at));
            (role, format!("{} {at}", self.name(who)))
        };
        let [first, second, third] = listed.signed;
        let signed = [
            sign("移交人", it.person, first),
            sign("接交人", it.taker, second),
            sign("监交人", it.witness, third),
        ];
        parts.push(made_of::signs(text, signed));
        // The list has no number of a series; what it says is named by where it is sealed.
        let code: String = it.file.to_string().chars().take(16).collect();
        self.paper("离岗交接清单", text.f("清单 {code}", [("code", &code)]), parts)
    }
}
