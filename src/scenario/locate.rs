//! The path of the field at which a reader of JSON stopped.
//!
//! The reader gives a line and a column. Only when it fails is the text gone through a second time,
//! for the names and positions that lead there: reading itself need not keep track of them.

use serde_json::Error;

/// A list or object that begins before the place and does not end before it.
enum Open {
    /// At this item.
    List(usize),
    /// At the field of this name; before the first name and after a comma at none.
    Object(Option<String>),
}

/// The path of the field that an error is about, as in `districts.list[2].weight`; empty for the
/// text as a whole.
pub fn locate(text: &str, error: &Error) -> String {
    let end = offset(text, error.line(), error.column());
    // Of text that is not JSON the reader counts in the byte that it did not expect.
    let (mut open, done) = scan(text, if error.is_syntax() { end.saturating_sub(1) } else { end });
    // Only at the end of an object does a field turn out to be missing, and also there the last
    // value to be of the right type but out of range.
    if error.is_data() && !error.to_string().starts_with("missing field") {
        open.extend(done);
    }
    path(open)
}

/// The byte at a line, counted from 1, and a column in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let above: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    above.saturating_add(column)
}

/// What is open at a byte, the outermost first, and the object that ends just before it, if any.
fn scan(text: &str, end: usize) -> (Vec<Open>, Option<Open>) {
    let (mut open, mut done, mut last) = (Vec::new(), None, b' ');
    let mut bytes = text.bytes().enumerate().take(end);
    while let Some((start, byte)) = bytes.next() {
        if byte.is_ascii_whitespace() {
            continue;
        }
        last = byte;
        match byte {
            b'{' => open.push(Open::Object(None)),
            b'[' => open.push(Open::List(0)),
            b'}' => done = open.pop(),
            b']' => drop(open.pop()),
            b',' => match open.last_mut() {
                Some(Open::List(item)) => *item += 1,
                Some(Open::Object(name)) => *name = None,
                None => {}
            },
            b'"' => {
                let string = close(&mut bytes).and_then(|end| text.get(start..=end));
                // A string that follows the name of a field is its value.
                if let (Some(string), Some(Open::Object(name @ None))) = (string, open.last_mut()) {
                    *name = Some(serde_json::from_str(string).unwrap_or_else(|_| string.to_owned()));
                }
            }
            _ => {}
        }
    }
    if last == b'[' {
        // Nothing of the first item was read: it is the list that is not wanted.
        open.pop();
    }
    (open, done.filter(|_| last == b'}'))
}

/// The quote that ends a string, past the escaped ones.
fn close(bytes: &mut impl Iterator<Item = (usize, u8)>) -> Option<usize> {
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return Some(at),
            _ => {}
        }
    }
    None
}

fn path(open: Vec<Open>) -> String {
    let mut path = String::new();
    for step in open {
        match step {
            Open::List(item) => path.extend(["[", &item.to_string(), "]"]),
            Open::Object(Some(name)) if path.is_empty() => path = name,
            Open::Object(Some(name)) => path.extend([".", &name]),
            Open::Object(None) => {}
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)] // only read from text
    struct Whole {
        name: String,
        parts: Vec<Part>,
        table: BTreeMap<u8, f64>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Part {
        weight: f64,
        small: Small,
    }

    #[derive(Debug, Deserialize)]
    #[serde(try_from = "u8")]
    struct Small;

    impl TryFrom<u8> for Small {
        type Error = &'static str;
        fn try_from(value: u8) -> Result<Small, &'static str> {
            (value < 10).then_some(Small).ok_or("too large")
        }
    }

    const GOOD: &str = r#"{"name": "é", "parts": [{"weight": 1, "small": 2}, {"weight": 3, "small": 4}], "table": {"7": 1}}"#;

    /// The path in a text in which something is replaced.
    fn broken(from: &str, to: &str) -> String {
        assert!(GOOD.contains(from), "{from}");
        found(&GOOD.replacen(from, to, 1))
    }

    fn found(text: &str) -> String {
        locate(text, &serde_json::from_str::<Whole>(text).expect_err(text))
    }

    #[test]
    fn a_value_of_the_wrong_type_is_found() {
        assert!(serde_json::from_str::<Whole>(GOOD).is_ok());
        for bad in
            ["null", "true", "\"x\"", "\"}]{[,:\"", r#""\"}""#, r#""\\""#, "{}", "[]", "[1]", r#"{"a": 1}"#]
        {
            assert_eq!(broken("3", bad), "parts[1].weight", "{bad}");
            assert_eq!(broken("1}}", &format!("{bad}}}}}")), "table.7", "{bad}");
        }
        assert_eq!(broken("\"é\"", "5"), "name");
        assert_eq!(broken("{\"7\": 1}", "[5]"), "table");
        assert_eq!(broken("{\"weight\": 3, \"small\": 4}", "5"), "parts[1]");
        assert_eq!(found("5"), "");
    }

    #[test]
    fn a_missing_field_is_missed_where_it_should_stand() {
        assert_eq!(broken("\"weight\": 3, ", ""), "parts[1]");
        assert_eq!(broken(", \"small\": 4", "\n"), "parts[1]");
        assert_eq!(broken("\"name\": \"é\", ", ""), "");
        assert_eq!(found("{}"), "");
    }

    #[test]
    fn an_unknown_or_repeated_field_is_named() {
        assert_eq!(broken("3,", "3, \"weigth\" : 3,"), "parts[1].weigth");
        assert_eq!(broken("3,", "3, \"weight\": 3,"), "parts[1].weight");
        assert_eq!(broken("3,", r#"3, "a\"\u00e9}": 3,"#), "parts[1].a\"é}");
        assert_eq!(broken("\"name\"", "\"nam\""), "nam");
    }

    #[test]
    fn a_value_out_of_range_is_found_wherever_it_stands() {
        assert_eq!(broken("4", "40"), "parts[1].small");
        assert_eq!(broken("4", "400"), "parts[1].small");
        assert_eq!(broken("\"weight\": 3, \"small\": 4", "\"small\": 40 , \"weight\": 3"), "parts[1].small");
        assert_eq!(broken("3", "1e999"), "parts[1].weight");
        // The reader stops within the key.
        assert_eq!(broken("\"7\"", "\"700\""), "table");
    }

    #[test]
    fn text_that_is_no_json_is_found_as_far_as_it_goes() {
        for text in ["", "  ", "\n", "hello", "é", "}", "]", ",", "\"", "{", "{\"", "[", "\u{feff}{}"] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(broken("3", ""), "parts[1].weight");
        assert_eq!(broken("3", "3 3"), "parts[1].weight");
        assert_eq!(broken("3", "x"), "parts[1].weight");
        assert_eq!(broken("4}", "4"), "parts[1].small");
        assert_eq!(broken("4}", "4,}"), "parts[1]");
        assert_eq!(broken("}}", "}} {"), "");
        let cut = |at: &str| found(&GOOD[..GOOD.find(at).unwrap()]);
        assert_eq!(cut("é"), "name");
        assert_eq!(cut("3"), "parts[1].weight");
        assert_eq!(cut("4"), "parts[1].small");
        assert_eq!(cut(", \"table"), "parts");
    }

    #[test]
    fn lines_end_either_way_and_columns_count_bytes() {
        for end in ["\n", "\r\n", "\n\n"] {
            let text = GOOD.replace(", ", &format!(",{end}")).replace('é', "ééé €");
            assert_eq!(found(&text.replace('3', "null")), "parts[1].weight");
            assert_eq!(found(&text.replace('4', "null")), "parts[1].small");
            let one_line = GOOD.replace('é', "ééé €").replace('2', "null");
            assert_eq!(found(&one_line), "parts[0].small");
        }
    }

    proptest! {
        #[test]
        fn any_text_and_any_place_will_do(text in r#"([{}\[\],:"\\ \n]|a|é|1){0,40}"#, line in 0_usize..9, column: usize) {
            for end in [column, column % 50, offset(&text, line, column), offset(&text, line, column % 50)] {
                let (open, done) = scan(&text, end);
                prop_assert!(path(open.into_iter().chain(done).collect()).len() <= 8 * text.len());
            }
        }

        #[test]
        fn any_text_gets_a_path(text in ".{0,60}", from in 0..GOOD.len(), to in 0..GOOD.len()) {
            let head = GOOD.get(..from).unwrap_or_default();
            let tail = GOOD.get(to..).unwrap_or_default();
            for text in [format!("{head}{text}{tail}"), text] {
                if let Err(error) = serde_json::from_str::<Whole>(&text) {
                    locate(&text, &error);
                }
            }
        }
    }
}
