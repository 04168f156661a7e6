//! The messages between page and workers, as bytes. Bytes that cannot be decoded are refused and cause no panic.

use crate::chance::Seeds;
use crate::ensemble::Task;
use crate::program::BUILD;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The first message of every worker, the clerk included, which names its build. Its form is the same in every build,
/// so that builds can recognise each other.
pub fn greeting() -> Vec<u8> {
    encode(&BUILD)
}

/// Reads a worker's first message.
///
/// # Errors
/// Where the worker belongs to another build, or its message is no greeting.
pub fn greeted(message: &[u8]) -> Result<(), Refusal> {
    match decode::<String>(message) {
        Some(build) if build == BUILD => Ok(()),
        Some(_) => Err(Refusal::OtherBuild),
        None => Err(Refusal::Unreadable),
    }
}

/// Why a worker is refused at its first message. As text it follows the worker's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The worker belongs to another build, as an old file in a browser's cache may. Another worker would not help.
    OtherBuild,
    /// The message cannot be read.
    Unreadable,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Refusal::OtherBuild => "belongs to another build of the planner",
            Refusal::Unreadable => "sent something unreadable",
        })
    }
}

/// A message from the page to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Order {
    /// A scenario of a job and its task, for all orders that follow.
    Prepare {
        /// The job, and the position of the scenario in it.
        of: (u32, u32),
        /// The seeds of the random numbers.
        seeds: Seeds,
        /// The task for each future.
        task: Task,
        /// The bytes of [`crate::cohort::Compiled::to_bytes`].
        model: Vec<u8>,
    },
    /// An order to run some futures.
    Run {
        /// The job, and the position of the scenario in it.
        of: (u32, u32),
        /// The first future.
        first: u32,
        /// The number of futures.
        count: u32,
    },
}

/// A message from a worker to the page. The counts and values of an [`Answer::Batch`] travel beside it as arrays of
/// numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Futures that were run; their counts and values travel beside it.
    Batch {
        /// The job, and the position of the scenario in it.
        of: (u32, u32),
        /// The first future.
        first: u32,
        /// The number of futures.
        count: u32,
        /// The time that it took, in seconds.
        seconds: f64,
    },
    /// The worker could not read an order.
    Confused {
        /// The reason.
        reason: String,
    },
}

/// Encodes a message as bytes.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Only running out of memory can stop it, and that ends the program anyway.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// Decodes a message; none where the bytes are anything else.
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
    fn a_worker_of_another_build_is_refused() {
        assert_eq!(greeted(&greeting()), Ok(()));
        for other in ["0.1.0", "", "000000000000", &BUILD[1..]] {
            assert_eq!(greeted(&encode(&other)), Err(Refusal::OtherBuild), "{other}");
        }
        // What a worker said before there were builds.
        assert_eq!(greeted(&encode(&(0_u8, "0.1.0"))), Err(Refusal::OtherBuild));
        assert_eq!(greeted(&[255, 1, 2]), Err(Refusal::Unreadable));
        assert_eq!(greeted(&[]), Err(Refusal::Unreadable));
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
