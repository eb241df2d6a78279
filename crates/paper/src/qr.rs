//! The square code of a paper: drawn as one shape from its dark runs.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

use crate::PaperError;

/// A code: how many squares it has on a side, and its dark runs as column, row and length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    size: usize,
    runs: Vec<[usize; 3]>,
}

/// The code of an address.
///
/// # Errors
/// [`PaperError::TooLong`] if the address does not fit into a code.
pub fn code(address: &str) -> Result<Code, PaperError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|_| PaperError::TooLong)?;
    let (size, colors) = (code.width(), code.to_colors());
    let mut runs: Vec<[usize; 3]> = Vec::new();
    for (place, color) in colors.iter().enumerate() {
        let (row, column) = (place / size, place % size);
        match (color, runs.last_mut()) {
            (Color::Light, _) => {}
            (Color::Dark, Some(run)) if run[1] == row && run[0] + run[2] == column => run[2] += 1,
            (Color::Dark, _) => runs.push([column, row, 1]),
        }
    }
    Ok(Code { size, runs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runs_are_the_dark_squares() {
        let code = code("https://zwfw.example/verify/7K2M").expect("it fits");
        assert_eq!(code.runs[0], [0, 0, 7], "the corner mark begins every code");
        assert!(code.runs.iter().all(|[x, y, n]| x + n <= code.size && *y < code.size));
    }
}
