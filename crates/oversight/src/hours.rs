//! Opening hours as they are written down, and what lies outside them (F4).

use calendar::Instant;

/// Minutes of a slot, by which acts are counted.
const SLOT: u32 = 30;
/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// From when until when the hall is open, in minutes of the day. A break at noon is not looked at.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// It opens.
    pub from: u32,
    /// It closes.
    pub until: u32,
}

impl Opening {
    /// The earliest and the latest time of day in words like `工作日 8:30—12:00，13:30—17:30`; nothing where there are not
    /// two of them, and then nobody is said to have acted outside.
    pub fn read(words: &str) -> Option<Opening> {
        let words: Vec<char> = words.chars().collect();
        let digit = |at: Option<usize>| at.and_then(|at| words.get(at)).and_then(|it| it.to_digit(10));
        let time = |colon: usize| {
            let ones = digit(colon.checked_sub(1))?;
            let hour = digit(colon.checked_sub(2)).unwrap_or(0) * 10 + ones;
            let minute = digit(Some(colon + 1))? * 10 + digit(Some(colon + 2))?;
            (minute < 60 && hour * 60 + minute <= DAY).then_some(hour * 60 + minute)
        };
        let colons = (0..words.len()).filter(|at| matches!(words.get(*at), Some(':' | '：')));
        let times: Vec<u32> = colons.filter_map(time).collect();
        let (from, until) = (*times.iter().min()?, *times.iter().max()?);
        (from < until).then_some(Opening { from, until })
    }

    /// The slots that are not outside, with so many minutes before and after: the first, and the one after the last. What lies
    /// partly inside is inside.
    pub fn slots(self, before: u32, after: u32) -> (u32, u32) {
        let from = self.from.saturating_sub(before) / SLOT;
        let until = (self.until + after).min(DAY).div_ceil(SLOT);
        (from, until)
    }
}

/// In which slot of its day an instant lies, from 0 to 47.
pub fn slot(at: Instant) -> u32 {
    let (hour, minute) = at.hour_minute();
    (hour * 60 + minute) / SLOT
}
