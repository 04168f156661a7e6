//! The code of the council that a scenario belongs to.

use super::{Council, DEFAULT, ENGLAND, by_code};
use crate::json::schema::{At, Described};
use crate::json::{Json, Read, Reader};
use serde::{Serialize, Serializer};

/// The code of a council in the national record: nine characters of the Office for National Statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(&'static str);

impl Code {
    /// The code that a text spells; `None` where the record has no such council.
    pub fn of(text: &str) -> Option<Code> {
        ENGLAND.council(text).map(|council| Code(council.code))
    }

    /// The council with this code.
    pub fn council(self) -> &'static Council {
        by_code(self.0)
    }
}

impl Read for Code {
    fn read(reader: &mut Reader) -> Code {
        let code = if let Json::Text(text) = reader.value() { Code::of(text) } else { None };
        code.unwrap_or_else(|| {
            reader.expected("the code of a council in England, such as E10000016 for Kent");
            Code(DEFAULT)
        })
    }
}

impl Described for Code {
    fn described(at: &At) -> Json {
        at.words(&ENGLAND.councils.iter().map(|council| council.code).collect::<Vec<&str>>())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}
