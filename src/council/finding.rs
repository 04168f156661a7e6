//! A finding about one of the report's figures.

use crate::words::{decimal, percent_to, pounds_to, short};
use std::fmt;

/// One row of the audit: what the report says, and what follows from its own inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The code of the finding, `A1` to `A27`.
    pub code: &'static str,
    /// The paragraphs of the report that it is about: `6.5, 6.6`.
    pub paragraph: &'static str,
    /// The subject of the finding.
    pub title: &'static str,
    /// The statement of the report.
    pub says: &'static str,
    /// The values that follow, each with the figure that the report states for it, if any.
    pub follows: Vec<Quantity>,
    /// Whether the two agree.
    pub verdict: Verdict,
    /// The likely reason, or what it means for a planner.
    pub reason: String,
}

impl Finding {
    /// The difference between the first value that the report also states and what it states.
    pub fn difference(&self) -> Option<f64> {
        self.follows.iter().find_map(Quantity::difference)
    }
}

/// Whether a figure of the report follows from the report's own inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every stated figure follows, at the precision stated.
    Reproduces,
    /// It follows from one stated input and not from another.
    ReproducesOnStatedBasisOnly,
    /// It follows only from assumptions that the report does not state.
    ReproducesOnUnstatedBasis,
    /// It does not follow.
    DoesNotReproduce,
    /// Two figures of the report cannot both hold of the same thing.
    Inconsistent,
    /// The report states no such figure; it is derived from figures that it does state.
    Derived,
    /// An explanation fits but is not proven.
    Hypothesis,
    /// Nothing is contradicted, but a reader should know.
    Note,
}

impl Verdict {
    /// The verdict in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Reproduces => "Reproduces",
            Verdict::ReproducesOnStatedBasisOnly => "Reproduces on one stated basis only",
            Verdict::ReproducesOnUnstatedBasis => "Reproduces only on a basis the report does not state",
            Verdict::DoesNotReproduce => "Does not reproduce",
            Verdict::Inconsistent => "Inconsistent",
            Verdict::Derived => "Worked out, not stated in the report",
            Verdict::Hypothesis => "Possible, not proven",
            Verdict::Note => "For note",
        }
    }
}

/// A labelled value.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The label of the value.
    pub label: String,
    /// The value, in `unit`.
    pub value: f64,
    /// The unit of the value.
    pub unit: Unit,
    /// The figure that the report states for it.
    pub stated: Option<Stated>,
    /// The sum that gives it, written out: `1,784 × £59,801`.
    pub working: Option<&'static str>,
}

/// A figure as printed in the report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// The figure, in the unit of its [`Quantity`].
    pub value: f64,
    /// The value of 1 in its last digit: 1,000,000 for £876m, 0.01 for 61%.
    pub place: f64,
}

impl Quantity {
    /// The same value, with the figure that the report states for it.
    #[must_use]
    pub fn stated(self, value: f64, place: f64) -> Quantity {
        Quantity { stated: Some(Stated { value, place }), ..self }
    }

    /// The value less the figure that the report states.
    pub fn difference(&self) -> Option<f64> {
        self.stated.map(|stated| self.value - stated.value)
    }

    /// Whether the value rounds to the figure that the report states.
    pub fn rounds_to_stated(&self) -> Option<bool> {
        self.stated.map(|stated| (self.value - stated.value).abs() <= 0.5 * stated.place)
    }

    /// The figure that the report states, as it prints it: `£876m`.
    pub fn stated_text(&self) -> Option<String> {
        self.stated.map(|stated| match self.unit {
            Unit::Pounds if stated.place >= 0.1e6 => format!("£{}m", short(stated.value / 1e6, 1)),
            unit => unit.write(stated.value),
        })
    }
}

impl fmt::Display for Quantity {
    /// The value with its unit: `£875,917,033`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.unit.write(self.value))
    }
}

/// The unit of a [`Quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Pounds.
    Pounds,
    /// Pupils, or placements: each pupil has one.
    Pupils,
    /// Schools.
    Schools,
    /// A share of a whole, from 0 to 1, shown as a percentage.
    Share,
    /// A change or a rate, such as 0.07 for 7%, shown as a percentage.
    Change,
    /// A multiple: 1 changes nothing.
    Factor,
    /// Years.
    Years,
    /// Months.
    Months,
}

impl Unit {
    /// The value as text, with its sign or symbol but without a noun, which the label beside it gives.
    pub fn write(self, value: f64) -> String {
        match self {
            Unit::Pounds => pounds(value),
            Unit::Share | Unit::Change => percent_to(value * 100.0, 2).replace(".00%", "%"),
            Unit::Factor => decimal(value, 3),
            Unit::Pupils | Unit::Schools | Unit::Years | Unit::Months => short(value, 1),
        }
    }
}

/// Pounds as text, with pence where the value is the price of a placement, without where it is a total.
fn pounds(value: f64) -> String {
    let is_price = value.abs() < 100_000.0 && (value - value.round()).abs() >= 0.005;
    pounds_to(value, if is_price { 2 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(value: f64, unit: Unit) -> Quantity {
        Quantity { label: "a value".into(), value, unit, stated: None, working: None }
    }

    #[test]
    fn a_value_agrees_with_what_is_stated_to_the_last_digit_stated() {
        let ceiling = |value: f64| quantity(value, Unit::Pounds).stated(876e6, 1e6);
        assert_eq!(ceiling(875_917_033.0).rounds_to_stated(), Some(true));
        assert_eq!(ceiling(876_500_001.0).rounds_to_stated(), Some(false));
        assert_eq!(ceiling(875_499_999.0).rounds_to_stated(), Some(false));
        assert_eq!(ceiling(1.0).stated_text().as_deref(), Some("£876m"));
        assert_eq!(quantity(1.0, Unit::Pounds).rounds_to_stated(), None);
        assert!((ceiling(915_673_916.0).difference().unwrap() - 39_673_916.0).abs() < 1e-6);
    }

    #[test]
    fn values_are_written_with_their_unit() {
        let cases = [
            (Unit::Pounds, 875_917_033.4, "£875,917,033"),
            (Unit::Pounds, 56_082.892, "£56,082.89"),
            (Unit::Pounds, 4_196.0, "£4,196"),
            (Unit::Pounds, -1_160.0, "\u{2212}£1,160"),
            (Unit::Share, 0.613_2, "61.32%"),
            (Unit::Share, 0.2, "20%"),
            (Unit::Change, -0.104, "\u{2212}10.40%"),
            (Unit::Factor, 8.582_969, "8.583"),
            (Unit::Pupils, 1_706.7, "1,706.7"),
            (Unit::Schools, 110.0, "110"),
            (Unit::Years, 8.0, "8"),
        ];
        for (unit, value, text) in cases {
            assert_eq!(quantity(value, unit).to_string(), text);
        }
    }
}
