//! Builds a JSON Schema from the descriptions of a file's types.

use super::Json;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A type that a JSON Schema can describe.
pub trait Described {
    /// The schema of such a value at a position of the file.
    fn described(at: &At) -> Json;
}

/// A limit of a number, of the letters of a text or of the items of a list.
pub trait Limit {
    /// The smallest and the largest value.
    fn range(self) -> RangeInclusive<f64>;
}

macro_rules! limit {
    ($($number:ty)*) => {$(
        #[allow(clippy::cast_lossless)] // for those that are wider than f64 too
        impl Limit for RangeInclusive<$number> {
            fn range(self) -> RangeInclusive<f64> {
                *self.start() as f64..=*self.end() as f64
            }
        }
    )*};
}

limit! { f64 u8 u16 u32 u64 usize }

/// A largest number, where 0 is the smallest.
impl Limit for usize {
    fn range(self) -> RangeInclusive<f64> {
        0.0..=self as f64
    }
}

/// The rules for a field besides those of its type.
#[derive(Clone, Default)]
#[must_use]
pub struct Rules {
    /// The limit of the field, followed by that of its items where it is a list.
    ranges: Vec<RangeInclusive<f64>>,
    fixed: bool,
    or_zero: bool,
    whole: bool,
}

impl Rules {
    /// The limit, if any.
    pub fn range(&self) -> Option<&RangeInclusive<f64>> {
        self.ranges.first()
    }

    /// Whether the number must be the same in every future.
    pub fn is_fixed(&self) -> bool {
        self.fixed
    }

    /// Whether 0 stands for none.
    pub fn may_be_zero(&self) -> bool {
        self.or_zero
    }

    /// Whether the number must be whole.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Adds a limit; a second one is that of the items.
    pub fn within(mut self, limit: impl Limit) -> Rules {
        self.ranges.push(limit.range());
        self
    }

    /// Requires the same number in every future.
    pub fn fixed(self) -> Rules {
        Rules { fixed: true, ..self }
    }

    /// Also allows 0 for none.
    pub fn or_zero(self) -> Rules {
        Rules { or_zero: true, ..self }
    }

    /// Requires a whole number.
    pub fn whole(self) -> Rules {
        Rules { whole: true, ..self }
    }
}

/// A position in the file.
pub struct At<'a> {
    path: String,
    rules: Rules,
    /// The schemas that are described once and referred to.
    shared: &'a RefCell<BTreeMap<String, Json>>,
}

impl<'a> At<'a> {
    /// The position of the whole file.
    pub fn root(shared: &'a RefCell<BTreeMap<String, Json>>) -> At<'a> {
        At { path: String::new(), rules: Rules::default(), shared }
    }

    /// The path of the position, as in `demand.growth`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rules for the position.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The schema of one of some words.
    pub fn words(&self, words: &[&str]) -> Json {
        object([("enum", Json::List(words.iter().map(|word| text(word)).collect()))])
    }

    /// Begins the schema of an object, field by field.
    pub fn object(&'a self, doc: &str) -> Object<'a> {
        let properties = Vec::new();
        Object { at: self, doc: doc.to_owned(), properties, required: Vec::new() }
    }

    /// A reference to a schema that is described once for all positions.
    pub fn shared(&self, name: &str, describe: impl FnOnce(&At) -> Json) -> Json {
        if !self.shared.borrow().contains_key(name) {
            let described = describe(self);
            self.shared.borrow_mut().insert(name.to_owned(), described);
        }
        object([("$ref", text(&["#/$defs/", name].concat()))])
    }

    fn range(&self) -> Option<&RangeInclusive<f64>> {
        self.rules.ranges.first()
    }
}

/// The schema of an object, while its fields are added.
pub struct Object<'a> {
    at: &'a At<'a>,
    doc: String,
    properties: Vec<(String, Json)>,
    required: Vec<Json>,
}

impl Object<'_> {
    /// Adds a field.
    pub fn field<T: Described>(&mut self, name: &str, doc: &str, optional: bool, rules: Rules) {
        let point = if self.at.path.is_empty() { "" } else { "." };
        let path = [&self.at.path, point, name].concat();
        let schema = T::described(&At { path, rules, shared: self.at.shared });
        self.put(name, doc, optional, schema);
    }

    fn put(&mut self, name: &str, doc: &str, optional: bool, schema: Json) {
        let schema = if doc.is_empty() { schema } else { with_description(doc, schema) };
        self.properties.push((name.to_owned(), schema));
        if !optional {
            self.required.push(text(name));
        }
    }

    /// Ends the schema: an object with these fields and no others.
    pub fn end(self) -> Json {
        let schema = object([
            ("type", text("object")),
            ("properties", Json::Fields(self.properties)),
            ("required", Json::List(self.required)),
            ("additionalProperties", Json::Flag(false)),
        ]);
        with_description(&self.doc, schema)
    }
}

/// A schema with this description first, instead of its present one.
pub fn with_description(doc: &str, schema: Json) -> Json {
    let Json::Fields(fields) = schema else { return schema };
    let mut described = vec![("description".to_owned(), text(doc))];
    described.extend(fields.into_iter().filter(|(name, _)| name != "description"));
    Json::Fields(described)
}

/// A text as JSON.
pub fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

/// A number as JSON, whole where it is whole.
fn number(value: f64) -> Json {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // whole, and far below 2^53
    if value.fract() == 0.0 && value >= 0.0 { Json::Whole(value as u64) } else { Json::Number(value) }
}

/// An object of the schema itself, with these fields.
pub fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Fields(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The schema of an object with one required field.
pub fn only(name: &str, schema: Json) -> Json {
    all([(name, schema)])
}

/// The schema of an object with these fields, all of them required.
pub fn all<const N: usize>(fields: [(&str, Json); N]) -> Json {
    let names = fields.iter().map(|(name, _)| text(name)).collect();
    object([
        ("type", text("object")),
        ("properties", object(fields)),
        ("required", Json::List(names)),
        ("additionalProperties", Json::Flag(false)),
    ])
}

/// Some schemas under one word, such as `oneOf`.
pub fn one_of<const N: usize>(word: &str, schemas: [Json; N]) -> Json {
    object([(word, Json::List(schemas.into()))])
}

/// A type with a limit, if any.
fn limited(kind: &str, [low, high]: [&str; 2], range: Option<&RangeInclusive<f64>>) -> Vec<(String, Json)> {
    let mut fields = vec![("type".to_owned(), text(kind))];
    if let Some(range) = range {
        fields.push((low.to_owned(), number(*range.start())));
        fields.push((high.to_owned(), number(*range.end())));
    }
    fields
}

/// The schema of a number, with a limit if any.
pub fn numeric(kind: &str, range: Option<&RangeInclusive<f64>>) -> Json {
    Json::Fields(limited(kind, ["minimum", "maximum"], range))
}

impl Described for f64 {
    fn described(at: &At) -> Json {
        numeric("number", at.range())
    }
}

macro_rules! whole {
    ($($number:ty)*) => {$(
        #[allow(clippy::cast_lossless)] // for u64 too
        impl Described for $number {
            fn described(at: &At) -> Json {
                numeric("integer", Some(at.range().unwrap_or(&(0.0..=<$number>::MAX as f64))))
            }
        }
    )*};
}

whole! { u8 u16 u32 u64 }

impl Described for bool {
    fn described(_: &At) -> Json {
        object([("type", text("boolean"))])
    }
}

impl Described for String {
    fn described(at: &At) -> Json {
        Json::Fields(limited("string", ["minLength", "maxLength"], at.range()))
    }
}

impl<T: Described> Described for Option<T> {
    fn described(at: &At) -> Json {
        one_of("anyOf", [object([("type", text("null"))]), T::described(at)])
    }
}

impl<T: Described> Described for Vec<T> {
    fn described(at: &At) -> Json {
        let ranges = at.rules.ranges.iter().skip(1).cloned().collect();
        let rules = Rules { ranges, ..at.rules.clone() };
        let item = T::described(&At { path: [&at.path, "[]"].concat(), rules, shared: at.shared });
        let mut fields = limited("array", ["minItems", "maxItems"], at.range());
        fields.insert(1, ("items".to_owned(), item));
        Json::Fields(fields)
    }
}
