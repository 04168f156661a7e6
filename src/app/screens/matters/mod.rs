//! Which assumptions matter most.

use super::ScreenProps;
use yew::prelude::*;

/// The What matters screen.
#[component]
pub fn Matters(_props: &ScreenProps) -> Html {
    html! {
        <>
            <h1>{"What matters"}</h1>
            <p>{"Which assumptions move the results most."}</p>
        </>
    }
}
