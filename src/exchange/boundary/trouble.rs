//! The errors of a boundary file.

use std::fmt;

/// An error of a boundary file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The file is larger than [`super::MOST_BYTES`].
    Large,
    /// The file is not JSON, or nested too deeply; this is the reader's message.
    Json(String),
    /// The file is JSON of another kind; this is its `type`.
    Kind(String),
    /// The coordinates are of another system, which the file names.
    System(String),
    /// The coordinates are not degrees.
    Degrees,
    /// The latitude stands before the longitude.
    Swapped,
    /// The outlines of the districts have too many points.
    Detailed,
    /// The outlines meet in too many places.
    Tangled,
    /// No shape has the code or the name of a district; these are its name and code.
    Missing(String, String),
    /// More than one shape has them; these are the district's name and the number of shapes.
    Several(String, usize),
    /// The shape of a district is not one that encloses an area; these are its name and what it is.
    Shape(String, String),
    /// The shape of a district encloses nothing.
    Empty(String),
    /// The shape of a district is not where the scenario has it; this is the distance in kilometres.
    Elsewhere(String, u32),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Large => f.write_str("It is larger than 40 MB. Choose a file of generalised boundaries (BGC or BUC)."),
            Trouble::Json(reason) => write!(f, "It cannot be read as GeoJSON: {reason}. Download it again, in the format GeoJSON."),
            Trouble::Kind(kind) => write!(f, "It is {kind} and not a GeoJSON FeatureCollection, a TopoJSON Topology or features of ArcGIS. Choose the format GeoJSON."),
            Trouble::System(name) => write!(f, "Its coordinates are in {name}. Choose longitude and latitude (WGS84, EPSG:4326), the British National Grid or Web Mercator."),
            Trouble::Degrees => f.write_str("Its coordinates are neither degrees nor on the British National Grid or Web Mercator. Choose longitude and latitude (WGS84, EPSG:4326)."),
            Trouble::Swapped => f.write_str("Latitude stands before longitude in it. GeoJSON has longitude first: export it again."),
            Trouble::Detailed => f.write_str("The outlines have more than 3 million points. Choose a file of generalised boundaries (BGC or BUC)."),
            Trouble::Tangled => f.write_str("Its outlines meet in thousands of places, as those of districts do not. Choose a file of local authority districts."),
            Trouble::Missing(name, code) => write!(f, "No shape in it has the code {code} or the name {name}. Choose a file of local authority districts of the whole country."),
            Trouble::Several(name, count) => write!(f, "{count} shapes in it are called {name} or have its code; one is wanted. Choose a file of districts, not of smaller areas."),
            Trouble::Shape(name, kind) => write!(f, "The shape of {name} is {kind}; a Polygon or MultiPolygon is wanted."),
            Trouble::Empty(name) => write!(f, "The shape of {name} encloses no area."),
            Trouble::Elsewhere(name, km) => write!(f, "The shape of {name} lies about {km} km from where the scenario has it. Is it another place of that name?"),
        }
    }
}

impl std::error::Error for Trouble {}
