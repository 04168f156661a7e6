//! What a goal asks and what was found, in plain English.

use crate::council::Plan;
use crate::decisions::breakeven::Cause;
use crate::decisions::goal::{Answer, Goal, Setting, Trial, Wanted};
use crate::ensemble::Summary;
use crate::field::FinancialYear;
use crate::words::{chance, millions, pupils, quantity, whole};

/// What the block is short of, or has over.
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

/// What a cause is called.
pub fn cause(cause: Cause) -> &'static str {
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

/// What must hold, as a short heading: `Breaks even`, `At or below 1,784`.
pub fn wanted(wanted: Wanted) -> String {
    match wanted {
        Wanted::Balance => "Breaks even".into(),
        Wanted::Placements { at_most, .. } => format!("At or below {}", whole(f64::from(at_most))),
    }
}

/// What must hold, as the beginning of a sentence that goes on with how often it does.
pub fn holds(wanted: Wanted) -> String {
    match wanted {
        Wanted::Balance => "the block breaks even".into(),
        Wanted::Placements { january, at_most } => {
            format!("placements are at or below {} in {january}", whole(f64::from(at_most)))
        }
    }
}

/// The middle figure of a trial: `£12m`, or `1,784`.
pub fn middle_of(wanted: Wanted, middle: f64) -> String {
    match wanted {
        Wanted::Balance => millions(middle),
        Wanted::Placements { .. } => whole(middle),
    }
}

/// Where the numbers of the council's plan come from, and what they can be compared with; `opening` is
/// the stock that the scenario starts from.
pub fn plan_source(plan: &Plan, opening: f64) -> String {
    let (says, start) = (plan.source, f64::from(plan.start));
    if opening <= start {
        return says.into();
    }
    format!(
        "{says} The plan probably counts fewer kinds of placement than the {} from which this scenario starts: a \
         fall in the same proportion would end at {}.",
        whole(opening),
        whole(opening * plan.end / start)
    )
}

/// The answer to a goal in a sentence or two.
pub fn goal(goal: &Goal, answer: &Answer, present: &Trial) -> String {
    let wanted = chance(goal.target);
    let now = match goal.wanted {
        Wanted::Balance => format!("As things are it breaks even in {}", chance(present.chance)),
        Wanted::Placements { .. } => {
            format!("As things are {} in {}", holds(goal.wanted), chance(present.chance))
        }
    };
    match answer {
        Answer::Met => format!("{now}: what is wanted, {wanted}, is met already."),
        Answer::OutOfReach(best) => {
            let (at, often) = (setting(goal, &best.setting), chance(best.chance));
            let rest = match goal.wanted {
                Wanted::Balance => format!(
                    "The best, {at}, breaks even in {often}; {} a year more would still be missing.",
                    millions(best.left.max(0.0))
                ),
                Wanted::Placements { .. } => format!(
                    "With the best, {at}, {} in {often}; {} too many would still be placed.",
                    holds(goal.wanted),
                    pupils(best.left.max(0.0).ceil())
                ),
            };
            format!("No value within your bounds reaches {wanted}. {rest} {now}.")
        }
        Answer::Found { setting: found, between: (kind, unkind) } => {
            let verb = if goal.reaches.len() == 1 { "has" } else { "have" };
            let doubt = match &goal.reaches[..] {
                [reach] => {
                    let say = |value: f64| quantity(value, reach.lever.places(), reach.lever.unit());
                    let (a, b) = (say(kind[0].min(unkind[0])), say(kind[0].max(unkind[0])));
                    if a == b { String::new() } else { format!(" (chance alone could make it {a} to {b})") }
                }
                _ => String::new(),
            };
            let found = setting(goal, found);
            match goal.wanted {
                Wanted::Balance => {
                    format!("To break even in {wanted}, {found} {verb} to come true{doubt}. {now}.")
                }
                Wanted::Placements { .. } => {
                    format!("In {wanted} {} with {found}{doubt}. {now}.", holds(goal.wanted))
                }
            }
        }
    }
}

/// `‘Other savings’ of £82m`, and the second with it.
fn setting(goal: &Goal, setting: &Setting) -> String {
    let each = goal.reaches.iter().zip(setting).map(|(reach, value)| {
        let lever = reach.lever;
        format!("‘{}’ at {}", lever.label(), quantity(*value, lever.places(), lever.unit()))
    });
    each.collect::<Vec<String>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::goal::Reach;
    use crate::field::January;
    use crate::scenario::Lever;

    fn trial(setting: Setting, chance: f64, left: f64) -> Trial {
        Trial { setting, chance, error: 0.01, middle: -left, left }
    }

    fn savings() -> Goal {
        let reach = Reach { lever: Lever::OtherSavings, low: 0.0, high: 100.0 };
        Goal { wanted: Wanted::Balance, target: 0.5, reaches: vec![reach] }
    }

    #[test]
    fn an_answer_says_what_must_come_true_and_how_things_are() {
        let now = trial(vec![0.0], 0.0, 78e6);
        let found = Answer::Found { setting: vec![84.0], between: (vec![83.0], vec![85.0]) };
        let said = goal(&savings(), &found, &now);
        assert!(said.starts_with("To break even in 5 in 10 futures, ‘"), "{said}");
        assert!(
            said.contains("’ at £84m has to come true (chance alone could make it £83m to £85m)"),
            "{said}"
        );
        assert!(said.ends_with("As things are it breaks even in none of the futures."), "{said}");
        let met = goal(&savings(), &Answer::Met, &trial(vec![0.0], 0.6, -1.0));
        assert!(met.ends_with("is met already."), "{met}");
    }

    #[test]
    fn what_is_out_of_reach_says_what_is_left() {
        let mut two = savings();
        two.reaches.push(Reach { lever: Lever::Effect, low: 0.0, high: 30.0 });
        let best = Answer::OutOfReach(trial(vec![40.0, 30.0], 0.02, 31e6));
        let said = goal(&two, &best, &trial(vec![0.0, 12.0], 0.0, 78e6));
        assert!(said.starts_with("No value within your bounds reaches 5 in 10 futures."), "{said}");
        assert!(
            said.contains("’ at £40m and ‘") && said.contains("£31m a year more would still be missing"),
            "{said}"
        );
    }

    fn placements(at_most: u32, january: u16) -> Goal {
        let reach = Reach { lever: Lever::Effect, low: 0.0, high: 60.0 };
        let wanted = Wanted::Placements { january: January(january), at_most };
        Goal { wanted, target: 0.7, reaches: vec![reach] }
    }

    #[test]
    fn an_answer_about_placements_says_the_number_and_the_january() {
        let now = trial(vec![12.0], 0.1, 340.0);
        let found = Answer::Found { setting: vec![34.0], between: (vec![33.0], vec![35.0]) };
        let said = goal(&placements(1_784, 2030), &found, &now);
        let lever = Lever::Effect.label();
        assert_eq!(
            said,
            format!(
                "In 7 in 10 futures placements are at or below 1,784 in January 2030 with ‘{lever}’ at 34% \
                 (chance alone could make it 33% to 35%). As things are placements are at or below 1,784 in \
                 January 2030 in 1 in 10 futures."
            )
        );
        let met = goal(&placements(9_000, 2030), &Answer::Met, &trial(vec![12.0], 1.0, -7_000.0));
        assert_eq!(
            met,
            "As things are placements are at or below 9,000 in January 2030 in all futures: what is wanted, 7 in \
             10 futures, is met already."
        );
    }

    #[test]
    fn placements_out_of_reach_say_how_many_pupils_are_too_many() {
        let said = |left: f64| {
            let best = Answer::OutOfReach(trial(vec![60.0], 0.0, left));
            goal(&placements(905, 2034), &best, &trial(vec![12.0], 0.0, 800.0))
        };
        assert!(
            said(311.4).starts_with("No value within your bounds reaches 7 in 10 futures. With the best, ‘")
        );
        assert!(
            said(311.4).contains(
                "’ at 60%, placements are at or below 905 in January 2034 in none of the futures; 312 pupils too \
                 many would still be placed. As things are"
            ),
            "{}",
            said(311.4)
        );
        assert!(said(0.2).contains("; 1 pupil too many would"), "{}", said(0.2));
    }

    #[test]
    fn the_plan_is_compared_with_an_opening_stock_that_is_larger() {
        let plan = crate::scenario::Scenario::kent().council().facts().plan.unwrap();
        assert!(plan_source(&plan, 1_784.0).ends_with("a fall in the same proportion would end at 1,378."));
        assert!(plan_source(&plan, 1_172.0).ends_with("is an assumption."));
    }

    #[test]
    fn the_shortfall_is_told_with_its_range() {
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
