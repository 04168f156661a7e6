//! Reads values out of a tree of JSON and says where those stand that will not do.
//!
//! After a refusal reading goes on with blanks, so that whatever else is wrong is said too; and code
//! that had to be ready to stop at each of some three hundred fields would weigh a tenth of the page.

use super::Unreadable;
use super::json::Json;
use crate::field::{Age, January};
use std::collections::BTreeMap;

/// What can be read from JSON.
pub trait Read: Sized {
    /// Whether the field may be left out.
    const OPTIONAL: bool = false;

    /// Reads the value at which the reader is; a blank where it will not do.
    fn read(reader: &mut Reader) -> Self;
}

/// So many refusals are told: a planner reads no more, and a hostile text could ask for millions.
pub const MOST_REFUSALS: usize = 50;

/// A place in a tree of JSON, and what was refused on the way there.
pub struct Reader<'a> {
    value: &'a Json,
    path: String,
    refused: Vec<Unreadable>,
    /// Whether there is nothing here because of what was refused further up.
    is_blank: bool,
}

/// Where to go back to.
#[derive(Clone, Copy)]
struct Outer<'a> {
    value: &'a Json,
    length: usize,
    is_blank: bool,
}

/// Reads a whole text.
///
/// # Errors
/// Where the text is not JSON; the first value that will not do.
pub fn text<T: Read>(text: &str) -> Result<T, Unreadable> {
    let (read, refused) = tree(&json(text)?);
    refused.into_iter().next().map_or(Ok(read), Err)
}

/// The tree of a text.
///
/// # Errors
/// Where the text is not JSON.
pub fn json(text: &str) -> Result<Json, Unreadable> {
    serde_json::from_str(text).map_err(|error| Unreadable { path: String::new(), reason: error.to_string() })
}

/// Reads a whole tree, with blanks in place of the values that will not do, which are told.
pub fn tree<T: Read>(tree: &Json) -> (T, Vec<Unreadable>) {
    let mut reader = Reader { value: tree, path: String::new(), refused: Vec::new(), is_blank: false };
    let read = T::read(&mut reader);
    (read, reader.refused)
}

impl<'a> Reader<'a> {
    /// The value.
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

    /// Whether enough is refused.
    fn is_full(&self) -> bool {
        self.refused.len() >= MOST_REFUSALS
    }

    /// Refuses the value because it is something else than this.
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
            // A mistake may be long: its beginning is enough to know it by.
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
            // What comes before has passed or is told, and so is no longer than both together.
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

    /// Reads a field of the object that may be missing, and then is this.
    pub fn field_or<T: Read>(&mut self, name: &str, missing: T) -> T {
        match self.value {
            Json::Fields(fields) if !fields.iter().any(|(field, _)| field == name) => missing,
            _ => self.field(name),
        }
    }

    /// Goes to a field; to nothing where it is missing.
    #[inline(never)]
    fn enter(&mut self, name: &str, optional: bool) -> Outer<'a> {
        let Json::Fields(fields) = self.value else {
            // That this is no object was said before.
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

    /// A whole number up to a largest.
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

    /// The position of a word among those that would do.
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
            // Blanks would take far more room than the text that asks for them.
            if reader.is_full() {
                break;
            }
        }
        list
    }
}

impl Read for January {
    fn read(reader: &mut Reader) -> January {
        January(u16::read(reader))
    }
}

impl Read for Age {
    fn read(reader: &mut Reader) -> Age {
        let age = match reader.value {
            Json::Whole(age) => u8::try_from(*age).ok().and_then(|age| Age::try_from(age).ok()),
            _ => None,
        };
        age.unwrap_or_else(|| {
            reader.expected(AN_AGE);
            Age::YOUNGEST
        })
    }
}

const AN_AGE: &str = "an age from 4 to 24";

impl Read for BTreeMap<Age, f64> {
    fn read(reader: &mut Reader) -> BTreeMap<Age, f64> {
        let mut table = BTreeMap::new();
        let Json::Fields(fields) = reader.value else {
            reader.expected("an object with a number for each age");
            return table;
        };
        for (name, value) in fields {
            let outer = reader.go(name, value);
            let age = name.parse().ok().filter(|_| !name.starts_with(['+', '0']));
            match age.and_then(|age: u8| Age::try_from(age).ok()) {
                Some(age) if table.contains_key(&age) => reader.refuse(&["the age stands here twice"]),
                Some(age) => drop(table.insert(age, f64::read(reader))),
                None => reader.refuse(&["the name of the field is not ", AN_AGE]),
            }
            reader.back(outer);
            if reader.is_full() {
                break;
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::{Base, Scenario};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// Where Kent's file is refused, and why, once this is put at a pointer; nothing put takes away.
    fn broken(pointer: &str, put: impl Into<Option<Value>>) -> String {
        let mut file = serde_json::to_value(Scenario::kent()).unwrap();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        match put.into() {
            Some(value) => drop(parent.insert(name.to_owned(), value)),
            None => assert!(parent.remove(name).is_some()),
        }
        Scenario::from_json(&file.to_string()).unwrap_err().to_string()
    }

    #[test]
    fn a_value_of_the_wrong_type_is_named_with_what_was_wanted() {
        for (bad, found) in [
            (json!(null), "nothing (null)"),
            (json!(true), "true"),
            (json!("lots"), "the text \"lots\""),
            (json!([1]), "a list"),
            (json!({ "a": 1 }), "an object with fields"),
        ] {
            let reason = format!("districts.list[2].weight: expected a number, found {found}");
            assert_eq!(broken("/districts/list/2/weight", bad), reason);
        }
        let age = broken("/opening/age_profile/values/7", json!("x"));
        assert!(age.starts_with("opening.age_profile.values.7: expected a number"), "{age}");
        assert_eq!(broken("/name", json!(5)), "name: expected text, found 5");
        assert_eq!(broken("/run", json!([1, 2])), "run: expected an object with fields, found a list");
        assert_eq!(broken("/blocks", json!({})), "blocks: expected a list, found an object with fields");
        let long = broken("/run/seed", json!("é".repeat(41)));
        assert!(long.ends_with(&format!("\"{}…\"", "é".repeat(40))), "{long}");
    }

    #[test]
    fn a_number_out_of_range_is_refused() {
        let years = "horizon.years: expected a whole number from 0 to 255, found ";
        for bad in [json!(256), json!(-1.0), json!(3.5), json!(9.0)] {
            assert_eq!(broken("/horizon/years", bad.clone()), format!("{years}{bad}"));
        }
        for bad in [json!(3), json!(25), json!(260), json!("7")] {
            let said = broken("/leaving/bands/1/to_age", bad);
            assert!(said.starts_with("leaving.bands[1].to_age: expected an age from 4 to 24"), "{said}");
        }
        for name in ["3", "25", "260", "07", "+7", "-7", "7.0", "", " 7", "seven"] {
            let said = broken(&format!("/opening/age_profile/values/{name}"), json!(1));
            assert!(said.contains("the name of the field is not an age from 4 to 24"), "{name}: {said}");
        }
    }

    #[test]
    fn a_missing_field_is_missed_where_it_should_stand() {
        assert_eq!(broken("/districts/list/2/weight", None), "districts.list[2].weight: it is missing");
        assert_eq!(broken("/name", None), "name: it is missing");
        // But for those that may be left out.
        let mut kent = Scenario::kent();
        kent.blocks[1].near_home = false;
        let mut file = serde_json::to_value(&kent).unwrap();
        file["framework"].as_object_mut().unwrap().remove("break_after").unwrap();
        file["blocks"][1].as_object_mut().unwrap().remove("near_home").unwrap();
        assert_eq!(Scenario::from_json(&file.to_string()).unwrap(), kent);
        assert!(
            broken("/blocks/1/near_home", json!("yes")).starts_with("blocks[1].near_home: expected true")
        );
    }

    #[test]
    fn an_unknown_or_repeated_field_is_named() {
        let said = broken("/demand/grwth", json!(1));
        assert!(said.starts_with("demand.grwth: unknown field, expected one of joiners_by_age, "), "{said}");
        let twice = Scenario::kent().to_json().replacen("\"years\":", "\"years\": 9, \"years\":", 1);
        let said = Scenario::from_json(&twice).unwrap_err().to_string();
        assert!(said.starts_with("horizon.years: the field stands here twice"), "{said}");
        let said = broken("/demand/growth/amount", json!({ "normal": {} }));
        assert!(said.starts_with("demand.growth.amount.normal: unknown distribution"), "{said}");
        let said = broken("/opening/base", json!("mine"));
        assert!(said.starts_with("opening.base: expected one of snapshot_june_2025, "), "{said}");
    }

    #[test]
    fn text_that_is_no_json_is_refused_with_line_and_column() {
        for text in ["", "  ", "\n", "hello", "é", "}", "{", "[1,", "\u{feff}{}", "{} {}", "1e999"] {
            let refused = Scenario::from_json(text).unwrap_err();
            assert!(refused.path.is_empty() && refused.reason.contains(" at line "), "{text}: {refused}");
        }
        assert!(Scenario::from_json(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn every_word_of_a_file_is_read_as_it_is_written() {
        for base in Base::ALL {
            let mut kent = Scenario::kent();
            kent.opening.base = base;
            assert_eq!(Scenario::from_json(&kent.to_json()).unwrap(), kent);
        }
        assert_eq!(Scenario::from_json(&Scenario::kent().to_json()).unwrap(), Scenario::kent());
    }

    #[test]
    fn a_settled_scenario_is_read_as_it_is_written_to_the_last_bit() {
        let mut moved = 0;
        for step in 1..200 {
            let mut kent = Scenario::kent();
            kent.demand.growth.amount = crate::scenario::Amount::Fixed(f64::from(step) / 421.0);
            let settled = kent.clone().settled();
            assert!(Scenario::from_json(&settled.to_json()).unwrap() == settled, "{step}");
            moved += usize::from(settled != kent);
        }
        assert!((1..100).contains(&moved), "some numbers need it, {moved}");
    }

    /// Every place of a tree.
    fn places(value: &Value, at: &str, all: &mut Vec<String>) {
        all.push(at.to_owned());
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(name, field)| places(field, &format!("{at}/{name}"), all));
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(i, item)| places(item, &format!("{at}/{i}"), all));
            }
            _ => {}
        }
    }

    #[test]
    fn anything_put_anywhere_is_refused_there_or_read_and_written_again() {
        let file = serde_json::to_value(Scenario::kent()).unwrap();
        let mut all = Vec::new();
        places(&file, "", &mut all);
        for (index, place) in all.iter().enumerate() {
            let odd = [json!(null), json!(7), json!(-0.5), json!("own"), json!([0]), json!({}), json!(false)];
            let mut changed = file.clone();
            *changed.pointer_mut(place).unwrap() = odd[index % odd.len()].clone();
            match Scenario::from_json(&changed.to_string()) {
                Ok(read) => assert_eq!(Scenario::from_json(&read.to_json()).unwrap(), read),
                Err(refused) => {
                    let at = format!("/{}", refused.path.replace(['.', '['], "/").replace(']', ""));
                    let known = place.starts_with(at.trim_end_matches('/')) || at.starts_with(place.as_str());
                    assert!(known, "{place}: {refused}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_read(text in r#"([{}\[\],:"\\ \n]|a|é|1|null|true){0,40}"#) {
            prop_assert!(Scenario::from_json(&text).is_err());
        }

        #[test]
        fn any_text_within_kents_file_is_refused_or_read(text in r#"([{}\[\],:"\\ ]|.){0,9}"#, from: usize, length in 0_usize..40) {
            let kent = Scenario::kent().to_json();
            let from = from % kent.len();
            let head = kent.get(..from).unwrap_or_default();
            let tail = kent.get(from + length..).unwrap_or_default();
            if let Ok(read) = Scenario::from_json(&format!("{head}{text}{tail}")) {
                prop_assert_eq!(Scenario::from_json(&read.to_json()).unwrap(), read);
            }
        }
    }
}
