//! Writes tables as an Excel workbook, with number formats and native charts.

use super::{Cell, Format, Graph, Outcome, Sheet};
use crate::program::PROGRAM;
use crate::sentences;
use crate::words;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartType,
    Color, DocProperties, ExcelDateTime, Format as Look, FormatAlign, FormatBorder, Table, TableColumn,
    TableStyle, Workbook, Worksheet, XlsxError,
};

/// The row of a table's heads, below a title and a line of provenance.
const HEAD: u32 = 3;
/// The largest number of characters of a cell; Excel refuses more.
const MOST_CHARACTERS: usize = 32_000;
/// The width of the widest column, in characters.
const WIDEST: usize = 60;
/// The number of rows that a chart takes up.
const CHART_ROWS: usize = 19;
/// The height of a line, in points.
const LINE: f64 = 15.0;

/// Writes the workbook of some tables.
///
/// # Errors
/// A message, where the workbook cannot be written.
pub fn book(title: &str, outcome: &Outcome, sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    write(title, outcome, sheets)
        .map_err(|error| ["The workbook could not be written: ", &error.to_string()].concat())
}

fn write(title: &str, outcome: &Outcome, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let name = &outcome.scenario.name;
    let properties = DocProperties::new()
        .set_title([title, ": ", name].concat())
        .set_author("Sufficiency Planner")
        .set_comment(trace(outcome))
        .set_creation_datetime(&ExcelDateTime::parse_from_str(&outcome.date)?);
    book.set_properties(&properties);
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name)?;
        fill(page, sheet, outcome)?;
        if !sheet.graphs.is_empty() {
            // Charts beside the table would make its print too small to read.
            draw(book.add_worksheet(), sheet, outcome)?;
        }
    }
    book.save_to_buffer()
}

/// A line by which a figure can be traced.
fn trace(outcome: &Outcome) -> String {
    let scenario = &outcome.scenario;
    let run = sentences::trace(scenario, scenario.run.futures, Some(&outcome.digest()));
    [&run, " ", PROGRAM, ", ", &outcome.date, "."].concat()
}

/// Writes the lines above every table and chart.
fn top(page: &mut Worksheet, name: &str, outcome: &Outcome) -> Result<(), XlsxError> {
    let title = Look::new().set_bold().set_font_size(14);
    page.write_string_with_format(0, 0, name, &title)?;
    page.write_string_with_format(1, 0, text(&trace(outcome)), &quiet())?;
    page.set_landscape().set_paper_size(9);
    Ok(())
}

fn quiet() -> Look {
    Look::new().set_font_color(Color::RGB(0x50_5A_5F))
}

/// Draws the charts of a table on a sheet of their own, one below the other.
fn draw(page: &mut Worksheet, sheet: &Sheet, outcome: &Outcome) -> Result<(), XlsxError> {
    page.set_name("Charts")?;
    top(page, "Charts", outcome)?;
    page.set_print_fit_to_pages(1, 1).set_portrait();
    for (index, graph) in sheet.graphs.iter().enumerate() {
        page.insert_chart(HEAD + rows(index * CHART_ROWS), 0, &chart(sheet, graph))?;
    }
    Ok(())
}

fn fill(page: &mut Worksheet, sheet: &Sheet, outcome: &Outcome) -> Result<(), XlsxError> {
    top(page, &sheet.name, outcome)?;
    page.write_string_with_format(HEAD - 1, 0, sheet.lead, &Look::new().set_bold())?;
    let widths: Vec<f64> = (0..sheet.heads.len()).map(|column| width(sheet, column)).collect();
    heads(page, sheet, &widths)?;
    let looks = Looks::new();
    let mut at = HEAD + 1;
    for row in &sheet.rows {
        let words = row.iter().map(|cell| if let Cell::Text(words) = cell { words.as_str() } else { "" });
        let height = lines(words, &widths);
        if height > 1.0 {
            page.set_row_height(at, LINE * height)?;
        }
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Blank => {}
                // This is always a string: a text that looks like a formula stays text.
                Cell::Text(words) => {
                    page.write_string_with_format(at, column, text(words), &looks.text)?;
                }
                Cell::Number(number, format) => {
                    page.write_number_with_format(
                        at,
                        column,
                        rounded(*number, *format),
                        looks.number(*format),
                    )?;
                }
            }
        }
        at += 1;
    }
    for note in &sheet.notes {
        at += 1;
        page.write_string_with_format(at, 0, text(note), &quiet())?;
    }
    let last = u16::try_from(sheet.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    if !sheet.rows.is_empty() {
        let columns: Vec<TableColumn> =
            sheet.heads.iter().map(|head| TableColumn::new().set_header(head)).collect();
        let table = Table::new()
            .set_name(sheet.name.replace(' ', "_"))
            .set_columns(&columns)
            .set_style(TableStyle::None);
        page.add_table(HEAD, 0, HEAD + rows(sheet.rows.len()), last, &table)?;
        // The table writes its heads without formats.
        heads(page, sheet, &widths)?;
    }
    page.set_freeze_panes(HEAD + 1, 0)?;
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(HEAD, HEAD)?;
    Ok(())
}

/// Writes the heads of a table, those of numbers above the numbers.
fn heads(page: &mut Worksheet, sheet: &Sheet, widths: &[f64]) -> Result<(), XlsxError> {
    let head = Look::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xE8_EE_F4))
        .set_border_bottom(FormatBorder::Thin);
    let over_numbers = head.clone().set_align(FormatAlign::Right);
    page.set_row_height(HEAD, LINE * lines(sheet.heads.iter().map(String::as_str), widths))?;
    for (column, name) in (0..).zip(&sheet.heads) {
        let of = |row: &Vec<Cell>| matches!(row.get(usize::from(column)), Some(Cell::Number(..)));
        let look = if sheet.rows.first().is_some_and(of) { &over_numbers } else { &head };
        page.write_string_with_format(HEAD, column, name, look)?;
        page.set_column_width(column, widths[usize::from(column)])?;
    }
    Ok(())
}

/// A number as a reader expects it, cut to six decimal places, or to nine for a share: further places are artefacts of
/// binary fractions. A number that must be read exactly stays as it is.
fn rounded(number: f64, format: Format) -> f64 {
    let unit = match format {
        Format::Plain => return number,
        Format::Percent => 1e9,
        _ => 1e6,
    };
    (number * unit).round() / unit
}

fn rows(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// As much of a text as a cell can hold.
fn text(words: &str) -> String {
    words.chars().take(MOST_CHARACTERS).collect()
}

/// The number of lines of the longest text of a row. Not every program works that out itself.
fn lines<'a>(row: impl Iterator<Item = &'a str>, widths: &[f64]) -> f64 {
    let lines = row.zip(widths).map(|(words, width)| {
        let letters = words.chars().count() as f64;
        // Lines break before they are full.
        if letters <= *width { 1.0 } else { (1.1 * letters / width).ceil() }
    });
    lines.fold(1.0, f64::max)
}

/// The width of a column, in characters.
fn width(sheet: &Sheet, column: usize) -> f64 {
    let length = |row: &Vec<Cell>| match row.get(column) {
        Some(Cell::Text(words)) => words.chars().count(),
        Some(Cell::Number(number, Format::Pounds)) => words::whole(*number).chars().count() + 2,
        Some(Cell::Number(..)) => 10,
        _ => 0,
    };
    let head = sheet.heads.get(column).map_or(0, |head| head.chars().count().min(24));
    let longest = sheet.rows.iter().map(length).max().unwrap_or(0);
    (longest.max(head) + 2).clamp(8, WIDEST) as f64
}

/// The formats of cells.
struct Looks {
    text: Look,
    numbers: [Look; 5],
}

impl Looks {
    fn new() -> Looks {
        let top = || Look::new().set_align(FormatAlign::Top);
        Looks {
            text: top().set_text_wrap(),
            numbers: [
                top().set_num_format("General"),
                top().set_num_format("#,##0"),
                top().set_num_format("#,##0.0"),
                top().set_num_format("0.0%"),
                top().set_num_format("£#,##0;-£#,##0"),
            ],
        }
    }

    fn number(&self, format: Format) -> &Look {
        &self.numbers[format as usize]
    }
}

/// The colours of a chart's lines, from the middle outwards.
const COLOURS: [u32; 3] = [0x12_43_6D, 0x28_A1_97, 0x80_12_24];

fn chart(sheet: &Sheet, graph: &Graph) -> Chart {
    let mut chart = Chart::new(ChartType::Line);
    let column = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let (first, last) = (HEAD + 1 + rows(graph.rows.start), HEAD + rows(graph.rows.end));
    let range = |at: usize| (sheet.name.as_str(), first, column(at), last, column(at));
    let middle = usize::midpoint(graph.lines.start, graph.lines.end);
    for line in graph.lines.clone() {
        let from_middle = line.abs_diff(middle);
        let colour = COLOURS[from_middle.min(COLOURS.len() - 1)];
        let mut look = ChartLine::new();
        look.set_color(Color::RGB(colour)).set_width(if from_middle == 0 { 2.5 } else { 1.25 });
        if from_middle > 1 {
            look.set_dash_type(ChartLineDashType::Dash);
        }
        chart
            .add_series()
            .set_name((sheet.name.as_str(), HEAD, column(line)))
            .set_categories(range(graph.along))
            .set_values(range(line))
            .set_format(ChartFormat::new().set_line(&look));
    }
    chart.title().set_name(&graph.title);
    let format = if graph.format == Format::Pounds { "£#,##0,,\"m\";-£#,##0,,\"m\"" } else { "#,##0" };
    chart.y_axis().set_name(graph.axis).set_num_format(format);
    // The labels stand below the lines, where values are negative.
    chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(720).set_height(360).set_alt_text(&graph.title);
    chart
}
