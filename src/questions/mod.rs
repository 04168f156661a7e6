//! Questions that need futures of their own, besides those of the open scenario.
//!
//! A [`Question`] gives the [`Job`] that runs its futures, and reads its answer from the results. The page asks it with
//! `use_study`, a test with [`Job::finish`].

mod backtest;
mod bending;
mod block;
mod block_choices;
mod causes;
mod chance_map;
mod explained;
mod held;
mod lineup;
mod new_count;
mod offers;
mod one_future;
mod options;
mod outcomes;
mod portfolio;
mod pull;
mod scope_sums;
mod seek;
mod tender;
mod volume_curve;
mod wanted;
mod whole;
mod worth;

pub use backtest::{BackTest, BandCheck};
pub use bending::BlockBending;
pub use block::{BlockAlone, on_offer, patterns, without_blocks};
pub use block_choices::{BlockChoice, BlockChoices, WeighedBlock};
pub use causes::BalanceCauses;
pub use chance_map::{ChanceMap, Chances, SIDE};
pub use explained::{Drawing, DrawnInputs, Explaining, Explanation, Split, Splitting, ToExplain};
pub use held::Held;
pub use lineup::{Comparison, Entry, FEWEST, Lineup, MOST, SideBySide, entries};
pub use new_count::{range_of, takes_range};
pub use offers::{BestVolumes, ChosenVolumes, OfferCurves, Offers};
pub use one_future::OneFuture;
pub use options::{BestOption, RankedOptions, options};
pub use outcomes::{Column, ExplainedOutcome, OutcomeRuns, Runs, futures, next_january, outcomes};
pub use portfolio::{Added, Ladders, Portfolio};
pub use pull::{DifferentInput, WouldBeTrue};
pub use scope_sums::{ScopeSums, Sums};
pub use seek::{Takes, WhatItTakes};
pub use tender::{TenderAnswer, TenderRound, TenderWorth};
pub use volume_curve::{BlockCurve, BlockWeighed};
pub use wanted::{Chosen, Kind, Preset, decided, levers_for, picked, presets, usual};
pub use whole::Whole;
pub use worth::{Payoffs, Valuation, Valuing, Worth};

use crate::worker::Job;

/// A question that needs futures of its own.
pub trait Question: Clone + PartialEq {
    /// The answer that is read from the futures.
    type Answer;

    /// The job that runs the futures; `None` where the question makes no sense in its scenario.
    fn job(&self) -> Option<Job>;

    /// Whether the same futures answer another question, so that they need not be run again.
    fn shares_futures(&self, other: &Self) -> bool {
        self == other
    }

    /// Reads the answer from the futures of the job that have come; `None` while there are too few.
    fn read(&self, job: &Job) -> Option<Self::Answer>;
}
