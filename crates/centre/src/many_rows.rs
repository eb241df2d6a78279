//! Many rows in few statements, of few sizes, so that few texts are prepared.

use store::{Statement, Value};

/// How many rows one statement has; a shorter list is filled up with its last row.
const SIZES: [usize; 3] = [1, 8, 64];

/// Writes rows into a table with its columns (`act_day (division, day)`); one whose key, `unique`, is there already stays as it is.
pub(crate) fn insert_new<const N: usize>(into: &str, unique: &str, rows: &[[Value; N]]) -> Vec<Statement> {
    let statement = |rows: &[[Value; N]]| {
        let size = SIZES.into_iter().find(|size| rows.len() <= *size).unwrap_or(rows.len());
        let sql =
            format!("insert into {into} values {} on conflict ({unique}) do nothing", places::<N>(size));
        let filled = (0..size).filter_map(|n| rows.get(n).or(rows.last()));
        Statement::new(sql, filled.flatten().cloned().collect())
    };
    rows.chunks(SIZES[SIZES.len() - 1]).map(statement).collect()
}

/// How many rows a statement that changes rows has: none may come twice in it, so a list is not filled up but divided.
const PARTS: [usize; 6] = [32, 16, 8, 4, 2, 1];

/// Writes rows of different keys into a table with its columns; `conflict` says what becomes of one whose key is there already
/// (`(division) do update set …`).
pub(crate) fn insert_or<const N: usize>(into: &str, conflict: &str, rows: &[[Value; N]]) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut left = rows;
    for part in PARTS {
        while let Some((some, rest)) = left.split_at_checked(part).filter(|_| !left.is_empty()) {
            let sql = format!("insert into {into} values {} on conflict {conflict}", places::<N>(part));
            statements.push(Statement::new(sql, some.as_flattened().to_vec()));
            left = rest;
        }
    }
    statements
}

/// `($1, $2), ($3, $4)`
fn places<const N: usize>(rows: usize) -> String {
    let place = |row: usize| {
        let values: Vec<String> = (1..=N).map(|n| format!("${}", N * row + n)).collect();
        format!("({})", values.join(", "))
    };
    (0..rows).map(place).collect::<Vec<_>>().join(", ")
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
    #[test]
    fn rows_that_may_change_come_once_each() {
        let rows = |count: i64| (0..count).map(|n| [Value::from(n), Value::from(-n)]).collect::<Vec<_>>();
        for (count, sizes) in
            [(0, vec![]), (1, vec![1]), (3, vec![2, 1]), (39, vec![32, 4, 2, 1]), (64, vec![32, 32])]
        {
            let made = insert_or("t (a, b)", "(a) do update set b = excluded.b", &rows(count));
            assert_eq!(made.iter().map(|it| it.params.len() / 2).collect::<Vec<_>>(), sizes, "{count}");
            let all: Vec<Value> = made.iter().flat_map(|it| it.params.clone()).collect();
            assert_eq!(all, rows(count).concat());
        }
        let two = insert_or("t (a, b)", "(a) do update set b = excluded.b", &rows(2));
        assert_eq!(
            &*two[0].sql,
            "insert into t (a, b) values ($1, $2), ($3, $4) on conflict (a) do update set b = excluded.b"
        );
    }
}
