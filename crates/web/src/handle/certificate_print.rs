//! The papers of a certificate: each certificate itself, the receipt of a renewal, the notices and the decisions about it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use casework::certificate::{CertificateId, EndGround, Event};
use casework::{DocumentKind, DocumentNo, Sealed};
use catalogue::Authority;
use centre::account::Session;
use centre::certificate::CertificateView;
use centre::certificate_paper::{HolderSight, papers_of};
use centre::paper::{PaperNo, mark};
use paper::{Check, Language, Paper, Part, SealPlace};

use super::certificate_words::{article, end_kind, ground};
use super::print::public_address;
use super::{certificate_words as said, certificates, legal, paper as press, views, words};
use crate::app::App;
use crate::app::frame::post_word;
use crate::app::respond::{Answer, At, ErrorKind};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::text::{Text, masked_name, masked_number};

/// `GET /desk/certificates/{certificate}/paper/{paper}`
pub async fn paper(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((certificate, paper)): Path<(String, String)>,
) -> Response {
    let path = format!("/desk/certificates/{certificate}/paper/{paper}");
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(printed(&at, &session, &certificate, &paper).await).await
}

async fn printed(at: &At<'_>, session: &Session, certificate: &str, wanted: &str) -> Answer {
    let Some(id) = CertificateId::parse(certificate) else { return Ok(at.error(ErrorKind::NotFound).await) };
    let view = match at.app.centre.certificate_fetch_for(session, id).await {
        Ok(view) => view,
        Err(problem) => return Ok(at.shut(problem).await),
    };
    if named(&view, wanted).is_none() {
        return Ok(at.error(ErrorKind::NotFound).await);
    }
    let is_masked = match at.app.centre.certificate_sight(session, &view).await? {
        HolderSight::AsksFirst => return Ok(views::says_first(view.file.case)),
        sight => sight == HolderSight::Masked,
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    match made(at, &frame, &view, wanted, is_masked) {
        Some(set) => press::set(at, frame, set, wanted).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// The paper of this mark, and the day it was issued.
fn named(view: &CertificateView, wanted: &str) -> Option<(DocumentNo, Day)> {
    papers_of(view).into_iter().find_map(|it| match it.number {
        PaperNo::Document(number) if mark(it.number) == wanted => Some((number, it.on)),
        _ => None,
    })
}

/// A paper of a certificate before it is set; none for a mark that names none.
pub fn made(
    at: &At<'_>,
    frame: &PageFrame,
    view: &CertificateView,
    wanted: &str,
    is_masked: bool,
) -> Option<Paper> {
    let (number, on) = named(view, wanted)?;
    let code = at.app.centre.paper_code(view.file.receipt, PaperNo::Document(number));
    let address = format!("{}/verify/{code}", public_address(at));
    let sheet = Sheet { text: frame.text, frame, view, number, on, is_masked };
    sheet.paper(Check { address, words: vec![frame.t("扫码核对真伪").to_owned(), code] })
}

/// What a paper of a certificate is made of.
struct Sheet<'a> {
    text: Text,
    frame: &'a PageFrame,
    view: &'a CertificateView,
    number: DocumentNo,
    on: Day,
    /// The holder's name is masked (F33).
    is_masked: bool,
}

impl Sheet<'_> {
    fn paper(&self, check: Check) -> Option<Paper> {
        let (title, parts) = match self.number.kind {
            DocumentKind::Certificate => {
                (certificates::result_name(self.text, &self.view.item), self.certificate()?)
            }
            DocumentKind::RenewalReceipt => (self.t("延续申请回执"), self.renewal_receipt()?),
            DocumentKind::RenewalRefusal => (self.t("不予延续决定书"), self.renewal_refusal()?),
            DocumentKind::CertificateHearing => (self.t("陈述申辩告知书"), self.hearing()?),
            DocumentKind::CertificateEnd => self.end()?,
            _ => return None,
        };
        let (text, view) = (self.text, self.view);
        let office = words::unit_in_full(text, &view.organisation, view.file.authority);
        let banner = if self.frame.is_demo { self.t("示例数据，仅供演示") } else { String::new() };
        Some(Paper {
            language: if text.is_english() { Language::En } else { Language::Zh },
            issuer: office.clone(),
            title,
            number: said::number(view, self.number),
            banner,
            parts,
            seal: Some(SealPlace { office, words: self.t("（盖章）"), on: text.date_of_seal(self.on) }),
            check: Some(check),
            foot: format!("{} {}", self.frame.centre, self.frame.centre_telephone),
        })
    }

    fn t(&self, sentence: &str) -> String {
        self.text.t(sentence).to_owned()
    }

    fn holder(&self, name: &str) -> String {
        if self.is_masked { masked_name(name) } else { name.to_owned() }
    }

    fn open(&self, sealed: Sealed) -> String {
        self.view.texts.text(sealed.0)
    }

    fn pairs(&self, rows: Vec<(&str, String)>) -> Part {
        Part::Pairs { rows: rows.into_iter().map(|(label, value)| [self.t(label), value]).collect() }
    }

    /// To whom, and which certificate it is about.
    fn about(&self) -> Part {
        let view = self.view;
        self.pairs(vec![
            ("持证人", self.holder(&view.content.holder)),
            ("证照", certificates::result_name(self.text, &view.item)),
            ("编号", said::number(view, view.file.current().number)),
            ("收件编号", words::receipt_no(view.file.receipt)),
        ])
    }

    fn by(&self, id: catalogue::PersonId, basis: Authority) -> String {
        let name = words::person(self.text, &self.view.organisation, id);
        match basis {
            Authority::ByPost { post, .. } => self.text.bracketed(&name, self.text.t(post_word(post))),
            Authority::ByDelegation { .. } => self.text.bracketed(&name, self.text.t("依授权委托书")),
            Authority::No { .. } => name,
        }
    }

    fn event<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.view.lines.iter().rev().find_map(|line| pick(&line.event))
    }

    fn certificate(&self) -> Option<Vec<Part>> {
        let (text, view) = (self.text, self.view);
        let own = view.file.papers.iter().find(|it| it.number == self.number)?;
        let content = view.content_of(own.content);
        let kind = words::document_type(text, &content.document_type);
        let until = own.valid_until.map_or_else(|| self.t("长期"), |day| text.date_of_seal(day));
        let mut parts = vec![self.pairs(vec![
            ("持证人", self.holder(&content.holder)),
            ("证件", format!("{kind} {}", masked_number(&content.document_number))),
            ("办什么事", words::item(text, &view.item)),
            ("准予的内容", content.scope),
            ("从哪天起有效", text.date_of_seal(own.valid_from)),
            ("有效期到", until),
        ])];
        let before = view.file.papers.iter().find(|it| view.file.after(it.number) == Some(self.number));
        if let Some(before) = before {
            let old = said::number(view, before.number);
            parts.push(Part::Text {
                text: text.f("本证代替 {old}，旧证不能再用。", [("old", &old)])
            });
        }
        Some(parts)
    }

    fn renewal_receipt(&self) -> Option<Vec<Part>> {
        let words_said = self.event(|event| match event {
            Event::RenewalAppliedFor(fact) if fact.receipt == self.number => Some(fact.words),
            _ => None,
        })?;
        let told = "您的延续申请已收到。我们在有效期届满前作出决定；届满前没有作出决定的，依法视为准予延续。";
        let mut parts = vec![Part::Lead { text: self.t(told) }, self.about()];
        parts.extend(words_said.map(|it| self.pairs(vec![("持证人的话", self.open(it))])));
        parts.push(Part::Law { text: legal::licensing_law("第五十条") });
        Some(parts)
    }

    fn renewal_refusal(&self) -> Option<Vec<Part>> {
        let fact = self.event(|event| match event {
            Event::RenewalRefused(fact) if fact.number == self.number => Some(*fact),
            _ => None,
        })?;
        let lead = self.t("经审查，决定不予延续。原证在有效期届满以前照常有效。");
        let mut parts = vec![Part::Lead { text: lead }, self.about()];
        parts.push(Part::Heading { text: self.t("理由和依据") });
        parts.push(Part::Text { text: self.open(fact.reasons) });
        parts.push(Part::Law { text: legal::licensing_law("第五十条") });
        self.end_of_decision(&mut parts, fact.by, fact.basis);
        Some(parts)
    }

    fn hearing(&self) -> Option<Vec<Part>> {
        let fact = self.event(|event| match event {
            Event::ProceedingOpened(fact) if fact.notice == self.number => Some(*fact),
            _ => None,
        })?;
        let kind = self.t(end_kind(fact.ground.kind()));
        let lead = self
            .text
            .f("本机关拟依法{kind}下面这份证照。在作出决定以前，您有权陈述、申辩。", [("kind", &kind)]);
        let until = self.text.date_with_year(fact.speak_by);
        let how = "请最迟 {day}到窗口当面说，或者写来。到期没有说的，本机关依法作出决定。吊销许可证件的，您还可以在这一天以前要求听证。";
        let mut parts = vec![Part::Lead { text: lead }, self.about()];
        parts.extend(self.grounds(fact.ground, fact.facts));
        parts.push(Part::Text { text: self.text.f(how, [("day", &until)]) });
        parts.push(Part::Sign {
            rows: vec![[self.t("持证人签收"), String::new()], [self.t("签收日期"), String::new()]],
        });
        Some(parts)
    }

    fn end(&self) -> Option<(String, Vec<Part>)> {
        let fact = self.event(|event| match event {
            Event::Ended(fact) if fact.number == self.number => Some(*fact),
            _ => None,
        })?;
        let opened = self.event(|event| match event {
            Event::ProceedingOpened(fact) => Some(fact.facts),
            _ => None,
        })?;
        let said = self.event(|event| match event {
            Event::StatementRecorded(fact) => Some(Some(fact.words)),
            Event::StatementLapsed(_) => Some(None),
            _ => None,
        })?;
        let kind = self.t(end_kind(fact.how));
        let lead = self.text.f("决定{kind}下面这份证照，从今天起不能再用，请交回原证。", [("kind", &kind)]);
        let mut parts = vec![Part::Lead { text: lead }, self.about()];
        parts.extend(self.grounds(fact.ground, opened));
        parts.push(match said {
            Some(words) => self.pairs(vec![("持证人的陈述申辩", self.open(words))]),
            None => {
                Part::Text { text: self.t("已经告知持证人可以陈述申辩，到期没有收到。") }
            }
        });
        parts.push(Part::Heading { text: self.t("对陈述申辩的答复和决定的理由") });
        parts.push(Part::Text { text: self.open(fact.reasons) });
        self.end_of_decision(&mut parts, fact.by, fact.basis);
        Some((self.text.f("{kind}决定书", [("kind", &kind)]), parts))
    }

    fn grounds(&self, of: EndGround, facts: Sealed) -> [Part; 3] {
        [
            Part::Heading { text: self.t("事实、理由和依据") },
            Part::Text { text: self.open(facts) },
            Part::Law { text: self.text.bracketed(article(of), self.text.t(ground(of))) },
        ]
    }

    /// Who decided, and what one can do against it (N19).
    fn end_of_decision(&self, parts: &mut Vec<Part>, by: catalogue::PersonId, basis: Authority) {
        if let Some(remedies) = &self.view.item.remedies {
            parts.push(Part::Heading { text: self.t("对决定不服的办法") });
            parts.push(Part::Text { text: legal::remedies(self.text, remedies) });
        }
        parts.push(self.pairs(vec![("决定人", self.by(by, basis))]));
    }
}
