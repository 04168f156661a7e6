//! Scenarios side by side.

use super::ScreenProps;
use yew::prelude::*;

/// The Compare screen.
#[component]
pub fn Compare(_props: &ScreenProps) -> Html {
    html! {
        <>
            <h1>{"Compare"}</h1>
            <p>{"How your scenarios differ, future by future."}</p>
        </>
    }
}
