//! 检查对象名录 and 检查人员名录 of one draw, as they are published: a body that nothing changes.

use catalogue::{Code, DrawId, ItemCode, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::draw::{PER_OBJECT, PICKS_MAX};

/// Objects of a list at most: more certificates than a county's unit has of its items.
pub const OBJECTS_MAX: usize = 50_000;
/// Items to which a draw is kept at most.
pub const ITEMS_MAX: usize = 50;
/// Towns to which a draw is kept at most.
pub const TOWNS_MAX: usize = 50;
/// Inspectors of a list at most.
pub const INSPECTORS_MAX: usize = 500;
/// Characters of the title, of the source and of the reason at most.
pub const TITLE_CHARS_MAX: usize = 200;
/// Bytes of the stored form at most.
pub const LIST_BYTES_MAX: usize = 16 << 20;

/// What can be checked: a certificate in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// Number of the certificate, by which it is drawn.
    pub id: Code,
    /// Inspectors who handled its case and therefore never visit it: their places in the list (回避).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_by: Vec<u16>,
}

/// Who can check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inspector {
    /// The account, by which the person is drawn.
    pub id: PersonId,
    /// 工号, as the public sees it (C14).
    pub staff_no: String,
}

/// The published lists with what else was settled before. Field order is the stored form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// What is checked, in words.
    pub title: String,
    /// Which public value will be used, in words.
    pub source: String,
    /// How many objects are picked.
    pub count: u8,
    /// The draw it takes the place of, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<(DrawId, String)>,
    /// The items whose certificates it is kept to, by id, each once with its name; none where it is all of the unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<(ItemCode, String)>,
    /// The towns at whose windows the cases of its certificates came in, by code, each once with its name; none where it is kept to none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub towns: Vec<(UnitCode, String)>,
    /// The objects, by id, each once.
    pub objects: Vec<Object>,
    /// The inspectors, by id, each once.
    pub inspectors: Vec<Inspector>,
}

/// Why a list is none.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// No title, or too long a text.
    Text,
    /// No object, or too many.
    Objects,
    /// Fewer than two inspectors, or too many.
    Inspectors,
    /// Too many items, or one without a name.
    Items,
    /// Too many towns, or one without a name.
    Towns,
    /// Nobody would be picked, or more than there are.
    Count,
    /// Not in order, or something twice.
    Order,
    /// An object that fewer than two inspectors may visit.
    NobodyLeft,
}

impl List {
    /// Whether it can be drawn from.
    pub fn check(&self) -> Result<(), ListFault> {
        let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= TITLE_CHARS_MAX;
        let reason = self.instead_of.as_ref().is_none_or(|(_, reason)| fits(reason));
        if !fits(&self.title) || !fits(&self.source) || !reason {
            return Err(ListFault::Text);
        }
        if self.items.len() > ITEMS_MAX || !self.items.iter().all(|(_, name)| fits(name)) {
            return Err(ListFault::Items);
        }
        if self.towns.len() > TOWNS_MAX || !self.towns.iter().all(|(_, name)| fits(name)) {
            return Err(ListFault::Towns);
        }
        if self.objects.is_empty() || self.objects.len() > OBJECTS_MAX {
            return Err(ListFault::Objects);
        }
        if self.inspectors.len() < PER_OBJECT || self.inspectors.len() > INSPECTORS_MAX {
            return Err(ListFault::Inspectors);
        }
        let count = usize::from(self.count);
        if count == 0 || count > self.objects.len().min(PICKS_MAX) {
            return Err(ListFault::Count);
        }
        let ordered = self.objects.is_sorted_by(|a, b| a.id < b.id)
            && self.items.is_sorted_by(|a, b| a.0 < b.0)
            && self.towns.is_sorted_by(|a, b| a.0 < b.0)
            && self.inspectors.is_sorted_by(|a, b| a.id < b.id)
            && self.objects.iter().all(|it| it.not_by.is_sorted_by(|a, b| a < b));
        if !ordered {
            return Err(ListFault::Order);
        }
        let known = self.inspectors.len();
        let left = |it: &Object| known - it.not_by.iter().filter(|n| usize::from(**n) < known).count();
        match self.objects.iter().all(|it| left(it) >= PER_OBJECT) {
            true => Ok(()),
            false => Err(ListFault::NobodyLeft),
        }
    }

    /// The stored form: JSON without spaces, the fields in the order above.
    pub fn to_body(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a list has only texts and numbers")
    }

    /// Reads a stored form, whole and as [`List::to_body`] writes it.
    pub fn from_body(bytes: &[u8]) -> Result<List, &'static str> {
        if bytes.len() > LIST_BYTES_MAX {
            return Err("the list is too long");
        }
        let list: List = serde_json::from_slice(bytes).map_err(|_| "the list does not read")?;
        if list.to_body() != bytes {
            return Err("the list is not in its one form");
        }
        list.check().map_err(|_| "the list cannot be drawn from")?;
        Ok(list)
    }
}
