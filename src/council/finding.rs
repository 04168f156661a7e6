//! What is found of one of the report's figures.

use crate::words::{decimal, percent_to, pounds_to, short};
use std::fmt;

/// One row of the audit: what the report says, and what follows from its own inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// `A1` to `A27`.
    pub code: &'static str,
    /// Paragraphs of the report that it rests on: `6.5, 6.6`.
    pub paragraph: &'static str,
    /// What is examined.
    pub title: &'static str,
    /// What the report says.
    pub says: &'static str,
    /// What follows, each value with the figure that the report states for it, if any.
    pub follows: Vec<Quantity>,
    /// Whether the two agree.
    pub verdict: Verdict,
    /// The likely reason, or what it means for a planner.
    pub reason: String,
}

impl Finding {
    /// How far the first value that the report states too lies from what it states.
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
    /// The report states no such figure; it is worked out from those it does.
    Derived,
    /// An explanation that fits and is not proven.
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
    /// What it is.
    pub label: String,
    /// How much, in `unit`.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// What the report states for it.
    pub stated: Option<Stated>,
    /// The sum that gives it, written out: `1,784 × £59,801`.
    pub working: Option<&'static str>,
}

/// A figure as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    /// How much, in the unit of its [`Quantity`].
    pub value: f64,
    /// What 1 in its last digit is worth: 1,000,000 for £876m, 0.01 for 61%.
    pub place: f64,
}

impl Quantity {
    /// The same, with what the report states for it.
    #[must_use]
    pub fn stated(self, value: f64, place: f64) -> Quantity {
        Quantity { stated: Some(Stated { value, place }), ..self }
    }

    /// The value less what the report states.
    pub fn difference(&self) -> Option<f64> {
        self.stated.map(|stated| self.value - stated.value)
    }

    /// Whether the value rounds to what the report states.
    pub fn rounds_to_stated(&self) -> Option<bool> {
        self.stated.map(|stated| (self.value - stated.value).abs() <= 0.5 * stated.place)
    }

    /// What the report states, as it prints it: `£876m`.
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

/// What a [`Quantity`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Pounds.
    Pounds,
    /// Pupils, or placements: each pupil has one.
    Pupils,
    /// Schools.
    Schools,
    /// A part of a whole, 0 to 1, shown as a percentage.
    Share,
    /// A change or a rate, 0.07 for 7%, shown as a percentage.
    Change,
    /// A multiple: 1 changes nothing.
    Factor,
    /// Years.
    Years,
    /// Months.
    Months,
}

impl Unit {
    /// A value in this unit, in figures; the noun is left to the label beside it.
    pub fn write(self, value: f64) -> String {
        match self {
            Unit::Pounds => pounds(value),
            Unit::Share | Unit::Change => percent_to(value * 100.0, 2).replace(".00%", "%"),
            Unit::Factor => decimal(value, 3),
            Unit::Pupils | Unit::Schools | Unit::Years | Unit::Months => short(value, 1),
        }
    }
}

/// To the penny where that is the price of a placement, to the pound where it is a total.
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
