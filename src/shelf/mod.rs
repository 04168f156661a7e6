//! The scenarios that a planner keeps: which there are, which is open, and which is the reference of comparisons.
//!
//! A [`Shelf`] always holds at least one scenario, each under a unique name. [`History`] undoes its changes, [`Kept`]
//! is what a browser stores of it, and [`Theirs`] is what another tab has changed.

mod deflate;
mod file;
mod first_link;
mod history;
mod kept;
mod letters;
mod link;
mod offers;
#[cfg(test)]
mod tests;
mod theirs;

pub use file::{MOST_BYTES, TOO_LARGE, file_name, open, plain};
pub use history::History;
pub use kept::{INDEX, Kept, Opened, PREFIX, Pair, Write, read, revision};
pub use link::{MOST_LETTERS, follow, link};
pub use offers::{Beside, Bounds, KeptOffers, MOST_TYPED, OFFERS, OFFERS_ASIDE, OFFERS_TEXT};
pub use theirs::Theirs;

use crate::scenario::{Checked, Problem, Scenario, limits};
use std::fmt;
use std::rc::Rc;

/// A scenario on the shelf.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The id of the scenario, which stays when its name changes.
    pub id: u32,
    /// The scenario as it last passed its checks, which is simulated and stored.
    sound: Rc<Checked>,
    /// The scenario as edited, where that fails its checks, and its problems.
    draft: Option<(Rc<Scenario>, Rc<Vec<Problem>>)>,
}

/// Entries that share everything are equal, which is quick to check.
impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        let same_draft = match (&self.draft, &other.draft) {
            (Some((one, _)), Some((other, _))) => Rc::ptr_eq(one, other) || one == other,
            (one, other) => one.is_none() && other.is_none(),
        };
        self.id == other.id
            && same_draft
            && (Rc::ptr_eq(&self.sound, &other.sound) || self.sound == other.sound)
    }
}

impl Entry {
    fn new(id: u32, sound: Rc<Checked>) -> Entry {
        Entry { id, sound, draft: None }
    }

    /// The name that the planner gave it.
    pub fn name(&self) -> &str {
        &self.sound.name
    }

    /// The planner's description; empty where there is none.
    pub fn note(&self) -> &str {
        self.sound.note.as_deref().unwrap_or_default()
    }

    /// The scenario as it last passed its checks.
    pub fn checked(&self) -> &Rc<Checked> {
        &self.sound
    }

    /// The scenario as edited.
    pub fn scenario(&self) -> &Scenario {
        self.draft.as_ref().map_or(&self.sound, |(draft, _)| draft)
    }

    /// The problems of the scenario as edited.
    pub fn problems(&self) -> &[Problem] {
        self.draft.as_ref().map_or(&[], |(_, problems)| problems)
    }

    /// Takes an edited scenario. Where that fails its checks, the last sound one is kept beside it.
    fn edit(&mut self, scenario: Scenario) {
        match scenario.clone().check() {
            Ok(checked) => *self = Entry::new(self.id, Rc::new(checked)),
            Err(problems) => self.draft = Some((Rc::new(scenario), Rc::new(problems))),
        }
    }

    /// Changes the name or the description, in the sound scenario and in the edited one.
    fn label(&mut self, label: impl Fn(&mut Scenario)) {
        let draft = self.draft.take().map(|(draft, _)| draft);
        for mut scenario in
            [Some((**self.sound).clone()), draft.map(Rc::unwrap_or_clone)].into_iter().flatten()
        {
            label(&mut scenario);
            self.edit(scenario);
        }
    }
}

/// The scenarios, at least one, each with a unique id and name.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    entries: Vec<Entry>,
    current: u32,
    reference: u32,
}

/// A change of a shelf.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Adds a scenario under a free name, and opens it.
    Put(Rc<Checked>),
    /// Adds a copy of a scenario, and opens that.
    Duplicate(u32),
    /// Renames a scenario.
    Rename(u32, String),
    /// Describes a scenario.
    Describe(u32, String),
    /// Deletes a scenario.
    Delete(u32),
    /// Opens a scenario.
    Choose(u32),
    /// Makes a scenario the reference of comparisons.
    Refer(u32),
}

/// The reason why a shelf does not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name is empty or too long.
    Name,
    /// Another scenario has the name.
    Taken,
    /// The description is too long.
    Note,
    /// The scenario is the only one and cannot be deleted.
    Only,
    /// There is no such scenario.
    Unknown,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Name => write!(f, "Enter a name of 1 to {} characters.", limits::NAME.end()),
            Refusal::Taken => f.write_str("Another scenario has this name. Enter a name of its own."),
            Refusal::Note => write!(f, "Shorten it to at most {} characters.", limits::NOTE),
            Refusal::Only => f.write_str("The only scenario cannot be deleted. Add another one first."),
            Refusal::Unknown => f.write_str("There is no such scenario any more."),
        }
    }
}

impl std::error::Error for Refusal {}

impl Shelf {
    /// Makes a shelf with one scenario.
    pub fn new(scenario: Rc<Checked>) -> Shelf {
        Shelf { entries: vec![Entry::new(1, scenario)], current: 1, reference: 1 }
    }

    /// Makes a shelf of scenarios with their ids, an open one and a reference. It repairs repeated ids and names and a
    /// missing open scenario. Returns `None` without a scenario.
    fn of(scenarios: Vec<(u32, Rc<Checked>)>, current: u32, reference: u32) -> Option<Shelf> {
        let first = scenarios.first()?.0;
        let mut shelf = Shelf { entries: Vec::new(), current: first, reference: first };
        for (id, scenario) in scenarios {
            if shelf.entry(id).is_none() {
                let scenario = shelf.named_freely(scenario);
                shelf.entries.push(Entry::new(id, scenario));
            }
        }
        for (of, id) in [(&mut shelf.current, current), (&mut shelf.reference, reference)] {
            if shelf.entries.iter().any(|entry| entry.id == id) {
                *of = id;
            }
        }
        Some(shelf)
    }

    /// The scenarios in the order in which they were added.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The scenario with this id.
    pub fn entry(&self, id: u32) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The open scenario.
    pub fn current(&self) -> &Entry {
        self.entry(self.current).unwrap_or(&self.entries[0])
    }

    /// The reference of comparisons.
    pub fn reference(&self) -> &Entry {
        self.entry(self.reference).unwrap_or(&self.entries[0])
    }

    /// The id of a scenario that equals another one apart from its name.
    pub fn holding(&self, scenario: &Checked) -> Option<u32> {
        let is_same = |entry: &&Entry| {
            let named = Scenario { name: entry.sound.name.clone(), ..(**scenario).clone() };
            entry.draft.is_none() && **entry.sound == named
        };
        self.entries.iter().find(is_same).map(|entry| entry.id)
    }

    /// Changes the open scenario; its name and description stay.
    pub fn edit(&mut self, mut scenario: Scenario) {
        let current = self.current;
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == current) {
            scenario.name.clone_from(&entry.sound.name);
            scenario.note.clone_from(&entry.sound.note);
            entry.edit(scenario);
        }
    }

    /// Applies a change.
    ///
    /// # Errors
    /// The rule that the change would break; the shelf is then unchanged.
    pub fn apply(&mut self, change: Change) -> Result<(), Refusal> {
        match change {
            Change::Put(scenario) => {
                let scenario = self.named_freely(scenario);
                self.add(Entry::new(0, scenario));
            }
            Change::Duplicate(id) => {
                let mut copy = self.entry(id).ok_or(Refusal::Unknown)?.clone();
                let name = self.free(copy.name());
                copy.label(|scenario| scenario.name.clone_from(&name));
                self.add(copy);
            }
            Change::Rename(id, name) => {
                let name = name.trim();
                let other = |entry: &Entry| entry.id != id && is_same(entry.name(), name);
                if !limits::NAME.contains(&name.chars().count()) {
                    return Err(Refusal::Name);
                }
                if self.entries.iter().any(other) {
                    return Err(Refusal::Taken);
                }
                self.find(id)?.label(|scenario| name.clone_into(&mut scenario.name));
            }
            Change::Describe(id, note) => {
                let note = note.trim();
                if note.chars().count() > limits::NOTE {
                    return Err(Refusal::Note);
                }
                let note = (!note.is_empty()).then(|| note.to_owned());
                self.find(id)?.label(|scenario| scenario.note.clone_from(&note));
            }
            Change::Delete(id) => self.delete(id)?,
            Change::Choose(id) => self.current = self.find(id)?.id,
            Change::Refer(id) => self.reference = self.find(id)?.id,
        }
        Ok(())
    }

    fn find(&mut self, id: u32) -> Result<&mut Entry, Refusal> {
        self.entries.iter_mut().find(|entry| entry.id == id).ok_or(Refusal::Unknown)
    }

    /// Adds a scenario with a new id, and opens it.
    fn add(&mut self, entry: Entry) {
        let highest = self.entries.iter().map(|entry| entry.id).max().unwrap_or(0);
        let free = || (1..u32::MAX).find(|id| self.entry(*id).is_none());
        self.current = highest.checked_add(1).or_else(free).unwrap_or(highest);
        self.entries.push(Entry { id: self.current, ..entry });
    }

    /// Deletes a scenario, opens its neighbour, and makes the first one the reference where needed.
    fn delete(&mut self, id: u32) -> Result<(), Refusal> {
        let position = self.entries.iter().position(|entry| entry.id == id).ok_or(Refusal::Unknown)?;
        if self.entries.len() == 1 {
            return Err(Refusal::Only);
        }
        self.entries.remove(position);
        if self.current == id {
            self.current = self.entries[position.min(self.entries.len() - 1)].id;
        }
        if self.reference == id {
            self.reference = self.entries[0].id;
        }
        Ok(())
    }

    /// A scenario under another name where its own is taken.
    fn named_freely(&self, scenario: Rc<Checked>) -> Rc<Checked> {
        let name = self.free(&scenario.name);
        if name == scenario.name {
            return scenario;
        }
        let mut entry = Entry::new(0, scenario);
        entry.label(|scenario| scenario.name.clone_from(&name));
        entry.sound
    }

    /// A name or, where it is taken, the first free one of “Name (2)”, “Name (3)” and so on.
    fn free(&self, name: &str) -> String {
        let is_free = |name: &str| self.entries.iter().all(|entry| !is_same(entry.name(), name));
        if is_free(name) {
            return name.to_owned();
        }
        let stem = name
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once(" ("))
            .and_then(|(stem, number)| number.bytes().all(|digit| digit.is_ascii_digit()).then_some(stem));
        let stem = stem.unwrap_or(name);
        // One of this many numbers is free.
        let numbered = (2..self.entries.len() + 3).map(|number| {
            let ending = format!(" ({number})");
            let room = limits::NAME.end() - ending.len();
            let mut numbered: String = stem.chars().take(room).collect();
            numbered.push_str(&ending);
            numbered
        });
        numbered.into_iter().find(|name| is_free(name)).unwrap_or_default()
    }
}

/// Names that differ only in capitals look the same to a reader.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}
