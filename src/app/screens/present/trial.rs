//! What a meeting tries out: the open scenario with a few dials moved, laid over it and gone when the slide is left.
//! The officers' scenario stays as it is.

use crate::app::state::{Action, Desk};
use crate::scenario::Checked;
use crate::shelf::Change;
use std::rc::Rc;
use yew::prelude::*;

/// What the scenario of a meeting is called where it stands beside others.
pub const NAME: &str = "Your setting";

/// The open scenario and what is tried on it.
#[derive(Clone, PartialEq)]
pub struct Trial {
    /// The officers' scenario among theirs.
    pub officers: Rc<Desk>,
    /// A desk of the meeting's own, the same until a dial is moved.
    pub desk: Rc<Desk>,
    /// Moves a dial.
    pub act: Callback<Action>,
    /// Resets all dials.
    pub put_back: Callback<()>,
    /// Keeps what is tried as a scenario of its own, beside the officers', which stays open.
    pub keep: Callback<()>,
}

impl Trial {
    /// Whether anything differs from what the officers have.
    pub fn is_on(&self) -> bool {
        !Rc::ptr_eq(&self.desk, &self.officers) && !self.desk.checked().is_like(&self.officers.checked())
    }

    /// The scenario that is tried; none where no dial has been moved.
    pub fn scenario(&self) -> Option<Rc<Checked>> {
        self.is_on().then(|| self.desk.checked())
    }

    /// The buttons beside the dials.
    pub fn buttons(&self) -> Html {
        if !self.is_on() {
            return html! {};
        }
        html! {
            <div class="trial row" key="trial">
                <span>{"Tried here only: the officers’ scenario is unchanged."}</span>
                <button type="button" class="small" onclick={self.put_back.reform(|_: MouseEvent| ())}>{"Put back"}</button>
                <button type="button" class="small" onclick={self.keep.reform(|_: MouseEvent| ())}>{"Keep as a scenario"}</button>
            </div>
        }
    }
}

/// A trial over the open scenario, which ends when that changes or a slide is left: `left` counts how often one was.
/// `act` is the officers' desk's own.
#[hook]
pub fn use_trial(officers: &Rc<Desk>, act: &Callback<Action>, left: u32) -> Trial {
    // With the officers' desk that it lies over: over another it is none.
    let laid = use_state(|| None::<(Rc<Desk>, Rc<Desk>)>);
    let desk = match &*laid {
        Some((under, desk)) if **under == **officers => desk.clone(),
        _ => officers.clone(),
    };
    let put_back = {
        let laid = laid.clone();
        Callback::from(move |()| laid.set(None))
    };
    use_effect_with(left, {
        let put_back = put_back.clone();
        move |_| put_back.emit(())
    });
    let keep = {
        let (officers, desk, act, laid) = (officers.clone(), desk.clone(), act.clone(), laid.clone());
        Callback::from(move |()| {
            let mut kept = (**desk.checked()).clone();
            kept.name = [&officers.title(), ", as tried in a meeting"].concat();
            if let Ok(kept) = kept.check() {
                let open = officers.shelf().current().id;
                act.emit(Action::Shelf(Change::Put(Rc::new(kept))));
                act.emit(Action::Shelf(Change::Choose(open)));
                act.emit(Action::Tell(vec![
                    "What you tried is among your scenarios, in the menu at the top.".into(),
                ]));
                laid.set(None);
            }
        })
    };
    let moved = {
        let (officers, desk) = (officers.clone(), desk.clone());
        Callback::from(move |action: Action| {
            laid.set(Some((officers.clone(), desk.clone().reduce(action))));
        })
    };
    Trial { officers: officers.clone(), desk, act: moved, put_back, keep }
}
