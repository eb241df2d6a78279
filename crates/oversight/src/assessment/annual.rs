//! What the assessment of a term counts for in the annual assessment of departments and towns (R185).

use serde::{Deserialize, Serialize};

/// What the assessment counts for in the annual assessment of a department or a town, of its 100 points (R185).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annual {
    /// 占部门年度考核几分.
    pub department: u32,
    /// 占乡镇年度考核几分.
    pub town: u32,
}

impl Annual {
    /// Five points of a department, two of a town (R185).
    pub const USUAL: Annual = Annual { department: 5, town: 2 };

    /// A total in hundredths of 100 as points of the annual assessment, in hundredths, rounded half up.
    pub fn points(self, is_town: bool, total: u32) -> u32 {
        let whole = if is_town { self.town } else { self.department };
        total.saturating_mul(whole).saturating_add(50) / 100
    }

    /// Whether both are from 1 to 100.
    pub(super) fn is_sound(self) -> bool {
        [self.department, self.town].iter().all(|it| (1..=100).contains(it))
    }
}
