//! Whether districts or areas are shown, and figures of groups of scopes.

// A study gets what it is asked and how it is looked at by reference, whatever they are.
#![allow(clippy::trivially_copy_pass_by_ref, clippy::ref_option)]

use super::control::choice;
use super::state::Action;
use super::study::use_study;
use crate::cohort::{Compiled, Detail, Measure, Scope};
use crate::ensemble::{Gathered, Spread, Summary, Task};
use crate::scenario::{Checked, Scenario};
use crate::worker::{Job, Pool};
use std::rc::Rc;
use yew::prelude::*;

/// The list that switches every view between districts and areas; nothing where there are no areas.
pub fn by_which(id: &str, scenario: &Scenario, grouping: Option<usize>, act: &Callback<Action>) -> Html {
    let groupings = scenario.groupings();
    if groupings.is_empty() {
        return html! {};
    }
    let options = std::iter::once("Districts".to_owned()).chain(groupings.into_iter().map(|g| g.name));
    let chosen = grouping.map_or(0, |grouping| grouping + 1);
    let show = act.reform(|chosen: usize| Action::ShowAreas(chosen.checked_sub(1)));
    html! { <div class="by-which" key={id.to_owned()}>{ choice(id, "Show by", options.collect(), chosen, show) }</div> }
}

/// What is added up: a measure in groups of scopes, at some times.
#[derive(Clone, PartialEq)]
pub struct Sums {
    pub scenario: Rc<Checked>,
    pub detail: Detail,
    pub measure: Measure,
    /// As the measure counts them.
    pub times: Vec<usize>,
    pub groups: Vec<Vec<Scope>>,
}

fn ask(sums: &Option<Sums>) -> Option<Job> {
    let sums = sums.as_ref()?;
    let model = Compiled::new(&sums.scenario, sums.detail);
    let shape = model.shape();
    let scopes = || sums.groups.iter().flatten();
    let columns = sums.times.iter().flat_map(|&time| {
        scopes()
            .map(move |&scope| shape.column(sums.measure, time, scope).and_then(|at| u32::try_from(at).ok()))
    });
    let counts: Option<Vec<u32>> = columns.collect();
    let task = Task::Columns { counts: counts?, headlines: Vec::new() };
    let run = sums.scenario.run;
    Some(Job::new(model, sums.scenario.horizon.opening_january, run.seed, run.futures, task))
}

/// The measure, its time, and how each group's sum is spread over the futures.
type Summed = (Measure, usize, Vec<Summary>);

fn read(sums: &Option<Sums>, time: &usize, job: &Job) -> Option<Summed> {
    let sums = sums.as_ref()?;
    let table = job.gathered(0).and_then(Gathered::table).filter(|table| table.futures() > 0)?;
    let scopes: usize = sums.groups.iter().map(Vec::len).sum();
    let mut column = time * scopes;
    let groups = sums.groups.iter().map(|group| {
        let mut totals = vec![0.0; table.futures()];
        for _ in group {
            for (total, count) in totals.iter_mut().zip(table.counts(column)) {
                *total += f64::from(*count);
            }
            column += 1;
        }
        Summary::from(&Spread::new(totals))
    });
    let at = *sums.times.get(*time)?;
    Some((sums.measure, at, groups.collect()))
}

/// How each group's sum is spread over the futures, at the time at this position, and whether more
/// futures are to come. None where nothing is asked, or the answer is still to an earlier question.
#[hook]
pub fn use_sums(pool: &Pool, sums: Option<Sums>, time: usize) -> (Option<Rc<Summed>>, bool) {
    let is_asked = |summed: &Rc<Summed>| {
        let sums = sums.as_ref();
        sums.is_some_and(|sums| {
            sums.measure == summed.0
                && sums.times.get(time) == Some(&summed.1)
                && sums.groups.len() == summed.2.len()
        })
    };
    let study = use_study(pool, sums.clone(), time, ask, read);
    (study.answer.filter(is_asked), study.stand.is_running())
}
