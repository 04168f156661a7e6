//! Reads a file row by row into sums.

use super::column::{Column, Kind};
use super::cost::{Costs, MOST_NUMBER};
use super::date::year;
use super::figures::{AGE, CHANNEL, MEASURES, YEAR, measures};
use super::given::Taken;
use super::number::{Number, Told, told};
use super::problem::{LINE, Problems, shortened};
use super::rows::{Blanks, has_figures, is_total};
use super::settle::band;
use super::spread::{ANY, Count, Key};
use super::value::Meaning;
use crate::scenario::limits;
use std::collections::BTreeMap;

/// What the texts of a file mean, each worked out once, and what is found on the way.
pub struct Reader<'a> {
    pub taken: Taken<'a>,
    pub problems: Problems,
    pub rules: Problems,
    /// By column: which part of the key it tells, and by text what that means.
    pub meanings: Vec<Option<(usize, BTreeMap<usize, Meaning>)>>,
    /// By column: what stands in its blank cells.
    pub filled: Vec<Blanks>,
    /// By column: which part of the key its heading tells, and what that means.
    pub across: Vec<Option<(usize, Meaning)>>,
    pub hidden: u32,
    /// Cells and lines that could not be read.
    pub unread: usize,
    /// Blank cells in columns of counts.
    pub blanks: Vec<(usize, usize)>,
}

/// What has been added up so far.
#[derive(Default)]
pub struct Sums {
    pub counts: [BTreeMap<Key, Count>; MEASURES],
    pub totals: [Vec<(Key, f64, usize)>; MEASURES],
    pub costs: Costs,
    pub used: usize,
    pub total_lines: usize,
    pub left: usize,
}

impl Sums {
    /// The last year of which anything is counted.
    pub fn last_year(&self) -> Option<u16> {
        self.counts[0].keys().map(|key| key[YEAR]).filter(|year| *year != ANY).max()
    }
}

impl Reader<'_> {
    fn line(&self, row: usize) -> usize {
        self.taken.grid.lines[row]
    }

    pub fn trouble(&mut self, row: usize, column: usize, what: &str) {
        let value = shortened(self.taken.grid.text(row, column));
        self.problems.add(self.line(row), column, &value, what);
    }

    /// Notes by which rule a cell was read.
    pub fn told(&mut self, row: usize, column: usize, rule: &str) {
        let value = shortened(self.taken.grid.text(row, column));
        self.rules.add(self.line(row), column, &value, rule);
    }

    /// What a cell says of a number; the rule by which it was read is noted.
    pub fn number(&mut self, row: usize, column: usize) -> Told {
        let found = told(self.taken.grid.text(row, column));
        if let Some(rule) = found.rule {
            self.told(row, column, rule);
        }
        found
    }

    /// Adds a row to the sums.
    pub fn add(&mut self, row: usize, sums: &mut Sums) {
        let Taken { grid, kind, columns, .. } = self.taken;
        if !has_figures(grid, columns, row) && self.is_heading(row) {
            self.rules.add(
                self.line(row),
                LINE,
                "",
                "The line holds one text and no figures. It is passed over.",
            );
            return;
        }
        let Some((key, is_total)) = self.key(row) else {
            sums.left += 1;
            return;
        };
        let Some(key) = key else { return };
        let mut taken = false;
        for (column, holds) in columns.iter().enumerate() {
            let mut key = key;
            let mut of_all = is_total;
            let measure = match (*holds, self.across[column]) {
                (Column::PopulationIn, _) => year(&grid.heads[column]).map(|year| {
                    key[YEAR] = year;
                    0
                }),
                (_, Some((part, Meaning::One(at) | Meaning::TotalOf(at)))) => {
                    key[part] = at;
                    Some(0)
                }
                (_, Some((part, Meaning::Band(from, to)))) => {
                    key[part] = band(from, to);
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
                    measures(kind).iter().position(|measure| *measure == other)
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
            if kind == Kind::Placements {
                self.cost(row, key[CHANNEL], &mut sums.costs);
            }
        } else {
            sums.left += 1;
        }
    }

    /// Whether a row without figures heads those below it.
    fn is_heading(&self, row: usize) -> bool {
        let grid = self.taken.grid;
        (0..grid.heads.len()).filter(|column| !grid.text(row, *column).is_empty()).count() == 1
    }

    /// The number of the text that stands in a cell, or that merging left blank there.
    fn text_at(&self, row: usize, column: usize) -> usize {
        let above = self.filled[column].above.as_ref().and_then(|above| above.get(&row));
        above.copied().unwrap_or_else(|| self.taken.grid.at(row, column))
    }

    /// What a row is of, and whether it is a total; none of it where the planner leaves it out, and
    /// none at all where that cannot be said.
    #[allow(clippy::option_option)]
    fn key(&mut self, row: usize) -> Option<(Option<Key>, bool)> {
        let Taken { grid, columns, .. } = self.taken;
        let mut key = [ANY; 5];
        let (mut is_total, mut is_out) = (is_total(grid, columns, row), false);
        // A blank is trouble unless the row is a total or another column tells the same.
        let mut unknown: Vec<(usize, usize)> = Vec::new();
        for (column, holds) in columns.iter().enumerate() {
            let text = self.text_at(row, column);
            if *holds == Column::Year {
                match year(&grid.texts[text]) {
                    Some(year) => key[YEAR] = year,
                    None => unknown.push((YEAR, column)),
                }
                continue;
            }
            let Some((part, meanings)) = &self.meanings[column] else { continue };
            let part = *part;
            let found = meanings.get(&text).copied().unwrap_or(Meaning::Unknown);
            let place = match found {
                Meaning::One(at) => Some(at),
                Meaning::Band(from, to) => Some(band(from, to)),
                _ => None,
            };
            match (place, found) {
                (Some(at), _) if key[part] == ANY || key[part] == at => key[part] = at,
                (Some(_), _) => {
                    self.trouble(
                        row,
                        column,
                        "Another column of this line names another one. The line is left out.",
                    );
                    self.unread += 1;
                    return None;
                }
                (_, Meaning::Total) => is_total = true,
                (_, Meaning::TotalOf(at)) => {
                    is_total = true;
                    key[part] = at;
                }
                (_, Meaning::Out) => is_out = true,
                _ => unknown.push((part, column)),
            }
        }
        if is_out {
            return Some((None, false));
        }
        let (mut is_known, mut is_asked) = (true, true);
        for (part, column) in unknown {
            let is_blank = grid.text(row, column).is_empty();
            if key[part] != ANY || (is_total && (is_blank || part == YEAR)) {
                continue;
            }
            is_known = false;
            let what = match (is_blank, part) {
                (true, _) => {
                    "Nothing stands there. The line is left out: fill it in, or say above what a blank stands for."
                }
                (false, YEAR) => "It is no year, such as 2024/25. The line is left out.",
                (false, AGE) if super::number::is_date(grid.text(row, column)) => {
                    "It is a date, which Excel makes of 4-10 or 11-15. The line is left out: choose what it stands for, or that it is to be left out."
                }
                (false, AGE) => {
                    "It is no year group or age from 4 to 24. The line is left out: choose what it stands for, or that it is to be left out."
                }
                (false, _) => {
                    "The planner does not know it. The line is left out: choose what it stands for, or that it is to be left out."
                }
            };
            self.trouble(row, column, what);
            // What was asked by itself is not asked about again.
            is_asked &= is_blank && self.filled[column].is_asked;
        }
        self.unread += usize::from(!is_known && !is_asked);
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
        let whole_only = self.taken.kind != Kind::Population;
        let wrong = match self.number(row, column).number {
            Number::Bad(what) => what,
            Number::Share(_) => "It is a share in per cent, and no number of pupils.",
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
            Number::Blank if is_total => return false,
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
                sums.counts[measure].entry(key).or_default();
                self.blanks.push((row, column));
                return true;
            }
        };
        // A total that cannot be read checks nothing, and nothing else is lost by it.
        self.unread += usize::from(!is_total);
        self.trouble(row, column, &[wrong, " It is left out."].concat());
        false
    }

    /// How many placements a row counts, as far as they are known.
    pub fn counted(&self, row: usize) -> Option<f64> {
        let Taken { grid, columns, .. } = self.taken;
        let known = |column: usize| match told(grid.text(row, column)).number {
            Number::Known(count) => Some(count),
            Number::Blank => Some(0.0),
            _ => None,
        };
        match columns.iter().position(|column| *column == Column::Count) {
            Some(column) => known(column),
            None => (0..columns.len()).filter(|at| self.across[*at].is_some()).map(known).sum(),
        }
    }

    /// Adds what the placements of a row cost.
    fn cost(&mut self, row: usize, channel: u16, costs: &mut Costs) {
        let mut blank = None;
        for (column, holds) in self.taken.columns.iter().enumerate() {
            let is_each = match holds {
                Column::Cost => false,
                Column::Price => true,
                _ => continue,
            };
            let found = self.number(row, column);
            let why = match found.number {
                Number::Known(cost) if cost > MOST_NUMBER => "It is too large for a cost.",
                Number::Known(_) => {
                    let Some(count) = self.counted(row).filter(|count| *count > 0.0) else { continue };
                    costs.add(self.taken.grid, column, channel, found, count, is_each);
                    return;
                }
                Number::Share(_) => "It is a share in per cent, and no cost.",
                Number::Bad(why) => why,
                Number::Hidden(..) | Number::Blank => {
                    blank = Some(column);
                    continue;
                }
            };
            self.trouble(row, column, &[why, " The cost is left out."].concat());
            costs.unread += 1;
            return;
        }
        if let Some(column) = blank {
            self.told(row, column, "No cost stands there: the average is that of the other lines.");
        }
    }
}
