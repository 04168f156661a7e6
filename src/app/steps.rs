//! Long calculations on the page itself, a step at a time, so that it always responds.

use super::held::{held, hold};
use crate::questions::Held;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// How long a slice may keep the page busy, in milliseconds.
const SLICE_MILLISECONDS: f64 = 12.0;

/// Works something out: calls `begin` for each key, then `step` again and again until there is an answer. Until then,
/// and while there is no key, the previous answer stays.
#[hook]
pub fn use_steps<K, W, T>(
    key: Option<K>,
    begin: fn(&K) -> W,
    step: fn(&mut W) -> Option<T>,
) -> Option<Held<T>>
where
    K: Clone + PartialEq + 'static,
    W: 'static,
    T: 'static,
{
    let answer = use_state(|| None::<Held<T>>);
    let set = answer.setter();
    use_effect_with(key, move |key| {
        let pending: Pending = Rc::default();
        if let Some(key) = key {
            if let Some(answer) = held(key) {
                set.set(Some(Held(answer)));
            } else {
                let of = key.clone();
                go_on(&pending, begin(key), step, move |answer| {
                    let answer = Rc::new(answer);
                    hold(of, answer.clone());
                    set.set(Some(Held(answer)));
                });
            }
        }
        // The key has changed or the component is gone, so the work is dropped.
        move || drop(pending.take())
    });
    (*answer).clone()
}

type Pending = Rc<Cell<Option<Timeout>>>;

fn go_on<W: 'static, T: 'static>(
    pending: &Pending,
    mut work: W,
    step: fn(&mut W) -> Option<T>,
    done: impl FnOnce(T) + 'static,
) {
    let next = pending.clone();
    let timeout = Timeout::new(0, move || {
        let started = js_sys::Date::now();
        while js_sys::Date::now() - started < SLICE_MILLISECONDS {
            if let Some(answer) = step(&mut work) {
                return done(answer);
            }
        }
        go_on(&next, work, step, done);
    });
    pending.set(Some(timeout));
}
