//! How many places to buy, and where: each place a rung of a ladder, and what all that are bought do together.

use super::in_thousands;
use crate::app::control::{Slider, checkbox, choice};
use crate::app::geography::by_which;
use crate::app::part::{Row, action, annotated, lines, panel, prose, table, twin};
use crate::app::state::{Action, Desk};
use crate::app::study::{progress, use_study};
use crate::cohort::Geography;
use crate::decisions::Purse;
use crate::decisions::offer::Offer;
use crate::decisions::portfolio::{PlaceLadder, Rung, Together, USUAL, bought, saves_most};
use crate::picture::RISING;
use crate::questions::{Added, Ladders, Offers, Portfolio, without_blocks};
use crate::scenario::{Block, Checked, Edit, limits};
use crate::sentences;
use crate::words::{chance_in_100, in_100, places, thousands, tied};
use crate::worker::Pool;
use std::fmt::Write;
use std::rc::Rc;
use yew::prelude::*;

/// The loosest and the strictest rule.
const RULES: (u32, u32) = (40, 99);
/// Of 100 futures the fewest in which a rung must be filled to be drawn.
const DRAWN: u32 = 20;
/// From how many of 100 futures on each shade is drawn.
const SHADES: [u32; 4] = [50, 70, 80, 90];
/// Rungs in a row, the pixels from one to the next, and its own when it is bought and when not.
const IN_A_ROW: usize = 15;
const PITCH: usize = 10;
const BOUGHT: (usize, usize) = (0, 9);
const LEFT: (usize, usize) = (2, 5);

#[derive(Properties, PartialEq)]
pub struct Props {
    pub pool: Pool,
    pub desk: Rc<Desk>,
    /// The block whose terms and phases every place has.
    pub pattern: Block,
    pub purse: Purse,
    pub act: Callback<Action>,
    /// Told once the whole answer has come.
    pub ready: Callback<()>,
    /// The controls over the terms.
    pub children: Html,
}

/// The sums to make of what is bought: all of it, that of each part, of each need, of each area of every grouping.
fn groups(scenario: &Checked, geography: Geography, at: &[usize]) -> Vec<(String, Vec<usize>)> {
    let needs = scenario.needs.list.len();
    let parts = geography.parts(scenario);
    let of = |is_in: &dyn Fn(usize, usize) -> bool| -> Vec<usize> {
        let cells = at.iter().enumerate();
        cells.filter(|(_, at)| is_in(**at / needs, **at % needs)).map(|(place, _)| place).collect()
    };
    let mut groups = vec![("All".to_owned(), of(&|_, _| true))];
    groups.extend(parts.iter().enumerate().map(|(part, found)| (found.name.clone(), of(&|p, _| p == part))));
    groups.extend((0..needs).map(|need| (scenario.needs.list[need].code.clone(), of(&|_, n| n == need))));
    if geography == Geography::Districts {
        for grouping in 0..scenario.groupings().len() {
            let areas = Geography::Grouping(grouping).parts(scenario);
            groups.extend(
                areas.iter().map(|area| (area.name.clone(), of(&|p, _| area.districts.contains(&p)))),
            );
        }
    }
    groups
}

#[component]
pub fn LadderPanel(props: &Props) -> Html {
    let rule = use_state(|| USUAL);
    let from_nothing = use_state(|| false);
    let signed = use_state(|| false);
    let open = props.desk.checked();
    let geography = Geography::of(props.desk.grouping(), &open);
    let asked = use_memo(
        (open, props.pattern.clone(), geography, *from_nothing),
        |(open, pattern, geography, from_nothing)| {
            let scenario = if *from_nothing { without_blocks(open) } else { open.clone() };
            Offers::of_parts(scenario, pattern, *geography)
        },
    );
    let climbed = use_study(&props.pool, Some(Ladders { offers: (*asked).clone(), purse: props.purse }));
    let ladders = climbed.answer.clone();
    let chosen =
        use_memo((ladders.clone(), asked.clone(), *rule, *signed), |(ladders, asked, rule, signed)| {
            let Some(ladders) = ladders.as_ref().filter(|ladders| ladders.len() == asked.offers.len()) else {
                return Chosen::default();
            };
            let (at, mut blocks) = bought(&asked.offers, ladders, *rule, &asked.scenario.blocks);
            for block in &mut blocks {
                block.signed |= *signed;
            }
            let groups = groups(&asked.scenario, geography, &at);
            let (names, members) = groups.into_iter().unzip();
            Chosen { at, blocks: Rc::new(blocks), names, groups: Rc::new(members) }
        });
    let together = use_study(
        &props.pool,
        climbed.is_settled.then(|| Portfolio {
            scenario: asked.scenario.clone(),
            blocks: chosen.blocks.clone(),
            groups: chosen.groups.clone(),
            purse: props.purse,
        }),
    );
    let none = climbed.is_settled && chosen.blocks.is_empty();
    let is_settled = climbed.is_settled && (none || together.is_settled);
    {
        let ready = props.ready.clone();
        use_effect_with(is_settled, move |is_settled| {
            if *is_settled {
                ready.emit(());
            }
        });
    }
    let sums = if none { None } else { together.answer.clone() };
    let bought: u32 = chosen.blocks.iter().map(|block| block.volume).sum();
    let (title, lede) = match (&ladders, sums.as_deref().and_then(|added| added.groups.first())) {
        (None, _) => ("How many places to buy, and where".to_owned(), "Running the futures…".to_owned()),
        (Some(_), all) => sentences::buys(bought, *rule, all.filter(|_| is_settled)),
    };
    let view = View {
        props,
        asked: &asked,
        geography,
        ladders: ladders.as_deref(),
        chosen: &chosen,
        sums: sums.as_deref(),
        rule: *rule,
        is_settled,
    };
    let pick = |state: &UseStateHandle<bool>| {
        let state = state.clone();
        Callback::from(move |on: bool| state.set(on))
    };
    let given = pick(&from_nothing).reform(|at: usize| at == 1);
    let kinds = vec!["Given what is bought".to_owned(), "From nothing".into()];
    let climb = {
        let rule = rule.clone();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the slider
        Callback::from(move |least: f64| rule.set(least as u32))
    };
    html! {
        <>
            <div class="answer" key="answer">
                <h1>{ title }</h1>
                <p class="lede">{ tied(&lede) }</p>
            </div>
            <div class="asked" key="asked">
                { view.rule(&climb) }
                { choice("ladder-given", "Places", kinds, usize::from(*from_nothing), given) }
                { by_which("ladder-by", &asked.scenario, props.desk.grouping(), &props.act) }
                { props.children.clone() }
                { checkbox("ladder-signed", "Count every block as signed", *signed, pick(&signed)) }
            </div>
            { view.added() }
            <div class="beside" key="beside" aria-busy={(!is_settled).to_string()}>
                if ladders.is_some() {
                    { view.ladder() }
                    { view.portfolio(*from_nothing) }
                } else {
                    { progress(climbed.progress, &climbed.stop) }
                }
            </div>
        </>
    }
}

/// What the rule buys.
#[derive(Default, PartialEq)]
struct Chosen {
    /// The position of each block among the offers.
    at: Vec<usize>,
    blocks: Rc<Vec<Block>>,
    /// What each group is called.
    names: Vec<String>,
    groups: Rc<Vec<Vec<usize>>>,
}

struct View<'a> {
    props: &'a Props,
    asked: &'a Offers,
    geography: Geography,
    ladders: Option<&'a Vec<PlaceLadder>>,
    chosen: &'a Chosen,
    sums: Option<&'a Added>,
    rule: u32,
    is_settled: bool,
}

impl View<'_> {
    /// The slider over the rule.
    fn rule(&self, climb: &Callback<f64>) -> Html {
        let most = self.ladders.map(|ladders| saves_most(ladders));
        let help = most.map_or_else(String::new, |most| {
            format!("On average the places save most, once awarded, at {most} of 100.")
        });
        let slider = Slider {
            min: f64::from(RULES.0),
            max: f64::from(RULES.1),
            step: 1.0,
            value: f64::from(self.rule),
            labelled_by: "ladder-rule".into(),
            described_by: "ladder-help".into(),
            says: format!("{} of 100 futures", self.rule),
            marks: None,
            on_change: climb,
        };
        html! {
            <div class="rule" key="rule">
                <span id="ladder-rule" class="label">
                    {"Buy every place filled in at least "}<b>{ self.rule }</b>{" of 100 futures"}
                </span>
                { slider.view() }
                <span id="ladder-help" class="help">{ help }</span>
            </div>
        }
    }

    /// What an offer's places save a year, all futures counted; none before that is known.
    fn saving(&self, offer: usize) -> Option<f64> {
        let place = self.chosen.at.iter().position(|at| *at == offer)?;
        self.sums.filter(|_| self.is_settled)?.each.get(place).copied()
    }

    /// The table of ladders.
    fn ladder(&self) -> Html {
        let needs = &self.asked.scenario.needs.list;
        let parts = self.geography.parts(&self.asked.scenario);
        let ladders = self.ladders.into_iter().flat_map(|ladders| ladders.chunks_exact(needs.len()));
        let offers = self.asked.offers.chunks_exact(needs.len());
        // The ladders of a column begin at one line.
        let wide: Vec<usize> = (0..needs.len())
            .map(|need| {
                let column = self.ladders.into_iter().flatten().skip(need).step_by(needs.len());
                column.map(|ladder| drawn(ladder, self.rule)).max().unwrap_or(0).min(IN_A_ROW)
            })
            .collect();
        let groups: Vec<(u32, Option<f64>)> = (0..=parts.len() + needs.len())
            .map(|group| {
                let members = self.chosen.groups.get(group).map_or(&[][..], Vec::as_slice);
                let places = members.iter().map(|&member| self.chosen.blocks[member].volume).sum();
                let sums = self.sums.filter(|_| self.is_settled);
                (places, sums.and_then(|sums| sums.groups.get(group)).map(|sum| sum.saving.value))
            })
            .collect();
        let mut rows: Vec<Row> = (0..)
            .zip(parts.iter().zip(offers.zip(ladders)))
            .map(|(part, (found, (offers, ladders)))| {
                let all = groups[part + 1];
                let cells = (0..).zip(offers.iter().zip(ladders));
                let cells = cells.map(|(need, (offer, ladder))| {
                    self.cell(part * needs.len() + need, offer, ladder, wide[need])
                });
                Row { cells: cells.chain([sum(all)]).collect(), ..Row::of(&found.name, []) }
            })
            .collect();
        let all = groups[parts.len() + 1..].iter().chain([&groups[0]]);
        rows.push(Row { cells: all.map(|group| sum(*group)).collect(), ..Row::of("All", []) });
        let heads: Vec<&str> = [self.geography.head()]
            .into_iter()
            .chain(needs.iter().map(|need| need.code.as_str()))
            .chain(["All needs"])
            .collect();
        let sub = format!(
            "Each square is a place (of large blocks a few), the darker the more often it is filled over the term. Large squares are bought; press a number to buy that cell alone. Below: what they save a year, all futures counted, £000. Terms and phases as of {}.",
            self.props.pattern.name
        );
        let body = html! {
            <>
                { key() }
                { table("Places by part and need".into(), "cells volumes ladder", &heads, rows) }
                { twin(self.figures()) }
                <p class="source">
                    {"A place counts as filled for the share of its years in which a pupil more is there because of it, in the futures that award the block. Blocks of the scenario choose their pupils first; a hatched cell’s pupils may be taken by one. No count by district is published; the shares are estimates until the council’s own are entered."}
                </p>
            </>
        };
        let title = format!("The ladder of places by {} and need", self.geography.noun());
        panel("ladder-title", title, &sub, !self.is_settled, body)
    }

    /// A cell: how many places are bought, the ladder, what they save.
    fn cell(&self, at: usize, offer: &Offer, ladder: &PlaceLadder, wide: usize) -> Html {
        let bought = ladder.places(self.rule);
        let covered = self.asked.scenario.blocks.iter().any(|block| block.overlaps(&offer.block));
        let said = said(ladder, self.rule);
        let saving =
            if bought > 0 { self.saving(at).map_or("…".into(), in_thousands) } else { String::new() };
        let figure = self.buy(at, offer, bought, &said);
        html! {
            <div class={classes!("offered", covered.then_some("covered"))}>
                { annotated(figure, ("places", bought), vec![("saved a year (£000)", saving, "")]) }
                { squares(ladder, self.rule, wide) }
                <span class="hidden">{ said }</span>
                if covered { <span class="hidden">{" (a block of the scenario takes some of these pupils)"}</span> }
            </div>
        }
    }

    /// How many places of a cell are bought, as a button that buys these alone. From nothing there is none: what is in the
    /// scenario would take some of the pupils.
    fn buy(&self, at: usize, offer: &Offer, bought: u32, said: &str) -> Html {
        let held = self.props.desk.checked().blocks.len();
        let given = self.asked.behind == held && held < *limits::BLOCKS.end();
        let place = self.chosen.at.iter().position(|chosen| *chosen == at).filter(|_| given);
        let Some(block) = place.and_then(|place| self.chosen.blocks.get(place)).cloned() else {
            return html! { <span title={said.to_owned()}>{ bought }</span> };
        };
        let label = format!("Buy {}: {}", places(bought), offer.name);
        // It stays while the next places are worked out, so that the focus does.
        let act = self.is_settled.then(|| self.props.act.clone());
        let disabled = act.is_none().then_some("true");
        let buy = Callback::from(move |_: MouseEvent| {
            if let Some(act) = &act {
                act.emit(Action::Edit(Edit::Buy(Box::new(block.clone()))));
            }
        });
        html! {
            <button type="button" class="link" title={said.to_owned()} aria-label={label} aria-disabled={disabled} onclick={buy}>{ bought }</button>
        }
    }

    /// The figures behind the squares.
    fn figures(&self) -> Html {
        let offers = self.asked.offers.iter().zip(self.ladders.into_iter().flatten()).enumerate();
        let rows = offers.map(|(at, (offer, ladder))| {
            let bought = ladder.bought(self.rule);
            let filled = |rung: Option<&Rung>| rung.map_or("–".into(), |rung| rung.of_100().to_string());
            let saved = |rung: Option<&Rung>| rung.map_or("–".into(), |rung| in_thousands(rung.saving));
            let (last, next) = (bought.last(), ladder.rungs.get(bought.len()));
            let all = self.saving(at).map_or("–".into(), in_thousands);
            let places = ladder.places(self.rule).to_string();
            Row::of(&offer.name, [places, filled(last), filled(next), saved(last), saved(next), all])
        });
        let heads = [
            "Block",
            "Places bought",
            "Last place filled in, of 100 futures",
            "Next place filled in, of 100 futures",
            "Last place saves a year if awarded, £000",
            "Next place would save a year if awarded, £000",
            "Saved a year by all, £000",
        ];
        table("The ladder of places".into(), "", &heads, rows.collect())
    }

    /// What all that is bought does together.
    fn portfolio(&self, from_nothing: bool) -> Html {
        let sums = self.sums;
        let bought: u32 = self.chosen.blocks.iter().map(|block| block.volume).sum();
        let count = self.chosen.blocks.len();
        let all = sums.and_then(|sums| sums.groups.first()).copied().unwrap_or_default();
        // A figure and what it is of change together.
        let came = |figure: String| if self.is_settled { figure } else { "…".into() };
        let facts = lines([
            ("Places", places(bought)),
            ("Blocks", count.to_string()),
            ("Saving a year, all futures counted", came(thousands(all.saving.value))),
            ("8 in 10 futures", came(format!("{} to {}", thousands(all.p10), thousands(all.p90)))),
            ("Costs more than spot prices", came(chance_in_100(all.loses))),
            ("Worst 1 in 20, average", came(thousands(all.worst))),
            ("Paid a year for empty places, average", came(thousands(all.void_cost))),
        ]);
        let held = &self.asked.scenario.blocks;
        let most = *limits::BLOCKS.end();
        let whole: Vec<Block> = held.iter().chain(self.chosen.blocks.iter()).cloned().collect();
        let is_room = whole.len() <= most;
        let add = self.props.act.reform(move |_: MouseEvent| Action::Edit(Edit::SetBlocks(whole.clone())));
        let said = if from_nothing {
            "Put these blocks in place of the scenario’s"
        } else {
            "Add these blocks to the scenario"
        };
        let body = html! {
            <div class={(!self.is_settled).then_some("stale")}>
                { facts }
                { self.by_area() }
                if bought > 0 && is_room {
                    { action(said.into(), add) }
                } else if bought > 0 {
                    <p class="sub">{ format!("A scenario holds at most {most} blocks: buy by area, or fewer places.") }</p>
                }
            </div>
        };
        let sub = "From one run of the futures with all of these blocks in it: pupils taken by one are not there for another, and a block that is not awarded comes to nothing.";
        panel("portfolio-title", "All of it together".into(), sub, !self.is_settled, body)
    }

    /// The sums of parts, needs and areas.
    fn by_area(&self) -> Html {
        let Some(sums) = self.sums else { return html! {} };
        let rows = self.chosen.names.iter().zip(&sums.groups).filter(|(_, sum)| sum.places > 0);
        let row = |(name, sum): (&String, &Together)| {
            let figures = [
                sum.places.to_string(),
                in_thousands(sum.saving.value),
                in_100(sum.loses),
                in_thousands(sum.worst),
            ];
            Row::of(name, figures)
        };
        let heads = ["Where", "Places", "Saved a year, £000", "Costs more", "Worst 1 in 20, £000"];
        twin_open(table("By part, need and area".into(), "", &heads, rows.map(row).collect()))
    }

    /// What the last click did, for as long as it is the last thing done, with a way back.
    fn added(&self) -> Html {
        let last = self.props.desk.history().undoes().unwrap_or_default();
        let said = if Edit::sets_blocks(last) {
            "The blocks are in the scenario.".into()
        } else if let Some(name) = Edit::buys(last) {
            let blocks = &self.props.desk.checked().blocks;
            let volume = blocks.iter().find(|block| block.name == name).map_or(0, |block| block.volume);
            let verb = if volume == 1 { "is" } else { "are" };
            format!("{} for {name} {verb} in the scenario.", places(volume))
        } else {
            return html! {};
        };
        let undo = self.props.act.reform(|_: MouseEvent| Action::Undo);
        html! {
            <p class="row" role="status" key="added">
                { said }{" The ladder is of the next places now. "}
                <button type="button" class="small" onclick={undo}>{"Undo"}</button>
            </p>
        }
    }
}

/// A table folded away under what it is by.
fn twin_open(body: Html) -> Html {
    html! { <details class="twin"><summary>{"By part, need and area"}</summary>{ body }</details> }
}

/// Places, and what they save a year.
fn sum((places, saving): (u32, Option<f64>)) -> Html {
    let saving = if places == 0 { String::new() } else { saving.map_or("…".into(), in_thousands) };
    annotated(places.to_string().into(), ("places", places), vec![("saved a year (£000)", saving, "")])
}

/// What a ladder shows, in words.
fn said(ladder: &PlaceLadder, rule: u32) -> String {
    let bought = ladder.bought(rule);
    let next = ladder.rungs.get(bought.len());
    let last =
        bought.last().map(|rung| format!("The last of them is filled in {} of 100 futures. ", rung.of_100()));
    let next = next.map(|rung| format!("The next would be in {} of 100.", rung.of_100()));
    let all = places(ladder.places(rule));
    format!("{all}. {}{}", last.unwrap_or_default(), next.unwrap_or_default())
}

/// How many rungs are drawn.
fn drawn(ladder: &PlaceLadder, rule: u32) -> usize {
    let often = ladder.rungs.iter().take_while(|rung| rung.of_100() >= DRAWN).count();
    often.max(ladder.bought(rule).len())
}

/// The rungs as squares, in a picture of so many columns: large ones are bought.
fn squares(ladder: &PlaceLadder, rule: u32, wide: usize) -> Html {
    let bought = ladder.bought(rule).len();
    let drawn = drawn(ladder, rule);
    let mut paths: [String; RISING.len()] = Default::default();
    for (place, rung) in ladder.rungs[..drawn].iter().enumerate() {
        let (inset, side) = if place < bought { BOUGHT } else { LEFT };
        let (x, y) = (place % IN_A_ROW * PITCH + inset, place / IN_A_ROW * PITCH + inset);
        let _written = write!(paths[shade(rung.of_100())], "M{x} {y}h{side}v{side}h-{side}z");
    }
    let (width, height) = (wide * PITCH, drawn.div_ceil(IN_A_ROW) * PITCH);
    html! {
        <svg class="rungs" width={width.to_string()} height={height.to_string()} aria-hidden="true">
            { for paths.into_iter().zip(RISING).filter(|(path, _)| !path.is_empty()).map(|(d, fill)| html! {
                <path key={fill} {d} {fill} />
            }) }
        </svg>
    }
}

fn shade(of_100: u32) -> usize {
    SHADES.iter().filter(|from| of_100 >= **from).count()
}

/// What the shades mean.
fn key() -> Html {
    let names = ["under 50", "50 to 69", "70 to 79", "80 to 89", "90 and more"];
    html! {
        <p class="key">
            <span>{ prose("Filled in, of 100 futures:") }</span>
            { for names.into_iter().zip(RISING).map(|(name, fill)| html! {
                <span key={name}><svg width="10" height="10" aria-hidden="true"><rect width="10" height="10" {fill} /></svg>{ name }</span>
            }) }
        </p>
    }
}
