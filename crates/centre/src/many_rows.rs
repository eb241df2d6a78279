//! Many rows in few statements, of few sizes, so that few texts are prepared.

use store::{Statement, Value};

/// How many rows one statement has; a shorter list is filled up with its last row.
const SIZES: [usize; 3] = [1, 8, 64];

/// Writes rows into a table with its columns (`act_day (division, day)`); one whose key, `unique`, is there already stays as it is.
pub(crate) fn insert_new<const N: usize>(into: &str, unique: &str, rows: &[[Value; N]]) -> Vec<Statement> {
    let statement = |rows: &[[Value; N]]| {
        let size = SIZES.into_iter().find(|size| rows.len() <= *size).unwrap_or(rows.len());
        let place = |row: usize| {
            let values: Vec<String> = (1..=N).map(|n| format!("${}", N * row + n)).collect();
            format!("({})", values.join(", "))
        };
        let places: Vec<String> = (0..size).map(place).collect();
        let sql =
            format!("insert into {into} values {} on conflict ({unique}) do nothing", places.join(", "));
        let filled = (0..size).filter_map(|n| rows.get(n).or(rows.last()));
        Statement::new(sql, filled.flatten().cloned().collect())
    };
    rows.chunks(SIZES[SIZES.len() - 1]).map(statement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_share_statements_of_few_sizes() {
        let rows = |count: i64| (0..count).map(|n| [Value::from(n), Value::from(n)]).collect::<Vec<_>>();
        assert!(insert_new("t (a, b)", "a", &rows(0)).is_empty());
        for (count, statements) in [(1, 1), (2, 1), (8, 1), (9, 1), (64, 1), (65, 2), (128, 2), (129, 3)] {
            assert_eq!(insert_new("t (a, b)", "a", &rows(count)).len(), statements, "{count}");
        }
        let two = insert_new("t (a, b)", "a", &rows(2));
        let eight = insert_new("t (a, b)", "a", &rows(8));
        assert_eq!(two[0].sql, eight[0].sql);
        let last: Vec<Value> = two[0].params[14..].to_vec();
        assert_eq!((two[0].params.len(), last), (16, vec![Value::from(1), Value::from(1)]));
    }
}
