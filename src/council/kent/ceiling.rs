//! The £876m ceiling (6.5, 6.6): the value that its stated inputs give, and the inputs that would give it.

use super::report::{
    ALL_FUNDED_2024, ALL_PLACEMENTS, CEILING, COST_2025, CURRENT_COST, INFLATION, PLACEMENTS, YEARS,
};

/// First exponent of [`annuity`] where prices first rise in the contract's second year.
pub const FROM_YEAR_TWO: f64 = 0.0;
/// First exponent of [`annuity`] where the first year bears half a year's rise.
pub const HALF_YEAR: f64 = 0.5;
/// First exponent of [`annuity`] where the first year bears a full year's rise.
pub const FROM_YEAR_ONE: f64 = 1.0;

/// The total of £1 a year over `years` years with price rises, in pounds: the sum over k = 0 .. years - 1 of `(1 +
/// growth)^(first_exponent + k)`. `growth` is a share a year: 0.02 is 2%.
pub fn annuity(years: usize, growth: f64, first_exponent: f64) -> f64 {
    // libm makes sure that browser and terminal show the same pound.
    (0..years).map(|year| libm::pow(1.0 + growth, first_exponent + year as f64)).sum()
}

/// Cost of a year's placements at the prices of the table, in pounds (4.1).
pub fn table_cost() -> f64 {
    f64::from(PLACEMENTS.dps) * COST_2025.dps + f64::from(PLACEMENTS.non_dps) * COST_2025.non_dps
}

/// Average cost of a placement in the table, weighted by placements, in pounds (4.1).
pub fn table_mean() -> f64 {
    table_cost() / f64::from(ALL_PLACEMENTS)
}

/// The value of the contract in pounds with a constant number of pupils at one cost a year and the report's inflation.
pub fn static_value(pupils: f64, cost: f64, first_exponent: f64) -> f64 {
    pupils * cost * annuity(YEARS, INFLATION, first_exponent)
}

/// The constant number of pupils, not rounded, with which the contract is worth `total` pounds.
pub fn pupils_for(total: f64, cost: f64, first_exponent: f64) -> f64 {
    total / static_value(1.0, cost, first_exponent)
}

/// The cost of a placement, in pounds a year, with which the contract is worth `total` pounds.
pub fn cost_for(total: f64, pupils: f64, first_exponent: f64) -> f64 {
    total / static_value(pupils, 1.0, first_exponent)
}

/// A reading of the assumptions with which the contract is worth £876m once rounded. The report does not say which, if
/// any, was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A: the table's pupils at the table's mean cost, with prices rising from year one.
    TableCost,
    /// B: the placements funded during 2024/25 at the stated cost, with half a year's rise in year one.
    FundedPlaces,
    /// C: the stated cost with prices rising from year two, and the number of pupils that then gives £876m.
    UpliftFromYearTwo,
    /// D: the stated cost with prices rising from year one, and the number of pupils that then gives £876m.
    UpliftFromYearOne,
}

impl Basis {
    /// Every basis, A to D.
    pub const ALL: [Basis; 4] =
        [Basis::TableCost, Basis::FundedPlaces, Basis::UpliftFromYearTwo, Basis::UpliftFromYearOne];

    /// The letter of the basis.
    pub fn code(self) -> char {
        match self {
            Basis::TableCost => 'A',
            Basis::FundedPlaces => 'B',
            Basis::UpliftFromYearTwo => 'C',
            Basis::UpliftFromYearOne => 'D',
        }
    }

    /// The assumptions in a few words.
    pub fn label(self) -> &'static str {
        match self {
            Basis::TableCost => "pupils and mean cost of the table, uplift from year one",
            Basis::FundedPlaces => "placements funded in 2024/25, stated cost, half-year uplift",
            Basis::UpliftFromYearTwo => "fewer pupils, stated cost, uplift from year two",
            Basis::UpliftFromYearOne => "fewer pupils, stated cost, uplift from year one",
        }
    }

    /// The number of pupils, the same every year. On C and D it is the whole number that comes nearest to £876m.
    pub fn pupils(self) -> f64 {
        match self {
            Basis::TableCost => f64::from(ALL_PLACEMENTS),
            Basis::FundedPlaces => f64::from(ALL_FUNDED_2024),
            Basis::UpliftFromYearTwo | Basis::UpliftFromYearOne => {
                pupils_for(CEILING, self.cost(), self.first_exponent()).round()
            }
        }
    }

    /// Cost of a placement before any uplift, in pounds a year.
    pub fn cost(self) -> f64 {
        match self {
            Basis::TableCost => table_mean(),
            Basis::FundedPlaces | Basis::UpliftFromYearTwo | Basis::UpliftFromYearOne => CURRENT_COST,
        }
    }

    /// The years of price rises that the first contract year includes; see [`annuity`].
    pub fn first_exponent(self) -> f64 {
        match self {
            Basis::UpliftFromYearTwo => FROM_YEAR_TWO,
            Basis::FundedPlaces => HALF_YEAR,
            Basis::TableCost | Basis::UpliftFromYearOne => FROM_YEAR_ONE,
        }
    }

    /// The contract's value with its own pupils, in pounds: near £876m.
    pub fn ceiling(self) -> f64 {
        self.static_value(self.pupils())
    }

    /// The contract's value with other pupils, the same every year, in pounds.
    pub fn static_value(self, pupils: f64) -> f64 {
        static_value(pupils, self.cost(), self.first_exponent())
    }

    /// The contract's value in pounds with this number of pupils in each of its years.
    pub fn value(self, pupils: &[f64; YEARS]) -> f64 {
        let uplift = |year: usize| libm::pow(1.0 + INFLATION, self.first_exponent() + year as f64);
        pupils.iter().enumerate().map(|(year, pupils)| pupils * self.cost() * uplift(year)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, golden: f64, tolerance: f64) {
        assert!((value - golden).abs() <= tolerance, "{value} is not {golden}");
    }

    #[test]
    fn annuities_at_two_per_cent() {
        close(annuity(8, 0.02, FROM_YEAR_TWO), 8.582_969_050, 5e-10);
        close(annuity(8, 0.02, HALF_YEAR), 8.668_373_831, 5e-10);
        close(annuity(8, 0.02, FROM_YEAR_ONE), 8.754_628_431, 5e-10);
        close(annuity(8, 0.0, 1.0), 8.0, 0.0);
        close(annuity(0, 0.02, 1.0), 0.0, 0.0);
    }

    #[test]
    fn the_table_costs_a_hundred_million_a_year() {
        close(table_cost(), 100_051_880.0, 0.0);
        close(table_mean(), 56_082.89, 0.005);
    }

    #[test]
    fn the_stated_inputs_miss_the_ceiling_whenever_the_uplift_begins() {
        let pupils = f64::from(ALL_PLACEMENTS);
        close(static_value(pupils, CURRENT_COST, FROM_YEAR_TWO), 915_673_916.0, 0.5);
        close(static_value(pupils, CURRENT_COST, FROM_YEAR_ONE), 933_987_394.0, 0.5);
        for first in [FROM_YEAR_TWO, HALF_YEAR, FROM_YEAR_ONE] {
            assert!((static_value(pupils, CURRENT_COST, first) - CEILING).abs() > 1e6);
        }
    }

    #[test]
    fn each_basis_comes_to_the_ceiling_once_rounded() {
        let golden = [
            (Basis::TableCost, 1_784.0, 875_917_033.0),
            (Basis::FundedPlaces, 1_690.0, 876_057_846.0),
            (Basis::UpliftFromYearTwo, 1_707.0, 876_152_116.0),
            (Basis::UpliftFromYearOne, 1_673.0, 875_874_950.0),
        ];
        assert_eq!(golden.map(|(basis, ..)| basis), Basis::ALL);
        for (basis, pupils, value) in golden {
            close(basis.pupils(), pupils, 0.0);
            close(basis.ceiling(), value, 0.5);
            close(basis.ceiling(), 876e6, 0.5e6);
        }
        close(Basis::UpliftFromYearTwo.static_value(1_706.0), 875_638_845.0, 0.5);
        close(Basis::UpliftFromYearOne.static_value(1_674.0), 876_398_485.0, 0.5);
    }

    #[test]
    fn the_pupils_and_the_costs_that_make_the_ceiling_exact() {
        close(pupils_for(CEILING, CURRENT_COST, FROM_YEAR_TWO), 1_706.70, 0.005);
        close(pupils_for(CEILING, CURRENT_COST, FROM_YEAR_ONE), 1_673.24, 0.005);
        close(cost_for(CEILING, 1_784.0, FROM_YEAR_TWO), 57_209.97, 0.005);
        close(cost_for(CEILING, 1_784.0, FROM_YEAR_ONE), 56_088.20, 0.005);
    }

    #[test]
    fn a_constant_path_is_worth_the_static_value() {
        for basis in Basis::ALL {
            close(basis.value(&[1_172.0; YEARS]), basis.static_value(1_172.0), 1e-3);
        }
    }
}
