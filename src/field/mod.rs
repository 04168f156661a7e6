//! The terms of the field as types: ages, phases, Januaries and academic years.

mod file;

use derive::{Described, Read};
use serde::Serialize;
use std::fmt;

/// Where in a year September begins, in years: 8 of 12 months to the two places with which scenario files
/// write a date, so that 2026.67 is September 2026.
pub const SEPTEMBER: f64 = 0.67;

/// Age in whole years at the start of the academic year: 4 (Reception) to 24.
/// 11 is Year 7 and 15 is Year 11, so that SEN2's peak at 13 and 14 is Years 9 and 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "u8")]
pub struct Age(u8);

/// An age outside 4 to 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeOutOfRange(pub u8);

impl Age {
    /// Reception.
    pub const YOUNGEST: Age = Age(4);
    /// The last year that an Education, Health and Care Plan can cover.
    pub const OLDEST: Age = Age(24);
    /// The number of ages.
    pub const COUNT: usize = (Self::OLDEST.0 - Self::YOUNGEST.0) as usize + 1;

    /// Every age, youngest first.
    pub fn all() -> impl DoubleEndedIterator<Item = Age> + ExactSizeIterator {
        (0..Self::COUNT).map(Age::at)
    }

    /// The age at a position of [`Age::all`].
    ///
    /// # Panics
    /// Where `index` is not below [`Age::COUNT`].
    pub fn at(index: usize) -> Age {
        assert!(index < Self::COUNT, "there is no age at position {index}");
        #[allow(clippy::cast_possible_truncation)] // below COUNT, as just checked
        Age(Self::YOUNGEST.0 + index as u8)
    }

    /// The position of the age in [`Age::all`].
    pub fn index(self) -> usize {
        usize::from(self.0 - Self::YOUNGEST.0)
    }

    /// The phase of education of the age.
    pub fn phase(self) -> Phase {
        match self.0 {
            ..=10 => Phase::Primary,
            11..=15 => Phase::Secondary,
            _ => Phase::Post16,
        }
    }
}

impl Age {
    /// The band of the age.
    pub fn band(self) -> Band {
        match self.0 {
            ..=4 => Band::Under5,
            5..=10 => Band::From5To10,
            11..=15 => Band::From11To15,
            16..=19 => Band::From16To19,
            _ => Band::From20To25,
        }
    }
}

/// Bands of ages in which the Department for Education counts plans. They divide the phases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // their labels say it
pub enum Band {
    Under5,
    From5To10,
    From11To15,
    From16To19,
    From20To25,
}

impl Band {
    /// Every band, youngest first.
    pub const ALL: [Band; 5] =
        [Band::Under5, Band::From5To10, Band::From11To15, Band::From16To19, Band::From20To25];

    /// The name of the band.
    pub fn label(self) -> &'static str {
        match self {
            Band::Under5 => "Under 5",
            Band::From5To10 => "5 to 10",
            Band::From11To15 => "11 to 15",
            Band::From16To19 => "16 to 19",
            Band::From20To25 => "20 to 25",
        }
    }

    /// The phase that contains the band.
    pub fn phase(self) -> Phase {
        match self {
            Band::Under5 | Band::From5To10 => Phase::Primary,
            Band::From11To15 => Phase::Secondary,
            Band::From16To19 | Band::From20To25 => Phase::Post16,
        }
    }
}

impl TryFrom<u8> for Age {
    type Error = AgeOutOfRange;
    fn try_from(years: u8) -> Result<Age, AgeOutOfRange> {
        if (Self::YOUNGEST.0..=Self::OLDEST.0).contains(&years) {
            Ok(Age(years))
        } else {
            Err(AgeOutOfRange(years))
        }
    }
}

impl From<Age> for u8 {
    fn from(age: Age) -> u8 {
        age.0
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for AgeOutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "age {} is outside 4 to 24", self.0)
    }
}

impl std::error::Error for AgeOutOfRange {}

/// Phase of education, by age at the start of the academic year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Read, Described)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Ages 4 to 10: Reception to Year 6.
    Primary,
    /// Ages 11 to 15: Years 7 to 11.
    Secondary,
    /// Ages 16 and over.
    #[serde(rename = "post_16")]
    Post16,
}

impl Phase {
    /// Every phase, youngest first.
    pub const ALL: [Phase; 3] = [Phase::Primary, Phase::Secondary, Phase::Post16];

    /// The name of the phase.
    pub fn label(self) -> &'static str {
        match self {
            Phase::Primary => "Primary",
            Phase::Secondary => "Secondary",
            Phase::Post16 => "Post-16",
        }
    }
}

/// How a pupil is placed. A pupil keeps the channel until leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// A place in a block contract.
    Block,
    /// Spot placement with a Lot A provider of the framework.
    LotA,
    /// Spot placement with a Lot B provider of the framework.
    LotB,
    /// Spot placement off the framework.
    OffFramework,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 4] = [Channel::Block, Channel::LotA, Channel::LotB, Channel::OffFramework];

    /// The name of the channel.
    pub fn label(self) -> &'static str {
        match self {
            Channel::Block => "Block",
            Channel::LotA => "Lot A",
            Channel::LotB => "Lot B",
            Channel::OffFramework => "Off framework",
        }
    }
}

/// The January of a year, when SEN2 counts placements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct January(pub u16);

impl January {
    /// The January `years` later.
    #[must_use]
    pub fn plus(self, years: usize) -> January {
        January(u16::try_from(years).map_or(u16::MAX, |years| self.0.saturating_add(years)))
    }

    /// The academic year that this January falls in.
    pub fn academic_year(self) -> AcademicYear {
        AcademicYear(self.0.saturating_sub(1))
    }
}

impl fmt::Display for January {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "January {}", self.0)
    }
}

/// An academic year, September to August, by the year in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AcademicYear(pub u16);

impl fmt::Display for AcademicYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (u32::from(self.0) + 1) % 100)
    }
}

/// A financial year, April to March, by the year in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FinancialYear(pub u16);

impl FinancialYear {
    /// The last day of the year in words: `31 March 2028`.
    pub fn last_day(self) -> String {
        format!("31 March {}", u32::from(self.0) + 1)
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A financial year is written like an academic year.
        AcademicYear(self.0).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_run_from_4_to_24_and_know_their_place() {
        let ages: Vec<u8> = Age::all().map(u8::from).collect();
        assert_eq!(ages, (4..=24).collect::<Vec<u8>>());
        assert!(Age::all().enumerate().all(|(index, age)| age.index() == index));
        assert_eq!(Age::try_from(3), Err(AgeOutOfRange(3)));
        assert_eq!(Age::try_from(25), Err(AgeOutOfRange(25)));
    }

    #[test]
    fn year_7_to_year_11_is_secondary() {
        let secondary: Vec<u8> =
            Age::all().filter(|age| age.phase() == Phase::Secondary).map(u8::from).collect();
        assert_eq!(secondary, [11, 12, 13, 14, 15]);
    }

    #[test]
    fn bands_divide_the_phases() {
        assert!(Age::all().all(|age| age.band().phase() == age.phase()));
        let each = Band::ALL.map(|band| Age::all().filter(|age| age.band() == band).count());
        assert_eq!(each, [1, 6, 5, 4, 5]);
    }

    #[test]
    fn a_january_falls_in_the_academic_year_that_began_before_it() {
        assert_eq!(January(2025).academic_year().to_string(), "2024/25");
        assert_eq!(January(2100).academic_year().to_string(), "2099/00");
        assert_eq!(January(2025).plus(9), January(2034));
    }
}
