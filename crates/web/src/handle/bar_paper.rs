//! `GET /desk/bars/{case}/paper/decision`: the decision by which a person is entered in the bar list (A25, N26).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::bar::{Decision, Entry};
use catalogue::CaseId;
use centre::account::Session;
use centre::bars::{BarFile, BarOf};
use centre::file::CaseFile;
use centre::paper::PaperNo;
use paper::{Paper, Part};

use super::bars::{ground_said, law};
use super::print_intake::remedies_said;
use super::said::Said;
use super::views::asks_first;
use super::{laid, legal, paper as press, paper_parts as made_of, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{Answer, At, ErrorKind};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::text::{Text, masked_number};

/// The paper, as PDF.
pub async fn decision(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(case): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/bars/{case}/paper/decision");
    let of = Form::parse(query.as_deref().unwrap_or_default().as_bytes()).unwrap_or_default();
    let of = BarOf::named(of.trimmed("of"));
    let headers = press::asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw(&at, &session, &case, of).await).await
}

async fn draw(at: &At<'_>, session: &Session, case: &str, of: Option<BarOf>) -> Answer {
    let Ok(case) = CaseId::parse(case) else { return Ok(at.error(ErrorKind::NotFound).await) };
    let centre = &at.app.centre;
    let (file, list) =
        match (centre.case_fetch_for(session, case).await, centre.bar_fetch(session, case, of).await) {
            (Ok(file), Ok(list)) => (file, list),
            (Err(problem), _) | (_, Err(problem)) => return Ok(at.shut(problem).await),
        };
    let entry = list.bar.entry.filter(|entry| entry.case == case);
    let issued = entry.and_then(|entry| Some((entry, entry.decision?, list.decided_seq?)));
    let Some((entry, decision, seq)) = issued else { return Ok(at.error(ErrorKind::NotFound).await) };
    // Whoever proposed or decided it knows whose it is.
    let is_theirs = [entry.proposed_by, decision.by].contains(&session.person);
    if let Some(ask) = asks_first(&file).filter(|_| !is_theirs) {
        return Ok(ask);
    }
    let Some(said) = Said::at(centre, "bar", seq).await? else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let sheet = Bar { at, text: frame.text, frame: &frame, file: &file, list: &list, said: &said };
    let Some(paper) = sheet.paper(&entry, &decision) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    press::set(at, frame.clone(), said.laid(&frame, paper), "bar-decision").await
}

/// What the paper is made of.
struct Bar<'a> {
    at: &'a At<'a>,
    frame: &'a PageFrame,
    text: Text,
    file: &'a CaseFile,
    list: &'a BarFile,
    said: &'a Said,
}

impl Bar<'_> {
    fn t(&self, sentence: &str) -> String {
        self.text.t(sentence).to_owned()
    }

    fn say(&self, slot: &str, places: &[(&str, &dyn std::fmt::Display)]) -> String {
        self.said.say(self.text, slot, places)
    }

    fn paper(&self, entry: &Entry, decision: &Decision) -> Option<Paper> {
        let (text, file) = (self.text, self.file);
        let (organisation, item) = (&*file.organisation, &file.item);
        let receipt = file.filed()?.facts.receipt;
        let office = words::unit_in_full(text, organisation, decision.number.issuer);
        let code = self.at.app.centre.paper_code(receipt, PaperNo::Document(decision.number));
        Some(Paper {
            title: self.say("title", &[]),
            number: words::document_no(organisation, item.kind, decision.number),
            parts: self.parts(entry, decision, &words::receipt_no(receipt)),
            ..made_of::of_office(self.at, self.frame, office, decision.from, code)
        })
    }

    fn parts(&self, entry: &Entry, decision: &Decision, receipt: &str) -> Vec<Part> {
        let (text, item, who) = (self.text, &self.file.item, &self.file.applicant);
        let document = words::document_type(text, &who.document_type);
        let until = decision.until.map(|day| text.date_with_year(day));
        let lasts = match &until {
            Some(day) => self.say("barred", &[("until", day)]),
            None => self.say("no-commitment", &[]),
        };
        let heading = |sentence: &str| Part::Heading { text: self.t(sentence) };
        let heard = entry.heard.map(|said| self.list.texts.text(said.0)).filter(|it| !it.trim().is_empty());
        let mut parts = vec![
            self.pairs([
                ("被列入的人", who.name.clone()),
                ("证件", format!("{document} {}", masked_number(&who.document_number))),
                ("办什么事", words::item(text, item)),
                ("收件编号", receipt.to_owned()),
            ]),
            Part::Lead { text: self.say("lead", &[("ground", &text.t(ground_said(entry.ground)))]) },
            heading("事实和证据"),
            Part::Text { text: self.list.texts.text(entry.reason.0) },
            heading("本人的陈述申辩"),
            Part::Text { text: heard.unwrap_or_else(|| self.say("not-said", &[])) },
            heading("依据和限制"),
        ];
        parts.extend(law(item, entry.ground).map(|basis| Part::Law { text: legal::in_full(basis) }));
        parts.push(Part::Text { text: lasts });
        parts.push(self.pairs([
            ("从哪天起", text.date_with_year(decision.from)),
            ("到哪天为止", until.unwrap_or_else(|| self.t("信用修复为止"))),
        ]));
        parts.push(Part::Text { text: self.say("lifting", &[]) });
        if let Some(remedies) = &item.remedies {
            parts.push(laid::remedies(text, remedies_said(text, self.said, remedies)));
        }
        parts.push(
            self.pairs([("决定的人", words::person_of_unit(text, &self.file.organisation, decision.by))]),
        );
        parts.push(made_of::signs(text, ["本人签收", "签收日期"].map(|label| (label, String::new()))));
        parts
    }

    fn pairs<const N: usize>(&self, rows: [(&str, String); N]) -> Part {
        made_of::pairs(self.text, rows)
    }
}
