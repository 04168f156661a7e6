//! The top of every screen: the scenario, the navigation, undo, the state of saving, and notices.

use super::control::focus;
use super::menu::Menu;
use super::route::{ENTRIES, Entry, MAIN, Route};
use super::state::{Action, Desk};
use super::store::{Keeping, State};
use super::undo::{deletion, undo_buttons};
use std::rc::Rc;
use yew::prelude::*;

/// The link that skips the header. Its address is the screen's own, since a fragment names a screen.
pub fn skip(route: Route) -> Html {
    let onclick = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        focus(MAIN);
    });
    html! { <a class="skip" href={route.fragment()} {onclick}>{"Skip to main content"}</a> }
}

pub fn top(route: Route, desk: &Rc<Desk>, state: State, act: &Callback<Action>) -> Html {
    let saved = match state {
        // A scenario with problems is not stored, because it could not be opened again.
        State::Saved if !desk.problems().is_empty() => "Saved, except for the problem",
        State::Saved => "Saved on this computer",
        _ => "Not saved",
    };
    html! {
        <header class="top">
            <span class="brand">{"Sufficiency Planner"}</span>
            <Menu desk={desk.clone()} act={act.clone()} />
            <Screens {route} />
            <div class="tools">
                { undo_buttons(desk, act) }
                <span class="saved">{ saved }</span>
            </div>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct ScreensProps {
    route: Route,
}

/// The navigation, which a phone folds behind a button until it is wanted.
#[component]
fn Screens(props: &ScreensProps) -> Html {
    let route = props.route;
    let is_open = use_state_eq(|| false);
    let turn = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let shut = {
        let set = is_open.setter();
        Callback::from(move |_: MouseEvent| set.set(false))
    };
    html! {
        <>
            <button key="turn" type="button" class="bare screens" aria-expanded={is_open.to_string()} aria-controls="screens" onclick={turn}>
                {"Screens"}
            </button>
            <nav key="screens" id="screens" class={(!*is_open).then_some("shut")} aria-label="Screens" onclick={shut}>
                { for ENTRIES.iter().map(|entry| {
                    let current = match entry.screens {
                        [only] => (*only == route).then_some("page"),
                        screens => screens.contains(&route).then_some("true"),
                    };
                    html! { <a key={entry.name} href={entry.screens[0].fragment()} aria-current={current}>{ entry.name }</a> }
                }) }
            </nav>
        </>
    }
}

/// The other screens under the same entry of the navigation, beside the one that is shown. The slides have all of the
/// window to themselves: their own bar leads to the report.
pub fn tabs(route: Route) -> Html {
    let Entry { name, screens } = route.entry();
    if screens.len() == 1 || route == Route::Present {
        return html! {};
    }
    html! {
        <nav class="tabs" aria-label={*name}>
            { for screens.iter().map(|other| html! {
                <a key={other.title()} href={other.fragment()} aria-current={(*other == route).then_some("page")}>{ other.title() }</a>
            }) }
        </nav>
    }
}

/// The notices for the planner, on every screen.
pub fn notices(desk: &Desk, keeping: &Keeping, act: &Callback<Action>) -> Html {
    let button = |label: &'static str, onclick: Callback<MouseEvent>| {
        html! { <button key={label} type="button" class="small" {onclick}>{ label }</button> }
    };
    let saving = match keeping.state {
        State::Saved => html! {},
        State::NoRoom => html! {
            <div class="notice" role="status" key="room">
                <p>{"Not saved: the browser has no room left, or does not keep data. Until that changes, keep a scenario file: open the menu with the scenario’s name and choose “Download file”."}</p>
            </div>
        },
        State::Elsewhere => html! {
            <div class="notice" role="alert" key="tab">
                <p>{"Not saved: the scenarios were changed in another tab or window. Which ones do you want to keep?"}</p>
                { button("Load theirs", keeping.load.clone()) }
                { button("Keep mine", keeping.overrule.clone()) }
            </div>
        },
    };
    let notice = desk.notice().split_first().map(|(headline, reasons)| html! {
        <div class="notice" role="alert" key="notice">
            <div>
                <p>{ headline.clone() }</p>
                <ul>{ for reasons.iter().map(|reason| html! { <li key={reason.clone()}>{ reason.clone() }</li> }) }</ul>
            </div>
            { button("Dismiss", act.reform(|_: MouseEvent| Action::Tell(Vec::new()))) }
        </div>
    });
    html! {
        <div class="notices">
            { saving }
            { notice.unwrap_or_default() }
            { deletion(desk, act) }
        </div>
    }
}
