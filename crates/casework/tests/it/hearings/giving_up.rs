//! A notice that arrives later, a hearing that is given up or called off, and a party entered by mistake (N13, N18, A26).

use super::*;

pub fn withdraw(party: u8) -> Command {
    Command::Withdraw(Withdrawal { party, words: sealed(34), signed: true })
}

pub fn strike(party: u8) -> Command {
    Command::Strike(Strike { party, reason: sealed(35) })
}

pub fn call_off() -> Command {
    Command::CallOff { reason: sealed(36) }
}

/// On Monday 2 March 2026 a party of a case was told.
fn told() -> Play {
    then(then(before(Some(false)), "agent.sc", third()), "agent.sc", tell(0))
}

fn kinds(play: &Play, command: Command) -> Vec<&'static str> {
    let facts = attempt(&mut play.clone(), "agent.sc", command).expect("it is done");
    facts.iter().map(Event::kind).collect()
}

// N18: the five working days begin with the day the notice arrived, which lies between the telling and today, and is
// entered once.
#[test]
fn the_days_of_a_party_begin_when_its_notice_arrives() {
    assert_eq!(
        refuses(&then(before(None), "agent.sc", third()), "agent.sc", serve(0, "2026-03-02")),
        "hearing-not-told"
    );
    let play = told().on("2026-03-05");
    assert_eq!(refuses(&play, "agent.sc", serve(1, "2026-03-05")), "hearing-no-such-party");
    assert_eq!(refuses(&play, "intake2", serve(0, "2026-03-05")), "not-the-holder");
    for outside in ["2026-03-01", "2026-03-06"] {
        assert_eq!(refuses(&play, "agent.sc", serve(0, outside)), "hearing-served-on-wrong", "{outside}");
    }
    let _ = then(play.clone(), "agent.sc", serve(0, "2026-03-02"));
    // Five working days from Thursday 5 March: until Thursday 12 March.
    let served = then(play, "agent.sc", serve(0, "2026-03-05"));
    assert_eq!(refuses(&served, "agent.sc", serve(0, "2026-03-05")), "hearing-served-before");
    assert_eq!(served.clone().on("2026-03-12").refuses("chief.sc", grant()), "hearing-parties-time-runs");
    let _ = then(served.clone().on("2026-03-12"), "agent.sc", state(0, true));
    assert_eq!(refuses(&served.clone().on("2026-03-13"), "agent.sc", state(0, true)), "hearing-time-passed");
    let _ = served.on("2026-03-13").then("chief.sc", grant());
    // Whoever answered has it; and may answer before anybody entered that it arrived.
    let answered = then(told().on("2026-03-20"), "agent.sc", state(0, false));
    assert_eq!(refuses(&answered, "agent.sc", serve(0, "2026-03-02")), "hearing-stated-before");
    let _ = answered.then("chief.sc", grant());
}

fn until(play: &Play) -> calendar::Day {
    let told = play.hearing.as_ref().and_then(|it| it.parties[0].told).expect("it was told");
    told.answer_until(&play.calendar).expect("the notice arrived")
}

// E10, E11, N18: by whoever entered it or a window head; the days run anew from the right day, and never end before the party
// is told of it.
#[test]
fn a_day_of_service_that_was_entered_wrongly_is_put_right() {
    let play = told().on("2026-03-05");
    assert_eq!(refuses(&play, "agent.sc", correct_service(0, "2026-03-04", Way::Post)), "hearing-not-served");
    assert_eq!(
        refuses(&play, "agent.sc", correct_service(1, "2026-03-04", Way::Post)),
        "hearing-no-such-party"
    );
    let served = then(play, "agent.sc", serve(0, "2026-03-03"));
    assert_eq!(until(&served), day("2026-03-10"));
    for nobody in ["intake2", "do.sc", "chief.sc", "stranger"] {
        let code = refuses(&served, nobody, correct_service(0, "2026-03-04", Way::Post));
        assert_eq!(code, "not-authorised", "{nobody}");
    }
    assert_eq!(
        refuses(&served, "agent.sc", correct_service(0, "2026-03-03", Way::Post)),
        "hearing-served-same"
    );
    for outside in ["2026-03-01", "2026-03-06"] {
        let code = refuses(&served, "agent.sc", correct_service(0, outside, Way::Post));
        assert_eq!(code, "hearing-served-on-wrong", "{outside}");
    }
    for by in ["agent.sc", "head.biz"] {
        let right = then(served.clone(), by, correct_service(0, "2026-03-05", Way::Hand));
        assert_eq!(until(&right), day("2026-03-12"), "{by}");
        // Whoever entered it may still do so, and a party that was told keeps its day.
        let again = then(right, "agent.sc", correct_service(0, "2026-03-02", Way::Hand));
        assert_eq!(until(&again), day("2026-03-12"), "{by}");
    }
    let earlier = then(served.clone(), "agent.sc", correct_service(0, "2026-03-02", Way::Post));
    assert_eq!(until(&earlier), day("2026-03-09"));
    // Found on the tenth that it had arrived on the second: its days end no earlier than they are told.
    let late = then(served.on("2026-03-10"), "agent.sc", correct_service(0, "2026-03-02", Way::Post));
    assert_eq!(until(&late), day("2026-03-10"));
    let _ = then(late.clone(), "agent.sc", state(0, true));
    let _ = late.on("2026-03-11").then("chief.sc", grant());
}

// E10, N18: what was answered, heard or decided on it stays as it is; a time that was over runs again.
#[test]
fn a_service_on_which_something_rests_is_not_put_right() {
    let served = then(told().on("2026-03-05"), "agent.sc", serve(0, "2026-03-02"));
    let right = || correct_service(0, "2026-03-04", Way::Post);
    let answered = then(served.clone(), "agent.sc", state(0, false));
    assert_eq!(refuses(&answered, "agent.sc", right()), "hearing-stated-before");
    let decided = served.clone().on("2026-03-10").then("chief.sc", grant());
    assert_eq!(refuses(&decided, "agent.sc", right()), "hearing-case-not-in-hand");
    let over = served.on("2026-03-10");
    assert_eq!(refuses(&over, "agent.sc", state(0, true)), "hearing-time-passed");
    let runs = then(over, "agent.sc", right());
    assert_eq!(runs.refuses("chief.sc", grant()), "hearing-parties-time-runs");
    let _ = then(runs, "agent.sc", state(0, true));
    let required = then(then(before(Some(true)), "agent.sc", third()), "agent.sc", tell(0));
    let required = then(required, "agent.sc", serve(0, "2026-03-02"));
    let held = then(required, "agent.sc", call("stranger", at("2026-03-11"))).until(at("2026-03-11"));
    let held = then(held, "stranger", hold());
    assert_eq!(refuses(&held, "agent.sc", right()), "hearing-held-before");
}

// N18, A26: signed, by whoever asked, until it was held; the decision waits for it no longer.
#[test]
fn a_hearing_that_was_asked_for_is_given_up_with_a_signature() {
    assert_eq!(refuses(&told(), "agent.sc", withdraw(0)), "hearing-not-asked");
    let unasked = then(told(), "agent.sc", state(0, false));
    assert_eq!(refuses(&unasked, "agent.sc", withdraw(0)), "hearing-not-asked");
    let asked = then(told(), "agent.sc", state(0, true));
    assert_eq!(asked.refuses("chief.sc", grant()), "hearing-missing");
    assert_eq!(refuses(&asked, "intake2", withdraw(0)), "not-the-holder");
    let unsigned = Command::Withdraw(Withdrawal { party: 0, words: sealed(34), signed: false });
    assert_eq!(refuses(&asked, "agent.sc", unsigned), "hearing-not-signed");
    assert_eq!(kinds(&asked, withdraw(0)), ["hearing.request-withdrawn"]);
    let given_up = then(asked, "agent.sc", withdraw(0));
    assert_eq!(refuses(&given_up, "agent.sc", withdraw(0)), "hearing-not-asked");
    assert_eq!(refuses(&given_up, "agent.sc", state(0, true)), "hearing-stated-before");
    let at_hand = given_up.hearing.as_ref().expect("a register");
    assert_eq!((at_hand.is_asked(), at_hand.organise_until(&given_up.calendar)), (false, None));
    assert_eq!(refuses(&given_up, "agent.sc", call("stranger", at("2026-03-11"))), "hearing-not-needed");
    let _ = given_up.then("chief.sc", grant());
}

// N18: the call falls with the last who asked, and stays where another asks or the law requires a hearing.
#[test]
fn a_call_falls_with_the_last_request_alone() {
    let two = then(then(told(), "agent.sc", third()), "agent.sc", tell(1));
    let two = then(two, "agent.sc", state(0, true));
    let two = then(two.on("2026-03-04"), "agent.sc", state(1, true));
    let until = |play: &Play| play.hearing.as_ref().and_then(|it| it.organise_until(&play.calendar));
    assert_eq!(until(&two), Some(day("2026-03-30")), "the earliest request counts");
    let called = then(two, "agent.sc", call("stranger", at("2026-03-13")));
    assert_eq!(kinds(&called, withdraw(0)), ["hearing.request-withdrawn"]);
    let one = then(called, "agent.sc", withdraw(0));
    assert_eq!(until(&one), Some(day("2026-04-01")), "twenty working days from Wednesday 4 March");
    assert_eq!(one.refuses("chief.sc", grant()), "hearing-missing");
    assert_eq!(kinds(&one, withdraw(1)), ["hearing.request-withdrawn", "hearing.called-off"]);
    let none = then(one, "agent.sc", withdraw(1));
    assert_eq!(refuses(&none.clone().until(at("2026-03-13")), "stranger", hold()), "hearing-not-called");
    let _ = none.then("chief.sc", grant());

    let required = then(then(before(Some(true)), "agent.sc", third()), "agent.sc", tell(0));
    let required = then(required, "agent.sc", state(0, true));
    let required = then(required, "agent.sc", call("stranger", at("2026-03-11")));
    let given_up = then(required, "agent.sc", withdraw(0));
    assert_eq!(given_up.refuses("chief.sc", grant()), "hearing-missing");
    let held = then(given_up.until(at("2026-03-11")), "stranger", hold());
    assert_eq!(refuses(&held, "agent.sc", withdraw(0)), "hearing-not-asked");
    let _ = held.then("chief.sc", grant());
}

// N18: nothing is given up of what was held.
#[test]
fn what_was_held_is_not_given_up_or_called_off() {
    let asked = then(told(), "agent.sc", state(0, true));
    let called = then(asked, "agent.sc", call("stranger", at("2026-03-11")));
    let held = then(called.until(at("2026-03-11")), "stranger", hold());
    assert_eq!(refuses(&held, "agent.sc", withdraw(0)), "hearing-held-before");
    assert_eq!(refuses(&held, "agent.sc", call_off()), "hearing-held-before");
}

// N18: a hearing that is called off and needed is called anew; until then the decision waits.
#[test]
fn a_hearing_is_called_off_with_a_reason_and_called_anew() {
    let required = before(Some(true));
    assert_eq!(refuses(&required, "agent.sc", call_off()), "hearing-not-called");
    let called = then(required, "agent.sc", call("stranger", at("2026-03-11")));
    assert_eq!(refuses(&called, "stranger", call_off()), "not-the-holder");
    assert_eq!(kinds(&called, call_off()), ["hearing.called-off"]);
    let off = then(called, "agent.sc", call_off());
    assert_eq!(refuses(&off, "agent.sc", call_off()), "hearing-not-called");
    assert_eq!(off.refuses("chief.sc", grant()), "hearing-missing");
    assert_eq!(refuses(&off.clone().until(at("2026-03-11")), "stranger", hold()), "hearing-not-called");
    let again = then(off, "agent.sc", call("stranger", at("2026-03-12"))).until(at("2026-03-12"));
    let _ = then(again, "stranger", hold()).then("chief.sc", grant());
}

// N13, A26: a mistake is taken off until it was told, and is neither told nor waited for; its place is given to nobody else.
#[test]
fn a_party_entered_by_mistake_is_taken_off_before_it_is_told() {
    let added = then(before(None), "agent.sc", third());
    assert_eq!(refuses(&added, "intake2", strike(0)), "not-the-holder");
    assert_eq!(refuses(&added, "agent.sc", strike(1)), "hearing-no-such-party");
    assert_eq!(
        refuses(&then(added.clone(), "agent.sc", tell(0)), "agent.sc", strike(0)),
        "hearing-told-before"
    );
    let struck = then(added, "agent.sc", strike(0));
    let corrected = correct_service(0, "2026-03-02", Way::Hand);
    for command in [strike(0), tell(0), state(0, true), serve(0, "2026-03-02"), corrected, withdraw(0)] {
        assert_eq!(refuses(&struck, "agent.sc", command), "hearing-party-struck", "{command:?}");
    }
    let _ = struck.clone().then("chief.sc", grant());
    let next = then(struck, "agent.sc", third());
    assert_eq!(next.refuses("chief.sc", grant()), "hearing-parties-not-told");
    let _ = then(next, "agent.sc", tell(1));
    let applicant = then(before(None), "agent.sc", Command::Add(Who::Applicant));
    let _ = then(then(applicant, "agent.sc", strike(0)), "agent.sc", Command::Add(Who::Applicant));
}
