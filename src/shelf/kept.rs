//! What a browser stores of a shelf: an index, and a text for each scenario.
//!
//! A changed scenario is written under a new key, then the index refers to it, then the old key is removed. If this is
//! interrupted, the index still refers to complete texts. A text that cannot be read stays, and the index leaves it
//! out.

use super::{Entry, Shelf};
use crate::json;
use crate::scenario::{Checked, Scenario};
use derive::Read;
use std::rc::Rc;

/// The beginning of every key under which the planner stores anything.
pub const PREFIX: &str = "sufficiency-planner/";
/// The key of the index. The number is the version of the format: another format gets another key.
pub const INDEX: &str = "sufficiency-planner/shelf/1";
/// The key under which an unreadable index is set aside, since its own key is written again.
pub(super) const ASIDE: &str = "sufficiency-planner/shelf/1/aside";
/// The keys of the only scenario in the time before there was a shelf, latest first; each holds a JSON text within a
/// JSON text.
const BEFORE: [&str; 2] = ["sufficiency-planner/scenario/2", "sufficiency-planner/scenario/1"];

/// A key and its text.
pub type Pair = (String, String);

/// A key and the text to store under it; `None` removes the key.
pub type Write = (String, Option<String>);

/// The content of the index.
#[derive(Read)]
struct Index {
    /// A counter of changes: a tab that finds an unexpected number must not write.
    revision: u32,
    current: u32,
    reference: u32,
    /// The scenarios, in order.
    entries: Vec<Slot>,
}

/// The key that holds the text of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Read)]
struct Slot {
    id: u32,
    /// The revision of the index that first referred to it.
    revision: u32,
}

impl Slot {
    fn key(self) -> String {
        format!("{INDEX}/{}/{}", self.id, self.revision)
    }

    fn of(key: &str) -> Option<Slot> {
        let (id, revision) = key.strip_prefix(INDEX)?.strip_prefix('/')?.split_once('/')?;
        Some(Slot { id: id.parse().ok()?, revision: revision.parse().ok()? })
    }
}

/// The revision of an index; 0 where no index can be read.
pub fn revision(index: Option<&str>) -> u32 {
    index.and_then(|text| json::read_text::<Index>(text).ok()).map_or(0, |index| index.revision)
}

/// The stored state as this tab knows it.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The revision of the index.
    pub revision: u32,
    current: u32,
    reference: u32,
    /// The scenario in each slot; `None` where it has to be written again.
    slots: Vec<(Slot, Option<Rc<Checked>>)>,
    /// The highest revision of any key.
    highest: u32,
    /// Slots to which nothing refers any more.
    spent: Vec<Slot>,
    /// An index that cannot be read.
    aside: Option<String>,
    /// Whether the stored index differs from what is known.
    is_stale: bool,
}

/// A shelf as it was stored.
#[derive(Debug)]
pub struct Opened {
    /// The shelf.
    pub shelf: Shelf,
    /// The stored state of the shelf.
    pub kept: Kept,
    /// A sentence for each text that could not be read.
    pub troubles: Vec<String>,
}

/// Reads a shelf. Where nothing usable is stored, it holds the published baseline.
pub fn read(pairs: &[Pair], published: &Rc<Checked>) -> Opened {
    let highest = slots(pairs).map(|slot| slot.revision).max();
    let mut kept = Kept { highest: highest.unwrap_or(0), ..Kept::default() };
    let mut troubles = Vec::new();
    let index = text(pairs, INDEX).map(|text| (text, json::read_text::<Index>(text)));
    let mut wanted = match index {
        Some((_, Ok(index))) => {
            kept.revision = index.revision;
            (kept.current, kept.reference) = (index.current, index.reference);
            index.entries
        }
        found => {
            kept.is_stale = true;
            if let Some((text, Err(reason))) = found {
                kept.aside = Some(text.to_owned());
                troubles.push(format!("The list of scenarios: {reason}."));
            }
            // Without an index, every stored scenario counts.
            newest(pairs)
        }
    };
    let mut next = 0;
    while let Some(slot) = wanted.get(next).copied() {
        next += 1;
        match latest(pairs, slot) {
            Ok((found, scenario)) => {
                kept.is_stale |= found != slot;
                kept.slots.push((found, Some(scenario)));
            }
            Err(reason) => {
                kept.is_stale = true;
                troubles.push(format!("Scenario {}: {reason}", slot.id));
                // An index with one wrong entry may have others: a scenario that it leaves out is not deleted.
                let is_named = |slot: &Slot| wanted.iter().any(|named| named.id == slot.id);
                let others: Vec<Slot> = newest(pairs).into_iter().filter(|slot| !is_named(slot)).collect();
                wanted.extend(others);
            }
        }
    }
    kept.spent = spent(pairs, &kept);
    let before_the_shelf = BEFORE.iter().filter_map(|key| text(pairs, key));
    for text in before_the_shelf.take_while(|_| kept.slots.is_empty()) {
        match before(text) {
            Ok(scenario) => return Opened { shelf: Shelf::new(scenario), kept, troubles },
            Err(reason) => troubles.push(reason),
        }
    }
    let scenarios = kept.slots.iter().filter_map(|(slot, scenario)| Some((slot.id, scenario.clone()?)));
    let shelf = Shelf::of(scenarios.collect(), kept.current, kept.reference);
    Opened { shelf: shelf.unwrap_or_else(|| Shelf::new(published.clone())), kept, troubles }
}

/// The text stored under a key.
fn text<'a>(pairs: &'a [Pair], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(other, _)| other == key).map(|(_, text)| text.as_str())
}

/// All slots in the storage.
fn slots(pairs: &[Pair]) -> impl Iterator<Item = Slot> {
    pairs.iter().filter_map(|(key, _)| Slot::of(key))
}

/// The slot with the highest revision of each scenario.
fn newest(pairs: &[Pair]) -> Vec<Slot> {
    let mut found: Vec<Slot> = Vec::new();
    for slot in slots(pairs) {
        match found.iter_mut().find(|other| other.id == slot.id) {
            Some(other) => other.revision = other.revision.max(slot.revision),
            None => found.push(slot),
        }
    }
    found
}

/// The scenario of a slot, or else the latest usable one with the same id.
fn latest(pairs: &[Pair], wanted: Slot) -> Result<(Slot, Rc<Checked>), String> {
    let mut others: Vec<Slot> =
        slots(pairs).filter(|other| other.id == wanted.id && *other != wanted).collect();
    let mut next = Some(wanted);
    let mut reason = None;
    while let Some(slot) = next {
        match text(pairs, &slot.key()).map(sound) {
            Some(Ok(scenario)) => return Ok((slot, scenario)),
            Some(Err(refused)) => reason = reason.or(Some(refused)),
            None => {}
        }
        next = others.iter().copied().max_by_key(|slot| slot.revision);
        others.retain(|slot| Some(*slot) != next);
    }
    Err(reason.unwrap_or_else(|| "its text is gone.".into()))
}

/// Reads a scenario that passes its checks, or says what is wrong with it.
fn sound(text: &str) -> Result<Rc<Checked>, String> {
    Scenario::open(text).map(|(checked, _)| Rc::new(checked)).map_err(|reasons| reasons.join(" "))
}

/// Reads the scenario that was stored before there was a shelf.
fn before(text: &str) -> Result<Rc<Checked>, String> {
    let inner: String =
        json::read_text(text).map_err(|error| format!("The scenario kept before: {error}."))?;
    sound(&inner).map_err(|reason| format!("The scenario kept before: {reason}"))
}

/// Complete texts to which the index does not refer, left behind by an interrupted save.
fn spent(pairs: &[Pair], kept: &Kept) -> Vec<Slot> {
    let is_left = |other: &Slot| {
        let of_it = |known: &&(Slot, Option<Rc<Checked>>)| known.0.id == other.id;
        kept.slots.iter().find(of_it).is_some_and(|known| known.0 != *other)
    };
    let is_whole = |slot: &Slot| text(pairs, &slot.key()).is_some_and(|text| sound(text).is_ok());
    slots(pairs).filter(is_left).filter(is_whole).collect()
}

impl Kept {
    /// The stored state of another tab, marked to be overwritten completely.
    #[must_use]
    pub fn overruled(self) -> Kept {
        let slots = self.slots.into_iter().map(|(slot, _)| (slot, None)).collect();
        Kept { slots, is_stale: true, ..self }
    }

    /// The known state once another tab has stored this over the state known before, and the ids of the scenarios that
    /// it changed, added or removed. `None` where it changed the reference, which is now `reference`. A text that
    /// stayed belongs to the same scenario.
    pub(super) fn after(mut self, before: &Kept, reference: u32) -> Option<(Kept, Vec<u32>)> {
        let is_there = |id: u32| self.slots.iter().any(|(slot, _)| slot.id == id);
        let gone = before.slots.iter().map(|(slot, _)| slot.id).filter(|id| !is_there(*id));
        let mut changed: Vec<u32> = gone.collect();
        for (slot, scenario) in &mut self.slots {
            match before.slots.iter().find(|(known, _)| known == slot) {
                Some((_, known)) => scenario.clone_from(known),
                None => changed.push(slot.id),
            }
        }
        (before.reference == reference).then_some((self, changed))
    }

    /// The writes that store a shelf, in order, and the state known afterwards; `None` where the shelf is already
    /// stored. The revision does not change when another scenario is merely opened, because each tab has its own open
    /// one.
    pub fn writes(&self, of: &Shelf) -> Option<(Vec<Write>, Kept)> {
        let next = self.revision.max(self.highest).saturating_add(1);
        let at = |entry: &Entry| {
            let same = |known: &&(Slot, Option<Rc<Checked>>)| {
                known.0.id == entry.id
                    && known.1.as_ref().is_some_and(|known| Rc::ptr_eq(known, entry.checked()))
            };
            self.slots.iter().find(same).map_or(Slot { id: entry.id, revision: next }, |known| known.0)
        };
        let slots: Vec<(Slot, Option<Rc<Checked>>)> =
            of.entries().iter().map(|entry| (at(entry), Some(entry.checked().clone()))).collect();
        let reference = of.reference().id;
        let is_changed = self.is_stale
            || self.revision == 0
            || reference != self.reference
            || !slots.iter().map(|new| new.0).eq(self.slots.iter().map(|old| old.0));
        let current = of.current().id;
        if !is_changed && current == self.current {
            return None;
        }
        let revision = if is_changed { next } else { self.revision };
        let mut writes: Vec<Write> = Vec::new();
        writes.extend(self.aside.clone().map(|text| (ASIDE.to_owned(), Some(text))));
        let fresh = slots.iter().filter(|(slot, _)| slot.revision == next);
        writes.extend(fresh.map(|(slot, scenario)| (slot.key(), scenario.as_ref().map(|s| s.to_json()))));
        let list: Vec<String> = slots
            .iter()
            .map(|(Slot { id, revision }, _)| format!(r#"{{"id":{id},"revision":{revision}}}"#))
            .collect();
        let list = list.join(",");
        let index = format!(
            r#"{{"revision":{revision},"current":{current},"reference":{reference},"entries":[{list}]}}"#
        );
        writes.push((INDEX.to_owned(), Some(index)));
        let gone = self.slots.iter().map(|old| old.0).chain(self.spent.iter().copied());
        let gone = gone.filter(|old| slots.iter().all(|new| new.0 != *old));
        writes.extend(gone.map(|slot| (slot.key(), None)));
        Some((
            writes,
            Kept {
                revision,
                current,
                reference,
                slots,
                highest: self.highest.max(revision),
                ..Kept::default()
            },
        ))
    }
}
