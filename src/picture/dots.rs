//! The quantile dot plot, in which each dot is one of a number of equally likely futures.

/// A dot: its column, and how many dots stand below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// The column, 0 at the left.
    pub column: usize,
    /// The height, 0 at the bottom.
    pub height: usize,
    /// Whether its value lies above the mark.
    pub beyond: bool,
}

/// The dots of a plot, stacked in columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Piles {
    /// The dots, in the order of their values.
    pub dots: Vec<Dot>,
    /// The number of columns that there is room for.
    pub columns: usize,
    /// The values at which the first column begins and the last one ends.
    pub ends: (f64, f64),
}

impl Piles {
    /// The number of dots in the tallest pile.
    pub fn tallest(&self) -> usize {
        self.dots.iter().map(|dot| dot.height + 1).max().unwrap_or(0)
    }
}

/// Stacks values into columns, as wide as if `columns` of them reached from `low` to `high`. A value outside stands in
/// the outermost column. The mark lies between two columns, so that no pile has dots on both sides; for this the ends
/// move outwards by less than a column. A value above the mark lies beyond it.
pub fn dot_plot(values: &[f64], (low, high): (f64, f64), columns: usize, mark: f64) -> Piles {
    let parted = mark.clamp(low, high.max(low));
    let width = (high - low) / columns.max(1) as f64;
    // A remainder from rounding is not a column.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // not below 0
    let whole = |columns: f64| (columns - 1e-9).ceil().max(0.0) as usize;
    let (left, right) =
        if width > 0.0 { (whole((parted - low) / width), whole((high - parted) / width)) } else { (0, 1) };
    let mut heights = vec![0; left + right];
    let dots = values.iter().map(|&value| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates
        let away = if width > 0.0 { ((value - parted).abs() / width).floor() as usize } else { 0 };
        let column = if value > parted {
            left.saturating_add(away)
        } else {
            left.saturating_sub(away.saturating_add(1))
        };
        let column = column.min(left + right - 1);
        let height = heights[column];
        heights[column] += 1;
        Dot { column, height, beyond: value > mark }
    });
    Piles {
        dots: dots.collect(),
        columns: left + right,
        ends: (parted - left as f64 * width, parted + right as f64 * width),
    }
}

/// The range of columns of a picture of fixed size: the fewest give the largest dots.
const COLUMNS: std::ops::RangeInclusive<usize> = 12..=36;

/// The number of columns with which the dots of a picture are as large as possible without covering each other. Where
/// the piles are too tall for any number, it is the largest. `size` is the width and the height for the dots alone.
pub fn columns(values: &[f64], ends: (f64, f64), mark: f64, size: (f64, f64)) -> usize {
    let fits = |columns: &usize| {
        let piles = dot_plot(values, ends, *columns, mark);
        piles.tallest() as f64 * size.0 / piles.columns as f64 <= size.1
    };
    COLUMNS.into_iter().find(fits).unwrap_or(*COLUMNS.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Middles of so many equally likely parts of a heap, a logistic distribution.
    fn heap(dots: u32) -> Vec<f64> {
        let middles = (0..dots).map(|i| (f64::from(i) + 0.5) / f64::from(dots));
        middles.map(|p| (p / (1.0 - p)).ln() / 1.7).collect()
    }

    #[test]
    fn every_value_has_a_dot_and_none_covers_another() {
        let values: Vec<f64> = (0..50).map(|i| f64::from(i) * 0.5).collect();
        let piles = dot_plot(&values, (5.0, 20.0), 12, 10.0);
        assert_eq!((piles.columns, piles.ends, piles.dots.len()), (12, (5.0, 20.0), 50));
        for (index, dot) in piles.dots.iter().enumerate() {
            assert!(dot.column < 12);
            assert!(
                !piles.dots[index + 1..].iter().any(|d| (d.column, d.height) == (dot.column, dot.height))
            );
        }
        assert_eq!(piles.dots.iter().filter(|dot| dot.beyond).count(), 29);
        assert_eq!(dot_plot(&[1.0, 1.0], (1.0, 1.0), 0, 0.0).dots[1].height, 1);
    }

    #[test]
    fn the_mark_parts_the_piles_and_the_ends_move_by_less_than_a_column() {
        for columns in [12, 17, 36] {
            for hundredths in -500..=500 {
                let mark = f64::from(hundredths) / 100.0;
                let values = [heap(50), vec![mark; 3]].concat();
                let piles = dot_plot(&values, (-4.0, 4.0), columns, mark);
                let width = (piles.ends.1 - piles.ends.0) / piles.columns as f64;
                assert!((width - 8.0 / columns as f64).abs() < 1e-9, "{mark}");
                let moved = (-4.0 - piles.ends.0, piles.ends.1 - 4.0);
                assert!(
                    (-1e-9..width).contains(&moved.0) && (-1e-9..width).contains(&moved.1),
                    "{mark} {moved:?}"
                );
                let within = |value: f64| value > -4.0 && value < 4.0;
                for (dot, value) in piles.dots.iter().zip(&values).filter(|(_, value)| within(**value)) {
                    let from = piles.ends.0 + dot.column as f64 * width;
                    assert!(*value >= from - 1e-9 && *value <= from + width + 1e-9, "{value} in {from}");
                    let is_right = from >= mark - 1e-9;
                    assert!(!within(mark) || is_right == dot.beyond, "{mark} {value}");
                }
            }
        }
    }

    #[test]
    fn a_card_has_room_for_twenty_dots_as_large_as_its_letters_and_not_for_fifty() {
        let (card, letter) = ((208.0, 60.0), 13.0);
        let pitch = |dots| card.0 / columns(&heap(dots), (-4.0, 4.0), 0.0, card) as f64;
        assert!(pitch(20) >= letter, "{}", pitch(20));
        assert!(pitch(50) < letter, "{}", pitch(50));
    }

    #[test]
    fn dots_are_as_large_as_their_piles_let_them_be() {
        let most = *COLUMNS.end();
        let of = |values: &[f64], size| columns(values, (-3.0, 3.0), 0.0, size);
        assert_eq!(of(&[1.0; 50], (200.0, 60.0)), most, "one pile fits nowhere");
        assert_eq!(of(&[], (200.0, 60.0)), *COLUMNS.start());
        for high in [40.0, 60.0, 100.0, 200.0] {
            let chosen = of(&heap(50), (400.0, high));
            let tall = |columns| {
                let piles = dot_plot(&heap(50), (-3.0, 3.0), columns, 0.0);
                piles.tallest() as f64 * 400.0 / piles.columns as f64
            };
            assert!(chosen == most || tall(chosen) <= high, "{high}");
            assert!(chosen == *COLUMNS.start() || tall(chosen - 1) > high, "{high}");
        }
    }
}
