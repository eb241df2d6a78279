//! Papers that were missing from a dossier: the sheet of one was found the same morning, that of another was not, and a head
//! signed (F30).

use casework::folder::{Dossier, Folder};
use catalogue::CaseId;
use centre::Centre;
use centre::account::Session;
use centre::folder::{FolderAct, FolderRow};
use centre::folder_row::FolderWhich;

use super::after::{done, person};

/// Days before the end at which the one and the other are noticed.
const FOUND_AGAIN: i32 = 9;
const LOST: i32 = 6;

/// What has been shown already.
#[derive(Default)]
pub struct Lost {
    found_again: bool,
    signed: bool,
}

impl Lost {
    /// What happens on a morning; `left` days of the told weeks remain.
    pub async fn morning(&mut self, centre: &Centre, left: i32) -> anyhow::Result<()> {
        let (keeper, head) = (Session::acting(person("do.sc")?), Session::acting(person("chief.sc")?));
        if !self.found_again && left <= FOUND_AGAIN {
            let reason = "查目录时少一页，架上、盒里都看过了。";
            if let Some(case) = missing(centre, &keeper, reason).await? {
                let reason = "夹在同一盒的另一卷里，找到了。".into();
                self.found_again = act(centre, &keeper, case, FolderAct::DropLoss { reason }).await?;
            }
        }
        if !self.signed && left <= LOST {
            let reason = "归档以前搬过一次库房，可能丢在路上；两处库房和车上都找过。";
            if let Some(case) = missing(centre, &keeper, reason).await? {
                self.signed = act(centre, &head, case, FolderAct::SignLoss).await?;
            }
        }
        Ok(())
    }
}

/// The dossier put away last that is there: one sheet of its first row is missing.
async fn missing(centre: &Centre, keeper: &Session, reason: &str) -> anyhow::Result<Option<CaseId>> {
    for brief in centre.folder_list(keeper, FolderWhich::Archived, "", 10).await? {
        let Folder::Kept(dossier) = centre.folder_state(brief.case).await?.0 else { continue };
        if dossier.loan.is_some() || dossier.rows.sheets() < 2 {
            continue;
        }
        let (found, reason) = (all_but_one(&dossier), reason.to_owned());
        let named = FolderAct::NoteLoss { found, papers: 0, reason };
        if act(centre, keeper, brief.case, named).await? {
            return Ok(Some(brief.case));
        }
    }
    Ok(None)
}

fn all_but_one(dossier: &Dossier) -> Vec<FolderRow> {
    let there = dossier.rows.iter().filter(|it| !it.returned);
    let sheets = there.enumerate();
    let sheets = sheets.map(|(place, it)| (it.row, it.sheets.saturating_sub(u16::from(place == 0))));
    sheets.map(|(row, sheets)| FolderRow { row, sheets, to_return: false }).collect()
}

async fn act(centre: &Centre, who: &Session, case: CaseId, act: FolderAct) -> anyhow::Result<bool> {
    done(centre.folder_act(who, case, centre::seal::random(), None, &act).await)
}
