//! What was missing comes by letter or through somebody, papers that two cases both take over, and a day of service that was entered
//! wrongly (E10, E14, N7, N18).

use std::sync::Arc;

use calendar::Day;
use casework::folder::Folder;
use casework::hearing::Way;
use casework::{EndGround, Event, MaterialMarks, Stage};
use catalogue::{CaseId, RowSet};
use centre::act::Act;
use centre::act_register::RegisterAct;
use centre::case::Problem;
use centre::folder_row::FolderWhich;
use centre::hearing::{HearingAct, PartyForm};
use centre::intake::Intake;
use centre::notice_paper::Whom;
use centre::paper::{PaperNo, PaperStanding, papers_of};
use centre::particulars::{Applicant, NotifyBy, Representative, RowReason};
use centre::supplement::SentIn;

use crate::after::kept;
use crate::rig::{DAY, MINUTE, Rig, citizen, intake, item, session, window};

fn row(row: u8) -> RowSet {
    RowSet::of(&[row]).expect("rows are below 65")
}

/// Row 3, kept as a copy.
fn third() -> MaterialMarks {
    MaterialMarks { copy_kept: row(3), ..MaterialMarks::default() }
}

fn nobody(n: u32) -> Applicant {
    Applicant { telephone: String::new(), no_phone: true, notify: NotifyBy::Paper, ..citizen(n) }
}

async fn noticed(rig: &Rig, applicant: Applicant) -> CaseId {
    let case = rig.receives("intake2", &intake(&item("food-business"), applicant, &[3])).await;
    let rows = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
    rig.does("intake2", case, Act::Correction { rows }).await;
    case
}

/// Sent away for row 3, never came, closed; and the last day to bring it.
async fn closed(rig: &Rig, applicant: Applicant) -> (CaseId, Day) {
    let case = noticed(rig, applicant).await;
    rig.advance(40 * DAY).await;
    rig.advance(MINUTE).await;
    let file = rig.file(case).await;
    assert!(matches!(file.stage, Stage::ClosedForMissing { .. }));
    (case, file.facts.correction.expect("it was noticed").bring_by)
}

/// It arrived today, with this postmark.
fn by_letter(posted_on: Option<Day>) -> Act {
    let letter = Some(SentIn { fax: false, arrived_on: None, posted_on });
    Act::Supplement { marks: third(), papers: 1, window: window("w2"), letter, by_representative: false }
}

async fn notices(rig: &Rig, case: CaseId, kind: &str) -> Vec<(Applicant, String)> {
    rig.advance(MINUTE).await;
    let due = rig.centre.paper_notices(&session("intake2"), "", 200).await.expect("the list can be read");
    let mut said = Vec::new();
    for it in due.into_iter().filter(|it| it.brief.id == case && it.kind == kind) {
        let notice = rig.centre.paper_notice(&session("intake2"), &it.key).await.expect("it can be printed");
        said.push((notice.to, notice.text.expect("it bears no code")));
    }
    said
}

// N7, E14: posted on the last day, the closing falls and its paper with it; one number, papers that wait for nobody, and whoever
// wrote is told on paper.
pub async fn a_letter_posted_in_time_lifts_the_closing_and_is_told(rig: Arc<Rig>) {
    let (case, bring_by) = closed(&rig, nobody(31)).await;
    let receipt = rig.receipt(case).await.0;
    let (folder, _) = rig.centre.folder_state(case).await.expect("readable");
    assert!(matches!(folder, Folder::Kept(it) if it.fetch.is_some()), "its papers wait to be fetched");
    let offered = async |case| {
        let offers = rig.whole(case).await.offers(&session("intake2"));
        offers.iter().any(|it| it.act == casework::Act::ReceiveMore && it.refusal.is_none())
    };
    assert!(offered(case).await);
    assert_eq!(notices(&rig, case, "closed-for-missing").await.len(), 1);
    let entries = rig.entries().await;
    assert_eq!(rig.refused("intake2", case, by_letter(Some(bring_by.plus_days(1)))).await, "posted-late");
    assert_eq!(rig.refused("intake2", case, by_letter(None)).await, "posted-late");
    assert_eq!(rig.refused("intake2", case, Act::supplement(third(), 1, window("w2"))).await, "case-ended");
    let outside = rig.asks("intake7", case, &by_letter(Some(bring_by))).await;
    assert!(matches!(outside, Err(Problem::OutOfScope)), "{outside:?}");
    assert_eq!(rig.entries().await, entries);

    rig.does("intake2", case, by_letter(Some(bring_by))).await;
    let kinds = rig.kinds(case).await;
    assert_eq!(kinds[kinds.len() - 3..], ["closed-for-missing", "closure-lifted", "received-more"]);
    assert_eq!((rig.state(case).await, rig.receipt(case).await.0), ("received", receipt));
    let whole = rig.whole(case).await;
    let facts = &whole.filed().expect("filed").facts;
    let papers = papers_of(facts.receipt, &whole.lines);
    let closing = whole.lines.iter().find_map(|line| match &line.event {
        Event::ClosedForMissing(fact) => Some(PaperNo::Document(fact.notice)),
        _ => None,
    });
    let standing = papers.iter().find(|it| Some(it.number) == closing).map(|it| it.standing);
    assert_eq!(standing, Some(PaperStanding::Revoked));
    let said = notices(&rig, case, "received-more-by-letter").await;
    assert_eq!(said.len(), 1);
    assert!(said[0].1.contains("退件撤销了"), "{}", said[0].1);
    assert!(notices(&rig, case, "closed-for-missing").await.is_empty(), "nobody is told of it any more");
    let waiting = rig.centre.papers_to_fetch(&session("intake2")).await.expect("readable");
    assert!(waiting.is_empty(), "{waiting:?}");
    rig.does("intake2", case, Act::Accept).await;
}

// E14: the matter went on under another number, so the closing stands, and the letter belongs to the new case.
pub async fn a_closing_stands_once_the_matter_was_taken_up_again(rig: Arc<Rig>) {
    let (case, bring_by) = closed(&rig, citizen(32)).await;
    let again = intake(&item("food-business"), citizen(32), &[3]);
    let second = rig.receives("intake2", &again).await;
    assert_eq!(rig.file(second).await.facts.previous, Some(case));
    assert_eq!(rig.refused("intake2", case, by_letter(Some(bring_by))).await, "closing-stands");
    rig.does("intake2", second, by_letter(Some(bring_by))).await;
    rig.advance(MINUTE).await;
    let said = rig.centre.notices_latest(40).await.expect("readable");
    let words = said.into_iter().find(|it| it.case == Some(second) && it.kind == "received-more-by-letter");
    assert!(words.is_some_and(|it| it.text.contains("要补的都齐了")));
}

// E14: a letter that lifts the closing, and a new case that takes the matter up, at the same moment: never both, and who comes second is
// told why.
pub async fn of_a_letter_and_a_new_case_at_once_one_is_refused(rig: Arc<Rig>) {
    let mut cases = Vec::new();
    for n in 51..=56 {
        cases.push((n, noticed(&rig, citizen(n)).await));
    }
    rig.advance(40 * DAY).await;
    rig.advance(MINUTE).await;
    let clerk = session("intake2");
    for (n, case) in cases {
        let bring_by = rig.file(case).await.facts.correction.expect("it was noticed").bring_by;
        let (again, letter) = (intake(&item("food-business"), citizen(n), &[3]), by_letter(Some(bring_by)));
        let (id, letter_first) = (rig.command_id(), n % 2 == 0);
        let comes = rig.centre.case_receive(&clerk, id, &again);
        let lifts = rig.asks("intake2", case, &letter);
        let (came, lifted) = match letter_first {
            true => {
                let (lifted, came) = tokio::join!(lifts, comes);
                (came, lifted)
            }
            false => tokio::join!(comes, lifts),
        };
        let code = |problem: Problem| match problem {
            Problem::Refused(refusal) => refusal.code(),
            other => panic!("{other:?}"),
        };
        let in_hand = !matches!(rig.file(case).await.stage, Stage::ClosedForMissing { .. });
        match (came.map_err(code), lifted.map_err(code)) {
            (Ok((second, _)), Err(why)) => {
                assert!(["closing-stands", "look-again"].contains(&why), "{n}: {why}");
                assert_eq!((rig.file(second).await.facts.previous, in_hand), (Some(case), false));
                // Sent once more it is looked at again.
                assert_eq!(rig.refused("intake2", case, letter).await, "closing-stands");
            }
            (Err(why), Ok(_)) => {
                assert!(["earlier-runs", "same-matter-open"].contains(&why), "{n}: {why}");
                assert!(in_hand);
                let anew = rig.centre.case_receive(&clerk, rig.command_id(), &again).await;
                assert_eq!(anew.map(|it| it.0).map_err(code), Err("same-matter-open"));
            }
            other => panic!("{n}: one and not both: {other:?}"),
        }
    }
    // Whoever names a case that runs is refused also where it is said to be another matter.
    let running = noticed(&rig, citizen(57)).await;
    let named = Intake {
        previous: Some(running),
        other_matter: true,
        ..intake(&item("food-business"), citizen(57), &[3])
    };
    let refused = rig.centre.case_receive(&clerk, rig.command_id(), &named).await;
    assert!(matches!(refused, Err(Problem::Refused(ref it)) if it.code() == "earlier-runs"), "{refused:?}");
}

// E14: both were taken in before the papers had moved; they are with the first, and the second says so.
pub async fn papers_taken_over_twice_are_missed_by_the_second(rig: Arc<Rig>) {
    let (first, _) = closed(&rig, citizen(33)).await;
    let there = RowSet::of(&kept(&rig, first).await).expect("rows are below 65");
    let again = || Intake {
        earlier: there,
        previous: Some(first),
        other_matter: true,
        ..intake(&item("food-business"), citizen(33), &[])
    };
    let one = rig.receives("intake2", &again()).await;
    let other = rig.receives("intake2", &again()).await;
    rig.advance(MINUTE).await;
    let over = async |case| {
        let over = rig.whole(case).await.taken_over.expect("it says so");
        (over.rows, over.awaited)
    };
    assert_eq!(over(one).await, (there, RowSet::EMPTY));
    assert_eq!(over(other).await, (there, there));
    assert_eq!(rig.whole(first).await.taken_over, None);
}

// N7: whoever showed a letter of authority at intake brings the rest; nobody else is taken for it.
pub async fn who_acts_for_the_applicant_brings_what_was_missing(rig: Arc<Rig>) {
    let acts = |letter| Representative {
        name: "周代办".into(),
        document_type: "111".into(),
        document_number: citizen(99).document_number,
        telephone: String::new(),
        letter,
    };
    let brings = || Act::Supplement {
        marks: third(),
        papers: 1,
        window: window("w2"),
        letter: None,
        by_representative: true,
    };
    for (n, representative) in [(34, None), (35, Some(acts(false)))] {
        let case = noticed(&rig, Applicant { representative, ..citizen(n) }).await;
        let asked = rig.asks("intake2", case, &brings()).await;
        let field = match asked {
            Err(Problem::Form(problems)) => problems[0].field.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(field, "brought_by");
    }
    let case = noticed(&rig, Applicant { representative: Some(acts(true)), ..citizen(36) }).await;
    rig.does("intake2", case, brings()).await;
    let last = rig.whole(case).await.lines.pop().expect("it was brought").event;
    assert!(matches!(last, Event::ReceivedMore(fact) if fact.by_representative && fact.complete));
    // At another window the document alone says who comes; anybody else's says nothing.
    let reissue = |n: u32| {
        let (document_type, document_number) = ("111".to_owned(), citizen(n).document_number);
        let window = window("w2");
        Act::Register(RegisterAct::Reissue { document_type, document_number, collector: None, window })
    };
    assert_eq!(rig.refused("intake2", case, reissue(98)).await, "identity-differs");
    rig.does("intake2", case, reissue(99)).await;
    let last = rig.whole(case).await.lines.pop().expect("it was printed").event;
    assert!(matches!(last, Event::ReceiptReissued(fact) if fact.sent.is_some()));
    // The mandate ends with the applicant (E13).
    let ended = RegisterAct::End { ground: EndGround::Died, proof: "死亡医学证明 4 号".into() };
    rig.does("head.biz", case, Act::Register(ended)).await;
    assert_eq!(rig.refused("intake2", case, reissue(99)).await, "identity-differs");
}

// E10, N18: by whoever entered it or the window head, and the party is told: a neighbour on paper, the applicant by a message.
pub async fn a_party_is_told_of_the_right_day_of_service(rig: Arc<Rig>) {
    let case = crate::walk::before_decision(&rig, 1).await;
    let act = |who: &'static str, act: HearingAct| {
        let rig = rig.clone();
        async move { rig.centre.hearing_act(&session(who), case, rig.command_id(), None, &act).await }
    };
    let neighbour =
        PartyForm {
            name: "柏楼上".into(), contact: "河东街 1 号".into(), interest: "住在楼上".into()
        };
    act("agent.sc", HearingAct::Add(neighbour)).await.expect("registered");
    act("agent.sc", HearingAct::AddApplicant).await.expect("registered");
    let today = rig.centre.instant().day();
    for party in [0, 1] {
        act("agent.sc", HearingAct::Tell(party)).await.expect("told");
        let (on, way, proof) = (today, Way::Post, "XA0000077".to_owned());
        act("agent.sc", HearingAct::Serve { party, on, way, proof }).await.expect("it arrived");
    }
    rig.advance(2 * DAY).await;
    let right = today.plus_days(2);
    let correct = |party, reason: &str| HearingAct::CorrectService {
        party,
        on: right,
        way: Way::Post,
        proof: "XA0000077".into(),
        reason: reason.into(),
    };
    let empty = act("agent.sc", correct(0, " ")).await;
    assert!(matches!(empty, Err(Problem::Form(problems)) if problems[0].field == "reason"));
    let other = act("intake2", correct(0, "看错了。")).await;
    assert!(matches!(other, Err(Problem::Refused(it)) if it.code() == "not-authorised"));
    act("agent.sc", correct(0, "看错了邮件回执。")).await.expect("put right");
    act("head.biz", correct(1, "看错了邮件回执。")).await.expect("put right");
    let said = notices(&rig, case, "party-service-corrected").await;
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].0.name.as_str(), said[0].0.address.as_str()), ("柏楼上", "河东街 1 号"));
    let (_, month, date) = right.ymd();
    assert!(said[0].1.contains(&format!("{month} 月 {date} 日")), "{}", said[0].1);
    assert!(!said[0].1.contains(&citizen(1).name), "a neighbour is told of no applicant");
    // It is for the neighbour, whose sheet bears no number of the case.
    let due = rig.centre.paper_notices(&session("intake2"), "", 200).await.expect("the list can be read");
    let of =
        due.iter().find(|it| it.brief.id == case && it.kind == "party-service-corrected").expect("it waits");
    let notice = rig.centre.paper_notice(&session("intake2"), &of.key).await.expect("it can be printed");
    assert_eq!((of.whom, notice.whom, notice.bears_no_number()), (Whom::Party(0), Whom::Party(0), true));
    assert!(crate::after::told(&rig, "hearing-service-corrected").await.contains("已经更正"));
    let hearing = rig.centre.hearing_fetch(&session("agent.sc"), case).await.expect("readable").hearing;
    let arrived = hearing.parties[0].told.and_then(|told| told.arrived).expect("it arrived");
    assert_eq!((arrived.service.on, arrived.corrected.is_some()), (right, true));
}

// A29, E14: the list for the archive says until when a closed case waits for a letter, by the rule that refuses to archive it; and no
// longer than that.
pub async fn the_list_for_the_archive_says_until_when_a_letter_may_come(rig: Arc<Rig>) {
    let (case, bring_by) = closed(&rig, citizen(1)).await;
    let until = bring_by.plus_days(casework::POSTED_DAYS_MAX);
    let listed = async || {
        let list = rig.centre.folder_list(&session("do.sc"), FolderWhich::Due, "", 10).await;
        let list = list.expect("the list can be read");
        list.into_iter().map(|it| (it.case, it.letter_until)).collect::<Vec<_>>()
    };
    assert_eq!(listed().await, [(case, Some(until))]);
    rig.until(&until.to_string(), 23, 0).await;
    assert_eq!(listed().await, [(case, Some(until))]);
    rig.until(&until.plus_days(1).to_string(), 0, 0).await;
    assert_eq!(listed().await, [(case, None)], "now it can be archived");
}
