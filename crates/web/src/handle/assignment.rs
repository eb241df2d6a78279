//! The officers who are named for a check, on the page of parties and hearing (N22).

use casework::hearing::clock;
use catalogue::organisation::Organisation;
use centre::hearing::HearingFile;

use super::words;
use pages::desk::{Answer, AssignmentPart};
use pages::text::Text;

/// The part of the page; none where the item has no check on site.
pub fn part(text: Text, file: &HearingFile) -> Option<AssignmentPart> {
    let case = &file.case;
    let facts = &case.filed()?.facts;
    let watch = clock(&case.item, facts, Some(&file.hearing), &case.calendar, case.now)?;
    let name = |id| words::person_of_unit(text, &case.organisation, id);
    let named = file.hearing.officers.map(|it| {
        let both = [it.officers.first, it.officers.second].map(name).join(text.comma());
        text.f("{day}指派了{names}", [("day", &text.date(it.since.day())), ("names", &both)])
    });
    Some(AssignmentPart {
        light: named.is_none().then(|| words::light(text, watch.light)),
        due: text.f("最迟 {day}", [("day", &text.date(watch.clock.due()))]),
        left: words::days_left(text, &watch, case.now, &case.calendar),
        named: named.unwrap_or_default(),
        first: Default::default(),
        second: Default::default(),
        may: false,
    })
}

/// Who may be named: of the unit that checks, with a certificate.
pub fn people(text: Text, organisation: &Organisation, item: &catalogue::Item) -> Vec<Answer> {
    let checked = item.steps.iter().find(|step| step.kind == catalogue::item::StepKind::SiteCheck);
    let Some(step) = checked else { return Vec::new() };
    let certified = |id| casework::is_certified(organisation, step, id);
    let people = organisation.people.iter().filter(|it| it.unit == step.unit && certified(it.id));
    people.map(|it| Answer::of(it.id.as_str(), words::person_of_unit(text, organisation, it.id))).collect()
}
