//! What there is to compare.

use crate::app::state::Desk;
use crate::decisions::variations;
use crate::scenario::Checked;
use std::rc::Rc;

/// A scenario on offer, under a name that no other one has.
#[derive(Clone, PartialEq)]
pub struct Entry {
    pub name: String,
    pub scenario: Rc<Checked>,
}

/// The scenarios on offer, and the position of the one that the others are set against at first:
/// the published baseline, the planner's own where it differs, and variations of that.
pub fn entries(desk: &Desk) -> (Vec<Entry>, usize) {
    let own = desk.checked();
    let mut published = desk.published().clone();
    // How many futures are run, and from which seed, makes no other scenario.
    published.run = own.run;
    let mut entries = Vec::new();
    let mut put = |name: String, scenario: Rc<Checked>| {
        if entries.iter().all(|entry: &Entry| entry.name != name) {
            entries.push(Entry { name, scenario });
        }
    };
    let changed = (published != **own).then(|| desk.title());
    if let Ok(checked) = published.clone().check() {
        put(published.name.clone(), Rc::new(checked));
    }
    if let Some(name) = changed {
        put(name, own.clone());
    }
    for varied in variations(&own, desk.published()) {
        put(varied.name.clone(), Rc::new(varied));
    }
    (entries, 0)
}
