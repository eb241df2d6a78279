//! What another system asks: a complaint to be made, or a list of them, checked as GeoReport v2 says.

use axum::http::StatusCode;
use calendar::Instant;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::complaint::{ComplaintForm, Contact, Matter, OutsideAsked, number_of};
use oversight::complaint::{Channel, Class};

use super::answer::Refused;
use super::when;
use web::app::form::Form;

/// Days a list may span at most.
const DAYS_MAX: i64 = 90;
/// Complaints of one page where nothing is said.
const PAGE: usize = 50;
/// Complaints of one page at most.
const PAGE_MAX: usize = 100;
/// Numbers of complaints, or codes of services, in one list.
const NAMED_MAX: usize = 50;
/// Characters of an address or of the place of a picture.
const PLACE_CHARS_MAX: usize = 500;
const DAY: i64 = 86_400_000_000;

fn wrong(why: &str) -> Refused {
    Refused::one(StatusCode::BAD_REQUEST, why)
}

/// A complaint out of the form of `POST requests`; everything that is wrong is said at once.
pub fn made(form: &Form) -> Result<ComplaintForm, Refused> {
    let mut why = Vec::new();
    let code = form.trimmed("service_code");
    let class = Class::parse(code);
    if code.is_empty() {
        why.push("service_code was not provided".to_owned());
    } else if class.is_none() {
        why.push("service_code provided was not found".to_owned());
    }
    let description = form.trimmed("description");
    if description.is_empty() {
        why.push("description was not provided".to_owned());
    }
    let place = match place(form) {
        Ok(place) => place,
        Err(sentence) => {
            why.push(sentence);
            String::new()
        }
    };
    let media = form.trimmed("media_url");
    let is_address = media.is_empty() || media.starts_with("https://") || media.starts_with("http://");
    if !is_address || media.chars().count() > PLACE_CHARS_MAX {
        why.push("media_url is not an address".to_owned());
    }
    let Some(class) = class.filter(|_| why.is_empty()) else {
        return Err(Refused { status: StatusCode::BAD_REQUEST, why });
    };
    let words = [description, place.as_str(), media];
    let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
    let name = [form.trimmed("last_name"), form.trimmed("first_name")].join(" ");
    Ok(ComplaintForm {
        matter: Matter::Complaint(class),
        channel: Channel::Outside,
        unit: None,
        person: None,
        window: None,
        case: form.trimmed("attribute[case]").to_owned(),
        step: None,
        words: words.join("\n"),
        contact: Contact {
            name: name.trim().to_owned(),
            telephone: form.trimmed("phone").to_owned(),
            address: form.trimmed("email").to_owned(),
        },
        open_to_unit: false,
    })
}

/// Where it is: both coordinates, an address, the number of one; a case of ours has its place by itself.
fn place(form: &Form) -> Result<String, String> {
    let (lat, long) = (form.trimmed("lat"), form.trimmed("long"));
    let (address, id) = (form.trimmed("address_string"), form.trimmed("address_id"));
    let within =
        |text: &str, most: f64| text.parse::<f64>().is_ok_and(|it| it.is_finite() && it.abs() <= most);
    let mut parts = Vec::new();
    if !lat.is_empty() || !long.is_empty() {
        if !within(lat, 90.0) || !within(long, 180.0) {
            return Err("lat and long are not a place (WGS84)".to_owned());
        }
        parts.push(format!("{lat}, {long}"));
    }
    for text in [address, id] {
        if text.chars().count() > PLACE_CHARS_MAX {
            return Err("the address is too long".to_owned());
        }
        if !text.is_empty() {
            parts.push(text.to_owned());
        }
    }
    if parts.is_empty() && form.trimmed("attribute[case]").is_empty() {
        return Err("lat and long, address_string or address_id was not provided".to_owned());
    }
    Ok(parts.join(" · "))
}

/// What the centre says is wrong with the fields, by their names here.
pub fn problems(problems: &[FieldProblem]) -> Refused {
    let sentence = |problem: &FieldProblem| {
        let field = match problem.field.as_str() {
            "words" => "description",
            "telephone" => "phone",
            "address" => "email",
            "name" => "first_name and last_name",
            "case" => "attribute[case]",
            other => other,
        };
        match problem.why {
            FieldWhy::Missing => format!("{field} was not provided"),
            FieldWhy::TooManyLines(most) => format!("{field} has more than {most} lines"),
            FieldWhy::TooLong(most) => format!("{field} has more than {most} characters"),
            _ => format!("{field} is not valid"),
        }
    };
    Refused { status: StatusCode::BAD_REQUEST, why: problems.iter().map(sentence).collect() }
}

/// What `GET requests` asks for; numbers that are named override everything else.
pub fn listed(query: &Form, ids: &[&str], now: Instant) -> Result<OutsideAsked, Refused> {
    let named = query.trimmed("service_request_id");
    let mut numbers: Vec<&str> = ids.to_vec();
    if numbers.is_empty() && !named.is_empty() {
        numbers = named.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
    }
    let codes: Vec<&str> =
        query.trimmed("service_code").split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
    if numbers.len() > NAMED_MAX || codes.len() > NAMED_MAX {
        return Err(wrong("more than 50 were named"));
    }
    let page: usize = number(query, "page", 1, 1_000)?;
    let size: usize = number(query, "page_size", PAGE, PAGE_MAX)?;
    let whole =
        OutsideAsked { numbers: None, classes: Vec::new(), from: 0, until: i64::MAX, open: None, page, size };
    if !numbers.is_empty() {
        // One that is no number of ours is simply not found.
        let known = numbers.iter().filter_map(|it| number_of(it)).collect();
        return Ok(OutsideAsked { numbers: Some(known), ..whole });
    }
    let classes: Option<Vec<Class>> = codes.iter().map(|code| Class::parse(code)).collect();
    let classes =
        classes.ok_or(Refused::one(StatusCode::NOT_FOUND, "service_code provided was not found"))?;
    let instant = |name: &str| match query.trimmed(name) {
        "" => Ok(None),
        text => when::read(text).map(Some).ok_or(wrong(&format!("{name} is not a date (ISO 8601)"))),
    };
    let span = DAYS_MAX * DAY;
    let (from, until) = match (instant("start_date")?, instant("end_date")?) {
        (Some(from), Some(until)) => (from.0, until.0),
        (Some(from), None) => (from.0, now.0.min(from.0.saturating_add(span))),
        (None, Some(until)) => (until.0.saturating_sub(span), until.0),
        (None, None) => (now.0 - span, now.0),
    };
    if until < from {
        return Err(wrong("end_date is before start_date"));
    }
    if until - from > span {
        return Err(wrong("start_date and end_date span more than 90 days"));
    }
    let mut open = None;
    for word in query.trimmed("status").split(',').map(str::trim).filter(|it| !it.is_empty()) {
        open = match (word, open) {
            ("open", None) => Some(true),
            ("closed", None) => Some(false),
            ("open" | "closed", Some(_)) => return Ok(OutsideAsked { classes, from, until, ..whole }),
            _ => return Err(wrong("status is open or closed")),
        };
    }
    Ok(OutsideAsked { classes, from, until, open, ..whole })
}

fn number(query: &Form, name: &str, usual: usize, most: usize) -> Result<usize, Refused> {
    match query.trimmed(name) {
        "" => Ok(usual),
        text => text
            .parse()
            .ok()
            .filter(|it| (1..=most).contains(it))
            .ok_or(wrong(&format!("{name} is a number from 1 to {most}"))),
    }
}
