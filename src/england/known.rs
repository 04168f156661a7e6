//! Builds a scenario of a council as it stood in a January, from its counts until then and nothing later.

use crate::council::{Code, Council, England, FIRST, LAST};
use crate::field::{Age, January};
use crate::scenario::{Amount, Checked, Pert, Scenario, Source};

/// Placements in England by age at the start of the academic year, from age 4: January 2024 and 2025 together (SEN2).
/// The ages of earlier years are not published by council and are assumed to be the same.
const AGES: [f64; Age::COUNT] = [
    756.0, 1_638.0, 2_381.0, 3_569.0, 4_654.0, 5_676.0, 7_312.0, 13_519.0, 15_408.0, 17_471.0, 18_271.0,
    17_059.0, 8_229.0, 5_440.0, 3_393.0, 1_286.0, 692.0, 400.0, 196.0, 126.0, 86.0,
];

/// The number of years of a council's own joiners that a forecast uses.
const YEARS_KNOWN: u16 = 2;
/// The smallest rate of joiners a pupil and year that is accepted. A count that falls by more than its leavers was
/// recorded differently.
const FEWEST: f64 = 0.02;

impl Council {
    /// Joiners a year over the last two years known in a January, where a share `leaving` of the pupils leaves each
    /// year. `None` where no earlier count is published.
    pub fn joiners(&self, january: u16, leaving: f64) -> Option<f64> {
        let count = |january| self.placements(january).map(f64::from);
        let years: Vec<f64> = (0..YEARS_KNOWN)
            .filter_map(|back| {
                let now = january.checked_sub(back)?;
                Some(count(now)? - (1.0 - leaving) * count(now.checked_sub(1)?)?)
            })
            .collect();
        (!years.is_empty()).then(|| years.iter().sum::<f64>() / years.len() as f64)
    }

    /// Sets in a scenario of this council the joiners and the share of plans that were known in a January; its ages and
    /// hazards must be set already. Where no earlier count is published, England's rate replaces the council's own.
    pub fn as_in(&self, england: &England, january: u16, scenario: &mut Scenario) {
        let Some(placements) = self.placements(january).map(f64::from) else { return };
        let profile = &scenario.opening.age_profile;
        let leaving = Age::all().map(|age| profile.at(age) * scenario.leaving.mean_hazard(age)).sum::<f64>()
            / profile.total();
        let own = self.joiners(january, leaving);
        let demand = &mut scenario.demand;
        let joiners = own.unwrap_or(leaving * placements).max(FEWEST * placements);
        let scale = joiners / demand.joiners_by_age.total();
        demand.joiners_by_age.values.values_mut().for_each(|joiners| *joiners *= scale);
        demand.joiners_by_age.basis.source = Source::Sen2;
        demand.reference_pupils.amount = Amount::Fixed(placements);
        demand.share_over_england.amount = Amount::Fixed(england.share_over(self, january));
        if own.is_none() {
            demand.pooling.amount = Amount::Fixed(1.0);
        }
    }
}

/// Builds a council as it stood in a January of the record, looking `years` ahead: with England's ages, the published
/// path of joiners, no new measures, no limit on places, one district and one need.
///
/// # Errors
/// A sentence, where nothing is published for the council in that January.
pub fn known(england: &England, council: &Council, january: u16, years: u8) -> Result<Checked, String> {
    let published = Scenario::kent();
    let placements = council.placements(january).filter(|&placements| placements > 0).ok_or_else(|| {
        format!(
            "{} has no published count of placements for January {january}: choose another from {FIRST} to {LAST}.",
            council.name
        )
    })?;
    let mut scenario = published;
    scenario.council = Code::of(council.code).unwrap_or(scenario.council);
    // The record holds no agreements.
    scenario.agreement = None;
    scenario.name = format!("{}, as known in January {january}", council.name);
    scenario.horizon.opening_january = January(january);
    scenario.horizon.years = years;
    scenario.opening.pupils.amount = Amount::Fixed(f64::from(placements));
    scenario.opening.age_profile.values = Age::all().zip(AGES).collect();
    council.as_in(england, january, &mut scenario);
    let demand = &mut scenario.demand;
    // Population stays level: England's growth, to which the path is fitted, already includes that of children.
    demand.migration.amount = Amount::Fixed(0.0);
    alone(&mut scenario);
    scenario
        .check()
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

/// Makes a scenario forecast as it did before the path of joiners: the council's own rate alone, growth of -2% to 6% a
/// year for ever, and a common swing of 13% a year. Where the council's own rate is not known, England's replaces it.
pub fn as_before(scenario: &mut Scenario) {
    let demand = &mut scenario.demand;
    if demand.pooling.amount != Amount::Fixed(1.0) {
        demand.pooling.amount = Amount::Fixed(0.0);
    }
    for amount in [&mut demand.wander.amount, &mut demand.level_doubt.amount, &mut demand.pull_back.amount] {
        *amount = Amount::Fixed(0.0);
    }
    demand.fade.amount = Amount::Fixed(1.0);
    demand.growth.amount = Amount::Pert(Pert { min: -0.02, mode: 0.02, max: 0.06 });
    demand.shock_k.amount = Amount::Pert(Pert { min: 22.0, mode: 60.0, max: 200.0 });
}

/// Reduces a scenario to one district and one need, and removes whatever keeps a joiner from joining.
fn alone(scenario: &mut Scenario) {
    let districts = &mut scenario.districts;
    districts.list.truncate(1);
    for district in &mut districts.list {
        (district.code, district.name) = ("whole".into(), "Whole council".into());
        (district.weight, district.dps_school) = (1.0, true);
        (district.cohort.primary, district.cohort.secondary, district.cohort.post_16) = (1.0, 1.0, 1.0);
        district.cohort_path.clear();
    }
    districts.concentration.amount = Amount::Fixed(0.0);
    let needs = &mut scenario.needs;
    needs.list.truncate(1);
    for need in &mut needs.list {
        (need.code, need.name) = ("All".into(), "All needs".into());
        (need.opening_weight, need.joiner_weight) = (1.0, 1.0);
    }
    needs.concentration.amount = Amount::Fixed(0.0);
    without_measures(scenario);
    scenario.areas.clear();
}

/// Removes whatever keeps a joiner from joining: the Localities Model, new local places, blocks, and the limit on
/// places, which no past count gives.
pub fn without_measures(scenario: &mut Scenario) {
    scenario.localities.effect.amount = Amount::Fixed(0.0);
    scenario.local_provision.srp_places.amount = Amount::Fixed(0.0);
    scenario.local_provision.srp_openings.clear();
    scenario.local_provision.schools.clear();
    scenario.capacity.occupancy.amount = Amount::Fixed(0.0);
    scenario.blocks.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_what_came_after_is_known() {
        let england = England::published();
        let kent = england.council("E10000016").unwrap();
        let known_then = known(&england, kent, 2022, 3).unwrap();
        // Were every later count another, the scenario would be the same.
        let mut other = kent.clone();
        other.forget_after(2022);
        assert_eq!(known(&england, &other, 2022, 3).unwrap(), known_then);
        assert!(known(&england, &other, 2024, 3).unwrap_err().contains("no published count"));
    }

    #[test]
    fn own_joiners_are_what_leavers_leave_open_and_growth_adds() {
        let england = England::published();
        let kent = england.council("E10000016").unwrap();
        let mean = f64::midpoint(1_507.0 - 0.8 * 1_286.0, 1_286.0 - 0.8 * 1_101.0);
        assert!((kent.joiners(2022, 0.2).unwrap() - mean).abs() < 1e-9);
        assert_eq!(kent.joiners(2019, 0.2), None);
    }
}
