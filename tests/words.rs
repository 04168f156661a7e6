//! What the page may and may not say, read off its source.

use std::path::{Path, PathBuf};
use sufficiency_planner::sentences;

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push(path);
        }
    }
}

/// The source files that make up the page, without their tests and comments.
fn page() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let code = code.collect::<Vec<&str>>().join("\n");
            (path, code)
        })
        .collect()
}

/// Texts between quotation marks.
fn texts(code: &str) -> Vec<String> {
    let (mut texts, mut now, mut within, mut chars) = (Vec::new(), String::new(), false, code.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' if within => {
                now.push(' ');
                chars.next();
            }
            '\'' if !within => {
                // A quotation mark as a character opens nothing.
                let rest: String = chars.clone().take(2).collect();
                if rest.starts_with("\"'") {
                    chars.next();
                    chars.next();
                }
            }
            '"' => {
                if within {
                    texts.push(std::mem::take(&mut now));
                }
                within = !within;
            }
            c if within => now.push(c),
            _ => {}
        }
    }
    texts
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic() && c != '’' && c != '\'')
}

/// Futures are possible, not promised.
#[test]
fn nothing_on_the_page_says_will() {
    let mut all: Vec<(String, String)> = Vec::new();
    for (path, code) in page() {
        all.extend(texts(&code).into_iter().map(|text| (path.display().to_string(), text)));
    }
    assert!(all.len() > 2_000, "{}", all.len());
    all.push(("kent.json".into(), include_str!("../examples/scenarios/kent.json").into()));
    for (place, text) in &all {
        let says = words_of(text)
            .find(|word| matches!(word.to_ascii_lowercase().as_str(), "will" | "won't" | "won’t" | "shall"));
        assert!(says.is_none(), "{place}: {text}");
    }
}

/// Terms that the page lets a reader open, each with the file that does.
fn opened() -> Vec<(PathBuf, String)> {
    let page = page();
    let calls = page.iter().flat_map(|(path, code)| {
        code.match_indices("term(\"").filter_map(move |(at, call)| {
            // A word that ends in "term" is another function.
            let before = code[..at].chars().next_back();
            let rest = &code[at + call.len()..];
            let name = rest.split('"').next()?.to_owned();
            (!before.is_some_and(|c| c.is_alphanumeric() || c == '_')).then(|| (path.clone(), name))
        })
    });
    calls.filter(|(path, _)| path.to_string_lossy().contains("src/app")).collect()
}

#[test]
fn every_term_that_can_be_opened_is_in_the_glossary() {
    let opened = opened();
    for (path, name) in &opened {
        assert!(sentences::term(name).is_some(), "{}: {name}", path.display());
    }
    for screen in ["plan", "blocks", "breakeven", "matters", "compare", "evidence"] {
        let folder = format!("src/app/screens/{screen}");
        assert!(opened.iter().any(|(path, _)| path.to_string_lossy().contains(&folder)), "{screen}");
    }
}

/// Every chart is drawn under a sentence of `sentences`, not under one typed beside it.
#[test]
fn every_chart_says_what_it_shows() {
    let charts = ["<FanChart", "<CurveChart", "<DotPlot", "<BeforeAfter", "<HeldChart"];
    for (path, code) in page() {
        let (name, draws) = (path.display().to_string(), charts.iter().any(|chart| code.contains(chart)));
        if draws && !name.contains("app/chart/") {
            assert!(code.contains("sentences::"), "{name}");
        }
    }
}
