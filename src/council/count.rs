//! The published counts of a council's placements, which do not all count the same thing.

use super::{Council, HELD, LAST};
use crate::json::schema::{At, Described};
use crate::json::{Json, Read, Reader};
use serde::{Serialize, Serializer};

/// The count with which a scenario starts: one of the published counts of its council, or the planner's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base(pub(super) &'static str);

impl Base {
    /// The planner's own count.
    pub const OWN: Base = Base("own");
    /// The count of the SEN2 return of January 2025, which is published for every council.
    pub const SEN2: Base = Base("sen2_january_2025");

    /// The bases of all councils, in the order in which a planner is offered them.
    pub fn all() -> impl Iterator<Item = Base> {
        let of_councils = HELD.iter().flat_map(|(_, facts)| facts.counts);
        of_councils.map(|count| count.base).chain([Base::OWN])
    }

    /// The word of the base in a scenario file.
    pub fn word(self) -> &'static str {
        self.0
    }

    /// A few words on what the base counts in a council.
    pub fn label(self, council: &Council) -> &'static str {
        council.count(self).map_or("Your own count", |count| count.label)
    }

    /// A sentence or two on what the base counts in a council and how reliable it is.
    pub fn concept(self, council: &Council) -> &'static str {
        council
            .count(self)
            .map_or("Your own count: be ready to say what it counts, and at what date.", |count| {
                count.concept
            })
    }
}

impl Read for Base {
    fn read(reader: &mut Reader) -> Base {
        let bases: Vec<Base> = Base::all().collect();
        let words: Vec<&str> = bases.iter().map(|base| base.word()).collect();
        bases[reader.word(&words)]
    }
}

impl Described for Base {
    fn described(at: &At) -> Json {
        at.words(&Base::all().map(Base::word).collect::<Vec<&str>>())
    }
}

impl Serialize for Base {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// The kind of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It counts pupils placed on one day.
    OnADay,
    /// It counts placements paid for at some time in a year.
    OverAYear,
    /// It is the start of a plan's projection.
    Projected,
    /// It is worked out from other figures.
    WorkedOut,
    /// Its publisher does not say what it counts.
    NotStated,
}

impl Kind {
    /// The kind in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Kind::OnADay => "On one day",
            Kind::OverAYear => "Over a year",
            Kind::Projected => "A plan’s starting point",
            Kind::WorkedOut => "Worked out",
            Kind::NotStated => "Not stated",
        }
    }
}

/// A published count of a council's placements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The base that it is known by.
    pub base: Base,
    /// The number of pupils.
    pub pupils: u32,
    /// A few words on what it counts.
    pub label: &'static str,
    /// A sentence or two on what it counts and how reliable it is.
    pub concept: &'static str,
    /// The tag of its source, as in a scenario file.
    pub tag: &'static str,
    /// The kind of the count.
    pub kind: Kind,
    /// The day or the year that it is about.
    pub when: &'static str,
    /// The reference, by which the list of publications finds its source.
    pub reference: &'static str,
    /// A few words on how reliable it is.
    pub known: &'static str,
    /// Why it differs from the census of January 2025; empty where there is nothing to explain.
    pub why: &'static str,
}

/// The count of the national record in its last January, with no pupils filled in yet.
pub(super) const SEN2: Count = Count {
    base: Base::SEN2,
    pupils: 0,
    label: "SEN2 return, January 2025",
    concept: "Pupils of all ages placed on the January 2025 census day, as the council returned them to the Department \
              for Education. The one series with a history.",
    tag: "SEN2",
    kind: Kind::OnADay,
    when: "January 2025",
    reference: "DfE, Education, health and care plans, reporting year 2025 (SEN2), January 2025",
    known: "Official statistics",
    why: "",
};

impl Council {
    /// The published counts of the council in the order in which a planner is offered them: its own, or that of the
    /// national record.
    pub fn counts(&self) -> Vec<Count> {
        match self.facts().counts {
            [] => self.placements(LAST).map(|pupils| Count { pupils, ..SEN2 }).into_iter().collect(),
            counts => counts.to_vec(),
        }
    }

    /// The count of a base; `None` for the planner's own, and for one that this council does not have.
    pub fn count(&self, base: Base) -> Option<Count> {
        self.counts().into_iter().find(|count| count.base == base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council;

    #[test]
    fn a_council_without_counts_of_its_own_has_that_of_the_national_record() {
        let essex = council::by_code("E10000012");
        assert_eq!(essex.counts(), [Count { pupils: 502, ..SEN2 }]);
        assert_eq!(essex.count(Base::SEN2).map(|count| count.pupils), Some(502));
        assert_eq!(essex.count(Base("snapshot_june_2025")), None, "another council's");
        assert_eq!(council::by_code("E99").counts(), []);
        assert_eq!(Base::OWN.label(essex), "Your own count");
    }

    #[test]
    fn a_base_has_a_word_of_its_own() {
        let words: Vec<&str> = Base::all().map(Base::word).collect();
        for (index, word) in words.iter().enumerate() {
            assert!(!words[..index].contains(word), "{word}");
        }
        assert!(words.contains(&Base::SEN2.word()) && words.last() == Some(&"own"));
    }
}
