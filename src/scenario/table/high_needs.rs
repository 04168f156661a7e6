//! The levers of the High Needs Block.

use crate::scenario::lever_spec::{Group, Kind, Lever, Move, Scale, Spec, Stage};
use crate::scenario::limits;

#[rustfmt::skip] // a row is read as a row
pub(super) static ROWS: [Spec; 12] = [
    Spec {
        lever: Lever::Gap, slot: 50, stage: Stage::Budget, path: "high_needs.gap", group: Group::HighNeeds, main: true,
        label: "In-year gap, 2025/26", unit: "£m",
        help: "Spending over the High Needs Block in 2025/26, before any contribution.",
        scale: Scale::Millions, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::MONEY,
        bounds: 0.0..=150.0, reach: 0.0..=500.0, step: 1.0, places: 0,
        get: |s| &s.high_needs.gap, get_mut: |s| &mut s.high_needs.gap,
    },
    Spec {
        lever: Lever::BudgetGrowth, slot: 51, stage: Stage::Budget, path: "high_needs.budget_growth", group: Group::HighNeeds, main: true,
        label: "Growth of the High Needs Block", unit: "% a year",
        help: "Growth of the grant.",
        scale: Scale::Percent, moves: Move::Shift, kind: Kind::Uncertain, range: limits::GROWTH,
        bounds: -5.0..=15.0, reach: -20.0..=30.0, step: 0.5, places: 1,
        get: |s| &s.high_needs.budget_growth, get_mut: |s| &mut s.high_needs.budget_growth,
    },
    Spec {
        lever: Lever::OtherGrowth, slot: 52, stage: Stage::Budget, path: "high_needs.other_growth", group: Group::HighNeeds, main: true,
        label: "Growth of all other spending from it", unit: "% a year",
        help: "State special schools, top-ups and everything else but independent placements.",
        scale: Scale::Percent, moves: Move::Shift, kind: Kind::Uncertain, range: limits::GROWTH,
        bounds: -5.0..=15.0, reach: -20.0..=30.0, step: 0.5, places: 1,
        get: |s| &s.high_needs.other_growth, get_mut: |s| &mut s.high_needs.other_growth,
    },
    Spec {
        lever: Lever::BudgetOther, slot: 61, stage: Stage::Budget, path: "dependence.budget_other", group: Group::HighNeeds, main: false,
        label: "How far the grant and other spending move together", unit: "",
        help: "The correlation between the growth of the High Needs Block and that of all other spending from it. At 0 they are independent and the balance is most uncertain; near 1 higher costs are funded, and it is least uncertain.",
        scale: Scale::Plain, moves: Move::Shift, kind: Kind::Fixed, range: limits::CORRELATION,
        bounds: -0.9..=0.9, reach: -0.95..=0.95, step: 0.05, places: 2,
        get: |s| &s.dependence.budget_other, get_mut: |s| &mut s.dependence.budget_other,
    },
    Spec {
        lever: Lever::OtherSavings, slot: 53, stage: Stage::Budget, path: "high_needs.other_savings", group: Group::HighNeeds, main: true,
        label: "Other savings a year", unit: "£m",
        help: "What the rest of the recovery plan saves each year once it is in place.",
        scale: Scale::Millions, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SIGNED_MONEY,
        bounds: 0.0..=150.0, reach: 0.0..=500.0, step: 1.0, places: 0,
        get: |s| &s.high_needs.other_savings, get_mut: |s| &mut s.high_needs.other_savings,
    },
    Spec {
        lever: Lever::SavingsDelay, slot: 54, stage: Stage::Budget, path: "high_needs.other_savings_delay", group: Group::HighNeeds, main: true,
        label: "Other savings arrive late by", unit: "years",
        help: "How many years later than planned the other savings are in place.",
        scale: Scale::Plain, moves: Move::Shift, kind: Kind::Uncertain, range: limits::DELAY,
        bounds: 0.0..=5.0, reach: 0.0..=10.0, step: 0.5, places: 1,
        get: |s| &s.high_needs.other_savings_delay, get_mut: |s| &mut s.high_needs.other_savings_delay,
    },
    Spec {
        lever: Lever::SchoolsTransfer, slot: 71, stage: Stage::Budget, path: "high_needs.schools_transfer", group: Group::HighNeeds, main: false,
        label: "Transfer from the Schools Block a year", unit: "£m",
        help: "The sum moved each year from the funding of mainstream schools, beyond what the gap of the base year already includes. Each year’s transfer needs its own decision.",
        scale: Scale::Millions, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::MONEY,
        bounds: 0.0..=50.0, reach: 0.0..=200.0, step: 0.1, places: 1,
        get: |s| &s.high_needs.schools_transfer, get_mut: |s| &mut s.high_needs.schools_transfer,
    },
    Spec {
        lever: Lever::Budget, slot: 55, stage: Stage::Budget, path: "high_needs.budget", group: Group::HighNeeds, main: false,
        label: "High Needs Block, 2025/26", unit: "£m",
        help: "The grant of the base year.",
        scale: Scale::Millions, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::MONEY,
        bounds: 0.0..=1000.0, reach: 0.0..=5000.0, step: 1.0, places: 1,
        get: |s| &s.high_needs.budget, get_mut: |s| &mut s.high_needs.budget,
    },
    Spec {
        lever: Lever::OpeningDeficit, slot: 56, stage: Stage::Budget, path: "high_needs.opening_deficit", group: Group::HighNeeds, main: false,
        label: "Accumulated deficit, March 2025", unit: "£m",
        help: "At the start of the base year, after contributions.",
        scale: Scale::Millions, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SIGNED_MONEY,
        bounds: 0.0..=500.0, reach: 0.0..=2000.0, step: 1.0, places: 1,
        get: |s| &s.high_needs.opening_deficit, get_mut: |s| &mut s.high_needs.opening_deficit,
    },
    Spec {
        lever: Lever::Contributions, slot: 57, stage: Stage::Budget, path: "high_needs.contributions", group: Group::HighNeeds, main: false,
        label: "Contributions under the agreement a year", unit: "£m",
        help: "What the Department for Education and the council pay towards the deficit, until the agreement ends.",
        scale: Scale::Millions, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SIGNED_MONEY,
        bounds: 0.0..=100.0, reach: 0.0..=500.0, step: 0.5, places: 1,
        get: |s| &s.high_needs.contributions, get_mut: |s| &mut s.high_needs.contributions,
    },
    Spec {
        lever: Lever::GrantShare, slot: 58, stage: Stage::Budget, path: "high_needs.grant_share", group: Group::HighNeeds, main: false,
        label: "Deficit cleared by the stability grant", unit: "%",
        help: "Share of the deficit at March 2026.",
        scale: Scale::Percent, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=100.0, reach: 0.0..=100.0, step: 5.0, places: 0,
        get: |s| &s.high_needs.grant_share, get_mut: |s| &mut s.high_needs.grant_share,
    },
    Spec {
        lever: Lever::GrantChance, slot: 59, stage: Stage::Budget, path: "high_needs.grant_chance", group: Group::HighNeeds, main: false,
        label: "Chance that the grant is approved", unit: "%",
        help: "It needs an approved local reform plan.",
        scale: Scale::Percent, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=100.0, reach: 0.0..=100.0, step: 5.0, places: 0,
        get: |s| &s.high_needs.grant_chance, get_mut: |s| &mut s.high_needs.grant_chance,
    },
];
