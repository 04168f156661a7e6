//! Numbers, chances, money and dates in plain English, as the public sector writes them.

mod number;
mod pounds;
mod quantity;
mod series;

pub use number::{
    chance, chance_in_100, decimal, frequency, in_100, parse, percent, percent_to, pupils, range, scaled,
    short, whole,
};
pub use pounds::{millions, movement, pounds, pounds_to, thousands, tied};
pub use quantity::{date, day, is_behind, long_date, places, quantity, quantity_range};
pub use series::Series;
