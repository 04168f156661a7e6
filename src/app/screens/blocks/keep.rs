//! The offers in this browser's storage.

use crate::app::store::storage;
use crate::decisions::tender::MOST;
use crate::shelf::{KeptOffers, MOST_TYPED, OFFERS, OFFERS_ASIDE, OFFERS_TEXT};
use std::rc::Rc;

/// What was kept of a tender.
pub struct Opened {
    /// What was typed.
    pub text: String,
    /// The offers.
    pub offers: Option<Rc<KeptOffers>>,
    /// Why some could not be used, which are put aside.
    pub troubles: Vec<String>,
}

/// Reads what was kept.
pub fn open() -> Opened {
    let storage = storage();
    let stored = |key| storage.as_ref().and_then(|storage| storage.get_item(key).ok().flatten());
    let text = stored(OFFERS_TEXT).filter(|text| text.len() <= MOST_TYPED).unwrap_or_default();
    let Some(found) = stored(OFFERS) else { return Opened { text, offers: None, troubles: Vec::new() } };
    match KeptOffers::read(&found, MOST) {
        Ok(offers) => Opened { text, offers: Some(Rc::new(offers)), troubles: Vec::new() },
        Err(mut troubles) => {
            // There is room for it where it was.
            let _moved = storage.map(|storage| {
                storage.remove_item(OFFERS).and_then(|()| storage.set_item(OFFERS_ASIDE, &found))
            });
            troubles
                .insert(0, "The offers kept in this browser could not be used and were put aside:".into());
            Opened { text, offers: None, troubles }
        }
    }
}

/// Keeps a text under a key, or nothing; false where the browser would not.
fn keep(key: &str, text: Option<&str>) -> bool {
    storage().is_some_and(|storage| match text {
        Some(text) => storage.set_item(key, text).is_ok(),
        None => storage.remove_item(key).is_ok(),
    })
}

/// Keeps what is typed; false where the browser would not.
pub fn keep_text(text: &str) -> bool {
    text.len() <= MOST_TYPED && keep(OFFERS_TEXT, (!text.is_empty()).then_some(text))
}

/// Keeps offers, or forgets those that are kept; false where the browser would not.
pub fn keep_offers(offers: Option<&KeptOffers>) -> bool {
    keep(OFFERS, offers.map(KeptOffers::write).as_deref())
}
