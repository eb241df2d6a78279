//! 公开的数: what a period is measured by, each with numerator, denominator and what is left out (R173-R181).
//!
//! The one-time rate and the concluded rate are two things (R174): the first says how many of the concluded cases never brought
//! anything again, the second how many of the accepted ones are concluded. Which of them is printed is always said.

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

/// From so many on a rate of all or of none is seldom (F27).
const SELDOM_MIN: u64 = 30;
/// Other units whose rates say what is usual.
const OTHERS_MIN: usize = 5;

impl Share {
    /// Whether a rate is one that is seldom met, to be looked at with its counts (F27): of at least thirty all or none, or more
    /// than three standard deviations away from the mean of the other units.
    pub fn is_seldom(self, others: &[Share]) -> bool {
        let extreme = self.whole >= SELDOM_MIN && (self.part == 0 || self.part == self.whole);
        extreme || self.is_far_from(others)
    }

    /// Three standard deviations are compared in squares, so that nothing is rounded; where the others are all alike there is no
    /// measure.
    fn is_far_from(self, others: &[Share]) -> bool {
        let rate = |it: Share| it.basis_points().filter(|_| it.whole >= WHOLE_MIN).map(i128::from);
        let rates: Vec<i128> = others.iter().copied().filter_map(rate).collect();
        let Some(own) = rate(self).filter(|_| rates.len() >= OTHERS_MIN) else { return false };
        let n = i128::try_from(rates.len()).unwrap_or(1);
        let sum: i128 = rates.iter().sum();
        let squares: i128 = rates.iter().map(|it| it * it).sum();
        let (away, spread) = (n * own - sum, n * squares - sum * sum);
        spread > 0 && away * away > 9 * spread
    }
}

/// The word of what is accepted and not concluded at the end of a period.
pub const OPEN: &str = "open";
/// The word of what of it is past its day.
pub const OPEN_LATE: &str = "open_late";

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
    /// Of the concluded, after a correction notice.
    pub concluded_corrected: u64,
    /// Of the concluded, without a notice, after more papers were handed in before the acceptance (E7).
    pub concluded_more: u64,
    /// Of the concluded, with neither, after papers came that might follow: 容缺 (N56).
    pub concluded_deferred: u64,
    /// 没有办结: accepted and not concluded at the end of the period, or now while it runs.
    pub open: u64,
    /// Of these, past their day (N32).
    pub open_late: u64,
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
    /// 逾期未补正退件.
    pub closed_for_missing: u64,
    /// Withdrawn by the applicant, or ended because there is no applicant any more.
    pub withdrawn: u64,
    /// Received online (R176).
    pub online: u64,
    /// Received through a town or village agent (R178).
    pub by_agent: u64,
    /// Decided: a decision that was returned and taken again counts twice.
    pub decided: u64,
    /// Of these, decided in the hall (A37).
    pub decided_in_hall: u64,
    /// Questions asked at a desk that began with no case (R181).
    pub consulted: u64,
}

/// What is published of the items of a unit, or of all (R176, R177, R178, R180).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemCounts {
    /// Items that are open.
    pub all: u64,
    /// Of these, carried through by one agent: 全程代理 (A4).
    pub agency: u64,
    /// Of these, what a town or village agent does for the applicant.
    pub doorstep: u64,
    /// Of these, with the whole application online.
    pub online: u64,
    /// Working days the law grants, of the items where law and promise are both in working days.
    pub statutory_days: u64,
    /// Working days that are promised for the same items; on the spot is none.
    pub promised_days: u64,
}

impl ItemCounts {
    /// How the words of these figures begin.
    pub const WORDS: &'static str = "items";

    /// Adds what stands under a word; other words are none of this.
    pub fn add(&mut self, word: &str, count: u64) {
        let place = match word {
            "items" => &mut self.all,
            "items-agency" => &mut self.agency,
            "items-doorstep" => &mut self.doorstep,
            "items-online" => &mut self.online,
            "items-statutory-days" => &mut self.statutory_days,
            "items-promised-days" => &mut self.promised_days,
            _ => return,
        };
        *place += count;
    }

    /// Each figure with its word.
    pub fn words(&self) -> [(&'static str, u64); 6] {
        [
            ("items", self.all),
            ("items-agency", self.agency),
            ("items-doorstep", self.doorstep),
            ("items-online", self.online),
            ("items-statutory-days", self.statutory_days),
            ("items-promised-days", self.promised_days),
        ]
    }

    /// 代理率 (R177): items under whole-course agency, of all items.
    pub fn agency_rate(&self) -> Share {
        Share { part: self.agency, whole: self.all }
    }

    /// 家门口可办率 (R178): items that a town or village agent does for the applicant, of all items.
    pub fn doorstep_rate(&self) -> Share {
        Share { part: self.doorstep, whole: self.all }
    }

    /// 可网办率 (R176): items that can be applied for online, of all items.
    pub fn online_rate(&self) -> Share {
        Share { part: self.online, whole: self.all }
    }

    /// 时限压缩率 (R180): by how much less than the law grants is promised.
    pub fn compressed(&self) -> Share {
        Share { part: self.statutory_days.saturating_sub(self.promised_days), whole: self.statutory_days }
    }
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
            "concluded_more" => &mut self.concluded_more,
            "concluded_deferred" => &mut self.concluded_deferred,
            OPEN => &mut self.open,
            OPEN_LATE => &mut self.open_late,
            "used_days" => &mut self.used_days,
            "promised_days" => &mut self.promised_days,
            "stopped" => &mut self.stopped,
            "extended" => &mut self.extended,
            "delivered" => &mut self.delivered,
            "not_accepted" => &mut self.not_accepted,
            "closed_for_missing" => &mut self.closed_for_missing,
            "withdrawn" | "ended" => &mut self.withdrawn,
            "received_online" => &mut self.online,
            "received_by_agent" => &mut self.by_agent,
            "decided" => &mut self.decided,
            "decided_in_hall" => &mut self.decided_in_hall,
            "consulted" => &mut self.consulted,
            _ => return,
        };
        *place += count;
    }

    /// 按时办结率 (R179): concluded by the promised day, of the concluded.
    pub fn on_time(&self) -> Share {
        Share { part: self.concluded.saturating_sub(self.concluded_late), whole: self.concluded }
    }

    /// Concluded cases for which papers were handed in more than once, on a notice, without one, or after the acceptance. The
    /// law lets minor papers follow (N56), and yet who brings them has come twice.
    pub fn brought_again(&self) -> u64 {
        self.concluded_corrected + self.concluded_more + self.concluded_deferred
    }

    /// 一次办结率 (R174): concluded on one submission, of the concluded.
    pub fn one_time(&self) -> Share {
        Share { part: self.concluded.saturating_sub(self.brought_again()), whole: self.concluded }
    }

    /// 办结率 (R174): concluded in the period, whenever accepted, over accepted in the period.
    pub fn concluded_rate(&self) -> Share {
        Share { part: self.concluded, whole: self.accepted }
    }

    /// 提速 (R180): by how much less time than promised the concluded cases took, of the promised days.
    pub fn faster(&self) -> Share {
        Share { part: self.promised_days.saturating_sub(self.used_days), whole: self.promised_days }
    }

    /// What came to an end without a result and is in no rate of the concluded: withdrawn, ended with its applicant, or sent back
    /// for missing papers (R174, R179).
    pub fn left_out(&self) -> u64 {
        self.withdrawn + self.closed_for_missing
    }

    /// 网办率 (R176): received online, of the received.
    pub fn online_rate(&self) -> Share {
        Share { part: self.online, whole: self.received }
    }

    /// 基层代办率 (R178): received through a town or village agent, of the received.
    pub fn by_agent_rate(&self) -> Share {
        Share { part: self.by_agent, whole: self.received }
    }

    /// 大厅决定率 (A37): decisions taken in the hall, of all decisions.
    pub fn in_hall(&self) -> Share {
        Share { part: self.decided_in_hall, whole: self.decided }
    }

    /// Share of the accepted whose clock was stopped, each stop counted (F7).
    pub fn stops(&self) -> Share {
        Share { part: self.stopped, whole: self.accepted }
    }
}
