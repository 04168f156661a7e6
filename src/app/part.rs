//! The parts of which screens are made. They are functions and not repeated markup, because repeated markup is most of
//! what the page weighs.

use super::route::Route;
use super::save::Save;
use crate::council::Council;
use crate::questions::Kind;
use crate::sentences::{self, GLOSSARY, Term};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A panel under a heading with this `id`.
pub fn panel(id: &'static str, title: String, sub: &str, busy: bool, body: Html) -> Html {
    html! {
        <section class="panel" aria-labelledby={id} aria-busy={busy.to_string()}>
            <h2 {id}>{ title }</h2>
            if !sub.is_empty() {
                <p class="sub">{ prose(sub) }</p>
            }
            { body }
            <Save />
        </section>
    }
}

/// A row of a table.
pub struct Row {
    /// A key that no other row has.
    pub key: String,
    /// The heading of the row.
    pub head: Html,
    /// The cells of the row.
    pub cells: Vec<Html>,
    /// The class of the row.
    pub class: &'static str,
}

impl Row {
    /// Makes a row of texts.
    pub fn of<const N: usize>(head: &str, cells: [String; N]) -> Row {
        let cells = cells.into_iter().map(Html::from).collect();
        Row { key: head.to_owned(), head: Html::from(head.to_owned()), cells, class: "" }
    }
}

/// A table that scrolls sideways where it is too wide; `label` is its name for screen readers.
pub fn table(label: String, class: &'static str, heads: &[&str], rows: Vec<Row>) -> Html {
    html! {
        <div class="scroll" role="region" aria-label={label} tabindex="0">
            <table {class}>
                <thead><tr>
                    { for heads.iter().map(|head| html! { <th scope="col" key={(*head).to_owned()}>{ (*head).to_owned() }</th> }) }
                </tr></thead>
                <tbody>
                    { for rows.into_iter().map(|row| html! {
                        <tr key={row.key} class={row.class}>
                            <th scope="row">{ row.head }</th>
                            { for row.cells.into_iter().enumerate().map(|(column, cell)| html! { <td key={column}>{ cell }</td> }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// A figure in a table, with its range in small print.
pub fn ranged(figure: Html, range: String) -> Html {
    html! { <><b>{ figure }</b><span class="range">{ range }</span></> }
}

/// A figure in a table, and in small print others that each say what they are where the table is saved: what
/// the figure is and its value, then the name and the figure of each, and what is written behind it.
pub fn annotated(
    figure: Html,
    (name, value): (&'static str, u32),
    others: Vec<(&'static str, String, &'static str)>,
) -> Html {
    html! {
        <>
            <b data-part={name} data-value={value.to_string()}>{ figure }</b>
            <span class="range">
                { for others.into_iter().map(|(name, figure, behind)| html! {
                    <span key={name}><span data-part={name}>{ figure }</span>{ behind }</span>
                }) }
            </span>
        </>
    }
}

/// The numbers behind a chart, folded away.
pub fn twin(body: Html) -> Html {
    html! { <details class="twin"><summary>{"As a table"}</summary>{ body }</details> }
}

/// Facts with their values, one line each.
pub fn lines<const N: usize>(facts: [(&str, String); N]) -> Html {
    html! {
        <dl class="lines">
            { for facts.into_iter().map(|(name, value)| html! {
                <div key={name.to_owned()}><dt>{ name.to_owned() }</dt><dd>{ crate::words::tied(&value) }</dd></div>
            }) }
        </dl>
    }
}

/// A button for the main action of a panel.
pub fn action(said: String, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="action" {onclick}>{ said }</button> }
}

/// A term that shows its meaning when it is pressed: the note is one of [`meanings`], which the browser itself opens
/// and closes. A word that the glossary lacks stays plain.
pub fn term(name: &'static str) -> Html {
    sentences::term(name).map_or_else(|| html! { <span>{ name }</span> }, |term| opener(term, name))
}

/// A text in which the first occurrence of every glossary term is a [`term`].
pub fn prose(text: &str) -> Html {
    let piece = |(text, term): (&str, Option<&'static Term>)| {
        term.map_or_else(|| Html::from(text.to_owned()), |term| opener(term, text))
    };
    sentences::marked(text).into_iter().map(piece).collect()
}

fn opener(term: &Term, said: &str) -> Html {
    html! { <button type="button" class="term" popovertarget={note(term)}>{ said.to_owned() }</button> }
}

fn note(term: &Term) -> String {
    ["meaning-", &term.key()].concat()
}

/// The meanings of all terms in a council, for [`term`] to open; the page has them once.
pub fn meanings(council: &Council) -> Html {
    let one = |term: &Term| {
        // A link does not close the note that contains it.
        let id = note(term);
        let leave = Callback::from(move |_: MouseEvent| {
            let meaning = document().get_element_by_id(&id).and_then(|it| it.dyn_into::<HtmlElement>().ok());
            if let Some(meaning) = meaning {
                let _shut_already = meaning.hide_popover();
            }
        });
        html! {
            <div key={term.name} id={note(term)} class="meaning" popover="auto">
                <p><b>{ term.name }</b>{ if term.full.is_empty() { "" } else { ": " } }{ term.full }</p>
                <p>{ term.meaning(council) }</p>
                <p><a href={Route::Evidence.asking("term", &term.key())} onclick={leave}>{"All words"}</a></p>
            </div>
        }
    };
    html! { <div class="meanings" key="meanings">{ for GLOSSARY.iter().map(one) }</div> }
}

/// The link from a figure to what would have to be true for it to be different.
pub fn would_be_true(kind: Kind) -> Html {
    html! { <a href={Route::Take.asking("of", kind.word())}>{"What would have to be true?"}<span class="hidden">{ [" About ", kind.word()].concat() }</span></a> }
}

/// The link from a control or a figure to its row in the evidence.
pub fn why(path: &str, what: &str) -> Html {
    html! {
        <a class="why" href={Route::Evidence.asking("row", path)}>
            {"Why?"}<span class="hidden">{ [" About ", what].concat() }</span>
        </a>
    }
}
