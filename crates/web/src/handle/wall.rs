//! The wall screen: today, the four qualities and the trend, on one page that draws itself anew (R6, A35).

use std::fmt::Display;

use axum::response::Response;
use calendar::Day;
use centre::account::Session;
use centre::counts::DayCount;
use centre::row::waits;
use oversight::figure::{Counts, Share};
use oversight::report::Period;

use super::figures::LAST_DAYS;
use super::lead::{count, first_of_month, leads_all};
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::desk::{Big, Wall, WallDay, WallLine, WallQuality, WallTrend};
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
    let line = |word: &str, value: String, counted: String, href: &str| WallLine {
        word: text.t(word).to_owned(),
        value,
        counted,
        href: href.to_owned(),
    };
    let share = |word: &str, share: Share, href: &str| {
        let counted = if share.whole > 0 { format!("{}/{}", share.part, share.whole) } else { String::new() };
        line(word, share.percent().unwrap_or_else(|| "—".to_owned()), counted, href)
    };
    let bounds = centre.bounds().await?;
    let today = centre.today();
    let board = centre.rating_board(first_of_month(today), today, &bounds).await?;
    let satisfied = board.windows_together();
    let items = centre.item_list().await?.iter().filter(|entry| entry.is_announced()).count();
    let (year, complaints) = centre.complaint_year_told().await?;
    let kept = complaints.in_time();
    // By the day on which the papers came, as the list behind it has them.
    let since = first_of_month(today);
    let deemed: i64 = centre.deemed_since(Some(session), since).await?.iter().map(|it| it.count).sum();
    let open: i64 = centre.finding_counts(session).await?.iter().map(|(_, count)| count).sum();
    let of = |name: &str, lines: Vec<WallLine>| WallQuality { name: text.t(name).to_owned(), lines };
    Ok(vec![
        of(
            "便民",
            vec![
                share("一次办结率", month.one_time(), "/figures"),
                share("窗口满意率", satisfied, &format!("/ratings?period={}", Period::month_of(today).key())),
            ],
        ),
        of(
            "公开",
            vec![
                line("公开的办事指南", items.to_string(), String::new(), "/items"),
                share("投诉按时答复", kept, &format!("/complaints?year={year}")),
            ],
        ),
        of(
            "依法",
            vec![
                line("没有了结的监察发现", open.to_string(), String::new(), "/desk/findings?which=open"),
                line(
                    "这个月收的件里视为受理的",
                    deemed.to_string(),
                    String::new(),
                    &format!("/desk/cases?deemed={since}"),
                ),
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

/// A day after the other up to today, also those on which nothing came in.
fn trend(text: Text, today: Day, days: &[DayCount]) -> WallTrend {
    let day = |back: i32| {
        let day = today.plus_days(back + 1 - DAYS);
        let of = |of: fn(&DayCount) -> i64| count(days.iter().find(|it| it.day == day).map_or(0, of));
        WallDay {
            name: text.date_short(day),
            received: of(|it| it.received),
            concluded: of(|it| it.concluded),
            href: format!("/figures?period={day}"),
        }
    };
    let days: Vec<WallDay> = (0..DAYS).map(day).collect();
    let sum = |of: fn(&WallDay) -> u64| days.iter().map(of).sum::<u64>();
    let sums = [sum(|it| it.received), sum(|it| it.concluded)];
    WallTrend {
        says: text.f("一共收件 {n} 件，办结 {m} 件", [("n", &sums[0] as &dyn Display), ("m", &sums[1])]),
        href: format!("/figures?period={LAST_DAYS}"),
        days,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // R6, A35: thirty days up to today, each with its own list behind it.
    #[test]
    fn a_trend_has_every_day_of_the_thirty_and_none_beside_them() {
        let today = Day::parse("2026-11-28").expect("a day");
        let of =
            |back: i32, received, concluded| DayCount { day: today.plus_days(-back), received, concluded };
        let days = [of(2, 4, 8), of(0, 2, 0), of(29, 1, 0), of(30, 99, 99)];
        let trend = trend(Text::Chinese, today, &days);
        assert_eq!(trend.days.len(), 30);
        let (first, last) = (&trend.days[0], &trend.days[29]);
        assert_eq!((first.name.as_str(), first.received), ("10 月 30 日", 1), "the thirtieth day counts");
        assert_eq!((last.name.as_str(), last.received, last.concluded), ("11 月 28 日", 2, 0));
        assert_eq!(last.href, "/figures?period=2026-11-28");
        assert_eq!((trend.days[28].received, trend.days[27].concluded), (0, 8), "a quiet day stands too");
        assert_eq!(trend.says, "一共收件 7 件，办结 8 件", "days outside are not counted");
        assert_eq!(trend.href, "/figures?period=last-30");
    }
}
