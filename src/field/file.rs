//! Ages, Januaries and financial years in the form of a file.

use super::{Age, FinancialYear, January};
use crate::json::schema::{At, Described, numeric, object, text};
use crate::json::{Json, Read, Reader};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

impl Read for January {
    fn read(reader: &mut Reader) -> January {
        January(u16::read(reader))
    }
}

impl Read for FinancialYear {
    fn read(reader: &mut Reader) -> FinancialYear {
        FinancialYear(u16::read(reader))
    }
}

impl Read for Age {
    fn read(reader: &mut Reader) -> Age {
        let age = match reader.value() {
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
        let is_table = reader.each(|reader, name| {
            let age = name.parse().ok().filter(|_| !name.starts_with(['+', '0']));
            match age.and_then(|age: u8| Age::try_from(age).ok()) {
                Some(age) if table.contains_key(&age) => reader.refuse(&["the age stands here twice"]),
                Some(age) => drop(table.insert(age, f64::read(reader))),
                None => reader.refuse(&["the name of the field is not ", AN_AGE]),
            }
        });
        if !is_table {
            reader.expected("an object with a number for each age");
        }
        table
    }
}

impl Described for January {
    fn described(at: &At) -> Json {
        u16::described(at)
    }
}

impl Described for FinancialYear {
    fn described(at: &At) -> Json {
        u16::described(at)
    }
}

fn ages() -> RangeInclusive<f64> {
    f64::from(u8::from(Age::YOUNGEST))..=f64::from(u8::from(Age::OLDEST))
}

impl Described for Age {
    fn described(_: &At) -> Json {
        numeric("integer", Some(&ages()))
    }
}

impl<T: Described> Described for BTreeMap<Age, T> {
    fn described(at: &At) -> Json {
        let names = Age::all().map(|age| age.to_string()).collect::<Vec<String>>().join("|");
        let value = T::described(at);
        object([
            ("type", text("object")),
            ("patternProperties", Json::Fields(vec![(["^(", &names, ")$"].concat(), value)])),
            ("additionalProperties", Json::Flag(false)),
        ])
    }
}
