//! The controls of the count to start from.

use super::number::NumberBox;
use super::remark::Remark;
use super::sourced::Sourced;
use crate::app::part::why;
use crate::app::state::{Action, Desk};
use crate::council::Base;
use crate::scenario::{Basis, Control, Source, limits};
use crate::sentences;
use crate::words::whole;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The choice of the count, and the number of pupils.
pub fn start(desk: &Rc<Desk>, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    let base = scenario.opening.base;
    let council = scenario.council();
    let counts = council.counts();
    let offered: Vec<(Base, Option<u32>)> =
        counts.iter().map(|count| (count.base, Some(count.pupils))).chain([(Base::OWN, None)]).collect();
    let choices = offered.clone();
    let on_base = act.reform(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let index = usize::try_from(select.selected_index()).unwrap_or(0);
        Action::Base(choices.get(index).map_or(Base::OWN, |(base, _)| *base))
    });
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the box checks the range
    let on_pupils = act.reform(|pupils: f64| Action::Pupils(pupils as u32));
    let tag = match council.count(base) {
        Some(count) => count.tag,
        None if scenario.opening.pupils.basis.source == Source::Council => "COUNCIL",
        None => "ASSUMPTION",
    };
    // The published basis is about the published count; the other counts explain themselves in their concept.
    let mut basis = scenario.opening.pupils.basis.clone();
    if tag != "COUNCIL" {
        basis = Basis { reference: base.label(council).into(), note: base.concept(council).into(), ..basis };
    }
    html! {
        <>
            <Sourced of="the starting count" {tag} {basis}>
                <label for="base">{"Which count to start from"}</label>
            </Sourced>
            <select id="base" onchange={on_base} aria-describedby="base-concept">
                { for offered.iter().map(|(option, pupils)| {
                    let count = pupils.map(|pupils| format!("{}: ", whole(f64::from(pupils))));
                    html! {
                        <option key={option.word()} selected={*option == base}>
                            { count.unwrap_or_default() }{ option.label(council) }
                        </option>
                    }
                }) }
            </select>
            <p class="help"><span id="base-concept">{ base.concept(council) }</span>{" "}{ why("opening.base", "the starting count") }</p>
            <label for="pupils">{"Pupils at the start"}</label>
            <NumberBox id="pupils" name="Pupils at the start" unit="pupils"
                value={scenario.opening.pupils.amount.central()}
                min={*limits::PUPILS.start()} max={*limits::PUPILS.end()} on_change={on_pupils} />
            <div class="spread">
                <Remark control={Control::Start} desk={desk.clone()} act={act.clone()} field="pupils"
                    reasons="the starting point" />
            </div>
            <p class="help">{ sentences::counts_differ(counts.len()) }{" "}{ why("opening.pupils", "the pupils at the start") }</p>
        </>
    }
}
