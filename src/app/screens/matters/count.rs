//! Shows what a newly published count says about the assumptions.

use crate::app::chart::{BeforeAfter, Written};
use crate::app::control::Slider;
use crate::app::levers::assume;
use crate::app::part::{Row, action, panel, table};
use crate::app::state::{Action, Desk};
use crate::decisions::{Calibration, Input, Observation, STARTING_LEVEL, Update};
use crate::ensemble::{Spread, Summary};
use crate::questions::{DrawnInputs, Held, Runs, next_january, range_of, takes_range};
use crate::scenario::{Lever, limits};
use crate::sentences::{self, agreement, learnt};
use crate::words::{parse, pupils, quantity, quantity_range, whole};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The levers that an early count may inform, the level of joiners most.
const INFORMED: [Lever; 3] = [Lever::Joiners, Lever::Growth, Lever::Effect];
/// The number of bins of a chart.
const BINS: usize = 28;
/// The largest tolerance of the slider, as a multiple of the usual one.
const REACH: u32 = 8;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub runs: Held<Runs>,
    pub drawn: Held<DrawnInputs>,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// The text that the planner typed, and the tolerance where it is not the usual one.
#[derive(Clone, PartialEq, Default)]
struct Typed {
    count: String,
    tolerance: Option<u32>,
    /// A sentence on what was passed to the controls.
    used: Option<String>,
}

/// The panel of a newly published count.
#[component]
pub fn Count(props: &Props) -> Html {
    let typed = use_state(Typed::default);
    let runs = &props.runs;
    let count = read(&typed.count);
    let simulated = use_memo(runs.clone(), |runs| {
        Summary::from(&Spread::new(runs.first_count.iter().map(|&count| f64::from(count)).collect()))
    });
    let calibration = count.as_ref().ok().copied().flatten().map(|count| {
        let usual = Observation::usual(count, &runs.first_count);
        let observation = Observation { tolerance: typed.tolerance.unwrap_or(usual.tolerance), ..usual };
        (Calibration::new(&runs.first_count, observation), usual.tolerance)
    });
    let set = {
        let typed = typed.clone();
        Callback::from(move |changed: Typed| typed.set(changed))
    };
    let oninput = {
        let typed = (*typed).clone();
        set.reform(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            Typed { count: input.value(), used: None, ..typed.clone() }
        })
    };
    let january = next_january(&runs.scenario);
    let base = runs.scenario.opening.base.label(runs.scenario.council());
    let hint = format!(
        "The futures have {} in the middle, and between {} and {} in 8 in 10.",
        whole(simulated.p50),
        whole(simulated.p10),
        whole(simulated.p90)
    );
    let body = html! {
        <>
            <div class="row counted" key="typed">
                <div>
                    <label for="count">{ format!("Pupils placed in {january}") }</label>
                    <input id="count" type="text" inputmode="numeric" autocomplete="off" class="number"
                        value={typed.count.clone()} {oninput} aria-describedby="count-help"
                        aria-invalid={count.is_err().then_some("true")} />
                </div>
                if let Some((calibration, usual)) = &calibration {
                    { tolerance(calibration, *usual, &typed, &set) }
                }
            </div>
            <p class="help" id="count-help" key="help">{ hint }</p>
            if let Err(complaint) = &count {
                <p class="error" role="alert" key="error">{ complaint.clone() }</p>
            }
            if let Some(used) = &typed.used {
                <p class="notice" role="status" key="used">{ used.clone() }</p>
            }
            if let Some((calibration, _)) = &calibration {
                <div class="found" key="found">{ found(props, calibration, &typed, &set) }</div>
            }
        </>
    };
    let sub = format!(
        "The futures that agree with the count are kept and the others left out. It must count the same pupils \
         as the starting count: {base}. A first count says most about the level that joiners start from, little \
         about growth and next to nothing about the Localities Model. The level itself has no control: once the \
         count is yours, start from it under Starting point."
    );
    panel("count-title", "A count has been published".into(), &sub, false, body)
}

/// The number typed; `None` for an empty field.
fn read(text: &str) -> Result<Option<u32>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = parse(text).filter(|number| number.fract() == 0.0 && limits::PUPILS.contains(number));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the limits
    number.map(|number| Some(number as u32)).ok_or_else(|| {
        format!("“{text}” is not a count. Enter a whole number up to {}.", whole(*limits::PUPILS.end()))
    })
}

/// The tolerance of the count, with the number of futures that it keeps.
fn tolerance(calibration: &Calibration, usual: u32, typed: &Typed, set: &Callback<Typed>) -> Html {
    let Observation { tolerance, .. } = calibration.observation;
    let on_change = {
        let typed = typed.clone();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the slider is bounded
        set.reform(move |tolerance: f64| Typed { tolerance: Some(tolerance as u32), ..typed.clone() })
    };
    let said = pupils(f64::from(tolerance));
    let slider = Slider {
        min: 0.0,
        max: f64::from((REACH * usual).max(tolerance)),
        step: 1.0,
        value: f64::from(tolerance),
        labelled_by: "tolerance-label".into(),
        described_by: "agreement".into(),
        says: said.clone(),
        marks: None,
        on_change: &on_change,
    };
    html! {
        <div class="caution" key="tolerance">
            <span id="tolerance-label" class="label">{ format!("Give or take {said}") }</span>
            { slider.view() }
        </div>
    }
}

fn found(props: &Props, calibration: &Calibration, typed: &Typed, set: &Callback<Typed>) -> Html {
    let inputs = INFORMED.iter().filter_map(|&lever| {
        let input = props.drawn.inputs.iter().find(|input| input.lever == Some(lever))?;
        Some((lever, input, calibration.update(&input.values, BINS)))
    });
    let updates: Vec<(Lever, &Input, Update)> = inputs.collect();
    // A first count says most about the starting point of the path, which has no control of its own.
    let level = props.drawn.inputs.iter().find(|input| input.label == STARTING_LEVEL);
    let widen = calibration.wider().filter(|_| calibration.doubt().is_some()).map(|tolerance| {
        let typed = Typed { tolerance: Some(tolerance), ..typed.clone() };
        let onclick = set.reform(move |_: MouseEvent| typed.clone());
        let said = format!("Widen to {}", pupils(f64::from(tolerance)));
        html! { <button key="widen" type="button" class="secondary" {onclick}>{ said }</button> }
    });
    let doubt = sentences::doubt(calibration);
    html! {
        <>
            <p id="agreement" key="agreement" role="status">{ agreement(calibration) }{"."}</p>
            if let Some(doubt) = &doubt {
                <div class="row" key="doubt"><p class="sure warn">{ doubt.clone() }</p>{ widen.unwrap_or_default() }</div>
            }
            if !calibration.kept().is_empty() {
                <div class="shifts" key="shifts">
                    { for level.iter().map(|input| shift(input, &calibration.update(&input.values, BINS))) }
                    { for updates.iter().map(|(_, input, update)| shift(input, update)) }
                </div>
                { results(&props.runs, calibration) }
                { hand_back(props, calibration, &updates, doubt.is_some(), set) }
            }
        </>
    }
}

/// The distribution of an assumption before and after the count.
fn shift(input: &Input, update: &Update) -> Html {
    let said = learnt(input, update);
    html! {
        <div key={input.label.clone()}>
            <h3>{ input.label.clone() }</h3>
            <BeforeAfter histogram={update.histogram.clone()} written={Written::Quantity(input.places, short_unit(input.unit))}
                label={said.clone()} />
            <p class="sub">{ said }{"."}</p>
        </div>
    }
}

/// A short form of a unit.
fn short_unit(unit: &'static str) -> &'static str {
    if unit.starts_with('%') { "%" } else { "" }
}

/// The effect of the count on later years.
fn results(runs: &Runs, calibration: &Calibration) -> Html {
    let taught = runs.outcomes.iter().zip(&runs.once).filter(|(outcome, _)| outcome.is_taught());
    let rows = taught.map(|(outcome, column)| {
        let Update { prior, posterior, .. } = calibration.update(column, 1);
        let series = outcome.series;
        let [first, second] = [prior, posterior].map(|s| [series.value(s.p50), series.range(s.p10, s.p90)]);
        Row::of(&outcome.title(), [first[0].clone(), first[1].clone(), second[0].clone(), second[1].clone()])
    });
    let heads = [
        "Result",
        "Middle before",
        "8 in 10 futures before",
        "Middle with the count",
        "8 in 10 futures with it",
    ];
    table("What the count makes of later years".into(), "offers", &heads, rows.collect())
}

/// Passes what the count says to the controls that can take it.
fn hand_back(
    props: &Props,
    calibration: &Calibration,
    updates: &[(Lever, &Input, Update)],
    is_doubtful: bool,
    set: &Callback<Typed>,
) -> Html {
    let scenario = &props.runs.scenario;
    let taught =
        updates.iter().filter(|(lever, _, update)| takes_range(*lever, scenario) && update.teaches());
    let moves: Vec<(Lever, [f64; 3])> =
        taught.map(|(lever, _, update)| (*lever, range_of(*lever, update, scenario))).collect();
    if moves.is_empty() || is_doubtful {
        return html! {};
    }
    let says = |(lever, [low, middle, high]): &(Lever, [f64; 3])| {
        let (places, unit) = (lever.places(), lever.unit());
        format!(
            "{}: {} ({})",
            lever.label(),
            quantity(*middle, places, unit),
            quantity_range(*low, *high, places, unit)
        )
    };
    let said = moves.iter().map(says).collect::<Vec<String>>().join("; ");
    let used = format!(
        "Passed to the controls: {said}. They now include the count of {}: using it again would count it twice.",
        whole(f64::from(calibration.observation.count))
    );
    let (desk, act, set) = (props.desk.clone(), props.act.clone(), set.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        if !assume(&desk, &act, &moves, "The count was not used.") {
            return;
        }
        set.emit(Typed { used: Some(used.clone()), ..Typed::default() });
    });
    html! {
        <div class="row" key="use">
            { action("Use it".into(), onclick) }
            <p class="sub">{ format!("Sets {said}. Each range has the average and the spread of the futures kept.") }</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_a_whole_number_of_pupils_or_nothing() {
        assert_eq!(read("  "), Ok(None));
        assert_eq!(read("1,900"), Ok(Some(1_900)));
        for text in ["lots", "-5", "0", "19.5", "99,999"] {
            assert!(read(text).unwrap_err().contains(text), "{text}");
        }
    }
}
