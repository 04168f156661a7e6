//! The planner's own reason for an assumption, to be read and written.

use crate::app::control::focus;
use crate::app::state::Action;
use crate::scenario::{Control, Edit, limits};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose reason it is; none where it can only be read.
    pub control: Option<Control>,
    pub said: String,
    /// What the control is called.
    pub label: String,
    pub act: Callback<Action>,
}

#[component]
pub fn Reason(props: &Props) -> Html {
    let writing = use_state(|| false);
    let id = use_memo(props.label.clone(), |label| {
        let plain = label.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
        ["reason-".chars().collect::<String>(), plain.collect()].concat()
    });
    let toggle = {
        let (writing, id) = (writing.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            let opens = !*writing;
            writing.set(opens);
            if opens {
                let id = id.clone();
                gloo::timers::callback::Timeout::new(0, move || focus(&id)).forget();
            }
        })
    };
    let shown = html! {
        if !props.said.is_empty() && !*writing {
            <p key="said" class="rationale"><b>{"Your reason: "}</b>{ props.said.clone() }</p>
        }
    };
    let Some(control) = props.control else { return shown };
    let typed = props.act.reform(move |event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        Action::Edit(Edit::Explain(control, area.value()))
    });
    let button = match (*writing, props.said.is_empty()) {
        (true, _) => "Done",
        (false, true) => "Add your reason",
        (false, false) => "Change your reason",
    };
    html! {
        <>
            { shown }
            if *writing {
                <div key="writing" class="rationale">
                    <label for={(*id).clone()}>{ ["Your reason for: ", &props.label].concat() }</label>
                    <textarea id={(*id).clone()} rows="3" maxlength={limits::RATIONALE.to_string()}
                        value={props.said.clone()} oninput={typed} />
                </div>
            }
            <button key="toggle" type="button" class="link" aria-expanded={writing.to_string()} onclick={toggle}>
                { button }<span class="hidden">{ [" for ", &props.label].concat() }</span>
            </button>
        </>
    }
}
