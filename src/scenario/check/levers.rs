//! The checks on every number that has a lever, and on the correlations between them.

use super::findings::Findings;
use crate::scenario::lever_spec::Kind;
use crate::scenario::table::rows;
use crate::scenario::{Scenario, limits};

impl Findings {
    /// Every number that has a lever lies within the range of the lever.
    pub(super) fn levers(&mut self, scenario: &Scenario) {
        for spec in rows() {
            let assumption = (spec.get)(scenario);
            match spec.kind {
                Kind::Uncertain => self.assumption(spec.path, assumption, &spec.range),
                Kind::Fixed => self.fixed(spec.path, assumption, &spec.range),
                Kind::Size => self.size(spec.path, assumption, &spec.range),
            }
        }
    }

    /// Correlations are single numbers from -1 to 1.
    pub(super) fn dependence(&mut self, scenario: &Scenario) {
        let dependence = &scenario.dependence;
        for (field, correlation) in [
            ("effect_midpoint", &dependence.effect_midpoint),
            ("growth_tribunal", &dependence.growth_tribunal),
            ("uplift_premium", &dependence.uplift_premium),
            ("uplift_capacity", &dependence.uplift_capacity),
        ] {
            self.fixed(&format!("dependence.{field}"), correlation, &limits::CORRELATION);
        }
    }
}
