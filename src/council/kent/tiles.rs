//! Kent's districts as a grid of equal tiles.

use crate::council::TileMap;

/// The districts by compass position, next to their neighbours as far as a grid allows.
pub(super) const TILE_MAP: TileMap = TileMap {
    districts: &[
        ("E07000107", (0, 0)), // Dartford
        ("E07000109", (1, 0)), // Gravesham
        ("E07000113", (3, 0)), // Swale
        ("E07000114", (5, 0)), // Thanet
        ("E07000111", (0, 1)), // Sevenoaks
        ("E07000115", (1, 1)), // Tonbridge and Malling
        ("E07000110", (2, 1)), // Maidstone
        ("E07000106", (4, 1)), // Canterbury
        ("E07000108", (5, 1)), // Dover
        ("E07000116", (1, 2)), // Tunbridge Wells
        ("E07000105", (3, 2)), // Ashford
        ("E07000112", (4, 2)), // Folkestone and Hythe
    ],
    beyond: &[("Medway", (2, 0))],
};
