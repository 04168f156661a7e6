//! How growth fades beyond the years that have been checked against the past (M4.2).

use crate::scenario::CHECKED_YEARS;

/// The share f(t) of a year's growth and wander that is left, from 0 to 1, `ahead` years after the opening: 1 up to
/// [`CHECKED_YEARS`], then `fade` of the year before.
pub(super) fn left_of_growth(fade: f64, ahead: usize) -> f64 {
    (CHECKED_YEARS..ahead).fold(1.0, |left, _| left * fade)
}
