//! 邮寄: handed to a carrier, to the confirmed address. Originals that are owed go back in the same letter, and are here again
//! with one that nobody took; with one that the carrier lost they are lost too, and the result is owed anew (C25, E8, A12).

use super::{
    DeliveryRefusal, Manner, OtherWay, PostCameBack, PostLost, PostReturnCorrected, ResultPosted, Sending,
    delivered, within,
};
use crate::authority::Desk;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::folder::FolderRefusal;
use crate::state::{File, Stage};
use calendar::Day;
use catalogue::{PersonId, RowSet, WindowId};
use serde::{Deserialize, Serialize};

/// Handed to a carrier.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// Carrier and number.
    pub posting: Sealed,
    /// Who handed it over.
    pub by: PersonId,
    /// When.
    pub on: Day,
    /// When the first time: a public notice is lawful from then on (C25).
    pub first: Day,
    /// When the first of the letters before it was handed over that is not here again: it may still come back signed.
    pub earlier: Option<Day>,
    /// Originals in the letter, by the rows of the folder (E8).
    pub originals: RowSet,
    /// Where it is.
    pub whereabouts: Whereabouts,
}

/// Where a letter is, as far as is known.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whereabouts {
    /// With the carrier: somebody waits for it. One with originals is under way until its receipt, its return or its loss is
    /// entered, whatever else is tried.
    UnderWay,
    /// Another way was taken since, and nobody waits for it.
    Overtaken,
    /// It came back.
    Back,
    /// The carrier says that it is lost. It may be found all the same.
    Lost,
}

impl Posted {
    pub(super) fn after(before: Option<Posted>, fact: &ResultPosted) -> Posted {
        let ResultPosted { by, posting, originals, .. } = *fact;
        let on = fact.at.day();
        let (first, earlier) = (before.map_or(on, |it| it.first), before.and_then(Posted::out_since));
        Posted { posting, by, on, first, earlier, originals, whereabouts: Whereabouts::UnderWay }
    }

    /// Since when a letter may have reached whoever signed for it; none where every one came back.
    pub fn out_since(self) -> Option<Day> {
        self.earlier.or((self.whereabouts != Whereabouts::Back).then_some(self.on))
    }
}

/// A second letter only after the first one, where originals are in it: they cannot be in both.
pub(super) fn post(desk: &Desk, posting: Sealed, originals: RowSet) -> Answer {
    let sending = &desk.facts.sending;
    let address = sending.address.ok_or(DeliveryRefusal::AddressNotConfirmed)?;
    let rows = sending.originals_in(Whereabouts::UnderWay);
    if !rows.is_empty() {
        return Err(FolderRefusal::WithCarrier { rows }.into());
    }
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![ResultPosted { at, by, posting, address, originals }.into()])
}

/// It came back unopened, also after the carrier had taken it for lost; nothing of its time is counted anew.
pub(super) fn came_back(desk: &Desk, on: Day, reason: Sealed) -> Answer {
    let posted = desk.facts.sending.letter_in(&[Whereabouts::UnderWay, Whereabouts::Lost]);
    let posted = posted.ok_or(DeliveryRefusal::NothingUnderWay)?;
    within(posted.on, on, desk.today())?;
    let (at, by, originals) = (desk.known.now, desk.actor(), posted.originals);
    Ok(vec![PostCameBack { at, by, on, reason, originals }.into()])
}

/// 退回登记更正: another letter was meant, and this one is still with the carrier.
pub(super) fn not_back(desk: &Desk, reason: Sealed) -> Answer {
    let posted = desk.facts.sending.letter_in(&[Whereabouts::Back]);
    let posted = posted.ok_or(DeliveryRefusal::NothingCameBack)?;
    let (at, by, originals) = (desk.known.now, desk.actor(), posted.originals);
    Ok(vec![PostReturnCorrected { at, by, reason, originals }.into()])
}

/// The carrier says so in writing, on that day: the result is owed again, and its time goes on. Of a letter with originals it is
/// entered once more where their loss was taken off the folder, which alone knows that ([`crate::folder::originals_go_along`]).
pub(super) fn lost(desk: &Desk, on: Day, word: Sealed) -> Answer {
    let sending = &desk.facts.sending;
    let again = || sending.letter_in(&[Whereabouts::Lost]).filter(|it| !it.originals.is_empty());
    let posted = sending.letter_in(&[Whereabouts::UnderWay]).or_else(again);
    let posted = posted.ok_or(DeliveryRefusal::NothingUnderWay)?;
    within(posted.on, on, desk.today())?;
    let (at, by, sent_by, originals) = (desk.known.now, desk.actor(), posted.by, posted.originals);
    Ok(vec![PostLost { at, by, on, word, sent_by, originals }.into()])
}

/// The carrier's receipt, of any letter that is not here again.
pub(super) fn signed_for(desk: &Desk, window: WindowId, on: Day, signed: Sealed) -> Answer {
    let posted = desk.facts.sending.posted.ok_or(DeliveryRefusal::NotPosted)?;
    let since = posted.out_since().ok_or(DeliveryRefusal::LetterIsBack)?;
    within(since, on, desk.today())?;
    Ok(vec![delivered(desk, window, Manner::Post { on, signed }, on).into()])
}

impl Sending {
    /// Whether the last letter is still with its carrier, as far as is known.
    pub fn is_under_way(&self) -> bool {
        self.letter_in(&[Whereabouts::UnderWay]).is_some()
    }

    /// The last letter, where it is in one of these places.
    fn letter_in(&self, places: &[Whereabouts]) -> Option<Posted> {
        self.posted.filter(|it| places.contains(&it.whereabouts))
    }

    /// Originals in the last letter, where it is in this place.
    pub(crate) fn originals_in(&self, place: Whereabouts) -> RowSet {
        self.letter_in(&[place]).map_or(RowSet::EMPTY, |it| it.originals)
    }

    /// Whether it says what became of the last letter, and originals were in it: that is entered also once a public notice has run.
    pub(crate) fn asks_of_originals(&self, way: OtherWay) -> bool {
        let of_letter = matches!(
            way,
            OtherWay::CameBack { .. }
                | OtherWay::NotBack { .. }
                | OtherWay::Lost { .. }
                | OtherWay::SignedFor { .. }
        );
        of_letter && self.posted.is_some_and(|it| !it.originals.is_empty())
    }

    /// Another way is taken: nobody waits for a letter that bears the result alone.
    pub(super) fn goes_otherwise(&mut self) {
        if self.is_under_way() && self.originals_in(Whereabouts::UnderWay).is_empty() {
            self.letter_is(Whereabouts::Overtaken);
        }
    }

    /// Something became known of the last letter.
    pub(super) fn letter_is(&mut self, whereabouts: Whereabouts) {
        self.posted = self.posted.map(|it| Posted { whereabouts, ..it });
    }
}

impl File {
    /// Originals of the applicant that are with a carrier, together with the result (E8); a public notice that has run brings none
    /// of them back.
    pub fn originals_with_carrier(&self) -> RowSet {
        match self.stage {
            Stage::Concluded(_) | Stage::Delivered { by_notice: true, .. } => {
                self.facts.sending.originals_in(Whereabouts::UnderWay)
            }
            _ => RowSet::EMPTY,
        }
    }
}
