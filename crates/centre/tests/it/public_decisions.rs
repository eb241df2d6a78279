//! The register of granted licences: what stands there, what it says of each, and how it is found (N20, C24).

use std::sync::Arc;

use casework::certificate::{CertificateId, EndGround};
use casework::{DonePlace, Outcome};
use catalogue::{CaseId, UnitCode};
use centre::act::Act;
use centre::certificate::{CertificateAct, CertificateContent, HandedBy};
use centre::notice::certificate_made;
use centre::paper::{PaperNo, mark};
use centre::particulars::Applicant;
use centre::public_decision_list::{DecisionPage, DecisionsAsked};
use store::Statement;

use crate::register::firm;
use crate::rig::{DIVISION, Rig, citizen, intake, item, session, window};
use crate::walk::{before_decision, grant, step, visit};

async fn page(rig: &Rig, asked: &DecisionsAsked, limit: usize) -> DecisionPage {
    rig.centre.public_decisions(asked, limit).await.expect("the register can be read")
}

fn named(name: &str) -> DecisionsAsked {
    DecisionsAsked { name: name.into(), ..DecisionsAsked::default() }
}

/// Holder and state of every decision, the latest first.
async fn listed(rig: &Rig, asked: &DecisionsAsked) -> Vec<(String, String)> {
    let page = page(rig, asked, 100).await;
    page.decisions.into_iter().map(|it| (it.holder, it.state)).collect()
}

async fn all(rig: &Rig) -> Vec<(String, String)> {
    listed(rig, &DecisionsAsked::default()).await
}

fn of(holder: &str, state: &str) -> (String, String) {
    (holder.to_owned(), state.to_owned())
}

async fn decided(rig: &Rig, applicant: Applicant, decision: Act) -> CaseId {
    let case = rig.receives("intake2", &intake(&item("food-business"), applicant, &[])).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.hands_over("intake2", "agent.sc", case).await;
    rig.hands_over("agent.sc", "do.sc", case).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.does("do.sc", case, visit(rig, "do2.sc")).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    rig.does("lead.sc", case, decision).await;
    case
}

/// Granted, and its certificate brought to life.
async fn granted(rig: &Rig, applicant: Applicant) -> CertificateId {
    let case = decided(rig, applicant, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    rig.advance(1_000_000).await;
    rig.advance(1_000_000).await;
    certificate_made(&rig.file(case).await).expect("a grant makes a certificate")
}

async fn asks(rig: &Rig, who: &str, id: CertificateId, act: CertificateAct) {
    let asked = rig.centre.certificate_act(&session(who), id, rig.command_id(), None, &act).await;
    asked.unwrap_or_else(|problem| panic!("{who} {}: {problem:?}", act.name()));
}

// N20, C17, C24: not before the re-check, which might send it back; a person masked; a refusal never.
pub async fn a_grant_is_public_once_it_stands_and_a_refusal_is_not(rig: Arc<Rig>) {
    let case = before_decision(&rig, 41).await;
    let ground = item("food-business").decision.refusal_reasons[0].code;
    let refuse =
        Act::Decide {
            outcome: Outcome::Refused, grounds: vec![ground], reasons: "场地不符合要求。".into()
        };
    let no = decided(&rig, citizen(42), refuse).await;
    rig.does("agent.sc", no, Act::Recheck).await;
    rig.does("lead.sc", case, grant()).await;
    rig.advance(1_000_000).await;
    assert_eq!(all(&rig).await, [], "the re-check may send it back");
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.advance(1_000_000).await;
    assert_eq!(all(&rig).await, [of("许****", "making")]);
    rig.does("do.sc", case, Act::Make).await;
    rig.advance(1_000_000).await;
    rig.advance(1_000_000).await;
    let one = page(&rig, &DecisionsAsked::default(), 10).await.decisions.remove(0);
    let file = rig.file(case).await;
    let id = certificate_made(&file).expect("a grant makes a certificate");
    assert_eq!((one.state.as_str(), one.code.as_str()), ("in-force", ""));
    assert_eq!(one.certificate, Some(id.number()));
    assert_eq!(one.decided_on, rig.centre.today());
    assert_eq!(one.valid_until, one.valid_from.map(|from| from.plus_months(60).plus_days(-1)), "five years");
    // What the item no longer publishes stays as it was decided; what is granted from now on is not there.
    let mut next = item("food-business");
    (next.revision, next.decision.public) = (next.revision + 1, false);
    rig.centre.item_publish("cat.gov", &next).await.expect("the next revision is published");
    rig.advance(1_500_000).await;
    let quiet = rig.receives("intake2", &intake(&next, citizen(43), &[])).await;
    rig.does("intake2", quiet, Act::Accept).await;
    rig.hands_over("intake2", "agent.sc", quiet).await;
    rig.hands_over("agent.sc", "do.sc", quiet).await;
    rig.does("do.sc", quiet, step(DonePlace::Hall)).await;
    rig.does("do.sc", quiet, visit(&rig, "do2.sc")).await;
    rig.does("do2.sc", quiet, step(DonePlace::OnSite)).await;
    rig.does("lead.sc", quiet, grant()).await;
    rig.does("agent.sc", quiet, Act::Recheck).await;
    rig.advance(1_000_000).await;
    assert_eq!(all(&rig).await, [of("许****", "in-force")]);
}

// N20, N25, E17: what becomes of a certificate is said of its decision; who was erased is nobody.
pub async fn the_register_follows_a_certificate_and_forgets_who_is_erased(rig: Arc<Rig>) {
    let id = granted(&rig, citizen(44)).await;
    let content = CertificateContent { holder: "许小店乙".into(), ..first(&rig, id).await };
    let correct = CertificateAct::Correct { content, reason: "漏打了字。".into(), old_returned: true };
    asks(&rig, "do.sc", id, correct).await;
    let yes = CertificateAct::DecideReissue { outcome: Outcome::Granted, reasons: String::new() };
    asks(&rig, "chief.sc", id, yes).await;
    rig.advance(1_000_000).await;
    assert_eq!(all(&rig).await, [of("许***", "changed")]);
    let open = CertificateAct::OpenProceeding {
        ground: EndGround::ObtainedByDeceit,
        facts: "证明系伪造。".into(),
    };
    asks(&rig, "do.sc", id, open).await;
    let owed = rig.centre.certificate_state(id).await.expect("readable").expect("issued").0.owed;
    let notice = owed.last().expect("the notice waits").number;
    let fetch = CertificateAct::HandOut {
        paper: mark(PaperNo::Document(notice)),
        way: HandedBy::Holder { document_type: "111".into(), document_number: citizen(44).document_number },
        window: window("w15"),
    };
    asks(&rig, "out", id, fetch).await;
    asks(&rig, "intake2", id, CertificateAct::RecordStatement { words: "房东同意过。".into() }).await;
    let end = CertificateAct::DecideProceeding { ends: true, reasons: "事实清楚。".into() };
    asks(&rig, "chief.sc", id, end).await;
    rig.advance(1_000_000).await;
    assert_eq!(all(&rig).await, [of("许***", "revoked")]);

    let erase = Statement::new(
        "delete from stream_key where division = $1 and stream = $2",
        vec![DIVISION.into(), format!("certificate/{id}").into()],
    );
    rig.centre.store().write(vec![erase.must_affect(1)]).await.expect("the key is destroyed");
    let after = rig.second().await;
    let left = after.public_decisions(&DecisionsAsked::default(), 10).await.expect("readable").decisions;
    assert_eq!((left[0].holder.as_str(), left[0].state.as_str()), ("", "revoked"));
}

async fn first(rig: &Rig, id: CertificateId) -> CertificateContent {
    rig.centre.certificate_fetch(id).await.expect("readable").expect("issued").content
}

// N20, C24: a firm in full, by any part of its name or by its code; a person by no name; page by page.
pub async fn a_firm_is_found_by_a_part_of_its_name_and_a_person_is_not(rig: Arc<Rig>) {
    let light = firm(45, "澄禾县晨光 Food(餐饮)有限公司");
    granted(&rig, light.clone()).await;
    granted(&rig, citizen(46)).await;
    granted(&rig, firm(47, "澄禾县光晨商贸有限公司")).await;
    let whole = of("澄禾县晨光 Food(餐饮)有限公司", "in-force");
    let other = of("澄禾县光晨商贸有限公司", "in-force");
    let person = of("许****", "in-force");
    assert_eq!(all(&rig).await, [other.clone(), person, whole.clone()], "the latest first");
    for part in
        ["晨光", "food", "晨光 FOOD", "（餐饮）有限", "澄禾县晨光Food(餐饮)有限公司", &light.document_number]
    {
        assert_eq!(listed(&rig, &named(part)).await, std::slice::from_ref(&whole), "{part}");
    }
    assert_eq!(listed(&rig, &named("有限公司")).await, [other.clone(), whole.clone()]);
    // Each pair stands in some name, and all of them in none.
    for part in ["晨光商贸", "许小店", "飞船", "91990121MA1000459"] {
        assert_eq!(listed(&rig, &named(part)).await, [], "{part}");
    }
    let findable = |name: &str| named(name).is_findable();
    assert!(findable("") && findable("晨光") && findable(&"光".repeat(40)));
    assert!(!findable("光") && !findable(" 光 ") && !findable(&"光".repeat(41)));

    let unit = |code: &str| UnitCode::parse(code).expect("a unit");
    let narrow = |name: &str, code: &str| DecisionsAsked { unit: Some(unit(code)), ..named(name) };
    assert_eq!(listed(&rig, &narrow("", "sc")).await.len(), 3);
    assert_eq!(listed(&rig, &narrow("晨光", "sc")).await, std::slice::from_ref(&whole));
    assert_eq!(listed(&rig, &narrow("", "wj")).await, []);
    assert_eq!(listed(&rig, &narrow("晨光", "wj")).await, []);
    let by_item = |short: &str| DecisionsAsked { item: Some(item(short).code), ..DecisionsAsked::default() };
    assert_eq!(listed(&rig, &by_item("food-business")).await.len(), 3);
    assert_eq!(listed(&rig, &by_item("self-employed")).await, []);

    for (asked, count) in [(DecisionsAsked::default(), 3), (named("有限公司"), 2), (narrow("", "sc"), 3)]
    {
        let (mut after, mut seen) = (String::new(), Vec::new());
        loop {
            let one = page(&rig, &DecisionsAsked { after, ..asked.clone() }, 1).await;
            seen.extend(one.decisions.iter().map(|it| it.number));
            match one.next {
                Some(next) => after = next,
                None => break,
            }
        }
        let shown = seen.len();
        seen.dedup();
        assert_eq!((shown, seen.len()), (count, count), "each once: {asked:?}");
    }
}
