//! Terms with a special meaning in Kent.

/// The meanings, by the name of the term.
pub(super) static WORDS: [(&str, &str); 5] = [
    ("ASD", "A primary need in the national census; more than half of Kent’s INMSS placements."),
    (
        "Localities Model",
        "Kent’s scheme to meet more needs in mainstream schools, in 53 groups of schools since September 2025. Its \
         effect has not been evaluated.",
    ),
    (
        "PSCN",
        "What Kent’s two special schools to come are for; so their places relieve INMSS placements only in part.",
    ),
    (
        "Safety Valve",
        "The agreement by which the department and the council pay £222m towards Kent’s deficit, and the council must \
         balance by the end of 2027/28.",
    ),
    (
        "SEMH",
        "A primary need in the national census; three in ten of Kent’s INMSS placements. Kent’s policy leaves it out of \
         SRPs.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::kent::report::{COUNCIL_CONTRIBUTION, DEPARTMENT_CONTRIBUTION, NEED_SHARES};

    /// What the words say of numbers is what the numbers are.
    #[test]
    fn what_a_meaning_claims_of_a_figure_is_so() {
        let said = |name: &str| WORDS.iter().find(|(term, _)| *term == name).unwrap().1;
        let total = (COUNCIL_CONTRIBUTION + DEPARTMENT_CONTRIBUTION) / 1e6;
        assert!(said("Safety Valve").contains(&format!("£{total:.0}m")));
        let share = |code: &str| NEED_SHARES.iter().find(|(need, _)| *need == code).map(|(_, share)| *share);
        assert!(said("ASD").contains("more than half") && share("ASD") > Some(0.5));
        assert!(said("SEMH").contains("three in ten") && share("SEMH") == Some(0.3));
    }

    #[test]
    fn every_word_is_one_of_the_glossary() {
        for (name, meaning) in WORDS {
            assert!(crate::sentences::term(name).is_some(), "{name}");
            assert!(meaning.ends_with('.') && meaning.chars().count() < 220, "{name}");
        }
    }
}
