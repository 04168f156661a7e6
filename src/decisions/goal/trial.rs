//! The trial of one setting, and the ways along which settings are tried (M14.4).

use super::{Goal, Reach};
use crate::chance::P975;
use crate::decisions::Estimate;
use crate::ensemble::Spread;

/// Values of the levers of some means, in their order and in the unit in which the screen shows them.
pub type Setting = Vec<f64>;

/// The outcome of a setting that was tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The setting that was tried.
    pub setting: Setting,
    /// Share of the futures in which the condition holds, from 0 to 1.
    pub chance: f64,
    /// The standard error of `chance`.
    pub error: f64,
    /// The median of the figure over the futures, in pounds or pupils.
    pub middle: f64,
    /// The shortfall in pounds or pupils: by how much the figure would have to be better for the condition to hold as
    /// often as it must. Negative where there is a margin.
    pub left: f64,
    /// The shortfall if every chance were 1.96 standard errors higher, and if it were as much lower.
    pub between: (f64, f64),
}

impl Trial {
    /// Reads a trial from the figures of its futures. Returns `None` where there are none.
    pub fn of(setting: Setting, figures: Vec<f64>, goal: &Goal) -> Option<Trial> {
        let margins = Spread::new(figures.iter().map(|&figure| goal.wanted.margin(figure)).collect());
        let n = margins.futures() as f64;
        (n > 0.0).then(|| {
            let chance = margins.share_from(0.0);
            // Half a future is added on either side, so that 0 of n futures does not count as certainty.
            let smoothed = (chance * n + 0.5) / (n + 1.0);
            let luck = P975 * (goal.target * (1.0 - goal.target) / n).sqrt();
            // The value that the wanted share of futures reaches is the percentile that the others stay below.
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

    /// Half the width of the 95% interval of the chance: 1.96 standard errors.
    pub fn margin(&self) -> f64 {
        Estimate { value: self.chance, standard_error: self.error }.margin()
    }
}

/// A straight line from one setting to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// The setting at which it begins.
    pub from: Setting,
    /// The setting at which it ends: the better end.
    pub to: Setting,
}

impl Way {
    /// The whole of a lever's bounds, from the lowest value to the highest.
    pub fn over(reach: &Reach) -> Way {
        Way { from: vec![reach.low], to: vec![reach.high] }
    }

    /// The setting at a share of the way, from 0 to 1.
    pub fn at(&self, share: f64) -> Setting {
        self.from.iter().zip(&self.to).map(|(from, to)| from + share * (to - from)).collect()
    }

    /// `count` settings at even steps along the way, both ends included.
    pub fn evenly(&self, count: u32) -> Vec<Setting> {
        (0..count).map(|place| self.at(f64::from(place) / f64::from(count.max(2) - 1))).collect()
    }

    /// How far along the way a setting lies, from 0 to 1.
    pub fn share(&self, setting: &Setting) -> f64 {
        let lengths = self.from.iter().zip(&self.to).zip(setting);
        let along = lengths.max_by(|a, b| (a.0.1 - a.0.0).abs().total_cmp(&(b.0.1 - b.0.0).abs()));
        along.map_or(
            0.0,
            |((from, to), value)| if (to - from).abs() > 0.0 { (value - from) / (to - from) } else { 0.0 },
        )
    }
}
