//! What a scenario file holds: the fields of each structure and the words of each choice.

use super::{
    AgeTable, Alternatives, Amount, Area, Assumption, Basis, Block, BlockKind, Capacity, Cohort, Demand,
    Dependence, District, Districts, Framework, HazardBand, HighNeeds, Horizon, Leaving, LocalProvision,
    Localities, Mix, Need, Needs, Opening, Pert, Prices, Run, Scenario, School, Source, SrpOpening,
    Transport, Tribunal, Unit,
};
use crate::council::Base;
use crate::field::Phase;
use crate::json::{Json, Read, Reader};

macro_rules! fields {
    ($($structure:ident { $($field:ident $(or $default:expr)?),* $(,)? })*) => {$(
        impl Read for $structure {
            fn read(reader: &mut Reader) -> $structure {
                reader.only(&[$(stringify!($field)),*]);
                $structure { $($field: field!(reader $field $($default)?)),* }
            }
        }
    )*};
}

/// A field that must be there, or one that earlier files lack, with what they meant.
macro_rules! field {
    ($reader:ident $field:ident) => {
        $reader.field(stringify!($field))
    };
    ($reader:ident $field:ident $default:expr) => {
        $reader.field_or(stringify!($field), $default)
    };
}

macro_rules! words {
    ($($choice:ident { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        impl Read for $choice {
            fn read(reader: &mut Reader) -> $choice {
                [$($choice::$variant),*][reader.word(&[$($word),*])]
            }
        }
    )*};
}

fields! {
    Scenario {
        name, note, horizon, opening, districts, needs, demand, leaving, tribunal, localities, local_provision,
        capacity, alternatives, framework, prices, blocks, transport, high_needs, dependence, areas, run,
    }
    Horizon { opening_january, years }
    Opening { base, pupils, age_profile }
    AgeTable { values, basis }
    Districts { list, concentration, counted or false, weight_basis, cohort_basis, cohort_from, cohort_to }
    District { code, name, dps_school, weight, latitude, longitude, localities_start, srp_weight, cohort }
    Cohort { primary, secondary, post_16 }
    Needs { list, concentration, counted or false, weight_basis, suits_basis }
    Need {
        code, name, opening_weight, joiner_weight, localities_multiplier, srp_share, srp_excluded,
        special_share,
    }
    Demand {
        joiners_by_age, reference_pupils, joiner_scale, growth, pooling, level_doubt, wander, wander_memory,
        pull_back, share_over_england, fade, rush, reform, reform_from, shock_k, migration,
    }
    Leaving { bands }
    HazardBand { from_age, to_age, hazard }
    Run { futures, seed }
    Assumption { amount, basis }
    Basis { unit, source, reference, note, rationale or String::new() }
    Pert { min, mode, max }
    Tribunal { share, off_framework, backfire }
    Localities {
        effect, midpoint, scale, lag, on_time, return_share, return_by_tribunal, rationale or String::new(),
    }
    LocalProvision {
        srp_places, srp_from, srp_to, srp_slip, srp_displacement, srp_unlocked, srp_openings, schools,
        school_displacement, turnover, rationale or String::new(),
    }
    SrpOpening { district, september, places }
    School { name, catchment, places, opens, fill }
    Capacity { occupancy, growth, follows }
    Alternatives { mainstream, srp, state_special, eotas, growth, mix }
    Mix { mainstream, srp, state_special, eotas, basis }
    Framework {
        start, initial_years, extensions, break_after, opening_share, participation, participation_by,
        lot_a, travel_allowed, rationale or String::new(),
    }
    Prices {
        of_financial_years, framework_opening, off_framework_opening, lot_a, lot_b, off_framework, joiner_premium, uplift,
        uplift_swing, uplift_memory, fee_process, fee_process_included, band_chance, band_start,
        band_effect,
    }
    Block {
        name, kind, districts, needs, phases, volume, start, term, ramp, discount, void_share,
        minimum_occupancy, indexation, refill, award, signed, near_home,
        rationale or String::new(),
    }
    Transport {
        fixed, per_km, cap, local_km, road_factor, out_of_district, eligible_under_16, eligible_16_plus,
        growth,
    }
    HighNeeds {
        gap, budget, budget_growth, other_growth, other_savings, other_savings_from, other_savings_delay,
        opening_deficit, contributions, grant_share, grant_chance,
    }
    Dependence { effect_midpoint, growth_tribunal, uplift_premium, uplift_capacity, budget_other }
    Area { name, districts, grouping }
}

words! {
    Unit {
        Pupils = "pupils",
        PupilsAYear = "pupils_a_year",
        Share = "share",
        ShareAYear = "share_a_year",
        Multiplier = "multiplier",
        Weight = "weight",
        Size = "size",
        Places = "places",
        DecimalYear = "decimal_year",
        Years = "years",
        Pounds = "pounds",
        PoundsAYear = "pounds_a_year",
        Kilometres = "kilometres",
        Correlation = "correlation",
    }
    Source {
        Seed = "SEED",
        Sen2 = "SEN2",
        Ons = "ONS",
        Council = "COUNCIL",
        Assumption = "ASSUMPTION",
    }
    BlockKind {
        NewPlaces = "new_places",
        Conversion = "conversion",
    }
    Phase {
        Primary = "primary",
        Secondary = "secondary",
        Post16 = "post_16",
    }
}

impl Read for Base {
    fn read(reader: &mut Reader) -> Base {
        let bases: Vec<Base> = Base::all().collect();
        let words: Vec<&str> = bases.iter().map(|base| base.word()).collect();
        bases[reader.word(&words)]
    }
}

const AN_AMOUNT: &str = "a number, or one of pert, uniform, beta, log_normal, spike_and_slab";

impl Read for Amount {
    fn read(reader: &mut Reader) -> Amount {
        match reader.value() {
            Json::Whole(_) | Json::Number(_) => return Amount::Fixed(f64::read(reader)),
            Json::Fields(fields) => {
                if let [(name, _)] = fields.as_slice() {
                    return reader.inside(name, |reader| distribution(reader, name));
                }
            }
            _ => {}
        }
        reader.expected(AN_AMOUNT);
        Amount::Fixed(0.0)
    }
}

fn distribution(reader: &mut Reader, name: &str) -> Amount {
    match name {
        "fixed" => Amount::Fixed(f64::read(reader)),
        "pert" => Amount::Pert(Pert::read(reader)),
        "uniform" => {
            reader.only(&["min", "max"]);
            Amount::Uniform { min: reader.field("min"), max: reader.field("max") }
        }
        "beta" => {
            reader.only(&["mean", "sample_size"]);
            Amount::Beta { mean: reader.field("mean"), sample_size: reader.field("sample_size") }
        }
        "log_normal" => {
            reader.only(&["median", "cv"]);
            Amount::LogNormal { median: reader.field("median"), cv: reader.field("cv") }
        }
        "spike_and_slab" => {
            reader.only(&["spike", "chance", "slab"]);
            let (spike, chance) = (reader.field("spike"), reader.field("chance"));
            Amount::SpikeAndSlab { spike, chance, slab: reader.field("slab") }
        }
        _ => {
            reader.refuse(&["unknown distribution; expected ", AN_AMOUNT]);
            Amount::Fixed(0.0)
        }
    }
}
