//! An option on a card, and dots on their ground.

use super::face::{SERIES, Scene, size};
use crate::app::chart::DotPlot;
use crate::picture::ticks;
use crate::words::deck as say;
use crate::words::{self, Series};
use yew::prelude::*;

/// Dots on ground with a mark; the scale takes in `with` too. Those beyond the mark are filled, and where
/// `is_reached` those at the mark.
pub fn dot_plot(
    dots: &[f64],
    with: &[f64],
    (mark, name): (f64, String),
    is_reached: bool,
    series: Series,
    size: (f64, f64),
    label: String,
) -> Html {
    let all = dots.iter().chain(with).copied();
    let (low, high) = all.fold((mark, mark), |(low, high), value| (low.min(value), high.max(value)));
    let round = ticks(low, high, 4);
    let domain = (round[0], round[round.len() - 1]);
    let mark = if is_reached { mark - 1e-6 } else { mark };
    let written = |value: f64| -> AttrValue {
        words::tied(&if series == Series::Pounds { say::sum(value) } else { series.value(value) }).into()
    };
    html! {
        <DotPlot values={dots.to_vec()} {domain} {mark} mark_label={name} {label} {size}
            ends={Some((written(domain.0), written(domain.1)))} />
    }
}

/// An option on a card.
pub struct Card<'a> {
    pub name: String,
    pub under: String,
    pub figure: String,
    pub what: String,
    pub dots: &'a [f64],
    pub with: Vec<f64>,
    pub mark: String,
    /// How many of the dots, and what they do.
    pub count: Option<(usize, &'static str)>,
    /// Said where there is nothing to count.
    pub otherwise: &'static str,
    pub is_best: bool,
}

impl Card<'_> {
    pub fn view(self, scene: &Scene) -> Html {
        let said = match self.count {
            Some((0, what)) => {
                html! { <p class="said">{ format!("{what} in ") }<b>{"none of 50"}</b>{" futures"}</p> }
            }
            Some((count, what)) => html! {
                <p class="said">{ format!("{what} in ") }<b class="loss">{ format!("{count} of 50") }</b>{" futures"}</p>
            },
            None => html! { <p class="said">{ self.otherwise }</p> },
        };
        let label = match self.count {
            Some((count, what)) => format!("{}: {what} in {count} of 50 equally likely futures", self.name),
            None => format!("{}: {}", self.name, self.otherwise),
        };
        let dots = if self.count.is_some() { self.dots } else { &[] };
        html! {
            <div class={classes!("option", self.is_best.then_some("best"))} key={self.name.clone()}>
                <h3>{ self.name }</h3>
                <p class="under">{ self.under }</p>
                <p class="large">{ words::tied(&self.figure) }</p>
                <p class="what">{ self.what }</p>
                { dot_plot(dots, &self.with, (0.0, self.mark), true, SERIES, size(scene, 208.0, 78.0), label) }
                { said }
            </div>
        }
    }
}

/// The ends of all dots, so that cards share a scale.
pub fn ends<'a>(all: impl Iterator<Item = &'a [f64]>) -> Vec<f64> {
    let (low, high) =
        all.flatten().fold((0.0_f64, 0.0_f64), |(low, high), dot| (low.min(*dot), high.max(*dot)));
    vec![low, high]
}
