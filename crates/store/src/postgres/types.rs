//! Values to and from PostgreSQL's binary form, lenient in the width of numbers.

use std::error::Error;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::{StoreError, Value};

/// A numeric value that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unfit(String);

/// Whether the parameters are those that the server expects, so that encoding them cannot fail.
pub(super) fn check(params: &[Value], types: &[Type]) -> Result<(), StoreError> {
    if params.len() != types.len() {
        let (given, expected) = (params.len(), types.len());
        return Err(StoreError::Rejected(format!("{expected} parameters are expected, {given} were given")));
    }
    for (n, (value, ty)) in params.iter().zip(types).enumerate() {
        let fits = match value {
            Value::Null => true,
            Value::Int(it) => match *ty {
                Type::INT8 | Type::FLOAT8 => true,
                Type::INT4 => i32::try_from(*it).is_ok(),
                Type::INT2 => i16::try_from(*it).is_ok(),
                _ => false,
            },
            Value::Real(_) => *ty == Type::FLOAT8,
            Value::Text(_) => {
                matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN)
            }
            Value::Bytes(_) => *ty == Type::BYTEA,
        };
        if !fits {
            return Err(StoreError::Rejected(format!(
                "${} is of type {ty} and was given another value",
                n + 1
            )));
        }
    }
    Ok(())
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(it) => match *ty {
                Type::INT4 => i32::try_from(*it)?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*it)?.to_sql(ty, out),
                #[expect(clippy::cast_precision_loss, reason = "the column holds real numbers")]
                Type::FLOAT8 => (*it as f64).to_sql(ty, out),
                _ => it.to_sql(ty, out),
            },
            Value::Real(it) => it.to_sql(ty, out),
            Value::Text(it) => it.to_sql(ty, out),
            Value::Bytes(it) => it.as_slice().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A value as it is read.
pub(super) struct Read(pub(super) Value);

impl<'a> FromSql<'a> for Read {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Read, Box<dyn Error + Sync + Send>> {
        Ok(Read(match *ty {
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Value::Int(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(ty, raw)?.into()),
            Type::BYTEA => Value::Bytes(raw.to_vec()),
            Type::NUMERIC => numeric(raw)?,
            _ => Value::Text(String::from_utf8(raw.to_vec())?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Read, Box<dyn Error + Sync + Send>> {
        Ok(Read(Value::Null))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::BOOL
                | Type::FLOAT8
                | Type::FLOAT4
                | Type::BYTEA
                | Type::NUMERIC
                | Type::TEXT
                | Type::VARCHAR
                | Type::BPCHAR
                | Type::NAME
                | Type::UNKNOWN
        )
    }
}

/// `sum` of BIGINT is NUMERIC in PostgreSQL and an integer in SQLite: whole numbers that fit become `Int`.
fn numeric(raw: &[u8]) -> Result<Value, Unfit> {
    let word = |at: usize| -> Result<i16, Unfit> {
        let pair = raw.get(2 * at..2 * at + 2).and_then(|it| it.try_into().ok());
        pair.map(i16::from_be_bytes).ok_or_else(|| Unfit("a numeric value is cut short".into()))
    };
    let (digits, weight, sign, scale) = (word(0)?, word(1)?, word(2)?, word(3)?);
    let negative = sign == 0x4000;
    if sign != 0 && !negative {
        return Err(Unfit("a numeric value is not a number".into()));
    }
    let mut real = 0.0f64;
    let mut whole = Some(0i64);
    for n in 0..digits.max(0) {
        let digit = word(4 + usize::try_from(n).expect("n is not negative"))?;
        real += f64::from(digit) * 10_000f64.powi(i32::from(weight - n));
        let factor = u32::try_from(weight - n).ok().and_then(|power| 10_000i64.checked_pow(power));
        whole = factor
            .and_then(|it| it.checked_mul(i64::from(digit)))
            .zip(whole)
            .and_then(|(a, b)| a.checked_add(b));
    }
    Ok(match whole {
        Some(it) if scale == 0 => Value::Int(if negative { -it } else { it }),
        _ => Value::Real(if negative { -real } else { real }),
    })
}
