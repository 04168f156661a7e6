//! What a goal asks and what was found, in plain English.

use super::{chance, millions, quantity};
use crate::decisions::breakeven::Cause;
use crate::decisions::goal::{Answer, Goal, Setting, Trial};
use crate::ensemble::Summary;
use crate::field::FinancialYear;

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

/// The answer to a goal in a sentence or two.
pub fn goal(goal: &Goal, answer: &Answer, present: &Trial) -> String {
    let wanted = chance(goal.target);
    let now = format!("As things are it breaks even in {}", chance(present.chance));
    match answer {
        Answer::Met => format!("{now}: what is wanted, {wanted}, is met already."),
        Answer::OutOfReach(best) => format!(
            "No value within your bounds reaches {wanted}. The best, {}, breaks even in {}; {} a year more \
             would still be missing. {now}.",
            setting(goal, &best.setting),
            chance(best.chance),
            millions(best.left.max(0.0))
        ),
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
            format!("To break even in {wanted}, {} {verb} to come true{doubt}. {now}.", setting(goal, found))
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
    use crate::scenario::Lever;

    fn trial(setting: Setting, chance: f64, left: f64) -> Trial {
        Trial { setting, chance, error: 0.01, middle: -left, left }
    }

    fn savings() -> Goal {
        let reach = Reach { lever: Lever::OtherSavings, low: 0.0, high: 100.0 };
        Goal { target: 0.5, reaches: vec![reach] }
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
