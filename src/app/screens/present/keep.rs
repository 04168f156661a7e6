//! The deck in this browser's storage.

use crate::app::store::storage;
use crate::deck::{ASIDE, Deck, KEY, read, write};

/// The stored deck, or the one to begin with, and a message where a stored one could not be used and was put aside.
pub fn open() -> (Deck, Option<String>) {
    let storage = storage();
    let Some(text) = storage.as_ref().and_then(|storage| storage.get_item(KEY).ok().flatten()) else {
        return (Deck::default(), None);
    };
    match read(&text) {
        Ok(deck) => (deck, None),
        Err(reason) => {
            let _full = storage.map(|storage| storage.set_item(ASIDE, &text));
            let notice =
                ["The slides kept in this browser could not be used and were put aside: ", &reason, "."];
            (Deck::default(), Some(notice.concat()))
        }
    }
}

/// Stores a deck; returns false where the browser refuses. A deck without changes is not stored.
pub fn keep(deck: &Deck) -> bool {
    let Some(storage) = storage() else { return false };
    if *deck == Deck::default() {
        return storage.remove_item(KEY).is_ok();
    }
    storage.set_item(KEY, &write(deck)).is_ok()
}
