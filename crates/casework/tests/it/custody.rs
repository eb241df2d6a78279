//! Hand-over with two signatures: always one named holder.

use crate::fixture::*;
use crate::play::Play;
use casework::*;

// R81, tone 19
#[test]
fn until_it_is_taken_the_giver_holds_it() {
    let play = Play::accepted().then("intake2", give("agent.sc", 5));
    assert_eq!(play.facts().holding.person, who("intake2"));
    assert_eq!(play.refuses("intake2", give("agent.sc", 5)), "hand-over-pending");
    assert_eq!(play.refuses("agent2.sc", take(5)), "not-the-recipient");
    let play = play.then("agent.sc", take(5));
    assert_eq!(play.facts().holding.person, who("agent.sc"));
    assert_eq!(play.refuses("intake2", Command::RecallOver), "nothing-pending");
}

// C35
#[test]
fn the_two_counts_agree_or_it_is_not_taken() {
    let play = Play::accepted();
    assert_eq!(play.refuses("intake2", give("agent.sc", 4)), "papers-missing");
    let play = play.then("intake2", give("agent.sc", 6));
    assert_eq!(play.refusal("agent.sc", take(5)), Refusal::CountDiffers { given: 6, counted: 5 });
    let play = play.then("agent.sc", Command::DeclineOver(reason()));
    assert_eq!((play.facts().holding.person, play.facts().holding.papers), (who("intake2"), 5));
    assert_eq!(play.facts().pending, None);
}

#[test]
fn the_giver_takes_it_back_while_it_is_not_taken() {
    let play = Play::accepted().then("intake2", give("agent.sc", 5));
    assert_eq!(play.refuses("agent.sc", Command::RecallOver), "not-the-holder");
    let play = play.then("intake2", Command::RecallOver);
    assert_eq!(play.refuses("agent.sc", take(5)), "nothing-pending");
}

#[test]
fn a_case_goes_only_in_lawful_directions() {
    let refuses = |play: &Play, from: &str, to: &str| {
        assert_eq!(play.refuses(from, give(to, 5)), "wrong-direction", "{from} to {to}");
    };
    // Before acceptance to another intake officer of a window that serves the bureau, and to nobody else.
    let received = Play::received(&[1, 2]);
    for to in ["agent.sc", "do.sc", "intake5", "intake2", "stranger"] {
        refuses(&received, "intake2", to);
    }
    assert_eq!(received.hand("intake2", "intake3").facts().holding.capacity, Capacity::Intake);
    // After acceptance from intake to a case agent only.
    let accepted = Play::accepted();
    for to in ["intake3", "do.sc", "lead.sc", "chief.sc", "stranger"] {
        refuses(&accepted, "intake2", to);
    }
    assert_eq!(accepted.hand("intake2", "agent2.sc").facts().holding.capacity, Capacity::Agent);
    // From the agent to a handler of the current step's unit, not of another.
    let agent = Play::with_agent();
    for to in ["do.wj", "intake2", "lead.sc", "out", "agent.sc"] {
        refuses(&agent, "agent.sc", to);
    }
    // From a handler to the next, or back to the agent.
    let handler = Play::with_handler();
    for to in ["intake2", "do.wj", "out", "do.sc"] {
        refuses(&handler, "do.sc", to);
    }
    assert_eq!(handler.clone().hand("do.sc", "do2.sc").facts().holding.person, who("do2.sc"));
    assert_eq!(handler.hand("do.sc", "agent.sc").facts().holding.capacity, Capacity::Agent);
    // A finished document goes to the delivery window.
    assert_eq!(Play::concluded().hand("agent.sc", "out").facts().holding.capacity, Capacity::Delivery);
}

// M4
#[test]
fn a_case_is_not_given_to_a_handler_who_took_it_in() {
    let mut play = Play::with_agent();
    let post = play.organisation.posts.iter().find(|holding| holding.person == who("do.sc")).cloned();
    let mut post = post.expect("do.sc is a handler");
    post.person = who("intake2");
    play.organisation.posts.push(post);
    assert_eq!(play.refuses("agent.sc", give("intake2", 5)), "wrong-direction");
}

#[test]
fn only_the_holder_gives_and_does_the_step() {
    let play = Play::with_agent();
    assert_eq!(play.refuses("do.sc", give("do2.sc", 5)), "not-the-holder");
    assert_eq!(play.refuses("do.sc", complete(DonePlace::Hall)), "not-the-holder");
    let given = play.then("agent.sc", give("do.sc", 5));
    assert_eq!(given.refuses("do.sc", complete(DonePlace::Hall)), "not-the-holder");
}

// F32: taking the papers and passing them on is not yet doing anything.
#[test]
fn an_agent_who_only_passes_papers_on_is_one_in_name() {
    assert!(!Play::with_handler().facts().agent_acted);
    assert!(Play::with_agent().then("agent.sc", Command::AskPriority(reason())).facts().agent_acted);
    assert!(!Play::granted().on("2026-03-04").facts().agent_acted, "the re-check lapsed");
    assert!(Play::granted().then("agent.sc", Command::Recheck).facts().agent_acted);
    // F31: whoever stands in re-checks as the agent.
    let stood_in = Play::granted().away("agent.sc", Some("agent2.sc")).then("agent2.sc", Command::Recheck);
    assert!(stood_in.facts().agent_acted);
}

// F30, A12: told by the folder what a head signed, the lower count is given, taken and taken over, and a giving under way
// goes on with it; no person asks it, and it stands at every stage.
#[test]
fn a_signed_loss_lowers_the_count_that_is_handed_over() {
    let play = Play::accepted();
    for person in PEOPLE {
        assert_eq!(play.refuses(person, papers_lost(1)), "folder-not-by-hand", "{person}");
    }
    let lost = play.then("time", papers_lost(2));
    assert_eq!(
        (lost.facts().holding.papers, lost.facts().materials.papers),
        (3, 5),
        "what came in stays on record"
    );
    assert_eq!(lost.refuses("intake2", give("agent.sc", 2)), "papers-missing");
    let given = lost.then("intake2", give("agent.sc", 3));
    let fewer = given.then("time", papers_lost(1));
    assert_eq!(fewer.refuses("agent.sc", take(3)), "count-differs");
    assert_eq!(fewer.then("agent.sc", take(2)).facts().holding.papers, 2);
    // More than there are is none.
    assert_eq!(Play::accepted().then("time", papers_lost(9)).facts().holding.papers, 0);
    let delivered = Play::concluded().then("out", deliver());
    let stage = delivered.stage();
    assert_eq!(delivered.then("time", papers_lost(1)).stage(), stage, "long after the end");
}
