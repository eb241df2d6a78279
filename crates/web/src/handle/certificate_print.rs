//! The papers of a certificate: each certificate itself, the receipts of applications, the notices and the decisions about it,
//! and the proof that a paper was handed out.

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use calendar::Day;
use casework::certificate::{
    CertificateId, EndGround, Ended, Event, HandedOut, Handing, ReissueKind, SPEAK_WORKING_DAYS, decide_by,
};
use casework::{DocumentKind, DocumentNo, Sealed};
use catalogue::Authority;
use centre::Fault;
use centre::account::Session;
use centre::act::Collector;
use centre::certificate::{CertificateLine, CertificateView, HandingRecord};
use centre::certificate_paper::{HolderSight, papers_of};
use centre::paper::{IssuedPaper, PaperNo, mark};
use paper::{Paper, Part};

use super::certificate_words::{article, end_kind, ground};
use super::print_intake::remedies_said;
use super::said::Said;
use super::{certificate_words as worded, certificates, laid, legal, paper as press, paper_parts as made_of};
use super::{paper_verify, views, words};
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
    match made(at, &frame, &view, wanted, is_masked).await? {
        Some(set) => press::set(at, frame, set, wanted).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

/// The paper of this mark.
fn named(view: &CertificateView, wanted: &str) -> Option<IssuedPaper> {
    papers_of(view).into_iter().find(|it| mark(it.number) == wanted)
}

/// The wording of a paper; none for the certificate itself, which says what was granted.
fn wording_of(kind: DocumentKind) -> Option<&'static str> {
    Some(match kind {
        DocumentKind::RenewalReceipt => "renewal-receipt",
        DocumentKind::RenewalRefusal => "renewal-refusal",
        DocumentKind::ReissueReceipt => "reissue-receipt",
        DocumentKind::ReissueRefusal => "reissue-refusal",
        DocumentKind::CertificateHearing => "certificate-notice",
        DocumentKind::CertificateEnd => "certificate-end",
        DocumentKind::DeliveryProof => "delivery",
        _ => return None,
    })
}

/// A paper of a certificate before it is set; none for a mark that names none.
pub async fn made(
    at: &At<'_>,
    frame: &PageFrame,
    view: &CertificateView,
    wanted: &str,
    is_masked: bool,
) -> Result<Option<Paper>, Fault> {
    let Some(IssuedPaper { number: PaperNo::Document(number), on, .. }) = named(view, wanted) else {
        return Ok(None);
    };
    let sheet = Sheet { at, text: frame.text, frame, view, number, is_masked };
    let Some(wording) = wording_of(number.kind) else {
        let parts = sheet.certificate();
        return Ok(
            parts.map(|parts| sheet.paper(certificates::result_name(frame.text, &view.item), parts, on))
        );
    };
    let Some(line) = view.lines.iter().find(|line| line.event.number() == Some(number)) else {
        return Ok(None);
    };
    // As the paper was worded when it was issued, however the office words it now.
    let Some(said) = Said::at(&at.app.centre, wording, line.seq).await? else { return Ok(None) };
    let worded = Worded { sheet: &sheet, said: &said };
    Ok(worded.made(line).map(|(title, parts)| said.laid(frame, sheet.paper(title, parts, on))))
}

/// What a paper of a certificate is made of.
struct Sheet<'a> {
    at: &'a At<'a>,
    text: Text,
    frame: &'a PageFrame,
    view: &'a CertificateView,
    number: DocumentNo,
    /// The holder's name is masked (F33).
    is_masked: bool,
}

impl Sheet<'_> {
    fn paper(&self, title: String, parts: Vec<Part>, on: Day) -> Paper {
        let view = self.view;
        let office = words::unit_in_full(self.text, &view.organisation, view.file.authority);
        let code = self.at.app.centre.paper_code(view.file.receipt, PaperNo::Document(self.number));
        let number = worded::number(view, self.number);
        let mut paper =
            Paper { title, number, parts, ..made_of::of_office(self.at, self.frame, office, on, code) };
        if self.number.kind == DocumentKind::DeliveryProof {
            // It comes back signed, and stays with whoever delivered.
            paper.foot = format!("{} · {}", self.t("送达机关存"), paper.foot);
        }
        paper
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
        made_of::pairs(self.text, rows)
    }

    /// To whom, and which certificate it is about.
    fn about(&self) -> Part {
        let view = self.view;
        self.pairs(vec![
            ("持证人", self.holder(&view.content.holder)),
            ("证照", certificates::result_name(self.text, &view.item)),
            ("编号", worded::number(view, view.file.current().number)),
            ("收件编号", words::receipt_no(view.file.receipt)),
        ])
    }

    fn sign(&self) -> Part {
        made_of::signs(self.text, ["持证人签收", "签收日期"].map(|label| (label, String::new())))
    }

    /// Where a paper was left the witnesses sign, beside whoever left it there (C25).
    fn witnessed(&self, record: Sealed) -> Part {
        let record: HandingRecord = self.view.texts.record(record.0).unwrap_or_default();
        let witness = |name: &String| match name.trim() {
            "" => self.t("见证人"),
            name => [self.text.t("见证人"), self.text.colon(), name].concat(),
        };
        let who = std::iter::once(self.t("送达人")).chain(record.witnesses.iter().map(witness));
        let rows = who.chain([self.t("日期")]).map(|label| [label, String::new()]).collect();
        Part::Sign { rows }
    }

    fn by(&self, id: catalogue::PersonId, basis: Authority) -> String {
        let name = words::person(self.text, &self.view.organisation, id);
        match basis {
            Authority::ByPost { post, .. } => self.text.bracketed(&name, self.text.t(post_word(post))),
            Authority::ByDelegation { .. } => self.text.bracketed(&name, self.text.t("依授权委托书")),
            Authority::No { .. } => name,
        }
    }

    /// What happened last before a line.
    fn before<T>(&self, line: &CertificateLine, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        let earlier = self.view.lines.iter().filter(|it| it.seq < line.seq);
        earlier.rev().find_map(|it| pick(&it.event))
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
            let old = worded::number(view, before.number);
            parts.push(Part::Text {
                text: text.f("本证代替 {old}，旧证不能再用。", [("old", &old)])
            });
        }
        Some(parts)
    }

    fn grounds(&self, of: EndGround, facts: Sealed) -> [Part; 3] {
        [
            Part::Heading { text: self.t("事实、理由和依据") },
            Part::Text { text: self.open(facts) },
            Part::Law { text: self.text.bracketed(article(of), self.text.t(ground(of))) },
        ]
    }

    /// Whom a paper was given to, or what is on record where nobody took it.
    fn receiver(&self, fact: &HandedOut) -> Vec<(&'static str, String)> {
        let (text, content) = (self.text, &self.view.content);
        let person = |name: &str, kind: &str, number: &str| {
            format!("{name} {} {}", words::document_type(text, kind), masked_number(number))
        };
        match fact.way {
            Handing::Holder { .. } => {
                let name = self.holder(&content.holder);
                let who = person(&name, &content.document_type, &content.document_number);
                vec![("怎么送达", self.t("窗口领取，持证人本人")), ("谁领取", who)]
            }
            Handing::Collector { collector } => {
                let who: Collector = self.view.texts.record(collector.0).unwrap_or_else(|| Collector {
                    name: String::new(),
                    document_type: String::new(),
                    document_number: String::new(),
                    letter: true,
                });
                let said = person(&self.holder(&who.name), &who.document_type, &who.document_number);
                vec![("怎么送达", self.t("窗口代领，已核对授权委托书")), ("谁领取", said)]
            }
            Handing::Post { record, .. } => {
                self.on_record("邮寄，回执已签收", record, ["送到哪里", "承运单位、单号和签收人"])
            }
            Handing::Left { record, .. } => self.on_record("留置送达", record, ["留在哪里", "拒收的理由"]),
            Handing::Announced { on, record } => {
                let mut rows = self.on_record("公告送达", record, ["公告登在哪里", "为什么公告"]);
                rows.push(("哪天公告", text.date_with_year(on)));
                rows
            }
        }
    }

    fn on_record(&self, way: &str, record: Sealed, labels: [&'static str; 2]) -> Vec<(&'static str, String)> {
        let record: HandingRecord = self.view.texts.record(record.0).unwrap_or_default();
        let mut rows = vec![("怎么送达", self.t(way)), (labels[0], record.place), (labels[1], record.words)];
        let saw: Vec<String> = record.witnesses.into_iter().filter(|it| !it.trim().is_empty()).collect();
        if !saw.is_empty() {
            rows.push(("见证人", saw.join(self.text.comma())));
        }
        rows
    }
}

/// A paper in the office's own words.
struct Worded<'a> {
    sheet: &'a Sheet<'a>,
    said: &'a Said,
}

impl Worded<'_> {
    fn say(&self, slot: &str, places: &[(&str, &dyn Display)]) -> String {
        self.said.say(self.sheet.text, slot, places)
    }

    fn lead(&self, slot: &str, places: &[(&str, &dyn Display)]) -> Part {
        Part::Lead { text: self.say(slot, places) }
    }

    fn body(&self, places: &[(&str, &dyn Display)]) -> Vec<Part> {
        made_of::paragraphs(&self.say("body", places)).collect()
    }

    /// Title and parts of the paper that a line issued.
    fn made(&self, line: &CertificateLine) -> Option<(String, Vec<Part>)> {
        let sheet = self.sheet;
        let title = |slot: &str| self.say(slot, &[]);
        Some(match &line.event {
            Event::RenewalAppliedFor(fact) => (title("title"), self.renewal_receipt(fact.words)),
            Event::RenewalRefused(fact) => {
                let law = legal::licensing_law("第五十条");
                (title("title"), self.refusal("lead", fact.reasons, law, fact.by, fact.basis))
            }
            Event::ReissueAskedFor(fact) => {
                let [title_of, lead] = slots(fact.kind);
                (title(title_of), self.reissue_receipt(lead, fact.new.reason, line))
            }
            Event::ReissueRefused(fact) => {
                let kind = sheet.before(line, |event| match event {
                    Event::ReissueAskedFor(asked) => Some(asked.kind),
                    _ => None,
                })?;
                let [title_of, lead] = slots(kind);
                let law = legal::licensing_law("第四十九条");
                (title(title_of), self.refusal(lead, fact.reasons, law, fact.by, fact.basis))
            }
            Event::ProceedingOpened(fact) => (title("title"), self.notice(fact.ground, fact.facts)),
            Event::Ended(fact) => {
                let kind = sheet.t(end_kind(fact.how));
                (self.say("title", &[("kind", &kind)]), self.end(fact, line, &kind)?)
            }
            Event::HandedOut(fact) => (title("title"), self.proof(fact)),
            _ => return None,
        })
    }

    fn renewal_receipt(&self, words_said: Option<Sealed>) -> Vec<Part> {
        let sheet = self.sheet;
        let mut parts = vec![self.lead("lead", &[]), sheet.about()];
        parts.extend(words_said.map(|it| sheet.pairs(vec![("持证人的话", sheet.open(it))])));
        parts.push(Part::Law { text: legal::licensing_law("第五十条") });
        parts
    }

    /// Without its first sentence where no calendar covers the day it promises: the receipt is the holder's all the same.
    fn reissue_receipt(&self, lead: &str, reason: Sealed, line: &CertificateLine) -> Vec<Part> {
        let (sheet, view) = (self.sheet, self.sheet.view);
        let due = decide_by(line.recorded_at.day(), &view.item, &view.calendar);
        let due = due.map(|due| self.lead(lead, &[("due", &sheet.text.date_with_year(due))]));
        let mut parts: Vec<Part> = due.into_iter().chain([sheet.about()]).collect();
        parts.push(sheet.pairs(vec![("申请理由", sheet.open(reason))]));
        parts.extend(self.body(&[("telephone", &view.item.inquiry_telephone)]));
        parts.push(Part::Law { text: legal::licensing_law("第四十九条") });
        parts
    }

    fn refusal(
        &self,
        lead: &str,
        reasons: Sealed,
        law: String,
        by: catalogue::PersonId,
        basis: Authority,
    ) -> Vec<Part> {
        let sheet = self.sheet;
        let mut parts = vec![self.lead(lead, &[]), sheet.about()];
        parts.push(Part::Heading { text: sheet.t("理由和依据") });
        parts.push(Part::Text { text: sheet.open(reasons) });
        parts.push(Part::Law { text: law });
        self.end_of_decision(&mut parts, by, basis);
        parts
    }

    fn notice(&self, of: EndGround, facts: Sealed) -> Vec<Part> {
        let sheet = self.sheet;
        let kind = sheet.t(end_kind(of.kind()));
        let mut parts = vec![self.lead("lead", &[("kind", &kind)]), sheet.about()];
        parts.extend(sheet.grounds(of, facts));
        parts.extend(self.body(&[("days", &SPEAK_WORKING_DAYS)]));
        parts.push(sheet.sign());
        parts
    }

    fn end(&self, fact: &Ended, line: &CertificateLine, kind: &str) -> Option<Vec<Part>> {
        let sheet = self.sheet;
        let opened = sheet.before(line, |event| match event {
            Event::ProceedingOpened(fact) => Some(fact.facts),
            _ => None,
        })?;
        let spoken = sheet.before(line, |event| match event {
            Event::StatementRecorded(fact) => Some(Some(fact.words)),
            Event::StatementLapsed(_) => Some(None),
            _ => None,
        })?;
        let mut parts = vec![self.lead("lead", &[("kind", &kind)]), sheet.about()];
        parts.extend(sheet.grounds(fact.ground, opened));
        parts.push(match spoken {
            Some(words) => sheet.pairs(vec![("持证人的陈述申辩", sheet.open(words))]),
            None => Part::Text { text: self.say("not-said", &[]) },
        });
        parts.push(Part::Heading { text: sheet.t("对陈述申辩的答复和决定的理由") });
        parts.push(Part::Text { text: sheet.open(fact.reasons) });
        self.end_of_decision(&mut parts, fact.by, fact.basis);
        Some(parts)
    }

    /// 送达回证 (N16, E16, C25).
    fn proof(&self, fact: &HandedOut) -> Vec<Part> {
        let (sheet, view) = (self.sheet, self.sheet.view);
        let paper = sheet.text.bracketed(
            sheet.text.t(paper_verify::kind(PaperNo::Document(fact.paper))),
            &worded::number(view, fact.paper),
        );
        let mut rows = vec![("送达的文书", paper)];
        rows.extend(sheet.receiver(fact));
        rows.push(("哪天送达", sheet.text.date_with_year(fact.on)));
        rows.push(("窗口", words::window(sheet.text, &view.organisation, fact.window)));
        rows.push(("送达人", words::person_of_unit(sheet.text, &view.organisation, fact.by)));
        let mut parts = vec![sheet.about(), sheet.pairs(rows)];
        parts.extend(self.body(&[]));
        match fact.way {
            Handing::Holder { .. } | Handing::Collector { .. } => parts.push(sheet.sign()),
            Handing::Left { record, .. } => parts.push(sheet.witnessed(record)),
            // The carrier's receipt was signed, or nobody received it.
            Handing::Post { .. } | Handing::Announced { .. } => {}
        }
        parts
    }

    /// Who decided, and what one can do against it (N19).
    fn end_of_decision(&self, parts: &mut Vec<Part>, by: catalogue::PersonId, basis: Authority) {
        let sheet = self.sheet;
        if let Some(remedies) = &sheet.view.item.remedies {
            parts.push(laid::remedies(sheet.text, remedies_said(sheet.text, self.said, remedies)));
        }
        parts.push(sheet.pairs(vec![("决定人", sheet.by(by, basis))]));
    }
}

/// The title and the first sentence for what was asked.
fn slots(kind: ReissueKind) -> [&'static str; 2] {
    match kind {
        ReissueKind::Correction => ["title", "lead"],
        ReissueKind::Change => ["title-change", "lead-change"],
        ReissueKind::Replacement => ["title-replacement", "lead-replacement"],
    }
}
