//! SVG path data.

use std::fmt::Write;

/// The path of a line through points.
pub fn line(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points.into_iter().enumerate() {
        // Writing to a string cannot fail.
        let _infallible = write!(path, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
    }
    path
}

/// The path of a filled band between lower and upper points.
pub fn band(points: &[(f64, f64, f64)]) -> String {
    let upper = points.iter().map(|&(x, _, upper)| (x, upper));
    let lower = points.iter().rev().map(|&(x, lower, _)| (x, lower));
    let path = line(upper.chain(lower));
    if path.is_empty() { path } else { path + "Z" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_goes_out_above_and_comes_back_below() {
        assert_eq!(line([(0.0, 1.0), (10.0, 2.55)]), "M0.0 1.0L10.0 2.5");
        assert_eq!(band(&[(0.0, 5.0, 1.0), (10.0, 6.0, 2.0)]), "M0.0 1.0L10.0 2.0L10.0 6.0L0.0 5.0Z");
        assert_eq!(band(&[]), "");
    }
}
