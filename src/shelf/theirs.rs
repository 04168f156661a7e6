//! What another tab has stored, taken over where nothing that is done here hangs on it.

use super::{Entry, History, Kept, Opened, Shelf};
use crate::scenario::Checked;
use std::rc::Rc;

/// What another tab has changed of the scenarios that this one only keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// By id, what they are now; none where they are deleted.
    changed: Vec<(u32, Option<Rc<Checked>>)>,
    /// Every id, in the order in which the scenarios are stored.
    order: Vec<u32>,
}

impl Theirs {
    /// What has changed since, as far as this tab knew, and what it knows from now on. None where the planner
    /// must say which to keep: what is open here or was worked on here is no longer as it was stored.
    pub fn since(kept: &Kept, opened: Opened, history: &History) -> Option<(Theirs, Kept)> {
        let Opened { shelf, kept: stored, troubles } = opened;
        let reference = shelf.reference().id;
        let (known, changed) = stored.after(kept, reference)?;
        if !troubles.is_empty() || changed.iter().any(|id| history.is_worked_on(*id)) {
            return None;
        }
        let now = |id: u32| (id, shelf.entry(id).map(|entry| entry.checked().clone()));
        let changed = changed.into_iter().map(now).collect();
        let order = shelf.entries().iter().map(|entry| entry.id).collect();
        Some((Theirs { changed, order }, known))
    }

    /// Puts it on a shelf.
    pub(super) fn put(&self, on: &mut Shelf) {
        for (id, scenario) in &self.changed {
            let Some(scenario) = scenario else {
                // The only one of a step long past stays, and comes back with that.
                let _only = on.delete(*id);
                continue;
            };
            on.entries.retain(|entry| entry.id != *id);
            let scenario = on.named_freely(scenario.clone());
            on.entries.push(Entry::new(*id, scenario));
        }
        let at = |entry: &Entry| self.order.iter().position(|id| *id == entry.id);
        on.entries.sort_by_key(|entry| at(entry).unwrap_or(usize::MAX));
    }
}
