//! What a program that drives the bench county must know of it: address, items, and who acts with which account.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// What the bench must know of the county it drives. Besides the product's pages the bench county answers
/// `GET /bench/pickup/{case}` with the pickup code alone, in place of the message that the applicant gets.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BenchCounty {
    /// Where it listens.
    pub address: SocketAddr,
    /// Short code of the item of the courses: four materials, two steps, the last of which decides; natural persons.
    pub item: String,
    /// Short code of the item with 60 materials, else the same.
    pub item_60: String,
    /// At least one account for every role; clients share them in turn.
    pub accounts: Vec<BenchAccount>,
}

/// An account of the bench county.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BenchAccount {
    /// What the person does in a course.
    pub role: BenchRole,
    /// The person's id in the organisation, to whom cases are given.
    pub person: String,
    /// Name to sign in with.
    pub login: String,
    /// Password to sign in with.
    pub password: String,
}

/// Who acts in a course.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BenchRole {
    /// Intake officer at the window: receives, accepts, gives to the case agent.
    Intake,
    /// Case agent: takes, gives to the handler, re-checks.
    Agent,
    /// Handler: takes, examines, makes the document.
    Handler,
    /// Head of the authority: decides.
    Decider,
    /// Delivery officer: delivers.
    Delivery,
}
