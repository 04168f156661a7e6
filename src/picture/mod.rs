//! Charts as geometry: scales, ticks, paths and dots, with no page in sight.

mod dots;
mod path;
mod scale;

pub use dots::{Dot, dot_plot};
pub use path::{band, line};
pub use scale::{Scale, ticks};
