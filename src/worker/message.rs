//! What page and worker say to each other: bytes, so that nothing undecodable can panic.

use crate::chance::Seeds;
use crate::ensemble::Task;
use serde::{Deserialize, Serialize};

/// The version that page and worker must share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// From the page to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// A scenario of a job and what is asked of it, for all orders that follow.
    Prepare {
        /// Which job, and which of its scenarios.
        of: (u32, u32),
        /// Where chance begins.
        seeds: Seeds,
        /// What to report.
        task: Task,
        /// [`crate::cohort::Compiled::to_bytes`].
        model: Vec<u8>,
    },
    /// Futures of it to run.
    Run {
        /// Which job, and which of its scenarios.
        of: (u32, u32),
        /// The first future.
        first: u32,
        /// How many.
        count: u32,
    },
}

/// From a worker to the page. The counts and values of a [`Answer::Batch`] travel beside it as
/// arrays of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The worker has loaded and waits for orders.
    Ready {
        /// Its version.
        version: String,
    },
    /// Futures run; their counts and values come along.
    Batch {
        /// Which job, and which of its scenarios.
        of: (u32, u32),
        /// The first future.
        first: u32,
        /// How many.
        count: u32,
        /// How long it took, in seconds.
        seconds: f64,
    },
    /// An order that made no sense to it.
    Confused {
        /// Why.
        reason: String,
    },
}

/// As bytes.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Only running out of memory can stop it, and that ends the program anyway.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// From bytes; none where they are anything else.
pub fn decode<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_and_answers_arrive_as_they_left() {
        let task = Task::Columns { counts: vec![3], headlines: vec![4, 5] };
        let order = Order::Prepare { of: (7, 1), seeds: 2026.into(), task, model: vec![1, 2, 3] };
        assert_eq!(decode(&encode(&order)), Some(order));
        let answer = Answer::Batch { of: (7, 1), first: 64, count: 128, seconds: 0.016 };
        assert_eq!(decode(&encode(&answer)), Some(answer));
    }

    #[test]
    fn rubbish_is_refused() {
        assert_eq!(decode::<Answer>(&[]), None);
        assert_eq!(decode::<Answer>(&[250, 1, 1, 1]), None);
        let (seeds, task) = (1.into(), Task::Futures);
        let whole = encode(&Order::Prepare { of: (1, 0), seeds, task, model: vec![0; 50] });
        assert_eq!(decode::<Order>(&whole[..20]), None);
    }
}
