//! A QR code as inline SVG, without style attributes and without scripts.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The code of this text as an `svg` element of class `qr`; `label` is read aloud instead of it.
/// A text too long for a QR code (about 2,300 bytes) gives an empty string: the paper then carries the number alone.
pub fn qr_svg(text: &str, label: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return String::new();
    };
    const QUIET: usize = 2;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                let (from, down) = (x + QUIET, y + QUIET);
                write!(path, "M{from} {down}h{run}v1h-{run}z").expect("a String takes every write");
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    let label = label.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" role=\"img\" \
         aria-label=\"{label}\"><path d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every dark module is covered by exactly one run, so the drawing has the code's area.
    #[test]
    fn the_drawing_has_as_many_dark_modules_as_the_code() {
        let text = "https://centre.example/track?number=990121-20261120-00042";
        let svg = qr_svg(text, "a \"label\"");
        let runs = svg.split('h').filter_map(|part| part.split_once('v')?.0.parse::<usize>().ok());
        let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("a short text fits");
        let dark = code.to_colors().iter().filter(|c| **c == Color::Dark).count();
        assert_eq!(runs.sum::<usize>(), dark);
        assert!(svg.contains("a &quot;label&quot;") && !svg.contains("style"));
        assert_eq!(qr_svg(&"x".repeat(4000), ""), "", "what does not fit is left out");
    }
}
