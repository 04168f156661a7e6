//! The baselines of other councils, which the clerk builds from its copy of the record when one is needed.

use super::clerk::{Errand, ask};
use super::state::{Action, Desk};
use super::store::{end_first_visit, is_first_visit};
use crate::council::{Code, DEFAULT, England};
use crate::england::offered;
use crate::exchange::clerk::{Reply, Request};
use crate::scenario::{Checked, Scenario};
use gloo::utils::window;
use std::rc::Rc;
use std::sync::LazyLock;
use web_sys::HtmlSelectElement;
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

/// The councils that have a baseline, by name.
pub fn names() -> &'static [(&'static str, Code)] {
    // The record never changes, so it is read once.
    static NAMES: LazyLock<Vec<(&str, Code)>> = LazyLock::new(|| {
        let england = England::published();
        let mut names: Vec<_> =
            offered(&england).filter_map(|council| Some((council.name, Code::of(council.code)?))).collect();
        names.sort_unstable_by_key(|(name, _)| *name);
        names
    });
    &NAMES
}

#[derive(Properties, PartialEq)]
pub struct FirstVisitProps {
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// The line of a first visit: whose example this is, and the way to another council. It stays until it is dismissed or
/// another council is chosen.
#[component]
pub fn FirstVisit(props: &FirstVisitProps) -> Html {
    let is_shown = use_state(is_first_visit);
    let chosen = use_state(|| None::<Code>);
    let FirstVisitProps { desk, act } = props;
    let council = desk.scenario().council();
    if !*is_shown || council.code != DEFAULT {
        return html! {};
    }
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            chosen.set(Code::of(&select.value()));
        })
    };
    let open = {
        let (act, chosen, is_shown) = (act.clone(), *chosen, is_shown.setter());
        Callback::from(move |_: MouseEvent| {
            if let Some(code) = chosen {
                end_first_visit();
                is_shown.set(false);
                act.emit(Action::Council(code));
            }
        })
    };
    let keep = {
        let is_shown = is_shown.setter();
        Callback::from(move |_: MouseEvent| {
            end_first_visit();
            is_shown.set(false);
        })
    };
    html! {
        <div class="first-visit no-print">
            <label key="label" for="first-council">{ ["This is ", council.name, "’s example. Choose your council: "].concat() }</label>
            <select key="select" id="first-council" onchange={choose}>
                <option key="own" value="" selected={chosen.is_none()}>{ council.name }</option>
                { for names().iter().filter(|(_, code)| code.council().code != DEFAULT).map(|(name, code)| html! {
                    <option key={*name} value={code.council().code} selected={*chosen == Some(*code)}>{ *name }</option>
                }) }
            </select>
            <button key="open" type="button" class="small" aria-disabled={chosen.is_none().then_some("true")} onclick={open}>{"Open its baseline"}</button>
            <button key="keep" type="button" class="small" onclick={keep}>{"Hide this line"}</button>
        </div>
    }
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
