//! The path of joiners in one future (M4.2, M4.5): by how much each year's joiners are more or fewer than those whom
//! today's rates alone would bring.
//!
//! ```text
//! path(t) = start x (1 + g f(1)) ... (1 + g f(t)) x L(x(t)) x dated(t) x G(t)
//! ```
//!
//! The starting rate combines the council's own recent joiners with those of England's councils. From there the path
//! grows, departs from its trend at random, is pulled back where the council already places an unusual share of its
//! plans, and may meet two dated changes. `docs/validation.md` says what it rests on and how well it holds.

use super::compiled::Compiled;
use super::fade::left_of_growth;
use super::parameters::Parameters;
use crate::chance::{Future, Gamma, Purpose};
use crate::field::SEPTEMBER;
use crate::scenario::Lever;
use rand_distr::Distribution;

/// The fewest joiners that a path can wander to, as a multiple of the trend. No council of the record had so few.
const LEAST: f64 = 0.4;
/// The most joiners that a path can wander to, as a multiple of the trend. Children of school age are finite, and no
/// council of the record had so many.
const MOST: f64 = 4.0;

/// Joiners as a multiple of the trend where the path has wandered to x: `L(x) = (1 + x/2)^2`, cut to between 0.4 and 4.
/// Near 0 that is e^x, but its upper tail grows as the square and not exponentially. Any x.
pub(super) fn multiple(x: f64) -> f64 {
    let root = (1.0 + 0.5 * x).max(0.0);
    (root * root).clamp(LEAST, MOST)
}

/// The start of the path, as a multiple of the council's own rate of joiners:
///
/// ```text
/// start = max(0.05, (1 - w) own x scale + w (growth + leaving)) / own
/// ```
///
/// `pooling` is the weight w of England's councils, from 0 to 1; `own` the council's own rate in joiners a pupil and
/// year; `leaving` the share of pupils who leave a year. England's councils have as many joiners as replace those and
/// make the stock grow. 0 where the council has no joiners, `scale` where w is 0.
pub(super) fn start(pooling: f64, own: f64, scale: f64, growth: f64, leaving: f64) -> f64 {
    /// The fewest joiners a pupil and year.
    const FEWEST: f64 = 0.05;
    if own <= 0.0 {
        return 0.0;
    }
    if pooling <= 0.0 {
        return scale;
    }
    ((1.0 - pooling) * own * scale + pooling * (growth + leaving)).max(FEWEST) / own
}

/// Fills in the path of a future, which multiplies every cell's joiners, year by year: start, growth, wander, migration,
/// dated changes and swing.
pub(super) fn fill(model: &Compiled, parameters: &Parameters, future: Future, path: &mut [f64]) {
    let get = |lever| parameters.get(lever);
    let growth = get(Lever::Growth);
    let rates = &model.rates;
    let leaving: f64 = rates.ages.iter().zip(&parameters.hazards).map(|(share, hazard)| share * hazard).sum();
    // Joiners were derived from leavers: where more pupils leave than assumed, as many more joined.
    let own = if rates.own_is_derived { (rates.own + leaving - rates.leaving).max(0.0) } else { rates.own };
    let first = start(get(Lever::Pooling), own, get(Lever::Joiners), growth, leaving);
    let first = if rates.own > 0.0 { first * own / rates.own } else { 0.0 };
    let pull = get(Lever::PullBack) * rates.log_share;
    let (mut pulled, mut trend) = (0.0, first);
    for (year, place) in path.iter_mut().enumerate() {
        let left = left_of_growth(get(Lever::Fade), year + 1);
        trend *= 1.0 + growth * left;
        pulled -= pull * left;
        let mut level = trend * multiple(parameters.wandered[year + 1] + pulled);
        for _ in 0..model.migration_years[year] {
            level *= 1.0 + get(Lever::Migration);
        }
        let september = f64::from(model.opening_september) + (year + 1) as f64 + SEPTEMBER;
        level *= dated(september, get(Lever::ReformFrom), get(Lever::Rush), get(Lever::Reform));
        #[allow(clippy::cast_possible_truncation)] // few years
        let address = future.address(Purpose::Shock, year as u16, 0);
        *place = match Gamma::new(get(Lever::Swing)) {
            Some(shock) => level * shock.sample(&mut address.stream()),
            None => level,
        };
    }
}

/// What a national reform multiplies the joiners of a September by, in decimal years: `1 + rush` from 2026 until the
/// reform, `1 - reform` from then on, 1 before.
pub(super) fn dated(september: f64, reform_from: f64, rush: f64, reform: f64) -> f64 {
    /// The first September of a rush: the reform was announced in February 2026.
    const RUSH_FROM: f64 = 2026.0;
    if september >= reform_from - 1e-9 {
        1.0 - reform
    } else if september >= RUSH_FROM {
        1.0 + rush
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::Detail;
    use super::*;
    use crate::scenario::{Amount, Scenario};

    /// Paths of Kent, every lever certain but those of the edit; no doubt about hazards.
    fn paths(futures: u32, edit: impl FnOnce(&mut Scenario)) -> Vec<Vec<f64>> {
        let mut kent = Scenario::kent();
        for lever in Lever::all() {
            let central = lever.assumption(&kent).amount.central();
            kent = kent.set(lever.path(), &central.to_string()).unwrap();
        }
        for band in &mut kent.leaving.bands {
            band.hazard.amount = Amount::Fixed(band.hazard.amount.mean());
        }
        for (path, value) in [
            ("demand.wander", 0.0),
            ("demand.level_doubt", 0.0),
            ("demand.pull_back", 0.0),
            ("demand.migration", 0.0),
            ("demand.fade", 1.0),
        ] {
            kent = kent.set(path, &f64::to_string(&value)).unwrap();
        }
        edit(&mut kent);
        let model = Compiled::new(&kent.check().unwrap(), Detail::Main);
        let mut parameters = Parameters::new(&model);
        let path = |index| {
            let future = Future::new(5, index);
            let mut path = vec![0.0; model.shape().years];
            parameters.draw(&model, future);
            fill(&model, &parameters, future, &mut path);
            path
        };
        (0..futures).map(path).collect()
    }

    fn set(kent: &mut Scenario, settings: &[(&str, f64)]) {
        for (path, value) in settings {
            *kent = kent.set(path, &value.to_string()).unwrap();
        }
    }

    fn close(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() <= within, "{a} against {b}");
    }

    /// Mean and variance of a year over the futures.
    fn moments(paths: &[Vec<f64>], year: usize) -> (f64, f64) {
        let n = paths.len() as f64;
        let mean = paths.iter().map(|path| path[year]).sum::<f64>() / n;
        (mean, paths.iter().map(|path| (path[year] - mean).powi(2)).sum::<f64>() / (n - 1.0))
    }

    #[test]
    fn the_councils_own_rate_grows_from_today() {
        let paths = paths(1, |kent| set(kent, &[("demand.pooling", 0.0), ("demand.growth", 0.04)]));
        for (year, place) in paths[0].iter().enumerate() {
            close(*place, 1.04_f64.powi(i32::try_from(year).unwrap() + 1), 1e-12);
        }
    }

    /// England's rate is what replaces the leavers and makes the stock grow.
    #[test]
    fn the_start_lies_between_the_councils_own_rate_and_englands() {
        let at = |pooling| {
            paths(1, |kent| set(kent, &[("demand.pooling", pooling), ("demand.growth", 0.05)]))[0][0] / 1.05
        };
        let kent = Scenario::kent();
        let profile = &kent.opening.age_profile;
        let leavers: f64 = crate::field::Age::all()
            .map(|age| {
                let bands = &kent.leaving.bands;
                let band = bands.iter().find(|band| (band.from_age..=band.to_age).contains(&age)).unwrap();
                profile.at(age) * band.hazard.amount.mean()
            })
            .sum();
        let own = kent.demand.joiners_by_age.total() / 1_623.0;
        let england = 0.05 + leavers / profile.total();
        close(at(0.0), 1.0, 1e-12);
        close(at(1.0), england / own, 1e-12);
        close(at(0.4), 0.6 + 0.4 * england / own, 1e-12);
        assert!(at(1.0) > 1.1, "more weight on England changes Kent's number: {}", at(1.0));
    }

    /// x is normal with the variance of the steps that stay, and the joiners are (1 + x/2) squared: their mean
    /// is 1 + v/4 and their variance v + v^2/8.
    #[test]
    fn the_wander_has_the_moments_of_a_squared_normal() {
        for memory in [1.0, 0.5] {
            let paths = paths(20_000, |kent| {
                set(kent, &[("demand.pooling", 0.0), ("demand.growth", 0.0), ("demand.level_doubt", 0.1)]);
                set(kent, &[("demand.wander", 0.12), ("demand.wander_memory", memory)]);
            });
            for year in [0, 3] {
                let steps = i32::try_from(year).unwrap() + 1;
                let stays: f64 = (0..steps).map(|step| f64::powi(memory, 2 * step)).sum();
                let v = 0.01 * f64::powi(memory, 2 * steps) + 0.12 * 0.12 * stays;
                let (mean, variance) = moments(&paths, year);
                close(mean, 1.0 + v / 4.0, 4.0 * (variance / 20_000.0).sqrt());
                // The cut at 0.4 and 4 takes hardly anything off so narrow a path.
                close(variance / (v + v * v / 8.0), 1.0, 0.05);
            }
        }
    }

    #[test]
    fn the_path_never_leaves_its_stated_bounds() {
        close(multiple(-9.0), 0.4, 0.0);
        close(multiple(9.0), 4.0, 0.0);
        close(multiple(0.1), f64::exp(0.1), 0.003);
        let paths = paths(2_000, |kent| {
            set(kent, &[("demand.pooling", 0.0), ("demand.growth", 0.0), ("demand.wander", 0.9)]);
        });
        assert!(paths.iter().flatten().all(|place| (0.4 - 1e-9..4.0 + 1e-9).contains(place)));
        assert!(paths.iter().flatten().any(|place| *place > 3.99), "the upper bound is met");
    }

    #[test]
    fn a_high_share_of_plans_pulls_back_and_a_low_one_draws_on() {
        let at = |share: f64| {
            paths(1, |kent| {
                set(kent, &[("demand.pooling", 0.0), ("demand.growth", 0.0), ("demand.pull_back", 0.1)]);
                kent.demand.share_over_england.amount = Amount::Fixed(share);
            })
            .remove(0)
        };
        let (e, even, low) = (at(std::f64::consts::E), at(1.0), at(1.0 / std::f64::consts::E));
        close(e[1], (1.0_f64 - 0.1).powi(2), 1e-12);
        assert!(even.iter().all(|place| (place - 1.0).abs() < 1e-12));
        close(low[1], (1.0_f64 + 0.1).powi(2), 1e-12);
    }

    #[test]
    fn growth_and_wander_fade_beyond_the_years_that_could_be_checked() {
        let paths = paths(1, |kent| {
            set(kent, &[("demand.pooling", 0.0), ("demand.growth", 0.1), ("demand.fade", 0.5)]);
        });
        let path = &paths[0];
        close(path[5], 1.1_f64.powi(6), 1e-9);
        close(path[6], path[5] * 1.05, 1e-9);
        close(path[8], path[5] * 1.05 * 1.025 * 1.0125, 1e-9);
    }

    #[test]
    fn a_reform_is_dated() {
        let paths = paths(1, |kent| {
            set(kent, &[("demand.pooling", 0.0), ("demand.growth", 0.0), ("demand.rush", 0.2)]);
            set(kent, &[("demand.reform", 0.3), ("demand.reform_from", 2029.67)]);
        });
        let expected = [1.0, 1.2, 1.2, 1.2, 0.7, 0.7, 0.7, 0.7, 0.7];
        paths[0].iter().zip(expected).for_each(|(place, expected)| close(*place, expected, 1e-12));
    }

    /// What leaves the pupils who are there open was filled by those who joined: more leavers in the past mean
    /// more joiners, unless both were counted.
    #[test]
    fn where_more_leave_than_taken_as_many_more_joined() {
        use crate::scenario::Source::{Assumption, Council};
        let first = |source| {
            paths(1, |kent| {
                set(kent, &[("demand.pooling", 0.0), ("demand.growth", 0.0)]);
                kent.demand.joiners_by_age.basis.source = source;
                kent.leaving.bands[0].hazard.amount = Amount::Beta { mean: 0.07, sample_size: 40.0 };
            })[0][0]
        };
        close(first(Council), 1.0, 1e-12);
        assert!((first(Assumption) - 1.0).abs() > 1e-3);
    }
}
