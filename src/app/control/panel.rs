//! The controls of the Plan screen.

use super::group::Group;
use super::lever::LeverControl;
use super::number::NumberBox;
use super::sourced::Sourced;
use crate::app::state::{Action, Desk};
use crate::scenario::{self, Base, Basis, Lever, limits};
use crate::words::{self, percent, whole};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// Most futures that the slider and the box offer; a file may ask for more.
pub const MOST_FUTURES: u32 = 100_000;
const FEWEST_FUTURES: u32 = 100;
/// The slider of futures is logarithmic: so many steps for each factor of 10.
const STEPS_A_DECADE: f64 = 6.0;

#[component]
pub fn Panel(props: &Props) -> Html {
    let Props { desk, act } = props;
    let scenario = desk.scenario();
    let growth = Lever::Growth.read(&scenario).central;
    let pupils = scenario.opening.pupils.amount.central();
    let is_wide = use_memo((), |()| {
        let window = web_sys::window();
        window.and_then(|w| w.inner_width().ok()?.as_f64()).is_some_and(|width| width >= 900.0)
    });
    let is_changed = desk.is_changed();
    // Where nothing is changed it changes nothing; the button stays, so that the focus does.
    let reset_all = act.reform(|_: MouseEvent| Action::ResetAll);
    html! {
        <section class="controls" aria-label="Assumptions">
            if let Some(notice) = &desk.notice {
                <p class="notice" role="status">{ notice.clone() }</p>
            }
            if !desk.problems().is_empty() {
                <div class="problems" role="alert">
                    <p>{"The scenario cannot be run as it stands. The results are of the last one that could."}</p>
                    <ul>{ for desk.problems().iter().map(|problem| html! {
                        <li key={problem.path.clone()}>{ problem.to_string() }</li>
                    }) }</ul>
                </div>
            }
            <Group title="Starting point" value={words::pupils(pupils)} open={*is_wide}>
                { starting_point(desk, act) }
            </Group>
            <Group title="Demand" value={format!("growth {} a year", percent(growth))} open={*is_wide}>
                { for Lever::of(scenario::Group::Demand, true).map(|lever| html! {
                    <LeverControl key={format!("{lever:?}")} {lever} desk={desk.clone()} act={act.clone()} />
                }) }
            </Group>
            <Group title="Run" value={format!("{} futures", whole(f64::from(scenario.run.futures)))}>
                { run(desk, act) }
            </Group>
            <button type="button" class="secondary" aria-disabled={(!is_changed).then_some("true")} onclick={reset_all}>
                {"Reset all to the published baseline"}
            </button>
        </section>
    }
}

fn starting_point(desk: &Desk, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    let base = scenario.opening.base;
    let on_base = act.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let index = usize::try_from(select.selected_index()).unwrap_or(0);
        Action::Base(Base::ALL.get(index).copied().unwrap_or(Base::Own))
    });
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the box checks the range
    let on_pupils = act.reform(|pupils: f64| Action::Pupils(pupils as u32));
    let tag = match base {
        Base::SnapshotJune2025 | Base::FundedDuring2024To25 => "SEED",
        Base::Sen2January2025 => "SEN2",
        _ => "ASSUMPTION",
    };
    // The published basis is that of the published count; the others say in their concept.
    let basis = Basis {
        reference: base.label().into(),
        note: base.concept().into(),
        ..scenario.opening.pupils.basis.clone()
    };
    html! {
        <>
            <Sourced of="the starting count" {tag} {basis}>
                <label for="base">{"Which count to start from"}</label>
            </Sourced>
            <select id="base" onchange={on_base} aria-describedby="base-concept">
                { for Base::ALL.iter().map(|option| {
                    let count = option.pupils().map(|pupils| format!("{}: ", whole(f64::from(pupils))));
                    html! {
                        <option key={format!("{option:?}")} selected={*option == base}>
                            { count.unwrap_or_default() }{ option.label() }
                        </option>
                    }
                }) }
            </select>
            <p class="help" id="base-concept">{ base.concept() }</p>
            <label for="pupils">{"Pupils at the start"}</label>
            <NumberBox id="pupils" name="Pupils at the start" unit="pupils"
                value={scenario.opening.pupils.amount.central()}
                min={*limits::PUPILS.start()} max={*limits::PUPILS.end()} on_change={on_pupils} />
            <p class="help">{"Six published numbers count different things. Another number is taken as your own count."}</p>
        </>
    }
}

fn run(desk: &Desk, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    let futures = f64::from(scenario.run.futures);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // box and slider are bounded
    let on_futures = act.reform(|futures: f64| Action::Futures(futures as u32));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let on_seed = act.reform(|seed: f64| Action::Seed(seed as u64));
    let seed = scenario.run.seed;
    let another = act.reform(move |_: MouseEvent| Action::Seed((seed + 1) % limits::SEED.end()));
    let least = f64::from(FEWEST_FUTURES).log10();
    let decades = f64::from(MOST_FUTURES).log10() - least;
    let position = ((futures.log10() - least) * STEPS_A_DECADE).round();
    let oninput = {
        let on_futures = on_futures.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let exact = 10.0_f64.powf(least + input.value_as_number() / STEPS_A_DECADE);
            // Round numbers: two figures.
            let figure = 10.0_f64.powf(exact.log10().floor() - 1.0);
            on_futures.emit((exact / figure).round() * figure);
        })
    };
    html! {
        <>
            <div class="lever" role="group" aria-labelledby="futures-label">
                <label id="futures-label" for="futures">{"Futures to simulate"}</label>
                <p class="help" id="futures-help">{"More futures take longer and steady the figures. 10,000 is plenty for most questions."}</p>
                <div class="lever-body">
                    <NumberBox id="futures" name="Futures to simulate" value={futures}
                        min={f64::from(FEWEST_FUTURES)} max={f64::from(MOST_FUTURES)} on_change={on_futures} />
                    <div class="slider">
                        <svg class="track" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="rail" x="0" y="8.5" width="100" height="3" />
                        </svg>
                        <input type="range" min="0" max={(decades * STEPS_A_DECADE).to_string()} step="1"
                            value={position.to_string()} aria-labelledby="futures-label" aria-describedby="futures-help"
                            aria-valuetext={format!("{} futures", whole(futures))} {oninput} />
                    </div>
                </div>
            </div>
            <label for="seed">{"Seed"}</label>
            <p class="help">{"Where chance begins. The same seed and assumptions give the same figures on any computer."}</p>
            <div class="row">
                <NumberBox id="seed" name="Seed" grouped={false} value={seed as f64}
                    min={*limits::SEED.start() as f64} max={*limits::SEED.end() as f64} on_change={on_seed} />
                <button type="button" class="secondary" onclick={another}>{"Another seed"}</button>
            </div>
        </>
    }
}
