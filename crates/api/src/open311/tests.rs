//! GeoReport v2 as other systems speak it: the fields of answers and requests of that form (our own, and where public data lies
//! beside the workspace those of the specification and of a city), what is wrong said at once, instants, paging.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::StatusCode;
use calendar::{Day, Instant};
use centre::oversight::complaint::Matter;
use oversight::complaint::Class;

use super::answer::{Document, Field, Refused};
use super::{ask, when};
use web::app::form::Form;

/// A folder of public data beside the workspace; says so where it is not there.
fn shared(file: &str) -> Option<std::path::PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/complaints").join(file);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: no ../shared/data/complaints/{file} beside the workspace");
    None
}

fn unpacked(program: &str, arguments: &[&str], path: &Path) -> Option<String> {
    let out = std::process::Command::new(program).args(arguments).arg(path).output();
    match out {
        Ok(out) if out.status.success() => Some(String::from_utf8_lossy(&out.stdout).into_owned()),
        _ => {
            println!("skipped: {program} does not unpack {}", path.display());
            None
        }
    }
}

/// The names of the elements directly inside the first record of an XML answer, in their order.
fn fields(xml: &str, item: &str) -> Vec<String> {
    let open = format!("<{item}>");
    let start = xml.find(&open).expect("there is a record") + open.len();
    let end = xml[start..].find(&format!("</{item}>")).expect("it ends") + start;
    let mut names = Vec::new();
    let mut rest = &xml[start..end];
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name: String = rest.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '_').collect();
        if name.is_empty() {
            continue;
        }
        names.push(name.clone());
        if let Some(after) = rest.find(&format!("</{name}>")) {
            rest = &rest[after + name.len() + 3..];
        }
    }
    names
}

fn names(row: &[(&'static str, Field)]) -> Vec<String> {
    row.iter().map(|(name, _)| (*name).to_owned()).collect()
}

fn line() -> centre::oversight::complaint::OutsideLine {
    let at = Day::from_ymd(2026, 11, 20).expect("a day").at(9, 0);
    centre::oversight::complaint::OutsideLine {
        number: (2026, 12),
        class: Some(Class::Slow),
        unit: None,
        state: "with-unit".to_owned(),
        verdict: None,
        filed_at: at,
        updated_at: at,
        closed_at: None,
        due_at: Some(at),
        words: "<b>3 & 4</b>".to_owned(),
    }
}

/// What we answer has the fields of these documents, in their order.
fn speaks_as([requests, services, posted, error]: [&str; 4]) {
    let row = super::row(pages::text::Text::English, &line(), "Market Bureau");
    let ours = Document { root: "service_requests", item: "request", rows: vec![row.clone()] };
    assert_eq!(fields(&ours.xml(), "request"), fields(requests, "request"), "GET requests");
    assert_eq!(names(&row), fields(requests, "request"));
    let service: BTreeSet<String> = fields(services, "service").into_iter().collect();
    let known: BTreeSet<String> =
        ["service_code", "metadata", "type", "keywords", "group", "service_name", "description"]
            .map(str::to_owned)
            .into();
    // An empty `<keywords/>` of the fixture is a field too.
    assert!(service.is_subset(&known) && service.len() >= 6, "{service:?}");
    assert!(posted.contains("<service_request_id>") && posted.contains("<account_id"));
    let refused = Refused::one(StatusCode::NOT_FOUND, "service_request_id provided was not found");
    let row = vec![("code", Field::Number(404)), ("description", Field::text(&refused.why[0]))];
    assert_eq!(names(&row), fields(error, "error"));
}

#[test]
fn the_fields_are_those_of_georeport() {
    speaks_as([
        include_str!("fixture/service_requests.xml"),
        include_str!("fixture/services.xml"),
        include_str!("fixture/posted.xml"),
        include_str!("fixture/not_found.xml"),
    ]);
    // The specification's own, where they lie beside the workspace.
    let Some(path) = shared("georeport-v2-xml-fixtures.tar.xz") else { return };
    let names = [
        "service_requests.xml",
        "services.xml",
        "post_service_request.xml",
        "get_service_request_not_found.xml",
    ];
    let fixtures = names.map(|name| unpacked("tar", &["-xJO", name, "-f"], &path));
    if let [Some(requests), Some(services), Some(posted), Some(error)] = &fixtures {
        speaks_as([requests, services, posted, error]);
    }
}

#[test]
fn a_case_of_another_system_is_taken_as_a_request_and_keeps_its_words() {
    assert_eq!(taken(include_str!("fixture/cases.csv")), 8);
    // A city's own, where they lie beside the workspace.
    let Some(path) = shared("sf311-dev.csv.xz") else { return };
    let Some(text) = unpacked("xz", &["-dc"], &path) else { return };
    assert!(taken(&text) > 4_900);
}

/// How many lines of a list of cases are taken as requests; every one has to be.
fn taken(text: &str) -> usize {
    let records = records(text);
    let (head, rows) = records.split_first().expect("a head and rows");
    let column = |name: &str| head.iter().position(|it| it == name).expect("the column is there");
    let [key, kind, words, lat, long] =
        ["unique_key", "complaint_type", "descriptor", "latitude", "longitude"].map(column);
    for row in rows {
        let description = format!("{} {} {}", row[key], row[kind], row[words]);
        let pairs = [
            ("service_code", "other"),
            ("description", &description),
            ("lat", &row[lat]),
            ("long", &row[long]),
        ];
        let form = Form::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        let asked = ask::made(&form).unwrap_or_else(|refused| panic!("{description}: {refused:?}"));
        assert_eq!(asked.matter, Matter::Complaint(Class::Other));
        let place = format!("{}, {}", row[lat], row[long]);
        assert_eq!(asked.words, format!("{}\n{place}", description.trim()));
    }
    rows.len()
}

/// A CSV text as records; quotes are doubled inside quotes.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut all, mut record, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(it) = chars.next() {
        match it {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                all.push(std::mem::take(&mut record));
            }
            '\r' if !quoted => {}
            _ => field.push(it),
        }
    }
    all
}

fn form(pairs: &[(&str, &str)]) -> Form {
    Form::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn why(pairs: &[(&str, &str)]) -> Vec<String> {
    ask::made(&form(pairs)).expect_err("something is wrong").why
}

#[test]
fn everything_that_is_wrong_with_a_request_is_said_at_once() {
    let full = [("service_code", "slow"), ("description", "等了十天"), ("address_string", "2 号窗口")];
    assert!(ask::made(&form(&full)).is_ok());
    assert_eq!(why(&[]).len(), 3, "code, words and place");
    assert_eq!(
        why(&[("service_code", "corruption"), full[1], full[2]]),
        ["service_code provided was not found"]
    );
    for (lat, long) in
        [("1", ""), ("", "1"), ("91", "0"), ("0", "181"), ("NaN", "0"), ("inf", "0"), ("x", "y")]
    {
        assert_eq!(why(&[full[0], full[1], ("lat", lat), ("long", long)]).len(), 1, "{lat} {long}");
    }
    assert_eq!(
        why(&[full[0], full[1], full[2], ("media_url", "javascript:1")]),
        ["media_url is not an address"]
    );
    let of_case = [full[0], full[1], ("attribute[case]", "SC2026000123K")];
    assert_eq!(ask::made(&form(&of_case)).expect("a case has its place").case, "SC2026000123K");
}

#[test]
fn a_list_spans_ninety_days_at_most_and_its_pages_are_bounded() {
    let now = Day::from_ymd(2026, 11, 28).expect("a day").at(9, 0);
    let listed = |pairs: &[(&str, &str)]| ask::listed(&form(pairs), &[], now);
    let usual = listed(&[]).expect("a list");
    assert_eq!((usual.until - usual.from, usual.page, usual.size), (90 * 86_400_000_000, 1, 50));
    let span = [("start_date", "2026-01-01"), ("end_date", "2026-04-01")];
    assert!(listed(&span).is_ok(), "ninety days");
    let refused = |pairs: &[(&str, &str)]| listed(pairs).expect_err("refused").status;
    for pairs in [
        &[("start_date", "2026-01-01"), ("end_date", "2026-04-02")][..],
        &[("start_date", "2026-04-01"), ("end_date", "2026-01-01")],
        &[("start_date", "yesterday")],
        &[("status", "lost")],
        &[("page", "0")],
        &[("page_size", "101")],
    ] {
        assert_eq!(refused(pairs), StatusCode::BAD_REQUEST, "{pairs:?}");
    }
    assert_eq!(refused(&[("service_code", "slow,potholes")]), StatusCode::NOT_FOUND);
    assert_eq!(listed(&[("status", "open")]).expect("a list").open, Some(true));
    assert_eq!(listed(&[("status", "open,closed")]).expect("a list").open, None);
    let number = centre::oversight::complaint::text_of(2026, 12);
    let named = listed(&[("service_request_id", &format!("{number},nonsense")), ("status", "lost")]);
    assert_eq!(named.expect("numbers override the rest").numbers, Some(vec![(2026, 12)]));
}

#[test]
fn instants_are_read_and_written_with_their_zone() {
    let at = Day::from_ymd(2026, 11, 28).expect("a day").at(9, 30);
    assert_eq!(when::write(at), "2026-11-28T09:30:00+08:00");
    for text in [
        "2026-11-28T09:30:00+08:00",
        "2026-11-28T01:30:00Z",
        "2026-11-27T17:30:00-08:00",
        "2026-11-28T09:30:00",
        "2026-11-28 09:30",
        "2026-11-28T01:30:00.000Z",
    ] {
        assert_eq!(when::read(text), Some(at), "{text}");
    }
    assert_eq!(when::read("2026-11-28"), Some(Instant(at.day().start().0)));
    for text in [
        "",
        "2026-11",
        "2026-02-30",
        "2026-11-28T24:00:00Z",
        "2026-11-28T9:30",
        "2026-11-28T09:30:00+25:00",
        "２０２６-11-28",
    ] {
        assert_eq!(when::read(text), None, "{text}");
    }
}

#[test]
fn an_answer_is_escaped_in_xml_and_whole_in_json() {
    let row = vec![
        ("description", Field::text("<b>3 & 4</b>\u{1}")),
        ("lat", Field::None),
        ("metadata", Field::Is(false)),
    ];
    let document = Document { root: "services", item: "service", rows: vec![row] };
    assert!(document.xml().contains("<description>&lt;b&gt;3 &amp; 4&lt;/b&gt;</description><lat></lat>"));
    let json: serde_json::Value = serde_json::from_str(&document.json()).expect("JSON");
    assert_eq!(json[0]["description"], "<b>3 & 4</b>\u{1}");
    assert!(json[0]["lat"].is_null() && json[0]["metadata"] == false);
    let none = Document { root: "service_requests", item: "request", rows: Vec::new() };
    assert_eq!(none.json(), "[]");
}
