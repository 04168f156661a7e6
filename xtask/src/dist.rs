//! The static files in `dist/`: built, given names that change with their content, weighed.

use crate::run::{command, root, run, say};
use crate::site::list;
use crate::{licences, node, offline, tool, wasm};
use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the files may weigh together, gzipped, in bytes. 250 and 60 kB are wanted and were kept while
/// the cohort alone was simulated; the whole model and its screens weigh more. Only ever lower them, or
/// raise them by what a feature was measured to weigh.
const APP_BUDGET: usize = 1_048_000;
const WORKER_BUDGET: usize = 104_500;
/// The size limit of the clerk, gzipped, in bytes; only visitors who use files load it.
const CLERK_BUDGET: usize = 824_000;

/// The binaries that run as workers.
const WORKERS: [&str; 2] = ["worker", "clerk"];

/// Installs what a build needs and hands back trunk, ready for a subcommand.
pub fn trunk() -> Result<Command> {
    let packages = node::ensure()?;
    let toolchain = wasm::ensure()?;
    let mut folders = tool::ensure()?;
    folders.push(packages);
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

/// Builds into `dist/` what [`dev`] would serve.
pub fn quick() -> Result<()> {
    let mut trunk = trunk()?;
    say("Building a quick version into dist/: `build` makes the release.");
    run(trunk.arg("build"))
}

/// Serves on trunk's port and rebuilds on save: quick to build, slower to run than the release.
pub fn dev(flags: &[String]) -> Result<()> {
    let mut trunk = trunk()?;
    say("Building for development, and again on every save. Ctrl+C stops it.");
    let out = root().join("target/dev");
    fs::create_dir_all(&out).context("target/ cannot be written to: check who owns it")?;
    trunk.args([
        "serve",
        "--address",
        "127.0.0.1",
        "--ignore",
        "target",
        "--ignore",
        "node_modules",
        "--dist",
    ]);
    run(trunk.arg(out).args(flags))
}

/// The last step of a build, which trunk calls with its staging folder.
///
/// Trunk hashes the app's names but not the workers' nor boot.js: here they get theirs, so that an
/// old file in a browser's cache never meets a new app. The page tells the app the loaders' names
/// in `<meta name="worker-loader">` and `<meta name="clerk-loader">`.
pub fn finish(folder: &Path, release: bool) -> Result<()> {
    let page = folder.join("index.html");
    let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("the build made no {name}"));

    let mut loaders = Vec::new();
    for name in WORKERS {
        let tag = tag(&[read(&format!("{name}.js"))?, read(&format!("{name}_bg.wasm"))?]);
        let [js, wasm, loader] = [".js", "_bg.wasm", "_loader.js"].map(|end| format!("{name}-{tag}{end}"));
        fs::rename(folder.join(format!("{name}.js")), folder.join(&js))?;
        fs::rename(folder.join(format!("{name}_bg.wasm")), folder.join(&wasm))?;
        // Thrown anew, a failure reaches the page as the worker's error event.
        let script = format!(
            "importScripts(\"{js}\");\n\
             wasm_bindgen({{ module_or_path: \"{wasm}\" }}).catch((error) => setTimeout(() => {{ throw error; }}));\n"
        );
        fs::write(folder.join(&loader), script)?;
        let _ = fs::remove_file(folder.join(format!("{name}_loader.js")));
        loaders.push((name, loader));
    }

    // boot.js names failure.js, so that one gets its name first.
    let failure = format!("failure-{}.js", self::tag(&[read("failure.js")?]));
    fs::rename(folder.join("failure.js"), folder.join(&failure))?;
    let script = String::from_utf8(read("boot.js")?)
        .context("boot.js is not text")?
        .replace("failure.js\"", &format!("{failure}\""));
    let boot = format!("boot-{}.js", self::tag(&[script.clone().into_bytes()]));
    fs::remove_file(folder.join("boot.js"))?;
    fs::write(folder.join(&boot), script)?;

    let html = String::from_utf8(read("index.html")?).context("index.html is not text")?;
    let html = html.replace("failure.js", &failure);
    fs::write(page, finished(&html, &boot, &loaders, release)).context("index.html cannot be written")?;
    licences::write_page(&folder.join("licences.html"))?;
    offline::pages(folder, release)?;
    offline::worker(folder, release)
}

/// The page with the names in it, and in a release with its policy, whichever server it ends up on.
fn finished(html: &str, boot: &str, loaders: &[(&str, String)], release: bool) -> String {
    let mut html = html.replace("boot.js", boot);
    for (name, loader) in loaders {
        let meta = format!("<meta name=\"{name}-loader\" content=\"{loader}\">\n</head>");
        html = html.replacen("</head>", &meta, 1);
    }
    if !release {
        // Trunk reloads a development page by an inline script.
        return html;
    }
    let worker = format!("<meta name=\"service-worker\" content=\"{}\">\n</head>", offline::WORKER);
    offline::with_policy(&html.replacen("</head>", &worker, 1))
}

/// A short name for content: the beginning of its SHA-256, which is the same whatever compiled this.
fn tag(contents: &[Vec<u8>]) -> String {
    offline::sha256(&contents.concat())[..16].to_owned()
}

/// Prints what the files weigh, and fails when that is more than planners on slow lines should wait for.
pub fn weigh() -> Result<()> {
    let mut files = Vec::new();
    list(&root().join("dist"), &mut files)
        .ok()
        .filter(|()| !files.is_empty())
        .context("there is no dist/: run `cargo xtask build`")?;
    files.sort();
    // The app first, then the workers, then what is fetched behind them and counts for nothing.
    let mut weights = [
        ("app", 0, APP_BUDGET),
        ("worker", 0, WORKER_BUDGET),
        ("clerk", 0, CLERK_BUDGET),
        ("pages of text and what keeps it all offline", 0, usize::MAX),
    ];
    println!("{:>10} {:>10}  file in dist/", "bytes", "gzipped");
    for file in &files {
        let content = fs::read(file)?;
        let gzipped = gzipped(&content);
        let name = file.strip_prefix(root().join("dist")).unwrap_or(file).to_string_lossy();
        println!("{:>10} {gzipped:>10}  {name}", content.len());
        let worker = WORKERS.iter().position(|worker| name.starts_with(&format!("{worker}-")));
        let is_beside = name.ends_with(".html") && name != "index.html" || name == offline::WORKER;
        let place = if is_beside { weights.len() - 1 } else { worker.map_or(0, |at| at + 1) };
        weights[place].1 += gzipped;
    }
    for (what, weight, budget) in weights {
        if budget == usize::MAX {
            println!("{weight:>21}  {what}");
        } else {
            println!("{weight:>21}  the {what}, of at most {budget}");
        }
    }
    if weights.iter().any(|(_, weight, budget)| weight > budget) {
        bail!("dist/ is over its size budget: find what grew (`twiggy top` on the .wasm helps)");
    }
    Ok(())
}

fn gzipped(content: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).and_then(|()| encoder.finish()).map_or(content.len(), |packed| packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::POLICY;

    const PAGE: &str = "<head><script src=\"./boot.js\"></script></head>";

    fn loaders() -> Vec<(&'static str, String)> {
        vec![("worker", "worker-2_loader.js".into()), ("clerk", "clerk-3_loader.js".into())]
    }

    #[test]
    fn the_page_names_the_loaders_and_the_hashed_boot_script() {
        let page = finished(PAGE, "boot-1.js", &loaders(), false);
        let metas = "<meta name=\"worker-loader\" content=\"worker-2_loader.js\">\n\
                     <meta name=\"clerk-loader\" content=\"clerk-3_loader.js\">\n</head>";
        assert_eq!(page, format!("<head><script src=\"./boot-1.js\"></script>{metas}"));
    }

    #[test]
    fn a_released_page_carries_its_policy_before_any_script() {
        let page = finished(PAGE, "boot-1.js", &loaders(), true);
        assert!(page.find(POLICY).unwrap() < page.find("<script").unwrap());
    }

    #[test]
    fn names_change_with_content() {
        assert_eq!(tag(&[vec![1], vec![2]]), tag(&[vec![1], vec![2]]));
        assert_ne!(tag(&[vec![1], vec![2]]), tag(&[vec![1], vec![3]]));
        // "abc", as the standard gives it: no compiler changes it.
        assert_eq!(tag(&[b"ab".to_vec(), b"c".to_vec()]), "ba7816bf8f01cfea");
    }
}
