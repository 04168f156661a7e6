//! Explains what matters most to the balance or, where that is not simulated, to the number of pupils.

use crate::app::steps::use_steps;
use crate::app::study::use_study;
use crate::cohort::Headline;
use crate::decisions::Estimate;
use crate::questions::{
    Column, Drawing, Explaining, Explanation, Held, OutcomeRuns, Runs, Split, Splitting, ToExplain,
};
use crate::scenario::Checked;
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

/// What matters most, and how much of the variance all assumptions explain together.
#[derive(Clone)]
pub struct Why {
    pub answer: Held<Explanation>,
    pub parameters: Estimate,
}

/// The outcome that a meeting asks about.
fn asked_about(runs: &Runs) -> usize {
    let is_balance = |column: Column| matches!(column, Column::Figure(Headline::Balance(_)));
    runs.outcomes.iter().position(|outcome| is_balance(outcome.column)).unwrap_or(0)
}

/// Explains that outcome; the previous answer stays while another is worked out.
#[hook]
pub fn use_why(pool: &Pool, scenario: Rc<Checked>) -> Option<Why> {
    let study = use_study(pool, Some(OutcomeRuns { scenario: scenario.clone() }));
    let runs = study.answer.map(Held);
    let drawn = use_steps(Some(scenario), Drawing::new, Drawing::step);
    let split: Option<Held<Split>> = use_steps(runs.clone(), Splitting::new, Splitting::step);
    let both = runs.zip(drawn).filter(|(runs, drawn)| runs.scenario == drawn.scenario);
    let question = both.map(|(runs, drawn)| ToExplain { outcome: asked_about(&runs), runs, drawn });
    let answer = use_steps(question, Explaining::new, Explaining::step);
    let (answer, split) = answer.zip(split).filter(|(answer, split)| answer.question.runs == split.runs)?;
    let parameters = split.shares.get(answer.question.outcome).copied().unwrap_or_default();
    Some(Why { answer, parameters })
}
