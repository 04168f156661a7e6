//! The levers of the Localities Model, and of the tribunals that override it.

use crate::scenario::lever_spec::{Group, Kind, Lever, Move, Scale, Spec, Stage};
use crate::scenario::limits;

#[rustfmt::skip] // a row is read as a row
pub(super) static ROWS: [Spec; 9] = [
    Spec {
        lever: Lever::Effect, slot: 4, stage: Stage::Years, path: "localities.effect", group: Group::Localities, main: true,
        label: "Fewer joiners once fully adopted", unit: "%",
        help: "Of the joiners it can reach, the share that the Localities Model keeps in a mainstream school once it is fully adopted.",
        scale: Scale::Percent, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=60.0, reach: 0.0..=100.0, step: 1.0, places: 0,
        get: |s| &s.localities.effect, get_mut: |s| &mut s.localities.effect,
    },
    Spec {
        lever: Lever::Midpoint, slot: 5, stage: Stage::Years, path: "localities.midpoint", group: Group::Localities, main: true,
        label: "Half-way there by", unit: "year",
        help: "When a district that starts on time reaches half of the effect.",
        scale: Scale::Plain, moves: Move::Shift, kind: Kind::Uncertain, range: limits::YEAR,
        bounds: 2025.0..=2034.0, reach: 2020.0..=2050.0, step: 0.5, places: 1,
        get: |s| &s.localities.midpoint, get_mut: |s| &mut s.localities.midpoint,
    },
    Spec {
        lever: Lever::Tribunal, slot: 6, stage: Stage::Years, path: "tribunal.share", group: Group::Localities, main: true,
        label: "Directed by tribunal or conceded", unit: "%",
        help: "Share of joiners whom a tribunal directs, or whose appeal is conceded. No measure can divert them.",
        scale: Scale::Percent, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=80.0, reach: 0.0..=100.0, step: 1.0, places: 0,
        get: |s| &s.tribunal.share, get_mut: |s| &mut s.tribunal.share,
    },
    Spec {
        lever: Lever::Adoption, slot: 7, stage: Stage::Years, path: "localities.scale", group: Group::Localities, main: false,
        label: "How gradual the adoption is", unit: "years",
        help: "The scale of the logistic adoption curve: most of the change takes about four times as long.",
        scale: Scale::Plain, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::ADOPTION,
        bounds: 0.1..=3.0, reach: 0.05..=5.0, step: 0.1, places: 1,
        get: |s| &s.localities.scale, get_mut: |s| &mut s.localities.scale,
    },
    Spec {
        lever: Lever::Lag, slot: 8, stage: Stage::Years, path: "localities.lag", group: Group::Localities, main: false,
        label: "How far districts lag", unit: "years",
        help: "Each district is late by its own draw from this range.",
        scale: Scale::Plain, moves: Move::Shift, kind: Kind::Uncertain, range: limits::DELAY,
        bounds: 0.0..=5.0, reach: 0.0..=10.0, step: 0.1, places: 1,
        get: |s| &s.localities.lag, get_mut: |s| &mut s.localities.lag,
    },
    Spec {
        lever: Lever::Returns, slot: 9, stage: Stage::Years, path: "localities.return_share", group: Group::Localities, main: false,
        label: "Diverted pupils who come back", unit: "%",
        help: "Share of diverted pupils who need a placement a year later after all.",
        scale: Scale::Percent, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=60.0, reach: 0.0..=100.0, step: 1.0, places: 0,
        get: |s| &s.localities.return_share, get_mut: |s| &mut s.localities.return_share,
    },
    Spec {
        lever: Lever::ReturnsByTribunal, slot: 10, stage: Stage::Years, path: "localities.return_by_tribunal", group: Group::Localities, main: false,
        label: "Of these, through a tribunal", unit: "%",
        help: "Share of the pupils who come back that do so through a tribunal.",
        scale: Scale::Percent, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=100.0, reach: 0.0..=100.0, step: 5.0, places: 0,
        get: |s| &s.localities.return_by_tribunal, get_mut: |s| &mut s.localities.return_by_tribunal,
    },
    Spec {
        lever: Lever::Backfire, slot: 11, stage: Stage::Years, path: "tribunal.backfire", group: Group::Localities, main: false,
        label: "Tribunals provoked by diversion", unit: "",
        help: "How much each child diverted adds to the tribunal share: 0.3 means 3 more directed for each 10 diverted. 0 switches it off.",
        scale: Scale::Plain, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=1.0, reach: 0.0..=1.0, step: 0.05, places: 2,
        get: |s| &s.tribunal.backfire, get_mut: |s| &mut s.tribunal.backfire,
    },
    Spec {
        lever: Lever::TribunalOff, slot: 12, stage: Stage::Years, path: "tribunal.off_framework", group: Group::Localities, main: false,
        label: "Tribunal placements off the framework", unit: "%",
        help: "Share of directed or conceded placements that are off the framework.",
        scale: Scale::Percent, moves: Move::Stretch, kind: Kind::Uncertain, range: limits::SHARE,
        bounds: 0.0..=100.0, reach: 0.0..=100.0, step: 5.0, places: 0,
        get: |s| &s.tribunal.off_framework, get_mut: |s| &mut s.tribunal.off_framework,
    },
];
