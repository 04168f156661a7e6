//! The line beneath a control: whether it is edited, with a reset to the published value, and the planner's rationale.

use crate::app::state::{Action, Desk};
use crate::app::undo::text_of;
use crate::scenario::{Control, Edit, limits};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub control: Control,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
    /// The field that takes the focus once the control is reset.
    pub field: AttrValue,
    /// The path of its rationale, where the control has one of its own.
    #[prop_or_default]
    pub reasons: Option<AttrValue>,
    /// Whether it belongs to several controls, each with a mark of its own.
    #[prop_or_default]
    pub is_shared: bool,
}

/// The mark of an edited control with its reset, and the rationale.
#[component]
pub fn Remark(props: &Props) -> Html {
    let Props { control, desk, act, field, reasons, is_shared } = props;
    let control = *control;
    let is_writing = use_state(|| false);
    let scenario = desk.scenario();
    let id = [field, "-reason"].concat();
    let open = {
        let (is_writing, id) = (is_writing.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            let opens = !*is_writing;
            is_writing.set(opens);
            // A planner who opens the field wants to write, so the field takes the focus.
            if opens {
                super::focus_next(id.as_str());
            }
        })
    };
    let rationale = reasons.as_ref().and_then(|of| Some((of, control.rationale(&scenario)?)));
    html! {
        <>
            { if *is_shared { html! {} } else { edited(control, desk, act, field) } }
            if let Some((of, text)) = rationale {
                if !*is_writing && !text.is_empty() {
                    <span key="reason" class="reason"><b>{"Reason: "}</b>{ text.to_owned() }</span>
                }
                <button key="open" type="button" class="link" aria-expanded={is_writing.to_string()} onclick={open}>
                    { if *is_writing { "Close reason" } else if text.is_empty() { "Add a reason" } else { "Change reason" } }
                    <span class="hidden">{ [" for ", of].concat() }</span>
                </button>
                if *is_writing {
                    <textarea key="text" {id} class="reason" rows="3" maxlength={limits::RATIONALE.to_string()}
                        aria-label={["Reason for ", of].concat()} value={text.to_owned()}
                        oninput={act.reform(move |event: InputEvent| {
                            Action::Edit(Edit::Explain(control, text_of(&event).unwrap_or_default()))
                        })} />
                }
            }
        </>
    }
}

/// The mark of an edited control and the button that resets it; empty where it is as published.
pub fn edited(control: Control, desk: &Desk, act: &Callback<Action>, field: &str) -> Html {
    let scenario = desk.scenario();
    if !control.is_changed(&scenario, desk.published()) {
        return html! {};
    }
    let (act, field) = (act.clone(), field.to_owned());
    let onclick = Callback::from(move |_: MouseEvent| {
        act.emit(Action::Edit(Edit::Reset(control)));
        // The button disappears, so the focus moves to the field that it reset.
        super::focus(&field);
    });
    html! {
        <span key="edited" class="edited">
            <b>{"Edited"}</b>
            <button type="button" class="link" {onclick}>
                {"Reset"}<span class="hidden">{ [" ", &control.label(&scenario)].concat() }</span>
            </button>
        </span>
    }
}
