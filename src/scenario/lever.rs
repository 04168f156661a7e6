//! The controls over a scenario, in the units that a planner sees.

use super::{Amount, Assumption, Base, Pert, Scenario};
use std::ops::RangeInclusive;

/// A control over one uncertain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lever {
    /// Trend of the joiner rate, in per cent a year.
    Growth,
    /// Joiners a year before growth, in pupils.
    Joiners,
    /// How far all joiners of a year swing together, in per cent (one standard deviation).
    Swing,
}

/// What a control shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The central value.
    pub central: f64,
    /// The lower end of its range.
    pub low: f64,
    /// The upper end of its range.
    pub high: f64,
}

impl Reading {
    /// Whether every future has the same value.
    pub fn is_fixed(self) -> bool {
        self.low >= self.high
    }
}

impl Lever {
    /// Every lever, as the controls are ordered.
    pub const ALL: [Lever; 3] = [Lever::Growth, Lever::Joiners, Lever::Swing];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Lever::Growth => "Growth in the rate of joining",
            Lever::Joiners => "New placements a year, before growth",
            Lever::Swing => "Swing from year to year",
        }
    }

    /// The unit beside its number.
    pub fn unit(self) -> &'static str {
        match self {
            Lever::Growth => "% a year",
            Lever::Joiners => "pupils",
            Lever::Swing => "%",
        }
    }

    /// What it does, in a sentence.
    pub fn help(self) -> &'static str {
        match self {
            Lever::Growth => "How fast the rate at which children join grows before any new measure.",
            Lever::Joiners => {
                "Children who start a placement in a year, at today’s rates. It moves with the \
                 starting count."
            }
            Lever::Swing => {
                "How far all of a year’s new placements rise or fall together around the trend. \
                 0 means no common swing."
            }
        }
    }

    /// The assumption that it moves.
    pub fn assumption(self, scenario: &Scenario) -> &Assumption {
        match self {
            Lever::Growth => &scenario.demand.growth,
            Lever::Joiners => &scenario.demand.joiner_scale,
            Lever::Swing => &scenario.demand.shock_k,
        }
    }

    fn assumption_mut(self, scenario: &mut Scenario) -> &mut Assumption {
        match self {
            Lever::Growth => &mut scenario.demand.growth,
            Lever::Joiners => &mut scenario.demand.joiner_scale,
            Lever::Swing => &mut scenario.demand.shock_k,
        }
    }

    /// Between which values it can be set.
    pub fn bounds(self, scenario: &Scenario) -> RangeInclusive<f64> {
        match self {
            Lever::Growth => -10.0..=10.0,
            // Twice today's rate, up to a round number.
            Lever::Joiners => 0.0..=(joiners_at_scale_1(scenario) / 25.0).ceil() * 50.0,
            Lever::Swing => 0.0..=40.0,
        }
    }

    /// Between which values its range can reach: wider, so that a range keeps its shape when its
    /// middle moves to the end of the scale.
    pub fn range_bounds(self, scenario: &Scenario) -> RangeInclusive<f64> {
        match self {
            Lever::Growth => -20.0..=20.0,
            Lever::Joiners => 0.0..=2.0 * self.bounds(scenario).end(),
            Lever::Swing => 0.0..=100.0,
        }
    }

    /// The published central value at this scenario's opening stock.
    pub fn published(self, scenario: &Scenario, published: &Scenario) -> f64 {
        self.shown(scenario, self.assumption(published).amount.central())
    }

    /// One step of its slider.
    pub fn step(self) -> f64 {
        match self {
            Lever::Growth => 0.5,
            Lever::Joiners => 5.0,
            Lever::Swing => 1.0,
        }
    }

    /// Decimal places of its number.
    pub fn places(self) -> usize {
        match self {
            Lever::Growth => 1,
            Lever::Joiners | Lever::Swing => 0,
        }
    }

    fn shown(self, scenario: &Scenario, value: f64) -> f64 {
        match self {
            Lever::Growth => value * 100.0,
            Lever::Joiners => value * joiners_at_scale_1(scenario),
            Lever::Swing if value > 0.0 => 100.0 / value.sqrt(),
            Lever::Swing => 0.0,
        }
    }

    /// The inverse of `shown`.
    fn meant(self, scenario: &Scenario, shown: f64) -> f64 {
        match self {
            Lever::Growth => shown / 100.0,
            Lever::Joiners => shown / joiners_at_scale_1(scenario),
            Lever::Swing if shown > 0.0 => (100.0 / shown) * (100.0 / shown),
            Lever::Swing => 0.0,
        }
    }

    /// What it shows now.
    pub fn read(self, scenario: &Scenario) -> Reading {
        let amount = self.assumption(scenario).amount;
        let (low, high) = amount.span();
        let (a, b) = (self.shown(scenario, low), self.shown(scenario, high));
        let central = self.shown(scenario, amount.central());
        Reading { central, low: a.min(b), high: a.max(b) }
    }

    /// Moves its central value, and its range along with it: by as much for a growth rate, in
    /// proportion for the others. From 0, where there is nothing to scale, the range is
    /// `published`'s.
    pub fn set(self, scenario: &mut Scenario, published: &Scenario, central: f64) {
        let to = self.meant(scenario, central);
        let now = self.assumption(scenario).amount;
        let amount = match self {
            Lever::Growth => now.map(|value| value + (to - now.central())),
            Lever::Joiners | Lever::Swing if to <= 0.0 => Amount::Fixed(0.0),
            Lever::Joiners | Lever::Swing => {
                let shape = if now.central() > 0.0 { now } else { self.assumption(published).amount };
                shape.map(|value| value * (to / shape.central()))
            }
        };
        self.assumption_mut(scenario).amount = amount;
    }

    /// Gives it a range of its own: lowest, the present central value, highest.
    /// Both ends at the central value fix it.
    ///
    /// # Errors
    /// A sentence for the planner, where an end is out of bounds or on the wrong side.
    pub fn set_range(self, scenario: &mut Scenario, low: f64, high: f64) -> Result<(), String> {
        let Reading { central, .. } = self.read(scenario);
        let bounds = self.range_bounds(scenario);
        // What is shown is rounded; an end typed as shown is meant to be the central value.
        let close = 0.5 * 10.0_f64.powi(-(i32::try_from(self.places()).unwrap_or(0)));
        let snap = |end: f64| if (end - central).abs() <= close { central } else { end };
        let (low, high) = (snap(low), snap(high));
        let show = |value: f64| {
            let text = format!("{value:.*}", self.places());
            text.strip_suffix(".0").unwrap_or(&text).replace('-', "\u{2212}")
        };
        for (name, end) in [("lowest", low), ("highest", high)] {
            if !bounds.contains(&end) && (end - central).abs() > 0.0 {
                return Err(format!(
                    "The {name} value {} is out of range: enter a number from {} to {}.",
                    show(end),
                    show(*bounds.start()),
                    show(*bounds.end())
                ));
            }
        }
        if low > central {
            let (low, central) = (show(low), show(central));
            return Err(format!("Lowest is {low}: enter {central}, the value in use, or less."));
        }
        if high < central {
            let (high, central) = (show(high), show(central));
            return Err(format!("Highest is {high}: enter {central}, the value in use, or more."));
        }
        if self == Lever::Swing && low <= 0.0 && high > 0.0 {
            return Err("The lowest swing must be above 0 where the highest is: enter 1.".into());
        }
        let (a, b) = (self.meant(scenario, low), self.meant(scenario, high));
        let mode = self.assumption(scenario).amount.central();
        self.assumption_mut(scenario).amount = if low >= high {
            Amount::Fixed(mode)
        } else {
            Amount::Pert(Pert { min: a.min(b).min(mode), mode, max: a.max(b).max(mode) })
        };
        Ok(())
    }

    /// Back to the published value and range.
    pub fn reset(self, scenario: &mut Scenario, published: &Scenario) {
        *self.assumption_mut(scenario) = self.assumption(published).clone();
    }

    /// Whether a planner has changed it.
    pub fn is_changed(self, scenario: &Scenario, published: &Scenario) -> bool {
        self.assumption(scenario) != self.assumption(published)
    }
}

fn joiners_at_scale_1(scenario: &Scenario) -> f64 {
    scenario.demand.joiners_by_age.total() * scenario.opening.pupils.amount.central()
        / scenario.demand.reference_pupils.amount.central()
}

impl Scenario {
    /// Starts from one of the published counts; the planner's own keeps the number there is.
    pub fn set_base(&mut self, base: Base) {
        self.opening.base = base;
        if let Some(pupils) = base.pupils() {
            self.opening.pupils.amount = Amount::Fixed(f64::from(pupils));
        }
    }

    /// Starts from the planner's own count, unless it is the published one of the present base.
    pub fn set_pupils(&mut self, pupils: u32) {
        if self.opening.base.pupils() != Some(pupils) {
            self.opening.base = Base::Own;
        }
        self.opening.pupils.amount = Amount::Fixed(f64::from(pupils));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} against {b}");
    }

    #[test]
    fn kents_levers_read_as_published() {
        let kent = Scenario::kent();
        let growth = Lever::Growth.read(&kent);
        close(growth.central, 2.0);
        close(growth.low, -2.0);
        close(growth.high, 6.0);
        close(Lever::Joiners.read(&kent).central, 360.0 * 1784.0 / 1623.0);
        let swing = Lever::Swing.read(&kent);
        close(swing.central, 100.0 / 60.0_f64.sqrt());
        close(swing.low, 100.0 / 200.0_f64.sqrt());
        close(swing.high, 100.0 / 22.0_f64.sqrt());
    }

    #[test]
    fn a_lever_shows_what_it_was_set_to_and_passes_the_checks() {
        let published = Scenario::kent();
        for lever in Lever::ALL {
            let bounds = lever.bounds(&published);
            for share in [0.0, 0.1, 0.5, 0.9, 1.0] {
                let to = bounds.start() + share * (bounds.end() - bounds.start());
                let mut scenario = published.clone();
                lever.set(&mut scenario, &published, 0.0_f64.max(*bounds.start()));
                lever.set(&mut scenario, &published, to);
                close(lever.read(&scenario).central, to);
                assert!(scenario.check().is_ok(), "{lever:?} at {to}");
            }
        }
    }

    #[test]
    fn the_range_moves_along_and_survives_a_visit_to_nought() {
        let published = Scenario::kent();
        let mut scenario = published.clone();
        Lever::Growth.set(&mut scenario, &published, 4.0);
        let growth = Lever::Growth.read(&scenario);
        close(growth.low, 0.0);
        close(growth.high, 8.0);
        Lever::Swing.set(&mut scenario, &published, 0.0);
        assert!(Lever::Swing.read(&scenario).is_fixed());
        Lever::Swing.set(&mut scenario, &published, 100.0 / 60.0_f64.sqrt());
        close(Lever::Swing.read(&scenario).low, 100.0 / 200.0_f64.sqrt());
    }

    #[test]
    fn a_range_is_set_or_refused_in_words() {
        let published = Scenario::kent();
        let mut scenario = published.clone();
        Lever::Growth.set_range(&mut scenario, 0.0, 3.0).unwrap();
        let growth = Lever::Growth.read(&scenario);
        close(growth.low, 0.0);
        close(growth.high, 3.0);
        let before = scenario.clone();
        assert!(
            Lever::Growth.set_range(&mut scenario, 2.5, 3.0).unwrap_err().contains("Lowest is 2.5: enter 2")
        );
        assert!(
            Lever::Growth.set_range(&mut scenario, 0.0, 99.0).unwrap_err().contains("99 is out of range")
        );
        assert!(Lever::Swing.set_range(&mut scenario, 0.0, 20.0).is_err());
        assert_eq!(scenario, before);
        Lever::Growth.set_range(&mut scenario, 2.0, 2.0).unwrap();
        assert_eq!(scenario.demand.growth.amount, Amount::Fixed(0.02));
        Lever::Growth.reset(&mut scenario, &published);
        assert!(!Lever::Growth.is_changed(&scenario, &published));
    }

    #[test]
    fn another_base_brings_its_count_and_its_joiners() {
        let mut scenario = Scenario::kent();
        scenario.set_base(Base::Sen2January2025);
        close(scenario.opening.pupils.amount.central(), 1623.0);
        close(Lever::Joiners.read(&scenario).central, 360.0);
        scenario.set_pupils(1500);
        assert_eq!(scenario.opening.base, Base::Own);
        scenario.set_base(Base::Own);
        close(scenario.opening.pupils.amount.central(), 1500.0);
    }
}
