//! What is asked about a file, where nobody could read it without being told.
//!
//! A question has an id by which its answer is found again among the choices; the first option is “not decided”.
//! What hangs on a question is not used before it is answered.

use serde::{Deserialize, Serialize};

/// A question with its options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// By which the answer is found.
    pub id: String,
    /// What is asked, in a sentence or two.
    pub ask: String,
    /// What may be answered; the first is no answer, or the way it is done without one.
    pub options: Vec<String>,
    /// What is answered, a position in `options`.
    pub chosen: u16,
    /// Whether something waits for the answer.
    pub is_open: bool,
}
