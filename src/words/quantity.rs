//! A number with its unit, as a planner would say it.

use super::{millions, pounds, short, whole};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day in words, with its month counted from 0: `26 November 2026`.
pub fn day(year: u32, month: u32, day: u32) -> String {
    let month = MONTHS[(month as usize).min(11)];
    format!("{day} {month} {year}")
}

/// A day such as 2026-11-26 as people write it: `26 November 2026`; as it is where it is none.
pub fn long_date(date: &str) -> String {
    let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [year, month @ 1..=12, of_month] => day(year, month - 1, of_month),
        _ => date.to_owned(),
    }
}

/// Whether a day lies behind another, both written as 2026-11-26: what was planned for it is said as past.
pub fn is_behind(date: &str, today: &str) -> bool {
    date < today
}

/// The name of a month and year for a date in decimal years: 2028.0 is January 2028.
pub fn date(decimal_year: f64) -> String {
    // Files write September as .67: a little more than eight twelfths, or a little less.
    let months = (decimal_year * 12.0 + 0.05).floor();
    let year = (months / 12.0).floor();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 11
    let month = (months - 12.0 * year) as usize;
    if (decimal_year - year - 0.5).abs() < 1e-9 {
        return format!("mid-{year}");
    }
    format!("{} {year}", MONTHS[month.min(11)])
}

/// A number of places: `1 place`, `30 places`.
pub fn places(volume: u32) -> String {
    if volume == 1 { "1 place".into() } else { format!("{} places", whole(f64::from(volume))) }
}

/// A value of a control: `2% a year`, `£60m`, `£24,252`, `450 places`, `January 2028`.
pub fn quantity(value: f64, places: usize, unit: &str) -> String {
    match unit {
        "year" => date(value),
        "£" => pounds(value),
        "£m" => millions(value * 1e6),
        "" => short(value, places),
        unit if unit.starts_with('%') => format!("{}{unit}", short(value, places)),
        unit => match short(value, places).as_str() {
            "1" => format!("1 {}", unit.trim_end_matches('s')),
            number => format!("{number} {unit}"),
        },
    }
}

/// A range of such values: `2% to 6% a year`, `150 to 800 places`.
pub fn quantity_range(low: f64, high: f64, places: usize, unit: &str) -> String {
    let first = match unit {
        "year" | "£" | "£m" => unit,
        unit if unit.starts_with('%') => "%",
        _ => "",
    };
    format!("{} to {}", quantity(low, places, first), quantity(high, places, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_months_that_people_know() {
        let cases = [
            (2028.0, "January 2028"),
            (2030.5, "mid-2030"),
            (2025.67, "September 2025"),
            (2028.667, "September 2028"),
            (2026.25, "April 2026"),
            (2027.99, "December 2027"),
        ];
        for (year, text) in cases {
            assert_eq!(date(year), text, "{year}");
        }
    }

    #[test]
    fn a_day_is_written_as_the_public_sector_does() {
        assert_eq!(day(2026, 10, 26), "26 November 2026");
        assert_eq!(day(2027, 0, 1), "1 January 2027");
    }

    #[test]
    fn one_place_is_singular() {
        assert_eq!([places(1), places(1_200)], ["1 place", "1,200 places"]);
    }

    #[test]
    fn a_value_is_said_with_its_unit_and_a_range_says_it_once() {
        assert_eq!(quantity(2.0, 1, "% a year"), "2% a year");
        assert_eq!(quantity(450.0, 0, "places"), "450 places");
        assert_eq!(quantity(1.0, 1, "years"), "1 year");
        assert_eq!(quantity(60.0, 0, "£m"), "£60m");
        assert_eq!(quantity(24_252.0, 0, "£"), "£24,252");
        assert_eq!(quantity(0.25, 2, ""), "0.25");
        assert_eq!(quantity_range(-2.0, 6.0, 1, "% a year"), "\u{2212}2% to 6% a year");
        assert_eq!(quantity_range(55.0, 72.0, 0, "£m"), "£55m to £72m");
        assert_eq!(quantity_range(2027.0, 2030.5, 1, "year"), "January 2027 to mid-2030");
        assert_eq!(quantity_range(150.0, 800.0, 0, "places"), "150 to 800 places");
    }
}
