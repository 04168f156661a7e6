//! Checks every figure of the report against the report's own inputs.

mod spend;
mod table;
mod terms;
mod value;
mod working;

use crate::council::{Finding, Quantity, Unit};

/// The audit, A1 to A27, in the order of the report's argument: the table of placements (4.1 to 4.3), spend and prices
/// (6.1, 6.2), the contract's two values (6.5 to 6.7), and the rest.
pub fn audit() -> Vec<Finding> {
    [table::findings(), spend::findings(), value::findings(), terms::findings()]
        .into_iter()
        .flatten()
        .map(working::written_out)
        .collect()
}

fn quantity(label: impl Into<String>, value: f64, unit: Unit) -> Quantity {
    Quantity { label: label.into(), value, unit, stated: None, working: None }
}

fn pounds(label: impl Into<String>, value: f64) -> Quantity {
    quantity(label, value, Unit::Pounds)
}

fn pupils(label: impl Into<String>, value: f64) -> Quantity {
    quantity(label, value, Unit::Pupils)
}

fn share(label: impl Into<String>, value: f64) -> Quantity {
    quantity(label, value, Unit::Share)
}

fn change(label: impl Into<String>, value: f64) -> Quantity {
    quantity(label, value, Unit::Change)
}

/// The lowest and the highest of some values.
fn span(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    values
        .into_iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::Verdict;

    /// Checks the values of a finding, in order, each to a tolerance.
    pub(super) fn follows(code: &str, golden: &[(f64, f64)]) {
        let audit = audit();
        let finding = audit.iter().find(|finding| finding.code == code).expect(code);
        assert_eq!(finding.follows.len(), golden.len(), "{code}");
        for (quantity, (value, tolerance)) in finding.follows.iter().zip(golden) {
            let is_close = (quantity.value - value).abs() <= *tolerance;
            assert!(is_close, "{code}, {}: {} is not {value}", quantity.label, quantity.value);
        }
    }

    #[test]
    fn the_audit_runs_from_a1_to_a27() {
        let codes: Vec<&str> = audit().iter().map(|finding| finding.code).collect();
        let golden: Vec<String> = (1..=27).map(|number| format!("A{number}")).collect();
        assert_eq!(codes, golden);
    }

    #[test]
    fn every_finding_says_what_why_and_how_much() {
        for finding in audit() {
            let code = finding.code;
            for text in [finding.paragraph, finding.title, finding.says, &finding.reason] {
                assert!(!text.is_empty() && !text.contains("  "), "{code}: {text}");
            }
            assert!(!finding.title.ends_with('.') && finding.says.ends_with('.'), "{code}");
            assert!(finding.reason.ends_with('.') && !finding.follows.is_empty(), "{code}");
            for quantity in &finding.follows {
                assert!(quantity.value.is_finite() && !quantity.label.is_empty(), "{code}");
            }
            for (index, quantity) in finding.follows.iter().enumerate() {
                let others = &finding.follows[..index];
                assert!(
                    others.iter().all(|other| other.label != quantity.label),
                    "{code}: {}",
                    quantity.label
                );
            }
        }
    }

    #[test]
    fn every_stated_figure_is_in_what_the_report_is_said_to_say() {
        for finding in audit() {
            for text in finding.follows.iter().filter_map(Quantity::stated_text) {
                assert!(finding.says.contains(&text), "{}: {text}", finding.code);
            }
        }
    }

    #[test]
    fn every_verdict_agrees_with_its_own_numbers() {
        for finding in audit() {
            let agree: Vec<bool> = finding.follows.iter().filter_map(Quantity::rounds_to_stated).collect();
            let (some_do, some_do_not) = (agree.contains(&true), agree.contains(&false));
            let is_borne_out = match finding.verdict {
                Verdict::Reproduces => some_do && !some_do_not,
                Verdict::ReproducesOnStatedBasisOnly => some_do && some_do_not,
                Verdict::ReproducesOnUnstatedBasis => some_do,
                Verdict::DoesNotReproduce | Verdict::Inconsistent => some_do_not && !some_do,
                Verdict::Derived | Verdict::Hypothesis => agree.is_empty(),
                Verdict::Note => !some_do_not,
            };
            assert!(is_borne_out, "{}: {:?} with {agree:?}", finding.code, finding.verdict);
            assert_eq!(finding.difference().is_some(), !agree.is_empty());
        }
    }

    #[test]
    fn what_does_not_follow_is_named_plainly() {
        let with = |verdict: Verdict| -> Vec<&str> {
            audit().iter().filter(|finding| finding.verdict == verdict).map(|finding| finding.code).collect()
        };
        assert_eq!(with(Verdict::Reproduces), ["A1", "A2", "A3", "A7"]);
        assert_eq!(with(Verdict::DoesNotReproduce), ["A8", "A9", "A17", "A20"]);
        assert_eq!(with(Verdict::Inconsistent), ["A5"]);
        assert_eq!(with(Verdict::ReproducesOnStatedBasisOnly), ["A11"]);
        assert_eq!(with(Verdict::ReproducesOnUnstatedBasis), ["A18", "A21"]);
        assert_eq!(with(Verdict::Hypothesis), ["A10"]);
    }
}
