//! The six published counts of Kent's placements, and why they differ (evidence register of the six numbers).

use super::report::{ALL_FUNDED_2024, ALL_PLACEMENTS, PLAN_START};
use crate::council::count::SEN2;
use crate::council::{Base, Count, Kind};

/// The counts in the order in which a planner is offered them.
pub(super) static COUNTS: [Count; 6] = [
    Count {
        base: Base("snapshot_june_2025"),
        pupils: ALL_PLACEMENTS,
        label: "Known and agreed at 30 June 2025",
        concept: "Pupils with a known and agreed placement for 2025/26, counted on 30 June 2025 (council report, \
                  paragraph 4.1). It counts later and wider than the SEN2 return.",
        tag: "REPORT",
        kind: Kind::OnADay,
        when: "30 June 2025",
        reference: "Council report 25/00065, paragraph 4.1",
        known: "The council’s own figure",
        why: "Five months later, and it counts every placement known and agreed for 2025/26, begun or not. Its table \
              is said to leave out residential placements, yet has the same total.",
    },
    Count {
        pupils: 1_623,
        reference: "DfE, Education, health and care plans, reporting year 2025 (SEN2), Kent, January 2025",
        why: "The count with which the others are compared here: 1,487 in independent and 136 in non-maintained \
              special schools.",
        ..SEN2
    },
    Count {
        base: Base("funded_during_2024_25"),
        pupils: ALL_FUNDED_2024,
        label: "Funded during 2024/25",
        concept: "Every placement paid for at some time in 2024/25 (council report, paragraph 6.2): a count over a \
                  year, so higher than the number placed on any one day.",
        tag: "REPORT",
        kind: Kind::OverAYear,
        when: "2024/25",
        reference: "Council report 25/00065, paragraph 6.2",
        known: "The council’s own figure",
        why: "It includes both those who left during the year and those who came in their place, so it is higher than \
              the number on any one day.",
    },
    Count {
        base: Base("implied_by_ceiling"),
        pupils: 1_707,
        label: "Implied by the £876m ceiling",
        concept: "The number of pupils that makes the report's £59,801 a placement come to its £876m ceiling. Worked \
                  out, not published.",
        tag: "ASSUMPTION",
        kind: Kind::WorkedOut,
        when: "2026/27 to 2033/34",
        reference: "Council report 25/00065, paragraph 6.5 and 6.6",
        known: "Not published: worked out (audit, A18)",
        why: "The number that turns £59,801 a placement into £876m over eight years. The report does not say that it \
              was used.",
    },
    Count {
        base: Base("commissioning_plan"),
        pupils: PLAN_START,
        label: "Commissioning plan, 2025",
        concept: "The commissioning plan's starting number (committee minutes, 18 November 2025). Its scope is not \
                  stated and is probably narrower than the other counts.",
        tag: "ASSUMPTION",
        kind: Kind::Projected,
        when: "2025",
        reference: "Minutes of the committee’s item on 25/00065",
        known: "Said in the meeting; its scope is not stated",
        why: "The plan has it fall to just over 900. It is 451 fewer than the census of that January, so it counts \
              something narrower: perhaps school age only, or schools in the county only.",
    },
    Count {
        base: Base("information_request"),
        pupils: 2_123,
        label: "Information request, 2024/25",
        concept: "“Private special schools” in 2024/25, from a published information request. It probably includes \
                  specialist colleges, which the framework does not cover.",
        tag: "ASSUMPTION",
        kind: Kind::NotStated,
        when: "2024/25",
        reference: "Shepway Vox, 31 July 2025, from an information request",
        known: "A restatement, not the council’s own text",
        why: "“Private special schools” probably takes in specialist colleges after 16, which the framework does not \
              cover.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::{self, LAST, kent};

    #[test]
    fn six_published_counts_each_with_its_publication() {
        let pupils: Vec<u32> = COUNTS.iter().map(|count| count.pupils).collect();
        assert_eq!(pupils, [1784, 1623, 1690, 1707, 1172, 2123]);
        for count in &COUNTS {
            assert!(crate::council::publications(count.reference).next().is_some(), "{count:?}");
            assert!(!count.why.is_empty(), "{count:?}");
        }
    }

    #[test]
    fn the_counts_are_those_of_the_report_and_the_census() {
        let council = council::by_code(kent::CODE);
        let sen2 = council.count(Base::SEN2).unwrap().pupils;
        assert_eq!(council.placements(LAST), Some(sen2));
        assert_eq!(sen2 - council.count(Base("commissioning_plan")).unwrap().pupils, 451);
        assert_eq!(1_487 + 136, sen2);
    }
}
