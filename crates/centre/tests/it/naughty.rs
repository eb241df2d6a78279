//! Whatever people type comes back as they typed it: the list of naughty strings, long names, and the one character that cannot.

use std::sync::Arc;

use casework::{DonePlace, Event, Verdict};
use catalogue::CaseId;
use centre::act::{Act, FieldProblem, FieldWhy, NAME_CHARS_MAX, TEXT_CHARS_MAX};
use centre::case::Problem;
use centre::particulars::Applicant;
use futures_util::future::join_all;

use crate::rig::{Rig, citizen, intake, item, person, session};
use crate::walk::{in_hand, received};

/// minimaxir/big-list-of-naughty-strings, where the shared data is at hand.
fn naughty() -> Option<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/security/blns.json");
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("the list is JSON"))
}

fn problem_of(text: &str, chars_max: usize) -> Option<FieldWhy> {
    if text.contains('\0') {
        Some(FieldWhy::HasNul)
    } else if text.trim().is_empty() {
        Some(FieldWhy::Missing)
    } else {
        (text.chars().count() > chars_max).then_some(FieldWhy::TooLong(chars_max))
    }
}

/// The same act on many cases at once, each carried out.
async fn all(rig: &Rig, who: &str, cases: &[CaseId], act: impl Fn(usize) -> Act) {
    let acts: Vec<Act> = (0..cases.len()).map(act).collect();
    join_all(cases.iter().zip(acts).map(|(case, act)| rig.does(who, *case, act))).await;
}

pub async fn every_string_comes_back_as_it_was_typed(rig: Arc<Rig>) {
    let Some(strings) = naughty() else {
        println!("skipped: no ../shared/data/security/blns.json beside the workspace");
        return;
    };
    assert!(strings.len() > 400, "{}", strings.len());
    let item = item("food-business");
    let (mut cases, mut kept): (Vec<CaseId>, Vec<&String>) = (Vec::new(), Vec::new());
    for (n, text) in strings.iter().enumerate() {
        let n = u32::try_from(n).expect("a few hundred");
        let who = session("intake2");
        let form = intake(&item, Applicant { name: text.clone(), address: text.clone(), ..citizen(n) }, &[]);
        let answer = rig.centre.case_receive(&who, rig.command_id(), &form).await;
        match (problem_of(text, NAME_CHARS_MAX), answer) {
            (None, Ok((case, _))) => {
                cases.push(case);
                kept.push(text);
            }
            (Some(why), Err(Problem::Form(found))) => {
                assert!(found.contains(&FieldProblem { field: "name".into(), why }), "{text:?}: {found:?}");
            }
            (expected, answer) => panic!("{text:?}: {expected:?}, but {answer:?}"),
        }
    }
    assert!(kept.len() > 400, "{} of {} are names", kept.len(), strings.len());
    let papers = rig.file(cases[0]).await.facts.holding.papers;
    all(&rig, "intake2", &cases, |_| Act::Accept).await;
    for (from, to) in [("intake2", "agent.sc"), ("agent.sc", "do.sc")] {
        all(&rig, from, &cases, |n| Act::Give { to: person(to), papers, note: kept[n].clone() }).await;
        all(&rig, to, &cases, |_| Act::Take { papers }).await;
    }
    let opinion = |n: usize| Act::Step {
        verdict: Verdict::Agree,
        opinion: kept[n].clone(),
        place: DonePlace::Hall,
        visit: None,
    };
    all(&rig, "do.sc", &cases, opinion).await;
    for (case, text) in cases.iter().zip(&kept) {
        let whole = rig.whole(*case).await;
        assert_eq!((&whole.applicant.name, &whole.applicant.address), (*text, *text));
        let sealed = whole.lines.iter().find_map(|line| match line.event {
            Event::StepCompleted(step) => Some(step.opinion),
            _ => None,
        });
        assert_eq!(whole.texts.text(sealed.expect("the step was done").0), **text);
    }
}

// Gotchas, Database: U+0000 is a character to one engine and an error to the other, so it is refused before either.
pub async fn what_no_database_keeps_is_named_at_its_field(rig: Arc<Rig>) {
    let item = item("food-business");
    let before = rig.entries().await;
    let wrong = |change: fn(&mut Applicant)| {
        let mut applicant = citizen(1);
        change(&mut applicant);
        intake(&item, applicant, &[])
    };
    let forms = [
        ("name", wrong(|it| it.name = "许\0小店".into())),
        ("address", wrong(|it| it.address = "\0".into())),
        ("telephone", wrong(|it| it.telephone = "13900000000\0".into())),
        ("object", wrong(|it| it.object = "一号店\0".into())),
        ("legal_representative", wrong(|it| it.legal_representative = "\0".into())),
        ("notify_detail", wrong(|it| it.notify_detail = "\0".into())),
        ("document_number", wrong(|it| it.document_number.push('\0'))),
    ];
    for (field, form) in forms {
        let answer = rig.centre.case_receive(&session("intake2"), rig.command_id(), &form).await;
        let expected = FieldProblem { field: field.into(), why: FieldWhy::HasNul };
        assert!(matches!(&answer, Err(Problem::Form(found)) if *found == [expected]), "{field}: {answer:?}");
    }
    assert_eq!(rig.entries().await, before);
    let case = in_hand(&rig, 1).await;
    for (field, act) in [
        (
            "opinion",
            Act::Step {
                verdict: Verdict::Agree,
                opinion: "好\0".into(),
                place: DonePlace::Hall,
                visit: None,
            },
        ),
        ("note", Act::Give { to: person("do2.sc"), papers: 4, note: "\0".into() }),
        ("reason", Act::AskStop { exclusion: 0, days: 1, reason: "\0等".into(), order: String::new() }),
    ] {
        let answer = rig.asks("do.sc", case, &act).await;
        let expected = FieldProblem { field: field.into(), why: FieldWhy::HasNul };
        assert!(matches!(&answer, Err(Problem::Form(found)) if *found == [expected]), "{field}: {answer:?}");
    }
}

pub async fn a_name_of_three_hundred_characters_is_kept_and_one_more_is_not(rig: Arc<Rig>) {
    let item = item("food-business");
    let long: String = "阿依古丽·".chars().cycle().take(NAME_CHARS_MAX).collect();
    let case =
        rig.receives("intake2", &intake(&item, Applicant { name: long.clone(), ..citizen(1) }, &[])).await;
    assert_eq!(rig.whole(case).await.applicant.name, long);
    let list = rig.centre.desk(&session("intake2")).await.expect("the desk can be read");
    assert_eq!(list.to_accept[0].applicant.reveal(), long);
    let longer = intake(&item, Applicant { name: long + "·", ..citizen(2) }, &[]);
    let answer = rig.centre.case_receive(&session("intake2"), rig.command_id(), &longer).await;
    let expected = FieldProblem { field: "name".into(), why: FieldWhy::TooLong(NAME_CHARS_MAX) };
    assert!(matches!(&answer, Err(Problem::Form(found)) if *found == [expected]), "{answer:?}");
    let case = received(&rig, 3).await;
    let reason: String = "急".repeat(TEXT_CHARS_MAX);
    rig.does("intake2", case, Act::AskPriority { reason: reason.clone() }).await;
    let longer = Act::RefusePriority { reason: reason + "！" };
    let answer = rig.asks("chief.sc", case, &longer).await;
    let expected = FieldProblem { field: "reason".into(), why: FieldWhy::TooLong(TEXT_CHARS_MAX) };
    assert!(matches!(&answer, Err(Problem::Form(found)) if *found == [expected]), "{answer:?}");
}
