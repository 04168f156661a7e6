//! Whole answers that are there already: the latest to each kind of question, so that whoever asks the same again has it at
//! once, on another screen too.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    /// By the kinds of question and answer. There are as many as there are kinds, each with its latest answer.
    static HELD: RefCell<Vec<(TypeId, Rc<dyn Any>)>> = const { RefCell::new(Vec::new()) };
}

/// The answer to a question, where the latest of its kind was just that.
pub fn held<Q: PartialEq + 'static, A: 'static>(question: &Q) -> Option<Rc<A>> {
    let kind = TypeId::of::<(Q, A)>();
    let found =
        HELD.with_borrow(|held| held.iter().find(|(of, _)| *of == kind).map(|(_, found)| found.clone()))?;
    let (of, answer) = found.downcast_ref::<(Q, Rc<A>)>()?;
    (of == question).then(|| answer.clone())
}

/// Holds the answer to a question, in place of the one before of its kind.
pub fn hold<Q: 'static, A: 'static>(question: Q, answer: Rc<A>) {
    let kind = TypeId::of::<(Q, A)>();
    let entry: Rc<dyn Any> = Rc::new((question, answer));
    // What is dropped may itself hold much: not while the list is borrowed.
    let _before = HELD.with_borrow_mut(|held| {
        if let Some((_, before)) = held.iter_mut().find(|(of, _)| *of == kind) {
            return Some(std::mem::replace(before, entry));
        }
        held.push((kind, entry));
        None
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_answer_of_each_kind_is_held_for_the_same_question() {
        assert_eq!(held::<u32, String>(&1), None);
        hold(1_u32, Rc::new("one".to_owned()));
        hold(1_u64, Rc::new("another kind".to_owned()));
        assert_eq!(held::<u32, String>(&1).as_deref().map(String::as_str), Some("one"));
        assert_eq!(held::<u32, String>(&2), None);
        hold(2_u32, Rc::new("two".to_owned()));
        assert_eq!(held::<u32, String>(&1), None, "one of each kind, or they would grow without end");
        assert_eq!(held::<u64, String>(&1).as_deref().map(String::as_str), Some("another kind"));
    }
}
