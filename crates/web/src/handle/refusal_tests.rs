//! Every refusal and every fault of a field has its sentence, in both languages (tone 14 to 19).

use std::collections::HashSet;
use std::mem::discriminant;
use std::path::Path;

use calendar::Day;
use casework::picture::Unfit;
use casework::{Able, Duty, Instead, Refusal, Whose};
use catalogue::identity::IdentityError;
use catalogue::{Item, Organisation};
use centre::act::{FieldWhy, RowProblem, RowWhy};
use centre::photograph::PicturesWhy;

use super::refusal::{About, field_sentence, identity_differs, stage_word};
use super::refusal_every::{EVERY_STAGE, every_refusal, person};
use pages::text::Text;

fn demo(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo");
    std::fs::read_to_string(folder.join(file)).expect("the demonstration county stands beside this crate")
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let organisation =
        Organisation::from_toml(&demo("organisation.toml")).expect("the county's organisation is right");
    let item = Item::from_toml(&demo("items/food-business.toml")).expect("the county's item is right");
    let refusals = every_refusal(&item);
    let kinds: HashSet<_> = refusals.iter().map(discriminant).collect();
    assert_eq!(kinds.len(), 88, "one of each kind of refusal");
    for text in Text::ALL {
        let about = About { text, organisation: &organisation, item: &item };
        for refusal in &refusals {
            let refused = about.refused(refusal);
            let said = format!("{} {} {}", refused.sentence, refused.who_may.join(" "), refused.next);
            assert!(!said.contains(['{', '}']), "a place is not filled: {said}");
            assert!(refused.sentence.ends_with(text.stop()), "no whole sentence: {said}");
            assert_eq!(has_han(&said), !text.is_english(), "{refusal:?}: {said}");
        }
    }
}

#[test]
fn a_refusal_for_who_one_is_names_those_who_may_act_today() {
    let organisation =
        Organisation::from_toml(&demo("organisation.toml")).expect("the county's organisation is right");
    let item = Item::from_toml(&demo("items/food-business.toml")).expect("the county's item is right");
    let about = About { text: Text::Chinese, organisation: &organisation, item: &item };
    let able = vec![
        Able { person: person("chief.sc"), deputising: false },
        Able { person: person("lead.sc"), deputising: true },
    ];
    let refused = about.refused(&Refusal::DutiesSeparate { did: Duty::Intake, wants: Duty::Decider, able });
    assert_eq!(refused.sentence, "这一件是您受理的，不能再由您决定。", "tone 16");
    assert_eq!(refused.who_may, ["赵局长", "钱副局长（代）"], "tone 16");
}

// C13, E16, N7: the sentence says whose document was wanted, and names the choice that the form has for somebody else.
#[test]
fn another_document_is_refused_with_the_choice_of_its_form() {
    for (instead, next) in [
        (Some(Instead::Collector), "别人来领，请选“别人代领”。"),
        (Some(Instead::Agent), "别人来办，请选“别人代办”。"),
        (Some(Instead::Fetcher), "别人来取，请选“别人代取”。"),
        (None, "这件事不能请别人代办。"),
    ] {
        let said = |whose| identity_differs(Text::Chinese, whose, instead);
        assert_eq!(said(Whose::Applicant), format!("出示的证件不是申请人的。{next}"));
        assert_eq!(said(Whose::Holder), format!("出示的证件不是持证人的。{next}"));
    }
}

#[test]
fn every_fault_of_a_field_is_a_sentence_in_both_languages() {
    let identity = [
        IdentityError::Empty,
        IdentityError::Length { got: 17, expected: "18" },
        IdentityError::Character { position: 3 },
        IdentityError::Province,
        IdentityError::BirthDate,
        IdentityError::CheckCharacter { position: 18 },
        IdentityError::Bounds { min: 1, max: 40 },
    ];
    let mut all = vec![
        FieldWhy::Missing,
        FieldWhy::NotTicked,
        FieldWhy::TooLong(200),
        FieldWhy::TooManyLines(500),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::Number, others: 0 }),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::Amount, others: 2 }),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::Day, others: 1 }),
        FieldWhy::Row(RowProblem { row: 3, why: RowWhy::OtherDay, others: 0 }),
        FieldWhy::HasNul,
        FieldWhy::NotAChoice,
        FieldWhy::TooManyChosen(50),
        FieldWhy::NotANumber,
        FieldWhy::OutOfBounds(1, 99),
        FieldWhy::NotADay,
        FieldWhy::DayOutside { from: None, until: None },
        FieldWhy::DayOutside { from: Day::parse("2026-03-02"), until: Day::parse("2026-03-02") },
        FieldWhy::DayOutside { from: Day::parse("2026-03-02"), until: None },
        FieldWhy::DayOutside { from: None, until: Day::parse("2026-03-04") },
        FieldWhy::DayOutside { from: Day::parse("2026-03-02"), until: Day::parse("2026-03-04") },
        FieldWhy::NotATime,
        FieldWhy::NotATelephone,
        FieldWhy::NoTelephone,
        FieldWhy::NotAMailbox,
        FieldWhy::NobodyAnswered,
        FieldWhy::SameAgain,
        FieldWhy::NotAnEntry,
        FieldWhy::Personal,
    ];
    all.extend(identity.map(FieldWhy::Identity));
    let unfit = [Unfit::TooLarge, Unfit::NoPicture, Unfit::Broken].map(|unfit| PicturesWhy::One(2, unfit));
    let pictures = [PicturesWhy::None, PicturesWhy::TooMany(9), PicturesWhy::TooLarge];
    all.extend(pictures.into_iter().chain(unfit).map(FieldWhy::Pictures));
    for text in Text::ALL {
        for why in &all {
            let said = field_sentence(text, why);
            assert!(said.ends_with(text.stop()) && !said.contains(['{', '}']), "{why:?}: {said}");
            assert_eq!(has_han(&said), !text.is_english(), "{why:?}: {said}");
        }
    }
}

#[test]
fn every_stage_has_a_word_in_both_languages() {
    for stage in EVERY_STAGE {
        assert!(has_han(stage_word(stage)));
        assert!(!has_han(Text::English.t(stage_word(stage))), "{stage:?}");
    }
}
