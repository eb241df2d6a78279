//! Where the work of each unit stands: what its cases wait for, and how many of them are late or soon will be.

use catalogue::{Organisation, UnitCode};
use centre::row::waits;
use centre::status::StatusLights;

use super::lead::count;
use super::words;
use pages::desk::{StatusCell, StatusRow, StatusTable};
use pages::text::Text;

/// What cases wait for, in the order of their course; what waits to be collected is in hand no more.
pub(super) const STAGES: [(&str, &str); 11] = [
    (waits::ACCEPTANCE, "待受理"),
    (waits::APPLICANT, "待补正"),
    (waits::STEP, "办理中"),
    (waits::LEADER, "待分管领导签批"),
    (waits::INSTANT, "待窗口负责人签字"),
    (waits::STOP, "待批暂停"),
    (waits::RESULT, "等检测等结果"),
    (waits::EXTENSION, "待批延期"),
    (waits::DECISION, "待决定"),
    (waits::RECHECK, "待复核"),
    (waits::MAKING, "待制证"),
];

/// The table of the units that are seen; a column without a case is left out.
pub(super) fn table(
    text: Text,
    organisation: &Organisation,
    seen: impl Fn(&str) -> bool,
    all: &[StatusLights],
) -> StatusTable {
    let all: Vec<&StatusLights> = all.iter().filter(|it| seen(&it.lights.authority)).collect();
    let stages: Vec<_> =
        STAGES.into_iter().filter(|(key, _)| all.iter().any(|it| it.waits_for == *key)).collect();
    let mut units: Vec<&str> = all.iter().map(|it| it.lights.authority.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    let cell = |unit: &str, key: &str| {
        let found = all.iter().find(|it| it.lights.authority == unit && it.waits_for == key)?;
        let (red, yellow) = (count(found.lights.red), count(found.lights.yellow));
        Some(StatusCell {
            href: format!("/desk/cases?unit={unit}&stage={key}"),
            all: red + yellow + count(found.lights.green),
            red,
            yellow,
        })
    };
    let row = |unit: &str| StatusRow {
        name: UnitCode::parse(unit)
            .map_or_else(|_| unit.to_owned(), |code| words::unit(text, organisation, code)),
        cells: stages.iter().map(|(key, _)| cell(unit, key)).collect(),
    };
    let mut rows: Vec<StatusRow> = units.into_iter().map(row).collect();
    // Where most is late comes first.
    rows.sort_by_key(|row| std::cmp::Reverse(row.cells.iter().flatten().map(|it| it.red).sum::<u64>()));
    StatusTable { head: stages.iter().map(|(_, word)| text.t(word).to_owned()).collect(), rows }
}

#[cfg(test)]
mod tests {
    use centre::counts::UnitLights;

    use super::*;

    #[test]
    fn a_cell_counts_one_unit_and_stage_and_an_empty_column_is_left_out() {
        let of = |waits_for: &str, authority: &str, red, yellow, green| StatusLights {
            waits_for: waits_for.into(),
            lights: UnitLights { authority: authority.into(), red, yellow, green, stopped: 0 },
        };
        let all = [
            of(waits::ACCEPTANCE, "sc", 0, 1, 2),
            of(waits::DECISION, "wj", 2, 0, 0),
            of(waits::STEP, "zz", 9, 9, 9),
        ];
        let organisation = Organisation::from_toml(include_str!("../../../county/demo/organisation.toml"))
            .expect("the county's organisation reads");
        let table = table(Text::Chinese, &organisation, |unit| unit != "zz", &all);
        assert_eq!(table.head, ["待受理", "待决定"], "a unit that is not seen adds no column");
        let rows: Vec<Vec<Option<u64>>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|it| it.as_ref().map(|it| it.all)).collect())
            .collect();
        assert_eq!(rows, [vec![None, Some(2)], vec![Some(3), None]], "where something is late comes first");
        let link = table.rows[1].cells[0].as_ref().map(|it| it.href.as_str());
        assert_eq!(link, Some("/desk/cases?unit=sc&stage=acceptance"));
    }
}
