//! Words for values that are more than a single number.

use crate::words::{date, quantity, quantity_range};

/// The smallest and the largest of some shares, as percentages.
pub(super) fn shares(values: impl Iterator<Item = f64> + Clone) -> String {
    let total: f64 = values.clone().sum();
    let (low, high) = ends(values);
    quantity_range(100.0 * low / total, 100.0 * high / total, 1, "%")
}

pub(super) fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// Septembers as one date, or as the first and the last.
pub(super) fn dates(values: impl Iterator<Item = f64>) -> String {
    let (first, last) = ends(values);
    let (first, last) = (date(first), date(last));
    if first == last { [&first, " everywhere"].concat() } else { [&first, " to ", &last].concat() }
}

pub(super) fn september(year: u16) -> String {
    ["September ", &year.to_string()].concat()
}

pub(super) fn years(count: u8) -> String {
    quantity(f64::from(count), 0, "years")
}

pub(super) fn yes(is_on: bool) -> String {
    if is_on { "Yes" } else { "No" }.into()
}

pub(super) fn list<'a>(names: impl Iterator<Item = &'a str>, none: &str) -> String {
    let names = names.collect::<Vec<&str>>().join(", ");
    if names.is_empty() { none.into() } else { names }
}
/// The text with a small first letter.
pub(super) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| std::iter::once(first.to_ascii_lowercase()).chain(letters).collect())
}
