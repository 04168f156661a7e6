//! Outlines of districts scaled to a frame, and the position of their names.

use std::fmt::Write;

/// A closed line on a grid.
type Ring = Vec<(u16, u16)>;

/// The scale and offset by which a grid is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    step: f64,
    left: f64,
    top: f64,
}

impl Fit {
    /// Fits a grid of this size into the middle of a frame of this width and height, as large as possible.
    pub fn new(size: (u16, u16), (width, height): (f64, f64)) -> Fit {
        let (columns, rows) = (f64::from(size.0.max(1)), f64::from(size.1.max(1)));
        let step = (width / columns).min(height / rows);
        Fit { step, left: 0.5 * (width - step * columns), top: 0.5 * (height - step * rows) }
    }

    /// The pixel position of a point of the grid.
    pub fn at(self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.left + self.step * x, self.top + self.step * y)
    }

    /// The rings as SVG path data, to be filled by the even-odd rule.
    pub fn path<'a>(self, rings: impl IntoIterator<Item = &'a Ring>) -> String {
        let mut path = String::new();
        for ring in rings {
            for (index, &(x, y)) in ring.iter().enumerate() {
                let (x, y) = self.at((f64::from(x), f64::from(y)));
                // Writing to a string cannot fail.
                let _infallible = write!(path, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
            }
            path.push('Z');
        }
        path
    }
}

/// The number of steps of the search for the middle, in each direction.
const STEPS: u32 = 24;

/// The point within a ring that is about furthest from its line, and its distance.
pub fn middle(ring: &Ring) -> ((f64, f64), f64) {
    let points: Vec<(f64, f64)> = ring.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect();
    let (mut low, mut high) = ((f64::INFINITY, f64::INFINITY), (0.0_f64, 0.0_f64));
    for &(x, y) in &points {
        low = (low.0.min(x), low.1.min(y));
        high = (high.0.max(x), high.1.max(y));
    }
    let mut best = ((0.5 * (low.0 + high.0), 0.5 * (low.1 + high.1)), f64::NEG_INFINITY);
    for row in 0..STEPS {
        for column in 0..STEPS {
            let share = |place: u32| (f64::from(place) + 0.5) / f64::from(STEPS);
            let place = (low.0 + share(column) * (high.0 - low.0), low.1 + share(row) * (high.1 - low.1));
            let room = room(&points, place);
            if room > best.1 {
                best = (place, room);
            }
        }
    }
    (best.0, best.1.max(0.0))
}

/// The distance of a point from a ring's line; negative outside the ring.
fn room(points: &[(f64, f64)], (x, y): (f64, f64)) -> f64 {
    let mut is_inside = false;
    let mut nearest = f64::INFINITY;
    for (index, &(ax, ay)) in points.iter().enumerate() {
        let (bx, by) = points[(index + 1) % points.len()];
        if (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax) {
            is_inside = !is_inside;
        }
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx * dx + dy * dy;
        let along =
            if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        let (east, north) = (x - ax - along * dx, y - ay - along * dy);
        nearest = nearest.min((east * east + north * north).sqrt());
    }
    if is_inside { nearest } else { -nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_fits_its_frame_and_stands_in_the_middle() {
        let fit = Fit::new((100, 50), (400.0, 400.0));
        assert_eq!(fit.at((0.0, 0.0)), (0.0, 100.0));
        assert_eq!(fit.at((100.0, 50.0)), (400.0, 300.0));
        let square = vec![(0, 0), (100, 0), (100, 50)];
        assert_eq!(fit.path([&square]), "M0.0 100.0L400.0 100.0L400.0 300.0Z");
        assert!(Fit::new((0, 0), (10.0, 10.0)).at((1.0, 1.0)).0.is_finite());
    }

    #[test]
    fn the_middle_of_a_hook_lies_within_it() {
        let hook = vec![(0, 0), (100, 0), (100, 10), (10, 10), (10, 100), (0, 100)];
        let ((x, y), room) = middle(&hook);
        assert!((x < 10.0 || y < 10.0) && room > 2.0, "{x} {y} {room}");
        let ((x, y), room) = middle(&vec![(0, 0), (40, 0), (40, 40), (0, 40)]);
        assert!((x - 20.0).abs() < 2.0 && (y - 20.0).abs() < 2.0 && room > 18.0);
        assert!(middle(&vec![(3, 3), (3, 3), (3, 3)]).1.abs() < 1e-9);
    }
}
