//! The uncertain inputs of a scenario, one column each, which may explain a result (M14.5).

use super::ranks::varies;
use crate::cohort::{Compiled, Parameters, Simulator};
use crate::field::AcademicYear;
use crate::scenario::{BlockTerm, Checked, Lever};
use std::ops::Range;

/// One uncertain input and its value in every future.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The name of the input.
    pub label: String,
    /// The lever that sets it, if any.
    pub lever: Option<Lever>,
    /// The unit of its values, as for a lever: `% a year`, `£`, `year` for a date.
    pub unit: &'static str,
    /// The number of decimal places worth showing.
    pub places: usize,
    /// Whether it is an event: 1 where it happens and 0 where it does not.
    pub is_event: bool,
    /// Its values in the unit shown, one a future.
    pub values: Vec<f64>,
}

/// One uncertain parameter of a future, from which an input takes its values.
#[derive(Clone, Copy, Debug)]
enum Parameter {
    Lever(Lever),
    /// The hazard of the band of ages that begins at this age.
    Hazard(usize),
    District(usize),
    Need(usize),
    Lag(usize),
    /// How far the path of joiners has wandered this many years after the opening; 0 for where it starts.
    Wandered(usize),
    UpliftDeviation(usize),
    SchoolPlaces(usize),
    SchoolOpens(usize),
    Block(usize, BlockTerm),
    Bands,
    Grant,
}

impl Parameter {
    fn value(self, parameters: &Parameters, scenario: &Checked) -> f64 {
        let event = |happens| f64::from(u8::from(happens));
        match self {
            Parameter::Lever(lever) => lever.shown(scenario, parameters.get(lever)),
            Parameter::Hazard(age) => 100.0 * parameters.hazards[age],
            Parameter::District(district) => 100.0 * parameters.districts[district],
            Parameter::Need(need) => 100.0 * parameters.needs[need],
            Parameter::Lag(district) => parameters.lags[district],
            Parameter::Wandered(year) => 100.0 * parameters.wandered[year].exp_m1(),
            Parameter::UpliftDeviation(year) => 100.0 * parameters.uplift_deviations[year],
            Parameter::SchoolPlaces(school) => parameters.schools[school].places,
            Parameter::SchoolOpens(school) => parameters.schools[school].opens,
            Parameter::Bands => event(parameters.bands_come),
            Parameter::Grant => event(parameters.grant_comes),
            Parameter::Block(block, term) => {
                let terms = parameters.blocks[block];
                match term {
                    BlockTerm::Discount => 100.0 * terms.discount,
                    BlockTerm::VoidShare => 100.0 * terms.void_share,
                    BlockTerm::MinimumOccupancy => 100.0 * terms.minimum_occupancy,
                    BlockTerm::Indexation => 100.0 * terms.indexation,
                    BlockTerm::Refill => 100.0 * terms.refill,
                    BlockTerm::Award => event(terms.is_awarded),
                }
            }
        }
    }
}

/// The label of the input for the level at which a future's path of joiners starts.
pub const STARTING_LEVEL: &str = "Starting level of joiners, against what was expected";

/// The inputs of a scenario, drawn a slice of the futures at a time. Drawing parameters needs no simulation and takes
/// little time.
#[derive(Clone, Debug)]
pub struct Inputs {
    scenario: Checked,
    columns: Vec<(Parameter, Input)>,
    futures: u32,
}

impl Inputs {
    /// Every input of a scenario, before any future has been drawn.
    pub fn new(scenario: Checked) -> Inputs {
        let columns = columns(&scenario);
        Inputs { scenario, columns, futures: 0 }
    }

    /// The number of futures drawn so far.
    pub fn futures(&self) -> u32 {
        self.futures
    }

    /// Draws the next `futures` futures of a seed. `model` is the same scenario, compiled.
    pub fn draw(&mut self, model: &Compiled, seed: u64, futures: u32) {
        let range: Range<u32> = self.futures..self.futures.saturating_add(futures);
        self.futures = range.end;
        let mut simulator = Simulator::new(model);
        for future in range {
            let parameters = simulator.parameters(seed, future);
            for (parameter, input) in &mut self.columns {
                input.values.push(parameter.value(parameters, &self.scenario));
            }
        }
    }

    /// The inputs that differ between the futures drawn.
    pub fn varying(self) -> Vec<Input> {
        self.columns.into_iter().map(|(_, input)| input).filter(|input| varies(&input.values)).collect()
    }
}

fn columns(scenario: &Checked) -> Vec<(Parameter, Input)> {
    let mut columns = Vec::new();
    let mut add = |parameter: Parameter, label: String, unit: &'static str, places: usize| {
        let lever = if let Parameter::Lever(lever) = parameter { Some(lever) } else { None };
        let is_event =
            matches!(parameter, Parameter::Bands | Parameter::Grant | Parameter::Block(_, BlockTerm::Award));
        columns.push((parameter, Input { label, lever, unit, places, is_event, values: Vec::new() }));
    };
    // Each district's lag is an input of its own, so the lever from which they are drawn explains nothing more.
    for lever in Lever::all().filter(|lever| *lever != Lever::Lag) {
        add(Parameter::Lever(lever), lever.label().into(), lever.unit(), lever.places());
    }
    add(Parameter::Bands, "National price bands come".into(), "", 0);
    add(Parameter::Grant, "A stability grant is approved".into(), "", 0);
    for band in &scenario.leaving.bands {
        let ages = if band.from_age == band.to_age {
            format!("age {}", band.from_age)
        } else {
            format!("ages {} to {}", band.from_age, band.to_age)
        };
        add(Parameter::Hazard(band.from_age.index()), format!("Leavers a year at {ages}"), "%", 1);
    }
    for (index, need) in scenario.needs.list.iter().enumerate() {
        add(Parameter::Need(index), format!("Share of pupils: {}", need.name), "%", 1);
    }
    for (index, district) in scenario.districts.list.iter().enumerate() {
        add(Parameter::District(index), format!("Share of pupils: {}", district.name), "%", 1);
        add(Parameter::Lag(index), format!("Localities Model late in {}", district.name), "years", 1);
    }
    add(Parameter::Wandered(0), STARTING_LEVEL.into(), "%", 0);
    // The steps of the path add up, so its position in a few years stands for the years between.
    let last = usize::from(scenario.horizon.years);
    let mut told = vec![last.min(3), last.min(5), last];
    told.dedup();
    for year in told {
        let when = AcademicYear(scenario.horizon.opening_january.plus(year).0 - 1);
        add(Parameter::Wandered(year), format!("Rate of joining in {when} above its trend"), "%", 0);
    }
    // The prices of the opening year and of the next are known.
    for year in 0..usize::from(scenario.horizon.years).saturating_sub(1) {
        let rise = AcademicYear(scenario.horizon.opening_january.plus(year + 1).0);
        let label = format!("Price rise of {rise} above the average rise");
        add(Parameter::UpliftDeviation(year), label, "points", 1);
    }
    for (index, school) in scenario.local_provision.schools.iter().enumerate() {
        add(Parameter::SchoolPlaces(index), format!("{}: new places", school.name), "places", 0);
        add(Parameter::SchoolOpens(index), format!("{}: opens", school.name), "year", 1);
    }
    for (index, block) in scenario.blocks.iter().enumerate() {
        for term in BlockTerm::ALL {
            let (what, unit) = match term {
                BlockTerm::Award => ("Awarded", ""),
                term => (term.label(), term.unit()),
            };
            add(Parameter::Block(index, term), format!("{}: {what}", block.name), unit, 1);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::Detail;
    use crate::decisions::{Estimate, Output};
    use crate::ensemble::Spread;
    use crate::scenario::{Amount, Pert, Scenario};

    fn drawn(scenario: &Scenario, slices: &[u32]) -> Vec<Input> {
        let checked = scenario.clone().check().unwrap();
        let model = Compiled::new(&checked, Detail::Main);
        let mut inputs = Inputs::new(checked);
        for &futures in slices {
            inputs.draw(&model, 2026, futures);
        }
        assert_eq!(inputs.futures(), slices.iter().sum::<u32>());
        inputs.varying()
    }

    fn labelled<'a>(inputs: &'a [Input], label: &str) -> &'a Input {
        inputs.iter().find(|input| input.label == label).unwrap()
    }

    #[test]
    fn slices_of_futures_are_the_futures() {
        let kent = Scenario::kent();
        assert_eq!(drawn(&kent, &[100, 1, 0, 49]), drawn(&kent, &[150]));
    }

    #[test]
    fn inputs_have_the_range_and_the_unit_that_the_controls_show() {
        let kent = Scenario::kent();
        let inputs = drawn(&kent, &[4_000]);
        for input in &inputs {
            let Some(lever) = input.lever else { continue };
            let reading = lever.read(&kent);
            let range = reading.low - 1e-9..=reading.high + 1e-9;
            // A log-normal's range is that of 8 in 10 futures.
            let within = input.values.iter().filter(|value| range.contains(value)).count();
            assert!(within >= 3_000, "{}: {within} within {range:?}", input.label);
            assert!(!reading.is_fixed(), "{}", input.label);
        }
        let growth = labelled(&inputs, "Growth in the rate of joining");
        assert_eq!((growth.lever, growth.unit, growth.is_event), (Some(Lever::Growth), "% a year", false));
        let mean = Estimate::mean(&growth.values);
        assert!((mean.value - 5.0).abs() < 3.0 * mean.standard_error, "{mean:?}");
    }

    #[test]
    fn events_hazards_shares_and_terms_are_there_under_plain_names() {
        let kent = Scenario::kent();
        let inputs = drawn(&kent, &[4_000]);
        let block = &kent.blocks[0].name;
        let mean = |label: &str| Estimate::mean(&labelled(&inputs, label).values);
        for (label, known) in [
            ("Leavers a year at ages 4 to 13", 7.0),
            ("Leavers a year at age 15", 66.0),
            ("Share of pupils: Autism spectrum disorder", 52.0),
            ("Price rise of 2026/27 above the average rise", 0.0),
            (&format!("{block}: Awarded"), 0.5),
        ] {
            let found = mean(label);
            assert!((found.value - known).abs() < 3.5 * found.standard_error, "{label}: {found:?}");
        }
        let awarded = labelled(&inputs, &format!("{block}: Awarded"));
        assert!(awarded.is_event && awarded.values.iter().all(|value| [0.0, 1.0].contains(value)));
        assert!(labelled(&inputs, &format!("{block}: Discount on the Lot A price")).values[0] > 1.0);
        let labels: std::collections::BTreeSet<&str> =
            inputs.iter().map(|input| input.label.as_str()).collect();
        assert_eq!(labels.len(), inputs.len(), "no two have the same name");
    }

    #[test]
    fn what_is_the_same_in_every_future_is_left_out() {
        let mut scenario = Scenario::kent();
        scenario.demand.growth.amount = Amount::Fixed(0.02);
        scenario.blocks.clear();
        scenario.local_provision.schools.clear();
        let inputs = drawn(&scenario, &[200]);
        assert!(inputs.iter().all(|input| input.lever != Some(Lever::Growth)));
        assert!(inputs.iter().all(|input| Spread::new(input.values.clone()).sd() > 0.0));
        assert!(drawn(&scenario, &[1]).is_empty());
    }

    #[test]
    fn an_input_that_decides_a_result_is_found_among_all_of_them() {
        let mut scenario = Scenario::kent();
        scenario.high_needs.gap.amount = Amount::Pert(Pert { min: 40e6, mode: 60e6, max: 80e6 });
        let inputs = drawn(&scenario, &[3_000]);
        let gap = labelled(&inputs, Lever::Gap.label());
        let output = Output::new(gap.values.iter().map(|gap| -gap * gap).collect());
        let share = |input: &Input| output.effect(&input.values).unwrap().explained;
        assert!(share(gap).value > 0.99);
        let others = inputs.iter().filter(|input| input.lever != Some(Lever::Gap));
        let loudest = others.map(|input| share(input).value).fold(0.0, f64::max);
        assert!(loudest < 0.03, "{loudest}");
    }
}
