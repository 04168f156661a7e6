//! Numbers, chances, money and dates in plain English, as the public sector writes them.

mod number;
mod pounds;
mod quantity;
mod series;

pub use number::{chance, decimal, frequency, parse, percent, percent_to, pupils, range, short, whole};
pub use pounds::{millions, movement, pounds, pounds_to, thousands, tied};
pub use quantity::{date, day, places, quantity, quantity_range};
pub use series::Series;
