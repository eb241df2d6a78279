//! The centres of towns: a town that has windows of its own is assessed by what was taken in at them (R185), in whichever
//! division of the installation they stand.

use catalogue::organisation::UnitKind;
use catalogue::{DivisionCode, Organisation, UnitCode, WindowId};

/// Word of the line that says that a town's centre was counted in a division of its own.
pub const ELSEWHERE: &str = "elsewhere";

/// The windows of a town's own centre: those that serve its government; they may act for the county's departments too.
pub fn windows_of_town(organisation: &Organisation, town: UnitCode) -> impl Iterator<Item = WindowId> {
    organisation.windows.iter().filter(move |it| it.serves.contains(&town)).map(|it| it.id)
}

/// The towns that have such a centre.
pub fn towns(organisation: &Organisation) -> impl Iterator<Item = UnitCode> {
    let towns = organisation.units.iter().filter(|it| it.kind == UnitKind::Town).map(|it| it.code);
    towns.filter(|town| windows_of_town(organisation, *town).next().is_some())
}

/// The towns whose division is not the centre's: their centres may run there, with a ledger of their own.
pub fn towns_elsewhere(organisation: &Organisation) -> impl Iterator<Item = (UnitCode, DivisionCode)> {
    let own = organisation.centre.division;
    let towns = organisation.units.iter().filter(|it| it.kind == UnitKind::Town);
    towns.filter_map(move |it| {
        it.division.filter(|division| *division != own).map(|division| (it.code, division))
    })
}

/// The windows of a town's own centre by the organisation of its division, which knows the town's government by its credit code:
/// whatever code the unit has there.
pub fn windows_elsewhere(organisation: &Organisation, town: UnitCode, there: &Organisation) -> Vec<WindowId> {
    let credit_code = organisation.unit(town).and_then(|it| it.credit_code.as_ref());
    let Some(credit_code) = credit_code else { return Vec::new() };
    let own = there.units.iter().find(|it| it.credit_code.as_ref() == Some(credit_code));
    own.map_or_else(Vec::new, |own| windows_of_town(there, own.code).collect())
}
