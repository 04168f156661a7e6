//! What the text of a cell means: a district, a need, an age, a channel, a phase, a number.

use super::ages::{band, year_group, years};
use super::key::key;
use super::mark::unmarked;
use super::needs::NEEDS;
use crate::field::{Age, Phase};
use crate::scenario::Scenario;
use serde::{Deserialize, Serialize};

/// What names stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Districts of the scenario.
    District,
    /// Needs of the scenario.
    Need,
    /// Year groups, Reception to the oldest age.
    YearGroup,
    /// Ages.
    Age,
    /// Channels, see [`CHANNELS`].
    Channel,
    /// Phases.
    Phase,
}

/// What a name stands for: a position among the names of its field, or none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Meaning {
    /// This one.
    One(u16),
    /// A total over all.
    Total,
    /// The total of one, as in “Ashford Total”.
    TotalOf(u16),
    /// Several ages, from the one to the other.
    Band(u8, u8),
    /// To be left out.
    Out,
    /// Nobody knows.
    Unknown,
}

/// How sure the reading of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// It is the name, or its other name.
    Yes,
    /// It looks like it: the planner should look too.
    Guessed,
}

/// Channels as files have them. The lot of a framework placement may be left open.
pub const CHANNELS: [&str; 5] =
    ["Block contract", "Framework, Lot A", "Framework, Lot B", "Framework, lot not known", "Off framework"];

/// Words for a total.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "sub total",
    "subtotal",
    "sum",
    "all",
    "overall",
    "county",
    "county total",
    "all districts",
    "all needs",
    "all ages",
    "all year groups",
];

/// Words that say what a district is, not which.
const STYLES: [&str; 10] =
    ["royal", "borough", "district", "city", "metropolitan", "council", "bc", "dc", "mbc", "of"];

/// The names of a field, in the order of their positions.
pub fn names(field: Field, scenario: &Scenario) -> Vec<String> {
    match field {
        Field::District => scenario.districts.list.iter().map(|district| district.name.clone()).collect(),
        Field::Need => scenario.needs.list.iter().map(|need| need.name.clone()).collect(),
        Field::YearGroup | Field::Age => Age::all().map(age_name).collect(),
        Field::Channel => CHANNELS.map(str::to_owned).to_vec(),
        Field::Phase => Phase::ALL.map(|phase| phase.label().to_owned()).to_vec(),
    }
}

/// An age with its year group: `11 (Year 7)`.
pub fn age_name(age: Age) -> String {
    match u8::from(age) {
        4 => "4 (Reception)".into(),
        years @ 5..=18 => format!("{years} (Year {})", years - 4),
        years => years.to_string(),
    }
}

fn one(position: Option<usize>) -> Option<Meaning> {
    position.and_then(|position| u16::try_from(position).ok()).map(Meaning::One)
}

/// What a text stands for in a field.
pub fn meaning(field: Field, text: &str, scenario: &Scenario) -> (Meaning, Sure) {
    let text = unmarked(text).0;
    let key = key(text);
    if let Some(found) = exact(field, text, &key, scenario) {
        return (found, Sure::Yes);
    }
    if matches!(field, Field::YearGroup | Field::Age | Field::Phase)
        && let Some((from, to)) = band(text, field == Field::YearGroup)
    {
        return (Meaning::Band(from, to), Sure::Guessed);
    }
    let council = self::key(scenario.council().name);
    let is_council = !council.is_empty() && key.strip_suffix(" total").unwrap_or(&key) == council;
    if is_council || TOTALS.contains(&key.as_str()) {
        return (Meaning::Total, Sure::Yes);
    }
    if let Some(of) = key.strip_suffix(" total").or_else(|| key.strip_suffix(" totals"))
        && let Some(Meaning::One(of)) = exact(field, of, of, scenario)
    {
        return (Meaning::TotalOf(of), Sure::Yes);
    }
    let guess = match field {
        Field::District if is_region(&key) => Some(Meaning::Out),
        Field::District => nearest(&key, &names(field, scenario)),
        Field::Need => other_need(&key, scenario).or_else(|| nearest(&key, &names(field, scenario))),
        Field::YearGroup | Field::Age | Field::Channel | Field::Phase => None,
    };
    (guess.unwrap_or(Meaning::Unknown), Sure::Guessed)
}

fn exact(field: Field, text: &str, key: &str, scenario: &Scenario) -> Option<Meaning> {
    if key.is_empty() {
        return None;
    }
    match field {
        Field::District => district(key, scenario),
        Field::Need => need(key, scenario),
        Field::YearGroup => age(year_group(text).or_else(|| years(text).filter(|_| key.contains("age")))?),
        Field::Age => age(years(text).or_else(|| year_group(text))?),
        Field::Channel => channel(key),
        Field::Phase => phase(key).or_else(|| phase_of(years(text).or_else(|| year_group(text))?)),
    }
}

/// Whether it is a region or a nation, by name or by code.
fn is_region(key: &str) -> bool {
    let codes = ["e12", "e13", "e92", "w92", "s92", "n92", "k02", "k03", "k04"];
    let is_code = key.len() == 9 && codes.iter().any(|begin| key.starts_with(begin));
    let names = [
        "england",
        "wales",
        "england and wales",
        "great britain",
        "united kingdom",
        "north east",
        "north west",
        "yorkshire and the humber",
        "east midlands",
        "west midlands",
        "east",
        "east of england",
        "london",
        "inner london",
        "outer london",
        "south east",
        "south west",
    ];
    is_code || names.contains(&key)
}

fn district(text: &str, scenario: &Scenario) -> Option<Meaning> {
    let list = &scenario.districts.list;
    let plain = |text: &str| {
        let words = text.split(' ').filter(|word| !STYLES.contains(word));
        words.collect::<Vec<_>>().join(" ")
    };
    let find = |wanted: &str| {
        list.iter().position(|district| {
            let name = key(&district.name);
            key(&district.code) == wanted || name == wanted || plain(&name) == wanted
        })
    };
    let aliased = |wanted: &str| {
        let other = scenario.council().facts().district_names.iter().find(|(known, _)| *known == wanted);
        other.and_then(|(_, name)| find(name))
    };
    let plain = plain(text);
    one(find(text).or_else(|| aliased(text)).or_else(|| find(&plain)).or_else(|| aliased(&plain)))
}

fn need(text: &str, scenario: &Scenario) -> Option<Meaning> {
    let list = &scenario.needs.list;
    let find =
        |wanted: &str| list.iter().position(|need| key(&need.code) == wanted || key(&need.name) == wanted);
    let known = NEEDS.iter().find(|(known, _)| *known == text);
    one(find(text).or_else(|| find(&key(known?.1))))
}

/// A need that is known but not one of the scenario's, where the scenario has one for all others.
fn other_need(text: &str, scenario: &Scenario) -> Option<Meaning> {
    let known = NEEDS.iter().any(|(known, _)| *known == text) || text == "other" || text == "other needs";
    let other = scenario.needs.list.iter().position(|need| {
        let name = key(&need.name);
        key(&need.code) == "other" || name.contains("other needs")
    });
    if known { one(other) } else { None }
}

/// The phase of an age.
fn phase_of(years: u8) -> Option<Meaning> {
    let phase = Age::try_from(years).ok()?.phase();
    one(Phase::ALL.iter().position(|other| *other == phase))
}

fn age(years: u8) -> Option<Meaning> {
    one(Age::try_from(years).ok().map(Age::index))
}

fn channel(text: &str) -> Option<Meaning> {
    let has = |word: &str| text.split(' ').any(|other| other == word);
    let off = [
        "off framework",
        "non framework",
        "off contract",
        "out of framework",
        "non dps",
        "off dps",
        "not on framework",
    ];
    let position = if has("lot") && (has("a") || has("1")) {
        1
    } else if has("lot") && (has("b") || has("2")) {
        2
    } else if off.iter().any(|words| text.contains(words))
        || ["spot", "off", "individual", "spot purchase"].contains(&text)
    {
        4
    } else if has("block") {
        0
    } else if ["a", "lota"].contains(&text) {
        1
    } else if ["b", "lotb"].contains(&text) {
        2
    } else if has("framework") || has("dps") {
        3
    } else {
        return None;
    };
    Some(Meaning::One(position))
}

fn phase(text: &str) -> Option<Meaning> {
    let position = match text {
        "primary" | "4 to 10" | "5 to 10" | "4 10" | "5 10" | "primary school" => 0,
        "secondary" | "11 to 15" | "11 15" | "secondary school" => 1,
        "post 16" | "post16" | "sixth form" | "16 plus" | "16" | "16 and over" | "16 to 24" | "16 to 18"
        | "16 18" | "16 24" => 2,
        _ => return None,
    };
    Some(Meaning::One(position))
}

/// The one name that a text is a slip of the keyboard away from.
fn nearest(text: &str, names: &[String]) -> Option<Meaning> {
    if text.len() < 5 || text.len() > 60 {
        return None;
    }
    let near = |name: &String| {
        let name = key(name);
        (name.len() > 5 && (name.starts_with(text) || text.starts_with(name.as_str())))
            || strsim::levenshtein(text, &name) <= 2
    };
    let mut found = (0..names.len()).filter(|&at| near(&names[at]));
    let first = found.next();
    if found.next().is_some() { None } else { one(first) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(field: Field, text: &str) -> (Option<String>, Sure) {
        let kent = Scenario::kent();
        let (found, sure) = meaning(field, text, &kent);
        let named = match found {
            Meaning::Band(from, to) => Some(format!("{from} to {to}")),
            Meaning::One(at) => Some(names(field, &kent)[usize::from(at)].clone()),
            Meaning::Total => Some("all".into()),
            Meaning::TotalOf(at) => Some(format!("all of {}", names(field, &kent)[usize::from(at)])),
            Meaning::Out | Meaning::Unknown => None,
        };
        (named, sure)
    }

    #[test]
    fn districts_are_known_however_they_are_spelt() {
        for (text, name) in [
            ("Tonbridge & Malling", "Tonbridge and Malling"),
            ("TONBRIDGE AND MALLING BOROUGH COUNCIL", "Tonbridge and Malling"),
            ("Shepway", "Folkestone and Hythe"),
            ("Folkestone & Hythe District", "Folkestone and Hythe"),
            ("E07000112", "Folkestone and Hythe"),
            ("e07000105 ", "Ashford"),
            ("Royal Borough of Tunbridge Wells", "Tunbridge Wells"),
            ("Canterbury City Council", "Canterbury"),
            ("Kent Total", "all"),
            ("Grand Total", "all"),
            ("Ashford Total", "all of Ashford"),
        ] {
            assert_eq!(read(Field::District, text), (Some(name.into()), Sure::Yes), "{text}");
        }
        for (text, name) in [
            ("Tunbridge Well", "Tunbridge Wells"),
            ("Gravsham", "Gravesham"),
            ("Sevenoaks (west)", "Sevenoaks"),
        ] {
            assert_eq!(read(Field::District, text), (Some(name.into()), Sure::Guessed), "{text}");
        }
        for text in ["Medway", "", "unknown", "E06000035", "Bexley", "\u{0}"] {
            assert_eq!(read(Field::District, text).0, None, "{text}");
        }
    }

    #[test]
    fn needs_ages_channels_and_phases_are_known() {
        for (field, text, name) in [
            (Field::Need, "Autism", "Autism spectrum disorder"),
            (Field::Need, "Autistic Spectrum Disorder", "Autism spectrum disorder"),
            (Field::Need, "Social, emotional and mental health", "Social, emotional and mental health"),
            (Field::Need, "S.E.M.H", "nothing"),
            (Field::Need, "Other", "All other needs"),
            (Field::YearGroup, "Year 7", "11 (Year 7)"),
            (Field::YearGroup, "Y13", "17 (Year 13)"),
            (Field::YearGroup, "7", "11 (Year 7)"),
            (Field::YearGroup, "R", "4 (Reception)"),
            (Field::YearGroup, "Total", "all"),
            (Field::Age, "7", "7 (Year 3)"),
            (Field::Age, "Age 24", "24"),
            (Field::Age, "3", "nothing"),
            (Field::YearGroup, "Yr1", "5 (Year 1)"),
            (Field::YearGroup, "YEAR9", "13 (Year 9)"),
            (Field::YearGroup, "7.0", "11 (Year 7)"),
            (Field::YearGroup, "Year Seven", "11 (Year 7)"),
            (Field::YearGroup, "Y10/11", "14 to 15"),
            (Field::YearGroup, "Year 12 - 14", "16 to 18"),
            (Field::YearGroup, "Yr 12+", "16 to 24"),
            (Field::YearGroup, "KS3", "11 to 13"),
            (Field::YearGroup, "Post 16", "16 to 24"),
            (Field::YearGroup, "N1", "nothing"),
            (Field::Age, "<5", "4 to 4"),
            (Field::Age, "16+", "16 to 24"),
            (Field::Age, ">19", "20 to 24"),
            (Field::Age, "11-15", "11 to 15"),
            (Field::Age, "Year 9", "13 (Year 9)"),
            (Field::Age, "04-Oct", "nothing"),
            (Field::Need, "ASD [note 3]", "Autism spectrum disorder"),
            (Field::Channel, "Lot A", "Framework, Lot A"),
            (Field::Channel, "DPS", "Framework, lot not known"),
            (Field::Channel, "Non-DPS", "Off framework"),
            (Field::Channel, "Spot", "Off framework"),
            (Field::Channel, "Off-framework", "Off framework"),
            (Field::Channel, "Block", "Block contract"),
            (Field::Phase, "Post-16", "Post-16"),
            (Field::Phase, "11-15", "Secondary"),
        ] {
            let found = read(field, text).0.unwrap_or_else(|| "nothing".into());
            assert_eq!(found, name, "{text}");
        }
        // A need of the census that the scenario puts among the others: the planner should look.
        assert_eq!(read(Field::Need, "MLD"), (Some("All other needs".into()), Sure::Guessed));
        assert_eq!(read(Field::Need, "Wizardry").0, None);
    }

    proptest! {
        #[test]
        fn any_text_means_something_or_nothing_and_never_panics(text: String) {
            let kent = Scenario::kent();
            for field in [Field::District, Field::Need, Field::YearGroup, Field::Age, Field::Channel, Field::Phase] {
                if let (Meaning::One(at) | Meaning::TotalOf(at), _) = meaning(field, &text, &kent) {
                    prop_assert!(usize::from(at) < names(field, &kent).len());
                }
            }
        }
    }
}
