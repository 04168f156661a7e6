//! What page and worker say to each other: bytes, so that nothing undecodable can panic.

use serde::{Deserialize, Serialize};

/// The version that page and worker must share.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// From the page to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// The scenario of a job, for all orders that follow.
    Prepare {
        /// Which job.
        job: u32,
        /// Where chance begins.
        seed: u64,
        /// [`crate::cohort::Compiled::to_bytes`].
        model: Vec<u8>,
    },
    /// Futures of that job to run.
    Run {
        /// Which job.
        job: u32,
        /// The first future.
        first: u32,
        /// How many.
        count: u32,
    },
}

/// From a worker to the page. The counts and headlines of a [`Answer::Batch`] travel beside it as
/// arrays of numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The worker has loaded and waits for orders.
    Ready {
        /// Its version.
        version: String,
    },
    /// Futures run; their counts and headlines come along.
    Batch {
        /// Which job.
        job: u32,
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
        let order = Order::Prepare { job: 7, seed: 2026, model: vec![1, 2, 3] };
        assert_eq!(decode(&encode(&order)), Some(order));
        let answer = Answer::Batch { job: 7, first: 64, count: 128, seconds: 0.016 };
        assert_eq!(decode(&encode(&answer)), Some(answer));
    }

    #[test]
    fn rubbish_is_refused() {
        assert_eq!(decode::<Answer>(&[]), None);
        assert_eq!(decode::<Answer>(&[250, 1, 1, 1]), None);
        let whole = encode(&Order::Prepare { job: 1, seed: 1, model: vec![0; 50] });
        assert_eq!(decode::<Order>(&whole[..20]), None);
    }
}
