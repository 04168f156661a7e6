//! The report as a Word file: what stands on the screen, read back, so that both say the same.

use super::file::{Provenance, date};
use super::results::{Work, fetch};
use super::state::Action;
use crate::exchange::clerk::Request;
use crate::exchange::{Paper, Part};
use wasm_bindgen::JsCast;
use web_sys::{Element, NodeList};
use yew::prelude::*;

/// The elements of a report that go into a paper; captions and notes of charts stay with the charts.
const PARTS: &str = "h2, h3, p:not(.source), li, table";

/// Asks the clerk for the Word file of a report, and saves it when it comes.
pub fn fetch_paper(
    report: &NodeRef,
    provenance: &Provenance,
    act: &Callback<Action>,
    work: &Work,
    said: &UseStateSetter<String>,
) {
    let Some(report) = report.cast::<Element>() else { return };
    said.set("Writing the Word file. It saves itself when ready.".into());
    let title = report.query_selector("h1").ok().flatten().map(|title| text(&title)).unwrap_or_default();
    let parts = elements(report.query_selector_all(PARTS)).iter().filter_map(part).collect();
    let foot = provenance.lines().into_iter().take(2).collect::<Vec<String>>().join(" ");
    let name = provenance.file_name("report", ".docx");
    fetch(&Request::Paper(Paper { title, parts, foot, date: date(), name }), act, work, said);
}

fn elements(list: Result<NodeList, wasm_bindgen::JsValue>) -> Vec<Element> {
    let Ok(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into::<Element>().ok()).collect()
}

/// The text of an element in one line.
fn text(of: &Element) -> String {
    of.text_content().unwrap_or_default().split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// What an element is in a paper; `None` for an empty one.
fn part(element: &Element) -> Option<Part> {
    let said = text(element);
    let is_within = |what: &str| element.closest(what).is_ok_and(|found| found.is_some());
    match element.tag_name().as_str() {
        _ if said.is_empty() => None,
        "TABLE" => {
            let cells = |row: &Element| elements(row.query_selector_all("th, td")).iter().map(text).collect();
            Some(Part::Table(elements(element.query_selector_all("tr")).iter().map(cells).collect()))
        }
        "H2" => Some(Part::Heading(1, said)),
        "H3" => Some(Part::Heading(2, said)),
        "LI" => Some(Part::Item(is_within("ol"), said)),
        _ => Some(Part::Text(said)),
    }
}
