//! The slides on what may happen: pupils, money, the balance.

use super::card::Ground;
use super::scene::{Face, SERIES, Scene, eight_in_ten, size};
use crate::app::chart::FanChart;
use crate::decisions::{Moves, passed_by_most};
use crate::field::FinancialYear;
use crate::results::Target;
use crate::sentences;
use crate::sentences::deck as say;
use crate::words::{self, Series, chance, millions, whole};
use yew::prelude::*;

pub fn pupils(scene: &Scene) -> Face {
    let view = scene.view;
    let card = &view.cards[0];
    let s = &card.figures.summary;
    let opening = view.scenario.opening.pupils.amount.central();
    let title = say::may_pass("Placements are", &whole(opening), &format!("by {}", card.january), card.above);
    let history = view.scenario.council().history_points();
    Face {
        sub: format!(
            "{} in {}; more than today in {}",
            eight_in_ten(Series::Pupils, s.p10, s.p90),
            card.january,
            chance(card.above)
        ),
        body: html! {
            <FanChart series={Series::Pupils} {history} futures={view.county.clone()}
                size={(!scene.is_narrow).then_some((754.0, 300.0))} label={title.clone()} />
        },
        note: format!(
            "Dark band: half of the futures. Pale band: 8 in 10. The line is the middle future, {} in {}, and not a prediction.\nA fall is not good in itself: ask who waits and who goes without.",
            whole(s.p50),
            card.january
        ),
        title,
        ..Face::default()
    }
}

pub fn cost(scene: &Scene) -> Face {
    let money = &scene.view.money;
    let (year, figures, before) = match (&money.target, &money.contract) {
        (Some(target), _) => (target.year.to_string(), &target.spending, Some(money.spending[0])),
        (None, Some(contract)) => ("the eight framework years".into(), contract, None),
        (None, None) => {
            return Face {
                title: "Spending over the framework is not simulated".into(),
                sub: match &scene.view.scenario.agreement {
                    Some(agreement) => format!(
                        "The horizon holds neither {} nor all eight years of the framework",
                        agreement.break_even_in
                    ),
                    None => "The horizon does not hold all eight years of the framework".into(),
                },
                ..Face::default()
            };
        }
    };
    let (level, above) = passed_by_most(&figures.dots);
    let dots = if scene.is_narrow { &figures.few } else { &figures.dots };
    let title = say::may_pass("Spending on placements is", &millions(level), &format!("in {year}"), above);
    let s = &figures.summary;
    let since = before.map(|(year, s)| format!(". In {} it is {}", FinancialYear(year), millions(s.p50)));
    let count = say::count_of(dots.iter().filter(|dot| **dot > level).count(), dots.len());
    Face {
        sub: format!("{}{}", eight_in_ten(SERIES, s.p10, s.p90), since.unwrap_or_default()),
        body: html! {
            <>
                { Ground::new([dots.as_slice()].into_iter(), level, false, size(scene, 754.0, 236.0))
                    .view(dots, millions(level), format!("{title}: {count} equally likely futures")) }
                <p class="said">{ say::each_dot(dots.len()) }{". "}<b>{ count }</b>
                    { format!(" pass {} (filled).", millions(level)) }</p>
            </>
        },
        note: "All dots are equally likely: count them rather than remember a percentage.\nTransport is not included: the General Fund pays for it.".into(),
        title,
        ..Face::default()
    }
}

/// The sums where arithmetic and not chance decides the balance.
fn settled(scene: &Scene, target: &Target) -> Vec<String> {
    sentences::arithmetic(
        target.breakeven,
        target.balance.summary.p50,
        &Moves::of(&scene.view.scenario),
        &target.movement,
        target.year,
    )
}

pub fn breakeven(scene: &Scene) -> Face {
    let Some(target) = &scene.view.money.target else {
        return Face {
            title: "Whether the High Needs Block breaks even is not simulated".into(),
            sub: match &scene.view.scenario.agreement {
                Some(agreement) => format!("The horizon ends before {}", agreement.break_even_in),
                None => "No agreement names a year by which it must".into(),
            },
            ..Face::default()
        };
    };
    let year = target.year.to_string();
    let s = &target.balance.summary;
    let sums = settled(scene, target);
    let title = say::balanced(target.breakeven, &year);
    let dots = if scene.is_narrow { &target.balance.few } else { &target.balance.dots };
    let above = say::count_of(dots.iter().filter(|dot| **dot >= 0.0).count(), dots.len());
    let label = format!("In-year balance of {year}: {above} equally likely futures at £0 or above");
    let waits = sentences::spared_by_waits(target.year, target.spared);
    let aside = if sums.is_empty() {
        vec![
            "Chance decides: no single sum settles it.".to_owned(),
            format!(
                "The middle future ends {} {} balance.",
                millions(s.p50.abs()),
                if s.p50 < 0.0 { "below" } else { "above" }
            ),
        ]
    } else {
        sums.clone()
    };
    let needed = sentences::needed(&target.needed, target.year);
    Face {
        sub: format!("In-year balance before contributions, {year}: {}", eight_in_ten(SERIES, s.p10, s.p90)),
        body: html! {
            <div class="wide-narrow even">
                <div>
                    { Ground::new([dots.as_slice()].into_iter(), 0.0, true, size(scene, 400.0, 220.0))
                        .view(dots, "breakeven: £0".into(), label) }
                    <p class="said">{"£0 is reached in "}<b>{ above }</b>{" equally likely futures."}</p>
                </div>
                <div class={classes!("arguments", (!sums.is_empty()).then_some("settled"))}>
                    { for aside.into_iter().chain(needed).chain(waits.map(|said| format!("{said}."))).enumerate().map(|(at, sentence)| html! { <p key={at}>{ words::tied(&sentence) }</p> }) }
                </div>
            </div>
        },
        note: if sums.is_empty() {
            "It depends on what happens: the next slide says what matters most.".into()
        } else {
            "This is not a matter of luck: say so, and spend the time on what would change the sum.".into()
        },
        title,
        ..Face::default()
    }
}
