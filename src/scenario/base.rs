//! The published counts of placements, which are not counts of the same thing.

use serde::Serialize;

/// Which published count the opening stock follows (evidence register of the six numbers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    #[serde(rename = "snapshot_june_2025")]
    /// 1,784: known and agreed placements at 30 June 2025.
    SnapshotJune2025,
    #[serde(rename = "sen2_january_2025")]
    /// 1,623: the stock of the SEN2 return, January 2025.
    Sen2January2025,
    #[serde(rename = "funded_during_2024_25")]
    /// 1,690: placements funded at some time in 2024/25.
    FundedDuring2024To25,
    /// 1,707: what the published ceiling implies.
    ImpliedByCeiling,
    /// 1,172: the series of the commissioning plan.
    CommissioningPlan,
    /// 2,123: private special schools in an information request.
    InformationRequest,
    /// The planner's own count.
    Own,
}

impl Base {
    /// Every base, in the order that a planner is offered them.
    pub const ALL: [Base; 7] = [
        Base::SnapshotJune2025,
        Base::Sen2January2025,
        Base::FundedDuring2024To25,
        Base::ImpliedByCeiling,
        Base::CommissioningPlan,
        Base::InformationRequest,
        Base::Own,
    ];

    /// The published count; none for the planner's own.
    pub fn pupils(self) -> Option<u32> {
        match self {
            Base::SnapshotJune2025 => Some(1_784),
            Base::Sen2January2025 => Some(1_623),
            Base::FundedDuring2024To25 => Some(1_690),
            Base::ImpliedByCeiling => Some(1_707),
            Base::CommissioningPlan => Some(1_172),
            Base::InformationRequest => Some(2_123),
            Base::Own => None,
        }
    }

    /// What it counts, in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Base::SnapshotJune2025 => "Known and agreed at 30 June 2025",
            Base::Sen2January2025 => "SEN2 return, January 2025",
            Base::FundedDuring2024To25 => "Funded during 2024/25",
            Base::ImpliedByCeiling => "Implied by the £876m ceiling",
            Base::CommissioningPlan => "Commissioning plan, 2025",
            Base::InformationRequest => "Information request, 2024/25",
            Base::Own => "Your own count",
        }
    }

    /// What it counts and how far it can be trusted, in a sentence or two.
    pub fn concept(self) -> &'static str {
        match self {
            Base::SnapshotJune2025 => {
                "Pupils with a known and agreed placement for 2025/26, counted on 30 June 2025 \
                 (council report, paragraph 4.1). It counts later and wider than the SEN2 return."
            }
            Base::Sen2January2025 => {
                "Pupils of all ages placed on the January 2025 census day, as the council returned \
                 them to the Department for Education. The one series with a history."
            }
            Base::FundedDuring2024To25 => {
                "Every placement paid for at some time in 2024/25 (council report, paragraph 6.2): \
                 a count over a year, so higher than the number placed on any one day."
            }
            Base::ImpliedByCeiling => {
                "The number of pupils that makes the report's £59,801 a placement come to its \
                 £876m ceiling. Worked out, not published."
            }
            Base::CommissioningPlan => {
                "The commissioning plan's starting number (committee minutes, 18 November 2025). \
                 Its scope is not stated and is probably narrower than the other counts."
            }
            Base::InformationRequest => {
                "“Private special schools” in 2024/25, from a published information request. \
                 It probably includes specialist colleges, which the framework does not cover."
            }
            Base::Own => "Your own count: be ready to say what it counts, and at what date.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_published_bases_and_the_planners_own() {
        let published: Vec<u32> = Base::ALL.iter().filter_map(|base| base.pupils()).collect();
        assert_eq!(published, [1784, 1623, 1690, 1707, 1172, 2123]);
        assert_eq!(Base::ALL.last(), Some(&Base::Own));
    }
}
