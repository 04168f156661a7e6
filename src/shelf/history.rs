//! The history of a shelf, for undo and redo.

use super::{Entry, Kept, Opened, Shelf, Theirs};
use std::rc::Rc;

/// The number of steps that are remembered.
const STEPS: usize = 200;
/// The time in milliseconds within which edits of one control count as one step.
const PAUSE: f64 = 1_000.0;

/// A shelf with its past and its undone states.
#[derive(Clone, Debug)]
pub struct History {
    past: Vec<Step>,
    shelf: Shelf,
    future: Vec<Step>,
}

/// A step of the history.
#[derive(Clone, Debug)]
struct Step {
    /// What the step did, in a few words.
    what: String,
    /// The shelf on the other side of the step: before it for past steps, after it for undone ones.
    shelf: Shelf,
    /// When the step was last added to, in milliseconds; none once it is complete.
    open: Option<f64>,
}

impl History {
    /// Begins a history with a shelf.
    pub fn new(shelf: Shelf) -> History {
        History { past: Vec::new(), shelf, future: Vec::new() }
    }

    /// The present shelf.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    #[cfg(test)]
    pub(super) fn past_len(&self) -> usize {
        self.past.len()
    }

    /// The step that would be undone, in words.
    pub fn undoes(&self) -> Option<&str> {
        self.past.last().map(|step| step.what.as_str())
    }

    /// The step that would be redone, in words.
    pub fn redoes(&self) -> Option<&str> {
        self.future.last().map(|step| step.what.as_str())
    }

    /// The name of the scenario that the last step took away.
    pub fn deleted(&self) -> Option<&str> {
        let before = &self.past.last()?.shelf;
        before.entries().iter().find(|entry| self.shelf.entry(entry.id).is_none()).map(super::Entry::name)
    }

    /// Whether the scenario with an id is open, or differs between the steps.
    pub fn is_worked_on(&self, id: u32) -> bool {
        let now = self.shelf.entry(id).map(Entry::checked);
        let is_same = |step: &Step| match (step.shelf.entry(id).map(Entry::checked), now) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.shelf.current().id == id || !self.past.iter().chain(&self.future).all(is_same)
    }

    /// The changes that another tab has stored since this tab last knew, and what it knows now. `None` where the
    /// planner must decide which to keep, because the scenario that is open or was edited here differs from the stored
    /// one.
    pub fn theirs_since(&self, kept: &Kept, opened: Opened) -> Option<(Theirs, Kept)> {
        let Opened { shelf, kept: stored, troubles } = opened;
        let reference = shelf.reference().id;
        let (known, changed) = stored.after(kept, reference)?;
        if !troubles.is_empty() || changed.iter().any(|id| self.is_worked_on(*id)) {
            return None;
        }
        let now = |id: u32| (id, shelf.entry(id).map(|entry| entry.checked().clone()));
        let changed = changed.into_iter().map(now).collect();
        let order = shelf.entries().iter().map(|entry| entry.id).collect();
        Some((Theirs { changed, order }, known))
    }

    /// Takes over the changes of another tab; undoing does not remove them.
    pub fn take(&mut self, theirs: &Theirs) {
        theirs.put(&mut self.shelf);
        for step in self.past.iter_mut().chain(&mut self.future) {
            theirs.put(&mut step.shelf);
        }
    }

    /// Opens another scenario, which is not a step of its own.
    pub fn look(&mut self, after: Shelf) {
        self.shelf = after;
        self.close();
    }

    /// Adds a step to another shelf.
    pub fn step(&mut self, what: String, after: Shelf) {
        self.record(what, after, None);
    }

    /// Adds a movement of a control at a time in milliseconds: it forms one step with those just before it. A movement
    /// that is moved back is no step at all.
    pub fn moved(&mut self, what: String, after: Shelf, now: f64) {
        if let Some(last) = self.past.last_mut()
            && last.what == what
            && let Some(open) = &mut last.open
        {
            if last.shelf == after {
                self.past.pop();
                self.shelf = after;
                self.future.clear();
                return;
            }
            if (0.0..PAUSE).contains(&(now - *open)) {
                *open = now;
                self.shelf = after;
                self.future.clear();
                return;
            }
        }
        self.record(what, after, Some(now));
    }

    fn record(&mut self, what: String, after: Shelf, open: Option<f64>) {
        let before = std::mem::replace(&mut self.shelf, after);
        self.past.push(Step { what, shelf: before, open });
        if self.past.len() > STEPS {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Undoes the last step.
    pub fn undo(&mut self) {
        if let Some(step) = self.past.pop() {
            let after = std::mem::replace(&mut self.shelf, step.shelf);
            self.future.push(Step { shelf: after, open: None, ..step });
            self.close();
        }
    }

    /// Redoes the step that was undone last.
    pub fn redo(&mut self) {
        if let Some(step) = self.future.pop() {
            let before = std::mem::replace(&mut self.shelf, step.shelf);
            self.past.push(Step { shelf: before, ..step });
        }
    }

    /// Ends the present step, so that what follows is a step of its own.
    fn close(&mut self) {
        if let Some(last) = self.past.last_mut() {
            last.open = None;
        }
    }
}
