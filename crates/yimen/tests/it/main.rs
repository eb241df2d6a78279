//! Tests of the whole program, in one binary.

/// What drives the bench county over HTTP, as `yimen bench` does.
#[path = "../../src/bench"]
#[expect(dead_code, reason = "the bench itself uses more of it")]
mod bench {
    pub mod county;
    pub mod course;
    pub mod http;
    pub mod person;
}
mod api;
mod api_archive;
mod api_desk;
mod api_each;
mod api_eyes;
mod api_open;
mod api_records;
mod api_rig;
mod api_second_call;
mod api_seed;
mod api_seed_acts;
mod api_seed_desk;
mod api_seed_eyes;
mod api_seed_records;
mod api_supervision;
mod api_supervision_rounds;
mod cli;
mod copies;
mod county_messages;
mod county_outcomes;
mod crash;
mod crash_facts;
mod crash_full;
mod crash_load;
mod crash_postgres;
mod crash_server;
mod delivered;
mod disclosures;
mod electronic;
mod export;
mod hostile;
mod hostile_guess;
mod hostile_hall;
mod hostile_leak;
mod house;
mod order_answers;
mod papers;
mod papers_certificate;
mod papers_glyph;
mod papers_hearing;
mod papers_quick;
mod photographs;
mod register;
mod rest;
mod second_factor;
mod second_factor_beside;
mod token;
