//! The wall screen: today, the four qualities and the trend, on one page that draws itself anew (R6, A35).

use std::fmt::Display;

use axum::response::Response;
use calendar::Day;
use centre::account::Session;
use centre::counts::DayCount;
use centre::row::waits;
use oversight::figure::{Counts, Share};

use super::figures::LAST_DAYS;
use super::lead::{count, first_of_month, leads_all};
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::desk::{Big, Wall, WallLine, WallQuality, WallTrend};
use pages::layout::Nav;
use pages::text::Text;

/// Days of the trend.
pub(super) const DAYS: i32 = 30;

/// `GET /wall`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session).await).await
}

async fn draw(at: &At<'_>, session: &Session) -> Answer {
    let centre = &at.app.centre;
    let (today, now) = (centre.today(), centre.instant());
    let organisation = centre.organisation().await?;
    if !organisation.is_some_and(|it| leads_all(&it, session, today)) {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let frame = at.titled(Nav::Lead, session, "大屏").await;
    let text = frame.text;
    let lights = centre.lights().await?;
    let sum = |of: fn(&centre::counts::UnitLights) -> i64| count(lights.iter().map(of).sum());
    let day = counts(&centre.day_figures(today).await?);
    let month = counts(&centre.figures_between(first_of_month(today), today).await?);
    let waiting = centre.waiting().await?;
    // One word alone, as the list behind the number has it.
    let wait = |what: &str| count(waiting.iter().filter(|(word, _)| word == what).map(|(_, n)| *n).sum());
    let big = |kind: &'static str, word: &str, count: u64, href: &str| Big {
        href: href.to_owned(),
        kind,
        word: text.t(word).to_owned(),
        count,
        note: String::new(),
    };
    let of_today = format!("/figures?period={today}");
    let figures = vec![
        big("plain", "今天收件", day.received, &of_today),
        big("plain", "今天办结", day.concluded, &of_today),
        big("red", "超期", sum(|it| it.red), "/desk/cases?light=red"),
        big("yellow", "临期", sum(|it| it.yellow), "/desk/cases?light=yellow"),
        big("plain", "窗口等受理", wait(waits::ACCEPTANCE), "/desk/cases?stage=acceptance"),
        big("plain", "等群众来取", wait(waits::COLLECTION), "/desk/cases?stage=collection"),
    ];
    let qualities = qualities(at, session, text, &month).await?;
    let trend = trend(text, today, &centre.days_between(today.plus_days(1 - DAYS), today).await?);
    Ok(page(&Wall { text, counted_at: words::moment(text, now), figures, qualities, trend, frame }))
}

fn counts(figures: &[centre::counts::DayFigure]) -> Counts {
    let mut counts = Counts::default();
    for figure in figures {
        counts.add(&figure.kind, count(figure.count));
    }
    counts
}

/// 便民、公开、依法、高效, each with the figures that say so (R6).
async fn qualities(
    at: &At<'_>,
    session: &Session,
    text: Text,
    month: &Counts,
) -> Result<Vec<WallQuality>, centre::Fault> {
    let centre = &at.app.centre;
    let line = |word: &str, value: String, counted: String, href: &'static str| WallLine {
        word: text.t(word).to_owned(),
        value,
        counted,
        href,
    };
    let share = |word: &str, share: Share, href: &'static str| {
        let counted = if share.whole > 0 { format!("{}/{}", share.part, share.whole) } else { String::new() };
        line(word, share.percent().unwrap_or_else(|| "—".to_owned()), counted, href)
    };
    let bounds = centre.bounds().await?;
    let today = centre.today();
    let board = centre.rating_board(first_of_month(today), today, &bounds).await?;
    // Windows whose ratings cannot be believed have a label in the place of a number, here as everywhere (F16).
    let believed = board.windows.iter().filter(|group| group.signs.is_empty());
    let satisfied = believed.fold(Share::default(), |sum, group| Share {
        part: sum.part + u64::from(group.own.satisfied()),
        whole: sum.whole + u64::from(group.own.all()),
    });
    let items = centre.item_list().await?.iter().filter(|entry| entry.is_announced()).count();
    let kept = centre.complaint_figures().await?.in_time();
    let open: i64 = centre.finding_counts(session).await?.iter().map(|(_, count)| count).sum();
    let of = |name: &str, lines: Vec<WallLine>| WallQuality { name: text.t(name).to_owned(), lines };
    Ok(vec![
        of(
            "便民",
            vec![
                share("一次办结率", month.one_time(), "/figures"),
                share("窗口满意率", satisfied, "/ratings"),
            ],
        ),
        of(
            "公开",
            vec![
                line("公开的办事指南", items.to_string(), String::new(), "/items"),
                share("投诉按时答复", kept, "/complaints"),
            ],
        ),
        of(
            "依法",
            vec![
                line("没有了结的监察发现", open.to_string(), String::new(), "/desk/findings?which=open"),
                line("视为受理", month.deemed.to_string(), String::new(), "/figures"),
            ],
        ),
        of(
            "高效",
            vec![
                share("按时办结率", month.on_time(), "/figures"),
                share("比承诺快", month.faster(), "/figures"),
            ],
        ),
    ])
}

/// Two lines, a day a step; the highest day touches the top.
fn trend(text: Text, today: Day, days: &[DayCount]) -> WallTrend {
    let at = |day: Day, of: fn(&DayCount) -> i64| days.iter().find(|it| it.day == day).map_or(0, of).max(0);
    let all: Vec<Day> = (0..DAYS).map(|back| today.plus_days(back + 1 - DAYS)).collect();
    let line = |of: fn(&DayCount) -> i64| -> Vec<i64> { all.iter().map(|day| at(*day, of)).collect() };
    let (received, concluded) = (line(|it| it.received), line(|it| it.concluded));
    let most = received.iter().chain(&concluded).copied().max().unwrap_or(0).max(1);
    let points = |line: &[i64]| {
        let point = |(place, n): (usize, &i64)| format!("{place},{}", 100 - n * 100 / most);
        line.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
    };
    let sums = [&received, &concluded].map(|line| line.iter().sum::<i64>());
    WallTrend {
        wide: all.len() - 1,
        received: points(&received),
        concluded: points(&concluded),
        says: text.f("一共收件 {n} 件，办结 {m} 件", [("n", &sums[0] as &dyn Display), ("m", &sums[1])]),
        href: format!("/figures?period={LAST_DAYS}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_has_a_point_for_every_day_and_its_highest_day_touches_the_top() {
        let today = Day::parse("2026-11-28").expect("a day");
        let of = |day: Day, received, concluded| DayCount { day, received, concluded };
        let days = [of(today.plus_days(-2), 4, 8), of(today, 2, 0), of(today.plus_days(-40), 99, 99)];
        let trend = trend(Text::Chinese, today, &days);
        let points: Vec<&str> = trend.received.split(' ').collect();
        assert_eq!((points.len(), trend.wide), (30, 29));
        assert_eq!(&points[27..], ["27,50", "28,100", "29,75"]);
        assert!(trend.concluded.contains("27,0 "), "{}", trend.concluded);
        assert!(
            trend.says.contains('6') && trend.says.contains('8'),
            "days outside are not counted: {}",
            trend.says
        );
        assert_eq!(trend.href, "/figures?period=last-30");
        let calm = super::trend(Text::Chinese, today, &[]);
        assert!(calm.received.split(' ').all(|it| it.ends_with(",100")));
    }
}
