//! Spend, prices and numbers from 2024/25 to 2025/26 (6.1, 6.2 against the table of 4.1).

use super::{change, pounds, pupils, quantity, share};
use crate::council::kent::ceiling::{table_cost, table_mean};
use crate::council::kent::report::{
    ALL_FUNDED_2024, ALL_PLACEMENTS, ALL_SCHOOLS, COST_2024, COST_2025, COST_RISE, DPS_FUNDED_2024,
    DPS_SPEND_2024, PLACEMENTS, RESIDENTIAL, SCHOOLS, SPEND_2024, SPEND_PLACE,
};
use crate::council::{Finding, Unit, Verdict};

pub(super) fn findings() -> Vec<Finding> {
    vec![
        dps_spend(),
        non_dps_cost(),
        total_spend(),
        residential(),
        rises(),
        combined_rise(),
        volume_and_price(),
        dps_shift(),
        gap_widening(),
        school_sizes(),
    ]
}

fn funded() -> f64 {
    f64::from(ALL_FUNDED_2024)
}

fn funded_dps() -> f64 {
    f64::from(DPS_FUNDED_2024)
}

fn funded_non_dps() -> f64 {
    funded() - funded_dps()
}

fn placed() -> f64 {
    f64::from(ALL_PLACEMENTS)
}

/// Spend off the DPS in 2024/25 in pounds, as a difference (6.1).
fn non_dps_spend() -> f64 {
    SPEND_2024 - DPS_SPEND_2024
}

/// Spend of 2024/25 in pounds that follows from the stated averages (6.2).
fn spend_at_averages() -> f64 {
    funded_dps() * COST_2024.dps + funded_non_dps() * COST_2024.non_dps
}

/// Average cost of a placement in 2024/25 in pounds that follows from the spend (6.1, 6.2).
fn mean_of_spend() -> f64 {
    SPEND_2024 / funded()
}

fn dps_spend() -> Finding {
    Finding {
        code: "A7",
        paragraph: "6.1, 6.2",
        title: "DPS spend in 2024/25",
        says: "£46.9m was spent with DPS providers; 920 DPS placements cost £50,977 on average.",
        follows: vec![
            pounds("DPS placements at their average", funded_dps() * COST_2024.dps)
                .stated(DPS_SPEND_2024, SPEND_PLACE),
        ],
        verdict: Verdict::Reproduces,
        reason: "The difference is far inside the rounding of £46.9m.".into(),
    }
}

fn non_dps_cost() -> Finding {
    let at_average = funded_non_dps() * COST_2024.non_dps;
    // Each of the two spends may be off by half of its last digit, in opposite directions.
    let rounding = SPEND_PLACE;
    Finding {
        code: "A8",
        paragraph: "6.1, 6.2",
        title: "Average cost of other placements in 2024/25",
        says: "£88.8m was spent in all, £46.9m of it with DPS providers; 920 of 1,690 placements were DPS, \
               and the others cost £51,956 on average.",
        follows: vec![
            pounds("Average that the spend gives", non_dps_spend() / funded_non_dps())
                .stated(COST_2024.non_dps, 1.0),
            pounds(
                "The same, at the low end of the rounding",
                (non_dps_spend() - rounding) / funded_non_dps(),
            ),
            pounds(
                "The same, at the high end of the rounding",
                (non_dps_spend() + rounding) / funded_non_dps(),
            ),
            pounds("Spend that the stated average gives", at_average),
            pounds("Short of the spend by difference", non_dps_spend() - at_average),
        ],
        verdict: Verdict::DoesNotReproduce,
        reason: "The spend implies a dearer average than the one stated, by more than rounding can explain. \
                 The average may leave out placements that the spend includes."
            .into(),
    }
}

fn total_spend() -> Finding {
    Finding {
        code: "A9",
        paragraph: "6.1, 6.2",
        title: "Total spend in 2024/25",
        says: "£88.8m in all.",
        follows: vec![
            pounds("All placements at the two stated averages", spend_at_averages())
                .stated(SPEND_2024, SPEND_PLACE),
            pounds("Short of the stated spend", SPEND_2024 - spend_at_averages()),
        ],
        verdict: Verdict::DoesNotReproduce,
        reason: "DPS spend agrees, so all of the gap lies with the other placements: it is that of A8 seen \
                 from the total."
            .into(),
    }
}

fn residential() -> Finding {
    let short = non_dps_spend() - funded_non_dps() * COST_2024.non_dps;
    Finding {
        code: "A10",
        paragraph: "4.1, 6.1, 6.2",
        title: "Whether residential placements explain the gap in spend",
        says: "The table of costs leaves out residential placements; the spend is not said to.",
        follows: vec![
            pupils("Residential placements in the census of January 2025", f64::from(RESIDENTIAL)),
            pounds("Extra cost of each that would close the gap of A8", short / f64::from(RESIDENTIAL)),
        ],
        verdict: Verdict::Hypothesis,
        reason: "If the averages leave out residential placements and the spend includes them, each would \
                 cost about twice a day placement. That is plausible; nothing published proves it."
            .into(),
    }
}

fn rises() -> Finding {
    let implied = non_dps_spend() / funded_non_dps();
    Finding {
        code: "A11",
        paragraph: "6.2",
        title: "Rise of the average cost from 2024/25 to 2025/26",
        says: "An average increase of 7% in DPS schools and 13% in others.",
        follows: vec![
            change("DPS schools", COST_2025.dps / COST_2024.dps - 1.0).stated(COST_RISE.dps, 0.01),
            change("Other schools, on the stated average", COST_2025.non_dps / COST_2024.non_dps - 1.0)
                .stated(COST_RISE.non_dps, 0.01),
            change("Other schools, on the average that the spend gives", COST_2025.non_dps / implied - 1.0)
                .stated(COST_RISE.non_dps, 0.01),
        ],
        verdict: Verdict::ReproducesOnStatedBasisOnly,
        reason: "Both rises follow from the stated averages. On the average that the spend gives (A8) the \
                 other schools' rise does not: it is little more than that of DPS schools."
            .into(),
    }
}

fn combined_rise() -> Finding {
    let at_averages = spend_at_averages() / funded();
    Finding {
        code: "A12",
        paragraph: "4.1, 6.1, 6.2",
        title: "Rise of the average over all placements",
        says: "7% and 13% for the two groups, and no rise for both together.",
        follows: vec![
            pounds("Average in 2024/25 from the stated averages", at_averages),
            change("Rise from the stated averages to the table", table_mean() / at_averages - 1.0),
            pounds("Average in 2024/25 from the spend", mean_of_spend()),
            change("Rise from the spend to the table", table_mean() / mean_of_spend() - 1.0),
        ],
        verdict: Verdict::Derived,
        reason: "The price of an average placement rose by neither stated figure alone, and by how much \
                 depends on which account of 2024/25 is taken."
            .into(),
    }
}

fn volume_and_price() -> Finding {
    let more = placed() - funded();
    Finding {
        code: "A13",
        paragraph: "4.1, 6.1, 6.2",
        title: "Growth of yearly cost split into volume and price",
        says: "£88.8m was spent in 2024/25; the report gives no cost of the placements of 2025/26.",
        follows: vec![
            pounds("From the spend to the cost of the table", table_cost() - SPEND_2024),
            pounds("Because of volume: more placements, old average", more * mean_of_spend()),
            pounds(
                "Because of price and mix: dearer placements",
                placed() * (table_mean() - mean_of_spend()),
            ),
        ],
        verdict: Verdict::Derived,
        reason: "More of the growth is price than volume. Only a guide: 1,690 were funded at some time in a \
                 year, 1,784 were known and agreed on a day."
            .into(),
    }
}

fn dps_shift() -> Finding {
    let (dps, non_dps) = (f64::from(PLACEMENTS.dps), f64::from(PLACEMENTS.non_dps));
    Finding {
        code: "A14",
        paragraph: "4.1, 6.2",
        title: "Shift of placements towards DPS schools",
        says: "920 of 1,690 placements were DPS in 2024/25, and 1,094 of 1,784 in 2025/26.",
        follows: vec![
            share("DPS share in 2024/25", funded_dps() / funded()),
            share("DPS share in 2025/26", dps / placed()),
            pupils("More DPS placements", dps - funded_dps()),
            change("Change of DPS placements", dps / funded_dps() - 1.0),
            pupils("Fewer other placements", funded_non_dps() - non_dps),
            change("Change of other placements", non_dps / funded_non_dps() - 1.0),
        ],
        verdict: Verdict::Derived,
        reason:
            "DPS placements grew while the others fell, so use of the contract was rising before the new \
                 framework. The two counts differ in kind, as in A13."
                .into(),
    }
}

fn gap_widening() -> Finding {
    let before = COST_2024.non_dps - COST_2024.dps;
    let after = COST_2025.non_dps - COST_2025.dps;
    Finding {
        code: "A15",
        paragraph: "4.2, 6.2",
        title: "Widening of the price gap between DPS and other placements",
        says: "£50,977 and £51,956 in 2024/25; £54,460 and £58,656 in 2025/26.",
        follows: vec![
            pounds("Gap in 2024/25", before),
            change("As a part of the other schools' average, 2024/25", before / COST_2024.non_dps),
            pounds("Gap in 2025/26", after),
            change("As a part of the other schools' average, 2025/26", after / COST_2025.non_dps),
            quantity("Gap of 2025/26 as a multiple of 2024/25", after / before, Unit::Factor),
        ],
        verdict: Verdict::Note,
        reason: "A gap that quadruples in a year is unlikely to be price alone: different pupils are \
                 probably in the averages. Take care before counting it as a saving from the framework."
            .into(),
    }
}

fn school_sizes() -> Finding {
    let per_school = |placements: u32, schools: u32| f64::from(placements) / f64::from(schools);
    Finding {
        code: "A16",
        paragraph: "4.1",
        title: "Pupils of the council at each school",
        says: "1,094 placements are at 22 DPS schools, 690 at 88 others.",
        follows: vec![
            pupils("At a DPS school", per_school(PLACEMENTS.dps, SCHOOLS.dps)),
            pupils("At another school", per_school(PLACEMENTS.non_dps, SCHOOLS.non_dps)),
            pupils("At any school", per_school(ALL_PLACEMENTS, ALL_SCHOOLS)),
        ],
        verdict: Verdict::Derived,
        reason: "A block of places is practicable only with schools that take many of the council's pupils, \
                 which are mostly the DPS schools of today."
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::follows;

    #[test]
    fn dps_spend_reproduces_and_the_rest_of_the_spend_does_not() {
        follows("A7", &[(46_898_840.0, 0.0)]);
        let averages = [(54_415.58, 0.005), (54_285.71, 0.005), (54_545.45, 0.005)];
        follows("A8", &[&averages[..], &[(40_006_120.0, 0.0), (1_893_880.0, 1e-6)]].concat());
        follows("A9", &[(86_904_960.0, 0.0), (1_895_040.0, 1e-6)]);
        follows("A10", &[(34.0, 0.0), (55_702.35, 0.005)]);
    }

    #[test]
    fn the_rise_of_prices_depends_on_where_it_starts() {
        follows("A11", &[(0.0683, 5e-5), (0.1290, 5e-5), (0.0779, 5e-5)]);
        follows("A12", &[(51_423.05, 0.005), (0.0906, 5e-5), (52_544.38, 0.005), (0.0673, 5e-5)]);
        follows("A13", &[(11_251_880.0, 1e-6), (4_939_172.0, 0.5), (6_312_708.0, 0.5)]);
    }

    #[test]
    fn placements_shift_to_dps_schools_and_the_gap_widens() {
        let shift = [(0.544, 5e-4), (0.613, 5e-4), (174.0, 0.0), (0.189, 5e-4), (80.0, 0.0), (-0.104, 5e-4)];
        follows("A14", &shift);
        follows("A15", &[(979.0, 0.0), (0.019, 5e-4), (4_196.0, 0.0), (0.072, 5e-4), (4.286, 5e-4)]);
        follows("A16", &[(49.7, 0.05), (7.8, 0.05), (16.2, 0.05)]);
    }
}
