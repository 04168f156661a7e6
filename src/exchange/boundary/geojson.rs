//! Reads `GeoJSON` feature by feature, and keeps what is of the districts wanted.

use super::{Sought, Trouble};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Points of all shapes kept together, at most: beyond, a browser might run out of memory.
const MOST_POINTS: usize = 3_000_000;
/// The longest text that is looked at, in bytes.
const LONGEST: usize = 500;
/// How far, in degrees, a district's middle may lie outside its shape's rectangle.
const LEEWAY: f64 = 0.25;

/// A place: longitude and latitude, in degrees.
pub type Point = (f64, f64);

/// The rings of a shape, outer ones and holes alike.
pub type Rings = Vec<Vec<Point>>;

/// What a file holds of the districts wanted.
pub struct Found {
    /// The shape of each, in their order.
    pub shapes: Vec<Rings>,
    /// What it says must be said.
    pub attribution: String,
    /// The year in the names of its columns.
    pub year: Option<u16>,
}

/// Reads a file.
pub fn read(bytes: &[u8], wanted: &[Sought]) -> Result<Found, Vec<Trouble>> {
    // Some programs begin a file with a mark of its encoding.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut file = File {
        wanted: wanted.iter().map(|w| (plain(&w.code), plain(&w.name))).collect(),
        claims: wanted.iter().map(|_| [Claim::default(), Claim::default()]).collect(),
        kind: None,
        system: None,
        attribution: Vec::new(),
        year: None,
        points: 0,
        is_detailed: false,
    };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = Top(&mut file).deserialize(&mut json).and_then(|()| json.end());
    if file.is_detailed {
        return Err(vec![Trouble::Detailed]);
    }
    read.map_err(|error| vec![Trouble::Json(error.to_string())])?;
    file.found(wanted)
}

/// A code or a name as it is compared: without capitals, signs and doubled spaces.
fn plain(text: &str) -> String {
    let text = text.replace('&', " and ").to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The shapes that claim to be a district: how many, and the first of them.
#[derive(Default)]
struct Claim {
    count: usize,
    shape: Option<Shape>,
}

/// What stands under `geometry`.
#[derive(Default)]
struct Shape {
    kind: String,
    level: Level,
    rings: Rings,
}

/// How deeply lists of numbers are nested.
#[derive(Clone, Copy, PartialEq, Default)]
enum Level {
    /// No coordinates at all, or of no sense.
    #[default]
    Nothing,
    Number(f64),
    Position,
    Ring,
    Polygon,
    MultiPolygon,
}

struct File {
    /// Codes and names, plain.
    wanted: Vec<(String, String)>,
    /// By district: by code, and by name.
    claims: Vec<[Claim; 2]>,
    kind: Option<String>,
    system: Option<String>,
    attribution: Vec<String>,
    year: Option<u16>,
    points: usize,
    is_detailed: bool,
}

impl File {
    /// A feature has been read.
    fn claim(&mut self, names: &[String], shape: Shape) {
        let claims: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let by_code = claims.iter().find_map(|claim| self.wanted.iter().position(|(code, _)| code == claim));
        // A shape with the code of one district is not another one, whatever it is called.
        let place = match by_code {
            Some(district) => Some((district, 0)),
            None => {
                self.wanted.iter().position(|(_, name)| claims.contains(name)).map(|district| (district, 1))
            }
        };
        let Some((district, way)) = place else { return };
        let claim = &mut self.claims[district][way];
        claim.count += 1;
        if claim.shape.is_none() {
            self.points += shape.rings.iter().map(Vec::len).sum::<usize>();
            self.is_detailed |= self.points > MOST_POINTS;
            claim.shape = Some(shape);
        }
    }

    /// The year of a column such as `LAD23CD`.
    fn note_column(&mut self, name: &str) {
        let digits =
            name.get(..3).filter(|start| start.eq_ignore_ascii_case("lad")).and_then(|_| name.get(3..5));
        if let Some(year) = digits.and_then(|digits| digits.parse::<u16>().ok()) {
            self.year = Some(2000 + year);
        }
    }

    /// The shapes of the districts wanted, or everything that is wrong with them.
    fn found(self, wanted: &[Sought]) -> Result<Found, Vec<Trouble>> {
        let mut troubles = Vec::new();
        match self.kind.as_deref() {
            Some("FeatureCollection") => {}
            Some(kind) => troubles.push(Trouble::Kind(["“", kind, "”"].concat())),
            None => troubles.push(Trouble::Kind("of no type".into())),
        }
        if let Some(system) = self.system {
            troubles.push(Trouble::System(system));
        }
        if !troubles.is_empty() {
            return Err(troubles);
        }
        let mut shapes = Vec::new();
        for (district, claims) in wanted.iter().zip(self.claims) {
            let [code, name] = claims;
            let claim = if code.count > 0 { code } else { name };
            match claim.shape {
                None => troubles.push(Trouble::Missing(district.name.clone(), district.code.clone())),
                Some(_) if claim.count > 1 => {
                    troubles.push(Trouble::Several(district.name.clone(), claim.count));
                }
                Some(shape) => shapes.push((district, shape)),
            }
        }
        troubles.extend(shapes.iter().filter_map(|(district, shape)| is_no_area(&district.name, shape)));
        if troubles.is_empty() {
            troubles.extend(placed(&shapes));
        }
        let attribution = self.attribution.join(" ");
        let shapes = shapes.into_iter().map(|(_, shape)| shape.rings).collect();
        if troubles.is_empty() { Ok(Found { shapes, attribution, year: self.year }) } else { Err(troubles) }
    }
}

/// What a shape is, where it encloses no area.
fn is_no_area(name: &str, shape: &Shape) -> Option<Trouble> {
    let wanted = match shape.kind.as_str() {
        "Polygon" => Level::Polygon,
        "MultiPolygon" => Level::MultiPolygon,
        "" => return Some(Trouble::Shape(name.into(), "missing".into())),
        other => return Some(Trouble::Shape(name.into(), ["a ", other].concat())),
    };
    (shape.level != wanted || shape.rings.is_empty())
        .then(|| Trouble::Shape(name.into(), "a list of coordinates that make no outline".into()))
}

/// Whether the shapes are where the districts are.
fn placed(shapes: &[(&Sought, Shape)]) -> Vec<Trouble> {
    let boxes: Vec<_> = shapes.iter().map(|(district, shape)| (district, rectangle(&shape.rings))).collect();
    let (x, y) = (|&(x, _): &Point| x.abs() > 180.0, |&(_, y): &Point| y.abs() > 90.0);
    if boxes.iter().any(|(_, (low, high))| x(low) || x(high) || y(low) || y(high)) {
        return vec![Trouble::Degrees];
    }
    let holds = |&(low, high): &(Point, Point), (x, y): Point| {
        (low.0 - LEEWAY..=high.0 + LEEWAY).contains(&x) && (low.1 - LEEWAY..=high.1 + LEEWAY).contains(&y)
    };
    let away: Vec<_> = boxes.iter().filter(|(district, area)| !holds(area, district.middle)).collect();
    if !away.is_empty()
        && away.iter().all(|(district, area)| holds(area, (district.middle.1, district.middle.0)))
    {
        return vec![Trouble::Swapped];
    }
    let far = |(district, (low, high)): &&(&&Sought, (Point, Point))| {
        let middle = (f64::midpoint(low.0, high.0), f64::midpoint(low.1, high.1));
        let squeeze = libm::cos(district.middle.1.to_radians());
        let (east, north) = ((middle.0 - district.middle.0) * squeeze, middle.1 - district.middle.1);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // within the globe
        let km = (111.2 * (east * east + north * north).sqrt()).round() as u32;
        Trouble::Elsewhere(district.name.clone(), km)
    };
    away.iter().map(far).collect()
}

/// The corners of the least rectangle around rings.
fn rectangle(rings: &Rings) -> (Point, Point) {
    let start = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
    rings
        .iter()
        .flatten()
        .fold(start, |(low, high), &(x, y)| ((low.0.min(x), low.1.min(y)), (high.0.max(x), high.1.max(y))))
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
                    let is_degrees = |text: &String| {
                        let text = text.to_ascii_uppercase();
                        text.ends_with("CRS84") || text.ends_with("4326") || text.ends_with("4258")
                    };
                    let named = texts.into_iter().find(|text| !text.eq_ignore_ascii_case("name"));
                    self.0.system = named.filter(|text| !is_degrees(text));
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
                "properties" => {
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
                _ => drop(access.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Lists of lists of numbers: the rings that are whole, and the positions of the one being read.
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
        // What all items so far are; none before the first.
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

/// A text; none of anything else.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        let mut texts = Vec::new();
        Texts(0, &mut texts, &mut |_| {}).deserialize(deserializer)?;
        Ok(texts.into_iter().next())
    }
}

/// The texts in a value so many levels deep, and the names of its fields. A list of neighbours names
/// other districts: it lies deeper than what a feature is called.
struct Texts<'a>(u8, &'a mut Vec<String>, &'a mut dyn FnMut(&str));

/// Texts of one feature that are looked at, at most.
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
