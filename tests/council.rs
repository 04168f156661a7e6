//! What is one council's own stands in its room or in its scenario: no other source names it.

use std::path::{Path, PathBuf};
use sufficiency_planner::council;

/// Whether a file holds nothing but tests: `tests.rs`, or one that is named for what it tests.
fn is_of_tests(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().ends_with("tests.rs"))
}

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, all);
        } else if entry.extension().is_some_and(|kind| kind == "rs") && !is_of_tests(&entry) {
            all.push(entry);
        }
    }
}

/// The source without its tests, which stand at its end.
fn untested(text: &str) -> &str {
    text.find("mod tests {").map_or(text, |end| &text[..end])
}

/// The lines of the councils' room, and those of all others, in which a word stands.
fn naming(word: &str, is_counted: fn(&str) -> bool) -> [Vec<String>; 2] {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&root, &mut all);
    assert!(all.len() > 200, "{}", all.len());
    let (own, others): (Vec<_>, Vec<_>) = all.iter().partition(|path| path.starts_with(root.join("council")));
    [own, others].map(|paths: Vec<&PathBuf>| {
        let lines = |path: &PathBuf| {
            let (name, text) = (path.display().to_string(), std::fs::read_to_string(path).unwrap());
            let lines = untested(&text).lines().enumerate();
            let named = lines.filter(|(_, line)| line.contains(word) && is_counted(line.trim()));
            named.map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())).collect::<Vec<_>>()
        };
        paths.into_iter().flat_map(lines).collect()
    })
}

#[test]
fn no_source_outside_the_councils_room_names_the_council() {
    let [own, elsewhere] = naming(council::by_code(council::DEFAULT).name, |_| true);
    assert!(!own.is_empty(), "the name is looked for");
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
}

#[test]
fn no_source_names_the_agreement_or_its_year() {
    for word in ["Safety Valve", "2027/28", "March 2028"] {
        let [_, elsewhere] = naming(word, |line| {
            let is_the_meaning_of_a_term = line.starts_with("row(\"Safety Valve\",");
            !line.starts_with("//") && !is_the_meaning_of_a_term
        });
        assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
    }
}
