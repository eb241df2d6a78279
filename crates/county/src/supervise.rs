//! The county answers its supervision: who is found late says why, a supervisor who did not write it down judges, an urging notice
//! is answered the same morning by most, left lying by some until it rises, and looked at by another.

use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::finding::{FindingAct, FindingBrief, FindingWhich};
use centre::oversight::order::{OrderAct, OrderBrief, OrderWhich};
use oversight::finding::Verdict;
use oversight::order::{Kind, Rung};

/// Findings and orders that are looked at in one morning.
const AT_ONCE: usize = 400;
/// Days after which nothing is waited for any more.
const LONG: i32 = 9;

const STATED: [&str; 6] = [
    "检测机构的报告晚到两天，收到当天就接着办了。",
    "那天现场核查排了三家，这一家排到了第二天。",
    "承办人临时抽调参加防汛值守，没有及时移交，已经补上。",
    "申请人约的上门时间改了两次，记录在案卷里。",
    "材料移交晚了半天，已经和窗口约定每天十一点、十六点两次取件。",
    "系统里忘了点办结，实际前一天已经做好。",
];
const FOUNDED: [&str; 3] = [
    "说明不能免除责任，按超期计。",
    "应当提前一天提出，没有提出，属实。",
    "同样情况本月不是第一次，属实，请单位整改。",
];
const EXCUSED: [&str; 2] = ["有书面记录，非本人原因。", "情况属实，责任不在承办单位。"];
const MISTAKEN: &str = "核对账本，当时已经办结，误报。";
const ANSWERED: [&str; 4] = [
    "今天上午已经办到下一步，预计明天办结。",
    "已经和申请人通了电话，写明了晚的原因和办好的日子。",
    "材料已经找齐，分管领导今天签。",
    "承办人已换人接办，今天下午办结。",
];

/// A number from 0 to 99 that belongs to an id.
fn luck(id: &str) -> usize {
    id.bytes().rev().take(8).fold(7_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 9973) % 100
}

fn one(of: &[&str], luck: usize) -> String {
    of.get(luck % of.len()).copied().unwrap_or_default().to_owned()
}

/// Whether it was carried out; the rules may refuse a person who has a part in it.
fn done<T>(answer: Result<T, Problem>) -> anyhow::Result<bool> {
    match answer {
        Ok(_) => Ok(true),
        Err(Problem::Refused(_) | Problem::Oversight(_) | Problem::OutOfScope) => Ok(false),
        Err(other) => Err(anyhow::anyhow!("supervision met {other:?}")),
    }
}

/// The leader in charge of a unit, or who runs the centre where it has none.
fn leader(organisation: &Organisation, unit: UnitCode, on: calendar::Day) -> Option<PersonId> {
    let holds = |post: Post| {
        organisation.posts.iter().find(|it| it.post == post && it.unit == unit && it.in_force(on))
    };
    holds(Post::LeaderInCharge).or_else(|| holds(Post::CentreManager)).map(|it| it.person)
}

/// What is due this morning.
pub async fn morning(centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
    super::held::morning(centre).await?;
    super::put_right::morning(centre).await?;
    let supervisors = ["super", "super2", "super3"].map(|id| PersonId::parse(id).map(Session::acting));
    let [Ok(first), Ok(second), Ok(third)] = supervisors else {
        anyhow::bail!("a supervisor's name is no code")
    };
    let supervisors = [&first, &second, &third];
    let absences = centre.in_force().await?.absences;
    let there = |person: PersonId| !absences.is_away(person, centre.today());
    for brief in centre.finding_list(&first, FindingWhich::Open, "", AT_ONCE).await? {
        finding(centre, organisation, &brief, supervisors, there).await?;
    }
    for brief in centre.order_list(&first, OrderWhich::Open, "", AT_ONCE).await? {
        order(centre, &brief, supervisors, there).await?;
    }
    Ok(())
}

async fn finding(
    centre: &Centre,
    organisation: &Organisation,
    brief: &FindingBrief,
    supervisors: [&Session; 3],
    there: impl Fn(PersonId) -> bool,
) -> anyhow::Result<()> {
    let (today, luck) = (centre.today(), luck(&brief.id.to_string()));
    let days = today.number() - brief.raised_at.day().number();
    // Some say nothing at all.
    if !brief.stated && days >= 1 && luck < 88 {
        let who = brief.person.filter(|it| there(*it)).or_else(|| leader(organisation, brief.unit, today));
        if let Some(who) = who.filter(|it| there(*it)) {
            let state = FindingAct::State(one(&STATED, luck));
            let id = centre::seal::random();
            done(centre.finding_act(&Session::acting(who), brief.id, id, None, &state).await)?;
        }
        return Ok(());
    }
    let ready = brief.stated && days >= 2 + i32::try_from(luck % 3).unwrap_or(0);
    if brief.verdict.is_some() || !(ready || days > LONG) {
        return Ok(());
    }
    let (verdict, reason) = match (brief.stated, luck % 10) {
        (true, 6 | 7) => (Verdict::Excused, one(&EXCUSED, luck)),
        (true, 8) => (Verdict::Mistaken, MISTAKEN.to_owned()),
        _ => (Verdict::Founded, one(&FOUNDED, luck)),
    };
    let judge = FindingAct::Judge { verdict, reason };
    for supervisor in supervisors {
        if done(centre.finding_act(supervisor, brief.id, centre::seal::random(), None, &judge).await)? {
            break;
        }
    }
    Ok(())
}

async fn order(
    centre: &Centre,
    brief: &OrderBrief,
    supervisors: [&Session; 3],
    there: impl Fn(PersonId) -> bool,
) -> anyhow::Result<()> {
    let luck = luck(&brief.id.to_string());
    let act = async |session: &Session, act: OrderAct| {
        done(centre.order_act(session, brief.id, centre::seal::random(), None, &act).await)
    };
    match brief.state.as_str() {
        "waiting" => {
            // One of eight is left lying, and rises to somebody who answers it.
            let heeds = !luck.is_multiple_of(8) || brief.rung.is_some_and(|rung| rung >= Rung::Leader);
            if let Some(to) = brief.to.filter(|it| heeds && there(*it)) {
                if brief.kind == Kind::Rectification {
                    return super::put_right::answered(centre, brief, to).await;
                }
                act(&Session::acting(to), OrderAct::Answer { words: one(&ANSWERED, luck), entry: None })
                    .await?;
            }
        }
        "answered" => {
            let fresh = centre.today().number() - brief.issued_at.day().number() <= 1;
            let returns = luck % 13 == 4 && fresh;
            let again = OrderAct::Return("写的是打算，请写已经办到哪一步。".to_owned());
            let accept = OrderAct::Accept(String::new());
            for supervisor in supervisors {
                let looked = if returns { again.clone() } else { accept.clone() };
                if act(supervisor, looked).await? {
                    break;
                }
            }
        }
        _ => {}
    }
    Ok(())
}
