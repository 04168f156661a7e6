//! The trial of a meeting: the open scenario with a few dials moved, which ends when the slide is left. The officers'
//! scenario stays as it is.

use crate::app::state::{Action, Desk};
use crate::scenario::Checked;
use crate::shelf::Change;
use std::rc::Rc;
use yew::prelude::*;

/// The name of a meeting's scenario in a comparison.
pub const NAME: &str = "Your setting";

/// The open scenario and the trial of it.
#[derive(Clone, PartialEq)]
pub struct Trial {
    /// The officers' desk with their scenario.
    pub officers: Rc<Desk>,
    /// The meeting's own desk, which equals the officers' until a dial is moved.
    pub desk: Rc<Desk>,
    /// Moves a dial.
    pub act: Callback<Action>,
    /// Resets all dials.
    pub put_back: Callback<()>,
    /// Keeps the trial as a scenario of its own beside the officers', which stays open.
    pub keep: Callback<()>,
}

impl Trial {
    /// Whether anything differs from the officers' scenario.
    pub fn is_on(&self) -> bool {
        !Rc::ptr_eq(&self.desk, &self.officers) && !self.desk.checked().is_like(&self.officers.checked())
    }

    /// The trial's scenario; `None` where no dial has been moved.
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

/// A trial of the open scenario, which ends when that changes or a slide is left; `left` counts how often one was left.
/// `act` is that of the officers' desk.
#[hook]
pub fn use_trial(officers: &Rc<Desk>, act: &Callback<Action>, left: u32) -> Trial {
    // The trial is kept with the officers' desk that it is based on: with another desk it is dropped.
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
