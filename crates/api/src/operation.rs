//! Every operation of the interface in one table: the document, the documentation page and the tests are made from it.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use super::body::{BYTES_MAX, FIELDS_MAX};
use super::problem::Kind;
use super::{
    table, table_cases, table_desk, table_eyes, table_figures, table_hall, table_office, table_oversight,
    table_records,
};

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

/// A body that is sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent {
    /// Its type.
    pub typed: Typed,
    /// One that reads well, as JSON.
    pub example: &'static str,
    /// Whether a text is read as its type.
    pub reads: fn(&str) -> bool,
}

/// A body of a type, with an example.
pub const fn sent<T: DeserializeOwned + JsonSchema>(example: &'static str) -> Sent {
    Sent {
        typed: |types| types.subschema_for::<T>(),
        example,
        reads: |text| serde_json::from_str::<T>(text).is_ok(),
    }
}

/// The type of an answer.
pub fn typed<T: JsonSchema>(types: &mut SchemaGenerator) -> Schema {
    types.subschema_for::<T>()
}

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
    pub body: Option<Sent>,
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
    /// A question, for whoever shows a token.
    pub const fn asks(
        id: &'static str,
        path: &'static str,
        says: &'static str,
        parameters: &'static [Parameter],
        answer: Typed,
    ) -> Operation {
        Operation {
            id,
            method: "get",
            path,
            says,
            needs: Needs::Read,
            parameters,
            body: None,
            answer: (200, answer),
            etag: false,
            problems: &[],
        }
    }

    /// One record, for whoever shows a token; it may not be there.
    pub const fn shows(
        id: &'static str,
        path: &'static str,
        says: &'static str,
        parameters: &'static [Parameter],
        answer: Typed,
    ) -> Operation {
        Operation { problems: ONE, ..Operation::asks(id, path, says, parameters, answer) }
    }

    /// A command that makes something.
    pub const fn makes(
        id: &'static str,
        path: &'static str,
        says: &'static str,
        parameters: &'static [Parameter],
        body: Sent,
        answer: Typed,
    ) -> Operation {
        Operation {
            method: "post",
            needs: Needs::Act,
            body: Some(body),
            answer: (201, answer),
            problems: MADE,
            ..Operation::asks(id, path, says, parameters, answer)
        }
    }

    /// A command on something that has no version.
    pub const fn does(
        id: &'static str,
        path: &'static str,
        says: &'static str,
        parameters: &'static [Parameter],
        body: Sent,
        answer: Typed,
    ) -> Operation {
        Operation { answer: (200, answer), ..Operation::makes(id, path, says, parameters, body, answer) }
    }

    /// A command on a record that has a version.
    pub const fn acts(
        id: &'static str,
        path: &'static str,
        says: &'static str,
        parameters: &'static [Parameter],
        body: Sent,
        answer: Typed,
    ) -> Operation {
        let acts = Operation::does(id, path, says, parameters, body, answer);
        Operation { problems: ACTED, ..acts }.versioned()
    }

    /// The same, its answer with `ETag`.
    pub const fn versioned(self) -> Operation {
        Operation { etag: true, ..self }
    }

    /// The same without a token.
    pub const fn open(self) -> Operation {
        Operation { needs: Needs::Nothing, ..self }
    }

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

/// Rows of a page.
pub const LIMIT: Parameter = Parameter {
    name: "limit",
    place: Place::Query,
    required: false,
    says: "一页最多几条，1 到 100，不写就是 40。",
    schema: r#"{"type":"integer","minimum":1,"maximum":100,"default":40}"#,
    example: "40",
};

/// Where a list goes on.
pub const CURSOR: Parameter = Parameter {
    name: "cursor",
    place: Place::Query,
    required: false,
    says: "照抄上一页给的 next；第一页不写。",
    schema: r#"{"type":"string","maxLength":100}"#,
    example: "",
};

/// An edition of something that is frozen.
pub const EDITION: Parameter = Parameter {
    name: "edition",
    place: Place::Query,
    required: false,
    says: "哪一版，不写是最后一版。",
    schema: r#"{"type":"integer","minimum":1,"maximum":255}"#,
    example: "1",
};

/// Which rows of a list; `schema` names the choices.
pub const fn which(says: &'static str, schema: &'static str) -> Parameter {
    Parameter { name: "which", place: Place::Query, required: false, says, schema, example: "" }
}

/// An item.
pub const ITEM: Parameter = named("item", "事项的短名，事项列表里有。", "food-business");

/// A case.
pub const CASE: Parameter = named("case", "办件，收件时给的那个代码。", "0123456789abcdef0123456789abcdef");

/// A certificate.
pub const CERTIFICATE: Parameter = named("certificate", "证照，证照列表里有。", "sc-2026-5");

/// A place of an address by which one record is named.
pub const fn named(name: &'static str, says: &'static str, example: &'static str) -> Parameter {
    Parameter {
        name,
        place: Place::Path,
        required: true,
        says,
        schema: r#"{"type":"string","minLength":1,"maxLength":64}"#,
        example,
    }
}

/// What one record may say besides.
pub const ONE: &[Kind] = &[Kind::NotFound];
/// What a command that makes something, or on something without a version, may say besides.
pub const MADE: &[Kind] = &[Kind::NotFound, Kind::IdReused, Kind::Refused];
/// What a command on something with a version may say besides.
pub const ACTED: &[Kind] = &[Kind::NotFound, Kind::IdReused, Kind::Changed, Kind::Refused, Kind::NoVersion];

/// The id of a command.
pub const COMMAND_ID: Parameter = Parameter {
    name: "Idempotency-Key",
    place: Place::Header,
    required: true,
    says: "命令编号，32 位十六进制。每个命令一个新的；没有收到回答就用同一个重发，只会办一次，得到的是头一次的回答。",
    schema: r#"{"type":"string","pattern":"^[0-9a-fA-F]{32}$"}"#,
    example: "5f0c6a1e9b3d4c7288e1d2f3a4b5c6d7",
};

/// What an act that a leader may have to sign may say besides.
pub const SIGNED: &[Kind] = &[
    Kind::NotFound,
    Kind::IdReused,
    Kind::Changed,
    Kind::Refused,
    Kind::CodeNeeded,
    Kind::CodeWrong,
    Kind::NoVersion,
];

/// The code of the telephone of a leader who signs (A17).
pub const ONE_TIME_CODE: Parameter = Parameter {
    name: "One-Time-Code",
    place: Place::Header,
    required: false,
    says: "领导签字时手机上的动态码，6 位数字。分管领导、单位负责人、中心负责人签批、作决定，批准暂停计时、延期、绿色通道和销毁清册，列入、移出限制名单要带，别的不用。",
    schema: r#"{"type":"string","pattern":"^[0-9]{6}$"}"#,
    example: "287082",
};

/// The version that was looked at.
pub const IF_MATCH: Parameter = Parameter {
    name: "If-Match",
    place: Place::Header,
    required: true,
    says: "您看到的版本，就是 ETag 的值；别人先办了就返回 412。不管版本的写 *。",
    schema: r#"{"type":"string","pattern":"^(\\*|\"[0-9]{1,19}\")$"}"#,
    example: "\"3\"",
};

/// A part of the interface.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its word, by which the document groups what belongs to it.
    pub word: &'static str,
    /// What it is about, in Chinese: the id of the sentence.
    pub says: &'static str,
    /// Its operations.
    pub operations: &'static [Operation],
}

const fn part(word: &'static str, says: &'static str, operations: &'static [Operation]) -> Part {
    Part { word, says, operations }
}

/// The parts, in the order of the documents.
pub const PARTS: &[Part] = &[
    part("public", "公众：事项、日历、查进度、自己撤回和领取、核验、许可公示", table::OPERATIONS),
    part("cases", "办件：收件、查找、办理、文书、案卷、证照", table_cases::OPERATIONS),
    part("desk", "工作台：各列、书面告知、补打回执", table_desk::OPERATIONS),
    part("hall", "大厅：没有办完的收件、首问、听证、限制名单、窗口的一天", table_hall::OPERATIONS),
    part("sight", "照片、案卷调阅、看件记录、申诉、办件习惯、提醒", table_eyes::OPERATIONS),
    part("office", "人员和内务：在岗、离岗、停用、销毁清册、文书文本", table_office::OPERATIONS),
    part(
        "oversight",
        "监察：阈值、对账、发现、单子、报表、投诉、问责、考核、考勤",
        table_oversight::OPERATIONS,
    ),
    part("records", "差评、抽查、检查、问卷、总结、通报、回访、突击检查", table_records::OPERATIONS),
    part("figures", "数和日历：公开的数、看板、办件流程、放假通知", table_figures::OPERATIONS),
];

/// Every operation.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    PARTS.iter().flat_map(|part| part.operations)
}

/// The bounds of a body, for the documents: bytes, fields.
pub const BOUNDS: (usize, usize) = (BYTES_MAX, FIELDS_MAX);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_read_as_the_body_it_stands_for() {
        for operation in all() {
            if let Some(body) = operation.body {
                assert!((body.reads)(body.example), "{}", operation.id);
            }
            for it in operation.parameters.iter().filter(|it| it.required) {
                assert!(!it.example.is_empty(), "{} {}", operation.id, it.name);
            }
        }
    }

    #[test]
    fn what_has_a_version_is_acted_on_with_one() {
        let wants = |of: &Operation| of.parameters.iter().any(|it| it.name == "If-Match");
        for act in all().filter(|it| it.needs == Needs::Act) {
            assert!(act.body.is_some() && act.parameters.iter().any(|it| it.name == "Idempotency-Key"));
            assert!(!wants(act) || (act.etag && act.problems.contains(&Kind::NoVersion)), "{}", act.id);
            let record = act.path.strip_suffix("/acts").unwrap_or_default();
            let shown = all().find(|it| it.method == "get" && it.path == record);
            assert_eq!(shown.is_some_and(|it| it.etag), wants(act), "{}", act.id);
        }
        let mut ids: Vec<&str> = all().map(|it| it.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all().count());
    }
}
