//! What papers say and how they are laid out: the revision in force when a paper was issued, with the case's own words in its places.

use std::fmt::Display;
use std::sync::Arc;

use casework::Event;
use catalogue::paper_blocks::frame_of;
use catalogue::wording::{Wording, WordingLanguage, filled};
use catalogue::wording_slots::{PaperWords, words_of};
use centre::file::Line;
use centre::{Centre, Fault};
use paper::Paper;

use super::laid;
use pages::layout::PageFrame;
use pages::text::Text;

/// The wording of one paper.
pub struct Said {
    words: &'static PaperWords,
    wording: Arc<Wording>,
}

/// The language of the wording for a page's language.
pub fn language(text: Text) -> WordingLanguage {
    if text.is_english() { WordingLanguage::English } else { WordingLanguage::Chinese }
}

/// Where in the ledger a paper of these lines was issued last. A sheet that is never issued, and only shows how a case
/// stands, bears what is in force now.
pub fn issued_at(paper: &str, lines: &[Line]) -> u64 {
    let issues = |event: &Event| {
        matches!(
            (paper, event),
            ("receipt", Event::Received(_))
                | ("correction", Event::CorrectionNoticed(_) | Event::CorrectionRenewed(_))
                | ("acceptance", Event::Accepted(_) | Event::DeemedAccepted(_))
                | ("refusal" | "return", Event::AcceptanceRefused(_))
                | ("closure" | "return", Event::ClosedForMissing(_))
                | ("return", Event::EndedWithApplicant(_))
                | ("commitment", Event::Received(_) | Event::ReceivedMore(_))
                | ("special", Event::Stopped(_))
                | ("extension", Event::Extended(_))
                | ("withdrawal", Event::Withdrawn(_) | Event::WithdrawnByApplicant(_))
                | ("decision" | "instant", Event::Decided(_))
                | ("cover", Event::DocumentMade(_))
                | ("delivery", Event::Delivered(_) | Event::DeliveryDeemed(_))
                | ("handover", Event::GivenOver(_))
        )
    };
    lines.iter().rev().find(|line| issues(&line.event)).map_or(u64::MAX, |line| line.seq)
}

impl Said {
    /// The wording of a paper as it was when the paper was issued; `None` if there is no such paper.
    pub async fn of(centre: &Centre, paper: &str, lines: &[Line]) -> Result<Option<Said>, Fault> {
        Said::at(centre, paper, issued_at(paper, lines)).await
    }

    /// The wording of a paper of another stream than the case's, as it was at that place of the ledger.
    pub async fn at(centre: &Centre, paper: &str, seq: u64) -> Result<Option<Said>, Fault> {
        let Some(words) = words_of(paper) else { return Ok(None) };
        Ok(centre.wording_at(paper, seq).await?.map(|wording| Said { words, wording }))
    }

    /// The paper as it was laid out when it was issued.
    pub fn laid(&self, frame: &PageFrame, paper: Paper) -> Paper {
        let keeper = format!("{} {}", frame.centre, frame.centre_telephone);
        let of = frame_of(self.words.paper);
        laid::laid_out(paper, &of, &self.wording.layout(), frame.text, &keeper)
    }

    /// A sentence with its places filled.
    pub fn say(&self, text: Text, slot: &str, places: &[(&str, &dyn Display)]) -> String {
        filled(self.wording.said(self.words, slot, language(text)), places)
    }
}
