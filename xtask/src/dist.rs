//! The static files in `dist/`: built, given names that change with their content, weighed.

use crate::run::{command, root, run, say};
use crate::{node, tool, wasm};
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the files may weigh together, gzipped, in bytes.
const APP_BUDGET: usize = 250_000;
const WORKER_BUDGET: usize = 60_000;

/// Installs what a build needs and hands back trunk, ready for a subcommand.
pub fn trunk() -> Result<Command> {
    let toolchain = wasm::ensure()?;
    let mut folders = node::ensure()?;
    folders.splice(0..0, tool::ensure()?);
    // Trunk calls us back: see `finish`.
    let myself = std::env::current_exe().context("this program's own path is unknown")?;
    folders.extend(myself.parent().map(PathBuf::from));
    let mut trunk = command("trunk");
    toolchain.apply(&mut trunk, folders)?;
    trunk.env("RUST_BACKTRACE", "0");
    // Trunk refuses the usual `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// Builds the release into `dist/`.
pub fn build() -> Result<()> {
    let mut trunk = trunk()?;
    say("Building the release into dist/.");
    run(trunk.args(["build", "--release"]))
}

/// The last step of a build, which trunk calls with its staging folder.
///
/// Trunk hashes the app's names but not the worker's nor boot.js: here they get theirs, so that an
/// old file in a browser's cache never meets a new app. The page tells the app the loader's name
/// in `<meta name="worker-loader">`.
pub fn finish(folder: &Path) -> Result<()> {
    let page = folder.join("index.html");
    let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("the build made no {name}"));

    let tag = tag(&[read("worker.js")?, read("worker_bg.wasm")?]);
    let renamed = |name: &str| name.replacen("worker", &format!("worker-{tag}"), 1);
    let loader = String::from_utf8(read("worker_loader.js")?).context("worker_loader.js is not text")?;
    let loader = loader
        .replace("worker.js", &renamed("worker.js"))
        .replace("worker_bg.wasm", &renamed("worker_bg.wasm"));
    fs::write(folder.join("worker_loader.js"), loader)?;
    for name in ["worker.js", "worker_bg.wasm", "worker_loader.js"] {
        fs::rename(folder.join(name), folder.join(renamed(name)))?;
    }

    let boot = format!("boot-{}.js", self::tag(&[read("boot.js")?]));
    fs::rename(folder.join("boot.js"), folder.join(&boot))?;

    let html = String::from_utf8(read("index.html")?).context("index.html is not text")?;
    let meta = format!("<meta name=\"worker-loader\" content=\"{}\">\n</head>", renamed("worker_loader.js"));
    let html = html.replace("boot.js", &boot).replacen("</head>", &meta, 1);
    fs::write(page, html).context("index.html cannot be written")
}

/// A short name for content.
fn tag(contents: &[Vec<u8>]) -> String {
    let mut hasher = DefaultHasher::new();
    contents.iter().for_each(|content| hasher.write(content));
    format!("{:016x}", hasher.finish())
}

/// Prints what the files weigh, and fails when that is more than planners on slow lines should wait for.
pub fn weigh() -> Result<()> {
    let mut files = Vec::new();
    list(&root().join("dist"), &mut files)
        .ok()
        .filter(|()| !files.is_empty())
        .context("there is no dist/: run `cargo xtask build`")?;
    files.sort();
    let (mut app, mut worker) = (0, 0);
    println!("{:>10} {:>10}  file in dist/", "bytes", "gzipped");
    for file in &files {
        let content = fs::read(file)?;
        let gzipped = gzipped(&content);
        let name = file.strip_prefix(root().join("dist")).unwrap_or(file).to_string_lossy();
        println!("{:>10} {gzipped:>10}  {name}", content.len());
        if name.starts_with("worker-") {
            worker += gzipped;
        } else {
            app += gzipped;
        }
    }
    println!("{:>21}  the app, of at most {APP_BUDGET}", app);
    println!("{:>21}  the worker, of at most {WORKER_BUDGET}", worker);
    if app > APP_BUDGET || worker > WORKER_BUDGET {
        bail!("dist/ is over its size budget: find what grew (`twiggy top` on the .wasm helps)");
    }
    Ok(())
}

fn gzipped(content: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).and_then(|()| encoder.finish()).map_or(content.len(), |packed| packed.len())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
