//! What a preview says and what an adoption does agree case by case, and what cannot be adopted is refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Calendar, DayRule};
use catalogue::publish_calendar::CalendarRefusal;
use catalogue::{CaseId, RowSet};
use centre::act::Act;
use centre::calendar_notice::{HandedIn, Unfit, laid, supposed};
use centre::calendar_preview::{Deadline, Preview, Subject, deadlines};
use centre::particulars::RowReason;

use crate::rig::{Rig, citizen, day, intake, item, session};
use crate::walk::{concluded, received};

/// An invented notice: the first week of January off, a Saturday worked for it.
const NOTICE: &str = "year 2027 official\n2027-01-01..2027-01-06 off 元旦\n2027-01-09 work 元旦\n2027-02-05..2027-02-08 off 春节\n";
const NUMBER: &str = "国办发明电〔2026〕99号";
const HANDED_IN: HandedIn<'static> = HandedIn { text: NOTICE, number: NUMBER };

type Days = BTreeMap<(CaseId, Deadline), calendar::Day>;

/// Every running deadline of these cases.
async fn days_of(rig: &Rig, cases: &[CaseId]) -> Days {
    let mut days = Days::new();
    for case in cases {
        let state = rig.centre.case_state(*case).await.expect("it is read").expect("it is there").case;
        days.extend(deadlines(&state).into_iter().map(|(deadline, day)| ((*case, deadline), day)));
    }
    days
}

/// Cases in many stages: concluded, waiting, accepted, told what is missing, with papers that follow.
async fn cases(rig: &Rig) -> Vec<CaseId> {
    let food = item("food-business");
    rig.until("2026-12-05", 9, 0).await;
    let noticed = rig.receives("intake2", &intake(&food, citizen(40), &[3])).await;
    let rows = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
    rig.does("intake2", noticed, Act::Correction { rows }).await;
    rig.until("2026-12-21", 9, 0).await;
    let mut cases = vec![concluded(rig, 1).await];
    for n in 2..8 {
        rig.until(&format!("2026-12-{}", 20 + n), 9, 0).await;
        cases.push(received(rig, n).await);
    }
    rig.until("2026-12-28", 9, 0).await;
    for case in &cases[4..7] {
        rig.does("intake2", *case, Act::Accept).await;
    }
    let deferred = rig.receives("intake2", &intake(&food, citizen(41), &[4])).await;
    let rows = RowSet::of(&[4]).expect("a row");
    rig.does("intake2", deferred, Act::AcceptDeferred { rows }).await;
    cases.extend([noticed, deferred]);
    cases
}

async fn previewed(rig: &Rig, who: &str, next: Calendar) -> Result<Preview, Unfit> {
    rig.centre.calendar_preview(&session(who), next, 1).await
}

async fn next(rig: &Rig) -> Calendar {
    let page = rig.centre.calendar_page(&session("centre")).await.expect("the page is open");
    laid(&page.calendar, HANDED_IN).expect("the notice fits").0
}

pub async fn what_the_preview_says_is_what_the_adoption_does(rig: Arc<Rig>) {
    let cases = cases(&rig).await;
    let before = days_of(&rig, &cases).await;
    let entries = rig.entries().await;
    let preview = previewed(&rig, "centre", next(&rig).await).await.expect("it is previewed");
    assert_eq!(rig.entries().await, entries, "a preview writes nothing");
    assert!(preview.earlier + preview.later > 2 && preview.stays > 0, "{preview:?}");
    assert_eq!(preview.moves.len() as u64, preview.earlier + preview.later);
    assert_eq!(preview.days.first(), Some(&(day("2027-01-04"), false)));
    let sorted: Vec<_> = preview.moves.iter().map(|it| (it.from, it.number.clone())).collect();
    assert!(sorted.is_sorted());

    let page = rig.centre.calendar_page(&session("centre")).await.expect("the page is open");
    let adopted = rig
        .centre
        .calendar_notice_adopt(&session("centre"), rig.command_id(), page.revision, HANDED_IN)
        .await
        .expect("it is adopted");
    assert_eq!(adopted, preview.version);
    assert_eq!(rig.entries().await, entries + 1, "one entry on the calendar's stream");
    rig.centre.tick().await.expect("the sweep comes");

    // Every case the preview named has moved to that day, and no other has moved.
    let mut expected = before.clone();
    // N22: naming officers follows as a function of the calendar, without an entry: the four cases in hand.
    let (laid, entered): (Vec<_>, Vec<_>) =
        preview.moves.iter().partition(|it| it.deadline == Deadline::Officers);
    assert!(laid.len() == 4 && laid.iter().all(|it| it.to > it.from), "{laid:?}");
    for it in entered {
        let Subject::Case(case) = it.subject else { panic!("nothing but cases: {it:?}") };
        assert_eq!(expected.insert((case, it.deadline), it.to), Some(it.from));
    }
    assert_eq!(days_of(&rig, &cases).await, expected);

    // The applicant's own days are among them, and only ever later (E14, N56).
    for own in [Deadline::Correction, Deadline::Deferral] {
        let days: Vec<_> = preview.moves.iter().filter(|it| it.deadline == own).collect();
        assert!(days.len() == 1 && days[0].to > days[0].from, "{own:?}: {days:?}");
    }

    // The case says that it moved, from which day, by which notice.
    let one = preview.moves.iter().find(|it| it.deadline != Deadline::Officers).expect("a move");
    let Subject::Case(case) = one.subject else { panic!("nothing but cases: {one:?}") };
    let whole = rig.whole(case).await;
    let moved = whole.moved.iter().find(|it| it.deadline == one.deadline).expect("it says so");
    assert_eq!((moved.from, moved.to, moved.notice.as_str()), (one.from, one.to, NUMBER));
    let history = rig.centre.calendar_history().await.expect("it is read");
    assert_eq!((history[0].revision, history[0].year), (2, Some(2027)));
    assert_eq!(history[0].sources, [NUMBER]);
    assert_eq!(history[0].actor, "centre");
    rig.verifies().await;
}

pub async fn a_question_what_if_writes_nothing_and_counts_every_open_deadline(rig: Arc<Rig>) {
    let cases = cases(&rig).await;
    let before = days_of(&rig, &cases).await;
    let entries = rig.entries().await;
    let held = Calendar::built_in();
    // The last Thursday of the year off, the Saturday after worked.
    let days = [(day("2026-12-31"), DayRule::Off), (day("2027-01-02"), DayRule::Work)];
    let preview = previewed(&rig, "centre", supposed(held, &days, "假设").expect("the days are known"))
        .await
        .expect("it is previewed");
    // With the four last days to name officers (N22).
    assert_eq!(preview.earlier + preview.later + preview.stays, before.len() as u64 + 4);
    assert_eq!(preview.days, [(day("2026-12-31"), false), (day("2027-01-02"), true)]);
    assert_eq!((rig.entries().await, days_of(&rig, &cases).await), (entries, before));
    let history = rig.centre.calendar_history().await.expect("it is read");
    assert_eq!(history.len(), 1);
}

pub async fn who_runs_the_centre_adopts_and_nobody_else(rig: Arc<Rig>) {
    let asked = next(&rig).await;
    for stranger in ["intake2", "head.biz", "cat.office"] {
        let seen = previewed(&rig, stranger, asked.clone()).await;
        assert!(matches!(seen, Err(Unfit::Refused(CalendarRefusal::NotAllowed))), "{stranger}: {seen:?}");
        let adopted =
            rig.centre.calendar_notice_adopt(&session(stranger), rig.command_id(), 1, HANDED_IN).await;
        assert!(
            matches!(adopted, Err(Unfit::Refused(CalendarRefusal::NotAllowed))),
            "{stranger}: {adopted:?}"
        );
    }
}

pub async fn what_does_not_follow_the_calendar_in_force_is_refused(rig: Arc<Rig>) {
    let centre = session("centre");
    let adopt = async |revision, text: &'static str, number: &'static str| {
        let handed_in = HandedIn { text, number };
        rig.centre.calendar_notice_adopt(&centre, rig.command_id(), revision, handed_in).await
    };
    // Malformed, with its line; without a number.
    let error = adopt(1, "year 2027 official\n2027-01-01 off 元旦\n2027-13-01 off 元旦\n", NUMBER).await;
    assert!(matches!(&error, Err(Unfit::Text(error)) if error.line == Some(3)), "{error:?}");
    for number in ["", "  ", "国办 7号"] {
        assert!(matches!(adopt(1, NOTICE, number).await, Err(Unfit::Number)), "{number:?}");
    }
    // Older: a provisional year in the place of a notice.
    let error = adopt(1, "year 2026 provisional\n2026-10-01..2026-10-03 off 国庆节\n", NUMBER).await;
    assert!(matches!(&error, Err(Unfit::Text(_)) | Err(Unfit::Refused(CalendarRefusal::Older))), "{error:?}");
    // A day that is over: it is Monday the 2nd of March. Days before it stand, it and later ones may change.
    let past = "year 2026 official\n2026-02-15..2026-02-23 off 春节\n2026-02-27 off 补假\n";
    let error = adopt(1, past, NUMBER).await;
    assert!(matches!(error, Err(Unfit::Refused(CalendarRefusal::DayIsOver { .. }))), "{error:?}");
    // A preview of a calendar that is no longer in force.
    adopt(1, NOTICE, NUMBER).await.expect("it is adopted");
    let other = "year 2027 official\n2027-01-01..2027-01-03 off 元旦\n";
    assert!(matches!(adopt(1, other, NUMBER).await, Err(Unfit::Stale)));
    assert!(matches!(adopt(2, NOTICE, NUMBER).await, Err(Unfit::Refused(CalendarRefusal::Unchanged))));
    // A second notice for the same year takes its place.
    adopt(2, other, NUMBER).await.expect("it is adopted");
    rig.verifies().await;
}

pub async fn a_notice_sent_twice_is_adopted_once(rig: Arc<Rig>) {
    let (centre, id) = (session("centre"), rig.command_id());
    let first = rig.centre.calendar_notice_adopt(&centre, id, 1, HANDED_IN).await.expect("it is adopted");
    let entries = rig.entries().await;
    let again = rig.centre.calendar_notice_adopt(&centre, id, 1, HANDED_IN).await.expect("the same answer");
    assert_eq!((again, rig.entries().await), (first, entries));
    let other = HandedIn { number: "国办发明电〔2026〕100号", ..HANDED_IN };
    let reused = rig.centre.calendar_notice_adopt(&centre, id, 1, other).await;
    assert!(matches!(reused, Err(Unfit::IdReused)), "{reused:?}");
}

// N18, N55: days that no entry moves stand in the preview too, the citizen's only ever later.
pub async fn the_preview_lists_the_days_of_parties_hearings_and_commitments(rig: Arc<Rig>) {
    use casework::CheckOutcome;
    use casework::hearing::Way;
    use centre::hearing::{HearingAct, PartyForm};
    rig.until("2026-12-28", 9, 0).await;
    let case = crate::walk::in_hand(&rig, 1).await;
    let act = async |act: HearingAct| {
        let done = rig.centre.hearing_act(&session("agent.sc"), case, rig.command_id(), None, &act).await;
        done.expect("done");
    };
    let neighbour =
        PartyForm {
            name: "柏楼上".into(), contact: "0000-0001023".into(), interest: "住在楼上".into()
        };
    for _ in 0..3 {
        act(HearingAct::Add(neighbour.clone())).await;
    }
    for party in 0..3 {
        act(HearingAct::Tell(party)).await;
    }
    // One waits for its days, one has asked, of one nobody knows whether the notice arrived.
    let (on, way) = (day("2026-12-28"), Way::Post);
    act(HearingAct::Serve { party: 0, on, way, proof: "XA0000077".into() }).await;
    act(HearingAct::State { party: 1, words: String::new(), asks_hearing: true }).await;

    let fire = item("fire-safety-check");
    rig.open_item(&fire).await;
    let mut form = intake(&fire, citizen(34), &[3, 4]);
    form.marks.committed = RowSet::of(&[3, 4]).expect("rows");
    let promised = rig.receives("intake2", &form).await;
    rig.does("intake2", promised, Act::Accept).await;
    rig.hands_over("intake2", "agent.gen", promised).await;
    rig.hands_over("agent.gen", "do.xf", promised).await;
    rig.does("do.xf", promised, crate::walk::step(casework::DonePlace::Hall)).await;
    rig.does("chief.xf", promised, crate::walk::grant()).await;
    let outcome = CheckOutcome::ToCorrect;
    rig.does("do2.xf", promised, Act::CheckCommitment { outcome, finding: "标志缺两处。".into() }).await;

    let listed = async || {
        let due = rig.centre.commitments_due(&session("do2.xf"), None, None, 40).await.expect("read");
        due.iter().map(|it| it.until).collect::<Vec<_>>()
    };
    let told = listed().await;
    let preview = previewed(&rig, "centre", next(&rig).await).await.expect("it is previewed");
    let days = |of: CaseId| {
        let moves = preview.moves.iter().filter(|it| it.subject == Subject::Case(of));
        moves.map(|it| (it.deadline, it.from, it.to)).collect::<Vec<_>>()
    };
    // Five working days from Monday 28 December: Tuesday 5 January; with the week off until Friday 8 January.
    let party = days(case).into_iter().find(|it| it.0 == Deadline::Party(0)).expect("its days run");
    assert_eq!((party.1, party.2), (day("2027-01-05"), day("2027-01-08")));
    let of_hearing: Vec<_> = days(case).into_iter().map(|it| it.0).collect();
    assert!(
        of_hearing.contains(&Deadline::Hearing) && of_hearing.contains(&Deadline::Officers),
        "{of_hearing:?}"
    );
    assert!(!of_hearing.iter().any(|it| matches!(it, Deadline::Party(1 | 2))), "{of_hearing:?}");
    let put_right = days(promised).into_iter().find(|it| it.0 == Deadline::PutRight);
    let (_, from, to) = put_right.expect("the applicant's day");
    assert!(to > from, "{from} {to}");
    assert_eq!(told, [Some(from)]);

    let page = rig.centre.calendar_page(&session("centre")).await.expect("the page is open");
    let head = session("centre");
    let adopted = rig.centre.calendar_notice_adopt(&head, rig.command_id(), page.revision, HANDED_IN);
    adopted.await.expect("it is adopted");
    rig.centre.tick().await.expect("the sweep comes");
    assert_eq!(listed().await, [Some(to)], "what the preview said");
}
