//! What the page is shown of a file, and what the planner corrects.

use super::ask::{of_count, of_kind, of_start};
use super::change::Part;
use super::choices::{Asked, Head, Name, Preview};
use super::column::{Column, Kind};
use super::columns::columns;
use super::effect::effect;
use super::figures::suppressed_counts;
use super::given::Taken;
use super::lacks::repeated;
use super::origin::Origin;
use super::problem::shortened;
use super::questions::Questions;
use super::rows::wanted;
use super::sen2::Files;
use super::tally::figures;
use super::value::{Field, names};
use super::{Grid, Refusal, read, taken};
use crate::scenario::{Problem as Fault, Scenario, Source};
use crate::words::whole;

/// Examples of a column that are shown.
const EXAMPLES: usize = 3;

/// Reads a file and says what would come of it.
///
/// # Errors
/// Why it is not taken in, a sentence each.
pub fn preview(asked: &Asked, bytes: &[u8]) -> Result<Preview, Vec<String>> {
    preview_heard(asked, bytes, &mut |_| ())
}

/// The same; `hear` is told which file of a zip is being read.
///
/// # Errors
/// Why it is not taken in, a sentence each.
pub fn preview_heard(
    asked: &Asked,
    bytes: &[u8],
    hear: &mut dyn FnMut(String),
) -> Result<Preview, Vec<String>> {
    let told = |refusal: Refusal| vec![refusal.to_string()];
    let before = Scenario::from_json(&asked.scenario).map_err(|unreadable| vec![unreadable.to_string()])?;
    if let Some(files) = Files::read(&asked.file, bytes, hear) {
        return taken::preview(asked, &files, &before);
    }
    let grid = read(bytes, &before).map_err(told)?;
    let choices = &asked.choices;
    let (kind, mut columns) = columns(&grid, choices.kind, &before);
    for (at, column) in columns.iter_mut().enumerate() {
        // A column that nobody has filled in says nothing.
        if grid.column(at).iter().all(|(text, _)| grid.texts[*text].is_empty()) {
            *column = Column::Ignored;
        }
    }
    for &(at, chosen) in &choices.columns {
        if let Some(column) = columns.get_mut(usize::from(at))
            && kind.columns().contains(&chosen)
        {
            *column = chosen;
        }
    }
    let mut questions = Questions::default();
    let mut waits = of_kind(&grid, kind, &columns, choices, &mut questions);
    let lacks_count = of_count(&grid, kind, &mut columns, choices, &mut questions);
    let rows = wanted(&grid, kind, &columns, choices, &mut questions);
    let mut begins = None;
    if kind == Kind::Placements {
        let (start, is_open) = of_start(&grid, &columns, &rows, asked, &before, &mut questions);
        begins = start;
        waits |= is_open;
    }
    let taken = Taken { grid: &grid, kind, columns: &columns, choices, scenario: &before };
    let mut figures = figures(taken, &rows, &mut questions);
    figures.unknown.counts |= waits;
    figures.blocks.splice(0..0, repeated(&columns));
    if lacks_count {
        figures.blocks.clear();
        figures.blocks.push("It is not known which column counts the placements: answer the question, or choose in the table of columns.".into());
    }
    let file = origin(asked);
    let suppressed = suppressed(figures.hidden, figures.totals);
    let note = if suppressed.is_empty() { String::new() } else { [" ", &suppressed].concat() };
    let from = Origin {
        source: Source::Council,
        lead: "The council’s own counts: ",
        file: &file,
        suppressed: &note,
    };
    let (after, changes) = if figures.blocks.is_empty() {
        effect(&figures, begins, choices, &before, &from)
    } else {
        (before.clone(), Vec::new())
    };
    let mut blocks = figures.blocks;
    if blocks.is_empty() && changes.is_empty() {
        blocks.push(
            "The file says nothing that the scenario could take over: see what its columns are taken for."
                .into(),
        );
    }
    if blocks.is_empty() && changes.iter().all(|change| change.waits) {
        blocks.push("Nothing of it is known before the questions are answered.".into());
    }
    let mut scenario = None;
    if blocks.is_empty() {
        match after.check() {
            Ok(sound) => scenario = Some(sound.to_json()),
            Err(faults) => blocks.extend(faults.iter().map(Fault::message)),
        }
    }
    let prices = changes.iter().any(|change| change.part == Part::Prices);
    let price_years = prices.then(|| {
        let january = before.horizon.opening_january;
        [january, january.plus(1)].map(|january| january.academic_year().to_string())
    });
    Ok(Preview {
        kind,
        read: how_read(&grid, figures.used, figures.totals, figures.left),
        questions: questions.0,
        heads: heads(&grid, &columns),
        options: name_options(&before, &figures.names),
        names: figures.names,
        problems: figures.problems,
        rules: figures.rules,
        blocks,
        suppressed,
        changes,
        price_years,
        scenario,
    })
}

/// The file's name and the day.
fn origin(asked: &Asked) -> String {
    [&taken::clean(&asked.file, 80), ", imported on ", &taken::clean(&asked.date, 30)].concat()
}

/// The rule for suppressed counts, where it was needed.
fn suppressed((hidden, taken): (u32, f64), totals: usize) -> String {
    if hidden == 0 {
        return String::new();
    }
    let kept = if totals > 0 { ", moved as far as the totals in the file need" } else { "" };
    format!(
        "Assumption: {} taken for the middle of what each may be (“<6” or “c” is 1 to 5, so 3){kept}. In all {} pupils.",
        suppressed_counts(hidden),
        whole(taken)
    )
}

fn how_read(grid: &Grid, used: usize, totals: usize, left: usize) -> String {
    let lines = |count: usize, what: &str| match count {
        1 => ["1 line ", what].concat(),
        _ => [&whole(count as f64), " lines ", what].concat(),
    };
    let mut told = vec![lines(used, "used")];
    if totals > 0 {
        told.push(lines(totals, "of totals, used as a check only"));
    }
    if left > 0 {
        told.push(lines(left, "left out: see the problems"));
    }
    let delimiter = match grid.delimiter {
        b';' => "semicolons",
        b'\t' => "tabs",
        b'|' => "vertical bars",
        _ => "commas",
    };
    let passed = |count: usize, where_: &str| {
        if count > 0 { [&lines(count, where_), ", "].concat() } else { String::new() }
    };
    let titles = passed(grid.titles.len(), "above them passed over");
    let notes = passed(grid.notes.len(), "of notes at the end passed over");
    format!(
        "{}. Headings on line {}, {titles}{notes}columns separated by {delimiter}, text in {}.",
        told.join("; "),
        grid.head_line,
        grid.encoding.name()
    )
}

fn heads(grid: &Grid, columns: &[Column]) -> Vec<Head> {
    let examples = |at: usize| {
        let texts = grid.column(at);
        let texts = texts.iter().map(|(text, _)| grid.texts[*text].as_str()).filter(|text| !text.is_empty());
        texts.take(EXAMPLES).map(shortened).collect::<Vec<_>>().join(" · ")
    };
    let heads = grid.heads.iter().enumerate().zip(columns);
    heads
        .map(|((at, name), column)| Head { name: shortened(name), examples: examples(at), column: *column })
        .collect()
}

/// What the names there are can stand for.
fn name_options(scenario: &Scenario, found: &[Name]) -> Vec<(Field, Vec<String>)> {
    let fields = [Field::District, Field::Need, Field::YearGroup, Field::Age, Field::Channel, Field::Phase];
    let used = fields.into_iter().filter(|field| found.iter().any(|name| name.field == *field));
    used.map(|field| (field, names(field, scenario))).collect()
}
