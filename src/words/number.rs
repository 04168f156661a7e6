//! Numbers as text, and text as numbers.
//!
//! The project has its own because the crates for it carry the rules of every language, and the page speaks one.

/// A whole number with thousands separators: `1,784`; a true minus sign below 0.
pub fn whole(value: f64) -> String {
    decimal(value, 0)
}

/// A number to this many decimal places, with thousands separators.
pub fn decimal(value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "unknown".into();
    }
    let text = format!("{:.places$}", value.abs());
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in integer.chars().enumerate() {
        if index > 0 && (integer.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    // A number that rounds to 0 has no sign.
    let is_zero = !text.contains(|c: char| ('1'..='9').contains(&c));
    if value < 0.0 && !is_zero { format!("\u{2212}{grouped}") } else { grouped }
}

/// A number to at most this many decimal places: `2`, not `2.0`.
pub fn short(value: f64, places: usize) -> String {
    let text = decimal(value, places);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

/// A percentage with at most one decimal place: `2%`, `0.5%`.
pub fn percent(value: f64) -> String {
    format!("{}%", short(value, 1))
}

/// A percentage to this many decimal places: `0.15%`.
pub fn percent_to(value: f64, places: usize) -> String {
    format!("{}%", decimal(value, places))
}

/// A count with its noun: `1 pupil`, `6 pupils`.
pub fn pupils(count: f64) -> String {
    let count = whole(count);
    if count == "1" { "1 pupil".into() } else { format!("{count} pupils") }
}

/// A range of whole numbers, in a table: `1,665–2,156`.
pub fn range(low: f64, high: f64) -> String {
    format!("{}\u{2013}{}", whole(low), whole(high))
}

/// A probability as a natural frequency, to at most two significant figures: `none`, `4 in 10`, `all`.
pub fn frequency(probability: f64) -> String {
    let hundredths = (probability * 100.0).round();
    let tenths = (probability * 10.0).round();
    if probability <= 0.0 {
        "none".into()
    } else if probability >= 1.0 {
        "all".into()
    } else if probability < 0.01 {
        "fewer than 1 in 100".into()
    } else if probability > 0.99 {
        "more than 99 in 100".into()
    } else if !(0.1..=0.9).contains(&probability) {
        format!("{hundredths:.0} in 100")
    } else {
        format!("{tenths:.0} in 10")
    }
}

/// A probability as a count of futures, to at most two significant figures: `4 in 10 futures`.
pub fn chance(probability: f64) -> String {
    let of = if probability <= 0.0 { " of the futures" } else { " futures" };
    frequency(probability) + of
}

/// A probability as a count of 100, where all chances are to be compared: `none`, `4 in 100`, `all`.
pub fn in_100(probability: f64) -> String {
    match probability {
        none if none <= 0.0 => "none".into(),
        all if all >= 1.0 => "all".into(),
        few if few < 0.01 => "fewer than 1 in 100".into(),
        most if most > 0.99 => "more than 99 in 100".into(),
        some => format!("{:.0} in 100", (100.0 * some).round()),
    }
}

/// The same as a count of futures: `4 in 100 futures`.
pub fn chance_in_100(probability: f64) -> String {
    in_100(probability) + if probability <= 0.0 { " of the futures" } else { " futures" }
}

/// A number as a planner types it: a pound or per cent sign, any minus sign, and commas or spaces of
/// any width before groups of three digits are understood. None where it is no finite number.
pub fn parse(text: &str) -> Option<f64> {
    let plain: String = text
        .trim()
        .trim_end_matches('%')
        .trim()
        .chars()
        .map(|c| match c {
            '\u{2212}' | '\u{2013}' => '-',
            ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ',',
            other => other,
        })
        .collect();
    // The sign may stand before the pound sign or after it.
    let (first, rest) = signed(&plain);
    let bare = rest.trim_start_matches('£').trim_start_matches(',');
    let (sign, plain) = if first == 0.0 { signed(bare) } else { (first, bare) };
    // A comma that does not separate a group of three may be meant as a decimal point, so the number is refused.
    let (integer, _) = plain.split_once('.').unwrap_or((plain, ""));
    if integer.split(',').skip(1).any(|group| group.len() != 3) {
        return None;
    }
    let digits = plain.replacen(',', "", integer.matches(',').count());
    Some(if sign < 0.0 { -read(&digits)? } else { read(&digits)? })
}

/// The sign before a number, 0 where there is none, and what follows it.
fn signed(text: &str) -> (f64, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => text.strip_prefix('+').map_or((0.0, text), |rest| (1.0, rest)),
    }
}

/// A number with a unit behind it, as `£6.3m`, `4,150k` or `£60 million`: the number, and what one of
/// it is worth, which is 1 where no unit stands there. None where it is no number or an unknown unit.
pub fn scaled(text: &str) -> Option<(f64, f64)> {
    let end = text.rfind(|c: char| c.is_ascii_digit() || c == '.')? + 1;
    let (number, unit) = text.split_at(end);
    let worth = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "%" => 1.0,
        "k" | "thousand" => 1e3,
        "m" | "mn" | "million" => 1e6,
        "bn" | "billion" => 1e9,
        _ => return None,
    };
    Some((parse(number)?, worth))
}

/// Digits with at most one decimal point. Exact to the last bit up to 15 digits, which is more than
/// anybody types; the tables that the standard library keeps for all others weigh 14 kB, gzipped.
fn read(text: &str) -> Option<f64> {
    let (mut value, mut scale, mut any, mut after_point) = (0.0_f64, 1.0_f64, false, false);
    for c in text.chars() {
        match c.to_digit(10) {
            Some(digit) => {
                any = true;
                // Decimal places beyond the precision change nothing.
                if !after_point || value < 1e17 {
                    value = value * 10.0 + f64::from(digit);
                    scale *= if after_point { 10.0 } else { 1.0 };
                }
            }
            None if c == '.' && !after_point => after_point = true,
            None => return None,
        }
    }
    any.then_some(value / scale).filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chances_to_be_compared_are_all_of_100() {
        let said = [0.0, 0.004, 0.05, 0.57, 0.996, 1.0].map(in_100);
        assert_eq!(
            said,
            ["none", "fewer than 1 in 100", "5 in 100", "57 in 100", "more than 99 in 100", "all"]
        );
        assert_eq!(
            [0.0, 0.4, 1.0].map(chance_in_100),
            ["none of the futures", "40 in 100 futures", "all futures"]
        );
    }

    #[test]
    fn numbers_are_grouped_and_signed() {
        let cases = [
            (0.0, 0, "0"),
            (999.4, 0, "999"),
            (1784.0, 0, "1,784"),
            (100_051_880.0, 0, "100,051,880"),
            (-0.04, 1, "0.0"),
            (-1234.56, 1, "\u{2212}1,234.6"),
            (f64::NAN, 0, "unknown"),
        ];
        for (value, places, text) in cases {
            assert_eq!(decimal(value, places), text);
        }
        assert_eq!(short(1_200.0, 0), "1,200");
        assert_eq!(short(2.50, 2), "2.5");
        assert_eq!(percent(2.0), "2%");
        assert_eq!(percent(-0.5), "\u{2212}0.5%");
        assert_eq!(range(1665.0, 2156.4), "1,665\u{2013}2,156");
    }

    #[test]
    fn chances_have_at_most_two_figures_and_never_claim_certainty() {
        let cases = [
            (0.0, "none of the futures"),
            (0.0004, "fewer than 1 in 100 futures"),
            (0.034, "3 in 100 futures"),
            (0.1, "1 in 10 futures"),
            (0.68, "7 in 10 futures"),
            (0.9, "9 in 10 futures"),
            (0.93, "93 in 100 futures"),
            (0.9996, "more than 99 in 100 futures"),
            (1.0, "all futures"),
        ];
        for (probability, words) in cases {
            assert_eq!(chance(probability), words, "{probability}");
        }
    }

    #[test]
    fn typing_is_understood_as_people_type() {
        let close = |text: &str, value: f64| {
            assert!((parse(text).unwrap() - value).abs() < 1e-12, "{text}");
        };
        close("1,784", 1784.0);
        close(" 2.5% ", 2.5);
        close("£54,460", 54460.0);
        close("\u{2212}2", -2.0);
        close("10 000", 10000.0);
        close("+.5", 0.5);
        close("007.", 7.0);
        close("1\u{202f}062", 1062.0);
        close("31\u{2009}500\u{2009}000", 31_500_000.0);
        close("-£5", -5.0);
        close("£-5", -5.0);
        close("£ 5", 5.0);
        for text in
            ["", "lots", "1e5", "inf", "NaN", "1.2.3", "--2", "1,2", "1,78", "0.1,000", ".", "-", "+-1"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"9".repeat(400)), None);
        close(&format!("0.{}", "3".repeat(400)), 1.0 / 3.0);
        close(&format!("0.{}1", "0".repeat(400)), 0.0);
    }

    #[test]
    fn units_behind_a_number_are_understood() {
        for (text, number, worth) in [
            ("£60m", 60.0, 1e6),
            ("£6.3 million", 6.3, 1e6),
            ("4,150k", 4150.0, 1e3),
            ("2.5%", 2.5, 1.0),
            ("1,784", 1784.0, 1.0),
            ("£1.2bn", 1.2, 1e9),
        ] {
            assert_eq!(scaled(text), Some((number, worth)), "{text}");
        }
        for text in ["m", "60 miles", "60mm", "", "million 6", "1,5m"] {
            assert_eq!(scaled(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_typed_is_read_to_the_last_bit(text in "[-+]?([0-9]{1,15}|[0-9]{0,7}[.][0-9]{1,8})") {
            prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits));
        }

        #[test]
        fn any_text_reads_as_the_standard_library_reads_it(text in "[-+.0-9]{0,40}") {
            let standard: Option<f64> = text.parse().ok();
            let ours = parse(&text);
            prop_assert_eq!(ours.is_some(), standard.is_some());
            let (ours, standard) = (ours.unwrap_or_default(), standard.unwrap_or_default());
            prop_assert!((ours - standard).abs() <= standard.abs() * 1e-14);
        }
    }
}
