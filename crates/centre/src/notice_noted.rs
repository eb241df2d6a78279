//! Whether a notice that goes out was sent, or is to be told on paper, and what leaves that list again: a code that collects nothing any
//! more, a dossier that was destroyed (E3, C23, C25).

use std::collections::HashSet;

use casework::Event;
use catalogue::CaseId;
use ledger::{Delivery, RowImage};
use store::Statement;

use crate::notice::{OF_CERTIFICATE, Whom, addressed, case_told};
use crate::oversight::rating::{INVITE, case_invited};
use crate::particulars::Applicant;
use crate::registered::Round;
use crate::scope::one_of;
use crate::{Centre, Fault, certificate_contact, electronic};

/// Notices whose words bear the code that collects: only whoever hands out prints them (C13, F10). A succession has one only where
/// the result waits.
const WITH_CODE: [&str; 3] = ["ready-to-collect", "pickup-renewed", "succeeded"];
/// Notices of what makes an earlier code void.
const NEW_CODE: [&str; 4] = ["pickup-renewed", "pickup-on-paper", "succeeded", electronic::SENT];
/// The one-time codes are for the applicant's own telephone or mailbox: they are never on paper (C25, C26).
pub(crate) const ONE_TIME: [&str; 2] = ["withdraw-code", electronic::SENT];
/// Notices of what was done before the applicant's eyes, or follows by post anyway: without a telephone nobody is told.
const SEEN: [&str; 6] = [
    "pickup-on-paper",
    "result-posted",
    "contact-changed",
    certificate_contact::CHANGED,
    electronic::AGREED,
    electronic::ENDED,
];

impl Centre {
    /// The row that notes a delivered notice: sent where there is somewhere to send it, else to be told on paper.
    pub(crate) async fn notice_noted(
        &self,
        round: &Round,
        delivery: &Delivery,
    ) -> Result<Option<RowImage>, Fault> {
        let Some(case) = case_told(&delivery.recipient) else { return Ok(Some(self.notice_row(delivery))) };
        let kind = delivery.kind.as_str();
        if code_ended(delivery).is_some() {
            self.paper_codes_close(round, case).await?;
        }
        // It goes to the address that was agreed to, whatever telephone there is.
        if kind == electronic::SENT {
            return Ok(self.sends().then(|| self.notice_row(delivery)));
        }
        let mut handed_over = false;
        let telephone = match Whom::of(&delivery.recipient) {
            Whom::Former | Whom::Party(_) => {
                self.message(&delivery.recipient, kind, delivery.seq).await?.map(|it| it.1)
            }
            Whom::Applicant => {
                let registered = self.registered_in(round, case).await?;
                handed_over = registered.as_ref().is_some_and(|it| it.handed_over);
                let applicant = registered.map_or_else(Applicant::default, |it| it.applicant);
                match applicant.name.is_empty() {
                    // Of whom nothing is known any more nobody is told (C23).
                    true => None,
                    // A holder may be reached otherwise than the applicant was.
                    false if kind.starts_with(OF_CERTIFICATE) => {
                        self.message(&delivery.recipient, kind, delivery.seq).await?.map(|it| it.1)
                    }
                    false => Some(addressed(&applicant, String::new()).0),
                }
            }
        };
        let Some(telephone) = telephone else { return Ok(None) };
        // What a message did not bring about is not told by another (C25).
        if self.sends() && !telephone.is_empty() && kind != electronic::UNFETCHED {
            return Ok(Some(self.notice_row(delivery)));
        }
        let seen = telephone.is_empty() && SEEN.contains(&kind);
        if seen || ONE_TIME.contains(&kind) {
            return Ok(None);
        }
        // What came later may be committed already: a void code is told to nobody.
        if tells_code(kind) {
            if handed_over {
                return Ok(None);
            }
            let happened = self.happened(round, case, delivery.seq).await?;
            if is_void(&happened, kind, delivery.seq) {
                return Ok(None);
            }
        }
        Ok(Some(self.paper_row(case, delivery)))
    }

    /// Those of some cases of which a code waits to be told on paper.
    pub(crate) async fn paper_codes_of(&self, cases: HashSet<CaseId>) -> Result<HashSet<CaseId>, Fault> {
        if cases.is_empty() {
            return Ok(cases);
        }
        let mut params = vec![self.division.as_str().into()];
        let cases = one_of("case_id", cases.iter().map(CaseId::as_str), &mut params);
        let sql = format!(
            "select distinct case_id from paper_notice where {cases} and division = $1 and told_at is null and {} \
             order by case_id limit 1000",
            coded()
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter()
            .map(|row| CaseId::parse(row.text(0)?).map_err(|_| Fault::inside("a notice bears no case")))
            .collect()
    }

    /// Takes off the list what bears a code that collects nothing any more: another was drawn, or the result was handed over.
    pub(crate) async fn paper_codes_close(&self, round: &Round, case: CaseId) -> Result<(), Fault> {
        if round.coded.as_ref().is_some_and(|coded| !coded.contains(&case)) {
            return Ok(());
        }
        let sql = format!(
            "select key, kind from paper_notice where case_id = $1 and division = $2 and told_at is null \
             and {} order by due_at, key limit 100",
            coded()
        );
        let params = vec![case.as_str().into(), self.division.as_str().into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        if rows.is_empty() {
            return Ok(());
        }
        // What the round has read may be from before the row.
        let happened = self.happened(&Round::default(), case, 0).await?;
        let mut closing = Vec::new();
        for row in &rows {
            let (key, kind) = (row.text(0)?, row.text(1)?);
            if seq_of(key).is_some_and(|seq| is_void(&happened, kind, seq)) {
                closing.push(Statement::new(
                    "delete from paper_notice where division = $1 and key = $2 and told_at is null",
                    vec![self.division.as_str().into(), key.into()],
                ));
            }
        }
        if !closing.is_empty() {
            self.store.write(closing).await?;
        }
        Ok(())
    }

    /// Takes everything of a case off the list, with its dossier: nobody can read any more what was to be told (C23).
    pub(crate) async fn paper_notices_close(&self, case: CaseId) -> Result<(), Fault> {
        let sql = "delete from paper_notice where case_id = $1 and division = $2 and told_at is null";
        let params = vec![case.as_str().into(), self.division.as_str().into()];
        self.store.write(vec![Statement::new(sql, params)]).await?;
        Ok(())
    }

    /// Whether messages go anywhere: to a gateway, or to the page of a demonstration.
    pub(crate) fn sends(&self) -> bool {
        self.notices_dir.is_some() || self.sample
    }

    /// The key makes it take effect once however often it is delivered; what was told since stays.
    fn paper_row(&self, case: CaseId, delivery: &Delivery) -> RowImage {
        RowImage {
            table: "paper_notice",
            columns: &["division", "key", "case_id", "recipient", "kind", "due_at"],
            key: 2,
            fixed: 6,
            values: vec![
                self.division.as_str().into(),
                format!("{:020}-{}", delivery.seq, delivery.n).into(),
                case.as_str().into(),
                delivery.recipient.as_str().into(),
                delivery.kind.as_str().into(),
                self.now().into(),
            ],
        }
    }
}

/// The entry that a key names.
pub(crate) fn seq_of(key: &str) -> Option<u64> {
    key.split('-').next().and_then(|seq| seq.parse().ok())
}

/// Whether a notice is of a code, or of a message that replaced one: whether it still says what is so has to be asked.
pub(crate) fn tells_code(kind: &str) -> bool {
    WITH_CODE.contains(&kind) || kind == electronic::UNFETCHED
}

/// The same in a condition.
fn coded() -> String {
    format!("kind in ('{}', '{}')", WITH_CODE.join("', '"), electronic::UNFETCHED)
}

/// The case whose earlier code collects nothing any more with what is told: another is, or whoever is asked about the result has it
/// in hand.
pub(crate) fn code_ended(delivery: &Delivery) -> Option<CaseId> {
    match delivery.kind.as_str() {
        INVITE => case_invited(&delivery.recipient),
        kind if NEW_CODE.contains(&kind) => case_told(&delivery.recipient),
        _ => None,
    }
}

/// Whether the words of a notice bear the code that collects.
pub(crate) fn bears_code<'a>(
    happened: impl IntoIterator<Item = (u64, &'a Event)>,
    kind: &str,
    seq: u64,
) -> bool {
    let without = |event: &Event| matches!(event, Event::Succeeded(fact) if fact.pickup_sealed.is_none());
    let entry = happened.into_iter().find(|(place, _)| *place == seq);
    WITH_CODE.contains(&kind) && !entry.is_some_and(|(_, event)| without(event))
}

/// Whether the code in a notice collects nothing any more: since then another was drawn, or the result was handed over. A public
/// notice that has run ends none, for the result still waits. That nobody fetched it is over with another message, too.
fn is_void(happened: &[(u64, Event)], kind: &str, seq: u64) -> bool {
    let fetched = kind == electronic::UNFETCHED;
    let ends = |event: &Event| match event {
        Event::Delivered(_) => true,
        Event::PickupRenewed(_) => !fetched,
        Event::SentElectronically(_) => fetched,
        Event::Succeeded(fact) => fetched || fact.pickup_sealed.is_some(),
        _ => false,
    };
    let all = happened.iter().map(|(place, event)| (*place, event));
    (fetched || bears_code(all, kind, seq))
        && happened.iter().any(|(place, event)| *place > seq && ends(event))
}
