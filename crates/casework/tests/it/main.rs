//! Tests of the case: rules by their numbers, the table of transitions, histories at random, stored forms.

mod absence;
mod close;
mod correction;
mod cover;
mod custody;
mod deferral;
mod fixture;
mod handling;
mod histories;
mod instant;
mod intake;
mod outage;
mod outcomes;
mod play;
mod steps;
mod stops;
mod stored;
mod time;
mod transitions;
mod window_day;
