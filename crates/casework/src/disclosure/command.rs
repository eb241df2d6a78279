//! What may be asked of the register of a case's disclosures. Texts come sealed.

use crate::command::Sealed;
use calendar::Day;
use serde::{Deserialize, Serialize};

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// 登记: an authority asks.
    Register(Register),
    /// 同意提供, by a head who does not hand out.
    Approve {
        /// Which request of the case, from 1.
        place: u8,
    },
    /// 不予提供.
    Decline {
        /// Which request.
        place: u8,
        /// Why.
        reason: Sealed,
    },
    /// 提供.
    HandOut {
        /// Which request.
        place: u8,
        /// Last day to bring originals back; none where none go out.
        due_on: Option<Day>,
    },
    /// 归还: originals came back.
    TakeBack {
        /// Which request.
        place: u8,
        /// Sheets counted.
        sheets: u16,
    },
    /// The authority orders that the applicant is told later still.
    Withhold {
        /// Which request.
        place: u8,
        /// The new first day on which the applicant is told.
        until: Day,
        /// By which article and document.
        basis: Sealed,
    },
}

/// An authority asks to see a dossier.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// Of which kind the authority is.
    pub kind: AskerKind,
    /// Its name.
    pub asker: Sealed,
    /// Name and number of its document.
    pub document: Sealed,
    /// By which article it asks.
    pub basis: Sealed,
    /// Who came: names and numbers of certificates.
    pub visitors: Sealed,
    /// How many came.
    pub people: u8,
    /// Which pages.
    pub pages: Pages,
    /// In what form.
    pub form: Form,
    /// When the applicant is told.
    pub telling: Telling,
}

/// Of which kind an authority is that may ask.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskerKind {
    /// 公安机关.
    Police,
    /// 检察机关.
    Procuratorate,
    /// 人民法院.
    Court,
    /// 监察机关.
    Supervision,
    /// 审计机关.
    Audit,
    /// 其他依法有权查阅的机关.
    Other,
}

impl AskerKind {
    /// Every kind.
    pub const ALL: [AskerKind; 6] = [
        AskerKind::Police,
        AskerKind::Procuratorate,
        AskerKind::Court,
        AskerKind::Supervision,
        AskerKind::Audit,
        AskerKind::Other,
    ];

    /// Its word in addresses and rows.
    pub fn key(self) -> &'static str {
        match self {
            AskerKind::Police => "police",
            AskerKind::Procuratorate => "procuratorate",
            AskerKind::Court => "court",
            AskerKind::Supervision => "supervision",
            AskerKind::Audit => "audit",
            AskerKind::Other => "other",
        }
    }

    /// The kind of a word.
    pub fn parse(key: &str) -> Option<AskerKind> {
        AskerKind::ALL.into_iter().find(|it| it.key() == key)
    }

    /// How many must come at least: those who investigate, try or audit come in twos.
    pub fn people_least(self) -> u8 {
        match self {
            AskerKind::Other => 1,
            _ => 2,
        }
    }
}

/// Which pages of the dossier.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pages {
    /// The whole dossier.
    Whole,
    /// From one page to another, both included, counted from 1.
    Range {
        /// The first.
        first: u16,
        /// The last.
        last: u16,
    },
}

impl Pages {
    /// How many pages of a dossier that has so many.
    pub fn count(self, all: u16) -> u16 {
        match self {
            Pages::Whole => all,
            Pages::Range { first, last } => last.saturating_sub(first).saturating_add(1),
        }
    }
}

/// In what form a dossier is opened.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 查看.
    Read,
    /// 摘抄.
    Excerpt,
    /// 复印.
    Copy,
    /// 调取原件: it goes out and comes back.
    Original,
}

impl Form {
    /// Every form.
    pub const ALL: [Form; 4] = [Form::Read, Form::Excerpt, Form::Copy, Form::Original];

    /// Its word in addresses and rows.
    pub fn key(self) -> &'static str {
        match self {
            Form::Read => "read",
            Form::Excerpt => "excerpt",
            Form::Copy => "copy",
            Form::Original => "original",
        }
    }

    /// The form of a word.
    pub fn parse(key: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// When the applicant is told.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Telling {
    /// With the handing out.
    Now,
    /// Not before a day, because a law or the authority's order says so.
    From {
        /// The first day on which the applicant is told.
        day: Day,
        /// By which article and document.
        basis: Sealed,
    },
}

impl Telling {
    /// Whether the applicant may be told on a day.
    pub fn is_open(self, on: Day) -> bool {
        match self {
            Telling::Now => true,
            Telling::From { day, .. } => on >= day,
        }
    }
}
