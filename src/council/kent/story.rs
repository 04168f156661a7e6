//! Arranges the audit of the report's figures in chapters.

use super::audit::audit;
use crate::council::Chapter;

/// The title, the last finding and the conclusion of each chapter.
const CHAPTERS: [(&str, u8, &str); 5] = [
    (
        "The table of placements and its averages",
        6,
        "The table adds up. The cost behind the contract’s value is not an average of it.",
    ),
    (
        "Spending and prices, 2024/25 to 2025/26",
        16,
        "What was spent with DPS providers follows from the averages; what was spent with the others does not.",
    ),
    (
        "£876m: the contract’s value if numbers stay as they are",
        18,
        "The stated pupils, cost and inflation do not give £876m. Four other readings do, and the report names none of them.",
    ),
    (
        "£484m: its value if numbers fall as planned",
        23,
        "The two values start from different numbers of pupils. Most of the step between them is that difference, not a fall.",
    ),
    (
        "Fees, Safety Valve, term and inflation",
        27,
        "Nothing here is contradicted. Prices that rise faster than assumed raise any eight-year value.",
    ),
];

/// The audit in chapters, with every finding once.
pub(super) fn story() -> Vec<Chapter> {
    let mut findings = audit().into_iter();
    let mut from = 0;
    CHAPTERS
        .into_iter()
        .map(|(title, last, conclusion)| {
            let findings = findings.by_ref().take(usize::from(last - from)).collect();
            from = last;
            Chapter { title, conclusion: conclusion.into(), findings }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::{Finding, Verdict};

    #[test]
    fn the_story_tells_the_audit_and_nothing_else() {
        let told: Vec<Finding> = story().into_iter().flat_map(|chapter| chapter.findings).collect();
        assert_eq!(told, audit());
        assert!(story().iter().all(|chapter| !chapter.findings.is_empty()));
    }

    /// What each chapter claims is what its findings are.
    #[test]
    fn every_chapter_says_what_its_findings_say() {
        let story = story();
        let verdict = |code: &str| audit().into_iter().find(|f| f.code == code).map(|f| f.verdict);
        let adds_up = ["A1", "A2", "A3"].map(|code| verdict(code) == Some(Verdict::Reproduces));
        assert_eq!((adds_up, verdict("A5")), ([true; 3], Some(Verdict::Inconsistent)));
        assert_eq!(verdict("A7"), Some(Verdict::Reproduces));
        assert_eq!(verdict("A8"), Some(Verdict::DoesNotReproduce));
        assert_eq!(verdict("A17"), Some(Verdict::DoesNotReproduce));
        assert_eq!(verdict("A18"), Some(Verdict::ReproducesOnUnstatedBasis));
        let codes: Vec<&str> = story[2].findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["A17", "A18"]);
        let readings = &story[2].findings[1].follows;
        let names = ["A:", "B:", "C:", "D:"].map(|name| readings.iter().any(|q| q.label.starts_with(name)));
        assert_eq!(names, [true; 4], "four readings");
        let least = story[3].findings.iter().find(|f| f.code == "A22").unwrap();
        let share = least.follows.iter().find(|q| q.label.contains("fall is taken first, lowest")).unwrap();
        assert!(share.value > 0.5, "most of the step is a change of base, whichever comes first");
        let contradicted = [Verdict::DoesNotReproduce, Verdict::Inconsistent];
        assert!(contradicted.iter().all(|verdict| story[4].with(*verdict) == 0));
    }
}
