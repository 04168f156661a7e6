//! Whether the page is quiet: nobody has touched it for some seconds, and nothing is being worked out.

use crate::worker::Pool;
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use gloo::utils::window;
use js_sys::Date;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// How long nobody has done anything, in milliseconds.
const QUIET_MILLISECONDS: f64 = 4_000.0;
/// How often that is looked at, in milliseconds.
const LOOK_MILLISECONDS: u32 = 1_000;
/// What a planner does.
const TOUCHES: [&str; 5] = ["pointerdown", "keydown", "wheel", "touchstart", "input"];

/// Whether the page has been quiet for some seconds, up to the next touch. While the scenario itself is simulated, which
/// `is_busy` says, it is not.
#[hook]
pub fn use_quiet(pool: &Pool, is_busy: bool) -> bool {
    let is_quiet = use_state_eq(|| false);
    {
        let (set, pool) = (is_quiet.setter(), pool.clone());
        use_effect_with(is_busy, move |is_busy| {
            set.set(false);
            let kept = (!*is_busy).then(|| {
                let (since, is_quiet) = (Rc::new(Cell::new(Date::now())), Rc::new(Cell::new(false)));
                let watch = {
                    let (since, is_quiet, set) = (since.clone(), is_quiet.clone(), set.clone());
                    Interval::new(LOOK_MILLISECONDS, move || {
                        // What runs in the quiet is no reason to end it.
                        if is_quiet.get() {
                            return;
                        }
                        if pool.is_busy() {
                            since.set(Date::now());
                        } else if Date::now() - since.get() >= QUIET_MILLISECONDS {
                            is_quiet.set(true);
                            set.set(true);
                        }
                    })
                };
                let listen = |kind: &'static str| {
                    let (since, is_quiet, set) = (since.clone(), is_quiet.clone(), set.clone());
                    EventListener::new(&window(), kind, move |_| {
                        since.set(Date::now());
                        is_quiet.set(false);
                        set.set(false);
                    })
                };
                (watch, TOUCHES.map(listen))
            });
            move || drop(kept)
        });
    }
    *is_quiet && !is_busy
}
