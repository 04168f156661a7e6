//! The districts of a block apart and joined, side by side.

use super::in_thousands;
use crate::app::part::{Row, panel, table};
use crate::app::progress::Progress;
use crate::app::study::{progress, use_study};
use crate::decisions::offer::{Offer, apart_and_joined};
use crate::decisions::{Aim, VolumeCurve};
use crate::questions::{BestVolumes, BlockAlone, OfferCurves, Offers};
use crate::words::{in_100, range, tied, whole};
use crate::worker::Pool;
use std::rc::Rc;
use yew::prelude::*;

/// What each offer does at its best volume; none for a block that never runs.
type Curves = Rc<Vec<Option<VolumeCurve>>>;

/// The best volume of each offer and what it does; none until all is known.
#[hook]
fn use_offers(pool: &Pool, offers: Offers, aim: Aim) -> (Option<Curves>, Progress, Callback<()>) {
    let first = use_study(pool, Some(BestVolumes { offers: offers.clone(), purse: aim.purse }));
    // The answer to an earlier question may still be there.
    let chosen = first.answer.filter(|chosen| chosen.offers == offers).map(|chosen| (*chosen).clone());
    // The best on average: caution asks for every future of every volume.
    let aim = Aim { caution: 0.0, ..aim };
    let second = use_study(pool, chosen.map(|chosen| OfferCurves { chosen, aim }));
    let (progress, stop) = if second.progress.wanted == 0 {
        (first.progress, first.stop)
    } else {
        (second.progress, second.stop)
    };
    (second.answer, progress, stop)
}

/// Pounds a year, in thousands: a column of a table.
fn yearly(curve: &VolumeCurve, value: f64) -> String {
    in_thousands(value / curve.years.max(1) as f64)
}

#[derive(Properties, PartialEq)]
pub struct JoinedProps {
    pub pool: Pool,
    pub block: BlockAlone,
    pub aim: Aim,
}

/// The districts of a block apart and joined.
#[component]
pub fn Joined(props: &JoinedProps) -> Html {
    let BlockAlone { scenario, index } = &props.block;
    let (terms, behind) = (*index, *index);
    let offers = use_memo(props.block.clone(), |block| apart_and_joined(&block.scenario, block.terms()));
    let asked = Offers { scenario: scenario.clone(), offers: offers.clone(), terms, behind };
    let (answer, stage, stop) = use_offers(&props.pool, asked, props.aim);
    let sub = "The best volume of each on average, with the terms of this block. A shared block has fewer empty places for the same number of pupils, but its pupils may travel further.";
    let body = answer.map_or_else(|| progress(stage, &stop), |curves| joined(&offers, &curves));
    panel("joined-title", "Separate or together?".into(), sub, stage.is_running(), body)
}

fn joined(offers: &[Offer], curves: &[Option<VolumeCurve>]) -> Html {
    let rows: Vec<(&Offer, &VolumeCurve)> =
        offers.iter().zip(curves).filter_map(|(offer, curve)| Some((offer, curve.as_ref()?))).collect();
    let apart = rows.iter().filter(|(offer, _)| offer.block.districts.len() == 1);
    let together = rows.last().filter(|(offer, _)| offer.block.districts.len() != 1);
    let gain = together.filter(|_| rows.len() > 2).map(|(_, curve)| {
        let saving = |curve: &VolumeCurve| curve.best().saving / curve.years.max(1) as f64;
        saving(curve) - apart.map(|(_, curve)| saving(curve)).sum::<f64>()
    });
    let is_catchment = rows.iter().filter(|(offer, _)| offer.block.districts.len() != 1).count() == 1;
    let heads = [
        "Block",
        "Demand, median",
        "8 in 10 futures",
        "Best volume",
        "Saved a year, £000",
        "8 in 10 futures, £000",
        "Pays for empty places",
    ];
    let row = |(offer, curve): &(&Offer, &VolumeCurve)| {
        let (p, demand) = (curve.best(), &curve.term_demand);
        let cells = [
            whole(demand.percentile(0.5)),
            range(demand.percentile(0.1), demand.percentile(0.9)),
            p.volume.to_string(),
            yearly(curve, p.saving),
            tied(&format!("{} to {}", yearly(curve, p.p10), yearly(curve, p.p90))),
            in_100(p.pays),
        ];
        let class = if offer.block.districts.len() == 1 { "" } else { "together" };
        Row { class, ..Row::of(&offer.name, cells) }
    };
    html! {
        <>
            { table("Separate or together".into(), "offers", &heads, rows.iter().map(row).collect()) }
            if let Some(gain) = gain.filter(|_| is_catchment) {
                <p class="source">{ said_of(gain) }</p>
            }
        </>
    }
}

fn said_of(gain: f64) -> String {
    let more = crate::words::thousands(gain.abs());
    if gain > 0.0 {
        format!("Together they save {more} a year more on average than apart.")
    } else {
        format!("Together they save {more} a year less on average than apart.")
    }
}
