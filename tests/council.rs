//! What is one council's own stands in its room: no other source names it.

use std::path::{Path, PathBuf};
use sufficiency_planner::council;

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, all);
        } else if entry.extension().is_some_and(|kind| kind == "rs") && !entry.ends_with("tests.rs") {
            all.push(entry);
        }
    }
}

/// The source without its tests, which stand at its end.
fn untested(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests").map_or(text, |end| &text[..end])
}

#[test]
fn no_source_outside_the_councils_room_names_the_council() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    sources(&root, &mut all);
    assert!(all.len() > 200, "{}", all.len());
    let name = council::of(council::DEFAULT).name;
    let (own, others): (Vec<_>, Vec<_>) = all.iter().partition(|path| path.starts_with(root.join("council")));
    let naming = |paths: Vec<&PathBuf>| -> Vec<String> {
        let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
        let lines = |path: &PathBuf| {
            let (path, text) = (path.display().to_string(), read(path));
            let named = untested(&text).lines().enumerate().filter(|(_, line)| line.contains(name));
            named.map(|(at, line)| format!("{path}:{}: {}", at + 1, line.trim())).collect::<Vec<_>>()
        };
        paths.into_iter().flat_map(lines).collect()
    };
    assert!(!naming(own).is_empty(), "the name is looked for");
    let elsewhere = naming(others);
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
}
