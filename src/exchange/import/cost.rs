//! What placements cost, as the lines of a file say it: in pounds, thousands or millions, of a year or less.

use super::Grid;
use super::choices::Choices;
use super::column::Column;
use super::given::Taken;
use super::key::key;
use super::number::{Number, Told, worth_under};
use super::questions::{Questions, options};
use super::spread::ANY;
use crate::words::whole;
use std::collections::BTreeMap;

/// The largest number in a cell: pounds for a council's whole spending would do.
pub const MOST_NUMBER: f64 = 1e9;

/// Words in a heading, what they say, and what is answered with how many of it a year has.
type Period = (&'static [&'static str], &'static str, &'static [(&'static str, f64)]);

/// Part of a year that a cost may be of, by words in its heading, and how many of it a year may have.
const PERIODS: [Period; 4] = [
    (
        &["week", "weekly", "pw"],
        "week",
        &[("52 weeks a year", 52.0), ("39 weeks a year", 39.0), ("38 weeks a year", 38.0)],
    ),
    (&["term", "termly"], "term", &[("3 terms a year", 3.0), ("6 terms a year", 6.0)]),
    (&["month", "monthly", "pcm"], "month", &[("12 months a year", 12.0)]),
    (
        &["day", "daily"],
        "day",
        &[("190 days a year", 190.0), ("195 days a year", 195.0), ("365 days a year", 365.0)],
    ),
];

/// Channels that a file without a column for them may be about: a position among the channels, and its name.
const CHANNELS: [(u16, &str); 2] = [(3, "All on the framework"), (4, "All off the framework")];

/// Costs as they are added up.
#[derive(Default)]
pub struct Costs {
    /// By channel: placements whose cost is known, and that cost.
    sums: BTreeMap<u16, (f64, f64)>,
    /// By column: how often a year has what it is of; 0 where that is not decided.
    times: BTreeMap<usize, f64>,
    /// Costs that could not be read.
    pub unread: usize,
}

impl Costs {
    /// Asks how often a year has what the costs are of, where that is less than a year.
    pub fn ask(taken: Taken, questions: &mut Questions) -> Costs {
        let mut costs = Costs::default();
        for (at, column) in taken.columns.iter().enumerate() {
            if !matches!(column, Column::Cost | Column::Price) {
                continue;
            }
            let head = &taken.grid.heads[at];
            let key = key(head);
            let of = PERIODS.iter().find(|(words, ..)| key.split(' ').any(|word| words.contains(&word)));
            let Some((_, period, answers)) = of else { continue };
            let ask = format!("“{head}” is a cost a {period}. How many of them does a year have?");
            let told = options(answers.iter().map(|(told, _)| *told));
            let chosen =
                questions.ask(taken.choices, &["period:", &at.to_string()].concat(), ask, told, true);
            let times = chosen.checked_sub(1).and_then(|at| answers.get(at)).map_or(0.0, |(_, times)| *times);
            costs.times.insert(at, times);
        }
        costs
    }

    /// Adds what so many placements cost, together or each, as a cell says it.
    pub fn add(&mut self, grid: &Grid, column: usize, channel: u16, found: Told, count: f64, is_each: bool) {
        let Number::Known(cost) = found.number else { return };
        let times = self.times.get(&column).copied().filter(|times| *times > 0.0).unwrap_or(1.0);
        let worth = if found.worth > 1.0 { 1.0 } else { worth_under(&grid.heads[column]) };
        let sum = self.sums.entry(channel).or_default();
        sum.0 += count;
        sum.1 += cost * worth * times * if is_each { count } else { 1.0 };
    }

    /// The costs by channel, and whether they wait for an answer.
    pub fn settle(
        mut self,
        choices: &Choices,
        questions: &mut Questions,
    ) -> (BTreeMap<u16, (f64, f64)>, bool) {
        let mut waits = self.times.values().any(|times| *times == 0.0);
        if self.unread > 0 {
            let cells = if self.unread == 1 {
                "1 cost".to_owned()
            } else {
                [&whole(self.unread as f64), " costs"].concat()
            };
            let ask = [
                &cells,
                " could not be read: see the problems. Put them right, or say that they are to be left out.",
            ]
            .concat();
            let told = options(["Leave them out: the average of the others stands for all"]);
            waits |= questions.ask(choices, "costs", ask, told, true) == 0;
        }
        if let Some(of_all) = self.sums.remove(&ANY).filter(|(count, _)| *count > 0.0) {
            let told = std::iter::once("Not said: the prices stay as they are".to_owned());
            let told = told.chain(CHANNELS.map(|(_, name)| name.to_owned())).collect();
            let ask = "The costs are not told apart by channel. How are these pupils placed?".to_owned();
            let chosen = questions.ask(choices, "channel", ask, told, false);
            if let Some((channel, _)) = chosen.checked_sub(1).and_then(|at| CHANNELS.get(at)) {
                self.sums.insert(*channel, of_all);
            }
        }
        (self.sums, waits)
    }
}
