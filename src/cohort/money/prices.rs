//! The prices of one future on the spot market (M7.1), from its parameters.

use super::super::compiled::Compiled;
use super::super::parameters::Parameters;
use crate::contracts::{PREMIUM_FROM, PriceTerms};
use crate::field::SEPTEMBER;
use crate::scenario::Lever;

/// The terms of the spot prices of a future.
pub(super) fn terms(model: &Compiled, parameters: &Parameters) -> PriceTerms {
    let get = |lever| parameters.get(lever);
    let first_september = f64::from(model.opening_september) + SEPTEMBER;
    let bands_from = parameters.bands_come.then(|| {
        let wait = (get(Lever::BandStart) - first_september - 1e-9).ceil().max(0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few years
        let step = wait as usize;
        // The averages of the first two years are known, whatever the council decides meanwhile.
        step.max(PREMIUM_FROM)
    });
    let framework_opening = get(Lever::PriceFrameworkOpening);
    let next = [get(Lever::PriceLotA), get(Lever::PriceLotB), get(Lever::PriceOff)];
    let opening = [framework_opening, framework_opening, get(Lever::PriceOffOpening)];
    PriceTerms {
        // The average of a financial year applies from its April, and so already in the summer term.
        opening: if model.prices_of_financial_years { next } else { opening },
        next,
        premium: get(Lever::Premium),
        uplift: get(Lever::Uplift),
        avoided: get(Lever::FeeProcess) - get(Lever::FeeProcessIncluded),
        bands_from,
        band_effect: get(Lever::BandEffect),
    }
}
