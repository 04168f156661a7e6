//! One sentence for each part of the evidence.

use crate::council::{Chapter, Council, Count, Verdict};
use crate::evidence::{Coverage, Entry, Fold, PROMISED, held};
use crate::scenario::Source;
use crate::words::{short, whole};

/// How many assumptions there are, how many of them are judgements, and how many the planner has changed.
pub fn rests_on(entries: &[Entry]) -> String {
    let with = |source: Source| entries.iter().filter(|entry| entry.source == Some(source)).count();
    let judged = with(Source::Assumption);
    let sourced = entries.iter().filter(|entry| entry.source.is_some()).count();
    let changed = entries.iter().filter(|entry| entry.is_changed).count();
    let changed = match changed {
        0 => "nothing differs from the published baseline".into(),
        1 => "1 differs from the published baseline".into(),
        count => format!("{count} differ from the published baseline"),
    };
    format!(
        "{sourced} assumptions stand behind every figure: {} come from a published count or price, {judged} are \
         judgements; {changed}",
        sourced - judged
    )
}

/// How many rows a search has found.
pub fn matches(found: usize, all: usize, words: &str) -> String {
    let words = words.trim();
    match (found, words.is_empty()) {
        _ if found == all => format!("All {all} rows"),
        (0, false) => format!("No row has “{words}”"),
        (_, true) => format!("{found} of {all} rows"),
        (1, false) => format!("1 of {all} rows has “{words}”"),
        _ => format!("{found} of {all} rows have “{words}”"),
    }
}

/// The result of the audit.
pub fn audited(story: &[Chapter]) -> String {
    let with = |verdicts: &[Verdict]| -> usize {
        story.iter().flat_map(|chapter| verdicts.iter().map(|verdict| chapter.with(*verdict))).sum()
    };
    let all: usize = story.iter().map(|chapter| chapter.findings.len()).sum();
    let fails = with(&[Verdict::DoesNotReproduce, Verdict::Inconsistent]);
    let partly = with(&[Verdict::ReproducesOnStatedBasisOnly, Verdict::ReproducesOnUnstatedBasis]);
    let follows = with(&[Verdict::Reproduces]);
    format!(
        "Of {all} checks of the council’s report, {follows} of its figures follow from its own inputs, {partly} only \
         on some of them or on others, and {fails} do not. The rest were worked out, or are for note"
    )
}

/// How far apart the published counts are.
pub fn counted(counts: &[Count]) -> String {
    let pupils = counts.iter().map(|count| count.pupils);
    let (low, high) = (pupils.clone().min().unwrap_or(0), pupils.max().unwrap_or(0));
    format!(
        "{} numbers of INMSS placements are in circulation, from {} to {}: each counts something else",
        counts.len(),
        whole(f64::from(low)),
        whole(f64::from(high))
    )
}

/// A number of counts as a heading: `Six counts of placements`.
pub fn counts_of_placements(counts: usize) -> String {
    format!("{} counts of placements", capital(counts))
}

/// What to know about the published counts on offer, of which there are this many.
pub fn counts_differ(counts: usize) -> String {
    match counts {
        0 => "The number is taken as your own count.".into(),
        1 => "Another number than the published one is taken as your own count.".into(),
        _ => format!(
            "{} published numbers count different things. Another number is taken as your own count.",
            capital(counts)
        ),
    }
}

/// A number at the beginning of a sentence, spelt out where it is small.
fn capital(number: usize) -> String {
    const NUMBERS: [&str; 7] = ["No", "One", "Two", "Three", "Four", "Five", "Six"];
    NUMBERS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Where a back-test starts: `From January 2022 (1,507)`.
pub fn opened(fold: &Fold) -> String {
    format!("From {} ({})", fold.from, whole(f64::from(fold.opening)))
}

/// What the back-test from one January shows.
pub fn fold(fold: &Fold) -> String {
    let (came, inside) = held(std::slice::from_ref(fold));
    let last = fold.hits.last().map(|hit| {
        let futures = &hit.futures;
        format!(
            "; in {} it was {}, where 8 in 10 futures have {}",
            hit.january,
            whole(f64::from(hit.came)),
            crate::words::range(futures.p10, futures.p90)
        )
    });
    format!("{}: {inside} of {came} counts lie in the band{}", opened(fold), last.unwrap_or_default())
}

/// How many of the later counts were within the band of one back-test.
pub fn came(fold: &Fold) -> String {
    const NUMBERS: [&str; 7] = ["none", "one", "two", "three", "four", "five", "six"];
    let number =
        |count: usize| NUMBERS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned());
    match held(std::slice::from_ref(fold)) {
        (0, _) => "There is no later count".into(),
        (1, 0) => "The one later count lay outside the band".into(),
        (1, _) => "The one later count lay in the band".into(),
        (came, inside) if came == inside => {
            format!("All {} later counts lay in the band", number(came))
        }
        (came, inside) => {
            format!("Of the {} later counts, {} lay in the band", number(came), number(inside))
        }
    }
}

/// How many later counts the bands held, compared with how many they should hold.
pub fn tested(folds: &[Fold]) -> String {
    let (came, inside) = held(folds);
    let due = PROMISED * came as f64;
    let (short_by, verdict) = (due - inside as f64, "The band");
    let verdict = if short_by > 1.5 {
        format!("{verdict} is too narrow for the past")
    } else if short_by < -1.5 {
        format!("{verdict} is wider than the past needed")
    } else {
        format!("{verdict} is about as wide as the past needed")
    };
    // The last start whose band missed a count: the bands of all later starts held theirs.
    let missed = folds.iter().rposition(|fold| fold.hits.iter().any(|hit| !hit.is_held()));
    let since = missed.and_then(|last| folds.get(last + 1));
    let since = since.map(|fold| format!("; from {} on it held every one", fold.from));
    format!(
        "{verdict}: {inside} of the {came} later counts lie in it, where about {} should{}",
        short(due, 0),
        since.unwrap_or_default()
    )
}

/// How often the band holds the model's own futures.
pub fn covered(coverage: &[Coverage]) -> String {
    let shares = coverage.iter().map(|one| 100.0 * one.share);
    let (low, high) =
        shares.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), share| (a.min(share), b.max(share)));
    let promised = 100.0 * PROMISED;
    let off = coverage.iter().filter(|one| (one.share - PROMISED).abs() > one.margin).count();
    let verdict = if off <= 1 { "holds what it says" } else { "strays from what it says" };
    let (low, high) = (whole(low), whole(high));
    let range = if low == high { low } else { format!("{low} to {high}") };
    format!(
        "If the assumptions hold, the band {verdict}: {range} in 100 futures of another run lie in it at each January, \
         where {} should",
        whole(promised)
    )
}

/// What the source tags of a council's assumptions mean.
pub fn tags(council: &Council) -> String {
    let seed = if council.facts().report.is_some() {
        "REPORT is the council’s report of 18 November 2025 (25/00065), "
    } else {
        ""
    };
    [
        "Tags: ",
        seed,
        "SEN2 is the Department for Education’s return of plans, ONS the Office for National Statistics. ASSUMPTION has no published source of its own and waits for the council’s figure.",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::Summary;
    use crate::evidence::{Hit, entries};
    use crate::field::January;
    use crate::scenario::{Lever, Scenario};

    #[test]
    fn what_it_rests_on_counts_each_assumption_once() {
        let kent = Scenario::kent();
        let rows = entries(&kent, &kent);
        let said = rests_on(&rows);
        let numbers: Vec<usize> =
            said.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        assert_eq!(numbers[0], numbers[1] + numbers[2], "{said}");
        assert_eq!(numbers[0], rows.iter().filter(|row| row.source.is_some()).count());
        assert!(said.ends_with("; nothing differs from the published baseline"), "{said}");
        let mut changed = kent.clone();
        Lever::Uplift.set(&mut changed, &kent, 5.0);
        assert!(rests_on(&entries(&changed, &kent)).ends_with("; 1 differs from the published baseline"));
    }

    #[test]
    fn a_search_says_how_many_it_found() {
        assert_eq!(matches(112, 112, "a"), "All 112 rows");
        assert_eq!(matches(0, 112, " zebra "), "No row has “zebra”");
        assert_eq!(matches(1, 112, "growth"), "1 of 112 rows has “growth”");
        assert_eq!(matches(7, 112, "growth"), "7 of 112 rows have “growth”");
        assert_eq!(matches(2, 112, ""), "2 of 112 rows");
    }

    #[test]
    fn the_audit_and_the_counts_are_summed_up_as_they_are() {
        assert_eq!(
            audited(&(Scenario::kent().council().facts().report.unwrap().audit)()),
            "Of 27 checks of the council’s report, 4 of its figures follow from its own inputs, 3 only on some of \
             them or on others, and 5 do not. The rest were worked out, or are for note"
        );
        assert_eq!(counts_of_placements(6), "Six counts of placements");
        assert!(
            counts_differ(6).starts_with("Six published numbers count different things. Another number is ")
        );
        assert!(counts_differ(1).starts_with("Another number than the published one is taken as"));
        assert!(
            counted(&Scenario::kent().council().counts())
                .starts_with("6 numbers of INMSS placements are in circulation, from 1,172 to 2,123")
        );
    }

    #[test]
    fn the_back_test_says_what_came_of_it() {
        let futures =
            Summary { mean: 100.0, sd: 8.0, p10: 90.0, p25: 95.0, p50: 100.0, p75: 105.0, p90: 110.0 };
        let fold = |came: &[u32]| Fold {
            from: January(2019),
            opening: 100,
            hits: came.iter().map(|&came| Hit { january: January(2020), came, futures }).collect(),
        };
        assert_eq!(
            super::fold(&fold(&[80, 100])),
            "From January 2019 (100): 1 of 2 counts lie in the band; in January 2020 it was 100, where 8 in 10 \
             futures have 90\u{2013}110"
        );
        assert_eq!(came(&fold(&[80, 100, 90])), "Of the three later counts, two lay in the band");
        assert_eq!(came(&fold(&[100; 4])), "All four later counts lay in the band");
        assert_eq!(came(&fold(&[80, 120])), "Of the two later counts, none lay in the band");
        assert_eq!(came(&fold(&[100])), "The one later count lay in the band");
        assert_eq!(came(&fold(&[120])), "The one later count lay outside the band");
        assert_eq!(came(&fold(&[])), "There is no later count");
        let narrow = tested(&[fold(&[80, 120, 100, 130, 100])]);
        assert_eq!(
            narrow,
            "The band is too narrow for the past: 2 of the 5 later counts lie in it, where about 4 should"
        );
        assert!(
            tested(&[fold(&[80; 3]), fold(&[100])])
                .ends_with("3 should; from January 2019 on it held every one")
        );
        assert!(tested(&[fold(&[100, 100, 100, 100, 120])]).starts_with("The band is about as wide as"));
        assert!(
            tested(&[fold(&[100; 10])]).starts_with("The band is wider than the past needed: 10 of the 10")
        );
    }

    #[test]
    fn coverage_says_whether_the_band_holds_what_it_says() {
        let at = |share: f64| Coverage { january: January(2030), share, margin: 0.018 };
        assert_eq!(
            covered(&[at(0.79), at(0.81)]),
            "If the assumptions hold, the band holds what it says: 79 to 81 in 100 futures of another run lie in it at \
             each January, where 80 should"
        );
        assert!(covered(&[at(0.6), at(0.6)]).contains("strays from what it says: 60 in 100"));
    }
}
