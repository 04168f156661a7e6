//! Charts as SVG, drawn at the size at which they are shown.
//!
//! The project draws them itself because chart crates make pictures, which cannot take part in the page's style sheet,
//! keyboard control and screen readers.

mod before_after;
mod columns;
mod curve;
mod dots;
mod fan;
mod frame;
mod held;
mod mark;
mod outcomes;
mod width;

pub use before_after::BeforeAfter;
pub use columns::columns;
pub use curve::{Beside, CurveChart, Mark, Spot, Written};
pub use dots::{DotPlot, room};
pub use fan::{Date, FanChart, Props as FanProps};
pub use held::HeldChart;
pub use mark::{px, view_box};
pub use outcomes::Outcomes;
pub use width::use_width;
