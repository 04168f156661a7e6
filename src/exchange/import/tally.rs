//! Adds up a file, line by line, and notes what is wrong on which line.

use super::Grid;
use super::across::ACROSS;
use super::choices::{Choices, Name};
use super::column::{Column, Kind, year};
use super::figures::{AGE, CHANNEL, DISTRICT, Figures, MEASURES, NEED, YEAR, measures};
use super::number::{Number, number};
use super::problem::{LINE, Problems, shortened};
use super::spread::{ANY, Count, Key, spread};
use super::value::{Field, Meaning, Sure, meaning, names as names_of};
use crate::scenario::{Scenario, limits};
use crate::words::whole;
use std::collections::BTreeMap;

/// Different names of a column that are shown; a column with more is another one.
const MOST_NAMES: usize = 300;
/// The largest number in a cell: pounds for a council's whole spending would do.
const MOST_NUMBER: f64 = 1e9;

/// Which part of a key a column tells, and in which field its names are looked up.
fn part(kind: Kind, column: Column) -> Option<(usize, Field)> {
    match column {
        Column::District => Some((DISTRICT, Field::District)),
        Column::Need => Some((NEED, Field::Need)),
        Column::Age | Column::Phase if kind == Kind::Population => Some((AGE, Field::Phase)),
        Column::YearGroup => Some((AGE, Field::YearGroup)),
        Column::Age => Some((AGE, Field::Age)),
        Column::Channel => Some((CHANNEL, Field::Channel)),
        _ => None,
    }
}

/// Which part of a key the names of a field tell.
pub fn part_of(field: Field) -> usize {
    match field {
        Field::District => DISTRICT,
        Field::Need => NEED,
        Field::YearGroup | Field::Age | Field::Phase => AGE,
        Field::Channel => CHANNEL,
    }
}

/// What the texts of a file mean, each worked out once.
struct Reader<'a> {
    grid: &'a Grid,
    kind: Kind,
    columns: &'a [Column],
    /// By column: which part of the key it tells, and by text what that means.
    meanings: Vec<Option<(usize, BTreeMap<usize, Meaning>)>>,
    /// By column: which part of the key its heading tells, and what that means.
    across: Vec<Option<(usize, Meaning)>>,
    problems: Problems,
    /// The last line of which something was told.
    troubled: usize,
    hidden: u32,
}

/// What has been added up so far.
#[derive(Default)]
struct Sums {
    counts: [BTreeMap<Key, Count>; MEASURES],
    totals: [Vec<(Key, f64, usize)>; MEASURES],
    costs: BTreeMap<u16, (f64, f64)>,
    used: usize,
    total_lines: usize,
    left: usize,
}

/// Adds up a file.
pub fn figures(
    grid: &Grid,
    kind: Kind,
    columns: &[Column],
    choices: &Choices,
    scenario: &Scenario,
) -> Figures {
    let mut names = Vec::new();
    let meanings = columns.iter().enumerate().map(|(at, column)| {
        let (part, field) = part(kind, *column)?;
        Some((part, meant(grid, at, field, choices, scenario, &mut names)))
    });
    let meanings = meanings.collect();
    let mut problems = Problems::default();
    let across = columns.iter().zip(&grid.heads).enumerate().map(|(at, (column, head))| {
        let Column::CountOf(field) = *column else { return None };
        let (found, is_sure) = one_meaning(field, head, choices, scenario);
        if found == Meaning::Unknown {
            let what = "The planner does not know it. The column is left out: choose what it stands for, or take the column for “Not used”.";
            problems.add(grid.head_line, at, head, what);
        }
        names.push(Name { field, head: "Headings".into(), text: head.clone(), rows: grid.lines.len(), meaning: found, is_sure });
        Some((part_of(field), found))
    });
    let across = across.collect();
    let mut reader = Reader { grid, kind, columns, meanings, across, problems, troubled: 0, hidden: 0 };
    let mut sums = Sums::default();
    for row in 0..grid.lines.len() {
        reader.add(row, &mut sums);
    }
    for row in &grid.wide {
        let what = "The line has more cells than there are headings. A comma in a number or a name may lack its quotation marks.";
        reader.problems.add(grid.lines[*row], LINE, "", what);
    }
    let mut blocks = missing(kind, columns, &sums);
    if names.len() > MOST_NAMES {
        names.truncate(MOST_NAMES);
        blocks.push(format!(
            "A column of names has more than {MOST_NAMES} different ones. Is it taken for the right one?"
        ));
    }
    reader.finish(sums, blocks, names)
}

/// What a name means, and whether that is sure. A planner's word goes over the guess.
fn one_meaning(field: Field, name: &str, choices: &Choices, scenario: &Scenario) -> (Meaning, bool) {
    let chosen = choices.meanings.iter().find(|(of, text, _)| *of == field && text == name);
    let (found, sure) = match chosen {
        Some((_, _, Meaning::One(at) | Meaning::TotalOf(at)))
            if usize::from(*at) >= names_of(field, scenario).len() =>
        {
            (Meaning::Unknown, Sure::Guessed)
        }
        Some((_, _, chosen)) => (*chosen, Sure::Yes),
        None => meaning(field, name, scenario),
    };
    (found, sure == Sure::Yes && found != Meaning::Unknown)
}

/// What the texts of a column mean.
fn meant(
    grid: &Grid,
    column: usize,
    field: Field,
    choices: &Choices,
    scenario: &Scenario,
    names: &mut Vec<Name>,
) -> BTreeMap<usize, Meaning> {
    let mut meanings = BTreeMap::new();
    for (text, rows) in grid.column(column) {
        let name = &grid.texts[text];
        let (found, is_sure) = one_meaning(field, name, choices, scenario);
        meanings.insert(text, found);
        if names.len() <= MOST_NAMES {
            let head = grid.heads[column].clone();
            names.push(Name { field, head, text: name.clone(), rows, meaning: found, is_sure });
        }
    }
    meanings
}

/// What a file lacks for any use.
fn missing(kind: Kind, columns: &[Column], sums: &Sums) -> Vec<String> {
    let has = |column: Column| columns.contains(&column);
    let mut missing = Vec::new();
    match kind {
        Kind::Placements
            if !has(Column::Count) && !ACROSS.iter().any(|field| has(Column::CountOf(*field))) =>
        {
            missing.push("No column is taken for the number of placements. Where needs, year groups or channels stand across the top, take each of their columns for “Placements, … in the heading”. If each line is a pupil, count them first: lists of pupils are not taken.");
        }
        Kind::Movements if !has(Column::Joiners) && !has(Column::Leavers) => {
            missing.push("No column is taken for joiners or for leavers.");
        }
        Kind::Movements if !has(Column::YearGroup) && !has(Column::Age) => {
            missing.push("No column is taken for year groups or ages.");
        }
        Kind::Population => {
            let years = columns.iter().filter(|column| **column == Column::PopulationIn).count();
            if !has(Column::District) {
                missing.push("No column is taken for districts.");
            }
            if years < 2 && !(has(Column::Population) && has(Column::Year)) {
                missing.push("There must be a column of population for each of two years at least, or one of years and one of population.");
            }
        }
        _ => {}
    }
    if missing.is_empty() && sums.used == 0 {
        missing.push(if sums.total_lines > 0 {
            "Every line is a total. If a column says “all” throughout, take it for “Not used”."
        } else {
            "No line can be used: see the problems."
        });
    }
    missing.into_iter().map(str::to_owned).collect()
}

impl Reader<'_> {
    fn line(&self, row: usize) -> usize {
        self.grid.lines[row]
    }

    fn trouble(&mut self, row: usize, column: usize, what: &str) {
        let value = shortened(self.grid.text(row, column));
        self.troubled = self.line(row);
        self.problems.add(self.troubled, column, &value, what);
    }

    /// Adds a row to the sums.
    fn add(&mut self, row: usize, sums: &mut Sums) {
        let Some((key, is_total)) = self.key(row) else {
            sums.left += 1;
            return;
        };
        let Some(key) = key else { return };
        let mut taken = false;
        for column in 0..self.columns.len() {
            let mut key = key;
            let mut of_all = is_total;
            let measure = match (self.columns[column], self.across[column]) {
                (Column::PopulationIn, _) => year(&self.grid.heads[column]).map(|year| {
                    key[YEAR] = year;
                    0
                }),
                (_, Some((part, Meaning::One(at) | Meaning::TotalOf(at)))) => {
                    key[part] = at;
                    Some(0)
                }
                (_, Some((_, Meaning::Total))) => {
                    of_all = true;
                    Some(0)
                }
                (_, Some(_)) => None,
                (other, None) => {
                    // Beside counts of what the headings name, a count is their total.
                    of_all |= other == Column::Count && self.across.iter().any(Option::is_some);
                    measures(self.kind).iter().position(|measure| *measure == other)
                }
            };
            let Some(measure) = measure else { continue };
            if self.count(row, column, measure, key, of_all, sums) && of_all == is_total {
                taken = true;
            }
        }
        if is_total {
            sums.total_lines += 1;
        } else if taken {
            sums.used += 1;
            if self.kind == Kind::Placements {
                self.cost(row, key, sums);
            }
        } else {
            sums.left += 1;
            if self.troubled != self.line(row) {
                let what =
                    "No figure stands on this line that can be used. Write 0 for none, or c for suppressed.";
                self.problems.add(self.line(row), LINE, "", what);
            }
        }
    }

    /// What a row is of, and whether it is a total; none of it where the planner leaves it out, and
    /// none at all where that cannot be said.
    #[allow(clippy::option_option)]
    fn key(&mut self, row: usize) -> Option<(Option<Key>, bool)> {
        let mut key = [ANY; 5];
        let (mut is_total, mut is_out) = (false, false);
        // A blank is trouble unless the row is a total or another column tells the same.
        let mut unknown: Vec<(usize, usize)> = Vec::new();
        for column in 0..self.columns.len() {
            let text = self.grid.at(row, column);
            if self.columns[column] == Column::Year {
                match year(&self.grid.texts[text]) {
                    Some(year) => key[YEAR] = year,
                    None => unknown.push((YEAR, column)),
                }
                continue;
            }
            let Some((part, meanings)) = &self.meanings[column] else { continue };
            let part = *part;
            match meanings.get(&text).copied().unwrap_or(Meaning::Unknown) {
                Meaning::One(at) if key[part] == ANY || key[part] == at => key[part] = at,
                Meaning::One(_) => {
                    self.trouble(
                        row,
                        column,
                        "Another column of this line names another one. The line is left out.",
                    );
                    return None;
                }
                Meaning::Total => is_total = true,
                Meaning::TotalOf(at) => {
                    is_total = true;
                    key[part] = at;
                }
                Meaning::Out => is_out = true,
                Meaning::Unknown => unknown.push((part, column)),
            }
        }
        if is_out {
            return Some((None, false));
        }
        let mut is_known = true;
        for (part, column) in unknown {
            let is_blank = self.grid.text(row, column).is_empty();
            if key[part] != ANY || (is_total && (is_blank || part == YEAR)) {
                continue;
            }
            is_known = false;
            let what = match (is_blank, part) {
                (true, _) => {
                    "Nothing stands there. The line is left out: fill it in, or say above what a blank stands for."
                }
                (false, YEAR) => "It is no year, such as 2024/25. The line is left out.",
                (false, AGE) => {
                    "It is no year group or age from 4 to 24. The line is left out: choose what it stands for, or that it is to be left out."
                }
                (false, _) => {
                    "The planner does not know it. The line is left out: choose what it stands for, or that it is to be left out."
                }
            };
            self.trouble(row, column, what);
        }
        is_known.then_some((Some(key), is_total))
    }

    /// Adds a count; false where there is none to add.
    fn count(
        &mut self,
        row: usize,
        column: usize,
        measure: usize,
        key: Key,
        is_total: bool,
        sums: &mut Sums,
    ) -> bool {
        let whole_only = self.kind != Kind::Population;
        let found = number(self.grid.text(row, column));
        let wrong = match found {
            Number::Bad(what) => what,
            Number::Known(number) if number > MOST_NUMBER => "It is too large for a count.",
            Number::Known(number) if whole_only && number.fract() != 0.0 => {
                "Pupils are counted in whole numbers."
            }
            Number::Known(number) if whole_only && number > *limits::PUPILS.end() => {
                "It is too large for a count of pupils."
            }
            Number::Known(number) if is_total => {
                sums.totals[measure].push((key, number, self.line(row)));
                return true;
            }
            Number::Hidden(..) if is_total => return true,
            Number::Known(number) => {
                sums.counts[measure].entry(key).or_default().known += number;
                return true;
            }
            Number::Hidden(low, high) => {
                let count = sums.counts[measure].entry(key).or_default();
                count.low += low;
                count.high += high;
                count.hidden += 1;
                self.hidden += 1;
                return true;
            }
            Number::Blank => {
                return false;
            }
        };
        self.trouble(row, column, &[wrong, " It is left out."].concat());
        false
    }

    /// Adds what the placements of a row cost.
    fn cost(&mut self, row: usize, key: Key, sums: &mut Sums) {
        let counted = |reader: &Reader| {
            let known = |column: usize| match number(reader.grid.text(row, column)) {
                Number::Known(count) => Some(count),
                Number::Blank => Some(0.0),
                _ => None,
            };
            match reader.columns.iter().position(|column| *column == Column::Count) {
                Some(column) => known(column),
                None => (0..reader.columns.len()).filter(|at| reader.across[*at].is_some()).map(known).sum(),
            }
        };
        for column in 0..self.columns.len() {
            let is_each = match self.columns[column] {
                Column::Cost => false,
                Column::Price => true,
                _ => continue,
            };
            let thousands = if self.grid.heads[column].contains("000") { 1_000.0 } else { 1.0 };
            match number(self.grid.text(row, column)) {
                Number::Known(cost) if cost > MOST_NUMBER => {
                    self.trouble(row, column, "It is too large for a cost. The cost is left out.");
                }
                Number::Known(cost) => {
                    let Some(count) = counted(self).filter(|count| *count > 0.0) else { continue };
                    let sum = sums.costs.entry(key[CHANNEL]).or_default();
                    sum.0 += count;
                    sum.1 += cost * thousands * if is_each { count } else { 1.0 };
                    return;
                }
                Number::Bad(what) => self.trouble(row, column, &[what, " The cost is left out."].concat()),
                Number::Hidden(..) | Number::Blank => {}
            }
        }
    }

    /// Takes suppressed counts for what the rule says, and tells of totals that do not hold.
    fn finish(mut self, sums: Sums, blocks: Vec<String>, names: Vec<Name>) -> Figures {
        let mut taken = 0.0;
        let counts = [0, 1, 2].map(|measure| {
            let counts: Vec<(Key, Count)> = sums.counts[measure].iter().map(|(key, count)| (*key, *count)).collect();
            let totals: Vec<(Key, f64)> = sums.totals[measure].iter().map(|(key, total, _)| (*key, *total)).collect();
            let (values, broken) = spread(&counts, &totals);
            for (at, says, comes_to) in broken {
                let line = sums.totals[measure][at].2;
                let what = format!("The total is {}, but the lines that are used come to {}. The lines are used, not the total.", whole(says), whole(comes_to));
                self.problems.add(line, LINE, "", &what);
            }
            let with_values = counts.iter().zip(values).map(|((key, count), value)| {
                taken += value - count.known;
                (*key, value)
            });
            with_values.collect::<Vec<_>>()
        });
        let mut tells = [false; 5];
        for (key, _) in counts.iter().flatten() {
            for (tells, part) in tells.iter_mut().zip(key) {
                *tells |= *part != ANY;
            }
        }
        Figures {
            kind: self.kind,
            counts,
            costs: sums.costs,
            hidden: (self.hidden, taken),
            tells,
            used: sums.used,
            totals: sums.total_lines,
            left: sums.left,
            problems: self.problems.told(self.grid),
            blocks,
            names,
        }
    }
}
