//! The checks on pupils: the years, who is placed at the start, who joins and who leaves.

use super::findings::{Findings, as_u64};
use crate::field::Age;
use crate::scenario::{Amount, Assumption, CHECKED_YEARS, HazardBand, Scenario, limits};

impl Findings {
    /// The opening January and the number of years are within their limits.
    pub(super) fn horizon(&mut self, scenario: &Scenario) {
        let horizon = scenario.horizon;
        self.whole("horizon.years", u64::from(horizon.years), &as_u64(&limits::YEARS));
        self.whole(
            "horizon.opening_january",
            u64::from(horizon.opening_january.0),
            &as_u64(&limits::OPENING_JANUARY),
        );
    }

    /// The opening pupils are a whole number, and at least one age has pupils.
    pub(super) fn opening(&mut self, scenario: &Scenario) {
        let opening = &scenario.opening;
        self.fixed("opening.pupils", &opening.pupils, &limits::PUPILS);
        let pupils = opening.pupils.amount.central();
        if pupils.fract() != 0.0 {
            self.add(
                "opening.pupils.amount",
                pupils,
                "pupils are counted in whole numbers",
                "Enter a whole number",
            );
        }
        self.basis("opening.age_profile.basis", &opening.age_profile.basis);
        for (age, &value) in &opening.age_profile.values {
            self.number(&format!("opening.age_profile.values.{age}"), value, &limits::WEIGHT);
        }
        let total = opening.age_profile.total();
        if total <= 0.0 {
            self.add(
                "opening.age_profile.values",
                total,
                "at least one age must have pupils",
                "Enter pupils by age",
            );
        }
    }

    /// The joiners by age, and what they are measured against, are within their limits.
    pub(super) fn demand(&mut self, scenario: &Scenario) {
        let demand = &scenario.demand;
        let path = "demand.joiners_by_age";
        self.basis(&format!("{path}.basis"), &demand.joiners_by_age.basis);
        for (age, &value) in &demand.joiners_by_age.values {
            self.number(&format!("{path}.values.{age}"), value, &limits::JOINERS);
        }
        self.number(&format!("{path}.values"), demand.joiners_by_age.total(), &limits::JOINERS);
        self.fixed("demand.reference_pupils", &demand.reference_pupils, &limits::PUPILS);
        self.fixed("demand.share_over_england", &demand.share_over_england, &limits::SHARE_OVER_ENGLAND);
    }

    /// The bands name every age once, and nobody stays beyond the oldest.
    pub(super) fn leaving(&mut self, bands: &[HazardBand]) {
        for (index, band) in bands.iter().enumerate() {
            let path = format!("leaving.bands[{index}]");
            self.assumption(&format!("{path}.hazard"), &band.hazard, &(0.0..=1.0));
            if band.from_age > band.to_age {
                self.add(
                    &path,
                    format!("ages {} to {}", band.from_age, band.to_age),
                    "from_age must not be above to_age",
                    "Swap them",
                );
            }
            if band.to_age == Age::OLDEST && band.hazard.amount != Amount::Fixed(1.0) {
                self.add(
                    &format!("{path}.hazard.amount"),
                    band.hazard.amount.central(),
                    "everyone has left by the age of 25",
                    "Give the oldest age a band of its own, with the fixed value 1",
                );
            }
        }
        for age in Age::all() {
            let named = bands.iter().filter(|band| (band.from_age..=band.to_age).contains(&age)).count();
            if named != 1 {
                self.add(
                    "leaving.bands",
                    format!("{named} bands for age {age}"),
                    "every age from 4 to 24 must be in one band",
                    "Make the bands meet without gap or overlap",
                );
            }
        }
    }

    /// No draw brings more joiners a year than a run can follow. Meaningful only where every part is sound.
    pub(super) fn joiners_at_most(&mut self, scenario: &Scenario) {
        let demand = &scenario.demand;
        let top = |it: &Assumption| it.amount.span().1.max(it.amount.central());
        let mut yearly = 1.0_f64;
        let mut growth = top(&demand.growth).max(0.0);
        for year in 0..scenario.horizon.years {
            if usize::from(year) >= CHECKED_YEARS {
                growth *= top(&demand.fade);
            }
            yearly *= 1.0 + growth;
            yearly *= (1.0 + top(&demand.migration)).max(1.0);
        }
        let cohort = scenario
            .districts
            .list
            .iter()
            .flat_map(|d| d.cohort_path.iter().chain([&d.cohort]))
            .flat_map(|cohort| [cohort.primary, cohort.secondary, cohort.post_16])
            .fold(1.0, f64::max);
        let joiners = demand.joiners_by_age.total() * scenario.opening.pupils.amount.central()
            / demand.reference_pupils.amount.central()
            * top(&demand.joiner_scale)
            * (1.0 + top(&demand.rush))
            * cohort
            * yearly;
        if joiners > limits::JOINERS_AT_MOST {
            self.add(
                "demand",
                format!("up to {joiners:.0} joiners a year by the end"),
                &format!("a run follows at most {} joiners a year", limits::JOINERS_AT_MOST),
                "Lower the joiners, their growth, or the number of years",
            );
        }
    }
}
