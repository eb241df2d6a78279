//! The habits of units, with what they were counted from: when entries are made, how soon is accepted, why limits are
//! lengthened, and how the times of steps lie beside those of the other units (F4, F6, F8).

use std::collections::BTreeMap;

use axum::response::Response;
use calendar::Day;
use catalogue::Organisation;
use centre::account::Session;
use centre::oversight::habit::{habits_until, kept_since};
use oversight::figure::Share;
use oversight::habit::UnitHabits;
use oversight::kolmogorov::Compared;
use oversight::report::Period;

use super::figures::share;
use super::oversight_words as said;
use super::record_list::heads;
use super::report_sheet::{name, unit};
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
    let found: usize = units.values().map(|it| oversight::habit::unlike(it, &bounds).len()).sum();
    let (word, tone) = match found {
        0 => (text.t("没有超过阈值的").to_owned(), Tone::Good),
        n => (text.f("超过阈值的 {n} 处", [("n", &n)]), Tone::Waiting),
    };
    Ok(page(&RecordPage {
        path: PATH.to_owned(),
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("单位办件习惯").to_owned(),
        subtitle: text.f(
            "{month}，延期按季度算，数到 {day}；件数少的不作结论，超过阈值的由单位说明。",
            [("month", &month(until) as &dyn std::fmt::Display), ("day", &text.date(until))],
        ),
        state: StateWord { word, tone },
        stale: stale.to_owned(),
        facts: Vec::new(),
        acts: Vec::new(),
        nobody: None,
        tables: tables(text, &organisation, &units),
        papers: vec![link],
        moments: Vec::new(),
        text,
        frame,
    }))
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
    let columns = ["单位", "步数", "一半的步骤在多久以内办完", "其他单位", "分布差距 D", "千分之一临界值"];
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
}
