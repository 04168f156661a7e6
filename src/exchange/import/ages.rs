//! Ages and year groups as people write them, one by one and in bands.

use super::number::is_date;
use crate::field::Age;

/// Words for the numbers of year groups.
const WORDS: [&str; 14] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen",
];

/// Bands that have a name, by the ages at the start of the academic year.
const NAMED: [(&str, u8, u8); 17] = [
    ("eyfs", 4, 4),
    ("early years", 4, 4),
    ("ks1", 5, 6),
    ("ks2", 7, 10),
    ("ks3", 11, 13),
    ("ks4", 14, 15),
    ("ks5", 16, 18),
    ("primary", 4, 10),
    ("infant", 4, 6),
    ("junior", 7, 10),
    ("secondary", 11, 15),
    ("sixth form", 16, 18),
    ("6th form", 16, 18),
    ("post 16", 16, 24),
    ("post16", 16, 24),
    ("post 19", 19, 24),
    ("post19", 19, 24),
];

/// Words before the number of a year group, the longer first.
const BEFORE: [&str; 11] = [
    "national curriculum year",
    "year group",
    "years",
    "year",
    "ncy",
    "nc year",
    "nc",
    "yrs",
    "yr",
    "y",
    "group",
];

/// A text in small letters, its words apart, with the signs that make a band.
fn plain(text: &str) -> String {
    let text = text
        .trim()
        .to_ascii_lowercase()
        .replace("key stage ", "ks")
        .replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-");
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_alphanumeric() || "<>≤≥+-/.&=".contains(c) { c } else { ' ' };
        if c != ' ' || !plain.ends_with(' ') {
            plain.push(c);
        }
    }
    plain.trim().to_owned()
}

/// A whole number, as `7`, `07` or, by way of a spreadsheet, `7.0`.
fn digits(text: &str) -> Option<u8> {
    let text = text.trim();
    let text = text
        .split_once('.')
        .map_or(text, |(whole, rest)| if rest.trim_matches('0').is_empty() { whole } else { "" });
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// What follows the words before a year group.
fn bare(text: &str) -> &str {
    BEFORE
        .iter()
        .find_map(|begin| text.strip_prefix(begin))
        .map_or(text, |rest| rest.trim_start_matches(['.', ' ']))
}

/// The age at the start of a year group: `Year 7`, `Y07`, `Yr.7`, `7.0`, `Year Seven`, `R`.
pub fn year_group(text: &str) -> Option<u8> {
    let plain = plain(text);
    if ["r", "rec", "reception", "yr r", "year r", "yrr", "reception year"].contains(&plain.as_str()) {
        return Some(4);
    }
    let bare = bare(&plain);
    let word =
        WORDS.iter().position(|word| *word == bare && bare != plain).and_then(|at| u8::try_from(at + 1).ok());
    let group = word.or_else(|| digits(bare))?;
    (group <= 20).then(|| group + 4)
}

/// An age: `11`, `age 11`, `aged 11`, `11 years`, `11 yrs old`.
pub fn years(text: &str) -> Option<u8> {
    let plain = plain(text);
    let begins = ["aged ", "ages ", "age "];
    let bare = begins.iter().find_map(|begin| plain.strip_prefix(begin)).unwrap_or(&plain);
    let bare = [" years old", " yrs old", " years", " yrs", " year olds", "yrs"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
    digits(bare)
}

/// Several ages, as `11-15`, `16+`, `<5`, `KS3` or `Y10/11`, cut to those of the model; none where it is
/// no band, or one of none of these ages.
pub fn band(text: &str, is_year_group: bool) -> Option<(u8, u8)> {
    if is_date(text) {
        return None;
    }
    let plain = plain(text);
    let words = plain.replace('-', " ");
    let named = NAMED.iter().find(|(name, ..)| *name == words || words.strip_suffix(" phase") == Some(name));
    if let Some((_, from, to)) = named {
        return Some((*from, *to));
    }
    // Beyond Year 14 they are ages, whatever the column is called.
    let numbers = plain.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse::<u8>().ok());
    let is_small = numbers.into_iter().all(|number| number <= 14);
    let is_of_years = is_small && (is_year_group && !plain.contains("age") || bare(&plain) != plain);
    let one = |text: &str| {
        let text = text.trim();
        if is_of_years { year_group(text) } else { years(text) }
    };
    let (oldest, youngest) = (u8::from(Age::OLDEST), 4);
    let after = |words: &[&str]| words.iter().find_map(|word| plain.strip_prefix(word)).and_then(one);
    let before = |words: &[&str]| words.iter().find_map(|word| plain.strip_suffix(word)).and_then(one);
    let from = after(&[">=", "≥", "from "]).or_else(|| {
        before(&["+", " +", " and over", " and above", " or over", " plus", " and older", " upwards"])
    });
    let from = from.or_else(|| after(&[">", "over "]).map(|age| age + 1));
    let to = after(&["<=", "≤", "up to "])
        .or_else(|| before(&[" and under", " or under", " and below", " or younger"]));
    let to = to.or_else(|| after(&["<", "under ", "below "]).map(|age| age.saturating_sub(1)));
    let (from, to) = match (from, to) {
        (Some(from), _) => (from, oldest),
        (_, Some(to)) => (youngest, to),
        _ => {
            let cut = [" to ", "-", "/", " and ", "&"].iter().find_map(|sign| plain.split_once(sign))?;
            (one(cut.0)?, one(cut.1)?)
        }
    };
    let (from, to) = (from.max(youngest), to.min(oldest));
    (from <= to).then_some((from, to))
}

/// Whether a text is about ages, none of which is from 4 to 24: `0`, `3`, `90 and over`, `65-69`.
pub fn beyond(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse::<u32>().ok());
    let ages: Vec<u32> = numbers.collect();
    !ages.is_empty() && ages.iter().all(|age| !(4..=24).contains(age))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_cut_to_the_ages_of_the_model() {
        for (text, is_year_group, ages) in [
            ("16+", false, Some((16, 24))),
            ("<5", false, Some((4, 4))),
            (">19", false, Some((20, 24))),
            ("19 and over", false, Some((19, 24))),
            ("11–15", false, Some((11, 15))),
            ("Ages 11 to 15", false, Some((11, 15))),
            ("Y10/11", true, Some((14, 15))),
            ("Years 7-9", true, Some((11, 13))),
            ("Yr 12+", true, Some((16, 24))),
            ("Key Stage 3", true, Some((11, 13))),
            ("04-Oct", false, None),
            ("under 3", false, None),
            ("7", false, None),
        ] {
            assert_eq!(band(text, is_year_group), ages, "{text}");
        }
        assert!(beyond("3") && beyond("90 and over") && !beyond("4") && !beyond("0-4") && !beyond("All"));
    }
}
