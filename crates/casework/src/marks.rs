//! The marks of each material row (E6), and how they are written: what older entries did not know is left out where empty.

use crate::copies::Copies;
use crate::refusal::Refusal;
use catalogue::item::Material;
use catalogue::{Item, RowSet};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

/// Four marks of each material row (E6, N55), and how many copies of it stay.  A row is in when it bears any mark.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct MaterialMarks {
    /// 原件已核对退回: original seen and given back on the spot (E8).
    pub original_seen: RowSet,
    /// 留存复印件或原件: kept.
    pub copy_kept: RowSet,
    /// 共享查询: looked up, the applicant brings nothing.
    pub looked_up: RowSet,
    /// 告知承诺: a signed commitment takes the place of the paper (N55).
    #[serde(default)]
    pub committed: RowSet,
    /// 收取数量 of the rows that are kept. What a command leaves out is as many as the list asks for; an event names every
    /// row, but for those of before.
    #[serde(default)]
    pub copies: Copies,
}

impl MaterialMarks {
    /// Rows that bear any mark.
    pub fn rows(self) -> RowSet {
        self.original_seen.union(self.copy_kept).union(self.looked_up).union(self.committed)
    }

    /// Both sets of marks together.
    pub fn union(self, other: MaterialMarks) -> MaterialMarks {
        MaterialMarks {
            original_seen: self.original_seen.union(other.original_seen),
            copy_kept: self.copy_kept.union(other.copy_kept),
            looked_up: self.looked_up.union(other.looked_up),
            committed: self.committed.union(other.committed),
            copies: self.copies.plus(other.copies),
        }
    }

    /// 份数 of a row that was kept; of an entry that did not count it as many as its list asks for, and 0 where it was not kept.
    pub fn copies_of(&self, material: &Material) -> u8 {
        match self.copy_kept.contains(material.row) {
            true => self.copies.of(material.row).unwrap_or_else(|| Copies::asked(material)),
            false => 0,
        }
    }

    /// The same with a count for every row that is kept. Only what is kept can be counted.
    pub(crate) fn counted(self, item: &Item) -> Result<MaterialMarks, Refusal> {
        let rows = self.copies.rows().difference(self.copy_kept);
        if !rows.is_empty() {
            return Err(Refusal::CopiesNotKept { rows });
        }
        let kept = item.materials.iter().filter(|it| self.copy_kept.contains(it.row));
        let asked = |all: Copies, it: &Material| all.with(it.row, Copies::asked(it)).unwrap_or(all);
        Ok(MaterialMarks { copies: self.copies.or(kept.fold(Copies::default(), asked)), ..self })
    }
}

impl Serialize for MaterialMarks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A binary form has no names: there nothing may be left out.
        let whole = !serializer.is_human_readable();
        let (committed, copies) = (whole || !self.committed.is_empty(), whole || !self.copies.is_empty());
        let fields = 3 + usize::from(committed) + usize::from(copies);
        let mut wire = serializer.serialize_struct("MaterialMarks", fields)?;
        wire.serialize_field("original_seen", &self.original_seen)?;
        wire.serialize_field("copy_kept", &self.copy_kept)?;
        wire.serialize_field("looked_up", &self.looked_up)?;
        if committed {
            wire.serialize_field("committed", &self.committed)?;
        }
        if copies {
            wire.serialize_field("copies", &self.copies)?;
        }
        wire.end()
    }
}
