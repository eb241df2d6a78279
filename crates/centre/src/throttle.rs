//! Attempts counted in the database, so that guessing a password or a query code is slow however many instances serve.

use store::{Statement, Store, StoreError, Value};

use catalogue::id::Digest;

/// How often something may be tried before it has to wait.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is tried; part of the key.
    pub kind: &'static str,
    /// Tries within the span.
    pub tries: i64,
    /// The span in microseconds.
    pub span: i64,
}

const MINUTE: i64 = 60_000_000;

/// Wrong passwords for one account.
pub const SIGN_IN_ACCOUNT: Limit = Limit { kind: "sign-in", tries: 6, span: 15 * MINUTE };
/// Wrong passwords from one address.
pub const SIGN_IN_ADDRESS: Limit = Limit { kind: "sign-in-address", tries: 40, span: 15 * MINUTE };
/// Wrong query codes for one number.
pub const TRACK_NUMBER: Limit = Limit { kind: "track", tries: 8, span: 30 * MINUTE };
/// Wrong query codes from one address.
pub const TRACK_ADDRESS: Limit = Limit { kind: "track-address", tries: 40, span: 15 * MINUTE };
/// Wrong pickup codes for one case.
pub const PICKUP_CASE: Limit = Limit { kind: "pickup", tries: 5, span: 30 * MINUTE };

/// One-time codes sent for one case (C26).
pub const OWN_CODE_SENT: Limit = Limit { kind: "own-code-sent", tries: 3, span: 30 * MINUTE };
/// Tries of one code, for as long as it holds.
pub const OWN_CODE_TRY: Limit =
    Limit { kind: "own-code-try", tries: 5, span: casework::CODE_MINUTES * MINUTE };
/// Tries of the code by which a result is fetched (C25).
pub const FETCH_TRY: Limit = Limit { kind: "fetch-try", tries: 5, span: 30 * MINUTE };
/// Receipts asked for by one officer under numbers and documents that do not fit (E15).
pub const REISSUE_PERSON: Limit = Limit { kind: "reissue", tries: 12, span: 15 * MINUTE };
/// Looks by one officer at whose cases a shown document finds (E15).
pub const REISSUE_LOOK: Limit = Limit { kind: "reissue-look", tries: 30, span: 15 * MINUTE };
/// People whom one officer looks up at an intake (E11, E14): more than come to a window in that time.
pub const PERSON_LOOK: Limit = Limit { kind: "person-look", tries: 60, span: 15 * MINUTE };
/// Wrong one-time codes of one person who signs (A17).
pub const SECOND_FACTOR: Limit = Limit { kind: "second-factor", tries: 5, span: 15 * MINUTE };

/// Counts one try before it is made, and says when to come back if there were too many.
///
/// Counting comes first, so that parallel guesses cannot slip through between a look and a count.
pub async fn count(
    store: &Store,
    division: &str,
    limit: Limit,
    who: &Digest,
    now: i64,
) -> Result<Result<(), i64>, StoreError> {
    let key = || -> Vec<Value> { vec![division.into(), limit.kind.into(), who.0.into()] };
    let mut params = key();
    params.extend([now.into(), (now - limit.span).into()]);
    store
        .write(vec![Statement::new(
            "insert into attempt (division, kind, who, since, tries) values ($1, $2, $3, $4, 1)
             on conflict (division, kind, who) do update set
               tries = case when attempt.since <= $5 then 1 else attempt.tries + 1 end,
               since = case when attempt.since <= $5 then $4 else attempt.since end",
            params,
        )])
        .await?;
    let rows = store
        .read(Statement::new(
            "select since, tries from attempt where division = $1 and kind = $2 and who = $3",
            key(),
        ))
        .await?;
    let Some(row) = rows.first() else { return Ok(Ok(())) };
    let (since, tries) = (row.int(0)?, row.int(1)?);
    Ok(if tries > limit.tries { Err(since + limit.span) } else { Ok(()) })
}

/// Whether there were too many tries already, without counting one: for things that are mostly right, where only what
/// goes wrong is counted afterwards.
pub async fn look(
    store: &Store,
    division: &str,
    limit: Limit,
    who: &Digest,
    now: i64,
) -> Result<Result<(), i64>, StoreError> {
    let rows = store
        .read(Statement::new(
            "select since, tries from attempt where division = $1 and kind = $2 and who = $3",
            vec![division.into(), limit.kind.into(), who.0.into()],
        ))
        .await?;
    let Some(row) = rows.first() else { return Ok(Ok(())) };
    let (since, tries) = (row.int(0)?, row.int(1)?);
    Ok(if tries >= limit.tries && now < since + limit.span { Err(since + limit.span) } else { Ok(()) })
}

/// Forgets the tries after a success.
pub async fn clear(store: &Store, division: &str, limit: Limit, who: &Digest) -> Result<(), StoreError> {
    store
        .write(vec![Statement::new(
            "delete from attempt where division = $1 and kind = $2 and who = $3",
            vec![division.into(), limit.kind.into(), who.0.into()],
        )])
        .await?;
    Ok(())
}
