//! The versions of a scenario file, and how each older one is brought up to date, step by step.
//!
//! | Version | Form |
//! |---|---|
//! | 1 | Placements alone; it says no version. |
//! | 2 | Diversion, blocks, prices and the High Needs Block too; it says no version. Early ones do not say whether a block is near home. |
//! | 3 | Says its version, and may give rationales, counted shares, the source COUNCIL and groups of areas. |
//! | 4 | Has the path of joiners (weight on England's councils, wander, pull back, reform), says which years known prices are of, how places follow demand, and how grant and other spending move together. |
//! | 5 | Names its council and the agreement that this has on its High Needs Block, and has what is moved in from the Schools Block. |

use super::Scenario;
use crate::json::{self, Json, Unreadable};

/// The version that the planner writes.
pub const VERSION: u64 = 5;

/// The parts that version 2 added.
const ADDED: [&str; 12] = [
    "tribunal",
    "localities",
    "local_provision",
    "capacity",
    "alternatives",
    "framework",
    "prices",
    "blocks",
    "transport",
    "high_needs",
    "dependence",
    "areas",
];

/// Brings the tree of a file of any version up to date, and returns the version it was.
///
/// # Errors
///
/// Where the version is unknown, or the tree is no scenario at all.
pub(super) fn current(tree: &mut Json) -> Result<u64, Unreadable> {
    let refuse = |path: &str, reason: &str| Unreadable { path: path.into(), reason: reason.into() };
    let Json::Fields(fields) = tree else {
        return Err(refuse("", "expected an object with fields"));
    };
    if !fields.iter().any(|(name, _)| ["horizon", "opening", "demand", "run"].contains(&name.as_str())) {
        return Err(refuse("", "it is JSON, but has none of a scenario’s parts"));
    }
    let version = match field(tree, "version") {
        None if ADDED.iter().all(|name| field(tree, name).is_none()) => 1,
        None => 2,
        Some(Json::Whole(version @ 1..=VERSION)) => *version,
        Some(Json::Whole(version)) => {
            let reason = [
                "this file is of version ",
                &version.to_string(),
                ", and this planner reads versions 1 to ",
                &VERSION.to_string(),
                "; reload the page to get the newest planner, or ask for the file in an older version",
            ];
            return Err(refuse("version", &reason.concat()));
        }
        Some(_) => return Err(refuse("version", "expected a whole number")),
    };
    if version < 2 {
        with_money(tree);
    }
    if version < 3 {
        with_nearness(tree);
    }
    with_later(tree, version);
    if version < 5 {
        with_council(tree);
    }
    if let Json::Fields(fields) = tree
        && let Some(index) = fields.iter().position(|(name, _)| name == "version")
    {
        // From here on the tree is always of the newest version.
        fields.remove(index);
    }
    Ok(version)
}

/// The note for the planner on a file that was brought up to date; empty where its meaning stays the same.
pub fn upgrade_note(version: u64) -> &'static str {
    if version == 1 {
        "The file is of version 1, which knew placements alone. Prices, transport and the High Needs budget are now those of the published baseline. It has no Localities Model, no new local places and no blocks, so that its placements stay what they were."
    } else if version < 4 {
        "The file is of an earlier version, which knew one rate of joining, the council’s own, and one growth for ever. It still does so, and its ranges are narrower than England’s record bears out: put “Weight on England’s councils” and the other numbers of the path back to the published ones to change that."
    } else {
        ""
    }
}

/// From version 1 to 2: fills in the published values, except where they would change the placements.
fn with_money(tree: &mut Json) {
    let Ok(published) = json::parse(Scenario::published_text()) else { return };
    for name in ADDED {
        if field(tree, name).is_none()
            && let Some(part) = field(&published, name)
        {
            set(tree, name, part.clone());
        }
    }
    for (part, name) in
        [("localities", "effect"), ("local_provision", "srp_places"), ("capacity", "occupancy")]
    {
        if let Some(assumption) = field_mut(tree, part).and_then(|part| field_mut(part, name)) {
            set(assumption, "amount", Json::Whole(0));
        }
    }
    for name in ["schools", "srp_openings"] {
        if let Some(local) = field_mut(tree, "local_provision") {
            set(local, name, Json::List(Vec::new()));
        }
    }
    for name in ["blocks", "areas"] {
        set(tree, name, Json::List(Vec::new()));
    }
    for part in ["districts", "needs"] {
        let known = field(&published, part).map_or(&[][..], items);
        let Some(list) = field_mut(tree, part) else { continue };
        if part == "needs"
            && field(list, "suits_basis").is_none()
            && let Some(basis) = field(&published, part).and_then(|needs| field(needs, "suits_basis"))
        {
            set(list, "suits_basis", basis.clone());
        }
        let Some(Json::List(items)) = field_mut(list, "list") else { continue };
        for item in items {
            // Take the published item with the same code, or the first one where there is no such item.
            let is_same = |other: &&Json| match (field(item, "code"), field(other, "code")) {
                (Some(Json::Text(one)), Some(Json::Text(other))) => one == other,
                _ => false,
            };
            let Some(Json::Fields(pattern)) = known.iter().find(is_same).or(known.first()) else { continue };
            let pattern = pattern.iter().filter(|(name, _)| !OF_VERSION_1.contains(&name.as_str()));
            for (name, value) in pattern {
                if field(item, name).is_none() {
                    set(item, name, value.clone());
                }
            }
        }
    }
}

/// The fields of a district and a need that version 1 had: where one of these is missing, the file is incomplete.
const OF_VERSION_1: [&str; 7] =
    ["code", "name", "dps_school", "weight", "cohort", "opening_weight", "joiner_weight"];

/// From version 2 to 3: a block that does not say otherwise is not near home.
fn with_nearness(tree: &mut Json) {
    let Some(Json::List(blocks)) = field_mut(tree, "blocks") else { return };
    for block in blocks {
        if field(block, "near_home").is_none() {
            set(block, "near_home", Json::Flag(false));
        }
    }
}

/// The fields that version 4 and later versions added: the version, the part, the field, and the amount that an earlier
/// file meant where that is not the published one. Version 3 had one rate of joining, the council's own, and one growth
/// for all years.
const LATER: [(u64, &str, &str, Option<u64>); 14] = [
    (4, "prices", "of_financial_years", None),
    (4, "capacity", "follows", None),
    (4, "dependence", "budget_other", None),
    (4, "demand", "pooling", Some(0)),
    (4, "demand", "level_doubt", Some(0)),
    (4, "demand", "wander", Some(0)),
    (4, "demand", "wander_memory", None),
    (4, "demand", "pull_back", Some(0)),
    (4, "demand", "share_over_england", None),
    (4, "demand", "fade", Some(1)),
    (4, "demand", "rush", None),
    (4, "demand", "reform", None),
    (4, "demand", "reform_from", None),
    (5, "high_needs", "schools_transfer", Some(0)),
];

/// From version 3 on: fills in the fields that the file lacks, with the published value or with what the file meant.
fn with_later(tree: &mut Json, version: u64) {
    let Ok(published) = json::parse(Scenario::published_text()) else { return };
    for (_, part, name, meant) in LATER.into_iter().filter(|(since, ..)| *since > version) {
        if let Some(value) = field(&published, part).and_then(|part| field(part, name))
            && let Some(part) = field_mut(tree, part)
            && field(part, name).is_none()
        {
            let mut value = value.clone();
            if let Some(meant) = meant {
                set(&mut value, "amount", Json::Whole(meant));
            }
            set(part, name, value);
        }
    }
}

/// The fields at the top that version 5 added. Every earlier file is of the council that the planner opens with.
const WHOSE: [&str; 2] = ["council", "agreement"];

/// From version 4 to 5: fills in the council and its agreement as published.
fn with_council(tree: &mut Json) {
    let Ok(published) = json::parse(Scenario::published_text()) else { return };
    for name in WHOSE {
        if field(tree, name).is_none()
            && let Some(value) = field(&published, name)
        {
            set(tree, name, value.clone());
        }
    }
}

/// The version of scenario files when the first link was made.
const FIRST_LINKS: u64 = 4;

/// Removes the fields that came after the first links where they say what an earlier planner assumed. So a new field
/// that changes nothing leaves every link as it was.
pub(super) fn as_first_linked(tree: &mut Json) {
    set(tree, "version", Json::Whole(FIRST_LINKS));
    if let (Ok(published), Json::Fields(fields)) = (json::parse(Scenario::published_text()), &mut *tree) {
        fields.retain(|(name, value)| {
            !WHOSE.contains(&name.as_str()) || field(&published, name) != Some(value)
        });
    }
    for (_, part, name, meant) in LATER.into_iter().filter(|(since, ..)| *since > FIRST_LINKS) {
        let Some(Json::Fields(fields)) = field_mut(tree, part) else { continue };
        fields.retain(|(field, value)| field != name || !is_amount(value, meant));
    }
}

/// Whether a value has a given amount.
fn is_amount(value: &Json, amount: Option<u64>) -> bool {
    match (field(value, "amount"), amount) {
        (Some(Json::Whole(own)), Some(amount)) => *own == amount,
        (Some(Json::Number(own)), Some(amount)) => own.to_bits() == (amount as f64).to_bits(),
        _ => false,
    }
}

fn items(part: &Json) -> &[Json] {
    if let Some(Json::List(items)) = field(part, "list") { items } else { &[] }
}

fn field<'a>(tree: &'a Json, name: &str) -> Option<&'a Json> {
    let Json::Fields(fields) = tree else { return None };
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
}

fn field_mut<'a>(tree: &'a mut Json, name: &str) -> Option<&'a mut Json> {
    let Json::Fields(fields) = tree else { return None };
    fields.iter_mut().find(|(field, _)| field == name).map(|(_, value)| value)
}

/// Sets a field of an object. Other values have no fields and stay as they are.
fn set(tree: &mut Json, name: &str, value: Json) {
    match field_mut(tree, name) {
        Some(old) => *old = value,
        None => {
            if let Json::Fields(fields) = tree {
                fields.push((name.into(), value));
            }
        }
    }
}
