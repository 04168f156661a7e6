//! How many places to buy, where, and how large one block contract may safely be.

mod bending;
mod curve;
mod joined;
mod keep;
mod ladder;
mod tender;

use super::ScreenProps;
use crate::app::control::{Group, Inside, NumberBox, Section, Slider, choice};
use crate::app::state::{Action, Desk};
use crate::decisions::{Aim, Purse};
use crate::questions::{BlockAlone, on_offer, patterns};
use crate::scenario::{Block, BlockEdit, Edit, limits};
use crate::words::decimal;
use crate::worker::Pool;
use bending::BendingPanel;
use curve::CurvePanel;
use joined::Joined;
use ladder::LadderPanel;
use std::rc::Rc;
use tender::TenderPanel;
use yew::prelude::*;

/// What a planner has to answer for at first, in pounds over the term.
const VOID_LIMIT: f64 = 100_000.0;

/// The Blocks screen: how many places to buy, and where; then one block by itself.
#[component]
pub fn Blocks(props: &ScreenProps) -> Html {
    let pattern = use_state(|| 0_usize);
    let aim = use_state(|| Aim { purse: Purse::HighNeeds, caution: 0.0, void_limit: VOID_LIMIT });
    // The one block is weighed once the whole is answered.
    let is_ready = use_state(|| false);
    let scenario = props.desk.checked();
    let patterns = patterns(&scenario, props.desk.published());
    let place = (*pattern).min(patterns.len().saturating_sub(1));
    let Some(&terms) = patterns.get(place) else { return nothing(props) };
    let pool = props.simulation.pool.clone();
    let names = patterns.iter().map(|block| block.name.clone()).collect();
    let pick = Callback::from(move |place| pattern.set(place));
    let ready = {
        let is_ready = is_ready.clone();
        Callback::from(move |()| is_ready.set(true))
    };
    let set = {
        let aim = aim.clone();
        Callback::from(move |changed: Aim| aim.set(changed))
    };
    html! {
        <>
            <LadderPanel key="ladder" pool={pool.clone()} desk={props.desk.clone()} pattern={terms.clone()}
                purse={aim.purse} act={props.act.clone()} {ready}>
                { choice("ladder-terms", "Terms as of", names, place, pick) }
                { whose(*aim, &set) }
            </LadderPanel>
            if *is_ready {
                <OneBlock key="one" pool={pool.clone()} desk={props.desk.clone()} aim={*aim} {set} act={props.act.clone()} />
                <TenderPanel key="tender" {pool} desk={props.desk.clone()} pattern={terms.clone()} aim={*aim}
                    act={props.act.clone()} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    pool: Pool,
    desk: Rc<Desk>,
    aim: Aim,
    set: Callback<Aim>,
    act: Callback<Action>,
}

/// One block of the scenario by itself.
#[component]
fn OneBlock(props: &OneProps) -> Html {
    let chosen = use_state(|| 0_usize);
    let is_open = use_state(|| false);
    let is_joined = use_state(|| false);
    let bends = use_state(|| false);
    let scenario = props.desk.checked();
    let offered = on_offer(&scenario);
    let place = (*chosen).min(offered.len().saturating_sub(1));
    let Some(&index) = offered.get(place) else { return html! {} };
    let block = &scenario.blocks[index];
    let alone = BlockAlone::new(&scenario, index);
    let pick = Callback::from(move |place| chosen.set(place));
    let names = offered.iter().map(|&index| scenario.blocks[index].name.clone()).collect();
    let toggled = |state: &UseStateHandle<bool>| {
        let state = state.clone();
        Callback::from(move |()| state.set(!*state))
    };
    html! {
        <>
            <CurvePanel key="curve" pool={props.pool.clone()} block={alone.clone()}
                volume={block.volume} aim={props.aim} act={props.act.clone()}>
                <div class="asked">
                    { choice("block-chosen", "Block", names, place, pick) }
                    { own_volume(index, block, &props.act) }
                    { aims(props.aim, &props.set) }
                </div>
                <Group inner=true title="Terms and catchment" value={terms(block)} open={*is_open} toggle={toggled(&is_open)}>
                    <Inside section={Section::Block(index)} desk={props.desk.clone()} act={props.act.clone()}
                        outcomes={Rc::default()} />
                </Group>
            </CurvePanel>
            <Group key="bending" inner=true title="Fixed, or reviewed each September?" open={*bends} toggle={toggled(&bends)}>
                <BendingPanel pool={props.pool.clone()} block={alone.clone()} aim={props.aim} />
            </Group>
            <Group key="joined" inner=true title="Separate or together?" open={*is_joined} toggle={toggled(&is_joined)}>
                <Joined pool={props.pool.clone()} block={alone} aim={props.aim} />
            </Group>
        </>
    }
}

fn nothing(props: &ScreenProps) -> Html {
    let add = props.act.reform(|_: MouseEvent| Action::Edit(Edit::AddBlock));
    html! {
        <>
            <h1>{"How many places to buy in advance"}</h1>
            <p>{"Neither the scenario nor the published baseline has a block that buys places for joiners, whose terms a place could have. A conversion of places held has no empty places to weigh: see it on the Plan screen."}</p>
            <p><button type="button" class="secondary" onclick={add}>{"Add a block"}</button></p>
        </>
    }
}

/// Pounds in thousands, for a column that says so, as closely as [`crate::words::thousands`] has them.
fn in_thousands(value: f64) -> String {
    let value = value / 1_000.0;
    decimal(value, usize::from(value.abs() < 9.95))
}

/// The main terms in a few words.
fn terms(block: &Block) -> String {
    format!(
        "{} years from {}, about {}% off",
        block.term,
        block.start,
        crate::words::short(100.0 * block.discount.amount.central(), 0)
    )
}

fn own_volume(index: usize, block: &Block, act: &Callback<Action>) -> Html {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the box checks the range
    let set =
        act.reform(move |places: f64| Action::Edit(Edit::Block(index, BlockEdit::Volume(places as u32))));
    html! {
        <div>
            <label for="own-volume">{"Your volume"}</label>
            <NumberBox id="own-volume" name="Your volume" value={f64::from(block.volume)} min={0.0}
                max={f64::from(*limits::VOLUME.end())} unit="places" on_change={set} />
        </div>
    }
}

fn whose(aim: Aim, set: &Callback<Aim>) -> Html {
    let purses = vec!["High Needs Block".to_owned(), "Whole council, with transport".to_owned()];
    let purse = set.reform(move |chosen| {
        let purse = if chosen == 0 { Purse::HighNeeds } else { Purse::Council };
        Aim { purse, ..aim }
    });
    choice("purse", "Whose money counts", purses, usize::from(aim.purse == Purse::Council), purse)
}

fn aims(aim: Aim, set: &Callback<Aim>) -> Html {
    let caution = set.reform(move |percent: f64| Aim { caution: percent / 100.0, ..aim });
    let limit = set.reform(move |thousands: f64| Aim { void_limit: 1_000.0 * thousands, ..aim });
    let percent = (100.0 * aim.caution).round();
    let slider = Slider {
        min: 0.0,
        max: 100.0,
        step: 5.0,
        value: percent,
        labelled_by: "caution-label".into(),
        described_by: "caution-help".into(),
        says: format!("{percent}%"),
        marks: None,
        on_change: &caution,
    };
    html! {
        <>
            <div class="caution">
                <span id="caution-label" class="label">{ format!("Caution: {percent}%") }</span>
                { slider.view() }
                <span id="caution-help" class="help">{"0% looks at the average of all futures, 100% at that of the worst 1 in 20"}</span>
            </div>
            <div>
                <label for="void-limit">{"Too much for empty places"}</label>
                <NumberBox id="void-limit" name="Too much for empty places" value={aim.void_limit / 1_000.0}
                    min={0.0} max={100_000.0} unit="£000 over the term" on_change={limit} />
            </div>
        </>
    }
}
