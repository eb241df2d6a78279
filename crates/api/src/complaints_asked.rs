//! What a program sends to the register of complaints: one that was told, and what can be done with one.

use calendar::Day;
use catalogue::{PersonId, UnitCode};
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::complaint::{ComplaintAct, ComplaintForm, Contact, Matter};
use oversight::complaint::{Cause, Channel, Class, Verdict};
use schemars::JsonSchema;
use serde::Deserialize;

use super::intake::problem;

/// Who complains, as told.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactAsked {
    /// Name; may be empty.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub name: String,
    /// Telephone; may be empty.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub telephone: String,
    /// Address or mail; may be empty.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub address: String,
}

/// A complaint that was told to somebody of the centre.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintAsked {
    /// How it came.
    #[schemars(extend("enum" = ["hot-line", "counter", "letter", "mail", "outside"]))]
    pub channel: String,
    /// Of which class; `report` is a report of corruption, which is sealed to the discipline inspection at once.
    #[schemars(extend("enum" = ["report", "last-resort", "not-taken", "more-papers", "slow", "passed-on", "fee", "manner", "guide", "hall", "stopped-clock", "not-received", "other"]))]
    pub class: String,
    /// The unit, if one is named.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub unit: Option<String>,
    /// The person, if one is named.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub person: Option<String>,
    /// Number of the case; may be empty.
    #[serde(default)]
    #[schemars(length(max = 60))]
    pub case: String,
    /// What is complained of.
    #[schemars(length(max = 4000))]
    pub words: String,
    /// Who complains; left out it is anonymous.
    #[serde(default)]
    pub contact: ContactAsked,
    /// Whether the unit may learn who complains.
    #[serde(default)]
    pub open_to_unit: bool,
}

/// What can be done with a complaint.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum ComplaintActAsked {
    /// 转单位调查.
    Assign {
        /// The unit that investigates.
        #[schemars(length(max = 40))]
        unit: String,
        /// Who does, where somebody is named.
        #[serde(default)]
        #[schemars(length(max = 40))]
        to: Option<String>,
        /// The unit complained of.
        #[schemars(length(max = 40))]
        about_unit: String,
        /// The person complained of.
        #[serde(default)]
        #[schemars(length(max = 40))]
        person: Option<String>,
        /// The class, as the register sees it.
        #[schemars(extend("enum" = ["last-resort", "not-taken", "more-papers", "slow", "passed-on", "fee", "manner", "guide", "hall", "stopped-clock", "not-received", "other"]))]
        class: String,
    },
    /// 转纪检监察: from here on sealed.
    PassOn {},
    /// 告知为什么要更长时间.
    TellLonger {
        /// Until when.
        #[schemars(extend("format" = "date"))]
        until: String,
        /// Why; the complainant reads it.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 报调查结果.
    Draft {
        /// What was found and put right.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 退回再查.
    Return {
        /// What is missing.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 答复投诉人.
    Reply {
        /// What the complainant is told.
        #[schemars(length(max = 2000))]
        words: String,
        /// 是否属实.
        #[schemars(extend("enum" = ["founded", "partly", "unfounded", "unclear"]))]
        verdict: String,
        /// 原因.
        #[schemars(extend("enum" = ["conduct", "skill", "means", "unclear", "between", "rule", "misunderstanding", "other"]))]
        cause: String,
    },
    /// 投诉人满意，办结.
    Close {
        /// When and how the complainant was reached, and the complainant's words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 投诉人没有表示满意，由督查办结.
    CloseWithoutWord {
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 没有解决，重新办理.
    Reopen {
        /// What is not solved.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 公布结果.
    Publish {
        /// In words without personal data.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 纪检监察接收.
    Receive {},
    /// 纪检监察反馈.
    Conclude {
        /// What came out.
        #[schemars(length(max = 2000))]
        words: String,
    },
}

fn wrong(field: &str) -> FieldProblem {
    problem(field, FieldWhy::NotAChoice)
}

fn unit(field: &str, code: &str) -> Result<UnitCode, FieldProblem> {
    UnitCode::parse(code).map_err(|_| wrong(field))
}

fn person(field: &str, code: Option<&String>) -> Result<Option<PersonId>, FieldProblem> {
    code.map(|it| PersonId::parse(it)).transpose().map_err(|_| wrong(field))
}

impl ComplaintAsked {
    /// What the centre is asked, or the field that is wrong.
    pub fn read(self) -> Result<ComplaintForm, FieldProblem> {
        let channel = Channel::parse(&self.channel).filter(|it| *it != Channel::Web);
        let matter = match self.class.as_str() {
            "report" => Matter::Report,
            class => Matter::Complaint(Class::parse(class).ok_or_else(|| wrong("class"))?),
        };
        let ContactAsked { name, telephone, address } = self.contact;
        Ok(ComplaintForm {
            matter,
            channel: channel.ok_or_else(|| wrong("channel"))?,
            unit: self.unit.map(|it| unit("unit", &it)).transpose()?,
            person: person("person", self.person.as_ref())?,
            window: None,
            case: self.case,
            step: None,
            words: self.words,
            contact: Contact { name, telephone, address },
            open_to_unit: self.open_to_unit,
        })
    }
}

impl ComplaintActAsked {
    /// What the centre is asked, or the field that is wrong.
    pub fn read(self) -> Result<ComplaintAct, FieldProblem> {
        use ComplaintActAsked as It;
        Ok(match self {
            It::Assign { unit: by, to, about_unit, person: about, class } => ComplaintAct::Assign {
                unit: unit("unit", &by)?,
                to: person("to", to.as_ref())?,
                about_unit: unit("about_unit", &about_unit)?,
                person: person("person", about.as_ref())?,
                class: Class::parse(&class).ok_or_else(|| wrong("class"))?,
            },
            It::PassOn {} => ComplaintAct::PassOn,
            It::TellLonger { until, reason } => {
                let until = Day::parse(&until).ok_or_else(|| problem("until", FieldWhy::NotADay))?;
                ComplaintAct::TellLonger { until, reason }
            }
            It::Draft { words } => ComplaintAct::Draft(words),
            It::Return { words } => ComplaintAct::Return(words),
            It::Reply { words, verdict, cause } => ComplaintAct::Reply {
                words,
                verdict: Verdict::parse(&verdict).ok_or_else(|| wrong("verdict"))?,
                cause: Cause::parse(&cause).ok_or_else(|| wrong("cause"))?,
            },
            It::Close { words } => ComplaintAct::Close(words),
            It::CloseWithoutWord { words } => ComplaintAct::CloseWithoutWord(words),
            It::Reopen { words } => ComplaintAct::Reopen(words),
            It::Publish { words } => ComplaintAct::Publish(words),
            It::Receive {} => ComplaintAct::Receive,
            It::Conclude { words } => ComplaintAct::Conclude(words),
        })
    }
}
