//! What papers and sheets have in common that are put together here, whatever they are about: in whose name they are, the place for the
//! seal, the code by which they are checked, and parts of label and value.

use calendar::Day;
use paper::{Check, Paper, Part, SealPlace};

use super::paper::blank;
use super::print::public_address;
use crate::app::respond::At;
use pages::layout::PageFrame;
use pages::text::Text;

/// A sheet of the centre before anything is said on it, with its telephone at the foot.
pub fn of_centre(frame: &PageFrame) -> Paper {
    Paper { foot: format!("{} {}", frame.centre, frame.centre_telephone), ..blank(frame, "") }
}

/// A paper of an office before anything is said on it: in its name, with the place for its seal and the code that checks it.
pub fn of_office(at: &At<'_>, frame: &PageFrame, office: String, on: Day, code: String) -> Paper {
    let text = frame.text;
    Paper {
        issuer: office.clone(),
        seal: Some(SealPlace { office, words: text.t("（盖章）").to_owned(), on: text.date_of_seal(on) }),
        check: Some(check(at, text, code)),
        ..of_centre(frame)
    }
}

/// Where a paper is checked by its code.
pub fn check(at: &At<'_>, text: Text, code: String) -> Check {
    coded(at, text.t("扫码核对真伪"), code)
}

/// The same on a sheet that has no number of its own: the code of the receipt whose number it bears.
pub fn check_of_receipt(at: &At<'_>, text: Text, code: String) -> Check {
    coded(at, text.t("扫码核对这一件的回执"), code)
}

fn coded(at: &At<'_>, words: &str, code: String) -> Check {
    let address = format!("{}/verify/{code}", public_address(at));
    Check { address, words: vec![words.to_owned(), code] }
}

/// Label and value, line by line.
pub fn pairs<'a>(text: Text, rows: impl IntoIterator<Item = (&'a str, String)>) -> Part {
    Part::Pairs { rows: named(text, rows) }
}

/// Places to sign, each with what stands there already.
pub fn signs<'a>(text: Text, rows: impl IntoIterator<Item = (&'a str, String)>) -> Part {
    Part::Sign { rows: named(text, rows) }
}

fn named<'a>(text: Text, rows: impl IntoIterator<Item = (&'a str, String)>) -> Vec<[String; 2]> {
    rows.into_iter().map(|(label, value)| [text.t(label).to_owned(), value]).collect()
}

/// The lines of a text that say something, a paragraph each.
pub fn paragraphs(said: &str) -> impl Iterator<Item = Part> {
    let lines = said.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Part::Text { text: line.to_owned() })
}
