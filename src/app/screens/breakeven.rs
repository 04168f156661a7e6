//! Whether, and by what, the High Needs Block breaks even.

use super::ScreenProps;
use yew::prelude::*;

/// The Breakeven screen.
#[component]
pub fn Breakeven(_props: &ScreenProps) -> Html {
    html! {
        <>
            <h1>{"Breakeven"}</h1>
            <p>{"What it takes for the High Needs Block to break even."}</p>
        </>
    }
}
