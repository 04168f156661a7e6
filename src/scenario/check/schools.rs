//! The checks on what keeps pupils near home: the Localities Model, new local places, the alternatives.

use super::findings::{Findings, as_u64, codes};
use crate::scenario::{Scenario, limits};

impl Findings {
    /// Start dates, positions, multiples and shares are within their limits, and the diverted go somewhere.
    pub(super) fn localities(&mut self, scenario: &Scenario) {
        self.number("localities.on_time", scenario.localities.on_time, &limits::YEAR);
        self.rationale("localities", &scenario.localities.rationale);
        for (index, district) in scenario.districts.list.iter().take(*limits::DISTRICTS.end()).enumerate() {
            let path = format!("districts.list[{index}]");
            self.number(&format!("{path}.localities_start"), district.localities_start, &limits::YEAR);
            self.number(&format!("{path}.srp_weight"), district.srp_weight, &limits::WEIGHT);
            self.number(&format!("{path}.latitude"), district.latitude, &limits::DEGREES);
            self.number(&format!("{path}.longitude"), district.longitude, &limits::DEGREES);
        }
        for (index, need) in scenario.needs.list.iter().take(*limits::NEEDS.end()).enumerate() {
            let path = format!("needs.list[{index}]");
            self.number(
                &format!("{path}.localities_multiplier"),
                need.localities_multiplier,
                &limits::EFFECT_MULTIPLIER,
            );
            self.number(&format!("{path}.srp_share"), need.srp_share, &limits::SHARE);
            self.number(&format!("{path}.special_share"), need.special_share, &limits::SHARE);
        }
        self.basis("needs.suits_basis", &scenario.needs.suits_basis);
        let mix = &scenario.alternatives.mix;
        let weights = mix.weights();
        for (name, weight) in ["mainstream", "srp", "state_special", "eotas"].iter().zip(weights) {
            self.number(&format!("alternatives.mix.{name}"), weight, &limits::WEIGHT);
        }
        if weights.iter().all(|&weight| weight == 0.0) {
            self.add(
                "alternatives.mix",
                "0 throughout",
                "diverted pupils must go somewhere",
                "Enter at least one share",
            );
        }
        self.basis("alternatives.mix.basis", &mix.basis);
    }

    /// Programmes do not end before they begin, and openings and schools name districts that there are.
    pub(super) fn local_provision(&mut self, scenario: &Scenario) {
        let local = &scenario.local_provision;
        self.rationale("local_provision", &local.rationale);
        let years = as_u64(&limits::OPENING_JANUARY);
        self.whole("local_provision.srp_from", u64::from(local.srp_from), &years);
        self.whole("local_provision.srp_to", u64::from(local.srp_to), &years);
        if local.srp_to < local.srp_from {
            self.add(
                "local_provision.srp_to",
                local.srp_to,
                "it must not come before srp_from",
                "Enter a later year",
            );
        }
        let most = *limits::OPENINGS.end();
        self.count("local_provision.srp_openings", local.srp_openings.len(), &limits::OPENINGS, "openings");
        for (index, opening) in local.srp_openings.iter().take(most).enumerate() {
            let path = format!("local_provision.srp_openings[{index}]");
            self.known(&path, "district", std::slice::from_ref(&opening.district), &codes(scenario).0);
            self.whole(&format!("{path}.september"), u64::from(opening.september), &years);
            self.number(&format!("{path}.places"), opening.places, &limits::PLACES);
        }
        self.count("local_provision.schools", local.schools.len(), &limits::SCHOOLS, "schools");
        for (index, school) in local.schools.iter().take(*limits::SCHOOLS.end()).enumerate() {
            let path = format!("local_provision.schools[{index}]");
            self.name(&format!("{path}.name"), &school.name);
            self.known(&path, "catchment", &school.catchment, &codes(scenario).0);
            self.assumption(&format!("{path}.places"), &school.places, &limits::PLACES);
            self.assumption(&format!("{path}.opens"), &school.opens, &limits::YEAR);
            self.steps(&format!("{path}.fill"), &school.fill);
        }
    }
}
