//! Writes tables as text: comma-separated for files, tab-separated and as HTML for the clipboard.

use super::poster::escaped;
use super::{Cell, Sheet};

/// The characters with which a spreadsheet begins a formula, in either width, and those that may hide one.
const RISKY: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A text that a spreadsheet does not read as a formula: an apostrophe is put before it where needed. Numbers, negative
/// ones included, stay as they are.
pub fn guarded(text: &str) -> String {
    let risky = text.starts_with(RISKY) || text.trim_start().starts_with(RISKY);
    if risky && text.parse::<f64>().is_err() { ["'", text].concat() } else { text.to_owned() }
}

/// The text of a cell.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => guarded(text),
        // This is the shortest text that reads back as the same number.
        Cell::Number(number, _) => number.to_string(),
    }
}

/// A table as comma-separated text, with the byte order mark by which Excel recognises UTF-8.
pub fn csv(sheet: &Sheet) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, sheet.heads.iter().map(|head| guarded(head)));
    for row in &sheet.rows {
        line(&mut text, row.iter().map(plain));
    }
    if !sheet.notes.is_empty() {
        text.push_str("\r\n");
        sheet.notes.iter().for_each(|note| line(&mut text, [guarded(note)].into_iter()));
    }
    text
}

/// A table as tab-separated text, for pasting into a spreadsheet.
pub fn tabbed(sheet: &Sheet) -> String {
    let flat = |text: String| text.replace(['\t', '\r', '\n'], " ");
    let mut lines = vec![sheet.heads.iter().map(|head| flat(guarded(head))).collect::<Vec<_>>().join("\t")];
    lines.extend(
        sheet.rows.iter().map(|row| row.iter().map(|cell| flat(plain(cell))).collect::<Vec<_>>().join("\t")),
    );
    lines.extend(sheet.notes.iter().map(|note| flat(guarded(note))));
    lines.join("\r\n")
}

/// A table as HTML, for pasting into a document.
pub fn html(sheet: &Sheet) -> String {
    let row = |tag: &str, cells: &mut dyn Iterator<Item = String>| {
        let cells: String =
            cells.map(|cell| ["<", tag, ">", &escaped(&cell), "</", tag, ">"].concat()).collect();
        ["<tr>", &cells, "</tr>"].concat()
    };
    let mut html = ["<table>", &row("th", &mut sheet.heads.iter().map(|head| guarded(head)))].concat();
    for cells in &sheet.rows {
        html.push_str(&row("td", &mut cells.iter().map(plain)));
    }
    html.push_str("</table>");
    for note in &sheet.notes {
        html.push_str(&["<p>", &escaped(note), "</p>"].concat());
    }
    html
}

fn line(text: &mut String, fields: impl Iterator<Item = String>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_guarded_and_a_number_is_not() {
        for formula in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "-", "=\"x\""] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for harmless in ["-5", "-0.25", "+3", "1,784", "Thanet", "", "a=b", "−5"] {
            assert_eq!(guarded(harmless), harmless);
        }
    }

    #[test]
    fn a_table_is_pasted_as_rows_and_columns() {
        let mut sheet = Sheet::new("", &["Place", "=2"]);
        sheet.rows.push(vec!["A\t<b>".into(), Cell::Number(-1.5, crate::exchange::Format::Plain)]);
        sheet.notes.push("Seed 1".into());
        assert_eq!(tabbed(&sheet), "Place\t'=2\r\nA <b>\t-1.5\r\nSeed 1");
        let markup =
            "<table><tr><th>Place</th><th>'=2</th></tr><tr><td>A\t&lt;b&gt;</td><td>-1.5</td></tr></table>";
        assert_eq!(html(&sheet), [markup, "<p>Seed 1</p>"].concat());
        assert_eq!(csv(&sheet), "\u{feff}Place,'=2\r\nA\t<b>,-1.5\r\n\r\nSeed 1\r\n");
    }
}
