//! Numbers in cells, as councils write them: grouped, in pounds, suppressed.

/// A number in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// This.
    Known(f64),
    /// Hidden: a whole number from the one to the other.
    Hidden(f64, f64),
    /// Nothing stands there.
    Blank,
    /// No number, and why.
    Bad(&'static str),
}

/// What a cell says of a number. `c`, `*` and the like hide 1 to 5, `<6` too, `<5` hides 1 to 4.
pub fn number(text: &str) -> Number {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let plain = plain.trim_matches(['[', ']']);
    match plain {
        "" | "-" | "–" | "—" | "n/a" | "na" | "x" | "z" | ":" | "." | ".." => return Number::Blank,
        "c" | "*" | "**" | "s" | "supp" | "suppressed" | "hidden" => return Number::Hidden(1.0, 5.0),
        _ => {}
    }
    let fewer =
        ["<", "fewerthan", "lessthan", "under", "below"].iter().find_map(|word| plain.strip_prefix(word));
    let at_most = ["<=", "≤", "upto"].iter().find_map(|word| plain.strip_prefix(word));
    let limit = at_most.map(|rest| (rest, 0.0)).or(fewer.map(|rest| (rest, 1.0)));
    if let Some((rest, less)) = limit {
        return match crate::words::parse(rest) {
            Some(limit) if (2.0..=20.0).contains(&limit) && limit.fract() == 0.0 => {
                Number::Hidden(1.0, limit - less)
            }
            _ => Number::Bad("A suppressed count is read as “<6” or “c”, for up to 20 pupils."),
        };
    }
    let range = plain.split_once("to").or_else(|| plain.split_once(['-', '–']));
    if let Some((Some(low), Some(high))) =
        range.map(|(low, high)| (crate::words::parse(low), crate::words::parse(high)))
        && (0.0..=high).contains(&low)
        && high <= 20.0
        && low.fract() + high.fract() == 0.0
    {
        return Number::Hidden(low, high);
    }
    if text.trim_start().starts_with('=') {
        return Number::Bad("It is a formula. Save the file with values.");
    }
    match crate::words::parse(text) {
        Some(number) if number < 0.0 => Number::Bad("It is below 0."),
        Some(number) => Number::Known(number),
        None if plain.starts_with('(') && plain.ends_with(')') => {
            Number::Bad("Brackets stand for a number below 0, which cannot be.")
        }
        None => Number::Bad("It is no number as the UK writes it, such as 1,784 or £54,460.50."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_councils_write_them() {
        for (text, number) in [
            ("1,784", Number::Known(1784.0)),
            (" £54,460.50 ", Number::Known(54_460.5)),
            ("0", Number::Known(0.0)),
            ("<6", Number::Hidden(1.0, 5.0)),
            ("< 5", Number::Hidden(1.0, 4.0)),
            ("≤5", Number::Hidden(1.0, 5.0)),
            ("[c]", Number::Hidden(1.0, 5.0)),
            ("C", Number::Hidden(1.0, 5.0)),
            ("*", Number::Hidden(1.0, 5.0)),
            ("1 to 5", Number::Hidden(1.0, 5.0)),
            ("fewer than 6", Number::Hidden(1.0, 5.0)),
            ("", Number::Blank),
            ("–", Number::Blank),
            ("[x]", Number::Blank),
        ] {
            assert_eq!(super::number(text), number, "{text}");
        }
        for text in ["-3", "(3)", "lots", "=1+1", "<lots", "1.5.2", "1,5", "<1000", "∞", "1e5", "<1"] {
            assert!(matches!(super::number(text), Number::Bad(_)), "{text}: {:?}", super::number(text));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_not_below_0_or_none(text: String) {
            if let Number::Known(value) = number(&text) {
                prop_assert!(value.is_finite() && value >= 0.0);
            }
        }
    }
}
