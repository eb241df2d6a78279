//! What publishing a folder comes to: the differences between its files and what is in force.

use calendar::Calendar;
use catalogue::publish::{InForce, ItemStage};
use catalogue::review::{self, NotReady};
use catalogue::{Digest, Item, Organisation};
use centre::Centre;
use centre::catalogue_use::ItemEntry;

use super::folder::Folder;
use super::{Wrong, findings};

/// One thing to do. Items by their place in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Adopt the calendar this program carries.
    Calendar,
    /// Publish the organisation.
    Organisation,
    /// Publish an item's revision.
    Item(usize),
    /// Open an item: cases may be taken in.
    Open(usize),
}

/// Everything to do, in its order, or what is wrong.
#[derive(Debug, Default)]
pub struct Plan {
    /// What is to be done.
    pub steps: Vec<Step>,
    /// What is wrong; then nothing is to be done.
    pub wrong: Vec<Wrong>,
    /// Items in force that have no file here.
    pub without_file: Vec<String>,
}

impl Plan {
    /// Compares a folder with what is in force.
    pub async fn of(centre: &Centre, folder: &Folder) -> anyhow::Result<Plan> {
        let mut plan = Plan { wrong: folder.wrong.clone(), ..Plan::default() };
        let in_force = centre.in_force().await?;
        let carried = Calendar::built_in().version();
        let edition = |version: calendar::CalendarVersion| (version.year, version.issue);
        if in_force.calendar.is_none_or(|calendar| edition(calendar.version()) < edition(carried)) {
            plan.steps.push(Step::Calendar);
        }
        let Some(organisation) = &folder.organisation else { return Ok(plan) };
        plan.organisation(organisation, in_force.organisation.as_deref(), centre.division());
        let entries = centre.item_list().await?;
        for (place, (file, item)) in folder.items.iter().enumerate() {
            let entry = entries.iter().find(|entry| entry.item.code == item.code);
            let other = |entry: &&ItemEntry| entry.item.short == item.short && entry.item.code != item.code;
            if let Some(other) = entries.iter().find(other) {
                plan.is_wrong(
                    file,
                    format!("the word {} belongs to the item {}", item.short, other.item.code),
                );
            }
            let planned = folder.planned.iter().any(|short| short == item.short.as_str());
            plan.item((place, file, item), entry, organisation, planned);
        }
        let has_file = |entry: &&ItemEntry| folder.items.iter().any(|(_, item)| item.code == entry.item.code);
        let without = entries.iter().filter(|entry| !has_file(entry));
        plan.without_file = without.map(|entry| entry.item.short.to_string()).collect();
        Ok(plan)
    }

    fn is_wrong(&mut self, file: &str, why: String) {
        self.wrong.push(Wrong { file: file.to_owned(), why });
    }

    fn organisation(&mut self, new: &Organisation, old: Option<&Organisation>, division: &str) {
        const FILE: &str = "organisation.toml";
        if new.centre.division.as_str() != division {
            self.is_wrong(FILE, format!("it is of division {}, not of {division}", new.centre.division));
        }
        if old.is_some_and(|old| old.to_body() == new.to_body()) {
            return;
        }
        match out_of_order(new.revision, old.map(|old| old.revision)) {
            Some(why) => self.is_wrong(FILE, why),
            None => self.steps.push(Step::Organisation),
        }
    }

    fn item(
        &mut self,
        (place, file, item): (usize, &str, &Item),
        entry: Option<&ItemEntry>,
        organisation: &Organisation,
        planned: bool,
    ) {
        // The gate compares the revision of the body with that of the entry, which is the body's own here.
        let own = InForce { revision: item.revision, digest: Digest([0; 32]) };
        if let Err(why) = review::may_publish(item, organisation, own) {
            self.not_ready(file, why);
        }
        let state = entry.map_or(ItemStage::Planned.key(), |entry| entry.state.as_str());
        if entry.is_none_or(|entry| entry.item.to_body() != item.to_body()) {
            match out_of_order(item.revision, entry.map(|entry| entry.item.revision)) {
                _ if state == ItemStage::Cancelled.key() => {
                    self.is_wrong(
                        file,
                        "the item was cancelled; a cancelled item never comes back (R73)".to_owned(),
                    );
                }
                Some(why) => self.is_wrong(file, why),
                None => self.steps.push(Step::Item(place)),
            }
        }
        match (planned, state == ItemStage::Planned.key()) {
            (false, true) => match review::may_stage(item, organisation, ItemStage::Live) {
                Ok(()) => self.steps.push(Step::Open(place)),
                Err(why) => self.not_ready(file, why),
            },
            (true, false) => {
                self.is_wrong(
                    "catalogue.toml",
                    format!("{} is planned here, but it is {state} already", item.short),
                );
            }
            _ => {}
        }
    }

    fn not_ready(&mut self, file: &str, why: NotReady) {
        match why {
            NotReady::Lint(found) => {
                for finding in &found {
                    self.is_wrong(file, findings::in_words(finding));
                }
            }
            NotReady::NoWindow => self.is_wrong(
                file,
                "no window serves it, so it cannot be opened (A46); give it a window or list it as planned"
                    .to_owned(),
            ),
            NotReady::OtherRevision { body, entry } => {
                self.is_wrong(file, format!("the body has revision {body}, its entry {entry}"));
            }
        }
    }
}

/// Revisions follow one another; why this one does not.
fn out_of_order(new: u32, in_force: Option<u32>) -> Option<String> {
    let next = in_force.map_or(1, |revision| revision + 1);
    match in_force {
        _ if new == next => None,
        Some(old) => Some(format!(
            "its content differs from revision {old}, which is in force; write revision = {next}, not {new}"
        )),
        None => Some(format!("nothing is in force yet; write revision = 1, not {new}")),
    }
}
