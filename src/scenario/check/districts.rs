//! The checks on the districts, the needs, and the areas that districts are grouped into.

use super::findings::{Findings, as_u64, codes};
use crate::field::Phase;
use crate::scenario::{Area, Scenario, limits};

impl Findings {
    /// Each district has a code and a name of its own, and weights that are not all 0.
    pub(super) fn districts(&mut self, scenario: &Scenario) {
        let districts = &scenario.districts;
        let list = &districts.list;
        let path = "districts.list";
        if !self.count(path, list.len(), &limits::DISTRICTS, "districts") {
            return;
        }
        for (index, district) in list.iter().enumerate() {
            self.name(&format!("{path}[{index}].code"), &district.code);
            self.name(&format!("{path}[{index}].name"), &district.name);
            for (field, phase) in
                [("primary", Phase::Primary), ("secondary", Phase::Secondary), ("post_16", Phase::Post16)]
            {
                let value = district.cohort.at(phase);
                self.number(&format!("{path}[{index}].cohort.{field}"), value, &limits::COHORT);
                for (year, cohort) in district.cohort_path.iter().enumerate() {
                    let at = format!("{path}[{index}].cohort_path[{year}].{field}");
                    self.number(&at, cohort.at(phase), &limits::COHORT);
                }
            }
            let between =
                usize::from(districts.cohort_to.saturating_sub(districts.cohort_from)).saturating_sub(1);
            if ![0, between].contains(&district.cohort_path.len()) {
                self.add(
                    &format!("{path}[{index}].cohort_path"),
                    district.cohort_path.len(),
                    "it must have a multiple for each September between cohort_from and cohort_to, or none",
                    &format!("Enter {between}, or leave it out"),
                );
            }
        }
        self.unique(path, "code", list.iter().map(|district| &district.code));
        self.unique(path, "name", list.iter().map(|district| &district.name));
        let weights: Vec<f64> = list.iter().map(|district| district.weight).collect();
        self.weights(path, "weight", &weights);
        let concentration = &districts.concentration;
        self.size("districts.concentration", concentration, &limits::CONCENTRATION);
        self.fixed("districts.concentration", concentration, &(0.0..=*limits::CONCENTRATION.end()));
        self.basis("districts.weight_basis", &districts.weight_basis);
        self.basis("districts.cohort_basis", &districts.cohort_basis);
        let years = as_u64(&limits::OPENING_JANUARY);
        self.whole("districts.cohort_from", u64::from(districts.cohort_from), &years);
        self.whole("districts.cohort_to", u64::from(districts.cohort_to), &years);
        if districts.cohort_to <= districts.cohort_from {
            self.add(
                "districts.cohort_to",
                districts.cohort_to,
                "it must come after cohort_from",
                "Enter a later year",
            );
        }
    }

    /// Each need has a code of its own, and weights that are not all 0.
    pub(super) fn needs(&mut self, scenario: &Scenario) {
        let needs = &scenario.needs;
        let path = "needs.list";
        if !self.count(path, needs.list.len(), &limits::NEEDS, "needs") {
            return;
        }
        for (index, need) in needs.list.iter().enumerate() {
            self.name(&format!("{path}[{index}].code"), &need.code);
            self.name(&format!("{path}[{index}].name"), &need.name);
        }
        self.unique(path, "code", needs.list.iter().map(|need| &need.code));
        let opening: Vec<f64> = needs.list.iter().map(|need| need.opening_weight).collect();
        self.weights(path, "opening_weight", &opening);
        let joiners: Vec<f64> = needs.list.iter().map(|need| need.joiner_weight).collect();
        self.weights(path, "joiner_weight", &joiners);
        self.size("needs.concentration", &needs.concentration, &limits::CONCENTRATION);
        self.fixed("needs.concentration", &needs.concentration, &(0.0..=*limits::CONCENTRATION.end()));
        self.basis("needs.weight_basis", &needs.weight_basis);
    }

    /// Each area has at least one district, and each grouping every district exactly once.
    pub(super) fn areas(&mut self, scenario: &Scenario) {
        let areas = &scenario.areas;
        if !self.count("areas", areas.len(), &limits::AREAS, "areas") {
            return;
        }
        let within = |area: &Area| match &area.grouping {
            Some(grouping) => [grouping, ": ", &area.name].concat(),
            None => area.name.clone(),
        };
        let names: Vec<String> = areas.iter().map(within).collect();
        self.unique("areas", "name", names.iter());
        for (index, area) in areas.iter().enumerate() {
            let path = format!("areas[{index}]");
            self.name(&format!("{path}.name"), &area.name);
            self.known(&path, "districts", &area.districts, &codes(scenario).0);
            if area.districts.is_empty() {
                self.add(
                    &format!("{path}.districts"),
                    "an empty list",
                    "an area has at least one district",
                    "Add a district or remove the area",
                );
            }
            if let Some(grouping) = &area.grouping {
                self.name(&format!("{path}.grouping"), grouping);
            }
        }
        for grouping in scenario.groupings() {
            for district in &scenario.districts.list {
                let of =
                    grouping.areas.iter().filter(|&&area| areas[area].districts.contains(&district.code));
                let of = of.count();
                if of != 1 {
                    self.add(
                        "areas",
                        format!("{of} areas of “{}” for {}", grouping.name, district.code),
                        "a grouping has every district in one area",
                        "Put the district in one area of the grouping",
                    );
                }
            }
        }
    }
}
