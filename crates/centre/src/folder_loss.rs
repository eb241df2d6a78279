//! Papers that were lost: the case is told what a head signed in its folder, the folder what a carrier lost, and a loss without a
//! signature stands on the desk of the heads (F30, E8).

use casework::NotePapersLost;
use casework::folder::{Event, Folder, LostInPost};
use catalogue::{CaseId, Digest, PersonId, Power};
use ledger::{Delivery, Effect};
use serde::{Deserialize, Serialize};
use store::{Migration, Statement};

use crate::account::Session;
use crate::case::stream_of;
use crate::domain::Asked;
use crate::folder::folder_stream;
use crate::office_waits::COUNTED_MAX;
use crate::{Centre, Fault};

/// Who named a loss that waits for its signature, and folders that were given and wait: by whoever is to take them, and by
/// the day of giving.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0080_folder_loss",
    sql: r#"
alter table folder_row add column loss_by text not null default '';
create index if not exists folder_row_loss on folder_row (authority, division) where loss_by <> '';
create index if not exists folder_row_taker on folder_row (pending_to, division, pending_at) where pending_to <> '';
create index if not exists folder_row_given on folder_row (division, pending_at) where pending_to <> '';
"#,
};

/// The effect by which a signed loss reaches its case.
pub(crate) const LOST: &str = "case-papers-lost";
/// The effect by which a letter that the carrier lost reaches the folder, whose originals were in it.
pub(crate) const LOST_IN_POST: &str = "originals-lost";

/// What the case is told.
#[derive(Serialize, Deserialize)]
struct Told {
    papers: u16,
    rows: catalogue::RowSet,
    had_by: PersonId,
    signed_by: PersonId,
    #[serde(default)]
    posted: bool,
}

/// What tells the case that a head signed a loss.
pub(crate) fn lost_effect(case: CaseId, event: &Event) -> Option<Effect> {
    let Event::LossSigned(fact) = event else { return None };
    let (papers, rows, had_by) = (fact.papers, fact.rows, fact.had);
    let told = Told { papers, rows, had_by, signed_by: fact.by, posted: fact.posted };
    let payload = serde_json::to_vec(&told).ok()?;
    Some(Effect { recipient: stream_of(case), kind: LOST, payload })
}

/// What tells the folder that originals of it were in a letter that is lost (E8).
pub(crate) fn lost_in_post_effect(case: CaseId, event: &casework::Event) -> Option<Effect> {
    let casework::Event::PostLost(fact) = event else { return None };
    let told = LostInPost { rows: fact.originals, by: fact.by, had: fact.sent_by, reason: fact.word };
    let payload = serde_json::to_vec(&told).ok().filter(|_| !fact.originals.is_empty())?;
    Some(Effect { recipient: folder_stream(case), kind: LOST_IN_POST, payload })
}

impl Centre {
    /// The case is told of a signed loss.
    pub(crate) async fn papers_lost(&self, delivery: &Delivery) -> Result<(), Fault> {
        let Told { papers, rows, had_by, signed_by, posted } = serde_json::from_slice(&delivery.payload)
            .map_err(|error| Fault::inside(format!("an effect does not read: {error}")))?;
        let told = NotePapersLost { papers, rows, had_by, signed_by, posted };
        self.told_by_effect(delivery, Asked::Case(casework::Command::NotePapersLost(told))).await
    }

    /// Cases with a loss that this person may sign: not one that the person named or had the papers of.
    pub(crate) async fn losses_to_sign(&self, session: &Session) -> Result<Vec<CaseId>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let today = self.today();
        // So written that the index of what waits is taken, and not the key of the whole division.
        let sql = format!(
            "select case_id, item_body, loss_by from folder_row where division || '' = $1 and loss_by <> '' \
             order by authority, case_id || '' limit {COUNTED_MAX}"
        );
        let mut losses = Vec::new();
        for row in self.store.read(Statement::new(sql, vec![self.division.as_str().into()])).await? {
            let Some(item) = self.item_body(Digest(row.array(1)?)).await? else { continue };
            let own = row.text(2)? == session.person.as_str();
            if !own && organisation.may(session.person, Power::Reassign, &item, today).is_yes() {
                let case = CaseId::parse(row.text(0)?);
                let case = case.map_err(|_| Fault::inside("a folder's row bears no case"))?;
                let (folder, _) = self.folder_state(case).await?;
                if !had_by(&folder, session.person) {
                    losses.push(case);
                }
            }
        }
        Ok(losses)
    }
}

/// Whether the papers that are not found were with this person.
fn had_by(folder: &Folder, person: PersonId) -> bool {
    matches!(folder, Folder::Kept(dossier) if dossier.loss.is_some_and(|loss| loss.had == person))
}
