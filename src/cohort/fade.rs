//! How growth fades beyond the years that have been checked against the past.

use crate::scenario::CHECKED_YEARS;

/// How much of a year's growth and wander is left, `ahead` years after the opening.
pub(super) fn left_of_growth(fade: f64, ahead: usize) -> f64 {
    (CHECKED_YEARS..ahead).fold(1.0, |left, _| left * fade)
}
