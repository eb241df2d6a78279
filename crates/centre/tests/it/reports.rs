//! Reports through the centre: frozen by themselves when their time is over, and never changed (E32, R144, R183).

use std::sync::Arc;

use catalogue::UnitCode;
use centre::case::Problem;
use centre::oversight::finding::{FindingAct, SeenForm};
use oversight::appeal::Ground;
use oversight::finding::Verdict;
use oversight::report::{ALL, Period, Question};

use crate::rig::{DAY, Rig, person, session};
use crate::walk::{concluded, received};

fn period(key: &str) -> Period {
    Period::parse(key).expect("it is a period")
}

// E32, F19: a month is frozen by itself at a place of the ledger; an appeal that was right a month later changes no edition, and
// a supervisor makes another one that says where it differs.
pub async fn a_month_is_frozen_by_itself_and_a_later_figure_makes_another_edition(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let march = period("2026-03");
    let fetch = |who: &'static str, edition| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.report_fetch(&session(who), march, edition).await }
    };
    let case = concluded(&rig, 1).await;
    received(&rig, 2).await;
    // An appeal of what is judged now is in time after the month.
    rig.until("2026-03-30", 9, 0).await;
    let unit = UnitCode::parse("sc").expect("a code");
    let seen = SeenForm {
        unit,
        person: Some(person("do.sc")),
        case: String::new(),
        words: "十点窗口没有人。".into(),
    };
    let (finding, _) =
        centre.finding_write(&session("super"), rig.command_id(), &seen).await.expect("written");
    let act = |who: &'static str, act: FindingAct| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.finding_act(&session(who), finding, rig.command_id(), None, &act).await }
    };
    act("do.sc", FindingAct::State("当时在取件。".into())).await.expect("explained");
    let judged = FindingAct::Judge { verdict: Verdict::Founded, reason: "没有取件记录。".into() };
    act("super2", judged).await.expect("judged");
    rig.advance(60_000_000).await;

    // While it runs the figures are those of now, and nobody freezes them.
    let running = fetch("super", None).await.expect("a supervisor reads it");
    assert!(running.edition.is_none() && running.now.is_none());
    assert_eq!((running.table.get("sc", "received"), running.table.get("sc", "concluded")), (2, 1));
    let early = centre.report_freeze(&session("super"), rig.command_id(), march, Some(0), "").await;
    assert!(matches!(early, Err(Problem::Oversight(oversight::Refusal::PeriodNotOver))), "{early:?}");
    assert!(matches!(fetch("do.sc", None).await, Err(Problem::OutOfScope)), "not for everybody");
    assert!(matches!(
        centre.report_fetch(&session("super"), period("2027"), None).await.map(|_| ()),
        Err(Problem::NotFound)
    ));

    // The day is frozen when it is over, the month when the month is.
    rig.until("2026-03-31", 9, 0).await;
    let days = centre.report_list(&session("super"), true).await.expect("listed");
    assert_eq!(days.first().map(|it| it.period.key()).as_deref(), Some("2026-03-30"));
    assert!(centre.report_list(&session("super"), false).await.expect("listed").is_empty());
    rig.until("2026-04-01", 9, 0).await;
    let listed = centre.report_list(&session("super"), false).await.expect("listed");
    assert_eq!(listed.iter().map(|it| (it.period, it.editions)).collect::<Vec<_>>(), [(march, 1)]);
    let first = fetch("super", None).await.expect("it is frozen");
    let edition = first.edition.expect("the first edition");
    assert_eq!((edition.number, edition.by, edition.reason.is_none()), (1, None, true));
    assert!(edition.seq > 0, "at a place of the ledger");
    let table = &first.table;
    assert_eq!(
        (table.get("sc", "finding/seen-in-person"), table.get("sc", "finding-stands/seen-in-person")),
        (1, 1)
    );
    assert_eq!(table.counts(ALL).received, 2);
    let facts = rig.file(case).await.facts;
    let item = rig.whole(case).await.item;
    let covered = Question::ALL.into_iter().find(|it| it.covers(&item.themes));
    if let (Some(question), Some(limit)) = (covered, item.statutory.as_ref()) {
        let [cases, granted, _] = question.words();
        assert_eq!((table.sum(cases), table.sum(granted)), (1, i64::from(limit.limit.number)), "{facts:?}");
    }
    // Time comes again and again, and so does another instance: once frozen it stays.
    rig.advance(DAY).await;
    rig.second().await.tick().await.expect("another instance goes on");
    let again = fetch("super", None).await.expect("it is there");
    assert_eq!((again.editions.len(), again.table == first.table), (1, true));

    // The appeal is right: the figure of March is another one now, and the edition says what it said.
    act("do.sc", FindingAct::Appeal("有取件记录。".into())).await.expect("appealed");
    act("super3", FindingAct::DecideAppeal { ground: Ground::Facts, reason: "属实。".into() })
        .await
        .expect("decided");
    let view = fetch("super", None).await.expect("it is there");
    assert_eq!(view.table, first.table, "an edition never changes");
    let now = view.now.expect("what is counted now");
    let changed = view.table.difference(&now);
    let lines: Vec<_> =
        changed.iter().map(|it| (it.unit.as_str(), it.word.as_str(), it.before, it.after)).collect();
    assert!(lines.contains(&("sc", "finding-stands/seen-in-person", 1, 0)), "{lines:?}");
    let freeze = |who: &'static str, version, reason: &'static str| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.report_freeze(&session(who), rig.command_id(), march, version, reason).await }
    };
    let blank = freeze("super", Some(1), " ").await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "reason"), "{blank:?}");
    let other = freeze("centre", Some(1), "申诉成立。").await;
    assert!(matches!(other, Err(Problem::Oversight(oversight::Refusal::NotSupervisor))), "{other:?}");
    freeze("super", Some(1), "申诉成立，扣除一条。").await.expect("another edition");
    let stale = freeze("super2", Some(1), "我也来一稿。").await;
    assert!(matches!(stale, Err(Problem::Stale { .. })), "{stale:?}");
    let same = freeze("super2", Some(2), "我也来一稿。").await;
    assert!(matches!(same, Err(Problem::Oversight(oversight::Refusal::FiguresUnchanged))), "{same:?}");
    let second = fetch("super", None).await.expect("it is there");
    assert_eq!(second.edition.map(|it| (it.number, it.by)), Some((2, Some(person("super")))));
    let reason = second.edition.and_then(|it| it.reason).expect("a reason");
    assert_eq!(second.texts.text(reason.0), "申诉成立，扣除一条。");
    assert_eq!(second.before.expect("the one before").difference(&second.table).len(), changed.len());
    let old = fetch("super", Some(1)).await.expect("the first stays");
    assert!(old.table == first.table && old.now.is_none());
    assert!(matches!(fetch("super", Some(9)).await.map(|_| ()), Err(Problem::NotFound)));

    // No server ran for a week: the day that went by is made good, with the day it was made.
    rig.until("2026-04-07", 9, 0).await;
    received(&rig, 3).await;
    rig.until("2026-04-14", 9, 0).await;
    let days = centre.report_list(&session("super"), true).await.expect("listed");
    let missed = days.iter().find(|it| it.period == period("2026-04-07")).expect("it is made good");
    assert_eq!((missed.editions, missed.frozen_at.day().to_string().as_str()), (1, "2026-04-14"));
}
