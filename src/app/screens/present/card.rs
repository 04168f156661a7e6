//! An option on a card, and the ground on which its dots stand.

use super::scene::{Scene, size};
use crate::app::chart::{DotPlot, room};
use crate::picture::{columns, extent, ticks};
use crate::sentences::deck as say;
use crate::words;
use yew::prelude::*;

/// The ground on which dots stand. All cards share one, so that they have the same scale and size.
pub struct Ground {
    domain: (f64, f64),
    /// The value beyond which dots are filled.
    mark: f64,
    columns: usize,
    size: (f64, f64),
}

impl Ground {
    /// Makes a ground. Where `is_reached`, dots at the mark are filled too.
    pub fn new<'a>(
        all: impl Iterator<Item = &'a [f64]> + Clone,
        mark: f64,
        is_reached: bool,
        size: (f64, f64),
    ) -> Ground {
        let dots = all.clone().flatten().copied();
        let (low, high) = extent(dots.chain([mark]));
        let round = ticks(low, high, 4);
        let domain = (round[0], round[round.len() - 1]);
        let mark = if is_reached { mark - 1e-6 } else { mark };
        let fits = all.map(|dots| columns(dots, domain, mark, room(size)));
        Ground { domain, mark, columns: fits.max().unwrap_or(1), size }
    }

    pub fn view(&self, dots: &[f64], mark_label: String, label: String) -> Html {
        let written = |value: f64| AttrValue::from(words::tied(&say::sum(value)));
        let (domain, mark, columns, size) = (self.domain, self.mark, self.columns, self.size);
        html! {
            <DotPlot values={dots.to_vec()} {domain} {mark} {mark_label} {label} {size} {columns}
                ends={Some((written(domain.0), written(domain.1)))} />
        }
    }
}

/// An option on a card.
pub struct Card<'a> {
    pub name: String,
    pub under: String,
    pub figure: String,
    pub what: String,
    pub dots: &'a [f64],
    pub mark: String,
    /// A number of dots, and words on what they do.
    pub count: Option<(usize, &'static str)>,
    /// The words where there is nothing to count.
    pub otherwise: &'static str,
    pub is_best: bool,
}

impl Card<'_> {
    pub fn view(self, ground: &Ground) -> Html {
        let all = self.dots.len();
        let said = match self.count {
            Some((count, what)) => html! {
                <p class="said">
                    { format!("{what} in ") }
                    <b class={(count > 0).then_some("loss")}>{ say::count_of(count, all) }</b>
                    {" futures"}
                </p>
            },
            None => html! { <p class="said">{ self.otherwise }</p> },
        };
        let label = match self.count {
            Some((count, what)) => {
                format!("{}: {what} in {} equally likely futures", self.name, say::count_of(count, all))
            }
            None => format!("{}: {}", self.name, self.otherwise),
        };
        let dots = if self.count.is_some() { self.dots } else { &[] };
        html! {
            <div class={classes!("option", self.is_best.then_some("best"))} key={self.name.clone()}>
                <h3>{ self.name }</h3>
                <p class="under">{ self.under }</p>
                <p class="large">{ words::tied(&self.figure) }</p>
                <p class="what">{ self.what }</p>
                { ground.view(dots, self.mark, label) }
                { said }
            </div>
        }
    }
}

/// The common ground of the dots of cards.
pub fn ground<'a>(scene: &Scene, all: impl Iterator<Item = &'a [f64]> + Clone) -> Ground {
    // Where all values are equal there is nothing to count, and no dots are drawn.
    let is_drawn = |dots: &&[f64]| dots.first() != dots.last();
    Ground::new(all.filter(is_drawn), 0.0, true, size(scene, 208.0, 78.0))
}
