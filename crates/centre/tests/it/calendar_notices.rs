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
    for it in &preview.moves {
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
    let one = &preview.moves[0];
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
    assert_eq!(preview.earlier + preview.later + preview.stays, before.len() as u64);
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
