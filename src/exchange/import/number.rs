//! Numbers in cells, as councils write them: grouped, in pounds or millions, marked, suppressed.

use super::mark::unmarked;
use crate::words::{parse, scaled};

/// A number in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// This.
    Known(f64),
    /// Hidden: a whole number from the one to the other.
    Hidden(f64, f64),
    /// A share in per cent.
    Share(f64),
    /// Nothing stands there, or a sign for nothing.
    Blank,
    /// No number, and why.
    Bad(&'static str),
}

/// A cell as a number, and by which rule it was read where that is to be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    /// The number.
    pub number: Number,
    /// The unit in which the cell itself says it is, 1 where it says none.
    pub worth: f64,
    /// The rule.
    pub rule: Option<&'static str>,
}

const MARKED: &str = "The mark beside the number is passed over.";

/// Months as Excel writes a date that it has made of two numbers.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a cell says of a number.
pub fn number(text: &str) -> Number {
    told(text).number
}

/// What a cell says of a number, and by which rule. `c`, `*` and the like hide 1 to 5, `<6` too, `<5`
/// hides 1 to 4, `[low]` 1 or 2.
pub fn told(text: &str) -> Told {
    let whole = plain(text);
    let (bare, is_marked) = unmarked(text);
    let mut found = Told { number: sign(&whole), worth: 1.0, rule: is_marked.then_some(MARKED) };
    if found.number != Number::Bad("") {
        found.rule = None;
        return found;
    }
    let marked = if is_marked { plain(bare) } else { whole };
    if let Some(hidden) = hidden(&marked) {
        found.number = hidden;
        return found;
    }
    if is_date(bare) {
        found.number = Number::Bad(
            "It is a date, perhaps made by Excel of two numbers such as 4-10. Format the column as text before you type them.",
        );
        return found;
    }
    // “41 e”, “41p”: an older way of marking.
    let short = bare.strip_suffix(['e', 'p', 'r']).map(str::trim_end).filter(|rest| parse(rest).is_some());
    if short.is_some() {
        found.rule = Some(MARKED);
    }
    let bare = short.unwrap_or(bare);
    found.number = match scaled(bare) {
        Some((share, _)) if bare.trim_end().ends_with('%') => Number::Share(share),
        Some((number, _)) if number < 0.0 => Number::Bad("It is below 0."),
        Some((number, worth)) => {
            if worth > 1.0 {
                found.worth = worth;
                found.rule = Some("It is taken in the unit that stands beside the number.");
            }
            Number::Known(number * worth)
        }
        None if marked.starts_with('(') && marked.ends_with(')') => {
            Number::Bad("Brackets stand for a number below 0, which cannot be.")
        }
        None if marked.ends_with('+') || marked.starts_with(['>', '≥']) => {
            Number::Bad("It says at least how many, and not how many.")
        }
        None => Number::Bad("It is no number as the UK writes it, such as 1,784 or £54,460.50."),
    };
    found
}

/// A text without spaces, capitals and square brackets.
fn plain(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    plain.trim_matches(['[', ']']).to_owned()
}

/// What a sign in place of a number says.
fn sign(plain: &str) -> Number {
    match plain {
        "" | "-" | "–" | "—" | "n/a" | "na" | "z" | "." => Number::Blank,
        "none" | "nil" | "zero" => Number::Known(0.0),
        "c" | "*" | "**" | "#" | "~" | "s" | "supp" | "suppressed" | "hidden" => Number::Hidden(1.0, 5.0),
        "low" => Number::Hidden(1.0, 2.0),
        "x" | ":" | ".." | "…" | "nk" | "notknown" | "notavailable" | "u" => {
            Number::Bad("It stands for a figure that is not available, which is not 0.")
        }
        _ if plain.starts_with('=') => Number::Bad("It is a formula. Save the file with values."),
        _ if plain.starts_with('#') => {
            Number::Bad("It is an error of a spreadsheet. Mend it there and save the file again.")
        }
        _ => Number::Bad(""),
    }
}

/// A count of which only the bounds are given.
fn hidden(plain: &str) -> Option<Number> {
    let fewer =
        ["<", "fewerthan", "lessthan", "under", "below"].iter().find_map(|word| plain.strip_prefix(word));
    let at_most = ["<=", "≤", "upto"].iter().find_map(|word| plain.strip_prefix(word));
    let limit = at_most.map(|rest| (rest, 0.0)).or(fewer.map(|rest| (rest, 1.0)));
    if let Some((rest, less)) = limit {
        return Some(match parse(rest) {
            Some(limit) if (2.0..=20.0).contains(&limit) && limit.fract() == 0.0 => {
                Number::Hidden(1.0, limit - less)
            }
            _ => Number::Bad("A suppressed count is read as “<6” or “c”, for up to 20 pupils."),
        });
    }
    let range = plain.split_once("to").or_else(|| plain.split_once(['-', '–']));
    let (low, high) = range.and_then(|(low, high)| Some((parse(low)?, parse(high)?)))?;
    let is_sound = (0.0..=high).contains(&low) && high <= 20.0 && low.fract() + high.fract() == 0.0;
    is_sound.then_some(Number::Hidden(low, high))
}

/// Whether a text is a date such as `04-Oct` or `Nov-15`.
pub fn is_date(text: &str) -> bool {
    let Some((one, other)) = text.trim().split_once(['-', '/', ' ']) else { return false };
    let is_month = |text: &str| MONTHS.contains(&text.to_ascii_lowercase().as_str());
    let is_number =
        |text: &str| !text.is_empty() && text.len() < 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_month(one) && is_number(other)) || (is_number(one) && is_month(other))
}

/// What one of the numbers under a heading is worth: 1,000 under `Spend (£000s)`, 1,000,000 under `(£m)`.
pub fn worth_under(head: &str) -> f64 {
    let plain = plain(head);
    let thousands = ["£k", "(k)", "£'000", "£’000", "£000", "(000", "('000", "(’000", "thousand", "000s"];
    if thousands.iter().any(|sign| plain.contains(sign)) {
        1e3
    } else if ["£m", "(m)", "million"].iter().any(|sign| plain.contains(sign)) {
        1e6
    } else {
        1.0
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
            ("nil", Number::Known(0.0)),
            ("<6", Number::Hidden(1.0, 5.0)),
            ("< 5", Number::Hidden(1.0, 4.0)),
            ("≤5", Number::Hidden(1.0, 5.0)),
            ("[c]", Number::Hidden(1.0, 5.0)),
            ("C", Number::Hidden(1.0, 5.0)),
            ("*", Number::Hidden(1.0, 5.0)),
            ("~", Number::Hidden(1.0, 5.0)),
            ("[low]", Number::Hidden(1.0, 2.0)),
            ("1 to 5", Number::Hidden(1.0, 5.0)),
            ("fewer than 6", Number::Hidden(1.0, 5.0)),
            ("", Number::Blank),
            ("–", Number::Blank),
            ("[z]", Number::Blank),
            ("35%", Number::Share(35.0)),
            ("41 [e]", Number::Known(41.0)),
            ("77 (p)", Number::Known(77.0)),
            ("29*", Number::Known(29.0)),
            ("41 e", Number::Known(41.0)),
            ("<6 [r]", Number::Hidden(1.0, 5.0)),
            ("£6.3m", Number::Known(6_300_000.0)),
            ("£4,150k", Number::Known(4_150_000.0)),
            ("£3.4 million", Number::Known(3_400_000.0)),
            ("1\u{202f}062", Number::Known(1062.0)),
        ] {
            assert_eq!(super::number(text), number, "{text}");
        }
        for text in [
            "-3", "(3)", "lots", "=1+1", "<lots", "1.5.2", "1,5", "<1000", "∞", "1e5", "<1", "[x]", "..",
            "16+", ">5", "04-Oct", "Nov-15", "#REF!", "#N/A", "6 miles",
        ] {
            assert!(
                matches!(super::number(text), Number::Bad(why) if !why.is_empty()),
                "{text}: {:?}",
                super::number(text)
            );
        }
    }

    #[test]
    fn units_in_headings_are_known_and_years_are_none() {
        for (head, worth) in [
            ("Spend (£'000s)", 1e3),
            ("Average cost (£k)", 1e3),
            ("Cost, £ thousand", 1e3),
            ("Cost £m", 1e6),
            ("Spend (£ million)", 1e6),
            ("Cost 2000/01", 1.0),
            ("Annual cost (£)", 1.0),
            ("Placements", 1.0),
        ] {
            assert!((worth_under(head) - worth).abs() < 1e-9, "{head}");
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
