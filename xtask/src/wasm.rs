//! The Rust that compiles to WebAssembly: rustup's target, or Debian's own Rust where rustup
//! cannot fetch one.

use crate::run::{apt_install, apt_update, ask, can_apt, command, find, path_with, root, run, say};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
/// The oldest Rust that builds the planner: `rust-version` in Cargo.toml.
const OLDEST_RUST: (u32, u32) = (1, 95);

/// Who compiles to WebAssembly.
#[derive(Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The Rust that compiles everything else has the target.
    Ordinary,
    /// Debian's Rust builds the standard library itself, linked by this program.
    Debian { linker: String },
}

/// Finds who can compile to WebAssembly, and installs it where nobody can.
pub fn ensure() -> Result<Toolchain> {
    if has_target() {
        return Ok(Toolchain::Ordinary);
    }
    if let Some(debian) = debian() {
        return Ok(debian);
    }
    if find("rustup").is_some() {
        say("Installing Rust's WebAssembly target with rustup: the page runs as WebAssembly.");
        let mut rustup = command("rustup");
        rustup.args(["target", "add", TARGET]).env("RUST_BACKTRACE", "0");
        if run(&mut rustup).is_ok() && has_target() {
            return Ok(Toolchain::Ordinary);
        }
    }
    if !can_apt() {
        bail!(
            "Rust's WebAssembly target is missing and could not be installed: run `rustup target add {TARGET}` \
             where rustup's server can be reached, or run this once as root on Debian"
        );
    }
    install_debian()
}

fn has_target() -> bool {
    let sysroot = ask(command("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir())
}

/// Debian's Rust, if it is all there and new enough.
fn debian() -> Option<Toolchain> {
    let version = ask(command(DEBIAN_RUSTC).arg("--version"))?;
    let sysroot = ask(command(DEBIAN_RUSTC).args(["--print", "sysroot"]))?;
    let source = Path::new(&sysroot).join("lib/rustlib/src/rust/library/std");
    let linkers = std::fs::read_dir("/usr/bin").ok()?.flatten();
    let linker = newest(linkers.map(|entry| entry.file_name().to_string_lossy().into_owned()), "wasm-ld-")?;
    let complete =
        rust_version(&version)? >= OLDEST_RUST && source.is_dir() && Path::new(DEBIAN_CARGO).is_file();
    complete.then_some(Toolchain::Debian { linker })
}

fn install_debian() -> Result<Toolchain> {
    say(
        "Installing Debian's Rust and its WebAssembly linker: rustup could not fetch the WebAssembly target.",
    );
    apt_update()?;
    let found =
        ask(command("apt-cache").args(["search", "--names-only", "^lld-[0-9]+$"])).unwrap_or_default();
    let names = found.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned);
    let lld = newest(names, "lld-")
        .context("no package lld-<number> is on offer: add Debian's main archive to apt's sources")?;
    let mut packages = DEBIAN_PACKAGES.to_vec();
    packages.push(&lld);
    apt_install(&packages)?;
    debian().with_context(|| {
        let (major, minor) = OLDEST_RUST;
        format!("Debian's Rust was installed but is older than {major}.{minor}: update the system's packages")
    })
}

impl Toolchain {
    /// Makes a command compile to WebAssembly, with the given folders in front on its `PATH` and
    /// a target folder apart, so that two versions of Rust never rebuild each other's output.
    pub fn apply(&self, command: &mut Command, mut folders: Vec<PathBuf>) -> Result<()> {
        command.env("CARGO_TARGET_DIR", root().join("target/wasm"));
        // A panic names the file it happened in: as `cargo/registry/...`, not by this machine's own folders. Cargo
        // adds it to what .cargo/config.toml says.
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
        if let Some(home) = home.filter(|home| !home.to_string_lossy().contains(' ')) {
            let flag = format!("--remap-path-prefix={}=cargo", home.display());
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flag);
        }
        if let Self::Debian { linker } = self {
            // Trunk runs the first cargo on PATH; an old node beside it must not come first too.
            folders.extend(find("node").and_then(|node| node.parent().map(PathBuf::from)));
            folders.push(PathBuf::from("/usr/bin"));
            for (name, value) in debian_environment(linker) {
                command.env(name, value);
            }
            // What an outer `cargo run` leaves behind points at the other Rust.
            for name in
                ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTDOC", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"]
            {
                command.env_remove(name);
            }
        }
        command.env("PATH", path_with(&folders)?);
        Ok(())
    }
}

fn debian_environment(linker: &str) -> [(&'static str, OsString); 4] {
    [
        ("RUSTC", DEBIAN_RUSTC.into()),
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()),
    ]
}

/// The name with the highest number after the prefix.
fn newest(names: impl Iterator<Item = String>, prefix: &str) -> Option<String> {
    names
        .filter_map(|name| Some((name.strip_prefix(prefix)?.parse::<u32>().ok()?, name)))
        .max()
        .map(|(_, name)| name)
}

/// Major and minor of `rustc 1.96.0 (...)`.
fn rust_version(line: &str) -> Option<(u32, u32)> {
    let mut numbers = line.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_linker_is_chosen_by_number_not_by_letter() {
        let names = ["wasm-ld-9", "wasm-ld-22", "wasm-ld-14", "wasm-ld", "wasm-ld-x", "ls"];
        assert_eq!(newest(names.iter().map(ToString::to_string), "wasm-ld-").as_deref(), Some("wasm-ld-22"));
        assert_eq!(newest(["ls".to_owned()].into_iter(), "wasm-ld-"), None);
    }

    #[test]
    fn rust_versions_are_read_and_compared() {
        assert_eq!(rust_version("rustc 1.96.0 (ac68faa20 2026-05-25)"), Some((1, 96)));
        assert!(rust_version("rustc 1.100.0-nightly").unwrap() > OLDEST_RUST);
        assert!(rust_version("rustc 1.85.0").unwrap() < OLDEST_RUST);
        assert_eq!(rust_version("sh: rustc: not found"), None);
    }

    #[test]
    fn the_oldest_rust_is_the_one_that_cargo_toml_names() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("rust-version = \"{}.{}\"", OLDEST_RUST.0, OLDEST_RUST.1)));
    }
}
