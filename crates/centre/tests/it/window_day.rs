//! A window's day, through the centre: opened, visits, settled with a difference, signed; the hall at a glance (E1, E31).

use std::sync::Arc;

use calendar::Day;
use casework::Refusal;
use casework::window_day::{VisitEnd, WindowDayRefusal};
use centre::case::Problem;
use centre::office_waits::OfficeWhat;
use centre::window_day::{LyingWhat, STILL_SQL, TAKEN_SQL, WindowAct};
use centre::window_list::UNSETTLED_SQL;

use crate::rig::{Rig, citizen, day, intake, item, person, session, window};
use crate::walk::received;

fn refusal(answer: Result<ledger::Done, Problem>) -> WindowDayRefusal {
    match answer {
        Err(Problem::Refused(Refusal::WindowDay(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

pub async fn a_window_s_day_is_opened_counted_settled_and_signed(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let (w2, today) = (window("w2"), day("2026-03-02"));
    let asks = async |who: &str, act: WindowAct| {
        centre.window_act(&session(who), rig.command_id(), (w2, today), None, &act).await
    };
    let hall = centre.hall_today(&session("centre")).await.expect("it can be read");
    assert!(hall.len() >= 16 && hall.iter().all(|line| line.row.is_none()), "nobody is there yet");
    assert_eq!(centre.hall_today(&session("head.biz")).await.expect("it can be read").len(), 3);
    assert!(centre.hall_today(&session("intake2")).await.expect("it can be read").is_empty());
    let open = || WindowAct::Open { printer: true, reader: false };
    assert_eq!(refusal(asks("intake5", open()).await), WindowDayRefusal::NotYourWindow);
    asks("intake2", open()).await.expect("opened");
    let hall = centre.hall_today(&session("centre")).await.expect("it can be read");
    let line = hall.iter().find(|line| line.window == w2).and_then(|line| line.row.as_ref());
    let line = line.expect("the window is open");
    assert_eq!((line.seat, line.printer, line.reader), (Some(person("intake2")), true, false));
    asks("intake2", WindowAct::Next).await.expect("next");
    let silent = asks("intake2", WindowAct::End { how: VisitEnd::Returned, reason: " ".into() }).await;
    assert!(matches!(silent, Err(Problem::Form(ref fields)) if fields[0].field == "reason"), "{silent:?}");
    received(&rig, 1).await;
    asks("intake2", WindowAct::End { how: VisitEnd::Receipt, reason: String::new() }).await.expect("ended");
    rig.receives("intake2", &intake(&item("food-business"), citizen(2), &[])).await;
    let page = centre.window_page(&session("intake2"), w2, today).await.expect("it can be read");
    let page = page.expect("it is the officer's window");
    let tally = page.tally;
    assert_eq!((tally.taken, tally.handed, tally.waiting), (2, 0, 2));
    // E22, E31: each case by number, with its papers and the originals among them; the form alone is kept in the original.
    assert_eq!(page.lying.len(), 2, "{:?}", page.lying);
    let mut counted = (0, 0);
    for it in &page.lying {
        let LyingWhat::Intake { papers, originals } = it.what else { panic!("{it:?} is no intake") };
        assert!(it.receipt_no.starts_with("SC"), "{it:?}");
        counted = (counted.0 + u32::from(papers), counted.1 + originals);
    }
    assert_eq!(counted, (tally.papers, tally.originals));
    assert_eq!(tally.originals, 2);
    counts_by_index(&rig).await;
    assert!(tally.papers > 1);
    assert!(centre.window_page(&session("intake5"), w2, today).await.expect("read").is_none());
    let settle = |papers: u32, why: &str| WindowAct::Settle {
        papers,
        originals: tally.originals,
        results: 0,
        explained: why.into(),
    };
    let lost = WindowAct::Settle {
        papers: tally.papers,
        originals: tally.originals - 1,
        results: 0,
        explained: String::new(),
    };
    let needed = WindowDayRefusal::ExplanationNeeded { papers: tally.papers, originals: 2, results: 0 };
    assert_eq!(refusal(asks("intake2", lost).await), needed, "originals are counted apart");
    assert_eq!(refusal(asks("intake2", settle(tally.papers - 1, " ")).await), needed);
    asks("intake2", settle(tally.papers - 1, "一份在复印，明早放回。")).await.expect("settled");
    let unsigned = centre.settlements_unsigned(&session("head.biz")).await.expect("it can be read");
    assert_eq!(unsigned.iter().map(|row| (row.window, row.differs)).collect::<Vec<_>>(), [(w2, true)]);
    assert!(centre.settlements_unsigned(&session("head.soc")).await.expect("it can be read").is_empty());
    let page = centre.window_page(&session("head.biz"), w2, today).await.expect("it can be read");
    assert_eq!(page.expect("the head sees it").explained, "一份在复印，明早放回。");
    assert_eq!(refusal(asks("intake2", WindowAct::Sign).await), WindowDayRefusal::NotTheHead);
    rig.until("2026-03-03", 8, 30).await;
    asks("head.biz", WindowAct::Sign).await.expect("signed the next morning");
    assert_eq!(
        refusal(asks("intake2", open()).await),
        WindowDayRefusal::NotToday { today: day("2026-03-03") }
    );
    assert!(centre.settlements_unsigned(&session("head.biz")).await.expect("it can be read").is_empty());
}

// E31: a day that nobody settled is seen by whoever sat there and by the head, until it is settled late with the reason.
pub async fn a_day_that_nobody_settled_is_seen_and_settled_late(rig: Arc<Rig>) {
    let (centre, w2, first) = (&rig.centre, window("w2"), day("2026-03-02"));
    let asks = async |who: &str, act: WindowAct| {
        centre.window_act(&session(who), rig.command_id(), (w2, first), None, &act).await
    };
    let unsettled = async |who: &str| {
        let rows = centre.days_unsettled(&session(who)).await.expect("they can be read");
        rows.iter().map(|row| (row.window, row.day)).collect::<Vec<_>>()
    };
    asks("intake2", WindowAct::Open { printer: true, reader: true }).await.expect("opened");
    received(&rig, 1).await;
    assert!(unsettled("head.biz").await.is_empty(), "the day is not over");
    rig.until("2026-03-03", 9, 0).await;
    for who in ["intake2", "head.biz", "centre"] {
        assert_eq!(unsettled(who).await, [(w2, first)], "{who}");
    }
    for who in ["intake5", "head.soc", "agent.sc"] {
        assert!(unsettled(who).await.is_empty(), "{who}");
    }
    // What comes in today is not of that day.
    received(&rig, 2).await;
    let page = centre.window_page(&session("intake2"), w2, first).await.expect("it can be read");
    let tally = page.expect("it is the own window").tally;
    assert_eq!((tally.taken, tally.waiting), (1, 2));
    let settle = |explained: &str| WindowAct::Settle {
        papers: tally.papers,
        originals: tally.originals,
        results: 0,
        explained: explained.into(),
    };
    assert_eq!(refusal(asks("intake2", settle(" ")).await), WindowDayRefusal::LateReasonNeeded);
    asks("intake2", settle("下班前停电，没有来得及结。")).await.expect("settled late");
    assert!(unsettled("head.biz").await.is_empty());
    let unsigned = centre.settlements_unsigned(&session("head.biz")).await.expect("it can be read");
    assert_eq!(unsigned.iter().map(|row| (row.day, row.differs)).collect::<Vec<_>>(), [(first, false)]);
    // The head sends it back with the reason, and whoever sat there sees both.
    let back = |reason: &str| WindowAct::Return { reason: reason.into() };
    assert_eq!(refusal(asks("intake2", back("不对。")).await), WindowDayRefusal::NotTheHead);
    let Err(Problem::Form(missing)) = asks("head.biz", back(" ")).await else { panic!("a reason is needed") };
    assert_eq!(missing[0].field, "reason");
    asks("head.biz", back("停电的时候原件锁在哪儿，请写清楚。")).await.expect("sent back");
    assert_eq!(unsettled("intake2").await, [(w2, first)]);
    assert!(centre.settlements_unsigned(&session("head.biz")).await.expect("it can be read").is_empty());
    let page = centre.window_page(&session("intake2"), w2, first).await.expect("it can be read");
    let page = page.expect("it is the own window");
    assert_eq!((page.sent_back.as_str(), page.tally.taken), ("停电的时候原件锁在哪儿，请写清楚。", 1));
    assert_eq!(refusal(asks("intake2", settle(" ")).await), WindowDayRefusal::LateReasonNeeded);
    asks("intake2", settle("停电，原件锁在二号柜，今早两人点过。")).await.expect("settled once more");
    assert!(unsettled("head.biz").await.is_empty());
    asks("head.biz", WindowAct::Sign).await.expect("signed");
    assert_eq!(refusal(asks("head.biz", back("再看看。")).await), WindowDayRefusal::AlreadySettled);
    rig.verifies().await;
}

// E31: a settlement that goes back after more than thirty days, and a day that was never settled, stand on the list all the same.
pub async fn an_unsettled_day_stands_on_the_list_however_old(rig: Arc<Rig>) {
    let (centre, w2) = (&rig.centre, window("w2"));
    let (first, second) = (day("2026-03-02"), day("2026-03-03"));
    let asks = async |who: &str, on: Day, act: WindowAct| {
        centre.window_act(&session(who), rig.command_id(), (w2, on), None, &act).await
    };
    let unsettled = async |who: &str| {
        let rows = centre.days_unsettled(&session(who)).await.expect("they can be read");
        rows.iter().map(|row| (row.window, row.day)).collect::<Vec<_>>()
    };
    let open = || WindowAct::Open { printer: true, reader: true };
    let settle = |explained: &str| WindowAct::Settle {
        papers: 0,
        originals: 0,
        results: 0,
        explained: explained.into(),
    };
    asks("intake2", first, open()).await.expect("opened");
    asks("intake2", first, settle("")).await.expect("settled");
    rig.until("2026-03-03", 9, 0).await;
    asks("intake2", second, open()).await.expect("opened");
    rig.until("2026-05-08", 9, 0).await;
    for who in ["intake2", "head.biz", "centre"] {
        assert_eq!(unsettled(who).await, [(w2, second)], "{who}");
    }
    let back = WindowAct::Return { reason: "那天的登记簿少一页。".into() };
    asks("head.biz", first, back).await.expect("sent back");
    for who in ["intake2", "head.biz", "centre"] {
        assert_eq!(unsettled(who).await, [(w2, first), (w2, second)], "{who}");
    }
    for who in ["intake5", "head.soc", "agent.sc"] {
        assert!(unsettled(who).await.is_empty(), "{who}");
    }
    // Whoever sat there is told on the own desk, and nobody else.
    for (who, told) in [("intake2", vec![(2, Some(first))]), ("head.biz", vec![]), ("intake5", vec![])] {
        let waits = centre.office_waits(&session(who)).await.expect("they can be read");
        let days = waits.iter().filter(|it| it.what == OfficeWhat::SettleDay);
        assert_eq!(days.map(|it| (it.count, it.first_on)).collect::<Vec<_>>(), told, "{who}");
    }
    let rest = centre.unsettled_page(&session("head.biz"), None, Some((first, w2)), 10).await;
    let rest: Vec<_> = rest.expect("they can be read").iter().map(|row| row.day).collect();
    assert_eq!(rest, [second], "the page after the first of them");
    unsettled_by_index(&rig).await;
    for (on, why) in [(first, "找到了，夹在第二本里。"), (second, "那天下班前停电。")] {
        assert_eq!(refusal(asks("intake2", on, settle(" ")).await), WindowDayRefusal::LateReasonNeeded);
        asks("intake2", on, settle(why)).await.expect("settled late");
    }
    assert!(unsettled("head.biz").await.is_empty());
    let unsigned = centre.settlements_unsigned(&session("head.biz")).await.expect("it can be read");
    assert_eq!(unsigned.iter().map(|row| row.day).collect::<Vec<_>>(), [first, second]);
    rig.verifies().await;
}

/// E31: days that are settled cost the list of the others nothing.
async fn unsettled_by_index(rig: &Rig) {
    if rig.centre.store().engine() != store::Engine::Sqlite {
        return;
    }
    let of = |windows: &[&str]| -> (String, Vec<store::Value>) {
        let places: Vec<String> = (6..6 + windows.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "explain query plan select day, window_id, seat from window_day where division = $1 and {UNSETTLED_SQL} \
             and window_id in ({}) order by day, window_id limit $2",
            places.join(", ")
        );
        let mut params: Vec<store::Value> =
            vec![crate::rig::DIVISION.into(), 60_u32.into(), "2026-05-08".into(), "".into(), "".into()];
        params.extend(windows.iter().map(|window| store::Value::from(*window)));
        (sql, params)
    };
    for windows in [vec!["w2"], vec!["w2"; 8], vec!["w2"; 64]] {
        let (sql, params) = of(&windows);
        let plan = rig.rows(&sql, params).await;
        let plan: Vec<String> =
            plan.iter().map(|row| row.text(3).expect("the step in words").to_owned()).collect();
        assert!(plan.len() == 1 && plan[0].contains("window_day_unsettled"), "{}: {plan:?}", windows.len());
    }
}

/// E31: what a window took in today is counted by an index, and never by reading the division.
async fn counts_by_index(rig: &Rig) {
    if rig.centre.store().engine() != store::Engine::Sqlite {
        return;
    }
    for (sql, holder) in [(TAKEN_SQL, None), (STILL_SQL, Some("intake2"))] {
        let mut params: Vec<store::Value> =
            vec![crate::rig::DIVISION.into(), "w2".into(), day("2026-03-02").start().0.into()];
        params.extend(holder.map(store::Value::from));
        let plan = rig.rows(&format!("explain query plan {sql}"), params).await;
        let plan: Vec<String> =
            plan.iter().map(|row| row.text(3).expect("the step in words").to_owned()).collect();
        assert!(plan.iter().all(|step| step.starts_with("SEARCH")), "{plan:?}");
        assert!(
            plan.iter().any(|step| step.contains("window_id=? AND division=? AND received_at>?")),
            "{plan:?}"
        );
    }
}
