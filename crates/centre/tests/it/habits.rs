//! Habits of units and devices through the centre: what is counted, what is found, and what is found of nobody honest
//! (F4, F6, F8).

use std::sync::Arc;

use catalogue::CaseId;
use centre::Centre;
use centre::act::Act;
use centre::oversight::bounds::BoundForm;
use centre::oversight::finding::{FindingBrief, FindingWhich};
use centre::window_day::WindowAct;
use oversight::Rule;
use oversight::bound::Bound;
use oversight::figure::Share;
use oversight::habit::UnitHabits;

use crate::promises::renew;
use crate::rig::{DAY, MINUTE, Rig, citizen, day, person, session, window};
use crate::walk::{ask_stop, collect, concluded, in_hand, pickup, received};

async fn found(rig: &Rig, rule: Rule) -> Vec<FindingBrief> {
    let all = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 200).await;
    all.expect("the list can be read").into_iter().filter(|it| it.rule == rule).collect()
}

async fn habits(rig: &Rig) -> UnitHabits {
    let units = rig.centre.unit_habits(rig.centre.today()).await.expect("counted");
    units.get("sc").copied().unwrap_or_default()
}

async fn set(rig: &Rig, bound: Bound, value: u16) {
    let form = BoundForm { bound, value, reason: "试行。".into() };
    rig.centre.bound_set(&session("super"), rig.command_id(), &form).await.expect("it is set");
}

fn share(part: u64, whole: u64) -> Share {
    Share { part, whole }
}

// F6, M4, E24: who asks for more time and who approves it, at one device within ten minutes; two devices, a longer while and no mark
// at all are nothing, and taking in at the same machine is none of it.
pub async fn two_people_at_one_device_are_a_finding_where_their_parts_must_be_apart(rig: Arc<Rig>) {
    let (one, other) = (Centre::device_mark_new(), Centre::device_mark_new());
    let sits = async |who: &str, mark: &str| rig.centre.device_used(&session(who), mark).await;
    let asks = async |n: u32, mark: &str| -> CaseId {
        sits("intake2", mark).await;
        let case = in_hand(&rig, n).await;
        sits("do.sc", mark).await;
        rig.does("do.sc", case, Act::AskExtension { reason: format!("第{n}次下雨。") }).await;
        case
    };
    let approves = async |case: CaseId, mark: &str| {
        sits("chief.sc", mark).await;
        rig.does("chief.sc", case, Act::ApproveExtension).await;
        rig.advance(MINUTE).await;
    };
    let case = asks(1, &one).await;
    approves(case, &other).await;
    assert!(found(&rig, Rule::SameDevice).await.is_empty(), "two devices");
    rig.advance(30 * MINUTE).await;
    let case = asks(2, &one).await;
    rig.advance(11 * MINUTE).await;
    approves(case, &one).await;
    assert!(found(&rig, Rule::SameDevice).await.is_empty(), "eleven minutes later");
    rig.advance(30 * MINUTE).await;
    let case = asks(3, "").await;
    approves(case, "no mark of ours").await;
    assert!(found(&rig, Rule::SameDevice).await.is_empty(), "who has no mark is nobody's neighbour");
    rig.advance(30 * MINUTE).await;
    let case = asks(4, &one).await;
    rig.advance(10 * MINUTE).await;
    approves(case, &one).await;
    let all = found(&rig, Rule::SameDevice).await;
    let of: Vec<_> = all.iter().map(|it| (it.case, it.person, it.unit.as_str())).collect();
    assert_eq!(of, [(Some(case), Some(person("chief.sc")), "sc")]);
    let kept = rig.rows("select device from device_use", vec![]).await;
    let kept: Vec<Vec<u8>> = kept.iter().map(|it| it.bytes(0).expect("a digest").to_vec()).collect();
    assert!(!kept.is_empty() && kept.iter().all(|it| it.len() == 32 && one.as_bytes() != it.as_slice()));
    rig.advance(9 * DAY).await;
    assert_eq!(rig.rows("select device from device_use", vec![]).await.len(), 0, "a week is long enough");
    assert_eq!(found(&rig, Rule::SameDevice).await.len(), 1, "what was found stands");
}

// F8: the same reason again and again, whatever its stops and spaces; different ones are nothing. The words are not kept in plain.
pub async fn one_reason_for_every_extension_is_a_finding_once_a_quarter(rig: Arc<Rig>) {
    set(&rig, Bound::ShareSample, 5).await;
    let extend = async |n: u32, reason: String| {
        let case = in_hand(&rig, n).await;
        rig.does("do.sc", case, Act::AskExtension { reason }).await;
        rig.does("chief.sc", case, Act::ApproveExtension).await;
    };
    for n in 0..5 {
        extend(n, format!("第{n}条路断了，现场核查要推迟。")).await;
    }
    rig.advance(DAY).await;
    assert_eq!(habits(&rig).await.extended, share(1, 5));
    assert!(found(&rig, Rule::SameExtensionWords).await.is_empty(), "five reasons");
    for (n, reason) in (5..).zip(["人手不够。", "人手不够", " 人手 不够！", "人手，不够。"])
    {
        extend(n, reason.to_owned()).await;
    }
    rig.advance(DAY).await;
    assert_eq!(habits(&rig).await.extended, share(4, 9));
    assert!(found(&rig, Rule::SameExtensionWords).await.is_empty(), "44 percent");
    extend(9, "人手不够……".to_owned()).await;
    rig.advance(DAY).await;
    let all = found(&rig, Rule::SameExtensionWords).await;
    assert_eq!(all.iter().map(|it| (it.unit.as_str(), it.case)).collect::<Vec<_>>(), [("sc", None)]);
    rig.advance(DAY).await;
    assert_eq!(found(&rig, Rule::SameExtensionWords).await.len(), 1, "once a quarter");
    let kept = rig.rows("select words from extension_words", vec![]).await;
    assert!(kept.iter().all(|it| it.bytes(0).is_ok_and(|it| it.len() == 32)), "digests alone");
    // Another instance that reads everything once more counts nothing twice.
    let second = rig.second().await;
    second.tick().await.expect("another instance goes on");
    assert_eq!(habits(&rig).await.extended, share(5, 10));
}

// F4: what officers enter outside the hours, on both sides of the tolerance; a Saturday on which a window is open is a day like any;
// what time and applicants do is not theirs.
pub async fn entries_outside_the_hours_are_counted_and_become_a_habit(rig: Arc<Rig>) {
    rig.until("2026-03-02", 19, 29).await;
    received(&rig, 1).await;
    rig.until("2026-03-02", 19, 31).await;
    assert_eq!(habits(&rig).await.acts, share(0, 1), "two hours after the hall closes at half past five");
    received(&rig, 2).await;
    rig.until("2026-03-03", 7, 15).await;
    assert_eq!(habits(&rig).await.acts, share(1, 2));
    received(&rig, 3).await;
    rig.until("2026-03-03", 7, 35).await;
    received(&rig, 4).await;
    rig.until("2026-03-07", 10, 0).await;
    assert_eq!(habits(&rig).await.acts, share(2, 4), "an hour before it opens at half past eight");
    received(&rig, 5).await;
    rig.advance(MINUTE).await;
    assert_eq!(habits(&rig).await.acts, share(3, 5), "a Saturday");
    let (open, saturday) = (WindowAct::Open { printer: true, reader: false }, day("2026-03-07"));
    let (officer, w2) = (session("intake2"), window("w2"));
    let opened = rig.centre.window_act(&officer, rig.command_id(), (w2, saturday), None, &open).await;
    opened.expect("opened");
    rig.advance(MINUTE).await;
    assert_eq!(habits(&rig).await.acts, share(2, 5), "a Saturday on which the hall is open");
    // Silence accepts the five at midnight: time enters, no officer.
    rig.until("2026-03-17", 21, 0).await;
    assert_eq!(habits(&rig).await.acts, share(2, 5));
    set(&rig, Bound::ShareSample, 5).await;
    received(&rig, 6).await;
    received(&rig, 7).await;
    rig.until("2026-03-18", 9, 0).await;
    assert_eq!(habits(&rig).await.acts, share(4, 7));
    assert!(found(&rig, Rule::OutsideHours).await.is_empty(), "four are no habit");
    rig.until("2026-03-18", 21, 0).await;
    received(&rig, 8).await;
    rig.advance(DAY).await;
    let all = found(&rig, Rule::OutsideHours).await;
    assert_eq!(all.iter().map(|it| it.unit.as_str()).collect::<Vec<_>>(), ["sc"]);
    rig.advance(DAY).await;
    assert_eq!(found(&rig, Rule::OutsideHours).await.len(), 1, "once a month");
    rig.until("2026-04-02", 9, 0).await;
    assert_eq!(habits(&rig).await.acts, share(0, 0), "a month begins anew");
}

// F4: accepted on the last of five working days, and well before it.
pub async fn acceptances_on_the_last_day_are_counted_and_become_a_habit(rig: Arc<Rig>) {
    set(&rig, Bound::ShareSample, 5).await;
    let mut cases = Vec::new();
    for n in 0..6 {
        cases.push(received(&rig, n).await);
    }
    rig.does("intake2", cases[0], Act::Accept).await;
    rig.until("2026-03-06", 10, 0).await;
    for case in &cases[1..3] {
        rig.does("intake2", *case, Act::Accept).await;
    }
    rig.until("2026-03-09", 10, 0).await;
    assert_eq!(habits(&rig).await.accepted, share(0, 3));
    for case in &cases[3..] {
        rig.does("intake2", *case, Act::Accept).await;
    }
    rig.until("2026-03-10", 9, 0).await;
    assert_eq!(habits(&rig).await.accepted, share(3, 6));
    assert!(found(&rig, Rule::AcceptedLastDay).await.is_empty(), "half is not more than half");
    set(&rig, Bound::LastDayPercent, 49).await;
    rig.until("2026-03-11", 9, 0).await;
    assert_eq!(found(&rig, Rule::AcceptedLastDay).await.len(), 1);
}

// F6: each step of a decided case once, with its minutes; with nobody beside it there is nothing to compare.
pub async fn the_times_of_steps_are_kept_when_a_case_is_decided(rig: Arc<Rig>) {
    let kept = async || {
        let sql = "select cast(count(*) as bigint) from habit_sample where kind = 'step'";
        rig.rows(sql, vec![]).await[0].int(0).expect("a count")
    };
    in_hand(&rig, 1).await;
    rig.advance(MINUTE).await;
    assert_eq!(kept().await, 0, "nothing is decided");
    concluded(&rig, 2).await;
    rig.advance(MINUTE).await;
    let steps = kept().await;
    assert!(steps > 0, "the steps of the case");
    assert_eq!(habits(&rig).await.steps, None, "no other unit has decided anything");
    rig.second().await.tick().await.expect("another instance goes on");
    assert_eq!(kept().await, steps, "nothing twice");
    rig.until("2026-05-04", 9, 0).await;
    assert_eq!(kept().await, 0, "kept for the month and the one after");
}

// F7, A37: what a unit stopped over ninety days, and who approved it: how late in the promise, and how many days did not count.
pub async fn stops_are_counted_by_unit_and_by_who_approved_them(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let early = in_hand(&rig, 1).await;
    let late = in_hand(&rig, 2).await;
    let running = in_hand(&rig, 3).await;
    let stop = async |case| {
        rig.does("do.sc", case, ask_stop(5)).await;
        rig.does("chief.sc", case, Act::ApproveStop).await;
    };
    stop(early).await;
    let file = rig.file(late).await;
    let due = file.facts.clocks.get(casework::ClockKind::Promised).expect("it runs").clock.due();
    rig.until(&due.to_string(), 9, 0).await;
    stop(late).await;
    rig.advance(MINUTE).await;
    // The first ended by itself after its five days; the second still stands.
    let by = centre.stops_by(centre.today()).await.expect("counted");
    let by: Vec<_> = by.iter().map(|it| (it.unit.as_str(), it.person, it.stops, it.days)).collect();
    assert_eq!(by, [("sc", person("chief.sc"), share(1, 2), 5)]);
    let habit = centre.unit_shares(centre.today()).await.expect("counted")["sc"];
    assert_eq!((habit.accepted, habit.stopped, habit.extended), (3, 2, 0));
    assert!(matches!(rig.file(running).await.stage, casework::Stage::Handling(_)));
    // The ninetieth day back counts, the one before does not.
    let first = day("2026-03-02");
    let counted = async |until| {
        let by = centre.stops_by(until).await.expect("counted");
        by.iter().map(|it| it.stops.whole).sum::<u64>()
    };
    assert_eq!((counted(first.plus_days(90)).await, counted(first.plus_days(91)).await), (2, 1));
    assert_eq!(counted(first).await, 1, "up to the day");
    // Kept as long as a month is shown whose ninety days reach back to it.
    let kept = async || rig.rows("select seq from person_sample where kind = 'stop'", vec![]).await.len();
    assert_eq!(kept().await, 2);
    rig.until("2026-08-31", 9, 0).await;
    assert!(kept().await == 0, "ninety days before July have no first of March");
}

// C13, F10: who gives a code anew on paper may hand the result out too, and it is counted; a code that was sent is none, nor one
// that another person handed out.
pub async fn codes_on_paper_and_results_by_one_person_are_counted(rig: Arc<Rig>) {
    let counted = async || {
        rig.advance(MINUTE).await;
        let by = rig.centre.codes_by(rig.centre.today()).await.expect("counted");
        by.into_iter().map(|it| (it.person, it.handed_out)).collect::<Vec<_>>()
    };
    let hands_out = async |who: &str, case: CaseId, n: u32| {
        let code = pickup(&rig, case).await;
        rig.does(who, case, collect(&code, &citizen(n).document_number)).await;
    };
    let sent = concluded(&rig, 1).await;
    rig.does("out", sent, renew(1, false)).await;
    hands_out("out", sent, 1).await;
    assert_eq!(counted().await, [], "the code went to the telephone");
    let own = concluded(&rig, 2).await;
    rig.does("out", own, renew(2, true)).await;
    assert_eq!(counted().await, [(person("out"), share(0, 1))]);
    // Twice for one result is one.
    rig.does("out", own, renew(2, true)).await;
    hands_out("out", own, 2).await;
    assert_eq!(counted().await, [(person("out"), share(1, 1))]);
    let waits = concluded(&rig, 3).await;
    rig.does("out", waits, renew(3, true)).await;
    assert_eq!(counted().await, [(person("out"), share(1, 2))]);
}
