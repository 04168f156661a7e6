//! Sentences on what a chart shows now.

use crate::ensemble::{Convergence, RANGE_ERROR_LIMIT, Summary};
use crate::field::{FinancialYear, January};
use crate::words::{Series, chance, millions, pupils, whole};

/// The answer above the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline(pub String);

/// What the January `when` looks like compared with the start. `above` is the share of futures with more placements
/// than `opening`.
pub fn headline(when: January, opening: f64, median: f64, above: f64) -> Headline {
    let change = median / opening - 1.0;
    let start = whole(opening);
    Headline(if above >= 0.9 {
        format!("Placements rise above {start} by {when} in {}", chance(above))
    } else if above <= 0.1 {
        format!("Placements fall to {start} or fewer by {when} in {}", chance(1.0 - above))
    } else if change.abs() < 0.02 {
        format!("Placements stay near {start} in the middle future, but may well rise or fall")
    } else if change > 0.0 {
        format!(
            "Placements are more likely to rise than to fall: above {start} in {when} in {}",
            chance(above)
        )
    } else {
        format!(
            "Placements are more likely to fall than to rise: at or below {start} in {when} in {}",
            chance(1.0 - above)
        )
    })
}

/// Whom the Plan is about, and when: from one January to another. `pupils` is what the council's pupils are called.
pub fn subject(pupils: &str, (from, to): (u16, u16)) -> String {
    format!("{pupils} in independent and non-maintained special schools, January {from} to January {to}")
}

/// How a middle future differs from the baseline's: `120 more than in the baseline, 2,010`. `words` say what is above
/// it and what is below.
pub fn changed(series: Series, words: [&str; 2], now: f64, before: f64) -> String {
    if series.value(now) == series.value(before) {
        return "The same as in the baseline.".into();
    }
    let difference = series.value((now - before).abs());
    let word = words[usize::from(now < before)];
    format!("{difference} {word} than in the baseline, {}.", series.value(before))
}

/// What transport costs the General Fund in a financial year, in pounds.
pub fn transport(year: FinancialYear, s: &Summary) -> String {
    format!(
        "The General Fund pays for transport, which the balance leaves out: {} in {year} in the middle future; 8 in 10 \
         futures lie between {} and {}.",
        millions(s.p50),
        millions(s.p10),
        millions(s.p90)
    )
}

/// What the fan chart shows.
pub fn fan_sentence(when: January, summary: &Summary) -> String {
    let (low, middle, high) = (whole(summary.p10), whole(summary.p50), whole(summary.p90));
    if low == high {
        format!("In {when}, at least 8 in 10 futures have {}", placements(summary.p50))
    } else {
        format!(
            "In {when}, 8 in 10 futures have between {low} and {high} placements; \
             the middle one has {middle}"
        )
    }
}

/// A financial year and the value of the middle future in it.
type Middle = (FinancialYear, f64);

/// How the spending of a financial year compares with that of an earlier one.
pub fn spending_sentence(from: Middle, to: Middle) -> String {
    let (before, after) = (millions(from.1), millions(to.1));
    if before == after {
        format!("Spending on placements is {after} in {} and in {}, in the middle future", from.0, to.0)
    } else {
        let verb = if to.1 > from.1 { "rises" } else { "falls" };
        format!(
            "Spending on placements {verb} from {before} in {} to {after} in {}, in the middle future",
            from.0, to.0
        )
    }
}

/// How the balance of the High Needs Block in a financial year compares with that of an earlier one.
pub fn balance_sentence(from: Middle, to: Middle) -> String {
    let (before, after) = (millions(from.1), millions(to.1));
    let what = if to.1 >= 0.0 {
        "The gap is closed"
    } else if before == after {
        "The gap stays as it is"
    } else if to.1 < from.1 {
        "The gap widens"
    } else {
        "The gap narrows"
    };
    format!("{what}, in the middle future: {before} in {}, {after} in {}", from.0, to.0)
}

fn placements(count: f64) -> String {
    let count = whole(count);
    if count == "1" { "1 placement".into() } else { format!("{count} placements") }
}

/// Whether the number of futures is enough, and the error that it leaves. `most` is the largest number of futures that
/// a planner can ask for.
pub fn how_sure(convergence: Convergence, most: u32) -> String {
    if convergence.futures < 2 {
        return "One future shows what may happen, not how likely it is. Run more futures.".into();
    }
    let futures = whole(f64::from(convergence.futures));
    let average = pupils(convergence.margin().max(1.0));
    let range = pupils(convergence.range_error.max(1.0));
    if convergence.is_reached {
        return format!(
            "{futures} futures are enough: they give the average to within {average} and the ends \
             of the range to within {range}. The rest of the spread is real doubt about growth, \
             joiners and leavers."
        );
    }
    let short = convergence.range_share / RANGE_ERROR_LIMIT;
    let needed = f64::from(convergence.futures) * short * short;
    // The next round number up, so that following the advice is enough.
    let step = 10.0_f64.powf(needed.log10().floor()).max(1.0);
    let advised = (needed / step).ceil() * step + step;
    let advice = if advised <= f64::from(most) {
        format!("Run about {}.", whole(advised))
    } else {
        "More futures than this tool runs would be needed to steady it further.".into()
    };
    format!(
        "Not converged: {futures} futures give the average only to within {average} and the ends \
         of the range to within {range}. {advice}"
    )
}

/// The sentence shown instead while a run is under way.
pub fn settling(futures: u32, wanted: u32) -> String {
    format!(
        "{} of {} futures so far. The figures are settling.",
        whole(f64::from(futures)),
        whole(f64::from(wanted))
    )
}

/// The announcement of a screen reader when a run is done.
pub fn spoken_result(when: January, summary: &Summary, futures: u32) -> String {
    format!("{} futures done. {}.", whole(f64::from(futures)), fan_sentence(when, summary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_says_which_way_and_how_likely() {
        let say = |median: f64, above: f64| headline(January(2030), 1_784.0, median, above).0;
        assert_eq!(say(2_000.0, 0.97), "Placements rise above 1,784 by January 2030 in 97 in 100 futures");
        assert_eq!(
            say(1_500.0, 0.02),
            "Placements fall to 1,784 or fewer by January 2030 in 98 in 100 futures"
        );
        assert_eq!(
            say(1_899.0, 0.7),
            "Placements are more likely to rise than to fall: above 1,784 in January 2030 in 7 in 10 futures"
        );
        assert_eq!(
            say(1_700.0, 0.3),
            "Placements are more likely to fall than to rise: at or below 1,784 in January 2030 in 7 in 10 futures"
        );
        assert!(say(1_790.0, 0.51).starts_with("Placements stay near 1,784"));
    }

    #[test]
    fn a_change_says_how_much_and_which_way() {
        let pupils = |now, before| changed(Series::Pupils, ["more", "fewer"], now, before);
        assert_eq!(pupils(2_130.0, 2_010.0), "120 more than in the baseline, 2,010.");
        assert_eq!(pupils(1_890.0, 2_010.0), "120 fewer than in the baseline, 2,010.");
        assert_eq!(pupils(2_010.2, 2_010.0), "The same as in the baseline.");
        let balance = |now, before| changed(Series::Pounds, ["better", "worse"], now, before);
        assert_eq!(balance(-60e6, -78e6), "£18m better than in the baseline, −£78m.");
        assert_eq!(balance(-90e6, -78e6), "£12m worse than in the baseline, −£78m.");
    }

    #[test]
    fn transport_is_the_general_funds() {
        let s = Summary { mean: 0.0, sd: 0.0, p10: 24e6, p25: 0.0, p50: 31.4e6, p75: 0.0, p90: 42e6 };
        assert_eq!(
            transport(FinancialYear(2027), &s),
            "The General Fund pays for transport, which the balance leaves out: £31m in 2027/28 in the middle future; \
             8 in 10 futures lie between £24m and £42m."
        );
    }

    #[test]
    fn the_fan_sentence_is_true_of_small_counts_too() {
        let flat =
            |p10: f64, p50: f64, p90: f64| Summary { mean: p50, sd: 0.0, p10, p25: p10, p50, p75: p90, p90 };
        let say = |summary| fan_sentence(January(2030), &summary);
        assert_eq!(
            say(flat(1_665.0, 1_899.0, 2_156.0)),
            "In January 2030, 8 in 10 futures have between 1,665 and 2,156 placements; \
             the middle one has 1,899"
        );
        assert_eq!(say(flat(1.0, 1.0, 1.0)), "In January 2030, at least 8 in 10 futures have 1 placement");
    }

    #[test]
    fn money_sentences_say_which_way() {
        let say = |from: f64, to: f64| {
            let (from, to) = ((FinancialYear(2025), from), (FinancialYear(2027), to));
            (spending_sentence(from, to), balance_sentence(from, to))
        };
        assert_eq!(
            say(97.3e6, 108.8e6).0,
            "Spending on placements rises from £97m in 2025/26 to £109m in 2027/28, in the middle future"
        );
        assert!(say(97.3e6, 80e6).0.contains("falls from £97m"));
        assert!(say(97.3e6, 97.1e6).0.contains("is £97m in 2025/26 and in 2027/28"));
        assert_eq!(
            say(-61e6, -78e6).1,
            "The gap widens, in the middle future: \u{2212}£61m in 2025/26, \u{2212}£78m in 2027/28"
        );
        assert!(say(-61e6, -30e6).1.starts_with("The gap narrows"));
        assert!(say(-61e6, 3e6).1.starts_with("The gap is closed"));
        assert!(say(-61e6, -61.1e6).1.starts_with("The gap stays as it is"));
    }

    #[test]
    fn how_sure_advises_more_futures_until_there_are_enough() {
        let few = Convergence {
            futures: 100,
            standard_error: 19.0,
            relative_error: 0.01,
            range_error: 60.0,
            range_share: 0.1,
            is_reached: false,
        };
        let words = how_sure(few, 100_000);
        assert!(words.starts_with("Not converged: 100 futures give the average only to within 37"));
        // 100 x (0.1 / 0.025)^2 = 1,600.
        assert!(words.ends_with("Run about 3,000."), "{words}");
        assert!(how_sure(few, 2_000).ends_with("steady it further."));
        let many = Convergence { futures: 10_000, standard_error: 0.4, is_reached: true, ..few };
        let words = how_sure(many, 100_000);
        assert!(words.starts_with("10,000 futures are enough"), "{words}");
        assert!(words.contains("to within 1 pupil and"), "{words}");
    }
}
