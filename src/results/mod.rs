//! What an ensemble shows: the figures that the page, the report, the exports and the terminal share.
//!
//! Each figure is worked out here and nowhere else, so that two places cannot give different answers to one question.
//! [`View`] gathers everything that the Plan screen and the report show. [`BlockOutcome`] is the one definition of a
//! block's results; the type of each of its sums says over which futures and which years it is taken. A [`Course`] is one
//! future by itself, and its [`Standing`] says where it lies among all.

mod block_outcome;
mod course;
mod deficits;
mod figures;
mod money;
mod standing;
mod view;

pub use block_outcome::{BlockOutcome, BlockYear, OverTermAllFutures, OverTermAwarded, YearlyAwarded};
pub use course::{Course, CourseBlock, CourseYear, Filled};
pub use deficits::{DeficitPath, Deficits};
pub use figures::{DOTS, FEW_DOTS, Figures, first_and_third, summary};
pub use money::{Blocks, Money, Target, is_told};
pub use standing::{Rank, Standing, WORST, future_at, middle_future};
pub use view::{BEHIND, Behind, Card, Parts, Table, View, reported};
