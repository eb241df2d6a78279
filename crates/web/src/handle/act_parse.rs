//! From the fields of a form to an act of the centre; what is wrong is named by field, so that it stands next to it.

use calendar::Day;
use casework::{CheckOutcome, MaterialMarks, Outcome, PriorityClass, WithdrawCause};
use catalogue::{GroundCode, PersonId, RowSet, UnitCode, WindowId};
use centre::act::{Act, Collector, FieldProblem, FieldWhy, NonAcceptance, TEXT_CHARS_MAX};
use centre::particulars::RowReason;
use centre::supplement::SentIn;

use crate::app::form::Form;

/// Reads the act of this name; `window` is where the officer sits. `None` for a name that is no act.
pub fn parse(name: &str, form: &Form, window: Option<WindowId>) -> Option<Result<Act, Vec<FieldProblem>>> {
    let reason = || form.trimmed("reason").to_owned();
    let act = match name {
        "accept" => Act::Accept,
        "present-instant" => Act::PresentInstant,
        "sign-instant" => Act::SignInstant,
        "recall" => Act::Recall,
        "approve-stop" => Act::ApproveStop,
        "recheck" => Act::Recheck,
        "approve-priority" => {
            return Some(priority_class(form).map(|class| Act::ApprovePriority { class }));
        }
        "return-instant" => Act::ReturnInstant { reason: reason() },
        "decline" => Act::Decline { reason: reason() },
        "refuse-stop" => Act::RefuseStop { reason: reason() },
        "ask-extension" => Act::AskExtension { reason: reason() },
        "approve-extension" => Act::ApproveExtension,
        "refuse-extension" => Act::RefuseExtension { reason: reason() },
        "withdraw" => return Some(withdraw(form, window)),
        "return-decision" => Act::ReturnDecision { reason: reason() },
        "ask-priority" => Act::AskPriority { reason: reason() },
        "refuse-priority" => Act::RefusePriority { reason: reason() },
        "resume" => Act::Resume { result: form.trimmed("result").to_owned() },
        "show-stop-order" => Act::ShowStopOrder { order: form.trimmed("order").to_owned() },
        "supplement" => return Some(supplement(form, window)),
        "accept-deferred" => return Some(accept_deferred(form)),
        "check-commitment" => return Some(check_commitment(form)),
        "correction" => return Some(correction(form)),
        "release-correction" => return Some(release_correction(form)),
        "refuse-acceptance" => return Some(refuse_acceptance(form)),
        "give" => return Some(give(form)),
        "take" => {
            return Some(
                number(form, "counted").map(|papers| Act::Take { papers }).map_err(|problem| vec![problem]),
            );
        }
        "stand-in" => {
            let counted = number(form, "counted").map(|papers| Act::StandIn { papers });
            return Some(counted.map_err(|problem| vec![problem]));
        }
        "take-back" => {
            let counted = number(form, "counted").map(|papers| Act::TakeBack { papers });
            return Some(counted.map_err(|problem| vec![problem]));
        }
        "reassign" => return Some(reassign(form)),
        "step" => return Some(super::act_visit::step(form)),
        "return-step" => return Some(return_step(form)),
        "ask-stop" => return Some(ask_stop(form)),
        "decide" => return Some(decide(form)),
        "make" => return Some(make(form)),
        "deliver" => return Some(deliver(form, window)),
        "explain-late" => return Some(explain_late(form)),
        other => {
            let delivery = super::act_delivery::parse(other, form, window);
            return delivery.or_else(|| super::act_register::parse(other, form, window));
        }
    };
    Some(Ok(act))
}

/// The marks of the rows (E6, N55), nothing counted.
pub fn marks(form: &Form) -> MaterialMarks {
    MaterialMarks {
        original_seen: rows(form, "seen"),
        copy_kept: rows(form, "kept"),
        looked_up: rows(form, "lookup"),
        committed: rows(form, "committed"),
        ..MaterialMarks::default()
    }
}

/// Rows ticked under a name; what is no row is left out.
pub fn rows(form: &Form, name: &str) -> RowSet {
    form.all(name)
        .filter_map(|value| value.parse::<u8>().ok())
        .fold(RowSet::EMPTY, |set, row| set.with(row).unwrap_or(set))
}

/// Why a paper has to be brought again; the applicant reads the words.
pub const REASONS: [(&str, &str); 5] = [
    ("missing", "没有交"),
    ("unreadable", "看不清"),
    ("expired", "过了有效期"),
    ("mismatch", "内容对不上"),
    ("unsigned", "没签字、没盖章"),
];

pub(super) fn problem(field: &str, why: FieldWhy) -> FieldProblem {
    FieldProblem { field: field.to_owned(), why }
}

fn number(form: &Form, field: &str) -> Result<u16, FieldProblem> {
    if form.trimmed(field).is_empty() {
        return Err(problem(field, FieldWhy::Missing));
    }
    form.number(field, 0..=9999u16).ok_or_else(|| problem(field, FieldWhy::NotANumber))
}

fn reassign(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let to = PersonId::parse(form.trimmed("to")).map_err(|_| problem("to", FieldWhy::NotAChoice));
    let (papers, reason) = (number(form, "papers"), form.trimmed("reason").to_owned());
    match (to, papers) {
        (Ok(to), Ok(papers)) => Ok(Act::Reassign { to, papers, reason }),
        (to, papers) => {
            let mut problems: Vec<FieldProblem> = [to.err(), papers.err()].into_iter().flatten().collect();
            if reason.is_empty() {
                problems.push(problem("reason", FieldWhy::Missing));
            }
            Err(problems)
        }
    }
}

fn supplement(form: &Form, window: Option<WindowId>) -> Result<Act, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let marks = super::copies::counted(form).map_err(|found| problems.extend(found));
    let papers = number(form, "papers").map_err(|it| problems.push(it));
    let letter = letter(form).map_err(|found| problems.extend(found));
    let (Ok(marks), Ok(papers), Ok(letter)) = (marks, papers, letter) else { return Err(problems) };
    let window = window.ok_or_else(|| vec![problem("papers", FieldWhy::NotAChoice)])?;
    let by_representative = form.trimmed("brought_by") == "representative";
    Ok(Act::Supplement { marks, papers, window, letter, by_representative })
}

/// How it came, where nobody brought it; what was typed before the choice changed counts for nothing.
fn letter(form: &Form) -> Result<Option<SentIn>, Vec<FieldProblem>> {
    let fax = match form.trimmed("brought_by") {
        "letter" => false,
        "fax" => true,
        "" | "applicant" | "representative" => return Ok(None),
        _ => return Err(vec![problem("brought_by", FieldWhy::NotAChoice)]),
    };
    let day = |field: &str| match form.trimmed(field) {
        "" => Ok(None),
        typed => Day::parse(typed).map(Some).ok_or_else(|| problem(field, FieldWhy::NotADay)),
    };
    let posted_on = if fax { Ok(None) } else { day("posted_on") };
    match (day("arrived_on"), posted_on) {
        (Ok(arrived_on), Ok(posted_on)) => Ok(Some(SentIn { fax, arrived_on, posted_on })),
        (arrived_on, posted_on) => Err([arrived_on.err(), posted_on.err()].into_iter().flatten().collect()),
    }
}

fn correction(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let asked = rows(form, "ask");
    let mut reasons = Vec::new();
    for row in asked.iter() {
        let (reason, detail) = (form.trimmed(&format!("reason{row}")), form.trimmed(&format!("detail{row}")));
        let reason = REASONS.iter().find(|(value, _)| *value == reason).map_or("", |(_, words)| *words);
        let reason = match (reason.is_empty(), detail.is_empty()) {
            (true, _) => detail.to_owned(),
            (false, true) => reason.to_owned(),
            (false, false) => format!("{reason}：{detail}"),
        };
        reasons.push(RowReason { row, reason });
    }
    let wrong = |row: &RowReason| {
        let why = match row.reason.chars().count() {
            0 => FieldWhy::Missing,
            n if n > TEXT_CHARS_MAX => FieldWhy::TooLong(TEXT_CHARS_MAX),
            _ => return None,
        };
        Some(problem(&format!("detail{}", row.row), why))
    };
    let wrong: Vec<FieldProblem> = reasons.iter().filter_map(wrong).collect();
    if wrong.is_empty() { Ok(Act::Correction { rows: reasons }) } else { Err(wrong) }
}

fn accept_deferred(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    // Without the applicant's signature nothing may be missing (N56).
    if form.trimmed("signed") == "yes" {
        Ok(Act::AcceptDeferred { rows: rows(form, "ask") })
    } else {
        Err(vec![problem("signed", FieldWhy::NotTicked)])
    }
}

fn check_commitment(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let outcome = match form.trimmed("outcome") {
        "kept" => CheckOutcome::Kept,
        "to-correct" => CheckOutcome::ToCorrect,
        "false" => CheckOutcome::False,
        _ => return Err(vec![problem("outcome", FieldWhy::NotAChoice)]),
    };
    Ok(Act::CheckCommitment { outcome, finding: form.trimmed("finding").to_owned() })
}

fn release_correction(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let rows = rows(form, "ask");
    if rows.is_empty() {
        return Err(vec![problem("ask", FieldWhy::NotTicked)]);
    }
    Ok(Act::ReleaseCorrection { rows, reason: form.trimmed("reason").to_owned() })
}

fn refuse_acceptance(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let ground = match form.trimmed("ground") {
        "not-required" => NonAcceptance::NotRequired,
        "not-competent" => {
            let competent = form.trimmed("competent");
            if competent.is_empty() {
                return Err(vec![problem("competent", FieldWhy::Missing)]);
            }
            NonAcceptance::NotCompetent {
                office: competent.to_owned(),
                unit: UnitCode::parse(competent).ok(),
            }
        }
        "barred" => NonAcceptance::Barred {
            ground: GroundCode::parse(form.trimmed("bar"))
                .map_err(|_| vec![problem("bar", FieldWhy::NotAChoice)])?,
        },
        _ => return Err(vec![problem("ground", FieldWhy::NotAChoice)]),
    };
    Ok(Act::RefuseAcceptance { ground, reason: form.trimmed("explanation").to_owned() })
}

fn give(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let to = PersonId::parse(form.trimmed("to")).map_err(|_| problem("to", FieldWhy::NotAChoice));
    match (to, number(form, "papers")) {
        (Ok(to), Ok(papers)) => Ok(Act::Give { to, papers, note: form.trimmed("remark").to_owned() }),
        (to, papers) => Err([to.err(), papers.err()].into_iter().flatten().collect()),
    }
}

fn return_step(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let step =
        form.number("back_to", 0..=15u8).ok_or_else(|| vec![problem("back_to", FieldWhy::NotAChoice)])?;
    Ok(Act::ReturnStep { step, reason: form.trimmed("reason").to_owned() })
}

fn ask_stop(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let exclusion = form.number("ground", 0..=15u8).ok_or_else(|| problem("ground", FieldWhy::NotAChoice));
    let days = form.number("days", 1..=999u16).ok_or_else(|| problem("days", FieldWhy::NotANumber));
    match (exclusion, days) {
        (Ok(exclusion), Ok(days)) => {
            let (reason, order) = (form.trimmed("reason").to_owned(), form.trimmed("order").to_owned());
            Ok(Act::AskStop { exclusion, days, reason, order })
        }
        (exclusion, days) => Err([exclusion.err(), days.err()].into_iter().flatten().collect()),
    }
}

fn decide(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let outcome = match form.trimmed("outcome") {
        "granted" => Outcome::Granted,
        "refused" => Outcome::Refused,
        _ => return Err(vec![problem("outcome", FieldWhy::NotAChoice)]),
    };
    let grounds: Vec<GroundCode> = match outcome {
        // A ground ticked and then thought better of does not stand in a grant.
        Outcome::Granted => Vec::new(),
        Outcome::Refused => {
            form.all("ground").filter_map(|code| GroundCode::parse(code).ok()).take(4).collect()
        }
    };
    let reasons = if outcome == Outcome::Refused { form.trimmed("text").to_owned() } else { String::new() };
    Ok(Act::Decide { outcome, grounds, reasons })
}

fn make(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    if form.trimmed("sealed") == "yes" {
        Ok(Act::Make)
    } else {
        Err(vec![problem("sealed", FieldWhy::NotTicked)])
    }
}

fn deliver(form: &Form, window: Option<WindowId>) -> Result<Act, Vec<FieldProblem>> {
    let window = window.ok_or_else(|| vec![problem("pickup_code", FieldWhy::NotAChoice)])?;
    let (document_type, document_number) =
        (form.trimmed("document_type").to_owned(), form.trimmed("document_number").to_owned());
    let mut problems = Vec::new();
    for (field, value) in
        [("pickup_code", form.trimmed("pickup_code")), ("document_number", document_number.as_str())]
    {
        if value.is_empty() {
            problems.push(problem(field, FieldWhy::Missing));
        }
    }
    let collector = match form.trimmed("collector") {
        "self" | "applicant" => None,
        "other" => {
            let name = form.trimmed("collector_name").to_owned();
            if name.is_empty() {
                problems.push(problem("collector_name", FieldWhy::Missing));
            }
            Some(Collector {
                name,
                document_type: document_type.clone(),
                document_number: document_number.clone(),
                letter: form.trimmed("letter") == "yes",
            })
        }
        _ => {
            problems.push(problem("collector", FieldWhy::NotAChoice));
            None
        }
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    let code = form.trimmed("pickup_code").to_owned();
    Ok(Act::Deliver { code, document_type, document_number, collector, window })
}

fn withdraw(form: &Form, window: Option<WindowId>) -> Result<Act, Vec<FieldProblem>> {
    let cause = match form.trimmed("cause") {
        "no-longer-wanted" => Some(WithdrawCause::NoLongerWanted),
        "comes-again" => Some(WithdrawCause::ComesAgain),
        "wrong-item" => Some(WithdrawCause::WrongItem),
        "asked-by-window" => Some(WithdrawCause::AskedByWindow),
        "other" => Some(WithdrawCause::Other),
        _ => None,
    };
    let mut problems = Vec::new();
    if form.trimmed("document_number").is_empty() {
        problems.push(problem("document_number", FieldWhy::Missing));
    }
    // Without the applicant's signature nothing is withdrawn (C26).
    if form.trimmed("signed") != "yes" {
        problems.push(problem("signed", FieldWhy::NotTicked));
    }
    match (cause, window) {
        (Some(cause), Some(window)) if problems.is_empty() => Ok(Act::Withdraw {
            cause,
            words: form.trimmed("words").to_owned(),
            document_type: form.trimmed("document_type").to_owned(),
            document_number: form.trimmed("document_number").to_owned(),
            window,
        }),
        (Some(_), Some(_)) => Err(problems),
        (_, _) => {
            problems.insert(0, problem("cause", FieldWhy::NotAChoice));
            Err(problems)
        }
    }
}

fn priority_class(form: &Form) -> Result<PriorityClass, Vec<FieldProblem>> {
    let class = PriorityClass::ALL.into_iter().find(|class| class.key() == form.trimmed("class"));
    class.ok_or_else(|| vec![problem("class", FieldWhy::NotAChoice)])
}

fn explain_late(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let expected_on = Day::parse(form.trimmed("expected_on"))
        .ok_or_else(|| vec![problem("expected_on", FieldWhy::NotADay)])?;
    Ok(Act::ExplainLate { reason: form.trimmed("reason").to_owned(), expected_on })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, form: &str) -> Result<Act, Vec<FieldProblem>> {
        let form = Form::parse(form.as_bytes()).expect("a form");
        parse(name, &form, WindowId::parse("w2").ok()).expect("an act")
    }

    fn fields(result: Result<Act, Vec<FieldProblem>>) -> Vec<String> {
        result.expect_err("refused").into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn every_wrong_field_is_named() {
        assert_eq!(fields(read("give", "to=&papers=x")), ["to", "papers"]);
        assert_eq!(
            fields(read("step", "opinion=maybe&place=department&place_reason=tea")),
            ["opinion", "place_reason"]
        );
        assert_eq!(fields(read("ask-stop", "days=0")), ["ground", "days"]);
        assert_eq!(fields(read("correction", "ask=2&ask=5&reason2=missing")), ["detail5"]);
        let long = format!("ask=3&detail3={}", "x".repeat(TEXT_CHARS_MAX + 1));
        assert_eq!(fields(read("correction", &long)), ["detail3"]);
        assert_eq!(fields(read("release-correction", "ask=x&reason=y")), ["ask"]);
        assert_eq!(fields(read("accept-deferred", "ask=4")), ["signed"]);
        assert_eq!(fields(read("check-commitment", "outcome=maybe")), ["outcome"]);
        assert_eq!(fields(read("make", "")), ["sealed"]);
        assert_eq!(
            fields(read("deliver", "collector=other")),
            ["pickup_code", "document_number", "collector_name"]
        );
        assert_eq!(fields(read("reassign", "papers=x")), ["to", "papers", "reason"]);
        assert_eq!(fields(read("stand-in", "counted=")), ["counted"]);
        assert_eq!(fields(read("take-back", "counted=五")), ["counted"]);
        assert_eq!(fields(read("explain-late", "reason=x&expected_on=soon")), ["expected_on"]);
        assert_eq!(fields(read("withdraw", "cause=tired")), ["cause", "document_number", "signed"]);
        assert_eq!(fields(read("withdraw", "cause=other&document_number=1")), ["signed"]);
        assert_eq!(fields(read("refuse-acceptance", "ground=incomplete")), ["ground"]);
        assert_eq!(fields(read("approve-priority", "class=friend")), ["class"]);
    }

    // F7: the document may be left open when the stop is asked for.
    #[test]
    fn the_document_of_a_stop_comes_with_it_or_later() {
        let ask =
            |order: &str| Act::AskStop { exclusion: 1, days: 5, reason: "等".into(), order: order.into() };
        assert_eq!(read("ask-stop", "ground=1&days=5&reason=等"), Ok(ask("")));
        assert_eq!(read("ask-stop", "ground=1&days=5&reason=等&order=+函+9+号+"), Ok(ask("函 9 号")));
        assert_eq!(read("show-stop-order", "order=x"), Ok(Act::ShowStopOrder { order: "x".into() }));
    }

    #[test]
    fn what_is_no_act_is_none() {
        assert!(parse("archive", &Form::default(), None).is_none());
    }

    #[test]
    fn a_grant_takes_no_reasons_of_refusal_with_it() {
        let act = read("decide", "outcome=granted&ground=site&text=x").expect("an act");
        assert_eq!(
            act,
            Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() }
        );
    }
}
