//! Reads `TopoJSON`: outlines made of arcs, which several shapes can share.

use super::claims::{File, Level, Rings, Shape};
use super::{Trouble, claims::Point};
use crate::json::why;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The parts of the file that are needed.
#[derive(Deserialize)]
struct Topology {
    #[serde(default)]
    transform: Option<Transform>,
    arcs: Vec<Vec<Point>>,
    objects: Map<String, Value>,
}

/// The transformation of whole numbers to coordinates.
#[derive(Clone, Copy, Deserialize)]
struct Transform {
    scale: Point,
    translate: Point,
}

/// Reads a file whose `type` is “Topology”, and keeps the districts that are wanted.
pub fn read(bytes: &[u8], file: &mut File) -> Result<(), Trouble> {
    let topology: Topology =
        serde_json::from_slice(bytes).map_err(|error| Trouble::Json(why(bytes, &error)))?;
    let arcs: Vec<Vec<Point>> =
        topology.arcs.into_iter().map(|arc| decoded(arc, topology.transform)).collect();
    for object in topology.objects.values() {
        let shapes = object.get("geometries").and_then(Value::as_array);
        for shape in shapes.map_or(std::slice::from_ref(object), Vec::as_slice) {
            claim(shape, &arcs, file);
        }
    }
    // From here on the file is treated like any other.
    file.kind = Some("FeatureCollection".into());
    if file.is_detailed { Err(Trouble::Detailed) } else { Ok(()) }
}

/// The points of an arc. Where there is a transformation, the file gives each as its distance from the one before.
fn decoded(mut arc: Vec<Point>, transform: Option<Transform>) -> Vec<Point> {
    let Some(Transform { scale, translate }) = transform else { return arc };
    let mut at = (0.0, 0.0);
    for place in &mut arc {
        at = (at.0 + place.0, at.1 + place.1);
        *place = (at.0 * scale.0 + translate.0, at.1 * scale.1 + translate.1);
    }
    arc
}

fn claim(shape: &Value, arcs: &[Vec<Point>], file: &mut File) {
    let mut names: Vec<String> = Vec::new();
    names.extend(shape.get("id").and_then(Value::as_str).map(str::to_owned));
    for (column, value) in shape.get("properties").and_then(Value::as_object).into_iter().flatten() {
        file.note_column(column);
        names.extend(value.as_str().map(str::to_owned));
    }
    let kind = shape.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let of = shape.get("arcs").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let (level, rings) = match kind.as_str() {
        "Polygon" => (Level::Polygon, rings(of, arcs)),
        "MultiPolygon" => {
            let parts = of.iter().map(|part| rings(part.as_array().map_or(&[][..], Vec::as_slice), arcs));
            (Level::MultiPolygon, parts.collect::<Option<Vec<Rings>>>().map(|parts| parts.concat()))
        }
        _ => (Level::Nothing, None),
    };
    let level = if rings.is_some() { level } else { Level::Nothing };
    file.claim(&names, Shape { kind, level, rings: rings.unwrap_or_default() });
}

/// The rings of a polygon; `None` where one refers to an arc that does not exist.
fn rings(of: &[Value], arcs: &[Vec<Point>]) -> Option<Rings> {
    let ring = |indices: &Value| {
        let mut ring: Vec<Point> = Vec::new();
        for index in indices.as_array()? {
            let index = index.as_i64()?;
            // A negative number is the arc of its complement, in reverse.
            let arc = arcs.get(usize::try_from(if index < 0 { !index } else { index }).ok()?)?;
            // Each arc begins where the one before ends.
            ring.pop();
            if index < 0 { ring.extend(arc.iter().rev()) } else { ring.extend(arc) }
        }
        Some(ring)
    };
    of.iter().map(ring).collect()
}
