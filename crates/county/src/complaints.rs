//! Complaints of the simulated county, one in every state: answered and published, with the unit on its fourth day, overdue,
//! waiting for a word, opened again, what could not be got done, and a report that only the discipline inspection reads.

use casework::Case;
use catalogue::{ComplaintId, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::list::{Narrow, Which};
use centre::oversight::complaint::{ComplaintAct as Act, ComplaintForm, Contact, Matter};
use oversight::complaint::{Cause, Channel, Class, Verdict, took_part};

/// The complaints, by the number in their ids.
const SLOW: u8 = 0xc1;
const MANNER: u8 = 0xc2;
const PAPERS: u8 = 0xc3;
const GUIDE: u8 = 0xc4;
const NOT_TAKEN: u8 = 0xc5;
const STUCK: u8 = 0xc6;
const PASSED: u8 = 0xc7;
const FEE: u8 = 0xc8;
const REPORT: u8 = 0xc9;
/// Open cases among which one is looked for.
const LOOKED_AT: usize = 20;

/// One morning at the complaint desk; `left` working days remain of the life told.
pub async fn morning(centre: &Centre, left: usize) -> anyhow::Result<()> {
    match left {
        10 => {
            from_home(centre, SLOW, Class::Slow, "sc", "说好七个工作日，等了十二天，打电话没人接。", true)
                .await?;
            from_home(
                centre,
                NOT_TAKEN,
                Class::NotTaken,
                "ga",
                "材料都带了，窗口说不行，也不给单子。",
                false,
            )
            .await?;
        }
        9 => {
            let words = "让我再开一张村里的证明，指南上没有这一条。";
            told(centre, "complaint", PAPERS, Class::MorePapers, Channel::Letter, "wj", words, "").await?;
            assign(centre, SLOW, "sc", Class::Slow).await?;
            assign(centre, NOT_TAKEN, "ga", Class::NotTaken).await?;
            assign(centre, PAPERS, "wj", Class::MorePapers).await?;
        }
        8 => {
            let found = "现场核查排到第九天，承办人没有提前说；已经补派一人，当天去了现场。";
            draft(centre, &["lead.sc", "chief.sc"], SLOW, found).await?;
            let found = "查了窗口登记：照片不合要求，没有给一次性告知书；已补给。";
            draft(centre, &["lead.ga", "chief.ga"], NOT_TAKEN, found).await?;
            let words = "排队半个多小时，工作人员一直低头看手机。";
            told(centre, "guide", MANNER, Class::Manner, Channel::Counter, "zx", words, "许小店").await?;
        }
        7 => {
            let words = "核查排得晚，没有提前告诉您，是我们没做好。现场已经看过，证今天就能做好。";
            reply(centre, SLOW, words, Verdict::Founded, Cause::Means).await?;
            let words = "照片不合要求是实，但应当给您一次性告知书，没有给，已经批评并补给。";
            reply(centre, NOT_TAKEN, words, Verdict::Partly, Cause::Conduct).await?;
            assign(centre, MANNER, "zx", Class::Manner).await?;
        }
        6 => {
            confirm(centre, SLOW).await?;
            confirm(centre, NOT_TAKEN).await?;
            draft(centre, &["centre"], MANNER, "调看了当天的值班记录，情况属实，已经谈话。").await?;
            from_home(centre, GUIDE, Class::Guide, "mz", "指南上写带复印件，到了窗口说要原件。", true)
                .await?;
        }
        5 => {
            let words = "一件食品经营许可的现场核查排得太晚，承诺时限内没有办完。已经补派核查人员，改为三天内排核查。";
            publish(centre, SLOW, words).await?;
            let words = "您说的属实，已经和这位同志谈话，窗口从今天起不许看手机。";
            reply(centre, MANNER, words, Verdict::Founded, Cause::Conduct).await?;
            assign(centre, GUIDE, "mz", Class::Guide).await?;
        }
        4 => {
            let said = Act::Close("昨天下午打电话回访，说窗口改了就好，满意。".into());
            act(centre, "complaint", MANNER, said).await?;
            draft(centre, &["lead.mz", "chief.mz"], GUIDE, "指南漏写了原件，已经改好重新公布。").await?;
            let words = "厂房开工前要跑五个窗口，每个都说等别人先办，跑了三趟没有一个收件的。";
            told(
                centre,
                "guide",
                STUCK,
                Class::LastResort,
                Channel::Counter,
                "zj",
                words,
                "晨禾机械公司经办人",
            )
            .await?;
        }
        3 => {
            let words = "窗口人员值守时看手机，情况属实，已经谈话提醒，并把值守要求贴在窗口。";
            publish(centre, MANNER, words).await?;
            let words = "指南确实漏写了原件，让您白跑一趟，对不起。已经改好，您下次来不用排队。";
            reply(centre, GUIDE, words, Verdict::Founded, Cause::Unclear).await?;
            assign(centre, STUCK, "zj", Class::LastResort).await?;
            overdue(centre).await?;
            from_home(centre, PASSED, Class::PassedOn, "jt", "问了三个窗口，都说归别人管。", true).await?;
        }
        2 => {
            assign(centre, PASSED, "jt", Class::PassedOn).await?;
            report(centre).await?;
        }
        1 => {
            let found = "首问窗口没有登记就让去别处，已经补登记，由交通窗口受理。";
            draft(centre, &["lead.jt", "chief.jt"], PASSED, found).await?;
            reopen(centre, NOT_TAKEN).await?;
            let words = "说代办要收跑腿钱，想问合不合规定。";
            told(centre, "complaint", FEE, Class::Fee, Channel::HotLine, "zr", words, "方新爸").await?;
            act(centre, "discipline", REPORT, Act::Receive).await?;
        }
        _ => {}
    }
    Ok(())
}

fn id(n: u8) -> anyhow::Result<ComplaintId> {
    Ok(ComplaintId::parse(&format!("{n:02x}").repeat(16))?)
}

fn session(who: &str) -> anyhow::Result<Session> {
    Ok(Session::acting(PersonId::parse(who)?))
}

fn form(class: Class, channel: Channel, unit: &str, words: &str) -> anyhow::Result<ComplaintForm> {
    Ok(ComplaintForm {
        matter: Matter::Complaint(class),
        channel,
        unit: Some(UnitCode::parse(unit)?),
        person: None,
        window: None,
        case: String::new(),
        step: None,
        words: words.to_owned(),
        contact: Contact::default(),
        open_to_unit: false,
    })
}

/// Made on the net, without an account; about an open case of the unit where there is one.
async fn from_home(
    centre: &Centre,
    n: u8,
    class: Class,
    unit: &str,
    words: &str,
    reachable: bool,
) -> anyhow::Result<()> {
    let mut form = form(class, Channel::Web, unit, words)?;
    if reachable {
        form.contact.telephone = format!("0000-0000{n}");
    }
    let which = Which::Unit(UnitCode::parse(unit)?);
    let open = centre.case_list(&session("super")?, which, Narrow::default(), None, LOOKED_AT).await?;
    // One in which those who lead the unit had no part yet: they look into it.
    let leaders = [format!("lead.{unit}"), format!("chief.{unit}")];
    let mut case = None;
    for brief in &open {
        let state = centre.case_state(brief.id).await?;
        let file = state.and_then(|it| match it.case {
            Case::Filed(file) => Some(file),
            Case::Absent => None,
        });
        let apart = |who: &String| PersonId::parse(who).is_ok_and(|it| !took_part(file.as_deref(), it));
        if leaders.iter().all(apart) {
            case = Some(brief.id);
            break;
        }
    }
    settled(centre.complaint_make([n; 16], &form, case, "192.0.2.1").await)
}

/// Told to an officer.
#[expect(clippy::too_many_arguments, reason = "one line of the register")]
async fn told(
    centre: &Centre,
    who: &str,
    n: u8,
    class: Class,
    channel: Channel,
    unit: &str,
    words: &str,
    name: &str,
) -> anyhow::Result<()> {
    let mut form = form(class, channel, unit, words)?;
    form.contact.name = name.to_owned();
    if !name.is_empty() {
        form.contact.telephone = format!("0000-0000{n}");
    }
    settled(centre.complaint_write(&session(who)?, [n; 16], &form).await)
}

async fn assign(centre: &Centre, n: u8, unit: &str, class: Class) -> anyhow::Result<()> {
    let unit = UnitCode::parse(unit)?;
    let assign = Act::Assign { unit, to: None, about_unit: unit, person: None, class };
    act(centre, "complaint", n, assign).await
}

/// By the first of those who lead the unit and had no part in the case (E27).
async fn draft(centre: &Centre, who: &[&str], n: u8, words: &str) -> anyhow::Result<()> {
    let id = id(n)?;
    for who in who {
        let Ok(view) = centre.complaint_fetch(&session(who)?, id).await else { continue };
        if !took_part(view.file.as_deref(), PersonId::parse(who)?) {
            return act(centre, who, n, Act::Draft(words.to_owned())).await;
        }
    }
    Ok(())
}

async fn reply(centre: &Centre, n: u8, words: &str, verdict: Verdict, cause: Cause) -> anyhow::Result<()> {
    act(centre, "complaint", n, Act::Reply { words: words.to_owned(), verdict, cause }).await
}

async fn publish(centre: &Centre, n: u8, words: &str) -> anyhow::Result<()> {
    act(centre, "complaint", n, Act::Publish(words.to_owned())).await
}

async fn confirm(centre: &Centre, n: u8) -> anyhow::Result<()> {
    settled(centre.complaint_confirm(id(n)?, centre::seal::random(), "").await)
}

async fn reopen(centre: &Centre, n: u8) -> anyhow::Result<()> {
    let words = "补给了告知书，照着重新带了照片，还是说不行。";
    settled(centre.complaint_reopen(id(n)?, centre::seal::random(), words).await)
}

/// The unit let its day pass; the complainant is told why.
async fn overdue(centre: &Centre) -> anyhow::Result<()> {
    let Some(calendar) = centre.in_force().await?.calendar else { return Ok(()) };
    let until = calendar.add_working_days(centre.today(), 5)?;
    let reason = "承办人出差，要等他回来核对当天的收件记录。".to_owned();
    act(centre, "complaint", PAPERS, Act::TellLonger { until, reason }).await
}

async fn report(centre: &Centre) -> anyhow::Result<()> {
    let mut form = form(Class::Other, Channel::Web, "zj", "有人说给两条烟就能先排上核查。")?;
    form.matter = Matter::Report;
    settled(centre.complaint_make([REPORT; 16], &form, None, "192.0.2.2").await)
}

async fn act(centre: &Centre, who: &str, n: u8, act: Act) -> anyhow::Result<()> {
    settled(centre.complaint_act(&session(who)?, id(n)?, centre::seal::random(), None, &act).await)
}

/// A refusal is part of life, and so is a county too young for what went before; anything else is not.
fn settled<T>(done: Result<T, Problem>) -> anyhow::Result<()> {
    match done {
        Ok(_) | Err(Problem::Oversight(_) | Problem::NotFound | Problem::OutOfScope) => Ok(()),
        Err(other) => Err(anyhow::anyhow!("a complaint met {other:?}")),
    }
}
