mod formats;

use super::simplify::area;
use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::HashMap;

type Line = Vec<(f64, f64)>;

/// A made-up county of rows and columns of districts, whose borders wander; neighbours share theirs
/// point by point.
struct County {
    columns: usize,
    rows: usize,
    detail: usize,
    seed: u64,
}

impl County {
    /// A number from −0.5 to 0.5 that belongs to a place.
    fn noise(&self, parts: [usize; 4]) -> f64 {
        let mut hash = self.seed ^ 0x9e37_79b9_7f4a_7c15;
        for part in parts {
            hash = (hash ^ part as u64).wrapping_mul(0xff51_afd7_ed55_8ccd);
            hash ^= hash >> 32;
        }
        (hash % 10_000) as f64 / 10_000.0 - 0.5
    }

    /// Where four districts meet, 0.1 degrees apart, near Kent.
    fn corner(&self, column: usize, row: usize) -> (f64, f64) {
        let shift = |way| 0.03 * self.noise([column, row, way, 0]);
        (0.2 + 0.1 * column as f64 + shift(1), 51.0 + 0.1 * row as f64 + shift(2))
    }

    /// The border from a corner eastwards or northwards, without its end.
    fn border(&self, column: usize, row: usize, is_east: bool) -> Line {
        let from = self.corner(column, row);
        let to = if is_east { self.corner(column + 1, row) } else { self.corner(column, row + 1) };
        let steps = self.detail + 1;
        let at = |step: usize| {
            let share = step as f64 / steps as f64;
            let aside = if step == 0 {
                0.0
            } else {
                0.004 * self.noise([column, row, step, 3 + usize::from(is_east)])
            };
            // Across and not along: borders do not run back.
            let (x, y) = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            if is_east { (x, y + aside) } else { (x + aside, y) }
        };
        (0..steps).map(at).collect()
    }

    /// The outline of a district, closed.
    fn outline(&self, column: usize, row: usize) -> Line {
        let back = |mut line: Line, end: (f64, f64)| {
            line.push(end);
            line.reverse();
            line.pop();
            line
        };
        let mut ring = self.border(column, row, true);
        ring.extend(self.border(column + 1, row, false));
        ring.extend(back(self.border(column, row + 1, true), self.corner(column + 1, row + 1)));
        ring.extend(back(self.border(column, row, false), self.corner(column, row + 1)));
        ring.push(ring[0]);
        ring
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.columns;
        (0..self.rows).flat_map(move |row| (0..columns).map(move |column| (column, row)))
    }

    fn wanted(&self) -> Vec<Sought> {
        self.cells()
            .map(|(column, row)| Sought {
                code: format!("E0700{row}{column}"),
                name: format!("District {column} & {row}"),
                middle: (0.25 + 0.1 * column as f64, 51.05 + 0.1 * row as f64),
            })
            .collect()
    }

    fn features(&self) -> Vec<Value> {
        self.cells()
            .zip(self.wanted())
            .map(|((column, row), district)| {
                feature(
                    &district.code,
                    "Other name",
                    json!({ "type": "Polygon", "coordinates": [self.outline(column, row)] }),
                )
            })
            .collect()
    }
}

#[allow(clippy::needless_pass_by_value)] // as it is made
fn feature(code: &str, name: &str, geometry: Value) -> Value {
    json!({ "type": "Feature", "properties": { "FID": 7, "LAD24CD": code, "LAD24NM": name }, "geometry": geometry })
}

fn file(features: impl Into<Value>) -> Vec<u8> {
    json!({ "type": "FeatureCollection", "features": features.into() }).to_string().into_bytes()
}

const SMALL: County = County { columns: 3, rows: 2, detail: 30, seed: 1 };

fn read(features: Vec<Value>) -> Result<Boundaries, Vec<Trouble>> {
    boundaries(&file(features), &SMALL.wanted())
}

/// The area of rings on the grid, in squares of it: rings within others are holes here.
fn grid_area(rings: &[Ring]) -> f64 {
    let sizes = rings
        .iter()
        .map(|ring| area(&ring.iter().map(|&(x, y)| (f64::from(x), f64::from(y))).collect::<Line>()));
    let mut sizes: Vec<f64> = sizes.collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes[0]
}

/// How often each edge is run along, in either direction.
fn edges(outlines: &[Outline]) -> HashMap<[(u16, u16); 2], usize> {
    let mut edges = HashMap::new();
    for ring in outlines.iter().flat_map(|outline| &outline.rings) {
        for (index, &from) in ring.iter().enumerate() {
            let to = ring[(index + 1) % ring.len()];
            *edges.entry([from.min(to), from.max(to)]).or_insert(0) += 1;
        }
    }
    edges
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Borders between districts are run along twice, and those run along once are the county's: the
    /// area that they enclose is all that the districts have together, so there is no gap and no overlap.
    #[test]
    fn neighbours_share_their_borders_and_areas_stay(columns in 1..4_usize, rows in 1..4_usize, detail in 0..200_usize, seed: u64) {
        let county = County { columns, rows, detail, seed };
        let found = boundaries(&file(county.features()), &county.wanted()).unwrap();
        let edges = edges(&found.outlines);
        prop_assert!(edges.values().all(|&times| times <= 2), "no edge is run along three times");
        let mut ends = HashMap::new();
        for ([from, to], _) in edges.iter().filter(|(_, times)| **times == 1) {
            *ends.entry(*from).or_insert(0) += 1;
            *ends.entry(*to).or_insert(0) += 1;
        }
        prop_assert!(ends.values().all(|count| count % 2 == 0), "the county's border closes");
        let shared = edges.values().filter(|&&times| times == 2).count();
        prop_assert!(shared >= (columns - 1) * rows + columns * (rows - 1), "borders are shared");
        // Against the outlines as they were: degrees as the plane has them.
        let squeeze = libm::cos((51.0 + 0.05 * rows as f64).to_radians());
        let plain = |ring: &Line| area(&ring.iter().map(|&(x, y)| (x * squeeze, y)).collect::<Line>());
        let before: Vec<f64> = county.cells().map(|(column, row)| plain(&county.outline(column, row))).collect();
        let after: Vec<f64> = found.outlines.iter().map(|outline| grid_area(&outline.rings)).collect();
        let scale = before.iter().sum::<f64>() / after.iter().sum::<f64>();
        for (before, after) in before.iter().zip(&after) {
            prop_assert!((after * scale / before - 1.0).abs() < AREA_TOLERANCE, "{before} {}", after * scale);
        }
        prop_assert!(found.points() <= 2 * (MOST_POINTS + 4 * (columns + 1) * (rows + 1)), "{}", found.points());
    }

    #[test]
    fn any_text_and_any_damage_are_refused_and_never_a_panic(text in ".{0,80}", at in 0..4_000_usize, put in "[\\[\\]{},:0-9eE\\-\"a-z]{0,6}") {
        let _refused = boundaries(text.as_bytes(), &SMALL.wanted());
        let _none = Boundaries::from_text(&text);
        let small = County { detail: 2, ..SMALL };
        let mut bytes = file(small.features());
        let at = at % bytes.len();
        bytes.splice(at..(at + put.len() / 2).min(bytes.len()), put.bytes());
        if let Ok(found) = boundaries(&bytes, &small.wanted()) {
            let kept = found.to_text();
            let again = Boundaries::from_text(&kept);
            prop_assert!(again.is_some(), "{kept}");
            let mut damaged = kept.into_bytes();
            let at = at % damaged.len();
            damaged.splice(at..=at, put.bytes());
            let _read = String::from_utf8(damaged).map(|text| Boundaries::from_text(&text));
        }
    }
}

#[test]
fn what_is_kept_is_read_as_it_was_and_stays_small() {
    let county = County { columns: 4, rows: 3, detail: 2_000, seed: 9 };
    let mut found = boundaries(&file(county.features()), &county.wanted()).unwrap();
    assert_eq!(found.year, Some(2024));
    found.attribution = "Source: “Office” \\ 2024".into();
    let text = found.to_text();
    assert!(text.len() < 60_000, "{}", text.len());
    found.year = None;
    assert_eq!(Boundaries::from_text(&text), Some(found.clone()));
    assert!(found.are_of(county.wanted().iter().map(|district| district.code.as_str())));
    assert!(!found.are_of(SMALL.wanted().iter().map(|district| district.code.as_str())));
    for (from, to) in
        [("\"columns\":", "\"columns\":9"), ("\"code\"", "\"kode\""), ("0 ", "99999 "), ("[\"", "[\"-1 ")]
    {
        assert_eq!(Boundaries::from_text(&text.replacen(from, to, 1)), None, "{to}");
    }
}

#[test]
fn districts_are_found_by_code_or_by_name_however_it_is_spelt() {
    let by_code = read(SMALL.features()).unwrap();
    let named = |edit: fn(&mut Value, &Sought)| {
        let mut features = SMALL.features();
        for (feature, district) in features.iter_mut().zip(SMALL.wanted()) {
            edit(feature, &district);
        }
        features.reverse();
        read(features).map(|found| found.outlines)
    };
    let by_name = named(|feature, district| {
        feature["properties"] =
            json!({ "name": district.name.to_ascii_uppercase().replace('&', " and "), "code": 5 });
    });
    assert_eq!(by_name.as_ref(), Ok(&by_code.outlines));
    let by_id = named(|feature, district| {
        feature["properties"] = Value::Null;
        feature["id"] = json!(format!(" {} ", district.code.to_ascii_lowercase()));
    });
    assert_eq!(by_id.as_ref(), Ok(&by_code.outlines));
    // Neighbours that are listed are not what the feature is called.
    let listing = named(|feature, _| {
        feature["properties"]["adjacent"] = json!(["E070000", "E070001", { "a": "E070002" }]);
    });
    assert_eq!(listing.as_ref(), Ok(&by_code.outlines));
    // The code of one beats the name of another.
    let crossed = named(|feature, _| feature["properties"]["LAD24NM"] = json!("District 1 & 1"));
    assert_eq!(crossed.as_ref(), Ok(&by_code.outlines));
}

#[test]
fn islands_and_holes_stay_where_they_matter() {
    let square = |x: f64, y: f64, side: f64| {
        json!([[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]])
    };
    let wanted = |names: &[(&str, f64)]| -> Vec<Sought> {
        names
            .iter()
            .map(|(name, x)| Sought { code: (*name).into(), name: (*name).into(), middle: (*x, 51.05) })
            .collect()
    };
    let ring = feature(
        "ring",
        "",
        json!({ "type": "Polygon", "coordinates": [square(0.0, 51.0, 0.1), square(0.04, 51.04, 0.02)] }),
    );
    let inner = feature(
        "inner",
        "",
        json!({ "type": "MultiPolygon", "coordinates": [
        [square(0.04, 51.04, 0.02)], [square(0.15, 51.0, 0.01)], [square(0.17, 51.0, 0.0001)],
    ] }),
    );
    let found = boundaries(&file(vec![ring, inner]), &wanted(&[("ring", 0.05), ("inner", 0.05)])).unwrap();
    let rings: Vec<usize> = found.outlines.iter().map(|outline| outline.rings.len()).collect();
    assert_eq!(rings, [2, 2], "the hole and the island, but not the rock");
    assert_eq!(
        edges(&found.outlines).values().filter(|&&times| times == 2).count(),
        4,
        "the hole is the other’s border"
    );
}

/// What is said of a file made from the features of the small county.
fn troubles(edit: impl FnOnce(&mut Vec<Value>)) -> Vec<String> {
    let mut features = SMALL.features();
    edit(&mut features);
    read(features).map_or_else(|troubles| troubles.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

#[test]
fn everything_that_is_wrong_is_said_with_its_remedy() {
    let troubles = troubles(|features| {
        features[0]["properties"]["LAD24CD"] = json!("E06000001");
        features[1]["geometry"] = json!(null);
        features[2]["geometry"] = json!({ "type": "Point", "coordinates": [0.5, 51.0] });
        let again = features[3].clone();
        features.extend([again.clone(), again]);
        features[4]["geometry"]["coordinates"] = json!([[[0.3, "x"], [0.4, 51.2]]]);
    });
    assert_eq!(troubles.len(), 5, "{troubles:#?}");
    for part in [
        "No shape in it has the code E070000 or the name District 0 & 0",
        "3 shapes in it are called District 0 & 1",
        "The shape of District 1 & 0 is missing",
        "The shape of District 2 & 0 is a Point; a Polygon or MultiPolygon is wanted",
        "coordinates that make no outline",
    ] {
        assert!(troubles.iter().any(|said| said.contains(part)), "{part}: {troubles:#?}");
    }
    assert!(troubles.iter().all(|said| said.ends_with(['.', '?'])));
}

#[test]
fn hostile_files_are_refused_in_time() {
    let wanted = SMALL.wanted();
    let one = |bytes: &[u8]| {
        let troubles = boundaries(bytes, &wanted).unwrap_err();
        troubles[0].to_string()
    };
    assert!(one(b"").contains("cannot be read"));
    assert!(one(&[0xff, 0xfe, b'{']).contains("cannot be read"));
    assert!(one(&b"[".repeat(1_000_000)).contains("cannot be read"));
    assert!(one(br#"{"type":"Topology","objects":{}}"#).contains("missing field `arcs`"));
    assert!(one(br#"{"features":[]}"#).contains("of no type"));
    let deep = [
        br#"{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":"#.as_slice(),
        &b"[".repeat(500_000),
    ]
    .concat();
    assert!(one(&deep).contains("recursion limit"));
    let deep = [br#"{"type":"FeatureCollection","other":"#.as_slice(), &b"[".repeat(500_000)].concat();
    assert!(one(&deep).contains("cannot be read"));
    for number in ["1e999", "NaN", "Infinity", "-"] {
        let text = String::from_utf8(file(SMALL.features())).unwrap().replacen(
            "[[[",
            &format!("[[[{number},1],["),
            1,
        );
        assert!(one(text.as_bytes()).contains("cannot be read"), "{number}");
    }
    assert_eq!(boundaries(&vec![b' '; 40_000_001], &wanted).unwrap_err(), [Trouble::Large]);
    // Every point a place where borders meet.
    let comb: Vec<Value> = (0..20_000)
        .flat_map(|tooth| {
            let x = 0.2 + 1e-5 * f64::from(tooth);
            [json!([x, 51.0]), json!([x, 51.1])]
        })
        .collect();
    let mut features = SMALL.features();
    let mut doubled = comb.clone();
    doubled.extend(comb.iter().step_by(2).rev().cloned());
    features[0]["geometry"]["coordinates"] = json!([doubled, comb]);
    let started = std::time::Instant::now();
    assert_eq!(read(features).unwrap_err(), [Trouble::Tangled]);
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn the_file_says_what_must_be_said_beside_it() {
    let text = json!({
        "type": "FeatureCollection", "licence": "OGL v3", "attribution": " Source: ONS ", "name": "x",
        "features": SMALL.features(),
    });
    let found = boundaries(text.to_string().as_bytes(), &SMALL.wanted()).unwrap();
    assert_eq!(found.attribution, "Source: ONS OGL v3");
    assert_eq!(read(SMALL.features()).unwrap().attribution, "");
}
