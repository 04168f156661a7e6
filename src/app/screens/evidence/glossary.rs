//! Every term of the glossary.

use crate::app::part;
use crate::council::Council;
use crate::sentences::GLOSSARY;
use yew::prelude::*;

pub fn panel(council: &Council) -> Html {
    let body = html! {
        <dl class="glossary">
            { for GLOSSARY.iter().map(|term| html! {
                <div key={term.name}>
                    <dt id={["term-", &term.key()].concat()} tabindex="-1">
                        { term.name }
                        if !term.full.is_empty() { <span key="full" class="unit">{ term.full }</span> }
                    </dt>
                    <dd>{ term.meaning(council) }</dd>
                </div>
            }) }
        </dl>
    };
    let said = [&GLOSSARY.len().to_string(), " words of the field, and what they mean here"].concat();
    part::panel("glossary-title", said, "", false, body)
}
