//! What was counted as a file: every count behind the figures, without shares, for whoever computes on (F27).

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::item::Level;
use catalogue::{Organisation, UnitCode};
use centre::item_figures::ItemFigures;
use oversight::figure::{Counts, ItemCounts};

use super::figures::{Counted, Span, all_items, asked, counted};
use super::{csv, legal};
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::At;
use pages::text::Text;

/// `GET /figures.csv?period=`: what was counted, without shares, for whoever computes on.
pub async fn file(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: "/figures.csv" };
    let span = asked(query.get("period"), app.centre.today());
    let (counted, organisation) = match (counted(&app, span).await, app.centre.organisation().await) {
        (Ok(counted), Ok(Some(organisation))) => (counted, organisation),
        (Err(fault), _) | (_, Err(fault)) => return at.shut(fault.into()).await,
        (_, Ok(None)) => return at.shut(centre::case::Problem::NotFound).await,
    };
    let items = match app.centre.item_figures().await {
        Ok(items) => items,
        Err(fault) => return at.shut(fault.into()).await,
    };
    csv::download(&format!("figures-{}.csv", span.key()), lines(&organisation, span, &counted, &items))
}

/// One line a unit: what was counted in the time, and the items as they are now; then the items of the streets and of the
/// communities (R177).
fn lines(organisation: &Organisation, span: Span, counted: &Counted, items: &ItemFigures) -> String {
    let mut out = String::from(csv::BEGIN);
    out.push_str(
        "时段,单位,收件,受理,其中视为受理,办结,其中超过承诺时限,其中补正过,其中没有通知补交过,其中容缺补过,用掉天数,承诺天数,暂停计时,延期,送达,不予受理,其中网上收件,其中代办员收件,决定,其中大厅决定,撤回和终止,逾期未补正退件,咨询,现在开办的事项,其中全程代理,其中家门口可办,其中可网办,这些事项的法定工作日,承诺工作日\r\n",
    );
    let line = |name: &str, counts: Option<&Counts>, items: &ItemCounts| {
        let (cases, it) = (counts.is_some(), counts.copied().unwrap_or_default());
        let numbers = [
            it.received,
            it.accepted,
            it.deemed,
            it.concluded,
            it.concluded_late,
            it.concluded_corrected,
            it.concluded_more,
            it.concluded_deferred,
            it.used_days,
            it.promised_days,
            it.stopped,
            it.extended,
            it.delivered,
            it.not_accepted,
            it.online,
            it.by_agent,
            it.decided,
            it.decided_in_hall,
            it.withdrawn,
            it.closed_for_missing,
            it.consulted,
        ];
        // Cases belong to no level of an item: there is nothing to say of them, and not a zero.
        let numbers = numbers.map(|n| if cases { n.to_string() } else { String::new() }).into_iter();
        let numbers: Vec<String> = numbers.chain(items.words().map(|(_, count)| count.to_string())).collect();
        format!("{},{},{}\r\n", span.key(), csv::cell(name), numbers.join(","))
    };
    out += &line("合计", Some(&counted.all), &all_items(&items.units));
    let codes: BTreeSet<&String> = counted.units.keys().chain(items.units.keys()).collect();
    for code in codes {
        let unit = UnitCode::parse(code).ok().and_then(|code| organisation.unit(code));
        let counts = counted.units.get(code).copied().unwrap_or_default();
        let items = items.units.get(code).copied().unwrap_or_default();
        out += &line(unit.map_or(code.as_str(), |unit| unit.name.as_str()), Some(&counts), &items);
    }
    for level in [Level::Town, Level::Village] {
        let name = legal::level(Text::Chinese, level);
        out += &line(&name, None, &items.levels.get(&level.digit()).copied().unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    // F27: whatever a rate of the page is counted from stands in the file, of units without a case too
    #[test]
    fn the_file_has_every_count_behind_the_rates_and_a_line_for_every_unit() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let counts = Counts { received: 7, consulted: 3, ..Counts::default() };
        let counted = Counted { all: counts, units: BTreeMap::from([("sc".to_owned(), counts)]) };
        let items =
            ItemCounts { all: 9, agency: 4, doorstep: 2, online: 5, statutory_days: 40, promised_days: 12 };
        let items = ItemFigures {
            units: BTreeMap::from([("wj".to_owned(), items)]),
            levels: BTreeMap::from([(Level::County.digit(), items)]),
            ..ItemFigures::default()
        };
        let file = lines(&county, Span::Last, &counted, &items);
        let lines: Vec<Vec<&str>> = file.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines.len(), 6, "{file}");
        assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{file}");
        assert_eq!(lines[1][2..4], ["7", "0"], "all together");
        assert!(lines[1].ends_with(&["3", "9", "4", "2", "5", "40", "12"]), "{file}");
        assert!(lines[2].ends_with(&["3", "0", "0", "0", "0", "0", "0"]), "cases and no items: {file}");
        assert!(lines[3].ends_with(&["0", "9", "4", "2", "5", "40", "12"]), "items and no cases: {file}");
        // R177: the streets and the communities, of which no case is counted.
        assert_eq!(lines[4][1..3], ["\"乡镇（街道）级\"", ""], "{file}");
        assert!(lines[5].ends_with(&["", "0", "0", "0", "0", "0", "0"]), "{file}");
    }
}
