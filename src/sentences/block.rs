//! Sentences on what a block contract would do at a volume.

use crate::decisions::bending::Bending;
use crate::decisions::negotiation::Negotiation;
use crate::decisions::portfolio::Together;
use crate::decisions::tender::Weighed;
use crate::decisions::{Aim, Point, Purse, VolumeCurve};
use crate::results::BlockYear;
use crate::scenario::Block;
use crate::words::{
    chance, chance_in_100, decimal, frequency, percent, percent_to, places, short, thousands, whole,
};

/// Advises on the volume of a block: the advice, and the reason for it. `own` is the volume in the scenario.
pub fn verdict(curve: &VolumeCurve, own: u32, aim: Aim) -> (String, String) {
    let (best, yours) = (curve.best(), curve.at(own));
    if best.volume == 0 {
        let even = yours.break_even_discount.filter(|_| own > 0).map_or_else(String::new, |discount| {
            let share = short(100.0 * discount, 0);
            format!(" At {} the discount would have to be {share}% or more.", places(own))
        });
        let is_too_risky = aim.caution > 0.0 && curve.points.iter().any(|point| point.saving > 0.0);
        let why = if is_too_risky {
            "At this caution no number of places is worth its worst futures"
        } else {
            "At these terms no number of places saves money"
        };
        let whom = if is_too_risky { "" } else { for_whom(aim.purse) };
        let said = format!("{why}{whom}.{even}");
        return ("Buy none".into(), said);
    }
    let advice = format!("Buy {}", places(best.volume));
    let (least, most) = curve.as_good;
    let others = if least < most {
        format!(" Anything from {least} to {} does about as well.", places(most))
    } else {
        String::new()
    };
    let at_best = format!("{}.{others}", does(best, curve.years));
    if own == best.volume || own == 0 {
        return (advice, at_best);
    }
    if (least..=most).contains(&own) {
        return (
            format!("Your {} are about right", places(own)),
            format!("{}.{others}", does(yours, curve.years)),
        );
    }
    (advice, format!("{at_best} At {} it {}.", places(own), lower_first(&does(yours, curve.years))))
}

/// Says how many places a rule buys and what they do together: the advice, and the reason for it. The rule buys every
/// place that is filled in at least `least` of 100 futures. `all` is `None` while the futures still run.
pub fn buys(volume: u32, least: u32, all: Option<&Together>) -> (String, String) {
    let rule = format!("filled in at least {least} of 100 futures");
    if volume == 0 {
        return ("Buy none".into(), format!("No further place is {rule}."));
    }
    let advice = format!("Buy {}", places(volume));
    let Some(all) = all else { return (advice, format!("Every place {rule}. Adding up what they save…")) };
    let saving = all.saving.value;
    let verb = if saving < 0.0 { "cost" } else { "save" };
    let worst = if all.worst < 0.0 { "cost" } else { "save" };
    let said = format!(
        "Every place {rule}. Together they {verb} {} a year on average, all futures counted; {} than spot prices, and in \
         the worst 1 in 20 futures they {worst} {} a year on average.",
        thousands(saving.abs()),
        with_verb(&chance_in_100(all.loses), "costs more", "cost more"),
        thousands(all.worst.abs())
    );
    (advice, said)
}

/// Says which of a number of offers to accept, and what they do together.
pub fn accepts(blocks: &[Block], offers: usize, whole: &Weighed) -> String {
    if blocks.is_empty() {
        return format!("Accept none of the {offers} offers: none is worth having within the limits");
    }
    let bought: u32 = blocks.iter().map(|block| block.volume).sum();
    let worst = if whole.worst < 0.0 { "cost" } else { "save" };
    format!(
        "Accept {} of {offers} offers, {}: {} saved a year on average; in the worst 1 in 20 futures they {worst} {}",
        blocks.len(),
        places(bought),
        thousands(whole.saving),
        thousands(whole.worst.abs())
    )
}

/// Why some offers are not weighed: those that the scenario has as blocks, and those whose pupils it does not know.
pub fn offers_left_out(held: &[&str], strange: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    if !held.is_empty() {
        said.push(format!("In the scenario already, so not weighed again: {}.", held.join(", ")));
    }
    if !strange.is_empty() {
        said.push(format!("The open scenario lacks a district or a need of: {}. They stay here for the scenario that has it.", strange.join(", ")));
    }
    said
}

/// Whether what the reviews are worth can be told from £0: it is beyond two standard errors and a pound.
fn is_told(found: &Bending) -> bool {
    found.worth.value.abs() > (2.0 * found.worth.standard_error).max(1.0)
}

/// What a review of the places each September is worth.
pub fn bends(found: &Bending) -> String {
    if found.fixed.volume == 0 && found.reviewed.volume == 0 {
        return "Buy none, with reviews as without them".into();
    }
    if !is_told(found) {
        return "Reviews each September are worth about as much as fixed places".into();
    }
    let worth = thousands(found.worth.value.abs());
    let more = if found.worth.value < 0.0 { "less" } else { "more" };
    format!("Reviewed each September, the block saves {worth} a year {more} on average")
}

/// What stands behind [`bends`]: the range, the first volume, and the discount that could be given up.
pub fn bends_why(found: &Bending) -> String {
    let (fixed, reviewed) = (&found.fixed, &found.reviewed);
    let first = if fixed.volume == reviewed.volume {
        format!("With or without reviews it is best to begin with {}.", places(fixed.volume))
    } else {
        format!(
            "With reviews it is best to begin with {}, with fixed places to buy {}.",
            places(reviewed.volume),
            fixed.volume
        )
    };
    if fixed.volume == 0 && reviewed.volume == 0 {
        return "At these terms no number of places saves money.".into();
    }
    let range = format!(
        " In 8 in 10 futures the reviews bring between {} and {} a year, and more than £0 in {}.",
        thousands(found.p10),
        thousands(found.p90),
        chance_in_100(found.gains)
    );
    let given = found.given_up.filter(|share| is_told(found) && *share > 0.0).map_or_else(String::new, |share| {
        format!(
            " The council could give up {} of the price in discount for them and save as much on average.",
            percent_to(100.0 * share, 1)
        )
    });
    [first, range, given].concat()
}

/// What becomes of offers: whether any are there, and whether the browser keeps them.
pub fn keeps_offers(are_there: bool, is_kept: bool) -> &'static str {
    match (are_there, is_kept) {
        (false, _) => "The offers are removed.",
        (true, true) => "These offers are kept in this browser, whatever is done or undone in a scenario.",
        (true, false) => "This browser does not keep the offers: they go when you leave this screen.",
    }
}

/// Gives the lowest discounts worth signing for 10, 20 and 30 places, where these are weighed.
pub fn worth_signing(card: &Negotiation, caution: f64) -> String {
    let asked = card.rows.iter().filter(|row| [10, 20, 30].contains(&row.volume));
    let found = asked.filter_map(|row| {
        let lowest = row.lowest?;
        let from = if lowest > 0.0 {
            format!("from {} off", percent_to(100.0 * lowest, 1))
        } else {
            "even without a discount".into()
        };
        Some(format!("{} {from}", places(row.volume)))
    });
    let found: Vec<String> = found.collect();
    if found.is_empty() {
        return "What the places are worth at each discount".into();
    }
    let caution = if caution > 0.0 { " with this caution" } else { " on average" };
    ["Worth signing", caution, ": ", &found.join(", ")].concat()
}

/// Says what a block does in an average year of the futures that award it.
pub fn block_outcome(year: &BlockYear) -> String {
    if year.awarded <= 0.0 {
        return "Awarded in none of the futures.".into();
    }
    let first = if year.awarded >= 1.0 {
        "Signed.".to_owned()
    } else {
        format!("Awarded in {}. Then", chance(year.awarded))
    };
    let saving = year.saving.0;
    let verb = if saving < 0.0 { "costs" } else { "saves" };
    format!(
        "{first} {} in 100 places are filled; it pays for empty places in {} of them, {} a year on average, \
         and {verb} {} a year in all.",
        whole(100.0 * year.filled),
        frequency(year.pays),
        thousands(year.void_cost.0),
        thousands(saving.abs())
    )
}

fn for_whom(purse: Purse) -> &'static str {
    match purse {
        Purse::HighNeeds => " on average",
        Purse::Council => " for the council as a whole on average",
    }
}

/// Says what a volume does in an average year: `It saves £118,000 a year on average; 4 in 10 futures pay for empty
/// places and 2 in 10 lose money`.
fn does(point: &Point, years: usize) -> String {
    let yearly = point.saving / years.max(1) as f64;
    let verb = if yearly < 0.0 { "Loses" } else { "Saves" };
    format!(
        "{verb} {} a year on average; {} for empty places and {} than spot prices",
        thousands(yearly.abs()),
        with_verb(&chance_in_100(point.pays), "pays", "pay"),
        with_verb(&chance_in_100(point.loses), "costs more", "cost more")
    )
}

/// A chance with the verb that agrees with its number: `singular` for 1 future in so many, `plural` for more.
fn with_verb(chance: &str, singular: &str, plural: &str) -> String {
    let verb = if chance.starts_with("none") || chance.starts_with("1 in ") { singular } else { plural };
    format!("{chance} {verb}")
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + chars.as_str())
}

/// Gives the textbook's answer beside the simulator's, and explains why they differ. `fractile` is the critical
/// fractile, from 0 to 1; `refill` and `tolerance` are central terms of the block.
pub fn textbook(curve: &VolumeCurve, fractile: f64, refill: f64, tolerance: f64) -> String {
    let answer = curve.newsvendor(fractile);
    let ours = f64::from(curve.best().volume);
    let level = percent(100.0 * fractile);
    let mut said = format!(
        "The textbook (newsvendor) answer: buy as many places as demand falls short of in {level} of futures: \
         {} of the average demand over the term.",
        places_of(answer)
    );
    let apart = ours - answer;
    if apart.abs() < 1.5 {
        return said + " Ours is the same.";
    }
    let (first, last) = (middle(curve, 0), middle(curve, curve.demand.len().saturating_sub(1)));
    let mut because = Vec::new();
    if apart < 0.0 {
        if last < 0.97 * first {
            because.push("demand falls over the term".to_owned());
        }
        if first < 0.7 * last {
            because.push("a block starts empty and fills only as pupils join".to_owned());
        }
        if refill < 0.99 {
            let share = short(100.0 * refill, 0);
            because.push(format!("only about {share} in 100 places that fall free are filled again"));
        }
    } else {
        if first < 0.97 * last {
            because.push("demand in the later years is above the average".to_owned());
        }
        if tolerance > 0.0 {
            let share = short(100.0 * tolerance, 0);
            because.push(format!("the first {share} in 100 empty places are not paid for"));
        }
        because.push("the places build up over the first years".to_owned());
    }
    if because.is_empty() {
        because.push("terms are uncertain and a place is settled year by year".to_owned());
    }
    let differs = if apart < 0.0 { "lower" } else { "higher" };
    said += &[" Ours is ", differs, ", because ", &because.join(", and "), "."].concat();
    said
}

fn middle(curve: &VolumeCurve, year: usize) -> f64 {
    curve.demand.get(year).map_or(0.0, |demand| demand.percentile(0.5))
}

fn places_of(value: f64) -> String {
    format!("{} places", decimal(value, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::{Aim, Sample};
    use crate::results::YearlyAwarded;

    /// A block of a year: saves 100 a place filled, loses 300 an empty one.
    fn curve(demand: &[u32], discount: f64) -> VolumeCurve {
        let column = |of: &dyn Fn(f64, f64) -> f64, volume: u32| -> Vec<f64> {
            demand.iter().map(|&d| of(f64::from(d.min(volume)), f64::from(volume))).collect()
        };
        let price = 10_000.0;
        let volumes: Vec<(u32, u32)> = (0..=20).map(|v| (v, v)).collect();
        let columns: Vec<[Vec<f64>; 4]> = volumes
            .iter()
            .map(|&(v, _)| {
                [
                    column(&|n, q| n * discount * price - 0.5 * (1.0 - discount) * price * (q - n), v),
                    column(&|n, q| 0.5 * (1.0 - discount) * price * (q - n), v),
                    column(&|n, _| n * price, v),
                    column(&|n, q| n * price + 0.5 * price * (q - n), v),
                ]
            })
            .collect();
        let none = vec![0.0; demand.len()];
        let samples: Vec<Sample> = columns
            .iter()
            .map(|[saving, void_cost, spot_cost, list_cost]| Sample {
                saving,
                transport: &none,
                void_cost,
                spot_cost,
                list_cost,
                occupied: &none,
            })
            .collect();
        VolumeCurve::of(&volumes, &samples, &[demand], AIM).unwrap()
    }

    const AIM: Aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };

    #[test]
    fn a_block_says_how_it_fared() {
        let year = BlockYear {
            name: "Thanet".into(),
            awarded: 0.5,
            pays: 0.41,
            filled: 0.9,
            saving: YearlyAwarded(-30_000.0),
            void_cost: YearlyAwarded(20_000.0),
        };
        assert_eq!(
            block_outcome(&year),
            "Awarded in 5 in 10 futures. Then 90 in 100 places are filled; it pays for empty places in 4 in 10 of \
             them, £20,000 a year on average, and costs £30,000 a year in all."
        );
        for (pays, said) in
            [(0.0, "none of them"), (0.004, "fewer than 1 in 100 of them"), (1.0, "all of them")]
        {
            let said = ["empty places in ", said, ","].concat();
            assert!(block_outcome(&BlockYear { pays, ..year.clone() }).contains(&said), "{said}");
        }
        let signed = block_outcome(&BlockYear { awarded: 1.0, ..year.clone() });
        assert!(signed.starts_with("Signed. "), "{signed}");
        let never = block_outcome(&BlockYear { awarded: 0.0, ..year });
        assert_eq!(never, "Awarded in none of the futures.");
    }

    #[test]
    fn the_advice_names_the_volume_and_what_ones_own_would_do() {
        let curve = curve(&[10; 50], 0.1);
        let (advice, said) = verdict(&curve, 14, AIM);
        assert_eq!(advice, "Buy 10 places");
        assert_eq!(
            said,
            "Saves £10,000 a year on average; none of the futures pays for empty places and none of the \
             futures costs more than spot prices. At 14 places it loses £8,000 a year on average; all futures \
             pay for empty places and all futures cost more than spot prices."
        );
        assert!(verdict(&curve, 10, AIM).1.ends_with("than spot prices."));
    }

    #[test]
    fn what_a_rule_buys_is_said_with_its_saving_and_its_risk() {
        let saving = crate::decisions::Estimate { value: 857_400.0, standard_error: 0.0 };
        let all = Together { saving, worst: -120_000.0, loses: 0.12, ..Together::default() };
        let (advice, said) = buys(261, 80, Some(&all));
        assert_eq!(advice, "Buy 261 places");
        assert_eq!(
            said,
            "Every place filled in at least 80 of 100 futures. Together they save £857,000 a year on average, all \
             futures counted; 12 in 100 futures cost more than spot prices, and in the worst 1 in 20 futures they cost \
             £120,000 a year on average."
        );
        assert_eq!(buys(1, 80, None).0, "Buy 1 place");
        assert_eq!(buys(0, 95, Some(&all)).1, "No further place is filled in at least 95 of 100 futures.");
    }

    #[test]
    fn the_discounts_worth_signing_are_those_of_10_20_and_30_places() {
        use crate::decisions::negotiation::DealRow;
        let row = |volume, lowest| DealRow { volume, deals: Vec::new(), lowest };
        let rows = vec![row(5, Some(0.01)), row(10, Some(0.0312)), row(20, Some(0.0868)), row(30, None)];
        let card = Negotiation { discounts: Vec::new(), rows };
        assert_eq!(
            worth_signing(&card, 0.0),
            "Worth signing on average: 10 places from 3.1% off, 20 places from 8.7% off"
        );
        let free = Negotiation { rows: vec![row(10, Some(0.0))], ..card.clone() };
        assert_eq!(worth_signing(&free, 0.0), "Worth signing on average: 10 places even without a discount");
        assert!(worth_signing(&card, 0.5).starts_with("Worth signing with this caution: 10 places"));
        let none = Negotiation { rows: Vec::new(), ..card };
        assert_eq!(worth_signing(&none, 0.0), "What the places are worth at each discount");
    }

    #[test]
    fn the_offers_accepted_are_counted_with_their_places() {
        let block = |volume| Block { volume, ..crate::scenario::Scenario::kent().blocks[0].clone() };
        let whole = Weighed { saving: 412_000.0, worst: -30_000.0, ..Weighed::default() };
        assert_eq!(
            accepts(&[block(12), block(9)], 7, &whole),
            "Accept 2 of 7 offers, 21 places: £412,000 saved a year on average; in the worst 1 in 20 futures they \
             cost £30,000"
        );
        assert!(accepts(&[], 7, &whole).starts_with("Accept none of the 7 offers"));
    }

    #[test]
    fn where_nothing_saves_the_advice_is_to_buy_none() {
        let (advice, said) = verdict(&curve(&[0, 0, 0, 12], 0.1), 12, Aim { purse: Purse::Council, ..AIM });
        assert_eq!(advice, "Buy none");
        assert_eq!(
            said,
            "At these terms no number of places saves money for the council as a whole on average. At 12 \
             places the discount would have to be 60% or more."
        );
    }

    #[test]
    fn none_bought_out_of_caution_is_not_said_to_save_nothing() {
        let mut curve = curve(&[10; 50], 0.1);
        curve.best = 0;
        let said = |caution| verdict(&curve, 0, Aim { caution, ..AIM }).1;
        assert_eq!(said(1.0), "At this caution no number of places is worth its worst futures.");
        assert_eq!(said(0.0), "At these terms no number of places saves money on average.");
    }

    #[test]
    fn the_textbook_is_quoted_and_the_difference_explained() {
        let same = textbook(&curve(&[10; 50], 0.1), 0.18, 1.0, 0.0);
        assert!(
            same.contains("in 18% of futures: 10 places") && same.ends_with("Ours is the same."),
            "{same}"
        );
        let mut falling = curve(&[10; 50], 0.1);
        falling.term_demand = crate::ensemble::Spread::new(vec![14.0; 50]);
        falling.demand =
            vec![18.0, 10.0].into_iter().map(|d| crate::ensemble::Spread::new(vec![d; 50])).collect();
        let said = textbook(&falling, 0.18, 0.8, 0.0);
        assert!(said.ends_with(
            "Ours is lower, because demand falls over the term, and only about 80 in 100 places that fall free \
             are filled again."
        ), "{said}");
    }
}
