//! What applicants of the simulated county say: most nothing, some are content, a few are not; at one window somebody else
//! rates for them; bad ratings are dealt with, the last of them wait (N47-N53, F16, R150, R155).

use std::sync::atomic::{AtomicI64, Ordering};

use calendar::Day;
use catalogue::item::Post;
use catalogue::{CaseId, Organisation, PersonId, UnitCode, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::oversight::bounds::BoundForm;
use centre::oversight::rating::{
    FollowUpForm, RatingAct, RatingBrief, RatingForm, RatingWhich, SecondCall, Writing,
};
use oversight::bound::Bound;
use oversight::follow_up;
use oversight::rating::{Class, Grade, Ground, Kind, MARKS_MAX, Second, Way};

use super::after::done;
use super::random::Random;

/// Where somebody rates in the applicants' place.
const BOUGHT: &str = "w7";
/// Of a hundred who were asked, how many answer.
const ANSWER: u32 = 34;
const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// What people write who are not content.
const COMPLAINTS: [&str; 6] = [
    "等了快一个小时，没有人说前面还有几个。",
    "第一次来说材料够了，第二次又说要再复印一份。",
    "问了两句就不耐烦，说自己去看墙上的。",
    "中午十一点半就没有人了，牌子上写的是十二点。",
    "办得太慢，打电话也说不清到哪一步了。",
    "说好发短信通知，没有收到，白跑了一趟。",
];
/// What people write who are content.
const PRAISE: [&str; 5] = [
    "很快就办好了，讲得清楚。",
    "第一次来就办成了。",
    "有人帮着填表，谢谢。",
    "进度手机上看得到，不用打电话问。",
    "还可以，就是停车难。",
];
/// What is put right.
const PUT_RIGHT: [&str; 3] = [
    "排号屏上加了前面还有几位，人多的时候引导台加一个人。",
    "材料清单按事项重新贴了一遍，受理前两个人核对。",
    "中午排了轮班，窗口不断人；把值班表贴在窗口。",
];

/// Days left from which on every round that ends is called about once more: in a county of few cases much earlier, for there a week
/// may pass in which none ends.
const ALL_CALLED: usize = 12;
const ALL_CALLED_OF_FEW: usize = 40;
/// A county of fewer cases than these has few.
const FEW: u32 = 500;
/// Days left of which the calls are left to whoever tries the demonstration.
const CALLS_LEFT: usize = 5;

/// Who is still to be asked what they think.
pub struct Ratings {
    random: Random,
    asked: Vec<(CaseId, Kind, WindowId)>,
    unhappy: Vec<CaseId>,
    bad: Vec<String>,
    seen: u32,
    proposed: u32,
    appealed: bool,
    left: usize,
    all_called: usize,
    called: bool,
}

fn session(id: &str) -> anyhow::Result<Session> {
    Ok(Session::acting(PersonId::parse(id)?))
}

impl Ratings {
    /// Nobody was asked yet.
    pub fn new(seed: u64, cases: u32) -> Ratings {
        let random = Random::new(seed ^ 0x5eed);
        Ratings {
            random,
            asked: Vec::new(),
            unhappy: Vec::new(),
            bad: Vec::new(),
            seen: 0,
            proposed: 0,
            appealed: false,
            left: usize::MAX,
            all_called: if cases < FEW { ALL_CALLED_OF_FEW } else { ALL_CALLED },
            called: false,
        }
    }

    /// What was done at once may have been the handing out of a result; who has it in hand is asked.
    pub fn handed_out(&mut self, case: Option<CaseId>, window: WindowId) {
        self.asked.extend(case.map(|case| (case, Kind::Matter, window)));
    }

    /// Somebody was at a window, or may have the result in hand.
    pub fn asked(&mut self, case: CaseId, kind: Kind, window: WindowId) {
        self.asked.push((case, kind, window));
    }

    /// Whoever was there with this case is not content with the visit, and will say so.
    pub fn unhappy(&mut self, case: CaseId) {
        self.unhappy.push(case);
    }

    /// After the close of a day the messages have gone out, and who wants to answers.
    pub async fn evening(&mut self, centre: &Centre, clock: &AtomicI64, day: Day) -> anyhow::Result<()> {
        clock.fetch_max(day.at(17, 40).0, Ordering::AcqRel);
        centre.tick().await?;
        let asked = std::mem::take(&mut self.asked);
        let (bought, honest): (Vec<_>, Vec<_>) = asked
            .into_iter()
            .partition(|(_, kind, window)| *kind == Kind::Visit && window.as_str() == BOUGHT);
        clock.fetch_add(4 * SECOND, Ordering::AcqRel);
        for (case, kind, _) in bought {
            let form = RatingForm {
                grade: Some(Grade::VerySatisfied),
                marks: [Some(Grade::VerySatisfied); MARKS_MAX],
                words: "服务非常好，非常满意！".into(),
                contact: String::new(),
            };
            let one = Writing { address: "192.0.2.7".into(), browser: "Mozilla/5.0".into() };
            self.give(centre, (case, kind), &one, form).await?;
        }
        clock.fetch_add(25 * MINUTE, Ordering::AcqRel);
        for (case, kind, _) in honest {
            let unhappy = kind == Kind::Visit && self.unhappy.contains(&case);
            if !unhappy && !self.random.percent(ANSWER) {
                continue;
            }
            let form = if unhappy { self.unhappy_form() } else { self.form() };
            let of = self.seen;
            let own = Writing { address: format!("198.51.100.{}", of % 250), browser: format!("phone {of}") };
            self.give(centre, (case, kind), &own, form).await?;
        }
        self.appeals(centre).await
    }

    fn form(&mut self) -> RatingForm {
        self.seen += 1;
        let n = self.random.below(100);
        let grade = match n {
            0..52 => Grade::VerySatisfied,
            52..82 => Grade::Satisfied,
            82..93 => Grade::Fairly,
            93..98 => Grade::Dissatisfied,
            _ => Grade::VeryDissatisfied,
        };
        let words = match (grade.is_bad(), self.random.percent(20)) {
            (true, _) => self.random.pick(&COMPLAINTS).to_owned(),
            (false, true) => self.random.pick(&PRAISE).to_owned(),
            (false, false) => String::new(),
        };
        let mark = self.random.percent(40).then_some(grade);
        RatingForm { grade: Some(grade), marks: [mark, None, mark, None], words, contact: String::new() }
    }

    fn unhappy_form(&mut self) -> RatingForm {
        self.seen += 1;
        let words = self.random.pick(&COMPLAINTS).to_owned();
        RatingForm { grade: Some(Grade::Dissatisfied), words, ..RatingForm::default() }
    }

    async fn give(
        &mut self,
        centre: &Centre,
        (case, kind): (CaseId, Kind),
        writing: &Writing,
        form: RatingForm,
    ) -> anyhow::Result<()> {
        let code = centre.rating_code(case, kind).await;
        let code = code.map_err(|problem| anyhow::anyhow!("a code cannot be read: {problem:?}"))?;
        let Some(code) = code else { return Ok(()) };
        let given = done(centre.rating_give(&code, writing, centre::seal::random(), &form).await)?;
        if given && form.grade.is_some_and(Grade::is_bad) {
            self.bad.push(code);
        }
        Ok(())
    }

    /// Whoever finds the own rating left out appeals, once in this county.
    async fn appeals(&mut self, centre: &Centre) -> anyhow::Result<()> {
        if self.proposed == 0 || self.appealed {
            return Ok(());
        }
        let own = Writing { address: "198.51.100.251".into(), browser: "phone".into() };
        for code in &self.bad {
            let words = "我评的就是这次服务，没有评错。";
            let appealed = centre.rating_appeal(code, &own, centre::seal::random(), words).await;
            if done(appealed)? {
                self.appealed = true;
                break;
            }
        }
        Ok(())
    }

    /// What the complaint desk, the units and supervision do on a morning; the last days are left as they are.
    pub async fn morning(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        left: usize,
    ) -> anyhow::Result<()> {
        self.left = left;
        if matches!(left, 22 | 15 | 8 | 4) {
            follow_ups(centre, left).await?;
        }
        if left < 2 {
            return Ok(());
        }
        if left == self.all_called {
            all_called(centre).await?;
        }
        // What is drawn in the last days waits for whoever tries the demonstration; one was tried in vain.
        if left > CALLS_LEFT {
            self.second_calls(centre).await?;
        } else if left + 1 == CALLS_LEFT {
            let waits = centre.rating_list(&session("super2")?, RatingWhich::SecondCall, "", 1).await?;
            if let Some(brief) = waits.first() {
                call(centre, brief, false).await?;
            }
        }
        let desk = session("complaint")?;
        let open = centre.rating_list(&desk, RatingWhich::Open, "", 60).await?;
        for (place, brief) in open.iter().enumerate() {
            // Something of every step is left for whoever tries the demonstration.
            if brief.given_at.day() < centre.today() && (left > 4 || place % 3 == 0) {
                self.step(centre, organisation, brief).await?;
            }
        }
        Ok(())
    }

    /// A supervisor who had no part in the rounds calls about those that were drawn; whoever does not answer is called again (F17).
    async fn second_calls(&mut self, centre: &Centre) -> anyhow::Result<()> {
        for brief in centre.rating_list(&session("super2")?, RatingWhich::SecondCall, "", 20).await? {
            // The first of all is reached, so that something was heard.
            let reached = self.random.percent(80) || !self.called;
            self.called = true;
            call(centre, &brief, reached).await?;
        }
        Ok(())
    }

    async fn step(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        brief: &RatingBrief,
    ) -> anyhow::Result<()> {
        let today = centre.today();
        let handler = brief.handler.map(Session::acting);
        let (by, act) = match brief.way {
            Way::ToCall => {
                let reached = self.random.percent(85);
                let words = if reached {
                    "说了当时的情况，希望以后改进。"
                } else {
                    "响了很久，没有人接。"
                };
                (handler, RatingAct::Call { reached, words: words.into() })
            }
            Way::ToJudge if self.left <= 9 && self.proposed < 2 && self.random.percent(40) => {
                self.proposed += 1;
                let words = "电话里说是给另一个单位的，点错了链接。".into();
                (handler, RatingAct::ProposeDismissal { ground: Ground::Mistaken, words })
            }
            Way::ToJudge => {
                let class = if self.random.percent(70) { Class::Simple } else { Class::Complex };
                let words = "等候时间长，又没有说明；请改进叫号和引导，一次说清材料。".into();
                (handler, RatingAct::Confirm { class, words })
            }
            Way::ToCorrect => {
                let words = self.random.pick(&PUT_RIGHT).to_owned();
                (answers(organisation, brief, today).map(Session::acting), RatingAct::Correct { words })
            }
            Way::ToAsk => {
                let second = if self.random.percent(80) { Second::Satisfied } else { Second::NotReached };
                (handler, RatingAct::AskAgain { second, words: "回访了改进的情况。".into() })
            }
            Way::ToAgree => {
                let words = "核对了通话记录，本人确认点错。".into();
                (Some(session("super")?), RatingAct::DecideDismissal { agrees: true, words })
            }
            Way::Dismissed | Way::ToDecideAppeal | Way::Closed => return Ok(()),
        };
        if let Some(by) = by {
            done(centre.rating_act(&by, brief.id, centre::seal::random(), None, &act).await)?;
        }
        Ok(())
    }
}

/// Who puts it right: the head of the window, or who leads the unit.
fn answers(organisation: &Organisation, brief: &RatingBrief, today: Day) -> Option<PersonId> {
    let head = brief.window.and_then(|window| organisation.window(window)).and_then(|window| window.head);
    let leader = organisation.who_holds(Post::LeaderInCharge, brief.unit, today).next();
    head.or(leader).or_else(|| organisation.who_holds(Post::AuthorityHead, brief.unit, today).next())
}

/// Few rounds end in this county: the last of them are all called about, so that something is heard.
async fn all_called(centre: &Centre) -> anyhow::Result<()> {
    let reason = "近来了结的差评不多，抽十分之一听不到什么，这段时间每一份都再回访一次。".into();
    let form = BoundForm { bound: Bound::SecondCallPercent, value: 100, reason };
    done(centre.bound_set(&session("super")?, centre::seal::random(), &form).await)?;
    Ok(())
}

/// One call about a rating that was drawn.
async fn call(centre: &Centre, brief: &RatingBrief, reached: bool) -> anyhow::Result<()> {
    let call = match reached {
        true => SecondCall {
            marks: Some([Grade::Satisfied, Grade::Fairly, Grade::Satisfied]),
            paid_elsewhere: Some(false),
            words: "说后来又办过一次，没有人提起评价的事，也没有被为难。".into(),
        },
        false => SecondCall {
            marks: None,
            paid_elsewhere: None,
            words: "上午九点打了两遍，响到自动挂断，没有人接。".into(),
        },
    };
    done(centre.second_call_write(&session("super2")?, brief.id, centre::seal::random(), &call).await)?;
    Ok(())
}

/// A call to an applicant and a visit to a window, as supervision does now and then.
async fn follow_ups(centre: &Centre, left: usize) -> anyhow::Result<()> {
    let on = centre.today();
    let good = [Grade::Satisfied, Grade::VerySatisfied, Grade::Satisfied];
    let slow = [Grade::Fairly, Grade::Satisfied, Grade::Dissatisfied];
    let call = FollowUpForm {
        kind: follow_up::Kind::Call,
        unit: UnitCode::parse(if left > 10 { "sc" } else { "wj" })?,
        window: None,
        case: String::new(),
        on,
        marks: good,
        paid_elsewhere: Some(false),
        words: "按抽到的名单打了 5 个电话，都说窗口讲得清楚，没有另外收钱。".into(),
    };
    let visit = FollowUpForm {
        kind: if left > 10 { follow_up::Kind::SecretVisit } else { follow_up::Kind::OpenVisit },
        unit: UnitCode::parse("ga")?,
        window: Some(WindowId::parse(BOUGHT)?),
        case: String::new(),
        on,
        marks: if left > 10 { slow } else { good },
        paid_elsewhere: None,
        words: "上午十点在大厅坐了四十分钟，前面三个人，等了半个小时。".into(),
    };
    for (by, form) in [("centre", call), ("super2", visit)] {
        done(centre.follow_up_write(&session(by)?, centre::seal::random(), &form).await)?;
    }
    Ok(())
}
