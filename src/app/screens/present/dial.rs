//! The few controls that a meeting moves itself.

use super::trial::Trial;
use crate::app::control::Slider;
use crate::app::state::Action;
use crate::scenario::{Amount, BlockEdit, BlockTerm, Edit, Lever};
use crate::words::quantity;
use yew::prelude::*;

/// A control of a slide: its value, its bounds, and its action.
pub struct Dial {
    id: String,
    label: &'static str,
    says: String,
    min: f64,
    max: f64,
    step: f64,
    value: f64,
    set: Callback<f64>,
}

impl Dial {
    /// The dial of a lever; `slide` distinguishes it from the same dial on another slide.
    pub fn lever(lever: Lever, label: &'static str, slide: &str, trial: &Trial) -> Dial {
        let scenario = trial.desk.scenario();
        let (value, bounds) = (lever.read(&scenario).central, lever.bounds(&scenario));
        Dial {
            id: format!("live-{slide}-{lever:?}").to_ascii_lowercase(),
            label,
            says: quantity(value, lever.places(), lever.unit()),
            min: *bounds.start(),
            max: *bounds.end(),
            step: lever.step(),
            value,
            set: trial.act.reform(move |value: f64| Action::Set(lever, value)),
        }
    }

    /// The dial of a term of a block, as a percentage up to `most`. An agreed term is the same in every future.
    pub fn term(
        term: BlockTerm,
        label: &'static str,
        most: f64,
        block: usize,
        trial: &Trial,
    ) -> Option<Dial> {
        let scenario = trial.desk.scenario();
        let value = term.read(scenario.blocks.get(block)?).central;
        Some(Dial {
            id: format!("live-{term:?}").to_ascii_lowercase(),
            label,
            says: quantity(value, 1, "%"),
            min: 0.0,
            max: most.max(value),
            step: 1.0,
            value,
            set: trial.act.reform(move |percent: f64| {
                let agreed = Amount::Fixed(percent / 100.0);
                Action::Edit(Edit::Block(block, BlockEdit::Amount(term, agreed)))
            }),
        })
    }

    fn view(self) -> Html {
        let (label, says) = (format!("{}-label", self.id), format!("{}-says", self.id));
        let slider = Slider {
            min: self.min,
            max: self.max,
            step: self.step,
            value: self.value,
            labelled_by: label.clone(),
            described_by: says.clone(),
            says: self.says.clone(),
            marks: None,
            on_change: &self.set,
        };
        html! {
            <div class="dial" key={self.id}>
                <p><span id={label}>{ self.label }</span><b id={says}>{ self.says }</b></p>
                { slider.view() }
            </div>
        }
    }
}

/// The dials of a slide in a row, with the buttons for what they try.
pub fn dials(dials: impl IntoIterator<Item = Dial>, trial: &Trial) -> Html {
    html! {
        <div class="live" role="group" aria-label="Try it">
            { for dials.into_iter().map(Dial::view) }
            { trial.buttons() }
        </div>
    }
}
