//! Takes over what another tab has stored, where nothing done in this tab depends on it.

use super::{Entry, Shelf};
use crate::scenario::Checked;
use std::rc::Rc;

/// What another tab has changed of the scenarios that this one only keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// By id, what they are now; none where they are deleted.
    pub(super) changed: Vec<(u32, Option<Rc<Checked>>)>,
    /// Every id, in the order in which the scenarios are stored.
    pub(super) order: Vec<u32>,
}

impl Theirs {
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
