//! Concluded cases for which papers were handed in more than once (R174): on a correction notice, without one, or, where minor
//! papers might follow, after the acceptance (E7, N56). A case is counted under the first of the three that holds.

use store::{Migration, Statement, Value};

/// The follower of the figures counts from the first entry again: the days before know one of the three words alone, and no
/// answer of a complaint that came late.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0067_brought_again",
    sql: r#"
delete from day_count;
delete from item_took;
delete from complaint_count;
"#,
};

/// Whether papers of a case were handed in more than once. The version leads SQLite to the index of streams; without it, it
/// reads every entry of the division.
pub const AGAIN_SQL: &str = " and exists (select 1 from entry e where e.division = $1 and e.stream = 'case/' || case_id \
    and e.version > 0 and e.kind in ('case.correction-noticed', 'case.correction-renewed', 'case.received-more', \
    'case.deferred-brought'))";

/// The word under which such a case is counted.
const WORD_SQL: &str = "(select case min(case e.kind when 'case.correction-noticed' then 1 when 'case.correction-renewed' then 1 \
    when 'case.received-more' then 2 when 'case.deferred-brought' then 3 end) \
    when 1 then 'concluded_corrected' when 2 then 'concluded_more' else 'concluded_deferred' end \
    from entry e where e.division = $1 and e.stream = 'case/' || case_id and e.version > 0)";

/// Adds those of a list of concluded cases to the figures of a day.
pub(crate) fn statement(division: &str, day: &str, cases: &[&str]) -> Statement {
    let mut params: Vec<Value> = vec![division.into(), day.into()];
    let list = crate::counts::case_list(cases, &mut params);
    let sql = format!(
        "insert into day_count (division, day, authority, kind, count)
         select $1, $2, authority, word, count(*) from
           (select authority, {WORD_SQL} as word from case_row
            where division = $1 and case_id in ({list}){AGAIN_SQL}) as again
         group by authority, word
         on conflict (division, day, authority, kind) do update set count = day_count.count + excluded.count"
    );
    Statement::new(sql, params)
}
