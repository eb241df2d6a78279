//! The county is assessed: attendance every morning, one term from its plan to an awarded window and a unit that puts right.

use calendar::Day;
use casework::absence::AbsenceClass;
use catalogue::{Organisation, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::oversight::assessment::AssessmentAct as Act;
use oversight::assessment::{Count, Dates, Formula, Grade, Indicator, Plan, Scale, Subject, Term, scores};
use oversight::attendance::Mark;

use super::after::done;
use super::inspect::Inspect;

/// Who enters the attendance of whom: the three window heads, and the centre for the rest.
const ENTER: [&str; 4] = ["head.biz", "head.soc", "head.eng", "centre"];
/// The unit whose inspection and evaluation went badly.
const POOR: &str = "jt";
/// Days after the end of a term in which all of it can be shown.
const DAYS_AFTER: i32 = 32;
/// Days of the term that have to be lived through.
const DAYS_LIVED: i32 = 15;

/// What has been shown already; each thing happens once.
#[derive(Default)]
pub struct Assess {
    term: Option<Term>,
    by_hand: bool,
    scored: bool,
    published: Option<Day>,
    objected: bool,
    corrected: u8,
    awarded: bool,
    inspect: Inspect,
}

fn session(id: &str) -> anyhow::Result<Session> {
    let id = PersonId::parse(id).map_err(|error| anyhow::anyhow!("{id}: {error}"))?;
    Ok(Session::acting(id))
}

/// The longest term that is over long enough before the end.
fn term_of(first: Day, until: Day) -> Option<Term> {
    let month = Term::month_of(first);
    let all = [Term::quarter_of(first), month.after().after(), month.after(), month];
    all.into_iter().find(|term| {
        let last = term.days().map(|(_, last)| last.number());
        last.is_some_and(|last| last + DAYS_AFTER <= until.number() && last - first.number() >= DAYS_LIVED)
    })
}

/// After the holidays of October too there are working days before each of them.
fn dates_of(term: Term) -> Option<Dates> {
    let (_, last) = term.days()?;
    let [check_by, evaluate_by, inspect_by, publish_by] = [10, 12, 14, 22].map(|days| last.plus_days(days));
    Some(Dates { check_by, evaluate_by, inspect_by, publish_by })
}

/// The plan of the demonstration: few are enough to be scored, and what came in by hand weighs more than in practice.
fn plan_of(term: Term) -> Option<Plan> {
    let mut plan = Plan::usual(term, dates_of(term)?);
    plan.indicators.retain(|it| !matches!(it.code.as_str(), "U4" | "U7"));
    for it in &mut plan.indicators {
        it.sample_min = it.sample_min.min(5);
        it.weight = match it.code.as_str() {
            "U1" => 15,
            "U3" => 6,
            "U8" | "U9" => 25,
            "U2" | "U5" | "U6" => 5,
            "U10" => 2,
            _ => it.weight,
        };
    }
    // What a share cannot say is written as a formula.
    plan.indicators.push(Indicator {
        code: "U14".to_owned(),
        name: "超期和补正合计扣分".to_owned(),
        scale: Scale::Unit,
        formula: Formula::Feel {
            text: "100 - 200 × 超期办结 ÷ 办结 - max(0, 50 × 补正过的件 ÷ 办结 - 5)".to_owned(),
        },
        full: 100,
        weight: 3,
        sample: vec![Count::Concluded],
        sample_min: 5,
        basis: "年度目标考核：办理规范".to_owned(),
    });
    plan.scored_min = 50;
    Some(plan)
}

impl Assess {
    /// What happens on a morning of the simulated weeks, the last of which is `until`.
    pub async fn morning(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        until: Day,
    ) -> anyhow::Result<()> {
        attendance(centre).await?;
        self.inspect.morning(centre, organisation).await?;
        let today = centre.today();
        let Some(term) = self.term else {
            return self.adopt(centre, term_of(today, until)).await;
        };
        let Some(dates) = dates_of(term) else { return Ok(()) };
        if !term.is_over(today) {
            return Ok(());
        }
        if !self.by_hand {
            self.by_hand = true;
            by_hand(centre, organisation, term).await?;
        } else if !self.scored && today > dates.inspect_by {
            self.scored = act(centre, term, "super", Act::Score(String::new())).await?;
        } else if self.scored && self.published.is_none() {
            if act(centre, term, "super2", Act::Publish).await? {
                self.published = Some(today);
            }
        } else if let Some(on) = self.published {
            self.afterwards(centre, term, today.number() - on.number()).await?;
        }
        Ok(())
    }

    async fn adopt(&mut self, centre: &Centre, term: Option<Term>) -> anyhow::Result<()> {
        let Some((term, plan)) = term.and_then(|term| Some((term, plan_of(term)?))) else { return Ok(()) };
        let by = session("super")?;
        // The year stands beside it, with the centres of towns (R185).
        let year = Term::year_of(centre.today());
        if let Some(dates) = Dates::usual(year) {
            let plan = plan.clone().of_term(year, dates);
            done(centre.assessment_adopt(&by, centre::seal::random(), None, &plan, "").await)?;
        }
        let adopted = centre.assessment_adopt(&by, centre::seal::random(), None, &plan, "").await;
        if done(adopted)? {
            self.term = Some(term);
        }
        Ok(())
    }

    /// Objected to, put right, sent back, put right again; and an award when nobody can object any more.
    async fn afterwards(&mut self, centre: &Centre, term: Term, days: i32) -> anyhow::Result<()> {
        let unit = UnitCode::parse(POOR)?;
        let subject = Subject::Unit(unit);
        let say = |words: &str| words.to_owned();
        if !self.objected {
            self.objected = true;
            let words = say("座谈会请的多是货运企业，不能代表来办事的群众。");
            act(centre, term, "lead.jt", Act::Object { subject, words }).await?;
            let words = say("名单是抽出来的，抽取有记录。下一期多请几类人。");
            let answer = Act::DecideObjection { subject, right: false, words };
            act(centre, term, "super2", answer).await?;
            return Ok(());
        }
        let step = match self.corrected {
            0 => Act::Correct { unit, words: say("已经开会布置整改。") },
            1 => {
                let words = say("只说了开会，没有写改了什么、哪天改好。");
                Act::JudgeCorrection { unit, accepted: false, words }
            }
            2 => Act::Correct {
                unit,
                words: say("窗口授权书补齐，道路运输许可当场能办的 6 项已经放到窗口，10 月 28 日起执行。"),
            },
            _ => Act::JudgeCorrection {
                unit, accepted: true, words: say("现场看过，6 项都能当场办。")
            },
        };
        if self.corrected < 4 {
            let who = if self.corrected.is_multiple_of(2) { "lead.jt" } else { "super2" };
            if act(centre, term, who, step).await? {
                self.corrected += 1;
            }
        }
        if !self.awarded && days > 7 {
            self.award(centre, term).await?;
        }
        Ok(())
    }

    /// The best window with the grade 好, and the best person.
    async fn award(&mut self, centre: &Centre, term: Term) -> anyhow::Result<()> {
        let view = match centre.assessment_fetch(&session("super")?, term, None).await {
            Ok(view) => view,
            Err(problem) => return Err(anyhow::anyhow!("the simulation met {problem:?}")),
        };
        let Some(plan) = view.plan.as_deref() else { return Ok(()) };
        for scale in [Scale::Window, Scale::Person] {
            let best = scores(plan, &view.table, scale);
            for score in best.iter().filter(|it| it.grade == Some(Grade::Good)).take(3) {
                let words = "这一季度排在前面，群众评价好，没有属实的投诉和监察发现。".to_owned();
                if act(centre, term, "super", Act::Award { subject: score.subject, words }).await? {
                    self.awarded = true;
                    break;
                }
            }
        }
        Ok(())
    }
}

async fn act(centre: &Centre, term: Term, who: &str, act: Act) -> anyhow::Result<bool> {
    done(centre.assessment_act(&session(who)?, term, centre::seal::random(), None, &act).await)
}

/// Every head enters the people of the own windows; now and then somebody is late, on leave or away.
async fn attendance(centre: &Centre) -> anyhow::Result<()> {
    let day = centre.today();
    let absences = centre.absences().await?;
    let away = |person, classes: [AbsenceClass; 2]| {
        absences.of(person, day).is_some_and(|it| classes.contains(&it.class))
    };
    for head in ENTER {
        let head = session(head)?;
        let Ok(view) = centre.attendance_fetch(&head, day).await else { continue };
        let mine = view.seats.iter().filter(|it| it.mine && it.mark.is_none());
        let people: Vec<_> = mine
            .enumerate()
            .map(|(n, it)| {
                // The same county every time: what a person does follows from day and name.
                let name: usize = it.person.as_str().bytes().map(usize::from).sum();
                let turn = usize::try_from(day.number()).unwrap_or(0) * 7 + name + n;
                let mark = match turn % 41 {
                    _ if away(it.person, [AbsenceClass::Leave, AbsenceClass::Illness]) => Mark::Leave,
                    _ if away(it.person, [AbsenceClass::Errand, AbsenceClass::Training]) => Mark::Duty,
                    0 => Mark::Late,
                    17 => Mark::Duty,
                    29 if it.person.as_str() == "intake7" => Mark::Absent,
                    _ => Mark::Present,
                };
                (it.person, it.window, mark)
            })
            .collect();
        if !people.is_empty() {
            done(centre.attendance_enter(&head, centre::seal::random(), day, people).await)?;
        }
    }
    Ok(())
}

/// Self-checks, questionnaires, inspections, and the departments' marks of their people at windows.
async fn by_hand(centre: &Centre, organisation: &Organisation, term: Term) -> anyhow::Result<()> {
    let today = centre.today();
    let marked: Vec<_> = oversight::attendance::seated(organisation, today);
    for unit in organisation.units.iter().map(|it| it.code) {
        let leader = [catalogue::item::Post::LeaderInCharge, catalogue::item::Post::AuthorityHead]
            .into_iter()
            .find_map(|post| organisation.who_holds(post, unit, today).next());
        let Some(leader) = leader else { continue };
        let poor = unit.as_str() == POOR;
        let words = match poor {
            true => "进驻事项都能受理，有几项还要回单位办。".to_owned(),
            false => {
                "进驻事项、授权、人员都已核对。超期的件逐件说明了原因，下一期提前两天提醒承办人。".to_owned()
            }
        };
        // One unit forgets it and is asked on the next morning of the term.
        if !poor {
            act(centre, term, leader.as_str(), Act::Check { unit, words }).await?;
        }
        let numbers = if poor { [60, 40, 10] } else { [60, 48, 46] };
        let words = "从上一季度来办过事的人里抽取，电话请来。".to_owned();
        act(centre, term, "centre", Act::Evaluate { unit, symposium: poor, numbers, words }).await?;
        let (mark, words) = match poor {
            true => (35, "三个事项窗口没有授权，群众要再跑一趟。".to_owned()),
            false => (94, "授权、公示、指南与实际一致。".to_owned()),
        };
        act(centre, term, "super", Act::Inspect { unit, mark, words }).await?;
    }
    for (person, _) in marked {
        let own = organisation.person(person).map(|it| it.unit);
        let by = match own {
            Some(unit) if unit == organisation.centre.unit => Some("centre".to_owned()),
            Some(unit) => organisation
                .who_holds(catalogue::item::Post::LeaderInCharge, unit, today)
                .next()
                .map(|it| it.to_string()),
            None => None,
        };
        if let Some(by) = by {
            let mark = Act::Mark { person, mark: 92, words: "认真、耐心，团结同事。".to_owned() };
            act(centre, term, &by, mark).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    // A plan that the rules refuse would leave the demonstration without any assessment, and nobody would see why.
    #[test]
    fn the_plans_of_the_demonstration_are_adopted() {
        for term in ["2026-09", "2026-Q3", "2026"] {
            let plan = Term::parse(term).and_then(plan_of).expect("a term with its days");
            assert_eq!(plan.check(), Ok(()), "{term}");
        }
    }
}
