//! Boundaries as short text for the browser's storage, which is checked like any input when it is read.

use super::{Boundaries, GRID, MOST_POINTS, Outline, Ring};
use crate::json::{self, Read, Reader};

/// The key of the text in the browser's storage. The number is the version of its form.
pub const KEY: &str = "sufficiency-planner/boundaries/1";
/// The largest numbers of outlines and of points in a text; the points that every ring needs come on top.
const MOST_OUTLINES: usize = 200;
pub(super) const MOST_KEPT: usize = 4 * MOST_POINTS;
/// The largest length of the attribution, in characters.
pub const LONGEST: usize = 600;

impl Boundaries {
    /// Writes the boundaries as text.
    pub fn to_text(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let outlines: Vec<String> = self
            .outlines
            .iter()
            .map(|outline| {
                let rings: Vec<String> = outline.rings.iter().map(|ring| quoted(&written(ring))).collect();
                [r#"{"code":"#, &quoted(&outline.code), r#","rings":["#, &rings.join(","), "]}"].concat()
            })
            .collect();
        let (columns, rows) = (self.size.0.to_string(), self.size.1.to_string());
        [
            r#"{"attribution":"#,
            &quoted(&self.attribution),
            r#","columns":"#,
            &columns,
            r#","rows":"#,
            &rows,
            r#","outlines":["#,
            &outlines.join(","),
            "]}",
        ]
        .concat()
    }

    /// Reads such a text; `None` where it is anything else.
    pub fn from_text(text: &str) -> Option<Boundaries> {
        json::read_text::<Boundaries>(text).ok().filter(Boundaries::are_sound)
    }

    fn are_sound(&self) -> bool {
        let is_on = |&(x, y): &(u16, u16)| x <= self.size.0 && y <= self.size.1;
        let rings = || self.outlines.iter().flat_map(|outline| &outline.rings);
        (1..=GRID).contains(&self.size.0)
            && (1..=GRID).contains(&self.size.1)
            && (1..=MOST_OUTLINES).contains(&self.outlines.len())
            && self.attribution.chars().count() <= LONGEST
            && self.points() <= MOST_KEPT
            && self.outlines.iter().all(|outline| !outline.rings.is_empty())
            && rings().all(|ring| ring.len() > 2 && ring.iter().all(is_on))
    }
}

/// A ring as numbers: the first point, then the distance of each point from the one before.
fn written(ring: &Ring) -> String {
    let mut text = Vec::new();
    let mut last = (0, 0);
    for &(x, y) in ring {
        let now = (i32::from(x), i32::from(y));
        text.extend([(now.0 - last.0).to_string(), (now.1 - last.1).to_string()]);
        last = now;
    }
    text.join(" ")
}

/// Reads a ring; empty where the text is no ring on the grid.
fn ring(text: &str) -> Ring {
    let mut numbers = text.split(' ').map(str::parse::<i32>);
    let mut ring = Ring::new();
    let mut last = (0_i32, 0_i32);
    while let Some(x) = numbers.next() {
        let (Ok(x), Some(Ok(y))) = (x, numbers.next()) else { return Ring::new() };
        last = (last.0.saturating_add(x), last.1.saturating_add(y));
        let (Ok(x), Ok(y)) = (u16::try_from(last.0), u16::try_from(last.1)) else { return Ring::new() };
        ring.push((x, y));
    }
    ring
}

impl Read for Boundaries {
    fn read(reader: &mut Reader) -> Boundaries {
        reader.only(&["attribution", "columns", "rows", "outlines"]);
        Boundaries {
            attribution: reader.field("attribution"),
            year: None,
            size: (reader.field("columns"), reader.field("rows")),
            outlines: reader.field("outlines"),
        }
    }
}

impl Read for Outline {
    fn read(reader: &mut Reader) -> Outline {
        reader.only(&["code", "rings"]);
        let rings: Vec<String> = reader.field("rings");
        Outline { code: reader.field("code"), rings: rings.iter().map(|text| ring(text)).collect() }
    }
}
