//! Sentences on what a goal asks and what a search found (M14.4, M14.13).

use crate::council::Plan;
use crate::decisions::breakeven::Cause;
use crate::decisions::goal::{Answer, Figure, Found, Goal, Reach, Regime, Setting, Side, Wanted};
use crate::decisions::{Different, ENOUGH, Input, Pulled};
use crate::ensemble::Summary;
use crate::field::FinancialYear;
use crate::words::{chance, millions, pupils, quantity, whole};

/// Says by how much the block misses or exceeds balance.
pub fn shortfall_sentence(year: FinancialYear, balance: &Summary) -> String {
    let middle = balance.p50;
    let verb = if middle < 0.0 { "falls short by" } else { "has" };
    let over = if middle < 0.0 { "" } else { " over" };
    format!(
        "In {year} it {verb} {}{over} in the middle future; 8 in 10 futures lie between {} and {}.",
        millions(middle.abs()),
        millions(balance.p10),
        millions(balance.p90)
    )
}

/// The name of a cause in the waterfall.
fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Gap => "Gap of the base year",
        Cause::Grant => "Growth of the grant",
        Cause::OtherSpending => "Growth of other spending",
        Cause::Pupils => "Pupils, at 2025/26 prices",
        Cause::Prices => "Later rises in price",
        Cause::Localities => "Localities Model",
        Cause::LocalProvision => "Local provision",
        Cause::Blocks => "Block contracts",
        Cause::OtherSavings => "Other savings",
    }
}

/// What each cause adds to the balance, in pounds, under its name, and the balance at the end.
pub fn causes(parts: &[f64; Cause::ALL.len()]) -> Vec<(&'static str, f64)> {
    let named = Cause::ALL.iter().zip(parts).map(|(&of, &value)| (cause(of), value));
    named.chain([("Balance", parts.iter().sum())]).collect()
}

/// The name of a figure, as the subject of a sentence.
pub fn figure(figure: Figure) -> String {
    match figure {
        Figure::Placements(january) => format!("placements in {january}"),
        Figure::Spending(year) => format!("spending on placements in {year}"),
        Figure::ContractValue => "the contract value over eight years".into(),
        Figure::Balance(year) => format!("the in-year balance of {year}"),
        Figure::Deficit(regime, FinancialYear(year)) => {
            let under = match regime {
                Regime::Agreement => "under the agreement",
                Regime::Grant => "where a stability grant may come",
            };
            format!("the accumulated deficit at 31 March {} {under}", year + 1)
        }
    }
}

/// A value of a figure with its unit: `1,784`, or `£12m`.
pub fn amount(figure: Figure, value: f64) -> String {
    if figure.is_of_pupils() { whole(value) } else { millions(value) }
}

/// The condition on a figure as side and number: `at most 1,378`.
pub fn bound(wanted: Wanted) -> String {
    let side = if wanted.side == Side::AtMost { "at most" } else { "at least" };
    format!("{side} {}", amount(wanted.figure, wanted.value))
}

/// Whether the condition is that the block breaks even.
fn is_breakeven(wanted: Wanted) -> bool {
    matches!(wanted.figure, Figure::Balance(_)) && wanted.side == Side::AtLeast && wanted.value.abs() < 0.5
}

/// The condition as a short heading: `Breaks even`, `At most 1,378`.
pub fn wanted(wanted: Wanted) -> String {
    if is_breakeven(wanted) { "Breaks even".into() } else { capital(&bound(wanted)) }
}

/// The condition as the beginning of a sentence, to be followed by how often it holds.
pub fn holds(wanted: Wanted) -> String {
    match wanted.figure {
        Figure::Balance(year) if is_breakeven(wanted) => format!("the block breaks even in {year}"),
        Figure::Placements(_) => format!("{} are {}", figure(wanted.figure), bound(wanted)),
        _ => format!("{} is {}", figure(wanted.figure), bound(wanted)),
    }
}

/// The purpose of a search, as the beginning of a sentence: `For placements in January 2034 to be at most 1,378`.
fn purpose(wanted: Wanted) -> String {
    match wanted.figure {
        Figure::Balance(year) if is_breakeven(wanted) => format!("To break even in {year}"),
        of => format!("For {} to be {}", figure(of), bound(wanted)),
    }
}

/// The shortfall from the condition: `142 pupils too many`, `£31m missing`.
pub fn left(wanted: Wanted, left: f64) -> String {
    let left = left.max(0.0);
    match (wanted.figure, wanted.side) {
        (Figure::Placements(_), Side::AtMost) => format!("{} too many", pupils(left.ceil())),
        (Figure::Placements(_), Side::AtLeast) => format!("{} too few", pupils(left.ceil())),
        (Figure::Balance(_), Side::AtLeast) => format!("{} missing", millions(left)),
        (_, Side::AtMost) => format!("{} too much", millions(left)),
        (_, Side::AtLeast) => format!("{} too little", millions(left)),
    }
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at_checked(1).unwrap_or((text, ""));
    first.to_ascii_uppercase() + rest
}

/// Says where the numbers of the council's plan come from, and what they can be compared with. `opening` is the stock
/// with which the scenario starts.
pub fn plan_source(plan: &Plan, opening: f64) -> String {
    let (says, start) = (plan.source, f64::from(plan.start));
    if opening <= start {
        return says.into();
    }
    format!(
        "{says} The plan probably counts fewer kinds of placement than the {} from which this scenario starts: a \
         fall in the same proportion would end at {}.",
        whole(opening),
        whole(plan.end_from(opening))
    )
}

/// A value of a lever, formatted with its unit.
pub fn value(reach: &Reach, value: f64) -> String {
    quantity(value, reach.lever.places(), reach.lever.unit())
}

/// The value that one lever must have, as in a cell of a table: `38% or more`, `out of reach: even 60% leaves 142
/// pupils too many`.
pub fn needed_of(goal: &Goal, found: &Found) -> String {
    let say = |setting: &Setting| {
        let each = found.means.iter().zip(setting).map(|(reach, at)| value(reach, *at));
        each.collect::<Vec<String>>().join(" and ")
    };
    match &found.answer {
        Answer::Met => "Met as things are".into(),
        Answer::OutOfReach(best) => {
            format!("Out of reach: even {} leaves {}", say(&best.setting), left(goal.wanted, best.left))
        }
        Answer::Found { setting, .. } => format!("{}{}", say(setting), or_beyond(found)),
    }
}

/// The direction in which further values of a lever meet the target too. Empty for two levers, and where those values
/// end within the bounds.
fn or_beyond(found: &Found) -> &'static str {
    match (&found.means[..], found.is_steady) {
        ([_], true) if found.way.to[0] > found.way.from[0] => " or more",
        ([_], true) => " or less",
        _ => "",
    }
}

/// The answer to a goal in a sentence or two. Where the target is out of reach, that comes first.
pub fn goal(goal: &Goal, found: &Found) -> String {
    let often = chance(goal.target);
    let now = format!("As things are {} in {}", holds(goal.wanted), chance(found.present.chance));
    let turns = if found.is_steady || matches!(found.answer, Answer::Met) {
        String::new()
    } else {
        format!(" More is not always better here: it is best at {}.", setting(found, &found.way.to))
    };
    match &found.answer {
        Answer::Met => format!("{now}: what is wanted, {often}, is met already."),
        Answer::OutOfReach(best) => format!(
            "Out of reach: even {} leaves {}. With it {} in {}; {often} are wanted.{turns} {now}.",
            setting(found, &best.setting),
            left(goal.wanted, best.left),
            holds(goal.wanted),
            chance(best.chance)
        ),
        Answer::Found { setting: at, between: (kind, unkind) } => {
            let doubt = match &found.means[..] {
                [reach] => {
                    let (a, b) = (value(reach, kind[0].min(unkind[0])), value(reach, kind[0].max(unkind[0])));
                    if a == b { String::new() } else { format!(" (chance alone could make it {a} to {b})") }
                }
                _ => String::new(),
            };
            let achieved = if goal.is_achieved { ", taken as achieved" } else { "" };
            format!(
                "{} in {often}, {}{} is needed{achieved}{doubt}.{turns} {now}.",
                purpose(goal.wanted),
                setting(found, at),
                or_beyond(found)
            )
        }
    }
}

/// A setting in words: `‘Other savings’ at £82m`, with the second lever after it.
fn setting(found: &Found, setting: &Setting) -> String {
    let each = found.means.iter().zip(setting);
    let each = each.map(|(reach, at)| format!("‘{}’ at {}", reach.lever.label(), value(reach, *at)));
    each.collect::<Vec<String>>().join(" and ")
}

/// Says which of the levers that a council can decide reach the goal by themselves.
pub fn within_reach(goal: &Goal, found: &[Found]) -> String {
    let reach = found.iter().filter(|found| !matches!(found.answer, Answer::OutOfReach(_)));
    let names: Vec<String> = reach.map(|found| format!("‘{}’", found.means[0].lever.label())).collect();
    let said = match &names[..] {
        _ if found.iter().any(|found| found.answer == Answer::Met) => "that is so as things are".into(),
        [] => "out of reach for every lever that can be decided, by itself".into(),
        [one] => format!("of the levers that can be decided only {one} does it by itself"),
        [first @ .., last] => format!("{} or {last} does it by itself", first.join(", ")),
    };
    format!("{} in {}: {said}.", purpose(goal.wanted), chance(goal.target))
}

/// Says how many futures end where the planner pulled an outcome, and where enough of them do.
pub fn pulled(wanted: Wanted, pulled: &Pulled) -> String {
    let kept = &pulled.kept;
    let all = whole(kept.futures() as f64);
    let said = match kept.positions().len() {
        0 => format!("None of {all} futures: in none {}.", holds(wanted)),
        count => format!("{} of {all} futures: in these {}.", whole(count as f64), holds(wanted)),
    };
    match pulled.nearest.filter(|_| kept.are_few()) {
        Some(nearest) => format!(
            "{said} That is too few to say what differs in them. {} futures reach {}.",
            whole(ENOUGH as f64),
            amount(wanted.figure, nearest)
        ),
        None if kept.are_few() => {
            format!("{said} That is too few to say what differs in them: run more.")
        }
        None => said,
    }
}

/// Says how one input differs in the futures kept.
pub fn otherwise(input: &Input, different: &Different) -> String {
    let say = |value: f64| {
        if input.is_event { chance(value) } else { quantity(value, input.places, input.unit) }
    };
    let (before, after) = (say(different.update.prior.mean), say(different.update.posterior.mean));
    format!("{}: {after} on average, not {before}", input.label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::goal::{Trial, Way};
    use crate::field::January;
    use crate::scenario::Lever;

    fn trial(setting: Setting, chance: f64, left: f64) -> Trial {
        Trial { setting, chance, error: 0.01, middle: -left, left, between: (left, left) }
    }

    fn goal_of(figure: Figure, side: Side, value: f64) -> Goal {
        Goal { wanted: Wanted { figure, side, value }, target: 0.5, is_achieved: false }
    }

    fn found(lever: Lever, present: (f64, f64), answer: Answer) -> Found {
        let reach = Reach { lever, low: 0.0, high: 60.0 };
        Found {
            means: vec![reach],
            present: trial(vec![0.0], present.0, present.1),
            way: Way::over(&reach),
            along: Vec::new(),
            is_steady: true,
            answer,
        }
    }

    fn at(value: f64, low: f64, high: f64) -> Answer {
        Answer::Found { setting: vec![value], between: (vec![low], vec![high]) }
    }

    #[test]
    fn an_answer_says_what_is_needed_and_how_things_are() {
        let even = Goal { wanted: Wanted::breakeven(FinancialYear(2027)), target: 0.5, is_achieved: false };
        let said = goal(&even, &found(Lever::OtherSavings, (0.0, 78e6), at(84.0, 83.0, 85.0)));
        assert_eq!(
            said,
            "To break even in 2027/28 in 5 in 10 futures, ‘Other savings a year’ at £84m or more is needed (chance \
             alone could make it £83m to £85m). As things are the block breaks even in 2027/28 in none of the futures."
        );
        let met = goal(&even, &found(Lever::OtherSavings, (0.6, -1.0), Answer::Met));
        assert!(met.ends_with("is met already."), "{met}");
        let plan = goal_of(Figure::Placements(January(2034)), Side::AtMost, 1_378.0);
        let plan = Goal { is_achieved: true, ..plan };
        let mut lower = found(Lever::Growth, (0.1, 340.0), at(-3.0, -3.0, -3.0));
        lower.way = Way { from: vec![5.0], to: vec![-10.0] };
        assert_eq!(
            goal(&plan, &lower),
            "For placements in January 2034 to be at most 1,378 in 5 in 10 futures, ‘Growth in the rate of joining’ at \
             \u{2212}3% a year or less is needed, taken as achieved. As things are placements in January 2034 are at most \
             1,378 in 1 in 10 futures."
        );
        assert_eq!(needed_of(&plan, &lower), "\u{2212}3% a year or less");
        lower.is_steady = false;
        let bent = goal(&plan, &lower);
        assert!(bent.contains("More is not always better here: it is best at ‘Growth in the rate of joining’ at \u{2212}10% a year."), "{bent}");
        assert_eq!(needed_of(&plan, &lower), "\u{2212}3% a year");
    }

    #[test]
    fn what_is_out_of_reach_says_so_first_and_what_even_the_best_leaves() {
        let said = |figure, side, value, left: f64| {
            let best = Answer::OutOfReach(trial(vec![60.0], 0.02, left));
            let found = found(Lever::Effect, (0.0, 800.0), best);
            let goal_of = goal_of(figure, side, value);
            (goal(&goal_of, &found), needed_of(&goal_of, &found))
        };
        let placements = Figure::Placements(January(2034));
        let (whole, short) = said(placements, Side::AtMost, 905.0, 311.4);
        assert_eq!(
            whole,
            "Out of reach: even ‘Fewer joiners once fully adopted’ at 60% leaves 312 pupils too many. With it \
             placements in January 2034 are at most 905 in 2 in 100 futures; 5 in 10 futures are wanted. As things are \
             placements in January 2034 are at most 905 in none of the futures."
        );
        assert_eq!(short, "Out of reach: even 60% leaves 312 pupils too many");
        assert!(said(placements, Side::AtMost, 905.0, 0.2).0.contains("leaves 1 pupil too many."));
        let year = FinancialYear(2027);
        for (figure, side, value, left, part) in [
            (placements, Side::AtLeast, 2_000.0, 400.0, "leaves 400 pupils too few."),
            (
                Figure::Balance(year),
                Side::AtLeast,
                0.0,
                31e6,
                "leaves £31m missing. With it the block breaks even",
            ),
            (
                Figure::ContractValue,
                Side::AtMost,
                484e6,
                31e6,
                "leaves £31m too much. With it the contract value over",
            ),
            (
                Figure::Spending(year),
                Side::AtLeast,
                90e6,
                31e6,
                "leaves £31m too little. With it spending on placements",
            ),
            (
                Figure::Deficit(Regime::Grant, year),
                Side::AtMost,
                50e6,
                31e6,
                "With it the accumulated deficit at 31 March 2028 where a stability grant may come is at most £50m in",
            ),
        ] {
            let (whole, _) = said(figure, side, value, left);
            assert!(whole.contains(part), "{whole}");
        }
    }

    #[test]
    fn how_many_levers_can_do_it_is_said_with_their_names() {
        let out = found(Lever::Effect, (0.0, 1.0), Answer::OutOfReach(trial(vec![60.0], 0.0, 1.0)));
        let does = |lever| found(lever, (0.0, 1.0), at(1.0, 1.0, 1.0));
        let plan = goal_of(Figure::Placements(January(2034)), Side::AtMost, 1_378.0);
        let said = |found: &[Found]| {
            let said = within_reach(&plan, found);
            said.strip_prefix("For placements in January 2034 to be at most 1,378 in 5 in 10 futures: ")
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            said(std::slice::from_ref(&out)),
            "out of reach for every lever that can be decided, by itself."
        );
        let one = [out.clone(), does(Lever::OtherSavings)];
        assert_eq!(
            said(&one),
            "of the levers that can be decided only ‘Other savings a year’ does it by itself."
        );
        let two = [does(Lever::SrpPlaces), out, does(Lever::OtherSavings)];
        assert_eq!(said(&two), "‘New SRP places’ or ‘Other savings a year’ does it by itself.");
        let met = [found(Lever::Effect, (0.7, -1.0), Answer::Met)];
        assert_eq!(said(&met), "that is so as things are.");
    }

    #[test]
    fn what_is_pulled_too_far_says_how_far_enough_futures_come() {
        let values: Vec<f64> = (0..1_000).map(|of| 1_000.0 + f64::from(of)).collect();
        let said = |value: f64| {
            let wanted = goal_of(Figure::Placements(January(2034)), Side::AtMost, value).wanted;
            pulled(wanted, &Pulled::new(&values, |figure| wanted.margin(figure)))
        };
        assert_eq!(
            said(1_299.0),
            "300 of 1,000 futures: in these placements in January 2034 are at most 1,299."
        );
        assert_eq!(
            said(1_099.0),
            "100 of 1,000 futures: in these placements in January 2034 are at most 1,099. That is too few to say what \
             differs in them. 200 futures reach 1,199."
        );
        assert!(
            said(900.0)
                .starts_with("None of 1,000 futures: in none placements in January 2034 are at most 900.")
        );
    }

    #[test]
    fn the_plan_is_compared_with_an_opening_stock_that_is_larger() {
        let plan = crate::scenario::Scenario::kent().council().facts().plan.unwrap();
        assert!(plan_source(&plan, 1_784.0).ends_with("a fall in the same proportion would end at 1,378."));
        assert!(plan_source(&plan, 1_172.0).ends_with("is an assumption."));
    }

    #[test]
    fn the_shortfall_has_its_range() {
        let s = Summary { mean: -70e6, sd: 1.0, p10: -96e6, p25: 0.0, p50: -78e6, p75: 0.0, p90: -60e6 };
        let said = shortfall_sentence(FinancialYear(2027), &s);
        assert_eq!(
            said,
            "In 2027/28 it falls short by £78m in the middle future; 8 in 10 futures lie between \u{2212}£96m and \
             \u{2212}£60m."
        );
        assert!(
            shortfall_sentence(FinancialYear(2027), &Summary { p50: 5e6, ..s }).contains("it has £5m over")
        );
    }
}
