//! The planner's desk: the shelf with the open scenario, and the actions on them.

use crate::council::{Base, Code};
use crate::scenario::{Checked, Edit, Lever, LeverRange, Problem, Scenario};
use crate::shelf::{Change, History, Refusal, Shelf, Theirs};
use std::rc::Rc;
use yew::prelude::*;

/// The scenarios with their history, and the messages for the planner.
#[derive(Clone)]
pub struct Desk {
    history: Rc<History>,
    /// The open scenario as edited.
    scenario: Rc<Scenario>,
    /// The scenario that is simulated: the last one without problems.
    checked: Rc<Checked>,
    /// The baseline of the open scenario's council.
    published: Rc<Checked>,
    /// The loaded baselines; the first is that of the council that the planner opens with.
    baselines: Rc<Vec<Rc<Checked>>>,
    /// The council whose baseline will be opened once it is loaded.
    wanted: Option<Code>,
    /// A headline and its reasons, until the planner has read them.
    notice: Rc<Vec<String>>,
    /// The position of the grouping whose areas are shown; `None` for the districts.
    grouping: Option<usize>,
}

/// Two desks are equal if they share everything. The page compares them at every picture of a run, and comparing the
/// scenarios would take longer.
impl PartialEq for Desk {
    fn eq(&self, other: &Desk) -> bool {
        Rc::ptr_eq(&self.history, &other.history)
            && Rc::ptr_eq(&self.notice, &other.notice)
            && self.grouping == other.grouping
            && self.wanted == other.wanted
            && Rc::ptr_eq(&self.published, &other.published)
    }
}

/// An action of the planner or of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Sets a lever to a value, as shown.
    Set(Lever, f64),
    /// Sets the range of a lever.
    SetRange(LeverRange),
    /// Starts from another published count.
    Base(Base),
    /// Starts from the planner's own count.
    Pupils(u32),
    /// Changes policy, dates, places, the framework or a block.
    Edit(Edit),
    /// Sets the number of futures.
    Futures(u32),
    /// Sets the seed.
    Seed(u64),
    /// Puts the council's own figures into the scenario: the new scenario, and a name for the figures.
    Own(Rc<Scenario>, String),
    /// Resets everything to the published baseline.
    ResetAll,
    /// Changes the shelf, or opens another of its scenarios.
    Shelf(Change),
    /// Adds the scenario of a link, unless the shelf has it.
    Follow(Rc<Checked>),
    /// Takes over a whole shelf that another tab has stored.
    Load(Shelf),
    /// Takes over what another tab has stored, and keeps what is edited here.
    Take(Theirs),
    /// Opens the baseline of another council once it is loaded.
    Council(Code),
    /// Takes the loaded baseline of a council, or the reasons why there is none.
    Baseline(Result<Rc<Checked>, Vec<String>>),
    /// Undoes the last step.
    Undo,
    /// Redoes the step that was undone last.
    Redo,
    /// Shows the planner a message, which stays until another replaces it.
    Tell(Vec<String>),
    /// Shows the areas of the grouping at a position, or the districts.
    ShowAreas(Option<usize>),
}

/// The beginning of the name of the step that follows a link.
const LINKED: &str = "Link to ";

impl Action {
    /// The change in words.
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

    /// Whether a planner passes through many values on the way to one.
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
    /// A desk with a shelf, the grouping whose areas are shown, and the messages of how it was opened.
    pub fn new(shelf: Shelf, published: Rc<Checked>, grouping: Option<usize>, notice: Vec<String>) -> Desk {
        let checked = shelf.current().checked().clone();
        let scenario = Rc::new(shelf.current().scenario().clone());
        let history = Rc::new(History::new(shelf));
        let (notice, baselines) = (Rc::new(notice), Rc::new(vec![published.clone()]));
        let mut desk =
            Desk { history, scenario, checked, published, baselines, wanted: None, notice, grouping };
        desk.find_baseline();
        desk
    }

    /// The scenarios: their names and ids, the open one and the reference.
    pub fn shelf(&self) -> &Shelf {
        self.history.shelf()
    }

    /// The steps that can be undone and redone.
    pub fn history(&self) -> &Rc<History> {
        &self.history
    }

    /// The open scenario as edited.
    pub fn scenario(&self) -> Rc<Scenario> {
        self.scenario.clone()
    }

    /// The open scenario as it last passed its checks, except for its name and note.
    pub fn checked(&self) -> Rc<Checked> {
        self.checked.clone()
    }

    /// The problems of the open scenario as edited.
    pub fn problems(&self) -> &[Problem] {
        self.shelf().current().problems()
    }

    /// Sets the baseline of the open scenario's council. Until that is loaded, the scenario itself takes its place, so
    /// that nothing counts as changed and nothing is reset to another council's figures.
    fn find_baseline(&mut self) {
        let council = self.scenario.council;
        if self.published.council != council || self.is_missing_baseline() {
            self.published = self.baseline_of(council).unwrap_or(&self.checked).clone();
        }
    }

    /// The baseline of a council, where it is loaded.
    fn baseline_of(&self, council: Code) -> Option<&Rc<Checked>> {
        self.baselines.iter().find(|baseline| baseline.council == council)
    }

    /// Whether the baseline of the open scenario's council is not loaded.
    fn is_missing_baseline(&self) -> bool {
        self.baseline_of(self.scenario.council).is_none()
    }

    /// The council whose baseline has to be loaded, if any.
    pub fn missing(&self) -> Option<Code> {
        self.wanted.or_else(|| self.is_missing_baseline().then_some(self.scenario.council))
    }

    /// The baseline that the planner opens with, on which links are based.
    pub fn home(&self) -> &Rc<Checked> {
        &self.baselines[0]
    }

    /// The published baseline of the open scenario's council.
    pub fn published(&self) -> &Rc<Checked> {
        &self.published
    }

    /// The position of the grouping whose areas every screen and file shows; `None` for the districts, and where the
    /// open scenario lacks the grouping. [`crate::cohort::Geography::of`] gives the parts.
    pub fn grouping(&self) -> Option<usize> {
        self.grouping.filter(|&grouping| grouping < self.scenario.groupings().len())
    }

    /// The same position, whether or not the open scenario has the grouping: another scenario may.
    pub fn wanted_grouping(&self) -> Option<usize> {
        self.grouping
    }

    /// A headline and its reasons for the planner; empty where there is nothing to say.
    pub fn notice(&self) -> &[String] {
        &self.notice
    }

    /// Whether anything differs from the published baseline.
    pub fn is_changed(&self) -> bool {
        !self.scenario.is_like(&self.published)
    }

    /// The scenario's name. A changed scenario with the name of the published baseline is labelled as changed.
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
            // These actions change the shelf and no scenario.
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

    /// Gives the planner the reason why the shelf does not change.
    fn telling(mut self, refusal: &Refusal) -> Desk {
        self.notice = Rc::new(vec![refusal.to_string()]);
        self
    }

    /// The desk after an action; `None` where that changes nothing.
    fn after(&self, action: Action) -> Option<Desk> {
        let mut desk = self.clone();
        let what = action.what(self.shelf());
        let mut next = self.shelf().clone();
        let history = Rc::make_mut(&mut desk.history);
        match action {
            Action::Tell(notice) => desk.notice = Rc::new(notice),
            Action::ShowAreas(grouping) => desk.grouping = grouping,
            Action::Undo => {
                if history.undoes().is_some_and(|what| what.starts_with(LINKED)) {
                    desk.notice = Rc::default();
                }
                history.undo();
            }
            Action::Redo => history.redo(),
            Action::Council(code) => {
                let known = self.baseline_of(code).cloned();
                let Some(known) = known else {
                    let name = code.council().name;
                    desk.notice =
                        Rc::new(vec![["The baseline of ", name, " is being put together."].concat()]);
                    desk.wanted = Some(code);
                    return Some(desk);
                };
                return Some(desk.opening(&known, what));
            }
            Action::Baseline(Err(reasons)) => {
                desk.wanted = None;
                desk.notice = Rc::new(reasons);
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
                let known = next.holding(&scenario);
                if let Err(refusal) = next.apply(known.map_or(Change::Put(scenario), Change::Choose)) {
                    return Some(desk.telling(&refusal));
                }
                let (before, after) = if known.is_some() {
                    ("The link’s scenario is among yours already, as “", "”. It is open now.")
                } else {
                    let after =
                        "” and is open now. Your other scenarios are unchanged. Undo removes it again.";
                    ("The link’s scenario is added to yours as “", after)
                };
                desk.notice = Rc::new(vec![[before, next.current().name(), after].concat()]);
                if known.is_some() {
                    history.look(next);
                } else {
                    history.step(what, next);
                }
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

    /// Opens a baseline: an equal scenario of the shelf where there is one, or else a new one.
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
        let notice = if council.facts().baseline.is_some() {
            Vec::new()
        } else {
            vec![[
                council.name,
                " as the Department for Education’s record has it. What is not published is left empty or is England’s, and says so: enter your own districts, prices and High Needs Block.",
            ]
            .concat()]
        };
        self.notice = Rc::new(notice);
        self.show_current();
        self
    }

    /// Shows the open scenario of the shelf.
    fn show_current(&mut self) {
        let desk = self;
        let current = desk.history.shelf().current();
        if *desk.scenario != *current.scenario() {
            desk.scenario = Rc::new(current.scenario().clone());
        }
        // A changed name is no reason to simulate again.
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
