//! The table of rules, whole and without doubles (R143).

use crate::fixture::{item, licence};
use oversight::bound::Bound;
use oversight::{Grounds, Point, Rule};
use serde_json::json;
use std::collections::BTreeSet;

#[test]
fn every_rule_has_a_point_a_basis_and_a_word_of_its_own() {
    let keys: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.key()).collect();
    assert_eq!(keys.len(), Rule::ALL.len(), "no two rules share a word");
    for rule in Rule::ALL {
        assert_eq!(Rule::parse(rule.key()), Some(*rule));
        assert_eq!(serde_json::json!(rule), rule.key(), "what is stored is the word");
        assert!((1..=14).contains(&rule.point().number()), "{}", rule.key());
        assert!(rule.basis().chars().count() > 5 && !rule.basis().ends_with('。'), "{}", rule.key());
    }
    assert_eq!(Rule::parse("burnt"), None);
}

#[test]
fn the_points_are_the_fourteen_of_r143_and_rules_stand_in_their_order() {
    let numbers: Vec<_> = Point::ALL.iter().map(|point| point.number()).collect();
    assert_eq!(numbers, (1..=14).collect::<Vec<_>>());
    let order: Vec<_> = Rule::ALL.iter().map(|rule| rule.point().number()).collect();
    assert!(order.is_sorted(), "{order:?}");
    // A fee is watched by its list from outside (A31): no entry of a case shows one.
    let watched: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.point()).collect();
    let missing: Vec<_> = Point::ALL.iter().filter(|point| !watched.contains(point)).collect();
    assert_eq!(missing, [] as [&Point; 0]);
}

#[test]
fn no_two_rules_share_a_bound() {
    let bounds: Vec<Bound> = Rule::ALL.iter().filter_map(|rule| rule.bound()).collect();
    let unique: BTreeSet<_> = bounds.iter().collect();
    assert_eq!(unique.len(), bounds.len());
}

// N32: who breaks a promise says why in public; N35 is the list of licences.
#[test]
fn a_broken_promise_rests_on_the_article_about_promises() {
    assert_eq!(Rule::PromiseBroken.basis(), "优化营商环境条例第三十六条第二款");
}

// C1, C2, C3: limits, stops and extensions of what is no licence rest on the item's articles; those of a licence on the licensing law.
#[test]
fn what_is_no_licence_rests_on_its_own_articles() {
    let basis = |law: &str| json!({"law": law, "article": "第一条", "verified": true});
    let stop = |law: &str| {
        json!({"kind": "suspension", "ground": "other", "name": "中止", "applicant_word": "等待认定",
               "basis": basis(law), "max_days": 60})
    };
    let own = item(json!({
        "kind": "confirmation",
        "basis": [basis("设定")],
        "pre_acceptance": {"rule": "within", "limit": "5wd", "deemed": true, "basis": basis("受理")},
        "statutory": {"limit": "20wd", "start": "acceptance", "basis": basis("时限")},
        "extension": {"by": "10wd", "approver": "authority_head", "basis": basis("延长")},
        "delivery": {"limit": "10wd", "start": "decision", "basis": basis("送达")},
        "exclusions": [stop("中止"), stop("中止"), stop("鉴定")],
    }));
    let laws = |rule: Rule| match rule.grounds(Some(&own)) {
        Grounds::Sentence(sentence) => vec![sentence.to_owned()],
        Grounds::Articles(articles) => articles.iter().map(|it| it.law.clone()).collect(),
    };
    let once = "优化营商环境条例第三十六条第一款";
    for (rule, wanted) in [
        (Rule::AnswerLate, vec!["受理"]),
        (Rule::DeemedAccepted, vec!["受理"]),
        (Rule::LawBroken, vec!["时限"]),
        (Rule::ExtendedNearEnd, vec!["延长"]),
        (Rule::NotDelivered, vec!["送达"]),
        (Rule::StopNearEnd, vec!["中止", "鉴定"]),
        (Rule::StopPastPlan, vec!["中止", "鉴定"]),
        (Rule::HastyCase, vec!["设定"]),
        (Rule::RowsAdded, vec![once]),
        (Rule::CorrectedAgain, vec![once]),
        // What rests on another law is the same for every item.
        (Rule::StepLate, vec![Rule::StepLate.basis()]),
        (Rule::PromiseBroken, vec![Rule::PromiseBroken.basis()]),
    ] {
        assert_eq!(laws(rule), wanted, "{}", rule.key());
    }
    // Where the item names no article for it, what sets the item up holds.
    let bare =
        item(json!({"kind": "confirmation", "basis": [basis("设定")], "extension": null, "exclusions": []}));
    for rule in [Rule::ExtendedNearEnd, Rule::StopNearEnd] {
        assert!(
            matches!(rule.grounds(Some(&bare)), Grounds::Articles(it) if it.len() == 1 && it[0].law == "设定")
        );
    }
    let none = item(json!({"kind": "confirmation", "basis": [], "exclusions": []}));
    assert_eq!(Rule::StopNearEnd.grounds(Some(&none)), Grounds::Sentence(once));
    for rule in Rule::ALL {
        for known in [Some(&licence()), None] {
            assert_eq!(rule.grounds(known), Grounds::Sentence(rule.basis()), "{}", rule.key());
        }
    }
}
