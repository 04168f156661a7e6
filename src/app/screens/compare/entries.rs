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
/// the published baseline, those of the shelf, and variations of the open one.
pub fn entries(desk: &Desk) -> (Vec<Entry>, usize) {
    let own = desk.checked();
    let shelf = desk.shelf();
    let published = desk.published();
    let mut entries = vec![Entry { name: published.name.clone(), scenario: published.clone() }];
    let mut put = |name: String, scenario: Rc<Checked>| {
        if entries.iter().all(|entry: &Entry| entry.name != name) {
            entries.push(Entry { name, scenario });
        }
    };
    // How many futures are run, and from which seed, makes no other scenario.
    let is_published = |scenario: &Checked| {
        let mut baseline = (***published).clone();
        baseline.run = scenario.run;
        baseline.is_like(scenario)
    };
    // One that is called the published baseline owns up to changes.
    let title = |name: &str, scenario: &Checked| {
        let owns_up = name == published.name && !is_published(scenario);
        if owns_up { format!("{name}, changed") } else { name.to_owned() }
    };
    for entry in shelf.entries() {
        put(title(entry.name(), entry.checked()), entry.checked().clone());
    }
    for varied in variations(&own, published) {
        put(varied.name.clone(), Rc::new(varied));
    }
    let reference = (shelf.entries().len() > 1).then(|| shelf.reference());
    let name = reference.map(|entry| title(entry.name(), entry.checked()));
    let first = entries.iter().position(|entry| Some(&entry.name) == name.as_ref()).unwrap_or(0);
    (entries, first)
}
