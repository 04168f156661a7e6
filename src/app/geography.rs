//! Shows districts or areas, and asks for figures of groups of scopes.

use super::control::choice;
use super::state::Action;
use super::study::use_study;
use crate::questions::{ScopeSums, Sums};
use crate::scenario::Scenario;
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

/// The list that switches every view between districts and areas; empty where there are no areas.
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

/// The distribution of the sum of each group over the futures, and whether more futures are to come. `None` where
/// nothing is asked, or where the answer is still to an earlier question.
#[hook]
pub fn use_sums(pool: &Pool, asked: Option<ScopeSums>) -> (Option<Rc<Sums>>, bool) {
    let study = use_study(pool, asked.clone());
    let is_asked = |sums: &Rc<Sums>| asked.as_ref().is_some_and(|asked| sums.answer(asked));
    (study.answer.filter(is_asked), study.progress.is_running())
}
