//! The planner's desk: the scenario on it, and what can be done to it.

use super::store;
use crate::scenario::{Base, Checked, Edit, Lever, Problem, Scenario};
use std::rc::Rc;
use yew::prelude::*;

/// The scenario being edited, the last one that passed its checks, and what is wrong since.
#[derive(Clone)]
pub struct Desk {
    scenario: Rc<Scenario>,
    checked: Rc<Checked>,
    problems: Rc<Vec<Problem>>,
    published: Rc<Scenario>,
    /// Something to tell about opening the desk.
    pub notice: Option<AttrValue>,
}

/// Desks are the same where they share everything: the page asks at every picture of a run, and
/// to compare scenario with scenario takes longer.
impl PartialEq for Desk {
    fn eq(&self, other: &Desk) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario)
            && Rc::ptr_eq(&self.checked, &other.checked)
            && Rc::ptr_eq(&self.problems, &other.problems)
            && self.notice == other.notice
    }
}

/// An edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Move a lever to this value, as shown.
    Set(Lever, f64),
    /// Give a lever a range of its own, as shown.
    SetRange(Lever, f64, f64),
    /// Put a lever back to the published value and range.
    Reset(Lever),
    /// Start from another published count.
    Base(Base),
    /// Start from the planner's own count.
    Pupils(u32),
    /// Change policy, dates, places, the framework or a block.
    Edit(Edit),
    /// Run so many futures.
    Futures(u32),
    /// Begin chance elsewhere.
    Seed(u64),
    /// Put everything back to the published baseline.
    ResetAll,
}

impl Desk {
    /// The scenario kept in this browser, or the published baseline.
    pub fn open() -> Desk {
        let published = Scenario::kent();
        let kept = store::load();
        let (scenario, notice) = match kept {
            Ok(kept) => (kept.unwrap_or_else(|| published.clone()), None),
            Err(reason) => (published.clone(), Some(reason.into())),
        };
        // A kept scenario was checked when it was loaded, the published one by a test.
        let checked = scenario.clone().check().or_else(|_| published.clone().check());
        let checked = Rc::new(checked.expect("the published baseline"));
        Desk {
            scenario: Rc::new(scenario),
            checked,
            problems: Rc::default(),
            published: Rc::new(published),
            notice,
        }
    }

    /// The scenario as edited.
    pub fn scenario(&self) -> Rc<Scenario> {
        self.scenario.clone()
    }

    /// The last scenario that passed its checks.
    pub fn checked(&self) -> Rc<Checked> {
        self.checked.clone()
    }

    /// What is wrong with the scenario as edited.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The published baseline.
    pub fn published(&self) -> &Scenario {
        &self.published
    }

    /// Whether anything differs from the published baseline.
    pub fn is_changed(&self) -> bool {
        *self.scenario != *self.published
    }

    /// The scenario's name, which owns up to changes.
    pub fn title(&self) -> String {
        let name = &self.scenario.name;
        if self.is_changed() { format!("{name}, changed") } else { name.clone() }
    }

    fn edit(&self, action: Action) -> Scenario {
        let mut scenario = (*self.scenario).clone();
        match action {
            Action::Set(lever, value) => lever.set(&mut scenario, &self.published, value),
            // The control has told the planner already where a range will not do.
            Action::SetRange(lever, low, high) => {
                let _told = lever.set_range(&mut scenario, low, high);
            }
            Action::Reset(lever) => lever.reset(&mut scenario, &self.published),
            Action::Base(base) => scenario.set_base(base),
            Action::Pupils(pupils) => scenario.set_pupils(pupils),
            Action::Edit(edit) => edit.apply(&mut scenario, &self.published),
            Action::Futures(futures) => scenario.run.futures = futures,
            Action::Seed(seed) => scenario.run.seed = seed,
            Action::ResetAll => return (*self.published).clone(),
        }
        scenario
    }
}

impl Reducible for Desk {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let scenario = self.edit(action);
        if scenario == *self.scenario {
            return self;
        }
        let mut desk = (*self).clone();
        desk.notice = None;
        desk.scenario = Rc::new(scenario.clone());
        match scenario.check() {
            Ok(checked) => {
                desk.checked = Rc::new(checked);
                desk.problems = Rc::default();
            }
            Err(problems) => desk.problems = Rc::new(problems),
        }
        Rc::new(desk)
    }
}
