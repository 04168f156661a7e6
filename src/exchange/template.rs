//! Templates to fill in: the columns of each kind of file, with the scenario's own districts and needs.

use super::import::Kind;
use super::{Cell, Sheet};
use crate::field::{Age, Phase};
use crate::scenario::Scenario;

/// The file name of a template.
pub fn file_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Placements => "placements.csv",
        Kind::Movements => "joiners-and-leavers.csv",
        Kind::Population => "population.csv",
    }
}

/// A template: its headings, and the names in each line where these are known. The counts are blank.
pub fn template(kind: Kind, scenario: &Scenario) -> Sheet {
    let opening = scenario.horizon.opening_january.academic_year();
    let mut sheet = match kind {
        Kind::Placements => {
            let heads = [
                "District code",
                "District",
                "Primary need",
                "Year group",
                "Channel",
                "Placements",
                "Annual cost (£)",
            ];
            Sheet::new("Placements", &heads)
        }
        Kind::Movements => {
            let heads =
                ["Academic year", "Primary need", "Year group", "Placed in January", "Joiners", "Leavers"];
            Sheet::new("Joiners and leavers", &heads)
        }
        Kind::Population => {
            let years =
                [scenario.districts.cohort_from, scenario.districts.cohort_to].map(|year| year.to_string());
            Sheet::new("Population", &["District code", "District", "Phase", &years[0], &years[1]])
        }
    };
    match kind {
        Kind::Placements => {
            for district in &scenario.districts.list {
                for need in &scenario.needs.list {
                    let names =
                        [&district.code, &district.name, &need.name].map(|name| Cell::from(name.as_str()));
                    sheet
                        .rows
                        .push([&names[..], &[Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]].concat());
                }
            }
        }
        Kind::Movements => {
            for age in Age::all() {
                let names = [Cell::from(opening.to_string()), Cell::Blank, Cell::from(year_group(age))];
                sheet.rows.push([&names[..], &[Cell::Blank, Cell::Blank, Cell::Blank]].concat());
            }
        }
        Kind::Population => {
            for district in &scenario.districts.list {
                for phase in Phase::ALL {
                    let names = [district.code.as_str(), &district.name, phase.label()].map(Cell::from);
                    sheet.rows.push([&names[..], &[Cell::Blank, Cell::Blank]].concat());
                }
            }
        }
    }
    sheet
}

/// The national curriculum year group of an age at the start of the academic year.
fn year_group(age: Age) -> String {
    match u8::from(age) {
        4 => "Reception".into(),
        years => ["Year ", &(years - 4).to_string()].concat(),
    }
}
