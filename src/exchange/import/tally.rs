//! Adds up a file, and says what is asked about it and what is wrong on which line.

use super::choices::Name;
use super::column::{Column, Kind};
use super::cost::Costs;
use super::figures::{Figures, Unknown};
use super::given::Taken;
use super::lacks::missing;
use super::names::{MOST_NAMES, meant, one_meaning, part, part_of};
use super::problem::{LINE, Problems, shortened};
use super::questions::{Questions, options};
use super::reader::{Reader, Sums};
use super::rows::{Blanks, Rows, above};
use super::settle::{Bands, bands};
use super::spread::{ANY, Count, Key, spread};
use super::value::{Field, Meaning};
use crate::words::whole;

/// Adds up a file.
pub fn figures(taken: Taken, rows: &Rows, questions: &mut Questions) -> Figures {
    let Taken { grid, kind, columns, choices, scenario } = taken;
    let mut names = Vec::new();
    let mut meanings = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        meanings.push(
            part(kind, *column)
                .map(|(part, field)| (part, meant(grid, at, (kind, field), choices, scenario, &mut names))),
        );
    }
    let mut waits = rows.waits;
    let mut blanks = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let is_blank = |text: usize| grid.texts[text].is_empty();
        let is_open = match &meanings[at] {
            Some((_, meanings)) => {
                meanings.iter().any(|(text, found)| is_blank(*text) && *found == Meaning::Unknown)
            }
            None => *column == Column::Year,
        };
        // Of a row whose other names mean nothing, or that is left out, nothing is to be filled in.
        let is_known = |row: usize| {
            meanings.iter().enumerate().all(|(other, found)| {
                let text = grid.at(row, other);
                other == at
                    || is_blank(text)
                    || found.as_ref().is_none_or(|(_, of)| {
                        !matches!(of.get(&text), Some(Meaning::Unknown | Meaning::Out | Meaning::Total))
                    })
            })
        };
        let found = if is_open {
            above(grid, at, columns, rows, is_known, (choices, questions))
        } else {
            Blanks::default()
        };
        waits |= found.waits;
        blanks.push(found);
    }
    let (mut problems, mut unread) = (Problems::default(), 0);
    let mut across = Vec::new();
    for (at, (column, head)) in columns.iter().zip(&grid.heads).enumerate() {
        let Column::CountOf(field) = *column else {
            across.push(None);
            continue;
        };
        let (found, is_sure) = one_meaning(field, head, choices, scenario);
        if found == Meaning::Unknown {
            let what = "The planner does not know it. The column is left out: choose what it stands for, or take the column for “Not used”.";
            problems.add(grid.head_line, at, head, what);
            unread += 1;
        }
        names.push(Name {
            field,
            head: "Headings".into(),
            text: head.clone(),
            rows: grid.lines.len(),
            meaning: found,
            is_sure,
        });
        across.push(Some((part_of(field), found)));
    }
    let mut reader = Reader {
        taken,
        problems,
        rules: Problems::default(),
        meanings,
        filled: blanks,
        across,
        hidden: 0,
        unread,
        blanks: Vec::new(),
    };
    let mut sums = Sums { costs: Costs::ask(taken, questions), ..Sums::default() };
    // Where most lines are longer, a column has lost its heading; a single one has a comma too many.
    let is_comma = 2 * grid.wide.len() < grid.lines.len();
    for row in 0..grid.lines.len() {
        if !rows.keep[row] {
            continue;
        }
        if is_comma && grid.wide.contains(&row) {
            let what = "The line has more cells than there are headings. A comma in a number or a name may lack its quotation marks. It is left out.";
            reader.problems.add(grid.lines[row], LINE, "", what);
            reader.unread += 1;
            sums.left += 1;
            continue;
        }
        reader.add(row, &mut sums);
    }
    let mut blocks = missing(&taken, &sums);
    if names.len() > MOST_NAMES {
        names.truncate(MOST_NAMES);
        blocks.push(format!(
            "A column of names has more than {MOST_NAMES} different ones. Is it taken for the right one?"
        ));
    }
    reader.finish(sums, blocks, names, waits, questions)
}

impl Reader<'_> {
    /// Takes suppressed counts for what the rule says, and tells of totals that do not hold.
    fn finish(
        mut self,
        sums: Sums,
        blocks: Vec<String>,
        names: Vec<Name>,
        mut waits: bool,
        questions: &mut Questions,
    ) -> Figures {
        let Taken { grid, kind, choices, scenario, .. } = self.taken;
        let (mut taken, mut held, mut broke) = (0.0, 0, 0);
        let counts = [0, 1, 2].map(|measure| {
            let counts: Vec<(Key, Count)> = sums.counts[measure].iter().map(|(key, count)| (*key, *count)).collect();
            // A projection's totals are over ages that are not read.
            let totals = if kind == Kind::Population { &[][..] } else { &sums.totals[measure][..] };
            let of: Vec<(Key, f64)> = totals.iter().map(|(key, total, _)| (*key, *total)).collect();
            let (values, broken) = spread(&counts, &of);
            held += of.len();
            broke += broken.len();
            for (at, says, comes_to) in broken {
                let what = format!("The total is {}, but the lines that are used come to {}. The lines are used, not the total.", whole(says), whole(comes_to));
                self.problems.add(totals[at].2, LINE, "", &what);
            }
            let with_values = counts.iter().zip(values).map(|((key, count), value)| {
                taken += value - count.known;
                (*key, value)
            });
            with_values.collect::<Vec<_>>()
        });
        waits |= self.ask_of_blanks(held > broke && broke == 0, sums.used, questions);
        let is_banded =
            names.iter().any(|name| matches!(name.meaning, Meaning::Band(..)) && name.field != Field::Phase);
        let mut how = 0;
        if is_banded {
            let ask = "Some ages stand in bands, such as “16+”. What is to become of them?".to_owned();
            let told = options([
                "Spread each band over its ages, as the scenario has them now",
                "Count these pupils, and leave their ages open",
            ]);
            how = questions.ask(choices, "bands", ask, told, true);
        }
        if self.unread > 0 {
            let cells = if self.unread == 1 {
                "1 cell or line could not be read".to_owned()
            } else {
                [&whole(self.unread as f64), " cells or lines could not be read"].concat()
            };
            let ask =
                [&cells, ": see the problems. Put them right, or say that they are to be left out."].concat();
            waits |= questions.ask(
                choices,
                "unread",
                ask,
                options(["Leave them out: the rest is all there is"]),
                true,
            ) == 0;
        }
        // While it is not decided it is shown as it would be spread.
        let how = if how == 2 { Bands::Open } else { Bands::Spread };
        let (costs, waits_for_costs) = sums.costs.settle(choices, questions);
        let is_open = |id: &str| questions.0.iter().any(|question| question.id == id && question.is_open);
        let unknown = Unknown { counts: waits, ages: is_open("bands"), costs: waits_for_costs };
        let counts = counts.map(|counts| bands(counts, kind, how, scenario));
        let mut tells = [false; 5];
        for (key, _) in counts.iter().flatten() {
            for (tells, part) in tells.iter_mut().zip(key) {
                *tells |= *part != ANY;
            }
        }
        Figures {
            kind,
            counts,
            costs,
            hidden: (self.hidden, taken),
            tells,
            used: sums.used,
            totals: sums.total_lines,
            left: sums.left,
            problems: self.problems.told(grid),
            rules: self.rules.told(grid),
            unknown,
            blocks,
            names,
        }
    }

    /// Asks what blank cells stand for, unless totals in the file say that it is nothing.
    fn ask_of_blanks(&mut self, totals_hold: bool, used: usize, questions: &mut Questions) -> bool {
        let Taken { grid, choices, .. } = self.taken;
        if self.blanks.is_empty() || used == 0 {
            return false;
        }
        let by_totals = "A blank cell counts nobody: the totals of the file hold so.";
        for (row, column) in &self.blanks {
            let value = shortened(grid.text(*row, *column));
            let what = if totals_hold { by_totals } else { "A blank cell among counts: see the question." };
            self.rules.add(grid.lines[*row], *column, &value, what);
        }
        if totals_hold {
            return false;
        }
        let cells = if self.blanks.len() == 1 {
            "1 cell".to_owned()
        } else {
            [&whole(self.blanks.len() as f64), " cells"].concat()
        };
        let ask = [&cells, " among the counts are blank, or hold a dash. What do they stand for?"].concat();
        questions.ask(choices, "blanks", ask, options(["None: they count nobody"]), true) == 0
    }
}
