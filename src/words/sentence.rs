//! What a picture says now, in one sentence.

use super::{chance, whole};
use crate::ensemble::{Convergence, RELATIVE_ERROR_LIMIT, Summary};
use crate::field::January;

/// The answer before the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline(pub String);

/// What January `when` holds against the start: `above` is the share of futures with more
/// placements than `opening`.
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
        format!("Placements are above {start} in {when} in {}", chance(above))
    } else {
        format!("Placements are at or below {start} in {when} in {}", chance(1.0 - above))
    })
}

/// What the fan shows.
pub fn fan_sentence(when: January, summary: &Summary) -> String {
    format!(
        "In {when}, 8 in 10 futures have between {} and {} placements, and half have more than {}",
        whole(summary.p10),
        whole(summary.p90),
        whole(summary.p50)
    )
}

/// Whether the number of futures is enough, and what it leaves open.
pub fn how_sure(convergence: Convergence) -> String {
    if convergence.futures < 2 {
        return "One future shows what may happen, not how likely it is. Run more futures.".into();
    }
    let futures = whole(f64::from(convergence.futures));
    let mean = whole((1.96 * convergence.standard_error).max(1.0));
    let range = whole(convergence.range_error.max(1.0));
    if convergence.is_reached() {
        format!(
            "{futures} futures are enough: another {futures} would move the average by about \
             {mean} pupils and the ends of the range by about {range}. The rest of the spread is \
             real doubt about growth, joiners and leavers."
        )
    } else {
        let short = convergence.relative_error / RELATIVE_ERROR_LIMIT;
        let needed = f64::from(convergence.futures) * short * short;
        // Up to the next round number, so that the advice holds when it is followed.
        let step = 10.0_f64.powf(needed.log10().floor()).max(1.0);
        format!(
            "Not converged: with {futures} futures the average may be {mean} pupils out and the \
             ends of the range {range}. Run about {}.",
            whole((needed / step).ceil() * step + step)
        )
    }
}

/// What a screen reader hears when a run is done.
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
        assert_eq!(say(1_899.0, 0.7), "Placements are above 1,784 in January 2030 in 7 in 10 futures");
        assert_eq!(say(1_700.0, 0.3), "Placements are at or below 1,784 in January 2030 in 7 in 10 futures");
        assert!(say(1_790.0, 0.51).starts_with("Placements stay near 1,784"));
    }

    #[test]
    fn how_sure_advises_more_futures_until_there_are_enough() {
        let few = Convergence { futures: 100, standard_error: 19.0, relative_error: 0.01, range_error: 60.0 };
        let words = how_sure(few);
        assert!(words.starts_with("Not converged: with 100 futures"), "{words}");
        // 100 x (0.01 / 0.0025)^2 = 1,600.
        assert!(words.ends_with("Run about 3,000."), "{words}");
        let many = Convergence { futures: 10_000, relative_error: 0.001, ..few };
        assert!(how_sure(many).starts_with("10,000 futures are enough"));
    }
}
