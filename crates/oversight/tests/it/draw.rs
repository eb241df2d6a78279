//! Dual-random draws: what is fixed before, what is drawn, who visits, what anybody can check (R170, N38, F26).

mod recusal;
mod table;

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use casework::{DocumentKind, Known};
use catalogue::item::Post;
use catalogue::{Code, Digest, DrawId, ItemCode, UnitCode};
use oversight::bound::Bounds;
use oversight::draw::proof::{self, Kept, Promise, Right, Wrong};
use oversight::draw::*;
use oversight::{Refusal, Rule};

const SECRET: Digest = Digest([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31,
]);
fn sm3(bytes: &[u8]) -> [u8; 32] {
    use ::sm3::{Digest as _, Sm3};
    Sm3::digest(bytes).into()
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(bytes).into()
}

const VALUE: &str = "03-08-17-21-25-31-09";

fn code(text: &str) -> Code {
    Code::parse(text).expect("a plain code")
}

fn draw_id(text: &str) -> DrawId {
    DrawId::parse(text).expect("a plain code")
}

/// Twelve certificates and four inspectors, of whom nobody handled a case.
pub fn list() -> List {
    let mut objects: Vec<Object> =
        (1..=12).map(|n| Object { id: code(&format!("sc-2026-{n}")), not_by: Vec::new() }).collect();
    objects.sort_by_key(|it| it.id);
    let inspectors = ["do.sc", "insp1.sc", "insp2.sc", "insp3.sc"];
    let inspectors = inspectors.map(|it| Inspector { id: who(it), staff_no: it.to_owned() }).to_vec();
    let (title, source) = ("食品经营单位持证".to_owned(), "12月6日双色球".to_owned());
    List {
        title,
        source,
        count: 3,
        instead_of: None,
        items: Vec::new(),
        towns: Vec::new(),
        objects,
        inspectors,
    }
}

fn digest_of(list: &List) -> Digest {
    // Which digest it is does not matter to the rules; the ledger takes care that it is the right one.
    digest(u8::try_from(list.objects.len()).unwrap_or(1))
}

#[derive(Clone)]
pub struct Drawing {
    world: Play,
    pub list: List,
    pub state: Draw,
    pub before: Option<Held>,
    /// The draw with which a visit is made together, and the places there of the same holder.
    pub other: Option<(Held, Vec<u8>)>,
    pub log: Vec<(&'static str, Vec<u8>)>,
}

impl Drawing {
    pub fn new(list: List) -> Drawing {
        let mut world = supervised(Play::new(licence()));
        for inspector in ["insp1.sc", "insp2.sc", "insp3.sc"] {
            post(&mut world.organisation, inspector, Post::Handler, "sc");
        }
        Drawing { world, list, state: Draw::Absent, before: None, other: None, log: Vec::new() }
    }

    pub fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        while let Some(at) = due(&self.state).filter(|at| *at <= self.world.now) {
            let facts = catch_up(&self.state, at);
            assert!(!facts.is_empty(), "something is due and nothing happens");
            self.apply(&facts);
        }
        let numbers = |_| 7;
        let facts = self.world.seen_by("stranger", |known| {
            let known = Known { actor: who(actor), numbers: &numbers, ..*known };
            let before = self.before.as_ref();
            let other = self.other.as_ref().map(|(held, same)| Other { held, same: same.clone() });
            let ground = Ground { known: &known, list: Some(&self.list), before, other, sm3 };
            decide(&self.state, &command, &ground)
        })?;
        self.apply(&facts);
        Ok(facts)
    }

    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
            assert_eq!(stored, *fact);
            self.state = evolve(std::mem::take(&mut self.state), &stored);
            self.log.push((fact.kind(), fact.encode()));
        }
    }

    pub fn then(mut self, actor: &str, command: Command) -> Drawing {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refusal(&self, actor: &str, command: Command) -> DrawRefusal {
        match self.clone().attempt(actor, command).expect_err("this is refused") {
            Refusal::Draw(refusal) => refusal,
            other => panic!("{other:?}"),
        }
    }

    pub fn on(mut self, text: &str) -> Drawing {
        self.world.now = day(text).at(9, 0);
        self
    }

    pub fn held(&self) -> &Held {
        match &self.state {
            Draw::Announced(held) => held,
            Draw::Absent => panic!("the test has announced something"),
        }
    }

    /// Object and inspectors at a place, by id.
    fn picked(&self, place: usize) -> (String, Vec<String>) {
        let pick = &self.held().picks(&self.list, sm3)[place];
        let names = pick.inspectors.iter().map(|n| self.list.inspectors[usize::from(*n)].id.to_string());
        (self.list.objects[usize::from(pick.object)].id.to_string(), names.collect())
    }
}

pub fn commit(list: &List) -> Command {
    Command::Commit(Commit {
        unit: unit("sc"),
        list: digest_of(list),
        commitment: commitment(&SECRET, sm3),
        kept: sealed(90),
        public_day: day("2026-03-05"),
    })
}

pub fn reveal() -> Command {
    Command::Reveal(Reveal { secret: SECRET, value: code(VALUE) })
}

pub fn enter(place: u8) -> Command {
    let (on, outcome, words) = (day("2026-03-06"), Outcome::PutRight, sealed(91));
    Command::Enter(Enter { place, on, outcome, words, with: None })
}

fn enter_on(place: u8, on: calendar::Day) -> Command {
    let (outcome, words) = (Outcome::PutRight, sealed(91));
    Command::Enter(Enter { place, on, outcome, words, with: None })
}

pub fn recuse(place: u8, inspector: &str) -> Command {
    let (inspector, cause, reason) = (who(inspector), Cause::Kin, sealed(92));
    Command::Recuse(Recuse { place, inspector, cause, reason })
}

pub fn answer(place: u8, inspector: &str, agreed: bool) -> Command {
    Command::AnswerRecusal(AnswerRecusal { place, inspector: who(inspector), agreed, words: sealed(93) })
}

/// Announced on Monday 2 March; the public value is known on Thursday the 5th.
fn announced() -> Drawing {
    let drawing = Drawing::new(list());
    let command = commit(&drawing.list);
    drawing.on("2026-03-02").then("lead.sc", command)
}

pub fn drawn() -> Drawing {
    announced().on("2026-03-05").then("super1", reveal()).on("2026-03-06")
}

// F26: the expected values were computed with OpenSSL's SM3 and not with this program.
#[test]
fn the_picks_are_what_sm3_gives() {
    assert_eq!(
        commitment(&SECRET, sm3).to_string(),
        "fa34635f1d3ac2729ac5987eb59e01928457f325b4b51ca85a177813c5c5ddf7"
    );
    let drawing = drawn();
    let named = |object: &str, a: &str, b: &str| (object.to_owned(), vec![a.to_owned(), b.to_owned()]);
    assert_eq!(drawing.picked(0), named("sc-2026-12", "do.sc", "insp1.sc"));
    assert_eq!(drawing.picked(1), named("sc-2026-9", "insp3.sc", "insp1.sc"));
    assert_eq!(drawing.picked(2), named("sc-2026-1", "insp3.sc", "insp1.sc"));
    assert_eq!(drawing.held().picks(&drawing.list, sm3).len(), 3);
    // Another value, other picks.
    let other = pick(&drawing.list, &SECRET, "03-08-17-21-25-31-10", &[], sm3);
    assert_ne!(other, drawing.held().picks(&drawing.list, sm3));
}

#[test]
fn who_handled_a_case_never_visits_it() {
    let mut list = list();
    // do.sc, in the first place of the list, would visit sc-2026-12.
    let object = list.objects.iter_mut().find(|it| it.id == code("sc-2026-12")).expect("it is there");
    object.not_by = vec![0];
    let drawing = Drawing::new(list);
    let command = commit(&drawing.list);
    let drawing = drawing.on("2026-03-02").then("lead.sc", command).on("2026-03-05").then("super1", reveal());
    assert_eq!(drawing.picked(0).1, ["insp1.sc", "insp2.sc"]);
}

#[test]
fn an_announcement_bears_number_days_and_digests() {
    let drawing = announced();
    let held = drawing.held();
    assert_eq!(
        (held.number.kind, held.number.issuer, held.number.n),
        (DocumentKind::DrawNotice, unit("sc"), 7)
    );
    // Thursday 5 March and five working days.
    assert_eq!(held.reveal_by, day("2026-03-12"));
    assert_eq!((held.commitment, held.kept), (commitment(&SECRET, sm3), sealed(90)));
    assert_eq!((held.key(), held.is_open(), held.picks(&drawing.list, sm3).len()), ("announced", true, 0));
}

#[test]
fn who_may_announce_and_for_when() {
    for person in ["super1", "lead.sc", "chief.sc"] {
        let fresh = Drawing::new(list()).on("2026-03-02");
        let command = commit(&fresh.list);
        assert!(fresh.clone().attempt(person, command).is_ok(), "{person}");
    }
    let fresh = Drawing::new(list()).on("2026-03-02");
    for person in ["do.sc", "agent.sc", "intake2", "centre", "head.biz"] {
        assert_eq!(fresh.refusal(person, commit(&fresh.list)), DrawRefusal::MayNotAnnounce, "{person}");
    }
    let on = |text: &str| {
        let Command::Commit(commit) = commit(&fresh.list) else { unreachable!("it is one") };
        Command::Commit(Commit { public_day: day(text), ..commit })
    };
    // The day itself would be known to some already; sixty days are the most.
    assert_eq!(fresh.refusal("lead.sc", on("2026-03-02")), DrawRefusal::PublicDay);
    assert!(fresh.clone().attempt("lead.sc", on("2026-03-03")).is_ok());
    assert!(fresh.clone().attempt("lead.sc", on("2026-05-01")).is_ok());
    assert_eq!(fresh.refusal("lead.sc", on("2026-05-02")), DrawRefusal::PublicDay);
    assert_eq!(announced().refusal("lead.sc", commit(&list())), DrawRefusal::AlreadyAnnounced);
    assert_eq!(fresh.refusal("super1", reveal()), DrawRefusal::Unknown);
}

fn item_code(n: usize) -> ItemCode {
    ItemCode::parse(&format!("item-{n:03}")).expect("a plain code")
}

fn items(n: usize) -> Vec<(ItemCode, String)> {
    (0..n).map(|n| (item_code(n), format!("第{n}项许可"))).collect()
}

fn towns(n: usize) -> Vec<(UnitCode, String)> {
    (0..n).map(|n| (unit(&format!("t{n:02}")), format!("第{n}镇"))).collect()
}

fn long_list(n: usize) -> List {
    let objects =
        (0..n).map(|n| Object { id: code(&format!("sc-2026-{n:05}")), not_by: Vec::new() }).collect();
    List { objects, ..list() }
}

// R170: a county's unit may well have more certificates than one draw holds; then it is told to choose some of its items, and not
// that there are none.
#[test]
fn a_draw_holds_fifty_thousand_certificates_and_no_more() {
    let most = long_list(OBJECTS_MAX);
    assert_eq!(most.check(), Ok(()));
    let body = most.to_body();
    assert!(body.len() <= LIST_BYTES_MAX && List::from_body(&body) == Ok(most.clone()));
    let drawing = Drawing::new(most).on("2026-03-02");
    let drawing =
        drawing.clone().then("lead.sc", commit(&drawing.list)).on("2026-03-05").then("super1", reveal());
    assert_eq!(drawing.held().picks(&drawing.list, sm3).len(), 3);
    let more = Drawing::new(long_list(OBJECTS_MAX + 1)).on("2026-03-02");
    assert_eq!(more.list.check(), Err(ListFault::Objects));
    assert_eq!(more.refusal("lead.sc", commit(&more.list)), DrawRefusal::TooManyObjects);
}

#[test]
fn a_list_that_cannot_be_drawn_from_is_none() {
    type Spoil = fn(&mut List);
    let wrong: [(&str, Spoil, ListFault); 15] = [
        ("no title", |it| it.title = " ".to_owned(), ListFault::Text),
        ("long source", |it| it.source = "源".repeat(TITLE_CHARS_MAX + 1), ListFault::Text),
        ("no objects", |it| it.objects.clear(), ListFault::Objects),
        ("one inspector", |it| it.inspectors.truncate(1), ListFault::Inspectors),
        ("nobody picked", |it| it.count = 0, ListFault::Count),
        ("more than there are", |it| it.count = 13, ListFault::Count),
        ("not in order", |it| it.objects.reverse(), ListFault::Order),
        ("twice", |it| it.inspectors[1].id = it.inspectors[0].id, ListFault::Order),
        ("items not in order", |it| it.items = items(2).into_iter().rev().collect(), ListFault::Order),
        ("an item without a name", |it| it.items = vec![(item_code(1), " ".to_owned())], ListFault::Items),
        ("too many items", |it| it.items = items(ITEMS_MAX + 1), ListFault::Items),
        ("towns not in order", |it| it.towns = towns(2).into_iter().rev().collect(), ListFault::Order),
        ("a town without a name", |it| it.towns = vec![(unit("t1"), String::new())], ListFault::Towns),
        ("too many towns", |it| it.towns = towns(TOWNS_MAX + 1), ListFault::Towns),
        ("nobody left", |it| it.objects[4].not_by = vec![0, 1, 2], ListFault::NobodyLeft),
    ];
    assert_eq!(list().check(), Ok(()));
    for (name, spoil, fault) in wrong {
        let mut list = list();
        spoil(&mut list);
        assert_eq!(list.check(), Err(fault), "{name}");
        let fresh = Drawing::new(list).on("2026-03-02");
        assert_eq!(fresh.refusal("lead.sc", commit(&fresh.list)), DrawRefusal::NoList, "{name}");
        assert!(List::from_body(&fresh.list.to_body()).is_err(), "{name}");
    }
    let mut edge = list();
    edge.count = 12;
    edge.objects[4].not_by = vec![0, 1];
    edge.items = items(ITEMS_MAX);
    edge.towns = towns(TOWNS_MAX);
    assert_eq!(edge.check(), Ok(()));
    assert_eq!(List::from_body(&edge.to_body()), Ok(edge));
}

// F26: the secret cannot be chosen after the value is known, nor the value before.
#[test]
fn the_secret_is_laid_open_in_its_days_by_a_supervisor_who_did_not_announce() {
    let waiting = announced();
    assert_eq!(
        waiting.clone().on("2026-03-04").refusal("super1", reveal()),
        DrawRefusal::TooEarly { from: day("2026-03-05") }
    );
    let open = waiting.clone().on("2026-03-05");
    for person in ["lead.sc", "do.sc", "centre"] {
        assert_eq!(open.refusal(person, reveal()), DrawRefusal::MayNotReveal, "{person}");
    }
    let own = Drawing::new(list()).on("2026-03-02");
    let command = commit(&own.list);
    let own = own.then("super1", command).on("2026-03-05");
    assert_eq!(own.refusal("super1", reveal()), DrawRefusal::MayNotReveal);
    assert!(own.clone().attempt("super2", reveal()).is_ok());
    let other = Command::Reveal(Reveal { secret: digest(5), value: code(VALUE) });
    assert_eq!(open.refusal("super1", other), DrawRefusal::WrongSecret);
    assert!(waiting.clone().on("2026-03-12").attempt("super1", reveal()).is_ok());
    assert_eq!(drawn().refusal("super1", reveal()), DrawRefusal::NotWaiting);
}

#[test]
fn a_draw_that_is_not_made_in_time_lapses_and_another_may_take_its_place() {
    let mut late = announced().on("2026-03-13");
    assert_eq!(late.attempt("super1", reveal()), Err(DrawRefusal::NotWaiting.into()));
    assert_eq!(late.held().key(), "lapsed");
    assert!(!late.held().is_open() && late.held().picks(&late.list, sm3).is_empty());
    assert_eq!(late.log.last().map(|(kind, _)| *kind), Some("draw.lapsed"));

    let reason = "那天没有开奖".to_owned();
    let again = List { instead_of: Some((draw_id("d1"), reason)), ..list() };
    let mut anew = Drawing::new(again).on("2026-03-02");
    let command = commit(&anew.list);
    assert_eq!(anew.refusal("lead.sc", command), DrawRefusal::NotInsteadOf);
    anew.before = Some(announced().held().clone());
    assert_eq!(anew.refusal("lead.sc", command), DrawRefusal::NotInsteadOf, "it may still be drawn");
    anew.before = Some(late.held().clone());
    let anew = anew.then("lead.sc", command);
    assert_eq!(anew.held().instead_of, Some(draw_id("d1")));
}

#[test]
fn a_result_is_entered_by_one_and_signed_by_the_other() {
    // insp3.sc and insp1.sc visit the second object.
    let drawing = drawn();
    assert_eq!(drawing.refusal("insp3.sc", Command::Sign(1)), DrawRefusal::NothingToSign);
    for person in ["do.sc", "insp2.sc", "lead.sc", "super1"] {
        assert_eq!(drawing.refusal(person, enter(1)), DrawRefusal::NotPicked, "{person}");
    }
    assert_eq!(drawing.refusal("insp3.sc", enter(3)), DrawRefusal::NoSuchPick);
    assert_eq!(announced().refusal("insp3.sc", enter(1)), DrawRefusal::NotDrawn);
    let entered = drawing.then("insp3.sc", enter(1));
    assert_eq!(entered.held().results(), 0, "not public before both have signed");
    assert_eq!(entered.refusal("insp3.sc", Command::Sign(1)), DrawRefusal::SamePerson);
    assert_eq!(entered.refusal("insp2.sc", Command::Sign(1)), DrawRefusal::NotPicked);
    // Until it is signed it can be entered again, by either of them.
    let entered = entered.then("insp1.sc", enter(1));
    assert_eq!(entered.refusal("insp1.sc", Command::Sign(1)), DrawRefusal::SamePerson);
    let signed = entered.then("insp3.sc", Command::Sign(1));
    assert_eq!((signed.held().results(), signed.held().key()), (1, "drawn"));
    assert_eq!(signed.refusal("insp3.sc", Command::Sign(1)), DrawRefusal::AlreadySigned);
    assert_eq!(signed.refusal("insp3.sc", enter(1)), DrawRefusal::AlreadySigned);
    let done = signed.then("do.sc", enter(0)).then("insp1.sc", Command::Sign(0));
    let done = done.then("insp1.sc", enter(2)).then("insp3.sc", Command::Sign(2));
    assert_eq!((done.held().key(), done.held().is_open()), ("done", false));
}

#[test]
fn a_visit_lies_between_the_draw_and_today() {
    let on = |text: &str| {
        let Command::Enter(enter) = enter(1) else { unreachable!("it is one") };
        Command::Enter(Enter { on: day(text), ..enter })
    };
    let drawing = drawn();
    assert_eq!(drawing.refusal("insp3.sc", on("2026-03-04")), DrawRefusal::VisitDay);
    assert!(drawing.clone().attempt("insp3.sc", on("2026-03-05")).is_ok());
    assert!(drawing.clone().attempt("insp3.sc", on("2026-03-06")).is_ok());
    assert_eq!(drawing.refusal("insp3.sc", on("2026-03-07")), DrawRefusal::VisitDay);
}

/// The same draw as another unit would have made it, with the second pick of the same holder.
fn of_another_unit(drawing: &Drawing) -> Held {
    Held { unit: unit("wj"), ..drawing.held().clone() }
}

// N38: one visit is of two draws where both have the same holder among their picks, of different units, the other drawn by then and
// its pick still to be visited, or visited on that very day.
#[test]
fn a_joint_visit_is_one_to_the_same_holder_that_the_other_draw_has_still_to_make() {
    let Command::Enter(plain) = enter(1) else { unreachable!("it is one") };
    let joint = Command::Enter(Enter { with: Some(draw_id("d2")), ..plain });
    let with = |held: Held, same: &[u8]| {
        let mut drawing = drawn();
        drawing.other = Some((held, same.to_vec()));
        drawing
    };
    let refused = |held: Held, same: &[u8]| with(held, same).refusal("insp3.sc", joint);
    assert_eq!(drawn().refusal("insp3.sc", joint), DrawRefusal::NotTogether, "there is no such draw");
    let other = of_another_unit(&drawn());
    assert_eq!(refused(other.clone(), &[]), DrawRefusal::NotTogether, "another holder");
    assert_eq!(refused(drawn().held().clone(), &[1]), DrawRefusal::NotTogether, "of the same unit");
    assert_eq!(refused(of_another_unit(&announced()), &[1]), DrawRefusal::NotTogether, "not drawn");
    let ok = with(other.clone(), &[1]).then("insp3.sc", joint);
    assert_eq!(ok.held().visit(1).and_then(|it| it.with), Some(draw_id("d2")));
    // Drawn on the day of the visit at the latest: drawn() is of 5 March, the visit of the 6th.
    let drawn_on = |day_of: &str| {
        let Way::Drawn { by, secret, value, picks, results_by, .. } = other.way else {
            unreachable!("it is drawn")
        };
        Held {
            way: Way::Drawn { by, at: day(day_of).at(9, 0), secret, value, picks, results_by },
            ..other.clone()
        }
    };
    assert!(with(drawn_on("2026-03-06"), &[1]).attempt("insp3.sc", joint).is_ok());
    assert_eq!(refused(drawn_on("2026-03-07"), &[1]), DrawRefusal::NotTogether, "drawn after the visit");
    // Visited there already: on that very day it is the same visit, on another it is one of its own.
    let signed_on = |day_of: &str| {
        let Command::Enter(theirs) = enter(1) else { unreachable!("it is one") };
        let theirs = Command::Enter(Enter { on: day(day_of), ..theirs });
        of_another_unit(&drawn().then("insp3.sc", theirs).then("insp1.sc", Command::Sign(1)))
    };
    assert!(with(signed_on("2026-03-06"), &[1]).attempt("insp3.sc", joint).is_ok());
    assert_eq!(refused(signed_on("2026-03-05"), &[1]), DrawRefusal::NotTogether, "another visit");
    assert!(with(signed_on("2026-03-05"), &[1, 2]).attempt("insp3.sc", joint).is_ok(), "the second is open");
}

// F26: whatever is changed in the published file is found.
#[test]
fn anybody_checks_a_draw_with_its_file_alone() {
    let list = list();
    let sha = Digest(sha256(&list.to_body()));
    let Command::Commit(plain) = commit(&list) else { unreachable!("it is one") };
    let fresh = Drawing::new(list.clone()).on("2026-03-02");
    let waiting = fresh.then("lead.sc", Command::Commit(Commit { list: sha, ..plain }));
    let proof = proof::of(waiting.held(), &list, sm3);
    assert_eq!((proof.secret, proof.picks.len()), (None, 0), "nothing is laid open before");
    assert!(!serde_json::to_string(&proof).expect("JSON").contains(&SECRET.to_string()));
    assert_eq!(proof::check(&proof, sha256, sm3), Ok(Right::Announced(list.clone())));

    let drawing = waiting.on("2026-03-05").then("super1", reveal()).then("insp3.sc", recuse(1, "insp3.sc"));
    let right = proof::of(drawing.held(), &list, sm3);
    let stored = serde_json::to_vec_pretty(&right).expect("JSON");
    assert_eq!(proof::read(&stored), Ok(right.clone()));
    assert_eq!(proof::check(&right, sha256, sm3), Ok(Right::Drawn(list.clone())));

    let mut other = right.clone();
    other.list = other.list.replace("sc-2026-7", "sc-2026-07");
    assert_eq!(proof::check(&other, sha256, sm3), Err(Wrong::List));
    let mut other = right.clone();
    other.secret = Some(digest(1));
    assert_eq!(proof::check(&other, sha256, sm3), Err(Wrong::Secret));
    let mut other = right.clone();
    other.public_value = Some(code("03-08-17-21-25-31-10"));
    assert!(matches!(proof::check(&other, sha256, sm3), Err(Wrong::Picks(_))));
    let mut other = right.clone();
    other.picks.swap(0, 1);
    assert_eq!(proof::check(&other, sha256, sm3), Err(Wrong::Picks(right.picks.clone())));
    let mut other = right.clone();
    other.recused.clear();
    assert!(matches!(proof::check(&other, sha256, sm3), Err(Wrong::Picks(_))), "a recusal left out");
    let mut other = right.clone();
    other.recused.push((code("sc-2026-99"), code("do.sc")));
    assert_eq!(proof::check(&other, sha256, sm3), Err(Wrong::Recused(code("sc-2026-99"))));
    let mut other = right;
    other.public_value = None;
    assert_eq!(proof::check(&other, sha256, sm3), Err(Wrong::NotAProof));
    for bytes in [&b"{}"[..], b"", b"[]", br#"{"what":"something else"}"#] {
        assert_eq!(proof::read(bytes), Err(Wrong::NotAProof));
    }
}

// F26: a file made anew from end to end fits itself; only what was kept of the announcement shows that it is another.
#[test]
fn another_draw_does_not_pass_for_the_one_that_was_announced() {
    let file = |list: &List, secret: Digest, drawn: bool| {
        let Command::Commit(plain) = commit(list) else { unreachable!("it is one") };
        let (sha, sm) = (Digest(sha256(&list.to_body())), commitment(&secret, sm3));
        let commit = Command::Commit(Commit { list: sha, commitment: sm, ..plain });
        let mut drawing = Drawing::new(list.clone()).on("2026-03-02").then("lead.sc", commit);
        if drawn {
            let reveal = Command::Reveal(Reveal { secret, value: code(VALUE) });
            drawing = drawing.on("2026-03-05").then("super1", reveal);
        }
        let proof = proof::of(drawing.held(), list, sm3);
        assert!(proof::check(&proof, sha256, sm3).is_ok(), "it fits itself");
        proof
    };
    let kept = Kept::of(&file(&list(), SECRET, false));
    let right = file(&list(), SECRET, true);
    assert_eq!(proof::is_announced(&right, &kept), Ok(()));
    let mut shorter = list();
    shorter.objects.pop();
    let wrong = |proof, promise| {
        assert_eq!(proof::is_announced(&proof, &kept), Err(Wrong::NotAnnounced(promise)));
    };
    wrong(file(&shorter, SECRET, true), Promise::List);
    wrong(file(&shorter, digest(9), true), Promise::List);
    wrong(file(&list(), digest(9), true), Promise::Secret);
    wrong(proof::Proof { public_day: Some(day("2026-03-06")), ..right.clone() }, Promise::Day);
    wrong(proof::Proof { public_day: None, ..right.clone() }, Promise::Day);
    // Who kept the two digests alone, or an earlier kind of file, compares these.
    assert_eq!(proof::is_announced(&right, &Kept { public_day: None, ..kept }), Ok(()));
    let old = serde_json::to_string(&proof::Proof { public_day: None, ..right.clone() }).expect("JSON");
    assert!(!old.contains("public_day") && proof::read(old.as_bytes()).is_ok(), "files of before are read");
}

// R170, F28: with the end of the last day what is not public is late, once, and stays so until all of it is public.
#[test]
fn results_that_are_not_public_in_time_are_late() {
    let Way::Drawn { results_by, .. } = drawn().held().way else { unreachable!("it is drawn") };
    let sign = |drawing: Drawing| drawing.then("insp3.sc", enter(1)).then("insp1.sc", Command::Sign(1));
    let one = sign(drawn());
    assert_eq!(due(&one.state), Some(results_by.plus_days(1).start()));
    let mut in_time = one.clone();
    in_time.world.now = results_by.at(23, 59);
    let in_time = in_time.then("do.sc", enter_on(0, results_by));
    assert_eq!(in_time.held().key(), "drawn", "the last day is whole");

    let mut late = one;
    late.world.now = results_by.plus_days(1).at(9, 0);
    let late = late.then("do.sc", enter_on(0, results_by));
    assert_eq!((late.held().key(), late.held().is_open(), due(&late.state)), ("late", true, None));
    let facts = late.log.iter().filter(|(kind, _)| *kind == "draw.results-late").count();
    assert_eq!(facts, 1);
    let missing = late.log.iter().find(|(kind, _)| *kind == "draw.results-late").expect("there is one");
    assert!(String::from_utf8_lossy(&missing.1).contains("\"missing\":2"), "two of three");
    let done = late.then("insp1.sc", Command::Sign(0)).then("insp1.sc", enter_on(2, results_by));
    let done = done.then("insp3.sc", Command::Sign(2));
    assert_eq!((done.held().key(), done.held().late), ("done", true), "late stays late");
    let all = sign(drawn()).then("do.sc", enter(0)).then("insp1.sc", Command::Sign(0));
    let all = all.then("insp1.sc", enter(2)).then("insp3.sc", Command::Sign(2));
    assert_eq!(due(&all.state), None, "whatever is public is never late");
}

// R148, F28: what lapsed, and what was late, is found; a draw that went its way is not.
#[test]
fn a_draw_that_nobody_made_and_results_that_nobody_published_are_found() {
    let bounds = Bounds::default();
    let at = day("2026-03-13").start();
    let found = |drawing: &Drawing, event: &Event| {
        assert!(is_of_interest(event));
        look(drawing.held(), event, &bounds).map(|it| (it.rule, it.person, it.measured))
    };
    let lapsed: Event = Lapsed { at }.into();
    assert_eq!(found(&announced(), &lapsed), Some((Rule::DrawLapsed, None, 0)));
    let late: Event = ResultsLate { at, missing: 2 }.into();
    assert_eq!(found(&drawn(), &late), Some((Rule::DrawResultLate, None, 2)));
    let (by, place) = (who("insp1.sc"), 1);
    let signed: Event = Signed { at, by, place }.into();
    assert!(!is_of_interest(&signed) && look(drawn().held(), &signed, &bounds).is_none());
}

// F26: frequency of hits, with both sides of the bound.
#[test]
fn hits_that_chance_would_hardly_give_are_seen() {
    // Ten objects, each expected four times.
    let hits = |counts: [u32; 10]| evenness(&counts.map(|it| (it, 4.0)));
    let fair = hits([4, 3, 5, 4, 6, 2, 4, 5, 3, 4]).expect("enough was drawn");
    assert!(fair.plausible && fair.freedom == 9 && (fair.chi_square - 3.0).abs() < 1e-9, "{fair:?}");
    // The critical value of χ² for 9 degrees and one in a thousand is 27.88: 27.5 is within, 28.5 is not.
    let within = hits([11, 10, 4, 3, 2, 2, 2, 2, 2, 2]).expect("enough");
    assert!((within.chi_square - 27.5).abs() < 1e-9 && within.plausible, "{within:?}");
    let beyond = hits([11, 10, 5, 2, 2, 2, 2, 2, 2, 2]).expect("enough");
    assert!((beyond.chi_square - 28.5).abs() < 1e-9 && !beyond.plausible, "{beyond:?}");
    assert_eq!(evenness(&[(5, 9.9), (10, 10.0)]), None, "too little was drawn");
    assert!(evenness(&[(10, 10.0), (10, 10.0)]).is_some());
    assert_eq!(evenness(&[(40, 40.0)]), None, "one object alone");
}
