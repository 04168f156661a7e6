//! Rounds a sum of money for the title of a slide.

/// A round sum of money that most of some equally likely values exceed, and the share of the values, from 0 to 1, that
/// do. The values ascend.
pub fn passed_by_most(values: &[f64]) -> (f64, f64) {
    let middle = values.get(values.len() / 2).copied().unwrap_or_default();
    let step = match middle.abs() {
        size if size >= 40e6 => 5e6,
        size if size >= 10e6 => 1e6,
        _ => 0.1e6,
    };
    // About 7 in 10 values exceed it.
    let low = values.get(values.len() * 3 / 10).copied().unwrap_or_default();
    let level = ((low / step).ceil() - 1.0) * step;
    let above = values.iter().filter(|value| **value > level).count();
    (level, above as f64 / values.len().max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_in_a_title_is_round_and_passed_by_most() {
        let values: Vec<f64> = (0..50).map(|at| 90e6 + 0.8e6 * f64::from(at)).collect();
        let (level, share) = passed_by_most(&values);
        assert!((level - 100e6).abs() < 1.0 && (share - 0.74).abs() < 1e-9, "{level} {share}");
        let (level, share) = passed_by_most(&[12.3e6; 50]);
        assert!((level - 12e6).abs() < 1.0 && share >= 1.0);
        for scale in [0.01, 0.1, 1.0, 10.0, -1.0] {
            let mut values: Vec<f64> = values.iter().map(|value| scale * value).collect();
            values.sort_by(f64::total_cmp);
            assert!(passed_by_most(&values).1 >= 0.7, "{scale}");
        }
        assert!(passed_by_most(&[]).1 < 1.0);
    }
}
