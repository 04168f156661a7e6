//! Works out the expected stock (M3 to M5): the same cohort in fractions of pupils, without chance and with different
//! code.

use super::compiled::{expected_joiners, migration_years};
use super::fade::left_of_growth;
use super::path::dated;
use super::shares::shares;
use crate::field::{Age, SEPTEMBER};
use crate::scenario::{Assumption, Checked, District, Need, School};

/// The expected stock of the county in each January, with every uncertain parameter at its mean and no wander. It
/// ignores the pupils whom the Localities Model, SRPs and state special schools divert, and nobody waits for a place.
///
/// It is exact where only pupil-level chance and the yearly shock are uncertain and places do not run out. Elsewhere it
/// is only close to the mean of the futures, because growth compounds.
pub fn expected(scenario: &Checked) -> Vec<f64> {
    let demand = &scenario.demand;
    let flows = expected_joiners(scenario);
    let district_shares = shares(scenario.districts.list.iter().map(|district| district.weight));
    let need_shares = shares(scenario.needs.list.iter().map(|need| need.joiner_weight));
    let profile = &scenario.opening.age_profile;
    let pupils = mean(&scenario.opening.pupils);
    let mut stock: Vec<f64> = Age::all().map(|age| pupils * profile.at(age) / profile.total()).collect();
    let mut januaries = vec![stock.iter().sum()];
    let leaving = |age: Age| profile.at(age) / profile.total() * hazard(scenario, age);
    let own = demand.joiners_by_age.total() / demand.reference_pupils.amount.central();
    let england = mean(&demand.growth) + Age::all().map(leaving).sum::<f64>();
    let pooling = mean(&demand.pooling);
    let mut growth = mean(&demand.joiner_scale) * (1.0 - pooling) + pooling * england / own;
    let mut pulled = 0.0;
    let mut returning = [0.0; Age::COUNT];
    for (year, rows) in flows.chunks_exact(district_shares.len()).enumerate() {
        let left = left_of_growth(mean(&demand.fade), year + 1);
        growth *= 1.0 + left * mean(&demand.growth);
        pulled += left * mean(&demand.pull_back) * demand.share_over_england.amount.central().ln();
        let mut level = growth * (1.0 - 0.5 * pulled).powi(2);
        let september = f64::from(scenario.horizon.opening_january.0) + year as f64 + SEPTEMBER;
        level *= dated(september, mean(&demand.reform_from), mean(&demand.rush), mean(&demand.reform));
        for _ in 0..migration_years(scenario, year) {
            level *= 1.0 + mean(&demand.migration);
        }
        let expected: Vec<Vec<f64>> = rows
            .iter()
            .zip(&district_shares)
            .map(|(row, share)| {
                need_shares.iter().map(|n| row.iter().sum::<f64>() * share * level * n).collect()
            })
            .collect();
        let mut next = vec![0.0; Age::COUNT];
        for age in 1..Age::COUNT {
            let staying = 1.0 - hazard(scenario, Age::at(age - 1));
            // Pupils who were diverted and come back are a year older, and might have left.
            next[age] = staying * (stock[age - 1] + returning[age - 1]);
        }
        returning.fill(0.0);
        for (district, (row, share)) in rows.iter().zip(&district_shares).enumerate() {
            for (need, need_share) in need_shares.iter().enumerate() {
                let (joins, returns) = fate(scenario, year, district, need, &expected);
                for (age, flow) in row.iter().enumerate() {
                    let potential = flow * share * level * need_share;
                    next[age] += potential * joins;
                    returning[age] += potential * returns;
                }
            }
        }
        stock = next;
        januaries.push(stock.iter().sum());
    }
    januaries
}

fn mean(assumption: &Assumption) -> f64 {
    assumption.amount.mean()
}

fn hazard(scenario: &Checked, age: Age) -> f64 {
    scenario.leaving.mean_hazard(age)
}

/// Shares of the potential joiners of a cell who join at once, and who come back a year later.
fn fate(scenario: &Checked, year: usize, district: usize, need: usize, expected: &[Vec<f64>]) -> (f64, f64) {
    let localities = &scenario.localities;
    let kind = &scenario.needs.list[need];
    let local = &scenario.local_provision;
    // The shares of a need's pupils in a district who can be diverted, and whom the Localities Model diverts.
    let fates = |need: &Need, district: usize| {
        let adopted = adopted(scenario, &scenario.districts.list[district], year);
        let diverted = (mean(&localities.effect) * need.localities_multiplier * adopted).min(1.0);
        let provoked = mean(&scenario.tribunal.backfire) * diverted;
        ((1.0 - mean(&scenario.tribunal.share)) / (1.0 + provoked), diverted)
    };
    let suits_srp = |need: &Need| if need.srp_excluded && !local.srp_unlocked { 0.0 } else { need.srp_share };
    // Those whom the Localities Model leaves, by district: in each need, for the SRPs to reach.
    let left = |district: usize| -> Vec<f64> {
        let needs = scenario.needs.list.iter().zip(&expected[district]);
        needs
            .map(|(need, count)| {
                let (divertible, diverted) = fates(need, district);
                count * divertible * (1.0 - diverted)
            })
            .collect()
    };
    let suited = |left: &[f64], suits: &dyn Fn(&Need) -> f64| -> f64 {
        left.iter().zip(&scenario.needs.list).map(|(count, need)| count * suits(need)).sum()
    };
    let srp_reach = |district: usize| {
        let won = mean(&local.srp_displacement) * srp_places(scenario, district, year);
        reach(won, suited(&left(district), &suits_srp))
    };
    let (stays_divertible, diverted) = fates(kind, district);
    let srp = srp_reach(district) * suits_srp(kind);
    let mut special = 0.0;
    for school in &local.schools {
        let members: Vec<usize> = (0..expected.len())
            .filter(|&d| {
                school.catchment.is_empty() || school.catchment.contains(&scenario.districts.list[d].code)
            })
            .collect();
        if members.contains(&district) {
            let won = mean(&local.school_displacement) * school_places(scenario, school, year);
            let pupils = members.iter().map(|&d| {
                let srp = srp_reach(d);
                suited(&left(d), &|need| need.special_share * (1.0 - srp * suits_srp(need)))
            });
            special += reach(won, pupils.sum());
        }
    }
    let elsewhere = 1.0 - (1.0 - srp) * (1.0 - special.min(1.0) * kind.special_share);
    let joins = 1.0 - stays_divertible * (1.0 - (1.0 - diverted) * (1.0 - elsewhere));
    (joins, stays_divertible * diverted * (1.0 - elsewhere) * mean(&localities.return_share))
}

fn reach(won: f64, pupils: f64) -> f64 {
    if pupils > 0.0 { (won / pupils).clamp(0.0, 1.0) } else { 0.0 }
}

/// How much of the Localities effect a district has reached in the September of a year.
fn adopted(scenario: &Checked, district: &District, year: usize) -> f64 {
    let localities = &scenario.localities;
    let opening = f64::from(scenario.horizon.opening_january.0) - 1.0 + SEPTEMBER;
    let now = opening + 1.0 + year as f64;
    if now < district.localities_start - 1e-9 {
        return 0.0;
    }
    let late = district.localities_start - localities.on_time + mean(&localities.lag);
    let logistic =
        |x: f64| 1.0 / (1.0 + libm::exp((mean(&localities.midpoint) + late - x) / mean(&localities.scale)));
    (logistic(now) - logistic(opening)) / (1.0 - logistic(opening))
}

/// SRP places of a district to be filled in a year.
fn srp_places(scenario: &Checked, district: usize, year: usize) -> f64 {
    let local = &scenario.local_provision;
    let districts = &scenario.districts.list;
    let total: f64 = districts.iter().map(|district| district.srp_weight).sum();
    let share = if total > 0.0 { districts[district].srp_weight / total } else { 0.0 };
    let slip = mean(&local.srp_slip).ceil();
    let open = |september: f64| {
        let years = f64::from(local.srp_to) - f64::from(local.srp_from) + 1.0;
        let along = ((september - slip - f64::from(local.srp_from) + 1.0) / years).clamp(0.0, 1.0);
        let planned = local.srp_openings.iter().filter(|opening| {
            opening.district == districts[district].code && september - slip >= f64::from(opening.september)
        });
        share * along * mean(&local.srp_places) + planned.map(|opening| opening.places).sum::<f64>()
    };
    let september = f64::from(scenario.horizon.opening_january.0) + year as f64;
    let before = open(september - 1.0);
    open(september) - before + mean(&local.turnover) * before
}

/// Places of a school to be filled in a year.
fn school_places(scenario: &Checked, school: &School, year: usize) -> f64 {
    let filled = |year: usize| {
        let first = f64::from(scenario.horizon.opening_january.0) + SEPTEMBER;
        let open = (0..=year).filter(|&y| first + y as f64 >= mean(&school.opens) - 1e-9).count();
        open.checked_sub(1).map_or(0.0, |since| school.fill[since.min(school.fill.len() - 1)])
    };
    let before = if year == 0 { 0.0 } else { filled(year - 1) };
    mean(&school.places)
        * ((filled(year) - before).max(0.0) + mean(&scenario.local_provision.turnover) * before)
}
