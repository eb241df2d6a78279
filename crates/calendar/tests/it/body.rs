//! The text of a calendar, a notice and an overlay: what is read, what is refused and at which line.

use calendar::{Calendar, CalendarError, DayKind, DayRule, Notice, Overlay, Problem, YearStatus};

use crate::{day, national};

#[test]
fn the_built_in_calendar_is_the_same_after_writing_and_reading() {
    let text = national().to_text();
    let again = Calendar::parse(&text).expect("what is written can be read");
    assert_eq!(again.to_text(), text);
    assert_eq!(again.version(), national().version());
    assert_eq!(
        national().version().to_string(),
        "2026.1-d2d07b19d9b57dfc",
        "the notices changed: raise the edition"
    );
    assert!(text.len() < 12_000, "{} bytes", text.len());
}

#[test]
fn a_text_is_refused_at_its_line() {
    let wide = format!("2026-01-01 off {}", "元".repeat(41));
    let long_source = format!("source {}", "x".repeat(201));
    for (lines, line, problem) in [
        ("year 2026 official", 1, Problem::Edition),
        ("edition 2026", 1, Problem::Edition),
        ("edition 2026.0", 1, Problem::Edition),
        ("edition 2026.1|edition 2026.1", 2, Problem::Edition),
        ("edition 2026.1|holiday 2026", 2, Problem::Word),
        ("edition 2026.1|2026-01-01 off 元旦", 2, Problem::NoYear),
        ("edition 2026.1|source https://example.org", 2, Problem::NoYear),
        ("edition 2026.1|year 2026", 2, Problem::Year),
        ("edition 2026.1|year 26 official", 2, Problem::Year),
        ("edition 2026.1|year 1949 official", 2, Problem::Year),
        ("edition 2026.1|year 2026 guessed", 2, Problem::Year),
        ("edition 2026.1|year 2026 official|year 2026 official", 3, Problem::YearOrder),
        ("edition 2026.1|year 2026 official|year 2028 provisional", 3, Problem::YearOrder),
        ("edition 2026.1|year 2026 provisional|year 2027 official", 3, Problem::NotProvisional),
        ("edition 2026.1|year 2026 official||# a remark|2026-01-01 off", 5, Problem::Name),
        ("edition 2026.1|year 2026 official|2026-01-01 off 元 旦", 3, Problem::Name),
        ("edition 2026.1|year 2026 official|2026-01-01 off 元\t旦", 3, Problem::Name),
        (&format!("edition 2026.1|year 2026 official|{wide}"), 3, Problem::Name),
        ("edition 2026.1|year 2026 official|2026-01-01 free 元旦", 3, Problem::Rule),
        ("edition 2026.1|year 2026 official|2026-01-01", 3, Problem::Rule),
        ("edition 2026.1|year 2026 official|2026-02-30 off 春节", 3, Problem::Day),
        ("edition 2026.1|year 2026 official|2026-02-15.2026-02-16 off 春节", 3, Problem::Day),
        ("edition 2026.1|year 2026 official|2026-02-16..2026-02-15 off 春节", 3, Problem::DayOrder),
        ("edition 2026.1|year 2026 official|2026-03-01..2026-04-01 off 春节", 3, Problem::RangeTooLong),
        ("edition 2026.1|year 2026 official|2027-01-01 off 元旦", 3, Problem::NotOfYear),
        ("edition 2026.1|year 2026 official|2025-11-30 off 元旦", 3, Problem::NotOfYear),
        ("edition 2026.1|year 2026 official|2026-01-01 off 元旦|2026-01-01 work 元旦", 4, Problem::DayTwice),
        (
            "edition 2026.1|year 2026 official|2026-01-05 off 元旦|2026-01-01..2026-01-09 off 元旦",
            4,
            Problem::DayTwice,
        ),
        ("edition 2026.1|year 2026 official|source", 3, Problem::Word),
        ("edition 2026.1|year 2026 official|source a b", 3, Problem::Source),
        (&format!("edition 2026.1|year 2026 official|{long_source}"), 3, Problem::Source),
        (
            "edition 2026.1|year 2026 official|source a|source b|source c|source d|source e",
            7,
            Problem::Source,
        ),
        ("edition 2026.1|year 2026 official|region 45 1 广西", 3, Problem::Region),
        ("edition 2026.1|year 2026 official|region 450000 0 广西", 3, Problem::Region),
        ("edition 2026.1|year 2026 official|region 450000 +1 广西", 3, Problem::Region),
        ("edition 2026.1|year 2026 official|region 450000 1", 3, Problem::Region),
        ("edition 2026.1|year 2026 official|region 450000 1 广西|region 150000 1 内蒙古", 4, Problem::Region),
        ("edition 2026.1|year 2026 official|region 450000 1 广西|year 2027 official", 4, Problem::Region),
        (
            "edition 2026.1|year 2026 official|region 450000 1 广西|2027-04-09 off 三月三",
            4,
            Problem::OutsideYears,
        ),
    ] {
        let refused = Calendar::parse(&lines.replace('|', "\n")).map(|_| ());
        assert_eq!(refused, Err(CalendarError { line: Some(line), problem }), "{lines}");
    }
}

#[test]
fn a_text_as_a_whole_is_refused_without_a_line() {
    let years = |count: usize| {
        let years = (0..count).map(|n| format!("year {} official\n", 2000 + n));
        format!("edition {}.1\n{}", 1999 + count, years.collect::<String>())
    };
    let of = |text: &str| Calendar::parse(text).map(|_| ()).map_err(|error| (error.line, error.problem));
    assert_eq!(of(""), Err((None, Problem::Edition)));
    assert_eq!(of("edition 2026.1"), Err((None, Problem::NoYear)));
    assert_eq!(of("edition 2025.1\nyear 2026 official"), Err((None, Problem::EditionYear)));
    assert_eq!(of(&"#".repeat(256 * 1024 + 1)), Err((None, Problem::TextTooLong)));
    assert_eq!(of(&"#".repeat(256 * 1024)), Err((None, Problem::Edition)));
    assert_eq!(
        of("edition 2026.1\nyear 2026 official\n2026-03-01..2026-03-31 off 节"),
        Ok(()),
        "31 days in one line"
    );
    assert_eq!(of(&years(100)), Ok(()));
    assert_eq!(of(&years(101)), Err((Some(102), Problem::TooManyYears)));
    let calendar = Calendar::parse(&years(100)).expect("a hundred years");
    assert_eq!(calendar.last_day(), day("2099-12-31"));
    assert_eq!(calendar.add_working_days(day("2000-01-01"), 26_000), Ok(day("2099-08-28")));
}

#[test]
fn a_notice_is_imported_in_the_place_of_a_provisional_year() {
    let notice = Notice::parse(
        "year 2027 official\nsource https://www.gov.cn/\n2027-01-01..2027-01-03 off 元旦\n2027-02-05..2027-02-11 off 春节\n2027-02-14 work 春节\n",
    );
    let notice = notice.expect("it is a notice");
    assert_eq!(Notice::parse(&notice.to_text()), Ok(notice.clone()));
    let with_2027 = national().with_year(notice).expect("2027 was provisional");
    assert_eq!(with_2027.version().edition(), "2027.1");
    assert!(!with_2027.is_provisional(day("2027-12-31")) && with_2027.is_provisional(day("2028-01-01")));
    assert_eq!(with_2027.is_working(day("2027-02-14")), Ok(true));
    assert_eq!(Calendar::parse(&with_2027.to_text()).map(|read| read.version()), Ok(with_2027.version()));

    let corrected =
        Notice::parse("year 2027 official\n2027-02-05..2027-02-12 off 春节\n").expect("it is a notice");
    let again = with_2027.with_year(corrected).expect("a notice takes an earlier notice's place");
    assert_eq!(again.version().edition(), "2027.2");
    assert_eq!(again.is_working(day("2027-02-14")), Ok(false), "it takes its place whole");

    let refused = |year, status| {
        let notice = Notice::new(year, status).expect("a year of the calendar");
        national().with_year(notice).map(|_| ()).map_err(|error| error.problem)
    };
    assert_eq!(refused(2026, YearStatus::Provisional), Err(Problem::NotProvisional));
    assert_eq!(refused(2028, YearStatus::Official), Err(Problem::NotProvisional));
    assert_eq!(refused(2030, YearStatus::Provisional), Err(Problem::YearOrder));
    assert_eq!(refused(2029, YearStatus::Provisional), Ok(()));
    for text in ["", "year 2027 official\nyear 2028 official", "edition 2026.1\nyear 2027 official"] {
        assert!(Notice::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_later_notice_stands_over_an_earlier_one_for_days_of_december() {
    let (mut one, mut two) = (
        Notice::new(2026, YearStatus::Official).expect("a year"),
        Notice::new(2027, YearStatus::Official).expect("a year"),
    );
    one.list(day("2026-12-31"), day("2026-12-31"), DayRule::Off, "元旦").expect("a day of the year");
    two.list(day("2026-12-31"), day("2026-12-31"), DayRule::Work, "元旦").expect("a day of December before");
    let calendar = Calendar::from_notices(vec![one, two]).expect("two years");
    assert_eq!(calendar.version().edition(), "2027.1");
    assert_eq!(calendar.is_working(day("2026-12-31")), Ok(true));
    assert_eq!(Calendar::from_notices(Vec::new()).map(|_| ()), Err(Problem::NoYear.into()));
}

#[test]
fn an_autonomous_area_has_its_own_holidays_over_the_national_ones() {
    // 全国年节及纪念日放假办法 §4. The days are made up for this test.
    let text = "region 450000 3 广西壮族自治区\n2026-04-20..2026-04-21 off 三月三\n2026-05-01 work 三月三\n";
    let overlay = Overlay::parse(text).expect("it is an overlay");
    assert_eq!((overlay.region(), overlay.version(), overlay.name()), ("450000", 3, "广西壮族自治区"));
    let regional = national().with_overlay(overlay).expect("its days are known");
    let status = |at: &str| {
        let status = regional.status(day(at)).expect("the year is known");
        (status.kind, status.name, status.regional)
    };
    assert_eq!(status("2026-04-20"), (DayKind::Holiday, Some("三月三"), true));
    assert_eq!(status("2026-04-22"), (DayKind::Working, None, false));
    assert_eq!(status("2026-05-01"), (DayKind::MakeUp, Some("三月三"), true));
    assert_eq!(status("2026-05-02"), (DayKind::Holiday, Some("劳动节"), false));
    assert_eq!(regional.add_working_days(day("2026-04-17"), 1), Ok(day("2026-04-22")));
    assert_eq!(
        national().add_working_days(day("2026-04-17"), 1),
        Ok(day("2026-04-20")),
        "the base is unchanged"
    );
    assert_ne!(regional.version(), national().version());
    assert_eq!(regional.version().edition(), "2026.1");
    let again = Calendar::parse(&regional.to_text()).expect("what is written can be read");
    assert_eq!((again.version(), again.overlay()), (regional.version(), regional.overlay()));

    let outside = Overlay::parse("region 450000 3 广西\n2029-04-09 off 三月三\n").expect("it is an overlay");
    assert_eq!(national().with_overlay(outside).map(|_| ()), Err(Problem::OutsideYears.into()));
    for text in [
        "",
        "2026-04-20 off 三月三",
        "region 450000 1 广西\nregion 450000 1 广西",
        "region 450000 1 广西\nyear 2026 official",
    ] {
        assert!(Overlay::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn no_text_makes_the_reader_panic() {
    let text = national().to_text();
    for (place, _) in text.char_indices().step_by(7) {
        let cut = &text[..place];
        if let Ok(calendar) = Calendar::parse(cut) {
            assert!(calendar.version() != national().version(), "a cut text is another calendar");
        }
        let (head, tail) = text.split_at(place);
        for put in ["\0", "\n", " ", "..", "9", "节"] {
            if let Ok(calendar) = Calendar::parse(&format!("{head}{put}{tail}")) {
                assert_eq!(
                    Calendar::parse(&calendar.to_text()).map(|read| read.version()),
                    Ok(calendar.version())
                );
            }
        }
    }
}
