//! The usual plan: what a centre begins from.

use super::annual::Annual;
use super::count::Count;
use super::plan::{Formula, Indicator, Plan, Scale};
use super::state::Dates;
use super::term::{Part, Term};

const ITEMS: &str = "年度目标考核：事项科学";
const POWER: &str = "年度目标考核：授权到位";
const STAFF_THERE: &str = "年度目标考核：人员到位";
const HANDLING: &str = "年度目标考核：办理规范";
const ONCE: &str = "一次性告知，行政许可法第三十二条";
const SUPERVISION: &str = "年度目标考核：监督到位";
const RATING: &str = "政务服务“好差评”的规定";
const COMPLAINT: &str = "年度目标考核：群众满意";
const PROCESS: &str = "自查、社会评议、重点检查、总评的规定";
const STAFF: &str = "双重管理、双向考核的规定";

impl Plan {
    /// What is usual: by the criteria of R184, with weights of practice. Data to begin from. A year has the centres of towns too.
    pub fn usual(term: Term, dates: Dates) -> Plan {
        use Count::*;
        let share = |part, whole, none_at, full_at| Formula::Share {
            part: vec![part],
            whole: vec![whole],
            none_at,
            full_at,
        };
        let deduct = |of, each| Formula::Deduct { of: vec![of], each };
        let one = |code: &str, name: &str, formula, weight, sample, sample_min, basis: &str| {
            let scale = match code.as_bytes().first() {
                Some(b'W') => Scale::Window,
                Some(b'P') => Scale::Person,
                Some(b'T') => Scale::Town,
                _ => Scale::Unit,
            };
            let (code, name, basis) = (code.to_owned(), name.to_owned(), basis.to_owned());
            Indicator {
                code,
                name,
                scale,
                formula,
                full: 100,
                weight,
                sample: vec![sample],
                sample_min,
                basis,
            }
        };
        let indicators = vec![
            one("U1", "按时办结率", share(InTime, Concluded, 8_000, 10_000), 25, Concluded, 10, HANDLING),
            one("U2", "补正过的件占比", share(Corrected, Concluded, 4_000, 500), 12, Concluded, 10, ONCE),
            one("U3", "认定属实的监察发现", deduct(Findings, 10), 15, Accepted, 10, SUPERVISION),
            one("U4", "逾期答复的单子占比", share(OrdersLate, Orders, 5_000, 0), 10, Orders, 3, SUPERVISION),
            one(
                "U5",
                "办事结果满意率",
                share(MatterGood, MatterRated, 6_000, 9_500),
                8,
                MatterRated,
                10,
                RATING,
            ),
            one(
                "U6",
                "现场服务满意率",
                share(VisitGood, VisitRated, 6_000, 9_500),
                8,
                VisitRated,
                10,
                RATING,
            ),
            one("U7", "属实的投诉", deduct(ComplaintsFounded, 10), 5, Accepted, 10, COMPLAINT),
            one(
                "U8",
                "社会评议满意率",
                share(SocialSatisfied, SocialAnswered, 6_000, 9_500),
                4,
                SocialAnswered,
                10,
                PROCESS,
            ),
            one(
                "U9",
                "重点检查得分",
                share(InspectionMark, InspectionFull, 0, 10_000),
                2,
                InspectionFull,
                1,
                PROCESS,
            ),
            one("U10", "按期自查", share(SelfChecked, SelfCheckDue, 0, 10_000), 2, SelfCheckDue, 1, PROCESS),
            one(
                "U11",
                "清单里的事项公布开办的占比",
                share(ItemsPublished, ItemsListed, 6_000, 10_000),
                3,
                ItemsListed,
                1,
                ITEMS,
            ),
            one("U12", "在大厅作决定的占比", share(DecidedInHall, Decided, 0, 8_000), 3, Decided, 10, POWER),
            one(
                "U13",
                "窗口人员出勤率",
                share(AttendancePresent, AttendanceDue, 8_000, 10_000),
                3,
                AttendanceDue,
                5,
                STAFF_THERE,
            ),
            one(
                "W1",
                "现场服务满意率",
                share(VisitGood, VisitRated, 6_000, 9_500),
                35,
                VisitRated,
                10,
                RATING,
            ),
            one("W2", "认定属实的监察发现", deduct(Findings, 10), 25, Received, 10, SUPERVISION),
            one("W3", "视为受理的件占比", share(Deemed, Received, 500, 0), 15, Received, 10, HANDLING),
            one(
                "W4",
                "出勤率",
                share(AttendancePresent, AttendanceDue, 8_000, 10_000),
                15,
                AttendanceDue,
                5,
                STAFF,
            ),
            one("W5", "属实的投诉", deduct(ComplaintsFounded, 10), 10, Received, 10, COMPLAINT),
            one(
                "P1",
                "出勤率",
                share(AttendancePresent, AttendanceDue, 8_000, 10_000),
                40,
                AttendanceDue,
                5,
                STAFF,
            ),
            one("P2", "认定属实的监察发现", deduct(Findings, 20), 30, Served, 10, SUPERVISION),
            one("P3", "属实的投诉", deduct(ComplaintsFounded, 20), 30, Served, 10, COMPLAINT),
            one("T1", "按时办结率", share(InTime, Concluded, 8_000, 10_000), 35, Concluded, 10, HANDLING),
            one("T2", "视为受理的件占比", share(Deemed, Received, 500, 0), 15, Received, 10, HANDLING),
            one("T3", "认定属实的监察发现", deduct(Findings, 10), 20, Received, 10, SUPERVISION),
            one(
                "T4",
                "现场服务满意率",
                share(VisitGood, VisitRated, 6_000, 9_500),
                20,
                VisitRated,
                10,
                RATING,
            ),
            one(
                "T5",
                "出勤率",
                share(AttendancePresent, AttendanceDue, 8_000, 10_000),
                10,
                AttendanceDue,
                5,
                STAFF,
            ),
        ];
        let is_year = term.part == Part::Year;
        let indicators = indicators.into_iter().filter(|it| it.scale != Scale::Town || is_year).collect();
        Plan {
            term,
            indicators,
            good_from: 85,
            fair_from: 60,
            centre_percent: 60,
            scored_min: 60,
            dates,
            annual: Some(Annual::USUAL),
        }
    }

    /// The same plan for another term. The centres of towns are assessed by the year: a year begins with what is usual of them
    /// where the plan had nothing, a shorter term leaves them out.
    #[must_use]
    pub fn of_term(mut self, term: Term, dates: Dates) -> Plan {
        match term.part {
            Part::Year if self.of(Scale::Town).next().is_none() => {
                let usual = Plan::usual(term, dates).indicators;
                self.indicators.extend(usual.into_iter().filter(|it| it.scale == Scale::Town));
            }
            Part::Year => {}
            Part::Quarter(_) | Part::Month(_) => self.indicators.retain(|it| it.scale != Scale::Town),
        }
        Plan { term, dates, ..self }
    }
}
