//! Delimited text, record by record, with the line on which each begins.
//!
//! It reads as the `csv` crate does, to which tests hold it. It is written here because that crate counts no line that
//! ends in CR alone, and takes a quotation mark that is never closed without a word.
//! Quoted fields may hold delimiters, line breaks and doubled quotation marks; a line may end in CR,
//! LF or both; blank lines are none.

/// Delimiters that are looked for.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A text with a place in it.
#[derive(Clone, Debug)]
pub struct Records<'a> {
    text: &'a str,
    delimiter: u8,
    at: usize,
    line: usize,
    /// The line on which a quoted field began that never ends.
    pub unclosed: Option<usize>,
}

impl<'a> Records<'a> {
    /// The records of a text.
    pub fn new(text: &'a str, delimiter: u8) -> Records<'a> {
        Records { text, delimiter, at: 0, line: 1, unclosed: None }
    }

    /// Reads the next record into `fields`; the line on which it begins, none at the end.
    pub fn read(&mut self, fields: &mut Vec<String>) -> Option<usize> {
        fields.clear();
        let bytes = self.text.as_bytes();
        while let Some(b'\r' | b'\n') = bytes.get(self.at) {
            self.end_line();
        }
        let line = self.line;
        bytes.get(self.at)?;
        loop {
            fields.push(self.field());
            match bytes.get(self.at) {
                Some(byte) if *byte == self.delimiter => self.at += 1,
                Some(_) => {
                    self.end_line();
                    return Some(line);
                }
                None => return Some(line),
            }
        }
    }

    /// Steps over a line's end.
    fn end_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += if rest.starts_with(b"\r\n") { 2 } else { 1 };
        self.line += 1;
    }

    /// A field, up to the delimiter or line end that follows it.
    fn field(&mut self) -> String {
        let bytes = self.text.as_bytes();
        let mut field = String::new();
        if bytes.get(self.at) == Some(&b'"') {
            let begun = self.line;
            self.at += 1;
            loop {
                let start = self.at;
                while bytes.get(self.at).is_some_and(|byte| !matches!(byte, b'"' | b'\r' | b'\n')) {
                    self.at += 1;
                }
                field.push_str(&self.text[start..self.at]);
                match (bytes.get(self.at), bytes.get(self.at + 1)) {
                    (Some(b'"'), Some(b'"')) => {
                        field.push('"');
                        self.at += 2;
                    }
                    (Some(b'"'), _) => {
                        self.at += 1;
                        break;
                    }
                    (Some(_), _) => {
                        let start = self.at;
                        self.end_line();
                        field.push_str(&self.text[start..self.at]);
                    }
                    (None, _) => {
                        self.unclosed = Some(begun);
                        return field;
                    }
                }
            }
        }
        let start = self.at;
        let is_end = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\r' | b'\n');
        while bytes.get(self.at).is_some_and(|byte| !is_end(byte)) {
            self.at += 1;
        }
        field.push_str(&self.text[start..self.at]);
        field
    }
}

/// The delimiter of a text: the one that cuts its first records into the same number of fields most
/// often, the more fields the better. A first line such as `sep=;`, which Excel understands, says it,
/// and is cut off but for its end.
pub fn delimiter(text: &str) -> (u8, &str) {
    if let Some((first, _)) = text.split_once(['\r', '\n'])
        && let Some(named) = first.trim_matches('"').strip_prefix("sep=")
        && let [named] = named.as_bytes()
        && DELIMITERS.contains(named)
    {
        return (*named, &text[first.len()..]);
    }
    let score = |delimiter: u8| {
        let mut records = Records::new(text, delimiter);
        let mut fields = Vec::new();
        let mut widths = Vec::new();
        while widths.len() < 30 && records.read(&mut fields).is_some() {
            widths.push(fields.len());
        }
        let alike = |width: usize| widths.iter().filter(|&&other| other == width).count();
        widths.iter().filter(|&&width| width > 1).map(|&width| (alike(width), width)).max().unwrap_or((0, 0))
    };
    // Of equals the first of the list wins, so the last is asked first.
    let best = DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter));
    (best.unwrap_or(b','), text)
}

/// A cell without the space round it, the apostrophe that keeps a spreadsheet from calculating, or
/// the `="..."` that keeps it from taking a code for a number.
pub fn bare(field: &str) -> &str {
    let field = field.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let inner = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let field = inner.unwrap_or(field);
    field.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(field).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str, delimiter: u8) -> Vec<(usize, Vec<String>)> {
        let mut records = Records::new(text, delimiter);
        let mut fields = Vec::new();
        std::iter::from_fn(|| records.read(&mut fields).map(|line| (line, fields.clone()))).collect()
    }

    fn theirs(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn records_know_the_line_on_which_they_begin() {
        let read = all("a,b\r\n\r\n\"x\r\ny\",\"say \"\"no\"\"\"\rlast,\n", b',');
        assert_eq!(
            read,
            [
                (1, vec!["a".into(), "b".into()]),
                (3, vec!["x\r\ny".into(), "say \"no\"".into()]),
                (5, vec!["last".into(), String::new()]),
            ]
        );
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_noticed() {
        let mut records = Records::new("a\nb,\"c\nd", b',');
        let mut fields = Vec::new();
        while records.read(&mut fields).is_some() {}
        assert_eq!(records.unclosed, Some(2));
    }

    #[test]
    fn the_delimiter_is_found_by_looking() {
        for (text, found) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n1,5;2;3\n4,5;5;6\n", b';'),
            ("District\tCost\nDover\t\"1,784\"\nThanet\t2,000\n", b'\t'),
            ("a|b\nc|d\n", b'|'),
            ("Placements, by district, of pupils\n\nDistrict;Need;Count\nDover;ASD;4\nThanet;ASD;5\n", b';'),
            ("alone\n", b','),
        ] {
            assert_eq!(delimiter(text).0, found, "{text}");
        }
        assert_eq!(delimiter("sep=;\r\na,b;c\r\n"), (b';', "\r\na,b;c\r\n"));
    }

    proptest! {
        #[test]
        fn the_same_records_as_the_csv_crate(
            text in r#"([,;"\r\n]|"\r\n"|""|a|é| |\t|[a-c"]{3}){0,60}"#,
            delimiter in proptest::sample::select(&DELIMITERS[..]),
        ) {
            let ours: Vec<Vec<String>> = all(&text, delimiter).into_iter().map(|(_, fields)| fields).collect();
            prop_assert_eq!(ours, theirs(&text, delimiter));
        }

        #[test]
        fn what_the_csv_crate_writes_is_read_as_it_was(
            rows in proptest::collection::vec(proptest::collection::vec("[^\\x00]{0,12}", 2..5), 1..8),
            delimiter in proptest::sample::select(&DELIMITERS[..]),
            always: bool,
        ) {
            let style = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
            let mut writer = csv::WriterBuilder::new()
                .flexible(true).delimiter(delimiter).quote_style(style)
                .terminator(csv::Terminator::CRLF).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = all(&text, delimiter).into_iter().map(|(_, fields)| fields).collect();
            prop_assert_eq!(read, rows);
        }
    }
}
