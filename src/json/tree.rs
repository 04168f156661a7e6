//! The text of a file as a tree, independent of what it should contain.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;

/// A value in JSON. Fields stay in the order of the text, repeated ones included.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// The value null.
    Null,
    /// The value true or false.
    Flag(bool),
    /// A whole number from 0, which a floating-point number might not hold exactly.
    Whole(u64),
    /// Any other number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Fields(Vec<(String, Json)>),
}

impl Json {
    /// About how many letters the value takes.
    pub fn size(&self) -> usize {
        match self {
            Json::Null | Json::Flag(_) | Json::Whole(_) => 4,
            Json::Number(_) => 8,
            Json::Text(text) => text.len() + 2,
            Json::List(items) => items.iter().map(|item| item.size() + 1).sum::<usize>() + 2,
            Json::Fields(fields) => {
                fields.iter().map(|(name, value)| name.len() + value.size() + 4).sum::<usize>() + 2
            }
        }
    }

    /// Removes all fields with such a name, at any depth.
    pub fn drop_fields(&mut self, is_dropped: &dyn Fn(&str) -> bool) {
        match self {
            Json::List(items) => items.iter_mut().for_each(|item| item.drop_fields(is_dropped)),
            Json::Fields(fields) => {
                fields.retain(|(name, _)| !is_dropped(name));
                for (_, value) in fields {
                    value.drop_fields(is_dropped);
                }
            }
            _ => {}
        }
    }

    /// The text of the value in pieces, with long numbers as pieces of their own.
    pub fn pieces(&self) -> Vec<Result<String, f64>> {
        let mut pieces = vec![Ok(String::new())];
        self.write(&mut pieces);
        pieces
    }

    /// The text of the value.
    #[cfg(test)]
    pub fn text(&self) -> String {
        let text = |piece: Result<String, f64>| piece.unwrap_or_else(|number| number.to_string());
        self.pieces().into_iter().map(text).collect()
    }

    fn write(&self, pieces: &mut Vec<Result<String, f64>>) {
        match self {
            Json::Null => say(pieces, "null"),
            Json::Flag(flag) => say(pieces, if *flag { "true" } else { "false" }),
            Json::Whole(whole) => say(pieces, &whole.to_string()),
            Json::Number(number) => {
                let text = serde_json::to_string(number).unwrap_or_default();
                if text.len() < LONG {
                    say(pieces, &text);
                } else {
                    pieces.push(Err(*number));
                }
            }
            Json::Text(text) => say(pieces, &quoted(text)),
            Json::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    say(pieces, if index == 0 { "[" } else { "," });
                    item.write(pieces);
                }
                say(pieces, if items.is_empty() { "[]" } else { "]" });
            }
            Json::Fields(fields) => {
                for (index, (name, value)) in fields.iter().enumerate() {
                    say(pieces, if index == 0 { "{" } else { "," });
                    say(pieces, &quoted(name));
                    say(pieces, ":");
                    value.write(pieces);
                }
                say(pieces, if fields.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

/// The number of letters from which a number is long.
const LONG: usize = 10;

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

fn say(pieces: &mut Vec<Result<String, f64>>, text: &str) {
    match pieces.last_mut() {
        Some(Ok(last)) => last.push_str(text),
        _ => pieces.push(Ok(text.to_owned())),
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Flag(flag) => serializer.serialize_bool(*flag),
            Json::Whole(whole) => serializer.serialize_u64(*whole),
            Json::Number(number) => serializer.serialize_f64(*number),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Fields(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Whole(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = access.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = access.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Fields(fields))
    }
}
