//! The quantile dot plot: each dot one of so many equally likely futures.

/// A dot: its column and how many stand below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Column, 0 at the left.
    pub column: usize,
    /// Height, 0 at the bottom.
    pub height: usize,
    /// Whether its value lies beyond the mark.
    pub beyond: bool,
}

/// Stacks values (ascending) into `columns` of equal width between `low` and `high`; a value
/// outside stands in the outermost column. A value above `mark` lies beyond it.
pub fn dot_plot(values: &[f64], low: f64, high: f64, columns: usize, mark: f64) -> Vec<Dot> {
    let columns = columns.max(1);
    let mut heights = vec![0; columns];
    let width = (high - low) / columns as f64;
    values
        .iter()
        .map(|&value| {
            let place = if width > 0.0 { ((value - low) / width).floor() } else { 0.0 };
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not below 0
            let column = (place.max(0.0) as usize).min(columns - 1);
            let height = heights[column];
            heights[column] += 1;
            Dot { column, height, beyond: value > mark }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_dot_and_none_covers_another() {
        let values: Vec<f64> = (0..50).map(|i| f64::from(i) * 0.5).collect();
        let dots = dot_plot(&values, 5.0, 20.0, 12, 10.0);
        assert_eq!(dots.len(), 50);
        for (index, dot) in dots.iter().enumerate() {
            assert!(dot.column < 12);
            assert!(!dots[index + 1..].iter().any(|d| (d.column, d.height) == (dot.column, dot.height)));
        }
        assert_eq!(dots.iter().filter(|dot| dot.beyond).count(), 29);
        assert_eq!(dot_plot(&[1.0, 1.0], 1.0, 1.0, 0, 0.0)[1].height, 1);
    }
}
