//! Takes over what another tab has stored, where nothing done in this tab depends on it.

use super::{Entry, Shelf};
use crate::scenario::Checked;
use std::rc::Rc;

/// What another tab has changed about the scenarios that this tab has not touched.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// The changed scenarios by id; `None` for deleted ones.
    pub(super) changed: Vec<(u32, Option<Rc<Checked>>)>,
    /// All ids, in the order in which the scenarios are stored.
    pub(super) order: Vec<u32>,
}

impl Theirs {
    /// Applies the changes to a shelf.
    pub(super) fn put(&self, on: &mut Shelf) {
        for (id, scenario) in &self.changed {
            let Some(scenario) = scenario else {
                // A past step in which it is the only scenario keeps it, so undoing that far restores it.
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
