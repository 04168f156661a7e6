//! The publications behind the references: title, date and address.

use super::HELD;

/// Something published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// A reference that holds one of these words rests on it.
    pub(super) marks: &'static [&'static str],
    /// Publisher and title.
    pub title: &'static str,
    /// The day it appeared, or the time it is about.
    pub date: &'static str,
    /// Where it can be read; none where it is only known by its title.
    pub address: Option<&'static str>,
}

/// The publications that a reference names, in the order of their lists.
pub fn publications(reference: &str) -> impl Iterator<Item = &'static Publication> {
    HELD.iter()
        .flat_map(|(_, facts)| facts.publications)
        .filter(move |publication| publication.marks.iter().any(|mark| reference.contains(mark)))
}
