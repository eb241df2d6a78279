//! Who is who in a division: units, windows, people, posts and letters of delegation, as one immutable revision.
//!
//! Questions "who may do this today" are answered in [`crate::authority`].

use crate::id::{DelegationId, DivisionCode, ItemCode, PersonId, UnitCode, WindowId};
use crate::item::Post;
use calendar::Day;
use serde::{Deserialize, Serialize};

pub use crate::authority::{Authority, Holder, NoAuthority, Power};

/// The organisation of one division, one immutable revision (a published body).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Counts from 1; each publication adds one.
    pub revision: u32,
    /// The centre and its division.
    pub centre: Centre,
    /// Units, towns and villages.
    pub units: Vec<Unit>,
    /// Windows of the hall.
    pub windows: Vec<Window>,
    /// People with an account.
    pub people: Vec<Person>,
    /// Who holds which post, and since when.
    pub posts: Vec<PostHolding>,
    /// Letters of delegation (R52).
    #[serde(default)]
    pub delegations: Vec<Delegation>,
}

/// The service centre and the division it serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Name of the centre.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Its unit, which runs the hall and decides nothing (C8).
    pub unit: UnitCode,
    /// The division: six digits.
    pub division: DivisionCode,
    /// Its name: 澄禾县.
    pub division_name: String,
    /// In English.
    pub division_name_en: String,
    /// Address of the hall.
    pub address: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_en: Option<String>,
    /// Opening hours in words.
    pub hours: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_en: Option<String>,
    /// Telephone for questions.
    pub inquiry_telephone: String,
    /// Telephone for complaints.
    pub complaint_telephone: String,
    /// Everything invented or unconfirmed: every page and paper says 示例数据，仅供演示.
    #[serde(default)]
    pub sample: bool,
}

/// A unit: an authority, the government, the centre, a town or village, or an upper division's authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its code.
    pub code: UnitCode,
    /// Full name: 澄禾县市场监督管理局.
    pub name: String,
    /// As people say it: 县市场监督管理局.
    pub short_name: String,
    /// In English.
    pub name_en: String,
    /// 统一社会信用代码; villages of the demonstration have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// What it is.
    pub kind: UnitKind,
    /// How it is present in the hall (R22).
    #[serde(default)]
    pub class: UnitClass,
    /// 发文机关代字, the head of its document numbers: 澄市监.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_prefix: Option<String>,
    /// Office telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// The unit above it: the town of a village.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitCode>,
    /// Its division where it is not the county's own: a town code, or the upper division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<DivisionCode>,
}

/// What a unit is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// The people's government of the division.
    Government,
    /// An authority with powers of its own.
    Authority,
    /// An office of the county without items: finance, legal review, supervision.
    Office,
    /// The service centre.
    Centre,
    /// A town or township government.
    Town,
    /// A village.
    Village,
    /// An authority of the division above.
    Upper,
}

/// How a department is present in the hall (R22, A3).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitClass {
    /// A window of its own.
    Window,
    /// The general window acts for it (A5).
    GeneralWindow,
    /// Its case agent only.
    AgentOnly,
    /// Not in the hall.
    #[default]
    None,
}

/// A window of the hall; whom it serves is data (A46).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Its id.
    pub id: WindowId,
    /// The number on the sign.
    pub no: u16,
    /// 企业综合窗口.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// What it is for.
    pub kind: WindowKind,
    /// Units it receives for.
    #[serde(default)]
    pub serves: Vec<UnitCode>,
    /// If not empty, only these items of those units.
    #[serde(default)]
    pub items: Vec<ItemCode>,
    /// The window head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<PersonId>,
}

/// What a window is for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowKind {
    /// First question, tickets, help.
    Guide,
    /// Takes applications in.
    Intake,
    /// “办不成事”反映窗口.
    LastResort,
    /// 出件窗口.
    Delivery,
    /// 银行收费窗口: the only place where money is taken (R47).
    Bank,
}

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The account.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// The unit that employs the person.
    pub unit: UnitCode,
    /// 工号: what the public sees instead of an examiner's name (C14).
    pub staff_no: String,
    /// Office telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// 执法证号 of that unit, needed for site checks (C36).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enforcement_certificate: Option<String>,
}

/// A post held by a person in a unit between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostHolding {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub post: Post,
    /// In which unit, or for which unit (a case agent of another unit).
    pub unit: UnitCode,
    /// For window posts: at which windows.
    #[serde(default)]
    pub windows: Vec<WindowId>,
    /// First day.
    pub from: Day,
    /// Last day; open if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

impl PostHolding {
    /// Whether the post is held on that day.
    pub fn in_force(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

/// 授权委托书: powers of a post given to a person in writing, with dates and scope (R52).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// Who gives; must hold the power by post on the day it is used.
    pub from_person: PersonId,
    /// Who receives.
    pub to_person: PersonId,
    /// Whose power: the authority.
    pub unit: UnitCode,
    /// For which items.
    pub items: ItemScope,
    /// Which powers; nothing else is included.
    pub powers: Vec<Power>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// Number of the letter.
    pub letter_no: String,
}

impl Delegation {
    /// Whether the letter is in force on that day.
    pub fn in_force(&self, on: Day) -> bool {
        self.from <= on && on <= self.until
    }
}

/// Items a delegation covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemScope {
    /// Every item of the unit.
    All,
    /// These only.
    Only(Vec<ItemCode>),
}

impl ItemScope {
    /// Whether the item is covered.
    pub fn covers(&self, item: ItemCode) -> bool {
        match self {
            ItemScope::All => true,
            ItemScope::Only(items) => items.contains(&item),
        }
    }
}

impl Organisation {
    /// The person of that account.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    /// The unit of that code.
    pub fn unit(&self, code: UnitCode) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.code == code)
    }

    /// The window of that id.
    pub fn window(&self, id: WindowId) -> Option<&Window> {
        self.windows.iter().find(|window| window.id == id)
    }

    /// The letter of delegation of that id.
    pub fn delegation(&self, id: DelegationId) -> Option<&Delegation> {
        self.delegations.iter().find(|delegation| delegation.id == id)
    }

    /// Posts a person holds on that day.
    pub fn posts_of(&self, person: PersonId, on: Day) -> impl Iterator<Item = &PostHolding> {
        self.posts.iter().filter(move |holding| holding.person == person && holding.in_force(on))
    }

    /// Whether a person holds a post in a unit on that day.
    pub fn holds(&self, person: PersonId, post: Post, unit: UnitCode, on: Day) -> bool {
        self.posts_of(person, on).any(|holding| holding.post == post && holding.unit == unit)
    }

    /// Whether a person holds a post in any unit on that day.
    pub fn holds_anywhere(&self, person: PersonId, post: Post, on: Day) -> bool {
        self.posts_of(person, on).any(|holding| holding.post == post)
    }

    /// Who holds a post in a unit on that day, in the order of the list.
    pub fn who_holds(&self, post: Post, unit: UnitCode, on: Day) -> impl Iterator<Item = PersonId> {
        let held = move |holding: &&PostHolding| {
            holding.post == post && holding.unit == unit && holding.in_force(on)
        };
        self.posts.iter().filter(held).map(|holding| holding.person)
    }
}
