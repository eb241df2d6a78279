//! Tests of the case: rules by their numbers, the table of transitions, histories at random, stored forms.

mod clear;
mod close;
mod contacts;
mod correction;
mod custody;
mod deferral;
mod fixture;
mod handling;
mod hearings;
mod histories;
mod instant;
mod intake;
mod outcomes;
mod play;
mod steps;
mod stops;
mod stored;
mod time;
mod transitions;
mod visits;
mod waits;
