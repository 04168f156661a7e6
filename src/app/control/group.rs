//! A foldable group of controls that shows its main value while folded. Its content is drawn only while it is open, so
//! that a page of many controls stays quick.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub title: AttrValue,
    /// The main value in a few words.
    #[prop_or_default]
    pub value: AttrValue,
    /// Whether the content is shown.
    pub open: bool,
    /// Called when the planner opens or closes the group.
    pub toggle: Callback<()>,
    /// Whether the group lies within another group.
    #[prop_or_default]
    pub inner: bool,
    pub children: Html,
}

#[component]
pub fn Group(props: &Props) -> Html {
    let toggle = props.toggle.reform(|event: MouseEvent| {
        // Only the state opens and closes it, so that the browser and the state cannot differ.
        event.prevent_default();
    });
    html! {
        <details class={if props.inner { "more" } else { "group" }} open={props.open}>
            <summary onclick={toggle}>
                if props.inner {
                    <span key="title">{ props.title.clone() }</span>
                } else {
                    <h2 key="title">{ props.title.clone() }</h2>
                }
                <span key="value" class="value">{ props.value.clone() }</span>
            </summary>
            if props.open {
                <div class="inside">{ props.children.clone() }</div>
            }
        </details>
    }
}
