//! What the applicant may look up without an account: by number and query code, and never by guessing (C13, C14, domain.md 6.4).

use casework::{Change, ReceiptNo};
use catalogue::{CaseId, Digest};

use crate::case::Problem;
use crate::row::receipt_text;
use crate::{Centre, Fault, throttle};

impl Centre {
    /// The case of a number and its query code. Wrong numbers and wrong codes sound the same; guesses are counted for
    /// the number and for the address.
    ///
    /// The number and code of a registration that was corrected since open nothing; whoever has them is told that (E10).
    pub async fn track(&self, number: &str, code: &str, address: &str) -> Result<Tracked, Problem> {
        // As it is looked up, so that the same number written with blanks or strokes gives no new tries.
        let number: String = number.chars().take(80).filter(char::is_ascii_alphanumeric).collect();
        let now = self.now();
        let of_number =
            self.keys.find_digest(&self.division, "throttle-number", &number.to_ascii_uppercase());
        let of_address = self.keys.find_digest(&self.division, "throttle-address", address);
        for (limit, who) in [(throttle::TRACK_NUMBER, &of_number), (throttle::TRACK_ADDRESS, &of_address)] {
            if let Err(until) = throttle::count(&self.store, &self.division, limit, who, now).await? {
                return Err(Problem::Throttled(until));
            }
        }
        let Some(case) = self.case_of_number(&number, None).await? else { return Err(Problem::NotFound) };
        let Some(file) = self.case_state(case).await? else { return Err(Problem::NotFound) };
        let casework::Case::Filed(filed) = &file.case else { return Err(Problem::NotFound) };
        // Digests are compared, so the time a comparison takes tells nothing about the code.
        let shown = self.query_digest(case, code);
        let tracked =
            if shown == filed.facts.query {
                Tracked::Case(case)
            } else if filed.facts.register.former().any(|it| {
                it.change == Change::WrongPerson && it.query == shown && is_number(it.receipt, &number)
            }) {
                Tracked::Corrected
            } else {
                return Err(Problem::NotFound);
            };
        throttle::clear(&self.store, &self.division, throttle::TRACK_NUMBER, &of_number).await?;
        throttle::clear(&self.store, &self.division, throttle::TRACK_ADDRESS, &of_address).await?;
        Ok(tracked)
    }

    /// Whether what a visitor was shown the case with still opens it: a query code that was void since does not (E15).
    pub async fn track_stands(&self, case: CaseId, seen_with: Digest) -> Result<bool, Fault> {
        let state = self.case_state(case).await?;
        Ok(state.is_some_and(|state| state.case.facts().is_some_and(|facts| facts.query == seen_with)))
    }

    /// The keyed digest of the query code in force, which a visitor's pass is bound to.
    pub async fn track_key(&self, case: CaseId) -> Result<Option<Digest>, Fault> {
        Ok(self.case_state(case).await?.and_then(|state| state.case.facts().map(|facts| facts.query)))
    }
}

/// What number and query code lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracked {
    /// The case.
    Case(CaseId),
    /// A registration that was corrected: the case is not the visitor's (E10).
    Corrected,
}

fn is_number(receipt: ReceiptNo, asked: &str) -> bool {
    receipt_text(receipt).eq_ignore_ascii_case(asked)
}
