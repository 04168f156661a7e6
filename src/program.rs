//! The version of the program, and the build that all its parts share.

/// The build: the first 12 hexadecimal digits of the SHA-256 of the sources, which `build.rs` works out.
/// The page and its workers check that theirs is the same, see [`crate::worker::message::greeted`].
pub const BUILD: &str = env!("BUILD_ID");

/// The program as every export names it: "Sufficiency Planner 0.5.0, build 1a2b3c4d5e6f".
pub const PROGRAM: &str =
    concat!("Sufficiency Planner ", env!("CARGO_PKG_VERSION"), ", build ", env!("BUILD_ID"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_names_its_version_and_the_build_of_its_sources() {
        assert!(BUILD.len() == 12 && BUILD.bytes().all(|digit| digit.is_ascii_hexdigit()), "{BUILD}");
        assert!(PROGRAM.contains(env!("CARGO_PKG_VERSION")) && PROGRAM.ends_with(BUILD), "{PROGRAM}");
        // What users read about it begins with this version.
        let changes = include_str!("../CHANGELOG.md");
        let newest = changes.lines().find_map(|line| line.strip_prefix("## ")).unwrap_or_default();
        assert_eq!(newest.split(' ').next(), Some(env!("CARGO_PKG_VERSION")));
    }
}
