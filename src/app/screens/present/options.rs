//! The scenarios side by side: run on the same futures, set against one of them.

use crate::app::screens::compare::answer::{Asked, ask};
use crate::app::screens::compare::entries::{Entry, entries};
use crate::app::state::Desk;
use crate::app::study::{Stand, use_study};
use crate::decisions::lineup::{Span, Yardstick, Yearly, misfit};
use crate::decisions::{Compared, Difference, best_and_next, compare, lead};
use crate::ensemble::{Gathered, Spread};
use crate::high_needs::SAFETY_VALVE_YEAR;
use crate::results::FEW_DOTS;
use crate::worker::{Job, Pool};
use std::rc::Rc;
use yew::prelude::*;

/// Futures that are seen one after the other.
const SEEN: usize = 60;
/// Variations that stand beside the open scenario where the shelf has no other.
const AT_FIRST: [&str; 2] = ["SRPs open to every need", "Localities effect at its best, 30%"];

/// What has come of the options.
pub struct Lined {
    pub names: Vec<String>,
    pub reference: usize,
    pub yardstick: Yardstick,
    pub compared: Vec<Compared>,
    /// Equally likely improvements on the reference, ascending, by option, as many as a card has room for: below nought
    /// is worse.
    pub dots: Vec<Vec<f64>>,
    /// The best on average, and the one it is set against.
    pub best: usize,
    pub next: usize,
    /// Their figures, future by future.
    pub pairs: Rc<Vec<(f64, f64)>>,
}

impl Lined {
    /// The difference of the best from the next.
    pub fn lead(&self) -> Difference {
        lead(self.best, self.next, self.reference, &self.compared)
    }
}

/// The scenarios to choose from, and those side by side: the planner's choice, else those of the
/// shelf, else the open one and variations of it. The first one is the reference.
pub fn offered(desk: &Desk, chosen: &[String]) -> (Vec<Entry>, Vec<Entry>) {
    let (all, reference) = entries(desk);
    let named = |name: &String| all.iter().find(|entry| entry.name == *name).cloned();
    let mut beside: Vec<Entry> = chosen.iter().filter_map(named).collect();
    if beside.len() < 2 {
        let shelf = desk.shelf().entries();
        let open = desk.checked();
        let own = |entry: &Entry| Rc::ptr_eq(&entry.scenario, &open) || entry.scenario.is_like(&open);
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
        beside.truncate(crate::deck::OPTIONS);
    }
    if let Some(first) = beside.first().map(|entry| entry.scenario.clone()) {
        beside.retain(|entry| misfit(&entry.scenario, &first).is_none());
    }
    (all, beside)
}

/// The balance of the Safety Valve year where it is simulated, else what blocks save.
fn yardstick(asked: &Asked) -> Yardstick {
    let balance = Yardstick::Year(Yearly::Balance, SAFETY_VALVE_YEAR);
    let first = asked.scenarios.first();
    let has = first.is_some_and(|entry| Span::of(&entry.scenario).yardsticks().contains(&balance));
    if has { balance } else { Yardstick::BlockSaving }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as a study wants it
fn read(asked: &Asked, (): &(), job: &Job) -> Option<Lined> {
    let yardstick = yardstick(asked);
    let span = Span::of(&asked.scenarios.first()?.scenario);
    let column = |scenario| {
        let table = job.gathered(scenario).and_then(Gathered::table).filter(|table| table.is_complete())?;
        span.values(yardstick, table)
    };
    let columns: Vec<Vec<f64>> =
        (0..).zip(&asked.scenarios).map(|(place, _)| column(place)).collect::<Option<_>>()?;
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let compared = compare(&slices, yardstick.sense(), 0)?;
    let dots = columns.iter().map(|values| {
        let differences =
            values.iter().zip(&columns[0]).map(|(value, other)| yardstick.sense().gain(value - other));
        Spread::new(differences.collect()).quantiles(FEW_DOTS)
    });
    let (best, next) = best_and_next(0, &compared);
    let pairs = columns[best].iter().copied().zip(columns[next].iter().copied()).take(SEEN);
    Some(Lined {
        names: asked.scenarios.iter().map(|entry| entry.name.clone()).collect(),
        reference: 0,
        yardstick,
        dots: dots.collect(),
        pairs: Rc::new(pairs.collect()),
        compared,
        best,
        next,
    })
}

/// The options on the same futures: a few of these at once, then all.
#[hook]
pub fn use_options(pool: &Pool, asked: Asked) -> (Option<Rc<Lined>>, Stand) {
    let quick = use_study(pool, asked.first(), (), ask, read);
    let full = use_study(pool, asked, (), ask, read);
    let waits = full.stand.is_running();
    (if waits { quick.answer.or(full.answer) } else { full.answer }, full.stand)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Run, Scenario};

    fn desk() -> Desk {
        let kent = Rc::new(Scenario::kent().check().unwrap());
        Desk::new(crate::shelf::Shelf::new(kent.clone()), kent, None, Vec::new())
    }

    fn names(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.name.as_str()).collect()
    }

    #[test]
    fn the_open_scenario_stands_beside_variations_until_the_planner_chooses() {
        let (all, beside) = offered(&desk(), &[]);
        assert_eq!(names(&beside)[0], "Kent baseline");
        assert_eq!(beside.len(), 3);
        assert!(beside.iter().all(|entry| names(&all).contains(&entry.name.as_str())));
        let chosen = ["No blocks", "Kent baseline"].map(String::from);
        assert_eq!(names(&offered(&desk(), &chosen).1), ["No blocks", "Kent baseline"]);
        let gone = ["No blocks", "Deleted since"].map(String::from);
        assert_eq!(offered(&desk(), &gone).1.len(), 3, "one is nothing to compare");
    }

    #[test]
    fn improvements_are_above_nought_whichever_way_better_lies() {
        let (_, scenarios) = offered(&desk(), &[]);
        let asked = Asked { scenarios, run: Run { futures: 150, seed: 4 }, again: 0 };
        let mut job = ask(&asked).unwrap();
        assert!(read(&asked, &(), &job).is_none());
        job.finish();
        let lined = read(&asked, &(), &job).unwrap();
        assert!(lined.dots[0].iter().all(|dot| *dot == 0.0), "the reference against itself");
        let mean = |place: usize| lined.dots[place].iter().sum::<f64>() / f64::from(FEW_DOTS);
        assert!((0..3).all(|place| mean(lined.best) >= mean(place)));
        assert_eq!(lined.pairs.len(), SEEN);
        let ahead = lined.pairs.iter().filter(|(best, next)| best > next).count() as f64 / SEEN as f64;
        assert!((ahead - lined.lead().better).abs() < 0.3, "{ahead} {}", lined.lead().better);
    }
}
