//! How a simulated officer does a step: in the hall as a rule, back at the department now and then for a reason of the
//! law, and on site by two with a record (C36, A11, R87).

use calendar::{Calendar, Day, Instant};
use casework::{AwayReason, DonePlace, Facts, Handling, Verdict};
use catalogue::item::{Step, StepKind};
use catalogue::{Organisation, PersonId};
use centre::act::Act;
use centre::act_visit::{Signature, SiteVisit};

use super::hours::check_on_site;
use super::matter::Matter;

/// The step as this matter's officer does it, who has had the case since then; `second` is who goes along, where the record is still to
/// be written.
pub fn done(matter: &Matter, step: &Step, second: Option<PersonId>, since: Instant, now: Instant) -> Act {
    let verdict = Verdict::Agree;
    if step.kind != StepKind::SiteCheck {
        let place = away(matter, step).map_or(DonePlace::Hall, DonePlace::Department);
        return Act::Step { verdict, opinion: "材料齐全，符合要求。".into(), place, visit: None };
    }
    let (entered_at, left_at) = check_on_site(Calendar::built_in(), since, now);
    let visit = second.map(|with| SiteVisit {
        with,
        entered_at,
        left_at,
        minutes: "实地查看了场所和设备，位置、面积、布局与图纸一致，已向当事人说明核查的内容和依据。".into(),
        signature: signature(matter),
        photographs: 4 + u16::from(digit(matter)),
    });
    let opinion = "现场与申请材料一致。".into();
    Act::Step { verdict, opinion, place: DonePlace::OnSite, visit }
}

/// Who signs an instant matter next, while the applicant waits: the leader in charge, then the head of the window (R56).
pub fn signs(
    organisation: &Organisation,
    matter: &Matter,
    facts: &Facts,
    handling: &Handling,
    today: Day,
) -> Option<(PersonId, Act)> {
    let step = matter.item.steps.get(usize::from(handling.step))?;
    if step.kind != StepKind::SignOff {
        return Some((organisation.window(facts.window)?.head?, Act::SignInstant));
    }
    let leaders = organisation.who_may_do_step(step, &matter.item, today);
    let took_part = |person: PersonId| facts.people.iter().any(|part| part.person == person);
    let leader = leaders.into_iter().map(|holder| holder.person).find(|person| !took_part(*person))?;
    let (verdict, opinion) = (Verdict::Agree, "同意。".into());
    Some((leader, Act::Step { verdict, opinion, place: DonePlace::Hall, visit: None }))
}

/// A digit of the applicant's number: chance that a second run repeats.
pub fn digit(matter: &Matter) -> u8 {
    let mut digits = matter.applicant.document_number.bytes().filter(u8::is_ascii_digit);
    digits.next_back().map_or(0, |digit| digit - b'0')
}

/// Most parties sign; some refuse, some are not there.
fn signature(matter: &Matter) -> Signature {
    match digit(matter) {
        7 => Signature::Refused("说材料里都写了，不用再看现场。".into()),
        3 => Signature::Absent("柏邻居，同一条街开店的".into()),
        _ => Signature::Signed,
    }
}

/// Why a step went back to the department, for the few that did.
fn away(matter: &Matter, step: &Step) -> Option<AwayReason> {
    match (step.kind, digit(matter)) {
        (StepKind::Examine, 5) => Some(AwayReason::ExpertReview),
        (StepKind::SignOff, 2 | 6) => Some(AwayReason::CollectiveStudy),
        _ => None,
    }
}
