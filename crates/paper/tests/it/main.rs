//! Every paper is set, whatever was typed, or the character that cannot be set is named; and none takes long.

mod blns;
mod classes;
mod laid;
mod naughty;
mod quick;
mod samples;
