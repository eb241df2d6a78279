//! Papers and their codes: what was issued is genuine, what was made up is not found, and guessing is slow (M3).

use std::sync::Arc;

use casework::DocumentKind;
use centre::act::Act;
use centre::case::Problem;
use centre::paper::{PaperNo, PaperStanding, VERIFY_ADDRESS, papers_of};

use crate::rig::Rig;
use crate::walk::{before_decision, concluded, grant};

pub async fn a_paper_is_known_by_its_code_and_a_made_up_one_is_not(rig: Arc<Rig>) {
    let case = concluded(&rig, 3).await;
    let file = rig.whole(case).await;
    let receipt = file.filed().expect("it was received").facts.receipt;
    let papers = papers_of(receipt, &file.lines);
    assert!(papers.len() >= 4, "receipt, acceptance, decision, certificate: {papers:?}");
    for paper in papers {
        let code = rig.centre.paper_code(receipt, paper.number);
        let checked =
            rig.centre.paper_verify(&code.to_lowercase(), "192.0.2.7").await.expect("it was issued");
        assert_eq!(checked.paper, paper);
        assert_eq!(paper.standing, PaperStanding::Genuine);
        // The code of one paper is not that of another of the same case.
        let forged = format!("{}-{}", code.rsplit_once('-').expect("three parts").0, "00000000");
        let problem = rig.centre.paper_verify(&forged, "192.0.2.8").await.expect_err("it was made up");
        assert!(matches!(problem, Problem::NotFound), "{problem:?}");
    }
    let mut tries = 0;
    while !matches!(rig.centre.paper_verify("SC2026999999K", "192.0.2.9").await, Err(Problem::Throttled(_))) {
        tries += 1;
        assert!(tries <= VERIFY_ADDRESS.tries, "who counts through the numbers has to wait");
    }
}

pub async fn a_decision_that_was_returned_is_revoked_and_then_superseded(rig: Arc<Rig>) {
    let case = before_decision(&rig, 4).await;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::ReturnDecision { reason: "文号与正文不一致，请改过再定。".into() }).await;
    let standing = async || {
        let file = rig.whole(case).await;
        let papers = papers_of(file.filed().expect("it was received").facts.receipt, &file.lines);
        let decisions = papers.into_iter().filter(|paper| match paper.number {
            PaperNo::Document(number) => number.kind == DocumentKind::GrantDecision,
            PaperNo::Receipt(_) => false,
        });
        decisions.map(|paper| (paper.number, paper.standing)).collect::<Vec<_>>()
    };
    let receipt = rig.file(case).await.facts.receipt;
    // Whoever checks an old one is told which to look at now.
    let checked = async |number: PaperNo| {
        let code = rig.centre.paper_code(receipt, number);
        let checked = rig.centre.paper_verify(&code, "192.0.2.7").await.expect("it was issued");
        (checked.paper.standing, checked.replaced_by)
    };
    let [(old, PaperStanding::Revoked)] = standing().await[..] else { panic!("{:?}", standing().await) };
    assert_eq!(checked(old).await, (PaperStanding::Revoked, None));
    rig.does("lead.sc", case, grant()).await;
    let [(first, PaperStanding::Superseded), (second, PaperStanding::Genuine)] = standing().await[..] else {
        panic!("{:?}", standing().await)
    };
    assert_eq!(first, old);
    assert_eq!(checked(old).await, (PaperStanding::Superseded, Some(second)));
    assert_eq!(checked(second).await, (PaperStanding::Genuine, None));
}
