//! The headline figures, one card each.

use super::chart::DotPlot;
use super::part::would_be_true;
use super::save::Save;
use crate::council::Report;
use crate::picture::extent;
use crate::questions::Kind;
use crate::results::{Blocks, Card, Figures, Target, View};
use crate::scenario::Scenario;
use crate::sentences;
use crate::words::{Series, chance, frequency, millions, tied, whole};
use yew::prelude::*;

/// The content of a card.
struct Content<'a> {
    key: &'static str,
    title: String,
    figure: String,
    /// A few small words on the figure beside it.
    beside: &'static str,
    words: String,
    figures: &'a Figures,
    series: Series,
    /// Further values that the scale of the dots includes.
    with: Vec<f64>,
    /// A value that is marked, and its name.
    mark: (f64, String),
    /// The words on the dots beyond the mark.
    beyond: &'static str,
    /// The figure for which the page can ask what would have to be true.
    kind: Option<Kind>,
}

impl Content<'_> {
    fn view(self) -> Html {
        let dots = &self.figures.dots;
        let (mark, name) = self.mark;
        let values = dots.iter().chain(&self.with).copied();
        let (low, high) = extent(values.chain([mark]));
        let domain = if high > low { (low, high) } else { (low - 1.0, high + 1.0) };
        let beyond = dots.iter().filter(|dot| **dot > mark).count();
        let label = format!("50 equally likely futures: {beyond} {} ({name}).", self.beyond);
        let list: Vec<String> = dots.iter().map(|dot| self.series.value(*dot)).collect();
        html! {
            <div class="card" key={self.key}>
                <h2>{ self.title }</h2>
                <p class="figure"><b>{ self.figure }</b><span>{ self.beside }</span></p>
                <p>{ tied(&self.words) }</p>
                <DotPlot values={dots.clone()} {domain} {mark} mark_label={name} {label} />
                { for self.kind.map(|kind| html! { <p key="true" class="source">{ would_be_true(kind) }</p> }) }
                <details class="twin">
                    <summary>{"The 50 futures as a list"}</summary>
                    <p>{ list.join("; ") }</p>
                </details>
                <Save />
            </div>
        }
    }
}

/// The range of 8 in 10 futures, as the beginning of a card's words.
fn eight_in_ten(figures: &Figures, series: Series) -> String {
    let s = &figures.summary;
    format!("8 in 10 futures lie between {} and {}.", series.value(s.p10), series.value(s.p90))
}

const MIDDLE: &str = " in the middle future";

/// Every card for which there are figures.
pub fn cards(view: &View) -> Html {
    let scenario = &view.scenario;
    let money = &view.money;
    // The dots of both Januaries share a scale, so that they can be compared.
    let all = view.cards.iter().flat_map(|card| card.figures.dots.iter().copied());
    let ends = Vec::from(<[f64; 2]>::from(extent(all)));
    let mut cards: Vec<Content> = view
        .cards
        .iter()
        .enumerate()
        .map(|(index, card)| placements(index, card, ends.clone(), scenario))
        .collect();
    if let Some(target) = &money.target {
        let base = &money.spending[0];
        cards.push(spending(target, base.0, base.1.p50));
    }
    let report = scenario.council().facts().report;
    cards.extend(money.contract.as_ref().map(|figures| contract(figures, report.as_ref())));
    if let Some(target) = &money.target {
        cards.push(balance(target, view.convergence.futures));
    }
    if let Some(blocks) = &money.blocks {
        cards.push(savings(blocks));
    }
    html! {
        <div class="cards">
            { for cards.into_iter().map(Content::view) }
            if money.blocks.is_none() {
                <div class="card" key="no-blocks">
                    <h2>{"Blocks against spot prices"}</h2>
                    <p>{"No block is entered, or none is awarded: every place is bought as it is needed."}</p>
                </div>
            }
        </div>
    }
}

fn placements<'a>(index: usize, card: &'a Card, ends: Vec<f64>, scenario: &Scenario) -> Content<'a> {
    let opening = scenario.opening.pupils.amount.central();
    Content {
        key: ["placements", "placements-later"][index.min(1)],
        title: format!("Placements, {}", card.january),
        figure: whole(card.figures.summary.p50),
        beside: MIDDLE,
        words: format!(
            "{} More than at the start in {}.",
            eight_in_ten(&card.figures, Series::Pupils),
            chance(card.above)
        ),
        figures: &card.figures,
        series: Series::Pupils,
        with: ends,
        mark: (opening, format!("start: {}", whole(opening))),
        beyond: "have more placements than at the start",
        kind: Some(Kind::Placements),
    }
}

fn spending(target: &Target, base: u16, before: f64) -> Content<'_> {
    Content {
        key: "spending",
        title: format!("Spending on placements, {}", target.year),
        figure: millions(target.spending.summary.p50),
        beside: MIDDLE,
        words: eight_in_ten(&target.spending, Series::Pounds),
        figures: &target.spending,
        series: Series::Pounds,
        with: Vec::new(),
        mark: (before, format!("{}: {}", Series::Pounds.year(base), millions(before))),
        beyond: "spend more than the base year’s middle future",
        kind: Some(Kind::Spending),
    }
}

fn contract<'a>(figures: &'a Figures, report: Option<&Report>) -> Content<'a> {
    let middle = figures.summary.p50;
    let (words, mark, beyond) = match report {
        Some(report) => {
            let (ceiling, reduced) = (millions(report.ceiling), millions(report.reduced));
            (
                format!(
                    " The report’s {ceiling} and {reduced} start from different numbers of pupils, so most of the \
                     step between them is not the effect of policy."
                ),
                (report.ceiling, format!("report: {ceiling}")),
                "cost more than the report’s upper limit",
            )
        }
        None => (
            String::new(),
            (middle, format!("middle: {}", millions(middle))),
            "cost more than the middle future",
        ),
    };
    Content {
        key: "contract",
        title: "Contract value, eight years".into(),
        figure: millions(middle),
        beside: MIDDLE,
        words: eight_in_ten(figures, Series::Pounds) + &words,
        figures,
        series: Series::Pounds,
        with: Vec::new(),
        mark,
        beyond,
        kind: Some(Kind::ContractValue),
    }
}

fn balance(target: &Target, futures: u32) -> Content<'_> {
    Content {
        key: "balance",
        title: format!("In-year balance, {}", target.year),
        figure: millions(target.balance.summary.p50),
        beside: MIDDLE,
        words: format!(
            "{} {}.{}",
            eight_in_ten(&target.balance, Series::Pounds),
            sentences::breakeven(target.breakeven, futures),
            sentences::spared_by_waits(target.year, target.spared)
                .map(|said| format!(" {said}."))
                .unwrap_or_default()
        ),
        figures: &target.balance,
        series: Series::Pounds,
        with: Vec::new(),
        mark: (0.0, "breakeven: £0".into()),
        beyond: "are in balance",
        kind: Some(Kind::Balance),
    }
}

fn savings(blocks: &Blocks) -> Content<'_> {
    let s = &blocks.saving.summary;
    Content {
        key: "blocks",
        title: "Blocks against spot prices".into(),
        figure: millions(s.mean.abs()),
        beside: if s.mean < 0.0 { " dearer on average" } else { " saved on average" },
        words: format!(
            "Over their terms, all futures counted. Any is awarded in {}: of these, 8 in 10 lie between {} and {}, \
             {} lose money and {} pay for empty places.",
            chance(blocks.awarded),
            millions(blocks.where_awarded.p10),
            millions(blocks.where_awarded.p90),
            frequency(blocks.loses),
            frequency(blocks.pays)
        ),
        figures: &blocks.saving,
        series: Series::Pounds,
        with: Vec::new(),
        mark: (0.0, "spot prices".into()),
        beyond: "save against spot prices",
        kind: None,
    }
}
