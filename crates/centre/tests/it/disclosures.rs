//! What authorities were let see of a dossier, and who read a case without taking part in it: who does it, who reads of it, and
//! from which day on.

use std::sync::Arc;

use casework::certificate::EndGround;
use casework::disclosure::{AskerKind, Form, Pages};
use catalogue::CaseId;
use centre::act::Act;
use centre::case::Problem;
use centre::certificate::CertificateAct;
use centre::certificate_paper::HolderSight;
use centre::disclosure::{DisclosureAct, DisclosureForm, TellingForm, Visitor};
use centre::disclosure_list::DisclosureWhich;
use centre::folder::{FolderAct, FolderRow};
use centre::notice::certificate_made;
use centre::view::{Purpose, WORDS_CHARS_MAX};

use crate::rig::{DAY, MINUTE, Rig, citizen, person, session};
use crate::walk::{collect, concluded, in_hand, pickup, received};

/// The police ask by two for the whole dossier.
fn asked() -> DisclosureForm {
    let visitor = |n: u32| Visitor { name: format!("来查的{n}"), certificate: format!("公字第{n}号") };
    DisclosureForm {
        kind: AskerKind::Police,
        asker: "澄禾县公安局".into(),
        document: "调取证据通知书 〔2026〕18号".into(),
        basis: "《刑事诉讼法》第五十四条。".into(),
        visitors: vec![visitor(1), visitor(2)],
        pages: Pages::Whole,
        form: Form::Read,
        telling: TellingForm::Now,
    }
}

fn later(rig: &Rig, days: i32) -> TellingForm {
    TellingForm::From {
        day: Some(rig.centre.today().plus_days(days)),
        basis: "侦查阶段，依通知书第 3 项。".into(),
    }
}

async fn registers(rig: &Rig, who: &str, case: CaseId, form: &DisclosureForm) -> Result<u8, Problem> {
    rig.centre.disclosure_register(&session(who), case, rig.command_id(), form).await.map(|it| it.0)
}

async fn act(rig: &Rig, who: &str, case: CaseId, place: u8, act: DisclosureAct) -> Result<(), Problem> {
    let (session, id) = (session(who), rig.command_id());
    rig.centre.disclosure_act(&session, (case, place), id, None, &act).await.map(|_| ())
}

async fn handed_out(rig: &Rig, case: CaseId, form: &DisclosureForm) -> u8 {
    let place = registers(rig, "do.sc", case, form).await.expect("it is written down");
    act(rig, "head.biz", case, place, DisclosureAct::Approve).await.expect("the head agrees");
    act(rig, "do.sc", case, place, DisclosureAct::HandOut { due_on: None }).await.expect("it is handed out");
    place
}

fn code<T: std::fmt::Debug>(answer: Result<T, Problem>) -> &'static str {
    match answer {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("it should be refused: {other:?}"),
    }
}

fn fields<T: std::fmt::Debug>(answer: Result<T, Problem>) -> Vec<String> {
    match answer {
        Err(Problem::Form(problems)) => problems.into_iter().map(|it| it.field).collect(),
        other => panic!("the form should come back: {other:?}"),
    }
}

/// The papers that a case kept, listed with two sheets each; how many sheets.
async fn opened(rig: &Rig, case: CaseId) -> u16 {
    let kept: Vec<u8> = rig.file(case).await.facts.materials.marks.copy_kept.iter().collect();
    let rows = kept.iter().map(|row| FolderRow { row: *row, sheets: 2, to_return: false });
    let open = FolderAct::Open { rows: rows.collect() };
    rig.centre
        .folder_act(&session("do.sc"), case, rig.command_id(), None, &open)
        .await
        .expect("it is opened");
    2 * kept.len() as u16
}

// E30: who, basis, document number, pages; the person sees it, and only from the day on where a law forbids it before.
pub async fn an_applicant_reads_who_saw_the_dossier_once_nothing_forbids_it(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let sheets = opened(&rig, case).await;
    let told = async || rig.centre.disclosures_told(case).await.expect("it can be read");
    let pages = Pages::Range { first: 1, last: sheets };
    let first =
        registers(&rig, "do.sc", case, &DisclosureForm { pages, ..asked() }).await.expect("written down");
    assert!(told().await.is_empty(), "nothing was handed out");
    act(&rig, "chief.sc", case, first, DisclosureAct::Approve).await.expect("the head of the unit agrees");
    assert!(told().await.is_empty());
    act(&rig, "do2.sc", case, first, DisclosureAct::HandOut { due_on: None }).await.expect("handed out");
    let now = told().await;
    let line = now.first().expect("the applicant is told at once");
    assert_eq!((line.asker.as_str(), line.pages, line.on), ("澄禾县公安局", pages, rig.centre.today()));
    assert!(line.basis.contains("第五十四条"));
    let withheld = handed_out(&rig, case, &DisclosureForm { telling: later(&rig, 2), ..asked() }).await;
    assert_eq!((withheld, told().await.len()), (2, 1), "not a word of the second");
    // Sixteen seconds before the day, and on it.
    let start = rig.centre.today().plus_days(2).start().0;
    rig.advance(start - rig.centre.instant().0 - 16_000_000).await;
    assert_eq!(told().await.len(), 1);
    rig.advance(16_000_000).await;
    assert_eq!(told().await.len(), 2);
    // The case of somebody else says nothing of it.
    let other = received(&rig, 2).await;
    assert!(rig.centre.disclosures_told(other).await.expect("it can be read").is_empty());
    rig.verifies().await;
}

// E30: no document number, pages beyond the folder, withheld without basis or date: each is said at its field or in a sentence.
pub async fn a_request_that_lacks_something_is_not_written_down(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let sheets = opened(&rig, case).await;
    let entries = rig.entries().await;
    let empty = async |form: DisclosureForm| fields(registers(&rig, "do.sc", case, &form).await);
    assert_eq!(empty(DisclosureForm { document: " ".into(), ..asked() }).await, ["document"]);
    assert_eq!(empty(DisclosureForm { basis: String::new(), ..asked() }).await, ["basis"]);
    assert_eq!(empty(DisclosureForm { asker: "\0".into(), ..asked() }).await, ["asker"]);
    assert_eq!(empty(DisclosureForm { document: "长".repeat(121), ..asked() }).await, ["document"]);
    let mut lacking = asked();
    lacking.visitors[1].certificate = String::new();
    assert_eq!(empty(lacking).await, ["certificate2"]);
    assert_eq!(empty(DisclosureForm { visitors: Vec::new(), ..asked() }).await, ["name1"]);
    let telling = TellingForm::From { day: None, basis: String::new() };
    assert_eq!(empty(DisclosureForm { telling, ..asked() }).await, ["withheld_until", "withheld_basis"]);
    let of = async |form: DisclosureForm| code(registers(&rig, "do.sc", case, &form).await);
    let pages = |first, last| DisclosureForm { pages: Pages::Range { first, last }, ..asked() };
    assert_eq!(of(pages(1, sheets + 1)).await, "disclosure-pages-wrong");
    assert_eq!(
        of(DisclosureForm { telling: later(&rig, 0), ..asked() }).await,
        "disclosure-withheld-day-wrong"
    );
    let mut alone = asked();
    alone.visitors.truncate(1);
    assert_eq!(of(alone).await, "disclosure-people-wrong");
    assert_eq!(rig.entries().await, entries, "nothing was recorded");
    registers(&rig, "do.sc", case, &pages(1, sheets)).await.expect("all of its pages");
    // The same form again is the same request.
    let id = rig.command_id();
    let first = rig.centre.disclosure_register(&session("do.sc"), case, id, &asked()).await.expect("written");
    let again =
        rig.centre.disclosure_register(&session("do.sc"), case, id, &asked()).await.expect("replayed");
    assert_eq!((first.0, again.0), (2, 2));
    assert!(!first.1.replayed && again.1.replayed);
}

// E30: keepers, heads and supervisors read the register; whoever else may open the case does not.
pub async fn the_register_is_read_by_whom_it_concerns(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    handed_out(&rig, case, &DisclosureForm { telling: later(&rig, 9), ..asked() }).await;
    let list = async |who: &str, which| {
        rig.centre.disclosure_list(&session(who), which, "", 10).await.expect("the list can be read").len()
    };
    for who in ["do.sc", "do2.sc", "agent.sc", "head.biz", "chief.sc", "super"] {
        let view = rig.centre.disclosure_fetch(&session(who), case).await;
        assert_eq!(view.expect(who).all.all.len(), 1, "{who}");
        assert_eq!(list(who, DisclosureWhich::All).await, 1, "{who}");
        assert_eq!(list(who, DisclosureWhich::Withheld).await, 1, "{who}");
        assert_eq!(list(who, DisclosureWhich::Open).await, 0, "{who}");
    }
    for who in ["intake2", "lead.sc", "centre", "do.mz", "head.soc", "out"] {
        let view = rig.centre.disclosure_fetch(&session(who), case).await.map(|_| ());
        assert!(matches!(view, Err(Problem::OutOfScope)), "{who}: {view:?}");
        assert_eq!(list(who, DisclosureWhich::All).await, 0, "{who}");
        let asks = registers(&rig, who, case, &asked()).await;
        assert!(matches!(asks, Err(Problem::OutOfScope)), "{who}: {asks:?}");
    }
    // Who supervises reads, and does nothing.
    assert_eq!(code(registers(&rig, "super", case, &asked()).await), "not-authorised");
    let name =
        rig.centre.disclosure_list(&session("super"), DisclosureWhich::All, "", 10).await.expect("read");
    let brief = name.first().expect("one");
    assert_eq!((brief.asker.as_str(), brief.number.n, brief.place), ("澄禾县公安局", 1, 1));
    let after =
        rig.centre.disclosure_list(&session("super"), DisclosureWhich::All, &brief.cursor(), 10).await;
    assert!(after.expect("read").is_empty());
}

// E30: what is with an authority is neither lent nor given; overdue shows.
pub async fn originals_that_are_out_are_not_given_and_show_when_overdue(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let sheets = opened(&rig, case).await;
    let original = DisclosureForm { form: Form::Original, ..asked() };
    let place = registers(&rig, "do.sc", case, &original).await.expect("it is written down");
    act(&rig, "head.biz", case, place, DisclosureAct::Approve).await.expect("the head agrees");
    let due_on = rig.centre.today().plus_days(3);
    act(&rig, "do.sc", case, place, DisclosureAct::HandOut { due_on: Some(due_on) }).await.expect("out");
    let give = FolderAct::Give { to: person("do2.sc"), sheets, reason: "现场核查要用。".into() };
    let gives = async || rig.centre.folder_act(&session("do.sc"), case, rig.command_id(), None, &give).await;
    assert_eq!(code(gives().await), "originals-with-authority");
    let overdue = async || {
        let list = rig.centre.disclosure_list(&session("do.sc"), DisclosureWhich::Overdue, "", 10).await;
        list.expect("the list can be read").len()
    };
    rig.advance(3 * DAY).await;
    assert_eq!(overdue().await, 0, "the last day");
    rig.advance(DAY).await;
    assert_eq!(overdue().await, 1, "the day after");
    let back = |sheets| DisclosureAct::TakeBack { sheets };
    assert_eq!(code(act(&rig, "do2.sc", case, place, back(sheets - 1)).await), "sheets-differ");
    act(&rig, "do2.sc", case, place, back(sheets)).await.expect("counted");
    assert_eq!(overdue().await, 0);
    gives().await.expect("it is here again");
    rig.verifies().await;
}

// F33: masked until the reader says what for; a part in the case needs no word and leaves none.
pub async fn a_case_is_read_whole_by_who_takes_part_or_says_what_for(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let whole = async |who: &str| {
        rig.centre
            .case_fetch_for(&session(who), case)
            .await
            .unwrap_or_else(|it| panic!("{who}: {it:?}"))
            .whole
    };
    for who in ["intake2", "agent.sc", "do.sc", "head.biz"] {
        assert!(whole(who).await, "{who} takes part");
    }
    for who in ["do2.sc", "chief.sc", "super", "centre"] {
        assert!(!whole(who).await, "{who} could only see it");
    }
    let say = async |who: &str, purpose, words: &str| {
        rig.centre.view_say(&session(who), case, purpose, words).await
    };
    assert_eq!(fields(say("super", Purpose::Other, " ").await), ["words"]);
    let long = "长".repeat(WORDS_CHARS_MAX + 1);
    assert_eq!(fields(say("super", Purpose::Other, &long).await), ["words"]);
    assert!(!whole("super").await, "what came back opens nothing");
    let outside = say("do.mz", Purpose::Enquiry, "").await;
    assert!(matches!(outside, Err(Problem::OutOfScope)), "{outside:?}");
    say("super", Purpose::Supervision, "").await.expect("it is said");
    assert!(whole("super").await && !whole("do2.sc").await, "each for oneself");
    assert!(!rig.centre.case_fetch(case).await.expect("read").expect("there").whole, "nobody in particular");
    // Said twice it stands once; who takes part leaves nothing.
    say("super", Purpose::Supervision, "").await.expect("said again");
    say("super", Purpose::Other, &long[..long.len() - '长'.len_utf8()]).await.expect("as long as it may be");
    say("do.sc", Purpose::Statistics, "").await.expect("nothing to say");
    let own = rig.centre.views_own(&session("super")).await.expect("they can be read");
    assert_eq!(own.iter().filter(|it| it.purpose == Purpose::Supervision).count(), 1);
    assert_eq!(own.len(), 2);
    assert!(own.iter().any(|it| it.words.chars().count() == WORDS_CHARS_MAX));
    assert!(rig.centre.views_own(&session("do.sc")).await.expect("read").is_empty());
    // Until the end of the day.
    let tomorrow = rig.centre.today().plus_days(1).start().0;
    rig.advance(tomorrow - rig.centre.instant().0 - 16_000_000).await;
    assert!(whole("super").await);
    rig.advance(16_000_000).await;
    assert!(!whole("super").await, "another day, another word");
    // Whoever is called to decide needs none.
    let asking =
        Act::AskStop { exclusion: 0, days: 3, reason: "要等检验报告。".into(), order: String::new() };
    rig.does("do.sc", case, asking).await;
    assert!(whole("chief.sc").await, "is asked to approve");
}

// F33: the applicant reads unit, post and purpose; the officer the own readings; who supervises reads all of them.
pub async fn who_read_a_case_is_told_to_its_applicant_and_to_who_supervises(rig: Arc<Rig>) {
    let (case, other) = (in_hand(&rig, 1).await, in_hand(&rig, 2).await);
    for (who, case, purpose) in [
        ("super", case, Purpose::Complaint),
        ("super", other, Purpose::Statistics),
        ("do2.sc", case, Purpose::Enquiry),
    ] {
        rig.centre.view_say(&session(who), case, purpose, "不写的话").await.expect("it is said");
    }
    let read = rig.centre.views_of_case(case).await.expect("it can be read");
    assert_eq!(read.len(), 2, "the other case's readings are the other's");
    assert!(read.iter().all(|it| it.words.is_empty() && it.case == case));
    let counts = rig.centre.view_counts(&session("super2")).await.expect("who supervises reads them");
    let mut counted: Vec<(String, u64)> = counts.iter().map(|it| (it.person.to_string(), it.cases)).collect();
    counted.sort();
    assert_eq!(counted, [("do2.sc".to_owned(), 1), ("super".to_owned(), 2)]);
    let today = rig.centre.today();
    let of = rig.centre.views_on(&session("super2"), person("super"), today).await.expect("they can be read");
    assert_eq!(of.len(), 2);
    for who in ["do2.sc", "chief.sc", "head.biz", "centre"] {
        let counts = rig.centre.view_counts(&session(who)).await.map(|_| ());
        assert!(matches!(counts, Err(Problem::OutOfScope)), "{who}");
        let one = rig.centre.views_on(&session(who), person("super"), today).await.map(|_| ());
        assert!(matches!(one, Err(Problem::OutOfScope)), "{who}");
    }
    // Three months back, and no further.
    rig.advance(92 * DAY).await;
    assert_eq!(rig.centre.view_counts(&session("super2")).await.expect("read").len(), 2);
    rig.advance(DAY).await;
    assert!(rig.centre.view_counts(&session("super2")).await.expect("read").is_empty());
    assert_eq!(rig.centre.views_of_case(case).await.expect("read").len(), 2, "the applicant reads it still");
}

// F33: kept for three years to the day, and as long as the result was not handed out; the timekeeper removes it on the day after.
pub async fn readings_are_removed_after_three_years_once_the_case_is_over(rig: Arc<Rig>) {
    let (over, open) = (concluded(&rig, 1).await, concluded(&rig, 2).await);
    let collects = async |case, n| {
        let code = pickup(&rig, case).await;
        rig.does("out", case, collect(&code, &citizen(n).document_number)).await;
    };
    let says = async |case, purpose| {
        rig.centre.view_say(&session("super"), case, purpose, "核对数字。").await.expect("it is said");
    };
    let left = async || {
        let of = async |case| rig.centre.views_of_case(case).await.expect("they can be read").len();
        (of(over).await, of(open).await)
    };
    collects(over, 1).await;
    for (case, purpose) in [(over, Purpose::Complaint), (over, Purpose::Other), (open, Purpose::Complaint)] {
        says(case, purpose).await;
    }
    rig.until("2026-03-03", 9, 0).await;
    says(over, Purpose::Complaint).await;
    // The round of a day is made once: what is read today is not looked at before tomorrow.
    assert_eq!((rig.centre.view_round().done, rig.centre.view_round().removed), (true, 0));
    rig.until("2029-03-02", 23, 59).await;
    assert_eq!(left().await, (3, 1), "the last day of three years");
    rig.until("2029-03-03", 0, 0).await;
    assert_eq!(left().await, (1, 1), "the first day after; what was read a day later and the open case stay");
    assert_eq!(rig.centre.view_round().removed, 2);
    rig.until("2029-03-04", 9, 0).await;
    assert_eq!(left().await, (0, 1));
    assert_eq!(rig.centre.view_round().removed, 1, "each day tells its own");
    collects(open, 2).await;
    rig.advance(MINUTE).await;
    assert_eq!(left().await, (0, 1), "it is over now, and today's round was made");
    rig.until("2029-03-05", 9, 0).await;
    assert_eq!(left().await, (0, 0));
    assert!(rig.centre.views_own(&session("super")).await.expect("read").is_empty());
}

// F33: five hundred in one turn and the rest in the next; another instance that makes the same round removes nothing twice.
pub async fn no_turn_removes_more_than_five_hundred_readings(rig: Arc<Rig>) {
    let case = concluded(&rig, 1).await;
    let code = pickup(&rig, case).await;
    rig.does("out", case, collect(&code, &citizen(1).document_number)).await;
    rig.centre.view_say(&session("super"), case, Purpose::Complaint, "").await.expect("it is said");
    // As if five hundred others had read it too.
    let copy = "insert into case_view (division, day, person, case_id, purpose, unit, post, words, at) \
                select division, day, $1, case_id, purpose, unit, post, words, at from case_view \
                where person = 'super' limit 1";
    let copies = (1..=500).map(|n| store::Statement::new(copy, vec![format!("reader{n}").into()]));
    rig.centre.store().write(copies.collect::<Vec<_>>()).await.expect("they are written");
    let left = async || {
        let rows = rig.rows("select cast(count(*) as bigint) from case_view", vec![]).await;
        rows[0].int(0).expect("a count")
    };
    assert_eq!(left().await, 501);
    rig.until("2029-03-03", 9, 0).await;
    let round = rig.centre.view_round();
    assert_eq!((left().await, round.done, round.removed), (1, false, 500));
    rig.advance(MINUTE).await;
    let round = rig.centre.view_round();
    assert_eq!((left().await, round.done, round.removed), (0, true, 501));
    let second = rig.second().await;
    second.tick().await.expect("another instance goes on");
    assert_eq!((second.view_round().done, second.view_round().removed), (true, 0));
}

// F33, A6: the certificate's papers ask on the page of its case; who acted on it or is called to decide it reads the holder.
pub async fn the_papers_of_a_certificate_are_read_as_its_case_is(rig: Arc<Rig>) {
    let case = concluded(&rig, 1).await;
    rig.advance(1_000_000).await;
    let id = certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let sight = async |who: &str| {
        let view = rig.centre.certificate_fetch_for(&session(who), id).await;
        let view = view.unwrap_or_else(|it| panic!("{who}: {it:?}"));
        rig.centre.certificate_sight(&session(who), &view).await.expect("it can be read")
    };
    for who in ["do.sc", "do2.sc", "lead.sc", "agent.sc", "intake2", "head.biz"] {
        assert_eq!(sight(who).await, HolderSight::Whole, "{who} takes part in the case");
    }
    for who in ["chief.sc", "super", "centre"] {
        assert_eq!(sight(who).await, HolderSight::AsksFirst, "{who} could only see it");
    }
    rig.centre.view_say(&session("super"), case, Purpose::Supervision, "").await.expect("it is said");
    assert_eq!((sight("super").await, sight("centre").await), (HolderSight::Whole, HolderSight::AsksFirst));
    let read = rig.centre.views_of_case(case).await.expect("it can be read");
    assert_eq!(read.len(), 1, "one record, of the case");
    let tomorrow = rig.centre.today().plus_days(1).start().0;
    rig.advance(tomorrow - rig.centre.instant().0).await;
    assert_eq!(sight("super").await, HolderSight::AsksFirst, "another day, another word");

    let does = async |who: &str, act: CertificateAct| {
        let done = rig.centre.certificate_act(&session(who), id, rig.command_id(), None, &act).await;
        done.unwrap_or_else(|it| panic!("{who} {}: {it:?}", act.name()));
    };
    let facts = "场地证明系伪造。".to_owned();
    does("do.sc", CertificateAct::OpenProceeding { ground: EndGround::ObtainedByDeceit, facts }).await;
    assert_eq!(sight("chief.sc").await, HolderSight::AsksFirst, "the holder is heard first");
    does("intake2", CertificateAct::RecordStatement { words: "房东同意过。".into() }).await;
    assert_eq!(sight("chief.sc").await, HolderSight::Whole, "is called to decide");
    assert_eq!(sight("centre").await, HolderSight::AsksFirst);
    does("chief.sc", CertificateAct::DecideProceeding { ends: true, reasons: "事实清楚。".into() }).await;
    assert_eq!(sight("chief.sc").await, HolderSight::Whole, "decided it");
}
