//! The demonstration county: its organisation and items, published through the product's own door, and its accounts.

mod after;
mod assess;
mod away;
mod by_post;
mod complaints;
mod draws;
mod electronic;
mod ends;
mod exceptions;
mod hall;
mod hearings;
mod held;
mod holders;
pub mod hours;
mod inspect;
pub mod long_ago;
mod lost;
pub mod matter;
mod next_step;
mod offline;
mod papers;
pub mod people;
mod pictures;
mod plan;
mod put_right;
pub mod random;
mod ratings;
mod reconciled;
pub mod register;
mod shown;
pub mod simulate;
mod steps;
mod stop;
mod stories;
mod supervise;
mod twists;
mod visitors;

use anyhow::Context;
use catalogue::publish::ItemStage;
use catalogue::{Item, Organisation};
use centre::Centre;

/// Code of the county; the real table knows no such division.
pub const DIVISION: &str = "990121";

const ORGANISATION: &str = include_str!("../demo/organisation.toml");
const CATALOGUE: &str = include_str!("../demo/catalogue.toml");

macro_rules! items {
    ($($name:literal),+ $(,)?) => {
        /// The items' files.
        const ITEMS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../demo/items/", $name, ".toml")))),+];
    };
}

items![
    "animal-epidemic",
    "birth-registration",
    "construction-permit",
    "employer-social-insurance",
    "entertainment-venue",
    "fire-safety-check",
    "fireworks-transport",
    "food-business",
    "homestead",
    "house-transfer",
    "hygiene-licence",
    "identity-card",
    "living-allowance",
    "marriage",
    "name-change",
    "new-plant",
    "old-age-allowance",
    "performance",
    "planning-permit",
    "presale-permit",
    "private-kindergarten",
    "river-sand",
    "road-haulage",
    "rural-planning",
    "self-employed",
    "soil-water-plan",
    "teaching-qualification",
    "tree-felling",
    "water-abstraction",
    "work-injury",
];

/// Divisions of the invented province, known only here.
pub fn divisions() -> Vec<(u32, String)> {
    vec![(990_000, "岚宁省".to_owned()), (990_100, "沅禾市".to_owned()), (990_121, "澄禾县".to_owned())]
}

/// The county's organisation.
pub fn organisation() -> anyhow::Result<Organisation> {
    Organisation::from_toml(ORGANISATION).map_err(|problem| anyhow::anyhow!("organisation.toml: {problem}"))
}

/// The county's items, and whether each is live.
pub fn items() -> anyhow::Result<Vec<(Item, bool)>> {
    #[derive(serde::Deserialize)]
    struct Listed {
        planned: Vec<String>,
    }
    let listed: Listed = toml::from_str(CATALOGUE).context("catalogue.toml")?;
    ITEMS
        .iter()
        .map(|(name, text)| {
            let item = Item::from_toml(text).map_err(|problem| anyhow::anyhow!("{name}.toml: {problem}"))?;
            let live = !listed.planned.iter().any(|planned| planned == name);
            Ok((item, live))
        })
        .collect()
}

/// Publishes calendar, organisation and items; what is published already stays.
pub async fn publish(centre: &Centre) -> anyhow::Result<()> {
    let in_force = centre.in_force().await?;
    if in_force.calendar.is_none() {
        centre.calendar_adopt("cat.office", calendar::Calendar::built_in()).await.map_err(told)?;
    }
    if in_force.organisation.is_none() {
        centre.organisation_publish("cat.office", &organisation()?).await.map_err(told)?;
    }
    for (item, live) in items()? {
        if centre.item_entry(item.short.as_str()).await?.is_some() {
            continue;
        }
        centre.item_publish("cat.gov", &item).await.map_err(told)?;
        if live {
            centre.item_stage("cat.gov", item.code, ItemStage::Live).await.map_err(told)?;
        }
    }
    papers::wording(centre).await
}

/// Accounts of everybody in the organisation, by their ids, with one password.
pub async fn accounts(centre: &Centre, password: &str) -> anyhow::Result<Vec<(String, String)>> {
    let organisation = centre.organisation().await?.context("no organisation was published")?;
    let people: Vec<(String, String)> =
        organisation.people.iter().map(|person| (person.id.to_string(), person.name.clone())).collect();
    centre.accounts_set(people.iter().map(|(login, _)| (login.as_str(), login.as_str())), password).await?;
    centre.second_factor_samples(&organisation).await?;
    centre.reach_samples(&organisation).await?;
    Ok(people)
}

fn told(problem: centre::case::Problem) -> anyhow::Error {
    anyhow::anyhow!("the county cannot be published: {problem:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_county_reads_and_at_least_twelve_items_are_live() -> anyhow::Result<()> {
        assert!(organisation()?.validate().is_empty());
        let items = items()?;
        assert!(items.iter().filter(|(_, live)| *live).count() >= 12);
        assert!(items.iter().any(|(_, live)| !live));
        Ok(())
    }

    // C1, C2, N31, N32: the licensing law is quoted of licences alone; what is confirmed, granted or served rests on the item's own
    // articles, and never on none.
    #[test]
    fn a_finding_quotes_the_licensing_law_of_a_licence_alone() -> anyhow::Result<()> {
        use catalogue::item::ItemKind;
        use oversight::{Grounds, Rule};
        let (mut licences, mut others) = (0, 0);
        for (item, _) in items()? {
            let licence = item.kind == ItemKind::Licensing;
            *(if licence { &mut licences } else { &mut others }) += 1;
            for rule in Rule::ALL.iter().filter(|rule| rule.basis().starts_with("行政许可法")) {
                let of = || format!("{} of {}", rule.key(), item.short);
                match rule.grounds(Some(&item)) {
                    Grounds::Sentence(sentence) => {
                        assert_eq!(sentence.starts_with("行政许可法"), licence, "{}", of());
                    }
                    Grounds::Articles(articles) => {
                        assert!(!licence && !articles.is_empty(), "{}", of());
                        assert!(articles.iter().all(|it| it.law != "行政许可法"), "{}", of());
                    }
                }
            }
        }
        assert!(licences > 0 && others > 0, "both kinds are asked");
        Ok(())
    }
}
