//! Finds what other savings must be for balance without a search (M9.2, M14.4).

use super::found::{Answer, Found};
use super::search::Ground;
use super::trial::{Trial, Way};
use super::{Means, Wanted};
use crate::chance::P975;
use crate::decisions::Savings;
use crate::scenario::Lever;

/// The number of settings at which the chance of balance is given.
const ALONG: u32 = 31;

/// Finds what other savings alone must be for balance in the year of the agreement, from the futures of an ordinary
/// run. Returns `None` where another condition is wanted, and where uncertain savings are taken as achieved: only a
/// search answers these.
pub fn of_savings(ground: &Ground, means: &Means, savings: &Savings) -> Option<Found> {
    let [reach] = means[..] else { return None };
    let (goal, scenario) = (&ground.goal, &ground.scenario);
    let is_as_said = !goal.is_achieved || {
        let planned = ground.with_setting(means, &vec![reach.high]);
        let mut usual = (***scenario).clone();
        reach.lever.set(&mut usual, &ground.published, reach.high);
        reach.lever.assumption(&planned).amount == reach.lever.assumption(&usual).amount
    };
    if reach.lever != Lever::OtherSavings || Some(goal.wanted) != Wanted::agreed(scenario) || !is_as_said {
        return None;
    }
    let (target, futures) = (goal.target, savings.futures() as f64);
    let at = |shown: f64| Trial::of(vec![shown], savings.balances(shown * savings.unit()), goal);
    let way = Way::over(&reach);
    let along = way.evenly(ALONG).into_iter().filter_map(|setting| at(setting[0])).collect();
    let present = at(ground.present(means)[0])?;
    let error = (target * (1.0 - target) / futures).sqrt();
    let least = |luck: f64| savings.least(target + luck * error) / savings.unit();
    let found = |least: f64| vec![least.clamp(reach.low, reach.high)];
    let answer = if present.chance >= target {
        Answer::Met
    } else if least(0.0) > reach.high {
        Answer::OutOfReach(at(reach.high)?)
    } else {
        let between = (found(least(-P975)), found(least(P975)));
        Answer::Found { setting: found(least(0.0)), between }
    };
    Some(Found { means: means.clone(), present, way, along, is_steady: true, answer })
}
