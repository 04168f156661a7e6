//! The planner's desk: the shelf with the scenario that is open, and what can be done to them.

use crate::council::{Base, Code};
use crate::scenario::{Checked, Edit, Lever, LeverRange, Problem, Scenario};
use crate::shelf::{Change, History, Refusal, Shelf, Theirs};
use std::rc::Rc;
use yew::prelude::*;

/// The scenarios with what was done to them, and what to tell the planner.
#[derive(Clone)]
pub struct Desk {
    history: Rc<History>,
    /// The open scenario as edited.
    scenario: Rc<Scenario>,
    /// What is simulated.
    checked: Rc<Checked>,
    /// The baseline of the open scenario's council.
    published: Rc<Checked>,
    /// The baselines that are here, the first of them the one that the planner opens with.
    baselines: Rc<Vec<Rc<Checked>>>,
    /// The council whose baseline is to be opened once it is here.
    wanted: Option<Code>,
    /// A headline and its reasons, until the planner has read them.
    told: Rc<Vec<String>>,
    /// The grouping, by position, whose areas are shown; none where the districts are.
    grouping: Option<usize>,
}

/// Desks are the same where they share everything: the page asks at every picture of a run, and
/// to compare scenario with scenario takes longer.
impl PartialEq for Desk {
    fn eq(&self, other: &Desk) -> bool {
        Rc::ptr_eq(&self.history, &other.history)
            && Rc::ptr_eq(&self.told, &other.told)
            && self.grouping == other.grouping
            && self.wanted == other.wanted
            && Rc::ptr_eq(&self.published, &other.published)
    }
}

/// An edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Move a lever to this value, as shown.
    Set(Lever, f64),
    /// Give a lever a range of its own.
    SetRange(LeverRange),
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
    /// Rest on the council's own figures: the scenario with them in it, and what they are called.
    Own(Rc<Scenario>, String),
    /// Put everything back to the published baseline.
    ResetAll,
    /// Change the shelf, or open another scenario of it.
    Shelf(Change),
    /// Take the scenario of a link: one more, unless it is there.
    Follow(Rc<Checked>),
    /// Take a whole shelf, as another tab has stored it.
    Load(Shelf),
    /// Take over what another tab has stored beside what is worked on here.
    Take(Theirs),
    /// Open the baseline of another council, as soon as it is here.
    Council(Code),
    /// The baseline of a council is here, or why there is none.
    Baseline(Result<Rc<Checked>, Vec<String>>),
    /// Take the last step back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Tell the planner something; nothing takes away what was told.
    Tell(Vec<String>),
    /// Show the areas of a grouping, by position; without one the districts.
    ShowAreas(Option<usize>),
}

/// Begins what is undone of a link.
const LINKED: &str = "Link to ";

impl Action {
    /// What it changes, in words.
    fn what(&self, on: &Shelf) -> String {
        let named = |id: u32| on.entry(id).map_or("", |entry| entry.name());
        match self {
            Action::Set(lever, _) => lever.label().into(),
            Action::SetRange(range) => ["Range of ", range.lever().label()].concat(),
            Action::Base(_) => "Starting point".into(),
            Action::Pupils(_) => "Pupils at the start".into(),
            Action::Edit(edit) => edit.what(on.current().scenario()),
            Action::Futures(_) => "Futures to simulate".into(),
            Action::Seed(_) => "Seed".into(),
            Action::Own(_, name) => ["Figures of ", name].concat(),
            Action::ResetAll => "Reset all".into(),
            Action::Shelf(Change::Put(scenario)) => ["New scenario ", &scenario.name].concat(),
            Action::Shelf(Change::Duplicate(id)) => ["Duplicate of ", named(*id)].concat(),
            Action::Shelf(Change::Rename(id, _)) => ["Name of ", named(*id)].concat(),
            Action::Shelf(Change::Describe(id, _)) => ["Description of ", named(*id)].concat(),
            Action::Shelf(Change::Delete(id)) => ["Deletion of ", named(*id)].concat(),
            Action::Shelf(Change::Refer(_)) => "Reference".into(),
            Action::Follow(scenario) => [LINKED, &scenario.name].concat(),
            Action::Load(_) => "Scenarios of another tab".into(),
            Action::Shelf(Change::Choose(_))
            | Action::Take(_)
            | Action::Council(_)
            | Action::Undo
            | Action::Redo
            | Action::Tell(_)
            | Action::ShowAreas(_) => String::new(),
            Action::Baseline(made) => made.as_ref().map_or("", |made| made.name.as_str()).into(),
        }
    }

    /// Whether a planner moves it through many values on the way to one.
    fn is_movement(&self) -> bool {
        match self {
            Action::Edit(edit) => edit.is_movement(),
            Action::Set(..)
            | Action::SetRange(..)
            | Action::Pupils(_)
            | Action::Futures(_)
            | Action::Seed(_) => true,
            _ => false,
        }
    }
}

impl Desk {
    /// A desk with a shelf on it, which grouping's areas to show, and what to tell of how it came there.
    pub fn new(shelf: Shelf, published: Rc<Checked>, grouping: Option<usize>, told: Vec<String>) -> Desk {
        let checked = shelf.current().checked().clone();
        let scenario = Rc::new(shelf.current().scenario().clone());
        let history = Rc::new(History::new(shelf));
        let (told, baselines) = (Rc::new(told), Rc::new(vec![published.clone()]));
        let mut desk =
            Desk { history, scenario, checked, published, baselines, wanted: None, told, grouping };
        desk.find_baseline();
        desk
    }

    /// The scenarios: their names, ids, which one is open and which one the reference.
    pub fn shelf(&self) -> &Shelf {
        self.history.shelf()
    }

    /// What can be undone and done again.
    pub fn history(&self) -> &Rc<History> {
        &self.history
    }

    /// The open scenario as edited.
    pub fn scenario(&self) -> Rc<Scenario> {
        self.scenario.clone()
    }

    /// The open scenario as it last passed its checks, but for its name and note.
    pub fn checked(&self) -> Rc<Checked> {
        self.checked.clone()
    }

    /// What is wrong with the open scenario as edited.
    pub fn problems(&self) -> &[Problem] {
        self.shelf().current().problems()
    }

    /// Sets the baseline of the open scenario's council. Where that is not here yet, the scenario as it is stands for
    /// it, so that nothing counts as changed and nothing is put back to another council's figures.
    fn find_baseline(&mut self) {
        let council = self.scenario.council;
        if self.published.council != council || self.is_missing_baseline() {
            self.published = self.baseline_of(council).unwrap_or(&self.checked).clone();
        }
    }

    /// The baseline of a council, where it is here.
    fn baseline_of(&self, council: Code) -> Option<&Rc<Checked>> {
        self.baselines.iter().find(|baseline| baseline.council == council)
    }

    /// Whether the baseline of the open scenario's council is not here.
    fn is_missing_baseline(&self) -> bool {
        self.baseline_of(self.scenario.council).is_none()
    }

    /// The council whose baseline is to be fetched, if any.
    pub fn missing(&self) -> Option<Code> {
        self.wanted.or_else(|| self.is_missing_baseline().then_some(self.scenario.council))
    }

    /// The baseline that the planner opens with, in whose terms links are written.
    pub fn home(&self) -> &Rc<Checked> {
        &self.baselines[0]
    }

    /// The published baseline of the open scenario's council.
    pub fn published(&self) -> &Rc<Checked> {
        &self.published
    }

    /// The grouping, by position, whose areas every screen and file shows, where the open scenario
    /// has it; none for the districts. [`crate::cohort::Geography::of`] gives the parts.
    pub fn grouping(&self) -> Option<usize> {
        self.grouping.filter(|&grouping| grouping < self.scenario.groupings().len())
    }

    /// The same, whether or not the open scenario has it: another one may.
    pub fn wanted_grouping(&self) -> Option<usize> {
        self.grouping
    }

    /// A headline and its reasons to tell the planner; empty where there is nothing.
    pub fn told(&self) -> &[String] {
        &self.told
    }

    /// Whether anything differs from the published baseline.
    pub fn is_changed(&self) -> bool {
        !self.scenario.is_like(&self.published)
    }

    /// The scenario's name; one that is called the published baseline owns up to changes.
    pub fn title(&self) -> String {
        let name = &self.scenario.name;
        if *name == self.published.name && self.is_changed() {
            format!("{name}, changed")
        } else {
            name.clone()
        }
    }

    fn edit(&self, action: Action) -> Scenario {
        let mut scenario = (*self.scenario).clone();
        match action {
            Action::Set(lever, value) => lever.set(&mut scenario, &self.published, value),
            Action::SetRange(range) => range.apply(&mut scenario),
            Action::Base(base) => scenario.set_base(base),
            Action::Pupils(pupils) => scenario.set_pupils(pupils),
            Action::Edit(edit) => edit.apply(&mut scenario, &self.published),
            Action::Futures(futures) => scenario.run.futures = futures,
            Action::Seed(seed) => scenario.run.seed = seed,
            Action::Own(own, _) => scenario = (*own).clone(),
            Action::ResetAll => scenario = (**self.published).clone(),
            // These change the shelf, not a scenario.
            Action::Shelf(_)
            | Action::Follow(_)
            | Action::Load(_)
            | Action::Take(_)
            | Action::Council(_)
            | Action::Baseline(_)
            | Action::Undo
            | Action::Redo
            | Action::Tell(_)
            | Action::ShowAreas(_) => {}
        }
        scenario
    }

    /// Tells the planner why the shelf does not change.
    fn telling(mut self, refusal: &Refusal) -> Desk {
        self.told = Rc::new(vec![refusal.to_string()]);
        self
    }

    /// The desk after an action; none where that changes nothing.
    fn after(&self, action: Action) -> Option<Desk> {
        let mut desk = self.clone();
        let what = action.what(self.shelf());
        let mut next = self.shelf().clone();
        let history = Rc::make_mut(&mut desk.history);
        match action {
            Action::Tell(told) => desk.told = Rc::new(told),
            Action::ShowAreas(grouping) => desk.grouping = grouping,
            Action::Undo => {
                if history.undoes().is_some_and(|what| what.starts_with(LINKED)) {
                    desk.told = Rc::default();
                }
                history.undo();
            }
            Action::Redo => history.redo(),
            Action::Council(code) => {
                let known = self.baseline_of(code).cloned();
                let Some(known) = known else {
                    let name = code.council().name;
                    desk.told = Rc::new(vec![["The baseline of ", name, " is being put together."].concat()]);
                    desk.wanted = Some(code);
                    return Some(desk);
                };
                return Some(desk.opening(&known, what));
            }
            Action::Baseline(Err(reasons)) => {
                desk.wanted = None;
                desk.told = Rc::new(reasons);
                return Some(desk);
            }
            Action::Baseline(Ok(made)) => {
                let baselines = Rc::make_mut(&mut desk.baselines);
                baselines.retain(|known| known.council != made.council);
                baselines.push(made.clone());
                if desk.wanted == Some(made.council) {
                    return Some(desk.opening(&made, what));
                }
                desk.find_baseline();
                return Some(desk);
            }
            Action::Load(theirs) => history.step(what, theirs),
            Action::Take(theirs) => history.take(&theirs),
            Action::Follow(scenario) => {
                let told = if let Some(id) = next.holding(&scenario) {
                    if let Err(refusal) = next.apply(Change::Choose(id)) {
                        return Some(desk.telling(&refusal));
                    }
                    let told = [
                        "The link’s scenario is among yours already, as “",
                        next.current().name(),
                        "”. It is open now.",
                    ];
                    let told = told.concat();
                    history.look(next);
                    told
                } else {
                    if let Err(refusal) = next.apply(Change::Put(scenario)) {
                        return Some(desk.telling(&refusal));
                    }
                    let told = [
                        "The link’s scenario is added to yours as “",
                        next.current().name(),
                        "” and is open now. Your other scenarios are unchanged. Undo removes it again.",
                    ];
                    let told = told.concat();
                    history.step(what, next);
                    told
                };
                desk.told = Rc::new(vec![told]);
            }
            Action::Shelf(change) => {
                let looks = matches!(change, Change::Choose(_));
                if let Err(refusal) = next.apply(change) {
                    return Some(desk.telling(&refusal));
                }
                if looks {
                    history.look(next);
                } else {
                    history.step(what, next);
                }
            }
            edit => {
                let is_movement = edit.is_movement();
                next.edit(self.edit(edit));
                if next == *self.shelf() {
                    return None;
                }
                if is_movement {
                    history.moved(what, next, js_sys::Date::now());
                } else {
                    history.step(what, next);
                }
            }
        }
        desk.show_current();
        Some(desk)
    }

    /// Opens a baseline: the one of yours that is like it, or one more.
    fn opening(mut self, baseline: &Rc<Checked>, what: String) -> Desk {
        self.wanted = None;
        let council = baseline.council();
        let mut next = self.shelf().clone();
        let held = next.holding(baseline);
        let change = held.map_or_else(|| Change::Put(baseline.clone()), Change::Choose);
        if let Err(refusal) = next.apply(change) {
            return self.telling(&refusal);
        }
        let history = Rc::make_mut(&mut self.history);
        if held.is_some() {
            history.look(next);
        } else {
            history.step(what, next);
        }
        let told = if council.facts().baseline.is_some() {
            Vec::new()
        } else {
            vec![[
                council.name,
                " as the Department for Education’s record has it. What is not published is left empty or is England’s, and says so: enter your own districts, prices and High Needs Block.",
            ]
            .concat()]
        };
        self.told = Rc::new(told);
        self.show_current();
        self
    }

    /// Takes from the shelf what is open.
    fn show_current(&mut self) {
        let desk = self;
        let current = desk.history.shelf().current();
        if *desk.scenario != *current.scenario() {
            desk.scenario = Rc::new(current.scenario().clone());
        }
        // Another name is no reason to simulate anew.
        if !desk.checked.is_like(current.checked()) {
            desk.checked = current.checked().clone();
        }
        desk.find_baseline();
    }
}

impl Reducible for Desk {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        self.after(action).map_or(self, Rc::new)
    }
}
