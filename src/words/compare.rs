//! Scenarios side by side, in words.

use super::{Series, chance};
use crate::decisions::{Difference, Regret};

/// How often a scenario is better than the reference: `how` says in what, as in `is cheaper than`.
pub fn better(name: &str, how: &str, reference: &str, difference: &Difference) -> String {
    if difference.tied >= 1.0 {
        return format!("{name} and {reference} are the same in every future");
    }
    let same = if difference.tied > 0.0 {
        format!(", and the same in {}", chance(difference.tied))
    } else {
        String::new()
    };
    format!("{name} {how} {reference} in {}{same}", chance(difference.better))
}

/// How far a scenario differs from the reference.
pub fn difference(name: &str, reference: &str, difference: &Difference, series: Series) -> String {
    if difference.tied >= 1.0 {
        return format!("{name} makes no difference to {reference} in any future");
    }
    let side =
        |value: f64| format!("{} {}", series.value(value.abs()), if value < 0.0 { "less" } else { "more" });
    let mean = difference.mean;
    format!(
        "{name}: {} than {reference} on average, give or take {}; 8 in 10 futures lie between {} and {}",
        side(mean.value),
        series.value(mean.margin()),
        side(difference.p10),
        side(difference.p90)
    )
}

/// What is lost by choosing a scenario without knowing the future.
pub fn regret(name: &str, regret: &Regret, series: Series) -> String {
    if regret.best >= 1.0 {
        return format!("No other choice is better than {name} in any future");
    }
    format!(
        "{name} is the best choice in {}; it falls {} short of the best on average, and {} or more in \
         1 in 10 futures",
        chance(regret.best),
        series.value(regret.mean.value),
        series.value(regret.p90)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Estimate, Sense, compare};

    const APART: Difference = Difference {
        mean: Estimate { value: -2.1e6, standard_error: 0.05e6 },
        p10: -3e6,
        p90: 0.4e6,
        better: 0.9,
        tied: 0.0,
        pairing: Some(8.0),
    };

    #[test]
    fn better_is_counted_in_futures_and_ties_are_said() {
        let say = |difference| better("More SRPs", "is cheaper than", "Present plans", &difference);
        assert_eq!(say(APART), "More SRPs is cheaper than Present plans in 9 in 10 futures");
        assert_eq!(
            say(Difference { better: 0.6, tied: 0.3, ..APART }),
            "More SRPs is cheaper than Present plans in 6 in 10 futures, and the same in 3 in 10 futures"
        );
    }

    #[test]
    fn a_difference_says_more_or_less_at_each_end() {
        assert_eq!(
            difference("More SRPs", "Present plans", &APART, Series::Pounds),
            "More SRPs: £2.1m less than Present plans on average, give or take £0.1m; 8 in 10 futures \
             lie between £3m less and £0.4m more"
        );
    }

    #[test]
    fn regret_is_said_unless_there_is_none() {
        let lost = Regret { mean: Estimate { value: 0.3e6, standard_error: 1e3 }, p90: 1.2e6, best: 0.7 };
        assert_eq!(
            regret("More SRPs", &lost, Series::Pounds),
            "More SRPs is the best choice in 7 in 10 futures; it falls £0.3m short of the best on \
             average, and £1.2m or more in 1 in 10 futures"
        );
    }

    #[test]
    fn the_same_scenario_is_the_same_in_every_sentence() {
        let values = [1.0, 2.0, 3.0];
        let same = compare(&[&values, &values], Sense::LessIsBetter, 0).unwrap_or_default()[1];
        assert_eq!(
            better("A", "is cheaper than", "B", &same.difference),
            "A and B are the same in every future"
        );
        assert!(difference("A", "B", &same.difference, Series::Pupils).contains("no difference"));
        assert!(regret("A", &same.regret, Series::Pupils).starts_with("No other choice is better"));
    }
}
