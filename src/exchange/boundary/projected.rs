//! Converts coordinates in metres to degrees: the British National Grid and Web Mercator.
//!
//! The grid follows Ordnance Survey, “A guide to coordinate systems in Great Britain” (version 3.6), annexes B and C:
//! the inverse transverse Mercator projection on the Airy ellipsoid, and the published seven parameters to WGS84, which
//! are accurate to about 5 m. Web Mercator follows EPSG Guidance Note 7-2, method 1024. The project converts them
//! itself because a general library for projections is larger than the clerk.

use libm::{atan, atan2, cos, exp, sin, sqrt, tan};
use std::f64::consts::{FRAC_PI_2, PI};

/// A point: longitude and latitude in degrees, or easting and northing in metres.
pub type Point = (f64, f64);

/// The coordinate system of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Longitude and latitude in degrees.
    Degrees,
    /// Eastings and northings of the British National Grid, EPSG:27700.
    Grid,
    /// Web Mercator, EPSG:3857.
    Mercator,
}

impl System {
    /// The system with a name or a number; `None` where it is not one of these.
    pub fn named(name: &str) -> Option<System> {
        let name = name.to_ascii_uppercase();
        let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
        if ends(&["CRS84", "4326", "4258"]) {
            Some(System::Degrees)
        } else if ends(&["27700"])
            || name.contains("BRITISH NATIONAL GRID")
            || name.contains("BRITISH_NATIONAL_GRID")
        {
            Some(System::Grid)
        } else if ends(&["3857", "102100", "900913", "102113"]) {
            Some(System::Mercator)
        } else {
            None
        }
    }

    /// The system in which a rectangle lies in Great Britain, given its lowest and its highest corner; `None` where it
    /// lies there in none.
    pub fn of(low: Point, high: Point) -> Option<System> {
        let within = |x: std::ops::Range<f64>, y: std::ops::Range<f64>| {
            x.contains(&low.0) && x.contains(&high.0) && y.contains(&low.1) && y.contains(&high.1)
        };
        if within(-180.0..180.0001, -90.0..90.0001) {
            Some(System::Degrees)
        } else if within(0.0..700_000.0, 0.0..1_300_000.0) {
            Some(System::Grid)
        } else if within(-1_000_000.0..300_000.0, 6_300_000.0..8_900_000.0) {
            Some(System::Mercator)
        } else {
            None
        }
    }

    /// Converts a point to longitude and latitude in degrees of WGS84.
    pub fn degrees(self, place: Point) -> Point {
        match self {
            System::Degrees => place,
            System::Grid => from_grid(place),
            System::Mercator => from_mercator(place),
        }
    }
}

/// The half axes of an ellipsoid, in metres.
type Ellipsoid = (f64, f64);
const AIRY: Ellipsoid = (6_377_563.396, 6_356_256.909);
const WGS84: Ellipsoid = (6_378_137.0, 6_356_752.314_2);

/// The scale on the central meridian, the true origin in degrees, and its easting and northing in metres.
const SCALE: f64 = 0.999_601_271_7;
const ORIGIN: Point = (-2.0, 49.0);
const FALSE_ORIGIN: Point = (400_000.0, -100_000.0);

/// The transformation from OSGB36 to WGS84: metres, parts in a million, seconds of arc.
const SHIFT: [f64; 3] = [446.448, -125.157, 542.060];
const STRETCH: f64 = -20.489_4;
const TURN: [f64; 3] = [0.150_2, 0.247_0, 0.842_1];

fn from_mercator((x, y): Point) -> Point {
    let (longitude, latitude) = (x / WGS84.0, FRAC_PI_2 - 2.0 * atan(exp(-y / WGS84.0)));
    (longitude.to_degrees(), latitude.to_degrees())
}

/// The square of the eccentricity.
fn eccentricity((a, b): Ellipsoid) -> f64 {
    1.0 - (b * b) / (a * a)
}

/// The length of the meridian from the origin to a latitude, in metres on the projection.
fn meridian(latitude: f64) -> f64 {
    let (a, b) = AIRY;
    let n = (a - b) / (a + b);
    let (n2, n3) = (n * n, n * n * n);
    let (less, more) = (latitude - ORIGIN.1.to_radians(), latitude + ORIGIN.1.to_radians());
    b * SCALE
        * ((1.0 + n + 1.25 * n2 + 1.25 * n3) * less
            - (3.0 * n + 3.0 * n2 + 2.625 * n3) * sin(less) * cos(more)
            + (1.875 * n2 + 1.875 * n3) * sin(2.0 * less) * cos(2.0 * more)
            - 35.0 / 24.0 * n3 * sin(3.0 * less) * cos(3.0 * more))
}

/// Longitude and latitude on the Airy ellipsoid, in radians.
fn on_airy((east, north): Point) -> Point {
    let a = AIRY.0 * SCALE;
    let e2 = eccentricity(AIRY);
    let north = north - FALSE_ORIGIN.1;
    let mut latitude = ORIGIN.1.to_radians() + north / a;
    // The latitude converges to 10 micrometres within a few rounds; the limit is for nonsensical coordinates.
    for _ in 0..20 {
        let gap = north - meridian(latitude);
        if gap.abs() < 1e-5 {
            break;
        }
        latitude += gap / a;
    }
    let (s, t) = (sin(latitude), tan(latitude));
    let nu = a / sqrt(1.0 - e2 * s * s);
    let rho = nu * (1.0 - e2) / (1.0 - e2 * s * s);
    let eta2 = nu / rho - 1.0;
    let (t2, secant) = (t * t, 1.0 / cos(latitude));
    let (t4, t6) = (t2 * t2, t2 * t2 * t2);
    let x = east - FALSE_ORIGIN.0;
    let (nu3, nu5, nu7) = (nu.powi(3), nu.powi(5), nu.powi(7));
    let seventh = t / (2.0 * rho * nu);
    let eighth = t / (24.0 * rho * nu3) * (5.0 + 3.0 * t2 + eta2 - 9.0 * t2 * eta2);
    let ninth = t / (720.0 * rho * nu5) * (61.0 + 90.0 * t2 + 45.0 * t4);
    let tenth = secant / nu;
    let eleventh = secant / (6.0 * nu3) * (nu / rho + 2.0 * t2);
    let twelfth = secant / (120.0 * nu5) * (5.0 + 28.0 * t2 + 24.0 * t4);
    let last = secant / (5_040.0 * nu7) * (61.0 + 662.0 * t2 + 1_320.0 * t4 + 720.0 * t6);
    let latitude = latitude - seventh * x.powi(2) + eighth * x.powi(4) - ninth * x.powi(6);
    let longitude =
        ORIGIN.0.to_radians() + tenth * x - eleventh * x.powi(3) + twelfth * x.powi(5) - last * x.powi(7);
    (longitude, latitude)
}

fn from_grid(place: Point) -> Point {
    let (longitude, latitude) = on_airy(place);
    // To a point in space, at the height of the ellipsoid.
    let e2 = eccentricity(AIRY);
    let nu = AIRY.0 / sqrt(1.0 - e2 * sin(latitude) * sin(latitude));
    let space = [
        nu * cos(latitude) * cos(longitude),
        nu * cos(latitude) * sin(longitude),
        (1.0 - e2) * nu * sin(latitude),
    ];
    let turn = TURN.map(|seconds| seconds / 3_600.0 * PI / 180.0);
    let stretch = 1.0 + STRETCH * 1e-6;
    let moved = [
        SHIFT[0] + stretch * space[0] - turn[2] * space[1] + turn[1] * space[2],
        SHIFT[1] + turn[2] * space[0] + stretch * space[1] - turn[0] * space[2],
        SHIFT[2] - turn[1] * space[0] + turn[0] * space[1] + stretch * space[2],
    ];
    // Back to degrees, on the other ellipsoid.
    let e2 = eccentricity(WGS84);
    let from_axis = sqrt(moved[0] * moved[0] + moved[1] * moved[1]);
    let mut latitude = atan2(moved[2], from_axis * (1.0 - e2));
    for _ in 0..10 {
        let nu = WGS84.0 / sqrt(1.0 - e2 * sin(latitude) * sin(latitude));
        latitude = atan2(moved[2] + e2 * nu * sin(latitude), from_axis);
    }
    (atan2(moved[1], moved[0]).to_degrees(), latitude.to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn degrees(degrees: f64, minutes: f64, seconds: f64) -> f64 {
        degrees + minutes / 60.0 + seconds / 3_600.0
    }

    fn close((x, y): Point, (a, b): Point, within: f64) {
        assert!((x - a).abs() < within && (y - b).abs() < within, "{x} {y} against {a} {b}");
    }

    /// The worked example of the guide, annex C.2.
    #[test]
    fn the_grid_is_turned_as_in_the_worked_example_of_ordnance_survey() {
        let (longitude, latitude) = on_airy((651_409.903, 313_177.270));
        let found = (longitude.to_degrees(), latitude.to_degrees());
        close(found, (degrees(1.0, 43.0, 4.5177), degrees(52.0, 39.0, 27.2531)), 1e-8);
    }

    /// Places whose coordinates are published in both ways: the same water tower, and the trig pillar of
    /// Ben Nevis. The seven parameters are good to about 5 m, which is 0.00007 degrees.
    #[test]
    fn places_on_the_grid_lie_where_they_are_on_the_globe() {
        close(
            from_grid((651_409.903, 313_177.270)),
            (degrees(1.0, 42.0, 57.787), degrees(52.0, 39.0, 28.723)),
            1e-5,
        );
        close(from_grid((216_666.0, 771_288.0)), (-5.0035, 56.7968), 2e-4);
    }

    /// The worked example of the guidance note.
    #[test]
    fn web_mercator_is_turned_as_in_the_guidance_note() {
        close(from_mercator((-11_169_055.58, 2_800_000.0)), (-100.333_333_33, 24.381_786_94), 1e-7);
    }

    #[test]
    fn a_system_is_known_by_its_name_or_by_where_it_lies() {
        for (name, system) in [
            ("urn:ogc:def:crs:EPSG::27700", Some(System::Grid)),
            ("27700", Some(System::Grid)),
            ("EPSG:3857", Some(System::Mercator)),
            ("102100", Some(System::Mercator)),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Some(System::Degrees)),
            ("EPSG:29902", None),
        ] {
            assert_eq!(System::named(name), system, "{name}");
        }
        assert_eq!(System::of((530_000.0, 120_000.0), (640_000.0, 180_000.0)), Some(System::Grid));
        assert_eq!(System::of((3_000.0, 6_600_000.0), (160_000.0, 6_700_000.0)), Some(System::Mercator));
        assert_eq!(System::of((0.0, 51.0), (1.4, 51.5)), Some(System::Degrees));
        assert_eq!(System::of((1e9, 0.0), (1e9, 1.0)), None);
    }
}
