//! Compares the options of a meeting on the same futures with the first of them (M14.8).

use super::{Entry, Lineup, Question, entries};
use crate::decisions::lineup::{Span, Yardstick, Yearly, misfit};
use crate::decisions::{Compared, Difference, best_and_next, compare, lead};
use crate::deck::OPTIONS;
use crate::ensemble::Spread;
use crate::results::FEW_DOTS;
use crate::scenario::Checked;
use crate::shelf::Shelf;
use crate::worker::Job;
use std::rc::Rc;

/// The number of futures that are shown one after another.
const SEEN: usize = 60;
/// The variations beside the open scenario where the shelf has no other.
const AT_FIRST: [&str; 2] = ["SRPs open to every need", "Localities effect at its best, 30%"];

/// The scenarios to choose from, and those compared: the planner's choice, or else those of the shelf, or else the open
/// one and variations of it. The first one is the reference.
pub fn options(
    open: &Rc<Checked>,
    published: &Rc<Checked>,
    shelf: &Shelf,
    chosen: &[String],
) -> (Vec<Entry>, Vec<Entry>) {
    let (all, reference) = entries(open, published, shelf);
    let named = |name: &String| all.iter().find(|entry| entry.name == *name).cloned();
    let mut beside: Vec<Entry> = chosen.iter().filter_map(named).collect();
    if beside.len() < 2 {
        // Scenarios of another council cannot be compared with this one.
        let shelf: Vec<_> =
            shelf.entries().iter().filter(|entry| entry.checked().council == open.council).collect();
        let own = |entry: &Entry| Rc::ptr_eq(&entry.scenario, open) || entry.scenario.is_like(open);
        let first = if shelf.len() > 1 { all.get(reference) } else { all.iter().find(|entry| own(entry)) };
        let kept = |entry: &&Entry| shelf.iter().any(|other| Rc::ptr_eq(other.checked(), &entry.scenario));
        let others: Vec<&Entry> = if shelf.len() > 1 {
            all.iter().filter(kept).collect()
        } else {
            all.iter().filter(|entry| AT_FIRST.contains(&entry.name.as_str())).collect()
        };
        beside = first.into_iter().chain(others).cloned().collect();
        let mut seen: Vec<String> = Vec::new();
        beside.retain(|entry| {
            let is_new = !seen.contains(&entry.name);
            seen.push(entry.name.clone());
            is_new
        });
        beside.truncate(OPTIONS);
    }
    if let Some(first) = beside.first().map(|entry| entry.scenario.clone()) {
        beside.retain(|entry| misfit(&entry.scenario, &first).is_none());
    }
    (all, beside)
}

/// The question which option is best, and how certain that is.
#[derive(Clone, PartialEq)]
pub struct BestOption {
    /// The options, the reference first.
    pub lineup: Lineup,
}

/// The options compared with the reference.
pub struct RankedOptions {
    /// The names of the options.
    pub names: Vec<String>,
    /// The position of the reference.
    pub reference: usize,
    /// The yardstick by which they are compared.
    pub yardstick: Yardstick,
    /// The comparison with the reference, by option.
    pub compared: Vec<Compared>,
    /// Equally likely improvements on the reference by option, ascending, as many as a card has room for. Negative is
    /// worse.
    pub dots: Vec<Vec<f64>>,
    /// The position of the option that is best on average.
    pub best: usize,
    /// The position of the option with which the best is compared.
    pub next: usize,
    /// The figures of these two options, future by future.
    pub pairs: Rc<Vec<(f64, f64)>>,
}

impl RankedOptions {
    /// The difference between the best option and the next.
    pub fn lead(&self) -> Difference {
        lead(self.best, self.next, self.reference, &self.compared)
    }
}

/// The balance of the year in which money is compared, where that is simulated, and otherwise the saving of blocks.
fn yardstick(lineup: &Lineup) -> Yardstick {
    let span = lineup.scenarios.first().map(|entry| Span::of(&entry.scenario));
    let balance = span.map(|span| (span.yardsticks(), Yardstick::Year(Yearly::Balance, span.money_year().0)));
    balance
        .filter(|(all, balance)| all.contains(balance))
        .map_or(Yardstick::BlockSaving, |(_, balance)| balance)
}

impl Question for BestOption {
    type Answer = RankedOptions;

    fn job(&self) -> Option<Job> {
        self.lineup.job()
    }

    fn read(&self, job: &Job) -> Option<RankedOptions> {
        let yardstick = yardstick(&self.lineup);
        let span = Span::of(&self.lineup.scenarios.first()?.scenario);
        let tables = self.lineup.tables(job)?;
        let columns: Vec<Vec<f64>> =
            tables.iter().map(|table| span.values(yardstick, table)).collect::<Option<_>>()?;
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let compared = compare(&slices, yardstick.sense(), 0)?;
        let dots = columns.iter().map(|values| {
            let differences =
                values.iter().zip(&columns[0]).map(|(value, other)| yardstick.sense().gain(value - other));
            Spread::new(differences.collect()).quantiles(FEW_DOTS)
        });
        let (best, next) = best_and_next(0, &compared);
        let pairs = columns[best].iter().copied().zip(columns[next].iter().copied()).take(SEEN);
        Some(RankedOptions {
            names: self.lineup.scenarios.iter().map(|entry| entry.name.clone()).collect(),
            reference: 0,
            yardstick,
            dots: dots.collect(),
            pairs: Rc::new(pairs.collect()),
            compared,
            best,
            next,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Run, Scenario};

    fn of_kent(chosen: &[String]) -> (Vec<Entry>, Vec<Entry>) {
        let kent = Rc::new(Scenario::kent().check().unwrap());
        options(&kent, &kent, &Shelf::new(kent.clone()), chosen)
    }

    fn names(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.name.as_str()).collect()
    }

    #[test]
    fn the_open_scenario_stands_beside_variations_until_the_planner_chooses() {
        let (all, beside) = of_kent(&[]);
        assert_eq!(names(&beside)[0], "Kent baseline");
        assert_eq!(beside.len(), 3);
        assert!(beside.iter().all(|entry| names(&all).contains(&entry.name.as_str())));
        let chosen = ["No blocks", "Kent baseline"].map(String::from);
        assert_eq!(names(&of_kent(&chosen).1), ["No blocks", "Kent baseline"]);
        let gone = ["No blocks", "Deleted since"].map(String::from);
        assert_eq!(of_kent(&gone).1.len(), 3, "one is nothing to compare");
    }

    #[test]
    fn improvements_are_above_nought_whichever_way_better_lies() {
        let (_, scenarios) = of_kent(&[]);
        let lineup = Lineup { scenarios, run: Run { futures: 150, seed: 4 }, again: 0 };
        let asked = BestOption { lineup };
        let mut job = asked.job().unwrap();
        assert!(asked.read(&job).is_none());
        job.finish();
        let ranked = asked.read(&job).unwrap();
        assert!(ranked.dots[0].iter().all(|dot| *dot == 0.0), "the reference against itself");
        let mean = |place: usize| ranked.dots[place].iter().sum::<f64>() / f64::from(FEW_DOTS);
        assert!((0..3).all(|place| mean(ranked.best) >= mean(place)));
        assert_eq!(ranked.pairs.len(), SEEN);
        let ahead = ranked.pairs.iter().filter(|(best, next)| best > next).count() as f64 / SEEN as f64;
        assert!((ahead - ranked.lead().better).abs() < 0.3, "{ahead} {}", ranked.lead().better);
    }
}
