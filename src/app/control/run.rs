//! The controls of the run.

use super::field::Slider;
use super::number::NumberBox;
use super::remark::edited;
use crate::app::part::why;
use crate::app::state::{Action, Desk};
use crate::scenario::{Control, limits};
use crate::words::whole;
use yew::prelude::*;

/// The largest number of futures that the slider and the box offer; a file may ask for more.
pub const MOST_FUTURES: u32 = 100_000;
const FEWEST_FUTURES: u32 = 100;
/// The number of steps of the slider of futures for each factor of 10; its scale is logarithmic.
const STEPS_A_DECADE: f64 = 6.0;

/// The controls of the number of futures and the seed.
pub fn run(desk: &Desk, act: &Callback<Action>) -> Html {
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
    let slid = on_futures.reform(move |position: f64| {
        let exact = 10.0_f64.powf(least + position / STEPS_A_DECADE);
        // The numbers are rounded to two significant figures.
        let figure = 10.0_f64.powf(exact.log10().floor() - 1.0);
        (exact / figure).round() * figure
    });
    let slider = Slider {
        min: 0.0,
        max: decades * STEPS_A_DECADE,
        step: 1.0,
        value: position,
        labelled_by: "futures-label".into(),
        described_by: "futures-help".into(),
        says: format!("{} futures", whole(futures)),
        marks: None,
        on_change: &slid,
    };
    html! {
        <>
            <div class="lever" role="group" aria-labelledby="futures-label">
                <label id="futures-label" for="futures">{"Futures to simulate"}</label>
                <p class="help" id="futures-help">{"More futures take longer and make the figures steadier. 10,000 is plenty for most questions."}{" "}{ why("run.futures", "the number of futures") }</p>
                <div class="lever-body">
                    <NumberBox id="futures" name="Futures to simulate" value={futures}
                        min={f64::from(FEWEST_FUTURES)} max={f64::from(MOST_FUTURES)} on_change={on_futures} />
                    { slider.view() }
                </div>
                <div class="spread">{ edited(Control::Futures, desk, act, "futures") }</div>
            </div>
            <label for="seed">{"Seed"}</label>
            <p class="help">{"The starting point of the random numbers. The same seed and assumptions give the same figures on any computer."}{" "}{ why("run.seed", "the seed") }</p>
            <div class="row">
                <NumberBox id="seed" name="Seed" grouped={false} value={seed as f64}
                    min={*limits::SEED.start() as f64} max={*limits::SEED.end() as f64} on_change={on_seed} />
                <button type="button" class="secondary" onclick={another}>{"Another seed"}</button>
            </div>
            <div class="spread">{ edited(Control::Seed, desk, act, "seed") }</div>
        </>
    }
}
