//! Goal seek: what would make the block break even, or hold placements, handed back to the controls.

use super::pick::{picker, target_box};
use super::wanted::{choose, source};
use crate::app::chart::{CurveChart, Mark, Spot, Written};
use crate::app::part::{Row, action, panel, table, twin};
use crate::app::progress::Progress;
use crate::app::state::Action;
use crate::app::study::{Study, progress, use_study};
use crate::decisions::Savings;
use crate::decisions::goal::{
    Answer, Found, Goal, Ground, Reach, Setting, Trial, Wanted, Way, of_savings, present,
};
use crate::questions::{Chosen, Round, Tried, picked, usual};
use crate::results::View;
use crate::scenario::{Checked, Lever};
use crate::sentences;
use crate::words::{self, chance, quantity};
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
    pub published: Rc<Checked>,
    pub act: Callback<Action>,
    /// The run of the scenario.
    pub view: Rc<View>,
    pub wanted: Wanted,
    pub chosen: Chosen,
    pub choose: Callback<Chosen>,
}

/// Runs a round; its trials once all have come.
#[hook]
fn use_round(pool: &Pool, round: Option<Round>) -> Study<Tried> {
    let study = use_study(pool, round.clone());
    // The answer to an earlier question may still be there.
    Study { answer: study.answer.filter(|tried| Some(&tried.round) == round.as_ref()), ..study }
}

/// What is found of other savings in the run of the scenario itself, which follows it to its end; kept when
/// the scenario goes on to something else.
#[hook]
fn use_run(view: &Rc<View>, ground: Option<&Rc<Ground>>) -> Option<Rc<Found>> {
    type Kept = (Rc<Ground>, Rc<Savings>, Rc<Found>);
    let kept = use_mut_ref(|| None::<Kept>);
    let ground = ground?;
    let mut kept = kept.borrow_mut();
    let is_of = |(of, ..): &Kept| Rc::ptr_eq(of, ground);
    if let Some(target) = view.money.target.as_ref().filter(|_| view.scenario == ground.scenario)
        && !kept.as_ref().is_some_and(|kept| is_of(kept) && Rc::ptr_eq(&kept.1, &target.savings))
    {
        let found = of_savings(&ground.goal, &target.savings, &ground.scenario);
        *kept = found.map(|found| (ground.clone(), target.savings.clone(), Rc::new(found)));
    }
    kept.as_ref().filter(|kept| is_of(kept)).map(|(.., found)| found.clone())
}

/// Goes through the three rounds.
#[hook]
fn use_search(pool: &Pool, ground: Option<Rc<Ground>>) -> (Option<Found>, Progress, Callback<()>) {
    let round = |settings: Vec<Setting>, number: usize| {
        ground.clone().map(|ground| Round { ground, settings: Rc::new(settings), number })
    };
    let corners = use_round(pool, ground.as_ref().and_then(|ground| round(ground.corners(), 0)));
    let way =
        ground.as_ref().zip(corners.answer.as_ref()).and_then(|(ground, seen)| ground.way(&seen.trials));
    let path = use_round(pool, ground.as_ref().zip(way.as_ref()).and_then(|(g, way)| round(g.path(way), 1)));
    let near = path.answer.as_ref().zip(way.as_ref()).zip(ground.as_ref());
    let closer = use_round(pool, near.and_then(|((path, way), g)| round(g.closer(way, &path.trials), 2)));
    let stages = [&corners, &path, &closer].map(|study| study.progress);
    let stop = [corners.stop, path.stop, closer.stop];
    let running = stages.iter().position(|stage| stage.is_running()).unwrap_or(2);
    let found = || {
        let (ground, way) = (ground.as_ref()?, way?);
        let (path, closer) = (path.answer?, closer.answer?);
        let (present, closer) = closer.trials.split_last()?;
        let answer = ground.answer(present, &way, closer)?;
        let along = path.trials.iter().chain(closer).cloned().collect();
        Some(Found { present: present.clone(), way, along, answer })
    };
    (found(), stages[running], stop[running].clone())
}

#[component]
pub fn SeekPanel(props: &Props) -> Html {
    let target = use_state(|| 0.5);
    let first = use_state(|| None::<Reach>);
    let second = use_state(|| None::<Reach>);
    let asked = use_state(|| None::<Rc<Ground>>);
    let wanted = props.wanted;
    // What was asked about something else does not stand under the present question.
    let ground = (*asked).clone().filter(|ground| ground.goal.wanted == wanted);
    let is_of_savings = ground.as_ref().is_some_and(|ground| ground.goal.is_of_savings());
    let at_once = use_run(&props.view, ground.as_ref().filter(|_| is_of_savings));
    let (tried, stage, stop) = use_search(&props.pool, ground.clone().filter(|_| !is_of_savings));
    let found = at_once.or(tried.map(Rc::new));
    let set = |state: &UseStateHandle<Option<Reach>>| {
        let state = state.clone();
        Callback::from(move |reach| state.set(reach))
    };
    let (set_first, set_second) = (set(&first), set(&second));
    let first = picked(*first, wanted, usual(wanted)[0], &props.scenario);
    let second = second.filter(|reach| wanted.bears(reach.lever));
    let reaches: Vec<Reach> =
        [first].into_iter().chain(second.filter(|second| first.lever != second.lever)).collect();
    let goal = Goal { wanted, target: *target, reaches };
    let find = {
        let (asked, goal) = (asked.clone(), goal.clone());
        let (scenario, published) = (props.scenario.clone(), props.published.clone());
        Callback::from(move |_: MouseEvent| {
            let (scenario, published, goal) = (scenario.clone(), published.clone(), goal.clone());
            asked.set(Some(Rc::new(Ground { scenario, published, goal })));
        })
    };
    let set_target = {
        let target = target.clone();
        Callback::from(move |value| target.set(value))
    };
    let body = html! {
        <>
            <div class="asked plain" key="asked">
                { choose(props.chosen, &props.scenario, &props.choose) }
                { target_box("seek-target", wanted, *target, &set_target) }
                { picker("seek-first", "By moving", Some(first), false, wanted, &props.scenario, &set_first) }
                { picker("seek-second", "And", second, true, wanted, &props.scenario, &set_second) }
                { action("Find it".into(), find) }
            </div>
            { source(wanted, &props.scenario) }
            if let Some(ground) = &ground {
                if let Some(found) = found {
                    <div key="found">{ answer(ground, &found, &props.act, *ground.scenario == *props.scenario) }</div>
                } else {
                    <div key="progress">{ progress(stage, &stop) }</div>
                }
            }
        </>
    };
    panel(
        "seek-title",
        "What would it take?".into(),
        "Choose what must hold and how often, what may move, and between which values you believe it can. Two levers move together, each the same share of its way.",
        stage.is_running(),
        body,
    )
}

fn answer(ground: &Ground, found: &Found, act: &Callback<Action>, is_current: bool) -> Html {
    let said = sentences::goal(&ground.goal, &found.answer, &found.present);
    let used = match &found.answer {
        Answer::Met => None,
        Answer::OutOfReach(best) => Some(best.setting.clone()),
        Answer::Found { setting, .. } => Some(setting.clone()),
    };
    let at = used.as_ref().and_then(|used| nearest(&found.along, &found.way, used));
    let row = |name: &str, trial: &Trial, setting: &Setting| {
        let levers = ground.goal.reaches.iter().zip(setting).map(|(reach, value)| say(reach, *value).into());
        let figures = [chance(trial.chance), sentences::middle_of(ground.goal.wanted, trial.middle)];
        let figures = figures.map(Html::from);
        Row { cells: levers.chain(figures).collect(), ..Row::of(name, []) }
    };
    let mut rows = vec![row("As things are", &found.present, &present(&ground.scenario, &ground.goal))];
    if let (Some(used), Some(at)) = (&used, at) {
        let name = if matches!(found.answer, Answer::Found { .. }) { "The answer" } else { "The best" };
        rows.push(row(name, at, used));
    }
    let figures = figures(ground.goal.wanted);
    let heads: Vec<&str> = [""]
        .into_iter()
        .chain(ground.goal.reaches.iter().map(|reach| reach.lever.label()))
        .chain(figures.iter().map(String::as_str))
        .collect();
    let hand_over = used.map(|setting| {
        let (act, levers): (_, Vec<Lever>) =
            (act.clone(), ground.goal.reaches.iter().map(|reach| reach.lever).collect());
        Callback::from(move |_: MouseEvent| {
            for (lever, value) in levers.iter().zip(&setting) {
                act.emit(Action::Set(*lever, lever.rounded(*value)));
            }
        })
    });
    html! {
        <>
            <p class="lede" role="status">{ words::tied(&said) }</p>
            { table("As things are, and the answer".into(), "offers", &heads, rows) }
            if let Some(hand_over) = hand_over.filter(|_| is_current) {
                <p key="use">{ action("Use it in the scenario".into(), hand_over) }</p>
            } else if !is_current {
                <p key="old" class="sub">{"The scenario has changed since. Find it again for the scenario as it is now."}</p>
            }
            { chart(ground, found) }
        </>
    }
}

/// What a trial is told with: how often what is wanted holds, and the middle figure.
fn figures(wanted: Wanted) -> [String; 2] {
    let middle = match wanted {
        Wanted::Balance => "Middle balance",
        Wanted::Placements { .. } => "Middle number of placements",
    };
    [sentences::wanted(wanted), middle.into()]
}

fn say(reach: &Reach, value: f64) -> String {
    quantity(value, reach.lever.places(), reach.lever.unit())
}

/// The trial nearest to a setting along a way.
fn nearest<'a>(along: &'a [Trial], way: &Way, setting: &Setting) -> Option<&'a Trial> {
    let from = |trial: &Trial| {
        let parts = trial.setting.iter().zip(setting).zip(way.from.iter().zip(&way.to));
        parts
            .map(
                |((a, b), (from, to))| {
                    if (to - from).abs() > 0.0 { ((a - b) / (to - from)).abs() } else { 0.0 }
                },
            )
            .sum::<f64>()
    };
    along.iter().min_by(|a, b| from(a).total_cmp(&from(b)))
}

fn chart(ground: &Ground, found: &Found) -> Html {
    let goal = &ground.goal;
    let [reach, others @ ..] = &goal.reaches[..] else { return html! {} };
    let mut along: Vec<&Trial> = found.along.iter().collect();
    along.sort_by(|a, b| a.setting[0].total_cmp(&b.setting[0]));
    along.dedup_by(|a, b| (a.setting[0] - b.setting[0]).abs() < 1e-9);
    let spots = along
        .iter()
        .map(|trial| Spot {
            x: trial.setting[0],
            low: (trial.chance - trial.margin()).max(0.0),
            y: trial.chance,
            high: (trial.chance + trial.margin()).min(1.0),
        })
        .collect::<Vec<_>>();
    let now = present(&ground.scenario, goal)[0];
    let mut marks = vec![Mark { x: now, name: format!("Now: {}", say(reach, now)), class: "now" }];
    if let Answer::Found { setting, .. } = &found.answer {
        marks.push(Mark {
            x: setting[0],
            name: format!("Answer: {}", say(reach, setting[0])),
            class: "best",
        });
    }
    let level = Some((goal.target, AttrValue::from(format!("wanted: {}", chance(goal.target)))));
    let ends = along.first().zip(along.last()).map(|(first, last)| {
        let at = |trial: &Trial| say(reach, trial.setting[0]);
        sentences::along(
            reach.lever.label(),
            &sentences::holds(goal.wanted),
            (&at(first), first.chance),
            (&at(last), last.chance),
        )
    });
    let label = ends.unwrap_or_default();
    let rows = along.iter().map(|trial| {
        let cells = [chance(trial.chance), sentences::middle_of(goal.wanted, trial.middle)];
        Row::of(&say(reach, trial.setting[0]), cells)
    });
    let [holds, middle] = figures(goal.wanted);
    let heads = [reach.lever.label(), &holds, &middle];
    let across = if others.is_empty() {
        reach.lever.label().to_owned()
    } else {
        format!("{}, the other lever moving along", reach.lever.label())
    };
    html! {
        <>
            <p>{ label.clone() }{"."}</p>
            <CurveChart {spots} {marks} {level} takes_in={Some((0.0, 1.0))} {across} up={Written::In100}
                along={Written::Quantity(reach.lever.places(), reach.lever.unit())} band="19 in 20 repeats" label={label.clone()} />
            { twin(table(label, "", &heads, rows.collect())) }
        </>
    }
}
