//! The frauds of the requirements (6.3), each with an honest case beside it.

use std::future::Future;
use std::pin::Pin;

use calendar::Instant;
use casework::absence::{AbsenceClass, Command, Enter};
use casework::contact::Target;
use casework::outage::{ClaimNumber, Command as Outage, OutageKind, Print};
use casework::{MaterialMarks, WithdrawCause};
use catalogue::{CaseId, ComplaintId, RowSet, UnitCode, WindowId};
use centre::act::Act;
use centre::case::Problem;
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};
use centre::oversight::complaint::{ComplaintAct, ComplaintForm, Contact, Matter};
use centre::oversight::rating::{RatingForm, Writing};
use oversight::Rule;
use oversight::complaint::{Cause, Channel, Class, Verdict};
use oversight::rating::{Grade, Kind};

use super::office::{Office, acting, who};
use super::{Left, Refused, habits};

type Scene = for<'a> fn(&'a Office<'a>) -> Pin<Box<dyn Future<Output = anyhow::Result<Left>> + 'a>>;

/// All plays, in the order of their numbers; the one that sends an officer on leave comes last.
pub fn all() -> Vec<(&'static str, Scene)> {
    vec![
        ("F1", |it| Box::pin(second_list(it))),
        ("F3", |it| Box::pin(parked(it))),
        ("F4", |it| Box::pin(entered_afterwards(it))),
        ("F4", |it| Box::pin(habits::entered_at_night(it))),
        ("F4", |it| Box::pin(habits::accepted_on_the_last_day(it))),
        ("F6", |it| Box::pin(hasty(it))),
        ("F6", |it| Box::pin(one_device(it))),
        ("F6", |it| Box::pin(habits::steps_clicked(it))),
        ("F7", |it| Box::pin(stopped(it))),
        ("F8", |it| Box::pin(extended(it))),
        ("F8", |it| Box::pin(habits::one_reason_for_all(it))),
        ("F9", |it| Box::pin(talked_out(it))),
        ("F10", |it| Box::pin(kept_back(it))),
        ("F13", |it| Box::pin(passed_on(it))),
        ("F16", |it| Box::pin(bought_ratings(it))),
        ("F18", |it| Box::pin(closed_by_itself(it))),
        ("F20", |it| Box::pin(borrowed_account(it))),
    ]
}

fn left(rule: Rule, case: CaseId, honest: CaseId) -> Left {
    Left { refused: None, rule, case: Some(case), honest: Some(honest), units: None, in_all: None }
}

fn rows(rows: &[u8]) -> anyhow::Result<RowSet> {
    RowSet::of(rows).map_err(|_| anyhow::anyhow!("rows are below 65"))
}

/// F1: when the missing papers have come, a second list asks for others. One that asks again for what the first one named is let
/// pass, and is a remark to be explained, in a case of its own.
async fn second_list(office: &Office<'_>) -> anyhow::Result<Left> {
    // The honest case comes last: what is brought is answered on the same day.
    let mut cases = Vec::new();
    for _ in 0..3 {
        let case = office.receives(&[2]).await?;
        office.hour().await?;
        office.does("intake2", case, Office::correction(&[2])).await?;
        office.working_days(1).await?;
        let marks = MaterialMarks { copy_kept: rows(&[2])?, ..MaterialMarks::default() };
        let supplement = Act::supplement(marks, 1, WindowId::parse("w2")?);
        office.does("intake2", case, supplement).await?;
        cases.push(case);
    }
    let (fraud, again, honest) = (cases[0], cases[1], cases[2]);
    office.in_hand(honest, true).await?;
    office.ends_well(honest).await?;
    office.does("intake2", again, Office::correction(&[2])).await?;
    let came = office.tries("intake2", fraud, Office::correction(&[3])).await?.err();
    let refused = Some(Refused { wanted: "already-noticed", came });
    Ok(Left { refused, ..left(Rule::RowsAdded, fraud, honest) })
}

/// F3: papers lie on the desk and nobody says whether they are accepted.
async fn parked(office: &Office<'_>) -> anyhow::Result<Left> {
    let (case, honest) = (office.receives(&[]).await?, office.receives(&[]).await?);
    office.in_hand(honest, true).await?;
    office.ends_well(honest).await?;
    office.working_days(6).await?;
    Ok(left(Rule::DeemedAccepted, case, honest))
}

/// F4: taken in during an outage, entered two days afterwards.
async fn entered_afterwards(office: &Office<'_>) -> anyhow::Result<Left> {
    let (head, window) = (acting("head.biz"), WindowId::parse("w2")?);
    let act = async |session: &centre::account::Session, id, command| {
        let done = office.centre.outage_act(session, id, command).await;
        done.map_err(|problem| anyhow::anyhow!("the outage met {problem:?}")).map(drop)
    };
    act(&head, centre::seal::random(), Outage::Print(Print { window, count: 20 })).await?;
    office.hour().await?;
    office.hour().await?;
    let now = office.now();
    let since = Instant(now.0 - 5_400_000_000);
    act(&head, centre::seal::random(), Outage::Declare { since, kind: OutageKind::Power }).await?;
    act(&head, centre::seal::random(), Outage::End { until: Instant(now.0 - 600_000_000) }).await?;
    let written = |minutes: i64| Instant(since.0 + minutes * 60_000_000);
    let claim = async |number: u32, occurred_at: Instant| -> anyhow::Result<CaseId> {
        let id = centre::seal::random();
        let claim = ClaimNumber { number, occurred_at, case: centre::intake::case_id(id) };
        act(&acting("intake2"), centre::outage::claim_id(id), Outage::Claim(claim)).await?;
        office.receives_as(id, &[]).await
    };
    let honest = claim(1, written(20)).await?;
    office.in_hand(honest, true).await?;
    office.ends_well(honest).await?;
    office.working_days(1).await?;
    let case = claim(2, written(30)).await?;
    Ok(left(Rule::EnteredLate, case, honest))
}

/// F6: everything is clicked through within minutes.
async fn hasty(office: &Office<'_>) -> anyhow::Result<Left> {
    let honest = office.receives(&[]).await?;
    office.in_hand(honest, true).await?;
    office.ends_well(honest).await?;
    let case = office.receives(&[]).await?;
    office.in_hand(case, false).await?;
    office.concludes(case, false).await?;
    office.delivers(case).await?;
    Ok(left(Rule::HastyCase, case, honest))
}

/// F6: who asked for more time and who approved it sat at one device; in the honest case only the window's machine was shared.
async fn one_device(office: &Office<'_>) -> anyhow::Result<Left> {
    let (shared, own) = (centre::Centre::device_mark_new(), centre::Centre::device_mark_new());
    let sits = async |who: &str, mark: &str| office.centre.device_used(&acting(who), mark).await;
    let mut cases = Vec::new();
    for approver in [&shared, &own] {
        office.hour().await?;
        sits("intake2", &shared).await;
        let case = office.receives(&[]).await?;
        office.in_hand(case, false).await?;
        sits("do.sc", &shared).await;
        let reason = format!("第{}处经营场所要另约时间核查。", cases.len() + 1);
        office.does("do.sc", case, Act::AskExtension { reason }).await?;
        sits("chief.sc", approver).await;
        office.does("chief.sc", case, Act::ApproveExtension).await?;
        cases.push(case);
    }
    office.ends_well(cases[1]).await?;
    Ok(left(Rule::SameDevice, cases[0], cases[1]))
}

/// F7: the clock is stopped on the last days.
async fn stopped(office: &Office<'_>) -> anyhow::Result<Left> {
    let stop = || Act::AskStop {
        exclusion: 0,
        days: 10,
        reason: "要等检验报告。".into(),
        order: "检验委托单 2026-118 号".into(),
    };
    let (case, honest) = (office.receives(&[]).await?, office.receives(&[]).await?);
    office.in_hand(case, true).await?;
    office.in_hand(honest, true).await?;
    office.does("do.sc", honest, stop()).await?;
    office.any_does(&["lead.sc", "chief.sc"], honest, &Act::ApproveStop).await?;
    office.working_days(2).await?;
    office.does("do.sc", honest, Act::Resume { result: "检测结果已送达，符合要求。".into() }).await?;
    office.ends_well(honest).await?;
    office.until_used(case, 90).await?;
    office.does("do.sc", case, stop()).await?;
    Ok(left(Rule::StopNearEnd, case, honest))
}

/// F8: the limit is lengthened when it is all but over.
async fn extended(office: &Office<'_>) -> anyhow::Result<Left> {
    let ask = || Act::AskExtension {
        reason: "连日暴雨，进场道路中断，现场核查要推迟。".into()
    };
    let approvers = ["lead.sc", "chief.sc"];
    let (case, honest) = (office.receives(&[]).await?, office.receives(&[]).await?);
    office.in_hand(case, true).await?;
    office.in_hand(honest, true).await?;
    office.does("do.sc", honest, ask()).await?;
    office.any_does(&approvers, honest, &Act::ApproveExtension).await?;
    office.ends_well(honest).await?;
    office.until_left(case, 1).await?;
    office.does("do.sc", case, ask()).await?;
    office.any_does(&approvers, case, &Act::ApproveExtension).await?;
    Ok(left(Rule::ExtendedNearEnd, case, honest))
}

/// F9: the window talks somebody into withdrawing, and the applicant says so.
async fn talked_out(office: &Office<'_>) -> anyhow::Result<Left> {
    let mut cases = Vec::new();
    for cause in [WithdrawCause::AskedByWindow, WithdrawCause::NoLongerWanted] {
        let case = office.receives(&[]).await?;
        office.in_hand(case, true).await?;
        let told = |problem| anyhow::anyhow!("the applicant met {problem:?}");
        office.centre.withdraw_code_send(case, centre::seal::random()).await.map_err(told)?;
        let code = county::register::own_code(office.centre, case).await.map_err(told)?;
        let id = centre::seal::random();
        office.centre.withdraw_by_code(case, id, cause, "", &code).await.map_err(told)?;
        cases.push(case);
    }
    Ok(left(Rule::AskedToWithdraw, cases[0], cases[1]))
}

/// F10: the result lies in a drawer.
async fn kept_back(office: &Office<'_>) -> anyhow::Result<Left> {
    let (case, honest) = (office.receives(&[]).await?, office.receives(&[]).await?);
    for each in [case, honest] {
        office.in_hand(each, true).await?;
        office.working_days(1).await?;
    }
    office.concludes(case, true).await?;
    office.working_days(1).await?;
    office.ends_well(honest).await?;
    office.working_days(11).await?;
    Ok(left(Rule::NotDelivered, case, honest))
}

/// F13: somebody is sent from desk to desk; another is sent once, and the desk takes it.
async fn passed_on(office: &Office<'_>) -> anyhow::Result<Left> {
    let to = |unit: &str| -> anyhow::Result<TransferForm> {
        Ok(TransferForm { to: Target::Unit(UnitCode::parse(unit)?), note: "请今天和他联系。".into() })
    };
    let told = |problem| anyhow::anyhow!("the guide desk met {problem:?}");
    let mut contacts = Vec::new();
    for words in ["村口小桥边想搭个棚子，问要不要批", "楼下饭店油烟大，问找谁管"]
    {
        let form = ContactForm {
            window: Some(WindowId::parse("w1")?),
            item: String::new(),
            words: words.to_owned(),
            visitor: String::new(),
            outcome: OutcomeForm::Transferred(to("sl")?),
        };
        let id = centre::seal::random();
        office.centre.contact_record(&acting("guide"), id, &form).await.map_err(told)?;
        contacts.push(centre::contact::contact_id(id));
    }
    let act = async |person: &str, contact, act: ContactAct| {
        let id = centre::seal::random();
        office.centre.contact_act(&acting(person), contact, id, None, &act).await.map_err(told).map(drop)
    };
    for contact in &contacts {
        act("do.sl", *contact, ContactAct::Sign).await?;
    }
    act("do.sl", contacts[0], ContactAct::Transfer(to("zj")?)).await?;
    act("do.zj", contacts[0], ContactAct::Sign).await?;
    act("do.zj", contacts[0], ContactAct::Transfer(to("wl")?)).await?;
    act("do.wl", contacts[0], ContactAct::Sign).await?;
    // One of the two visitors was passed on too often: from the second time on each further one is found.
    Ok(Left { refused: None, rule: Rule::PassedOn, case: None, honest: None, units: None, in_all: Some(2) })
}

/// F16: somebody at the window rates in the place of a dozen visitors, from one device and at once. At the next window a dozen
/// visitors rate by themselves: from telephones of their own, when they come to it, and not all content.
async fn bought_ratings(office: &Office<'_>) -> anyhow::Result<Left> {
    let (mut bought, mut honest) = (Vec::new(), Vec::new());
    for _ in 0..12 {
        bought.push(office.receives(&[]).await?);
        honest.push(office.receives_at("w3").await?);
    }
    // Two more who do not answer, as people do not.
    for _ in 0..2 {
        office.receives_at("w3").await?;
    }
    // The messages go out; whoever has all the telephones answers the same minute.
    office.turn().await?;
    office.turn().await?;
    let told = |problem| anyhow::anyhow!("a rating met {problem:?}");
    let rates = async |case, writing: &Writing, form: &RatingForm| {
        let Some(code) = office.centre.rating_code(case, Kind::Visit).await.map_err(told)? else {
            anyhow::bail!("a visitor was not asked");
        };
        let given = office.centre.rating_give(&code, writing, centre::seal::random(), form).await;
        given.map_err(told).map(drop)
    };
    let one = Writing { address: "192.0.2.7".into(), browser: "tablet".into() };
    let form = RatingForm {
        grade: Some(Grade::VerySatisfied),
        words: "服务非常好，非常满意！".into(),
        ..RatingForm::default()
    };
    for case in bought {
        rates(case, &one, &form).await?;
    }
    let grades = [Grade::VerySatisfied, Grade::Satisfied, Grade::Satisfied, Grade::Fairly];
    for ((n, case), grade) in (1..).zip(honest).zip(grades.into_iter().cycle()) {
        office.hour().await?;
        let own = Writing { address: format!("198.51.100.{n}"), browser: format!("telephone {n}") };
        let words = if n % 3 == 0 { format!("等了{n}分钟。") } else { String::new() };
        rates(case, &own, &RatingForm { grade: Some(grade), words, ..RatingForm::default() }).await?;
    }
    office.working_days(1).await?;
    // That window, and no other window or unit: the honest one beside it is not found.
    Ok(Left {
        refused: None,
        rule: Rule::RatingsNotReliable,
        case: None,
        honest: None,
        units: None,
        in_all: Some(1),
    })
}

/// F18: the unit complained of answers by itself; another complaint is answered by the desk, and the complainant is content.
async fn closed_by_itself(office: &Office<'_>) -> anyhow::Result<Left> {
    let unit = UnitCode::parse("sc")?;
    let told = |problem| anyhow::anyhow!("a complaint met {problem:?}");
    let act = async |person: &str, id: ComplaintId, act: ComplaintAct| {
        office.centre.complaint_act(&acting(person), id, centre::seal::random(), None, &act).await
    };
    let mut complaints = Vec::new();
    for (n, words) in ["说好三天，等了十天。", "第二次来又说要再复印一份。"].into_iter().enumerate()
    {
        let form = ComplaintForm {
            matter: Matter::Complaint(Class::Slow),
            channel: Channel::Web,
            unit: Some(unit),
            person: None,
            window: None,
            case: String::new(),
            step: None,
            words: words.to_owned(),
            contact: Contact::default(),
            open_to_unit: false,
        };
        let address = format!("192.0.2.{}", n + 1);
        let made = office.centre.complaint_make(centre::seal::random(), &form, None, &address).await;
        let id = made.map_err(told)?.0;
        let assign =
            ComplaintAct::Assign { unit, to: None, about_unit: unit, person: None, class: Class::Slow };
        act("complaint", id, assign).await.map_err(told)?;
        act("lead.sc", id, ComplaintAct::Draft("人手不够，已经补派。".into())).await.map_err(told)?;
        complaints.push(id);
    }
    let reply =
        || ComplaintAct::Reply {
            words: "今天办好。".into(), verdict: Verdict::Founded, cause: Cause::Means
        };
    act("complaint", complaints[1], reply()).await.map_err(told)?;
    office.centre.complaint_confirm(complaints[1], centre::seal::random(), "").await.map_err(told)?;
    let came = match act("lead.sc", complaints[0], reply()).await {
        Ok(_) => None,
        Err(Problem::Oversight(refusal)) => Some(refusal.code().to_owned()),
        Err(other) => return Err(told(other)),
    };
    Ok(Left {
        refused: Some(Refused { wanted: "complaint-not-the-desk", came }),
        rule: Rule::ComplaintWithoutWord,
        case: None,
        honest: None,
        units: None,
        in_all: Some(0),
    })
}

/// F20: an account is used while its owner is on leave.
async fn borrowed_account(office: &Office<'_>) -> anyhow::Result<Left> {
    let (case, honest) = (office.receives(&[]).await?, office.receives(&[]).await?);
    office.in_hand(honest, true).await?;
    office.ends_well(honest).await?;
    office.in_hand(case, true).await?;
    office.working_days(1).await?;
    let today = office.now().day();
    let leave = Enter {
        person: who("do.sc"),
        from: today,
        until: Some(today),
        class: AbsenceClass::Leave,
        deputy: Some(who("do2.sc")),
    };
    let entered =
        office.centre.absence_act(&acting("do.sc"), centre::seal::random(), Command::Enter(leave)).await;
    entered.map_err(|problem| anyhow::anyhow!("the leave met {problem:?}"))?;
    let act =
        Act::AskExtension { reason: "连日暴雨，进场道路中断，现场核查要推迟。".into() };
    // Whoever is away is not kept from acting: it is found.
    office.does("do.sc", case, act).await?;
    Ok(left(Rule::ActedWhileAway, case, honest))
}
