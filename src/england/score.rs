//! Compares forecasts with the counts that came.

use super::known::known;
use crate::chance::{Future, Normal, Purpose};
use crate::cohort::{Compiled, Detail, Measure, Simulator};
use crate::council::{Council, England, LAST};
use crate::ensemble::{Spread, Summary};
use crate::scenario::{Checked, Scenario};
use rand_distr::Distribution;

/// The standard deviation of the log of the error with which a January is recorded. The error belongs to the published
/// count and not to the pupils: no future of a planner includes it, but a forecast of a published count does.
pub const RECORDING: f64 = 0.07;

/// The futures of one January, and the count that was published for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The council's code.
    pub code: &'static str,
    /// The January from which the forecast starts.
    pub from: u16,
    /// The number of Januaries ahead.
    pub ahead: u16,
    /// The published count.
    pub came: u32,
    /// The logs of the counts of the futures, ascending.
    logs: Vec<f64>,
}

/// How well one forecast performed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The continuous ranked probability score of the log of the count; 0 for a certain hit.
    pub crps: f64,
    /// The share of the futures, from 0 to 1, below the published count; ties count half.
    pub pit: f64,
}

impl Score {
    /// Whether the published count lies in the middle `share` of the futures.
    pub fn is_within(self, share: f64) -> bool {
        (self.pit - 0.5).abs() <= 0.5 * share
    }
}

impl Forecast {
    /// Makes a forecast from the values of its futures.
    fn new(council: &Council, from: u16, ahead: u16, came: u32, mut logs: Vec<f64>) -> Forecast {
        logs.sort_unstable_by(f64::total_cmp);
        Forecast { code: council.code, from, ahead, came, logs }
    }

    /// The January that is forecast.
    pub fn january(&self) -> u16 {
        self.from + self.ahead
    }

    /// A percentile of the published count, as forecast.
    pub fn percentile(&self, level: f64) -> f64 {
        Spread::new(self.logs.clone()).percentile(level).exp()
    }

    /// The summary of the published count, as forecast.
    pub fn summary(&self) -> Summary {
        let counts = Spread::new(self.logs.iter().map(|log| log.exp()).collect());
        let [p10, p25, p50, p75, p90] = [0.1, 0.25, 0.5, 0.75, 0.9].map(|level| counts.percentile(level));
        Summary { mean: counts.mean(), sd: counts.sd(), p10, p25, p50, p75, p90 }
    }

    /// Scores the forecast (Gneiting and Raftery 2007, equation 21, over the futures).
    pub fn score(&self) -> Score {
        let came = f64::from(self.came.max(1)).ln();
        let n = self.logs.len() as f64;
        let apart = self.logs.iter().map(|log| (log - came).abs()).sum::<f64>() / n;
        // The mean absolute difference of two futures follows from their order.
        let ranked = self.logs.iter().enumerate().map(|(rank, log)| (2.0 * rank as f64 + 1.0 - n) * log);
        let between = ranked.sum::<f64>() / (n * n);
        let below = self.logs.partition_point(|log| *log < came) as f64;
        let up_to = self.logs.partition_point(|log| *log <= came) as f64;
        Score { crps: apart - between, pit: f64::midpoint(below, up_to) / n }
    }
}

/// The score of a single number as a forecast of a count.
pub fn point(forecast: f64, came: u32) -> f64 {
    (forecast.max(1.0).ln() - f64::from(came.max(1)).ln()).abs()
}

/// Forecasts a council from a January, one January after another, as long as counts are published and not beyond
/// `until`. `edit` changes the scenario that has the published path.
///
/// # Errors
/// A sentence, where the council has no count in that January.
pub fn forecast(
    england: &England,
    council: &Council,
    from: u16,
    until: u16,
    futures: u32,
    edit: impl FnOnce(&mut Scenario),
    recording: f64,
) -> Result<Vec<Forecast>, String> {
    let until = until.min(LAST);
    let Some(years) = until.checked_sub(from).filter(|&years| years > 0) else { return Ok(Vec::new()) };
    let mut scenario = known(england, council, from, u8::try_from(years).unwrap_or(u8::MAX))?.into_inner();
    edit(&mut scenario);
    let scenario = scenario.check().map_err(|problems| problems[0].to_string())?;
    let counts = stocks(&scenario, futures);
    Ok((1..=years)
        .filter_map(|ahead| {
            let came = council.placements(from + ahead)?;
            let errors = (0..futures).map(|index| {
                let address = Future::new(SEED, index).address(Purpose::Recording, ahead, 0);
                recording * Normal.sample(&mut address.stream())
            });
            let row = counts.iter().map(|future| f64::from(future[usize::from(ahead)].max(1)).ln());
            let logs = row.zip(errors).map(|(log, error)| log + error).collect();
            Some(Forecast::new(council, from, ahead, came, logs))
        })
        .collect())
}

/// The seed of every forecast.
const SEED: u64 = 2026;

/// The county's stock by future and January.
fn stocks(scenario: &Checked, futures: u32) -> Vec<Vec<u32>> {
    let model = Compiled::new(scenario, Detail::Main);
    let shape = model.shape();
    let mut simulator = Simulator::new(&model);
    let (mut record, mut headlines) = (vec![0; shape.record()], vec![0.0; shape.headlines()]);
    (0..futures)
        .map(|index| {
            simulator.run(Future::new(SEED, index), &mut record, &mut headlines);
            shape.county(&record, Measure::Stock)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(logs: &[f64], came: u32) -> Score {
        let england = England::published();
        Forecast::new(&england.councils[0], 2019, 1, came, logs.to_vec()).score()
    }

    #[test]
    fn the_score_is_the_integral_of_the_squared_difference() {
        let logs: Vec<f64> = [80.0, 100.0, 120.0, 200.0].map(f64::ln).to_vec();
        let came = 110_u32;
        let score = of(&logs, came);
        // By hand, between the steps of the distribution of the futures and that of what came.
        let came = f64::from(came).ln();
        let mut edges = logs.clone();
        edges.push(came);
        edges.sort_by(f64::total_cmp);
        let by_hand: f64 = edges
            .windows(2)
            .map(|edge| {
                let middle = f64::midpoint(edge[0], edge[1]);
                let share = logs.iter().filter(|log| **log <= middle).count() as f64 / 4.0;
                (share - f64::from(u8::from(came <= middle))).powi(2) * (edge[1] - edge[0])
            })
            .sum();
        assert!((score.crps - by_hand).abs() < 1e-12, "{} for {by_hand}", score.crps);
        assert!((score.pit - 0.5).abs() < 1e-12);
        assert!((of(&[f64::ln(50.0); 3], 100).crps - f64::ln(2.0)).abs() < 1e-12);
    }

    #[test]
    fn a_band_holds_what_lies_in_the_middle_of_the_futures() {
        let logs: Vec<f64> = (1..=1_000).map(|count| f64::from(count).ln()).collect();
        assert!(of(&logs, 102).is_within(0.8) && !of(&logs, 98).is_within(0.8));
        assert!(of(&logs, 898).is_within(0.8) && !of(&logs, 903).is_within(0.8));
        assert!(of(&logs, 740).is_within(0.5) && !of(&logs, 760).is_within(0.5));
    }
}
