//! 公开的数: what a period is measured by, each with numerator, denominator and what is left out (R173-R181).
//!
//! The one-time rate and the concluded rate are two things (R174): the first says how many of the concluded cases never had to
//! bring anything again, the second how many of the accepted ones are concluded. Which of them is printed is always said.

/// A share: a part of a whole.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole.
    pub whole: u64,
}

/// Below so many a share says nothing and is not printed (M7).
pub const WHOLE_MIN: u64 = 10;

impl Share {
    /// In hundredths of a percent, rounded half up; none of nothing.
    pub fn basis_points(self) -> Option<u64> {
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        let points = (part * 10_000 + whole / 2).checked_div(whole)?;
        u64::try_from(points).ok()
    }

    /// As it is printed: `99.67%`. None where too few were counted to say anything.
    pub fn percent(self) -> Option<String> {
        if self.whole < WHOLE_MIN {
            return None;
        }
        self.basis_points().map(|points| format!("{}.{:02}%", points / 100, points % 100))
    }
}

/// What was counted of a unit, or of all, in a period.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 收件.
    pub received: u64,
    /// 受理, silence with it.
    pub accepted: u64,
    /// Of these, by silence (N4).
    pub deemed: u64,
    /// 办结.
    pub concluded: u64,
    /// Of these, after the promised day.
    pub concluded_late: u64,
    /// Of these, after a correction notice.
    pub concluded_corrected: u64,
    /// Days of the promise that the concluded cases used.
    pub used_days: u64,
    /// Days that were promised for them.
    pub promised_days: u64,
    /// 暂停计时.
    pub stopped: u64,
    /// 延期.
    pub extended: u64,
    /// 送达.
    pub delivered: u64,
    /// 不予受理.
    pub not_accepted: u64,
}

impl Counts {
    /// Adds what was counted under a word of the day's figures; other words are none of this.
    pub fn add(&mut self, word: &str, count: u64) {
        let place = match word {
            "received" => &mut self.received,
            "accepted" => &mut self.accepted,
            "deemed" => {
                self.accepted += count;
                &mut self.deemed
            }
            "concluded" => &mut self.concluded,
            "concluded_late" => &mut self.concluded_late,
            "concluded_corrected" => &mut self.concluded_corrected,
            "used_days" => &mut self.used_days,
            "promised_days" => &mut self.promised_days,
            "stopped" => &mut self.stopped,
            "extended" => &mut self.extended,
            "delivered" => &mut self.delivered,
            "not_accepted" => &mut self.not_accepted,
            _ => return,
        };
        *place += count;
    }

    /// 按时办结率 (R179): concluded by the promised day, of the concluded.
    pub fn on_time(&self) -> Share {
        Share { part: self.concluded.saturating_sub(self.concluded_late), whole: self.concluded }
    }

    /// 一次办结率 (R174): concluded without a correction notice, of the concluded.
    pub fn one_time(&self) -> Share {
        Share { part: self.concluded.saturating_sub(self.concluded_corrected), whole: self.concluded }
    }

    /// 办结率 (R174): concluded in the period, whenever accepted, over accepted in the period.
    pub fn concluded_rate(&self) -> Share {
        Share { part: self.concluded, whole: self.accepted }
    }

    /// 提速 (R180): by how much less time than promised the concluded cases took, of the promised days.
    pub fn faster(&self) -> Share {
        Share { part: self.promised_days.saturating_sub(self.used_days), whole: self.promised_days }
    }

    /// Share of the accepted whose clock was stopped, each stop counted (F7).
    pub fn stops(&self) -> Share {
        Share { part: self.stopped, whole: self.accepted }
    }
}
