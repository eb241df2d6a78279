//! What was counted as a file: every count behind the figures, without shares, for whoever computes on (F27).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::{Organisation, UnitCode};
use oversight::figure::{Counts, ItemCounts};

use super::figures::{Counted, Span, all_items, asked, counted};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::At;

/// `GET /figures.csv?period=`: what was counted, without shares, for whoever computes on.
pub async fn file(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let at = At { app: &app, headers: &headers, path: "/figures.csv" };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let span = asked(query.get("period"), app.centre.today());
    let (counted, organisation) = match (counted(&app, span).await, app.centre.organisation().await) {
        (Ok(counted), Ok(Some(organisation))) => (counted, organisation),
        (Err(fault), _) | (_, Err(fault)) => return at.shut(fault.into()).await,
        (_, Ok(None)) => return at.shut(centre::case::Problem::NotFound).await,
    };
    let items = match app.centre.item_figures().await {
        Ok(items) => items.units,
        Err(fault) => return at.shut(fault.into()).await,
    };
    let mut response = csv(&organisation, span, &counted, &items).into_response();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    let name = format!("attachment; filename=\"figures-{}.csv\"", span.key());
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// One line a unit: what was counted in the time, and the items as they are now. It begins with the mark by which spreadsheets
/// know that it is UTF-8.
fn csv(
    organisation: &Organisation,
    span: Span,
    counted: &Counted,
    items: &BTreeMap<String, ItemCounts>,
) -> String {
    let mut out = String::from(
        "\u{feff}时段,单位,收件,受理,其中视为受理,办结,其中超过承诺时限,其中补正过,用掉天数,承诺天数,暂停计时,延期,送达,不予受理,其中网上收件,其中代办员收件,决定,其中大厅决定,撤回和终止,逾期未补正退件,咨询,现在开办的事项,其中全程代理,其中家门口可办,其中可网办,这些事项的法定工作日,承诺工作日\r\n",
    );
    let line = |name: &str, it: &Counts, items: &ItemCounts| {
        let mut numbers = vec![
            it.received,
            it.accepted,
            it.deemed,
            it.concluded,
            it.concluded_late,
            it.concluded_corrected,
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
        numbers.extend(items.words().map(|(_, count)| count));
        let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
        format!("{},\"{}\",{}\r\n", span.key(), name.replace('"', "\"\""), numbers.join(","))
    };
    out += &line("合计", &counted.all, &all_items(items));
    let codes: BTreeSet<&String> = counted.units.keys().chain(items.keys()).collect();
    for code in codes {
        let unit = UnitCode::parse(code).ok().and_then(|code| organisation.unit(code));
        let counts = counted.units.get(code).copied().unwrap_or_default();
        let items = items.get(code).copied().unwrap_or_default();
        out += &line(unit.map_or(code.as_str(), |unit| unit.name.as_str()), &counts, &items);
    }
    out
}

#[cfg(test)]
mod tests {
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
        let items = BTreeMap::from([("wj".to_owned(), items)]);
        let file = csv(&county, Span::Last, &counted, &items);
        let lines: Vec<Vec<&str>> = file.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines.len(), 4, "{file}");
        assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{file}");
        assert_eq!(lines[1][2..4], ["7", "0"], "all together");
        assert!(lines[1].ends_with(&["3", "9", "4", "2", "5", "40", "12"]), "{file}");
        assert!(lines[2].ends_with(&["3", "0", "0", "0", "0", "0", "0"]), "cases and no items: {file}");
        assert!(lines[3].ends_with(&["0", "9", "4", "2", "5", "40", "12"]), "items and no cases: {file}");
    }
}
