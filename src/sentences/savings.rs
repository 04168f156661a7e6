//! A sentence on the other savings that would bring balance.

use crate::decisions::Needed;
use crate::field::FinancialYear;
use crate::words::{chance, millions};

/// The sum of other savings that brings an even chance of balance by a year, the part of it that comes too late, and
/// the sum that would be enough if none did. None where the scenario already has that much.
pub fn needed(needed: &Needed, year: FinancialYear) -> Option<String> {
    let prompt = |already: &str| {
        let sum = needed.prompt.map(millions).filter(|sum| sum != already)?;
        Some(format!("were nothing late, about {sum} would do."))
    };
    let Some(planned) = needed.planned else {
        let limit = millions(needed.limit);
        let late = match millions(needed.late).as_str() {
            "£0" => String::new(),
            late => format!(", as about {late} of it comes too late on average"),
        };
        let rest = prompt("").map_or_else(String::new, |said| format!(" W{}", &said[1..]));
        return Some(format!(
            "No other savings up to {limit} a year bring an even chance to break even by {year}: with {limit} \
             planned the block breaks even in {}{late}.{rest}",
            chance(needed.chance)
        ));
    };
    if planned <= needed.entered {
        return None;
    }
    let sum = millions(planned);
    let entered = match millions(needed.entered).as_str() {
        "£0" => String::new(),
        entered => format!(" in all, where {entered} is entered"),
    };
    let rest = prompt(&sum).map_or_else(String::new, |said| {
        format!(" About {} of it comes too late on average; {said}", millions(needed.late))
    });
    Some(format!(
        "For an even chance to break even by {year}, other savings of {sum} a year would have to be \
         planned{entered}.{rest}"
    ))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const YEAR: FinancialYear = FinancialYear(2027);
    /// About what the published baseline gives.
    pub const KENT: Needed = Needed {
        target: 0.5,
        planned: Some(95.7e6),
        limit: 150e6,
        chance: 0.5,
        late: 28.8e6,
        prompt: Some(77.9e6),
        entered: 0.0,
    };

    #[test]
    fn the_sum_is_told_with_its_chance_and_what_comes_too_late() {
        assert_eq!(
            needed(&KENT, YEAR).unwrap(),
            "For an even chance to break even by 2027/28, other savings of £96m a year would have to be planned. \
             About £29m of it comes too late on average; were nothing late, about £78m would do."
        );
        let some = Needed { entered: 50e6, ..KENT };
        assert!(
            needed(&some, YEAR)
                .unwrap()
                .contains("£96m a year would have to be planned in all, where £50m is entered.")
        );
        let prompt = Needed { late: 0.0, prompt: KENT.planned, ..KENT };
        assert!(needed(&prompt, YEAR).unwrap().ends_with("would have to be planned."));
        assert_eq!(needed(&Needed { entered: 96e6, ..KENT }, YEAR), None);
    }

    #[test]
    fn a_sum_out_of_reach_is_said_to_be_so_with_what_the_most_brings() {
        let beyond = Needed { planned: None, chance: 0.38, late: 60e6, ..KENT };
        assert_eq!(
            needed(&beyond, YEAR).unwrap(),
            "No other savings up to £150m a year bring an even chance to break even by 2027/28: with £150m planned \
             the block breaks even in 4 in 10 futures, as about £60m of it comes too late on average. Were nothing \
             late, about £78m would do."
        );
        let hopeless = Needed { late: 0.0, prompt: None, chance: 0.0, ..beyond };
        assert!(needed(&hopeless, YEAR).unwrap().ends_with("breaks even in none of the futures."));
    }
}
