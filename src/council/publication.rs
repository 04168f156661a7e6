//! The publications behind the references: title, date and address.

use super::HELD;

/// A publication with its title, date and address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Words by which a reference is recognised: a reference that contains one of them cites this publication.
    pub(super) marks: &'static [&'static str],
    /// The publisher and the title.
    pub title: &'static str,
    /// The date of publication, or the period that it covers.
    pub date: &'static str,
    /// The address at which it can be read; `None` where only its title is known.
    pub address: Option<&'static str>,
}

/// The publications that a reference cites, in the order of their lists.
pub fn publications(reference: &str) -> impl Iterator<Item = &'static Publication> {
    HELD.iter()
        .flat_map(|(_, facts)| facts.publications)
        .filter(move |publication| publication.marks.iter().any(|mark| reference.contains(mark)))
}
