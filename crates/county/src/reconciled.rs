//! Lists from outside are held against what was done here, on the first morning of a month for the one before: one unit's certificates,
//! all of which are there, and the seal log of another, in which a paper stands that no case has issued (A31, F5).

use calendar::Day;
use casework::{DocumentKind, DocumentNo};
use catalogue::{Organisation, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::certificate_row::CertificateWhich;
use centre::oversight::reconcile::{LINES_MAX, ListForm, ListKind, ListLine};

use super::after::done;

/// Whose certificates are compared.
const CERTIFICATES: &str = "mz";
/// Who reads them off.
const HEAD: &str = "chief.mz";
/// Whose seal log is.
const SEALS: &str = "rs";
/// Certificates of one reading.
const AT_ONCE: usize = 100;
/// Papers of the seal log, and the number on the one that nobody issued here.
const SEALED: [u32; 4] = [1, 2, 3, 9_018];

fn line(written: String, number: DocumentNo) -> ListLine {
    ListLine { written, meant: vec![number], amount_fen: None, times: 1 }
}

/// A paper's number as a register writes it.
fn number(organisation: &Organisation, word: &str, number: DocumentNo) -> String {
    let prefix = organisation.unit(number.issuer).and_then(|it| it.document_prefix.clone());
    format!("{}{word}〔{}〕{}号", prefix.unwrap_or_default(), number.year, number.n)
}

/// Compares both lists of the days before this morning.
pub async fn month(centre: &Centre, organisation: &Organisation, days: (Day, Day)) -> anyhow::Result<()> {
    let supervisor = Session::acting(PersonId::parse("super2")?);
    let unit = UnitCode::parse(CERTIFICATES)?;
    let head = Session::acting(PersonId::parse(HEAD)?);
    let (mut lines, mut after) = (Vec::new(), String::new());
    while lines.len() < LINES_MAX {
        let some = centre.certificate_list(&head, Some(unit), CertificateWhich::All, &after, AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        after = last.cursor();
        let numbers = some.iter().map(|it| it.id.number());
        lines.extend(numbers.map(|it| line(number(organisation, "证", it), it)));
    }
    lines.truncate(LINES_MAX);
    if !lines.is_empty() {
        let form = ListForm { kind: ListKind::Certificates, unit, days, lines, nothing: false };
        done(centre.reconcile(&supervisor, centre::seal::random(), &form).await)?;
    }
    let unit = UnitCode::parse(SEALS)?;
    let year = u16::try_from(days.1.year())?;
    let sealed = |n| {
        let paper = DocumentNo { issuer: unit, kind: DocumentKind::AcceptanceNotice, year, n };
        line(number(organisation, "许受", paper), paper)
    };
    let lines = SEALED.map(sealed).to_vec();
    let form = ListForm { kind: ListKind::Seals, unit, days, lines, nothing: false };
    done(centre.reconcile(&supervisor, centre::seal::random(), &form).await)?;
    Ok(())
}
