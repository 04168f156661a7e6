//! What the page is shown of a file, and what the planner corrects.

use super::change::Part;
use super::choices::{Asked, Head, Name, Preview};
use super::column::Column;
use super::columns::columns;
use super::effect::effect;
use super::figures::suppressed_counts;
use super::origin::Origin;
use super::problem::shortened;
use super::tally::{figures, part_of};
use super::value::{Field, names};
use super::{Grid, Refusal, read};
use crate::scenario::{Problem as Fault, Scenario};
use crate::words::whole;

/// Examples of a column that are shown.
const EXAMPLES: usize = 3;

/// Reads a file and says what would come of it.
///
/// # Errors
/// Why it is not taken in, a sentence each.
pub fn preview(asked: &Asked, bytes: &[u8]) -> Result<Preview, Vec<String>> {
    let told = |refusal: Refusal| vec![refusal.to_string()];
    let before = Scenario::from_json(&asked.scenario).map_err(|unreadable| vec![unreadable.to_string()])?;
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
    let mut figures = figures(&grid, kind, &columns, choices, &before);
    figures.blocks.splice(0..0, repeated(&columns));
    let file = origin(asked);
    let suppressed = suppressed(figures.hidden, figures.totals);
    let note = if suppressed.is_empty() { String::new() } else { [" ", &suppressed].concat() };
    let from = Origin { file: &file, suppressed: &note };
    let (after, changes) = if figures.blocks.is_empty() {
        effect(&figures, choices, &before, &from)
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
    let mut scenario = None;
    if blocks.is_empty() {
        match after.check() {
            Ok(sound) => scenario = Some(sound.to_json()),
            Err(faults) => blocks.extend(faults.iter().map(Fault::told)),
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
        heads: heads(&grid, &columns),
        options: options(&before, &figures.names),
        names: figures.names,
        problems: figures.problems,
        blocks,
        suppressed,
        changes,
        price_years,
        scenario,
    })
}

/// Columns that two columns are taken for, where only one may be.
fn repeated(columns: &[Column]) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if !column.may_repeat() && columns[..at].contains(column) {
            told.push(format!(
                "Two columns are taken for “{}”. Take one of them for “Not used”.",
                column.label()
            ));
        }
    }
    told.dedup();
    told.extend(crossed(columns));
    told
}

/// What stands in a column and across the top at once, or two things across the top: pupils would be
/// counted twice, or under two names.
fn crossed(columns: &[Column]) -> Option<String> {
    let mut across = columns.iter().filter_map(|column| match column {
        Column::CountOf(field) => Some(*field),
        _ => None,
    });
    let field = across.next()?;
    if across.any(|other| other != field) {
        return Some("The headings are taken for names of two different things. Take the columns of one of them for “Not used”.".into());
    }
    let is_told = |column: &&Column| column.names().is_some_and(|names| part_of(names) == part_of(field));
    let told = columns.iter().find(is_told)?;
    Some(format!(
        "“{}” stands in a column, and the headings of other columns name it too. Take the one or the others for “Not used”.",
        told.label()
    ))
}

/// The file's name and the day.
fn origin(asked: &Asked) -> String {
    let name: String = asked.file.chars().filter(|c| !c.is_control()).take(80).collect();
    let date: String = asked.date.chars().filter(|c| !c.is_control()).take(30).collect();
    [&name, ", imported on ", &date].concat()
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
    let titles = if grid.titles > 0 {
        [&lines(grid.titles, "above them passed over"), ", "].concat()
    } else {
        String::new()
    };
    format!(
        "{}. Headings on line {}, {titles}columns separated by {delimiter}, text in {}.",
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
fn options(scenario: &Scenario, found: &[Name]) -> Vec<(Field, Vec<String>)> {
    let fields = [Field::District, Field::Need, Field::YearGroup, Field::Age, Field::Channel, Field::Phase];
    let used = fields.into_iter().filter(|field| found.iter().any(|name| name.field == *field));
    used.map(|field| (field, names(field, scenario))).collect()
}
