//! Files in other formats and in other systems of coordinates.

use super::*;

/// The features with each place moved.
fn moved(by: impl Fn(f64, f64) -> (f64, f64)) -> Vec<Value> {
    let mut features = SMALL.features();
    for feature in &mut features {
        for point in feature["geometry"]["coordinates"][0].as_array_mut().unwrap() {
            let (x, y) = by(point[0].as_f64().unwrap(), point[1].as_f64().unwrap());
            *point = json!([x, y]);
        }
    }
    features
}

/// Web Mercator of degrees.
fn mercator(x: f64, y: f64) -> (f64, f64) {
    let radius = 6_378_137.0;
    (radius * x.to_radians(), radius * (std::f64::consts::FRAC_PI_4 + y.to_radians() / 2.0).tan().ln())
}

#[test]
fn coordinates_in_metres_become_degrees_whether_the_file_says_so_or_not() {
    let plain = read(SMALL.features()).unwrap();
    let turned = read(moved(mercator)).unwrap();
    assert_eq!((turned.size, turned.points()), (plain.size, plain.points()));
    let crs = json!({ "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::3857" } });
    let text = json!({ "crs": crs, "features": moved(mercator), "type": "FeatureCollection" });
    assert_eq!(boundaries(text.to_string().as_bytes(), &SMALL.wanted()).unwrap(), turned);
    // On the grid each district is looked for where its middle is.
    let grid = |x: f64, y: f64| (500_000.0 + 70_000.0 * x, 100_000.0 + 111_000.0 * (y - 50.9));
    let mut wanted = SMALL.wanted();
    for district in &mut wanted {
        district.middle = projected::System::Grid.degrees(grid(district.middle.0, district.middle.1));
    }
    let found = boundaries(&file(moved(grid)), &wanted).unwrap();
    assert_eq!(found.outlines.len(), 6);
    // A shape elsewhere is refused with its distance.
    let away =
        boundaries(&file(moved(|x, y| (grid(x, y).0, grid(x, y).1 + 100_000.0))), &wanted).unwrap_err();
    assert!(matches!(away[0], Trouble::Elsewhere(_, 90..110)), "{away:?}");
}

#[test]
fn features_of_arcgis_are_read() {
    let features: Vec<Value> = SMALL
        .features()
        .into_iter()
        .map(|of| json!({ "attributes": of["properties"], "geometry": { "rings": of["geometry"]["coordinates"] } }))
        .collect();
    let text = json!({
        "objectIdFieldName": "FID", "geometryType": "esriGeometryPolygon",
        "spatialReference": { "wkid": 4326, "latestWkid": 4326 }, "fields": [{ "name": "LAD24CD" }], "features": features,
    });
    let found = boundaries(text.to_string().as_bytes(), &SMALL.wanted()).unwrap();
    assert_eq!(found, read(SMALL.features()).unwrap());
}

#[test]
fn topologies_are_read_with_arcs_that_neighbours_share() {
    let mut arcs: Vec<Line> = Vec::new();
    let mut places = HashMap::new();
    for row in 0..=SMALL.rows {
        for column in 0..=SMALL.columns {
            for is_east in [true, false] {
                if (is_east && column == SMALL.columns) || (!is_east && row == SMALL.rows) {
                    continue;
                }
                let mut arc = SMALL.border(column, row, is_east);
                arc.push(if is_east { SMALL.corner(column + 1, row) } else { SMALL.corner(column, row + 1) });
                places.insert((column, row, is_east), i64::try_from(arcs.len()).unwrap());
                arcs.push(arc);
            }
        }
    }
    let geometries = |by: fn(Value) -> Value| -> Vec<Value> {
        SMALL
            .cells()
            .zip(SMALL.wanted())
            .map(|((column, row), district)| {
                let of = |column, row, is_east| places[&(column, row, is_east)];
                let ring = [
                    of(column, row, true),
                    of(column + 1, row, false),
                    !of(column, row + 1, true),
                    !of(column, row, false),
                ];
                let mut shape = by(json!([ring]));
                shape["properties"] = json!({ "LAD24CD": district.code, "LAD24NM": district.name });
                shape
            })
            .collect()
    };
    let topology = |geometries: Vec<Value>| json!({ "type": "Topology", "objects": { "lad": { "type": "GeometryCollection", "geometries": geometries } }, "arcs": arcs });
    let single = topology(geometries(|rings| json!({ "type": "Polygon", "arcs": rings })));
    let several = topology(geometries(|rings| json!({ "type": "MultiPolygon", "arcs": [rings] })));
    let plain = read(SMALL.features()).unwrap();
    for text in [&single, &several] {
        assert_eq!(boundaries(text.to_string().as_bytes(), &SMALL.wanted()).unwrap(), plain);
    }
    // Whole numbers and the way from one to the next, as most files have them.
    let mut small = single.clone();
    let whole = |at: f64, from: f64| format!("{:.0}", (at - from) * 1e7).parse::<i64>().unwrap();
    let steps: Vec<Vec<[i64; 2]>> = arcs
        .iter()
        .map(|arc| {
            let mut last = (0, 0);
            arc.iter()
                .map(|&(x, y)| {
                    let at = (whole(x, 0.0), whole(y, 50.0));
                    let step = [at.0 - last.0, at.1 - last.1];
                    last = at;
                    step
                })
                .collect()
        })
        .collect();
    small["arcs"] = json!(steps);
    small["transform"] = json!({ "scale": [1e-7, 1e-7], "translate": [0.0, 50.0] });
    let found = boundaries(small.to_string().as_bytes(), &SMALL.wanted()).unwrap();
    assert_eq!((found.outlines.len(), found.year), (6, Some(2024)));
    // An arc that is not there.
    let broken = single.to_string().replacen(r#""arcs":[["#, r#""arcs":[[999,"#, 1);
    assert!(boundaries(broken.as_bytes(), &SMALL.wanted()).is_err());
}

#[test]
fn other_systems_of_coordinates_are_refused() {
    let scaled = |x: f64, y: f64, swap: bool| {
        troubles(|features| {
            for feature in features {
                for point in feature["geometry"]["coordinates"][0].as_array_mut().unwrap() {
                    let at = |index: usize| point[index].as_f64().unwrap();
                    let (a, b) = (at(0) * x, at(1) * y);
                    *point = if swap { json!([b, a]) } else { json!([a, b]) };
                }
            }
        })
    };
    assert!(scaled(1e9, 3e3, false)[0].contains("neither degrees nor on the British National Grid"));
    assert!(scaled(1.0, 1.0, true)[0].contains("Latitude stands before longitude"));
    let away = scaled(1.0, 0.98, false);
    assert_eq!(away.len(), 6);
    assert!(away[0].contains("lies about 11"), "{away:?}");
    let with = |crs: &str| {
        let text = json!({ "crs": { "type": "name", "properties": { "name": crs } }, "features": SMALL.features(), "type": "FeatureCollection" });
        boundaries(text.to_string().as_bytes(), &SMALL.wanted())
    };
    assert_eq!(
        with("urn:ogc:def:crs:EPSG::29902").unwrap_err(),
        [Trouble::System("urn:ogc:def:crs:EPSG::29902".into())]
    );
    // Named wrongly: the coordinates are degrees.
    assert!(with("urn:ogc:def:crs:EPSG::27700").is_ok());
    assert!(with("urn:ogc:def:crs:OGC:1.3:CRS84").is_ok());
}
