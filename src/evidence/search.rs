//! Finds rows as a planner types.

use super::Entry;
use crate::council::publications;

/// The search of a planner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The words that a row must contain, in any order.
    pub words: String,
    /// Whether only rows that differ from the published baseline are wanted.
    pub only_changed: bool,
}

/// Whether a row matches the search.
pub fn found(entry: &Entry, search: &Search) -> bool {
    if search.only_changed && !entry.is_changed {
        return false;
    }
    if search.words.trim().is_empty() {
        return true;
    }
    let tag = entry.source.map_or("CHOICE", crate::scenario::Source::tag);
    let changed = if entry.is_changed { "changed by you" } else { "" };
    let range = entry.spread.as_ref().map_or("", |spread| &spread.range);
    let said = [
        entry.heading.title(),
        &entry.label,
        &entry.value,
        range,
        entry.unit,
        tag,
        &entry.reference,
        &entry.note,
        entry.rationale.as_deref().unwrap_or_default(),
        &entry.path,
        changed,
    ];
    let mut text = plain(&said.join(" "));
    for publication in publications(&entry.reference) {
        text.push(' ');
        text += &plain(publication.title);
        text.push(' ');
        text += &plain(publication.date);
    }
    plain(&search.words).split_whitespace().all(|word| text.contains(word))
}

/// The text in small letters without the separators of numbers, so that `1784` finds `1,784`.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| *c != ',' && *c != '£')
        .map(|c| match c.to_ascii_lowercase() {
            '\u{2019}' => '\'',
            '\u{2212}' | '\u{2013}' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::entries;
    use crate::scenario::{Lever, Scenario};

    fn paths(scenario: &Scenario, words: &str, only_changed: bool) -> Vec<String> {
        let search = Search { words: words.into(), only_changed };
        let rows = entries(scenario, &Scenario::kent());
        rows.iter().filter(|row| found(row, &search)).map(|row| row.path.clone()).collect()
    }

    #[test]
    fn every_word_must_be_there_in_any_order_and_case() {
        let kent = Scenario::kent();
        assert_eq!(paths(&kent, "joining GROWTH rate", false), ["demand.growth"]);
        assert!(paths(&kent, "growth zebra", false).is_empty());
        let all = entries(&kent, &kent).len();
        assert_eq!(paths(&kent, "  ", false).len(), all);
    }

    #[test]
    fn numbers_are_found_with_and_without_their_marks() {
        let kent = Scenario::kent();
        for words in ["1784 starting", "1,784 starting", "54,460", "£54460"] {
            assert!(!paths(&kent, words, false).is_empty(), "{words}");
        }
        assert!(paths(&kent, "1784", false).contains(&"opening.pupils".into()));
        assert!(paths(&kent, "54460", false).contains(&"prices.lot_a".into()));
    }

    #[test]
    fn sources_dates_and_titles_are_searched_too() {
        let kent = Scenario::kent();
        assert_eq!(paths(&kent, "5 october 2023", false), ["transport.fixed", "transport.per_km"]);
        assert!(paths(&kent, "cabinet committee", false).contains(&"opening.pupils".into()));
        assert!(paths(&kent, "ons", false).contains(&"districts.cohort_basis".into()));
    }

    #[test]
    fn what_was_changed_can_be_shown_alone() {
        let kent = Scenario::kent();
        assert!(paths(&kent, "", true).is_empty());
        let mut scenario = kent.clone();
        Lever::Uplift.set(&mut scenario, &kent, 5.0);
        assert_eq!(paths(&scenario, "", true), ["prices.uplift"]);
        assert_eq!(paths(&scenario, "changed by you", false), ["prices.uplift"]);
        assert!(paths(&scenario, "seed", true).is_empty());
    }
}
