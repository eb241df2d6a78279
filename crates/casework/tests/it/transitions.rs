//! The table of transitions: every stage that can be reached, every command, everybody who may turn up.
//!
//! `YIMEN_WRITE_GOLDEN=1` rewrites tests/transitions.txt; the difference is what a change of the law looks like.

use crate::delivery::{confirm_address, left, post, published, renew, signed_for};
use crate::electronic;
use crate::fixture::*;
use crate::grid::is_in_the_source;
use crate::play::Play;
use casework::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Every stage a case can be in, with what distinguishes two ways of being in it.
fn stages() -> Vec<(&'static str, Play)> {
    let instant_received = || {
        let item = instant();
        let command = Command::Receive(receive(&item, &[1, 2]));
        Play::new(item).then("intake2", command)
    };
    let leader_next = || {
        let item = instant_leader();
        let command = Command::Receive(receive(&item, &[1, 2]));
        Play::new(item).then("intake2", command).then("intake2", Command::Accept)
    };
    let noticed = || Play::received(&[1]).then("intake2", notice(&[2]));
    let on_site = || Play::with_handler().then("do.sc", complete(DonePlace::Hall));
    let asked = || Play::with_handler().then("do.sc", ask_stop(0, 5));
    let asked_open = || Play::with_handler().then("do.sc", ask_stop_open(0, 5));
    let stopped = || asked().then("chief.sc", Command::ApproveStop);
    vec![
        ("absent", Play::new(licence())),
        ("received, incomplete", Play::received(&[1])),
        ("received, complete", Play::received(&[1, 2])),
        ("received, a clear reply due", crate::clear::received(crate::clear::barred("banned-zone"))),
        ("correction noticed", noticed()),
        ("correction noticed, a row released", noticed().then("head.biz", release(&[1]))),
        ("correction noticed, part of it in", {
            Play::received(&[1]).then("intake2", notice(&[1, 2])).then("intake2", more(&[2]))
        }),
        ("correction noticed, reminded at half time", noticed().on("2026-03-17")),
        ("received, corrected", noticed().then("intake2", more(&[2]))),
        ("correction noticed again", noticed().then("intake2", more(&[2])).then("intake3", notice(&[2]))),
        ("instant, awaiting the second signature", instant_received()),
        (
            "instant, returned to intake",
            instant_received().then("head.biz", Command::ReturnInstant(reason())),
        ),
        ("instant, the leader signs next", leader_next()),
        ("instant, signed off by the leader", leader_next().then("lead.sc", complete(DonePlace::Hall))),
        ("accepted, papers to follow", Play::deferred()),
        ("in hand, decision next, papers to follow", Play::deferred_before_decision()),
        ("accepted, with intake", Play::accepted()),
        ("accepted, given to the agent", Play::accepted().then("intake2", give("agent.sc", 5))),
        ("accepted by silence", Play::received(&[1, 2]).on("2026-03-10")),
        ("in hand, with the agent", Play::with_agent()),
        ("in hand, first step with its handler", Play::with_handler()),
        ("in hand, the handler is ill, the deputy here", Play::with_handler().away("do.sc", Some("do2.sc"))),
        (
            "in hand, held by the deputy, the handler back",
            Play::with_handler().away("do.sc", Some("do2.sc")).then("do2.sc", stand_in(5)).all_back(),
        ),
        ("in hand, site check", on_site()),
        ("in hand, site check confirmed by one", on_site().then("do.sc", visit(record("do2.sc")))),
        ("in hand, priority asked", Play::with_agent().then("agent.sc", Command::AskPriority(reason()))),
        ("in hand, stop asked", asked()),
        ("in hand, clock stopped", stopped()),
        ("in hand, past the planned end", stopped().on("2026-03-07")),
        ("in hand, stop asked, its document open", asked_open()),
        ("in hand, clock stopped, its document open", asked_open().then("chief.sc", Command::ApproveStop)),
        ("in hand, extension asked", Play::with_handler().then("do.sc", Command::AskExtension(reason()))),
        ("in hand, extended", Play::extended()),
        ("in hand, extension refused", {
            let asked = Play::with_handler().then("do.sc", Command::AskExtension(reason()));
            asked.then("chief.sc", Command::RefuseExtension(reason()))
        }),
        ("in hand, priority given", {
            let asked = Play::with_agent().then("agent.sc", Command::AskPriority(reason()));
            asked.then("lead.sc", approve_priority())
        }),
        ("in hand, decision next", Play::before_decision()),
        ("in hand, decision next, its turn in the line not come", {
            let mut play = Play::before_decision_of(limited());
            play.turn =
                Some(quota::Turn::Behind { first: ReceiptNo { issuer: unit("sc"), year: 2026, n: 1 } });
            play
        }),
        ("in hand, decision next, its hearing not held", Play::before_decision_of(heard())),
        ("in hand, decision next, late", Play::before_decision().on("2026-03-12")),
        ("in hand, decision returned", Play::granted().then("agent.sc", Command::ReturnDecision(reason()))),
        ("decided, granted", Play::granted()),
        ("decided, refused", Play::before_decision().then("chief.sc", refuse("place"))),
        ("decided, granted on a commitment", Play::granted_on_commitment()),
        ("re-checked", Play::granted().then("agent.sc", Command::Recheck)),
        ("re-check lapsed", Play::granted().on("2026-03-04")),
        ("concluded", Play::concluded()),
        ("concluded, sent by post", {
            Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post())
        }),
        ("concluded, the letter came back", {
            let sent = Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post());
            sent.then("out", crate::delivery::came_back("2026-03-02"))
        }),
        ("concluded, the letter is lost", {
            let sent = Play::concluded().then("out", confirm_address(digest(1), "w15")).then("out", post());
            sent.then("out", crate::delivery::lost("2026-03-02"))
        }),
        ("concluded, sent electronically", electronic::sent()),
        ("concluded, a public notice runs", published()),
        ("delivered", Play::concluded().then("out", deliver())),
        ("delivered, by a public notice", published().on("2026-05-17")),
        (
            "not accepted",
            Play::received(&[1, 2]).then("intake2", refuse_acceptance(NonAcceptanceGround::NotRequired)),
        ),
        ("closed for missing papers", noticed().on("2026-04-02")),
        ("in hand, a newer revision in force", {
            let mut play = Play::with_handler();
            play.newer = Some(newer(serde_json::json!({})));
            play
        }),
        ("withdrawn", Play::accepted().then("intake2", withdraw(WithdrawCause::AskedByWindow, None))),
        ("in hand, a code for a withdrawal sent", Play::with_handler().then("applicant", send_code(30))),
        ("ended with its applicant", Play::accepted().then("head.biz", end_with(EndGround::Died))),
    ]
}

/// One of each command, fitted to the case where a number or a name must fit.
fn commands(play: &Play) -> Vec<Command> {
    let papers = play.case.facts().map_or(5, |facts| facts.holding.papers);
    let open = play.case.facts().map_or(rows(&[2]), |facts| facts.open_rows());
    let open = if open.is_empty() { rows(&[1]) } else { open };
    let step = match play.case.stage() {
        Some(Stage::Handling(it)) if it.step == 1 && it.first_officer.is_none() => visit(record("do2.sc")),
        Some(Stage::Handling(handling)) if handling.step == 1 => complete(DonePlace::OnSite),
        _ => complete(DonePlace::Hall),
    };
    let mut commands = vec![
        Command::Receive(receive(&play.item, &[1, 2])),
        more(&open.iter().collect::<Vec<_>>()),
        by_letter(&open.iter().collect::<Vec<_>>(), &play.now.day().to_string(), Some("2026-04-01")),
        notice(&open.iter().collect::<Vec<_>>()),
        release(&[1]),
        Command::Accept,
        accept_deferred(&open.iter().collect::<Vec<_>>()),
        refuse_acceptance(NonAcceptanceGround::NotRequired),
        refuse_acceptance(NonAcceptanceGround::Barred { ground: play.item.refusal_grounds[0].code }),
        Command::PresentInstant,
        Command::SignInstant,
        Command::ReturnInstant(reason()),
    ];
    commands.extend(["intake3", "agent.sc", "do.sc", "out"].map(|to| give(to, papers)));
    commands.extend([
        take(play.case.facts().and_then(|facts| facts.pending).map_or(papers, |pending| pending.papers)),
        Command::DeclineOver(reason()),
        Command::RecallOver,
        step,
        stand_in(papers),
        take_back(papers),
        reassign("do2.sc", papers),
        Command::ReturnToStep(ReturnToStep { step: 0, reason: sealed(1) }),
        ask_stop(0, 5),
        Command::ApproveStop,
        Command::RefuseStop(reason()),
        resume(),
        show_order(),
        Command::AskExtension(reason()),
        Command::ApproveExtension,
        Command::RefuseExtension(reason()),
        grant(),
        refuse("place"),
        Command::Recheck,
        Command::ReturnDecision(reason()),
        make(),
        deliver(),
        post(),
        signed_for(&play.now.day().to_string()),
        crate::delivery::came_back(&play.now.day().to_string()),
        crate::delivery::not_back(),
        crate::delivery::lost(&play.now.day().to_string()),
        left(&play.now.day().to_string()),
        crate::delivery::announced(&play.now.day().to_string()),
        renew(digest(1), 20, true),
        confirm_address(digest(1), "w15"),
        electronic::agree(digest(1), "w15"),
        electronic::end(digest(1), "w15"),
        electronic::send(80),
        electronic::confirmed(&play.now.day().to_string()),
        electronic::fetch(80),
        check(CheckOutcome::Kept),
        Command::AskPriority(reason()),
        approve_priority(),
        Command::RefusePriority(reason()),
        Command::ExplainLate(ExplainLate { reason: sealed(1), expected_on: play.now.day() }),
        withdraw(WithdrawCause::NoLongerWanted, None),
        send_code(30),
        withdraw_by_code(30),
        reissue(1, "w2", 31),
        reissue(1, "w5", 31),
        change_contact(1, "w2", play.case.facts().map_or(sealed(1), |facts| facts.applicant_sealed)),
        change_contact(1, "w15", play.case.facts().map_or(sealed(1), |facts| facts.applicant_sealed)),
        same_matter("w2"),
        rebind(RebindGround::MoreFavourable),
        correct(32),
        rename(1),
        inherited(),
        end_with(EndGround::Died),
        photograph(40),
        papers_lost(1),
    ]);
    commands
}

fn label(command: &Command) -> String {
    let name = command.act().name();
    match command {
        Command::GiveOver(command) => format!("{name} to {}", command.to),
        Command::Reassign(command) => format!("{name} to {}", command.to),
        Command::Decide(command) if command.outcome == Outcome::Refused => format!("{name} refusal"),
        Command::Decide(_) => format!("{name} grant"),
        Command::RefuseAcceptance(command) if command.ground != NonAcceptanceGround::NotRequired => {
            format!("{name} on a listed ground")
        }
        Command::ReissueReceipt(command) => format!("{name} at {}", command.window),
        Command::ReceiveMore(command) if command.letter.is_some() => format!("{name} by letter"),
        Command::DeliverOtherwise(command) => match command.way {
            OtherWay::Post { .. } => format!("{name} by post"),
            OtherWay::CameBack { .. } => format!("{name}, came back"),
            OtherWay::NotBack { .. } => format!("{name}, not back"),
            OtherWay::Lost { .. } => format!("{name}, lost"),
            OtherWay::SignedFor { .. } => format!("{name}, signed for"),
            OtherWay::Left { .. } => format!("{name}, left"),
            OtherWay::Announced { .. } => format!("{name}, announced"),
            OtherWay::Electronic { .. } => format!("{name} electronically"),
            OtherWay::Confirmed { .. } => format!("{name}, receipt confirmed"),
        },
        _ => name.to_owned(),
    }
}

/// Everybody of the county, the applicant with the own code, and what follows by itself.
fn everybody() -> impl Iterator<Item = &'static str> {
    PEOPLE.into_iter().chain(["applicant", "time"])
}

/// For each command: the stage it leads to and who may, or why nobody may.
fn section(name: &str, play: &Play) -> String {
    let mut passes = String::new();
    let mut refused: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for command in commands(play) {
        let (mut able, mut lead, mut codes, mut of_person) =
            (Vec::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for person in everybody() {
            let mut copy = play.clone();
            match copy.attempt(person, command) {
                Ok(facts) => {
                    able.push(person);
                    let kinds: Vec<_> = facts.iter().map(Event::kind).collect();
                    lead.insert(format!("{:?} [{}]", copy.stage(), kinds.join(", ").replace("case.", "")));
                }
                Err(refusal) if refusal.concerns_person() => {
                    of_person.insert(refusal.code());
                }
                Err(refusal) => {
                    codes.insert(refusal.code());
                }
            }
        }
        if able.is_empty() {
            let codes = if codes.is_empty() { of_person } else { codes };
            let code = codes.into_iter().collect::<Vec<_>>().join(" or ");
            refused.entry(code).or_default().push(label(&command));
        } else {
            let lead = lead.into_iter().collect::<Vec<_>>().join(" or ");
            writeln!(passes, "  {} -> {lead} by {}", label(&command), able.join(", "))
                .expect("a string takes all");
        }
    }
    let mut section = format!("{name} ({:?})\n{passes}", play.stage());
    for (code, commands) in refused {
        writeln!(section, "  {code}: {}", commands.join(", ")).expect("a string takes all");
    }
    section
}

#[test]
fn the_table_of_transitions_is_the_one_in_the_source() {
    let table: String = stages().iter().map(|(name, play)| section(name, play) + "\n").collect();
    is_in_the_source(&table, "transitions.txt");
}

#[test]
fn every_stage_stands_in_the_table_and_every_act_leads_somewhere() {
    let stages = stages();
    let reached: BTreeSet<_> = stages.iter().map(|(_, play)| play.stage()).collect();
    assert_eq!(reached.len(), 13, "every name of a stage is reached: {reached:?}");
    let mut acts: BTreeSet<Act> = BTreeSet::new();
    for (_, play) in &stages {
        for command in commands(play) {
            let passes = everybody().any(|person| play.clone().attempt(person, command).is_ok());
            acts.extend(passes.then_some(command.act()));
        }
    }
    assert_eq!(acts, Act::ALL.iter().copied().collect());
}

// What the page offers is what the rule allows.
#[test]
fn offers_are_what_decide_says_in_every_stage_to_everybody() {
    for (name, play) in stages() {
        for person in everybody() {
            let mut copy = play.clone();
            copy.catch_up();
            for offer in copy.seen_by(person, |known| offers(&copy.case, known)) {
                let result = copy.seen_by(person, |known| decide(&copy.case, &offer.example, known));
                assert_eq!(result.err(), offer.refusal, "{name}: {} for {person}", offer.act.name());
                assert!(offer.refusal.is_none_or(|refusal| refusal.concerns_person()));
            }
        }
    }
}

// Whether some acts are open is what the offers of these acts say, also where others are open.
#[test]
fn some_acts_are_open_exactly_where_one_of_them_is_offered() {
    let some = [Act::Accept, Act::SignInstant, Act::ApproveStop, Act::Decide];
    let mut said = BTreeSet::new();
    for (name, play) in stages() {
        for person in everybody() {
            let mut copy = play.clone();
            copy.catch_up();
            let offered = copy.seen_by(person, |known| offers(&copy.case, known));
            let one = offered.iter().any(|it| it.refusal.is_none() && some.contains(&it.act));
            assert_eq!(
                copy.seen_by(person, |known| offers_any(&copy.case, known, &some)),
                one,
                "{name}: {person}"
            );
            said.insert((one, offered.iter().any(|it| it.refusal.is_none())));
        }
    }
    assert!([(true, true), (false, true), (false, false)].iter().all(|it| said.contains(it)), "{said:?}");
}

// Offers miss nothing: whoever passes in the table is offered the act, except where the example fits another way.
#[test]
fn whoever_may_act_is_offered_the_act() {
    for (name, play) in stages() {
        for person in everybody() {
            let mut copy = play.clone();
            copy.catch_up();
            let offered: BTreeSet<Act> = copy
                .seen_by(person, |known| offers(&copy.case, known))
                .into_iter()
                .filter(|offer| offer.refusal.is_none())
                .map(|offer| offer.act)
                .collect();
            for command in commands(&play) {
                let passes = copy.clone().attempt(person, command).is_ok();
                let act = command.act();
                assert!(
                    !passes || act == Act::Receive || act.is_by_itself() || offered.contains(&act),
                    "{name}: {} is not offered to {person}",
                    act.name(),
                );
            }
        }
    }
}
