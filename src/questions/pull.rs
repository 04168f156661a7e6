//! Finds what would have to be true for an outcome, from futures that have already been run (M14.13).

use super::DrawnInputs;
use crate::decisions::goal::Wanted;
use crate::decisions::{Different, End, Output, Pulled};

/// The largest number of inputs that are reported.
const MOST: usize = 8;

/// The inputs that differ in the futures that end where the planner pulled the outcome.
pub struct WouldBeTrue {
    /// The futures that end there.
    pub pulled: Pulled,
    /// The inputs that differ, largest difference first.
    pub inputs: Vec<DifferentInput>,
}

/// An input that differs, with its influence on the outcome.
pub struct DifferentInput {
    /// The input in all futures and in those kept.
    pub different: Different,
    /// How often the outcome occurs where the input is near its P10 and near its P90.
    pub ends: [End; 2],
    /// The share of the variance of whether the outcome occurs, from 0 to 1, that the input explains.
    pub known: f64,
}

impl WouldBeTrue {
    /// Compares the futures of a run by their figure. The inputs may come from more or fewer of the same futures.
    pub fn of(figures: &[f64], wanted: Wanted, drawn: &DrawnInputs) -> WouldBeTrue {
        let futures =
            drawn.inputs.first().map_or(figures.len(), |input| input.values.len()).min(figures.len());
        let figures = &figures[..futures];
        let pulled = Pulled::new(figures, |figure| wanted.margin(figure));
        let holds = figures.iter().map(|&figure| f64::from(u8::from(wanted.margin(figure) >= 0.0)));
        let output = Output::new(holds.collect());
        let inputs = pulled.different(&drawn.inputs, MOST).into_iter().filter_map(|different| {
            let column = drawn.inputs[different.input].values.get(..futures)?;
            let effect = output.effect(column)?;
            Some(DifferentInput {
                different,
                ends: [effect.low, effect.high],
                known: effect.explained.share(),
            })
        });
        WouldBeTrue { inputs: inputs.collect(), pulled }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::{Compiled, Detail};
    use crate::decisions::goal::{Figure, Side};
    use crate::ensemble::Ensemble;
    use crate::field::January;
    use crate::questions::Drawing;
    use crate::scenario::{Lever, Scenario};
    use std::rc::Rc;

    fn kent() -> (Vec<f64>, DrawnInputs) {
        let mut kent = Scenario::kent();
        kent.run.futures = 3_000;
        let kent = Rc::new(kent.check().unwrap());
        let model = Compiled::new(&kent, Detail::Main);
        let ensemble = Ensemble::run(&model, January(2025), kent.run.seed, kent.run.futures);
        let figures = Figure::Placements(January(2034)).in_run(&ensemble, &kent).unwrap();
        let mut drawing = Drawing::new(&kent);
        let drawn = loop {
            if let Some(drawn) = drawing.step() {
                break drawn;
            }
        };
        (figures, drawn)
    }

    #[test]
    fn few_placements_go_with_few_joiners_and_a_strong_localities_model_counted_by_hand() {
        let (figures, drawn) = kent();
        let value = 1_500.0;
        let wanted = Wanted { figure: Figure::Placements(January(2034)), side: Side::AtMost, value };
        let true_then = WouldBeTrue::of(&figures, wanted, &drawn);
        let kept: Vec<usize> = (0..3_000).filter(|&future| figures[future] <= value).collect();
        assert_eq!(true_then.pulled.kept.positions(), kept);
        let label = |one: &DifferentInput| drawn.inputs[one.different.input].label.as_str();
        assert!(
            label(&true_then.inputs[0]).starts_with("Rate of joining in"),
            "{}",
            label(&true_then.inputs[0])
        );
        assert!(
            true_then.inputs.windows(2).all(|pair| pair[0].different.by.abs() >= pair[1].different.by.abs())
        );
        let effect = true_then
            .inputs
            .iter()
            .find(|one| drawn.inputs[one.different.input].lever == Some(Lever::Effect));
        for one in true_then.inputs.iter().chain(effect) {
            let column = &drawn.inputs[one.different.input].values;
            let mean = kept.iter().map(|&future| column[future]).sum::<f64>() / kept.len() as f64;
            assert!((one.different.update.posterior.mean - mean).abs() < 1e-9);
            // Where a larger input goes with it, it holds more often at the upper end.
            let [low, high] = one.ends.map(|end| end.output.value);
            assert_eq!(one.different.by > 0.0, high > low, "{}", label(one));
            assert!((0.0..=1.0).contains(&one.known));
        }
        assert!(true_then.inputs[0].known > 0.1, "{}", true_then.inputs[0].known);
    }

    #[test]
    fn a_run_that_is_shorter_or_longer_than_the_inputs_is_read_as_far_as_both_go() {
        let (figures, drawn) = kent();
        let wanted = Wanted { figure: Figure::Placements(January(2034)), side: Side::AtMost, value: 1_700.0 };
        let short = WouldBeTrue::of(&figures[..1_000], wanted, &drawn);
        assert_eq!(short.pulled.kept.futures(), 1_000);
        let none = Wanted { value: 10.0, ..wanted };
        assert!(WouldBeTrue::of(&figures, none, &drawn).inputs.is_empty());
    }
}
