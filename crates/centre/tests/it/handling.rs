//! Nobody is sent from door to door and nothing lies unclaimed: transfers, hand-overs nobody took, agents (F13, F30, F32).

use std::sync::Arc;

use casework::contact::{Target, Way};
use catalogue::item::Post;
use catalogue::{CaseId, UnitCode};
use centre::act::{Act, NonAcceptance};
use centre::act_visit::Signature;
use centre::care::{Care, IDLE_SQL};
use centre::case::Problem;
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};

use centre::hearing::{HearingAct, PartyForm};

use crate::rig::{Rig, day, person, session, window};
use crate::walk::{concluded, in_hand, received, step, visit};
use casework::{DonePlace, NonAcceptanceGround};

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a unit's code")
}

fn form(outcome: OutcomeForm) -> ContactForm {
    ContactForm {
        window: Some(window("w1")),
        item: String::new(),
        words: "想在河东街口摆个早点摊".into(),
        visitor: "许小摊 0000-0001007".into(),
        outcome,
    }
}

fn to(unit_code: &str) -> TransferForm {
    TransferForm { to: Target::Unit(unit(unit_code)), note: "请今天联系他。".into() }
}

// F13, N2: the refusal names a unit of ours, and the matter is there in the same breath; the applicant sees where.
pub async fn a_refused_acceptance_goes_to_the_unit_it_names(rig: Arc<Rig>) {
    let case = received(&rig, 1).await;
    let ground = NonAcceptance::NotCompetent { office: "wl".into(), unit: Some(unit("wl")) };
    rig.does("intake2", case, Act::RefuseAcceptance { ground, reason: "归文旅部门办。".into() }).await;
    let file = rig.whole(case).await;
    let office = file.filed().and_then(|filed| match &filed.stage {
        casework::Stage::NotAccepted { ground: NonAcceptanceGround::NotCompetent { office, .. }, .. } => {
            Some(file.texts.text(office.0))
        }
        _ => None,
    });
    let name = file.organisation.unit(unit("wl")).map(|unit| unit.name.clone());
    assert!(office.is_some() && office == name, "the applicant is told a name and no code: {office:?}");
    let brief = file.transferred.expect("it went there with the refusal");
    assert_eq!(
        (brief.responsible, brief.waits_for),
        (Some(person("intake2")), Some(Target::Unit(unit("wl"))))
    );
    let lists = |who: &'static str| {
        let rig = rig.clone();
        async move { rig.centre.contact_lists(&session(who)).await.expect("the lists can be read") }
    };
    assert_eq!(lists("intake2").await.mine.len(), 1, "the giver answers for it");
    assert_eq!(lists("do.wl").await.to_sign.len(), 1);
    assert_eq!(lists("do.ga").await.to_sign.len(), 0);
    assert_eq!(lists("head.biz").await.risen.len(), 0, "a working day has not passed");
    rig.until("2026-03-04", 8, 0).await;
    assert_eq!(lists("head.biz").await.risen.len(), 1, "unreceived it rises to the window head");
    let sign = |who: &'static str| {
        let rig = rig.clone();
        async move {
            rig.centre.contact_act(&session(who), brief.id, rig.command_id(), None, &ContactAct::Sign).await
        }
    };
    assert!(matches!(sign("do.ga").await, Err(Problem::OutOfScope)));
    sign("do.wl").await.expect("a person of the unit signs");
    let taken = rig.whole(case).await.transferred.expect("it is there");
    assert_eq!((taken.responsible, taken.waits_for, taken.open), (Some(person("do.wl")), None, true));
    assert_eq!(lists("head.biz").await.risen.len(), 0);
    rig.verifies().await;
}

// R76: written down by the one who was asked, declined with a reason, back to the giver; sealed words stay sealed.
pub async fn a_visitor_is_given_on_declined_and_answered(rig: Arc<Rig>) {
    let (guide, command) = (session("guide"), rig.command_id());
    let asked = form(OutcomeForm::Transferred(to("zj")));
    let (id, first) = rig.centre.contact_record(&guide, command, &asked).await.expect("it is written down");
    let (again, second) = rig.centre.contact_record(&guide, command, &asked).await.expect("a double click");
    assert_eq!((again, second.replayed, second.first_seq), (id, true, first.first_seq));
    let act = |who: &'static str, act: ContactAct| {
        let rig = rig.clone();
        async move { rig.centre.contact_act(&session(who), id, rig.command_id(), None, &act).await }
    };
    let why = ContactAct::Decline("占道归综合执法，不归我们。".into());
    act("do.zj", why).await.expect("it is declined");
    let file = rig.centre.contact_fetch(&guide, id).await.expect("the giver sees it");
    assert_eq!((file.held.responsible, file.held.declined), (person("guide"), 1));
    assert_eq!(file.texts.text(file.held.words.expect("words").0), "想在河东街口摆个早点摊");
    let back = act("guide", ContactAct::Transfer(to("zj"))).await;
    assert!(matches!(back, Err(Problem::Refused(refusal)) if refusal.code() == "contact-ping-pong"), "F13");
    let nothing = act("guide", ContactAct::Settle(OutcomeForm::Returned(String::new()))).await;
    assert!(matches!(nothing, Err(Problem::Form(_))), "a reason is needed");
    let advice = OutcomeForm::Advice("food-business".into());
    act("guide", ContactAct::Settle(advice)).await.expect("it ends with a list");
    let file = rig.centre.contact_fetch(&guide, id).await.expect("it is read");
    let Way::Ended { kept_until, .. } = file.held.way else { panic!("{:?}", file.held.way) };
    assert_eq!(kept_until, Some(day("2026-05-31")), "E26: ninety days");
    assert!(file.list.is_some_and(|list| list.short.as_str() == "food-business"));
    let outsider = rig.centre.contact_fetch(&session("do.ga"), id).await;
    assert!(matches!(outsider, Err(Problem::OutOfScope)));
    let words =
        rig.rows("select words from contact_row where division = $1 limit 9", vec!["990121".into()]).await;
    assert_eq!(words.len(), 1);
    // R181: a question that began with no case is counted as asked, once, and is no case.
    rig.advance(0).await;
    let month = oversight::report::Period::month_of(rig.centre.today());
    let table = rig.centre.report_count(month).await.expect("counted");
    assert_eq!((table.sum("consulted"), table.sum("received")), (1, 0));
    rig.verifies().await;
}

// F30: given over and not signed for by the end of the next working day.
pub async fn a_hand_over_nobody_takes_rises(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let papers = rig.file(case).await.facts.holding.papers;
    rig.does("do.sc", case, Act::Give { to: person("agent.sc"), papers, note: String::new() }).await;
    let late = |who: &'static str| {
        let rig = rig.clone();
        async move { rig.centre.handovers_late(&session(who)).await.expect("the list can be read") }
    };
    rig.until("2026-03-03", 23, 59).await;
    assert_eq!(late("head.biz").await.len(), 0);
    rig.until("2026-03-04", 0, 0).await;
    for who in ["head.biz", "lead.sc", "chief.sc", "centre", "super", "gov", "do.sc", "agent.sc"] {
        let late = late(who).await;
        assert_eq!(late.len(), 1, "{who}");
        assert!(matches!(late[0].why, Care::NotTaken(_)));
        assert_eq!((late[0].holder, late[0].pending_to), (Some(person("do.sc")), Some(person("agent.sc"))));
    }
    for who in ["head.soc", "lead.ga", "do2.sc"] {
        assert_eq!(late(who).await.len(), 0, "{who}");
    }
    rig.does("agent.sc", case, Act::Take { papers }).await;
    assert_eq!(late("head.biz").await.len(), 0);
    rig.verifies().await;
}

// F32: the agent's own list of what is overdue.
pub async fn an_agent_sees_what_to_ask_about(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let care = || {
        let rig = rig.clone();
        async move { rig.centre.agent_care(&session("agent.sc")).await.expect("the list can be read") }
    };
    assert_eq!(care().await.len(), 0);
    rig.until("2026-03-09", 9, 0).await;
    let late = care().await;
    assert!(
        matches!(late.as_slice(), [one] if matches!(one.why, Care::StepLate(_)) && one.id == case),
        "{late:?}"
    );
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    assert_eq!(care().await.len(), 0, "the next step has its own day");
    rig.does("do.sc", case, visit(&rig, "do2.sc")).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    rig.does("lead.sc", case, crate::walk::grant()).await;
    assert!(matches!(care().await.as_slice(), [one] if one.why == Care::RecheckDue));
    rig.does("agent.sc", case, Act::Recheck).await;
    assert!(matches!(care().await.as_slice(), [one] if one.why == Care::PaperDue));
    rig.verifies().await;
}

// F32: an agent in name only is seen by the leader, with what it is counted from.
pub async fn an_agent_who_does_nothing_is_seen(rig: Arc<Rig>) {
    let idle = || {
        let rig = rig.clone();
        async move { rig.centre.agents_idle(&[], day("2026-03-01")).await.expect("they are counted") }
    };
    let _ = concluded(&rig, 1).await;
    assert_eq!(idle().await, [], "the agent re-checked it");
    let case = crate::walk::before_decision(&rig, 2).await;
    rig.does("lead.sc", case, crate::walk::grant()).await;
    rig.until("2026-03-04", 9, 0).await;
    rig.does("do.sc", case, Act::Make).await;
    let seen = idle().await;
    assert!(
        matches!(seen.as_slice(), [it] if (it.agent, it.idle, it.all) == (person("agent.sc"), 1, 2)),
        "{seen:?}"
    );
    for (unit, count) in [("sc", 1), ("do", 0)] {
        let units = [catalogue::UnitCode::parse(unit).expect("a code")];
        let of = rig.centre.agents_idle(&units, day("2026-03-01")).await.expect("they are counted");
        assert_eq!(of.len(), count, "only of the units that a leader leads: {unit}");
    }
    if rig.centre.store().engine() == store::Engine::Sqlite {
        let division = crate::rig::DIVISION;
        let params: Vec<store::Value> = vec![
            division.into(),
            day("2026-03-01").start().0.into(),
            day("2026-02-28").number().into(),
            "".into(),
            vec![0_u8].into(),
            0_i64.into(),
            10_i64.into(),
        ];
        let plan = rig.rows(&format!("explain query plan {IDLE_SQL}"), params).await;
        let plan: Vec<&str> = plan.iter().map(|row| row.text(3).expect("the step in words")).collect();
        let wanted = "INDEX case_row_concluded (division=? AND concluded_at>?)";
        assert!(plan.iter().any(|it| it.contains(wanted)), "what was concluded before is not read: {plan:?}");
    }
    rig.verifies().await;
}

/// Gives somebody the post of a chair besides.
async fn chairs_too(rig: &Rig, who: &str) {
    let mut organisation = crate::rig::organisation();
    let mut seat = organisation.posts.iter().find(|it| it.post == Post::HearingChair).expect("one").clone();
    seat.person = person(who);
    organisation.posts.push(seat);
    organisation.revision += 1;
    rig.centre.organisation_publish("cat.office", &organisation).await.expect("it is published");
}

/// The applicant asks for a hearing, and this chair holds it.
async fn holds_a_hearing(rig: &Rig, case: CaseId, chair: &'static str) {
    let act = |who: &'static str, act: HearingAct| async move {
        rig.centre.hearing_act(&session(who), case, rig.command_id(), None, &act).await
    };
    act("agent.sc", HearingAct::AddApplicant).await.expect("registered");
    act("agent.sc", HearingAct::Tell(0)).await.expect("told");
    let asked = HearingAct::State { party: 0, words: String::new(), asks_hearing: true };
    act("agent.sc", asked).await.expect("stated");
    let (at, place) = (day("2026-03-12").at(9, 30), "三楼会议室".to_owned());
    act("agent.sc", HearingAct::Call { chair: person(chair), at, place }).await.expect("called");
    rig.until("2026-03-12", 11, 0).await;
    let record = HearingAct::Hold { record: "各方到场。".into(), signature: Signature::Signed };
    act(chair, record).await.expect("held");
}

// M4, N18: whoever held the hearing approves nothing and decides nothing of the case, in the ledger and not on the page alone.
pub async fn who_held_the_hearing_takes_no_other_part(rig: Arc<Rig>) {
    chairs_too(&rig, "chief.sc").await;
    let case = crate::walk::before_decision(&rig, 1).await;
    holds_a_hearing(&rig, case, "chief.sc").await;
    rig.does("do.sc", case, crate::walk::ask_stop(3)).await;
    assert_eq!(rig.refused("chief.sc", case, Act::ApproveStop).await, "chair-cannot-approve");
    let no = Act::RefuseStop { reason: "不用停。".into() };
    assert_eq!(rig.refused("chief.sc", case, no).await, "chair-cannot-approve");
    rig.does("do.sc", case, Act::AskExtension { reason: "资料多。".into() }).await;
    assert_eq!(rig.refused("chief.sc", case, Act::ApproveExtension).await, "chair-cannot-approve");
    let back = Act::ReturnStep { step: 0, reason: "重看。".into() };
    assert_eq!(rig.refused("chief.sc", case, back).await, "chair-cannot-decide");
    assert_eq!(rig.refused("chief.sc", case, crate::walk::grant()).await, "chair-cannot-decide");
    rig.does("lead.sc", case, crate::walk::grant()).await;
    rig.verifies().await;
}

// M4, N22: the chair is named as second officer of no check, and does no step.
pub async fn who_held_the_hearing_checks_nothing(rig: Arc<Rig>) {
    chairs_too(&rig, "do2.sc").await;
    let case = crate::walk::in_hand(&rig, 1).await;
    let act = |who: &'static str, act: HearingAct| {
        let rig = rig.clone();
        async move { rig.centre.hearing_act(&session(who), case, rig.command_id(), None, &act).await }
    };
    holds_a_hearing(&rig, case, "do2.sc").await;
    let officers = HearingAct::Assign { first: person("do.sc"), second: person("do2.sc") };
    let named = act("do.sc", officers).await;
    assert!(
        matches!(&named, Err(Problem::Refused(it)) if it.code() == "hearing-officers-wrong"),
        "{named:?}"
    );
    rig.does("do.sc", case, crate::walk::step(casework::DonePlace::Hall)).await;
    let with = crate::walk::visit(&rig, "do2.sc");
    assert_eq!(rig.refused("do.sc", case, with).await, "visit-second-officer-wrong");
}

// N13, N18: the register and the hearing stand before the decision, on both engines, and the chair sees what he closes.
pub async fn a_decision_waits_for_parties_and_hearing(rig: Arc<Rig>) {
    let case = crate::walk::before_decision(&rig, 1).await;
    let act = |who: &'static str, act: HearingAct| {
        let rig = rig.clone();
        async move { rig.centre.hearing_act(&session(who), case, rig.command_id(), None, &act).await }
    };
    let neighbour =
        PartyForm {
            name: "柏楼上".into(), contact: "0000-0001023".into(), interest: "住在楼上".into()
        };
    act("agent.sc", HearingAct::Add(neighbour.clone())).await.expect("registered");
    assert_eq!(rig.refused("lead.sc", case, crate::walk::grant()).await, "hearing-parties-not-told");
    act("agent.sc", HearingAct::Tell(0)).await.expect("told");
    assert_eq!(rig.refused("lead.sc", case, crate::walk::grant()).await, "hearing-parties-not-served");
    let (on, way) = (rig.centre.instant().day(), casework::hearing::Way::Hand);
    let unproven = HearingAct::Serve { party: 0, on, way, proof: " ".into() };
    assert!(matches!(act("agent.sc", unproven).await, Err(Problem::Form(problems)) if problems.len() == 1));
    let served = HearingAct::Serve { party: 0, on, way, proof: "柏楼上当面签收".into() };
    act("agent.sc", served).await.expect("it arrived");
    assert_eq!(rig.refused("lead.sc", case, crate::walk::grant()).await, "hearing-parties-time-runs");
    assert!(matches!(act("do.ga", HearingAct::Tell(0)).await, Err(Problem::OutOfScope)));
    let empty = HearingAct::Add(PartyForm::default());
    assert!(matches!(act("agent.sc", empty).await, Err(Problem::Form(problems)) if problems.len() == 3));
    let words = "怕吵。".to_owned();
    act("agent.sc", HearingAct::State { party: 0, words, asks_hearing: true }).await.expect("stated");
    let at = day("2026-03-12").at(9, 30);
    let place = "三楼会议室".to_owned();
    let called = HearingAct::Call { chair: person("hearing"), at, place };
    assert!(matches!(rig.centre.hearing_fetch(&session("hearing"), case).await, Err(Problem::OutOfScope)));
    act("agent.sc", called).await.expect("called");
    let seen = rig.centre.hearing_fetch(&session("hearing"), case).await.expect("the chair reads it");
    let casework::hearing::Who::Third { particulars } = seen.hearing.parties[0].who else {
        panic!("a third")
    };
    assert_eq!(seen.texts.record::<PartyForm>(particulars.0), Some(neighbour));
    assert_eq!(rig.centre.hearings_to_chair(&session("hearing")).await.expect("read").len(), 1);
    rig.until("2026-03-12", 11, 0).await;
    let record = HearingAct::Hold { record: "各方到场。".into(), signature: Signature::Signed };
    act("hearing", record).await.expect("held");
    assert_eq!(rig.centre.hearings_to_chair(&session("hearing")).await.expect("read").len(), 0);
    rig.does("lead.sc", case, crate::walk::grant()).await;
    rig.verifies().await;
}

// N18, A26, M3: given up with a signature, the call falls, the chair has nothing to hold and the notice no longer counts.
pub async fn a_hearing_that_is_given_up_takes_its_call_along(rig: Arc<Rig>) {
    use centre::paper::{PaperNo, PaperStanding};
    let case = crate::walk::before_decision(&rig, 1).await;
    let act = |act: HearingAct| {
        let rig = rig.clone();
        async move { rig.centre.hearing_act(&session("agent.sc"), case, rig.command_id(), None, &act).await }
    };
    let code = |done: Result<_, Problem>| match done {
        Err(Problem::Refused(refusal)) => refusal.code(),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("it was done"),
    };
    let mistaken =
        PartyForm { name: "柏隔壁".into(), contact: "0000-0001024".into(), interest: "隔壁".into() };
    act(HearingAct::Add(mistaken)).await.expect("registered");
    let strike = |reason: &str| HearingAct::Strike { party: 0, reason: reason.into() };
    assert!(matches!(act(strike("")).await, Err(Problem::Form(problems)) if problems[0].field == "reason"));
    act(strike("不是这栋楼的。")).await.expect("taken off");
    assert_eq!(code(act(HearingAct::Tell(0)).await), "hearing-party-struck");
    act(HearingAct::AddApplicant).await.expect("registered");
    act(HearingAct::Tell(1)).await.expect("told");
    let asked = HearingAct::State { party: 1, words: String::new(), asks_hearing: true };
    act(asked).await.expect("stated");
    let on = rig.centre.instant().day().plus_days(14);
    let (chair, place) = (person("hearing"), "三楼会议室".to_owned());
    let call = HearingAct::Call { chair, at: on.at(9, 30), place };
    act(call).await.expect("called");
    let hearing = || async {
        rig.centre.hearing_fetch(&session("agent.sc"), case).await.expect("it can be read").hearing
    };
    let notice = hearing().await.called.expect("it was called").notice;
    let receipt = rig.file(case).await.facts.receipt;
    let standing = || async {
        let code = rig.centre.paper_code(receipt, PaperNo::Document(notice));
        rig.centre.paper_verify(&code, "192.0.2.9").await.expect("the code is ours").paper.standing
    };
    assert_eq!(standing().await, PaperStanding::Genuine);
    let gives_up = |signed| HearingAct::Withdraw { party: 1, words: "谈好了。".into(), signed };
    assert_eq!(code(act(gives_up(false)).await), "hearing-not-signed");
    act(gives_up(true)).await.expect("given up");
    assert_eq!((hearing().await.called, standing().await), (None, PaperStanding::Revoked));
    // The applicant loses no hearing unknowing, and does not come for one that is not held.
    for (kind, words) in [("hearing-given-up", "不是您本人的意思"), ("hearing-called-off", "不再作数")]
    {
        let said = crate::after::told(&rig, kind).await;
        assert!(said.contains(words), "{kind}: {said}");
    }
    assert_eq!(rig.centre.hearings_to_chair(&session("hearing")).await.expect("read").len(), 0);
    let off = HearingAct::CallOff { reason: "再取消一次。".into() };
    assert_eq!(code(act(off).await), "hearing-not-called");
    rig.does("lead.sc", case, crate::walk::grant()).await;
    rig.verifies().await;
}
