//! Supervision through the centre: the watcher finds, the urging goes out and rises, it is answered, judged and appealed;
//! and nothing is found twice (R101, R122, R143, R49).

use std::sync::Arc;

use casework::DocumentNo;
use casework::contact::Target;
use catalogue::UnitCode;
use centre::act::Act;
use centre::case::Problem;
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};
use centre::list::{Narrow, Which};
use centre::oversight::bounds::BoundForm;
use centre::oversight::finding::{FindingAct, FindingBrief, FindingWhich, SeenForm};
use centre::oversight::order::{OrderAct, OrderForm, OrderWhich};
use centre::paper::{PaperNo, PaperStanding};
use oversight::bound::Bound;
use oversight::finding::Verdict;
use oversight::order::{Kind, Rung, Way};
use oversight::report::Period;
use oversight::{Rule, Severity};

use crate::rig::{DAY, Rig, person, session};
use crate::walk::{ask_stop_open, in_hand, received};

async fn findings(rig: &Rig, who: &str) -> Vec<FindingBrief> {
    rig.centre.finding_list(&session(who), FindingWhich::All, "", 100).await.expect("the list can be read")
}

async fn found(rig: &Rig, who: &str, rule: Rule) -> Option<FindingBrief> {
    findings(rig, who).await.into_iter().find(|it| it.rule == rule)
}

fn refused(result: Result<ledger::Done, Problem>) -> &'static str {
    match result {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("it should be refused by the rules of supervision: {other:?}"),
    }
}

// R122, R101, R49, F19: the promise is broken by time alone; the urging goes out by itself, is ignored, rises, is answered,
// sent back, answered again, accepted, appealed and lifted by another.
pub async fn a_broken_promise_is_found_urged_and_has_to_be_answered(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 71).await;
    rig.advance(DAY).await;
    assert!(found(&rig, "super", Rule::PromiseBroken).await.is_none(), "nothing is late yet");
    rig.advance(12 * DAY).await;
    let broken = found(&rig, "super", Rule::PromiseBroken).await.expect("the watcher finds it");
    assert_eq!((broken.case, broken.unit.as_str()), (Some(case), "sc"));
    rig.advance(60_000_000).await;
    let once = findings(&rig, "super").await.into_iter().filter(|it| it.rule == Rule::PromiseBroken).count();
    assert_eq!(once, 1, "it takes effect once");
    let orders = centre.order_list(&session("super"), OrderWhich::All, "", 10).await.expect("it can be read");
    let urging =
        orders.into_iter().find(|it| it.kind == Kind::Urging).expect("the urging went out by itself");
    assert_eq!(urging.case, Some(case));
    // It went out only now, for the timekeeper was away all those days; from here on it is ignored.
    rig.advance(4 * DAY).await;
    let view = centre.order_fetch(&session("super"), urging.id).await.expect("the supervisor sees it");
    assert_eq!(view.held.to.first(), Some(&(person("do.sc"), Rung::Handler)));
    assert!(view.held.late && view.held.to.len() > 1, "ignored for days it has risen: {:?}", view.held.to);
    let (last, _) = *view.held.to.last().expect("it is addressed");
    // Whoever has nothing to do with it learns nothing.
    let shut = centre.order_fetch(&session("do.wj"), urging.id).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)));
    let answer = |words: &str| OrderAct::Answer { words: words.into(), entry: None };
    let acting = session("do.sc");
    let done = centre.order_act(&acting, urging.id, rig.command_id(), None, &answer(" ")).await;
    assert!(matches!(done, Err(Problem::Form(ref it)) if it[0].field == "words"), "{done:?}");
    let act = |act: OrderAct, who: String| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.order_act(&session(&who), urging.id, rig.command_id(), None, &act).await }
    };
    act(answer("现场核查推迟，12 月 1 日办好。"), "do.sc".into()).await.expect("who had it may answer");
    let own = act(OrderAct::Accept(String::new()), "do.sc".into()).await;
    assert_eq!(refused(own), "oversight-own-matter");
    act(OrderAct::Return("没有写明为什么推迟。".into()), "super".into())
        .await
        .expect("the supervisor looks at it");
    act(answer("暴雨，道路不通。"), "do.sc".into()).await.expect("answered again");
    act(OrderAct::Appeal("天气不由我们。".into()), "do.sc".into()).await.expect("one may appeal");
    let done = act(
        OrderAct::DecideAppeal { ground: oversight::appeal::Ground::Facts, reason: "属实。".into() },
        "do.sc".into(),
    )
    .await;
    assert_eq!(refused(done), "oversight-not-supervisor");
    act(
        OrderAct::DecideAppeal { ground: oversight::appeal::Ground::Facts, reason: "属实。".into() },
        "super2".into(),
    )
    .await
    .expect("decided");
    let view = centre.order_fetch(&session("super"), urging.id).await.expect("it stands on record");
    assert!(matches!(view.held.way, Way::Lifted { .. }) && !view.held.counts() && view.held.late);
    assert!(view.lines.len() >= 7, "nothing is removed: {}", view.lines.len());
    assert_eq!(centre.orders_waiting(&Arc::new(session(last.as_str()))).await.expect("counted"), 0);
}

// F1, F18, F19: explained by whom it concerns, judged by a supervisor, appealed to another.
pub async fn a_finding_is_explained_judged_and_appealed(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let unit = UnitCode::parse("sc").expect("a code");
    let seen = |words: &str| SeenForm {
        unit,
        person: Some(person("do.sc")),
        case: String::new(),
        words: words.into(),
    };
    let id = rig.command_id();
    let wrong = centre.finding_write(&session("do.wj"), id, &seen("十点钟窗口没有人。")).await;
    assert!(matches!(wrong, Err(Problem::Oversight(oversight::Refusal::NotSupervisor))), "{wrong:?}");
    let blank = centre.finding_write(&session("super"), rig.command_id(), &seen("")).await;
    assert!(matches!(blank, Err(Problem::Form(_))));
    let id = rig.command_id();
    let (finding, _) =
        centre.finding_write(&session("super"), id, &seen("十点钟窗口没有人。")).await.expect("written");
    let (again, done) =
        centre.finding_write(&session("super"), id, &seen("十点钟窗口没有人。")).await.expect("the same");
    assert!(again == finding && done.replayed, "a double click makes no second one");
    let act = |who: &str, act: FindingAct| {
        let (rig, who) = (Arc::clone(&rig), session(who));
        async move { rig.centre.finding_act(&who, finding, rig.command_id(), None, &act).await }
    };
    let judge = |verdict| FindingAct::Judge { verdict, reason: "当时在取件。".into() };
    assert!(matches!(act("do.wj", FindingAct::State("x".into())).await, Err(Problem::OutOfScope)));
    act("do.sc", FindingAct::State("当时在取件。".into())).await.expect("whom it concerns explains");
    assert_eq!(refused(act("do.sc", judge(Verdict::Mistaken)).await), "oversight-not-supervisor");
    assert_eq!(refused(act("super", judge(Verdict::Mistaken)).await), "finding-own", "who wrote it down");
    act("super2", judge(Verdict::Founded)).await.expect("judged");
    act("do.sc", FindingAct::Appeal("有取件记录。".into())).await.expect("appealed");
    let decide = || FindingAct::DecideAppeal {
        ground: oversight::appeal::Ground::Facts,
        reason: "记录属实。".into(),
    };
    assert_eq!(refused(act("super", decide()).await), "finding-own");
    assert_eq!(refused(act("super2", decide()).await), "oversight-same-person");
    act("super3", decide()).await.expect("a third decides");
    let view = centre.finding_fetch(&session("do.sc"), finding).await.expect("whom it concerns sees it");
    assert!(!view.found.stands() && view.lines.len() == 5, "{:?}", view.found);
    let text = view.found.stated.map(|it| view.texts.text(it.words.0));
    assert_eq!(text.as_deref(), Some("当时在取件。"));
}

// F7, N17: told on Monday, three working days; a bound that is set later counts for later stops.
pub async fn a_stop_without_its_document_is_found_after_its_last_day(rig: Arc<Rig>) {
    let shown = in_hand(&rig, 75).await;
    let missing = in_hand(&rig, 76).await;
    for case in [shown, missing] {
        rig.does("do.sc", case, ask_stop_open(10)).await;
        rig.does("chief.sc", case, Act::ApproveStop).await;
    }
    let one = BoundForm { bound: Bound::StopOrderDays, value: 1, reason: "文书都在网上办。".into() };
    rig.centre.bound_set(&session("super"), rig.command_id(), &one).await.expect("set");
    rig.until("2026-03-05", 23, 0).await;
    rig.does("do.sc", shown, Act::ShowStopOrder { order: "检验委托单 2026-119 号".into() }).await;
    rig.advance(30 * 60_000_000).await;
    assert!(found(&rig, "super", Rule::StopWithoutOrder).await.is_none(), "its last day is not over");
    rig.until("2026-03-06", 9, 0).await;
    rig.advance(60_000_000).await;
    let all = findings(&rig, "super").await.into_iter().filter(|it| it.rule == Rule::StopWithoutOrder);
    let all: Vec<_> = all.map(|it| (it.case, it.person)).collect();
    assert_eq!(all, [(Some(missing), Some(person("do.sc")))]);
    let later = in_hand(&rig, 77).await;
    rig.does("do.sc", later, ask_stop_open(10)).await;
    rig.does("chief.sc", later, Act::ApproveStop).await;
    let owed = rig.file(later).await.facts.stop_order.expect("it is owed");
    assert_eq!(owed.show_by.to_string(), "2026-03-09", "one working day from Friday");
}

// R143: a bound that changes later changes no finding of before; F30: a hand-over nobody takes.
pub async fn a_bound_counts_from_now_on(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = received(&rig, 73).await;
    rig.does("intake2", case, Act::Accept).await;
    let papers = rig.file(case).await.facts.holding.papers;
    let give = Act::Give { to: person("agent.sc"), papers, note: String::new() };
    rig.does("intake2", case, give).await;
    rig.advance(3 * DAY).await;
    let open = found(&rig, "super", Rule::HandOverOpen).await.expect("it waits for more than a working day");
    assert_eq!((open.case, open.person), (Some(case), Some(person("agent.sc"))));
    let set = |value, reason: &str| BoundForm { bound: Bound::HandOverDays, value, reason: reason.into() };
    let no = centre.bound_set(&session("do.sc"), rig.command_id(), &set(5, "放宽")).await;
    assert_eq!(refused(no), "oversight-not-supervisor");
    let far = centre.bound_set(&session("super"), rig.command_id(), &set(99, "放宽")).await;
    assert_eq!(refused(far), "oversight-out-of-range");
    centre.bound_set(&session("super"), rig.command_id(), &set(5, "学习期间放宽。")).await.expect("set");
    assert_eq!(centre.bounds().await.expect("read").get(Bound::HandOverDays), 5);
    let changes = centre.bound_changes().await.expect("read");
    assert_eq!((changes.len(), changes[0].reason.as_str()), (1, "学习期间放宽。"));
    let view = centre.finding_fetch(&session("super"), open.id).await.expect("it stands");
    assert_eq!((view.found.about.bound, view.found.about.edition), (1, 0));
    // The giving is the evidence; the step is named where the case stands at one.
    let lines = rig.whole(case).await.lines;
    let giving = lines.iter().find(|it| matches!(it.event, casework::Event::GivenOver(_)));
    assert_eq!(Some(view.found.about.entry), giving.map(|it| it.seq));
    assert_eq!(view.found.about.step, Some(0));
    let counts = centre.finding_counts(&session("super")).await.expect("counted");
    assert!(counts.iter().any(|(severity, n)| *severity == Severity::Warning && *n > 0));
}

// R49: left unanswered it rises rung by rung, each time to another person, and ends with a supervisor who did not issue it.
pub async fn an_order_nobody_answers_rises_through_every_rung_to_the_supervisor(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 75).await;
    let (receipt, _) = rig.receipt(case).await;
    let form = OrderForm {
        kind: Kind::Urging,
        unit: None,
        case: receipt,
        finding: None,
        to: None,
        words: "请写明现场核查安排在哪天。".into(),
    };
    let (order, _) = centre.order_issue(&session("super"), rig.command_id(), &form).await.expect("issued");
    let held = async || centre.order_fetch(&session("super"), order).await.expect("it is seen").held;
    assert_eq!(held().await.to, [(person("do.sc"), Rung::Handler)]);
    let mut days = 0;
    while held().await.answer_by.is_some() {
        days += 1;
        assert!(days < 120, "it rises for ever: {:?}", held().await.to);
        rig.advance(DAY).await;
    }
    let last = held().await;
    let expected = [
        ("do.sc", Rung::Handler),
        ("agent.sc", Rung::Agent),
        ("intake2", Rung::Intake),
        ("head.biz", Rung::WindowHead),
        ("lead.sc", Rung::Leader),
        ("super2", Rung::Supervisor),
    ];
    assert_eq!(last.to, expected.map(|(who, rung)| (person(who), rung)));
    assert!(last.late && matches!(last.way, Way::Waiting));
    // Whoever had it sees it; the issuer's colleague who did not, as supervision; nobody else.
    for (who, _) in expected {
        assert!(centre.order_fetch(&session(who), order).await.is_ok(), "{who}");
    }
    assert!(matches!(centre.order_fetch(&session("do.wj"), order).await, Err(Problem::OutOfScope)));
    assert!(centre.orders_waiting(&session("super2")).await.expect("counted") > 0, "it lies on that desk");
    // It stays there, late, and is closed by an answer that another looks at.
    rig.advance(10 * DAY).await;
    assert_eq!(held().await.to.len(), expected.len());
    let act = async |who: &str, act: OrderAct| {
        centre.order_act(&session(who), order, rig.command_id(), None, &act).await
    };
    let answer =
        OrderAct::Answer { words: "已经约定日期，当面告知申请人。".into(), entry: None };
    assert!(matches!(act("do.wj", answer.clone()).await, Err(Problem::OutOfScope)));
    act("super2", answer).await.expect("answered at the end of the chain");
    assert_eq!(refused(act("super2", OrderAct::Accept(String::new())).await), "oversight-own-matter");
    act("super", OrderAct::Accept(String::new())).await.expect("another looks at it");
    assert!(matches!(held().await.way, Way::Closed { .. }) && held().await.late, "late stays late");
}

// R102, C28: who may issue what, to whom it goes, and whom the desk tells.
pub async fn an_order_is_issued_by_whom_may_and_stands_on_the_desk(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 74).await;
    let (receipt, _) = rig.receipt(case).await;
    let form = |kind, case: &str, unit: Option<&str>| OrderForm {
        kind,
        unit: unit.map(|code| UnitCode::parse(code).expect("a code")),
        case: case.into(),
        finding: None,
        to: None,
        words: "请在今天写明办到哪一步。".into(),
    };
    let issue = |who: &str, form: OrderForm| {
        let (rig, who) = (Arc::clone(&rig), session(who));
        async move { rig.centre.order_issue(&who, rig.command_id(), &form).await }
    };
    let no = issue("agent.sc", form(Kind::Supervision, &receipt, None)).await.map(|(_, done)| done);
    assert_eq!(refused(no), "order-may-not-issue");
    let none = issue("super", form(Kind::Supervision, "", None)).await;
    assert!(matches!(none, Err(Problem::Form(ref it)) if it[0].field == "unit"), "{none:?}");
    let wrong = issue("super", form(Kind::Urging, "SC-2026-999999-X", None)).await;
    assert!(matches!(wrong, Err(Problem::Form(ref it)) if it[0].field == "case"), "{wrong:?}");
    let (urging, _) =
        issue("agent.sc", form(Kind::Urging, &receipt, None)).await.expect("the agent urges (R49)");
    assert_eq!(centre.orders_waiting(&session("do.sc")).await.expect("counted"), 1);
    let (circular, _) =
        issue("centre", form(Kind::Circular, "", Some("wj"))).await.expect("the centre informs");
    let leader = centre.order_fetch(&session("super"), circular).await.expect("it is seen");
    let (to, rung) = leader.held.addressee().expect("it is addressed");
    assert_eq!(rung, Rung::Leader);
    let answer = OrderAct::Answer { words: "收到。".into(), entry: None };
    let no = centre.order_act(&session(to.as_str()), circular, rig.command_id(), None, &answer).await;
    assert_eq!(refused(no), "order-no-answer-asked");
    let sign = OrderAct::Receive;
    centre
        .order_act(&session(to.as_str()), circular, rig.command_id(), None, &sign)
        .await
        .expect("signed for");
    let view = centre.order_fetch(&session("super"), circular).await.expect("it is seen");
    assert!(matches!(view.held.way, Way::Closed { .. }));
    let orders = centre.orders_of_case(&session("super"), case).await.expect("read");
    assert_eq!(orders.iter().map(|it| it.id).collect::<Vec<_>>(), [urging]);
}

// R6, A35: the head of the government reads findings, orders and reports as those who supervise do, and has no act; and the number
// of every list is what it shows.
pub async fn the_head_of_the_government_reads_supervision_and_does_nothing(rig: Arc<Rig>) {
    let (centre, gov) = (&rig.centre, session("gov"));
    in_hand(&rig, 75).await;
    rig.advance(13 * DAY).await;
    rig.advance(60_000_000).await;
    let read = findings(&rig, "gov").await;
    assert_eq!(
        read.iter().map(|it| it.id).collect::<Vec<_>>(),
        findings(&rig, "super").await.iter().map(|it| it.id).collect::<Vec<_>>()
    );
    let counts = centre.finding_counts(&gov).await.expect("counted");
    assert_eq!(counts, centre.finding_counts(&session("super")).await.expect("counted"));
    let open = centre.finding_list(&gov, FindingWhich::Open, "", 200).await.expect("read").len();
    assert_eq!(
        counts.iter().map(|(_, n)| n).sum::<i64>(),
        open as i64,
        "the number of the wall is that of its list"
    );
    let broken = read.iter().find(|it| it.rule == Rule::PromiseBroken).expect("it was found").id;
    centre.finding_fetch(&gov, broken).await.expect("it opens");
    let judge = FindingAct::Judge { verdict: Verdict::Founded, reason: "属实。".into() };
    let judged = centre.finding_act(&gov, broken, rig.command_id(), None, &judge).await;
    assert_eq!(refused(judged), "oversight-not-supervisor");

    let orders = centre.order_list(&gov, OrderWhich::All, "", 200).await.expect("read");
    let urging = orders.iter().find(|it| it.kind == Kind::Urging).expect("it went out by itself").id;
    centre.order_fetch(&gov, urging).await.expect("it opens");
    for act in [OrderAct::Accept(String::new()), OrderAct::Return("再答。".into())] {
        let done = centre.order_act(&gov, urging, rig.command_id(), None, &act).await;
        assert!(matches!(done, Err(Problem::Oversight(_))), "{act:?}: {done:?}");
    }
    let form = OrderForm {
        kind: Kind::Urging,
        unit: UnitCode::parse("sc").ok(),
        case: String::new(),
        finding: None,
        to: None,
        words: "请办。".into(),
    };
    let issued = centre.order_issue(&gov, rig.command_id(), &form).await.map(|(_, done)| done);
    assert_eq!(refused(issued), "order-may-not-issue");

    let month = Period::month_of(centre.today());
    let view = centre.report_fetch(&gov, month, None).await.expect("it opens");
    assert!(!view.may_freeze);
    centre.report_list(&gov, true).await.expect("listed");
    let frozen = centre.report_freeze(&gov, rig.command_id(), month, Some(0), "").await;
    assert_eq!(refused(frozen), "oversight-not-supervisor");

    // The order is ignored, rises, and is late; each list has as many as its number says, for everybody.
    rig.advance(4 * DAY).await;
    for who in ["gov", "super", "lead.sc", "do.sc", "do.wj"] {
        for (word, which) in OrderWhich::ALL {
            let list = centre.order_list(&session(who), which, "", 200).await.expect("read");
            let count = centre.order_count(&session(who), which).await.expect("counted");
            assert_eq!(count, list.len() as i64, "{who}: {word}");
        }
    }
    let overdue = centre.order_list(&gov, OrderWhich::Overdue, "", 200).await.expect("read");
    assert!(!overdue.is_empty() && overdue.iter().all(|it| it.late && it.state == "waiting"), "{overdue:?}");
}

// C28, M3: published by another, with words that name nobody; its paper is checked by code and by number.
pub async fn a_circular_is_published_by_another_and_its_paper_can_be_checked(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let form = OrderForm {
        kind: Kind::Circular,
        unit: Some(UnitCode::parse("wj").expect("a code")),
        case: String::new(),
        finding: None,
        to: None,
        words: "王承办三次不在岗。".into(),
    };
    let issued = centre.order_issue(&session("centre"), rig.command_id(), &form).await;
    let (circular, _) = issued.expect("the centre informs");
    let publish = async |who: &str, words: &str| {
        let act = OrderAct::Publish(words.into());
        centre.order_act(&session(who), circular, rig.command_id(), None, &act).await
    };
    let public = async || centre.circulars_published("").await.expect("it can be read");
    let words = "窗口工作时间三次没有人。";
    assert_eq!(refused(publish("centre", words).await), "order-another-publishes");
    assert!(public().await.0.is_empty(), "inside the government until somebody publishes it");
    let view = centre.order_fetch(&session("super"), circular).await.expect("it is seen");
    let name = view.organisation.people[0].name.clone();
    for personal in [format!("{name}三次不在岗。"), "电话 13900001234。".to_owned(), " ".to_owned()]
    {
        let no = publish("super", &personal).await;
        assert!(matches!(no, Err(Problem::Form(ref it)) if it[0].field == "words"), "{personal}: {no:?}");
    }
    publish("super", words).await.expect("a supervisor who did not issue it");
    assert_eq!(refused(publish("super2", words).await), "order-already-published");
    let (all, next) = public().await;
    assert_eq!((all.len(), next), (1, None));
    assert_eq!((all[0].id, all[0].unit.as_str(), all[0].words.as_deref()), (circular, "wj", Some(words)));

    let number = view.held.number;
    rig.advance(0).await;
    let code = centre.order_code(number);
    let checked = centre.paper_verify(&code.to_lowercase(), "192.0.2.11").await.expect("it was issued");
    assert_eq!(checked.paper.number, PaperNo::Document(number));
    assert_eq!((checked.issuer, checked.paper.standing), (number.issuer, PaperStanding::Genuine));
    let forged = format!("{}-00000000", code.rsplit_once('-').expect("three parts").0);
    let wrong = centre.paper_verify(&forged, "192.0.2.12").await;
    assert!(matches!(wrong, Err(Problem::NotFound)), "{wrong:?}");
    let by_number = centre.paper_verify_number(&[number], "192.0.2.13", |_| true).await;
    assert_eq!(by_number.expect("it was issued"), checked);
    let other = DocumentNo { n: number.n + 1, ..number };
    let none = centre.paper_verify_number(&[other], "192.0.2.14", |_| true).await;
    assert!(matches!(none, Err(Problem::NotFound)), "{none:?}");

    let (to, _) = view.held.addressee().expect("it is addressed");
    let appeal = OrderAct::Appeal("那几次在开会。".into());
    let done = centre.order_act(&session(to.as_str()), circular, rig.command_id(), None, &appeal).await;
    done.expect("it can be appealed as before");
    let decide =
        OrderAct::DecideAppeal { ground: oversight::appeal::Ground::Facts, reason: "属实。".into() };
    let done = centre.order_act(&session("super2"), circular, rig.command_id(), None, &decide).await;
    done.expect("another decides");
    assert_eq!(public().await.0[0].words, None, "it stays on the list, and says that it was lifted");
    let checked = centre.paper_verify(&code, "192.0.2.11").await.expect("it was issued");
    assert_eq!(checked.paper.standing, PaperStanding::Revoked);
}

// R143: what an answer names as evidence belongs to the case.
pub async fn an_answer_names_an_entry_of_the_case_or_is_refused(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let (case, other) = (in_hand(&rig, 75).await, in_hand(&rig, 76).await);
    let (receipt, _) = rig.receipt(case).await;
    let form = OrderForm {
        kind: Kind::Urging,
        unit: None,
        case: receipt,
        finding: None,
        to: None,
        words: "请写明办到哪一步。".into(),
    };
    let issued = centre.order_issue(&session("agent.sc"), rig.command_id(), &form).await;
    let (urging, _) = issued.expect("the agent urges");
    let last = async |case| rig.whole(case).await.lines.last().expect("it has a course").seq;
    let (own, foreign) = (last(case).await, last(other).await);
    let answer = async |entry: u64| {
        let act =
            OrderAct::Answer { words: "已经签收，明天现场核查。".into(), entry: Some(entry) };
        centre.order_act(&session("do.sc"), urging, rig.command_id(), None, &act).await
    };
    for wrong in [0, foreign, own + 10_000, u64::MAX] {
        let refused = answer(wrong).await;
        assert!(
            matches!(refused, Err(Problem::Form(ref it)) if it[0].field == "entry"),
            "{wrong}: {refused:?}"
        );
    }
    answer(own).await.expect("an entry of the case's own course");
}

// F13: how often a visitor was passed on counts as of the entry, whatever became of it before the watcher came.
pub async fn a_visitor_passed_on_is_counted_as_of_the_entry(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let to = |code: &str| TransferForm {
        to: Target::Unit(UnitCode::parse(code).expect("a code")),
        note: String::new(),
    };
    let form = ContactForm {
        window: None,
        item: String::new(),
        words: "油烟谁管？".into(),
        visitor: String::new(),
        outcome: OutcomeForm::Transferred(to("zj")),
    };
    let asked = centre.contact_record(&session("guide"), rig.command_id(), &form).await;
    let (contact, _) = asked.expect("it is written down");
    for (who, act) in [
        ("do.zj", ContactAct::Sign),
        ("do.zj", ContactAct::Transfer(to("sl"))),
        ("do.sl", ContactAct::Sign),
        ("do.sl", ContactAct::Transfer(to("zr"))),
        ("do.zr", ContactAct::Sign),
        ("do.zr", ContactAct::Settle(OutcomeForm::Returned("已经去看过。".into()))),
    ] {
        let done = centre.contact_act(&session(who), contact, rig.command_id(), None, &act).await;
        done.unwrap_or_else(|problem| panic!("{who} {act:?}: {problem:?}"));
    }
    rig.advance(60_000_000).await;
    let mut measured = Vec::new();
    for brief in findings(&rig, "super").await.into_iter().filter(|it| it.rule == Rule::PassedOn) {
        let view = centre.finding_fetch(&session("super"), brief.id).await.expect("it is seen");
        measured.push((view.found.about.person, view.found.about.measured));
    }
    measured.sort_by_key(|it| it.1);
    assert_eq!(measured, [(Some(person("do.zj")), 2), (Some(person("do.sl")), 3)]);
}

// F30: every hand-over nobody takes is found, also where more wait than one reading holds.
pub async fn no_hand_over_that_waits_is_left_out(rig: Arc<Rig>) {
    let mut waiting = Vec::new();
    for n in 100..135 {
        let case = received(&rig, n).await;
        rig.does("intake2", case, Act::Accept).await;
        let papers = rig.file(case).await.facts.holding.papers;
        rig.does("intake2", case, Act::Give { to: person("agent.sc"), papers, note: String::new() }).await;
        waiting.push(case);
    }
    rig.advance(4 * DAY).await;
    let found = findings(&rig, "super").await.into_iter().filter(|it| it.rule == Rule::HandOverOpen);
    let mut found: Vec<_> = found.filter_map(|it| it.case).collect();
    found.sort();
    waiting.sort();
    assert_eq!(found, waiting);
}

// M6: the board counts open cases only, and says who turns red next.
pub async fn the_board_says_how_the_lights_stand_and_who_turns_red_next(rig: Arc<Rig>) {
    use centre::oversight::board::By;
    let centre = &rig.centre;
    in_hand(&rig, 75).await;
    let at = session("super");
    let units = centre.board(&at, By::Unit).await.expect("read");
    assert_eq!(units.iter().map(|it| (it.code.as_str(), it.green)).collect::<Vec<_>>(), [("sc", 1)]);
    let people = centre.board(&at, By::Person).await.expect("read");
    assert_eq!(people[0].code, "do.sc");
    rig.advance(5 * DAY).await;
    let forecast = centre.forecast(&at).await.expect("read");
    assert_eq!(forecast.iter().map(|it| it.count).sum::<i64>(), 1, "{forecast:?}");
    // The day leads to the cases that were counted, and the days beside it to none.
    let due = async |who: &str, day| {
        let narrow = Narrow { due: Some(day), ..Narrow::default() };
        let list = centre.case_list(&session(who), Which::All, narrow, None, 10).await.expect("read");
        list.into_iter().map(|it| (it.due_on, it.holder)).collect::<Vec<_>>()
    };
    let day = forecast[0].due_on;
    assert_eq!(due("super", day).await, [(Some(day), Some(person("do.sc")))]);
    assert!(
        due("super", day.plus_days(1)).await.is_empty() && due("super", day.plus_days(-1)).await.is_empty()
    );
    assert!(due("do.wj", day).await.is_empty(), "another unit's cases are none of theirs");
    let other = centre.board(&session("do.wj"), By::Unit).await.expect("read");
    assert!(other.is_empty(), "another unit's cases are none of theirs");
}
