//! The prices of one future (M7.1): what its parameters say of the spot market.

use super::super::compiled::Compiled;
use super::super::parameters::Parameters;
use crate::contracts::{PREMIUM_FROM, PriceTerms};
use crate::field::SEPTEMBER;
use crate::scenario::Lever;

/// The terms that the prices of a future follow from.
pub(super) fn terms(model: &Compiled, parameters: &Parameters) -> PriceTerms {
    let get = |lever| parameters.get(lever);
    let first_september = f64::from(model.opening_september) + SEPTEMBER;
    let bands_from = parameters.bands_come.then(|| {
        let wait = (get(Lever::BandStart) - first_september - 1e-9).ceil().max(0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few years
        let step = wait as usize;
        // The averages of the first two years are known, whatever is decided meanwhile.
        step.max(PREMIUM_FROM)
    });
    let framework_opening = get(Lever::PriceFrameworkOpening);
    let next = [get(Lever::PriceLotA), get(Lever::PriceLotB), get(Lever::PriceOff)];
    let opening = [framework_opening, framework_opening, get(Lever::PriceOffOpening)];
    PriceTerms {
        // The average of a financial year is paid from its April on, and so in the summer term too.
        opening: if model.prices_of_financial_years { next } else { opening },
        next,
        premium: get(Lever::Premium),
        uplift: get(Lever::Uplift),
        avoided: get(Lever::FeeProcess) - get(Lever::FeeProcessIncluded),
        bands_from,
        band_effect: get(Lever::BandEffect),
    }
}
