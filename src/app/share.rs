//! Links that carry a scenario: the page opens them and makes them.

use super::route::{Route, asked, linked};
use super::state::{Action, Desk};
use crate::shelf::{MOST_LETTERS, follow, link};
use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::{Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

/// Puts the scenario of the page's address on the shelf, now and whenever the address changes.
#[hook]
pub fn use_links(desk: &Desk, act: Callback<Action>) {
    let published = desk.home().clone();
    use_effect_with((), move |()| {
        let arrive = move || {
            let hash = window().location().hash().unwrap_or_default();
            let Some(said) = asked(&hash, "s") else { return };
            act.emit(match follow(said, &published) {
                Ok(scenario) => Action::Follow(scenario),
                Err(mut reasons) => {
                    reasons.insert(0, "The link was not opened, and nothing has changed.".into());
                    Action::Tell(reasons)
                }
            });
            // The link is removed from the address: later edits are not in it, and a reload must not follow it again.
            let history = window().history();
            let plain = if Route::parse(&hash) == Route::Future {
                linked()
            } else {
                Route::parse(&hash).fragment().into()
            };
            let _same = history.and_then(|it| it.replace_state_with_url(&JsValue::NULL, "", Some(&plain)));
        };
        arrive();
        let listener = EventListener::new(&window(), "hashchange", move |_| arrive());
        move || drop(listener)
    });
}

/// The address that carries the open scenario.
///
/// # Errors
/// The number of letters that it would have, where that is more than every program keeps.
pub fn address(desk: &Desk) -> Result<String, usize> {
    let here = window().location().href().unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    let said = link(desk.shelf().current().checked(), desk.home());
    let whole = [page, &linked(), "?s=", &said].concat();
    if whole.len() > MOST_LETTERS { Err(whole.len()) } else { Ok(whole) }
}

/// Copies a text, and calls `tell` with whether the browser did so.
pub fn copy(text: &str, tell: impl Fn(bool) + 'static) {
    let navigator = window().navigator();
    // A page over an unencrypted connection has no clipboard.
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok().filter(JsValue::is_object);
    let write = clipboard.as_ref().and_then(|it| Reflect::get(it, &"writeText".into()).ok()?.dyn_into().ok());
    let promised = clipboard.zip(write).and_then(|(clipboard, write): (JsValue, js_sys::Function)| {
        write.call1(&clipboard, &text.into()).ok()?.dyn_into::<Promise>().ok()
    });
    let Some(promise) = promised else { return tell(false) };
    let tell = std::rc::Rc::new(tell);
    let settled = [true, false].map(|done| {
        let tell = tell.clone();
        Closure::once_into_js(move |_: JsValue| tell(done))
    });
    // The closure that is not called is leaked: a few bytes for each link that is copied.
    let [done, refused] = settled;
    let then =
        Reflect::get(&promise, &"then".into()).ok().and_then(|then| then.dyn_into::<js_sys::Function>().ok());
    if let Some(then) = then {
        let _settled = then.call2(&promise, &done, &refused);
    }
}
