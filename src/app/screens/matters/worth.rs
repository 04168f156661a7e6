//! What knowing more would be worth before a block is bought.

use super::outcome::futures;
use super::reason::Drawn;
use crate::app::control::choice;
use crate::app::part::{Row, action, panel, table};
use crate::app::screens::blocks::{alone, offered};
use crate::app::steps::{Held, use_steps};
use crate::app::study::{progress, use_study};
use crate::cohort::VolumeLine;
use crate::decisions::offer::{Offer, job, spread_out};
use crate::decisions::{Decision, Estimate, Sense};
use crate::ensemble::{Gathered, Task};
use crate::scenario::Checked;
use crate::sentences::{worth as worth_of, worth_of_all};
use crate::words::{places, thousands};
use crate::worker::{Job, Pool, Status};
use std::rc::Rc;
use yew::prelude::*;

/// Volumes to choose from, besides none.
const STEPS: u32 = 11;
/// Assumptions shown at most.
const SHOWN: usize = 6;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
    pub drawn: Option<Held<Drawn>>,
}

/// The scenario as far as it bears on a block, and which; none where nobody asks.
type Key = Option<(Rc<Checked>, usize)>;

/// What each volume saves in each future.
struct Payoffs {
    scenario: Rc<Checked>,
    volumes: Vec<u32>,
    rows: Vec<Vec<f64>>,
}

fn ask(key: &Key) -> Option<Job> {
    let (scenario, index) = key.as_ref()?;
    let block = scenario.blocks.get(*index)?.clone();
    let offer = Offer { name: block.name.clone(), block };
    let volumes = spread_out(scenario, &[offer], *index, STEPS, *index);
    Some(job(scenario, Task::Volumes(volumes), futures(scenario)))
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as a study wants it
fn read(key: &Key, (): &(), job: &Job) -> Option<Payoffs> {
    let (Task::Volumes(volumes), Some(Gathered::Table(table))) = (job.task(), job.gathered(0)) else {
        return None;
    };
    let volumes = volumes.volumes().next()?.to_vec();
    let saving = |place| table.values(place * VolumeLine::COUNT + VolumeLine::Saving as usize).to_vec();
    let (scenario, _) = key.as_ref()?;
    let rows = (0..volumes.len()).map(saving).collect();
    job.is_complete().then(|| Payoffs { scenario: scenario.clone(), volumes, rows })
}

/// What each input is worth knowing, being worked out.
struct Weighing {
    payoffs: Held<Payoffs>,
    drawn: Held<Drawn>,
    worth: Vec<Estimate>,
}

/// What is worth knowing: everything, and each input by its position, the dearest first.
struct Weighed {
    payoffs: Held<Payoffs>,
    drawn: Held<Drawn>,
    /// The best volume as things are known.
    best: u32,
    all: Estimate,
    each: Vec<(usize, Estimate)>,
}

impl Weighing {
    fn new((payoffs, drawn): &(Held<Payoffs>, Held<Drawn>)) -> Weighing {
        Weighing { payoffs: payoffs.clone(), drawn: drawn.clone(), worth: Vec::new() }
    }

    fn step(&mut self) -> Option<Weighed> {
        let rows: Vec<&[f64]> = self.payoffs.rows.iter().map(Vec::as_slice).collect();
        let decision = Decision::new(&rows, Sense::MoreIsBetter)?;
        if let Some(input) = self.drawn.inputs.get(self.worth.len()) {
            self.worth.push(decision.about(&input.values).unwrap_or_default());
            return None;
        }
        let clear = |worth: &Estimate| worth.value > worth.margin();
        let mut each: Vec<(usize, Estimate)> =
            self.worth.iter().copied().enumerate().filter(|(_, worth)| clear(worth)).collect();
        each.sort_by(|(_, a), (_, b)| b.value.total_cmp(&a.value));
        Some(Weighed {
            payoffs: self.payoffs.clone(),
            drawn: self.drawn.clone(),
            best: self.payoffs.volumes[decision.best()],
            all: decision.perfect(),
            each,
        })
    }
}

/// What knowing more is worth, of a block that the planner chooses.
#[component]
pub fn Worth(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let wanted = use_state(|| None::<usize>);
    let offers = offered(&props.scenario);
    let place = (*chosen).min(offers.len().saturating_sub(1));
    let index = offers.get(place).copied();
    let asked = index.filter(|_| *wanted == index);
    let key = use_memo((props.scenario.clone(), asked), |(scenario, asked)| {
        asked.map(|index| (alone(scenario, index), index))
    });
    let study = use_study(&props.pool, (*key).clone(), (), ask, read);
    let current =
        |payoffs: &Held<Payoffs>| key.as_ref().as_ref().is_some_and(|key| key.0 == payoffs.scenario);
    let payoffs = study.answer.clone().map(Held).filter(current);
    // The same futures: the drawn inputs are those of the scenario, and so are the payoffs.
    let drawn = props.drawn.clone().filter(|drawn| drawn.scenario == props.scenario);
    let weighed = use_steps(payoffs.zip(drawn), Weighing::new, Weighing::step);
    let weighed = weighed.filter(|weighed| current(&weighed.payoffs));
    let names = offers.iter().map(|&index| props.scenario.blocks[index].name.clone()).collect();
    let go = Callback::from(move |_: MouseEvent| wanted.set(index));
    let body = html! {
        <>
            if index.is_none() {
                <p key="none">{"The scenario has no block that buys places for joiners. Add one on the Plan screen to see what knowing more would be worth before it is signed."}</p>
            } else {
                <div class="row counted" key="asked">
                    { choice("worth-block", "Block", names, place, Callback::from(move |place| chosen.set(place))) }
                    if asked.is_none() {
                        { action("Work out what knowing more is worth".into(), go) }
                    }
                </div>
                <div class="found" key="answer">
                    if let Some(weighed) = weighed {
                        { found(&weighed) }
                    } else if asked.is_some() && study.stand.status != Status::Complete {
                        { progress(study.stand, &study.stop) }
                    } else if asked.is_some() {
                        <p class="sub" role="status">{"Valuing each assumption…"}</p>
                    }
                </div>
            }
        </>
    };
    let sub = "How many places to buy is decided now, on what is known now. What would it save, over the term of the block, to find something out first?";
    panel(
        "worth-title",
        "What is it worth to know more?".into(),
        sub,
        asked.is_some() && study.stand.is_running(),
        body,
    )
}

fn found(weighed: &Weighed) -> Html {
    let input = |index: usize| &weighed.drawn.inputs[index];
    let row = |&(index, worth): &(usize, Estimate)| {
        Row::of(&input(index).label, [thousands(worth.value), thousands(worth.margin())])
    };
    let rows: Vec<Row> = weighed.each.iter().take(SHOWN).map(row).collect();
    let grid = &weighed.payoffs.volumes;
    html! {
        <>
            <p key="best">
                { format!("On what is known now, buying {} is best on average, of {} volumes up to {}. ",
                    if weighed.best == 0 { "none".into() } else { places(weighed.best) },
                    grid.len(), grid.last().copied().unwrap_or(0)) }
                <b>{ worth_of_all(weighed.all) }{"."}</b>
            </p>
            if let Some(&(index, worth)) = weighed.each.first() {
                <p key="first">{ worth_of(&input(index).label, worth) }{"."}</p>
                { table("What each assumption is worth knowing".into(), "offers",
                    &["Assumption", "Worth knowing, over the term", "±"], rows) }
            } else {
                <p key="first">{"Knowing any one assumption exactly would hardly change the choice: what these futures can show is nothing."}</p>
            }
        </>
    }
}
