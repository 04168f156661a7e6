//! Finds the boundaries of districts in a file of the whole country.
//!
//! [`boundaries`] reads `GeoJSON` and the JSON of `ArcGIS` feature by feature, or `TopoJSON`, converts coordinates in
//! metres to degrees, keeps the shapes of the districts wanted, cuts their outlines where borders meet, simplifies each
//! border once so that neighbours still share it, and leaves a few thousand points on a grid. [`Boundaries::to_text`]
//! is the form that a browser stores.
//! keeps of them.

mod claims;
mod geojson;
mod kept;
mod projected;
mod simplify;
mod topojson;
mod topology;
mod trouble;

pub use kept::{KEY, LONGEST};
pub use trouble::Trouble;

use claims::Found;
use serde::{Deserialize, Serialize};

/// The size of the largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 40_000_000;
/// The largest number of points of all borders together; those that every outline needs come on top.
pub const MOST_POINTS: usize = 3_000;
/// The number of steps of the grid along the longer side.
pub const GRID: u16 = 8_191;
/// The largest error of a district's area after all this, as a share of it.
pub const AREA_TOLERANCE: f64 = 0.02;

/// A district to look for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sought {
    /// The code of the district.
    pub code: String,
    /// The name of the district.
    pub name: String,
    /// The longitude and latitude of its middle, in degrees.
    pub middle: (f64, f64),
}

/// A closed line on the grid, with columns to the right and rows downwards; the first point is not repeated.
pub type Ring = Vec<(u16, u16)>;

/// The outlines of a district. A point that lies in an odd number of rings belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The code of the district.
    pub code: String,
    /// The rings of the district.
    pub rings: Vec<Ring>,
}

/// The boundaries of all districts wanted, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundaries {
    /// The attribution to show beside them; empty where the file gives none.
    pub attribution: String,
    /// The year in the names of the file's columns, as in `LAD23CD`.
    pub year: Option<u16>,
    /// The columns and rows that they take up.
    pub size: (u16, u16),
    /// One outline for each district.
    pub outlines: Vec<Outline>,
}

/// Reads the boundaries of districts from a file of `GeoJSON`, `TopoJSON` or the JSON of `ArcGIS`, in degrees, on the
/// British National Grid or in Web Mercator.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn boundaries(bytes: &[u8], wanted: &[Sought]) -> Result<Boundaries, Vec<Trouble>> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(vec![Trouble::Large]);
    }
    let Found { shapes, attribution, year } = geojson::read(bytes, wanted)?;
    let plane = topology::Plane::new(&shapes);
    let topology = topology::Topology::new(&shapes, &plane);
    let empty: Vec<Trouble> = wanted
        .iter()
        .zip(&topology.shapes)
        .filter(|(_, rings)| rings.is_empty())
        .map(|(district, _)| Trouble::Empty(district.name.clone()))
        .collect();
    if !empty.is_empty() {
        return Err(empty);
    }
    let (rings, size) = simplify::simplified(&topology, MOST_POINTS);
    if rings.iter().flatten().map(Vec::len).sum::<usize>() > kept::MOST_KEPT {
        return Err(vec![Trouble::Tangled]);
    }
    let outlines =
        wanted.iter().zip(rings).map(|(district, rings)| Outline { code: district.code.clone(), rings });
    Ok(Boundaries { attribution, year, size, outlines: outlines.collect() })
}

impl Boundaries {
    /// The number of points of all outlines.
    pub fn points(&self) -> usize {
        self.outlines.iter().flat_map(|outline| &outline.rings).map(Vec::len).sum()
    }

    /// Whether the boundaries are those of these districts.
    pub fn are_of<'a>(&self, codes: impl Iterator<Item = &'a str>) -> bool {
        codes.eq(self.outlines.iter().map(|outline| outline.code.as_str()))
    }
}

#[cfg(test)]
mod tests;
