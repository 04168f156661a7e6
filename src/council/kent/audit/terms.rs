//! Checks what else the contract's figures depend on: avoided cost, Safety Valve money, the term, inflation (4.15, 6.6,
//! 6.9, 6.13).

use super::{change, pounds, quantity, share};
use crate::council::kent::ceiling::{FROM_YEAR_TWO, annuity, table_cost};
use crate::council::kent::report::{
    COST_AVOIDED_2024, COST_AVOIDED_2025, COUNCIL_CONTRIBUTION, DEPARTMENT_CONTRIBUTION, FIRST_MONTH,
    INFLATION, LAST_MONTH, SPEND_2024, YEARS,
};
use crate::council::{Finding, Unit, Verdict};
use crate::words::percent;

pub(super) fn findings() -> Vec<Finding> {
    vec![avoided_cost(), safety_valve(), term(), inflation()]
}

fn avoided_cost() -> Finding {
    Finding {
        code: "A24",
        paragraph: "6.9",
        title: "Cost that the fee process has avoided",
        says: "Over the past two years, £1,042,436 in 2024/25 and £1,026,716 in 2025/26.",
        follows: vec![
            pounds("Both years together", COST_AVOIDED_2024 + COST_AVOIDED_2025),
            share("2024/25 as a part of that year's spend", COST_AVOIDED_2024 / SPEND_2024),
            share("2025/26 as a part of the table's yearly cost", COST_AVOIDED_2025 / table_cost()),
        ],
        verdict: Verdict::Note,
        reason: "2025/26 had more than four months to run when the report was written, so its figure is at \
                 least partly a forecast. Each is about one per cent of a year's cost."
            .into(),
    }
}

fn safety_valve() -> Finding {
    Finding {
        code: "A25",
        paragraph: "6.13",
        title: "Safety Valve money, council and department together",
        says: "£82m from the council from 2022/23 to 2027/28 and an extra £140m from the department.",
        follows: vec![pounds("Both together", COUNCIL_CONTRIBUTION + DEPARTMENT_CONTRIBUTION)],
        verdict: Verdict::Derived,
        reason: "The report does not add them up; the sum agrees with the total that the press reports."
            .into(),
    }
}

/// The number of a month, counted from the start of year 0.
fn month((year, month): (u32, u32)) -> u32 {
    year * 12 + month - 1
}

/// The financial year, April to March, that a month falls in, by the year in which it starts.
fn financial_year((year, month): (u32, u32)) -> u32 {
    if month >= 4 { year } else { year - 1 }
}

fn term() -> Finding {
    let months = month(LAST_MONTH) + 1 - month(FIRST_MONTH);
    let first_financial = financial_year(FIRST_MONTH);
    let last_financial = financial_year(LAST_MONTH);
    let months_of_first = month((first_financial + 1, 4)) - month(FIRST_MONTH);
    let months_of_last = month(LAST_MONTH) + 1 - month((last_financial, 4));
    let years = |label: &str, years: f64| quantity(label, years, Unit::Years);
    Finding {
        code: "A26",
        paragraph: "4.15, 6.5",
        title: "The term, in academic and in financial years",
        says: "1 September 2026 to 31 August 2034 with every extension; the values are over 8 years.",
        follows: vec![
            years("Academic years", f64::from(months) / 12.0).stated(YEARS as f64, 1.0),
            quantity("Months", f64::from(months), Unit::Months),
            years("Financial years touched", f64::from(last_financial + 1 - first_financial)),
            share("Of the first financial year", f64::from(months_of_first) / 12.0),
            share("Of the last financial year", f64::from(months_of_last) / 12.0),
        ],
        verdict: Verdict::Note,
        reason: "The High Needs Block runs April to March, so the contract's first and last financial years \
                 are part years: its yearly values are not those of the budget."
            .into(),
    }
}

fn inflation() -> Finding {
    let factor = |growth: f64| annuity(YEARS, growth, FROM_YEAR_TWO);
    let assumed = factor(INFLATION);
    let others = [0.03, 0.04, 0.05, 0.06, 0.08];
    let mut follows = vec![quantity("Years' cost at the assumed inflation", assumed, Unit::Factor)];
    for growth in others {
        let rate = percent(growth * 100.0);
        follows.push(quantity(format!("Years' cost at {rate}"), factor(growth), Unit::Factor));
        follows.push(change(format!("Dearer at {rate} than as assumed"), factor(growth) / assumed - 1.0));
    }
    Finding {
        code: "A27",
        paragraph: "6.6",
        title: "How the value depends on inflation",
        says: "2% a year is assumed; the exact uplift depends on affordability and other factors.",
        follows,
        verdict: Verdict::Derived,
        reason: "Prices rising faster than assumed raise any eight-year value in the same proportion, \
                 whatever the number of pupils if it stays the same. The table's averages rose faster than \
                 that from 2024/25."
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::follows;

    #[test]
    fn avoided_cost_and_safety_valve_money_add_up() {
        follows("A24", &[(2_069_152.0, 0.0), (0.0117, 5e-5), (0.0103, 5e-5)]);
        follows("A25", &[(222e6, 0.0)]);
    }

    #[test]
    fn eight_academic_years_touch_nine_financial_years() {
        follows("A26", &[(8.0, 0.0), (96.0, 0.0), (9.0, 0.0), (7.0 / 12.0, 1e-9), (5.0 / 12.0, 1e-9)]);
    }

    #[test]
    fn each_point_of_inflation_adds_almost_four_per_cent() {
        let factors = [8.892, 9.214, 9.549, 9.897_5, 10.637];
        let dearer = [0.036, 0.074, 0.113, 0.153, 0.239];
        let pairs = factors.into_iter().zip(dearer);
        let golden = pairs.flat_map(|(factor, change)| [(factor, 5e-4), (change, 5e-4)]);
        follows("A27", &[(8.582_969_050, 5e-10)].into_iter().chain(golden).collect::<Vec<_>>());
    }
}
