//! Sentences on comparable councils, on the council's own plan and on the children who wait.

use crate::england::Stretches;
use crate::field::{FinancialYear, January};
use crate::words::{chance, millions, whole};

/// What happened in comparable councils over the same number of years.
pub fn outside(stretches: &Stretches) -> String {
    const NUMBERS: [&str; 7] = ["", "one", "two", "three", "four", "five", "six"];
    let years = usize::from(stretches.years);
    let number = NUMBERS.get(years).map_or_else(|| years.to_string(), |word| (*word).to_owned());
    let change = |factor: f64| {
        let share = whole(100.0 * (factor - 1.0).abs());
        if factor < 1.0 { format!("{share}% fewer") } else { format!("{share}% more") }
    };
    format!(
        "Of {} {number}-year stretches in councils with 100 or more placements, 8 in 10 ended between {} and {} \
         placements than they began with, and half ended with {} or above",
        whole(stretches.count as f64),
        change(stretches.low),
        change(stretches.high),
        change(stretches.middle),
    )
}

/// How often the futures reach the council's plan. `reached` is the share of futures with no more placements than the
/// plan.
pub fn plan(first: (January, f64), last: (January, f64), reached: f64) -> String {
    format!(
        "The council’s plan falls from {} in {} to about {} in {}: {} have as few",
        whole(first.1),
        first.0,
        whole(last.1),
        last.0,
        chance(reached)
    )
}

/// How much better a balance is on average because children wait, in pounds; none where the sum would be printed as 0.
pub fn spared_by_waits(year: FinancialYear, pounds: f64) -> Option<String> {
    /// The smallest sum, in pounds, that is printed as more than 0.
    const LEAST: f64 = 50_000.0;
    (pounds >= LEAST).then(|| {
        format!(
            "Children who wait for a place that the council owes them (Children and Families Act 2014, section 42) \
             make the balance of {year} {} better on average: that is no saving",
            millions(pounds)
        )
    })
}

/// How often the independent schools run out of places by a January.
pub fn runs_out(when: January, share: f64) -> String {
    if share <= 0.0 {
        return format!("Independent schools have places for all in {when}, in every future");
    }
    format!(
        "Independent schools have too few places in {when} in {}: there the number placed is what schools can take, \
         and the others wait",
        chance(share)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outside_view_says_how_many_how_long_and_how_far() {
        let stretches = Stretches { years: 3, count: 276, low: 0.87, middle: 1.31, high: 1.9 };
        assert_eq!(
            outside(&stretches),
            "Of 276 three-year stretches in councils with 100 or more placements, 8 in 10 ended between 13% fewer and \
             90% more placements than they began with, and half ended with 31% more or above"
        );
    }

    #[test]
    fn the_plan_is_set_beside_the_futures() {
        let said = plan((January(2027), 1_172.0), (January(2034), 905.0), 0.1);
        assert!(said.starts_with(
            "The council’s plan falls from 1,172 in January 2027 to about 905 in January 2034: "
        ));
        assert!(said.ends_with(" have as few") && said.contains(&chance(0.1)), "{said}");
    }

    #[test]
    fn where_places_run_out_is_said() {
        assert!(runs_out(January(2030), 0.0).contains("places for all"));
        let said = runs_out(January(2030), 0.2);
        assert!(said.contains(&format!("in January 2030 in {}", chance(0.2))), "{said}");
    }

    #[test]
    fn a_wait_is_no_saving_and_nothing_is_said_of_none() {
        let said = spared_by_waits(FinancialYear(2027), 700_000.0).unwrap();
        assert!(said.contains("2027/28 £0.7m better on average") && said.contains("section 42"), "{said}");
        assert_eq!(spared_by_waits(FinancialYear(2027), 10_000.0), None);
    }
}
