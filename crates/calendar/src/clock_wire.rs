//! How a clock is written in events and states: compact, with its due day, so that reading it needs no calendar.

use std::fmt;

use serde::de::Error as _;
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::clock::Clock;
use crate::day::Day;
use crate::exclusion::{ExcludedTime, Exclusions};
use crate::limit::Limit;
use crate::version::CalendarVersion;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    start: Day,
    limit: Limit,
    #[serde(default)]
    exclusions: Vec<ExcludedTime>,
    #[serde(default)]
    extension: Option<Limit>,
    #[serde(default)]
    ended: Option<Day>,
    due: Day,
    #[serde(default)]
    provisional: bool,
    calendar: CalendarVersion,
}

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A binary form has no names: there nothing may be left out.
        let whole = !serializer.is_human_readable();
        let mut wire = serializer.serialize_struct("Clock", 8)?;
        wire.serialize_field("start", &self.started_on)?;
        wire.serialize_field("limit", &self.limit)?;
        if whole || !self.exclusions().is_empty() {
            wire.serialize_field("exclusions", self.exclusions())?;
        }
        if whole || self.extension.is_some() {
            wire.serialize_field("extension", &self.extension)?;
        }
        if whole || self.ended_on.is_some() {
            wire.serialize_field("ended", &self.ended_on)?;
        }
        wire.serialize_field("due", &self.due)?;
        if whole || self.provisional {
            wire.serialize_field("provisional", &self.provisional)?;
        }
        wire.serialize_field("calendar", &self.version)?;
        wire.end()
    }
}

impl<'de> Deserialize<'de> for Clock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Clock, D::Error> {
        let wire = Wire::deserialize(deserializer)?;
        let mut exclusions = Exclusions::NONE;
        let mut free_from = wire.start;
        for excluded in wire.exclusions {
            let in_order =
                free_from <= excluded.from && excluded.from <= excluded.last_day() && excluded.notice > 0;
            if exclusions.is_full() || !in_order {
                return Err(D::Error::custom(
                    "a clock has at most eight exclusions, each with notice, in order and without overlap",
                ));
            }
            free_from = excluded.last_day().plus_days(1);
            exclusions.insert(excluded);
        }
        let extension_valid = wire.extension.is_none_or(|by| by.is_valid() && by.number > 0);
        if !wire.limit.is_valid() || !extension_valid || wire.due < wire.start {
            return Err(D::Error::custom(
                "a clock needs a limit of at least one unit and is not due before its start",
            ));
        }
        Ok(Clock {
            started_on: wire.start,
            limit: wire.limit,
            exclusions,
            extension: wire.extension,
            ended_on: wire.ended,
            due: wire.due,
            provisional: wire.provisional,
            version: wire.calendar,
        })
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Clock");
        shown.field("started_on", &self.started_on).field("limit", &format_args!("{}", self.limit));
        shown.field("exclusions", &self.exclusions()).field("extension", &self.extension);
        shown.field("ended_on", &self.ended_on).field("due", &self.due);
        shown.field("provisional", &self.provisional).field("calendar", &self.version).finish()
    }
}
