//! The demonstration county as a whole: its organisation and items pass the door and the lint, and its people may do
//! what their posts and letters say.

use calendar::Day;
use catalogue::authority::{Authority, NoAuthority, Power};
use catalogue::item::{Category, Item, Post, StepKind};
use catalogue::lint::{self, Finding, Rule, Severity, Spot, lint};
use catalogue::organisation::Organisation;
use catalogue::{PersonId, Problem, UnitCode, WindowId};
use std::path::Path;

fn demo(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../yimen/demo").join(file);
    std::fs::read_to_string(&path)
        .unwrap_or_else(|why| panic!("{} is part of this repository: {why}", path.display()))
}

fn organisation() -> Organisation {
    Organisation::from_toml(&demo("organisation.toml")).expect("the county passes the door")
}

fn items() -> Vec<Item> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../yimen/demo/items");
    let files = std::fs::read_dir(folder).expect("the items are part of this repository");
    let mut items: Vec<Item> = files
        .map(|file| {
            let path = file.expect("a readable folder").path();
            let text = std::fs::read_to_string(&path).expect("a readable file");
            Item::from_toml(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
        })
        .collect();
    items.sort_by_key(|item| item.short);
    items
}

fn item(short: &str) -> Item {
    Item::from_toml(&demo(&format!("items/{short}.toml"))).expect("the item passes the door")
}

fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("a plain code")
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

#[test]
fn every_item_of_the_county_passes_the_lint_without_errors() {
    let organisation = organisation();
    let items = items();
    assert!(items.len() >= 18, "{}", items.len());
    for item in &items {
        let findings = lint(item, &organisation);
        assert!(!lint::has_errors(&findings), "{}: {findings:?}", item.short);
    }
}

#[test]
fn the_law_behind_every_limit_fee_exclusion_and_paper_names_its_article() {
    for item in items() {
        for basis in item.all_bases() {
            assert!(basis.article.starts_with('第'), "{}: {}", item.short, basis.quoted());
        }
        assert_eq!(
            item.sample,
            item.all_bases().any(|basis| !basis.verified),
            "{}: ※ rows are sample data",
            item.short
        );
    }
}

#[test]
fn limits_fees_and_starts_are_those_of_the_table() {
    let limits = |short: &str| {
        let item = item(short);
        let statutory = item.statutory.as_ref().map(|limit| format!("{} {:?}", limit.limit, limit.start));
        format!("{} / {}", item.promised.limit, statutory.unwrap_or_default())
    };
    for (short, expected) in [
        ("identity-card", "15wd / 60d Receipt"),
        ("fireworks-transport", "1wd / 3d Acceptance"),
        ("work-injury", "20wd / 60d Acceptance"),
        ("employer-social-insurance", "same-day / 15d Receipt"),
        ("tree-felling", "7wd / 20wd Acceptance"),
        ("house-transfer", "3wd / 30wd Acceptance"),
        ("construction-permit", "2wd / 7d Receipt"),
        ("road-haulage", "5wd / 20d Acceptance"),
        ("water-abstraction", "20wd / 45wd Acceptance"),
        ("animal-epidemic", "8wd / 20wd Acceptance"),
        ("performance", "1wd / 3d Acceptance"),
        ("hygiene-licence", "8wd / 20wd Acceptance"),
        ("food-business", "7wd / 20wd Acceptance"),
        ("private-kindergarten", "40wd / 3m Acceptance"),
    ] {
        assert_eq!(limits(short), expected, "{short}");
    }
    assert_eq!(item("house-transfer").fee.map(|fee| fee.amount_fen), Some(8000));
    let fees: Vec<String> =
        items().iter().filter(|item| item.fee.is_some()).map(|item| item.short.to_string()).collect();
    assert_eq!(fees, ["house-transfer", "identity-card"]);
}

#[test]
fn silence_is_acceptance_for_licences_and_real_estate_only_c2() {
    for item in items() {
        let expected = item.code.as_str().as_bytes()[22] == b'1' && !item.is_instant()
            || item.short.as_str() == "house-transfer";
        assert_eq!(item.silence_is_acceptance(), expected, "{}", item.short);
    }
}

#[test]
fn instant_items_have_one_step_and_the_window_head_signs_it_c6() {
    let instant: Vec<Item> = items().into_iter().filter(|item| item.category == Category::Instant).collect();
    assert_eq!(instant.len(), 4);
    let organisation = organisation();
    for item in instant {
        assert_eq!(
            item.steps.iter().map(|step| (step.kind, step.post)).collect::<Vec<_>>(),
            [(StepKind::Decide, Post::WindowHead)]
        );
        let signers = organisation.who_may(Power::SignInstant, &item, day("2026-11-23"));
        assert!(signers.iter().any(|holder| holder.person.as_str().starts_with("head.")), "{}", item.short);
        assert_eq!(
            organisation.may(person("intake2"), Power::SignInstant, &item, day("2026-11-23")),
            Authority::No { reason: NoAuthority::NoPost }
        );
    }
}

#[test]
fn a_public_service_decides_nothing_and_names_no_remedy_a36() {
    let item = item("employer-social-insurance");
    assert!(item.remedies.is_none());
    assert!(items().iter().all(|item| item.remedies.is_some() == item.kind.is_power()));
}

#[test]
fn a_body_comes_back_from_its_canonical_bytes_and_gives_them_again() {
    for item in items() {
        let body = item.to_body();
        let back = Item::from_body(&body).expect("its own body");
        assert_eq!((back.to_body(), &back), (body, &item), "{}", item.short);
    }
    let organisation = organisation();
    let body = organisation.to_body();
    let back = Organisation::from_body(&body).expect("its own body");
    assert_eq!((back.to_body(), back), (body, organisation));
}

#[test]
fn the_head_always_decides_and_the_leader_within_the_letter_r52() {
    let (organisation, item, on) = (organisation(), item("food-business"), day("2026-11-23"));
    let able: Vec<(String, bool)> = organisation
        .who_may_decide(&item, on)
        .iter()
        .map(|holder| (holder.person.to_string(), holder.authority.is_by_delegation()))
        .collect();
    assert_eq!(able, [("chief.sc".to_owned(), false), ("lead.sc".to_owned(), true)]);
    let no = organisation.may_decide(person("do.sc"), &item, on);
    assert_eq!(no, Authority::No { reason: NoAuthority::NoPost });
    let elsewhere = organisation.may_decide(person("chief.wj"), &item, on);
    assert_eq!(elsewhere, Authority::No { reason: NoAuthority::ElsewhereOnly });
    let after = organisation.may_decide(person("lead.sc"), &item, day("2027-07-01"));
    assert!(matches!(after, Authority::No { reason: NoAuthority::DelegationEnded { .. } }), "{after:?}");
}

#[test]
fn a_letter_that_ended_on_the_31st_of_october_says_so_tone_17() {
    let (organisation, item) = (organisation(), item("hygiene-licence"));
    assert!(organisation.may_decide(person("lead.wj"), &item, day("2026-10-31")).is_by_delegation());
    let authority = organisation.may_decide(person("lead.wj"), &item, day("2026-11-01"));
    let Authority::No { reason: NoAuthority::DelegationEnded { until, .. } } = authority else {
        panic!("{authority:?}");
    };
    assert_eq!(until, day("2026-10-31"));
    let future =
        organisation.may_decide(person("lead.sl"), &crate::item("water-abstraction"), day("2026-11-23"));
    assert!(matches!(future, Authority::No { reason: NoAuthority::DelegationNotYet { .. } }), "{future:?}");
}

#[test]
fn a_letter_counts_only_for_the_items_and_powers_it_names() {
    let organisation = organisation();
    let on = day("2026-11-23");
    let other_item = organisation.may_decide(person("lead.ga"), &item("birth-registration"), on);
    assert_eq!(
        other_item,
        Authority::No { reason: NoAuthority::DelegationDoesNotCover { id: letter("ga-2026-1") } }
    );
    let extension = organisation.may(person("lead.sc"), Power::ApproveExtension, &item("food-business"), on);
    assert_eq!(
        extension,
        Authority::No { reason: NoAuthority::DelegationDoesNotCover { id: letter("sc-2026-1") } }
    );
}

fn letter(id: &str) -> catalogue::DelegationId {
    catalogue::DelegationId::parse(id).expect("a plain code")
}

#[test]
fn only_the_head_extends_unless_a_letter_names_extensions_c7() {
    let (organisation, on) = (organisation(), day("2026-11-23"));
    let item = item("food-business");
    let able: Vec<String> = organisation
        .who_may(Power::ApproveExtension, &item, on)
        .iter()
        .map(|holder| holder.person.to_string())
        .collect();
    assert_eq!(able, ["chief.sc"]);
    for id in ["head.biz", "lead.sc", "centre", "gov"] {
        assert!(!organisation.may(person(id), Power::ApproveExtension, &item, on).is_yes(), "{id}");
    }
    let mut joint = item;
    joint.extension.as_mut().expect("a licence may be extended").approver = Post::GovernmentHead;
    let able: Vec<String> = organisation
        .who_may(Power::ApproveExtension, &joint, on)
        .iter()
        .map(|holder| holder.person.to_string())
        .collect();
    assert_eq!(able, ["gov"]);
    joint.extension = None;
    assert!(organisation.who_may(Power::ApproveExtension, &joint, on).is_empty());
}

#[test]
fn windows_heads_agents_and_bank_stay_within_their_own() {
    let (organisation, on) = (organisation(), day("2026-11-23"));
    let food = item("food-business");
    assert!(organisation.may(person("intake2"), Power::Receive, &food, on).is_yes());
    assert!(!organisation.may(person("intake7"), Power::Receive, &food, on).is_yes());
    assert!(organisation.may(person("head.biz"), Power::ReleaseSecondCorrection, &food, on).is_yes());
    assert!(!organisation.may(person("head.soc"), Power::ReleaseSecondCorrection, &food, on).is_yes());
    assert_eq!(organisation.agent_for(&food, on), Some(person("agent.sc")));
    assert_eq!(organisation.agent_for(&item("old-age-allowance"), on), Some(person("agent.gen")));
    let takers: Vec<String> = organisation
        .who_may(Power::ConfirmPayment, &food, on)
        .iter()
        .map(|holder| holder.person.to_string())
        .collect();
    assert_eq!(takers, ["fee"]);
    let checkers = organisation.who_may_do_step(&food.steps[1], &food, on);
    assert_eq!(
        checkers.iter().map(|holder| holder.person.to_string()).collect::<Vec<_>>(),
        ["do.sc", "do2.sc"]
    );
    assert!(checkers.iter().all(|holder| {
        organisation.person(holder.person).is_some_and(|person| person.enforcement_certificate.is_some())
    }));
}

#[test]
fn every_step_and_every_power_of_every_item_has_somebody_today() {
    let (organisation, on) = (organisation(), day("2026-11-23"));
    for item in items() {
        for step in &item.steps {
            let able = organisation.who_may_do_step(step, &item, on).len();
            assert!(able >= usize::from(step.staff), "{} {}: {able}", item.short, step.code);
        }
        for power in [
            Power::Receive,
            Power::Accept,
            Power::Decide,
            Power::Recheck,
            Power::MakeDocument,
            Power::Deliver,
            Power::Reassign,
        ] {
            assert!(!organisation.who_may(power, &item, on).is_empty(), "{} {power:?}", item.short);
        }
        assert!(organisation.agent_for(&item, on).is_some(), "{}", item.short);
    }
}

#[test]
fn the_county_is_complete_and_bilingual() {
    let organisation = organisation();
    assert_eq!(organisation.windows.len(), 16);
    for unit in ["ga", "mz", "rs", "zr", "zj", "jt", "sl", "ny", "wl", "wj", "sc", "jy", "xf"] {
        let unit = UnitCode::parse(unit).expect("a plain code");
        let found = organisation.unit(unit).expect("one of the thirteen");
        assert!(found.document_prefix.is_some() && found.credit_code.is_some(), "{unit}");
        assert_eq!(organisation.who_holds(Post::AuthorityHead, unit, day("2026-11-23")).count(), 1, "{unit}");
    }
    assert!(organisation.people.iter().all(|person| !person.name_en.is_empty() && !person.name.is_empty()));
    assert!(organisation.window(WindowId::parse("w16").expect("a plain code")).is_some());
    for item in items() {
        assert!(
            item.name_en.is_some() && !item.everyday_names.is_empty() && !item.questions.is_empty(),
            "{}",
            item.short
        );
        assert!(item.materials.iter().all(|material| material.name_en.is_some()), "{}", item.short);
    }
}
