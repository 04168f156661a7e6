//! Sentences on whether the High Needs Block can break even.

use crate::decisions::Moves;
use crate::ensemble::Summary;
use crate::field::FinancialYear;
use crate::high_needs::{Movement, OVERRIDE_ENDS};
use crate::results::{DeficitPath, Deficits};
use crate::scenario::Scenario;
use crate::words::{chance, is_behind, millions, movement, pounds, whole};

/// How often the block breaks even, to at most two significant figures.
pub fn breakeven(probability: f64, futures: u32) -> String {
    if probability <= 0.0 {
        format!("Never breaks even in {} futures", whole(f64::from(futures)))
    } else if probability < 0.001 {
        "Breaks even in fewer than 1 in 1,000 futures".into()
    } else if probability < 0.01 {
        format!("Breaks even in about {} in 1,000 futures", whole((1_000.0 * probability).floor()))
    } else {
        format!("Breaks even in {}", chance(probability))
    }
}

/// Whether arithmetic rather than chance decides a probability: it is under 1% or over 99%.
fn is_settled(probability: f64) -> bool {
    !(0.01..=0.99).contains(&probability)
}

/// The parts of a movement with their names, in the order in which they are shown.
pub fn parts(movement: &Movement) -> [(&'static str, f64); 6] {
    [
        ("Gap of the base year", movement.gap),
        ("Growth of the grant", movement.grant),
        ("Growth of other spending", movement.other_spending),
        ("Spending on placements", movement.placements),
        ("Cost of the alternatives", movement.alternatives),
        ("Other savings", movement.savings),
    ]
}

/// The arithmetic that settles the balance, a sentence each; none where chance decides. `median` is the balance of the
/// middle future in the financial year `by`, and `balance` is the movement that leads to it.
pub fn arithmetic(
    probability: f64,
    median: f64,
    moves: &Moves,
    balance: &Movement,
    by: FinancialYear,
) -> Vec<String> {
    if !is_settled(probability) {
        return Vec::new();
    }
    if probability > 0.5 {
        let best = parts(balance).into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
        return vec![format!(
            "This is arithmetic rather than chance: the middle future ends {} above balance. What helps \
             most is {} ({}), against a gap of {} in the base year.",
            millions(median),
            lower(best.0),
            movement(best.1),
            millions(moves.gap)
        )];
    }
    let mut said = vec!["This is arithmetic rather than chance.".to_owned()];
    let saving = moves.saving();
    said.push(format!(
        "Moving one pupil from an independent school ({} a year on average) to a state special school \
         ({}) {}.",
        pounds(moves.independent),
        pounds(moves.state_special),
        if saving > 0.0 { format!("saves {}", pounds(saving)) } else { "saves nothing".into() }
    ));
    let gap = millions(moves.gap);
    let (placements, are) = match whole(moves.placements).as_str() {
        "1" => ("1 placement".to_owned(), "is"),
        count => (format!("{count} placements"), "are"),
    };
    said.push(match moves.needed() {
        None => format!("So no number of moves closes a gap of {gap}."),
        Some(needed) if moves.suffice() => format!(
            "A gap of {gap} would need {} such moves out of {placements}. Measures here reach \
             those who join, not those already placed, so too few moves come by {by}.",
            whole(needed)
        ),
        Some(needed) => format!(
            "A gap of {gap} would need {} such moves, more than the {placements} there {are}. So \
             measures on independent placements alone cannot close it.",
            whole(needed)
        ),
    });
    said
}

fn lower(name: &str) -> String {
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

/// Says what the council has to pay when the statutory override ends, under the agreement and where a stability grant
/// is approved or refused. `None` where that day is not simulated.
/// `today`, as 2026-11-26, tells whether it is past.
pub fn falls(deficits: &Deficits, agreement: &str, today: &str) -> Option<String> {
    let range = |s: &Summary| format!("{} to {}", millions(s.p10), millions(s.p90));
    let under = deficits.agreement.falls?;
    let [keeps, has, falls, is] = if is_behind(&format!("{OVERRIDE_ENDS}-04-01"), today) {
        ["was to keep", "had", "fell", "was"]
    } else {
        ["keeps", "has", "falls", "is"]
    };
    let granted = |path: &Option<DeficitPath>, becomes: &str| {
        let path = path.as_ref()?;
        let sum = path.falls?;
        let share = in_100(path.share);
        Some(format!(
            " Where a stability grant is {becomes}, as in {share}, it {is} {} ({}).",
            millions(sum.p50),
            range(&sum)
        ))
    };
    Some(format!(
        "The statutory override {keeps} the deficit out of the council’s own accounts until 31 March {OVERRIDE_ENDS}. \
         On 1 April {OVERRIDE_ENDS} what {has} accumulated {falls} on the council. Under the {agreement} that {is} {} in \
         the middle future (8 in 10: {}).{}{}",
        millions(under.p50),
        range(&under),
        granted(&deficits.approved, "approved").unwrap_or_default(),
        granted(&deficits.refused, "refused").unwrap_or_default()
    ))
}

/// A share of the futures in whole hundredths, for a sentence that also names the remainder.
pub fn in_100(share: f64) -> String {
    format!("{} of 100 futures", whole(100.0 * share))
}

/// When the block is first in balance, from the share of the futures by first financial year in balance, and of those
/// that never are.
pub fn first_year(first: &[(FinancialYear, f64)], never: f64) -> String {
    let last = first.last().map_or_else(String::new, |(year, _)| format!(" up to {year}"));
    let told = first.iter().filter(|(_, share)| *share >= 0.01);
    let years: Vec<String> = told.map(|(year, share)| format!("{year} in {}", chance(*share))).collect();
    let never = format!("in {} it is in no year{last}", chance(never));
    if years.is_empty() {
        return format!("When is the block first in balance? {}.", capital(&never));
    }
    format!("The block is first in balance in {}; {never}.", years.join(", "))
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at_checked(1).unwrap_or((text, ""));
    first.to_ascii_uppercase() + rest
}

/// The hint on what to enter before the balance can be shown.
pub const NO_BUDGET: &str = "This council’s High Needs Block is not published here. Enter the block and what it overspends, under “High Needs Block” on Plan, to see the balance.";

/// Says why no chance of breaking even is given: there is no budget, no agreement, or one whose year is beyond the
/// horizon.
pub fn no_target(scenario: &Scenario) -> String {
    if !scenario.has_budget() {
        return NO_BUDGET.into();
    }
    match &scenario.agreement {
        Some(agreement) => format!(
            "The horizon of this scenario ends before {}, by which the {} requires the High Needs Block to break even.",
            agreement.break_even_in, agreement.name
        ),
        None => {
            "This scenario has no agreement that names a year by which the High Needs Block must break even."
                .into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KENT: Moves =
        Moves { independent: 56_082.89, state_special: 24_252.0, gap: 60e6, placements: 1_784.0 };
    const YEAR: FinancialYear = FinancialYear(2028);
    const MOVED: Movement = Movement {
        gap: -61.2e6,
        grant: 24e6,
        other_spending: -28e6,
        placements: -11.6e6,
        alternatives: -1.2e6,
        savings: 0.0,
    };

    #[test]
    fn a_probability_has_two_figures_at_most() {
        assert_eq!(breakeven(0.0, 10_000), "Never breaks even in 10,000 futures");
        assert_eq!(breakeven(0.0003, 10_000), "Breaks even in fewer than 1 in 1,000 futures");
        assert_eq!(breakeven(0.0047, 10_000), "Breaks even in about 4 in 1,000 futures");
        assert_eq!(breakeven(0.234, 10_000), "Breaks even in 2 in 10 futures");
        assert_eq!(breakeven(1.0, 10_000), "Breaks even in all futures");
    }

    #[test]
    fn what_cannot_be_is_said_with_its_sums() {
        let said = arithmetic(0.0, -77.8e6, &KENT, &MOVED, YEAR).join(" ");
        for part in [
            "arithmetic rather than chance",
            "£56,083 a year on average",
            "£24,252",
            "saves £31,831",
            "A gap of £60m would need 1,885 such moves, more than the 1,784 placements there are",
            "cannot close it",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }

    #[test]
    fn a_smaller_gap_another_price_and_savings_change_the_sums() {
        let small = Moves { gap: 30e6, ..KENT };
        let said = arithmetic(0.002, -40e6, &small, &Movement { savings: 5e6, ..MOVED }, YEAR).join(" ");
        assert!(said.contains("would need 943 such moves out of 1,784 placements"), "{said}");
        assert!(said.contains("too few moves come by 2028/29"), "{said}");
        let dear = Moves { state_special: 60_000.0, ..KENT };
        let said = arithmetic(0.0, -77.8e6, &dear, &MOVED, YEAR).join(" ");
        assert!(said.contains("saves nothing") && said.contains("no number of moves"), "{said}");
    }

    #[test]
    fn certainty_of_balance_is_explained_and_chance_is_not() {
        let said = arithmetic(1.0, 60e6, &KENT, &Movement { savings: 140e6, ..MOVED }, YEAR).join(" ");
        assert!(said.contains("£60m above balance") && said.contains("other savings (+£140m)"), "{said}");
        assert!(arithmetic(0.4, -5e6, &KENT, &MOVED, YEAR).is_empty());
        assert!(arithmetic(0.01, -5e6, &KENT, &MOVED, YEAR).is_empty());
    }

    #[test]
    fn what_falls_on_the_council_is_told_for_each_regime_apart() {
        const TODAY: &str = "2026-11-30";
        let of = |share: f64, middle: f64| {
            let falls = Summary {
                mean: middle,
                sd: 0.0,
                p10: middle - 20e6,
                p25: middle,
                p50: middle,
                p75: middle,
                p90: middle + 30e6,
            };
            DeficitPath { share, by_year: Vec::new(), falls: Some(falls) }
        };
        let deficits = Deficits {
            agreement: of(1.0, 210e6),
            approved: Some(of(0.85, 160e6)),
            refused: Some(of(0.15, 280e6)),
        };
        assert_eq!(
            falls(&deficits, "Safety Valve agreement", TODAY).unwrap(),
            "The statutory override keeps the deficit out of the council’s own accounts until 31 March 2028. On 1 April \
             2028 what has accumulated falls on the council. Under the Safety Valve agreement that is £210m in the middle \
             future (8 in 10: £190m to £240m). Where a stability grant is approved, as in 85 of 100 futures, it is £160m \
             (£140m to £190m). Where a stability grant is refused, as in 15 of 100 futures, it is £280m (£260m to £310m)."
        );
        let past = falls(&deficits, "Safety Valve agreement", "2028-04-02").unwrap();
        assert!(past.starts_with("The statutory override was to keep the deficit"), "{past}");
        assert!(past.contains(
            "what had accumulated fell on the council. Under the Safety Valve agreement that was £210m"
        ));
        let certain = Deficits { refused: None, ..deficits.clone() };
        assert!(!falls(&certain, "Safety Valve agreement", TODAY).unwrap().contains("refused"));
        let short = Deficits { agreement: DeficitPath { falls: None, ..of(1.0, 0.0) }, ..deficits };
        assert_eq!(falls(&short, "Safety Valve agreement", TODAY), None);
    }

    #[test]
    fn the_first_year_in_balance_is_one_sentence() {
        let years = |shares: [f64; 3]| (2027..).map(FinancialYear).zip(shares).collect::<Vec<_>>();
        assert_eq!(
            first_year(&years([0.3, 0.004, 0.1]), 0.596),
            "The block is first in balance in 2027/28 in 3 in 10 futures, 2029/30 in 1 in 10 futures; in 6 in 10 futures \
             it is in no year up to 2029/30."
        );
        assert_eq!(
            first_year(&years([0.0, 0.004, 0.0]), 0.996),
            "When is the block first in balance? In more than 99 in 100 futures it is in no year up to 2029/30."
        );
    }
}
