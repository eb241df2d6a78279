//! The other ways a case goes: a limit lengthened once, an application withdrawn by its applicant.

use crate::fixture::*;
use crate::play::Play;
use casework::*;

fn ask() -> Command {
    Command::AskExtension(reason())
}

// N14, C7, F8: twenty working days and ten more, in one numbered notice; the promise gets its new day in the same notice.
#[test]
fn the_head_of_the_authority_lengthens_the_limit_once() {
    let play = Play::with_handler();
    let before = [ClockKind::Promised, ClockKind::Statutory, ClockKind::Step].map(|kind| play.due_of(kind));
    let asked = play.then("do.sc", ask());
    assert_eq!(asked.due_of(ClockKind::Statutory), before[1], "asking lengthens nothing");
    let play = asked.then("chief.sc", Command::ApproveExtension);
    let Event::Extended(fact) = play.last() else { panic!("{:?}", play.last()) };
    assert_eq!((fact.notice.kind, fact.notice.n), (DocumentKind::ExtensionNotice, 1));
    let after = [ClockKind::Promised, ClockKind::Statutory, ClockKind::Step].map(|kind| play.due_of(kind));
    let calendar = calendar::Calendar::built_in();
    let later = |day| calendar.add_working_days(day, 10).expect("2026 is known");
    assert_eq!(after, [later(before[0]), later(before[1]), before[2]]);
    assert_eq!(play.case.public_state(), Some(PublicState::Extended));
    assert_eq!(play.refuses("do.sc", ask()), "already-extended");
    assert_eq!(play.refuses("chief.sc", Command::ApproveExtension), "already-extended");
}

// C7: neither the window head, the leader in charge nor the centre; a letter for decisions names no extension.
#[test]
fn nobody_but_whom_the_law_names_lengthens_a_limit() {
    let asked = Play::with_handler().then("do.sc", ask());
    for person in ["head.biz", "centre", "agent.sc"] {
        assert_eq!(asked.refuses(person, Command::ApproveExtension), "not-authorised", "{person}");
    }
    for person in ["lead.sc", "deputy.sc", "do2.sc"] {
        assert_eq!(asked.refuses(person, Command::ApproveExtension), "delegation-does-not-cover", "{person}");
    }
    assert_eq!(asked.refuses("do.sc", ask()), "extension-already-asked");
    let refused = asked.then("chief.sc", Command::RefuseExtension(reason()));
    assert_eq!(refused.refuses("chief.sc", Command::ApproveExtension), "no-extension-asked");
    assert_eq!(refused.then("agent.sc", ask()).last().kind(), "case.extension-asked");
    assert_eq!(Play::with_handler().refuses("do2.sc", ask()), "not-the-holder");
}

// N14: before it ends; afterwards nothing is lengthened, and a promise that was broken stays broken (M6).
#[test]
fn a_limit_that_has_ended_is_not_lengthened() {
    let late = Play::with_handler().on("2026-03-12").then("do.sc", ask());
    let promised = late.due_of(ClockKind::Promised);
    let extended = late.clone().then("chief.sc", Command::ApproveExtension);
    assert_eq!(extended.due_of(ClockKind::Promised), promised);
    assert!(extended.facts().late_since.is_some());
    let over = late.on("2026-03-31");
    assert_eq!(
        over.refusal("chief.sc", Command::ApproveExtension),
        Refusal::ExtensionTooLate { due: day("2026-03-30") }
    );
}

#[test]
fn an_item_whose_law_knows_no_extension_has_none() {
    let mut play = Play::with_handler();
    play.item.extension = None;
    assert_eq!(play.refuses("do.sc", ask()), "extension-not-listed");
}

// M4: whoever lengthens a limit does not decide, and somebody else must be left to decide.
#[test]
fn whoever_lengthens_does_not_decide() {
    let asked = Play::before_decision().then("agent.sc", ask());
    let play = asked.clone().then("chief.sc", Command::ApproveExtension);
    assert_eq!(play.refuses("chief.sc", grant()), "approver-cannot-decide");
    assert_eq!(play.then("deputy.sc", grant()).stage(), StageName::Decided);
    let mut alone = asked;
    alone.organisation.delegations.clear();
    assert_eq!(alone.refuses("chief.sc", Command::ApproveExtension), "nobody-left-to-decide");
}

// C26, F9: the applicant's own document, an officer who does not handle it, and every paper goes back.
#[test]
fn only_the_applicant_withdraws_before_an_officer_who_does_not_handle_it() {
    let play = Play::with_handler();
    let mut wrong = withdraw(WithdrawCause::NoLongerWanted, None);
    if let Command::Withdraw(command) = &mut wrong {
        command.identity = digest(99);
    }
    assert_eq!(play.refuses("intake2", wrong), "identity-differs");
    assert_eq!(play.refuses("intake2", withdraw(WithdrawCause::Other, None)), "words-needed");
    for person in ["do.sc", "agent.sc", "chief.sc"] {
        let code = play.refuses(person, withdraw(WithdrawCause::NoLongerWanted, None));
        assert_eq!(code, "not-authorised", "{person} sits at no window");
    }
    let after = play.then("intake2", withdraw(WithdrawCause::AskedByWindow, None));
    let Event::Withdrawn(fact) = after.last() else { panic!("{:?}", after.last()) };
    assert_eq!(
        (fact.papers, fact.notice.kind, fact.cause),
        (5, DocumentKind::Withdrawal, WithdrawCause::AskedByWindow)
    );
    assert_eq!(after.facts().holding.papers, 0);
    assert_eq!(after.case.public_state(), Some(PublicState::Withdrawn));
    assert!(after.facts().clocks.running().next().is_none() && due(&after.case).is_none());
    assert_eq!(after.refuses("do.sc", complete(DonePlace::Hall)), "case-ended");
}

// C26: a post at the window does not help whoever handles the case.
#[test]
fn the_handler_is_no_witness_even_at_a_window() {
    let mut play = Play::with_handler();
    let mut seat =
        play.organisation.posts.iter().find(|it| it.person == who("intake2")).cloned().expect("a seat");
    seat.person = who("do.sc");
    play.organisation.posts.push(seat);
    let command = withdraw(WithdrawCause::NoLongerWanted, None);
    assert_eq!(play.refuses("do.sc", command), "handler-cannot-witness");
    assert_eq!(play.then("intake2", command).stage(), StageName::Withdrawn);
}

// F9: until the decision, and not afterwards.
#[test]
fn a_decided_case_is_not_withdrawn() {
    let command = withdraw(WithdrawCause::ComesAgain, None);
    assert_eq!(Play::before_decision().then("intake2", command).stage(), StageName::Withdrawn);
    assert_eq!(Play::granted().refuses("intake2", command), "not-in-this-stage");
    assert_eq!(Play::received(&[1]).then("intake3", withdraw_at("w3")).stage(), StageName::Withdrawn);
}

fn withdraw_at(place: &str) -> Command {
    let cause = WithdrawCause::ComesAgain;
    Command::Withdraw(Withdraw { cause, words: None, identity: digest(1), window: window(place) })
}
