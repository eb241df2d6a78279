//! The centres of towns: a town that has windows of its own is assessed by what was taken in at them (R185).

use catalogue::organisation::UnitKind;
use catalogue::{Organisation, UnitCode, WindowId};

/// The windows of a town's own centre: those that serve its government; they may act for the county's departments too.
pub fn windows_of_town(organisation: &Organisation, town: UnitCode) -> impl Iterator<Item = WindowId> {
    organisation.windows.iter().filter(move |it| it.serves.contains(&town)).map(|it| it.id)
}

/// The towns that have such a centre.
pub fn towns(organisation: &Organisation) -> impl Iterator<Item = UnitCode> {
    let towns = organisation.units.iter().filter(|it| it.kind == UnitKind::Town).map(|it| it.code);
    towns.filter(|town| windows_of_town(organisation, *town).next().is_some())
}
