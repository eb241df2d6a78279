//! What the applicant may look up without an account: by number and query code, and never by guessing (C13, C14, domain.md 6.4).

use catalogue::CaseId;

use crate::case::Problem;
use crate::{Centre, throttle};

impl Centre {
    /// The case of a number and its query code. Wrong numbers and wrong codes sound the same; guesses are counted for
    /// the number and for the address.
    pub async fn track(&self, number: &str, code: &str, address: &str) -> Result<CaseId, Problem> {
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
        if self.query_digest(case, code) != filed.facts.query {
            return Err(Problem::NotFound);
        }
        throttle::clear(&self.store, &self.division, throttle::TRACK_NUMBER, &of_number).await?;
        throttle::clear(&self.store, &self.division, throttle::TRACK_ADDRESS, &of_address).await?;
        Ok(case)
    }
}
