//! Lays out a county as a grid of equal tiles, so that a large district with few pupils does not dominate.

use crate::council::Tile;

/// A tile for each district, given by code, longitude and latitude, near its true position: rows of equal length from
/// north to south, each from west to east.
pub fn tiles(districts: &[(&str, f64, f64)]) -> Vec<Tile> {
    let mut order: Vec<usize> = (0..districts.len()).collect();
    order.sort_by(|&a, &b| districts[b].2.total_cmp(&districts[a].2).then(a.cmp(&b)));
    // The grid is a little wider than high, as screens are.
    let columns =
        (1..=u8::MAX).find(|&c| usize::from(c) * usize::from(c) * 2 >= 3 * districts.len()).unwrap_or(1);
    let mut tiles = vec![(0, 0); districts.len()];
    for (row, members) in (0_u8..=u8::MAX).zip(order.chunks_mut(usize::from(columns))) {
        members.sort_by(|&a, &b| districts[a].1.total_cmp(&districts[b].1).then(a.cmp(&b)));
        for (column, &district) in (0_u8..).zip(members.iter()) {
            tiles[district] = (column, row);
        }
    }
    tiles
}

/// The direction of an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The direction to the left.
    Left,
    /// The direction to the right.
    Right,
    /// The direction upwards.
    Up,
    /// The direction downwards.
    Down,
}

/// The nearest other point in a direction, by position, where sideways distance counts double; `None` at the edge.
pub fn neighbour(places: &[(f64, f64)], from: usize, way: Way) -> Option<usize> {
    let &(x, y) = places.get(from)?;
    let far = |&(other_x, other_y): &(f64, f64)| {
        let (right, down) = (other_x - x, other_y - y);
        let (ahead, aside) = match way {
            Way::Left => (-right, down),
            Way::Right => (right, down),
            Way::Up => (-down, right),
            Way::Down => (down, right),
        };
        // A point that lies more to the side than ahead belongs to another direction.
        (ahead > 1e-6 && ahead >= 0.49 * aside.abs()).then(|| ahead + 2.0 * aside.abs())
    };
    let all = places.iter().enumerate().filter_map(|(index, place)| Some((index, far(place)?)));
    all.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn kent() -> Scenario {
        Scenario::kent()
    }

    fn placed(scenario: &Scenario) -> Vec<(&str, Tile)> {
        let list = &scenario.districts.list;
        let layout = scenario.council().facts().tile_map.unwrap();
        let tiles = layout.tiles(list.iter().map(|d| d.code.as_str())).unwrap();
        list.iter().map(|d| d.name.as_str()).zip(tiles).collect()
    }

    #[test]
    fn kents_layout_has_each_of_its_districts_once_and_room_for_medway() {
        let scenario = kent();
        let layout = scenario.council().facts().tile_map.unwrap();
        let codes: HashSet<&str> = scenario.districts.list.iter().map(|d| d.code.as_str()).collect();
        assert_eq!(codes, layout.districts.iter().map(|(code, _)| *code).collect());
        let places: HashSet<Tile> = layout.districts.iter().map(|(_, tile)| *tile).collect();
        assert_eq!(places.len(), 12);
        assert!(layout.beyond.iter().all(|(_, tile)| !places.contains(tile)));
        assert_eq!(layout.tiles(["E07000107"].into_iter()), None, "not all of its districts");
        let others = ["E06000001"; 12];
        assert_eq!(layout.tiles(others.into_iter()), None, "districts of another council");
    }

    #[test]
    fn kents_districts_stand_as_on_the_map() {
        let scenario = kent();
        let placed = placed(&scenario);
        let of = |name: &str| placed.iter().find(|(other, _)| *other == name).unwrap().1;
        // Neighbours on the ground that share an edge of their tiles.
        for (one, other) in [
            ("Dartford", "Gravesham"),
            ("Dartford", "Sevenoaks"),
            ("Sevenoaks", "Tonbridge and Malling"),
            ("Gravesham", "Tonbridge and Malling"),
            ("Tonbridge and Malling", "Maidstone"),
            ("Tonbridge and Malling", "Tunbridge Wells"),
            ("Canterbury", "Dover"),
            ("Thanet", "Dover"),
            ("Ashford", "Folkestone and Hythe"),
            ("Canterbury", "Folkestone and Hythe"),
        ] {
            let ((a, b), (c, d)) = (of(one), of(other));
            assert_eq!(a.abs_diff(c) + b.abs_diff(d), 1, "{one} and {other}");
        }
        // What lies clearly east or north of another on the ground does not stand west or south of it.
        for one in &scenario.districts.list {
            for other in &scenario.districts.list {
                let (here, there) = (of(&one.name), of(&other.name));
                if one.longitude > other.longitude + 0.25 {
                    assert!(here.0 > there.0, "{} is east of {}", one.name, other.name);
                }
                if one.latitude > other.latitude + 0.25 {
                    assert!(here.1 < there.1, "{} is north of {}", one.name, other.name);
                }
            }
        }
    }

    #[test]
    fn arrows_go_to_the_tile_beside_and_nowhere_at_the_edge() {
        let scenario = kent();
        let placed = placed(&scenario);
        let middles: Vec<(f64, f64)> =
            placed.iter().map(|(_, (x, y))| (f64::from(*x), f64::from(*y))).collect();
        let go = |name: &str, way| {
            let from = placed.iter().position(|(other, _)| *other == name).unwrap();
            neighbour(&middles, from, way).map(|to| placed[to].0)
        };
        assert_eq!(go("Dartford", Way::Right), Some("Gravesham"));
        assert_eq!(go("Gravesham", Way::Right), Some("Swale"), "over Medway");
        assert_eq!(go("Gravesham", Way::Down), Some("Tonbridge and Malling"));
        assert_eq!(go("Dover", Way::Left), Some("Canterbury"));
        assert_eq!(go("Thanet", Way::Right), None);
        assert_eq!(go("Dartford", Way::Up), None);
        for (name, _) in &placed {
            for way in [Way::Left, Way::Right, Way::Up, Way::Down] {
                assert_ne!(go(name, way), Some(*name));
            }
        }
        // Every district can be reached from every other.
        let mut reached = HashSet::from([0]);
        let mut open = vec![0];
        while let Some(from) = open.pop() {
            for way in [Way::Left, Way::Right, Way::Up, Way::Down] {
                open.extend(neighbour(&middles, from, way).filter(|to| reached.insert(*to)));
            }
        }
        assert_eq!(reached.len(), 12);
    }

    proptest! {
        #[test]
        fn any_districts_have_tiles_of_their_own(places in proptest::collection::vec((-180.0..180.0, -90.0..90.0), 0..120)) {
            let districts: Vec<(&str, f64, f64)> = places.iter().map(|&(x, y)| ("X", x, y)).collect();
            let tiles = tiles(&districts);
            prop_assert_eq!(tiles.len(), districts.len());
            prop_assert_eq!(tiles.iter().collect::<HashSet<_>>().len(), tiles.len());
        }
    }
}
