//! The shapes of a file that have the code or the name of a district wanted, and what is wrong with them.

pub use super::projected::Point;
use super::projected::System;
use super::{Sought, Trouble};

/// The largest number of points of all shapes together: beyond it a browser might run out of memory.
const MOST_POINTS: usize = 3_000_000;
/// How far, in degrees, a district's middle may lie outside its shape's rectangle.
const LEEWAY: f64 = 0.25;

/// The rings of a shape, outer rings and holes alike.
pub type Rings = Vec<Vec<Point>>;

/// What a file holds of the districts wanted.
pub struct Found {
    /// The shape of each district, in their order.
    pub shapes: Vec<Rings>,
    /// The attribution that the file requires.
    pub attribution: String,
    /// The year in the names of its columns.
    pub year: Option<u16>,
}

/// A code or a name in the form in which it is compared: without capitals, signs and double spaces.
fn plain(text: &str) -> String {
    let text = text.replace('&', " and ").to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The shapes that claim to be a district: their number, and the first of them.
#[derive(Default)]
struct Claim {
    count: usize,
    shape: Option<Shape>,
}

/// The value of `geometry`.
#[derive(Default)]
pub struct Shape {
    pub kind: String,
    pub level: Level,
    pub rings: Rings,
}

/// The depth to which lists of numbers are nested.
#[derive(Clone, Copy, PartialEq, Default)]
pub enum Level {
    /// There are no coordinates, or nonsensical ones.
    #[default]
    Nothing,
    Number(f64),
    Position,
    Ring,
    Polygon,
    MultiPolygon,
}

/// What has been read of a file so far.
pub struct File {
    /// The codes and names of the districts wanted, in the form in which they are compared.
    wanted: Vec<(String, String)>,
    /// The claims to each district: by code, and by name.
    claims: Vec<[Claim; 2]>,
    pub kind: Option<String>,
    pub system: Option<String>,
    pub attribution: Vec<String>,
    year: Option<u16>,
    points: usize,
    pub is_detailed: bool,
}

impl File {
    pub fn new(wanted: &[Sought]) -> File {
        File {
            wanted: wanted.iter().map(|w| (plain(&w.code), plain(&w.name))).collect(),
            claims: wanted.iter().map(|_| [Claim::default(), Claim::default()]).collect(),
            kind: None,
            system: None,
            attribution: Vec::new(),
            year: None,
            points: 0,
            is_detailed: false,
        }
    }

    /// Considers a feature that has been read.
    pub fn claim(&mut self, names: &[String], shape: Shape) {
        let claims: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let by_code = claims.iter().find_map(|claim| self.wanted.iter().position(|(code, _)| code == claim));
        // A shape with the code of one district is not another district, whatever its name.
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

    /// Notes the year of a column such as `LAD23CD`.
    pub fn note_column(&mut self, name: &str) {
        let digits =
            name.get(..3).filter(|start| start.eq_ignore_ascii_case("lad")).and_then(|_| name.get(3..5));
        if let Some(year) = digits.and_then(|digits| digits.parse::<u16>().ok()) {
            self.year = Some(2000 + year);
        }
    }

    /// Returns the shapes of the districts wanted, or everything that is wrong with them.
    pub fn found(self, wanted: &[Sought]) -> Result<Found, Vec<Trouble>> {
        let mut troubles = Vec::new();
        match self.kind.as_deref() {
            Some("FeatureCollection") => {}
            Some(kind) => troubles.push(Trouble::Kind(["“", kind, "”"].concat())),
            None => troubles.push(Trouble::Kind("of no type".into())),
        }
        let system = self.system.as_deref().map(System::named);
        if let (Some(None), Some(name)) = (system, self.system) {
            troubles.push(Trouble::System(name));
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
            turn(&mut shapes, system.flatten());
        }
        if troubles.is_empty() {
            troubles.extend(placed(&shapes));
        }
        let attribution = self.attribution.join(" ");
        let shapes = shapes.into_iter().map(|(_, shape)| shape.rings).collect();
        if troubles.is_empty() { Ok(Found { shapes, attribution, year: self.year }) } else { Err(troubles) }
    }
}

/// The reason why a shape encloses no area; `None` where it does.
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

/// Converts coordinates in metres to degrees: from the system in which they lie, or otherwise from the one that the
/// file names, which may be wrong.
fn turn(shapes: &mut [(&Sought, Shape)], named: Option<System>) {
    let areas = shapes.iter().map(|(_, shape)| rectangle(&shape.rings));
    let all = areas.reduce(|(a, b), (c, d)| ((a.0.min(c.0), a.1.min(c.1)), (b.0.max(d.0), b.1.max(d.1))));
    let seen = all.and_then(|(low, high)| System::of(low, high));
    let system = seen.or(named).unwrap_or(System::Degrees);
    if system != System::Degrees {
        for place in shapes.iter_mut().flat_map(|(_, shape)| &mut shape.rings).flatten() {
            *place = system.degrees(*place);
        }
    }
}

/// Checks that the shapes are where the districts are.
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

/// The corners of the smallest rectangle around rings.
fn rectangle(rings: &Rings) -> (Point, Point) {
    let start = ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
    rings
        .iter()
        .flatten()
        .fold(start, |(low, high), &(x, y)| ((low.0.min(x), low.1.min(y)), (high.0.max(x), high.1.max(y))))
}
