//! Sentences in plain English on what the model, the decisions and the evidence say.

mod block;
mod breakeven;
mod calibrate;
mod chart;
mod compare;
pub mod deck;
mod evidence;
mod glossary;
mod goal;
mod map;
mod matters;
mod outside;
mod recommendation;
mod savings;
mod sentence;
mod story;
mod trace;

pub use block::{
    accepts, bends, bends_why, block_outcome, buys, keeps_offers, offers_left_out, textbook, verdict,
    worth_signing,
};
pub use breakeven::{NO_BUDGET, arithmetic, breakeven, falls, first_year, in_100, no_target, parts};
pub use calibrate::{agreement, doubt, learnt};
pub use chart::{along, corners, ends_at, fills, likely, moved, odds, risks, saves_most};
pub use compare::{better, count, difference, left_out, quoted, regret, size, times, which_is_best};
pub use evidence::{
    audited, came, counted, counts_differ, counts_of_placements, covered, fold, matches, opened, rests_on,
    tags, tested,
};
pub use glossary::{GLOSSARY, Term, marked, term};
pub use goal::{
    amount, bound, causes, figure, goal, holds, left, needed_of, otherwise, plan_source, pulled,
    shortfall_sentence, value, wanted, within_reach,
};
pub use map::{Mapped, short_name};
pub use matters::{
    county_and_districts, doubt_and_chance, explained, once_known, share, tornado, what_matters, worth,
    worth_of_all,
};
pub use outside::{outside, plan, runs_out, spared_by_waits};
pub use recommendation::recommendation;
pub use savings::needed;
pub use sentence::{
    Headline, balance_sentence, changed, fan_sentence, headline, how_sure, settling, spending_sentence,
    spoken_result, subject, transport,
};
pub use story::{
    Chapter, became, changes_most, ends, no_such_future, one_future, six_futures, story, which_futures,
};
pub use trace::trace;
