//! The checks on a scenario: all problems at once, each with field, value, rule and remedy.

use super::table::{Kind, LEVERS};
use super::{
    Amount, Area, Assumption, Basis, Block, BlockKind, CHECKED_YEARS, HazardBand, Pert, Scenario, limits,
};
use crate::field::{Age, Phase};
use std::collections::HashSet;
use std::fmt;
use std::ops::{Deref, RangeInclusive};

/// A scenario that has passed every check, and so can be simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked(Scenario);

impl Deref for Checked {
    type Target = Scenario;
    fn deref(&self) -> &Scenario {
        &self.0
    }
}

impl Checked {
    /// The scenario, to be edited again.
    pub fn into_inner(self) -> Scenario {
        self.0
    }
}

/// One thing that is wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path of the field, as in a file: `districts.list[2].weight`.
    pub path: String,
    /// The value found there.
    pub value: String,
    /// The rule that it breaks.
    pub rule: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the value is wrong by itself, whatever stands beside it.
    pub(super) is_alone: bool,
}

impl Problem {
    /// What is wrong, after what the field is called.
    pub fn told(&self) -> String {
        format!("{}: {self}", super::label::label(&self.path))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}: {}. {}.", self.path, self.value, self.rule, self.remedy)
    }
}

impl Scenario {
    /// Checks everything.
    ///
    /// # Errors
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
        found.dependence(&self);
        found.areas(&self);
        found.whole("run.futures", u64::from(self.run.futures), &as_u64(&limits::FUTURES));
        found.whole("run.seed", self.run.seed, &limits::SEED);
        if found.problems.is_empty() {
            // Only where every part is sound does the whole have a meaning.
            found.joiners_at_most(&self);
        }
        if found.problems.is_empty() { Ok(Checked(self)) } else { Err(found.problems) }
    }
}

/// The codes of the districts and of the needs.
fn codes(scenario: &Scenario) -> (Vec<&str>, Vec<&str>) {
    let districts = scenario.districts.list.iter().take(*limits::DISTRICTS.end());
    let needs = scenario.needs.list.iter().take(*limits::NEEDS.end());
    (districts.map(|it| it.code.as_str()).collect(), needs.map(|it| it.code.as_str()).collect())
}

fn as_u64<T: Copy + Into<u64>>(range: &RangeInclusive<T>) -> RangeInclusive<u64> {
    (*range.start()).into()..=(*range.end()).into()
}

/// So many problems are told: a planner reads no more, and a hostile file could have millions.
const MOST_PROBLEMS: usize = 100;

/// The beginning of a text, which is enough to know it by.
fn cut(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

#[derive(Default)]
struct Findings {
    problems: Vec<Problem>,
}

impl Findings {
    fn add(&mut self, path: &str, value: impl fmt::Display, rule: &str, remedy: &str) {
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

    /// Of a value that is wrong by itself.
    fn add_alone(&mut self, path: &str, value: impl fmt::Display, rule: &str, remedy: &str) {
        let before = self.problems.len();
        self.add(path, value, rule, remedy);
        self.problems.iter_mut().skip(before).for_each(|problem| problem.is_alone = true);
    }

    fn whole(&mut self, path: &str, value: u64, range: &RangeInclusive<u64>) {
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

    fn number(&mut self, path: &str, value: f64, range: &RangeInclusive<f64>) {
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

    fn name(&mut self, path: &str, name: &str) {
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

    fn basis(&mut self, path: &str, basis: &Basis) {
        for (field, text) in [("reference", &basis.reference), ("note", &basis.note)] {
            self.note(&format!("{path}.{field}"), field, text);
        }
        self.rationale(path, &basis.rationale);
    }

    fn rationale(&mut self, path: &str, text: &str) {
        self.text(&format!("{path}.rationale"), "rationale", text, limits::RATIONALE);
    }

    fn note(&mut self, path: &str, field: &str, text: &str) {
        self.text(path, field, text, limits::NOTE);
    }

    fn text(&mut self, path: &str, field: &str, text: &str, most: usize) {
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

    fn unique<'a>(&mut self, path: &str, field: &str, codes: impl Iterator<Item = &'a String>) {
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

    /// An amount and every value that it can take.
    fn assumption(&mut self, path: &str, it: &Assumption, range: &RangeInclusive<f64>) {
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

    fn pert(&mut self, path: &str, pert: Pert, range: &RangeInclusive<f64>) {
        let parts = [("min", pert.min), ("mode", pert.mode), ("max", pert.max)];
        for (name, value) in parts {
            self.number(&format!("{path}.{name}"), value, range);
        }
        self.ordered(path, &parts);
    }

    fn ordered(&mut self, path: &str, parts: &[(&str, f64)]) {
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

    /// An assumption for which only a fixed value makes sense.
    fn fixed(&mut self, path: &str, it: &Assumption, range: &RangeInclusive<f64>) {
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

    /// An amount that 0 switches off.
    fn size(&mut self, path: &str, it: &Assumption, range: &RangeInclusive<f64>) {
        if it.amount == Amount::Fixed(0.0) {
            self.basis(&format!("{path}.basis"), &it.basis);
        } else {
            self.assumption(path, it, range);
        }
    }

    fn weights(&mut self, path: &str, field: &str, weights: &[f64]) {
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

    fn horizon(&mut self, scenario: &Scenario) {
        let horizon = scenario.horizon;
        self.whole("horizon.years", u64::from(horizon.years), &as_u64(&limits::YEARS));
        self.whole(
            "horizon.opening_january",
            u64::from(horizon.opening_january.0),
            &as_u64(&limits::OPENING_JANUARY),
        );
    }

    fn opening(&mut self, scenario: &Scenario) {
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

    fn districts(&mut self, scenario: &Scenario) {
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

    fn needs(&mut self, scenario: &Scenario) {
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

    /// Whether a list has not more than it may: of what is too many nothing else is said.
    fn count(&mut self, path: &str, count: usize, range: &RangeInclusive<usize>, what: &str) -> bool {
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

    fn demand(&mut self, scenario: &Scenario) {
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

    /// Every number that has a lever.
    fn levers(&mut self, scenario: &Scenario) {
        for spec in &LEVERS {
            let assumption = (spec.get)(scenario);
            match spec.kind {
                Kind::Uncertain => self.assumption(spec.path, assumption, &spec.range),
                Kind::Fixed => self.fixed(spec.path, assumption, &spec.range),
                Kind::Size => self.size(spec.path, assumption, &spec.range),
            }
        }
    }

    fn localities(&mut self, scenario: &Scenario) {
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

    fn local_provision(&mut self, scenario: &Scenario) {
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

    fn framework(&mut self, scenario: &Scenario) {
        let framework = &scenario.framework;
        self.rationale("framework", &framework.rationale);
        let years = as_u64(&limits::OPENING_JANUARY);
        self.whole("framework.start", u64::from(framework.start), &years);
        self.whole("framework.participation_by", u64::from(framework.participation_by), &years);
        let terms = as_u64(&limits::TERM);
        self.whole("framework.initial_years", u64::from(framework.initial_years), &terms);
        self.whole("framework.extensions", u64::from(framework.extensions), &(0..=*terms.end()));
        if let Some(years) = framework.break_after {
            self.whole("framework.break_after", u64::from(years), &terms);
        }
        self.fixed("framework.opening_share", &framework.opening_share, &limits::SHARE);
        self.number("high_needs.other_savings_from", scenario.high_needs.other_savings_from, &limits::YEAR);
    }

    fn blocks(&mut self, scenario: &Scenario) {
        let blocks = &scenario.blocks;
        if !self.count("blocks", blocks.len(), &limits::BLOCKS, "blocks") {
            return;
        }
        self.unique("blocks", "name", blocks.iter().map(|block| &block.name));
        for (index, block) in blocks.iter().enumerate() {
            self.block(&format!("blocks[{index}]"), block, scenario);
        }
    }

    fn block(&mut self, path: &str, block: &Block, scenario: &Scenario) {
        let (districts, needs) = codes(scenario);
        self.name(&format!("{path}.name"), &block.name);
        self.rationale(path, &block.rationale);
        self.known(path, "districts", &block.districts, &districts);
        self.known(path, "needs", &block.needs, &needs);
        self.whole(&format!("{path}.volume"), u64::from(block.volume), &as_u64(&limits::VOLUME));
        self.whole(&format!("{path}.start"), u64::from(block.start), &as_u64(&limits::OPENING_JANUARY));
        self.whole(&format!("{path}.term"), u64::from(block.term), &as_u64(&limits::TERM));
        self.steps(&format!("{path}.ramp"), &block.ramp);
        for (field, assumption) in [
            ("discount", &block.discount),
            ("void_share", &block.void_share),
            ("minimum_occupancy", &block.minimum_occupancy),
            ("refill", &block.refill),
            ("award", &block.award),
        ] {
            self.assumption(&format!("{path}.{field}"), assumption, &limits::SHARE);
        }
        self.assumption(&format!("{path}.indexation"), &block.indexation, &(0.0..=2.0));
        if block.kind == BlockKind::Conversion && !block.phases.is_empty() {
            self.add(
                &format!("{path}.phases"),
                "a choice of phases",
                "a conversion block takes the pupils of every phase",
                "Leave the phases empty",
            );
        }
    }

    /// Shares of a whole by year.
    fn steps(&mut self, path: &str, steps: &[f64]) {
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

    /// Names that must be among those there are, each once.
    fn known(&mut self, path: &str, field: &str, names: &[String], known: &[&str]) {
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

    fn dependence(&mut self, scenario: &Scenario) {
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

    fn areas(&mut self, scenario: &Scenario) {
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

    fn leaving(&mut self, bands: &[HazardBand]) {
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

    fn joiners_at_most(&mut self, scenario: &Scenario) {
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
            .flat_map(|d| [d.cohort.primary, d.cohort.secondary, d.cohort.post_16])
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

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
        let told = |edit: fn(&mut Scenario)| problems(edit)[0].told();
        let growth = told(|s| s.high_needs.budget_growth.amount = Amount::Fixed(7.0));
        assert!(
            growth.starts_with("Growth of the High Needs Block: high_needs.budget_growth.amount is 7"),
            "{growth}"
        );
        assert!(told(|s| s.run.futures = 0).starts_with("Futures to simulate: run.futures is 0"));
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
