//! Whether objects come up as often as chance would have it (F26): χ² of hits against what each draw let expect.

/// Fewer expected hits in all say nothing.
pub const SAMPLE_MIN: f64 = 20.0;
/// Beyond this the normal deviate of χ² has a probability below one in a thousand.
const DEVIATE_MAX: f64 = 3.09;

/// What the hits of some draws say.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Evenness {
    /// χ².
    pub chi_square: f64,
    /// Degrees of freedom.
    pub freedom: u32,
    /// Whether chance alone would give so much in at least one of a thousand.
    pub plausible: bool,
}

/// `hits` has for each object how often it was picked and how often that was to be expected; none where too little was
/// drawn to say anything. χ² is made a normal deviate by the cube root of Wilson and Hilferty.
pub fn evenness(hits: &[(u32, f64)]) -> Option<Evenness> {
    let hits: Vec<&(u32, f64)> = hits.iter().filter(|(_, expected)| *expected > 0.0).collect();
    let expected: f64 = hits.iter().map(|(_, expected)| expected).sum();
    let freedom = u32::try_from(hits.len()).ok()?.checked_sub(1).filter(|it| *it > 0)?;
    if expected < SAMPLE_MIN {
        return None;
    }
    let chi_square: f64 =
        hits.iter().map(|(hit, expected)| (f64::from(*hit) - expected).powi(2) / expected).sum();
    let k = f64::from(freedom);
    let spread = 2.0 / (9.0 * k);
    let deviate = ((chi_square / k).cbrt() - (1.0 - spread)) / spread.sqrt();
    Some(Evenness { chi_square, freedom, plausible: deviate <= DEVIATE_MAX })
}
