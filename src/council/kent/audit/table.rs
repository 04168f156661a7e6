//! The table of day provision and the words around it (4.1 to 4.3).

use super::{change, pounds, pupils, quantity, share};
use crate::council::kent::ceiling::{table_cost, table_mean};
use crate::council::kent::report::{
    ALL_PLACEMENTS, ALL_SCHOOLS, COST_2025, COST_GAP, CURRENT_COST, NEED_SHARES, PLACEMENT_SHARES,
    PLACEMENTS, SCHOOL_SHARES, SCHOOLS,
};
use crate::council::{Finding, Unit, Verdict};

pub(super) fn findings() -> Vec<Finding> {
    vec![schools(), placements(), gap(), mean(), current_cost(), needs()]
}

fn schools() -> Finding {
    let (dps, non_dps) = (f64::from(SCHOOLS.dps), f64::from(SCHOOLS.non_dps));
    Finding {
        code: "A1",
        paragraph: "4.1",
        title: "Schools on the dynamic purchasing system (DPS) and off it",
        says: "22 DPS schools and 88 others make 110, of which they are 20% and 80%.",
        follows: vec![
            quantity("All schools", dps + non_dps, Unit::Schools).stated(f64::from(ALL_SCHOOLS), 1.0),
            share("DPS schools", dps / (dps + non_dps)).stated(SCHOOL_SHARES.dps, 0.01),
            share("Other schools", non_dps / (dps + non_dps)).stated(SCHOOL_SHARES.non_dps, 0.01),
        ],
        verdict: Verdict::Reproduces,
        reason: "The schools add up, and the shares are exact.".into(),
    }
}

fn placements() -> Finding {
    let (dps, non_dps) = (f64::from(PLACEMENTS.dps), f64::from(PLACEMENTS.non_dps));
    Finding {
        code: "A2",
        paragraph: "4.1",
        title: "Placements at DPS schools and at others",
        says: "1,094 DPS placements and 690 others make 1,784, of which they are 61% and 39%.",
        follows: vec![
            pupils("All placements", dps + non_dps).stated(f64::from(ALL_PLACEMENTS), 1.0),
            share("DPS placements", dps / (dps + non_dps)).stated(PLACEMENT_SHARES.dps, 0.01),
            share("Other placements", non_dps / (dps + non_dps)).stated(PLACEMENT_SHARES.non_dps, 0.01),
        ],
        verdict: Verdict::Reproduces,
        reason: "The placements add up, and the shares round to those printed.".into(),
    }
}

fn gap() -> Finding {
    let gap = COST_2025.non_dps - COST_2025.dps;
    Finding {
        code: "A3",
        paragraph: "4.1, 4.2",
        title: "How much less a DPS placement costs",
        says: "A difference of £4,196 per placement per year.",
        follows: vec![
            pounds("Difference of the two averages", gap).stated(COST_GAP, 1.0),
            change("As a part of the other schools' average", gap / COST_2025.non_dps),
            change("As a part of the DPS average", gap / COST_2025.dps),
        ],
        verdict: Verdict::Reproduces,
        reason: "It is the difference of the two averages in the table. It is a saving only if the pupils' \
                 needs are alike, which 4.2 assumes and does not show."
            .into(),
    }
}

fn mean() -> Finding {
    Finding {
        code: "A4",
        paragraph: "4.1",
        title: "Yearly cost of all the placements in the table, and their average",
        says: "The table gives an average for each group, and neither a total nor an average of both.",
        follows: vec![
            pounds("Yearly cost of DPS placements", f64::from(PLACEMENTS.dps) * COST_2025.dps),
            pounds("Yearly cost of other placements", f64::from(PLACEMENTS.non_dps) * COST_2025.non_dps),
            pounds("Yearly cost of all placements", table_cost()),
            pounds("Average, each placement counting alike", table_mean()),
            pounds("Midway between the two averages", 0.5 * (COST_2025.dps + COST_2025.non_dps)),
        ],
        verdict: Verdict::Derived,
        reason: "More placements are at DPS schools, so the average of all placements lies nearer the DPS \
                 average than midway. It is the one to multiply a number of placements by."
            .into(),
    }
}

fn current_cost() -> Finding {
    let pupils = f64::from(ALL_PLACEMENTS);
    let excess = CURRENT_COST - table_mean();
    Finding {
        code: "A5",
        paragraph: "4.1, 6.6",
        title: "The current average cost behind the contract's value",
        says: "A current average annual cost of £59,801 per placement.",
        follows: vec![
            pounds("Average of the table", table_mean()).stated(CURRENT_COST, 1.0),
            pounds("Stated cost above that average", excess),
            change("The same, as a part of that average", excess / table_mean()),
            pounds("Stated cost above the dearer group's average", CURRENT_COST - COST_2025.non_dps),
            pounds("Yearly cost of all placements at the stated cost", pupils * CURRENT_COST),
            pounds("The same, above that of the table", pupils * CURRENT_COST - table_cost()),
        ],
        verdict: Verdict::Inconsistent,
        reason:
            "The stated cost is above the averages of both groups, so no mix of the two gives it. It may \
                 include residential placements or a later price; the report does not say."
                .into(),
    }
}

fn needs() -> Finding {
    let all = f64::from(ALL_PLACEMENTS);
    let other = 1.0 - NEED_SHARES.iter().map(|(_, share)| share).sum::<f64>();
    let of_each = NEED_SHARES.map(|(need, share)| pupils(need, share * all));
    Finding {
        code: "A6",
        paragraph: "4.1, 4.3",
        title: "Pupils by primary need",
        says: "Autism (ASD) 52%, social, emotional and mental health (SEMH) 30% and speech and language \
               (SLCN) 12% are the most prevalent needs.",
        follows: [share("Share of all other needs", other)]
            .into_iter()
            .chain(of_each)
            .chain([pupils("Other needs", other * all)])
            .collect(),
        verdict: Verdict::Derived,
        reason:
            "The rest is left over, not stated. Shares in whole per cents fix each number of pupils only \
                 to within half a per cent of all placements."
                .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::follows;

    #[test]
    fn schools_placements_and_the_gap_reproduce() {
        follows("A1", &[(110.0, 0.0), (0.2, 1e-9), (0.8, 1e-9)]);
        follows("A2", &[(1784.0, 0.0), (0.6132, 5e-5), (0.3868, 5e-5)]);
        follows("A3", &[(4_196.0, 0.0), (0.0715, 5e-5), (0.0770, 5e-5)]);
    }

    #[test]
    fn the_table_costs_less_a_placement_than_the_report_states() {
        let table = [(59_579_240.0, 0.0), (40_472_640.0, 0.0), (100_051_880.0, 0.0)];
        follows("A4", &[&table[..], &[(56_082.89, 0.005), (56_558.0, 0.0)]].concat());
        let price = [(56_082.89, 0.005), (3_718.11, 0.005), (0.0663, 5e-5), (1_145.0, 0.0)];
        follows("A5", &[&price[..], &[(106_684_984.0, 0.0), (6_633_104.0, 0.0)]].concat());
    }

    #[test]
    fn needs_leave_six_per_cent_over() {
        let pupils = [(927.7, 0.05), (535.2, 0.05), (214.1, 0.05), (107.0, 0.05)];
        follows("A6", &[&[(0.06, 1e-9)][..], &pupils].concat());
    }
}
