//! One sentence on what a chart shows now, for charts whose heading only names what is drawn.

use crate::decisions::Point;
use crate::words::{chance, chance_in_100, movement, places, thousands};

/// The parts that lower and raise a balance most.
pub fn moved(parts: &[(&str, f64)]) -> String {
    let by = |a: &&(&str, f64), b: &&(&str, f64)| a.1.total_cmp(&b.1);
    let down = parts.iter().min_by(by).filter(|part| part.1 < 0.0);
    let up = parts.iter().max_by(by).filter(|part| part.1 > 0.0);
    let say = |(name, value): &(&str, f64)| format!("{} ({})", small(name), movement(*value));
    match (down, up) {
        (Some(down), Some(up)) => {
            format!("What weighs most on the balance: {}; what helps it most: {}", say(down), say(up))
        }
        (Some(down), None) => format!("What weighs most on the balance: {}; nothing helps it", say(down)),
        (None, Some(up)) => format!("What helps the balance most: {}; nothing weighs on it", say(up)),
        (None, None) => "Nothing moves the balance".into(),
    }
}

/// The name with a small first letter, unless it is a proper name.
fn small(name: &str) -> String {
    if name.starts_with("Localities Model") {
        return name.into();
    }
    let mut letters = name.chars();
    letters
        .next()
        .map_or(String::new(), |first| std::iter::once(first.to_ascii_lowercase()).chain(letters).collect())
}

/// The volume at which a block does best, and what it saves a year there on average. With no caution this is where it
/// saves most; with some caution, where it does best between the average and the worst futures.
pub fn saves_most(volume: u32, saving: f64, caution: f64) -> String {
    if caution > 0.0 {
        if volume == 0 {
            return "Best at this caution: no places".into();
        }
        return format!("Best at this caution: {}, {} a year", places(volume), thousands(saving));
    }
    if volume == 0 || saving <= 0.0 {
        return "No number of places saves money on average".into();
    }
    let verb = if volume == 1 { "saves" } else { "save" };
    format!("{} {verb} most: {} a year on average", places(volume), thousands(saving))
}

/// How often a block of the best volume pays for empty places, and how often it loses.
pub fn risks(best: &Point) -> String {
    if best.volume == 0 {
        return "The best is to buy none".into();
    }
    format!(
        "{}: paid for while empty in {}, dearer than spot prices in {}",
        places(best.volume),
        chance_in_100(best.pays),
        chance_in_100(best.loses)
    )
}

/// How full a block of the best volume is.
pub fn fills(best: &Point) -> String {
    match best.filled {
        Some(filled) => {
            format!("{}: {} filled on average", places(best.volume), crate::words::percent(100.0 * filled))
        }
        None => "The best is to buy none".into(),
    }
}

/// How often something holds at either end of a lever's range: the value, and how often.
pub fn along(lever: &str, holds: &str, from: (&str, f64), to: (&str, f64)) -> String {
    format!("{lever}: at {} {holds} in {}, at {} in {}", from.0, chance(from.1), to.0, chance(to.1))
}

/// How often something holds where two levers are at their lowest and at their highest values.
pub fn corners(across: &str, up: &str, holds: &str, lowest: f64, highest: f64) -> String {
    format!(
        "With {} and {} at the lower ends of their ranges {holds} in {}, at the upper ends in {}",
        small(across),
        small(up),
        chance(lowest),
        chance(highest)
    )
}

/// A figure in its last year: the year, the middle future and the range.
pub fn ends_at(year: &str, middle: &str, range: &str) -> String {
    format!("{middle} in {year} in the middle future; 8 in 10 futures: {range}")
}

/// Says how likely something is, in the terms of the government's probability yardstick.
pub fn likely(probability: f64) -> &'static str {
    // The yardstick leaves gaps between its ranges: each is divided equally between its neighbours.
    match probability {
        p if p < 0.075 => "a remote chance",
        p if p < 0.225 => "highly unlikely",
        p if p < 0.375 => "unlikely",
        p if p < 0.525 => "a realistic possibility",
        p if p < 0.775 => "likely",
        p if p < 0.925 => "highly likely",
        _ => "almost certain",
    }
}

/// How likely the block is to break even, in words and as a figure.
pub fn odds(probability: f64) -> String {
    let figure = if probability < 0.001 {
        "under 0.1%".into()
    } else if probability > 0.999 {
        "over 99.9%".into()
    } else if (0.1..=0.9).contains(&probability) {
        crate::words::percent_to(100.0 * probability, 0)
    } else {
        crate::words::percent_to(100.0 * probability, 1)
    };
    format!("Breaking even is {} ({figure})", likely(probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waterfall_names_what_weighs_and_what_helps_most() {
        let parts =
            [("Gap of the base year", -60e6), ("Growth of the grant", 22e6), ("Localities Model", 1e6)];
        assert_eq!(
            moved(&parts),
            "What weighs most on the balance: gap of the base year (\u{2212}£60m); what helps it most: growth of \
             the grant (+£22m)"
        );
        assert!(moved(&parts[..1]).ends_with("; nothing helps it"));
        assert!(moved(&parts[2..]).starts_with("What helps the balance most: Localities Model (+£1m)"));
        assert_eq!(moved(&[]), "Nothing moves the balance");
        assert_eq!(moved(&[("Prices", 0.0)]), "Nothing moves the balance");
    }

    #[test]
    fn a_curve_of_savings_says_where_it_is_highest() {
        assert_eq!(saves_most(13, 12_400.0, 0.0), "13 places save most: £12,000 a year on average");
        assert!(saves_most(1, 3_000.0, 0.0).starts_with("1 place saves most"));
        assert_eq!(saves_most(0, 0.0, 0.0), "No number of places saves money on average");
        assert_eq!(saves_most(5, -3.0, 0.0), "No number of places saves money on average");
        assert_eq!(saves_most(9, 45_000.0, 0.5), "Best at this caution: 9 places, £45,000 a year");
        assert_eq!(saves_most(0, 0.0, 1.0), "Best at this caution: no places");
    }

    #[test]
    fn curves_of_chances_say_both_ends() {
        assert_eq!(
            along("Other savings a year", "the block breaks even", ("£0", 0.0), ("£150m", 0.95)),
            "Other savings a year: at £0 the block breaks even in none of the futures, at £150m in 95 in 100 futures"
        );
        let corners_say = corners("Growth", "Other savings", "the block breaks even", 0.02, 0.8);
        assert!(corners_say.starts_with("With growth and other savings at the lower ends"), "{corners_say}");
        assert!(corners_say.ends_with("in 2 in 100 futures, at the upper ends in 8 in 10 futures"));
        assert_eq!(
            ends_at("January 2034", "1,900", "1,600\u{2013}2,200"),
            "1,900 in January 2034 in the middle future; 8 in 10 futures: 1,600\u{2013}2,200"
        );
    }

    /// The yardstick: remote chance to 5%, highly unlikely 10 to 20, unlikely 25 to 35, realistic
    /// possibility 40 to 50, likely 55 to 75, highly likely 80 to 90, almost certain from 95.
    #[test]
    fn likelihood_follows_the_yardstick() {
        let ranges = [
            (0.0, 0.05, "a remote chance"),
            (0.10, 0.20, "highly unlikely"),
            (0.25, 0.35, "unlikely"),
            (0.40, 0.50, "a realistic possibility"),
            (0.55, 0.75, "likely"),
            (0.80, 0.90, "highly likely"),
            (0.95, 1.0, "almost certain"),
        ];
        for (low, high, word) in ranges {
            assert_eq!((likely(low), likely(high)), (word, word));
        }
        assert_eq!(odds(0.0), "Breaking even is a remote chance (under 0.1%)");
        assert_eq!(odds(0.314), "Breaking even is unlikely (31%)");
        assert_eq!(odds(0.034), "Breaking even is a remote chance (3.4%)");
        assert_eq!(odds(1.0), "Breaking even is almost certain (over 99.9%)");
    }
}
