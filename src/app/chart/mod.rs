//! Charts as SVG, drawn at the size at which they stand.

mod dots;
mod fan;
mod width;

pub use dots::DotPlot;
pub use fan::{Date, FanChart, takes_in_zero};
pub use width::use_width;
