//! The checks on a scenario: all problems at once, each with field, value, rule and remedy.

mod contracts;
mod districts;
mod findings;
mod levers;
mod pupils;
mod schools;

use super::{Scenario, limits};
use findings::{Findings, as_u64};
use std::fmt;
use std::ops::Deref;

/// A scenario that has passed every check. Only such a scenario can be simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked(Scenario);

impl Deref for Checked {
    type Target = Scenario;
    fn deref(&self) -> &Scenario {
        &self.0
    }
}

impl Checked {
    /// Returns the scenario for further editing.
    pub fn into_inner(self) -> Scenario {
        self.0
    }
}

/// One thing that is wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path of the field as in a file, such as `districts.list[2].weight`.
    pub path: String,
    /// The value found there.
    pub value: String,
    /// The rule that it breaks.
    pub rule: String,
    /// What the planner can do about it.
    pub remedy: String,
    /// Whether the value is wrong by itself, whatever the other values are.
    pub(super) is_alone: bool,
}

impl Problem {
    /// The problem in a sentence that begins with the name of the field.
    pub fn message(&self) -> String {
        format!("{}: {self}", super::label::label(&self.path))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}: {}. {}.", self.path, self.value, self.rule, self.remedy)
    }
}

impl Scenario {
    /// Checks the whole scenario.
    ///
    /// # Errors
    ///
    /// All problems, in the order of the fields.
    pub fn check(self) -> Result<Checked, Vec<Problem>> {
        let mut found = Findings::default();
        found.name("name", &self.name);
        found.note("note", "note", self.note.as_deref().unwrap_or_default());
        found.horizon(&self);
        found.opening(&self);
        found.districts(&self);
        found.needs(&self);
        found.demand(&self);
        found.leaving(&self.leaving.bands);
        found.levers(&self);
        found.localities(&self);
        found.local_provision(&self);
        found.framework(&self);
        found.blocks(&self);
        found.units(&self);
        found.agreement(self.agreement.as_ref());
        found.dependence(&self);
        found.areas(&self);
        found.whole("run.futures", u64::from(self.run.futures), &as_u64(&limits::FUTURES));
        found.whole("run.seed", self.run.seed, &limits::SEED);
        if found.problems.is_empty() {
            // This check needs every part to be sound.
            found.joiners_at_most(&self);
        }
        if found.problems.is_empty() { Ok(Checked(self)) } else { Err(found.problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::FinancialYear;
    use crate::scenario::{Agreement, Amount, Pert};

    fn problems(edit: impl FnOnce(&mut Scenario)) -> Vec<Problem> {
        let mut scenario = Scenario::kent();
        edit(&mut scenario);
        scenario.check().err().unwrap_or_default()
    }

    #[test]
    fn kents_published_baseline_passes() {
        assert_eq!(problems(|_| ()), []);
    }

    #[test]
    fn a_problem_is_told_after_the_name_of_its_own_control() {
        let message = |edit: fn(&mut Scenario)| problems(edit)[0].message();
        let growth = message(|s| s.high_needs.budget_growth.amount = Amount::Fixed(7.0));
        assert!(
            growth.starts_with("Growth of the High Needs Block: high_needs.budget_growth.amount is 7"),
            "{growth}"
        );
        assert!(message(|s| s.run.futures = 0).starts_with("Futures to simulate: run.futures is 0"));
    }

    #[test]
    fn a_sum_in_millions_or_thousands_is_asked_about() {
        let told = |edit: fn(&mut Scenario)| {
            let found = problems(edit);
            assert_eq!(found.len(), 1, "{found:?}");
            found[0].message()
        };
        let budget = told(|s| s.high_needs.budget.amount = Amount::Fixed(366.7));
        assert!(
            budget.contains("budget.amount is 366.7") && budget.contains("Enter 366700000 if £366,700,000"),
            "{budget}"
        );
        let thousands = told(|s| s.high_needs.budget.amount = Amount::Fixed(366_700.0));
        assert!(thousands.contains("Enter 366700000 if"), "{thousands}");
        let price = told(|s| s.prices.lot_a.amount = Amount::Fixed(54.46));
        assert!(price.contains("Enter 54460 if £54,460 is meant"), "{price}");
        let mut none = Scenario::kent();
        none.high_needs.contributions.amount = Amount::Fixed(0.0);
        assert!(none.check().is_ok(), "nothing is nothing");
    }

    #[test]
    fn an_agreement_has_a_name_and_a_year() {
        let found = problems(|s| {
            s.agreement = Some(Agreement { name: " ".into(), break_even_in: FinancialYear(27) });
        });
        let messages: Vec<String> = found.iter().map(Problem::message).collect();
        assert_eq!(
            messages,
            [
                "Name of the agreement: agreement.name is 0 characters long: a name has 1 to 80 characters. Enter a \
                 name of at most 80 characters.",
                "Year in which the agreement wants the block to break even: agreement.break_even_in is 27: it \
                 must be a whole number from 2015 to 2050. Enter a number from 2015 to 2050.",
            ]
        );
        assert_eq!(problems(|s| s.agreement = None), []);
    }

    #[test]
    fn a_note_may_be_long_but_not_endless() {
        assert_eq!(problems(|s| s.note = Some("é".repeat(limits::NOTE))), []);
        assert_eq!(problems(|s| s.note = Some("é".repeat(limits::NOTE + 1)))[0].path, "note");
    }

    #[test]
    fn all_problems_are_named_at_once() {
        let found = problems(|s| {
            s.demand.growth.amount = Amount::Pert(Pert { min: 0.1, mode: 0.02, max: 4.0 });
            s.districts.list[2].weight = f64::NAN;
            s.districts.list[4].code = s.districts.list[1].code.clone();
            s.run.futures = 0;
        });
        let paths: Vec<&str> = found.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "districts.list[4].code",
                "districts.list[2].weight",
                "demand.growth.amount.pert.max",
                "demand.growth.amount.pert",
                "run.futures",
            ]
        );
    }

    #[test]
    fn a_problem_names_field_value_rule_and_remedy() {
        let found = problems(|s| s.demand.growth.amount = Amount::Fixed(4.0));
        assert_eq!(
            found[0].to_string(),
            "demand.growth.amount is 4: it must be a number from -0.5 to 0.5. \
             Enter a number from -0.5 to 0.5."
        );
    }

    #[test]
    fn each_rule_refuses_what_it_forbids() {
        type Edit = fn(&mut Scenario);
        let cases: [(&str, Edit); 20] = [
            ("name", |s| s.name = " ".into()),
            ("horizon.years", |s| s.horizon.years = 0),
            ("opening.pupils.amount", |s| s.opening.pupils.amount = Amount::Fixed(12.5)),
            ("opening.pupils.amount", |s| {
                s.opening.pupils.amount = Amount::Uniform { min: 1.0, max: 2.0 };
            }),
            ("opening.age_profile.values", |s| s.opening.age_profile.values.clear()),
            ("districts.list", |s| s.districts.list.clear()),
            ("districts.cohort_to", |s| s.districts.cohort_to = 2025),
            ("needs.list", |s| s.needs.list.iter_mut().for_each(|n| n.joiner_weight = 0.0)),
            ("demand.shock_k.amount", |s| s.demand.shock_k.amount = Amount::Fixed(0.5)),
            ("leaving.bands", |s| {
                s.leaving.bands.remove(0);
            }),
            ("leaving.bands[7].hazard.amount", |s| {
                s.leaving.bands[7].hazard.amount = Amount::Fixed(0.9);
            }),
            ("leaving.bands[0].hazard.amount.beta", |s| {
                s.leaving.bands[0].hazard.amount = Amount::Beta { mean: 0.01, sample_size: 3.0 };
            }),
            ("demand.joiner_scale.amount.log_normal.cv", |s| {
                s.demand.joiner_scale.amount = Amount::LogNormal { median: 1.0, cv: 3.0 };
            }),
            ("demand.growth.basis.note", |s| s.demand.growth.basis.note = "x".repeat(2_001)),
            ("demand.growth.basis.rationale", |s| s.demand.growth.basis.rationale = "x".repeat(501)),
            ("blocks[1].rationale", |s| s.blocks[1].rationale = "x".repeat(501)),
            ("framework.rationale", |s| s.framework.rationale = "x".repeat(501)),
            ("localities.rationale", |s| s.localities.rationale = "x".repeat(501)),
            ("local_provision.rationale", |s| s.local_provision.rationale = "x".repeat(501)),
            ("demand", |s| {
                s.opening.pupils.amount = Amount::Fixed(20_000.0);
                s.demand.joiner_scale.amount = Amount::Fixed(4.0);
                s.demand.growth.amount = Amount::Fixed(0.5);
            }),
        ];
        for (path, edit) in cases {
            let found = problems(edit);
            assert!(found.iter().any(|problem| problem.path == path), "{path}: {found:?}");
        }
    }
}
