//! A deck of slides with undo.

use super::{Change, Deck};

/// The number of steps that are remembered.
const STEPS: usize = 100;

/// A deck whose changes can be undone.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Edits {
    deck: Deck,
    past: Vec<Deck>,
    /// The last change, which the next one of its kind extends.
    last: Option<Change>,
}

impl Edits {
    /// Begins with a deck.
    pub fn new(deck: Deck) -> Edits {
        Edits { deck, ..Edits::default() }
    }

    /// The present deck.
    pub fn deck(&self) -> &Deck {
        &self.deck
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Applies a change. Letters that are typed one after another into one field are one step.
    pub fn apply(&mut self, change: Change) {
        let mut after = self.deck.clone();
        after.apply(change.clone());
        if after == self.deck {
            return;
        }
        let joins = match (&self.last, &change) {
            (Some(Change::Write(kind, part, _)), Change::Write(now, this, _)) => kind == now && part == this,
            _ => false,
        };
        let before = std::mem::replace(&mut self.deck, after);
        if !joins {
            self.past.push(before);
            if self.past.len() > STEPS {
                self.past.remove(0);
            }
        }
        self.last = Some(change);
    }

    /// Undoes the last step.
    pub fn undo(&mut self) {
        if let Some(deck) = self.past.pop() {
            self.deck = deck;
            self.last = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Part};
    use super::*;

    #[test]
    fn steps_are_taken_back_one_by_one_and_a_typed_word_at_once() {
        let mut edits = Edits::default();
        edits.apply(Change::Later(Kind::Question));
        for text in ["W", "Wh", "Why"] {
            edits.apply(Change::Write(Kind::Now, Part::Title, text.into()));
        }
        edits.apply(Change::Write(Kind::Now, Part::Note, "n".into()));
        edits.apply(Change::Earlier(Kind::Now));
        assert_eq!(edits.past.len(), 3, "a step that changes nothing is none");
        edits.undo();
        assert_eq!(
            (edits.deck().slides()[0].title.as_str(), edits.deck().slides()[0].note.as_str()),
            ("Why", "")
        );
        edits.undo();
        assert_eq!(edits.deck().slides()[0].title, "");
        edits.undo();
        assert_eq!(*edits.deck(), Deck::default());
        assert!(!edits.can_undo());
        edits.undo();
        assert_eq!(*edits.deck(), Deck::default());
    }

    #[test]
    fn so_many_steps_are_remembered() {
        let mut edits = Edits::default();
        for step in 0..250 {
            edits.apply(Change::Hide(Kind::Now, step % 2 == 0));
        }
        assert_eq!(edits.past.len(), STEPS);
    }
}
