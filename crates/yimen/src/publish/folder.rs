//! The folder that is published: `organisation.toml`, `catalogue.toml` and `items/*.toml`, read whole before anything else.

use std::path::Path;

use anyhow::Context;
use catalogue::{Item, Organisation};

use super::Wrong;

/// Files of items in one folder at most.
const ITEMS_MAX: usize = 5_000;
/// A file larger than this is no item and no organisation of ours.
const FILE_BYTES_MAX: u64 = 4 << 20;

/// What a folder says.
#[derive(Debug, Default)]
pub struct Folder {
    /// `organisation.toml`, if it can be read.
    pub organisation: Option<Organisation>,
    /// The items that can be read, by file, in the order of their names: `items/food-business.toml`.
    pub items: Vec<(String, Item)>,
    /// Items that are announced and not open (R73), by their address words.
    pub planned: Vec<String>,
    /// What cannot be read, or contradicts itself.
    pub wrong: Vec<Wrong>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    planned: Vec<String>,
}

impl Folder {
    /// Reads every file; an error only where the folder itself cannot be read.
    pub fn read(path: &Path) -> anyhow::Result<Folder> {
        let mut folder = Folder::default();
        anyhow::ensure!(path.is_dir(), "{} is not a folder", path.display());
        match text_of(path, "organisation.toml") {
            Ok(Some(text)) => match Organisation::from_toml(&text) {
                Ok(organisation) => folder.organisation = Some(organisation),
                Err(problem) => folder.is_wrong("organisation.toml", problem),
            },
            Ok(None) => folder.is_wrong("organisation.toml", "the file is missing"),
            Err(why) => folder.is_wrong("organisation.toml", why),
        }
        for file in item_files(path)? {
            match text_of(path, &file) {
                Ok(text) => match Item::from_toml(&text.unwrap_or_default()) {
                    Ok(item) => folder.items.push((file, item)),
                    Err(problem) => folder.is_wrong(&file, problem),
                },
                Err(why) => folder.is_wrong(&file, why),
            }
        }
        folder.planned_of(path);
        folder.doubles();
        Ok(folder)
    }

    /// Notes that a file is wrong.
    pub fn is_wrong(&mut self, file: &str, why: impl std::fmt::Display) {
        // What a parser says has lines and a drawing; one line names the place.
        let why = why
            .to_string()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        self.wrong.push(Wrong { file: file.to_owned(), why });
    }

    fn planned_of(&mut self, path: &Path) {
        match text_of(path, "catalogue.toml").map(|text| text.map(|text| toml::from_str::<Catalogue>(&text)))
        {
            Ok(None) => {}
            Ok(Some(Ok(catalogue))) => {
                let unknown =
                    |short: &&String| !self.items.iter().any(|(_, item)| item.short.as_str() == **short);
                let unknown: Vec<String> = catalogue.planned.iter().filter(unknown).cloned().collect();
                for short in unknown {
                    self.is_wrong(
                        "catalogue.toml",
                        format!("{short} is planned, but no file has an item of that word"),
                    );
                }
                self.planned = catalogue.planned;
            }
            Ok(Some(Err(error))) => self.is_wrong("catalogue.toml", error),
            Err(why) => self.is_wrong("catalogue.toml", why),
        }
    }

    fn doubles(&mut self) {
        let mut doubles = Vec::new();
        for (place, (file, item)) in self.items.iter().enumerate() {
            let same = |(_, other): &&(String, Item)| other.code == item.code || other.short == item.short;
            if let Some((other, _)) = self.items[..place].iter().find(same) {
                doubles.push((
                    file.clone(),
                    format!("{other} has the same code or word; each item has its own"),
                ));
            }
        }
        for (file, why) in doubles {
            self.is_wrong(&file, why);
        }
    }
}

/// The text of a file, `None` when it is not there, or why it cannot be read.
fn text_of(folder: &Path, file: &str) -> Result<Option<String>, String> {
    let path = folder.join(file);
    match std::fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Ok(about) if about.len() > FILE_BYTES_MAX => {
            return Err(format!("the file has {} bytes, more than {FILE_BYTES_MAX}", about.len()));
        }
        _ => {}
    }
    std::fs::read_to_string(&path).map(Some).map_err(|error| error.to_string())
}

fn item_files(folder: &Path) -> anyhow::Result<Vec<String>> {
    let items = folder.join("items");
    if !items.exists() {
        return Ok(Vec::new());
    }
    let unreadable = || format!("the folder {} cannot be read", items.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&items).with_context(unreadable)? {
        let name = entry.with_context(unreadable)?.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".toml") && !name.starts_with('.') {
            files.push(format!("items/{name}"));
        }
    }
    anyhow::ensure!(files.len() <= ITEMS_MAX, "{} has more than {ITEMS_MAX} files of items", items.display());
    files.sort();
    Ok(files)
}
