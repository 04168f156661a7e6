//! Simplifies outlines (Visvalingam and Whyatt), once for each arc and with one threshold for all, so that neighbours
//! keep the same points of the border that they share.

use super::topology::{Arc, Run, Topology, places};
use super::{GRID, Ring};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The share of a district's area that small islands may have and still be left out.
const ISLANDS: f64 = 0.002;
/// The largest number of rings of one district.
const MOST_RINGS: usize = 40;
/// The area, as a share of the square on the longer side, below which a point makes no visible difference.
const UNSEEN: f64 = 1e-7;

/// The rings of each shape on a grid, and the columns and rows of the grid. At most `most` points are kept besides
/// those that every ring needs.
pub fn simplified(topology: &Topology, most: usize) -> (Vec<Vec<Ring>>, (u16, u16)) {
    let runs: Vec<Vec<&Run>> = topology.shapes.iter().map(|runs| that_matter(topology, runs)).collect();
    let mut is_used = vec![false; topology.arcs.len()];
    for &(arc, _) in runs.iter().flatten().copied().flatten() {
        is_used[arc] = true;
    }
    let weights: Vec<Vec<f64>> = topology
        .arcs
        .iter()
        .zip(&is_used)
        .map(|(arc, &is_used)| if is_used { weights(arc) } else { Vec::new() })
        .collect();
    let (low, high) = corners(topology, &is_used);
    let side = (high.0 - low.0).max(high.1 - low.1).max(1.0);
    let least = threshold(&weights, most).max(UNSEEN * side * side);
    let step = side / f64::from(GRID);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // on the grid
    let on_grid = |value: f64, from: f64| ((value - from) / step).round().clamp(0.0, f64::from(GRID)) as u16;
    let kept = |arc: usize| -> Vec<(u16, u16)> {
        let line = topology.arcs[arc].line.iter().zip(&weights[arc]);
        let kept = line.filter(|(_, weight)| **weight >= least);
        kept.map(|(&(x, y), _)| (on_grid(x, low.0), on_grid(y, low.1))).collect()
    };
    let ring = |run: &&Run| without_spikes(places(run, kept));
    let rings =
        runs.iter().map(|runs| runs.iter().map(ring).filter(|ring| ring.len() > 2).collect()).collect();
    (rings, (on_grid(high.0, low.0).max(1), on_grid(high.1, low.1).max(1)))
}

/// A ring without points that repeat the one before and without spikes, where two points beside a third fall on the same
/// place of the grid, so that its border would be run along there and back.
fn without_spikes(points: Vec<(u16, u16)>) -> Ring {
    let mut ring: Ring = Vec::with_capacity(points.len());
    for point in points {
        match ring[..] {
            [.., last] if last == point => (),
            [.., last_but_one, _] if last_but_one == point => drop(ring.pop()),
            _ => ring.push(point),
        }
    }
    // The ring is closed: its ends are neighbours too.
    loop {
        match ring[..] {
            [first, .., last] if first == last => drop(ring.pop()),
            [first, _, .., last_but_one, _] if first == last_but_one => drop(ring.pop()),
            [_, second, .., last] if second == last && ring.len() > 2 => drop(ring.remove(0)),
            _ => return ring,
        }
    }
}

/// The area of a ring in either direction.
pub fn area(ring: &[(f64, f64)]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    0.5 * twice.abs()
}

/// The rings of a shape without negligible islands. A ring that is also another shape's border stays, because removing
/// it would leave a gap.
fn that_matter<'a>(topology: &Topology, runs: &'a [Run]) -> Vec<&'a Run> {
    let mut sized: Vec<(f64, &Run)> =
        runs.iter().map(|run| (area(&places(run, |arc| topology.arcs[arc].line.clone())), run)).collect();
    sized.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all: f64 = sized.iter().map(|(area, _)| area).sum();
    let mut seen = 0.0;
    let mut kept = Vec::new();
    for (area, run) in sized {
        let is_shared = run.iter().any(|&(arc, _)| topology.arcs[arc].uses > 1);
        if is_shared || kept.is_empty() || (seen < (1.0 - ISLANDS) * all && kept.len() < MOST_RINGS) {
            kept.push(run);
        }
        seen += area;
    }
    kept
}

/// The corners of the smallest rectangle around the arcs in use.
fn corners(topology: &Topology, is_used: &[bool]) -> ((f64, f64), (f64, f64)) {
    let used = topology.arcs.iter().zip(is_used).filter(|(_, is_used)| **is_used);
    let start = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
    used.flat_map(|(arc, _)| &arc.line)
        .fold(start, |(low, high), &(x, y)| ((low.0.min(x), low.1.min(y)), (high.0.max(x), high.1.max(y))))
}

/// The weight above which at most `most` removable points are kept.
fn threshold(weights: &[Vec<f64>], most: usize) -> f64 {
    let mut all: Vec<f64> = weights.iter().flatten().copied().filter(|weight| weight.is_finite()).collect();
    if all.len() <= most {
        return 0.0;
    }
    all.sort_by(|a, b| b.total_cmp(a));
    // The threshold is just above the first point that is too many.
    all[most].next_up()
}

/// A removable point, lightest first.
struct Light(f64, usize);

impl PartialEq for Light {
    fn eq(&self, other: &Light) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Light {}

impl PartialOrd for Light {
    fn partial_cmp(&self, other: &Light) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Light {
    fn cmp(&self, other: &Light) -> Ordering {
        other.0.total_cmp(&self.0).then(other.1.cmp(&self.1))
    }
}

/// The weight of each point of an arc: the area of its triangle with its neighbours at the time when it is the
/// lightest, and at least the weight of any point removed before it. The ends, and enough points between them for an
/// area, are heavier than any other.
fn weights(arc: &Arc) -> Vec<f64> {
    let line = &arc.line;
    let last = line.len() - 1;
    let mut weights = vec![f64::INFINITY; line.len()];
    let mut before: Vec<usize> = (0..=last).map(|index| index.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (1..=last + 1).map(|index| index.min(last)).collect();
    let triangle = |a: usize, b: usize, c: usize| area(&[line[a], line[b], line[c]]);
    let mut now: Vec<f64> = (0..=last).map(|index| triangle(before[index], index, after[index])).collect();
    let mut heap: BinaryHeap<Light> = (1..last).map(|index| Light(now[index], index)).collect();
    let mut left = last.saturating_sub(1);
    let needed = if line[0] == line[last] { 2 } else { 1 };
    let mut heaviest = 0.0_f64;
    while left > needed
        && let Some(Light(weight, index)) = heap.pop()
    {
        // The point has been removed, or has another weight by now.
        if weights[index].is_finite() || weight.total_cmp(&now[index]) != Ordering::Equal {
            continue;
        }
        heaviest = heaviest.max(weight);
        weights[index] = heaviest;
        left -= 1;
        let (one, other) = (before[index], after[index]);
        (after[one], before[other]) = (other, one);
        for neighbour in [one, other] {
            if neighbour > 0 && neighbour < last {
                now[neighbour] = triangle(before[neighbour], neighbour, after[neighbour]);
                heap.push(Light(now[neighbour], neighbour));
            }
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_runs_along_no_edge_there_and_back() {
        let [a, b, c, d] = [(0, 0), (4, 0), (4, 4), (9, 9)];
        let ring = vec![a, b, c];
        for (points, why) in [
            (vec![a, a, b, c, a], "points that repeat"),
            (vec![a, b, d, b, c], "a spike within"),
            (vec![a, b, d, d, b, b, c, a], "a spike of points that repeat"),
            (vec![a, b, c, a, d], "a spike at the last point"),
            (vec![d, a, b, c, a], "a spike at the first point"),
        ] {
            assert_eq!(without_spikes(points), ring, "{why}");
        }
        assert!(without_spikes(vec![a, d, a]).len() < 3, "nothing but a spike is no ring");
    }
}
