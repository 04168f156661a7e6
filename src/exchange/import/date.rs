//! Years and dates as headings, titles and cells have them.

use super::key::key;

/// Months by the beginnings of their names.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Words that may stand beside a year.
const BESIDE: [&str; 13] = [
    "sep",
    "sept",
    "september",
    "jan",
    "january",
    "mid",
    "population",
    "in",
    "ay",
    "academic",
    "year",
    "to",
    "and",
];

/// A year as a heading or a cell has it: `2025`, `2025/26`, `202526`, `AY25/26`, `Sept 2025`,
/// `1 September 2025 to 31 August 2026`. Of an academic year the one in which it begins.
pub fn year(text: &str) -> Option<u16> {
    let key = key(text);
    let key =
        key.strip_prefix("ay").filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(&key);
    let long = key.split(' ').find_map(four).or_else(|| joined(key));
    // Two figures alone may be anything else.
    let is_short = long.is_none() && (text.contains('/') || text.to_ascii_lowercase().starts_with("ay"));
    let first = long.or_else(|| short(key).filter(|_| is_short))?;
    // What stands beside it may be a month, the second half of an academic year, or nothing.
    let is_long = key.contains("sep") && key.contains("august");
    let fits = |word: &str| {
        let next = (u32::from(first) + 1) % 100;
        four(word) == Some(first)
            || joined(word) == Some(first)
            || word
                .parse::<u32>()
                .is_ok_and(|number| number % 100 == next || (is_short && number == u32::from(first) % 100))
            || is_long && ["1", "1st", "31", "31st", "august"].contains(&word)
            || BESIDE.contains(&word)
    };
    key.split(' ').all(fits).then_some(first)
}

/// `2025`.
fn four(word: &str) -> Option<u16> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| word.parse().ok()).flatten().filter(|year| (1990..=2100).contains(year))
}

/// `202526`, as the Department for Education writes an academic year.
fn joined(word: &str) -> Option<u16> {
    let (first, next) = (word.get(..4)?, word.get(4..)?);
    let (first, next) = (four(first)?, next.parse::<u16>().ok().filter(|_| next.len() == 2)?);
    ((first + 1) % 100 == next).then_some(first)
}

/// `25 26`.
fn short(key: &str) -> Option<u16> {
    let mut words = key.split(' ').map(|word| word.parse::<u16>().ok().filter(|_| word.len() == 2));
    let (first, next) = (words.next()??, words.next()??);
    ((15..60).contains(&first) && next == first + 1).then_some(2000 + first)
}

/// The January of the academic year in which the date lies that a text names, if it names one:
/// `15 January 2026`, `Jan 26`, `31/12/2025`, `2025/26`.
pub fn january(text: &str) -> Option<u16> {
    let key = key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let month_of = |word: &str| {
        let at = MONTHS.iter().position(|month| word.starts_with(month))?;
        (word.len() == 3 || word == "sept" || FULL.contains(&word)).then_some(at + 1)
    };
    let of = |year: u16, month: usize| if month >= 9 { year + 1 } else { year };
    for (at, word) in words.iter().enumerate() {
        if let Some(month) = month_of(word)
            && let Some(next) = words.get(at + 1)
        {
            let two = || next.parse::<u16>().ok().filter(|year| next.len() == 2 && (15..60).contains(year));
            if let Some(year) = four(next).or_else(|| two().map(|year| 2000 + year)) {
                return Some(of(year, month));
            }
        }
        // A day, a month and a year in figures, either way round.
        if let (Some(middle), Some(last)) = (words.get(at + 1), words.get(at + 2)) {
            let month = |word: &str| {
                word.parse::<usize>().ok().filter(|month| word.len() <= 2 && (1..=12).contains(month))
            };
            let day = |word: &str| {
                word.parse::<usize>().is_ok_and(|day| word.len() <= 2 && (1..=31).contains(&day))
            };
            if let (Some(month), true, Some(year)) = (month(middle), day(word), four(last)) {
                return Some(of(year, month));
            }
            if let (Some(year), Some(month), true) = (four(word), month(middle), day(last)) {
                return Some(of(year, month));
            }
        }
        if let Some(year) = joined(word) {
            return Some(year + 1);
        }
        if let (Some(year), Some(next)) = (four(word), words.get(at + 1))
            && next.len() <= 4
            && next.parse::<u16>().is_ok_and(|next| next % 100 == (year + 1) % 100)
        {
            return Some(year + 1);
        }
    }
    None
}

/// Months in full.
const FULL: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_years_only() {
        for text in [
            "2025",
            "2025/26",
            "2025-26",
            "2025–26",
            "2025-2026",
            "2025/2026",
            "202526",
            "AY25/26",
            "AY 2025/26",
            "25/26",
            "Sept 2025",
            "Mid-2025",
            "Academic Year 2025 to 2026",
            "1 September 2025 to 31 August 2026",
        ] {
            assert_eq!(year(text), Some(2025), "{text}");
        }
        for text in [
            "",
            "20256",
            "1784",
            "Year 7",
            "2025/29",
            "24/06/2015",
            "about 2025",
            "11/12",
            "23 24",
            "202529",
            "10/11",
        ] {
            assert_eq!(year(text), None, "{text}");
        }
    }

    #[test]
    fn dates_lie_in_the_academic_year_of_a_january() {
        for (text, found) in [
            ("Placements at 15 January 2026", Some(2026)),
            ("Placements Jan 2026", Some(2026)),
            ("Number of placements (Jan 26)", Some(2026)),
            ("Sept 2025 actual", Some(2026)),
            ("31/03/2025", Some(2025)),
            ("2025-12-31", Some(2026)),
            ("Placements 2024/25", Some(2025)),
            ("202425", Some(2025)),
            ("Placements 2025", None),
            ("Mayfield 2025", None),
            ("District", None),
        ] {
            assert_eq!(january(text), found, "{text}");
        }
    }
}
