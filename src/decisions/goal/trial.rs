//! What came of a setting that was tried.

use super::{Goal, Reach};
use crate::chance::P975;
use crate::decisions::Estimate;
use crate::ensemble::Spread;

/// Values of the levers of some means, in their order, as shown.
pub type Setting = Vec<f64>;

/// What came of a setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The setting.
    pub setting: Setting,
    /// Share of its futures in which what is wanted holds.
    pub chance: f64,
    /// Its standard error.
    pub error: f64,
    /// The figure in the middle future, in pounds or pupils.
    pub middle: f64,
    /// By how much the figure would have to be better for what is wanted to hold as often as it must, in pounds or
    /// pupils; negative where less would do.
    pub left: f64,
    /// The same were every chance 1.96 standard errors higher, and were it as much lower.
    pub between: (f64, f64),
}

impl Trial {
    /// From the figures of its futures; none where there are none.
    pub fn of(setting: Setting, figures: Vec<f64>, goal: &Goal) -> Option<Trial> {
        let margins = Spread::new(figures.iter().map(|&figure| goal.wanted.margin(figure)).collect());
        let n = margins.futures() as f64;
        (n > 0.0).then(|| {
            let chance = margins.share_from(0.0);
            // A half is added on either side, so that none of the futures is not taken for certainty.
            let smoothed = (chance * n + 0.5) / (n + 1.0);
            let luck = P975 * (goal.target * (1.0 - goal.target) / n).sqrt();
            // What as many futures as must hold are at or above is the percentile that the others stay below.
            let left = |luck: f64| -margins.percentile(1.0 - goal.target + luck);
            Trial {
                setting,
                chance,
                error: (smoothed * (1.0 - smoothed) / n).sqrt(),
                middle: Spread::new(figures).percentile(0.5),
                left: left(0.0),
                between: (left(luck), left(-luck)),
            }
        })
    }

    /// Half the width within which the chance of 19 of 20 repeats with other seeds would stay.
    pub fn margin(&self) -> f64 {
        Estimate { value: self.chance, standard_error: self.error }.margin()
    }
}

/// A straight way from one setting to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Where it begins.
    pub from: Setting,
    /// Where it ends: the better end.
    pub to: Setting,
}

impl Way {
    /// The whole of a lever, from its lowest value to its highest.
    pub fn over(reach: &Reach) -> Way {
        Way { from: vec![reach.low], to: vec![reach.high] }
    }

    /// The setting at a share of the way.
    pub fn at(&self, share: f64) -> Setting {
        self.from.iter().zip(&self.to).map(|(from, to)| from + share * (to - from)).collect()
    }

    /// So many settings at even steps, both ends among them.
    pub fn evenly(&self, count: u32) -> Vec<Setting> {
        (0..count).map(|place| self.at(f64::from(place) / f64::from(count.max(2) - 1))).collect()
    }

    /// How far along a setting lies.
    pub fn share(&self, setting: &Setting) -> f64 {
        let lengths = self.from.iter().zip(&self.to).zip(setting);
        let along = lengths.max_by(|a, b| (a.0.1 - a.0.0).abs().total_cmp(&(b.0.1 - b.0.0).abs()));
        along.map_or(
            0.0,
            |((from, to), value)| if (to - from).abs() > 0.0 { (value - from) / (to - from) } else { 0.0 },
        )
    }
}
