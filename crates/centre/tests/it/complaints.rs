//! Complaints through the centre: number and code at once, the unit investigates and another answers, the complainant has the
//! last word; a report that nobody but the discipline inspection reads; what is public, and what other systems see
//! (R118, R153, C32, E27, F18, N57).

use std::sync::Arc;

use calendar::{Calendar, DayRule};
use catalogue::{ComplaintId, UnitCode};
use centre::act::FieldWhy;
use centre::calendar_notice::supposed;
use centre::calendar_preview::{Deadline, Subject};
use centre::case::Problem;
use centre::oversight::complaint::{
    ComplaintAct as Act, ComplaintForm, ComplaintWhich, Contact, Matter, OutsideAsked, ToPublish, text_of,
};
use centre::oversight::finding::FindingWhich;
use ledger::Done;
use oversight::Rule;
use oversight::complaint::{Cause, Channel, Class, Verdict, Way};

use crate::rig::{DAY, Rig, person, session};
use crate::walk::{concluded, in_hand};

const AT: &str = "192.0.2.1";

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

fn form(matter: Matter, channel: Channel, words: &str) -> ComplaintForm {
    ComplaintForm {
        matter,
        channel,
        unit: Some(unit("sc")),
        person: None,
        window: None,
        case: String::new(),
        step: None,
        words: words.to_owned(),
        contact: Contact::default(),
        open_to_unit: false,
    }
}

fn slow(words: &str) -> ComplaintForm {
    form(Matter::Complaint(Class::Slow), Channel::Web, words)
}

async fn made(rig: &Rig, form: &ComplaintForm) -> ComplaintId {
    rig.centre.complaint_make(rig.command_id(), form, None, AT).await.expect("it is taken").0
}

async fn acts(rig: &Rig, who: &str, id: ComplaintId, act: Act) -> Result<Done, Problem> {
    rig.centre.complaint_act(&session(who), id, rig.command_id(), None, &act).await
}

fn assign() -> Act {
    Act::Assign { unit: unit("sc"), to: None, about_unit: unit("sc"), person: None, class: Class::Slow }
}

fn reply() -> Act {
    Act::Reply { words: "今天办好。".into(), verdict: Verdict::Founded, cause: Cause::Means }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    match result {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("it should be refused by the rules of complaints: {other:?}"),
    }
}

async fn listed(rig: &Rig, who: &str, which: ComplaintWhich) -> Vec<(String, String)> {
    let list = rig.centre.complaint_list(&session(who), which, "", 50).await.expect("it can be read");
    list.into_iter().map(|it| (it.number_text(), it.state)).collect()
}

/// What complainants were sent, oldest first: kind and words.
async fn sent(rig: &Rig) -> Vec<(String, String, String)> {
    rig.advance(60_000_000).await;
    let latest = rig.centre.notices_latest(60).await.expect("the notices can be read");
    let of_complaints = latest.into_iter().rev().filter(|it| it.kind.starts_with("complaint-"));
    of_complaints.map(|it| (it.kind, it.to, it.text)).collect()
}

// R118: whoever left a telephone hears that it is registered, that it takes longer and why, and that there is an answer; what
// the answer says does not go over the telephone.
pub async fn a_complainant_is_told_what_becomes_of_it(rig: Arc<Rig>) {
    let contact =
        Contact { name: "田奶奶".into(), telephone: "0000-0002001".into(), address: String::new() };
    let id = made(&rig, &ComplaintForm { contact, ..slow("说好三天，等了十天。") }).await;
    made(&rig, &slow("不留姓名的。")).await;
    let report = Contact { telephone: "0000-0002002".into(), ..Contact::default() };
    let report = ComplaintForm { contact: report, ..form(Matter::Report, Channel::Web, "收了钱。") };
    let sealed = made(&rig, &report).await;
    let code = rig.centre.complaint_code(id);
    let all = sent(&rig).await;
    let [(kind, to, words)] = all.as_slice() else { panic!("one of three is told: {all:?}") };
    assert_eq!((kind.as_str(), to.as_str()), ("complaint-registered", "0000-0002001"));
    assert!(words.contains(&code) && words.contains("TS 2026 000001"), "{words}");
    assert!(!words.contains("十天") && !words.contains("田"), "nothing of what was said: {words}");

    acts(&rig, "complaint", id, assign()).await.expect("given to the unit");
    let until = crate::rig::day("2026-03-20");
    let longer = Act::TellLonger { until, reason: "要到现场核实。".into() };
    acts(&rig, "complaint", id, longer).await.expect("told");
    acts(&rig, "lead.sc", id, Act::Draft("人手不够，已经补派。".into())).await.expect("drafted");
    acts(&rig, "complaint", id, reply()).await.expect("answered");
    let all = sent(&rig).await;
    let kinds: Vec<&str> = all.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(kinds, ["complaint-registered", "complaint-longer", "complaint-replied"]);
    assert!(all[1].2.contains("原因是：要到现场核实。最迟"), "{}", all[1].2);
    assert!(!all[2].2.contains("今天办好"), "what is answered is read with number and code: {}", all[2].2);
    // What is passed on to the discipline inspection says nothing any more, and what was to be said is not said.
    let contact = Contact { telephone: "0000-0002003".into(), ..Contact::default() };
    let id = made(&rig, &ComplaintForm { contact, ..slow("还收了钱。") }).await;
    acts(&rig, "complaint", id, Act::PassOn).await.expect("passed on");
    assert_eq!(sent(&rig).await.len(), 3, "not a word to {id} or {sealed}");
}

// R118, C32, F18: from the anonymous complaint to the one opened again.
pub async fn a_complaint_is_investigated_by_the_unit_and_closed_by_another(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let id = made(&rig, &slow("说好三天，等了十天。")).await;
    let own = centre.complaint_own(id).await.expect("read").expect("it is there");
    assert_eq!((own.filed.number.n, own.filed.contact), (1, None), "a number at once, without a name");
    // Number and code open it; a wrong code sounds like a wrong number.
    let number = text_of(own.filed.number.year, own.filed.number.n);
    let code = centre.complaint_code(id);
    assert_eq!(centre.complaint_track(&number, &code, AT).await.expect("they fit"), id);
    let wrong = if code == "00000000" { "00000001" } else { "00000000" };
    for (number, code) in [(number.as_str(), wrong), ("TS2026999999X", code.as_str()), ("", "")] {
        let shut = centre.complaint_track(number, code, AT).await;
        assert!(matches!(shut, Err(Problem::NotFound)), "{number} {code}: {shut:?}");
    }
    // Nobody but the register sees it before it is given to the unit.
    assert_eq!(listed(&rig, "complaint", ComplaintWhich::Mine).await.len(), 1);
    assert!(listed(&rig, "lead.sc", ComplaintWhich::All).await.is_empty());
    assert!(matches!(centre.complaint_fetch(&session("lead.sc"), id).await, Err(Problem::OutOfScope)));
    acts(&rig, "complaint", id, assign()).await.expect("given to the unit");
    assert!(matches!(centre.complaint_fetch(&session("do.wj"), id).await, Err(Problem::OutOfScope)));
    assert_eq!(listed(&rig, "lead.sc", ComplaintWhich::Mine).await.len(), 1);
    assert_eq!(refused(acts(&rig, "complaint", id, reply()).await), "complaint-not-now");
    acts(&rig, "lead.sc", id, Act::Draft("人手不够，已经补派。".into())).await.expect("drafted");
    assert_eq!(refused(acts(&rig, "lead.sc", id, reply()).await), "complaint-not-the-desk");
    acts(&rig, "complaint", id, reply()).await.expect("answered by another");
    let close = Act::Close("打电话，满意。".into());
    assert_eq!(refused(acts(&rig, "complaint", id, close).await), "complaint-no-contact");
    let without = || Act::CloseWithoutWord("没有留联系方式，答复已经挂网七天。".into());
    assert_eq!(refused(acts(&rig, "complaint", id, without()).await), "complaint-needs-supervisor");
    acts(&rig, "super", id, without()).await.expect("a supervisor closes it with a reason");
    centre.complaint_reopen(id, rig.command_id(), " ").await.expect_err("it asks for words");
    centre.complaint_reopen(id, rig.command_id(), "还是没有办好。").await.expect("opened again");
    let own = centre.complaint_own(id).await.expect("read").expect("it is there");
    assert_eq!((own.filed.way, own.filed.rounds), (Way::Waiting, 1));
    assert_eq!(own.texts.text(own.filed.words.0), "说好三天，等了十天。");
    acts(&rig, "complaint", id, assign()).await.expect("once more");
    acts(&rig, "lead.sc", id, Act::Draft("今天办好了。".into())).await.expect("drafted");
    assert_eq!(refused(acts(&rig, "complaint", id, reply()).await), "complaint-answered-before");
    acts(&rig, "super", id, reply()).await.expect("answered by another");
    centre.complaint_confirm(id, rig.command_id(), "").await.expect("content");
    let all = listed(&rig, "complaint", ComplaintWhich::All).await;
    assert_eq!(all[0].1, "closed");
    // What could not be refused is found.
    rig.advance(60_000_000).await;
    let found = centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
    let rules: Vec<Rule> = found.iter().map(|it| it.rule).collect();
    assert!(
        rules.contains(&Rule::ComplaintWithoutWord) && rules.contains(&Rule::ComplaintReopened),
        "{rules:?}"
    );
}

// C32: sealed to the discipline inspection; everybody else, the centre's head too, sees number and date.
pub async fn a_report_is_read_by_the_discipline_inspection_alone(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let words = "有人说给两条烟就先排上核查。";
    let id = made(&rig, &form(Matter::Report, Channel::Web, words)).await;
    for who in ["complaint", "centre", "super", "super2", "lead.sc", "chief.sc", "do.sc", "intake2", "aud"] {
        let shut = centre.complaint_fetch(&session(who), id).await;
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{who}");
        let act = acts(&rig, who, id, Act::Receive).await;
        assert!(matches!(act, Err(Problem::OutOfScope)), "{who}");
    }
    for who in ["complaint", "centre", "super"] {
        let list = centre.complaint_list(&session(who), ComplaintWhich::All, "", 50).await.expect("read");
        let brief = list.first().expect("number and date are seen");
        assert!(brief.sealed && brief.number == (2026, 1));
        assert!(brief.class.is_none() && brief.unit.is_none() && brief.channel.is_none(), "{brief:?}");
        assert!(brief.office.is_none() && brief.to.is_none() && brief.red_at.is_none(), "{brief:?}");
    }
    assert!(listed(&rig, "do.sc", ComplaintWhich::All).await.is_empty());
    let view = centre.complaint_fetch(&session("discipline"), id).await.expect("the inspection reads it");
    let reported = view.reported().expect("it is one");
    assert_eq!((reported.words.as_str(), reported.unit), (words, Some(unit("sc"))));
    // Nothing of it stands open in an entry.
    let entries = centre.ledger().entries("990121", &format!("complaint/{id}"), 0, 10).await.expect("read");
    let first = String::from_utf8(entries[0].payload.clone()).expect("JSON");
    assert!(!first.contains("sc\"") && !first.contains("corruption"), "{first}");
    acts(&rig, "discipline", id, Act::Receive).await.expect("received");
    acts(&rig, "discipline", id, Act::Conclude("已经按规定处理。".into())).await.expect("returned");
    let own = centre.complaint_own(id).await.expect("read").expect("it is there");
    assert!(!own.filed.is_open());
    // An ordinary complaint that turns out to be one is closed to everybody who read it before.
    let id = made(&rig, &slow("办得慢，还暗示要好处。")).await;
    acts(&rig, "complaint", id, assign()).await.expect("given to the unit");
    acts(&rig, "complaint", id, Act::PassOn).await.expect("passed on");
    for who in ["complaint", "lead.sc"] {
        assert!(matches!(centre.complaint_fetch(&session(who), id).await, Err(Problem::OutOfScope)), "{who}");
    }
    let view = centre.complaint_fetch(&session("discipline"), id).await.expect("the inspection reads it");
    assert_eq!(view.texts.text(view.filed.words.0), "办得慢，还暗示要好处。");
    // An inspector who is reported does not read the report.
    let mut own = form(Matter::Report, Channel::Counter, "说的就是他。");
    own.person = Some(person("discipline"));
    let (id, _) =
        centre.complaint_write(&session("intake2"), rig.command_id(), &own).await.expect("written down");
    let shut = centre.complaint_fetch(&session("discipline"), id).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)));
    // No finding is made of what is sealed.
    rig.advance(10 * DAY).await;
    let found = centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
    assert!(found.iter().all(|it| it.rule != Rule::ComplaintLate), "{found:?}");
}

// E27: one click from the case; who is complained of learns nothing, and the unit learns no name.
pub async fn who_is_complained_of_sees_neither_the_complaint_nor_who_made_it(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 81).await;
    let state = centre.case_state(case).await.expect("read").expect("it is there");
    let number = centre::row::receipt_text(state.case.facts().expect("received").receipt);
    let mut told = form(Matter::Complaint(Class::Manner), Channel::Counter, "态度很差。");
    told.unit = None;
    told.case = number.clone();
    told.person = Some(person("do.sc"));
    told.contact =
        Contact { name: "许小店".into(), telephone: "0000-0000999".into(), address: String::new() };
    let own = centre.complaint_write(&session("do.sc"), rig.command_id(), &told).await;
    assert_eq!(refused(own), "oversight-own-matter");
    let id = rig.command_id();
    let (complaint, _) = centre.complaint_write(&session("intake2"), id, &told).await.expect("written down");
    let (again, done) = centre.complaint_write(&session("intake2"), id, &told).await.expect("the same");
    assert!(again == complaint && done.replayed, "a double click makes no second one");
    let view = centre.complaint_fetch(&session("complaint"), complaint).await.expect("the desk reads it");
    assert_eq!((view.filed.about.case, view.filed.about.unit), (Some(case), Some(unit("sc"))));
    assert_eq!(view.filed.about.case_version, Some(state.version), "with its timeline up to now");
    assert_eq!(view.contact().map(|it| it.name), Some("许小店".to_owned()));
    let about_do = Act::Assign {
        unit: unit("sc"),
        to: None,
        about_unit: unit("sc"),
        person: Some(person("do.sc")),
        class: Class::Manner,
    };
    acts(&rig, "complaint", complaint, about_do).await.expect("given to the unit");
    assert!(matches!(centre.complaint_fetch(&session("do.sc"), complaint).await, Err(Problem::OutOfScope)));
    let of_case = |who: &str| {
        let rig = Arc::clone(&rig);
        let who = session(who);
        async move { rig.centre.complaints_of_case(&who, case).await.expect("read").len() }
    };
    // The unit may not know who complains: neither does the case say it, nor the complaint which case it is about.
    assert_eq!((of_case("do.sc").await, of_case("lead.sc").await, of_case("complaint").await), (0, 0, 1));
    let view = centre.complaint_fetch(&session("lead.sc"), complaint).await.expect("the unit reads it");
    assert!(view.contact().is_none(), "without who complains");
    assert_eq!((view.case(), view.receipt.as_str()), (None, ""), "the case would say who complains");
    let desk = centre.complaint_fetch(&session("complaint"), complaint).await.expect("the desk reads it");
    assert_eq!((desk.case(), desk.receipt.as_str()), (Some(case), number.as_str()));
    assert!(!view.prints_receipt(&session("lead.sc")));
    let writer = centre.complaint_fetch(&session("intake2"), complaint).await.expect("who wrote it down");
    assert!(writer.prints_receipt(&session("intake2")));
    for (field, why, form) in [
        ("words", FieldWhy::Missing, ComplaintForm { words: " ".into(), ..told.clone() }),
        ("case", FieldWhy::NotAChoice, ComplaintForm { case: "SC2026999999X".into(), ..told.clone() }),
        (
            "telephone",
            FieldWhy::NotATelephone,
            ComplaintForm {
                contact: Contact { telephone: "abc".into(), ..Contact::default() },
                ..told.clone()
            },
        ),
    ] {
        match centre.complaint_write(&session("intake2"), rig.command_id(), &form).await {
            Err(Problem::Form(problems)) => {
                assert_eq!((problems[0].field.as_str(), &problems[0].why), (field, &why));
            }
            other => panic!("{field}: {other:?}"),
        }
    }
}

// E27, F18: about a case and against nobody by name, who handled and who decided it neither read it nor look into it.
pub async fn who_had_a_part_in_the_case_does_not_look_into_the_complaint(rig: Arc<Rig>) {
    let centre = &rig.centre;
    // do.sc and do2.sc handled it, lead.sc decided it; chief.sc only heads the unit.
    let case = concluded(&rig, 82).await;
    let mut told = slow("办得慢，还要我补三次。");
    told.unit = None;
    let (id, _) = centre.complaint_make(rig.command_id(), &told, Some(case), AT).await.expect("it is taken");
    let to = |who: &str| Act::Assign {
        unit: unit("sc"),
        to: Some(person(who)),
        about_unit: unit("sc"),
        person: None,
        class: Class::Slow,
    };
    for part in ["do.sc", "do2.sc", "lead.sc"] {
        assert_eq!(refused(acts(&rig, "complaint", id, to(part)).await), "complaint-took-part", "{part}");
    }
    acts(&rig, "complaint", id, assign()).await.expect("somebody who leads the unit had no part");
    assert!(matches!(centre.complaint_fetch(&session("lead.sc"), id).await, Err(Problem::OutOfScope)));
    assert!(matches!(
        acts(&rig, "lead.sc", id, Act::Draft("没有问题。".into())).await,
        Err(Problem::OutOfScope)
    ));
    let mine = async |who: &str| listed(&rig, who, ComplaintWhich::Mine).await.len();
    assert_eq!(
        (mine("lead.sc").await, mine("chief.sc").await),
        (0, 1),
        "no list shows what cannot be opened"
    );
    assert_eq!(listed(&rig, "lead.sc", ComplaintWhich::All).await, []);
    // A page goes on past what is not shown.
    let (other, _) = {
        rig.advance(60_000_000).await;
        let mut other = slow("另一件。");
        other.unit = Some(unit("sc"));
        centre.complaint_make(rig.command_id(), &other, None, AT).await.expect("it is taken")
    };
    acts(&rig, "complaint", other, assign()).await.expect("given to the unit");
    rig.advance(60_000_000).await;
    let (third, _) =
        centre.complaint_make(rig.command_id(), &told, Some(case), AT).await.expect("it is taken");
    acts(&rig, "complaint", third, assign()).await.expect("given to the unit");
    let page = centre.complaint_list(&session("lead.sc"), ComplaintWhich::All, "", 1).await.expect("read");
    assert_eq!(page.iter().map(|it| it.id).collect::<Vec<_>>(), [other]);
    acts(&rig, "chief.sc", id, Act::Draft("核查排得晚，已经改好。".into())).await.expect("drafted");
    acts(&rig, "complaint", id, reply()).await.expect("answered by another");
    // The finding of a complaint says nothing of the case where the unit may not know who complains.
    centre.complaint_reopen(id, rig.command_id(), "还是没有改。").await.expect("opened again");
    rig.advance(60_000_000).await;
    let found = centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
    let reopened = found.iter().find(|it| it.rule == Rule::ComplaintReopened).expect("it is found");
    assert_eq!((reopened.case, reopened.unit), (None, unit("sc")), "of the unit whose answer solved nothing");
}

// R118, R153, R167, C24: late by time alone and found; what is public names nobody; what other systems see.
pub async fn a_complaint_runs_late_by_itself_and_its_result_is_public_without_a_name(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let mut form = slow("等了十天。");
    form.contact =
        Contact { name: "许小店".into(), telephone: "0000-0000999".into(), address: String::new() };
    let id = made(&rig, &form).await;
    acts(&rig, "complaint", id, assign()).await.expect("given to the unit");
    assert!(listed(&rig, "complaint", ComplaintWhich::Late).await.is_empty());
    // What a calendar would do to it is previewed as well.
    let tomorrow = Calendar::built_in().add_working_days(centre.today(), 1).expect("a known year");
    let off = supposed(Calendar::built_in(), &[(tomorrow, DayRule::Off)], "假设").expect("a known day");
    let preview = centre.calendar_preview(&session("centre"), off, 1).await.expect("it is previewed");
    let moved = preview.moves.iter().find(|it| it.subject == Subject::Complaint(id)).expect("it moves");
    assert!(moved.deadline == Deadline::Complaint && moved.to > moved.from, "{moved:?}");
    rig.advance(9 * DAY).await;
    assert_eq!(listed(&rig, "complaint", ComplaintWhich::Late).await.len(), 1);
    rig.advance(60_000_000).await;
    let found = centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
    let late = found.iter().find(|it| it.rule == Rule::ComplaintLate).expect("the watcher finds it");
    assert_eq!(late.unit, unit("sc"));
    // R157: what is overdue and not answered is in the whole of the rate, and not in its part.
    let waiting = centre.complaint_figures().await.expect("read");
    assert_eq!((waiting.answered, waiting.answered_late, waiting.overdue, waiting.late), (0, 0, 1, 1));
    assert_eq!((waiting.in_time().part, waiting.in_time().whole), (0, 1));
    acts(&rig, "lead.sc", id, Act::Draft("补派了人。".into())).await.expect("drafted");
    acts(&rig, "complaint", id, reply()).await.expect("answered");
    acts(&rig, "complaint", id, Act::Close("打电话，满意。".into())).await.expect("closed");
    let publish = |words: &str| acts(&rig, "complaint", id, Act::Publish(words.to_owned()));
    for words in ["许小店投诉的事已经办好。", "已经回电 00000000999。", "联系人 990121197001010016"]
    {
        let problem = publish(words).await;
        assert!(matches!(problem, Err(Problem::Form(ref it)) if it[0].why == FieldWhy::Personal), "{words}");
    }
    let asked = |open| OutsideAsked {
        numbers: None,
        classes: vec![Class::Slow],
        from: 0,
        until: i64::MAX,
        open,
        page: 1,
        size: 10,
    };
    assert!(centre.complaints_outside(None, &asked(None)).await.expect("read").is_empty(), "not public yet");
    // R153, F28: it stands on the desk of who may publish it, past its day as overdue, and time writes that down.
    let owed = async |who: &str| centre.complaints_to_publish(&session(who)).await.expect("counted");
    let by = centre.complaint_fetch(&session("complaint"), id).await.expect("read").filed.publish_by;
    let by = by.expect("closed, it has a last day");
    assert_eq!(owed("complaint").await, ToPublish { count: 1, overdue: 0, first: Some(by) });
    assert_eq!(listed(&rig, "complaint", ComplaintWhich::ToPublish).await.len(), 1);
    for who in ["lead.sc", "do.sc", "discipline"] {
        assert_eq!(owed(who).await, ToPublish::default(), "{who}");
    }
    rig.until(&by.to_string(), 23, 0).await;
    assert_eq!(owed("complaint").await.overdue, 0, "the last day is in time");
    rig.until(&by.plus_days(1).to_string(), 9, 0).await;
    assert_eq!(owed("complaint").await.overdue, 1);
    rig.advance(60_000_000).await;
    let found = centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
    let late = found.iter().find(|it| it.rule == Rule::ComplaintNotPublished).expect("the watcher finds it");
    assert_eq!(late.unit, unit("zx"), "the centre's register answers for it, not the unit");
    publish("核查排得太晚，已经改为三天内排核查。").await.expect("published");
    assert_eq!(owed("complaint").await, ToPublish::default());
    assert!(listed(&rig, "complaint", ComplaintWhich::ToPublish).await.is_empty());
    assert!(centre.complaint_fetch(&session("complaint"), id).await.expect("read").filed.publish_late);
    let public = centre.complaints_published("", 10).await.expect("read");
    assert_eq!(public.len(), 1);
    assert_eq!(public[0].words, "核查排得太晚，已经改为三天内排核查。");
    let outside = centre.complaints_outside(None, &asked(Some(false))).await.expect("read");
    assert_eq!((outside.len(), outside[0].words.as_str()), (1, public[0].words.as_str()));
    assert!(centre.complaints_outside(None, &asked(Some(true))).await.expect("read").is_empty());
    // R157: in figures, each entry once.
    rig.advance(60_000_000).await;
    let figures = centre.complaint_figures().await.expect("read");
    assert_eq!((figures.filed, figures.sealed, figures.answered, figures.late), (1, 0, 1, 1));
    assert_eq!(
        (figures.answered_late, figures.overdue),
        (1, 0),
        "an answer that came late is counted as one"
    );
    assert_eq!((figures.in_time().part, figures.in_time().whole), (0, 1));
    assert_eq!((figures.classes, figures.causes), (vec![(Class::Slow, 1)], vec![(Cause::Means, 1)]));
    // Another is open: only who keeps the register sees it.
    made(&rig, &slow("又等了十天。")).await;
    made(&rig, &self::form(Matter::Report, Channel::Web, "举报。")).await;
    let desk = session("complaint");
    let whole = OutsideAsked { classes: Vec::new(), ..asked(None) };
    assert_eq!(
        centre.complaints_outside(Some(&desk), &whole).await.expect("read").len(),
        2,
        "sealed ones never"
    );
    assert_eq!(centre.complaints_outside(None, &whole).await.expect("read").len(), 1);
    let second = OutsideAsked { page: 2, size: 1, ..whole };
    let page = centre.complaints_outside(Some(&desk), &second).await.expect("read");
    assert_eq!((page.len(), page[0].closed_at.is_some()), (1, true), "the older one");
}
