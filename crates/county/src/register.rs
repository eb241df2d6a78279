//! What changes about whose a simulated case is: a lost receipt, a wrong registration, a firm that was merged, a withdrawal
//! with the applicant's own code.

use casework::{
    Capacity, Case, Event, Facts, Priority, PriorityClass, Stage, SuccessionGround, WithdrawCause,
};
use catalogue::item::ApplicantKind;
use catalogue::{CaseId, Organisation, PersonId, Power};
use centre::Centre;
use centre::account::Session;
use centre::act::Act;
use centre::act_register::RegisterAct;
use centre::case::Problem;
use centre::contact_details::ContactDetails;
use centre::particulars::Applicant;

use super::matter::Matter;
use super::people;
use super::random::Random;

/// What will happen to whose the case is, while it is in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Nothing.
    None,
    /// The receipt is lost (E15), and the telephone with it (E11).
    LostReceipt,
    /// It was typed under somebody else (E10).
    WrongPerson,
    /// The firm is merged into another (E13).
    Merged,
    /// The same person has another name (E11).
    Renamed,
    /// The applicant withdraws with the own code, because the window asked for it (C26, F9).
    OwnCode,
}

/// Which turn the `n`-th matter takes, and on whom it is registered first.
pub fn turn_of(n: u32, applicant: &Applicant) -> (Turn, Option<Applicant>) {
    let mut random = Random::new(u64::from(n) + 977);
    let firm = applicant.kind == "enterprise";
    match n {
        n if n % 97 == 11 => (Turn::LostReceipt, None),
        n if n % 131 == 40 => (Turn::OwnCode, None),
        n if !firm && n % 61 == 50 => (Turn::WrongPerson, Some(people::person(&mut random, n + 400))),
        n if firm && n % 23 == 5 => (Turn::Merged, Some(people::firm(&mut random, n + 50_000))),
        _ => (Turn::None, None),
    }
}

/// Takes the turn, if its time has come; whether something was done.
pub async fn take(
    centre: &Centre,
    organisation: &Organisation,
    matter: &Matter,
    case: CaseId,
    state: &Case,
) -> anyhow::Result<bool> {
    let Case::Filed(file) = state else { return Ok(false) };
    let facts = &file.facts;
    if let Some((who, class)) = approver(centre, organisation, matter, facts) {
        let act = Act::ApprovePriority { class };
        let done = centre.case_act(&Session::acting(who), case, centre::seal::random(), None, &act).await;
        return Ok(done.is_ok());
    }
    let in_hand = matches!(file.stage, Stage::Handling(_)) && facts.holding.capacity == Capacity::Handler;
    if !in_hand || matter.turn == Turn::None || facts.register.former().next().is_some() {
        return Ok(false);
    }
    let done = match matter.turn {
        Turn::OwnCode => withdraw(centre, case).await,
        // The telephone went with the bag in which the receipt was.
        Turn::LostReceipt if facts.register.reprints > 0 => match moved(centre, matter, case).await? {
            Some((who, act)) => {
                let session = Session::acting(who);
                centre.case_act(&session, case, centre::seal::random(), None, &act).await.map(drop)
            }
            None => return Ok(false),
        },
        _ => match act_of(organisation, matter, facts) {
            Some((who, act)) => {
                let session = Session::acting(who);
                centre.case_act(&session, case, centre::seal::random(), None, &act).await.map(drop)
            }
            None => return Ok(false),
        },
    };
    match done {
        Ok(()) => Ok(true),
        Err(Problem::Refused(_) | Problem::Form(_) | Problem::Throttled(_)) => Ok(false),
        Err(other) => Err(anyhow::anyhow!("the simulation met {other:?}")),
    }
}

/// Who gives the priority that was asked for, in which class (A42).
pub(super) fn approver(
    centre: &Centre,
    organisation: &Organisation,
    matter: &Matter,
    facts: &Facts,
) -> Option<(PersonId, PriorityClass)> {
    let Priority::Asked { by, .. } = facts.priority else { return None };
    let able = organisation.who_may(Power::ApprovePriority, &matter.item, centre.today()).into_iter();
    let apart = |person: &PersonId| *person != by && facts.people.iter().all(|part| part.person != *person);
    let who = able.map(|holder| holder.person).find(apart)?;
    let person = matter.applicant.kind == "natural_person";
    Some((who, if person { PriorityClass::Livelihood } else { PriorityClass::MajorProject }))
}

fn act_of(organisation: &Organisation, matter: &Matter, facts: &Facts) -> Option<(PersonId, Act)> {
    let head = organisation.window(matter.window)?.head?;
    let applicant = matter.applicant.clone();
    Some(match matter.turn {
        Turn::LostReceipt if facts.register.reprints == 0 => {
            let (document_type, document_number) = (applicant.document_type, applicant.document_number);
            let window = matter.window;
            let collector = None;
            let reissue = RegisterAct::Reissue { document_type, document_number, collector, window };
            (matter.intake, Act::Register(reissue))
        }
        Turn::WrongPerson => {
            let kind = ApplicantKind::NaturalPerson;
            let reason = "排队的人多，照着上一位的身份证录的。".to_owned();
            (head, Act::Register(RegisterAct::Correct { applicant, kind, reason }))
        }
        Turn::Merged => {
            let (kind, ground) = (ApplicantKind::Enterprise, SuccessionGround::Merged);
            let proof = "准予合并登记通知书，原件已核对退回。".to_owned();
            (head, Act::Register(RegisterAct::Succeed { ground, applicant, kind, proof }))
        }
        Turn::Renamed => {
            let proof = "居民户口簿的变更页，原件已核对退回；身份证号码没有变。".to_owned();
            (head, Act::Register(RegisterAct::Rename { applicant, proof }))
        }
        Turn::LostReceipt | Turn::OwnCode | Turn::None => return None,
    })
}

/// Another telephone, once, for whoever had one (E11).
async fn moved(centre: &Centre, matter: &Matter, case: CaseId) -> anyhow::Result<Option<(PersonId, Act)>> {
    let Some(file) = centre.case_fetch(case).await? else { return Ok(None) };
    let changed = file.lines.iter().any(|line| matches!(line.event, Event::ContactChanged(_)));
    let was = &matter.applicant;
    if changed || was.telephone.is_empty() {
        return Ok(None);
    }
    let head: String = was.telephone.chars().take(was.telephone.chars().count() - 1).collect();
    let last = if was.telephone.ends_with('7') { '8' } else { '7' };
    let contact = ContactDetails { telephone: format!("{head}{last}"), ..ContactDetails::default() };
    let (document_type, document_number) = (was.document_type.clone(), was.document_number.clone());
    let window = matter.window;
    let act = RegisterAct::Contact { document_type, document_number, contact, window };
    Ok(Some((matter.intake, Act::Register(act))))
}

/// As on a telephone: the code comes in a message, and is typed in.
async fn withdraw(centre: &Centre, case: CaseId) -> Result<(), Problem> {
    centre.withdraw_code_send(case, centre::seal::random()).await?;
    let code = own_code(centre, case).await?;
    let words = "窗口说今天是最后一天，让我先撤回再重新交。";
    let cause = WithdrawCause::AskedByWindow;
    centre.withdraw_by_code(case, centre::seal::random(), cause, words, &code).await.map(drop)
}

/// The code as it was sent to the applicant, who is the only one that has it.
pub async fn own_code(centre: &Centre, case: CaseId) -> Result<String, Problem> {
    let file = centre.case_fetch(case).await?.ok_or(Problem::NotFound)?;
    let sent = file.lines.iter().rev().find_map(|line| match &line.event {
        Event::WithdrawCodeSent(fact) => Some(fact.code_sealed),
        _ => None,
    });
    Ok(file.texts.text(sent.ok_or(Problem::NotFound)?.0))
}
