//! What the pool tells a planner about its workers.

use crate::worker::message::Refusal;

/// A message for the planner about the workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice(pub String);

/// The notice about a worker that was refused, to follow its name.
pub(super) fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::OtherBuild => format!("{refusal}: reload the page to get all its parts from one build"),
        Refusal::Unreadable => refusal.to_string(),
    }
}

/// The notice about a worker that is not replaced, with the number of others that are left.
pub(super) fn without(why: &str, left: usize) -> String {
    if left == 0 {
        format!(
            "A background worker {why}. The simulation now runs in the page itself, \
             which is slower. No result was lost."
        )
    } else {
        format!("A background worker {why}. The others continue. No result was lost.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::message::{encode, greeted};

    #[test]
    fn a_worker_of_another_build_is_done_without_and_the_planner_told_what_to_do() {
        let refusal = greeted(&encode(&"0123456789ab")).unwrap_err();
        assert_eq!(
            without(&refused(refusal), 0),
            "A background worker belongs to another build of the planner: reload the page to get all its \
             parts from one build. The simulation now runs in the page itself, which is slower. No result was lost."
        );
        assert!(without(&refused(refusal), 1).ends_with("The others continue. No result was lost."));
    }
}
