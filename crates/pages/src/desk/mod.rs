//! The officers' pages: what is due today, taking a case in, the case file, finding, the leader's page.
//!
//! Every page is a struct with fields ready to be shown and its template beside it; handlers only fill it.

pub mod act;
mod assess;
mod bars;
mod calendar;
mod care;
mod case;
mod case_samples;
mod clear_reply;
mod code_field;
mod commitments;
mod contact;
mod day;
mod find;
mod flow;
mod hearing;
mod home;
mod home_samples;
mod intake;
mod intake_choose;
mod intake_known;
mod lead;
mod leaving;
mod materials;
mod may_say;
mod office;
mod older;
mod outage;
mod oversight;
mod paper_link;
mod paper_wording;
mod papers;
mod parts;
mod people;
mod photographs;
mod ratings;
mod record;
mod record_list;
mod record_samples;
mod refused;
mod reissue;
mod report;
mod reveal;
mod rounds;
mod second_factor;
mod spot;
mod tablets;
mod wall;

pub use assess::{AssessPage, LinkCell, LinkTable};
pub use bars::{BarList, BarPage};
pub use calendar::{AskedDay, CalendarDesk, MoveLine, MovesShown, VersionLine};
pub use care::{CareLine, CarePart, IdleLine};
pub use case::{CaseFile, CaseHead, CaseMaterial, ClockRow, HandOver, Moment, PendingStop, Related};
pub use clear_reply::{ClearAnswer, ClearQuestion, ClearReplyPage};
pub use code_field::CodeField;
pub use commitments::Commitments;
pub use contact::{
    ContactActs, ContactLine, ContactList, ContactMoment, ContactNew, ContactPage, ContactPart, OUTCOMES,
    OutcomeFields, TransferFields,
};
pub use day::{Counted, DayPage, HallLine, LyingLine, LyingList, UnsignedLine, WindowCard, WindowStage};
pub use find::{FindAsked, FindCases, FindKept};
pub use flow::{FlowEdge, FlowPage, FlowStation};
pub use hearing::{
    AssignmentPart, CallForm, HearingForms, HearingPage, HoldForm, PartyForms, PartyLine, ReasonForm,
    ServeForm, WordsForm,
};
pub use home::{Counter, DeskHome, DraftLine, Section, SectionKind};
pub use intake::{Duplicate, Intake, IntakeForm, IntakeItem, Missing};
pub use intake_choose::{ChooseLine, IntakeChoose};
pub use intake_known::{EarlierPapers, EarlierRow, HeldLine, IntakeKnown};
pub use lead::{AwayLine, Big, DeemedLine, Lead, Share, StatusCell, StatusRow, StatusTable, UnitLine, Worst};
pub use leaving::{LeavingCard, LeavingForm, LeavingPage, SignLine};
pub use materials::MaterialRow;
pub use may_say::MaySay;
pub use office::{OfficeLine, Urgency};
pub use older::{Older, OlderLine};
pub use outage::{OutageForms, OutageLine, OutagePage, OutagesPublic, PadLine, PadPage, PadSheet};
pub use oversight::{BoardGroup, BoardLine, OversightBoard, TurningDay};
pub use paper_link::PaperLink;
pub use paper_wording::{
    Change, LayoutGroup, PaperWording, ProposalShown, SlotFields, WordingHistory, reason_field,
};
pub use papers::{PaperLine, PapersDesk};
pub use parts::{Answer, CaseLine, Due, Pick, Refused, Typed, unchosen};
pub use people::{AbsentLine, AwayForm, CoverLine, CoverTable, DeputyForm, People};
pub use photographs::{Photograph, Photographs};
pub use ratings::{FollowUpLine, RatingLine, RatingTable, RatingsBoard, RatingsPublic};
pub use record::{FormPart, RecordForm, RecordMoment, RecordPage, RecordTable};
pub use record_list::{RecordList, RecordRow};
pub use refused::RefusedPage;
pub use reissue::{FoundReceipt, Reissue};
pub use report::{ReportBar, ReportPage, ReportQuestion};
pub use rounds::{GridDay, GridRound, MonthGrid, RoundsPage};
pub use second_factor::{SecondFactorPage, SecretShown};
pub use spot::{SpotPage, SpotRow};
pub use tablets::TabletCodes;
pub use wall::{Wall, WallDay, WallLine, WallQuality, WallTrend};

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
    draw_samples::<BarList>(text, into);
    draw_samples::<BarPage>(text, into);
    draw_samples::<Commitments>(text, into);
    draw_samples::<HearingPage>(text, into);
    draw_samples::<FindCases>(text, into);
    draw_samples::<Lead>(text, into);
    draw_samples::<OversightBoard>(text, into);
    draw_samples::<ReportPage>(text, into);
    draw_samples::<SpotPage>(text, into);
    draw_samples::<AssessPage>(text, into);
    draw_samples::<RoundsPage>(text, into);
    draw_samples::<Wall>(text, into);
    draw_samples::<MaySay>(text, into);
    draw_samples::<FlowPage>(text, into);
    draw_samples::<RatingsBoard>(text, into);
    draw_samples::<RatingsPublic>(text, into);
    draw_samples::<TabletCodes>(text, into);
    draw_samples::<CalendarDesk>(text, into);
    draw_samples::<RecordList>(text, into);
    draw_samples::<RecordPage>(text, into);
    draw_samples::<DayPage>(text, into);
    draw_samples::<OutagePage>(text, into);
    draw_samples::<PadPage>(text, into);
    draw_samples::<OutagesPublic>(text, into);
    draw_samples::<People>(text, into);
    draw_samples::<LeavingPage>(text, into);
    draw_samples::<PapersDesk>(text, into);
    draw_samples::<PaperWording>(text, into);
    draw_samples::<RefusedPage>(text, into);
    draw_samples::<Reissue>(text, into);
    draw_samples::<SecondFactorPage>(text, into);
    draw_samples::<Older>(text, into);
}

#[cfg(test)]
mod tests;
