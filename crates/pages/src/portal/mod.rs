//! Pages for citizens and firms: ask, read what is needed, track a case; no account is needed (domain 6.4).
//! Besides them the sign-in page, the pages of errors and those of the demonstration.

mod api;
mod bulletin;
mod case;
mod case_samples;
mod complain;
mod decisions;
mod dev;
mod draw;
mod error;
mod fetch;
mod figures;
mod guide;
mod home;
mod items;
mod rate;
mod sign_in;
mod track;
mod verify;
mod withdraw;

pub use api::{ApiPage, OperationLine, OperationPart};
pub use bulletin::BulletinPublic;
pub use case::{Collect, Happening, LateWord, MissingLine, Readers, Stop, TrackedCase};
pub use complain::{Complain, ComplainNew, ComplaintOwn, OwnAbout, PublishedResult};
pub use decisions::{DecisionsPublic, PublicDecisionRow};
pub use dev::{DevClock, DevNotices, DevPages, SampleLink, SentMessage};
pub use draw::{DrawPublic, DrawsPublic, PublicDrawRow};
pub use error::ErrorPage;
pub use fetch::FetchOwn;
pub use figures::{FigureDefinition, FigureRow, FigureTable, FiguresPublic};
pub use guide::{BasisLine, Guide, LimitLine, MaterialLine, StepLine};
pub use home::{Common, Figure, Home};
pub use items::{ItemLine, Items};
pub use rate::{GRADES, RateAppeal, RateEnter, RateForm, RatePage, RateSaid};
pub use sign_in::SignIn;
pub use track::Track;
pub use verify::{Verified, Verify};
pub use withdraw::{WithdrawAbout, WithdrawOwn};

use crate::layout::{Sample, draw_samples};
use crate::text::Text;

/// Draws the samples of every page of the portal.
pub fn samples(text: Text, into: &mut Vec<Sample>) {
    draw_samples::<Home>(text, into);
    draw_samples::<Items>(text, into);
    draw_samples::<Guide>(text, into);
    draw_samples::<Track>(text, into);
    draw_samples::<TrackedCase>(text, into);
    draw_samples::<Complain>(text, into);
    draw_samples::<ComplainNew>(text, into);
    draw_samples::<ComplaintOwn>(text, into);
    draw_samples::<Verify>(text, into);
    draw_samples::<ApiPage>(text, into);
    draw_samples::<FiguresPublic>(text, into);
    draw_samples::<BulletinPublic>(text, into);
    draw_samples::<DecisionsPublic>(text, into);
    draw_samples::<DrawsPublic>(text, into);
    draw_samples::<DrawPublic>(text, into);
    draw_samples::<WithdrawOwn>(text, into);
    draw_samples::<FetchOwn>(text, into);
    draw_samples::<RatePage>(text, into);
    draw_samples::<RateEnter>(text, into);
    draw_samples::<SignIn>(text, into);
    draw_samples::<ErrorPage>(text, into);
    draw_samples::<DevPages>(text, into);
    draw_samples::<DevClock>(text, into);
    draw_samples::<DevNotices>(text, into);
}
