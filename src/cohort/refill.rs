//! How a block fills the places that are free in a January (M6.3).

use crate::chance::{Future, Purpose};

/// The number from 0 to 1 that is added to the places that a block refills in a January before they are rounded down
/// (M6.3). It is the block's own, so that on average the share refilled is the share meant, however few places fall
/// free.
pub(super) fn odd_place(future: Future, block: u32, january: usize) -> f64 {
    #[allow(clippy::cast_possible_truncation)] // few years
    future.address(Purpose::Refill, january as u16, block).uniform(0)
}

/// How many pupils a block lets in (M6.3), where `still` of its pupils are there and it had `before` places in the year
/// before. New places are all on offer; of those that are empty since last year, because a pupil left or none came, the
/// share `refill`, from 0 to 1. `odd`, from 0 to 1, is added before that is rounded down.
pub(super) fn vacancies(still: u32, before: u32, places: u32, refill: f64, odd: f64) -> usize {
    let before = before.min(places);
    let fresh = places - before.max(still.min(places));
    let vacant = before.saturating_sub(still);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most the places
    let fill = fresh as usize + (refill * f64::from(vacant) + odd) as usize;
    fill
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_average_the_share_that_is_meant_is_refilled_however_few_fall_free() {
        let steps = 1_000_u32;
        for (still, places, refill) in [(10, 11, 0.4), (10, 13, 0.5), (0, 7, 0.9), (5, 5, 0.7)] {
            let odds = (0..steps).map(|step| (f64::from(step) + 0.5) / f64::from(steps));
            let filled: f64 = odds.map(|odd| vacancies(still, places, places, refill, odd) as f64).sum();
            let meant = refill * f64::from(places - still);
            assert!((filled / f64::from(steps) - meant).abs() < 1e-9, "{still} of {places}: {filled}");
        }
    }
}
