//! Values to and from PostgreSQL's binary form, lenient in the width of numbers.

use std::error::Error;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::Value;

/// A value that does not fit the type of the parameter.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unfit(String);

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        let unfit = |what: &str| -> Box<dyn Error + Sync + Send> {
            Box::new(Unfit(format!("{what} was given for a parameter of type {ty}")))
        };
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(it) => match *ty {
                Type::INT8 => it.to_sql(ty, out),
                Type::INT4 => i32::try_from(*it).map_err(|_| unfit("a large integer"))?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*it).map_err(|_| unfit("a large integer"))?.to_sql(ty, out),
                #[expect(clippy::cast_precision_loss, reason = "the column holds real numbers")]
                Type::FLOAT8 => (*it as f64).to_sql(ty, out),
                _ => Err(unfit("an integer")),
            },
            Value::Real(it) => match *ty {
                Type::FLOAT8 => it.to_sql(ty, out),
                _ => Err(unfit("a real number")),
            },
            Value::Text(it) => match *ty {
                Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => it.to_sql(ty, out),
                _ => Err(unfit("a text")),
            },
            Value::Bytes(it) => match *ty {
                Type::BYTEA => it.as_slice().to_sql(ty, out),
                _ => Err(unfit("a byte string")),
            },
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
