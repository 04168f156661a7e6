//! Prices of the spot market and bills of block contracts, free of chance (M7.1, M7.2, M7.4).

mod price;

pub use price::{LOT_A, PREMIUM_FROM, PricePath, PriceTerms};

/// What a block costs in an academic year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settlement {
    /// Everything paid, in pounds.
    pub cost: f64,
    /// How much of that is paid for empty places, in pounds.
    pub void_cost: f64,
}

/// The yearly bill of a block (M7.4):
///
/// ```text
/// cost = price x [ occupied + void_share x max(0, minimum_occupancy x volume - occupied) ]
/// ```
///
/// `price` is in pounds a year and place; `occupied` and `volume` are places, from 0; `void_share` and
/// `minimum_occupancy` are shares from 0 to 1.
pub fn settle(price: f64, occupied: f64, volume: f64, void_share: f64, minimum_occupancy: f64) -> Settlement {
    let void_cost = price * void_share * (minimum_occupancy * volume - occupied).max(0.0);
    Settlement { cost: price * occupied + void_cost, void_cost }
}

/// The occupancy at which a block costs what spot placements would, as a share of the volume from 0 to 1, where
/// every empty place is paid for: `v (1 - d) / (d + v (1 - d))`, with `discount` d and `void_share` v from 0 to 1.
/// Not a number where both are 0.
pub fn break_even_occupancy(discount: f64, void_share: f64) -> f64 {
    let void = void_share * (1.0 - discount);
    void / (discount + void)
}

/// The critical fractile of the newsvendor problem (M14.1): the share of futures, from 0 to 1, in which the
/// marginal place of the best volume is not needed.
///
/// ```text
/// (discount x price + transport) / (discount x price + transport + void_share x (1 - discount) x price)
/// ```
///
/// `price` is the spot price and `transport` what each filled place saves in transport, both in pounds a year;
/// `discount` and `void_share` are shares from 0 to 1.
pub fn critical_fractile(price: f64, discount: f64, void_share: f64, transport: f64) -> f64 {
    let saved = discount * price + transport;
    saved / (saved + void_share * (1.0 - discount) * price)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::normal_cdf;

    fn close(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() < within, "{a} against {b}");
    }

    #[test]
    fn a_block_of_40_with_35_pupils_costs_what_the_golden_number_says() {
        let price = 0.9 * 56_083.0;
        let settlement = settle(price, 35.0, 40.0, 0.5, 1.0);
        close(settlement.cost, 1_892_801.25, 1e-6);
        close(35.0 * 56_083.0 - settlement.cost, 70_103.75, 1e-6);
        close(settlement.void_cost, 2.5 * price, 1e-6);
    }

    #[test]
    fn tolerance_spares_the_first_empty_places_and_nothing_is_paid_beyond_the_volume() {
        close(settle(100.0, 36.0, 40.0, 1.0, 0.9).void_cost, 0.0, 1e-12);
        close(settle(100.0, 35.0, 40.0, 1.0, 0.9).void_cost, 100.0, 1e-12);
        close(settle(100.0, 40.0, 40.0, 1.0, 1.0).cost, 4_000.0, 1e-12);
        close(settle(100.0, 0.0, 0.0, 1.0, 1.0).cost, 0.0, 1e-12);
    }

    #[test]
    fn break_even_occupancies_and_fractiles_are_the_published_table() {
        // discount; fractiles at void shares 1, 0.75, 0.5, 0.25; break-even occupancies at 1 and 0.5.
        let table = [
            (0.05, [0.050, 0.066, 0.095, 0.174], [95.0, 90.5]),
            (0.08, [0.080, 0.104, 0.148, 0.258], [92.0, 85.2]),
            (0.10, [0.100, 0.129, 0.182, 0.308], [90.0, 81.8]),
            (0.20, [0.200, 0.250, 0.333, 0.500], [80.0, 66.7]),
            (0.30, [0.300, 0.364, 0.462, 0.632], [70.0, 53.8]),
        ];
        for (discount, fractiles, occupancies) in table {
            for (void, fractile) in [1.0, 0.75, 0.5, 0.25].into_iter().zip(fractiles) {
                close(critical_fractile(56_083.0, discount, void, 0.0), fractile, 0.0005);
            }
            for (void, occupancy) in [1.0, 0.5].into_iter().zip(occupancies) {
                close(100.0 * break_even_occupancy(discount, void), occupancy, 0.05);
            }
        }
    }

    #[test]
    fn at_the_break_even_occupancy_a_block_saves_nothing() {
        for (discount, void) in [(0.08, 0.6), (0.2, 1.0), (0.03, 0.25)] {
            let occupied = 40.0 * break_even_occupancy(discount, void);
            let cost = settle((1.0 - discount) * 50_000.0, occupied, 40.0, void, 1.0).cost;
            close(cost, occupied * 50_000.0, 1e-6);
        }
    }

    #[test]
    fn the_newsvendor_buys_34_55_places_of_a_normal_demand_of_40_and_6() {
        let fractile = critical_fractile(56_083.0, 0.1, 0.5, 0.0);
        close(fractile, 0.1818, 0.00005);
        let (mut low, mut high) = (-8.0, 8.0);
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            if normal_cdf(middle) < fractile { low = middle } else { high = middle }
        }
        close(40.0 + 6.0 * low, 34.55, 0.005);
    }

    #[test]
    fn a_larger_discount_never_costs_more_and_a_larger_void_share_never_less() {
        let cost = |discount: f64, void| settle((1.0 - discount) * 50_000.0, 20.0, 40.0, void, 0.9).cost;
        for step in 0..10 {
            let (low, high) = (0.1 * f64::from(step), 0.1 * f64::from(step + 1));
            assert!(cost(low, 0.5) >= cost(high, 0.5));
            assert!(cost(0.1, low) <= cost(0.1, high));
        }
    }
}
