//! Which visits of two draws can be made together: other units' draws whose visits are under way, and the picks that are of the
//! same holder (N38).

use std::collections::HashMap;

use calendar::Day;
use casework::DocumentNo;
use casework::certificate::{Certificate, CertificateId};
use catalogue::{Digest, DrawId, UnitCode};
use oversight::draw::Way;

use super::draw::DrawView;
use crate::case::Problem;
use crate::certificate::certificate_stream;
use crate::domain::State;
use crate::{Centre, Fault};

/// Draws that are looked through, the latest first.
const DRAWS_MAX: usize = 100;
/// Draws that are offered.
const OFFERED_MAX: usize = 20;

/// A draw of another unit whose visits can be made together with those of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherDraw {
    /// Which.
    pub id: DrawId,
    /// Whose matter it is.
    pub unit: UnitCode,
    /// Number of its announcement.
    pub number: DocumentNo,
    /// When it was drawn.
    pub drawn_on: Day,
    /// Places among the picks of this draw whose holder was picked there too.
    pub same: Vec<u8>,
}

impl Centre {
    /// The draws with which visits of this one can be made together, the latest first. One whose results were all due before
    /// today is left out.
    pub async fn draws_together(&self, view: &DrawView) -> Result<Vec<OtherDraw>, Problem> {
        let mut others = Vec::new();
        if !matches!(view.held.way, Way::Drawn { .. }) || !view.held.is_open() {
            return Ok(others);
        }
        let (own, today) = (self.holders(view).await?, view.now.day());
        let briefs = self.draw_list("", DRAWS_MAX).await?;
        let fits = briefs.iter().filter(|it| it.unit != view.held.unit);
        for brief in fits.filter(|it| it.results_by.is_some_and(|day| day >= today)).take(OFFERED_MAX) {
            let other = self.draw_public(brief.id).await?;
            let Way::Drawn { at, .. } = other.held.way else { continue };
            let theirs = self.holders(&other).await?;
            let same = own.iter().filter(|(_, holder)| theirs.values().any(|it| it == *holder));
            let mut same: Vec<u8> = same.map(|(place, _)| *place).collect();
            same.sort_unstable();
            let (id, unit, number) = (brief.id, brief.unit, other.held.number);
            others.push(OtherDraw { id, unit, number, drawn_on: at.day(), same });
        }
        Ok(others)
    }

    /// Keyed digests of the holders of what was picked, by place.
    async fn holders(&self, view: &DrawView) -> Result<HashMap<u8, Digest>, Fault> {
        let mut streams = Vec::new();
        for (place, pick) in (0..).zip(view.picks()) {
            let object = view.list.objects[usize::from(pick.object)].id;
            streams.extend(CertificateId::parse(object.as_str()).map(|id| (place, certificate_stream(id))));
        }
        let names: Vec<String> = streams.iter().map(|(_, stream)| stream.clone()).collect();
        let states = self.ledger.load_all(&self.division, &names).await?;
        let holder = |(place, stream): &(u8, String)| match states.get(stream) {
            Some(State::Certificate(Certificate::Issued(file))) => Some((*place, file.holder)),
            _ => None,
        };
        Ok(streams.iter().filter_map(holder).collect())
    }
}
