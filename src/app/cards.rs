//! The headline figures, one card each.

use super::chart::DotPlot;
use super::part::{prose, would_be_true};
use super::route::Route;
use super::save::Save;
use crate::council::Report;
use crate::picture::extent;
use crate::questions::Kind;
use crate::results::{Blocks, Figures, Target, View};
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
    /// How it differs from the baseline, once that has been run; empty where it does not.
    change: String,
    figures: &'a Figures,
    series: Series,
    /// Further values that the scale of the dots includes.
    with: Vec<f64>,
    /// A value that is marked, and its name.
    mark: (f64, String),
    /// The words on the dots beyond the mark.
    beyond: &'static str,
    /// Where to go on from it.
    links: Vec<Html>,
}

/// The link to what would have to be true for a figure.
fn to_true(kind: Kind) -> Html {
    html! { <span key="true">{ would_be_true(kind) }</span> }
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
                if !self.change.is_empty() {
                    <p class="change" key="change">{ tied(&self.change) }</p>
                }
                <DotPlot values={dots.clone()} {domain} {mark} mark_label={name} {label} />
                <div class="card-foot">
                    { for self.links }
                    <details class="twin">
                        <summary>{"The 50 futures as a list"}</summary>
                        <p>{ list.join("; ") }</p>
                    </details>
                    <Save />
                </div>
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

/// How a figure differs from the baseline's; nothing before that has been run.
fn change(series: Series, words: [&str; 2], now: f64, before: Option<f64>) -> String {
    before.map_or_else(String::new, |before| sentences::changed(series, words, now, before))
}

const MORE_PUPILS: [&str; 2] = ["more", "fewer"];
const MORE_POUNDS: [&str; 2] = ["more", "less"];
const BETTER: [&str; 2] = ["better", "worse"];

/// The three answers: how many children, whether the block breaks even, how many places are safe to buy. `safe` is the
/// last one's card, `baseline` what the baseline comes to.
pub fn answers(view: &View, baseline: Option<&View>, safe: Html) -> Html {
    let placed = placements(0, view, baseline);
    let balanced = view.money.target.as_ref().map(|target| {
        let before = baseline.and_then(|baseline| baseline.money.target.as_ref());
        balance(target, before, view.convergence.futures).view()
    });
    let spared = view.money.target.as_ref();
    let spared = spared.and_then(|target| sentences::spared_by_waits(target.year, target.spared));
    html! {
        <>
            <div class="cards answers" key="answers">
                { placed.view() }
                { balanced.unwrap_or_else(|| html! {
                    <div class="card" key="no-budget">
                        <h2>{"High Needs in-year balance"}</h2>
                        <p>{ prose(sentences::NO_BUDGET) }</p>
                    </div>
                }) }
                { safe }
            </div>
            if let Some(said) = spared {
                <p key="spared" class="sure">{ prose(&[&said, "."].concat()) }</p>
            }
        </>
    }
}

/// The other headline figures, a card each.
pub fn more(view: &View, baseline: Option<&View>) -> Html {
    let scenario = &view.scenario;
    let money = &view.money;
    let mut cards: Vec<Content> =
        (1..view.cards.len()).map(|index| placements(index, view, baseline)).collect();
    if let Some(target) = &money.target {
        let base = &money.spending[0];
        let before = baseline.and_then(|baseline| baseline.money.target.as_ref());
        cards.push(spending(target, before, base.0, base.1.p50));
    }
    let report = scenario.council().facts().report;
    let before = baseline.and_then(|baseline| baseline.money.contract.as_ref());
    cards.extend(money.contract.as_ref().map(|figures| contract(figures, before, report.as_ref())));
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

fn placements<'a>(index: usize, view: &'a View, baseline: Option<&View>) -> Content<'a> {
    let card = &view.cards[index];
    let opening = view.scenario.opening.pupils.amount.central();
    let before = baseline.and_then(|baseline| baseline.cards.get(index));
    // One scale for the dots of both Januaries, so that they can be compared.
    let all = view.cards.iter().flat_map(|card| card.figures.dots.iter().copied());
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
        change: change(
            Series::Pupils,
            MORE_PUPILS,
            card.figures.summary.p50,
            before.map(|card| card.figures.summary.p50),
        ),
        figures: &card.figures,
        series: Series::Pupils,
        with: Vec::from(<[f64; 2]>::from(extent(all))),
        mark: (opening, format!("start: {}", whole(opening))),
        beyond: "have more placements than at the start",
        links: vec![to_true(Kind::Placements)],
    }
}

fn spending<'a>(target: &'a Target, baseline: Option<&Target>, base: u16, before: f64) -> Content<'a> {
    Content {
        key: "spending",
        title: format!("Spending on placements, {}", target.year),
        figure: millions(target.spending.summary.p50),
        beside: MIDDLE,
        words: eight_in_ten(&target.spending, Series::Pounds),
        change: change(
            Series::Pounds,
            MORE_POUNDS,
            target.spending.summary.p50,
            baseline.map(|target| target.spending.summary.p50),
        ),
        figures: &target.spending,
        series: Series::Pounds,
        with: Vec::new(),
        mark: (before, format!("{}: {}", Series::Pounds.year(base), millions(before))),
        beyond: "spend more than the base year’s middle future",
        links: vec![to_true(Kind::Spending)],
    }
}

fn contract<'a>(figures: &'a Figures, baseline: Option<&Figures>, report: Option<&Report>) -> Content<'a> {
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
        change: change(Series::Pounds, MORE_POUNDS, middle, baseline.map(|figures| figures.summary.p50)),
        figures,
        series: Series::Pounds,
        with: Vec::new(),
        mark,
        beyond,
        links: vec![to_true(Kind::ContractValue)],
    }
}

fn balance<'a>(target: &'a Target, baseline: Option<&Target>, futures: u32) -> Content<'a> {
    Content {
        key: "balance",
        title: format!("In-year balance, {}", target.year),
        figure: millions(target.balance.summary.p50),
        beside: MIDDLE,
        words: format!(
            "{} {}.",
            eight_in_ten(&target.balance, Series::Pounds),
            sentences::breakeven(target.breakeven, futures)
        ),
        change: change(
            Series::Pounds,
            BETTER,
            target.balance.summary.p50,
            baseline.map(|target| target.balance.summary.p50),
        ),
        figures: &target.balance,
        series: Series::Pounds,
        with: Vec::new(),
        mark: (0.0, "breakeven: £0".into()),
        beyond: "are in balance",
        links: vec![
            html! { <a key="gap" href={Route::Breakeven.fragment()}>{"What would close the gap?"}</a> },
            to_true(Kind::Balance),
        ],
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
        change: String::new(),
        figures: &blocks.saving,
        series: Series::Pounds,
        with: Vec::new(),
        mark: (0.0, "spot prices".into()),
        beyond: "save against spot prices",
        links: Vec::new(),
    }
}
