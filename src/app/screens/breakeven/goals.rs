//! The goal seek and the map, which share what must hold.

use super::map::MapPanel;
use super::seek::SeekPanel;
use crate::app::state::Action;
use crate::questions::Chosen;
use crate::results::View;
use crate::scenario::Checked;
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub scenario: Rc<Checked>,
    pub published: Rc<Checked>,
    pub act: Callback<Action>,
    /// The run of the scenario.
    pub view: Rc<View>,
}

/// The goal seek and the map, both about the same.
#[component]
pub fn Goals(props: &Props) -> Html {
    let chosen = use_state(Chosen::default);
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |now| chosen.set(now))
    };
    let wanted = chosen.wanted(&props.scenario);
    let (pool, scenario, published) = (props.pool.clone(), props.scenario.clone(), props.published.clone());
    html! {
        <>
            <SeekPanel key="seek" pool={pool.clone()} scenario={scenario.clone()} published={published.clone()}
                act={props.act.clone()} view={props.view.clone()} {wanted} chosen={*chosen} {choose} />
            <MapPanel key="map" {pool} {scenario} {published} {wanted} />
        </>
    }
}
