//! How much life a simulated county has, and what came of it.

/// How much life.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Working days before today.
    pub days: u32,
    /// Cases in all.
    pub cases: u32,
    /// The same seed gives the same county.
    pub seed: u64,
}

/// What came of it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Cases taken in.
    pub received: u32,
    /// Commands carried out.
    pub done: u32,
    /// Commands the rules refused.
    pub refused: u32,
    /// The refusals by code, for the curious.
    pub codes: std::collections::BTreeMap<String, u32>,
}
