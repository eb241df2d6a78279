//! Dual-random draws through the centre: announced, drawn, stepped back from, visited by two, signed and public; visits of two
//! draws made together (R170, N38, F26).

use std::sync::Arc;

use calendar::Day;
use casework::DonePlace;
use catalogue::{DrawId, ItemCode, UnitCode};
use centre::act::{Act, FieldWhy};
use centre::case::Problem;
use centre::intake::Intake;
use centre::notice::certificate_made;
use centre::oversight::bounds::BoundForm;
use centre::oversight::draw::{DrawAct, DrawForm, DrawView};
use centre::oversight::duty::DutyWhat;
use centre::oversight::finding::FindingWhich;
use centre::seal::{sha256, sm3};
use oversight::Rule;
use oversight::bound::Bound;
use oversight::draw::{Cause, Outcome, PER_OBJECT, TOWNS_MAX, Way, proof};
use store::Statement;

use crate::rig::{Rig, citizen, intake, item, organisation, person, session, window};
use crate::walk::{concluded, grant, step, visit};

/// The numbers of a lottery, as they are typed.
const VALUE: &str = "03 08 17 21 25 31 + 09";

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

fn form(rig: &Rig, of: &str, with: &str, count: u8) -> DrawForm {
    DrawForm {
        unit: unit(of),
        with_unit: Some(unit(with)),
        items: Vec::new(),
        towns: Vec::new(),
        title: "证照持有情况".into(),
        count,
        source: "后天的双色球开奖号码".into(),
        public_day: rig.centre.today().plus_days(2),
        instead_of: None,
        reason: String::new(),
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    match result {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("it should be refused by the rules of draws: {other:?}"),
    }
}

async fn announced(rig: &Rig, who: &str, form: &DrawForm) -> DrawId {
    rig.centre.draw_announce(&session(who), rig.command_id(), form).await.expect("announced").0
}

async fn act(rig: &Rig, who: &str, id: DrawId, act: DrawAct) -> Result<ledger::Done, Problem> {
    rig.centre.draw_act(&session(who), id, rig.command_id(), None, &act).await
}

async fn public(rig: &Rig, id: DrawId) -> DrawView {
    rig.centre.draw_public(id).await.expect("it is public")
}

/// Who visits the first object, as it stands.
async fn inspectors(rig: &Rig, id: DrawId) -> Vec<String> {
    visitors(rig, id, 0).await
}

/// Who visits the object at a place among the picks.
async fn visitors(rig: &Rig, id: DrawId, place: u8) -> Vec<String> {
    let view = public(rig, id).await;
    let places = view.picks()[usize::from(place)].inspectors.clone();
    places.iter().map(|n| view.list.inspectors[usize::from(*n)].id.to_string()).collect()
}

fn reveal() -> DrawAct {
    DrawAct::Reveal { value: VALUE.into() }
}

fn enter(rig: &Rig, place: u8, with: Option<DrawId>) -> DrawAct {
    let words = "现场核对证照、进货台账，当场补记两天的台账。".into();
    DrawAct::Enter { place, on: rig.centre.today(), outcome: Outcome::PutRight, words, with }
}

fn recuse(who: &str) -> DrawAct {
    recuse_from(0, who)
}

fn recuse_from(place: u8, who: &str) -> DrawAct {
    DrawAct::Recuse { place, inspector: person(who), cause: Cause::Kin, reason: "是亲戚。".into() }
}

fn answer(place: u8, who: &str, agreed: bool) -> DrawAct {
    DrawAct::AnswerRecusal { place, inspector: person(who), agreed, words: "看了材料。".into() }
}

async fn duty(rig: &Rig, who: &str, what: DutyWhat) -> Option<(usize, Option<Day>)> {
    let duties = rig.centre.oversight_duties(&session(who)).await.expect("they can be read");
    duties.into_iter().find(|it| it.what == what).map(|it| (it.count, it.first_on))
}

async fn found(rig: &Rig, rule: Rule) -> Vec<(String, String)> {
    let list = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 200).await.expect("listed");
    let of = list.into_iter().filter(|it| it.rule == rule);
    of.map(|it| (it.unit.to_string(), it.rule.key().to_owned())).collect()
}

fn results_by(view: &DrawView) -> Day {
    match view.held.way {
        Way::Drawn { results_by, .. } => results_by,
        _ => panic!("it is drawn"),
    }
}

/// 公共场所卫生许可 of a citizen, granted by the health bureau; its certificate is there with the next turn.
async fn hygiene(rig: &Rig, n: u32) {
    let form = Intake { window: window("w5"), ..intake(&item("hygiene-licence"), citizen(n), &[]) };
    let case = rig.receives("intake5", &form).await;
    rig.does("intake5", case, Act::Accept).await;
    rig.hands_over("intake5", "agent.gen", case).await;
    rig.hands_over("agent.gen", "do.wj", case).await;
    rig.does("do.wj", case, step(DonePlace::Hall)).await;
    rig.does("do.wj", case, visit(rig, "do2.wj")).await;
    rig.does("do2.wj", case, step(DonePlace::OnSite)).await;
    rig.does("chief.wj", case, grant()).await;
    rig.does("agent.gen", case, Act::Recheck).await;
    rig.does("do.wj", case, Act::Make).await;
}

// F26, R170: whoever announces does not draw; who handled the case never visits; one steps back and the next in the same order
// comes; one enters, the other signs; nothing of a result is public before; anybody checks it with its file.
pub async fn a_draw_is_played_from_the_announcement_to_the_last_signature(rig: Arc<Rig>) {
    concluded(&rig, 41).await;
    rig.advance(60_000_000).await;
    let asked = form(&rig, "sc", "wj", 1);
    let stranger = rig.centre.draw_announce(&session("do.sc"), rig.command_id(), &asked).await;
    assert_eq!(refused(stranger), "draw-may-not-announce");
    let id = announced(&rig, "lead.sc", &asked).await;
    let before = public(&rig, id).await;
    assert_eq!((before.held.key(), before.picks().len(), before.list.objects.len()), ("announced", 0, 1));
    assert_eq!(refused(act(&rig, "super", id, reveal()).await), "draw-too-early");
    rig.until("2026-03-04", 18, 0).await;
    assert_eq!(refused(act(&rig, "lead.sc", id, reveal()).await), "draw-may-not-reveal");
    assert_eq!(refused(act(&rig, "do2.sc", id, enter(&rig, 0, None)).await), "draw-not-drawn");
    act(&rig, "super", id, reveal()).await.expect("drawn");
    assert_eq!(refused(act(&rig, "super", id, reveal()).await), "draw-not-waiting");

    let first = inspectors(&rig, id).await;
    assert_eq!(first.len(), PER_OBJECT);
    // F26: neither who handled the case visits, nor who confirmed its check on site as the second officer.
    for part in ["do.sc", "do2.sc"] {
        assert!(!first.contains(&part.to_owned()), "{part} had a part in the case: {first:?}");
    }
    assert_eq!(refused(act(&rig, "do.ga", id, recuse(&first[0])).await), "draw-not-picked");
    for who in [first[0].as_str(), "lead.sc"] {
        let nobody = act(&rig, who, id, recuse(&first[0])).await;
        assert_eq!(refused(nobody), "draw-nobody-left", "two of four had no part in the case");
    }
    let second = first.clone();

    assert_eq!(refused(act(&rig, "do2.sc", id, enter(&rig, 0, None)).await), "draw-not-picked");
    assert_eq!(refused(act(&rig, &second[0], id, DrawAct::Sign { place: 0 }).await), "draw-nothing-to-sign");
    act(&rig, &second[0], id, enter(&rig, 0, None)).await.expect("entered");
    let late = act(&rig, "lead.sc", id, recuse(&second[1])).await;
    assert_eq!(refused(late), "draw-already-entered");
    assert_eq!(refused(act(&rig, &second[0], id, DrawAct::Sign { place: 0 }).await), "draw-same-person");
    assert_eq!(public(&rig, id).await.held.results(), 0, "one signature publishes nothing");
    act(&rig, &second[1], id, DrawAct::Sign { place: 0 }).await.expect("signed");
    assert_eq!(refused(act(&rig, &second[0], id, enter(&rig, 0, None)).await), "draw-already-signed");

    let after = public(&rig, id).await;
    let result = after.held.visit(0).expect("there is a result");
    assert_eq!((after.held.key(), result.outcome), ("done", Outcome::PutRight));
    assert_eq!(result.signed.map(|it| it.0.to_string()), Some(second[1].clone()));
    let list = rig.centre.draw_list("", 10).await.expect("listed");
    assert_eq!((list[0].state.as_str(), list[0].picks), ("done", (1, 1)));
    proof::check(&after.proof(), |bytes| sha256(bytes).0, sm3).expect("anybody comes to the same");
    // What was seen is for who works with it.
    assert_eq!(after.texts.text(result.words.0), "");
    for (who, reads) in [("do2.sc", true), ("super", true), ("do.ga", false)] {
        let view = rig.centre.draw_fetch(&session(who), id).await.expect("it is public");
        assert_eq!(view.texts.text(result.words.0).is_empty(), !reads, "{who}");
    }
}

// N38: where two units have drawn the same holder, the page says so; a visit names the other draw once that is drawn.
pub async fn visits_of_two_draws_are_made_together(rig: Arc<Rig>) {
    rig.open_item(&item("hygiene-licence")).await;
    let case = concluded(&rig, 51).await;
    concluded(&rig, 52).await;
    hygiene(&rig, 51).await;
    rig.advance(60_000_000).await;
    let shared = certificate_made(&rig.file(case).await).expect("a grant makes a certificate").to_string();
    let ours = announced(&rig, "lead.sc", &form(&rig, "sc", "wj", 2)).await;
    let theirs = announced(&rig, "lead.wj", &form(&rig, "wj", "sc", 1)).await;
    rig.until("2026-03-04", 18, 0).await;
    act(&rig, "super", ours, reveal()).await.expect("drawn");
    let none = rig.centre.draws_together(&public(&rig, ours).await).await.expect("read");
    assert_eq!(none, [], "the other is not drawn yet");
    let both = [0, 1].map(|place| (place, enter(&rig, place, Some(theirs))));
    for (place, joint) in both {
        let who = visitors(&rig, ours, place).await;
        assert_eq!(refused(act(&rig, &who[0], ours, joint).await), "draw-not-together", "not drawn: {place}");
    }
    act(&rig, "super", theirs, reveal()).await.expect("drawn");

    let view = public(&rig, ours).await;
    let others = rig.centre.draws_together(&view).await.expect("read");
    assert_eq!(others.iter().map(|it| (it.id, it.unit.as_str())).collect::<Vec<_>>(), [(theirs, "wj")]);
    let named = |place: &u8| {
        let pick = &view.picks()[usize::from(*place)];
        view.list.objects[usize::from(pick.object)].id.to_string()
    };
    assert_eq!(others[0].same.iter().map(named).collect::<Vec<_>>(), [shared], "only the same holder");
    let back = rig.centre.draws_together(&public(&rig, theirs).await).await.expect("read");
    assert_eq!(back.iter().map(|it| (it.id, it.same.clone())).collect::<Vec<_>>(), [(ours, vec![0])]);

    let place = others[0].same[0];
    let (here, there) = (visitors(&rig, ours, place).await, visitors(&rig, ours, 1 - place).await);
    let alone = act(&rig, &there[0], ours, enter(&rig, 1 - place, Some(theirs))).await;
    assert_eq!(refused(alone), "draw-not-together", "another holder");
    let own = act(&rig, &here[0], ours, enter(&rig, place, Some(ours))).await;
    assert_eq!(refused(own), "draw-not-together", "of the same unit");
    act(&rig, &here[0], ours, enter(&rig, place, Some(theirs))).await.expect("entered");
    act(&rig, &here[1], ours, DrawAct::Sign { place }).await.expect("signed");
    let with = public(&rig, ours).await.held.visit(place).and_then(|it| it.with);
    assert_eq!(with, Some(theirs));
    // The same visit is entered there on the same day, although it is public here.
    let other = visitors(&rig, theirs, 0).await;
    act(&rig, &other[0], theirs, enter(&rig, 0, Some(ours))).await.expect("entered there too");
    // When its results were due nobody is asked to go along any more.
    rig.until("2026-04-30", 9, 0).await;
    assert_eq!(rig.centre.draws_together(&public(&rig, ours).await).await.expect("read"), []);
}

// F26: nobody makes many draws and shows the one that suits: what is not drawn in time stays on record, and only then comes another.
pub async fn a_draw_that_nobody_makes_lapses_and_is_drawn_anew(rig: Arc<Rig>) {
    concluded(&rig, 61).await;
    rig.advance(60_000_000).await;
    let first = announced(&rig, "lead.sc", &form(&rig, "sc", "wj", 1)).await;
    let again = |rig: &Rig| DrawForm {
        instead_of: Some(first),
        reason: "督查人员外出，没有抽。".into(),
        ..form(rig, "sc", "wj", 1)
    };
    let early = rig.centre.draw_announce(&session("lead.sc"), rig.command_id(), &again(&rig)).await;
    assert_eq!(refused(early), "draw-not-instead-of");
    let last = public(&rig, first).await.held.reveal_by;
    rig.until(&last.to_string(), 23, 59).await;
    assert_eq!(public(&rig, first).await.held.way, Way::Announced, "the last day is whole");
    rig.until(&last.plus_days(1).to_string(), 0, 1).await;
    assert_eq!(public(&rig, first).await.held.key(), "lapsed");
    assert_eq!(refused(act(&rig, "super", first, reveal()).await), "draw-not-waiting");
    let second = announced(&rig, "lead.sc", &again(&rig)).await;
    let view = public(&rig, second).await;
    assert_eq!(view.before, Some(public(&rig, first).await.held.number), "the one before stays to be seen");
}

// F26, F28, R148: what nobody draws is found, and the centre answers; what is not public by its last day is found too, and the unit
// answers. Whoever has something to do reads it on the desk, with its last day.
pub async fn a_draw_says_what_waits_and_what_is_late(rig: Arc<Rig>) {
    concluded(&rig, 62).await;
    rig.advance(60_000_000).await;
    let lapses = announced(&rig, "lead.sc", &form(&rig, "sc", "wj", 1)).await;
    assert_eq!(duty(&rig, "super", DutyWhat::LayOpenDraw).await, None, "nobody knows the value");
    let view = public(&rig, lapses).await;
    rig.until(&view.held.public_day.to_string(), 9, 0).await;
    let by = view.held.reveal_by;
    assert_eq!(duty(&rig, "super", DutyWhat::LayOpenDraw).await, Some((1, Some(by))));
    assert_eq!(duty(&rig, "lead.sc", DutyWhat::LayOpenDraw).await, None);
    rig.until(&by.to_string(), 23, 0).await;
    assert_eq!(found(&rig, Rule::DrawLapsed).await, []);
    rig.until(&by.plus_days(1).to_string(), 9, 0).await;
    rig.advance(60_000_000).await;
    assert_eq!(found(&rig, Rule::DrawLapsed).await, [("zx".to_owned(), "draw-lapsed".to_owned())]);
    assert_eq!(duty(&rig, "super", DutyWhat::LayOpenDraw).await, None, "it is over");

    let id = announced(&rig, "lead.sc", &form(&rig, "sc", "wj", 1)).await;
    rig.until(&public(&rig, id).await.held.public_day.to_string(), 9, 0).await;
    act(&rig, "super", id, reveal()).await.expect("drawn");
    let (who, last) = (inspectors(&rig, id).await, results_by(&public(&rig, id).await));
    for person in &who {
        assert_eq!(duty(&rig, person, DutyWhat::VisitDrawn).await, Some((1, Some(last))), "{person}");
        assert_eq!(duty(&rig, person, DutyWhat::SignVisit).await, None, "{person}");
    }
    assert_eq!(duty(&rig, "do.sc", DutyWhat::VisitDrawn).await, None, "who had a part in the case");
    act(&rig, &who[0], id, enter(&rig, 0, None)).await.expect("entered");
    assert_eq!(duty(&rig, &who[1], DutyWhat::SignVisit).await, Some((1, Some(last))));
    assert_eq!(duty(&rig, &who[0], DutyWhat::SignVisit).await, None, "not who entered it");
    assert_eq!(duty(&rig, &who[0], DutyWhat::VisitDrawn).await, None);
    rig.until(&last.to_string(), 23, 0).await;
    assert_eq!(
        (found(&rig, Rule::DrawResultLate).await, public(&rig, id).await.held.key()),
        (vec![], "drawn")
    );
    rig.until(&last.plus_days(1).to_string(), 9, 0).await;
    rig.advance(60_000_000).await;
    let late = ("sc".to_owned(), "draw-result-late".to_owned());
    assert_eq!(
        (found(&rig, Rule::DrawResultLate).await, public(&rig, id).await.held.key()),
        (vec![late], "late")
    );
    assert_eq!(rig.centre.draw_list("", 10).await.expect("listed")[0].state, "late");
    act(&rig, &who[1], id, DrawAct::Sign { place: 0 }).await.expect("signed late");
    assert_eq!(public(&rig, id).await.held.key(), "done");
    assert_eq!(duty(&rig, &who[1], DutyWhat::SignVisit).await, None);
}

// F26: a leader alone changes no inspector; a supervisor decides, everybody reads the ground with the staff number, and from the
// bound on each is found.
pub async fn a_leader_asks_and_a_supervisor_decides_who_is_spared(rig: Arc<Rig>) {
    rig.open_item(&item("hygiene-licence")).await;
    hygiene(&rig, 71).await;
    rig.advance(60_000_000).await;
    let one = BoundForm { bound: Bound::DrawRecusals, value: 1, reason: "试行。".into() };
    rig.centre.bound_set(&session("super"), rig.command_id(), &one).await.expect("set");
    // Of the people of two units two had a part in the case; with a third inspector one of the others can be spared.
    let mut more = organisation();
    more.revision += 1;
    let third = more.people.iter_mut().find(|it| it.id == person("lead.sc")).expect("in the county");
    third.enforcement_certificate = Some("示例执法SC009".into());
    rig.centre.organisation_publish("cat.office", &more).await.expect("published");
    rig.advance(2_000_000).await;
    let id = announced(&rig, "lead.wj", &form(&rig, "wj", "sc", 1)).await;
    rig.until(&public(&rig, id).await.held.public_day.to_string(), 9, 0).await;
    act(&rig, "super", id, reveal()).await.expect("drawn");
    let first = inspectors(&rig, id).await;
    act(&rig, "lead.wj", id, recuse(&first[0])).await.expect("asked");
    assert_eq!(refused(act(&rig, "lead.wj", id, recuse(&first[0])).await), "draw-recusal-asked");
    assert_eq!(inspectors(&rig, id).await, first, "nothing has changed");
    assert_eq!(duty(&rig, "super", DutyWhat::DecideRecusal).await.map(|it| it.0), Some(1));
    assert_eq!(refused(act(&rig, "lead.wj", id, answer(0, &first[0], true)).await), "draw-may-not-agree");
    act(&rig, "super", id, answer(0, &first[0], true)).await.expect("agreed");
    let next = inspectors(&rig, id).await;
    assert!(next.len() == PER_OBJECT && !next.contains(&first[0]), "{next:?}");
    assert_eq!(refused(act(&rig, "lead.wj", id, recuse(&next[0])).await), "draw-nobody-left");
    assert_eq!(duty(&rig, "super", DutyWhat::DecideRecusal).await, None);
    let view = public(&rig, id).await;
    let [spared] = view.held.recused[..] else { panic!("one is spared") };
    assert_eq!((spared.cause, spared.agreed_by), (Some(Cause::Kin), Some(person("super"))));
    assert_eq!(view.proof().recused.len(), 1);
    proof::check(&view.proof(), |bytes| sha256(bytes).0, sm3).expect("the next in the order");
    rig.advance(60_000_000).await;
    assert_eq!(
        found(&rig, Rule::DrawRecusedAgain).await,
        [("wj".to_owned(), "draw-recused-again".to_owned())]
    );
}

// R170, N38: a draw kept to an item picks none of another, and says so in the published lists; what is no item of the unit is no choice.
pub async fn a_draw_is_kept_to_the_items_that_were_chosen(rig: Arc<Rig>) {
    rig.open_item(&item("hygiene-licence")).await;
    concluded(&rig, 81).await;
    hygiene(&rig, 82).await;
    rig.advance(60_000_000).await;
    let offered = rig.centre.draw_items().await.expect("read");
    let of = |unit: &str| -> Vec<ItemCode> {
        offered.iter().filter(|it| it.unit.as_str() == unit).map(|it| it.code).collect()
    };
    let ([food], [hygiene]) = (&of("sc")[..], &of("wj")[..]) else { panic!("one each: {offered:?}") };
    let kept = |rig: &Rig, items: Vec<ItemCode>| DrawForm { items, ..form(rig, "sc", "wj", 1) };
    for (name, items) in [
        ("of another unit", vec![*hygiene]),
        ("one of them of another unit", vec![*food, *hygiene]),
        ("no item", vec![ItemCode::parse("no-item").expect("a code")]),
    ] {
        match rig.centre.draw_announce(&session("lead.sc"), rig.command_id(), &kept(&rig, items)).await {
            Err(Problem::Form(problems)) => assert_eq!(problems[0].field, "items", "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    let id = announced(&rig, "lead.sc", &kept(&rig, vec![*food, *food])).await;
    let list = public(&rig, id).await.list;
    assert_eq!((list.items.len(), list.items[0].0, list.objects.len()), (1, *food, 1), "named once");
    assert!(!list.items[0].1.is_empty(), "by its name");
}

// R170, N38: a draw kept to a town picks only what came in at its window, and says so in the published lists; a town without a window
// is no choice.
pub async fn a_draw_is_kept_to_the_towns_that_were_chosen(rig: Arc<Rig>) {
    let at_town = concluded(&rig, 83).await;
    concluded(&rig, 84).await;
    rig.advance(60_000_000).await;
    let kept = |rig: &Rig, towns: Vec<UnitCode>| DrawForm { towns, ..form(rig, "sc", "wj", 1) };
    let many = (0..=TOWNS_MAX).map(|n| unit(&format!("t{n}"))).collect();
    for (name, towns, why) in [
        ("a town without a window", vec![unit("hd")], FieldWhy::NotAChoice),
        ("one of them without a window", vec![unit("sq"), unit("hd")], FieldWhy::NotAChoice),
        ("no town", vec![unit("sc")], FieldWhy::NotAChoice),
        ("too many", many, FieldWhy::TooManyChosen(TOWNS_MAX)),
    ] {
        match rig.centre.draw_announce(&session("lead.sc"), rig.command_id(), &kept(&rig, towns)).await {
            Err(Problem::Form(problems)) => {
                assert_eq!((problems[0].field.as_str(), &problems[0].why), ("towns", &why), "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    let at_town_only = kept(&rig, vec![unit("sq")]);
    let none = rig.centre.draw_announce(&session("lead.sc"), rig.command_id(), &at_town_only).await;
    assert_eq!(refused(none), "draw-no-list", "nothing came in at its window");
    // As if one of them had come in there, until the ledger is verified at the end.
    let of_case = vec![at_town.as_str().into()];
    let before = rig.rows("select window_id from case_row where case_id = $1", of_case).await;
    let came_in_at = before[0].text(0).expect("a window").to_owned();
    let moved = async |window: &str| {
        let there = "update case_row set window_id = $2 where case_id = $1";
        let params = vec![at_town.as_str().into(), window.into()];
        rig.centre.store().write(vec![Statement::new(there, params)]).await.expect("written");
    };
    moved("w21").await;
    let id = announced(&rig, "lead.sc", &kept(&rig, vec![unit("sq"), unit("sq")])).await;
    let list = public(&rig, id).await.list;
    assert_eq!((list.towns.len(), list.towns[0].0, list.objects.len()), (1, unit("sq"), 1), "named once");
    assert!(!list.towns[0].1.is_empty(), "by its name");
    let id = announced(&rig, "lead.sc", &kept(&rig, Vec::new())).await;
    let list = public(&rig, id).await.list;
    assert_eq!((list.towns.len(), list.objects.len()), (0, 2), "wherever they came in");
    moved(&came_in_at).await;
}
