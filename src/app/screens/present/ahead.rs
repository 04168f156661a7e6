//! What the slides ask, worked out while the page is quiet, so that they open ready.

use super::{asked_of_block, keep, lineup, use_options, why};
use crate::app::state::Desk;
use crate::app::study::use_study;
use crate::questions::options;
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AheadProps {
    pub pool: Pool,
    pub desk: Rc<Desk>,
}

/// Asks what the slides ask, and shows nothing but whether all is there: the answers are held for them. Whoever takes it
/// away ends what is under way.
#[component]
pub fn Ahead(props: &AheadProps) -> Html {
    let AheadProps { pool, desk } = props;
    let beside = use_memo(desk.clone(), |desk| {
        options(&desk.checked(), desk.published(), desk.shelf(), keep::open().0.options()).1
    });
    let block = use_memo(desk.checked(), asked_of_block);
    let (_, is_lining) = use_options(pool, lineup((*beside).clone(), desk));
    let weighed = use_study(pool, (*block).clone());
    let why = why::use_why(pool, desk.checked());
    let is_ready = !is_lining && weighed.is_settled && why.is_some();
    html! { <span id="ahead" hidden=true data-ready={is_ready.to_string()}></span> }
}
