//! Taking a case in: the intake of the window, as JSON. The receipt is drawn in the same instant (E7, F3).

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use calendar::Day;
use casework::Channel;
use catalogue::{CaseId, GroundCode, Item, RowSet, WindowId};
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::catalogue_use::ItemEntry;
use centre::intake::Intake;
use centre::particulars::{Applicant, Language, NotifyBy, Representative};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call, etag};
use super::came::at_window;
use super::marks::Marks;
use super::problem::{Kind, Trouble};
use super::record::Command;
use super::shown::CaseReceived;
use web::handle::act::seat;
use web::handle::refusal::About;

/// 申请: a case to be taken in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseAsked {
    /// Short name of the item.
    #[schemars(length(max = 64))]
    item: String,
    /// Who applies.
    applicant: ApplicantAsked,
    /// What was done with each row of the list.
    marks: Marks,
    /// Conditional rows that do not apply to this applicant.
    #[serde(default)]
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    not_applicable: Vec<u8>,
    /// Papers kept, counted.
    #[schemars(range(max = 9999))]
    papers: u16,
    /// The window; where the person of the token sits when it does not come.
    #[serde(default)]
    #[schemars(length(max = 64))]
    window: Option<String>,
    /// How it came.
    #[serde(default)]
    channel: ChannelAsked,
    /// The day a letter or fax arrived, where it was before today; ten days back at most.
    #[serde(default)]
    #[schemars(length(max = 10), extend("format" = "date"))]
    arrived_on: Option<String>,
    /// The open cases of the same person and item were looked at, and this is another matter (E9).
    #[serde(default)]
    other_matter: bool,
    /// An earlier case that this one takes up again.
    #[serde(default)]
    #[schemars(length(max = 64))]
    previous: Option<String>,
    /// Rows among `copy_kept` whose papers come from that case, or from the one that is taken up by itself (E14).
    #[serde(default)]
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    earlier: Vec<u8>,
    /// The ground of the item that bars it at once, or `none`; for items that ask beforehand (R61).
    #[serde(default)]
    #[schemars(length(max = 64))]
    clear: String,
}

/// 申请人.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicantAsked {
    /// What kind of applicant.
    kind: ApplicantKind,
    /// 证件类型, code of GA/T 2000.156: `111` identity card, `414` passport.
    #[schemars(length(max = 8))]
    document_type: String,
    /// 证件号码.
    #[schemars(length(max = 64))]
    document_number: String,
    /// Name of the person or the organisation.
    #[schemars(length(max = 300))]
    name: String,
    /// Telephone.
    #[serde(default)]
    #[schemars(length(max = 40))]
    telephone: String,
    /// Said to have no telephone.
    #[serde(default)]
    no_telephone: bool,
    /// How news is to reach the applicant.
    #[serde(default)]
    notify: NotifyAsked,
    /// To whom or where, when not by telephone.
    #[serde(default)]
    #[schemars(length(max = 300))]
    notify_detail: String,
    /// 法定代表人、负责人 of an organisation.
    #[serde(default)]
    #[schemars(length(max = 300))]
    legal_representative: String,
    /// Address for letters.
    #[serde(default)]
    #[schemars(length(max = 300))]
    address: String,
    /// What the case is about, where one applicant may have several: the shop, the vehicle.
    #[serde(default)]
    #[schemars(length(max = 300))]
    object: String,
    /// In which language messages come.
    #[serde(default)]
    language: LanguageAsked,
    /// 代理人.
    #[serde(default)]
    representative: Option<RepresentativeAsked>,
}

/// 代理人: somebody who acts for the applicant.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepresentativeAsked {
    /// Name.
    #[schemars(length(max = 300))]
    name: String,
    /// 证件类型.
    #[schemars(length(max = 8))]
    document_type: String,
    /// 证件号码.
    #[schemars(length(max = 64))]
    document_number: String,
    /// Telephone.
    #[serde(default)]
    #[schemars(length(max = 40))]
    telephone: String,
    /// The letter of authority was shown.
    letter: bool,
}

/// 服务对象 (GB/T 39046).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// 自然人.
    NaturalPerson,
    /// 企业法人.
    Enterprise,
    /// 事业法人.
    PublicInstitution,
    /// 社会组织法人.
    SocialOrganisation,
    /// 行政机关.
    StateOrgan,
    /// 其他组织.
    Other,
}

/// How a case came (A45).
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelAsked {
    /// At the counter.
    #[default]
    Counter,
    /// By letter.
    Letter,
    /// By fax.
    Fax,
    /// Online.
    Online,
    /// At a kiosk of the hall.
    Kiosk,
    /// Through a town or village agent.
    Agent,
}

/// The language of messages (E4).
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LanguageAsked {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl LanguageAsked {
    fn read(self) -> Language {
        match self {
            LanguageAsked::Chinese => Language::Chinese,
            LanguageAsked::English => Language::English,
        }
    }
}

/// How news reaches an applicant (E3).
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotifyAsked {
    /// By a message to the telephone.
    #[default]
    Sms,
    /// By a letter.
    Paper,
    /// Through somebody the applicant trusts.
    Person,
}

impl ApplicantKind {
    fn both(self) -> (&'static str, catalogue::item::ApplicantKind) {
        use catalogue::item::ApplicantKind as Known;
        match self {
            ApplicantKind::NaturalPerson => ("natural_person", Known::NaturalPerson),
            ApplicantKind::Enterprise => ("enterprise", Known::Enterprise),
            ApplicantKind::PublicInstitution => ("public_institution", Known::PublicInstitution),
            ApplicantKind::SocialOrganisation => ("social_organisation", Known::SocialOrganisation),
            ApplicantKind::StateOrgan => ("state_organ", Known::StateOrgan),
            ApplicantKind::Other => ("other", Known::Other),
        }
    }
}

/// Rows of a list; a number that is no row is a wrong field.
pub fn rows(field: &str, rows: &[u8]) -> Result<RowSet, FieldProblem> {
    let wrong = |_| problem(field, FieldWhy::NotAChoice);
    if rows.len() > 64 {
        return Err(problem(field, FieldWhy::NotAChoice));
    }
    RowSet::of(rows).map_err(wrong)
}

/// A wrong field.
pub fn problem(field: &str, why: FieldWhy) -> FieldProblem {
    FieldProblem { field: field.to_owned(), why }
}

/// A text of at most so many characters, as it was sent.
pub fn within(field: &str, text: &str, most: usize) -> Result<(), FieldProblem> {
    if text.chars().count() > most { Err(problem(field, FieldWhy::TooLong(most))) } else { Ok(()) }
}

impl NotifyAsked {
    /// The way as the centre keeps it.
    pub fn read(self) -> NotifyBy {
        match self {
            NotifyAsked::Sms => NotifyBy::Sms,
            NotifyAsked::Paper => NotifyBy::Paper,
            NotifyAsked::Person => NotifyBy::Person,
        }
    }
}

impl ApplicantAsked {
    /// The applicant as the centre keeps it, and what kind it is.
    pub fn read(self) -> (Applicant, catalogue::item::ApplicantKind) {
        let (key, kind) = self.kind.both();
        let applicant = Applicant {
            kind: key.to_owned(),
            document_type: self.document_type,
            document_number: self.document_number,
            name: self.name.trim().to_owned(),
            telephone: self.telephone.trim().to_owned(),
            no_phone: self.no_telephone,
            notify: self.notify.read(),
            notify_detail: self.notify_detail,
            legal_representative: self.legal_representative,
            address: self.address,
            representative: self.representative.map(|it| Representative {
                name: it.name,
                document_type: it.document_type,
                document_number: it.document_number,
                telephone: it.telephone,
                letter: it.letter,
            }),
            object: self.object,
            language: self.language.read(),
        };
        (applicant, kind)
    }
}

impl CaseAsked {
    fn read(self, item: &Item, seat: Option<WindowId>) -> Result<Intake, FieldProblem> {
        let window = at_window(self.window.clone(), seat)?;
        let previous = match &self.previous {
            Some(case) => Some(CaseId::parse(case).map_err(|_| problem("previous", FieldWhy::NotAChoice))?),
            None => None,
        };
        if !matches!(self.clear.as_str(), "" | "none") && GroundCode::parse(&self.clear).is_err() {
            return Err(problem("clear", FieldWhy::NotAChoice));
        }
        if self.papers > 9999 {
            return Err(problem("papers", FieldWhy::NotANumber));
        }
        let (applicant, kind) = self.applicant.read();
        if !item.applicants.contains(&kind) {
            return Err(problem("applicant.kind", FieldWhy::NotAChoice));
        }
        let day = |on: String| Day::parse(&on).ok_or_else(|| problem("arrived_on", FieldWhy::NotADay));
        let arrived_on = self.arrived_on.map(day).transpose()?;
        Ok(Intake {
            item: item.short.to_string(),
            applicant,
            kind,
            marks: self.marks.read()?,
            not_applicable: rows("not_applicable", &self.not_applicable)?,
            papers: self.papers,
            window,
            channel: match self.channel {
                ChannelAsked::Counter => Channel::Counter,
                ChannelAsked::Letter => Channel::Letter,
                ChannelAsked::Fax => Channel::Fax,
                ChannelAsked::Online => Channel::Online,
                ChannelAsked::Kiosk => Channel::Kiosk,
                ChannelAsked::Agent => Channel::Agent,
            },
            arrived_on,
            other_matter: self.other_matter,
            previous,
            earlier: rows("earlier", &self.earlier)?,
            clear: web::handle::clear_reply::answer(&self.clear),
        })
    }
}

/// `POST /api/v1/cases`
pub async fn receive(call: Call, body: Body) -> Response {
    call.finish(received(&call, body).await)
}

async fn received(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<CaseAsked>(body).await?;
    let (app, fault) = (&call.app, |fault| call.fault(&fault));
    let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
    let entry = app.centre.item_entry(&asked.item).await.map_err(fault)?;
    let Some(ItemEntry { item, .. }) = entry.filter(ItemEntry::is_live) else {
        return Err(wrong(problem("item", FieldWhy::NotAChoice)));
    };
    if !bearer.covers_unit(item.authority) {
        return Err(Kind::OutOfScope.into());
    }
    let seat = seat(app, &bearer.session).await.map_err(fault)?;
    let intake = asked.read(&item, seat).map_err(wrong)?;
    if let Some(previous) = intake.previous
        && let Err(unseen) = app.centre.token_sees(&bearer, previous).await
    {
        // A case that is none and one of others are told alike.
        return Err(match unseen {
            Problem::Fault(fault) => call.fault(&fault),
            _ => wrong(problem("previous", FieldWhy::NotAChoice)),
        });
    }
    match app.centre.case_receive(&bearer.session, id, &intake).await {
        Ok((case, done)) => {
            let file = app.centre.case_fetch(case).await.map_err(fault)?;
            let Some((file, facts)) = file.as_ref().and_then(|file| Some((file, &file.filed()?.facts)))
            else {
                return Err(
                    call.fault(&centre::Fault::Inside("a case that was received is not there".to_owned()))
                );
            };
            let answer = CaseReceived {
                case: case.to_string(),
                version: done.version,
                receipt_no: centre::row::receipt_text(facts.receipt),
                query_code: file.texts.text(facts.query_sealed.0),
            };
            let path = format!("/cases/{case}");
            let mut response = call.answered(StatusCode::CREATED, &path, done.replayed, &answer)?;
            response.headers_mut().insert(header::ETAG, etag(done.version));
            Ok(response)
        }
        Err(problem) => {
            let organisation = call.organisation().await?;
            let about = About { text: call.text, organisation: &organisation, item: &item };
            Err(call.refused_about(problem, &about))
        }
    }
}
