//! Sentences on which assumptions matter most.

use crate::decisions::{Effect, Estimate, Input};
use crate::words::{Series, millions, quantity, thousands, whole};

/// What matters most to a result, as a heading. `most` is the input that explains most of its variance, `parameters`
/// the share that all inputs explain together.
pub fn what_matters(result: &str, most: Option<(&str, Estimate)>, parameters: Estimate) -> String {
    if parameters.value + parameters.margin() < 0.5 {
        return format!("Most of the spread of {result} is chance");
    }
    let clear = most.filter(|(_, share)| share.value > share.margin() && share.value >= 0.1);
    match clear {
        Some((label, share)) if share.value - share.margin() >= 0.5 => {
            format!("‘{label}’ explains most of the spread of {result}")
        }
        Some((label, share)) => {
            let percent = whole(100.0 * share.share());
            format!("‘{label}’ explains {percent}% of the spread of {result}, more than anything else")
        }
        None => format!("No single assumption explains much of the spread of {result}"),
    }
}

/// How much of one result the uncertainty of the assumptions explains in the county and in each district. The
/// district's share of pupils may be one of the assumptions.
pub fn county_and_districts(
    result: &str,
    county: Estimate,
    districts: &[Estimate],
    is_share_doubted: bool,
) -> Option<String> {
    let shares = || districts.iter().map(|share| 100.0 * share.share());
    let (low, high) = (shares().reduce(f64::min)?, shares().reduce(f64::max)?);
    let whole_county = 100.0 * county.share();
    let verdict = if whole_county > 50.0 && high < 50.0 {
        ": assumptions dominate the county, chance a single district"
    } else if high < whole_county {
        ": the fewer the pupils, the more is chance"
    } else if is_share_doubted {
        ", where its share of the pupils is in doubt too"
    } else {
        ""
    };
    Some(format!(
        "Doubt about the assumptions explains {}% of {result} in the whole county, and {} to {}% in one \
         district{verdict}.",
        whole(whole_county),
        whole(low),
        whole(high)
    ))
}

/// How much of the remaining variance would be chance if an input were known exactly. `explained` is the share that the
/// input explains, `parameters` the share of all inputs together. None where the input explains little.
pub fn once_known(label: &str, explained: Estimate, parameters: Estimate) -> Option<String> {
    let is_clear = explained.value >= 0.1 && explained.value > explained.margin() && explained.value < 1.0;
    let left = (1.0 - parameters.share()) / (1.0 - explained.share());
    let chance = whole(100.0 * left.min(1.0));
    is_clear
        .then(|| format!("If ‘{label}’ were known exactly, {chance}% of the variance left would be chance."))
}

/// A share with its margin of error: `41% ± 3`.
pub fn share(share: Estimate) -> String {
    format!("{}% ± {}", whole(100.0 * share.share()), whole((100.0 * share.margin()).max(1.0)))
}

/// How much of the variance of a result an input explains.
pub fn explained(label: &str, share: Estimate) -> String {
    let percent = whole(100.0 * share.share());
    if share.value <= share.margin() {
        format!("‘{label}’ by itself explains too little of the variance to tell it from chance")
    } else if percent == "0" {
        format!("‘{label}’ explains less than 1% of the variance")
    } else {
        format!("‘{label}’ explains {percent}% of the variance, {}", points(share))
    }
}

fn points(share: Estimate) -> String {
    match whole((100.0 * share.margin()).max(1.0)).as_str() {
        "1" => "give or take 1 point".into(),
        points => format!("give or take {points} points"),
    }
}

/// The two ends of an input's bar in a tornado chart.
pub fn tornado(input: &Input, effect: &Effect, series: Series) -> String {
    let end = |at: f64| match input.is_event {
        true if at >= 0.5 => "where it happens".into(),
        true => "where it does not happen".into(),
        false => format!("where it is about {}", quantity(at, input.places, input.unit)),
    };
    let Effect { low, high, .. } = effect;
    let [first, second] = [low, high].map(|end| series.value(end.output.value));
    format!("‘{}’: {first} on average {}, {second} {}", input.label, end(low.at), end(high.at))
}

/// How the variance divides between the uncertainty of the assumptions, whose share is given, and chance.
pub fn doubt_and_chance(parameters: Estimate) -> String {
    let share = 100.0 * parameters.share();
    if share >= 99.5 {
        "Nearly all of the variance is doubt about the assumptions, hardly any is chance".into()
    } else if share < 0.5 {
        "Nearly all of the variance is chance, hardly any is doubt about the assumptions".into()
    } else {
        let chance = whole(100.0 - share.round());
        format!(
            "{}% of the variance is doubt about the assumptions and {chance}% is chance, {}",
            whole(share.round()),
            points(parameters)
        )
    }
}

/// What it is worth, in pounds, to know an input before a decision.
pub fn worth(label: &str, information: Estimate) -> String {
    let what = format!("Knowing ‘{label}’ before deciding");
    if information.value <= information.margin() {
        format!("{what} is worth nothing that these futures can show: it hardly changes the choice")
    } else {
        format!("{what} is worth {} on average", give_or_take(information))
    }
}

/// What it is worth, in pounds, to know everything before a decision.
pub fn worth_of_all(information: Estimate) -> String {
    if information.value > 0.0 {
        format!(
            "Knowing everything before deciding, chance included, is worth {} on average: no study \
             and no delay can be worth more",
            give_or_take(information)
        )
    } else {
        "The same choice is best in every future: there is nothing to find out first".into()
    }
}

fn give_or_take(estimate: Estimate) -> String {
    let say = if estimate.value < 950_000.0 { thousands } else { millions };
    format!("{}, give or take {},", say(estimate.value), say(estimate.margin()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::End;

    fn estimate(value: f64, margin: f64) -> Estimate {
        Estimate { value, standard_error: margin / crate::chance::P975 }
    }

    #[test]
    fn the_heading_says_what_matters_most() {
        let say = |share, margin, parameters| {
            what_matters("the balance", Some(("Gap", estimate(share, margin))), estimate(parameters, 0.02))
        };
        assert_eq!(say(0.6, 0.02, 0.97), "‘Gap’ explains most of the spread of the balance");
        let not_clearly_most = say(0.51, 0.02, 0.97);
        assert_eq!(
            not_clearly_most,
            "‘Gap’ explains 51% of the spread of the balance, more than anything else"
        );
        assert_eq!(say(0.3, 0.02, 0.4), "Most of the spread of the balance is chance");
        assert_eq!(say(0.3, 0.02, 0.49), say(0.3, 0.02, 0.9), "which of the two is more is not clear");
        assert!(say(0.05, 0.02, 0.9).starts_with("No single assumption explains much"));
        assert!(say(0.2, 0.3, 0.9).starts_with("No single assumption explains much"));
    }

    #[test]
    fn county_and_districts_are_told_apart_only_where_they_are() {
        let say = |county, districts: &[f64], doubted| {
            let districts: Vec<Estimate> = districts.iter().map(|share| estimate(*share, 0.01)).collect();
            let county = estimate(county, 0.01);
            county_and_districts("placements", county, &districts, doubted).unwrap_or_default()
        };
        assert_eq!(
            say(0.9, &[0.2, 0.45], true),
            "Doubt about the assumptions explains 90% of placements in the whole county, and 20 to 45% in \
             one district: assumptions dominate the county, chance a single district."
        );
        assert!(say(0.9, &[0.2, 0.6], true).ends_with("the fewer the pupils, the more is chance."));
        assert!(say(0.4, &[0.2, 0.6], false).ends_with("60% in one district."));
        assert!(
            say(0.4, &[0.2, 0.6], true).ends_with("district, where its share of the pupils is in doubt too.")
        );
        assert_eq!(say(0.4, &[], true), "");
        assert_eq!(
            once_known("Share", estimate(0.6, 0.01), estimate(0.8, 0.01)).unwrap_or_default(),
            "If ‘Share’ were known exactly, 50% of the variance left would be chance."
        );
        assert_eq!(once_known("Share", estimate(0.02, 0.01), estimate(0.8, 0.01)), None);
        assert_eq!(share(estimate(0.412, 0.031)), "41% ± 3");
        assert_eq!(share(estimate(-0.001, 0.0)), "0% ± 1");
    }

    #[test]
    fn a_share_is_said_with_what_is_left_open() {
        let say = |value, margin| explained("Growth in the rate of joining", estimate(value, margin));
        assert_eq!(
            say(0.412, 0.031),
            "‘Growth in the rate of joining’ explains 41% of the variance, give or take 3 points"
        );
        assert!(say(0.08, 0.002).ends_with("8% of the variance, give or take 1 point"));
        assert!(say(0.004, 0.002).ends_with("less than 1% of the variance"));
        assert!(say(0.01, 0.02).ends_with("too little of the variance to tell it from chance"));
        assert!(say(-0.01, 0.002).ends_with("too little of the variance to tell it from chance"));
    }

    #[test]
    fn both_ends_of_a_bar_are_said_with_where_they_are() {
        let end = |at, value| End { at, output: estimate(value, 0.1e6) };
        let effect = Effect {
            explained: estimate(0.4, 0.03),
            rank_correlation: 0.6,
            low: end(0.0, 97.2e6),
            high: end(4.06, 109e6),
        };
        let mut input = Input {
            label: "Growth in the rate of joining".into(),
            lever: None,
            unit: "% a year",
            places: 1,
            is_event: false,
            values: Vec::new(),
        };
        assert_eq!(
            tornado(&input, &effect, Series::Pounds),
            "‘Growth in the rate of joining’: £97m on average where it is about 0% a year, £109m where it is \
             about 4.1% a year"
        );
        input.is_event = true;
        let said = tornado(&input, &Effect { high: end(1.0, 109e6), ..effect }, Series::Pounds);
        assert!(said.ends_with("£97m on average where it does not happen, £109m where it happens"));
    }

    #[test]
    fn doubt_and_chance_add_up() {
        assert_eq!(
            doubt_and_chance(estimate(0.875, 0.02)),
            "88% of the variance is doubt about the assumptions and 12% is chance, give or take 2 points"
        );
        assert!(doubt_and_chance(estimate(1.01, 0.02)).starts_with("Nearly all of the variance is doubt"));
        assert!(doubt_and_chance(estimate(-0.01, 0.02)).starts_with("Nearly all of the variance is chance"));
    }

    #[test]
    fn information_is_worth_pounds_or_nothing() {
        assert_eq!(
            worth("Growth in the rate of joining", estimate(0.41e6, 0.1e6)),
            "Knowing ‘Growth in the rate of joining’ before deciding is worth £410,000, give or take £100,000, \
             on average"
        );
        assert!(
            worth("Growth", estimate(3_500.0, 1_400.0)).contains("worth £3,500, give or take £1,400, on")
        );
        assert!(worth("Growth", estimate(0.0, 0.0)).contains("worth nothing"));
        assert!(worth("Growth", estimate(0.1e6, 0.2e6)).contains("worth nothing"));
        assert!(worth_of_all(estimate(1.2e6, 0.1e6)).contains("is worth £1.2m, give or take £0.1m, on"));
        assert!(worth_of_all(Estimate::default()).contains("nothing to find out"));
    }
}
