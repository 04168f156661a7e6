//! The kinds of figures over the years, and the format of their values and years.

use super::{millions, range, whole};
use crate::field::{FinancialYear, January};

/// A kind of figure by year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Pupils, by January.
    Pupils,
    /// Pounds, by financial year, named by the year in which it begins.
    Pounds,
    /// Pounds on the last day of a financial year, named by the year of that 31 March.
    Struck,
}

impl Series {
    /// A value in words: `1,784`, `£109m`.
    pub fn value(self, value: f64) -> String {
        match self {
            Series::Pupils => whole(value),
            Series::Pounds | Series::Struck => millions(value),
        }
    }

    /// A range in words: `1,559–2,024`, `£99m to £119m`.
    pub fn range(self, low: f64, high: f64) -> String {
        match self {
            Series::Pupils => range(low, high),
            Series::Pounds | Series::Struck => format!("{} to {}", millions(low), millions(high)),
        }
    }

    /// A year in words: `January 2030`, `2027/28`.
    pub fn year(self, year: u16) -> String {
        match self {
            Series::Pupils => January(year).to_string(),
            Series::Pounds => FinancialYear(year).to_string(),
            Series::Struck => format!("31 March {year}"),
        }
    }

    /// A year where there is little room: `2030`, `27/28`.
    pub fn tick(self, year: u16) -> String {
        match self {
            Series::Pupils | Series::Struck => year.to_string(),
            Series::Pounds => FinancialYear(year).to_string().split_off(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pupils_are_counted_in_januaries_and_pounds_in_financial_years() {
        assert_eq!(Series::Pupils.year(2030), "January 2030");
        assert_eq!(Series::Pupils.tick(2030), "2030");
        assert_eq!(Series::Pupils.range(1_559.0, 2_024.0), "1,559\u{2013}2,024");
        assert_eq!(Series::Pounds.year(2027), "2027/28");
        assert_eq!(Series::Pounds.tick(2027), "27/28");
        assert_eq!(
            (Series::Struck.year(2028).as_str(), Series::Struck.tick(2028).as_str()),
            ("31 March 2028", "2028")
        );
        assert_eq!(Series::Pounds.range(-96e6, -60e6), "\u{2212}£96m to \u{2212}£60m");
    }
}
