//! The habits of units, with what they were counted from: when entries are made, how soon is accepted, why limits are
//! lengthened, and how the times of steps lie beside those of the other units (F4, F6, F8); over ninety days what is stopped,
//! lengthened and decided in the hall, and who approved the stops (F7).

use std::collections::BTreeMap;

use axum::response::Response;
use calendar::Day;
use catalogue::Organisation;
use centre::account::Session;
use centre::oversight::appeal_figures::{BACK_DAYS, UnitAppeals};
use centre::oversight::habit::{habits_until, kept_since};
use centre::oversight::person_habit::{CodesBy, StopsBy};
use oversight::figure::Share;
use oversight::habit::UnitHabits;
use oversight::kolmogorov::Compared;
use oversight::report::Period;
use oversight::{Fired, Habit};

use super::appeal_words;
use super::figures::share;
use super::oversight_words as said;
use super::record_list::heads;
use super::report_sheet::{name, unit};
use super::words;
use crate::app::frame::leads;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::desk::{PaperLink, RecordPage, RecordTable};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

/// Where it stands.
pub const PATH: &str = "/desk/habits";

/// `GET /desk/habits?month=`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session, opened.query.get("month")).await).await
}

async fn draw(at: &At<'_>, session: &Session, asked: &str) -> Answer {
    let centre = &at.app.centre;
    let today = centre.today();
    let organisation = match centre.organisation().await? {
        Some(organisation) if organisation.posts_of(session.person, today).any(|it| leads(it.post)) => {
            organisation
        }
        _ => return Ok(at.error(ErrorKind::Forbidden).await),
    };
    let frame = at.titled(Nav::Oversight, session, "单位办件习惯").await;
    let text = frame.text;
    let bounds = centre.bounds().await?;
    let asked_until = Period::parse(asked).and_then(|month| habits_until(month, today));
    let until = asked_until.unwrap_or(today);
    let units = centre.unit_habits(until).await?;
    let long = Long {
        units: centre.unit_shares(until).await?,
        stops: centre.stops_by(until).await?,
        codes: centre.codes_by(until).await?,
        appeals: centre.unit_appeals(until.plus_days(-BACK_DAYS), until).await?,
    };
    let month = |day: Day| name(text, Period::month_of(day));
    let stale = match asked_until {
        None if !asked.is_empty() => {
            text.t("只留着这个月和上个月的明细，下面是这个月的；当时数出来的数，留在监察发现里。")
        }
        _ => "",
    };
    // The other month of which samples are kept.
    let other = if until == today { kept_since(today) } else { today };
    let href = format!("{PATH}?month={}", Period::month_of(other).key());
    let link =
        PaperLink { href, name: text.f("看 {month}的", [("month", &month(other))]), issued: String::new() };
    let of_month = units.iter().map(|(code, it)| (code, oversight::habit::unlike(it, &bounds)));
    let of_long = long.units.iter().map(|(code, it)| (code, oversight::habits(it, &bounds)));
    let of_appeals = long.appeals.iter().map(|(code, it)| {
        (code, oversight::appeal::right_too_often(it.answered(), &bounds).into_iter().collect())
    });
    let found = above(text, &organisation, of_month.chain(of_long).chain(of_appeals));
    let (word, tone) = match found.rows.len() {
        0 => (text.t("没有超过阈值的").to_owned(), Tone::Good),
        n => (text.f("超过阈值的 {n} 处", [("n", &n)]), Tone::Waiting),
    };
    Ok(page(&RecordPage {
        path: PATH.to_owned(),
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("单位办件习惯").to_owned(),
        subtitle: text.f(
            "{month}，延期理由按季度算，写明 90 天的往前数 90 天，都数到 {day}；件数少的不作结论，超过阈值的由单位说明。",
            [("month", &month(until) as &dyn std::fmt::Display), ("day", &text.date(until))],
        ),
        state: StateWord { word, tone },
        stale: stale.to_owned(),
        facts: Vec::new(),
        acts: Vec::new(),
        nobody: None,
        tables: Some(found)
            .filter(|it| !it.rows.is_empty())
            .into_iter()
            .chain(tables(text, &organisation, &units))
            .chain(long.tables(text, &organisation))
            .collect(),
        papers: vec![link],
        moments: Vec::new(),
        text,
        frame,
    }))
}

/// Which unit is above a bound, by which rule and how far: what a head reads first.
fn above<'a>(
    text: Text,
    organisation: &Organisation,
    found: impl Iterator<Item = (&'a String, Vec<Fired>)>,
) -> RecordTable {
    let row = |code: &String, it: &Fired| {
        let compared = said::compared(text, it.rule, it.measured, it.bound);
        vec![unit(text, organisation, code), text.t(said::rule(it.rule)).to_owned(), compared]
    };
    RecordTable {
        title: text.t("超过阈值的").to_owned(),
        id: "habit-above",
        head: heads(text, &["单位", "什么问题", "实际情况"]),
        rows: found.flat_map(|(code, all)| all.iter().map(|it| row(code, it)).collect::<Vec<_>>()).collect(),
    }
}

/// The four tables; one of nothing is left out.
fn tables(text: Text, organisation: &Organisation, units: &BTreeMap<String, UnitHabits>) -> Vec<RecordTable> {
    let shares = |title: &str, id, of_columns: [&str; 4], of: fn(&UnitHabits) -> Share| {
        let row = |(code, habits): (&String, &UnitHabits)| {
            let it = of(habits);
            let cells = [it.whole.to_string(), it.part.to_string(), share(text, it)];
            (it.whole > 0).then(|| [vec![unit(text, organisation, code)], cells.to_vec()].concat())
        };
        let rows = units.iter().filter_map(row).collect();
        RecordTable { title: text.t(title).to_owned(), id, head: heads(text, &of_columns), rows }
    };
    let times = |(code, habits): (&String, &UnitHabits)| {
        habits.steps.map(|steps| [vec![unit(text, organisation, code)], compared(text, &steps)].concat())
    };
    let columns = ["单位", "步数", "一半的步骤在多久以内办完", "其他单位", "分布差距（0—1）", "超过多少才算"];
    let all = [
        shares(
            "开放时间以外的录入",
            "habit-hours",
            ["单位", "录入次数", "开放时间以外", "占比"],
            |it| it.acts,
        ),
        shares(
            "最后一天才受理",
            "habit-last-day",
            ["单位", "受理", "最后一天受理", "占比"],
            |it| it.accepted,
        ),
        shares("延期理由雷同", "habit-reasons", ["单位", "延期", "同一个理由", "占比"], |it| it.extended),
        RecordTable {
            title: text.t("每一步用的时间和其他单位比").to_owned(),
            id: "habit-steps",
            head: heads(text, &columns),
            rows: units.iter().filter_map(times).collect(),
        },
    ];
    all.into_iter().filter(|it| !it.rows.is_empty()).collect()
}

/// What was counted over ninety days.
struct Long {
    units: BTreeMap<String, Habit>,
    stops: Vec<StopsBy>,
    codes: Vec<CodesBy>,
    appeals: BTreeMap<String, UnitAppeals>,
}

impl Long {
    /// The six tables; one of nothing is left out.
    fn tables(&self, text: Text, organisation: &Organisation) -> Vec<RecordTable> {
        let units = |title: &str, id, of_columns: [&str; 4], of: fn(&Habit) -> (u32, u32)| {
            let row = |(code, habit): (&String, &Habit)| {
                let (part, whole) = of(habit);
                let it = Share { part: part.into(), whole: whole.into() };
                let cells = [it.whole.to_string(), it.part.to_string(), share(text, it)];
                (it.whole > 0).then(|| [vec![unit(text, organisation, code)], cells.to_vec()].concat())
            };
            let rows = self.units.iter().filter(|(code, _)| !code.is_empty()).filter_map(row).collect();
            RecordTable { title: text.t(title).to_owned(), id, head: heads(text, &of_columns), rows }
        };
        let stops = |it: &StopsBy| {
            vec![
                unit(text, organisation, &it.unit),
                words::person_of_unit(text, organisation, it.person),
                it.stops.whole.to_string(),
                it.days.to_string(),
                it.stops.part.to_string(),
                share(text, it.stops),
            ]
        };
        let codes = |it: &CodesBy| {
            vec![
                words::person_of_unit(text, organisation, it.person),
                it.handed_out.whole.to_string(),
                it.handed_out.part.to_string(),
                share(text, it.handed_out),
            ]
        };
        let appeals = |(code, it): (&String, &UnitAppeals)| {
            let right = Share { part: it.right, whole: it.decided };
            let same = it.same.map_or_else(
                || "—".to_owned(),
                |(ground, n)| text.t(appeal_words::ground(ground)).to_owned() + &text.aside(n.to_string()),
            );
            vec![
                unit(text, organisation, code),
                it.decided.to_string(),
                it.right.to_string(),
                share(text, right),
                same,
            ]
        };
        let of_appeals = ["单位", "答复了的申诉", "申诉成立", "占比", "成立最多的理由"];
        let of_stops = ["单位", "谁批准的", "暂停次数", "不计天数", "最后一成时间里才停", "占比"];
        let of_codes = ["谁", "换新码的件数", "其中本人送达", "占比"];
        let all = [
            units(
                "90 天里的暂停计时",
                "habit-stops",
                ["单位", "受理", "暂停计时", "占比"],
                |it| (it.stopped, it.accepted),
            ),
            units("90 天里的延期", "habit-extensions", ["单位", "受理", "延期", "占比"], |it| {
                (it.extended, it.accepted)
            }),
            units(
                "90 天里在大厅决定的",
                "habit-in-hall",
                ["单位", "决定", "在大厅决定", "占比"],
                |it| (it.decided_in_hall, it.decided),
            ),
            RecordTable {
                title: text.t("90 天里谁批准暂停计时").to_owned(),
                id: "habit-approvers",
                head: heads(text, &of_stops),
                rows: self.stops.iter().map(stops).collect(),
            },
            RecordTable {
                title: text.t("90 天里当面换新取件码、又由本人送达的").to_owned(),
                id: "habit-codes",
                head: heads(text, &of_codes),
                rows: self.codes.iter().map(codes).collect(),
            },
            RecordTable {
                title: text.t("90 天里答复的申诉").to_owned(),
                id: "habit-appeals",
                head: heads(text, &of_appeals),
                rows: self.appeals.iter().map(appeals).collect(),
            },
        ];
        all.into_iter().filter(|it| !it.rows.is_empty()).collect()
    }
}

/// The test of Kolmogorov and Smirnov, with what it was counted from.
fn compared(text: Text, steps: &Compared) -> Vec<String> {
    // Hours where minutes would be four digits.
    let minutes = |minutes: u32| match minutes {
        0..120 => text.f("{n} 分钟", [("n", &minutes)]),
        _ => text.f("{n} 小时", [("n", &((minutes + 30) / 60))]),
    };
    vec![
        steps.own.to_string(),
        minutes(steps.own_half),
        minutes(steps.others_half),
        said::thousandths(steps.per_mille()),
        said::thousandths(steps.critical_per_mille()),
    ]
}

#[cfg(test)]
mod tests {
    use oversight::appeal::Ground;
    use oversight::kolmogorov::{Times, compare};

    use super::*;

    #[test]
    fn a_unit_of_which_nothing_was_counted_has_no_row_and_a_small_share_is_a_dash() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let acts = Share { part: 3, whole: 9 };
        let steps = compare(&Times::from([(5, 2)]), &Times::from([(90, 4)]));
        let units = BTreeMap::from([
            ("sc".to_owned(), UnitHabits { acts, steps, ..UnitHabits::default() }),
            ("wj".to_owned(), UnitHabits { acts: Share { part: 3, whole: 12 }, ..UnitHabits::default() }),
        ]);
        let drawn = tables(Text::Chinese, &county, &units);
        assert_eq!(drawn.iter().map(|it| it.id).collect::<Vec<_>>(), ["habit-hours", "habit-steps"]);
        let hours: Vec<&[String]> = drawn[0].rows.iter().map(|row| &row[1..]).collect();
        assert_eq!(hours, [["9", "3", "—"], ["12", "3", "25.00%（3/12）"]]);
        assert_eq!(drawn[1].rows[0][1..], ["2", "5 分钟", "90 分钟", "1.000", "1.688"]);
        assert_eq!(drawn[1].rows.len(), 1, "the other unit has done no step");
    }

    // F4, M7: what is above a bound is named with its unit, its rule and both numbers; what is not stands nowhere.
    #[test]
    fn what_is_above_a_bound_is_named() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let bounds = oversight::bound::Bounds::default();
        let of = |part| UnitHabits { accepted: Share { part, whole: 100 }, ..UnitHabits::default() };
        let unlike = |part| oversight::habit::unlike(&of(part), &bounds);
        let bound = u64::from(bounds.get(oversight::bound::Bound::LastDayPercent));
        let beyond = bound + 1;
        let (sc, wj) = ("sc".to_owned(), "wj".to_owned());
        let drawn = above(Text::Chinese, &county, [(&sc, unlike(beyond)), (&wj, unlike(bound))].into_iter());
        assert_eq!(drawn.rows.len(), 1, "{:?}", drawn.rows);
        let said = format!("受理件的 {beyond}% 是最后一天受理的，阈值 {bound}%");
        assert_eq!(drawn.rows[0][1..], [said::rule(oversight::Rule::AcceptedLastDay), said.as_str()]);
    }

    // F7, M7: each share with its count; of few a dash, and what nobody did has no table.
    #[test]
    fn shares_of_ninety_days_stand_with_what_they_were_counted_from() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let person = |code: &str| catalogue::PersonId::parse(code).expect("a code");
        let habit = Habit { accepted: 20, stopped: 5, extended: 1, decided: 9, ..Habit::default() };
        let long = Long {
            units: BTreeMap::from([("sc".to_owned(), habit), ("wj".to_owned(), Habit::default())]),
            stops: vec![StopsBy {
                unit: "sc".to_owned(),
                person: person("chief.sc"),
                stops: Share { part: 3, whole: 12 },
                days: 70,
            }],
            codes: Vec::new(),
            appeals: BTreeMap::from([(
                "sc".to_owned(),
                UnitAppeals { decided: 12, right: 6, same: Some((Ground::Excused, 5)) },
            )]),
        };
        let drawn = long.tables(Text::Chinese, &county);
        let ids: Vec<_> = drawn.iter().map(|it| it.id).collect();
        assert_eq!(
            ids,
            ["habit-stops", "habit-extensions", "habit-in-hall", "habit-approvers", "habit-appeals"]
        );
        assert_eq!(drawn[4].rows[0][1..], ["12", "6", "50.00%（6/12）", "申诉成立：有正当理由（5）"]);
        assert_eq!(drawn[0].rows.len(), 1, "the other unit has accepted nothing");
        assert_eq!(drawn[0].rows[0][1..], ["20", "5", "25.00%（5/20）"]);
        assert_eq!(drawn[2].rows[0][1..], ["9", "0", "—"]);
        assert_eq!(drawn[3].rows[0][2..], ["12", "70", "3", "25.00%（3/12）"]);
        let codes = vec![CodesBy { person: person("out"), handed_out: Share { part: 2, whole: 2 } }];
        let (units, appeals) = (BTreeMap::new(), BTreeMap::new());
        let drawn = Long { units, stops: Vec::new(), codes, appeals }.tables(Text::Chinese, &county);
        assert_eq!(drawn[0].rows[0][1..], ["2", "2", "—"]);
    }
}
