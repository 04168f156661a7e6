//! Every formula is one hop from its code: the rooms of the model cite the numbered sections of `docs/model.md`, and
//! every section that they cite is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms that hold the model's formulas.
const ROOMS: [&str; 4] = ["chance", "cohort", "contracts", "high_needs"];

/// Files of these rooms without a formula.
const WITHOUT_FORMULA: [&str; 1] = ["cohort/geography.rs"];

/// The source files of a folder and those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The section number that a text begins with, such as M4 or M4.2.
fn section(text: &str) -> Option<String> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    let rest = text.strip_prefix('M')?;
    let chapter = digits(rest);
    if chapter.is_empty() {
        return None;
    }
    let after = rest[chapter.len()..].strip_prefix('.').map(digits).filter(|part| !part.is_empty());
    Some(match after {
        Some(part) => format!("M{chapter}.{part}"),
        None => format!("M{chapter}"),
    })
}

/// The sections that comments cite.
fn cited(code: &str) -> BTreeSet<String> {
    let comments = code.lines().filter_map(|line| line.split_once("//").map(|(_, comment)| comment));
    let words = comments.flat_map(|comment| comment.split(|c: char| !c.is_ascii_alphanumeric() && c != '.'));
    words.filter_map(section).collect()
}

/// The sections of the documentation: its headings, and the paragraphs that begin with a number in bold.
fn documented() -> Vec<String> {
    let text = include_str!("../docs/model.md");
    let headings = text.lines().filter_map(|line| line.strip_prefix("## ")).filter_map(section);
    headings.chain(text.split("**").skip(1).step_by(2).filter_map(section)).collect()
}

#[test]
fn every_section_has_a_number_of_its_own() {
    let sections = documented();
    let numbers: BTreeSet<&String> = sections.iter().collect();
    assert_eq!(numbers.len(), sections.len(), "{sections:?}");
    let headings = include_str!("../docs/model.md").lines().filter(|line| line.starts_with("## "));
    assert!(headings.clone().count() > 10);
    for (number, heading) in (1..).zip(headings) {
        assert!(heading.starts_with(&format!("## M{number} ")), "{heading}");
    }
}

#[test]
fn every_file_of_the_model_cites_sections_that_exist() {
    let sections: BTreeSet<String> = documented().into_iter().collect();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in ROOMS.iter().flat_map(|room| files(&source.join(room))) {
        let name = path.strip_prefix(&source).unwrap().display().to_string().replace('\\', "/");
        let cited = cited(&fs::read_to_string(&path).unwrap());
        let unknown: Vec<&String> = cited.difference(&sections).collect();
        assert!(unknown.is_empty(), "{name} cites {unknown:?}, which docs/model.md does not have");
        let has_formula = !WITHOUT_FORMULA.contains(&name.as_str());
        assert_eq!(has_formula, !cited.is_empty(), "{name}");
    }
}
