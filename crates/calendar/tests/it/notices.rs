//! The notices of 2007 to 2026 and the provisional years, against the vectors of domain.md 3.1.

use std::fs;
use std::path::Path;

use calendar::{Day, DayKind, YearStatus, YearUnknown};

use crate::{day, national};

#[test]
fn every_day_of_2007_to_2026_is_worked_or_off_as_the_state_council_said() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/holidays/all-by-date.csv");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: {} is absent", path.display());
        return;
    };
    let listed: std::collections::BTreeMap<Day, &str> = text
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .map(|fields| (day(fields[0]), fields[1]))
        .collect();
    assert!(listed.len() > 600, "the file lists {} days", listed.len());
    let (mut at, mut compared) = (day("2007-01-01"), 0);
    while at <= day("2026-12-31") {
        let expected = match listed.get(&at) {
            Some(&status) => status == "work",
            None => !at.weekday().is_weekend(),
        };
        let status = national().status(at).expect("the year is known");
        assert_eq!(status.is_working(), expected, "{at}");
        assert_eq!(status.name.is_some(), listed.contains_key(&at), "{at} has a name if it is listed");
        assert_eq!(national().is_working(at), Ok(expected), "{at}");
        compared += 1;
        at = at.plus_days(1);
    }
    assert_eq!(compared, 7305);
}

#[test]
fn each_year_has_its_number_of_working_days() {
    let expected =
        [249, 251, 250, 250, 250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248];
    for (year, count) in (2007..).zip(expected) {
        assert_eq!(national().working_days_of(year), Ok(count), "{year}");
        let days = (0..366).map(|n| day(&format!("{year}-01-01")).plus_days(n));
        let counted =
            days.filter(|day| day.year() == year && national().is_working(*day) == Ok(true)).count();
        assert_eq!(counted, count as usize, "{year}, counted day by day");
    }
}

#[test]
fn a_start_and_a_number_of_working_days_give_the_due_day() {
    // domain.md 3.1, and golden weeks of the old style
    for (start, n, due) in [
        ("2026-02-10", 5, "2026-02-24"),
        ("2026-01-05", 20, "2026-02-02"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-01-05", 45, "2026-03-13"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-02-02", 20, "2026-03-06"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-21", 20, "2026-10-26"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-04-27", 10, "2026-05-13"),
        ("2020-01-22", 5, "2020-02-06"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2024-04-30", 1, "2024-05-06"),
        ("2015-08-31", 5, "2015-09-08"),
        ("2009-09-30", 5, "2009-10-14"),
        ("2007-04-27", 3, "2007-04-30"),
        ("2007-04-30", 1, "2007-05-08"),
        ("2008-01-24", 0, "2008-01-24"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-11-21", 1, "2026-11-23"),
    ] {
        assert_eq!(national().add_working_days(day(start), n), Ok(day(due)), "{start} + {n} working days");
        let between = national().working_days_between(day(start), day(due));
        assert_eq!(between, Ok(n as i32), "{start} to {due}");
        assert_eq!(
            national().working_days_between(day(due), day(start)),
            Ok(-(n as i32)),
            "{due} to {start}"
        );
    }
}

#[test]
fn unusual_days_are_what_they_were() {
    use DayKind::*;
    for (at, kind, name) in [
        ("2020-02-02", Holiday, Some("春节")),
        ("2020-01-31", Holiday, Some("春节")),
        ("2020-02-03", MakeUp, Some("春节")),
        ("2015-09-03", Holiday, Some("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日")),
        ("2015-09-05", Holiday, Some("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日")),
        ("2015-09-06", MakeUp, Some("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日")),
        ("2015-09-07", Working, None),
        ("2007-05-07", Holiday, Some("劳动节")),
        ("2007-10-07", Holiday, Some("国庆节")),
        ("2017-10-04", Holiday, Some("中秋节、国庆节")),
        ("2025-10-06", Holiday, Some("国庆节、中秋节")),
        ("2026-02-14", MakeUp, Some("春节")),
        ("2026-02-28", MakeUp, Some("春节")),
        ("2026-01-04", MakeUp, Some("元旦")),
        ("2026-05-09", MakeUp, Some("劳动节")),
        ("2026-09-20", MakeUp, Some("国庆节")),
        ("2026-10-10", MakeUp, Some("国庆节")),
        ("2026-06-19", Holiday, Some("端午节")),
        ("2026-09-25", Holiday, Some("中秋节")),
        ("2026-04-05", Holiday, Some("清明节")),
        ("2026-11-21", Weekend, None),
        ("2026-11-20", Working, None),
    ] {
        let status = national().status(day(at)).expect("the year is known");
        assert_eq!((status.kind, status.name), (kind, name), "{at}");
        assert!(!status.provisional && !status.regional, "{at}");
    }
}

#[test]
fn provisional_years_have_the_statutory_days_and_nothing_made_up() {
    // 全国年节及纪念日放假办法 §2: thirteen days; the Spring Festival of 2027 is on 6 February, not on the 7th.
    let statutory = [
        (
            2027,
            vec![
                "01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15",
                "10-01", "10-02", "10-03",
            ],
        ),
        (
            2028,
            vec![
                "01-01", "01-25", "01-26", "01-27", "01-28", "04-04", "05-01", "05-02", "05-28", "10-01",
                "10-02", "10-03",
            ],
        ),
    ];
    for (year, days) in statutory {
        let mut at = day(&format!("{year}-01-01"));
        while at.year() == year {
            let status = national().status(at).expect("the year is provisional");
            let named = days.contains(&&at.to_string()[5..]);
            assert!(status.provisional, "{at}");
            assert_eq!(status.kind == DayKind::Holiday, named, "{at}");
            assert_ne!(status.kind, DayKind::MakeUp, "{at}");
            at = at.plus_days(1);
        }
    }
    assert_eq!(national().status(day("2028-10-03")).map(|status| status.name), Ok(Some("国庆节、中秋节")));
    assert_eq!(
        national().working_days_of(2027),
        Ok(254),
        "261 days from Monday to Friday, seven of them statutory"
    );
}

#[test]
fn a_year_that_is_not_known_is_named_and_not_guessed() {
    let unknown = |year| Err(YearUnknown(year));
    assert_eq!(
        national().status(day("2006-12-31")),
        Err(YearUnknown(2006)),
        "though the notice of 2007 names it"
    );
    assert!(national().status(day("2007-01-01")).is_ok());
    assert!(national().status(day("2028-12-31")).is_ok());
    assert_eq!(national().is_working(day("2029-01-01")), Err(YearUnknown(2029)));
    assert_eq!(national().add_working_days(day("2006-12-31"), 1), unknown(2006));
    assert_eq!(national().add_working_days(day("2028-12-28"), 1), Ok(day("2028-12-29")));
    assert_eq!(national().add_working_days(day("2028-12-28"), 2), unknown(2029));
    assert_eq!(national().add_working_days(day("2028-12-31"), 1), unknown(2029));
    assert_eq!(national().add_working_days(day("2029-01-01"), 0), unknown(2029));
    assert_eq!(national().add_working_days(day("2026-01-05"), u32::MAX), unknown(2029));
    assert_eq!(national().working_days_between(day("2026-01-05"), day("2030-01-05")), Err(YearUnknown(2030)));
    assert_eq!(national().working_days_of(2029), Err(YearUnknown(2029)));
    assert_eq!(national().working_days_of(2006), Err(YearUnknown(2006)));
    assert_eq!(national().working_days_of(12_000), Err(YearUnknown(12_000)));
}

#[test]
fn official_years_end_with_2026_and_provisional_ones_follow() {
    let years: Vec<_> = national().years().collect();
    assert_eq!(years.len(), 22);
    assert_eq!((years[0], years[19]), ((2007, YearStatus::Official), (2026, YearStatus::Official)));
    assert_eq!(years[20..], [(2027, YearStatus::Provisional), (2028, YearStatus::Provisional)]);
    assert!(!national().is_provisional(day("2026-12-31")));
    assert!(national().is_provisional(day("2027-01-01")));
    assert_eq!((national().first_day(), national().last_day()), (day("2007-01-01"), day("2028-12-31")));
    for year in 2007..=2026 {
        let notice = national().notice(year).expect("each official year has its notice");
        assert!(
            !notice.sources().is_empty() && notice.sources().iter().all(|at| at.contains("www.gov.cn/")),
            "{year}"
        );
    }
}
