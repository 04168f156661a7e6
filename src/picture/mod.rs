//! Charts as geometry: scales, ticks, paths and dots, with no page in sight.

mod contour;
mod dots;
mod path;
mod scale;

pub use contour::{Piece, contour};
pub use dots::{Dot, dot_plot};
pub use path::{band, line};
pub use scale::{Scale, ticks};
