//! Numbers and chances in plain English, as the public sector writes them.

mod number;
mod sentence;

pub use number::{chance, decimal, parse, percent, percent_to, pupils, range, short, whole};
pub use sentence::{Headline, fan_sentence, headline, how_sure, settling, spoken_result};
