//! People who are away, through the centre: entering, standing in, taking back, reassigning (E23, E25, F31).

use std::sync::Arc;

use casework::Refusal;
use casework::absence::{AbsenceClass, AbsenceRefusal, Command, Enter, deputies};
use casework::contact::Target;
use catalogue::UnitCode;
use catalogue::organisation::PostHolding;
use centre::absence::{BULK_MAX, Bulk};
use centre::act::Act;
use centre::case::Problem;
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};
use centre::desk_queue::Queue;
use centre::hearing::HearingAct;
use centre::oversight::complaint::{ComplaintForm, Contact, Matter};
use centre::oversight::finding::{FindingBrief, FindingWhich};
use centre::oversight::order::OrderForm;
use oversight::Rule;
use oversight::complaint::{Channel, Class};
use oversight::finding::Counted;
use oversight::order::{Kind, Rung};

use crate::rig::{DAY, MINUTE, Rig, day, person, session};
use crate::walk::{before_decision, in_hand};

/// An absence entered by somebody, from one day to the other.
pub async fn away(rig: &Rig, by: &str, who: &str, from: &str, until: Option<&str>, deputy: Option<&str>) {
    let class = if until.is_some() { AbsenceClass::Leave } else { AbsenceClass::Illness };
    let (from, until, deputy) = (day(from), until.map(day), deputy.map(person));
    let command = Command::Enter(Enter { person: person(who), from, until, class, deputy });
    let done = rig.centre.absence_act(&session(by), rig.command_id(), command).await;
    done.unwrap_or_else(|problem| panic!("{by} enters {who}: {problem:?}"));
}

// E23: leave begins, the deputy takes over by count, several at once; what does not fit is named and stays; all comes back.
pub async fn a_deputy_takes_over_and_gives_back(rig: Arc<Rig>) {
    let (one, two) = (in_hand(&rig, 1).await, in_hand(&rig, 2).await);
    away(&rig, "do.sc", "do.sc", "2026-03-03", Some("2026-03-04"), Some("do2.sc")).await;
    let early = rig.refused("do2.sc", one, Act::StandIn { papers: 1 }).await;
    assert_eq!(early, "holder-is-present", "leave has not begun");
    rig.until("2026-03-03", 8, 30).await;
    let desk = rig.centre.desk(&session("do2.sc")).await.expect("the desk can be read");
    assert_eq!(desk.to_stand_in.len(), 2);
    let covers = rig.centre.covers(&session("do2.sc"), None).await.expect("it can be read");
    let counted: Vec<_> = covers.stand_in.iter().map(|it| (it.brief.id, it.papers)).collect();
    assert_eq!(counted.len(), 2);
    let id = rig.command_id();
    let wrong = [counted[0], (counted[1].0, counted[1].1 + 1)];
    let answers = rig.centre.cover_bulk(&session("do2.sc"), id, Bulk::StandIn, &wrong).await;
    assert!(answers[0].1.is_ok(), "{answers:?}");
    assert!(matches!(answers[1].1, Err(Problem::Refused(Refusal::CountDiffers { .. }))), "{answers:?}");
    // The same form sent again does nothing twice, and what was refused may be mended.
    let entries = rig.entries().await;
    let again = rig.centre.cover_bulk(&session("do2.sc"), id, Bulk::StandIn, &wrong[..1]).await;
    assert!(again[0].1.as_ref().is_ok_and(|done| done.replayed));
    assert_eq!(rig.entries().await, entries);
    let rest =
        rig.centre.cover_bulk(&session("do2.sc"), rig.command_id(), Bulk::StandIn, &counted[1..]).await;
    assert!(rest[0].1.is_ok(), "{rest:?}");
    for case in [one, two] {
        assert_eq!(rig.file(case).await.facts.holding.person, person("do2.sc"));
    }
    rig.until("2026-03-05", 8, 30).await;
    let desk = rig.centre.desk(&session("do.sc")).await.expect("the desk can be read");
    assert_eq!(desk.to_take_back.len(), 2, "back again");
    let covers = rig.centre.covers(&session("do.sc"), None).await.expect("it can be read");
    let back: Vec<_> = covers.take_back.iter().map(|it| (it.brief.id, it.papers)).collect();
    let answers = rig.centre.cover_bulk(&session("do.sc"), rig.command_id(), Bulk::TakeBack, &back).await;
    assert!(answers.iter().all(|(_, answer)| answer.is_ok()), "{answers:?}");
    let desk = rig.centre.desk(&session("do.sc")).await.expect("the desk can be read");
    assert!(desk.to_take_back.is_empty() && desk.held.len() == 2);
    let many = vec![counted[0]; BULK_MAX + 5];
    let answers = rig.centre.cover_bulk(&session("do2.sc"), rig.command_id(), Bulk::StandIn, &many).await;
    assert_eq!(answers.len(), BULK_MAX, "what a person can count (C35)");
}

// E25: ill at ten to five; heads see that nobody is here, give it to another, who counts and signs.
pub async fn a_case_of_an_ill_handler_is_reassigned(rig: Arc<Rig>) {
    let case = in_hand(&rig, 3).await;
    rig.until("2026-03-02", 16, 50).await;
    let desk = rig.centre.desk(&session("lead.sc")).await.expect("the desk can be read");
    assert!(desk.nobody_here.is_empty());
    away(&rig, "lead.sc", "do.sc", "2026-03-02", None, Some("do2.sc")).await;
    for head in ["lead.sc", "chief.sc", "head.biz", "centre"] {
        let desk = rig.centre.desk(&session(head)).await.expect("the desk can be read");
        assert_eq!(desk.nobody_here.iter().map(|it| it.id).collect::<Vec<_>>(), [case], "{head}");
    }
    let desk = rig.centre.desk(&session("do2.sc")).await.expect("the desk can be read");
    assert!(desk.nobody_here.is_empty(), "a handler leads nobody");
    let papers = rig.file(case).await.facts.holding.papers;
    let reassign =
        |to: &str| Act::Reassign { to: person(to), papers, reason: "今天到期，请接着办。".into() };
    let silent = Act::Reassign { to: person("do2.sc"), papers, reason: " ".into() };
    let silent = rig.asks("lead.sc", case, &silent).await;
    assert!(matches!(silent, Err(Problem::Form(ref fields)) if fields[0].field == "reason"));
    assert_eq!(rig.refused("lead.sc", case, reassign("do.sc")).await, "wrong-direction");
    assert_eq!(rig.refused("agent.sc", case, reassign("do2.sc")).await, "not-authorised");
    rig.does("lead.sc", case, reassign("do2.sc")).await;
    let whole = rig.whole(case).await;
    let note = whole.filed().and_then(|file| file.facts.pending).and_then(|pending| pending.note);
    assert_eq!(note.map(|note| whole.texts.text(note.0)).as_deref(), Some("今天到期，请接着办。"));
    rig.does("do2.sc", case, Act::Take { papers }).await;
    assert_eq!(rig.file(case).await.facts.holding.person, person("do2.sc"));
    let desk = rig.centre.desk(&session("lead.sc")).await.expect("the desk can be read");
    assert!(desk.nobody_here.is_empty());
}

// F31: whoever stands in is told when it begins; where nobody does, the heads and the centre are.
pub async fn who_stands_in_is_told_and_where_nobody_does_the_heads_are(rig: Arc<Rig>) {
    let told = async |who: &str, kind: &str| {
        let rows = rig
            .rows(
                "select kind from notice where division = $1 and recipient = $2 and kind = $3 limit 10",
                vec![crate::rig::DIVISION.into(), format!("person/{who}").into(), kind.into()],
            )
            .await;
        rows.len()
    };
    away(&rig, "do.sc", "do.sc", "2026-03-03", Some("2026-03-03"), Some("do2.sc")).await;
    away(&rig, "agent.sc", "agent.sc", "2026-03-03", Some("2026-03-03"), None).await;
    rig.advance(MINUTE).await;
    assert_eq!(told("do2.sc", "stand-in").await, 0, "not before it begins");
    rig.advance(DAY).await;
    assert_eq!(told("do2.sc", "stand-in").await, 1);
    for head in ["lead.sc", "chief.sc", "centre"] {
        assert_eq!(told(head, "nobody-stands-in").await, 1, "{head}");
    }
    assert_eq!(told("do.sc", "nobody-stands-in").await, 0);
    let problem = rig
        .centre
        .absence_act(&session("do2.sc"), rig.command_id(), Command::End { id: 1 })
        .await
        .expect_err("it is not theirs");
    let expected = Refusal::Absence(AbsenceRefusal::NotYours);
    assert!(matches!(problem, Problem::Refused(ref refusal) if *refusal == expected), "{problem:?}");
}

// F20: what is done for the office beside a case while its doer is on leave is found, once each; on the day before and of who is
// there nothing is found, nor what one does in the own matter; and of a report of corruption never, for its time would say who made
// it (C32).
pub async fn acts_beside_a_case_during_leave_are_found(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = before_decision(&rig, 1).await;
    let hears = async |who: &str, act: HearingAct| {
        let done = centre.hearing_act(&session(who), case, rig.command_id(), None, &act).await;
        done.unwrap_or_else(|problem| panic!("{who}: {problem:?}"));
    };
    let writes = async |who: &str, matter: Matter| {
        let form = ComplaintForm {
            matter,
            channel: Channel::Counter,
            unit: None,
            person: None,
            window: None,
            case: String::new(),
            step: None,
            words: "等了十天。".into(),
            contact: Contact::default(),
            open_to_unit: false,
        };
        centre.complaint_write(&session(who), rig.command_id(), &form).await.expect("written down");
    };
    let complains = async |who: &str| writes(who, Matter::Complaint(Class::Slow)).await;
    let found = async || {
        let list = centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
        let away = list.into_iter().filter(|it| it.rule == Rule::ActedWhileAway);
        let mut all: Vec<_> =
            away.map(|it| (it.person.expect("whose account it was").to_string(), it.unit, it.case)).collect();
        all.sort();
        all
    };
    hears("agent.sc", HearingAct::AddApplicant).await;
    complains("complaint").await;
    let leave = async |who: &str, on: &str| {
        let able = deputies(&crate::rig::organisation(), person(who), day(on));
        away(&rig, who, who, on, Some(on), able.first().map(|it| it.as_str())).await;
    };
    leave("agent.sc", "2026-03-03").await;
    leave("complaint", "2026-03-03").await;
    rig.advance(MINUTE).await;
    assert_eq!(found().await, [], "leave has not begun, and entering it is the own matter");
    rig.until("2026-03-03", 9, 0).await;
    hears("agent.sc", HearingAct::Tell(0)).await;
    complains("complaint").await;
    complains("guide").await;
    writes("complaint", Matter::Report).await;
    rig.advance(MINUTE).await;
    let seen = found().await;
    let unit = |who: &str| {
        let organisation = crate::rig::organisation();
        organisation.person(person(who)).expect("on the list").unit
    };
    let expected = [
        ("agent.sc".to_owned(), unit("agent.sc"), Some(case)),
        ("complaint".to_owned(), unit("complaint"), None),
    ];
    assert_eq!(seen, expected, "a hearing names its case, a complaint does not, a report is passed over");
    rig.advance(MINUTE).await;
    assert_eq!(found().await.len(), 2, "each once");
    // What more is done on that day is counted beside the first, and named with it.
    complains("complaint").await;
    rig.advance(MINUTE).await;
    assert_eq!(found().await.len(), 2, "one for a person and a day");
    let list = centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
    let of = |who: &str| {
        let of_rule = |it: &&FindingBrief| it.rule == Rule::ActedWhileAway && it.person == Some(person(who));
        let of_person = list.iter().find(of_rule);
        of_person.unwrap_or_else(|| panic!("nothing of {who}")).id
    };
    let view = centre.finding_fetch(&session("super"), of("complaint")).await.expect("read");
    let evidence = view.found.evidence.expect("two acts are counted");
    assert_eq!(evidence.counted, Counted::Share { part: 2, whole: 2 });
    let named: Vec<u64> = evidence.entries().collect();
    assert!(named.len() == 2 && named[0] == view.found.about.entry && named[0] < named[1], "{named:?}");
    let single = centre.finding_fetch(&session("super"), of("agent.sc")).await.expect("read");
    assert_eq!(single.found.evidence, None, "the one act is what it is about");
    rig.until("2026-03-04", 9, 0).await;
    complains("complaint").await;
    rig.advance(MINUTE).await;
    assert_eq!(found().await.len(), 2, "back again");
    leave("complaint", "2026-03-05").await;
    rig.until("2026-03-05", 9, 0).await;
    complains("complaint").await;
    rig.advance(MINUTE).await;
    assert_eq!(found().await.len(), 3, "another day is another finding");
}

/// `do2.sc` is a case agent besides.
async fn second_agent(rig: &Rig) {
    let mut organisation = crate::rig::organisation();
    organisation.revision += 1;
    let post = organisation.posts.iter().find(|it| it.person == person("agent.sc")).cloned();
    organisation.posts.push(PostHolding { person: person("do2.sc"), ..post.expect("agent.sc has a post") });
    rig.centre.organisation_publish("cat.office", &organisation).await.expect("it is published");
}

// F20: acts on leave are one finding for a day, and it is shown with every case they touched, to whoever sees it there.
pub async fn acts_on_leave_are_shown_with_every_case(rig: Arc<Rig>) {
    let (first, second) = (before_decision(&rig, 1).await, before_decision(&rig, 2).await);
    let untouched = before_decision(&rig, 3).await;
    let able = deputies(&crate::rig::organisation(), person("agent.sc"), day("2026-03-03"));
    let deputy = able.first().map(|it| it.as_str());
    away(&rig, "agent.sc", "agent.sc", "2026-03-03", Some("2026-03-03"), deputy).await;
    let adds = async |case| {
        let act = HearingAct::AddApplicant;
        let done = rig.centre.hearing_act(&session("agent.sc"), case, rig.command_id(), None, &act).await;
        done.expect("registered");
    };
    let found = async |who: &str, case| {
        let list = rig.centre.findings_of_case(&session(who), case).await.expect("read");
        let away = list.into_iter().filter(|it| it.rule == Rule::ActedWhileAway);
        away.map(|it| (it.person.expect("whose account it was"), it.case)).collect::<Vec<_>>()
    };
    rig.until("2026-03-03", 9, 0).await;
    adds(first).await;
    rig.advance(MINUTE).await;
    let one = [(person("agent.sc"), Some(first))];
    assert_eq!((found("super", first).await, found("super", second).await), (one.to_vec(), Vec::new()));
    adds(second).await;
    // What is looked at in another turn belongs to the same finding.
    rig.advance(MINUTE).await;
    for case in [first, second] {
        assert_eq!(found("super", case).await, one, "once, and it is about the first");
        assert_eq!(found("lead.sc", case).await, one);
        assert_eq!(found("do.wj", case).await, [], "nothing to others");
    }
    assert_eq!(found("super", untouched).await, []);
    // Its page names the others, too.
    let list = rig.centre.findings_of_case(&session("super"), first).await.expect("read");
    let away = list.iter().find(|it| it.rule == Rule::ActedWhileAway).expect("found above");
    let view = rig.centre.finding_fetch(&session("super"), away.id).await.expect("read");
    assert_eq!(
        (view.found.about.case, view.beside),
        (Some(first), vec![(second, rig.receipt(second).await.0)])
    );
    rig.verifies().await;
}

// R49, F31: an urging notice goes to whoever is the agent of the case on the day, and that one urges; on other days neither.
pub async fn an_urging_goes_to_the_agent_of_the_day(rig: Arc<Rig>) {
    second_agent(&rig).await;
    let case = in_hand(&rig, 1).await;
    away(&rig, "agent.sc", "agent.sc", "2026-03-03", Some("2026-03-03"), Some("do2.sc")).await;
    away(&rig, "do.sc", "do.sc", "2026-03-03", Some("2026-03-04"), Some("do2.sc")).await;
    let form = OrderForm {
        kind: Kind::Urging,
        unit: None,
        case: rig.receipt(case).await.0,
        finding: None,
        to: None,
        words: "材料交来十天了，请说明办到哪一步。".into(),
    };
    let issue = async |who: &str| rig.centre.order_issue(&session(who), rig.command_id(), &form).await;
    let went_to = async |who: &str| {
        let (order, _) = issue(who).await.unwrap_or_else(|problem| panic!("{who}: {problem:?}"));
        rig.centre.order_fetch(&session("super"), order).await.expect("read").held.to.clone()
    };
    let refused = async |who: &str| match issue(who).await {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("{who}: {other:?}"),
    };
    assert_eq!(refused("do2.sc").await, "order-may-not-issue", "the agent is here");
    rig.until("2026-03-03", 9, 0).await;
    assert_eq!(went_to("super").await, [(person("do2.sc"), Rung::Agent)]);
    assert_eq!(went_to("do2.sc").await, [(person("intake2"), Rung::Intake)], "never to whoever urges");
    rig.until("2026-03-04", 9, 0).await;
    assert_eq!(went_to("super").await, [(person("agent.sc"), Rung::Agent)], "back again");
    assert_eq!(refused("do2.sc").await, "order-may-not-issue");
    rig.verifies().await;
}

// F31, F32: what nobody re-checked is counted with whoever was the agent on the last day for it, and found of that one: of the deputy
// while the agent was away, of the agent on the day after, and what the deputy re-checks nobody left lying.
pub async fn a_replaced_agent_answers_for_the_own_days(rig: Arc<Rig>) {
    second_agent(&rig).await;
    let idle = async || {
        let all = rig.centre.agents_idle(&[], day("2026-03-01")).await.expect("they are counted");
        let by_one = rig.centre.agents_idle_by(&[], day("2026-03-01"), 1).await.expect("they are counted");
        assert_eq!(by_one, all, "however many groups are read at once");
        let mut all: Vec<_> = all.into_iter().map(|it| (it.agent.to_string(), it.idle, it.all)).collect();
        all.sort();
        all
    };
    let found = async || {
        let list = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
        let lapsed = list.into_iter().filter(|it| it.rule == Rule::RecheckLapsed);
        let mut all: Vec<_> = lapsed.map(|it| it.person.expect("an agent").to_string()).collect();
        all.sort();
        all
    };
    let decided = async |n: u32| {
        let case = before_decision(&rig, n).await;
        rig.does("lead.sc", case, crate::walk::grant()).await;
        case
    };
    away(&rig, "agent.sc", "agent.sc", "2026-03-03", Some("2026-03-03"), Some("do2.sc")).await;
    let first = decided(1).await;
    rig.until("2026-03-04", 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(found().await, ["do2.sc"], "the agent was away until yesterday");
    rig.does("do.sc", first, Act::Make).await;
    assert_eq!(idle().await, [("do2.sc".to_owned(), 1, 1)]);
    let second = decided(2).await;
    rig.until("2026-03-06", 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(found().await, ["agent.sc", "do2.sc"], "and here again on the 5th");
    rig.does("do.sc", second, Act::Make).await;
    let both = [("agent.sc".to_owned(), 1, 1), ("do2.sc".to_owned(), 1, 1)];
    assert_eq!(idle().await, both);
    let third = decided(3).await;
    away(&rig, "agent.sc", "agent.sc", "2026-03-09", Some("2026-03-09"), Some("do2.sc")).await;
    rig.until("2026-03-09", 9, 0).await;
    rig.does("do2.sc", third, Act::Recheck).await;
    rig.does("do.sc", third, Act::Make).await;
    assert_eq!(idle().await, [both[0].clone(), ("do2.sc".to_owned(), 1, 2)]);
    assert_eq!(found().await.len(), 2);
    rig.verifies().await;
}

// F31, F32: while the case agent is away what waits for that one is on the desk of whoever stands in; where that one is an agent no
// more, on those of the unit's agents, and of no other unit's.
pub async fn what_waits_for_an_agent_who_is_not_here_waits_for_another(rig: Arc<Rig>) {
    let mut organisation = crate::rig::organisation();
    organisation.revision += 1;
    let post = organisation.posts.iter().find(|it| it.person == person("agent.sc")).cloned();
    let post = post.expect("agent.sc has a post");
    organisation.posts.push(PostHolding { person: person("do2.sc"), ..post });
    rig.centre.organisation_publish("cat.office", &organisation).await.expect("it is published");
    let case = before_decision(&rig, 1).await;
    rig.does("lead.sc", case, crate::walk::grant()).await;
    let waits = async |who: &str| {
        let centre = &rig.centre;
        let desk = centre.desk(&session(who)).await.expect("the desk can be read");
        let counts = centre.queue_counts(&session(who), None).await.expect("counted");
        let counted = counts.iter().find(|(queue, _)| *queue == Queue::ToRecheck).map_or(0, |(_, it)| it.all);
        assert_eq!(counted, desk.to_recheck.len(), "{who}");
        (desk.to_recheck.len(), centre.agent_care(&session(who)).await.expect("it can be read").len())
    };
    assert_eq!((waits("agent.sc").await, waits("do2.sc").await), ((1, 1), (0, 0)));
    away(&rig, "agent.sc", "agent.sc", "2026-03-02", Some("2026-03-02"), Some("do2.sc")).await;
    assert_eq!((waits("do2.sc").await, waits("agent.ga").await), ((1, 1), (0, 0)));
    let absences = rig.centre.absences().await.expect("they can be read");
    let command = Command::End { id: absences.last };
    rig.centre.absence_act(&session("agent.sc"), rig.command_id(), command).await.expect("ended");
    assert_eq!(waits("do2.sc").await, (0, 0));
    // The post went to somebody else, while that one was away; nobody handed anything over. It counts once.
    away(&rig, "agent.sc", "agent.sc", "2026-03-02", Some("2026-03-02"), Some("do2.sc")).await;
    organisation.revision += 1;
    organisation.posts.retain(|it| it.person != person("agent.sc"));
    rig.centre.organisation_publish("cat.office", &organisation).await.expect("it is published");
    assert_eq!((waits("do2.sc").await.0, waits("agent.ga").await), (1, (0, 0)));
    rig.does("do2.sc", case, Act::Recheck).await;
    assert_eq!(waits("do2.sc").await.0, 0);
    rig.verifies().await;
}

// A10, E25, F31: what somebody who is away answers for at the desk is gone on with by the deputy, and by nobody else.
pub async fn a_visitor_of_somebody_away_is_gone_on_with(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let to = TransferForm { to: Target::Unit(UnitCode::parse("zj").expect("a unit")), note: String::new() };
    let (words, visitor) = ("想问问开工要办什么".to_owned(), String::new());
    let outcome = OutcomeForm::Transferred(to);
    let form = ContactForm { window: None, item: String::new(), words, visitor, outcome };
    let (id, _) =
        centre.contact_record(&session("guide"), rig.command_id(), &form).await.expect("written down");
    let act = async |who: &str, act: ContactAct| {
        centre.contact_act(&session(who), id, rig.command_id(), None, &act).await
    };
    act("do.zj", ContactAct::Sign).await.expect("signed for");
    let mine =
        async |who: &str| centre.contact_lists(&session(who)).await.expect("they can be read").mine.len();
    assert_eq!((mine("do.zj").await, mine("do2.zj").await), (1, 0));
    away(&rig, "do.zj", "do.zj", "2026-03-02", Some("2026-03-02"), Some("do2.zj")).await;
    assert_eq!((mine("do2.zj").await, mine("do2.wl").await), (1, 0));
    let answered = || ContactAct::Settle(OutcomeForm::Returned("不归这里办，已告诉他去哪里。".into()));
    assert!(matches!(act("do2.wl", answered()).await, Err(Problem::OutOfScope)));
    act("do2.zj", answered()).await.expect("it came to an end");
    assert_eq!(mine("do2.zj").await, 0);
    rig.verifies().await;
}
