//! Sentences that compare scenarios.

use crate::decisions::lineup::{Misfit, Yardstick, Yearly};
use crate::decisions::{Compared, Difference, Regret, best_and_next, lead};
use crate::words::{Series, chance, decimal, short, thousands, whole};

/// A scenario's name in quotation marks, for use within a sentence.
pub fn quoted(name: &str) -> String {
    format!("‘{name}’")
}

impl Yearly {
    /// The name of the figure.
    pub fn label(self) -> &'static str {
        match self {
            Yearly::Placements => "Placements",
            Yearly::Waiting => "Children waiting for a place",
            Yearly::Spending => "Spending on placements",
            Yearly::Transport => "Spending on transport",
            Yearly::Balance => "In-year balance",
            Yearly::BlockSaving => "Saving through blocks",
        }
    }

    /// The series by which its values and years are formatted.
    pub fn written(self) -> Series {
        match self {
            Yearly::Placements | Yearly::Waiting => Series::Pupils,
            _ => Series::Pounds,
        }
    }
}

impl Yardstick {
    /// The name of the yardstick.
    pub fn label(self) -> String {
        match self {
            Yardstick::Year(yearly, year) => format!("{}, {}", yearly.label(), yearly.written().year(year)),
            Yardstick::ContractValue => "Contract value, eight years".into(),
            Yardstick::BlockSaving => "Saving through blocks, all years".into(),
            Yardstick::Deficit(year) => format!("Accumulated deficit, {}", year.last_day()),
        }
    }

    /// The series by which its values are formatted.
    pub fn written(self) -> Series {
        self.yearly().written()
    }

    /// The verb phrase of the better of two scenarios, to be followed by the name of the other.
    fn does(self) -> String {
        let (yearly, year) = match self {
            Yardstick::Year(yearly, year) => (yearly, yearly.written().year(year)),
            Yardstick::ContractValue => return "has a lower contract value than".into(),
            Yardstick::BlockSaving => return "saves more through blocks than".into(),
            Yardstick::Deficit(year) => return format!("has a smaller deficit at {} than", year.last_day()),
        };
        match yearly {
            Yearly::Placements => format!("has fewer placements in {year} than"),
            Yearly::Waiting => format!("has fewer children waiting in {year} than"),
            Yearly::Spending => format!("spends less on placements in {year} than"),
            Yearly::Transport => format!("spends less on transport in {year} than"),
            Yearly::Balance => format!("has a better High Needs balance in {year} than"),
            Yearly::BlockSaving => format!("saves more through blocks in {year} than"),
        }
    }

    /// A caution for readers of the yardstick.
    pub fn note(self) -> &'static str {
        match self {
            Yardstick::Year(Yearly::Placements, _) => {
                "Fewer placements are not good in themselves: a child may be well placed elsewhere, or wait, or \
                 go without. Look at who waits and at the balance too."
            }
            Yardstick::Year(Yearly::Waiting, _) => {
                "Children wait only where places are limited: see Local provision on the Plan screen."
            }
            Yardstick::Year(Yearly::Spending, _) => {
                "From the High Needs Block, without transport and without the alternatives to a placement. Spending \
                 less on placements is not good in itself."
            }
            Yardstick::Year(Yearly::Transport, _) => {
                "From the General Fund, and not in the High Needs balance."
            }
            Yardstick::Year(Yearly::Balance, _) => "Of the High Needs Block, before contributions.",
            Yardstick::ContractValue => {
                "Placements times fee over the eight framework years, every placement."
            }
            Yardstick::Year(Yearly::BlockSaving, _) | Yardstick::BlockSaving => {
                "Against spot prices, over all the years simulated. Without blocks it is nil."
            }
            Yardstick::Deficit(_) => {
                "Under the agreement with the Department for Education, contributions included."
            }
        }
    }
}

/// The size of a difference, more precisely than [`Series::value`] where it is small: `12`, `0.4`, `£1.2m`, `£42,000`.
pub fn size(series: Series, value: f64) -> String {
    match series {
        Series::Pupils if value.abs() < 9.95 => short(value, 1),
        Series::Pupils => whole(value),
        Series::Pounds if value.abs() < 99_500.0 => thousands(value),
        Series::Pounds | Series::Struck => series.value(value),
    }
}

/// A difference from the reference with its direction: `£1.2m less`, `14 more`, `no difference`.
fn side(series: Series, value: f64) -> String {
    let size = size(series, value.abs());
    if size == "0" || size == "£0" {
        return "no difference".into();
    }
    let which = match series {
        _ if value >= 0.0 => "more",
        Series::Pupils => "fewer",
        Series::Pounds | Series::Struck => "less",
    };
    format!("{size} {which}")
}

/// A share of the futures as in a table: `6 in 10`, `all`, `none`.
pub fn count(share: f64) -> String {
    let said = chance(share);
    match said.as_str() {
        "none of the futures" => "none".into(),
        said => said.trim_end_matches(" futures").into(),
    }
}

/// How often a scenario is better than the reference. `how` is the comparison, such as `is cheaper than`.
pub fn better(name: &str, how: &str, reference: &str, difference: &Difference) -> String {
    if difference.tied >= 1.0 {
        return format!("{name} and {reference} are the same in every future");
    }
    format!("{name} {how} {reference} in {}", chance(difference.better))
}

/// Which scenario does best on average and how certain that is: the headline, and a sentence that supports it. The best
/// is compared with the reference or, where that is the best, with the next best. `reference` is a position in `names`,
/// which has at least two entries, and in `compared`.
pub fn which_is_best(
    names: &[&str],
    reference: usize,
    compared: &[Compared],
    yardstick: Yardstick,
) -> (String, String) {
    let (best, other) = best_and_next(reference, compared);
    let difference = lead(best, other, reference, compared);
    let (series, name, against) = (yardstick.written(), quoted(names[best]), quoted(names[other]));
    let said = better(&name, &yardstick.does(), &against, &difference);
    let others =
        if names.len() > 2 { regret(&name, &compared[best].regret, series) + "." } else { String::new() };
    if difference.tied >= 1.0 {
        return (said, others);
    }
    let mean = difference.mean;
    if mean.value.abs() <= mean.margin() {
        let doubt = format!(
            "On average {}, but chance alone moves that by {}: more futures would tell",
            side(series, mean.value),
            size(series, mean.margin())
        );
        return (format!("{said}; their averages cannot be told apart"), format!("{doubt}. {others}"));
    }
    let same = match chance(difference.tied) {
        _ if difference.tied < 0.01 => String::new(),
        same => format!("The two are the same in {same}. "),
    };
    let lede = format!(
        "{same}8 in 10 futures lie between {} and {}; the average is known to within {}. {others}",
        side(series, difference.p10),
        side(series, difference.p90),
        size(series, mean.margin())
    );
    (format!("{said}: {} on average", side(series, mean.value)), lede)
}

/// How far a scenario differs from the reference.
pub fn difference(reference: &str, difference: &Difference, series: Series) -> String {
    if difference.tied >= 1.0 {
        return format!("No difference to {reference} in any future");
    }
    let mean = difference.mean;
    format!(
        "{} than {reference} on average, give or take {}; 8 in 10 futures lie between {} and {}",
        side(series, mean.value),
        size(series, mean.margin()),
        side(series, difference.p10),
        side(series, difference.p90)
    )
}

/// What is lost by choosing a scenario without knowing the future.
pub fn regret(name: &str, regret: &Regret, series: Series) -> String {
    if regret.best >= 1.0 {
        return format!("No other choice is better than {name} in any future");
    }
    let often = if regret.p90 > 0.0 {
        format!(", and {} or more in 1 in 10 futures", size(series, regret.p90))
    } else {
        String::new()
    };
    format!(
        "{name} is the best choice in {}; it falls {} short of the best on average{often}",
        chance(regret.best),
        size(series, regret.mean.value)
    )
}

/// How many times as many futures would be needed if the two scenarios did not share their random numbers.
pub fn times(pairing: f64) -> String {
    format!("{} times", if pairing < 9.95 { decimal(pairing, 1) } else { whole(pairing) })
}

/// Why a scenario is left out of the comparison with another.
pub fn left_out(name: &str, reference: &str, why: Misfit) -> String {
    let why = match why {
        Misfit::Opening(own, other) => format!("it starts in {own}, {reference} in {other}"),
        Misfit::End(own, other) => format!("it ends in {own}, {reference} in {other}"),
        Misfit::Places => format!("its districts or needs are not those of {reference}"),
        Misfit::Agreement => format!("its agreement is not of the same year as that of {reference}"),
    };
    format!("{name} is left out: {why}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Estimate, Sense, compare};
    use crate::field::January;

    const APART: Difference = Difference {
        mean: Estimate { value: -2.1e6, standard_error: 0.05e6 },
        p10: -3e6,
        p90: 0.4e6,
        better: 0.9,
        tied: 0.0,
        pairing: Some(8.0),
    };

    #[test]
    fn better_is_counted_in_futures() {
        let say = |difference| better("More SRPs", "is cheaper than", "Present plans", &difference);
        assert_eq!(say(APART), "More SRPs is cheaper than Present plans in 9 in 10 futures");
    }

    #[test]
    fn a_difference_says_more_or_less_at_each_end() {
        assert_eq!(
            difference("Present plans", &APART, Series::Pounds),
            "£2.1m less than Present plans on average, give or take £98,000; 8 in 10 futures \
             lie between £3m less and £0.4m more"
        );
        let pupils = Difference { mean: Estimate { value: -14.2, standard_error: 0.2 }, p10: -31.0, ..APART };
        assert!(difference("Present plans", &pupils, Series::Pupils).starts_with(
            "14 fewer than Present plans on average, give or take 0.4; 8 in 10 futures lie between 31 fewer"
        ));
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
        assert!(difference("B", &same.difference, Series::Pupils).starts_with("No difference"));
        assert!(regret("A", &same.regret, Series::Pupils).starts_with("No other choice is better"));
    }

    const SPENDING: Yardstick = Yardstick::Year(Yearly::Spending, 2027);

    fn said(scenarios: &[&[f64]], reference: usize) -> (String, String) {
        let names = &["A", "B", "C"][..scenarios.len()];
        let compared = compare(scenarios, SPENDING.sense(), reference).unwrap_or_default();
        which_is_best(names, reference, &compared, SPENDING)
    }

    /// Spending in five futures, in pounds.
    const KENT: [f64; 5] = [110e6, 120e6, 130e6, 140e6, 150e6];
    const LESS: [f64; 5] = [109e6, 119.2e6, 129e6, 138.8e6, 151e6];

    #[test]
    fn the_verdict_names_the_best_and_counts_the_futures() {
        let headline = "‘B’ spends less on placements in 2027/28 than ‘A’ in 8 in 10 futures; \
                        their averages cannot be told apart";
        assert_eq!(said(&[&KENT, &LESS], 0).0, headline);
        let clear: Vec<f64> = KENT.iter().zip([1.1e6, 1e6, 0.9e6, 1e6, -0.1e6]).map(|(a, b)| a - b).collect();
        let (headline, lede) = said(&[&KENT, &clear], 0);
        let expected =
            "‘B’ spends less on placements in 2027/28 than ‘A’ in 8 in 10 futures: £0.78m less on average";
        assert_eq!(headline, expected);
        assert!(lede.starts_with("8 in 10 futures lie between £1.1m less and £0.3m less"), "{lede}");
        // Seen from the other, the better one stays the subject.
        assert_eq!(said(&[&KENT, &clear], 1).0, expected);
    }

    #[test]
    fn the_verdict_sets_the_best_against_the_reference_or_the_next() {
        let dear: Vec<f64> = KENT.iter().map(|value| value + 5e6).collect();
        let cheap: Vec<f64> = KENT.iter().map(|value| value - 2e6).collect();
        let all: [&[f64]; 3] = [&KENT, &dear, &cheap];
        assert!(
            said(&all, 1)
                .0
                .contains("‘C’ spends less on placements in 2027/28 than ‘B’ in all futures: £7m less")
        );
        assert!(
            said(&all, 2)
                .0
                .contains("‘C’ spends less on placements in 2027/28 than ‘A’ in all futures: £2m less")
        );
        assert_eq!(
            said(&all, 2).1.trim_start_matches(|c| c != '.'),
            ". No other choice is better than ‘C’ in any future."
        );
        let (headline, lede) = said(&[&KENT, &KENT, &dear], 0);
        assert_eq!(headline, "‘A’ and ‘B’ are the same in every future");
        assert_eq!(lede, "No other choice is better than ‘A’ in any future.");
    }

    #[test]
    fn every_yardstick_has_words_of_its_own() {
        let all = Yardstick::all(crate::field::FinancialYear(2027), true);
        let labels: Vec<String> = all.iter().map(|yardstick| yardstick.label()).collect();
        let does: Vec<String> = all.iter().map(|yardstick| yardstick.does()).collect();
        for (index, label) in labels.iter().enumerate() {
            assert!(!labels[index + 1..].contains(label) && !does[index + 1..].contains(&does[index]));
        }
        assert_eq!(labels[0], "Placements, January 2030");
        assert_eq!(labels[3], "In-year balance, 2027/28");
        assert_eq!(does[3], "has a better High Needs balance in 2027/28 than");
    }

    #[test]
    fn small_things_are_said_closely_and_nothing_as_nought() {
        for (series, value, said) in [
            (Series::Pupils, 0.0, "0"),
            (Series::Pupils, -0.43, "\u{2212}0.4"),
            (Series::Pupils, 1_234.4, "1,234"),
            (Series::Pounds, 0.0, "£0"),
            (Series::Pounds, 42_350.0, "£42,000"),
            (Series::Pounds, -1_230_000.0, "\u{2212}£1.2m"),
        ] {
            assert_eq!(size(series, value), said);
        }
        assert_eq!([0.0, 0.004, 0.62, 1.0].map(count), ["none", "fewer than 1 in 100", "6 in 10", "all"]);
        assert_eq!([1.04, 31.2].map(times), ["1.0 times", "31 times"]);
    }

    #[test]
    fn what_is_left_out_is_named_with_the_reason() {
        assert_eq!(
            left_out("‘Old’", "‘Kent’", Misfit::Opening(January(2024), January(2025))),
            "‘Old’ is left out: it starts in January 2024, ‘Kent’ in January 2025."
        );
        assert!(
            left_out("‘Old’", "‘Kent’", Misfit::End(January(2030), January(2034)))
                .contains("ends in January 2030")
        );
    }
}
