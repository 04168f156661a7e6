//! How many places are safe to buy in blocks: what the ladder of places answers on arrival.

use super::state::Desk;
use super::study::use_study;
use crate::cohort::Geography;
use crate::decisions::Purse;
use crate::decisions::portfolio::USUAL;
use crate::questions::{Ladders, Offers, Portfolio, patterns};
use crate::sentences;
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

/// The places that are safe to buy, beyond those that the scenario buys already.
pub struct Safe {
    /// The number of places; `None` before it is known, or where no block gives terms that a place could have.
    pub count: Option<u32>,
    /// What they come to together, in words.
    pub said: String,
    /// Whether there is a block whose terms a place could have.
    pub is_offered: bool,
    /// Whether this is the final answer.
    pub is_settled: bool,
}

/// Asks for the places that the usual rule buys, on the terms of the first block. `is_due` says whether the scenario's
/// own futures have all come: they go before.
#[hook]
pub fn use_safe(pool: &Pool, desk: &Rc<Desk>, is_due: bool) -> Safe {
    let scenario = desk.checked();
    let published = desk.published();
    let geography = Geography::of(desk.grouping(), &scenario);
    let offers = use_memo((scenario, published.clone(), geography), |(scenario, published, geography)| {
        let pattern = patterns(scenario, published).first().copied();
        pattern.map(|pattern| Offers::of_parts(scenario.clone(), pattern, *geography))
    });
    let asked = (*offers).clone().filter(|_| is_due);
    let climbed = use_study(pool, asked.clone().map(|offers| Ladders { offers, purse: Purse::HighNeeds }));
    let ladders = climbed.answer.clone().filter(|_| climbed.is_settled);
    let portfolio = use_memo((asked, ladders), |(asked, ladders)| {
        let (asked, ladders) = asked.as_ref().zip(ladders.as_ref())?;
        Some(Portfolio::of_rule(asked, ladders, USUAL, Purse::HighNeeds).1)
    });
    let together = use_study(pool, (*portfolio).clone());
    let is_offered = offers.is_some();
    let count = (*portfolio).as_ref().map(|asked| asked.blocks.iter().map(|block| block.volume).sum::<u32>());
    let all =
        together.answer.as_deref().and_then(|added| added.groups.first()).filter(|_| together.is_settled);
    let is_settled = !is_offered || count == Some(0) || all.is_some();
    let said = match count {
        _ if !is_offered => {
            "There is no block whose terms a place could have. Add one to see which places would be filled."
                .into()
        }
        Some(count) => sentences::buys(count, USUAL, all).1,
        None => "Working out which places would be filled…".into(),
    };
    Safe { count, said, is_offered, is_settled }
}
