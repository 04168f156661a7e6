//! The baselines of other councils, which the clerk builds from its copy of the record when one is needed.

use super::clerk::{Errand, ask};
use super::state::Action;
use crate::council::Code;
use crate::exchange::clerk::{Reply, Request};
use crate::scenario::{Checked, Scenario};
use gloo::utils::window;
use std::rc::Rc;
use yew::prelude::*;

/// The parameter of the page's address that names a council: `?council=E10000030`.
const ASKED: &str = "?council=";

/// Loads the missing baseline, if any, and at first opens the council that the address names.
#[hook]
pub fn use_baseline(missing: Option<Code>, act: Callback<Action>) {
    let errand = use_mut_ref(|| None::<Errand>);
    {
        let act = act.clone();
        use_effect_with((), move |()| {
            let asked = window().location().search().unwrap_or_default();
            if let Some(code) = asked.strip_prefix(ASKED) {
                act.emit(
                    Code::of(code)
                        .map_or_else(|| Action::Baseline(Err(vec![unknown(code)])), Action::Council),
                );
            }
        });
    }
    use_effect_with(missing, move |missing| {
        *errand.borrow_mut() = missing.map(|code| {
            let request = Request::Baseline(code.council().code.into());
            ask(&request, None, move |answer| {
                act.emit(Action::Baseline(answer.map_err(|why| vec![why]).and_then(read)));
            })
        });
    });
}

/// Reads the baseline from a reply.
fn read((reply, _): (Reply, js_sys::Uint8Array)) -> Result<Rc<Checked>, Vec<String>> {
    match reply {
        Reply::Baseline(file) => Scenario::open(&file).map(|(baseline, _)| Rc::new(baseline)),
        Reply::Refused(reasons) => Err(reasons),
        _ => Err(vec![
            "The part of the planner that works on files gave an unexpected answer. Reload the page.".into(),
        ]),
    }
}

/// The message about an unknown council in the address.
fn unknown(code: &str) -> String {
    let code: String = code.chars().take(20).collect();
    ["The address asks for the council “", &code, "”, which is the code of none in England. Choose yours in the menu of scenarios, under “Your council”."].concat()
}
