//! The geometry of charts: scales, ticks, paths and dots, independent of any page.

mod contour;
mod dots;
mod label;
mod outline;
mod path;
mod scale;
mod shade;
mod tiles;

pub use contour::{Piece, contour};
pub use dots::{Dot, Piles, columns, dot_plot};
pub use label::{Anchor, BEFORE_AXIS, aside, beside, room, thinned};
pub use outline::{Fit, middle};
pub use path::{band, line};
pub use scale::{Scale, extent, ticks};
pub use shade::{INKS, RISING, Shades, contrast, ink};
pub use tiles::{Way, neighbour, tiles};
