//! The head of a control: its label, and the tag of its source, which opens the details of the source.

use crate::scenario::Basis;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The label element.
    pub children: Html,
    /// The name of the control, for people who cannot see where the tag stands.
    pub of: AttrValue,
    /// The tag.
    pub tag: AttrValue,
    /// The source of the published value.
    pub basis: Basis,
}

#[component]
pub fn Sourced(props: &Props) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <>
            <div class="lever-head">
                { props.children.clone() }
                <button type="button" class="tag" aria-expanded={open.to_string()} onclick={toggle}>
                    <span class="hidden">{ format!("Source of {}: ", props.of) }</span>{ props.tag.clone() }
                </button>
            </div>
            if *open {
                <p class="help source-note">
                    <b>{"Source: "}</b>{ props.basis.reference.clone() }{". "}{ props.basis.note.clone() }
                </p>
            }
        </>
    }
}
