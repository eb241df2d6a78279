//! The later cases of who rated badly or complained, by unit, beside what is usual there: for supervisors alone, in counts, and of
//! nobody by name (F17, N51, B6).

use axum::response::Response;
use catalogue::Organisation;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::later::LaterOfUnit;
use oversight::bound::{Bound, Bounds};
use oversight::later::{Mark, look};

use super::evidence_words::{later_mark, tenths};
use super::record_list::heads;
use super::report_sheet::unit;
use crate::app::opened::Opened;
use crate::app::respond::{At, page};
use pages::desk::{RecordPage, RecordTable};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

/// Where it stands.
pub const PATH: &str = "/desk/later-cases";

/// `GET /desk/later-cases`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match drawn(&at, session).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

async fn drawn(at: &At<'_>, session: &Session) -> Result<RecordPage, Problem> {
    let centre = &at.app.centre;
    let units = centre.later_cases(session).await?;
    let (organisation, bounds) =
        (centre.organisation().await?.ok_or(Problem::NotFound)?, centre.bounds().await?);
    let frame = at.titled(Nav::Oversight, session, "差评、投诉以后的件").await;
    let text = frame.text;
    let harder = units.iter().filter(|it| look(&it.later, &bounds).is_some()).count();
    let (word, tone) = match (units.is_empty(), harder) {
        (true, _) => (text.t("没有够数的单位").to_owned(), Tone::Ended),
        (false, 0) => (text.t("没有比平常难办的").to_owned(), Tone::Good),
        (false, n) => (text.f("{n} 个单位比平常难办", [("n", &n)]), Tone::Waiting),
    };
    let least = bounds.get(Bound::LaterSample);
    let table = table(text, &organisation, &units, &bounds);
    Ok(RecordPage {
        path: PATH.to_owned(),
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("差评、投诉以后的件").to_owned(),
        subtitle: text.f(
            "一年里评了差评（后来计不计入都算）、署名投诉过的人，后来在同一单位办的件，和这个单位同一事项的其他件比。每天夜里数一次，不到 {n} 件的不列，这里不写是谁、哪一件。",
            [("n", &least)],
        ),
        state: StateWord { word, tone },
        stale: String::new(),
        facts: Vec::new(),
        acts: Vec::new(),
        nobody: None,
        tables: if units.is_empty() { Vec::new() } else { vec![table] },
        papers: Vec::new(),
        moments: Vec::new(),
        text,
        frame,
    })
}

/// A row for each unit: each mark with the number above the median, and in brackets what is usual.
fn table(text: Text, organisation: &Organisation, units: &[LaterOfUnit], bounds: &Bounds) -> RecordTable {
    let mut head = heads(text, &["单位", "哪天数的", "几个人", "后来的件", "每百件多几处"]);
    head.extend(Mark::ALL.map(|mark| text.t(later_mark(mark)).to_owned()));
    let row = |it: &LaterOfUnit| {
        let beyond = match it.later.beyond() {
            None => "—".to_owned(),
            Some(n) if n < 0 => text.f("少 {n}", [("n", &n.unsigned_abs())]),
            Some(n) => n.to_string(),
        };
        let beyond = match look(&it.later, bounds) {
            Some(fired) => text.f(
                "{n}，超过阈值 {bound}",
                [("n", &beyond as &dyn std::fmt::Display), ("bound", &fired.bound)],
            ),
            None => beyond,
        };
        let mut cells = vec![
            unit(text, organisation, &it.unit),
            text.date_with_year(it.counted_on),
            it.later.people_told().map_or_else(|| text.t("不到三人").to_owned(), |n| n.to_string()),
            it.later.cases.to_string(),
            beyond,
        ];
        let marks = (0..Mark::ALL.len()).map(|place| {
            let usual = text.f("平常 {n}", [("n", &tenths(it.later.usual[place]))]);
            it.later.more[place].to_string() + &text.aside(usual)
        });
        cells.extend(marks);
        cells
    };
    RecordTable {
        title: text.t("超过本单位同一事项中位数的件").to_owned(),
        id: "later-units",
        head,
        rows: units.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use oversight::later::Later;

    use super::*;

    // F17, M7: each mark stands beside what is usual; above the bound it says so, on the bound it does not.
    #[test]
    fn a_unit_above_the_bound_says_so_beside_what_is_usual() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let of = |more| LaterOfUnit {
            unit: "sc".to_owned(),
            counted_on: Day::parse("2026-03-02").expect("a day"),
            later: Later { people: 3, cases: 8, more: [more, 0, 0, 0, 4], usual: [0, 0, 0, 0, 400] },
        };
        let drawn = table(Text::Chinese, &county, &[of(5), of(4)], &Bounds::default());
        assert_eq!(drawn.head.len(), drawn.rows[0].len());
        assert_eq!(drawn.rows[0][2..6], ["3", "8", "62，超过阈值 50", "5（平常 0.0）"]);
        assert_eq!(drawn.rows[1][4], "50", "on the bound nothing is found");
        assert_eq!(drawn.rows[1][9], "4（平常 4.0）");
        let few = LaterOfUnit { later: Later { people: 2, ..of(5).later }, ..of(5) };
        let drawn_of_few = table(Text::Chinese, &county, &[few], &Bounds::default());
        assert_eq!(drawn_of_few.rows[0][2], "不到三人", "whose they are could be guessed (N51)");
        let fewer = LaterOfUnit { later: Later { more: [0; 5], ..of(5).later }, ..of(5) };
        let drawn_of_fewer = table(Text::Chinese, &county, &[fewer], &Bounds::default());
        assert_eq!(drawn_of_fewer.rows[0][4], "少 50", "said in words, without a sign");
        assert!(!drawn.rows[0][0].is_empty() && drawn.rows[0][0] != "sc", "the unit by its name");
    }
}
