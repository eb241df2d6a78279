//! `yimen publish`: a folder of files becomes what is in force in a division: calendar, organisation, items. What is in
//! force already stays; anything wrong is named with its file, and then nothing is published.

mod findings;
mod folder;
mod plan;
#[cfg(test)]
mod tests;

use std::path::Path;

use anyhow::Context;
use calendar::Calendar;
use catalogue::publish::ItemStage;
use centre::Centre;
use centre::case::Problem as NotDone;
use serde_json::json;

use crate::args::PublishArgs;
use crate::config::Settled;
use crate::outcome::{Outcome, Verdict};
use crate::{key_file, logs, opening, patience};
use folder::Folder;
use plan::{Plan, Step};

/// In whose name the entries stand: whoever may run the program with the key.
const OPERATOR: &str = "operator";

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The file, as it is called in the folder.
    pub file: String,
    /// What is wrong.
    pub why: String,
}

/// Reads, checks, publishes and says what it did.
pub fn run(args: &PublishArgs, json: bool) -> Outcome {
    let settled = Settled::read_here(&args.settings.0)?;
    let (level, format) = settled.logs()?;
    logs::start(&level, format)?;
    let (url, division) = (settled.database()?, settled.division()?);
    let folder = Folder::read(&args.dir)?;
    let key = key_file::read(&settled.key_file()?, args.create_key_file)?;
    let plan = opening::runtime()?.block_on(async {
        let store = opening::store(&url, patience::NONE).await?;
        let centre = opening::centre(store, division, key, None).await?;
        publish(&centre, &folder, args.check).await
    })?;
    if json {
        print_json(&plan, &folder, args.check);
    } else {
        print_text(&plan, &folder, args);
    }
    Ok(if plan.wrong.is_empty() { Verdict::Right } else { Verdict::Wrong })
}

/// Makes the plan and, unless it is only to be checked or something is wrong, carries it out.
async fn publish(centre: &Centre, folder: &Folder, check: bool) -> anyhow::Result<Plan> {
    let plan = Plan::of(centre, folder).await?;
    if check || !plan.wrong.is_empty() {
        return Ok(plan);
    }
    for step in &plan.steps {
        carry_out(centre, folder, *step).await.with_context(|| {
            format!("{} stopped; run it again to go on from there", in_words(folder, *step, false))
        })?;
    }
    Ok(plan)
}

async fn carry_out(centre: &Centre, folder: &Folder, step: Step) -> anyhow::Result<()> {
    let done = match step {
        Step::Calendar => centre.calendar_adopt(OPERATOR, Calendar::built_in()).await,
        Step::Organisation => {
            let organisation = folder.organisation.as_ref().context("the plan rests on an organisation")?;
            centre.organisation_publish(OPERATOR, organisation).await
        }
        Step::Item(place) => centre.item_publish(OPERATOR, &folder.items[place].1).await,
        Step::Open(place) => centre.item_stage(OPERATOR, folder.items[place].1.code, ItemStage::Live).await,
    };
    done.map_err(|problem| match problem {
        NotDone::Fault(fault) => anyhow::anyhow!("{fault}"),
        NotDone::Refused(refusal) => anyhow::anyhow!("the rules refuse it ({})", refusal.code()),
        other => anyhow::anyhow!("{other:?}"),
    })
}

/// "item food-business: revision 1 published".
fn in_words(folder: &Folder, step: Step, check: bool) -> String {
    let done = |word: &str| if check { format!("would be {word}") } else { word.to_owned() };
    let item = |place: usize| &folder.items[place].1;
    match step {
        Step::Calendar => {
            format!("calendar: {} {}", Calendar::built_in().version().edition(), done("adopted"))
        }
        Step::Organisation => {
            let revision = folder.organisation.as_ref().map_or(0, |it| it.revision);
            format!("organisation: revision {revision} {}", done("published"))
        }
        Step::Item(place) => {
            format!("item {}: revision {} {}", item(place).short, item(place).revision, done("published"))
        }
        Step::Open(place) => format!("item {}: {}", item(place).short, done("opened")),
    }
}

fn print_text(plan: &Plan, folder: &Folder, args: &PublishArgs) {
    for wrong in &plan.wrong {
        eprintln!("{}: {}", shown(&args.dir, &wrong.file), wrong.why);
    }
    if !plan.wrong.is_empty() {
        eprintln!("nothing was published");
        return;
    }
    for step in &plan.steps {
        println!("{}", in_words(folder, *step, args.check));
    }
    for short in &plan.without_file {
        println!("item {short}: in force without a file here; it stays as it is");
    }
    match (plan.steps.is_empty(), args.check) {
        (true, _) => println!("Everything here is in force already; there is nothing to do."),
        (false, true) => println!("The files are right; nothing was published."),
        (false, false) => println!("Published."),
    }
}

fn print_json(plan: &Plan, folder: &Folder, check: bool) {
    let steps: Vec<_> = plan
        .steps
        .iter()
        .filter(|_| plan.wrong.is_empty())
        .map(|step| match *step {
            Step::Calendar => {
                json!({ "act": "adopt-calendar", "calendar": Calendar::built_in().version().to_string() })
            }
            Step::Organisation => json!({
                "act": "publish-organisation",
                "revision": folder.organisation.as_ref().map(|it| it.revision),
            }),
            Step::Item(place) => {
                let item = &folder.items[place].1;
                json!({ "act": "publish-item", "item": item.short.as_str(), "revision": item.revision })
            }
            Step::Open(place) => json!({ "act": "open-item", "item": folder.items[place].1.short.as_str() }),
        })
        .collect();
    let wrong: Vec<_> =
        plan.wrong.iter().map(|wrong| json!({ "file": wrong.file, "problem": wrong.why })).collect();
    let published = !check && plan.wrong.is_empty();
    println!(
        "{}",
        json!({ "published": published, "steps": steps, "problems": wrong, "without_file": plan.without_file })
    );
}

fn shown(folder: &Path, file: &str) -> String {
    folder.join(file).display().to_string()
}
