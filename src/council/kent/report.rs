//! The figures of the council's report (Kent, decision 25/00065, 18 November 2025), each with its
//! paragraph. DPS is the dynamic purchasing system, the contract that the framework replaces.
//!
//! Money is in pounds, at the prices of the year named. No figure here is derived.

/// A pair of figures that the report gives for schools on the DPS and off it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split<T> {
    /// The figure for schools on the dynamic purchasing system.
    pub dps: T,
    /// The figure for schools off it, where places are bought at spot prices.
    pub non_dps: T,
}

/// Schools used, at 30 June 2025 (table of 4.1).
pub const SCHOOLS: Split<u32> = Split { dps: 22, non_dps: 88 };
/// The total of [`SCHOOLS`] as printed (table of 4.1).
pub const ALL_SCHOOLS: u32 = 110;
/// Each part of [`SCHOOLS`] as printed, to whole per cents (table of 4.1).
pub const SCHOOL_SHARES: Split<f64> = Split { dps: 0.20, non_dps: 0.80 };

/// Placements known and agreed for 2025/26, at 30 June 2025 (table of 4.1).
pub const PLACEMENTS: Split<u32> = Split { dps: 1_094, non_dps: 690 };
/// The total of [`PLACEMENTS`] as printed (4.1).
pub const ALL_PLACEMENTS: u32 = 1_784;
/// Each part of [`PLACEMENTS`] as printed, to whole per cents (table of 4.1).
pub const PLACEMENT_SHARES: Split<f64> = Split { dps: 0.61, non_dps: 0.39 };

/// Average annual cost of a placement in 2025/26 (table of 4.1).
pub const COST_2025: Split<f64> = Split { dps: 54_460.0, non_dps: 58_656.0 };
/// How much less a DPS placement costs, in pounds a year (4.2).
pub const COST_GAP: f64 = 4_196.0;

/// Share of placements by primary need, to whole per cents (4.3).
pub const NEED_SHARES: [(&str, f64); 3] = [("ASD", 0.52), ("SEMH", 0.30), ("SLCN", 0.12)];

/// Spend on placements in 2024/25, to £0.1m (6.1).
pub const SPEND_2024: f64 = 88.8e6;
/// The part of [`SPEND_2024`] spent with DPS providers, to £0.1m (6.1).
pub const DPS_SPEND_2024: f64 = 46.9e6;
/// The last figure to which 6.1 gives its spends.
pub const SPEND_PLACE: f64 = 0.1e6;

/// Placements funded at some time in 2024/25 (6.2).
pub const ALL_FUNDED_2024: u32 = 1_690;
/// The part of [`ALL_FUNDED_2024`] made through the DPS (6.2).
pub const DPS_FUNDED_2024: u32 = 920;
/// Average annual cost of a placement in 2024/25 (6.2).
pub const COST_2024: Split<f64> = Split { dps: 50_977.0, non_dps: 51_956.0 };
/// Rise of the average cost from 2024/25 to 2025/26, to whole per cents (6.2).
pub const COST_RISE: Split<f64> = Split { dps: 0.07, non_dps: 0.13 };

/// Upper limit of the contract's value if numbers stay as they are, to £1m (6.5).
pub const CEILING: f64 = 876e6;
/// “Current average annual cost per placement” behind [`CEILING`] (6.6).
pub const CURRENT_COST: f64 = 59_801.0;
/// Assumed yearly rise of prices (6.6).
pub const INFLATION: f64 = 0.02;
/// Value of the contract if numbers fall as the Commissioning Plan projects, to £1m (6.7).
pub const REDUCED_VALUE: f64 = 484e6;
/// The last figure to which 6.5 and 6.7 give the contract's value.
pub const VALUE_PLACE: f64 = 1e6;

/// Years of the contract behind both values (6.5, 6.7).
pub const YEARS: usize = 8;
/// First month of the framework, as year and month (4.15).
pub const FIRST_MONTH: (u32, u32) = (2026, 9);
/// Last month of the framework if every extension is used, as year and month (4.15).
pub const LAST_MONTH: (u32, u32) = (2034, 8);

/// Cost that the fee process avoided in 2024/25 (6.9).
pub const COST_AVOIDED_2024: f64 = 1_042_436.0;
/// Cost that the fee process avoided in 2025/26, a year that had not ended (6.9).
pub const COST_AVOIDED_2025: f64 = 1_026_716.0;

/// The council's Safety Valve contribution, 2022/23 to 2027/28 (6.13).
pub const COUNCIL_CONTRIBUTION: f64 = 82e6;
/// The Department for Education's Safety Valve contribution (6.13).
pub const DEPARTMENT_CONTRIBUTION: f64 = 140e6;

/// The number of independent placements with which the Commissioning Plan starts, in 2025. It is not in the report but
/// in the minutes of the committee's item on it, 18 November 2025. Its scope is not stated.
pub const PLAN_START: u32 = 1_172;
/// The number of placements with which the plan ends: “just over 900” (the same minutes). The year is not stated.
pub const PLAN_END: f64 = 900.0;
/// The last figure to which the minutes give [`PLAN_END`].
pub const PLAN_END_PLACE: f64 = 100.0;

/// Residential placements of Kent pupils: 15 in independent and 19 in non-maintained special
/// schools. Not in the report: SEN2, January 2025.
pub const RESIDENTIAL: u32 = 15 + 19;
