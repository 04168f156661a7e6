//! The libraries that the page is made of: whose, under which licence, in how many versions, with which known holes.

use crate::run::{ask, cargo, find, root, say};
use anyhow::{Context, Result, bail};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Node, NodeDep, TargetKind};
use serde_json::Value;
use spdx::{Expression, ParseMode};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Licences that ask for no more than to be named, by their SPDX names.
const ALLOWED: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Libraries that come in two versions because others ask for it, and who does. Looked at in November 2026.
const TWICE: [(&str, &str); 3] = [
    ("embedded-io", "postcard names two versions, of which it compiles neither"),
    ("getrandom", "gloo-history, through yew, is a version behind; the engine draws no random seed"),
    ("thiserror", "gloo 0.11 is a version behind yew"),
];

/// A library in the page or its workers.
#[derive(Debug)]
pub struct Package {
    name: String,
    version: String,
    licence: String,
    repository: String,
    folder: PathBuf,
}

/// Every library whose code is in the page or its workers, by name. What only builds or tests them is not.
pub fn packages() -> Result<Vec<Package>> {
    let mut metadata = cargo();
    metadata.args(["metadata", "--format-version", "1", "--locked", "--all-features"]);
    metadata.args(["--filter-platform", "wasm32-unknown-unknown"]).env_remove("CARGO_UNSTABLE_BUILD_STD");
    let text = ask(&mut metadata)
        .context("cargo could not say which libraries there are: run `cargo metadata --locked`")?;
    linked(&MetadataCommand::parse(text).context("cargo metadata has another form than in Rust 1.95")?)
        .context("cargo metadata did not say what the planner is made of")
}

/// What is linked: from the planner along its ordinary dependencies, macros and all behind them left out.
fn linked(metadata: &Metadata) -> Option<Vec<Package>> {
    let nodes = &metadata.resolve.as_ref()?.nodes;
    let nodes: HashMap<_, &Node> = nodes.iter().map(|node| (&node.id, node)).collect();
    let own = &metadata.packages.iter().find(|package| package.name.as_str() == "sufficiency-planner")?.id;
    let is_ordinary =
        |needed: &&NodeDep| needed.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
    let (mut seen, mut next, mut found) = (HashSet::new(), vec![own], Vec::new());
    while let Some(id) = next.pop() {
        let package = &metadata[id];
        let is_macro = package.targets.iter().any(|target| target.is_kind(TargetKind::ProcMacro));
        if is_macro || !seen.insert(id) {
            continue;
        }
        next.extend(nodes.get(id)?.deps.iter().filter(is_ordinary).map(|needed| &needed.pkg));
        if id != own {
            found.push(Package {
                name: package.name.to_string(),
                version: package.version.to_string(),
                licence: package.license.clone().unwrap_or_default(),
                repository: package.repository.clone().unwrap_or_default(),
                folder: package.manifest_path.parent()?.into(),
            });
        }
    }
    found.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    Some(found)
}

/// Fails where a library is under a licence that asks for more than to be named, or comes twice unexplained.
pub fn check() -> Result<()> {
    let packages = packages()?;
    let mut wrong = Vec::new();
    for package in packages.iter().filter(|package| !may_be_used(&package.licence)) {
        wrong.push(format!(
            "{} is under `{}`, which is not in the list of xtask/src/licences.rs",
            package.name, package.licence
        ));
    }
    for pair in packages.windows(2).filter(|pair| pair[0].name == pair[1].name) {
        let name = &pair[0].name;
        if TWICE.iter().all(|(known, _)| known != name) {
            wrong.push(format!(
                "{name} comes as {} and {}: `cargo tree --duplicates` says through whom",
                pair[0].version, pair[1].version
            ));
        }
    }
    for (name, _) in TWICE {
        if packages.iter().filter(|package| package.name == name).count() < 2 {
            wrong.push(format!(
                "{name} comes only once by now: take it off the list of xtask/src/licences.rs"
            ));
        }
    }
    if !wrong.is_empty() {
        bail!("the libraries are not as they should be:\n       {}", wrong.join("\n       "));
    }
    println!("{} libraries, all under licences that ask only to be named.", packages.len());
    Ok(())
}

/// Looks the locked versions up among known security advisories, where a tool for that is installed and its list can
/// be fetched; says so where not.
pub fn advisories() -> Result<()> {
    if find("cargo-audit").is_none() {
        say(
            "Known advisories were NOT looked up: install cargo-audit (`cargo install cargo-audit --locked`) for that.",
        );
        return Ok(());
    }
    // It fails both for what it finds and for a list that it cannot fetch: only a report tells them apart.
    let output = cargo().args(["audit", "--json"]).output().context("cargo-audit could not be started")?;
    let Ok(report) = serde_json::from_slice::<Value>(&output.stdout) else {
        say(
            "Known advisories were NOT looked up: cargo-audit could not fetch its list (github.com/rustsec).",
        );
        return Ok(());
    };
    match report["vulnerabilities"]["count"].as_u64() {
        Some(0) => Ok(()),
        _ => bail!("libraries have known holes: run `cargo audit`, and raise them in Cargo.lock"),
    }
}

/// Whether a licence expression can be met by allowed licences alone. An exception only ever allows more.
fn may_be_used(expression: &str) -> bool {
    // Old manifests write a stroke for "or", and names that have been replaced since.
    let mode = ParseMode { allow_slash_as_or_operator: true, allow_deprecated: true, ..ParseMode::STRICT };
    Expression::parse_mode(expression, mode).is_ok_and(|expression| {
        expression.evaluate(|asked| asked.license.id().is_some_and(|known| ALLOWED.contains(&known.name)))
    })
}

/// The texts that a library must be accompanied by: its MIT text where it offers that, else all it has. Where it came
/// without, none, and the Apache licence is used, which has no names to fill in.
fn texts(package: &Package) -> Result<Vec<String>> {
    let mut files: Vec<(String, PathBuf)> = fs::read_dir(&package.folder)
        .with_context(|| format!("{} cannot be read", package.folder.display()))?
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().to_ascii_uppercase(), entry.path()))
        .filter(|(name, path)| {
            path.is_file()
                && ["LICEN", "COPYING", "UNLICENSE", "NOTICE"].iter().any(|start| name.starts_with(start))
        })
        .collect();
    files.sort();
    if files.iter().any(|(name, _)| name.contains("MIT")) && package.licence.contains("MIT") {
        files
            .retain(|(name, _)| !["APACHE", "UNLICENSE", "COPYING"].iter().any(|other| name.contains(other)));
    }
    files.iter().map(|(_, path)| Ok(fs::read_to_string(path)?.trim().to_owned())).collect()
}

/// Fills the page of licences in: a table of the libraries, then every text once, with whose it is.
pub fn write_page(page: &Path) -> Result<()> {
    let template = fs::read_to_string(page).context("the build made no licences.html")?;
    let packages = packages()?;
    let apache =
        fs::read_to_string(root().join("LICENSE-APACHE")).context("LICENSE-APACHE is missing: restore it")?;
    fs::write(page, filled(&template, &packages, apache.trim())?).context("licences.html cannot be written")
}

fn filled(template: &str, packages: &[Package], apache: &str) -> Result<String> {
    let mut rows = String::new();
    // By the words of the text, however its lines are broken; in the order of the first library of each.
    let mut known: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut all: Vec<(String, Vec<&str>)> = Vec::new();
    for package in packages {
        let Package { name, version, licence, repository, .. } = package;
        let link = if repository.starts_with("https://") {
            format!("<a href=\"{}\">{}</a>", escaped(repository), escaped(name))
        } else {
            escaped(name)
        };
        writeln!(
            rows,
            "<tr><th scope=\"row\">{link}</th><td>{}</td><td>{}</td></tr>",
            escaped(version),
            escaped(licence)
        )?;
        let mut texts = texts(package)?;
        if texts.is_empty() {
            if !licence.contains("Apache-2.0") {
                bail!("{name} came without the text of its licence, {licence}");
            }
            texts.push(apache.to_owned());
        }
        for text in texts {
            let words = text.split_whitespace().map(str::to_owned).collect();
            let place = *known.entry(words).or_insert_with(|| {
                all.push((text, Vec::new()));
                all.len() - 1
            });
            if all[place].1.last() != Some(&name.as_str()) {
                all[place].1.push(name);
            }
        }
    }
    let mut sections = String::new();
    for (text, names) in &all {
        writeln!(sections, "<h3>{}</h3>\n<pre>{}</pre>", escaped(&names.join(", ")), escaped(text))?;
    }
    if !["<!-- libraries -->", "<!-- texts -->"].iter().all(|place| template.contains(place)) {
        bail!("www/licences.html has lost the places for the libraries and the texts: restore it");
    }
    Ok(template.replacen("<!-- libraries -->", rows.trim_end(), 1).replacen(
        "<!-- texts -->",
        sections.trim_end(),
        1,
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_is_found_with_a_licence_that_may_be_used() {
        check().unwrap();
        let packages = packages().unwrap();
        let has = |name: &str| packages.iter().any(|package| package.name == name);
        assert!(has("yew") && has("rand_distr") && has("web-sys"), "what the page is made of");
        assert!(
            !has("proptest") && !has("serde_derive") && !has("anyhow"),
            "what tests and builds it is not"
        );
        assert!(!has("sufficiency-planner"), "nor the planner itself");
    }

    #[test]
    fn licence_expressions_are_read() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 / MIT",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "MIT AND (Apache-2.0 AND ISC)",
        ] {
            assert!(may_be_used(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT OR Apache-2.0) AND LGPL-2.1",
            "MIT OR",
            "(MIT",
            "MIT MIT",
            "Nobody-1.0",
        ] {
            assert!(!may_be_used(bad), "{bad}");
        }
    }

    #[test]
    fn the_page_names_every_library_and_gives_every_text_once() {
        let template = fs::read_to_string(root().join("www/licences.html")).unwrap();
        let packages = packages().unwrap();
        let page = filled(&template, &packages, "APACHE <TEXT>").unwrap();
        for package in &packages {
            let row = page
                .lines()
                .find(|line| line.starts_with("<tr>") && line.contains(&format!(">{}<", package.name)));
            assert!(row.is_some_and(|row| row.contains(&escaped(&package.licence))), "{}", package.name);
        }
        assert_eq!(
            page.matches("APACHE &lt;TEXT&gt;").count(),
            1,
            "escaped, and once for all that came without"
        );
        let texts: Vec<&str> = page.split("<pre>").skip(1).collect();
        let different: HashSet<String> = texts.iter().map(|text| text.split_whitespace().collect()).collect();
        assert_eq!(texts.len(), different.len());
        assert!(texts.len() > 10);
    }
}
