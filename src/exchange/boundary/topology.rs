//! Cuts outlines where borders meet, so that a border that two districts share is held once.

use super::claims::{Point, Rings};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A point to a millionth of a degree, about a tenth of a metre. Neighbours share a border where their points agree to
/// this accuracy.
pub type Spot = (i32, i32);

/// A flat map around the middle of all shapes, accurate enough for a picture of a county.
pub struct Plane {
    middle: Point,
    squeeze: f64,
}

/// The metres in a degree of latitude.
const METRES: f64 = 111_195.0;

impl Plane {
    /// The plane for some shapes.
    pub fn new(shapes: &[Rings]) -> Plane {
        let (mut low, mut high) = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
        for &(x, y) in shapes.iter().flatten().flatten() {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        let middle = (f64::midpoint(low.0, high.0), f64::midpoint(low.1, high.1));
        Plane { middle, squeeze: libm::cos(middle.1.to_radians()).max(0.01) }
    }

    /// Metres to the east and to the south of the middle.
    pub fn at(&self, spot: Spot) -> Point {
        let (x, y) = (f64::from(spot.0) / 1e6, f64::from(spot.1) / 1e6);
        ((x - self.middle.0) * self.squeeze * METRES, (self.middle.1 - y) * METRES)
    }
}

/// A piece of border between two points where borders meet, or a whole ring that meets no other.
pub struct Arc {
    /// Its points in metres; the last point of a whole ring is the first.
    pub line: Vec<Point>,
    /// The number of rings that contain it.
    pub uses: usize,
}

/// The arcs that form a ring, each with whether it is reversed.
pub type Run = Vec<(usize, bool)>;

/// All outlines and the arcs that form them.
pub struct Topology {
    /// The arcs.
    pub arcs: Vec<Arc>,
    /// The rings of each shape.
    pub shapes: Vec<Vec<Run>>,
}

impl Topology {
    /// Cuts the outlines of shapes.
    pub fn new(shapes: &[Rings], plane: &Plane) -> Topology {
        let rings: Vec<Vec<Vec<Spot>>> =
            shapes.iter().map(|rings| rings.iter().filter_map(|ring| spots(ring)).collect()).collect();
        let meetings = meetings(rings.iter().flatten());
        let mut found = Cutter { plane, pieces: Vec::new(), known: HashMap::new() };
        let is_meeting = |spot: &Spot| meetings.get(spot) == Some(&None);
        let shapes = rings
            .iter()
            .map(|rings| rings.iter().map(|ring| found.cut(ring, &is_meeting)).collect())
            .collect();
        Topology { arcs: found.pieces, shapes }
    }
}

/// The points of a ring, each once; `line` gives the wanted points of an arc.
pub fn places<T: Copy>(run: &Run, line: impl Fn(usize) -> Vec<T>) -> Vec<T> {
    let mut places = Vec::new();
    for &(arc, is_backwards) in run {
        let mut part = line(arc);
        if is_backwards {
            part.reverse();
        }
        // The next arc begins with this point.
        part.pop();
        places.extend(part);
    }
    places
}

/// A ring to a millionth of a degree, without repeated points; `None` where it encloses nothing.
fn spots(ring: &[Point]) -> Option<Vec<Spot>> {
    #[allow(clippy::cast_possible_truncation)] // degrees, as has been checked
    let mut spots: Vec<Spot> =
        ring.iter().map(|&(x, y)| ((x * 1e6).round() as i32, (y * 1e6).round() as i32)).collect();
    spots.dedup();
    while spots.len() > 1 && spots.first() == spots.last() {
        spots.pop();
    }
    let &[first, second, ..] = spots.as_slice() else { return None };
    let is_aside = |&(x, y): &Spot| {
        let wide = |a: i32, b: i32| i64::from(a) - i64::from(b);
        wide(second.0, first.0) * wide(y, first.1) != wide(second.1, first.1) * wide(x, first.0)
    };
    spots.iter().any(is_aside).then_some(spots)
}

/// The two neighbours of each point, in order; `None` where rings part there.
fn meetings<'a>(rings: impl Iterator<Item = &'a Vec<Spot>>) -> HashMap<Spot, Option<(Spot, Spot)>> {
    let mut meetings = HashMap::new();
    for ring in rings {
        for (index, &spot) in ring.iter().enumerate() {
            let before = ring[(index + ring.len() - 1) % ring.len()];
            let after = ring[(index + 1) % ring.len()];
            let neighbours = (before.min(after), before.max(after));
            match meetings.entry(spot) {
                Entry::Vacant(free) => drop(free.insert(Some(neighbours))),
                Entry::Occupied(mut known) if *known.get() != Some(neighbours) => drop(known.insert(None)),
                Entry::Occupied(_) => {}
            }
        }
    }
    meetings
}

struct Cutter<'a> {
    plane: &'a Plane,
    pieces: Vec<Arc>,
    /// Every arc, in the direction in which it is held.
    known: HashMap<Vec<Spot>, usize>,
}

impl Cutter<'_> {
    fn cut(&mut self, ring: &[Spot], is_meeting: &impl Fn(&Spot) -> bool) -> Run {
        let first = ring.iter().position(is_meeting);
        // A ring that meets no other begins at its lowest point, wherever the file begins it.
        let least = (0..ring.len()).min_by_key(|&index| ring[index]).unwrap_or(0);
        let begin = first.unwrap_or(least);
        let turned: Vec<Spot> = ring[begin..].iter().chain(&ring[..=begin]).copied().collect();
        let mut run = Run::new();
        let mut from = 0;
        for (index, spot) in turned.iter().enumerate().skip(1) {
            if index + 1 == turned.len() || is_meeting(spot) {
                run.push(self.arc(&turned[from..=index]));
                from = index;
            }
        }
        run
    }

    fn arc(&mut self, line: &[Spot]) -> (usize, bool) {
        let is_backwards = line.iter().rev().lt(line.iter());
        let mut line = line.to_vec();
        if is_backwards {
            line.reverse();
        }
        let next = self.pieces.len();
        let index = match self.known.entry(line) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let line = free.key().iter().map(|&spot| self.plane.at(spot)).collect();
                self.pieces.push(Arc { line, uses: 0 });
                *free.insert(next)
            }
        };
        self.pieces[index].uses += 1;
        (index, is_backwards)
    }
}
