//! Shares a large value without comparing it.

use std::ops::Deref;
use std::rc::Rc;

/// A large value that is shared. Two are equal if they are the same value in memory, so that nothing is compared.
pub struct Held<T>(pub Rc<T>);

impl<T> Clone for Held<T> {
    fn clone(&self) -> Held<T> {
        Held(self.0.clone())
    }
}

impl<T> PartialEq for Held<T> {
    fn eq(&self, other: &Held<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
