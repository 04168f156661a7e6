//! A map of how often the condition of a goal holds over two levers.

use super::pick::{picker, target_box};
use crate::app::chart::{px, use_width};
use crate::app::part::{Row, action, panel, table, twin};
use crate::app::study::{progress, use_study};
use crate::decisions::goal::{Goal, Ground, Reach, Wanted};
use crate::picture::{BEFORE_AXIS, aside, contour};
use crate::questions::{ChanceMap, Chances, SIDE, picked, usual};
use crate::scenario::Checked;
use crate::sentences;
use crate::words::{chance, quantity, whole as whole_number};
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
    pub published: Rc<Checked>,
    pub wanted: Wanted,
    /// Whether it is drawn without being asked for, because it takes little time.
    pub unasked: bool,
}

#[component]
pub fn MapPanel(props: &Props) -> Html {
    let target = use_state(|| 0.5);
    let across = use_state(|| None::<Reach>);
    let up = use_state(|| None::<Reach>);
    let is_asked = use_state(|| props.unasked);
    let wanted = props.wanted;
    let (across_set, up_set) = (across.setter(), up.setter());
    let usual = usual(wanted);
    let across = picked(*across, wanted, usual[0], &props.scenario);
    let up = picked(*up, wanted, usual[1], &props.scenario);
    let is_same = across.lever == up.lever;
    let question = (*is_asked && !is_same).then(|| ChanceMap {
        ground: Rc::new(Ground {
            scenario: props.scenario.clone(),
            published: props.published.clone(),
            goal: Goal { wanted, target: *target, is_achieved: false },
        }),
        means: vec![across, up],
    });
    let study = use_study(&props.pool, question.clone());
    // An answer about something else must not stand under the present question.
    let seen = study.answer.filter(|seen| seen.ground.goal.wanted == wanted);
    let set_target = {
        let target = target.clone();
        Callback::from(move |value| target.set(value))
    };
    let (set_across, set_up) =
        (Callback::from(move |reach| across_set.set(reach)), Callback::from(move |reach| up_set.set(reach)));
    let draw = {
        let is_asked = is_asked.clone();
        Callback::from(move |_: MouseEvent| is_asked.set(true))
    };
    let body = html! {
        <>
            <div class="asked plain" key="asked">
                { target_box("map-target", *target, &set_target) }
                { picker("map-across", "Across", Some(across), false, wanted, &props.scenario, &set_across) }
                { picker("map-up", "Up", Some(up), false, wanted, &props.scenario, &set_up) }
                if is_same {
                    <p key="same" class="error" role="alert">{"Both are the same lever: choose another for one of them."}</p>
                } else if !*is_asked {
                    { action("Draw the map".into(), draw) }
                }
            </div>
            if question.is_some() && study.progress.is_partial() {
                <div key="progress">{ progress(study.progress, &study.stop) }</div>
            }
            if let Some(seen) = &seen {
                <Drawn key="map" seen={seen.clone()} />
            }
        </>
    };
    let sub = format!(
        "How often {} over the values of two levers, with a line where it is as often as wanted",
        sentences::holds(wanted)
    );
    panel("map-title", "Two levers together".into(), &sub, study.progress.is_running(), body)
}

#[derive(Properties, PartialEq)]
struct DrawnProps {
    seen: Rc<Chances>,
}

/// The positions along a reach at which its values are labelled.
const NAMED: [f64; 3] = [0.0, 0.5, 1.0];
const BOTTOM: f64 = 44.0;
const TOP: f64 = 8.0;

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    let frame = use_node_ref();
    let width = use_width(frame.clone());
    let [across, up] = props.seen.means[..] else { return html! {} };
    html! {
        <>
            <p>{ sentence(props, across, up) }{"."}</p>
            <div class="chart-frame" ref={frame}>{ if width > 0.0 { drawn(props, across, up, width.min(760.0)) } else { html! {} } }</div>
            { twin(numbers(&props.seen, across, up)) }
        </>
    }
}

/// A sentence on what it shows now.
fn sentence(props: &DrawnProps, across: Reach, up: Reach) -> String {
    // Rows go up and each goes across, so the corners are the first and the last.
    let corner = |cell: Option<&f64>| cell.copied().unwrap_or_default();
    let (lowest, highest) = (corner(props.seen.chances.first()), corner(props.seen.chances.last()));
    let holds = sentences::holds(props.seen.ground.goal.wanted);
    sentences::corners(across.lever.label(), up.lever.label(), &holds, lowest, highest)
}

fn drawn(props: &DrawnProps, across: Reach, up: Reach, width: f64) -> Html {
    let side = f64::from(SIDE);
    let say = |reach: Reach, share: f64| {
        quantity(reach.low + share * (reach.high - reach.low), reach.lever.places(), reach.lever.unit())
    };
    let left = aside(NAMED.map(|share| say(up, share)));
    let (wide, high) = ((width - left - 4.0) / side, 24.0);
    let foot = TOP + high * side;
    let height = foot + BOTTOM;
    let place = |reach: Reach, value: f64| {
        if reach.high > reach.low {
            (value - reach.low) / (reach.high - reach.low) * (side - 1.0)
        } else {
            0.0
        }
    };
    let x = |column: f64| left + (column + 0.5) * wide;
    let y = |row: f64| foot - (row + 0.5) * high;
    let now = props.seen.ground.present(&props.seen.means);
    let target = props.seen.ground.goal.target;
    let line = contour(&props.seen.chances, SIDE as usize, target);
    let label = sentence(props, across, up);
    html! {
        <svg class="map" width={px(width)} height={px(height)} role="img" aria-label={label}>
            <g>
                { for props.seen.chances.iter().enumerate().map(|(cell, &chance)| {
                    #[allow(clippy::cast_precision_loss)] // a few cells
                    let (column, row) = ((cell % SIDE as usize) as f64, (cell / SIDE as usize) as f64);
                    let opacity = format!("{:.2}", 0.04 + 0.9 * chance);
                    // White text is readable only on a nearly full fill.
                    let class = if chance > 0.95 { "dark" } else { "light" };
                    html! {
                        <g key={cell} {class}>
                            <rect x={px(left + column * wide)} y={px(foot - (row + 1.0) * high)} width={px(wide - 1.0)}
                                height={px(high - 1.0)} fill-opacity={opacity} />
                            if wide > 26.0 {
                                <text x={px(x(column))} y={px(y(row) + 4.0)} text-anchor="middle">{ whole_number(100.0 * chance) }</text>
                            }
                        </g>
                    }
                }) }
            </g>
            { for line.into_iter().enumerate().map(|(index, ((x1, y1), (x2, y2)))| html! {
                <line key={index} class="contour" x1={px(x(x1))} y1={px(y(y1))} x2={px(x(x2))} y2={px(y(y2))} />
            }) }
            <circle class="here" cx={px(x(place(across, now[0])))} cy={px(y(place(up, now[1])))} r="6" />
            { for NAMED.map(|share| html! {
                <g key={share.to_string()}>
                    <text x={px(x(share * (side - 1.0)))} y={px(foot + 16.0)} text-anchor={if share > 0.9 { "end" } else { "middle" }}>{ say(across, share) }</text>
                    <text x={px(left - BEFORE_AXIS)} y={px(y(share * (side - 1.0)) + 4.0)} text-anchor="end">{ say(up, share) }</text>
                </g>
            }) }
            <text class="ink" x={px(width - 4.0)} y={px(height - 8.0)} text-anchor="end">
                { format!("{}, across; {}, up. In 100 futures. Circle: now. Line: {}.", across.lever.label(), up.lever.label(), chance(target)) }
            </text>
        </svg>
    }
}

fn numbers(seen: &Chances, across: Reach, up: Reach) -> Html {
    let at = |reach: Reach, place: usize| {
        let share = place as f64 / f64::from(SIDE - 1);
        quantity(reach.low + share * (reach.high - reach.low), reach.lever.places(), reach.lever.unit())
    };
    let side = SIDE as usize;
    let heads: Vec<String> = (0..side).map(|column| at(across, column)).collect();
    let corner = format!("{}, in 100 futures", up.lever.label());
    let heads: Vec<&str> = [corner.as_str()].into_iter().chain(heads.iter().map(String::as_str)).collect();
    let rows = seen.chances.chunks_exact(side).enumerate().rev().map(|(row, cells)| Row {
        cells: cells.iter().map(|chance| whole_number(100.0 * chance).into()).collect(),
        ..Row::of(&at(up, row), [])
    });
    let caption = format!("How often {}, in 100 futures", sentences::holds(seen.ground.goal.wanted));
    table(caption, "", &heads, rows.collect())
}
