//! The checks that must pass, step by step, with the time that each took.

use crate::run::{ask, cargo, command, root, run, say};
use crate::server::{Options, Site};
use crate::{chromium, dist, licences, node};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

/// The page compiles natively too, so that its own pieces are linted and tested with the rest.
const EVERYTHING: [&str; 3] = ["--workspace", "--features", "sufficiency-planner/browser"];

/// The steps done, each with its seconds.
#[derive(Default)]
struct Steps(Vec<(&'static str, f64)>);

impl Steps {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        say(name);
        let start = Instant::now();
        work()?;
        self.0.push((name, start.elapsed().as_secs_f64()));
        Ok(())
    }

    fn print(&self) {
        for (name, seconds) in &self.0 {
            println!("{seconds:>7.1} s  {name}");
        }
        let total: f64 = self.0.iter().map(|(_, seconds)| seconds).sum();
        println!("{total:>7.1} s  in all: everything passed");
    }
}

/// Format, lints, documentation and native tests: neither Node nor a browser.
pub fn check() -> Result<()> {
    let mut steps = Steps::default();
    native(&mut steps)?;
    steps.print();
    Ok(())
}

/// Everything.
pub fn test() -> Result<()> {
    let mut steps = Steps::default();
    // What cannot be had is best known first.
    steps.step("Set-up", || dist::trunk().and_then(|_| chromium::ensure()).map(drop))?;
    native(&mut steps)?;
    steps.step("The library and its examples without the page", || {
        run(cargo().args(["clippy", "--all-targets"]).args(DENY))
    })?;
    steps.step("Release build", dist::build)?;
    steps.step("Size budget", dist::weigh)?;
    steps.step("Browser journeys", || browser(&[]))?;
    steps.print();
    Ok(())
}

const DENY: [&str; 3] = ["--", "-D", "warnings"];

fn native(steps: &mut Steps) -> Result<()> {
    components()?;
    steps.step("Format", || {
        run(cargo().args(["fmt", "--all", "--check"]))
            .context("some files are not formatted: run `cargo fmt --all`")
    })?;
    steps.step("Lints", || run(cargo().args(["clippy", "--all-targets"]).args(EVERYTHING).args(DENY)))?;
    steps.step("Licences and duplicates", licences::check)?;
    steps.step("Known advisories", licences::advisories)?;
    steps.step("Documentation", || {
        // A module's opening lines may name its private rooms: they are read in the source too.
        let flags = "-Dwarnings -Arustdoc::private-intra-doc-links";
        run(cargo().args(["doc", "--no-deps"]).args(EVERYTHING).env("RUSTDOCFLAGS", flags))
    })?;
    steps.step("Native tests", || run(cargo().arg("test").args(EVERYTHING)))
}

/// rustfmt and clippy, which a minimal installation of Rust lacks.
fn components() -> Result<()> {
    for (name, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if ask(cargo().args([name, "--version"])).is_none() {
            say(&format!("Installing {component} with rustup: the code is checked with it."));
            run(command("rustup").args(["component", "add", component])).with_context(|| {
                format!("{component} is missing: install it with `rustup component add {component}`")
            })?;
        }
    }
    Ok(())
}

/// The served `dist/` and a browser to look at it.
struct Stage {
    site: Site,
    chromium: PathBuf,
}

impl Stage {
    fn set() -> Result<Self> {
        node::ensure()?;
        let chromium = chromium::ensure()?;
        let site = Site::bind(&Options { port: Some(0), ..Options::default() })?;
        site.start()?;
        Ok(Self { site, chromium })
    }

    /// Node, told what tests/browser/harness.mjs wants to know.
    fn node(&self) -> Result<Command> {
        let mut node = command("node");
        node.env("PLANNER_URL", &self.site.address);
        node.env("CHROMIUM", &self.chromium);
        node.env("XTASK", env::current_exe().context("this program's own path is unknown")?);
        Ok(node)
    }
}

/// The journeys whose file names contain one of the words, or all of them, on the `dist/` there is.
pub fn browser(words: &[String]) -> Result<()> {
    let wanted = |name: &String| {
        name.ends_with(".test.mjs") && (words.is_empty() || words.iter().any(|word| name.contains(word)))
    };
    let names =
        fs::read_dir(root().join("tests/browser")).context("tests/browser/ is missing: restore it")?;
    let names = names.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut files: Vec<String> = names.filter(wanted).collect();
    files.sort();
    if files.is_empty() {
        bail!("no such journey in tests/browser/: their files end in .test.mjs");
    }
    let stage = Stage::set()?;
    // One after the other: the journeys mind the time, and the planner uses every core. All of them, though one
    // fails: whoever mends it wants to know of the others too.
    let mut failed = Vec::new();
    for file in files {
        let journey = run(stage
            .node()?
            .args(["--test", "--test-reporter", "spec"])
            .arg(format!("tests/browser/{file}")));
        if journey.is_err() {
            failed.push(file);
        }
    }
    if !failed.is_empty() {
        bail!("these journeys failed, and their lines above say where: {}", failed.join(", "));
    }
    Ok(())
}

/// Edits and runs on the `dist/` there is for some minutes, and whether memory stays flat.
pub fn soak(flags: &[String]) -> Result<()> {
    run(Stage::set()?.node()?.arg("tests/browser/soak.mjs").args(flags))
}

/// Takes a picture of every screen of the `dist/` there is.
pub fn pictures() -> Result<()> {
    run(Stage::set()?.node()?.arg("tests/browser/pictures.mjs"))
}

/// Writes the JSON Schema of a scenario file from the code.
pub fn schema() -> Result<()> {
    let text = ask(cargo().args(["run", "--quiet", "--example", "schema"]))
        .context("the schema could not be made: run `cargo run --example schema`")?;
    fs::write(root().join("docs/scenario.schema.json"), text + "\n").context("docs/scenario.schema.json")
}

/// Native benchmarks, then the browser's.
pub fn bench() -> Result<()> {
    run(cargo().arg("bench"))?;
    dist::build()?;
    run(Stage::set()?.node()?.arg("tests/browser/bench.mjs"))
}
