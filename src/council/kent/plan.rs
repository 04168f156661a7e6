//! The £484m value (6.7): the falls in numbers that give it, and how much of the step down from £876m is a fall at all.

use super::ceiling::Basis;
use super::report::{ALL_PLACEMENTS, CEILING, PLAN_START, REDUCED_VALUE, YEARS};

/// “Just over 900” pupils, read as a number. This is an assumption: the minutes give no other.
pub const PLAN_FLOOR: f64 = 905.0;

/// When the first yearly fall takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It takes place by the first contract year, which is already one step down.
    BeforeYearOne,
    /// It takes place between the first contract year and the second.
    AfterYearOne,
}

impl Start {
    /// Both starts.
    pub const ALL: [Start; 2] = [Start::BeforeYearOne, Start::AfterYearOne];

    /// The number of yearly falls up to the first contract year.
    fn falls_by_year_one(self) -> usize {
        match self {
            Start::BeforeYearOne => 1,
            Start::AfterYearOne => 0,
        }
    }
}

/// The pupils in each contract year on a straight line from `from` to `to`, which is reached in contract year
/// `floor_year` (1 to 8) and then kept. A fall that starts after year one takes at least one step, so its floor year is
/// at least 2.
pub fn straight_fall(from: f64, to: f64, floor_year: usize, start: Start) -> [f64; YEARS] {
    let behind = start.falls_by_year_one();
    let steps = (floor_year + behind).saturating_sub(1).max(1);
    std::array::from_fn(|year| {
        let taken = (year + behind).min(steps);
        from + (to - from) * taken as f64 / steps as f64
    })
}

/// The pupils in each contract year where the same share, from 0 to 1, leaves every year.
pub fn constant_fall(from: f64, fall: f64, start: Start) -> [f64; YEARS] {
    let behind = start.falls_by_year_one();
    std::array::from_fn(|year| from * libm::pow(1.0 - fall, (year + behind) as f64))
}

/// The yearly fall, as a share from 0 to 1, that brings the contract down to `total` pounds from `pupils`; 0 where it
/// is worth no more already.
pub fn fall_for(total: f64, basis: Basis, pupils: f64, start: Start) -> f64 {
    bisect(0.0, 1.0, |fall| basis.value(&constant_fall(pupils, fall, start)) > total)
}

/// The number of pupils to which the plan must fall for the contract to be worth `total` pounds, on a straight line
/// that reaches it in contract year `floor_year`; between 0 and [`PLAN_START`].
pub fn floor_for(total: f64, basis: Basis, floor_year: usize, start: Start) -> f64 {
    let from = f64::from(PLAN_START);
    bisect(0.0, from, |floor| basis.value(&straight_fall(from, floor, floor_year, start)) < total)
}

/// The point between `low` and `high` at which `goes_on` turns from true to false, by bisection to about the last bit.
fn bisect(mut low: f64, mut high: f64, goes_on: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if goes_on(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// The plan's fall from [`PLAN_START`] to [`PLAN_FLOOR`], in pupils by contract year.
pub fn plan_path(floor_year: usize, start: Start) -> [f64; YEARS] {
    straight_fall(f64::from(PLAN_START), PLAN_FLOOR, floor_year, start)
}

/// The same fall in proportion to the pupils on whom the ceiling is based: a like-for-like comparison with it.
pub fn like_for_like_path(floor_year: usize, start: Start) -> [f64; YEARS] {
    plan_path(floor_year, start).map(|pupils| pupils * f64::from(ALL_PLACEMENTS) / f64::from(PLAN_START))
}

/// The order of the two steps from £876m to £484m. The second is smaller than it would be alone, because it acts on
/// what the first has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The plan's smaller starting number comes first, then its fall.
    BaseFirst,
    /// The plan's fall, in proportion, comes first, then its smaller starting number.
    FallFirst,
}

/// The step from £876m to £484m in two parts, in pounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decomposition {
    /// The part that comes from counting fewer pupils at the start, which no policy brings about.
    pub base_change: f64,
    /// The part that comes from the fall that the plan projects.
    pub fall: f64,
}

impl Decomposition {
    /// The share of the whole step that is a change of base, from 0 to 1.
    pub fn base_share(self) -> f64 {
        self.base_change / (self.base_change + self.fall)
    }
}

/// Divides the step between the two published values. It needs no reading of the plan's path, only the value on `basis`
/// of its starting number kept for all eight years.
pub fn decompose(basis: Basis, order: Order) -> Decomposition {
    let plan_static = basis.static_value(f64::from(PLAN_START));
    let after_first = match order {
        Order::BaseFirst => plan_static,
        Order::FallFirst => CEILING * REDUCED_VALUE / plan_static,
    };
    let (first, second) = (CEILING - after_first, after_first - REDUCED_VALUE);
    match order {
        Order::BaseFirst => Decomposition { base_change: first, fall: second },
        Order::FallFirst => Decomposition { base_change: second, fall: first },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::kent::report::VALUE_PLACE;
    use crate::field::January;
    use Start::{AfterYearOne, BeforeYearOne};

    fn close(value: f64, golden: f64, tolerance: f64) {
        assert!((value - golden).abs() <= tolerance, "{value} is not {golden}");
    }

    #[test]
    fn the_plan_falls_in_equal_steps_and_then_stays() {
        let golden = [1127.5, 1083.0, 1038.5, 994.0, 949.5, 905.0, 905.0, 905.0];
        for (pupils, golden) in plan_path(6, BeforeYearOne).into_iter().zip(golden) {
            close(pupils, golden, 1e-9);
        }
        let golden = [1172.0, 1105.25, 1038.5, 971.75, 905.0, 905.0, 905.0, 905.0];
        for (pupils, golden) in plan_path(5, AfterYearOne).into_iter().zip(golden) {
            close(pupils, golden, 1e-9);
        }
        close(plan_path(1, BeforeYearOne)[0], 905.0, 0.0);
        close(plan_path(1, AfterYearOne)[1], 905.0, 0.0);
    }

    #[test]
    fn the_plan_of_a_january_lies_between_its_start_and_its_end() {
        let plan = crate::council::kent::FACTS.plan.unwrap();
        let golden = [(2025, 1172.0), (2026, 1172.0), (2030, 1038.5), (2034, 905.0), (2040, 905.0)];
        for (january, golden) in golden {
            close(plan.at(January(january)), golden, 1e-9);
        }
        // One more for each contract year behind it.
        for (year, pupils) in (2027..).zip(plan_path(YEARS, BeforeYearOne)) {
            close(plan.at(January(year)), pupils, 0.0);
        }
        for number in ["1,172 pupils", "905 in January 2034", "just over 900"] {
            assert!(plan.source.contains(number), "{number}");
        }
    }

    #[test]
    fn the_plans_path_is_worth_484_million_on_the_basis_of_the_table() {
        close(Basis::TableCost.value(&plan_path(6, BeforeYearOne)), 483_558_995.0, 0.5);
        close(Basis::TableCost.value(&plan_path(5, AfterYearOne)), 483_296_705.0, 0.5);
        close(Basis::UpliftFromYearTwo.value(&plan_path(3, BeforeYearOne)), 480_582_782.0, 0.5);
        close(Basis::FundedPlaces.value(&plan_path(3, BeforeYearOne)), 485_364_818.0, 0.5);
    }

    #[test]
    fn no_other_basis_year_or_start_of_the_plans_fall_rounds_to_484_million() {
        let mut that_do = vec![];
        for basis in Basis::ALL {
            for start in Start::ALL {
                let floor_years = if start == BeforeYearOne { 1..=YEARS } else { 2..=YEARS };
                let rounds = |year: &usize| {
                    (basis.value(&plan_path(*year, start)) - REDUCED_VALUE).abs() <= 0.5 * VALUE_PLACE
                };
                that_do.extend(floor_years.filter(rounds).map(|year| (basis, year, start)));
            }
        }
        assert_eq!(that_do, [(Basis::TableCost, 6, BeforeYearOne)]);
    }

    #[test]
    fn a_floor_solved_for_gives_the_total_back() {
        let floor = floor_for(REDUCED_VALUE, Basis::UpliftFromYearTwo, 3, BeforeYearOne);
        close(floor, 912.5, 0.05);
        let path = straight_fall(1_172.0, floor, 3, BeforeYearOne);
        close(Basis::UpliftFromYearTwo.value(&path), 484e6, 0.01);
    }

    #[test]
    fn a_constant_fall_solved_for_gives_the_total_back() {
        for basis in Basis::ALL {
            for start in Start::ALL {
                let fall = fall_for(REDUCED_VALUE, basis, 1_784.0, start);
                close(basis.value(&constant_fall(1_784.0, fall, start)), 484e6, 0.01);
            }
        }
        close(fall_for(REDUCED_VALUE, Basis::TableCost, 1_784.0, BeforeYearOne), 0.130_6, 5e-5);
        close(fall_for(REDUCED_VALUE, Basis::UpliftFromYearOne, 1_784.0, AfterYearOne), 0.194_1, 5e-5);
        close(fall_for(REDUCED_VALUE, Basis::TableCost, 500.0, AfterYearOne), 0.0, 1e-12);
    }

    #[test]
    fn most_of_the_step_is_change_of_base_whichever_part_is_taken_first() {
        let golden = [
            (Basis::TableCost, 300.6e6, 91.4e6, 0.767),
            (Basis::FundedPlaces, 268.5e6, 123.5e6, 0.685),
            (Basis::UpliftFromYearTwo, 274.4e6, 117.6e6, 0.700),
            (Basis::UpliftFromYearOne, 262.4e6, 129.6e6, 0.669),
        ];
        for (basis, base_change, fall, share) in golden {
            let parts = decompose(basis, Order::BaseFirst);
            close(parts.base_change, base_change, 0.05e6);
            close(parts.fall, fall, 0.05e6);
            close(parts.base_share(), share, 0.0005);
            let parts = decompose(basis, Order::FallFirst);
            close(parts.base_change + parts.fall, 392e6, 1e-3);
            assert!(parts.base_share() > 0.5 && parts.base_share() < share);
        }
        close(decompose(Basis::UpliftFromYearOne, Order::FallFirst).base_share(), 0.528, 0.0005);
    }

    #[test]
    fn like_for_like_keeps_the_shape_of_the_plan() {
        let path = like_for_like_path(6, BeforeYearOne);
        close(path[7] / 1_784.0, 905.0 / 1_172.0, 1e-12);
        close(Basis::TableCost.value(&path), 736_065_910.0, 1.0);
    }
}
