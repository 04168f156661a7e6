//! The shelf in this browser's storage, saved as the planner goes.

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

/// Whether what is on the desk is in the storage too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    Saved,
    /// It is not: the browser stores nothing, or has no room.
    NoRoom,
    /// It is not: another tab has changed since what is open or was worked on here.
    Elsewhere,
}

/// The storage as a screen sees it.
#[derive(Clone, PartialEq)]
pub struct Keeping {
    pub state: State,
    /// Takes what another tab has stored.
    pub load: Callback<MouseEvent>,
    /// Stores what this tab has, over that of another one.
    pub overrule: Callback<MouseEvent>,
}

/// The published baseline.
pub fn published() -> Rc<Checked> {
    Rc::new(Scenario::kent().check().expect("a test checks the published baseline"))
}

/// What was stored; none where the browser forbids storing.
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

/// The boundaries of districts that are kept, if any can be read.
pub fn boundaries() -> Option<Boundaries> {
    storage()?.get_item(boundary::KEY).ok().flatten().and_then(|text| Boundaries::from_text(&text))
}

/// Keeps boundaries, or forgets those that are kept; false where the browser has no room or keeps
/// nothing.
pub fn keep_boundaries(boundaries: Option<&Boundaries>) -> bool {
    let write = (boundary::KEY.to_owned(), boundaries.map(Boundaries::to_text));
    storage().is_some_and(|storage| store(&storage, &write).is_some())
}

/// Which grouping's areas are shown, by position. It is how this browser looks at scenarios, and no part of one.
const GROUPING: &str = "sufficiency-planner/grouping/1";

/// The grouping whose areas were shown last; none for the districts, or where what is kept is no position.
pub fn grouping() -> Option<usize> {
    storage()?.get_item(GROUPING).ok()??.parse().ok()
}

/// Keeps which grouping's areas are shown. Where the browser keeps nothing, the districts are shown the next time.
pub fn keep_grouping(grouping: Option<usize>) {
    if let Some(storage) = storage() {
        let _kept = store(&storage, &(GROUPING.to_owned(), grouping.map(|at| at.to_string())));
    }
}

/// What to tell where stored scenarios could not be read; nothing where all could.
pub fn told(mut troubles: Vec<String>) -> Vec<String> {
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

/// Saves the shelf of a history. What another tab has saved since is taken over by way of `act` first, unless
/// it is the planner who must say which to keep.
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

/// Writes what the storage lacks of a shelf.
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

/// Stores a text or takes it away; none where the browser would not.
fn store(storage: &Storage, (key, text): &Write) -> Option<()> {
    match text {
        Some(text) => storage.set_item(key, text).ok(),
        None => storage.remove_item(key).ok(),
    }
}

/// Saves the shelf whenever it changes, and minds other tabs.
#[hook]
pub fn use_keeping(
    kept: &Rc<RefCell<Kept>>,
    history: &Rc<History>,
    published: &Rc<Checked>,
    act: Callback<Action>,
) -> Keeping {
    let state = use_state_eq(|| State::Saved);
    let set = state.setter();
    // The revision that another tab was last heard to have stored.
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
    // Whoever leaves with work unsaved is asked.
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
            act.emit(Action::Tell(told(theirs.troubles)));
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
