//! The county is inspected: rounds by the calendar, one missed and entered late, what was seen put right; questionnaires, a
//! corrected one among them; bulletins that are explained and published; and, late in the year, summaries.

use calendar::{Calendar, Day};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::oversight::inspection::{InspectionAct as Act, InspectionBrief, PlanForm};
use centre::oversight::summary::SummaryForm;
use centre::oversight::survey::SurveyForm;
use oversight::inspection::{Kind, Place, Section, Standing};
use oversight::survey;

use super::after::done;

/// Why cases were late, as units say it in public (N32).
const REASONS: [&str; 3] = [
    "现场核查的人手不够，排期晚了。已经和邻近的所站合在一起排，超期的逐件向申请人说明过。",
    "两名核查人员同时抽去汛期值班，没有及时改派。以后值班表先报窗口，改派当天办。",
    "上级系统停用三天，结果来得晚。停用的记录已经附在各件里，已请上级以后提前通知。",
];

/// What a unit says of its year: what was done, what is wrong, what will be done.
const OF_UNIT: [&str; 3] = [
    "进驻事项全部在窗口受理，授权到位；超期的件逐件说明了原因；投诉都在五个工作日内答复。",
    "现场核查排期偏晚，指南更新不及时，两个岗位没有替岗的人。",
    "一、核查两天一排。二、指南改动当天换。三、明年一月底以前每个岗位定好替岗的人。",
];
/// What the centre says of its own.
const OF_CENTRE: [&str; 3] = [
    "各部门的事项都在大厅受理，检查按日历进行，误期的逐次补录并写明理由；超期的件都在办件通报里说明。",
    "一个部门超期偏多；乡镇便民服务中心开办的事项少，群众还要进城。",
    "一、超期多的部门每月会商一次。二、明年上半年把高频事项放到乡镇便民服务中心受理。",
];

/// The unit that keeps others waiting: its correction goes back once, and it does not hand in its summary.
const SLOW: &str = "jt";
/// Days of December from which on the units hand in; in November two of them do.
const UNITS_EARLY: usize = 2;

/// What has been shown already; each thing happens once.
#[derive(Default)]
pub struct Inspect {
    month: Option<(i32, u32)>,
    crossed: bool,
    returned: bool,
    corrected: bool,
}

fn person(id: &str) -> anyhow::Result<PersonId> {
    PersonId::parse(id).map_err(|error| anyhow::anyhow!("{id}: {error}"))
}

fn session(id: &str) -> anyhow::Result<Session> {
    Ok(Session::acting(person(id)?))
}

/// Who speaks for a unit; for the centre itself who runs it.
fn leader(organisation: &Organisation, unit: UnitCode, on: Day) -> Option<Session> {
    [Post::LeaderInCharge, Post::AuthorityHead, Post::CentreManager]
        .into_iter()
        .find_map(|post| organisation.who_holds(post, unit, on).next())
        .map(Session::acting)
}

impl Inspect {
    /// What happens on a morning of the simulated weeks.
    pub async fn morning(&mut self, centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
        let today = centre.today();
        let (year, month, _) = today.ymd();
        if self.month != Some((year, month)) {
            let begins = |(year, month)| Day::from_ymd(year, month, 1);
            if let (Some(last), Some(this)) = (self.month.and_then(begins), begins((year, month))) {
                super::reconciled::month(centre, organisation, (last, this.plus_days(-1))).await?;
            }
            self.month = Some((year, month));
            let people = [person("super")?, person("centre")?];
            done(
                centre
                    .inspection_plan_usual(&session("super")?, centre::seal::random(), today, &people)
                    .await,
            )?;
            self.cross_check(centre, today).await?;
            self.surveys(centre, today).await?;
            bulletins(centre, organisation, today).await?;
        }
        self.rounds(centre, today).await?;
        self.corrections(centre, organisation, today).await?;
        summaries(centre, organisation, today).await
    }

    /// One unit is looked at by the heads of another, once.
    async fn cross_check(&mut self, centre: &Centre, today: Day) -> anyhow::Result<()> {
        if self.crossed {
            return Ok(());
        }
        self.crossed = true;
        let by = Calendar::built_in().add_working_days(today, 4).unwrap_or(today);
        let place = Place::Unit(UnitCode::parse(SLOW)?);
        let (kind, people) = (Kind::HalfYear, vec![person("lead.sc")?, person("super2")?]);
        let form = PlanForm { kind, place, people, by, sections: Vec::new() };
        done(centre.inspection_plan(&session("centre")?, centre::seal::random(), &form).await)?;
        Ok(())
    }

    /// Rounds that are due today are made, but for one now and then; of these some are entered three days later.
    async fn rounds(&mut self, centre: &Centre, today: Day) -> anyhow::Result<()> {
        let by = session("super")?;
        let due = match centre.inspection_list(&by, today.plus_days(-12), today).await {
            Ok(list) => list,
            Err(problem) => return Err(anyhow::anyhow!("the simulation met {problem:?}")),
        };
        for brief in due.iter().filter(|it| it.done_on.is_none()) {
            let missed = brief.kind == Kind::Weekly && brief.by.number() % 9 == 4;
            let late = today.number() - brief.by.number();
            let enters = match (missed, late) {
                (false, late) => late >= 0,
                (true, late) => late >= 3 && brief.by.number() % 2 == 0,
            };
            if enters {
                make(centre, &by, brief, today, missed).await?;
            }
        }
        Ok(())
    }

    /// Units answer on the day before the last; the first answer of the slow one goes back.
    async fn corrections(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        today: Day,
    ) -> anyhow::Result<()> {
        let points = match centre.inspection_points(&session("super")?).await {
            Ok(points) => points,
            Err(problem) => return Err(anyhow::anyhow!("the simulation met {problem:?}")),
        };
        for point in points {
            let Ok(number) = u8::try_from(point.point) else { continue };
            let near = point.correct_by.is_some_and(|by| today.plus_days(1) >= by);
            let act = async |by: &Session, act: Act| {
                done(centre.inspection_act(by, point.id, centre::seal::random(), &act).await)
            };
            match (point.standing, leader(organisation, point.unit, today)) {
                (Standing::Open, Some(leader)) if near => {
                    let words = "已经换成新的，今天上午核对过，和网上一致。".to_owned();
                    act(&leader, Act::Answer { point: number, words }).await?;
                }
                (Standing::Answered, _) => {
                    let back = point.unit.as_str() == SLOW && !self.returned;
                    self.returned |= back;
                    let again_by = Calendar::built_in().add_working_days(today, 3).ok().filter(|_| back);
                    let words = match back {
                        true => "还有一处没有换，请一并改好。".to_owned(),
                        false => "现场看过，已经改好。".to_owned(),
                    };
                    act(&session("super2")?, Act::Judge { point: number, again_by, words }).await?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A questionnaire of one unit and a symposium of the whole centre in every month; the first was copied wrongly.
    async fn surveys(&mut self, centre: &Centre, today: Day) -> anyhow::Result<()> {
        let by = session("centre")?;
        // No month is like the other.
        let (_, month, _) = today.ymd();
        let units = ["sc", "rs", "mz", "zr"];
        let unit = units[usize::try_from(month)? % units.len()];
        let (asked, answered) = (60 + month * 2, 41 + month);
        let form = |kind, unit, numbers, chosen: &str, words: &str| SurveyForm {
            kind,
            unit,
            on: today,
            numbers,
            chosen: chosen.to_owned(),
            words: words.to_owned(),
        };
        let record = form(
            survey::Kind::Questionnaire,
            Some(UnitCode::parse(unit)?),
            [asked, answered, answered - 12],
            "从上月办结的件里每三件抽一件，电话请来填。",
            ["多数说窗口耐心；有人希望中午也能办。", "多数说比去年快；有人说停车难。"]
                [usize::try_from(month)? % 2],
        );
        let written = centre.survey_write(&by, centre::seal::random(), &record).await;
        if let (false, Ok((id, _))) = (self.corrected, &written) {
            self.corrected = true;
            let right = SurveyForm { numbers: [asked, answered, answered - 2], ..record };
            let corrected = centre.survey_correct(
                &by,
                *id,
                centre::seal::random(),
                None,
                (&right, "满意的人数抄错了一位。"),
            );
            done(corrected.await)?;
        }
        done(written)?;
        let talked = form(
            survey::Kind::Symposium,
            None,
            [20 + month % 5, 17 + month % 4, 13 + month % 3],
            "乡镇推荐一半，来办过事的企业和群众里抽一半。",
            ["希望指示牌再大一些，出生登记和医保能一次办。", "希望乡镇也能领证，少跑一趟县城。"]
                [usize::try_from(month)? % 2],
        );
        done(centre.survey_write(&by, centre::seal::random(), &talked).await)?;
        Ok(())
    }
}

/// A round is entered; those that look closely see something that has to be put right.
async fn make(
    centre: &Centre,
    by: &Session,
    brief: &InspectionBrief,
    today: Day,
    missed: bool,
) -> anyhow::Result<()> {
    let act = async |act: Act| done(centre.inspection_act(by, brief.id, centre::seal::random(), &act).await);
    let seen = match brief.kind {
        Kind::Weekly => "各窗口都有人，九点以前电脑、叫号都开了。",
        Kind::Monthly | Kind::Quarterly | Kind::Special => "总的好，公开的内容有几处旧的。",
        Kind::HalfYear => "进驻事项、授权、公示逐项核对过。",
    };
    let entered = act(Act::Make {
        on: if missed { brief.by } else { today },
        people: brief.people.clone(),
        sections: oversight::inspection::sections_of(brief.kind).iter().collect(),
        words: seen.to_owned(),
        reason: if missed {
            "当天两位都去乡镇开会，回来才补录。".to_owned()
        } else {
            String::new()
        },
    })
    .await?;
    if !entered || brief.kind == Kind::Weekly {
        return Ok(());
    }
    let correct_by = Calendar::built_in().add_working_days(today, 6).ok();
    let observe = |unit: UnitCode, window, section, correct_by, words: &str| Act::Observe {
        unit,
        window,
        section,
        correct_by,
        words: words.to_owned(),
    };
    if let Place::Unit(unit) = brief.place {
        let words = "服务指南上的承诺时限和窗口公示的不一样。";
        act(observe(unit, None, Section::Publicity, correct_by, words)).await?;
        return Ok(());
    }
    let (sc, w2) = (UnitCode::parse("sc")?, WindowId::parse("w2").ok());
    act(observe(sc, w2, Section::Publicity, correct_by, "窗口上贴的还是去年的办事指南。")).await?;
    act(observe(sc, w2, Section::Limits, None, "抽看十件，时限都算得对。")).await?;
    Ok(())
}

/// Every month that is frozen: who was late says why, but for the slow one, and a supervisor publishes.
async fn bulletins(centre: &Centre, organisation: &Organisation, today: Day) -> anyhow::Result<()> {
    let by = session("super")?;
    let Ok(list) = centre.bulletin_list(&by).await else { return Ok(()) };
    for brief in list.iter().filter(|it| it.published.is_none()) {
        let Ok(view) = centre.bulletin_fetch(&by, brief.period).await else { continue };
        let late = view.lines.iter().filter(|it| it.late > 0 && it.unit != SLOW);
        for (place, unit) in late.filter_map(|it| UnitCode::parse(&it.unit).ok()).enumerate() {
            let Some(leader) = leader(organisation, unit, today) else { continue };
            let words = REASONS[place % REASONS.len()];
            let id = centre::seal::random();
            done(centre.bulletin_explain(&leader, brief.period, id, (unit, words)).await)?;
        }
        done(centre.bulletin_publish(&by, brief.period, centre::seal::random()).await)?;
    }
    Ok(())
}

/// From the middle of November the first units hand in, in December all but the slow one.
async fn summaries(centre: &Centre, organisation: &Organisation, today: Day) -> anyhow::Result<()> {
    let (year, month, day) = today.ymd();
    let most = match (month, day) {
        (11, 16..) => UNITS_EARLY,
        (12, _) => usize::MAX,
        _ => return Ok(()),
    };
    let Ok(list) = centre.summary_list(&session("super")?, year).await else { return Ok(()) };
    for brief in list.iter().filter(|it| it.unit.as_str() != SLOW).take(most) {
        if brief.first_at.is_some() {
            continue;
        }
        let Some(leader) = leader(organisation, brief.unit, today) else { continue };
        let words = if brief.unit == organisation.centre.unit { OF_CENTRE } else { OF_UNIT };
        let [done_words, problems, plans] = words.map(str::to_owned);
        let form = SummaryForm { done: done_words, problems, plans, reason: String::new() };
        let of = (year, brief.unit);
        done(centre.summary_hand_in(&leader, of, centre::seal::random(), Some(0), &form).await)?;
    }
    Ok(())
}
