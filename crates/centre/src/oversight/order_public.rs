//! What of an order leaves the house: the code of its paper and what it is worth, and circulars that were published (C28, M3).

use std::collections::HashMap;

use calendar::{Day, Instant};
use casework::DocumentNo;
use catalogue::item::ItemKind;
use catalogue::{OrderId, UnitCode};
use oversight::order::{Held, Kind, Order, Way};
use store::Statement;

use super::names_somebody;
use super::order::OrderView;
use crate::domain::State;
use crate::kinds::order::stream_of;
use crate::paper::{IssuedPaper, PaperChecked, PaperNo, PaperStanding, mark};
use crate::paper_form::PaperForm;
use crate::scope::page_after;
use crate::{Centre, Fault};

/// What stands in the code of a paper of supervision where those of a case have the receipt; no receipt is as short.
pub(crate) const CODE: &str = "DB";
/// Circulars of one page.
const PAGE: usize = 20;

/// A circular that everybody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircularPublic {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: DocumentNo,
    /// The day it was issued.
    pub issued_on: Day,
    /// The unit it is about.
    pub unit: UnitCode,
    /// When it was published.
    pub published_at: Instant,
    /// What it says in public; none where an appeal lifted it afterwards.
    pub words: Option<String>,
}

/// What the paper is worth: an order that an appeal lifted is taken back.
fn checked_of(held: &Held) -> PaperChecked {
    let standing = match held.way {
        Way::Lifted { .. } => PaperStanding::Revoked,
        _ => PaperStanding::Genuine,
    };
    PaperChecked {
        paper: IssuedPaper { number: PaperNo::Document(held.number), on: held.issued_at.day(), standing },
        form: PaperForm::Usual,
        issuer: held.number.issuer,
        item_kind: ItemKind::PublicService,
        replaced_by: None,
        valid_until: None,
    }
}

/// Year and number of a mark of a paper: `26` and `12` of `U2612`.
fn year_and_n(wanted: &str) -> Option<(u16, u32)> {
    let digits = wanted.get(1..).filter(|it| it.len() <= 12 && it.bytes().all(|it| it.is_ascii_digit()))?;
    Some((2000 + digits.get(..2)?.parse::<u16>().ok()?, digits.get(2..)?.parse().ok()?))
}

impl Centre {
    /// The code on the paper of an order: `DB-U2612-7K2M9QXT`.
    pub fn order_code(&self, number: DocumentNo) -> String {
        self.tagged(CODE, PaperNo::Document(number))
    }

    /// The order whose paper bears this mark.
    pub(crate) async fn order_marked(&self, wanted: &str) -> Result<Option<PaperChecked>, Fault> {
        let (Some((year, n)), Some(organisation)) = (year_and_n(wanted), self.organisation().await?) else {
            return Ok(None);
        };
        for kind in Kind::ALL {
            let number = DocumentNo { issuer: organisation.centre.unit, kind: kind.document(), year, n };
            if mark(PaperNo::Document(number)) == wanted
                && let Some(stream) = self.stream_of_number(number).await?
            {
                return self.order_checked(&stream, number).await;
            }
        }
        Ok(None)
    }

    /// What the paper with this number is worth, where the stream is an order's.
    pub(crate) async fn order_checked(
        &self,
        stream: &str,
        number: DocumentNo,
    ) -> Result<Option<PaperChecked>, Fault> {
        let loaded = self.ledger.load(&self.division, stream).await?;
        Ok(match loaded.map(|it| it.state) {
            Some(State::Order(Order::Issued(held))) if held.number == number => Some(checked_of(&held)),
            _ => None,
        })
    }

    /// Whether words with which a circular would be published tell who somebody is: of the office, or the applicant of its
    /// case.
    pub(super) async fn tells_who(&self, view: &OrderView, words: &str) -> Result<bool, Fault> {
        if names_somebody(&view.organisation, words) {
            return Ok(true);
        }
        let Some(case) = view.held.case else { return Ok(false) };
        let file = self.case_fetch(case).await?;
        let name = file.map_or_else(String::new, |it| it.applicant.name.trim().to_owned());
        Ok(name.chars().count() > 1 && words.contains(&name))
    }

    /// One page of the circulars that were published, the latest first, and where the list goes on.
    pub async fn circulars_published(
        &self,
        after: &str,
    ) -> Result<(Vec<CircularPublic>, Option<String>), Fault> {
        let sql = "select order_id from order_row where division = $1 and published_at is not null \
                   and (published_at < $2 or (published_at = $2 and order_id < $3)) \
                   order by published_at desc, order_id desc limit $4";
        let params = page_after(&self.division, after, PAGE + 1);
        let mut ids = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            ids.extend(OrderId::parse(row.text(0)?));
        }
        let streams: Vec<String> = ids.iter().take(PAGE).map(|it| stream_of(*it)).collect();
        let states: HashMap<String, State> = self.ledger.load_all(&self.division, &streams).await?;
        let more = ids.len() > PAGE;
        let mut all = Vec::with_capacity(streams.len());
        for (id, stream) in ids.into_iter().zip(&streams) {
            let Some(State::Order(Order::Issued(held))) = states.get(stream) else { continue };
            let Some(published) = held.published else { continue };
            let words = match held.counts() {
                true => Some(self.texts_of(stream).await?.text(published.words.0)),
                false => None,
            };
            all.push(CircularPublic {
                id,
                number: held.number,
                issued_on: held.issued_at.day(),
                unit: held.unit,
                published_at: published.at,
                words,
            });
        }
        let next = all.last().filter(|_| more).map(|it| format!("{}_{}", it.published_at.0, it.id));
        Ok((all, next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_letter_a_year_and_a_number() {
        assert_eq!(year_and_n("U2612"), Some((2026, 12)));
        assert_eq!(year_and_n("O261"), Some((2026, 1)));
        for wrong in ["", "R", "U", "U26", "U26x", "督2612", "U26000000000000012"] {
            assert_eq!(year_and_n(wrong), None, "{wrong}");
        }
    }
}
