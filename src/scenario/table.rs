//! The uncertain numbers that a planner can move, one row each: their names, the units in which they are shown, and
//! their limits.

mod demand;
mod high_needs;
mod local_provision;
mod localities;
mod prices;

use super::lever_spec::{Lever, Spec};

/// All rows, group by group.
static GROUPS: [&[Spec]; 5] =
    [&demand::ROWS, &localities::ROWS, &local_provision::ROWS, &prices::ROWS, &high_needs::ROWS];

impl Lever {
    /// The number of levers.
    pub const COUNT: usize = demand::ROWS.len()
        + localities::ROWS.len()
        + local_provision::ROWS.len()
        + prices::ROWS.len()
        + high_needs::ROWS.len();

    pub(super) fn spec(self) -> &'static Spec {
        row(self as usize)
    }
}

/// All rows, in the order of the levers.
pub(super) fn rows() -> impl Iterator<Item = &'static Spec> {
    GROUPS.iter().flat_map(|rows| rows.iter())
}

/// The row at a position.
pub(super) const fn row(mut at: usize) -> &'static Spec {
    let mut group = 0;
    while at >= GROUPS[group].len() {
        at -= GROUPS[group].len();
        group += 1;
    }
    &GROUPS[group][at]
}
