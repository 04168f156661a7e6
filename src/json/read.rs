//! Reads values from a JSON tree and reports where it refuses one.
//!
//! After a refusal the reader continues with blank values, so that it reports every further error too. Code that could
//! stop at each of some three hundred fields would be a tenth of the page.

use super::{Json, Unreadable, why};

/// A type that can be read from JSON.
pub trait Read: Sized {
    /// Whether the field may be left out.
    const OPTIONAL: bool = false;

    /// Reads the value at the reader's position; a blank where it is refused.
    fn read(reader: &mut Reader) -> Self;
}

/// The largest number of refusals that are kept: a planner reads no more, and a hostile text could cause millions.
pub const MOST_REFUSALS: usize = 50;

/// A position in a JSON tree, and the refusals so far.
pub struct Reader<'a> {
    value: &'a Json,
    path: String,
    refused: Vec<Unreadable>,
    /// Whether there is no value here because of a refusal further up.
    is_blank: bool,
}

/// The position to return to.
#[derive(Clone, Copy)]
struct Outer<'a> {
    value: &'a Json,
    length: usize,
    is_blank: bool,
}

/// Reads a whole text.
///
/// # Errors
/// Where the text is not JSON, or a value is refused; this is the first one.
pub fn read_text<T: Read>(text: &str) -> Result<T, Unreadable> {
    let (read, refused) = read_tree(&parse(text)?);
    refused.into_iter().next().map_or(Ok(read), Err)
}

/// Parses a text to a tree.
///
/// # Errors
/// Where the text is not JSON.
pub fn parse(text: &str) -> Result<Json, Unreadable> {
    serde_json::from_str(text)
        .map_err(|error| Unreadable { path: String::new(), reason: why(text.as_bytes(), &error) })
}

/// Reads a whole tree. A value that cannot be read is replaced by a blank and listed.
pub fn read_tree<T: Read>(tree: &Json) -> (T, Vec<Unreadable>) {
    let mut reader = Reader { value: tree, path: String::new(), refused: Vec::new(), is_blank: false };
    let read = T::read(&mut reader);
    (read, reader.refused)
}

impl<'a> Reader<'a> {
    /// The value at this position.
    pub fn value(&self) -> &'a Json {
        self.value
    }

    /// Refuses the value for a reason, unless it is a blank.
    #[inline(never)]
    pub fn refuse(&mut self, reason: &[&str]) {
        if !self.is_blank && !self.is_full() {
            self.refused.push(Unreadable { path: self.path.clone(), reason: reason.concat() });
        }
    }

    /// Whether no more refusals are kept.
    fn is_full(&self) -> bool {
        self.refused.len() >= MOST_REFUSALS
    }

    /// Refuses the value because something else was expected.
    #[inline(never)]
    pub fn expected(&mut self, wanted: &str) {
        let number;
        let found = match self.value {
            Json::Null => "nothing (null)",
            Json::Flag(true) => "true",
            Json::Flag(false) => "false",
            Json::Whole(whole) => {
                number = whole.to_string();
                &number
            }
            Json::Number(found) => {
                number = serde_json::to_string(found).unwrap_or_default();
                &number
            }
            // A refused text may be long; its beginning is enough to recognise it.
            Json::Text(text) => match text.char_indices().nth(40) {
                Some((end, _)) => &[r#"the text ""#, &text[..end], r#"…""#].concat(),
                None => &[r#"the text ""#, text, r#"""#].concat(),
            },
            Json::List(_) => "a list",
            Json::Fields(_) => "an object with fields",
        };
        self.refuse(&["expected ", wanted, ", found ", found]);
    }

    /// Refuses the value unless it is an object with no other fields than these, each at most once.
    #[inline(never)]
    pub fn only(&mut self, names: &[&str]) {
        let Json::Fields(fields) = self.value else {
            return self.expected("an object with fields");
        };
        for (index, (name, value)) in fields.iter().enumerate() {
            if self.is_full() {
                return;
            }
            // Earlier names were accepted or reported, so there are no more of them than of both together.
            let reason = if !names.contains(&name.as_str()) {
                "unknown field, expected one of "
            } else if fields[..index].iter().any(|(before, _)| before == name) {
                "the field stands here twice; expected once each "
            } else {
                continue;
            };
            let outer = self.go(name, value);
            self.refuse(&[reason, &names.join(", ")]);
            self.back(outer);
        }
    }

    /// Reads the value of a field that the object has.
    pub fn inside<T>(&mut self, name: &str, read: impl FnOnce(&mut Reader<'a>) -> T) -> T {
        let outer = self.enter(name, false);
        let read = read(self);
        self.back(outer);
        read
    }

    /// Reads a field of the object.
    pub fn field<T: Read>(&mut self, name: &str) -> T {
        let outer = self.enter(name, T::OPTIONAL);
        let read = T::read(self);
        self.back(outer);
        read
    }

    /// Reads a field of the object; a missing field has the value `missing`.
    pub fn field_or<T: Read>(&mut self, name: &str, missing: T) -> T {
        match self.value {
            Json::Fields(fields) if !fields.iter().any(|(field, _)| field == name) => missing,
            _ => self.field(name),
        }
    }

    /// Reads every field of the object whatever its name, and returns whether it is an object.
    pub fn each(&mut self, mut read: impl FnMut(&mut Reader<'a>, &'a str)) -> bool {
        let Json::Fields(fields) = self.value else { return false };
        for (name, value) in fields {
            let outer = self.go(name, value);
            read(self, name);
            self.back(outer);
            if self.is_full() {
                break;
            }
        }
        true
    }

    /// Enters a field, or a blank where it is missing.
    #[inline(never)]
    fn enter(&mut self, name: &str, optional: bool) -> Outer<'a> {
        let Json::Fields(fields) = self.value else {
            // That this is not an object has been reported before.
            let outer = self.go(name, &Json::Null);
            self.is_blank = true;
            return outer;
        };
        if let Some((_, value)) = fields.iter().find(|(field, _)| field == name) {
            return self.go(name, value);
        }
        let outer = self.go(name, &Json::Null);
        if !optional {
            self.refuse(&["it is missing"]);
            self.is_blank = true;
        }
        outer
    }

    #[inline(never)]
    fn go(&mut self, name: &str, value: &'a Json) -> Outer<'a> {
        let outer = Outer { value: self.value, length: self.path.len(), is_blank: self.is_blank };
        if !self.path.is_empty() && !name.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(name);
        self.value = value;
        outer
    }

    #[inline(never)]
    fn back(&mut self, outer: Outer<'a>) {
        self.path.truncate(outer.length);
        self.value = outer.value;
        self.is_blank = outer.is_blank;
    }

    /// The items of the list.
    #[inline(never)]
    fn items(&mut self) -> &'a [Json] {
        if let Json::List(items) = self.value {
            items
        } else {
            self.expected("a list");
            &[]
        }
    }

    #[inline(never)]
    fn enter_item(&mut self, index: usize, item: &'a Json) -> Outer<'a> {
        self.go(&["[", &index.to_string(), "]"].concat(), item)
    }

    /// Reads a whole number up to `most`.
    #[inline(never)]
    fn whole(&mut self, most: u64) -> u64 {
        match self.value {
            Json::Whole(whole) if *whole <= most => *whole,
            _ => {
                self.expected(&["a whole number from 0 to ", &most.to_string()].concat());
                0
            }
        }
    }

    /// Reads one of some words and returns its position.
    #[inline(never)]
    pub fn word(&mut self, words: &[&str]) -> usize {
        let position = match self.value {
            Json::Text(text) => words.iter().position(|word| word == text),
            _ => None,
        };
        position.unwrap_or_else(|| {
            self.expected(&["one of ", &words.join(", ")].concat());
            0
        })
    }
}

impl Read for f64 {
    #[inline(never)]
    fn read(reader: &mut Reader) -> f64 {
        match reader.value {
            Json::Whole(whole) => *whole as f64,
            Json::Number(number) => *number,
            _ => {
                reader.expected("a number");
                0.0
            }
        }
    }
}

impl Read for bool {
    fn read(reader: &mut Reader) -> bool {
        if let Json::Flag(flag) = reader.value {
            *flag
        } else {
            reader.expected("true or false");
            false
        }
    }
}

impl Read for String {
    #[inline(never)]
    fn read(reader: &mut Reader) -> String {
        if let Json::Text(text) = reader.value {
            text.clone()
        } else {
            reader.expected("text");
            String::new()
        }
    }
}

impl Read for u8 {
    fn read(reader: &mut Reader) -> u8 {
        reader.whole(u8::MAX.into()).try_into().unwrap_or_default()
    }
}

impl Read for u16 {
    fn read(reader: &mut Reader) -> u16 {
        reader.whole(u16::MAX.into()).try_into().unwrap_or_default()
    }
}

impl Read for u32 {
    fn read(reader: &mut Reader) -> u32 {
        reader.whole(u32::MAX.into()).try_into().unwrap_or_default()
    }
}

impl Read for u64 {
    fn read(reader: &mut Reader) -> u64 {
        reader.whole(u64::MAX)
    }
}

impl<T: Read> Read for Option<T> {
    const OPTIONAL: bool = true;

    fn read(reader: &mut Reader) -> Option<T> {
        (!matches!(reader.value, Json::Null)).then(|| T::read(reader))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(reader: &mut Reader) -> Vec<T> {
        let mut list = Vec::new();
        for (index, item) in reader.items().iter().enumerate() {
            let outer = reader.enter_item(index, item);
            list.push(T::read(reader));
            reader.back(outer);
            // Blanks would take far more memory than the text that asks for them.
            if reader.is_full() {
                break;
            }
        }
        list
    }
}
