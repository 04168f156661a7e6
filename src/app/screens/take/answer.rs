//! What one lever or two must be, with the way there and the button that hands it to the scenario.

use crate::app::chart::{CurveChart, Spot, Written};
use crate::app::levers::{assume, marks_and_label};
use crate::app::part::{Row, action, table, twin};
use crate::app::state::{Action, Desk};
use crate::decisions::goal::{Answer, Found, Goal, Ground, Setting, Trial};
use crate::scenario::Lever;
use crate::sentences;
use crate::words::{chance, tied};
use std::rc::Rc;
use yew::prelude::*;

/// Sets the levers of what was found, in the scenario; none where nothing is needed, or the target is missed, for it
/// would only do harm there.
pub fn hand_over(
    ground: &Ground,
    found: &Found,
    desk: &Rc<Desk>,
    act: &Callback<Action>,
) -> Option<Callback<MouseEvent>> {
    let Answer::Found { setting, .. } = &found.answer else { return None };
    let levers = found.means.iter().zip(setting);
    let values: Vec<(Lever, f64)> =
        levers.map(|(reach, value)| (reach.lever, reach.lever.rounded(*value))).collect();
    let (is_achieved, desk, act) = (ground.goal.is_achieved, desk.clone(), act.clone());
    Some(Callback::from(move |_: MouseEvent| {
        if is_achieved {
            let moves: Vec<(Lever, [f64; 3])> =
                values.iter().map(|&(lever, value)| (lever, [value; 3])).collect();
            assume(&desk, &act, &moves, "The value was not used.");
        } else {
            for &(lever, value) in &values {
                act.emit(Action::Set(lever, value));
            }
        }
    }))
}

/// The answer in words, as a table and as a curve.
pub fn answer(ground: &Ground, found: &Found, desk: &Rc<Desk>, act: &Callback<Action>) -> Html {
    let goal = &ground.goal;
    let row = |name: &str, trial: &Trial, setting: &Setting| {
        let levers =
            found.means.iter().zip(setting).map(|(reach, value)| sentences::value(reach, *value).into());
        let figures = [chance(trial.chance), sentences::amount(goal.wanted.figure, trial.middle)];
        Row { cells: levers.chain(figures.map(Html::from)).collect(), ..Row::of(name, []) }
    };
    let mut rows = vec![row("As things are", &found.present, &found.present.setting)];
    if let Answer::OutOfReach(best) = &found.answer {
        rows.push(row("The best", best, &best.setting));
    }
    let figures = figures(goal);
    let heads: Vec<&str> = [""]
        .into_iter()
        .chain(found.means.iter().map(|reach| reach.lever.label()))
        .chain(figures.iter().map(String::as_str))
        .collect();
    html! {
        <>
            <p class="lede" key="said">{ tied(&sentences::goal(goal, found)) }</p>
            if let Some(hand_over) = hand_over(ground, found, desk, act) {
                <p key="use">{ action("Use it in the scenario".into(), hand_over) }</p>
            }
            { table("As things are, and the best".into(), "offers", &heads, rows) }
            { chart(goal, found) }
        </>
    }
}

/// The heads of a trial's columns: how often the condition holds, and the median figure.
fn figures(goal: &Goal) -> [String; 2] {
    [sentences::wanted(goal.wanted), "In the middle future".into()]
}

fn chart(goal: &Goal, found: &Found) -> Html {
    let [reach, others @ ..] = &found.means[..] else { return html! {} };
    let mut along: Vec<&Trial> = found.along.iter().collect();
    along.sort_by(|a, b| a.setting[0].total_cmp(&b.setting[0]));
    let spots = along
        .iter()
        .map(|trial| Spot {
            x: trial.setting[0],
            low: (trial.chance - trial.margin()).max(0.0),
            y: trial.chance,
            high: (trial.chance + trial.margin()).min(1.0),
        })
        .collect::<Vec<_>>();
    let say = |value: f64| sentences::value(reach, value);
    let (marks, label) = marks_and_label(goal, found, &along, "Answer");
    let level = Some((goal.target, AttrValue::from(format!("wanted: {}", chance(goal.target)))));
    let rows = along.iter().map(|trial| {
        let cells = [chance(trial.chance), sentences::amount(goal.wanted.figure, trial.middle)];
        Row::of(&say(trial.setting[0]), cells)
    });
    let [holds, middle] = figures(goal);
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
