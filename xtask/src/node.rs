//! Node and the packages of package-lock.json: the optimiser of WebAssembly, the browser's driver.

use crate::run::{ask, command, find, root, run, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

const OLDEST: u32 = 20;
const REMEDY: &str =
    "install Node 20 or newer from https://nodejs.org or your system's packages, and run this again";

/// The folder of its packages' programs, the packages installed as locked.
pub fn ensure() -> Result<PathBuf> {
    let node = find("node").with_context(|| format!("Node is missing: {REMEDY}"))?;
    let version = ask(command(&node).arg("--version")).unwrap_or_default();
    match major(&version) {
        Some(major) if major >= OLDEST => {}
        _ => bail!("Node is too old ({version}): {REMEDY}"),
    }
    let npm = find("npm").with_context(|| format!("npm is missing: {REMEDY}"))?;

    let lock =
        fs::read(root().join("package-lock.json")).context("package-lock.json cannot be read: restore it")?;
    let stamp = root().join("node_modules/.installed-lock.json");
    if fs::read(&stamp).ok().as_ref() != Some(&lock) {
        say(
            "Installing node_modules with npm: wasm-opt makes the page small, Playwright drives the browser tests.",
        );
        run(command(npm).args(["ci", "--no-audit", "--no-fund"]))
            .context("npm could not install the packages of package-lock.json: check the connection to its registry and run this again")?;
        fs::write(&stamp, &lock).context("node_modules cannot be written to: check who owns it")?;
    }
    Ok(root().join("node_modules/.bin"))
}

/// The 20 of `v20.11.1`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major(""), None);
        assert_eq!(major("20"), None);
    }

    #[test]
    fn the_lock_names_no_registry() {
        let lock = fs::read_to_string(root().join("package-lock.json")).unwrap();
        assert!(!lock.contains("\"resolved\""));
    }
}
