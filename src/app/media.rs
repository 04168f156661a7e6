//! The properties of the screen and the preferences of the visitor.

use gloo::events::EventListener;
use gloo::utils::window;
use yew::prelude::*;

/// The visitor prefers less motion.
pub const STILL: &str = "(prefers-reduced-motion: reduce)";
/// Room for one column only, in which the answers stand above the controls. The style sheet has the same condition.
pub const STACKED: &str = "(width < 900px), (height < 600px)";
/// The screen is a phone, or a window as narrow as one.
pub const NARROW: &str = "(width < 700px)";

/// Whether a media query holds, kept up to date.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let ask = move || window().match_media(query).ok().flatten();
    let holds = use_state_eq(|| ask().is_some_and(|list| list.matches()));
    let set = holds.setter();
    use_effect_with(query, move |_| {
        let listener =
            ask().map(|list| EventListener::new(&list.clone(), "change", move |_| set.set(list.matches())));
        move || drop(listener)
    });
    *holds
}
