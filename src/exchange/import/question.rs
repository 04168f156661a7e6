//! What is asked about a file, where nobody could read it without being told.
//!
//! A question has an id by which its answer is found again in [`Choices`]; the first option is “not decided”.
//! What hangs on a question is not used before it is answered.

use super::choices::Choices;
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

/// No answer.
pub const OPEN: &str = "Not decided";

/// Questions as they come up.
#[derive(Default)]
pub struct Questions(pub Vec<Question>);

impl Questions {
    /// Asks, and gives what is answered; 0 where nothing is. Something waits for it if `waits`.
    pub fn ask(
        &mut self,
        choices: &Choices,
        id: &str,
        ask: String,
        options: Vec<String>,
        waits: bool,
    ) -> usize {
        let chosen = answer(choices, id).filter(|chosen| *chosen < options.len()).unwrap_or(0);
        let is_open = waits && chosen == 0;
        let told = u16::try_from(chosen).unwrap_or(0);
        self.0.push(Question { id: id.to_owned(), ask, options, chosen: told, is_open });
        chosen
    }
}

/// What is answered to a question, if anything.
pub fn answer(choices: &Choices, id: &str) -> Option<usize> {
    choices.answers.iter().find(|(of, _)| of == id).map(|(_, chosen)| usize::from(*chosen))
}

/// Options with “not decided” before them.
pub fn options<T: Into<String>>(options: impl IntoIterator<Item = T>) -> Vec<String> {
    std::iter::once(OPEN.to_owned()).chain(options.into_iter().map(Into::into)).collect()
}
