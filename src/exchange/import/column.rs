//! What a file is about, and what its columns hold.

use super::date::year;
use super::key::key;
use super::mark::unmarked;
use super::value::Field;
use serde::{Deserialize, Serialize};

/// What a file counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Placements at a date, by district, need, year group and channel, with their cost.
    Placements,
    /// Joiners and leavers of academic years, by year group, with the pupils placed.
    Movements,
    /// School-age population by district and phase or age, now and later.
    Population,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Placements, Kind::Movements, Kind::Population];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Placements => "Placements",
            Kind::Movements => "Joiners and leavers",
            Kind::Population => "Population",
        }
    }

    /// What a column of such a file may be taken as.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Kind::Placements => &[
                Column::Ignored,
                Column::District,
                Column::Need,
                Column::YearGroup,
                Column::Age,
                Column::Channel,
                Column::Count,
                Column::CountOf(Field::District),
                Column::CountOf(Field::Need),
                Column::CountOf(Field::YearGroup),
                Column::CountOf(Field::Age),
                Column::CountOf(Field::Channel),
                Column::Cost,
                Column::Price,
            ],
            Kind::Movements => &[
                Column::Ignored,
                Column::Year,
                Column::District,
                Column::Need,
                Column::YearGroup,
                Column::Age,
                Column::Placed,
                Column::Joiners,
                Column::Leavers,
            ],
            Kind::Population => &[
                Column::Ignored,
                Column::District,
                Column::Phase,
                Column::Age,
                Column::Year,
                Column::Population,
                Column::PopulationIn,
            ],
        }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// Nothing that is used.
    Ignored,
    /// Names or codes of districts.
    District,
    /// Primary needs.
    Need,
    /// National curriculum year groups.
    YearGroup,
    /// Ages at the start of the academic year.
    Age,
    /// Phases of education.
    Phase,
    /// How pupils are placed.
    Channel,
    /// Years.
    Year,
    /// How many placements.
    Count,
    /// How many placements of what the heading names.
    CountOf(Field),
    /// What the placements of the row cost together, a year.
    Cost,
    /// What one placement of the row costs on average, a year.
    Price,
    /// Pupils placed in January of the academic year.
    Placed,
    /// Pupils who joined in the academic year.
    Joiners,
    /// Pupils who left at the end of the academic year.
    Leavers,
    /// How many children.
    Population,
    /// How many children in the year that the heading names.
    PopulationIn,
}

impl Column {
    /// What a planner picks it by.
    pub fn label(self) -> &'static str {
        match self {
            Column::Ignored => "Not used",
            Column::District => "District",
            Column::Need => "Primary need",
            Column::YearGroup => "Year group",
            Column::Age => "Age at the start of the year",
            Column::Phase => "Phase",
            Column::Channel => "Channel",
            Column::Year => "Year",
            Column::Count => "Placements",
            Column::CountOf(Field::District) => "Placements, district in the heading",
            Column::CountOf(Field::Need) => "Placements, need in the heading",
            Column::CountOf(Field::YearGroup) => "Placements, year group in the heading",
            Column::CountOf(Field::Age) => "Placements, age in the heading",
            Column::CountOf(Field::Channel) => "Placements, channel in the heading",
            Column::CountOf(Field::Phase) => "Placements, phase in the heading",
            Column::Cost => "Cost a year, all of the row",
            Column::Price => "Cost a year, each placement",
            Column::Placed => "Placed in January",
            Column::Joiners => "Joined in the year",
            Column::Leavers => "Left at the end of the year",
            Column::Population => "Population",
            Column::PopulationIn => "Population in the year of the heading",
        }
    }

    /// Whether a second column of a file may be taken as the same: a code beside a name, a year
    /// beside another.
    pub fn may_repeat(self) -> bool {
        matches!(self, Column::Ignored | Column::District | Column::CountOf(_) | Column::PopulationIn)
    }

    /// What the names in it are names of, in a file about placements.
    pub fn names(self) -> Option<Field> {
        match self {
            Column::District => Some(Field::District),
            Column::Need => Some(Field::Need),
            Column::YearGroup => Some(Field::YearGroup),
            Column::Age => Some(Field::Age),
            Column::Channel => Some(Field::Channel),
            _ => None,
        }
    }
}

/// Headings that are known, whole; then parts of headings, the first that fits.
const WHOLE: [(&str, Column); 37] = [
    ("code", Column::District),
    ("ons code", Column::District),
    ("gss code", Column::District),
    ("la", Column::District),
    ("la name", Column::District),
    ("lad", Column::District),
    ("area", Column::District),
    ("area code", Column::District),
    ("area name", Column::District),
    ("local authority", Column::District),
    ("sen type", Column::Need),
    ("ncy", Column::YearGroup),
    ("nc year", Column::YearGroup),
    ("national curriculum year", Column::YearGroup),
    ("age", Column::Age),
    ("age group", Column::Age),
    ("route", Column::Channel),
    ("lot", Column::Channel),
    ("framework", Column::Channel),
    ("contract", Column::Channel),
    ("placement type", Column::Channel),
    ("year", Column::Year),
    ("september", Column::Year),
    ("count", Column::Count),
    ("number", Column::Count),
    ("total", Column::Count),
    ("pupils", Column::Count),
    ("children", Column::Count),
    ("price", Column::Price),
    ("key stage", Column::Age),
    ("ks", Column::Age),
    ("stock", Column::Placed),
    ("placed", Column::Placed),
    ("left", Column::Leavers),
    ("exits", Column::Leavers),
    ("persons", Column::Population),
    ("joined", Column::Joiners),
];

const PARTS: [(&str, Column); 45] = [
    ("placed in", Column::Placed),
    ("placed at", Column::Placed),
    ("in january", Column::Placed),
    ("joiner", Column::Joiners),
    ("joined", Column::Joiners),
    ("starter", Column::Joiners),
    ("new placement", Column::Joiners),
    ("leaver", Column::Leavers),
    ("leaving", Column::Leavers),
    ("left at", Column::Leavers),
    ("left in", Column::Leavers),
    ("ceased", Column::Leavers),
    ("population", Column::Population),
    ("district", Column::District),
    ("borough", Column::District),
    ("lad2", Column::District),
    ("primary need", Column::Need),
    ("need", Column::Need),
    ("year group", Column::YearGroup),
    ("yr group", Column::YearGroup),
    ("curriculum year", Column::YearGroup),
    ("age at", Column::Age),
    ("age band", Column::Age),
    ("age range", Column::Age),
    ("phase", Column::Phase),
    ("channel", Column::Channel),
    ("framework", Column::Channel),
    ("average cost", Column::Price),
    ("mean cost", Column::Price),
    ("unit cost", Column::Price),
    ("cost per", Column::Price),
    ("cost a placement", Column::Price),
    ("average fee", Column::Price),
    ("weekly", Column::Price),
    ("per week", Column::Price),
    ("termly", Column::Price),
    ("per term", Column::Price),
    ("total fee", Column::Cost),
    ("annual fee", Column::Price),
    ("fee", Column::Price),
    ("cost", Column::Cost),
    ("spend", Column::Cost),
    ("paid", Column::Cost),
    ("expenditure", Column::Cost),
    ("academic year", Column::Year),
];

/// More parts, which are looked for last: they stand in many headings.
const LAST: [(&str, Column); 6] = [
    ("pupils", Column::Count),
    ("children", Column::Count),
    ("placements", Column::Count),
    ("headcount", Column::Count),
    ("number of", Column::Count),
    ("no of", Column::Count),
];

/// Words of headings over shares and changes, which count nothing.
const NO_COUNTS: [&str; 12] = [
    "percent",
    "percentage",
    "cent",
    "share",
    "proportion",
    "pc",
    "pct",
    "change",
    "difference",
    "variance",
    "rank",
    "rate",
];

/// Whether a heading speaks of shares or of changes.
pub fn is_relative(head: &str) -> bool {
    head.contains('%') || key(head).split(' ').any(|word| NO_COUNTS.contains(&word))
}

/// What a heading by itself says of its column; none where it says nothing.
pub fn heading(head: &str) -> Option<Column> {
    let head = unmarked(head).0;
    if year(head).is_some() {
        return Some(Column::PopulationIn);
    }
    let key = key(head);
    let whole = WHOLE.iter().find(|(known, _)| *known == key);
    let part = || PARTS.iter().chain(&LAST).find(|(known, _)| key.contains(known));
    let found = whole.or_else(part).map(|(_, column)| *column);
    found.filter(|_| !is_relative(head))
}

/// What the columns of a file hold, and what it is about, as far as the headings tell.
pub fn guess(heads: &[String], kind: Option<Kind>) -> (Kind, Vec<Column>) {
    let guesses: Vec<Option<Column>> = heads.iter().map(|head| heading(head)).collect();
    let has = |column: Column| guesses.contains(&Some(column));
    let kind = kind.unwrap_or_else(|| {
        if has(Column::Joiners) || has(Column::Leavers) {
            Kind::Movements
        } else if has(Column::Population)
            || guesses.iter().filter(|g| **g == Some(Column::PopulationIn)).count() > 1
        {
            Kind::Population
        } else {
            Kind::Placements
        }
    });
    let mut taken = Vec::new();
    let columns = guesses.into_iter().map(|guess| {
        let column = guess.unwrap_or(Column::Ignored);
        // The same heading says different things in different files.
        let column = match (kind, column) {
            (Kind::Movements, Column::Count) => Column::Placed,
            (Kind::Population, Column::Count | Column::Placed) => Column::Population,
            (Kind::Population, Column::YearGroup) | (Kind::Placements, Column::Phase) => Column::Age,
            (_, column) => column,
        };
        let fits = kind.columns().contains(&column);
        if !fits || (taken.contains(&column) && !column.may_repeat()) {
            return Column::Ignored;
        }
        taken.push(column);
        column
    });
    (kind, columns.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_many_wordings() {
        for (head, column) in [
            ("District", Column::District),
            ("LAD25CD", Column::District),
            ("ONS code", Column::District),
            ("Home district of pupil", Column::District),
            ("Primary SEN Need", Column::Need),
            ("Year group", Column::YearGroup),
            ("NCY", Column::YearGroup),
            ("Age at 31 August", Column::Age),
            ("No. of placements", Column::Count),
            ("Number of pupils", Column::Count),
            ("Total annual cost (£)", Column::Cost),
            ("Average cost per placement", Column::Price),
            ("Placements in January", Column::Placed),
            ("New placements", Column::Joiners),
            ("Leavers", Column::Leavers),
            ("2030", Column::PopulationIn),
            ("Sept 2030", Column::PopulationIn),
            ("2025/26", Column::PopulationIn),
            ("Academic year", Column::Year),
            ("Framework or spot", Column::Channel),
            ("Pupils placed", Column::Count),
            ("Total paid 2024-25", Column::Cost),
            ("Weekly cost", Column::Price),
            ("Placements [note 2]", Column::Count),
        ] {
            assert_eq!(heading(head), Some(column), "{head}");
        }
        for head in [
            "Notes",
            "",
            "School",
            "Provider",
            "12",
            "% of placements",
            "Share of pupils",
            "Change in placements",
        ] {
            assert_eq!(heading(head), None, "{head}");
        }
    }

    #[test]
    fn the_kind_follows_from_the_headings() {
        let heads = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let placements =
            heads(&["District", "Need", "Year group", "Channel", "Placements", "Annual cost (£)", "Notes"]);
        let (kind, columns) = guess(&placements, None);
        assert_eq!(kind, Kind::Placements);
        assert_eq!(columns[4..], [Column::Count, Column::Cost, Column::Ignored]);
        let movements = heads(&["Academic year", "Year group", "Pupils", "Joiners", "Leavers"]);
        assert_eq!(guess(&movements, None).0, Kind::Movements);
        assert_eq!(guess(&movements, None).1[2], Column::Placed);
        let population = heads(&["Code", "Area", "Age group", "2025", "2030"]);
        assert_eq!(guess(&population, None).0, Kind::Population);
        assert_eq!(guess(&population, None).1[3..], [Column::PopulationIn; 2]);
        // The planner's word goes over all that.
        assert_eq!(guess(&population, Some(Kind::Placements)).0, Kind::Placements);
    }
}
