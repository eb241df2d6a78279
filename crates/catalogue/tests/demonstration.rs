//! The demonstration county as a whole: its organisation and items pass the door and the lint, and its people may do
//! what their posts and letters say.

use calendar::Day;
use catalogue::authority::{Authority, NoAuthority, Power};
use catalogue::item::{Category, Item, ItemKind, Post, StepKind};
use catalogue::lint::{self, Finding, Rule, Severity, Spot, lint};
use catalogue::organisation::{Organisation, UnitKind};
use catalogue::{PersonId, Problem, UnitCode, WindowId};
use std::path::Path;

fn demo(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo").join(file);
    std::fs::read_to_string(&path)
        .unwrap_or_else(|why| panic!("{} is part of this repository: {why}", path.display()))
}

fn organisation() -> Organisation {
    Organisation::from_toml(&demo("organisation.toml")).expect("the county passes the door")
}

fn items() -> Vec<Item> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/items");
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
    assert!(items.len() >= 28, "{}", items.len());
    for item in &items {
        let findings = lint(item, &organisation);
        assert!(!lint::has_errors(&findings), "{}: {findings:?}", item.short);
    }
}

/// Texts of an item or of the hall that stand on an English page or paper, by their names; each has its English beside it. Of a step
/// and of an exclusion it is the plain name that does.
const SAID: [&str; 17] = [
    "name",
    "plain_name",
    "applicant_word",
    "result_name",
    "text",
    "issuer",
    "note",
    "applies_when",
    "validity",
    "ask",
    "answer",
    "instead",
    "promise",
    "consequence",
    "reconsideration_body",
    "address",
    "hours",
];

/// The places of texts without English.
fn without_english(at: &str, value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(all) => {
            all.iter().for_each(|it| without_english(at, it, found));
        }
        serde_json::Value::Object(fields) => {
            let has =
                |name: &str| fields.get(name).is_some_and(|it| it.as_str().is_some_and(|it| !it.is_empty()));
            for name in SAID.into_iter().filter(|name| has(name)) {
                let plain = name == "name" && (has("plain_name") || has("applicant_word"));
                if !plain && !has(&format!("{name}_en")) {
                    found.push(format!("{at}.{name}"));
                }
            }
            fields.iter().for_each(|(name, it)| without_english(&format!("{at}.{name}"), it, found));
        }
        _ => {}
    }
}

// Issue 3, English complete: what an English page or paper says of an item is English too.
#[test]
fn everything_said_of_an_item_is_said_in_english_too() {
    let mut found = Vec::new();
    for item in items() {
        let value = serde_json::to_value(&item).expect("an item serialises");
        without_english(item.short.as_str(), &value, &mut found);
    }
    let organisation = serde_json::to_value(organisation()).expect("it serialises");
    without_english("county", &organisation, &mut found);
    assert!(found.is_empty(), "{found:#?}");
    let bare =
        serde_json::json!({"fee": {"text": "每证20元"}, "steps": [{"name": "审查", "plain_name": "看材料"}]});
    without_english("bare", &bare, &mut found);
    assert_eq!(found, ["bare.fee.text", "bare.steps.plain_name"]);
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
        ("planning-permit", "12wd / 20wd Acceptance"),
        ("presale-permit", "5wd / 10d Receipt"),
        ("soil-water-plan", "8wd / 20wd Acceptance"),
        ("entertainment-venue", "12wd / 20wd Acceptance"),
        ("name-change", "same-day / "),
        ("animal-epidemic", "8wd / 20wd Acceptance"),
        ("performance", "1wd / 3d Acceptance"),
        ("hygiene-licence", "8wd / 20wd Acceptance"),
        ("food-business", "7wd / 20wd Acceptance"),
        ("private-kindergarten", "40wd / 3m Acceptance"),
        ("living-allowance", "18wd / 30wd Acceptance"),
        ("rural-planning", "13wd / 20wd Acceptance"),
        ("homestead", "15wd / 20wd Acceptance"),
        ("teaching-qualification", "20wd / 30d RoundClosed"),
        ("new-plant", "25wd / 45wd Acceptance"),
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
fn instant_items_are_signed_by_the_window_head_and_one_by_the_leader_before_c6_r56() {
    let instant: Vec<Item> = items().into_iter().filter(|item| item.category == Category::Instant).collect();
    assert_eq!(instant.len(), 5);
    let organisation = organisation();
    for item in instant {
        let steps: Vec<_> = item.steps.iter().map(|step| (step.kind, step.post)).collect();
        // R56: where the leader in charge must sign, he signs first.
        let leader = item.short.as_str() == "name-change";
        assert_eq!(leader, item.leader_signs_instant(), "{}", item.short);
        let signs_first = [(StepKind::SignOff, Post::LeaderInCharge)].into_iter().filter(|_| leader);
        let expected: Vec<_> = signs_first.chain([(StepKind::Decide, Post::WindowHead)]).collect();
        assert_eq!(steps, expected, "{}", item.short);
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
        // The people of the division above are in its own organisation.
        let upper = |unit| organisation.unit(unit).is_some_and(|unit| unit.kind == UnitKind::Upper);
        for step in item.steps.iter().filter(|step| !upper(step.unit)) {
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
    assert_eq!(organisation.windows.len(), 17, "sixteen of the hall, one of a town");
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

/// Each rule on an item that breaks it and nothing else.
#[test]
fn each_lint_rule_finds_what_breaks_it() {
    let organisation = organisation();
    let found = |break_it: &dyn Fn(&mut Item)| -> Vec<(Rule, Severity)> {
        let mut item = item("food-business");
        item.result_sample = true;
        break_it(&mut item);
        lint(&item, &organisation).iter().map(|finding| (finding.rule, finding.severity)).collect()
    };
    assert_eq!(found(&|_| ()), []);
    use Severity::{Error, Warning};
    assert_eq!(found(&|item| item.materials[0].name = "其他材料".into()), [(Rule::L1, Error)]);
    assert_eq!(found(&|item| item.materials[1].basis.clear()), [(Rule::L2, Error)]);
    assert_eq!(found(&|item| item.materials[1].issuer = " ".into()), [(Rule::L2, Error)]);
    assert_eq!(found(&|item| item.materials[2].copies = 0), [(Rule::L2, Error)]);
    assert_eq!(found(&|item| item.promised.limit = calendar::Limit::working_days(21)), [(Rule::L3, Error)]);
    assert_eq!(found(&|item| item.steps[0].limit = calendar::Limit::working_days(3)), [(Rule::Steps, Error)]);
    assert_eq!(found(&|item| item.steps[1].staff = 1), [(Rule::Steps, Error)]);
    let instant = found(&|item| item.category = Category::Instant);
    assert_eq!(
        instant,
        [(Rule::L4, Error), (Rule::Exceptions, Error)],
        "nothing follows what ends at once (N56)"
    );
    let fee = || catalogue::item::Fee {
        text: "费".into(),
        text_en: None,
        basis: basis("某法", ""),
        amount_fen: 100,
    };
    assert_eq!(found(&|item| item.fee = Some(fee())), [(Rule::L5, Error), (Rule::L11, Warning)]);
    assert_eq!(found(&|item| item.channels.trips_reason = None), [(Rule::L6, Warning)]);
    assert_eq!(
        found(&|item| item.complaint_telephone = item.inquiry_telephone.clone()),
        [(Rule::L7, Warning)]
    );
    assert_eq!(found(&|item| item.questions.clear()), [(Rule::L8, Warning)]);
    assert_eq!(found(&|item| item.result_sample = false), [(Rule::L9, Warning)]);
    assert_eq!(found(&|item| item.exclusions[0].max_days = 0), [(Rule::L10, Error)]);
    let other = |item: &mut Item| item.exclusions[0].ground = catalogue::item::ExclusionGround::Other;
    assert_eq!(found(&other), [(Rule::L10, Error)], "§45 has eight grounds and no others");
    assert_eq!(found(&|item| item.basis[0].article.clear()), [(Rule::L11, Warning)]);
    let other_code = "11990121MA0009116D4000131026000";
    assert_eq!(
        found(&|item| item.code = catalogue::ItemCode::parse(other_code).expect("plain")),
        [(Rule::L12, Error)]
    );
    assert_eq!(found(&|item| item.level = catalogue::item::Level::City), [(Rule::L12, Error)]);
    assert_eq!(found(&|item| item.windows.clear()), [(Rule::Window, Error)]);
    let deferral = |change: &dyn Fn(&mut catalogue::exception::Deferrable)| {
        found(&|item| change(item.materials[3].deferrable.as_mut().expect("row 4 may follow")))
    };
    let exceptions = [(Rule::Exceptions, Error)];
    assert_eq!(
        deferral(&|it| it.limit = calendar::Limit::working_days(8)),
        exceptions,
        "later than the promise"
    );
    assert_eq!(deferral(&|it| it.limit = calendar::Limit::SAME_DAY), exceptions);
    assert_eq!(
        deferral(&|it| it.limit = calendar::Limit::calendar_days(9)),
        [],
        "7 working days are 9 days or more"
    );
    assert_eq!(
        found(&|item| item.materials[3].required = false),
        exceptions,
        "what nobody must bring needs no deferral"
    );
    assert_eq!(
        found(&|item| item.decision.refusal_reasons.retain(|it| it.code.as_str() != "deferred-not-brought")),
        exceptions
    );
    let all_may_follow = |item: &mut Item| {
        let same = item.materials[3].deferrable.clone();
        item.materials.iter_mut().for_each(|it| it.deferrable.clone_from(&same));
    };
    assert_eq!(found(&all_may_follow).len(), 5, "the main papers are there at acceptance");
}

// R55, R56, C5
#[test]
fn an_instant_item_may_be_signed_off_by_the_leader_the_same_day_and_asks_for_nothing_more() {
    let organisation = organisation();
    let found = |break_it: &dyn Fn(&mut Item)| -> Vec<(Rule, Severity)> {
        let mut item = item("name-change");
        item.result_sample = true;
        break_it(&mut item);
        lint(&item, &organisation).iter().map(|finding| (finding.rule, finding.severity)).collect()
    };
    let bars = [(Rule::L4, Severity::Error)];
    assert_eq!(found(&|_| ()), []);
    assert_eq!(found(&|item| item.steps[0].limit = calendar::Limit::ON_THE_SPOT), []);
    let tomorrow = found(&|item| item.steps[0].limit = calendar::Limit::working_days(1));
    assert_eq!(tomorrow, [bars[0], (Rule::Steps, Severity::Error)], "the same day, not the next");
    assert_eq!(
        found(&|item| item.steps[0].kind = StepKind::SiteCheck),
        [bars[0], (Rule::Steps, Severity::Error)]
    );
    let twice = |item: &mut Item| item.steps.insert(0, item.steps[0].clone());
    assert_eq!(found(&twice), bars, "one leader signs");
    let examined = |item: &mut Item| {
        let examine = catalogue::item::Step { kind: StepKind::Examine, ..item.steps[0].clone() };
        item.steps.insert(0, examine);
    };
    assert_eq!(found(&examined), bars, "the window has examined it");
    let stops = |it: &mut Item| it.exclusions = item("food-business").exclusions;
    assert_eq!(found(&stops), bars, "nothing stops a clock that ends today");
}

#[test]
fn a_promise_that_is_later_only_across_a_long_holiday_is_a_hint_c3() {
    let limits = |promised: u16| {
        let mut item = item("construction-permit");
        item.promised.limit = calendar::Limit::working_days(promised);
        let findings = lint(&item, &organisation());
        findings
            .iter()
            .find(|finding| finding.rule == Rule::L3)
            .map(|finding| (finding.severity, finding.at.clone()))
    };
    assert_eq!(limits(1), None);
    assert_eq!(
        limits(2),
        Some((Severity::Hint, Spot::Item)),
        "two working days are nine days before the Spring Festival"
    );
    assert_eq!(limits(5), Some((Severity::Hint, Spot::Item)));
    assert_eq!(limits(6), Some((Severity::Error, Spot::Item)));
    let short: Vec<Finding> = lint(&item("performance"), &organisation());
    assert!(
        short.iter().all(|finding| finding.rule != Rule::L3),
        "three days that end in a holiday end after it"
    );
}

#[test]
fn an_exclusion_of_another_law_needs_its_own_article_c1() {
    let organisation = organisation();
    let mut injury = item("work-injury");
    assert!(!lint::has_errors(&lint(&injury, &organisation)));
    injury.exclusions[0].basis = basis("行政许可法", "第四十五条");
    assert!(lint::has_errors(&lint(&injury, &organisation)));
}

fn basis(law: &str, article: &str) -> catalogue::item::Basis {
    catalogue::item::Basis { law: law.into(), article: article.into(), verified: false }
}

#[test]
fn the_door_refuses_bodies_out_of_bounds() {
    let refused = |break_it: &dyn Fn(&mut Item)| {
        let mut item = item("food-business");
        break_it(&mut item);
        Item::checked(item).expect_err("out of bounds")
    };
    assert_eq!(refused(&|item| item.materials[0].row = 2), Problem::Rows);
    assert_eq!(refused(&|item| item.steps.reverse()), Problem::DecideStep);
    assert_eq!(refused(&|item| item.steps.clear()), Problem::DecideStep);
    assert_eq!(refused(&|item| item.remedies = None), Problem::Remedies);
    assert_eq!(refused(&|item| item.name = "\u{0}".into()), Problem::Text(".name".into()));
    assert_eq!(refused(&|item| item.name.clear()), Problem::Missing("name".into()));
    assert_eq!(
        refused(&|item| item.steps[1].code = item.steps[0].code),
        Problem::Twice("step examine".into())
    );
    let many = |item: &mut Item| item.exclusions = vec![item.exclusions[0].clone(); 17];
    assert_eq!(refused(&many), Problem::TooMany { what: "exclusions", max: 16 });
    let unknown = demo("items/food-business.toml").replacen("revision = 1", "revision = 1\nsurprise = 2", 1);
    assert!(matches!(Item::from_toml(&unknown), Err(Problem::Syntax(_))));
    assert!(matches!(Item::from_body(&vec![b' '; 300_000]), Err(Problem::TooLarge(300_000))));
}

#[test]
fn an_organisation_with_holes_is_refused() {
    let refused = |break_it: &dyn Fn(&mut Organisation)| {
        let mut organisation = organisation();
        break_it(&mut organisation);
        Organisation::checked(organisation).expect_err("a hole")
    };
    let nobody = |organisation: &mut Organisation| organisation.posts[0].person = person("nobody");
    assert!(matches!(refused(&nobody), Problem::Dangling { .. }));
    let headless = |organisation: &mut Organisation| {
        organisation.posts.retain(|holding| holding.person != person("chief.jy"));
    };
    assert_eq!(refused(&headless), Problem::NoHead("unit jy".into()));
    let backwards = |organisation: &mut Organisation| organisation.delegations[0].until = day("2020-01-01");
    assert_eq!(refused(&backwards), Problem::Dates("delegation sc-2026-1".into()));
    let stolen =
        |organisation: &mut Organisation| organisation.delegations[0].from_person = person("chief.wj");
    assert_eq!(refused(&stolen), Problem::Giver("sc-2026-1".into()));
    let wrong_code = |organisation: &mut Organisation| {
        organisation.units[0].credit_code = Some("11990121MA00090018".into())
    };
    assert_eq!(refused(&wrong_code), Problem::CreditCode("unit gov".into()));
}

#[test]
fn a_letter_of_one_who_lost_the_post_gives_nothing() {
    let mut organisation = organisation();
    let chief =
        organisation.posts.iter_mut().find(|holding| holding.person == person("chief.sc")).expect("the head");
    chief.until = Some(day("2026-06-30"));
    let item = item("food-business");
    let authority = organisation.may_decide(person("lead.sc"), &item, day("2026-07-01"));
    assert_eq!(
        authority,
        Authority::No { reason: NoAuthority::GiverWithoutPower { id: letter("sc-2026-1") } }
    );
    let chief = organisation.may_decide(person("chief.sc"), &item, day("2026-07-01"));
    assert_eq!(chief, Authority::No { reason: NoAuthority::PostEnded { until: day("2026-06-30") } });
}

#[test]
fn what_the_lint_bars_is_not_published_and_without_a_window_nothing_opens_a46() {
    use catalogue::publish::{InForce, ItemStage};
    use catalogue::review::{NotReady, may_publish, may_stage};
    let organisation = organisation();
    let entry = InForce { revision: 1, digest: catalogue::Digest([7; 32]) };
    let mut item = item("food-business");
    assert_eq!(may_publish(&item, &organisation, entry), Ok(()));
    let other = InForce { revision: 2, ..entry };
    assert_eq!(may_publish(&item, &organisation, other), Err(NotReady::OtherRevision { body: 1, entry: 2 }));
    item.windows.clear();
    assert_eq!(may_publish(&item, &organisation, entry), Ok(()));
    assert_eq!(may_stage(&item, &organisation, ItemStage::Planned), Ok(()));
    assert_eq!(may_stage(&item, &organisation, ItemStage::Live), Err(NotReady::NoWindow));
    item.materials[0].name = "其他必要材料".into();
    assert!(
        matches!(may_publish(&item, &organisation, entry), Err(NotReady::Lint(findings)) if findings.len() == 1)
    );
}

/// Real items of Guangdong, where the shared data is at hand: every line is taken or refused for a stated reason, and one
/// licence is claimed by a unit of the county and passes the lint.
#[test]
fn real_items_of_another_province_come_through_the_same_door() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/items/guangdong-items-2021.jsonl.xz");
    let unpacked = std::process::Command::new("xz").arg("-dc").arg(&path).output();
    let Some(lines) = unpacked.ok().filter(|output| output.status.success()) else {
        println!("skipped: no ../shared/data/items beside the workspace, or no xz to unpack it");
        return;
    };
    use catalogue::import::{ImportProblem, claim, guangdong};
    let text = String::from_utf8(lines.stdout).expect("the list is UTF-8");
    let (mut taken, mut without_papers, mut without_limit) = (Vec::new(), 0, 0);
    for line in text.lines() {
        match guangdong(line) {
            Ok(item) => taken.push(item),
            Err(ImportProblem::NoMaterial) => without_papers += 1,
            Err(ImportProblem::NoLimit) => without_limit += 1,
            Err(other) => panic!("{other}: {line}"),
        }
    }
    assert_eq!(taken.len() + without_papers + without_limit, 2262);
    assert!(
        taken.len() > 500,
        "{} taken, {without_papers} without papers, {without_limit} without a limit",
        taken.len()
    );
    for item in &taken {
        assert!(item.sample, "an imported item is never shown as confirmed");
        assert_eq!(Item::from_body(&item.to_body()).as_ref(), Ok(item));
    }
    let organisation = organisation();
    let unit = organisation.unit(UnitCode::parse("sc").expect("plain")).expect("the bureau");
    let windows = vec![WindowId::parse("w2").expect("plain")];
    let publishable = taken.iter().filter(|base| {
        let claimed = claim(base, unit, catalogue::item::Level::County, windows.clone(), person("agent.sc"));
        claimed.is_some_and(|item| !lint::has_errors(&lint(&item, &organisation)))
    });
    let publishable = publishable.count();
    println!("{} of 2262 taken, {publishable} could be published after the claim", taken.len());
    assert!(publishable > 300, "{publishable} of {}", taken.len());
}

// N20, C24: only grants of licences are published, and only where the item says so.
#[test]
fn grants_of_licences_alone_are_public() {
    let licence = item("food-business");
    assert!(licence.grants_are_public());
    let mut quiet = licence.clone();
    quiet.decision.public = false;
    assert!(!quiet.grants_are_public(), "the item does not say so");
    for kind in [ItemKind::Benefit, ItemKind::Confirmation, ItemKind::PublicService] {
        let mut other = licence.clone();
        other.kind = kind;
        assert!(!other.grants_are_public(), "{kind:?} names people on the internet");
    }
}
