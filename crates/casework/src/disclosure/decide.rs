//! The rules of disclosures on one screen. Everything not listed is refused.

use super::command::{Command as C, Form, Pages, Register, Telling};
use super::event::{Approved, Declined, Event, HandedOut, Registered, TakenBack, Withheld};
use super::eyes::{approves, keeps};
use super::refusal::DisclosureRefusal as R;
use super::state::{Disclosure, Disclosures, Way};
use super::{DISCLOSURES_MAX, ORIGINAL_DAYS_MAX, VISITORS_MAX, WITHHELD_DAYS_MAX};
use crate::folder::{Folder, FolderRefusal};
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::{ABLE_MAX, Able, Need, Refusal};
use crate::state::File;
use calendar::Day;
use catalogue::item::Post;
use catalogue::organisation::NoAuthority;
use catalogue::{Organisation, PersonId, UnitCode};

type Answer = Result<Vec<Event>, Refusal>;
type Eyes = fn(&Organisation, PersonId, UnitCode, Day) -> bool;

/// What a decision looks at: the requests so far, the case and its dossier.
#[derive(Copy, Clone)]
struct Desk<'a> {
    state: &'a Disclosures,
    folder: &'a Folder,
    unit: UnitCode,
    known: &'a Known<'a>,
}

/// Decides a command on the disclosures of a case.
pub fn decide(
    state: &Disclosures,
    command: &C,
    known: &Known,
    file: Option<&File>,
    folder: &Folder,
) -> Answer {
    let case = file.ok_or(Refusal::NoSuchCase)?;
    let desk = &Desk { state, folder, unit: case.facts.authority, known };
    let place = match command {
        C::Register(command) => return register(desk, command),
        C::Approve { place } | C::Decline { place, .. } | C::HandOut { place, .. } => *place,
        C::TakeBack { place, .. } | C::Withhold { place, .. } => *place,
    };
    let one = state.get(place).ok_or(R::NoSuchDisclosure)?;
    let (at, by) = (known.now, known.actor);
    match (&one.way, command) {
        (Way::Registered, C::Approve { .. }) => {
            desk.agrees(one.by)?;
            Ok(vec![Approved { at, by, place }.into()])
        }
        (Way::Registered, C::Decline { reason, .. }) => {
            desk.agrees(one.by)?;
            Ok(vec![Declined { at, by, place, reason: *reason }.into()])
        }
        (_, C::Approve { .. } | C::Decline { .. }) => Err(R::AnsweredBefore.into()),
        (Way::Approved { by: agreed }, C::HandOut { due_on, .. }) => {
            hand_out(desk, place, one, *agreed, *due_on)
        }
        (Way::Registered | Way::Declined { .. }, C::HandOut { .. }) => Err(R::NotApproved.into()),
        (Way::HandedOut(_), C::HandOut { .. }) => Err(R::HandedOutBefore.into()),
        (Way::HandedOut(out), C::TakeBack { sheets, .. }) => {
            desk.keeps()?;
            one.out_until().ok_or(R::NothingOut)?;
            let listed = one.asked.pages.count(out.sheets);
            if *sheets != listed {
                return Err(FolderRefusal::SheetsDiffer { listed, counted: *sheets }.into());
            }
            Ok(vec![TakenBack { at, by, place, sheets: *sheets }.into()])
        }
        (_, C::TakeBack { .. }) => Err(R::NothingOut.into()),
        (Way::Declined { .. }, C::Withhold { .. }) => Err(R::NotApproved.into()),
        (_, C::Withhold { until, basis, .. }) => {
            desk.agrees(one.handed_out().map_or(one.by, |it| it.by))?;
            if one.told.is_some() {
                return Err(R::ToldAlready.into());
            }
            withheld_day(*until, known.today())?;
            Ok(vec![Withheld { at, by, place, until: *until, basis: *basis }.into()])
        }
        (_, C::Register(_)) => Err(R::NoSuchDisclosure.into()),
    }
}

/// 登记, by whoever keeps the dossiers of the authority.
fn register(desk: &Desk, command: &Register) -> Answer {
    desk.keeps()?;
    if desk.state.all.len() >= DISCLOSURES_MAX {
        return Err(R::TooMany.into());
    }
    let least = command.kind.people_least();
    if !(least..=VISITORS_MAX).contains(&command.people) {
        return Err(R::PeopleWrong { least, most: VISITORS_MAX }.into());
    }
    if let Telling::From { day, .. } = command.telling {
        withheld_day(day, desk.known.today())?;
    }
    desk.has_pages(command.pages)?;
    if command.form == Form::Original {
        desk.originals_are_here()?;
    }
    let number = document_no(desk.unit, DocumentKind::Disclosure, desk.known);
    let (at, by, asked) = (desk.known.now, desk.known.actor, *command);
    let place = u8::try_from(desk.state.all.len() + 1).unwrap_or(u8::MAX);
    Ok(vec![Registered { at, by, place, number, unit: desk.unit, asked }.into()])
}

/// 提供: not by the head who agreed; originals with the day on which they come back.
fn hand_out(desk: &Desk, place: u8, one: &Disclosure, agreed: PersonId, due_on: Option<Day>) -> Answer {
    desk.keeps()?;
    let (at, by, today) = (desk.known.now, desk.known.actor, desk.known.today());
    if by == agreed {
        return Err(R::SamePerson { person: by }.into());
    }
    desk.has_pages(one.asked.pages)?;
    let due_on = match due_on.filter(|_| one.takes_originals()) {
        None if one.takes_originals() => return Err(R::ReturnDayMissing.into()),
        None => None,
        Some(day) if day < today => return Err(Refusal::DayHasPassed { day }),
        Some(day) if day.number() - today.number() > i32::from(ORIGINAL_DAYS_MAX) => {
            return Err(R::ReturnTooFar { days_max: ORIGINAL_DAYS_MAX }.into());
        }
        Some(day) => {
            desk.originals_are_here()?;
            Some(day)
        }
    };
    Ok(vec![HandedOut { at, by, place, sheets: desk.sheets(), due_on }.into()])
}

/// The applicant is told tomorrow at the earliest; otherwise nothing is withheld.
fn withheld_day(day: Day, today: Day) -> Result<(), Refusal> {
    let days = day.number() - today.number();
    match (1..=i32::from(WITHHELD_DAYS_MAX)).contains(&days) {
        true => Ok(()),
        false => Err(R::WithheldDayWrong { days_max: WITHHELD_DAYS_MAX }.into()),
    }
}

/// The last day to bring originals of the case back, while any are out.
pub fn originals_out(state: &Disclosures) -> Option<Day> {
    state.all.iter().find_map(Disclosure::out_until)
}

impl Desk<'_> {
    fn keeps(&self) -> Result<(), Refusal> {
        self.holds(keeps, Post::Handler)
    }

    /// A head by the post, and not the one who wrote it down or handed it out.
    fn agrees(&self, other: PersonId) -> Result<(), Refusal> {
        self.holds(approves, Post::WindowHead)?;
        match self.known.actor == other {
            true => Err(R::SamePerson { person: other }.into()),
            false => Ok(()),
        }
    }

    fn holds(&self, eyes: Eyes, post: Post) -> Result<(), Refusal> {
        let Known { organisation, actor, .. } = *self.known;
        let today = self.known.today();
        if eyes(organisation, actor, self.unit, today) {
            return Ok(());
        }
        let people = organisation.people.iter().map(|it| it.id);
        let able =
            people.filter(|it| eyes(organisation, *it, self.unit, today) && !self.known.takes_nothing(*it));
        let able = able.take(ABLE_MAX).map(|person| Able { person, deputising: false }).collect();
        let need = Need::Post { post, unit: self.unit };
        Err(Refusal::NotAuthorised { need, reason: NoAuthority::NoPost, able })
    }

    /// Pages of the dossier as they were counted.
    fn sheets(&self) -> u16 {
        match self.folder {
            Folder::Absent => 0,
            Folder::Kept(dossier) => dossier.rows.sheets(),
        }
    }

    /// The dossier stands, and the pages that are named are in it.
    fn has_pages(&self, pages: Pages) -> Result<(), Refusal> {
        if let Folder::Kept(dossier) = self.folder
            && let Some(list) = dossier.destroyed
        {
            return Err(FolderRefusal::Destroyed { list }.into());
        }
        match (pages, self.sheets()) {
            (Pages::Whole, _) => Ok(()),
            (Pages::Range { .. }, 0) => Err(R::NotCounted.into()),
            (Pages::Range { first, last }, sheets) => match 1 <= first && first <= last && last <= sheets {
                true => Ok(()),
                false => Err(R::PagesWrong { sheets }.into()),
            },
        }
    }

    /// There is paper, nobody else has it, and no original is with an authority.
    fn originals_are_here(&self) -> Result<(), Refusal> {
        let Folder::Kept(dossier) = self.folder else { return Err(R::NotCounted.into()) };
        if dossier.rows.sheets() == 0 {
            return Err(R::NotCounted.into());
        }
        if dossier.loan.is_some() || dossier.pending.is_some() {
            return Err(R::OriginalsAway.into());
        }
        match originals_out(self.state) {
            Some(due_on) => Err(R::OriginalsOut { due_on }.into()),
            None => Ok(()),
        }
    }
}
