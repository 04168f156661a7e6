//! The outside view: what happened in comparable councils over the same number of years (M14.4).

use crate::council::{Council, England, FIRST, LAST};
use crate::ensemble::Spread;

/// How placements changed over a number of years in every council that had 100 or more at the beginning. Changes are
/// factors of the count at the beginning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretches {
    /// The length of each stretch in years.
    pub years: u16,
    /// The number of stretches. A council may have several, which overlap.
    pub count: usize,
    /// The factor below which 1 stretch in 10 ended.
    pub low: f64,
    /// The factor below which half of them ended.
    pub middle: f64,
    /// The factor above which 1 stretch in 10 ended.
    pub high: f64,
}

impl England {
    /// Every stretch of this length in the record; `None` where there is none.
    pub fn stretches(&self, years: u16) -> Option<Stretches> {
        let starts = FIRST..=LAST.checked_sub(years).filter(|_| years > 0)?;
        let factor = |council: &Council, from: u16| {
            let then = council.placements(from).filter(|_| council.is_large(from))?;
            Some(f64::from(council.placements(from + years)?) / f64::from(then))
        };
        let of = |council| starts.clone().filter_map(move |from| factor(council, from));
        let factors: Vec<f64> = self.councils.iter().flat_map(of).collect();
        if factors.is_empty() {
            return None;
        }
        let count = factors.len();
        let spread = Spread::new(factors);
        let [low, middle, high] = [0.1, 0.5, 0.9].map(|level| spread.percentile(level));
        Some(Stretches { years, count, low, middle, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_counted_as_by_hand() {
        let england = England::published();
        // Kent alone, by hand: 1,507 in 2022 and 1,623 in 2025.
        let kent = England::only(england.council("E10000016").unwrap());
        let three = kent.stretches(3).unwrap();
        assert_eq!(three.count, 4);
        let mut factors = [1_507.0 / 891.0, 1_559.0 / 1_101.0, 1_647.0 / 1_286.0, 1_623.0 / 1_507.0];
        factors.sort_by(f64::total_cmp);
        assert!((three.middle - f64::midpoint(factors[1], factors[2])).abs() < 1e-12);
        assert_eq!(kent.stretches(6).unwrap().count, 1);
        assert_eq!((kent.stretches(7), kent.stretches(0)), (None, None));
        let all = england.stretches(3).unwrap();
        assert!(all.count > 250 && all.low < 1.0 && all.middle > 1.2 && all.high > 1.6, "{all:?}");
    }
}
