//! The two Rust programs that bundle the page, each in exactly the version the planner needs.

use crate::run::{ask, cargo, command, root, run, say};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

struct Tool {
    /// The crate it comes in.
    krate: &'static str,
    program: &'static str,
    version: String,
    why: &'static str,
    /// What its installation takes beside the version. Trunk's lock is kept, and its parts for
    /// fetching things left out: it finds its tools on `PATH`. The lock of wasm-bindgen-cli is not kept: it may
    /// name crates that a registry does not offer.
    flags: &'static [&'static str],
}

/// The folders with trunk and wasm-bindgen, installed where they are missing.
pub fn ensure() -> Result<Vec<PathBuf>> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock"))
        .context("Cargo.lock cannot be read: restore it")?;
    let wasm_bindgen =
        locked_version(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen: restore it")?;
    let tools = [
        Tool {
            krate: "trunk",
            program: "trunk",
            version: "0.21.14".to_owned(),
            why: "it bundles the page",
            flags: &["--locked", "--no-default-features"],
        },
        Tool {
            krate: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: wasm_bindgen.to_owned(),
            why: "it joins WebAssembly to JavaScript and must match the library in Cargo.lock",
            flags: &["--no-default-features"],
        },
    ];
    let mut folders = Vec::new();
    for tool in &tools {
        folders.extend(tool.ensure()?);
    }
    Ok(folders)
}

impl Tool {
    /// Its folder, unless the one on `PATH` will do.
    fn ensure(&self) -> Result<Option<PathBuf>> {
        if self.answers(Path::new(self.program)) {
            return Ok(None);
        }
        let home = cache()?.join("tools").join(format!("{}-{}", self.krate, self.version));
        let folder = home.join("bin");
        if !self.answers(&folder.join(self.program)) {
            self.install(&home)?;
        }
        Ok(Some(folder))
    }

    fn answers(&self, program: &Path) -> bool {
        ask(command(program).arg("--version"))
            .is_some_and(|line| line.split_whitespace().nth(1) == Some(&self.version))
    }

    fn install(&self, home: &Path) -> Result<()> {
        let Self { krate, version, why, .. } = self;
        say(&format!("Installing {krate} {version} in {} (a few minutes, once): {why}.", home.display()));
        let mut install = cargo();
        install
            .args(["install", "--force", "--root"])
            .arg(home)
            .args(self.flags)
            .arg(format!("{krate}@{version}"));
        // Built soon is worth more here than run fast: their own settings take four times as long.
        install.env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64");
        install.env_remove("CARGO_TARGET_DIR");
        run(&mut install)
            .with_context(|| format!("{krate} {version} could not be installed: check the connection to the crate registry and run this again"))
    }
}

/// A folder of this user's where tools outlive one checkout.
fn cache() -> Result<PathBuf> {
    let (variable, below) = if cfg!(windows) {
        ("LOCALAPPDATA", "")
    } else if cfg!(target_os = "macos") {
        ("HOME", "Library/Caches")
    } else {
        ("HOME", ".cache")
    };
    let base = env::var_os("XDG_CACHE_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os(variable)?).join(below)));
    let base = base.with_context(|| format!("no folder for tools: set {variable}"))?;
    Ok(base.join("sufficiency-planner"))
}

/// The version of a package in the text of Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
        assert_eq!(locked_version("", "wasm-bindgen"), None);
    }

    #[test]
    fn our_own_lock_has_one_wasm_bindgen() {
        let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
        assert!(locked_version(&lock, "wasm-bindgen").is_some());
    }
}
