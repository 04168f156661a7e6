//! Files that the page offers, and the provenance of their figures.

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

/// The largest number of words in a file name from a scenario's name and from a title.
const MOST_WORDS: (usize, usize) = (2, 3);

/// Offers a file for download.
pub fn download(file: Blob, name: &str) {
    let url = ObjectUrl::from(file);
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok());
    let Some(link) = link else { return };
    let _unset = link.set_attribute("href", &url).and_then(|()| link.set_attribute("download", name));
    link.click();
    // The browser may still be reading the file.
    Timeout::new(60_000, move || drop(url)).forget();
}

/// Makes a file of bytes without copying them into the page's memory.
fn blob(bytes: &Uint8Array, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options);
    blob.ok().map(Blob::from)
}

/// Offers bytes as a file. Returns false where the browser makes none.
pub fn save(bytes: &Uint8Array, kind: &str, name: &str) -> bool {
    blob(bytes, kind).map(|file| download(file, name)).is_some()
}

/// Today's date where the planner is, as 2026-11-26.
pub fn date() -> String {
    let now = Date::new_0();
    let two = |number: u32| if number < 10 { format!("0{number}") } else { number.to_string() };
    [&now.get_full_year().to_string(), "-", &two(now.get_month() + 1), "-", &two(now.get_date())].concat()
}

/// Today's date where the planner is, in words.
pub fn today() -> String {
    let now = Date::new_0();
    day(now.get_full_year(), now.get_month(), now.get_date())
}

/// The provenance of the figures on the page, which is a context of the whole page.
#[derive(Clone, PartialEq, Default)]
pub struct Provenance {
    /// The name of the scenario that is shown; empty before the first.
    scenario: String,
    /// A sentence on how the futures can be run again.
    trace: String,
    /// The digest of the futures, once they are complete.
    pub digest: Option<String>,
}

impl Provenance {
    /// The provenance of a simulation.
    pub fn of(simulation: &Simulation) -> Provenance {
        let Some(view) = &simulation.view else { return Provenance::default() };
        let digest = view.digest.clone();
        Provenance {
            scenario: view.scenario.name.clone(),
            trace: sentences::trace(&view.scenario, simulation.progress.futures, digest.as_deref()),
            digest,
        }
    }

    /// The name of a file: a few words from the scenario's name and the title, and today's date.
    pub fn file_name(&self, title: &str, ending: &str) -> String {
        let parts = [stem(&self.scenario, MOST_WORDS.0), stem(title, MOST_WORDS.1), date()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        [&parts.join("-"), ending].concat()
    }

    /// The source of the figures of a chart or a table and how they can be run again, one line each.
    pub fn lines(&self) -> Vec<String> {
        vec![
            self.trace.clone(),
            [PROGRAM, ", ", &today(), ". Model output, not a forecast of any child’s placement."].concat(),
            "Contains public sector information of the Department for Education and the Office for National Statistics, licensed under the Open Government Licence v3.0.".into(),
        ]
    }
}
