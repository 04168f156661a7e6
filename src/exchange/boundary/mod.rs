//! Boundaries of districts, out of a file of the whole country.
//!
//! [`boundaries`] reads `GeoJSON` and the JSON of `ArcGIS` feature by feature, or `TopoJSON`, turns coordinates
//! in metres into degrees, keeps the shapes of the districts that are wanted,
//! cuts their outlines where borders meet, simplifies each border once, so that neighbours still
//! share it, and leaves a few thousand points on a grid. [`Boundaries::to_text`] is what a browser
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

/// The largest file that is looked into, in bytes.
pub const MOST_BYTES: u64 = 40_000_000;
/// Points of all borders together that are kept, at most; what every outline needs comes on top.
pub const MOST_POINTS: usize = 3_000;
/// Steps of the grid along the longer side.
pub const GRID: u16 = 8_191;
/// How far the area of a district may be off after all this, as a share.
pub const AREA_TOLERANCE: f64 = 0.02;

/// A district to look for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sought {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Longitude and latitude of its middle, in degrees.
    pub middle: (f64, f64),
}

/// A closed line on the grid: columns to the right, rows downwards; the first point is not repeated.
pub type Ring = Vec<(u16, u16)>;

/// The outlines of a district: what lies in an odd number of rings belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The district's code, as it was wanted.
    pub code: String,
    /// Its rings.
    pub rings: Vec<Ring>,
}

/// The boundaries of all districts wanted, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundaries {
    /// What must be said beside them; empty where the file does not say.
    pub attribution: String,
    /// The year in the names of the file's columns, as in `LAD23CD`.
    pub year: Option<u16>,
    /// Columns and rows that they take up.
    pub size: (u16, u16),
    /// A district each.
    pub outlines: Vec<Outline>,
}

/// Reads the boundaries of districts from a file of `GeoJSON`, `TopoJSON` or the JSON of `ArcGIS`, in degrees, on the
/// British National Grid or in Web Mercator.
///
/// # Errors
/// Everything that is wrong with it.
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
    /// Points of all outlines.
    pub fn points(&self) -> usize {
        self.outlines.iter().flat_map(|outline| &outline.rings).map(Vec::len).sum()
    }

    /// Whether they are those of these districts.
    pub fn are_of<'a>(&self, codes: impl Iterator<Item = &'a str>) -> bool {
        codes.eq(self.outlines.iter().map(|outline| outline.code.as_str()))
    }
}

#[cfg(test)]
mod tests;
