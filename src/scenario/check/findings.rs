//! The problems found so far, and the rules that many fields share: a number within a range, a name of some
//! length, a list without repetition. Each rule adds a problem where its field breaks it.

use super::Problem;
use crate::scenario::{Amount, Assumption, Basis, Pert, Scenario, limits};
use std::collections::HashSet;
use std::fmt;
use std::ops::RangeInclusive;

/// The codes of the districts and of the needs, as many as there may be.
pub(super) fn codes(scenario: &Scenario) -> (Vec<&str>, Vec<&str>) {
    let districts = scenario.districts.list.iter().take(*limits::DISTRICTS.end());
    let needs = scenario.needs.list.iter().take(*limits::NEEDS.end());
    (districts.map(|it| it.code.as_str()).collect(), needs.map(|it| it.code.as_str()).collect())
}

/// The same range, in the type that [`Findings::whole`] takes.
pub(super) fn as_u64<T: Copy + Into<u64>>(range: &RangeInclusive<T>) -> RangeInclusive<u64> {
    (*range.start()).into()..=(*range.end()).into()
}

/// The most problems that are kept: a planner reads no more, and a hostile file could have millions.
const MOST_PROBLEMS: usize = 100;

/// The beginning of a text, by which a planner can recognise it.
fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

/// The problems found so far, in the order in which they were found.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) problems: Vec<Problem>,
}

impl Findings {
    /// Adds a problem, unless there are [`MOST_PROBLEMS`] already.
    pub(super) fn add(&mut self, path: &str, value: impl fmt::Display, rule: &str, remedy: &str) {
        if self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        self.problems.push(Problem {
            path: path.to_owned(),
            value: value.to_string(),
            rule: rule.to_owned(),
            remedy: remedy.to_owned(),
            is_alone: false,
        });
    }

    /// Adds a problem with a value that is wrong by itself, whatever the other values are.
    pub(super) fn add_alone(&mut self, path: &str, value: impl fmt::Display, rule: &str, remedy: &str) {
        let before = self.problems.len();
        self.add(path, value, rule, remedy);
        self.problems.iter_mut().skip(before).for_each(|problem| problem.is_alone = true);
    }

    /// A whole number lies within a range, both ends included.
    pub(super) fn whole(&mut self, path: &str, value: u64, range: &RangeInclusive<u64>) {
        if !range.contains(&value) {
            let (low, high) = (range.start(), range.end());
            self.add_alone(
                path,
                value,
                &format!("it must be a whole number from {low} to {high}"),
                &format!("Enter a number from {low} to {high}"),
            );
        }
    }

    /// A number lies within a range, both ends included; what is not a number does not.
    pub(super) fn number(&mut self, path: &str, value: f64, range: &RangeInclusive<f64>) {
        if !range.contains(&value) {
            let (low, high) = (range.start(), range.end());
            self.add_alone(
                path,
                value,
                &format!("it must be a number from {low} to {high}"),
                &format!("Enter a number from {low} to {high}"),
            );
        }
    }

    /// A name is neither empty nor too long.
    pub(super) fn name(&mut self, path: &str, name: &str) {
        let length = name.trim().chars().count();
        if !limits::NAME.contains(&length) {
            let most = limits::NAME.end();
            self.add_alone(
                path,
                format!("{length} characters long"),
                &format!("a name has 1 to {most} characters"),
                &format!("Enter a name of at most {most} characters"),
            );
        }
    }

    /// The texts behind a number are not too long: its reference, note and rationale.
    pub(super) fn basis(&mut self, path: &str, basis: &Basis) {
        for (field, text) in [("reference", &basis.reference), ("note", &basis.note)] {
            self.note(&format!("{path}.{field}"), field, text);
        }
        self.rationale(path, &basis.rationale);
    }

    /// The rationale of a part is not too long.
    pub(super) fn rationale(&mut self, path: &str, text: &str) {
        self.text(&format!("{path}.rationale"), "rationale", text, limits::RATIONALE);
    }

    /// A note is not too long.
    pub(super) fn note(&mut self, path: &str, field: &str, text: &str) {
        self.text(path, field, text, limits::NOTE);
    }

    /// Checks that a text has at most `most` characters.
    pub(super) fn text(&mut self, path: &str, field: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.add_alone(
                path,
                format!("{length} characters long"),
                &format!("a {field} has at most {most} characters"),
                "Shorten it",
            );
        }
    }

    /// No text stands twice in a list. `field` is the field that holds the text; empty where the list itself does.
    pub(super) fn unique<'a>(&mut self, path: &str, field: &str, codes: impl Iterator<Item = &'a String>) {
        let mut seen = HashSet::new();
        for (index, code) in codes.enumerate() {
            if !seen.insert(code) {
                let point = if field.is_empty() { "" } else { "." };
                self.add(
                    &format!("{path}[{index}]{point}{field}"),
                    format!("“{}”", cut(code)),
                    "it stands twice in the list",
                    "Give each its own",
                );
            }
        }
    }

    /// An amount, and every value that it can take, lies within a range.
    pub(super) fn assumption(&mut self, path: &str, it: &Assumption, range: &RangeInclusive<f64>) {
        self.basis(&format!("{path}.basis"), &it.basis);
        let path = &format!("{path}.amount");
        match it.amount {
            Amount::Fixed(value) => self.number(path, value, range),
            Amount::Pert(pert) => self.pert(&format!("{path}.pert"), pert, range),
            Amount::Uniform { min, max } => {
                self.number(&format!("{path}.uniform.min"), min, range);
                self.number(&format!("{path}.uniform.max"), max, range);
                self.ordered(&format!("{path}.uniform"), &[("min", min), ("max", max)]);
            }
            Amount::Beta { mean, sample_size } => {
                let shapes = [mean * sample_size, (1.0 - mean) * sample_size];
                if !(0.0..=1.0).contains(&mean)
                    || !range.contains(&mean)
                    || !shapes.iter().all(|shape| limits::BETA_SHAPE.contains(shape))
                {
                    let least = limits::BETA_SHAPE.start();
                    self.add(
                        &format!("{path}.beta"),
                        format!("mean {mean} with sample size {sample_size}"),
                        &format!(
                            "the mean must lie between 0 and 1, and the sample must hold at least \
                             {least} of each outcome"
                        ),
                        "Enter a larger sample size, or a fixed value",
                    );
                }
            }
            Amount::LogNormal { median, cv } => {
                self.number(&format!("{path}.log_normal.median"), median, range);
                self.number(&format!("{path}.log_normal.cv"), cv, &limits::CV);
            }
            Amount::SpikeAndSlab { spike, chance, slab } => {
                self.number(&format!("{path}.spike_and_slab.spike"), spike, range);
                self.number(&format!("{path}.spike_and_slab.chance"), chance, &(0.0..=1.0));
                self.pert(&format!("{path}.spike_and_slab.slab"), slab, range);
            }
        }
    }

    /// A PERT range is in order and within another range.
    pub(super) fn pert(&mut self, path: &str, pert: Pert, range: &RangeInclusive<f64>) {
        let parts = [("min", pert.min), ("mode", pert.mode), ("max", pert.max)];
        for (name, value) in parts {
            self.number(&format!("{path}.{name}"), value, range);
        }
        self.ordered(path, &parts);
    }

    /// Named numbers do not fall from one to the next.
    pub(super) fn ordered(&mut self, path: &str, parts: &[(&str, f64)]) {
        if parts.windows(2).any(|pair| pair[0].1 > pair[1].1) {
            let values: Vec<String> = parts.iter().map(|(_, value)| value.to_string()).collect();
            let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
            self.add(
                path,
                values.join(", "),
                &format!("{} must not fall in that order", names.join(", ")),
                "Put the lowest first and the highest last",
            );
        }
    }

    /// An assumption is a single number within a range: it is the same in every future.
    pub(super) fn fixed(&mut self, path: &str, it: &Assumption, range: &RangeInclusive<f64>) {
        if matches!(it.amount, Amount::Fixed(_)) {
            self.assumption(path, it, range);
        } else {
            self.basis(&format!("{path}.basis"), &it.basis);
            self.add(
                &format!("{path}.amount"),
                "a distribution",
                "this number is the same in every future",
                "Enter a single number",
            );
        }
    }

    /// An assumption is 0, which switches it off, or within a range.
    pub(super) fn size(&mut self, path: &str, it: &Assumption, range: &RangeInclusive<f64>) {
        if it.amount == Amount::Fixed(0.0) {
            self.basis(&format!("{path}.basis"), &it.basis);
        } else {
            self.assumption(path, it, range);
        }
    }

    /// Weights lie within their limits, and not all of them are 0.
    pub(super) fn weights(&mut self, path: &str, field: &str, weights: &[f64]) {
        for (index, &weight) in weights.iter().enumerate() {
            self.number(&format!("{path}[{index}].{field}"), weight, &limits::WEIGHT);
        }
        if !weights.is_empty() && weights.iter().all(|&weight| weight == 0.0) {
            self.add(
                path,
                "0 throughout",
                &format!("at least one {field} must be above 0"),
                "Enter the counts or the shares",
            );
        }
    }

    /// A list has as many entries as it may. Returns whether it has no more than that: nothing else is said of a
    /// list that is too long.
    pub(super) fn count(
        &mut self,
        path: &str,
        count: usize,
        range: &RangeInclusive<usize>,
        what: &str,
    ) -> bool {
        let (low, high) = (range.start(), range.end());
        if !range.contains(&count) {
            self.add_alone(
                path,
                format!("a list of {count}"),
                &format!("there must be {low} to {high} {what}"),
                &format!("Enter {low} to {high} {what}"),
            );
        }
        count <= *high
    }

    /// A list by year holds a share from 0 to 1 for each, and neither no year nor too many.
    pub(super) fn steps(&mut self, path: &str, steps: &[f64]) {
        let most = usize::from(*limits::TERM.end());
        if steps.is_empty() || steps.len() > most {
            self.add(
                path,
                format!("a list of {}", steps.len()),
                &format!("it needs a share for 1 to {most} years"),
                "Enter a share for each year; the last holds on",
            );
        }
        for (index, &share) in steps.iter().take(most).enumerate() {
            self.number(&format!("{path}[{index}]"), share, &limits::SHARE);
        }
    }

    /// Codes are among those that the scenario has, each at most once.
    pub(super) fn known(&mut self, path: &str, field: &str, names: &[String], known: &[&str]) {
        let path = format!("{path}.{field}");
        if names.len() > known.len() {
            let most = known.len();
            self.add(
                &path,
                format!("a list of {}", names.len()),
                &format!("there are {most}, each to be named once"),
                "Take away those that stand twice",
            );
            return;
        }
        for (index, name) in names.iter().enumerate() {
            if !known.contains(&name.as_str()) {
                self.add(
                    &format!("{path}[{index}]"),
                    format!("“{}”", cut(name)),
                    "no such code is in the scenario",
                    &format!(
                        "Enter one of {}",
                        known.iter().map(|code| cut(code)).collect::<Vec<_>>().join(", ")
                    ),
                );
            }
        }
        self.unique(&path, "", names.iter());
    }
}
