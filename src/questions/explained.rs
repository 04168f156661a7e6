//! Explains a result by its inputs, a step at a time so that the page stays responsive (M14.5, M14.6).

use super::{Held, Runs, futures};
use crate::cohort::{Compiled, Detail};
use crate::decisions::{Effect, Estimate, Input, Inputs, Output, parameter_share};
use crate::scenario::Checked;
use std::rc::Rc;

/// The number of futures whose inputs are drawn in one step.
const SLICE: u32 = 50;

/// The uncertain inputs of a scenario, in the futures of [`Runs`].
pub struct DrawnInputs {
    /// The scenario.
    pub scenario: Rc<Checked>,
    /// The inputs, each with one value a future.
    pub inputs: Vec<Input>,
}

/// Inputs that are being drawn.
pub struct Drawing {
    scenario: Rc<Checked>,
    model: Compiled,
    inputs: Option<Inputs>,
}

impl Drawing {
    /// Begins with no input drawn.
    pub fn new(scenario: &Rc<Checked>) -> Drawing {
        let inputs = Some(Inputs::new((**scenario).clone()));
        Drawing { scenario: scenario.clone(), model: Compiled::new(scenario, Detail::Main), inputs }
    }

    /// Draws the inputs of a few more futures. Returns all inputs once they are drawn.
    pub fn step(&mut self) -> Option<DrawnInputs> {
        let (wanted, seed) = (futures(&self.scenario), self.scenario.run.seed);
        let inputs = self.inputs.as_mut()?;
        if inputs.futures() < wanted {
            inputs.draw(&self.model, seed, SLICE.min(wanted - inputs.futures()));
            return None;
        }
        let inputs = self.inputs.take()?.varying();
        Some(DrawnInputs { scenario: self.scenario.clone(), inputs })
    }
}

/// The division of each outcome's variance into parameters and chance.
pub struct Split {
    /// The outcomes.
    pub runs: Held<Runs>,
    /// The share of the variance that the parameters explain, by outcome.
    pub shares: Vec<Estimate>,
}

/// A division of variances in progress.
pub struct Splitting(Split);

impl Splitting {
    /// Begins with the first outcome.
    pub fn new(runs: &Held<Runs>) -> Splitting {
        Splitting(Split { runs: runs.clone(), shares: Vec::new() })
    }

    /// Divides the variance of one more outcome. Returns all of them once they are divided.
    pub fn step(&mut self) -> Option<Split> {
        let Split { runs, shares } = &mut self.0;
        match runs.once.get(shares.len()).zip(runs.again.get(shares.len())) {
            Some((once, again)) => {
                shares.push(parameter_share(once, again).unwrap_or_default());
                None
            }
            None => Some(Split { runs: runs.clone(), shares: std::mem::take(shares) }),
        }
    }
}

/// An outcome and the inputs that may explain it, in the same futures.
#[derive(Clone, PartialEq)]
pub struct ToExplain {
    /// The outcomes.
    pub runs: Held<Runs>,
    /// The inputs.
    pub drawn: Held<DrawnInputs>,
    /// The position of the outcome.
    pub outcome: usize,
}

/// The effect of each input on an outcome.
pub struct Explanation {
    /// The outcome and the inputs.
    pub question: ToExplain,
    /// The mean of the outcome.
    pub mean: f64,
    /// The position and the effect of each input, largest swing first.
    pub effects: Vec<(usize, Effect)>,
}

impl Explanation {
    /// The input at a position.
    pub fn input(&self, index: usize) -> &Input {
        &self.question.drawn.inputs[index]
    }

    /// The input that explains most of the variance.
    pub fn most(&self) -> Option<(&Input, &Effect)> {
        let share = |effect: &Effect| effect.explained.value;
        let most = self.effects.iter().max_by(|(_, a), (_, b)| share(a).total_cmp(&share(b)))?;
        Some((self.input(most.0), &most.1))
    }
}

/// An explanation in progress.
pub struct Explaining {
    question: ToExplain,
    output: Output,
    mean: f64,
    next: usize,
    effects: Vec<(usize, Effect)>,
}

impl Explaining {
    /// Begins with the first input.
    pub fn new(question: &ToExplain) -> Explaining {
        let values = question.runs.once[question.outcome].clone();
        let mean = Estimate::mean(&values).value;
        let output = Output::new(values);
        Explaining { question: question.clone(), output, mean, next: 0, effects: Vec::new() }
    }

    /// Examines one more input. Returns the explanation once all have been examined.
    pub fn step(&mut self) -> Option<Explanation> {
        if let Some(input) = self.question.drawn.inputs.get(self.next) {
            self.effects.extend(self.output.effect(&input.values).map(|effect| (self.next, effect)));
            self.next += 1;
            return None;
        }
        let mut effects = std::mem::take(&mut self.effects);
        effects.sort_by(|(_, a), (_, b)| b.swing().total_cmp(&a.swing()));
        Some(Explanation { question: self.question.clone(), mean: self.mean, effects })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OutcomeRuns, Question};
    use super::*;
    use crate::scenario::{Lever, Scenario};

    fn stepped<W, T>(mut work: W, step: fn(&mut W) -> Option<T>) -> Held<T> {
        loop {
            if let Some(answer) = step(&mut work) {
                return Held(Rc::new(answer));
            }
        }
    }

    #[test]
    fn kents_county_and_its_balance_have_reasons_of_their_own() {
        let mut scenario = Scenario::kent();
        scenario.run.futures = 4_000;
        let scenario = Rc::new(scenario.check().unwrap());
        let asked = OutcomeRuns { scenario: scenario.clone() };
        let mut job = asked.job().unwrap();
        job.finish();
        let runs = Held(Rc::new(asked.read(&job).unwrap()));
        let drawn = stepped(Drawing::new(&scenario), Drawing::step);
        let why = |name: &str| {
            let outcome = runs.outcomes.iter().position(|outcome| outcome.name.starts_with(name)).unwrap();
            let question = ToExplain { runs: runs.clone(), drawn: drawn.clone(), outcome };
            stepped(Explaining::new(&question), Explaining::step)
        };
        let (placements, balance) = (why("placements"), why("the in-year balance"));
        for answer in [&placements, &balance] {
            let most = &answer.most().unwrap().0.label;
            assert_eq!(most, "Rate of joining in 2027/28 above its trend", "how many join moves both");
            assert_eq!(&answer.input(answer.effects[0].0).label, most, "and they swing with it");
            assert_eq!(answer.effects.len(), drawn.inputs.len());
        }
        let thanet = why("placements in Thanet");
        let explained = |answer: &Explanation, label: &str| {
            let mut effects = answer.effects.iter();
            let effect = effects.find(|(index, _)| answer.input(*index).label == label).unwrap();
            effect.1.explained
        };
        // Each has reasons of its own besides: the grant moves the balance and no pupil, how many of the pupils are a
        // district's moves its placements and not the county's.
        for (label, moved, not) in [
            (Lever::BudgetGrowth.label(), &balance, &placements),
            ("Share of pupils: Thanet", &thanet, &placements),
        ] {
            let (moved, not) = (explained(moved, label), explained(not, label));
            assert!(moved.value > 2.0 * moved.margin(), "{label}: {moved:?}");
            assert!(not.value < 2.0 * not.margin(), "{label}: {not:?}");
        }
        let shares = &stepped(Splitting::new(&runs), Splitting::step).shares;
        assert_eq!(shares.len(), runs.outcomes.len());
        assert!(shares.iter().all(|share| share.standard_error > 0.0), "{shares:?}");
    }
}
