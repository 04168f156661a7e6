//! The editor of block contracts.

use super::field::{Slider, checkbox, choice};
use super::folds::Fold;
use super::number::NumberBox;
use super::range::{RangeProps, Spread};
use super::remark::{Remark, edited};
use super::section::Section;
use crate::app::part::why;
use crate::app::state::{Action, Desk};
use crate::field::Phase;
use crate::results::BlockYear;
use crate::scenario::{BlockEdit, BlockKind, BlockPart, BlockTerm, Control, Edit, TERM_PLACES, limits};
use crate::sentences::block_outcome;
use crate::words::{quantity_range, short};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The largest number of places on the slider of a block; the box accepts more.
const SLIDER_PLACES: f64 = 120.0;

/// The controls of every block, and the button that adds one.
pub fn blocks(desk: &Rc<Desk>, act: &Callback<Action>, outcomes: &Rc<Vec<BlockYear>>) -> Html {
    let scenario = desk.scenario();
    let count = scenario.blocks.len();
    let add = act.reform(|_: MouseEvent| Action::Edit(Edit::AddBlock));
    html! {
        <>
            <p class="help">
                {"A block buys places in advance at a discount; the council pays for those that stay empty. The two in the published baseline are examples, not contracts."}
            </p>
            { for scenario.blocks.iter().enumerate().map(|(index, block)| {
                let id = format!("block-{index}");
                let label = format!("{id}-label");
                let outcome = outcomes.iter().find(|outcome| outcome.name == block.name);
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // box and slider are bounded
                let volume = act.reform(move |places: f64| {
                    Action::Edit(Edit::Block(index, BlockEdit::Volume(places as u32)))
                });
                let value = f64::from(block.volume);
                let slider = Slider {
                    min: 0.0,
                    max: SLIDER_PLACES.max(value),
                    step: 1.0,
                    value,
                    labelled_by: label.clone(),
                    described_by: format!("{id}-outcome"),
                    says: format!("{} places", block.volume),
                    marks: None,
                    on_change: &volume,
                };
                html! {
                    // Another number of blocks makes another list, so that no row inherits the state of a removed one.
                    <div class="block" key={format!("{count}-{index}")} role="group" aria-labelledby={label.clone()}>
                        <label id={label} for={id.clone()}>{ block.name.clone() }</label>
                        <div class="lever-body">
                            <NumberBox id={id.clone()} name={format!("Places of {}", block.name)} {value}
                                min={0.0} max={f64::from(*limits::VOLUME.end())} unit="places" on_change={volume.clone()} />
                            { slider.view() }
                        </div>
                        <p class="outcome" id={format!("{id}-outcome")}>
                            { outcome.map_or_else(|| "Being simulated…".to_owned(), block_outcome) }
                            {" "}{ why(&["blocks.", &index.to_string(), ".volume"].concat(), &block.name) }
                        </p>
                        <div class="spread">
                            <Remark control={Control::Block(index, BlockPart::Volume)} desk={desk.clone()}
                                act={act.clone()} field={id} reasons={block.name.clone()} />
                        </div>
                        <Fold section={Section::Block(index)} title="Edit" value={if block.signed { "signed" } else { "" }}>
                            <BlockEditor {index} desk={desk.clone()} act={act.clone()} />
                        </Fold>
                    </div>
                }
            }) }
            <button type="button" class="secondary" id="add-block" onclick={add}>{"Add a block"}</button>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct EditorProps {
    pub index: usize,
    pub desk: Rc<Desk>,
    pub act: Callback<Action>,
}

/// The controls of one block except its volume.
#[component]
pub fn BlockEditor(props: &EditorProps) -> Html {
    let EditorProps { index, desk, act } = props;
    let index = *index;
    let scenario = desk.scenario();
    let Some(block) = scenario.blocks.get(index) else { return html! {} };
    let id = |field: &str| format!("block-{index}-{field}");
    let mark = |part: BlockPart, field: &str| edited(Control::Block(index, part), desk, act, &id(field));
    let edit = act.reform(move |edit: BlockEdit| Action::Edit(Edit::Block(index, edit)));
    let rename = edit.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        BlockEdit::Name(input.value())
    });
    let remove = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::Edit(Edit::RemoveBlock(index)));
            // The button disappears with its block.
            super::focus("add-block");
        })
    };
    let kinds = vec!["New places, for joiners".to_owned(), "Conversion of places held".to_owned()];
    let is_conversion = block.kind == BlockKind::Conversion;
    let kind = edit.reform(|chosen: usize| {
        BlockEdit::Kind(if chosen == 0 { BlockKind::NewPlaces } else { BlockKind::Conversion })
    });
    let first = scenario.horizon.opening_january.0;
    let last = first + u16::from(scenario.horizon.years);
    let septembers = (first..last).map(|year| year.to_string()).collect();
    let start = edit.reform(move |chosen: usize| {
        BlockEdit::Start(u16::try_from(chosen).map_or(last, |chosen| first + chosen))
    });
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the box checks the range
    let term = edit.reform(|years: f64| BlockEdit::Term(years as u8));
    html! {
        <>
            <label for={id("name")}>{"Name"}</label>
            <input class="text" type="text" id={id("name")} value={block.name.clone()} onchange={rename} />
            { choice(&id("kind"), "What it buys", kinds, usize::from(is_conversion), kind) }
            { mark(BlockPart::Kind, "kind") }
            { ticks("Districts", &id("district"), block.districts.is_empty(), scenario.districts.list.iter().map(|d| {
                (d.name.as_str(), block.districts.contains(&d.code), BlockEdit::District(d.code.clone(), true),
                    BlockEdit::District(d.code.clone(), false))
            }), &edit) }
            { mark(BlockPart::Districts, "district-0") }
            if let Some(grouping) = desk.grouping().and_then(|at| scenario.groupings().into_iter().nth(at)) {
                <div class="row" key="areas">
                    { for grouping.areas.into_iter().filter_map(|area| scenario.areas.get(area)).map(|area| {
                        let codes = area.districts.clone();
                        let take = edit.reform(move |_: MouseEvent| BlockEdit::Districts(codes.clone()));
                        html! {
                            <button type="button" class="small" key={area.name.clone()} onclick={take}>
                                { format!("Take {}", area.name) }
                            </button>
                        }
                    }) }
                </div>
            }
            { ticks("Needs", &id("need"), block.needs.is_empty(), scenario.needs.list.iter().map(|n| {
                (n.code.as_str(), block.needs.contains(&n.code), BlockEdit::Need(n.code.clone(), true),
                    BlockEdit::Need(n.code.clone(), false))
            }), &edit) }
            { mark(BlockPart::Needs, "need-0") }
            if is_conversion {
                <p class="help" key="phases">{"A conversion takes pupils of every phase, because they are already placed there."}</p>
            } else {
                { ticks("Phases at entry", &id("phase"), block.phases.is_empty(), Phase::ALL.into_iter().map(|phase| {
                    (phase.label(), block.phases.contains(&phase), BlockEdit::Phase(phase, true), BlockEdit::Phase(phase, false))
                }), &edit) }
            }
            <div class="pair">
                <div>
                    { choice(&id("start"), "Starts, September", septembers, usize::from(block.start.saturating_sub(first)), start) }
                    { mark(BlockPart::Start, "start") }
                </div>
                <div>
                    <label for={id("term")}>{"Runs for"}</label>
                    <NumberBox id={id("term")} name="Years of the block" value={f64::from(block.term)}
                        min={f64::from(*limits::TERM.start())} max={f64::from(*limits::TERM.end())} unit="years" on_change={term} />
                    { mark(BlockPart::Years, "term") }
                </div>
            </div>
            { terms(index, desk, act, &edit) }
            { checkbox(&id("signed"), "Assume signed", block.signed, edit.reform(BlockEdit::Signed)) }
            { mark(BlockPart::Signed, "signed") }
            { checkbox(&id("near"), "Places are near the pupils’ homes", block.near_home, edit.reform(BlockEdit::NearHome)) }
            { mark(BlockPart::NearHome, "near") }
            <p class="help">
                { format!("It builds up over {} years, as published.", short(block.ramp.len() as f64, 0)) }
            </p>
            <button type="button" class="secondary" onclick={remove}>
                {"Remove"}<span class="hidden">{ format!(" {}", block.name) }</span>
            </button>
        </>
    }
}

/// The controls of the uncertain terms of a block.
fn terms(index: usize, desk: &Rc<Desk>, act: &Callback<Action>, edit: &Callback<BlockEdit>) -> Html {
    let scenario = desk.scenario();
    let Some(block) = scenario.blocks.get(index) else { return html! {} };
    let id = |field: &str| format!("block-{index}-{field}");
    html! {
        <>
            { for BlockTerm::ALL.into_iter().map(|term| {
                let reading = term.read(block);
                let id = id(&format!("{term:?}"));
                let field = id.clone();
                let set = edit.reform(move |percent| BlockEdit::Terms(term, percent));
                let range = {
                    let (block, all) = (block.clone(), term.range());
                    let ask = Callback::from(move |(low, high)| {
                        let amount = term.range_about(&block, low, high)?;
                        Ok(Action::Edit(Edit::Block(index, BlockEdit::Amount(term, amount))))
                    });
                    let (id, unit) = (format!("{id}-range"), AttrValue::from(term.unit()));
                    let bounds = 100.0 * all.start()..=100.0 * all.end();
                    RangeProps { id, reading, bounds, places: TERM_PLACES, unit, ask, act: act.clone() }
                };
                let is_agreed = block.signed && term.is_agreed_by_contract();
                let spread = if is_agreed {
                    "As signed: the same in every future.".to_owned()
                } else if reading.is_fixed() {
                    "The same in every future.".to_owned()
                } else {
                    format!("Uncertain: {}", quantity_range(reading.low, reading.high, 0, "%"))
                };
                html! {
                    <div class="term" key={id.clone()}>
                        <label for={id.clone()}>{ term.label() }</label>
                        <NumberBox {id} name={term.label()} value={reading.central} places={TERM_PLACES} min={0.0}
                            max={100.0 * term.range().end()} unit={term.unit()} on_change={set} />
                        <Spread text={spread} of={term.label()} {range}>
                            { why(&["blocks.", &index.to_string(), ".", term.field()].concat(), term.label()) }
                            <Remark control={Control::Block(index, BlockPart::Term(term))} desk={desk.clone()}
                                act={act.clone()} field={field} reasons={term.label()} />
                        </Spread>
                    </div>
                }
            }) }
        </>
    }
}

/// A list of checkboxes: the name of each, whether it is ticked, and the edits for ticking and clearing it.
fn ticks<'a>(
    legend: &str,
    id: &str,
    is_any: bool,
    options: impl Iterator<Item = (&'a str, bool, BlockEdit, BlockEdit)>,
    edit: &Callback<BlockEdit>,
) -> Html {
    html! {
        <fieldset class="ticks" key={legend.to_owned()}>
            <legend>
                { legend.to_owned() }
                if is_any { <span class="unit">{" all, as none is ticked"}</span> }
            </legend>
            { for options.enumerate().map(|(index, (name, ticked, on, off))| {
                let change = edit.reform(move |ticked| if ticked { on.clone() } else { off.clone() });
                checkbox(&format!("{id}-{index}"), name, ticked, change)
            }) }
        </fieldset>
    }
}
