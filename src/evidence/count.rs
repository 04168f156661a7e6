//! The six published counts of placements, and why they differ.

use crate::scenario::Base;

/// What kind of count it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pupils placed on one day.
    OnADay,
    /// Placements paid for at some time in a year.
    OverAYear,
    /// The start of a plan's projection.
    Projected,
    /// Worked out from other figures.
    WorkedOut,
    /// Its publisher does not say.
    NotStated,
}

impl Kind {
    /// In a few words.
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

/// A published count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Which one.
    pub base: Base,
    /// How many.
    pub pupils: u32,
    /// What kind of count.
    pub kind: Kind,
    /// The day or the year.
    pub when: &'static str,
    /// Where it was published, as [`super::publications`] finds it.
    pub reference: &'static str,
    /// How well it is known.
    pub known: &'static str,
    /// Why it differs from the census of January 2025.
    pub why: &'static str,
}

/// The six counts, greatest first.
pub fn counts() -> Vec<Count> {
    let rows = [
        (
            Base::SnapshotJune2025,
            Kind::OnADay,
            "30 June 2025",
            "Council report 25/00065, paragraph 4.1",
            "The council’s own figure",
            "Five months later, and it counts every placement known and agreed for 2025/26, begun or not. Its table is said to leave out residential placements, yet has the same total.",
        ),
        (
            Base::Sen2January2025,
            Kind::OnADay,
            "January 2025",
            "DfE, Education, health and care plans, reporting year 2025 (SEN2), Kent, January 2025",
            "Official statistics",
            "The measure that the others are held against here: 1,487 in independent and 136 in non-maintained special schools.",
        ),
        (
            Base::FundedDuring2024To25,
            Kind::OverAYear,
            "2024/25",
            "Council report 25/00065, paragraph 6.2",
            "The council’s own figure",
            "Whoever left during the year and whoever came in their place are both in it, so it is higher than the number on any one day.",
        ),
        (
            Base::ImpliedByCeiling,
            Kind::WorkedOut,
            "2026/27 to 2033/34",
            "Council report 25/00065, paragraph 6.5 and 6.6",
            "Not published: worked out (audit, A18)",
            "The number that turns £59,801 a placement into £876m over eight years. The report does not say that it was used.",
        ),
        (
            Base::CommissioningPlan,
            Kind::Projected,
            "2025",
            "Minutes of the committee’s item on 25/00065",
            "Said in the meeting; its scope is not stated",
            "The plan has it fall to just over 900. It is 451 fewer than the census of that January, so it counts something narrower: perhaps school age only, or schools in the county only.",
        ),
        (
            Base::InformationRequest,
            Kind::NotStated,
            "2024/25",
            "Shepway Vox, 31 July 2025, from an information request",
            "A restatement, not the council’s own text",
            "“Private special schools” probably takes in specialist colleges after 16, which the framework does not cover.",
        ),
    ];
    let mut counts: Vec<Count> = rows
        .into_iter()
        .filter_map(|(base, kind, when, reference, known, why)| {
            Some(Count { base, pupils: base.pupils()?, kind, when, reference, known, why })
        })
        .collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.pupils));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::kent::report;
    use crate::scenario::Scenario;

    #[test]
    fn every_published_count_is_explained_once_and_has_its_publication() {
        let counts = counts();
        let mut published: Vec<u32> = Base::ALL.iter().filter_map(|base| base.pupils()).collect();
        published.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(counts.iter().map(|count| count.pupils).collect::<Vec<_>>(), published);
        for count in &counts {
            assert!(crate::evidence::publications(count.reference).next().is_some(), "{count:?}");
        }
    }

    #[test]
    fn the_counts_are_those_of_the_report_and_the_census() {
        let pupils = |base: Base| counts().into_iter().find(|count| count.base == base).unwrap().pupils;
        assert_eq!(pupils(Base::SnapshotJune2025), report::ALL_PLACEMENTS);
        assert_eq!(pupils(Base::FundedDuring2024To25), report::ALL_FUNDED_2024);
        assert_eq!(pupils(Base::CommissioningPlan), report::PLAN_START);
        assert_eq!(Scenario::kent().council().history().last().unwrap().1, pupils(Base::Sen2January2025));
        assert_eq!(pupils(Base::Sen2January2025) - pupils(Base::CommissioningPlan), 451);
        assert_eq!(1_487 + 136, pupils(Base::Sen2January2025));
    }
}
