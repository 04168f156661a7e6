//! A foldable group of controls that shows its main value while folded. What is inside exists only
//! while it is open, so that a page of many controls stays quick.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub title: AttrValue,
    /// The main value, in a few words.
    #[prop_or_default]
    pub value: AttrValue,
    /// Open at first; afterwards it is as the planner leaves it.
    #[prop_or_default]
    pub open: bool,
    /// A group within a group.
    #[prop_or_default]
    pub inner: bool,
    /// What it holds, for whoever looks for a control.
    #[prop_or_default]
    pub section: Option<AttrValue>,
    pub children: Html,
}

#[component]
pub fn Group(props: &Props) -> Html {
    let open = use_state(|| props.open);
    let toggle = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            // The state opens and closes it, or the two could part.
            event.prevent_default();
            open.set(!*open);
        })
    };
    html! {
        <details class={if props.inner { "more" } else { "group" }} open={*open}
            data-section={props.section.clone()}>
            <summary onclick={toggle}>
                if props.inner {
                    <span key="title">{ props.title.clone() }</span>
                } else {
                    <h2 key="title">{ props.title.clone() }</h2>
                }
                <span key="value" class="value">{ props.value.clone() }</span>
            </summary>
            if *open {
                <div class="inside">{ props.children.clone() }</div>
            }
        </details>
    }
}
