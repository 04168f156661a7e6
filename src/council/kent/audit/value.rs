//! The contract's two values, £876m and £484m (6.5 to 6.7).

use super::{change, pounds, pupils, share, span};
use crate::council::kent::CODE;
use crate::council::kent::ceiling::{
    Basis, FROM_YEAR_ONE, FROM_YEAR_TWO, cost_for, pupils_for, static_value, table_mean,
};
use crate::council::kent::plan::{
    Order, PLAN_FLOOR, Start, constant_fall, decompose, fall_for, floor_for, like_for_like_path, plan_path,
};
use crate::council::kent::report::{
    ALL_PLACEMENTS, CEILING, CURRENT_COST, PLAN_END, PLAN_END_PLACE, PLAN_START, REDUCED_VALUE, VALUE_PLACE,
    YEARS,
};
use crate::council::{self, Finding, LAST, Quantity, Verdict};
use crate::words::{percent, whole};

pub(super) fn findings() -> Vec<Finding> {
    vec![
        ceiling_as_stated(),
        ceiling_bases(),
        constant_places(),
        constant_falls(),
        plan_paths(),
        parts_of_the_step(),
        like_for_like(),
    ]
}

fn placed() -> f64 {
    f64::from(ALL_PLACEMENTS)
}

fn ceiling_as_stated() -> Finding {
    let stated = |label: &str, value: f64| pounds(label, value).stated(CEILING, VALUE_PLACE);
    Finding {
        code: "A17",
        paragraph: "4.1, 6.5, 6.6",
        title: "The £876m ceiling from the report's own number of pupils and cost",
        says: "If the current number stays static, £876m over eight years at £59,801 a placement and 2% \
               inflation a year. The current number is 1,784.",
        follows: vec![
            stated("Prices rise from year two", static_value(placed(), CURRENT_COST, FROM_YEAR_TWO)),
            stated("Prices rise from year one", static_value(placed(), CURRENT_COST, FROM_YEAR_ONE)),
            stated("Prices do not rise", placed() * CURRENT_COST * YEARS as f64),
        ],
        verdict: Verdict::DoesNotReproduce,
        reason: "With the 2% rise the stated inputs give well over £876m, without it well under. At least \
                 one input is not the one that was used."
            .into(),
    }
}

fn ceiling_bases() -> Finding {
    let stated = |label: String, value: f64| pounds(label, value).stated(CEILING, VALUE_PLACE);
    let own = |basis: Basis| stated(format!("{}: {}", basis.code(), basis.label()), basis.ceiling());
    // The whole numbers of pupils just below and just above the exact one.
    let sides = |basis: Basis| {
        let exact = pupils_for(CEILING, basis.cost(), basis.first_exponent());
        [exact.floor(), exact.ceil()].map(|pupils| {
            let label = format!("{}: {}, with {} pupils", basis.code(), basis.label(), whole(pupils));
            stated(label, basis.static_value(pupils))
        })
    };
    let cost = |first_exponent: f64| cost_for(CEILING, placed(), first_exponent);
    let mut follows = vec![own(Basis::TableCost), own(Basis::FundedPlaces)];
    follows.extend(sides(Basis::UpliftFromYearTwo));
    follows.extend(sides(Basis::UpliftFromYearOne));
    follows.extend([
        pupils(
            "Pupils at the stated cost, prices rising from year two",
            pupils_for(CEILING, CURRENT_COST, FROM_YEAR_TWO),
        ),
        pupils(
            "Pupils at the stated cost, prices rising from year one",
            pupils_for(CEILING, CURRENT_COST, FROM_YEAR_ONE),
        ),
        pounds("Cost for the stated pupils, prices rising from year two", cost(FROM_YEAR_TWO)),
        pounds("Cost for the stated pupils, prices rising from year one", cost(FROM_YEAR_ONE)),
        pounds("The last, above the average of the table", cost(FROM_YEAR_ONE) - table_mean()),
    ]);
    Finding {
        code: "A18",
        paragraph: "4.1, 6.2, 6.5, 6.6",
        title: "What does give the £876m ceiling",
        says: "£876m, without its working.",
        follows,
        verdict: Verdict::ReproducesOnUnstatedBasis,
        reason:
            "Four readings come to £876m once rounded. A uses the report's pupils and the average of its \
                 own table; B, C and D keep the stated cost and need fewer pupils. The report does not say \
                 which was used."
                .into(),
    }
}

fn constant_places() -> Finding {
    Finding {
        code: "A19",
        paragraph: "6.6, 6.7",
        title: "How many constant places the £484m would pay for",
        says: "About £484m if numbers fall as projected, and no numbers.",
        follows: vec![
            pupils(
                "At the stated cost, prices rising from year two",
                pupils_for(REDUCED_VALUE, CURRENT_COST, FROM_YEAR_TWO),
            ),
            pupils(
                "At the stated cost, prices rising from year one",
                pupils_for(REDUCED_VALUE, CURRENT_COST, FROM_YEAR_ONE),
            ),
            pupils(
                "At the table's average, prices rising from year one",
                pupils_for(REDUCED_VALUE, table_mean(), FROM_YEAR_ONE),
            ),
            share("As a part of those behind the ceiling, on any basis", REDUCED_VALUE / CEILING),
        ],
        verdict: Verdict::Derived,
        reason:
            "Little more than half of the pupils behind the ceiling, from the first day to the last: too \
                 low for a number that has yet to fall."
                .into(),
    }
}

/// The share that leaves each year, and the pupils of year eight, where a constant rate of fall gives £484m.
fn fall_and_end(basis: Basis, pupils: f64, start: Start) -> (f64, f64) {
    let fall = fall_for(REDUCED_VALUE, basis, pupils, start);
    (fall, constant_fall(pupils, fall, start)[YEARS - 1])
}

fn constant_falls() -> Finding {
    use Basis::{FundedPlaces, UpliftFromYearOne, UpliftFromYearTwo};
    let falls = |froms: &[(Basis, f64)]| -> Vec<(f64, f64)> {
        let pairs = froms.iter().flat_map(|from| Start::ALL.map(|start| (from, start)));
        pairs.map(|(&(basis, pupils), start)| fall_and_end(basis, pupils, start)).collect()
    };
    let from_snapshot = falls(&Basis::ALL.map(|basis| (basis, placed())));
    let at_stated_cost = [FundedPlaces, UpliftFromYearTwo, UpliftFromYearOne];
    let census = f64::from(council::by_code(CODE).placements(LAST).unwrap_or_default());
    let from_fewer = falls(&at_stated_cost.map(|basis| [(basis, basis.pupils()), (basis, census)]).concat());
    Finding {
        code: "A20",
        paragraph: "6.5, 6.7",
        title: "Whether a steady fall from the current number gives £484m",
        says: "If the number decreases as projected in the Commissioning Plan, about £484m on the same \
               assumptions. The committee's minutes have the plan end at just over 900.",
        follows: [
            fall_range("From the snapshot of June 2025", &from_snapshot),
            fall_range("From the smaller counts, at the stated cost", &from_fewer),
        ]
        .concat(),
        verdict: Verdict::DoesNotReproduce,
        reason: format!(
            "On these readings the number would have to fall by at least {} every year and end far below \
             what the minutes say. The £484m is not the ceiling with the plan's decrease applied to it.",
            percent(100.0 * span(from_snapshot.iter().chain(&from_fewer).map(|(fall, _)| *fall)).0)
        ),
    }
}

fn fall_range(from: &str, falls: &[(f64, f64)]) -> Vec<Quantity> {
    let yearly = span(falls.iter().map(|(fall, _)| *fall));
    let end = span(falls.iter().map(|(_, end)| *end));
    let left = |which: &str, end: f64| {
        pupils(format!("{from}: pupils left in year eight, {which}"), end).stated(PLAN_END, PLAN_END_PLACE)
    };
    vec![
        change(format!("{from}: fall every year, lowest"), yearly.0),
        change(format!("{from}: fall every year, highest"), yearly.1),
        left("fewest", end.0),
        left("most", end.1),
    ]
}

fn plan_paths() -> Finding {
    use Basis::{FundedPlaces, TableCost, UpliftFromYearTwo};
    use Start::{AfterYearOne, BeforeYearOne};
    let path = |label: &str, basis: Basis, floor_year: usize, start: Start| {
        let label = format!("{}: {label}", basis.code());
        pounds(label, basis.value(&plan_path(floor_year, start))).stated(REDUCED_VALUE, VALUE_PLACE)
    };
    let end = |label: &str, basis: Basis, floor_year: usize| {
        let label = format!("{}: {label}", basis.code());
        pupils(label, floor_for(REDUCED_VALUE, basis, floor_year, BeforeYearOne))
    };
    Finding {
        code: "A21",
        paragraph: "6.7",
        title: "Whether the Commissioning Plan's own numbers give £484m",
        says: "About £484m if the number decreases as projected in the plan. The committee's minutes have \
               the plan fall from 1,172 in 2025 to just over 900.",
        follows: vec![
            path("falling by year one, end reached in year six", TableCost, 6, BeforeYearOne),
            path("falling after year one, end reached in year five", TableCost, 5, AfterYearOne),
            path("falling by year one, end reached in year three", UpliftFromYearTwo, 3, BeforeYearOne),
            path("falling by year one, end reached in year three", FundedPlaces, 3, BeforeYearOne),
            end("end that gives £484m exactly, reached in year six", TableCost, 6),
            end("end that gives £484m exactly, reached in year three", UpliftFromYearTwo, 3),
        ],
        verdict: Verdict::ReproducesOnUnstatedBasis,
        reason: format!(
            "On basis A, which also gives the ceiling, a straight line from {} to {} by the sixth year \
             rounds to £484m; no other basis gives it with that end. The minutes give neither the year nor the exact \
             end, so both are assumptions here.",
            whole(f64::from(PLAN_START)),
            whole(PLAN_FLOOR)
        ),
    }
}

fn parts_of_the_step() -> Finding {
    let shares = |order: Order| span(Basis::ALL.map(|basis| decompose(basis, order).base_share()));
    let (low, high) = shares(Order::BaseFirst);
    let mut follows = vec![pounds("From £876m to £484m", CEILING - REDUCED_VALUE)];
    for basis in Basis::ALL {
        let parts = decompose(basis, Order::BaseFirst);
        let kept = basis.static_value(f64::from(PLAN_START));
        follows.push(pounds(format!("{}: the plan's start kept for eight years", basis.code()), kept));
        follows.push(pounds(format!("{}: change of base", basis.code()), parts.base_change));
        follows.push(pounds(format!("{}: projected fall", basis.code()), parts.fall));
    }
    follows.push(share("Change of base as a part of the whole, lowest", low));
    follows.push(share("Change of base as a part of the whole, highest", high));
    follows.push(share("The same if the fall is taken first, lowest", shares(Order::FallFirst).0));
    follows.push(share("The same if the fall is taken first, highest", shares(Order::FallFirst).1));
    Finding {
        code: "A22",
        paragraph: "6.5, 6.7",
        title: "How much of the step from £876m to £484m is a fall in numbers",
        says: "£876m if numbers stay static, about £484m if they fall as projected. The minutes have the \
               plan start at 1,172, the report's snapshot is 1,784.",
        follows,
        verdict: Verdict::Derived,
        reason: "Most of the step comes of starting from fewer pupils, whichever part is taken first. It \
                 must not be shown as the effect of a policy."
            .into(),
    }
}

/// The contract years by which the plan's fall may have ended, as A23 tries them.
const FLOOR_YEARS: std::ops::RangeInclusive<usize> = 3..=6;

fn like_for_like() -> Finding {
    let values = |bases: &[Basis]| {
        let values = bases.iter().flat_map(|&basis| {
            Start::ALL.into_iter().flat_map(move |start| {
                FLOOR_YEARS.map(move |year| basis.value(&like_for_like_path(year, start)))
            })
        });
        span(values)
    };
    let (low, high) = values(&Basis::ALL);
    let (_, high_a_or_c) = values(&[Basis::TableCost, Basis::UpliftFromYearTwo]);
    let on_a = Basis::TableCost.value(&like_for_like_path(6, Start::BeforeYearOne));
    Finding {
        code: "A23",
        paragraph: "6.5, 6.7",
        title: "What the plan's fall would make of the ceiling, like for like",
        says: "About £484m on the same assumptions as £876m.",
        follows: vec![
            change("The plan's fall", PLAN_FLOOR / f64::from(PLAN_START) - 1.0),
            pounds("That fall from the snapshot's pupils, on the basis and path that give £484m", on_a),
            pounds("Lowest, end reached in years three to six, on any basis", low),
            pounds("Highest, end reached in years three to six, on A or C", high_a_or_c),
            pounds("Highest, end reached in years three to six, on any basis", high),
        ],
        verdict: Verdict::Derived,
        reason: "This, not £484m, is what to set beside £876m: the same pupils at the start and the same \
                 fall in proportion. On B, C and D those pupils would cost more than £876m to begin with."
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::follows;

    #[test]
    fn the_stated_inputs_do_not_give_the_ceiling_and_four_others_do() {
        follows("A17", &[(915_673_916.0, 0.5), (933_987_394.0, 0.5), (853_479_872.0, 0.5)]);
        let values = [
            (875_917_033.0, 0.5),
            (876_057_846.0, 0.5),
            (875_638_845.0, 0.5),
            (876_152_116.0, 0.5),
            (875_874_950.0, 0.5),
            (876_398_485.0, 0.5),
        ];
        let pupils = [(1_706.70, 0.005), (1_673.24, 0.005)];
        let costs = [(57_209.97, 0.005), (56_088.20, 0.005), (5.31, 0.005)];
        follows("A18", &[&values[..], &pupils, &costs].concat());
    }

    #[test]
    fn the_reduced_value_pays_for_too_few_constant_places() {
        follows("A19", &[(943.0, 0.05), (924.5, 0.05), (985.8, 0.05), (0.553, 5e-4)]);
    }

    #[test]
    fn no_steady_fall_that_gives_the_reduced_value_ends_near_900() {
        let from_snapshot = [(0.131, 5e-4), (0.194, 5e-4), (394.0, 0.5), (582.0, 0.5)];
        let from_fewer = [(0.119, 5e-4), (0.174, 5e-4), (440.0, 0.5), (587.0, 0.5)];
        follows("A20", &[from_snapshot, from_fewer].concat());
    }

    #[test]
    fn the_plans_numbers_give_the_reduced_value_on_the_tables_basis() {
        let values = [(483_558_995.0, 0.5), (483_296_705.0, 0.5), (480_582_782.0, 0.5), (485_364_818.0, 0.5)];
        follows("A21", &[&values[..], &[(906.28, 0.005), (912.5, 0.05)]].concat());
    }

    #[test]
    fn the_step_is_mostly_change_of_base() {
        let (tenth, half_per_mille) = (0.05e6, 5e-4);
        let parts = [575.4, 300.6, 91.4, 607.5, 268.5, 123.5, 601.6, 274.4, 117.6, 613.6, 262.4, 129.6];
        let parts = parts.map(|millions| (millions * 1e6, tenth));
        let shares = [0.669, 0.767, 0.528, 0.645].map(|share| (share, half_per_mille));
        follows("A22", &[&[(392e6, 0.0)][..], &parts, &shares].concat());
    }

    #[test]
    fn like_for_like_the_plan_leaves_at_least_700_million() {
        let values = [736.1, 699.8, 782.0, 797.6].map(|millions| (millions * 1e6, 0.05e6));
        follows("A23", &[&[(-0.228, 5e-4)][..], &values].concat());
    }
}
