//! The first block on offer at three volumes: none, the best one, and the scenario's own or a larger.

// A study gets what it is asked and how it is looked at by reference, whatever they are.
#![allow(clippy::trivially_copy_pass_by_ref)]

use crate::app::study::{Stand, use_study};
use crate::cohort::VolumeLine;
use crate::decisions::offer::{FINE, Offer, job, spread_out};
use crate::decisions::{Aim, Purse, VolumeCurve};
use crate::ensemble::{Gathered, Spread, Task};
use crate::results::FEW_DOTS;
use crate::scenario::Checked;
use crate::worker::{Job, Pool};
use std::rc::Rc;
use yew::prelude::*;

/// The scenario as far as it bears on the block, and which block; none where none is on offer.
pub type Asked = Option<(Rc<Checked>, usize)>;

/// A block weighed for a meeting; pounds are a year's.
pub struct Weighed {
    pub choices: Vec<Choice>,
    /// Which of them is the best.
    pub best: usize,
    /// Up to which volume it does about as well.
    pub most: u32,
}

/// A number of places, and what comes of them.
pub struct Choice {
    pub volume: u32,
    /// Saved on average.
    pub saving: f64,
    /// Equally likely savings, ascending; as many as a card has room for.
    pub dots: Vec<f64>,
}

impl Choice {
    /// Of its equally likely futures those that cost more than spot prices.
    pub fn loses(&self) -> usize {
        self.dots.iter().filter(|dot| **dot < 0.0).count()
    }
}

fn ask(asked: &Asked) -> Option<Job> {
    let (scenario, index) = asked.as_ref()?;
    let block = scenario.blocks.get(*index)?.clone();
    let offer = Offer { name: block.name.clone(), block };
    let volumes = spread_out(scenario, &[offer], *index, FINE, *index);
    Some(job(scenario, Task::Volumes(volumes), scenario.run.futures))
}

/// The volumes to show: none, the best, and the planner's own; where that is one of those, half as
/// much again as the best, which shows the risk.
fn shown(best: u32, own: u32) -> Vec<u32> {
    let third = if own == 0 || own == best { best + best.div_ceil(2).max(4) } else { own };
    let mut all = vec![0, best, third];
    all.sort_unstable();
    all.dedup();
    all
}

fn read(_: &Asked, own: &u32, job: &Job) -> Option<Weighed> {
    let (Task::Volumes(volumes), Some(Gathered::Table(table))) = (job.task(), job.gathered(0)) else {
        return None;
    };
    let aim = Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: 0.0 };
    let curve = VolumeCurve::read(volumes, 0, table, aim)?;
    let years = curve.years.max(1) as f64;
    let mut places: Vec<usize> = shown(curve.best().volume, *own)
        .into_iter()
        .filter_map(|volume| {
            (0..curve.points.len()).min_by_key(|&at| curve.points[at].volume.abs_diff(volume))
        })
        .collect();
    places.dedup();
    let choices = places.iter().map(|&place| {
        let values = table.values(place * VolumeLine::COUNT + VolumeLine::Saving as usize);
        let yearly = Spread::new(values.iter().map(|saving| saving / years).collect());
        Choice {
            volume: curve.points[place].volume,
            saving: curve.points[place].saving / years,
            dots: yearly.quantiles(FEW_DOTS),
        }
    });
    Some(Weighed {
        choices: choices.collect(),
        best: places.iter().position(|&place| place == curve.best)?,
        most: curve.as_good.1,
    })
}

/// The block weighed; `own` is its volume in the scenario.
#[hook]
pub fn use_block(pool: &Pool, asked: Asked, own: u32) -> (Option<Rc<Weighed>>, Stand) {
    let study = use_study(pool, asked, own, ask, read);
    (study.answer, study.stand)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::screens::blocks::{alone, offered};
    use crate::scenario::Scenario;

    #[test]
    fn three_volumes_are_shown_and_one_of_them_is_none() {
        assert_eq!(shown(30, 36), [0, 30, 36]);
        assert_eq!(shown(30, 12), [0, 12, 30]);
        assert_eq!(shown(30, 30), [0, 30, 45]);
        assert_eq!(shown(0, 24), [0, 24]);
        assert_eq!(shown(0, 0), [0, 4]);
    }

    #[test]
    fn what_is_shown_is_what_the_curve_says() {
        let kent = Scenario::kent().check().unwrap();
        let index = offered(&kent)[0];
        let asked = Some((alone(&kent, index), index));
        let mut job = ask(&asked).unwrap();
        job.finish();
        let own = kent.blocks[index].volume;
        let weighed = read(&asked, &own, &job).unwrap();
        let volumes: Vec<u32> = weighed.choices.iter().map(|choice| choice.volume).collect();
        assert!(volumes[0] == 0 && volumes.windows(2).all(|pair| pair[0] < pair[1]), "{volumes:?}");
        let best = &weighed.choices[weighed.best];
        assert!(weighed.choices.iter().all(|choice| choice.saving <= best.saving));
        assert!(weighed.most >= best.volume);
        assert!(weighed.choices[0].saving == 0.0 && weighed.choices[0].loses() == 0);
        for choice in &weighed.choices {
            let mean = choice.dots.iter().sum::<f64>() / f64::from(FEW_DOTS);
            assert!(
                (mean - choice.saving).abs() < 0.1 * choice.saving.abs() + 3_000.0,
                "{mean} {}",
                choice.saving
            );
        }
        assert!(ask(&None).is_none());
    }
}
