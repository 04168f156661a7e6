//! The places where the report's words or scopes contradict each other.

use crate::council::Inconsistency;

/// Every inconsistency of words or scope, in the order of the report.
pub(super) static INCONSISTENCIES: [Inconsistency; 9] = [
    Inconsistency {
        paragraphs: "1.5, 6.4",
        text: "The sector has several names: “Non Maintained and Independent”, “Non-Maintained Independent” \
               and “Independent and Non Maintained Independent” special schools. They are taken here to \
               mean the same schools.",
    },
    Inconsistency {
        paragraphs: "4.1",
        text: "The table is said to leave out residential placements and to be of placements sampled, but \
               its totals, 1,784 placements and 110 schools, are those of all placements in the sentence \
               above it. Which of the two it covers is unclear.",
    },
    Inconsistency {
        paragraphs: "4.1",
        text: "The published notice of the proposed decision says that about a third of the schools used \
               are on the DPS. The table gives 20% of schools, with 61% of placements.",
    },
    Inconsistency {
        paragraphs: "4.1, 6.2",
        text: "1,690 counts placements funded at any time in 2024/25; 1,784 is a snapshot of those known \
               and agreed for 2025/26. The difference of 94 is not growth from one year to the next.",
    },
    Inconsistency {
        paragraphs: "4.25",
        text: "A report dated 18 November 2025 speaks of a workshop in October 2025 as still planned, so \
               parts of it were written earlier than others.",
    },
    Inconsistency {
        paragraphs: "6.1",
        text: "The spend of £88.8m is called net but is before income from health, social care and \
               grants: it is a gross figure.",
    },
    Inconsistency {
        paragraphs: "6.3, 6.6, 6.8",
        text: "The £876m takes every placement to be made through the contract, which guarantees no volume \
               and which not every provider is expected to join. It is a ceiling, not a forecast.",
    },
    Inconsistency {
        paragraphs: "6.13",
        text: "The overspend on the High Needs Block is given as £55m to £60m a year. Press reports of \
               January 2026, citing council papers, put 2025/26 at £70m.",
    },
    Inconsistency {
        paragraphs: "10 to 12",
        text: "The section numbers 10, 11 and 12 are used twice, and the Director's title at the head of \
               the report is not the one in its contact details. Cite these sections by name.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inconsistency_cites_the_report_and_is_said_once() {
        for (index, one) in INCONSISTENCIES.iter().enumerate() {
            assert!(one.paragraphs.starts_with(|c: char| c.is_ascii_digit()), "{one:?}");
            assert!(one.text.ends_with('.') && !one.text.contains("  "), "{one:?}");
            assert!(INCONSISTENCIES[..index].iter().all(|other| other.text != one.text));
        }
    }
}
