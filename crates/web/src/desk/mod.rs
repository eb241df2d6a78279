//! The officers' pages: what is due today, taking a case in, the case file, finding, the leader's page.
//!
//! Every page is a struct with fields ready to be shown and its template beside it; handlers only fill it.

pub mod act;
mod calendar;
mod care;
mod case;
mod clear_reply;
mod contact;
mod find;
mod hearing;
mod home;
mod intake;
mod intake_choose;
mod lead;
mod materials;
mod parts;
mod refused;

pub use calendar::{AskedDay, CalendarDesk, MoveLine, MovesShown, VersionLine};
pub use care::{CareLine, CarePart, IdleLine};
pub use case::{
    CaseFile, CaseHead, CaseMaterial, ClockRow, HandOver, Moment, PaperLink, PendingStop, Related,
};
pub use clear_reply::{ClearAnswer, ClearQuestion, ClearReplyPage};
pub use contact::{
    ContactActs, ContactLine, ContactList, ContactMoment, ContactNew, ContactPage, ContactPart, OUTCOMES,
    OutcomeFields, TransferFields,
};
pub use find::{FindAsked, FindCases};
pub use hearing::{CallForm, HearingForms, HearingPage, HoldForm, PartyLine};
pub use home::{Counter, DeskHome, DraftLine, Section, SectionKind};
pub use intake::{Duplicate, Intake, IntakeForm, IntakeItem, Missing};
pub use intake_choose::{ChooseLine, IntakeChoose};
pub use lead::{AwayLine, Big, DeemedLine, Lead, Share, UnitLine, Worst};
pub use materials::MaterialRow;
pub use parts::{Answer, CaseLine, Due, Pick, Refused, Typed};
pub use refused::RefusedPage;

use crate::layout::{Sample, draw_samples};
use crate::text::Text;

/// Draws the samples of every page of the desk.
pub fn samples(text: Text, into: &mut Vec<Sample>) {
    draw_samples::<DeskHome>(text, into);
    draw_samples::<IntakeChoose>(text, into);
    draw_samples::<Intake>(text, into);
    draw_samples::<CaseFile>(text, into);
    draw_samples::<ClearReplyPage>(text, into);
    draw_samples::<ContactList>(text, into);
    draw_samples::<ContactNew>(text, into);
    draw_samples::<ContactPage>(text, into);
    draw_samples::<HearingPage>(text, into);
    draw_samples::<FindCases>(text, into);
    draw_samples::<Lead>(text, into);
    draw_samples::<CalendarDesk>(text, into);
    draw_samples::<RefusedPage>(text, into);
}

#[cfg(test)]
mod tests;
