//! 邮寄: handed to a carrier, to the confirmed address. Originals that are owed go back in the same letter, and are here again
//! with one that nobody took (C25, E8, A12).

use super::{DeliveryRefusal, PostCameBack, ResultPosted, Sending, within};
use crate::authority::Desk;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::folder::FolderRefusal;
use crate::state::{File, Stage};
use calendar::Day;
use catalogue::RowSet;
use serde::{Deserialize, Serialize};

/// Handed to a carrier.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// Carrier and number.
    pub posting: Sealed,
    /// When.
    pub on: Day,
    /// When the first time: whichever came back signed was handed over no earlier.
    pub first: Day,
    /// Originals in the letter, by the rows of the folder (E8).
    pub originals: RowSet,
    /// Nothing was done for the result since. A letter with originals is under way until its receipt or its return is entered,
    /// whatever else is tried.
    pub under_way: bool,
}

impl Posted {
    pub(super) fn after(before: Option<Posted>, fact: &ResultPosted) -> Posted {
        let ResultPosted { posting, originals, .. } = *fact;
        let on = fact.at.day();
        Posted { posting, on, first: before.map_or(on, |it| it.first), originals, under_way: true }
    }

    pub(super) fn back(self) -> Posted {
        Posted { originals: RowSet::EMPTY, under_way: false, ..self }
    }
}

/// A second letter only after the first one, where originals are in it: they cannot be in both.
pub(super) fn post(desk: &Desk, posting: Sealed, originals: RowSet) -> Answer {
    let sending = &desk.facts.sending;
    let address = sending.address.ok_or(DeliveryRefusal::AddressNotConfirmed)?;
    let rows = sending.originals_under_way();
    if !rows.is_empty() {
        return Err(FolderRefusal::WithCarrier { rows }.into());
    }
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![ResultPosted { at, by, posting, address, originals }.into()])
}

/// It came back unopened; nothing of its time is counted anew.
pub(super) fn came_back(desk: &Desk, on: Day, reason: Sealed) -> Answer {
    let posted = desk.facts.sending.posted.filter(|it| it.under_way);
    let posted = posted.ok_or(DeliveryRefusal::NothingUnderWay)?;
    within(posted.on, on, desk.today())?;
    let (at, by, originals) = (desk.known.now, desk.actor(), posted.originals);
    Ok(vec![PostCameBack { at, by, on, reason, originals }.into()])
}

impl Sending {
    /// Whether the last letter is still with its carrier, as far as is known.
    pub fn is_under_way(&self) -> bool {
        self.posted.is_some_and(|it| it.under_way)
    }

    /// Originals that are in it.
    pub(crate) fn originals_under_way(&self) -> RowSet {
        self.posted.filter(|it| it.under_way).map_or(RowSet::EMPTY, |it| it.originals)
    }

    /// Another way is taken: nobody waits for a letter that bears the result alone.
    pub(super) fn goes_otherwise(&mut self) {
        self.posted = self.posted.map(|it| Posted { under_way: !it.originals.is_empty(), ..it });
    }
}

impl File {
    /// Originals of the applicant that are with a carrier, together with the result (E8). Once a public notice has run nobody
    /// waits for the letter any more.
    pub fn originals_with_carrier(&self) -> RowSet {
        match self.stage {
            Stage::Concluded(_) => self.facts.sending.originals_under_way(),
            _ => RowSet::EMPTY,
        }
    }
}
