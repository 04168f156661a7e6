//! The page.
use yew::prelude::*;

#[component]
fn Page() -> Html {
    html! { <h1>{"Sufficiency Planner"}</h1> }
}

fn main() {
    yew::Renderer::<Page>::new().render();
}
