//! Scales from numbers to pixels on a chart.

/// A linear scale from a domain of numbers to a range of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    domain: (f64, f64),
    pixels: (f64, f64),
}

impl Scale {
    /// Makes a scale. A domain of width 0 is widened, so that every number has a position.
    pub fn new(domain: (f64, f64), pixels: (f64, f64)) -> Scale {
        let (low, high) = domain;
        let domain = if high > low { domain } else { (low - 0.5, low + 0.5) };
        Scale { domain, pixels }
    }

    /// The pixel position of a number.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }
}

/// The smallest and the largest of some numbers. Without numbers it is infinity and minus infinity, which [`ticks`]
/// takes as no data.
pub fn extent(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    values.into_iter().fold(none, |(low, high), value| (low.min(value), high.max(value)))
}

/// Round, evenly spaced numbers that enclose `low` to `high` in about `count` steps.
pub fn ticks(low: f64, high: f64, count: usize) -> Vec<f64> {
    let (low, high) = if low.is_finite() && high.is_finite() && high > low {
        (low, high)
    } else if low.is_finite() {
        (low, low + 1.0)
    } else {
        (0.0, 1.0)
    };
    let rough = (high - low) / count.max(1) as f64;
    let power = 10.0_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * power);
    let first = (low / step).floor();
    let last = (high / step).ceil();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few steps upwards
    let steps = (last - first) as usize;
    (0..=steps).map(|index| (first + index as f64) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extent_of_numbers_is_what_ticks_enclose() {
        assert_eq!(extent([2.0, -1.0, 5.0]), (-1.0, 5.0));
        assert_eq!(extent([4.0]), (4.0, 4.0));
        let (low, high) = extent([]);
        assert!(low > high);
        assert_eq!(ticks(low, high, 2), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn ticks_are_round_and_enclose_the_data() {
        let cases: [(f64, f64, usize, &[f64]); 4] = [
            (891.0, 2457.0, 4, &[500.0, 1000.0, 1500.0, 2000.0, 2500.0]),
            (0.0, 1.0, 5, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (5.0, 5.0, 2, &[5.0, 5.5, 6.0]),
            (-70.0, 10.0, 4, &[-80.0, -60.0, -40.0, -20.0, 0.0, 20.0]),
        ];
        for (low, high, count, expected) in cases {
            let ticks = ticks(low, high, count);
            assert_eq!(ticks.len(), expected.len(), "{ticks:?}");
            assert!(ticks.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{ticks:?}");
        }
    }

    #[test]
    fn odd_ranges_still_have_ticks() {
        for (low, high) in [(f64::NAN, 1.0), (0.0, f64::INFINITY), (3.0, 1.0), (1e9, 1e9 + 1.0)] {
            let ticks = ticks(low, high, 5);
            assert!((2..20).contains(&ticks.len()), "{low} to {high}: {ticks:?}");
            assert!(ticks.iter().all(|tick| tick.is_finite()));
        }
    }

    #[test]
    fn a_scale_maps_ends_to_ends() {
        let scale = Scale::new((800.0, 2000.0), (300.0, 0.0));
        assert!((scale.at(800.0) - 300.0).abs() < 1e-9);
        assert!((scale.at(2000.0)).abs() < 1e-9);
        assert!(Scale::new((5.0, 5.0), (0.0, 10.0)).at(5.0).is_finite());
    }
}
