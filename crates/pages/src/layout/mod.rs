//! What every page shares: the frame (header, footer, language, notices) and the parts pages are made of.

mod account;
mod field;
mod named;
mod parts;

use std::fmt::Display;

use askama::Template;

pub use account::{Account, AccountDay, DayKind};
pub use field::{Choice, Control, ErrorSummary, Field, FormKeys, PicturesTaken};
pub use named::with_field_names;
pub use parts::{
    Agent, ClockLine, Empty, Light, LightKind, Pagination, Stage, StageMark, Stages, StateWord, Tone,
};

use crate::text::Text;

/// A page: a struct with fields ready to be shown, its template, and samples of itself.
pub trait Page: Template + Sized {
    /// Path of the page's template without its ending, for example `portal/home`.
    const NAME: &'static str;

    /// The page as it can look: normal, empty, with long names, refused. Each with a short English name.
    fn samples(text: Text) -> Vec<(&'static str, Self)>;
}

/// One sample of one page, drawn.
#[derive(Debug)]
pub struct Sample {
    /// [`Page::NAME`].
    pub page: &'static str,
    /// Name of the sample.
    pub sample: &'static str,
    /// The whole HTML document.
    pub html: String,
}

/// Draws all samples of a page; an error of the template becomes the document, so that tests see it.
pub fn draw_samples<P: Page>(text: Text, into: &mut Vec<Sample>) {
    into.extend(P::samples(text).into_iter().map(|(sample, page)| {
        let html = page
            .render()
            .map_or_else(|error| format!("template {}: {error}", P::NAME), named::with_field_names);
        Sample { page: P::NAME, sample, html }
    }));
}

/// Every sample of every page in this language.
pub fn all_samples(text: Text) -> Vec<Sample> {
    let mut samples = Vec::new();
    crate::portal::samples(text, &mut samples);
    crate::print::samples(text, &mut samples);
    crate::desk::samples(text, &mut samples);
    samples
}

/// Where in the navigation a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nav {
    /// The first page of the portal.
    Home,
    /// Items and guides.
    Items,
    /// Tracking a case.
    Track,
    /// Checking whether a paper is genuine.
    Verify,
    /// Complaining, and what came of it.
    Complain,
    /// The desk: what is due today.
    Desk,
    /// Taking a case in.
    Intake,
    /// Finding cases.
    Cases,
    /// Certificates after their cases.
    Certificates,
    /// Dossiers: the paper itself, and the archive.
    Folders,
    /// The leader's page.
    Lead,
    /// Supervision: findings, orders, the board.
    Oversight,
    /// Ratings: the board, bad ones, follow-ups.
    Ratings,
    /// The register of complaints.
    Complaints,
    /// Who is away and who stands in.
    People,
    /// The window's day.
    Day,
    /// The calendar of the centre.
    Calendar,
    /// The wording of papers.
    Papers,
    /// Pages of the demonstration.
    Dev,
    /// Anything else.
    #[default]
    Nowhere,
}

impl Nav {
    /// Whether the page belongs to the officers' face.
    pub fn is_desk(self) -> bool {
        matches!(
            self,
            Nav::Desk
                | Nav::Intake
                | Nav::Cases
                | Nav::Certificates
                | Nav::Folders
                | Nav::Lead
                | Nav::Oversight
                | Nav::Ratings
                | Nav::Complaints
                | Nav::People
                | Nav::Day
                | Nav::Papers
                | Nav::Calendar
        )
    }
}

/// The officer who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Name as shown, for example “张受理”.
    pub name: String,
    /// Posts held today, joined: “窗口受理人 · 县市场监督管理局”.
    pub posts: String,
    /// The window where the officer sits, for example “2 号企业综合窗口”.
    pub window: Option<String>,
    /// Whether this person takes cases in.
    pub takes_in: bool,
    /// Whether this person sits at a window, or sees who does.
    pub sees_windows: bool,
    /// Whether this person's posts reach cases: the ways to the lists beside them are shown.
    pub reaches_cases: bool,
    /// Whether the leader's page is open to this person.
    pub is_leader: bool,
    /// Whether the board of ratings is open to this person.
    pub sees_ratings: bool,
    /// Whether the calendar's page is open to this person.
    pub sees_calendar: bool,
    /// Decides which open cases go over to a newer revision (C19).
    pub reviews_law: bool,
    /// Whether the page of the papers' wording is open to this person.
    pub sees_papers: bool,
    /// Whether the way to the register of complaints is shown.
    pub sees_complaints: bool,
    /// Looks at the centre from outside: a social supervisor.
    pub from_outside: bool,
}

/// What kind of message a notice is; it has a shape and a word besides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something to know.
    Hint,
    /// Something the person must look at.
    Warning,
}

/// A message at the head of a page, for example after a post (“已收件，回执号……”).
#[derive(Debug, Clone)]
pub struct Notice {
    /// Kind.
    pub kind: NoticeKind,
    /// The sentence, in the page's language.
    pub text: String,
}

impl Notice {
    /// Class of its look.
    pub fn class(&self) -> &'static str {
        match self.kind {
            NoticeKind::Done => "notice-done",
            NoticeKind::Hint => "notice-hint",
            NoticeKind::Warning => "notice-warning",
        }
    }

    /// The word that says its kind, as an id of the catalogue.
    pub fn heading(&self) -> &'static str {
        match self.kind {
            NoticeKind::Done => "办好了",
            NoticeKind::Hint => "提示",
            NoticeKind::Warning => "请留意",
        }
    }
}

/// What every page needs besides its own content.
#[derive(Debug, Clone)]
pub struct PageFrame {
    /// Language.
    pub text: Text,
    /// Title of the page, without the product's name.
    pub title: String,
    /// Place in the navigation.
    pub nav: Nav,
    /// The officer signed in, or nobody.
    pub signed_in: Option<SignedIn>,
    /// Token of the session, a hidden field in every form that posts.
    pub csrf: String,
    /// Message of the last post.
    pub notice: Option<Notice>,
    /// Shows 示例数据，仅供演示 on every page and paper, and opens the pages of the demonstration.
    pub is_demo: bool,
    /// The larger type chosen by the visitor.
    pub is_elder: bool,
    /// Today with its weekday, for example `text.date_with_year(..)`.
    pub today: String,
    /// Name of the centre: “澄禾县政务服务中心”.
    pub centre: String,
    /// Telephone of the centre's guide desk.
    pub centre_telephone: String,
    /// Address and opening hours of the hall, one line.
    pub centre_hours: String,
    /// Path (and query) of this page, to come back to after changing language or type size.
    pub path: String,
    /// Place of the ledger at which the page was asked for; what comes later is news to it (see `live.js`). 0 where
    /// nobody is signed in.
    pub ledger_seq: u64,
}

impl PageFrame {
    /// The sentence in the page's language.
    pub fn t<'a>(&self, id: &'a str) -> &'a str {
        self.text.t(id)
    }

    /// The sentence with its one place filled, for templates: `frame.f("截至 {time}", "time", time)`.
    pub fn f(&self, id: &str, place: &str, value: impl Display) -> String {
        self.text.f(id, [(place, &value)])
    }

    /// The sentence with its two places filled, for templates.
    pub fn f2(&self, id: &str, a: &str, a_value: impl Display, b: &str, b_value: impl Display) -> String {
        self.text.f(id, [(a, &a_value), (b, &b_value)])
    }

    /// What stands between two sentences: nothing in Chinese, a space in English.
    pub fn gap(&self) -> &'static str {
        self.text.gap()
    }

    /// Address of an embedded file.
    pub fn asset(&self, path: &str) -> String {
        crate::assets::url(path)
    }

    /// `/lang?to=..&back=..` for the other language.
    pub fn other_language(&self) -> String {
        let to = if self.text.is_english() { "zh" } else { "en" };
        format!("/lang?to={to}&back={}", escape_query(&self.path))
    }

    /// `/size?to=..&back=..` for the other type size.
    pub fn other_size(&self) -> String {
        let to = if self.is_elder { "normal" } else { "large" };
        format!("/size?to={to}&back={}", escape_query(&self.path))
    }

    /// Whether the way to the intake is shown.
    pub fn takes_in(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|officer| officer.takes_in)
    }

    /// Whether the way to the windows is shown.
    pub fn sees_windows(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|officer| officer.sees_windows)
    }

    /// Whether the ways to the lists beside cases are shown.
    pub fn reaches_cases(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|officer| officer.reaches_cases)
    }

    /// Whether the way to the register of complaints is shown.
    pub fn sees_complaints(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|officer| officer.sees_complaints)
    }

    /// Whether this link of the navigation is the current one.
    pub fn at(&self, nav: &str) -> bool {
        nav == match self.nav {
            Nav::Home => "home",
            Nav::Items => "items",
            Nav::Track => "track",
            Nav::Verify => "verify",
            Nav::Complain => "complain",
            Nav::Desk => "desk",
            Nav::Intake => "intake",
            Nav::Cases => "cases",
            Nav::Certificates => "certificates",
            Nav::Folders => "folders",
            Nav::Lead => "lead",
            Nav::Oversight => "oversight",
            Nav::Ratings => "ratings",
            Nav::Complaints => "complaints",
            Nav::People => "people",
            Nav::Day => "day",
            Nav::Calendar => "calendar",
            Nav::Papers => "papers",
            Nav::Dev => "dev",
            Nav::Nowhere => "",
        }
    }

    /// The frame of a sample: the demonstration county on Saturday 21 November 2026, nobody signed in.
    pub fn sample(text: Text, title: &str, nav: Nav) -> Self {
        Self {
            text,
            title: text.t(title).to_owned(),
            nav,
            signed_in: nav.is_desk().then(|| SignedIn {
                name: text.pick("张受理", Some("Zhang Shouli")).to_owned(),
                posts: text.pick("窗口受理人", Some("intake officer")).to_owned(),
                window: Some(text.pick("2 号企业综合窗口", Some("window 2, business")).to_owned()),
                takes_in: true,
                sees_windows: true,
                reaches_cases: true,
                is_leader: matches!(nav, Nav::Lead | Nav::Oversight | Nav::Ratings),
                sees_ratings: nav == Nav::Ratings,
                sees_calendar: nav == Nav::Calendar,
                reviews_law: false,
                sees_papers: nav == Nav::Papers,
                sees_complaints: nav == Nav::Complaints,
                from_outside: false,
            }),
            csrf: "00112233445566778899aabbccddeeff".to_owned(),
            notice: None,
            is_demo: true,
            is_elder: false,
            today: text.date_with_year((2026, 11, 20)),
            centre: text.pick("澄禾县政务服务中心", Some("Chenghe County Service Centre")).to_owned(),
            centre_telephone: "0000-0000100".to_owned(),
            centre_hours: text
                .pick(
                    "澄湾镇禾渡路 1 号，工作日 8:30–12:00、13:30–17:30",
                    Some("1 Hedu Road, Chengwan Town; working days 8:30–12:00 and 13:30–17:30"),
                )
                .to_owned(),
            path: "/".to_owned(),
            ledger_seq: 0,
        }
    }

    /// The same frame with a notice.
    #[must_use]
    pub fn with_notice(mut self, kind: NoticeKind, text: &str) -> Self {
        self.notice = Some(Notice { kind, text: self.text.t(text).to_owned() });
        self
    }
}

/// Percent-encodes a path so that it fits into a query value.
pub fn escape_query(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len() + 8);
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                escaped.push(char::from(byte));
            }
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
