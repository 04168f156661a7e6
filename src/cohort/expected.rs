//! The expected stock: the same cohort in fractions of pupils, without chance.

use super::compiled::{expected_joiners, migration_years, shares};
use crate::field::Age;
use crate::scenario::Checked;

/// Expected stock of each January, county, with every uncertain parameter at its mean.
///
/// Exact where nothing but pupil-level chance is uncertain; elsewhere close to the mean of the
/// futures and no more, because growth compounds.
pub fn expected(scenario: &Checked) -> Vec<f64> {
    let demand = &scenario.demand;
    let flows = expected_joiners(scenario);
    let district_shares = shares(scenario.districts.list.iter().map(|district| district.weight));
    let profile = &scenario.opening.age_profile;
    let pupils = scenario.opening.pupils.amount.mean();
    let hazard = |age: Age| {
        scenario
            .leaving
            .bands
            .iter()
            .find(|band| (band.from_age..=band.to_age).contains(&age))
            .map_or(1.0, |band| band.hazard.amount.mean())
    };
    let mut stock: Vec<f64> = Age::all().map(|age| pupils * profile.at(age) / profile.total()).collect();
    let mut januaries = vec![stock.iter().sum()];
    let mut growth = 1.0;
    for (year, rows) in flows.chunks_exact(district_shares.len()).enumerate() {
        growth *= 1.0 + demand.growth.amount.mean();
        let mut migration = 1.0;
        for _ in 0..migration_years(scenario, year) {
            migration *= 1.0 + demand.migration.amount.mean();
        }
        let level = demand.joiner_scale.amount.mean() * growth * migration;
        let mut next = vec![0.0; Age::COUNT];
        for age in Age::all().rev() {
            let joining: f64 =
                rows.iter().zip(&district_shares).map(|(row, share)| row[age.index()] * share).sum();
            let staying = match age.index().checked_sub(1) {
                Some(younger) => stock[younger] * (1.0 - hazard(Age::at(younger))),
                None => 0.0,
            };
            next[age.index()] = staying + joining * level;
        }
        stock = next;
        januaries.push(stock.iter().sum());
    }
    januaries
}
