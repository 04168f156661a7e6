//! The slides as one file that loads nothing: the content of the stage without its controls, with the page's style
//! sheets in it.

use crate::app::file::download;
use gloo::file::Blob;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Element};

/// The elements that belong on the screen and not on paper.
const LIVE: &str = ".live, .moving, .corner, button";

/// Offers the slides of an element as a file.
pub fn hand_out(stage: &Element, title: &str, file: &str) {
    let Some(copy) = copied(stage) else { return };
    let Ok(head) = document().create_element("title") else { return };
    head.set_text_content(Some(title));
    let text = [
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n",
        // Whatever is written on the slides, the file can load nothing.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        &head.outer_html(),
        "\n<style>\n",
        &styles(),
        "</style>\n</head>\n<body class=\"handout\">\n<main class=\"deck\">\n",
        &copy.outer_html(),
        "\n</main>\n</body>\n</html>\n",
    ];
    download(Blob::new_with_options(text.concat().as_str(), Some("text/html")), file);
}

/// A copy without what belongs only on the screen.
fn copied(stage: &Element) -> Option<Element> {
    let copy = stage.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
    let live = copy.query_selector_all(LIVE).ok()?;
    for at in 0..live.length() {
        if let Some(element) = live.item(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            element.remove();
        }
    }
    Some(copy)
}

/// The rules of every style sheet of the page.
fn styles() -> String {
    let sheets = document().style_sheets();
    let mut text = String::new();
    for at in 0..sheets.length() {
        let sheet = sheets.item(at).and_then(|sheet| sheet.dyn_into::<CssStyleSheet>().ok());
        let Some(rules) = sheet.and_then(|sheet| sheet.css_rules().ok()) else { continue };
        for rule in 0..rules.length() {
            if let Some(rule) = rules.item(rule) {
                text += &rule.css_text();
                text.push('\n');
            }
        }
    }
    text
}
