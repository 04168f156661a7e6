//! The titles of slides: each says in one sentence what the figures show now, for a room in which nobody reads the
//! small print. No title says that anything is certain to happen.

use super::quoted;
use crate::decisions::lineup::Yardstick;
use crate::decisions::{Difference, EVEN, Needed};
use crate::field::January;
use crate::words::{chance, millions, places, thousands, whole};

/// A probability in plain words.
pub fn likely(probability: f64) -> &'static str {
    match probability {
        p if p >= 0.9 => "very likely",
        p if p > 0.65 => "likely",
        p if p >= 0.35 => "about as likely as not",
        p if p > 0.1 => "unlikely",
        _ => "very unlikely",
    }
}

/// The meaning of one dot of a chart, of the given number of dots.
pub fn each_dot(dots: usize) -> String {
    format!("Each dot is one of {dots} equally likely futures")
}

/// A number of dots out of all dots.
pub fn count_of(count: usize, dots: usize) -> String {
    if count == 0 { format!("none of {dots}") } else { format!("{count} of {dots}") }
}

/// Whether something passes a level by a date, from the share of the futures in which it does. `what` includes the
/// verb, as in `Placements are`.
pub fn may_pass(what: &str, level: &str, when: &str, share: f64) -> String {
    let said = |how: &str| format!("{what} {how} {level} {when}");
    match share {
        s if s >= 1.0 => said("above") + " in every future simulated",
        s if s <= 0.0 => said("at or below") + " in every future simulated",
        s if s > 0.65 => said(&[likely(s), " to pass"].concat()),
        s if s < 0.35 => said(&[likely(1.0 - s), " to stay at or below"].concat()),
        s => said(&[likely(s), " to pass"].concat()),
    }
}

/// How placements changed between two censuses.
pub fn grown((first, before): (January, u32), (last, after): (January, u32)) -> String {
    let change = 100.0 * (f64::from(after) / f64::from(before.max(1)) - 1.0);
    let years = match last.0.saturating_sub(first.0) {
        1 => "1\u{a0}year".to_owned(),
        years => format!("{years}\u{a0}years"),
    };
    let percent = whole(change.abs());
    if percent == "0" {
        format!("Placements stand where they stood {years} earlier")
    } else {
        let verb = if change > 0.0 { "grew" } else { "fell" };
        format!("Placements {verb} by {percent}% in {years}, to {} in {last}", whole(f64::from(after)))
    }
}

/// A sum of money, rounded for a title.
pub fn sum(value: f64) -> String {
    if value.abs() < 0.95e6 { thousands(value) } else { millions(value) }
}

/// How the options compare, from the difference between the best and the next best.
pub fn options(best: &str, next: &str, difference: &Difference, yardstick: Yardstick) -> String {
    let (best, next) = (quoted(best), quoted(next));
    let mean = difference.mean;
    if difference.tied >= 1.0 {
        format!("{best} and {next} come out the same in every future")
    } else if mean.value.abs() <= mean.margin() {
        format!("{best} and {next} cannot be told apart on average")
    } else {
        let better = sum(yardstick.sense().gain(mean.value).abs());
        format!("{best} is {better} better than {next} on average")
    }
}

/// Whether one option is clearly better than another.
pub fn really(best: &str, next: &str, difference: &Difference) -> String {
    let (best, next) = (quoted(best), quoted(next));
    let better = difference.better;
    if difference.tied >= 1.0 {
        format!("No: {best} and {next} are the same in every future")
    } else if better >= 1.0 {
        format!("Yes: {best} is better than {next} in every future simulated")
    } else {
        let yes = match better {
            b if b >= 0.9 => "Nearly always",
            b if b > 0.65 => "More often than not",
            b if b >= 0.35 => "Hard to say",
            _ => "Seldom, though on average it is",
        };
        format!("{yes}: {best} is better than {next} in {}", chance(better))
    }
}

/// What a block does at its best volume. `saving` is the average saving a year, in pounds; `loses` is how many of a
/// number of equally likely futures cost more than spot prices.
pub fn block(volume: u32, saving: f64, loses: (usize, usize)) -> String {
    if volume == 0 {
        return "At these terms no block saves money on average".into();
    }
    let count = count_of(loses.0, loses.1);
    let saving = thousands(saving);
    format!(
        "A block of {} saves {saving} a year on average, and loses money in {count} futures",
        places(volume)
    )
}

/// What the officers' scenario says of its block while a meeting tries another: its places, the average saving a year
/// in pounds, and the discount as text.
pub fn officers_block(volume: u32, saving: f64, discount: &str) -> String {
    if volume == 0 {
        return format!("The officers’ answer: no block at {discount} off");
    }
    format!("The officers’ answer: {} at {discount} off, saving {} a year", places(volume), thousands(saving))
}

/// Whether the High Needs Block breaks even.
pub fn balanced(share: f64, when: &str) -> String {
    let block = "The High Needs Block";
    match share {
        s if s <= 0.0 => format!("{block} breaks even by {when} in none of the futures simulated"),
        s if s < 0.01 => format!("{block} breaks even by {when} in fewer than 1 in 100 futures"),
        s if s >= 1.0 => format!("{block} breaks even by {when} in every future simulated"),
        s if s > 0.99 => format!("{block} breaks even by {when} in more than 99 in 100 futures"),
        s => format!("{block} is {} to break even by {when}: {}", likely(s), chance(s)),
    }
}

/// The questions that a meeting should look at first.
pub fn questions(has_block: bool, when: Option<&str>) -> Vec<String> {
    let mut lines = vec![
        "How many children may need a place in an independent or non-maintained special school?".to_owned(),
    ];
    lines.push(when.map_or_else(
        || "What may those places cost?".into(),
        |when| format!("What may that cost, and can the High Needs Block break even by {when}?"),
    ));
    lines.push(if has_block {
        "How many places is it safe to buy in advance?".into()
    } else {
        "What is it safe to commit to now?".into()
    });
    lines
}

/// The question to a meeting about a block: its name, the best volume, and the largest volume that does about as well.
pub fn ask_block(name: &str, volume: u32, most: u32) -> String {
    if volume == 0 {
        format!("Not to buy the block ‘{name}’ at these terms")
    } else if most > volume {
        format!("To seek about {} for ‘{name}’, and no more than {most}", places(volume))
    } else {
        format!("To seek about {} for ‘{name}’, and no more", places(volume))
    }
}

/// The question to a meeting about the balance, from the share of the futures in which the block breaks even and the
/// other savings that bring an even chance of it.
pub fn ask_balance(share: f64, needed: &Needed, when: &str) -> String {
    let otherwise = format!("To agree what happens if the block does not break even by {when}");
    if share < EVEN {
        needed.planned.map_or_else(
            || {
                let limit = millions(needed.limit);
                format!("{otherwise}: no other savings up to {limit} a year bring an even chance")
            },
            |planned| {
                let sum = millions(planned);
                format!(
                    "To say where other savings of {sum} a year are to come from, for an even chance to break even \
                     by {when}"
                )
            },
        )
    } else if share < 1.0 {
        otherwise
    } else {
        format!("To note that the block breaks even by {when} in every future simulated")
    }
}

/// The question to a meeting about the options.
pub fn ask_options(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    match names.split_last() {
        Some((last, [])) => format!("To plan for {last}"),
        Some((last, first)) => format!("To choose which to plan for: {} or {last}", first.join(", ")),
        None => "To choose what to plan for".into(),
    }
}

/// When the meeting should look at the decision again.
pub fn ask_again(next: January) -> String {
    format!("To look again once {next} has been counted")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Compared, best_and_next, compare, lead};
    use crate::sentences::savings::tests::KENT;

    #[test]
    fn the_words_follow_the_numbers() {
        let say = |share| may_pass("Spending is", "£110m", "in 2027/28", share);
        assert_eq!(say(0.72), "Spending is likely to pass £110m in 2027/28");
        assert_eq!(say(0.93), "Spending is very likely to pass £110m in 2027/28");
        assert_eq!(say(0.5), "Spending is about as likely as not to pass £110m in 2027/28");
        assert_eq!(say(0.3), "Spending is likely to stay at or below £110m in 2027/28");
        assert_eq!(say(0.02), "Spending is very likely to stay at or below £110m in 2027/28");
        assert_eq!(say(1.0), "Spending is above £110m in 2027/28 in every future simulated");
        assert_eq!(say(0.0), "Spending is at or below £110m in 2027/28 in every future simulated");
    }

    #[test]
    fn likelihoods_mirror_each_other_about_the_middle() {
        for hundredths in 0..=100 {
            let p = f64::from(hundredths) / 100.0;
            let mirrored = match likely(1.0 - p) {
                "very likely" => "very unlikely",
                "likely" => "unlikely",
                "unlikely" => "likely",
                "very unlikely" => "very likely",
                same => same,
            };
            assert_eq!(likely(p), mirrored, "{p}");
        }
    }

    #[test]
    fn the_past_is_told_as_it_was() {
        let say = |after| grown((January(2019), 891), (January(2025), after));
        assert_eq!(say(1_623), "Placements grew by 82% in 6\u{a0}years, to 1,623 in January 2025");
        assert_eq!(say(800), "Placements fell by 10% in 6\u{a0}years, to 800 in January 2025");
        assert_eq!(say(893), "Placements stand where they stood 6\u{a0}years earlier");
        assert!(grown((January(2024), 10), (January(2025), 20)).contains("in 1\u{a0}year,"));
    }

    const BALANCE: Yardstick = Yardstick::Year(crate::decisions::lineup::Yearly::Balance, 2027);

    fn compared(scenarios: &[&[f64]], reference: usize) -> Vec<Compared> {
        compare(scenarios, BALANCE.sense(), reference).unwrap_or_default()
    }

    #[test]
    fn options_are_told_apart_only_where_they_are() {
        let before: Vec<f64> = (0..40).map(|at| -80e6 + 1e6 * f64::from(at)).collect();
        let say = |change: &dyn Fn(usize) -> f64| {
            let after: Vec<f64> = before.iter().enumerate().map(|(at, value)| value + change(at)).collect();
            let compared = compared(&[&before, &after], 0);
            let (best, next) = best_and_next(0, &compared);
            let names = ["Kent", "More SRPs"];
            let difference = lead(best, next, 0, &compared);
            (
                options(names[best], names[next], &difference, BALANCE),
                really(names[best], names[next], &difference),
            )
        };
        assert_eq!(say(&|_| 0.0).0, "‘Kent’ and ‘More SRPs’ come out the same in every future");
        assert!(say(&|_| 0.0).1.starts_with("No: "));
        assert_eq!(say(&|_| 1.2e6).0, "‘More SRPs’ is £1.2m better than ‘Kent’ on average");
        assert_eq!(say(&|_| 1.2e6).1, "Yes: ‘More SRPs’ is better than ‘Kent’ in every future simulated");
        assert_eq!(say(&|_| -42_000.0).0, "‘Kent’ is £42,000 better than ‘More SRPs’ on average");
        let mixed = say(&|at| if at % 4 == 0 { -0.1e6 } else { 0.4e6 });
        assert_eq!(mixed.1, "More often than not: ‘More SRPs’ is better than ‘Kent’ in 8 in 10 futures");
        let doubtful = say(&|at| if at % 2 == 0 { -1e6 } else { 1.1e6 });
        assert_eq!(doubtful.0, "‘More SRPs’ and ‘Kent’ cannot be told apart on average");
        assert!(doubtful.1.starts_with("Hard to say: "), "{}", doubtful.1);
        let rare = say(&|at| if at % 5 == 0 { 9e6 } else { -0.1e6 });
        assert!(rare.1.starts_with("Seldom, though on average it is: "), "{}", rare.1);
    }

    #[test]
    fn dots_are_counted_out_of_those_that_are_drawn() {
        assert_eq!(each_dot(20), "Each dot is one of 20 equally likely futures");
        assert_eq!((count_of(0, 20), count_of(3, 20)), ("none of 20".into(), "3 of 20".into()));
    }

    #[test]
    fn the_officers_block_stands_beside_the_one_that_is_tried() {
        assert_eq!(
            officers_block(18, 71_300.0, "8%"),
            "The officers’ answer: 18 places at 8% off, saving £71,000 a year"
        );
        assert_eq!(officers_block(0, 0.0, "2%"), "The officers’ answer: no block at 2% off");
    }

    #[test]
    fn a_block_is_told_with_its_risk() {
        assert_eq!(
            block(30, 124_300.0, (4, 50)),
            "A block of 30 places saves £124,000 a year on average, and loses money in 4 of 50 futures"
        );
        assert!(block(30, 124_300.0, (0, 50)).ends_with("and loses money in none of 50 futures"));
        assert_eq!(block(0, 0.0, (0, 50)), "At these terms no block saves money on average");
    }

    #[test]
    fn a_balance_out_of_reach_is_no_chance() {
        let say = |share| balanced(share, "2027/28");
        assert_eq!(say(0.0), "The High Needs Block breaks even by 2027/28 in none of the futures simulated");
        assert_eq!(say(0.004), "The High Needs Block breaks even by 2027/28 in fewer than 1 in 100 futures");
        assert_eq!(say(0.23), "The High Needs Block is unlikely to break even by 2027/28: 2 in 10 futures");
        assert_eq!(say(0.995), "The High Needs Block breaks even by 2027/28 in more than 99 in 100 futures");
        assert_eq!(say(1.0), "The High Needs Block breaks even by 2027/28 in every future simulated");
    }

    #[test]
    fn the_meeting_is_asked_for_what_the_figures_leave_open() {
        assert_eq!(ask_block("Thanet", 30, 36), "To seek about 30 places for ‘Thanet’, and no more than 36");
        assert_eq!(ask_block("Thanet", 30, 30), "To seek about 30 places for ‘Thanet’, and no more");
        assert_eq!(ask_block("Thanet", 0, 4), "Not to buy the block ‘Thanet’ at these terms");
        let balance = |share, needed: &Needed| ask_balance(share, needed, "2027/28");
        assert_eq!(
            balance(0.0, &KENT),
            "To say where other savings of £96m a year are to come from, for an even chance to break even by 2027/28"
        );
        assert!(balance(0.3, &Needed { planned: None, ..KENT }).ends_with(
            "does not break even by 2027/28: no other savings up to £150m a year bring an even chance"
        ));
        assert!(balance(0.6, &KENT).ends_with("if the block does not break even by 2027/28"));
        assert!(balance(1.0, &KENT).contains("in every future simulated"));
        assert_eq!(ask_options(&["A"]), "To plan for ‘A’");
        assert_eq!(ask_options(&["A", "B", "C"]), "To choose which to plan for: ‘A’, ‘B’ or ‘C’");
        assert_eq!(ask_again(January(2026)), "To look again once January 2026 has been counted");
        assert_eq!(questions(true, Some("2027/28")).len(), 3);
        assert!(
            questions(false, None)[1..].join(" ").contains("What may those places cost? What is it safe")
        );
    }

    #[test]
    fn no_title_claims_to_know_the_future() {
        let mut said = Vec::new();
        for hundredths in 0..=100 {
            let share = f64::from(hundredths) / 100.0;
            said.push(may_pass("Spending is", "£110m", "in 2027/28", share));
            said.push(balanced(share, "2027/28"));
            said.push(ask_balance(share, &KENT, "2027/28"));
            said.push(block(hundredths, 1e5, (hundredths as usize / 2, 50)));
        }
        said.extend(questions(true, Some("2027/28")));
        for sentence in said {
            assert!(
                !sentence.split(' ').any(|word| matches!(word, "will" | "certain" | "guaranteed")),
                "{sentence}"
            );
        }
    }
}
