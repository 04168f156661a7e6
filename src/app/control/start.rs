//! Controls of the count to start from.

use super::number::NumberBox;
use super::remark::Remark;
use super::sourced::Sourced;
use crate::app::part::why;
use crate::app::state::{Action, Desk};
use crate::scenario::{Base, Basis, Control, Source, limits};
use crate::words::whole;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Which count, and how many pupils.
pub fn start(desk: &Rc<Desk>, act: &Callback<Action>) -> Html {
    let scenario = desk.scenario();
    let base = scenario.opening.base;
    let on_base = act.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let index = usize::try_from(select.selected_index()).unwrap_or(0);
        Action::Base(Base::ALL.get(index).copied().unwrap_or(Base::Own))
    });
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the box checks the range
    let on_pupils = act.reform(|pupils: f64| Action::Pupils(pupils as u32));
    let tag = match base {
        Base::SnapshotJune2025 | Base::FundedDuring2024To25 => "SEED",
        Base::Sen2January2025 => "SEN2",
        Base::Own if scenario.opening.pupils.basis.source == Source::Council => "COUNCIL",
        _ => "ASSUMPTION",
    };
    // The published basis is that of the published count; the others say in their concept.
    let mut basis = scenario.opening.pupils.basis.clone();
    if tag != "COUNCIL" {
        basis = Basis { reference: base.label().into(), note: base.concept().into(), ..basis };
    }
    html! {
        <>
            <Sourced of="the starting count" {tag} {basis}>
                <label for="base">{"Which count to start from"}</label>
            </Sourced>
            <select id="base" onchange={on_base} aria-describedby="base-concept">
                { for Base::ALL.iter().map(|option| {
                    let count = option.pupils().map(|pupils| format!("{}: ", whole(f64::from(pupils))));
                    html! {
                        <option key={format!("{option:?}")} selected={*option == base}>
                            { count.unwrap_or_default() }{ option.label() }
                        </option>
                    }
                }) }
            </select>
            <p class="help"><span id="base-concept">{ base.concept() }</span>{" "}{ why("opening.base", "the starting count") }</p>
            <label for="pupils">{"Pupils at the start"}</label>
            <NumberBox id="pupils" name="Pupils at the start" unit="pupils"
                value={scenario.opening.pupils.amount.central()}
                min={*limits::PUPILS.start()} max={*limits::PUPILS.end()} on_change={on_pupils} />
            <div class="spread">
                <Remark control={Control::Start} desk={desk.clone()} act={act.clone()} field="pupils"
                    reasons="the starting point" />
            </div>
            <p class="help">{"Six published numbers count different things. Another number is taken as your own count."}{" "}{ why("opening.pupils", "the pupils at the start") }</p>
        </>
    }
}
