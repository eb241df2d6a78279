//! The matrix of posts, acts and sight: what each post of the demonstration county sees of a case of another stage, and may
//! do with it, as a text in the source (design.md section 7).
//!
//! `YIMEN_WRITE_GOLDEN=1` rewrites tests/matrix.txt; the difference is what a change of scope or law looks like.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use casework::{DonePlace, MaterialMarks};
use catalogue::item::Post;
use catalogue::{CaseId, Item, Organisation, Power, RowSet};
use centre::act::{Act, NonAcceptance};
use centre::case::Problem;
use centre::particulars::RowReason;

use crate::rig::{DAY, Rig, citizen, intake, item, organisation, person, session, window};
use crate::walk::{
    ask_stop, ask_stop_open, before_decision, collect, concluded, grant, in_hand, pickup, received, step,
    visit,
};

/// Every post there is: a new one does not compile until it stands here, and fails until somebody of the county holds it.
const POSTS: [Post; 25] = [
    Post::GuideOfficer,
    Post::IntakeOfficer,
    Post::WindowHead,
    Post::CaseAgent,
    Post::Handler,
    Post::LeaderInCharge,
    Post::AuthorityHead,
    Post::GovernmentHead,
    Post::HearingChair,
    Post::BankCounter,
    Post::DeliveryOfficer,
    Post::VillageAgent,
    Post::CentreManager,
    Post::CatalogueEditor,
    Post::LegalReviewer,
    Post::FeeReviewer,
    Post::ReformReviewer,
    Post::CatalogueApprover,
    Post::Supervisor,
    Post::ComplaintOfficer,
    Post::SocialSupervisor,
    Post::SystemAdministrator,
    Post::SecurityAdministrator,
    Post::AuditAdministrator,
    Post::DisciplineInspector,
];

/// The word of a post, as the organisation writes it.
fn word(post: Post) -> String {
    match post {
        Post::GuideOfficer
        | Post::IntakeOfficer
        | Post::WindowHead
        | Post::CaseAgent
        | Post::Handler
        | Post::LeaderInCharge
        | Post::AuthorityHead
        | Post::GovernmentHead
        | Post::HearingChair
        | Post::BankCounter
        | Post::DeliveryOfficer
        | Post::VillageAgent
        | Post::CentreManager
        | Post::CatalogueEditor
        | Post::LegalReviewer
        | Post::FeeReviewer
        | Post::ReformReviewer
        | Post::CatalogueApprover
        | Post::Supervisor
        | Post::ComplaintOfficer
        | Post::SocialSupervisor
        | Post::SystemAdministrator
        | Post::SecurityAdministrator
        | Post::AuditAdministrator
        | Post::DisciplineInspector => {
            serde_json::to_string(&post).expect("a post has a word").replace('"', "")
        }
    }
}

/// What one person may: whether the case is seen, and the acts that are open.
type Outcome = (bool, String);

struct Matrix {
    rig: Arc<Rig>,
    organisation: Organisation,
    text: String,
    acts: BTreeSet<casework::Act>,
}

impl Matrix {
    /// One section: every post, its people in groups that may the same.
    fn section(&mut self, name: &str, outcomes: &BTreeMap<String, Outcome>) {
        writeln!(self.text, "{name}").expect("a string takes all");
        for post in POSTS {
            let mut groups: BTreeMap<(bool, &str), BTreeSet<&str>> = BTreeMap::new();
            let today = self.rig.centre.today();
            for holding in self.organisation.posts.iter().filter(|it| it.post == post && it.in_force(today)) {
                let who = holding.person.as_str();
                let (sees, acts) = &outcomes[who];
                groups.entry((!sees, acts)).or_default().insert(who);
            }
            assert!(!groups.is_empty(), "nobody of the county is {}", word(post));
            for ((hidden, acts), people) in groups {
                let sees = if hidden { "-" } else { "sees" };
                let people: Vec<&str> = people.into_iter().collect();
                let people = match people.as_slice() {
                    [first, _, _, _, ..] if hidden => format!("{first} and {} others", people.len() - 1),
                    _ => people.join(", "),
                };
                let line = format!("  {:<23}{sees:<5}{people}", word(post));
                let line = if acts.is_empty() { line } else { format!("{line}: {acts}") };
                writeln!(self.text, "{line}").expect("a string takes all");
            }
        }
        self.text.push('\n');
    }

    /// Who may take a case of the item in.
    fn nothing_yet(&mut self, item: &Item) {
        let today = self.rig.centre.today();
        let mut outcomes = BTreeMap::new();
        for who in &self.organisation.people {
            let may = self.organisation.may(who.id, Power::Receive, item, today).is_yes();
            if may {
                self.acts.insert(casework::Act::Receive);
            }
            outcomes.insert(who.id.to_string(), (false, if may { "receive".into() } else { String::new() }));
        }
        self.section(&format!("nothing yet ({})", item.short), &outcomes);
    }

    /// Who sees this case and may do what with it.
    async fn case(&mut self, name: &str, case: CaseId) {
        let whole = self.rig.whole(case).await;
        let mut outcomes = BTreeMap::new();
        for who in &self.organisation.people {
            let session = session(who.id.as_str());
            let sees = match self.rig.centre.case_fetch_for(&session, case).await {
                Ok(_) => true,
                Err(Problem::OutOfScope) => false,
                Err(other) => panic!("{name}: {}: {other:?}", who.id),
            };
            let open: Vec<casework::Act> = whole
                .offers(&session)
                .into_iter()
                .filter(|it| it.refusal.is_none())
                .map(|it| it.act)
                .collect();
            let names: Vec<&str> = open.iter().map(|act| act.name()).collect();
            // Scope takes nothing away from whoever has the power; a receipt is printed again at any window (E15).
            let hidden = names.iter().all(|name| *name == casework::Act::ReissueReceipt.name());
            assert!(sees || hidden, "{name}: {} may {names:?} without seeing the case", who.id);
            self.acts.extend(open.iter().copied());
            outcomes.insert(who.id.to_string(), (sees, names.join(", ")));
        }
        let stage = whole.filed().map(|it| it.stage.name());
        let stage = stage.map_or_else(String::new, |it| format!("{it:?}"));
        self.section(&format!("{name} ({stage})"), &outcomes);
    }
}

fn missing(rows: &[u8]) -> Act {
    let rows = rows.iter().map(|row| RowReason { row: *row, reason: "没有带来。".into() });
    Act::Correction { rows: rows.collect() }
}

async fn noticed(rig: &Rig, n: u32) -> CaseId {
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(n), &[3])).await;
    rig.does("intake2", case, missing(&[3])).await;
    case
}

/// A second list, papers that follow, a commitment.
async fn exceptions(matrix: &mut Matrix) {
    let rig = Arc::clone(&matrix.rig);
    let rig = &*rig;
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(41), &[4])).await;
    matrix.case("received, what is missing may follow", case).await;
    let rows = RowSet::of(&[4]).expect("a row");
    rig.does("intake2", case, Act::AcceptDeferred { rows }).await;
    matrix.case("accepted, papers to follow", case).await;
    let case = noticed(rig, 42).await;
    let rows = RowSet::of(&[5]).expect("a row");
    rig.does("head.biz", case, Act::ReleaseCorrection { rows, reason: "漏看了。".into() }).await;
    matrix.case("correction noticed, a row released", case).await;
    let fire = item("fire-safety-check");
    rig.open_item(&fire).await;
    let mut form = intake(&fire, citizen(43), &[3, 4]);
    form.marks.committed = RowSet::of(&[3, 4]).expect("rows");
    let case = rig.receives("intake2", &form).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.hands_over("intake2", "agent.gen", case).await;
    rig.hands_over("agent.gen", "do.xf", case).await;
    rig.does("do.xf", case, step(DonePlace::Hall)).await;
    rig.does("chief.xf", case, grant()).await;
    matrix.case("decided, granted on a commitment", case).await;
}

/// More time, and the application withdrawn.
async fn other_ways(matrix: &mut Matrix) {
    let rig = Arc::clone(&matrix.rig);
    let rig = &*rig;
    let case = in_hand(rig, 14).await;
    rig.does("do.sc", case, Act::AskExtension { reason: "暴雨冲断道路。".into() }).await;
    matrix.case("in hand, extension asked", case).await;
    rig.does("chief.sc", case, Act::ApproveExtension).await;
    matrix.case("in hand, extended", case).await;
    let withdraw = Act::Withdraw {
        cause: casework::WithdrawCause::ComesAgain,
        words: String::new(),
        document_type: "111".into(),
        document_number: citizen(14).document_number,
        window: window("w2"),
    };
    rig.does("intake2", case, withdraw).await;
    matrix.case("withdrawn", case).await;
}

/// The handler is ill; the deputy takes over, and the handler is back.
async fn while_away(matrix: &mut Matrix) {
    let rig = Arc::clone(&matrix.rig);
    let rig = &*rig;
    let case = in_hand(rig, 15).await;
    let today = rig.centre.today().to_string();
    crate::people::away(rig, "do.sc", "do.sc", &today, None, Some("do2.sc")).await;
    matrix.case("in hand, the handler is ill", case).await;
    let papers = rig.file(case).await.facts.holding.papers;
    rig.does("do2.sc", case, Act::StandIn { papers }).await;
    let back = casework::absence::Command::End { id: 1 };
    rig.centre.absence_act(&session("do.sc"), rig.command_id(), back).await.expect("back again");
    matrix.case("in hand, with the deputy, the handler back", case).await;
    rig.does("do.sc", case, Act::TakeBack { papers }).await;
}

async fn walk(matrix: &mut Matrix) {
    let rig = Arc::clone(&matrix.rig);
    let rig = &*rig;
    matrix.nothing_yet(&item("food-business"));
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(1), &[3])).await;
    matrix.case("received, incomplete", case).await;
    matrix.case("received, complete", received(rig, 2).await).await;
    let case = noticed(rig, 3).await;
    matrix.case("correction noticed", case).await;
    let rows = RowSet::of(&[3]).expect("a row");
    let marks = MaterialMarks { copy_kept: rows, ..MaterialMarks::default() };
    rig.does("intake2", case, Act::supplement(marks, 1, window("w2"))).await;
    matrix.case("received, corrected", case).await;
    let case = rig.receives("intake2", &intake(&item("self-employed"), citizen(4), &[])).await;
    matrix.case("instant, awaiting the second signature", case).await;
    rig.does("head.biz", case, Act::ReturnInstant { reason: "地址写得不清楚。".into() }).await;
    matrix.case("instant, returned to intake", case).await;
    let case = received(rig, 5).await;
    let refuse = Act::RefuseAcceptance { ground: NonAcceptance::NotRequired, reason: "不用办。".into() };
    rig.does("intake2", case, refuse).await;
    matrix.case("not accepted", case).await;
    let case = received(rig, 6).await;
    rig.does("intake2", case, Act::Accept).await;
    matrix.case("accepted, with intake", case).await;
    let papers = rig.file(case).await.facts.holding.papers;
    rig.does("intake2", case, Act::Give { to: person("agent.sc"), papers, note: String::new() }).await;
    matrix.case("accepted, given to the agent", case).await;
    rig.does("agent.sc", case, Act::Take { papers }).await;
    matrix.case("in hand, with the agent", case).await;
    rig.does("agent.sc", case, Act::AskPriority { reason: "重点工程。".into() }).await;
    matrix.case("in hand, priority asked", case).await;
    let case = in_hand(rig, 7).await;
    matrix.case("in hand, first step with its handler", case).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    matrix.case("in hand, site check", case).await;
    rig.does("do.sc", case, visit(rig, "do2.sc")).await;
    matrix.case("in hand, site check confirmed by one", case).await;
    let case = in_hand(rig, 8).await;
    rig.does("do.sc", case, ask_stop(3)).await;
    matrix.case("in hand, stop asked", case).await;
    rig.does("chief.sc", case, Act::ApproveStop).await;
    matrix.case("in hand, clock stopped", case).await;
    let case = in_hand(rig, 16).await;
    rig.does("do.sc", case, ask_stop_open(3)).await;
    rig.does("chief.sc", case, Act::ApproveStop).await;
    matrix.case("in hand, clock stopped, its document open", case).await;
    Box::pin(exceptions(matrix)).await;
    Box::pin(while_away(matrix)).await;
    Box::pin(other_ways(matrix)).await;
    let case = before_decision(rig, 9).await;
    matrix.case("in hand, decision next", case).await;
    rig.does("lead.sc", case, grant()).await;
    matrix.case("decided", case).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    matrix.case("re-checked", case).await;
    let case = concluded(rig, 10).await;
    matrix.case("concluded", case).await;
    rig.does("out", case, crate::promises::confirm(10)).await;
    matrix.case("concluded, an address confirmed", case).await;
    rig.does("out", case, crate::electronic::agree(10, casework::ElectronicWay::Mail, "shili@mail.example"))
        .await;
    rig.does("out", case, crate::promises::otherwise(centre::act_delivery::SentBy::Electronic)).await;
    matrix.case("concluded, sent electronically", case).await;
    let code = pickup(rig, case).await;
    rig.does("out", case, collect(&code, &citizen(10).document_number)).await;
    matrix.case("delivered", case).await;
    // What time alone brings.
    let (silent, unanswered, late) =
        (received(rig, 11).await, noticed(rig, 12).await, before_decision(rig, 13).await);
    rig.advance(21 * DAY).await;
    matrix.case("accepted by silence", silent).await;
    matrix.case("in hand, decision next, late", late).await;
    rig.advance(14 * DAY).await;
    matrix.case("closed for missing papers", unanswered).await;
}

pub async fn the_matrix_of_posts_and_acts_is_the_one_in_the_source(rig: Arc<Rig>) {
    let organisation = organisation();
    let mut matrix = Matrix { rig, organisation, text: String::new(), acts: BTreeSet::new() };
    walk(&mut matrix).await;
    // A legal reviewer opens no case (C19), so no case offers it.
    let apart =
        |act: &casework::Act| act.is_applicants() || act.is_by_itself() || *act == casework::Act::Rebind;
    let officers = casework::Act::ALL.iter().filter(|act| !apart(act));
    let without: Vec<_> = officers.filter(|act| !matrix.acts.contains(act)).collect();
    assert!(without.is_empty(), "acts that nobody may do in any section: {without:?}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matrix.txt");
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        std::fs::write(path, &matrix.text).expect("the matrix is written where the test reads it");
    }
    let golden = std::fs::read_to_string(path).expect("tests/matrix.txt stands in the source");
    for (line, (is, was)) in matrix.text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(is, was, "tests/matrix.txt, line {}", line + 1);
    }
    assert_eq!(matrix.text.len(), golden.len(), "the matrix has as many lines as the source");
}
