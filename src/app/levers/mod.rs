//! The levers by which a goal may be reached: which, how far, and two of them as a map.

mod along;
mod map;
mod pick;

pub use along::marks_and_label;
pub use map::MapPanel;
pub use pick::{picker, target_box};

use super::state::{Action, Desk};
use crate::scenario::Lever;
use yew::prelude::*;

/// Sets levers to a middle and a range, as shown: lowest, middle, highest. Where one is refused, the planner gets the
/// reason under the headline `refused`.
pub fn assume(desk: &Desk, act: &Callback<Action>, moves: &[(Lever, [f64; 3])], refused: &str) -> bool {
    // This is the scenario as it will be once the edits before a range are made.
    let mut ahead = (*desk.scenario()).clone();
    for &(lever, [low, middle, high]) in moves {
        lever.set(&mut ahead, desk.published(), middle);
        act.emit(Action::Set(lever, middle));
        match lever.range(&ahead, low, high) {
            Ok(range) => act.emit(Action::SetRange(range)),
            Err(reason) => {
                act.emit(Action::Tell(vec![refused.into(), reason]));
                return false;
            }
        }
    }
    true
}
