//! The controls over the uncertain numbers of a scenario, in the units that a planner sees.

use super::lever_spec::{Group, Kind, Lever, Move, Scale, Stage};
use super::table::{row, rows};
use super::{Amount, Assumption, Pert, Scenario, Source};
use crate::council::Base;
use std::ops::RangeInclusive;

/// What a worker needs to know of a lever. With the whole table it would carry every label and help text.
#[derive(Clone, Copy)]
struct Core {
    lever: Lever,
    slot: u32,
    stage: Stage,
}

static CORE: [Core; Lever::COUNT] = {
    let mut core = [Core { lever: Lever::Growth, slot: 0, stage: Stage::Opening }; Lever::COUNT];
    let mut at = 0;
    while at < core.len() {
        let spec = row(at);
        core[at] = Core { lever: spec.lever, slot: spec.slot, stage: spec.stage };
        at += 1;
    }
    core
};

/// A range that a lever can have. Only [`Lever::range`] makes one, and checks it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverRange {
    lever: Lever,
    amount: Amount,
}

impl LeverRange {
    /// The lever to which the range belongs.
    pub fn lever(self) -> Lever {
        self.lever
    }

    /// Sets the range of the lever in a scenario.
    pub fn apply(self, scenario: &mut Scenario) {
        self.lever.assumption_mut(scenario).amount = self.amount;
    }
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
    /// All levers, group by group.
    pub fn all() -> impl Iterator<Item = Lever> {
        CORE.iter().map(|core| core.lever)
    }

    /// The levers of a group: its main controls, or its further assumptions.
    pub fn in_group(group: Group, main: bool) -> impl Iterator<Item = Lever> {
        rows().filter(move |spec| spec.group == group && spec.main == main).map(|spec| spec.lever)
    }

    /// The address of its random number.
    pub fn slot(self) -> u32 {
        CORE[self as usize].slot
    }

    /// The first stage of a future that the lever affects.
    pub fn stage(self) -> Stage {
        CORE[self as usize].stage
    }

    /// The path of the assumption in a scenario file.
    pub fn path(self) -> &'static str {
        self.spec().path
    }

    /// The name of the control.
    pub fn label(self) -> &'static str {
        self.spec().label
    }

    /// The group of controls it belongs to.
    pub fn group(self) -> Group {
        self.spec().group
    }

    /// Whether it is a main control of its group, rather than one of the further assumptions.
    pub fn is_main(self) -> bool {
        self.spec().main
    }

    /// The unit beside its number.
    pub fn unit(self) -> &'static str {
        self.spec().unit
    }

    /// What the number does, in a sentence or two.
    pub fn help(self) -> &'static str {
        self.spec().help
    }

    /// The assumption that it moves.
    pub fn assumption(self, scenario: &Scenario) -> &Assumption {
        (self.spec().get)(scenario)
    }

    pub(super) fn assumption_mut(self, scenario: &mut Scenario) -> &mut Assumption {
        (self.spec().get_mut)(scenario)
    }

    /// The values between which the control moves, as shown.
    pub fn bounds(self, scenario: &Scenario) -> RangeInclusive<f64> {
        self.stretched(scenario, &self.spec().bounds)
    }

    /// The values between which the range can lie, as shown. They reach further than the control moves, so that a range
    /// keeps its shape when its central value is at the end of the scale.
    pub fn range_bounds(self, scenario: &Scenario) -> RangeInclusive<f64> {
        self.stretched(scenario, &self.spec().reach)
    }

    fn stretched(self, scenario: &Scenario, range: &RangeInclusive<f64>) -> RangeInclusive<f64> {
        if self.spec().scale != Scale::Joiners {
            return range.clone();
        }
        // As multiples of today's rate, rounded up.
        let round = (joiners_at_scale_1(scenario) / 25.0).ceil() * 25.0;
        range.start() * round..=range.end() * round
    }

    /// The published central value, as shown for the opening stock of this scenario.
    pub fn published(self, scenario: &Scenario, published: &Scenario) -> f64 {
        self.shown(scenario, self.assumption(published).amount.central())
    }

    /// The step of the slider, as shown.
    pub fn step(self) -> f64 {
        self.spec().step
    }

    /// The number of decimal places shown.
    pub fn places(self) -> usize {
        self.spec().places
    }

    /// Rounds a value as shown to the number of decimal places shown.
    pub fn rounded(self, value: f64) -> f64 {
        let scale = 10.0_f64.powi(i32::try_from(self.places()).unwrap_or(0));
        (value * scale).round() / scale
    }

    /// Converts a value of a scenario file into the unit that is shown.
    pub fn shown(self, scenario: &Scenario, value: f64) -> f64 {
        match self.spec().scale {
            Scale::Plain => value,
            Scale::Percent => value * 100.0,
            Scale::Millions => value / 1e6,
            Scale::Joiners => value * joiners_at_scale_1(scenario),
            Scale::Swing if value > 0.0 => 100.0 / value.sqrt(),
            Scale::Swing => 0.0,
        }
    }

    /// Converts a value as shown back: the inverse of `shown`.
    fn meant(self, scenario: &Scenario, shown: f64) -> f64 {
        match self.spec().scale {
            Scale::Plain => shown,
            Scale::Percent => shown / 100.0,
            Scale::Millions => shown * 1e6,
            Scale::Joiners => shown / joiners_at_scale_1(scenario),
            Scale::Swing if shown > 0.0 => (100.0 / shown) * (100.0 / shown),
            Scale::Swing => 0.0,
        }
    }

    /// What the control shows now.
    pub fn read(self, scenario: &Scenario) -> Reading {
        let amount = self.assumption(scenario).amount;
        let (low, high) = amount.span();
        let (a, b) = (self.shown(scenario, low), self.shown(scenario, high));
        let central = self.shown(scenario, amount.central());
        Reading { central, low: a.min(b), high: a.max(b) }
    }

    /// Moves the central value and, with it, the range: by the same amount or in proportion, but never beyond the
    /// limits. From 0, where there is nothing to stretch, the lever takes the range of `published`. A lever that still
    /// has the shape of the published amount is moved from that, so that a part of the range that was cut off on the
    /// way comes back.
    pub fn set(self, scenario: &mut Scenario, published: &Scenario, central: f64) {
        let to = self.meant(scenario, central);
        let now = self.assumption(scenario).amount;
        let published = self.assumption(published).amount;
        let is_published = now.is_close_to(self.moved(published, published, now.central()));
        let from = if is_published { published } else { now };
        let amount = self.moved(from, published, to);
        self.assumption_mut(scenario).amount = if amount.is_close_to(published) { published } else { amount };
    }

    /// The amount that `set` makes of another amount.
    fn moved(self, from: Amount, published: Amount, to: f64) -> Amount {
        let spec = self.spec();
        let amount = match spec.moves {
            Move::Shift => from.shifted(to),
            Move::Stretch => Amount::stretched([from, published], to),
        };
        let is_off = spec.kind == Kind::Size && amount == Amount::Fixed(0.0);
        if is_off { amount } else { amount.within(&spec.range) }
    }

    /// Sets a range for the lever; see [`Lever::range`].
    ///
    /// # Errors
    ///
    /// A sentence for the planner where an end is out of bounds or on the wrong side of the central value.
    pub fn set_range(self, scenario: &mut Scenario, low: f64, high: f64) -> Result<(), String> {
        self.range(scenario, low, high)?.apply(scenario);
        Ok(())
    }

    /// A range for the lever from its two ends, as shown, around the present central value. With both ends at the
    /// central value the number is the same in every future.
    ///
    /// # Errors
    ///
    /// A sentence for the planner where an end is out of bounds or on the wrong side of the central value.
    pub fn range(self, scenario: &Scenario, low: f64, high: f64) -> Result<LeverRange, String> {
        let Reading { central, .. } = self.read(scenario);
        let bounds = self.range_bounds(scenario);
        let (low, high) = checked_ends(central, (low, high), &bounds, self.places())?;
        if self.spec().kind == Kind::Size && low <= 0.0 && high > 0.0 {
            return Err("The lowest value must be above 0 where the highest is: enter 1.".into());
        }
        let (a, b) = (self.meant(scenario, low), self.meant(scenario, high));
        let mode = self.assumption(scenario).amount.central();
        let pert = Pert { min: a.min(b).min(mode), mode, max: a.max(b).max(mode) };
        let amount = match self.assumption(scenario).amount {
            _ if low >= high => Amount::Fixed(mode),
            // A new range of the effect does not change the chance that there is no effect.
            Amount::SpikeAndSlab { spike, chance, .. } => Amount::SpikeAndSlab { spike, chance, slab: pert },
            _ => Amount::Pert(pert),
        };
        Ok(LeverRange { lever: self, amount })
    }

    /// Resets the lever to the published value and range.
    pub fn reset(self, scenario: &mut Scenario, published: &Scenario) {
        *self.assumption_mut(scenario) = self.assumption(published).clone();
    }

    /// Whether the lever differs from the published value or range.
    pub fn is_changed(self, scenario: &Scenario, published: &Scenario) -> bool {
        !self.assumption(scenario).is_alike(self.assumption(published))
    }
}

/// The two ends of a range around a central value, all as shown with the given number of decimal places.
///
/// # Errors
///
/// A sentence for the planner where an end is out of bounds or on the wrong side of the central value.
pub(super) fn checked_ends(
    central: f64,
    (low, high): (f64, f64),
    bounds: &RangeInclusive<f64>,
    places: usize,
) -> Result<(f64, f64), String> {
    // The page shows rounded numbers: an end that is typed as the central value is shown stands for the central value.
    let close = 0.5 * 10.0_f64.powi(-(i32::try_from(places).unwrap_or(0)));
    let snap = |end: f64| if (end - central).abs() <= close { central } else { end };
    let (low, high) = (snap(low), snap(high));
    let show = |value: f64| {
        let text = format!("{value:.places$}");
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
    Ok((low, high))
}

fn joiners_at_scale_1(scenario: &Scenario) -> f64 {
    scenario.demand.joiners_by_age.total() * scenario.opening.pupils.amount.central()
        / scenario.demand.reference_pupils.amount.central()
}

impl Scenario {
    /// Starts the simulation from one of the published counts. The planner's own count keeps the present number.
    pub fn set_base(&mut self, base: Base) {
        self.opening.base = base;
        if let Some(count) = self.council().count(base) {
            self.opening.pupils.amount = Amount::Fixed(f64::from(count.pupils));
        }
    }

    /// Starts the simulation from the planner's own count, unless the number is the published count of the present
    /// base.
    pub fn set_pupils(&mut self, pupils: u32) {
        let amount = Amount::Fixed(f64::from(pupils));
        if self.council().count(self.opening.base).is_none_or(|count| count.pupils != pupils) {
            self.opening.base = Base::OWN;
            let basis = &mut self.opening.pupils.basis;
            // A number that is typed in place of a count is no longer a count.
            if basis.source == Source::Council && self.opening.pupils.amount != amount {
                basis.source = Source::Assumption;
            }
        }
        self.opening.pupils.amount = amount;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} against {b}");
    }

    #[test]
    fn each_lever_is_the_row_of_its_own_number() {
        let kent = Scenario::kent();
        let file = serde_json::to_value(&kent).unwrap();
        let mut slots = std::collections::HashSet::new();
        for (index, lever) in Lever::all().enumerate() {
            assert_eq!(lever as usize, index, "{lever:?}");
            assert!(slots.insert(lever.slot()) && lever.slot() < 100, "{lever:?}");
            let pointer = format!("/{}", lever.path().replace('.', "/"));
            let said = file.pointer(&pointer).unwrap();
            assert_eq!(said, &serde_json::to_value(lever.assumption(&kent)).unwrap(), "{lever:?}");
        }
    }

    #[test]
    fn kents_levers_read_as_published() {
        let kent = Scenario::kent();
        let growth = Lever::Growth.read(&kent);
        close(growth.central, 5.0);
        close(growth.low, -1.0);
        close(growth.high, 11.0);
        close(Lever::Joiners.read(&kent).central, 377.0 * 1784.0 / 1623.0);
        assert!(Lever::Swing.read(&kent).is_fixed());
        let swing = Lever::Swing.read(&swinging());
        close(swing.central, 100.0 / 60.0_f64.sqrt());
        close(swing.low, 100.0 / 200.0_f64.sqrt());
        close(swing.high, 100.0 / 22.0_f64.sqrt());
    }

    /// Kent with a common swing of 13% a year.
    fn swinging() -> Scenario {
        let mut kent = Scenario::kent();
        crate::england::as_before(&mut kent);
        kent
    }

    #[test]
    fn a_lever_shows_what_it_was_set_to_and_passes_the_checks() {
        let published = Scenario::kent();
        for lever in Lever::all() {
            let bounds = lever.bounds(&published);
            for share in [0.0, 0.1, 0.5, 0.9, 1.0] {
                let to = bounds.start() + share * (bounds.end() - bounds.start());
                let mut scenario = published.clone();
                lever.set(&mut scenario, &published, 0.0_f64.max(*bounds.start()));
                lever.set(&mut scenario, &published, to);
                close(lever.read(&scenario).central, to);
                let checked = scenario.check();
                assert!(checked.is_ok(), "{lever:?} at {to}: {:?}", checked.err());
            }
        }
    }

    #[test]
    fn the_range_moves_along_and_survives_a_visit_to_nought() {
        let published = swinging();
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
    fn a_lever_moved_far_and_back_is_as_published() {
        let published = Scenario::kent();
        for lever in Lever::all() {
            let (bounds, before) = (lever.bounds(&published), lever.read(&published));
            let mut scenario = published.clone();
            for to in [*bounds.end(), *bounds.start(), 0.5 * (bounds.start() + bounds.end()), before.central]
            {
                lever.set(&mut scenario, &published, to);
            }
            assert!(!lever.is_changed(&scenario, &published), "{lever:?}");
        }
        // But a range of the planner's own goes on from where it is.
        let mut scenario = published.clone();
        Lever::Effect.set_range(&mut scenario, 10.0, 14.0).unwrap();
        Lever::Effect.set(&mut scenario, &published, 24.0);
        let effect = Lever::Effect.read(&scenario);
        close(effect.low, 20.0);
        close(effect.high, 28.0);
    }

    #[test]
    fn a_range_is_set_or_refused_in_words() {
        let published = swinging();
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
    fn another_range_leaves_the_chance_of_no_effect() {
        let mut scenario = Scenario::kent();
        Lever::Effect.set_range(&mut scenario, 5.0, 20.0).unwrap();
        let slab = Pert { min: 0.05, mode: 0.12, max: 0.2 };
        assert_eq!(scenario.localities.effect.amount, Amount::SpikeAndSlab { spike: 0.0, chance: 0.2, slab });
        assert!(scenario.check().is_ok());
    }

    #[test]
    fn another_base_brings_its_count_and_its_joiners() {
        let mut scenario = Scenario::kent();
        scenario.set_base(Base::SEN2);
        close(scenario.opening.pupils.amount.central(), 1623.0);
        close(Lever::Joiners.read(&scenario).central, 377.0);
        scenario.set_pupils(1500);
        assert_eq!(scenario.opening.base, Base::OWN);
        scenario.set_base(Base::OWN);
        close(scenario.opening.pupils.amount.central(), 1500.0);
    }
}
