//! Reads `GeoJSON`, or the JSON of `ArcGIS`, feature by feature, and keeps the districts wanted in a [`File`].
//!
//! The project reads it itself because the `geojson` crate either ignores what stands beside the features, such as the
//! coordinate system and the attribution, or holds the whole file in memory.

use super::claims::{File, Found, Level, Point, Rings, Shape};
use super::{Sought, Trouble, topojson};
use crate::json::why;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The length of the longest text that is read, in bytes.
const LONGEST: usize = 500;

/// Reads a file.
pub fn read(bytes: &[u8], wanted: &[Sought]) -> Result<Found, Vec<Trouble>> {
    // Some programs begin a file with a byte order mark.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut file = File::new(wanted);
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = Top(&mut file).deserialize(&mut json).and_then(|()| json.end());
    if file.is_detailed {
        return Err(vec![Trouble::Detailed]);
    }
    read.map_err(|error| vec![Trouble::Json(why(bytes, &error))])?;
    if file.kind.as_deref() == Some("Topology") {
        topojson::read(bytes, &mut file).map_err(|trouble| vec![trouble])?;
    }
    file.found(wanted)
}

/// The whole file.
struct Top<'a>(&'a mut File);

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object, as GeoJSON is")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while let Some(key) = access.next_key::<String>()? {
            match key.as_str() {
                "type" => self.0.kind = access.next_value_seed(Text)?,
                "crs" => {
                    let mut texts = Vec::new();
                    access.next_value_seed(Texts(2, &mut texts, &mut |_| {}))?;
                    self.0.system = texts.into_iter().find(|text| !text.eq_ignore_ascii_case("name"));
                }
                // ArcGIS gives the kind of shapes and the number of the system.
                "geometryType" => {
                    let is_area =
                        access.next_value_seed(Text)?.is_some_and(|kind| kind == "esriGeometryPolygon");
                    self.0.kind = self.0.kind.take().or(is_area.then(|| "FeatureCollection".into()));
                }
                "spatialReference" => {
                    let reference: serde_json::Value = access.next_value()?;
                    let number = ["latestWkid", "wkid"].iter().find_map(|key| reference.get(key)?.as_u64());
                    self.0.system = number.map(|number| number.to_string());
                }
                "features" => access.next_value_seed(Features(self.0))?,
                "attribution" | "licence" | "license" | "copyright" | "copyrightText" => {
                    let said = access.next_value_seed(Text)?.filter(|text| !text.trim().is_empty());
                    self.0.attribution.extend(said.map(|text| text.trim().to_owned()));
                }
                _ => drop(access.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

struct Features<'a>(&'a mut File);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while access.next_element_seed(Feature(self.0))?.is_some() {
            if self.0.is_detailed {
                return Err(A::Error::custom("too many points"));
            }
        }
        Ok(())
    }
}

struct Feature<'a>(&'a mut File);

impl<'de> DeserializeSeed<'de> for Feature<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Feature<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        let (mut names, mut shape) = (Vec::new(), Shape::default());
        while let Some(key) = access.next_key::<String>()? {
            match key.as_str() {
                "id" => names.extend(access.next_value_seed(Text)?),
                "properties" | "attributes" => {
                    access.next_value_seed(Texts(1, &mut names, &mut |key| self.0.note_column(key)))?;
                }
                "geometry" => access.next_value_seed(Geometry(&mut shape))?,
                _ => drop(access.next_value::<IgnoredAny>()?),
            }
        }
        self.0.claim(&names, shape);
        Ok(())
    }
}

struct Geometry<'a>(&'a mut Shape);

impl<'de> DeserializeSeed<'de> for Geometry<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Geometry<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a geometry or null")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while let Some(key) = access.next_key::<String>()? {
            match key.as_str() {
                "type" => self.0.kind = access.next_value_seed(Text)?.unwrap_or_default(),
                "coordinates" => {
                    self.0.rings.clear();
                    let mut current = Vec::new();
                    self.0.level = access.next_value_seed(Nested(&mut self.0.rings, &mut current))?;
                }
                // ArcGIS gives outer rings and holes in one list.
                "rings" => {
                    self.0.rings.clear();
                    let mut current = Vec::new();
                    self.0.level = access.next_value_seed(Nested(&mut self.0.rings, &mut current))?;
                    self.0.kind = "Polygon".into();
                }
                _ => drop(access.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Nested lists of numbers: the rings that are complete, and the points of the one being read.
struct Nested<'a>(&'a mut Rings, &'a mut Vec<Point>);

impl<'de> DeserializeSeed<'de> for Nested<'_> {
    type Value = Level;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Level, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested<'_> {
    type Value = Level;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_unit<E: Error>(self) -> Result<Level, E> {
        Ok(Level::Nothing)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Level, E> {
        Ok(Level::Nothing)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Level, E> {
        Ok(Level::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Level, A::Error> {
        while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Level::Nothing)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Level, E> {
        Ok(Level::Number(number as f64))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Level, E> {
        Ok(Level::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Level, E> {
        Ok(Level::Number(number))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Level, A::Error> {
        let mut numbers = [0.0; 2];
        // The level of all items so far; `None` before the first.
        let mut items: Option<Level> = None;
        let mut count = 0;
        while let Some(item) = access.next_element_seed(Nested(&mut *self.0, &mut *self.1))? {
            let kind = if let Level::Number(number) = item {
                if let Some(place) = numbers.get_mut(count) {
                    *place = number;
                }
                Level::Number(0.0)
            } else {
                item
            };
            items = Some(if items.is_none_or(|known| known == kind) { kind } else { Level::Nothing });
            count += 1;
        }
        Ok(match items {
            Some(Level::Number(_)) if count >= 2 => {
                self.1.push((numbers[0], numbers[1]));
                Level::Position
            }
            Some(Level::Position) => {
                self.0.push(std::mem::take(self.1));
                Level::Ring
            }
            Some(Level::Ring) => Level::Polygon,
            Some(Level::Polygon) => Level::MultiPolygon,
            _ => Level::Nothing,
        })
    }
}

/// Reads a text, and `None` from anything else.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        let mut texts = Vec::new();
        Texts(0, &mut texts, &mut |_| {}).deserialize(deserializer)?;
        Ok(texts.into_iter().next())
    }
}

/// Reads the texts in a value down to a number of levels, and the names of its fields. A list of neighbours, which
/// names other districts, lies deeper than the name of a feature.
struct Texts<'a>(u8, &'a mut Vec<String>, &'a mut dyn FnMut(&str));

/// The largest number of texts of one feature that are read.
const MOST_TEXTS: usize = 200;

impl<'de> DeserializeSeed<'de> for Texts<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Texts<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text.len() <= LONGEST && self.1.len() < MOST_TEXTS {
            self.1.push(text.to_owned());
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while let Some(key) = access.next_key::<String>()? {
            (self.2)(&key);
            match self.0.checked_sub(1) {
                Some(deeper) => access.next_value_seed(Texts(deeper, &mut *self.1, &mut *self.2))?,
                None => drop(access.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}
