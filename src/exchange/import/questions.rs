//! Asks questions about a file, and looks for their answers among what the planner has said.

use super::choices::Choices;
use super::question::Question;

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
