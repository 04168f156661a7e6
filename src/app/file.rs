//! Files that the page offers, and what is said of where their figures come from.

use super::simulation::Simulation;
use crate::exchange::stem;
use crate::program::PROGRAM;
use crate::sentences;
use crate::words::day;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use js_sys::{Array, Date, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{BlobPropertyBag, HtmlElement};

/// Most words of a scenario's name and of a title in the name of a file.
const MOST_WORDS: (usize, usize) = (2, 3);

/// Offers a file.
pub fn download(file: Blob, name: &str) {
    let url = ObjectUrl::from(file);
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok());
    let Some(link) = link else { return };
    let _unset = link.set_attribute("href", &url).and_then(|()| link.set_attribute("download", name));
    link.click();
    // The browser may still be reading it.
    Timeout::new(60_000, move || drop(url)).forget();
}

/// Bytes as a file, which never come into the page's own memory.
fn blob(bytes: &Uint8Array, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options);
    blob.ok().map(Blob::from)
}

/// Offers bytes as a file. False where the browser makes none.
pub fn save(bytes: &Uint8Array, kind: &str, name: &str) -> bool {
    blob(bytes, kind).map(|file| download(file, name)).is_some()
}

/// Today, as 2026-11-26, where the planner is.
pub fn date() -> String {
    let now = Date::new_0();
    let two = |number: u32| if number < 10 { format!("0{number}") } else { number.to_string() };
    [&now.get_full_year().to_string(), "-", &two(now.get_month() + 1), "-", &two(now.get_date())].concat()
}

/// Today, as it is written on paper, where the planner is.
pub fn today() -> String {
    let now = Date::new_0();
    day(now.get_full_year(), now.get_month(), now.get_date())
}

/// Where the figures on the page come from: a context of the whole page.
#[derive(Clone, PartialEq, Default)]
pub struct Provenance {
    /// The name of the scenario whose futures are shown; empty before the first.
    scenario: String,
    /// How those futures are run again, in a sentence.
    trace: String,
    /// The digest of the futures, once they are all there.
    pub digest: Option<String>,
}

impl Provenance {
    /// The provenance of what a simulation shows.
    pub fn of(simulation: &Simulation) -> Provenance {
        let Some(view) = &simulation.view else { return Provenance::default() };
        let digest = view.digest.clone();
        Provenance {
            scenario: view.scenario.name.clone(),
            trace: sentences::trace(&view.scenario, simulation.progress.futures, digest.as_deref()),
            digest,
        }
    }

    /// The name of a file: the scenario and what the file holds in a few words, and today.
    pub fn file_name(&self, title: &str, ending: &str) -> String {
        let parts = [stem(&self.scenario, MOST_WORDS.0), stem(title, MOST_WORDS.1), date()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        [&parts.join("-"), ending].concat()
    }

    /// Where the figures of a chart or a table come from and how they are run again, a line each.
    pub fn lines(&self) -> Vec<String> {
        vec![
            self.trace.clone(),
            [PROGRAM, ", ", &today(), ". Model output, not a forecast of any child’s placement."].concat(),
            "Contains public sector information of the Department for Education and the Office for National Statistics, licensed under the Open Government Licence v3.0.".into(),
        ]
    }
}
