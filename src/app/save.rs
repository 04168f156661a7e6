//! “Save or copy”, which every panel has: its charts as PNG or SVG, its tables as CSV or to paste.
//!
//! It saves what is visible. Charts keep the styles that the page's style sheet gives them; tables keep their figures,
//! turned into numbers. No element with `data-private` is saved.

use super::file::{Provenance, download};
use crate::exchange::{Beside, Key, Piece, Poster, Seen, Sheet, csv, html, seen, tabbed};
use gloo::file::{Blob, ObjectUrl};
use gloo::utils::window;
use js_sys::{Object, Promise, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CanvasRenderingContext2d, ClipboardItem, Element, HtmlCanvasElement, HtmlElement, HtmlImageElement,
};
use yew::prelude::*;

/// The elements that hold a title with its charts and tables.
const ROOT: &str = ".panel, .card";
/// The line beneath the title: what is drawn and in which unit. A card says so in its own words.
const BENEATH: &str = ".panel > .sub, .panel-head .sub, .card > p:not(.source)";
/// The number of pixels of an image for each pixel of the page.
const SHARPNESS: f64 = 2.0;
/// The style properties of a chart, each with the default of a drawing.
const LOOKS: [(&str, &str); 16] = [
    ("fill", "rgb(0, 0, 0)"),
    ("fill-opacity", "1"),
    ("stroke", "none"),
    ("stroke-width", "1px"),
    ("stroke-opacity", "1"),
    ("stroke-dasharray", "none"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
    ("paint-order", "normal"),
    ("opacity", "1"),
    ("font-size", ""),
    ("font-weight", "400"),
    ("font-style", "normal"),
    ("text-anchor", "start"),
    ("dominant-baseline", "auto"),
    ("vector-effect", "none"),
];

/// A request to the control.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Png,
    Svg,
    CopyChart,
    Copy,
    Csv,
}

#[component]
pub fn Save() -> Html {
    let frame = use_node_ref();
    let provenance = use_context::<Rc<Provenance>>().unwrap_or_default();
    // Whether there is a chart, and whether there is a table.
    let offer = use_state(|| (false, false));
    let said = use_state(String::new);
    let ontoggle = {
        let (frame, offer, said) = (frame.clone(), offer.clone(), said.clone());
        Callback::from(move |_: Event| {
            if let Some(root) = root(&frame) {
                said.set(String::new());
                offer.set((!charts(&root).is_empty(), !tables(&root).is_empty()));
            }
        })
    };
    let onkeydown = {
        let frame = frame.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape"
                && let Some(details) = frame.cast::<Element>()
            {
                let _shut = details.remove_attribute("open");
                if let Some(summary) =
                    details.first_element_child().and_then(|s| s.dyn_into::<HtmlElement>().ok())
                {
                    let _focused = summary.focus();
                }
            }
        })
    };
    let on = {
        let (frame, said) = (frame.clone(), said.clone());
        Callback::from(move |deed: Deed| {
            let Some(root) = root(&frame) else { return };
            let said = said.setter();
            // What was said of the last one does not stand while this one is made.
            said.set(String::new());
            perform(deed, &root, &provenance, Callback::from(move |text: String| said.set(text)));
        })
    };
    let (chart, table) = *offer;
    let offered = [
        ("Chart as PNG", Deed::Png, chart),
        ("Chart as SVG", Deed::Svg, chart),
        ("Copy chart", Deed::CopyChart, chart && can_copy()),
        ("Copy as a table", Deed::Copy, table),
        ("Table as CSV", Deed::Csv, table),
    ];
    html! {
        // Only one of these is open at a time.
        <details class="save" name="save" ref={frame} {ontoggle} {onkeydown}>
            <summary>{"Save or copy"}</summary>
            <div>
                { for offered.into_iter().filter(|(.., is)| *is).map(|(label, deed, _)| html! {
                    <button key={label} type="button" class="link" onclick={on.reform(move |_| deed)}>{ label }</button>
                }) }
                if chart && !can_copy() {
                    <button key="cannot" type="button" class="link" disabled=true>{"This browser cannot copy charts: save it as PNG"}</button>
                }
                if !chart && !table {
                    <p key="none">{"There is nothing here to save yet."}</p>
                }
                <p key="said" role="status">{ (*said).clone() }</p>
            </div>
        </details>
    }
}

/// The panel that contains a control.
fn root(frame: &NodeRef) -> Option<Element> {
    frame.cast::<Element>()?.closest(ROOT).ok().flatten()
}

/// The elements of a panel that may be saved.
fn found(root: &Element, what: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(what) else { return Vec::new() };
    let all = (0..list.length()).filter_map(|index| list.item(index)?.dyn_into::<Element>().ok());
    all.filter(|element| element.closest("[data-private]").is_ok_and(|private| private.is_none())).collect()
}

/// The charts of a panel; a map counts too, although its parts can be chosen so that it is a list.
fn charts(root: &Element) -> Vec<Element> {
    found(root, "svg[role=img], svg.county")
}

fn tables(root: &Element) -> Vec<Element> {
    found(root, "table")
}

fn text(of: &Element) -> String {
    of.text_content().unwrap_or_default()
}

fn title(root: &Element) -> String {
    found(root, "h2, h3").first().map(text).unwrap_or_default()
}

/// Carries out a request, and passes the result in words to `tell`.
fn perform(deed: Deed, root: &Element, provenance: &Provenance, tell: Callback<String>) {
    let title = title(root);
    match deed {
        Deed::Svg => {
            let name = provenance.file_name(&title, ".svg");
            save(poster(root, title, provenance).svg().0.as_bytes(), "image/svg+xml", &name, &tell);
        }
        Deed::Png => {
            let name = provenance.file_name(&title, ".png");
            let (svg, size) = poster(root, title, provenance).svg();
            let made = move |image: Image| match image {
                Ok(png) => {
                    download(png.into(), &name);
                    tell.emit(saved(&name));
                }
                Err(why) => tell.emit(why.into()),
            };
            draw(&svg, size, Rc::new(made));
        }
        Deed::CopyChart => copy_chart(&poster(root, title, provenance).svg(), tell),
        Deed::Csv => {
            let text: Vec<String> = sheets(root, &title, provenance).iter().map(csv).collect();
            // The byte order mark stands only at the beginning.
            let text = text.join("\r\n").replacen('\u{feff}', "", usize::MAX);
            let text = ["\u{feff}", &text].concat();
            save(text.as_bytes(), "text/csv;charset=utf-8", &provenance.file_name(&title, ".csv"), &tell);
        }
        Deed::Copy => copy(&sheets(root, &title, provenance), tell),
    }
}

fn save(bytes: &[u8], kind: &str, name: &str, tell: &Callback<String>) {
    let made = super::file::save(&Uint8Array::from(bytes), kind, name);
    tell.emit(if made { saved(name) } else { "The browser did not make the file. Try again.".into() });
}

fn saved(name: &str) -> String {
    ["Saved as ", name].concat()
}

/// The charts of a panel with everything needed to read them.
fn poster(root: &Element, title: String, provenance: &Provenance) -> Poster {
    let mut foot: Vec<String> = found(root, ".source").iter().map(text).collect();
    foot.extend(provenance.lines());
    Poster {
        title,
        sub: found(root, BENEATH).iter().map(text).collect(),
        keys: found(root, ".key > span, .legend > li").iter().filter_map(key).collect(),
        pieces: charts(root).iter().filter_map(piece).collect(),
        foot,
    }
}

/// A chart without what only the pointer shows.
fn piece(chart: &Element) -> Option<Piece> {
    let (markup, size) = drawing(chart)?;
    Some(Piece { caption: chart.get_attribute("aria-label").unwrap_or_default(), markup, size })
}

/// A colour or a line with its meaning.
fn key(of: &Element) -> Option<Key> {
    let (markup, size) = drawing(&found(of, "svg").into_iter().next()?)?;
    Some(Key { markup, size, name: text(of).trim().to_owned() })
}

/// A drawing with its styles in attributes, because no style sheet goes with it, and its size.
fn drawing(of: &Element) -> Option<(String, (f64, f64))> {
    let bounds = of.get_bounding_client_rect();
    let copy: Element = of.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    dress(of, &copy)?;
    for aside in found(&copy, ".reading, .targets") {
        aside.remove();
    }
    // A drawing does not know the named character of HTML.
    Some((copy.inner_html().replace("&nbsp;", "&#160;"), (bounds.width(), bounds.height())))
}

/// Gives a copy of an element and its content the styles of the original.
fn dress(original: &Element, copy: &Element) -> Option<()> {
    let (theirs, ours) = (original.children(), copy.children());
    for index in 0..theirs.length() {
        let (original, copy) = (theirs.item(index)?, ours.item(index)?);
        let look = window().get_computed_style(&original).ok()??;
        // Each element of a group has its own styles, except for the opacity of the group.
        let is_group = original.child_element_count() > 0;
        for (name, usual) in LOOKS {
            let value = look.get_property_value(name).unwrap_or_default();
            if value != usual && (!is_group || name == "opacity") {
                let _set = copy.set_attribute(name, &value);
            }
        }
        if look.get_property_value("display").is_ok_and(|display| display == "none") {
            let _hidden = copy.set_attribute("display", "none");
        }
        dress(&original, &copy)?;
    }
    Some(())
}

/// An image of a drawing, or the reason why there is none.
type Image = Result<web_sys::Blob, &'static str>;

/// Makes an image of a drawing by way of a canvas.
fn draw(svg: &str, size: (f64, f64), take: Rc<dyn Fn(Image)>) {
    const FAILED: &str = "The browser did not draw the image. Save the chart as SVG instead.";
    let url = ObjectUrl::from(Blob::new_with_options(svg, Some("image/svg+xml")));
    let Ok(image) = HtmlImageElement::new() else { return take(Err(FAILED)) };
    let drawn = {
        let (image, take, url) = (image.clone(), take.clone(), url.clone());
        Closure::once_into_js(move || {
            if paint(&image, size, take.clone()).is_none() {
                take(Err(FAILED));
            }
            drop(url);
        })
    };
    let failed = Closure::once_into_js(move || take(Err(FAILED)));
    image.set_onload(drawn.dyn_ref());
    image.set_onerror(failed.dyn_ref());
    image.set_src(&url);
}

fn paint(image: &HtmlImageElement, size: (f64, f64), take: Rc<dyn Fn(Image)>) -> Option<()> {
    const TOO_LARGE: &str = "The image is too large for the browser. Save the chart as SVG instead.";
    let canvas = gloo::utils::document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (width, height) = (size.0 * SHARPNESS, size.1 * SHARPNESS);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few thousand pixels
    {
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
    }
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    let taken = Closure::once_into_js(move |png: Option<web_sys::Blob>| take(png.ok_or(TOO_LARGE)));
    canvas.to_blob(taken.unchecked_ref()).ok()
}

/// The tables of a panel, with the source of their figures under the last.
fn sheets(root: &Element, title: &str, provenance: &Provenance) -> Vec<Sheet> {
    let tables = tables(root);
    let count = tables.len();
    let mut sheets: Vec<Sheet> = tables.iter().map(|table| sheet(table, title)).collect();
    if let Some(last) = sheets.get_mut(count.wrapping_sub(1)) {
        last.notes = found(root, ".source").iter().map(text).collect();
        last.notes.insert(0, title.to_owned());
        last.notes.extend(provenance.lines());
    }
    sheets
}

fn sheet(table: &Element, title: &str) -> Sheet {
    let rows: Vec<Vec<Seen>> =
        found(table, "tr").iter().map(|row| found(row, "th, td").iter().map(cell).collect()).collect();
    seen(title, &rows)
}

/// A cell with what stands beside its figure: a flag, and in small print a range or named parts.
fn cell(of: &Element) -> Seen {
    let named = |element: &Element| element.get_attribute("data-part").unwrap_or_default();
    let mut figure = text(of);
    let mut besides = Vec::new();
    for aside in found(of, ".range, .flag") {
        let said = text(&aside);
        figure = figure.replacen(&said, "", 1);
        let parts = found(&aside, "[data-part]");
        if parts.is_empty() {
            let is_flag = aside.matches(".flag").unwrap_or(false);
            besides.push(Beside { name: if is_flag { "note".into() } else { String::new() }, text: said });
        }
        besides.extend(parts.iter().map(|part| Beside { name: named(part), text: text(part) }));
    }
    let own = found(of, "b[data-part]").into_iter().next();
    let name = own.as_ref().map(named).unwrap_or_default();
    let figure = own.and_then(|own| own.get_attribute("data-value")).unwrap_or(figure);
    Seen { figure, name, besides }
}

/// Copies tables to the clipboard, for a spreadsheet and for a document.
fn copy(sheets: &[Sheet], tell: Callback<String>) {
    let flat: Vec<String> = sheets.iter().map(tabbed).collect();
    let rich: String = sheets.iter().map(html).collect();
    let kinds = [("text/plain", flat.join("\r\n\r\n")), ("text/html", rich)];
    let kinds = kinds.map(|(kind, text)| {
        let blob: JsValue =
            AsRef::<web_sys::Blob>::as_ref(&Blob::new_with_options(text.as_str(), Some(kind))).into();
        (kind, Promise::resolve(&blob))
    });
    let said = [
        "Copied. Paste it into a spreadsheet or a document.",
        "The browser does not let this page copy. Save the table as CSV instead.",
    ];
    put(&kinds, said, tell);
}

/// Copies a chart to the clipboard as an image. The image is promised at once, because a browser allows copying only
/// while it handles a click.
fn copy_chart((svg, size): &(String, (f64, f64)), tell: Callback<String>) {
    let image = Promise::new(&mut |resolve, reject| {
        let take = move |image: Image| {
            let _told = match image {
                Ok(png) => resolve.call1(&JsValue::NULL, &png),
                Err(why) => reject.call1(&JsValue::NULL, &why.into()),
            };
        };
        draw(svg, *size, Rc::new(take));
    });
    let said = [
        "Copied. Paste it into a document or a slide.",
        "The browser does not let this page copy. Save the chart as PNG instead.",
    ];
    put(&[("image/png", image)], said, tell);
}

/// Whether the browser's clipboard takes more than text. A page over an unencrypted connection has no such clipboard.
fn can_copy() -> bool {
    let has = |of: &JsValue, what: &str| Reflect::has(of, &what.into()).unwrap_or(false);
    has(&window(), "ClipboardItem") && has(&window().navigator(), "clipboard")
}

/// Puts content of some kinds on the clipboard, and passes whether that worked to `tell`.
fn put(kinds: &[(&str, Promise)], [copied, refused]: [&'static str; 2], tell: Callback<String>) {
    let item = Object::new();
    for (kind, promise) in kinds {
        let _set = Reflect::set(&item, &(*kind).into(), promise);
    }
    let item =
        can_copy().then(|| ClipboardItem::new_with_record_from_str_to_blob_promise(&item).ok()).flatten();
    let Some(item) = item else { return tell.emit(refused.into()) };
    let written = window().navigator().clipboard().write(&js_sys::Array::of1(&item));
    let told = tell.clone();
    let done = Closure::once(move |_: JsValue| told.emit(copied.into()));
    let failed = Closure::once(move |_: JsValue| tell.emit(refused.into()));
    let _told = written.then2(&done, &failed);
    // The closure that is called frees itself; the other is a few bytes.
    done.forget();
    failed.forget();
}
