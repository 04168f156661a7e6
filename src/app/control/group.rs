//! A foldable group of controls that shows its main value while folded.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub title: AttrValue,
    /// The main value, in a few words.
    pub value: AttrValue,
    #[prop_or_default]
    pub open: bool,
    pub children: Html,
}

#[component]
pub fn Group(props: &Props) -> Html {
    // Open or not is the planner's own after the first picture.
    let open = *use_state(|| props.open);
    html! {
        <details class="group" {open}>
            <summary>
                <h2>{ props.title.clone() }</h2>
                <span class="value">{ props.value.clone() }</span>
            </summary>
            <div class="inside">{ props.children.clone() }</div>
        </details>
    }
}
