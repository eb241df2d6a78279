//! The demonstration county's files, published as a real county publishes its own.

use std::path::{Path, PathBuf};

use centre::Centre;
use centre::seal::KeyRing;
use store::Store;

use super::*;
use crate::config::testing::Scratch;

const DIVISION: &str = "990121";

fn county() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo")
}

/// A copy of the county's files that a test may spoil.
fn copy(scratch: &Scratch) -> anyhow::Result<PathBuf> {
    let folder = scratch.path("county");
    std::fs::create_dir_all(folder.join("items"))?;
    for place in ["", "items"] {
        for entry in std::fs::read_dir(county().join(place))? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::copy(entry.path(), folder.join(place).join(entry.file_name()))?;
            }
        }
    }
    Ok(folder)
}

/// Rewrites a file; the words to replace must be there.
fn rewrite(path: &Path, from: &str, to: &str) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path)?;
    anyhow::ensure!(text.contains(from), "{} does not say {from}", path.display());
    Ok(std::fs::write(path, text.replacen(from, to, 1))?)
}

async fn empty_centre(scratch: &Scratch) -> anyhow::Result<Centre> {
    let store = Store::open(&format!("sqlite:{}", scratch.path("yimen.db").display())).await?;
    let options = centre::open::Options {
        division: DIVISION.to_owned(),
        keys: KeyRing::new([7; key_file::KEY_BYTES]),
        clock: ledger::Clock::System,
        sample: false,
        extra_divisions: Vec::new(),
        notices_dir: None,
    };
    Ok(Centre::open(store, options).await?)
}

#[tokio::test]
async fn a_county_is_published_once_and_the_second_time_there_is_nothing_to_do() -> anyhow::Result<()> {
    let scratch = Scratch::new();
    let centre = empty_centre(&scratch).await?;
    let folder = Folder::read(&county())?;
    let checked = publish(&centre, &folder, true).await?;
    assert_eq!(checked.wrong, []);
    assert!(!centre.is_ready().await?, "a check publishes nothing");
    let first = publish(&centre, &folder, false).await?;
    assert_eq!(first.steps, checked.steps);
    let items = centre.item_list().await?;
    assert_eq!(items.len(), folder.items.len());
    // R73: what is only announced is not open.
    let mut closed: Vec<&str> =
        items.iter().filter(|item| !item.is_live()).map(|item| item.item.short.as_str()).collect();
    closed.sort_unstable();
    assert_eq!(closed, folder.planned);
    assert_eq!(first.steps.len(), 2 + 2 * items.len() - closed.len());
    let second = publish(&centre, &folder, false).await?;
    assert_eq!((second.steps, second.wrong), (vec![], vec![]));
    Ok(())
}

#[tokio::test]
async fn a_broken_item_is_named_with_its_file_and_nothing_is_published() -> anyhow::Result<()> {
    let scratch = Scratch::new();
    let centre = empty_centre(&scratch).await?;
    let path = copy(&scratch)?;
    // L1: the list would be open to anything.
    let item = catalogue::Item::from_toml(&std::fs::read_to_string(path.join("items/marriage.toml"))?)?;
    let name = format!("name = \"{}\"", item.materials[0].name);
    rewrite(&path.join("items/marriage.toml"), &name, "name = \"其他材料\"")?;
    std::fs::write(path.join("items/broken.toml"), "revision = \"one\"\n")?;
    let plan = publish(&centre, &Folder::read(&path)?, false).await?;
    let files: Vec<&str> = plan.wrong.iter().map(|wrong| wrong.file.as_str()).collect();
    assert_eq!(files, ["items/broken.toml", "items/marriage.toml"]);
    assert!(plan.wrong[0].why.starts_with("cannot be read:"), "{}", plan.wrong[0].why);
    assert_eq!(
        plan.wrong[1].why,
        "material row 1: a material's name must not leave the list open (其他材料) (L1)"
    );
    assert!(centre.item_list().await?.is_empty() && !centre.is_ready().await?);
    Ok(())
}

#[tokio::test]
async fn a_change_needs_the_next_revision_and_then_is_the_one_thing_published() -> anyhow::Result<()> {
    let scratch = Scratch::new();
    let centre = empty_centre(&scratch).await?;
    let path = copy(&scratch)?;
    publish(&centre, &Folder::read(&path)?, false).await?;
    let organisation = path.join("organisation.toml");
    rewrite(&organisation, "hours = \"工作日 8:30—12:00", "hours = \"工作日 9:00—12:00")?;
    let plan = publish(&centre, &Folder::read(&path)?, false).await?;
    assert_eq!(plan.wrong.len(), 1);
    assert_eq!(
        plan.wrong[0].why,
        "its content differs from revision 1, which is in force; write revision = 2, not 1"
    );
    rewrite(&organisation, "revision = 1", "revision = 2")?;
    let plan = publish(&centre, &Folder::read(&path)?, false).await?;
    assert_eq!((plan.steps, plan.wrong), (vec![Step::Organisation], vec![]));
    let hours = centre.organisation().await?.map(|it| it.centre.hours.clone());
    assert_eq!(hours.as_deref().map(|hours| hours.starts_with("工作日 9:00")), Some(true));
    Ok(())
}

#[tokio::test]
async fn what_the_folder_contradicts_is_said() -> anyhow::Result<()> {
    let scratch = Scratch::new();
    let centre = empty_centre(&scratch).await?;
    let path = copy(&scratch)?;
    publish(&centre, &Folder::read(&path)?, false).await?;
    std::fs::write(path.join("catalogue.toml"), "planned = [\"marriage\", \"nothing\"]\n")?;
    std::fs::copy(path.join("items/marriage.toml"), path.join("items/wedding.toml"))?;
    rewrite(&path.join("organisation.toml"), "division = \"990121\"", "division = \"110101\"")?;
    let plan = publish(&centre, &Folder::read(&path)?, false).await?;
    let said: Vec<String> = plan.wrong.iter().map(|wrong| format!("{}: {}", wrong.file, wrong.why)).collect();
    for expected in [
        "catalogue.toml: nothing is planned, but no file has an item of that word",
        "items/wedding.toml: items/marriage.toml has the same code or word; each item has its own",
        "organisation.toml: it is of division 110101, not of 990121",
        "catalogue.toml: marriage is planned here, but it is live already",
    ] {
        assert!(said.iter().any(|line| line == expected), "{expected}\n{said:#?}");
    }
    Ok(())
}
