//! Every operation of the interface in one table: the document, the documentation page and the tests are made from it.

use schemars::{Schema, SchemaGenerator};

use super::act_body::ActAsked;
use super::body::{BYTES_MAX, FIELDS_MAX};
use super::certificates::{CertificateAsked, CertificateDone, CertificatePage, CertificateShown};
use super::folders::{FolderAsked, FolderDone, FolderShown};
use super::intake::CaseAsked;
use super::problem::Kind;
use super::shown::{CaseDone, CasePage, CaseReceived, CaseShown, ClockAccounts, Timeline, TrackedShown};
use super::shown_items::{CalendarDays, ItemGuide, ItemPage};
use super::track::TrackAsked;

/// What a token must be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// No token.
    Nothing,
    /// One that may read.
    Read,
    /// One that may act.
    Act,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the address.
    Path,
    /// After the question mark.
    Query,
    /// In a header.
    Header,
}

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// Whether it must come.
    pub required: bool,
    /// What it is, in Chinese: the id of the sentence.
    pub says: &'static str,
    /// Its schema, as JSON.
    pub schema: &'static str,
    /// A value that reads well.
    pub example: &'static str,
}

/// A type in the document.
pub type Typed = fn(&mut SchemaGenerator) -> Schema;

/// One operation.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// Its name, for programs that are generated.
    pub id: &'static str,
    /// `get` or `post`.
    pub method: &'static str,
    /// Its address below the prefix.
    pub path: &'static str,
    /// What it does, in Chinese: the id of the sentence.
    pub says: &'static str,
    /// What a token must be good for.
    pub needs: Needs,
    /// Parameters.
    pub parameters: &'static [Parameter],
    /// The body, if one is sent.
    pub body: Option<Typed>,
    /// The answer when it is done: status and type.
    pub answer: (u16, Typed),
    /// The answer bears `ETag`.
    pub etag: bool,
    /// What besides may be said by this operation and not by all.
    pub problems: &'static [Kind],
}

/// What every operation may say: the bounds around all of them, and faults.
const ALWAYS: [Kind; 5] = [Kind::Parameters, Kind::TooLarge, Kind::Throttled, Kind::Fault, Kind::Unavailable];
/// What one with a body may say.
const WITH_BODY: [Kind; 4] = [Kind::NotJson, Kind::MediaType, Kind::Fields, Kind::TooMany];

impl Operation {
    /// Every kind of problem it may answer with, by status; a method it does not know is an answer of the address.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = ALWAYS.to_vec();
        if self.body.is_some() {
            kinds.extend(WITH_BODY);
        }
        if self.needs != Needs::Nothing {
            kinds.extend([Kind::Unauthorized, Kind::OutOfScope]);
        }
        if self.needs == Needs::Act {
            kinds.push(Kind::ReadOnly);
        }
        kinds.extend(self.problems);
        kinds.sort_by_key(|kind| kind.status_and_code());
        kinds.dedup();
        kinds
    }

    /// Every status it may answer with.
    pub fn statuses(&self) -> Vec<u16> {
        let mut statuses: Vec<u16> = self.kinds().iter().map(|kind| kind.status_and_code().0).collect();
        statuses.push(self.answer.0);
        statuses.sort_unstable();
        statuses.dedup();
        statuses
    }
}

const LIMIT: Parameter = Parameter {
    name: "limit",
    place: Place::Query,
    required: false,
    says: "一页最多几条，1 到 100，不写就是 40。",
    schema: r#"{"type":"integer","minimum":1,"maximum":100,"default":40}"#,
    example: "40",
};

const CURSOR: Parameter = Parameter {
    name: "cursor",
    place: Place::Query,
    required: false,
    says: "照抄上一页给的 next；第一页不写。",
    schema: r#"{"type":"string","maxLength":100}"#,
    example: "",
};

const ITEM: Parameter = Parameter {
    name: "item",
    place: Place::Path,
    required: true,
    says: "事项的短名，事项列表里有。",
    schema: r#"{"type":"string","minLength":1,"maxLength":64}"#,
    example: "food-business",
};

const CASE: Parameter = Parameter {
    name: "case",
    place: Place::Path,
    required: true,
    says: "办件，收件时给的那个代码。",
    schema: r#"{"type":"string","minLength":1,"maxLength":64}"#,
    example: "0123456789abcdef0123456789abcdef",
};

const CERTIFICATE: Parameter = Parameter {
    name: "certificate",
    place: Place::Path,
    required: true,
    says: "证照，证照列表里有。",
    schema: r#"{"type":"string","minLength":1,"maxLength":64}"#,
    example: "sc-2026-5",
};

const COMMAND_ID: Parameter = Parameter {
    name: "Idempotency-Key",
    place: Place::Header,
    required: true,
    says: "命令编号，32 位十六进制。每个命令一个新的；没有收到回答就用同一个重发，只会办一次，得到的是头一次的回答。",
    schema: r#"{"type":"string","pattern":"^[0-9a-fA-F]{32}$"}"#,
    example: "5f0c6a1e9b3d4c7288e1d2f3a4b5c6d7",
};

const IF_MATCH: Parameter = Parameter {
    name: "If-Match",
    place: Place::Header,
    required: true,
    says: "您看到的版本，就是 ETag 的值；别人先办了就答 412。不管版本的写 *。",
    schema: r#"{"type":"string","pattern":"^(\\*|\"[0-9]{1,19}\")$"}"#,
    example: "\"3\"",
};

/// Every operation.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        id: "listItems",
        method: "get",
        path: "/items",
        says: "查事项：按口语也能查，不写 q 就是全部。",
        needs: Needs::Nothing,
        parameters: &[
            Parameter {
                name: "q",
                place: Place::Query,
                required: false,
                says: "要办的事，用平常的话写，最多 60 个字。",
                schema: r#"{"type":"string","maxLength":60}"#,
                example: "开饭馆",
            },
            LIMIT,
            CURSOR,
        ],
        body: None,
        answer: (200, |types| types.subschema_for::<ItemPage>()),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getItem",
        method: "get",
        path: "/items/{item}",
        says: "一个事项的办事指南：要带什么、多久、去哪儿。",
        needs: Needs::Nothing,
        parameters: &[ITEM],
        body: None,
        answer: (200, |types| types.subschema_for::<ItemGuide>()),
        etag: false,
        problems: &[Kind::NotFound],
    },
    Operation {
        id: "listCalendarDays",
        method: "get",
        path: "/calendar/days",
        says: "一段日子里哪些天上班，一次最多 400 天。",
        needs: Needs::Nothing,
        parameters: &[
            Parameter {
                name: "from",
                place: Place::Query,
                required: true,
                says: "头一天。",
                schema: r#"{"type":"string","format":"date"}"#,
                example: "2026-09-25",
            },
            Parameter {
                name: "to",
                place: Place::Query,
                required: true,
                says: "末一天，包括在内。",
                schema: r#"{"type":"string","format":"date"}"#,
                example: "2026-10-11",
            },
        ],
        body: None,
        answer: (200, |types| types.subschema_for::<CalendarDays>()),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "trackCase",
        method: "post",
        path: "/track",
        says: "凭编号和查询码查一件办到哪儿了，不用令牌；和网页一样，试多了要等。",
        needs: Needs::Nothing,
        parameters: &[],
        body: Some(|types| types.subschema_for::<TrackAsked>()),
        answer: (200, |types| types.subschema_for::<TrackedShown>()),
        etag: false,
        problems: &[Kind::NotFound],
    },
    Operation {
        id: "listCases",
        method: "get",
        path: "/cases",
        says: "在办的件，最急的在前；只有令牌能看的。",
        needs: Needs::Read,
        parameters: &[
            Parameter {
                name: "unit",
                place: Place::Query,
                required: false,
                says: "只看这个单位的。",
                schema: r#"{"type":"string","pattern":"^[A-Za-z0-9._-]*$","maxLength":32}"#,
                example: "",
            },
            Parameter {
                name: "mine",
                place: Place::Query,
                required: false,
                says: "写 true 就只看在本人手上的。",
                schema: r#"{"type":"string","enum":["true","false"]}"#,
                example: "",
            },
            LIMIT,
            CURSOR,
        ],
        body: None,
        answer: (200, |types| types.subschema_for::<CasePage>()),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "receiveCase",
        method: "post",
        path: "/cases",
        says: "收件：当场出收件编号和查询码。",
        needs: Needs::Act,
        parameters: &[COMMAND_ID],
        body: Some(|types| types.subschema_for::<CaseAsked>()),
        answer: (201, |types| types.subschema_for::<CaseReceived>()),
        etag: true,
        problems: &[Kind::NotFound, Kind::IdReused, Kind::Refused],
    },
    Operation {
        id: "getCase",
        method: "get",
        path: "/cases/{case}",
        says: "一件：状态、期限、现在能办什么；ETag 是它的版本。",
        needs: Needs::Read,
        parameters: &[CASE],
        body: None,
        answer: (200, |types| types.subschema_for::<CaseShown>()),
        etag: true,
        problems: &[Kind::NotFound],
    },
    Operation {
        id: "actOnCase",
        method: "post",
        path: "/cases/{case}/acts",
        says: "办一步：受理、移交、签收、作决定……，规则和窗口上一样。",
        needs: Needs::Act,
        parameters: &[CASE, COMMAND_ID, IF_MATCH],
        body: Some(|types| types.subschema_for::<ActAsked>()),
        answer: (200, |types| types.subschema_for::<CaseDone>()),
        etag: true,
        problems: &[Kind::NotFound, Kind::IdReused, Kind::Changed, Kind::Refused, Kind::NoVersion],
    },
    Operation {
        id: "getFolder",
        method: "get",
        path: "/cases/{case}/folder",
        says: "一件的纸质案卷：在哪儿、有几页、归档和借阅；ETag 是案卷的版本。",
        needs: Needs::Read,
        parameters: &[CASE],
        body: None,
        answer: (200, |types| types.subschema_for::<FolderShown>()),
        etag: true,
        problems: &[Kind::NotFound],
    },
    Operation {
        id: "actOnFolder",
        method: "post",
        path: "/cases/{case}/folder/acts",
        says: "办案卷的一步：立卷、另行移交、签收、退还原件或材料、归档、借阅、归还，规则和窗口上一样。",
        needs: Needs::Act,
        parameters: &[CASE, COMMAND_ID, IF_MATCH],
        body: Some(|types| types.subschema_for::<FolderAsked>()),
        answer: (200, |types| types.subschema_for::<FolderDone>()),
        etag: true,
        problems: &[Kind::NotFound, Kind::IdReused, Kind::Changed, Kind::Refused, Kind::NoVersion],
    },
    Operation {
        id: "listCertificates",
        method: "get",
        path: "/certificates",
        says: "证照，先到期的在前；只有令牌能看的。",
        needs: Needs::Read,
        parameters: &[
            Parameter {
                name: "which",
                place: Place::Query,
                required: false,
                says: "只看这些：有效、60 天内到期、等延续决定、正在走程序、已到期、已终止的。",
                schema: r#"{"type":"string","enum":["","in-force","ends-soon","renewal","proceeding","expired","ended"]}"#,
                example: "",
            },
            LIMIT,
            CURSOR,
        ],
        body: None,
        answer: (200, |types| types.subschema_for::<CertificatePage>()),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getCertificate",
        method: "get",
        path: "/certificates/{certificate}",
        says: "一份证照：有没有效、到哪天、做过哪些证、现在能办什么；ETag 是它的版本。",
        needs: Needs::Read,
        parameters: &[CERTIFICATE],
        body: None,
        answer: (200, |types| types.subschema_for::<CertificateShown>()),
        etag: true,
        problems: &[Kind::NotFound],
    },
    Operation {
        id: "actOnCertificate",
        method: "post",
        path: "/certificates/{certificate}/acts",
        says: "办证照的一步：更正、变更、补发、延续、撤回撤销注销吊销，规则和窗口上一样。",
        needs: Needs::Act,
        parameters: &[CERTIFICATE, COMMAND_ID, IF_MATCH],
        body: Some(|types| types.subschema_for::<CertificateAsked>()),
        answer: (200, |types| types.subschema_for::<CertificateDone>()),
        etag: true,
        problems: &[Kind::NotFound, Kind::IdReused, Kind::Changed, Kind::Refused, Kind::NoVersion],
    },
    Operation {
        id: "getCaseTimeline",
        method: "get",
        path: "/cases/{case}/timeline",
        says: "一件从头到尾的记录。",
        needs: Needs::Read,
        parameters: &[
            CASE,
            LIMIT,
            Parameter { schema: r#"{"type":"integer","minimum":0,"maximum":9007199254740991}"#, ..CURSOR },
        ],
        body: None,
        answer: (200, |types| types.subschema_for::<Timeline>()),
        etag: false,
        problems: &[Kind::NotFound],
    },
    Operation {
        id: "getCaseClocks",
        method: "get",
        path: "/cases/{case}/clocks",
        says: "一件的期限逐日怎么算的：哪天算、哪天不算、为什么。",
        needs: Needs::Read,
        parameters: &[CASE],
        body: None,
        answer: (200, |types| types.subschema_for::<ClockAccounts>()),
        etag: false,
        problems: &[Kind::NotFound],
    },
];

/// The bounds of a body, for the documents: bytes, fields.
pub const BOUNDS: (usize, usize) = (BYTES_MAX, FIELDS_MAX);
