//! How limits, days, versions and clocks are written, and what is refused when read.

use calendar::{CalendarVersion, Clock, Day, ExclusionKind, Light, Limit, LimitUnit, Thresholds};

use crate::{clock, day, limit, national, special};

#[test]
fn a_limit_has_one_spelling() {
    for (text, number, unit) in [
        ("spot", 0, LimitUnit::OnTheSpot),
        ("same-day", 0, LimitUnit::SameDay),
        ("20wd", 20, LimitUnit::WorkingDays),
        ("15d", 15, LimitUnit::CalendarDays),
        ("3m", 3, LimitUnit::Months),
        ("1y", 1, LimitUnit::Years),
        ("65535wd", 65_535, LimitUnit::WorkingDays),
    ] {
        let limit: Limit = text.parse().expect("it is a limit");
        assert_eq!(limit, Limit { number, unit });
        assert_eq!(limit.to_string(), text);
        assert_eq!(serde_json::to_string(&limit).expect("it is written"), format!("\"{text}\""));
        assert!(limit.is_valid());
    }
    for text in [
        "", "wd", "0wd", "020wd", "-1d", "+1d", "65536wd", "20 wd", "20WD", "20", "1.5d", "20wd ", "Spot",
        "1w", "2０d",
    ] {
        assert!(text.parse::<Limit>().is_err(), "{text:?}");
        assert!(serde_json::from_value::<Limit>(text.into()).is_err(), "{text:?}");
    }
}

#[test]
fn days_and_instants_are_written_as_the_contract_says() {
    assert_eq!(serde_json::to_string(&day("2026-11-21")).expect("it is written"), "\"2026-11-21\"");
    assert_eq!(
        serde_json::from_str::<Day>("\"2026\\u002d11-21\"").expect("escapes are read"),
        day("2026-11-21")
    );
    assert!(serde_json::from_str::<Day>("\"2026-02-30\"").is_err());
    assert!(serde_json::from_str::<Day>("20260221").is_err());
    let instant = day("2026-11-21").start();
    assert_eq!(serde_json::to_string(&instant).expect("it is written"), "1795190400000000");
    assert_eq!(serde_json::to_string(&Light::Yellow).expect("it is written"), "\"yellow\"");
    let thresholds: Thresholds =
        serde_json::from_str(r#"{"fraction_percent":20,"days_left":1}"#).expect("it is read");
    assert_eq!(thresholds, Thresholds::default());
}

#[test]
fn a_clock_is_written_compactly_and_read_without_a_calendar() {
    let plain = clock("2026-11-20", "20wd");
    let version = national().version();
    let text =
        format!(r#"{{"start":"2026-11-20","limit":"20wd","due":"2026-12-18","calendar":"{version}"}}"#);
    assert_eq!(serde_json::to_string(&plain).expect("it is written"), text);
    assert_eq!(serde_json::from_str::<Clock>(&text).expect("it is read"), plain);

    let full = plain
        .exclude(national(), special("2026-11-24", "2026-11-26"))
        .and_then(|clock| clock.resume(national(), day("2026-11-25")))
        .and_then(|clock| clock.extend(national(), limit("10wd")))
        .and_then(|clock| clock.end(day("2026-12-01")))
        .expect("granted");
    let expected = format!(
        concat!(
            r#"{{"start":"2026-11-20","limit":"20wd","exclusions":[{{"kind":"special_procedure","ground":3,"#,
            r#""from":"2026-11-24","planned_until":"2026-11-26","notice":1,"resumed_on":"2026-11-25"}}],"#,
            r#""extension":"10wd","ended":"2026-12-01","due":"2027-01-06","provisional":true,"calendar":"{}"}}"#
        ),
        version
    );
    assert_eq!(serde_json::to_string(&full).expect("it is written"), expected);
    assert_eq!(serde_json::from_str::<Clock>(&expected).expect("it is read"), full);
    assert_eq!(full.exclusions()[0].kind, ExclusionKind::SpecialProcedure);
}

#[test]
fn a_clock_that_cannot_be_is_not_read() {
    let version = national().version();
    let read = |fields: &str| {
        let text = format!(r#"{{"start":"2026-11-20","calendar":"{version}",{fields}}}"#);
        serde_json::from_str::<Clock>(&text)
    };
    let stop = |from: &str, until: &str, notice: u32| {
        format!(
            r#"{{"kind":"suspension","ground":0,"from":"{from}","planned_until":"{until}","notice":{notice}}}"#
        )
    };
    let one = stop("2026-11-24", "2026-11-26", 1);
    assert!(read(r#""limit":"5wd","due":"2026-11-27""#).is_ok());
    assert!(read(&format!(r#""limit":"5wd","due":"2026-12-02","exclusions":[{one}]"#)).is_ok());
    for fields in [
        r#""limit":"0wd","due":"2026-11-27""#.to_owned(),
        r#""limit":"5wd","due":"2026-11-19""#.to_owned(),
        r#""limit":"5wd","due":"2026-11-27","extension":"spot""#.to_owned(),
        r#""limit":"5wd","due":"2026-11-27","colour":"green""#.to_owned(),
        r#""limit":"5wd""#.to_owned(),
        format!(r#""limit":"5wd","due":"2026-12-02","exclusions":[{one},{one}]"#),
        format!(r#""limit":"5wd","due":"2026-12-02","exclusions":[{}]"#, stop("2026-11-19", "2026-11-26", 1)),
        format!(r#""limit":"5wd","due":"2026-12-02","exclusions":[{}]"#, stop("2026-11-26", "2026-11-25", 1)),
        format!(r#""limit":"5wd","due":"2026-12-02","exclusions":[{}]"#, stop("2026-11-24", "2026-11-26", 0)),
    ] {
        assert!(read(&fields).is_err(), "{fields}");
    }
    let days: Vec<String> =
        (10..19).map(|n| stop(&format!("2026-12-{n}"), &format!("2026-12-{n}"), 1)).collect();
    assert!(
        read(&format!(r#""limit":"90wd","due":"2027-06-02","exclusions":[{}]"#, days[..8].join(","))).is_ok()
    );
    assert!(
        read(&format!(r#""limit":"90wd","due":"2027-06-02","exclusions":[{}]"#, days.join(","))).is_err()
    );
}

#[test]
fn a_version_has_one_spelling() {
    let version = national().version();
    assert_eq!(version.edition(), "2026.1");
    assert_eq!(version.to_string().parse(), Ok(version));
    assert_eq!(serde_json::to_string(&version).expect("it is written"), format!("\"{version}\""));
    for text in [
        "",
        "2026.1",
        "2026.1-",
        "2026.1-0123",
        "2026-0123456789abcdef",
        "2026.1-0123456789ABCDEF",
        "2026.01-0123456789abcdef",
        "2026.1-+123456789abcdef",
    ] {
        assert!(text.parse::<CalendarVersion>().is_err(), "{text:?}");
    }
}
