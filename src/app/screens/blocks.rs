//! How large a block contract may safely be.

use super::ScreenProps;
use yew::prelude::*;

/// The Blocks screen.
#[component]
pub fn Blocks(_props: &ScreenProps) -> Html {
    html! {
        <>
            <h1>{"Blocks"}</h1>
            <p>{"How many places to buy in advance, and what the empty ones may cost."}</p>
        </>
    }
}
