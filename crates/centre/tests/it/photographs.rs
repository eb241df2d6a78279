//! Photographs of a check on site: kept sealed with their case, shown to whoever may see it, gone with its key (C36, F23).

use std::sync::Arc;

use casework::picture::{Form, PICTURE_BYTES_MAX, Unfit};
use casework::{DonePlace, Event, PHOTOGRAPHS_KEPT_MAX};
use catalogue::{CaseId, Digest};
use centre::act::{Act, FieldWhy};
use centre::case::Problem;
use centre::folder::FolderAct;
use centre::photograph::{FIELD, PicturesWhy};
use ledger::Done;
use store::Statement;

use crate::after::{folder, kept, rows};
use crate::rig::{DIVISION, Rig, citizen, session};
use crate::walk::{collect, grant, in_hand, pickup, step, visit};

/// A PNG in its outline, with words in its pixels.
pub fn picture(words: &str) -> Vec<u8> {
    let chunk = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).expect("a short chunk").to_be_bytes();
        [&length[..], name, body, b"crc!"].concat()
    };
    let parts = [chunk(b"IHDR", b"size"), chunk(b"tEXt", b"where"), chunk(b"IDAT", words.as_bytes())];
    [b"\x89PNG\r\n\x1a\n", &parts.concat()[..], &chunk(b"IEND", b"")].concat()
}

/// A check is recorded by `do.sc` and waits for `do2.sc`.
async fn recorded(rig: &Rig, n: u32) -> CaseId {
    let case = in_hand(rig, n).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.does("do.sc", case, visit(rig, "do2.sc")).await;
    case
}

async fn keeps(rig: &Rig, who: &str, case: CaseId, id: [u8; 16], words: &[&str]) -> Result<Done, Problem> {
    let pictures = words.iter().map(|it| picture(it)).collect();
    rig.centre.photographs_keep(&session(who), case, id, pictures).await
}

/// What the entries of a case name, oldest first.
async fn named(rig: &Rig, case: CaseId) -> Vec<(u8, Digest)> {
    let lines = rig.whole(case).await.lines;
    let of = |event: Event| match event {
        Event::PhotographKept(fact) => Some((fact.number, fact.photograph)),
        _ => None,
    };
    lines.into_iter().filter_map(|line| of(line.event)).collect()
}

fn why(result: Result<Done, Problem>) -> PicturesWhy {
    match result {
        Err(Problem::Form(problems)) => match problems.as_slice() {
            [one] if one.field == FIELD => match one.why {
                FieldWhy::Pictures(why) => why,
                ref other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn code(result: Result<Done, Problem>) -> &'static str {
    match result {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    }
}

async fn sealed(rig: &Rig) -> Vec<Vec<u8>> {
    let all =
        rig.rows("select bytes from photograph where division = $1 limit 99", vec![DIVISION.into()]).await;
    all.iter().map(|row| row.bytes(0).expect("bytes").to_vec()).collect()
}

pub async fn photographs_are_kept_sealed_and_shown_to_whoever_sees_the_case(rig: Arc<Rig>) {
    let case = recorded(&rig, 51).await;
    let done =
        keeps(&rig, "do.sc", case, rig.command_id(), &["the kitchen", "the sink"]).await.expect("kept");
    let photographs = named(&rig, case).await;
    assert_eq!(photographs.iter().map(|it| it.0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(rig.whole(case).await.state.version, done.version);
    for (who, sees) in
        [("do2.sc", true), ("agent.sc", true), ("super", true), ("do.mz", false), ("cat.edit", false)]
    {
        for ((_, digest), words) in photographs.iter().zip(["the kitchen", "the sink"]) {
            let fetched = rig.centre.photograph_fetch(&session(who), case, *digest).await;
            match fetched {
                Ok(it) => {
                    assert!(sees, "{who}");
                    assert_eq!(it.form, Form::Png);
                    let has = |wanted: &str| it.bytes.windows(wanted.len()).any(|at| at == wanted.as_bytes());
                    assert!(has(words) && !has("where"), "the picture, and nothing besides (C24)");
                }
                Err(Problem::OutOfScope) => assert!(!sees, "{who}"),
                Err(other) => panic!("{who}: {other:?}"),
            }
        }
    }
    let nothing = rig.centre.photograph_fetch(&session("do.sc"), case, Digest([7; 32])).await;
    assert!(matches!(nothing, Err(Problem::NotFound)));
    let other = recorded(&rig, 52).await;
    let of_other = rig.centre.photograph_fetch(&session("do.sc"), other, photographs[0].1).await;
    assert!(matches!(of_other, Err(Problem::NotFound)), "a name leads to the picture of its own case only");
    for bytes in sealed(&rig).await {
        assert!(!bytes.windows(7).any(|at| at == b"kitchen") && Form::of(&bytes).is_none(), "sealed");
    }
    assert_eq!(sealed(&rig).await.len(), 2);
}

// A form sent twice keeps nothing twice; of a form with one bad file nothing is kept; refused by the rules it ends there.
pub async fn a_form_of_photographs_is_kept_once_or_not_at_all(rig: Arc<Rig>) {
    let case = recorded(&rig, 53).await;
    let id = rig.command_id();
    let first = keeps(&rig, "do.sc", case, id, &["one", "two"]).await.expect("kept");
    let again = keeps(&rig, "do.sc", case, id, &["one", "two"]).await.expect("a double click");
    assert_eq!((again.version, again.replayed), (first.version, true));
    assert!(matches!(keeps(&rig, "do.sc", case, id, &["other"]).await, Err(Problem::IdReused)));
    assert_eq!((named(&rig, case).await.len(), sealed(&rig).await.len()), (2, 2));

    let send = async |pictures: Vec<Vec<u8>>| {
        rig.centre.photographs_keep(&session("do2.sc"), case, rig.command_id(), pictures).await
    };
    assert_eq!(why(send(vec![]).await), PicturesWhy::None);
    let ten = vec![picture("x"); usize::from(PHOTOGRAPHS_KEPT_MAX) + 1];
    assert_eq!(why(send(ten).await), PicturesWhy::TooMany(PHOTOGRAPHS_KEPT_MAX));
    let fine = picture("fine");
    for (bad, unfit) in [
        (b"MZ a program".to_vec(), Unfit::NoPicture),
        (fine[..fine.len() - 1].to_vec(), Unfit::Broken),
        (vec![0xFF; PICTURE_BYTES_MAX + 1], Unfit::TooLarge),
    ] {
        assert_eq!(why(send(vec![fine.clone(), bad]).await), PicturesWhy::One(2, unfit));
    }
    assert_eq!((named(&rig, case).await.len(), sealed(&rig).await.len()), (2, 2), "nothing came of it");

    assert_eq!(code(keeps(&rig, "agent.sc", case, rig.command_id(), &["x"]).await), "visit-not-there");
    assert!(matches!(keeps(&rig, "do.mz", case, rig.command_id(), &["x"]).await, Err(Problem::OutOfScope)));
    let before = in_hand(&rig, 54).await;
    assert_eq!(code(keeps(&rig, "do.sc", before, rig.command_id(), &["x"]).await), "visit-not-recorded");
    let eight = ["3", "4", "5", "6", "7", "8", "9", "10"];
    assert_eq!(code(keeps(&rig, "do2.sc", case, rig.command_id(), &eight).await), "visit-enough-kept");
    let numbers: Vec<u8> = named(&rig, case).await.iter().map(|it| it.0).collect();
    assert_eq!(numbers, (1..=PHOTOGRAPHS_KEPT_MAX).collect::<Vec<_>>(), "those before the tenth stay");
    assert_eq!(sealed(&rig).await.len(), 9);
}

// F23, A29, C23: in the archive nothing is added, what is changed is named and never shown, and with the key all are gone.
pub async fn photographs_are_sealed_with_the_dossier_and_gone_with_its_key(rig: Arc<Rig>) {
    let case = recorded(&rig, 55).await;
    keeps(&rig, "do.sc", case, rig.command_id(), &["one", "two"]).await.expect("kept");
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    let papers = kept(&rig, case).await;
    let list: Vec<(u8, bool)> = papers.iter().map(|row| (*row, false)).collect();
    let sheets = 2 * papers.len() as u16;
    folder(&rig, "do.sc", case, FolderAct::Open { rows: rows(&list) }).await.expect("the holder opens it");
    rig.does("lead.sc", case, grant()).await;
    keeps(&rig, "do2.sc", case, rig.command_id(), &["late"]).await.expect("after the decision too");
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let code_of = pickup(&rig, case).await;
    rig.does("out", case, collect(&code_of, &citizen(55).document_number)).await;
    let archive = FolderAct::Archive { found: papers, sheets, box_no: 2, shelf: 1 };
    folder(&rig, "do.sc", case, archive).await.expect("it is complete");
    assert_eq!(code(keeps(&rig, "do.sc", case, rig.command_id(), &["later"]).await), "visit-archived");
    let offers = rig.centre.case_fetch_for(&session("do.sc"), case).await.expect("readable");
    let offered =
        offers.offers(&session("do.sc")).into_iter().any(|it| it.act == casework::Act::KeepPhotograph);
    assert!(!offered, "nor is it offered");

    let compare = async || {
        let (ledger, store) = (rig.centre.ledger(), rig.centre.store());
        centre::archive::verify(ledger, store, DIVISION, "", 10).await.expect("it can be compared")
    };
    assert!(compare().await.holds());
    let photographs = named(&rig, case).await;
    let at = async |statement: &'static str, digest: Digest| {
        let params = vec![DIVISION.into(), format!("case/{case}").into(), digest.0.into()];
        rig.centre
            .store()
            .write(vec![Statement::new(statement, params)])
            .await
            .expect("somebody is at the file");
    };
    let (changed, removed) = (photographs[0].1, photographs[1].1);
    at("update photograph set bytes = digest where division = $1 and stream = $2 and digest = $3", changed)
        .await;
    at("delete from photograph where division = $1 and stream = $2 and digest = $3", removed).await;
    let found = compare().await;
    let says = |wanted: String| found.findings.iter().any(|finding| finding.ends_with(&wanted));
    assert!(says(format!("the photograph {changed} was changed")), "{found:?}");
    assert!(says(format!("not as sealed: photograph {removed}")), "{found:?}");
    let fetch = async |digest: Digest| rig.centre.photograph_fetch(&session("do.sc"), case, digest).await;
    assert!(matches!(fetch(changed).await, Err(Problem::Fault(_))), "it is shown to nobody as evidence");
    assert!(matches!(fetch(removed).await, Err(Problem::NotFound)));

    let whole = photographs[2].1;
    assert!(fetch(whole).await.is_ok());
    let erase = Statement::new(
        "delete from stream_key where division = $1 and stream = $2",
        vec![DIVISION.into(), format!("case/{case}").into()],
    );
    rig.centre.store().write(vec![erase.must_affect(1)]).await.expect("the key is destroyed");
    // This instance has unwrapped the key before; another has not.
    for centre in [&rig.centre, &rig.second().await] {
        let gone = centre.photograph_fetch(&session("do.sc"), case, whole).await;
        assert!(matches!(gone, Err(Problem::NotFound)), "{gone:?}");
    }
    rig.verifies().await;
}
