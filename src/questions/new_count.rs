//! Turns what a newly published count teaches into values for the controls (M14.9).

use crate::decisions::Update;
use crate::scenario::{Amount, Checked, Lever};

/// Whether a range describes the lever fully. It does not where there is a chance of no effect besides the range.
pub fn takes_range(lever: Lever, scenario: &Checked) -> bool {
    !matches!(lever.assumption(scenario).amount, Amount::SpikeAndSlab { .. })
}

/// The range that a count leaves, as its control takes it: lowest, most likely, highest.
pub fn range_of(lever: Lever, update: &Update, scenario: &Checked) -> [f64; 3] {
    let round = |value: f64| lever.rounded(value);
    let (bounds, reach) = (lever.bounds(scenario), lever.range_bounds(scenario));
    let [low, middle, high] = update.range();
    let middle = round(middle.clamp(*bounds.start(), *bounds.end()));
    [round(low.max(*reach.start())).min(middle), middle, round(high.min(*reach.end())).max(middle)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Calibration, Observation};
    use crate::scenario::Scenario;

    #[test]
    fn what_is_handed_back_is_taken_by_the_controls() {
        let published = Scenario::kent();
        let checked = published.clone().check().unwrap();
        let counts: Vec<u32> = (0..2_000).collect();
        let kept = Calibration::new(&counts, Observation { count: 1_500, tolerance: 300 });
        for (lever, scale, off) in [(Lever::Joiners, 0.1, 300.0), (Lever::Growth, 0.02, -28.0)] {
            let column: Vec<f64> = counts.iter().map(|&count| off + scale * f64::from(count)).collect();
            let update = kept.update(&column, 9);
            assert!(update.teaches());
            let [low, middle, high] = range_of(lever, &update, &checked);
            let mut scenario = published.clone();
            lever.set(&mut scenario, &published, middle);
            lever.set_range(&mut scenario, low, high).unwrap();
            let reading = lever.read(&scenario);
            let shown = [reading.low, reading.central, reading.high];
            assert!(shown.iter().zip([low, middle, high]).all(|(a, b)| (a - b).abs() < 1e-6), "{shown:?}");
            assert!((middle - update.posterior.mean).abs() < 0.5, "{middle}, {:?}", update.posterior);
            assert!(scenario.check().is_ok());
        }
        assert!(takes_range(Lever::Growth, &checked) && !takes_range(Lever::Effect, &checked));
    }
}
