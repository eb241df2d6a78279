//! The marks of each material row (E6), and how they are written: what older entries did not know is left out where empty.

use catalogue::RowSet;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Serialize, Serializer};

/// Four marks of each material row (E6, N55).  A row is in when it bears any of them.
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
        }
    }
}

impl Serialize for MaterialMarks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A binary form has no names: there nothing may be left out.
        let whole = !serializer.is_human_readable() || !self.committed.is_empty();
        let mut wire = serializer.serialize_struct("MaterialMarks", if whole { 4 } else { 3 })?;
        wire.serialize_field("original_seen", &self.original_seen)?;
        wire.serialize_field("copy_kept", &self.copy_kept)?;
        wire.serialize_field("looked_up", &self.looked_up)?;
        if whole {
            wire.serialize_field("committed", &self.committed)?;
        }
        wire.end()
    }
}
