//! Finds the contour of a level on a grid.

/// A straight piece of a contour between two points: column and row, in steps of the grid.
pub type Piece = ((f64, f64), (f64, f64));

/// The corners of a square, in order around it.
const CORNERS: [(usize, usize); 4] = [(0, 0), (1, 0), (1, 1), (0, 1)];

/// The contour of `level` on a grid of heights in row-major order (marching squares, with linear interpolation).
pub fn contour(heights: &[f64], columns: usize, level: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if columns < 2 {
        return pieces;
    }
    for row in 0..(heights.len() / columns).saturating_sub(1) {
        for column in 0..columns - 1 {
            let corner = |(right, up): (usize, usize)| heights[(row + up) * columns + column + right];
            let values = CORNERS.map(corner);
            let mut met = Vec::new();
            for side in 0..4 {
                let (from, to) = (values[side], values[(side + 1) % 4]);
                if (from >= level) != (to >= level) {
                    let share = (level - from) / (to - from);
                    let ((x0, y0), (x1, y1)) = (CORNERS[side], CORNERS[(side + 1) % 4]);
                    let between = |from: usize, to: usize, start: usize| {
                        start as f64 + from as f64 + share * (to as f64 - from as f64)
                    };
                    met.push((between(x0, x1, column), between(y0, y1, row)));
                }
            }
            // A square is crossed on two sides, or on all four at a saddle.
            pieces.extend(met.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_is_met_along_a_straight_line() {
        // Heights rise by 1 a column.
        let heights: Vec<f64> = (0..9).map(|place| f64::from(place % 3)).collect();
        let pieces = contour(&heights, 3, 1.25);
        assert_eq!(pieces.len(), 2);
        for ((x1, _), (x2, _)) in pieces {
            assert!((x1 - 1.25).abs() < 1e-12 && (x2 - 1.25).abs() < 1e-12);
        }
        assert!(contour(&heights, 3, 5.0).is_empty());
    }

    #[test]
    fn saddles_have_two_pieces_and_no_square_none() {
        let saddle = [1.0, 0.0, 0.0, 1.0];
        assert_eq!(contour(&saddle, 2, 0.5).len(), 2);
        assert!(contour(&[], 2, 0.5).is_empty() && contour(&saddle, 1, 0.5).is_empty());
    }
}
