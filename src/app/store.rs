//! The shelf in this browser's storage, saved at every change.

use super::state::Action;
use crate::exchange::boundary::{self, Boundaries};
use crate::scenario::{Checked, Scenario};
use crate::shelf::{self, History, INDEX, Kept, Opened, PREFIX, Pair, Shelf, Write};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Storage;
use yew::prelude::*;

/// Whether the desk's shelf is in the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The shelf is saved.
    Saved,
    /// The shelf is not saved: the browser stores nothing, or has no room.
    NoRoom,
    /// The shelf is not saved: another tab has changed what is open or was edited here.
    Elsewhere,
}

/// The storage as a screen sees it.
#[derive(Clone, PartialEq)]
pub struct Keeping {
    pub state: State,
    /// Takes over what another tab has stored.
    pub load: Callback<MouseEvent>,
    /// Stores what this tab has over that of another tab.
    pub overrule: Callback<MouseEvent>,
}

/// The published baseline.
pub fn published() -> Rc<Checked> {
    Rc::new(Scenario::kent().check().expect("a test checks the published baseline"))
}

/// The browser's storage; `None` where the browser forbids it.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Reads the shelf.
pub fn open(published: &Rc<Checked>) -> Opened {
    shelf::read(&storage().map(|storage| pairs(&storage)).unwrap_or_default(), published)
}

fn pairs(storage: &Storage) -> Vec<Pair> {
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok().flatten());
    let ours = keys.filter(|key| key.starts_with(PREFIX));
    ours.filter_map(|key| storage.get_item(&key).ok().flatten().map(|text| (key, text))).collect()
}

/// The stored boundaries of districts, if any can be read.
pub fn boundaries() -> Option<Boundaries> {
    storage()?.get_item(boundary::KEY).ok().flatten().and_then(|text| Boundaries::from_text(&text))
}

/// Stores boundaries, or removes the stored ones. Returns false where the browser has no room or stores nothing.
pub fn keep_boundaries(boundaries: Option<&Boundaries>) -> bool {
    let write = (boundary::KEY.to_owned(), boundaries.map(Boundaries::to_text));
    storage().is_some_and(|storage| store(&storage, &write).is_some())
}

/// The key of the grouping whose areas are shown, by position. It is a preference of this browser and not part of a
/// scenario.
const GROUPING: &str = "sufficiency-planner/grouping/1";

/// The grouping whose areas were shown last; `None` for the districts, or where the stored text is not a position.
pub fn grouping() -> Option<usize> {
    storage()?.get_item(GROUPING).ok()??.parse().ok()
}

/// Stores which grouping's areas are shown. Where the browser stores nothing, the districts are shown the next time.
pub fn keep_grouping(grouping: Option<usize>) {
    if let Some(storage) = storage() {
        let _kept = store(&storage, &(GROUPING.to_owned(), grouping.map(|at| at.to_string())));
    }
}

/// The key under which the dismissal of the first-visit line is kept.
const DISMISSED: &str = "sufficiency-planner/first-visit/1";

/// Whether the first-visit line has not been dismissed in this browser; false where the browser keeps nothing, for the
/// line would then come back at every visit.
pub fn is_first_visit() -> bool {
    storage().is_some_and(|storage| storage.get_item(DISMISSED).is_ok_and(|kept| kept.is_none()))
}

/// Keeps the dismissal of the first-visit line.
pub fn end_first_visit() {
    if let Some(storage) = storage() {
        let _kept = store(&storage, &(DISMISSED.to_owned(), Some("1".to_owned())));
    }
}

/// The message that some stored scenarios could not be read; empty where all could.
pub fn unreadable_notice(mut troubles: Vec<String>) -> Vec<String> {
    if !troubles.is_empty() {
        let headline = "Some of what was kept in this browser could not be used. It was set aside, not deleted. What was wrong:";
        troubles.insert(0, headline.into());
    }
    troubles
}

/// The revision of what is stored.
fn revision() -> u32 {
    let index = storage().and_then(|storage| storage.get_item(INDEX).ok().flatten());
    shelf::revision(index.as_deref())
}

/// Saves the shelf of a history. What another tab has saved since is first taken over by way of `act`, unless the
/// planner must decide which to keep.
fn save(kept: &RefCell<Kept>, history: &History, published: &Rc<Checked>, act: &Callback<Action>) -> State {
    if revision() != kept.borrow().revision {
        let found = history.theirs_since(&kept.borrow(), open(published));
        let Some((theirs, known)) = found else { return State::Elsewhere };
        kept.replace(known);
        let mut history = history.clone();
        history.take(&theirs);
        act.emit(Action::Take(theirs));
        return write(kept, history.shelf());
    }
    write(kept, history.shelf())
}

/// Writes the parts of a shelf that the storage lacks.
fn write(kept: &RefCell<Kept>, shelf: &Shelf) -> State {
    let mut kept = kept.borrow_mut();
    let Some((writes, known)) = kept.writes(shelf) else { return State::Saved };
    let Some(storage) = storage() else { return State::NoRoom };
    if writes.iter().any(|write| store(&storage, write).is_none()) {
        return State::NoRoom;
    }
    *kept = known;
    State::Saved
}

/// Stores a text or removes it; `None` where the browser refuses.
fn store(storage: &Storage, (key, text): &Write) -> Option<()> {
    match text {
        Some(text) => storage.set_item(key, text).ok(),
        None => storage.remove_item(key).ok(),
    }
}

/// Saves the shelf whenever it changes, and watches for changes by other tabs.
#[hook]
pub fn use_keeping(
    kept: &Rc<RefCell<Kept>>,
    history: &Rc<History>,
    published: &Rc<Checked>,
    act: Callback<Action>,
) -> Keeping {
    let state = use_state_eq(|| State::Saved);
    let set = state.setter();
    // The latest revision that another tab has stored.
    let heard = use_state_eq(|| 0);
    {
        let (kept, set, history) = (kept.clone(), set.clone(), history.clone());
        let (published, act) = (published.clone(), act.clone());
        use_effect_with((history.shelf().clone(), *heard), move |_| {
            set.set(save(&kept, &history, &published, &act));
        });
    }
    {
        let set = heard.setter();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&window(), "storage", move |_| set.set(revision()));
            move || drop(listener)
        });
    }
    // The browser asks before a planner leaves with unsaved work.
    use_effect_with(*state, |state| {
        let options = EventListenerOptions::enable_prevent_default();
        let ask = |event: &web_sys::Event| event.prevent_default();
        let listener = (*state != State::Saved)
            .then(|| EventListener::new_with_options(&window(), "beforeunload", options, ask));
        move || drop(listener)
    });
    let load = {
        let (kept, set, published) = (kept.clone(), set.clone(), published.clone());
        Callback::from(move |_| {
            let theirs = open(&published);
            kept.replace(theirs.kept);
            set.set(State::Saved);
            act.emit(Action::Load(theirs.shelf));
            act.emit(Action::Tell(unreadable_notice(theirs.troubles)));
        })
    };
    let overrule = {
        let (kept, history, published) = (kept.clone(), history.clone(), published.clone());
        Callback::from(move |_| {
            kept.replace(open(&published).kept.overruled());
            set.set(write(&kept, history.shelf()));
        })
    };
    Keeping { state: *state, load, overrule }
}
